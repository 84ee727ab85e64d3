//! What goes of a feed: what is too old or too much, and all of it when its subscription ends.

use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;

use super::feed_values::Retention;
use super::{standing, told};

/// An article that goes only when the reader says so: `?1` is its row.
pub(super) const HELD: &str = "EXISTS (SELECT 1 FROM standing WHERE article = ?1 AND (starred IS NOT NULL OR kept IS NOT NULL)) \
     OR EXISTS (SELECT 1 FROM bookmark WHERE article = ?1)";

/// Lets the entries of a feed go that are too old or too many; how many went.
pub(super) fn apply(
    transaction: &Transaction<'_>,
    feed: i64,
    retention: Retention,
    at: Timestamp,
) -> rusqlite::Result<usize> {
    let list = |query: &str, bound: i64| -> rusqlite::Result<Vec<i64>> {
        transaction.prepare_cached(query)?.query_map([feed, bound], |row| row.get(0))?.collect()
    };
    let mut old = Vec::new();
    if let Some(days) = retention.days
        && is_plausible(transaction, feed, at)?
    {
        let oldest = at.saturating_sub(SignedDuration::from_hours(24 * i64::from(days)));
        let oldest = oldest.map_or(i64::MIN, Timestamp::as_microsecond);
        old = list("SELECT article FROM entry WHERE feed = ?1 AND article IS NOT NULL AND sorted < ?2", oldest)?;
    }
    if let Some(entries) = retention.entries {
        let query = "SELECT article FROM entry WHERE feed = ?1 AND article IS NOT NULL \
                     ORDER BY sorted DESC, article DESC LIMIT -1 OFFSET ?2";
        old.extend(list(query, i64::try_from(entries).unwrap_or(i64::MAX))?);
    }
    old.sort_unstable();
    old.dedup();
    let mut gone = 0;
    for article in old {
        gone += usize::from(forget(transaction, feed, article)?);
    }
    Ok(gone)
}

/// Whether the clock can be right: it is not ten years later than the newest entry that has a date of its own. By a clock
/// that says 2100 everything is too old.
fn is_plausible(transaction: &Transaction<'_>, feed: i64, at: Timestamp) -> rusqlite::Result<bool> {
    let query = "SELECT max(entry.sorted) FROM entry JOIN article ON article.id = entry.article \
                 WHERE feed = ?1 AND published IS NOT NULL AND entry.sorted < ?2";
    let newest: Option<i64> =
        transaction.prepare_cached(query)?.query_row([feed, at.as_microsecond()], |row| row.get(0))?;
    let newest = newest.and_then(|newest| Timestamp::from_microsecond(newest).ok());
    let is_late = newest.is_some_and(|newest| at.duration_since(newest) > SignedDuration::from_hours(24 * 3653));
    Ok(!standing::is_early(at) && !is_late)
}

/// Ends a feed with all that came with it and is not held; how many articles went.
pub(super) fn forget_feed(transaction: &Transaction<'_>, feed: i64) -> rusqlite::Result<usize> {
    let articles = transaction
        .prepare_cached("SELECT article FROM entry WHERE feed = ?1 AND article IS NOT NULL")?
        .query_map([feed], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut gone = 0;
    for article in articles {
        gone += usize::from(forget(transaction, feed, article)?);
    }
    transaction.execute("DELETE FROM feed WHERE id = ?1", [feed])?;
    Ok(gone)
}

/// Takes an article out of a feed, and forgets it if nothing holds it; whether it was forgotten. What is held stays in
/// the feed.
fn forget(transaction: &Transaction<'_>, feed: i64, article: i64) -> rusqlite::Result<bool> {
    let held: bool = transaction.prepare_cached(&format!("SELECT {HELD}"))?.query_row([article], |row| row.get(0))?;
    if held {
        return Ok(false);
    }
    let elsewhere =
        transaction.prepare_cached("SELECT 1 FROM entry WHERE article = ?1 AND feed <> ?2")?.exists([article, feed])?;
    if elsewhere {
        told::leave(transaction, feed, article)?;
        transaction
            .prepare_cached("UPDATE entry SET article = NULL WHERE article = ?1 AND feed = ?2")?
            .execute([article, feed])?;
        return Ok(false);
    }
    transaction.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([article]).map(|gone| gone > 0)
}
