//! What a page calls an element: for many pages class, id, role and label are the only words for a caption, or for a
//! box that is no part of the article.
//!
//! Elements are marked before Readability runs, and so is everything inside of them. Readability merges nested boxes and
//! makes paragraphs of others, and the name of the inner box is lost with it.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use super::super::element;
use super::{name, next};

/// What an element is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It belongs to a picture.
    Caption,
    /// It is no part of the article: the way to the page, an advertisement for a newsletter, other stories.
    Box,
}

/// The attribute that keeps what an element is.
const MARK: &str = "data-part";

/// Elements whose class and id are looked at: a list item is what it is, and a heading may be that of a picture only.
const ELEMENTS: &[&str] = &[
    "div",
    "p",
    "span",
    "section",
    "aside",
    "ul",
    "ol",
    "figure",
    "small",
    "em",
    "cite",
    "dl",
    "dd",
    "nav",
    "form",
    "blockquote",
    "blockquote",
];

/// Words of a class that say that an element is a box beside the article.
const BOXES: &[&str] = &[
    "breadcrumb",
    "breadcrumbs",
    "crumbs",
    "newsletter",
    "newsletters",
    "related",
    "bio",
    "promo",
    "recirc",
    "recirculation",
    "rail",
    "flyout",
    "outbrain",
    "taboola",
    "recommended",
    "recommendations",
    "trending",
    "copyright",
    "kicker",
    "eyebrow",
    "cta",
    "pullquote",
    "readmore",
    "signup",
    "authorbox",
    // Controls of a player: by what they are, and by the names of the scripts that draw them.
    "player",
    "vjs",
    "jwplayer",
    "mejs",
    "plyr",
];

/// Two words, one after the other, that say the same.
const PAIRS: &[(&str, &str)] = &[
    ("author", "box"),
    ("author", "card"),
    ("about", "author"),
    ("pull", "quote"),
    ("read", "more"),
    ("read", "next"),
    ("read", "also"),
    ("also", "read"),
    ("more", "stories"),
    ("most", "read"),
    ("most", "popular"),
    ("sign", "up"),
    ("share", "buttons"),
    ("social", "share"),
];

/// Roles (ARIA) of boxes beside an article.
const ROLES: &[&str] = &[
    "navigation",
    "search",
    "contentinfo",
    "toolbar",
    "dialog",
    "alertdialog",
    "tablist",
    "menu",
    "menubar",
    "slider",
    "progressbar",
];

/// Kinds of boxes beside an article (schema.org).
const KINDS: &[&str] = &["BreadcrumbList", "SiteNavigationElement", "WPAdBlock", "WPFooter", "WPSideBar"];

/// Words for a picture and words for what is said of it, which together name a caption ("photo-credit",
/// "slideshow__description").
const PICTURES: &[&str] = &["photo", "image", "picture", "gallery", "slideshow", "slide", "video", "lightbox"];
const SAID: &[&str] =
    &["credit", "credits", "desc", "description", "headline", "source", "legend", "copyright", "attribution", "info"];

impl Class {
    /// What an element was marked as, or is by its own name.
    pub fn of(node: &NodeRef<'_>, name: &str) -> Option<Self> {
        match node.attr(MARK).as_deref() {
            Some("caption") => Some(Self::Caption),
            Some("box") => Some(Self::Box),
            Some(_) => None,
            None => Self::by_name(node, name),
        }
    }

    fn by_name(node: &NodeRef<'_>, name: &str) -> Option<Self> {
        let is_heading = element::heading(name).is_some();
        if !is_heading && !ELEMENTS.contains(&name) {
            return None;
        }
        let words = words(node, &["class", "id"]);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if is_caption(&words) {
            return Some(Self::Caption);
        }
        if is_heading {
            return None;
        }
        let role = || node.attr("role").is_some_and(|role| ROLES.contains(&&*role.to_ascii_lowercase()));
        let kind = || node.attr("itemtype").is_some_and(|kind| KINDS.iter().any(|known| kind.ends_with(known)));
        let label = || {
            let label = self::words(node, &["aria-label"]);
            label.iter().any(|word| BOXES.contains(&word.as_str()))
        };
        let pair = || words.windows(2).any(|pair| PAIRS.contains(&(pair[0], pair[1])));
        // A mark of quotation in a sentence may bear the name of the whole.
        let inline = matches!(name, "span" | "em" | "cite" | "small");
        let named = words.iter().any(|word| BOXES.contains(word) && !(inline && *word == "pullquote"));
        (named || !inline && pair() || name == "nav" || role() || kind() || label()).then_some(Self::Box)
    }
}

fn is_caption(words: &[&str]) -> bool {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    words.iter().any(|word| {
        let word = word.strip_suffix('s').unwrap_or(word);
        word.ends_with("caption") || word == "credit" || word == "cutline" || word == "imagecredit"
    }) || has(PICTURES) && has(SAID)
}

