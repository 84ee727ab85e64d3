//! Years, ranges of years, decades, centuries, quarters of a year.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::FigureKind;
use super::cursor::Cursor;
use super::found::{Found, Noun};
use super::number::{Form, Number};
use super::unit;
use super::what;
use super::words::{Classes, NumberWord};

/// The century (1900, 2000) that a year of two digits is of: a reader of today takes 00 to 49 as 2000 and on.
pub(super) fn century_of(short: u32) -> u32 {
    if short < 50 { 2000 } else { 1900 }
}

/// The last year of this century that is written with an apostrophe and two digits: ’45 is the end of the war.
const SHORT_THIS_CENTURY: u32 = 35;

/// Four plain digits at token `i` that can be a year, and one past them.
pub(super) fn plain(t: &Cursor<'_, '_>, i: usize) -> Option<(u32, usize)> {
    if !t.is_digits(i) || t.text(i).len() != 4 {
        return None;
    }
    let year: u32 = t.text(i).parse().ok().filter(|year| (1000..2200).contains(year))?;
    let more = t.touches(i + 1)
        && (t.is_word(i + 1)
            || (matches!(t.text(i + 1), "." | "," | ":" | "'" | "’") && t.touches(i + 2) && t.is_digits(i + 2))
            || t.text(i + 1) == "%");
    (!more).then_some((year, i + 1))
}

/// The year, range of years, decade, century or quarter that starts at token `i`.
pub(super) fn read(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    if t.is_word(i) {
        return fiscal(t, i).or_else(|| century(t, i));
    }
    if t.is_apostrophe(i) {
        return short_decade(t, i).or_else(|| short_year(t, i));
    }
    decade(t, i)
        .or_else(|| tens(t, i))
        .or_else(|| century(t, i))
        .or_else(|| era(t, i))
        .or_else(|| range(t, i))
        .or_else(|| single(t, i))
}

/// "1960s", "1960’s", "the mid-2010s".
fn decade(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let text = t.text(i);
    if !t.is_digits(i) || text.len() != 4 || !text.ends_with('0') || !t.touches(i + 1) {
        return None;
    }
    let at = if t.is_apostrophe(i + 1) && t.touches(i + 2) { i + 2 } else { i + 1 };
    if t.text(at) != "s" || !matches!(text.get(..1), Some("1" | "2")) {
        return None;
    }
    let edtf = if text.ends_with("00") { format!("{}XX", text.get(..2)?) } else { format!("{}X", text.get(..3)?) };
    Some(Found::date(i, at + 1, edtf, "date: decade"))
}

/// "the 80s": a decade; "in his 50s": the years of a life, from ten to ten.
fn tens(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let text = t.text(i);
    if text.len() != 2
        || !text.ends_with('0')
        || text == "00"
        || t.text(i + 1) != "s"
        || !t.touches(i + 1)
        || t.touches(i + 2) && t.is_word(i + 2)
    {
        return None;
    }
    let short: u32 = text.parse().ok()?;
    let mut before = i.checked_sub(1)?;
    if t.one_of(before, &["early", "mid", "late", "-"]) && before > 0 {
        before -= 1 + usize::from(t.is_joint(before) && before > 1);
    }
    if t.is(before, Classes::POSSESSIVE) {
        let low = Decimal::from(short);
        return Some(Found {
            high: Some(Decimal::from(short + 9)),
            unit: Some(Cow::Borrowed("year")),
            noun: Noun::Nowhere,
            ..Found::number(i, i + 2, FigureKind::Duration, low, "duration: in somebody’s fifties")
        });
    }
    let decade = t.eq(before, "the") && (20..=90).contains(&short);
    decade.then(|| Found::date(i, i + 2, format!("{}X", (1900 + short) / 10), "date: decade"))
}

