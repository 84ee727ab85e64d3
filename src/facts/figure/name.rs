//! Numbers in digits that are names: formulas, identifiers, sections of laws, resolutions of screens, titles of works.
//!
//! Each rule looks at the digits at a token and says where the name ends. `tests/facts/figures.tsv` has an example and a
//! counter-example of each, by its name here.

use std::sync::LazyLock;

use super::super::lexicon;
use super::super::token::Case;
use super::currency;
use super::cursor::Cursor;
use super::power;
use super::title;
use super::unit;
use super::veto::{end_of_run, phone_word_near};
use super::what;
use super::words::{Classes, Table};

/// A rule: the end of the name that starts with the digits at a token.
type Rule = fn(&Cursor<'_, '_>, usize) -> Option<usize>;

/// The rules by name, in order: the first that fits decides.
const RULES: &[(&str, Rule)] = &[
    ("name: formula", power::formula),
    ("name: DOI", doi),
    ("name: identifier after a label", labelled),
    ("name: volume and pages", pages),
    ("name: section of a law", section),
    ("name: resolution of a screen", resolution),
    ("name: lines on a screen", lines),
    ("name: number that is called", emergency),
    ("name: class of schools", school),
    ("name: number in a list of names", listed),
    ("name: shot by its points", shot),
    ("name: post box", post_box),
    ("name: numbered area", area),
    ("name: title of a work", title::opens),
];

/// If the digits at token `i` are a name: one past it.
pub(super) fn at(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    RULES.iter().find_map(|(_, rule)| rule(t, i))
}

/// "10.5555/silt-2031.7"
fn doi(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let fits = t.text(i) == "10"
        && t.text(i + 1) == "."
        && t.text(i + 2).len() >= 4
        && t.is_digits(i + 2)
        && t.text(i + 3) == "/"
        && (i + 1..i + 5).all(|at| t.touches(at));
    fits.then(|| end_of_run(t, i))
}

/// "PMID: 31234567", "ISSN 1234-5678": digits after the label of an identifier.
fn labelled(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let colon = i > 0 && t.text(i - 1) == ":";
    let label = i.checked_sub(1 + usize::from(colon))?;
    (t.is(label, Classes::ID_LABEL) && t.is_capital(label) && (colon || t.case(label) == Case::Upper))
        .then(|| end_of_run(t, i))
}

/// "28: 685-690", "393:1958–72", "12(3): 45-67": volume and pages of a journal.
fn pages(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let issue = t.text(i + 1) == "(" && t.is_digits(i + 2) && t.text(i + 3) == ")" && t.touches(i + 1);
    let colon = if issue { i + 4 } else { i + 1 };
    let (from, dash, to) = (colon + 1, colon + 2, colon + 3);
    if t.text(colon) != ":" || !t.is_digits(from) || t.text(from).len() > 6 {
        return None;
    }
    let range = t.is_dash(dash) && t.touches(dash) && t.is_digits(to);
    // "9:30-11" is a time.
    let clock = !issue && t.touches(from) && t.text(from).len() == 2 && t.text(to).len() <= 2;
    let cited = i > 0 && matches!(t.text(i - 1), ";" | ",") || issue;
    if range && !clock {
        return Some(to + 1);
    }
    (cited && !clock && t.text(from).len() >= 3).then_some(from + 1)
}

/// "401(k)", "501(c)(3)", "403b": a section of a law by which a plan or a body is named.
fn section(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    if t.text(i).len() == 3 && t.one_of(i, &["401", "403", "457", "501", "529"]) && t.touches(i + 1) {
        let letter = t.one_of(i + 1, &["k", "b", "c"]);
        if letter && !(t.touches(i + 2) && t.is_digits(i + 2)) {
            return Some(i + 2);
        }
    }
    let mut end = i + 1;
    let mut letters = 0;
    while t.text(end) == "("
        && t.touches(end)
        && t.touches(end + 1)
        && t.text(end + 1).len() <= 2
        && t.text(end + 2) == ")"
    {
        letters += usize::from(t.is_word(end + 1) && t.text(end + 1) != "s");
        end += 3;
    }
    (letters > 0).then_some(end)
}

