//! JSON Feed 1 and 1.1, read leniently: a field of the wrong type is a field that is not there.

use serde_json::{Map, Value};

use super::draft::{EntryDraft, FeedDraft, FoundLink, text};
use super::value::Markup;
use crate::ingest::IngestError;

/// Reads a JSON Feed; None if it is none, or no JSON at all.
pub(super) fn read(text: &str) -> Option<FeedDraft> {
    let text = without_lone_surrogates(text);
    let Value::Object(feed) = serde_json::from_str(&text).ok()? else { return None };
    let items = feed.get("items").and_then(Value::as_array);
    let named = string(&feed, "version").is_some_and(|version| version.contains("jsonfeed.org"));
    if items.is_none() && !named {
        return None;
    }
    let mut draft = FeedDraft { lang: string(&feed, "language"), ..FeedDraft::default() };
    draft.title.offer(0, plain(&feed, "title"), Markup::is_empty);
    draft.links.extend(link(&feed, "home_page_url", 0));
    let feed_authors = authors(&feed);
    for item in items.into_iter().flatten().filter_map(Value::as_object) {
        let mut entry = EntryDraft::default();
        let id = string(item, "id").unwrap_or_default();
        entry.id.offer(0, id.clone(), String::is_empty);
        entry.title.offer(0, plain(item, "title"), Markup::is_empty);
        entry.links.extend(link(item, "url", 0));
        entry.links.extend(link(item, "external_url", 1));
        entry.links.extend(FoundLink::of_identity(&id, 2));
        entry.published.renew(0, string(item, "date_published").unwrap_or_default());
        entry.updated.renew(0, string(item, "date_modified").unwrap_or_default());
        entry.summary.offer(0, plain(item, "summary"), Markup::is_empty);
        let html = Markup { html: true, ..plain(item, "content_html") };
        entry.content.offer(0, html, Markup::is_empty);
        entry.content.offer(1, plain(item, "content_text"), Markup::is_empty);
        entry.authors = authors(item);
        if entry.authors.is_empty() {
            entry.authors.clone_from(&feed_authors);
        }
        draft.entries.push(entry);
    }
    Some(draft)
}

/// Why a text is no JSON Feed.
pub(super) fn refusal(text: &str) -> IngestError {
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err();
    if error.is_some_and(|error| error.is_eof()) { IngestError::BrokeOff } else { IngestError::NotFeed }
}

/// A string, or a number written as one.
fn string(object: &Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(value) => text(Some(value)),
        Value::Number(value) => Some(value.to_string()),
        _ => None,
    }
}

fn plain(object: &Map<String, Value>, key: &str) -> Markup {
    Markup { text: string(object, key).unwrap_or_default(), ..Markup::default() }
}

fn link(object: &Map<String, Value>, key: &str, rank: u8) -> Option<FoundLink> {
    Some(FoundLink { href: string(object, key)?, rank, base: None })
}

/// Names of `authors` (1.1) or `author` (1).
fn authors(object: &Map<String, Value>) -> Vec<String> {
    let list = object.get("authors").and_then(Value::as_array);
    let one = object.get("author");
    let all = list.into_iter().flatten().chain(one);
    all.filter_map(|author| string(author.as_object()?, "name")).collect()
}

/// Half of a pair of UTF-16 is no character; `\ufffd` stands for it, so that the rest can be read.
fn without_lone_surrogates(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let unit = |from: usize| {
            let escape = escape.get(from..from + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(escape, 16).ok()
        };
        let length = match (unit(0), unit(6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            (Some(_), _) => 6,
            _ => escape.ceil_char_boundary(2.min(escape.len())),
        };
        out.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_wrong_types_are_not_there() {
        let draft =
            read(r#"{"version":1,"title":[],"items":[{"id":7,"url":5,"title":{},"tags":0},7,null,{"authors":"x"}]}"#)
                .unwrap();
        let feed = draft.finish(None);
        assert_eq!(feed.title, None);
        assert_eq!(feed.entries.len(), 2);
        assert_eq!(feed.entries[0].id.as_str(), "7");
        assert_eq!(feed.entries[0].link, None);
    }

    #[test]
    fn what_is_no_feed_is_told() {
        for text in ["{", "{}", r#"{"items":3}"#, "[]"] {
            assert!(read(text).is_none(), "{text}");
        }
        for (text, why) in
            [(r#"{"items":[{"id":"1"},{"id"#, IngestError::BrokeOff), (r#"{"items":[]} {"#, IngestError::NotFeed)]
        {
            assert_eq!((read(text).is_none(), refusal(text)), (true, why), "{text}");
        }
        let deep = format!(r#"{{"items":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert!(read(&deep).is_none());
    }

    #[test]
    fn lone_surrogates_do_not_cost_the_feed() {
        assert_eq!(
            without_lone_surrogates(r#""\ud83d\ude00 \ud800 \\ud800 \n\udfff"#),
            r#""\ud83d\ude00 \ufffd \\ud800 \n\ufffd"#
        );
        assert_eq!(without_lone_surrogates("\\é\\"), "\\é\\");
    }
}
