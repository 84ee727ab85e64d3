//! The first line (what is read, and how far) and the last one (what was said, what is typed, which keys matter).

mod hints;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::areas::Areas;
use super::theme::{Role, Theme};
use super::{ink, library, sides};
use crate::article::Source;
use crate::facts::is_english;
use crate::reader::details::grouped;
use crate::reader::{
    Action, Context, Findings, LibraryPane, Model, Overlay, Pane, Placing, Prompt, Purpose, Sequence, completions,
};

/// Bytes that are read in a minute: about 230 words.
const BYTES_A_MINUTE: usize = 1400;

/// Draws the first line.
pub fn top(model: &Model, areas: &Areas, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let signs = theme.signs;
    let right = measures(model, theme, area.width);
    let wide: u16 = right.iter().map(|part| ink::width(part) + 3).sum();
    let end = area.right().saturating_sub(wide);
    let dim = theme.style(Role::Line);
    let mut x = area.x;
    if area.width >= 60 {
        x = ink::paint(buffer, x, area.y, end, " dateline", theme.style(Role::Name));
        x = ink::paint(buffer, x, area.y, end, &format!(" {} ", signs.dash), dim);
    } else {
        x = ink::paint(buffer, x, area.y, end, " ", dim);
    }
    let article = &model.reading.article;
    if let Some(site) = article.site.as_ref().filter(|site| area.width >= 80 && !site.is_empty()) {
        let site = ink::shorten(site, 24, signs.more);
        x = ink::paint(buffer, x, area.y, end, &format!("{site} {} ", signs.dot), dim);
    }
    // Where there is no room for frames, the pane's name stands here.
    let title = match areas.sides.first() {
        Some(_) if !areas.framed => sides::name(model, model.focus),
        _ => article.name().into_string(),
    };
    let title = ink::shorten(&title, end.saturating_sub(x), signs.more);
    ink::paint(buffer, x, area.y, end, &title, theme.style(Role::LineTitle));
    let mut x = end;
    for part in right {
        let role = if part.starts_with(signs.star) { Role::Star } else { Role::Line };
        x = ink::paint(buffer, x + 2, area.y, area.right(), &part, theme.style(role)) + 1;
    }
}

/// Bookmarks, facts, matches, how far, how long: as much of it as there is room for.
fn measures(model: &Model, theme: &Theme, width: u16) -> Vec<String> {
    let reading = &model.reading;
    let mut out: Vec<String> = library::progress(model, width).into_iter().collect();
    if !reading.passages.is_empty() && width >= 60 {
        out.push(format!("{} {}", theme.signs.star, reading.passages.len()));
    }
    if let Some(search) = reading.search.as_ref().filter(|search| !search.query.is_empty()) {
        out.push(matches(search.hits.len(), search.hits.iter().position(|hit| hit.start() == reading.cursor.at)));
    } else if width >= 40 {
        match (&reading.findings, reading.progress()) {
            (Findings::Pending, _) => {}
            (Findings::Failed(_), _) => out.push("no facts".to_owned()),
            (Findings::Ready(_), (None, _)) if !is_english(reading.article.lang.as_deref()) && width >= 70 => {
                let lang = sides::language(reading.article.lang.as_deref().unwrap_or_default());
                out.push(format!("{lang}: figures only"));
            }
            (Findings::Ready(_), (_, 0)) => out.push("no facts".to_owned()),
            (Findings::Ready(_), (Some(number), total)) => out.push(format!("fact {number}/{total}")),
            (Findings::Ready(_), (None, total)) => out.push(format!("{total} facts")),
        }
    }
    if width >= 20 {
        out.push(format!("{:>3} %", reading.percent()));
    }
    if width >= 70 {
        let minutes = reading.text().len().div_ceil(BYTES_A_MINUTE).max(1);
        let hours = minutes / 60;
        out.push(if hours > 0 { format!("{hours} h {:02}", minutes % 60) } else { format!("{minutes} min") });
    }
    out
}

fn matches(total: usize, at: Option<usize>) -> String {
    match (total, at) {
        (0, _) => "no match".to_owned(),
        (1, _) => "1 match".to_owned(),
        (total, None) => format!("{total} matches"),
        (total, Some(at)) => format!("match {}/{total}", at + 1),
    }
}

