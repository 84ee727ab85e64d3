//! The list of all bookmarks: filtered as the words are typed, by status, sorted; and its way into a file.

use super::super::action::Action;
use super::super::command::Command;
use super::super::key::{Code, Key};
use super::super::model::{Model, Overlay};
use super::super::order::{ExportTrouble, PassageOrder};
use super::super::passage::{BookmarkList, BookmarkRow, ExportView, FORMATS, ListOrder, Mark, Undo};
use super::super::prompt::Prompt;
use super::{changes, elsewhere, open, passages, remarks, undo};
use crate::article::{BookmarkId, Status};

/// Opens the list of all bookmarks and asks for them.
pub fn open_list(model: &mut Model) -> Vec<Command> {
    let job = model.number();
    model.overlays.push(Overlay::Bookmarks(BookmarkList { job, ..BookmarkList::default() }));
    vec![Command::AllBookmarks { job }]
}

/// All bookmarks have come.
pub fn all_bookmarks(model: &mut Model, job: u64, result: Result<Vec<BookmarkRow>, String>) {
    let asked = |overlay: &Overlay| matches!(overlay, Overlay::Bookmarks(list) if list.job == job);
    let Some(at) = model.overlays.iter().position(asked) else { return };
    match result {
        Ok(rows) => {
            if let Overlay::Bookmarks(list) = &mut model.overlays[at] {
                let chosen = list.row().map(|row| row.id.clone());
                list.rows = Some(elsewhere::merge_rows(list.rows.take().unwrap_or_default(), rows));
                let at = list.listed().iter().position(|row| Some(&row.id) == chosen.as_ref());
                list.chosen = at.unwrap_or(list.chosen).min(list.listed().len().saturating_sub(1));
                remarks::renew(model);
            }
        }
        Err(why) => {
            model.overlays.remove(at);
            model.fail(why);
        }
    }
}

/// A key while the filter is typed; None where it is not, or where the key means something to the list.
pub fn type_key(list: &mut BookmarkList, key: Key) -> Option<Vec<Command>> {
    if !list.typing {
        return None;
    }
    match (key.code, key.ctrl) {
        (Code::Down, _) | (Code::Char('n'), true) => list.chosen += 1,
        (Code::Up, _) | (Code::Char('p'), true) => list.chosen = list.chosen.saturating_sub(1),
        (Code::Enter, _) => list.typing = false,
        (Code::Esc, _) | (Code::Char('c'), true) => {
            list.typing = false;
            list.filter = Prompt::default();
        }
        _ => {
            if list.filter.press(key) {
                list.chosen = 0;
            }
        }
    }
    list.chosen = list.chosen.min(list.listed().len().saturating_sub(1));
    Some(Vec::new())
}

/// Lists all again, before the list itself is closed; false when all are listed.
pub fn clear_filter(model: &mut Model) -> bool {
    let Some(Overlay::Bookmarks(list)) = model.overlays.last_mut() else { return false };
    let filtered = !list.filter.text.is_empty() || list.status.is_some();
    list.filter = Prompt::default();
    list.status = None;
    filtered
}

/// An action while the list has the keys.
pub fn act(model: &mut Model, action: Action, step: Option<isize>) -> Vec<Command> {
    let Some(Overlay::Bookmarks(list)) = model.overlays.last_mut() else { return Vec::new() };
    if let Some(step) = step {
        list.chosen = list.chosen.saturating_add_signed(step).min(list.listed().len().saturating_sub(1));
        return Vec::new();
    }
    let row = list.row().cloned();
    match (action, row) {
        (Action::Search, _) => list.typing = true,
        (Action::Sort, _) => {
            let orders = ListOrder::ALL;
            let next = orders.iter().position(|order| *order == list.order).map_or(0, |i| (i + 1) % orders.len());
            list.order = orders[next];
            list.chosen = 0;
        }
        (Action::FilterStatus, _) => {
            list.status = match list.status {
                None => Some(Status::Orphan),
                Some(Status::Orphan) => Some(Status::Changed),
                Some(Status::Changed) => Some(Status::Shifted),
                Some(Status::Shifted) => Some(Status::Exact),
                Some(Status::Exact) => None,
            };
            list.chosen = 0;
        }
        (Action::Activate, Some(row)) => return open::go_to_bookmark(model, &row, false),
        (Action::Details, Some(row)) => return open::go_to_bookmark(model, &row, true),
        (Action::Delete, Some(row)) => return remove_row(model, &row),
        (Action::Undo, _) => return undo::undo(model),
        (Action::Redo, _) => return undo::redo(model),
        (Action::Note, Some(row)) => return remarks::write_note(model, Mark::Saved(row.id)),
        (Action::Tags, Some(row)) => return remarks::ask_tags(model, Mark::Saved(row.id)),
        (Action::Color, Some(row)) => remarks::choose_color(model, Mark::Saved(row.id)),
        (Action::Export, _) => {
            let ids = list.listed().iter().filter(|row| !row.removed).map(|row| row.id.clone()).collect();
            begin_export(model, ids);
        }
        _ => {}
    }
    Vec::new()
}

