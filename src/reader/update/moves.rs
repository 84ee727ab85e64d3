//! Moves in the text.

use super::super::model::Model;
use super::super::motion;
use super::super::reading::{Cursor, Reading};
use super::viewport;
use crate::article::{Offset, floor_boundary};
use crate::facts::FactKind;

/// Rows that stay between the cursor and the edge after a jump.
const MARGIN: usize = 3;

/// Puts the cursor at byte `at`, or where the character that holds it begins, and shows it.
pub fn to(reading: &mut Reading, at: Offset, on: Option<FactKind>) {
    reading.cursor = Cursor { at: floor_boundary(reading.text(), at), on };
    reading.goal = None;
    reading.moved = true;
    viewport::reveal(reading, MARGIN);
}

/// As [`to`], and the way back is remembered.
pub fn jump(reading: &mut Reading, at: Offset, on: Option<FactKind>) {
    let from = reading.cursor.at;
    if from != at {
        if reading.jumps.back.last() != Some(&from) {
            reading.jumps.back.push(from);
            if reading.jumps.back.len() > 200 {
                reading.jumps.back.remove(0);
            }
        }
        reading.jumps.forward.clear();
    }
    to(reading, at, on);
}

/// The cursor `count` rows down, the screen with it, so that the eye stays where it is.
pub fn lines(reading: &mut Reading, count: isize) {
    let row = reading.cursor_row();
    let text = &reading.article.text;
    let goal =
        reading.goal.unwrap_or_else(|| reading.layout.column(text, reading.layout.row(text, row), reading.cursor.at));
    let (to, _) = reading.layout.step(text, row, count);
    let to = to.max(reading.layout.first_text());
    let at = reading.layout.offset_at(text, reading.layout.row(text, to), goal);
    let edge = to == row;
    reading.cursor = Cursor { at, on: None };
    reading.goal = Some(goal);
    reading.moved = true;
    if edge {
        // Nothing above or below for the cursor; the head may still be above the screen.
        viewport::scroll(reading, count.signum());
    } else {
        viewport::scroll(reading, count);
    }
    viewport::reveal(reading, 0);
}

/// So many rows with the screen, for pages and half pages.
pub fn page(reading: &mut Reading, half: bool, down: bool) {
    let height = reading.height as usize;
    let rows = if half { height / 2 } else { height.saturating_sub(2) };
    let rows = rows.max(1) as isize;
    lines(reading, if down { rows } else { -rows });
}

/// The screen alone turns by `count` rows; the cursor stays on it.
pub fn wheel(reading: &mut Reading, count: isize) {
    viewport::scroll(reading, count);
    reading.prepare();
    if !viewport::shows_cursor(reading) {
        let rows = reading.visible();
        let edge = if count > 0 { rows.first() } else { rows.last() };
        let first = reading.layout.first_text();
        if let Some(row) = edge.map(|row| (*row).max(first)) {
            let at = reading.layout.row(reading.text(), row).text.start();
            reading.cursor = Cursor { at, on: None };
        }
    }
    reading.goal = None;
    reading.moved = true;
}

/// To the first byte, with the head in view.
pub fn top(reading: &mut Reading) {
    jump(reading, 0, None);
    let first = reading.layout.first();
    viewport::set_top(reading, first);
}

/// To the last row.
pub fn bottom(reading: &mut Reading) {
    let last = reading.layout.last(&reading.article.text);
    let at = reading.layout.row(&reading.article.text, last).text.start();
    jump(reading, at, None);
}

/// To the next or previous paragraph or sentence, as `find` says; from the last one to its end, so that the key is
/// never dead.
pub fn step(model: &mut Model, find: fn(&str, Offset) -> Option<Offset>, forward: bool) {
    let reading = &mut model.reading;
    let at = find(reading.text(), reading.cursor.at);
    let edge = if forward { motion::paragraph(reading.text(), reading.cursor.at).end() } else { 0 };
    to(reading, at.unwrap_or(edge), None);
}
