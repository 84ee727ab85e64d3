//! Taking in what was read of a feed: which entries are new, which say something else, and which are another's double.

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::articles::{self, Origin};
use super::error::{LibraryError, Trouble};
use super::feed_values::{FeedReading, FeedTaken, Retention};
use super::values::Kept;
use super::{Library, Result, columns, duplicates, feeds, retention, search};
use crate::article::{Article, ArticleId, CleanLine, Entry, Feed, FeedId, Source, revision};

/// When it is looked whether a feed that has become another's double is one of its own again, in microseconds.
const DOUBLE: i64 = 30 * 86_400 * 1_000_000;

impl Library {
    /// Takes in what came of reading a feed, all in one transaction. An entry is an article of the library, named by its
    /// page; one that says something else than before goes the way of [`Library::keep`], its bookmarks are looked for
    /// in the new text. The text of a page is never replaced by what a feed gives of it. What is not to be kept any
    /// longer goes.
    pub fn take_feed(
        &mut self,
        id: &FeedId,
        reading: FeedReading<'_>,
        retention: Retention,
        at: Timestamp,
    ) -> Result<FeedTaken> {
        let (transaction, context) = self.write("keep the feed")?;
        let row = feeds::row_of(&transaction, id).map_err(|error| context.error(error))?;
        let row = row.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoFeed))?;
        let taken = take(&transaction, row, reading, retention, at).map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(taken)
    }
}

fn take(
    transaction: &Transaction<'_>,
    row: i64,
    reading: FeedReading<'_>,
    retention: Retention,
    at: Timestamp,
) -> rusqlite::Result<FeedTaken> {
    let now = at.as_microsecond();
    let mut taken = FeedTaken::default();
    if let FeedReading::Read { moved: Some(moved), .. } = reading
        && let Some(other) = other_at(transaction, row, moved)?
    {
        let why = CleanLine::new(&format!("it has moved to where {other} is, which is subscribed to as well"));
        transaction.execute(
            "UPDATE feed SET trouble = ?2, trouble_since = coalesce(trouble_since, ?3), due = ?4 WHERE id = ?1",
            params![row, why.as_str(), now, now.saturating_add(DOUBLE)],
        )?;
        return Ok(FeedTaken { refused: Some(why), ..taken });
    }
    match reading {
        FeedReading::Failed { why, retry } => {
            let why = CleanLine::new(why);
            transaction.execute(
                "UPDATE feed SET trouble = ?2, trouble_since = coalesce(trouble_since, ?3), due = ?4 WHERE id = ?1",
                params![row, why.as_str(), now, retry.map(Timestamp::as_microsecond)],
            )?;
            return Ok(taken);
        }
        FeedReading::Unchanged => {}
        FeedReading::Read { feed, digest, etag, last_modified, moved } => {
            taken = Taking::new(transaction, row, feed, at)?.all()?;
            transaction.execute(
                "UPDATE feed SET title = coalesce(?2, title), link = coalesce(?3, link), digest = ?4, etag = ?5, \
                 last_modified = ?6 WHERE id = ?1",
                params![
                    row,
                    feed.title.as_deref().filter(|title| !title.is_empty()),
                    feed.link,
                    digest,
                    etag,
                    last_modified
                ],
            )?;
            // Nobody typed the new address.
            transaction.execute(
                "UPDATE feed SET typed = coalesce(typed, source), source_kind = 'url', source = ?2 \
                 WHERE id = ?1 AND ?2 IS NOT NULL",
                params![row, moved],
            )?;
        }
    }
    transaction.execute(
        "UPDATE feed SET checked = ?2, trouble = NULL, trouble_since = NULL, due = NULL WHERE id = ?1",
        [row, now],
    )?;
    taken.gone = retention::apply(transaction, row, retention, at)?;
    if taken.gone > 0 {
        let mut there = transaction.prepare_cached("SELECT 1 FROM article WHERE name = ?1")?;
        let mut kept = Vec::new();
        for id in taken.new {
            if there.exists([&id.0])? {
                kept.push(id);
            }
        }
        taken.new = kept;
    }
    Ok(taken)
}

/// What another feed is called that is read at this address.
fn other_at(transaction: &Transaction<'_>, row: i64, address: &str) -> rusqlite::Result<Option<String>> {
    transaction
        .query_row(
            "SELECT coalesce(nullif(called, ''), nullif(title, ''), source) FROM feed \
             WHERE source_kind = 'url' AND source = ?2 AND id <> ?1",
            params![row, address],
            |row| row.get(0),
        )
        .optional()
}

/// One reading of a feed on its way into the library.
struct Taking<'a> {
    transaction: &'a Transaction<'a>,
    row: i64,
    /// Where the feed is, for entries that are on no page of their own.
    place: String,
    feed: &'a Feed,
    /// The entries that it lists now.
    keys: HashSet<&'a str>,
    at: Timestamp,
    /// Articles that came with it and are not in the index for searching yet, by their rows, and whether they never were.
    unindexed: Vec<(i64, Article, bool)>,
}

/// What became of one entry.
enum Came {
    New(ArticleId),
    Changed { moved: usize },
    Same,
}

