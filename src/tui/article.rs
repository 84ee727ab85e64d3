//! The article pane: rows of the layout, cut into runs of one style, painted cluster by cluster.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::areas::Areas;
use super::sides::{color_role, passage_sign, say};
use super::theme::{Role, Theme};
use super::{border, hyperlink, ink};
use crate::article::{BlockKind, TextRange};
use crate::facts::{FactId, FactKind};
use crate::reader::{Highlight, HighlightSet, Layer, Model, Pane, Reading, Row, RowId, RowKind, links, runs};

/// Draws the article, and tells where its cursor stands if it is on the screen.
pub fn draw(model: &Model, areas: &Areas, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let frame = areas.article?;
    let reading = &model.reading;
    let focused = model.focus == Pane::Article;
    if areas.framed {
        let style = theme.style(if focused { Role::FrameFocus } else { Role::Frame });
        border::draw(buffer, frame, false, theme, style);
        title(model, frame, theme, buffer);
    }
    if let Some(name) = &model.coming {
        let words = format!("Reading {name}…");
        say(buffer, areas.text, &words, theme.style(Role::ListDim), theme);
        return None;
    }
    let text = reading.text();
    let rows: Vec<RowId> = reading.visible().into_iter().take(usize::from(areas.text.height)).collect();
    let layers = Layers::new(reading, &rows);
    let layers = layers.list(reading);
    let cursor_row = reading.cursor_row();
    let mut cursor = None;
    for (i, id) in rows.iter().enumerate() {
        let y = areas.text.y + i as u16;
        let row = reading.layout.row(text, *id);
        head(reading, *id, row, y, areas, theme, buffer);
        line(text, row, y, areas, &layers, current_style(reading.current(), theme), theme, buffer);
        hyperlinks(model, row, y, areas, buffer);
        let is_here = *id == cursor_row;
        if *id >= reading.layout.first_text() {
            gutter(reading, row, y, is_here && focused, areas, theme, buffer);
        }
        if is_here {
            let x = areas.text.x + reading.layout.column(text, row, reading.cursor.at);
            cursor = Some(Position::new(x.min(areas.text.right().saturating_sub(1)), y));
        }
    }
    if areas.framed {
        scroll_mark(reading, &rows, frame, theme, buffer);
    }
    cursor
}

/// The frame's name: where the tabs are, the article is one of them.
fn title(model: &Model, frame: Rect, theme: &Theme, buffer: &mut Buffer) {
    let role = if model.focus == Pane::Article { Role::FrameTitleFocus } else { Role::FrameTitle };
    border::labels(buffer, frame, &[border::Label { text: "Article".to_owned(), style: theme.style(role) }]);
}

/// Layers that are made for one frame.
struct Layers {
    current: Layer,
    selection: Layer,
    links: Layer,
}

impl Layers {
    fn new(reading: &Reading, rows: &[RowId]) -> Self {
        let text = reading.text();
        let current = reading.current().and_then(|id| reading.facts()?.range(id));
        let shown = match (rows.first(), rows.last()) {
            (Some(first), Some(last)) => {
                let (first, last) = (reading.layout.row(text, *first), reading.layout.row(text, *last));
                TextRange::new(first.text.start(), last.text.end().max(first.text.start()))
            }
            _ => TextRange::default(),
        };
        let links = links::within(&reading.article, shown).map(|(_, link)| link.range);
        Self { current: Layer::new(current), selection: Layer::new(reading.selected()), links: Layer::new(links) }
    }

    /// All layers, in paint order.
    fn list<'a>(&'a self, reading: &'a Reading) -> Vec<(Highlight, &'a Layer)> {
        let mut out: Vec<(Highlight, &Layer)> =
            reading.index.layers.iter().map(|(highlight, layer)| (*highlight, layer)).collect();
        out.push((Highlight::Link, &self.links));
        out.push((Highlight::Bookmark, &reading.passage_layer));
        out.extend(reading.color_layers.iter().map(|(highlight, layer)| (*highlight, layer)));
        if let Some(search) = &reading.search {
            out.push((Highlight::Match, &search.layer));
        }
        out.push((Highlight::Current, &self.current));
        out.push((Highlight::Selection, &self.selection));
        out
    }
}

/// The look of the fact under the cursor: words that stand alone are turned round, long quotes only tinted.
fn current_style(current: Option<FactId>, theme: &Theme) -> Style {
    theme.style(match current.map(|id| id.kind) {
        Some(FactKind::Quote) => Role::CurrentQuote,
        _ => Role::Current,
    })
}

fn role_of(highlight: Highlight) -> Role {
    match highlight {
        Highlight::Reported => Role::Reported,
        Highlight::Quote => Role::Quote,
        Highlight::Speaker => Role::Speaker,
        Highlight::Figure => Role::Figure,
        Highlight::Place => Role::Place,
        Highlight::Link => Role::Link,
        Highlight::Bookmark => Role::Passage,
        Highlight::Yellow => Role::PassageYellow,
        Highlight::Green => Role::PassageGreen,
        Highlight::Blue => Role::PassageBlue,
        Highlight::Red => Role::PassageRed,
        Highlight::Purple => Role::PassagePurple,
        Highlight::Match => Role::Match,
        Highlight::Current => Role::Current,
        Highlight::Selection => Role::Selection,
    }
}

