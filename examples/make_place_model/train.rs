//! The training: AdaGrad on the logarithm of the likelihood, then the weights are packed.

use std::collections::HashMap;

use dateline::facts::place::around::Around;
use dateline::facts::place::features::{View, may_edge, step_from};
use dateline::facts::place::model::{BUCKETS, LABELS, LONGEST, Label, Lattice, SLOTS, Scores, place_of, seat};
use dateline::facts::place::runs::Run;

/// Passes over the texts.
const PASSES: usize = 9;
const RATE: f32 = 0.12;
/// Pull towards zero, each time a weight is touched.
const DECAY: f32 = 2e-5;
/// A feature counts if it is seen so often.
const SEEN: u32 = 3;

/// Numbers of features, and how often each was seen.
#[derive(Debug, Default)]
pub struct Features {
    numbers: HashMap<u32, u32>,
    seen: Vec<u32>,
}

impl Features {
    fn number(&mut self, feature: u32) -> u32 {
        let next = self.seen.len() as u32;
        let number = *self.numbers.entry(feature).or_insert(next);
        if number == next {
            self.seen.push(0);
        }
        self.seen[number as usize] += 1;
        number
    }
}

/// Something that puts features.
type Fill<'a> = dyn FnMut(&mut dyn FnMut(u32)) + 'a;

/// One run with its features.
#[derive(Debug)]
pub struct Example {
    length: usize,
    /// Features of the stretches, in parts that stretches share.
    parts: Vec<Box<[u32]>>,
    /// For each stretch the parts it has; empty if it is none.
    stretches: Vec<Vec<u32>>,
    named: Vec<bool>,
    gold: Vec<(usize, usize, Label)>,
    worth: f32,
}

impl Example {
    pub fn new(
        view: &View<'_, '_>,
        run: &Run,
        gold: &[(usize, usize, Label)],
        worth: f32,
        features: &mut Features,
    ) -> Self {
        let length = run.atoms.len();
        let base = run.atoms.start;
        let mut around = Around::default();
        around.fill(view, run);
        let mut parts: Vec<Box<[u32]>> = Vec::new();
        let mut gather = |fill: &mut Fill<'_>| {
            let mut list = Vec::new();
            fill(&mut |feature| list.push(features.number(feature)));
            parts.push(list.into_boxed_slice());
            parts.len() as u32 - 1
        };
        let lefts: Vec<u32> =
            (0..length).map(|i| gather(&mut |put| view.left(&around, run, base + i, &mut |f| put(f)))).collect();
        let rights: Vec<u32> =
            (0..length).map(|i| gather(&mut |put| view.right(&around, run, base + i, &mut |f| put(f)))).collect();
        let mut seats: HashMap<(usize, u8), u32> = HashMap::new();
        let mut stretches = vec![Vec::new(); length * LONGEST];
        let mut named = vec![false; length * LONGEST];
        for i in 0..length {
            for n in 0..LONGEST.min(length - i) {
                let may = may_edge(&view.runs.atoms[base + i]) && may_edge(&view.runs.atoms[base + i + n]);
                if n > 0 && !may {
                    continue;
                }
                named[i * LONGEST + n] = may;
                let mut list = vec![lefts[i], rights[i + n]];
                for at in i..=i + n {
                    let seat = seat(i, at, i + n);
                    let part = *seats.entry((at, seat as u8)).or_insert_with(|| {
                        gather(&mut |put| view.inside(&around, run, base + at, seat, &mut |f| put(f)))
                    });
                    list.push(part);
                }
                list.push(gather(&mut |put| view.whole(&around, run, base + i, base + i + n + 1, &mut |f| put(f))));
                stretches[i * LONGEST + n] = list;
            }
        }
        let kept = gold.iter().copied().filter(|(i, n, _)| named[i * LONGEST + n]).collect();
        Self { length, parts, stretches, named, gold: kept, worth }
    }

    /// The gold cutting, with the atoms that are no names.
    fn cutting(&self) -> Vec<(usize, usize, usize)> {
        let mut out = Vec::new();
        let mut at = 0;
        for (i, n, label) in &self.gold {
            while at < *i {
                out.push((at, 0, Label::None as usize));
                at += 1;
            }
            out.push((*i, *n, *label as usize));
            at = i + n + 1;
        }
        while at < self.length {
            out.push((at, 0, Label::None as usize));
            at += 1;
        }
        out
    }
}

/// Everything that is learned from, and what was learned.
#[derive(Debug, Default)]
pub struct Training {
    pub examples: Vec<Example>,
    pub features: Features,
    weights: Vec<Scores>,
    squares: Vec<Scores>,
    steps: Vec<u32>,
}

