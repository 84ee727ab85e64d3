//! Who a pronoun stands for: the nearest person that fits, subjects and speakers first.

use std::ops::Range;

use super::body::Body;
use super::class;
use super::frame::Frames;
use super::person::{People, opposed};
use crate::facts::lexicon::Gender;

/// So many sentences back a person is looked for.
const BACK: usize = 14;

/// So many items or names are looked at in one of them.
const WIDE: usize = 100;

/// What was said and done so far, by frame.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// Who speaks in each frame.
    speakers: Vec<Option<u32>>,
    /// Who is its subject.
    subjects: Vec<Option<u32>>,
    /// Which body speaks in it or is its subject. Few frames have one, and there may be hundreds of thousands.
    bodies: Vec<Option<Box<Body>>>,
}

impl Trail {
    /// Room for `frames`.
    pub fn of(frames: usize) -> Self {
        let people = || vec![None; frames];
        Self { speakers: people(), subjects: people(), bodies: vec![None; frames] }
    }

    /// Notes who speaks in a frame; nobody known leaves what is there.
    pub fn speaks(&mut self, frame: usize, person: Option<usize>) {
        if let (Some(speaker), Some(person)) = (self.speakers.get_mut(frame), person) {
            *speaker = u32::try_from(person).ok();
        }
    }

    /// Notes who is the subject of a frame.
    pub fn acts(&mut self, frame: usize, person: Option<usize>) {
        if let Some(subject) = self.subjects.get_mut(frame) {
            *subject = person.and_then(|person| u32::try_from(person).ok());
        }
    }

    /// Notes the body that speaks in a frame or is its subject; none leaves what is there.
    pub fn stands(&mut self, frame: usize, body: Option<Body>) {
        if let (Some(known), Some(body)) = (self.bodies.get_mut(frame), body) {
            *known = Some(Box::new(body));
        }
    }

    /// The bodies of all frames.
    pub fn bodies(&self) -> &[Option<Box<Body>>] {
        &self.bodies
    }
}

/// The person of a pronoun of `gender` at item `at` of frame number `frame`.
pub(super) fn resolve(
    frames: &Frames<'_, '_>,
    people: &People<'_>,
    trail: &Trail,
    gender: Gender,
    at: usize,
    frame: usize,
) -> Option<usize> {
    let fits = |person: usize| {
        people.list.get(person).is_some_and(|entry| {
            !opposed(entry.gender, Some(gender))
                && (entry.sure || !entry.placed && !is_acronym(frames, &entry.name) && !is_people(frames, &entry.name))
        })
    };
    let known = |person: usize| people.list.get(person).is_some_and(|entry| entry.gender == Some(gender));
    let sure = |person: usize| people.list.get(person).is_some_and(|entry| entry.sure);
    let mut doubtful = None;
    let own = &frames.list[frame].items;
    for number in (frame.saturating_sub(BACK)..=frame).rev() {
        let items: Range<usize> = if number == frame {
            own.start.max(at.saturating_sub(WIDE))..at
        } else {
            frames.list[number].items.clone()
        };
        let mentions = people.mentions_in(&items);
        let mentions = &mentions[mentions.len().saturating_sub(WIDE)..];
        let here = |person: usize| number != frame || mentions.iter().any(|mention| mention.person == person);
        let of = |list: &[Option<u32>]| list.get(number).copied().flatten().map(|person| person as usize);
        let (speaker, subject) = (of(&trail.speakers), of(&trail.subjects));
        let ranked = [subject, speaker].into_iter().flatten().filter(|&person| here(person) && fits(person));
        for person in ranked {
            if known(person) || sure(person) {
                return Some(person);
            }
            doubtful = doubtful.or(Some(person));
        }
        let referred = mentions.iter().rev().filter(|mention| {
            !is_attribute(frames, &mention.items) && (sure(mention.person) || !is_setting(frames, &mention.items))
        });
        // "Olin’s reply": whose something is, is referred to less often than who does something.
        let (owners, others): (Vec<_>, Vec<_>) =
            referred.partition(|mention| frames.items.get(mention.items.end).is_some_and(|item| item.is(class::S)));
        let named = others.into_iter().chain(owners).map(|mention| mention.person).filter(|&person| fits(person));
        for person in named {
            if known(person) {
                return Some(person);
            }
            if sure(person) {
                return Some(person);
            }
        }
    }
    doubtful
}

/// Who "he" or "she" is where nobody of that sex is named near by: the last man or woman the text tells of.
pub(super) fn nearest_role(frames: &Frames<'_, '_>, gender: Gender, at: usize, frame: usize) -> Option<Range<usize>> {
    const NEAR: usize = 3;
    let wanted = if gender == Gender::Female { class::FEMALE } else { class::MALE };
    for number in (frame.saturating_sub(NEAR)..=frame).rev() {
        let own = frames.list[number].items.clone();
        let items = own.start..own.end.min(at);
        let role = items.clone().rev().take(WIDE).find(|&i| {
            let item = frames.items[i];
            let told = item.is(class::ROLE) && item.is(class::LOWER) && item.is(wanted);
            told && !frames.has(i + 1, &own, class::CAP | class::S) && determined(frames, i, &items)
        });
        if let Some(role) = role {
            let start = frames.phrase_to(role, &items);
            let article = matches!(frames.word(start), "a" | "an" | "the" | "A" | "An" | "The");
            return Some(start + usize::from(article)..role + 1);
        }
    }
    None
}

/// Whether the noun at `i` stands behind an article or a number, not behind "his", and tells of nobody who is named:
/// "Olin is the mother of two", "Olin, a widow".
fn determined(frames: &Frames<'_, '_>, i: usize, items: &Range<usize>) -> bool {
    let start = frames.phrase_to(i, items);
    let before = start.wrapping_sub(1);
    let tells =
        frames.has(before, items, class::AUX | class::COMMA | class::DASH | class::CONJ) || frames.word(before) == "as";
    frames.has(start, items, class::DET | class::NUM) && start < i && !tells
}

/// "Asian Americans": many.
fn is_people(frames: &Frames<'_, '_>, name: &Range<usize>) -> bool {
    let word = frames.word(name.end - 1);
    ["icans", "eans", "ians"].iter().any(|tail| word.ends_with(tail))
}

/// "KVX": letters of a body.
fn is_acronym(frames: &Frames<'_, '_>, name: &Range<usize>) -> bool {
    let word = frames.word(name.start);
    name.len() == 1 && word.len() > 1 && word.chars().all(|c| !c.is_lowercase())
}

/// "the [Merkel] government", "the [Skarn Council] expert": a name that only tells which body.
fn is_attribute(frames: &Frames<'_, '_>, name: &Range<usize>) -> bool {
    frames.items.get(name.end).is_some_and(|item| item.is(class::ORG | class::ROLE) && item.is(class::LOWER))
}

/// "in [South Carolina]": rather a place than a person.
fn is_setting(frames: &Frames<'_, '_>, name: &Range<usize>) -> bool {
    name.start.checked_sub(1).is_some_and(|before| matches!(frames.word(before), "in" | "at" | "In" | "At"))
}
