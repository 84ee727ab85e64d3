//! What stands in an element, and how it is meant: as text, as HTML that was escaped, as markup, in base64.

use std::rc::Rc;

use url::Url;

use super::entity;
use crate::ingest::decode::decode as decode_bytes;

/// The most of one element that is read, in bytes; the rest is cut.
pub(super) const LONGEST: usize = 2 << 20;

/// Elements whose tags tell that a text is HTML. Tags that are not here are words: "the <blink> tag".
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "del",
    "div",
    "dd",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// How the inside of an element is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text, whatever it looks like.
    Plain,
    /// HTML, escaped or in CDATA.
    Html,
    /// Nobody said: HTML if it looks like it.
    Either,
    /// HTML in base64.
    Base64,
}

impl Form {
    /// By the `type` and `mode` of an Atom text; no type means text.
    pub fn of_atom(kind: Option<&str>, mode: Option<&str>) -> Self {
        if mode.is_some_and(|mode| mode.trim().eq_ignore_ascii_case("base64")) {
            return Self::Base64;
        }
        let kind = kind.unwrap_or("text").trim().to_ascii_lowercase();
        match kind.split(';').next().unwrap_or("").trim() {
            "text" | "plain" | "text/plain" | "" => Self::Plain,
            "html" | "xhtml" | "text/html" | "application/xhtml+xml" => Self::Html,
            kind if kind.starts_with("text/") || kind.ends_with("xml") || !kind.contains('/') => Self::Either,
            _ => Self::Base64,
        }
    }
}

/// A text as it was meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Markup {
    pub text: String,
    /// Whether `text` is HTML.
    pub html: bool,
    /// Whether it is XML, in which `<script/>` is whole.
    pub xml: bool,
    /// What relative addresses in it are relative to.
    pub base: Option<Rc<Url>>,
}

impl Markup {
    /// Reads the inside of an element as it stands in the document.
    pub fn read(raw: &str, form: Form, base: Option<Rc<Url>>) -> Self {
        let raw = raw.get(..raw.floor_char_boundary(LONGEST)).unwrap_or("");
        let pieces: Vec<Piece<'_>> = pieces(raw);
        if form != Form::Base64 && pieces.iter().any(|piece| matches!(piece, Piece::Tag(_))) {
            return Self { text: markup(&pieces), html: true, xml: true, base };
        }
        let text = plain(&pieces);
        match form {
            Form::Plain => Self { text, html: false, xml: false, base },
            Form::Html => Self { text, html: true, xml: false, base },
            Form::Either => Self { html: looks_like_html(&text), text, xml: false, base },
            Form::Base64 => match base64(&text) {
                Some(bytes) => Self { text: decode_bytes(&bytes, None).into_owned(), html: true, xml: false, base },
                None => Self { text, html: true, xml: false, base },
            },
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The text in an element: tags left out, references decoded once, CDATA taken literally.
pub(in crate::ingest) fn text_of(raw: &str) -> String {
    plain(&pieces(raw.get(..raw.floor_char_boundary(LONGEST)).unwrap_or("")))
}

/// The text of the first element inside `raw` whose local name is `name`.
pub(super) fn child(raw: &str, name: &str) -> Option<String> {
    let pieces = pieces(raw.get(..raw.floor_char_boundary(LONGEST)).unwrap_or(""));
    let is = |piece: &Piece<'_>, open: &str| match piece {
        Piece::Tag(tag) => {
            let tag = tag.strip_prefix(open).unwrap_or("");
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
            tag[..end].rsplit(':').next().is_some_and(|local| local.eq_ignore_ascii_case(name))
        }
        _ => false,
    };
    let start = pieces.iter().position(|piece| is(piece, "<"))? + 1;
    let end = pieces[start..].iter().position(|piece| is(piece, "</")).map_or(pieces.len(), |end| start + end);
    filled(&plain(&pieces[start..end]))
}

enum Piece<'a> {
    Text(&'a str),
    Literal(&'a str),
    Tag(&'a str),
}

/// Cuts XML into text, CDATA and tags; comments and instructions go.
fn pieces(raw: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = raw;
    while !rest.is_empty() {
        let open = rest.find('<').unwrap_or(rest.len());
        if open > 0 {
            pieces.push(Piece::Text(&rest[..open]));
        }
        rest = &rest[open..];
        let until = |from: usize, end: &str| {
            rest[from..].find(end).map_or((rest.len(), rest.len()), |at| (from + at, from + at + end.len()))
        };
        if rest.starts_with("<![CDATA[") {
            let (end, next) = until(9, "]]>");
            pieces.push(Piece::Literal(&rest[9..end]));
            rest = &rest[next..];
        } else if rest.starts_with("<!--") {
            rest = &rest[until(4, "-->").1..];
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest = &rest[until(2, ">").1..];
        } else if rest[1.min(rest.len())..].starts_with(|c: char| c.is_alphabetic() || c == '/' || c == '_') {
            let (_, next) = until(1, ">");
            pieces.push(Piece::Tag(&rest[..next]));
            rest = &rest[next..];
        } else if !rest.is_empty() {
            // A bare "<" in a sentence.
            pieces.push(Piece::Literal("<"));
            rest = &rest[1..];
        }
    }
    pieces
}

fn plain(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(&entity::decode(text)),
            Piece::Literal(text) => out.push_str(text),
            Piece::Tag(_) => {}
        }
    }
    out
}

fn markup(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) | Piece::Tag(text) => out.push_str(text),
            Piece::Literal(text) => out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
        }
    }
    out
}

