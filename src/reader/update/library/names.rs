//! What feeds are called, and the folders they stand in.

use crate::article::{CleanLine, FeedId};
use crate::reader::clash::Clash;
use crate::reader::command::Command;
use crate::reader::library::{Errand, Naming};
use crate::reader::model::{Model, Overlay, Purpose};
use crate::reader::prompt::Prompt;

/// Parts folders in a line that is typed.
const BETWEEN: &str = " / ";

/// Asks what the chosen feed is to be called.
pub fn ask_title(model: &mut Model) {
    let Some(feed) = model.library.chosen_feed() else { return model.say("Only a feed can be renamed: choose one.") };
    let (purpose, prompt) = (Purpose::FeedTitle(feed.id.clone(), feed.title.clone()), Prompt::new(feed.title.as_str()));
    model.overlays.push(Overlay::Asking { purpose, prompt });
}

/// Asks for the folders of the chosen feed.
pub fn ask_folders(model: &mut Model) {
    let Some(feed) = model.library.chosen_feed() else {
        return model.say("Only a feed can be put into a folder: choose one.");
    };
    let folders: Vec<&str> = feed.folders.iter().map(CleanLine::as_str).collect();
    let prompt = Prompt::new(folders.join(BETWEEN));
    let purpose = Purpose::FeedFolders(feed.id.clone(), feed.folders.clone());
    model.overlays.push(Overlay::Asking { purpose, prompt });
}

/// The feed's name was typed; nothing gives it its own name back.
pub fn put_title(model: &mut Model, id: FeedId, was: CleanLine, text: &str) -> Vec<Command> {
    let title = CleanLine::new(text.trim());
    if was == title {
        return Vec::new();
    }
    put(model, id, Naming::Title(Some(title).filter(|title| !title.is_empty())), Naming::Title(Some(was)))
}

/// The feed's folders were typed; nothing takes it out of all of them.
pub fn put_folders(model: &mut Model, id: FeedId, was: Vec<CleanLine>, text: &str) -> Vec<Command> {
    let names = text.split(BETWEEN.trim()).map(|name| CleanLine::new(name.trim()));
    let folders: Vec<CleanLine> = names.filter(|name| !name.is_empty()).collect();
    if was == folders {
        return Vec::new();
    }
    put(model, id, Naming::Folders(folders), Naming::Folders(was))
}

fn put(model: &mut Model, id: FeedId, naming: Naming, from: Naming) -> Vec<Command> {
    let job = model.number();
    vec![Command::Library(Errand::Name { job, id, naming, from: Some(from) })]
}

/// The feed is called otherwise, or stands elsewhere; or not. Where another window has changed the same the reader is asked.
pub fn named(model: &mut Model, result: Result<Option<(FeedId, Naming, Naming)>, String>) -> Vec<Command> {
    match result {
        Err(why) => {
            model.fail(why);
            return Vec::new();
        }
        Ok(Some((id, mine, theirs))) => model.overlays.push(Overlay::Clash(Clash::Feed { id, mine, theirs })),
        Ok(None) => {}
    }
    super::lists::changed(model)
}
