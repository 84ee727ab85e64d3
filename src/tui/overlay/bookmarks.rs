//! The list of all bookmarks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::details::one_line;
use crate::reader::{BookmarkList, BookmarkRow};
use crate::tui::ink;
use crate::tui::list::{self, Item};
use crate::tui::sides::{RowInk, State, say};
use crate::tui::theme::{Role, Theme};

/// What stands at the head.
pub fn title(list: &BookmarkList) -> String {
    match &list.rows {
        Some(rows) => format!("All bookmarks {}", rows.iter().filter(|row| !row.removed).count()),
        None => "All bookmarks".to_owned(),
    }
}

fn remark(row: &BookmarkRow, dot: &str) -> String {
    let mut parts = vec![one_line(&row.title)];
    if row.removed {
        parts.insert(0, "removed".to_owned());
    } else if row.orphan {
        parts.insert(0, "not in the text any more".to_owned());
    }
    parts.extend(row.tags.iter().map(|tag| format!("#{tag}")));
    parts.join(&format!(" {dot} "))
}

fn height(row: &BookmarkRow) -> u16 {
    2 + u16::from(!row.note.is_empty())
}

/// The rows that are on the screen.
pub fn items(list: &BookmarkList, body: Rect) -> Vec<Item> {
    let rows = list.rows.as_deref().unwrap_or(&[]);
    list::items(body, rows.len(), list.chosen, |i| rows.get(i).map_or(1, height))
}

/// Draws the list; tells where the chosen row stands.
pub fn draw(list: &BookmarkList, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let Some(rows) = &list.rows else {
        say(buffer, body, "Looking into the library…", theme.style(Role::ListDim), theme);
        return None;
    };
    if rows.is_empty() {
        say(buffer, body, "No bookmarks yet.", theme.style(Role::ListDim), theme);
        return None;
    }
    let mut cursor = None;
    for item in items(list, body) {
        let Some(row) = rows.get(item.number) else { continue };
        let state = if item.number == list.chosen { State::Chosen } else { State::Other };
        if state == State::Chosen {
            buffer.set_style(item.area, theme.style(Role::Chosen));
            cursor = Some(item.area.as_position());
        }
        let (signs, width) = (theme.signs, item.area.width);
        let mut ink = RowInk { theme, buffer, area: item.area, state };
        if state == State::Chosen {
            ink.put(0, 0, 1, signs.chosen, Role::List);
        }
        let exact = row.exact.get(..crate::article::floor_boundary(&row.exact, 500)).unwrap_or("");
        let words = ink::shorten(&one_line(exact), width.saturating_sub(5), signs.more);
        let x = ink.put(2, 0, width, signs.star, if row.removed { Role::ListDim } else { Role::Star }) + 1;
        ink.put(x, 0, width, &words, if row.removed { Role::ListDim } else { Role::List });
        let mut line = 1;
        if !row.note.is_empty() {
            let note = ink::shorten(&one_line(&row.note), width.saturating_sub(5), signs.more);
            ink.put(4, line, width, &note, Role::Quote);
            line += 1;
        }
        let remark = ink::shorten(&remark(row, signs.dot), width.saturating_sub(5), signs.more);
        ink.put(4, line, width, &remark, Role::ListDim);
    }
    cursor
}
