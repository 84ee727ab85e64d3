//! Where reading stopped.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::values::stamp;
use super::{Library, Result, columns};
use crate::article::{Anchor, ArticleId, CharIndex, Offset, Relocation, TextRange};

impl Library {
    /// Keeps where reading stopped: `place` is a byte of `text`, the whole text as it was shown. The library may hold
    /// another one by now: then it is the place in that one that is kept. An article that is not here stays away.
    pub fn save_position(&mut self, article: &ArticleId, text: &str, place: Offset, at: Timestamp) -> Result<()> {
        let (transaction, context) = self.write("keep the reading position")?;
        save(&transaction, article, text, place, at).map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))
    }

    /// Where reading stopped (a byte of the article's current text); None when it was never kept.
    pub fn position(&self, article: &ArticleId) -> Result<Option<Offset>> {
        let context = self.context("read the reading position");
        let query = "SELECT exact, prefix, suffix, start, end, text FROM position \
                     JOIN article ON article.id = position.article \
                     JOIN revision ON revision.id = article.revision WHERE name = ?1";
        let found = self
            .connection
            .query_row(query, [&article.0], |row| Ok((columns::anchor(row, 0)?, row.get::<_, Option<String>>(5)?)))
            .optional()
            .map_err(|error| context.error(error))?;
        let Some((point, Some(text))) = found else { return Ok(None) };
        Ok(Some(locate(None, &text, &point)))
    }
}

fn save(
    transaction: &Transaction<'_>,
    article: &ArticleId,
    text: &str,
    place: Offset,
    at: Timestamp,
) -> rusqlite::Result<()> {
    let point = point(transaction, article, text, place)?;
    transaction
        .execute(
            "INSERT OR REPLACE INTO position (article, start, end, exact, prefix, suffix, saved) \
             SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM article WHERE name = ?1",
            params![article.0, point.start, point.end, point.exact, point.prefix, point.suffix, stamp(at)],
        )
        .map(drop)
}

/// Describes the place `place` of `text` in the text that the library has now of an article.
pub(super) fn point(
    transaction: &Transaction<'_>,
    article: &ArticleId,
    text: &str,
    place: Offset,
) -> rusqlite::Result<Anchor> {
    let query = "SELECT text FROM article JOIN revision ON revision.id = article.revision WHERE name = ?1";
    let current = transaction.query_row(query, [&article.0], |row| row.get::<_, Option<String>>(0)).optional()?;
    let point = Anchor::point(text, place);
    Ok(match current.flatten() {
        Some(current) if current != text => Anchor::point(&current, locate(Some(text), &current, &point)),
        _ => point,
    })
}

/// Carries the position over to an article's new text, while the old one is still there.
pub(super) fn follow(
    transaction: &Transaction<'_>,
    article: i64,
    old: Option<i64>,
    text: &str,
) -> rusqlite::Result<()> {
    let query = "SELECT exact, prefix, suffix, start, end, \
                 (SELECT text FROM revision WHERE id = ?2) FROM position WHERE article = ?1";
    let found = transaction
        .query_row(query, params![article, old], |row| Ok((columns::anchor(row, 0)?, row.get::<_, Option<String>>(5)?)))
        .optional()?;
    let Some((point, old)) = found else { return Ok(()) };
    let point = Anchor::point(text, locate(old.as_deref(), text, &point));
    transaction.execute(
        "UPDATE position SET start = ?2, end = ?3, exact = ?4, prefix = ?5, suffix = ?6 WHERE article = ?1",
        params![article, point.start, point.end, point.exact, point.prefix, point.suffix],
    )?;
    Ok(())
}

/// The point in `text`: where it was if the same words follow there, else where they went, else as far from the
/// beginning as it was.
pub(super) fn locate(old: Option<&str>, text: &str, point: &Anchor) -> Offset {
    let index = CharIndex::new(text);
    let there = index.bytes(point.start, point.end);
    if there.slice(text) == point.exact {
        return there.start();
    }
    Relocation::new(old, text).place(point).range.map_or(there.start(), TextRange::start)
}
