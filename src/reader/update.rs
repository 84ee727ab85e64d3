//! `update`: one message in, the model changed, commands out. One file a topic.

mod changes;
mod clash;
mod elsewhere;
mod facts;
mod keys;
mod library;
mod links;
mod listed;
mod mouse;
mod moves;
mod not_places;
mod open;
mod overlays;
mod panes;
mod passages;
mod remarks;
mod review;
mod search;
mod select;
mod settle;
mod spots;
mod table;
mod undo;
mod viewport;

use std::sync::Arc;

use super::command::Command;
use super::message::Message;
use super::model::{Model, Pane, Viewports};
use super::order::PassageNews;
use super::reading::Findings;

pub use library::start as start_library;
pub use open::start;
pub use remarks::completions;

/// Takes one message. Pure but for the model: no clock, no file, no thread, and it never blocks.
pub fn update(model: &mut Model, message: Message) -> Vec<Command> {
    let commands = match message {
        Message::Key(key) => keys::press(model, key),
        Message::Paste(text) => keys::paste(model, &text),
        // There is nothing to point at yet.
        Message::Mouse(..) if model.coming.is_some() && model.front == super::library::Front::Article => Vec::new(),
        Message::Mouse(pointer, target) => mouse::point(model, pointer, target),
        Message::Resized(viewports) => resized(model, viewports),
        Message::LibraryResized(sizes) => library::resized(model, sizes),
        Message::Library(answer) => library::answer(model, answer),
        Message::Opened { job, result } => open::opened(model, job, result),
        Message::Extracted { job, result } => {
            if job == model.job {
                extracted(model, result);
            }
            Vec::new()
        }
        Message::Recalled { job, result } => {
            if job == model.job {
                passages::recalled(model, result)
            } else {
                Vec::new()
            }
        }
        Message::BookmarkSaved { ticket, result } => {
            passages::saved(model, ticket, result);
            Vec::new()
        }
        Message::BookmarkChanged { mark, result } => changes::changed(model, &mark, result),
        Message::ChangedElsewhere => elsewhere::changed(model),
        Message::Renewed { job, result } => {
            elsewhere::renewed(model, job, result);
            Vec::new()
        }
        Message::BookmarkRestored { result } => {
            passages::restored(model, result);
            Vec::new()
        }
        Message::AllBookmarks { job, result } => {
            listed::all_bookmarks(model, job, result);
            Vec::new()
        }
        Message::Passage(PassageNews::Spot { job, result }) => spots::came(model, job, result),
        Message::Passage(news) => {
            heard(model, news);
            Vec::new()
        }
        Message::Said { text, failed } => {
            model.notice = Some(super::model::Notice { text, failed });
            Vec::new()
        }
        Message::Terminate => open::terminate(model),
    };
    model.reading.prepare();
    commands
}

/// An answer about passages.
fn heard(model: &mut Model, news: PassageNews) {
    match news {
        PassageNews::Original { job, result } => settle::original(model, job, result),
        PassageNews::Placed { id, result } => settle::placed(model, &id, *result),
        PassageNews::Tags(tags) => model.tags = tags,
        PassageNews::Exported { job, result } => listed::exported(model, job, result),
        PassageNews::Written { job, result } => remarks::written(model, job, result),
        PassageNews::Review { job, result } => review::came(model, job, result),
        // It asks for an article, and was taken before.
        PassageNews::Spot { .. } => {}
    }
}

fn extracted(model: &mut Model, result: Result<Arc<crate::facts::Facts>, String>) {
    match result {
        Ok(facts) => {
            model.reading.found = Some(Arc::clone(&facts));
            model.reading.findings = Findings::Ready(facts);
            not_places::apply(model);
            facts::relist(model);
        }
        Err(why) => {
            model.fail(format!("The facts of this article could not be found: {why}"));
            model.reading.findings = Findings::Failed(why);
        }
    }
    if matches!(model.focus, Pane::Map) && model.reading.index.places.is_empty() {
        model.focus = Pane::Article;
    }
}

fn resized(model: &mut Model, viewports: Viewports) -> Vec<Command> {
    model.viewports = viewports;
    let reading = &mut model.reading;
    let shown = viewport::shows_cursor(reading);
    let width = viewports.width.max(1);
    if reading.layout.width() != width {
        reading.layout = super::layout::TextLayout::new(&reading.article, width);
        reading.goal = None;
    }
    reading.height = viewports.height.max(1);
    reading.prepare();
    if shown {
        viewport::reveal(reading, 0);
    }
    Vec::new()
}

#[cfg(test)]
mod change_tests;
#[cfg(test)]
mod passage_tests;
#[cfg(test)]
mod tests;
