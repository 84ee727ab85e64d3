//! Rules that speak for a name: each has a name, and an example and a counter-example in `tests/facts/places.tsv`.

use super::PlaceKind;
use super::fold::{join, word_hash};
use super::gazetteer::{self, Entry, NameFlags, PlaceRef};
use super::lists::{self, Class};
use super::rules;
use super::runs::Glue;
use super::spot::Spot;
use super::words::{Marks, marks};
use crate::facts::token::{Case, TokenKind};

/// A rule: its name, the log odds that a name gains by it, and whether it holds.
pub type Support = (&'static str, f32, fn(Spot<'_>) -> bool);

/// All rules.
pub const SUPPORTS: &[Support] = &[
    ("what contains it follows", 4.0, contained),
    ("an article before it, a noun after it", 4.0, before_noun),
    ("a state's politician", 4.5, politician),
    ("based there", 4.5, based),
    ("two places and a hyphen", 5.0, pair),
    ("letters whose state is named", 5.0, letters),
    ("an unknown name before a state's letters", 4.0, before_letters),
    ("a small water", 3.0, water),
    ("whole of a compound name", 3.0, compound),
    ("a list of counties", 5.0, county),
    ("a country's letters before a noun", 4.0, before_market),
    ("a quarter of a city before it", 4.0, quarter),
    ("an unknown name in a known place", 3.0, placed),
    ("a state's letters behind its town", 4.0, letters_behind),
    ("a town behind its newspaper", 5.0, behind_paper),
    ("on top of a mountain", 4.0, atop),
];

/// The log odds that a stretch gains.
pub fn odds(spot: Spot<'_>) -> f32 {
    SUPPORTS.iter().filter(|(_, _, holds)| holds(spot)).map(|(_, odds, _)| odds).sum()
}

/// "9 – Saratoga Springs, NY": the whole run is a name, and a comma and what contains it follow.
fn contained(spot: Spot<'_>) -> bool {
    spot.is_whole_run() && spot.entry().is_some() && spot.reading.matches.inside_next(spot.end - 1)
}

/// Whether a name is not likely to be a person's or a word.
fn is_plain(spot: Spot<'_>) -> bool {
    spot.entry().is_some() && spot.weight() >= 100 && (!spot.is_also_other() || spot.weight() >= 175)
}

/// "a Boise heart surgeon", "the Spokane firm".
fn before_noun(spot: Spot<'_>) -> bool {
    let article = matches!(spot.before(1), "a" | "an" | "A" | "An" | "the" | "The" | "another" | "Another");
    if !article || !spot.is_whole_phrase() || !is_plain(spot) {
        return false;
    }
    for n in 1..=4 {
        if !spot.is_small_after(n) {
            return false;
        }
        let word = spot.after(n);
        if lists::is_word(word, Class::ArticleNounNot) {
            return false;
        }
        if lists::is_word(word, Class::PeopleNoun) {
            return !lists::is_word(spot.after(n + 1), Class::ArticleNounNot);
        }
        if n > 1 && is_end(word) || n == 1 && is_end(word) {
            return false;
        }
    }
    false
}

/// Whether a noun phrase does not go on with this word.
fn is_end(word: &str) -> bool {
    marks(word_hash(word)).0 & (Marks::INTO | Marks::SAY | Marks::ACT) != 0
        || matches!(
            word,
            "is" | "are"
                | "was"
                | "were"
                | "has"
                | "had"
                | "will"
                | "would"
                | "that"
                | "who"
                | "which"
                | "to"
                | "for"
                | "with"
        )
}

/// "a Virginia Democrat", "the Ohio Supreme Court".
fn politician(spot: Spot<'_>) -> bool {
    let article = matches!(spot.before(1), "a" | "an" | "A" | "An" | "the" | "The" | "and" | "," | "of");
    let follows = spot.atom_after().is_some_and(|atom| lists::is_word(spot.word_of(atom), Class::Party));
    article
        && follows
        && spot.chief().is_some_and(|place| matches!(place.kind(), PlaceKind::Region | PlaceKind::Country))
}

