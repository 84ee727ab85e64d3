//! From keys to what they do.

use super::super::action::Action;
use super::super::command::Command;
use super::super::key::{Key, Sequence};
use super::super::keymap::{Context, Meaning};
use super::super::model::{Model, Overlay, Pane, Purpose};
use super::super::motion;
use super::super::prompt::Prompt;
use super::{
    facts, library, links, listed, moves, not_places, open, overlays, panes, passages, remarks, review, select, spots,
    table, undo,
};
use crate::facts::FactKind;
use crate::interchange::citation;

/// A key was pressed.
pub fn press(model: &mut Model, key: Key) -> Vec<Command> {
    model.notice = None;
    if let Some(commands) = overlays::type_key(model, key) {
        return commands;
    }
    if let Some(set) = model.letter.take() {
        return spots::take(model, key, set);
    }
    model.pending.push(key);
    match model.keymap.meaning(model.context(), &model.pending) {
        Meaning::Action(action) => {
            model.pending.clear();
            act(model, action)
        }
        Meaning::Pending => Vec::new(),
        Meaning::Unbound => {
            let keys = std::mem::take(&mut model.pending);
            // A key that ends a sequence without meaning is not thrown away if it means something alone.
            if keys.len() > 1 && keys.last().is_some_and(|key| key.code == super::super::key::Code::Esc) {
                return Vec::new();
            }
            let help = model.keymap.key_of(Action::Help);
            model.say(format!("{} does nothing here. {help} shows the keys.", Sequence(keys)));
            Vec::new()
        }
    }
}

/// Text was pasted.
pub fn paste(model: &mut Model, text: &str) -> Vec<Command> {
    model.notice = None;
    model.pending.clear();
    if let Some(commands) = overlays::paste(model, text) {
        return commands;
    }
    let line = super::super::details::one_line(text.trim());
    if line.starts_with("http://") || line.starts_with("https://") {
        model.overlays.push(Overlay::Asking { purpose: Purpose::Address, prompt: Prompt::new(line) });
        return Vec::new();
    }
    let search = model.keymap.key_of(Action::Search);
    model.say(format!("Pasted text goes into a search or a note: press {search} first."));
    Vec::new()
}

/// Actions that are the same on the library's screen.
const EVERYWHERE: [Action; 7] =
    [Action::Bookmarks, Action::Theme, Action::Palette, Action::Help, Action::Quit, Action::Redraw, Action::Suspend];

