//! The subject of a verb: the phrase before it, or the first one of its clause.

use std::ops::Range;

use super::class;
use super::frame::Frames;

/// So far a subject is looked for.
const FAR: usize = 60;
/// Behind so many adverbials.
const CLAUSES: usize = 8;

/// A rule: whether an adverbial, not the subject, begins at an item.
type Fronted = fn(&Frames<'_, '_>, usize, &Range<usize>) -> bool;

/// What can stand before a subject.
const FRONTED: [Fronted; 4] = [opens_date, opens_adverbial, opens_ing, opens_participle];

impl Frames<'_, '_> {
    /// The phrase before `i`, if it ends at `i - 1`, with what it depends on: "[a spokesman for the bank]".
    pub fn phrase_before(&self, i: usize, low: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let range = low..frame.end;
        let last = i.checked_sub(1).filter(|&last| last >= low)?;
        let mut core = self.phrase_to(last, &range)..i;
        if core.is_empty() {
            return None;
        }
        let end = i;
        while core.start > low + 1
            && self.at(core.start.wrapping_sub(1), &range) & class::PREP != 0
            && !matches!(self.word(core.start - 1), "after" | "before" | "since" | "until" | "despite" | "during")
            && i - core.start < FAR
        {
            let mut before = core.start - 2;
            // "Prior to the launch Halden promised": no subject.
            if matches!(self.word(before), "Prior" | "Due" | "Thanks" | "Owing" | "Contrary" | "According") {
                break;
            }
            // "Secretary of State John Carver": one phrase, the name at its end.
            if self.word(core.start.wrapping_sub(1)) == "of"
                && self.at(before, &range) & (class::TITLE | class::ROLE) != 0
                && self.office_in(&core)
            {
                let start = self.phrase_to(before, &range);
                if start <= before {
                    core.start = start;
                    continue;
                }
            }
            // "a map printed for sailors": the participle is stepped over.
            let participle = |at: usize| {
                let word = self.word(at);
                self.at(at, &range) & class::LOWER != 0
                    && (self.at(at, &range) & (class::PART | class::ADV) != 0
                        || (word.ends_with("ed") || word.ends_with("ing")) && word.len() > 4)
            };
            for _ in 0..2 {
                if before > low
                    && participle(before)
                    && self.at(before - 1, &range) & class::WORD != 0
                    && self.at(before - 1, &range) & (class::SMALL & !class::ADV) == 0
                {
                    before -= 1;
                }
            }
            let word = self.word(before);
            // "was opened by [voters] who said": the participle is the verb.
            let passive = self.word(core.start - 1) == "by"
                && word.ends_with("ed")
                && self.at(before.wrapping_sub(1), &range) & class::AUX != 0;
            let verbal = passive
                || self.at(before, &range) & class::LOWER != 0 && (word.ends_with("ing") || is_adverb_in_ly(word));
            if verbal
                || self.at(before, &range) & (class::PRON | class::AUX) != 0
                || self.at(before, &range) & class::WORD == 0 && self.at(before, &range) & class::NUM == 0
            {
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

    /// Whether a person's name ends a phrase that begins with something else: "State John Carver".
    fn office_in(&self, core: &Range<usize>) -> bool {
        (core.start + 1..core.end.saturating_sub(1))
            .any(|i| self.items[i].is(class::CAP) && self.forename(i).is_some() && self.items[i + 1].is(class::CAP))
    }

    /// The first noun phrase of `range` that is no part of an adverbial: the subject of its main clause.
    pub fn first_subject(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let mut i = self.after_dateline(range);
        for _ in 0..CLAUSES {
            i = self.past_light_words(i, range);
            if i >= range.end {
                return None;
            }
            if let Some(name) = self.compared_name(i, range) {
                return Some(name);
            }
            if FRONTED.iter().any(|rule| rule(self, i, range)) {
                match self.comma_after(i, range) {
                    Some(comma) => i = comma + 1,
                    None if self.items[i].is(class::TIME | class::ADV) => i += 1,
                    None => return self.subject_behind_setting(i, range),
                }
                continue;
            }
            let end = self.phrase_from(i, range);
            if end == i {
                // A quoted string, a bracket, an unknown sign: the subject may stand behind it.
                i = self.comma_after(i, range)? + 1;
            } else if let Some(next) = self.past_place(i, end, range) {
                i = next;
            } else {
                return Some(self.subject_behind_clause(i..end, range));
            }
        }
        None
    }

    /// Past conjunctions, signs and adverbs before a subject.
    fn past_light_words(&self, from: usize, range: &Range<usize>) -> usize {
        let mut i = from;
        while i < range.end.min(from + FAR)
            && (self.items[i].is(class::CONJ | class::COMMA | class::DASH | class::OTHER | class::S)
                || self.items[i].is(class::ADV) && !self.items[i].is(class::CAP))
        {
            i += 1;
        }
        i
    }

    /// "As [Vale], an expert, noted": the name right behind is the subject.
    fn compared_name(&self, i: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let behind = self.phrase_from(i + 1, range);
        let compared = self.items[i].is(class::SUB)
            && behind > i + 1
            && self.has(behind, range, class::COMMA)
            && self.items[behind - 1].is(class::CAP)
            && self.name_of(&(i + 1..behind)).is_some();
        compared.then_some(i + 1..behind)
    }

    /// "In Linden, Pa., [the surgeon]": past the rest of a place that a comma parts from its town.
    fn past_place(&self, i: usize, end: usize, range: &Range<usize>) -> Option<usize> {
        let place = i > range.start + 1
            && self.items[i - 1].is(class::COMMA)
            && self.items[i - 2].is(class::CAP)
            && (i..end).all(|at| self.items[at].is(class::CAP))
            && end - i <= 2
            && self.has(end, range, class::COMMA | class::OTHER)
            && self.forename(i).is_none();
        let comma = self.comma_after(end, range).filter(|_| place)?;
        (comma <= end + 1 && comma + 1 < range.end).then_some(comma + 1)
    }

    /// "It failed, [Vale], the mayor, said": behind a clause of its own the subject comes later.
    fn subject_behind_clause(&self, first: Range<usize>, range: &Range<usize>) -> Range<usize> {
        let comma = self.comma_after(first.end, range).filter(|&comma| {
            self.items[first.end].is(class::AUX) && comma + 1 < range.end && !self.items[comma + 1].is(class::CONJ)
        });
        let next = comma.map(|comma| comma + 1..self.phrase_from(comma + 1, range));
        next.filter(|next| !next.is_empty()).unwrap_or(first)
    }

    /// On the yacht [the count] was seen: the phrase behind a setting that no comma closes, right before the verb.
    fn subject_behind_setting(&self, i: usize, range: &Range<usize>) -> Option<Range<usize>> {
        if !self.has(i, range, class::PREP) {
            return None;
        }
        let start = self.phrase_from(i + 1, range);
        let end = self.phrase_from(start, range);
        (start > i + 1 && end > start && self.has(end, range, class::PREDICATE)).then_some(start..end)
    }

    /// Where the text begins behind a place line: "LAGOS (Wire) - ", "(Wire) — ".
    pub fn after_dateline(&self, range: &Range<usize>) -> usize {
        const PLACE: usize = 10;
        let upper = |i: usize| self.word(i).chars().all(|c| !c.is_lowercase());
        let agency = !range.is_empty() && self.items[range.start].is(class::OPEN);
        if range.is_empty() || !agency && (!self.items[range.start].is(class::CAP) || !upper(range.start)) {
            return range.start;
        }
        let part = class::CAP | class::OPEN | class::CLOSE | class::COMMA | class::NUM | class::TIME | class::OTHER;
        (range.start..range.end.min(range.start + PLACE))
            .take_while(|&i| !agency || self.items[i].is(part | class::DASH))
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
            let last = j.checked_sub(1).filter(|&last| last >= low)?;
            let item = self.items[last];
            if item.is(class::AUX | class::ADV) && !item.is(class::CAP | class::PRON)
                || item.is(class::LOWER) && is_adverb_in_ly(self.word(last))
            {
                j -= 1;
                continue;
            }
            // "the letter shown above claimed".
            if matches!(self.word(last), "above" | "below") {
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
            // "a report released last year found".
            let reduced = item.is(class::LOWER)
                && (self.word(last).ends_with("ed") || matches!(self.word(last), "shown" | "seen" | "sent" | "given"))
                && last > low
                && self.items[last - 1].is(class::DOC | class::SPEECH)
                && !self.items[cue].is(class::ING);
            if reduced && j < cue {
                j -= 1;
                continue;
            }
            if item.is(class::CLOSE) {
                j = (low..last).rev().find(|&at| self.items[at].is(class::OPEN))?;
                continue;
            }
            if item.is(class::COMMA | class::DASH) {
                if let Some(name) = self.apposed_before(last, low, frame) {
                    return Some(name);
                }
                let from = self.clause_start(last, low);
                return self.first_subject(&(from..last)).or_else(|| self.first_subject(&(low..last)));
            }
            if item.is(class::PRON) {
                let object = matches!(
                    self.word(last),
                    "him" | "them" | "us" | "me" | "himself" | "herself" | "themselves" | "itself"
                );
                return (!object).then_some(last..last + 1);
            }
            if item.is(class::REL) || item.is(class::THAT) && !item.is(class::DET) {
                let mut at = last;
                while at > low && self.items[at - 1].is(class::COMMA | class::PREP) {
                    at -= 1;
                }
                let found = self.phrase_before(at, low, frame)?;
                let name = self.name_before_who(last, at, &found, frame);
                return Some(name.unwrap_or(found));
            }
            if self.is_relative_that(last, frame) {
                return self.antecedent(last, frame);
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
            if let Some(head) = self.head_of_relative(&found, frame).filter(|head| head.start >= low) {
                return Some(head);
            }
            phrase = Some(found);
            break;
        }
        let phrase = phrase?;
        let (head, before) =
            (self.at(phrase.start, &own), phrase.start.checked_sub(1).map_or(0, |at| self.at(at, &own)));
        if head == 0 {
            return None;
        }
        // "Vale and Anwar said": the first of two.
        if before & class::CONJ != 0 && phrase.start > low + 1 {
            let other = self.phrase_to(phrase.start - 2, &own);
            let listed = other < phrase.start - 1
                && self.items[phrase.start - 2].is(class::CAP | class::ROLE | class::ORG | class::PRON)
                && (other == low || self.items[other - 1].is(class::COMMA | class::QUOTE | class::SUB | class::CONJ));
            // ", Vale and her team wrote"
            let team =
                self.items[phrase.start].is(class::OWN) && self.items[phrase.start - 2].is(class::CAP | class::PRON);
            if listed && (team || other == frame.start) {
                return Some(other..phrase.end);
            }
        }
        Some(phrase)
    }

    /// "Shortly after, …", "Surprisingly, …".
    fn opens_with_manner(&self, i: usize, range: &Range<usize>) -> bool {
        let word = self.word(i);
        self.items[i].is(class::FIRST)
            && word.len() > 5
            && is_adverb_in_ly(word)
            && self.forename(i).is_none()
            && self.has(i + 1, range, class::COMMA | class::PREP)
    }

    /// "his aunt, [Marta Olin], had called it": the name between commas right before the verb, behind who that is.
    fn apposed_before(&self, comma: usize, low: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let last = comma.checked_sub(1).filter(|&last| last > low && self.items[last].is(class::CAP))?;
        let start = self.phrase_to(last, frame);
        let opening = start.checked_sub(1).filter(|&at| at > low && self.has(at, frame, class::COMMA))?;
        let name = (start..comma).all(|i| self.items[i].is(class::CAP) || self.particles(i, frame));
        let person = comma - start > 1 && self.forename(start).is_some();
        let who = self.phrase_to(opening - 1, frame);
        let told = who < opening
            && self.has(who, frame, class::OWN | class::DET)
            && self.items[opening - 1].is(class::LOWER)
            && self.items[opening - 1].is(class::ROLE);
        (name && person && told).then_some(who..comma)
    }

    /// The start of the clause that holds item `at`: behind a quoted string, a stop, a colon, a semicolon, ", and".
    fn clause_start(&self, at: usize, low: usize) -> usize {
        let mut i = at;
        while i > low {
            let item = self.items[i - 1];
            if item.is(class::QUOTE | class::SEMI | class::STOP | class::COLON) {
                return i;
            }
            if item.is(class::CONJ)
                && i >= low + 2
                && self.items[i - 2].is(class::COMMA)
                && i < at
                && self.at(i, &(low..at)) & (class::CAP | class::DET | class::PRON) != 0
            {
                return i;
            }
            i -= 1;
        }
        low
    }
}

/// "quickly", not "family".
pub(super) fn is_adverb_in_ly(word: &str) -> bool {
    const NOUNS: [&str; 9] = ["family", "ally", "assembly", "monopoly", "supply", "reply", "bully", "weekly", "daily"];
    word.ends_with("ly") && !NOUNS.contains(&word)
}

/// "Last Monday …".
fn opens_date(frames: &Frames<'_, '_>, i: usize, range: &Range<usize>) -> bool {
    frames.has(i + 1, range, class::TIME)
        && matches!(frames.word(i), "Last" | "This" | "Next" | "Late" | "Early" | "Earlier" | "last" | "this")
}

/// "In the morning …", "When it rained …".
fn opens_adverbial(frames: &Frames<'_, '_>, i: usize, range: &Range<usize>) -> bool {
    let item = frames.items[i];
    let prior = frames.word(i) == "Prior" && frames.word(i + 1) == "to" || frames.opens_with_manner(i, range);
    prior || item.is(class::PREP | class::SUB | class::TIME | class::ACCORDING) && !item.is(class::THAT)
}

/// "Speaking in Skarn …", "leaving the hall …".
fn opens_ing(frames: &Frames<'_, '_>, i: usize, range: &Range<usize>) -> bool {
    let item = frames.items[i];
    let word = frames.word(i);
    item.is(class::ING) && !frames.nominal(i, range)
        || item.is(class::WORD) && !item.is(class::CAP) && word.ends_with("ing") && word.len() > 4
        || item.is(class::FIRST)
            && item.is(class::CAP)
            && word.ends_with("ing")
            && word.len() > 5
            && frames.at(i + 1, range) & class::CAP == 0
}

/// "Asked about it …", "Born in Skarn …".
fn opens_participle(frames: &Frames<'_, '_>, i: usize, range: &Range<usize>) -> bool {
    let item = frames.items[i];
    let word = frames.word(i);
    let next = frames.at(i + 1, range);
    let past = word.ends_with("ed") && word.len() > 4;
    item.is(class::WORD) && !item.is(class::CAP) && past
        || item.is(class::FIRST) && past && next & (class::PREP | class::AUX) == class::PREP
        || item.is(class::FIRST) && item.is(class::PART) && next & (class::PREP | class::SUB) != 0
}
