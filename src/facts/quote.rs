//! Quotes: what somebody is quoted as saying, who said it, and what is reported in indirect speech.

mod around;
mod attribute;
mod bare;
mod body;
mod class;
mod cue;
mod ending;
mod find;
mod follow;
mod frame;
mod lines;
mod listener;
mod marks;
mod name;
mod office;
mod opening;
mod person;
mod phrase;
mod relative;
mod reported;
mod resolve;
mod sane;
mod subject;
mod unnamed;
mod verdict;

use serde::Serialize;

use super::document::Document;
use crate::article::TextRange;

/// The kinds of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Inside quotation marks and attributed to somebody.
    Direct,
    /// A few quoted words inside reported speech.
    Fragment,
    /// Indirect speech: the reported clause.
    Reported,
}

/// One quote.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The words, without the marks (bytes).
    pub range: TextRange,
    /// Who said it: the fullest name the article gives.
    pub speaker: Option<String>,
    /// The mention in the attributing clause ("he").
    pub mention: Option<TextRange>,
    /// The verb or phrase that attributes it.
    pub cue: Option<TextRange>,
    /// Its kind.
    pub kind: QuoteKind,
    /// Parts of one statement share a number.
    pub group: Option<u32>,
    /// Why it is a quote and of this speaker: the rule's name, for the details.
    pub rule: &'static str,
}

/// Finds the quotes of a document, sorted by start. A [`QuoteKind::Reported`] clause may hold fragments.
pub fn find(document: &Document<'_>) -> Vec<Quote> {
    find::quotes(document)
}
