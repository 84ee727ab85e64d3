//! A passage that somebody kept.

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;
use super::range::TextRange;

/// Names an article in the library.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleId(pub String);

/// Names a bookmark: a `UUIDv7`, so that order of ids is order of making.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BookmarkId(pub String);

/// How surely a bookmark stands where it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The same words at the same place.
    Exact,
    /// The same words elsewhere.
    Shifted,
    /// Other words that stand for them.
    Changed,
    /// Not found in the text as it is now; kept.
    Orphan,
}

/// The colours that a bookmark is shown in. A library may hold other names, of other programs: they are kept, and
/// shown as no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Color {
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Red.
    Red,
    /// Purple.
    Purple,
}

impl Color {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Yellow, Self::Green, Self::Blue, Self::Red, Self::Purple];

    /// Its name, as the library keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Red => "red",
            Self::Purple => "purple",
        }
    }

    /// The letter that stands for it where there are no colours: the first of its name.
    pub fn letter(self) -> char {
        self.name().chars().next().unwrap_or(' ')
    }

    /// The colour of this name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|color| color.name().eq_ignore_ascii_case(name))
    }
}

/// Where a bookmark stands in the text as it is now: derived, never the original.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// How surely.
    pub status: Status,
    /// 0 to 1; 1 for [`Status::Exact`].
    pub score: f64,
    /// Where (bytes of the current text); None for an orphan.
    pub range: Option<TextRange>,
}

/// A passage that the reader chose for a bookmark whose own words were gone or had become others. It is looked for in
/// later texts in their stead; the bookmark's own anchor stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The passage that was chosen.
    #[serde(flatten)]
    pub anchor: Anchor,
    /// The revision of the text that it was chosen in (`sha256:…`).
    pub revision: String,
}

/// A bookmark: the anchor as it was made, which is never overwritten, and what the reader added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bookmark {
    /// Its name.
    pub id: BookmarkId,
    /// The article it stands in.
    pub article: ArticleId,
    /// The passage as it was selected.
    pub anchor: Anchor,
    /// The revision of the text it was selected in (`sha256:…`).
    pub revision: String,
    /// Where it stands now.
    pub placement: Placement,
    /// Where the reader placed it, if the program did not find the place.
    pub placed: Option<Placed>,
    /// The reader's words; empty for none.
    pub note: String,
    /// Tags, sorted, without repetition.
    pub tags: Vec<String>,
    /// A colour's name, if one was chosen.
    pub color: Option<String>,
    /// When it was made: RFC 3339, UTC.
    pub created: String,
    /// When note, tags or colour last changed: RFC 3339, UTC.
    pub updated: String,
}
