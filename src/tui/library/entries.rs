//! The list of articles: marks, title, where it is from, when.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::LibraryAreas;
use crate::article::{ArticleSummary, Snippet, Source, TextRange, floor_boundary};
use crate::reader::details::one_line;
use crate::reader::library::{Choice, LibraryPane, LibraryView, Standing};
use crate::reader::{Action, Front, Model};
use crate::tui::ink;
use crate::tui::list::Item;
use crate::tui::sides::{RowInk, State, say};
use crate::tui::theme::{Role, Theme};

/// Columns left of the title: the chosen row's sign, unread, star.
const MARKS: u16 = 5;

/// The rows that are on the screen.
pub fn items(view: &LibraryView, parts: &LibraryAreas, body: Rect) -> Vec<Item> {
    let list = &view.list;
    let rows = usize::from(body.height / parts.tall);
    let item = |i: usize| Item {
        number: list.top + i,
        area: Rect { y: body.y + i as u16 * parts.tall, height: parts.tall, ..body },
    };
    (0..rows.min(list.window.total().saturating_sub(list.top))).map(item).collect()
}

/// Draws the list; tells where the chosen row stands.
pub fn draw(model: &Model, parts: &LibraryAreas, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let view = &model.library;
    let shown = items(view, parts, body);
    if shown.is_empty() || view.trouble.is_some() {
        empty(model, body, theme, buffer);
        return None;
    }
    let dates: Vec<String> = shown.iter().map(|item| date(view, item.number)).collect();
    let dated = dates.iter().map(|date| ink::width(date)).max().unwrap_or(0);
    let mut cursor = None;
    for (item, date) in shown.iter().zip(&dates) {
        let state = match item.number == view.list.chosen && view.list.loaded {
            true if view.pane == LibraryPane::Entries => State::Chosen,
            true => State::Near,
            false => State::Other,
        };
        if state != State::Other {
            let role = if state == State::Chosen { Role::Chosen } else { Role::Near };
            buffer.set_style(item.area, theme.style(role));
            cursor = Some(item.area.as_position());
        }
        let mut row = RowInk { theme, buffer, area: item.area, state };
        match view.list.window.row(item.number) {
            Some(entry) => draw_row(view, entry, date, dated, &mut row),
            None => drop(row.put(MARKS, 0, body.width, theme.signs.more, Role::ListDim)),
        }
    }
    cursor
}

fn date(view: &LibraryView, number: usize) -> String {
    match (view.clock, view.list.window.row(number)) {
        (Some(clock), Some(row)) => clock.short(&row.sorted),
        _ => String::new(),
    }
}

fn draw_row(view: &LibraryView, entry: &ArticleSummary, date: &str, dated: u16, row: &mut RowInk<'_>) {
    let (signs, width) = (row.theme.signs, row.area.width);
    row.sign();
    if entry.unread {
        row.put(2, 0, width, signs.unread, Role::UnreadMark);
    }
    if entry.starred {
        row.put(3, 0, width, signs.starred, Role::Star);
    }
    let mut end = width.saturating_sub(1);
    if dated > 0 && width >= 30 {
        row.put(end - ink::width(date).min(end), 0, width, date, Role::ListDim);
        end = end.saturating_sub(dated + 2);
    }
    let of_feed = matches!(view.choice, Choice::Feed(_)) && !view.is_search();
    if width >= 64 && !of_feed {
        let wide = (width / 5).clamp(12, 24);
        let from = end.saturating_sub(wide);
        row.put(from, 0, end, &ink::shorten(&origin(entry), wide, signs.more), Role::ListDim);
        end = from.saturating_sub(2);
    }
    if entry.bookmarks > 0 && width >= 24 {
        let kept = format!("{}{}", signs.star, entry.bookmarks);
        end = end.saturating_sub(ink::width(&kept));
        row.put(end, 0, width, &kept, Role::Star);
        end = end.saturating_sub(1);
    }
    let title = ink::shorten(&one_line(entry.title.as_str()), end.saturating_sub(MARKS), signs.more);
    row.put(MARKS, 0, end, &title, if entry.unread { Role::Unread } else { Role::List });
    if let Some(snippet) = &entry.snippet {
        draw_snippet(snippet, row);
    }
}

