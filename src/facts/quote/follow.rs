//! The attribution behind a quoted string: “…,” Vale said.

use std::ops::Range;

use super::attribute::{FAR, Reach, Source, TRIES};
use super::class;
use super::frame::Frames;

impl Frames<'_, '_> {
    /// “…,” said Vale · “…,” Vale said · “…,” according to Vale.
    pub fn follows(&self, q: usize, comma: bool, frame: &Range<usize>) -> Option<Source> {
        let mut j = q + 1;
        while self.has(j, frame, class::COMMA | class::DASH) {
            j += 1;
        }
        if self.has(j, frame, class::ACCORDING) {
            return self.according_at(j, Reach::Touching, frame);
        }
        if let Some(source) = self.inverted(self.past_adverbs(j, frame), frame) {
            return Some(source);
        }
        if !self.opens_speaker(j, frame) {
            return None;
        }
        if let Some(source) = self.follows_with_cue(j, frame) {
            return Some(source);
        }
        let inside = q > frame.start && self.has(q.wrapping_sub(1), frame, class::WORD | class::S);
        if !comma || inside || self.has(j, frame, class::PREP) {
            return None;
        }
        self.follows_with_unknown_verb(j, frame)
    }

    /// Whether whoever speaks, or the setting, can begin at `j`.
    fn opens_speaker(&self, j: usize, frame: &Range<usize>) -> bool {
        let opening = class::CAP
            | class::PRON
            | class::DET
            | class::OWN
            | class::NUM
            | class::ROLE
            | class::ORG
            | class::DOC
            | class::ADV
            | class::TIME
            | class::PREP
            | class::OPEN;
        let closed = class::CONJ | class::SUB | class::REL | class::AUX | class::THAT | class::ING;
        self.has(j, frame, opening) && (!self.has(j, frame, closed) || self.has(j, frame, class::CAP))
    }

    /// “…,” [Vale said].
    fn follows_with_cue(&self, j: usize, frame: &Range<usize>) -> Option<Source> {
        let mut tried = 0;
        for c in j..frame.end.min(j + FAR) {
            let item = self.items[c];
            tried += usize::from(item.is(class::CUE));
            if tried > TRIES || item.is(class::QUOTE | class::STOP | class::SEMI | class::COLON) && c > j {
                return None;
            }
            if item.is(class::ING) && self.word(c.wrapping_sub(1)) == "as" && c > j {
                let phrase = self.first_subject(&(j..c))?;
                return Some(Source::touching(phrase, c, "words, then who is quoted"));
            }
            if item.is(class::CUE)
                && self.is_finite(c, frame)
                && !self.is_passive(c, frame)
                && let Some(phrase) = self.near_subject(c, j, frame)
            {
                return Some(Source::touching(phrase, c, "words, then who said them"));
            }
        }
        None
    }

    /// The subject of the cue at `c` when it stands near the string, which ends before `j`, or behind a comma.
    fn near_subject(&self, c: usize, j: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        const NEAR: usize = 2;
        // "“…,” later led the team that wrote": not who says the words.
        if self.is_relative_that(c.wrapping_sub(1), frame) {
            return None;
        }
        let phrase = self.subject_of(c, j, frame)?;
        let opening = self.has(phrase.start.wrapping_sub(1), frame, class::COMMA | class::DASH);
        let phrase = self.named_first(j, &phrase, frame).unwrap_or(phrase);
        (phrase.start <= j + NEAR || opening).then_some(phrase)
    }

    /// “…,” a tired Vale [retorted]: a verb that no table has ends the phrase.
    fn follows_with_unknown_verb(&self, j: usize, frame: &Range<usize>) -> Option<Source> {
        let far = self.phrase_from(j, frame);
        let name = (j..far).find(|&i| self.items[i].is(class::CAP)).map_or(far, |i| self.name_end(i, frame));
        let end = if name < far { name } else { far.saturating_sub(1) };
        let verb = self.word(end);
        let office = class::ROLE | class::ORG | class::DOC;
        let spoken = self.has(end, frame, class::LOWER) && !self.has(end, frame, class::SMALL & !class::PREP | office);
        let plain = end > j && spoken && (name < far || verb.ends_with("ed") || verb.ends_with('s'));
        plain.then(|| Source::touching(j..end, end, "words, then a name"))
    }

    /// “…,” [Ana Reis], a lecturer in Bath, Maine, said: the name right behind the string, not the last one.
    fn named_first(&self, j: usize, last: &Range<usize>, frame: &Range<usize>) -> Option<Range<usize>> {
        let end = self.phrase_from(j, frame);
        let apposed = last.start > end + 1 && self.has(end, frame, class::COMMA) && !self.has(j, frame, class::PREP);
        let name = self.name_of(&(j..end))?;
        let person = name.len() > 1 || self.has(end + 1, frame, class::DET | class::ROLE | class::NUM | class::ADV);
        (apposed && person).then_some(j..end)
    }
}
