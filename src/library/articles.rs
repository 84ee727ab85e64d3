//! Articles: keeping, finding, listing, forgetting.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};
use sha2::{Digest as _, Sha256};

use super::error::{LibraryError, Trouble};
use super::values::{Kept, stamp};
use super::{Library, Result, bookmarks, columns, position, retention, search, standing};
use crate::article::{Article, ArticleId, ArticleSummary, CleanText, Loss, Source, revision};
use crate::disk::{name_of as name_of_path, path_of};

impl Library {
    /// Keeps an article as it is now; `at` is when its source was read. An article is named by its source: a file by
    /// its absolute path, a page by its address, a sample by its name, standard input by what it held. Where the text
    /// is another one than before, every bookmark of the article is looked for in it, in the same transaction.
    pub fn keep(&mut self, article: &Article, at: Timestamp) -> Result<Kept> {
        self.keep_one(article, false, at)
    }

    /// Keeps an article like [`Library::keep`], because the reader wants it: it stays, whatever becomes of the feeds that it
    /// came with.
    pub fn add(&mut self, article: &Article, at: Timestamp) -> Result<Kept> {
        self.keep_one(article, true, at)
    }

    fn keep_one(&mut self, article: &Article, is_wanted: bool, at: Timestamp) -> Result<Kept> {
        let (transaction, context) = self.write("keep the article")?;
        let (kind, place) = key(article);
        let row = transaction
            .query_row("SELECT id FROM article WHERE source_kind = ?1 AND source = ?2", [kind, &place], |row| {
                row.get(0)
            })
            .optional();
        let kept = row.and_then(|row| match row {
            Some(row) => put(&transaction, row, article, Origin::Page, at),
            None => {
                let row = make(&transaction, kind, &place, at)?;
                Ok(Kept { is_new: true, ..put(&transaction, row, article, Origin::Page, at)? })
            }
        });
        let kept = kept.map_err(|error| context.error(error))?;
        if is_wanted {
            let query = "UPDATE standing SET kept = coalesce(kept, ?2) WHERE article = (SELECT id FROM article WHERE name = ?1)";
            transaction
                .execute(query, params![kept.id.0, at.as_microsecond()])
                .map_err(|error| context.error(error))?;
        }
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(kept)
    }

