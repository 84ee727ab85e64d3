//! What stands in quotation marks and is nobody's words: titles, labels, nicknames, single terms.

use std::ops::Range;

use super::attribute::{Reach, Source};
use super::class;
use super::frame::Frames;
use super::sane::is_narrator;
use crate::facts::{Case, TokenKind};

/// A string of at most so many words is a quote only when a cue is near.
const SHORT: usize = 4;

impl Frames<'_, '_> {
    /// Number of words inside the marks of quoted string `number`.
    pub fn words_in(&self, number: usize) -> usize {
        let inner = self.quoted[number].inner.clone();
        let count = |i: &usize| {
            matches!(self.document.kind(*i), TokenKind::Word | TokenKind::Digits)
                && (*i == inner.start || !self.document.touches(*i))
        };
        inner.clone().filter(count).count()
    }

    /// Whether every long word of quoted string `number` has a capital, as in a title.
    pub fn is_title(&self, number: usize) -> bool {
        let inner = self.quoted[number].inner.clone();
        let mut words = inner.filter(|&i| self.document.kind(i) == TokenKind::Word).peekable();
        words.peek().is_some()
            && words.all(|i| {
                let small = class::classes(self.document.word(i)) & (class::SMALL & !class::ADV) != 0;
                small || self.document.case(i) != Case::Lower || self.document.touches(i)
            })
            && self.quoted[number].inner.clone().any(|i| self.document.case(i) == Case::Title)
    }

    /// Whether the string that is item `q` is somebody's words, given its attribution.
    pub fn is_quote(&self, q: usize, source: Option<&Source>, frame: &Range<usize>) -> bool {
        let number = self.items[q].quote as usize;
        if source.is_some_and(|source| self.is_named_so(source, q, frame)) {
            return false;
        }
        let before = q.checked_sub(1).map_or(0, |at| self.at(at, frame));
        let sign = q.checked_sub(1).map_or("", |at| self.word(at));
        if sign == "=" {
            return false;
        }
        let between_names = before & class::CAP != 0 && self.has(q + 1, frame, class::CAP);
        let words = self.words_in(number);
        if between_names && words <= 2 {
            return false;
        }
        let title = self.is_title(number);
        let inside = before & (class::WORD | class::S | class::NUM) != 0;
        let Some(source) = source else { return words > SHORT && !title && !self.is_term(q, words, frame) };
        // I wonder whether it is “a must”: the writer’s own marks.
        if words <= SHORT && !source.phrase.is_empty() && is_narrator(self, &source.phrase) {
            return false;
        }
        let cue = source.cue.as_ref().map_or(0, |cue| self.items[cue.start].classes);
        let follows = source.phrase.start > q || source.cue.as_ref().is_some_and(|cue| cue.start > q);
        if follows && source.reach == Reach::Touching {
            // "The Salt Road," a novel …
            let speaks = cue & (class::SAY | class::TOUCH) != 0
                && source.phrase.end.abs_diff(source.cue.as_ref().map_or(0, |c| c.start)) <= 1;
            return !(title && words <= SHORT && (inside || words > 1 && !speaks));
        }
        let led = before & (class::COMMA | class::COLON | class::DASH) != 0
            || before & class::CUE != 0 && before & (class::REPORT | class::TOUCH) != 0 && before & class::LABEL == 0;
        if title && words <= 8 && !led {
            return false;
        }
        if words > SHORT {
            return true;
        }
        let after = self.items.get(q + 1).filter(|_| q + 1 < frame.end).map_or(0, |item| item.classes);
        let noun = after & class::LOWER != 0 && after & (class::SMALL | class::TIME | class::FINITE) == 0;
        // "called on the “interim” council": a request.
        let asks = source.cue.as_ref().is_some_and(|cue| self.is_request(cue.start, frame));
        let label = source.reach == Reach::Touching && cue & class::LABEL != 0 && !asks;
        let contrasted = sign == "but" && cue & class::LABEL != 0;
        let described = contrasted
            || before & (class::AUX | class::CUE | class::COMMA | class::COLON | class::DASH) != 0
            || self.word(q.saturating_sub(1)) == "as";
        match words {
            0..=2 if noun && !label && !contrasted => false,
            0..=2 => {
                let near = source.reach == Reach::Touching && cue & class::MIND == 0;
                near || source.reach == Reach::Clause
                    && cue & (class::SAY | class::LABEL) != 0
                    && (described || self.predicate(q, frame))
            }
            _ if source.reach == Reach::Sentence => before == 0,
            _ => source.reach == Reach::Touching || cue & (class::SAY | class::MIND) != 0 || described || !noun,
        }
    }

    /// Whether the cue at `c` asks for something: "called on", "called for".
    fn is_request(&self, c: usize, frame: &Range<usize>) -> bool {
        self.has(c + 1, frame, class::PREP) && matches!(self.word(c + 1), "on" | "for" | "upon")
    }

    /// "a method called “cold counting”": the thing bears the name, nobody calls it so.
    fn is_named_so(&self, source: &Source, q: usize, frame: &Range<usize>) -> bool {
        const NAME: usize = 3;
        let Some(c) = source.cue.as_ref().map(|cue| cue.start).filter(|&c| c + 1 == q && c > frame.start) else {
            return false;
        };
        let thing = self.has(c - 1, frame, class::LOWER)
            && !self.has(c - 1, frame, class::SMALL | class::ROLE | class::ORG | class::DOC | class::TIME | class::CUE);
        thing
            && matches!(self.word(c), "called" | "dubbed" | "named" | "termed" | "labeled" | "labelled")
            && self.words_in(self.items[q].quote as usize) <= NAME
    }

    /// Whether a string that nobody says is a term in its sentence: needs “oars, sails and luck” to get home.
    fn is_term(&self, q: usize, words: usize, frame: &Range<usize>) -> bool {
        const LONGEST: usize = 8;
        let inner = self.quoted[self.items[q].quote as usize].inner.clone();
        let before = q.checked_sub(1).map_or(0, |at| self.at(at, frame));
        let small = self.document.case(inner.start) == Case::Lower;
        let verb = inner.clone().any(|i| class::classes(self.document.word(i)) & class::PREDICATE != 0);
        words <= LONGEST && small && !verb && before & class::WORD != 0 && self.has(q + 1, frame, class::WORD)
    }

    /// Whether the string stands behind a form of "be": it was a “mess”.
    fn predicate(&self, q: usize, frame: &Range<usize>) -> bool {
        const NEAR: usize = 3;
        (frame.start.max(q.saturating_sub(NEAR))..q).any(|at| self.items[at].is(class::AUX))
    }
}
