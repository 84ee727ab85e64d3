//! Dates as pages and papers write them, to RFC 3339 or a date alone. In doubt there is none: 03/04/2024 is no date.

mod moment;

pub(super) use moment::{Order, Orders, moment_in};

use std::fmt::Write as _;

use jiff::civil::{Date, Time};

/// Month names, January first, in English, German, French, Spanish, Italian, Portuguese and Dutch. Three letters of one
/// are enough.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &["february", "februar", "février", "febrero", "febbraio", "fevereiro", "februari"],
    &["march", "märz", "mars", "marzo", "março", "maart"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "août", "agosto", "augustus"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "décembre", "diciembre", "dicembre", "dezembro"],
];

/// Zone names that papers use, with their hours from UTC.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("bst", 1),
    ("cet", 1),
    ("cest", 2),
    ("est", -5),
    ("edt", -4),
    ("et", -5),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
    ("hkt", 8),
    ("sgt", 8),
    ("jst", 9),
    ("aest", 10),
    ("aedt", 11),
];

/// Words that stand around a date in a line that says nothing else.
const AROUND: &[&str] = &[
    "published",
    "posted",
    "updated",
    "modified",
    "created",
    "date",
    "on",
    "at",
    "last",
    "first",
    "of",
    "the",
    "by",
    "am",
    "pm",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "th",
    "st",
    "nd",
    "rd",
];

/// Reads a line that is a date and nothing else ("Published 12 March 2024, 10.30 GMT").
pub(super) fn parse_line(line: &str) -> Option<String> {
    (line.len() <= 120).then(|| parse(line))?
}

/// Reads a date, with its time and zone if they stand there. RFC 3339; a date alone where there is no time; UTC where
/// a time has no zone. Anything that is no part of a date makes it none.
pub(super) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 160 {
        return None;
    }
    if let Some(found) = iso(text) {
        return Some(found);
    }
    let mut seen = Seen::default();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·' | '•' | '–' | '—'))
    {
        seen.take(word.trim_matches(['.', ':', ';', '-']))?;
    }
    seen.write()
}

/// Whether a line tells when a page was published or changed, and little else ("Updated Feb 3, 6:27 AM; posted Feb 2").
pub(super) fn is_stamp(line: &str) -> bool {
    let (mut months, mut numbers, mut others, mut exact) = (0, 0, 0, false);
    for word in
        line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | ';' | '/' | '·' | '–' | '—'))
    {
        let word = word.trim_matches(['.', ':', '-', '@']).to_lowercase();
        let alphabetic = !word.is_empty() && word.chars().all(char::is_alphabetic);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            numbers += 1;
            // A year or a clock time.
            exact |= word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) || word.contains(':');
        } else if word.is_empty() || AROUND.contains(&word.as_str()) || ZONES.iter().any(|zone| zone.0 == word) {
        } else if alphabetic && month(&word).is_some() {
            months += 1;
        } else {
            others += 1;
        }
    }
    // "Updated at 1:23 p.m."
    let first = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let said = matches!(first.as_str(), "updated" | "published" | "posted" | "modified");
    if said && exact && numbers <= 2 && others <= 1 && line.len() <= 40 {
        return true;
    }
    numbers >= 2 && exact && (months >= 1 && others <= 4 || others <= 1 && iso_inside(line))
}

fn iso_inside(line: &str) -> bool {
    line.split_whitespace().any(|word| iso(word.trim_matches([',', ';', '(', ')'])).is_some())
}