fn remove_row(model: &mut Model, row: &BookmarkRow) -> Vec<Command> {
    if row.removed {
        return Vec::new();
    }
    let passage = passages::forget(model, &row.id);
    undo::remember(model, Undo::Removed(row.id.clone()));
    model.say(passages::REMOVING);
    vec![changes::remove(model, Mark::Saved(row.id.clone()), passage)]
}

/// Asks for format and file; the bookmarks of the open article are meant where no list is open.
pub fn export_article(model: &mut Model) {
    let ids = model.reading.passages.iter().filter_map(|passage| passage.id.clone()).collect();
    begin_export(model, ids);
}

fn begin_export(model: &mut Model, ids: Vec<BookmarkId>) {
    if ids.is_empty() {
        return model.say("There is no bookmark to write.");
    }
    let path = Prompt::new(format!("bookmarks.{}", FORMATS[0].2));
    model.overlays.push(Overlay::Export(ExportView {
        ids,
        format: 0,
        path,
        exists: None,
        job: 0,
        sent: String::new(),
    }));
}

/// A key while format and file are chosen.
pub fn type_in_export(model: &mut Model, key: Key) -> Vec<Command> {
    let Some(Overlay::Export(view)) = model.overlays.last_mut() else { return Vec::new() };
    match key.code {
        Code::Esc if view.exists.is_some() => view.exists = None,
        Code::Esc => {
            model.overlays.pop();
        }
        Code::Char('c') if key.ctrl => {
            model.overlays.pop();
        }
        Code::Enter if view.path.text.trim().is_empty() => model.say("The file needs a name."),
        Code::Enter => return send_export(model),
        Code::Down | Code::Tab | Code::Up => {
            let step = if key.code == Code::Up || key.shift { FORMATS.len() - 1 } else { 1 };
            choose_format(view, (view.format + step) % FORMATS.len());
        }
        _ => {
            view.exists = None;
            view.path.press(key);
        }
    }
    Vec::new()
}

/// The file's ending goes with the format, unless it is another one.
pub fn choose_format(view: &mut ExportView, format: usize) {
    let ending = format!(".{}", FORMATS[view.format.min(FORMATS.len() - 1)].2);
    view.format = format.min(FORMATS.len() - 1);
    view.exists = None;
    if let Some(stem) = view.path.text.strip_suffix(&ending) {
        view.path = Prompt::new(format!("{stem}.{}", FORMATS[view.format].2));
    }
}

fn send_export(model: &mut Model) -> Vec<Command> {
    let job = model.number();
    let Some(Overlay::Export(view)) = model.overlays.last_mut() else { return Vec::new() };
    let path = view.path.text.trim().to_owned();
    view.job = job;
    view.sent.clone_from(&path);
    let (format, ..) = FORMATS[view.format];
    let order = PassageOrder::Export {
        job,
        format,
        overwrite: view.exists.as_ref() == Some(&path),
        path,
        ids: view.ids.clone(),
    };
    vec![Command::Passage(order)]
}

/// The file was written, or not.
pub fn exported(model: &mut Model, job: u64, result: Result<String, ExportTrouble>) {
    let at = model.overlays.iter().position(|overlay| matches!(overlay, Overlay::Export(view) if view.job == job));
    let Some(at) = at else { return };
    match result {
        Ok(path) => {
            let Overlay::Export(view) = model.overlays.remove(at) else { return };
            let many = view.ids.len();
            let words = if many == 1 { "1 bookmark".to_owned() } else { format!("{many} bookmarks") };
            model.say(format!("Wrote {words} to {path}."));
        }
        Err(ExportTrouble::Exists) => {
            if let Overlay::Export(view) = &mut model.overlays[at] {
                // Another name may have been typed since: that one is asked about when it is sent.
                view.exists = (view.path.text.trim() == view.sent).then(|| view.sent.clone());
            }
        }
        Err(ExportTrouble::Failed(why)) => model.fail(why),
    }
}
