//! Old passages, read again one after another. Only when it is asked for: nothing comes up by itself.

use super::super::action::Action;
use super::super::command::Command;
use super::super::model::{Model, Overlay};
use super::super::order::PassageOrder;
use super::super::passage::{BookmarkRow, Mark, ReviewView, Undo};
use super::{changes, open, passages, remarks, undo};

/// How many passages a review has.
const COUNT: usize = 5;

/// Asks for some old passages.
pub fn begin(model: &mut Model) -> Vec<Command> {
    let job = model.number();
    model.overlays.push(Overlay::Review(ReviewView { job, rows: None, at: 0 }));
    vec![Command::Passage(PassageOrder::Review { job, count: COUNT })]
}

/// They have come.
pub fn came(model: &mut Model, job: u64, result: Result<Vec<BookmarkRow>, String>) {
    let at = model.overlays.iter().position(|overlay| matches!(overlay, Overlay::Review(view) if view.job == job));
    let Some(at) = at else { return };
    match result {
        Ok(rows) if rows.is_empty() => {
            model.overlays.remove(at);
            model.say("There is no bookmark to read again.");
        }
        Ok(rows) => {
            if let Overlay::Review(view) = &mut model.overlays[at] {
                view.rows = Some(rows);
            }
        }
        Err(why) => {
            model.overlays.remove(at);
            model.fail(why);
        }
    }
}

/// An action during a review.
pub fn act(model: &mut Model, action: Action) -> Vec<Command> {
    let Some(Overlay::Review(view)) = model.overlays.last_mut() else { return Vec::new() };
    let Some(row) = view.rows.as_ref().and_then(|rows| rows.get(view.at)).cloned() else { return Vec::new() };
    let mark = Mark::Saved(row.id.clone());
    match action {
        Action::Activate | Action::LineDown | Action::PageDown => next(model, &row),
        Action::LineUp | Action::PageUp => {
            view.at = view.at.saturating_sub(1);
            Vec::new()
        }
        Action::Note => remarks::write_note(model, mark),
        Action::Tags => remarks::ask_tags(model, mark),
        Action::Color => {
            remarks::choose_color(model, mark);
            Vec::new()
        }
        Action::Details => open::go_to_bookmark(model, &row, false),
        Action::Delete => {
            let passage = passages::forget(model, &row.id);
            undo::remember(model, Undo::Removed(row.id.clone()));
            let mut commands = next(model, &row);
            commands.insert(0, changes::remove(model, mark, passage));
            model.say(passages::REMOVING);
            commands
        }
        Action::Undo => undo::undo(model),
        Action::Redo => undo::redo(model),
        _ => Vec::new(),
    }
}

/// This one was read again; on to the next, and out after the last.
fn next(model: &mut Model, row: &BookmarkRow) -> Vec<Command> {
    if let Some(Overlay::Review(view)) = model.overlays.last_mut() {
        view.at += 1;
        if view.at >= view.rows.as_ref().map_or(0, Vec::len) {
            model.overlays.pop();
            model.say("That was the last one for today.");
        }
    }
    vec![Command::Passage(PassageOrder::Reviewed(row.id.clone()))]
}
