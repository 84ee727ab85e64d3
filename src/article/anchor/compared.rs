//! Two revisions side by side, and the places in the new one that a passage of the old one may have gone to.
//!
//! Candidates come from the pairs of words of the two revisions (a projection), from the passage's own words wherever
//! they stand, from nearly its words, and for long passages from their two ends. Each is scored by its words, its
//! context, the projection and its relative position, and the best one must pass a floor: below it a passage is an
//! orphan rather than something else's neighbour.

use std::cell::Cell;

use super::fold::{Alphabet, Folded, Symbol};
use super::grams::Grams;
use super::judge::{Candidate, Judge, SHORT, passes};
use super::search::approximate;
use super::words::{Pairs, Word, words};

/// Exact occurrences that are weighed: those with the most context in common.
const MOST_EXACT: usize = 32;
/// Approximate places that are weighed.
const MOST_APPROXIMATE: usize = 12;
/// Passages that are longer are not searched for as a whole, only by the projection, exactly, and by their ends.
pub(super) const LONGEST: usize = 2048;
/// Edits that are allowed at most, however long a passage is.
const MOST_EDITS: usize = 256;
/// Passages from this length on are weighed only where they have most words in common.
const LONG: usize = 512;
/// Symbols of each end of a long passage.
const END: usize = 48;
/// Symbols that are read in all, for all passages of a text, to find what is nearly one of them.
const FAR_IN_ALL: usize = 24_000_000;
/// Symbols to either side that are searched after that.
const NEAR: usize = 4000;
/// Words between two pairs that are still compared word by word.
const CLOSE: usize = 64;

/// Both texts in comparison form, and the pairs of their words.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) alphabet: Alphabet,
    pub(super) old: Folded,
    pub(super) new: Folded,
    old_words: Vec<Word>,
    new_words: Vec<Word>,
    pairs: Pairs,
    /// For each word of the new text its place among those of the old one.
    to_old: Vec<Option<u32>>,
    old_grams: Grams,
    new_grams: Grams,
    /// Symbols that were read so far to find what is nearly a passage.
    spent: Cell<usize>,
}

/// What is looked for, in comparison form.
pub(super) struct Passage<'a> {
    pub(super) words: &'a [Symbol],
    pub(super) prefix: &'a [Symbol],
    pub(super) suffix: &'a [Symbol],
    /// Where it stands in the old text, in symbols; None when that is not known.
    pub(super) old: Option<(usize, usize)>,
    /// Where it stood, as a share of the text.
    pub(super) place: f64,
}

/// Where the pairs of words say that a passage went, in symbols of the new text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Projection {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The share of the passage that has pairs.
    pub(super) kept: f64,
}

impl Compared {
    pub(super) fn new(old: &str, new: &str) -> Self {
        let mut alphabet = Alphabet::new();
        let (old, new) = (alphabet.fold(old), alphabet.fold(new));
        let (old_words, new_words) = (words(&old, &alphabet), words(&new, &alphabet));
        let pairs = Pairs::new(&old_words, &new_words);
        let mut to_old = vec![None; new_words.len()];
        for (i, j) in (0..old_words.len()).filter_map(|i| Some((i, pairs.get(i)?))) {
            to_old[j] = u32::try_from(i).ok();
        }
        let (old_grams, new_grams) = Default::default();
        Self { alphabet, old, new, old_words, new_words, pairs, to_old, old_grams, new_grams, spent: Cell::new(0) }
    }

    /// Where the words of `start..end` went: from the first to the last that is left, and, where its neighbours stand
    /// beside it still, all that stands between them.
    pub(super) fn project(&self, start: usize, end: usize) -> Vec<Projection> {
        let first = self.old_words.partition_point(|word| (word.end as usize) <= start);
        let last = self.old_words.partition_point(|word| (word.start as usize) < end);
        if first >= last {
            return Vec::new();
        }
        let mut hits = self.hits(first, last);
        hits.sort_unstable_by_key(|hit| hit.1);
        let share = |i: usize| {
            let word = self.old_words[i];
            (word.end as usize).min(end) - (word.start as usize).max(start)
        };
        let size: usize = (first..last).map(share).sum();
        let width = (end - start) * 17 / 10 + 80;
        let mut out = Vec::new();
        // The window that holds most of them.
        let (mut best, mut kept, mut from) = ((0, 0, 0), 0, 0);
        for (to, (i, j)) in hits.iter().enumerate() {
            kept += share(*i);
            while from < to && (self.new_words[*j].end - self.new_words[hits[from].1].start) as usize >= width {
                kept -= share(hits[from].0);
                from += 1;
            }
            if kept > best.0 {
                best = (kept, from, to);
            }
        }
        let (kept, from, to) = best;
        if kept * 5 >= size * 2 && kept > 0 {
            // The passage may begin and end inside a word.
            let ((old_head, head), (old_tail, tail)) = (hits[from], hits[to]);
            let cut_head = start.saturating_sub(self.old_words[old_head].start as usize);
            let cut_tail = (self.old_words[old_tail].end as usize).saturating_sub(end);
            let first = self.new_words[head].start as usize + cut_head;
            let last = (self.new_words[tail].end as usize).saturating_sub(cut_tail);
            if first < last {
                out.push(Projection { start: first, end: last, kept: kept as f64 / size as f64 });
            }
        }
        let before = first.checked_sub(1).and_then(|i| self.pairs.get(i));
        let after = self.pairs.get(last);
        if let (Some(before), Some(after)) = (before, after)
            && before + 1 < after
        {
            let (a, b) = (self.new_words[before + 1].start as usize, self.new_words[after - 1].end as usize);
            if a < b && b - a < width {
                out.push(Projection { start: a, end: b, kept: 0.0 });
            }
        }
        out
    }

