//! A noun that several figures share: "2 inches (51 mm) of rain", "scores or hundreds of jobs", "a 20% and 16% gain".

use super::FigureKind;
use super::cursor::Cursor;
use super::number::{Form, Number};
use super::words::{Classes, NumberWord};

/// Tokens that an alternative between commas or in brackets may have.
const ALTERNATIVE: usize = 9;

/// One past the "of", or the first word, of the noun that the figure `first..end` shares with the one beside it.
pub(super) fn noun(t: &Cursor<'_, '_>, first: usize, end: usize, kind: FigureKind) -> Option<usize> {
    match kind {
        FigureKind::Quantity | FigureKind::Money => behind_alternative(t, first, end),
        FigureKind::Count => vague_pair(t, end),
        FigureKind::Percent => percentages(t, first, end),
        _ => None,
    }
}

/// "2 inches (51 millimetres) of rain", "12 gallons, or 45 litres, of milk": the same amount twice, then what it is of.
fn behind_alternative(t: &Cursor<'_, '_>, first: usize, end: usize) -> Option<usize> {
    let of_thing = |at: usize| t.eq(at, "of") && !t.is(at + 1, Classes::DETERMINER.or(Classes::POSSESSIVE));
    let close = match t.text(end) {
        "(" if t.is_digits(end + 1) || t.is_digits(end + 2) => {
            (end + 2..end + ALTERNATIVE).take_while(|at| !t.is_end(*at)).find(|at| t.text(*at) == ")")?
        }
        "," if t.eq(end + 1, "or") => {
            let comma = |at: &usize| t.text(*at) == "," && !t.touches(*at + 1);
            (end + 3..end + ALTERNATIVE).take_while(|at| !t.is_end(*at)).find(comma)?
        }
        // The alternative itself.
        ")" if first > 0 && t.text(first - 1) == "(" => end,
        "," if first > 1 && t.eq(first - 1, "or") && t.text(first - 2) == "," => end,
        _ => return None,
    };
    of_thing(close + 1).then_some(close + 2)
}

/// "scores or hundreds of jobs"
fn vague_pair(t: &Cursor<'_, '_>, end: usize) -> Option<usize> {
    let vague = |at: usize| {
        Number::read(t, at)
            .is_some_and(|number| number.form == Form::Vague && number.first == at && number.end == at + 1)
    };
    (t.eq(end + 2, "of") && t.one_of(end, &["or", "and"]) && end > 0 && vague(end - 1) && vague(end + 1))
        .then_some(end + 3)
}

/// "a 20% and 16% gain": the noun of the second share is that of the first.
fn percentages(t: &Cursor<'_, '_>, first: usize, end: usize) -> Option<usize> {
    let article = first > 0 && t.is(first - 1, Classes::DETERMINER.or(Classes::POSSESSIVE));
    if !article || !t.one_of(end, &["and", "or"]) || !t.is_digits(end + 1) {
        return None;
    }
    let number = Number::read(t, end + 1).filter(|number| number.first == end + 1)?;
    let past = if t.text(number.end) == "%" || t.one_of(number.end, &["percent"]) {
        number.end + 1
    } else if t.eq(number.end, "per") && t.eq(number.end + 1, "cent") {
        number.end + 2
    } else {
        return None;
    };
    let noun = t.is_word(past)
        && !t.is(past, Classes::STOP.or(Classes::VERB).or(Classes::DETERMINER))
        && t.number_word(past) == NumberWord::None;
    noun.then_some(past)
}

/// "up 12% year to date", "fell 3% month over month": a time that nothing is counted in.
pub(super) fn is_period(t: &Cursor<'_, '_>, at: usize) -> bool {
    t.one_of(at, &["year", "quarter", "month", "week", "day"])
        && t.one_of(at + 1, &["to", "on", "over", "by"])
        && (t.eq(at + 2, "date") || t.text(at + 2) == t.text(at))
}
