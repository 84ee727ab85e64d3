//! Bookmarks that the reader placed by hand.
//!
//! The passage as it was selected stays as it is; beside it stands the passage that was chosen, with the revision that
//! it was chosen in. From then on that one is looked for in new texts.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::{LibraryError, Trouble};
use super::values::stamp;
use super::{Library, Result, articles, bookmarks};
use crate::article::{
    Anchor, Bookmark, BookmarkId, CharIndex, Placed, Placement, Relocation, Status, TextRange, likeness, revision,
};

impl Library {
    /// Places a bookmark at `range` (bytes) of `text`, the whole text of its article as it was shown; the library may
    /// hold another one by now. Without a range the place is found by the program again.
    pub fn place_by_hand(
        &mut self,
        id: &BookmarkId,
        text: &str,
        range: Option<TextRange>,
        at: Timestamp,
    ) -> Result<Bookmark> {
        self.place_seen(id, text, range, None, at)
    }

    /// The same, unless another program has placed it since: `seen` is the place by hand that the reader saw (the outer
    /// None: whatever it is).
    pub fn place_seen(
        &mut self,
        id: &BookmarkId,
        text: &str,
        range: Option<TextRange>,
        seen: Option<&Option<Placed>>,
        at: Timestamp,
    ) -> Result<Bookmark> {
        let (transaction, context) = self.write("place the bookmark")?;
        let refuse = |trouble| Err(LibraryError::new(context.what, Path::new(&id.0), trouble));
        let row = transaction
            .query_row("SELECT id, article FROM bookmark WHERE name = ?1", [&id.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(|error| context.error(error))?;
        let Some((bookmark, article)) = row else { return refuse(Trouble::NoBookmark) };
        if range.is_some_and(|range| range.slice(text).trim().is_empty()) {
            return refuse(Trouble::Outside);
        }
        let before = bookmarks::one(&transaction, id, context)?;
        if before.removed.is_some() || seen.is_some_and(|seen| *seen != before.bookmark.placed) {
            return refuse(Trouble::Changed);
        }
        let write = || -> rusqlite::Result<()> {
            transaction.execute("DELETE FROM placed WHERE bookmark = ?1", [bookmark])?;
            if let Some(range) = range {
                let digest = revision(text);
                let kept = articles::keep_revision(&transaction, article, &digest, text, &stamp(at))?;
                put(&transaction, bookmark, kept, &Anchor::describe(text, range))?;
            }
            bookmarks::place_again(&transaction, article)?;
            articles::forget_unused(&transaction, article)
        };
        write().map_err(|error| context.error(error))?;
        let bookmark = bookmarks::one(&transaction, id, context)?.bookmark;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(bookmark)
    }
}

/// Writes the place that was chosen for a bookmark; both are told by their rows.
pub(super) fn put(transaction: &Connection, bookmark: i64, kept: i64, anchor: &Anchor) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO placed (bookmark, revision, start, end, exact, prefix, suffix) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![bookmark, kept, anchor.start, anchor.end, anchor.exact, anchor.prefix, anchor.suffix])
        .map(drop)
}

/// Where a bookmark that was placed by hand stands in `text`: the chosen passage, beside the words `exact` that the
/// bookmark was made of.
pub(super) fn find(relocation: &Relocation<'_>, text: &str, chosen: &Anchor, exact: &str) -> Placement {
    let found = relocation.place(chosen);
    let Some(range) = found.range else { return found };
    let words = range.slice(text);
    if same(words, exact) {
        return Placement { status: Status::Shifted, ..found };
    }
    let score = (likeness(exact, words) * 1000.0).round() / 1000.0;
    Placement { status: Status::Changed, score, range: Some(range) }
}

fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The place that was chosen, as a bookmark carries it: `row` holds its revision, then the columns of an anchor.
pub(super) fn placed(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<Placed>> {
    let Some(revision) = row.get(at)? else { return Ok(None) };
    Ok(Some(Placed { revision, anchor: super::columns::anchor(row, at + 1)? }))
}

/// Whether the words of an anchor stand in the text of `index` where it says.
pub(super) fn fits(anchor: &Anchor, index: &CharIndex<'_>) -> bool {
    anchor.start < anchor.end && index.bytes(anchor.start, anchor.end).slice(index.text()) == anchor.exact
}

/// The anchor as it can be kept beside a text: where it says, or, as other programs count other units, wherever its words
/// stand in the best company, else nearest to where it says. None: the text does not hold its words.
pub(super) fn fitted(anchor: &Anchor, index: &CharIndex<'_>) -> Option<Anchor> {
    if fits(anchor, index) {
        return Some(anchor.clone());
    }
    let text = index.text();
    if anchor.exact.is_empty() {
        return None;
    }
    let hint = index.byte(anchor.start.min(text.len()));
    let company = |at: usize| {
        let (before, after) = (&text[..at], &text[at + anchor.exact.len()..]);
        let same = |(a, b): &(char, char)| a == b;
        before.chars().rev().zip(anchor.prefix.chars().rev()).take_while(same).count()
            + after.chars().zip(anchor.suffix.chars()).take_while(same).count()
    };
    let found = text.match_indices(anchor.exact.as_str()).map(|(at, _)| at);
    let at = found.take(MOST_PLACES).max_by_key(|at| (company(*at), std::cmp::Reverse(at.abs_diff(hint))))?;
    let (start, end) = index.range(TextRange::new(at, at + anchor.exact.len()));
    Some(Anchor { start, end, ..anchor.clone() })
}

/// An anchor that was made in an unknown text, as one of this text: where the words stand exactly where it says, with what it
/// tells of their company, if it tells any.
pub(super) fn stands(anchor: &Anchor, index: &CharIndex<'_>) -> Option<Anchor> {
    if !fits(anchor, index) {
        return None;
    }
    let range = index.bytes(anchor.start, anchor.end);
    let (before, after) = (&index.text()[..range.start()], &index.text()[range.end()..]);
    (before.ends_with(&anchor.prefix) && after.starts_with(&anchor.suffix)).then(|| Anchor::describe_in(index, range))
}

/// Places of the same words that are compared.
const MOST_PLACES: usize = 2000;
