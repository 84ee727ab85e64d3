//! Calendar dates with a number: days, months of a year, ISO and slashed dates. Written out as EDTF (ISO 8601-2).

use super::super::token::Case;
use super::cursor::Cursor;
use super::found::Found;
use super::words::{Classes, NumberWord};
use super::year;

/// A date as far as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Day {
    year: Option<u32>,
    month: u8,
    /// 0 for a whole month.
    number: u8,
}

impl Day {
    fn edtf(self) -> String {
        let year = self.year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        match (self.month, self.number) {
            (month, 0) => format!("{year}-{month:02}"),
            (month, day) => format!("{year}-{month:02}-{day:02}"),
        }
    }
}

/// The date that starts at token `i`.
pub(super) fn read(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    if t.is_word(i) {
        return month_first(t, i).or_else(|| day_first(t, i));
    }
    numeric(t, i).or_else(|| glued(t, i)).or_else(|| day_first(t, i))
}

/// The month at token `i`, and one past it (a full stop after a short form belongs to it).
pub(super) fn month(t: &Cursor<'_, '_>, i: usize) -> Option<(u8, usize)> {
    let month = t.word(i).month;
    if month == 0 {
        return None;
    }
    // Small letters: "march", "may", "mar" are other words there.
    if t.english && t.case(i) == Case::Lower && matches!(month, 3 | 5) {
        return None;
    }
    let short = t.text(i).len() <= 4 && !matches!(month, 5..=7) || matches!(t.text(i).len(), 3) && month != 5;
    let end = if short && t.text(i + 1) == "." && t.touches(i + 1) { i + 2 } else { i + 1 };
    Some((month, end))
}

/// A day of the month at token `i` ("5", "5th", "fourth", "twenty-second"), and one past it.
fn day(t: &Cursor<'_, '_>, i: usize) -> Option<(u8, usize)> {
    if t.is_digits(i) {
        let day: u8 = t.text(i).parse().ok().filter(|day| (1..=31).contains(day))?;
        if t.text(i).len() > 2 {
            return None;
        }
        let suffix = t.touches(i + 1) && t.one_of(i + 1, &["st", "nd", "rd", "th"]);
        let end = i + 1 + usize::from(suffix);
        let more = t.touches(end)
            && (t.is_word(end)
                || (matches!(t.text(end), "." | "," | ":" | "%") && t.touches(end + 1) && t.is_digits(end + 1))
                || t.text(end) == "%");
        return (!more || suffix).then_some((day, end));
    }
    let small = |n: u64| u8::try_from(n).ok().filter(|day| (1..=31).contains(day));
    match t.number_word(i) {
        NumberWord::Ordinal(n) => small(n).map(|day| (day, i + 1)),
        NumberWord::Digit(n @ 1..) | NumberWord::Teen(n) => small(n).map(|day| (day, i + 1)),
        NumberWord::Ten(n @ 20..=30) => {
            let at = if t.is_joint(i + 1) { i + 2 } else { i + 1 };
            match t.number_word(at) {
                NumberWord::Ordinal(d @ 1..=9) | NumberWord::Digit(d @ 1..) => small(n + d).map(|day| (day, at + 1)),
                _ => small(n).map(|day| (day, i + 1)),
            }
        }
        _ => None,
    }
}

/// A year after a day or month: "2019", ", 2019", "of 1987", "’24".
fn year_after(t: &Cursor<'_, '_>, i: usize) -> Option<(u32, usize)> {
    let mut at = i;
    if t.text(at) == "," || t.one_of(at, if t.english { &["of", "in"] } else { &["de", "del"] }) {
        at += 1;
    }
    if t.is_apostrophe(at) && t.is_digits(at + 1) && t.text(at + 1).len() == 2 {
        let short: u32 = t.text(at + 1).parse().ok()?;
        return Some((year::century_of(short) + short, at + 2));
    }
    let (year, end) = year::plain(t, at)?;
    (!t.touches(end) || !t.is_dash(end) || at == i).then_some((year, end))
}

