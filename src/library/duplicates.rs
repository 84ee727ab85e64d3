//! When two articles are one: digests that are the same for the same page at another address, and for the same words
//! from another place.

use sha2::{Digest as _, Sha256};
use url::Url;

use crate::article::Article;

/// Parameters of addresses that do not tell which page it is.
const TRACKING: &str = include_str!("../../assets/library/tracking.txt");

/// Bytes of text from which on the same text under the same title is the same article.
const TELLING: usize = 200;

/// The digest of an address: the same with another scheme, with or without `www.`, a slash at its end, a place in the
/// page, or words that tell where the reader came from. None for what is no address of the web.
pub(super) fn link(address: &str) -> Option<i64> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let mut plain = host.strip_prefix("www.").unwrap_or(host).to_owned();
    if let Some(port) = url.port() {
        plain.push_str(&format!(":{port}"));
    }
    plain.push_str(url.path().trim_end_matches('/'));
    for part in url.query().unwrap_or("").split('&').filter(|part| !part.is_empty() && !is_tracking(part)) {
        plain.push('?');
        plain.push_str(part);
    }
    // A page that is made by a script from what stands there.
    if let Some(place) = url.fragment().filter(|place| place.starts_with(['!', '/'])) {
        plain.push('#');
        plain.push_str(place);
    }
    Some(digest([plain.as_str()]))
}

/// The digest of title and text; None for a text that is too short to tell.
pub(super) fn words(article: &Article) -> Option<i64> {
    let title = article.title.as_deref().unwrap_or("");
    (article.text.len() >= TELLING && !title.is_empty()).then(|| digest([title, article.text.as_str()]))
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
            "https://ledger.example/port/reopens#comments",
            "https://LEDGER.example:443/port/reopens?utm_source=rss&utm_medium=feed&fbclid=1",
        ] {
            assert_eq!(link(same), Some(plain), "{same}");
        }
        for other in [
            "https://ledger.example/port/Reopens",
            "https://ledger.example/port/reopens?page=2",
            "https://ledger.example:8443/port/reopens",
            "https://ledger.example/port/reopens#!/second",
            "https://news.ledger.example/port/reopens",
        ] {
            assert_ne!(link(other), Some(plain), "{other}");
        }
        assert_eq!(link("file:///etc/hosts"), None);
    }

    #[test]
    fn short_texts_and_those_without_title_tell_nothing() {
        let mut article = Article::plain(Source::Stdin, CleanText::new(&"word ".repeat(60)));
        assert_eq!(words(&article), None);
        article.title = Some("A title".into());
        assert!(words(&article).is_some());
        article.text = "See page 4.".into();
        assert_eq!(words(&article), None);
    }
}
