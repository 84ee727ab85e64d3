//! The linear model: weights of features, and the best way to cut a run into names.
//!
//! A semi-Markov conditional random field (Sarawagi and Cohen 2004): every way of cutting a run into stretches, each
//! with a label, has a score that is the sum of its features' weights; sums over all ways give the probability of one
//! stretch. `assets/gazetteer/model.bin` holds buckets of four slots, each 32 bytes: four `u16` fingerprints (0: empty), then
//! for each slot six `i8` weights, one for each [`Label`]; after the buckets an `f32`, what one step of a weight is worth.
//! It is made by `examples/make_place_model`.

use super::around::Around;
use super::features::{Seat, View, may_edge, step_from};
use super::runs::Run;

/// Bytes that begin where a line of the processor's cache does, so that every bucket lies in one.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static MODEL: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../assets/gazetteer/model.bin"));

/// What a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Label {
    /// No name; one atom.
    None,
    /// A place.
    Place,
    /// A person.
    Person,
    /// An organisation.
    Body,
    /// A building, a road.
    Works,
    /// Any other name: a people, an event, a work.
    Other,
}

/// Number of labels.
pub const LABELS: usize = 6;
/// Atoms of the longest name.
pub const LONGEST: usize = 7;
/// Buckets of the weights.
pub const BUCKETS: usize = 1 << 15;
/// Slots of a bucket.
pub const SLOTS: usize = 4;
/// Bytes of a bucket.
const BUCKET: usize = SLOTS * (2 + LABELS);

/// A score for each label.
pub type Scores = [f32; LABELS];

impl Label {
    /// All, in the order of the weights.
    pub const ALL: [Self; LABELS] = [Self::None, Self::Place, Self::Person, Self::Body, Self::Works, Self::Other];
}

/// Weights of several features, added up in whole steps: the last six numbers are those of the labels, the others mean
/// nothing. Eight small numbers are added at once. A stretch has up to 110 features, so that no sum overflows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum([i16; LANES]);

const LANES: usize = 8;

impl Sum {
    #[inline]
    fn add(&mut self, other: &Self) {
        for (sum, more) in self.0.iter_mut().zip(other.0) {
            *sum += more;
        }
    }

    /// The scores, where a step is worth `step`.
    #[inline]
    fn scores(self, step: f32) -> Scores {
        let mut scores = [0.0; LABELS];
        for (score, sum) in scores.iter_mut().zip(&self.0[LANES - LABELS..]) {
            *score = f32::from(*sum) * step;
        }
        scores
    }
}

/// Where weights come from.
pub trait Weights {
    /// Adds the weights of a feature to `sum`.
    fn add(&self, feature: u32, sum: &mut Sum);

    /// What one step of a weight is worth.
    fn step(&self) -> f32;
}

/// The weights that ship.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    step: f32,
}

impl Default for Shipped {
    fn default() -> Self {
        let step = MODEL.0.last_chunk::<4>().map_or(0.0, |bytes| f32::from_le_bytes(*bytes));
        Self { step }
    }
}

/// The bucket and the fingerprint of a feature.
#[inline]
pub fn place_of(feature: u32) -> (usize, u16) {
    ((feature >> 17) as usize % BUCKETS, (feature as u16).max(1))
}

impl Weights for Shipped {
    #[inline]
    fn add(&self, feature: u32, sum: &mut Sum) {
        let (bucket, fingerprint) = place_of(feature);
        let at = bucket * BUCKET;
        let Some(bucket) = MODEL.0.get(at..at + BUCKET).and_then(<[u8]>::first_chunk::<BUCKET>) else { return };
        let Some(slot) = slot_of(bucket, fingerprint) else { return };
        // The two bytes before the weights belong to something else, and are added to what means nothing.
        let from = SLOTS * 2 + slot * LABELS - (LANES - LABELS);
        let Some(weights) = bucket[from..].first_chunk::<LANES>() else { return };
        for (sum, weight) in sum.0.iter_mut().zip(weights) {
            *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
        }
    }

    #[inline]
    fn step(&self) -> f32 {
        self.step
    }
}

/// The slot of a bucket that has this fingerprint: all four are compared at once.
#[inline]
fn slot_of(bucket: &[u8; BUCKET], fingerprint: u16) -> Option<usize> {
    const ONES: u64 = 0x0001_0001_0001_0001;
    const TOPS: u64 = 0x8000_8000_8000_8000;
    let all = u64::from_le_bytes(*bucket.first_chunk()?);
    let differs = all ^ u64::from(fingerprint).wrapping_mul(ONES);
    // The lowest number that is 0 has its top bit set here, and none below it has.
    let found = differs.wrapping_sub(ONES) & !differs & TOPS;
    (found != 0).then(|| found.trailing_zeros() as usize / 16)
}

