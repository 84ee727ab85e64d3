//! Web pages: the article in them, found by Readability's rules (dom_smoothie), with its structure.
//!
//! A page that has no article by those rules is read as its whole body. The tree is walked without recursion.

mod barrier;
mod byline;
mod caption;
mod claim;
mod class;
mod credit;
mod ending;
mod furniture;
mod jsonld;
mod metadata;
mod outside;
mod prune;
mod published;
mod repeats;
mod sink;
mod table;
mod tail;
mod title;
mod tree;
mod walk;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document, LocalName, NodeData, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};
use url::Url;

pub use barrier::Barrier;

use super::draft::{Draft, Part, address};
use super::{IngestError, boilerplate, element, head};
use crate::article::{CUT_SHORT, GOES_ON, Stop};
use tree::Grown;

/// Trees of more nodes are read as their whole body, since Readability copies the tree up to three times and looks
/// through all of a box for each box: so many, and the bytes of page for each one more. Of 185 real pages the largest has
/// 24,000 in 1 MB.
const NODES: usize = 22_000;
const BYTES_A_NODE: usize = 200;

/// In a page of no more parts, everything may turn out to be furniture: then all of it is kept.
const FEW: usize = 16;

/// Reads a page, or as much of it as its budget allows; `base` is its address, where that is known.
pub(super) fn read(page: &str, base: Option<&str>, stop: Stop<'_>) -> Result<Draft, IngestError> {
    let (page, goes_on) = ending::first_document(page);
    let Grown { document, cut } = tree::grow(page, stop);
    let signs = barrier::Signs::of(&document);
    let metadata = metadata::read(&document, base);
    let headline = metadata.headline().map(str::to_owned);
    let at = base_of(&document, base.or(metadata.url()));
    let nodes = document.tree.len();
    let (mut draft, body) = if stop.is_asked() || nodes > NODES + page.len() / BYTES_A_NODE || is_costly(&document) {
        (metadata.draft(None, base), Some(document))
    } else {
        // A page that trips the reading rules up costs the rules only.
        let found = catch_unwind(AssertUnwindSafe(|| article(document, at.as_ref()))).ok().flatten();
        let mut draft = metadata.draft(found.as_ref().map(|found| &found.readability), base);
        let body = found.is_none().then(|| tree::grow(page, stop).document);
        if let Some(found) = found {
            (draft.parts, draft.pictures) = (found.parts, found.pictures);
        }
        (draft, body)
    };
    if let Some(body) = body.as_ref().and_then(Document::body) {
        (draft.parts, draft.pictures) = walk::parts(&body, at.as_ref());
    }
    finish(&mut draft, headline.as_deref());
    if let Some(barrier) = signs.barrier(&mut draft) {
        return Err(IngestError::NoArticle(barrier));
    }
    let pictures = std::mem::take(&mut draft.pictures);
    if draft.parts.is_empty() {
        draft.parts = pictures;
    } else {
        draft.aside.extend(pictures.into_iter().map(|picture| picture.text));
    }
    let sign = match (cut, goes_on) {
        (true, _) => Some(CUT_SHORT),
        (false, true) => Some(GOES_ON),
        (false, false) => ending::sign(page),
    };
    draft.aside.splice(0..0, sign.map(str::to_owned));
    Ok(draft)
}

/// What addresses in a page are relative to: what it says itself, else where it is.
fn base_of(document: &Document, page: Option<&str>) -> Option<Url> {
    let page = page.and_then(|page| Url::parse(page).ok());
    let said = document.select_single("base[href]").attr("href");
    said.and_then(|said| address(&said, page.as_ref())).and_then(|said| Url::parse(&said).ok()).or(page)
}

/// The article in a page.
struct Found {
    readability: dom_smoothie::Article,
    parts: Vec<Part>,
    pictures: Vec<Part>,
}

/// Finds the article in a page; None when there is none.
fn article(document: Document, base: Option<&Url>) -> Option<Found> {
    let sizes = sizes(&document.root());
    outside::drop_rest(&document, &sizes);
    keep_posts(&document, &sizes);
    caption::mark(&document);
    class::mark(&document, &sizes);
    let claim = claim::take(&document, base);
    keep_paragraphs(&document, &sizes);
    keep_boxes(&document);
    let config = Config { keep_classes: true, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).ok()?;
    let readability = reader.parse().ok()?;
    let root = reader.doc.select_single("#readability-page-1");
    let (mut parts, pictures) = walk::parts(root.nodes().first()?, base);
    parts.splice(0..0, claim);
    parts.iter().any(|part| !part.text.is_empty()).then_some(Found { readability, parts, pictures })
}