/// Draws the last line; tells where its cursor stands while a line is typed.
pub fn last(model: &Model, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    if let Some(Overlay::Asking { purpose, prompt }) = model.overlays.last() {
        return Some(asking(model, purpose, prompt, area, theme, buffer));
    }
    if let Some(notice) = &model.notice {
        let role = if notice.failed { Role::Failure } else { Role::Notice };
        let words = ink::shorten(
            &crate::reader::details::one_line(&notice.text),
            area.width.saturating_sub(2),
            theme.signs.more,
        );
        ink::paint(buffer, area.x + 1, area.y, area.right(), &words, theme.style(role));
        return None;
    }
    if let Some(placing) = &model.placing {
        return placing_line(model, placing, area, theme, buffer);
    }
    let mut end = area.right();
    let letter = model.letter.map(|set| if set { "mark with a letter " } else { "go to a letter " }.to_owned());
    if !model.pending.is_empty() || letter.is_some() {
        let keys = letter.unwrap_or_else(|| format!("{} ", Sequence(model.pending.clone())));
        let x = end.saturating_sub(ink::width(&keys)).max(area.x);
        ink::paint(buffer, x, area.y, end, &keys, theme.style(Role::Key));
        end = x.saturating_sub(1);
    }
    keys(model, area, end, theme, buffer);
    None
}

/// While a passage is placed by hand: its words, and how.
fn placing_line(model: &Model, placing: &Placing, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let key = |action| model.keymap.key_of(action);
    let how = if model.reading.selection.is_some() {
        format!("{} places it here, {} leaves", key(Action::Activate), key(Action::Cancel))
    } else {
        format!("{} selects the words, {} leaves", key(Action::Select), key(Action::Cancel))
    };
    let from = area.right().saturating_sub(ink::width(&how) + 2).max(area.x);
    let [open, close] = theme.signs.marks;
    let words = crate::reader::details::one_line(&placing.exact);
    let words = ink::shorten(&words, from.saturating_sub(area.x + 18), theme.signs.more);
    ink::paint(buffer, area.x + 1, area.y, from, &format!("Where is {open}{words}{close}?"), theme.style(Role::Notice));
    ink::paint(buffer, from + 1, area.y, area.right(), &how, theme.style(Role::Key));
    None
}

