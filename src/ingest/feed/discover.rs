//! The feeds that a page names: `<link rel="alternate" type="application/rss+xml" href="…">`.

use html5gum::{Token, Tokenizer};
use url::Url;

use super::xml::join;
use crate::article::without_login;
use crate::ingest::attributes;

/// The part of a page in which its feeds are looked for, in bytes.
const HEAD: usize = 1 << 20;
/// The most feeds that are listed.
const MOST: usize = 50;

/// Media types of feeds.
const TYPES: &[&str] = &["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// Words in the title or address of a feed that is not the page's own: what others write below its articles.
const COMMENTS: &[&str] = &["comment", "kommentar", "commentaire", "comentario", "commenti", "reactie"];

/// Ends of paths at which feeds are, where a page only links to one.
const ENDS: &[&str] = &["/feed", "/rss", "/atom", ".rss", ".atom", "/feed.xml", "/atom.xml", "/rss.xml", "/feed.json"];

/// Addresses of feeds, in the page's order; those of comments come last.
pub(super) fn feeds(text: &str, base: Option<&Url>) -> Vec<String> {
    found(text, base).0
}

/// The feed of a page: the first that it names, else the first that it links to in its text.
pub(super) fn first(text: &str, base: Option<&Url>) -> Option<String> {
    let (named, linked) = found(text, base);
    named.into_iter().chain(linked).next()
}

/// The feeds that a page names, and those that it only links to.
fn found(text: &str, base: Option<&Url>) -> (Vec<String>, Vec<String>) {
    let (mut named, mut linked) = (Vec::new(), Vec::new());
    let mut base = base.cloned();
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or("");
    for token in Tokenizer::new(&*attributes::bounded(head)).flatten() {
        let Token::StartTag(tag) = token else { continue };
        let attribute =
            |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(&value.value).trim().to_owned());
        let of_feed = || is_feed(&attribute(b"type").unwrap_or_default());
        let target = || attribute(b"href").and_then(|href| join(&href, base.as_ref()));
        match tag.name.as_slice() {
            b"base" => {
                let href = target();
                base = href.or(base);
            }
            b"link" if named.len() < MOST && of_feed() && is_alternate(&attribute(b"rel").unwrap_or_default()) => {
                named.extend(target().map(|url| (attribute(b"title").unwrap_or_default(), url)));
            }
            b"a" if linked.len() < MOST => {
                let is_feed = |url: &Url| of_feed() || ENDS.iter().any(|end| path(url).ends_with(end));
                linked.extend(target().filter(is_feed).map(|url| (attribute(b"title").unwrap_or_default(), url)));
            }
            _ => {}
        }
    }
    (in_order(named), in_order(linked))
}

/// The feeds that a `Link` header names: `<https://a.example/feed>; rel="alternate"; type="application/rss+xml"`.
pub(super) fn in_header(header: &str, base: Option<&Url>) -> Vec<String> {
    let mut named = Vec::new();
    for link in header.split('<').skip(1).take(MOST) {
        let Some((href, parameters)) = link.split_once('>') else { continue };
        let parameter = |name: &str| {
            parameters.split(';').find_map(|parameter| {
                let (key, value) = parameter.split_once('=')?;
                let value = value.trim().trim_end_matches(',').trim().trim_matches('"');
                key.trim().eq_ignore_ascii_case(name).then(|| value.to_owned())
            })
        };
        if is_feed(&parameter("type").unwrap_or_default()) && is_alternate(&parameter("rel").unwrap_or_default()) {
            named.extend(join(href, base).map(|url| (parameter("title").unwrap_or_default(), url)));
        }
    }
    in_order(named)
}

fn is_feed(media_type: &str) -> bool {
    let kind = media_type.to_ascii_lowercase();
    TYPES.contains(&kind.split(';').next().unwrap_or("").trim())
}

fn is_alternate(rel: &str) -> bool {
    rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("alternate") || word.eq_ignore_ascii_case("feed"))
}

fn path(url: &Url) -> String {
    url.path().trim_end_matches('/').to_ascii_lowercase()
}

/// Each address once, those of comments last.
fn in_order(mut found: Vec<(String, Url)>) -> Vec<String> {
    let is_comments = |title: &str, url: &Url| {
        let (title, path) = (title.to_lowercase(), path(url));
        COMMENTS.iter().any(|word| title.contains(word) || path.contains(word))
    };
    found.sort_by_key(|(title, url)| is_comments(title, url));
    let mut out: Vec<String> = Vec::new();
    for (_, url) in found {
        let url = without_login(url.as_str());
        if !out.contains(&url) {
            out.push(url);
        }
    }
    out
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

    #[test]
    fn feeds_of_comments_come_last() {
        let link = |title: &str, href: &str| {
            format!("<link rel=alternate type=application/rss+xml title='{title}' href='https://e.org{href}'>")
        };
        let page = link("Kommentare zu Hafen", "/k") + &link("", "/comments/feed/") + &link("Feed", "/feed/");
        assert_eq!(feeds(&page, None), ["https://e.org/feed/", "https://e.org/k", "https://e.org/comments/feed/"]);
    }

    #[test]
    fn a_feed_may_be_linked_in_the_text_or_in_the_header() {
        let base = Url::parse("https://e.org/").ok();
        let page = "<a href=/about>About</a> <a href='/blog/comments/feed'>x</a><a href=/feed.rss?x>RSS</a>";
        assert_eq!(first(page, base.as_ref()).as_deref(), Some("https://e.org/feed.rss?x"));
        assert!(feeds(page, base.as_ref()).is_empty());
        let named = "<a href=/feed>a</a><link rel=alternate type=application/rss+xml href=b>";
        assert_eq!(first(named, base.as_ref()).as_deref(), Some("https://e.org/b"));
        let header =
            "<https://e.org/x>; rel=\"next\", </f>; rel=\"alternate\"; type=\"application/atom+xml\", <y>; rel=z";
        assert_eq!(in_header(header, base.as_ref()), ["https://e.org/f"]);
    }
}
