//! `dateline add`: an article is kept, or a feed is subscribed to.

use std::time::Duration;

use super::args::{AddArgs, Globals, SayFormat};
use super::failure::{Exit, Failure};
use super::input::failed;
use super::library;
use super::output::write_line;
use super::refresh::report;
use super::settings::settings;
use crate::app::intake::{self, FoundFeed, Input, IntakeError, Wishes};
use crate::app::refresh::{retention, spared};
use crate::article::CleanLine;
use crate::interchange::{KeptObject, SubscribedObject, to_json};
use crate::library::Kept;

/// Keeps an article, or subscribes to a feed; says so after it is on the disk.
pub(super) fn add(args: &AddArgs, globals: &Globals) -> Result<Exit, Failure> {
    let input = Input::from(args.input.as_os_str());
    let found = intake::read(&input, args.timeout).map_err(|error| failed(&input, &error))?;
    if !args.raw && found.is_feed() {
        let feed = found.feed().map_err(|error| failed(&input, &error))?;
        return subscribe(&input, &feed, Wishes::default(), args.format, globals);
    }
    let article = found.article(args.raw).map_err(|error| failed(&input, &error))?;
    let kept = library::open(globals)?.add(&article, crate::app::now())?;
    let title = article.name();
    write_line(&match args.format {
        SayFormat::Json => {
            let cut = article.is_cut();
            to_json(&KeptObject { id: &kept.id.0, title: &title, revision: &kept.revision, cut })
                .map_err(|error| Failure::json(&title, &error))?
        }
        SayFormat::Text => sentence(&kept, &title),
    })?;
    let name = input.name();
    if let Err(error) = found.whole() {
        let hint = error.hint(&name);
        Failure::new(Exit::Partly, "cannot read all of", &name, &error.to_string(), &hint).report();
        return Ok(Exit::Partly);
    }
    if let Some(why) = article.cut() {
        Failure::new(Exit::Ok, "not all was read", &name, why, "").report();
    }
    Ok(Exit::Ok)
}

/// What was done with an article, for a person.
pub(super) fn sentence(kept: &Kept, title: &CleanLine) -> String {
    let done = match (kept.is_new, kept.has_changed) {
        (true, _) => "added",
        (false, true) => "changed",
        (false, false) => "unchanged",
    };
    let moved = match kept.moved {
        0 => String::new(),
        1 => "  (1 bookmark stands otherwise than before)".to_owned(),
        n => format!("  ({n} bookmarks stand otherwise than before)"),
    };
    format!("{done:9}  {}  {title}{moved}", kept.id.0)
}

/// The feed that `input` names, or the page does that it names.
pub(super) fn find_feed(input: &Input, timeout: Option<Duration>) -> Result<FoundFeed, Failure> {
    intake::find_feed(input, timeout).map_err(|error| match error {
        // The feed that a page names was looked for.
        IntakeError::Ingest(crate::ingest::IngestError::Page(_)) => {
            Failure::new(Exit::Input, "cannot subscribe to", &input.name(), "it is a page, and names no feed", "")
        }
        error => failed(input, &error),
    })
}

/// Subscribes to a feed and keeps its entries; says so after they are on the disk.
pub(super) fn subscribe(
    input: &Input,
    found: &FoundFeed,
    wishes: Wishes,
    format: SayFormat,
    globals: &Globals,
) -> Result<Exit, Failure> {
    if *input == Input::Stdin {
        let why = "a feed that comes through a pipe cannot be read again";
        return Err(Failure::new(Exit::Input, "cannot subscribe to", "-", why, "Name its address or its file"));
    }
    let retention = retention(&settings(globals)?.feeds);
    let mut library = library::open(globals)?;
    let done = found.subscribe(&mut library, wishes, retention, crate::app::now())?;
    let (title, taken) = (found.name(), &done.taken);
    let entries = taken.new.len() + taken.changed + taken.unchanged;
    write_line(&match format {
        SayFormat::Json => {
            to_json(&SubscribedObject { feed: &done.id.0, title: &title, entries, new: taken.new.len() })
                .map_err(|error| Failure::json(&title, &error))?
        }
        SayFormat::Text => {
            let verb = if done.is_new { "subscribed" } else { "known" };
            let count = if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") };
            format!("{verb:10}  {}  {title}  ({count}, {} new)", done.id.0, taken.new.len())
        }
    })?;
    taken.spared.iter().map(spared).for_each(|failed| report(&failed));
    if let Some(why) = &taken.refused {
        Failure::new(Exit::Partly, "cannot read all of", &input.name(), why, "").report();
        return Ok(Exit::Partly);
    }
    if let Some(why) = found.feed.trouble() {
        Failure::new(Exit::Ok, "not all was read", &input.name(), &why, "").report();
    }
    Ok(if taken.spared.is_empty() { Exit::Ok } else { Exit::Partly })
}