    /// Keeps what an article's source holds now, like [`Library::keep`], for an article that is in the library:
    /// whatever `article` says of its source, it is that of `id`. Nobody has seen the new text, so one in which most of
    /// the kept one would be lost is not taken: [`Kept::refused`] says why.
    pub fn keep_again(&mut self, id: &ArticleId, article: &Article, at: Timestamp) -> Result<Kept> {
        let (transaction, context) = self.write("keep the article")?;
        let row = row_of(&transaction, id).map_err(|error| context.error(error))?;
        let row = row.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoArticle))?;
        let kept = put(&transaction, row, article, Origin::Again, at).map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(kept)
    }

    /// The name of an article that somebody reads, kept if it is not here yet. What is here stays as it is: a newer text
    /// than the one that is being read may have come in.
    pub fn keep_if_new(&mut self, article: &Article, at: Timestamp) -> Result<ArticleId> {
        if let Some(id) = self.name_of(article)?
            && !matches!(self.article(&id), Err(LibraryError { trouble: Trouble::NoText, .. }))
        {
            return Ok(id);
        }
        let id = self.keep(article, at)?.id;
        self.set_read(std::slice::from_ref(&id), true, at)?;
        Ok(id)
    }

    /// The article with its current text.
    pub fn article(&self, id: &ArticleId) -> Result<Article> {
        let context = self.context("read the article");
        let query = "SELECT source_kind, source, title, byline, published, site, lang, url, raw, blocks, links, aside, text \
                     FROM article LEFT JOIN revision ON revision.id = article.revision WHERE name = ?1";
        let found = self
            .connection
            .query_row(query, [&id.0], |row| {
                let raw = row.get(8)?;
                let text: Option<String> = row.get(12)?;
                let article = Article {
                    source: columns::source(row, 0)?,
                    title: columns::line(row, 2)?,
                    byline: columns::line(row, 3)?,
                    published: columns::line(row, 4)?,
                    site: columns::line(row, 5)?,
                    lang: row.get(6)?,
                    url: row.get(7)?,
                    raw,
                    blocks: columns::json(row, 9)?,
                    links: columns::json(row, 10)?,
                    aside: columns::json(row, 11)?,
                    text: CleanText::default(),
                };
                Ok(text.map(|text| Article { text: CleanText::kept(text, raw), ..article }))
            })
            .optional()
            .map_err(|error| context.error(error))?;
        let missing = |trouble| LibraryError::new(context.what, Path::new(&id.0), trouble);
        found.ok_or_else(|| missing(Trouble::NoArticle))?.ok_or_else(|| missing(Trouble::NoText))
    }

    /// Finds an article by what a person calls it: its name in the library, its path or its address.
    pub fn find(&self, name: &str) -> Result<ArticleId> {
        let context = self.context("find the article");
        let path = absolute(name);
        let sample = name.strip_prefix("sample:");
        let query = "SELECT name FROM article WHERE name = ?1 OR (source_kind = 'url' AND source = ?1) OR url = ?1 \
                     OR (source_kind = 'file' AND source IN (?1, ?2)) \
                     OR (source_kind = 'sample' AND source = ?3) \
                     ORDER BY name <> ?1, url IS ?1 LIMIT 1";
        let found = self
            .connection
            .query_row(query, params![name, path, sample], |row| row.get(0))
            .optional()
            .map_err(|error| context.error(error))?;
        found.map(ArticleId).ok_or_else(|| LibraryError::new(context.what, Path::new(name), Trouble::NoArticle))
    }

    /// The name under which this article is kept, by its source; None when it is not here.
    pub fn name_of(&self, article: &Article) -> Result<Option<ArticleId>> {
        let context = self.context("find the article");
        let (kind, place) = key(article);
        let query = "SELECT name FROM article WHERE source_kind = ?1 AND source = ?2";
        let found = self.connection.query_row(query, params![kind, place], |row| row.get(0)).optional();
        Ok(found.map_err(|error| context.error(error))?.map(ArticleId))
    }

    /// All articles, the newest first.
    pub fn articles(&self) -> Result<Vec<ArticleSummary>> {
        let context = self.context("list the articles");
        let query = format!("SELECT {} FROM {} ORDER BY article.id DESC", columns::SUMMARY, columns::SUMMARY_FROM);
        let list = || -> rusqlite::Result<Vec<_>> {
            self.connection.prepare(&query)?.query_map([], columns::summary)?.collect()
        };
        list().map_err(|error| context.error(error))
    }

    /// Forgets an article, its revisions and its reading position. One that has bookmarks stays, unless `force`.
    pub fn remove(&mut self, id: &ArticleId, force: bool) -> Result<()> {
        let (transaction, context) = self.write("remove the article")?;
        let count: usize = transaction
            .query_row(
                "SELECT count(*) FROM bookmark JOIN article ON article.id = bookmark.article \
                 WHERE article.name = ?1 AND removed IS NULL",
                [&id.0],
                |row| row.get(0),
            )
            .map_err(|error| context.error(error))?;
        let refuse = |trouble| Err(LibraryError::new(context.what, Path::new(&id.0), trouble));
        if count > 0 && !force {
            return refuse(Trouble::HasBookmarks { count });
        }
        let gone = transaction
            .execute("DELETE FROM article WHERE name = ?1", [&id.0])
            .map_err(|error| context.error(error))?;
        if gone == 0 {
            return refuse(Trouble::NoArticle);
        }
        transaction.commit().map_err(|error| context.error(error))
    }
}

/// The row of an article.
pub(super) fn row_of(transaction: &Transaction<'_>, id: &ArticleId) -> rusqlite::Result<Option<i64>> {
    transaction
        .prepare_cached("SELECT id FROM article WHERE name = ?1")?
        .query_row([&id.0], |row| row.get(0))
        .optional()
}

/// Makes the row of an article that nothing is known of but its source.
pub(super) fn make(transaction: &Transaction<'_>, kind: &str, place: &str, at: Timestamp) -> rusqlite::Result<i64> {
    transaction
        .prepare_cached(
            "INSERT INTO article (name, source_kind, source, added, updated, checked) VALUES (?1, ?2, ?3, ?4, ?4, ?4)",
        )?
        .execute(params![name_of(&format!("{kind}:{place}")), kind, place, stamp(at)])?;
    Ok(transaction.last_insert_rowid())
}

