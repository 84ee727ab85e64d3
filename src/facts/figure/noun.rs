//! Nouns that a plain run of words does not give: in quotation marks, joined by "and", after "worth of", acronyms.

use super::super::token::Case;
use super::cursor::Cursor;
use super::run::phrase;
use super::what::is_plural;
use super::words::{Classes, NumberWord};

/// Words that one part of a list of modifiers may have.
const PART: usize = 3;

/// "painting and welding apprentices", "red, white and blue flags": modifiers in a list before the one noun that is counted.
pub(super) fn coordinated(t: &Cursor<'_, '_>, i: usize) -> Option<(usize, usize)> {
    let mut at = i;
    for _ in 0..4 {
        let end = part(t, at)?;
        let and = t.one_of(end, &["and", "or"]);
        if t.text(end) == "," && !t.touches(end + 1) && t.is_word(end + 1) {
            at = end + 1;
            // "red, white, and blue flags"
            if !t.one_of(at, &["and", "or"]) {
                continue;
            }
            at += 1;
        } else if and {
            at = end + 1;
        } else {
            return None;
        }
        let (_, last) = phrase(t, at, true).filter(|(_, last)| is_plural(t, last - 1))?;
        // "six dogs and cats" is no list of modifiers: there the first part is a plural.
        return (t.is_word(at) && !t.is(at, Classes::DETERMINER)).then_some((i, last));
    }
    None
}

/// One past a part of such a list: up to three words, the last of them no plural.
fn part(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let mut end = i;
    while end < i + PART && t.is_word(end) {
        let word = t.word(end);
        let modifies = !word.classes.any(Classes::STOP.or(Classes::DETERMINER).or(Classes::FINITE))
            && (!word.classes.any(Classes::VERB) || word.classes.any(Classes::NOUN_VERB.or(Classes::MODIFIER)))
            && word.number == NumberWord::None
            && word.month == 0
            && !is_plural(t, end);
        if !modifies {
            break;
        }
        end += 1;
        while t.is_joint(end) && t.is_word(end + 1) {
            end += 2;
        }
    }
    (end > i && (t.one_of(end, &["and", "or"]) || t.text(end) == ",")).then_some(end)
}

/// The words in quotation marks at token `i`: “silence belt”. The marks are left outside.
pub(super) fn quoted(t: &Cursor<'_, '_>, i: usize) -> Option<(usize, usize)> {
    let close = match t.text(i) {
        "“" => "”",
        "‘" => "’",
        "\"" => "\"",
        "'" => "'",
        "«" => "»",
        _ => return None,
    };
    if t.touches(i) || !t.touches(i + 1) || !t.is_word(i + 1) {
        return None;
    }
    let end = (i + 2..i + 7).take_while(|at| !t.is_end(*at)).find(|at| t.text(*at) == close && t.touches(*at))?;
    let words = (i + 1..end).all(|at| t.is_word(at) || t.is_joint(at));
    words.then_some((i + 1, end))
}

/// and several “serious” threats: one past the closing mark of the adjective that "and" joins to another.
pub(super) fn behind_quotes(t: &Cursor<'_, '_>, and: usize) -> Option<usize> {
    let from = t.one_of(and, &["and", "or", "but"]).then_some(and + 1)?;
    let open = (from..from + 2).find(|at| !t.is_word(*at))?;
    let (_, close) = quoted(t, open)?;
    t.is_word(close + 1).then_some(close + 1)
}

/// "$90,000 worth of saffron", "two weeks’ worth of food": one past the "of".
pub(super) fn worth_of(t: &Cursor<'_, '_>, end: usize) -> Option<usize> {
    let mut at = end;
    if t.is_apostrophe(at) && t.touches(at) {
        at += if t.text(at + 1) == "s" && t.touches(at + 1) { 2 } else { 1 };
    }
    (t.eq(at, "worth") && t.eq(at + 1, "of")).then_some(at + 2)
}

/// "4 PBU": capitals right after a number in digits, and nothing after them that goes on.
pub(super) fn acronym(t: &Cursor<'_, '_>, first: usize, i: usize) -> Option<(usize, usize)> {
    let end = i + 1;
    let shape = t.is_word(i) && t.case(i) == Case::Upper && (2..=5).contains(&t.text(i).len()) && !t.touches(i);
    let closed = !t.is_word(end) && !t.is_joint(end) || t.is(end, Classes::STOP.or(Classes::VERB));
    let shouted = first > 0 && t.is_word(first - 1) && t.case(first - 1) == Case::Upper && t.text(first - 1).len() > 1;
    (shape && closed && !shouted && t.is_digits(first) && !(t.touches(end) && t.is_digits(end))).then_some((i, end))
}

