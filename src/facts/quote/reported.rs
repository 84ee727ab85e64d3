//! Indirect speech: the clause that a verb of speech or "according to" governs.

use std::ops::Range;

use super::attribute::{Reach, Source};
use super::class;
use super::frame::Frames;

/// A clause has at least so many words.
const SHORTEST: usize = 3;
/// And at most so many items.
const LONGEST: usize = 160;
/// So far a listener or an adverbial reaches behind its verb.
const NEAR: usize = 14;

/// A reported clause, as items, with its attribution.
pub(super) type Reported = (Source, Range<usize>);

impl Frames<'_, '_> {
    /// The reported clauses of a frame, none inside another.
    pub fn reported(&self, frame: &Range<usize>) -> Vec<Reported> {
        let mut out: Vec<Reported> = Vec::new();
        let mut covered = frame.start;
        for c in frame.clone() {
            let item = self.items[c];
            if c < covered
                || item.is(class::CAP) && !item.is(class::ACCORDING)
                || !item.is(class::FINITE | class::BASE | class::ING | class::ACCORDING)
            {
                continue;
            }
            let found = if item.is(class::ACCORDING) { self.by_account(c, frame) } else { self.by_verb(c, frame) };
            let Some((source, clause)) = found else { continue };
            let clause = self.trimmed(clause);
            let fresh = out.last().is_none_or(|(_, last)| last.end <= clause.start);
            if fresh && self.has_words(&clause) {
                covered = clause.end;
                out.push((source, clause));
            }
        }
        out
    }

    /// The clause of the verb at `c`.
    fn by_verb(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        let item = self.items[c];
        let joined = item.is(class::MIND) && c > frame.start && self.items[c - 1].is(class::CONJ);
        let shown = item.is(class::MIND) && self.finding(c, frame);
        if !item.is(class::REPORT) && !joined && !shown || self.denied_verb(c, frame) {
            return None;
        }
        let phrase = if item.is(class::ING) {
            let loose = c > frame.start
                && self.items[c - 1].is(class::COMMA
                    | class::CONJ
                    | class::PREP
                    | class::ADV
                    | class::TIME
                    | class::DASH
                    | class::AUX);
            if !loose && c > frame.start { self.bearer(c, frame)? } else { self.speaker_of_cue(c, frame)? }
        } else {
            if !self.is_finite(c, frame) || self.is_passive(c, frame) {
                return None;
            }
            self.speaker_of_cue(c, frame)?
        };
        let source = Source {
            relative: self.relative(c, frame),
            phrase: phrase.clone(),
            cue: Some(c..c + 1),
            rule: "indirect speech",
            reach: Reach::Clause,
        };
        // “…,” Vale said on a call that lasted an hour: the words stand before.
        let attributed = (phrase.start.min(c))
            .checked_sub(1)
            .filter(|&at| self.has(at, frame, class::QUOTE))
            .is_some_and(|at| matches!(self.last_sign(self.items[at].quote as usize), "," | "?" | "!" | "…"));
        let behind = self.clause_behind(c, frame).filter(|(start, _)| *start != phrase.start && !attributed);
        let strong = behind.is_some_and(|(_, sure)| sure);
        let relative = source.relative.is_some() || self.items[phrase.start].is(class::REL);
        if !strong && !relative {
            let mut own = phrase.start.min(c)..phrase.end.max(c + 1);
            if item.is(class::LISTENER) {
                own.end = self.phrase_from(own.end, frame);
            }
            if let Some(clause) = self.clause_around(&own, frame) {
                return Some((Source { rule: "indirect speech, then who said it", ..source }, clause));
            }
        }
        let (start, _) = behind?;
        let mut end = self.clause_end(start, frame);
        // "After Vale announced that it would end, …": the clause ends with the comma.
        let under = phrase.start > frame.start
            && self.items[phrase.start - 1].is(class::SUB)
            && !self.items[phrase.start - 1].is(class::THAT);
        // "Olin, who said she saw it, sold her house".
        let aside = source.relative.is_some_and(|who| self.has(who.saturating_sub(1), frame, class::COMMA));
        let verb = |i: usize| {
            let nominal = class::SMALL | class::ROLE | class::ORG | class::DOC;
            self.has(i + 1, frame, class::AUX | class::FINITE)
                || self.has(i + 1, frame, class::LOWER) && !self.has(i + 1, frame, nominal)
        };
        if aside && let Some(comma) = (start + SHORTEST..end).find(|&i| self.items[i].is(class::COMMA) && verb(i)) {
            end = comma;
        }
        if under && let Some(comma) = (start + SHORTEST..end).find(|&i| self.items[i].is(class::COMMA)) {
            end = comma;
        }
        Some((source, start..end))
    }

