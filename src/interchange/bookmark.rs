//! The JSON of `dateline bookmarks list`, version 1: a bookmark, where it stands now, and the facts inside it.

use serde::Serialize;

use super::contract::{Figure, Place, Quote};
use crate::article::{Bookmark, CharIndex, Status, TextRange};
use crate::facts::Facts;

/// A bookmark's article as it is now.
#[derive(Debug, Clone, Copy)]
pub struct BookmarkSource<'a> {
    /// Where it came from.
    pub source: &'a str,
    /// Its title, or what it is called by.
    pub title: &'a str,
    /// Its text and the facts of it; None when the text is not there.
    pub now: Option<(&'a CharIndex<'a>, &'a str, &'a Facts)>,
}

/// Several bookmarks.
#[derive(Debug, Serialize)]
pub struct BookmarkList<'a> {
    schema: u32,
    bookmarks: Vec<BookmarkObject<'a>>,
}

impl<'a> BookmarkList<'a> {
    /// A list, in the order given.
    pub fn new(bookmarks: Vec<BookmarkObject<'a>>) -> Self {
        Self { schema: 1, bookmarks }
    }
}

/// One bookmark, ready to be written.
#[derive(Debug, Serialize)]
pub struct BookmarkObject<'a> {
    id: &'a str,
    article: &'a str,
    source: &'a str,
    title: &'a str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    start: Option<usize>,
    end: Option<usize>,
    status: Status,
    score: f64,
    text: Option<&'a str>,
    original: Original<'a>,
    note: &'a str,
    tags: &'a [String],
    color: Option<&'a str>,
    created: &'a str,
    updated: &'a str,
    facts: Vec<Fact<'a>>,
}

#[derive(Debug, Serialize)]
struct Original<'a> {
    start: usize,
    end: usize,
    revision: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(tag = "fact", rename_all = "lowercase")]
enum Fact<'a> {
    Figure(Figure<'a>),
    Place(Place<'a>),
    Quote(Quote<'a>),
}

impl<'a> BookmarkObject<'a> {
    /// Joins a bookmark and its article.
    pub fn new(bookmark: &'a Bookmark, article: BookmarkSource<'a>) -> Self {
        let place = bookmark.placement.range.zip(article.now);
        let span = place.map(|(range, (index, ..))| index.range(range));
        Self {
            id: &bookmark.id.0,
            article: &bookmark.article.0,
            source: article.source,
            title: article.title,
            exact: &bookmark.anchor.exact,
            prefix: &bookmark.anchor.prefix,
            suffix: &bookmark.anchor.suffix,
            start: span.map(|span| span.0),
            end: span.map(|span| span.1),
            status: bookmark.placement.status,
            score: bookmark.placement.score,
            text: place.map(|(range, (_, text, _))| range.slice(text)),
            original: Original { start: bookmark.anchor.start, end: bookmark.anchor.end, revision: &bookmark.revision },
            note: &bookmark.note,
            tags: &bookmark.tags,
            color: bookmark.color.as_deref(),
            created: &bookmark.created,
            updated: &bookmark.updated,
            facts: place.map_or_else(Vec::new, |(range, (index, text, facts))| {
                let figures = within(&facts.figures, range, |fact| fact.range);
                let places = within(&facts.places, range, |fact| fact.range);
                let quotes = within(&facts.quotes, range, |fact| fact.range);
                (figures.map(|fact| Fact::Figure(Figure::new(fact, text, index))))
                    .chain(places.map(|fact| Fact::Place(Place::new(fact, text, index))))
                    .chain(quotes.map(|fact| Fact::Quote(Quote::new(fact, text, index))))
                    .collect()
            }),
        }
    }
}

/// The facts inside of `range`. They are sorted by their start, so a list of thousands is not gone through for each of
/// thousands of bookmarks.
fn within<T>(facts: &[T], range: TextRange, place: impl Fn(&T) -> TextRange) -> impl Iterator<Item = &T> {
    let from = facts.partition_point(|fact| place(fact).start() < range.start());
    let to = from + facts[from..].partition_point(|fact| place(fact).start() <= range.end());
    facts[from..to].iter().filter(move |fact| range.encloses(place(fact)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Anchor, ArticleId, BookmarkId, Placement};
    use crate::facts::{Figure as FoundFigure, FigureKind};
    use crate::interchange::to_json;

    #[test]
    fn few_facts_are_looked_at_for_one_bookmark() {
        let facts: Vec<TextRange> = (0..10_000).map(|i| TextRange::new(i * 10, i * 10 + 8)).collect();
        let looks = std::cell::Cell::new(0);
        let place = |range: &TextRange| {
            looks.set(looks.get() + 1);
            *range
        };
        let found: Vec<&TextRange> = within(&facts, TextRange::new(50_000, 50_028), place).collect();
        assert_eq!(found, [&facts[5000], &facts[5001], &facts[5002]]);
        assert!(looks.get() < 50, "{}", looks.get());
    }

    #[test]
    fn a_bookmark_says_where_it_stands_and_what_is_in_it() {
        let text = "été: 40 km, 7 %";
        let range = TextRange::new(7, 12);
        let bookmark = Bookmark {
            id: BookmarkId("b".to_owned()),
            article: ArticleId("a".to_owned()),
            anchor: Anchor::describe(text, range),
            revision: "sha256:0".to_owned(),
            placement: Placement { status: Status::Exact, score: 1.0, range: Some(range) },
            placed: None,
            note: String::new(),
            tags: vec!["t".to_owned()],
            color: None,
            created: "2026-01-01T00:00:00Z".to_owned(),
            updated: "2026-01-01T00:00:00Z".to_owned(),
        };
        let figure = |start, end| FoundFigure {
            range: TextRange::new(start, end),
            kind: FigureKind::Quantity,
            value: None,
            high: None,
            unit: None,
            what: None,
            approx: None,
            same_as: None,
            rule: "",
        };
        let facts = Facts { figures: vec![figure(7, 12), figure(14, 17)], ..Facts::default() };
        let index = CharIndex::new(text);
        let source = BookmarkSource { source: "/a.txt", title: "T", now: Some((&index, text, &facts)) };
        let json: serde_json::Value =
            serde_json::from_str(&to_json(&BookmarkObject::new(&bookmark, source)).unwrap()).unwrap();
        assert_eq!((&json["start"], &json["end"], &json["text"]), (&5.into(), &10.into(), &"40 km".into()));
        assert_eq!(json["facts"].as_array().unwrap().len(), 1);
        assert_eq!((&json["facts"][0]["fact"], &json["facts"][0]["start"]), (&"figure".into(), &5.into()));
        assert_eq!((&json["status"], &json["original"]["revision"]), (&"exact".into(), &"sha256:0".into()));

        let lost = Bookmark { placement: Placement { status: Status::Orphan, score: 0.0, range: None }, ..bookmark };
        let json: serde_json::Value =
            serde_json::from_str(&to_json(&BookmarkObject::new(&lost, source)).unwrap()).unwrap();
        assert!(json["start"].is_null() && json["text"].is_null() && json["exact"] == "40 km");
    }
}