/// The line that is typed: what for, the words, and how many matches there are.
fn asking(
    model: &Model,
    purpose: &Purpose,
    prompt: &Prompt,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Position {
    let (label, remark) = match purpose {
        Purpose::Search { .. } => {
            let found = model.reading.search.as_ref().filter(|search| !search.query.is_empty());
            let at = |hit: &crate::article::TextRange| hit.start() == model.reading.cursor.at;
            ("/", found.map(|search| matches(search.hits.len(), search.hits.iter().position(at))).unwrap_or_default())
        }
        Purpose::Find => ("/", found(model)),
        Purpose::Address => ("Address or file: ", "Enter reads it, Esc leaves it".to_owned()),
        Purpose::FeedTitle(..) => ("Name of the feed: ", "Empty: its own name".to_owned()),
        Purpose::FeedFolders(..) => ("Folder: ", "Ports / Tides: one in the other. Empty: none".to_owned()),
        Purpose::Tags { .. } => {
            let (_, known) = completions(model, prompt);
            let some: Vec<&str> = known.iter().take(5).map(String::as_str).collect();
            let remark =
                if some.is_empty() { "Enter keeps them".to_owned() } else { format!("Tab: {}", some.join(", ")) };
            ("Tags, parted by commas: ", remark)
        }
    };
    let wide = ink::width(&remark);
    let fits = wide > 0 && area.width > ink::width(label) + wide + 16;
    let end = if fits { area.right().saturating_sub(wide + 2) } else { area.right() };
    if fits {
        ink::paint(buffer, end + 1, area.y, area.right(), &remark, theme.style(Role::Line));
    }
    let x = ink::paint(buffer, area.x + u16::from(area.width > 20), area.y, end, label, theme.style(Role::Key));
    line(prompt, Rect { x, y: area.y, width: end.saturating_sub(x), height: 1 }, theme, buffer)
}

/// How many articles the search of the library has found.
fn found(model: &Model) -> String {
    match (model.library.is_search() && model.library.list.loaded, model.library.list.window.total()) {
        (false, _) => String::new(),
        (true, 1) => "1 article".to_owned(),
        (true, many) => format!("{} articles", grouped(&many.to_string())),
    }
}

/// Draws a line that is typed, scrolled so that its cursor is in view; tells where that stands.
pub fn line(prompt: &Prompt, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let before = prompt.text.get(..prompt.at).unwrap_or("");
    let mut from = 0;
    if ink::width(before) >= area.width {
        let mut excess = ink::width(before) + 1 - area.width.min(ink::width(before));
        for (i, c) in before.char_indices() {
            if excess == 0 {
                break;
            }
            excess = excess.saturating_sub(crate::reader::cluster_width(c.encode_utf8(&mut [0; 4])));
            from = i + c.len_utf8();
        }
    }
    let style = theme.style(Role::Prompt);
    let shown = prompt.text.get(from..).unwrap_or("");
    ink::paint(buffer, area.x, area.y, area.right(), shown, style);
    let column = ink::width(prompt.text.get(from..prompt.at).unwrap_or(""));
    Position::new((area.x + column).min(area.right().saturating_sub(1)), area.y)
}

/// A hint: the actions whose keys are shown, and what they do.
type Hint = (&'static [Action], &'static str);

const READING: &[Hint] = &[
    (&[Action::Next, Action::Previous], "next fact"),
    (&[Action::FocusNext], "pane"),
    (&[Action::Bookmark], "bookmark"),
    (&[Action::Select], "select"),
    (&[Action::Search], "search"),
    (&[Action::Help], "help"),
    (&[Action::Close], "quit"),
    (&[Action::Details], "why"),
    (&[Action::NextArticle], "next article"),
    (&[Action::Palette], "commands"),
];

/// While an article that ships is read: how to get others.
const FIRST: &[Hint] = &[
    (&[Action::Next, Action::Previous], "next fact"),
    (&[Action::FocusNext], "pane"),
    (&[Action::Bookmark], "bookmark"),
    (&[Action::Add], "add a feed"),
    (&[Action::Library], "library"),
    (&[Action::Help], "help"),
    (&[Action::Close], "quit"),
    (&[Action::Select], "select"),
    (&[Action::Search], "search"),
    (&[Action::Details], "why"),
    (&[Action::NextArticle], "next article"),
];

const SEARCHING: &[Hint] = &[
    (&[Action::Next, Action::Previous], "next match"),
    (&[Action::Cancel], "end search"),
    (&[Action::Search], "search"),
    (&[Action::Help], "help"),
];

const SELECTING: &[Hint] = &[
    (&[Action::ExtendSentence], "sentence"),
    (&[Action::ExtendWord], "word"),
    (&[Action::ExtendDown], "line"),
    (&[Action::SwapEnds], "other end"),
    (&[Action::Bookmark], "bookmark"),
    (&[Action::Note], "note"),
    (&[Action::Copy], "copy"),
    (&[Action::Cancel], "leave"),
];

const LISTING: &[Hint] = &[
    (&[Action::LineDown, Action::LineUp], "row"),
    (&[Action::Activate], "to the text"),
    (&[Action::Details], "why"),
    (&[Action::Zoom], "whole screen"),
    (&[Action::FocusNext], "pane"),
    (&[Action::FocusArticle], "text"),
    (&[Action::Help], "help"),
];

const MAPPING: &[Hint] = &[
    (&[Action::ZoomIn, Action::ZoomOut], "zoom"),
    (&[Action::PanLeft, Action::PanDown, Action::PanUp, Action::PanRight], "move"),
    (&[Action::ZoomReset], "all places"),
    (&[Action::LineDown, Action::LineUp], "place"),
    (&[Action::Zoom], "whole screen"),
    (&[Action::FocusArticle], "text"),
    (&[Action::Help], "help"),
];

const LINKS: &[Hint] = &[
    (&[Action::Activate], "go to it"),
    (&[Action::OpenLink], "open"),
    (&[Action::Copy], "copy"),
    (&[Action::Search], "find"),
    (&[Action::Close], "close"),
];

const FAILURES: &[Hint] = &[
    (&[Action::Activate], "to the feed"),
    (&[Action::Refresh], "try again"),
    (&[Action::RefreshAll], "try all again"),
    (&[Action::Close], "close"),
];

const HELP: &[Hint] = &[(&[Action::LineDown, Action::LineUp], "scroll"), (&[Action::Close], "close")];

const PALETTE: &[(&str, &str)] = &[("Enter", "do it"), ("Down Up", "choose"), ("Esc", "close")];

/// The keys that matter here, made from the keymap.
fn keys(model: &Model, area: Rect, end: u16, theme: &Theme, buffer: &mut Buffer) {
    let fixed = match model.overlays.last() {
        Some(Overlay::Palette { .. }) => Some(PALETTE),
        _ => hints::fixed(model),
    };
    if let Some(fixed) = fixed {
        let mut x = area.x;
        for (key, what) in fixed {
            x = hint(buffer, x, area.y, end, key, what, theme).unwrap_or(end);
        }
        return;
    }
    let hints = match (model.overlays.last(), model.context()) {
        _ if hints::of(model).is_some() => hints::of(model).unwrap_or_default(),
        (Some(Overlay::Links(_)), _) => LINKS,
        (Some(Overlay::Failures(_)), _) => FAILURES,
        (Some(Overlay::Help { .. } | Overlay::Aside(_)), _) => HELP,
        (Some(Overlay::Question(_) | Overlay::Clash(_)), _) => &[],
        (_, Context::Library) if model.library.pane == LibraryPane::Sources => library::SOURCES,
        (_, Context::Library) => library::ENTRIES,
        (_, Context::Select) => SELECTING,
        (_, Context::Map) => MAPPING,
        _ if model.focus != Pane::Article => LISTING,
        _ if model.reading.search.is_some() => SEARCHING,
        _ if matches!(model.reading.article.source, Source::Sample(_)) && !model.from_library => FIRST,
        _ => READING,
    };
    let mut x = area.x;
    let help = model.keymap.key_of(Action::Help);
    for (actions, what) in hints {
        if model.shelf.len() < 2 && actions.contains(&Action::NextArticle) {
            continue;
        }
        let keys: Vec<String> =
            actions.iter().map(|action| key_in(model, *action)).filter(|key| !key.is_empty()).collect();
        let short = keys.iter().all(|key| key.chars().count() == 1);
        let keys = keys.join(if short && keys.len() < 3 { "/" } else { " " });
        if keys.is_empty() {
            continue;
        }
        // The help is the one that must not be missing.
        let is_help = actions.contains(&Action::Help);
        let reserve = if is_help { 0 } else { ink::width(&help) + 8 };
        let listed_later = hints.iter().any(|(actions, _)| actions.contains(&Action::Help));
        let room = if listed_later && !is_help && !passed(hints, actions) { end.saturating_sub(reserve) } else { end };
        if let Some(next) = hint(buffer, x, area.y, room, &keys, what, theme) {
            x = next;
        }
    }
}

/// Whether the help stands before these actions in the list.
fn passed(hints: &[Hint], actions: &[Action]) -> bool {
    let place = |wanted: &dyn Fn(&[Action]) -> bool| hints.iter().position(|(actions, _)| wanted(actions));
    place(&|other| other.contains(&Action::Help)) < place(&|other| other == actions)
}

/// The key to show for an action where it is pressed now.
fn key_in(model: &Model, action: Action) -> String {
    let arrows = matches!(action, Action::PanLeft | Action::PanRight | Action::PanUp | Action::PanDown);
    let key = model.keymap.key_of(action);
    if arrows {
        return match key.as_str() {
            "Left" => "←".to_owned(),
            "Right" => "→".to_owned(),
            "Up" => "↑".to_owned(),
            "Down" => "↓".to_owned(),
            _ => key,
        };
    }
    key
}

/// Writes a key and what it does, if both fit; returns the column after.
fn hint(buffer: &mut Buffer, x: u16, y: u16, end: u16, key: &str, what: &str, theme: &Theme) -> Option<u16> {
    let first = x == buffer.area.x;
    let lead = if first { 1 } else { 3 };
    if x + lead + ink::width(key) + 1 + ink::width(what) > end {
        return None;
    }
    let mut x = x;
    if first {
        x += 1;
    } else {
        let dot = format!(" {} ", theme.signs.dot);
        x = ink::paint(buffer, x, y, end, &dot, theme.style(Role::Frame));
    }
    x = ink::paint(buffer, x, y, end, key, theme.style(Role::Key));
    Some(ink::paint(buffer, x + 1, y, end, what, theme.style(Role::Line)))
}
