//! What is asked of the library and of the network for its screen, and the answers.

use std::sync::Arc;

use super::clock::Clock;
use crate::article::{
    Article, ArticleId, ArticleSummary, CleanLine, CleanText, Counts, FeedId, FeedSummary, Filter, Page,
};

/// One thing to do for the library's screen. `job` is the number of the question.
#[derive(Debug, Clone, PartialEq)]
pub enum Errand {
    /// The feeds, and how much there is of what → `Sources`.
    Sources {
        /// The question.
        job: u64,
    },
    /// Rows of a list → `Listed`. Only the newest question counts.
    List {
        /// The question.
        job: u64,
        /// Which list.
        filter: Filter,
        /// The first row.
        from: usize,
        /// How many.
        count: usize,
        /// Around this article, wherever it stands now, instead of from `from` on.
        around: Option<Around>,
    },
    /// The first lines of an article → `Preview`. Only the newest question counts.
    Preview {
        /// The question.
        job: u64,
        /// Which article.
        id: ArticleId,
    },
    /// The next article of a list → `Step`.
    Step {
        /// The question.
        job: u64,
        /// Which list.
        filter: Filter,
        /// After (or before) this one.
        of: ArticleId,
        /// Towards the top of the list.
        back: bool,
    },
    /// How an article stands that is no row of the list → `Looked`.
    Look {
        /// The question.
        job: u64,
        /// Which.
        id: ArticleId,
    },
    /// Calls a feed otherwise, or puts it elsewhere → `Named`.
    Name {
        /// The question.
        job: u64,
        /// Which feed.
        id: FeedId,
        /// How, or where.
        naming: Naming,
        /// How, or where, it was shown; None: whatever it is.
        from: Option<Naming>,
    },
    /// Marks articles as read, or as unread; says only what went wrong.
    SetRead {
        /// Which.
        ids: Vec<ArticleId>,
        /// As what.
        read: bool,
    },
    /// Marks all of a list as read → `ReadAll`.
    ReadAll {
        /// The question.
        job: u64,
        /// Which list.
        filter: Filter,
    },
    /// Gives a star, or takes it; says only what went wrong.
    SetStarred {
        /// To which article.
        id: ArticleId,
        /// Whether it has one from now on.
        starred: bool,
    },
    /// Reads feeds again → `Refreshing` many times, then `Refreshed`.
    Refresh {
        /// The question.
        job: u64,
        /// Which; none means all that are due.
        feeds: Vec<FeedId>,
    },
    /// Ends a refresh: what was read is kept.
    StopRefresh,
    /// Reads an address or a file that was typed: a feed is subscribed, a page kept → `Added`.
    Add {
        /// The question.
        job: u64,
        /// What was typed.
        text: String,
    },
    /// Subscribes a feed that a page names → `Added`.
    Subscribe {
        /// The question.
        job: u64,
        /// Which.
        feed: FoundFeed,
    },
    /// Subscribes all feeds of an OPML file → `Added`.
    Import {
        /// The question.
        job: u64,
        /// The file.
        path: String,
    },
    /// Ends a subscription → `Unsubscribed`.
    Unsubscribe {
        /// The question.
        job: u64,
        /// Which feed.
        id: FeedId,
    },
    /// Takes up a subscription again, as it was → `Added`.
    Resubscribe {
        /// The question.
        job: u64,
        /// The feed.
        feed: Box<FeedSummary>,
    },
    /// Forgets an article → `Forgotten`.
    Forget {
        /// The question.
        job: u64,
        /// Which.
        id: ArticleId,
    },
    /// Reads an article's page again, for all of its text → `FullText`.
    FullText {
        /// The question.
        job: u64,
        /// Which article.
        id: ArticleId,
    },
}

/// What a feed is called, or where it stands, from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// What it is called; None for its own name.
    Title(Option<CleanLine>),
    /// The folders it stands in, outermost first.
    Folders(Vec<CleanLine>),
}

/// A place in a list that is told by an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The article.
    pub id: ArticleId,
    /// How many rows before it are wanted.
    pub lead: usize,
}

