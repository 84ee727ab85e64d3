//! From article to article, and out.

use std::sync::Arc;

use super::super::command::Command;
use super::super::library::Front;
use super::super::model::{Model, Overlay, Pane, ShelfItem};
use super::super::passage::BookmarkRow;
use super::super::reading::{Reading, Top};
use super::{clash, library, passages, remarks, settle, spots, undo};
use crate::article::Article;

/// What to ask for when the program starts: the facts of the first article, and what the library keeps of it; or that
/// article, if it is still to be read.
pub fn start(model: &mut Model) -> Vec<Command> {
    if model.coming.is_some() {
        return reopen(model);
    }
    let job = model.number();
    model.job = job;
    let article = Arc::clone(&model.reading.article);
    if let Some(warning) = article.warning() {
        model.say(warning);
    }
    vec![Command::Recall { job, article: Arc::clone(&article) }, Command::Extract { job, article }]
}

/// Opens the next or previous article of the shelf.
pub fn neighbour(model: &mut Model, forward: bool) -> Vec<Command> {
    let to =
        if forward { Some(model.open + 1).filter(|to| *to < model.shelf.len()) } else { model.open.checked_sub(1) };
    let Some(to) = to else {
        model.say(match (model.shelf.len() > 1, forward) {
            (false, _) => "There is no other article here.",
            (true, true) => "This is the last article.",
            (true, false) => "This is the first article.",
        });
        return Vec::new();
    };
    let job = model.number();
    let item = model.shelf[to].clone();
    model.awaited = Some((job, to));
    vec![Command::Open { job, item }]
}

/// Goes to a bookmark: in this article, or in another one that is opened for it. One that stands nowhere is looked at;
/// so are the others with `look`.
pub fn go_to_bookmark(model: &mut Model, row: &BookmarkRow, look: bool) -> Vec<Command> {
    if row.removed {
        model.say("This bookmark was removed.");
        return Vec::new();
    }
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Bookmarks(_) | Overlay::Review(_)));
    model.focus = Pane::Article;
    model.zoomed = false;
    if model.reading.id.as_ref() == Some(&row.article) {
        // It may lie under the library.
        model.front = Front::Article;
        let found = model.reading.passages.iter().position(|passage| passage.id.as_ref() == Some(&row.id));
        let Some(i) = found else { return Vec::new() };
        passages::go_to(&mut model.reading, i);
        let passage = &model.reading.passages[i];
        if look || passage.range.is_none() {
            let mark = passage.mark();
            return settle::open(model, mark);
        }
        return Vec::new();
    }
    let job = model.number();
    let item = ShelfItem::Kept(row.article.clone());
    let to = on_shelf(model, &item);
    model.awaited = Some((job, to));
    model.wanted = Some((row.id.clone(), look));
    vec![Command::Open { job, item }]
}

/// The number of an item on the shelf, where it is put if it is not there.
pub fn on_shelf(model: &mut Model, item: &ShelfItem) -> usize {
    model.shelf.iter().position(|other| other == item).unwrap_or_else(|| {
        let next = (model.open + 1).min(model.shelf.len());
        model.shelf.insert(next, item.clone());
        next
    })
}

/// An article has come, or not.
pub fn opened(model: &mut Model, job: u64, result: Result<Arc<Article>, String>) -> Vec<Command> {
    let to = model.awaited.take_if(|(awaited, _)| *awaited == job).map(|(_, to)| to);
    if to.is_none() && !library::awaits(model, job) {
        return Vec::new();
    }
    let article = match result {
        // What is being typed may be about the article that is open.
        Ok(article) if model.is_typing() && model.coming.is_none() => {
            Err(format!("Not opened, as something is being typed: {}. Open it again", library::quoted(&article.name())))
        }
        other => other,
    };
    let article = match article {
        Ok(article) => article,
        // There is nothing else to show: the program ends, and says why.
        Err(_) if to.is_some() && model.coming.is_some() => return quit(model),
        Err(why) => {
            model.wanted = None;
            model.landing = None;
            library::failed(model);
            model.fail(why);
            return Vec::new();
        }
    };
    let mut commands = save_position(model);
    if model.coming.take().is_some() && to.is_none() {
        // Another article was opened meanwhile: what the program began with does not come in between.
        model.awaited = None;
    }
    spots::leave(model);
    model.open = to.unwrap_or(model.open);
    model.reading = Reading::new(article, model.viewports.width, model.viewports.height);
    model.map = super::super::model::MapView::default();
    model.overlays.clear();
    model.pressed = None;
    model.placing = None;
    undo::leave_article(model);
    model.wanted_lists.speaker = None;
    if matches!(model.focus, Pane::Map | Pane::Bookmarks) {
        model.focus = Pane::Article;
    }
    match to {
        Some(_) => {
            model.from_library |= model.front == Front::Library;
            model.front = Front::Article;
            model.library.open = None;
        }
        None => commands.extend(library::opened(model)),
    }
    commands.extend(start(model));
    commands
}

/// Opens the article that the program began with, once more.
pub fn reopen(model: &mut Model) -> Vec<Command> {
    let Some(item) = model.shelf.get(model.open).cloned() else { return Vec::new() };
    let job = model.number();
    model.awaited = Some((job, model.open));
    vec![Command::Open { job, item }]
}

/// Keeps where this article is left, if the reader moved in it.
pub fn save_position(model: &Model) -> Vec<Command> {
    let reading = &model.reading;
    if !reading.moved {
        return Vec::new();
    }
    let at = match reading.top {
        Top::Head(_) => 0,
        Top::Text(at) => at,
    };
    vec![Command::SavePosition { article: Arc::clone(&reading.article), at }]
}

/// Ends the program from outside: nobody can be asked about the note that is being written, so it is kept.
pub fn terminate(model: &mut Model) -> Vec<Command> {
    let mut commands = Vec::new();
    while let Some(overlay) = model.overlays.last() {
        if matches!(overlay, Overlay::Note(_)) {
            commands.extend(remarks::save_note(model));
        } else if matches!(overlay, Overlay::Clash(_)) {
            commands.extend(clash::settle_all(model));
        } else {
            model.overlays.pop();
        }
    }
    commands.extend(quit(model));
    commands
}

/// Ends the program.
pub fn quit(model: &mut Model) -> Vec<Command> {
    let mut commands = clash::settle_all(model);
    model.done = true;
    commands.extend(save_position(model));
    commands
}
