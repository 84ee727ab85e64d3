//! The keys, made from the keymap: in its order, under its headings.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::{Binding, Context, Front, Model};
use crate::tui::areas::inside;
use crate::tui::ink;
use crate::tui::theme::{Role, Theme};

/// Columns for the keys.
const KEYS: u16 = 21;

/// Columns for the keys where there are `width` in all.
fn keys_wide(width: u16) -> u16 {
    KEYS.min(width / 3)
}

/// One row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    Heading(String),
    Key(String, String),
    More(String),
    Blank,
}

/// The groups, each with its rows for a column of `width`.
fn groups(model: &Model, width: u16) -> Vec<Vec<Row>> {
    let mut groups: Vec<(String, Vec<Row>)> = Vec::new();
    let in_library = model.front == Front::Library;
    let here = |binding: &&Binding| !in_library || binding.contexts.contains(&Context::Library);
    for binding in model.keymap.bindings().iter().filter(|binding| !binding.keys.is_empty()).filter(here) {
        let at = groups.iter().position(|(name, _)| *name == binding.group).unwrap_or_else(|| {
            groups.push((binding.group.clone(), vec![Row::Heading(binding.group.clone())]));
            groups.len() - 1
        });
        let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
        let rows = ink::wrap(&binding.doc, width.saturating_sub(keys_wide(width) + 2), 9, "");
        let mut rows = rows.into_iter();
        groups[at].1.push(Row::Key(keys.join("  "), rows.next().unwrap_or_default()));
        groups[at].1.extend(rows.map(Row::More));
    }
    groups.into_iter().map(|(_, rows)| rows).collect()
}

/// The rows of all groups, in one column or two.
fn columns(model: &Model, width: u16) -> Vec<Vec<Row>> {
    let two = width >= 100;
    let groups = groups(model, if two { width / 2 } else { width });
    let join = |groups: &[Vec<Row>]| groups.join(&Row::Blank);
    if !two {
        return vec![join(&groups)];
    }
    // The cut that makes the longer column shortest.
    let height = |groups: &[Vec<Row>]| groups.iter().map(|rows| rows.len() + 1).sum::<usize>();
    let cut = (0..=groups.len()).min_by_key(|cut| height(&groups[..*cut]).max(height(&groups[*cut..])));
    let (left, right) = groups.split_at(cut.unwrap_or(0));
    vec![join(left), join(right)]
}

/// Rows that the help takes at this width.
pub fn height(model: &Model, width: u16) -> u16 {
    columns(model, width).iter().map(Vec::len).max().unwrap_or(0) as u16
}

/// Draws the help from row `top` on, or from as far down as there is something to show.
pub fn draw(model: &Model, top: usize, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let body = inside(area);
    let columns = columns(model, body.width);
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    let most = rows.saturating_sub(usize::from(body.height));
    let top = top.min(most);
    let wide = body.width / columns.len().max(1) as u16;
    let keys_wide = keys_wide(wide);
    for (i, column) in columns.iter().enumerate() {
        let x = body.x + 1 + i as u16 * wide;
        let end = if i + 1 == columns.len() { body.right() } else { x + wide - 1 };
        for (y, row) in (body.y..body.bottom()).zip(column.iter().skip(top)) {
            match row {
                Row::Heading(name) => {
                    ink::paint(buffer, x, y, end, name, theme.style(Role::OverHeading));
                }
                Row::Key(keys, doc) => {
                    let at = ink::paint(buffer, x, y, end, keys, theme.style(Role::Key));
                    ink::paint(buffer, (x + keys_wide).max(at + 1), y, end, doc, theme.style(Role::Over));
                }
                Row::More(doc) => {
                    ink::paint(buffer, x + keys_wide, y, end, doc, theme.style(Role::Over));
                }
                Row::Blank => {}
            }
        }
    }
    if most > 0 {
        let words = format!(" {}-{} of {rows} ", top + 1, (top + usize::from(body.height)).min(rows));
        let x = area.right().saturating_sub(ink::width(&words) + 2);
        ink::paint(buffer, x.max(area.x), area.bottom() - 1, area.right(), &words, theme.style(Role::OverLabel));
    }
    body.as_position()
}
