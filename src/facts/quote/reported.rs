//! Indirect speech: the clause that a verb of speech or "according to" governs.

use std::ops::Range;

use super::attribute::{Reach, Source};
use super::class;
use super::ending::{LONGEST, SHORTEST};
use super::frame::Frames;

/// So far the comma behind a source that opens the sentence is looked for.
const NEAR: usize = 14;

/// A reported clause, as items, with its attribution.
pub(super) type Reported = (Source, Range<usize>);

impl Frames<'_, '_> {
    /// The reported clauses of a frame, none inside another.
    pub fn reported(&self, frame: &Range<usize>) -> Vec<Reported> {
        let mut out: Vec<Reported> = Vec::new();
        let mut covered = frame.start;
        let whole = self.final_clause(frame);
        for c in frame.clone() {
            if c < covered || whole.as_ref().is_some_and(|whole| whole.contains(&c)) {
                continue;
            }
            let Some((source, clause)) = self.statement_at(c, frame) else { continue };
            if !source.phrase.is_empty() && !self.can_speak(&source.phrase) {
                continue;
            }
            let clause = self.trimmed(clause);
            let fresh = out.last().is_none_or(|(_, last)| last.end <= clause.start);
            if fresh && self.has_words(&clause) {
                covered = clause.end;
                out.push((source, clause));
            }
        }
        out
    }

    /// "Locals reported seeing a flash, the mayor said on Monday.": what stands before an attribution that ends its
    /// sentence is one statement, whatever is said in it.
    fn final_clause(&self, frame: &Range<usize>) -> Option<Range<usize>> {
        const LAST: usize = 30;
        let low = frame.start.max(frame.end.saturating_sub(LAST));
        let comma = (low..frame.end)
            .rev()
            .take_while(|&i| !self.items[i].is(class::QUOTE | class::SEMI | class::COLON))
            .find(|&i| self.items[i].is(class::COMMA))?;
        let subject = self.phrase_from(comma + 1, frame);
        if subject == comma + 1 {
            return None;
        }
        let behind = self.past_parts(subject, frame);
        let c = (behind..frame.end).find(|&c| !self.items[c].is(class::ADV | class::AUX))?;
        let c = c + if self.word(c) == "quoted" && self.word(c + 1) == "as" { 2 } else { 0 };
        let told = matches!(
            self.word(c),
            "said" | "says" | "say" | "announced" | "reported" | "reports" | "added" | "wrote" | "stated" | "saying"
        );
        // "…, a rumour Vale announced": no subject.
        let clause = self.has(comma + 1, frame, class::DET)
            && (comma + 3..subject).any(|i| {
                self.items[i].is(class::CAP)
                    && self.items[i - 1].is(class::LOWER)
                    && !self.items[i - 1].is(class::ROLE | class::ORG | class::TITLE | class::SMALL)
            });
        let says = told && !clause && self.has(c, frame, class::SAY);
        let end = self.past_setting(c + 1, frame);
        if !says || self.denied_verb(c, frame) || end < frame.end && !self.has(end, frame, class::STOP) {
            return None;
        }
        let (_, clause) = self.by_verb(c, frame)?;
        // "It rained, the paper reported, while it snowed here, the radio said": two statements.
        let two = clause.clone().any(|i| {
            self.has(i, frame, class::SAY) && self.has(i, frame, class::FINITE) && self.has(i + 1, frame, class::COMMA)
        });
        (clause.end <= comma + 1 && !two).then_some(clause)
    }

    /// Past what belongs to a subject: "the office [for the north of Skarn]".
    fn past_parts(&self, end: usize, frame: &Range<usize>) -> usize {
        const PARTS: usize = 3;
        let mut at = end;
        for _ in 0..PARTS {
            let next = self.phrase_from(at + 1, frame);
            if !self.has(at, frame, class::PREP) || next == at + 1 {
                break;
            }
            at = next;
        }
        at
    }

