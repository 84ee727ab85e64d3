//! The side panes: figures, places, quotes, bookmarks, and the map in its frame.

mod bookmarks;
mod figures;
mod places;
mod quotes;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::areas::{Areas, Side};
use super::border::{self, Label};
use super::list::{self, Item};
use super::theme::{Role, Theme};
use super::{ink, map};
use crate::article::{Color, Status};
use crate::facts::is_english;
use crate::reader::{Findings, Model, Order, Pane, lists};

/// Draws all side panes, and tells where the selected row of the focused one stands.
pub fn draw(model: &Model, areas: &Areas, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    frames(model, areas, theme, buffer);
    let mut cursor = None;
    for side in &areas.sides {
        let at = if side.pane == Pane::Map {
            map::draw(model, side.body, theme, buffer)
        } else {
            body(model, side, theme, buffer)
        };
        if side.pane == model.focus {
            cursor = at.or(Some(side.body.as_position()));
        }
    }
    cursor
}

/// The frames; the focused one last, so that its line is whole.
fn frames(model: &Model, areas: &Areas, theme: &Theme, buffer: &mut Buffer) {
    if !areas.framed && areas.article.is_none() {
        return;
    }
    let focused = |side: &Side| side.pane == model.focus;
    let focused_frame = areas.sides.iter().find(|side| focused(side)).map(|side| side.frame);
    let mut seen: Vec<Rect> = Vec::new();
    for side in &areas.sides {
        if !seen.contains(&side.frame) {
            border::draw(buffer, side.frame, side.joined, theme, theme.style(Role::Frame));
            seen.push(side.frame);
        }
    }
    if let Some(side) = areas.sides.iter().find(|side| Some(side.frame) == focused_frame) {
        border::draw(buffer, side.frame, side.joined, theme, theme.style(Role::FrameFocus));
    }
    for frame in &seen {
        if areas
            .sides
            .iter()
            .any(|below| below.joined && below.frame.x == frame.x && below.frame.y + 1 == frame.bottom())
        {
            border::join(buffer, *frame, theme);
        }
    }
    if areas.has_tabs(model) {
        if let Some(frame) = seen.first() {
            for tab in tabs(model, *frame, areas.framed) {
                let role = match (tab.pane == model.focus, tab.shown) {
                    (true, _) => Role::FrameTitleFocus,
                    (false, true) => Role::LineTitle,
                    _ => Role::FrameTitle,
                };
                ink::paint(buffer, tab.from, frame.y, tab.to, &tab.text, theme.style(role));
            }
        }
        return;
    }
    for frame in seen {
        let labels: Vec<Label> = areas
            .sides
            .iter()
            .rev()
            .filter(|side| side.frame == frame)
            .map(|side| label(model, side.pane, theme))
            .collect();
        border::labels(buffer, frame, &labels);
    }
}

fn label(model: &Model, pane: Pane, theme: &Theme) -> Label {
    let role = if pane == model.focus { Role::FrameTitleFocus } else { Role::FrameTitle };
    Label { text: name(model, pane), style: theme.style(role) }
}

/// A pane's name and how much is in it.
pub fn name(model: &Model, pane: Pane) -> String {
    match (pane, &model.reading.findings) {
        (Pane::Map | Pane::Article, _) => pane.name().to_owned(),
        (Pane::Bookmarks, _) | (_, Findings::Ready(_)) => {
            format!("{} {}{}", pane.name(), lists::count(&model.reading, pane), sorted(model, pane))
        }
        _ => pane.name().to_owned(),
    }
}

/// How a pane's list is sorted, where it is not by the order of the text, and whose quotes it holds.
fn sorted(model: &Model, pane: Pane) -> String {
    let wanted = &model.wanted_lists;
    let order = match pane {
        Pane::Figures => wanted.figures,
        Pane::Places => wanted.places,
        Pane::Quotes => wanted.quotes,
        _ => Order::Text,
    };
    let mut out = if order == Order::Text { String::new() } else { format!(" by {}", order.name()) };
    if let Some(speaker) = wanted.speaker.as_ref().filter(|_| pane == Pane::Quotes) {
        out = format!(" of {speaker}{out}");
    }
    out
}

