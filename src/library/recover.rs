//! Saves what can be read of a damaged library into a new one, bookmarks first.
//!
//! The damaged file is only read: all is done on a [`copy`]. What SQLite can read there is taken first ([`tables`]). If that
//! is not all, every page is looked at by itself ([`salvage`]): rows stand whole on their pages ([`pages`], [`record`]) even
//! where the trees or the schema that lead to them are gone; their [`shape`] tells the table.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params};

use super::backup;
use super::error::{LibraryError, Trouble};
use super::{Library, Result, bookmarks, check, migrate, open, search, standing};
use crate::article::revision;

mod copy;
mod log;
mod pages;
mod record;
mod salvage;
mod shape;
mod tables;
#[cfg(test)]
mod tests;
mod trees;

const WHAT: &str = "recover the library";

/// The tables, in the order in which they are saved, with what a row of them is called.
const TABLES: &[(&str, &str)] = &[
    ("bookmark", "bookmarks"),
    ("bookmark_tag", "tags of bookmarks"),
    ("placed", "places chosen by hand"),
    ("article", "articles"),
    ("revision", "texts"),
    ("feed", "feeds"),
    ("feed_tag", "tags of feeds"),
    ("entry", "entries of feeds"),
    ("standing", "marks of articles"),
    ("told", "words of feeds"),
    ("position", "reading positions"),
    ("mark", "marks"),
    ("not_place", "names that are no places"),
];

/// What was saved of a damaged library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Articles, with those that are known by their bookmarks only.
    pub articles: usize,
    /// Feeds.
    pub feeds: usize,
    /// Bookmarks, without removed ones.
    pub bookmarks: usize,
    /// What could not be read or is not what it was, a sentence each, without full stop.
    pub lost: Vec<String>,
}

impl Library {
    /// Saves what can be read of the library at `path` into a new one at `into`, where nothing may stand yet. The damaged
    /// file is only read, and that it may be read is enough. An error if nothing at all can be saved.
    pub fn recover(path: &Path, into: &Path) -> Result<Recovered> {
        let from = |error: std::io::Error| LibraryError::from_io(WHAT, path, &error);
        let to = |error: rusqlite::Error| LibraryError::from_sqlite(WHAT, into, &error);
        if into.symlink_metadata().is_ok() {
            return Err(LibraryError::new(WHAT, into, Trouble::Taken));
        }
        if !open::regular(WHAT, path)? {
            return Err(from(std::io::ErrorKind::NotFound.into()));
        }
        let pending = backup::begin(WHAT, path, into, false)?;
        let copy = pending.path().with_file_name("damaged");
        copy::make(path, &copy).map_err(from)?;
        let wrong = copy::settle(&copy).map_err(from)?;
        let damaged = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(to)?;
        if let Some(trouble) = refused(&damaged) {
            return Err(LibraryError::new(WHAT, path, trouble));
        }

        let mut new = Connection::open(backup::name(WHAT, &pending, into)?).map_err(to)?;
        migrate::up(&mut new).map_err(to)?;
        new.pragma_update(None, "foreign_keys", "OFF").map_err(to)?;
        let mut pages = pages::Pages::open(&copy).map_err(from)?;
        let recovered = save(&damaged, &mut pages, wrong, &mut new).map_err(to)?;
        new.close().map_err(|(_, error)| to(error))?;
        if let Some(why) = recovered.lost.first().filter(|_| recovered.is_nothing()) {
            return Err(LibraryError::new(WHAT, path, Trouble::Lost { why: why.clone() }));
        }
        pending.place().map_err(|error| LibraryError::from_write(WHAT, into, error))?;
        Ok(recovered)
    }
}

impl Recovered {
    fn is_nothing(&self) -> bool {
        self.articles + self.feeds + self.bookmarks == 0
    }
}

/// Why a file is not read: another program's, or a newer version's. One that holds our tables is ours, whatever its header
/// says; one that cannot be read is looked at page by page.
fn refused(damaged: &Connection) -> Option<Trouble> {
    let query = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' \
                 AND name IN ('article', 'revision', 'bookmark', 'bookmark_tag')";
    match open::whose(damaged) {
        Ok(Err(Trouble::Foreign)) if damaged.query_row(query, [], |row| row.get(0)) == Ok(4) => None,
        Ok(Err(trouble)) => Some(trouble),
        Ok(Ok(_)) | Err(_) => None,
    }
}

