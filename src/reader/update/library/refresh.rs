//! Reading feeds again, in the background.

use unicode_width::UnicodeWidthStr as _;

use crate::article::FeedId;
use crate::reader::action::Action;
use crate::reader::command::Command;
use crate::reader::library::{
    Choice, Errand, Failure, Front, LibraryPane, RefreshStep, RefreshSummary, Refreshing, Standing,
};
use crate::reader::model::Model;

use super::lists;

/// The list is made anew after so many feeds with something new in them: more often would be work that nobody sees.
const OFTEN: usize = 20;

/// Columns of a screen that has room for no more than others have: a summary that is wider names less.
const ROOM: usize = 78;

/// `R`: all feeds.
pub fn all(model: &mut Model) -> Vec<Command> {
    refresh(model, Vec::new())
}

/// `r`: the chosen feed, the feeds of the chosen folder, or the feed of the chosen article; an article that came with
/// no feed, and the open one, are read again themselves.
pub fn this(model: &mut Model) -> Vec<Command> {
    if model.front == Front::Article {
        return super::open::ask_full_text(model);
    }
    let view = &model.library;
    let of_row = view.list.current().map(|row| row.feed.clone());
    let feeds = match (view.pane, &view.choice, of_row) {
        (_, Choice::Feed(id), _) => vec![id.clone()],
        (LibraryPane::Sources, Choice::Folder(path), _) => {
            let feeds = view.sources.iter().flat_map(|sources| &sources.feeds);
            feeds.filter(|feed| feed.folders.starts_with(path)).map(|feed| feed.id.clone()).collect()
        }
        (LibraryPane::Sources, Choice::Standing(Standing::All | Standing::Unread), _) => Vec::new(),
        (LibraryPane::Entries, _, Some(Some(feed))) => vec![feed],
        (LibraryPane::Entries, _, Some(None)) => return super::open::ask_full_text(model),
        _ => {
            let key = model.keymap.key_of(Action::RefreshAll);
            model.say(format!("Choose a feed, a folder or an article first; {key} reads all feeds again."));
            return Vec::new();
        }
    };
    refresh(model, feeds)
}

/// Reads `feeds` again; none means all.
pub fn refresh(model: &mut Model, feeds: Vec<FeedId>) -> Vec<Command> {
    if model.library.refreshing.is_some() {
        model.say("Feeds are being read already. Esc in the library ends that.");
        return Vec::new();
    }
    if feeds.is_empty() {
        model.library.failed_pages.clear();
    }
    let job = model.number();
    model.library.refreshing = Some(Refreshing { job, total: feeds.len(), ..Refreshing::default() });
    vec![Command::Library(Errand::Refresh { job, feeds })]
}

/// Esc: what was read is kept. None when nothing is refreshed, or it is ending already.
pub fn stop(model: &mut Model) -> Option<Vec<Command>> {
    let refreshing = model.library.refreshing.as_mut().filter(|refreshing| !refreshing.stopping)?;
    refreshing.stopping = true;
    Some(vec![Command::Library(Errand::StopRefresh)])
}

/// A step of the refresh.
pub fn step(model: &mut Model, job: u64, step: RefreshStep) -> Vec<Command> {
    let Some(refreshing) = model.library.refreshing.as_mut().filter(|refreshing| refreshing.job == job) else {
        return Vec::new();
    };
    let before = refreshing.done;
    match step {
        RefreshStep::Began { total } => refreshing.total = total,
        RefreshStep::Read { done, total, new, changed } => {
            (refreshing.done, refreshing.total) = (done, total);
            refreshing.new += new;
            model.library.stale |= new + changed > 0;
        }
        RefreshStep::Failed { done, total } => {
            (refreshing.done, refreshing.total) = (done, total);
            refreshing.failed += 1;
        }
    }
    let Some(done) = model.library.refreshing.as_ref().map(|refreshing| refreshing.done) else { return Vec::new() };
    if before / OFTEN != done / OFTEN && model.library.stale && model.front == Front::Library {
        return lists::changed(model);
    }
    Vec::new()
}

/// The refresh has ended.
pub fn refreshed(model: &mut Model, job: u64, result: Result<RefreshSummary, String>) -> Vec<Command> {
    if model.library.refreshing.take_if(|refreshing| refreshing.job == job).is_none() {
        return Vec::new();
    }
    match result {
        Ok(summary) => {
            let failed = !summary.failed.is_empty();
            let words = sentence(&summary, &model.keymap.key_of(Action::Failures));
            if failed {
                model.fail(words);
            } else {
                model.say(words);
            }
            let pages = summary.failed.into_iter().filter(|failure| failure.feed.is_none());
            model.library.failed_pages.extend(pages);
        }
        Err(why) => model.fail(why),
    }
    lists::changed(model)
}

/// What came of it, in a sentence; `key` lists what failed.
fn sentence(summary: &RefreshSummary, key: &str) -> String {
    let feeds = if summary.read == 1 { "1 feed".to_owned() } else { format!("{} feeds", summary.read) };
    let mut out = match (summary.new, summary.changed) {
        (0, 0) => "Nothing new".to_owned(),
        (new, 0) => format!("New: {new}"),
        (0, changed) => format!("Changed: {changed}"),
        (new, changed) => format!("New: {new}, changed: {changed}"),
    };
    out.push_str(&format!(" in {feeds}"));
    if summary.stopped {
        out.push_str("; ended early");
    }
    let listed = |many: usize| format!("{out}; {many} failed: {key} shows {}.", if many == 1 { "why" } else { "them" });
    match summary.failed.as_slice() {
        [] => format!("{out}."),
        [Failure { title, why, .. }] => {
            let why = why.as_str().trim_end_matches('.');
            let named = format!("{out}; “{}” failed: {why}.", title.as_str());
            if named.width() > ROOM { listed(1) } else { named }
        }
        failed => listed(failed.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_what_failed_in_one_line() {
        let failure = |why: &str| Failure { feed: None, title: "Quay".into(), why: why.into() };
        let summary = RefreshSummary { read: 8, new: 3, ..RefreshSummary::default() };
        assert_eq!(sentence(&summary, "!"), "New: 3 in 8 feeds.");
        let one = |why: &str| RefreshSummary { read: 1, failed: vec![failure(why)], ..RefreshSummary::default() };
        assert_eq!(sentence(&one("it said no."), "!"), "Nothing new in 1 feed; “Quay” failed: it said no.");
        let long = one("quay.example answers 503: it is not there for now");
        assert_eq!(sentence(&long, "!"), "Nothing new in 1 feed; 1 failed: ! shows why.");
        let failed = vec![failure("it said no"); 54];
        let many = RefreshSummary { read: 146, new: 12345, changed: 6789, failed, stopped: true };
        let words = sentence(&many, "!");
        assert_eq!(words, "New: 12345, changed: 6789 in 146 feeds; ended early; 54 failed: ! shows them.");
        assert!(words.width() <= ROOM);
    }
}
