//! Where a passage stands, told in a way that outlives edits: the words themselves, the words around them, and
//! the position (W3C `TextQuoteSelector` and `TextPositionSelector`, both counted in code points).

use serde::{Deserialize, Serialize};

use super::index::CharIndex;
use super::range::{Offset, TextRange, floor_boundary};

mod compared;
mod fold;
mod grams;
mod judge;
mod quoted;
mod relocate;
mod search;
mod words;

pub use quoted::quoted;
pub use relocate::Relocation;

/// Code points of context kept on either side.
pub const CONTEXT: usize = 64;

/// A passage of one revision of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The passage.
    pub exact: String,
    /// Up to [`CONTEXT`] code points before it.
    pub prefix: String,
    /// Up to [`CONTEXT`] code points after it.
    pub suffix: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Anchor {
    /// Describes `range` (bytes) of `text`.
    pub fn describe(text: &str, range: TextRange) -> Self {
        Self::describe_in(&CharIndex::new(text), range)
    }

    /// The same, for several ranges of one text.
    pub fn describe_in(index: &CharIndex<'_>, range: TextRange) -> Self {
        let text = index.text();
        let (start, end) = index.range(range);
        let prefix = TextRange::new(index.byte(start.saturating_sub(CONTEXT)), range.start());
        let suffix = TextRange::new(range.end(), index.byte(end + CONTEXT));
        Self {
            exact: range.slice(text).to_owned(),
            prefix: prefix.slice(text).to_owned(),
            suffix: suffix.slice(text).to_owned(),
            start,
            end,
        }
    }

    /// Describes the point `at` (a byte offset), as the [`CONTEXT`] code points that follow it: a reading
    /// position.
    pub fn point(text: &str, at: Offset) -> Self {
        let at = floor_boundary(text, at);
        let index = CharIndex::new(text);
        let end = index.byte(index.code_points(at) + CONTEXT);
        Self::describe(text, TextRange::new(at, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_counted_in_code_points() {
        let text = format!("{}[é]{}", "à".repeat(100), "ü".repeat(3));
        let at = text.find('é').unwrap();
        let anchor = Anchor::describe(&text, TextRange::new(at, at + 2));
        assert_eq!((anchor.exact.as_str(), anchor.start, anchor.end), ("é", 101, 102));
        assert_eq!(anchor.prefix.chars().count(), CONTEXT);
        assert_eq!(anchor.suffix, "]üüü");
    }
}