    /// Whether a document finds or shows something at `c`: "the report found that".
    fn finding(&self, c: usize, frame: &Range<usize>) -> bool {
        c > frame.start
            && self.items[c - 1].is(class::DOC | class::SPEECH)
            && matches!(self.word(c), "found" | "finds" | "find" | "shows" | "showed" | "show")
    }

    /// Whether it is not said at all: "did not say that", "would say", "if they say".
    fn denied_verb(&self, c: usize, frame: &Range<usize>) -> bool {
        (frame.start..c)
            .rev()
            .take_while(|&at| self.items[at].is(class::AUX | class::ADV) || self.word(at) == "to")
            .any(|at| self.items[at].is(class::UNSAID))
    }

    /// Where the clause behind the verb at `c` begins, past listener, day and "that"; and whether it is surely one.
    fn clause_behind(&self, c: usize, frame: &Range<usize>) -> Option<(usize, bool)> {
        let mut i = c + 1;
        let limit = frame.end.min(c + NEAR);
        let cue = self.items[c];
        if cue.is(class::TO) {
            let end = self.phrase_from(i, frame);
            let to = if self.word(i) == "to" { i } else { end };
            if to < frame.end && self.word(to) == "to" {
                return (to + 1 < frame.end && !self.has(to + 1, frame, class::DET | class::CAP | class::PRON))
                    .then_some((to, true));
            }
        }
        if cue.is(class::LISTENER)
            || cue.is(class::TO)
                && self.has(c + 1, frame, class::CAP | class::PRON | class::DET | class::OWN | class::ROLE)
        {
            let end = self.phrase_from(i, frame);
            if end == i {
                return None;
            }
            if !self.has(end, frame, class::AUX | class::FINITE) {
                i = end;
            }
        }
        while i < limit {
            let item = self.items[i];
            if item.is(class::THAT) {
                return (i + 1 < frame.end).then_some((i + 1, true));
            }
            if matches!(self.word(i), "there" | "here") && self.has(i + 1, frame, class::AUX) {
                return Some((i, true));
            }
            if item.is(class::TIME)
                || item.is(class::ADV) && !item.is(class::CAP)
                || matches!(self.word(i), "last" | "this") && self.has(i + 1, frame, class::TIME)
            {
                i += 1;
            } else if item.is(class::PREP) {
                let end = self.phrase_from(i + 1, frame);
                if matches!(self.word(i), "of" | "about") || end == i + 1 && !self.has(end, frame, class::TIME) {
                    return None;
                }
                // "said in a statement the dam", "said of the dam": the clause needs "that" or a new phrase.
                i = end.max(i + 2);
            } else {
                break;
            }
        }
        let question = matches!(self.word(i), "if" | "what" | "how" | "why" | "whether" | "when" | "where" | "who");
        if question && i < limit {
            return Some((i, cue.is(class::REPORT) && i == c + 1));
        }
        // "claims" and "reports" are verbs for sure before a pronoun only.
        let item = self.at(i, frame);
        if cue.is(class::TWOFOLD) && !cue.is(class::PAST) && item & class::PRON == 0 {
            return None;
        }
        if cue.is(class::TO) && !cue.is(class::LISTENER) && item & class::PRON == 0 {
            return None;
        }
        // What a survey finds or shows needs its "that".
        if cue.is(class::MIND) && !self.has(c.saturating_sub(1), frame, class::CONJ) {
            return None;
        }
        // A bare clause: a phrase and its verb.
        let end = self.phrase_from(i, frame);
        if end == i || item & (class::QUOTE | class::COMMA) != 0 {
            return None;
        }
        let mut rest = (end..frame.end.min(end + NEAR))
            .take_while(|&at| !self.items[at].is(class::STOP | class::SEMI | class::QUOTE));
        let verb = rest.any(|at| {
            self.items[at].is(class::AUX | class::FINITE)
                || self.has(at, frame, class::LOWER) && self.word(at).ends_with("ed")
        });
        if item & class::PRON != 0 || verb || self.verb_inside(i, end) {
            return Some((i, true));
        }
        // Behind "said" hardly anything else stands.
        let says = cue.is(class::SAY)
            && !cue.is(class::TO | class::LABEL | class::TWOFOLD)
            && matches!(self.word(c), "said" | "says" | "say" | "saying");
        let verbal = (i + 1..frame.end.min(i + NEAR)).any(|at| {
            self.items[at].is(class::AUX | class::FINITE | class::QUOTE)
                || self.items[at].is(class::LOWER) && self.word(at).ends_with('s')
        });
        (says && i == c + 1 && verbal).then_some((i, false))
    }

