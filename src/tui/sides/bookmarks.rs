//! A row of this article's bookmarks: the words, and below them the note and the tags.

use super::{RowInk, color_role, passage_sign};
use crate::article::Status;
use crate::reader::details::one_line;
use crate::reader::{Passage, Reading};
use crate::tui::ink;
use crate::tui::theme::Role;

/// The rows that bookmark number `row` takes.
pub fn height(reading: &Reading, row: usize) -> u16 {
    reading.passages.get(row).map_or(1, |passage| 1 + u16::from(!remark(passage, " ").is_empty()))
}

/// Note, tags, and whether its words still stand.
fn remark(passage: &Passage, dot: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    match passage.status {
        Status::Orphan => parts.push("not in the text any more".to_owned()),
        Status::Changed if passage.by_hand => parts.push("other words, placed by you".to_owned()),
        Status::Changed => parts.push("its words changed".to_owned()),
        Status::Shifted => parts.push("moved".to_owned()),
        Status::Exact => {}
    }
    if passage.id.is_none() {
        parts.push("being saved".to_owned());
    }
    parts.extend(Some(one_line(&passage.remarks.note)).filter(|note| !note.is_empty()));
    parts.extend(passage.remarks.tags.iter().map(|tag| format!("#{tag}")));
    parts.join(&format!(" {dot} "))
}

/// Draws bookmark number `row`.
pub fn draw(reading: &Reading, row: usize, ink: &mut RowInk<'_>) {
    let Some(passage) = reading.passages.get(row) else { return };
    let (signs, width) = (ink.theme.signs, ink.area.width);
    let exact = passage.exact.get(..crate::article::floor_boundary(&passage.exact, 500)).unwrap_or("");
    let x = ink.put(2, 0, width, passage_sign(passage.status, ink.theme), Role::Star);
    let x = match passage.remarks.shown_color() {
        Some(color) => ink.put(x, 0, width, &color.letter().to_string(), color_role(color)) + 1,
        None => x + 1,
    };
    let words = ink::shorten(&one_line(exact), width.saturating_sub(x + 1), signs.more);
    ink.put(x, 0, width, &words, Role::List);
    let remark = ink::shorten(&remark(passage, signs.dot), width.saturating_sub(5), signs.more);
    ink.put(4, 1, width, &remark, Role::ListDim);
}
