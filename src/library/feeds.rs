//! Subscriptions: which feeds there are.

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::articles::{absolute, as_json, name_of};
use super::error::{LibraryError, Trouble};
use super::feed_values::{Access, DueFeed, FeedEdit, NewFeed, Subscribed};
use super::{Library, Result, columns, retention};
use crate::article::{CleanLine, FeedId, FeedSummary, Login, Source, merge_tags, merge_value};

impl Library {
    /// Subscribes to feeds, all or none; with `dry` only tells what that would do. A feed that is there already stays as
    /// it is; only on whose word it is read is taken over.
    pub fn subscribe(&mut self, feeds: &[NewFeed], at: Timestamp, dry: bool) -> Result<Vec<Subscribed>> {
        let (transaction, context) = self.write("subscribe to the feed")?;
        let done: rusqlite::Result<Vec<_>> = feeds.iter().map(|feed| subscribe(&transaction, feed, at)).collect();
        let done = done.map_err(|error| context.error(error))?;
        let end = if dry { transaction.rollback() } else { transaction.commit() };
        end.map_err(|error| context.error(error))?;
        Ok(done)
    }

    /// All feeds, by folder and then by title.
    pub fn feeds(&self) -> Result<Vec<FeedSummary>> {
        let context = self.context("list the feeds");
        self.summaries().map_err(|error| context.error(error))
    }

    fn summaries(&self) -> rusqlite::Result<Vec<FeedSummary>> {
        let count = |query: &str| -> rusqlite::Result<HashMap<i64, usize>> {
            self.connection.prepare_cached(query)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        let entries = count("SELECT feed, count(*) FROM entry WHERE article IS NOT NULL GROUP BY feed")?;
        let unread = count("SELECT feed, count(*) FROM entry WHERE article IS NOT NULL AND unread = 1 GROUP BY feed")?;
        let query = "SELECT id, name, source_kind, source, called, title, link, folders, \
                     (SELECT json_group_array(tag) FROM (SELECT tag FROM feed_tag WHERE feed = feed.id ORDER BY tag)), \
                     full_text, checked, trouble, trouble_since, due FROM feed";
        let mut feeds = self
            .connection
            .prepare_cached(query)?
            .query_map([], |row| {
                let id: i64 = row.get(0)?;
                let moment = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.and_then(columns::moment));
                let source = columns::source(row, 2)?;
                Ok(FeedSummary {
                    id: FeedId(row.get(1)?),
                    title: title(row, 4, &source)?,
                    source,
                    link: row.get(6)?,
                    folders: columns::json(row, 7)?,
                    tags: columns::json(row, 8)?,
                    full_text: row.get(9)?,
                    entries: entries.get(&id).copied().unwrap_or(0),
                    unread: unread.get(&id).copied().unwrap_or(0),
                    checked: moment(10)?,
                    trouble: columns::line(row, 11)?,
                    trouble_since: moment(12)?,
                    due: moment(13)?,
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        feeds.sort_by_cached_key(|feed| {
            let folders: Vec<_> = feed.folders.iter().map(|folder| folder.to_lowercase()).collect();
            (folders, feed.title.to_lowercase(), feed.id.clone())
        });
        Ok(feeds)
    }

    /// Finds a feed by what a person calls it: its name in the library, its address or path, or its title.
    pub fn find_feed(&self, name: &str) -> Result<FeedId> {
        let context = self.context("find the feed");
        let query = "SELECT name FROM feed WHERE name = ?1 OR (source_kind = 'url' AND source = ?1) \
                     OR (source_kind = 'file' AND source IN (?1, ?2)) OR link = ?1 ORDER BY name <> ?1, link IS ?1 LIMIT 1";
        let found = self
            .connection
            .query_row(query, params![name, absolute(name)], |row| row.get(0))
            .optional()
            .map_err(|error| context.error(error))?;
        if let Some(found) = found {
            return Ok(FeedId(found));
        }
        let wanted = CleanLine::new(name).to_lowercase();
        let feeds = self.feeds()?;
        let found = feeds.into_iter().find(|feed| !wanted.is_empty() && feed.title.to_lowercase() == wanted);
        found.map(|feed| feed.id).ok_or_else(|| LibraryError::new(context.what, Path::new(name), Trouble::NoFeed))
    }

    /// Changes what a feed is called, where it stands, its tags, or whether the pages of its entries are fetched.
    pub fn edit_feed(&mut self, id: &FeedId, edit: FeedEdit) -> Result<()> {
        self.change_feed(id, &FeedEdit::default(), edit).map(drop)
    }

    /// The same for a change that was made from `from` (None for a value: whatever is kept). What another program has
    /// changed since is not written over: the values that are kept instead are returned.
    pub fn change_feed(&mut self, id: &FeedId, from: &FeedEdit, mut to: FeedEdit) -> Result<FeedEdit> {
        let (transaction, context) = self.write("change the feed")?;
        let row = row_of(&transaction, id).map_err(|error| context.error(error))?;
        let row = row.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoFeed))?;
        let mut change = || -> rusqlite::Result<FeedEdit> {
            let theirs = merge(&transaction, row, from, &mut to)?;
            change(&transaction, row, &to)?;
            Ok(theirs)
        };
        let theirs = change().map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(theirs)
    }

    /// Ends a subscription. Its entries go, but for those that have a star or bookmarks, that the reader added, or that
    /// stand in another feed; how many went.
    pub fn unsubscribe(&mut self, id: &FeedId) -> Result<usize> {
        let (transaction, context) = self.write("remove the feed")?;
        let row = row_of(&transaction, id).map_err(|error| context.error(error))?;
        let row = row.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoFeed))?;
        let gone = retention::forget_feed(&transaction, row).map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(gone)
    }