/// Does what a key means.
pub fn act(model: &mut Model, action: Action) -> Vec<Command> {
    if model.context() == Context::List {
        match action {
            Action::Close | Action::Cancel | Action::Quit | Action::Redraw | Action::Suspend => {}
            action => return overlays::act(model, action),
        }
    }
    if let Some(commands) = library::anywhere(model, action) {
        return commands;
    }
    if model.context() == Context::Library && !EVERYWHERE.contains(&action) {
        return library::act(model, action);
    }
    if let Some(name) = &model.coming {
        match action {
            Action::Close | Action::Cancel if model.overlays.is_empty() => return open::quit(model),
            Action::Close | Action::Cancel => {}
            action if EVERYWHERE.contains(&action) => {}
            _ => {
                let (name, quit) = (library::quoted(name), model.keymap.key_of(Action::Quit));
                model.say(format!("Still reading {name}. {quit} stops it."));
                return Vec::new();
            }
        }
    }
    let list = model.focus != Pane::Article && model.reading.selection.is_none();
    match action {
        Action::LineDown
        | Action::LineUp
        | Action::PageDown
        | Action::PageUp
        | Action::HalfPageDown
        | Action::HalfPageUp
        | Action::Top
        | Action::Bottom => go(model, action, list),
        Action::NextParagraph => moves::step(model, motion::next_paragraph, true),
        Action::PreviousParagraph => moves::step(model, motion::previous_paragraph, false),
        Action::NextSentence => moves::step(model, motion::next_sentence, true),
        Action::PreviousSentence => moves::step(model, motion::previous_sentence, false),
        Action::Next => facts::next_of_set(model, true),
        Action::Previous => facts::next_of_set(model, false),
        Action::NextFact => facts::next(model, None, true),
        Action::PreviousFact => facts::next(model, None, false),
        Action::NextFigure => facts::next(model, Some(FactKind::Figure), true),
        Action::PreviousFigure => facts::next(model, Some(FactKind::Figure), false),
        Action::NextPlace => facts::next(model, Some(FactKind::Place), true),
        Action::PreviousPlace => facts::next(model, Some(FactKind::Place), false),
        Action::NextQuote => facts::next(model, Some(FactKind::Quote), true),
        Action::PreviousQuote => facts::next(model, Some(FactKind::Quote), false),
        Action::NextBookmark => passages::step(model, true),
        Action::PreviousBookmark => passages::step(model, false),
        Action::NextLink => links::step(model, true),
        Action::PreviousLink => links::step(model, false),
        Action::OpenLink => return links::open(model),
        Action::Links => links::list(model),
        Action::Aside if model.reading.article.aside.is_empty() => model.say("Nothing was found beside this article."),
        Action::Aside => model.overlays.push(Overlay::Aside(0)),
        Action::JumpBack => return spots::retrace(model, true),
        Action::JumpForward => return spots::retrace(model, false),
        Action::Activate if model.reading.selection.is_some() => return passages::toggle(model),
        Action::Activate if list => return panes::activate(model),
        // Where a step by fact led here, the fact is meant.
        Action::Activate
            if model.reading.cursor.on.is_none() && super::super::links::under(&model.reading).is_some() =>
        {
            return links::open(model);
        }
        Action::Activate | Action::Details => return panes::details(model),
        Action::ToggleReported => facts::toggle_reported(model),
        Action::Sort => panes::sort(model),
        Action::FilterSpeaker => panes::filter_speaker(model),
        Action::CopyTable => return table::copy(model),
        Action::FocusNext => panes::cycle(model, true),
        Action::FocusPrevious => panes::cycle(model, false),
        Action::FocusLeft => panes::focus(model, Pane::Article),
        Action::FocusRight => {
            let pane = if model.focus == Pane::Article && model.tab != Pane::Article { model.tab } else { model.focus };
            panes::focus(model, pane);
        }
        Action::FocusArticle => panes::focus(model, Pane::Article),
        Action::FocusFigures => panes::focus(model, Pane::Figures),
        Action::FocusPlaces => panes::focus(model, Pane::Places),
        Action::FocusQuotes => panes::focus(model, Pane::Quotes),
        Action::FocusBookmarks => panes::focus(model, Pane::Bookmarks),
        Action::FocusMap => panes::focus(model, Pane::Map),
        Action::Zoom => model.zoomed = !model.zoomed,
        Action::ZoomIn
        | Action::ZoomOut
        | Action::PanUp
        | Action::PanDown
        | Action::PanLeft
        | Action::PanRight
        | Action::ZoomReset => map(model, action),
        Action::Select => select::take(model, select::sentence(model)),
        Action::SelectParagraph => {
            let range = motion::paragraph(model.reading.text(), model.reading.cursor.at);
            select::take(model, range);
        }
        Action::SelectFreely
        | Action::ExtendRight
        | Action::ExtendLeft
        | Action::ExtendWord
        | Action::ExtendWordBack
        | Action::ExtendDown
        | Action::ExtendUp
        | Action::ExtendSentence
        | Action::ExtendSentenceBack
        | Action::ExtendParagraph
        | Action::ExtendParagraphBack
        | Action::SwapEnds => select::extend(model, action),
        Action::PickWord | Action::PickSentence | Action::PickParagraph | Action::PickQuote => {
            select::pick(model, action);
        }
        Action::Bookmark => return passages::toggle(model),
        Action::Note | Action::Tags | Action::Color => return remarks::begin(model, action),
        Action::Delete => return passages::remove_here(model),
        Action::NotPlace => return not_places::deny(model),
        Action::Undo => return undo::undo(model),
        Action::Redo => return undo::redo(model),
        Action::Bookmarks => return listed::open_list(model),
        Action::Export => listed::export_article(model),
        Action::Review => return review::begin(model),
        Action::SetSpot => spots::begin(model, true),
        Action::GoToSpot => spots::begin(model, false),
        // These are for what lies over the screen.
        Action::FilterStatus
        | Action::PlaceByHand
        | Action::PlaceBack
        | Action::NextHere
        | Action::SaveNote
        | Action::WriteElsewhere => {}
        Action::Copy => return copy(model),
        Action::Search => {
            let from = model.reading.cursor.at;
            panes::focus(model, Pane::Article);
            model.overlays.push(Overlay::Asking { purpose: Purpose::Search { from }, prompt: Prompt::default() });
        }
        Action::NextArticle => return open::neighbour(model, true),
        Action::PreviousArticle => return open::neighbour(model, false),
        Action::Library
        | Action::NextUnread
        | Action::ToggleRead
        | Action::ReadAll
        | Action::Star
        | Action::Add
        | Action::RefreshAll
        | Action::Failures
        | Action::Rename
        | Action::MoveFeed
        | Action::Refresh
        | Action::FullText => {}
        Action::Wider => resize_text(model, 4),
        Action::Narrower => resize_text(model, -4),
        Action::Theme => {
            if !model.themes.is_empty() {
                model.theme = (model.theme + 1) % model.themes.len();
                let name = model.themes[model.theme].clone();
                model.say(format!("Theme: {name}"));
            }
        }
        Action::Palette => model.overlays.push(Overlay::Palette { prompt: Prompt::default(), chosen: 0 }),
        Action::Help => model.overlays.push(Overlay::Help { top: 0 }),
        Action::Close | Action::Cancel => return close(model, action == Action::Close),
        Action::Quit => return open::quit(model),
        Action::Redraw => return vec![Command::Redraw],
        Action::Suspend => return vec![Command::Suspend],
    }
    Vec::new()
}

