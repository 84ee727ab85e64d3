//! A figure while it is being put together: tokens in place of bytes.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::FigureKind;

/// Where the words may stand that say what a figure counts or measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    /// Nowhere: dates, scores, multipliers.
    Nowhere,
    /// Right after the figure, or after "of": counts, ordinals, fractions.
    After,
    /// After "of", or after the figure when it stands before a noun: amounts and measures.
    Measured,
}

/// A figure found, over tokens.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// First token.
    pub(super) first: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// Its kind.
    pub(super) kind: FigureKind,
    /// Its value.
    pub(super) value: Option<Decimal>,
    /// Upper end of an interval.
    pub(super) high: Option<Decimal>,
    /// Unit, currency or EDTF form.
    pub(super) unit: Option<Cow<'static, str>>,
    /// The rule that found it.
    pub(super) rule: &'static str,
    /// Where its noun may stand.
    pub(super) noun: Noun,
    /// Whether the words themselves are inexact (dozens).
    pub(super) vague: bool,
    /// Whether it is a number alone, that may take the unit of another one.
    pub(super) bare: bool,
}

impl Found {
    /// A figure with a value and no unit.
    pub(super) fn number(first: usize, end: usize, kind: FigureKind, value: Decimal, rule: &'static str) -> Self {
        Self {
            first,
            end,
            kind,
            value: Some(value),
            high: None,
            unit: None,
            rule,
            noun: if kind == FigureKind::Number { Noun::Nowhere } else { Noun::After },
            vague: false,
            bare: false,
        }
    }

    /// A date, by its EDTF form.
    pub(super) fn date(first: usize, end: usize, edtf: String, rule: &'static str) -> Self {
        Self {
            first,
            end,
            kind: FigureKind::Date,
            value: None,
            high: None,
            unit: Some(Cow::Owned(edtf)),
            rule,
            noun: Noun::Nowhere,
            vague: false,
            bare: false,
        }
    }
}
