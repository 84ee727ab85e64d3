//! What the lists of the side panes hold, and which row of them is selected: derived from the cursor.

use super::model::Pane;
use super::passage::Passage;
use super::reading::Reading;
use crate::facts::{FactId, FactKind};

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
        Pane::Figures => reading.index.figures.len(),
        Pane::Places | Pane::Map => reading.index.places.len(),
        Pane::Quotes => reading.index.quote_rows.len(),
        Pane::Bookmarks => reading.passages.len(),
        Pane::Article => 0,
    }
}

/// The row of a pane's list that is selected, derived from the cursor; the second value tells whether it is under
/// the cursor, or only the last one before it.
pub fn selected(reading: &Reading, pane: Pane) -> Option<(usize, bool)> {
    match pane {
        Pane::Article => None,
        Pane::Bookmarks => match reading.meant_passage().or_else(|| reading.passage()) {
            Some(row) => Some((row, true)),
            None => {
                let before = |passage: &Passage| passage.range.is_some_and(|range| range.start() <= reading.cursor.at);
                reading.passages.partition_point(before).checked_sub(1).map(|row| (row, false))
            }
        },
        pane => {
            let kind = kind_of(pane)?;
            let (index, under) = reading.selected_fact(kind)?;
            let row = reading.index.row(FactId { kind, index })?;
            Some((row, under))
        }
    }
}
