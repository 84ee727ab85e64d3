//! The list of what could not be read.

use crate::article::FeedId;
use crate::reader::action::Action;
use crate::reader::command::Command;
use crate::reader::library::{Choice, FailureList, Front, LibraryPane, Sources};
use crate::reader::model::{Model, Overlay};

use super::refresh;

/// `!`: the list, over the screen.
pub fn list(model: &mut Model) -> Vec<Command> {
    let view = &model.library;
    if view.sources.is_some() && view.failing().is_empty() {
        model.say("Nothing has failed: every feed could be read the last time.");
        return Vec::new();
    }
    let commands = if super::is_known(model) { Vec::new() } else { super::start(model) };
    model.overlays.push(Overlay::Failures(FailureList::default()));
    commands
}

fn chosen_row(model: &Model) -> Option<usize> {
    model.overlays.iter().find_map(|overlay| match overlay {
        Overlay::Failures(list) => Some(list.chosen),
        _ => None,
    })
}

/// Goes to row number `row`, or as far as there are rows.
pub fn choose(model: &mut Model, row: usize) {
    let last = model.library.failing().len().saturating_sub(1);
    for overlay in &mut model.overlays {
        if let Overlay::Failures(list) = overlay {
            list.chosen = row.min(last);
        }
    }
}

/// Moves `by` rows.
pub fn step(model: &mut Model, by: isize) {
    if let Some(row) = chosen_row(model) {
        choose(model, row.saturating_add_signed(by));
    }
}

/// Takes feeds and counts. The chosen row of the list stays chosen; where it is gone, the one that stands there then.
pub fn renew(model: &mut Model, sources: Sources) {
    let row = chosen_row(model);
    let feed = row.and_then(|row| model.library.failing().into_iter().nth(row)?.feed);
    model.library.set_sources(sources);
    let Some(row) = row else { return };
    let found = feed.and_then(|feed| model.library.failing().iter().position(|row| row.feed.as_ref() == Some(&feed)));
    choose(model, found.unwrap_or(row));
}

/// An action in the list that moves nothing in it.
pub fn act(model: &mut Model, action: Action) -> Vec<Command> {
    let rows = model.library.failing();
    let chosen = chosen_row(model).and_then(|row| rows.get(row)?.feed.clone());
    match (action, chosen) {
        (Action::Failures, _) => {
            model.overlays.pop();
        }
        (Action::RefreshAll, _) => {
            let feeds: Vec<FeedId> = rows.into_iter().filter_map(|row| row.feed).collect();
            if !feeds.is_empty() {
                return refresh::refresh(model, feeds);
            }
        }
        (Action::Refresh, Some(feed)) => return refresh::refresh(model, vec![feed]),
        (Action::Activate, Some(feed)) => return go_to(model, feed),
        (Action::Refresh | Action::Activate, None) if !rows.is_empty() => {
            model.say("This is the page of an article, not a feed: it is tried again with all feeds.");
        }
        _ => {}
    }
    Vec::new()
}

/// Shows a feed in the library, chosen at the left: there stands what is to be known of it.
fn go_to(model: &mut Model, feed: FeedId) -> Vec<Command> {
    model.overlays.clear();
    let mut commands = if model.front == Front::Library { Vec::new() } else { super::show(model) };
    model.library.pane = LibraryPane::Sources;
    commands.extend(super::choose(model, Choice::Feed(feed)));
    commands
}
