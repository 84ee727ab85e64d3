//! The index of words over the current texts of all articles.

use rusqlite::{Connection, ffi, params};

use super::columns;
use crate::article::{Article, CleanText, Source};

/// Puts the words of an article into the index, in place of what it said before unless it `is_new`.
pub(super) fn put(connection: &Connection, row: i64, article: &Article, is_new: bool) -> rusqlite::Result<()> {
    if !is_new {
        connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([row])?;
    }
    let own = match &article.source {
        Source::Url(address) => Some(address.as_str()),
        _ => None,
    };
    let site =
        [article.site.as_deref(), host(article.url.as_deref().or(own))].into_iter().flatten().collect::<Vec<_>>();
    connection
        .prepare_cached("INSERT INTO search (rowid, title, site, body) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![row, article.title.as_deref().unwrap_or(""), site.join(" "), article.text.as_str()])
        .map(drop)
}

/// Makes the index anew from the texts.
pub(super) fn fill(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("INSERT INTO search (search) VALUES ('delete-all')")?;
    let mut rows = connection.prepare(
        "SELECT article.id, source_kind, source, url, title, site, text FROM article \
         JOIN revision ON revision.id = article.revision WHERE text IS NOT NULL",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let mut article = Article::plain(columns::source(row, 1)?, CleanText::kept(row.get(6)?, true));
        article.url = row.get(3)?;
        article.title = columns::line(row, 4)?;
        article.site = columns::line(row, 5)?;
        put(connection, row.get(0)?, &article, true)?;
    }
    Ok(())
}

/// Whether an error is damage of the index alone.
pub(super) fn is_damaged(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _) if failure.extended_code == ffi::SQLITE_CORRUPT_VTAB)
}

fn host(address: Option<&str>) -> Option<&str> {
    let rest = address?.split_once("://")?.1;
    rest.split(['/', '?', '#']).next()?.rsplit('@').next()
}
