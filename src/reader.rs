//! The application as a pure state machine: [`Model`], [`Message`], [`update`], [`Command`]. No terminal, no file, no
//! clock, no thread: what it wants from the world it returns as a command, and waits for the message.
//!
//! **One cursor.** What a pane shows as selected is derived from [`Cursor`], never stored beside it.
//! **`update` is pure and never blocks.** It can be fed any sequence of messages.

mod action;
mod change;
pub mod clash;
mod command;
pub mod details;
mod editor;
mod fact_index;
mod highlight;
mod key;
mod keymap;
mod layout;
pub mod library;
pub mod links;
pub mod lists;
mod message;
mod model;
mod motion;
mod order;
pub mod passage;
mod prompt;
mod reading;
#[cfg(test)]
mod testing;
mod update;
mod wrap;

pub use action::Action;
pub use change::{Outcome, RemarksEdit};
pub use clash::Clash;
pub use command::Command;
pub use editor::Editor;
pub use fact_index::{FactIndex, Order, Wanted};
pub use highlight::{Highlight, HighlightSet, Layer, Run, runs};
pub use key::{Code, Key, Sequence, UnknownKey};
pub use keymap::{Binding, Context, Keymap, KeymapError, Meaning};
pub use layout::{Row, RowId, RowKind, TextLayout};
pub use library::{Errand, Front, LibraryPane, LibrarySizes, LibraryView};
pub use message::{Message, Pointer, Recalled, Target};
pub use model::{MapView, Model, Notice, Options, Overlay, Pane, Purpose, ShelfItem, Viewports};
pub use order::{ExportTrouble, PassageNews, PassageOrder};
pub use passage::{
    BookmarkList, BookmarkRow, ExportView, Mark, NoteView, Original, Passage, PassageView, Placing, Remarks,
    ReviewView, Undo,
};
pub use prompt::Prompt;
pub use reading::{Cursor, Findings, Jumps, Landing, Reading, Search, Selection, Top, Trail};
pub use update::{completions, start, start_library, update};
pub use wrap::cluster_width;
