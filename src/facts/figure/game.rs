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

/// "T-8th", "T3rd": a rank that several share.
pub(super) fn shared_rank(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let at = if t.is_joint(i + 1) { i + 2 } else { i + 1 };
    if t.text(i) != "T" || !t.is_digits(at) || !t.touches(at) || t.touches(i) {
        return None;
    }
    let rank = super::ordinal::read(t, at).filter(|found| found.kind == FigureKind::Ordinal)?;
    Some(Found { first: i, rule: "ordinal: shared rank", ..rank })
}
