//! Finds passages of one revision of a text in another.
//!
//! Candidates come from the pairs of words of the two revisions (a projection), from the passage's own words wherever
//! they stand, from nearly its words, and for long passages from their two ends. Each is scored by its words, its
//! context, the projection and its relative position, and the best one must pass a floor: below it a passage is an
//! orphan rather than something else's neighbour.

use std::sync::OnceLock;

use super::fold::{Alphabet, Folded, Symbol};
use super::search::{Pattern, approximate, common, occurrences};
use super::words::{Pairs, Word, number, words};
use super::{Anchor, CONTEXT};
use crate::article::{CharIndex, Placement, Status, TextRange};

/// Exact occurrences that are weighed: those with the most context in common.
const MOST_EXACT: usize = 32;
/// Approximate places that are weighed.
const MOST_APPROXIMATE: usize = 12;
/// Passages that are longer are not searched for as a whole, only by the projection, exactly, and by their ends.
const LONGEST: usize = 2048;
/// Symbols of each end of a long passage.
const END: usize = 48;
/// What words that are paired count, whatever stands between them now, beside words that stand together.
const KEPT: f64 = 0.97;
/// Words between two pairs that are still compared word by word.
const CLOSE: usize = 64;

/// Two revisions of one text, made ready so that any number of passages of the first can be found in the second.
#[derive(Debug)]
pub struct Relocation<'t> {
    old: Option<&'t str>,
    new: &'t str,
    index: CharIndex<'t>,
    compared: OnceLock<Compared>,
}

/// Both texts in comparison form, and the pairs of their words.
#[derive(Debug)]
struct Compared {
    alphabet: Alphabet,
    old: Folded,
    new: Folded,
    old_words: Vec<Word>,
    new_words: Vec<Word>,
    pairs: Pairs,
}

/// What is looked for, in comparison form.
struct Passage<'a> {
    words: &'a [Symbol],
    prefix: &'a [Symbol],
    suffix: &'a [Symbol],
    /// Where it stood, as a share of the text.
    place: f64,
}

/// Where the pairs of words say that a passage went, in symbols of the new text.
#[derive(Debug, Clone, Copy)]
struct Projection {
    start: usize,
    end: usize,
    /// The share of the passage that has pairs.
    kept: f64,
}

/// One place, in symbols of the new text, and how well it does.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    start: usize,
    end: usize,
    quote: f64,
    context: f64,
    projected: bool,
    score: f64,
}

impl<'t> Relocation<'t> {
    /// Makes ready. `old` is the text that the passages were selected in; without it they are looked for by their
    /// words and context alone. Both texts are read only when a passage has to be looked for.
    pub fn new(old: Option<&'t str>, new: &'t str) -> Self {
        Self { old, new, index: CharIndex::new(new), compared: OnceLock::new() }
    }

    /// Where a passage of the old text stands in the new one.
    pub fn place(&self, anchor: &Anchor) -> Placement {
        let there = self.index.bytes(anchor.start, anchor.end);
        let unmoved = there.slice(self.new) == anchor.exact && !anchor.exact.is_empty();
        if unmoved && self.old == Some(self.new) {
            return Placement { status: Status::Exact, score: 1.0, range: Some(there) };
        }
        self.look(anchor).unwrap_or(Placement { status: Status::Orphan, score: 0.0, range: None })
    }

    fn look(&self, anchor: &Anchor) -> Option<Placement> {
        let compared = self.compared.get_or_init(|| Compared::new(self.old.unwrap_or(""), self.new));
        let known = self.old.map(|old| (old, CharIndex::new(old).bytes(anchor.start, anchor.end)));
        let known = known.filter(|(old, range)| range.slice(old) == anchor.exact);
        let (found, words) = if let Some((_, range)) = known {
            let (start, end) = compared.old.inside(range);
            let passage = Passage {
                words: compared.old.slice(start, end),
                prefix: compared.old.slice(start.saturating_sub(CONTEXT), start),
                suffix: compared.old.slice(end, end + CONTEXT),
                place: start as f64 / compared.old.len().max(1) as f64,
            };
            let projections = compared.project(start, end);
            (compared.best(&passage, &projections)?, passage.words.to_vec())
        } else {
            // Without the old text the anchor tells all that is known of it.
            let around = [anchor.prefix.as_str(), &anchor.exact, &anchor.suffix].concat();
            let folded = compared.alphabet.fold_known(&around);
            let from = anchor.prefix.len();
            let (start, end) = folded.inside(TextRange::new(from, from + anchor.exact.len()));
            let passage = Passage {
                words: folded.slice(start, end),
                prefix: folded.slice(start.saturating_sub(CONTEXT), start),
                suffix: folded.slice(end, end + CONTEXT),
                place: anchor.start as f64 / self.index.code_points(self.new.len()).max(1) as f64,
            };
            (compared.best(&passage, &[])?, passage.words.to_vec())
        };
        let range = compared.new.range(self.new, found.start, found.end)?;
        let same = compared.new.slice(found.start, found.end) == words;
        let status = if range.slice(self.new) == anchor.exact && self.index.code_points(range.start()) == anchor.start {
            Status::Exact
        } else if same {
            Status::Shifted
        } else {
            Status::Changed
        };
        let score = if status == Status::Exact { 1.0 } else { (found.score * 1000.0).round() / 1000.0 };
        Some(Placement { status, score, range: Some(range) })
    }
}

