//! What is looked at row by row: whether it is what it should be, and whether the rest of the program can read it.

use std::collections::HashSet;

use rusqlite::{Connection, Row};

use super::mend::Mend;
use super::{Check, tell};
use crate::article::{Anchor, ArticleId, CharIndex, CleanLine, TextRange, revision};
use crate::library::{Library, columns, placing};

/// Rows belong to rows that are there.
pub(super) fn keys(connection: &Connection, check: &mut Check) -> rusqlite::Result<()> {
    let mut broken = connection.prepare("PRAGMA foreign_key_check")?;
    let mut broken = broken.query([])?;
    while let Some(row) = broken.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        tell(check, format!("a row of {table} belongs to a row of {parent} that is not there"));
    }
    Ok(())
}

/// Texts are what they are named after.
pub(super) fn texts(connection: &Connection, check: &mut Check) -> rusqlite::Result<()> {
    let mut rows =
        connection.prepare("SELECT revision.id, article, digest, text FROM revision WHERE text IS NOT NULL")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let read = || Ok::<_, rusqlite::Error>((row.get::<_, String>(2)?, row.get::<_, String>(3)?));
        let is_right = read().is_ok_and(|(digest, text)| revision(&text) == digest);
        if !is_right {
            let article: i64 = row.get(1)?;
            let name = name(connection, article);
            tell(check, format!("a text of article {name} is not the one that was kept"));
        }
    }
    Ok(())
}

/// What an article is called.
fn name(connection: &Connection, article: i64) -> String {
    let found =
        connection.query_row("SELECT name FROM article WHERE id = ?1", [article], |row| row.get::<_, String>(0));
    found.map_or_else(|_| format!("number {article}"), |name| CleanLine::new(&name).into_string())
}

/// Articles can be read, and their parts lie in their texts.
pub(super) fn articles(connection: &Connection, mends: &mut Vec<Mend>, check: &mut Check) -> rusqlite::Result<()> {
    let mut rows = connection.prepare(
        "SELECT article.id, source_kind, source, title, byline, published, site, lang, url, raw, added, updated, \
         checked, name, blocks, links, aside, revision, text FROM article \
         LEFT JOIN revision ON revision.id = article.revision",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        if let Err(error) = heading(row) {
            tell(check, format!("article {} cannot be read: {error}", name(connection, number)));
            continue;
        }
        let text: Option<String> = row.get(18).unwrap_or_default();
        if !parts_fit(row, text.as_deref().unwrap_or_default()) {
            mends.push(Mend::Parts(number));
        }
    }
    Ok(())
}

fn heading(row: &Row<'_>) -> rusqlite::Result<()> {
    columns::source(row, 1)?;
    for at in 3..=8 {
        row.get::<_, Option<String>>(at)?;
    }
    row.get::<_, bool>(9)?;
    for at in 10..=13 {
        row.get::<_, String>(at)?;
    }
    row.get::<_, Option<i64>>(17).map(drop)
}

fn parts_fit(row: &Row<'_>, text: &str) -> bool {
    let fits = |range: TextRange| text.get(range.start()..range.end()).is_some();
    let blocks = columns::json::<Vec<crate::article::Block>>(row, 14);
    let links = columns::json::<Vec<crate::article::Link>>(row, 15);
    let aside = columns::json::<Vec<CleanLine>>(row, 16);
    let (Ok(blocks), Ok(links), Ok(_)) = (blocks, links, aside) else { return false };
    let in_order = |ranges: Vec<TextRange>| ranges.windows(2).all(|pair| pair[0].end() <= pair[1].start());
    blocks.iter().all(|block| fits(block.range))
        && links.iter().all(|link| fits(link.range))
        && in_order(blocks.iter().map(|block| block.range).collect())
        && links.is_sorted_by_key(|link| link.range.start())
}

/// Passages stand in the texts that they were selected in, and those that were chosen by hand in theirs.
pub(super) fn anchors(connection: &Connection, mends: &mut Vec<Mend>, check: &mut Check) -> rusqlite::Result<()> {
    let mut revisions = connection.prepare(
        "SELECT id, digest, text FROM revision WHERE text IS NOT NULL AND (id IN (SELECT revision FROM bookmark) \
         OR id IN (SELECT revision FROM placed))",
    )?;
    let mut revisions = revisions.query([])?;
    while let Some(row) = revisions.next()? {
        let read = || Ok::<_, rusqlite::Error>((row.get::<_, String>(1)?, row.get::<_, String>(2)?));
        let Ok((digest, text)) = read() else { continue };
        // A text that is damaged itself says nothing about what stood in it: nothing is mended by it.
        let is_whole = revision(&text) == digest;
        let index = CharIndex::new(&text);
        for (is_placed, query) in [
            (false, "SELECT exact, prefix, suffix, start, end, id, name FROM bookmark WHERE revision = ?1"),
            (true, "SELECT exact, prefix, suffix, start, end, bookmark, bookmark FROM placed WHERE revision = ?1"),
        ] {
            let mut passages = connection.prepare_cached(query)?;
            let mut passages = passages.query([row.get::<_, i64>(0)?])?;
            while let Some(passage) = passages.next()? {
                let number = passage.get(5)?;
                match rough_anchor(passage) {
                    Err(error) => tell(check, format!("bookmark number {number} cannot be read: {error}")),
                    Ok((anchor, true)) if placing::fits(&anchor, &index) => {}
                    Ok(_) if !is_whole => {
                        let name: String =
                            passage.get::<_, rusqlite::types::Value>(6).map_or_else(|_| String::new(), said);
                        tell(check, format!("bookmark {name} does not stand in its text"));
                    }
                    Ok((anchor, _)) => {
                        let fitted = placing::fitted(&anchor, &index).map(|anchor| (anchor.start, anchor.end));
                        mends.push(Mend::Anchor { number, is_placed, fitted });
                    }
                }
            }
        }
    }
    Ok(())
}

