//! Bookmarks: made at once on the screen, sent to the library, and taken back if it could not keep them.

use super::super::command::Command;
use super::super::highlight::Layer;
use super::super::message::Recalled;
use super::super::model::{Mark, Model, Overlay, Pane, Purpose, Undo};
use super::super::motion;
use super::super::prompt::Prompt;
use super::super::reading::{Cursor, Passage, Reading};
use super::{moves, select, viewport};
use crate::article::{Bookmark, BookmarkId, Status, TextRange};

/// What the library keeps of the open article has come.
pub fn recalled(model: &mut Model, result: Result<Recalled, String>) {
    let recalled = match result {
        Ok(recalled) => recalled,
        Err(why) => return model.fail(why),
    };
    let reading = &mut model.reading;
    reading.id = recalled.id;
    // What was bookmarked before the answer came is in it too, if it was saved: keep those that are still on the way.
    reading.passages.retain(|passage| passage.id.is_none());
    reading.passages.extend(recalled.bookmarks.into_iter().map(|bookmark| passage_of(bookmark, 0)));
    relayer(reading);
    let wanted = model.wanted.take();
    let range =
        reading.passages.iter().find(|passage| wanted.is_some() && passage.id == wanted).map(|passage| passage.range);
    match (range, recalled.position) {
        (Some(Some(range)), _) => moves::to(reading, range.start(), None),
        (Some(None), _) => model.say("The words of this bookmark are not in the article any more."),
        (None, Some(at)) if !reading.moved => {
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
        _ => {}
    }
}

fn passage_of(bookmark: Bookmark, ticket: u64) -> Passage {
    Passage {
        id: Some(bookmark.id),
        ticket,
        range: bookmark.placement.range,
        exact: bookmark.anchor.exact,
        status: bookmark.placement.status,
        note: bookmark.note,
        tags: bookmark.tags,
    }
}

/// Sorts the passages by place, orphans last, and makes their layer.
fn relayer(reading: &mut Reading) {
    reading.passages.sort_by_key(|passage| passage.range.map_or((usize::MAX, 0), |range| (range.start(), range.end())));
    reading.passage_layer = Layer::new(reading.passages.iter().filter_map(|passage| passage.range));
}

/// What `b` and `y` are about: the selection, else the fact, else the sentence.
pub fn subject(model: &Model) -> TextRange {
    let reading = &model.reading;
    let range = reading.selected().or_else(|| reading.facts()?.range(reading.current()?));
    motion::trimmed(reading.text(), range.unwrap_or_else(|| select::sentence(model)))
}

/// `b`: keeps the subject; if exactly that is kept already, forgets it.
pub fn toggle(model: &mut Model) -> Vec<Command> {
    if model.focus == Pane::Bookmarks && model.reading.selection.is_none() {
        return remove_here(model);
    }
    let range = subject(model);
    let known = model.reading.passages.iter().position(|passage| passage.range == Some(range));
    end_selection(model);
    if let Some(i) = known {
        return remove(model, i);
    }
    add(model, range).1
}

/// After a selection was used the cursor stands at its beginning, where the passage is.
pub fn end_selection(model: &mut Model) {
    if let Some(range) = model.reading.selected() {
        model.reading.cursor = Cursor { at: range.start(), on: None };
        model.reading.selection = None;
        viewport::reveal(&mut model.reading, 1);
    }
}

fn add(model: &mut Model, range: TextRange) -> (u64, Vec<Command>) {
    let ticket = model.number();
    if range.is_empty() {
        model.say("Nothing to bookmark here.");
        return (ticket, Vec::new());
    }
    let reading = &mut model.reading;
    reading.passages.push(Passage {
        id: None,
        ticket,
        range: Some(range),
        exact: range.slice(reading.text()).to_owned(),
        status: Status::Exact,
        note: String::new(),
        tags: Vec::new(),
    });
    relayer(reading);
    let article = std::sync::Arc::clone(&reading.article);
    model.undo.push(Undo::Added(ticket));
    let (note, undo) =
        (model.keymap.key_of(super::super::Action::Note), model.keymap.key_of(super::super::Action::Undo));
    model.say(format!("Bookmarked. {note} adds a note, {undo} takes it back."));
    (ticket, vec![Command::SaveBookmark { ticket, article, range }])
}

/// Forgets the bookmark under the cursor.
pub fn remove_here(model: &mut Model) -> Vec<Command> {
    let row = match model.focus {
        Pane::Bookmarks => super::super::lists::selected(&model.reading, Pane::Bookmarks).map(|(row, _)| row),
        _ => model.reading.passage(),
    };
    match row {
        Some(i) => remove(model, i),
        None => {
            model.say("No bookmark under the cursor.");
            Vec::new()
        }
    }
}

fn remove(model: &mut Model, i: usize) -> Vec<Command> {
    let passage = model.reading.passages.remove(i);
    relayer(&mut model.reading);
    let undo = model.keymap.key_of(super::super::Action::Undo);
    model.say(format!("Bookmark removed. {undo} brings it back."));
    let Some(id) = passage.id else {
        // It is still on its way: it is removed when its commit is reported.
        model.dropped.push(passage.ticket);
        return Vec::new();
    };
    model.undo.push(Undo::Removed(id.clone()));
    vec![Command::RemoveBookmark(id)]
}

/// A bookmark was removed elsewhere: it goes from the open article too.
pub fn forget(model: &mut Model, id: &BookmarkId) {
    model.reading.passages.retain(|passage| passage.id.as_ref() != Some(id));
    relayer(&mut model.reading);
}

/// `u`: takes the last bookmark or removal back.
pub fn undo(model: &mut Model) -> Vec<Command> {
    match model.undo.pop() {
        None => {
            model.say("Nothing to undo.");
            Vec::new()
        }
        Some(Undo::Removed(id)) => vec![Command::RestoreBookmark(id)],
        Some(Undo::Added(ticket)) => match model.reading.passages.iter().position(|passage| passage.ticket == ticket) {
            Some(i) => {
                let commands = remove(model, i);
                // The undoing of an addition is not itself undone next.
                if !commands.is_empty() {
                    model.undo.pop();
                }
                model.say("The bookmark was taken back.");
                commands
            }
            None => undo(model),
        },
    }
}

/// A bookmark was committed, or not.
pub fn saved(model: &mut Model, ticket: u64, result: Result<Bookmark, String>) -> Vec<Command> {
    let at = model.reading.passages.iter().position(|passage| passage.ticket == ticket && passage.id.is_none());
    match (result, at) {
        (Ok(bookmark), Some(i)) => {
            model.reading.id = Some(bookmark.article);
            let passage = &mut model.reading.passages[i];
            passage.id = Some(bookmark.id.clone());
            if passage.note.is_empty() && passage.tags.is_empty() {
                return Vec::new();
            }
            let (note, tags) = (passage.note.clone(), passage.tags.clone());
            vec![Command::EditBookmark { id: bookmark.id, note, tags }]
        }
        (Ok(bookmark), None) => {
            let dropped = model.dropped.iter().position(|dropped| *dropped == ticket);
            dropped
                .map(|i| model.dropped.swap_remove(i))
                .map(|_| Command::RemoveBookmark(bookmark.id))
                .into_iter()
                .collect()
        }
        (Err(why), at) => {
            if let Some(i) = at {
                model.reading.passages.remove(i);
                relayer(&mut model.reading);
            }
            model.undo.retain(|undo| *undo != Undo::Added(ticket));
            model.fail(format!("The bookmark was not saved: {why}"));
            Vec::new()
        }
    }
}

/// A change was committed, or not.
pub fn changed(model: &mut Model, id: &BookmarkId, result: Result<(), String>) {
    if let Err(why) = result {
        model.undo.retain(|undo| !matches!(undo, Undo::Removed(removed) if removed == id));
        model.fail(format!("The change was not saved: {why}"));
    }
}

/// A removed bookmark is back, or not.
pub fn restored(model: &mut Model, result: Result<Bookmark, String>) {
    let bookmark = match result {
        Ok(bookmark) => bookmark,
        Err(why) => return model.fail(format!("The bookmark could not be brought back: {why}")),
    };
    for overlay in &mut model.overlays {
        if let Overlay::Bookmarks(list) = overlay {
            for row in list.rows.iter_mut().flatten().filter(|row| row.id == bookmark.id) {
                row.removed = false;
            }
        }
    }
    let reading = &mut model.reading;
    if reading.id.as_ref() == Some(&bookmark.article)
        && !reading.passages.iter().any(|passage| passage.id.as_ref() == Some(&bookmark.id))
    {
        reading.passages.push(passage_of(bookmark, 0));
        relayer(reading);
    }
    model.say("The bookmark is back.");
}

/// Asks for note or tags of the bookmark under the cursor; makes one if there is none.
pub fn ask(model: &mut Model, tags: bool) -> Vec<Command> {
    let mut commands = Vec::new();
    let here = if model.reading.selection.is_some() { None } else { model.reading.passage() };
    let mark = match here {
        Some(i) => mark_of(&model.reading.passages[i]),
        None => {
            let range = subject(model);
            let known = model.reading.passages.iter().position(|passage| passage.range == Some(range));
            end_selection(model);
            if let Some(i) = known {
                mark_of(&model.reading.passages[i])
            } else {
                let (ticket, save) = add(model, range);
                commands = save;
                if commands.is_empty() {
                    return commands;
                }
                Mark::Ticket(ticket)
            }
        }
    };
    let start = match find(&model.reading, &mark) {
        Some(i) if tags => model.reading.passages[i].tags.join(", "),
        Some(i) => model.reading.passages[i].note.clone(),
        None => String::new(),
    };
    let purpose = if tags { Purpose::Tags(mark) } else { Purpose::Note(mark) };
    model.overlays.push(Overlay::Asking { purpose, prompt: Prompt::new(start) });
    commands
}

fn mark_of(passage: &Passage) -> Mark {
    passage.id.clone().map_or(Mark::Ticket(passage.ticket), Mark::Saved)
}

fn find(reading: &Reading, mark: &Mark) -> Option<usize> {
    reading.passages.iter().position(|passage| match mark {
        Mark::Ticket(ticket) => passage.ticket == *ticket,
        Mark::Saved(id) => passage.id.as_ref() == Some(id),
    })
}

/// Note or tags were typed.
pub fn annotate(model: &mut Model, mark: &Mark, note: Option<String>, tags: Option<Vec<String>>) -> Vec<Command> {
    let mut kept = None;
    for overlay in &mut model.overlays {
        if let (Overlay::Bookmarks(list), Mark::Saved(id)) = (overlay, mark) {
            for row in list.rows.iter_mut().flatten().filter(|row| row.id == *id) {
                row.note = note.clone().unwrap_or_else(|| row.note.clone());
                row.tags = tags.clone().unwrap_or_else(|| row.tags.clone());
                kept = Some((id.clone(), row.note.clone(), row.tags.clone()));
            }
        }
    }
    if let Some(i) = find(&model.reading, mark) {
        let passage = &mut model.reading.passages[i];
        passage.note = note.unwrap_or_else(|| std::mem::take(&mut passage.note));
        passage.tags = tags.unwrap_or_else(|| std::mem::take(&mut passage.tags));
        // One that is not saved yet takes its note along when it is.
        kept = passage.id.clone().map(|id| (id, passage.note.clone(), passage.tags.clone())).or(kept);
    }
    kept.map(|(id, note, tags)| Command::EditBookmark { id, note, tags }).into_iter().collect()
}

/// Tags as they are typed: parted by commas, or by blanks where there is no comma; a leading # is dropped.
pub fn tags(typed: &str) -> Vec<String> {
    let comma = typed.contains(',');
    let mut out: Vec<String> = typed
        .split(|c: char| if comma { c == ',' } else { c.is_whitespace() })
        .map(|tag| tag.trim().trim_start_matches('#').to_owned())
        .filter(|tag| !tag.is_empty())
        .collect();
    out.sort();
    out.dedup();
    out
}

/// To the next or previous bookmark of this article.
pub fn step(model: &mut Model, forward: bool) {
    let reading = &model.reading;
    let starts: Vec<usize> =
        reading.passages.iter().filter_map(|passage| passage.range).map(TextRange::start).collect();
    let at = reading.cursor.at;
    let to = if forward {
        starts.iter().find(|start| **start > at).or(starts.first())
    } else {
        starts.iter().rev().find(|start| **start < at).or(starts.last())
    };
    match to.copied() {
        Some(to) => moves::jump(&mut model.reading, to, None),
        None => {
            let key = model.keymap.key_of(super::super::Action::Bookmark);
            model.say(format!("No bookmark in this article. {key} makes one."));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn tags_are_parted_and_sorted() {
        assert_eq!(tags("water, #flood money ,water"), ["flood money", "water"]);
        assert_eq!(tags("b a #b"), ["a", "b"]);
        assert!(tags(" , ").is_empty());
    }
}
