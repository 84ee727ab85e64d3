//! Two windows have changed the same: the reader is shown both wordings, and says which is kept.

use super::super::change::RemarksEdit;
use super::super::clash::{Choice, Clash};
use super::super::command::Command;
use super::super::key::{Code, Key};
use super::super::library::Errand;
use super::super::model::{Model, Overlay};
use super::super::passage::{Mark, Undo};
use super::{changes, passages, remarks, undo};
use crate::article::both_notes;

/// The library did not write these values of a bookmark, as others are kept by now. Where nobody can be asked any more, a
/// note is kept in both wordings.
pub fn ask(model: &mut Model, mark: &Mark, refused: RemarksEdit, theirs: &RemarksEdit) -> Vec<Command> {
    let exact = passages::words_of(model, mark);
    let RemarksEdit { note, color, .. } = refused;
    let parts = [
        color.map(|color| RemarksEdit { color: Some(color), ..RemarksEdit::default() }),
        note.map(|note| RemarksEdit { note: Some(note), ..RemarksEdit::default() }),
    ];
    let mut commands = Vec::new();
    for mine in parts.into_iter().flatten() {
        let theirs = theirs.clone().like(&mine);
        let clash = Clash::Remark { mark: mark.clone(), exact: exact.clone(), mine, theirs };
        if model.done {
            commands.extend(settle(model, clash, Choice::Both));
        } else {
            model.overlays.push(Overlay::Clash(clash));
        }
    }
    commands
}

/// A key while both wordings are shown.
pub fn type_key(model: &mut Model, key: Key) -> Vec<Command> {
    let Some(Overlay::Clash(clash)) = model.overlays.last() else { return Vec::new() };
    let choice = match key.code {
        Code::Char('m') => Choice::Mine,
        Code::Char('t') => Choice::Theirs,
        Code::Char('b') if clash.has_both() => Choice::Both,
        Code::Char('e') | Code::Esc => return rewrite(model),
        _ => return Vec::new(),
    };
    let Some(Overlay::Clash(clash)) = model.overlays.pop() else { return Vec::new() };
    settle(model, clash, choice)
}

/// The note is written on, from this window's wording; what has no note stays as it is kept.
fn rewrite(model: &mut Model) -> Vec<Command> {
    let Some(Overlay::Clash(clash)) = model.overlays.pop() else { return Vec::new() };
    match clash {
        Clash::Remark { mark, mine: RemarksEdit { note: Some(mine), .. }, theirs, .. } => {
            remarks::reopen_note(model, mark, theirs.note.unwrap_or_default(), mine, None);
            Vec::new()
        }
        clash => settle(model, clash, Choice::Theirs),
    }
}

/// Keeps what was chosen. What is dropped by that can be had back with an undo.
fn settle(model: &mut Model, clash: Clash, choice: Choice) -> Vec<Command> {
    let (mark, mine, theirs) = match clash {
        Clash::Remark { mark, mine, theirs, .. } => (mark, mine, theirs),
        Clash::Feed { .. } if choice == Choice::Theirs => return Vec::new(),
        Clash::Feed { id, mine, theirs } => {
            let job = model.number();
            return vec![Command::Library(Errand::Name { job, id, naming: mine, from: Some(theirs) })];
        }
    };
    let to = match (choice, &mine.note, &theirs.note) {
        (Choice::Theirs, ..) => {
            undo::remember(model, Undo::Remarked { mark, before: mine, after: theirs });
            let key = model.keymap.key_of(super::super::Action::Undo);
            model.say(format!("It stays as the other window has it. {key} takes your wording."));
            return Vec::new();
        }
        (Choice::Both, Some(mine), Some(theirs)) => {
            RemarksEdit { note: Some(both_notes(theirs, mine)), ..RemarksEdit::default() }
        }
        _ => mine,
    };
    undo::remember(model, Undo::Remarked { mark: mark.clone(), before: theirs.clone(), after: to.clone() });
    changes::edit(model, &mark, to, theirs, true)
}

/// The program ends before the reader has said which: both wordings are kept.
pub fn settle_all(model: &mut Model) -> Vec<Command> {
    let mut commands = Vec::new();
    while let Some(at) = model.overlays.iter().position(|overlay| matches!(overlay, Overlay::Clash(_))) {
        let Overlay::Clash(clash) = model.overlays.remove(at) else { continue };
        if clash.has_both() {
            commands.extend(settle(model, clash, Choice::Both));
        }
    }
    commands
}
