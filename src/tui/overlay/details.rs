//! Why the words under the cursor are a fact: a column of labels, and what they say.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::facts::FactKind;
use crate::reader::{Model, details};
use crate::tui::areas::Areas;
use crate::tui::ink;
use crate::tui::theme::{Role, Theme};

/// Columns for the labels.
const LABELS: u16 = 12;

/// What stands at the head.
pub fn title(model: &Model) -> String {
    match model.reading.current().map(|id| id.kind) {
        Some(FactKind::Figure) => "Figure".to_owned(),
        Some(FactKind::Place) => "Place".to_owned(),
        Some(FactKind::Quote) => "Quote".to_owned(),
        None => "Details".to_owned(),
    }
}

/// The details, wrapped for `width` columns and at most `most` rows: label (empty on further rows) and words.
fn rows(model: &Model, width: u16, most: usize) -> Vec<(&'static str, String)> {
    let Some(id) = model.reading.current() else {
        return vec![("", "No fact under the cursor.".to_owned())];
    };
    let lines = details::of(&model.reading, id);
    let words = width.saturating_sub(LABELS + 3);
    let wrapped = |limit: usize| -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        for (label, text) in &lines {
            for (i, row) in ink::wrap(text, words, limit, "…").into_iter().enumerate() {
                out.push((if i == 0 { *label } else { "" }, row));
            }
        }
        out
    };
    // Long quotes and sentences can be read in the text; the rest has to be seen.
    let mut limit = most.max(1);
    let mut out = wrapped(limit);
    while out.len() > most && limit > 1 {
        limit = if limit > 12 { 12 } else { limit - 1 };
        out = wrapped(limit);
    }
    out
}

/// Where the details stand: over the text, but never over the cursor's line.
pub fn area(model: &Model, areas: &Areas) -> Rect {
    let room = areas.article.unwrap_or(areas.middle);
    let width = room.width.min(84);
    let x = room.x + (room.width - width) / 2;
    let reading = &model.reading;
    let line =
        reading.layout.distance(reading.text(), reading.top_row(), reading.cursor_row(), usize::from(room.height));
    let line = areas.text.y + line.unwrap_or(0) as u16;
    let line = line.clamp(room.y, room.bottom().saturating_sub(1));
    let (above, below) = (line - room.y, room.bottom() - line - 1);
    let most = above.max(below);
    let height =
        (rows(model, width.saturating_sub(2), usize::from(most.saturating_sub(2).max(1))).len() as u16 + 2).min(most);
    let fits_below = height <= below && (below >= above || height <= below.saturating_sub(2));
    if areas.article.is_none() || height < 3 {
        return areas.centered(width, height.max(3));
    }
    let y = if fits_below { room.bottom() - height } else { room.y };
    Rect { x, y, width, height }
}

/// Draws the details.
pub fn draw(model: &Model, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let rows = rows(model, body.width, usize::from(body.height));
    for (y, (label, words)) in (body.y..body.bottom()).zip(rows) {
        ink::paint(buffer, body.x + 1, y, body.x + 1 + LABELS, label, theme.style(Role::OverLabel));
        ink::paint(buffer, body.x + 2 + LABELS, y, body.right(), &words, theme.style(Role::Over));
    }
    None
}
