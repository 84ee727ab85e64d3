//! The clock of the machine. What is kept and said bears its time, and it may stand anywhere: on a board without a battery, or
//! where somebody has set it wrong.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;

/// The time now. A clock beyond what can be written as a date stands at 1970 or at the last date that can.
pub fn now() -> Timestamp {
    written(SystemTime::now())
}

fn written(time: SystemTime) -> Timestamp {
    let is_early = || time.duration_since(SystemTime::UNIX_EPOCH).is_err();
    Timestamp::try_from(time).unwrap_or_else(|_| if is_early() { Timestamp::UNIX_EPOCH } else { last() })
}

/// An hour before the last moment there is: in each zone there is a date for it.
fn last() -> Timestamp {
    Timestamp::MAX.saturating_sub(Duration::from_hours(1)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_cannot_be_right_stops_nothing() {
        let far = Duration::from_hours(100_000_000);
        assert_eq!(written(SystemTime::UNIX_EPOCH + far), last());
        let before = SystemTime::UNIX_EPOCH.checked_sub(Duration::from_hours(2_500_000_000)).unwrap();
        assert_eq!(written(before), Timestamp::UNIX_EPOCH);
        assert_eq!(written(SystemTime::UNIX_EPOCH + Duration::from_secs(5)).as_second(), 5);
    }
}
