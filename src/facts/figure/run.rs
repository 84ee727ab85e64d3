//! The run of words that is a noun phrase: pre-modifiers and head, and which words end it.

use super::super::token::Case;
use super::cursor::Cursor;
use super::edge;
use super::noun;
use super::what::is_plural;
use super::words::{Classes, NumberWord};

/// Words that a noun phrase may have.
const LONGEST: usize = 7;

/// The noun phrase that starts at token `i`: pre-modifiers and head. `counted`: the head is a plural.
pub(super) fn phrase(t: &Cursor<'_, '_>, i: usize, counted: bool) -> Option<(usize, usize)> {
    if let Some((from, end)) = noun::quoted(t, i) {
        // three “urgent” and several “serious” threats: the noun stands behind the last of them.
        if counted
            && !is_plural(t, end - 1)
            && let Some(noun) = noun::behind_quotes(t, end + 1)
        {
            return phrase_of_words(t, noun, counted);
        }
        // “smart” meters: the noun may stand after the marks.
        let after = phrase_of_words(t, end + 1, counted).filter(|_| !counted || !is_plural(t, end - 1));
        return Some(after.map_or((from, end), |(_, last)| (i, last)));
    }
    phrase_of_words(t, i, counted)
}

fn phrase_of_words(t: &Cursor<'_, '_>, i: usize, counted: bool) -> Option<(usize, usize)> {
    let mut end = i;
    let mut last_plural = None;
    for _ in 0..LONGEST {
        if end > i
            && let Some((_, close)) = noun::quoted(t, end)
        {
            return Some((i, close + 1));
        }
        if !joins(t, i, end)
            || noun::clause_starts(t, i, end)
            || last_plural.is_none() && !counted && noun::takes_object(t, i, end)
        {
            break;
        }
        if let Some(past) = edge::past_code(t, end) {
            end = past;
            continue;
        }
        let (next, whole) = past_word(t, end)?;
        // "triple-doubles": the last part of a compound is its head.
        if is_plural(t, end) || end == i + 1 && t.is(i, Classes::LEADING) && counts_plural(t, i, end) {
            last_plural = Some(end + 1);
        } else if t.is_joint(next.wrapping_sub(2)) && is_plural(t, next - 1) {
            last_plural = Some(next);
        }
        if !whole {
            break;
        }
        end = next;
    }
    if end == i {
        return None;
    }
    match (counted, last_plural) {
        (true, Some(plural)) => Some((i, plural)),
        (true, None) => lone(t, i, end),
        (false, _) => Some((i, end)),
    }
}

