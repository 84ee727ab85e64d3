//! What could not be read: each with a mark, its name, since when, and under it why.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::Model;
use crate::reader::details::{grouped, one_line};
use crate::reader::library::{Failing, FailureList};
use crate::tui::ink;
use crate::tui::list::{self, Item};
use crate::tui::sides::{RowInk, State, say};
use crate::tui::theme::{Role, Theme};

/// Columns before the words: the sign of the chosen row, and the mark.
const MARKS: u16 = 4;

/// Rows that a reason takes at most.
const MOST: usize = 3;

/// What stands at the head.
pub fn title(model: &Model) -> String {
    match model.library.failing().len() {
        0 => "Failed".to_owned(),
        many => format!("Failed {}", grouped(&many.to_string())),
    }
}

/// Why, and when it is tried again, in lines.
fn why(model: &Model, row: &Failing, width: u16, more: &str) -> Vec<String> {
    let mut words = one_line(row.why.as_str()).trim_end_matches('.').to_owned();
    if let (Some(due), Some(clock)) = (&row.due, model.library.clock) {
        words.push_str(&format!("; not asked before {}", clock.short(due)));
    }
    ink::wrap(&words, width.saturating_sub(MARKS + 1), MOST, more)
}

/// The rows that are on the screen.
pub fn items(model: &Model, list: &FailureList, body: Rect) -> Vec<Item> {
    of(model, &model.library.failing(), list, body)
}

fn of(model: &Model, rows: &[Failing], list: &FailureList, body: Rect) -> Vec<Item> {
    let height = |i: usize| rows.get(i).map_or(1, |row| 1 + why(model, row, body.width, "").len() as u16);
    list::items(body, rows.len(), list.chosen, height)
}

/// Draws the list; tells where the chosen row stands.
pub fn draw(model: &Model, list: &FailureList, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let rows = model.library.failing();
    if rows.is_empty() {
        let words = match (&model.library.trouble, &model.library.sources) {
            (Some(why), _) => why.as_str(),
            (None, None) => "Looking into the library…",
            (None, Some(_)) => "Nothing fails any more.",
        };
        say(buffer, body, words, theme.style(Role::ListDim), theme);
    }
    let mut chosen = None;
    for item in of(model, &rows, list, body) {
        let Some(failing) = rows.get(item.number) else { continue };
        let state = if item.number == list.chosen { State::Chosen } else { State::Other };
        if state == State::Chosen {
            buffer.set_style(item.area, theme.style(Role::Chosen));
            chosen = Some(item.area.as_position());
        }
        let width = item.area.width;
        let since = match (&failing.since, model.library.clock) {
            (Some(since), Some(clock)) => format!("since {}", clock.short(since)),
            _ => String::new(),
        };
        let mut row = RowInk { theme, buffer, area: item.area, state };
        row.sign();
        row.put(2, 0, width, "!", Role::Failure);
        let since_from = width.saturating_sub(ink::width(&since) + 1);
        let name =
            ink::shorten(&one_line(failing.title.as_str()), since_from.saturating_sub(MARKS + 2), theme.signs.more);
        row.put(MARKS, 0, width, &name, Role::List);
        if since_from > MARKS + ink::width(&name) {
            row.put(since_from, 0, width, &since, Role::ListDim);
        }
        let lines = why(model, failing, width, theme.signs.more);
        for (y, line) in (1..item.area.height).zip(&lines) {
            row.put(MARKS, y, width, line, Role::ListDim);
        }
    }
    chosen
}