    /// Whether a verb that no table has hides in a phrase: "the storm destroyed homes".
    fn verb_inside(&self, start: usize, end: usize) -> bool {
        (start + 1..end).any(|i| {
            self.items[i].is(class::LOWER)
                && self.word(i).len() > 4
                && (self.word(i).ends_with("ed") || self.word(i).ends_with("es"))
        })
    }

    /// The end of the clause that begins at `start`: before an adding, a new speaker or the stop.
    fn clause_end(&self, start: usize, frame: &Range<usize>) -> usize {
        for i in start + 1..frame.end.min(start + LONGEST) {
            let item = self.items[i];
            if item.is(class::SEMI) || item.is(class::STOP) && i + 1 == frame.end {
                return i;
            }
            if item.is(class::COMMA | class::DASH)
                && (self.has(i + 1, frame, class::ACCORDING)
                    || self.has(i + 1, frame, class::ING) && self.has(i + 1, frame, class::SAY | class::LABEL))
            {
                return i;
            }
            let joins = item.is(class::CONJ) && matches!(self.word(i), "and" | "but" | "while");
            if item.is(class::COMMA)
                && matches!(
                    self.word(i + 1),
                    "while" | "although" | "though" | "compared" | "which" | "when" | "where" | "who"
                )
                && i + 1 < frame.end
                && i > start + SHORTEST
            {
                return i;
            }
            if joins
                && self.has(i + 1, frame, class::FINITE)
                && self.has(i + 1, frame, class::SAY | class::LABEL | class::MIND | class::TOUCH)
            {
                return if self.items[i - 1].is(class::COMMA) { i - 1 } else { i };
            }
            if (joins || self.word(i) == "while") && self.items[i - 1].is(class::COMMA) && i > start + 1 {
                // ", but Vale said …": another speaker begins.
                let end = self.phrase_from(i + 1, frame);
                let pronoun = self.has(i + 1, frame, class::PRON);
                if end > i + 1 && (pronoun || self.has(end, frame, class::FINITE | class::AUX)) {
                    return i - 1;
                }
            }
            if self.ends_in_comma(i) && i > start + 1 {
                return i + 1;
            }
        }
        frame.end.min(start + LONGEST)
    }

