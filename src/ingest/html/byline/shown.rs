//! The byline that a page shows, by what it calls the element.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::super::super::element::is_block;
use super::super::{name, next, title, words};
use crate::article::author;

/// Longer texts are no byline, in bytes.
const LONGEST: usize = 160;
/// So many elements are looked at.
const CANDIDATES: usize = 120;
/// Words of a class that say that an element holds the byline.
const CLASSES: &[&str] = &["byline", "bylines", "author", "authors", "writer", "contributor", "contributors"];
/// Words of a class that say that an element is about the author, or one of somebody else's.
const NOT_CLASSES: &[&str] = &[
    "comment", "comments", "related", "bio", "avatar", "share", "social", "promo", "footer", "sidebar", "image", "box",
];
/// Words of a class of what stands in a byline and is no part of it.
const INSIDE: &[&str] = &[
    "date",
    "time",
    "timestamp",
    "published",
    "updated",
    "share",
    "social",
    "follow",
    "bio",
    "avatar",
    "tooltip",
    "email",
];

/// The bylines that a page shows, with what separates their parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Shown {
    /// The first one from the headline on, else the first one.
    pub byline: Option<String>,
    /// Those before the headline, where there is one after it: they belong to other stories.
    pub others: Vec<String>,
}

/// What the page shows.
pub(in super::super) fn shown(document: &Document) -> Shown {
    let candidates = document.select(
        "[class*=yline], [class*=uthor], [class*=riter], [class*=ontributor], [rel~=author], [itemprop~=author]",
    );
    let after = after_headline(document);
    let found = candidates.nodes().iter().filter(|node| is_byline(node) && !is_elsewhere(node));
    let mut shown = Shown::default();
    for node in found.take(CANDIDATES) {
        let text = text(node);
        if !(3..=LONGEST).contains(&text.len()) || !text.contains(char::is_alphabetic) {
            continue;
        }
        if after.is_empty() || after.contains(&node.id) {
            shown.byline = Some(text);
            return shown;
        }
        shown.others.push(text);
    }
    let first = shown.others.drain(..).next();
    Shown { byline: first, others: Vec::new() }
}

/// The elements after the headline.
fn after_headline(document: &Document) -> HashSet<NodeId> {
    let mut after = HashSet::new();
    let (Some(body), Some(headline)) = (document.body(), title::headline(document)) else { return after };
    let mut at = next(&body, &headline, true, |_| {});
    while let Some(node) = at {
        if node.is_element() {
            after.insert(node.id);
        }
        at = next(&body, &node, true, |_| {});
    }
    after
}

fn class_words(node: &NodeRef<'_>) -> Vec<String> {
    let class = node.attr("class").map(|class| class.to_ascii_lowercase()).unwrap_or_default();
    class.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned).collect()
}

fn is_byline(node: &NodeRef<'_>) -> bool {
    let words = class_words(node);
    if words.iter().any(|word| NOT_CLASSES.contains(&word.as_str())) {
        return false;
    }
    let kind = name(node);
    let fits = !matches!(
        kind.as_deref(),
        Some("body" | "html" | "article" | "main" | "img" | "meta" | "link" | "figure" | "form" | "label" | "input")
    );
    let attr = |attr: &str| node.attr(attr).is_some_and(|value| value.split_whitespace().any(|word| word == "author"));
    fits && (attr("rel") || attr("itemprop") || words.iter().any(|word| CLASSES.contains(&word.as_str())))
}

/// The authors of what the page quotes: of claims that it reviews, of quotations. They did not write it.
pub(in super::super) fn quoted(document: &Document) -> Vec<String> {
    let boxes = document.select("[class*=tatement], [class*=laim], [class*=uote], blockquote");
    let mut found = Vec::new();
    for around in boxes.nodes().iter().take(CANDIDATES) {
        let mut at = next(around, around, true, |_| {});
        for _ in 0..CANDIDATES {
            let Some(node) = at else { break };
            if is_byline(&node) && is_elsewhere(&node) {
                found.push(text(&node));
            }
            at = next(around, &node, true, |_| {});
        }
    }
    found
}

/// In a list of other stories, a comment, a claim that the page reviews, a quotation, the foot of the page.
fn is_elsewhere(node: &NodeRef<'_>) -> bool {
    /// So far up a box may begin.
    const LEVELS: usize = 8;
    const BOXES: &[&str] = &[
        "comment",
        "comments",
        "related",
        "sidebar",
        "footer",
        "recirc",
        "statement",
        "claim",
        "claimant",
        "quote",
        "pullquote",
        "blockquote",
        "testimonial",
    ];
    let mut at = node.parent();
    for _ in 0..LEVELS {
        let Some(around) = at else { return false };
        let kind = name(&around);
        let words = class_words(&around);
        if matches!(kind.as_deref(), Some("footer" | "nav" | "aside" | "form" | "figure" | "figcaption" | "blockquote"))
            || words.iter().any(|word| BOXES.contains(&word.as_str()))
        {
            return true;
        }
        at = around.parent();
    }
    false
}