    /// The pairs of the old words `first..last`, with those that are found only by looking closely.
    fn hits(&self, first: usize, last: usize) -> Vec<(usize, usize)> {
        let mut hits = Vec::new();
        let mut before = (first.saturating_sub(CLOSE)..first).rev().find_map(|i| Some((i, self.pairs.get(i)?)));
        let after = (last..last + CLOSE).find_map(|i| Some((i, self.pairs.get(i)?)));
        let paired = (first..last).filter_map(|i| Some((i, self.pairs.get(i)?))).map(|pair| (true, pair));
        for (inside, (i, j)) in paired.chain(after.map(|pair| (false, pair))) {
            if let Some((from_old, from_new)) = before.map(|(i, j)| (i + 1, j + 1))
                && (1..=CLOSE).contains(&(i.saturating_sub(from_old)))
                && (1..=CLOSE).contains(&(j.saturating_sub(from_new)))
            {
                let close = Pairs::between(&self.old_words, &self.new_words, (from_old, i), (from_new, j));
                hits.extend(close.into_iter().filter(|(i, _)| (first..last).contains(i)));
            }
            if inside {
                hits.push((i, j));
            }
            before = Some((i, j));
        }
        hits
    }

    /// The best candidate, if it is good enough.
    pub(super) fn best(&self, passage: &Passage<'_>, projections: &[Projection]) -> Option<Candidate> {
        let len = passage.words.len();
        if len == 0 {
            return None;
        }
        if let Some(there) = projections.first().filter(|there| self.is_untouched(passage, there)) {
            let judge = Judge::new(self, passage, projections, len >= SHORT);
            return Some(judge.weigh(there.start, there.end));
        }
        let text = &self.new.symbols;
        let near = projections.first().map_or((passage.place * text.len() as f64) as usize, |there| there.start);
        let exact = self.new_grams.occurrences(text, passage.words, near, |start| {
            !(self.is_another(passage, start, start + len) || len < SHORT && self.cuts_words(passage, start))
        });
        let verbatim = !exact.is_empty() && len >= SHORT;
        // That a short one stands in the new text once says little if it stood in the old one more than once.
        let is_alone = || {
            let start = passage.old.map_or(0, |(start, _)| start);
            self.old_grams.occurrences(&self.old.symbols, passage.words, start, |_| true).len() < 2
        };
        let unique = exact.len() == 1 && (len >= SHORT || is_alone());
        let exact_count = exact.len();
        let mut places: Vec<(usize, usize)> = projections.iter().map(|there| (there.start, there.end)).collect();
        if exact.is_empty() {
            places.extend(self.nearly(passage, projections));
        } else {
            let exact = self.in_best_company(exact, passage);
            // What overlaps the very words is a worse cut of them.
            places.retain(|(start, end)| !exact.iter().any(|(from, to)| start < to && from < end));
            places.extend(exact);
        }
        places.sort_unstable();
        places.dedup();
        places.retain(|(start, end)| !self.is_another(passage, *start, *end));
        let judge = Judge::new(self, passage, projections, verbatim);
        if len >= LONG && exact_count == 0 {
            judge.worth_weighing(&mut places);
        }
        let best = places
            .into_iter()
            .map(|(start, end)| judge.weigh(start, end))
            .reduce(|best, next| if next.score > best.score { next } else { best })?;
        passes(&best, len, unique).then_some(best)
    }

    /// Whether the words, and all that is looked at around them, stand where the pairs say as they stood: no other place
    /// can do as well.
    fn is_untouched(&self, passage: &Passage<'_>, there: &Projection) -> bool {
        let text = &self.new;
        let before = text.slice(there.start.saturating_sub(passage.prefix.len()), there.start);
        text.slice(there.start, there.end) == passage.words
            && there.end <= text.len()
            && before == passage.prefix
            && text.slice(there.end, there.end + passage.suffix.len()) == passage.suffix
    }

