//! Captions that no element calls so: the words in the box of a picture.

use dom_query::{Document, NodeRef};

use super::{name, next, words};

/// So many pictures are looked at.
const PICTURES: usize = 500;
/// So far above a picture its box may begin.
const LEVELS: usize = 4;
/// A longer text is more than a caption, in bytes.
const LONGEST: usize = 320;

/// Words of a class that say that an element is the box of a picture.
const BOXES: &[&str] = &[
    "image",
    "images",
    "img",
    "photo",
    "photos",
    "picture",
    "pictures",
    "gallery",
    "figure",
    "slide",
    "slideshow",
    "slider",
    "carousel",
    "thumbnail",
    "thumb",
    "lightbox",
    "illustration",
    "attachment",
    "video",
    "media",
];

/// Marks the words beside a picture, in a box that is one of a picture by its class, as a caption.
pub(super) fn mark(document: &Document) {
    for picture in document.select("img, picture, video").nodes().iter().take(PICTURES) {
        if let Some(found) = box_of(picture) {
            mark_words(&found);
        }
    }
}

/// The first element around a picture that has words, if it is the box of the picture and has few.
fn box_of<'n>(picture: &NodeRef<'n>) -> Option<NodeRef<'n>> {
    let mut named = false;
    let mut at = picture.parent();
    for _ in 0..LEVELS {
        let around = at.filter(NodeRef::is_element)?;
        let kind = name(&around)?;
        if matches!(&*kind, "body" | "article" | "main" | "td" | "li" | "figure" | "table") {
            return None;
        }
        named |= is_box(&around);
        match length(&around) {
            Some(0) => {}
            Some(_) => return named.then_some(around),
            None => return None,
        }
        at = around.parent();
    }
    None
}

fn is_box(node: &NodeRef<'_>) -> bool {
    node.attr("class").is_some_and(|class| {
        class
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| BOXES.iter().any(|name| word.eq_ignore_ascii_case(name)))
    })
}

/// Bytes of words under a node; None if they are too many for a caption, or if there is a heading among them.
fn length(root: &NodeRef<'_>) -> Option<usize> {
    let mut length = 0;
    let mut at = next(root, root, true, |_| {});
    while let Some(node) = at {
        let kind = name(&node);
        if matches!(kind.as_deref(), Some("h1" | "h2" | "h3" | "h4" | "table" | "blockquote" | "ul" | "ol")) {
            return None;
        }
        let inside = !matches!(kind.as_deref(), Some("script" | "style" | "noscript" | "svg" | "button"));
        length += words(&node).map_or(0, |words| words.trim().len());
        if length > LONGEST {
            return None;
        }
        at = next(root, &node, inside, |_| {});
    }
    Some(length)
}

/// The box becomes a caption, and so do its elements with words: Readability may put one of them in the box's place.
fn mark_words(root: &NodeRef<'_>) {
    let children: Vec<NodeRef<'_>> = root.children_it(false).filter(NodeRef::is_element).collect();
    for child in children {
        if length(&child).is_some_and(|length| length > 0) {
            child.set_attr("class", "caption");
        }
    }
    root.set_attr("class", "caption");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &[&str]) {
        let document = Document::from(format!("<body>{body}</body>"));
        mark(&document);
        let found: Vec<String> =
            document.select("body > .caption").nodes().iter().map(|node| node.text().trim().to_owned()).collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn words_in_the_box_of_a_picture_are_its_caption() {
        check("<div class=image><img src=a><p>The quay at dusk</p></div>", &["The quay at dusk"]);
        check("<div class=gallery-item><a><img src=a></a><div class=title>The quay</div></div>", &["The quay"]);
        check("<div class=photo><img src=a> The quay at dusk</div>", &["The quay at dusk"]);
    }

    #[test]
    fn words_of_the_article_are_none() {
        let long = "It had rained for a week when the quay was opened. ".repeat(8);
        check(&format!("<div class=image><img src=a><p>{long}</p></div>"), &[]);
        check("<div class=text><img src=a><p>The quay at dusk</p></div>", &[]);
        check("<article class=image><img src=a><p>The quay at dusk</p></article>", &[]);
        check("<div class=media><img src=a><h2>The quay</h2><p>At dusk</p></div>", &[]);
    }
}
