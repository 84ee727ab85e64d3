//! Notes, tags and colours: written, completed, chosen.

use super::super::action::Action;
use super::super::change::RemarksEdit;
use super::super::command::Command;
use super::super::editor::Editor;
use super::super::key::{Code, Key};
use super::super::keymap::{Context, Meaning};
use super::super::model::{Model, Overlay, Purpose};
use super::super::order::PassageOrder;
use super::super::passage::{Mark, NoteView, Passage, Remarks, Undo, note_columns};
use super::super::prompt::Prompt;
use super::{changes, passages, undo};
use crate::article::{Color, TextRange};

/// The bookmark that a remark is for: the one under the cursor, else a new one of the selection, fact or sentence.
pub fn subject(model: &mut Model) -> Option<(Mark, Vec<Command>)> {
    if let Some(i) = passages::here(model) {
        return Some((model.reading.passages[i].mark(), Vec::new()));
    }
    let range = passages::subject(model);
    let known = model.reading.passages.iter().position(|passage| passage.range == Some(range));
    passages::end_selection(model);
    match known {
        Some(i) => Some((model.reading.passages[i].mark(), Vec::new())),
        None => passages::add(model, range).map(|(mark, command)| (mark, vec![command])),
    }
}

/// Writes a note, tags or a colour on the bookmark under the cursor; makes one if there is none.
pub fn begin(model: &mut Model, action: Action) -> Vec<Command> {
    let Some((mark, mut commands)) = subject(model) else { return Vec::new() };
    match action {
        Action::Note => commands.extend(write_note(model, mark)),
        Action::Tags => commands.extend(ask_tags(model, mark)),
        _ => choose_color(model, mark),
    }
    commands
}

/// Opens the note of a bookmark to be written.
pub fn write_note(model: &mut Model, mark: Mark) -> Vec<Command> {
    let was = passages::remarks_of(model, &mark).unwrap_or_default().note;
    let exact = passages::words_of(model, &mark);
    let editor = Editor::new(was.as_str());
    model.overlays.push(Overlay::Note(NoteView {
        mark,
        exact,
        editor,
        was,
        asks: false,
        is_away: false,
        job: 0,
        again: None,
    }));
    Vec::new()
}

/// A key while a note is written.
pub fn type_in_note(model: &mut Model, key: Key) -> Vec<Command> {
    let meaning = model.keymap.meaning(Context::Note, &[key]);
    let columns = note_columns(model.viewports.width);
    let Some(Overlay::Note(view)) = model.overlays.last_mut() else { return Vec::new() };
    if std::mem::take(&mut view.asks) {
        return match key.code {
            Code::Char('y') | Code::Enter => save_note(model),
            Code::Char('n') => {
                model.overlays.pop();
                Vec::new()
            }
            _ => Vec::new(),
        };
    }
    match meaning {
        Meaning::Action(Action::SaveNote) => return save_note(model),
        Meaning::Action(Action::WriteElsewhere) => {
            let text = view.editor.text().to_owned();
            let job = model.number();
            if let Some(Overlay::Note(view)) = model.overlays.last_mut() {
                view.job = job;
                view.is_away = true;
            }
            return vec![Command::Passage(PassageOrder::Write { job, text })];
        }
        Meaning::Action(Action::Cancel) => leave_note(model),
        Meaning::Action(Action::Redraw) => return vec![Command::Redraw],
        _ => {
            view.editor.press(key, columns);
        }
    }
    Vec::new()
}

/// Leaves the note, with a question if it was changed.
pub fn leave_note(model: &mut Model) {
    if let Some(Overlay::Note(view)) = model.overlays.last_mut() {
        if view.editor.text().trim_end() == view.was {
            model.overlays.pop();
        } else {
            view.asks = true;
        }
    }
}

/// Keeps the note as it is written, and closes it.
pub fn save_note(model: &mut Model) -> Vec<Command> {
    let Some(Overlay::Note(view)) = model.overlays.pop() else { return Vec::new() };
    let note = view.editor.text().trim_end().to_owned();
    if let Some((range, remarks)) = view.again {
        let Some((mark, save)) = passages::add(model, range) else { return Vec::new() };
        let mut commands = vec![save];
        let nothing = Some(Remarks::default());
        commands.extend(change(model, &mark, RemarksEdit::all(Remarks { note, ..remarks }), nothing));
        return commands;
    }
    let was = passages::remarks_of(model, &view.mark).map(|known| Remarks { note: view.was.clone(), ..known });
    let edit = RemarksEdit { note: Some(note), ..RemarksEdit::default() };
    if was.is_none() && view.was != edit.note.as_deref().unwrap_or_default() {
        // It is not on the screen any more: what the note was is known all the same.
        let from = RemarksEdit { note: Some(view.was), ..RemarksEdit::default() };
        return changes::edit(model, &view.mark, edit, from, true);
    }
    change(model, &view.mark, edit, was)
}

