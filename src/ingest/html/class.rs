//! What the class of an element says of it: the only word that many pages have for a caption, or for a box that is no
//! part of the article.

use dom_query::NodeRef;

/// What an element is by its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It belongs to a picture.
    Caption,
    /// It is no part of the article: the way to the page, an advertisement for a newsletter, other stories.
    Box,
}

/// Elements whose class is looked at: a heading or a list item is what it is.
const ELEMENTS: &[&str] = &["div", "p", "span", "section", "aside", "ul", "figure", "small", "em", "cite", "dl", "dd"];

impl Class {
    /// By one of the words of the class ("image-caption", "c-related__list").
    pub fn of(node: &NodeRef<'_>, name: &str) -> Option<Self> {
        if !ELEMENTS.contains(&name) {
            return None;
        }
        let class = node.attr("class")?.to_ascii_lowercase();
        class.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|word| match word {
            "caption" | "captions" | "credit" => Some(Self::Caption),
            "breadcrumb" | "breadcrumbs" | "newsletter" | "related" | "bio" | "promo" | "recirc" | "recirculation"
            | "rail" | "flyout" | "outbrain" | "taboola" | "recommended" | "recommendations" | "trending"
            | "copyright" | "player" | "kicker" | "eyebrow" => Some(Self::Box),
            _ => None,
        })
    }
}
