//! Changes of bookmarks on their way to the library: only what was changed is sent, for another program may have
//! written the rest; and what it was before is kept, until the library has said that the change is kept.

use std::sync::Arc;

use super::passage::{Mark, Passage, Remarks};
use crate::article::{Article, Bookmark};

/// A change of what was added to a passage. What is None stays as the library has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RemarksEdit {
    /// The note.
    pub note: Option<String>,
    /// All tags, sorted.
    pub tags: Option<Vec<String>>,
    /// The name of the colour; `Some(None)` takes it away.
    pub color: Option<Option<String>>,
}

impl RemarksEdit {
    /// Only the values that `other` does not change.
    #[must_use]
    pub fn unlike(self, other: &Self) -> Self {
        Self {
            note: self.note.filter(|_| other.note.is_none()),
            tags: self.tags.filter(|_| other.tags.is_none()),
            color: self.color.filter(|_| other.color.is_none()),
        }
    }

    /// Only the values that `other` changes too.
    #[must_use]
    pub fn like(self, other: &Self) -> Self {
        Self {
            note: self.note.filter(|_| other.note.is_some()),
            tags: self.tags.filter(|_| other.tags.is_some()),
            color: self.color.filter(|_| other.color.is_some()),
        }
    }

    /// All of them.
    pub fn all(remarks: Remarks) -> Self {
        Self { note: Some(remarks.note), tags: Some(remarks.tags), color: Some(remarks.color) }
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Makes the change.
    pub fn apply(&self, remarks: &mut Remarks) {
        remarks.note = self.note.clone().unwrap_or_else(|| std::mem::take(&mut remarks.note));
        remarks.tags = self.tags.clone().unwrap_or_else(|| std::mem::take(&mut remarks.tags));
        remarks.color = self.color.clone().unwrap_or_else(|| remarks.color.take());
    }

    /// Only what changes `remarks`.
    #[must_use]
    pub fn of(self, remarks: &Remarks) -> Self {
        Self {
            note: self.note.filter(|note| *note != remarks.note),
            tags: self.tags.filter(|tags| *tags != remarks.tags),
            color: self.color.filter(|color| *color != remarks.color),
        }
    }

    /// What takes the change of `remarks` back.
    #[must_use]
    pub fn back(&self, remarks: &Remarks) -> Self {
        Self {
            note: self.note.as_ref().map(|_| remarks.note.clone()),
            tags: self.tags.as_ref().map(|_| remarks.tags.clone()),
            color: self.color.as_ref().map(|_| remarks.color.clone()),
        }
    }

    /// This takes back a change after which `later` was sent, which `back` takes back: what both change goes over to
    /// `back`, since `later` may still be kept.
    pub fn hand_on(&mut self, later: &Self, back: &mut Self) {
        if self.note.is_some() && later.note.is_some() {
            back.note = self.note.take();
        }
        if self.tags.is_some() && later.tags.is_some() {
            back.tags = self.tags.take();
        }
        if self.color.is_some() && later.color.is_some() {
            back.color = self.color.take();
        }
    }
}

/// What became of a change of a bookmark.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// What was added to it as it was kept before, and as it is kept now; None: as the screen has it.
    pub kept: Option<Box<(Remarks, Remarks)>>,
    /// What was not written, since another window has changed the same: the values that were wanted.
    pub refused: RemarksEdit,
    /// Another window had removed it; the change brought it back.
    pub back: Option<Box<Bookmark>>,
    /// Another window has removed it: it was not changed.
    pub is_gone: bool,
    /// Another window has changed it since it was seen: it was not removed.
    pub stays: bool,
}

/// A change that the library has not answered yet. Answers come in the order of the questions.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The bookmark, as it was told to the library.
    pub asked: Mark,
    /// The bookmark, as it is known by now.
    pub mark: Mark,
    /// What was done.
    pub deed: SentDeed,
}

/// What was done to a bookmark.
#[derive(Debug, Clone)]
pub enum SentDeed {
    /// Note, tags or colour were changed.
    Edited {
        /// What takes it back.
        back: RemarksEdit,
        /// What was sent.
        edit: RemarksEdit,
        /// Whether the reader wrote it just now (else it was taken back, or done again).
        fresh: bool,
    },
    /// It was removed: from this open article, where it was this one.
    Removed(Option<(Arc<Article>, Passage)>),
}
