//! The side panes: which one the keys are for, and moves in their lists. Moving in a list is moving the cursor.

use super::super::action::Action;
use super::super::command::Command;
use super::super::fact_index::Order;
use super::super::lists::{count, kind_of, selected};
use super::super::model::{Model, Overlay, Pane};
use super::{facts, moves, passages, settle};
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
    let fact = match pane {
        Pane::Bookmarks => {
            return passages::go_to(&mut model.reading, row);
        }
        pane => kind_of(pane).and_then(|kind| Some(FactId { kind, index: model.reading.index.at_row(kind, row)? })),
    };
    if let Some(id) = fact {
        facts::go_to(model, id);
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
    // What waits for a word of the reader is shown; the others are gone to.
    if pane == Pane::Bookmarks && model.reading.passages[row].is_unsettled() {
        return settle::open_here(model).unwrap_or_default();
    }
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
    if pane == Pane::Quotes && under && to_speaker(model, row) {
        return Vec::new();
    }
    if !under || pane == Pane::Quotes {
        go_to_row(model, pane, row);
    }
    focus(model, Pane::Article);
    model.zoomed = false;
    Vec::new()
}

/// Shows the details of the fact under the cursor, or hides them; of the passage there, if there is no fact or if the
/// passage waits for a word of the reader.
pub fn details(model: &mut Model) -> Vec<Command> {
    if model.overlays.last() == Some(&Overlay::Details) {
        model.overlays.pop();
        return Vec::new();
    }
    let in_pane = model.focus == Pane::Bookmarks;
    let waits = passages::here(model).is_some_and(|i| model.reading.passages[i].is_unsettled());
    if in_pane || waits {
        return settle::open_here(model).unwrap_or_default();
    }
    if let Some((_, false)) = selected(&model.reading, model.focus).filter(|_| model.focus != Pane::Article) {
        move_by(model, 0);
    }
    if model.reading.current().is_some() {
        model.overlays.push(Overlay::Details);
        return Vec::new();
    }
    settle::open_here(model).unwrap_or_else(|| {
        model.say("No fact under the cursor. n goes to the next one.");
        Vec::new()
    })
}

/// From a quote to the mention of its speaker; false if the cursor is there already, or there is none.
fn to_speaker(model: &mut Model, row: usize) -> bool {
    let reading = &model.reading;
    let quote = reading.index.at_row(FactKind::Quote, row).and_then(|index| reading.facts()?.quotes.get(index));
    let Some(mention) = quote.and_then(|quote| quote.mention).filter(|mention| !mention.contains(reading.cursor.at))
    else {
        return false;
    };
    moves::jump(&mut model.reading, mention.start(), None);
    let key = model.keymap.key_of(Action::Activate);
    model.say(format!("The speaker. {key} goes to the quote."));
    true
}

/// Sorts the focused list by the next of its orders.
pub fn sort(model: &mut Model) {
    let Some(kind) = kind_of(model.focus) else {
        return model.say("Figures, places and quotes can be sorted: go to their list first.");
    };
    let orders = Order::of(kind);
    let wanted = &mut model.wanted_lists;
    let order = match kind {
        FactKind::Figure => &mut wanted.figures,
        FactKind::Place => &mut wanted.places,
        FactKind::Quote => &mut wanted.quotes,
    };
    let next = orders.iter().position(|other| other == order).map_or(0, |i| (i + 1) % orders.len());
    *order = orders[next];
    let name = order.name();
    facts::relist(model);
    model.say(format!("Sorted by {name}."));
}

/// Lists only the quotes of the selected quote's speaker, or all again.
pub fn filter_speaker(model: &mut Model) {
    if model.wanted_lists.speaker.take().is_some() {
        facts::relist(model);
        return model.say("The quotes of all speakers are listed.");
    }
    let reading = &model.reading;
    let speaker = reading
        .selected_fact(FactKind::Quote)
        .and_then(|(index, _)| reading.facts()?.quotes.get(index)?.speaker.clone());
    let Some(speaker) = speaker else {
        return model.say("Go to a quote whose speaker is named, then its speaker alone can be listed.");
    };
    model.say(format!("Only the quotes of {speaker} are listed."));
    model.wanted_lists.speaker = Some(speaker);
    facts::relist(model);
}