    /// The statement that item `c` attributes: a verb, a noun or "according to".
    fn statement_at(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        let item = self.items[c];
        if item.is(class::ACCORDING) {
            return self.by_account(c, frame);
        }
        if item.is(class::CAP) {
            return if item.is(class::SAY) { self.by_headline(c, frame) } else { None };
        }
        if item.is(class::VOICED | class::CLAIM)
            && let Some(found) = self.by_voiced(c, frame)
        {
            return Some(found);
        }
        if item.is(class::CUE) {
            return self.by_verb(c, frame).or_else(|| self.by_passive(c, frame)).or_else(|| self.by_noun(c, frame));
        }
        if item.is(class::CLAIM) {
            return self.by_noun(c, frame);
        }
        if self.has(c + 1, frame, class::THAT) { self.by_clearness(c, frame) } else { None }
    }

    /// "Mayor Says The Bridge Will Close": a headline that writes every word with a capital.
    fn by_headline(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        let says = matches!(self.word(c), "Says" | "Say" | "Said") && c > frame.start;
        if !says || !self.items[c - 1].is(class::CAP) || !self.has(c + 1, frame, class::WORD) {
            return None;
        }
        let start = c + 1 + usize::from(self.word(c + 1).eq_ignore_ascii_case("that"));
        let capitals = (start..frame.end).filter(|&i| self.items[i].is(class::LOWER)).count() == 0;
        let phrase = self.phrase_to(c - 1, frame)..c;
        let source = Source { relative: None, phrase, cue: Some(c..c + 1), rule: "a headline", reach: Reach::Clause };
        capitals.then(|| (source, start..self.clause_end(start, frame)))
    }

    /// The clause of the verb at `c`.
    fn by_verb(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        let item = self.items[c];
        let shown = item.is(class::MIND) && self.finding(c, frame);
        let asks = item.is(class::PLEA | class::ACCUSE) && !item.is(class::REPORT) && self.opens_order(c, frame);
        let out = || self.word(c).starts_with("point") && self.word(c + 1) == "out";
        let joined = self.is_joined_wish(c, frame);
        if !item.is(class::REPORT) && !shown && !joined && !asks && !out() || self.denied_verb(c, frame) {
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
            // "posted to the club’s page asking if": whoever posted.
            let posted = c > frame.start
                && self.items[c - 1].is(class::CAP)
                && self.word(self.phrase_to(c - 1, frame).wrapping_sub(1)) == "to";
            if !loose && !posted && !self.is_quoted_as(c, frame) && c > frame.start {
                self.bearer(c, frame)?
            } else {
                self.speaker_of_cue(c, frame)?
            }
        } else {
            if !self.is_finite(c, frame) || self.is_passive(c, frame) {
                return None;
            }
            self.speaker_of_cue(c, frame).filter(|phrase| self.agrees(c, phrase, frame))?
        };
        let source = Source {
            relative: self.relative(c, frame),
            phrase: phrase.clone(),
            cue: Some(c..c + 1),
            rule: "indirect speech",
            reach: Reach::Clause,
        };
        if let Some(clause) = self.behind_as(c, &phrase, frame) {
            return Some((source, clause));
        }
        if let Some(clause) = self.behind_embedded(c, &phrase, frame) {
            return Some((source, clause));
        }
        let behind = self
            .opening(c, frame)
            .filter(|opening| opening.start != phrase.start && !self.attributes_string(c, &phrase, frame));
        let relative = source.relative.is_some() || self.items[phrase.start].is(class::REL);
        let quoted = item.is(class::ING) && self.is_quoted_as(c, frame);
        if !behind.is_some_and(|opening| opening.sure) && !relative && (!item.is(class::ING) || quoted) {
            let mut own = phrase.start.min(c)..phrase.end.max(c + 1);
            if item.is(class::LISTENER) {
                own.end = self.phrase_from(own.end, frame);
            }
            if let Some(clause) = self.clause_around(&own, phrase.start > c, frame) {
                return Some((Source { rule: "indirect speech, then who said it", ..source }, clause));
            }
        }
        let start = behind?.start;
        let end = self.own_end(&source, start, frame).unwrap_or_else(|| self.clause_end(start, frame));
        Some((source, start..end))
    }

