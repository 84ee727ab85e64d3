//! The first lines of the chosen article.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::reader::Model;
use crate::reader::details::one_line;
use crate::tui::ink;
use crate::tui::theme::{Role, Theme};

/// Columns of the text at most.
const WIDEST: u16 = 80;

/// Draws title, credit and text, as far as there is room.
pub fn draw(model: &Model, body: Rect, theme: &Theme, buffer: &mut Buffer) {
    let view = &model.library;
    let Some(preview) = view.preview.as_ref().filter(|_| view.list.current().is_some()) else { return };
    let row = &preview.row;
    let area = Rect { x: body.x + 1, width: body.width.saturating_sub(2).min(WIDEST), ..body };
    let mut y = area.y;
    let mut lines = |text: &str, most: usize, role: Role| {
        let room = usize::from(body.bottom().saturating_sub(y)).min(most);
        if room == 0 {
            return;
        }
        for line in ink::wrap(text, area.width, room, theme.signs.more) {
            ink::paint(buffer, area.x, y, area.right(), &line, theme.style(role));
            y += 1;
        }
    };
    lines(&one_line(row.title.as_str()), if body.height < 10 { 1 } else { 3 }, Role::Title);
    let dot = format!(" {} ", theme.signs.dot);
    let date = view.clock.map(|clock| clock.short(&row.sorted));
    let credit: Vec<String> =
        [row.byline.as_ref().map(ToString::to_string), row.site.as_ref().map(ToString::to_string), date]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .map(|part| one_line(&part))
            .collect();
    lines(&credit.join(&dot), 1, Role::Credit);
    for paragraph in preview.text.as_str().split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        lines(" ", 1, Role::Text);
        lines(paragraph, usize::MAX, Role::Text);
    }
}
