//! Where things are read again from, on whose word, and what is known of them there. Nothing here reads a text.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::error::{LibraryError, Trouble};
use super::feed_values::NewFeed;
use super::{Library, Result, columns, feeds, standing};
use crate::article::{ArticleId, CleanLine, FeedId, Source};

/// How often a full text is asked for that does not come.
const TRIES: usize = 3;

/// What is known of an article before it is read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Where it came from.
    pub source: Source,
    /// What it is called: its title, else where it came from.
    pub title: CleanLine,
    /// The address of its page, as its feed or the page itself says.
    pub url: Option<String>,
    /// Whether it is read word for word.
    pub raw: bool,
    /// Whether a person added it, by its source.
    pub is_kept: bool,
    /// The address that a person typed for the feed that named it; None if it is in no feed of the web.
    pub feed: Option<String>,
    /// What its server gave to know this text by; nothing if the text was made another way.
    pub known: PageVersion,
}

impl Reach {
    /// Whether there is a page that is this article and nothing else. Entries without a link, and those that share their
    /// page with others, are named after their feed.
    pub fn has_own_page(&self) -> bool {
        let page = |address: &str| address.split('#').next().map(str::to_owned);
        let source = self.source.to_string();
        let named = self.url.as_deref().is_some_and(|url| !source.contains('#') || page(url) == page(&source));
        self.is_kept || named
    }
}

/// What a server gave to recognise a version of a page by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageVersion {
    /// The `ETag`.
    pub etag: Option<String>,
    /// The `Last-Modified` date.
    pub last_modified: Option<String>,
}

impl Library {
    /// What is known of an article before it is read again by this way of reading.
    pub fn reach(&self, id: &ArticleId, reader: &str) -> Result<Reach> {
        let context = self.context("read the article");
        let query = "SELECT source_kind, source, title, url, raw, \
             coalesce((SELECT kept IS NOT NULL FROM standing WHERE standing.article = article.id), 0), \
             (SELECT coalesce(typed, feed.source) FROM entry JOIN feed ON feed.id = entry.feed \
              LEFT JOIN standing ON standing.article = entry.article \
              WHERE entry.article = article.id AND feed.source_kind = 'url' \
              AND (standing.feed IS NULL OR feed.name = standing.feed) ORDER BY entry.id LIMIT 1), \
             etag, last_modified, article.revision IS NOT NULL \
             FROM article LEFT JOIN page ON page.article = article.id AND page.revision = article.revision \
             AND page.reader = ?2 WHERE name = ?1";
        let found = self
            .connection
            .prepare_cached(query)
            .and_then(|mut found| {
                found
                    .query_row(params![id.0, reader], |row| {
                        let source = columns::source(row, 0)?;
                        let title = columns::line(row, 2)?.filter(|title| !title.is_empty());
                        let reach = Reach {
                            title: title.unwrap_or_else(|| CleanLine::new(&source.to_string())),
                            source,
                            url: row.get(3)?,
                            raw: row.get(4)?,
                            is_kept: row.get(5)?,
                            feed: row.get(6)?,
                            known: PageVersion { etag: row.get(7)?, last_modified: row.get(8)? },
                        };
                        Ok((reach, row.get(9)?))
                    })
                    .optional()
            })
            .map_err(|error| context.error(error))?;
        let missing = |trouble| Err(LibraryError::new(context.what, Path::new(&id.0), trouble));
        match found {
            Some((reach, true)) => Ok(reach),
            Some((_, false)) => missing(Trouble::NoText),
            None => missing(Trouble::NoArticle),
        }
    }

    /// Remembers by what the text that an article has now is known to its server, and which way of reading made it.
    pub fn know_page(&mut self, id: &ArticleId, version: &PageVersion, reader: &str) -> Result<()> {
        let (transaction, context) = self.write("keep the article")?;
        let query = "INSERT INTO page (article, etag, last_modified, reader, revision) \
                     SELECT id, ?2, ?3, ?4, revision FROM article WHERE name = ?1 \
                     ON CONFLICT (article) DO UPDATE SET etag = excluded.etag, \
                     last_modified = excluded.last_modified, reader = excluded.reader, revision = excluded.revision";
        transaction
            .execute(query, params![id.0, version.etag, version.last_modified, reader])
            .and_then(|_| transaction.commit())
            .map_err(|error| context.error(error))
    }

