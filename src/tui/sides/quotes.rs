//! A row of quotes: the words, and below them who says them and how.

use ratatui::layout::Rect;

use super::RowInk;
use crate::facts::{Quote, QuoteKind};
use crate::reader::Reading;
use crate::reader::details::one_line;
use crate::tui::ink;
use crate::tui::theme::Role;

/// Bytes of a quote that are looked at: more than any pane shows of it.
const LOOKED_AT: usize = 2000;

fn quote(reading: &Reading, row: usize) -> Option<&Quote> {
    reading.facts()?.quotes.get(*reading.index.quote_rows.get(row)?)
}

/// Lines for the words of a quote.
fn most(body: Rect) -> usize {
    match body.height {
        0..=5 => 1,
        6..=23 => 2,
        _ => 3,
    }
}

/// The rows that quote number `row` takes.
pub fn height(reading: &Reading, row: usize, body: Rect) -> u16 {
    let Some(quote) = quote(reading, row) else { return 1 };
    lines(reading, quote, body.width, most(body), "…", ["“", "”"]).len() as u16 + 1
}

fn lines(reading: &Reading, quote: &Quote, width: u16, most: usize, more: &str, marks: [&str; 2]) -> Vec<String> {
    let words = quote.range.slice(reading.text());
    let words = one_line(words.get(..crate::article::floor_boundary(words, LOOKED_AT)).unwrap_or(""));
    let words = match quote.kind {
        QuoteKind::Reported => words,
        QuoteKind::Direct | QuoteKind::Fragment => format!("{}{words}{}", marks[0], marks[1]),
    };
    ink::wrap(&words, width.saturating_sub(3), most, more)
}

/// Draws quote number `row`.
pub fn draw(reading: &Reading, row: usize, ink: &mut RowInk<'_>) {
    let Some(quote) = quote(reading, row) else { return };
    let signs = ink.theme.signs;
    let width = ink.area.width;
    let rows = lines(reading, quote, width, 3.min(usize::from(ink.area.height)), signs.more, signs.marks);
    // The last line of the area is the speaker's, unless the area is cut off.
    let words = rows.len().min(usize::from(ink.area.height).saturating_sub(1).max(1));
    let role = if quote.kind == QuoteKind::Reported { Role::Reported } else { Role::Quote };
    let rows = if words < rows.len() { lines(reading, quote, width, words, signs.more, signs.marks) } else { rows };
    for (i, row) in rows.iter().enumerate() {
        ink.put(2, i as u16, width, row, role);
    }
    let line = rows.len() as u16;
    let who = quote.speaker.as_deref().unwrap_or("no speaker named");
    let cue = quote.cue.map(|range| one_line(range.slice(reading.text())));
    let end =
        ink.put(4, line, width.saturating_sub(1), &ink::shorten(who, width.saturating_sub(5), signs.more), Role::List);
    let mut rest = cue.filter(|cue| !cue.is_empty()).map(|cue| format!(" {} {cue}", signs.dot)).unwrap_or_default();
    if quote.kind == QuoteKind::Reported {
        rest = format!("{rest} {} reported", signs.dot);
    }
    let rest = ink::shorten(&rest, width.saturating_sub(end + 1), signs.more);
    ink.put(end, line, width.saturating_sub(1), &rest, Role::ListDim);
}
