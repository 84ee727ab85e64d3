//! What some bytes are: a page, Markdown, plain text, or no text at all.

/// The kinds of text that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Plain,
}

/// How far into a text its first tag may stand, in bytes.
const HEAD: usize = 2048;

/// Tags that a page has near its start and a plain text has not.
const TAGS: &[&str] = &[
    "html", "head", "body", "title", "meta", "link", "script", "style", "article", "section", "main", "header", "div",
    "p", "h1", "h2", "table", "span",
];

impl MediaType {
    /// Tells what `text` is by the server's word, the file's name, and how it begins.
    pub fn of(text: &str, name: Option<&str>, media_type: Option<&str>) -> Self {
        let said = media_type.map(|said| said.split(';').next().unwrap_or("").trim().to_ascii_lowercase());
        match said.as_deref() {
            Some("text/html" | "application/xhtml+xml") => return Self::Html,
            Some("text/markdown" | "text/x-markdown") => return Self::Markdown,
            _ => {}
        }
        let extension = name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
        match extension.as_deref() {
            Some("html" | "htm" | "xhtml" | "xht") => Self::Html,
            Some("md" | "markdown" | "mdown" | "mkd") => Self::Markdown,
            _ if begins_as_page(text) => Self::Html,
            _ => Self::Plain,
        }
    }
}

/// Whether the first thing in a text, but for comments, is a doctype or one of [`TAGS`].
fn begins_as_page(text: &str) -> bool {
    let mut rest = text.get(..text.floor_char_boundary(HEAD)).unwrap_or("").trim_start();
    for (open, close) in [("<?", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        if rest.starts_with(open) {
            let Some(end) = rest.find(close) else { return true };
            rest = rest[end + close.len()..].trim_start();
        }
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let lower = tag.get(..tag.floor_char_boundary(16)).unwrap_or("").to_ascii_lowercase();
    let word = lower.split(|c: char| !c.is_ascii_alphanumeric() && c != '!').next().unwrap_or("");
    word == "!doctype" || TAGS.contains(&word)
}

/// The `charset` of a media type.
pub(super) fn charset(media_type: &str) -> Option<&str> {
    media_type.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        key.trim().eq_ignore_ascii_case("charset").then(|| value.trim())
    })
}

/// What some bytes are if they begin as a file that holds no text to read.
pub(super) fn not_text(bytes: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"PK\x03\x04", "a ZIP archive (or a document in one)"),
        (b"\x1f\x8b", "compressed"),
        (b"\x28\xb5\x2f\xfd", "compressed"),
        (b"BZh", "compressed"),
        (b"\xfd7zXZ", "compressed"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "a database"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"{\\rtf", "a Rich Text document"),
    ];
    if bytes.get(..4) == Some(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("a picture");
    }
    let known = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, kind)| *kind);
    known.or_else(|| is_binary(bytes).then_some("binary data"))
}

/// Whether some bytes are full of control characters that no text has, not even one with the colours and overstrikes of a
/// terminal.
fn is_binary(bytes: &[u8]) -> bool {
    /// So many bytes are looked at, and fewer tell nothing.
    const MOST: usize = 64 << 10;
    const LEAST: usize = 512;
    /// One in so many is too many.
    const SHARE: usize = 25;
    let head = &bytes[..bytes.len().min(MOST)];
    let control = |byte: &u8| matches!(byte, 0..=6 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    head.len() >= LEAST
        && !super::decode::is_wide(bytes)
        && head.iter().filter(|byte| control(byte)).count() > head.len() / SHARE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_believed_before_a_name_and_a_name_before_a_look() {
        assert_eq!(MediaType::of("x", Some("a.md"), Some("text/html; charset=x")), MediaType::Html);
        assert_eq!(MediaType::of("<p>x", Some("a.md"), None), MediaType::Markdown);
        assert_eq!(MediaType::of("x", Some("a.HTM"), None), MediaType::Html);
        assert_eq!(MediaType::of("# x", Some("a.txt"), None), MediaType::Plain);
    }

    #[test]
    fn bytes_full_of_controls_are_no_text() {
        let mixed: Vec<u8> = (0..2000_u32).map(|i| (i * 167 + i / 256) as u8).collect();
        assert_eq!(not_text(&mixed), Some("binary data"));
        let wide: Vec<u8> = "An ordinary text. ".repeat(100).encode_utf16().flat_map(u16::to_le_bytes).collect();
        let colours = "\x1b[1mbold\x1b[0m and o\x08o \x07".repeat(100);
        for text in [&wide, colours.as_bytes(), "d\u{e9}j\u{e0} vu".repeat(100).as_bytes(), &mixed[..100]] {
            assert_eq!(not_text(text), None);
        }
    }

    #[test]
    fn a_page_is_known_by_how_it_begins() {
        for page in ["<!DOCTYPE html>", " \n<!-- a > b --><html lang=en>", "<?xml version='1.0'?><html>", "<p>x"] {
            assert!(begins_as_page(page), "{page}");
        }
        for text in ["", "<", "<3 is a heart", "A <p> in a sentence", "<<Quoi>>", "<pre"] {
            assert!(!begins_as_page(text), "{text}");
        }
    }

    #[test]
    fn charset_of_a_media_type() {
        assert_eq!(charset("text/html; q=1; Charset=utf-8"), Some("utf-8"));
        assert_eq!(charset("text/html"), None);
    }

    #[test]
    fn pictures_are_no_text() {
        assert_eq!(not_text(b"%PDF-1.7"), Some("a PDF"));
        assert_eq!(not_text(b"RIFF....WEBPVP8"), Some("a picture"));
        assert_eq!(not_text(b"PK a parking story"), None);
    }
}
