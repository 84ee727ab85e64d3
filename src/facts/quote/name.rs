//! What a noun phrase names: a person, or a thing by its head.

use std::ops::Range;
use std::sync::LazyLock;

use super::class;
use super::frame::Frames;
use super::sane::is_from;
use crate::facts::lexicon::{self, Gender};

/// Letters that stand behind a name and are no part of it, as they are written.
static SUFFIXES: LazyLock<lexicon::WordSet> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../assets/lexicon/name_suffixes.tsv"))
        .filter_map(|row| row.first().copied())
        .collect()
});

/// What a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// He, they …
    Pronoun,
    /// A name that may be a person's.
    Name,
    /// Anything else.
    Noun,
}

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// All of it.
    pub range: Range<usize>,
    /// The name, the pronoun, or the phrase up to its head.
    pub core: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

impl Frames<'_, '_> {
    /// Reads the phrase of the items `range`; an apposition behind it (", Ana Ruiz,") gives the name.
    pub fn read(&self, range: Range<usize>, frame: &Range<usize>) -> Phrase {
        if range.len() == 1 && self.items[range.start].is(class::PRON) {
            return Phrase { core: range.clone(), range, kind: Kind::Pronoun };
        }
        // "he and his wife Kari": two.
        let pair = range.clone().any(|i| self.has(i, &range, class::CONJ) && self.has(i + 1, &range, class::OWN));
        if pair && range.len() > 2 {
            return Phrase { core: range.clone(), range, kind: Kind::Noun };
        }
        if let Some(core) = self.name_of(&range) {
            return Phrase { core, range, kind: Kind::Name };
        }
        // "Vale spoke": a verb that no table has is no part of the name.
        let run = range.start..self.name_end(range.start, &range);
        let common = class::ROLE | class::ORG | class::DOC | class::SPEECH | class::S | class::CAP;
        let people = ["ists", "ers", "ors", "ians", "ants", "ees", "men", "ates"];
        let several = run.len() == 1
            && self.forename(run.start).is_none()
            && people.iter().any(|tail| self.word(run.end).ends_with(tail));
        // "Harbour management said", "said Harbour management": the verb stands beside the phrase.
        let beside = self.has(range.end, frame, class::PREDICATE | class::BASE)
            || self.has(range.start.wrapping_sub(1), frame, class::FINITE);
        let verb =
            !run.is_empty() && run.end + 1 == range.end && !self.items[run.end].is(common) && !several && !beside;
        if verb
            && self.forename_or_title(&run)
            && let Some(core) = self.name_of(&run)
        {
            return Phrase { core, range: run, kind: Kind::Name };
        }
        if let Some(core) = self.apposed_name(range.end, frame) {
            return Phrase { range: range.start..core.end, core, kind: Kind::Name };
        }
        let core = self.headed(&range);
        let end = if core.end == range.end { self.complemented(core.end, frame) } else { range.end };
        let core = core.start..core.end.max(if core.end == range.end { end } else { core.end });
        Phrase { core, range: range.start..end, kind: Kind::Noun }
    }

    /// Whether a run of capitals begins as a person does, or is one word.
    fn forename_or_title(&self, run: &Range<usize>) -> bool {
        run.len() == 1 || self.items[run.start].is(class::TITLE) || self.forename(run.start).is_some()
    }

    /// The end of a phrase with what belongs to it: "Ministry [of Transport]", "spokesman [for the bank]".
    fn complemented(&self, end: usize, frame: &Range<usize>) -> usize {
        let named = class::CAP | class::ORG;
        let loose = class::DOC | class::SPEECH | class::TIME | class::SUB | class::PRON;
        let head = end.checked_sub(1).map_or(0, |at| self.at(at, frame));
        let next = self.phrase_from(end + 1, frame);
        let items = end + 1..next;
        let fits = match self.word(end) {
            "of" | "for" => head & (class::CAP | class::ORG | class::ROLE | class::DOC) != 0,
            "by" => head & class::DOC != 0,
            "at" | "from" => items.clone().any(|i| self.has(i, frame, named)),
            _ => false,
        };
        let clean = !items.is_empty() && items.clone().all(|i| !self.has(i, frame, loose));
        if self.has(end, frame, class::PREP) && fits && clean { next } else { end }
    }

    /// The name at the end of a phrase: "project director [Peter Lund]".
    pub fn name_of(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let mut end = range.end;
        while end > range.start + 1 && SUFFIXES.contains(self.word(end.wrapping_sub(1))) {
            end -= 1;
        }
        let mut start = end;
        while start > range.start {
            let at = start - 1;
            let part = self.items[at].is(class::CAP) || self.particles(at, range) || self.nickname(at, range);
            let office = self.items[at].is(class::TITLE)
                || self.items[at].is(class::ROLE) && (start + 1 < end || self.forename(at).is_none());
            if !part || (start < end && (office || is_from(self.word(at)))) {
                break;
            }
            start = at;
        }
        while start < end && !self.items[start].is(class::CAP) {
            start += 1;
        }
        if start == end {
            return None;
        }
        let last = self.items[end - 1].classes;
        let common = class::ORG | class::DOC | class::ROLE | class::TIME | class::SPEECH;
        let titled = start > range.start && self.items[start - 1].is(class::TITLE);
        if last & common != 0
            && !titled
            && !(end - start > 1 && self.forename(start).is_some() && last & class::ORG == 0)
        {
            return None;
        }
        // "the Kremlin", "the Vales": with an article and no office it is no person.
        let article = start == range.start + 1 && self.items[range.start].is(class::DET);
        (!article).then(|| self.forename_in(&(start..end))..end)
    }

