//! The side panes: which one the keys are for, and moves in their lists. Moving in a list is moving the cursor.

use super::super::command::Command;
use super::super::lists::{count, kind_of, selected};
use super::super::model::{Model, Overlay, Pane};
use super::{facts, moves};
use crate::facts::{FactId, FactKind};

/// Gives the keys to `pane`.
pub fn focus(model: &mut Model, pane: Pane) {
    model.focus = pane;
    if pane != Pane::Article {
        model.tab = pane;
        model.reading.selection = None;
    }
}

/// The next or previous pane that has something in it.
pub fn cycle(model: &mut Model, forward: bool) {
    let panes: Vec<Pane> = Pane::ALL
        .into_iter()
        .filter(|pane| match pane {
            Pane::Map => !model.reading.index.places.is_empty(),
            Pane::Bookmarks => !model.reading.passages.is_empty(),
            _ => true,
        })
        .collect();
    let here = panes.iter().position(|pane| *pane == model.focus).unwrap_or(0);
    let step = if forward { 1 } else { panes.len() - 1 };
    focus(model, panes[(here + step) % panes.len()]);
}

/// Goes to row number `row` of a pane's list.
pub fn go_to_row(model: &mut Model, pane: Pane, row: usize) {
    let index = &model.reading.index;
    let fact = match pane {
        Pane::Figures => Some(row).filter(|row| *row < count(&model.reading, pane)),
        Pane::Places | Pane::Map => index.places.get(row).and_then(|mentions| mentions.first().copied()),
        Pane::Quotes => index.quotes.get(row).copied(),
        Pane::Bookmarks => {
            if let Some(passage) = model.reading.passages.get(row) {
                match passage.range {
                    Some(range) => moves::jump(&mut model.reading, range.start(), None),
                    None => model.say("The words of this bookmark are not in the article any more."),
                }
            }
            return;
        }
        Pane::Article => None,
    };
    if let (Some(index), Some(kind)) = (fact, kind_of(pane)) {
        facts::go_to(model, FactId { kind, index });
    }
}

/// Moves `by` rows in the focused list.
pub fn move_by(model: &mut Model, by: isize) {
    let pane = model.focus;
    let rows = count(&model.reading, pane);
    if rows == 0 {
        return;
    }
    let to = match selected(&model.reading, pane) {
        None => 0,
        // The last one before the cursor is one step up already.
        Some((row, false)) if by < 0 => (row as isize + by + 1).max(0),
        Some((row, _)) => (row as isize + by).max(0),
    };
    go_to_row(model, pane, (to as usize).min(rows - 1));
}

/// Enter in a list: to the text. In the list of places it goes on to the place's next mention.
pub fn activate(model: &mut Model) -> Vec<Command> {
    let pane = model.focus;
    let Some((row, under)) = selected(&model.reading, pane) else {
        return Vec::new();
    };
    if matches!(pane, Pane::Places | Pane::Map) {
        let mentions = &model.reading.index.places[row];
        if under && mentions.len() > 1 {
            let here = model.reading.holding(FactKind::Place, model.reading.cursor.at).map(|id| id.index);
            let number = mentions.iter().position(|mention| Some(*mention) == here).unwrap_or(0);
            let next = (number + 1) % mentions.len();
            let (index, many) = (mentions[next], mentions.len());
            facts::go_to(model, FactId { kind: FactKind::Place, index });
            model.say(format!("Mention {} of {many}", next + 1));
            return Vec::new();
        }
    }
    if !under {
        go_to_row(model, pane, row);
    }
    focus(model, Pane::Article);
    model.zoomed = false;
    Vec::new()
}

/// Shows the details of the fact under the cursor, or hides them.
pub fn details(model: &mut Model) {
    if model.overlays.last() == Some(&Overlay::Details) {
        model.overlays.pop();
        return;
    }
    if let Some((_, false)) = selected(&model.reading, model.focus).filter(|_| model.focus != Pane::Article) {
        move_by(model, 0);
    }
    if model.reading.current().is_some() {
        model.overlays.push(Overlay::Details);
    } else {
        model.say("No fact under the cursor. n goes to the next one.");
    }
}