/// "L.A.-based", "the Spokane-area hospitals".
fn based(spot: Spot<'_>) -> bool {
    let hyphen = spot.token_after(1);
    spot.entry().is_some()
        && matches!(spot.document.word(hyphen), "-" | "‑" | "–")
        && spot.document.touches(hyphen)
        && spot.document.touches(hyphen + 1)
        && lists::is_word(spot.document.word(hyphen + 1), Class::Based)
        && (!spot.is_also(NameFlags::FORENAME | NameFlags::SURNAME)
            || spot.weight() > 150
            || matches!(spot.document.word(hyphen + 1), "based" | "area" | "born" | "bound"))
}

/// "the Oslo-Bergen railway".
fn pair(spot: Spot<'_>) -> bool {
    let atoms = &spot.reading.runs.atoms;
    // "the Oslo-Bergen railway": also names that are family names.
    let article = |other: Spot<'_>| other.before(1) == "the" || spot.before(1) == "the" || spot.before(3) == "the";
    let fits = |other: Spot<'_>| {
        other.entry().is_some() && other.weight() > 120 && !other.is_compass() && (is_plain(other) || article(other))
    };
    if !fits(spot) {
        return false;
    }
    let hyphen = |at: usize| atoms.get(at).is_some_and(|atom| atom.glue == Glue::Hyphen && atom.case == Case::Title);
    let after = hyphen(spot.end)
        && spot.reading.matches.from(spot.end).iter().any(|next| {
            let next = spot.at(next.start as usize, next.end as usize);
            fits(next) && spot.at(spot.start, next.end).entry().is_none() && !hyphen(next.end)
        });
    let before = hyphen(spot.start)
        && (spot.start.saturating_sub(3)..spot.start).any(|from| {
            let prior = spot.at(from, spot.start);
            fits(prior) && spot.at(from, spot.end).entry().is_none() && !hyphen(from)
        });
    after || before
}

/// "common in SD", in a text that names South Dakota; [`super::matches`] lets such letters through.
fn letters(spot: Spot<'_>) -> bool {
    spot.is_single() && spot.first().case == Case::Upper && spot.is_also(NameFlags::AFTER) && spot.before(1) != ","
}

/// "Holmdel, NJ": a name that the gazetteer does not know, and the letters of a state.
fn before_letters(spot: Spot<'_>) -> bool {
    let atoms = &spot.reading.runs.atoms;
    let Some(next) = atoms.get(spot.end) else { return false };
    let comma = spot.last().token as usize + 1;
    let state = |end: usize| {
        let letters = spot.at(spot.end, end);
        letters.chief().is_some_and(|place| place.kind() == PlaceKind::Region)
            && letters.is_also(NameFlags::AFTER)
            && !letters.is_also(NameFlags::WORD | NameFlags::FORENAME)
            && !lists::is_word(letters.word_of(letters.first()), Class::Degree)
    };
    spot.is_whole_run()
        && spot.entry().is_none()
        && spot.end - spot.start <= 3
        && next.token as usize == comma + 1
        && spot.document.word(comma) == ","
        && spot.document.touches(comma)
        && spot.first().marks.0 & (Marks::FORENAME | Marks::TITLE | Marks::BODY | Marks::CALENDAR) == 0
        && state(spot.end + 1)
}

/// "the Trave canal", "along the Zhemku river".
fn water(spot: Spot<'_>) -> bool {
    spot.before(1) == "the"
        && spot.is_whole_run()
        && matches!(
            spot.after(1),
            "river" | "canal" | "creek" | "lake" | "reservoir" | "strait" | "estuary" | "fjord" | "lagoon"
        )
        && spot.document.kind(spot.token_after(1)) == TokenKind::Word
}

/// "Inner Mongolia police", "County Durham": a name of the gazetteer that begins with a word for a part, or has three words.
fn compound(spot: Spot<'_>) -> bool {
    if spot.is_single() {
        return false;
    }
    let first = spot.word_of(spot.first());
    let rest = spot.at(spot.start + 1, spot.end);
    let known = spot.entry().is_some();
    let part = first == "County" || lists::is_word(first, Class::Modifier);
    known && spot.end - spot.start >= 3 || part && (known || rest.entry().is_some())
}

/// "in Adams and Clark counties": each is a county.
pub fn county(spot: Spot<'_>) -> bool {
    /// So many tokens a list of counties may have behind its first one.
    const LONGEST: usize = 16;
    if !spot.is_whole_run() || !matches!(spot.after(1), "and" | "," | "counties") {
        return false;
    }
    let mut several = matches!(spot.before(1), "and" | ",");
    for n in 1..LONGEST {
        let word = spot.after(n);
        match word {
            "counties" => return several && county_entry(spot).is_some(),
            "and" | "," => several = true,
            _ if spot.document.case(spot.token_after(n)) == Case::Title => {}
            _ => return false,
        }
    }
    false
}

