//! Lists of articles: windows on them, how long they are, who stands next to whom, and what is read.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params, params_from_iter};

use super::error::{LibraryError, Trouble};
use super::query::{self, Query};
use super::selection::Selection;
use super::{Library, Result, articles, columns, find};
use crate::article::{ArticleId, ArticleSummary, Counts, FeedId, Filter, Page};

impl Library {
    /// The rows `from` to `from + count` of a list, the newest first. With a query they are those that it finds, the best
    /// first, each with a snippet; whatever was typed is a query.
    pub fn list(&self, filter: &Filter, from: usize, count: usize) -> Result<Page> {
        let context = self.context("list the articles");
        let page = match Query::new(&filter.query, &self.zone) {
            query if query.any.is_empty() => self.window(filter, from, count),
            query => self.searched(filter, &query, from, count),
        };
        page.map_err(|error| context.error(error))
    }

    /// How many words of a query are looked for, if that is not all of it.
    pub fn is_cut(&self, query: &str) -> Option<usize> {
        Query::new(query, &self.zone).is_cut.then_some(query::MOST_WORDS)
    }

    fn window(&self, filter: &Filter, from: usize, count: usize) -> rusqlite::Result<Page> {
        let mut selection = Selection::new(filter);
        let total = self.total(filter, &selection)?;
        // The rows before a window are gone through, so what stands nearer to the end is read from there.
        let back = from > total / 2;
        let take = if back { count.min(total.saturating_sub(from)) } else { count };
        let skip = if back { total.saturating_sub(from).saturating_sub(take) } else { from };
        let number = |number: usize| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let (limit, offset) = (selection.value(number(take)), selection.value(number(skip)));
        let query = format!(
            "WITH wanted (id) AS MATERIALIZED ({} LIMIT {limit} OFFSET {offset}) \
             SELECT {} FROM wanted CROSS JOIN {} WHERE article.id = wanted.id",
            selection.rows(back),
            columns::SUMMARY,
            columns::SUMMARY_FROM
        );
        let mut rows = self
            .connection
            .prepare_cached(&query)?
            .query_map(params_from_iter(&selection.values), columns::summary)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if back {
            rows.reverse();
        }
        Ok(Page { from, rows, total })
    }