fn said(value: rusqlite::types::Value) -> String {
    match value {
        rusqlite::types::Value::Text(name) => name,
        rusqlite::types::Value::Integer(number) => format!("number {number}"),
        _ => String::new(),
    }
}

/// An anchor, and whether its place is one at all: positions are hints, those below 0 too.
fn rough_anchor(row: &Row<'_>) -> rusqlite::Result<(Anchor, bool)> {
    let (start, end): (i64, i64) = (row.get(3)?, row.get(4)?);
    let place = |at: i64| usize::try_from(at).unwrap_or(0);
    let anchor =
        Anchor { exact: row.get(0)?, prefix: row.get(1)?, suffix: row.get(2)?, start: place(start), end: place(end) };
    Ok((anchor, 0 <= start && start < end))
}

/// Bookmarks stand where they are said to stand in the current texts.
pub(super) fn places(connection: &Connection, mends: &mut Vec<Mend>) -> rusqlite::Result<()> {
    let mut articles = connection.prepare(
        "SELECT article.id, text FROM article LEFT JOIN revision ON revision.id = article.revision \
         WHERE article.id IN (SELECT article FROM bookmark)",
    )?;
    let mut articles = articles.query([])?;
    let mut wrong = HashSet::new();
    while let Some(row) = articles.next()? {
        let number: i64 = row.get(0)?;
        let Ok(text) = row.get::<_, Option<String>>(1) else { continue };
        let text = text.unwrap_or_default();
        let query = "SELECT status, score, place_start, place_end, exact, (SELECT 1 FROM placed WHERE bookmark = bookmark.id) \
                     FROM bookmark WHERE article = ?1";
        let mut passages = connection.prepare_cached(query)?;
        let mut passages = passages.query([number])?;
        while let Some(passage) = passages.next()? {
            let stands = || -> rusqlite::Result<bool> {
                let status: String = passage.get(0)?;
                let (start, end): (Option<i64>, Option<i64>) = (passage.get(2)?, passage.get(3)?);
                let (exact, is_placed): (String, bool) =
                    (passage.get(4)?, passage.get::<_, Option<bool>>(5)?.is_some());
                let at = |at: Option<i64>| at.and_then(|at| usize::try_from(at).ok());
                let words = at(start).zip(at(end)).and_then(|(start, end)| text.get(start..end));
                let score: f64 = passage.get(1)?;
                let is_score = (0.0..=1.0).contains(&score);
                Ok(is_score
                    && match status.as_str() {
                        "orphan" => start.is_none() && end.is_none(),
                        "exact" if !is_placed => words == Some(exact.as_str()),
                        _ => words.is_some_and(|words| !words.is_empty()),
                    })
            };
            if !stands().unwrap_or(true) && wrong.insert(number) {
                mends.push(Mend::Places(number));
            }
        }
    }
    Ok(())
}

/// What lists and exports read can be read.
pub(super) fn lists(library: &Library, check: &mut Check) -> rusqlite::Result<()> {
    let connection = &library.connection;
    let names = |query: &str| -> rusqlite::Result<Vec<String>> {
        Ok(connection.prepare(query)?.query_map([], |row| row.get(0))?.flatten().collect())
    };
    let said = |error: &crate::library::LibraryError| CleanLine::new(&error.trouble.to_string()).into_string();
    if library.articles().is_err() {
        for name in names("SELECT name FROM article")? {
            if let Err(error) = library.summary(&ArticleId(name.clone())) {
                tell(check, format!("article {name} cannot be listed: {}", said(&error)));
            }
        }
    }
    let is_listed = library.all_bookmarks().is_ok() && library.removed_bookmarks().is_ok();
    if !is_listed {
        for name in names("SELECT name FROM bookmark")? {
            if let Err(error) = library.bookmark(&crate::article::BookmarkId(name.clone())) {
                tell(check, format!("bookmark {name} cannot be read: {}", said(&error)));
            }
        }
    }
    let others = [
        ("feeds", library.feeds().err()),
        ("feeds", library.feeds_to_read(&[]).err()),
        ("bookmarks", library.collect(None).err()),
        ("marks", library.marks().err()),
        ("tags", library.tags().err()),
    ];
    for (what, error) in others {
        if let Some(error) = error {
            tell(check, format!("the {what} cannot be read: {}", said(&error)));
        }
    }
    Ok(())
}
