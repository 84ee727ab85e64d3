//! Rules about names that are called after the place in them: awards, offices, papers, teams, parties.

use super::super::PlaceKind;
use super::super::lists::{self, Class};
use super::super::runs::Glue;
use super::super::spot::Spot;
use crate::facts::token::Case;

/// Words between a place and the word for the award that is called after it.
const BETWEEN: usize = 4;

/// "the Africa Movie Academy Award": the word for it comes last.
pub fn award(spot: Spot<'_>) -> bool {
    let atoms = &spot.reading.runs.atoms;
    let goes_on = |at: &usize| atoms.get(*at).is_some_and(|atom| atom.glue == Glue::Space && atom.case == Case::Title);
    let is_award = |at: usize| {
        matches!(spot.word_of(&atoms[at]), "Award" | "Awards" | "Prize" | "Prizes" | "Medal" | "Trophy" | "Fellowship")
    };
    !spot.is_headline() && (spot.end..=spot.end + BETWEEN).take_while(goes_on).any(is_award)
}

/// "California Governor's Office of Emergency Services": an office that has the state's name.
pub fn office(spot: Spot<'_>) -> bool {
    spot.atom_after().is_some_and(|atom| atom.case == Case::Title)
        && matches!(spot.after(2), "'" | "’")
        && spot.after(3) == "s"
        && matches!(spot.after(4), "Office" | "Mansion" | "Department" | "Bureau")
        && spot.document.touches(spot.token_after(2))
}

/// "the Argus of Zhemku": the paper and its town are no name together.
pub fn paper_of(spot: Spot<'_>) -> bool {
    let atoms = &spot.reading.runs.atoms;
    spot.entry().is_none()
        && (spot.start + 1..spot.end - 1).any(|of| {
            spot.word_of(&atoms[of]) == "of"
                && (spot.start..of).any(|at| lists::is_word(spot.word_of(&atoms[at]), Class::Paper))
                && spot.at(of + 1, spot.end).entry().is_some()
        })
}

/// "Eastern Michigan beat Northern Illinois": in a text about sport these are colleges. "In Eastern Michigan" is a place.
pub fn college(spot: Spot<'_>) -> bool {
    let is_compass = |word: &str| word.ends_with("ern") && lists::is_word(word, Class::Compass);
    let own = !spot.is_single() && is_compass(spot.word_of(spot.first())) && spot.entry().is_none();
    let outside = !own && is_compass(spot.before(1)) && spot.document.case(spot.token_before(1)) == Case::Title;
    let (state, before) = if own {
        (spot.at(spot.start + 1, spot.end), spot.before(1))
    } else if outside {
        (spot, spot.before(2))
    } else {
        return false;
    };
    !matches!(before, "in" | "In" | "of" | "across" | "from" | "near" | "throughout" | "to")
        && state.chief().is_some_and(|place| place.kind() == PlaceKind::Region)
        && spot.is_sport()
}

/// "the Gibson Southern schools": a school's or a college's name ends so, no place's does.
pub fn southern(spot: Spot<'_>) -> bool {
    let word = spot.word_of(spot.last());
    !spot.is_single()
        && spot.entry().is_none()
        && word.ends_with("ern")
        && lists::is_word(word, Class::Compass)
        && !spot.is_compass()
}

/// "held in Belmarsh prison", "the Zhemku theatre": a building by a name that the gazetteer does not know.
pub fn building(spot: Spot<'_>) -> bool {
    const BUILDINGS: &[&str] = &[
        "arena",
        "cathedral",
        "cemetery",
        "church",
        "hospital",
        "hotel",
        "jail",
        "mall",
        "monastery",
        "mosque",
        "museum",
        "prison",
        "stadium",
        "synagogue",
        "theater",
        "theatre",
        "zoo",
    ];
    spot.entry().is_none() && spot.is_small_after(1) && BUILDINGS.contains(&spot.after(1)) && !spot.is_inside()
}

/// "United Russia won": a party.
pub fn party(spot: Spot<'_>) -> bool {
    spot.atom_before().is_some_and(|atom| spot.word_of(atom) == "United")
        && spot.chief().is_some_and(|place| place.kind() == PlaceKind::Country)
}
