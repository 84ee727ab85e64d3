//! Bookmarks: keeping, listing, finding them in new texts. What changes them is in [`super::changes`].

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Params, Transaction, params};

use super::error::{LibraryError, Trouble};
use super::values::{ListedBookmark, NewBookmark, place_columns, stamp};
use super::{Context, Library, Result, articles, columns, placing};
use crate::article::{
    ArticleId, Bookmark, BookmarkId, CharIndex, CleanLine, CleanText, Placement, Relocation, Status, revision,
};

impl Library {
    /// Keeps a passage. `text` is the whole text that it was selected in, as it was shown: the library may hold
    /// another one by now.
    #[expect(clippy::needless_pass_by_value, reason = "it comes out of a message and is used up")]
    pub fn save_bookmark(&mut self, new: NewBookmark, text: &str, at: Timestamp) -> Result<Bookmark> {
        let (transaction, context) = self.write("keep the bookmark")?;
        let refuse = |trouble| Err(LibraryError::new(context.what, Path::new(&new.article.0), trouble));
        if !placing::fits(&new.anchor, &CharIndex::new(text)) {
            return refuse(Trouble::Outside);
        }
        let article = articles::row_of(&transaction, &new.article).map_err(|error| context.error(error))?;
        let Some(article) = article else { return refuse(Trouble::NoArticle) };
        let id = insert(&transaction, article, &new, text, at).map_err(|error| context.error(error))?;
        let bookmark = one(&transaction, &id, context)?.bookmark;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(bookmark)
    }

    /// The bookmarks of an article, without removed ones, in the order of the text; orphans come last.
    pub fn bookmarks(&self, article: &ArticleId) -> Result<Vec<Bookmark>> {
        let wanted =
            "article.name = ?1 AND removed IS NULL ORDER BY place_start IS NULL, place_start, place_end, bookmark.id";
        let found = self.listed("list the bookmarks", wanted, [&article.0])?;
        Ok(found.into_iter().map(|listed| listed.bookmark).collect())
    }

    /// The bookmarks of an article, where they stand in `text`, which the library may not hold: it may have a newer one.
    pub fn bookmarks_in(&self, article: &ArticleId, text: &str) -> Result<Vec<Bookmark>> {
        let context = self.context("list the bookmarks");
        let mut found = self.bookmarks(article)?;
        if found.is_empty() {
            return Ok(found);
        }
        let query =
            "SELECT article.id, digest FROM article JOIN revision ON revision.id = article.revision WHERE name = ?1";
        let current = self.connection.query_row(query, [&article.0], |row| Ok((row.get(0)?, row.get(1)?))).optional();
        let current: Option<(i64, String)> = current.map_err(|error| context.error(error))?;
        let Some((row, _)) = current.filter(|(_, digest)| *digest != revision(text)) else { return Ok(found) };
        let place = || -> rusqlite::Result<HashMap<String, Placement>> {
            let mut name = self.connection.prepare_cached("SELECT name FROM bookmark WHERE id = ?1")?;
            let places = places(&self.connection, row, text)?.into_iter();
            places.map(|(id, _, now)| Ok((name.query_row([id], |row| row.get(0))?, now))).collect()
        };
        let places = place().map_err(|error| context.error(error))?;
        for bookmark in &mut found {
            let nowhere = Placement { status: Status::Orphan, score: 0.0, range: None };
            bookmark.placement = places.get(&bookmark.id.0).copied().unwrap_or(nowhere);
        }
        Ok(found)
    }

    /// The bookmarks of all articles, without removed ones, in the order in which they were made.
    pub fn all_bookmarks(&self) -> Result<Vec<ListedBookmark>> {
        self.listed("list the bookmarks", "removed IS NULL ORDER BY bookmark.id", [])
    }

    /// The removed bookmarks, those removed last first.
    pub fn removed_bookmarks(&self) -> Result<Vec<ListedBookmark>> {
        self.listed("list the removed bookmarks", "removed IS NOT NULL ORDER BY removed DESC, bookmark.id DESC", [])
    }

    /// One bookmark, be it a removed one.
    pub fn bookmark(&self, id: &BookmarkId) -> Result<ListedBookmark> {
        one(&self.connection, id, self.context("read the bookmark"))
    }

