//! Bookmarks: made at once on the screen, sent to the library, and taken back if it could not keep them.

use super::super::command::Command;
use super::super::highlight::{Highlight, Layer};
use super::super::message::Recalled;
use super::super::model::{Model, Overlay, Pane};
use super::super::motion;
use super::super::passage::{Mark, Passage, Remarks, Undo};
use super::super::reading::{Cursor, Reading};
use super::{changes, moves, not_places, remarks, select, settle, undo, viewport};
use crate::article::{Bookmark, BookmarkId, Color, TextRange};

/// What the library keeps of the open article has come.
pub fn recalled(model: &mut Model, result: Result<Recalled, String>) -> Vec<Command> {
    // They are for this article and for no other, whatever came of the question.
    let (wanted, landing) = (model.wanted.take(), model.landing.take());
    if let Some(landing) = landing {
        moves::to(&mut model.reading, landing.at, None);
    }
    let recalled = match result {
        Ok(recalled) => recalled,
        Err(why) => {
            model.fail(why);
            return Vec::new();
        }
    };
    if model.reading.not_places.is_empty() {
        model.reading.not_places = recalled.not_places;
        not_places::apply(model);
    }
    let reading = &mut model.reading;
    reading.id = recalled.id;
    // What was bookmarked before the answer came is in it too, if it was saved: keep those that are still on the way.
    reading.passages.retain(|passage| passage.id.is_none());
    reading.passages.extend(recalled.bookmarks.into_iter().map(|bookmark| Passage::kept(bookmark, 0)));
    relayer(reading);
    let found = wanted.and_then(|(id, look)| {
        let found = reading.passages.iter().position(|passage| passage.id.as_ref() == Some(&id));
        found.map(|i| (i, look || reading.passages[i].range.is_none()))
    });
    match (found, recalled.position) {
        (Some((i, look)), _) => {
            go_to(reading, i);
            if look {
                let mark = reading.passages[i].mark();
                return settle::open(model, mark);
            }
        }
        (None, position) => {
            take_up(reading, position);
            say_unsettled(model);
        }
    }
    Vec::new()
}

/// Goes to where the article was left, unless the reader has moved by now.
fn take_up(reading: &mut Reading, position: Option<usize>) {
    let Some(at) = position.filter(|_| !reading.moved) else { return };
    let row = reading.layout.row_of(reading.text(), at);
    reading.cursor = Cursor { at: reading.layout.row(reading.text(), row).text.start(), on: None };
    if at > 0 {
        viewport::set_top(reading, row);
        let lowest = viewport::lowest_top(reading);
        if row > lowest {
            viewport::set_top(reading, lowest);
        }
    }
}

/// Goes to bookmark number `i`, and means it: others may hold the same place. One that stands nowhere is meant where
/// the cursor is.
pub fn go_to(reading: &mut Reading, i: usize) {
    let Some(passage) = reading.passages.get(i) else { return };
    let mark = passage.mark();
    if let Some(range) = passage.range {
        moves::jump(reading, range.start(), None);
    }
    reading.meant = Some((reading.cursor.at, mark));
}

/// Sorts the passages by place, orphans last, and makes their layers.
pub fn relayer(reading: &mut Reading) {
    reading.passages.sort_by_key(|passage| passage.range.map_or((usize::MAX, 0), |range| (range.start(), range.end())));
    let lengths = reading.passages.iter().filter_map(|passage| passage.range.map(TextRange::len));
    reading.longest_passage = lengths.max().unwrap_or(0);
    reading.passage_layer = Layer::new(reading.passages.iter().filter_map(|passage| passage.range));
    let of = |color: Color| {
        let passages = reading.passages.iter().filter(move |passage| passage.remarks.shown_color() == Some(color));
        (Highlight::of(color), Layer::new(passages.filter_map(|passage| passage.range)))
    };
    reading.color_layers = Color::ALL.map(of).into_iter().filter(|(_, layer)| !layer.is_empty()).collect();
}

/// What `b` and `y` are about: the selection, else the fact, else the sentence.
pub fn subject(model: &Model) -> TextRange {
    let reading = &model.reading;
    let range = reading.selected().or_else(|| reading.facts()?.range(reading.current()?));
    motion::trimmed(reading.text(), range.unwrap_or_else(|| select::sentence(model)))
}

/// `b`: keeps the subject; pressed again, forgets what it just kept. What was kept before stays: only `d` removes it.
/// While a passage is being placed, places it.
pub fn toggle(model: &mut Model) -> Vec<Command> {
    if model.placing.is_some() {
        return settle::place_here(model);
    }
    if model.focus == Pane::Bookmarks && model.reading.selection.is_none() {
        return match here(model) {
            Some(i) if !is_fresh(model, i) => already(model),
            _ => remove_here(model),
        };
    }
    let range = subject(model);
    let known = model.reading.passages.iter().position(|passage| passage.range == Some(range));
    end_selection(model);
    if let Some(i) = known {
        return if is_fresh(model, i) { remove(model, i) } else { already(model) };
    }
    add(model, range).map(|(_, command)| command).into_iter().collect()
}