    /// An article as lists show it.
    pub fn summary(&self, id: &ArticleId) -> Result<ArticleSummary> {
        let context = self.context("look at the article");
        let query = format!("SELECT {} FROM {} WHERE article.name = ?1", columns::SUMMARY, columns::SUMMARY_FROM);
        let found = self
            .connection
            .prepare_cached(&query)
            .and_then(|mut statement| statement.query_row([&id.0], columns::summary).optional())
            .map_err(|error| context.error(error))?;
        found.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoArticle))
    }

    /// How much there is of what.
    pub fn counts(&self) -> Result<Counts> {
        let context = self.context("count the articles");
        let query = "SELECT (SELECT count(*) FROM standing), (SELECT count(*) FROM standing WHERE read IS NULL), \
                     (SELECT count(*) FROM standing WHERE starred IS NOT NULL), \
                     (SELECT count(*) FROM standing WHERE kept IS NOT NULL), \
                     (SELECT count(*) FROM (SELECT DISTINCT article FROM bookmark WHERE removed IS NULL) AS marked \
                      JOIN standing ON standing.article = marked.article)";
        self.connection
            .prepare_cached(query)
            .and_then(|mut statement| {
                statement.query_row([], |row| {
                    Ok(Counts {
                        all: row.get(0)?,
                        unread: row.get(1)?,
                        starred: row.get(2)?,
                        kept: row.get(3)?,
                        bookmarked: row.get(4)?,
                    })
                })
            })
            .map_err(|error| context.error(error))
    }

    /// The article that stands before or after one in a list, with `unread` the next that was not read yet. `of` need
    /// not stand in the list any more.
    pub fn neighbour(&self, filter: &Filter, of: &ArticleId, back: bool, unread: bool) -> Result<Option<ArticleId>> {
        let context = self.context("find the next article");
        let query = Query::new(&filter.query, &self.zone);
        if !query.any.is_empty() {
            let found = self.next_found(filter, &query, of, back, unread);
            return found.map_err(|error| context.error(error));
        }
        let mut filter = filter.clone();
        filter.unread |= unread;
        let mut selection = Selection::new(&filter);
        let place = self
            .connection
            .query_row(
                "SELECT sorted, id FROM standing JOIN article ON article.id = standing.article WHERE name = ?1",
                [&of.0],
                |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
            )
            .optional()
            .map_err(|error| context.error(error))?;
        let Some((sorted, id)) = place else { return Ok(None) };
        let side = if back { ">" } else { "<" };
        selection.conditions.push(format!("(listed.sorted, listed.article) {side} (?, ?)"));
        selection.values.extend([Value::Integer(sorted), Value::Integer(id)]);
        let query = format!("SELECT name FROM article WHERE id = ({} LIMIT 1)", selection.rows(back));
        let found = self
            .connection
            .prepare_cached(&query)
            .and_then(|mut statement| {
                statement.query_row(params_from_iter(&selection.values), |row| row.get(0)).optional()
            })
            .map_err(|error| context.error(error))?;
        Ok(found.map(ArticleId))
    }

    /// How many rows of a list stand before an article, and whether it is a row of the list itself. None for an
    /// article that has no place: it is not here, or the list is sorted by how well it fits a search.
    pub fn place_in(&self, filter: &Filter, of: &ArticleId) -> Result<Option<(usize, bool)>> {
        let context = self.context("find the article's place");
        if !filter.query.is_empty() {
            return Ok(None);
        }
        let place = self
            .connection
            .query_row(
                "SELECT sorted, id FROM standing JOIN article ON article.id = standing.article WHERE name = ?1",
                [&of.0],
                |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
            )
            .optional()
            .map_err(|error| context.error(error))?;
        let Some((sorted, id)) = place else { return Ok(None) };
        let count = |condition: &str, values: &[i64]| {
            let mut selection = Selection::new(filter);
            selection.conditions.push(condition.to_owned());
            selection.values.extend(values.iter().map(|value| Value::Integer(*value)));
            let mut statement = self.connection.prepare_cached(&selection.count())?;
            statement.query_row(params_from_iter(&selection.values), |row| row.get::<_, usize>(0))
        };
        let before = count("(listed.sorted, listed.article) > (?, ?)", &[sorted, id]);
        let itself = count("listed.article = ?", &[id]);
        before.and_then(|before| Ok(Some((before, itself? > 0)))).map_err(|error| context.error(error))
    }

    /// Marks articles as read or unread; how many were not so before.
    pub fn set_read(&mut self, ids: &[ArticleId], read: bool, at: Timestamp) -> Result<usize> {
        let (transaction, context) = self.write("mark the articles")?;
        let mark = || -> rusqlite::Result<usize> {
            let mut statement = transaction.prepare_cached(
                "UPDATE standing SET read = iif(?2, ?3, NULL) \
                 WHERE article = (SELECT id FROM article WHERE name = ?1) AND (read IS NULL) = ?2",
            )?;
            let mut marked = 0;
            for id in ids {
                marked += statement.execute(params![id.0, read, at.as_microsecond()])?;
            }
            Ok(marked)
        };
        let marked = mark().map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(marked)
    }

    /// Marks a whole list as read; those that were unread, so that [`Library::set_read`] can undo it.
    pub fn read_all(&mut self, filter: &Filter, at: Timestamp) -> Result<Vec<ArticleId>> {
        let filter = Filter { unread: true, ..filter.clone() };
        let query = Query::new(&filter.query, &self.zone);
        let (transaction, context) = self.write("mark the articles")?;
        let mark = || -> rusqlite::Result<Vec<ArticleId>> {
            let rows = if query.any.is_empty() {
                let selection = Selection::new(&filter);
                transaction
                    .prepare(&selection.rows(false))?
                    .query_map(params_from_iter(&selection.values), |row| row.get(0))?
                    .collect::<rusqlite::Result<Vec<i64>>>()?
            } else {
                find::matches(&transaction, &filter, &query)?
            };
            let mut statement = transaction.prepare_cached("UPDATE standing SET read = ?2 WHERE article = ?1")?;
            let mut name = transaction.prepare_cached("SELECT name FROM article WHERE id = ?1")?;
            let mut marked = Vec::with_capacity(rows.len());
            for row in rows {
                statement.execute([row, at.as_microsecond()])?;
                marked.push(ArticleId(name.query_row([row], |row| row.get(0))?));
            }
            Ok(marked)
        };
        let marked = mark().map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(marked)
    }

    /// Gives an article a star, or takes it away.
    pub fn set_starred(&mut self, id: &ArticleId, starred: bool, at: Timestamp) -> Result<()> {
        let (transaction, context) = self.write("mark the article")?;
        let row = articles::row_of(&transaction, id).map_err(|error| context.error(error))?;
        let row = row.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoArticle))?;
        transaction
            .execute(
                "UPDATE standing SET starred = iif(?2, coalesce(starred, ?3), NULL) WHERE article = ?1",
                params![row, starred, at.as_microsecond()],
            )
            .map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))
    }

    /// The feeds that an article came with, the first first.
    pub fn feeds_of(&self, id: &ArticleId) -> Result<Vec<FeedId>> {
        let context = self.context("list the feeds");
        let query = "SELECT feed.name FROM entry JOIN feed ON feed.id = entry.feed \
                     JOIN article ON article.id = entry.article WHERE article.name = ?1 ORDER BY entry.id";
        self.connection
            .prepare_cached(query)
            .and_then(|mut statement| statement.query_map([&id.0], |row| Ok(FeedId(row.get(0)?)))?.collect())
            .map_err(|error| context.error(error))
    }
}
