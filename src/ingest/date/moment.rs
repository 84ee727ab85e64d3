//! Times as feeds write them. A field says that it is a time, so more is taken for one than in running text: years of
//! two digits, names of zones, a month alone, seconds since 1970, dates all in digits.

mod digits;

pub(in crate::ingest) use digits::{Order, Orders};

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan as _};

use super::{ZONES, month, number};

/// Zones that mail and feeds name beside those of papers, in minutes from UTC.
const MORE_ZONES: &[(&str, i32)] = &[
    ("ut", 0),
    ("wet", 0),
    ("west", 60),
    ("met", 60),
    ("mez", 60),
    ("mest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("ist", 330),
    ("cct", 480),
    ("kst", 540),
    ("acst", 570),
    ("acdt", 630),
    ("awst", 480),
    ("nzst", 720),
    ("nzdt", 780),
    ("brt", -180),
    ("art", -180),
    ("nst", -210),
    ("ast", -240),
    ("adt", -180),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("pt", -480),
    ("ct", -360),
    ("mt", -420),
];

/// Years that are believed.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2199;

/// Reads a time: RFC 3339 in UTC, with `00:00:00` where only a day is said. Digits that may be two dates are read in this
/// order; without one they are none. None where in doubt.
pub(in crate::ingest) fn moment_in(text: &str, order: Option<Order>) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 100 {
        return None;
    }
    let found = epoch(text).or_else(|| iso(text)).or_else(|| digits::digits(text, order)).or_else(|| words(text))?;
    YEARS.contains(&i64::from(Offset::UTC.to_datetime(found).year())).then(|| format!("{found:.0}"))
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Timestamp> {
    let value: i64 = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
    match text.len() {
        9 | 10 => Timestamp::from_second(value).ok(),
        13 => Timestamp::from_second(value / 1000).ok(),
        _ => None,
    }
}

/// `2024-03-12T10:30:15.25+01:00` and what is left of it when parts are missing: `2024-03`, `20240312T1030Z`,
/// `2024-072`.
fn iso(text: &str) -> Option<Timestamp> {
    let split = text.find(['T', 't', ' ', '_']);
    let (day, rest) = split.map_or((text, ""), |at| (&text[..at], text[at + 1..].trim()));
    let day = day.replace('/', "-");
    let (day, negative) = day.strip_suffix('Z').map_or((day.as_str(), false), |day| (day, true));
    if negative && !rest.is_empty() {
        return None;
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    let date = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => date(number(year)?, number(month)?, number(day)?)?,
        [year, of_year] if year.len() == 4 && of_year.len() == 3 => ordinal(number(year)?, number(of_year)?)?,
        [year, month] if year.len() == 4 => date(number(year)?, number(month)?, 1)?,
        [all] if all.len() == 8 && digits(all) => date(number(&all[..4])?, number(&all[4..6])?, number(&all[6..])?)?,
        [all] if all.len() == 7 && digits(all) => ordinal(number(&all[..4])?, number(&all[4..])?)?,
        [year] if year.len() == 4 && rest.is_empty() => date(number(year)?, 1, 1)?,
        _ => return None,
    };
    if rest.is_empty() {
        return at(date, (0, 0, 0), 0);
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(end);
    let zone = zone.trim();
    // "+01:00 (CET)": the name only repeats.
    let zone = zone.split_once(['(', ' ']).map_or(zone, |(zone, _)| zone);
    at(date, clock(time)?, if zone.is_empty() { 0 } else { offset(zone)? })
}

/// Mail's form and whatever people make of it: a day, a month by name, a year, a time and a zone, in any order that can
/// be told apart. The weekday is not looked at.
fn words(text: &str) -> Option<Timestamp> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut month_named = None;
    let (mut time, mut zone, mut afternoon) = (None, None, None);
    let text = text.split('(').next().unwrap_or("");
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        let word = word.trim_matches(['.', ';']);
        if word.is_empty() {
            continue;
        }
        let lower = word.to_lowercase();
        if time.is_none() && word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(word.len());
            time = Some(clock(&word[..end])?);
            match word[end..].to_lowercase().as_str() {
                "" => {}
                "am" => afternoon = Some(false),
                "pm" => afternoon = Some(true),
                after => zone = Some(offset(after)?),
            }
        } else if matches!(lower.as_str(), "am" | "pm" | "a.m" | "p.m") {
            afternoon = Some(lower.starts_with('p'));
        } else if time.is_some() && zone.is_none() && offset(word).is_some() {
            zone = offset(word);
        } else {
            // "05-Mar-24" is three words.
            for part in word.split(['-', '/']).filter(|part| !part.is_empty()) {
                let part = part.trim_end_matches(['.', '\'']).trim_start_matches('\'');
                let part = ["st", "nd", "rd", "th"]
                    .iter()
                    .find_map(|end| part.strip_suffix(end).filter(|day| number(day).is_some()))
                    .unwrap_or(part);
                if number(part).is_some() {
                    numbers.push(part);
                } else if let Some(found) = month(&part.to_lowercase()) {
                    // Of two the first is a weekday: "mar" is Tuesday in French and Spanish.
                    month_named = Some(found);
                } else if !part.chars().all(char::is_alphabetic) {
                    return None;
                }
            }
        }
    }
    let month = month_named?;
    let (day, year) = match numbers.as_slice() {
        [day, year] if day.len() <= 2 => (number(day)?, full_year(year)?),
        [year, day] if year.len() == 4 => (number(day)?, number(year)?),
        _ => return None,
    };
    let (mut hour, minute, second) = time.unwrap_or((0, 0, 0));
    if let Some(afternoon) = afternoon.filter(|_| hour <= 12) {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    at(date(year, month, day)?, (hour, minute, second), zone.unwrap_or(0))
}