/// Whether a clause starts at token `at` behind the phrase from `i` on: "the third time Nyberg had asked", "two boats
/// Nyberg bought".
pub(super) fn clause_starts(t: &Cursor<'_, '_>, i: usize, at: usize) -> bool {
    if at == i || !t.is_capital(at) || t.case(at - 1) != Case::Lower {
        return false;
    }
    if !(t.is(at - 1, Classes::CLAUSE_NOUN) || is_plural(t, at - 1)) {
        return false;
    }
    let end = (at..at + 4).find(|next| !t.is_capital(*next)).unwrap_or(at);
    t.is(end, Classes::VERB.or(Classes::FINITE)) || t.is_word(end) && t.text(end).ends_with("ed")
}

/// "the seed farmers order arrives": what follows is said by the plural at the end of the phrase. Returns where it ends then.
pub(super) fn without_relative(t: &Cursor<'_, '_>, from: usize, end: usize) -> Option<usize> {
    let verb =
        |at: usize| t.is(at, Classes::VERB.or(Classes::FINITE).or(Classes::PLAIN_VERB)) && t.case(at) == Case::Lower;
    let goes_on = |at: usize| t.is_word(at) && t.is(at, Classes::VERB.or(Classes::FINITE));
    // The verb may have been taken for a noun, or have ended the phrase.
    let subject = if end >= from + 3 && verb(end - 1) && !is_plural(t, end - 1) && goes_on(end) {
        end - 2
    } else if end >= from + 2 && verb(end) && goes_on(end + 1) {
        end - 1
    } else {
        return None;
    };
    (is_plural(t, subject) && subject > from && t.case(subject) == Case::Lower).then_some(subject)
}

/// Whether the word at `at` is a verb in -s with its object behind it: "its 16-inch tablet features a stand".
pub(super) fn takes_object(t: &Cursor<'_, '_>, i: usize, at: usize) -> bool {
    let text = t.text(at);
    let next = at + 1;
    let object = t.is(next, Classes::DETERMINER) && !t.one_of(next, &["any"])
        || t.one_of(next, &["him", "them", "us", "me", "how", "why"]);
    at > i
        && t.case(at) == Case::Lower
        && text.ends_with('s')
        && text.len() > 3
        && !text.ends_with("ss")
        && object
        && !is_plural(t, at - 1)
        && t.is_word(at - 1)
}

/// The noun after "N-year-old": a verb in -s ends it, or leaves none ("the 81-year-old leads the choir").
pub(super) fn of_age((from, end): (usize, usize), t: &Cursor<'_, '_>) -> Option<(usize, usize)> {
    let verb = |at: &usize| {
        t.is(*at, Classes::VERB.or(Classes::FINITE)) && t.text(*at).ends_with('s') && t.case(*at) == Case::Lower
            || takes_object(t, from.wrapping_sub(1), *at)
    };
    let end = (from..end).find(verb).unwrap_or(end);
    (end > from).then_some((from, end))
}

/// Whether a verb in -ing with its object or adverb stands at `at`: "45 years of practising law". "Two hours of swimming" is none.
pub(super) fn is_gerund(t: &Cursor<'_, '_>, at: usize) -> bool {
    let text = t.text(at);
    let next = at + 1;
    text.ends_with("ing")
        && text.len() > 5
        && !t.is(at, Classes::ING_NOUN)
        && t.is_word(next)
        && (!t.is(next, Classes::STOP.or(Classes::VERB)) || t.is(next, Classes::DETERMINER))
}

/// Whether the word at `at` has the ending of a verb that is no noun: monetise, identify.
pub(super) fn ends_as_verb(t: &Cursor<'_, '_>, at: usize) -> bool {
    let text = t.text(at);
    text.len() > 5
        && t.case(at) == Case::Lower
        && (text.ends_with("ize") || text.ends_with("ify") || text.ends_with("yse"))
        && !matches!(text, "outsize" | "midsize" | "downsize" | "oversize")
}
