//! Tables of names and signs of one to five tokens, found from their first token on, or back from their last.

use super::super::token::{TokenKind, tokens};
use super::cursor::Cursor;
use super::words::{Table, lower};

/// How a phrase was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    /// Whether capitals count.
    pub(super) exact: bool,
    /// Whether it must touch the number.
    pub(super) touching: bool,
    /// Whether the last word may have a plural -s.
    pub(super) plural: bool,
}

/// One phrase: its tokens, and what it stands for.
#[derive(Debug)]
struct Phrase<V> {
    parts: Vec<Part>,
    style: Style,
    value: V,
}

#[derive(Debug)]
struct Part {
    text: &'static str,
    /// Whether white space stood before it: then a hyphen may stand there in the text.
    spaced: bool,
}

/// Phrases by their first (or last) token in lower case.
#[derive(Debug)]
pub(super) struct Phrases<V> {
    table: Table<String, Vec<Phrase<V>>>,
    backward: bool,
}

impl<V: Copy> Phrases<V> {
    /// An empty table, to be asked forward from a number, or backward.
    pub(super) fn new(backward: bool) -> Self {
        Self { table: Table::default(), backward }
    }

    /// Adds `text`; one whose first word may have a plural -s is found under that form too.
    pub(super) fn add(&mut self, text: &'static str, style: Style, value: V) {
        let key = parts(text).iter().map(|part| part.text.to_ascii_lowercase()).collect::<Vec<_>>();
        let Some(key) = (if self.backward { key.last() } else { key.first() }) else { return };
        self.insert(key.clone(), text, style, value);
        if style.plural && !self.backward {
            self.insert(format!("{key}s"), text, style, value);
        }
    }

    fn insert(&mut self, key: String, text: &'static str, style: Style, value: V) {
        let row = self.table.entry(key).or_default();
        row.push(Phrase { parts: parts(text), style, value });
        row.sort_by_key(|phrase| std::cmp::Reverse(phrase.parts.len()));
    }

    /// The longest phrase that starts at token `i`: its value and one past its last token.
    pub(super) fn at(&self, t: &Cursor<'_, '_>, i: usize) -> Option<(V, usize)> {
        self.row(t, i)?.iter().find_map(|phrase| phrase.fits(t, i).map(|end| (phrase.value, end)))
    }

    /// The longest phrase that ends with token `last`: its value and its first token.
    pub(super) fn until(&self, t: &Cursor<'_, '_>, last: usize) -> Option<(V, usize)> {
        self.until_after(t, last, t.floor)
    }

    /// The same, where the phrase may start at token `floor` at the earliest.
    pub(super) fn until_after(&self, t: &Cursor<'_, '_>, last: usize, floor: usize) -> Option<(V, usize)> {
        self.row(t, last)?.iter().find_map(|phrase| {
            let first = (last + 1).checked_sub(phrase.parts.len())?;
            if first < floor || (phrase.style.touching && !t.touches(last + 1)) {
                return None;
            }
            let fits = phrase.parts.iter().enumerate().all(|(k, part)| {
                phrase.same(t.text(first + k), part.text) && (k == 0 || part.spaced || t.touches(first + k))
            });
            fits.then_some((phrase.value, first))
        })
    }

    fn row(&self, t: &Cursor<'_, '_>, i: usize) -> Option<&Vec<Phrase<V>>> {
        let text = t.text(i);
        if text.is_empty() || matches!(t.kind(i), TokenKind::LineBreak | TokenKind::BlankLine) {
            return None;
        }
        lower(text, |key| self.table.get(key))
    }
}

/// The tokens of a phrase of a table.
fn parts(text: &'static str) -> Vec<Part> {
    let cut = tokens(text);
    let spaced = |k: usize| k > 0 && cut[k - 1].end() < cut[k].start();
    cut.iter().enumerate().map(|(k, token)| Part { text: token.range().slice(text), spaced: spaced(k) }).collect()
}

impl<V> Phrase<V> {
    /// One past its last token if it starts at token `i`.
    fn fits(&self, t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
        if self.style.touching && !t.touches(i) {
            return None;
        }
        let mut at = i;
        for (k, part) in self.parts.iter().enumerate() {
            let last = k + 1 == self.parts.len();
            if k > 0 && part.spaced && t.is_joint(at) {
                at += 1;
            }
            if k > 0 && !part.spaced && !t.touches(at) {
                return None;
            }
            let text = t.text(at);
            let plural = self.style.plural
                && text.len() == part.text.len() + 1
                && matches!(text.as_bytes().last(), Some(b's' | b'S'))
                && text.get(..part.text.len()).is_some_and(|stem| self.same(stem, part.text));
            // "degrees Celsius", "miles per hour": any part of a name may have the -s.
            if !(self.same(text, part.text) || (plural && (last || !self.style.exact))) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    fn same(&self, text: &str, part: &str) -> bool {
        if self.style.exact { text == part } else { text.eq_ignore_ascii_case(part) }
    }
}
