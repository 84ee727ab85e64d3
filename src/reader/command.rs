//! Everything that can be asked of the world. `app` carries it out and answers with a [`super::Message`].

use std::sync::Arc;

use super::change::RemarksEdit;
use super::library::Errand;
use super::model::ShelfItem;
use super::order::PassageOrder;
use super::passage::Mark;
use crate::article::{Article, BookmarkId, Offset, TextRange};

/// One thing to do outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Find the facts → `Extracted`.
    Extract {
        /// Number of the question.
        job: u64,
        /// In this article.
        article: Arc<Article>,
    },
    /// What does the library keep of this article → `Recalled`.
    Recall {
        /// Number of the question.
        job: u64,
        /// The article.
        article: Arc<Article>,
    },
    /// Open an article → `Opened`.
    Open {
        /// Number of the question.
        job: u64,
        /// Which.
        item: ShelfItem,
    },
    /// Keep a passage → `BookmarkSaved`, after the commit.
    SaveBookmark {
        /// Number to answer with.
        ticket: u64,
        /// The article, which is kept too.
        article: Arc<Article>,
        /// The passage (bytes).
        range: TextRange,
    },
    /// Change note, tags and colour → `BookmarkChanged`.
    EditBookmark {
        /// Which; one that is still on its way is told by its ticket.
        mark: Mark,
        /// What is changed.
        edit: RemarksEdit,
        /// What it was made from, as far as that is known.
        from: RemarksEdit,
        /// Whether it takes back an earlier change, or makes it again.
        is_undo: bool,
    },
    /// Something else with passages → `Passage`.
    Passage(PassageOrder),
    /// Remove, so that it can be restored → `BookmarkChanged`.
    RemoveBookmark {
        /// Which.
        mark: Mark,
        /// What was on the screen of it: a bookmark that was changed since is not removed.
        seen: RemarksEdit,
    },
    /// Bring back → `BookmarkRestored`.
    RestoreBookmark(BookmarkId),
    /// What does the library keep of the open article by now → `Renewed`.
    Renew {
        /// Number of the question.
        job: u64,
        /// The article as it is shown.
        article: Arc<Article>,
    },
    /// All bookmarks → `AllBookmarks`.
    AllBookmarks {
        /// Number of the question.
        job: u64,
    },
    /// Keep where an article was left.
    SavePosition {
        /// The article.
        article: Arc<Article>,
        /// Byte at the top of the screen.
        at: Offset,
    },
    /// Keep that a name is no place in this article, or that it is one after all; `Said` only if that fails.
    NotPlace {
        /// The article, which is kept too.
        article: Arc<Article>,
        /// The name.
        name: String,
        /// Whether it is none.
        is_none: bool,
    },
    /// Something for the library's screen → `Library`.
    Library(Errand),
    /// Put text into the terminal's clipboard → `Said`.
    Copy(String),
    /// Open an address (http or https) in a browser; `Said` only if that fails.
    Browse(String),
    /// Draw all of the screen anew.
    Redraw,
    /// Give the terminal back and stop, until the shell brings the program to the front.
    Suspend,
}