/// A row of an entry that is known.
struct Known {
    id: i64,
    digest: i64,
    article: Option<i64>,
}

impl<'a> Taking<'a> {
    fn new(transaction: &'a Transaction<'a>, row: i64, feed: &'a Feed, at: Timestamp) -> rusqlite::Result<Self> {
        let place = transaction.query_row("SELECT source FROM feed WHERE id = ?1", [row], |row| row.get(0))?;
        let keys = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        Ok(Self { transaction, row, place, feed, keys, at, unindexed: Vec::new() })
    }

    fn all(mut self) -> rusqlite::Result<FeedTaken> {
        let mut taken = FeedTaken::default();
        // Feeds mostly begin with the newest; of those that came together the newest has the highest row.
        for entry in self.feed.entries.iter().rev() {
            match self.take(entry)? {
                Came::New(id) => taken.new.push(id),
                Came::Changed { moved } => {
                    taken.changed += 1;
                    taken.moved += moved;
                }
                Came::Same => taken.unchanged += 1,
            }
        }
        self.forget_unlisted()?;
        for (row, article, is_new) in &self.unindexed {
            search::put(self.transaction, *row, article, *is_new)?;
        }
        Ok(taken)
    }

    /// Writes an article as the feed gives it; `is_new` says that it had no text before.
    fn put(&mut self, row: i64, article: Article, is_new: bool) -> rusqlite::Result<Kept> {
        let kept = articles::put(self.transaction, row, &article, Origin::Feed, self.at)?;
        self.unindexed.push((row, article, is_new));
        Ok(kept)
    }

    fn take(&mut self, entry: &Entry) -> rusqlite::Result<Came> {
        let digest = digest(entry);
        let known = self
            .transaction
            .prepare_cached("SELECT id, digest, article FROM entry WHERE feed = ?1 AND key = ?2")?
            .query_row(params![self.row, entry.id.as_str()], |row| {
                Ok(Known { id: row.get(0)?, digest: row.get(1)?, article: row.get(2)? })
            })
            .optional()?;
        match known {
            Some(Known { digest: before, .. }) if before == digest => Ok(Came::Same),
            Some(Known { article: None, .. }) => Ok(Came::Same),
            Some(Known { id, article: Some(article), .. }) => {
                self.transaction.prepare_cached("UPDATE entry SET digest = ?2 WHERE id = ?1")?.execute([id, digest])?;
                self.write(id, article, entry)
            }
            None => self.first(entry, digest),
        }
    }

