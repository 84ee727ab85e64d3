//! A passage looked at: both wordings of a changed one, the old paragraph of one that is gone; and what to do with it.

use std::sync::Arc;

use super::super::action::Action;
use super::super::command::Command;
use super::super::model::{Model, Overlay, Pane};
use super::super::order::PassageOrder;
use super::super::passage::{Mark, Original, Passage, PassageView, Placing, Undo};
use super::{moves, passages, remarks, undo};
use crate::article::{Bookmark, BookmarkId, Status, TextRange};

/// Looks at a bookmark of the open article, and asks for the text that it was made in.
pub fn open(model: &mut Model, mark: Mark) -> Vec<Command> {
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Passage(_) | Overlay::Details));
    let job = model.number();
    let ask = match &mark {
        Mark::Saved(id) => Some(Command::Passage(PassageOrder::Original { job, id: id.clone() })),
        Mark::Ticket(_) => None,
    };
    model.overlays.push(Overlay::Passage(PassageView { mark, job, original: None, top: 0 }));
    ask.into_iter().collect()
}

/// Looks at the bookmark under the cursor, or at the selected one of the pane; None where there is none.
pub fn open_here(model: &mut Model) -> Option<Vec<Command>> {
    let i = passages::here(model)?;
    if model.focus == Pane::Bookmarks {
        passages::go_to(&mut model.reading, i);
    }
    let mark = model.reading.passages[i].mark();
    Some(open(model, mark))
}

/// The text that a bookmark was made in has come.
pub fn original(model: &mut Model, job: u64, result: Result<Original, String>) {
    for overlay in &mut model.overlays {
        if let Overlay::Passage(view) = overlay
            && view.job == job
        {
            match result {
                Ok(original) => view.original = Some(original),
                Err(why) => model.fail(why),
            }
            return;
        }
    }
}

/// An action while a passage is looked at.
pub fn act(model: &mut Model, action: Action) -> Vec<Command> {
    let Some(Overlay::Passage(view)) = model.overlays.last() else { return Vec::new() };
    let mark = view.mark.clone();
    let Some(i) = passages::find(&model.reading, &mark) else {
        model.overlays.pop();
        return Vec::new();
    };
    match action {
        Action::Activate => {
            let passage = &model.reading.passages[i];
            match (passage.status, passage.range) {
                (Status::Orphan, _) | (_, None) => begin_placing(model, i),
                (Status::Changed, Some(_)) if !passage.by_hand => return accept(model, i),
                (_, Some(range)) => {
                    model.overlays.pop();
                    super::panes::focus(model, Pane::Article);
                    moves::jump(&mut model.reading, range.start(), None);
                    model.reading.meant = Some((model.reading.cursor.at, mark));
                }
            }
            Vec::new()
        }
        Action::PlaceByHand => {
            begin_placing(model, i);
            Vec::new()
        }
        Action::PlaceBack => place_back(model, i),
        Action::Delete => {
            model.overlays.pop();
            passages::remove(model, i)
        }
        Action::Note => remarks::write_note(model, mark),
        Action::Tags => remarks::ask_tags(model, mark),
        Action::Color => {
            remarks::choose_color(model, mark);
            Vec::new()
        }
        Action::NextHere => next_here(model, i),
        Action::Undo => undo::undo(model),
        Action::Redo => undo::redo(model),
        _ => Vec::new(),
    }
}

/// The next bookmark that stands at the same place.
fn next_here(model: &mut Model, i: usize) -> Vec<Command> {
    let here = model.reading.passages_here();
    let next = here.iter().position(|other| *other == i).map(|at| here[(at + 1) % here.len()]);
    match next.filter(|next| *next != i) {
        Some(next) => {
            let mark = model.reading.passages[next].mark();
            model.reading.meant = Some((model.reading.cursor.at, mark.clone()));
            open(model, mark)
        }
        None => {
            model.say("No other bookmark stands here.");
            Vec::new()
        }
    }
}

/// The words that stand there now are what the bookmark stands for. What was selected is kept beside them.
fn accept(model: &mut Model, i: usize) -> Vec<Command> {
    let passage = &model.reading.passages[i];
    let Some((id, range)) = passage.id.clone().zip(passage.range) else {
        model.say("The bookmark is still being saved.");
        return Vec::new();
    };
    model.overlays.pop();
    undo::remember(model, Undo::Placed { id: id.clone(), before: None, after: Some(range) });
    put_place(model, &id, Some(range))
}

