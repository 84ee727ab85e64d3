//! Noun phrases, read forwards and backwards: a small chunker over closed word classes.

use std::ops::Range;

use super::class::{self, Classes};
use super::frame::Frames;
use super::subject::is_adverb_in_ly;

/// A phrase has at most this many items.
const LONGEST: usize = 14;
/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "bin", "ibn", "al", "el", "la",
    "le", "du", "ter", "ten", "af", "av", "zu", "y", "bint", "abu",
];

impl Frames<'_, '_> {
    /// Whether item `i` can stand inside a noun phrase.
    pub fn nominal(&self, i: usize, range: &Range<usize>) -> bool {
        let item = self.at(i, range);
        if item & (class::CAP | class::NUM) != 0 {
            return true;
        }
        if item & class::WORD == 0 || item & (class::SMALL | class::TIME | class::ACCORDING) != 0 {
            return false;
        }
        if item & class::VERB != 0 {
            // "some took": there the article stands for people.
            return i > range.start
                && self.items[i - 1].is(class::DET | class::OWN | class::S)
                && !self.items[i - 1].is(class::ALONE);
        }
        // "the group raised alarm".
        if i > range.start
            && item & (class::LOWER | class::CUE) == class::LOWER
            && self.items[i - 1].classes & (class::ORG | class::LOWER) == class::ORG | class::LOWER
            && self.word(i).len() > 4
            && self.word(i).ends_with("ed")
            && self.nominal(i + 1, range)
        {
            return false;
        }
        // "the author draws a line".
        if item & class::WEAK != 0
            && i > range.start
            && self.items[i - 1].is(class::ROLE | class::ORG | class::CAP)
            && self.at(i + 1, range) & (class::DET | class::OWN | class::PRON) != 0
        {
            return false;
        }
        if item & class::CUE != 0 {
            let before = if i > range.start { self.items[i - 1].classes } else { 0 };
            let noun = item & (class::ROLE | class::ORG | class::DOC | class::SPEECH) != 0 && item & class::PAST == 0;
            // "project director": a noun before another.
            let compound = item & class::TWOFOLD != 0
                && item & class::BASE != 0
                && before & class::PRON == 0
                && self.at(i + 1, range) & (class::ROLE | class::ORG | class::DOC) != 0;
            // "the most likely reason".
            let form = item & (class::BASE | class::FINITE | class::ING) == class::BASE
                || item & class::TWOFOLD != 0 && item & class::THIRD != 0;
            let plain = form
                && item & class::MIND == 0
                && before & class::LOWER != 0
                && before & (class::PRON | class::SMALL) == 0
                && !self.word(i - 1).ends_with('s')
                && (range.start.max(i.saturating_sub(3))..i).any(|at| self.items[at].is(class::DET | class::OWN));
            // "Consumer advocates are urging": behind the first word of a sentence.
            let opening = item & class::ROLE != 0
                && item & class::PAST == 0
                && i > range.start
                && self.items[i - 1].is(class::FIRST)
                && self.forename(i - 1).is_none()
                && self.at(i + 1, range) & (class::AUX | class::CUE) != 0;
            // "12 points", "40 calls": behind a number.
            let counted = item & class::THIRD != 0 && before & class::NUM != 0;
            return compound
                || self.is_titled_document(i, range)
                || opening
                || counted
                || plain
                || before & (class::DET | class::OWN | class::S) != 0
                || (noun && before & class::LOWER != 0)
                // "Farm advocates say".
                || (noun && before & class::CAP != 0 && self.at(i + 1, range) & (class::PREDICATE | class::BASE) != 0);
        }
        true
    }

