//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed.
//!
//! Decode; read by the kind of document into drafts, whatever is wrong with it ([`xml`], [`json`]); then make every
//! entry the same ([`draft`]): addresses absolute and of the web only, times RFC 3339 in UTC, HTML as clean text with
//! its blocks and links ([`body`]), an identity that lasts. No entity that a document defines is expanded, nothing it
//! names is fetched, and nothing recurses over it.

mod bare;
mod body;
mod discover;
mod draft;
mod entity;
mod json;
mod name;
mod pace;
mod value;
mod xml;

pub(super) use entity::decode as decode_references;
pub(super) use value::text_of;

use std::rc::Rc;

use url::Url;

use super::{IngestError, Input, base_of, decode, sniff};
use crate::article::Feed;

/// The longest feed that is read, in bytes: 20 MiB.
pub const FEED_LIMIT: usize = 20 << 20;

/// The most entries that are kept of one feed, the newest.
pub const ENTRIES: usize = 5000;

/// How far into a document its first element is looked for, in bytes.
const HEAD: usize = 64 << 10;

/// Reads a feed. A document that is XML but no feed gives an empty one ([`Feed::is_empty`]); a page or a text is an
/// error.
pub fn feed(input: &Input<'_>) -> Result<Feed, IngestError> {
    if let Some(kind) = sniff::not_text(input.bytes) {
        return Err(IngestError::NotText(kind));
    }
    if input.bytes.len() > FEED_LIMIT {
        return Err(IngestError::FeedTooLarge);
    }
    let text = decode(input.bytes, input.media_type.and_then(sniff::charset));
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if text.is_empty() {
        return Err(IngestError::Empty);
    }
    let base = base_of(input).and_then(|base| Url::parse(base).ok());
    let draft = match Kind::of(text) {
        Kind::Json => json::read(text).ok_or_else(|| json::refusal(text))?,
        Kind::Page => return Err(IngestError::Page(discover::first(text, base.as_ref()))),
        Kind::Xml => xml::read(&bare::escaped(text), base.clone().map(Rc::new)),
        Kind::Text => return Err(IngestError::NotFeed),
    };
    Ok(draft.finish(base.as_ref()))
}

/// Whether `text` begins as a feed does: for inputs that may be an article or a feed.
pub fn is_feed(input: &Input<'_>) -> bool {
    let head = &input.bytes[..input.bytes.len().min(HEAD)];
    let text = decode(head, input.media_type.and_then(sniff::charset));
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match Kind::of(text) {
        // A text may speak of <rss>.
        Kind::Xml if !text.starts_with('<') => false,
        Kind::Xml => root(text).is_some_and(|root| ROOTS.contains(&root.as_str())),
        Kind::Json => text.contains("jsonfeed.org/version"),
        _ => false,
    }
}

/// The feeds that a `Link` header names, `base` being the address that sent it.
pub fn feeds_in_header(header: &str, base: Option<&str>) -> Vec<String> {
    discover::in_header(header, base.and_then(|base| Url::parse(base).ok()).as_ref())
}

/// The addresses of the feeds that a page says it has, in the page's order.
pub fn feed_addresses(input: &Input<'_>) -> Vec<String> {
    let text = decode(input.bytes, input.media_type.and_then(sniff::charset));
    let base = base_of(input).and_then(|base| Url::parse(base).ok());
    discover::feeds(&text, base.as_ref())
}

/// First elements of feeds, in lower case.
const ROOTS: &[&str] = &["rss", "feed", "rdf", "channel"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Xml,
    Page,
    Text,
}

impl Kind {
    fn of(text: &str) -> Self {
        if text.starts_with('{') {
            return Self::Json;
        }
        let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or("");
        match root(head).as_deref() {
            Some("html" | "head" | "body" | "title" | "meta" | "script" | "div" | "p") => Self::Page,
            Some(root) if ROOTS.contains(&root) => Self::Xml,
            // A feed whose beginning is damaged, or some other XML.
            _ if text.starts_with('<') || head.contains("<rss") || head.contains("<feed") || head.contains("<item") => {
                Self::Xml
            }
            _ => Self::Text,
        }
    }
}

/// The local name of the first element, in lower case.
fn root(head: &str) -> Option<String> {
    let mut rest = head;
    loop {
        rest = &rest[rest.find('<')?..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")?..];
        } else if rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '_') {
            let end = rest[1..].find(|c: char| !(c.is_alphanumeric() || "_-.:".contains(c)))?;
            return rest[1..=end].rsplit(':').next().map(str::to_lowercase);
        } else {
            rest = &rest[1..];
        }
    }
}
