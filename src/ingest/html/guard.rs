//! The linear pass before any tree is built: every HTML tree costs the square of its depth, and a page may be made to
//! be deep. What is too deep, too many or too long is left out; what no reader sees (scripts, styles, comments,
//! inlined pictures) goes too.

use std::collections::HashMap;
use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::super::{IngestError, PAGE_LIMIT};

/// Deepest nesting that is kept. The deepest of 1,301 real pages has 51 levels.
const DEPTH: usize = 256;
/// Most attributes of one tag.
const ATTRIBUTES: usize = 1000;
/// The longest value of an attribute, in bytes; inlined pictures are longer.
const VALUE: usize = 8 << 10;
/// The longest block of linked data (JSON-LD) that is kept, in bytes, and the deepest.
const LINKED: usize = 256 << 10;
const LINKED_DEPTH: usize = 64;

/// Elements that have no end.
const VOID: &[&[u8]] = &[
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source",
    b"track", b"wbr",
];
/// Elements that their next sibling ends, so that a flat page may open thousands of them.
const SELF_ENDING: &[&[u8]] = &[
    b"p",
    b"li",
    b"dt",
    b"dd",
    b"tr",
    b"td",
    b"th",
    b"tbody",
    b"thead",
    b"tfoot",
    b"option",
    b"optgroup",
    b"colgroup",
    b"rt",
    b"rp",
    b"html",
    b"head",
    b"body",
];

/// The page without what would hurt, or too much of it left.
pub(super) fn guard(page: &str) -> Result<String, IngestError> {
    let mut guard = Guard { page, ..Guard::default() };
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
            guard.take(&event, span.start, span.end);
            None
        });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(page, emitter).finish();
    guard.finish()
}

#[derive(Default)]
struct Guard<'p> {
    page: &'p str,
    out: String,
    /// So much of the page was kept or left out.
    done: usize,
    depth: usize,
    open: Vec<(Vec<u8>, usize)>,
    /// Elements that were left out, by name: their ends go too.
    dropped: HashMap<Vec<u8>, usize>,
    tag: Tag,
    /// Where the text of a script or style begins.
    unseen: Option<usize>,
}

/// The start tag that is being read.
#[derive(Default)]
struct Tag {
    name: Vec<u8>,
    drop: bool,
    attributes: usize,
    linked: bool,
}

impl Guard<'_> {
    fn take(&mut self, event: &CallbackEvent<'_>, start: usize, end: usize) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.open_tag(name, start),
            CallbackEvent::AttributeName { .. } => {
                self.tag.attributes += 1;
                if self.tag.attributes == ATTRIBUTES + 1 {
                    self.keep_to(start);
                }
            }
            CallbackEvent::AttributeValue { value } => {
                self.tag.linked |= value.eq_ignore_ascii_case(b"application/ld+json");
                if value.len() > VALUE && !self.tag.drop && self.tag.attributes <= ATTRIBUTES {
                    self.keep_to(start);
                    self.out.push('-');
                    self.skip_to(end);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.close_tag(*self_closing, start, end),
            CallbackEvent::EndTag { name } => self.end_tag(name, start, end),
            CallbackEvent::Comment { .. } => {
                self.keep_to(start);
                self.skip_to(end);
            }
            _ => {}
        }
    }

    fn open_tag(&mut self, name: &[u8], start: usize) {
        self.keep_to(start);
        let drop = self.depth >= DEPTH && !VOID.contains(&name) && !SELF_ENDING.contains(&name);
        self.tag = Tag { name: name.to_vec(), drop, ..Tag::default() };
    }

    fn close_tag(&mut self, self_closing: bool, start: usize, end: usize) {
        let tag = std::mem::take(&mut self.tag);
        if tag.drop {
            self.skip_to(end);
            *self.dropped.entry(tag.name).or_default() += 1;
            return;
        }
        if tag.attributes > ATTRIBUTES {
            self.skip_to(start);
        }
        self.keep_to(end);
        let name = tag.name.as_slice();
        if name == b"script" || name == b"style" {
            self.unseen = (!tag.linked).then_some(end);
        }
        let foreign = self_closing && self.open.iter().any(|(open, _)| open == b"svg" || open == b"math");
        if !foreign && !VOID.contains(&name) && !SELF_ENDING.contains(&name) {
            // What the parts of these add, though they are not counted one by one.
            let weight = match name {
                b"table" => 4,
                b"ul" | b"ol" | b"dl" | b"select" => 2,
                _ => 1,
            };
            self.depth += weight;
            self.open.push((tag.name, weight));
        }
    }

    fn end_tag(&mut self, name: &[u8], start: usize, end: usize) {
        if let Some(from) = self.unseen.take() {
            self.keep_to(from);
            self.skip_to(start);
        } else if name == b"script" {
            // Linked data: long or deep ones are made to hurt.
            let linked = self.page.get(self.done..start).unwrap_or("");
            if linked.len() > LINKED || is_deep(linked) {
                self.skip_to(start);
            }
        }
        self.keep_to(start);
        if let Some(count) = self.dropped.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.skip_to(end);
            return;
        }
        self.keep_to(end);
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            self.depth -= self.open.drain(at..).map(|(_, weight)| weight).sum::<usize>();
        }
    }

    /// Copies the page up to `at`.
    fn keep_to(&mut self, at: usize) {
        if at <= self.done {
            return;
        }
        if self.out.len() <= PAGE_LIMIT {
            self.out.push_str(self.page.get(self.done..at).unwrap_or(""));
        }
        self.done = at;
    }

    /// Leaves the page out up to `at`.
    fn skip_to(&mut self, at: usize) {
        self.done = self.done.max(at);
    }

    fn finish(mut self) -> Result<String, IngestError> {
        if let Some(from) = self.unseen {
            self.keep_to(from);
        } else if self.tag.name.is_empty() {
            self.keep_to(self.page.len());
        }
        if self.out.len() > PAGE_LIMIT { Err(IngestError::TooLarge) } else { Ok(self.out) }
    }
}