/// "’60s": the digits and the s; the apostrophe before them belongs to them.
fn short_decade(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let text = t.text(i + 1);
    let fits = t.is_digits(i + 1)
        && t.touches(i + 1)
        && text.len() == 2
        && text.ends_with('0')
        && t.text(i + 2) == "s"
        && t.touches(i + 2);
    if !fits || (t.touches(i) && i > 0 && t.is_word(i - 1)) {
        return None;
    }
    let short: u32 = text.parse().ok()?;
    Some(Found::date(i, i + 3, format!("{}X", (1900 + short) / 10), "date: decade"))
}

/// "’94", "the class of '91": two digits of a year after an apostrophe.
fn short_year(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let text = t.text(i + 1);
    let end = i + 2;
    let glued = t.touches(i) && i > 0 && (t.is_word(i - 1) || t.is_digits(i - 1));
    if !t.is_digits(i + 1) || !t.touches(i + 1) || text.len() != 2 || glued || t.text(end) == "%" {
        return None;
    }
    if t.touches(end) && (t.is_word(end) || t.is_apostrophe(end) || t.touches(end + 1) && t.is_digits(end + 1)) {
        return None;
    }
    let before = i.checked_sub(1)?;
    let placed = t.is(before, Classes::YEAR_WORD.or(Classes::WHEN_WORD)) || t.word(before).month > 0;
    // ' may open a quotation; ’ before digits stands for the century only.
    if !placed && (t.text(i) == "'" || what::plural_follows(t, end)) {
        return None;
    }
    let short: u32 = text.parse().ok()?;
    let year = if short <= SHORT_THIS_CENTURY { 2000 + short } else { 1900 + short };
    Some(Found::date(i, end, format!("{year:04}"), "date: short year"))
}

/// "17th century", "nineteenth-century", "19th- and 20th-century".
fn century(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let (number, end) = ordinal(t, i)?;
    if !(4..=30).contains(&number) && !(1..=3).contains(&number) {
        return None;
    }
    let at = if t.is_joint(end) { end + 1 } else { end };
    // "the 14th Century" is one, "20th Century Fox" is a name.
    let direct = t.one_of(at, &["century", "centuries"]) && !(t.is_capital(at) && t.is_capital(at + 1));
    // "19th and 20th centuries": the word stands after the last one only.
    let shared = || {
        let skip = if t.is_hyphen(end) && t.touches(end) { end + 1 } else { end };
        if !t.one_of(skip, &["and", "to", "or"]) {
            return false;
        }
        ordinal(t, skip + 1).is_some_and(|(_, end)| {
            let at = if t.is_joint(end) { end + 1 } else { end };
            t.one_of(at, &["century", "centuries"])
        })
    };
    let early = format!("{:02}XX", number - 1);
    if direct {
        let bc = t.one_of(at + 1, &["bc", "bce"]);
        let edtf = if bc { format!("-{:02}XX", number - 1) } else { early };
        return Some(Found::date(i, at + 1 + usize::from(bc), edtf, "date: century"));
    }
    shared().then(|| Found::date(i, end, early, "date: century"))
}

