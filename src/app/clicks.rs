//! How often in a row the mouse was pressed at one place: the terminal does not say, a clock does.

use std::time::{Duration, Instant};

use crossterm::event::{Event, MouseButton, MouseEventKind};

/// Two presses that are farther apart are two clicks.
const APART: Duration = Duration::from_millis(400);

/// The last press.
#[derive(Debug, Default)]
pub struct Clicks {
    last: Option<(Instant, u16, u16)>,
    count: u8,
}

impl Clicks {
    /// The number of this press in its row, from 1 to 4; 1 for everything that is no press.
    pub fn count(&mut self, event: &Event) -> u8 {
        let Event::Mouse(mouse) = event else { return 1 };
        if mouse.kind != MouseEventKind::Down(MouseButton::Left) {
            return 1;
        }
        self.press(Instant::now(), mouse.column, mouse.row)
    }

    fn press(&mut self, now: Instant, column: u16, row: u16) -> u8 {
        let again =
            self.last.is_some_and(|(at, x, y)| now.duration_since(at) < APART && column.abs_diff(x) <= 1 && row == y);
        self.count = if again { self.count % 4 + 1 } else { 1 };
        self.last = Some((now, column, row));
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presses_in_a_row_are_counted() {
        let mut clicks = Clicks::default();
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        assert_eq!(clicks.press(at(0), 5, 5), 1);
        assert_eq!(clicks.press(at(100), 6, 5), 2);
        assert_eq!(clicks.press(at(200), 5, 5), 3);
        assert_eq!(clicks.press(at(300), 5, 6), 1);
        assert_eq!(clicks.press(at(900), 5, 6), 1);
    }
}
