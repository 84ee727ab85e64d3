//! Rules about the words beside a name.

use super::super::lists::{self, Class};
use super::super::runs::{Atom, Glue};
use super::super::spot::Spot;
use super::super::words::Marks;
use crate::facts::token::{Case, TokenKind};

/// Whether the last word is of a class, or the word that follows in the same run.
fn ends_or_goes_on(spot: Spot<'_>, class: Class) -> bool {
    let is = |word: &str| lists::is_word(word, class);
    !spot.is_single() && is(spot.word_of(spot.last())) || spot.atom_after().is_some_and(|atom| is(spot.word_of(atom)))
}

/// "on Fifth Street": also where the gazetteer knows a town of that name. Names that are no numbers stay in a text that
/// names streets one after the other: there they say where things are.
pub fn street(spot: Spot<'_>) -> bool {
    let is = |atom: usize| {
        let atoms = &spot.reading.runs.atoms;
        let word = spot.word_of(&atoms[atom]);
        // "St" is a street at the end of a name only.
        let ends = atoms.get(atom + 1).is_none_or(|next| next.glue != Glue::Space && next.glue != Glue::Stop);
        lists::is_word(word, Class::Street) && (ends || !matches!(word, "St" | "Saint"))
    };
    let last = !spot.is_single() && is(spot.end - 1);
    let next = spot.atom_after().is_some() && is(spot.end);
    let own = if last { spot.at(spot.start, spot.end - 1) } else { spot };
    let is_counted = |atom: &Atom| {
        let word = spot.word_of(atom);
        word.len() == 1 || word.starts_with(|c: char| c.is_ascii_digit()) || lists::is_word(word, Class::Ordinal)
    };
    let counted = (last || next) && own.atoms().iter().any(is_counted);
    (last || next)
        && (counted || next || !spot.names_streets() || spot.entry().is_some())
        && !spot.reading.matches.inside_next(spot.end - 1)
        && spot.weight() < 165
}

/// "the Cedar Rapids Arena": a building called after a place is none.
pub fn venue(spot: Spot<'_>) -> bool {
    ends_or_goes_on(spot, Class::Venue)
        && spot.word_of(&spot.atoms()[spot.atoms().len().saturating_sub(2)]) != "City"
        && !spot.is_inside()
        && spot.entry().is_none_or(|_| spot.atom_after().is_some())
}

/// "the Pacific Coast Conference", "the Houston Marathon".
pub fn league(spot: Spot<'_>) -> bool {
    // "the Pacific Conference West Division"
    let within =
        spot.entry().is_none() && spot.atoms().iter().any(|atom| lists::is_word(spot.word_of(atom), Class::League));
    (within || ends_or_goes_on(spot, Class::League)) && !spot.is_inside()
}

/// "Celebration Orlando", "London Fashion Week".
pub fn event(spot: Spot<'_>) -> bool {
    let before = spot.atom_before().is_some_and(|atom| lists::is_word(spot.word_of(atom), Class::EventBefore));
    let first =
        !spot.is_single() && spot.entry().is_none() && lists::is_word(spot.word_of(spot.first()), Class::EventBefore);
    let after = spot.atom_after().is_some_and(|atom| lists::is_word(spot.word_of(atom), Class::Event));
    // "the Geneva International Motor Show"
    let wide = |atom: &Atom| matches!(spot.word_of(atom), "International" | "World" | "National" | "Annual" | "Global");
    let far = spot.atom_after().is_some_and(wide)
        && spot.at(spot.start, spot.end + 1).atom_after().is_some_and(|atom| {
            lists::is_word(spot.word_of(atom), Class::Event) || lists::is_word(spot.word_of(atom), Class::League)
        });
    (before || first || after || far) && !spot.reading.matches.inside_next(spot.end - 1)
}

/// "the Boston Globe", "the Fresno Bee".
pub fn paper(spot: Spot<'_>) -> bool {
    let after = spot.atom_after().filter(|atom| atom.case != Case::Lower);
    let is = |atom: &Atom| lists::is_word(spot.word_of(atom), Class::Paper);
    let last = !spot.is_single() && spot.entry().is_none() && is(spot.last());
    (last || after.is_some_and(is)) && !spot.is_headline()
}

/// "the Carlyle Group", "Aurora Holdings".
pub fn corporate(spot: Spot<'_>) -> bool {
    ends_or_goes_on(spot, Class::Corporate)
        && spot.entry().is_none_or(|_| spot.atom_after().is_some())
        && !spot.is_headline()
}

/// "a Chevrolet Malibu", "Disney Channel": what stands after its maker.
pub fn product(spot: Spot<'_>) -> bool {
    let is_brand = |atom: &Atom| lists::is_word(spot.word_of(atom), Class::Brand);
    let first = !spot.is_single() && spot.entry().is_none() && is_brand(spot.first());
    (first || spot.atom_before().is_some_and(is_brand)) && !spot.is_headline()
}

/// "the Royal Bank of Norway", "the Naval Academy of Chile".
pub fn body(spot: Spot<'_>) -> bool {
    let atoms = &spot.reading.runs.atoms;
    let is_body = |at: usize| atoms[at].case != Case::Lower && lists::is_word(spot.word_of(&atoms[at]), Class::BodyOf);
    let is_of = |at: usize| matches!(spot.word_of(&atoms[at]), "of" | "for" | "de" | "di" | "du");
    let whole = (spot.start + 1..spot.end).any(|at| is_of(at) && is_body(at - 1));
    // "Bank of (the) Norway": the name follows the link in the same run.
    let mut link = spot.start;
    let mut steps = 0;
    while link > 0 && atoms[link].glue == Glue::Space && steps < 3 {
        link -= 1;
        steps += 1;
        if is_of(link) {
            return link > 0 && is_body(link - 1);
        }
        if spot.word_of(&atoms[link]) != "the" && atoms[link].case == Case::Lower {
            break;
        }
    }
    whole
}