/// Whether no article has this source, nor the name that would be made from it.
pub(super) fn is_free(transaction: &Transaction<'_>, kind: &str, place: &str) -> rusqlite::Result<bool> {
    let query = "SELECT 1 FROM article WHERE (source_kind = ?1 AND source = ?2) OR name = ?3";
    let is_taken =
        transaction.prepare_cached(query)?.exists(params![kind, place, name_of(&format!("{kind}:{place}"))])?;
    Ok(!is_taken)
}

/// Where an article is from.
pub(super) fn source(transaction: &Transaction<'_>, row: i64) -> rusqlite::Result<Source> {
    transaction
        .prepare_cached("SELECT source_kind, source FROM article WHERE id = ?1")?
        .query_row([row], |row| columns::source(row, 0))
}

/// Where the text of an article was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// At the article's own source, which a person named.
    Page,
    /// At the article's own source, again, without anybody looking.
    Again,
    /// In a feed.
    Feed,
}

impl Origin {
    /// Whether the text is that of the article's own page.
    pub(super) fn is_page(self) -> bool {
        self != Self::Feed
    }
}

/// Writes all that is known of an article but its source, and finds its bookmarks again if the text is another one. A text
/// in which too much of the kept one would be lost is refused.
pub(super) fn put(
    transaction: &Transaction<'_>,
    row: i64,
    article: &Article,
    origin: Origin,
    at: Timestamp,
) -> rusqlite::Result<Kept> {
    let now = stamp(at);
    if let Some(kept) = refused(transaction, row, article, origin)? {
        return Ok(kept);
    }
    let (name, current, title, site, url) = transaction
        .prepare_cached("SELECT name, revision, title, site, url FROM article WHERE id = ?1")?
        .query_row([row], |row| {
            let text = |at| row.get::<_, Option<String>>(at);
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, text(2)?, text(3)?, text(4)?))
        })?;
    let completed = if origin.is_page() { completed(transaction, row, article)? } else { None };
    let article = completed.as_ref().unwrap_or(article);
    let text = article.text.as_str();
    let digest = revision(text);
    let kept = keep_revision(transaction, row, &digest, text, &now)?;
    let has_changed = current != Some(kept);
    transaction
        .prepare_cached(
            "UPDATE article SET title = ?2, byline = ?3, published = ?4, site = ?5, lang = ?6, url = ?7, raw = ?8, \
             blocks = ?9, links = ?10, aside = ?11, checked = ?12, revision = ?13, \
             updated = iif(?14, ?12, updated) WHERE id = ?1",
        )?
        .execute(params![
            row,
            article.title.as_deref(),
            article.byline.as_deref(),
            article.published.as_deref(),
            article.site.as_deref(),
            article.lang,
            article.url,
            article.raw,
            as_json(&article.blocks)?,
            as_json(&article.links)?,
            as_json(&article.aside)?,
            now,
            kept,
            has_changed,
        ])?;
    standing::put(transaction, row, article, origin, has_changed, at)?;
    let before = [title.as_deref(), site.as_deref(), url.as_deref()];
    let is_said_otherwise =
        has_changed || before != [article.title.as_deref(), article.site.as_deref(), article.url.as_deref()];
    // What a feed brings is put there all at once: between other changes each would be written on its own.
    if is_said_otherwise && origin.is_page() {
        search::put(transaction, row, article, current.is_none())?;
    }
    let mut moved = 0;
    // Nothing hangs on a text that is the first one, but for bookmarks that came in before it.
    if has_changed && (current.is_some() || bookmarks::are_in(transaction, row)?) {
        moved = bookmarks::place_all(transaction, row, text)?;
        // Where there was no text before, nothing was read in it and nothing of it can go.
        if current.is_some() {
            position::follow(transaction, row, current, text)?;
            forget_unused(transaction, row)?;
        }
    }
    Ok(Kept { id: ArticleId(name), revision: digest, is_new: false, has_changed, moved, refused: None })
}

