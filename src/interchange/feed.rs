//! The JSON of `dateline feed`, version 1. Scripts depend on it: fields are added, never changed.

use serde::Serialize;

use crate::article::{Entry, Feed, Passage};

/// A feed with its entries, ready to be written.
#[derive(Debug, Serialize)]
pub struct FeedListing<'a> {
    schema: u32,
    title: Option<&'a str>,
    link: Option<&'a str>,
    /// Whether not all of it is here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
    entries: Vec<EntryListing<'a>>,
}

#[derive(Debug, Serialize)]
struct EntryListing<'a> {
    id: &'a str,
    title: Option<&'a str>,
    link: Option<&'a str>,
    published: Option<&'a str>,
    updated: Option<&'a str>,
    author: Option<&'a str>,
    summary: Option<&'a str>,
    content: Option<&'a str>,
    /// Whether not all of its text is here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

impl<'a> FeedListing<'a> {
    /// Lists a feed, its entries in its own order.
    pub fn new(feed: &'a Feed) -> Self {
        Self {
            schema: 1,
            title: feed.title.as_deref(),
            link: feed.link.as_deref(),
            cut: feed.trouble().is_some(),
            entries: feed.entries.iter().map(EntryListing::new).collect(),
        }
    }
}

impl<'a> EntryListing<'a> {
    fn new(entry: &'a Entry) -> Self {
        let text = |passage: &'a Option<Passage>| passage.as_ref().map(|passage| passage.text.as_str());
        Self {
            id: &entry.id,
            title: entry.title.as_deref(),
            link: entry.link.as_deref(),
            published: entry.published.as_deref(),
            updated: entry.updated.as_deref(),
            author: entry.author.as_deref(),
            summary: text(&entry.summary),
            content: text(&entry.content),
            cut: entry.is_cut || entry.is_short,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::to_json;
    use super::*;

    #[test]
    fn what_is_not_there_is_null() {
        let feed = Feed { entries: vec![Entry { id: "1".into(), ..Entry::default() }], ..Feed::default() };
        assert_eq!(
            to_json(&FeedListing::new(&feed)).unwrap(),
            r#"{"schema":1,"title":null,"link":null,"entries":[{"id":"1","title":null,"link":null,"published":null,"updated":null,"author":null,"summary":null,"content":null}]}"#
        );
    }
}