fn go(model: &mut Model, action: Action, list: bool) {
    let rows = isize::try_from(model.viewports.list.max(2)).unwrap_or(2);
    let reading = &mut model.reading;
    match (action, list) {
        (Action::LineDown, false) => moves::lines(reading, 1),
        (Action::LineUp, false) => moves::lines(reading, -1),
        (Action::PageDown, false) => moves::page(reading, false, true),
        (Action::PageUp, false) => moves::page(reading, false, false),
        (Action::HalfPageDown, false) => moves::page(reading, true, true),
        (Action::HalfPageUp, false) => moves::page(reading, true, false),
        (Action::Top, false) => moves::top(reading),
        (Action::Bottom, false) => moves::bottom(reading),
        (Action::LineDown, true) => panes::move_by(model, 1),
        (Action::LineUp, true) => panes::move_by(model, -1),
        (Action::PageDown, true) => panes::move_by(model, rows - 1),
        (Action::PageUp, true) => panes::move_by(model, 1 - rows),
        (Action::HalfPageDown, true) => panes::move_by(model, rows / 2),
        (Action::HalfPageUp, true) => panes::move_by(model, -(rows / 2)),
        (Action::Top, true) => panes::go_to_row(model, model.focus, 0),
        (_, true) => {
            let last = super::super::lists::count(&model.reading, model.focus).saturating_sub(1);
            panes::go_to_row(model, model.focus, last);
        }
        _ => {}
    }
}

fn map(model: &mut Model, action: Action) {
    let map = &mut model.map;
    match action {
        Action::ZoomIn => map.zoom = (map.zoom + 1).min(12),
        Action::ZoomOut => map.zoom = (map.zoom - 1).max(-8),
        Action::PanUp => map.north = (map.north + 1).min(200),
        Action::PanDown => map.north = (map.north - 1).max(-200),
        Action::PanLeft => map.east = (map.east - 1).max(-200),
        Action::PanRight => map.east = (map.east + 1).min(200),
        _ => *map = super::super::model::MapView::default(),
    }
}

fn resize_text(model: &mut Model, by: i16) {
    let width = model.options.width.saturating_add_signed(by).clamp(24, 200);
    model.options.width = width;
    model.say(format!("Text up to {width} columns wide."));
}

fn copy(model: &mut Model) -> Vec<Command> {
    let range = passages::subject(model);
    let reading = &model.reading;
    let speaker =
        reading.current().filter(|id| id.kind == FactKind::Quote && reading.selection.is_none()).and_then(|id| {
            reading.facts().and_then(|facts| facts.quotes.get(id.index)).and_then(|quote| quote.speaker.clone())
        });
    let text = citation(&reading.article, range.slice(reading.text()), speaker.as_deref());
    passages::end_selection(model);
    if range.is_empty() {
        model.say("Nothing to copy here.");
        return Vec::new();
    }
    vec![Command::Copy(text)]
}

/// Leaves the topmost thing: popup, selection, search, zoom; then, on Esc, the pane; then, on q, the program.
fn close(model: &mut Model, out: bool) -> Vec<Command> {
    if matches!(model.overlays.last(), Some(Overlay::Note(_))) {
        remarks::leave_note(model);
    } else if listed::clear_filter(model) || model.overlays.pop().is_some() {
    } else if model.reading.selection.is_some() {
        passages::end_selection(model);
    } else if model.placing.take().is_some() {
        model.say("The passage was not placed.");
    } else if model.reading.search.is_some() {
        model.reading.search = None;
    } else if model.zoomed {
        model.zoomed = false;
    } else if out && model.from_library {
        return library::show(model);
    } else if out {
        return open::quit(model);
    } else if let Some(commands) = library::stop(model) {
        return commands;
    } else {
        model.focus = Pane::Article;
    }
    Vec::new()
}
