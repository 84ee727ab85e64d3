//! Rules about names that are part of something longer, and about words that are none alone.

use super::super::PlaceKind;
use super::super::lists::{self, Class};
use super::super::runs::Glue;
use super::super::spot::Spot;
use crate::facts::token::Case;

/// Words of a name between a place and the house that is called after it.
const BETWEEN: usize = 2;

/// "18 Northern and central counties": an adjective by itself.
pub fn compass(spot: Spot<'_>) -> bool {
    let word = spot.word_of(spot.first());
    spot.is_single()
        && word.ends_with("ern")
        && lists::is_word(word, Class::Compass)
        && spot.atom_after().is_none()
        && !spot.is_inside()
}

/// "the QFL North": letters of a league and a point of the compass.
pub fn division(spot: Spot<'_>) -> bool {
    let letters = spot.word_of(spot.first());
    spot.end == spot.start + 2
        && spot.entry().is_none()
        && spot.first().case == Case::Upper
        && (2..=4).contains(&letters.len())
        && lists::is_word(spot.word_of(spot.last()), Class::Compass)
        && spot.last().glue == Glue::Space
        && spot.at(spot.start, spot.end - 1).chief().is_none_or(|place| place.kind() != PlaceKind::Country)
}

/// "the Tulsa City Thunder": the nickname of a team behind its town.
pub fn team(spot: Spot<'_>) -> bool {
    let nickname = spot.atom_after().is_some_and(|atom| lists::is_word(spot.word_of(atom), Class::Team));
    nickname
        && spot.before(1).eq_ignore_ascii_case("the")
        && spot.at(spot.start, spot.end + 1).entry().is_none()
        && !spot.reading.matches.inside_next(spot.end)
}

/// "an article by Oslo magazine": without an article it is the name of the paper.
pub fn magazine(spot: Spot<'_>) -> bool {
    spot.after(1) == "magazine" && !matches!(spot.before(1), "a" | "an" | "the" | "A" | "An" | "The")
}

/// Common nouns that some texts write with a capital behind a country's letters; other capitals there name a body.
const COMMON: &[&str] = &[
    "Market",
    "Markets",
    "Economy",
    "Border",
    "Elections",
    "Election",
    "Consumers",
    "Customers",
    "Sales",
    "Edition",
    "Version",
    "Release",
    "Launch",
];

/// "in the U.S. Market": a country's letters and a noun, which the gazetteer does not know together.
pub fn noun(spot: Spot<'_>) -> bool {
    let letters = spot.first().case == Case::Upper || spot.word_of(spot.first()).len() == 1;
    if spot.is_single() || spot.entry().is_some() || !letters {
        return false;
    }
    let country = (spot.start + 1..spot.end).any(|end| {
        spot.at(spot.start, end).chief().is_some_and(|place| place.kind() == PlaceKind::Country)
            && spot.word_of(&spot.reading.runs.atoms[end - 1]).len() <= 3
    });
    country && spot.last().case == Case::Title && COMMON.contains(&spot.word_of(spot.last()))
}

/// "the Boise Animal Shelter": a house whose chief word comes later.
pub fn home(spot: Spot<'_>) -> bool {
    let atoms = &spot.reading.runs.atoms;
    let town = spot.chief().is_some_and(|place| place.kind() != PlaceKind::Country);
    let is_home = |atom: usize| {
        let word = spot.word_of(&atoms[atom]);
        matches!(word, "Shelter" | "Society" | "Sanctuary" | "Orphanage" | "Hospice")
            || lists::is_word(word, Class::Venue)
    };
    let goes_on = |at: &usize| atoms.get(*at).is_some_and(|atom| atom.glue == Glue::Space && atom.case == Case::Title);
    town && !spot.is_headline() && (spot.end..=spot.end + BETWEEN).take_while(goes_on).skip(1).any(is_home)
}

/// "St Mary’s Stadium": the saint is no place here.
pub fn saint(spot: Spot<'_>) -> bool {
    matches!(spot.word_of(spot.first()), "St" | "Saint")
        && !spot.is_single()
        && matches!(spot.after(1), "’" | "'")
        && spot.after(2) == "s"
        && spot.is_after(3, Class::Venue)
}
