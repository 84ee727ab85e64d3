//! How a page ends: where it should, in its middle, or not at all, as another document follows it.
//!
//! Most end tags may be left out, so a page without `</html>` may be whole. One that stops inside a tag, or inside an
//! element whose end tag may not be left out, is not.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, Tokenizer};

use super::super::attributes;
use crate::article::{BROKE_OFF, READ_ON};

/// Elements that every page closes.
const CLOSED: &[&[u8]] = &[
    b"a",
    b"article",
    b"aside",
    b"blockquote",
    b"div",
    b"dl",
    b"figure",
    b"footer",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"header",
    b"main",
    b"nav",
    b"ol",
    b"script",
    b"section",
    b"style",
    b"table",
    b"title",
    b"ul",
];

/// The first document of a page, and whether another one follows it: an answer may hold two pages by mistake.
pub(super) fn first_document(page: &str) -> (&str, bool) {
    for (at, _) in end_tags(page, "html") {
        let Some(end) = page[at..].find('>').map(|end| at + end + 1) else { break };
        let rest = without_comments(&page[end..]);
        if begins(rest, "<!doctype") || begins(rest, "<html") {
            return (&page[..end], true);
        }
    }
    (page, false)
}

/// What is to be said about the end of a page, if anything is.
pub(super) fn sign(page: &str) -> Option<&'static str> {
    let Some((last, _)) = end_tags(page, "html").last() else {
        let has_end = end_tags(page, "body").next().is_some();
        return (!has_end && Walk::of(page).is_open()).then_some(BROKE_OFF);
    };
    let rest = page[last..].split_once('>').map_or("", |(_, rest)| rest);
    Walk::of(rest).has_words.then_some(READ_ON)
}

/// Where end tags of this name begin.
fn end_tags<'p>(page: &'p str, name: &'p str) -> impl Iterator<Item = (usize, &'p str)> {
    page.match_indices("</").filter(move |(at, _)| {
        let rest = &page[at + 2..];
        begins(rest, name) && rest[name.len()..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>')
    })
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

/// What follows white space and comments.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(end) = rest.strip_prefix("<!--").and_then(|inside| inside.find("-->")) {
        rest = rest[4 + end + 3..].trim_start();
    }
    rest
}

/// What one pass over the tags of a page finds.
#[expect(clippy::struct_excessive_bools, reason = "each is found on its own")]
#[derive(Debug, Default)]
struct Walk {
    /// The elements of [`CLOSED`] that are open.
    open: Vec<Vec<u8>>,
    tag: Vec<u8>,
    is_in_tag: bool,
    /// The code that is open: what stands in it are no words.
    is_in_code: bool,
    /// Whether there are words outside of code.
    has_words: bool,
    /// Whether an end tag of code came first: the walk began inside of it, and nothing is known.
    began_in_code: bool,
}

impl Walk {
    fn of(page: &str) -> Self {
        let mut walk = Self::default();
        let mut emitter = CallbackEmitter::<_, Infallible>::new(|event: CallbackEvent<'_>, _span: Span<()>| {
            walk.take(&event);
            None
        });
        emitter.naively_switch_states(true);
        // Reading from memory cannot fail.
        let _ = Tokenizer::new_with_emitter(&*attributes::bounded(page), emitter).finish();
        walk.has_words &= !walk.began_in_code;
        walk
    }

    /// Whether the page ended inside a tag or an element.
    fn is_open(&self) -> bool {
        self.is_in_tag || !self.open.is_empty()
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match *event {
            CallbackEvent::OpenStartTag { name } => {
                self.is_in_tag = true;
                self.tag = name.to_vec();
            }
            CallbackEvent::CloseStartTag { .. } => {
                self.is_in_tag = false;
                self.is_in_code |= is_code(&self.tag);
                if CLOSED.contains(&self.tag.as_slice()) {
                    self.open.push(std::mem::take(&mut self.tag));
                }
            }
            CallbackEvent::EndTag { name } => {
                self.began_in_code |= is_code(name) && !self.is_in_code;
                self.is_in_code &= !is_code(name);
                if let Some(at) = self.open.iter().rposition(|open| open == name) {
                    self.open.truncate(at);
                }
            }
            CallbackEvent::String { value } if !self.is_in_code => {
                self.has_words |= value.iter().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
            }
            CallbackEvent::Error(Error::EofInTag | Error::EofInComment | Error::EofBeforeTagName) => {
                self.is_in_tag = true;
            }
            _ => {}
        }
    }
}

fn is_code(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"noscript" | b"iframe" | b"template")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_stops_in_its_middle_is_told() {
        for cut in [
            "<html><body><div><p>One.</p><p>Two",
            "<!doctype html><title>T</title><article><p>One.",
            "<p>One.<p>Two <a href='/x",
            "<p>One.<p cla",
            "<p>One.<",
            "<p>One.<!-- cut",
            "<body><p>One.<script>var a = '",
            "<title>A story of",
        ] {
            assert_eq!(sign(cut), Some(BROKE_OFF), "{cut}");
        }
    }

    #[test]
    fn end_tags_that_may_be_left_out_may_be() {
        for whole in [
            "<html><body><div>One</body>",
            "<div><p>One</html>\n<!-- made in 1 s --><script>track('a b')</script><img src=x>",
            "<!doctype html><html lang=en><title>T</title><body><h1>H</h1><p>One.<p>Two",
            "<p>One<ul><li>a<li>b</ul><table><tr><td>1<tr><td>2</table>",
            "<DIV>One</DIV>",
            "<br/><img src=a><hr>One < two",
            "<script>var page = '<html></html>'; go(1)</script><div>One</div></body>",
            "",
        ] {
            assert_eq!(sign(whole), None, "{whole}");
        }
    }

    #[test]
    fn what_follows_the_end_is_told() {
        assert_eq!(sign("<html><body><p>One</body></HTML >Warning: no more"), Some(READ_ON));
        let page = "<html><body>One</body></html>";
        let two = format!("{page}\n<!-- a --> <!DOCTYPE html>{page}");
        assert_eq!(first_document(&two), (page, true));
        assert_eq!(first_document(&format!("{page}{page}")), (page, true));
        let one = format!("{page}<!-- <html> --><p>Two");
        assert_eq!(first_document(&one), (one.as_str(), false));
    }
}
