//! Names that are no mentions but say where the article is: a county's jail, a town's police.

use super::super::choose::{Mention, Reading};
use super::super::evidence::ByHash;
use super::super::gazetteer::NameFlags;
use super::super::runs::Glue;
use super::super::spot::Spot;
use super::super::words::Marks;
use super::{Name, weighed};
use crate::facts::document::Document;

/// What such a name counts beside a mention.
const COUNT: f64 = 0.5;

/// Adds them to the names that are weighed.
pub fn add(
    document: &Document<'_>,
    reading: &Reading,
    mentions: &[Mention],
    keys: &mut ByHash<usize>,
    names: &mut Vec<Name>,
) {
    let mut taken = vec![false; reading.runs.atoms.len()];
    for mention in mentions {
        if mention.entry.is_some() {
            taken[mention.start..mention.end].fill(true);
        }
    }
    for start in 0..reading.runs.atoms.len() {
        for found in reading.matches.from(start) {
            let spot = Spot { document, reading, start, end: found.end as usize };
            if taken[start..spot.end].iter().any(|taken| *taken) || !tells(spot) {
                continue;
            }
            let number = *keys.entry(spot.name()).or_insert_with(|| {
                names.push(Name::new(weighed(found.entry), false));
                names.len() - 1
            });
            names[number].count += COUNT;
        }
    }
}

/// Whether it is a county, or a town before the chief word of a public body.
fn tells(spot: Spot<'_>) -> bool {
    let first = spot.first().glue != Glue::Space;
    if !spot.is_single() && matches!(spot.word_of(spot.last()), "County" | "Parish" | "Township") {
        return true;
    }
    let public = |word: &str| {
        matches!(
            word,
            "Police"
                | "Sheriff"
                | "Fire"
                | "City"
                | "County"
                | "School"
                | "Schools"
                | "High"
                | "Hospital"
                | "University"
                | "Council"
        )
    };
    first
        && spot.weight() >= 105
        && !spot.is_also(NameFlags::WORD | NameFlags::FORENAME)
        && spot.atom_after().is_some_and(|atom| atom.marks.0 & Marks::TITLE == 0 && public(spot.word_of(atom)))
}
