//! Searching the articles: which they are, which come first, and why.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params_from_iter};

use super::query::Query;
use super::selection::Selection;
use super::words::{self, Wanted};
use super::{Library, columns, search, snippet};
use crate::article::{ArticleId, ArticleSummary, Filter, Page};

/// How many of the articles that came last are weighed against each other; where more are found, the others follow them.
/// Words that stand in so many articles do not tell which is meant, and weighing all would take too long.
const WEIGHED: usize = 4000;

impl Library {
    /// A window on what a query finds, the best first.
    pub(super) fn searched(&self, filter: &Filter, query: &Query, from: usize, count: usize) -> rusqlite::Result<Page> {
        let found = match ordered(&self.connection, filter, query) {
            // The index is derived: what is damaged in it is made anew from the texts.
            Err(error) if search::is_damaged(&error) => {
                let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
                search::fill(&transaction)?;
                transaction.commit()?;
                ordered(&self.connection, filter, query)?
            }
            found => found?,
        };
        let wanted = query.wanted();
        let window = found.iter().skip(from).take(count);
        let rows = window.filter_map(|row| self.found(*row, &wanted).transpose()).collect::<rusqlite::Result<_>>()?;
        Ok(Page { from, rows, total: found.len() })
    }

    /// The article after (or before) another one among those that a query finds.
    pub(super) fn next_found(
        &self,
        filter: &Filter,
        query: &Query,
        of: &ArticleId,
        back: bool,
        unread: bool,
    ) -> rusqlite::Result<Option<ArticleId>> {
        // The one that is left may have been read since.
        let everything = Filter { unread: false, ..filter.clone() };
        let found = ordered(&self.connection, &everything, query)?;
        let mut row = self.connection.prepare_cached("SELECT id FROM article WHERE name = ?1")?;
        let row: Option<i64> = row.query_row([&of.0], |row| row.get(0)).optional()?;
        let Some(place) = row.and_then(|row| found.iter().position(|found| *found == row)) else { return Ok(None) };
        let mut name = self.connection.prepare_cached(
            "SELECT name FROM article JOIN standing ON standing.article = article.id \
             WHERE id = ?1 AND (read IS NULL OR NOT ?2)",
        )?;
        let mut next =
            |row: &i64| name.query_row((row, unread || filter.unread), |row| row.get(0).map(ArticleId)).optional();
        let (before, after) = (&found[..place], &found[place + 1..]);
        let found = if back {
            before.iter().rev().find_map(|row| next(row).transpose())
        } else {
            after.iter().find_map(|row| next(row).transpose())
        };
        found.transpose()
    }

    /// One article that was found, with the words that were looked for.
    fn found(&self, row: i64, wanted: &[&Wanted]) -> rusqlite::Result<Option<ArticleSummary>> {
        let query =
            format!("SELECT {}, revision.text FROM {} WHERE article.id = ?1", columns::SUMMARY, columns::SUMMARY_FROM);
        let found = self
            .connection
            .prepare_cached(&query)?
            .query_row([row], |row| Ok((columns::summary(row)?, row.get::<_, Option<String>>(20)?)))
            .optional()?;
        Ok(found.map(|(summary, text)| {
            let snippet = snippet::snippet(text.as_deref().unwrap_or(""), wanted);
            ArticleSummary { snippet: Some(snippet).filter(|snippet| !snippet.text.is_empty()), ..summary }
        }))
    }
}

/// What a query finds, in any order.
pub(super) fn matches(connection: &Connection, filter: &Filter, query: &Query) -> rusqlite::Result<Vec<i64>> {
    let mut selection = Selection::standing(filter);
    let feeds = titles(connection, query)?;
    selection.search(query, &|wanted| called(&feeds, wanted));
    let list = match query.ranked() {
        // Those that came last first, which the index gives as they are.
        Some(words) => {
            let words = selection.value(Value::Text(words));
            let joined = if selection.conditions.iter().all(|condition| condition == "(TRUE)") {
                ""
            } else {
                "CROSS JOIN standing AS listed ON listed.article = search.rowid"
            };
            let wanted = if joined.is_empty() { "TRUE".to_owned() } else { selection.wanted() };
            format!(
                "SELECT search.rowid FROM search {joined} WHERE search MATCH {words} AND {wanted} ORDER BY search.rowid DESC"
            )
        }
        None => selection.rows(false),
    };
    connection.prepare_cached(&list)?.query_map(params_from_iter(&selection.values), |row| row.get(0))?.collect()
}

/// What a query finds, the best first, and of equally good ones the newest.
fn ordered(connection: &Connection, filter: &Filter, query: &Query) -> rusqlite::Result<Vec<i64>> {
    let mut found = matches(connection, filter, query)?;
    let Some(words) = query.ranked() else { return Ok(found) };
    let weighed = found.len().min(WEIGHED);
    let Some(oldest) = weighed.checked_sub(1).and_then(|last| found.get(last)) else { return Ok(found) };
    let wanted: HashSet<i64> = found[..weighed].iter().copied().collect();
    // A word in the title counts for ten in the text.
    let mut best = connection
        .prepare_cached(
            "SELECT search.rowid, bm25(search, 10.0, 1.0, 1.0), sorted FROM search \
             CROSS JOIN standing ON standing.article = search.rowid WHERE search MATCH ?1 AND search.rowid >= ?2",
        )?
        .query_map((words, oldest), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .filter(|row: &rusqlite::Result<(i64, f64, i64)>| row.as_ref().map_or(true, |(row, ..)| wanted.contains(row)))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    best.sort_by(|a, b| a.1.total_cmp(&b.1).then(b.2.cmp(&a.2)).then(b.0.cmp(&a.0)));
    for (place, (row, ..)) in found.iter_mut().zip(best) {
        *place = row;
    }
    Ok(found)
}

/// The feeds with their titles, word by word, if a query asks for any.
fn titles(connection: &Connection, query: &Query) -> rusqlite::Result<Vec<(i64, String, Vec<String>)>> {
    let asks = query.any.iter().flatten().any(|term| matches!(term.what, super::query::What::Feed(_)));
    if !asks {
        return Ok(Vec::new());
    }
    connection
        .prepare_cached("SELECT id, name, coalesce(called, title, '') || ' ' || source FROM feed")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, words::of(&row.get::<_, String>(2)?))))?
        .collect()
}

/// The feeds that are called so, parted by commas.
fn called(feeds: &[(i64, String, Vec<String>)], wanted: &Wanted) -> String {
    let found = feeds.iter().filter(|(_, name, title)| wanted.typed == *name || wanted.stand_in(title));
    found.map(|(id, ..)| id.to_string()).collect::<Vec<_>>().join(",")
}