    /// "Vale said the town would not pay, but hoped the council could": a wish that goes on from a statement.
    fn is_joined_wish(&self, c: usize, frame: &Range<usize>) -> bool {
        self.items[c].is(class::MIND)
            && c > frame.start
            && self.items[c - 1].is(class::CONJ)
            && self.items[frame.start..c].iter().any(|item| item.is(class::CUE) && item.is(class::REPORT))
    }

    /// "a pump, which Vale claims [is a third better], …": the verb of a relative clause behind who says it.
    fn behind_embedded(&self, c: usize, phrase: &Range<usize>, frame: &Range<usize>) -> Option<Range<usize>> {
        let rel = phrase.start.checked_sub(1).filter(|&rel| rel > frame.start && phrase.end == c)?;
        let which =
            matches!(self.word(rel), "which" | "that" | "who") && self.has(rel, frame, class::REL | class::THAT);
        let verb = matches!(
            self.word(c + 1),
            "is" | "are" | "was" | "were" | "will" | "would" | "has" | "had" | "have" | "could"
        );
        if !which || !verb {
            return None;
        }
        let end = self.clause_end(c + 1, frame);
        let comma = (c + 1 + SHORTEST..end).find(|&at| self.items[at].is(class::COMMA));
        Some(c + 1..comma.unwrap_or(end))
    }

    /// As Vale said on Monday, [the dam was safe].
    fn behind_as(&self, c: usize, phrase: &Range<usize>, frame: &Range<usize>) -> Option<Range<usize>> {
        let first = frame.start + usize::from(self.has(frame.start, frame, class::OPEN));
        let opens = matches!(self.word(first), "As" | "as") && phrase.end <= c && phrase.start == first + 1;
        let comma = self.past_setting(c + 1, frame);
        if !opens || !self.has(comma, frame, class::COMMA) || self.has(comma + 1, frame, class::QUOTE) {
            return None;
        }
        let clause = comma + 1..self.clause_end(comma + 1, frame);
        let end = self.phrase_from(comma + 1, frame);
        (comma + 1 < frame.end && (self.has_predicate(&clause) || self.has_verb_at(comma + 1, end, frame)))
            .then_some(clause)
    }

    /// “…,” Vale said on a call that lasted an hour: the words stand before the verb at `c`.
    fn attributes_string(&self, c: usize, phrase: &Range<usize>, frame: &Range<usize>) -> bool {
        let first = phrase.start.min(c);
        let touches = first
            .checked_sub(1)
            .filter(|&at| self.has(at, frame, class::QUOTE))
            .is_some_and(|at| matches!(self.last_sign(self.items[at].quote as usize), "," | "?" | "!" | "…"));
        // "…, adding that it was late": a statement beside the string.
        let added = self.items[c].is(class::ING) && self.has(c.wrapping_sub(1), frame, class::COMMA | class::CONJ);
        touches && !added
    }

