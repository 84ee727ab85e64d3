//! All commands, filtered by what is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::{Model, Prompt};
use crate::tui::list::{self, Item};
use crate::tui::sides::{RowInk, State, say};
use crate::tui::theme::{Role, Theme};
use crate::tui::{ink, status};

/// The part of the body that lists commands: the line that is typed stands above it.
fn below(body: Rect) -> Rect {
    let taken = if body.height > 3 { 2 } else { 1.min(body.height) };
    Rect { y: body.y + taken, height: body.height - taken, ..body }
}

/// The commands that are on the screen.
pub fn items(model: &Model, typed: &str, chosen: usize, body: Rect) -> Vec<Item> {
    list::items(below(body), model.palette(typed).len(), chosen, |_| 1)
}

/// Draws the line and the commands; tells where the line's cursor stands.
pub fn draw(model: &Model, prompt: &Prompt, chosen: usize, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let x = ink::paint(buffer, body.x + 1, body.y, body.right(), ": ", theme.style(Role::Key));
    let line = Rect { x, y: body.y, width: body.right().saturating_sub(x), height: 1 };
    let cursor = status::line(prompt, line, theme, buffer);
    let commands = model.palette(&prompt.text);
    if commands.is_empty() {
        say(buffer, below(body), "No command matches.", theme.style(Role::ListDim), theme);
    }
    for item in items(model, &prompt.text, chosen, body) {
        let Some((_, doc, keys)) = commands.get(item.number) else { continue };
        let state = if item.number == chosen { State::Chosen } else { State::Other };
        if state == State::Chosen {
            buffer.set_style(item.area, theme.style(Role::Chosen));
        }
        let width = item.area.width;
        let mut row = RowInk { theme, buffer, area: item.area, state };
        if state == State::Chosen {
            row.put(0, 0, 1, theme.signs.chosen, Role::List);
        }
        let keys_from = width.saturating_sub(ink::width(keys) + 1);
        let doc = ink::shorten(doc, keys_from.saturating_sub(4), theme.signs.more);
        row.put(2, 0, width, &doc, Role::List);
        if keys_from > ink::width(&doc) + 3 {
            row.put(keys_from, 0, width, keys, Role::Key);
        }
    }
    cursor
}
