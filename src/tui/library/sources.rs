//! The rows at the left, and what there is to say of the chosen feed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::article::FeedSummary;
use crate::reader::details::grouped;
use crate::reader::library::{Choice, Clock, LibraryPane, LibraryView, SourceRow, Standing};
use crate::reader::{Action, Model};
use crate::tui::ink;
use crate::tui::list::{self, Item};
use crate::tui::sides::{RowInk, State, say};
use crate::tui::theme::{Role, Theme};

/// Rows that what is said of a feed takes at most.
const MOST: usize = 6;

/// The rows that are on the screen. A blank row parts folders and feeds from what always stands there.
pub fn items(view: &LibraryView, body: Rect) -> Vec<Item> {
    let rows = Rect { height: body.height - foot(view, body).min(body.height), ..body };
    let first = Standing::ALL.len();
    let mut items = list::items(rows, view.rows.len(), view.source_row(), |i| 1 + u16::from(i == first));
    for item in items.iter_mut().filter(|item| item.number == first && item.area.height > 1) {
        item.area = Rect { y: item.area.y + 1, height: 1, ..item.area };
    }
    items
}

/// Rows at the foot that are taken for the chosen feed.
fn foot(view: &LibraryView, body: Rect) -> u16 {
    let lines = about(view, body.width, "").len() as u16;
    if lines == 0 || body.height < lines + 6 { 0 } else { lines + 1 }
}

/// What is said of the chosen feed, and whether it is trouble.
fn about(view: &LibraryView, width: u16, more: &str) -> Vec<(String, bool)> {
    let (Some(feed), Some(clock)) = (view.chosen_feed(), view.clock) else { return Vec::new() };
    let width = width.saturating_sub(2);
    let mut lines: Vec<(String, bool)> = Vec::new();
    if let Some(trouble) = trouble(feed, clock) {
        lines.extend(ink::wrap(&trouble, width, MOST - 1, more).into_iter().map(|line| (line, true)));
    }
    let read = match feed.checked.as_deref().map(|moment| clock.short(moment)) {
        Some(moment) => format!("read {moment}, {} articles", grouped(&feed.entries.to_string())),
        None => "not read yet".to_owned(),
    };
    lines.extend(ink::wrap(&read, width, 2, more).into_iter().map(|line| (line, false)));
    lines
}

/// Why a feed cannot be read, since when, and when it is tried again.
fn trouble(feed: &FeedSummary, clock: Clock) -> Option<String> {
    let why = feed.trouble.as_ref()?;
    let mut out = why.as_str().trim_end_matches('.').to_owned();
    if let Some(since) = &feed.trouble_since {
        out.push_str(&format!(". Since {}", clock.short(since)));
    }
    if let Some(due) = &feed.due {
        out.push_str(&format!("; not asked before {}", clock.short(due)));
    }
    out.push('.');
    Some(out)
}

/// Draws the rows; tells where the chosen one stands.
pub fn draw(model: &Model, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let view = &model.library;
    if let Some(why) = &view.trouble {
        say(buffer, body, why, theme.style(Role::Failure), theme);
        return None;
    }
    let chosen = view.source_row();
    let mut cursor = None;
    let shown = items(view, body);
    let last = shown.last().map_or(0, |item| item.area.bottom());
    for item in shown {
        let Some(row) = view.rows.get(item.number) else { continue };
        let state = match item.number == chosen && !view.is_search() {
            true if view.pane == LibraryPane::Sources => State::Chosen,
            true => State::Near,
            false => State::Other,
        };
        if state != State::Other {
            let role = if state == State::Chosen { Role::Chosen } else { Role::Near };
            buffer.set_style(item.area, theme.style(role));
            cursor = Some(item.area.as_position());
        }
        let mut ink = RowInk { theme, buffer, area: item.area, state };
        draw_row(view, row, &mut ink);
    }
    if view.rows.len() == Standing::ALL.len() && last > 0 {
        let add = model.keymap.key_of(Action::Add);
        let room = Rect { y: last + 1, height: body.bottom().saturating_sub(last + 1), ..body };
        say(buffer, room, &format!("No feeds yet: {add} adds one."), theme.style(Role::ListDim), theme);
    }
    let rows = foot(view, body);
    if rows > 0 {
        let y = body.bottom() - rows;
        for x in body.left()..body.right() {
            ink::paint(buffer, x, y, body.right(), theme.signs.lines[0], theme.style(Role::Frame));
        }
        for (i, (line, bad)) in about(view, body.width, theme.signs.more).into_iter().enumerate() {
            let role = if bad { Role::Failure } else { Role::ListDim };
            ink::paint(buffer, body.x + 1, y + 1 + i as u16, body.right(), &line, theme.style(role));
        }
    }
    cursor
}

fn draw_row(view: &LibraryView, row: &SourceRow, ink: &mut RowInk<'_>) {
    let (signs, width) = (ink.theme.signs, ink.area.width);
    ink.sign();
    let standing = matches!(row.choice, Choice::Standing(_));
    let count = if row.count > 0 || standing { grouped(&row.count.to_string()) } else { String::new() };
    let unread = row.count > 0 && (!standing || row.choice == Choice::Standing(Standing::Unread));
    let counted = width.saturating_sub(ink::width(&count) + 1);
    let failing = row.feed.and_then(|i| view.sources.as_ref()?.feeds.get(i)).is_some_and(|feed| feed.trouble.is_some());
    let mut x = 2 + 2 * row.depth.min(4);
    if failing {
        x = ink.put(x, 0, counted, "! ", Role::Failure);
    }
    if matches!(row.choice, Choice::Folder(_)) {
        x = ink.put(x, 0, counted, &format!("{} ", signs.folder), Role::ListDim);
    }
    let name = crate::tui::ink::shorten(row.name.as_str(), counted.saturating_sub(x + 1), signs.more);
    ink.put(x, 0, counted, &name, Role::List);
    ink.put(counted, 0, width, &count, if unread { Role::Unread } else { Role::ListDim });
}
