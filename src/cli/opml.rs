//! `dateline feeds import` and `export`: subscriptions as OPML.

use std::fmt::Write as _;

use super::args::{Globals, OpmlExportArgs, OpmlImportArgs};
use super::failure::{Exit, Failure};
use super::feeds::path;
use super::input::failed;
use super::output::{write_out, write_to};
use crate::app::intake::{self, Input, subscriptions};
use crate::article::{Source, Subscription};
use crate::ingest::{self, Opml};
use crate::library::{Library, Subscribed};

/// Subscribes to what an OPML file lists, all or nothing, and says what that is.
pub(super) fn import(library: &mut Library, args: &OpmlImportArgs) -> Result<Exit, Failure> {
    let input = Input::from(args.file.as_os_str());
    let opml = intake::read(&input, None).and_then(|found| found.opml()).map_err(|error| failed(&input, &error))?;
    let done = library.subscribe(&subscriptions(&opml), crate::app::now(), args.dry_run)?;
    let said = tell(&opml, &done, args.dry_run);
    write_out(|out| out.write_all(said.as_bytes()))?;
    if opml.broke_off {
        let why = "it broke off: the list ends in its middle";
        Failure::new(Exit::Partly, "cannot read all of", &input.name(), why, "").report();
        return Ok(Exit::Partly);
    }
    Ok(Exit::Ok)
}

fn tell(opml: &Opml, done: &[Subscribed], dry: bool) -> String {
    let mut said = String::new();
    let mut folder = None;
    for (feed, done) in opml.feeds.iter().zip(done) {
        if folder != Some(&feed.folders) {
            folder = Some(&feed.folders);
            if !feed.folders.is_empty() {
                let _ = writeln!(said, "{}", path(&feed.folders));
            }
        }
        let name = feed.title.as_ref().map_or(String::new(), |title| format!("{title}  "));
        let _ = writeln!(said, "  {:5}  {name}{}", if done.is_new { "new" } else { "known" }, feed.url);
    }
    for refused in &opml.refused {
        let _ = writeln!(said, "  left out  {}: {}", refused.name, refused.why);
    }
    let new = done.iter().filter(|done| done.is_new).count();
    let _ = write!(said, "{new} {}, {} known", if dry { "would be added" } else { "added" }, done.len() - new);
    if !opml.refused.is_empty() {
        let _ = write!(said, ", {} left out", opml.refused.len());
    }
    if new > 0 && !dry {
        said.push_str("; `dateline refresh` reads them");
    }
    said.push('\n');
    said
}

/// Writes the subscriptions as OPML. Feeds of files stay out: whoever reads the list does not have them.
pub(super) fn export(library: &Library, args: &OpmlExportArgs, globals: &Globals) -> Result<Exit, Failure> {
    let feeds = library.feeds()?;
    let count = feeds.len();
    let of_the_web = feeds.into_iter().filter_map(|feed| match feed.source {
        Source::Url(url) => Some(Subscription {
            url,
            login: None,
            title: Some(feed.title),
            link: feed.link,
            folders: feed.folders,
            tags: feed.tags,
        }),
        _ => None,
    });
    let listed: Vec<Subscription> = of_the_web.collect();
    let text = ingest::write_opml("dateline", &listed);
    match &args.output {
        Some(file) if file.as_os_str() != "-" => write_to(globals, file, text.as_bytes(), args.force)?,
        _ => write_out(|out| out.write_all(text.as_bytes()))?,
    }
    if listed.len() < count {
        let why = "feeds that are read from files have no address";
        Failure::new(Exit::Ok, "left out", &format!("{} of {count} feeds", count - listed.len()), why, "").report();
    }
    Ok(Exit::Ok)
}
