//! Where a login stands in what was typed for an address, however it was mistyped.
//!
//! What parses as an address is taken at its word. Of the rest, whatever stands between `//` and the last `@` may be a
//! name and a password.

use percent_encoding::percent_decode_str;
use url::Url;

use super::has_login;

/// Words before a colon that stand before no login, although `@` follows.
const NO_LOGIN: &[&str] =
    &["mailto", "acct", "xmpp", "sip", "sips", "im", "urn", "tag", "doi", "data", "javascript", "cid", "mid"];

/// Schemes after which the slashes may have been forgotten.
const SCHEMES: &[&str] = &["http", "https", "feed", "feeds", "ftp", "rss", "pcast", "itpc"];

/// The signs of an address as East Asian keyboards write them.
const WIDE: &[(char, char)] = &[('：', ':'), ('＠', '@'), ('／', '/'), ('．', '.')];

/// An address without its login; None where there is none, or it is no address.
pub(super) fn cut(text: &str) -> Option<String> {
    if text.contains(['＠', '：']) {
        let plain = |c| WIDE.iter().find(|(wide, _)| *wide == c).map_or(c, |(_, plain)| *plain);
        return cut(&text.chars().map(plain).collect::<String>());
    }
    match Url::parse(text.trim()) {
        Ok(url) if url.scheme() == "file" => None,
        Ok(url) if url.has_host() => has_login(&url).then(|| parsed(text, url)),
        _ => mistyped(text).or_else(|| decoded(text)),
    }
}

/// As [`cut`]; `name:password@host` without a scheme is cut too, and what reads as the port of a host with a plain name.
pub(super) fn cut_typed(text: &str) -> Option<String> {
    cut(text).or_else(|| plain_host(text)).or_else(|| {
        let (name, rest) = text.trim().split_once(':')?;
        let (_, host) = rest.rsplit_once('@')?;
        let is_name = |c: char| c.is_alphanumeric() || "._%+-$!".contains(c);
        let fits = !name.is_empty() && name.chars().all(is_name) && !text.trim().contains(char::is_whitespace);
        (fits && !is_one_of(name, NO_LOGIN) && !rest.contains("//")).then(|| host.to_owned())
    })
}

/// An address that parses: cut as it is written, so that the rest is not spelled otherwise.
fn parsed(text: &str, mut url: Url) -> String {
    let bare = text.split_once("://").and_then(|(scheme, rest)| {
        let host = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let at = rest[..host].rfind('@')?;
        Some(format!("{scheme}://{}", &rest[at + 1..]))
    });
    // Odd forms are addresses too: "http:\\bob@host".
    bare.filter(|bare| Url::parse(bare.trim()).is_ok_and(|url| !has_login(&url))).unwrap_or_else(|| {
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.into()
    })
}

/// What does not parse, or has no host.
fn mistyped(text: &str) -> Option<String> {
    let (before, after) = match text.find("//").or_else(|| text.find("\\\\")) {
        Some(at) => (&text[..at], &text[at + 2..]),
        None => return without_slashes(text),
    };
    let last = after.rfind('@')?;
    let cut = || Some(format!("{before}//{}", &after[last + 1..]));
    let word = before.trim_matches(|c: char| !c.is_ascii_graphic());
    let Some(scheme) = word.strip_suffix(':').map(str::trim_end) else {
        let authority = after.find(['/', '?', '#', '\\']).map_or(after, |end| &after[..end]);
        let is_start = word.is_empty() && (authority.contains('@') || has_pair(&after[..last]));
        return if is_start || is_one_of(word, SCHEMES) { cut() } else { None };
    };
    if scheme == "file" {
        // A path may hold any sign; its host may not.
        let host = after.find(['/', '\\']).unwrap_or(after.len());
        let at = after[..host].rfind('@')?;
        return Some(format!("{before}//{}", &after[at + 1..]));
    }
    if !scheme.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // One scheme before another: what follows the first is an address of its own.
    if let Some(inner) = scheme.rfind(':') {
        let start = before.rfind(&scheme[inner + 1..]).unwrap_or(0);
        let (outer, inner) = text.split_at(start);
        return cut_of_inner(outer, inner);
    }
    cut()
}

fn cut_of_inner(outer: &str, inner: &str) -> Option<String> {
    Some(format!("{outer}{}", self::cut(inner)?))
}

/// `http:name:password@host`, or with one slash.
fn without_slashes(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once(':')?;
    let (login, host) = rest.rsplit_once('@')?;
    let word = scheme.trim_matches(|c: char| !c.is_ascii_graphic());
    (is_one_of(word, SCHEMES) && !login.is_empty()).then(|| format!("{scheme}:{host}"))
}

/// Whether there is a name before a colon that no slash parts from the beginning.
fn has_pair(login: &str) -> bool {
    login.split(['/', '\\']).next().is_some_and(|name| name.contains(':'))
}

/// An address whose signs are percent-encoded.
fn decoded(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    if decoded == text { None } else { cut(&decoded) }
}

/// `http://bob:80/word@host`: more likely a login with a slash in its password than a host of that name.
fn plain_host(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let host = url.host_str()?;
    let (before, after) = text.split_once("//")?;
    let (_, place) = after.rsplit_once('@')?;
    let is_plain = host != "localhost" && !host.contains(['.', ':']) && has_pair(after);
    is_plain.then(|| format!("{before}//{place}"))
}

fn is_one_of(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| word.eq_ignore_ascii_case(known))
}