/// `2024-03-12`, `2024-03-12T10:30:00+01:00`, `20240312T103000Z`, with a space for the T.
fn iso(text: &str) -> Option<String> {
    let (day, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let date = match (parts.as_slice(), day.len()) {
        ([year, month, day], _) if year.len() == 4 => date(number(year)?, number(month)?, number(day)?)?,
        ([all], 8) if all.bytes().all(|byte| byte.is_ascii_digit()) => {
            date(number(&all[..4])?, number(&all[4..6])?, number(&all[6..])?)?
        }
        // "2/26/2015": which is the month can be told only where the other number is none.
        ([first, second, year], _) if year.len() == 4 && day.contains('/') => {
            let (first, second) = (number(first)?, number(second)?);
            match (first > 12, second > 12) {
                (false, true) => date(number(year)?, first, second)?,
                (true, false) => date(number(year)?, second, first)?,
                _ => return None,
            }
        }
        _ => return None,
    };
    if rest.is_empty() {
        return Some(date.to_string());
    }
    let zone_at = rest.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(zone_at);
    let time = clock_time(clock)?;
    let zone = if zone.trim().is_empty() { 0 } else { offset(zone.trim())? };
    Some(stamp(date, time, zone))
}

#[derive(Default)]
struct Seen {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    time: Option<Time>,
    zone: Option<i32>,
    afternoon: Option<bool>,
}

impl Seen {
    fn take(&mut self, word: &str) -> Option<()> {
        let lower = word.to_lowercase();
        if lower.is_empty() {
            return Some(());
        }
        if let Some(found) = iso(word) {
            let parts: Vec<i64> = found.get(..10)?.split('-').filter_map(number).collect();
            let [year, month, day] = parts.as_slice() else { return None };
            (self.year, self.month, self.day) = (Some(*year), Some(*month), Some(*day));
            return Some(());
        }
        match lower.as_str() {
            "am" | "a.m" => self.afternoon = Some(false),
            "pm" | "p.m" => self.afternoon = Some(true),
            _ if AROUND.contains(&lower.as_str()) => {}
            _ if lower.chars().all(char::is_alphabetic) => {
                if let Some(zone) = ZONES.iter().find(|(name, _)| *name == lower).filter(|_| self.time.is_some()) {
                    self.zone = Some(zone.1 * 60);
                } else {
                    self.month = Some(month(&lower)?);
                }
            }
            _ if self.time.is_some() && lower.starts_with(['+', '-']) => self.zone = Some(offset(&lower)?),
            _ => self.number(&lower)?,
        }
        Some(())
    }

    fn number(&mut self, word: &str) -> Option<()> {
        for (end, afternoon) in [("am", false), ("pm", true)] {
            if let Some(clock) = word.strip_suffix(end).filter(|clock| clock.ends_with(|c: char| c.is_ascii_digit())) {
                self.afternoon = Some(afternoon);
                self.time = Some(clock_time(clock)?);
                return Some(());
            }
        }
        let word = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        if word.contains([':', '.']) {
            self.time = Some(clock_time(word)?);
            return Some(());
        }
        let value = number(word)?;
        match word.len() {
            4 if self.year.is_none() => self.year = Some(value),
            1 | 2 if self.day.is_none() => self.day = Some(value),
            _ => return None,
        }
        Some(())
    }

    fn write(&self) -> Option<String> {
        let date = date(self.year?, self.month?, self.day?)?;
        let Some(mut time) = self.time else { return Some(date.to_string()) };
        if let Some(afternoon) = self.afternoon {
            let hour = time.hour() % 12 + if afternoon { 12 } else { 0 };
            time = Time::new(hour, time.minute(), time.second(), time.subsec_nanosecond()).ok()?;
        }
        Some(stamp(date, time, self.zone.unwrap_or(0)))
    }
}

fn month(word: &str) -> Option<i64> {
    if word.chars().count() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|names| names.iter().any(|name| name.starts_with(word)))?;
    i64::try_from(at + 1).ok()
}

fn number(text: &str) -> Option<i64> {
    (!text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1600..=2200).contains(&year) {
        return None;
    }
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `10:30`, `10.30`, `10:30:15.250`, `103015`, `9` (of "9am").
fn clock_time(text: &str) -> Option<Time> {
    let text = if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{}:{}:{}", &text[..2], &text[2..4], &text[4..])
    } else {
        text.to_owned()
    };
    let mut parts = text.split([':', '.']);
    let hour = number(parts.next()?)?;
    let minute = parts.next().map_or(Some(0), number)?;
    let second = parts.next().map_or(Some(0), number)?;
    // A fraction of a second, to the nanosecond.
    let fraction = parts.next().unwrap_or("0");
    let nanos = format!("{:0<9}", fraction.get(..fraction.len().min(9))?);
    let nanos = number(&nanos)?;
    Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.min(59).try_into().ok()?, nanos.try_into().ok()?)
        .ok()
}

