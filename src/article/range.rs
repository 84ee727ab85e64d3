//! Byte ranges into one text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A byte offset into `Article::text`, always on a character boundary.
pub type Offset = usize;

/// A half-open byte range `start..end` into one text. Both ends lie on character boundaries of the text that
/// the range was made for; using it with another text yields an empty slice at worst, never a panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct TextRange {
    start: usize,
    end: usize,
}

impl TextRange {
    /// The range from `start` to `end` (bytes). Ends given in the wrong order are swapped.
    #[inline]
    pub fn new(start: Offset, end: Offset) -> Self {
        if start <= end { Self { start, end } } else { Self { start: end, end: start } }
    }

    /// An empty range at `at`.
    #[inline]
    pub fn empty(at: Offset) -> Self {
        Self { start: at, end: at }
    }

    /// First byte.
    #[inline]
    pub fn start(self) -> Offset {
        self.start
    }

    /// One past the last byte.
    #[inline]
    pub fn end(self) -> Offset {
        self.end
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `at` lies inside (the end is outside).
    #[inline]
    pub fn contains(self, at: Offset) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether `other` lies wholly inside.
    #[inline]
    pub fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[inline]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    #[inline]
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text of this range; empty when the range does not fit the text.
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<Range<usize>> for TextRange {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<TextRange> for Range<usize> {
    fn from(range: TextRange) -> Self {
        range.start..range.end
    }
}

/// The nearest character boundary at or before `at`, which may lie past the end.
pub fn floor_boundary(text: &str, at: usize) -> Offset {
    text.floor_char_boundary(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_does_not_fit_slices_to_nothing() {
        assert_eq!(TextRange::new(1, 2).slice("é"), "");
        assert_eq!(TextRange::new(0, 9).slice("é"), "");
        assert_eq!(TextRange::new(2, 0).slice("é"), "é");
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!TextRange::new(0, 2).overlaps(TextRange::new(2, 4)));
        assert!(TextRange::new(0, 3).overlaps(TextRange::new(2, 4)));
    }
}
