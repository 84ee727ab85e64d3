//! JSON Feed 1 and 1.1, read leniently: a field of the wrong type is a field that is not there.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Number;
use serde_json::value::RawValue;

use super::draft::{EntryDraft, FeedDraft, FoundLink, text};
use super::value::Markup;
use crate::article::FeedEnd;
use crate::ingest::{IngestError, cut_json};

/// The fields that are read.
const FIELDS: &[&str] = &[
    "version",
    "title",
    "home_page_url",
    "language",
    "items",
    "authors",
    "author",
    "id",
    "url",
    "external_url",
    "name",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "date_modified",
];
/// The most authors of one entry.
const AUTHORS: usize = 50;

/// An object of which only the fields that are read are kept, each as it was written: a tree of all of it would take
/// a hundred times the memory.
struct Object<'a>(HashMap<&'static str, &'a RawValue>);

impl<'a> Object<'a> {
    fn of(json: &'a str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The values of a list.
    fn list(&self, name: &str) -> Option<Vec<&'a RawValue>> {
        serde_json::from_str(self.0.get(name)?.get()).ok()
    }
}

impl<'a> Deserialize<'a> for Object<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'a> Visitor<'a> for Fields {
            type Value = Object<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = HashMap::new();
                while let Some(name) = map.next_key::<std::borrow::Cow<'_, str>>()? {
                    if let Some(name) = FIELDS.iter().find(|field| **field == name) {
                        fields.insert(*name, map.next_value()?);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(Object(fields))
            }
        }

        from.deserialize_map(Fields)
    }
}

/// How deep the items of a feed lie: in the list of them, in the feed.
const ITEMS: usize = 2;

/// Reads a JSON Feed; None if it is none, or no JSON at all. Of one that is cut off or damaged there are the items before
/// that.
pub(super) fn read(text: &str) -> Option<FeedDraft> {
    let text = without_lone_surrogates(text);
    let mut values = serde_json::Deserializer::from_str(&text).into_iter::<Object<'_>>();
    let error = match values.next()? {
        Ok(feed) => {
            let rest = text[values.byte_offset()..].trim_matches(|c: char| c.is_whitespace() || c == '\0');
            return draft(&feed, if rest.is_empty() { FeedEnd::Whole } else { FeedEnd::GoesOn });
        }
        Err(error) => error,
    };
    let (until, end) =
        if error.is_eof() { (text.len(), FeedEnd::Cut) } else { (place(&text, &error), FeedEnd::Damaged) };
    let part = cut_json::whole_part(&text[..until], ITEMS)?;
    draft(&Object::of(&part)?, end).filter(|draft| !draft.entries.is_empty())
}

/// Where an error stands, at most.
fn place(text: &str, error: &serde_json::Error) -> usize {
    let line = error.line().saturating_sub(1);
    let start = line.checked_sub(1).map_or(0, |line| text.match_indices('\n').nth(line).map_or(0, |(at, _)| at + 1));
    text.floor_char_boundary((start + error.column().saturating_sub(1)).min(text.len()))
}

