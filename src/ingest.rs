//! Bytes to articles. Pure: a slice in, an [`Article`] out; no file, clock or thread.
//!
//! Decode ([`decode`]), tell what it is ([`MediaType`]), read it by its kind into a draft of parts, leave out the
//! parts that are no part of the article (`boilerplate`), and compose the text with its blocks and links. All text
//! is cleaned after entities were decoded and before any offset is taken.

mod attributes;
mod boilerplate;
mod compose;
mod cut_json;
mod date;
mod decode;
mod draft;
mod element;
mod feed;
mod head;
mod html;
mod limit;
mod lines;
mod markdown;
mod opml;
mod picture;
mod plain;
mod raw;
mod samples;
mod shape;
mod sniff;
mod superscript;

pub use decode::decode;
pub use feed::{ENTRIES, FEED_LIMIT, feed, feed_addresses, feeds_in_header, is_feed};
pub use html::Barrier;
pub use opml::{Opml, Refused, read_opml, write_opml};
pub use samples::{sample, samples};
pub use sniff::MediaType;

use crate::article::{Article, CUT_SHORT, Source, Stop};

/// What is to be read, and what the outside said about it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The bytes, as they came.
    pub bytes: &'a [u8],
    /// Where they came from.
    pub source: &'a Source,
    /// What relative addresses are relative to; None: `source`, if that is an address.
    pub base: Option<&'a str>,
    /// The file's name, whose extension is a hint.
    pub name: Option<&'a str>,
    /// The media type that a server named, with its parameters ("text/html; charset=utf-8").
    pub media_type: Option<&'a str>,
    /// Whether the text is to be the input itself, so that outside offsets hold.
    pub raw: bool,
    /// Asked now and then whether to stop.
    pub stop: Stop<'a>,
}

impl<'a> Input<'a> {
    /// Bytes about which nothing was said.
    pub fn new(bytes: &'a [u8], source: &'a Source) -> Self {
        Self { bytes, source, base: None, name: None, media_type: None, raw: false, stop: Stop::NEVER }
    }
}

/// Why bytes are no article. Each message is the WHY of an error line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    /// Nothing but white space.
    #[error("there are no words in it")]
    Empty,
    /// Not text.
    #[error("it is {0}, not text")]
    NotText(&'static str),
    /// A page, and something else where the article should be.
    #[error("there is no article in it: {0}")]
    NoArticle(Barrier),
    /// A feed of more than [`FEED_LIMIT`].
    #[error("it is a feed of more than {} MB", FEED_LIMIT >> 20)]
    FeedTooLarge,
    /// A page where a feed was wanted, and the address of the feed that it names.
    #[error("it is a page, not a feed")]
    Page(Option<String>),
    /// Neither a feed nor a page.
    #[error("it is no feed that can be read")]
    NotFeed,
    /// A document that ends in its middle.
    #[error("it broke off: it ends in its middle")]
    BrokeOff,
    /// No list of subscriptions.
    #[error("there are no subscriptions in it")]
    NotOpml,
}

/// Reads an article.
pub fn article(input: &Input<'_>) -> Result<Article, IngestError> {
    if let Some(kind) = sniff::not_text(input.bytes) {
        return Err(IngestError::NotText(kind));
    }
    let charset = input.media_type.and_then(sniff::charset);
    let text = decode(input.bytes, charset);
    if input.raw {
        return raw::article(&text, input.source);
    }
    let draft = match MediaType::of(&text, input.name, input.media_type) {
        MediaType::Html => html::read(&text, base_of(input), input.stop)?,
        MediaType::Markdown => lines_of(&text, |text| markdown::read(text, input.stop)),
        MediaType::Plain => lines_of(&text, plain::read),
    };
    let article = compose::compose(draft, input.source.clone());
    if article.text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    Ok(article)
}

/// Reads a text of lines, or as many of them as are read.
fn lines_of(text: &str, read: impl Fn(&str) -> draft::Draft) -> draft::Draft {
    let (beginning, cut) = limit::beginning(text, limit::MOST, limit::TEXT);
    let mut draft = read(beginning);
    if cut && !draft.aside.iter().any(|line| line == CUT_SHORT) {
        draft.aside.insert(0, CUT_SHORT.to_owned());
    }
    draft
}

fn base_of<'a>(input: &Input<'a>) -> Option<&'a str> {
    match input.source {
        Source::Url(at) => Some(input.base.unwrap_or(at)),
        _ => input.base,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{CleanText, is_unsafe};

    fn check(bytes: &[u8], name: &str, raw: bool) {
        let source = Source::File(name.to_owned());
        let input = Input { name: Some(name), raw, ..Input::new(bytes, &source) };
        let Ok(article) = article(&input) else { return };
        let text = article.text.as_str();
        let fields = [&article.title, &article.byline, &article.published, &article.site];
        for line in fields.into_iter().flatten().chain(&article.aside) {
            assert!(!line.chars().any(|c| is_unsafe(c) || c == '\n' || c == '\t'), "{line:?}");
            assert!(!line.is_empty());
        }
        for link in &article.links {
            assert!(link.url.starts_with("http"), "{link:?}");
            assert!(!link.url.chars().any(|c| c.is_whitespace() || is_unsafe(c)), "{link:?}");
            assert!(!link.range.slice(text).is_empty(), "{link:?}");
        }
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.range.start() >= end, "{block:?} overlaps");
            assert!(!block.range.slice(text).is_empty(), "{block:?} of {text:?}");
            assert!(end == 0 || text[end..block.range.start()].contains('\n'));
            end = block.range.end();
        }
        if !raw {
            assert_eq!(CleanText::new(text).as_str(), text, "composed of clean parts");
        }
    }

    const SHAPES: &str = "(<[a-z]{1,6}( href=.{0,9})?>|</[a-z]{1,6}>|&#?[a-z0-9]{1,5};|[#>*_`\\-|:=\\[\\]()]{1,3}|\
                          By |Read more: |[A-Z][a-z]{1,8}|[0-9]{1,4}|[ \n\t]{1,3}|[.?!“”]|\\PC|\u{1b}|\u{9b}|\u{202e}){0,60}";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), raw: bool) {
            for name in ["a.txt", "a.html", "a.md"] {
                check(&bytes, name, raw);
            }
        }

        #[test]
        fn likely_shapes_are_read_or_refused(text in SHAPES, raw: bool) {
            for name in ["a.txt", "a.html", "a.md"] {
                check(text.as_bytes(), name, raw);
            }
        }
    }
}