/// What SQLite has to say of a file, but for the index of words, which is made anew.
fn complaint(damaged: &Connection) -> Option<String> {
    let ask = || -> rusqlite::Result<Option<String>> {
        let mut rows = damaged.prepare("PRAGMA integrity_check(20)")?;
        let said = rows.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(said.into_iter().find(|said| said != "ok" && !said.contains("FTS5 table main.search")))
    };
    ask().unwrap_or_else(|error| Some(error.to_string()))
}

/// Takes all rows that can be read; what is lost of them.
fn rows(damaged: &Connection, pages: &mut pages::Pages, new: &Connection) -> rusqlite::Result<Vec<String>> {
    let states = tables::all(damaged, new)?;
    let complaint = complaint(damaged);
    let found = if complaint.is_none() && states.iter().all(|state| state.is_whole && state.refused == 0) {
        Vec::new()
    } else {
        salvage::all(pages, new)?
    };
    let mut lost = Vec::new();
    // Where the list of tables cannot be read, each of them looks lost, those that were empty too.
    let is_readable = states.iter().any(|state| state.is_whole);
    for (at, ((table, called), state)) in TABLES.iter().zip(&states).enumerate() {
        let found = found.get(at).copied().unwrap_or_default();
        let is_empty = !new.prepare(&format!("SELECT 1 FROM {table}"))?.exists([])?;
        match (state.is_whole || !is_readable, found.saved) {
            (true, _) => {}
            (false, 0) if is_empty => lost.push(format!("{called}: none could be read")),
            (false, 0) => lost.push(format!("{called}: not all could be read")),
            (false, count) => lost.push(format!("{called}: {count} were found page by page, others may be lost")),
        }
        let damaged = state.refused.max(found.broken);
        if damaged > 0 {
            lost.push(format!("{called}: {damaged} are damaged"));
        }
    }
    if let Some(complaint) = complaint.filter(|_| lost.is_empty()) {
        lost.push(format!("perhaps some rows, which cannot be told: the file is damaged ({complaint})"));
    }
    Ok(lost)
}

fn save(
    damaged: &Connection,
    pages: &mut pages::Pages,
    wrong: Vec<&'static str>,
    new: &mut Connection,
) -> rusqlite::Result<Recovered> {
    let mut recovered = Recovered::default();
    let transaction = new.transaction()?;
    recovered.lost.extend(wrong.into_iter().map(str::to_owned));
    recovered.lost.extend(rows(damaged, pages, &transaction)?);
    let without = || transaction.query_row(WITHOUT_TEXT, [], |row| row.get::<_, usize>(0));
    let before = without()?;
    for table in ["bookmark", "placed", "position", "mark"] {
        // A passage without a place is looked for by its words from the beginning.
        transaction.execute_batch(&format!(
            "UPDATE {table} SET start = 0, end = length(exact) WHERE start < 0 OR end < start OR end > 4294967295"
        ))?;
    }
    transaction.execute_batch(JOIN)?;
    let lost = without()?.saturating_sub(before);
    if lost > 0 {
        recovered.lost.push(format!("articles: {lost} have lost their text"));
    }
    transaction.execute_batch(STAND)?;
    transaction.execute_batch(DROP)?;
    let changed = name_texts(&transaction)?;
    if changed > 0 {
        recovered.lost.push(format!("texts: {changed} are not what they were"));
    }
    standing::fill(&transaction)?;
    transaction.execute_batch(check::FOLLOW)?;
    search::fill(&transaction)?;
    transaction.commit()?;
    check::mend_derived(new)?;
    place(new)?;
    let count = |query: &str| new.query_row(query, [], |row| row.get::<_, usize>(0));
    recovered.articles = count("SELECT count(*) FROM article")?;
    recovered.feeds = count("SELECT count(*) FROM feed")?;
    recovered.bookmarks = count("SELECT count(*) FROM bookmark WHERE removed IS NULL")?;
    Ok(recovered)
}

/// Articles without a text.
const WITHOUT_TEXT: &str = "SELECT count(*) FROM article WHERE revision IS NULL";

/// Articles with a text have a row for lists; one whose row was lost was added by the reader, and read.
pub(super) const STAND: &str = "
    INSERT OR IGNORE INTO standing (article, sorted, read, kept, page)
        SELECT id, coalesce(unixepoch(added), 0) * 1000000, coalesce(unixepoch(added), 0) * 1000000,
               coalesce(unixepoch(added), 0) * 1000000, 1
        FROM article WHERE revision IS NOT NULL;
";

