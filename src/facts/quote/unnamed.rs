//! Statements without a subject that says them: passives and nouns of speech.

use std::ops::Range;

use super::attribute::{Reach, Source};
use super::class;
use super::frame::Frames;
use super::reported::Reported;

/// So far a noun of speech stands from its "that".
const NEAR: usize = 10;

impl Frames<'_, '_> {
    /// Drivers were told [that the bridge was shut] · the twins are said [to own it] · it is alleged [that he lied].
    /// Whoever stands behind "by" says it; else nobody is named.
    pub fn by_passive(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        let item = self.items[c];
        if !item.is(class::REPORT) || !self.is_passive(c, frame) || self.denied_verb(c, frame) {
            return None;
        }
        let agent =
            (self.word(c + 1) == "by").then(|| c + 2..self.phrase_from(c + 2, frame)).filter(|who| !who.is_empty());
        let from = agent.as_ref().map_or(c + 1, |who| who.end);
        let to = self.word(from) == "to"
            && matches!(self.word(c), "said" | "alleged" | "reported" | "claimed")
            && self.has(from + 1, frame, class::WORD);
        let there = self.word(from) == "there" && self.has(from + 1, frame, class::AUX);
        let bare = item.is(class::LISTENER) && (there || self.has_verb_at(from, self.phrase_from(from, frame), frame));
        let start = match self.that_behind(from, frame) {
            _ if to => from,
            Some(that) => that + 1,
            None if bare && (there || self.phrase_from(from, frame) > from) => from,
            None => return None,
        };
        let source = Source {
            relative: None,
            phrase: agent.unwrap_or(c..c),
            cue: Some(c..c + 1),
            rule: "it is said",
            reach: Reach::Clause,
        };
        Some((source, start..self.clause_end(start, frame)))
    }

    /// Past days and adverbs, the "that" which begins the clause.
    fn that_behind(&self, from: usize, frame: &Range<usize>) -> Option<usize> {
        let at = (from..frame.end.min(from + NEAR))
            .find(|&at| !self.items[at].is(class::ADV | class::TIME | class::PREP | class::NUM))?;
        (self.has(at, frame, class::THAT) && !self.has(at + 1, frame, class::TIME)).then_some(at)
    }

    /// [Vale]’s claim that it was late · a warning by [the fire chief] that the tent could burn.
    pub fn by_noun(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        let item = self.items[c];
        if !item.is(class::CLAIM) || !item.is(class::LOWER) {
            return None;
        }
        let by = matches!(self.word(c + 1), "by" | "from") && self.has(c + 1, frame, class::PREP);
        let (phrase, that) = if by {
            let end = self.phrase_before_that(c + 2, frame);
            (c + 2..end, end)
        } else {
            (self.possessor(c, frame)?, c + 1)
        };
        // "his report that was lost": a pronoun.
        let clause = self.has(that, frame, class::THAT)
            && that + 1 < frame.end
            && !self.has(that + 1, frame, class::PREDICATE)
            && !phrase.is_empty();
        let source =
            Source {
                relative: None, phrase, cue: Some(c..c + 1), rule: "somebody’s statement", reach: Reach::Clause
            };
        clause.then(|| (source, that + 1..self.noun_clause_end(that + 1, frame)))
    }

    /// Residents voiced [their] concerns [that the dam might break].
    pub fn by_voiced(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        const GIVEN: [&str; 17] = [
            "voiced",
            "voice",
            "voices",
            "voicing",
            "expressed",
            "express",
            "expresses",
            "expressing",
            "raised",
            "raise",
            "raises",
            "raising",
            "aired",
            "air",
            "airing",
            "shared",
            "share",
        ];
        if let Some(found) = self.by_disputed(c, frame) {
            return Some(found);
        }
        let verb = self.verb_of_noun(c, frame, &GIVEN, class::PREP | class::COMMA)?;
        self.of_noun(verb, c, frame, "voiced")
    }