/// One tab on the upper line of the frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its pane.
    pub pane: Pane,
    /// Its first column.
    pub from: u16,
    /// The column after it.
    pub to: u16,
    /// What it says.
    pub text: String,
    /// Whether its pane is the one that is shown.
    pub shown: bool,
}

/// The tabs on the upper line of `frame`: with whole names where there is room, else with the first letters, else
/// only the one that is shown.
pub fn tabs(model: &Model, frame: Rect, framed: bool) -> Vec<Tab> {
    let shown = if model.focus == Pane::Article { model.tab } else { model.focus };
    let mut panes = vec![Pane::Figures, Pane::Places, Pane::Map, Pane::Quotes];
    if !model.reading.passages.is_empty() || shown == Pane::Bookmarks {
        panes.push(Pane::Bookmarks);
    }
    let edge = u16::from(framed);
    let room = frame.width.saturating_sub(2 * edge);
    let whole: Vec<String> = panes.iter().map(|pane| format!(" {} ", name(model, *pane))).collect();
    let short: Vec<String> = panes.iter().map(|pane| short_name(model, *pane)).collect();
    let fits = |texts: &[String]| texts.iter().map(|text| ink::width(text) + 1).sum::<u16>() <= room;
    let texts = if fits(&whole) {
        whole
    } else if fits(&short) {
        short
    } else {
        panes.retain(|pane| *pane == shown);
        vec![format!(" {} ", name(model, shown))]
    };
    let mut x = frame.x + edge + u16::from(framed && room > 40);
    let mut out = Vec::new();
    for (pane, text) in panes.into_iter().zip(texts) {
        let to = (x + ink::width(&text)).min(frame.right().saturating_sub(edge));
        out.push(Tab { pane, from: x, to, text, shown: pane == shown });
        x = to + 1;
    }
    out
}

fn short_name(model: &Model, pane: Pane) -> String {
    let letters: String = pane.name().chars().take(3).collect();
    match name(model, pane).split_once(' ') {
        Some((_, count)) => format!(" {letters} {count} "),
        None => format!(" {letters} "),
    }
}

/// The items of a pane's list that are on the screen.
pub fn items(model: &Model, side: &Side) -> Vec<Item> {
    let reading = &model.reading;
    if side.pane == Pane::Map {
        return Vec::new();
    }
    let around = lists::selected(reading, side.pane).map_or(0, |(row, _)| row);
    let count = lists::count(reading, side.pane);
    match side.pane {
        Pane::Quotes => list::items(side.body, count, around, |row| quotes::height(reading, row, side.body)),
        Pane::Bookmarks => list::items(side.body, count, around, |row| bookmarks::height(reading, row)),
        _ => list::items(side.body, count, around, |_| 1),
    }
}

/// Draws a pane's list; tells where its selected row stands.
fn body(model: &Model, side: &Side, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let reading = &model.reading;
    let shown = items(model, side);
    if shown.is_empty() {
        say(buffer, side.body, &empty(model, side.pane), theme.style(Role::ListDim), theme);
        return None;
    }
    let selected = lists::selected(reading, side.pane);
    let columns = (side.pane == Pane::Figures).then(|| figures::columns(reading, selected, side.body.width));
    let mut cursor = None;
    for item in shown {
        let state = match selected {
            Some((row, true)) if row == item.number => State::Chosen,
            Some((row, false)) if row == item.number => State::Near,
            _ => State::Other,
        };
        if state != State::Other {
            cursor = Some(item.area.as_position());
            let role = if state == State::Chosen { Role::Chosen } else { Role::Near };
            buffer.set_style(item.area, theme.style(role));
        }
        let mut row = RowInk { theme, buffer, area: item.area, state };
        row.sign();
        match side.pane {
            Pane::Figures => figures::draw(reading, item.number, columns.as_ref(), &mut row),
            Pane::Places => places::draw(reading, item.number, &mut row),
            Pane::Quotes => quotes::draw(reading, item.number, &mut row),
            Pane::Bookmarks => bookmarks::draw(reading, item.number, &mut row),
            Pane::Article | Pane::Map => {}
        }
    }
    cursor
}

