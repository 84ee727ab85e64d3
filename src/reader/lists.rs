//! What the lists of the side panes hold, and which row of them is selected: derived from the cursor.

use super::model::Pane;
use super::reading::{Passage, Reading};
use crate::facts::FactKind;

/// The kind of fact that a pane lists.
pub fn kind_of(pane: Pane) -> Option<FactKind> {
    match pane {
        Pane::Figures => Some(FactKind::Figure),
        Pane::Places | Pane::Map => Some(FactKind::Place),
        Pane::Quotes => Some(FactKind::Quote),
        Pane::Article | Pane::Bookmarks => None,
    }
}

/// How many rows a pane's list has.
pub fn count(reading: &Reading, pane: Pane) -> usize {
    match pane {
        Pane::Figures => reading.facts().map_or(0, |facts| facts.figures.len()),
        Pane::Places | Pane::Map => reading.index.places.len(),
        Pane::Quotes => reading.index.quotes.len(),
        Pane::Bookmarks => reading.passages.len(),
        Pane::Article => 0,
    }
}

/// The row of a pane's list that is selected, derived from the cursor; the second value tells whether it is under
/// the cursor, or only the last one before it.
pub fn selected(reading: &Reading, pane: Pane) -> Option<(usize, bool)> {
    match pane {
        Pane::Article => None,
        Pane::Bookmarks => match reading.passage() {
            Some(row) => Some((row, true)),
            None => {
                let before = |passage: &Passage| passage.range.is_some_and(|range| range.start() <= reading.cursor.at);
                reading.passages.partition_point(before).checked_sub(1).map(|row| (row, false))
            }
        },
        pane => {
            let (index, under) = reading.selected_fact(kind_of(pane)?)?;
            let row = match pane {
                Pane::Figures => index,
                Pane::Quotes => reading.index.quotes.binary_search(&index).ok()?,
                _ => reading.index.place_row(index)?,
            };
            Some((row, under))
        }
    }
}