    /// One of `verbs` whose object is the noun at `c`, which "that" follows; none of `stops` stands between them.
    fn verb_of_noun(&self, c: usize, frame: &Range<usize>, verbs: &[&str], stops: u64) -> Option<usize> {
        const ADJECTIVES: usize = 4;
        if !self.has(c + 1, frame, class::THAT) || self.has(c + 2, frame, class::PREDICATE) {
            return None;
        }
        let verb = (frame.start.max(c.saturating_sub(ADJECTIVES))..c)
            .rev()
            .take_while(|&at| !self.items[at + 1].is(stops))
            .find(|&at| verbs.contains(&self.word(at)))?;
        (!self.denied_verb(verb, frame)).then_some(verb)
    }

    /// The statement that the noun at `c` names, by the subject of its verb.
    fn of_noun(&self, verb: usize, c: usize, frame: &Range<usize>, rule: &'static str) -> Option<Reported> {
        let phrase = self.subject_of(verb, frame.start, frame)?;
        let (relative, cue) = (self.relative(verb, frame), Some(verb..c + 1));
        let source = Source { relative, phrase, cue, rule, reach: Reach::Clause };
        Some((source, c + 2..self.clause_end(c + 2, frame)))
    }

    /// Olin disputed the notion [that she had sold it].
    fn by_disputed(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        const DENIED: [&str; 21] = [
            "disputed",
            "disputes",
            "disputing",
            "rejected",
            "rejects",
            "rejecting",
            "denied",
            "denies",
            "denying",
            "dismissed",
            "dismisses",
            "dismissing",
            "refuted",
            "refutes",
            "refuting",
            "rebutted",
            "rebuffed",
            "contested",
            "contests",
            "challenged",
            "questioned",
        ];
        let verb = self.verb_of_noun(c, frame, &DENIED, class::PREP | class::COMMA | class::S)?;
        if self.is_passive(verb, frame) {
            return None;
        }
        self.of_noun(verb, c, frame, "what is disputed")
    }

    /// The end of the phrase at `i` with what depends on it.
    fn phrase_before_that(&self, i: usize, frame: &Range<usize>) -> usize {
        let end = self.phrase_from(i, frame);
        let inside = end > i && matches!(self.word(end), "of" | "in" | "for" | "at");
        if inside { self.phrase_from(end + 1, frame).max(end) } else { end }
    }

    /// The clause of a noun ends before the verb that the noun is the subject of: "his claim that it rained [was] false".
    fn noun_clause_end(&self, start: usize, frame: &Range<usize>) -> usize {
        let limit = self.clause_end(start, frame);
        let comma = (start..limit).find(|&i| self.items[i].is(class::COMMA)).unwrap_or(limit);
        let predicate = |i: usize| self.items[i].is(class::PREDICATE) && !self.items[i].is(class::PART & !class::PAST);
        let first = (start..comma).find(|&i| predicate(i));
        let mut second = first.map_or(start, |first| first + 1)..comma;
        let second = second.find(|&i| {
            predicate(i)
                && !self.has(
                    i.wrapping_sub(1),
                    frame,
                    class::AUX | class::ADV | class::CONJ | class::SUB | class::REL | class::PRON,
                )
                && !(self.items[i].is(class::PART) && self.has(i.wrapping_sub(1), frame, class::AUX))
        });
        second.filter(|&at| at >= start + 3).unwrap_or(comma)
    }

    /// She made clear [that she would stay].
    pub fn by_clearness(&self, c: usize, frame: &Range<usize>) -> Option<Reported> {
        if self.word(c) != "clear" || c < frame.start + 2 || !self.has(c + 1, frame, class::THAT) {
            return None;
        }
        let verb = c - 1 - usize::from(self.word(c - 1) == "it");
        if !matches!(self.word(verb), "made" | "makes" | "make") || verb <= frame.start || self.denied_verb(verb, frame)
        {
            return None;
        }
        let phrase = self.subject_of(verb, frame.start, frame)?;
        let source = Source {
            relative: self.relative(verb, frame),
            phrase,
            cue: Some(verb..c + 1),
            rule: "made clear",
            reach: Reach::Clause,
        };
        Some((source, c + 2..self.clause_end(c + 2, frame)))
    }
}
