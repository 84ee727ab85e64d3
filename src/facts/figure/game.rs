//! Games: clocks that run down, so many of so many, shared ranks.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::FigureKind;
use super::cursor::Cursor;
use super::found::{Found, Noun};
use super::number::Number;
use super::relation::near;
use super::words::Classes;

/// "3:21 left in the fourth quarter", "with 2:14 to play", "at 6:42 of the opening period": minutes and seconds of a game, no time of day.
pub(super) fn clock(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let colon = t.text(i + 1) == ":" && t.touches(i + 1) && t.touches(i + 2) && t.text(i + 2).len() == 2;
    let (minutes, seconds): (u32, u32) = (t.text(i).parse().ok()?, t.text(i + 2).parse().ok()?);
    let end = i + 3;
    if !colon || minutes > 60 || seconds > 59 || t.text(i).len() > 2 {
        return None;
    }
    let half_of_day = t.one_of(end, &["a", "p", "am", "pm"]) && !t.eq(end + 1, "lead") || t.is(end, Classes::ZONE);
    let date = t.one_of(end, &["on", "local", "today", "tomorrow", "tonight"]) && !t.eq(end + 2, "clock");
    if half_of_day || date || t.is_dash(end) || t.text(end) == ":" {
        return None;
    }
    let runs = t.one_of(end, &["left", "remaining", "elapsed"])
        || t.eq(end, "to") && t.one_of(end + 1, &["play", "go", "spare"])
        || t.is(end, Classes::ON_CLOCK)
            && (end + 1..end + 6).take_while(|at| !t.is_end(*at)).any(|at| t.is(at, Classes::PERIOD));
    let told = runs || near(t, i, end, Classes::PERIOD) && (near(t, i, end, Classes::SPORT) || t.profile().sport > 6);
    let value = Decimal::from(minutes * 60 + seconds);
    told.then(|| Found {
        unit: Some(Cow::Borrowed("second")),
        noun: Noun::Nowhere,
        ..Found::number(i, end, FigureKind::Duration, value, "duration: game clock")
    })
}

/// "11-of-15", "7-for-9": so many hits of so many tries.
pub(super) fn tries(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let word = number.end + 1;
    let joined = t.is_joint(number.end) && t.one_of(word, &["of", "for"]) && t.is_joint(word + 1);
    if !joined || !number.is_whole() {
        return None;
    }
    let other = Number::read(t, word + 2).filter(|other| other.first == word + 2 && other.is_whole())?;
    (other.value >= number.value && !t.is_joint(other.end)).then(|| Found {
        high: Some(other.value),
        ..Found::number(number.first, other.end, FigureKind::Number, number.value, "number: so many of so many tries")
    })
}

/// Words that the name of a team may have.
const TEAM: usize = 3;

/// "Rovers 4, Red Stars 1": the points of two teams, in a text about games.
pub(super) fn of_teams(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let points = |number: &Number| number.is_bare() && number.is_whole() && !number.padded && number.whole_digits <= 3;
    let team = |at: usize| t.is_capital(at) && t.word(at).month == 0 && !t.is(at, Classes::STOP.or(Classes::WEEKDAY));
    let (first, end) = (number.first, number.end);
    if !points(number) || first == 0 || !team(first - 1) || t.profile().sport < 3 {
        return None;
    }
    let other_follows = t.text(end) == ","
        && (end + 2..=end + 1 + TEAM).take_while(|at| team(*at - 1)).any(|at| {
            Number::read(t, at).is_some_and(|other| other.first == at && points(&other) && closes(t, other.end))
        });
    // Where the team's name starts that ends before token `end`.
    let named_from = |end: usize| (1..=TEAM).map_while(|k| end.checked_sub(k)).take_while(|at| team(*at)).last();
    let opens = |at: usize| t.opens_sentence(at) || matches!(t.text(at - 1), ";" | ":");
    let start = named_from(first)?;
    let other_precedes = || {
        start > 2
            && t.text(start - 1) == ","
            && t.is_digits(start - 2)
            && closes(t, end)
            && named_from(start - 2).is_some_and(opens)
    };
    let told = if other_follows { opens(start) } else { other_precedes() };
    told.then(|| Found {
        noun: Noun::Nowhere,
        ..Found::number(first, end, FigureKind::Number, number.value, "number: points of a team")
    })
}

/// Whether nothing is counted from token `end` on.
fn closes(t: &Cursor<'_, '_>, end: usize) -> bool {
    !t.is_word(end) && !t.is_joint(end) || t.one_of(end, &["in", "after", "on", "at"])
}

/// "T-8th", "T3rd": a rank that several share.
pub(super) fn shared_rank(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let at = if t.is_joint(i + 1) { i + 2 } else { i + 1 };
    if t.text(i) != "T" || !t.is_digits(at) || !t.touches(at) || t.touches(i) {
        return None;
    }
    let rank = super::ordinal::read(t, at).filter(|found| found.kind == FigureKind::Ordinal)?;
    Some(Found { first: i, rule: "ordinal: shared rank", ..rank })
}
