//! Bytes to code points and back: the one conversion between what the program uses inside and what it shows
//! at its edges (JSON, stored selectors).

use super::range::{Offset, TextRange};

const STEP: usize = 64;

/// An index of one text: checkpoints every 64 bytes, so both directions cost a short scan.
#[derive(Debug, Clone)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP` (counting those that start before it).
    before: Vec<u32>,
}

impl<'t> CharIndex<'t> {
    /// Indexes `text`: one pass.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0u32;
        for (i, byte) in text.bytes().enumerate() {
            if i % STEP == 0 {
                before.push(count);
            }
            count += u32::from(is_start(byte));
        }
        Self { text, before }
    }

    /// The text that it is of.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Code points before byte `at`; past the end, the number of code points of the text.
    pub fn code_points(&self, at: Offset) -> usize {
        let at = at.min(self.text.len());
        let (block, base) = match self.before.get(at / STEP) {
            Some(base) => (at / STEP, *base),
            None => match self.before.last() {
                Some(base) => (self.before.len() - 1, *base),
                None => return 0,
            },
        };
        let bytes = &self.text.as_bytes()[block * STEP..at];
        base as usize + bytes.iter().filter(|b| is_start(**b)).count()
    }

    /// The byte at which code point number `n` starts; past the last one, the length of the text.
    pub fn byte(&self, n: usize) -> Offset {
        let block = self.before.partition_point(|count| *count as usize <= n).saturating_sub(1);
        let Some(base) = self.before.get(block) else { return 0 };
        let mut left = n.saturating_sub(*base as usize);
        for (i, byte) in self.text.bytes().enumerate().skip(block * STEP) {
            if is_start(byte) {
                if left == 0 {
                    return i;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// A byte range as code points `(start, end)`.
    pub fn range(&self, range: TextRange) -> (usize, usize) {
        (self.code_points(range.start()), self.code_points(range.end()))
    }

    /// A range of code points as bytes.
    pub fn bytes(&self, start: usize, end: usize) -> TextRange {
        TextRange::new(self.byte(start), self.byte(end))
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_directions_agree(text in "\\PC{0,300}") {
            let index = CharIndex::new(&text);
            for (n, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.code_points(at), n);
                prop_assert_eq!(index.byte(n), at);
            }
            prop_assert_eq!(index.byte(text.chars().count()), text.len());
            prop_assert_eq!(index.code_points(text.len() + 5), text.chars().count());
        }
    }
}
