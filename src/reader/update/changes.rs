//! Changes of bookmarks: shown at once, sent to the library, and taken back on the screen if it could not keep them.

use std::sync::Arc;

use super::super::change::{Outcome, RemarksEdit, Sent, SentDeed};
use super::super::command::Command;
use super::super::model::{Model, Overlay};
use super::super::passage::{Mark, Passage};
use super::{clash, passages, remarks, undo};

/// Changes a bookmark here, in the list of all and in the library. `fresh`: the reader wrote it just now.
/// `from` is what the reader began with.
pub fn edit(model: &mut Model, mark: &Mark, edit: RemarksEdit, from: RemarksEdit, fresh: bool) -> Vec<Command> {
    let mark = passages::find(&model.reading, mark).map_or_else(|| mark.clone(), |i| model.reading.passages[i].mark());
    let back = passages::remarks_of(model, &mark).map_or_else(RemarksEdit::default, |remarks| edit.back(&remarks));
    show(model, &mark, &edit);
    let deed = SentDeed::Edited { back, edit: edit.clone(), fresh };
    model.sent.push(Sent { asked: mark.clone(), mark: mark.clone(), deed });
    vec![Command::EditBookmark { mark, edit, from, is_undo: !fresh }]
}

/// Asks the library to remove a bookmark that is off the screen; `passage` is what it was in the open article.
pub fn remove(model: &mut Model, mark: Mark, passage: Option<Passage>) -> Command {
    let known = passage.as_ref().map(|passage| passage.remarks.clone()).or_else(|| passages::remarks_of(model, &mark));
    let seen = known.map_or_else(RemarksEdit::default, RemarksEdit::all);
    let deed = SentDeed::Removed(passage.map(|passage| (Arc::clone(&model.reading.article), passage)));
    model.sent.push(Sent { asked: mark.clone(), mark: mark.clone(), deed });
    Command::RemoveBookmark { mark, seen }
}

/// Changes a bookmark on the screen.
fn show(model: &mut Model, mark: &Mark, edit: &RemarksEdit) {
    if let Some(i) = passages::find(&model.reading, mark) {
        edit.apply(&mut model.reading.passages[i].remarks);
        passages::relayer(&mut model.reading);
    }
    for overlay in &mut model.overlays {
        let rows = match overlay {
            Overlay::Bookmarks(list) => &mut list.rows,
            Overlay::Review(review) => &mut review.rows,
            _ => continue,
        };
        for row in rows.iter_mut().flatten().filter(|row| *mark == Mark::Saved(row.id.clone())) {
            edit.apply(&mut row.remarks);
        }
    }
}

/// A change was committed, or not.
pub fn changed(model: &mut Model, asked: &Mark, result: Result<Outcome, String>) -> Vec<Command> {
    let at = model.sent.iter().position(|sent| sent.asked == *asked);
    let sent = at.map(|i| model.sent.remove(i));
    let why = match (result, sent) {
        (Ok(outcome), Some(Sent { mark, deed: SentDeed::Edited { edit, fresh, .. }, .. })) => {
            return edited(model, &mark, &edit, fresh, outcome);
        }
        (Ok(outcome), Some(Sent { mark, deed, .. })) => {
            removed(model, &mark, deed, outcome);
            return Vec::new();
        }
        (Ok(_), None) => return Vec::new(),
        (Err(why), sent) => (why, sent),
    };
    let (why, sent) = why;
    match sent {
        Some(Sent { mark, deed, .. }) => {
            undo::forget(model, &mark);
            model.fail(format!("The change was not saved: {why}"));
            take_back(model, mark, deed);
        }
        // That the bookmark itself was not saved has been said, and why.
        None if matches!(asked, Mark::Ticket(_)) => {}
        None => model.fail(format!("The change was not saved: {why}")),
    }
    Vec::new()
}

/// A change was held against what is kept: what came of that is shown, and where both have changed the same the reader
/// is asked. Where a later change of the bookmark is on its way, its answer tells.
fn edited(model: &mut Model, mark: &Mark, edit: &RemarksEdit, fresh: bool, outcome: Outcome) -> Vec<Command> {
    let Outcome { kept, mut refused, back, is_gone, .. } = outcome;
    if is_gone {
        if let Mark::Saved(id) = mark {
            passages::forget(model, id);
        }
        undo::forget(model, mark);
        model.fail("Another window has removed this bookmark since: nothing was changed.");
        return Vec::new();
    }
    if let Some(bookmark) = back {
        passages::bring_back(model, *bookmark);
        model.say("Another window had removed this bookmark. It is back, with what you wrote.");
    }
    let Some((was, kept)) = kept.map(|kept| *kept) else { return Vec::new() };
    let mut theirs = RemarksEdit::all(kept.clone());
    let mut shown = theirs.clone();
    for later in model.sent.iter().filter(|sent| sent.mark == *mark) {
        if let SentDeed::Edited { edit, .. } = &later.deed {
            refused = refused.unlike(edit);
            shown = shown.unlike(edit);
        }
    }
    show(model, mark, &shown);
    if fresh {
        // What is taken back is this change, whatever it was merged with.
        theirs = theirs.like(edit);
        undo::amend(model, mark, edit, &RemarksEdit::all(was).like(edit), &theirs);
        if !refused.is_empty() {
            undo::forget_edit(model, mark, &theirs);
            return clash::ask(model, mark, refused, &theirs);
        }
    } else if !refused.is_empty() {
        undo::forget(model, mark);
        model.fail("Another window has changed it since: it stays as it is.");
    }
    Vec::new()
}

/// A bookmark was removed; or it was not, since another window has changed it since it was seen.
fn removed(model: &mut Model, mark: &Mark, deed: SentDeed, outcome: Outcome) {
    if !outcome.stays {
        // An undo that was sent before may have brought it back to the screen.
        if let Mark::Saved(id) = mark {
            passages::forget(model, id);
        }
        passages::is_removed(model);
        return;
    }
    undo::forget(model, mark);
    take_back(model, mark.clone(), deed);
    if let Some((_, kept)) = outcome.kept.map(|kept| *kept) {
        show(model, mark, &RemarksEdit::all(kept));
    }
    model.fail("Another window has changed this bookmark: it stays. Look at it, then remove it again.");
}

fn take_back(model: &mut Model, mark: Mark, deed: SentDeed) {
    match deed {
        SentDeed::Edited { mut back, edit, fresh } => {
            let was = back.note.clone().unwrap_or_default();
            let mut is_rewritten = false;
            for sent in model.sent.iter_mut().filter(|sent| sent.mark == mark) {
                if let SentDeed::Edited { back: other, edit: later, .. } = &mut sent.deed {
                    is_rewritten |= later.note.is_some();
                    back.hand_on(later, other);
                }
            }
            show(model, &mark, &back);
            if let Some(note) = edit.note.filter(|note| fresh && !is_rewritten && !note.is_empty()) {
                remarks::reopen_note(model, mark, was, note, None);
            }
        }
        SentDeed::Removed(passage) => {
            if let Mark::Saved(id) = &mark {
                for overlay in &mut model.overlays {
                    if let Overlay::Bookmarks(list) = overlay {
                        list.rows.iter_mut().flatten().filter(|row| row.id == *id).for_each(|row| row.removed = false);
                    }
                }
            }
            if let Some((article, mut passage)) = passage
                && Arc::ptr_eq(&article, &model.reading.article)
                && passages::find(&model.reading, &mark).is_none()
            {
                if let Mark::Saved(id) = mark {
                    passage.id = Some(id);
                }
                model.reading.passages.push(passage);
                passages::relayer(&mut model.reading);
            }
        }
    }
}
