//! When a page was published: what its head says, else the first date that it shows beside the headline.

use dom_query::{Document, NodeRef};

use super::super::date;
use super::{name, next, words};

/// Names of `meta` elements with the date, the surest first.
const METAS: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "published_time",
    "publication_date",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "datecreated",
];

/// Words of a class that say that an element shows the date.
const CLASSES: &[&str] = &["date", "published", "pubdate", "datetime", "timestamp", "dateline", "posted"];
/// A longer text is no date, in bytes.
const LONGEST: usize = 120;
/// So many dates are looked at.
const SHOWN: usize = 12;

/// Where dates of other things stand.
const ELSEWHERE: &[&str] = &[
    "related",
    "comment",
    "comments",
    "sidebar",
    "footer",
    "recirc",
    "recommended",
    "trending",
    "latest",
    "popular",
    "teaser",
    "card",
    "nav",
    "menu",
];

/// The date that the head of the page gives.
pub(super) fn said(document: &Document) -> Option<String> {
    let metas = document.select("meta[content]");
    let mut best: Option<(usize, String)> = None;
    for meta in metas.nodes() {
        let key = ["property", "name", "itemprop"].iter().find_map(|attr| meta.attr(attr));
        let Some(rank) = key.and_then(|key| METAS.iter().position(|name| key.trim().eq_ignore_ascii_case(name))) else {
            continue;
        };
        if best.as_ref().is_none_or(|(best, _)| rank < *best)
            && let Some(day) = meta.attr("content").and_then(|day| date::parse(&day))
        {
            best = Some((rank, day));
        }
    }
    best.map(|(_, day)| day)
}

/// The first date that the page shows from its headline on; one before the headline if there is none after it.
pub(super) fn shown(document: &Document) -> Option<String> {
    let body = document.body()?;
    let (mut before, mut headline, mut seen) = (None, false, 0);
    let mut at = Some(body);
    while let Some(node) = at {
        let kind = name(&node);
        let kind = kind.as_deref();
        headline |= kind == Some("h1");
        let elsewhere =
            matches!(kind, Some("nav" | "footer" | "aside" | "script" | "style" | "noscript" | "template" | "form"))
                || has_class(&node, ELSEWHERE);
        if !elsewhere
            && seen < SHOWN
            && let Some(found) = kind.and_then(|kind| dated(&node, kind))
        {
            seen += 1;
            if headline {
                return Some(found);
            }
            before.get_or_insert(found);
        }
        at = next(&body, &node, !elsewhere, |_| {});
    }
    before.or_else(|| date::parse(&document.select_single("article time[datetime]").attr("datetime")?))
}

/// The date that the first paragraph begins with ("April 17, 2015 -- Boats are …").
pub(super) fn before_text(text: &str) -> Option<String> {
    const MARKS: &[&str] = &[" -- ", " — ", " – ", " - "];
    let before = MARKS.iter().filter_map(|mark| text.split_once(mark)).map(|(before, _)| before);
    before.min_by_key(|before| before.len()).and_then(date::parse_line)
}

/// The date of a `<time>`, or of an element whose class says that it holds one.
fn dated(node: &NodeRef<'_>, kind: &str) -> Option<String> {
    let says = kind == "time"
        || node.attr("itemprop").is_some_and(|says| says.eq_ignore_ascii_case("datepublished"))
        || matches!(kind, "span" | "p" | "div" | "abbr" | "li") && has_class(node, CLASSES);
    if !says {
        return None;
    }
    let attr = ["datetime", "content"].iter().find_map(|attr| node.attr(attr)).and_then(|day| date::parse(&day));
    attr.or_else(|| date::parse_line(&short_text(node)?))
}

fn has_class(node: &NodeRef<'_>, wanted: &[&str]) -> bool {
    node.attr("class").is_some_and(|class| {
        class
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)))
    })
}

/// The text of an element, if it is short.
pub(super) fn short_text(root: &NodeRef<'_>) -> Option<String> {
    let mut out = String::new();
    let mut at = next(root, root, true, |_| {});
    while let Some(node) = at {
        if let Some(words) = words(&node) {
            out.push_str(&words);
            out.push(' ');
            if out.len() > 4 * LONGEST {
                return None;
            }
        }
        at = next(root, &node, true, |_| {});
    }
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    (out.len() <= LONGEST && !out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surest_date_of_the_head_is_taken() {
        let check = |head: &str, expected: Option<&str>| {
            assert_eq!(said(&Document::from(format!("<head>{head}</head>"))).as_deref(), expected, "{head}");
        };
        check(
            "<meta name=pubdate content=20240312><meta property='article:published_time' content='2024-03-13T10:00:00Z'>",
            Some("2024-03-13T10:00:00Z"),
        );
        check("<meta name='DC.date.issued' content='2024-03-12'>", Some("2024-03-12"));
        check("<meta name='parsely-pub-date' content='2024-03-12T09:00:00Z'>", Some("2024-03-12T09:00:00Z"));
        check("<meta name=description content='2024-03-12'>", None);
    }

    #[test]
    fn the_date_that_is_shown_stands_beside_the_headline() {
        let check = |body: &str, expected: Option<&str>| {
            assert_eq!(shown(&Document::from(format!("<body>{body}</body>"))).as_deref(), expected, "{body}");
        };
        let day = Some("2024-03-12");
        check(
            "<h1>Port</h1><p>By Ann Lee <time datetime=2024-03-12>12 March</time></p><time datetime=2020-01-01>",
            day,
        );
        check("<time datetime=2024-03-12></time><h1>Port</h1><p>Words.</p>", day);
        check("<h1>Port</h1><span class=post-date>12 March 2024</span>", day);
        check(
            "<h1>Port</h1><aside><time datetime=2020-01-01></time></aside><div class=related-list><time datetime=2020-01-01></time></div>",
            None,
        );
        check("<h1>Port</h1><p>12 March 2024 was a cold day.</p>", None);
        assert_eq!(before_text("March 12, 2024 -- Boats are back — all").as_deref(), day);
        assert_eq!(before_text("Boats are back - since 12 March 2024"), None);
    }
}
