//! Whether a library is sound, all of it; what is derived and wrong is made anew.

use std::path::Path;

use rusqlite::Connection;

use super::error::{LibraryError, Trouble};
use super::{Context, Library, Result, told};

mod mend;
mod rows;

use mend::Mend;

const WHAT: &str = "check the library";

/// Lines of trouble that are told; a file that is damaged all over would tell thousands.
const MOST: usize = 20;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Check {
    /// Articles in the library.
    pub articles: usize,
    /// Feeds in it.
    pub feeds: usize,
    /// Bookmarks in it, without removed ones.
    pub bookmarks: usize,
    /// What is wrong, a sentence each, without full stop; from outside, so they are to be cleaned before they are shown.
    pub troubles: Vec<String>,
    /// What was wrong and is right again, in the same way: only what is derived from the rest.
    pub mended: Vec<String>,
}

impl Check {
    /// Whether nothing is wrong, or nothing is any more.
    pub fn is_sound(&self) -> bool {
        self.troubles.is_empty()
    }
}

impl Library {
    /// Checks the library at `path`, which must be there. What is derived from the rest is made anew if it is wrong: the
    /// index of words, what lists read, where passages stand. What it calls sound can be read, all of it.
    pub fn check(path: &Path) -> Result<Check> {
        if path.symlink_metadata().is_err() {
            let why = "there is no such file".to_owned();
            return Err(LibraryError::new(WHAT, path, Trouble::Unreachable { why }));
        }
        let library = Self::open(path)?;
        library.checked().map_err(|error| Context { what: WHAT, path }.error(error))
    }

    fn checked(&self) -> rusqlite::Result<Check> {
        let mut check = Check::default();
        let connection = &self.connection;
        let index_is_wrong = self.pages(&mut check)?;
        let count = |query: &str| connection.query_row(query, [], |row| row.get::<_, usize>(0));
        check.articles = count("SELECT count(*) FROM article").unwrap_or(0);
        check.feeds = count("SELECT count(*) FROM feed").unwrap_or(0);
        check.bookmarks = count("SELECT count(*) FROM bookmark WHERE removed IS NULL").unwrap_or(0);
        // What cannot be read at all is told, and the rest is looked at all the same.
        let mut attempt = |work: &mut dyn FnMut(&mut Check) -> rusqlite::Result<()>| {
            if let Err(error) = work(&mut check) {
                tell(&mut check, format!("not all could be read: {error}"));
            }
        };
        attempt(&mut |check| rows::keys(connection, check));
        attempt(&mut |check| rows::texts(connection, check));
        let mut mends = Vec::new();
        attempt(&mut |check| rows::articles(connection, &mut mends, check));
        attempt(&mut |check| rows::anchors(connection, &mut mends, check));
        attempt(&mut |_| rows::places(connection, &mut mends));
        attempt(&mut |_| {
            let missing = "SELECT count(*) FROM article JOIN revision ON revision.id = article.revision \
                           WHERE text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM standing WHERE standing.article = article.id)";
            let is_missing = count(missing)? > 0;
            let unindexed = count(
                "SELECT count(*) FROM standing WHERE NOT EXISTS (SELECT 1 FROM search_docsize WHERE id = article)",
            )? + count(
                "SELECT count(*) FROM search_docsize WHERE NOT EXISTS (SELECT 1 FROM standing WHERE article = id)",
            )?;
            let stale = count(
                "SELECT count(*) FROM entry JOIN standing ON standing.article = entry.article \
                 WHERE entry.sorted <> standing.sorted OR entry.unread <> (standing.read IS NULL)",
            )?;
            mends.extend(is_missing.then_some(Mend::Standing));
            mends.extend((index_is_wrong || is_missing || unindexed > 0).then_some(Mend::Index));
            mends.extend((is_missing || stale > 0).then_some(Mend::Entries));
            mends.extend((is_missing || count(told::WRONG)? > 0).then_some(Mend::Told));
            Ok(())
        });
        mend::all(connection, &mends, &mut check);
        if let Err(error) = rows::lists(self, &mut check) {
            tell(&mut check, format!("not all could be read: {error}"));
        }
        Ok(check)
    }

    /// Asks SQLite about its pages; whether the index of words is wrong.
    fn pages(&self, check: &mut Check) -> rusqlite::Result<bool> {
        let mut index_is_wrong = false;
        let mut rows = self.connection.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let said: String = row.get(0)?;
            if said.contains("FTS5 table main.search") {
                index_is_wrong = true;
            } else if said != "ok" {
                tell(check, said);
            }
        }
        Ok(index_is_wrong)
    }
}

/// Mends what is derived in a library that was put together from what could be saved.
pub(super) fn mend_derived(connection: &Connection) -> rusqlite::Result<()> {
    let (mut mends, mut check) = (Vec::new(), Check::default());
    rows::articles(connection, &mut mends, &mut check)?;
    rows::anchors(connection, &mut mends, &mut check)?;
    rows::places(connection, &mut mends)?;
    mend::all(connection, &mends, &mut check);
    Ok(())
}

fn tell(check: &mut Check, trouble: String) {
    if check.troubles.len() < MOST {
        check.troubles.push(trouble);
    }
}

/// Makes the copies in entries anew.
pub(super) const FOLLOW: &str = "UPDATE entry SET sorted = standing.sorted, unread = standing.read IS NULL FROM standing \
     WHERE standing.article = entry.article";
