//! What stands between a verb of speech and its clause: those who are told, days, places, adverbs.

use std::ops::Range;

use super::class;
use super::frame::Frames;

/// So far a listener or an adverbial reaches behind its verb.
pub(super) const NEAR: usize = 14;

impl Frames<'_, '_> {
    /// Past whom the verb speaks to: told [reporters] · pleaded with [the court]. None where nobody is told anything.
    pub fn past_listener(&self, c: usize, frame: &Range<usize>) -> Option<usize> {
        let i = c + 1;
        let cue = self.items[c];
        let listed = cue.is(class::LISTENER);
        let person = class::CAP | class::PRON | class::DET | class::OWN | class::ROLE;
        let told = listed || cue.is(class::TO) && !cue.is(class::GERUND) && self.has(i, frame, person);
        if !told || self.has(i, frame, class::THAT) {
            return Some(i);
        }
        let end = self.past_her(i, self.phrase_from(i, frame), frame);
        if end == i || listed && self.is_told_thing(end - 1) {
            return None;
        }
        // "told the court Lund lied": the listener ends before the name.
        let named = (i + 1..end).find(|&at| {
            self.items[at].is(class::CAP) && !self.items[at - 1].is(class::CAP | class::DET | class::S | class::OTHER)
        });
        let end = named
            .filter(|&at| at < end && !self.items[i].is(class::CAP) && self.has(end, frame, class::PREDICATE))
            .unwrap_or(end);
        if !self.has(end, frame, class::PREDICATE) {
            return Some(if listed { self.past_complement(end, frame) } else { end });
        }
        Some(named.unwrap_or(i))
    }

    /// "asked her to": a pronoun, where no noun follows.
    pub fn past_her(&self, i: usize, end: usize, frame: &Range<usize>) -> usize {
        if end == i && self.word(i) == "her" && frame.contains(&i) { i + 1 } else { end }
    }

    /// Told teachers [who filled the lawn] that: the "that" behind a relative clause about those who are told.
    pub fn past_relative_listener(&self, i: usize, c: usize, frame: &Range<usize>) -> usize {
        if i == c + 1 || !self.items[c].is(class::LISTENER) || !self.has(i, frame, class::REL) {
            return i;
        }
        (i..frame.end.min(i + NEAR)).find(|&at| self.items[at].is(class::THAT)).unwrap_or(i)
    }

    /// "told jokes", "told the story": a thing, not somebody who listens.
    fn is_told_thing(&self, head: usize) -> bool {
        matches!(
            self.word(head),
            "joke" | "jokes" | "story" | "stories" | "tale" | "tales" | "lie" | "lies" | "truth" | "time" | "anecdotes"
        )
    }

    /// Past days, places and adverbs: said [on Monday at the fair], announced [over the weekend], points [out].
    pub fn past_adverbials(&self, from: usize, c: usize, frame: &Range<usize>) -> Option<usize> {
        let mut i = from;
        let limit = frame.end.min(c + NEAR);
        while i < limit {
            let item = self.items[i];
            if item.is(class::THAT) || matches!(self.word(i), "there" | "here") && self.has(i + 1, frame, class::AUX) {
                break;
            }
            let next = self.past_time(i, frame);
            if self.past_hedge(i, frame) > i {
                break;
            } else if next > i {
                i = next;
            } else if item.is(class::ADV) && !item.is(class::CAP) || self.word(i) == "out" && i == c + 1 {
                i += 1;
            } else if item.is(class::CONJ)
                && i > from
                && self.has(i + 1, frame, class::ADV)
                && self.leads_to_that(i, frame)
            {
                i += 2;
            } else if item.is(class::COMMA) && self.leads_to_that(i, frame) {
                i += 1;
            } else if item.is(class::PREP) {
                let end = self.phrase_from(i + 1, frame);
                if matches!(self.word(i), "of" | "about") && !self.leads_to_that(i, frame)
                    || end == i + 1 && !self.has(end, frame, class::TIME)
                {
                    return None;
                }
                i = end.max(i + 2);
            } else if (self.items[c].is(class::LISTENER) || i > from)
                && !(item.is(class::LOWER) && item.is(class::DET | class::OWN | class::PRON))
                && self.leads_to_that(i, frame)
            {
                // "said in a statement late on Friday that": a word that no table has.
                i += 1;
            } else {
                break;
            }
        }
        Some(i)
    }

    /// Past a time that stands at `i`: Monday, last week, March 4, in May 2017, over the weekend.
    fn past_time(&self, i: usize, frame: &Range<usize>) -> usize {
        let inside = self.has(i, frame, class::PREP);
        let mut at = i + usize::from(inside);
        while inside && self.word(at) == "the"
            || matches!(self.word(at), "last" | "next" | "this" | "early" | "late" | "late-night")
        {
            at += 1;
        }
        if !self.has(at, frame, class::TIME) {
            return i;
        }
        at += 1;
        while self.has(at, frame, class::NUM | class::TIME) {
            at += 1;
        }
        at
    }

    /// Past "at least", "up to" and the like before a number.
    pub fn past_hedge(&self, i: usize, frame: &Range<usize>) -> usize {
        let two = matches!(
            (self.word(i), self.word(i + 1)),
            ("at", "least" | "most") | ("up", "to") | ("more" | "fewer" | "less", "than") | ("as", "many")
        );
        let one = matches!(self.word(i), "about" | "around" | "nearly" | "almost" | "over")
            && self.has(i + 1, frame, class::NUM);
        i + if two { 2 } else { usize::from(one) }
    }

    /// Whether "that" comes soon, and no verb before it.
    pub fn leads_to_that(&self, i: usize, frame: &Range<usize>) -> bool {
        const SOON: usize = 8;
        let verb = class::AUX | class::FINITE | class::VERB | class::QUOTE | class::STOP | class::SEMI | class::REL;
        (i..frame.end.min(i + SOON))
            .find(|&at| {
                // "a statement emailed to the paper": a participle is no verb here.
                let participle = self.items[at].is(class::PART)
                    && self.has(at + 1, frame, class::PREP)
                    && self.has(at - 1, frame, class::SPEECH | class::DOC);
                let joined = self.items[at].is(class::BASE) && self.has(at - 1, frame, class::CONJ);
                self.items[at].is(class::THAT) || self.items[at].is(verb) && !participle || joined
            })
            .is_some_and(|at| self.items[at].is(class::THAT) && self.has(at + 1, frame, class::WORD | class::COMMA))
    }

    /// Past "of the harbour" behind a listener: "urged members of the guild to strike".
    pub fn past_complement(&self, end: usize, frame: &Range<usize>) -> usize {
        let mut at = end;
        for _ in 0..2 {
            let inside = matches!(self.word(at), "of" | "in" | "from" | "at" | "with") && at < frame.end;
            let next = self.phrase_from(at + 1, frame);
            if !inside || next == at + 1 {
                break;
            }
            at = next;
        }
        at
    }
}
