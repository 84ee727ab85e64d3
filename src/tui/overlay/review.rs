//! An old passage, to be read again.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::article::floor_boundary;
use crate::reader::ReviewView;
use crate::reader::details::one_line;
use crate::tui::areas::Areas;
use crate::tui::flow::{self, Flow, Line};
use crate::tui::theme::{Role, Theme};

/// What stands at the head.
pub fn title(view: &ReviewView) -> String {
    match &view.rows {
        Some(rows) => format!("Read again {} of {}", (view.at + 1).min(rows.len()), rows.len()),
        None => "Read again".to_owned(),
    }
}

/// Where it stands: in the middle, as high as it has to be.
pub fn area(view: &ReviewView, areas: &Areas) -> Rect {
    let width = areas.middle.width.min(76);
    let theme = Theme::shipped(0, crate::tui::Depth::None, &crate::tui::UNICODE);
    let lines = lines(view, width.saturating_sub(6), &theme).len() as u16;
    areas.centered(width, lines.saturating_add(4).max(3))
}

/// Draws it.
pub fn draw(view: &ReviewView, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let edge = u16::from(body.height > 4);
    let inner = Rect {
        x: body.x + 2.min(body.width / 4),
        y: body.y + edge,
        width: body.width.saturating_sub(4),
        height: body.height.saturating_sub(2 * edge),
    };
    flow::paint(&lines(view, inner.width, theme), 0, inner, buffer);
    inner.as_position()
}

fn lines(view: &ReviewView, columns: u16, theme: &Theme) -> Vec<Line> {
    let mut flow = Flow::new(columns);
    let dim = theme.style(Role::OverLabel);
    let Some(rows) = &view.rows else {
        flow.words("Looking into the library…", dim);
        return flow.finish();
    };
    let Some(row) = rows.get(view.at) else { return flow.finish() };
    let [open, close] = theme.signs.marks;
    let exact = row.exact.get(..floor_boundary(&row.exact, 4000)).unwrap_or("");
    flow.begin(0);
    let quoted = exact.trim_matches(['“', '”', '"']);
    flow.words(&format!("{open}{quoted}{close}"), theme.style(Role::Over));
    flow.gap();
    flow.begin(0);
    let day = row.created.get(..10).unwrap_or("");
    flow.words(&format!("{} {} kept {day}", one_line(&row.title), theme.signs.dot), dim);
    if !row.remarks.note.is_empty() {
        flow.gap();
        flow.begin(2);
        flow.words(&row.remarks.note, theme.style(Role::Quote));
    }
    if !row.remarks.tags.is_empty() {
        flow.gap();
        flow.begin(2);
        let tags: Vec<String> = row.remarks.tags.iter().map(|tag| format!("#{tag}")).collect();
        flow.words(&tags.join("  "), dim);
    }
    flow.finish()
}
