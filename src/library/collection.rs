//! Bookmarks leave the library with all that belongs to them, and come in from elsewhere.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::values::{Taken, stamp};
use super::{Library, Result, articles, bookmarks, columns, placing};
use crate::article::{Anchor, ArticleId, Bookmark, CharIndex, Collected, Revision, Source, revision};

impl Library {
    /// The articles that have bookmarks, with them and the texts they were made in: all, or one. Removed bookmarks are
    /// left out.
    pub fn collect(&self, article: Option<&ArticleId>) -> Result<Vec<Collected>> {
        let context = self.context("collect the bookmarks");
        let wanted = "removed IS NULL AND (?1 IS NULL OR article.name = ?1) ORDER BY bookmark.id";
        let listed = self.listed(context.what, wanted, [article.map(|id| &id.0)])?;
        let mut out: Vec<Collected> = Vec::new();
        let mut known: HashMap<ArticleId, usize> = HashMap::new();
        for bookmark in listed.into_iter().map(|listed| listed.bookmark) {
            let at = if let Some(at) = known.get(&bookmark.article) {
                *at
            } else {
                out.push(self.collected(&bookmark.article).map_err(|error| context.error(error))?);
                known.insert(bookmark.article.clone(), out.len() - 1);
                out.len() - 1
            };
            out[at].bookmarks.push(bookmark);
        }
        Ok(out)
    }

    /// An article without its bookmarks.
    fn collected(&self, id: &ArticleId) -> rusqlite::Result<Collected> {
        let revisions = self
            .connection
            .prepare_cached(
                "WITH mine AS (SELECT bookmark.id, bookmark.revision FROM bookmark \
                 JOIN article ON article.id = bookmark.article WHERE article.name = ?1 AND removed IS NULL) \
                 SELECT digest, text FROM revision WHERE text IS NOT NULL AND (id IN (SELECT revision FROM mine) \
                 OR id IN (SELECT placed.revision FROM placed JOIN mine ON mine.id = placed.bookmark)) ORDER BY digest",
            )?
            .query_map([&id.0], |row| Ok(Revision { digest: row.get(0)?, text: row.get(1)? }))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        self.connection
            .prepare_cached(
                "SELECT source_kind, source, title, byline, published, site, lang, url, raw FROM article WHERE name = ?1",
            )?
            .query_row([&id.0], |row| {
                Ok(Collected {
                    id: id.clone(),
                    source: columns::source(row, 0)?,
                    title: columns::line(row, 2)?,
                    byline: columns::line(row, 3)?,
                    published: columns::line(row, 4)?,
                    site: columns::line(row, 5)?,
                    lang: row.get(6)?,
                    url: row.get(7)?,
                    raw: row.get(8)?,
                    revisions,
                    bookmarks: Vec::new(),
                })
            })
    }

    /// Takes in bookmarks from elsewhere, all or none; with `dry` only tells what that would do. An article that is not
    /// here is known by its name from then on: its bookmarks are orphans until it is added.
    pub fn take_in(&mut self, articles: &[Collected], at: Timestamp, dry: bool) -> Result<Taken> {
        let (transaction, context) = self.write("take in the bookmarks")?;
        let taken = take_in(&transaction, articles, at).map_err(|error| context.error(error))?;
        let end = if dry { transaction.rollback() } else { transaction.commit() };
        end.map_err(|error| context.error(error))?;
        Ok(taken)
    }
}