/// "the Duke of Norfolk", "the Bishop of Durham".
pub fn nobility(spot: Spot<'_>) -> bool {
    let (of, title) = if spot.before(1) == "the" { (2, 3) } else { (1, 2) };
    spot.before(of) == "of"
        && spot.document.case(spot.token_before(title)) == Case::Title
        && spot.is_before(title, Class::Nobility)
}

/// "Topeka West's Bo Lund": a city and a point of the compass that is no known name is a school.
pub fn school(spot: Spot<'_>) -> bool {
    let compass = |word: &str| lists::is_word(word, Class::Compass) && !word.ends_with("ern");
    if spot.is_single() || !compass(spot.word_of(spot.last())) {
        let next = spot.atom_after().filter(|atom| compass(spot.word_of(atom)));
        let Some(next) = next else { return false };
        let whole = spot.at(spot.start, spot.end + 1);
        let goes_on = whole.atom_after().is_some_and(|atom| atom.marks.has(Marks::LAND));
        return next.case == Case::Title && spot.entry().is_some() && whole.entry().is_none() && !goes_on;
    }
    let city = spot.at(spot.start, spot.end - 1);
    spot.entry().is_none() && city.entry().is_some()
}

/// "40 Hong Kong dollars".
pub fn currency(spot: Spot<'_>) -> bool {
    spot.is_small_after(1) && spot.is_after(1, Class::Currency) && spot.entry().is_some()
}

/// "the Hamilton musical", "the encore was China Grove", "in films from Alien to Solaris".
pub fn work(spot: Spot<'_>) -> bool {
    let after = spot.is_small_after(1)
        && matches!(
            spot.after(1),
            "musical" | "soundtrack" | "sequel" | "prequel" | "sitcom" | "movie" | "album" | "franchise"
        )
        && spot.weight() < 200;
    let before = spot.is_before(1, Class::Work) && spot.before(1).chars().all(char::is_lowercase);
    let shown = matches!(spot.before(1), "show" | "series" | "play" | "poem" | "single" | "track" | "hit")
        && matches!(spot.before(2), "the" | "The" | "TV" | "television");
    let named = matches!(spot.before(1), "was" | "is" | "called" | "titled" | "entitled" | "named")
        && spot.is_before(2, Class::Work);
    let ranged = spot.entry().is_none()
        && (spot.before(1) == "from" && spot.is_before(2, Class::Work)
            || spot.before(1) == "to" && spot.near_before(6, Class::Work) && spot.before(3) == "from");
    (after || before || shown || named || ranged) && !spot.is_inside() && !spot.is_in()
}

/// “Chicago”: a name alone in quotation marks is a title or a word.
pub fn title(spot: Spot<'_>) -> bool {
    let opens = matches!(spot.before(1), "“" | "‘" | "\"");
    let closes = |word: &str| matches!(word, "”" | "\"");
    let after = spot.after(1);
    opens
        && (closes(after) || matches!(after, "," | "." | "!" | "?") && closes(spot.after(2)))
        && (spot.near_before(6, Class::Work) || is_show(spot))
}

/// “the television show “Nashville””: words for a work that are also other nouns, right before the mark.
fn is_show(spot: Spot<'_>) -> bool {
    matches!(spot.before(2), "show" | "series" | "drama" | "single" | "track" | "hit" | "play" | "comedy" | "musical")
}

/// "NY @ Mill": the venue of a tour.
pub fn venue_sign(spot: Spot<'_>) -> bool {
    spot.before(1) == "@" && !spot.is_inside()
}

/// "Stratfor, a consultancy": what stands beside it says that it is none.
pub fn firm(spot: Spot<'_>) -> bool {
    if spot.after(1) != "," || !matches!(spot.after(2), "a" | "an" | "the") || spot.weight() > 200 {
        return false;
    }
    let noun = (3..8).map_while(|n| {
        let word = spot.after(n);
        (spot.document.kind(spot.token_after(n)) == TokenKind::Word || word == "-").then_some((n, word))
    });
    for (n, word) in noun {
        if lists::is_word(word, Class::Firm) {
            // "a company town", "the bank city"
            return !matches!(spot.after(n + 1), "town" | "city" | "village" | "-");
        }
        if matches!(
            word,
            "in" | "of" | "on" | "near" | "with" | "that" | "where" | "which" | "who" | "town" | "city" | "village"
        ) {
            return false;
        }
    }
    false
}

/// "studied physics at Kent": a university by what is done there.
pub fn academic(spot: Spot<'_>) -> bool {
    let near = spot.near_before(7, Class::Academic);
    let there = spot.before(1) == "at"
        || spot.before(1) == "from"
            && matches!(spot.before(2), "graduated" | "graduate" | "degree" | "doctorate" | "professor")
        || matches!(spot.before(1), "and" | "or") && spot.is_before(2, Class::University);
    there && near && spot.atom_after().is_none() && !spot.is_inside() && spot.weight() < 230
}

/// "Mongolia" in "Inner Mongolia": part of a longer name.
pub fn part(spot: Spot<'_>) -> bool {
    let Some(before) = spot.atom_before() else { return false };
    let joins = lists::is_word(spot.word_of(before), Class::Modifier);
    joins && spot.entry().is_some()
}