    /// "according to a new Harbour Post [report]": a document behind its name, and no clause behind it.
    fn is_titled_document(&self, i: usize, range: &Range<usize>) -> bool {
        const NAME: usize = 5;
        let item = self.items[i];
        if !item.is(class::DOC) || !item.is(class::BASE) || item.is(class::PAST) || i == range.start {
            return false;
        }
        let clause = class::DET | class::OWN | class::PRON | class::THAT | class::CAP | class::NUM;
        let before = self.items[i - 1];
        let determined = (range.start.max(i.saturating_sub(NAME))..i)
            .rev()
            .take_while(|&at| self.items[at].is(class::CAP | class::LOWER | class::DET | class::S))
            .any(|at| self.items[at].is(class::DET | class::S));
        before.is(class::CAP | class::LOWER)
            && !before.is(class::SMALL)
            && determined
            && !self.has(i + 1, range, clause)
    }

    /// Whether "and" at `i` joins two parts of one phrase: "Prime Minister and Defence Minister Ana Ruiz".
    fn joins(&self, i: usize, range: &Range<usize>) -> bool {
        i > range.start
            && self.at(i, range) & class::CONJ != 0
            && matches!(self.word(i), "and" | "&")
            && self.at(i.wrapping_sub(1), range) & (class::CAP | class::ROLE) != 0
            && self.at(i + 1, range) & (class::CAP | class::ROLE) != 0
    }

    fn particle(&self, i: usize, range: &Range<usize>) -> bool {
        i > range.start
            && self.at(i.wrapping_sub(1), range) & class::CAP != 0
            && self.at(i + 1, range) & class::CAP != 0
            && PARTICLES.contains(&self.word(i))
    }

    /// Two particles in a row: "van der Berg".
    pub fn particles(&self, i: usize, range: &Range<usize>) -> bool {
        self.particle(i, range)
            || (PARTICLES.contains(&self.word(i))
                && (PARTICLES.contains(&self.word(i + 1))
                    || i > range.start && PARTICLES.contains(&self.word(i.wrapping_sub(1)))))
    }

    /// A nickname in marks between two parts of a name.
    #[inline]
    pub fn nickname(&self, i: usize, range: &Range<usize>) -> bool {
        const WORDS: usize = 3;
        self.at(i, range) & class::QUOTE != 0
            && i > range.start
            && self.at(i.wrapping_sub(1), range) & class::CAP != 0
            && self.at(i + 1, range) & class::CAP != 0
            && !self.ends_in_comma(i)
            && self.words_in(self.items[i].quote as usize) <= WORDS
    }

    /// The end of the noun phrase that begins at `i`; `i` when none does.
    pub fn phrase_from(&self, i: usize, range: &Range<usize>) -> usize {
        let mut end = i;
        let limit = range.end.min(i + LONGEST);
        let determined = class::ROLE | class::ORG | class::DOC | class::SPEECH;
        if self.at(i, range) & class::THAT != 0 && self.at(i + 1, range) & determined == 0 {
            return i;
        }
        while end < limit {
            let item = self.at(end, range);
            let first = end == i || self.at(end.wrapping_sub(1), range) & (class::DET | class::OWN) != 0;
            if item & class::PRON != 0 {
                let joined = end > i && self.at(end - 1, range) & class::CONJ != 0;
                return if end == i { end + 1 } else { end - usize::from(joined) };
            }
            // "the recently released book".
            let adverb = item & class::ADV != 0
                && end > i
                && self.at(end - 1, range) & (class::DET | class::S) != 0
                && self.nominal(end + 1, range);
            // "the “interim” council".
            let marked = item & class::QUOTE != 0
                && end > i
                && self.at(end - 1, range) & (class::DET | class::OWN | class::S) != 0
                && self.at(end + 1, range) & class::LOWER != 0
                && self.nominal(end + 1, range)
                && !self.ends_in_comma(end)
                && self.words_in(self.items[end].quote as usize) <= 2;
            // "the May 3 letter".
            let dated = item & class::TIME != 0
                && item & class::CAP == 0
                && end > i
                && self.at(end - 1, range) & class::DET != 0
                && (self.at(end + 1, range) & class::NUM != 0 || self.nominal(end + 1, range));
            let fits = adverb
                || marked
                || dated
                || (item & (class::DET | class::OWN) != 0 && first)
                || self.nominal(end, range)
                || (end > i && item & (class::S | class::OTHER) != 0 && self.touches(end) && self.word(end) != "%")
                || (end > i && (self.joins(end, range) || self.particles(end, range) || self.nickname(end, range)))
                || (end > i && item & (class::DET | class::TIME) != 0 && self.at(end + 1, range) & class::S != 0);
            if !fits || self.is_loose_adverb(end, i, range) {
                break;
            }
            end += 1;
        }
        while end > i && self.at(end.wrapping_sub(1), range) & (class::S | class::OTHER | class::CONJ) != 0 {
            end -= 1;
        }
        // A lone article is no phrase, but "some", "many", "others" are.
        let article = matches!(self.word(i), "a" | "an" | "the" | "A" | "An" | "The");
        if end == i + 1 && (article || self.at(i, range) & class::OWN != 0) { i } else { end }
    }