    /// The newest entries of a feed, at most `count`, that have what the feed gives of them and not the text of their
    /// page; without those whose page was asked for often enough, and those that share a page.
    pub fn pages_to_read(&self, feed: &FeedId, count: usize) -> Result<Vec<ArticleId>> {
        let context = self.context("list the articles");
        let query = "SELECT article.name FROM feed JOIN entry ON entry.feed = feed.id \
                     JOIN standing ON standing.article = entry.article JOIN article ON article.id = entry.article \
                     LEFT JOIN page ON page.article = entry.article \
                     WHERE feed.name = ?1 AND standing.page = 0 AND article.url IS NOT NULL \
                     AND coalesce(tries, 0) < ?3 \
                     AND substr(article.source, 1, length(feed.source) + 1) <> feed.source || '#' ORDER BY entry.sorted DESC, entry.article DESC LIMIT ?2";
        let list = || -> rusqlite::Result<Vec<_>> {
            let mut found = self.connection.prepare_cached(query)?;
            found.query_map(params![feed.0, count, TRIES], |row| Ok(ArticleId(row.get(0)?)))?.collect()
        };
        list().map_err(|error| context.error(error))
    }

    /// Remembers that the full text of an article was asked for and not kept.
    pub fn tried_page(&mut self, id: &ArticleId) -> Result<()> {
        let (transaction, context) = self.write("keep the article")?;
        let query = "INSERT INTO page (article, tries) SELECT id, 1 FROM article WHERE name = ?1 \
                     ON CONFLICT (article) DO UPDATE SET tries = tries + 1";
        transaction.execute(query, [&id.0]).and_then(|_| transaction.commit()).map_err(|error| context.error(error))
    }

    /// Articles that came while the clock was wrong, before 2020 or after now, came now: sorted by that time they would stand
    /// at the top, or at the end, for ever.
    pub fn heal_times(&mut self, at: Timestamp) -> Result<()> {
        let (transaction, context) = self.write("set the times right")?;
        standing::heal_all(&transaction, at).and_then(|()| transaction.commit()).map_err(|error| context.error(error))
    }

    /// A feed is not to be read before `until`: its server asked for that while its pages were fetched.
    pub fn spare_feed(&mut self, id: &FeedId, until: Timestamp) -> Result<()> {
        let (transaction, context) = self.write("keep the feed")?;
        transaction
            .execute("UPDATE feed SET due = ?2 WHERE name = ?1", params![id.0, until.as_microsecond()])
            .and_then(|_| transaction.commit())
            .map_err(|error| context.error(error))
    }

    /// A subscription as it is, to be taken up again later.
    pub fn subscription(&self, id: &FeedId) -> Result<NewFeed> {
        let context = self.context("read the feed");
        let query = "SELECT source_kind, source, called, link, folders, \
                     (SELECT json_group_array(tag) FROM (SELECT tag FROM feed_tag WHERE feed = feed.id ORDER BY tag)), \
                     full_text, typed, login FROM feed WHERE name = ?1";
        let found = self
            .connection
            .query_row(query, [&id.0], |row| {
                Ok(NewFeed {
                    source: columns::source(row, 0)?,
                    title: columns::line(row, 2)?,
                    link: row.get(3)?,
                    folders: columns::json(row, 4)?,
                    tags: columns::json(row, 5)?,
                    full_text: row.get(6)?,
                    access: feeds::access(row, 7)?,
                })
            })
            .optional()
            .map_err(|error| context.error(error))?;
        found.ok_or_else(|| LibraryError::new(context.what, Path::new(&id.0), Trouble::NoFeed))
    }
}