/// Minutes from UTC.
fn offset(text: &str) -> Option<i32> {
    let lower = text.to_ascii_lowercase();
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == lower) {
        return Some(hours * 60);
    }
    let sign = match lower.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = lower[1..].chars().filter(|c| *c != ':').collect();
    let value = i32::try_from(number(&digits)?).ok()?;
    let (hours, minutes) = if digits.len() <= 2 { (value, 0) } else { (value / 100, value % 100) };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn stamp(date: Date, time: Time, zone: i32) -> String {
    let mut out = format!("{date}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    let nanos = format!("{:09}", time.subsec_nanosecond());
    if let Some(fraction) = Some(nanos.trim_end_matches('0')).filter(|fraction| !fraction.is_empty()) {
        let _ = write!(out, ".{fraction}");
    }
    if zone == 0 {
        out.push('Z');
    } else {
        let sign = if zone < 0 { '-' } else { '+' };
        let _ = write!(out, "{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn standard_forms() {
        check("2024-03-12", "2024-03-12");
        check("2024-03-12T10:30:00Z", "2024-03-12T10:30:00Z");
        check("2024-03-12T10:30:00.123+0100", "2024-03-12T10:30:00.123+01:00");
        check("2024-03-12T10:30:00.000Z", "2024-03-12T10:30:00Z");
        check("2024-03-12 10:30:00 -05:30", "2024-03-12T10:30:00-05:30");
        check("2024-03-12T10:30", "2024-03-12T10:30:00Z");
        check("20240312T103015Z", "2024-03-12T10:30:15Z");
        check("2024/03/12", "2024-03-12");
        check("3/13/2024", "2024-03-13");
        check("13/3/2024", "2024-03-13");
        assert_eq!(parse("3/12/2024"), None);
        check("Tue, 12 Mar 2024 10:30:00 +0100", "2024-03-12T10:30:00+01:00");
    }

    #[test]
    fn a_stamp_may_have_no_day() {
        assert!(is_stamp("Updated at 1:23 p.m.") && is_stamp("Posted 10:30 GMT"));
        assert!(!is_stamp("Updated the 9 rules at 10:30 with 14 votes") && !is_stamp("He came at 1:23 p.m."));
    }

    #[test]
    fn as_papers_write_them() {
        check("Published 12 March 2024, 10.30 GMT", "2024-03-12T10:30:00Z");
        check("March 12th, 2024", "2024-03-12");
        check("Last updated: Tuesday, Sept. 3, 2024 at 5:05 p.m. EDT", "2024-09-03T17:05:00-04:00");
        check("3 Sep 2024 | 9am", "2024-09-03T09:00:00Z");
        check("12. März 2024", "2024-03-12");
        check("2 févr. 2024", "2024-02-02");
    }

    #[test]
    fn stamps_say_little_else() {
        for yes in ["Updated Feb 3, 6:27 AM; posted Feb 2, 5:33 PM", "April 14, 2031 / 4:52 AM / Odden News"] {
            assert!(is_stamp(yes), "{yes}");
        }
        for no in [
            "On 3 May 2019 the harbour of Odden was shut by a storm",
            "May 2019",
            "9:41",
            "1st round: 10 May, Odden 2",
            "",
        ] {
            assert!(!is_stamp(no), "{no}");
        }
    }

    #[test]
    fn in_doubt_there_is_none() {
        let none = [
            "",
            "03/04/2024",
            "March 2024",
            "31 February 2024",
            "12 March 2024 was a Tuesday",
            "Mayor 3 2024",
            "12:30",
            "99999999999",
            "2024-13-01",
            "1 2 March 2024",
        ];
        for text in none {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}|[0-9TZ:+. /-]{0,25}") {
            if let Some(found) = parse(&text) {
                prop_assert!(found.len() == 10 || found.parse::<jiff::Timestamp>().is_ok(), "{}", found);
            }
        }
    }
}