/// "a 4K projector", "in 8K": lines of pixels. "A 5K run" is a length and none of these.
fn resolution(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let fits = t.one_of(i, &["2", "4", "5", "6", "8"]) && t.one_of(i + 1, &["k"]) && t.touches(i + 1);
    let screen = t.is(i + 2, Classes::SCREEN)
        || t.is(i + 3, Classes::SCREEN) && t.is_word(i + 2)
        || i > 0 && t.one_of(i - 1, &["in", "native", "true"]) && !t.is_word(i + 2);
    // "at up to 4K on the wall": in a text about screens nothing is counted in them.
    let told = t.one_of(i, &["4", "8"]) && t.profile().screens > 2 && !what::plural_follows(t, i + 2);
    (fits && (screen || told) && currency::before(t, i).is_none()).then_some(i + 2)
}

/// "P.O. Box 4410", "PO Box 7"
fn post_box(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let of = i.checked_sub(2)?;
    let post = t.eq(of, "po") || t.text(of) == "." && i > 2 && t.one_of(i - 3, &["o", "po"]);
    (t.eq(i - 1, "box") && post).then_some(i + 1)
}

/// "the rebels in area 31", "a fire in unit 4": a label in small letters behind a preposition.
fn area(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let label =
        i.checked_sub(1).filter(|at| t.one_of(*at, &["area", "unit", "plot", "lot", "exit", "camp", "hole"]))?;
    let led = label > 0 && t.one_of(label - 1, &["in", "at", "of", "from", "near", "to", "on", "inside", "around"]);
    let bare = t.text(i).len() <= 3 && !(t.touches(i + 1) && t.touches(i + 2) && t.is_digits(i + 2));
    (led && bare && t.case(label) == Case::Lower && !counted(t, i)).then_some(i + 1)
}

/// "1080p": lines on a screen.
fn lines(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let known = t.one_of(i, &["240", "360", "480", "576", "720", "1080", "1440", "2160", "4320"]);
    (known && t.touches(i + 1) && t.one_of(i + 1, &["p", "i"]) && currency::before(t, i).is_none()).then_some(i + 2)
}

/// "called 999", "a 112 dispatcher": digits that somebody calls for help.
fn emergency(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let number = t.one_of(i, &["911", "999", "112", "000", "111", "101", "110", "119", "988"]);
    let called = || t.is(i + 1, Classes::CALLED) || i > 0 && t.is(i - 1, Classes::CALLED) || phone_word_near(t, i);
    (number && !counted(t, i) && called()).then_some(i + 1)
}

/// "a 3-2A school": divisions of schools and leagues.
fn school(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let letter = |at: usize| {
        t.touches(at)
            && t.text(at).len() <= 2
            && t.case(at) != Case::Lower
            && t.is_word(at)
            && unit::at(t, at).is_none()
    };
    (t.is_joint(i + 1) && t.is_digits(i + 2) && letter(i + 3) && t.text(i).len() == 1).then_some(i + 4)
}

static NAMES: LazyLock<Table<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut table: Table<&'static str, Vec<&'static str>> = Table::default();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/number_names.tsv")) {
        let Some(number) = row.first() else { continue };
        let next = row.get(1).into_iter().flat_map(|words| words.split(' ')).filter(|word| !word.is_empty());
        table.entry(number).or_default().extend(next);
    }
    table
});

/// A number of `number_names.tsv`: "911", "50 Cent", "737 Max".
fn listed(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let next = NAMES.get(t.text(i))?;
    if next.is_empty() {
        return (!counted(t, i)).then_some(i + 1);
    }
    (t.is_capital(i + 1) || next.len() > 1)
        .then(|| next.iter().any(|word| t.eq(i + 1, word)))
        .filter(|named| *named)
        .map(|_| i + 2)
}

/// "a 3-pointer": a shot that is named by its points.
fn shot(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let known = t.one_of(i, &["2", "3", "4"]) && t.is_joint(i + 1) && t.one_of(i + 2, &["pointer", "pointers"]);
    known.then_some(i + 3)
}

/// Whether the digits at token `i` are an amount: a sign, a unit, more digits or a plural noun stand beside them.
fn counted(t: &Cursor<'_, '_>, i: usize) -> bool {
    let more = t.touches(i + 1) && t.touches(i + 2) && t.is_digits(i + 2) && matches!(t.text(i + 1), "." | ",");
    let calls = t.is(i + 1, Classes::CALLED);
    more || currency::before(t, i).is_some()
        || unit::at(t, i + 1).is_some()
        || t.text(i + 1) == "%"
        || what::plural_follows(t, i + 1) && !calls
}