    /// The end of a clause that is part of another one, at its comma.
    fn own_end(&self, source: &Source, start: usize, frame: &Range<usize>) -> Option<usize> {
        let cue = source.cue.as_ref()?.start;
        let limit = self.clause_end(start, frame);
        let mut commas = (start + SHORTEST..limit)
            .filter(|&i| self.items[i].is(class::COMMA) || self.ends_in_comma(i))
            .map(|i| i + usize::from(!self.items[i].is(class::COMMA)));
        // "warned that when it rains, the wall will fall": that comma ends nothing.
        if self.opens_with_adverbial(start) {
            commas.next();
        }
        // "After Vale announced that it would end, …".
        let before = source.phrase.start.checked_sub(1).map_or(0, |at| self.at(at, frame));
        let under = before & class::SUB != 0 && before & class::THAT == 0
            || matches!(
                self.word(source.phrase.start.wrapping_sub(1)),
                "Before" | "After" | "Since" | "Until" | "before" | "after"
            ) && before & class::PREP != 0;
        // "Arguing that it was late, Vale said …".
        let fronted = cue == frame.start && self.items[cue].is(class::ING);
        if under || fronted {
            return commas.next();
        }
        // "Olin, who said she saw it, sold her house".
        let aside = source.relative.is_some_and(|who| self.has(who.wrapping_sub(1), frame, class::COMMA));
        // "The guild, saying that pay was low, left the talks".
        let inserted = self.items[cue].is(class::ING) && self.has(cue.wrapping_sub(1), frame, class::COMMA);
        let nominal = class::SMALL | class::ROLE | class::ORG | class::DOC;
        let verb = |i: usize| {
            self.has(i + 1, frame, class::PREDICATE)
                || inserted && self.has(i + 1, frame, class::WEAK)
                || aside && self.has(i + 1, frame, class::LOWER) && !self.has(i + 1, frame, nominal)
        };
        if aside || inserted { commas.find(|&i| verb(i)) } else { None }
    }

    /// Whether a document or those who study something find or show it: "the report found that".
    fn finding(&self, c: usize, frame: &Range<usize>) -> bool {
        if !self.shows(c) || c == frame.start {
            return false;
        }
        let Some(phrase) = self.subject_of(c, frame.start, frame) else { return false };
        let written = class::DOC | class::SPEECH;
        let head = self.items[phrase.start..phrase.end].iter().any(|item| item.is(written));
        let who = self.items[phrase.end - 1];
        let that =
            self.opening(c, frame).is_some_and(|opening| self.has(opening.start.wrapping_sub(1), frame, class::THAT));
        // "…, the auditor has found."
        let last = self.has(c + 1, frame, class::STOP) && self.has(phrase.start.wrapping_sub(1), frame, class::COMMA);
        let studies = !self.word(c).starts_with("sh")
            && (who.is(class::ROLE | class::ORG)
                || who.is(class::CAP) && (last || self.items[phrase.start].is(class::DET)));
        head || matches!(self.word(phrase.start), "It" | "it") && phrase.len() == 1 || (that || last) && studies
    }

    /// Whether it is not said at all: "did not say that", "would say", "if they say".
    pub fn denied_verb(&self, c: usize, frame: &Range<usize>) -> bool {
        (frame.start..c)
            .rev()
            .take_while(|&at| self.items[at].is(class::AUX | class::ADV) || self.word(at) == "to")
            .any(|at| self.items[at].is(class::UNSAID))
    }

    /// The clause of "according to" at `c`.
    fn by_account(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        let source = self.according_at(c, Reach::Clause, frame)?;
        let source = Source { rule: "according to", ..source };
        let first = c == frame.start || c == frame.start + 1 && self.items[frame.start].is(class::CONJ | class::OPEN);
        if first {
            let comma = (source.phrase.end..frame.end.min(source.phrase.end + NEAR))
                .find(|&i| self.items[i].is(class::COMMA))?;
            let comma = self.past_apposition(comma, frame);
            return Some((source, comma + 1..self.clause_end(comma + 1, frame)));
        }
        if let Some(told) = self.told_before(c, frame) {
            return Some((source, told));
        }
        // "he said according to the paper": he says it.
        if self.items[c - 1].is(class::SAY) && self.is_finite(c - 1, frame) {
            return None;
        }
        let own = c..self.past_participle(source.phrase.end, frame);
        if self.items[c - 1].is(class::COMMA) {
            return self.clause_around(&own, false, frame).map(|clause| (source, clause));
        }
        let from = self.clause_from(c, frame);
        if !self.has_predicate(&(from..c)) || from > frame.start && self.items[from - 1].is(class::QUOTE) {
            return None;
        }
        let end = if self.items[c - 1].is(class::DASH) { c - 1 } else { c };
        Some((source, from..end))
    }

