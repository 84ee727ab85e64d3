//! "The dam is safe, Vale said": the clause that an attribution stands in or behind.

use std::ops::Range;

use super::class;
use super::ending::LONGEST;
use super::frame::Frames;

/// So far adverbials reach behind an attribution.
const NEAR: usize = 14;

impl Frames<'_, '_> {
    /// The clause that the attribution `own` (", Vale said") stands in or behind; `inverted`: ", said Vale".
    pub fn clause_around(&self, own: &Range<usize>, inverted: bool, frame: &Range<usize>) -> Option<Range<usize>> {
        let own = self.with_others(own, frame);
        let comma = own.start.checked_sub(1).filter(|&at| self.has(at, frame, class::COMMA | class::QUOTE))?;
        // Words of which only the end is quoted: Vale "was never asked," said Anwar.
        let mixed = self.items[comma].is(class::QUOTE);
        if mixed && (comma == frame.start || !self.has(comma - 1, frame, class::WORD | class::S)) {
            return None;
        }
        // "In her book “Bells and Boats,” Olin wrote of her youth": a title is no statement.
        if mixed
            && self.opens_with_adverbial(self.clause_from(comma, frame))
            && self.is_title(self.items[comma].quote as usize)
        {
            return None;
        }
        let mut before = self.clause_from(comma, frame)..comma + usize::from(mixed);
        let end = self.past_title(self.past_setting(own.end, frame), frame);
        let closed = self.has(end, frame, class::COMMA | class::COLON);
        // "Later, at the fair, Vale said, “…”": the words are the string.
        if closed && self.has(end + 1, frame, class::QUOTE) && !mixed || self.is_attribution(&before, frame) {
            return None;
        }
        // "While some have two, and “we like it,” Vale said, most have one": the main clause stands behind.
        let fronted = !mixed || self.items[before.start].is(class::SUB) && !self.items[before.start].is(class::THAT);
        if closed
            && fronted
            && let Some(clause) = self.goes_on_behind(&before, end, frame).filter(|clause| {
                let whole = clause.start == before.start;
                // "Bread, say bakers, will be dear"; "It is late, said Vale, a baker who was there".
                if inverted { whole && !self.has_predicate(&before) } else { whole || !mixed }
            })
        {
            return Some(clause);
        }
        // "(as low as a tenth, Vale says) hurt": what stands in the bracket.
        if self.has(end, frame, class::CLOSE) {
            before.start = before.clone().rev().find(|&i| self.items[i].is(class::OPEN))? + 1;
        }
        let plain = closed
            || end >= frame.end
            || self.has(
                end,
                frame,
                class::STOP | class::SUB | class::CONJ | class::REL | class::ACCORDING | class::DASH,
            )
            || self.has(end, frame, class::CLOSE);
        let quoted = before.clone().any(|i| {
            self.items[i].is(class::QUOTE) && (i == before.start || self.ends_in_comma(i) && i + 1 < before.end)
        });
        (plain && !quoted && (mixed || self.is_statement(&before))).then_some(before)
    }

    /// The attribution with those who speak as well: ", [Vale and her students] wrote".
    fn with_others(&self, own: &Range<usize>, frame: &Range<usize>) -> Range<usize> {
        let and = own.start.checked_sub(1).filter(|&at| self.has(at, frame, class::CONJ) && self.word(at) == "and");
        let start = and
            .and_then(|and| and.checked_sub(1))
            .map(|last| self.phrase_to(last, frame))
            .filter(|&start| start + 1 < own.start && start > frame.start && self.items[start - 1].is(class::COMMA));
        start.unwrap_or(own.start)..own.end
    }

    /// Past the day and the place of an attribution: ", Vale said [on Monday in a letter]".
    pub fn past_setting(&self, from: usize, frame: &Range<usize>) -> usize {
        let mut end = from;
        while (self.has(end, frame, class::TIME | class::ADV | class::PREP | class::NUM | class::OTHER)
            || matches!(self.word(end), "late" | "early" | "last" | "next" | "earlier") && self.is_dated(end, frame))
            && end < from + NEAR
        {
            end =
                if self.has(end, frame, class::PREP) { self.phrase_from(end + 1, frame).max(end + 1) } else { end + 1 };
        }
        end
    }

    /// Past the name of a book or a show: "he said on his show [“Morning Bells”]".
    fn past_title(&self, end: usize, frame: &Range<usize>) -> usize {
        let title = self.has(end, frame, class::QUOTE)
            && self.has(end - 1, frame, class::LOWER)
            && self.is_title(self.items[end].quote as usize);
        end + usize::from(title)
    }

    /// "said [late] Thursday", "said [last] week".
    fn is_dated(&self, i: usize, frame: &Range<usize>) -> bool {
        self.has(i + 1, frame, class::TIME | class::PREP) || matches!(self.word(i + 1), "that" | "this" | "last")
    }

