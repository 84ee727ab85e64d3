//! What comes in by hand: addresses, files, lists of subscriptions; and what goes again.

use crate::article::{CleanLine, FeedSummary, discreet};
use crate::reader::action::Action;
use crate::reader::command::Command;
use crate::reader::details::grouped;
use crate::reader::library::{
    Added, Agreed, Choice, Errand, Fetching, FoundFeed, Front, Import, LibraryPane, Question, Standing, Taken,
};
use crate::reader::model::{Model, Overlay};

use super::{lists, open, refresh};

/// Names that a question lists.
const LISTED: usize = 6;

/// Reads what was typed.
pub fn add(model: &mut Model, text: &str) -> Vec<Command> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let job = fetching(model, format!("Reading {}", discreet(text)));
    vec![Command::Library(Errand::Add { job, text: text.to_owned() })]
}

fn fetching(model: &mut Model, what: String) -> u64 {
    let job = model.number();
    model.library.fetching = Some(Fetching { job, id: None, what, before: model.place() });
    job
}

/// What was typed has been read, or not. It is shown, or asked about, only where the reader still waits for it.
pub fn added(model: &mut Model, job: u64, result: Result<Added, String>) -> Vec<Command> {
    let Some(fetching) = model.library.fetching.take_if(|fetching| fetching.job == job) else {
        // Not waited for any more; what it left in the library is shown all the same.
        return lists::changed(model);
    };
    let waits = fetching.before == model.place() && !model.is_busy();
    match result {
        Ok(added) if !waits => aside(model, added),
        Ok(Added::Feed { id, title, entries, is_new }) => {
            let title = open::quoted(&title);
            model.say(if is_new {
                format!("Subscribed: {title}, {} articles.", grouped(&entries.to_string()))
            } else {
                format!("{title} was subscribed already.")
            });
            model.front = Front::Library;
            model.library.pane = LibraryPane::Entries;
            let mut commands = super::sources(model);
            commands.extend(super::choose(model, Choice::Feed(id)));
            commands
        }
        Ok(Added::Article { id, feed, .. }) => {
            model.library.found_feed = feed;
            let mut commands = lists::changed(model);
            commands.extend(open::open(model, id, None));
            commands
        }
        Ok(Added::Import(import)) if import.new.is_empty() => {
            model.say("All feeds of this list are subscribed already.");
            Vec::new()
        }
        Ok(Added::Import(import)) => {
            model.overlays.push(Overlay::Question(question(import)));
            Vec::new()
        }
        Ok(Added::Imported(ids)) => {
            model.front = Front::Library;
            let mut commands = super::sources(model);
            commands.extend(super::choose(model, Choice::Standing(Standing::All)));
            commands.extend(refresh::refresh(model, ids));
            commands
        }
        Err(why) => {
            model.fail(why);
            Vec::new()
        }
    }
}

/// The same while the reader does something else: it is only said, with the way to it.
fn aside(model: &mut Model, added: Added) -> Vec<Command> {
    let (library, add) = (model.keymap.key_of(Action::Library), model.keymap.key_of(Action::Add));
    let (said, feeds) = match added {
        Added::Feed { title, is_new, .. } => {
            let title = open::quoted(&title);
            let said =
                if is_new { format!("Subscribed: {title}.") } else { format!("{title} was subscribed already.") };
            (format!("{said} {library} leads to it."), None)
        }
        Added::Article { title, feed, .. } => {
            let feed = feed.map(|feed| format!(" Its page names a feed: {add}, then {}.", feed.address));
            (format!("Kept: {}. {library} leads to it.{}", open::quoted(&title), feed.unwrap_or_default()), None)
        }
        Added::Import(import) if import.new.is_empty() => {
            ("All feeds of this list are subscribed already.".to_owned(), None)
        }
        Added::Import(import) => {
            let count = grouped(&import.new.len().to_string());
            (format!("Feeds of the list that are new: {count}. {add}, then {} subscribes them.", import.path), None)
        }
        Added::Imported(ids) => {
            let count = grouped(&ids.len().to_string());
            (format!("Feeds subscribed: {count}. {library} leads to them."), Some(ids))
        }
    };
    let mut commands = lists::changed(model);
    commands.extend(feeds.map(|ids| refresh::refresh(model, ids)).unwrap_or_default());
    model.say(said);
    commands
}