/// Another program has changed the note, or could not.
pub fn written(model: &mut Model, job: u64, result: Result<String, String>) {
    for overlay in &mut model.overlays {
        if let Overlay::Note(view) = overlay
            && view.job == job
        {
            view.is_away = false;
        }
    }
    match result {
        Ok(text) => {
            for overlay in &mut model.overlays {
                if let Overlay::Note(view) = overlay
                    && view.job == job
                {
                    let mut editor = Editor::default();
                    editor.insert(text.trim_end());
                    view.editor = editor;
                }
            }
        }
        Err(why) => model.fail(why),
    }
}

/// Opens the line for the tags of a bookmark, and asks which tags are in use.
pub fn ask_tags(model: &mut Model, mark: Mark) -> Vec<Command> {
    let was = passages::remarks_of(model, &mark).unwrap_or_default().tags;
    model.completion = None;
    let prompt = Prompt::new(line_of(&was));
    model.overlays.push(Overlay::Asking { purpose: Purpose::Tags { mark, was }, prompt });
    vec![Command::Passage(PassageOrder::Tags)]
}

/// Tags as the line shows them to begin with.
fn line_of(tags: &[String]) -> String {
    let mut line = tags.join(", ");
    if !line.is_empty() {
        line.push_str(", ");
    }
    line
}

/// What is being written begins with what is kept by now, where nothing was typed yet: another window has changed it.
pub fn renew(model: &mut Model) {
    let open: Vec<Mark> = (model.overlays.iter())
        .filter_map(|overlay| match overlay {
            Overlay::Note(view) if view.again.is_none() => Some(view.mark.clone()),
            Overlay::Asking { purpose: Purpose::Tags { mark, .. }, .. } => Some(mark.clone()),
            _ => None,
        })
        .collect();
    for known in open {
        let Some(remarks) = passages::remarks_of(model, &known) else { continue };
        for overlay in &mut model.overlays {
            match overlay {
                Overlay::Note(view)
                    if view.mark == known
                        && !view.is_away
                        && view.editor.text() == view.was
                        && view.was != remarks.note =>
                {
                    view.editor = Editor::new(remarks.note.as_str());
                    view.was.clone_from(&remarks.note);
                }
                Overlay::Asking { purpose: Purpose::Tags { mark, was }, prompt }
                    if *mark == known && prompt.text == line_of(was) && *was != remarks.tags =>
                {
                    *prompt = Prompt::new(line_of(&remarks.tags));
                    was.clone_from(&remarks.tags);
                }
                _ => {}
            }
        }
    }
}

/// The tags in use that complete what is typed before the cursor, without those on the line already; what is typed of
/// it begins at the first value (bytes).
pub fn completions(model: &Model, prompt: &Prompt) -> (usize, Vec<String>) {
    let (from, stem) = match &model.completion {
        Some((from, stem, _)) => (*from, stem.clone()),
        None => {
            let before = prompt.text.get(..prompt.at).unwrap_or("");
            let from = before.rfind(',').map_or(0, |comma| comma + 1);
            let from = from + (before[from..].len() - before[from..].trim_start().len());
            (from, before[from..].to_owned())
        }
    };
    let line = prompt.text.get(..from).unwrap_or("");
    let rest = prompt.text.get(prompt.at..).unwrap_or("");
    let taken = tags(&format!("{line},{rest},"));
    let stem = stem.trim_start_matches('#').to_lowercase();
    let fits = |tag: &&String| tag.to_lowercase().starts_with(&stem) && !taken.contains(tag);
    (from, model.tags.iter().filter(fits).cloned().collect())
}

/// Tab on the line of tags: the next tag in use that fits.
pub fn complete(model: &mut Model, back: bool) {
    let Some(Overlay::Asking { prompt, .. }) = model.overlays.last() else { return };
    let mut prompt = prompt.clone();
    let (from, found) = completions(model, &prompt);
    if found.is_empty() {
        return;
    }
    let stem = match &model.completion {
        Some((_, stem, _)) => stem.clone(),
        None => prompt.text.get(from..prompt.at).unwrap_or("").to_owned(),
    };
    let number = match (&model.completion, back) {
        (None, false) => 0,
        (None, true) => found.len() - 1,
        (Some((.., number)), false) => (number + 1) % found.len(),
        (Some((.., number)), true) => (number + found.len() - 1) % found.len(),
    };
    prompt.text.replace_range(from..prompt.at, &found[number]);
    prompt.at = from + found[number].len();
    model.completion = Some((from, stem, number));
    if let Some(Overlay::Asking { prompt: line, .. }) = model.overlays.last_mut() {
        *line = prompt;
    }
}

