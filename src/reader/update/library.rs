//! The library's screen: which part the keys are for, and what they do there. One file a topic.

mod failures;
mod intake;
mod lists;
mod marks;
mod names;
mod open;
mod refresh;
mod search;

use super::super::action::Action;
use super::super::command::Command;
use super::super::library::{Answer, Choice, Errand, Front, LibraryPane, LibrarySizes};
use super::super::message::{Pointer, Target};
use super::super::model::{Model, Overlay, Purpose};
use super::super::prompt::Prompt;

pub use failures::{act as act_on_failures, choose as choose_failure, step as step_failures};
pub use intake::{add, agree};
pub use names::{put_folders, put_title};
pub use open::{awaits, failed, opened, quoted};
pub use search::{find, leave as leave_search, step_while_typing};

/// What to ask for when the program begins with the library.
pub fn start(model: &mut Model) -> Vec<Command> {
    let mut commands = sources(model);
    commands.extend(lists::anew(model));
    commands
}

/// Whether both parts of the screen are known, or will be: a mark on an article asks for the counts alone.
fn is_known(model: &Model) -> bool {
    let view = &model.library;
    view.sources.is_some() && view.trouble.is_none() && (view.list.loaded || view.asked.is_some())
}

/// Asks for feeds and counts.
fn sources(model: &mut Model) -> Vec<Command> {
    let job = model.number();
    vec![Command::Library(Errand::Sources { job })]
}

/// The library comes to the front, as it was left.
pub fn show(model: &mut Model) -> Vec<Command> {
    model.front = Front::Library;
    let mut commands = super::open::save_position(model);
    commands.extend(if is_known(model) { lists::catch_up(model) } else { start(model) });
    commands
}

/// Another window has changed the library.
pub fn changed_elsewhere(model: &mut Model) -> Vec<Command> {
    if !is_known(model) {
        return Vec::new();
    }
    let mut commands = marks::look_again(model);
    if model.front == Front::Library {
        commands.extend(lists::changed(model));
    } else {
        model.library.stale = true;
        commands.extend(sources(model));
    }
    commands
}

/// The parts have other sizes.
pub fn resized(model: &mut Model, sizes: LibrarySizes) -> Vec<Command> {
    model.library.sizes = sizes;
    lists::settle(model)
}

/// An answer has come.
pub fn answer(model: &mut Model, answer: Answer) -> Vec<Command> {
    match answer {
        Answer::Sources { result: Ok(sources), .. } => failures::renew(model, sources),
        Answer::Sources { result: Err(why), .. } => model.library.trouble = Some(why),
        Answer::Listed { job, result } => return lists::listed(model, job, result),
        Answer::Preview { job, result } => lists::previewed(model, job, result),
        Answer::Step { job, result } => return open::stepped(model, job, result),
        Answer::Looked { job, result } => return marks::looked(model, job, result),
        Answer::Named { result, .. } => return names::named(model, result),
        Answer::ReadAll { result, .. } => return marks::all_read(model, result),
        Answer::Refreshing { job, step } => return refresh::step(model, job, step),
        Answer::Refreshed { job, result } => return refresh::refreshed(model, job, result),
        Answer::Added { job, result } => return intake::added(model, job, result),
        Answer::Unsubscribed { result, .. } => return intake::unsubscribed(model, result),
        Answer::Forgotten { result, .. } => return intake::forgotten(model, result),
        Answer::FullText { job, result } => return open::full_text(model, job, result),
    }
    Vec::new()
}

