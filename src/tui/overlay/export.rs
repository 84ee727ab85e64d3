//! Bookmarks on their way into a file: the format, and the file's name.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::ExportView;
use crate::reader::passage::FORMATS;
use crate::tui::list::{self, Item};
use crate::tui::sides::{RowInk, State};
use crate::tui::theme::{Role, Theme};
use crate::tui::{ink, status};

/// Rows that it takes.
pub const ROWS: u16 = FORMATS.len() as u16 + 3;

/// What stands at the head.
pub fn title(view: &ExportView) -> String {
    match view.ids.len() {
        1 => "Write 1 bookmark".to_owned(),
        many => format!("Write {many} bookmarks"),
    }
}

fn below(body: Rect) -> Rect {
    let taken = 3.min(body.height);
    Rect { y: body.y + taken, height: body.height - taken, ..body }
}

/// The formats that are on the screen.
pub fn items(view: &ExportView, body: Rect) -> Vec<Item> {
    list::items(below(body), FORMATS.len(), view.format, |_| 1)
}

/// Draws it; tells where the cursor of the file's name stands.
pub fn draw(view: &ExportView, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let x = ink::paint(buffer, body.x + 1, body.y, body.right(), "File: ", theme.style(Role::Key));
    let line = Rect { x, y: body.y, width: body.right().saturating_sub(x), height: 1 };
    let cursor = status::line(&view.path, line, theme, buffer);
    if view.exists.is_some() && body.height > 1 {
        let words = "It is there already. Enter writes over it, Esc does not.";
        ink::paint(buffer, body.x + 1, body.y + 1, body.right(), words, theme.style(Role::Failure));
    }
    for item in items(view, body) {
        let state = if item.number == view.format { State::Chosen } else { State::Other };
        if state == State::Chosen {
            buffer.set_style(item.area, theme.style(Role::Chosen));
        }
        let mut row = RowInk { theme, buffer, area: item.area, state };
        if state == State::Chosen {
            row.put(0, 0, 1, theme.signs.chosen, Role::List);
        }
        let width = item.area.width;
        let x = row.put(2, 0, width, FORMATS[item.number].1, Role::List);
        row.put(x + 2, 0, width, &format!(".{}", FORMATS[item.number].2), Role::ListDim);
    }
    cursor
}
