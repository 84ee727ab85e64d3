//! Clock times and race times: 9 a.m., 6.30 p.m., 14:30 GMT, half past three, 2:18:44.

use std::borrow::Cow;
use std::str::FromStr as _;

use rust_decimal::Decimal;

use super::FigureKind;
use super::cursor::Cursor;
use super::found::{Found, Noun};
use super::words::{Classes, NumberWord};
use super::year;

/// Half of the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

#[derive(Clone, Copy)]
struct Time {
    hour: u32,
    minute: u32,
    half: Option<Half>,
    end: usize,
    /// Whether it can be nothing but a time.
    sure: bool,
}

impl Time {
    fn edtf(self, half: Option<Half>) -> String {
        let hour = match (self.half.or(half), self.hour) {
            (Some(Half::Am), 12) => 0,
            (Some(Half::Pm), hour @ 1..=11) => hour + 12,
            (_, hour) => hour,
        };
        format!("T{hour:02}:{:02}", self.minute)
    }
}

/// The clock time, span of clock times or race time that starts at token `i`.
pub(super) fn read(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    if t.is_word(i) {
        return spoken(t, i);
    }
    with_seconds(t, i).or_else(|| race(t, i)).or_else(|| clock(t, i))
}

fn clock(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let first = time(t, i)?;
    let between = t.eq(first.end, "and") && i > 0 && t.eq(i - 1, "between");
    if t.is_dash(first.end) || t.eq(first.end, "to") || between {
        let last = time(t, first.end + 1).filter(|last| last.sure && (first.half.is_none() || last.half.is_some()));
        if let Some(last) = last {
            // "5:40 to 7 p.m." is all after noon, "9 to 5 p.m." starts before it.
            let half = match last.half {
                Some(Half::Pm) if first.hour % 12 > last.hour % 12 => Some(Half::Am),
                half => half,
            };
            let edtf = format!("{}/{}", first.edtf(half), last.edtf(None));
            return Some(Found::date(i, last.end, edtf, "date: span of clock times"));
        }
    }
    first.sure.then(|| Found::date(i, first.end, first.edtf(None), "date: clock time"))
}

/// "9", "9:15", "9.15", "0900", with a.m., p.m., o'clock or a zone after it.
fn time(t: &Cursor<'_, '_>, i: usize) -> Option<Time> {
    if !t.is_digits(i) {
        let (hour, end) = hour_word(t, i)?;
        let (half, end, sure) = mark(t, end);
        return sure.then_some(Time { hour, minute: 0, half, end, sure });
    }
    let text = t.text(i);
    let minutes = matches!(t.text(i + 1), ":" | "." | "h")
        && t.touches(i + 1)
        && t.touches(i + 2)
        && t.is_digits(i + 2)
        && t.text(i + 2).len() == 2;
    let (hour, minute, end) = match text.len() {
        1 | 2 if minutes => (text.parse().ok()?, t.text(i + 2).parse().ok()?, i + 3),
        1 | 2 => (text.parse().ok()?, 0, i + 1),
        4 => (text.get(..2)?.parse().ok()?, text.get(2..)?.parse().ok()?, i + 1),
        _ => return None,
    };
    let hour: u32 = hour;
    let minute: u32 = minute;
    if hour > 24 || minute > 59 {
        return None;
    }
    let (half, after, marked) = mark(t, end);
    if half.is_some() && (hour > 12 || hour == 0) && !(hour < 24 && minutes) {
        return None;
    }
    let colon = minutes && t.text(i + 1) == ":";
    let more = t.touches(end)
        && (matches!(t.text(end), ":" | "." | ",") && t.touches(end + 1) && t.is_digits(end + 1)
            || t.text(end) == "%"
            || t.is_word(end))
        && !marked;
    if more {
        return None;
    }
    // "at 9.30 on Monday": a point between, nothing after, is a time only after "at" and before a day.
    let at = i > 0
        && t.eq(i - 1, "at")
        && minutes
        && (t.one_of(end, &["on", "this", "tonight", "tomorrow", "today", "yesterday", "local"])
            || t.is(end, Classes::WEEKDAY));
    if text.len() == 4
        && !t.is(end, Classes::ZONE)
        && !t.before(end + 2, &["local", "time"])
        && !t.one_of(end, &["hrs", "hours"])
    {
        return None;
    }
    let four = text.len() == 4;
    Some(Time { hour, minute, half, end: after, sure: marked || colon || at || four })
}

