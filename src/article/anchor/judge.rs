//! How well a place does for a passage, and whether that is enough.

use std::collections::HashMap;

use super::compared::{Compared, LONGEST, Passage, Projection};
use super::fold::{SPACE, Symbol};
use super::search::{Pattern, Spoken};
use super::words::number;

/// What words that are paired count, whatever stands between them now, beside words that stand together.
const KEPT: f64 = 0.97;

/// The longest stretch, in symbols, of which the common words are counted in their order: that costs words times words.
const LONGEST_IN_ORDER: usize = 32 * LONGEST;

/// Passages with fewer symbols say little by themselves: their context has to speak for them.
pub(super) const SHORT: usize = 16;

/// One place, in symbols of the new text, and how well it does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    quote: f64,
    context: f64,
    projected: bool,
    pub(super) score: f64,
}

/// Weighs candidates for one passage.
pub(super) struct Judge<'a> {
    compared: &'a Compared,
    passage: &'a Passage<'a>,
    projections: &'a [Projection],
    /// Whether the passage is not short and its own words stand somewhere: then nothing else counts as if it were them.
    verbatim: bool,
    quote: Option<Pattern>,
    prefix: Pattern,
    suffix: Pattern,
    words: Words,
}

/// The words of a passage, ready to be compared.
enum Words {
    /// As they stand.
    InOrder(Spoken),
    /// Of a very long passage: how often each is in it, and how many there are.
    Counted(HashMap<u64, usize>, usize),
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        compared: &'a Compared,
        passage: &'a Passage<'a>,
        projections: &'a [Projection],
        verbatim: bool,
    ) -> Self {
        let pattern = |symbols: &[Symbol]| Pattern::new(symbols.iter().copied(), compared.alphabet.len());
        Self {
            compared,
            passage,
            projections,
            verbatim,
            quote: (passage.words.len() <= LONGEST).then(|| pattern(passage.words)),
            prefix: pattern(passage.prefix),
            suffix: pattern(passage.suffix),
            words: Words::new(passage.words),
        }
    }

    pub(super) fn weigh(&self, start: usize, end: usize) -> Candidate {
        let new = &self.compared.new;
        let there = self.projections.iter().filter(|there| (there.start, there.end) == (start, end));
        let kept = if self.verbatim { 0.0 } else { there.map(|there| there.kept * KEPT).fold(0.0, f64::max) };
        let quote = self.quote(new.slice(start, end)).max(kept);
        // Context may itself have been edited: look a little further than it is long.
        let before = new.slice(start.saturating_sub(self.passage.prefix.len() + 16), start);
        let after = new.slice(end, end + self.passage.suffix.len() + 16);
        let share = |pattern: &Pattern, wanted: &[Symbol], window| {
            if wanted.is_empty() { 0.5 } else { pattern.share(window) }
        };
        let before = share(&self.prefix, self.passage.prefix, before);
        let after = share(&self.suffix, self.passage.suffix, after);
        // 0.35 is what unrelated prose has in common.
        let context = (((before.max(after) * 2.0 + before.min(after)) / 3.0 - 0.35) / 0.65).max(0.0);
        let projected = self.projections.first().is_some_and(|there| start < there.end && there.start < end);
        let near = (1.0 - (start as f64 / new.len().max(1) as f64 - self.passage.place).abs()).max(0.0);
        let score = 0.60 * quote + 0.22 * context + if projected { 0.14 } else { 0.0 } + 0.04 * near;
        Candidate { start, end, quote, context, projected, score }
    }

    /// How much of the passage's words is there: by edits, and for passages of some length also by words, which
    /// forgives runs that came in or went.
    fn quote(&self, found: &[Symbol]) -> f64 {
        let longer = self.passage.words.len().max(found.len()).max(1);
        if found == self.passage.words {
            return 1.0;
        }
        let by_edits = match &self.quote {
            Some(pattern) if found.len() <= 4 * LONGEST => 1.0 - pattern.distance(found) as f64 / longer as f64,
            _ => 0.0,
        };
        if self.passage.words.len() < 40 || longer > LONGEST_IN_ORDER {
            return by_edits.max(0.0);
        }
        by_edits.max(self.by_words(found)).clamp(0.0, 1.0)
    }

    /// The share of the words that are common.
    fn by_words(&self, found: &[Symbol]) -> f64 {
        let length = found.len();
        let found = spoken(found);
        let (common, all) = match &self.words {
            // What is so much longer than the passage is none of its places, whatever of it is in there.
            Words::InOrder(words) if length > 4 * LONGEST_IN_ORDER => (0, words.len()),
            Words::InOrder(words) => (words.common(&found), words.len()),
            Words::Counted(counts, all) => (common(counts, &found), *all),
        };
        2.0 * common as f64 / (all + found.len()).max(1) as f64
    }

    /// Of several places of a long passage those that are worth weighing: counting edits takes long there, and a place
    /// that has many fewer of the words in common than another does not win.
    pub(super) fn worth_weighing(&self, places: &mut Vec<(usize, usize)>) {
        let share = |(start, end): (usize, usize)| self.by_words(self.compared.new.slice(start, end));
        let shares: Vec<f64> = places.iter().map(|place| share(*place)).collect();
        let best = shares.iter().copied().fold(0.0, f64::max);
        let mut shares = shares.into_iter();
        places.retain(|_| shares.next().is_some_and(|share| share >= best - 0.25));
    }
}

impl Words {
    fn new(passage: &[Symbol]) -> Self {
        let words = spoken(passage);
        if passage.len() <= LONGEST_IN_ORDER {
            return Self::InOrder(Spoken::new(&words));
        }
        let mut counts = HashMap::new();
        for word in &words {
            *counts.entry(*word).or_default() += 1;
        }
        Self::Counted(counts, words.len())
    }
}

/// How many of these words there are among the others, in whatever order.
fn common(counts: &HashMap<u64, usize>, found: &[u64]) -> usize {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    for word in found {
        *seen.entry(*word).or_default() += 1;
    }
    seen.iter().map(|(word, count)| counts.get(word).map_or(0, |other| *count.min(other))).sum()
}

/// The words of a stretch of symbols, parted by spaces, by number.
fn spoken(symbols: &[Symbol]) -> Vec<u64> {
    symbols
        .split(|symbol| *symbol == SPACE)
        .filter(|word| !word.is_empty())
        .map(|word| number(word.iter().map(|symbol| u64::from(*symbol))))
        .collect()
}

/// The floor. Thresholds set by judgement before measuring; see the bench and the properties for what they hold.
pub(super) fn passes(found: &Candidate, len: usize, unique: bool) -> bool {
    let Candidate { quote, context, projected, .. } = *found;
    if len < SHORT {
        return quote >= 0.99 && (unique || context >= 0.3 || projected) || quote >= 0.6 && context >= 0.6;
    }
    quote >= 0.80 || quote >= 0.55 && (context >= 0.45 || projected) || quote >= 0.45 && context >= 0.6 && projected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_very_long_passage_words_are_counted_and_not_put_in_order() {
        let words = |count: usize| [[5, 6, SPACE].repeat(count), vec![7; 3]].concat();
        assert!(matches!(Words::new(&words(1000)), Words::InOrder(_)));
        let Words::Counted(counts, all) = Words::new(&words(LONGEST_IN_ORDER / 2)) else { panic!("in order") };
        assert_eq!((counts.len(), all), (2, LONGEST_IN_ORDER / 2 + 1));
        assert_eq!(common(&counts, &spoken(&words(10))), 11);
        assert_eq!(common(&counts, &[1, 1]), 0);
    }
}