/// Why a pane is empty.
fn empty(model: &Model, pane: Pane) -> String {
    let reading = &model.reading;
    let what = pane.name().to_lowercase();
    match (&reading.findings, pane) {
        (_, Pane::Bookmarks) => {
            let key = model.keymap.key_of(crate::reader::Action::Bookmark);
            format!("No bookmarks in this article. {key} keeps the passage under the cursor.")
        }
        (Findings::Pending, _) => "Looking for facts…".to_owned(),
        (Findings::Failed(_), _) => "The facts could not be found.".to_owned(),
        (Findings::Ready(_), Pane::Places | Pane::Quotes | Pane::Map)
            if !is_english(reading.article.lang.as_deref()) =>
        {
            let lang = reading.article.lang.as_deref().unwrap_or_default();
            format!("{} are found in English; this article is in {}.", pane.name(), language(lang))
        }
        (Findings::Ready(_), _) if !is_english(reading.article.lang.as_deref()) => {
            let lang = language(reading.article.lang.as_deref().unwrap_or_default());
            format!("No {what} found. Places and quotes are found in English only; this article is in {lang}.")
        }
        (Findings::Ready(_), _) => format!("No {what} found."),
    }
}

/// What a language is called, for those that news is often written in.
pub fn language(tag: &str) -> &str {
    match tag.get(..2).unwrap_or(tag) {
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        "ru" => "Russian",
        "uk" => "Ukrainian",
        "pl" => "Polish",
        "zh" => "Chinese",
        "ja" => "Japanese",
        "ko" => "Korean",
        "ar" => "Arabic",
        "tr" => "Turkish",
        "sv" => "Swedish",
        _ => tag,
    }
}

/// A sentence in an empty pane.
pub fn say(buffer: &mut Buffer, area: Rect, words: &str, style: Style, theme: &Theme) {
    let indent = u16::from(area.width > 20);
    let rows = ink::wrap(words, area.width.saturating_sub(2 * indent), usize::from(area.height), theme.signs.more);
    for (i, row) in rows.iter().enumerate().take(usize::from(area.height)) {
        ink::paint(buffer, area.x + indent, area.y + i as u16, area.right(), row, style);
    }
}

/// The sign of a passage, by how it stands.
pub fn passage_sign(status: Status, theme: &Theme) -> &'static str {
    let [exact, shifted, changed, orphan] = theme.signs.passages;
    match status {
        Status::Exact => exact,
        Status::Shifted => shifted,
        Status::Changed => changed,
        Status::Orphan => orphan,
    }
}

/// The look of a passage of this colour.
pub fn color_role(color: Color) -> Role {
    match color {
        Color::Yellow => Role::PassageYellow,
        Color::Green => Role::PassageGreen,
        Color::Blue => Role::PassageBlue,
        Color::Red => Role::PassageRed,
        Color::Purple => Role::PassagePurple,
    }
}

/// How a row stands to the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is the fact under the cursor.
    Chosen,
    /// It is the last one before the cursor.
    Near,
    /// Neither.
    Other,
}

/// One row that is being drawn.
pub struct RowInk<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// The row's cells.
    pub area: Rect,
    /// Whether it is selected.
    pub state: State,
}

impl RowInk<'_> {
    /// A style of the theme, over which the row's own is laid.
    pub fn style(&self, role: Role) -> Style {
        let style = self.theme.style(role);
        match self.state {
            State::Chosen => style.patch(self.theme.style(Role::Chosen)),
            State::Near => style.patch(self.theme.style(Role::Near)),
            State::Other => style,
        }
    }

    /// Words at column `x` (from the row's left end) of line `line`, up to column `end`; returns the column after.
    pub fn put(&mut self, x: u16, line: u16, end: u16, text: &str, role: Role) -> u16 {
        if line >= self.area.height {
            return x;
        }
        let style = self.style(role);
        let end = self.area.x + end.min(self.area.width);
        ink::paint(self.buffer, self.area.x + x, self.area.y + line, end, text, style) - self.area.x
    }

    /// The sign of the selected row.
    pub fn sign(&mut self) {
        let sign = match self.state {
            State::Chosen => self.theme.signs.chosen,
            State::Near => self.theme.signs.near,
            State::Other => return,
        };
        self.put(0, 0, 1, sign, Role::List);
    }
}
