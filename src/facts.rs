//! Extraction: the figures, places and quotes of a text. Pure: text in, values out, no file, clock or thread.
//!
//! One pass makes a [`Document`] (tokens, sentences, paragraphs); each kind of fact is found on it by a module of
//! its own ([`figure`], [`place`], [`quote`]), with its words and tables from `assets/` (see [`lexicon`]).
//! **Facts are derived**: they can be computed again from the text at any time. Extraction has no errors, only
//! fewer facts; lists are sorted by start and facts of one kind do not overlap unless their module says so.

pub mod document;
pub mod figure;
pub mod lexicon;
pub mod place;
pub mod quote;
mod sentence;
mod token;

pub use document::{Document, Sentence};
pub use figure::{Figure, FigureKind};
pub use place::{Place, PlaceKind};
pub use quote::{Quote, QuoteKind};
pub(crate) use sentence::Line;
pub use token::{Case, Token, TokenKind};

use crate::article::{Stop, TextRange};

/// Changes whenever the same text would yield other facts: what is kept of facts is rebuilt then.
pub const EXTRACTOR_VERSION: u32 = 4;

/// Everything found in one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Figures, sorted by start.
    pub figures: Vec<Figure>,
    /// Places, sorted by start.
    pub places: Vec<Place>,
    /// Quotes, sorted by start.
    pub quotes: Vec<Quote>,
}

/// The three kinds of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactKind {
    /// A number that says something.
    Figure,
    /// A place on Earth.
    Place,
    /// Somebody's words.
    Quote,
}

/// One fact, named by its kind and its number in that kind's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactId {
    /// Its kind.
    pub kind: FactKind,
    /// Its index in the list of that kind.
    pub index: usize,
}

impl FactKind {
    /// All kinds, in the order of the panes.
    pub const ALL: [Self; 3] = [Self::Figure, Self::Place, Self::Quote];
}

impl Facts {
    /// How many facts of `kind` there are.
    pub fn len(&self, kind: FactKind) -> usize {
        match kind {
            FactKind::Figure => self.figures.len(),
            FactKind::Place => self.places.len(),
            FactKind::Quote => self.quotes.len(),
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        FactKind::ALL.iter().all(|kind| self.len(*kind) == 0)
    }

    /// Where a fact stands; None when there is no such fact.
    pub fn range(&self, id: FactId) -> Option<TextRange> {
        match id.kind {
            FactKind::Figure => self.figures.get(id.index).map(|fact| fact.range),
            FactKind::Place => self.places.get(id.index).map(|fact| fact.range),
            FactKind::Quote => self.quotes.get(id.index).map(|fact| fact.range),
        }
    }
}

/// The most facts of one kind that are kept of one text. News has a few hundred; a flood must not cost all memory.
pub const MOST: usize = 50_000;

/// Facts are found in no more than the first so many bytes of a text.
pub const REACH: usize = 8 << 20;

/// Finds all facts of `text`, the first [`MOST`] of each kind. `lang` is a BCP 47 tag: places and quotes are found in English only (None counts as
/// English); figures are read by the language's way of writing numbers.
pub fn extract(text: &str, lang: Option<&str>) -> Facts {
    extract_until(text, lang, Stop::NEVER).0
}

/// Finds facts as [`extract`] does, until it is asked to stop; tells whether it found all of them.
pub fn extract_until(text: &str, lang: Option<&str>, stop: Stop<'_>) -> (Facts, bool) {
    let mut facts = Facts::default();
    if stop.is_asked() {
        return (facts, false);
    }
    let read = &text[..text.floor_char_boundary(REACH.min(text.len()))];
    let document = Document::new(read);
    let english = is_english(lang);
    let mut whole = read.len() == text.len();
    if english && !stop.is_asked() {
        let (places, all) = place::find_most(&document);
        facts.places = capped(places);
        whole &= all;
    }
    if !stop.is_asked() {
        facts.figures = capped(figure::find_until(&document, lang, &facts.places, stop));
    }
    if english && !stop.is_asked() {
        facts.quotes = capped(quote::find(&document));
    }
    let full = FactKind::ALL.iter().any(|kind| facts.len(*kind) == MOST);
    (facts, whole && !full && !stop.is_asked())
}

fn capped<T>(mut facts: Vec<T>) -> Vec<T> {
    if facts.len() > MOST {
        facts.truncate(MOST);
        facts.shrink_to_fit();
    }
    facts
}

/// Whether facts are made for this language.
pub fn is_english(lang: Option<&str>) -> bool {
    lang.is_none_or(|tag| tag.len() >= 2 && tag.as_bytes()[..2].eq_ignore_ascii_case(b"en"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_facts_is_cut() {
        let facts = extract(&"It sank 7,000 boats. ".repeat(MOST + 10), None);
        assert_eq!(facts.figures.len(), MOST);
    }
}