    /// It rained all day. That is according to Vale: the sentence before.
    fn told_before(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let is = c.checked_sub(1).filter(|&is| matches!(self.word(is), "is" | "’s" | "'s"))?;
        let that = is == frame.start + 1 && matches!(self.word(frame.start), "That" | "This" | "that" | "this");
        let last = frame.start.checked_sub(1).filter(|_| that)?;
        let near = |i: &usize| self.items[*i].is(class::FIRST);
        let first = (last.saturating_sub(LONGEST)..last).rev().find(near)?;
        let before = first..frame.start;
        let gap = self.items[last].end as usize..self.items[frame.start].start as usize;
        let apart = self.document.text().get(gap).is_none_or(|gap| gap.contains('\n'));
        let told = self.items[before.clone()].iter().any(|item| item.is(class::QUOTE | class::ACCORDING));
        (!apart && !told && self.has_predicate(&before)).then_some(before)
    }

    /// Past what was done with a document: "according to a letter [seen by the paper]", "a report [published in May]".
    fn past_participle(&self, end: usize, frame: &Range<usize>) -> usize {
        let word = self.word(end);
        let participle = self.has(end, frame, class::LOWER)
            && (word.len() > 4 && word.ends_with("ed")
                || matches!(word, "seen" | "sent" | "shown" | "written" | "given"));
        let documented = self.has(end.wrapping_sub(1), frame, class::DOC | class::SPEECH | class::CLAIM | class::CAP);
        let led = self.has(end + 1, frame, class::PREP | class::TIME | class::ADV)
            || matches!(self.word(end + 1), "last" | "this" | "earlier" | "late" | "early");
        if participle && documented && led { self.past_setting(end + 1, frame) } else { end }
    }

    /// According to Vale[, a doctor in Skarn], it rained: past who that is.
    fn past_apposition(&self, comma: usize, frame: &Range<usize>) -> usize {
        let end = self.phrase_from(comma + 1, frame);
        let told = (comma + 1..end).any(|i| self.items[i].is(class::ROLE | class::ORG));
        let at = self.past_setting(end, frame);
        let named = self.items[comma - 1].is(class::CAP) && self.has(comma + 1, frame, class::DET | class::ROLE);
        if named && told && end > comma + 1 && self.has(at, frame, class::COMMA) { at } else { comma }
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
        let closed = (start..end).any(|i| self.items[i].is(class::CLOSE));
        if start < end && self.items[start].is(class::OPEN) && !closed {
            start += 1;
        }
        while end > start && (self.items[end - 1].is(edge) || self.closes_nothing(&(start..end))) {
            end -= 1;
        }
        start..end
    }

    /// "(Vale said it was late[.)]": the bracket, and the stop before it, close what opened before the clause.
    fn closes_nothing(&self, clause: &Range<usize>) -> bool {
        let last = clause.end - 1;
        let stop = self.word(last) == "." && self.items.get(last + 1).is_some_and(|item| item.is(class::CLOSE));
        stop || self.items[last].is(class::CLOSE) && !clause.clone().any(|i| self.items[i].is(class::OPEN))
    }

    /// Whether enough of a clause stands outside quotation marks.
    fn has_words(&self, clause: &Range<usize>) -> bool {
        let quoted = clause.clone().any(|i| self.items[i].is(class::QUOTE));
        let wanted = match self.word(clause.start) {
            _ if quoted => 1,
            "to" => SHORTEST - 1,
            _ => SHORTEST,
        };
        clause.clone().filter(|&i| self.items[i].is(class::WORD | class::NUM)).take(wanted).count() == wanted
    }
}
