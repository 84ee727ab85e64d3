//! Runs that were read before. A list of the same names with the same words around them is scored once: what the model
//! says of a run depends on nothing else.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _};

use foldhash::fast::RandomState;

use super::around::AROUND;
use super::features::View;
use super::model::{Lattice, Weights, steps};
use super::runs::Run;

/// Runs that are kept. A text that repeats itself does so within a few.
const KEPT: usize = 16;

/// The lattices of the runs that were read last, each with a number for all that they depend on.
pub struct Memo {
    lattices: Vec<(Option<u64>, Lattice)>,
    /// Drawn anew by each process: nobody can write two runs that are taken for one another.
    state: RandomState,
}

impl Memo {
    /// Nothing was read yet.
    pub fn new(weights: &impl Weights) -> Self {
        let lattice = Lattice::new(&steps(weights));
        Self { lattices: vec![(None, lattice); KEPT], state: RandomState::default() }
    }

    /// The scores of a run.
    pub fn read(&mut self, view: &View<'_, '_>, run: &Run, weights: &impl Weights) -> &Lattice {
        let number = self.number(view, run);
        let (known, lattice) = &mut self.lattices[number as usize % KEPT];
        if *known != Some(number) {
            lattice.fill(view, run, weights);
            *known = Some(number);
        }
        lattice
    }

    /// A number for all that the features of a run depend on, but what the whole document says of its words.
    fn number(&self, view: &View<'_, '_>, run: &Run) -> u64 {
        let tokens = view.document.tokens();
        let atoms = &view.runs.atoms[run.atoms.clone()];
        let (first, last) = (atoms[0].token as usize, atoms[atoms.len() - 1].token as usize);
        let sentence = view.document.sentences().get(run.sentence as usize).map_or(0..0, |found| found.tokens.clone());
        let before = first.saturating_sub(sentence.start).min(AROUND);
        let after = sentence.end.saturating_sub(last + 1).min(AROUND);
        let text = &view.document.text()[tokens[first - before].start()..tokens[last + after].end()];
        let mut hasher = self.state.build_hasher();
        (text, before, after, last - first, atoms.len(), run.headline).hash(&mut hasher);
        for start in run.atoms.clone() {
            for found in view.matches.from(start) {
                (found.end - found.start, found.entry).hash(&mut hasher);
            }
            hasher.write_u8(0xff);
        }
        let (start, end) = (run.atoms.start, run.atoms.end);
        (view.matches.inside_next(end - 1), view.matches.holds_prior(start)).hash(&mut hasher);
        (view.matches.listed_before(start), view.matches.listed_after(end - 1)).hash(&mut hasher);
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::super::choose::Reading;
    use super::super::model::{Scores, Shipped, Sum};
    use super::*;
    use crate::facts::document::Document;

    /// The shipped weights, with a count of how often they are asked.
    struct Counted(Shipped, Cell<usize>);

    impl Weights for Counted {
        fn add(&self, feature: u32, sum: &mut Sum) {
            self.1.set(self.1.get() + 1);
            self.0.add(feature, sum);
        }

        fn step(&self) -> f32 {
            self.0.step()
        }
    }

    fn read(text: &str) -> (Vec<Vec<Scores>>, usize) {
        let document = Document::new(text);
        let reading = Reading::new(&document);
        let view =
            View { document: &document, runs: &reading.runs, matches: &reading.matches, evidence: &reading.evidence };
        let weights = Counted(Shipped::default(), Cell::new(0));
        let mut memo = Memo::new(&weights);
        let scores = reading.runs.runs.iter().map(|run| memo.read(&view, run, &weights).scores.clone()).collect();
        (scores, weights.1.get())
    }

    /// 16 runs in a row are the same as 16,000, so the weights are asked as often.
    #[test]
    fn a_text_that_repeats_itself_is_scored_once() {
        for part in ["Ann Lee ", "in Paris, ", "A. ", "Mr. "] {
            let (few, many) = (read(&part.repeat(400)).1, read(&part.repeat(40_000)).1);
            assert!(many < few + few / 2, "{part}: {few} then {many}");
        }
    }

    #[test]
    fn a_run_is_scored_as_it_is_without_the_memo() {
        let text = "Ann Lee left Paris, Texas. Ann Lee left Paris. In Paris, Ann Lee left. Bo and Ann Lee left Paris, \
                    Texas, and Paris, France. Ann Lee Left Paris, Texas. Ann Lee left Paris, Texas.";
        let document = Document::new(text);
        let reading = Reading::new(&document);
        let view =
            View { document: &document, runs: &reading.runs, matches: &reading.matches, evidence: &reading.evidence };
        let weights = Shipped::default();
        let mut alone = Lattice::new(&steps(&weights));
        let (found, _) = read(text);
        assert!(found.len() > 10);
        for (run, scores) in reading.runs.runs.iter().zip(found) {
            alone.fill(&view, run, &weights);
            assert_eq!(alone.scores, scores, "{run:?}");
        }
    }
}