/// The words of attributes, in lower case ("PhotoCaption-abc rel" is photo, caption, abc, rel).
pub(super) fn words(node: &NodeRef<'_>, attributes: &[&str]) -> Vec<String> {
    /// Longer attributes are lists of styles.
    const LONGEST: usize = 400;
    let mut words: Vec<String> = Vec::new();
    for value in attributes.iter().filter_map(|attribute| node.attr(attribute)) {
        let (mut word, mut small) = (String::new(), false);
        for c in value.chars().take(LONGEST) {
            let parts = !c.is_ascii_alphanumeric() || small && c.is_ascii_uppercase();
            if parts && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase());
            }
            small = c.is_ascii_lowercase();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// Marks each element that is a caption or a box, and all inside of it; `sizes` are the bytes of words in each element.
pub(super) fn mark(document: &Document, sizes: &HashMap<NodeId, usize>) {
    let root = document.root();
    let all = paragraphs(&root, sizes);
    let mut open: Vec<(NodeId, Class)> = Vec::new();
    let mut at = Some(root);
    while let Some(node) = at {
        if let Some(name) = name(&node) {
            let outer = open.last().map(|(_, class)| *class);
            // A caption in a box is a caption.
            let own = if outer == Some(Class::Caption) { None } else { Class::of(&node, &name) };
            let text = own == Some(Class::Box) && outer.is_none() && holds_text(&node, sizes, all);
            let own = own.filter(|_| !text);
            if text {
                node.set_attr(MARK, "text");
            }
            if let Some(class) = own.or(outer) {
                node.set_attr(MARK, if class == Class::Caption { "caption" } else { "box" });
            }
            if let Some(own) = own {
                open.push((node.id, own));
            }
        }
        at = next(&root, &node, true, |left| {
            open.pop_if(|(id, _)| *id == left.id);
        });
    }
}

/// Whether an element holds the article, whatever else it is called ("entry-content-read-more"): half of the page's
/// paragraphs, or some of them in what is called the content. `all` are the bytes in paragraphs of the page.
fn holds_text(node: &NodeRef<'_>, sizes: &HashMap<NodeId, usize>, all: usize) -> bool {
    /// Bytes of some paragraphs.
    const SOME: usize = 600;
    const CONTENT: &[&str] = &["content", "body", "text", "entry", "article", "story", "main"];
    let own = paragraphs(node, sizes);
    let called = || words(node, &["class"]).iter().any(|word| CONTENT.contains(&word.as_str()));
    all > 0 && own * 2 >= all || own >= SOME && called()
}

/// Bytes of words in paragraphs.
fn paragraphs(root: &NodeRef<'_>, sizes: &HashMap<NodeId, usize>) -> usize {
    let mut sum = 0;
    let mut at = Some(*root);
    while let Some(node) = at {
        let is_paragraph = name(&node).as_deref() == Some("p");
        if is_paragraph {
            sum += sizes.get(&node.id).copied().unwrap_or(0);
        }
        at = next(root, &node, !is_paragraph, |_| {});
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::sizes;
    use super::*;

    fn check(element: &str, expected: Option<Class>) {
        let document = Document::from(format!("<body>{element}</body>"));
        let found = document.select("body > *");
        let node = found.nodes()[0];
        assert_eq!(Class::of(&node, &name(&node).unwrap()), expected, "{element}");
    }

    #[test]
    fn class_and_id_name_captions() {
        for name in ["img-caption", "c-caption__text", "PhotoCaption-x1", "imgcaption", "photo-credit", "captions"] {
            check(&format!("<div class='{name}'>"), Some(Class::Caption));
        }
        check("<div class=slideshow__description>", Some(Class::Caption));
        check("<p class=article-description>", None);
        check("<div class='image-text captioned-story'>", None);
    }

    #[test]
    fn class_id_role_kind_and_label_name_boxes() {
        for attributes in [
            "class=c-related__list",
            "class='vjs-control-bar'",
            "class=RelatedStories",
            "class=article-cta",
            "class=about-author",
            "id=newsletter-form",
            "role=navigation",
            "itemtype='https://schema.org/BreadcrumbList'",
            "aria-label='Video player'",
        ] {
            check(&format!("<div {attributes}>"), Some(Class::Box));
        }
        check("<nav>", Some(Class::Box));
        check("<div class='story-body unrelated' role=main>", None);
        check("<h2 class=related>", None);
        check("<h1 class=slideshow-headline>", Some(Class::Caption));
        check("<span class=pullquote>", None);
        check("<blockquote class=pull-quote>", Some(Class::Box));
    }

    #[test]
    fn all_inside_is_marked_too() {
        let page = "<div class=promo><p>a<b>b</b></p><div class=caption><h4>c</h4></div></div><p>Of the storm.</p>";
        let document = Document::from(page);
        mark(&document, &sizes(&document.root()));
        let of = |selector: &str| document.select_single(selector).attr(MARK).map(|mark| mark.to_string());
        assert_eq!((of("b").as_deref(), of("h4").as_deref()), (Some("box"), Some("caption")));
        assert_eq!((of("body").as_deref(), of("body > p").as_deref()), (None, None));
    }

    #[test]
    fn what_holds_the_article_is_no_box() {
        let document = Document::from("<div class='content read-more'><p>Of the storm.</p></div><p>d</p>");
        mark(&document, &sizes(&document.root()));
        let node = document.select("body > div").nodes()[0];
        assert_eq!(Class::of(&node, "div"), None);
        let long = format!("<p>{}</p>", "Of the storm. ".repeat(60));
        let document =
            Document::from(format!("<div class='entry-content read-more'>{long}</div><div>{long}{long}</div>"));
        mark(&document, &sizes(&document.root()));
        assert!(document.select("[data-part=box]").is_empty());
    }
}
