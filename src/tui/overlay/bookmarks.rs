//! The list of all bookmarks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::article::Status;
use crate::reader::details::one_line;
use crate::reader::passage::ListOrder;
use crate::reader::{BookmarkList, BookmarkRow};
use crate::tui::list::{self, Item};
use crate::tui::sides::{RowInk, State, color_role, passage_sign, say};
use crate::tui::theme::{Role, Theme};
use crate::tui::{ink, status};

/// What stands at the head: how many there are, and which are listed.
pub fn title(list: &BookmarkList) -> String {
    let Some(rows) = &list.rows else { return "All bookmarks".to_owned() };
    let count = |rows: &mut dyn Iterator<Item = &BookmarkRow>| rows.filter(|row| !row.removed).count();
    let (listed, all) = (count(&mut list.listed().into_iter()), count(&mut rows.iter()));
    let mut out = if listed == all { format!("All bookmarks {all}") } else { format!("Bookmarks {listed} of {all}") };
    if let Some(status) = list.status {
        let word = match status {
            Status::Exact => "as they were kept",
            Status::Shifted => "moved",
            Status::Changed => "changed",
            Status::Orphan => "lost",
        };
        out = format!("{out}, {word}");
    }
    if list.order != ListOrder::default() {
        out = format!("{out}, by {}", list.order.name());
    }
    out
}

fn remark(row: &BookmarkRow, dot: &str) -> String {
    let mut parts = vec![one_line(&row.title)];
    if row.removed {
        parts.insert(0, "removed".to_owned());
    } else {
        match row.status {
            Status::Orphan => parts.insert(0, "not in the text any more".to_owned()),
            Status::Changed => parts.insert(0, "changed".to_owned()),
            Status::Shifted | Status::Exact => {}
        }
    }
    parts.extend(row.remarks.tags.iter().map(|tag| format!("#{tag}")));
    parts.join(&format!(" {dot} "))
}

fn height(row: &BookmarkRow) -> u16 {
    2 + u16::from(!row.remarks.note.is_empty())
}

/// Whether a line for what is typed stands over the list.
fn below(list: &BookmarkList, body: Rect) -> Rect {
    let taken = u16::from(list.typing || !list.filter.text.is_empty()).min(body.height);
    Rect { y: body.y + taken, height: body.height - taken, ..body }
}

/// The rows that are on the screen.
pub fn items(list: &BookmarkList, body: Rect) -> Vec<Item> {
    let rows = list.listed();
    list::items(below(list, body), rows.len(), list.chosen, |i| rows.get(i).map_or(1, |row| height(row)))
}

/// Draws the list; tells where the cursor stands: in the line that is typed, else on the chosen row.
pub fn draw(list: &BookmarkList, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let Some(all) = &list.rows else {
        say(buffer, body, "Looking into the library…", theme.style(Role::ListDim), theme);
        return None;
    };
    let rest = below(list, body);
    let typed = (rest != body).then(|| {
        let x = ink::paint(buffer, body.x + 1, body.y, body.right(), "/ ", theme.style(Role::Key));
        let line = Rect { x, y: body.y, width: body.right().saturating_sub(x), height: 1 };
        status::line(&list.filter, line, theme, buffer)
    });
    let rows = list.listed();
    if rows.is_empty() {
        let words = if all.is_empty() { "No bookmarks yet." } else { "No bookmark is like that." };
        say(buffer, rest, words, theme.style(Role::ListDim), theme);
    }
    let mut chosen = None;
    for item in items(list, body) {
        let Some(row) = rows.get(item.number) else { continue };
        let state = if item.number == list.chosen { State::Chosen } else { State::Other };
        if state == State::Chosen {
            buffer.set_style(item.area, theme.style(Role::Chosen));
            chosen = Some(item.area.as_position());
        }
        let ink = RowInk { theme, buffer, area: item.area, state };
        one(row, ink);
    }
    typed.filter(|_| list.typing).or(chosen)
}

fn one(row: &BookmarkRow, mut ink: RowInk<'_>) {
    let (signs, width) = (ink.theme.signs, ink.area.width);
    if ink.state == State::Chosen {
        ink.put(0, 0, 1, signs.chosen, Role::List);
    }
    let exact = row.exact.get(..crate::article::floor_boundary(&row.exact, 500)).unwrap_or("");
    let words = ink::shorten(&one_line(exact), width.saturating_sub(6), signs.more);
    let dim = row.removed;
    let x = ink.put(2, 0, width, passage_sign(row.status, ink.theme), if dim { Role::ListDim } else { Role::Star });
    let x = match row.remarks.shown_color().filter(|_| !dim) {
        Some(color) => ink.put(x, 0, width, &color.letter().to_string(), color_role(color)) + 1,
        None => x + 1,
    };
    ink.put(x, 0, width, &words, if dim { Role::ListDim } else { Role::List });
    let mut line = 1;
    if !row.remarks.note.is_empty() {
        let note = ink::shorten(&one_line(&row.remarks.note), width.saturating_sub(5), signs.more);
        ink.put(4, line, width, &note, Role::Quote);
        line += 1;
    }
    let remark = ink::shorten(&remark(row, signs.dot), width.saturating_sub(5), signs.more);
    ink.put(4, line, width, &remark, Role::ListDim);
}