/// Where an article is from: its feed or site, else its host or file.
fn origin(entry: &ArticleSummary) -> String {
    if let Some(site) = entry.site.as_ref().filter(|site| !site.is_empty()) {
        return one_line(site.as_str());
    }
    match &entry.source {
        Source::Url(address) => {
            let host = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
            one_line(host.split(['/', '?', '#']).next().unwrap_or(host).trim_start_matches("www."))
        }
        Source::File(path) => one_line(path.rsplit('/').next().unwrap_or(path)),
        Source::Stdin => "standard input".to_owned(),
        Source::Sample(_) => "dateline".to_owned(),
    }
}

/// Why an article was found: the words, cut so that the first of them is in view.
fn draw_snippet(snippet: &Snippet, row: &mut RowInk<'_>) {
    let text = snippet.text.as_str();
    if row.area.width < MARKS + 4 {
        return;
    }
    let room = row.area.width - MARKS - 3;
    let first = snippet.hits.first().map_or(0, |hit| hit.end());
    let mut from = 0;
    if ink::width(text.get(..first).unwrap_or("")) > room {
        from = floor_boundary(text, first.saturating_sub(usize::from(room / 2)));
    }
    let mut x = MARKS;
    if from > 0 {
        x = row.put(x, 1, row.area.width, row.theme.signs.more, Role::ListDim);
    }
    let end = row.area.width - 2;
    let mut at = from;
    let hits = snippet.hits.iter().copied().filter(|hit| hit.start() >= from);
    for hit in hits.chain([TextRange::new(text.len(), text.len())]) {
        let before = TextRange::new(at, hit.start().max(at));
        x = row.put(x, 1, end, before.slice(text), Role::ListDim);
        // A match looks like one on the chosen row too.
        let (area, style) = (row.area, row.theme.style(Role::Match));
        x = ink::paint(row.buffer, area.x + x, area.y + 1, area.x + end, hit.slice(text), style) - area.x;
        at = hit.end();
    }
    if ink::width(text.get(from..).unwrap_or("")) > end.saturating_sub(MARKS) {
        row.put(x, 1, end + 1, row.theme.signs.more, Role::ListDim);
    }
}

/// Why the list is empty, and what to do.
fn empty(model: &Model, body: Rect, theme: &Theme, buffer: &mut Buffer) {
    let view = &model.library;
    let key = |action| model.keymap.key_of(action);
    let words: Vec<String> = if view.trouble.is_some() {
        vec!["Nothing can be listed.".to_owned()]
    } else if view.sources.is_none() || !view.list.loaded {
        vec!["Looking into the library…".to_owned()]
    } else if view.is_search() {
        vec![format!("Nothing matches “{}”.", view.list.filter.query)]
    } else if view.is_blank() {
        let back = if model.home == Front::Article { "goes back to the article" } else { "leaves" };
        vec![
            "Nothing is kept here yet.".to_owned(),
            format!("{} adds a feed: paste its address, or that of any page of its site.", key(Action::Add)),
            "It also keeps a single page or file, and imports the list of feeds (OPML) of another reader, as does \
             `dateline feeds import FILE.opml`."
                .to_owned(),
            format!("{} {back}, {} shows the keys.", key(Action::Close), key(Action::Help)),
        ]
    } else {
        vec![match &view.choice {
            Choice::Standing(Standing::Unread) => "Everything is read.".to_owned(),
            Choice::Standing(Standing::Starred) => {
                format!("No article has a star: {} gives one.", key(Action::Star))
            }
            Choice::Standing(Standing::Kept) => {
                format!("No article was added by hand: {} adds one by its address.", key(Action::Add))
            }
            Choice::Standing(Standing::Bookmarked) => "No article has bookmarks.".to_owned(),
            Choice::Standing(Standing::All) => {
                format!("No articles yet: {} reads the feeds.", key(Action::RefreshAll))
            }
            Choice::Feed(_) | Choice::Folder(_) => {
                format!("No articles are here yet: {} reads it again.", key(Action::Refresh))
            }
        }]
    };
    let mut y = body.y;
    for sentence in words {
        let room = Rect { y, height: body.bottom().saturating_sub(y), ..body };
        let style = theme.style(Role::ListDim);
        say(buffer, room, &sentence, style, theme);
        let wide = body.width.saturating_sub(if body.width > 20 { 2 } else { 0 });
        y += ink::wrap(&sentence, wide, usize::from(body.height), "").len() as u16 + 1;
        if y >= body.bottom() {
            break;
        }
    }
}