fn take_in(transaction: &Transaction<'_>, articles: &[Collected], at: Timestamp) -> rusqlite::Result<Taken> {
    let mut taken = Taken::default();
    for article in articles {
        let row = row(transaction, article, at)?;
        let mut revisions: HashMap<&str, i64> = HashMap::new();
        // A text is taken under its own name only: another one must not take the place of what is here.
        let sound = article.revisions.iter().filter(|found| revision(&found.text) == found.digest);
        for Revision { digest, text } in sound {
            revisions.insert(digest, articles::keep_revision(transaction, row, digest, text, &stamp(at))?);
        }
        let mut fresh = Vec::new();
        let there = there(transaction, row)?;
        for bookmark in &article.bookmarks {
            let placed = bookmark.placed.as_ref().map(|placed| placed.revision.as_str());
            for digest in [Some(bookmark.revision.as_str()), Some(""), placed].into_iter().flatten() {
                if !revisions.contains_key(digest) {
                    revisions.insert(digest, name_revision(transaction, row, digest, at)?);
                }
            }
        }
        let texts = texts(transaction, row, &revisions)?;
        let current = current(transaction, row)?;
        let indexes: HashMap<i64, CharIndex<'_>> =
            texts.iter().map(|(row, text)| (*row, CharIndex::new(text))).collect();
        for bookmark in &article.bookmarks {
            if let Some(is_removed) = is_known(transaction, &there, bookmark)? {
                taken.known += 1;
                taken.removed += usize::from(is_removed);
                continue;
            }
            let (original, anchor) = kept(&revisions, &indexes, current, &bookmark.revision, &bookmark.anchor);
            bookmarks::put(transaction, row, original, &Bookmark { anchor, ..bookmark.clone() })?;
            if let Some(placed) = &bookmark.placed {
                let made = transaction
                    .prepare_cached("SELECT id FROM bookmark WHERE name = ?1")?
                    .query_row([&bookmark.id.0], |row| row.get(0))?;
                let (chosen, anchor) = kept(&revisions, &indexes, None, &placed.revision, &placed.anchor);
                if chosen == revisions.get(placed.revision.as_str()).copied().unwrap_or_default() {
                    placing::put(transaction, made, chosen, &anchor)?;
                }
            }
            fresh.push(&bookmark.id.0);
        }
        if !fresh.is_empty() {
            bookmarks::place_again(transaction, row)?;
        }
        taken.added += fresh.len();
        // A text that came along and that no bookmark needs.
        articles::forget_unused(transaction, row)?;
        let mut lost = transaction.prepare_cached("SELECT status = 'orphan' FROM bookmark WHERE name = ?1")?;
        for id in fresh {
            taken.orphans += usize::from(lost.query_row([id], |row| row.get::<_, bool>(0))?);
        }
    }
    Ok(taken)
}

/// The bookmarks that an article has, by the moment (microseconds) at which they were made and their words: whether they are
/// removed.
type There = HashMap<(i64, String), bool>;

fn there(transaction: &Transaction<'_>, article: i64) -> rusqlite::Result<There> {
    let mut query =
        transaction.prepare_cached("SELECT created, exact, removed IS NOT NULL FROM bookmark WHERE article = ?1")?;
    let mut rows = query.query([article])?;
    let mut there = There::new();
    while let Some(row) = rows.next()? {
        if let Some(moment) = moment(&row.get::<_, String>(0)?) {
            there.insert((moment, row.get(1)?), row.get(2)?);
        }
    }
    Ok(there)
}

/// When a bookmark was made; None where that is told less than to the microsecond, and others may have been made then.
fn moment(created: &str) -> Option<i64> {
    let moment = created.parse::<Timestamp>().ok()?.as_microsecond();
    (moment % 1_000_000 != 0).then_some(moment)
}

/// Whether the library has a bookmark, and if so whether it is removed. A format that carries no names of bookmarks (CSV)
/// still carries the moment, which two bookmarks of the same words never share.
fn is_known(transaction: &Transaction<'_>, there: &There, bookmark: &Bookmark) -> rusqlite::Result<Option<bool>> {
    let by_name = transaction
        .prepare_cached("SELECT removed IS NOT NULL FROM bookmark WHERE name = ?1")?
        .query_row([&bookmark.id.0], |row| row.get(0))
        .optional()?;
    let key = || Some((moment(&bookmark.created)?, bookmark.anchor.exact.clone()));
    Ok(by_name.or_else(|| there.get(&key()?).copied()))
}