/// Posts from elsewhere that an article quotes stand in frames that are called "social" and have many links, which
/// Readability takes for buttons: a frame around nothing but a quotation is made part of it.
fn keep_posts(document: &Document, sizes: &HashMap<NodeId, usize>) {
    /// Frames around a quotation.
    const FRAMES: usize = 3;
    let quotations = document.select("blockquote[class]");
    for quotation in quotations.nodes() {
        let size = sizes.get(&quotation.id);
        let mut at = *quotation;
        for _ in 0..FRAMES {
            let Some(frame) = at.parent().filter(|frame| frame.is_element() && sizes.get(&frame.id) == size) else {
                break;
            };
            frame.remove_attr("class");
            frame.remove_attr("id");
            frame.rename("blockquote");
            at = frame;
        }
    }
}

/// How many bytes of words are in each element, told in one pass: the text of nested elements, made for each of them,
/// would grow with the square of the page.
fn sizes(root: &NodeRef<'_>) -> HashMap<NodeId, usize> {
    let mut sizes = HashMap::new();
    let mut so_far = 0;
    let mut at = Some(*root);
    while let Some(node) = at {
        if let Some(words) = words(&node) {
            so_far += words.split_whitespace().map(str::len).sum::<usize>();
        } else {
            sizes.insert(node.id, so_far);
        }
        at = next(root, &node, true, |left| {
            if let Some(before) = sizes.get_mut(&left.id) {
                *before = so_far - *before;
            }
        });
    }
    sizes
}

/// The text of elements of a kind, each part of it once, though they may stand in one another; no more than `most` bytes.
fn text_of(document: &Document, is: impl Fn(&NodeRef<'_>) -> bool, most: usize) -> String {
    let root = document.root();
    let (mut text, mut at, mut within) = (String::new(), Some(root), None);
    while let Some(node) = at {
        if within.is_none() && node.is_element() && is(&node) {
            within = Some(node.id);
        }
        if within.is_some()
            && let Some(words) = words(&node)
        {
            text.push_str(&words[..words.floor_char_boundary(most.saturating_sub(text.len()))]);
        }
        if text.len() >= most {
            break;
        }
        at = next(&root, &node, true, |left| within = within.filter(|id| *id != left.id));
    }
    text
}

/// Paragraphs that stand in a box each ("card"): Readability takes such a box for a list of links if much of the paragraph
/// is one, and drops it. The box is made the paragraph.
fn keep_paragraphs(document: &Document, sizes: &HashMap<NodeId, usize>) {
    /// The shortest such paragraph, in bytes of words, and the boxes around it.
    const SHORTEST: usize = 50;
    const BOXES: usize = 4;
    for paragraph in document.select("div > p:only-child").nodes() {
        let size = sizes.get(&paragraph.id).copied().unwrap_or(0);
        let links: usize = paragraph
            .children_it(false)
            .filter(|child| name(child).as_deref() == Some("a"))
            .filter_map(|link| sizes.get(&link.id).copied())
            .sum();
        if size < SHORTEST || links == 0 || links * 3 > size * 2 {
            continue;
        }
        let mut at = *paragraph;
        for _ in 0..BOXES {
            let boxed = |node: &NodeRef<'_>| name(node).as_deref() == Some("div") && sizes.get(&node.id) == Some(&size);
            let Some(around) = at.parent().filter(boxed) else { break };
            around.rename("p");
            at.rename("span");
            at = around;
        }
    }
}

/// Readability makes a paragraph of a box that has words alone, and the mark of the box is lost with it: it is made one
/// here.
fn keep_boxes(document: &Document) {
    for div in document.select("div[data-part]").nodes() {
        if !has_blocks(div) {
            div.rename("p");
        }
    }
}

/// Whether there is a block among the first elements within a node.
fn has_blocks(root: &NodeRef<'_>) -> bool {
    /// A line has no more elements.
    const MOST: usize = 60;
    let mut at = next(root, root, true, |_| {});
    for _ in 0..MOST {
        let Some(node) = at else { return false };
        if name(&node).is_some_and(|name| element::is_block(&name) && &*name != "br") {
            return true;
        }
        at = next(root, &node, true, |_| {});
    }
    at.is_some()
}

/// Whether writing the page out again, which Readability does, would take seconds: html5ever looks through the rest of a
/// text for each `&` and each byte 0xC2 in it.
fn is_costly(document: &Document) -> bool {
    /// Bytes looked at: about a tenth of a second.
    const MOST: usize = 1_000_000_000;
    let root = document.root();
    let mut cost = 0_usize;
    let mut at = Some(root);
    while let Some(node) = at {
        if let Some(words) = words(&node).filter(|words| words.len() > 1000) {
            let marks = words.bytes().filter(|byte| matches!(byte, b'&' | 0xC2)).count();
            cost = cost.saturating_add(marks.saturating_mul(words.len()));
        }
        at = next(&root, &node, true, |_| {});
    }
    cost > MOST
}

/// Title, byline and date that stand in the body too are taken off it; then what is no part of the article.
fn finish(draft: &mut Draft, headline: Option<&str>) {
    let all = (draft.parts.len() <= FEW).then(|| draft.parts.clone());
    if let Some(at) = draft.title.as_ref().and_then(|title| repeats::headline(&draft.parts, title, headline)) {
        draft.parts.remove(at);
    }
    let mut head =
        head::Head { byline: draft.byline.take(), published: draft.published.take(), ..head::Head::default() };
    head::take_lines(&mut draft.parts, &mut head);
    let day = || draft.parts.first().and_then(|part| published::before_text(&part.text));
    (draft.byline, draft.published) = (head.byline, head.published.or_else(day));
    furniture::sift(draft);
    boilerplate::sift(draft, true);
    if let Some(parts) = all.filter(|_| draft.parts.is_empty()) {
        draft.parts = parts;
        draft.aside.clear();
    }
}

/// An element's name; None for text and the rest.
fn name(node: &NodeRef<'_>) -> Option<LocalName> {
    node.element_ref().map(|element| element.name.local.clone())
}

/// The words of a text node.
fn words(node: &NodeRef<'_>) -> Option<String> {
    node.query(|node| match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    })?
}

