//! When two entries of feeds are one article. All else is an article of its own: one too many is seen twice, one too few is
//! lost.
//!
//! - **Within one feed** entries with different keys are different, unless one is recognisably the other under a new key:
//!   on the same page of its own, and published at the same moment or under the same title (and not days apart). While both
//!   are listed they are one only if they say the same in all: address, title, text and time ([`Story::says_all_of`]).
//! - **Across feeds** they are one on the same page of its own with the same title, the same text or the same day; or with
//!   the same title over the same long text within two days, if the address or what the feeds call them is the same. The
//!   same words at two addresses are two articles.
//! - **A page of its own** is neither a site's front page, nor the page that the feed belongs to, nor one that several of
//!   its entries are on. Another place on a page is another page.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::standing;
use crate::article::{Article, revision};

/// Parameters of addresses that do not tell which page it is.
const TRACKING: &str = include_str!("../../assets/library/tracking.txt");

/// Bytes of text from which on the same text under the same title is the same article, wherever it is from.
const TELLING: usize = 200;

/// How far apart the same story is published in different places, at most.
const APART: SignedDuration = SignedDuration::from_hours(48);

/// What tells an article from another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    /// The digest of its address.
    pub link: Option<i64>,
    /// The digest of its address without the host.
    pub path: Option<i64>,
    /// Its title; empty for none.
    pub title: String,
    /// The revision of its text.
    pub revision: String,
    pub published: Option<Timestamp>,
    /// When it was published, else when it came, in microseconds.
    pub sorted: i64,
}

impl Story {
    pub fn new(article: &Article, at: Timestamp) -> Self {
        let published = article.published.as_deref();
        Self {
            link: article.url.as_deref().and_then(link),
            path: article.url.as_deref().and_then(path),
            title: article.title.as_deref().unwrap_or("").to_owned(),
            revision: if article.text.is_empty() { String::new() } else { revision(&article.text) },
            published: published.and_then(standing::moment),
            sorted: standing::sorted(published, at),
        }
    }

    /// Within a feed: both say the same, word for word.
    pub fn says_all_of(&self, other: &Self) -> bool {
        let words = |story: &Self| (story.link, story.title.clone(), story.revision.clone(), story.published);
        words(self) == words(other)
    }

    /// Within a feed, of two on the same page of their own: one is the other under a new key.
    pub fn is_anew(&self, other: &Self) -> bool {
        let published = self.published.zip(other.published);
        published.is_some_and(|(one, other)| one == other)
            || (self.has_title_of(other)
                && published.is_none_or(|(one, other)| one.duration_since(other).abs() <= APART))
    }

    /// Within a feed, of two with the same words: one is the other on another of the site's hosts.
    pub fn is_moved(&self, other: &Self) -> bool {
        self.path.is_some() && self.path == other.path && self.published.is_some() && self.published == other.published
    }

    /// Across feeds, of two on the same page of their own: they are one.
    pub fn is_on_page_of(&self, other: &Self) -> bool {
        let day = |moment: Timestamp| Offset::UTC.to_datetime(moment).date();
        self.has_title_of(other)
            || (!self.revision.is_empty() && self.revision == other.revision)
            || self.published.zip(other.published).is_some_and(|(one, other)| day(one) == day(other))
    }

    /// Across feeds, of two with the same words: they came at about the same time.
    pub fn is_about_when(&self, other: &Self) -> bool {
        SignedDuration::from_micros(self.sorted.abs_diff(other.sorted).try_into().unwrap_or(i64::MAX)) <= APART
    }

    fn has_title_of(&self, other: &Self) -> bool {
        !self.title.is_empty() && self.title == other.title
    }
}

/// The digest of an address: the same with another scheme, with or without `www.`, a slash at its end, or words that tell
/// where the reader came from. None for what is no address of the web, and for a site's front page.
pub(super) fn link(address: &str) -> Option<i64> {
    let (host, path) = parts(address)?;
    Some(digest([format!("{host}{path}").as_str()]))
}

/// The digest of an address without its host, in the same way.
pub(super) fn path(address: &str) -> Option<i64> {
    let (_, path) = parts(address)?;
    Some(digest([path.as_str()]))
}

/// Host and port of an address, and what tells the page on them; None where there is nothing that does.
fn parts(address: &str) -> Option<(String, String)> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let mut host = host.strip_prefix("www.").unwrap_or(host).to_owned();
    if let Some(port) = url.port() {
        host.push_str(&format!(":{port}"));
    }
    let mut path = url.path().trim_end_matches('/').to_owned();
    for part in url.query().unwrap_or("").split('&').filter(|part| !part.is_empty() && !is_tracking(part)) {
        path.push('?');
        path.push_str(part);
    }
    // A place in the page, or a page that a script makes from it: several entries may be on one.
    if let Some(place) = url.fragment().filter(|place| !place.is_empty() && !is_tracking(place)) {
        path.push('#');
        path.push_str(place);
    }
    (!path.is_empty()).then_some((host, path))
}

/// The digest of title and text; None if there are no words.
pub(super) fn words(article: &Article) -> Option<i64> {
    let title = article.title.as_deref().unwrap_or("");
    let has_words = !title.is_empty() || !article.text.is_empty();
    has_words.then(|| digest([title, article.text.as_str()]))
}

/// Whether title and text are enough to tell an article that is from somewhere else.
pub(super) fn is_telling(article: &Article) -> bool {
    article.text.len() >= TELLING && article.title.as_deref().is_some_and(|title| !title.is_empty())
}

/// A digest of several texts, as SQLite keeps a number.
pub(super) fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> i64 {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let first = digest.finalize().iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    first.cast_signed()
}

fn is_tracking(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or(part).to_ascii_lowercase();
    TRACKING.lines().filter(|line| !line.starts_with('#')).any(|known| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == known,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{CleanText, Source};

    #[test]
    fn the_same_page_has_the_same_digest() {
        let plain = link("https://ledger.example/port/reopens").unwrap();
        for same in [
            "http://www.ledger.example/port/reopens/",
            "https://ledger.example/port/reopens#",
            "https://ledger.example/port/reopens#utm_source=rss",
            "https://LEDGER.example:443/port/reopens?utm_source=rss&utm_medium=feed&fbclid=1",
        ] {
            assert_eq!(link(same), Some(plain), "{same}");
        }
        for other in [
            "https://ledger.example/port/Reopens",
            "https://ledger.example/port/reopens?page=2",
            "https://ledger.example:8443/port/reopens",
            "https://ledger.example/port/reopens#!/second",
            "https://ledger.example/port/reopens#v2",
            "https://news.ledger.example/port/reopens",
        ] {
            assert_ne!(link(other), Some(plain), "{other}");
        }
        for none in ["file:///etc/hosts", "https://ledger.example", "http://www.ledger.example:8080/?utm_source=rss#"] {
            assert_eq!(link(none), None, "{none}");
        }
    }

    #[test]
    fn short_texts_and_those_without_title_tell_nothing() {
        let mut article = Article::plain(Source::Stdin, CleanText::new(&"word ".repeat(60)));
        assert!(!is_telling(&article));
        article.title = Some("A title".into());
        assert!(is_telling(&article));
        article.text = "See page 4.".into();
        assert!(!is_telling(&article) && words(&article).is_some());
        article.text = CleanText::default();
        article.title = None;
        assert_eq!(words(&article), None);
    }
}