    /// A name set off by a comma behind a phrase that ends at `end`: "a spokesman[, Peter Lund,]", "the group that feeds
    /// swans[, Lake Friends,]".
    fn apposed_name(&self, end: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let (at, relative) = self.past_complements(end, frame)?;
        if self.at(at, frame) & class::COMMA == 0 {
            return None;
        }
        // "the owner, the Odden Group, said"; "its owner, The Milk Company, said": there the article is part of the name.
        let at = at + usize::from(self.word(at + 1) == "the");
        let article = self.word(at + 1) == "The" && self.has(at + 2, frame, class::CAP);
        if self.at(at + 1, frame) & class::CAP == 0 && !article {
            return None;
        }
        let stop = self.phrase_from(at + 1, frame);
        let closed = stop >= frame.end
            || self.items[stop].is(class::COMMA | class::STOP | class::REL | class::OPEN | class::SEMI | class::DASH);
        let all_name = (at + 1 + usize::from(article)..stop)
            .all(|i| self.items[i].is(class::CAP | class::TITLE | class::QUOTE) || self.particles(i, frame));
        let verb = self.has(stop + 1, frame, class::PREDICATE);
        if !closed || !all_name || relative && !verb {
            return None;
        }
        self.name_of(&(at + 1..stop)).or_else(|| verb.then_some(at + 1..stop))
    }

    /// Past what depends on a phrase, up to a comma: "the firm [behind the fair]", "the group [that feeds swans]"; and
    /// whether it is a relative clause.
    fn past_complements(&self, end: usize, frame: &Range<usize>) -> Option<(usize, bool)> {
        const RELATIVE: usize = 12;
        let mut at = end;
        for _ in 0..2 {
            if self.at(at, frame) & class::PREP != 0 {
                let next = self.phrase_from(at + 1, frame);
                if next == at + 1 {
                    return None;
                }
                at = next;
            }
        }
        if self.at(at, frame) & (class::REL | class::THAT) == 0 {
            return Some((at, false));
        }
        let comma = (at..frame.end.min(at + RELATIVE)).find(|&i| self.items[i].is(class::COMMA))?;
        Some((comma, true))
    }

    /// The phrase up to its head: "officials familiar" is "officials".
    fn headed(&self, range: &Range<usize>) -> Range<usize> {
        let named = class::ROLE | class::ORG | class::DOC | class::CAP | class::CLAIM;
        let start =
            range.clone().find(|&i| !self.items[i].is(class::DET) || self.is_quantity(i)).unwrap_or(range.start);
        let last = range.clone().rev().find(|&i| self.items[i].is(named));
        match last {
            Some(last) if range.end - last <= 3 && self.items[range.end - 1].is(class::LOWER) => {
                let tail = self.word(range.end - 1);
                let adjective = tail.ends_with("ed")
                    || tail.ends_with("ing")
                    || tail.ends_with("ar")
                    || tail.ends_with("ent") && !tail.ends_with("ment");
                start.min(last)..if adjective { last + 1 } else { range.end }
            }
            _ => start..range.end,
        }
    }

    /// "a" and "the" are left out of a speaker's name; "two", "some", "many" are not.
    fn is_quantity(&self, i: usize) -> bool {
        !matches!(self.word(i), "a" | "an" | "the" | "A" | "An" | "The")
    }

    /// Where the person's name begins in a run of capitals: "Harbour [Ana Ruiz]".
    pub fn forename_in(&self, name: &Range<usize>) -> usize {
        let within = name.len() > 2 && self.forename(name.start).is_none();
        let mut rest = name.start + 1..name.end - 1;
        if within {
            rest.find(|&i| self.forename(i).is_some_and(|gender| gender != Gender::Either)).unwrap_or(name.start)
        } else {
            name.start
        }
    }

    /// One past the run of capitals that begins at `i`.
    pub fn name_end(&self, i: usize, frame: &Range<usize>) -> usize {
        let mut end = i;
        while self.has(end, frame, class::CAP) || end > i && (self.particles(end, frame) || self.nickname(end, frame)) {
            end += 1;
        }
        end
    }

    /// The end of a name without the letters behind it.
    pub fn without_suffix(&self, name: Range<usize>) -> usize {
        let mut end = name.end;
        while end > name.start + 1 && SUFFIXES.contains(self.word(end.wrapping_sub(1))) {
            end -= 1;
        }
        end
    }
}