    /// "The boats, Vale said, would leave": the whole; "In May, Vale said, the boats left": what stands behind.
    fn goes_on_behind(&self, before: &Range<usize>, comma: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let start = comma + 1;
        let after = start..self.clause_end(start, frame).max(start);
        let first = self.past_adverbs(start, frame);
        // "they’re" is a subject with its verb.
        let verb = self.has(first, frame, class::PREDICATE | class::WEAK) && !self.has(first, frame, class::PRON)
            || self.has(first, frame, class::LOWER) && self.word(first).ends_with("ed")
            || first > start && self.has(first, frame, class::BASE)
            || !self.has_predicate(before) && self.is_third_form(first, frame);
        let adverbial = self.opens_with_adverbial(before.start);
        if verb && !before.is_empty() && !adverbial {
            return Some(before.start..after.end);
        }
        // "While some have two lamps, Vale said, most have one".
        let mixed = before.end.checked_sub(1).is_some_and(|last| self.has(last, before, class::QUOTE));
        if mixed && self.items[before.start].is(class::SUB) {
            return self.has_verb_at(start, self.phrase_from(start, frame), frame).then_some(before.start..after.end);
        }
        // "The team found the leak, Vale said, and “patched” the boat".
        if self.has(start, frame, class::CONJ) && self.has(start + 1, frame, class::QUOTE) && !adverbial {
            return Some(before.start..after.end);
        }
        // "The house will be a school, Vale said, after years of debate": a setting of what was said or done.
        let setting = self.has(start, frame, class::PREP) && !adverbial && before.len() > 1 && self.has_verb(before);
        let added = setting || self.has(start, frame, class::ING | class::REL | class::CONJ | class::SUB);
        (after.len() > before.len() && !added).then_some(after)
    }

    /// Where the clause before `comma` begins.
    pub fn clause_from(&self, comma: usize, frame: &Range<usize>) -> usize {
        (frame.start.max(comma.saturating_sub(LONGEST))..comma)
            .rev()
            .find(|&i| self.items[i].is(class::SEMI | class::COLON) || self.ends_in_comma(i))
            .map_or_else(|| self.after_dateline(frame).max(comma.saturating_sub(LONGEST)), |i| i + 1)
            .min(comma)
    }

    /// “…,” [Vale wrote in a letter, two years], she said, …: an attribution of its own.
    fn is_attribution(&self, clause: &Range<usize>, frame: &Range<usize>) -> bool {
        let behind = clause.start > frame.start && self.items[clause.start - 1].is(class::QUOTE);
        behind && clause.clone().any(|i| self.items[i].is(class::SAY) && self.items[i].is(class::FINITE))
    }

    /// Whether words without quotation marks say something: a clause with its verb, and no mere adverbial.
    fn is_statement(&self, clause: &Range<usize>) -> bool {
        let fronted = self.items[clause.start].is(class::SUB | class::ING | class::PREP | class::ADV | class::TIME)
            && !self.items[clause.start].is(class::DET);
        let main = clause.clone().rev().find(|&i| self.items[i].is(class::COMMA)).map_or(clause.start, |i| i + 1);
        if fronted && main == clause.start && self.items[clause.start].is(class::SUB | class::ING) {
            return false;
        }
        // "Following a dinner in Skarn last week, Vale spoke to guests".
        let setting = self.items[clause.start].is(class::FIRST) && self.word(clause.start).ends_with("ing");
        if setting && main == clause.start && !self.has_verb(clause) {
            return false;
        }
        // "In a long recorded talk with the paper, Vale admitted": a participle before its noun is no verb.
        let verb = |i: usize| {
            self.items[i].is(class::PREDICATE)
                || self.is_verb_form(i)
                    && (!self.has(i + 1, clause, class::LOWER) || self.has(i + 1, clause, class::SMALL))
        };
        if fronted && !(clause.start..clause.end).any(verb) {
            return false;
        }
        self.has_predicate(clause)
    }

    fn is_verb_form(&self, i: usize) -> bool {
        self.items[i].is(class::PREDICATE) || self.items[i].is(class::LOWER) && self.word(i).ends_with("ed")
    }

    /// "The plan, say bakers, [marks] a step": a word in "-s" with its object.
    fn is_third_form(&self, i: usize, frame: &Range<usize>) -> bool {
        self.has(i, frame, class::LOWER)
            && self.word(i).ends_with('s')
            && !self.has(i, frame, class::SMALL)
            && self.has(i + 1, frame, class::DET | class::OWN | class::PREP)
    }

    /// Whether a clause has a verb that a table or its form tells.
    fn has_verb(&self, clause: &Range<usize>) -> bool {
        clause.clone().any(|i| self.is_verb_form(i))
    }

    /// Whether a clause has a verb.
    pub fn has_predicate(&self, clause: &Range<usize>) -> bool {
        // A long one holds a verb, though no table may have it.
        const LONG: usize = 7;
        clause.len() >= LONG && !self.items[clause.start].is(class::SUB) || clause.clone().any(|i| self.is_verb_form(i))
    }
}
