//! The colours of bookmarks, to choose from: each with its letter.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::article::Color;
use crate::tui::list::{self, Item};
use crate::tui::sides::{RowInk, State, color_role};
use crate::tui::theme::{Role, Theme};

/// Rows that it takes.
pub const ROWS: u16 = Color::ALL.len() as u16 + 1;

/// The rows that are on the screen; the first is no colour.
pub fn items(chosen: usize, body: Rect) -> Vec<Item> {
    list::items(body, usize::from(ROWS), chosen, |_| 1)
}

/// Draws them; tells where the chosen one stands.
pub fn draw(chosen: usize, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    for item in items(chosen, body) {
        let state = if item.number == chosen { State::Chosen } else { State::Other };
        if state == State::Chosen {
            buffer.set_style(item.area, theme.style(Role::Chosen));
            cursor = Some(item.area.as_position());
        }
        let mut row = RowInk { theme, buffer, area: item.area, state };
        let width = item.area.width;
        if state == State::Chosen {
            row.put(0, 0, 1, theme.signs.chosen, Role::List);
        }
        match item.number.checked_sub(1).map(|i| Color::ALL[i]) {
            Some(color) => {
                row.put(2, 0, width, &color.letter().to_string(), Role::Key);
                row.state = State::Other;
                let x = row.put(5, 0, width, "  ", color_role(color));
                let x = row.put(x, 0, width, color.name(), color_role(color));
                row.put(x, 0, width, "  ", color_role(color));
            }
            None => {
                row.put(2, 0, width, "-", Role::Key);
                row.put(5, 0, width, "no colour", Role::List);
            }
        }
    }
    cursor
}