/// What is kept of an article, if a new text does not take its place. What did not come whole never takes that of a longer
/// text. What came without anybody looking does not if most of the kept text would be lost ([`Loss::of`]): a page that was
/// read again, and what a feed says of an article that the reader holds. A file is the reader's own.
fn refused(
    transaction: &Transaction<'_>,
    row: i64,
    article: &Article,
    origin: Origin,
) -> rusqlite::Result<Option<Kept>> {
    let query = format!(
        "SELECT name, digest, text, source_kind = 'file', {} FROM article JOIN revision ON revision.id = article.revision \
         WHERE article.id = ?1 AND length(CAST(text AS BLOB)) > ?2",
        retention::HELD
    );
    let length = i64::try_from(article.text.len()).unwrap_or(i64::MAX);
    let longer = transaction.prepare_cached(&query)?.query_row(params![row, length], |row| {
        let (is_file, is_held) = (row.get::<_, bool>(3)?, row.get::<_, bool>(4)?);
        let loss = match origin {
            Origin::Page | Origin::Again if article.is_cut() => Some(Loss::Cut),
            Origin::Page => None,
            Origin::Again if is_file => None,
            Origin::Feed if !is_held => None,
            Origin::Again | Origin::Feed => Loss::of(&row.get::<_, String>(2)?, &article.text),
        };
        let (id, revision) = (ArticleId(row.get(0)?), row.get(1)?);
        Ok(loss.map(|loss| Kept { id, revision, is_new: false, has_changed: false, moved: 0, refused: Some(loss) }))
    });
    Ok(longer.optional()?.flatten())
}

/// What a page gives of a feed's entry, with what the page does not say as it was: the feed said it. None for an article
/// that stands in no feed.
fn completed(transaction: &Transaction<'_>, row: i64, page: &Article) -> rusqlite::Result<Option<Article>> {
    let query = "SELECT title, byline, published, site, lang, url FROM article \
                 WHERE id = ?1 AND EXISTS (SELECT 1 FROM entry WHERE entry.article = article.id)";
    transaction
        .prepare_cached(query)?
        .query_row([row], |row| {
            Ok(Article {
                title: page.title.clone().or(columns::line(row, 0)?),
                byline: page.byline.clone().or(columns::line(row, 1)?),
                published: page.published.clone().or(columns::line(row, 2)?),
                site: page.site.clone().or(columns::line(row, 3)?),
                lang: page.lang.clone().or(row.get(4)?),
                url: page.url.clone().or(row.get(5)?),
                ..page.clone()
            })
        })
        .optional()
}

/// Keeps one revision of an article; its row. (An upsert would keep a journal of its own for each.)
pub(super) fn keep_revision(
    transaction: &Transaction<'_>,
    article: i64,
    digest: &str,
    text: &str,
    now: &str,
) -> rusqlite::Result<i64> {
    let known: Option<i64> = transaction
        .prepare_cached("SELECT id FROM revision WHERE article = ?1 AND digest = ?2")?
        .query_row(params![article, digest], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        transaction
            .prepare_cached("UPDATE revision SET text = ?2 WHERE id = ?1 AND text IS NOT ?2")?
            .execute(params![known, text])?;
        return Ok(known);
    }
    transaction
        .prepare_cached("INSERT INTO revision (article, digest, text, kept) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![article, digest, text, now])?;
    Ok(transaction.last_insert_rowid())
}

/// Forgets the revisions that are neither current nor needed by a bookmark, be it a removed one.
pub(super) fn forget_unused(transaction: &Transaction<'_>, article: i64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "DELETE FROM revision WHERE article = ?1 \
             AND id IS NOT (SELECT revision FROM article WHERE id = ?1) \
             AND NOT EXISTS (SELECT 1 FROM bookmark WHERE bookmark.revision = revision.id) \
         AND NOT EXISTS (SELECT 1 FROM placed WHERE placed.revision = revision.id)",
        )?
        .execute([article])
        .map(drop)
}

/// What names an article: the kind of its source, and where that is.
fn key(article: &Article) -> (&'static str, String) {
    match &article.source {
        Source::File(path) => ("file", absolute(path)),
        Source::Url(url) => ("url", url.clone()),
        Source::Stdin => ("stdin", article.revision()),
        Source::Sample(name) => ("sample", name.clone()),
    }
}

/// A file's path from the root, links followed; as it is where the file is not there. It begins with one slash: two
/// begin an address without a scheme, from which a login would be cut.
pub(super) fn absolute(path: &str) -> String {
    let named = path_of(path);
    let found = std::fs::canonicalize(&named).or_else(|_| std::path::absolute(&named));
    let found = found.map_or_else(|_| path.to_owned(), |path| name_of_path(&path).into_owned());
    match found.strip_prefix("//") {
        Some(rest) => format!("/{}", rest.trim_start_matches('/')),
        None => found,
    }
}

/// A name made from a source: 16 hexadecimal digits, the same in every library.
pub(super) fn name_of(source: &str) -> String {
    let digest = Sha256::digest(source);
    let first = digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{first:016x}")
}

pub(super) fn as_json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