impl Compared {
    fn new(old: &str, new: &str) -> Self {
        let mut alphabet = Alphabet::new();
        let (old, new) = (alphabet.fold(old), alphabet.fold(new));
        let (old_words, new_words) = (words(&old, &alphabet), words(&new, &alphabet));
        let pairs = Pairs::new(&old_words, &new_words);
        Self { alphabet, old, new, old_words, new_words, pairs }
    }

    /// Where the words of `start..end` went: from the first to the last that is left, and, where its neighbours stand
    /// beside it still, all that stands between them.
    fn project(&self, start: usize, end: usize) -> Vec<Projection> {
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
            let ((i, j), (k, l)) = (hits[from], hits[to]);
            let (head, tail) = (self.old_words[i], self.old_words[k]);
            let a = self.new_words[j].start as usize + start.saturating_sub(head.start as usize);
            let b = (self.new_words[l].end as usize).saturating_sub((tail.end as usize).saturating_sub(end));
            if a < b {
                out.push(Projection { start: a, end: b, kept: kept as f64 / size as f64 });
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
    fn best(&self, passage: &Passage<'_>, projections: &[Projection]) -> Option<Candidate> {
        let len = passage.words.len();
        if len == 0 {
            return None;
        }
        let text = &self.new.symbols;
        let symbols = self.alphabet.len();
        let exact = occurrences(text, passage.words);
        let unique = exact.len() == 1;
        let mut places: Vec<(usize, usize)> = projections.iter().map(|there| (there.start, there.end)).collect();
        if exact.is_empty() {
            if (6..=LONGEST).contains(&len) {
                let most = (len * 45 / 100).min(256);
                let near = approximate(text, passage.words, symbols, most, MOST_APPROXIMATE);
                places.extend(near.iter().map(|(start, end, _)| (*start, *end)));
            }
            if len >= 140 {
                places.extend(self.by_ends(passage.words));
            }
        } else {
            places.extend(self.in_best_company(exact, passage));
        }
        places.sort_unstable();
        places.dedup();
        let judge = Judge::new(self, passage, projections);
        let best = places
            .into_iter()
            .map(|(start, end)| judge.weigh(start, end))
            .reduce(|best, next| if next.score > best.score { next } else { best })?;
        passes(&best, len, unique).then_some(best)
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
    fn by_ends(&self, words: &[Symbol]) -> Vec<(usize, usize)> {
        let len = words.len();
        let find = |end: &[Symbol]| approximate(&self.new.symbols, end, self.alphabet.len(), END / 3, 4);
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

/// Weighs candidates for one passage.
struct Judge<'a> {
    compared: &'a Compared,
    passage: &'a Passage<'a>,
    projections: &'a [Projection],
    quote: Option<Pattern>,
    prefix: Pattern,
    suffix: Pattern,
    words: Vec<u64>,
}

impl<'a> Judge<'a> {
    fn new(compared: &'a Compared, passage: &'a Passage<'a>, projections: &'a [Projection]) -> Self {
        let pattern = |symbols: &[Symbol]| Pattern::new(symbols.iter().copied(), compared.alphabet.len());
        Self {
            compared,
            passage,
            projections,
            quote: (passage.words.len() <= LONGEST).then(|| pattern(passage.words)),
            prefix: pattern(passage.prefix),
            suffix: pattern(passage.suffix),
            words: spoken(passage.words),
        }
    }

    fn weigh(&self, start: usize, end: usize) -> Candidate {
        let new = &self.compared.new;
        let there = self.projections.iter().filter(|there| (there.start, there.end) == (start, end));
        let kept = there.map(|there| there.kept * KEPT).fold(0.0, f64::max);
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
        let near = 1.0 - (start as f64 / new.len().max(1) as f64 - self.passage.place).abs();
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
        if self.passage.words.len() < 40 {
            return by_edits.max(0.0);
        }
        let found = spoken(found);
        let total = self.words.len() + found.len();
        let by_words = 2.0 * common(&self.words, &found) as f64 / total.max(1) as f64;
        by_edits.max(by_words).clamp(0.0, 1.0)
    }
}

/// The words of a stretch of symbols, parted by spaces, by number.
fn spoken(symbols: &[Symbol]) -> Vec<u64> {
    symbols
        .split(|symbol| *symbol == super::fold::SPACE)
        .filter(|word| !word.is_empty())
        .map(|word| number(word.iter().map(|symbol| u64::from(*symbol))))
        .collect()
}

/// The floor. Thresholds set by judgement before measuring; see the bench and the properties for what they hold.
fn passes(found: &Candidate, len: usize, unique: bool) -> bool {
    let Candidate { quote, context, projected, .. } = *found;
    if len < 16 {
        return quote >= 0.99 && (unique || context >= 0.3 || projected) || quote >= 0.6 && context >= 0.6;
    }
    quote >= 0.80 || quote >= 0.55 && (context >= 0.45 || projected) || quote >= 0.45 && context >= 0.6 && projected
}
