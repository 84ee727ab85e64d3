//! The sentence around one place of a paragraph, found without reading the rest of the paragraph: a key must be quick
//! in a paragraph of 3 MB too.
//!
//! Whether a mark ends a sentence depends on what touches it and on the next word, and on nothing else. So a stretch
//! that begins and ends at white space, with the next word behind it, has the same ends of sentences as the whole line.

use super::super::document::Document;
use super::is_opening;
use crate::article::{TextRange, floor_boundary};

/// Bytes that are looked at in one go: at least 4, so that it goes on behind a character of any length.
const STRETCH: usize = 4096;

/// One line of text, without line breaks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'t> {
    text: &'t str,
    stretch: usize,
}

/// Where one sentence ends and where the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cut {
    end: usize,
    next: usize,
}

impl<'t> Line<'t> {
    /// The line `text`; places are bytes of it.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, stretch: STRETCH }
    }

    /// The sentence that holds byte `at`; between two, the one before. None where there are no words.
    pub(crate) fn sentence(self, at: usize) -> Option<TextRange> {
        let at = floor_boundary(self.text, at.min(self.text.len()));
        let first = self.first()?;
        let start = self.cut_back(at, |cut| cut.next <= at).map_or(first, |cut| cut.next);
        let end = self.cut_on(at, |cut| cut.next > at).map_or(self.text.trim_end().len(), |cut| cut.end);
        Some(TextRange::new(start, end))
    }

    /// Where the first sentence after byte `at` begins.
    pub(crate) fn next_start(self, at: usize) -> Option<usize> {
        let at = floor_boundary(self.text, at.min(self.text.len()));
        self.first().filter(|first| *first > at).or_else(|| self.cut_on(at, |cut| cut.next > at).map(|cut| cut.next))
    }

    /// Where the last sentence before byte `at` begins.
    pub(crate) fn start_before(self, at: usize) -> Option<usize> {
        let at = floor_boundary(self.text, at.min(self.text.len()));
        let first = self.first().filter(|first| *first < at)?;
        Some(self.cut_back(at, |cut| cut.next < at).map_or(first, |cut| cut.next))
    }

    fn first(self) -> Option<usize> {
        self.text.find(|c: char| !c.is_whitespace())
    }

    /// The last cut before `at` that is wanted, stretch by stretch backwards.
    fn cut_back(self, at: usize, wanted: impl Fn(&Cut) -> bool) -> Option<Cut> {
        let mut to = self.gap_from(at);
        while to > 0 {
            let from = self.word_before(to.saturating_sub(self.stretch));
            if let Some(cut) = self.cuts(from, to).into_iter().rfind(&wanted) {
                return Some(cut);
            }
            to = from;
        }
        None
    }

    /// The first cut around or after `at` that is wanted, stretch by stretch.
    fn cut_on(self, at: usize, wanted: impl Fn(&Cut) -> bool) -> Option<Cut> {
        let mut from = self.word_before(at);
        while from < self.text.len() {
            let to = self.gap_from(at.max(from) + self.stretch);
            if let Some(cut) = self.cuts(from, to).into_iter().find(&wanted) {
                return Some(cut);
            }
            from = to;
        }
        None
    }

    /// The cuts whose sentence ends in `from..to`; there is white space, or an end of the line, at both.
    fn cuts(self, from: usize, to: usize) -> Vec<Cut> {
        let part = self.text.get(from..to).unwrap_or("");
        if !part.bytes().any(|byte| matches!(byte, b'.' | b'!' | b'?')) && !part.contains('…') {
            return Vec::new();
        }
        let with_next = self.text.get(from..self.next_word(to)).unwrap_or(part);
        let document = Document::new(with_next);
        let pairs = document.sentences().windows(2);
        let cuts = pairs.map(|pair| Cut { end: from + pair[0].range.end(), next: from + pair[1].range.start() });
        cuts.filter(|cut| cut.end <= to).collect()
    }

    /// The first white space at or after byte `at`, or the line's end.
    fn gap_from(self, at: usize) -> usize {
        let at = floor_boundary(self.text, at.min(self.text.len()));
        self.text.get(at..).and_then(|rest| rest.find(char::is_whitespace)).map_or(self.text.len(), |gap| at + gap)
    }

    /// Where the last word before byte `at` begins.
    fn word_before(self, at: usize) -> usize {
        let before = self.text.get(..floor_boundary(self.text, at)).unwrap_or("").trim_end();
        let gap = before.char_indices().rfind(|(_, c)| c.is_whitespace());
        gap.map_or(0, |(i, c)| i + c.len_utf8())
    }

    /// One past the word that stands behind byte `at` and the opening marks there.
    fn next_word(self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let opens = |c: char| c.is_whitespace() || is_opening(c.encode_utf8(&mut [0; 4]));
        let word = rest.find(|c| !opens(c)).unwrap_or(rest.len());
        self.gap_from(at + word)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However small the stretches are, the result is that of the whole line.
        #[test]
        fn it_is_what_the_whole_line_says(
            text in "([.!?…]{1,3}|[“\"'(]|[”\"')]|[aAI]|U\\.S\\.|Mr\\.|Inc\\.|The|so|7|\\$|—|[ \u{a0}]{1,3}){0,24}",
            at in 0usize..80,
            stretch in 4usize..12,
        ) {
            let line = Line { text: &text, stretch };
            let at = floor_boundary(&text, at.min(text.len()));
            let document = Document::new(&text);
            let all: Vec<TextRange> = document.sentences().iter().map(|sentence| sentence.range).collect();
            let number = all.partition_point(|sentence| sentence.start() <= at).saturating_sub(1);
            prop_assert_eq!(line.sentence(at), all.get(number).copied());
            let starts = || all.iter().map(|sentence| sentence.start());
            prop_assert_eq!(line.next_start(at), starts().find(|start| *start > at));
            prop_assert_eq!(line.start_before(at), starts().rfind(|start| *start < at));
        }
    }

    /// Texts without one end of a sentence are read once, not once for each stretch.
    #[test]
    fn a_line_without_a_sentence_is_read_once() {
        let start = std::time::Instant::now();
        for part in [".", ". ", "( ", "a.b ", "a", "a "] {
            let text = part.repeat(300_000);
            let line = Line::new(&text);
            for at in [0, text.len() / 2, text.len()] {
                assert_eq!(line.sentence(at).map(TextRange::end), Some(text.trim_end().len()), "{part}");
            }
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