/// "Oct. 27, 2023", "March 2022", "June 3-5", "September 30 – October 2".
fn month_first(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let (month, mut at) = month(t, i)?;
    if t.case(i) == Case::Lower
        && !(t.is_digits(at) || matches!(t.number_word(at), NumberWord::Ordinal(_) | NumberWord::Ten(_)))
        && !t.one_of(at, &["of"])
    {
        return None;
    }
    if let Some((year, end)) = year_after(t, at) {
        let day = Day { year: Some(year), month, number: 0 };
        return months(t, i, end, day).or_else(|| Some(Found::date(i, end, day.edtf(), "date: month and year")));
    }
    if t.text(at) == "," && t.is_digits(at + 1) {
        at += 1;
    }
    if t.eq(at, "the") {
        at += 1;
    }
    if t.is_word(at) && !matches!(t.number_word(at), NumberWord::Ordinal(_) | NumberWord::Ten(_)) {
        return None;
    }
    let (day, end) = day(t, at)?;
    if measured(t, end) {
        return None;
    }
    let first = Day { year: None, month, number: day };
    let (last, end) = upto(t, end, first, true);
    Some(finish(t, i, end, first, last))
}

/// "from March 2019 to May 2021", "June 2011 through July 2014": from one month of a year to another. What is put off from
/// one month to another has two dates.
fn months(t: &Cursor<'_, '_>, i: usize, end: usize, first: Day) -> Option<Found> {
    let before = i.checked_sub(1)?;
    let from = t.one_of(before, &["from", "between"]);
    let moved = (2..6).any(|k| i >= k && t.is(i - k, Classes::SHIFT));
    let joined = t.is_dash(end)
        || t.eq(end, "through")
        || t.eq(end, "to") && from
        || t.eq(end, "and") && t.eq(before, "between");
    if !joined || moved {
        return None;
    }
    let (number, at) = month(t, end + 1)?;
    let (year, after) = year_after(t, at)?;
    let last = Day { year: Some(year), month: number, number: 0 };
    ((first.year, first.month) < (last.year, last.month))
        .then(|| Found::date(i, after, format!("{}/{}", first.edtf(), last.edtf()), "date: months"))
}

/// "11 September", "30 September 1929", "the 15th of March", "12-14 June".
fn day_first(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let (day, mut end) = day(t, i)?;
    if t.touches(i) && i > 0 && t.is_dash(i - 1) && i > 1 && t.touches(i - 1) && t.is_digits(i - 2) {
        return None;
    }
    if let Some((month, end)) = month_after(t, end) {
        let first = Day { year: None, month, number: day };
        let (last, end) = upto(t, end, first, false);
        return Some(finish(t, i, end, first, last));
    }
    // "12-14 June", "3 to 5 May", "4 and 5 May": the month stands after the last day only.
    let slash = t.text(end) == "/" && t.touches(end);
    let joined = t.is_dash(end) || slash || t.one_of(end, &["to", "and", "or"]);
    if !joined || !t.is_digits(i) {
        return None;
    }
    let between = t.eq(end, "and") && i > 0 && t.eq(i - 1, "between");
    let both = between || !t.one_of(end, &["and", "or"]);
    let first_end = end;
    end += 1;
    let (other, after) = self::day(t, end)?;
    if !t.is_digits(end) {
        return None;
    }
    let (month, after) = month_after(t, after)?;
    let first = Day { year: None, month, number: day };
    if !both {
        let year = year_after(t, after).map(|(year, _)| year);
        return Some(Found::date(i, first_end, Day { year, ..first }.edtf(), "date: day, its month after another day"));
    }
    (other > day).then(|| finish(t, i, after, first, Some(Day { number: other, ..first })))
}

fn month_after(t: &Cursor<'_, '_>, i: usize) -> Option<(u8, usize)> {
    // "3. Oktober", "3 de octubre"
    let foreign = !t.english && (t.text(i) == "." && t.touches(i) || t.eq(i, "de"));
    let joined = t.eq(i, "of") || t.is_joint(i) || t.text(i) == "/" && t.touches(i) || foreign;
    let at = if joined { i + 1 } else { i };
    let (number, end) = month(t, at)?;
    // "30 May be" never stands for a day unless the word is a month's name in full or has a capital.
    (!t.english || t.case(at) != Case::Lower || t.text(at).len() > 3).then_some((number, end))
}

