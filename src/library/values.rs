//! The values that go into the library and come out of it, beside the model's own.

use jiff::Timestamp;

use crate::article::{Anchor, ArticleId, Bookmark, CleanLine, Loss, Offset, Placement, Source, Status, TextRange};

/// What keeping an article did.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The article's name in the library.
    pub id: ArticleId,
    /// Its revision now.
    pub revision: String,
    /// Whether it is new to the library.
    pub is_new: bool,
    /// Whether its text is another one than before.
    pub has_changed: bool,
    /// How many bookmarks stand otherwise than before: found elsewhere, changed, lost or found again.
    pub moved: usize,
    /// Why the new text was not taken; then the article is what it was.
    pub refused: Option<Loss>,
}

/// A passage to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBookmark {
    /// The article.
    pub article: ArticleId,
    /// The passage in the text that was shown.
    pub anchor: Anchor,
    /// The reader's words; empty for none.
    pub note: String,
    /// Tags, in any order.
    pub tags: Vec<String>,
    /// A colour's name.
    pub color: Option<String>,
}

/// What to change of a bookmark; what is None stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookmarkEdit {
    /// The note.
    pub note: Option<String>,
    /// All its tags.
    pub tags: Option<Vec<String>>,
    /// The colour; `Some(None)` takes it away.
    pub color: Option<Option<String>>,
}

/// A change of a bookmark, and what it was made from: another program may have changed the same meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookmarkChange {
    /// What was on the screen when the reader began; None for a value: whatever is kept.
    pub from: BookmarkEdit,
    /// What it is to be.
    pub to: BookmarkEdit,
    /// Whether an earlier change is taken back or made again. Then nothing is merged into a note, and nobody is asked.
    pub is_undo: bool,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// The bookmark as it is kept now.
    pub bookmark: Bookmark,
    /// The bookmark as it was kept before.
    pub was: Bookmark,
    /// What was not written, as another program has changed the same: the value that was wanted.
    pub refused: BookmarkEdit,
    /// Whether another program had removed it, and the change brought it back.
    pub is_back: bool,
    /// Whether it is removed.
    pub is_removed: bool,
}

/// A bookmark with what a list over many articles shows beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedBookmark {
    /// The bookmark.
    pub bookmark: Bookmark,
    /// The article's title, or what it is called by.
    pub title: CleanLine,
    /// Where the article came from.
    pub source: Source,
    /// When it was removed; None for one that is there.
    pub removed: Option<String>,
}

/// Which bookmarks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookmarkFilter {
    /// Only those of this article.
    pub article: Option<ArticleId>,
    /// Only those that stand so.
    pub status: Option<Status>,
    /// Only those that have this tag.
    pub tag: Option<String>,
    /// What a person typed to search for; empty for no search.
    pub query: String,
}

/// A place that was marked with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The letter.
    pub letter: char,
    /// The article.
    pub article: ArticleId,
    /// The article's title, or what it is called by.
    pub title: CleanLine,
    /// Where in it (a byte of its current text).
    pub at: Offset,
}

/// What taking in bookmarks from elsewhere did, or would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Bookmarks that are new to the library.
    pub added: usize,
    /// Bookmarks that it has already (by their id, removed ones too); they stay as they are.
    pub known: usize,
    /// Of the known ones, those that were removed, and stay so.
    pub removed: usize,
    /// Of the new ones, those whose passage does not stand in a text of the library.
    pub orphans: usize,
}

/// A time as it is kept: RFC 3339, UTC, to the microsecond.
pub(super) fn stamp(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// The values of a placement, as columns: status, score, start, end.
pub(super) fn place_columns(placement: &Placement) -> (&'static str, f64, Option<usize>, Option<usize>) {
    let range = placement.range;
    (
        super::columns::status_name(placement.status),
        placement.score,
        range.map(TextRange::start),
        range.map(TextRange::end),
    )
}
