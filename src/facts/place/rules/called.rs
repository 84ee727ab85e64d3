//! Rules about what a name is best known for.

use super::super::PlaceKind;
use super::super::evidence::Signs;
use super::super::fold::{EMPTY, join, word_hash};
use super::super::gazetteer::{self, Entry, NameFlags, PlaceRef};
use super::super::lists::Class;
use super::super::matches::LONGEST_NAME;
use super::super::runs::Glue;
use super::super::spot::Spot;
use super::super::words::{Marks, marks};
use crate::facts::token::Case;

/// "at the end of August": a month, unless a container follows.
pub fn month(spot: Spot<'_>) -> bool {
    spot.is_single() && spot.first().marks.has(Marks::CALENDAR) && !spot.is_inside()
}

/// "past Mars in June": a planet, unless a container or its state is named; "Orion" only in a text about the sky.
pub fn sky(spot: Spot<'_>) -> bool {
    let is_sky = spot.is(Class::Sky) || spot.is(Class::SkyOrPlace) && spot.is_sky();
    is_sky && !spot.is_inside() && (spot.is_sky() || !(spot.is_region_named() && spot.is_in()))
}

/// "the White House condemned": a building that stands for a government.
pub fn office(spot: Spot<'_>) -> bool {
    spot.is(Class::Office) && !spot.is_inside()
}

/// "teaches law at Harvard": not the town of that name.
pub fn university(spot: Spot<'_>) -> bool {
    spot.is(Class::University) && !spot.is_inside() && !spot.is_in()
}

/// "told The Hill", "her essay in The Atlantic": a capital article inside a sentence, or a name of the list.
pub fn media(spot: Spot<'_>) -> bool {
    if spot.is(Class::Media) {
        let has_article = spot.before(1) == "The" || spot.word_of(spot.first()) == "The";
        return !spot.is_inside() && (!has_article || spot.has_capital_article() || starts_inside(spot));
    }
    // "the owner of Tribune"
    spot.is_single() && spot.is(Class::Paper) && !spot.is_in() && !spot.is_inside() && spot.weight() < 150
}

/// Whether it begins with "The" and not at the start of a sentence.
fn starts_inside(spot: Spot<'_>) -> bool {
    spot.word_of(spot.first()) == "The" && spot.first().token as usize > spot.sentence_start()
}

/// "Boeing sold": a company, also one that the text calls a group or by its legal form elsewhere.
pub fn brand(spot: Spot<'_>) -> bool {
    if spot.is(Class::Brand) {
        return !spot.is_inside();
    }
    spot.weight() < 170 && !spot.is_in() && !spot.is_inside() && spot.is_company()
}

/// "beat the Rapids", "Steelers kicker": a nickname of a team, unless it is said to be somewhere.
pub fn team(spot: Spot<'_>) -> bool {
    let article = spot.before(1).eq_ignore_ascii_case("the");
    spot.is(Class::Team) && !spot.is_inside() && (article || !spot.is_in()) && !(article && spot.weight() > 150)
}

/// "in the Central Business District": every large town has one.
pub fn common(spot: Spot<'_>) -> bool {
    spot.is(Class::Common) && !spot.is_inside()
}

/// "a robbery at The London": a hotel, a paper or a band; a town has no article of its own.
pub fn capital_article(spot: Spot<'_>) -> bool {
    let is_town = |place: PlaceRef| matches!(place.kind(), PlaceKind::City | PlaceKind::District);
    spot.has_capital_article()
        && spot.document.case(spot.token_before(2)) == Case::Lower
        && spot.chief().is_some_and(is_town)
        && !spot.is(Class::Article)
        && !spot.is_headline()
        && !spot.is_inside()
}

/// "ahead of Diwali": a feast.
pub fn festival(spot: Spot<'_>) -> bool {
    spot.is(Class::Festival) && !spot.is_inside() && !(spot.entry().is_some() && spot.is_in())
}

/// "the Southern District of Florida", "in the Central Division": a court's or a league's, unless the text names a country
/// that has a division of this name.
pub fn district(spot: Spot<'_>) -> bool {
    let division = |word: &str| matches!(word, "District" | "Division" | "Circuit" | "Section");
    let next = spot.atom_after().map_or("", |atom| spot.word_of(atom));
    let named = division(spot.word_of(spot.last())) && !spot.is_single() || division(next);
    let compass = spot.is_compass();
    let ordinal = spot.word_of(spot.last()) == "Circuit";
    // "the Southern District of New York": what a court is called after.
    let court = spot.before(1) == "of"
        && spot.before(2) == "District"
        && (spot.before(3) == "," || spot.is_before(3, Class::Compass))
        && spot.chief().is_some_and(|place| place.country_code() == Some("US") && place.kind() != PlaceKind::Country);
    court || named && (ordinal || compass && !spot.is_country_named())
}