/// A stretch of a run with the probability of each label.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// First atom.
    pub start: u32,
    /// One past its last atom.
    pub end: u32,
    /// Probability of each label.
    pub chances: Scores,
}

/// All scores of one run, and the sums over its cuttings.
#[derive(Debug, Default, Clone)]
pub struct Lattice {
    /// Number of atoms.
    pub length: usize,
    around: Around,
    /// Scores of the stretch from `i` with `n` more atoms: at `i * LONGEST + n`.
    pub scores: Vec<Scores>,
    /// Whether that stretch may be a name.
    allowed: Vec<bool>,
    /// Powers of the scores of a label after another: the first row is the start of the run.
    step_powers: [Sums; LABELS + 1],
    powers: Vec<Sums>,
    before: Vec<Sums>,
    ended: Vec<Sums>,
    after: Vec<Sums>,
    begun: Vec<Sums>,
    total: f64,
}

/// Sums of powers, for each label.
type Sums = [f64; LABELS];

/// Scores are cut here, so that sixteen of them stay within an `f64`.
const HIGHEST: f32 = 30.0;

impl Lattice {
    /// With the scores of the steps from label to label, which are the same for all runs.
    pub fn new(steps: &[Scores; LABELS + 1]) -> Self {
        let mut lattice = Self::default();
        for (powers, scores) in lattice.step_powers.iter_mut().zip(steps) {
            for (power, score) in powers.iter_mut().zip(scores) {
                *power = f64::from(score.clamp(-10.0, 10.0).exp());
            }
        }
        lattice
    }

    /// Scores all stretches of a run and sums over its cuttings.
    pub fn fill(&mut self, view: &View<'_, '_>, run: &Run, weights: &impl Weights) {
        let length = run.atoms.len();
        let base = run.atoms.start;
        self.length = length;
        self.scores.clear();
        self.scores.resize(length * LONGEST, [0.0; LABELS]);
        self.allowed.clear();
        self.allowed.resize(length * LONGEST, false);
        self.around.fill(view, run);
        let around = &self.around;
        let mut rights = [Sum::default(); super::runs::LONGEST_RUN + 4];
        let mut seats = [[Sum::default(); 4]; super::runs::LONGEST_RUN + 4];
        let mut seated = [0u8; super::runs::LONGEST_RUN + 4];
        for (i, right) in rights.iter_mut().enumerate().take(length) {
            view.right(around, run, base + i, &mut |feature| weights.add(feature, right));
        }
        for i in 0..length {
            let mut left = Sum::default();
            view.left(around, run, base + i, &mut |feature| weights.add(feature, &mut left));
            for n in 0..LONGEST.min(length - i) {
                let end = i + n;
                let names = may_edge(&view.runs.atoms[base + i]) && may_edge(&view.runs.atoms[base + end]);
                if n > 0 && !names {
                    continue;
                }
                let cell = i * LONGEST + n;
                self.allowed[cell] = names;
                let mut sum = left;
                sum.add(&rights[end]);
                for at in i..=end {
                    let seat = seat(i, at, end);
                    if seated[at] >> seat as u8 & 1 == 0 {
                        seated[at] |= 1 << seat as u8;
                        let sum = &mut seats[at][seat as usize];
                        view.inside(around, run, base + at, seat, &mut |feature| weights.add(feature, sum));
                    }
                    sum.add(&seats[at][seat as usize]);
                }
                view.whole(around, run, base + i, base + end + 1, &mut |feature| weights.add(feature, &mut sum));
                self.scores[cell] = sum.scores(weights.step());
            }
        }
        self.sum();
    }

    /// Takes scores that were made elsewhere (in training) and sums over the cuttings.
    pub fn load(&mut self, length: usize, scores: Vec<Scores>, allowed: Vec<bool>) {
        (self.length, self.scores, self.allowed) = (length, scores, allowed);
        self.sum();
    }