/// The node after `node` in the order of the page, within `root`; `inside` says whether its children come next. Calls
/// `leave` for each element whose end is passed.
fn next<'n>(
    root: &NodeRef<'n>,
    node: &NodeRef<'n>,
    inside: bool,
    mut leave: impl FnMut(&NodeRef<'n>),
) -> Option<NodeRef<'n>> {
    if inside && let Some(child) = node.first_child() {
        return Some(child);
    }
    let mut at = *node;
    loop {
        leave(&at);
        if at.id == root.id {
            return None;
        }
        if let Some(sibling) = at.next_sibling() {
            return Some(sibling);
        }
        at = at.parent()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::article::BlockKind;

    const PROSE: &str =
        "The harbour of Odden, on the coast of Zealand, opened on Monday after a storm that had kept it shut. ";

    fn page(head: &str, body: &str) -> Draft {
        read(&format!("<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"), None, Stop::NEVER)
            .unwrap()
    }

    #[test]
    fn the_article_is_found_with_its_structure() {
        let prose = PROSE.repeat(4);
        let draft = page(
            "<title>Harbour reopens</title><meta name=author content='By Ann Lee'>",
            &format!(
                "<nav><a href=/>Home</a></nav><article><h1>Harbour reopens</h1><p>{prose}</p><h2>What next</h2><ul><li>One \
                 <a href='https://example.org/x'>link</a></li></ul><blockquote><p>It is over.</p></blockquote><p>Second. {prose}</p>\
                 <pre>a  b\n c</pre><p>Third. {prose}</p></article><footer>About us</footer>"
            ),
        );
        assert_eq!((draft.title.as_deref(), draft.byline.as_deref()), (Some("Harbour reopens"), Some("By Ann Lee")));
        let kinds: Vec<BlockKind> = draft.parts.iter().map(|part| part.kind).collect();
        let expected = [
            BlockKind::Paragraph,
            BlockKind::Heading(2),
            BlockKind::ListItem,
            BlockKind::Quotation,
            BlockKind::Paragraph,
            BlockKind::Verbatim,
            BlockKind::Paragraph,
        ];
        assert_eq!(kinds, expected);
        assert_eq!(draft.parts[2].links, [(4..8, "https://example.org/x".to_owned())]);
        assert_eq!(draft.parts[5].text, "a  b\n c");
    }

    #[test]
    fn a_page_without_an_article_is_read_as_its_body() {
        let draft =
            page("<title>Note</title>", "<div>Gone <b>fishing</b>.<script>x</script></div><div>Back soon.</div>");
        let texts: Vec<&str> = draft.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!((draft.title.as_deref(), texts.as_slice()), (Some("Note"), &["Gone fishing.", "Back soon."][..]));
    }

    #[test]
    fn a_paragraph_in_a_box_of_its_own_stays() {
        let card = |text: &str| format!("<div class=card><div><p>{text}</p></div></div>");
        let linked =
            "It was told in <a href='/x'>an article published on Monday</a> in the paper <a href='/y'>Coast</a>.";
        let body = format!("<div id=body>{}{}{}</div>", card(&PROSE.repeat(3)), card(linked), card(&PROSE.repeat(2)));
        let draft = page("<title>Harbour</title>", &body);
        assert!(draft.parts.iter().any(|part| part.text.starts_with("It was told")), "{:?}", draft.parts);
    }

    #[test]
    fn a_page_that_is_nothing_but_a_picture_is_a_line() {
        let page =
            "<title>Odden</title><img src='https://ledger.example/a.jpg' alt='The mole at dusk'><script></script>";
        let draft = read(page, None, Stop::NEVER).unwrap();
        assert_eq!(draft.parts[0].text, "Picture: The mole at dusk https://ledger.example/a.jpg");
        let page = format!("<p>{PROSE}</p><img src='https://ledger.example/a.jpg'>");
        let draft = read(&page, None, Stop::NEVER).unwrap();
        assert_eq!(
            (draft.parts.len(), draft.aside.as_slice()),
            (1, &["Picture: https://ledger.example/a.jpg".to_owned()][..])
        );
    }

    #[test]
    fn addresses_of_other_kinds_are_no_links() {
        let links = "<a href='javascript:x'>a</a> <a href='file:///etc/passwd'>b</a> <a href='/c'>c</a>";
        let draft =
            page("<link rel=canonical href='https://example.org/a/b'>", &format!("<p>{links} {}</p>", PROSE.repeat(8)));
        assert_eq!(draft.url.as_deref(), Some("https://example.org/a/b"));
        let urls: Vec<&str> = draft.parts.iter().flat_map(|part| &part.links).map(|link| link.1.as_str()).collect();
        assert_eq!(urls, ["https://example.org/c"]);
    }

    #[test]
    fn addresses_are_relative_to_what_the_page_says_else_to_the_page() {
        let url = |head: &str| {
            let page =
                format!("<html><head>{head}</head><body><p><a href=c>c</a> {}</p></body></html>", PROSE.repeat(8));
            read(&page, Some("https://example.org/a/b"), Stop::NEVER).unwrap().parts[0].links[0].1.clone()
        };
        assert_eq!(url(""), "https://example.org/a/c");
        assert_eq!(url("<base href='/d/'>"), "https://example.org/d/c");
        assert_eq!(url("<link rel=canonical href='https://other.example/'>"), "https://example.org/a/c");
    }

    #[test]
    fn a_text_of_nothing_but_ampersands_is_costly() {
        assert!(is_costly(&Document::from("&</i>".repeat(200_000))));
        assert!(!is_costly(&Document::from("<p>a &amp; b £ c</p>".repeat(10_000))));
    }

    #[test]
    fn a_post_that_is_quoted_stays() {
        let prose = PROSE.repeat(4);
        let post = "<div class=social-media-embed><blockquote class=some-post><p>Yes, <a href='https://t.example/1'>it is open</a>.</p>\
                    — Ann Lee (@annlee) <a href='https://t.example/2'>March 3</a></blockquote>\n<script async src=x></script></div>";
        let draft = page("", &format!("<article><p>{prose}</p><p>{prose}</p>{post}<p>Third. {prose}</p></article>"));
        assert!(draft.parts.iter().any(|part| part.text == "Yes, it is open."), "{:?}", draft.parts);
    }

    #[test]
    fn depth_costs_no_stack_and_no_time() {
        let prose = PROSE.repeat(4);
        let deep = "<div><blockquote><ul><li><span>".repeat(4000);
        assert!(
            page("", &format!("{deep}<p>{prose}</p>")).parts.iter().any(|part| part.text.starts_with("The harbour"))
        );
    }
}
