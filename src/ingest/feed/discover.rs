//! The feeds that a page names: `<link rel="alternate" type="application/rss+xml" href="…">`.

use html5gum::{Token, Tokenizer};
use url::Url;

use super::xml::join;
use crate::article::without_login;

/// The part of a page in which its feeds are looked for, in bytes.
const HEAD: usize = 1 << 20;
/// The most feeds that are listed.
const MOST: usize = 50;

/// Media types of feeds.
const TYPES: &[&str] = &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// Addresses of feeds, in the page's order.
pub(super) fn feeds(text: &str, base: Option<&Url>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut base = base.cloned();
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or("");
    for token in Tokenizer::new(head).flatten() {
        let Token::StartTag(tag) = token else { continue };
        let attribute =
            |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(&value.value).trim().to_owned());
        match tag.name.as_slice() {
            b"base" => {
                let href = attribute(b"href").and_then(|href| join(&href, base.as_ref()));
                base = href.or(base);
            }
            b"link" => {
                let kind = attribute(b"type").unwrap_or_default().to_ascii_lowercase();
                let rel = attribute(b"rel").unwrap_or_default().to_ascii_lowercase();
                let kind = kind.split(';').next().unwrap_or("").trim();
                if !TYPES.contains(&kind)
                    || !rel.split_ascii_whitespace().any(|word| word == "alternate" || word == "feed")
                {
                    continue;
                }
                let Some(url) = attribute(b"href").and_then(|href| join(&href, base.as_ref())) else { continue };
                let url = without_login(url.as_str());
                if !found.contains(&url) {
                    found.push(url);
                }
                if found.len() == MOST {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_of_a_page() {
        let base = Url::parse("https://example.org/news/").ok();
        let page = "<html><head><link rel=stylesheet href=a.css><LINK REL='alternate' TYPE='application/rss+xml' href='rss'>\
                    <link rel=alternate type=text/html href=b><link rel='alternate' type='application/atom+xml; x=y' href='/a?x=1&amp;y=2'>\
                    <link rel=alternate type=application/rss+xml href='javascript:x'><link rel=alternate type=application/rss+xml href=rss>";
        assert_eq!(feeds(page, base.as_ref()), ["https://example.org/news/rss", "https://example.org/a?x=1&y=2"]);
        assert_eq!(
            feeds("<base href=https://e.org/><link rel=alternate type=application/feed+json href=f>", None),
            ["https://e.org/f"]
        );
        assert!(feeds("no tag", None).is_empty());
    }
}
