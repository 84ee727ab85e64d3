//! The JSON of `dateline add` and `dateline list`, version 1.

use serde::Serialize;

use crate::article::CleanLine;

/// An article that was kept.
#[derive(Debug, Serialize)]
pub struct KeptObject<'a> {
    /// Its name in the library.
    pub id: &'a str,
    /// Its title, or what it is called by.
    pub title: &'a str,
    /// The revision of its text (`sha256:…`).
    pub revision: &'a str,
}

/// Several articles.
#[derive(Debug, Serialize)]
pub struct ArticleList<'a> {
    schema: u32,
    articles: Vec<ArticleObject<'a>>,
}

impl<'a> ArticleList<'a> {
    /// A list, in the order given.
    pub fn new(articles: Vec<ArticleObject<'a>>) -> Self {
        Self { schema: 1, articles }
    }
}

/// An article without its text.
#[derive(Debug, Serialize)]
pub struct ArticleObject<'a> {
    /// Its name in the library.
    pub id: &'a str,
    /// Where it came from.
    pub source: CleanLine,
    /// Its title, or what it is called by.
    pub title: &'a str,
    /// Who wrote it.
    pub byline: Option<&'a str>,
    /// When it was published.
    pub published: Option<&'a str>,
    /// The paper, agency or site.
    pub site: Option<&'a str>,
    /// Its language.
    pub lang: Option<&'a str>,
    /// The canonical address.
    pub url: Option<&'a str>,
    /// Whether it is read with `--raw`.
    pub raw: bool,
    /// The revision of its text (`sha256:…`).
    pub revision: Option<&'a str>,
    /// When it was added: RFC 3339, UTC.
    pub added: &'a str,
    /// When its text last changed.
    pub updated: &'a str,
    /// How many bookmarks it has.
    pub bookmarks: usize,
}
