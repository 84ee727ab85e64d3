//! Lists of articles: windows on them, how long they are, who stands next to whom, and what is read.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params, params_from_iter};

use super::error::{LibraryError, Trouble};
use super::{Library, Result, articles, columns};
use crate::article::{ArticleId, Counts, FeedId, Filter, Page, Scope};

impl Library {
    /// The rows `from` to `from + count` of a list, the newest first; of a search the best first.
    pub fn list(&self, filter: &Filter, from: usize, count: usize) -> Result<Page> {
        let context = self.context("list the articles");
        let selection = Selection::new(filter);
        let read = || -> rusqlite::Result<Page> {
            let total = self
                .connection
                .prepare_cached(&selection.count())?
                .query_row(params_from_iter(&selection.values), |row| row.get(0))?;
            let query = format!(
                "WITH wanted (id) AS MATERIALIZED ({} LIMIT {count} OFFSET {from}) \
                 SELECT {} FROM wanted CROSS JOIN {} WHERE article.id = wanted.id",
                selection.rows(false),
                columns::SUMMARY,
                columns::SUMMARY_FROM
            );
            let rows = self
                .connection
                .prepare_cached(&query)?
                .query_map(params_from_iter(&selection.values), columns::summary)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(Page { from, rows, total })
        };
        read().map_err(|error| context.error(error))
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
        let (transaction, context) = self.write("mark the articles")?;
        let filter = Filter { unread: true, ..filter.clone() };
        let mut selection = Selection::new(&filter);
        let mark = |selection: &mut Selection| -> rusqlite::Result<Vec<ArticleId>> {
            let query = format!("SELECT id, name FROM article WHERE id IN ({})", selection.rows(false));
            let found = transaction
                .prepare(&query)?
                .query_map(params_from_iter(&selection.values), |row| {
                    Ok((row.get::<_, i64>(0)?, ArticleId(row.get(1)?)))
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut statement = transaction.prepare_cached("UPDATE standing SET read = ?2 WHERE article = ?1")?;
            for (row, _) in &found {
                statement.execute([*row, at.as_microsecond()])?;
            }
            Ok(found.into_iter().map(|(_, id)| id).collect())
        };
        let marked = mark(&mut selection).map_err(|error| context.error(error))?;
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

/// A filter as a query: which rows of which table.
struct Selection {
    /// The table that lists them in order; it is called `listed` and has the columns sorted and article.
    table: &'static str,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Selection {
    fn new(filter: &Filter) -> Self {
        let mut new = Self { table: "standing", conditions: Vec::new(), values: Vec::new() };
        match &filter.scope {
            Scope::All => {}
            Scope::Feed(id) => {
                new.table = "entry";
                new.add(
                    "listed.article IS NOT NULL AND listed.feed = (SELECT id FROM feed WHERE name = ?)",
                    id.0.clone(),
                );
            }
            Scope::Folder(folders) => {
                // The folder itself and what is in it: the same JSON up to its last bracket.
                let inside = serde_json::to_string(folders).unwrap_or_default();
                let inside = inside.trim_end_matches(']').to_owned();
                new.add(
                    "EXISTS (SELECT 1 FROM entry JOIN feed ON feed.id = entry.feed WHERE entry.article = listed.article \
                     AND (?1 = '[' OR folders = ?1 || ']' OR substr(folders, 1, length(?1) + 1) = ?1 || ','))",
                    inside,
                );
            }
            Scope::Kept => new.conditions.push("listed.kept IS NOT NULL".to_owned()),
            Scope::Bookmarked => {
                let marked = "listed.article IN (SELECT article FROM bookmark WHERE removed IS NULL)";
                new.conditions.push(marked.to_owned());
            }
        }
        let is_entry = new.table == "entry";
        if filter.unread {
            new.conditions.push(if is_entry { "listed.unread = 1" } else { "listed.read IS NULL" }.to_owned());
        }
        if filter.starred {
            let starred = if is_entry {
                "listed.article IN (SELECT article FROM standing WHERE starred IS NOT NULL)"
            } else {
                "listed.starred IS NOT NULL"
            };
            new.conditions.push(starred.to_owned());
        }
        if let Some(tag) = &filter.tag {
            new.add(
                "listed.article IN (SELECT bookmark.article FROM bookmark_tag JOIN bookmark \
                 ON bookmark.id = bookmark_tag.bookmark WHERE tag = ?1 AND removed IS NULL \
                 UNION ALL SELECT entry.article FROM feed_tag JOIN entry ON entry.feed = feed_tag.feed WHERE tag = ?1)",
                tag.clone(),
            );
        }
        if let Some(since) = filter.since.as_deref().and_then(|since| since.parse::<Timestamp>().ok()) {
            new.conditions.push("listed.sorted >= ?".to_owned());
            new.values.push(Value::Integer(since.as_microsecond()));
        }
        let words: Vec<_> =
            filter.query.split_whitespace().map(|word| format!("\"{}\"", word.replace('"', ""))).collect();
        if !words.is_empty() {
            new.add("listed.article IN (SELECT rowid FROM search WHERE search MATCH ?)", words.join(" "));
        }
        new
    }

    /// Adds a condition that names one value, by `?` or several times by `?1`.
    fn add(&mut self, condition: &str, value: String) {
        self.values.push(Value::Text(value));
        self.conditions.push(condition.replace("?1", &format!("?{}", self.values.len())));
    }

    fn wanted(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) }
    }

    /// The articles in order; backwards with `back`.
    fn rows(&self, back: bool) -> String {
        let order = if back { "ASC" } else { "DESC" };
        format!(
            "SELECT listed.article FROM {} AS listed {} ORDER BY listed.sorted {order}, listed.article {order}",
            self.table,
            self.wanted()
        )
    }

    fn count(&self) -> String {
        format!("SELECT count(*) FROM {} AS listed {}", self.table, self.wanted())
    }
}
