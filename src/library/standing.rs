//! How an article stands with the reader: read, starred, kept, and where in a list.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Transaction, params};

use super::articles::Origin;
use super::values::stamp;
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
    let is_page = origin.is_page();
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

/// Writes what tells an article from others, after it was called otherwise.
pub(super) fn retell(transaction: &Transaction<'_>, row: i64, article: &Article) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE standing SET words = ?2 WHERE article = ?1")?
        .execute(params![row, duplicates::words(article)])
        .map(drop)
}

/// What an article is sorted by, in microseconds: when it was published, but not after it was added. A clock that stood
/// before this program was written says nothing about that.
pub(super) fn sorted(published: Option<&str>, added: Timestamp) -> i64 {
    let published = published.and_then(moment);
    let earliest = |published: Timestamp| if is_early(added) { published } else { published.min(added) };
    published.map_or(added, earliest).as_microsecond()
}

/// Whether a clock that says so is wrong: 2020 is before this program.
pub(super) fn is_early(at: Timestamp) -> bool {
    at.as_second() < EARLIEST
}

/// 2020-01-01, in seconds.
const EARLIEST: i64 = 1_577_836_800;

/// The articles of a feed that came while the clock was wrong, before 2020 or after now, came now: what is sorted by that
/// time would stand at the top, or at the end, for ever.
pub(super) fn heal(transaction: &Transaction<'_>, feed: i64, at: Timestamp) -> rusqlite::Result<()> {
    if is_early(at) {
        return Ok(());
    }
    let tomorrow = at.saturating_add(SignedDuration::from_hours(24)).unwrap_or(at);
    let query = "SELECT article.id, published FROM entry JOIN article ON article.id = entry.article \
                 WHERE feed = ?1 AND (added > ?2 OR added < '2020')";
    let wrong = transaction
        .prepare_cached(query)?
        .query_map(params![feed, stamp(tomorrow)], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Option<String>)>>>()?;
    come_now(transaction, wrong, at)
}

/// The same for the articles that the reader added, and all others that are sorted by a wrong clock.
pub(super) fn heal_all(transaction: &Transaction<'_>, at: Timestamp) -> rusqlite::Result<()> {
    if is_early(at) {
        return Ok(());
    }
    let tomorrow = at.saturating_add(SignedDuration::from_hours(24)).unwrap_or(at);
    let query = "SELECT article.id, published FROM standing JOIN article ON article.id = standing.article \
                 WHERE sorted > ?1 OR (sorted < ?2 AND added < '2020')";
    let wrong = transaction
        .prepare_cached(query)?
        .query_map(params![tomorrow.as_microsecond(), EARLIEST * 1_000_000], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Option<String>)>>>()?;
    come_now(transaction, wrong, at)
}

/// Articles, with when they were published, came now.
fn come_now(transaction: &Transaction<'_>, wrong: Vec<(i64, Option<String>)>, at: Timestamp) -> rusqlite::Result<()> {
    for (article, published) in wrong {
        let query = "UPDATE article SET added = ?2, updated = min(updated, ?2), checked = ?2 WHERE id = ?1";
        transaction.prepare_cached(query)?.execute(params![article, stamp(at)])?;
        transaction
            .prepare_cached("UPDATE standing SET sorted = ?2 WHERE article = ?1")?
            .execute(params![article, sorted(published.as_deref(), at)])?;
    }
    Ok(())
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
