//! Moves in the rows at the left and in the list, and the questions for rows that they lead to.

use crate::article::CleanText;
use crate::reader::action::Action;
use crate::reader::command::Command;
use crate::reader::library::{Around, Asked, Choice, Errand, LibraryPane, Listed, Preview};
use crate::reader::model::Model;

/// Rows that are asked for at least.
const LEAST: usize = 100;

/// Rows of the list on the screen.
fn height(model: &Model) -> usize {
    usize::from(model.library.sizes.entries.max(1))
}

/// An action that moves.
pub fn moved(model: &mut Model, action: Action) -> Vec<Command> {
    let entries = model.library.pane == LibraryPane::Entries;
    let rows = if entries { height(model) } else { usize::from(model.library.sizes.sources.max(1)) } as isize;
    let step = match action {
        Action::LineDown => 1,
        Action::LineUp => -1,
        Action::PageDown => (rows - 1).max(1),
        Action::PageUp => (1 - rows).min(-1),
        Action::HalfPageDown => (rows / 2).max(1),
        Action::HalfPageUp => (-rows / 2).min(-1),
        Action::Top => isize::MIN / 2,
        Action::Bottom => isize::MAX / 2,
        _ => return Vec::new(),
    };
    if entries { step_entry(model, step) } else { step_source(model, step) }
}

/// Moves in the list.
pub fn step_entry(model: &mut Model, step: isize) -> Vec<Command> {
    let list = &model.library.list;
    if !list.loaded {
        return Vec::new();
    }
    let to = list.chosen.saturating_add_signed(step);
    go_to(model, to)
}

/// Moves in the rows at the left.
pub fn step_source(model: &mut Model, step: isize) -> Vec<Command> {
    let view = &model.library;
    let last = view.rows.len().saturating_sub(1);
    choose_row(model, view.source_row().saturating_add_signed(step).min(last))
}

/// Chooses row number `row` at the left.
pub fn choose_row(model: &mut Model, row: usize) -> Vec<Command> {
    let Some(row) = model.library.rows.get(row) else { return Vec::new() };
    if row.choice == model.library.choice && !model.library.is_search() {
        return Vec::new();
    }
    let choice: Choice = row.choice.clone();
    super::choose(model, choice)
}

/// Chooses row number `row` of the list.
pub fn go_to(model: &mut Model, row: usize) -> Vec<Command> {
    model.library.list.chosen = row;
    settle(model)
}

/// Brings the chosen row onto the screen, and asks for what the screen then lacks.
pub fn settle(model: &mut Model) -> Vec<Command> {
    let height = height(model);
    model.library.list.reveal(height);
    let mut commands = more(model);
    commands.extend(preview(model));
    commands
}

/// The list of the choice, from its top.
pub fn from_the_top(model: &mut Model) -> Vec<Command> {
    let filter = model.library.choice.filter();
    forget_steps(model);
    let list = &mut model.library.list;
    list.filter = filter;
    list.loaded = false;
    ask(model, true, false)
}

/// Another list: rows and steps that are waited for were those of the list before.
pub fn forget_steps(model: &mut Model) {
    let view = &mut model.library;
    (view.open_at, view.stepping) = (None, None);
    if let Some(opening) = &mut view.opening {
        opening.number = None;
    }
}

/// The list anew; the chosen row stays chosen, and where it is on the screen.
pub fn anew(model: &mut Model) -> Vec<Command> {
    model.library.stale = false;
    let keep = model.library.list.loaded;
    ask(model, true, keep)
}

/// The list anew if it has changed since, unless an answer is waited for: then when that has come.
pub fn catch_up(model: &mut Model) -> Vec<Command> {
    if model.library.stale && model.library.asked.is_none() { anew(model) } else { Vec::new() }
}

/// The library has changed: the list is made anew, and the feeds and counts.
pub fn changed(model: &mut Model) -> Vec<Command> {
    model.library.stale = true;
    let mut commands = super::sources(model);
    commands.extend(catch_up(model));
    commands
}