/// The words of a byline. Where one element ends and another begins without a space, a comma stands between two names,
/// and a space after "By".
fn text(root: &NodeRef<'_>) -> String {
    let mut out = String::new();
    let (mut apart, mut lines) = (false, false);
    let mut at = next(root, root, true, |_| {});
    while let Some(node) = at {
        let kind = name(&node);
        let inside = !matches!(
            kind.as_deref(),
            Some("script" | "style" | "time" | "button" | "svg" | "img" | "noscript" | "ul")
        ) && !class_words(&node).iter().any(|word| {
            INSIDE.contains(&word.as_str())
                || word.strip_prefix("by").is_some_and(|word| matches!(word, "date" | "count"))
        });
        if let Some(words) = words(&node) {
            // Names and roles that stand in lines of their own.
            let words = if lines { words.trim_start() } else { &words };
            if lines {
                out.truncate(out.trim_end().len());
            }
            push(&mut out, words, apart);
            (apart, lines) = (apart && words.is_empty(), lines && words.is_empty());
        }
        apart |= kind.is_some();
        lines |= kind.is_some_and(|kind| is_block(&kind));
        at = next(root, &node, inside, |left| {
            let kind = name(left);
            apart |= kind.is_some();
            lines |= kind.is_some_and(|kind| is_block(&kind));
        });
        if out.len() > 2 * LONGEST {
            break;
        }
    }
    out.trim().to_owned()
}

fn push(out: &mut String, words: &str, apart: bool) {
    let trimmed = words.trim();
    if trimmed.is_empty() {
        if !words.is_empty() && !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
        return;
    }
    let spaced = words.starts_with(char::is_whitespace) || out.ends_with(' ');
    if apart && !spaced && !out.is_empty() {
        let lead = author(&format!("{out} x")) == "x";
        let joins = ["and", "&", "with", "for", "in", "of", "at"];
        let joined = out.rsplit(' ').next().is_some_and(|last| joins.contains(&last))
            || trimmed.split(' ').next().is_some_and(|first| joins.contains(&first));
        let marked = out.ends_with([',', ';', ':', '|', '-', '–', '—', '(', '.', '/'])
            || trimmed.starts_with([',', ';', '|', ')', '-', '–', '—', '.', '/']);
        let goes_on = trimmed.starts_with(char::is_lowercase) && out.ends_with(char::is_alphanumeric);
        out.push_str(if goes_on && trimmed.len() <= 2 {
            ""
        } else if lead || joined || goes_on {
            " "
        } else if marked {
            ""
        } else {
            ", "
        });
    } else if spaced && !out.ends_with(' ') && !out.is_empty() {
        out.push(' ');
    }
    out.push_str(&trimmed.split_whitespace().collect::<Vec<_>>().join(" "));
    if words.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_shown(body: &str, expected: Option<&str>) {
        assert_eq!(shown(&Document::from(body)).byline.as_deref(), expected, "{body}");
    }

    #[test]
    fn bylines_before_the_headline_belong_to_other_stories() {
        let page = "<ul><li><a>Storm</a> <span class=byline>Bo Ek</span></ul><h1>Harbour reopens</h1><span class=byline>Ann Lee</span>";
        let shown = shown(&Document::from(page));
        assert_eq!((shown.byline.as_deref(), shown.others), (Some("Ann Lee"), vec!["Bo Ek".to_owned()]));
        check_shown("<p class=byline>Ann Lee</p><h1>Harbour reopens</h1>", Some("Ann Lee"));
        let page = "<title>Boats are back | Ledger</title><h1>Ledger</h1><i class=byline>Bo Ek</i><h1>Boats are back</h1><i class=byline>Ann Lee</i>";
        check_shown(page, Some("Ann Lee"));
    }

    #[test]
    fn who_is_quoted_did_not_write() {
        let page = "<div class=fact-statement><div><h4 class=author>The ministries</h4></div></div><p class=author>Ann Lee</p>";
        assert_eq!(quoted(&Document::from(page)), ["The ministries"]);
    }

    #[test]
    fn what_the_page_shows_keeps_its_separators() {
        check_shown(
            "<div class=byline><span>By ANN LEE and BO EK</span><span>Coast Press</span></div>",
            Some("By ANN LEE and BO EK, Coast Press"),
        );
        check_shown("<p class=article-byline>By<a>Ann Lee</a> and <a>Bo Ek</a></p>", Some("By Ann Lee and Bo Ek"));
        check_shown(
            "<div class=author>Ann Lee<time>3 May</time><span class=share-links>Share</span></div>",
            Some("Ann Lee"),
        );
        check_shown("<p>By <a rel=author>Ann Lee</a></p>", Some("Ann Lee"));
        check_shown(
            "<div class=author>\n<h3>Ann Lee</h3>\n<p>Harbour writer</p></div>",
            Some("Ann Lee, Harbour writer"),
        );
        check_shown(
            "<p class=byline>By <a>Ann Lee</a> <span class=bydate>3 May</span><a class=bycount>651</a></p>",
            Some("By Ann Lee"),
        );
        check_shown("<div class=statement><h4 class=author>The ministries</h4></div>", None);
        check_shown("<div class=comments><p class=author>Troll</p></div><p class=bylinesque>x", None);
    }
}
