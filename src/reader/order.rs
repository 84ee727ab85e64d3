//! What is asked of the world about passages, and what comes back.

use std::sync::Arc;

use super::passage::{BookmarkRow, Original};
use crate::article::{Article, ArticleId, Bookmark, BookmarkId, Offset, Placed, TextRange};
use crate::interchange::ExportFormat;

/// One thing to do with passages; see [`super::Command`].
#[derive(Debug, Clone, PartialEq)]
pub enum PassageOrder {
    /// What was the text that a bookmark was made in → `Original`.
    Original {
        /// Number of the question.
        job: u64,
        /// Which bookmark.
        id: BookmarkId,
    },
    /// Place a bookmark in an article's text → `Placed`.
    Place {
        /// Which bookmark.
        id: BookmarkId,
        /// The article as it is shown.
        article: Arc<Article>,
        /// The place (bytes); None: where the program finds it.
        range: Option<TextRange>,
        /// The place by hand that it has on the screen (the outer None: that is not known yet).
        seen: Option<Option<Placed>>,
    },
    /// Which tags are in use → `Tags`.
    Tags,
    /// Write bookmarks into a file → `Exported`.
    Export {
        /// Number of the question.
        job: u64,
        /// In which format.
        format: ExportFormat,
        /// The file, as it was typed.
        path: String,
        /// Which bookmarks.
        ids: Vec<BookmarkId>,
        /// Whether a file that is there may be written over.
        overwrite: bool,
    },
    /// Let another program change a text, while the screen is its → `Written`.
    Write {
        /// Number of the question.
        job: u64,
        /// The text.
        text: String,
    },
    /// Some old passages, to be read again → `Review`.
    Review {
        /// Number of the question.
        job: u64,
        /// How many at most.
        count: usize,
    },
    /// This one was read again.
    Reviewed(BookmarkId),
    /// Give a place a letter.
    SetSpot {
        /// The letter.
        letter: char,
        /// The article as it is shown, which is kept too.
        article: Arc<Article>,
        /// The place (a byte of its text).
        at: Offset,
    },
    /// Where does a letter stand → `Spot`.
    GoToSpot {
        /// Number of the question.
        job: u64,
        /// The letter.
        letter: char,
    },
}

/// An answer about passages; see [`super::Message`].
#[derive(Debug, Clone)]
pub enum PassageNews {
    /// The text that a bookmark was made in.
    Original {
        /// The question.
        job: u64,
        /// What is known of it, or a sentence why nothing is.
        result: Result<Original, String>,
    },
    /// A bookmark stands somewhere else, or not.
    Placed {
        /// Which one.
        id: BookmarkId,
        /// The bookmark as it is kept now, or a sentence why it stays.
        result: Box<Result<Bookmark, String>>,
    },
    /// The tags in use, sorted.
    Tags(Vec<String>),
    /// Bookmarks were written into a file, or not.
    Exported {
        /// The question.
        job: u64,
        /// The file, or what came between.
        result: Result<String, ExportTrouble>,
    },
    /// Another program has changed a text, or not.
    Written {
        /// The question.
        job: u64,
        /// The text, or a sentence why it stays.
        result: Result<String, String>,
    },
    /// Where a letter stands.
    Spot {
        /// The question.
        job: u64,
        /// The article and the byte of its text; None where it stands nowhere. Or a sentence why not.
        result: Result<Option<(ArticleId, Offset)>, String>,
    },
    /// Passages to be read again.
    Review {
        /// The question.
        job: u64,
        /// They, or a sentence why not.
        result: Result<Vec<BookmarkRow>, String>,
    },
}

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportTrouble {
    /// There is one of this name.
    Exists,
    /// A sentence.
    Failed(String),
}
