//! Rows to values, in one place for every query.

use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type};
use serde::de::DeserializeOwned;

use crate::article::{
    Anchor, ArticleId, ArticleSummary, Bookmark, BookmarkId, CleanLine, CleanText, FeedId, Placement, Source, Status,
    TextRange,
};

use super::placing;
use super::values::{ListedBookmark, stamp};

/// Columns of [`summary`]; the tables are those of [`SUMMARY_FROM`].
pub(super) const SUMMARY: &str = "article.name, source_kind, source, article.title, byline, published, \
     coalesce((SELECT coalesce(called, feed.title, feed.source) FROM entry JOIN feed ON feed.id = entry.feed \
               WHERE entry.article = article.id AND (standing.page OR standing.feed IS NULL OR feed.name = standing.feed) \
               ORDER BY feed.name IS NOT standing.feed, entry.id LIMIT 1), site), \
     lang, url, raw, revision.digest, added, updated, checked, \
     (SELECT count(*) FROM bookmark WHERE bookmark.article = article.id AND removed IS NULL), \
     CASE WHEN coalesce(article.title, '') = '' THEN substr(revision.text, 1, 400) END, \
     standing.sorted, standing.article IS NOT NULL AND standing.read IS NULL, standing.starred IS NOT NULL, \
     (SELECT feed.name FROM entry JOIN feed ON feed.id = entry.feed WHERE entry.article = article.id \
      ORDER BY feed.name IS NOT standing.feed, entry.id LIMIT 1)";

/// The tables of [`SUMMARY`].
pub(super) const SUMMARY_FROM: &str = "article LEFT JOIN standing ON standing.article = article.id \
     LEFT JOIN revision ON revision.id = article.revision";

pub(super) fn summary(row: &Row<'_>) -> rusqlite::Result<ArticleSummary> {
    let source = source(row, 1)?;
    let added: String = row.get(11)?;
    let sorted: Option<i64> = row.get(16)?;
    Ok(ArticleSummary {
        id: ArticleId(row.get(0)?),
        title: name(row, 3, 15, &source)?,
        byline: line(row, 4)?,
        published: line(row, 5)?,
        site: line(row, 6)?,
        lang: row.get(7)?,
        url: row.get(8)?,
        raw: row.get(9)?,
        revision: row.get(10)?,
        sorted: sorted.and_then(moment).unwrap_or_else(|| added.clone()),
        added,
        updated: row.get(12)?,
        checked: row.get(13)?,
        bookmarks: row.get(14)?,
        unread: row.get(17)?,
        starred: row.get(18)?,
        feed: row.get::<_, Option<String>>(19)?.map(FeedId),
        snippet: None,
        source,
    })
}

/// Microseconds since 1970, as a time is written; None for one that no calendar has.
pub(super) fn moment(microseconds: i64) -> Option<String> {
    Timestamp::from_microsecond(microseconds).ok().map(stamp)
}

/// Columns of [`bookmark`]; the tables are called `bookmark`, `article` and `original`.
pub(super) const BOOKMARK: &str = "bookmark.name, article.name, bookmark.exact, bookmark.prefix, bookmark.suffix, \
     bookmark.start, bookmark.end, original.digest, \
     status, score, place_start, place_end, note, \
     (SELECT json_group_array(tag) FROM (SELECT tag FROM bookmark_tag WHERE bookmark = bookmark.id ORDER BY tag)), \
     color, created, bookmark.updated, \
     chosen.digest, placed.exact, placed.prefix, placed.suffix, placed.start, placed.end";

/// The tables of [`BOOKMARK`].
pub(super) const BOOKMARK_FROM: &str = "bookmark JOIN article ON article.id = bookmark.article \
     JOIN revision AS original ON original.id = bookmark.revision \
     LEFT JOIN placed ON placed.bookmark = bookmark.id LEFT JOIN revision AS chosen ON chosen.id = placed.revision";

