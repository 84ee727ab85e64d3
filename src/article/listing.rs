//! What lists of the library are asked for, and what they show.

use serde::{Deserialize, Serialize};

use super::{ArticleId, CleanLine, Source, TextRange};

/// Names a feed in the library.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FeedId(pub String);

/// A subscription as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSummary {
    /// Its name in the library.
    pub id: FeedId,
    /// Where it is read: a file or an address.
    pub source: Source,
    /// What it is called: the reader's word for it, else its own, else its address.
    pub title: CleanLine,
    /// The page it belongs to.
    pub link: Option<String>,
    /// The folders it stands in, outermost first.
    pub folders: Vec<CleanLine>,
    /// Its tags, sorted.
    pub tags: Vec<CleanLine>,
    /// Whether the pages of its new entries are fetched with it.
    pub full_text: bool,
    /// How many entries of it are kept.
    pub entries: usize,
    /// How many of them are unread.
    pub unread: usize,
    /// When it was last read without trouble: RFC 3339, UTC.
    pub checked: Option<String>,
    /// Why it could not be read the last time.
    pub trouble: Option<CleanLine>,
    /// Since when it cannot be read: RFC 3339, UTC.
    pub trouble_since: Option<String>,
    /// Not to be read again before: RFC 3339, UTC. What its server asked for.
    pub due: Option<String>,
}

/// An article as lists show it: all but its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleSummary {
    /// Its name in the library.
    pub id: ArticleId,
    /// Where it came from; a file's path is absolute.
    pub source: Source,
    /// Its headline; where it has none, what it is called by.
    pub title: CleanLine,
    /// Who wrote it.
    pub byline: Option<CleanLine>,
    /// When it was published.
    pub published: Option<CleanLine>,
    /// The paper, agency or site; of a feed's entry, what the feed is called.
    pub site: Option<CleanLine>,
    /// Its language.
    pub lang: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// Whether it is read with `--raw`.
    pub raw: bool,
    /// Its revision; None when only bookmarks of it are here, not its text.
    pub revision: Option<String>,
    /// When it was added: RFC 3339, UTC.
    pub added: String,
    /// When its text last changed.
    pub updated: String,
    /// When its source was last read.
    pub checked: String,
    /// What lists are sorted by: when it was published, but not after it was added; else when it was added. RFC 3339,
    /// UTC.
    pub sorted: String,
    /// How many bookmarks it has.
    pub bookmarks: usize,
    /// The feed it came with; the first, where it came with several.
    pub feed: Option<FeedId>,
    /// Whether it was not read yet.
    pub unread: bool,
    /// Whether the reader gave it a star.
    pub starred: bool,
    /// Why it is in a list that was searched.
    pub snippet: Option<Snippet>,
}

/// Some words of a text around what was searched, on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words, with `…` where the text goes on.
    pub text: CleanLine,
    /// What was searched (bytes of `text`), sorted.
    pub hits: Vec<TextRange>,
}

/// Which articles of the library.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Where from.
    pub scope: Scope,
    /// Only those that were not read yet.
    pub unread: bool,
    /// Only those with a star.
    pub starred: bool,
    /// Only those that have this tag, or came with a feed that has it.
    pub tag: Option<String>,
    /// Only those that are not older than this (RFC 3339, UTC), by [`ArticleSummary::sorted`].
    pub since: Option<String>,
    /// What a person typed to search for; empty for no search.
    pub query: String,
}

/// Where the articles of a list come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// From anywhere.
    #[default]
    All,
    /// From this feed.
    Feed(FeedId),
    /// From all feeds of a folder and of those in it; outermost first.
    Folder(Vec<String>),
    /// Kept by the reader, from no feed or beside one.
    Kept,
    /// Those that have bookmarks.
    Bookmarked,
}

/// A window on a list: never all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Number of the first row of it in the list.
    pub from: usize,
    /// The rows.
    pub rows: Vec<ArticleSummary>,
    /// How many rows the list has.
    pub total: usize,
}

/// How much there is of what, for the rows over the feeds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All articles.
    pub all: usize,
    /// Those not read yet.
    pub unread: usize,
    /// Those with a star.
    pub starred: usize,
    /// Those kept by the reader ([`Scope::Kept`]).
    pub kept: usize,
    /// Those that have bookmarks.
    pub bookmarked: usize,
}
