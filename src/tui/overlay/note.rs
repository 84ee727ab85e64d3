//! A note that is being written.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::details::one_line;
use crate::reader::passage::note_columns;
use crate::reader::{Model, NoteView};
use crate::tui::areas::Areas;
use crate::tui::theme::{Role, Theme};
use crate::tui::{flow, ink};

/// What stands at the head: the words that it is about.
pub fn title(view: &NoteView, theme: &Theme) -> String {
    let [open, close] = theme.signs.marks;
    format!("Note on {open}{}{close}", ink::shorten(&one_line(&view.exact), 40, theme.signs.more))
}

/// Where it stands.
pub fn area(model: &Model, view: &NoteView, areas: &Areas) -> Rect {
    let columns = note_columns(model.viewports.width);
    let rows = view.editor.rows(columns).len() as u16;
    let height = rows.saturating_add(3).max(8).min((areas.middle.height * 4 / 5).max(3));
    areas.centered(columns.saturating_add(4), height)
}

/// Draws it, scrolled so that the cursor is in sight; tells where that stands.
pub fn draw(model: &Model, view: &NoteView, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let columns = note_columns(model.viewports.width);
    let rows = view.editor.rows(columns);
    let (row, column) = view.editor.place(&rows);
    let height = usize::from(body.height.max(1));
    let top = (row + 1).saturating_sub(height);
    let x = body.x + u16::from(body.width > columns);
    let style = theme.style(Role::Prompt);
    for (y, range) in (body.y..body.bottom()).zip(rows.iter().skip(top)) {
        ink::paint(buffer, x, y, body.right(), range.slice(view.editor.text()), style);
    }
    if view.editor.text().is_empty() && body.height > 1 {
        let mut hint = flow::Flow::new(columns);
        hint.words("What do you want to remember of it?", theme.style(Role::OverLabel));
        flow::paint(&hint.finish(), 0, Rect { x, y: body.y, width: columns.min(body.width), height: 1 }, buffer);
    }
    Position::new((x + column).min(body.right().saturating_sub(1)), body.y + (row - top) as u16)
}