/// Whether bookmark number `i` was made since the article was opened, and nothing was added to it.
fn is_fresh(model: &Model, i: usize) -> bool {
    let passage = &model.reading.passages[i];
    let is_made_here = model.undo.iter().any(|deed| match deed {
        Undo::Added(Mark::Ticket(ticket)) => *ticket == passage.ticket,
        Undo::Added(Mark::Saved(id)) => Some(id) == passage.id.as_ref(),
        _ => false,
    });
    is_made_here && passage.remarks.is_empty()
}

fn already(model: &mut Model) -> Vec<Command> {
    let key = model.keymap.key_of(super::super::Action::Delete);
    model.say(format!("This is bookmarked already. {key} removes it."));
    Vec::new()
}

/// After a selection was used the cursor stands at its beginning, where the passage is.
pub fn end_selection(model: &mut Model) {
    if let Some(range) = model.reading.selected() {
        model.reading.cursor = Cursor { at: range.start(), on: None };
        model.reading.selection = None;
        viewport::reveal(&mut model.reading, 1);
    }
}

/// What is said until the library has committed it.
const BOOKMARKING: &str = "Bookmarking …";
pub const REMOVING: &str = "Removing the bookmark …";

/// Says that something is done, unless something else was said since it was begun.
fn acknowledge(model: &mut Model, begun: &str, done: impl FnOnce(&Model) -> String) {
    if model.notice.as_ref().is_some_and(|notice| notice.text == begun) {
        let done = done(model);
        model.say(done);
    }
}

/// A bookmark that was removed is gone from the library.
pub fn is_removed(model: &mut Model) {
    acknowledge(model, REMOVING, |model| {
        format!("Bookmark removed. {} brings it back.", model.keymap.key_of(super::super::Action::Undo))
    });
}

/// Keeps `range`; None where there is nothing to keep.
pub fn add(model: &mut Model, range: TextRange) -> Option<(Mark, Command)> {
    if range.is_empty() {
        model.say("Nothing to bookmark here.");
        return None;
    }
    let ticket = model.number();
    let reading = &mut model.reading;
    reading.passages.push(Passage::fresh(ticket, reading.article.text.as_str(), range));
    relayer(reading);
    let article = std::sync::Arc::clone(&reading.article);
    undo::remember(model, Undo::Added(Mark::Ticket(ticket)));
    model.say(BOOKMARKING);
    Some((Mark::Ticket(ticket), Command::SaveBookmark { ticket, article, range }))
}

/// The bookmark that keys are about: the selected row of the pane, else the one under the cursor.
pub fn here(model: &Model) -> Option<usize> {
    match model.focus {
        _ if model.reading.selection.is_some() => None,
        Pane::Bookmarks => super::super::lists::selected(&model.reading, Pane::Bookmarks).map(|(row, _)| row),
        _ => model.reading.passage(),
    }
}

/// Forgets the bookmark under the cursor.
pub fn remove_here(model: &mut Model) -> Vec<Command> {
    if let Some(i) = here(model) {
        return remove(model, i);
    }
    model.say("No bookmark under the cursor.");
    Vec::new()
}

/// Forgets bookmark number `i`.
pub fn remove(model: &mut Model, i: usize) -> Vec<Command> {
    let passage = take_off(model, i);
    model.say(REMOVING);
    if let Some(id) = &passage.id {
        undo::remember(model, Undo::Removed(id.clone()));
    }
    let mark = passage.mark();
    vec![changes::remove(model, mark, Some(passage))]
}

/// Takes bookmark number `i` off the screen.
pub fn take_off(model: &mut Model, i: usize) -> Passage {
    let passage = model.reading.passages.remove(i);
    relayer(&mut model.reading);
    passage
}

/// A bookmark was removed elsewhere: it goes from the open article too, and is marked in the list.
pub fn forget(model: &mut Model, id: &BookmarkId) -> Option<Passage> {
    let at = model.reading.passages.iter().position(|passage| passage.id.as_ref() == Some(id));
    let gone = at.map(|i| take_off(model, i));
    for overlay in &mut model.overlays {
        if let Overlay::Bookmarks(list) = overlay {
            list.rows.iter_mut().flatten().filter(|row| row.id == *id).for_each(|row| row.removed = true);
        }
    }
    gone
}

/// A bookmark was committed, or not.
pub fn saved(model: &mut Model, ticket: u64, result: Result<Bookmark, String>) {
    let at = model.reading.passages.iter().position(|passage| passage.ticket == ticket && passage.id.is_none());
    match (result, at) {
        (Ok(bookmark), at) => {
            undo::named(model, ticket, &bookmark.id);
            acknowledge(model, BOOKMARKING, |model| {
                let key = |action| model.keymap.key_of(action);
                let (note, undo) = (key(super::super::Action::Note), key(super::super::Action::Undo));
                format!("Bookmarked. {note} adds a note, {undo} takes it back.")
            });
            if let Some(i) = at {
                model.reading.id = Some(bookmark.article);
                let passage = &mut model.reading.passages[i];
                passage.id = Some(bookmark.id);
                passage.around = (bookmark.anchor.prefix, bookmark.anchor.suffix);
            }
        }
        (Err(why), at) => {
            // Their answers say the same once more.
            model.sent.retain(|sent| sent.asked != Mark::Ticket(ticket));
            if let Some(i) = at {
                let passage = take_off(model, i);
                remarks::keep_unsaved(model, passage);
            }
            undo::forget(model, &Mark::Ticket(ticket));
            model.fail(format!("The bookmark was not saved: {why}"));
        }
    }
}