/// Does what a key means on the library's screen.
pub fn act(model: &mut Model, action: Action) -> Vec<Command> {
    let pane = model.library.pane;
    match (action, pane) {
        (Action::Activate | Action::FocusRight, LibraryPane::Entries) => return open::chosen(model),
        (Action::Activate | Action::FocusRight | Action::FocusNext | Action::FocusPrevious, LibraryPane::Sources) => {
            model.library.pane = LibraryPane::Entries;
        }
        (Action::FocusLeft | Action::FocusNext | Action::FocusPrevious, _) => {
            model.library.pane = LibraryPane::Sources;
        }
        (Action::Next | Action::Previous, _) => return open::to_unread(model, action == Action::Previous),
        (Action::Search, _) => search::begin(model),
        (Action::OpenLink, _) => return open::page(model),
        (Action::Rename, _) => names::ask_title(model),
        (Action::MoveFeed, _) => names::ask_folders(model),
        (Action::Delete, LibraryPane::Sources) => intake::ask_unsubscribe(model),
        (Action::Delete, LibraryPane::Entries) => intake::ask_forget(model),
        (Action::Undo, _) => return marks::undo(model),
        (Action::Close, _) => return close(model),
        (Action::Cancel, _) => return cancel(model),
        (Action::Library, _) => {}
        (action, _) => return lists::moved(model, action),
    }
    Vec::new()
}

/// Does what a key means wherever it is pressed; None when it has nothing to do with the library.
pub fn anywhere(model: &mut Model, action: Action) -> Option<Vec<Command>> {
    Some(match action {
        Action::Library => show(model),
        Action::NextUnread => open::next_unread(model),
        Action::ToggleRead => marks::toggle_read(model),
        Action::ReadAll => marks::read_all(model),
        Action::Star => marks::toggle_star(model),
        Action::Add => {
            model.overlays.push(Overlay::Asking { purpose: Purpose::Address, prompt: Prompt::default() });
            Vec::new()
        }
        Action::RefreshAll => refresh::all(model),
        Action::Failures => failures::list(model),
        Action::Refresh => refresh::this(model),
        Action::FullText => open::ask_full_text(model),
        Action::NextArticle if model.from_library => open::neighbour(model, true),
        Action::PreviousArticle if model.from_library => open::neighbour(model, false),
        _ => return None,
    })
}

/// Esc: leaves a search, a fetch, a refresh, in this order; else the keys go to the left.
fn cancel(model: &mut Model) -> Vec<Command> {
    if model.library.is_search() {
        return search::leave(model);
    }
    stop(model).unwrap_or_else(|| {
        model.library.pane = LibraryPane::Sources;
        Vec::new()
    })
}

/// Ends what is going on in the background; None when nothing is.
pub fn stop(model: &mut Model) -> Option<Vec<Command>> {
    let view = &mut model.library;
    if view.fetching.take().is_some() {
        model.say("Not waited for any more.");
    } else if view.opening.take().is_none() && view.open_at.take().is_none() {
        return refresh::stop(model);
    }
    Some(Vec::new())
}

/// `q`: leaves a search, then the library: to the article that the program began with, or out.
fn close(model: &mut Model) -> Vec<Command> {
    if model.library.is_search() {
        return search::leave(model);
    }
    if model.home == Front::Library {
        return super::open::quit(model);
    }
    model.front = Front::Article;
    if std::mem::take(&mut model.from_library) {
        return super::open::reopen(model);
    }
    Vec::new()
}

/// The mouse on the library's screen.
pub fn point(model: &mut Model, pointer: Pointer, target: Target) -> Vec<Command> {
    match (pointer, target) {
        (Pointer::Press(times), Target::Source(row)) => {
            model.library.pane = LibraryPane::Sources;
            let commands = lists::choose_row(model, row);
            if times > 1 {
                model.library.pane = LibraryPane::Entries;
            }
            commands
        }
        (Pointer::Press(times), Target::Entry(row)) => {
            model.library.pane = LibraryPane::Entries;
            let mut commands = lists::go_to(model, row);
            if times > 1 {
                commands.extend(open::chosen(model));
            }
            commands
        }
        (Pointer::Wheel(rows), Target::Source(_)) => lists::step_source(model, isize::from(rows.signum())),
        (Pointer::Wheel(rows), Target::Entry(_)) => lists::step_entry(model, isize::from(rows)),
        _ => Vec::new(),
    }
}

/// The choice at the left, and its list from the top.
fn choose(model: &mut Model, choice: Choice) -> Vec<Command> {
    model.library.before_search = None;
    model.library.choice = choice;
    lists::from_the_top(model)
}

#[cfg(test)]
mod tests;
