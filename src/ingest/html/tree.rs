//! A page to a tree, within a budget. What a page costs is known to html5ever's tree builder alone, so the page is fed to
//! it in small pieces, and what it built is counted after each of them: no reader that runs before it can know what it
//! will make of a page. What no reader sees (scripts, styles, comments, inlined pictures) is left out on the way.

use dom_query::{Document, NodeRef};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink as _};

use super::super::limit::TEXT;
use super::prune::Pruner;
use super::sink::Sink;
use crate::article::Stop;

/// Bytes that are fed before it is counted what became of them.
const PIECE: usize = 1024;
/// Nodes that any page may have, and the bytes of page for each one beyond them. Of 1,301 real pages none has more.
const NODES: usize = 40_000;
const BYTES_A_NODE: usize = 24;
/// Steps of the builder that any page may take, and more for each byte.
const STEPS: usize = 10_000_000;
const STEPS_A_BYTE: usize = 100;
/// Names of elements and attributes together.
const NAMES: usize = 10_000;
/// Levels of the tree. The deepest of 1,301 real pages has 51.
pub(super) const DEPTH: usize = 96;
/// Pieces without a token after which it is asked whether they are one tag's attributes.
const SILENT: usize = 3;
/// Spaces and marks in a piece that may part attributes.
const PARTED: usize = 64;
/// Tags that may be cut short because of their attributes.
const TAGS: usize = 50;

/// A tree, and whether the page was cut to get it.
pub(super) struct Grown {
    pub document: Document,
    pub cut: bool,
}

/// Builds the tree of a page, or of as much of it as the budget allows.
pub(super) fn grow(page: &str, stop: Stop<'_>) -> Grown {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(Sink::default(), options);
    let mut growth = Growth {
        tokenizer: Tokenizer::new(Pruner::new(builder), TokenizerOpts::default()),
        silent: 0,
        tags: 0,
        fed: 0,
    };
    let cut = !growth.feed_all(page, stop);
    growth.tokenizer.end();
    let document = growth.tokenizer.sink.builder.sink.finish();
    flatten(&document);
    Grown { document, cut }
}

struct Growth {
    tokenizer: Tokenizer<Pruner>,
    /// Pieces since the last token.
    silent: usize,
    /// Tags that were cut short.
    tags: usize,
    fed: usize,
}

impl Growth {
    /// Feeds the page; false if the budget was spent, or the work was stopped, before its end.
    fn feed_all(&mut self, page: &str, stop: Stop<'_>) -> bool {
        let mut rest = page;
        while !rest.is_empty() {
            if stop.is_asked() || self.is_spent() {
                return false;
            }
            let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
            self.feed(piece);
            self.fed += piece.len();
            rest = after;
            self.silent = if self.tokenizer.sink.has_told() { 0 } else { self.silent + 1 };
            if self.silent >= SILENT && self.is_in_attributes(piece) {
                // Each attribute is compared with all others of its tag: this one ends here.
                self.feed(">");
                rest = after_tag(rest);
                self.tags += 1;
                self.silent = 0;
            }
        }
        true
    }

    fn feed(&self, piece: &str) {
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(piece));
        // Anything but `Done` asks for a script or another encoding: there is neither here.
        while !matches!(self.tokenizer.feed(&queue), TokenizerResult::Done) {}
    }

    fn is_spent(&self) -> bool {
        let pruner = &self.tokenizer.sink;
        let sink = &pruner.builder.sink;
        sink.weight() > NODES + self.fed / BYTES_A_NODE
            || pruner.steps() > STEPS.saturating_add(self.fed.saturating_mul(STEPS_A_BYTE))
            || sink.text() > TEXT
            || sink.names() > NAMES
            || self.tags > TAGS
    }

    /// Whether the tokenizer stands among the attributes of a tag, and not in a long value or comment. It does not tell;
    /// but a `<` is an error in the one place and none in the others, where it does no harm.
    fn is_in_attributes(&self, piece: &str) -> bool {
        let parted = piece.bytes().filter(|byte| byte.is_ascii_whitespace() || b"/\"'".contains(byte)).count();
        if parted < PARTED || piece.ends_with(['-', '!']) {
            return false;
        }
        self.tokenizer.sink.forget_errors();
        self.feed("<");
        self.tokenizer.sink.has_erred()
    }
}

