//! The linear model: weights of features, and the best way to cut a run into names.
//!
//! A semi-Markov conditional random field (Sarawagi and Cohen 2004): every way of cutting a run into stretches, each
//! with a label, has a score that is the sum of its features' weights; sums over all ways give the probability of one
//! stretch. `assets/gazetteer/model.bin` holds an `f32` (what one step of a weight is worth), then buckets of four
//! slots of eight bytes: `u16` fingerprint (0: empty) and six `i8` weights, one for each [`Label`]. It is made by
//! `examples/make_place_model`.

use super::features::{Seat, View, may_edge, step_from};
use super::runs::Run;

const MODEL: &[u8] = include_bytes!("../../../assets/gazetteer/model.bin");

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

/// A score for each label.
pub type Scores = [f32; LABELS];

impl Label {
    /// All, in the order of the weights.
    pub const ALL: [Self; LABELS] = [Self::None, Self::Place, Self::Person, Self::Body, Self::Works, Self::Other];
}

/// Where weights come from: the asset, or a training in progress.
pub trait Weights {
    /// Adds the weights of a feature to `scores`.
    fn add(&self, feature: u32, scores: &mut Scores);
}

/// The weights that ship.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    scale: f32,
}

impl Default for Shipped {
    fn default() -> Self {
        let scale = MODEL.first_chunk::<4>().map_or(0.0, |bytes| f32::from_le_bytes(*bytes));
        Self { scale }
    }
}

/// The bucket and the fingerprint of a feature.
#[inline]
pub fn place_of(feature: u32) -> (usize, u16) {
    ((feature >> 17) as usize % BUCKETS, (feature as u16).max(1))
}