    /// The clause that the attribution `own` (", Vale said") stands in or behind.
    fn clause_around(&self, own: &Range<usize>, frame: &Range<usize>) -> Option<Range<usize>> {
        let comma = own.start.checked_sub(1).filter(|&at| self.has(at, frame, class::COMMA | class::QUOTE))?;
        // Words of which only the end is quoted: Vale "was never asked," said Anwar.
        let mixed = self.items[comma].is(class::QUOTE);
        if mixed && (comma == frame.start || !self.has(comma - 1, frame, class::WORD | class::S)) {
            return None;
        }
        let from = self.clause_from(comma, frame);
        let before = from..comma + usize::from(mixed);
        let mut end = own.end;
        while self.has(end, frame, class::TIME | class::ADV | class::PREP | class::NUM | class::OTHER)
            && end < own.end + NEAR
        {
            end =
                if self.has(end, frame, class::PREP) { self.phrase_from(end + 1, frame).max(end + 1) } else { end + 1 };
        }
        let after = end + 1..self.clause_end(end + 1, frame).max(end + 1);
        let closed = self.has(end, frame, class::COMMA);
        if closed && after.len() > before.len() && !self.has(end + 1, frame, class::ING | class::REL | class::CONJ) {
            return Some(after);
        }
        let plain =
            closed || end >= frame.end || self.has(end, frame, class::STOP | class::SUB | class::CONJ | class::REL);
        let quoted = before.clone().any(|i| {
            self.items[i].is(class::QUOTE) && (i == before.start || self.ends_in_comma(i) && i + 1 < before.end)
        });
        let fronted = self.has(before.start, frame, class::SUB | class::ING) && !mixed;
        (plain && !quoted && !fronted && (mixed || self.has_predicate(&before))).then_some(before)
    }

    /// Where the clause before `comma` begins.
    fn clause_from(&self, comma: usize, frame: &Range<usize>) -> usize {
        (frame.start.max(comma.saturating_sub(LONGEST))..comma)
            .rev()
            .find(|&i| self.items[i].is(class::SEMI | class::COLON) || self.ends_in_comma(i))
            .map_or_else(|| self.after_dateline(frame).max(comma.saturating_sub(LONGEST)), |i| i + 1)
            .min(comma)
    }

    fn has_predicate(&self, clause: &Range<usize>) -> bool {
        // A long one holds a verb, though no table may have it.
        const LONG: usize = 7;
        clause.len() >= LONG && !self.items[clause.start].is(class::SUB)
            || clause.clone().any(|i| self.items[i].is(class::AUX | class::FINITE))
            || clause.clone().any(|i| self.items[i].is(class::LOWER) && self.word(i).ends_with("ed"))
    }

    /// The clause of "according to" at `c`.
    fn by_account(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        let source = self.according_at(c, Reach::Clause, frame)?;
        let source = Source { rule: "according to", ..source };
        let first = c == frame.start || c == frame.start + 1 && self.items[frame.start].is(class::CONJ);
        if first {
            let comma = (source.phrase.end..frame.end.min(source.phrase.end + NEAR))
                .find(|&i| self.items[i].is(class::COMMA))?;
            return Some((source, comma + 1..self.clause_end(comma + 1, frame)));
        }
        let from = self.clause_from(c, frame);
        if !self.has_predicate(&(from..c)) || from > frame.start && self.items[from - 1].is(class::QUOTE) {
            return None;
        }
        let end = if self.items[c - 1].is(class::COMMA | class::DASH) { c - 1 } else { c };
        Some((source, from..end))
    }

    /// A clause without conjunctions, commas and stops at its ends.
    fn trimmed(&self, clause: Range<usize>) -> Range<usize> {
        let edge = class::COMMA | class::STOP | class::DASH | class::SEMI | class::COLON;
        let (mut start, mut end) = (clause.start, clause.end);
        while start < end
            && (self.items[start].is(edge) || self.items[start].is(class::CONJ) && !self.items[start].is(class::CAP))
        {
            start += 1;
        }
        while end > start && self.items[end - 1].is(edge) {
            end -= 1;
        }
        start..end
    }

    /// Whether enough of a clause stands outside quotation marks.
    fn has_words(&self, clause: &Range<usize>) -> bool {
        let quoted = clause.clone().any(|i| self.items[i].is(class::QUOTE));
        let wanted = if quoted { 1 } else { SHORTEST };
        clause.clone().filter(|&i| self.items[i].is(class::WORD | class::NUM)).take(wanted).count() == wanted
    }
}