pub(super) fn bookmark(row: &Row<'_>) -> rusqlite::Result<Bookmark> {
    Ok(Bookmark {
        id: BookmarkId(row.get(0)?),
        article: ArticleId(row.get(1)?),
        anchor: anchor(row, 2)?,
        revision: row.get(7)?,
        placement: placement(row, 8)?,
        placed: placing::placed(row, 17)?,
        note: row.get(12)?,
        tags: json(row, 13)?,
        color: row.get(14)?,
        created: row.get(15)?,
        updated: row.get(16)?,
    })
}

/// Columns that follow [`BOOKMARK`] for [`listed`]. No text: that would be read once for each bookmark.
pub(super) const LISTED: &str = "source_kind, source, title, NULL, removed";

pub(super) fn listed(row: &Row<'_>) -> rusqlite::Result<ListedBookmark> {
    let source = source(row, 23)?;
    let title = line(row, 25)?.unwrap_or_default();
    Ok(ListedBookmark { bookmark: bookmark(row)?, title, removed: row.get(27)?, source })
}

/// Five columns from `at`: exact, prefix, suffix, start, end.
pub(super) fn anchor(row: &Row<'_>, at: usize) -> rusqlite::Result<Anchor> {
    Ok(Anchor {
        exact: row.get(at)?,
        prefix: row.get(at + 1)?,
        suffix: row.get(at + 2)?,
        start: row.get(at + 3)?,
        end: row.get(at + 4)?,
    })
}

/// Four columns from `at`: status, score, start, end.
pub(super) fn placement(row: &Row<'_>, at: usize) -> rusqlite::Result<Placement> {
    let status: String = row.get(at)?;
    let status = status_from(&status).ok_or_else(|| wrong(at, "unknown status"))?;
    let (start, end): (Option<usize>, Option<usize>) = (row.get(at + 2)?, row.get(at + 3)?);
    let range = start.zip(end).map(|(start, end)| TextRange::new(start, end));
    Ok(Placement { status, score: row.get(at + 1)?, range })
}

pub(super) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Exact => "exact",
        Status::Shifted => "shifted",
        Status::Changed => "changed",
        Status::Orphan => "orphan",
    }
}

fn status_from(name: &str) -> Option<Status> {
    [Status::Exact, Status::Shifted, Status::Changed, Status::Orphan]
        .into_iter()
        .find(|status| status_name(*status) == name)
}

/// Two columns from `at`: kind and place of a source.
pub(super) fn source(row: &Row<'_>, at: usize) -> rusqlite::Result<Source> {
    let kind: String = row.get(at)?;
    let place: String = row.get(at + 1)?;
    match kind.as_str() {
        "file" => Ok(Source::File(place)),
        "url" => Ok(Source::Url(place)),
        "stdin" => Ok(Source::Stdin),
        "sample" => Ok(Source::Sample(place)),
        _ => Err(wrong(at, "unknown kind of source")),
    }
}

/// A field of one line.
pub(super) fn line(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<CleanLine>> {
    Ok(row.get::<_, Option<String>>(at)?.map(|text| CleanLine::new(&text)))
}

/// A value kept as JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    serde_json::from_str(&text).map_err(|error| wrong(at, &error.to_string()))
}

/// The title, else the first words (see [`crate::article::Article::name`]), else the source.
pub(super) fn name(row: &Row<'_>, title: usize, words: usize, source: &Source) -> rusqlite::Result<CleanLine> {
    if let Some(title) = line(row, title)?.filter(|title| !title.is_empty()) {
        return Ok(title);
    }
    let words: Option<String> = row.get(words)?;
    let mut article = crate::article::Article::plain(source.clone(), CleanText::default());
    article.text = CleanText::kept(words.unwrap_or_default(), true);
    Ok(article.name())
}

fn wrong(at: usize, why: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(FromSqlError::Other(why.into())))
}
