//! From the list to the article and on to the next one; all of an article's text.

use std::sync::Arc;

use crate::article::{Anchor, Article, ArticleId, CleanLine, Relocation, Source, TextRange};
use crate::reader::action::Action;
use crate::reader::command::Command;
use crate::reader::library::{Errand, Fetching, Front, LibraryPane, Opening};
use crate::reader::model::{Model, Overlay, ShelfItem};
use crate::reader::reading::{Cursor, Reading, Top};
use crate::reader::update::{links, undo, viewport};

use super::{intake, lists, marks};

/// Texts longer than this are not compared while the reader waits.
const COMPARED: usize = 300_000;

/// Opens the chosen article.
pub fn chosen(model: &mut Model) -> Vec<Command> {
    let number = model.library.list.chosen;
    open_row(model, number)
}

fn open_row(model: &mut Model, number: usize) -> Vec<Command> {
    let list = &model.library.list;
    let Some(id) = list.window.row(number).filter(|_| list.loaded).map(|row| row.id.clone()) else {
        return Vec::new();
    };
    open(model, id, Some(number))
}

/// Opens an article of the library; `number` is its row in the list.
pub fn open(model: &mut Model, id: ArticleId, number: Option<usize>) -> Vec<Command> {
    if model.from_library && model.reading.id.as_ref() == Some(&id) && model.library.offered.is_none() {
        // It lies under the library, as it was left.
        model.front = Front::Article;
        return arrived(model, &id, number);
    }
    let job = model.number();
    model.library.opening = Some(Opening { job, id: id.clone(), number });
    vec![Command::Open { job, item: ShelfItem::Kept(id) }]
}

/// Whether this question was for an article of the library.
pub fn awaits(model: &Model, job: u64) -> bool {
    model.library.opening.as_ref().is_some_and(|opening| opening.job == job)
}

/// The article is open: it is the chosen one from now on, and read.
pub fn opened(model: &mut Model) -> Vec<Command> {
    let Some(opening) = model.library.opening.take() else { return Vec::new() };
    model.front = Front::Article;
    model.from_library = true;
    model.reading.id = Some(opening.id.clone());
    let commands = arrived(model, &opening.id, opening.number);
    if let Some(feed) = model.library.found_feed.take() {
        model.overlays.push(Overlay::Question(intake::subscribe(feed)));
    }
    commands
}

/// It could not be opened.
pub fn failed(model: &mut Model) {
    model.library.opening = None;
    model.library.found_feed = None;
}

fn arrived(model: &mut Model, id: &ArticleId, number: Option<usize>) -> Vec<Command> {
    let number = model.library.list.window.number_of(id).or(number);
    let view = &mut model.library;
    view.offered = None;
    view.open = number.and_then(|number| view.list.window.row(number)).filter(|row| row.id == *id).cloned();
    // Marked first, so that a row that is asked for now comes as it then is.
    let unread = model.library.open.as_ref().is_none_or(|open| open.unread);
    let mut commands = if unread { marks::set_read(model, id, true) } else { Vec::new() };
    commands.extend(number.map(|number| lists::go_to(model, number)).unwrap_or_default());
    commands
}

/// The row of the open article may have come by now.
pub fn recognise(model: &mut Model) {
    if model.from_library && model.library.open.is_none() {
        let list = &model.library.list;
        let row = list.current().filter(|row| model.reading.id.as_ref() == Some(&row.id));
        model.library.open = row.cloned();
    }
}

/// `J`, `K`: the next or previous article of the list.
pub fn neighbour(model: &mut Model, forward: bool) -> Vec<Command> {
    let view = &model.library;
    let here = view.open_at.or_else(|| view.opening.as_ref()?.number).unwrap_or(view.list.chosen);
    let to = if forward { Some(here + 1) } else { here.checked_sub(1) };
    let Some(to) = to.filter(|to| *to < view.list.window.total()) else {
        model.say(if forward {
            "This is the last article of the list."
        } else {
            "This is the first article of the list."
        });
        return Vec::new();
    };
    if model.library.list.window.row(to).is_some() {
        return open_row(model, to);
    }
    model.library.open_at = Some(to);
    lists::go_to(model, to)
}

/// Opens the row that was waited for, now that it is known.
pub fn waiting(model: &mut Model) -> Vec<Command> {
    let list = &model.library.list;
    match model.library.open_at {
        Some(number) if list.window.row(number).is_some() => {
            model.library.open_at = None;
            open_row(model, number)
        }
        _ => Vec::new(),
    }
}

/// `n`, `N` in the library: to the next or previous row that was not read.
pub fn to_unread(model: &mut Model, back: bool) -> Vec<Command> {
    let list = &model.library.list;
    let (from, to) = list.window.known();
    let unread = |number: &usize| list.window.row(*number).is_some_and(|row| row.unread);
    let found = match (list.loaded, back) {
        (false, _) => return Vec::new(),
        (true, true) => (from..list.chosen.min(to)).rev().find(unread),
        (true, false) => (list.chosen + 1..to).find(unread),
    };
    match found {
        Some(number) => lists::go_to(model, number),
        None => step(model, back, false),
    }
}

/// `U`: opens the next article that was not read.
pub fn next_unread(model: &mut Model) -> Vec<Command> {
    let list = &model.library.list;
    if model.front == Front::Library && list.current().is_some_and(|row| row.unread) {
        return chosen(model);
    }
    if model.front == Front::Article && !model.from_library {
        model.say("The next unread article is looked for in the library.");
        return super::show(model);
    }
    let (_, to) = list.window.known();
    let unread = |number: &usize| list.window.row(*number).is_some_and(|row| row.unread);
    match (list.chosen + 1..to).find(unread).filter(|_| list.loaded) {
        Some(number) => open_row(model, number),
        None => step(model, false, true),
    }
}

