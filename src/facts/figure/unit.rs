//! Units of measure: `assets/lexicon/units.tsv`.

use std::str::FromStr as _;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::super::lexicon;
use super::cursor::Cursor;
use super::phrase::{Phrases, Style};
use super::words::{Classes, Table};

/// What a unit measures, as far as the rules care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dimension {
    /// Per cent.
    Percent,
    /// Percentage points and basis points.
    Points,
    /// A time span.
    Time,
    /// Degrees Celsius and Fahrenheit, kelvin: not to be converted by a factor.
    Temperature,
    /// Anything else, by its name in the table.
    Other(&'static str),
}

/// One unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// How the contract writes it.
    pub(super) symbol: &'static str,
    /// What it measures.
    pub(super) dimension: Dimension,
    /// Times the base unit of its dimension.
    pub(super) factor: Decimal,
}

/// Points of an index: their unit is chosen by the sentence, not by the table.
pub(super) const POINT: Unit = Unit { symbol: "point", dimension: Dimension::Other("point"), factor: Decimal::ONE };

static UNITS: LazyLock<Phrases<Unit>> = LazyLock::new(|| {
    let mut phrases = Phrases::new(false);
    for row in lexicon::rows(include_str!("../../../assets/lexicon/units.tsv")) {
        let Some(unit) = unit(&row) else { continue };
        for name in names(&row, 3) {
            phrases.add(name, Style { exact: false, touching: false, plural: true }, unit);
        }
        for name in names(&row, 4) {
            let touching = name.ends_with('!');
            phrases.add(name.trim_end_matches('!'), Style { exact: true, touching, plural: false }, unit);
        }
    }
    phrases
});

/// Names in other languages than English.
static FOREIGN: LazyLock<Phrases<Unit>> = LazyLock::new(|| {
    let mut phrases = Phrases::new(false);
    for row in lexicon::rows(include_str!("../../../assets/lexicon/units_foreign.tsv")) {
        let Some(unit) = row.first().and_then(|symbol| by_symbol(symbol)) else { continue };
        for name in names(&row, 1) {
            phrases.add(name, Style { exact: false, touching: false, plural: false }, unit);
        }
    }
    phrases
});

/// The unit of a row of the table.
fn unit(row: &[&'static str]) -> Option<Unit> {
    let dimension = match *row.get(1)? {
        "percent" => Dimension::Percent,
        "pp" => Dimension::Points,
        "time" => Dimension::Time,
        "temperature" => Dimension::Temperature,
        other => Dimension::Other(other),
    };
    Some(Unit { symbol: row.first()?, dimension, factor: Decimal::from_str(row.get(2)?).ok()? })
}

/// The names in column `column` of a row.
fn names(row: &[&'static str], column: usize) -> impl Iterator<Item = &'static str> {
    row.get(column).into_iter().flat_map(|names| names.split(',')).map(str::trim).filter(|name| !name.is_empty())
}

/// The unit whose name or symbol starts at token `i`, and one past it.
pub(super) fn at(t: &Cursor<'_, '_>, i: usize) -> Option<(Unit, usize)> {
    if !t.english
        && let Some(named) = FOREIGN.at(t, i)
    {
        return Some(named);
    }
    let (unit, end) = UNITS.at(t, i)?;
    if t.is_word(i) {
        let text = t.text(i);
        let letter = text.len() == 1;
        // "8-K" is a form, "5-m" no way to write a length.
        if letter && i > 0 && t.is_hyphen(i - 1) {
            return None;
        }
        // "5 m" is a length, "Ward 5 M" is none; a letter before a full stop and a name is an initial.
        if letter
            && t.touches(end)
            && (t.is_apostrophe(end) || t.is_word(end) || t.is_digits(end) || t.is_hyphen(end) && !t.touches(i))
        {
            return None;
        }
        if !t.touches(i) && letter && !matches!(text, "C" | "F" | "m" | "l" | "L" | "g") && !is_tonne(t, i, end) {
            return None;
        }
        return context(t, i, unit).map(|unit| (unit, end));
    }
    Some((unit, end))
}

/// Whether a lone t after a space is a tonne: "612 000 t of stone", "a load of 40 t."
fn is_tonne(t: &Cursor<'_, '_>, i: usize, end: usize) -> bool {
    t.text(i) == "t"
        && (t.eq(end, "of") || !t.is_word(end) && !t.touches(end) || matches!(t.text(end), "." | "," | ")"))
}

/// The unit that a symbol or a word means here, where it may mean several; None for no unit.
fn context(t: &Cursor<'_, '_>, i: usize, unit: Unit) -> Option<Unit> {
    match t.text(i) {
        // "30 kt of sand", "winds of 30 kt"
        "kt" if !t.eq(i + 1, "of") && super::relation::near(t, i, i + 1, Classes::KNOTS) => by_symbol("kn"),
        "gig" | "gigs" if !(super::relation::near(t, i, i + 1, Classes::DATA) || i > 0 && t.is_joint(i - 1)) => None,
        _ => Some(unit),
    }
}

static SYMBOLS: LazyLock<Table<&'static str, Unit>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../assets/lexicon/units.tsv"))
        .filter_map(|row| unit(&row))
        .map(|unit| (unit.symbol, unit))
        .collect()
});

/// The unit with this symbol.
pub(super) fn by_symbol(symbol: &str) -> Option<Unit> {
    SYMBOLS.get(symbol).copied()
}
