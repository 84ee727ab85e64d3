//! What is known of a stretch beside the model's chances: in units of log odds.

use super::PlaceKind;
use super::choose::Reading;
use super::evidence::ByHash;
use super::gazetteer::{Entry, NameFlags};
use super::matches::are_peers;
use super::rules;
use super::spot::Spot;
use super::support;
use super::words::Marks;
use crate::facts::token::{Case, TokenKind};

/// Log odds that a country's unmistakable name gains.
const COUNTRY: f32 = 2.0;
/// Log odds that a name of several words for a division, a water, an island or an area gains.
const LAND: f32 = 1.5;
/// Log odds that a name gains when a comma and what contains it follow.
const INSIDE: f32 = 2.0;
/// Log odds that a division's name gains in a list with another division of its country.
const PEER: f32 = 2.0;
/// Log odds that a family name of somebody in the text loses.
const PERSON: f32 = 5.0;
/// Log odds that a name loses which the gazetteer does not know.
const UNKNOWN: f32 = 0.25;
/// Log odds that unknown letters in capitals lose ("HD").
const LETTERS: f32 = 1.0;
/// More than any log odds.
const NEVER: f32 = 100.0;

/// What is known of a stretch beside the model: a country's name that is nothing else nearly always means it; a people
/// is no place; somebody's family name is hardly ever one.
pub fn prior(spot: Spot<'_>, persons: &ByHash<f32>) -> f32 {
    let Spot { document, reading, start, end } = spot;
    let entry = reading.matches.exactly(start, end);
    let chief = entry.and_then(Entry::first).map(|sense| sense.place);
    let (first, last) = (&reading.runs.atoms[start], &reading.runs.atoms[end - 1]);
    let is_country = chief.is_some_and(|place| match place.kind() {
        PlaceKind::Country => place.weight() > 180 || end > start + 1,
        PlaceKind::Area | PlaceKind::Continent => place.weight() > 220,
        _ => false,
    });
    if end == start + 1 && first.marks.has(Marks::PEOPLE) && !is_country {
        return -NEVER;
    }
    let after = last.token as usize + 1;
    let before = (first.token as usize).wrapping_sub(1);
    let numbered = matches!(document.word(after), "-" | "–")
        && document.touches(after)
        && document.touches(after + 1)
        && document.kind(after + 1) == TokenKind::Digits;
    // "32GB"
    let counted = document.touches(first.token as usize) && document.kind(before) == TokenKind::Digits;
    if numbered || counted || document.word(before) == "$" && document.touches(before + 1) {
        return -NEVER;
    }
    if matches!(document.word(after), "cents" | "dollars" | "dollar" | "cent")
        && document.case(first.token as usize) == Case::Upper
    {
        return -NEVER;
    }
    if rules::against(spot).is_some() {
        return -NEVER;
    }
    let mut odds = support::odds(spot);
    if entry.is_none() {
        odds -= UNKNOWN;
    }
    let other = NameFlags::WORD | NameFlags::FORENAME | NameFlags::SURNAME;
    if is_country && entry.is_some_and(|entry| entry.flags().0 & other == 0) {
        odds += COUNTRY;
    }
    let land = chief
        .is_some_and(|place| !matches!(place.kind(), PlaceKind::City | PlaceKind::District) && place.weight() > 150);
    if end > start + 1 && land && !is_country {
        odds += LAND;
    }
    let listed = [reading.matches.listed_before(start), reading.matches.listed_after(end - 1)];
    let is_peer = |other: &Entry| entry.is_some_and(|entry| are_peers(entry, *other));
    if !is_country && listed.iter().flatten().any(is_peer) {
        odds += PEER;
    }
    if entry.is_some() && reading.matches.inside_next(end - 1) {
        odds += INSIDE;
    }
    if end == start + 1 {
        if entry.is_none() && first.case == Case::Upper && !is_shouted(reading, start) {
            odds -= LETTERS;
        }
        let well_known = chief.is_some_and(|place| place.weight() > 200);
        if let (Some(chance), false) = (persons.get(&first.hash), well_known) {
            odds -= PERSON * chance;
        }
    }
    odds
}

/// Whether an atom stands among words in capitals: a headline, a dateline.
fn is_shouted(reading: &Reading, atom: usize) -> bool {
    let upper = |at: usize| reading.runs.atoms.get(at).is_some_and(|atom| atom.case == Case::Upper);
    reading.runs.atoms[atom].hash != 0 && (upper(atom + 1) || atom > 0 && upper(atom - 1))
}
