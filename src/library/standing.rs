//! How an article stands with the reader: read, starred, kept, and where in a list.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, Transaction, params};

use super::articles::Origin;
use super::{columns, duplicates};
use crate::article::{Article, CleanText, Source};

/// Writes what lists ask of an article. An article that is new is unread, and kept if it came with no feed. The text of
/// a page stays one, wherever it is written again from; that of a feed becomes one when another text is read from the
/// page.
pub(super) fn put(
    transaction: &Transaction<'_>,
    row: i64,
    article: &Article,
    origin: Origin,
    has_changed: bool,
    at: Timestamp,
) -> rusqlite::Result<()> {
    let added: String =
        transaction.prepare_cached("SELECT added FROM article WHERE id = ?1")?.query_row([row], |row| row.get(0))?;
    let added: Timestamp = added.parse().unwrap_or(at);
    let is_page = origin == Origin::Page;
    let sorted = sorted(article.published.as_deref(), added);
    let (link, words) = (link(article), duplicates::words(article));
    let known = transaction
        .prepare_cached(
            "UPDATE standing SET sorted = ?2, page = iif(?6, ?3, page), link = ?4, words = ?5 WHERE article = ?1",
        )?
        .execute(params![row, sorted, is_page, link, words, has_changed])?;
    if known > 0 {
        return Ok(());
    }
    transaction
        .prepare_cached(
            "INSERT INTO standing (article, sorted, kept, page, link, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![row, sorted, is_page.then(|| at.as_microsecond()), is_page, link, words])
        .map(drop)
}

/// What an article is sorted by, in microseconds: when it was published, but not after it was added.
pub(super) fn sorted(published: Option<&str>, added: Timestamp) -> i64 {
    published.and_then(moment).map_or(added, |published| published.min(added)).as_microsecond()
}

/// A moment (RFC 3339), or the noon of a day: wherever the reader is, that is the same day (nearly).
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let day = || TimeZone::UTC.to_timestamp(text.parse::<Date>().ok()?.at(12, 0, 0, 0)).ok();
    text.parse().ok().or_else(day)
}

/// The digest of the address of an article's page.
fn link(article: &Article) -> Option<i64> {
    let own = match &article.source {
        Source::Url(address) => Some(address.as_str()),
        _ => None,
    };
    article.url.as_deref().or(own).and_then(duplicates::link)
}

/// Writes anew what is derived from articles that an older version kept.
pub(super) fn fill(connection: &Connection) -> rusqlite::Result<()> {
    let mut rows = connection.prepare(
        "SELECT article.id, source_kind, source, url, title, published, added, text FROM article \
         JOIN revision ON revision.id = article.revision WHERE text IS NOT NULL",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let mut article = Article::plain(columns::source(row, 1)?, CleanText::kept(row.get(7)?, true));
        article.url = row.get(3)?;
        article.title = columns::line(row, 4)?;
        let (published, added): (Option<String>, String) = (row.get(5)?, row.get(6)?);
        let Ok(added) = added.parse() else { continue };
        connection
            .prepare_cached("UPDATE standing SET sorted = ?2, link = ?3, words = ?4 WHERE article = ?1")?
            .execute(params![
                row.get::<_, i64>(0)?,
                sorted(published.as_deref(), added),
                link(&article),
                duplicates::words(&article)
            ])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_newer_than_its_coming() {
        let added: Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
        let sorted = |published| Timestamp::from_microsecond(sorted(published, added)).unwrap().to_string();
        assert_eq!(sorted(Some("2026-03-01T08:00:00+01:00")), "2026-03-01T07:00:00Z");
        assert_eq!(sorted(Some("2026-03-01")), "2026-03-01T12:00:00Z");
        assert_eq!(sorted(Some("2031-01-01")), "2026-03-02T10:00:00Z");
        assert_eq!(sorted(Some("last week")), "2026-03-02T10:00:00Z");
        assert_eq!(sorted(None), "2026-03-02T10:00:00Z");
    }
}
