//! Something that is done only after a yes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::library::Question;
use crate::tui::ink;
use crate::tui::theme::{Role, Theme};

/// Columns that a question takes at most, with its frame.
pub const WIDE: u16 = 64;

/// Rows that a line of it takes at most.
const MOST: usize = 4;

/// What the answers are.
const ANSWERS: &str = "Enter yes, Esc no";

/// Rows that it takes at this width, inside of its frame.
pub fn height(question: &Question, width: u16) -> u16 {
    let lines: usize = question.lines.iter().map(|line| ink::wrap(line, width.saturating_sub(2), MOST, "").len()).sum();
    lines as u16 + 2
}

/// Draws it; the cursor stands at the answers.
pub fn draw(question: &Question, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let mut y = body.y;
    let last = body.bottom().saturating_sub(1);
    for line in
        question.lines.iter().flat_map(|line| ink::wrap(line, body.width.saturating_sub(2), MOST, theme.signs.more))
    {
        if y < last {
            ink::paint(buffer, body.x + 1, y, body.right(), &line, theme.style(Role::Over));
            y += 1;
        }
    }
    ink::paint(buffer, body.x + 1, last, body.right(), ANSWERS, theme.style(Role::Key));
    Position::new(body.x + 1, last)
}