/// A removed bookmark is back, or not.
pub fn restored(model: &mut Model, result: Result<Bookmark, String>) {
    let bookmark = match result {
        Ok(bookmark) => bookmark,
        Err(why) => {
            undo::try_again(model);
            return model.fail(format!("The bookmark could not be brought back: {why}"));
        }
    };
    bring_back(model, bookmark);
    model.say("The bookmark is back.");
}

/// Another window had removed a bookmark, and it is back.
pub fn bring_back(model: &mut Model, bookmark: Bookmark) {
    for overlay in &mut model.overlays {
        if let Overlay::Bookmarks(list) = overlay {
            list.rows.iter_mut().flatten().filter(|row| row.id == bookmark.id).for_each(|row| row.removed = false);
        }
    }
    let reading = &mut model.reading;
    if reading.id.as_ref() == Some(&bookmark.article)
        && !reading.passages.iter().any(|passage| passage.id.as_ref() == Some(&bookmark.id))
    {
        reading.passages.push(Passage::kept(bookmark, 0));
        relayer(reading);
    }
}

/// The number of the bookmark of the open article that `mark` names.
pub fn find(reading: &Reading, mark: &Mark) -> Option<usize> {
    reading.passages.iter().position(|passage| passage.is(mark))
}

/// What was added to a bookmark so far.
pub fn remarks_of(model: &Model, mark: &Mark) -> Option<Remarks> {
    if let Some(i) = find(&model.reading, mark) {
        return Some(model.reading.passages[i].remarks.clone());
    }
    let rows = model.overlays.iter().flat_map(|overlay| match overlay {
        Overlay::Bookmarks(list) => list.rows.as_deref().unwrap_or(&[]),
        Overlay::Review(review) => review.rows.as_deref().unwrap_or(&[]),
        _ => &[],
    });
    let Mark::Saved(id) = mark else { return None };
    rows.filter(|row| row.id == *id).map(|row| row.remarks.clone()).next()
}

/// The words of a bookmark.
pub fn words_of(model: &Model, mark: &Mark) -> String {
    if let Some(i) = find(&model.reading, mark) {
        return model.reading.passages[i].exact.clone();
    }
    let rows = model.overlays.iter().flat_map(|overlay| match overlay {
        Overlay::Bookmarks(list) => list.rows.as_deref().unwrap_or(&[]),
        Overlay::Review(review) => review.rows.as_deref().unwrap_or(&[]),
        _ => &[],
    });
    let Mark::Saved(id) = mark else { return String::new() };
    rows.filter(|row| row.id == *id).map(|row| row.exact.clone()).next().unwrap_or_default()
}

/// To the next or previous bookmark of this article, in the order of the list; from the last one to the first.
pub fn step(model: &mut Model, forward: bool) {
    let reading = &model.reading;
    let placed: Vec<usize> = (0..reading.passages.len()).filter(|i| reading.passages[*i].range.is_some()).collect();
    let at = reading.cursor.at;
    let start = |i: &usize| reading.passages[*i].range.map_or(0, TextRange::start);
    let here = reading.passage().filter(|i| start(i) == at);
    let to = match (here, forward) {
        (Some(here), true) => placed.iter().find(|i| **i > here),
        (Some(here), false) => placed.iter().rev().find(|i| **i < here),
        (None, true) => placed.iter().find(|i| start(i) > at),
        (None, false) => placed.iter().rev().find(|i| start(i) < at),
    };
    let to = to.or(if forward { placed.first() } else { placed.last() });
    match to.copied() {
        Some(to) => go_to(&mut model.reading, to),
        None if !reading.passages.is_empty() => {
            let key = model.keymap.key_of(super::super::Action::FocusBookmarks);
            model.say(format!("No bookmark stands in this text any more. {key} lists them."));
        }
        None => {
            let key = model.keymap.key_of(super::super::Action::Bookmark);
            model.say(format!("No bookmark in this article. {key} makes one."));
        }
    }
}

/// Says how many bookmarks of the article wait for a word of the reader.
fn say_unsettled(model: &mut Model) {
    let count = model.reading.passages.iter().filter(|passage| passage.is_unsettled()).count();
    let key = model.keymap.key_of(super::super::Action::FocusBookmarks);
    match count {
        0 => {}
        1 => model.say(format!("The words of a bookmark have changed here: {key} shows it.")),
        _ => model.say(format!("The words of {count} bookmarks have changed here: {key} lists them.")),
    }
}