/// What importing a list will do.
fn question(import: Import) -> Question {
    let plural = |count: usize, one: &str, many: &str| {
        if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
    };
    let names = |names: &[CleanLine]| {
        let first: Vec<&str> = names.iter().take(LISTED).map(CleanLine::as_str).collect();
        let more = names.len().saturating_sub(first.len());
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{rest}", first.join(", "))
    };
    let mut lines = vec![format!("New: {}", names(&import.new))];
    if import.known > 0 {
        lines.push(format!("Known already: {}", plural(import.known, "feed", "feeds")));
    }
    if !import.folders.is_empty() {
        lines.push(format!("In folders: {}", names(&import.folders)));
    }
    Question {
        title: format!("Subscribe {}?", plural(import.new.len(), "feed", "feeds")),
        lines,
        agreed: Agreed::Import(import.path),
    }
}

/// A page names its feed.
pub fn subscribe(feed: FoundFeed) -> Question {
    let lines = vec![format!("The page names a feed: {}", open::quoted(&feed.title)), feed.address.clone()];
    Question { title: "Subscribe its feed?".to_owned(), lines, agreed: Agreed::Subscribe(feed) }
}

/// `d` at the left.
pub fn ask_unsubscribe(model: &mut Model) {
    let Some(feed) = model.library.chosen_feed() else {
        return model.say("Only a feed can be unsubscribed: choose one.");
    };
    let question = Question {
        title: format!("Unsubscribe {}?", open::quoted(&feed.title)),
        lines: vec![format!(
            "Of its {} articles only those with a star or a bookmark stay, and those that you kept.",
            grouped(&feed.entries.to_string())
        )],
        agreed: Agreed::Unsubscribe(feed.id.clone()),
    };
    model.overlays.push(Overlay::Question(question));
}

/// `d` in the list.
pub fn ask_forget(model: &mut Model) {
    let Some(row) = model.library.list.current() else { return model.say("There is no article here.") };
    let mut lines = vec!["Its text and where you left it are forgotten.".to_owned()];
    if row.feed.is_some() {
        lines.push("It does not come back with its feed.".to_owned());
    }
    let question = Question {
        title: format!("Forget {}?", open::quoted(&row.title)),
        lines,
        agreed: Agreed::Forget(row.id.clone()),
    };
    model.overlays.push(Overlay::Question(question));
}

/// The answer to a question was yes.
pub fn agree(model: &mut Model, agreed: Agreed) -> Vec<Command> {
    match agreed {
        Agreed::Unsubscribe(id) => {
            if let Some(feed) = model.library.feed(&id).cloned() {
                model.library.undo.push(Taken::Feed(Box::new(feed)));
            }
            let job = model.number();
            vec![Command::Library(Errand::Unsubscribe { job, id })]
        }
        Agreed::Forget(id) => {
            let job = model.number();
            vec![Command::Library(Errand::Forget { job, id })]
        }
        Agreed::Import(path) => {
            let job = fetching(model, "Subscribing".to_owned());
            vec![Command::Library(Errand::Import { job, path })]
        }
        Agreed::Subscribe(feed) => {
            let job = fetching(model, format!("Reading {}", feed.address));
            vec![Command::Library(Errand::Subscribe { job, feed })]
        }
    }
}

/// A subscription has ended, or not.
pub fn unsubscribed(model: &mut Model, result: Result<usize, String>) -> Vec<Command> {
    match result {
        Ok(articles) => {
            let undo = model.keymap.key_of(Action::Undo);
            model.say(format!(
                "Unsubscribed; {} articles went. {undo} subscribes it again.",
                grouped(&articles.to_string())
            ));
            lists::changed(model)
        }
        Err(why) => {
            model.library.undo.pop_if(|taken| matches!(taken, Taken::Feed(_)));
            model.fail(why);
            Vec::new()
        }
    }
}

/// An article is gone, or not.
pub fn forgotten(model: &mut Model, result: Result<(), String>) -> Vec<Command> {
    match result {
        Ok(()) => {
            model.say("Forgotten.");
            lists::changed(model)
        }
        Err(why) => {
            model.fail(why);
            Vec::new()
        }
    }
}

/// Takes up a subscription again.
pub fn resubscribe(model: &mut Model, feed: Box<FeedSummary>) -> Vec<Command> {
    let job = fetching(model, format!("Subscribing {} again", open::quoted(&feed.title)));
    vec![Command::Library(Errand::Resubscribe { job, feed })]
}
