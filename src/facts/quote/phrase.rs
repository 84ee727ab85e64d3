//! Noun phrases: read forwards, read backwards, and the subject of a verb. A small chunker over closed word classes.

use std::ops::Range;

use super::class::{self, Classes};
use super::frame::Frames;
use crate::facts::lexicon::Gender;

/// A phrase has at most this many items.
const LONGEST: usize = 14;
/// So far a subject is looked for.
const FAR: usize = 60;

/// Letters that stand behind a name and are no part of it.
const SUFFIXES: &[&str] = &[
    "KC", "QC", "MP", "MEP", "MSP", "TD", "MD", "M.D.", "PhD", "OBE", "CBE", "MBE", "SC", "AM", "AO", "FRS", "Jr", "Jr.", "Sr",
    "Sr.", "II", "III", "IV",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "bin", "ibn", "al", "el", "la", "le", "du",
    "ter", "ten", "af", "av", "zu", "y", "bint", "abu",
];

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
    /// Whether item `i` can stand inside a noun phrase.
    fn nominal(&self, i: usize, range: &Range<usize>) -> bool {
        let item = self.at(i, range);
        if item & (class::CAP | class::NUM) != 0 {
            return true;
        }
        if item & class::WORD == 0 || item & (class::SMALL | class::TIME | class::ACCORDING) != 0 {
            return false;
        }
        if item & class::CUE != 0 {
            let before = if i > range.start { self.items[i - 1].classes } else { 0 };
            let noun = item & (class::ROLE | class::ORG | class::DOC | class::SPEECH) != 0 && item & class::PAST == 0;
            // "project director": a noun before another.
            let compound = item & class::TWOFOLD != 0 && item & class::BASE != 0 && before & class::PRON == 0
                && self.at(i + 1, range) & (class::ROLE | class::ORG | class::DOC) != 0;
            return compound || before & (class::DET | class::OWN | class::S) != 0 || (noun && before & class::LOWER != 0);
        }
        true
    }

    /// Whether "and" at `i` joins two parts of one phrase: "Prime Minister and Foreign Minister Than Shwe".
    fn joins(&self, i: usize, range: &Range<usize>) -> bool {
        i > range.start
            && self.at(i, range) & class::CONJ != 0
            && matches!(self.word(i), "and" | "&")
            && self.at(i - 1, range) & (class::CAP | class::ROLE) != 0
            && self.at(i + 1, range) & (class::CAP | class::ROLE) != 0
    }

    fn particle(&self, i: usize, range: &Range<usize>) -> bool {
        i > range.start
            && self.at(i - 1, range) & class::CAP != 0
            && self.at(i + 1, range) & class::CAP != 0
            && PARTICLES.contains(&self.word(i))
    }

    /// Two particles in a row: "van der Berg".
    fn particles(&self, i: usize, range: &Range<usize>) -> bool {
        self.particle(i, range)
            || (PARTICLES.contains(&self.word(i))
                && (PARTICLES.contains(&self.word(i + 1)) || i > range.start && PARTICLES.contains(&self.word(i - 1))))
    }

    /// A nickname in marks between two parts of a name.
    fn nickname(&self, i: usize, range: &Range<usize>) -> bool {
        self.at(i, range) & class::QUOTE != 0
            && i > range.start
            && self.at(i - 1, range) & class::CAP != 0
            && self.at(i + 1, range) & class::CAP != 0
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
            let first = end == i || self.at(end - 1, range) & (class::DET | class::OWN) != 0;
            if item & class::PRON != 0 {
                return if end == i { end + 1 } else { end };
            }
            let fits = (item & (class::DET | class::OWN) != 0 && first)
                || self.nominal(end, range)
                || (end > i && item & (class::S | class::OTHER) != 0 && self.touches(end) && self.word(end) != "%")
                || (end > i && (self.joins(end, range) || self.particles(end, range) || self.nickname(end, range)))
                || (end > i && item & (class::DET | class::TIME) != 0 && self.at(end + 1, range) & class::S != 0);
            if !fits {
                break;
            }
            end += 1;
        }
        while end > i && self.at(end - 1, range) & (class::S | class::OTHER | class::CONJ) != 0 {
            end -= 1;
        }
        // A lone article is no phrase, but "some", "many", "others" are.
        if end == i + 1 && self.at(i, range) & class::OWN != 0 { i } else { end }
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
                if item & class::THAT != 0 && self.at(at + 1, range) & (class::ROLE | class::ORG | class::DOC | class::SPEECH) == 0 {
                    break;
                }
                start = at;
                if at > floor && self.at(at - 1, range) & class::DET != 0 {
                    start = at - 1;
                }
                // "Clinton’s own", "Monday’s": go on before a possessive only.
                break;
            }
            let fits = self.nominal(at, range)
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

    /// Whether no white space stands before item `i`.
    fn touches(&self, i: usize) -> bool {
        i > 0 && self.items[i - 1].end == self.items[i].start
    }

    /// Reads the phrase of the items `range`; an apposition behind it (", Ana Ruiz,") gives the name.
    pub fn read(&self, range: Range<usize>, frame: &Range<usize>) -> Phrase {
        if range.len() == 1 && self.items[range.start].is(class::PRON) {
            return Phrase { core: range.clone(), range, kind: Kind::Pronoun };
        }
        if let Some(core) = self.name_of(&range) {
            return Phrase { core, range, kind: Kind::Name };
        }
        if let Some(core) = self.apposed_name(range.end, frame) {
            return Phrase { range: range.start..core.end, core, kind: Kind::Name };
        }
        let core = self.headed(&range);
        Phrase { core, range, kind: Kind::Noun }
    }

    /// The name at the end of a phrase: "campaign manager [Robby Mook]".
    fn name_of(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let mut end = range.end;
        while end > range.start + 1 && SUFFIXES.contains(&self.word(end - 1)) {
            end -= 1;
        }
        let mut start = end;
        while start > range.start {
            let at = start - 1;
            let part = self.items[at].is(class::CAP) || self.particles(at, range) || self.nickname(at, range);
            if !part || (start < end && self.items[at].is(class::TITLE | class::ROLE)) {
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
        if last & common != 0 && !titled && !(end - start > 1 && self.forename(start).is_some() && last & class::ORG == 0) {
            return None;
        }
        // "the Kremlin", "the Clintons": with an article and no office it is no person.
        let article = start == range.start + 1 && self.items[range.start].is(class::DET);
        (!article).then(|| self.forename_in(&(start..end))..end)
    }

    /// A name set off by a comma behind a phrase that ends at `end`: "a spokesman[, Brian Fallon,]".
    fn apposed_name(&self, end: usize, frame: &Range<usize>) -> Option<Range<usize>> {
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
        if self.at(at, frame) & class::COMMA == 0 || self.at(at + 1, frame) & class::CAP == 0 {
            return None;
        }
        let stop = self.phrase_from(at + 1, frame);
        let closed = stop >= frame.end
            || self.items[stop].is(class::COMMA | class::STOP | class::REL | class::OPEN | class::SEMI | class::DASH);
        let all_name = (at + 1..stop).all(|i| self.items[i].is(class::CAP | class::TITLE | class::QUOTE) || self.particles(i, frame));
        if !closed || !all_name {
            return None;
        }
        self.name_of(&(at + 1..stop))
    }

    /// The phrase up to its head: "officials familiar" is "officials".
    fn headed(&self, range: &Range<usize>) -> Range<usize> {
        let named = class::ROLE | class::ORG | class::DOC | class::CAP;
        let start = range.clone().find(|&i| !self.items[i].is(class::DET) || self.is_quantity(i)).unwrap_or(range.start);
        let last = range.clone().rev().find(|&i| self.items[i].is(named));
        match last {
            Some(last) if range.end - last <= 3 && self.items[range.end - 1].is(class::LOWER) => {
                let tail = self.word(range.end - 1);
                let adjective = tail.ends_with("ed") || tail.ends_with("ing") || tail.ends_with("ar") || tail.ends_with("ent");
                start.min(last)..if adjective { last + 1 } else { range.end }
            }
            _ => start..range.end,
        }
    }

    /// "a" and "the" are left out of a speaker's name; "two", "some", "many" are not.
    fn is_quantity(&self, i: usize) -> bool {
        !matches!(self.word(i), "a" | "an" | "the" | "A" | "An" | "The")
    }

    /// The phrase before `i`, if it ends at `i - 1`, with what it depends on: "[a spokesman for the bank]".
    pub fn phrase_before(&self, i: usize, low: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let range = low..frame.end;
        let last = i.checked_sub(1).filter(|&last| last >= low)?;
        let mut core = self.phrase_to(last, &range)..i;
        if core.is_empty() {
            return None;
        }
        let end = i;
        while core.start > low + 1 && self.at(core.start - 1, &range) & class::PREP != 0 && i - core.start < FAR {
            let mut before = core.start - 2;
            // "Secretary of State John Kerry": one phrase, the name at its end.
            if self.word(core.start - 1) == "of" && self.at(before, &range) & (class::TITLE | class::ROLE) != 0 && self.office_in(&core) {
                let start = self.phrase_to(before, &range);
                if start <= before {
                    core.start = start;
                    continue;
                }
            }
            // "a textbook published for graders": the participle is stepped over.
            let participle = |at: usize| {
                let word = self.word(at);
                self.at(at, &range) & class::LOWER != 0
                    && (self.at(at, &range) & (class::PART | class::ADV) != 0 || word.ends_with("ed") && word.len() > 4)
            };
            for _ in 0..2 {
                if before > low && participle(before) && self.at(before - 1, &range) & class::WORD != 0 {
                    before -= 1;
                }
            }
            if self.at(before, &range) & (class::PRON | class::AUX) != 0 || self.at(before, &range) & class::WORD == 0 && self.at(before, &range) & class::NUM == 0 {
                break;
            }
            let start = self.phrase_to(before, &range);
            if start > before {
                break;
            }
            core = start..before + 1;
        }
        // The head phrase is what the name is read from; the rest is its complement.
        Some(core.start..core.end.min(end))
    }

    /// Whether a person's name ends a phrase that begins with something else: "State John Kerry".
    fn office_in(&self, core: &Range<usize>) -> bool {
        (core.start + 1..core.end.saturating_sub(1))
            .any(|i| self.items[i].is(class::CAP) && self.forename(i).is_some() && self.items[i + 1].is(class::CAP))
    }

    /// Where the person's name begins in a run of capitals: "Universe [Alicia Machado]".
    pub fn forename_in(&self, name: &Range<usize>) -> usize {
        let within = name.len() > 2 && self.forename(name.start).is_none();
        let mut rest = name.start + 1..name.end - 1;
        if within { rest.find(|&i| self.forename(i).is_some_and(|gender| gender != Gender::Either)).unwrap_or(name.start) } else { name.start }
    }

    /// The first noun phrase of `range` that is no part of an adverbial: the subject of its main clause.
    pub fn first_subject(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let mut i = self.after_dateline(range);
        let mut found = None;
        for _ in 0..8 {
            while i < range.end && self.items[i].is(class::CONJ | class::COMMA | class::DASH | class::OTHER | class::S)
                || i < range.end && self.items[i].is(class::ADV) && !self.items[i].is(class::CAP)
            {
                i += 1;
            }
            if i >= range.end {
                break;
            }
            let item = self.items[i];
            let word = self.word(i);
            let participle = item.is(class::ING) && !self.nominal(i, range)
                || item.is(class::WORD) && !item.is(class::CAP) && (word.ends_with("ing") || word.ends_with("ed")) && word.len() > 4
                || item.is(class::FIRST) && item.is(class::CAP) && word.ends_with("ing") && word.len() > 5 && self.at(i + 1, range) & class::CAP == 0
                || item.is(class::FIRST) && word.len() > 4 && word.ends_with("ed") && self.at(i + 1, range) & (class::PREP | class::AUX) == class::PREP
                || item.is(class::FIRST) && item.is(class::PART) && self.at(i + 1, range) & (class::PREP | class::SUB) != 0;
            let dated = self.has(i + 1, range, class::TIME) && matches!(word, "Last" | "This" | "Next" | "Late" | "Early" | "Earlier" | "last" | "this");
            let fronted = dated || item.is(class::PREP | class::SUB | class::TIME | class::ACCORDING) && !item.is(class::THAT) || participle;
            if fronted {
                match self.comma_after(i, range) {
                    Some(comma) => i = comma + 1,
                    None if item.is(class::TIME | class::ADV) => i += 1,
                    None => break,
                }
                continue;
            }
            let end = self.phrase_from(i, range);
            if end == i {
                // A quoted string, a bracket, an unknown sign: the subject may stand behind it.
                match self.comma_after(i, range) {
                    Some(comma) => i = comma + 1,
                    None => break,
                }
                continue;
            }
            // "In Aspen, Colo., the graduate": the place goes on.
            let place = i > range.start + 1
                && self.items[i - 1].is(class::COMMA)
                && self.items[i - 2].is(class::CAP)
                && (i..end).all(|at| self.items[at].is(class::CAP))
                && end - i <= 2
                && self.has(end, range, class::COMMA | class::OTHER)
                && self.forename(i).is_none();
            if place && let Some(comma) = self.comma_after(end, range).filter(|&comma| comma <= end + 1 && comma + 1 < range.end) {
                i = comma + 1;
                continue;
            }
            found = found.or(Some(i..end));
            // A clause of its own before the comma ("It failed, Vale, the mayor, said"): the subject comes later.
            match self.comma_after(end, range) {
                Some(comma) if self.items[end].is(class::AUX) && comma + 1 < range.end && !self.items[comma + 1].is(class::CONJ) => {
                    i = comma + 1;
                    let next = self.phrase_from(i, range);
                    if next > i {
                        return Some(i..next);
                    }
                    return found;
                }
                _ => return Some(i..end),
            }
        }
        found
    }

    /// Where the text begins behind a place line: "LAGOS (Wire) - ".
    pub fn after_dateline(&self, range: &Range<usize>) -> usize {
        const PLACE: usize = 10;
        let upper = |i: usize| self.word(i).chars().all(|c| !c.is_lowercase());
        if range.is_empty() || !self.items[range.start].is(class::CAP) || !upper(range.start) {
            return range.start;
        }
        (range.start..range.end.min(range.start + PLACE))
            .find(|&i| self.items[i].is(class::DASH | class::COLON))
            .map_or(range.start, |dash| dash + 1)
    }

    /// The next comma from `i` on, or the quoted string that ends with one.
    fn comma_after(&self, i: usize, range: &Range<usize>) -> Option<usize> {
        (i..range.end.min(i + FAR)).find(|&at| self.items[at].is(class::COMMA) || self.ends_in_comma(at))
    }

    /// Whether item `i` is a quoted string that ends with a comma inside its marks.
    pub fn ends_in_comma(&self, i: usize) -> bool {
        let item = self.items[i];
        item.is(class::QUOTE) && self.last_sign(item.quote as usize) == ","
    }

    /// The last token inside the marks of quoted string `number`, inner marks and brackets left out.
    pub fn last_sign(&self, number: usize) -> &str {
        const DEEP: usize = 3;
        let inner = &self.quoted[number].inner;
        let words = inner.clone().rev().take(DEEP).map(|i| self.document.word(i));
        words.into_iter().find(|sign| !matches!(*sign, "'" | "’" | "”" | "\"" | ")" | "]")).unwrap_or("")
    }

    /// The subject of the verb at `cue`, looked for to its left, not before `low`.
    pub fn subject_of(&self, cue: usize, low: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let low = low.max(cue.saturating_sub(FAR));
        let own = low..frame.end;
        let mut j = cue;
        let mut phrase = None;
        // A few steps left over what may stand between a subject and its verb.
        for _ in 0..12 {
            let Some(last) = j.checked_sub(1).filter(|&last| last >= low) else { return None };
            let item = self.items[last];
            if item.is(class::AUX | class::ADV) && !item.is(class::CAP | class::PRON) || item.is(class::LOWER) && self.word(last).ends_with("ly") {
                j -= 1;
                continue;
            }
            if item.is(class::TIME) || matches!(self.word(last), "last" | "next" | "early" | "late") {
                j -= 1;
                if j > low && self.items[j - 1].is(class::PREP) {
                    j -= 1;
                }
                continue;
            }
            if item.is(class::CLOSE) {
                j = (low..last).rev().find(|&at| self.items[at].is(class::OPEN))?;
                continue;
            }
            if item.is(class::COMMA | class::DASH) {
                let from = self.clause_start(last, low);
                return self.first_subject(&(from..last)).or_else(|| self.first_subject(&(low..last)));
            }
            if item.is(class::PRON) {
                let object =
                    matches!(self.word(last), "him" | "them" | "us" | "me" | "himself" | "herself" | "themselves" | "itself");
                return (!object).then_some(last..last + 1);
            }
            if item.is(class::REL) || item.is(class::THAT) && !item.is(class::DET) {
                let mut at = last;
                while at > low && self.items[at - 1].is(class::COMMA | class::PREP) {
                    at -= 1;
                }
                return self.phrase_before(at, low, frame);
            }
            if item.is(class::CONJ) {
                let from = self.clause_start(last, low);
                return self.first_subject(&(from..last)).or_else(|| self.first_subject(&(frame.start..last)));
            }
            let found = self.phrase_before(j, low, frame)?;
            // "Vale won and in a statement thanked them": the adverbial is stepped over.
            let adverbial = found.start > low + 1
                && self.items[found.start - 1].is(class::PREP)
                && self.items[found.start - 2].is(class::CONJ | class::ADV | class::AUX | class::REL);
            if adverbial {
                j = found.start - 1;
                continue;
            }
            phrase = Some(found);
            break;
        }
        let phrase = phrase?;
        let (head, before) = (self.at(phrase.start, &own), phrase.start.checked_sub(1).map_or(0, |at| self.at(at, &own)));
        if head == 0 {
            return None;
        }
        // "Vale and Anwar said": the first of two.
        if before & class::CONJ != 0 && phrase.start > low + 1 {
            let other = self.phrase_to(phrase.start - 2, &own);
            let listed = other < phrase.start - 1
                && self.items[phrase.start - 2].is(class::CAP | class::ROLE | class::ORG)
                && (other == low || self.items[other - 1].is(class::COMMA | class::QUOTE | class::SUB | class::CONJ));
            if listed && other == frame.start {
                return Some(other..phrase.end);
            }
        }
        Some(phrase)
    }

    /// The start of the clause that holds item `at`: behind a quoted string, a stop, a colon, a semicolon, ", and".
    fn clause_start(&self, at: usize, low: usize) -> usize {
        let mut i = at;
        while i > low {
            let item = self.items[i - 1];
            if item.is(class::QUOTE | class::SEMI | class::STOP | class::COLON) {
                return i;
            }
            if item.is(class::CONJ) && i >= low + 2 && self.items[i - 2].is(class::COMMA) && i < at && self.at(i, &(low..at)) & (class::CAP | class::DET | class::PRON) != 0 {
                return i;
            }
            i -= 1;
        }
        low
    }

    /// Whether the classes at `i` are among `wanted`, in the frame.
    #[inline]
    pub fn has(&self, i: usize, frame: &Range<usize>, wanted: Classes) -> bool {
        self.at(i, frame) & wanted != 0
    }
}

impl Frames<'_, '_> {
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
        while end > name.start + 1 && SUFFIXES.contains(&self.word(end - 1)) {
            end -= 1;
        }
        end
    }
}
