//! Figures: numbers that say something, with value, unit, what they count, and how exact they are.

use rust_decimal::Decimal;
use serde::Serialize;

use super::document::Document;
use crate::article::TextRange;

/// The kinds of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureKind {
    /// An amount of a currency.
    Money,
    /// Per cent, percentage points, basis points.
    Percent,
    /// Anything measured.
    Quantity,
    /// How many discrete things.
    Count,
    /// A rank.
    Ordinal,
    /// A calendar date, year, range of years or clock time.
    Date,
    /// A time span or an age.
    Duration,
    /// A bare number, score, fraction, ratio or multiplier.
    Number,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number with its sign, currency, scale word and unit, and nothing else (bytes).
    pub range: TextRange,
    /// Its kind.
    pub kind: FigureKind,
    /// Value in the unit's plain multiple; None for a date.
    pub value: Option<Decimal>,
    /// Upper end of an interval.
    pub high: Option<Decimal>,
    /// ISO 4217 code, "%", the unit's symbol, or a date's EDTF form; None for a count.
    pub unit: Option<String>,
    /// What is counted or measured: a noun phrase of the text (bytes).
    pub what: Option<TextRange>,
    /// The hedge ("at least", "about"), in lower case.
    pub approx: Option<String>,
    /// For a conversion in brackets: index of the figure that says the same in another unit.
    pub same_as: Option<usize>,
    /// Why it is a figure: the rule's name, for the details.
    pub rule: &'static str,
}

/// Finds the figures of a document; `lang` (BCP 47) says how its numbers are written.
pub fn find(document: &Document<'_>, lang: Option<&str>) -> Vec<Figure> {
    let _ = (document, lang);
    Vec::new()
}
