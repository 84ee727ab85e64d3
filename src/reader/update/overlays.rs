//! What lies over the screen: help, lists, and lines that are being typed.

use super::super::action::Action;
use super::super::command::Command;
use super::super::key::{Code, Key};
use super::super::model::{Model, Overlay, Purpose};
use super::{clash, keys, library, links, listed, moves, remarks, review, search, settle};

/// A key for a line that is being typed. None: the topmost takes no typing.
pub fn type_key(model: &mut Model, key: Key) -> Option<Vec<Command>> {
    let leave = key.code == Code::Esc || (key.code == Code::Char('c') && key.ctrl);
    match model.overlays.last_mut()? {
        Overlay::Asking { purpose, prompt } => {
            let purpose = purpose.clone();
            if leave {
                model.overlays.pop();
                match purpose {
                    Purpose::Find => return Some(library::leave_search(model)),
                    Purpose::Search { from } => {
                        model.reading.search = None;
                        moves::to(&mut model.reading, from, None);
                    }
                    _ => {}
                }
                return Some(Vec::new());
            }
            if key.code == Code::Enter || (key.code == Code::Char('s') && key.ctrl) {
                let text = prompt.text.clone();
                model.overlays.pop();
                return Some(accept(model, purpose, &text));
            }
            if matches!(purpose, Purpose::Tags { .. }) {
                if key.code == Code::Tab {
                    remarks::complete(model, key.shift);
                    return Some(Vec::new());
                }
                model.completion = None;
            }
            let Some(Overlay::Asking { prompt, .. }) = model.overlays.last_mut() else { return None };
            let before = prompt.text.clone();
            prompt.press(key);
            let text = prompt.text.clone();
            match purpose {
                Purpose::Find if text == before => return library::step_while_typing(model, key).or(Some(Vec::new())),
                Purpose::Find => return Some(library::find(model, &text)),
                Purpose::Search { from } if text != before => search::search(model, &text, from),
                _ => {}
            }
            Some(Vec::new())
        }
        Overlay::Question(question) => {
            let agreed = question.agreed.clone();
            match key.code {
                _ if leave => {}
                Code::Enter | Code::Char('y') => {
                    model.overlays.pop();
                    return Some(library::agree(model, agreed));
                }
                Code::Char('n' | 'q') => {}
                _ => return Some(Vec::new()),
            }
            model.overlays.pop();
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
        Overlay::Note(_) => Some(remarks::type_in_note(model, key)),
        Overlay::Clash(_) => Some(clash::type_key(model, key)),
        Overlay::Colors { .. } => Some(remarks::type_in_colors(model, key)),
        Overlay::Export(_) => Some(listed::type_in_export(model, key)),
        Overlay::Bookmarks(list) => listed::type_key(list, key),
        Overlay::Aside(_)
        | Overlay::Help { .. }
        | Overlay::Details
        | Overlay::Passage(_)
        | Overlay::Review(_)
        | Overlay::Failures(_) => None,
        Overlay::Links(_) => links::type_key(model, key),
    }
}

/// Text was pasted into the line; None when none is being typed.
pub fn paste(model: &mut Model, text: &str) -> Option<Vec<Command>> {
    let line = super::super::details::one_line(text);
    let from = match model.overlays.last_mut() {
        Some(Overlay::Note(view)) => {
            view.asks = false;
            view.editor.insert(text);
            None
        }
        Some(Overlay::Export(view)) => {
            view.exists = None;
            view.path.insert(&line);
            None
        }
        Some(Overlay::Bookmarks(list)) if list.typing => {
            list.filter.insert(&line);
            list.chosen = 0;
            None
        }
        Some(Overlay::Asking { purpose, prompt }) => {
            prompt.insert(&line);
            match purpose {
                Purpose::Search { from } => Some((*from, prompt.text.clone())),
                Purpose::Find => {
                    let query = prompt.text.clone();
                    return Some(library::find(model, &query));
                }
                Purpose::Tags { .. } | Purpose::Address | Purpose::FeedTitle(..) | Purpose::FeedFolders(..) => None,
            }
        }
        Some(Overlay::Clash(_)) => None,
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
        _ => return None,
    };
    if let Some((from, query)) = from {
        search::search(model, &query, from);
    }
    Some(Vec::new())
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
        Purpose::Find => Vec::new(),
        Purpose::Address => library::add(model, text),
        Purpose::FeedTitle(id, was) => library::put_title(model, id, was, text),
        Purpose::FeedFolders(id, was) => library::put_folders(model, id, was, text),
        Purpose::Tags { mark, was } => remarks::put_tags(model, &mark, was, text),
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
        (Some(Overlay::Bookmarks(_)), step) => listed::act(model, action, step),
        (Some(Overlay::Passage(view)), Some(step)) => {
            view.top = view.top.saturating_add_signed(step).min(2000);
            Vec::new()
        }
        (Some(Overlay::Aside(at)), Some(step)) => {
            *at = at.saturating_add_signed(step).min(model.reading.article.aside.len().saturating_sub(1));
            Vec::new()
        }
        (Some(Overlay::Links(_)), Some(step)) => {
            links::choose(model, step);
            Vec::new()
        }
        (Some(Overlay::Links(_)), None) => links::act(model, action),
        (Some(Overlay::Failures(_)), Some(step)) => {
            library::step_failures(model, step);
            Vec::new()
        }
        (Some(Overlay::Failures(_)), None) => library::act_on_failures(model, action),
        (Some(Overlay::Passage(_)), None) => settle::act(model, action),
        (Some(Overlay::Review(_)), _) => review::act(model, action),
        _ => Vec::new(),
    }
}

/// Lines of the help, at most: bindings and headings.
fn help_lines(model: &Model) -> usize {
    model.keymap.bindings().len() + 16
}