/// a.m., p.m., o'clock, a zone from token `i` on: the half of the day, one past it, whether there is any.
fn mark(t: &Cursor<'_, '_>, i: usize) -> (Option<Half>, usize, bool) {
    let (mut half, mut end) = (None, i);
    let dotted = |at: usize| {
        t.one_of(at, &["a", "p"])
            && t.text(at + 1) == "."
            && t.touches(at + 1)
            && t.eq(at + 2, "m")
            && t.touches(at + 2)
    };
    if t.one_of(i, &["am", "pm"]) {
        let clear = t.touches(i) || t.text(i) != "am" || !t.is_word(i + 1) || t.is(i + 1, Classes::STOP);
        if clear {
            half = Some(if t.eq(i, "am") { Half::Am } else { Half::Pm });
            end = i + 1;
        }
    } else if dotted(i) {
        half = Some(if t.eq(i, "a") { Half::Am } else { Half::Pm });
        end = i + 3;
        // The stop after "p.m" belongs to it, unless it ends the sentence too: then it is still written once.
        if t.text(end) == "." && t.touches(end) {
            end += 1;
        }
    } else if t.eq(i, "o") && t.is_apostrophe(i + 1) && t.eq(i + 2, "clock") {
        end = i + 3;
    }
    if t.is(end, Classes::ZONE) && t.case(end) == super::super::token::Case::Upper {
        end += 1;
    }
    (half, end, end > i)
}

fn hour_word(t: &Cursor<'_, '_>, i: usize) -> Option<(u32, usize)> {
    match t.number_word(i) {
        NumberWord::Digit(n @ 1..) | NumberWord::Teen(n @ 10..=12) => u32::try_from(n).ok().map(|n| (n, i + 1)),
        _ => None,
    }
}

/// Minutes before or after the hour, in words: half, quarter, ten, twenty-five; and where they end.
fn minutes_word(t: &Cursor<'_, '_>, i: usize) -> Option<(u32, usize)> {
    match t.number_word(i) {
        NumberWord::Half => Some((30, i + 1)),
        NumberWord::Quarter => Some((15, i + 1)),
        NumberWord::Digit(n @ 1..) | NumberWord::Teen(n) => u32::try_from(n).ok().map(|n| (n, i + 1)),
        NumberWord::Ten(20) => match t.number_word(i + 2) {
            NumberWord::Digit(n @ 1..) if t.is_joint(i + 1) => u32::try_from(n).ok().map(|n| (20 + n, i + 3)),
            _ => Some((20, i + 1)),
        },
        _ => None,
    }
}

/// "ten to four" is a range or a score unless something says that it is a time.
fn is_told(t: &Cursor<'_, '_>, i: usize, minutes: u32) -> bool {
    minutes == 15 || i > 0 && t.one_of(i - 1, &["at", "until", "till", "by", "since"])
}

/// "half past three", "quarter to nine", "three in the morning", "ten o'clock".
fn spoken(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    if let Some((minutes, at)) = minutes_word(t, i)
        && t.one_of(at, &["past", "to"])
        && (t.eq(at, "past") || is_told(t, i, minutes))
    {
        let to = t.eq(at, "to");
        let at = at + 1;
        let (hour, end) = hour_word(t, at)
            .or_else(|| t.text(at).parse().ok().filter(|n| (1..=12).contains(n)).map(|n| (n, at + 1)))?;
        if to && minutes == 30 || super::unit::at(t, end).is_some() {
            return None;
        }
        let (half, end) = part_of_day(t, end);
        let (hour, minute) = if to { ((hour + 10) % 12 + 1, 60 - minutes) } else { (hour, minutes) };
        let time = Time { hour, minute, half, end, sure: true };
        let first = if i > t.floor && t.eq(i - 1, "a") { i - 1 } else { i };
        return Some(Found::date(first, end, time.edtf(None), "date: clock time in words"));
    }
    let (hour, end) = hour_word(t, i)?;
    let (half, after) = part_of_day(t, end);
    let time = if half.is_some() { Time { hour, minute: 0, half, end: after, sure: true } } else { time(t, i)? };
    Some(Found::date(i, time.end, time.edtf(None), "date: clock time in words"))
}

/// "in the morning", "in the afternoon", "at night".
fn part_of_day(t: &Cursor<'_, '_>, i: usize) -> (Option<Half>, usize) {
    if t.eq(i, "in") && t.eq(i + 1, "the") {
        if t.eq(i + 2, "morning") {
            return (Some(Half::Am), i + 3);
        }
        if t.one_of(i + 2, &["afternoon", "evening"]) {
            return (Some(Half::Pm), i + 3);
        }
    }
    (None, i)
}