fn style_of(set: HighlightSet, base: Style, current: Style, theme: &Theme) -> Style {
    set.iter().fold(base, |style, highlight| {
        style.patch(if highlight == Highlight::Current { current } else { theme.style(role_of(highlight)) })
    })
}

fn base_role(kind: RowKind) -> Role {
    match kind {
        RowKind::Title => Role::Title,
        RowKind::Credit => Role::Credit,
        RowKind::Heading => Role::Heading,
        RowKind::Block(BlockKind::Quotation) => Role::Quotation,
        RowKind::Block(BlockKind::Caption | BlockKind::Dateline) => Role::Caption,
        RowKind::Gap | RowKind::Text | RowKind::Block(_) => Role::Text,
    }
}

/// A row above the text: title, byline.
fn head(reading: &Reading, id: RowId, row: Row, y: u16, areas: &Areas, theme: &Theme, buffer: &mut Buffer) {
    let words = reading.layout.head_text(id);
    ink::paint(buffer, areas.text.x, y, areas.text.right(), words, theme.style(base_role(row.kind)));
}

#[expect(clippy::too_many_arguments, reason = "one row, and all that decides its looks")]
fn line(
    text: &str,
    row: Row,
    y: u16,
    areas: &Areas,
    layers: &[(Highlight, &Layer)],
    current: Style,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let base = theme.style(base_role(row.kind));
    let mut x = areas.text.x + row.indent;
    if row.kind == RowKind::Block(BlockKind::Quotation) && row.indent > 0 {
        ink::paint(buffer, areas.text.x, y, areas.text.right(), theme.signs.quotation, theme.style(Role::Frame));
    }
    for run in runs(row.text, layers) {
        let style = style_of(run.set, base, current, theme);
        x = ink::paint(buffer, x, y, areas.text.right(), run.range.slice(text), style);
    }
}

/// Marks the cells of links, for terminals that open them by themselves.
fn hyperlinks(model: &Model, row: Row, y: u16, areas: &Areas, buffer: &mut Buffer) {
    let reading = &model.reading;
    for (number, link) in links::within(&reading.article, row.text) {
        let column = |at: usize| areas.text.x + reading.layout.column(reading.text(), row, at);
        let from = column(link.range.start().max(row.text.start()));
        let to = column(link.range.end().min(row.text.end())).min(areas.text.right());
        let cells = Rect { x: from, y, width: to.saturating_sub(from), height: 1 };
        buffer.set_style(cells, hyperlink::mark(Style::new(), model.job, number));
    }
}

/// Signs left of a row: a bookmark that starts or goes on here, the cursor's line.
fn gutter(reading: &Reading, row: Row, y: u16, is_here: bool, areas: &Areas, theme: &Theme, buffer: &mut Buffer) {
    if areas.gutter == 0 {
        return;
    }
    let x = areas.text.x - areas.gutter;
    let end = areas.text.x;
    let stretch = TextRange::new(row.text.start(), row.text.end().max(row.text.start() + 1));
    let kept = reading.passage_layer.within(stretch).first();
    // Of those that begin here the one that waits for a word of the reader, else the first; else one that goes on.
    let begin = &reading.passages[reading.passages_from(stretch)];
    let first = begin.iter().min_by_key(|passage| !passage.is_unsettled());
    if let Some(passage) = first {
        ink::paint(buffer, x, y, end, passage_sign(passage.status, theme), theme.style(Role::Star));
    } else if kept.is_some() {
        ink::paint(buffer, x, y, end, theme.signs.lines[1], theme.style(Role::Star));
    }
    let beside = areas.gutter > 1;
    if is_here && (kept.is_none() || beside) {
        let column = if kept.is_some() { x + 1 } else { x };
        ink::paint(buffer, column, y, end, theme.signs.here, theme.style(Role::Cursor));
    } else if let Some(color) = first.and_then(|passage| passage.remarks.shown_color()).filter(|_| beside) {
        let style = theme.style(Role::Star).patch(theme.style(color_role(color)));
        ink::paint(buffer, x + 1, y, end, &color.letter().to_string(), style);
    }
}

/// Which rows of the frame's right line the mark covers; None where all of the text is on the screen.
pub fn thumb(reading: &Reading, rows: &[RowId], track: u16) -> Option<(u16, u16)> {
    let text = reading.text();
    let (first, last) = (rows.first()?, rows.last()?);
    let from = reading.layout.row(text, *first).text.start();
    let to = reading.layout.row(text, *last).next.min(text.len());
    let length = text.len().max(1);
    if (from == 0 && to >= text.len()) || track == 0 {
        return None;
    }
    let scale = |at: usize| (at as u64 * u64::from(track) / length as u64) as u16;
    let size = scale(to - from.min(to)).clamp(1, track);
    let top = if to >= text.len() { track - size } else { scale(from).min(track - size) };
    Some((top, size))
}

fn scroll_mark(reading: &Reading, rows: &[RowId], frame: Rect, theme: &Theme, buffer: &mut Buffer) {
    let track = frame.height.saturating_sub(2);
    let Some((top, size)) = thumb(reading, rows, track) else { return };
    for y in top..top + size {
        if let Some(cell) = buffer.cell_mut((frame.right() - 1, frame.y + 1 + y)) {
            cell.set_symbol(theme.signs.thumb).set_style(theme.style(Role::Thumb));
        }
    }
}