    /// The feeds, as whoever reads them again needs them: those named (without those that are not here), or all if none
    /// is named; those that were read longest ago come first.
    pub fn feeds_to_read(&self, only: &[FeedId]) -> Result<Vec<DueFeed>> {
        let context = self.context("list the feeds");
        let query = "SELECT name, source_kind, source, called, title, etag, last_modified, digest, full_text, due, \
                     typed, login \
                     FROM feed ORDER BY checked, id";
        let list = || -> rusqlite::Result<Vec<_>> {
            let due = |row: &Row<'_>| {
                let source = columns::source(row, 1)?;
                Ok(DueFeed {
                    id: FeedId(row.get(0)?),
                    title: title(row, 3, &source)?,
                    source,
                    etag: row.get(5)?,
                    last_modified: row.get(6)?,
                    digest: row.get(7)?,
                    full_text: row.get(8)?,
                    due: row.get::<_, Option<i64>>(9)?.and_then(|due| Timestamp::from_microsecond(due).ok()),
                    access: access(row, 10)?,
                })
            };
            self.connection.prepare_cached(query)?.query_map([], due)?.collect()
        };
        let mut feeds: Vec<DueFeed> = list().map_err(|error| context.error(error))?;
        feeds.retain(|feed| only.is_empty() || only.contains(&feed.id));
        Ok(feeds)
    }
}

/// What a feed is called: two columns from `at`, the reader's word and its own; else where it is.
fn title(row: &Row<'_>, at: usize, source: &Source) -> rusqlite::Result<CleanLine> {
    let line = |at| Ok::<_, rusqlite::Error>(columns::line(row, at)?.filter(|line| !line.is_empty()));
    Ok(match line(at)? {
        Some(called) => called,
        None => line(at + 1)?.unwrap_or_else(|| CleanLine::new(&source.to_string())),
    })
}

/// On whose word a feed is read: two columns from `at`.
pub(super) fn access(row: &Row<'_>, at: usize) -> rusqlite::Result<Access> {
    Ok(Access { typed: row.get(at)?, login: row.get::<_, Option<String>>(at + 1)?.map(Login::kept) })
}

/// The row of a feed.
pub(super) fn row_of(transaction: &Transaction<'_>, id: &FeedId) -> rusqlite::Result<Option<i64>> {
    transaction.prepare_cached("SELECT id FROM feed WHERE name = ?1")?.query_row([&id.0], |row| row.get(0)).optional()
}

