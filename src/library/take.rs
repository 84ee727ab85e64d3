//! Taking in what was read of a feed: which entries are new, which say something else, and which are another's double.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::articles::{self, Origin};
use super::error::{LibraryError, Trouble};
use super::feed_values::{FeedReading, FeedTaken, Retention, Spared};
use super::values::Kept;
use super::{Library, Result, duplicates, feeds, retention, search, standing, told};

#[cfg(test)]
mod clock_tests;
mod find;
#[cfg(test)]
mod tests;
mod write;

use crate::article::{Article, ArticleId, CleanLine, Entry, Feed, FeedEnd, FeedId, Source};
use find::Found;

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
        self.take_feed_until(id, reading, retention, at, None)
    }

    /// Takes in what came of reading a feed, like [`Library::take_feed`]; it is not to be read again before `due`, unless
    /// it is named. What one feed brings and the library cannot hold is that feed's trouble: nothing of this reading is
    /// kept but why. An error is one of the library as a whole.
    pub fn take_feed_until(
        &mut self,
        id: &FeedId,
        reading: FeedReading<'_>,
        retention: Retention,
        at: Timestamp,
        due: Option<Timestamp>,
    ) -> Result<FeedTaken> {
        let taken = self.take_once(id, reading, retention, at, due);
        let Err(error) = taken else { return taken };
        if !error.is_of_one_feed() {
            return Err(error);
        }
        let why = CleanLine::new(&format!("it cannot be kept: {}", error.trouble));
        let failed = FeedReading::Failed { why: &why, retry: None };
        self.take_once(id, failed, retention, at, None)?;
        Ok(FeedTaken { refused: Some(why), ..FeedTaken::default() })
    }

    fn take_once(
        &mut self,
        id: &FeedId,
        reading: FeedReading<'_>,
        retention: Retention,
        at: Timestamp,
        due: Option<Timestamp>,
    ) -> Result<FeedTaken> {
        let (transaction, context) = self.write("keep the feed")?;
        let row = feeds::row_of(&transaction, id).map_err(|error| context.error(error))?;
        let row = row.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoFeed))?;
        let taken = take(&transaction, row, reading, retention, at, due).map_err(|error| context.error(error))?;
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
    mut due: Option<Timestamp>,
) -> rusqlite::Result<FeedTaken> {
    let now = at.as_microsecond();
    let mut taken = FeedTaken::default();
    // What broke off is never taken for whole, whoever brings it.
    let reading = match reading {
        FeedReading::Read { feed, .. } if feed.end != FeedEnd::Whole => {
            FeedReading::Partial { feed, why: feed.end.trouble().unwrap_or_default() }
        }
        reading => reading,
    };
    if let FeedReading::Read { moved: Some(moved), .. } = reading
        && let Some(other) = other_at(transaction, row, moved)?
    {
        let why = CleanLine::new(&format!("it has moved to where {other} is, which is subscribed to as well"));
        fail(transaction, row, &why, at, Some(now.saturating_add(DOUBLE)))?;
        return Ok(FeedTaken { refused: Some(why), ..taken });
    }
    match reading {
        FeedReading::Failed { why, retry } => {
            let why = CleanLine::new(why);
            fail(transaction, row, &why, at, retry.map(Timestamp::as_microsecond))?;
            return Ok(taken);
        }
        FeedReading::Partial { feed, why } => {
            let why = CleanLine::new(why);
            taken = Taking::new(transaction, row, feed, at, true)?.all()?;
            // It is read again in any case, and from its beginning.
            fail(transaction, row, &why, at, None)?;
            transaction.execute(
                "UPDATE feed SET digest = NULL, etag = NULL, last_modified = NULL, title = coalesce(title, ?2) WHERE id = ?1",
                params![row, feed.title.as_deref().filter(|title| !title.is_empty())],
            )?;
            return Ok(FeedTaken { refused: Some(why), ..taken });
        }
        FeedReading::Unchanged => {
            // What a feed says of its pace is said in what has not changed.
            let pace = "SELECT due - checked FROM feed WHERE id = ?1 AND trouble IS NULL AND due > checked";
            let pace: Option<i64> = transaction.query_row(pace, [row], |row| row.get(0)).optional()?;
            due = due.or_else(|| Timestamp::from_microsecond(now.saturating_add(pace?)).ok());
        }
        FeedReading::Read { feed, digest, etag, last_modified, moved } => {
            taken = Taking::new(transaction, row, feed, at, false)?.all()?;
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
        "UPDATE feed SET checked = ?2, trouble = NULL, trouble_since = NULL, due = ?3 WHERE id = ?1",
        params![row, now, due.map(Timestamp::as_microsecond)],
    )?;
    standing::heal(transaction, row, at)?;
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

/// Writes down what is the matter with a feed, and since when: since the first failure, unless a wrong clock said when that
/// was.
fn fail(
    transaction: &Transaction<'_>,
    row: i64,
    why: &CleanLine,
    at: Timestamp,
    due: Option<i64>,
) -> rusqlite::Result<()> {
    let since = "SELECT trouble_since FROM feed WHERE id = ?1";
    let since: Option<i64> = transaction.query_row(since, [row], |row| row.get(0))?;
    let is_right = |since: &i64| {
        Timestamp::from_microsecond(*since)
            .is_ok_and(|since| standing::is_early(at) || (!standing::is_early(since) && since <= at))
    };
    let since = since.filter(is_right).unwrap_or(at.as_microsecond());
    let query = "UPDATE feed SET trouble = ?2, trouble_since = ?3, due = ?4 WHERE id = ?1";
    transaction.execute(query, params![row, why.as_str(), since, due]).map(drop)
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
    /// What the feed is called in the library.
    name: String,
    /// Where the feed is, for entries that are on no page of their own.
    place: String,
    feed: &'a Feed,
    /// Its entries, one of each key.
    entries: Vec<&'a Entry>,
    /// The feed broke off: what it does not list may be in it all the same.
    is_partial: bool,
    /// The entries that it lists now.
    keys: HashSet<&'a str>,
    /// Addresses that are no entry's own: the page that the feed belongs to, and those of several entries.
    common: HashSet<i64>,
    at: Timestamp,
    /// Articles that came with it and are not in the index for searching yet, by their rows, and whether they never were.
    unindexed: Vec<(i64, Article, bool)>,
}

/// What became of one entry.
enum Came {
    New(ArticleId),
    Changed {
        moved: usize,
    },
    /// It would take too much of what is kept.
    Spared(Spared),
    Same,
}

/// A row of an entry that is known.
struct Known {
    id: i64,
    digest: i64,
    article: Option<i64>,
    is_double: bool,
}

impl<'a> Taking<'a> {
    fn new(
        transaction: &'a Transaction<'a>,
        row: i64,
        feed: &'a Feed,
        at: Timestamp,
        is_partial: bool,
    ) -> rusqlite::Result<Self> {
        let (name, place) = transaction
            .query_row("SELECT name, source FROM feed WHERE id = ?1", [row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let entries = one_each(&feed.entries);
        let keys = entries.iter().map(|entry| entry.id.as_str()).collect();
        let mut seen = HashSet::new();
        let links = entries.iter().filter_map(|entry| entry.link.as_deref()).filter_map(duplicates::link);
        let mut common: HashSet<i64> = links.filter(|link| !seen.insert(*link)).collect();
        common.extend(feed.link.as_deref().and_then(duplicates::link));
        Ok(Self { transaction, row, name, place, feed, entries, is_partial, keys, common, at, unindexed: Vec::new() })
    }

    fn all(mut self) -> rusqlite::Result<FeedTaken> {
        let repeated = self.feed.entries.len() - self.entries.len();
        let mut taken = FeedTaken { unchanged: repeated, ..FeedTaken::default() };
        // Feeds mostly begin with the newest; of those that came together the newest has the highest row.
        let mut later = Vec::new();
        let mut came = Vec::new();
        let entries = std::mem::take(&mut self.entries);
        for entry in entries.into_iter().rev() {
            match self.take(entry)? {
                Some(what) => came.push(what),
                None => later.push(entry),
            }
        }
        for entry in later {
            came.push(self.first(entry, digest(entry))?);
        }
        for what in came {
            match what {
                Came::New(id) => taken.new.push(id),
                Came::Changed { moved } => {
                    taken.changed += 1;
                    taken.moved += moved;
                }
                Came::Spared(spared) => {
                    taken.unchanged += 1;
                    taken.spared.push(spared);
                }
                Came::Same => taken.unchanged += 1,
            }
        }
        if !self.is_partial {
            self.forget_unlisted()?;
        }
        for (row, article, is_new) in &self.unindexed {
            search::put(self.transaction, *row, article, *is_new)?;
        }
        Ok(taken)
    }

    /// Writes an article as the feed gives it; `is_new` says that it had no text before.
    fn put(&mut self, row: i64, article: Article, is_new: bool) -> rusqlite::Result<Kept> {
        let kept = articles::put(self.transaction, row, &article, Origin::Feed, self.at)?;
        if kept.refused.is_none() {
            self.unindexed.push((row, article, is_new));
        }
        Ok(kept)
    }

    /// Takes in one entry; None for a double that says something else than before: what it is can be told when the entry
    /// that it was like has been taken in, too.
    fn take(&mut self, entry: &Entry) -> rusqlite::Result<Option<Came>> {
        let digest = digest(entry);
        let known = self
            .transaction
            .prepare_cached("SELECT id, digest, article, double FROM entry WHERE feed = ?1 AND key = ?2")?
            .query_row(params![self.row, entry.id.as_str()], |row| {
                Ok(Known { id: row.get(0)?, digest: row.get(1)?, article: row.get(2)?, is_double: row.get(3)? })
            })
            .optional()?;
        match known {
            Some(Known { digest: before, .. }) if before == digest => Ok(Some(Came::Same)),
            Some(Known { id, article: None, is_double: true, .. }) => {
                self.forget(id)?;
                Ok(None)
            }
            Some(Known { article: None, .. }) => Ok(Some(Came::Same)),
            Some(Known { id, article: Some(article), digest: before, .. }) => {
                self.transaction.prepare_cached("UPDATE entry SET digest = ?2 WHERE id = ?1")?.execute([id, digest])?;
                self.write(id, article, entry, Some(before)).map(Some)
            }
            None => self.first(entry, digest).map(Some),
        }
    }

    /// An entry that this feed did not have before.
    fn first(&mut self, entry: &Entry, digest: i64) -> rusqlite::Result<Came> {
        let own = Source::Url(format!("{}#{}", self.place, entry.id));
        let article = entry.article(own, self.feed);
        match self.find(&article, &entry.id)? {
            Some(Found::Double) => {
                let id = self.put_entry(entry, None, digest)?;
                self.transaction.prepare_cached("UPDATE entry SET double = 1 WHERE id = ?1")?.execute([id])?;
                Ok(Came::Same)
            }
            Some(Found::Article { row, before }) => {
                before.map_or(Ok(()), |id| self.forget(id))?;
                self.join(entry, row, digest)
            }
            None => {
                // Named after its page, else after the feed; where another one has that name, with a number.
                let page = self.own_page(&article).map(|page| Source::Url(page.to_owned()));
                let numbered = (2..).map(|n| Source::Url(format!("{}#{n}", article.source)));
                let mut source = article.source.clone();
                for name in page.into_iter().chain([source.clone()]).chain(numbered) {
                    source = name;
                    if articles::is_free(self.transaction, "url", &source.to_string())? {
                        break;
                    }
                }
                self.make(entry, Article { source, ..article }, digest)
            }
        }
    }

    /// Forgets a row of an entry.
    fn forget(&self, id: i64) -> rusqlite::Result<()> {
        self.transaction.prepare_cached("DELETE FROM entry WHERE id = ?1")?.execute([id]).map(drop)
    }

    /// An entry that is new to the library.
    fn make(&mut self, entry: &Entry, article: Article, digest: i64) -> rusqlite::Result<Came> {
        let row = articles::make(self.transaction, "url", &article.source.to_string(), self.at)?;
        let kept = self.put(row, article, true)?;
        told::set_speaker(self.transaction, row, &self.name)?;
        self.put_entry(entry, Some(row), digest)?;
        Ok(Came::New(kept.id))
    }

    /// An entry whose article is in the library.
    fn join(&mut self, entry: &Entry, article: i64, digest: i64) -> rusqlite::Result<Came> {
        if self.has_text(article)? {
            let id = self.put_entry(entry, Some(article), digest)?;
            return self.write(id, article, entry, None);
        }
        // Known by its bookmarks only.
        let source = articles::source(self.transaction, article)?;
        let kept = self.put(article, entry.article(source, self.feed), true)?;
        told::set_speaker(self.transaction, article, &self.name)?;
        self.put_entry(entry, Some(article), digest)?;
        Ok(Came::New(kept.id))
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
        for (id, key) in rows.collect::<rusqlite::Result<Vec<_>>>()? {
            if !self.keys.contains(key.as_str()) {
                self.forget(id)?;
            }
        }
        Ok(())
    }
}

/// Entries without those whose key another one has, too: of these it is the same one in any order. No reading can bring
/// one key twice.
fn one_each(entries: &[Entry]) -> Vec<&Entry> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut out: Vec<&Entry> = Vec::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| !entry.is_cut) {
        match places.get(entry.id.as_str()) {
            Some(place) if digest(entry) < digest(out[*place]) => out[*place] = entry,
            Some(_) => {}
            None => {
                places.insert(entry.id.as_str(), out.len());
                out.push(entry);
            }
        }
    }
    out
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
