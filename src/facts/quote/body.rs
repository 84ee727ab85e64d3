//! What "it" and "they" stand for when they speak: the body, the paper or the people the text is about, never a place.

use std::ops::Range;

use super::class;
use super::frame::Frames;
use super::name::{Kind, Phrase};

/// So many sentences back a body is looked for.
const BACK: usize = 6;

/// Something that speaks and is no single person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    /// Its name or description.
    pub core: Range<usize>,
    /// Whether it is several people: officials.
    pub plural: bool,
    /// Whether it is something written: no "they".
    pub written: bool,
}

impl Frames<'_, '_> {
    /// What a phrase that names no person can be for a later "it" or "they"; `speaks`: it was heard saying something.
    pub fn body_of(&self, phrase: &Phrase, speaks: bool) -> Option<Body> {
        if phrase.kind == Kind::Pronoun || phrase.core.is_empty() {
            return None;
        }
        let mut core = phrase.core.clone();
        // "Blue Line shut": a verb that no table has is no part of the name.
        let run = self.name_end(core.start, &core);
        let common = class::ROLE | class::ORG | class::DOC | class::SPEECH;
        if run > core.start + 1 && run + 1 == core.end && !self.items[run].is(common) {
            core.end = run;
        }
        let last = self.items[core.end - 1];
        let named = self.items[core.start].is(class::CAP) && last.is(class::CAP);
        let people = last.is(class::ROLE) && self.word(core.end - 1).ends_with('s');
        let written = last.is(class::DOC) || last.is(class::CLAIM) && last.is(class::SPEECH);
        let body = self.items[core.clone()].iter().any(|item| item.is(class::ORG)) || written;
        let name = named && (core.len() > 1 && self.forename(core.start).is_none() || speaks) && !last.is(class::TIME);
        (people || body && !last.is(class::ROLE) || name).then_some(Body { core, plural: people, written })
    }

    /// Whether item `i` is "it" or "they", and which.
    pub fn body_pronoun(&self, core: &Range<usize>) -> Option<bool> {
        match self.word(core.start) {
            "it" | "It" if core.len() == 1 => Some(false),
            "they" | "They" if core.len() == 1 => Some(true),
            _ => None,
        }
    }
}

/// The body that a pronoun at item `at` of frame `number` stands for.
pub(super) fn nearest_body(bodies: &[Option<Box<Body>>], plural: bool, number: usize, at: usize) -> Option<&Body> {
    let fits = |body: &&Body| body.core.end <= at && if plural { !body.written } else { !body.plural };
    bodies.get(number.saturating_sub(BACK)..=number)?.iter().rev().flatten().map(AsRef::as_ref).find(fits)
}