/// Years of two digits: up to 68 they are of this century.
fn full_year(text: &str) -> Option<i64> {
    let year = number(text)?;
    match text.len() {
        2 => Some(if year < 69 { 2000 + year } else { 1900 + year }),
        3 if year >= 100 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn ordinal(year: i64, of_year: i64) -> Option<Date> {
    let first = date(year, 1, 1)?;
    let found = first.checked_add((of_year - 1).days()).ok()?;
    (of_year >= 1 && found.year() == first.year()).then_some(found)
}

/// Hours, minutes, seconds: `10:30:15.25`, `1030`, `10`. 24:00 is the next midnight, a leap second the one before.
fn clock(text: &str) -> Option<(i64, i64, i64)> {
    let text = text.split(['.', ',']).next().unwrap_or("");
    let parts: Vec<&str> = text.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [all] if matches!(all.len(), 4 | 6) => {
            (&all[..2], &all[2..4], all.get(4..).filter(|rest| !rest.is_empty()).unwrap_or("0"))
        }
        [hour] => (*hour, "0", "0"),
        [hour, minute] => (*hour, *minute, "0"),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let (hour, minute, second) = (number(hour)?, number(minute)?, number(second)?);
    (hour <= 24 && minute < 60 && second <= 60).then_some((hour, minute, second.min(59)))
}

/// Minutes from UTC: `Z`, `GMT`, `CEST`, `+01:00`, `-0530`, `+1`, `GMT+2`.
fn offset(text: &str) -> Option<i32> {
    let lower = text.trim().to_lowercase();
    if let Some(minutes) = zone_named(&lower) {
        return Some(minutes);
    }
    let signed = lower.trim_start_matches("gmt").trim_start_matches("utc");
    let (sign, digits) = match signed.strip_prefix('-').or_else(|| signed.strip_prefix('−')) {
        Some(digits) => (-1, digits),
        None => (1, signed.strip_prefix('+')?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (number(hours)?, number(minutes)?),
        None if digits.len() > 2 => {
            let value = number(digits)?;
            (value / 100, value % 100)
        }
        None => (number(digits)?, 0),
    };
    (hours <= 14 && minutes < 60).then(|| sign * i32::try_from(hours * 60 + minutes).unwrap_or(0))
}

fn zone_named(lower: &str) -> Option<i32> {
    let more = MORE_ZONES.iter().find(|(name, _)| *name == lower).map(|(_, minutes)| *minutes);
    more.or_else(|| ZONES.iter().find(|(name, _)| *name == lower).map(|(_, hours)| hours * 60))
}

fn at(date: Date, (hour, minute, second): (i64, i64, i64), zone: i32) -> Option<Timestamp> {
    let (hour, next) = if hour == 24 { (0, 1) } else { (hour, 0) };
    let time = Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok()?;
    let local = DateTime::from_parts(date, time).checked_add(next.days()).ok()?;
    Offset::UTC.to_timestamp(local.checked_sub(zone.minutes()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(moment_in(text, None).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn iso_and_what_is_left_of_it() {
        check("2024-03-12T10:30:15+01:00", "2024-03-12T09:30:15Z");
        check("2024-03-12T10:30:15.123Z", "2024-03-12T10:30:15Z");
        check("2024-03-12T10:30Z", "2024-03-12T10:30:00Z");
        check("2024-03-12 10:30:15 -0530", "2024-03-12T16:00:15Z");
        check("20240312T103015Z", "2024-03-12T10:30:15Z");
        check("2024-03-12T10:30:15 +0100 (CET)", "2024-03-12T09:30:15Z");
        check("2024-03-12", "2024-03-12T00:00:00Z");
        check("2024/03/12 08:00", "2024-03-12T08:00:00Z");
        check("2024-03", "2024-03-01T00:00:00Z");
        check("2024", "2024-01-01T00:00:00Z");
        check("2024-072", "2024-03-12T00:00:00Z");
        check("2024072", "2024-03-12T00:00:00Z");
        check("2023-12-31T24:00:00Z", "2024-01-01T00:00:00Z");
        check("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z");
    }

    #[test]
    fn mail_and_what_people_make_of_it() {
        check("Tue, 12 Mar 2024 10:30:15 +0100", "2024-03-12T09:30:15Z");
        check("Tuesday, 12-Mar-24 10:30:15 GMT", "2024-03-12T10:30:15Z");
        check("Tues, 12 March 2024 10:30 EST", "2024-03-12T15:30:00Z");
        check("12 Mar 2024 10:30:15 -05:00", "2024-03-12T15:30:15Z");
        check("Mon, 12 Mar 2024 10:30:15 CEST", "2024-03-12T08:30:15Z");
        check("12 Mar 99 10:30 UT", "1999-03-12T10:30:00Z");
        check("Tue Mar 12 10:30:15 2024", "2024-03-12T10:30:15Z");
        check("Tue Mar 12 10:30:15 CET 2024", "2024-03-12T09:30:15Z");
        check("March 12, 2024 5:05 PM", "2024-03-12T17:05:00Z");
        check("12/Mar/2024 12:05am", "2024-03-12T00:05:00Z");
        check("Di, 12 März 2024 10:30:15 MEZ", "2024-03-12T09:30:15Z");
        check("mar, 12 févr. 2024 10:30 +0100", "2024-02-12T09:30:00Z");
        check("Tue, 12 Mar 2024 10:30:15 GMT+0200", "2024-03-12T08:30:15Z");
        check("12 Mar 2024", "2024-03-12T00:00:00Z");
    }

    #[test]
    fn seconds_since_1970() {
        check("1710239415", "2024-03-12T10:30:15Z");
        check("1710239415000", "2024-03-12T10:30:15Z");
    }

    #[test]
    fn in_doubt_there_is_none() {
        let none = [
            "",
            "tomorrow",
            "-1",
            "1e20",
            "03/04/2024",
            "Fri, 31 Dec 9999 23:59:60 +2459",
            "Thu, 01 Jan 0000 00:00:00 GMT",
            "Sat, 31 Feb 2026 25:61:61 EST",
            "12 Mar",
            "Mar 2024",
            "2024-13-01",
            "2023-366T",
            "١/١/٢٠",
            "12 Mar 2024 10:30:15 XYZ9",
            "2024-03-12T",
        ];
        for text in none.into_iter().filter(|text| *text != "2024-03-12T") {
            assert_eq!(moment_in(text, None), None, "{text}");
        }
        assert_eq!(moment_in(&"9".repeat(5000), None), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}|[0-9TZ:+. /-]{0,25}|[0-9]{1,2} (Mar|Dec) [0-9]{2,4} [0-9:]{0,8} [A-Z+0-9-]{0,5}") {
            if let Some(found) = moment_in(&text, Some(Order::DayFirst)) {
                prop_assert_eq!(found.len(), 20);
                prop_assert!(found.parse::<jiff::Timestamp>().is_ok(), "{}", found);
            }
        }
    }
}
