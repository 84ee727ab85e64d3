//! The JSON of `dateline add`, `list`, `search` and `feeds list`, version 1. Scripts depend on it: fields are added,
//! never changed.

use serde::Serialize;

use crate::article::{ArticleSummary, CharIndex, CleanLine, FeedSummary, Snippet};

/// An article that was kept.
#[derive(Debug, Serialize)]
pub struct KeptObject<'a> {
    /// Its name in the library.
    pub id: &'a str,
    /// Its title, or what it is called by.
    pub title: &'a str,
    /// The revision of its text (`sha256:…`).
    pub revision: &'a str,
    /// Whether not all of the document was read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

/// A feed that was subscribed to.
#[derive(Debug, Serialize)]
pub struct SubscribedObject<'a> {
    /// Its name in the library.
    pub feed: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// How many entries it has.
    pub entries: usize,
    /// How many of them are new to the library.
    pub new: usize,
}

/// Several articles; with the question, if it is an answer to one.
#[derive(Debug, Serialize)]
pub struct ArticleList<'a> {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<usize>,
    articles: Vec<ArticleObject<'a>>,
}

impl<'a> ArticleList<'a> {
    /// A list, in the order given.
    pub fn new(articles: Vec<ArticleObject<'a>>) -> Self {
        Self { schema: 1, query: None, total: None, articles }
    }

    /// The first of `total` articles that a question found.
    pub fn found(query: &'a str, total: usize, articles: Vec<ArticleObject<'a>>) -> Self {
        Self { schema: 1, query: Some(query), total: Some(total), articles }
    }
}

/// An article without its text.
#[derive(Debug, Serialize)]
pub struct ArticleObject<'a> {
    id: &'a str,
    source: CleanLine,
    title: &'a str,
    byline: Option<&'a str>,
    published: Option<&'a str>,
    site: Option<&'a str>,
    lang: Option<&'a str>,
    url: Option<&'a str>,
    raw: bool,
    revision: Option<&'a str>,
    added: &'a str,
    updated: &'a str,
    bookmarks: usize,
    feed: Option<&'a str>,
    unread: bool,
    starred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<SnippetObject<'a>>,
}

impl<'a> ArticleObject<'a> {
    /// What a list shows of an article.
    pub fn new(article: &'a ArticleSummary) -> Self {
        Self {
            id: &article.id.0,
            source: CleanLine::new(&article.source.to_string()),
            title: &article.title,
            byline: article.byline.as_deref(),
            published: article.published.as_deref(),
            site: article.site.as_deref(),
            lang: article.lang.as_deref(),
            url: article.url.as_deref(),
            raw: article.raw,
            revision: article.revision.as_deref(),
            added: &article.added,
            updated: &article.updated,
            bookmarks: article.bookmarks,
            feed: article.feed.as_ref().map(|feed| feed.0.as_str()),
            unread: article.unread,
            starred: article.starred,
            snippet: article.snippet.as_ref().map(SnippetObject::new),
        }
    }
}

/// Words around what was searched; `hits` are code points of `text`, end exclusive.
#[derive(Debug, Serialize)]
struct SnippetObject<'a> {
    text: &'a str,
    hits: Vec<(usize, usize)>,
}

impl<'a> SnippetObject<'a> {
    fn new(snippet: &'a Snippet) -> Self {
        let index = CharIndex::new(&snippet.text);
        Self { text: &snippet.text, hits: snippet.hits.iter().map(|hit| index.range(*hit)).collect() }
    }
}

/// The subscriptions.
#[derive(Debug, Serialize)]
pub struct FeedList<'a> {
    schema: u32,
    feeds: Vec<FeedObject<'a>>,
}

impl<'a> FeedList<'a> {
    /// A list, in the order given.
    pub fn new(feeds: Vec<FeedObject<'a>>) -> Self {
        Self { schema: 1, feeds }
    }
}

/// A subscription.
#[derive(Debug, Serialize)]
pub struct FeedObject<'a> {
    id: &'a str,
    source: CleanLine,
    title: &'a str,
    link: Option<&'a str>,
    folders: Vec<&'a str>,
    tags: Vec<&'a str>,
    full_text: bool,
    entries: usize,
    unread: usize,
    checked: Option<&'a str>,
    error: Option<&'a str>,
    error_since: Option<&'a str>,
    due: Option<&'a str>,
}

impl<'a> FeedObject<'a> {
    /// What a list shows of a subscription.
    pub fn new(feed: &'a FeedSummary) -> Self {
        Self {
            id: &feed.id.0,
            source: CleanLine::new(&feed.source.to_string()),
            title: &feed.title,
            link: feed.link.as_deref(),
            folders: feed.folders.iter().map(CleanLine::as_str).collect(),
            tags: feed.tags.iter().map(CleanLine::as_str).collect(),
            full_text: feed.full_text,
            entries: feed.entries,
            unread: feed.unread,
            checked: feed.checked.as_deref(),
            error: feed.trouble.as_deref(),
            error_since: feed.trouble_since.as_deref(),
            due: feed.due.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::to_json;
    use super::*;
    use crate::article::{FeedId, Source, TextRange};

    #[test]
    fn hits_are_code_points() {
        let snippet = Snippet { text: "… é storm".into(), hits: vec![TextRange::new(7, 12)] };
        assert_eq!(to_json(&SnippetObject::new(&snippet)).unwrap(), r#"{"text":"… é storm","hits":[[4,9]]}"#);
    }

    #[test]
    fn a_subscription_has_every_field() {
        let feed = FeedSummary {
            id: FeedId("1".into()),
            source: Source::Url("http://a.example/f".into()),
            title: "A".into(),
            link: None,
            folders: vec!["News".into(), "World".into()],
            tags: Vec::new(),
            full_text: false,
            entries: 3,
            unread: 1,
            checked: None,
            trouble: Some("it is gone".into()),
            trouble_since: Some("2026-11-25T00:00:00Z".into()),
            due: None,
        };
        assert_eq!(
            to_json(&FeedList::new(vec![FeedObject::new(&feed)])).unwrap(),
            r#"{"schema":1,"feeds":[{"id":"1","source":"http://a.example/f","title":"A","link":null,"folders":["News","World"],"tags":[],"full_text":false,"entries":3,"unread":1,"checked":null,"error":"it is gone","error_since":"2026-11-25T00:00:00Z","due":null}]}"#
        );
    }
}
