//! Dates all in digits: `3/14/2024 5:06 PM`, `14.03.2024 17:06`, `2024-03-14 5:06 PM`. Which of the first two numbers is
//! the day is told by a number above 12, else by the other dates of the same feed, else by its language.

use jiff::Timestamp;

use super::super::number;
use super::{at, clock, date, full_year, offset};

/// Which comes first where the year comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Order {
    DayFirst,
    MonthFirst,
}

/// Languages in which dates begin with the day. `en` alone is not here: it may be either.
const DAY_FIRST: &[&str] = &[
    "ar", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "es", "et", "fi", "fr", "ga", "gl", "he", "hi", "hr",
    "id", "is", "it", "ka", "lb", "lv", "mk", "ms", "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl",
    "sq", "sr", "ta", "th", "tr", "uk", "ur", "vi", "en-au", "en-gb", "en-hk", "en-ie", "en-in", "en-nz", "en-sg",
    "en-uk",
];
/// Languages of places in which they begin with the month.
const MONTH_FIRST: &[&str] = &["en-us", "en-ph", "en-pr", "es-us", "es-pr"];

/// What the dates of a feed say about their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Orders {
    day_first: bool,
    month_first: bool,
}

impl Orders {
    /// Learns from a date that can be read in one way only.
    pub fn learn(&mut self, text: &str) {
        match proof(text) {
            Some(Order::DayFirst) => self.day_first = true,
            Some(Order::MonthFirst) => self.month_first = true,
            None => {}
        }
    }

    /// The order of all dates of a feed in this language; None where they disagree, or nothing tells.
    pub fn order(self, language: Option<&str>) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (true, true) => None,
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            (false, false) => of_language(language?),
        }
    }
}

fn of_language(language: &str) -> Option<Order> {
    let language = language.trim().replace('_', "-").to_ascii_lowercase();
    let base = language.split('-').next().unwrap_or("");
    if MONTH_FIRST.contains(&language.as_str()) {
        return Some(Order::MonthFirst);
    }
    (DAY_FIRST.contains(&language.as_str()) || DAY_FIRST.contains(&base)).then_some(Order::DayFirst)
}

/// The order that a date can only have; None if it can have both, or is none in digits.
fn proof(text: &str) -> Option<Order> {
    let text = prepared(text);
    let [first, second, year] = text.split([' ', ',']).find_map(numbers)?;
    let (first, second) = (number(first)?, number(second)?);
    match year.len() {
        4 | 2 if (1..=12).contains(&first) && (13..=31).contains(&second) => Some(Order::MonthFirst),
        4 if (13..=31).contains(&first) && (1..=12).contains(&second) => Some(Order::DayFirst),
        _ => None,
    }
}