/// The revision of the text that an article has now.
fn current(transaction: &Transaction<'_>, article: i64) -> rusqlite::Result<Option<i64>> {
    transaction.prepare_cached("SELECT revision FROM article WHERE id = ?1")?.query_row([article], |row| row.get(0))
}

/// The texts of some revisions and of the article as it is now, by their rows, as far as they are here.
fn texts(
    transaction: &Transaction<'_>,
    article: i64,
    revisions: &HashMap<&str, i64>,
) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut query = transaction.prepare_cached("SELECT text FROM revision WHERE id = ?1")?;
    let mut out = Vec::new();
    let current = current(transaction, article)?;
    let rows: BTreeSet<i64> = revisions.values().copied().chain(current).collect();
    for row in rows {
        if let Some(text) = query.query_row([row], |row| row.get::<_, Option<String>>(0))? {
            out.push((row, text));
        }
    }
    Ok(out)
}

/// The revision and the place that a passage from elsewhere is kept with. What it says of its place is a hint: its words
/// are found in the text by themselves, and where they do not stand in it, it is kept without that text. One from a text that
/// is not here is of the `current` one if its words stand there exactly where it says.
fn kept(
    revisions: &HashMap<&str, i64>,
    indexes: &HashMap<i64, CharIndex<'_>>,
    current: Option<i64>,
    digest: &str,
    anchor: &Anchor,
) -> (i64, Anchor) {
    let row_of = |digest| revisions.get(digest).copied().unwrap_or_default();
    let row = row_of(digest);
    let length = anchor.exact.chars().count();
    let whole = Anchor { end: anchor.start.saturating_add(length), ..anchor.clone() };
    match indexes.get(&row).map(|index| placing::fitted(&whole, index)) {
        None => {
            let stands = current.and_then(|row| Some((row, placing::stands(&whole, indexes.get(&row)?)?)));
            stands.unwrap_or((row, whole))
        }
        Some(Some(fitted)) => (row, fitted),
        Some(None) => (row_of(""), whole),
    }
}

/// The row of the article: the one that has the same source, else a new one that is known by its name only.
fn row(transaction: &Transaction<'_>, article: &Collected, at: Timestamp) -> rusqlite::Result<i64> {
    let (kind, place) = match &article.source {
        Source::File(path) => ("file", path.as_str()),
        Source::Url(address) => ("url", address.as_str()),
        Source::Sample(name) => ("sample", name.as_str()),
        // Named by what it held, which is what its bookmarks were made in.
        Source::Stdin => ("stdin", article.bookmarks.first().map_or("", |bookmark| bookmark.revision.as_str())),
    };
    let known = transaction
        .query_row("SELECT id FROM article WHERE source_kind = ?1 AND source = ?2", [kind, place], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    let row = articles::make(transaction, kind, place, at)?;
    transaction.execute(
        "UPDATE article SET title = ?2, byline = ?3, published = ?4, site = ?5, lang = ?6, url = ?7, raw = ?8 \
         WHERE id = ?1",
        params![
            row,
            article.title.as_deref(),
            article.byline.as_deref(),
            article.published.as_deref(),
            article.site.as_deref(),
            article.lang,
            article.url,
            article.raw,
        ],
    )?;
    Ok(row)
}

/// The row of a revision whose text is not known.
fn name_revision(transaction: &Transaction<'_>, article: i64, digest: &str, at: Timestamp) -> rusqlite::Result<i64> {
    transaction.query_row(
        "INSERT INTO revision (article, digest, kept) VALUES (?1, ?2, ?3) \
         ON CONFLICT (article, digest) DO UPDATE SET digest = excluded.digest RETURNING id",
        params![article, digest, stamp(at)],
        |row| row.get(0),
    )
}
