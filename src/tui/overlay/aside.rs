//! What was found beside the article: captions with the addresses of their pictures, notices, other stories.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::Model;
use crate::tui::ink;
use crate::tui::list;
use crate::tui::theme::{Role, Theme};

/// The most rows of one line.
const ROWS: usize = 12;

fn rows(line: &str, body: Rect) -> Vec<String> {
    ink::wrap(line, body.width.saturating_sub(3), ROWS, "…")
}

/// Draws the lines around number `at`; tells where that one stands.
pub fn draw(model: &Model, at: usize, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let lines = &model.reading.article.aside;
    let at = at.min(lines.len().saturating_sub(1));
    let height = |i: usize| lines.get(i).map_or(1, |line| rows(line, body).len() as u16);
    let mut cursor = None;
    for item in list::items(body, lines.len(), at, height) {
        let Some(line) = lines.get(item.number) else { continue };
        if item.number == at {
            cursor = Some(item.area.as_position());
            ink::paint(buffer, body.x, item.area.y, body.right(), theme.signs.chosen, theme.style(Role::Cursor));
        }
        for (y, row) in (item.area.y..item.area.bottom()).zip(rows(line, body)) {
            ink::paint(buffer, body.x + 2, y, body.right(), &row, theme.style(Role::Over));
        }
    }
    cursor
}