impl Training {
    /// Learns.
    pub fn run(&mut self) {
        self.steps = (0..=LABELS).map(|from| self.features.number(step_from(from))).collect();
        for step in &self.steps {
            self.features.seen[*step as usize] = u32::MAX;
        }
        self.weights = vec![[0.0; LABELS]; self.features.seen.len()];
        self.squares = vec![[1e-6; LABELS]; self.features.seen.len()];
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let examples = std::mem::take(&mut self.examples);
        for pass in 0..PASSES {
            for i in (1..order.len()).rev() {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                order.swap(i, (seed % (i as u64 + 1)) as usize);
            }
            let rate = RATE / (1.0 + 0.25 * pass as f32);
            for i in &order {
                self.learn(&examples[*i], rate);
            }
        }
    }

    fn learn(&mut self, example: &Example, rate: f32) {
        let part_scores: Vec<Scores> = example
            .parts
            .iter()
            .map(|part| {
                let mut sum = [0.0; LABELS];
                for feature in part {
                    for (score, weight) in sum.iter_mut().zip(&self.weights[*feature as usize]) {
                        *score += weight;
                    }
                }
                sum
            })
            .collect();
        let mut scores = vec![[0.0; LABELS]; example.stretches.len()];
        for (score, parts) in scores.iter_mut().zip(&example.stretches) {
            for part in parts {
                for (sum, more) in score.iter_mut().zip(&part_scores[*part as usize]) {
                    *sum += more;
                }
            }
        }
        let mut lattice = Lattice::new(&self.step_scores());
        lattice.load(example.length, scores, example.named.clone());
        // Gradients: what the annotation has, less what the model expects.
        let mut part_pulls = vec![[0.0f32; LABELS]; example.parts.len()];
        let mut step_pulls = [[0.0f32; LABELS]; LABELS + 1];
        let mut from = 0;
        for (i, n, label) in example.cutting() {
            for part in &example.stretches[i * LONGEST + n] {
                part_pulls[*part as usize][label] += 1.0;
            }
            step_pulls[from][label] += 1.0;
            from = label + 1;
        }
        for i in 0..example.length {
            for n in 0..LONGEST.min(example.length - i) {
                let parts = &example.stretches[i * LONGEST + n];
                if parts.is_empty() {
                    continue;
                }
                for part in parts {
                    for (label, pull) in part_pulls[*part as usize].iter_mut().enumerate() {
                        *pull -= lattice.chance(i, n, label);
                    }
                }
            }
            for (from, pulls) in step_pulls.iter_mut().enumerate() {
                for (to, pull) in pulls.iter_mut().enumerate() {
                    *pull -= lattice.step_chance(i, from, to);
                }
            }
        }
        for (part, pulls) in example.parts.iter().zip(&part_pulls) {
            if pulls.iter().all(|pull| pull.abs() < 1e-4) {
                continue;
            }
            for feature in part {
                self.pull(*feature, pulls, rate, example.worth);
            }
        }
        for (from, pulls) in step_pulls.iter().enumerate() {
            self.pull(self.steps[from], pulls, rate, example.worth);
        }
    }

    /// Scores of the steps from label to label, as far as they are learned.
    fn step_scores(&self) -> [Scores; LABELS + 1] {
        std::array::from_fn(|from| self.weights[self.steps[from] as usize])
    }

    fn pull(&mut self, feature: u32, pulls: &Scores, rate: f32, worth: f32) {
        let feature = feature as usize;
        if self.features.seen[feature] < SEEN {
            return;
        }
        let weights = &mut self.weights[feature];
        let squares = &mut self.squares[feature];
        for label in 0..LABELS {
            let gradient = pulls[label] * worth - DECAY * weights[label];
            if gradient != 0.0 {
                squares[label] += gradient * gradient;
                weights[label] += rate * gradient / squares[label].sqrt().max(0.1);
            }
        }
    }

    /// The weights as the asset holds them: of a bucket that is too full the least are dropped.
    pub fn packed(&self) -> Vec<u8> {
        let most = self.weights.iter().flatten().fold(0.0f32, |most, weight| most.max(weight.abs()));
        let scale = most / 127.0;
        let mut buckets: Vec<Vec<(f32, u16, Scores)>> = vec![Vec::new(); BUCKETS];
        let mut list: Vec<(u32, u32)> = self.features.numbers.iter().map(|(a, b)| (*a, *b)).collect();
        list.sort_unstable();
        for (feature, number) in list {
            let weights = self.weights[number as usize];
            let size = weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs()));
            if size >= scale {
                let (bucket, fingerprint) = place_of(feature);
                let worth = if self.features.seen[number as usize] == u32::MAX { f32::MAX } else { size };
                buckets[bucket].push((worth, fingerprint, weights));
            }
        }
        let mut out = Vec::new();
        for bucket in &mut buckets {
            bucket.sort_by(|a, b| b.0.total_cmp(&a.0));
            bucket.resize(SLOTS, (0.0, 0, [0.0; LABELS]));
            out.extend(bucket.iter().flat_map(|(_, fingerprint, _)| fingerprint.to_le_bytes()));
            let weights = bucket.iter().flat_map(|(.., weights)| weights);
            out.extend(weights.map(|weight| (weight / scale).round() as i8 as u8));
        }
        out.extend(scale.to_le_bytes());
        out
    }
}
