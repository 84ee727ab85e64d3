//! How often a feed changes, as it says itself: `<ttl>` in minutes, or so many times an hour, a day, a week.

use super::name::Field;

/// What a feed says about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pace {
    ttl: Option<u32>,
    period: Option<u32>,
    frequency: Option<u32>,
}

impl Pace {
    /// Takes the first word on each.
    pub fn take(&mut self, field: Field, text: &str) {
        let number = || text.parse().ok().filter(|number| *number > 0);
        match field {
            Field::Ttl => self.ttl = self.ttl.or_else(number),
            Field::Frequency => self.frequency = self.frequency.or_else(number),
            Field::Period => {
                let minutes = match text.to_ascii_lowercase().as_str() {
                    "hourly" => Some(60),
                    "daily" => Some(24 * 60),
                    "weekly" => Some(7 * 24 * 60),
                    "monthly" => Some(30 * 24 * 60),
                    "yearly" => Some(365 * 24 * 60),
                    _ => None,
                };
                self.period = self.period.or(minutes);
            }
            _ => {}
        }
    }

    /// For how many minutes it need not be read again.
    pub fn minutes(self) -> Option<u32> {
        self.ttl.or_else(|| Some((self.period? / self.frequency.unwrap_or(1)).max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_says_how_often_it_changes() {
        let said = |words: &[(Field, &str)]| {
            let mut pace = Pace::default();
            for (field, text) in words {
                pace.take(*field, text);
            }
            pace.minutes()
        };
        assert_eq!(said(&[(Field::Ttl, "90"), (Field::Period, "daily")]), Some(90));
        assert_eq!(said(&[(Field::Period, "Hourly")]), Some(60));
        assert_eq!(said(&[(Field::Frequency, "2"), (Field::Period, "daily")]), Some(720));
        assert_eq!(said(&[(Field::Frequency, "9999999"), (Field::Period, "hourly")]), Some(1));
        assert_eq!(said(&[(Field::Ttl, "0"), (Field::Frequency, "2")]), None);
        assert_eq!(said(&[(Field::Ttl, "soon"), (Field::Period, "often")]), None);
    }
}
