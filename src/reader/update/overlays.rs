//! What lies over the screen: help, lists, and lines that are being typed.

use super::super::action::Action;
use super::super::command::Command;
use super::super::key::{Code, Key};
use super::super::model::{BookmarkList, BookmarkRow, Mark, Model, Overlay, Purpose, Undo};
use super::super::prompt::Prompt;
use super::{keys, links, moves, open, passages, search};

/// Opens the list of all bookmarks and asks for them.
pub fn open_bookmarks(model: &mut Model) -> Vec<Command> {
    let job = model.number();
    model.overlays.push(Overlay::Bookmarks(BookmarkList::default()));
    vec![Command::AllBookmarks { job }]
}

/// All bookmarks have come.
pub fn all_bookmarks(model: &mut Model, job: u64, result: Result<Vec<BookmarkRow>, String>) {
    // Numbers rise, so an answer to an older question than the last one is stale.
    if job > model.next {
        return;
    }
    match result {
        Ok(rows) => {
            for overlay in &mut model.overlays {
                if let Overlay::Bookmarks(list) = overlay {
                    list.chosen = list.chosen.min(rows.len().saturating_sub(1));
                    list.rows = Some(rows.clone());
                }
            }
        }
        Err(why) => {
            model.overlays.retain(|overlay| !matches!(overlay, Overlay::Bookmarks(_)));
            model.fail(why);
        }
    }
}

