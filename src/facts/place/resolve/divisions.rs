//! "New York state", "Oregon, Washington and Idaho": a name that means a state or province here, though a city may be
//! better known by it.

use super::super::PlaceKind;
use super::super::choose::Mention;
use super::super::gazetteer::{Entry, PlaceRef};

/// Members of a list from which on it tells what kind its names are of.
const LIST: usize = 3;

/// For each mention whether a division is meant.
pub fn meant(text: &str, mentions: &[Mention]) -> Vec<bool> {
    let mut out: Vec<bool> = mentions.iter().map(|mention| is_beside(text, mention)).collect();
    let mut start = 0;
    for end in 1..=mentions.len() {
        if end < mentions.len() && is_list(text, &mentions[end - 1], &mentions[end]) {
            continue;
        }
        if end - start >= LIST {
            list(&mentions[start..end], &mut out[start..end]);
        }
        start = end;
    }
    out
}

/// "New York state", "the state of New York", "upstate New York", "New York Governor".
fn is_beside(text: &str, mention: &Mention) -> bool {
    const AFTER: &[&str] = &["state", "State"];
    const OFFICES: &[&str] = &["Governor", "Gov", "Legislature"];
    const BEFORE: &[&str] = &["state of", "State of", "upstate", "Upstate"];
    let after = text.get(mention.range.end()..).unwrap_or("");
    let word = after.strip_prefix(' ').unwrap_or("").split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let before = text.get(..mention.range.start()).unwrap_or("").trim_end();
    let state = |entry: Entry| {
        entry.senses().take(8).any(|sense| {
            sense.place.kind() == PlaceKind::Region && matches!(sense.place.country_code(), Some("US" | "MX" | "NG"))
        })
    };
    OFFICES.contains(&word) && mention.entry.is_some_and(state)
        || AFTER.contains(&word)
        || BEFORE.iter().any(|words| before.ends_with(words))
}

/// Whether only a comma, "and" or "or" stands between two mentions.
fn is_list(text: &str, a: &Mention, b: &Mention) -> bool {
    let gap = text.get(a.range.end()..b.range.start()).unwrap_or("").trim();
    matches!(gap, "," | "and" | "or" | ", and" | ", or")
}

/// Where all names of a list can be divisions of one country, and two of them or more are best known for that, all are.
fn list(mentions: &[Mention], out: &mut [bool]) {
    let division = |place: &PlaceRef| place.kind() == PlaceKind::Region;
    let chief = |mention: &Mention| mention.entry.and_then(Entry::first).map(|sense| sense.place).filter(division);
    let Some(country) = mentions.iter().find_map(chief).map(PlaceRef::country_number) else { return };
    let ours = |place: PlaceRef| division(&place) && place.country_number() == country;
    let can_be =
        |mention: &Mention| mention.entry.is_some_and(|entry| entry.senses().take(8).any(|sense| ours(sense.place)));
    let sure = mentions.iter().filter_map(chief).filter(|place| ours(*place)).count();
    if sure < LIST - 1 || !mentions.iter().all(can_be) {
        return;
    }
    for (mention, meant) in mentions.iter().zip(out) {
        *meant |= chief(mention).is_none();
    }
}