/// From now on the next selection is where the passage stands.
fn begin_placing(model: &mut Model, i: usize) {
    let passage = &model.reading.passages[i];
    let Some(id) = passage.id.clone() else { return model.say("The bookmark is still being saved.") };
    model.placing = Some(Placing { id, exact: passage.exact.clone() });
    model.overlays.clear();
    model.reading.selection = None;
    super::panes::focus(model, Pane::Article);
    model.zoomed = false;
}

/// Places the passage where the selection is, else at the sentence under the cursor.
pub fn place_here(model: &mut Model) -> Vec<Command> {
    let range = match model.reading.selected() {
        Some(range) => super::super::motion::trimmed(model.reading.text(), range),
        None => {
            let key = model.keymap.key_of(Action::Select);
            model.say(format!("Select the words first: {key} begins at the sentence under the cursor."));
            return Vec::new();
        }
    };
    let Some(placing) = model.placing.take() else { return Vec::new() };
    passages::end_selection(model);
    if range.is_empty() {
        model.say("There are no words to place it at.");
        return Vec::new();
    }
    let passage = model.reading.passages.iter().find(|passage| passage.id.as_ref() == Some(&placing.id));
    let before = passage.filter(|passage| passage.by_hand).and_then(|passage| passage.range);
    undo::remember(model, Undo::Placed { id: placing.id.clone(), before, after: Some(range) });
    model.reading.meant = Some((model.reading.cursor.at, Mark::Saved(placing.id.clone())));
    put_place(model, &placing.id, Some(range))
}

/// The place that was chosen by hand is given up: the program finds one again.
fn place_back(model: &mut Model, i: usize) -> Vec<Command> {
    let passage = &model.reading.passages[i];
    let Some((id, range)) = passage.id.clone().zip(passage.range).filter(|_| passage.by_hand) else {
        model.say("This passage was not placed by hand.");
        return Vec::new();
    };
    undo::remember(model, Undo::Placed { id: id.clone(), before: Some(range), after: None });
    put_place(model, &id, None)
}

/// Asks the library to place a bookmark.
pub fn put_place(model: &mut Model, id: &BookmarkId, range: Option<TextRange>) -> Vec<Command> {
    let article = Arc::clone(&model.reading.article);
    let passage = model.reading.passages.iter_mut().find(|passage| passage.id.as_ref() == Some(id));
    let seen = passage.and_then(|passage| {
        let is_on_way = std::mem::replace(&mut passage.is_on_way, true);
        (!is_on_way).then(|| passage.placed.clone())
    });
    vec![Command::Passage(PassageOrder::Place { id: id.clone(), article, range, seen })]
}

/// A bookmark was placed, or not.
pub fn placed(model: &mut Model, id: &BookmarkId, result: Result<Bookmark, String>) {
    let bookmark = match result {
        Ok(bookmark) => bookmark,
        Err(why) => {
            undo::forget(model, &Mark::Saved(id.clone()));
            let passages = model.reading.passages.iter_mut();
            passages.filter(|passage| passage.id.as_ref() == Some(id)).for_each(|passage| passage.is_on_way = false);
            return model.fail(format!("The passage stays where it was: {why}"));
        }
    };
    let status = bookmark.placement.status;
    for overlay in &mut model.overlays {
        if let Overlay::Bookmarks(list) = overlay {
            list.rows.iter_mut().flatten().filter(|row| row.id == *id).for_each(|row| row.status = status);
        }
    }
    let Some(i) = model.reading.passages.iter().position(|passage| passage.id.as_ref() == Some(id)) else { return };
    let passage = &mut model.reading.passages[i];
    let ticket = passage.ticket;
    *passage = Passage { remarks: passage.remarks.clone(), ..Passage::kept(bookmark, ticket) };
    let words = super::super::passage::standing(passage.status, passage.score, passage.by_hand);
    passages::relayer(&mut model.reading);
    let undo = model.keymap.key_of(Action::Undo);
    model.say(format!("Kept: {words}. {undo} takes it back."));
}
