//! Finding the article that a new entry is, if it is one that the library has.

use rusqlite::{OptionalExtension as _, params};

use super::super::duplicates::{self, Story};
use super::super::standing;
use super::Taking;
use crate::article::{Article, Source};

/// Articles with the same words or address that are looked at: what hundreds share tells none of them, and every new entry
/// would be compared with all before it.
const MOST: usize = 64;

/// What is known of an entry that came under a new key.
pub(super) enum Found {
    /// A double of one that the feed lists, too.
    Double,
    /// This article, under another name: the row of the entry that it had, if it was of this feed.
    Article { row: i64, before: Option<i64> },
}

/// An article that may be the same.
struct Told {
    row: i64,
    /// Its entry in this feed, and whether the feed lists that one still.
    entry: Option<(i64, bool)>,
    /// Whether some feed calls it what this one calls the new entry.
    has_key: bool,
    story: Story,
}

impl Told {
    fn found(&self) -> Found {
        Found::Article { row: self.row, before: self.entry.map(|(id, _)| id) }
    }
}

impl Taking<'_> {
    /// The address of an article, if it is a page of its own.
    pub(super) fn own_page<'p>(&self, article: &'p Article) -> Option<&'p str> {
        let page = article.url.as_deref()?;
        duplicates::link(page).filter(|link| !self.common.contains(link)).map(|_| page)
    }

    /// The article that this one is: see [`duplicates`].
    pub(super) fn find(&self, article: &Article, key: &str) -> rusqlite::Result<Option<Found>> {
        // What stayed of this entry when its feed was ended and subscribed again.
        if let Some(row) = self.at_source(&article.source)?
            && !self.has_entry(row)?
        {
            return Ok(Some(Found::Article { row, before: None }));
        }
        let story = Story::new(article, self.at);
        let own_page = self.own_page(article);
        let mut found = None;
        let said = duplicates::words(article).map_or(Ok(Vec::new()), |words| self.stories("words", words, key))?;
        for other in &said {
            match other.entry {
                Some((_, is_listed)) if other.story.says_all_of(&story) => {
                    return Ok(Some(if is_listed { Found::Double } else { other.found() }));
                }
                Some((_, false)) if other.story.is_moved(&story) => found = found.or(Some(other.found())),
                None if duplicates::is_telling(article) && other.story.is_about_when(&story) => {
                    // The same words at another address are another article, unless they are called the same.
                    let has_address_of = story.link.is_some() && story.link == other.story.link;
                    found = found.or((has_address_of || other.has_key).then(|| other.found()));
                }
                _ => {}
            }
        }
        let Some(page) = own_page else { return Ok(found) };
        let on_page = story.link.map_or(Ok(Vec::new()), |link| self.stories("link", link, key))?;
        // A page on which this feed has had several entries is no entry's own.
        let is_own = on_page.iter().filter(|other| other.entry.is_some()).count() < 2;
        for other in &on_page {
            let is_one = match other.entry {
                Some((_, is_listed)) => is_own && !is_listed && other.story.is_anew(&story),
                None => other.story.is_on_page_of(&story),
            };
            if is_one {
                return Ok(Some(other.found()));
            }
        }
        if found.is_none() {
            // Known by its bookmarks only.
            let row = self.at_source(&Source::Url(page.to_owned()))?;
            let is_bare = |row: &i64| Ok::<_, rusqlite::Error>(!self.has_text(*row)?);
            return row.map_or(Ok(None), |row| Ok(is_bare(&row)?.then_some(Found::Article { row, before: None })));
        }
        Ok(found)
    }

    /// The articles that have this digest in a column of `standing`: those that came last, where there are many. `key` is
    /// what the feed calls the new entry.
    fn stories(&self, column: &str, digest: i64, key: &str) -> rusqlite::Result<Vec<Told>> {
        let query = format!(
            "SELECT standing.article, entry.id, entry.key, article.url, title, revision.digest, published, \
             standing.sorted, revision.text = '', \
             EXISTS (SELECT 1 FROM entry WHERE entry.article = standing.article AND entry.key = ?3) \
             FROM (SELECT * FROM standing WHERE {column} = ?2 ORDER BY article DESC LIMIT {MOST}) AS standing \
             JOIN article ON article.id = standing.article JOIN revision ON revision.id = article.revision \
             LEFT JOIN entry ON entry.article = standing.article AND entry.feed = ?1 ORDER BY standing.article"
        );
        let told = |row: &rusqlite::Row<'_>| {
            let entry = match (row.get::<_, Option<i64>>(1)?, row.get::<_, Option<String>>(2)?) {
                (Some(id), Some(key)) => Some((id, self.is_partial || self.keys.contains(key.as_str()))),
                _ => None,
            };
            let (address, published): (Option<String>, Option<String>) = (row.get(3)?, row.get(6)?);
            let has_no_text = row.get::<_, Option<bool>>(8)?.unwrap_or(true);
            let story = Story {
                link: address.as_deref().and_then(duplicates::link),
                path: address.as_deref().and_then(duplicates::path),
                title: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                revision: if has_no_text { String::new() } else { row.get(5)? },
                published: published.as_deref().and_then(standing::moment),
                sorted: row.get(7)?,
            };
            Ok(Told { row: row.get(0)?, entry, has_key: row.get(9)?, story })
        };
        self.transaction.prepare_cached(&query)?.query_map(params![self.row, digest, key], told)?.collect()
    }

    pub(super) fn at_source(&self, source: &Source) -> rusqlite::Result<Option<i64>> {
        self.transaction
            .prepare_cached("SELECT id FROM article WHERE source_kind = 'url' AND source = ?1")?
            .query_row([source.to_string()], |row| row.get(0))
            .optional()
    }

    /// Whether an article is an entry of this feed.
    fn has_entry(&self, article: i64) -> rusqlite::Result<bool> {
        self.transaction
            .prepare_cached("SELECT 1 FROM entry WHERE article = ?1 AND feed = ?2")?
            .exists([article, self.row])
    }

    pub(super) fn has_text(&self, article: i64) -> rusqlite::Result<bool> {
        self.transaction.prepare_cached("SELECT 1 FROM standing WHERE article = ?1")?.exists([article])
    }
}