/// An ordinal in digits or words, up to a hundred.
fn ordinal(t: &Cursor<'_, '_>, i: usize) -> Option<(u32, usize)> {
    if t.is_digits(i) {
        let suffix = t.touches(i + 1) && t.one_of(i + 1, &["st", "nd", "rd", "th"]);
        return t.text(i).parse().ok().filter(|_| suffix).map(|n| (n, i + 2));
    }
    match t.number_word(i) {
        NumberWord::Ordinal(n) => u32::try_from(n).ok().map(|n| (n, i + 1)),
        NumberWord::Ten(ten) => {
            let at = if t.is_joint(i + 1) { i + 2 } else { i + 1 };
            match t.number_word(at) {
                NumberWord::Ordinal(n @ 1..=9) => u32::try_from(ten + n).ok().map(|n| (n, at + 1)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// "500 BC", "AD 79".
fn era(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let number = Number::read(t, i)?;
    let year = number.small().filter(|year| *year > 0 && number.scale.is_integer())?;
    let upper = |at: usize| matches!(t.text(at), "BC" | "BCE" | "CE" | "AD");
    if upper(number.end) {
        let before = matches!(t.text(number.end), "BC" | "BCE");
        let edtf = if before { format!("-{:04}", year - 1) } else { format!("{year:04}") };
        return (year < 20_000).then(|| Found::date(i, number.end + 1, edtf, "date: year of an era"));
    }
    (i > t.floor && t.text(i - 1) == "AD" && year < 2200)
        .then(|| Found::date(i, number.end, format!("{year:04}"), "date: year of an era"))
}

/// "2016-18", "2021/22", "1901-1910", "from 2018 to 2020", "between 1990 and 2005", "between 1990 to 2005".
fn range(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let (first, end) = plain(t, i).filter(|(year, _)| (1500..2150).contains(year))?;
    let joint = t.is_dash(end) || matches!(t.text(end), "/");
    let since = t.before(i, &["from", "at", "least"]) || t.before(i, &["from", "about"]);
    let spoken = (t.eq(end, "to") && (t.one_of(i.wrapping_sub(1), &["from", "of", "years", "between"]) || since)
        || t.eq(end, "through") && t.is_digits(end + 1)
        || t.eq(end, "and") && t.eq(i.wrapping_sub(1), "between"))
        && i > 0;
    if !(joint && (t.touches(end) == t.touches(end + 1)) || spoken) {
        return None;
    }
    let at = end + 1;
    if !t.is_digits(at) || (t.text(end) == "/" && !t.touches(at)) {
        return None;
    }
    let (last, after) = match t.text(at).len() {
        // "2008-9"
        1 if joint && t.touches(at) && t.text(end) != "/" => {
            let short: u32 = t.text(at).parse().ok()?;
            let after = at + 1;
            let more = t.touches(after)
                && (t.is_word(after)
                    || t.text(after) == "%"
                    || t.is_dash(after)
                    || t.touches(after + 1) && t.is_digits(after + 1));
            if more || short <= first % 10 || !(1700..2100).contains(&first) {
                return None;
            }
            (first / 10 * 10 + short, after)
        }
        2 if t.touches(at) => {
            let short: u32 = t.text(at).parse().ok()?;
            let more = t.touches(at + 1)
                && (t.is_word(at + 1)
                    || t.text(at + 1) == "%"
                    || (matches!(t.text(at + 1), "." | "-" | "/") && t.is_digits(at + 2) && t.touches(at + 2)));
            if more {
                return None;
            }
            let year = first / 100 * 100 + short;
            (if short == 0 { year + 100 } else { year }, at + 1)
        }
        4 => plain(t, at)?,
        _ => return None,
    };
    let modern = (1800..2060).contains(&first) && last < 2100;
    // "put back from 2030 to 2037-39", "moved from 2030 to 2035" are two dates.
    let apart = spoken
        && (t.is_joint(after) && t.is_digits(after + 1)
            || t.eq(i - 1, "from") && (2..6).any(|k| i >= k && t.is(i - k, Classes::SHIFT)));
    if apart || last <= first || counted(t, after) && !joint || joint && !modern && what::plural_follows(t, after) {
        return None;
    }
    Some(Found::date(i, after, format!("{first:04}/{last:04}"), "date: years"))
}

/// Whether what follows token `end` makes the number before it a measure or a count.
fn counted(t: &Cursor<'_, '_>, end: usize) -> bool {
    let at = if t.is_joint(end) { end + 1 } else { end };
    unit::at(t, at).is_some() || t.number_word(at) != NumberWord::None
}

/// "since at least 2002", "from at least 1994", "in no later than 2030": a year that is not known exactly.
fn is_dated(t: &Cursor<'_, '_>, i: usize) -> bool {
    let hedges: [&[&str]; 3] = [&["at", "least"], &["at", "latest"], &["no", "later", "than"]];
    let back = hedges.iter().find(|hedge| t.before(i, hedge)).map_or(0, |hedge| hedge.len());
    back > 0 && i > back && t.is(i - back - 1, Classes::SINCE)
}

/// A year by itself: four digits where a year is meant and no count.
fn single(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let (year, end) = plain(t, i)?;
    let found = || Some(Found::date(i, end, format!("{year:04}"), "date: year"));
    let unit_at = if t.is_joint(end) { end + 1 } else { end };
    if unit::at(t, unit_at).is_some_and(|(unit, _)| unit.symbol != "in" && unit.symbol != "quarter")
        || matches!(t.number_word(end), NumberWord::Scale(_) | NumberWord::Hundred | NumberWord::Short(_))
        || t.text(end) == "°"
    {
        return None;
    }
    let before = i.checked_sub(1);
    let placed = before.is_some_and(|at| t.is(at, Classes::YEAR_WORD) || t.word(at).month > 0 || t.text(at) == "(");
    let hedged = before.is_some_and(|at| {
        t.is(at, Classes::MANY) || (t.one_of(at, &["about", "around"]) && what::plural_follows(t, end))
    });
    if is_dated(t, i) && (1700..2100).contains(&year) && !what::plural_follows(t, end) {
        return found();
    }
    let told = before.is_some_and(|at| t.one_of(at, &["in", "since", "until", "by", "before"]));
    if !told && super::veto::is_address(t, i) {
        return None;
    }
    if hedged
        || t.before(i, &["up", "to"]) && what::plural_follows(t, end)
        || t.touches(i) && before.is_some_and(|at| t.text(at) == "#")
    {
        return None;
    }
    let plural = what::plural_follows(t, end);
    let the = before.is_some_and(|at| t.one_of(at, &["the", "this", "a", "an", "its", "their", "his", "her", "our"]));
    let modern = (1900..2060).contains(&year);
    let likely = match (modern, placed, the) {
        (true, _, _) => !plural || the || placed || year > 1980 && t.is(before.unwrap_or(0), Classes::YEAR_WORD),
        (false, true, _) => {
            !plural && (year >= 1400 || before.is_some_and(|at| t.one_of(at, &["in", "since", "circa", "until"])))
        }
        (false, false, true) => (1600..2100).contains(&year),
        (false, false, false) => (1750..2100).contains(&year) && !plural && !t.is(before.unwrap_or(0), Classes::CHANGE),
    };
    if likely { found() } else { None }
}

/// "FY24", "FY2024-25", "Q3 2024", "Q3".
fn fiscal(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let digits = i + 1;
    if !t.is_digits(digits) || !t.touches(digits) {
        return None;
    }
    match t.text(i) {
        "FY" => {
            if let Some(found) = range(t, digits) {
                return Some(Found { first: i, ..found });
            }
            let year: u32 = t.text(digits).parse().ok()?;
            let (year, end) = match t.text(digits).len() {
                2 => (century_of(year) + year, digits + 1),
                4 => plain(t, digits)?,
                _ => return None,
            };
            Some(Found::date(i, end, format!("{year:04}"), "date: fiscal year"))
        }
        "Q" => {
            let quarter: u32 =
                t.text(digits).parse().ok().filter(|n| (1..=4).contains(n) && t.text(digits).len() == 1)?;
            if t.touches(digits + 1) && t.is_word(digits + 1) {
                return None;
            }
            let (year, end) = match plain(t, digits + 1) {
                Some((year, end)) => (format!("{year:04}"), end),
                None => ("XXXX".to_owned(), digits + 1),
            };
            // EDTF level 2 numbers the quarters 33 to 36.
            Some(Found::date(i, end, format!("{year}-{}", 32 + quarter), "date: quarter of a year"))
        }
        _ => None,
    }
}

/// A year in words.
pub(super) fn in_words(number: &Number) -> Option<Found> {
    let year = number.value.to_u32().filter(|_| number.form == Form::Year)?;
    Some(Found::date(number.first, number.end, format!("{year:04}"), "date: year in words"))
}
