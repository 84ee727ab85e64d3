//! The keys that matter while a passage, a note, a list of bookmarks lies over the screen.

use super::Hint;
use crate::article::Status;
use crate::reader::{Action, Model, Overlay};

const LIST: &[Hint] = &[
    (&[Action::Activate], "go to it"),
    (&[Action::Search], "find"),
    (&[Action::FilterStatus], "status"),
    (&[Action::Sort], "sort"),
    (&[Action::Note], "note"),
    (&[Action::Tags], "tags"),
    (&[Action::Color], "colour"),
    (&[Action::Delete], "remove"),
    (&[Action::Undo], "undo"),
    (&[Action::Export], "export"),
    (&[Action::Close], "close"),
];

const CHANGED: &[Hint] = &[
    (&[Action::Activate], "keep it as it is now"),
    (&[Action::PlaceByHand], "place by hand"),
    (&[Action::Delete], "remove"),
    (&[Action::Note], "note"),
    (&[Action::Tags], "tags"),
    (&[Action::Color], "colour"),
    (&[Action::Close], "close"),
];

const LOST: &[Hint] = &[
    (&[Action::Activate], "place by hand"),
    (&[Action::Delete], "remove"),
    (&[Action::Note], "note"),
    (&[Action::Tags], "tags"),
    (&[Action::Color], "colour"),
    (&[Action::Close], "close"),
];

const FOUND: &[Hint] = &[
    (&[Action::Activate], "go to it"),
    (&[Action::Note], "note"),
    (&[Action::Tags], "tags"),
    (&[Action::Color], "colour"),
    (&[Action::Delete], "remove"),
    (&[Action::NextHere], "next one here"),
    (&[Action::PlaceBack], "find its place again"),
    (&[Action::Close], "close"),
];

const NOTE: &[Hint] =
    &[(&[Action::SaveNote], "keep"), (&[Action::WriteElsewhere], "other editor"), (&[Action::Cancel], "leave")];

const REVIEW: &[Hint] = &[
    (&[Action::Activate], "next"),
    (&[Action::Note], "note"),
    (&[Action::Tags], "tags"),
    (&[Action::Details], "in its article"),
    (&[Action::Delete], "remove"),
    (&[Action::Close], "stop"),
];

/// The keys of what lies over the screen, if it is about passages.
pub fn of(model: &Model) -> Option<&'static [Hint]> {
    match model.overlays.last()? {
        Overlay::Bookmarks(_) => Some(LIST),
        Overlay::Note(_) => Some(NOTE),
        Overlay::Review(_) => Some(REVIEW),
        Overlay::Passage(view) => {
            let passage = model.reading.passages.iter().find(|passage| passage.is(&view.mark))?;
            Some(match (passage.status, passage.range) {
                (Status::Orphan, _) | (_, None) => LOST,
                (Status::Changed, _) if !passage.by_hand => CHANGED,
                _ => FOUND,
            })
        }
        _ => None,
    }
}

/// The keys of an overlay that takes letters, which are none of the keymap's.
pub fn fixed(model: &Model) -> Option<&'static [(&'static str, &'static str)]> {
    match model.overlays.last()? {
        Overlay::Note(view) if view.asks => {
            Some(&[("y", "keep the changes"), ("n", "throw them away"), ("Esc", "go on writing")])
        }
        Overlay::Bookmarks(list) if list.typing => {
            Some(&[("Enter", "to the list"), ("Down Up", "choose"), ("Esc", "all again")])
        }
        Overlay::Colors { .. } => Some(&[("Enter", "take it"), ("Down Up", "choose"), ("Esc", "leave")]),
        Overlay::Export(_) => Some(&[("Enter", "write"), ("Down Up", "format"), ("Esc", "leave")]),
        _ => None,
    }
}
