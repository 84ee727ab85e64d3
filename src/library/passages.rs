//! Finding passages again: by their words, notes and tags, and those worth reading once more.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::params;

use super::error::{LibraryError, Trouble};
use super::query::{Field, Query, Standing, Term, What};
use super::values::{BookmarkFilter, ListedBookmark};
use super::{Library, Result, columns, words};
use crate::article::BookmarkId;

impl Library {
    /// The bookmarks that a person searches for, in the order in which they were made: by words of passages, notes, tags
    /// and titles, in the language of [`Library::list`]. `after:` and `before:` tell when they were made.
    pub fn search_bookmarks(&self, query: &str) -> Result<Vec<ListedBookmark>> {
        self.filtered_bookmarks(&BookmarkFilter { query: query.to_owned(), ..BookmarkFilter::default() })
    }

    /// The bookmarks that a filter lets through, without removed ones, in the order in which they were made.
    pub fn filtered_bookmarks(&self, filter: &BookmarkFilter) -> Result<Vec<ListedBookmark>> {
        let wanted = "removed IS NULL AND (?1 IS NULL OR article.name = ?1) AND (?2 IS NULL OR status = ?2) \
                      AND (?3 IS NULL OR EXISTS (SELECT 1 FROM bookmark_tag WHERE bookmark = bookmark.id AND tag = ?3)) \
                      ORDER BY bookmark.id";
        let values = params![
            filter.article.as_ref().map(|id| &id.0),
            filter.status.map(columns::status_name),
            filter.tag.as_deref()
        ];
        let mut found = self.listed("list the bookmarks", wanted, values)?;
        let query = Query::new(&filter.query, &self.zone);
        if !query.any.is_empty() {
            found.retain(|listed| {
                let said = Said::new(listed);
                query.any.iter().any(|all| all.iter().all(|term| said.satisfies(term)))
            });
        }
        Ok(found)
    }

    /// The tags of all bookmarks that are there, sorted.
    pub fn tags(&self) -> Result<Vec<String>> {
        let context = self.context("list the tags");
        let query = "SELECT DISTINCT tag FROM bookmark_tag JOIN bookmark ON bookmark.id = bookmark_tag.bookmark \
                     WHERE removed IS NULL ORDER BY tag";
        let list = || -> rusqlite::Result<Vec<String>> {
            self.connection.prepare(query)?.query_map([], |row| row.get(0))?.collect()
        };
        list().map_err(|error| context.error(error))
    }

    /// Up to `count` passages worth reading again: those never looked at first, the oldest first; then those whose time
    /// has come, which is a day after they were looked at once, two days after the second time, four after the third.
    pub fn to_review(&self, count: usize, at: Timestamp) -> Result<Vec<ListedBookmark>> {
        // What was looked at in the future was looked at while the clock was wrong.
        let wanted = "removed IS NULL AND (reviewed IS NULL OR reviewed > ?1 OR reviewed + (86400000000 << min(max(reviews, 1) - 1, 12)) <= ?1) \
                      ORDER BY reviewed IS NOT NULL, reviewed + (86400000000 << min(max(reviews, 1) - 1, 12)), bookmark.id \
                      LIMIT ?2";
        self.listed("list the bookmarks", wanted, params![at.as_microsecond(), count])
    }

    /// Says that a passage was looked at.
    pub fn reviewed(&mut self, id: &BookmarkId, at: Timestamp) -> Result<()> {
        let (transaction, context) = self.write("note the review")?;
        let found = transaction
            .execute(
                "UPDATE bookmark SET reviewed = ?2, reviews = reviews + 1 WHERE name = ?1",
                params![id.0, at.as_microsecond()],
            )
            .map_err(|error| context.error(error))?;
        if found == 0 {
            return Err(LibraryError::new(context.what, Path::new(&id.0), Trouble::NoBookmark));
        }
        transaction.commit().map_err(|error| context.error(error))
    }
}

/// What a bookmark says, word by word.
struct Said<'b> {
    listed: &'b ListedBookmark,
    /// Passage, note, each tag and the title; words that follow each other stand in one of them.
    texts: Vec<Vec<String>>,
}

impl<'b> Said<'b> {
    fn new(listed: &'b ListedBookmark) -> Self {
        let bookmark = &listed.bookmark;
        let texts = [listed.title.as_str(), &bookmark.anchor.exact, &bookmark.note];
        let tags = bookmark.tags.iter().map(String::as_str);
        Self { listed, texts: texts.into_iter().chain(tags).map(words::of).collect() }
    }

    fn satisfies(&self, term: &Term) -> bool {
        let source = || words::of(&self.listed.source.to_string());
        let made = || self.listed.bookmark.created.parse().map_or(0, Timestamp::as_microsecond);
        let tags = &self.listed.bookmark.tags;
        let is = match &term.what {
            What::Words(Field::Any, wanted) => self.texts.iter().any(|text| wanted.stand_in(text)),
            What::Words(Field::Title, wanted) => self.texts.first().is_some_and(|title| wanted.stand_in(title)),
            What::Words(Field::Site, wanted) | What::Feed(wanted) => wanted.stand_in(&source()),
            What::Tag(tag) => tags.iter().any(|known| words::folded(known) == words::folded(tag)),
            What::After(moment) => made() >= *moment,
            What::Before(moment) => made() < *moment,
            What::Is(standing) => *standing == Standing::Bookmarked,
        };
        is != term.not
    }
}