fn step(model: &mut Model, back: bool, opens: bool) -> Vec<Command> {
    let list = &model.library.list;
    let (Some(row), filter) = (list.current(), list.filter.clone()) else {
        return Vec::new();
    };
    let of = row.id.clone();
    let job = model.number();
    model.library.stepping = Some((job, opens));
    vec![Command::Library(Errand::Step { job, filter, of, back })]
}

/// The next unread article was found, or there is none.
pub fn stepped(model: &mut Model, job: u64, result: Result<Option<(usize, ArticleId)>, String>) -> Vec<Command> {
    let Some((_, opens)) = model.library.stepping.take_if(|(asked, _)| *asked == job) else { return Vec::new() };
    match result {
        Ok(Some((number, id))) => {
            let window = &model.library.list.window;
            let number = window.number_of(&id).unwrap_or_else(|| window.shown(number));
            if opens { open(model, id, Some(number)) } else { lists::go_to(model, number) }
        }
        Ok(None) => {
            model.say("No other article of this list is unread there.");
            Vec::new()
        }
        Err(why) => {
            model.fail(why);
            Vec::new()
        }
    }
}

/// `F`: all of the article's text, from its page. What has come already is shown.
pub fn ask_full_text(model: &mut Model) -> Vec<Command> {
    if model.front == Front::Article
        && let Some((_, article)) = model.library.offered.take()
    {
        let place = place_in(&model.reading, &article);
        return put(model, article, place);
    }
    let id = match model.front {
        Front::Article => model.reading.id.clone(),
        Front::Library => model.library.list.current().map(|row| row.id.clone()),
    };
    let Some(id) = id else {
        model.say("Only an article of the library can be read again: its page is fetched and kept.");
        return Vec::new();
    };
    let job = model.number();
    let what = "Fetching the article's page".to_owned();
    model.library.fetching = Some(Fetching { job, id: Some(id.clone()), what, before: model.place() });
    vec![Command::Library(Errand::FullText { job, id })]
}

/// The text has come, or not. It takes the place of the shorter one only if the words under the reader's eye stand in
/// it too, and then stay where they are.
pub fn full_text(model: &mut Model, job: u64, result: Result<Arc<Article>, String>) -> Vec<Command> {
    let Some(fetching) = model.library.fetching.take_if(|fetching| fetching.job == job) else { return Vec::new() };
    let article = match result {
        Ok(article) => article,
        Err(why) => {
            model.fail(why);
            return Vec::new();
        }
    };
    let mut commands = lists::changed(model);
    model.library.preview = None;
    if fetching.id.is_none() || model.reading.id != fetching.id {
        model.say(format!("All the text of “{}” is here.", article.name().as_str()));
        return commands;
    }
    if model.reading.article.text == article.text {
        model.say("This is all of its text.");
        return commands;
    }
    let place = place_in(&model.reading, &article);
    let stays = place.is_some() || (model.reading.top == Top::Head(0) && model.reading.selection.is_none());
    if stays && !model.is_busy() {
        model.say(format!("All of the text is here: {} words.", article.text.split_whitespace().count()));
        commands.extend(put(model, article, place));
    } else {
        let key = model.keymap.key_of(Action::FullText);
        let from = if stays || model.reading.selection.is_some() { "" } else { ", from its beginning" };
        model.say(format!("All of the text is here. {key} shows it{from}."));
        model.library.offered = fetching.id.map(|id| (id, article));
    }
    commands
}

/// Where the first row on the screen and the cursor stand in another text of the article.
fn place_in(reading: &Reading, article: &Article) -> Option<(usize, usize)> {
    let (old, new) = (reading.text(), article.text.as_str());
    if reading.selection.is_some() || old.len() + new.len() > COMPARED {
        return None;
    }
    let Top::Text(top) = reading.top else { return None };
    let relocation = Relocation::new(Some(old), new);
    let find = |at| relocation.place(&Anchor::point(old, at)).range.map(TextRange::start);
    Some((find(top)?, find(reading.cursor.at)?))
}

/// Puts another text of the open article in its place.
fn put(model: &mut Model, article: Arc<Article>, place: Option<(usize, usize)>) -> Vec<Command> {
    let id = model.reading.id.clone();
    // Places in the text before are none in this one.
    undo::leave_article(model);
    model.pressed = None;
    model.reading = Reading::new(article, model.viewports.width, model.viewports.height);
    let reading = &mut model.reading;
    reading.id = id;
    // The place is the reader's own: what the library remembers comes too late.
    reading.moved = true;
    if let Some((top, at)) = place {
        reading.cursor = Cursor { at, on: None };
        let row = reading.layout.row_of(reading.text(), top);
        viewport::set_top(reading, row);
    }
    crate::reader::update::start(model)
}

/// `o`: the page of the chosen article, or of the chosen feed, in a browser.
pub fn page(model: &mut Model) -> Vec<Command> {
    let view = &model.library;
    let address = |source: &Source| match source {
        Source::Url(address) => Some(address.clone()),
        _ => None,
    };
    let url = match view.pane {
        LibraryPane::Entries => view.list.current().map(|row| address(&row.source).or_else(|| row.url.clone())),
        LibraryPane::Sources => view.chosen_feed().map(|feed| feed.link.clone()),
    };
    match url {
        Some(Some(url)) => links::open_address(model, url),
        Some(None) => {
            model.say("It has no page on the web that is known.");
            Vec::new()
        }
        None => {
            model.say("Choose an article or a feed first: its page is opened in a browser.");
            Vec::new()
        }
    }
}

/// A name in a sentence.
pub fn quoted(name: &CleanLine) -> String {
    format!("“{}”", name.as_str())
}
