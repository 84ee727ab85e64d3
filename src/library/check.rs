//! Whether a library is sound, all of it; what is derived and wrong is made anew.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{LibraryError, Trouble};
use super::{Context, Library, Result, columns, placing, search, told};
use crate::article::revision;

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
    /// Checks the library at `path`, which must be there. The index of words and the copies that lists read are made
    /// anew if they are wrong; nothing else is changed.
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
        let index_is_wrong = self.pages(&mut check)?;
        let count = |query: &str| self.connection.query_row(query, [], |row| row.get::<_, usize>(0));
        check.articles = count("SELECT count(*) FROM article")?;
        check.feeds = count("SELECT count(*) FROM feed")?;
        check.bookmarks = count("SELECT count(*) FROM bookmark WHERE removed IS NULL")?;
        let mut broken = self.connection.prepare("PRAGMA foreign_key_check")?;
        let mut broken = broken.query([])?;
        while let Some(row) = broken.next()? {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            tell(&mut check, format!("a row of {table} belongs to a row of {parent} that is not there"));
        }
        texts(&self.connection, &mut check)?;
        anchors(&self.connection, &mut check)?;
        let unindexed =
            count("SELECT count(*) FROM standing WHERE NOT EXISTS (SELECT 1 FROM search_docsize WHERE id = article)")?
                + count(
                    "SELECT count(*) FROM search_docsize WHERE NOT EXISTS (SELECT 1 FROM standing WHERE article = id)",
                )?;
        let stale = count(
            "SELECT count(*) FROM entry JOIN standing ON standing.article = entry.article \
             WHERE entry.sorted <> standing.sorted OR entry.unread <> (standing.read IS NULL)",
        )?;
        let untold = count(told::WRONG)?;
        if check.is_sound() && (index_is_wrong || unindexed > 0 || stale > 0 || untold > 0) {
            let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            mend(&transaction, index_is_wrong || unindexed > 0, stale > 0, &mut check)?;
            if untold > 0 {
                transaction.execute_batch(told::MEND)?;
                check.mended.push("which feed says what was wrong and is told anew".to_owned());
            }
            transaction.commit()?;
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

fn tell(check: &mut Check, trouble: String) {
    if check.troubles.len() < MOST {
        check.troubles.push(trouble);
    }
}

/// Texts are what they are named after.
fn texts(connection: &Connection, check: &mut Check) -> rusqlite::Result<()> {
    let mut rows = connection.prepare(
        "SELECT name, digest, text FROM revision JOIN article ON article.id = revision.article WHERE text IS NOT NULL",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let (name, digest, text): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if revision(&text) != digest {
            tell(check, format!("a text of article {name} is not the one that was kept"));
        }
    }
    Ok(())
}

/// Passages stand in the texts that they were selected in.
fn anchors(connection: &Connection, check: &mut Check) -> rusqlite::Result<()> {
    let mut rows = connection.prepare(
        "SELECT exact, prefix, suffix, start, end, name, text FROM bookmark \
         JOIN revision ON revision.id = bookmark.revision WHERE text IS NOT NULL",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(6)?;
        if !placing::fits(&columns::anchor(row, 0)?, &text) {
            tell(check, format!("bookmark {} does not stand in its text", row.get::<_, String>(5)?));
        }
    }
    Ok(())
}

fn mend(transaction: &Transaction<'_>, index: bool, entries: bool, check: &mut Check) -> rusqlite::Result<()> {
    if index {
        search::fill(transaction)?;
        check.mended.push("the index of words was damaged and is made anew".to_owned());
    }
    if entries {
        transaction.execute_batch(FOLLOW)?;
        check.mended.push("the counts of feeds were wrong and are made anew".to_owned());
    }
    Ok(())
}

/// Makes the copies in entries anew.
pub(super) const FOLLOW: &str = "UPDATE entry SET sorted = standing.sorted, unread = standing.read IS NULL FROM standing \
     WHERE standing.article = entry.article";
