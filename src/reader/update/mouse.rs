//! The mouse: the wheel turns, a click goes to a highlight or a row, a drag selects.

use super::super::action::Action;
use super::super::command::Command;
use super::super::message::{Pointer, Target};
use super::super::model::{Model, Overlay, Pane};
use super::super::motion;
use super::super::reading::{Cursor, Selection};
use super::{keys, library, listed, moves, overlays, panes, select, viewport};
use crate::article::{Offset, TextRange};

/// What the mouse did, and on what.
pub fn point(model: &mut Model, pointer: Pointer, target: Target) -> Vec<Command> {
    if !model.options.mouse {
        return Vec::new();
    }
    if !matches!(pointer, Pointer::Drag | Pointer::Release) {
        model.notice = None;
        model.pending.clear();
    }
    match (pointer, target) {
        (Pointer::Wheel(rows), target) => wheel(model, rows, target),
        (Pointer::Press(times), Target::OverlayRow(row)) => overlay_row(model, times, row),
        (Pointer::Press(_), Target::Overlay) => Vec::new(),
        (Pointer::Press(_), _) if !model.overlays.is_empty() => keys::act(model, Action::Cancel),
        (pointer, target @ (Target::Source(_) | Target::Entry(_))) => library::point(model, pointer, target),
        (Pointer::Press(times), Target::Text(at)) => {
            press_text(model, times, at);
            Vec::new()
        }
        (Pointer::Press(times), Target::Row(pane, row)) => {
            panes::focus(model, pane);
            panes::go_to_row(model, pane, row);
            if times > 1 { panes::activate(model) } else { Vec::new() }
        }
        (Pointer::Press(times), Target::Pane(pane)) => {
            panes::focus(model, pane);
            if times == 2 {
                model.zoomed = !model.zoomed;
            }
            Vec::new()
        }
        (Pointer::Drag, Target::Text(at)) => {
            drag(model, at);
            Vec::new()
        }
        (Pointer::Release, _) => {
            model.pressed = None;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn press_text(model: &mut Model, times: u8, at: Offset) {
    panes::focus(model, Pane::Article);
    let text = model.reading.article.text.clone();
    match times {
        1 => {
            model.reading.selection = None;
            model.reading.cursor = Cursor { at, on: None };
            model.reading.goal = None;
            model.reading.moved = true;
            model.pressed = Some(at);
        }
        2 => select::take(model, motion::word(&text, at)),
        3 => select::take(model, motion::sentence(&text, at)),
        _ => select::take(model, motion::paragraph(&text, at)),
    }
}

fn drag(model: &mut Model, at: Offset) {
    let Some(from) = model.pressed else { return };
    if from == at && model.reading.selection.is_none() {
        return;
    }
    // The cluster under the pointer is part of what is selected, whichever way it is dragged.
    let text = model.reading.article.text.as_str();
    let range = TextRange::new(from, at);
    let (anchor, head) = if at < from {
        (motion::next_cluster(text, range.end()), range.start())
    } else {
        (range.start(), motion::next_cluster(text, range.end()))
    };
    model.reading.selection = Some(Selection { anchor, from });
    model.reading.cursor = Cursor { at: head, on: None };
    viewport::reveal(&mut model.reading, 0);
}

fn wheel(model: &mut Model, rows: i16, target: Target) -> Vec<Command> {
    let action = if rows > 0 { Action::LineDown } else { Action::LineUp };
    if model.overlays.last().is_some_and(|overlay| *overlay != Overlay::Details) {
        for _ in 0..rows.unsigned_abs() {
            overlays::act(model, action);
        }
        return Vec::new();
    }
    match target {
        Target::Source(_) | Target::Entry(_) => return library::point(model, Pointer::Wheel(rows), target),
        Target::Row(Pane::Map, _) | Target::Pane(Pane::Map) => {
            model.map.zoom = model.map.zoom.saturating_add(if rows > 0 { -1 } else { 1 }).clamp(-8, 12);
        }
        Target::Row(pane, _) | Target::Pane(pane) if pane != Pane::Article => {
            let focus = std::mem::replace(&mut model.focus, pane);
            panes::move_by(model, isize::from(rows.signum()));
            model.focus = focus;
        }
        _ => moves::wheel(&mut model.reading, isize::from(rows)),
    }
    Vec::new()
}

fn overlay_row(model: &mut Model, times: u8, row: usize) -> Vec<Command> {
    match model.overlays.last_mut() {
        Some(Overlay::Bookmarks(list)) => {
            list.chosen = row.min(list.listed().len().saturating_sub(1));
            if times > 1 { overlays::act(model, Action::Activate) } else { Vec::new() }
        }
        Some(Overlay::Export(view)) => {
            listed::choose_format(view, row);
            Vec::new()
        }
        Some(Overlay::Colors { chosen, .. }) => {
            *chosen = row;
            let enter = super::super::key::Key::plain(super::super::key::Code::Enter);
            overlays::type_key(model, enter).unwrap_or_default()
        }
        Some(Overlay::Links(list)) => {
            list.chosen = row;
            if times > 1 { overlays::act(model, Action::Activate) } else { Vec::new() }
        }
        Some(Overlay::Failures(_)) => {
            library::choose_failure(model, row);
            if times > 1 { overlays::act(model, Action::Activate) } else { Vec::new() }
        }
        Some(Overlay::Palette { chosen, .. }) => {
            *chosen = row;
            if times > 1 {
                let enter = super::super::key::Key::plain(super::super::key::Code::Enter);
                return overlays::type_key(model, enter).unwrap_or_default();
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}