    /// Whether what stands at `start..end` of the new text stood elsewhere in the old one: it is itself, and no new wording
    /// of the passage, however like it is.
    fn is_another(&self, passage: &Passage<'_>, start: usize, end: usize) -> bool {
        let Some((from, to)) = passage.old else { return false };
        let first = self.new_words.partition_point(|word| (word.end as usize) <= start);
        let last = self.new_words.partition_point(|word| (word.start as usize) < end);
        let (mut outside, mut rest) = (0, 0);
        for (word, old) in self.new_words[first..last].iter().zip(&self.to_old[first..last]) {
            let length = (word.end as usize).min(end).saturating_sub((word.start as usize).max(start));
            let stood = old.and_then(|old| self.old_words.get(old as usize));
            let is_outside = stood.is_some_and(|old| old.end as usize <= from || old.start as usize >= to);
            *(if is_outside { &mut outside } else { &mut rest }) += length;
        }
        outside > rest
    }

    /// Whether the passage at `start` begins or ends inside a word and did not do so before: "second" is no part of
    /// "seconds".
    fn cuts_words(&self, passage: &Passage<'_>, start: usize) -> bool {
        let (text, words) = (&self.new.symbols, passage.words);
        let joined = |before: Option<&Symbol>, after: Option<&Symbol>| {
            before.zip(after).is_some_and(|(before, after)| self.alphabet.is_joined(*before, *after))
        };
        let head = start.checked_sub(1).and_then(|before| text.get(before));
        let tail = text.get(start + words.len());
        joined(head, words.first()) && !joined(passage.prefix.last(), words.first())
            || joined(words.last(), tail) && !joined(words.last(), passage.suffix.first())
    }

    /// Places of nearly the passage's words.
    fn nearly(&self, passage: &Passage<'_>, projections: &[Projection]) -> Vec<(usize, usize)> {
        let words = passage.words;
        let len = words.len();
        let search = |text: &[Symbol], most: usize| {
            if (6..=LONGEST).contains(&len) {
                approximate(text, words, self.alphabet.len(), most.min(MOST_EDITS), MOST_APPROXIMATE)
            } else {
                Vec::new()
            }
        };
        let (few, many) = (len / 5, len * 45 / 100);
        // Where the pairs are sure, there is no need to look anywhere else.
        if let Some(there) = projections.iter().find(|there| there.kept >= 0.8) {
            let from = there.start.saturating_sub(len / 2 + 16);
            let near = search(self.new.slice(from, there.end + len / 2 + 16), many);
            return near.into_iter().map(|(start, end, _)| (from + start, from + end)).collect();
        }
        let near = projections.first().map_or((passage.place * self.new.len() as f64) as usize, |there| there.start);
        let (offset, text) = self.affordable(near);
        // Many edits are allowed only where there is no place with few: most of the search is cut off then.
        let mut near = search(text, few);
        if near.is_empty() && few.min(MOST_EDITS) < many.min(MOST_EDITS) {
            near = search(text, many);
        }
        let ends = if len >= 140 { self.by_ends(text, words) } else { Vec::new() };
        let near = near.into_iter().map(|(start, end, _)| (start, end)).chain(ends);
        near.map(|(start, end)| (offset + start, offset + end)).collect()
    }

    /// The part of the new text that is searched for what is nearly a passage, and where it begins: all of it, until so
    /// many passages were looked for that this would cost passages times text; then what lies around the place `near`.
    fn affordable(&self, near: usize) -> (usize, &[Symbol]) {
        let length = self.new.len();
        self.spent.set(self.spent.get().saturating_add(length));
        if self.spent.get() <= FAR_IN_ALL.max(length * 16) {
            return (0, &self.new.symbols);
        }
        let from = near.min(length).saturating_sub(NEAR);
        (from, self.new.slice(from, near + NEAR))
    }

    /// Of the exact occurrences those with the most context in common, symbol by symbol.
    fn in_best_company(&self, exact: Vec<usize>, passage: &Passage<'_>) -> Vec<(usize, usize)> {
        let len = passage.words.len();
        let text = &self.new.symbols;
        let mut ranked: Vec<(usize, usize)> = exact
            .into_iter()
            .map(|start| {
                let before = text[..start].iter().rev().zip(passage.prefix.iter().rev());
                let after = text[start + len..].iter().zip(passage.suffix);
                let common = before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count();
                (common, start)
            })
            .collect();
        if ranked.len() > MOST_EXACT {
            let wanted = passage.place * text.len() as f64;
            let far = |start: usize| (start as f64 - wanted).abs() as usize;
            ranked.sort_unstable_by_key(|(common, start)| (std::cmp::Reverse(*common), far(*start)));
            ranked.truncate(MOST_EXACT);
        }
        ranked.into_iter().map(|(_, start)| (start, start + len)).collect()
    }

    /// Places of a long passage by its two ends: it may have a hole, or something inside that was not there.
    fn by_ends(&self, text: &[Symbol], words: &[Symbol]) -> Vec<(usize, usize)> {
        let len = words.len();
        let find = |end: &[Symbol]| approximate(text, end, self.alphabet.len(), END / 3, 4);
        let (heads, tails) = (find(&words[..END]), find(&words[len - END..]));
        let mut out = Vec::new();
        for (start, _, _) in &heads {
            for (_, end, _) in &tails {
                let found = end.saturating_sub(*start);
                if found * 5 > len * 2 && found * 5 < len * 8 + 400 {
                    out.push((*start, *end));
                }
            }
        }
        out
    }
}
