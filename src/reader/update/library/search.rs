//! Search as you type, in all articles, read or not; the list before stays as it was.

use crate::article::Filter;
use crate::reader::command::Command;
use crate::reader::key::{Code, Key};
use crate::reader::library::LibraryPane;
use crate::reader::model::{Model, Overlay, Purpose};
use crate::reader::prompt::Prompt;

/// Opens the line to type in; what was searched last stands in it while its results are shown.
pub fn begin(model: &mut Model) {
    let query = if model.library.is_search() { model.library.list.filter.query.clone() } else { String::new() };
    model.overlays.push(Overlay::Asking { purpose: Purpose::Find, prompt: Prompt::new(query) });
}

/// Searches for what is typed so far.
pub fn find(model: &mut Model, query: &str) -> Vec<Command> {
    if query.trim().is_empty() {
        return leave(model);
    }
    super::lists::forget_steps(model);
    let view = &mut model.library;
    if view.before_search.is_none() {
        view.before_search = Some(Box::new(view.list.clone()));
    }
    view.pane = LibraryPane::Entries;
    view.list.filter = Filter { query: query.to_owned(), ..Filter::default() };
    view.list.loaded = false;
    super::lists::anew(model)
}

/// Back to the list where it was.
pub fn leave(model: &mut Model) -> Vec<Command> {
    let Some(before) = model.library.before_search.take() else { return Vec::new() };
    super::lists::forget_steps(model);
    let view = &mut model.library;
    view.list = *before;
    // An answer on its way is for the search, or came too late for the list before.
    view.asked = None;
    if view.list.loaded && !view.stale { super::lists::settle(model) } else { super::lists::anew(model) }
}

/// A key that moves in the results while the line is typed; None for every other.
pub fn step_while_typing(model: &mut Model, key: Key) -> Option<Vec<Command>> {
    let step = match (key.code, key.ctrl) {
        (Code::Down, _) | (Code::Char('n'), true) => 1,
        (Code::Up, _) | (Code::Char('p'), true) => -1,
        _ => return None,
    };
    Some(super::lists::step_entry(model, step))
}