    /// Sums over all cuttings, forwards and backwards, in powers of e: what is summed is bounded by [`HIGHEST`].
    fn sum(&mut self) {
        let length = self.length;
        self.powers.clear();
        self.powers.resize(length * LONGEST, [0.0; LABELS]);
        for i in 0..length {
            for n in 0..LONGEST.min(length - i) {
                let cell = i * LONGEST + n;
                let labels = match (self.allowed[cell], n) {
                    (true, 0) => 0..LABELS,
                    (true, _) => 1..LABELS,
                    (false, 0) => 0..1,
                    (false, _) => continue,
                };
                for label in labels {
                    self.powers[cell][label] = f64::from(self.scores[cell][label].clamp(-HIGHEST, HIGHEST).exp());
                }
            }
        }
        // before[i]: sums of the cuttings of the first i atoms, by the label that begins at i, its step included.
        self.before.clear();
        self.before.resize(length + 1, [0.0; LABELS]);
        self.ended.clear();
        self.ended.resize(length + 1, [0.0; LABELS]);
        self.before[0] = self.step_powers[0];
        for i in 1..=length {
            let mut ended = [0.0; LABELS];
            for n in 0..LONGEST.min(i) {
                let start = i - 1 - n;
                let (before, powers) = (&self.before[start], &self.powers[start * LONGEST + n]);
                for label in 0..LABELS {
                    ended[label] += before[label] * powers[label];
                }
            }
            self.ended[i] = ended;
            if i < length {
                for label in 0..LABELS {
                    self.before[i][label] =
                        (0..LABELS).map(|from| ended[from] * self.step_powers[from + 1][label]).sum();
                }
            }
        }
        self.total = self.ended[length].iter().sum();
        // after[i]: sums of the cuttings of the atoms from i on, after a stretch of this label.
        self.after.clear();
        self.after.resize(length + 1, [1.0; LABELS]);
        self.begun.clear();
        self.begun.resize(length + 1, [0.0; LABELS]);
        for i in (0..length).rev() {
            let mut begun = [0.0; LABELS];
            for n in 0..LONGEST.min(length - i) {
                let (after, powers) = (&self.after[i + n + 1], &self.powers[i * LONGEST + n]);
                for label in 0..LABELS {
                    begun[label] += powers[label] * after[label];
                }
            }
            self.begun[i] = begun;
            if i > 0 {
                for label in 0..LABELS {
                    self.after[i][label] = (0..LABELS).map(|to| self.step_powers[label + 1][to] * begun[to]).sum();
                }
            }
        }
    }

    /// The probability that the cutting has this stretch with this label.
    #[inline]
    pub fn chance(&self, i: usize, n: usize, label: usize) -> f32 {
        let power = self.powers[i * LONGEST + n][label];
        (self.before[i][label] * power * self.after[i + n + 1][label] / self.total) as f32
    }

    /// The probability of a step between two labels at atom `i` (`from` counts from 1; 0 is the start of the run).
    pub fn step_chance(&self, i: usize, from: usize, to: usize) -> f32 {
        let before = match (i, from) {
            (0, 0) => 1.0,
            (0, _) | (_, 0) => 0.0,
            _ => self.ended[i][from - 1],
        };
        (before * self.step_powers[from][to] * self.begun[i][to] / self.total) as f32
    }

    /// Tells the last atoms of the persons' full names, with their chance.
    pub fn persons(&self, run: &Run, mut put: impl FnMut(usize, f32)) {
        for i in 0..self.length {
            for n in 1..LONGEST.min(self.length - i) {
                if self.allowed[i * LONGEST + n] {
                    let chance = self.chance(i, n, Label::Person as usize);
                    if chance > 0.4 {
                        put(run.atoms.start + i + n, chance);
                    }
                }
            }
        }
    }

    /// Puts the stretches of `run` that may be places.
    pub fn stretches(&self, run: &Run, least: f32, out: &mut Vec<Stretch>) {
        for i in 0..self.length {
            for n in 0..LONGEST.min(self.length - i) {
                if !self.allowed[i * LONGEST + n] {
                    continue;
                }
                let mut chances = [0.0; LABELS];
                chances[Label::Place as usize] = self.chance(i, n, Label::Place as usize);
                if chances[Label::Place as usize] < least {
                    continue;
                }
                for (label, chance) in chances.iter_mut().enumerate() {
                    *chance = self.chance(i, n, label);
                }
                let start = (run.atoms.start + i) as u32;
                out.push(Stretch { start, end: start + n as u32 + 1, chances });
            }
        }
    }
}

/// Scores of the steps from label to label.
pub fn steps(weights: &impl Weights) -> [Scores; LABELS + 1] {
    std::array::from_fn(|from| {
        let mut sum = Sum::default();
        weights.add(step_from(from), &mut sum);
        sum.scores(weights.step())
    })
}

/// The seat of atom `at` in the stretch from `first` to `last`.
pub fn seat(first: usize, at: usize, last: usize) -> Seat {
    match (at == first, at == last) {
        (true, true) => Seat::Only,
        (true, false) => Seat::First,
        (false, true) => Seat::Last,
        (false, false) => Seat::Middle,
    }
}
