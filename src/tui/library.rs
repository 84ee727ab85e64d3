//! The library's screen: lists, folders and feeds at the left, articles at the right, and the first lines of the chosen
//! one where there is room.

mod areas;
mod entries;
mod preview;
mod sources;

pub use areas::LibraryAreas;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::border::{self, Label};
use super::ink;
use super::theme::{Role, Theme};
use crate::reader::details::grouped;
use crate::reader::library::{LibraryPane, LibraryView};
use crate::reader::{Action, Model, Target};

/// Keys that matter while the rows at the left have them.
pub const SOURCES: &[(&[Action], &str)] = &[
    (&[Action::LineDown, Action::LineUp], "choose"),
    (&[Action::Activate], "its articles"),
    (&[Action::Add], "add"),
    (&[Action::RefreshAll], "refresh"),
    (&[Action::Help], "help"),
    (&[Action::Close], "leave"),
    (&[Action::Search], "search"),
    (&[Action::Delete], "unsubscribe"),
    (&[Action::Refresh], "refresh this"),
    (&[Action::Rename], "rename"),
    (&[Action::MoveFeed], "folder"),
    (&[Action::Palette], "commands"),
];

/// Keys that matter while the list has them.
pub const ENTRIES: &[(&[Action], &str)] = &[
    (&[Action::Activate], "open"),
    (&[Action::Next, Action::Previous], "unread"),
    (&[Action::Add], "add"),
    (&[Action::RefreshAll], "refresh"),
    (&[Action::Search], "search"),
    (&[Action::Help], "help"),
    (&[Action::Close], "leave"),
    (&[Action::Star], "star"),
    (&[Action::ToggleRead], "read"),
    (&[Action::FocusLeft], "feeds"),
    (&[Action::ReadAll], "all read"),
    (&[Action::FullText], "full text"),
    (&[Action::OpenLink], "browser"),
    (&[Action::Palette], "commands"),
];

/// Draws the middle of the screen; tells where the chosen row stands.
pub fn draw(model: &Model, parts: &LibraryAreas, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let view = &model.library;
    let mut cursor = None;
    if let Some(frame) = parts.sources {
        let label = "Library".to_owned();
        frame_of(frame, &[(label, LibraryPane::Sources)], model, parts, theme, buffer);
        let at = sources::draw(model, parts.body(frame), theme, buffer);
        cursor = cursor.or(at.filter(|_| view.pane == LibraryPane::Sources));
    }
    if let Some(frame) = parts.entries {
        frame_of(frame, &[(name_of_list(view), LibraryPane::Entries)], model, parts, theme, buffer);
        let at = entries::draw(model, parts, parts.body(frame), theme, buffer);
        cursor = cursor.or(at.filter(|_| view.pane == LibraryPane::Entries));
    }
    if let Some(frame) = parts.preview {
        border::draw(buffer, frame, false, theme, theme.style(Role::Frame));
        preview::draw(model, parts.body(frame), theme, buffer);
    }
    cursor.or(Some(parts.body(parts.entries.or(parts.sources)?).as_position()))
}

/// A frame with its name; where one part is shown at a time, the other's name stands there too.
fn frame_of(
    frame: Rect,
    names: &[(String, LibraryPane)],
    model: &Model,
    parts: &LibraryAreas,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    if !parts.framed {
        return;
    }
    let here = model.library.pane;
    let focused = names.iter().any(|(_, pane)| *pane == here);
    border::draw(buffer, frame, false, theme, theme.style(if focused { Role::FrameFocus } else { Role::Frame }));
    let mut names = names.to_vec();
    if parts.single && here == LibraryPane::Entries {
        names.insert(0, ("Library".to_owned(), LibraryPane::Sources));
    } else if parts.single {
        names.push((name_of_list(&model.library), LibraryPane::Entries));
    }
    let room = frame.width.saturating_sub(8 + 3 * names.len() as u16);
    let label = |(name, pane): (String, LibraryPane)| Label {
        text: ink::shorten(&name, room.saturating_sub(if parts.single { 8 } else { 0 }), theme.signs.more),
        style: theme.style(if pane == here { Role::FrameTitleFocus } else { Role::FrameTitle }),
    };
    let labels: Vec<Label> = names.into_iter().map(label).collect();
    border::labels(buffer, frame, &labels);
}

/// What the list is of, and how many rows it has.
fn name_of_list(view: &LibraryView) -> String {
    let count = if view.list.loaded { grouped(&view.list.window.total().to_string()) } else { String::new() };
    if view.is_search() {
        return format!("Found in all articles {count}");
    }
    format!("{} {count}", view.choice_name().as_str()).trim_end().to_owned()
}

/// Draws the first line.
pub fn top(model: &Model, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let view = &model.library;
    let dim = theme.style(Role::Line);
    let mut parts: Vec<String> = progress(model, area.width).into_iter().collect();
    if let Some(sources) = view.sources.as_ref().filter(|_| area.width >= 40) {
        parts.push(format!("{} unread", grouped(&sources.counts.unread.to_string())));
    }
    let wide: u16 = parts.iter().map(|part| ink::width(part) + 3).sum();
    let end = area.right().saturating_sub(wide);
    let mut x = ink::paint(buffer, area.x, area.y, end, " dateline", theme.style(Role::Name));
    x = ink::paint(buffer, x, area.y, end, &format!(" {} ", theme.signs.dash), dim);
    let title = if view.is_search() {
        match view.list.words {
            Some(words) => format!("Search for the first {words} words: {}", view.list.filter.query),
            None => format!("Search: {}", view.list.filter.query),
        }
    } else {
        format!("Library {} {}", theme.signs.dot, view.choice_name().as_str())
    };
    let title = ink::shorten(&title, end.saturating_sub(x), theme.signs.more);
    ink::paint(buffer, x, area.y, end, &title, theme.style(Role::LineTitle));
    let mut x = end;
    for part in parts {
        x = ink::paint(buffer, x + 2, area.y, area.right(), &part, dim) + 1;
    }
}

/// What goes on in the background.
pub fn progress(model: &Model, width: u16) -> Option<String> {
    let view = &model.library;
    if let Some(fetching) = &view.fetching {
        return Some(ink::shorten(&fetching.what, (width / 2).max(12), "…"));
    }
    let refreshing = view.refreshing.as_ref()?;
    let (done, total) = (refreshing.done, refreshing.total);
    Some(match (refreshing.stopping, total, refreshing.failed) {
        (true, ..) => "ending".to_owned(),
        (_, 0, _) => "reading feeds".to_owned(),
        (_, _, failed @ 1..) if width >= 70 => format!("reading feeds {done}/{total}, {failed} failed"),
        _ if width >= 50 => format!("reading feeds {done}/{total}"),
        _ => format!("{done}/{total}"),
    })
}

/// What the mouse points at.
pub fn target(parts: &LibraryAreas, model: &Model, at: Position) -> Target {
    if let Some(frame) = parts.sources.filter(|frame| frame.contains(at)) {
        let items = sources::items(&model.library, parts.body(frame));
        let row = items.into_iter().find(|item| item.area.contains(at)).map(|item| item.number);
        return Target::Source(row.unwrap_or_else(|| model.library.source_row()));
    }
    if let Some(frame) = parts.entries.filter(|frame| frame.contains(at)) {
        let list = &model.library.list;
        let items = entries::items(&model.library, parts, parts.body(frame));
        let row = items.into_iter().find(|item| item.area.contains(at)).map(|item| item.number);
        return Target::Entry(row.unwrap_or(list.chosen));
    }
    Target::Nothing
}