/// Whether a text holds an end tag or a reference, and no tag or reference that HTML does not know.
pub(super) fn looks_like_html(text: &str) -> bool {
    let mut seen = false;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let end = rest.bytes().take(12).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(0);
        let name = rest[..end].to_ascii_lowercase();
        let empty = matches!(name.as_str(), "br" | "img" | "hr");
        if name.is_empty() {
            continue;
        }
        if !TAGS.contains(&name.as_str()) {
            return false;
        }
        seen |= closes || empty;
    }
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let Some(end) = rest.bytes().take(33).position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#')) else {
            continue;
        };
        if end > 0 && rest[end..].starts_with(';') {
            if !entity::is_known(&rest[..end]) {
                return false;
            }
            seen = true;
        }
    }
    seen
}

/// Decodes the references of a text without tags; once more where that leaves references by number, or nothing but markup:
/// then somebody escaped it twice.
pub(super) fn unescaped(text: &str) -> String {
    const TIMES: usize = 2;
    let mut text = entity::decode(text).into_owned();
    for _ in 0..TIMES {
        let again = entity::decode(&text);
        let is_number = |at: usize| {
            let rest = &text.as_bytes()[at + 2..];
            let end = rest.iter().take(8).position(|byte| *byte == b';');
            end.is_some_and(|end| rest[..end].iter().all(u8::is_ascii_alphanumeric))
        };
        let has_number = text.match_indices("&#").any(|(at, _)| is_number(at));
        if again == text || !(has_number || is_markup(&again)) {
            break;
        }
        text = again.into_owned();
    }
    text
}

/// Whether a text is markup from its beginning to its end: it begins with a tag, ends with one or closes several, and has
/// no tag that HTML does not know.
pub(super) fn is_markup(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('<') && (text.ends_with('>') || text.matches("</").count() > 1) && looks_like_html(text)
}

/// Decodes base64; white space is allowed, anything else is not.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    Some(out)
}

/// A trimmed text, if there is one.
pub(super) fn filled(text: &str) -> Option<String> {
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, form: Form, text: &str, html: bool) {
        let found = Markup::read(raw, form, None);
        assert_eq!((found.text.as_str(), found.html), (text, html), "{raw:?}");
    }

    #[test]
    fn what_stands_in_an_element_is_decoded_once() {
        check("A &lt;b&gt; &amp;amp;", Form::Plain, "A <b> &amp;", false);
        check("<![CDATA[A &amp; <b>]]> &amp; c", Form::Plain, "A &amp; <b> & c", false);
        check("A &lt;b&gt;c&lt;/b&gt;", Form::Html, "A <b>c</b>", true);
        check("1 < 2 <!-- no --><?no?>& 3", Form::Plain, "1 < 2 & 3", false);
        check("A<!-- cut", Form::Plain, "A", false);
        check("<![CDATA[cut", Form::Html, "cut", true);
    }

    #[test]
    fn tags_in_an_element_are_markup_whatever_was_said() {
        check("A <b>c</b> <![CDATA[&<]]>", Form::Plain, "A <b>c</b> &amp;&lt;", true);
    }

    #[test]
    fn base64_is_html_if_it_can_be_read() {
        check(" PGI+aGk8\n L2I+ ", Form::Base64, "<b>hi</b>", true);
        check("not base64!", Form::Base64, "not base64!", true);
    }

    #[test]
    fn a_title_is_html_only_if_it_looks_like_it() {
        for html in ["a <b>c</b>", "AT&amp;T", "a<br>b", "<i>x</i> &#8211; y"] {
            assert!(looks_like_html(html), "{html}");
        }
        for text in [
            "the <blink> tag",
            "a < b",
            "Q & A",
            "<b>",
            "x &foo; <b>y</b>",
            "",
            "<",
            "&",
            "a <blink>x</blink> <b>y</b>",
        ] {
            assert!(!looks_like_html(text), "{text}");
        }
    }

    #[test]
    fn forms_are_told_by_type() {
        assert_eq!(Form::of_atom(None, None), Form::Plain);
        assert_eq!(Form::of_atom(Some(" HTML "), None), Form::Html);
        assert_eq!(Form::of_atom(Some("text/html; charset=utf-8"), Some("escaped")), Form::Html);
        assert_eq!(Form::of_atom(Some("text/x-odd"), None), Form::Either);
        assert_eq!(Form::of_atom(Some("application/octet-stream"), None), Form::Base64);
        assert_eq!(Form::of_atom(Some("text/html"), Some("base64")), Form::Base64);
    }
}
