//! What stands in quotation marks and is nobody's words: titles, labels, nicknames, single terms.

use std::ops::Range;

use super::attribute::{Reach, Source};
use super::class;
use super::frame::Frames;
use crate::facts::{Case, TokenKind};

/// A string of at most so many words is a quote only when a cue is near.
const SHORT: usize = 4;

impl Frames<'_, '_> {
    /// Number of words inside the marks of quoted string `number`.
    pub fn words_in(&self, number: usize) -> usize {
        let inner = self.quoted[number].inner.clone();
        let count = |i: &usize| {
            matches!(self.document.kind(*i), TokenKind::Word | TokenKind::Digits) && (*i == inner.start || !self.document.touches(*i))
        };
        inner.clone().filter(count).count()
    }

    /// Whether every long word of quoted string `number` has a capital, as in a title.
    fn is_title(&self, number: usize) -> bool {
        let inner = self.quoted[number].inner.clone();
        let mut words = inner.filter(|&i| self.document.kind(i) == TokenKind::Word).peekable();
        words.peek().is_some()
            && words.all(|i| {
                let small = self.document.word(i).len() <= 3 || class::classes(self.document.word(i)) & class::SMALL != 0;
                small || self.document.case(i) != Case::Lower || self.document.touches(i)
            })
            && self.quoted[number].inner.clone().any(|i| self.document.case(i) == Case::Title)
    }

    /// Whether the string that is item `q` is somebody's words, given its attribution.
    pub fn is_quote(&self, q: usize, source: Option<&Source>, frame: &Range<usize>) -> bool {
        let number = self.items[q].quote as usize;
        let before = q.checked_sub(1).map_or(0, |at| self.at(at, frame));
        let sign = q.checked_sub(1).map_or("", |at| self.word(at));
        if sign == "=" {
            return false;
        }
        let between_names = before & class::CAP != 0 && self.has(q + 1, frame, class::CAP);
        let words = self.words_in(number);
        if between_names && words <= 2 {
            return false;
        }
        let title = self.is_title(number);
        match source {
            Some(source) if source.reach == Reach::Touching && source.phrase.start > q => !(title && before & class::WORD != 0 && words <= SHORT),
            Some(source) => {
                let led = before & (class::COMMA | class::COLON | class::CUE | class::DASH) != 0 && before & class::LABEL == 0;
                if title && words > 0 && words <= 8 && !led {
                    return false;
                }
                words > SHORT || source.reach != Reach::Sentence
            }
            None => words > SHORT && !title,
        }
    }
}
