//! Read, unread, stars; and taking them back.

use crate::article::{ArticleId, ArticleSummary, Filter};
use crate::reader::action::Action;
use crate::reader::command::Command;
use crate::reader::details::grouped;
use crate::reader::library::{Errand, Front, Taken};
use crate::reader::model::Model;

/// The article that keys like `x` and `*` are about: the chosen one, or the open one.
pub fn subject(model: &Model) -> Option<ArticleSummary> {
    match model.front {
        Front::Library => model.library.list.current().cloned(),
        Front::Article => model.library.open.clone(),
    }
}

/// Says why there is no subject.
fn nothing(model: &mut Model) -> Vec<Command> {
    model.say(match model.front {
        Front::Library => "There is no article here.",
        Front::Article => "This article is not kept in the library: a bookmark on it keeps it.",
    });
    Vec::new()
}

/// Asks how the open article stands, where it was not opened from the list, and does then what was pressed.
fn look(model: &mut Model, action: Action) -> Vec<Command> {
    let Some(id) = model.reading.id.clone().filter(|_| model.front == Front::Article) else { return nothing(model) };
    if let Some((_, of, actions)) = &mut model.library.looking
        && *of == id
    {
        actions.push(action);
        return Vec::new();
    }
    let job = model.number();
    model.library.looking = Some((job, id.clone(), vec![action]));
    vec![Command::Library(Errand::Look { job, id })]
}

/// Asks how the open article stands by now, where that is known.
pub fn look_again(model: &mut Model) -> Vec<Command> {
    let Some(id) = model.library.open.as_ref().map(|row| row.id.clone()) else { return Vec::new() };
    if model.front != Front::Article || model.library.looking.is_some() {
        return Vec::new();
    }
    let job = model.number();
    model.library.looking = Some((job, id.clone(), Vec::new()));
    vec![Command::Library(Errand::Look { job, id })]
}

/// How the open article stands is known; another one may be open by now.
pub fn looked(model: &mut Model, job: u64, result: Result<Box<ArticleSummary>, String>) -> Vec<Command> {
    let Some((_, id, actions)) = model.library.looking.take_if(|(asked, ..)| *asked == job) else { return Vec::new() };
    let row = match result {
        Ok(row) => row,
        Err(why) => {
            model.fail(why);
            return Vec::new();
        }
    };
    if model.front != Front::Article || model.reading.id.as_ref() != Some(&id) {
        return Vec::new();
    }
    model.library.open = Some(*row);
    let act = |action| if action == Action::Star { toggle_star(model) } else { toggle_read(model) };
    actions.into_iter().flat_map(act).collect()
}

/// Changes an article's row wherever it is known.
fn change(model: &mut Model, id: &ArticleId, change: impl Fn(&mut ArticleSummary)) {
    let view = &mut model.library;
    if let Some(open) = view.open.as_mut().filter(|open| open.id == *id) {
        change(open);
    }
    let before = view.before_search.iter_mut().map(|list| &mut **list);
    for list in std::iter::once(&mut view.list).chain(before) {
        let Some(number) = list.window.number_of(id) else { continue };
        let Some(mut row) = list.window.row(number).cloned() else { continue };
        change(&mut row);
        list.window.change(id, &change, belongs(&list.filter, &row));
    }
}

fn belongs(filter: &Filter, row: &ArticleSummary) -> bool {
    (row.unread || !filter.unread) && (row.starred || !filter.starred)
}

/// Marks one article, on the screen at once.
pub fn set_read(model: &mut Model, id: &ArticleId, read: bool) -> Vec<Command> {
    change(model, id, |row| row.unread = !read);
    let mut commands = vec![Command::Library(Errand::SetRead { ids: vec![id.clone()], read })];
    commands.extend(super::sources(model));
    commands
}

/// `x`: read or not.
pub fn toggle_read(model: &mut Model) -> Vec<Command> {
    let Some(row) = subject(model) else { return look(model, Action::ToggleRead) };
    model.library.undo.push(Taken::Read(vec![row.id.clone()], row.unread));
    model.say(if row.unread { "Marked as read." } else { "Marked as unread." });
    set_read(model, &row.id, row.unread)
}

/// `*`: with a star or without.
pub fn toggle_star(model: &mut Model) -> Vec<Command> {
    let Some(row) = subject(model) else { return look(model, Action::Star) };
    model.library.undo.push(Taken::Star(row.id.clone(), !row.starred));
    model.say(if row.starred { "The star is gone." } else { "Starred: it is kept for good." });
    set_star(model, &row.id, !row.starred)
}

fn set_star(model: &mut Model, id: &ArticleId, starred: bool) -> Vec<Command> {
    change(model, id, |row| row.starred = starred);
    let mut commands = vec![Command::Library(Errand::SetStarred { id: id.clone(), starred })];
    commands.extend(super::sources(model));
    commands
}

/// `X`: all of the list is read.
pub fn read_all(model: &mut Model) -> Vec<Command> {
    if model.front == Front::Article {
        model.say("All of a list can be marked as read in the library.");
        return Vec::new();
    }
    let list = &model.library.list;
    if !list.loaded || list.window.total() == 0 {
        return nothing(model);
    }
    let filter = list.filter.clone();
    let job = model.number();
    vec![Command::Library(Errand::ReadAll { job, filter })]
}

/// A list was marked as read, or not.
pub fn all_read(model: &mut Model, result: Result<Vec<ArticleId>, String>) -> Vec<Command> {
    match result {
        Ok(ids) if ids.is_empty() => {
            model.say("All of it was read already.");
            Vec::new()
        }
        Ok(ids) => {
            let undo = model.keymap.key_of(Action::Undo);
            model.say(format!("Marked as read: {}. {undo} takes it back.", grouped(&ids.len().to_string())));
            model.library.undo.push(Taken::Read(ids, true));
            super::lists::changed(model)
        }
        Err(why) => {
            model.fail(why);
            Vec::new()
        }
    }
}

/// `u` in the library: takes back the last mark, star or end of a subscription.
pub fn undo(model: &mut Model) -> Vec<Command> {
    match model.library.undo.pop() {
        None => {
            model.say("Nothing to undo.");
            Vec::new()
        }
        Some(Taken::Read(ids, read)) => {
            for id in ids.iter().filter(|_| ids.len() <= 100) {
                change(model, id, |row| row.unread = read);
            }
            model.say(match (read, ids.len()) {
                (true, 1) => "Unread again.".to_owned(),
                (true, many) => format!("Unread again: {}.", grouped(&many.to_string())),
                (false, _) => "Read again.".to_owned(),
            });
            let mut commands = vec![Command::Library(Errand::SetRead { ids, read: !read })];
            commands.extend(super::lists::changed(model));
            commands
        }
        Some(Taken::Star(id, starred)) => {
            model.say(if starred { "The star was taken back." } else { "The star is back." });
            set_star(model, &id, !starred)
        }
        Some(Taken::Feed(feed)) => super::intake::resubscribe(model, feed),
    }
}
