//! What a figure counts or measures: the noun phrase that it stands before, or the one after "of".

use super::super::token::Case;
use super::cursor::Cursor;
use super::edge;
use super::noun;
use super::run::{is_verb, phrase};
use super::shared;
use super::words::{Classes, NumberWord};
use super::{FigureKind, unit};
use crate::article::TextRange;

/// Whether the noun phrase from token `i` on has a plural head: something is counted.
pub(super) fn plural_follows(t: &Cursor<'_, '_>, i: usize) -> bool {
    phrase(t, i, true).is_some_and(|(_, end)| is_plural(t, end - 1))
}

/// Whether token `i` reads as a noun in the plural.
pub(super) fn is_plural(t: &Cursor<'_, '_>, i: usize) -> bool {
    let classes = t.word(i).classes;
    if classes.any(Classes::PLURAL.or(Classes::MASS)) {
        return true;
    }
    let text = t.text(i);
    // "26 MPs", "two SUVs"; "two masked gunmen"
    let letters =
        t.case(i) == Case::Mixed && text.ends_with('s') && text.trim_end_matches('s').chars().all(char::is_uppercase);
    let men = text.len() > 5 && text.ends_with("men") && !t.is(i, Classes::SINGULAR) && t.case(i) == Case::Lower;
    if letters || men {
        return true;
    }
    text.len() > 3
        && text.ends_with('s')
        && !text.ends_with("ss")
        && !text.ends_with("us")
        && !text.ends_with("is")
        && !classes.any(Classes::SINGULAR.or(Classes::STOP))
        && (!classes.any(Classes::VERB) || classes.any(Classes::NOUN_VERB))
}

/// The noun of the figure that ends before token `end`.
pub(super) fn of(
    t: &Cursor<'_, '_>,
    first: usize,
    end: usize,
    kind: FigureKind,
    measured: bool,
    one: bool,
) -> Option<TextRange> {
    let joint = t.is_joint(end);
    let mut at = end;
    if joint {
        at += 1;
        if t.one_of(at, &["strong", "odd", "plus"]) || kind == FigureKind::Ordinal && t.eq(at, "ever") {
            at += 1;
        } else {
            return hyphenated(t, at, kind, measured);
        }
    }
    if t.is_hyphen(at) && t.touches(at) && !t.touches(at + 1) {
        return None;
    }
    if let Some(from) = noun::worth_of(t, at) {
        return after_of(t, from);
    }
    if let Some(from) = shared::noun(t, first, at, kind) {
        return after_of(t, from);
    }
    if shared::is_period(t, at) {
        return None;
    }
    // "the first ever case", "its first-ever screen"
    if kind == FigureKind::Ordinal && t.eq(at, "ever") && t.is_word(at + 1) {
        at += 1;
    }
    // "four more barns"
    if kind == FigureKind::Count && t.eq(at, "more") && t.is_word(at + 1) && !t.is(at + 1, Classes::STOP) {
        at += 1;
    }
    if t.eq(at, "or") && t.one_of(at + 1, &["so", "more", "less"]) {
        at += 2;
    }
    if kind == FigureKind::Number
        && t.is(at, Classes::DETERMINER.or(Classes::POSSESSIVE))
        && t.number_word(end - 1) == NumberWord::Half
    {
        return after_of(t, at);
    }
    if matches!(kind, FigureKind::Number | FigureKind::Percent) && t.one_of(at, &["less", "fewer", "more"]) {
        return None;
    }
    if t.eq(at, "of") {
        // "within two kilometres of the mill", "nine days of the voyage": not what is measured.
        let place = matches!(kind, FigureKind::Quantity | FigureKind::Duration)
            && (t.is_capital(at + 1)
                || !t.is_word(at + 1) && t.is_capital(at + 2)
                || t.is(at + 1, Classes::DETERMINER.or(Classes::POSSESSIVE)));
        let done = kind == FigureKind::Duration && noun::is_gerund(t, at + 1);
        return if place || done { None } else { after_of(t, at + 1) };
    }
    if measured {
        let attribute = first > 0
            && (t.is(first - 1, Classes::DETERMINER.or(Classes::POSSESSIVE))
                || ends_genitive(t, first)
                || has_joint(t, first, end));
        // "a £7m loan", "wins £7m loan": without an article only a plain noun is believed, and no time span.
        if !attribute && (kind == FigureKind::Duration || !is_noun(t, at)) {
            return None;
        }
        // "the 81-year-old leads the choir"
        if t.is(at, Classes::VERB) && !t.is(at, Classes::NOUN_VERB.or(Classes::MODIFIER)) {
            return None;
        }
        return phrase(t, at, false)
            .filter(|(from, to)| !is_dimension(t, *from, *to))
            .map(|(from, to)| t.range(from, to));
    }
    let (from, to) = match kind {
        FigureKind::Duration if t.is_capital(at) => edge::after_names(t, at)?,
        FigureKind::Duration => edge::without_name(t, noun::of_age(phrase(t, at, false)?, t)?),
        FigureKind::Number | FigureKind::Percent if t.text(at).ends_with("ing") && t.is(at + 1, Classes::STOP) => {
            return None;
        }
        FigureKind::Count if !one => counted(t, first, at)?,
        _ => phrase(t, at, false)?,
    };
    Some(t.range(from, to))
}