    /// "Vale [vividly] evokes": an adverb behind a noun belongs to the verb; "the newly built quay" holds one.
    fn is_loose_adverb(&self, at: usize, start: usize, range: &Range<usize>) -> bool {
        if at == start || self.at(at, range) & class::LOWER == 0 {
            return false;
        }
        let word = self.word(at);
        word.len() > 4
            && is_adverb_in_ly(word)
            && self.at(at - 1, range) & (class::DET | class::OWN | class::S | class::ADV) == 0
    }

    /// The start of the noun phrase whose last item is `i`; `i + 1` when none is there.
    pub fn phrase_to(&self, i: usize, range: &Range<usize>) -> usize {
        if self.at(i, range) & class::PRON != 0 {
            return i;
        }
        let floor = range.start.max((i + 1).saturating_sub(LONGEST));
        let mut start = i + 1;
        while start > floor {
            let at = start - 1;
            let item = self.at(at, range);
            if item & (class::DET | class::OWN) != 0 && item & class::CAP == 0 {
                if item & class::THAT != 0
                    && self.at(at + 1, range) & (class::ROLE | class::ORG | class::DOC | class::SPEECH) == 0
                {
                    break;
                }
                start = at;
                if at > floor && self.at(at.wrapping_sub(1), range) & class::DET != 0 {
                    start = at - 1;
                }
                // "Vale’s own", "Monday’s": go on before a possessive only.
                break;
            }
            if item & class::LOWER != 0 && at > floor + 1 && self.is_next_verb(at) {
                break;
            }
            let fits = self.nominal(at, range)
                || (at < i && item & class::TIME != 0 && self.at(at + 1, range) & class::S != 0)
                || (at < i && item & class::TIME != 0 && at > floor && self.at(at - 1, range) & class::DET != 0)
                || (at < i && item & (class::S | class::OTHER) != 0 && self.touches(at))
                || (at < i && (self.joins(at, range) || self.particles(at, range) || self.nickname(at, range)));
            if !fits {
                break;
            }
            start = at;
        }
        while start <= i && self.at(start, range) & (class::S | class::OTHER | class::CONJ) != 0 {
            start += 1;
        }
        start
    }

    /// "hit millions of people and [outraged] local officials who said": a verb, not an adjective.
    fn is_next_verb(&self, at: usize) -> bool {
        let (and, noun) = (self.items[at - 1], self.items[at - 2]);
        if !and.is(class::CONJ) || !noun.is(class::LOWER) || noun.is(class::SMALL) {
            return false;
        }
        let (word, before) = (self.word(at), self.word(at - 2));
        let past = word.len() > 4 && word.ends_with("ed");
        past && self.word(at - 1) == "and" && (before.ends_with('s') || before == "people")
    }

    /// Whether no white space stands before item `i`.
    fn touches(&self, i: usize) -> bool {
        i > 0 && self.items[i - 1].end == self.items[i].start
    }

    /// Whether the classes at `i` are among `wanted`, in the frame.
    #[inline]
    pub fn has(&self, i: usize, frame: &Range<usize>, wanted: Classes) -> bool {
        self.at(i, frame) & wanted != 0
    }
}