/// "the Foxes": a town's name has no article where no noun follows it.
pub fn article(spot: Spot<'_>) -> bool {
    let noun_follows = spot.is_small_after(1) && !is_small_word(spot.after(1)) || spot.atom_after().is_some();
    let is_town = spot.entry().is_none_or(|entry| {
        entry.senses().take(6).all(|sense| {
            matches!(sense.place.kind(), PlaceKind::City | PlaceKind::District) && sense.place.weight() < 140
        })
    });
    spot.is_single()
        && spot.before(1).eq_ignore_ascii_case("the")
        && is_town
        && !noun_follows
        && spot.entry().is_some()
        && spot.after(1) != "-"
        && !spot.is(Class::Article)
        && !spot.is_inside()
}

/// Words that no noun phrase goes on with.
fn is_small_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "in", "at", "on", "of", "to", "for", "from", "with", "by", "and", "or", "but", "as", "than", "that", "who",
        "which", "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "did", "do",
        "does", "when", "while", "after", "before", "into", "over", "against", "through", "if", "because", "since",
        "until", "also",
    ];
    WORDS.contains(&word) || marks(word_hash(word)).0 & (Marks::SAY | Marks::ACT) != 0
}

/// "Lena Ortega, MD, PhD", "a CT scan": letters that are a degree or a scan, not a state.
pub fn degree(spot: Spot<'_>) -> bool {
    if !spot.is_single() || spot.first().case != Case::Upper || !spot.is_also(NameFlags::AFTER) {
        return spot.is_single() && spot.first().case == Case::Upper && spot.is_after(1, Class::Scan);
    }
    if spot.is_after(1, Class::Scan) || spot.after(1) == "," && spot.is_after(2, Class::Degree) {
        return true;
    }
    let before = spot.token_before(2);
    let atoms = &spot.reading.runs.atoms;
    let Some(prior) = spot.start.checked_sub(1).filter(|prior| atoms[*prior].token as usize == before) else {
        return false;
    };
    // The run before it is a person's full name.
    let first = (0..LONGEST_NAME).map_while(|n| prior.checked_sub(n)).find(|at| atoms[*at].glue == Glue::None);
    !spot.reading.matches.holds_prior(spot.start)
        && spot.is(Class::Degree)
        && first.is_some_and(|first| first < prior && atoms[first].marks.0 & (Marks::FORENAME | Marks::TITLE) != 0)
}

/// "took over from Hill", "left with Troy": a small place's name that is also somebody's, and nothing says it is a place.
pub fn surname(spot: Spot<'_>) -> bool {
    let signs = spot.reading.evidence.of(spot.first().hash).0;
    let listed = spot.reading.matches.listed_before(spot.start).is_some() && spot.is_region_named();
    let with = matches!(spot.before(1), "with" | "by" | "than" | "like" | "told" | "beside");
    let from = spot.before(1) == "from" && spot.is_before(2, Class::FromPerson);
    spot.is_single()
        && (with || from)
        && spot.is_also(NameFlags::FORENAME | NameFlags::SURNAME | NameFlags::WORD)
        && spot.weight() < 165
        && signs & (Signs::INSIDE | Signs::BEFORE_LAND) == 0
        && !listed
        && !spot.is_small_after(1).then(|| spot.after(1)).is_some_and(|word| matches!(word, "to" | "residents"))
}

/// "Ada Preston left. Preston said no more": a town's name that follows a forename somewhere, and never "in" or "near".
pub fn somebody(spot: Spot<'_>) -> bool {
    let signs = spot.reading.evidence.of(spot.first().hash).0;
    let place = Signs::AFTER_INTO | Signs::INSIDE | Signs::BEFORE_LAND;
    let is_town = |place: PlaceRef| matches!(place.kind(), PlaceKind::City | PlaceKind::District);
    spot.is_single()
        && spot.reading.evidence.is_named(spot.first().hash)
        && signs & place == 0
        && (signs & (Signs::SAYS | Signs::WHO) != 0 || spot.is_also(NameFlags::SURNAME))
        && spot.chief().is_some_and(is_town)
        && !spot.is_in()
        && !spot.is_headline()
}

/// "South Dakotans", "a Dagestani poet": the people of a state or province that the gazetteer knows.
pub fn people(spot: Spot<'_>) -> bool {
    let word = spot.word_of(spot.last());
    let known = |ending: &str| {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 3) else { return false };
        let before = spot.at(spot.start, spot.end - 1).atoms().iter().fold(EMPTY, |hash, atom| join(hash, atom.hash));
        let entry = gazetteer::look_up(join(before, word_hash(stem)));
        let chief = entry.and_then(Entry::first).map(|sense| sense.place);
        chief.is_some_and(|place| matches!(place.kind(), PlaceKind::Region | PlaceKind::Country))
    };
    spot.entry().is_none() && ["i", "is", "n", "ns", "an", "ans"].into_iter().any(known)
}

/// "Emirates bought nine jets": the airline; the country has an article.
pub fn emirates(spot: Spot<'_>) -> bool {
    spot.is_single()
        && spot.word_of(spot.first()) == "Emirates"
        && !spot.before(1).eq_ignore_ascii_case("the")
        && spot.chief().is_some_and(|place| place.kind() == PlaceKind::Country)
}