impl Weights for Shipped {
    #[inline]
    fn add(&self, feature: u32, scores: &mut Scores) {
        let (bucket, fingerprint) = place_of(feature);
        let at = 4 + bucket * SLOTS * 8;
        let Some(slots) = MODEL.get(at..at + SLOTS * 8) else { return };
        for slot in slots.chunks_exact(8) {
            if u16::from_le_bytes([slot[0], slot[1]]) == fingerprint {
                for (score, weight) in scores.iter_mut().zip(&slot[2..]) {
                    *score += f32::from(weight.cast_signed()) * self.scale;
                }
                return;
            }
        }
    }
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
#[derive(Debug, Default)]
pub struct Lattice {
    /// Number of atoms.
    pub length: usize,
    /// Scores of the stretch from `i` with `n` more atoms: at `i * LONGEST + n`.
    pub scores: Vec<Scores>,
    /// Whether that stretch may be a name.
    allowed: Vec<bool>,
    /// Scores of a label after another: the first row is the start of the run.
    steps: [Scores; LABELS + 1],
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    /// Logarithm of the sum over all cuttings.
    pub total: f32,
}

fn log_sum(terms: &[f32]) -> f32 {
    let most = terms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + terms.iter().map(|term| (term - most).exp()).sum::<f32>().ln()
}

impl Lattice {
    /// Scores the steps from label to label once; they are the same for all runs.
    pub fn new(weights: &impl Weights) -> Self {
        let mut lattice = Self::default();
        for (from, scores) in lattice.steps.iter_mut().enumerate() {
            weights.add(step_from(from), scores);
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
        let mut rights = [[0.0; LABELS]; super::runs::LONGEST_RUN + 4];
        let mut seats = [[[0.0; LABELS]; 4]; super::runs::LONGEST_RUN + 4];
        let mut seated = [0u8; super::runs::LONGEST_RUN + 4];
        for (i, right) in rights.iter_mut().enumerate().take(length) {
            view.right(run, base + i, &mut |feature| weights.add(feature, right));
        }
        for i in 0..length {
            let mut left = [0.0; LABELS];
            view.left(run, base + i, &mut |feature| weights.add(feature, &mut left));
            for n in 0..LONGEST.min(length - i) {
                let end = i + n;
                let names = may_edge(&view.runs.atoms[base + i]) && may_edge(&view.runs.atoms[base + end]);
                if n > 0 && !names {
                    continue;
                }
                let cell = i * LONGEST + n;
                self.allowed[cell] = names;
                let mut sum = left;
                add(&mut sum, &rights[end]);
                for at in i..=end {
                    let seat = seat(i, at, end);
                    if seated[at] >> seat as u8 & 1 == 0 {
                        seated[at] |= 1 << seat as u8;
                        let scores = &mut seats[at][seat as usize];
                        view.inside(base + at, seat, &mut |feature| weights.add(feature, scores));
                    }
                    add(&mut sum, &seats[at][seat as usize]);
                }
                view.whole(run, base + i, base + end + 1, &mut |feature| weights.add(feature, &mut sum));
                self.scores[cell] = sum;
            }
        }
        self.sum();
    }

    /// Takes scores that were made elsewhere (in training) and sums over the cuttings.
    pub fn load(&mut self, length: usize, scores: Vec<Scores>, allowed: Vec<bool>) {
        (self.length, self.scores, self.allowed) = (length, scores, allowed);
        self.sum();
    }

    /// Whether stretch `i`, `n` may have label `label`.
    #[inline]
    pub fn may(&self, i: usize, n: usize, label: usize) -> bool {
        if label == Label::None as usize { n == 0 } else { self.allowed[i * LONGEST + n] }
    }

    fn sum(&mut self) {
        let length = self.length;
        // forward[i]: sums of the cuttings of the first i atoms, by the label that follows: its step is included.
        self.forward.clear();
        self.forward.resize(length + 1, [f32::NEG_INFINITY; LABELS]);
        self.backward.clear();
        self.backward.resize(length + 1, [0.0; LABELS]);
        self.forward[0] = self.steps[0];
        let mut ends = vec![[f32::NEG_INFINITY; LABELS]; length + 1];
        for i in 1..=length {
            for label in 0..LABELS {
                let mut terms = [f32::NEG_INFINITY; LONGEST];
                for n in 0..LONGEST.min(i) {
                    let start = i - 1 - n;
                    if self.may(start, n, label) {
                        terms[n] = self.forward[start][label] + self.scores[start * LONGEST + n][label];
                    }
                }
                ends[i][label] = log_sum(&terms);
            }
            for label in 0..LABELS {
                let mut terms = [0.0; LABELS];
                for (from, term) in terms.iter_mut().enumerate() {
                    *term = ends[i][from] + self.steps[from + 1][label];
                }
                self.forward[i][label] = log_sum(&terms);
            }
        }
        self.total = log_sum(&ends[length]);
        // backward[i][label]: sums of the cuttings of the atoms from i on, after a stretch of this label.
        for i in (0..length).rev() {
            let mut starts = [f32::NEG_INFINITY; LABELS];
            for (label, start) in starts.iter_mut().enumerate() {
                let mut terms = [f32::NEG_INFINITY; LONGEST];
                for n in 0..LONGEST.min(length - i) {
                    if self.may(i, n, label) {
                        terms[n] = self.scores[i * LONGEST + n][label] + self.backward[i + n + 1][label];
                    }
                }
                *start = log_sum(&terms);
            }
            for label in 0..LABELS {
                let mut terms = starts;
                for (to, term) in terms.iter_mut().enumerate() {
                    *term += self.steps[label + 1][to];
                }
                self.backward[i][label] = log_sum(&terms);
            }
        }
    }

    /// The logarithm of the probability that the cutting has this stretch with this label.
    #[inline]
    pub fn log_chance(&self, i: usize, n: usize, label: usize) -> f32 {
        if !self.may(i, n, label) {
            return f32::NEG_INFINITY;
        }
        self.forward[i][label] + self.scores[i * LONGEST + n][label] + self.backward[i + n + 1][label] - self.total
    }

    /// The probability of a step between two labels at atom `i` (`from` counts from 1; 0 is the start of the run).
    pub fn step_chance(&self, i: usize, from: usize, to: usize) -> f32 {
        // What begins at i with `to`: its score to the end; what ends at i with `from - 1`.
        let mut starts = [f32::NEG_INFINITY; LONGEST];
        for n in 0..LONGEST.min(self.length - i) {
            if self.may(i, n, to) {
                starts[n] = self.scores[i * LONGEST + n][to] + self.backward[i + n + 1][to];
            }
        }
        let before = if i == 0 {
            if from == 0 { 0.0 } else { f32::NEG_INFINITY }
        } else if from == 0 {
            f32::NEG_INFINITY
        } else {
            let mut ends = [f32::NEG_INFINITY; LONGEST];
            for n in 0..LONGEST.min(i) {
                let start = i - 1 - n;
                if self.may(start, n, from - 1) {
                    ends[n] = self.forward[start][from - 1] + self.scores[start * LONGEST + n][from - 1];
                }
            }
            log_sum(&ends)
        };
        (before + self.steps[from][to] + log_sum(&starts) - self.total).exp()
    }

    /// Puts the stretches of `run` that may be places.
    pub fn stretches(&self, run: &Run, least: f32, out: &mut Vec<Stretch>) {
        for i in 0..self.length {
            for n in 0..LONGEST.min(self.length - i) {
                if !self.allowed[i * LONGEST + n] {
                    continue;
                }
                let place = self.log_chance(i, n, Label::Place as usize).exp();
                let works = self.log_chance(i, n, Label::Works as usize).exp();
                if place.max(works) < least {
                    continue;
                }
                let mut chances = [0.0; LABELS];
                for (label, chance) in chances.iter_mut().enumerate() {
                    *chance = self.log_chance(i, n, label).exp();
                }
                let start = (run.atoms.start + i) as u32;
                out.push(Stretch { start, end: start + n as u32 + 1, chances });
            }
        }
    }
}

#[inline]
fn add(sum: &mut Scores, more: &Scores) {
    for (a, b) in sum.iter_mut().zip(more) {
        *a += b;
    }
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