/// A text with the characters of Chinese and Japanese dates as signs between numbers, without a remark at its end.
fn prepared(text: &str) -> String {
    let text = text.split(['(', '[']).next().unwrap_or("");
    let signs = |c: char| match c {
        '年' | '月' => '-',
        '日' => ' ',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let text: String = text.chars().map(signs).collect();
    // The "T" of "2024-03-14T05:06:07 PM".
    match text.split_once('T') {
        Some((day, time)) if day.ends_with(is_digit) && time.starts_with(is_digit) => format!("{day} {time}"),
        _ => text,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Three numbers with the same sign between them.
fn numbers(word: &str) -> Option<[&str; 3]> {
    let sign = word.find(['/', '-', '.']).and_then(|at| word[at..].chars().next())?;
    let mut parts = word.trim_end_matches('.').split(sign);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    let are_numbers = found.iter().all(|part| part.len() <= 4 && number(part).is_some());
    (are_numbers && parts.next().is_none()).then_some(found)
}

/// Reads a time whose date is all in digits, in this order where it can be read in two ways.
pub(super) fn digits(text: &str, order: Option<Order>) -> Option<Timestamp> {
    let text = prepared(text);
    let (mut day, mut time, mut hour, mut zone, mut afternoon) = (None, None, None, None, None);
    for word in text.split([' ', ',']) {
        let word = word.trim_matches(['.', ';']);
        let lower = word.to_lowercase();
        let end = lower.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(lower.len());
        let (figures, rest) = lower.split_at(end);
        if word.is_empty() {
        } else if day.is_none() && numbers(word).is_some() {
            day = numbers(word);
        } else if time.is_none() && !figures.is_empty() && figures.len() <= 2 && rest.is_empty() {
            hour = Some(clock(figures)?);
        } else if time.is_none() && !figures.is_empty() && (figures.contains(':') || half(rest).is_some()) {
            time = Some(clock(figures)?);
            afternoon = afternoon.or(half(rest));
            zone = offset(rest);
            if !rest.is_empty() && afternoon.is_none() && zone.is_none() {
                return None;
            }
        } else if let Some(half) = half(&lower) {
            afternoon = Some(half);
            time = time.or(hour);
        } else if time.is_some() && zone.is_none() && offset(word).is_some() {
            zone = offset(word);
        } else if !word.chars().all(char::is_alphabetic) {
            return None;
        }
    }
    if time.is_none() && hour.is_some() {
        return None;
    }
    let (mut hour, minute, second) = time.unwrap_or((0, 0, 0));
    if let Some(afternoon) = afternoon.filter(|_| hour <= 12) {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    let (year, month, day) = ordered(day?, order)?;
    at(date(year, month, day)?, (hour, minute, second), zone.unwrap_or(0))
}

/// Whether a word says the second half of a day, or the first.
fn half(word: &str) -> Option<bool> {
    match word.trim_matches('.') {
        "am" | "a.m" => Some(false),
        "pm" | "p.m" => Some(true),
        _ => None,
    }
}

/// Year, month and day of three numbers.
fn ordered([first, second, third]: [&str; 3], order: Option<Order>) -> Option<(i64, i64, i64)> {
    let (one, two, three) = (number(first)?, number(second)?, number(third)?);
    if first.len() == 4 {
        return Some((one, two, three));
    }
    let order = match order {
        _ if one == two && third.len() == 4 => Order::DayFirst,
        _ if two > 12 => Order::MonthFirst,
        // With a year of two digits the first number may be the year.
        _ if one > 12 && third.len() == 4 => Order::DayFirst,
        order => order?,
    };
    let (month, day) = if order == Order::DayFirst { (two, one) } else { (one, two) };
    Some((full_year(third)?, month, day)).filter(|_| third.len() != 3)
}

#[cfg(test)]
mod tests {
    use super::super::moment_in;
    use super::*;

    const DAY: Option<Order> = Some(Order::DayFirst);
    const MONTH: Option<Order> = Some(Order::MonthFirst);

    fn check(text: &str, order: Option<Order>, expected: Option<&str>) {
        assert_eq!(moment_in(text, order).as_deref(), expected, "{text} {order:?}");
    }

    #[test]
    fn a_number_above_twelve_is_the_day() {
        for (text, expected) in [
            ("3/14/2024 5:06:07 PM", "2024-03-14T17:06:07Z"),
            ("14/03/2024 05:06 pm", "2024-03-14T17:06:00Z"),
            ("2024-03-14 5:06 PM", "2024-03-14T17:06:00Z"),
            ("3/14/2024 5:06 PM EST", "2024-03-14T22:06:00Z"),
            ("3/14/2024 5:06 PM -0500", "2024-03-14T22:06:00Z"),
            ("2024-03-14 05:06:07 PM +01:00", "2024-03-14T16:06:07Z"),
            ("2024-03-14T05:06:07 PM", "2024-03-14T17:06:07Z"),
            ("2024/03/14 05:06:07PM", "2024-03-14T17:06:07Z"),
            ("14.03.2024 17:06", "2024-03-14T17:06:00Z"),
            ("14-03-2024", "2024-03-14T00:00:00Z"),
            ("Thursday, 3/14/2024 at 12:06 a.m.", "2024-03-14T00:06:00Z"),
            ("12:30 PM 3/14/2024", "2024-03-14T12:30:00Z"),
            ("3/14/2024 5 PM", "2024-03-14T17:00:00Z"),
            ("3/14/2024 5pm GMT", "2024-03-14T17:00:00Z"),
            ("3/14/24 5:06 PM", "2024-03-14T17:06:00Z"),
            ("3/3/2024 13:06 PM", "2024-03-03T13:06:00Z"),
            ("2024.03.14 17:06", "2024-03-14T17:06:00Z"),
            ("2024年3月14日 17:06", "2024-03-14T17:06:00Z"),
            ("2024-03-14T17:06:07+01:00[Europe/Paris]", "2024-03-14T16:06:07Z"),
        ] {
            for order in [None, DAY, MONTH] {
                check(text, order, Some(expected));
            }
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_needs_an_order() {
        for text in ["3/4/2024 5:06 PM", "03.04.2024", "3-4-2024 17:06"] {
            check(text, None, None);
        }
        check("3/4/2024 5:06 PM", MONTH, Some("2024-03-04T17:06:00Z"));
        check("3/4/2024 5:06 PM", DAY, Some("2024-04-03T17:06:00Z"));
        check("14/03/24", None, None);
        check("14/03/24", DAY, Some("2024-03-14T00:00:00Z"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["0/14/2024", "13/14/2024", "3/14", "3/14/2024 25:00", "3/14/2024 5", "3.14.2024.1", "1/2/3/2024"] {
            check(text, DAY, None);
        }
        check("version 3.14.2024-rc1", DAY, None);
    }

    #[test]
    fn a_feed_proves_its_order_or_its_language_says_it() {
        let order = |dates: &[&str], language| {
            let mut orders = Orders::default();
            for date in dates {
                orders.learn(date);
            }
            orders.order(language)
        };
        assert_eq!(order(&["3/4/2024", "Thu, 3/14/2024 5:06 PM"], Some("de")), MONTH);
        assert_eq!(order(&["14.3.2024"], Some("en-US")), DAY);
        assert_eq!(order(&["14.3.2024", "3/14/2024"], Some("de")), None);
        assert_eq!(order(&["3/4/2024", "2024-03-14", "14/03/24"], None), None);
        assert_eq!(order(&[], Some("en_US")), MONTH);
        assert_eq!(order(&[], Some("de-AT")), DAY);
        assert_eq!(order(&[], Some("en")), None);
        assert_eq!(order(&[], Some("ja")), None);
    }
}