/// The noun that a count counts: the rules in order, the first that finds one decides.
fn counted(t: &Cursor<'_, '_>, first: usize, i: usize) -> Option<(usize, usize)> {
    noun::coordinated(t, i)
        .or_else(|| phrase(t, i, true).filter(|_| !is_verb(t, i, i)))
        .or_else(|| noun::acronym(t, first, i))
}

/// Whether token `at` reads as a noun and as nothing else that may follow an amount.
fn is_noun(t: &Cursor<'_, '_>, at: usize) -> bool {
    let text = t.text(at);
    let comparative = text.len() > 4
        && (text.ends_with("er") && !is_plural(t, at + 1)
            || text.ends_with("ed")
            || text.ends_with("ing")
            || text.ends_with("ly"));
    t.is_word(at)
        && t.case(at) == Case::Lower
        && !t.is(at, Classes::STOP.or(Classes::VERB).or(Classes::NOUN_VERB).or(Classes::DETERMINER))
        && t.word(at).number == NumberWord::None
        && !comparative
        && !edge::is_postposed(t, at)
        && !is_dimension(t, at, at + 1)
}

/// The word after a hyphen: "10-nation", "two-dose", "first-quarter".
fn hyphenated(t: &Cursor<'_, '_>, at: usize, kind: FigureKind, measured: bool) -> Option<TextRange> {
    // "a 30-foot-tall mast"
    if measured && is_dimension(t, at, at + 1) {
        let next = if t.is_joint(at + 1) { at + 2 } else { at + 1 };
        return phrase(t, next, false).map(|(from, to)| t.range(from, to));
    }
    if !t.is_word(at) || t.is(at, Classes::STOP) {
        return None;
    }
    let adjective = t.text(at).ends_with("est") || t.is(at, Classes::SUPERLATIVE);
    if adjective && kind == FigureKind::Ordinal {
        return None;
    }
    Some(t.range(at, at + 1))
}

/// Whether a genitive ends right before token `first`: "the mill’s 10".
fn ends_genitive(t: &Cursor<'_, '_>, first: usize) -> bool {
    first > 2 && t.text(first - 1) == "s" && t.is_apostrophe(first - 2)
}

fn has_joint(t: &Cursor<'_, '_>, first: usize, end: usize) -> bool {
    (first + 1..end).any(|at| t.is_joint(at))
}

/// "wide", "high", "long", "deep": the measure's own adjective is no noun.
fn is_dimension(t: &Cursor<'_, '_>, from: usize, to: usize) -> bool {
    to == from + 1 && t.is(from, Classes::SIZE)
}

/// Amounts in a row, each of the next: "half of 20 tonnes of 3 kinds of rope".
const OFS: usize = 3;

/// The noun phrase after "of": determiners skipped, another number skipped ("7 of 19 boats", "two of its 30 rooms").
fn after_of(t: &Cursor<'_, '_>, i: usize) -> Option<TextRange> {
    let mut at = i;
    for _ in 0..OFS {
        at = past_owner(t, at);
        // "12 of her career-high 27 points"
        if t.is_word(at) && t.is_joint(at + 1) && t.is_word(at + 2) && t.is_digits(at + 3) {
            at += 3;
        }
        let number = t.is_digits(at)
            || matches!(
                t.number_word(at),
                NumberWord::Digit(_) | NumberWord::Teen(_) | NumberWord::Ten(_) | NumberWord::Hundred
            );
        if !number {
            return noun_after_of(t, at);
        }
        at = super::number::Number::read(t, at)?.end;
        let Some((_, end)) = unit::at(t, at).filter(|(unit, _)| unit.symbol != "in") else {
            return noun_after_of(t, at);
        };
        if !t.eq(end, "of") {
            return None;
        }
        at = end + 1;
    }
    None
}

/// One past the determiners and the owner at token `i`: "[the harbour’s] boats".
fn past_owner(t: &Cursor<'_, '_>, i: usize) -> usize {
    let mut at = i;
    while at < i + 3 && t.is(at, Classes::DETERMINER) && t.is_word(at) {
        at += 1;
    }
    // "12 per cent of the harbour’s 310 boats": the owner is skipped.
    genitive(t, at).unwrap_or(at)
}

fn noun_after_of(t: &Cursor<'_, '_>, at: usize) -> Option<TextRange> {
    if t.is(at, Classes::PERSON) {
        return None;
    }
    let cut = |(from, end): (usize, usize)| (from, noun::without_relative(t, from, end).unwrap_or(end));
    // "60 percent of broken windows"
    if t.is(at, Classes::PARTICIPLE) && t.is_word(at + 1) && !t.is(at + 1, Classes::STOP.or(Classes::VERB)) {
        return phrase(t, at + 1, false).map(|(_, to)| t.range(at, to));
    }
    phrase(t, at, false).map(cut).map(|(from, to)| t.range(from, to))
}

/// If a genitive of one to four words starts at token `i`: one past its s.
fn genitive(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    for at in i..i + 4 {
        if !t.is_word(at) || t.is(at, Classes::STOP) {
            return None;
        }
        if t.is_apostrophe(at + 1) && t.touches(at + 1) {
            let s = t.text(at + 2) == "s" && t.touches(at + 2);
            return if s {
                Some(at + 3)
            } else if t.text(at).ends_with('s') {
                Some(at + 2)
            } else {
                None
            };
        }
    }
    None
}