/// Joins what was torn apart: bookmarks keep an article and a revision, if only in name.
const JOIN: &str = "
    INSERT OR IGNORE INTO article (id, name, source_kind, source, title, added, updated, checked)
        SELECT article, 'lost-' || article, 'stdin', 'lost-' || article, 'Article that was lost',
               min(created), min(created), min(created)
        FROM bookmark WHERE article NOT IN (SELECT id FROM article) GROUP BY article;
    INSERT OR IGNORE INTO revision (id, article, digest, kept)
        SELECT revision, article, 'sha256:lost-' || revision, min(created)
        FROM bookmark WHERE revision NOT IN (SELECT id FROM revision) GROUP BY revision;
    DELETE FROM revision WHERE article NOT IN (SELECT id FROM article);
    DELETE FROM bookmark WHERE revision NOT IN (SELECT id FROM revision);
    DELETE FROM bookmark_tag WHERE bookmark NOT IN (SELECT id FROM bookmark);
    DELETE FROM placed WHERE bookmark NOT IN (SELECT id FROM bookmark) OR revision NOT IN (SELECT id FROM revision);
    UPDATE feed SET folders = '[]' WHERE CASE
        WHEN NOT json_valid(folders) THEN TRUE
        WHEN json_type(folders) <> 'array' THEN TRUE
        ELSE EXISTS (SELECT 1 FROM json_each(folders) WHERE type <> 'text') END;
    UPDATE article SET blocks = '[]' WHERE NOT json_valid(blocks);
    UPDATE article SET links = '[]' WHERE NOT json_valid(links);
    UPDATE article SET aside = '[]' WHERE NOT json_valid(aside);
    UPDATE article SET blocks = '[]', links = '[]',
        revision = (SELECT max(id) FROM revision WHERE revision.article = article.id AND text IS NOT NULL)
        WHERE revision IS NULL OR revision NOT IN (SELECT id FROM revision WHERE text IS NOT NULL);
    DELETE FROM standing WHERE article NOT IN (SELECT id FROM article WHERE revision IS NOT NULL);
    DELETE FROM position WHERE article NOT IN (SELECT id FROM article);
    DELETE FROM mark WHERE article NOT IN (SELECT id FROM article);
    DELETE FROM feed_tag WHERE feed NOT IN (SELECT id FROM feed);
    DELETE FROM entry WHERE feed NOT IN (SELECT id FROM feed);
";

/// An entry whose article was lost was not removed by anybody: with the next reading of its feed it comes back, and so does
/// one of which nothing is left.
const DROP: &str = "
    DELETE FROM entry WHERE article NOT IN (SELECT id FROM standing JOIN article ON id = article);
    DELETE FROM told WHERE entry NOT IN (SELECT id FROM entry WHERE article IS NOT NULL)
        OR NOT json_valid(blocks) OR NOT json_valid(links);
    UPDATE feed SET etag = NULL, last_modified = NULL, digest = NULL;
";

/// Names texts by what they hold; how many held something else than they were named after. Where the parts of such a text
/// stand is not known any more.
fn name_texts(connection: &Connection) -> rusqlite::Result<usize> {
    let texts = connection
        .prepare("SELECT id, digest, text FROM revision WHERE text IS NOT NULL")?
        .query_map([], |row| {
            let (id, digest, text): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let is = revision(&text);
            Ok((id, is.clone(), is != digest))
        })?
        .filter(|row| row.as_ref().map_or(true, |(_, _, differs)| *differs))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (id, digest, _) in &texts {
        connection.execute("UPDATE OR IGNORE revision SET digest = ?2 WHERE id = ?1", params![id, digest])?;
        connection.execute("UPDATE article SET blocks = '[]', links = '[]' WHERE revision = ?1", [id])?;
    }
    Ok(texts.len())
}

/// Finds all bookmarks in the texts as they are now.
fn place(connection: &Connection) -> rusqlite::Result<()> {
    let articles = connection
        .prepare("SELECT DISTINCT article FROM bookmark WHERE article IN (SELECT article FROM standing)")?
        .query_map([], |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    // One text at a time: all of them may be more than the memory holds.
    let query = "SELECT text FROM article JOIN revision ON revision.id = article.revision WHERE article.id = ?1";
    for article in articles {
        let text: String = connection.query_row(query, [article], |row| row.get(0))?;
        bookmarks::place_all(connection, article, &text)?;
    }
    // Without a text there is no place.
    connection
        .execute(
            "UPDATE bookmark SET status = 'orphan', score = 0, place_start = NULL, place_end = NULL \
             WHERE article NOT IN (SELECT article FROM standing)",
            [],
        )
        .map(drop)
}