/// "at 15:50:06", "3:12:45 p.m.", "Oct 26 15:50:06": a time of day with its seconds. "A time of 2:18:44" is a race.
fn with_seconds(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let part = |at: usize| t.text(at) == ":" && t.touches(at) && t.touches(at + 1) && t.text(at + 1).len() == 2;
    if t.text(i).len() > 2 || !part(i + 1) || !part(i + 3) {
        return None;
    }
    let number = |at: usize, most: u32| t.text(at).parse::<u32>().ok().filter(|n| *n <= most);
    let (hour, minute, second) = (number(i, 24)?, number(i + 2, 59)?, number(i + 4, 59)?);
    let end = i + 5;
    if t.touches(end) && matches!(t.text(end), "." | ":") && t.is_digits(end + 1) && t.touches(end + 1) {
        return None;
    }
    let (half, after, marked) = mark(t, end);
    let before = i.checked_sub(1);
    let dated = before.is_some_and(|at| {
        t.word(at).month > 0
            || t.is(at, Classes::WEEKDAY)
            || t.is_digits(at) && at > 0 && (t.word(at - 1).month > 0 || t.is_dash(at - 1))
            || t.text(at) == "," && year::plain(t, at.wrapping_sub(1)).is_some()
            || t.text(at) == "T"
    });
    let cued = before.is_some_and(|at| t.one_of(at, &["at", "until", "by", "from", "since", "after", "before"]));
    let local = t.eq(end, "local") || t.eq(end, "on") && !t.eq(end + 1, "the");
    let padded = t.text(i).starts_with('0') && t.profile().sport < 3;
    if !(marked || dated || cued && t.profile().sport < 6 || local || padded) {
        return None;
    }
    let time = Time { hour, minute, half, end: after, sure: true };
    Some(Found::date(i, after, format!("{}:{second:02}", time.edtf(None)), "date: clock time with seconds"))
}

/// "2:18:44", "69:41", "1:59.21", "3:40 a kilometre": how long something took, in seconds.
fn race(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let colon = |at: usize| {
        t.text(at) == ":" && t.touches(at) && t.touches(at + 1) && t.is_digits(at + 1) && t.text(at + 1).len() == 2
    };
    if t.text(i).len() > 3 || !colon(i + 1) {
        return None;
    }
    let number = |at: usize| Decimal::from_str(t.text(at)).ok();
    let sixty = Decimal::from(60);
    let mut value = number(i)?.checked_mul(sixty)?.checked_add(number(i + 2)?)?;
    let mut end = i + 3;
    let mut sure = number(i)? > Decimal::from(24);
    if colon(end) {
        value = value.checked_mul(sixty)?.checked_add(number(end + 1)?)?;
        sure = !(i > 0 && t.eq(i - 1, "at"));
        end += 2;
    }
    if t.text(end) == "." && t.touches(end) && t.is_digits(end + 1) && t.touches(end + 1) && t.text(end + 1).len() <= 3
    {
        value = value.checked_add(Decimal::from_str(&format!("0.{}", t.text(end + 1))).ok()?)?;
        end += 2;
        sure = true;
    }
    let per = t.one_of(end, &["a", "per"])
        && t.one_of(end + 1, &["kilometre", "kilometer", "km", "mile", "lap", "kilometres"]);
    let timed = i > 0
        && t.profile().sport > 2
        && (t.one_of(i - 1, &["in", "of", "clocked", "ran", "timed", "than"]) || t.before(i, &["time", "of"]))
        && !mark(t, end).2
        && t.text(i).len() <= 2;
    (sure || per || timed).then_some(Found {
        first: i,
        end,
        kind: FigureKind::Duration,
        value: Some(value),
        high: None,
        unit: Some(Cow::Borrowed("second")),
        rule: "duration: hours, minutes and seconds",
        noun: Noun::Nowhere,
        vague: false,
        bare: false,
    })
}

#[cfg(test)]
mod tests {
    use crate::facts::{Document, FigureKind, figure};

    fn times(text: &str) -> Vec<(String, Option<String>)> {
        figure::find(&Document::new(text), None, &[])
            .into_iter()
            .filter(|figure| figure.kind == FigureKind::Date)
            .map(|figure| (figure.range.slice(text).to_owned(), figure.unit))
            .collect()
    }

    #[test]
    fn times_in_words() {
        let check = |text: &str, words: &str, edtf: &str| {
            assert_eq!(times(text), [(words.to_owned(), Some(edtf.to_owned()))], "{text}");
        };
        check("It was done at ten past four on Tuesday.", "ten past four", "T04:10");
        check("It rang at half past three.", "half past three", "T03:30");
        check("It rang at a quarter to nine.", "a quarter to nine", "T08:45");
        check("They left at twenty-five to one.", "twenty-five to one", "T12:35");
        assert_eq!(times("The board voted ten to four."), []);
        assert_eq!(times("Ten past masters met."), []);
    }
}
