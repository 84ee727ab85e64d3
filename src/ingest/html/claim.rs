//! The boxes of a fact check: the claim, and what became of it. Readability takes them for furniture, since they are short.

use dom_query::{Document, NodeRef};

use url::Url;

use super::super::draft::Part;
use super::super::shape;
use super::{name, next, walk};
use crate::article::BlockKind;

/// Words of a class that say that a box holds the claim or the ruling.
const BOXES: &[&str] = &["claim", "claims", "rating", "ruling", "verdict", "conclusion"];
/// So many boxes are looked at, and so much of each: elements and bytes of words.
const MOST: usize = 12;
const ELEMENTS: usize = 60;
const WORDS: usize = 900;

/// Takes the boxes off a page that says that it reviews a claim, and reads them; they stand before the text.
pub(super) fn take(document: &Document, base: Option<&Url>) -> Vec<Part> {
    let says = |selector: &str| !document.select(selector).is_empty();
    let scripts = document.select("script[type='application/ld+json']");
    let reviews = says("[itemtype*=ClaimReview]")
        || scripts.nodes().iter().take(MOST).any(|script| script.text().contains("\"ClaimReview\""));
    if !reviews {
        return Vec::new();
    }
    let found = document.select("article div[class], main div[class], [role=main] div[class]");
    let is_box = |node: &&NodeRef<'_>| node.attr("class").is_some_and(|class| class.split_whitespace().any(is_called));
    let mut parts = Vec::new();
    for node in found.nodes().iter().filter(is_box).take(MOST) {
        // One in another one went with it.
        if node.parent().is_some() && is_small(node) {
            parts.extend(walk::parts(node, base).0.into_iter().map(line));
            node.remove_from_parent();
            for inside in node.descendants() {
                inside.remove_from_parent();
            }
        }
    }
    parts
}

/// Whether a class is that of a box: "claim-wrapper", "fact-check__rating", but not "advert-after-rating".
fn is_called(class: &str) -> bool {
    let first = |part: &str| part.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    class.split("__").any(|part| BOXES.contains(&first(part).as_str()))
}

/// A ruling of a word or two is a line of its own, not a label of something else.
fn line(part: Part) -> Part {
    let short = part.kind == BlockKind::Paragraph && !shape::ends_sentence(&part.text) && shape::words(&part.text) <= 4;
    if short && part.leading == 0 { Part { kind: BlockKind::Heading(4), ..part } } else { part }
}

/// Whether a box holds no more than a claim.
fn is_small(root: &NodeRef<'_>) -> bool {
    let (mut elements, mut words) = (0, 0);
    let mut at = Some(*root);
    while let Some(node) = at {
        match name(&node).as_deref() {
            Some("article" | "main" | "table" | "form") => return false,
            Some(_) => elements += 1,
            None => words += super::words(&node).map_or(0, |words| words.trim().len()),
        }
        if elements > ELEMENTS || words > WORDS {
            return false;
        }
        at = next(root, &node, true, |_| {});
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, expected: &[&str]) {
        let page = format!(
            "<head>{head}</head><body><article><div class='claim-wrapper card'><h3>Claim</h3><div class=claim><p>Boats fly.</p></div></div>\
             <div class=rating>False</div><div class=zone-after-rating><h4>Give</h4></div><div class=text><p>They do not.</p></div></article>"
        );
        let document = Document::from(page);
        let parts = take(&document, None);
        let found: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(found, expected, "{head}");
        assert!(document.select(".text p").exists());
    }

    #[test]
    fn the_claim_is_kept_in_a_page_that_reviews_one() {
        check(
            "<script type='application/ld+json'>{\"@type\":\"ClaimReview\"}</script>",
            &["Claim", "Boats fly.", "False"],
        );
        check("", &[]);
    }
}
