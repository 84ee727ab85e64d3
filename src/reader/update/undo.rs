//! Taking back, and doing again: bookmarks made and removed, remarks, places chosen by hand.

use super::super::change::RemarksEdit;
use super::super::command::Command;
use super::super::model::{Model, Overlay, Purpose};
use super::super::passage::{Mark, NoteView, Passage, PassageView, Undo};
use super::{changes, not_places, passages, settle};
use crate::article::{BookmarkId, TextRange};

/// The most steps that are kept.
const MOST: usize = 200;

/// Something new was done: it can be taken back, and nothing can be done again.
pub fn remember(model: &mut Model, deed: Undo) {
    model.redo.clear();
    model.undo.push(deed);
    if model.undo.len() > MOST {
        model.undo.remove(0);
    }
}

/// `u`: takes the last thing back.
pub fn undo(model: &mut Model) -> Vec<Command> {
    let Some(deed) = model.undo.pop() else {
        model.say("Nothing to undo.");
        return Vec::new();
    };
    let commands = match &deed {
        Undo::Added(mark) => take_away(model, mark, "The bookmark was taken back."),
        Undo::Removed(id) => Some(vec![Command::RestoreBookmark(id.clone())]),
        Undo::Remarked { mark, before, after } => {
            model.say("The change was taken back.");
            Some(changes::edit(model, mark, before.clone(), after.clone(), false))
        }
        Undo::Placed { id, before, after } => Some(replace(model, id, *after, *before)),
        Undo::NotPlace(name) => {
            model.say(format!("{name} is a place again."));
            Some(not_places::set(model, name, false))
        }
    };
    turn(model, deed, commands, true)
}

/// `C-r`: does again what was taken back last.
pub fn redo(model: &mut Model) -> Vec<Command> {
    let Some(deed) = model.redo.pop() else {
        model.say("Nothing to do again.");
        return Vec::new();
    };
    let commands = match &deed {
        Undo::Added(Mark::Saved(id)) => Some(vec![Command::RestoreBookmark(id.clone())]),
        // It was taken back before it was saved: there is nothing to bring back.
        Undo::Added(Mark::Ticket(_)) => None,
        Undo::Removed(id) => take_away(model, &Mark::Saved(id.clone()), "Bookmark removed again."),
        Undo::Remarked { mark, before, after } => {
            model.say("Changed again.");
            Some(changes::edit(model, mark, after.clone(), before.clone(), false))
        }
        Undo::Placed { id, before, after } => Some(replace(model, id, *before, *after)),
        Undo::NotPlace(name) => {
            model.say(format!("{name} is no place again."));
            Some(not_places::set(model, name, true))
        }
    };
    turn(model, deed, commands, false)
}

/// A removed bookmark could not be brought back: it can be tried again.
pub fn try_again(model: &mut Model) {
    if let Some(deed) = model.redo.pop_if(|deed| matches!(deed, Undo::Removed(_))) {
        model.undo.push(deed);
    }
}

/// What was done goes to the other stack; what could not be done is passed over.
fn turn(model: &mut Model, deed: Undo, commands: Option<Vec<Command>>, back: bool) -> Vec<Command> {
    match commands {
        Some(commands) if back => {
            model.redo.push(deed);
            commands
        }
        Some(commands) => {
            model.undo.push(deed);
            commands
        }
        None if back => undo(model),
        None => redo(model),
    }
}

fn take_away(model: &mut Model, mark: &Mark, said: &str) -> Option<Vec<Command>> {
    let (mark, passage) = match (passages::find(&model.reading, mark), mark) {
        (Some(i), _) => {
            let passage = passages::take_off(model, i);
            (passage.mark(), Some(passage))
        }
        (None, Mark::Saved(_)) => (mark.clone(), None),
        (None, Mark::Ticket(_)) => return None,
    };
    model.say(said);
    if let Mark::Saved(id) = &mark {
        passages::forget(model, id);
    }
    Some(vec![changes::remove(model, mark, passage)])
}

