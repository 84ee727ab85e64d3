//! Saves what can be read of a damaged library into a new one, row by row, bookmarks first.

use std::path::Path;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OpenFlags, Row, params, params_from_iter};

use super::backup;
use super::error::{LibraryError, Trouble};
use super::{Library, Result, bookmarks, check, migrate, open, search, standing};
use crate::article::revision;

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

/// Rows between two readable ones that are looked for one by one.
const LONGEST_GAP: i64 = 200_000;

/// What was saved of a damaged library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Articles that have a text.
    pub articles: usize,
    /// Feeds.
    pub feeds: usize,
    /// Bookmarks.
    pub bookmarks: usize,
    /// What could not be read or is not what it was, a sentence each, without full stop.
    pub lost: Vec<String>,
}

impl Library {
    /// Saves what can be read of the library at `path` into a new one at `into`, where nothing may stand yet. The damaged
    /// file is only read.
    pub fn recover(path: &Path, into: &Path) -> Result<Recovered> {
        let from = |error: rusqlite::Error| LibraryError::from_sqlite(WHAT, path, &error);
        let to = |error: rusqlite::Error| LibraryError::from_sqlite(WHAT, into, &error);
        if into.symlink_metadata().is_ok() {
            return Err(LibraryError::new(WHAT, into, Trouble::Exists));
        }
        open::regular(WHAT, path)?;
        let damaged =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
                .map_err(from)?;
        open::whose(&damaged).map_err(from)?.map_err(|trouble| LibraryError::new(WHAT, path, trouble))?;

        let pending = backup::begin(WHAT, path, into, false)?;
        let mut new = Connection::open(backup::name(WHAT, &pending, into)?).map_err(to)?;
        migrate::up(&mut new).map_err(to)?;
        new.pragma_update(None, "foreign_keys", "OFF").map_err(to)?;
        let recovered = save(&damaged, &mut new).map_err(to)?;
        new.close().map_err(|(_, error)| to(error))?;
        pending.place().map_err(|error| LibraryError::from_write(WHAT, into, error))?;
        Ok(recovered)
    }
}

fn save(damaged: &Connection, new: &mut Connection) -> rusqlite::Result<Recovered> {
    let mut recovered = Recovered::default();
    let transaction = new.transaction()?;
    for (table, called) in TABLES {
        let columns = columns(&transaction, damaged, table)?;
        if columns.is_empty() {
            // A library of an older version has not got it.
            continue;
        }
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({marks})", columns.join(", "));
        let mut insert = transaction.prepare(&insert)?;
        let mut refused = 0usize;
        // A row that no library can hold is as lost as one that cannot be read.
        let unread = read(damaged, table, &columns, &mut |values| {
            refused += usize::from(insert.execute(params_from_iter(values)).is_err());
        });
        match (unread, refused) {
            (Unread::None, 0) => {}
            (Unread::None, count) => recovered.lost.push(format!("{called}: {count} are damaged")),
            (Unread::Some, _) => recovered.lost.push(format!("{called}: not all could be read")),
            (Unread::All, _) => recovered.lost.push(format!("{called}: none could be read")),
        }
    }
    transaction.execute_batch(JOIN)?;
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
    recovered.articles = count("SELECT count(*) FROM standing")?;
    recovered.feeds = count("SELECT count(*) FROM feed")?;
    recovered.bookmarks = count("SELECT count(*) FROM bookmark")?;
    Ok(recovered)
}

/// How much of a table could not be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unread {
    None,
    Some,
    All,
}

/// The columns that a table has in both libraries.
fn columns(new: &Connection, damaged: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let names = |connection: &Connection| -> rusqlite::Result<Vec<String>> {
        connection.prepare("SELECT name FROM pragma_table_info(?1)")?.query_map([table], |row| row.get(0))?.collect()
    };
    let known = names(damaged).unwrap_or_default();
    Ok(names(new)?.into_iter().filter(|name| known.contains(name)).collect())
}

/// Reads the rows of a table from both ends, and what lies between row by row.
fn read(damaged: &Connection, table: &str, columns: &[String], each: &mut dyn FnMut(Vec<Value>)) -> Unread {
    let list = columns.join(", ");
    let has_rows = damaged.prepare(&format!("SELECT rowid FROM {table} LIMIT 0")).is_ok();
    let key = if has_rows { "rowid" } else { "0" };
    let order = if has_rows { "rowid".to_owned() } else { list.clone() };
    let query = |end: &str| format!("SELECT {key}, {list} FROM {table} NOT INDEXED {end}");
    let descending = order.split(", ").map(|column| format!("{column} DESC")).collect::<Vec<_>>().join(", ");

    let forward = scan(damaged, &query(&format!("ORDER BY {order}")), i64::MIN, each);
    let Err(last) = forward else { return Unread::None };
    let back = scan(damaged, &query(&format!("ORDER BY {descending}")), last, each);
    let first = back.unwrap_or(i64::MAX);
    if !has_rows {
        return Unread::Some;
    }
    let (from, to) =
        (last.max(0), if first == i64::MAX || first == i64::MIN { last.max(0) + LONGEST_GAP } else { first });
    let mut found = last > i64::MIN || first < i64::MAX;
    if let Ok(mut one) = damaged.prepare(&query("WHERE rowid = ?1")) {
        for row in from + 1..to.min(from + LONGEST_GAP) {
            if let Ok(values) = one.query_row([row], |row| values(row, columns.len())) {
                each(values);
                found = true;
            }
        }
    }
    if found { Unread::Some } else { Unread::All }
}

/// Reads rows until one cannot be read or was read before (`stop` or below). Ok is the last number when all were read;
/// Err is it when not.
fn scan(
    damaged: &Connection,
    query: &str,
    stop: i64,
    each: &mut dyn FnMut(Vec<Value>),
) -> std::result::Result<i64, i64> {
    let mut last = if stop == i64::MIN { i64::MIN } else { i64::MAX };
    let Ok(mut statement) = damaged.prepare(query) else { return Err(last) };
    let count = statement.column_count() - 1;
    let Ok(mut rows) = statement.query([]) else { return Err(last) };
    loop {
        match rows.next() {
            Ok(None) => return Ok(last),
            Ok(Some(row)) => {
                let number = row.get(0).unwrap_or(last);
                if stop != i64::MIN && number <= stop && number != 0 {
                    return Ok(last);
                }
                if let Ok(values) = values(row, count) {
                    each(values);
                }
                last = number;
            }
            Err(_) if stop == i64::MIN => return Err(last),
            Err(_) => return Ok(last),
        }
    }
}

/// The values of a row after its number; what is no text any more becomes one.
fn values(row: &Row<'_>, count: usize) -> rusqlite::Result<Vec<Value>> {
    (1..=count)
        .map(|at| {
            Ok(match row.get_ref(at)? {
                ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
                other => Value::try_from(other)?,
            })
        })
        .collect()
}

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
    let texts = connection
        .prepare(
            "SELECT article.id, text FROM article JOIN revision ON revision.id = article.revision \
             WHERE text IS NOT NULL AND article.id IN (SELECT article FROM bookmark)",
        )?
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (article, text) in texts {
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