/// The second end of "June 3-5", "September 30 – October 2", "30 June to 2 July".
fn upto(t: &Cursor<'_, '_>, end: usize, first: Day, month_leads: bool) -> (Option<Day>, usize) {
    if !(t.is_dash(end) || t.one_of(end, &["to", "through"]) || t.text(end) == "/" && t.touches(end)) {
        return (None, end);
    }
    let at = end + 1;
    if month_leads {
        if let Some((number, after)) = month(t, at)
            && let Some((other, after)) = day(t, after)
        {
            return (Some(Day { month: number, number: other, ..first }), after);
        }
        if let Some((other, after)) = day(t, at)
            && t.is_digits(at)
            && other > first.number
            && !measured(t, after)
            && month_after(t, after).is_none()
        {
            return (Some(Day { number: other, ..first }), after);
        }
    } else if let Some((other, after)) = day(t, at)
        && let Some((number, after)) = month_after(t, after)
    {
        return (Some(Day { month: number, number: other, ..first }), after);
    }
    (None, end)
}

/// Whether the number before token `end` is measured, so that it is no day: "May 30 per cent".
fn measured(t: &Cursor<'_, '_>, end: usize) -> bool {
    super::unit::at(t, end).is_some_and(|(unit, _)| unit.symbol != "in")
        || matches!(t.number_word(end), NumberWord::Scale(_) | NumberWord::Hundred | NumberWord::Short(_))
}

fn finish(t: &Cursor<'_, '_>, first: usize, end: usize, day: Day, last: Option<Day>) -> Found {
    let (year, end) = match year_after(t, end) {
        Some((year, after)) => (Some(year), after),
        None => (None, end),
    };
    let day = Day { year, ..day };
    match last {
        Some(last) => {
            let last = Day { year, ..last };
            Found::date(first, end, format!("{}/{}", day.edtf(), last.edtf()), "date: days")
        }
        None => Found::date(first, end, day.edtf(), "date: day and month"),
    }
}

/// "29Mar22", "21Sep2023", "2019Mar29": without separators.
fn glued(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    if !(t.is_word(i + 1) && t.touches(i + 1) && t.is_digits(i + 2) && t.touches(i + 2)) || t.touches(i) {
        return None;
    }
    let month = t.word(i + 1).month;
    if month == 0 || t.text(i + 1).len() != 3 || t.touches(i + 3) && (t.is_word(i + 3) || t.is_digits(i + 4)) {
        return None;
    }
    let (day, year) = match (t.text(i).len(), t.text(i + 2).len()) {
        (1 | 2, 2 | 4) => (t.text(i), t.text(i + 2)),
        (4, 1 | 2) => (t.text(i + 2), t.text(i)),
        _ => return None,
    };
    let number: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let short: u32 = year.parse().ok()?;
    let year = if year.len() == 2 { year::century_of(short) + short } else { short };
    let day = Day { year: Some(year), month, number };
    (1000..2200).contains(&year).then(|| Found::date(i, i + 3, day.edtf(), "date: without separators"))
}

/// "2024-03-14", "14/03/2024", "09-Feb-1987", "1994/Jul/16".
fn numeric(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let sign = t.text(i + 1);
    let joined = matches!(sign, "-" | "/" | ".") && t.text(i + 3) == sign && (1..=4).all(|k| t.touches(i + k));
    if !joined || (t.touches(i + 5) && (t.is_digits(i + 5) || t.text(i + 5) == sign && t.touches(i + 6))) {
        return None;
    }
    let part = |k: usize| t.text(k).parse::<u32>().ok().filter(|_| t.is_digits(k) && t.text(k).len() <= 4);
    let named = month(t, i + 2).map(|(month, _)| u32::from(month));
    let (lead, middle, last) = (part(i)?, named.or_else(|| part(i + 2))?, part(i + 4)?);
    let small = |n: u32| u8::try_from(n).ok();
    let long = |k: usize| t.text(k).len() == 4;
    let (year, month, day) = if long(i) {
        if middle <= 12 { (lead, middle, last) } else { (lead, last, middle) }
    } else if long(i + 4) || (sign == "/" && t.text(i + 4).len() == 2) || named.is_some() {
        let year = if last < 100 { year::century_of(last) + last } else { last };
        let order = t.profile().day_first;
        let usual = if order == 0 { sign == "." || t.profile().british } else { order > 0 };
        let day_leads = named.is_some() || lead > 12 || middle <= 12 && usual;
        if day_leads { (year, middle, lead) } else { (year, lead, middle) }
    } else {
        return None;
    };
    if !((1000..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)) {
        return None;
    }
    let day = Day { year: Some(year), month: small(month)?, number: small(day)? };
    Some(Found::date(i, i + 5, day.edtf(), "date: in numbers"))
}