/// Places a bookmark otherwise, if it stands as it was placed: another window may have placed it since.
fn replace(model: &mut Model, id: &BookmarkId, was: Option<TextRange>, to: Option<TextRange>) -> Vec<Command> {
    let passage = model.reading.passages.iter().find(|passage| passage.id.as_ref() == Some(id));
    let is_another = |passage: &Passage| !passage.is_on_way && passage.range.filter(|_| passage.by_hand) != was;
    if passage.is_some_and(is_another) {
        model.fail("Another window has placed it since: it stays where it is.");
        return Vec::new();
    }
    settle::put_place(model, id, to)
}

/// A change was merged with another window's: what is taken back leads from what is kept to what was kept before.
pub fn amend(model: &mut Model, mark: &Mark, edit: &RemarksEdit, was: &RemarksEdit, kept: &RemarksEdit) {
    for deed in model.undo.iter_mut().rev().chain(&mut model.redo) {
        if let Undo::Remarked { mark: of, before, after } = deed
            && of == mark
            && after == edit
        {
            before.clone_from(was);
            after.clone_from(kept);
            return;
        }
    }
}

/// A change was not made: it is not taken back.
pub fn forget_edit(model: &mut Model, mark: &Mark, edit: &RemarksEdit) {
    let is_it = |deed: &Undo| matches!(deed, Undo::Remarked { mark: of, after, .. } if of == mark && after == edit);
    if let Some(at) = model.undo.iter().rposition(is_it) {
        model.undo.remove(at);
    }
}

/// A bookmark that was on its way has a name now.
pub fn named(model: &mut Model, ticket: u64, id: &BookmarkId) {
    for deed in model.undo.iter_mut().chain(&mut model.redo) {
        if let Undo::Added(mark) | Undo::Remarked { mark, .. } = deed
            && *mark == Mark::Ticket(ticket)
        {
            *mark = Mark::Saved(id.clone());
        }
    }
    // What is open was opened with the ticket; once the article is recalled, nothing is found by that any more.
    let open = model.overlays.iter_mut().filter_map(|overlay| match overlay {
        Overlay::Note(NoteView { mark, .. })
        | Overlay::Passage(PassageView { mark, .. })
        | Overlay::Colors { mark, .. }
        | Overlay::Asking { purpose: Purpose::Tags { mark, .. }, .. } => Some(mark),
        Overlay::Clash(clash) => clash.mark(),
        _ => None,
    });
    let meant = model.reading.meant.as_mut().map(|(_, mark)| mark);
    let sent = model.sent.iter_mut().map(|sent| &mut sent.mark);
    for mark in open.chain(meant).chain(sent).filter(|mark| **mark == Mark::Ticket(ticket)) {
        *mark = Mark::Saved(id.clone());
    }
}

/// What was done with a bookmark has failed, or cannot be told any more: it is not taken back.
pub fn forget(model: &mut Model, gone: &Mark) {
    let about = |deed: &Undo| match deed {
        Undo::Added(mark) | Undo::Remarked { mark, .. } => mark == gone,
        Undo::Removed(id) | Undo::Placed { id, .. } => *gone == Mark::Saved(id.clone()),
        Undo::NotPlace(_) => false,
    };
    model.undo.retain(|deed| !about(deed));
    model.redo.retain(|deed| !about(deed));
}

/// Another article is opened: what has no name yet cannot be told any more, and places are those of a text.
pub fn leave_article(model: &mut Model) {
    let stays = |deed: &Undo| match deed {
        Undo::Added(mark) | Undo::Remarked { mark, .. } => matches!(mark, Mark::Saved(_)),
        Undo::Removed(_) => true,
        Undo::Placed { .. } | Undo::NotPlace(_) => false,
    };
    model.undo.retain(stays);
    model.redo.retain(stays);
}
