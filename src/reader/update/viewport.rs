//! Which rows are on the screen.

use super::super::layout::RowId;
use super::super::reading::{Reading, Top};

/// Makes `row` the first on the screen.
pub fn set_top(reading: &mut Reading, row: RowId) {
    let first = reading.layout.first();
    reading.top = if row < reading.layout.first_text() {
        let rows = reading.layout.distance(reading.text(), first, row, 64).unwrap_or(0);
        Top::Head(rows as u16)
    } else {
        Top::Text(reading.layout.row(reading.text(), row).text.start())
    };
}

/// The lowest row that can be the first on the screen: the last row of the text then stands at the bottom.
pub fn lowest_top(reading: &mut Reading) -> RowId {
    let last = reading.layout.last(&reading.article.text);
    let height = reading.height as usize;
    reading.layout.prepare(&reading.article.text, last, height);
    reading.layout.step(&reading.article.text, last, 1 - height as isize).0
}

/// Moves the screen `count` rows down (negative: up), as far as there is text; tells whether it moved.
pub fn scroll(reading: &mut Reading, count: isize) -> bool {
    let from = reading.top_row();
    let (mut to, _) = reading.layout.step(reading.text(), from, count);
    if count > 0 {
        // Only near the end can the screen run out of text.
        let height = reading.height as usize;
        if reading.layout.step(reading.text(), to, height as isize).1 < height {
            to = to.min(lowest_top(reading).max(from));
        }
    }
    set_top(reading, to);
    to != from
}

/// Whether the cursor's row is on the screen.
pub fn shows_cursor(reading: &Reading) -> bool {
    let (top, row) = (reading.top_row(), reading.cursor_row());
    let height = reading.height as usize;
    row >= top && reading.layout.distance(reading.text(), top, row, height).is_some_and(|rows| rows < height)
}

/// Moves the screen as little as it takes to show the cursor's row `margin` rows from its edges; if it is far away,
/// it comes to stand a third down.
pub fn reveal(reading: &mut Reading, margin: usize) {
    let height = reading.height as usize;
    let margin = margin.min(height.saturating_sub(1) / 2);
    let row = reading.cursor_row();
    reading.layout.prepare(&reading.article.text, row, height);
    let top = reading.top_row();
    let text = &reading.article.text;
    if row < top {
        let above = reading.layout.distance(text, row, top, height);
        let up = if above.is_some_and(|rows| rows <= height / 2) { margin } else { height / 3 };
        let to = reading.layout.step(text, row, -(up as isize)).0;
        set_top(reading, to);
        return;
    }
    match reading.layout.distance(text, top, row, height * 2) {
        Some(rows) if rows < margin => {
            let to = reading.layout.step(text, row, -(margin as isize)).0;
            set_top(reading, to);
        }
        Some(rows) if rows + margin < height => {}
        Some(rows) if rows < height + height / 2 => {
            let down = rows + margin + 1 - height;
            let to = reading.layout.step(text, top, down as isize).0.min(lowest_top(reading).max(top));
            set_top(reading, to);
        }
        _ => {
            let to = reading.layout.step(text, row, -((height / 3) as isize)).0;
            let to = to.min(lowest_top(reading));
            set_top(reading, to);
        }
    }
}