/// Tags were typed.
pub fn put_tags(model: &mut Model, mark: &Mark, was: Vec<String>, typed: &str) -> Vec<Command> {
    let was = passages::remarks_of(model, mark).map(|known| Remarks { tags: was, ..known });
    change(model, mark, RemarksEdit { tags: Some(tags(typed)), ..RemarksEdit::default() }, was)
}

/// Opens the choice of colours.
pub fn choose_color(model: &mut Model, mark: Mark) {
    let color = passages::remarks_of(model, &mark).unwrap_or_default().shown_color();
    let chosen = color.map_or(0, |color| 1 + color as usize);
    model.overlays.push(Overlay::Colors { mark, chosen });
}

/// A key while a colour is chosen: its letter, or up and down and Enter.
pub fn type_in_colors(model: &mut Model, key: Key) -> Vec<Command> {
    let Some(Overlay::Colors { mark, chosen }) = model.overlays.last_mut() else { return Vec::new() };
    let rows = Color::ALL.len() + 1;
    let number = match key.code {
        Code::Down | Code::Tab | Code::Char('j') => {
            *chosen = (*chosen + 1) % rows;
            return Vec::new();
        }
        Code::Up | Code::Char('k') => {
            *chosen = (*chosen + rows - 1) % rows;
            return Vec::new();
        }
        Code::Enter => *chosen,
        Code::Char('-' | '0' | ' ') => 0,
        Code::Char(c) => match Color::ALL.iter().position(|color| color.letter() == c) {
            Some(i) => i + 1,
            None => rows,
        },
        _ => rows,
    };
    let mark = mark.clone();
    model.overlays.pop();
    if number >= rows {
        return Vec::new();
    }
    let color = number.checked_sub(1).and_then(|i| Color::ALL.get(i));
    let name = color.map(|color| color.name().to_owned());
    let was = passages::remarks_of(model, &mark);
    change(model, &mark, RemarksEdit { color: Some(name), ..RemarksEdit::default() }, was)
}

/// Makes a change and remembers how it was; `was` is what the reader began with. Of a bookmark that nothing is known of
/// just this is changed.
fn change(model: &mut Model, mark: &Mark, edit: RemarksEdit, was: Option<Remarks>) -> Vec<Command> {
    let Some(known) = was else { return changes::edit(model, mark, edit, RemarksEdit::default(), true) };
    let edit = edit.of(&known);
    if edit.is_empty() {
        return Vec::new();
    }
    let before = edit.back(&known);
    undo::remember(model, Undo::Remarked { mark: mark.clone(), before: before.clone(), after: edit.clone() });
    changes::edit(model, mark, edit, before, true)
}

/// The note of a bookmark that could not be saved is not thrown away: it can be saved again, and the bookmark with it.
pub fn keep_unsaved(model: &mut Model, passage: Passage) {
    let mark = passage.mark();
    let Some(range) = passage.range else { return };
    if let Some(view) = note_of(model, &mark) {
        view.was.clear();
        view.again = Some((range, passage.remarks));
    } else if !passage.remarks.note.is_empty() {
        let note = passage.remarks.note.clone();
        reopen_note(model, mark, String::new(), note, Some((passage.exact, range, passage.remarks)));
    }
}

/// The note that is being written on a bookmark.
fn note_of<'a>(model: &'a mut Model, mark: &Mark) -> Option<&'a mut NoteView> {
    model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Note(view) if view.mark == *mark => Some(view),
        _ => None,
    })
}

/// Opens a note that was not saved, as it was written; under what else is open, so that no key goes astray. `again` are
/// words, place and remarks of a bookmark that has to be made again.
pub fn reopen_note(
    model: &mut Model,
    mark: Mark,
    was: String,
    note: String,
    again: Option<(String, TextRange, Remarks)>,
) {
    if let Some(view) = note_of(model, &mark) {
        view.was = was;
        return;
    }
    let (exact, again) = match again {
        Some((exact, range, remarks)) => (exact, Some((range, remarks))),
        None => (passages::words_of(model, &mark), None),
    };
    let view = NoteView { mark, exact, editor: Editor::new(note), was, asks: false, is_away: false, job: 0, again };
    model.overlays.insert(0, Overlay::Note(view));
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
