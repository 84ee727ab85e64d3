//! Another window has changed the library: what is on the screen of it is asked for again, and shown.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::super::change::SentDeed;
use super::super::command::Command;
use super::super::library::Front;
use super::super::message::Recalled;
use super::super::model::{Model, Overlay};
use super::super::passage::{BookmarkRow, Mark, Passage};
use super::{library, passages, remarks};
use crate::article::BookmarkId;

/// Asks for what is on the screen, and for what lies under it.
pub fn changed(model: &mut Model) -> Vec<Command> {
    let mut commands = Vec::new();
    if model.front == Front::Article || model.reading.id.is_some() {
        commands.push(Command::Renew { job: model.job, article: Arc::clone(&model.reading.article) });
    }
    for overlay in &model.overlays {
        if let Overlay::Bookmarks(list) = overlay
            && list.rows.is_some()
        {
            commands.push(Command::AllBookmarks { job: list.job });
        }
    }
    commands.extend(library::changed_elsewhere(model));
    commands
}

/// What the library keeps of the open article by now. What is on its way to the library stays as the screen has it: the
/// answer to that tells.
pub fn renewed(model: &mut Model, job: u64, result: Result<Recalled, String>) {
    let Ok(recalled) = result else { return };
    if job != model.job {
        return;
    }
    let on_the_way: HashSet<&Mark> = model.sent.iter().map(|sent| &sent.mark).collect();
    let is_on_its_way = |id: &BookmarkId| on_the_way.contains(&Mark::Saved(id.clone()));
    let is_removed = |id: &BookmarkId| {
        let about = |mark: &Mark| *mark == Mark::Saved(id.clone());
        model.sent.iter().any(|sent| about(&sent.mark) && matches!(sent.deed, SentDeed::Removed(_)))
    };
    let mut kept = HashMap::new();
    let mut order = Vec::new();
    for bookmark in recalled.bookmarks {
        order.push(bookmark.id.clone());
        kept.insert(bookmark.id.clone(), bookmark);
    }
    let mut out = Vec::new();
    for mut passage in std::mem::take(&mut model.reading.passages) {
        let Some(id) = &passage.id else {
            out.push(passage);
            continue;
        };
        match kept.remove(id) {
            Some(_) if is_on_its_way(id) => out.push(passage),
            Some(bookmark) => {
                let ticket = passage.ticket;
                passage = Passage::kept(bookmark, ticket);
                out.push(passage);
            }
            None if is_on_its_way(id) => out.push(passage),
            None => {}
        }
    }
    let new = order.into_iter().filter(|id| !is_removed(id)).filter_map(|id| kept.remove(&id));
    out.extend(new.map(|bookmark| Passage::kept(bookmark, 0)));
    model.reading.id = recalled.id.or(model.reading.id.take());
    model.reading.passages = out;
    passages::relayer(&mut model.reading);
    remarks::renew(model);
}

/// Rows of all bookmarks as they are by now: those that were removed in this session are still shown as such, and the
/// chosen one stays chosen.
pub fn merge_rows(before: Vec<BookmarkRow>, mut now: Vec<BookmarkRow>) -> Vec<BookmarkRow> {
    let there: HashSet<BookmarkId> = now.iter().map(|row| row.id.clone()).collect();
    now.extend(before.into_iter().filter(|row| row.removed && !there.contains(&row.id)));
    now.sort_by(|a, b| a.id.cmp(&b.id));
    now
}
