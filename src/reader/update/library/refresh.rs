//! Reading feeds again, in the background.

use crate::article::FeedId;
use crate::reader::action::Action;
use crate::reader::command::Command;
use crate::reader::library::{Choice, Errand, Front, LibraryPane, RefreshStep, RefreshSummary, Refreshing, Standing};
use crate::reader::model::Model;

use super::lists;

/// The list is made anew after so many feeds with something new in them: more often would be work that nobody sees.
const OFTEN: usize = 20;

/// Failed feeds that the summary names.
const NAMED: usize = 4;

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
            let words = sentence(&summary);
            if failed { model.fail(words) } else { model.say(words) }
        }
        Err(why) => model.fail(why),
    }
    lists::changed(model)
}

/// What came of it, in a sentence.
fn sentence(summary: &RefreshSummary) -> String {
    let feeds = |count: usize| if count == 1 { "1 feed".to_owned() } else { format!("{count} feeds") };
    let mut out = match (summary.new, summary.changed) {
        (0, 0) => "Nothing new".to_owned(),
        (new, 0) => format!("New: {new}"),
        (0, changed) => format!("Changed: {changed}"),
        (new, changed) => format!("New: {new}, changed: {changed}"),
    };
    out.push_str(&format!(" in {}", feeds(summary.read)));
    if summary.stopped {
        out.push_str("; ended before all were read");
    }
    match summary.failed.as_slice() {
        [] => {}
        [(title, why)] => out.push_str(&format!("; “{}” failed: {}", title.as_str(), why.as_str())),
        failed => {
            let names: Vec<&str> = failed.iter().take(NAMED).map(|(title, _)| title.as_str()).collect();
            let more = failed.len() - names.len();
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            out.push_str(&format!("; {} failed: {}{rest}", feeds(failed.len()), names.join(", ")));
        }
    }
    if !out.ends_with('.') {
        out.push('.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_what_failed() {
        let failed = |names: &str| names.split(' ').map(|name| (name.into(), "it said no".into())).collect::<Vec<_>>();
        let summary = RefreshSummary { read: 8, new: 3, ..RefreshSummary::default() };
        assert_eq!(sentence(&summary), "New: 3 in 8 feeds.");
        let one = RefreshSummary { read: 1, failed: failed("Quay"), ..RefreshSummary::default() };
        assert_eq!(sentence(&one), "Nothing new in 1 feed; “Quay” failed: it said no.");
        let many = RefreshSummary { failed: failed("A B C D E F"), stopped: true, ..summary };
        let words = "New: 3 in 8 feeds; ended before all were read; 6 feeds failed: A, B, C, D and 2 more.";
        assert_eq!(sentence(&many), words);
    }
}
