//! Moments as lists show them: short, and right for as long as the day lasts.

use jiff::civil::Date;
use jiff::{Timestamp, tz::Offset};

/// What is needed to show a moment: today's date, and how far the reader's clock is from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Today, where the reader is.
    pub today: Date,
    /// From UTC to there, now.
    pub offset: Offset,
}

impl Clock {
    /// A moment (RFC 3339) as a short word: `14:05` today, `17 Nov` this year, else `Nov 2025`. Empty for what is no
    /// moment.
    pub fn short(&self, moment: &str) -> String {
        let Ok(moment) = moment.parse::<Timestamp>() else { return String::new() };
        let there = self.offset.to_datetime(moment);
        let date = there.date();
        let month = date.strftime("%b");
        // Near the turn of a year a month alone is clear for some weeks.
        if date == self.today {
            there.strftime("%H:%M").to_string()
        } else if date.year() == self.today.year() || days(date, self.today) < 180 {
            format!("{} {month}", date.day())
        } else {
            format!("{month} {}", date.year())
        }
    }
}

/// Days from one date to the other, either way.
fn days(one: Date, other: Date) -> i32 {
    one.until(other).map_or(i32::MAX, |span| span.get_days().abs())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn moments_are_short() {
        let clock = Clock { today: date(2026, 1, 20), offset: Offset::constant(1) };
        assert_eq!(clock.short("2026-01-20T07:05:59Z"), "08:05");
        assert_eq!(clock.short("2026-01-19T23:05:00Z"), "00:05", "by the reader's clock");
        assert_eq!(clock.short("2026-01-02T10:00:00Z"), "2 Jan");
        assert_eq!(clock.short("2025-11-17T10:00:00Z"), "17 Nov");
        assert_eq!(clock.short("2024-11-17T10:00:00Z"), "Nov 2024");
        assert_eq!(clock.short("yesterday"), "");
    }
}
