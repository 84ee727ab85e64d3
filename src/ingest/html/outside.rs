//! What follows the element of the article: teasers of other articles, dialogs, the foot of the page.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use super::{name, next};

/// An element of fewer bytes of words holds a teaser or a headline, not the article.
const LEAST: usize = 1500;
/// The article is so many times as long as any other article of the page, and as all paragraphs that follow it.
const TIMES: usize = 4;

/// Takes what follows the article off the page, where one `article` (or `main`) clearly is the article. In a list of many
/// articles, or of a few in a row, none of them is.
pub(super) fn drop_rest(document: &Document, sizes: &HashMap<NodeId, usize>) {
    let size = |node: &NodeRef<'_>| sizes.get(&node.id).copied().unwrap_or(0);
    let largest = |selector: &str| {
        let found = document.select(selector);
        let largest = found.nodes().iter().copied().max_by_key(|node| size(node));
        largest.filter(|node| size(node) >= LEAST)
    };
    let Some(article) = largest("article").or_else(|| largest("main, [role=main]")) else { return };
    let Some(rest) = Rest::after(&article, sizes) else { return };
    if rest.largest * TIMES <= size(&article) && rest.paragraphs * TIMES <= size(&article) {
        for node in following(&article) {
            node.remove_from_parent();
        }
    }
}

/// The elements after one, up to the body: its siblings, and those of what it stands in.
fn following<'n>(node: &NodeRef<'n>) -> Vec<NodeRef<'n>> {
    let mut found = Vec::new();
    let mut at = *node;
    while name(&at).as_deref() != Some("body") {
        let mut sibling = at.next_sibling();
        while let Some(node) = sibling {
            if node.is_element() {
                found.push(node);
            }
            sibling = node.next_sibling();
        }
        let Some(around) = at.parent() else { break };
        at = around;
    }
    found
}

/// What follows an article, in bytes.
#[derive(Default)]
struct Rest {
    /// The largest article.
    largest: usize,
    /// All paragraphs outside of articles.
    paragraphs: usize,
}

impl Rest {
    /// None where nothing follows.
    fn after(article: &NodeRef<'_>, sizes: &HashMap<NodeId, usize>) -> Option<Self> {
        let following = following(article);
        let mut rest = Self::default();
        for root in &following {
            let mut at = Some(*root);
            while let Some(node) = at {
                let size = sizes.get(&node.id).copied().unwrap_or(0);
                let is_article = name(&node).as_deref() == Some("article");
                let is_paragraph = name(&node).as_deref() == Some("p");
                if is_article {
                    rest.largest = rest.largest.max(size);
                } else if is_paragraph {
                    rest.paragraphs += size;
                }
                at = next(root, &node, !is_article && !is_paragraph, |_| {});
            }
        }
        (!following.is_empty()).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sizes;
    use super::*;

    fn check(page: &str, rest_goes: bool) {
        let long = "The harbour of Odden opened on Monday after a storm that had kept it shut. ".repeat(30);
        let document = Document::from(page.replace("LONG", &long).replace("SHORT", &long[..700]));
        drop_rest(&document, &sizes(&document.root()));
        assert_eq!(document.select(".x").is_empty(), rest_goes, "{page}");
        assert!(document.select_single("p").exists());
    }

    #[test]
    fn teasers_and_dialogs_after_the_article_go() {
        check("<main><article><p>LONG</p></article></main><div class=x>Make us your front page</div>", true);
        check("<article><p>LONG</p></article><section class=x><article>A teaser</article></section>", true);
        check("<div><main><p>LONG</p></main></div><div class=x>Make us your front page</div>", true);
    }

    #[test]
    fn articles_in_a_row_stay() {
        check("<article><p>LONG</p></article><article class=x><p>SHORT</p></article>", false);
        check("<article><p>LONG</p></article><div class=x><p>SHORT</p></div>", false);
        check("<div class=x><p>SHORT</p></div><article><p>LONG</p></article>", false);
        check("<article><p>SHORT</p></article><div class=x>Rain</div>", false);
    }
}