fn draft(feed: &Object<'_>, end: FeedEnd) -> Option<FeedDraft> {
    let items = feed.list("items");
    let named = string(feed, "version").is_some_and(|version| version.contains("jsonfeed.org"));
    if items.is_none() && !named {
        return None;
    }
    let mut draft = FeedDraft { lang: string(feed, "language"), end, ..FeedDraft::default() };
    draft.title.offer(0, plain(feed, "title"), Markup::is_empty);
    draft.links.extend(link(feed, "home_page_url", 0));
    let feed_authors = authors(feed);
    for item in items.into_iter().flatten().filter_map(|item| Object::of(item.get())) {
        let item = &item;
        let mut entry = EntryDraft::default();
        let id = string(item, "id").unwrap_or_default();
        entry.id.offer(0, id.clone(), String::is_empty);
        entry.title.offer(0, plain(item, "title"), Markup::is_empty);
        entry.links.extend(link(item, "url", 0));
        entry.links.extend(link(item, "external_url", 1));
        entry.links.extend(FoundLink::of_identity(&id, 2));
        let [published, updated] =
            ["date_published", "date_modified"].map(|name| string(item, name).unwrap_or_default());
        draft.orders.learn(&published);
        draft.orders.learn(&updated);
        entry.published.renew(0, published);
        entry.updated.renew(0, updated);
        entry.summary.offer(0, plain(item, "summary"), Markup::is_empty);
        let html = Markup { html: true, ..plain(item, "content_html") };
        entry.content.offer(0, html, Markup::is_empty);
        entry.content.offer(1, plain(item, "content_text"), Markup::is_empty);
        entry.authors = authors(item);
        if entry.authors.is_empty() {
            entry.authors.clone_from(&feed_authors);
        }
        draft.add(entry);
    }
    Some(draft)
}

/// Why a text is no JSON Feed.
pub(super) fn refusal(text: &str) -> IngestError {
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err();
    if error.is_some_and(|error| error.is_eof()) { IngestError::BrokeOff } else { IngestError::NotFeed }
}

/// A string, or a number written as one.
fn string(object: &Object<'_>, name: &str) -> Option<String> {
    let json = object.0.get(name)?.get();
    if json.starts_with('"') {
        return text(Some(&serde_json::from_str::<String>(json).ok()?));
    }
    serde_json::from_str::<Number>(json).ok().map(|number| number.to_string())
}

fn plain(object: &Object<'_>, key: &str) -> Markup {
    Markup { text: string(object, key).unwrap_or_default(), ..Markup::default() }
}

fn link(object: &Object<'_>, key: &str, rank: u8) -> Option<FoundLink> {
    Some(FoundLink { href: string(object, key)?, rank, base: None })
}

/// Names of `authors` (1.1) or `author` (1).
fn authors(object: &Object<'_>) -> Vec<String> {
    let list = object.list("authors").unwrap_or_default();
    let all = list.into_iter().chain(object.0.get("author").copied());
    all.take(AUTHORS).filter_map(|author| string(&Object::of(author.get())?, "name")).collect()
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
        for (text, why) in [(r#"{"items":[{"id"#, IngestError::BrokeOff), (r#"{"a":[]} {"#, IngestError::NotFeed)] {
            assert_eq!((read(text).is_none(), refusal(text)), (true, why), "{text}");
        }
        let deep = format!(r#"{{"items":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert!(read(&deep).is_some_and(|draft| draft.entries.is_empty()), "what is deep is passed over");
    }

    #[test]
    fn the_items_before_a_cut_or_damage_are_read() {
        let whole = r#"{"title":"T","items":[{"id":"1","tags":["a","b"]},{"id":"2","title":"é"},{"id":"3"}],"x":1}"#;
        let read = |text: &str| read(text).map(|draft| (draft.entries.len(), draft.end));
        assert_eq!(read(&format!("{whole} \n\0")), Some((3, FeedEnd::Whole)));
        assert_eq!(read(&format!("{whole} {{}}")), Some((3, FeedEnd::GoesOn)));
        let end = |of: &str| whole.find(of).unwrap() + of.len();
        for (cut, count) in
            [(whole.len() - 1, 3), (end("\"3\"}"), 3), (end("\"3\""), 2), (end("é"), 1), (end("\"b\"]"), 0)]
        {
            let expected = Some((count, FeedEnd::Cut)).filter(|_| count > 0);
            assert_eq!(read(&whole[..cut]), expected, "{}", &whole[..cut]);
        }
        for damaged in [whole.replace("\"é\"", "\"é"), whole.replace("\"2\"", "2\n\n tru"), whole.replace("é", "\\q")]
        {
            assert_eq!(read(&damaged), Some((1, FeedEnd::Damaged)), "{damaged}");
        }
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