/// An answer of the library or the network. A sentence says why there is none.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Feeds and counts.
    Sources {
        /// The question.
        job: u64,
        /// They.
        result: Result<Sources, String>,
    },
    /// Rows of a list.
    Listed {
        /// The question.
        job: u64,
        /// They.
        result: Result<Listed, String>,
    },
    /// The first lines of an article.
    Preview {
        /// The question.
        job: u64,
        /// They.
        result: Result<CleanText, String>,
    },
    /// The next article of a list: its number in it, and its name; None past the end.
    Step {
        /// The question.
        job: u64,
        /// It.
        result: Result<Option<(usize, ArticleId)>, String>,
    },
    /// How an article stands.
    Looked {
        /// The question.
        job: u64,
        /// As a list would show it.
        result: Result<Box<ArticleSummary>, String>,
    },
    /// A feed is called otherwise, or stands elsewhere.
    Named {
        /// The question.
        job: u64,
        /// Nothing; or, where another window has changed the same, which feed, what was wanted, and what is kept.
        result: Result<Option<(FeedId, Naming, Naming)>, String>,
    },
    /// Which articles were marked as read.
    ReadAll {
        /// The question.
        job: u64,
        /// They.
        result: Result<Vec<ArticleId>, String>,
    },
    /// How far a refresh is.
    Refreshing {
        /// The question.
        job: u64,
        /// What happened.
        step: RefreshStep,
    },
    /// The end of a refresh.
    Refreshed {
        /// The question.
        job: u64,
        /// What came of it.
        result: Result<RefreshSummary, String>,
    },
    /// What came of something that was typed.
    Added {
        /// The question.
        job: u64,
        /// It.
        result: Result<Added, String>,
    },
    /// A subscription has ended.
    Unsubscribed {
        /// The question.
        job: u64,
        /// How many articles went.
        result: Result<usize, String>,
    },
    /// An article is gone.
    Forgotten {
        /// The question.
        job: u64,
        /// Nothing.
        result: Result<(), String>,
    },
    /// All the text of an article.
    FullText {
        /// The question.
        job: u64,
        /// The article as it is kept now.
        result: Result<Arc<Article>, String>,
    },
}

/// What stands at the left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sources {
    /// The feeds, sorted by folder and title.
    pub feeds: Vec<FeedSummary>,
    /// How much there is of what.
    pub counts: Counts,
}

/// Rows of a list, and what belongs to showing them.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The rows.
    pub page: Page,
    /// Where the article stands that the rows were wanted around.
    pub at: Option<Rank>,
    /// For dates.
    pub clock: Clock,
    /// Of a query that is too long: how many of its words were looked for.
    pub words: Option<usize>,
}

/// Where an article stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// How many rows stand before it.
    pub before: usize,
    /// Whether it is a row of the list itself.
    pub listed: bool,
}

/// One step of a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshStep {
    /// So many feeds will be read.
    Began {
        /// How many.
        total: usize,
    },
    /// A feed was read.
    Read {
        /// How many are done.
        done: usize,
        /// Of how many.
        total: usize,
        /// New entries in it.
        new: usize,
        /// Entries that changed.
        changed: usize,
    },
    /// A feed could not be read.
    Failed {
        /// How many are done.
        done: usize,
        /// Of how many.
        total: usize,
    },
}

/// What came of a refresh.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RefreshSummary {
    /// Feeds that were read.
    pub read: usize,
    /// New entries.
    pub new: usize,
    /// Entries that changed.
    pub changed: usize,
    /// What could not be read.
    pub failed: Vec<Failure>,
    /// Whether it was ended before all were read.
    pub stopped: bool,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The feed, unless it is the page of an article.
    pub feed: Option<FeedId>,
    /// What it is called.
    pub title: CleanLine,
    /// Why.
    pub why: CleanLine,
}

/// What became of something that was typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Added {
    /// A feed was subscribed.
    Feed {
        /// Its name.
        id: FeedId,
        /// What it is called.
        title: CleanLine,
        /// How many entries it has.
        entries: usize,
        /// Whether it was not subscribed before.
        is_new: bool,
    },
    /// An article is kept.
    Article {
        /// Its name.
        id: ArticleId,
        /// What it is called.
        title: CleanLine,
        /// The feed that its page names.
        feed: Option<FoundFeed>,
    },
    /// A list of subscriptions; nothing was done yet.
    Import(Import),
    /// Subscriptions of a list were taken up: how many.
    Imported(Vec<FeedId>),
}

/// A feed that a page names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFeed {
    /// Its address.
    pub address: String,
    /// What it is called.
    pub title: CleanLine,
    /// The page's address, which was typed.
    pub page: String,
}

/// What importing a list of subscriptions would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The file.
    pub path: String,
    /// Feeds that are new.
    pub new: Vec<CleanLine>,
    /// Feeds that are subscribed already.
    pub known: usize,
    /// Their folders.
    pub folders: Vec<CleanLine>,
}
