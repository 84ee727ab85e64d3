//! Who a pronoun stands for: the nearest person that fits, subjects and speakers first.

use std::ops::Range;

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
    pub speakers: Vec<Option<usize>>,
    /// Who is its subject.
    pub subjects: Vec<Option<usize>>,
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
    let fits = |person: usize| people.list.get(person).is_some_and(|entry| !opposed(entry.gender, Some(gender)));
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
        let speaker = trail.speakers.get(number).copied().flatten();
        let subject = trail.subjects.get(number).copied().flatten();
        let ranked = [subject, speaker].into_iter().flatten().filter(|&person| here(person) && fits(person));
        for person in ranked {
            if known(person) || sure(person) {
                return Some(person);
            }
            doubtful = doubtful.or(Some(person));
        }
        let named = mentions.iter().rev().map(|mention| mention.person).filter(|&person| fits(person));
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
