//! `dateline feeds`: subscriptions are made, listed, changed and ended.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::add::{find_feed, subscribe};
use super::args::{FeedsCommand, Globals, ListFormat, RenameArgs, SubscribeArgs, YesNo};
use super::failure::{Exit, Failure};
use super::output::write_out;
use super::{library, opml};
use crate::app::intake::{Input, Wishes};
use crate::article::{CleanLine, FeedSummary};
use crate::interchange::{FeedList, FeedObject, to_json};
use crate::library::{FeedEdit, Library};

/// Carries out one of the commands.
pub(super) fn feeds(command: &FeedsCommand, globals: &Globals) -> Result<Exit, Failure> {
    match command {
        FeedsCommand::List { format } => list(&library::open(globals)?, *format),
        FeedsCommand::Add(args) => add(args, globals),
        FeedsCommand::Remove { feeds } => {
            let mut library = library::open(globals)?;
            let mut exit = Exit::Ok;
            for name in feeds {
                let done = library::find_feed(&library, name).and_then(|id| Ok(library.unsubscribe(&id)?));
                if let Err(failure) = done {
                    failure.report();
                    exit = if feeds.len() == 1 { failure.exit } else { Exit::Partly };
                }
            }
            Ok(exit)
        }
        FeedsCommand::Rename(args) => rename(&mut library::open(globals)?, args),
        FeedsCommand::Import(args) => opml::import(&mut library::open(globals)?, args),
        FeedsCommand::Export(args) => opml::export(&library::open(globals)?, args, globals),
    }
}

fn add(args: &SubscribeArgs, globals: &Globals) -> Result<Exit, Failure> {
    let input = Input::from(args.input.as_os_str());
    let found = find_feed(&input, args.timeout)?;
    let folders = args.folder.as_deref().map(folders).unwrap_or_default();
    let wishes = Wishes { folders, tags: tags(&args.tags), full_text: args.full_text };
    subscribe(&input, &found, wishes, args.format, globals)
}

fn rename(library: &mut Library, args: &RenameArgs) -> Result<Exit, Failure> {
    let id = library::find_feed(library, &args.feed)?;
    let title = args.title.as_deref().map(CleanLine::new);
    let edit = FeedEdit {
        title: title.map(|title| Some(title).filter(|title| !title.is_empty())),
        folders: args.folder.as_deref().map(folders),
        tags: (!args.tags.is_empty()).then(|| tags(&args.tags)),
        full_text: args.full_text.map(|answer| answer == YesNo::Yes),
    };
    if edit == FeedEdit::default() {
        let hint = "Name a title, or use --folder, --tag or --full-text";
        let name = args.feed.to_string_lossy();
        return Err(Failure::new(Exit::Usage, "cannot change the feed", &name, "nothing is to be changed", hint));
    }
    library.edit_feed(&id, edit)?;
    Ok(Exit::Ok)
}

/// The folders of a path, the outermost first.
fn folders(path: &str) -> Vec<CleanLine> {
    path.split('/').map(|name| CleanLine::new(name.trim())).filter(|name| !name.is_empty()).collect()
}

/// Tags without the empty ones.
fn tags(given: &[String]) -> Vec<CleanLine> {
    given.iter().map(|tag| CleanLine::new(tag.trim())).filter(|tag| !tag.is_empty()).collect()
}

fn list(library: &Library, format: ListFormat) -> Result<Exit, Failure> {
    let feeds = library.feeds()?;
    let json = |error: serde_json::Error| Failure::json("the feeds", &error);
    let said = match format {
        ListFormat::Text => feeds.iter().map(|feed| line(feed, crate::app::now())).collect(),
        ListFormat::Json => to_json(&FeedList::new(feeds.iter().map(FeedObject::new).collect())).map_err(json)? + "\n",
        ListFormat::Jsonl => {
            let lines = feeds.iter().map(|feed| Ok(to_json(&FeedObject::new(feed))? + "\n"));
            lines.collect::<serde_json::Result<String>>().map_err(json)?
        }
    };
    write_out(|out| out.write_all(said.as_bytes()))?;
    Ok(Exit::Ok)
}

/// One line about a feed, and another one if something is the matter with it.
fn line(feed: &FeedSummary, now: Timestamp) -> String {
    let mut path = path(&feed.folders);
    if !path.is_empty() {
        path.push_str(" / ");
    }
    let tags: String = feed.tags.iter().flat_map(|tag| ["  #", tag]).collect();
    let full = if feed.full_text { "  full text" } else { "" };
    let mut said =
        format!("{}  {:5} of {:5}  {path}{}{tags}{full}\n", feed.id.0, feed.unread, feed.entries, feed.title);
    let day = |moment: &Option<String>| moment.as_deref().and_then(|moment| moment.get(..10)).unwrap_or("").to_owned();
    if let Some(why) = &feed.trouble {
        let _ = write!(said, "{:18}cannot be read since {}: {why}", "", day(&feed.trouble_since));
    }
    let due = feed.due.as_deref().filter(|due| due.parse().is_ok_and(|due: Timestamp| due > now));
    if let Some(due) = due {
        let due = due.get(..16).unwrap_or(due).replace('T', " ");
        let _ = match feed.trouble {
            Some(_) => write!(said, "; next try {due} UTC"),
            None => write!(said, "{:18}next try {due} UTC", ""),
        };
    }
    if feed.trouble.is_some() || due.is_some() {
        said.push('\n');
    }
    said
}

/// Folders as a path.
pub(super) fn path(folders: &[CleanLine]) -> String {
    folders.iter().map(CleanLine::as_str).collect::<Vec<_>>().join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{FeedId, Source};

    #[test]
    fn folders_are_paths() {
        assert_eq!(folders(" News /World/"), ["News".into(), "World".into()]);
        assert!(folders("").is_empty() && folders("/").is_empty());
    }

    #[test]
    fn what_is_the_matter_with_a_feed_stands_below_it() {
        let feed = FeedSummary {
            id: FeedId("0011223344556677".into()),
            source: Source::Url("http://a.example/f".into()),
            title: "The Post".into(),
            link: None,
            folders: vec!["News".into(), "World".into()],
            tags: vec!["daily".into()],
            full_text: true,
            entries: 12,
            unread: 3,
            checked: None,
            trouble: Some("it is gone".into()),
            trouble_since: Some("2026-11-20T10:00:00Z".into()),
            due: Some("2026-11-27T01:02:03Z".into()),
        };
        let head = "0011223344556677      3 of    12  News / World / The Post  #daily  full text\n";
        let trouble = "                  cannot be read since 2026-11-20: it is gone";
        let before = "2026-11-25T00:00:00Z".parse().unwrap();
        assert_eq!(line(&feed, before), format!("{head}{trouble}; next try 2026-11-27 01:02 UTC\n"));
        let after = "2026-11-28T00:00:00Z".parse().unwrap();
        assert_eq!(line(&feed, after), format!("{head}{trouble}\n"));
        assert_eq!(line(&FeedSummary { trouble: None, due: None, ..feed }, after), head);
    }
}