/// What the gazetteer knows of the county of this name.
pub fn county_entry(spot: Spot<'_>) -> Option<Entry> {
    gazetteer::look_up(join(spot.name(), word_hash("county")))
}

/// "Lagos’s Surulere district": a name behind the possessive of a place, and what it is.
fn quarter(spot: Spot<'_>) -> bool {
    let kind = ["area", "neighbourhood", "neighborhood", "suburb", "quarter", "locality", "district"];
    let owned = spot.before(1) == "s" && matches!(spot.before(2), "’" | "'");
    let owner = || {
        let last = spot.token_before(3);
        let atoms = &spot.reading.runs.atoms;
        let at = (spot.start.saturating_sub(3)..spot.start).find(|at| atoms[*at].token as usize == last);
        at.is_some_and(|at| {
            (at.saturating_sub(2)..=at).any(|from| spot.reading.matches.exactly(from, at + 1).is_some())
        })
    };
    owned && spot.is_small_after(1) && kind.contains(&spot.after(1)) && spot.is_whole_run() && owner()
}

/// "from Zhemkol in Inner Mongolia": a name that the gazetteer does not know, and where it is.
fn placed(spot: Spot<'_>) -> bool {
    let wide = |place: PlaceRef| matches!(place.kind(), PlaceKind::Region | PlaceKind::Country);
    spot.is_single()
        && spot.entry().is_none()
        && spot.is_whole_run()
        && spot.first().case == Case::Title
        && spot.first().marks.0 & (Marks::FORENAME | Marks::TITLE | Marks::BODY | Marks::CALENDAR | Marks::PEOPLE) == 0
        && matches!(spot.before(1), "from" | "in" | "near")
        && spot.after(1) == "in"
        && spot.reading.runs.atoms.get(spot.end).is_some_and(|next| next.token as usize == spot.token_after(2))
        && spot
            .reading
            .matches
            .from(spot.end)
            .iter()
            .any(|found| found.entry.first().is_some_and(|sense| wide(sense.place)))
}

/// "in the U.S. Market": the letters alone are the place.
fn before_market(spot: Spot<'_>) -> bool {
    let country = spot.chief().is_some_and(|place| place.kind() == PlaceKind::Country);
    let next = spot.reading.runs.atoms.get(spot.end);
    let goes_on = next.is_some_and(|atom| matches!(atom.glue, Glue::Space | Glue::Stop));
    country && goes_on && rules::country_and_noun(spot.at(spot.start, spot.end + 1))
}

/// "Noblesville, IN @ the hall": letters that are also a word, behind a town of that state.
fn letters_behind(spot: Spot<'_>) -> bool {
    spot.is_single()
        && spot.first().case == Case::Upper
        && spot.is_also(NameFlags::AFTER)
        && spot.reading.matches.holds_prior(spot.start)
}

/// "the Argus Leader of Sioux Falls": where the paper is printed.
fn behind_paper(spot: Spot<'_>) -> bool {
    let atoms = &spot.reading.runs.atoms;
    let of = spot.start.checked_sub(1).filter(|at| spot.word_of(&atoms[*at]) == "of" && spot.before(1) == "of");
    let paper = |of: usize| (of.saturating_sub(2)..of).any(|at| lists::is_word(spot.word_of(&atoms[at]), Class::Paper));
    of.is_some_and(paper)
        && spot.chief().is_some_and(|place| place.kind() == PlaceKind::City)
        && spot.atom_after().is_none()
}

/// "a telescope atop Mauna Kea", "she climbed Mount Zhemku"
fn atop(spot: Spot<'_>) -> bool {
    let climbs = matches!(spot.before(1), "atop" | "climb" | "climbs" | "climbed" | "climbing" | "scaled" | "summited");
    let of = spot.before(1) == "of" && matches!(spot.before(2), "summit" | "top" | "slopes" | "foot" | "peak");
    (climbs || of) && spot.is_whole_run() && spot.chief().is_some_and(|place| place.kind() == PlaceKind::Mountain)
}
