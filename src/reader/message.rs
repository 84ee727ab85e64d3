//! Everything that can happen.

use std::sync::Arc;

use super::change::Outcome;
use super::key::Key;
use super::library::{Answer, LibrarySizes};
use super::model::{Pane, Viewports};
use super::order::PassageNews;
use super::passage::{BookmarkRow, Mark};
use crate::article::{Article, ArticleId, Bookmark, Offset};
use crate::facts::Facts;

/// One event. Answers carry the number of their question; stale ones are dropped.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Pointer, Target),
    /// The panes have these sizes now.
    Resized(Viewports),
    /// The parts of the library's screen have these sizes now.
    LibraryResized(LibrarySizes),
    /// An answer for the library's screen.
    Library(Answer),
    /// An article was opened, or could not be.
    Opened {
        /// The question.
        job: u64,
        /// The article, or a sentence why not.
        result: Result<Arc<Article>, String>,
    },
    /// The facts of an article are there, or extraction failed.
    Extracted {
        /// The question.
        job: u64,
        /// The facts, or a sentence why not.
        result: Result<Arc<Facts>, String>,
    },
    /// What the library keeps of an article.
    Recalled {
        /// The question.
        job: u64,
        /// It, or a sentence why not.
        result: Result<Recalled, String>,
    },
    /// Another window has changed the library.
    ChangedElsewhere,
    /// What the library keeps of the open article by now.
    Renewed {
        /// The question.
        job: u64,
        /// It, or a sentence why not.
        result: Result<Recalled, String>,
    },
    /// A bookmark was committed, or not.
    BookmarkSaved {
        /// The ticket under which it was sent off.
        ticket: u64,
        /// The bookmark as it is kept, or a sentence why not.
        result: Result<Bookmark, String>,
    },
    /// A change of a bookmark was committed, or not.
    BookmarkChanged {
        /// Which one, as it was told in the command.
        mark: Mark,
        /// What became of it, or a sentence why it was not kept.
        result: Result<Outcome, String>,
    },
    /// A removed bookmark is back, or not.
    BookmarkRestored {
        /// The bookmark, or a sentence why not.
        result: Result<Bookmark, String>,
    },
    /// All bookmarks.
    AllBookmarks {
        /// The question.
        job: u64,
        /// They, or a sentence why not.
        result: Result<Vec<BookmarkRow>, String>,
    },
    /// Something else about passages.
    Passage(PassageNews),
    /// A sentence about something that was asked for (copied, failed, …).
    Said {
        /// The sentence.
        text: String,
        /// Whether something failed.
        failed: bool,
    },
    /// The program is asked to end (a signal).
    Terminate,
}

/// What the library keeps of an article.
#[derive(Debug, Clone)]
pub struct Recalled {
    /// Its name; None when it is not kept.
    pub id: Option<ArticleId>,
    /// Its bookmarks.
    pub bookmarks: Vec<Bookmark>,
    /// Where it was left (bytes).
    pub position: Option<Offset>,
    /// Names that the reader said are no places in it.
    pub not_places: Vec<String>,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// Pressed; the number says how often in a row, from 1.
    Press(u8),
    /// Moved while pressed.
    Drag,
    /// Released.
    Release,
    /// The wheel turned by so many rows, down positive.
    Wheel(i16),
}

/// What the mouse points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// This byte of the text.
    Text(Offset),
    /// Row number so many of a pane's list.
    Row(Pane, usize),
    /// A pane, but no row of it.
    Pane(Pane),
    /// Row number so many at the library's left.
    Source(usize),
    /// Row number so many of the library's list.
    Entry(usize),
    /// Row number so many of what lies over the screen.
    OverlayRow(usize),
    /// What lies over the screen, but no row of it.
    Overlay,
    /// Nothing.
    Nothing,
}
