//! Figures, places, quotes and sentences.

use dateline::article::{CleanText, TextRange};
use dateline::facts::{Document, extract};

use super::{Budget, fits, within};

const EXTRACTION: Budget = Budget { steps: (2_000, 20), bytes: (200_000, 1_000) };

/// Checks what is found in a text, read as English and as another language or none.
pub fn check(bytes: &[u8]) {
    let text = CleanText::new(&String::from_utf8_lossy(bytes));
    let others = [None, Some("fr"), Some("de"), Some("es")];
    for lang in [Some("en"), others[text.len() % others.len()]] {
        found(&text, lang);
    }
    are_apart(&text, Document::new(&text).sentences().iter().map(|sentence| sentence.range));
}

/// All ranges fit, lists are sorted, twice is once, and there are no more facts than bytes.
fn found(text: &CleanText, lang: Option<&str>) {
    let facts = within(&EXTRACTION, text.len(), || extract(text, lang));
    assert_eq!(facts, extract(text, lang), "twice is once");
    let figures: Vec<_> = facts.figures.iter().map(|figure| figure.range).collect();
    let places: Vec<_> = facts.places.iter().map(|place| place.range).collect();
    let quotes: Vec<_> = facts.quotes.iter().map(|quote| quote.range).collect();
    for ranges in [&figures, &places, &quotes] {
        assert!(ranges.is_sorted_by_key(|range| range.start()), "{ranges:?}");
        assert!(ranges.len() <= text.len());
        for range in ranges {
            fits(text, *range);
        }
    }
    for range in facts.figures.iter().filter_map(|figure| figure.what) {
        fits(text, range);
    }
    for range in facts.quotes.iter().flat_map(|quote| [quote.mention, quote.cue]).flatten() {
        fits(text, range);
    }
}

/// The ranges fit, are sorted and do not overlap.
fn are_apart(text: &str, ranges: impl Iterator<Item = TextRange>) {
    let mut end = 0;
    for range in ranges {
        fits(text, range);
        assert!(range.start() >= end, "{range:?} overlaps");
        end = range.end();
    }
}