/// A key for a line that is being typed. None: the topmost takes no typing.
pub fn type_key(model: &mut Model, key: Key) -> Option<Vec<Command>> {
    let leave = key.code == Code::Esc || (key.code == Code::Char('c') && key.ctrl);
    match model.overlays.last_mut()? {
        Overlay::Asking { purpose, prompt } => {
            let purpose = purpose.clone();
            if leave {
                model.overlays.pop();
                if let Purpose::Search { from } = purpose {
                    model.reading.search = None;
                    moves::to(&mut model.reading, from, None);
                }
                return Some(Vec::new());
            }
            if key.code == Code::Enter || (key.code == Code::Char('s') && key.ctrl) {
                let text = prompt.text.clone();
                model.overlays.pop();
                return Some(accept(model, purpose, &text));
            }
            let before = prompt.text.clone();
            prompt.press(key);
            let text = prompt.text.clone();
            if let Purpose::Search { from } = purpose
                && text != before
            {
                search::search(model, &text, from);
            }
            Some(Vec::new())
        }
        Overlay::Palette { prompt, chosen } => {
            let step = match (key.code, key.ctrl) {
                (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => Some(1),
                (Code::Up, _) | (Code::Char('p'), true) => Some(-1),
                _ => None,
            };
            if let Some(step) = step {
                let typed = prompt.text.clone();
                *chosen = chosen.saturating_add_signed(step);
                let most = model.palette(&typed).len().saturating_sub(1);
                if let Some(Overlay::Palette { chosen, .. }) = model.overlays.last_mut() {
                    *chosen = (*chosen).min(most);
                }
            } else if leave {
                model.overlays.pop();
            } else if key.code == Code::Enter {
                let (typed, chosen) = (prompt.text.clone(), *chosen);
                model.overlays.pop();
                let action = model.palette(&typed).get(chosen).map(|(action, ..)| *action);
                return Some(match action {
                    Some(action) => keys::act(model, action),
                    None => {
                        model.say(format!("No command matches “{typed}”."));
                        Vec::new()
                    }
                });
            } else if prompt.press(key) {
                *chosen = 0;
            }
            Some(Vec::new())
        }
        Overlay::Links(_) => links::type_key(model, key),
        Overlay::Help { .. } | Overlay::Details | Overlay::Bookmarks(_) => None,
    }
}

/// Text was pasted into the line; false when none is being typed.
pub fn paste(model: &mut Model, text: &str) -> bool {
    let line = super::super::details::one_line(text);
    let from = match model.overlays.last_mut() {
        Some(Overlay::Asking { purpose, prompt }) => {
            prompt.insert(&line);
            match purpose {
                Purpose::Search { from } => Some((*from, prompt.text.clone())),
                _ => None,
            }
        }
        Some(Overlay::Palette { prompt, chosen }) => {
            prompt.insert(&line);
            *chosen = 0;
            None
        }
        Some(Overlay::Links(list)) if list.typing => {
            list.prompt.insert(&line);
            list.chosen = 0;
            None
        }
        _ => return false,
    };
    if let Some((from, query)) = from {
        search::search(model, &query, from);
    }
    true
}

fn accept(model: &mut Model, purpose: Purpose, text: &str) -> Vec<Command> {
    match purpose {
        Purpose::Search { from } => {
            if text.is_empty() {
                model.reading.search = None;
            } else if model.reading.search.as_ref().is_some_and(|search| search.hits.is_empty()) {
                model.reading.search = None;
                moves::to(&mut model.reading, from, None);
                model.say(format!("“{text}” is not in this article."));
            } else if from != model.reading.cursor.at {
                let at = model.reading.cursor.at;
                model.reading.cursor.at = from;
                moves::jump(&mut model.reading, at, None);
            }
            Vec::new()
        }
        Purpose::Note(mark) => passages::annotate(model, &mark, Some(text.trim().to_owned()), None),
        Purpose::Tags(mark) => passages::annotate(model, &mark, None, Some(passages::tags(text))),
    }
}

/// An action while a list lies over the screen.
pub fn act(model: &mut Model, action: Action) -> Vec<Command> {
    let page = usize::from(model.viewports.height.max(4)) / 2;
    let step: Option<isize> = match action {
        Action::LineDown => Some(1),
        Action::LineUp => Some(-1),
        Action::PageDown | Action::HalfPageDown => Some(page as isize),
        Action::PageUp | Action::HalfPageUp => Some(-(page as isize)),
        Action::Top => Some(isize::MIN / 2),
        Action::Bottom => Some(isize::MAX / 2),
        _ => None,
    };
    let lines = help_lines(model);
    match (model.overlays.last_mut(), step) {
        (Some(Overlay::Help { top }), Some(step)) => {
            *top = top.saturating_add_signed(step).min(lines);
            Vec::new()
        }
        (Some(Overlay::Links(_)), Some(step)) => {
            links::choose(model, step);
            Vec::new()
        }
        (Some(Overlay::Links(_)), None) => links::act(model, action),
        (Some(Overlay::Bookmarks(list)), Some(step)) => {
            let most = list.rows.as_ref().map_or(0, Vec::len).saturating_sub(1);
            list.chosen = list.chosen.saturating_add_signed(step).min(most);
            Vec::new()
        }
        (Some(Overlay::Bookmarks(list)), None) => {
            let row = list.rows.as_ref().and_then(|rows| rows.get(list.chosen)).cloned();
            match (action, row) {
                (Action::Activate, Some(row)) => open::go_to_bookmark(model, &row),
                (Action::Delete, Some(row)) => remove_row(model, &row),
                (Action::Undo, _) => passages::undo(model),
                (Action::Note | Action::Tags, Some(row)) => {
                    let mark = Mark::Saved(row.id.clone());
                    let (purpose, start) = if action == Action::Tags {
                        (Purpose::Tags(mark), row.tags.join(", "))
                    } else {
                        (Purpose::Note(mark), row.note)
                    };
                    model.overlays.push(Overlay::Asking { purpose, prompt: Prompt::new(start) });
                    Vec::new()
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// Lines of the help, at most: bindings and headings.
fn help_lines(model: &Model) -> usize {
    model.keymap.bindings().len() + 16
}

fn remove_row(model: &mut Model, row: &BookmarkRow) -> Vec<Command> {
    if row.removed {
        return Vec::new();
    }
    if let Some(Overlay::Bookmarks(list)) = model.overlays.last_mut() {
        for other in list.rows.iter_mut().flatten().filter(|other| other.id == row.id) {
            other.removed = true;
        }
    }
    passages::forget(model, &row.id);
    model.undo.push(Undo::Removed(row.id.clone()));
    let undo = model.keymap.key_of(Action::Undo);
    model.say(format!("Bookmark removed. {undo} brings it back."));
    vec![Command::RemoveBookmark(row.id.clone())]
}