    /// The text of the revision that a bookmark was made in; None when it came in from elsewhere without one.
    pub fn original_text(&self, id: &BookmarkId) -> Result<Option<CleanText>> {
        let context = self.context("read the bookmark's revision");
        let query = "SELECT revision.text, raw FROM bookmark JOIN revision ON revision.id = bookmark.revision \
                     JOIN article ON article.id = bookmark.article WHERE bookmark.name = ?1";
        self.connection
            .query_row(query, [&id.0], |row| {
                let raw = row.get(1)?;
                Ok(row.get::<_, Option<String>>(0)?.map(|text| CleanText::kept(text, raw)))
            })
            .optional()
            .map_err(|error| context.error(error))?
            .ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoBookmark))
    }

    pub(super) fn listed(&self, what: &'static str, wanted: &str, values: impl Params) -> Result<Vec<ListedBookmark>> {
        let query =
            format!("SELECT {}, {} FROM {} WHERE {wanted}", columns::BOOKMARK, columns::LISTED, columns::BOOKMARK_FROM);
        let list = || -> rusqlite::Result<Vec<_>> {
            let mut found: Vec<ListedBookmark> = self
                .connection
                .prepare(&query)?
                .query_map(values, columns::listed)?
                .collect::<rusqlite::Result<_>>()?;
            name(&self.connection, &mut found)?;
            Ok(found)
        };
        list().map_err(|error| self.context(what).error(error))
    }
}

/// Whether an article has bookmarks, be they removed ones.
pub(super) fn are_in(connection: &Connection, article: i64) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM bookmark WHERE article = ?1")?.exists([article])
}

/// Finds every bookmark of an article in its new text; how many stand otherwise than before.
pub(super) fn place_all(transaction: &Connection, article: i64, text: &str) -> rusqlite::Result<usize> {
    let mut moved = 0;
    for (row, before, now) in places(transaction, article, text)? {
        if before != now {
            let differs = (before.status, before.range) != (now.status, now.range);
            moved += usize::from(differs && now.status != Status::Exact);
            put_place(transaction, row, &now)?;
        }
    }
    Ok(moved)
}

/// Where every bookmark of an article stands in `text`: its row, how it stood by what is kept, and how it stands.
fn places(connection: &Connection, article: i64, text: &str) -> rusqlite::Result<Vec<(i64, Placement, Placement)>> {
    let query = "SELECT coalesce(placed.exact, bookmark.exact), coalesce(placed.prefix, bookmark.prefix), \
                 coalesce(placed.suffix, bookmark.suffix), coalesce(placed.start, bookmark.start), \
                 coalesce(placed.end, bookmark.end), status, score, place_start, place_end, id, \
                 iif(placed.bookmark IS NULL, NULL, bookmark.exact) \
                 FROM bookmark LEFT JOIN placed ON placed.bookmark = bookmark.id \
                 WHERE article = ?1 AND coalesce(placed.revision, bookmark.revision) = ?2";
    let mut out = Vec::new();
    for (revision, digest, old) in revisions_in_use(connection, article)? {
        let old = old.filter(|old| crate::article::revision(old) == digest);
        let relocation = Relocation::new(old.as_deref(), text);
        let mut statement = connection.prepare_cached(query)?;
        let mut rows = statement.query([article, revision])?;
        while let Some(row) = rows.next()? {
            let (before, anchor) = (columns::placement(row, 5)?, columns::anchor(row, 0)?);
            let now = match row.get::<_, Option<String>>(10)? {
                Some(exact) => placing::find(&relocation, text, &anchor, &exact),
                None => relocation.place(&anchor),
            };
            out.push((row.get(9)?, before, now));
        }
    }
    Ok(out)
}

/// Finds every bookmark of an article in the text that it has; nothing to do where it has none.
pub(super) fn place_again(transaction: &Connection, article: i64) -> rusqlite::Result<()> {
    let text: Option<String> = transaction
        .query_row(
            "SELECT text FROM revision JOIN article ON article.revision = revision.id WHERE article.id = ?1",
            [article],
            |row| row.get(0),
        )
        .optional()?
        .flatten();
    text.map_or(Ok(()), |text| place_all(transaction, article, &text).map(drop))
}

