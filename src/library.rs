//! What is kept: feeds and their entries, articles with their revisions, how they stand with the reader, bookmarks,
//! reading positions, in one SQLite file.
//!
//! The only place that names SQLite. [`Library`] has one method for each thing a person does; each is one
//! transaction, and what it returns is on disk (WAL, `synchronous=FULL`). Several programs may have the same library
//! open. No clock is read here: whoever calls says what time it is.
//!
//! **The passage as it was selected is never overwritten.** Where it stands now is derived whenever an article's text
//! changes ([`Library::keep`], [`Library::take_feed`]), from the revision that it was selected in, which is kept as long
//! as a bookmark needs it.
//!
//! **An entry of a feed is an article**, named by its page; in how many feeds it stands, it is read once (`duplicates` tells
//! which entries are one). Lists read the
//! narrow table `standing` (for one feed: `entry`, which follows it) out of an index in their order, and never a text;
//! the index of words is derived from the texts and made anew when it is damaged.

mod articles;
mod backup;
mod bookmarks;
mod changes;
mod check;
mod collection;
mod columns;
mod counted;
mod duplicates;
mod error;
mod feed_values;
mod feeds;
mod find;
mod identity;
mod lists;
mod marks;
mod migrate;
mod not_places;
mod open;
mod passages;
mod placing;
mod position;
mod query;
mod reach;
mod recover;
mod retention;
mod search;
mod selection;
mod snippet;
mod standing;
mod take;
mod told;
mod values;
mod words;

pub use check::Check;
pub use error::{LibraryError, Trouble};
pub use feed_values::{Access, DueFeed, FeedEdit, FeedReading, FeedTaken, NewFeed, Retention, Spared, Subscribed};
pub use reach::{PageVersion, Reach};
pub use recover::Recovered;
pub use values::{
    BookmarkChange, BookmarkEdit, BookmarkFilter, Changed, Kept, ListedBookmark, Mark, NewBookmark, Taken,
};

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use identity::Identity;
use jiff::tz::TimeZone;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// Steps of SQLite's machine between two looks whether somebody still waits for the answer.
const GLANCE: i32 = 2000;

/// What every method returns.
pub type Result<T> = std::result::Result<T, LibraryError>;

/// An open library.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    path: PathBuf,
    /// The file that was opened.
    identity: Option<Identity>,
    /// What lay beside it then.
    beside: [Option<Identity>; 2],
    /// Where a day begins that a person names.
    zone: TimeZone,
    /// The length of the list that was asked for last.
    counted: RefCell<Option<counted::Counted>>,
}

impl Library {
    /// Opens the library at `path`, and makes it (with its folder) where there is none. A file that is no library of
    /// ours, that a newer dateline wrote, or that is damaged is refused and left as it is.
    pub fn open(path: &Path) -> Result<Self> {
        let connection = open::file(path)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            identity: Identity::of(path),
            beside: identity::beside(path),
            zone: TimeZone::UTC,
            counted: RefCell::default(),
        })
    }

    /// Says where days begin that a person names in a search (`after:2026-03-01`): in UTC, unless this is called.
    #[must_use]
    pub fn in_zone(self, zone: TimeZone) -> Self {
        Self { zone, ..self }
    }

    /// Does something that is given up, with an error, as soon as `is_idle` says that nobody waits for it any more. It is
    /// asked again and again meanwhile.
    pub fn unless<T>(
        &mut self,
        is_idle: impl FnMut() -> bool + Send + 'static,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let context = Context { what: "look into the library", path: &self.path.clone() };
        self.connection.progress_handler(GLANCE, Some(is_idle)).map_err(|error| context.error(error))?;
        let done = work(self);
        self.connection.progress_handler(0, None::<fn() -> bool>).map_err(|error| context.error(error))?;
        done
    }

    /// Whether nothing of it can be changed, which may be otherwise when it is opened again.
    pub fn is_read_only(&self) -> bool {
        self.connection.is_readonly(rusqlite::MAIN_DB).unwrap_or(false)
    }

    /// The file it is kept in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that is another one after any other connection has committed a change: cheap to ask for.
    pub fn version(&self) -> Result<i64> {
        let context = self.context("look at the library");
        let ask = || self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0));
        ask().map_err(|error| context.error(error))
    }

    /// A transaction that has the right to write from its beginning, so that it never has to be given up half way.
    fn write(&mut self, what: &'static str) -> Result<(Transaction<'_>, Context<'_>)> {
        let context = Context { what, path: &self.path };
        if Identity::of(&self.path) != self.identity {
            return Err(LibraryError::new(what, &self.path, Trouble::Moved));
        }
        // SQLite goes on writing into files that have no name any more, and nobody else ever reads that.
        if identity::beside(&self.path) != self.beside && !self.is_read_only() {
            return Err(LibraryError::new(what, &self.path, Trouble::Bared));
        }
        let blamed = |error| open::blame_the_disk(context.error(error));
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(blamed)?;
        identity::sign(&transaction).map_err(blamed)?;
        Ok((transaction, context))
    }

    fn context(&self, what: &'static str) -> Context<'_> {
        Context { what, path: &self.path }
    }
}

/// What is being done, and to which file: what an error has to say.
#[derive(Debug, Clone, Copy)]
struct Context<'a> {
    what: &'static str,
    path: &'a Path,
}

impl Context<'_> {
    #[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
    fn error(self, error: rusqlite::Error) -> LibraryError {
        LibraryError::from_sqlite(self.what, self.path, &error)
    }
}
