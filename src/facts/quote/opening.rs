//! Where a reported clause begins: behind the verb, its listener, the day and "that".
//!
//! Each form of clause is a rule of its own, tried in order.

use std::ops::Range;

use super::class;
use super::frame::Frames;
use super::listener::NEAR;

/// How a clause begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    /// Its first item.
    pub start: usize,
    /// Whether it is surely one; else it may as well be an object.
    pub sure: bool,
}

impl Opening {
    pub fn sure(start: usize) -> Self {
        Self { start, sure: true }
    }
}

impl Frames<'_, '_> {
    /// The beginning of the clause behind the verb at `c`.
    pub fn opening(&self, c: usize, frame: &Range<usize>) -> Option<Opening> {
        if let Some(found) = self.opens_infinitive(c, frame) {
            return found;
        }
        if let Some(start) = self.opens_charge(c, frame).or_else(|| self.opens_gerund(c, frame)) {
            return Some(Opening::sure(start));
        }
        let i = self.past_listener(c, frame)?;
        let i = self.past_relative_listener(i, c, frame);
        let i = self.past_adverbials(i, c, frame)?;
        if self.has(i, frame, class::THAT) && !self.is_determiner(i, c, frame) {
            // "adds to the drama that has grown": a pronoun.
            if i > c + 2 && self.has(i + 1, frame, class::PREDICATE) && self.has(i - 1, frame, class::LOWER) {
                return None;
            }
            // "agreed to tests that they may need": a thing is nobody who listens.
            let listens =
                class::ROLE | class::ORG | class::CAP | class::PRON | class::DOC | class::SPEECH | class::TIME;
            if self.word(c + 1) == "to"
                && i > c + 2
                && self.has(i - 1, frame, class::LOWER)
                && !self.has(i - 1, frame, listens)
            {
                return None;
            }
            // "remarks that were late": a noun.
            let subject = class::CAP | class::ROLE | class::ORG | class::PRON;
            let noun = self.items[c].is(class::TWOFOLD | class::SPEECH)
                && !self.items[c].is(class::PAST)
                && !self.has(c.wrapping_sub(1), frame, subject);
            if noun && i == c + 1 && self.has(i + 1, frame, class::AUX) {
                return None;
            }
            // "say that is unlikely": a pronoun, the subject of the clause.
            let start = i + usize::from(!(i == c + 1 && self.has(i + 1, frame, class::AUX)));
            return (start < frame.end).then_some(Opening::sure(start));
        }
        if let Some(found) = self.opens_question(i, c, frame) {
            return found;
        }
        self.opens_bare(i, c, frame)
    }

    /// "said that year": "that" before a word of time is no conjunction.
    fn is_determiner(&self, i: usize, c: usize, frame: &Range<usize>) -> bool {
        i == c + 1 && self.has(i + 1, frame, class::TIME)
    }

    /// Vowed [to rebuild it] · urged them [to leave] · pleaded with the court [to free him] · told them [not to swim].
    /// The inner None: what stands there is no clause.
    #[allow(clippy::option_option)]
    fn opens_infinitive(&self, c: usize, frame: &Range<usize>) -> Option<Option<Opening>> {
        let cue = self.items[c];
        if !cue.is(class::TO | class::PLEA) {
            return None;
        }
        let plea = cue.is(class::PLEA);
        if plea && !self.has(c + 1, frame, class::PREP) {
            return None;
        }
        let at = c + 1 + usize::from(plea);
        let listener = self.phrase_from(at, frame);
        let listener = self.past_her(at, listener, frame);
        let plain = matches!(self.word(at), "to" | "not");
        let to = if plain { at } else { self.past_others(self.past_complement(listener, frame), c, frame) };
        let not = usize::from(self.word(to) == "not");
        if to + not >= frame.end || self.word(to + not) != "to" || plea && plain {
            return None;
        }
        let verb = self.has(to + not + 1, frame, class::WORD)
            && !self.has(to + not + 1, frame, class::DET | class::CAP | class::PRON | class::OWN)
            && !self.word(to + not + 1).ends_with("ing");
        // "asked not to be named" tells of the source, not of a statement.
        let unnamed = matches!(self.word(to + not + 2), "named" | "identified" | "quoted");
        // "will ask guests to leave": it is not said yet.
        let later = c > frame.start && self.word(c - 1) == "will";
        Some((verb && !unnamed && !later).then(|| Opening::sure(to)))
    }

    /// Urged Norway [and others in the north] to leave: past all who are asked.
    fn past_others(&self, from: usize, c: usize, frame: &Range<usize>) -> usize {
        let mut at = from;
        while at < c + NEAR && self.has(at, frame, class::COMMA | class::CONJ) {
            let mut start = at + 1;
            if self.has(start, frame, class::CONJ) {
                start += 1;
            }
            let end = self.past_complement(self.phrase_from(start, frame), frame);
            if end == start {
                return from;
            }
            at = end;
        }
        if self.word(at) == "to" || self.word(at) == "not" { at } else { from }
    }

    /// Whether the verb at `c` calls on somebody to do something, or accuses somebody of it.
    pub fn opens_order(&self, c: usize, frame: &Range<usize>) -> bool {
        self.opens_charge(c, frame).is_some() || matches!(self.opens_infinitive(c, frame), Some(Some(_)))
    }

    /// Accused [the board of hiding the books].
    fn opens_charge(&self, c: usize, frame: &Range<usize>) -> Option<usize> {
        if !self.items[c].is(class::ACCUSE) {
            return None;
        }
        let mut end = self.phrase_from(c + 1, frame);
        while end > c + 1 && end < c + NEAR && matches!(self.word(end), "in" | "at" | "from" | "on") {
            end = self.phrase_from(end + 1, frame).max(end + 1);
        }
        // "accused the bank, the mayor and the press of hiding it".
        while end > c + 1 && end < c + NEAR && self.has(end, frame, class::COMMA | class::CONJ) {
            end = self.phrase_from(end + 1, frame).max(end + 1);
        }
        (end > c + 1 && self.word(end) == "of" && end + 1 < frame.end && !self.has(end + 1, frame, class::QUOTE))
            .then_some(c + 1)
    }

    /// Denied [stealing it] · recommends [asking a midwife] · admitted to [having lied].
    fn opens_gerund(&self, c: usize, frame: &Range<usize>) -> Option<usize> {
        const NOUNS: &[&str] = &["wrongdoing", "anything", "nothing", "something", "everything", "spending", "funding"];
        if !self.items[c].is(class::GERUND) {
            return None;
        }
        let mut at = c + 1;
        while at < frame.end && (matches!(self.word(at), "to" | "ever" | "even") || self.has(at, frame, class::ADV)) {
            at += 1;
        }
        let word = self.word(at);
        let ing = self.has(at, frame, class::LOWER) && word.len() > 4 && word.ends_with("ing");
        (ing && !NOUNS.contains(&word)).then_some(at)
    }

    /// Explained [how it works]. The inner None: such a verb takes no question.
    #[allow(clippy::option_option)]
    fn opens_question(&self, i: usize, c: usize, frame: &Range<usize>) -> Option<Option<Opening>> {
        let asks = matches!(self.word(i), "if" | "what" | "how" | "why" | "whether" | "when" | "where" | "who")
            && frame.contains(&i);
        if !asks {
            return None;
        }
        let cue = self.items[c];
        let behind = i == c + 1 || cue.is(class::LISTENER);
        Some(
            (cue.is(class::ASK) && behind || cue.is(class::REPORT) && self.word(i) == "whether")
                .then(|| Opening::sure(i)),
        )
    }
}
