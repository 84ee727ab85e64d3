//! A text, cut once for all extractors: tokens, sentences, paragraphs.

use std::ops::Range;

use super::sentence;
use super::token::{Case, Token, TokenKind, tokens};
use crate::article::TextRange;

/// One sentence, or a line that is none (a headline, a list item).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens: indices into [`Document::tokens`]; breaks at its ends are outside.
    pub tokens: Range<usize>,
    /// Where it stands (bytes), without white space at its ends.
    pub range: TextRange,
    /// Number of its paragraph, from 0.
    pub paragraph: usize,
}

/// A text and its parts. Made once; every extractor works on it.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

impl<'t> Document<'t> {
    /// Cuts `text`: linear in its length.
    pub fn new(text: &'t str) -> Self {
        let tokens = tokens(text);
        let sentences = sentence::sentences(text, &tokens);
        Self { text, tokens, sentences }
    }

    /// The text.
    #[inline]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// All tokens, in order.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences, in order; every token but breaks lies in one.
    #[inline]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The words of token number `i`; empty past the end.
    #[inline]
    pub fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |token| token.range().slice(self.text))
    }

    /// Whether token `i` follows the one before it without white space.
    #[inline]
    pub fn touches(&self, i: usize) -> bool {
        i > 0 && i < self.tokens.len() && self.tokens[i - 1].end() == self.tokens[i].start()
    }

    /// The kind of token `i`; a blank line past the end, so that scans stop there.
    #[inline]
    pub fn kind(&self, i: usize) -> TokenKind {
        self.tokens.get(i).map_or(TokenKind::BlankLine, |token| token.kind)
    }

    /// How token `i` is written.
    #[inline]
    pub fn case(&self, i: usize) -> Case {
        self.tokens.get(i).map_or(Case::None, |token| token.case)
    }

    /// The number of the sentence that holds byte `at`, or the last one before it.
    pub fn sentence_at(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.range.start() <= at).saturating_sub(1)
    }

    /// The number of the first token that ends after byte `at`.
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.end() <= at)
    }
}