/// What follows the tag in whose attributes `page` begins.
fn after_tag(page: &str) -> &str {
    let bytes = page.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return &page[at..],
            b'=' => {
                while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
                if let Some(quote) = bytes.get(at).filter(|byte| matches!(byte, b'"' | b'\'')) {
                    let Some(end) = bytes[at + 1..].iter().position(|byte| byte == quote) else { return "" };
                    at += end + 2;
                }
            }
            _ => {}
        }
    }
    ""
}

/// Brings what is deeper than [`DEPTH`] up to it, in its order. The builder nests more than a page does: each formatting
/// element that ends inside a block is wrapped around the block's content once more.
fn flatten(document: &Document) {
    let root = document.root();
    let (mut at, mut depth) = (root, 0_usize);
    loop {
        if depth == DEPTH {
            raise_children(&at);
        }
        if let Some(child) = at.first_child() {
            at = child;
            depth += 1;
            continue;
        }
        loop {
            if at.id == root.id {
                return;
            }
            if let Some(sibling) = at.next_sibling() {
                at = sibling;
                break;
            }
            let Some(parent) = at.parent() else { return };
            at = parent;
            depth -= 1;
        }
    }
}

/// Puts the children of a node behind it.
fn raise_children(node: &NodeRef<'_>) {
    let mut last = *node;
    while let Some(child) = node.first_child() {
        last.insert_after(&child);
        last = child;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(page: &str) -> Grown {
        grow(page, Stop::NEVER)
    }

    fn deepest(document: &Document) -> usize {
        document.root().descendants_it().map(|node| node.ancestors_it(None).count()).max().unwrap_or(0)
    }

    fn body(page: &str) -> String {
        tree(page).document.body().map(|body| body.inner_html().to_string()).unwrap_or_default()
    }

    #[test]
    fn an_ordinary_page_is_built_whole() {
        let page =
            "<!doctype html><html lang=en><body class=a>\r\n<p title=b>\u{e9} &amp; <b>x</b><br><ul><li>1<li>2</ul>";
        let Grown { document, cut } = tree(page);
        assert!(!cut);
        assert_eq!(
            &*document.body().unwrap().html(),
            "<body class=\"a\">\n<p title=\"b\">\u{e9} &amp; <b>x</b><br></p><ul><li>1</li><li>2</li></ul></body>"
        );
        let long = "<p>The harbour of Odden opened again on Monday.</p>".repeat(20_000);
        assert!(!tree(&long).cut);
    }

    #[test]
    fn what_nobody_reads_is_not_kept() {
        assert_eq!(
            body("<body><p>a<!-- b --><script>'<p>'</script><style>p{}</style>c"),
            "<p>a<script></script><style></style>c</p>"
        );
        let linked = |json: &str| body(&format!("<body><script type='application/ld+json'>{json}</script>"));
        assert!(linked("{\"a\":1}").contains("{\"a\":1}"));
        assert!(!linked(&"[".repeat(100)).contains('['));
        assert!(!linked(&" ".repeat(300 << 10)).contains(' '.to_string().repeat(1000).as_str()));
        let long = "A".repeat(10_000);
        assert_eq!(body(&format!("<body><img alt=b src='data:{long}' id=c>x")), "<img alt=\"b\" src=\"-\" id=\"c\">x");
    }

    #[test]
    fn nothing_is_deeper_than_the_cap_however_it_was_nested() {
        let shapes: &[(&str, &str)] = &[
            ("<div>", ""),
            ("<div><table><td></div>", ""),
            ("<table><tr><td><object><p></div>", ""),
            ("<svg><title></svg>", ""),
            ("<svg><foreignObject>", ""),
            ("<noscript>a ", ""),
            ("<b><i><u><s><div><em><p>", "</b></i></u></s></em>"),
            ("<a href=x><p><font><div>x</a></font>", ""),
            ("<template><div>", ""),
            ("<svg><input>", ""),
            ("<x-a><ruby>a<rt>", ""),
        ];
        for (part, tail) in shapes {
            let Grown { document, .. } = tree(&format!("<body>{}{}<p>end", part.repeat(3000), tail.repeat(200)));
            assert!(deepest(&document) <= DEPTH + 1, "{part}: {}", deepest(&document));
        }
    }

    #[test]
    fn what_is_deep_is_kept_in_its_order() {
        let page = format!("{}deep<i>er</i>{}<p>after", "<div>a".repeat(3000), "</div>".repeat(3000));
        let Grown { document, cut } = tree(&page);
        assert!(!cut);
        assert_eq!(&*document.body().unwrap().text(), format!("{}deeperafter", "a".repeat(3000)));
        let last = document.select_single("p");
        assert_eq!(last.nodes()[0].ancestors_it(None).count(), 3, "ends of tags that were left out go too");
    }

    #[test]
    fn a_page_may_not_make_many_nodes_of_few_bytes() {
        let open: String = (0..4000).map(|i| format!("<div><b id={i}>x</div>")).collect();
        let shapes = [open, "<i></i>".repeat(100_000), "<b><i><u><p>x</b></i>".repeat(20_000)];
        for page in shapes {
            let Grown { document, cut } = tree(&page);
            let most = NODES + page.len() / BYTES_A_NODE + 200 * PIECE;
            assert!(document.tree.len() < most, "{} of {}", document.tree.len(), page.len());
            assert!(cut || document.tree.len() < NODES + page.len() / BYTES_A_NODE);
        }
    }

    #[test]
    fn a_tag_of_too_many_attributes_ends_early_and_the_page_goes_on() {
        let many: String = (0..20_000).map(|i| format!("a{i}=1 ")).collect();
        let quoted: String = (0..20_000).map(|i| format!("a{i}='>' ")).collect();
        for attributes in [many, quoted] {
            let Grown { document, cut } = tree(&format!("<p id=x {attributes}>y<p>after"));
            let first = document.select_single("p");
            assert!(first.nodes()[0].attrs().len() <= 200);
            assert_eq!((&*first.text(), &*document.select("p").text(), cut), ("y", "yafter", false));
        }
        // Long values and comments are no attributes.
        let words = "a 'word' and ".repeat(2000);
        let page = format!("<p title=\"{words}\" id=x>y</p><!-- <p {words} > -->z");
        assert_eq!(body(&page), "<p title=\"-\" id=\"x\">y</p>z");
        let again: String = (0..20_000).map(|i| format!("<body a{i}=1>")).collect();
        assert!(tree(&again).document.body().unwrap().attrs().len() <= 201);
    }

    #[test]
    fn a_page_may_not_invent_names_without_end() {
        let elements: String = (0..30_000).map(|i| format!("<x-{i}></x-{i}>")).collect();
        let attributes: String = (0..30_000).map(|i| format!("<p a{i}=1>")).collect();
        for page in [elements, attributes] {
            let Grown { document, cut } = tree(&page);
            assert!(cut && document.tree.len() < 11_000, "{}", document.tree.len());
        }
        assert!(!tree(&"<x-a b-c=d>y</x-a>".repeat(500)).cut);
    }

    #[test]
    fn building_stops_when_it_is_asked_to() {
        let page = "<p>word".repeat(10_000);
        let Grown { document, cut } = grow(&page, Stop::when(&|| true));
        assert!(cut && document.tree.len() < 10);
    }
}
