//! Relative clauses around a verb of speech: "a letter that said", "the clerk who sat in the hall said".

use std::ops::Range;

use super::class;
use super::frame::Frames;

/// So far a relative clause reaches.
const NEAR: usize = 14;

impl Frames<'_, '_> {
    /// "a letter [that] said", "among the shops [that] said": whether "that" at `i` stands for what is written, for a
    /// body or for several, so that it is the subject of the verb behind it.
    pub fn is_relative_that(&self, i: usize, frame: &Range<usize>) -> bool {
        if !self.has(i, frame, class::THAT) || i == frame.start {
            return false;
        }
        let head = self.at(i - 1, frame);
        let word = self.word(i - 1);
        let several = word.ends_with('s')
            && !word.ends_with("ss")
            && head & (class::SPEECH | class::CLAIM) == 0
            && matches!(self.word(i + 1), "said" | "say");
        let bears = class::DOC | class::ORG | class::ROLE;
        head & class::LOWER != 0 && head & class::SMALL == 0 && (head & bears != 0 || several)
    }

    /// What the "that" at `i` stands for: "claims made in [a leaflet] that said".
    pub fn antecedent(&self, i: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let start = self.phrase_to(i.checked_sub(1)?, frame);
        (start < i).then_some(start..i)
    }

    /// "[a clerk] who left because of the noise said": the subject of the verb behind a relative clause is its head,
    /// not `found`, the last thing in that clause.
    pub fn head_of_relative(&self, found: &Range<usize>, frame: &Range<usize>) -> Option<Range<usize>> {
        let loose = found.start.checked_sub(1).filter(|&at| self.governs(at, frame))?;
        let inside = (frame.start.max(loose.saturating_sub(NEAR))..loose).rev();
        let who = inside
            .take_while(|&at| !self.items[at].is(class::COMMA | class::STOP | class::SEMI | class::QUOTE | class::DASH))
            .find(|&at| self.items[at].is(class::REL) && matches!(self.word(at), "who" | "which"))?;
        let verb = (who + 1..=loose).any(|at| {
            self.items[at].is(class::PREDICATE) || self.has(at, frame, class::LOWER) && self.word(at).ends_with("ed")
        });
        let head = self.phrase_before(who, frame.start, frame)?;
        let named = self.has(head.end - 1, frame, class::CAP | class::ROLE | class::ORG)
            || matches!(self.word(head.end - 1), "Anyone" | "anyone" | "Everyone" | "everyone" | "Someone" | "someone")
            || self.word(head.end - 1).ends_with('s');
        (verb && named).then_some(head)
    }

    /// Whether the noun behind item `at` is its object: a preposition, or a verb that says nothing.
    fn governs(&self, at: usize, frame: &Range<usize>) -> bool {
        let item = self.at(at, frame);
        let word = self.word(at);
        let form = item & class::LOWER != 0 && word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
        item & (class::PREP | class::VERB) != 0
            || item & (class::CUE | class::AUX) == 0 && (form || item & class::WEAK != 0)
    }

    /// "the resignation of [his minister Kim Odden], who said": a thing, the head of the phrase `found`, does not speak.
    pub fn name_before_who(
        &self,
        who: usize,
        end: usize,
        found: &Range<usize>,
        frame: &Range<usize>,
    ) -> Option<Range<usize>> {
        let last = end.checked_sub(1).filter(|&last| self.word(who) == "who" && last >= found.end)?;
        let start = self.phrase_to(last, frame);
        let thing = !self.has(found.end - 1, frame, class::CAP | class::ROLE | class::TITLE | class::ORG);
        let named = self.has(last, frame, class::CAP) && start <= last && self.name_of(&(start..end)).is_some();
        (thing && named).then_some(start..end)
    }

    /// "the man who rang the bell, Peter Lund, [was] fined": whether the verb of a phrase comes behind the relative
    /// clause that begins at `end`.
    pub fn has_verb_behind_relative(&self, end: usize, frame: &Range<usize>) -> bool {
        if !self.has(end, frame, class::REL) {
            return false;
        }
        let mut verbs = (end + 1..frame.end.min(end + NEAR))
            .take_while(|&at| !self.items[at].is(class::STOP | class::SEMI | class::QUOTE))
            .filter(|&at| self.items[at].is(class::AUX | class::VERB | class::FINITE) || self.is_past_form(at, frame));
        let first = verbs.next();
        verbs.next().is_some_and(|second| first.is_some_and(|first| second > first + 1))
    }

    /// A word in "-ed" that is no noun by its place.
    fn is_past_form(&self, at: usize, frame: &Range<usize>) -> bool {
        let word = self.word(at);
        self.has(at, frame, class::LOWER)
            && word.len() > 4
            && word.ends_with("ed")
            && !self.has(at - 1, frame, class::DET | class::OWN)
    }
}
