//! The form in which two revisions are compared, with the way back.
//!
//! Compatibility decomposition without combining marks, in lower case; quotation marks, apostrophes and dashes of one
//! kind; white space as one space, none beside a dash or a quotation mark; nothing that is invisible. What
//! typesetting, agencies and content systems change without changing a word compares as equal.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

use crate::article::TextRange;

/// A character of the comparison form: a small number, the same in both revisions. 0 stands for every character
/// that neither of them has.
pub(super) type Symbol = u32;

pub(super) const SPACE: Symbol = 1;
const DASH: Symbol = 2;
const QUOTE: Symbol = 3;

/// Which number each character has.
#[derive(Debug)]
pub(super) struct Alphabet {
    ascii: [Symbol; 128],
    others: HashMap<char, Symbol>,
    /// Whether a symbol is part of a word; by symbol.
    word: Vec<bool>,
    /// Whether it is a digit or a letter of a script with capitals, which all put spaces between words; by symbol.
    spaced: Vec<bool>,
}

impl Alphabet {
    pub(super) fn new() -> Self {
        let mut alphabet = Self { ascii: [0; 128], others: HashMap::new(), word: vec![false], spaced: vec![false] };
        for c in [' ', '-', '"'] {
            alphabet.learn(c);
        }
        alphabet
    }

    /// How many symbols there are, 0 included.
    pub(super) fn len(&self) -> usize {
        self.word.len()
    }

    pub(super) fn is_word(&self, symbol: Symbol) -> bool {
        self.word.get(symbol as usize).copied().unwrap_or(false)
    }

    /// Whether two neighbours belong to one word, as far as that can be told without a dictionary.
    pub(super) fn is_joined(&self, before: Symbol, after: Symbol) -> bool {
        let spaced = |symbol: Symbol| self.spaced.get(symbol as usize).copied().unwrap_or(false);
        spaced(before) && spaced(after)
    }

    fn learn(&mut self, c: char) -> Symbol {
        let known = self.symbol(c);
        if known != 0 {
            return known;
        }
        let symbol = self.word.len() as Symbol;
        self.word.push(c.is_alphanumeric() || c == '_');
        self.spaced.push(c.is_numeric() || c.is_lowercase() || c.is_uppercase());
        match self.ascii.get_mut(c as usize) {
            Some(slot) => *slot = symbol,
            None => drop(self.others.insert(c, symbol)),
        }
        symbol
    }

    fn symbol(&self, c: char) -> Symbol {
        match self.ascii.get(c as usize) {
            Some(symbol) => *symbol,
            None => self.others.get(&c).copied().unwrap_or(0),
        }
    }

    /// Folds a text and learns its characters.
    pub(super) fn fold(&mut self, text: &str) -> Folded {
        fold(text, |c| self.learn(c))
    }

    /// Folds a text with the characters that are known.
    pub(super) fn fold_known(&self, text: &str) -> Folded {
        fold(text, |c| self.symbol(c))
    }
}

/// A text in comparison form.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// Its symbols.
    pub(super) symbols: Vec<Symbol>,
    /// For each symbol the byte at which the character it came from starts; then the length of the text.
    at: Vec<u32>,
}

impl Folded {
    pub(super) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// The symbols from `start` to `end`, as far as there are any.
    pub(super) fn slice(&self, start: usize, end: usize) -> &[Symbol] {
        let end = end.min(self.len());
        &self.symbols[start.min(end)..end]
    }

    /// The symbols that came from a range of bytes, without outer spaces; empty when there are none.
    pub(super) fn inside(&self, range: TextRange) -> (usize, usize) {
        let find = |byte: usize| self.at[..self.len()].partition_point(|at| (*at as usize) < byte);
        let (mut start, mut end) = (find(range.start()), find(range.end()));
        while start < end && self.symbols[start] == SPACE {
            start += 1;
        }
        while start < end && self.symbols[end - 1] == SPACE {
            end -= 1;
        }
        (start, end)
    }