/// The revisions that an article's bookmarks are looked for by: row, digest, text.
fn revisions_in_use(transaction: &Connection, article: i64) -> rusqlite::Result<Vec<(i64, String, Option<String>)>> {
    transaction
        .prepare_cached(
            "SELECT id, digest, text FROM revision WHERE article = ?1 \
             AND id IN (SELECT coalesce(placed.revision, bookmark.revision) \
             FROM bookmark LEFT JOIN placed ON placed.bookmark = bookmark.id WHERE article = ?1)",
        )?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

fn put_place(transaction: &Connection, bookmark: i64, place: &Placement) -> rusqlite::Result<()> {
    let (status, score, start, end) = place_columns(place);
    transaction
        .prepare_cached("UPDATE bookmark SET status = ?2, score = ?3, place_start = ?4, place_end = ?5 WHERE id = ?1")?
        .execute(params![bookmark, status, score, start, end])
        .map(drop)
}

fn insert(
    transaction: &Transaction<'_>,
    article: i64,
    new: &NewBookmark,
    text: &str,
    at: Timestamp,
) -> rusqlite::Result<BookmarkId> {
    let now = stamp(at);
    let original = articles::keep_revision(transaction, article, &revision(text), text, &now)?;
    let current: Option<String> = transaction
        .query_row(
            "SELECT text FROM revision JOIN article ON article.revision = revision.id WHERE article.id = ?1",
            [article],
            |row| row.get(0),
        )
        .optional()?
        .flatten();
    let place = match current.as_deref() {
        Some(current) => Relocation::new(Some(text), current).place(&new.anchor),
        None => Placement { status: Status::Orphan, score: 0.0, range: None },
    };
    let bookmark = Bookmark {
        id: new_id(at),
        article: new.article.clone(),
        anchor: new.anchor.clone(),
        revision: String::new(),
        placement: place,
        placed: None,
        note: new.note.clone(),
        tags: new.tags.clone(),
        color: new.color.clone(),
        created: now.clone(),
        updated: now,
    };
    put(transaction, article, original, &bookmark)?;
    Ok(bookmark.id)
}

/// Writes a new bookmark; its article and the revision that it was made in are told by their rows.
pub(super) fn put(
    transaction: &Transaction<'_>,
    article: i64,
    original: i64,
    bookmark: &Bookmark,
) -> rusqlite::Result<()> {
    let (status, score, start, end) = place_columns(&bookmark.placement);
    let anchor = &bookmark.anchor;
    transaction
        .prepare_cached(
            "INSERT INTO bookmark (name, article, revision, start, end, exact, prefix, suffix, note, color, created, \
             updated, status, score, place_start, place_end) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            bookmark.id.0,
            article,
            original,
            anchor.start,
            anchor.end,
            anchor.exact,
            anchor.prefix,
            anchor.suffix,
            clean_note(&bookmark.note),
            bookmark.color.as_deref().and_then(clean_word),
            bookmark.created,
            bookmark.updated,
            status,
            score,
            start,
            end
        ])?;
    set_tags(transaction, transaction.last_insert_rowid(), &bookmark.tags)
}

/// One bookmark, be it a removed one.
pub(super) fn one(connection: &Connection, id: &BookmarkId, context: Context<'_>) -> Result<ListedBookmark> {
    let query = format!(
        "SELECT {}, {} FROM {} WHERE bookmark.name = ?1",
        columns::BOOKMARK,
        columns::LISTED,
        columns::BOOKMARK_FROM
    );
    let found = connection.query_row(&query, [&id.0], columns::listed).optional();
    let found = found.map_err(|error| context.error(error))?;
    let mut found = found.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoBookmark))?;
    name(connection, std::slice::from_mut(&mut found)).map_err(|error| context.error(error))?;
    Ok(found)
}

/// Calls articles without a title by the first words of their texts, each of which is read once.
fn name(connection: &Connection, listed: &mut [ListedBookmark]) -> rusqlite::Result<()> {
    let mut names: HashMap<ArticleId, CleanLine> = HashMap::new();
    for listed in listed.iter_mut().filter(|listed| listed.title.is_empty()) {
        let id = &listed.bookmark.article;
        if !names.contains_key(id) {
            let query = "SELECT title, substr(text, 1, 400) FROM article \
                         LEFT JOIN revision ON revision.id = article.revision WHERE name = ?1";
            let name =
                connection.prepare_cached(query)?.query_row([&id.0], |row| columns::name(row, 0, 1, &listed.source))?;
            names.insert(id.clone(), name);
        }
        if let Some(name) = names.get(id) {
            listed.title = name.clone();
        }
    }
    Ok(())
}

pub(super) fn set_tags(transaction: &Transaction<'_>, bookmark: i64, tags: &[String]) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM bookmark_tag WHERE bookmark = ?1", [bookmark])?;
    let mut statement = transaction.prepare_cached("INSERT OR IGNORE INTO bookmark_tag VALUES (?1, ?2)")?;
    for tag in tags.iter().filter_map(|tag| clean_word(tag)) {
        statement.execute(params![bookmark, tag])?;
    }
    Ok(())
}

pub(super) fn clean_note(note: &str) -> String {
    CleanText::new(note).into_string()
}

/// A tag or colour: one line; None when nothing is left of it.
pub(super) fn clean_word(word: &str) -> Option<String> {
    Some(CleanLine::new(word).into_string()).filter(|word| !word.is_empty())
}

/// A `UUIDv7` for a moment.
fn new_id(at: Timestamp) -> BookmarkId {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    let nanoseconds = u32::try_from(at.subsec_nanosecond()).unwrap_or(0);
    let moment = uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanoseconds);
    BookmarkId(uuid::Uuid::new_v7(moment).to_string())
}
