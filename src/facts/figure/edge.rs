//! Where a noun phrase ends, and what may stand in it although it looks like the end: adjectives behind the noun, letters
//! in capitals, names of engines, names of persons.

use super::super::lexicon;
use super::super::token::Case;
use super::cursor::Cursor;
use super::run::phrase;
use super::words::Classes;

/// "one option possible", "five straight": an adjective or adverb behind its noun, or one without a noun.
pub(super) fn is_postposed(t: &Cursor<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    let ends = !t.is_word(next) && !t.is_joint(next) || t.is(next, Classes::STOP);
    let adjective = t.is(at, Classes::POSTPOSED) && ends || t.eq(at, "present") && t.one_of(next, &["in", "at"]);
    adjective && t.case(at) == Case::Lower
}

/// "the first US president", "two LED lamps": letters in capitals among small words are a name, whatever word they spell.
pub(super) fn is_letters(t: &Cursor<'_, '_>, at: usize) -> bool {
    let small = |at: usize| t.is_word(at) && t.case(at) == Case::Lower;
    let (before, next) = (at.wrapping_sub(1), at + 1);
    t.case(at) == Case::Upper
        && (2..=5).contains(&t.text(at).len())
        && !(t.is_word(before) && t.case(before) == Case::Upper && t.text(before).len() > 1)
        && (small(next) || small(before) && !(t.is_word(next) && t.case(next) == Case::Upper))
}

/// "its 5.0-liter V8 engine", "the first H5N1 case": one past a name of letters and digits, if a noun in small letters follows.
pub(super) fn past_code(t: &Cursor<'_, '_>, at: usize) -> Option<usize> {
    let capital = t.is_word(at) && t.case(at) != Case::Lower && t.is_capital(at) && t.text(at).len() <= 4;
    let mut end = at + 1;
    while end < at + 5 && t.touches(end) && (t.is_digits(end) || t.is_word(end)) {
        end += 1;
    }
    let noun = t.is_word(end) && t.case(end) == Case::Lower && !t.touches(end);
    let plain = !t.is(end, Classes::STOP.or(Classes::VERB).or(Classes::FINITE));
    (capital && end > at + 1 && t.is_digits(at + 1) && noun && plain).then_some(end)
}

/// Capitalised words that may stand between an age and the noun: "a 27-year-old New South Wales farmer".
const NAMES: usize = 4;

/// "a 17-year-old Scottish student": the noun of an age behind a people or a town. "17-year-old Ada Holm" has none.
pub(super) fn after_names(t: &Cursor<'_, '_>, i: usize) -> Option<(usize, usize)> {
    let mut noun = i;
    while noun < i + NAMES && t.is_capital(noun) {
        noun += 1;
        while (t.is_joint(noun) || t.text(noun) == "." && t.touches(noun)) && t.touches(noun + 1) && t.is_word(noun + 1)
        {
            noun += 2;
        }
    }
    let known = t.is(noun, Classes::KIN.or(Classes::AGE_GROUP));
    let plain = t.is_word(noun)
        && t.case(noun) == Case::Lower
        && !t.is(noun, Classes::STOP.or(Classes::VERB).or(Classes::FINITE).or(Classes::PERSON))
        && !["s", "ed", "ly"].iter().any(|ending| t.text(noun).ends_with(ending));
    let person = (i..noun).any(|at| lexicon::forename(t.text(at)).is_some());
    if noun == i || !known && (!plain || person) {
        return None;
    }
    let (_, end) = phrase(t, noun, false)?;
    // "28-year-old Swedish wife Ada Holm"
    let name = (noun + 1..end).find(|at| t.is_capital(*at));
    Some((i, name.unwrap_or(end)))
}

/// "his 24-year-old daughter Maja": the name behind a person's noun is not part of it.
pub(super) fn without_name(t: &Cursor<'_, '_>, (from, end): (usize, usize)) -> (usize, usize) {
    let first = (from + 1..end).find(|at| t.is_capital(*at) && t.is(at - 1, Classes::KIN));
    (from, first.unwrap_or(end))
}