    /// The range of `text`, which this was made from, that symbols `start..end` stand for: with the marks and the
    /// invisible characters that belong to the last one, without outer white space.
    pub(super) fn range(&self, text: &str, start: usize, end: usize) -> Option<TextRange> {
        if start >= end || end > self.len() {
            return None;
        }
        let from = self.at[start] as usize;
        let next = self.at[end] as usize;
        let last = self.at[end - 1] as usize;
        let mut to = last;
        for (i, c) in text.get(last..)?.char_indices() {
            let at = last + i;
            if i > 0 && !is_mark(c) && !(is_invisible(c) && at < next) {
                break;
            }
            to = at + c.len_utf8();
        }
        let found = text.get(from..to)?;
        let start = from + (found.len() - found.trim_start().len());
        let found = found.trim();
        (!found.is_empty()).then(|| TextRange::new(start, start + found.len()))
    }
}

fn fold(text: &str, mut symbol: impl FnMut(char) -> Symbol) -> Folded {
    let mut out = Folded { symbols: Vec::with_capacity(text.len()), at: Vec::with_capacity(text.len() + 1) };
    let mut put = |c: char, at: usize| {
        let symbol = symbol(c);
        let last = out.symbols.last().copied();
        if symbol == SPACE && matches!(last, Some(SPACE | DASH | QUOTE)) {
            return;
        }
        if matches!(symbol, DASH | QUOTE) && last == Some(SPACE) {
            out.symbols.pop();
            out.at.pop();
        }
        out.symbols.push(symbol);
        out.at.push(at as u32);
    };
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < u32::MAX as usize) {
        match c {
            'a'..='z' | '0'..='9' => put(c, at),
            'A'..='Z' => put(c.to_ascii_lowercase(), at),
            c if c.is_whitespace() => put(' ', at),
            c if is_invisible(c) || is_mark(c) => {}
            '\u{2026}' => (0..3).for_each(|_| put('.', at)),
            c => match plain(c) {
                Some(plain) => put(plain, at),
                None if c.is_ascii() => put(c, at),
                None => {
                    for c in std::iter::once(c).nfkd().flat_map(char::to_lowercase).filter(|c| !is_mark(*c)) {
                        match c {
                            'ß' => (0..2).for_each(|_| put('s', at)),
                            'ς' => put('σ', at),
                            c => put(c, at),
                        }
                    }
                }
            },
        }
    }
    out.at.push(text.len().min(u32::MAX as usize) as u32);
    out
}

/// Quotation marks, apostrophes and dashes of all kinds as one each.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{2018}'..='\u{201b}' | '\u{2bc}' | '`' | '\u{b4}' => Some('\''),
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        _ => None,
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && canonical_combining_class(c) != 0
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same(one: &str, other: &str) {
        let mut alphabet = Alphabet::new();
        let (one, other) = (alphabet.fold(one), alphabet.fold(other));
        assert_eq!(one.symbols, other.symbols);
    }

    #[test]
    fn typesetting_makes_no_difference() {
        same("“It’s — late…”", "\"It's - late...\"");
        same("said « oui »", "said «\u{a0}oui\u{a0}»");
        same("caf\u{e9} \u{fb01}ne", "CAFE\u{301}\n\n\u{ad}fi\u{200b}ne");
        same("Straße, ΟΔΟΣ", "STRASSE, οδος");
    }

    #[test]
    fn a_range_takes_its_marks_along_and_no_space() {
        let text = "at cafe\u{301}\u{301} now";
        let mut alphabet = Alphabet::new();
        let folded = alphabet.fold(text);
        let (start, end) = folded.inside(TextRange::new(2, text.len() - 3));
        assert_eq!(folded.range(text, start, end).unwrap().slice(text), "cafe\u{301}\u{301}");
        assert_eq!(folded.range(text, 3, 3), None);
    }

    proptest! {
        #[test]
        fn the_way_back_leads_to_characters(text in any::<String>(), a in 0usize..40, b in 0usize..40) {
            let mut alphabet = Alphabet::new();
            let folded = alphabet.fold(&text);
            prop_assert_eq!(folded.at.len(), folded.len() + 1);
            prop_assert!(folded.at.is_sorted());
            if let Some(range) = folded.range(&text, a, b) {
                prop_assert!(!range.slice(&text).is_empty());
            }
        }
    }
}