fn subscribe(transaction: &Transaction<'_>, new: &NewFeed, at: Timestamp) -> rusqlite::Result<Subscribed> {
    let (kind, place) = match &new.source {
        Source::File(path) => ("file", absolute(path)),
        // Feeds are files or addresses; what else was asked for is kept under its name and fails when it is read.
        other => ("url", other.to_string()),
    };
    let name = name_of(&format!("feed:{kind}:{place}"));
    let query = "SELECT name FROM feed WHERE source_kind = ?1 AND source = ?2";
    let known = transaction.prepare_cached(query)?.query_row(params![kind, place], |row| row.get(0)).optional()?;
    let login = new.access.login.as_ref().map(Login::secret);
    if let Some(known) = known {
        // Typed now, it is as good as typed before; a login that is new is the one that is meant.
        transaction
            .prepare_cached(
                "UPDATE feed SET typed = iif(?2, NULL, typed), login = coalesce(?3, login) WHERE name = ?1",
            )?
            .execute(params![known, new.access.typed.is_none(), login])?;
        return Ok(Subscribed { id: FeedId(known), is_new: false });
    }
    // A feed that moved away from this address keeps the name that was made from it.
    let taken = row_of(transaction, &FeedId(name.clone()))?.is_some();
    let name = if taken { name_of(&format!("feed:{kind}:{place}:{}", at.as_microsecond())) } else { name };
    transaction
        .prepare_cached(
            "INSERT INTO feed (name, source_kind, source, link, added, typed, login) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![name, kind, place, new.link, at.as_microsecond(), new.access.typed, login])?;
    let edit = FeedEdit {
        title: Some(new.title.clone()),
        folders: Some(new.folders.clone()),
        tags: Some(new.tags.clone()),
        full_text: Some(new.full_text),
    };
    change(transaction, transaction.last_insert_rowid(), &edit)?;
    Ok(Subscribed { id: FeedId(name), is_new: true })
}

/// Takes out of `to` what another program has changed since `from` was read; those values, as they are kept. Tags are
/// merged. A title is compared as it is shown: the reader's word for it, else the feed's own.
fn merge(transaction: &Transaction<'_>, row: i64, from: &FeedEdit, to: &mut FeedEdit) -> rusqlite::Result<FeedEdit> {
    let query = "SELECT called, title, source_kind, source, folders, full_text, \
                 (SELECT json_group_array(tag) FROM (SELECT tag FROM feed_tag WHERE feed = feed.id ORDER BY tag)) \
                 FROM feed WHERE id = ?1";
    let (shown, folders, full_text, tags) = transaction.prepare_cached(query)?.query_row([row], |row| {
        let shown = title(row, 0, &columns::source(row, 2)?)?;
        Ok((
            shown,
            columns::json::<Vec<CleanLine>>(row, 4)?,
            row.get::<_, bool>(5)?,
            words(&columns::json::<Vec<CleanLine>>(row, 6)?),
        ))
    })?;
    let mut theirs = FeedEdit::default();
    if let (Some(base), Some(mine)) = (&from.title, &to.title)
        && *base != Some(shown.clone())
        && *mine != Some(shown.clone())
    {
        to.title = None;
        theirs.title = Some(Some(shown));
    }
    if let (Some(base), Some(mine)) = (&from.folders, &to.folders)
        && merge_value(base, mine, &folders).is_none()
    {
        to.folders = None;
        theirs.folders = Some(folders);
    }
    if let (Some(base), Some(mine)) = (&from.full_text, &to.full_text)
        && merge_value(base, mine, &full_text).is_none()
    {
        to.full_text = None;
        theirs.full_text = Some(full_text);
    }
    if let (Some(base), Some(mine)) = (&from.tags, &to.tags) {
        let merged = merge_tags(&words(base), &words(mine), &tags);
        to.tags = Some(merged.iter().map(|tag| CleanLine::new(tag)).collect());
    }
    Ok(theirs)
}

fn words(tags: &[CleanLine]) -> Vec<String> {
    tags.iter().map(|tag| tag.as_str().to_owned()).collect()
}

fn change(transaction: &Transaction<'_>, row: i64, edit: &FeedEdit) -> rusqlite::Result<()> {
    let folders = edit.folders.as_ref().map(|folders| {
        let named: Vec<_> = folders.iter().filter(|folder| !folder.is_empty()).collect();
        as_json(&named)
    });
    let called = edit.title.as_ref().and_then(|title| title.as_deref()).filter(|title| !title.is_empty());
    transaction
        .prepare_cached(
            "UPDATE feed SET called = iif(?2, ?3, called), folders = coalesce(?4, folders), \
             full_text = coalesce(?5, full_text) WHERE id = ?1",
        )?
        .execute(params![row, edit.title.is_some(), called, folders.transpose()?, edit.full_text])?;
    let Some(tags) = &edit.tags else { return Ok(()) };
    transaction.prepare_cached("DELETE FROM feed_tag WHERE feed = ?1")?.execute([row])?;
    let mut statement = transaction.prepare_cached("INSERT OR IGNORE INTO feed_tag VALUES (?1, ?2)")?;
    for tag in tags.iter().filter(|tag| !tag.is_empty()) {
        statement.execute(params![row, tag.as_str()])?;
    }
    Ok(())
}
