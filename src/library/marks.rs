//! Places that the reader marked with a letter, over all articles.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::params;

use super::error::{LibraryError, Trouble};
use super::values::{Mark, stamp};
use super::{Library, Result, articles, columns, position};
use crate::article::{ArticleId, Offset, Source};

impl Library {
    /// Marks a place with a letter; it no longer marks where it stood before. `place` is a byte of `text`, the whole text as
    /// it was shown: the library may hold another one by now.
    pub fn set_mark(
        &mut self,
        letter: char,
        article: &ArticleId,
        text: &str,
        place: Offset,
        at: Timestamp,
    ) -> Result<()> {
        let (transaction, context) = self.write("keep the mark")?;
        let row = articles::row_of(&transaction, article).map_err(|error| context.error(error))?;
        let row = row.ok_or_else(|| LibraryError::new(context.what, Path::new(&article.0), Trouble::NoArticle))?;
        let point = position::point(&transaction, article, text, place).map_err(|error| context.error(error))?;
        transaction
            .execute(
                "INSERT OR REPLACE INTO mark (letter, article, start, end, exact, prefix, suffix, saved) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    letter.to_string(),
                    row,
                    point.start,
                    point.end,
                    point.exact,
                    point.prefix,
                    point.suffix,
                    stamp(at)
                ],
            )
            .map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))
    }

    /// Takes a mark away; whether there was one.
    pub fn remove_mark(&mut self, letter: char) -> Result<bool> {
        let (transaction, context) = self.write("remove the mark")?;
        let gone = transaction
            .execute("DELETE FROM mark WHERE letter = ?1", [letter.to_string()])
            .map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(gone > 0)
    }

    /// All marks by their letters, where they stand in the texts as they are now.
    pub fn marks(&self) -> Result<Vec<Mark>> {
        let context = self.context("list the marks");
        let query = "SELECT exact, prefix, suffix, start, end, letter, name, source_kind, source, title, text FROM mark \
                     JOIN article ON article.id = mark.article JOIN revision ON revision.id = article.revision \
                     WHERE text IS NOT NULL ORDER BY letter";
        let list = || -> rusqlite::Result<Vec<Mark>> {
            let mark = |row: &rusqlite::Row<'_>| {
                let (letter, text): (String, String) = (row.get(5)?, row.get(10)?);
                let source: Source = columns::source(row, 7)?;
                Ok(Mark {
                    letter: letter.chars().next().unwrap_or(' '),
                    article: ArticleId(row.get(6)?),
                    title: columns::name(row, 9, 10, &source)?,
                    at: position::locate(None, &text, &columns::anchor(row, 0)?),
                })
            };
            self.connection.prepare_cached(query)?.query_map([], mark)?.collect()
        };
        list().map_err(|error| context.error(error))
    }
}
