//! The values of subscriptions and of what is read from them.

use jiff::{SignedDuration, Timestamp};

use crate::article::{ArticleId, CleanLine, Feed, FeedId, Login, Loss, Source};

/// On whose word a feed is read, and by what name and password.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// What a person typed, if a page or a server led from there to the feed; None: the feed's own address.
    pub typed: Option<String>,
    /// The name and password that were typed. They are sent to their origin and go nowhere else.
    pub login: Option<Login>,
}

impl Access {
    /// The address whose origin a person typed.
    pub fn typed_at<'a>(&'a self, source: &'a Source) -> Option<&'a str> {
        match (&self.typed, source) {
            (Some(typed), _) => Some(typed),
            (None, Source::Url(address)) => Some(address),
            _ => None,
        }
    }

    /// The address as it is asked for: with the login, if it is for that origin.
    pub fn address(&self, bare: &str) -> String {
        self.login.as_ref().map_or_else(|| bare.to_owned(), |login| login.put_into(bare))
    }
}

/// A feed to be subscribed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeed {
    /// Where it is read: a file or an address, without name and password.
    pub source: Source,
    /// The reader's word for it; None: what the feed calls itself.
    pub title: Option<CleanLine>,
    /// The page it belongs to, as far as that is known.
    pub link: Option<String>,
    /// The folders it stands in, outermost first.
    pub folders: Vec<CleanLine>,
    /// Tags, in any order.
    pub tags: Vec<CleanLine>,
    /// Whether the pages of its new entries are fetched with it.
    pub full_text: bool,
    /// On whose word it is read.
    pub access: Access,
}

/// What subscribing to a feed did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscribed {
    /// The feed's name in the library.
    pub id: FeedId,
    /// Whether it was not there before; one that was stays as it is, but for [`Access`].
    pub is_new: bool,
}

/// What to change of a feed; what is None stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedEdit {
    /// The reader's word for it; `Some(None)` gives it its own name again.
    pub title: Option<Option<CleanLine>>,
    /// All its folders, outermost first.
    pub folders: Option<Vec<CleanLine>>,
    /// All its tags.
    pub tags: Option<Vec<CleanLine>>,
    /// Whether the pages of its new entries are fetched with it.
    pub full_text: Option<bool>,
}

/// A feed as whoever reads it again needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueFeed {
    /// Its name in the library.
    pub id: FeedId,
    /// Where it is read.
    pub source: Source,
    /// What it is called.
    pub title: CleanLine,
    /// What its server said last, to be asked with.
    pub etag: Option<String>,
    /// What its server said last, to be asked with.
    pub last_modified: Option<String>,
    /// The digest of what was read last, as it was given to [`super::Library::take_feed`].
    pub digest: Option<String>,
    /// Whether the pages of its new entries are wanted.
    pub full_text: bool,
    /// Not to be read before.
    pub due: Option<Timestamp>,
    /// On whose word it is read.
    pub access: Access,
}

impl DueFeed {
    /// Until when it is not to be read. No server and no rule makes it wait for longer than a year: a later moment was
    /// written while the clock was wrong, and does not count.
    pub fn waits_until(&self, now: Timestamp) -> Option<Timestamp> {
        let longest = now.saturating_add(SignedDuration::from_hours(24 * 366)).unwrap_or(Timestamp::MAX);
        self.due.filter(|until| *until > now && *until <= longest)
    }
}

/// What came of reading a feed.
#[derive(Debug, Clone, Copy)]
pub enum FeedReading<'a> {
    /// It was read.
    Read {
        /// What it says.
        feed: &'a Feed,
        /// A digest of the bytes, so that the same bytes need not be read again.
        digest: &'a str,
        /// What to ask with the next time.
        etag: Option<&'a str>,
        /// What to ask with the next time.
        last_modified: Option<&'a str>,
        /// The address where it is from now on.
        moved: Option<&'a str>,
    },
    /// It broke off: what is whole of it is taken in, nothing that it does not list goes, and it is read anew the next
    /// time.
    Partial {
        /// What is whole of it.
        feed: &'a Feed,
        /// A sentence for the reader.
        why: &'a str,
    },
    /// Nothing has changed.
    Unchanged,
    /// It could not be read.
    Failed {
        /// A sentence for the reader.
        why: &'a str,
        /// Not to be tried again before.
        retry: Option<Timestamp>,
    },
}

/// What reading a feed brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedTaken {
    /// The articles that are new to the library, the oldest first.
    pub new: Vec<ArticleId>,
    /// Entries whose text or title is another one than before.
    pub changed: usize,
    /// Entries that were known.
    pub unchanged: usize,
    /// Bookmarks that stand otherwise than before.
    pub moved: usize,
    /// Articles that went because of their age or number.
    pub gone: usize,
    /// What is the matter, a sentence: the feed has moved to where another one is, it cannot be kept, or it broke off
    /// (then what is whole of it was taken in).
    pub refused: Option<CleanLine>,
    /// Articles that the reader holds and that stay as they were, as most of their text would be lost.
    pub spared: Vec<Spared>,
}

/// An article that stays as it was, whatever its feed says of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spared {
    /// What it is called.
    pub title: CleanLine,
    /// Where it is: its page, else what it is named after.
    pub place: CleanLine,
    /// Whether it has a page.
    pub has_page: bool,
    /// Why it stays.
    pub why: Loss,
}

/// What to keep of each feed. What has a star or bookmarks, or was added by the reader, never goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retention {
    /// So many entries, the newest.
    pub entries: Option<usize>,
    /// Entries that are not older than so many days.
    pub days: Option<u32>,
}