/// Whether brackets nest deeper than any linked data does.
fn is_deep(json: &str) -> bool {
    let mut depth = 0_usize;
    json.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > LINKED_DEPTH
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        assert_eq!(guard(page).as_deref(), Ok(expected), "{page}");
    }

    #[test]
    fn an_ordinary_page_passes_as_it_is() {
        let page = "<!doctype html>\n<html lang=en><body class='a b'><p>é &amp; <b>x</b><br/><img src=a.png>\n<ul><li>1<li>2</ul></html>\n";
        check(page, page);
    }

    #[test]
    fn what_nobody_reads_goes() {
        check(
            "<p>a<!-- b --><script src=x>var x = '<p>';</script><style>p{}</style>c",
            "<p>a<script src=x></script><style></style>c",
        );
        check("<p>a<script>var x = 1", "<p>a<script>");
        check("<p>a<!-- b", "<p>a");
        let linked = "<script type=\"application/ld+json\">{\"a\":1}</script>";
        check(linked, linked);
        check(&linked.replace("{\"a\":1}", &"[".repeat(100)), &linked.replace("{\"a\":1}", ""));
    }

    #[test]
    fn long_values_become_short() {
        let long = "A".repeat(VALUE + 1);
        check(&format!("<img alt=b src='data:{long}' id=c>x"), "<img alt=b src='-' id=c>x");
        check(&format!("<a title={long}>x</a>"), "<a title=->x</a>");
    }

    #[test]
    fn too_many_attributes_are_left_out() {
        use std::fmt::Write as _;
        let mut page = "<p ".to_owned();
        for i in 0..3000 {
            let _ = write!(page, "a{i}=1 ");
        }
        page.push_str(">x");
        let out = guard(&page).unwrap();
        assert!(out.contains("a999=1 >x") && !out.contains("a1000"), "{}", &out[out.len() - 40..]);
    }

    #[test]
    fn too_deep_nesting_is_flattened_and_ends_match() {
        let page = format!("{}x{}<p>y", "<div>".repeat(3000), "</div>".repeat(3000));
        check(&page, &format!("{}x{}<p>y", "<div>".repeat(DEPTH), "</div>".repeat(DEPTH)));
        let flat = "<p>a<li>b<td>c".repeat(2000);
        check(&flat, &flat);
        let tables = guard(&"<table><tr><td>".repeat(1000)).unwrap();
        assert_eq!(tables.matches("<table>").count(), DEPTH / 4);
    }

    #[test]
    fn a_page_of_more_than_the_limit_is_refused() {
        assert_eq!(
            guard(&format!("<p>{}</p>", "word ".repeat(20_000)).repeat(PAGE_LIMIT / 100_000 + 1)),
            Err(IngestError::TooLarge)
        );
        assert!(guard(&format!("<p>a<script>{}</script>", "x".repeat(PAGE_LIMIT))).is_ok());
    }
}