    /// An entry that this feed did not have before.
    fn first(&mut self, entry: &Entry, digest: i64) -> rusqlite::Result<Came> {
        let own = format!("{}#{}", self.place, entry.id);
        let place = entry.link.clone().unwrap_or_else(|| own.clone());
        let article = entry.article(Source::Url(place), self.feed);
        let Some(found) = self.find(&article)? else { return self.make(entry, article, digest) };
        let double = self
            .transaction
            .prepare_cached("SELECT id, key FROM entry WHERE article = ?1 AND feed = ?2")?
            .query_row([found, self.row], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
            .optional()?;
        match double {
            Some((_, key)) if self.keys.contains(key.as_str()) => {
                if self.says_the_same(found, &article)? {
                    self.put_entry(entry, None, digest)?;
                    return Ok(Came::Same);
                }
                // Several entries on one page: each is an article of its own.
                let article = Article { source: Source::Url(own), ..article };
                match self.at_source(&article)? {
                    Some(found) => self.join(entry, found, digest),
                    None => self.make(entry, article, digest),
                }
            }
            // The feed calls the same page otherwise than before.
            Some((id, _)) => {
                self.transaction.prepare_cached("DELETE FROM entry WHERE id = ?1")?.execute([id])?;
                self.join(entry, found, digest)
            }
            None => self.join(entry, found, digest),
        }
    }

    /// The article that this one is: from the same source, on the same page, or with the same words.
    fn find(&self, article: &Article) -> rusqlite::Result<Option<i64>> {
        if let Some(found) = self.at_source(article)? {
            return Ok(Some(found));
        }
        let one = |query: &str, digest: i64| {
            self.transaction.prepare_cached(query)?.query_row([digest], |row| row.get(0)).optional()
        };
        if let Some(link) = article.url.as_deref().and_then(duplicates::link)
            && let Some(found) = one("SELECT article FROM standing WHERE link = ?1", link)?
        {
            return Ok(Some(found));
        }
        match duplicates::words(article) {
            Some(words) => one("SELECT article FROM standing WHERE words = ?1", words),
            None => Ok(None),
        }
    }

    fn at_source(&self, article: &Article) -> rusqlite::Result<Option<i64>> {
        self.transaction
            .prepare_cached("SELECT id FROM article WHERE source_kind = 'url' AND source = ?1")?
            .query_row([article.source.to_string()], |row| row.get(0))
            .optional()
    }

    fn says_the_same(&self, row: i64, article: &Article) -> rusqlite::Result<bool> {
        let query = "SELECT coalesce(title, '') = ?2 AND digest = ?3 FROM article \
                     JOIN revision ON revision.id = article.revision WHERE article.id = ?1";
        let title = article.title.as_deref().unwrap_or("");
        let same = self
            .transaction
            .prepare_cached(query)?
            .query_row(params![row, title, revision(&article.text)], |row| row.get(0))
            .optional()?;
        Ok(same.unwrap_or(false))
    }

    /// An entry that is new to the library.
    fn make(&mut self, entry: &Entry, article: Article, digest: i64) -> rusqlite::Result<Came> {
        let row = articles::make(self.transaction, "url", &article.source.to_string(), self.at)?;
        let kept = self.put(row, article, true)?;
        self.put_entry(entry, Some(row), digest)?;
        Ok(Came::New(kept.id))
    }

    /// An entry whose article is in the library.
    fn join(&mut self, entry: &Entry, article: i64, digest: i64) -> rusqlite::Result<Came> {
        let has_text =
            self.transaction.prepare_cached("SELECT 1 FROM standing WHERE article = ?1")?.exists([article])?;
        if has_text {
            let id = self.put_entry(entry, Some(article), digest)?;
            return self.write(id, article, entry);
        }
        // Known by its bookmarks only.
        let source = self.source(article)?;
        let kept = self.put(article, entry.article(source, self.feed), true)?;
        self.put_entry(entry, Some(article), digest)?;
        Ok(Came::New(kept.id))
    }

    /// Writes what an entry says now, unless its article has the text of the page, or a better one from another feed.
    fn write(&mut self, id: i64, row: i64, entry: &Entry) -> rusqlite::Result<Came> {
        let query = "SELECT page, (SELECT min(id) FROM entry WHERE article = ?1) = ?2, \
                     (SELECT count(*) FROM entry WHERE article = ?1) > 1, length(CAST(text AS BLOB)), title \
                     FROM standing JOIN article ON article.id = standing.article \
                     JOIN revision ON revision.id = article.revision WHERE standing.article = ?1";
        let (is_page, is_first, has_others, length, title) =
            self.transaction.prepare_cached(query)?.query_row([row, id], |row| {
                Ok((
                    row.get::<_, bool>(0)?,
                    row.get::<_, bool>(1)?,
                    row.get::<_, bool>(2)?,
                    row.get::<_, Option<usize>>(3)?.unwrap_or(0),
                    row.get::<_, Option<String>>(4)?,
                ))
            })?;
        let article = entry.article(self.source(row)?, self.feed);
        // Of several feeds the first one tells, unless one gives much more.
        let is_better = if is_first { article.text.len() * 2 >= length } else { article.text.len() > length / 2 * 3 };
        if is_page || (has_others && !is_better) {
            return Ok(Came::Same);
        }
        let is_called_otherwise = title.as_deref() != article.title.as_deref();
        let kept = self.put(row, article, false)?;
        let has_changed = kept.has_changed || is_called_otherwise;
        Ok(if has_changed { Came::Changed { moved: kept.moved } } else { Came::Same })
    }

    fn source(&self, article: i64) -> rusqlite::Result<Source> {
        self.transaction
            .prepare_cached("SELECT source_kind, source FROM article WHERE id = ?1")?
            .query_row([article], |row| columns::source(row, 0))
    }

    fn put_entry(&self, entry: &Entry, article: Option<i64>, digest: i64) -> rusqlite::Result<i64> {
        let query = "INSERT INTO entry (feed, key, article, digest, sorted, unread) VALUES (?1, ?2, ?3, ?4, \
                     coalesce((SELECT sorted FROM standing WHERE article = ?3), 0), \
                     coalesce((SELECT read IS NULL FROM standing WHERE article = ?3), 0))";
        self.transaction.prepare_cached(query)?.execute(params![self.row, entry.id.as_str(), article, digest])?;
        Ok(self.transaction.last_insert_rowid())
    }

    /// Entries without an article are remembered as long as the feed lists them.
    fn forget_unlisted(&self) -> rusqlite::Result<()> {
        let mut rows =
            self.transaction.prepare_cached("SELECT id, key FROM entry WHERE feed = ?1 AND article IS NULL")?;
        let rows = rows.query_map([self.row], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        let mut forget = self.transaction.prepare_cached("DELETE FROM entry WHERE id = ?1")?;
        for (id, key) in rows.collect::<rusqlite::Result<Vec<_>>>()? {
            if !self.keys.contains(key.as_str()) {
                forget.execute([id])?;
            }
        }
        Ok(())
    }
}

/// A digest of all that a feed says in an entry, but for the time of its last change: some change that at every reading.
fn digest(entry: &Entry) -> i64 {
    let body = entry.body();
    let optional = [entry.title.as_deref(), entry.link.as_deref(), entry.published.as_deref(), entry.author.as_deref()];
    let links = body.map_or(&[][..], |body| &body.links);
    let text = body.map_or("", |body| body.text.as_str());
    let parts = optional.into_iter().map(|part| part.unwrap_or("")).chain([text]);
    duplicates::digest(parts.chain(links.iter().map(|link| link.url.as_str())))
}