/// One past the word at `at` with what is joined to it ("high-speed", "U.S."), and whether it is all a word ("V8" is
/// none); None before a genitive.
fn past_word(t: &Cursor<'_, '_>, at: usize) -> Option<(usize, bool)> {
    let mut end = at + 1;
    for _ in 0..4 {
        let letters = t.text(end - 1).len() == 1
            && t.text(end) == "."
            && t.touches(end)
            && t.touches(end + 1)
            && t.text(end + 1).len() == 1;
        if t.is_joint(end) && t.is_word(end + 1) || letters && t.is_word(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    if t.text(end - 1).len() == 1 && t.text(end) == "." && t.touches(end) && end > at + 1 {
        end += 1;
    }
    let genitive = t.is_apostrophe(end) && t.touches(end) && (t.text(end + 1) == "s" && t.touches(end + 1));
    (!genitive).then_some((end, !(t.touches(end) && t.is_digits(end))))
}

/// A counted phrase without a plural: "three crew" is none we know, so only one plain noun is taken.
fn lone(t: &Cursor<'_, '_>, i: usize, end: usize) -> Option<(usize, usize)> {
    (end == i + 1 && t.case(i) == Case::Lower && !t.is(i, Classes::LEADING) && !is_verb(t, i, i) && !is_adverb(t, i))
        .then_some((i, end))
}

/// Whether the word at `at` goes on with the phrase that started at `i`.
fn joins(t: &Cursor<'_, '_>, i: usize, at: usize) -> bool {
    if !t.is_word(at) {
        return false;
    }
    let word = t.word(at);
    let first = at == i;
    // "two free throws moments later"
    if !first && t.text(at - 1).ends_with('s') && t.one_of(at + 1, &["later", "earlier", "ago", "before", "afterwards"])
    {
        return false;
    }
    if !matches!(word.number, NumberWord::None | NumberWord::Half | NumberWord::Quarter) {
        // "12th one-act play", "86 triple-doubles"
        let times = matches!(word.number, NumberWord::Times(_));
        return first && t.is_joint(at + 1) && (times || t.is_word(at - 1));
    }
    if word.month > 0 && t.is_capital(at) {
        return false;
    }
    if edge::is_letters(t, at) {
        return true;
    }
    if edge::is_postposed(t, at) {
        return false;
    }
    // "year-to-date", "week-on-week": words joined by a preposition are an adverb.
    if t.is_joint(at + 1) && t.one_of(at + 2, &["to", "on", "over", "by"]) && t.is_joint(at + 3) {
        return t.is_word(at + 5) && !t.is(at + 5, Classes::STOP) && !first;
    }
    if first && t.one_of(at, &["over", "overs"]) {
        return t.profile().cricket > 3;
    }
    if t.is(at, Classes::LEADING) && (first || is_plural(t, at + 1)) {
        let noun = !t.is(at + 1, Classes::STOP.or(Classes::VERB)) || counts_plural(t, i, at + 1);
        return t.is_word(at + 1) && noun;
    }
    let worth = !first && t.eq(at, "worth") && t.eq(at - 1, "net");
    if word.classes.any(Classes::STOP) && !t.is_joint(at + 1) && !worth {
        return false;
    }
    if is_noun_for_sure(t, i, at) {
        return true;
    }
    if !first && (word.classes.any(Classes::FINITE) || noun::ends_as_verb(t, at))
        || first && word.classes.any(Classes::FINITE) && !t.is_word(at + 1) && !counts_plural(t, i, at)
    {
        return false;
    }
    if word.classes.any(Classes::VERB) {
        return word.classes.any(Classes::NOUN_VERB) && noun_reading(t, i, at);
    }
    if is_adverb(t, at) {
        // "40 newly painted boats"; in "the $40 allegedly asked" no noun follows.
        let noun = !t.is(at + 1, Classes::STOP.or(Classes::VERB)) && !is_verb(t, at + 1, at + 1);
        return first && t.is_word(at + 1) && (noun || is_participle(t, at + 1));
    }
    !is_verb(t, i, at)
}

/// Whether a participle with its noun behind it stands at `at`: "painted boats", "built boats".
fn is_participle(t: &Cursor<'_, '_>, at: usize) -> bool {
    let form = t.text(at).ends_with("ed") && t.text(at).len() > 4 || t.is(at, Classes::MODIFIER);
    form && t.case(at) == Case::Lower
        && t.is_word(at + 1)
        && !t.is(at + 1, Classes::STOP.or(Classes::VERB).or(Classes::DETERMINER))
        && !is_adverb(t, at + 1)
}

/// "12 assists", "two free throws": behind a number of more than one, a word in -s is a plural and no verb.
fn counts_plural(t: &Cursor<'_, '_>, i: usize, at: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let several = t.is_digits(before) && t.text(before) != "1"
        || matches!(t.number_word(before), NumberWord::Digit(2..) | NumberWord::Teen(_) | NumberWord::Ten(_));
    let text = t.text(at);
    several && t.case(at) == Case::Lower && text.len() > 4 && text.ends_with('s') && !text.ends_with("ss")
}

/// Whether a word that may be a verb can only be part of the phrase here.
fn is_noun_for_sure(t: &Cursor<'_, '_>, i: usize, at: usize) -> bool {
    // "two free throws"
    let plural = at == i + 1 && t.is(i, Classes::LEADING) && counts_plural(t, i, at);
    // "12 closed schools", "31 of their close friends"
    let modifier = at == i && t.is(at, Classes::MODIFIER) && is_modifier(t, at);
    // "40 newly built boats"
    plural || modifier || at > i && is_adverb(t, at - 1) && is_participle(t, at)
}

/// Whether a word that may be a verb is an adjective here: a plain noun follows it.
fn is_modifier(t: &Cursor<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    is_plural(t, next) && !t.is(next, Classes::DETERMINER.or(Classes::PERSON))
        || t.is_word(next)
            && is_plural(t, next + 1)
            && !t.is(next, Classes::STOP.or(Classes::VERB).or(Classes::DETERMINER))
}

/// Whether a word that may be verb or noun is a noun here: no plural stands before it, and no object after it.
fn noun_reading(t: &Cursor<'_, '_>, i: usize, at: usize) -> bool {
    let next = at + 1;
    let object = t.is_digits(next)
        || t.is(next, Classes::DETERMINER.or(Classes::PERSON))
        || matches!(t.text(next), "$" | "€" | "£") && t.touches(next + 1);
    at == i || !is_plural(t, at - 1) && !object
}

/// Whether the word at `at` reads as a verb form after a noun: -ed or -ing.
pub(super) fn is_verb(t: &Cursor<'_, '_>, i: usize, at: usize) -> bool {
    let text = t.text(at);
    let past =
        text.len() > 3 && text.ends_with("ed") && !text.ends_with("eed") && !matches!(text, "shed" | "sled" | "shred");
    // "workers beginning this week", "people living in tents"
    let told = at > i
        && is_plural(t, at - 1)
        && (t.is(at + 1, Classes::DETERMINER) || t.eq(at, "living") && t.is(at + 1, Classes::STOP));
    let form = past || text.ends_with("ing") && text.len() > 5 && (told || !t.is(at, Classes::ING_NOUN));
    if !form || t.case(at) != Case::Lower {
        return false;
    }
    let next = t.word(at + 1);
    let ends = !t.is_word(at + 1)
        || next.classes.any(Classes::STOP.or(Classes::VERB)) && !next.classes.any(Classes::NOUN_VERB)
        || edge::is_postposed(t, at + 1)
        || next.number != NumberWord::None;
    if at > i {
        return past || ends || is_plural(t, at - 1);
    }
    // "a 17-year-old named Ada"
    if t.one_of(at, &["named", "called", "nicknamed", "dubbed"]) && t.is_capital(at + 1) {
        return true;
    }
    // The first word: "two armed men" has a noun after it, "181 died" has none; "a second hearing" is a noun.
    if past { ends } else { text == "missing" }
}

fn is_adverb(t: &Cursor<'_, '_>, at: usize) -> bool {
    let text = t.text(at);
    text.ends_with("ly") && text.len() > 4 && !t.is(at, Classes::NO_ADVERB)
}