/// Asks for rows, if the screen or its neighbourhood lacks some.
fn more(model: &mut Model) -> Vec<Command> {
    let height = height(model);
    let list = &model.library.list;
    let (from, to) = (list.top.saturating_sub(height / 2), list.top + height + height / 2);
    if !list.loaded || list.window.holds(from, to) || model.library.asked.is_some() {
        return Vec::new();
    }
    ask(model, false, false)
}

fn ask(model: &mut Model, anew: bool, keep: bool) -> Vec<Command> {
    let height = height(model);
    let job = model.number();
    let view = &mut model.library;
    let list = &view.list;
    let count = (height * 6).max(LEAST);
    // More in the direction in which the screen moves.
    let down = list.top >= list.window.known().0 + height / 2;
    let lead = match (anew, down) {
        (true, _) => (count - height) / 2,
        (false, true) => height,
        (false, false) => count - 2 * height,
    };
    let top = if anew && !keep { 0 } else { list.top };
    let from = top.saturating_sub(lead);
    let keep = list.current().filter(|_| keep).cloned();
    let around =
        keep.as_ref().map(|row| Around { id: row.id.clone(), lead: lead + list.chosen - list.top.min(list.chosen) });
    let errand = Errand::List {
        job,
        filter: list.filter.clone(),
        from: if anew { from } else { list.window.asked(from) },
        count,
        around,
    };
    view.asked = Some(Asked { job, from, anew, keep });
    vec![Command::Library(errand)]
}

/// Rows have come, or not.
pub fn listed(model: &mut Model, job: u64, result: Result<Listed, String>) -> Vec<Command> {
    let Some(asked) = model.library.asked.take_if(|asked| asked.job == job) else { return Vec::new() };
    let view = &mut model.library;
    let Listed { page, at, clock, words } = match result {
        Ok(listed) => listed,
        Err(why) => {
            view.trouble = Some(why);
            return Vec::new();
        }
    };
    view.clock = Some(clock);
    let list = &mut view.list;
    list.words = words;
    let answered = !page.rows.is_empty() || page.total == 0;
    match (asked.anew, asked.keep, at) {
        (true, Some(row), Some(rank)) => {
            let below_top = list.chosen.saturating_sub(list.top);
            list.window.renew(page, (!rank.listed).then_some((rank.before, row)));
            list.chosen = rank.before;
            list.top = rank.before.saturating_sub(below_top);
        }
        (true, keep, _) => {
            list.window.renew(page, None);
            if keep.is_none() && !list.loaded {
                (list.chosen, list.top) = (0, 0);
            }
        }
        (false, ..) => list.window.take(asked.from, page),
    }
    list.loaded = true;
    super::open::recognise(model);
    if !answered {
        // Nothing where rows were expected: what is there is shown, and nothing asked in a circle.
        let height = height(model);
        model.library.list.reveal(height);
        return Vec::new();
    }
    let mut commands = super::open::waiting(model);
    commands.extend(catch_up(model));
    commands.extend(settle(model));
    commands
}

/// Asks for the first lines of the chosen article, where they are shown.
fn preview(model: &mut Model) -> Vec<Command> {
    let view = &model.library;
    let Some(row) = view.list.current().filter(|_| view.sizes.preview) else { return Vec::new() };
    let known = view.previewing.as_ref().map(|(_, row)| row).or(view.preview.as_ref().map(|preview| &preview.row));
    if known.is_some_and(|known| known.id == row.id) {
        return Vec::new();
    }
    let (id, row) = (row.id.clone(), row.clone());
    let job = model.number();
    model.library.previewing = Some((job, row));
    vec![Command::Library(Errand::Preview { job, id })]
}

/// The first lines have come. Why there are none is said when the article is opened.
pub fn previewed(model: &mut Model, job: u64, result: Result<CleanText, String>) {
    let view = &mut model.library;
    if let Some((_, row)) = view.previewing.take_if(|(asked, _)| *asked == job) {
        view.preview = Some(Preview { row, text: result.unwrap_or_default() });
    }
}
