//! Figures: numbers that say something, with value, unit, what they count, and how exact they are.

mod age;
mod amount;
mod assemble;
mod cardinal;
mod clock;
mod compound;
mod context;
mod convert;
mod currency;
mod cursor;
mod date;
mod digits;
mod found;
mod hedge;
mod number;
mod ordinal;
mod phrase;
mod profile;
mod relation;
mod suffix;
mod unit;
mod veto;
mod what;
mod words;
mod year;

pub use convert::other_system;

use rust_decimal::Decimal;
use serde::Serialize;

use super::document::Document;
use super::token::TokenKind;
use crate::article::TextRange;
use amount::Amount;
use cursor::Cursor;
use found::{Found, Noun};
use number::Form;
use words::{Classes, NumberWord};

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
    let mut cursor = Cursor::new(document, lang);
    let mut found: Vec<Found> = Vec::new();
    let count = document.tokens().len();
    let mut i = 0;
    while i < count {
        match step(&cursor, i) {
            Step::Figure(figure) if figure.first >= cursor.floor && figure.end > i => {
                i = figure.end;
                cursor.floor = i;
                found.push(figure);
            }
            Step::Skip(end) if end > i => {
                i = end;
                cursor.floor = i;
            }
            _ => i += 1,
        }
    }
    context::settle(&cursor, &mut found);
    let figures = (0..found.len()).map(|i| finish(&cursor, &found, i));
    figures.collect()
}

/// What stands at a token.
enum Step {
    /// A figure.
    Figure(Found),
    /// No figure, up to this token.
    Skip(usize),
    /// Nothing that concerns figures.
    Nothing,
}

impl From<Option<Found>> for Step {
    fn from(found: Option<Found>) -> Self {
        found.map_or(Self::Nothing, Self::Figure)
    }
}

fn step(t: &Cursor<'_, '_>, i: usize) -> Step {
    match t.kind(i) {
        TokenKind::Digits => digits_at(t, i),
        TokenKind::Word => word_at(t, i),
        TokenKind::Sign => sign_at(t, i),
        TokenKind::LineBreak | TokenKind::BlankLine => Step::Nothing,
    }
}

fn digits_at(t: &Cursor<'_, '_>, i: usize) -> Step {
    if let Some(end) = veto::attached(t, i) {
        return Step::Skip(end);
    }
    if let Some(end) = veto::docket(t, i) {
        return Step::Skip(end);
    }
    if let Some(found) = date::read(t, i).or_else(|| clock::read(t, i)).or_else(|| year::read(t, i)) {
        return Step::Figure(found);
    }
    if let Some(end) = veto::identifier(t, i).or_else(|| ordinal::is_none(t, i)) {
        return Step::Skip(end);
    }
    if let Some(found) = ordinal::read(t, i) {
        return Step::Figure(found);
    }
    number_at(t, i)
}

fn word_at(t: &Cursor<'_, '_>, i: usize) -> Step {
    let word = t.word(i);
    if word.month > 0
        && let Some(found) = date::read(t, i)
    {
        return Step::Figure(found);
    }
    match word.number {
        NumberWord::None if word.month > 0 => Step::Nothing,
        NumberWord::None => {
            let text = t.text(i);
            if text.len() <= 2 && matches!(text, "Q" | "FY") {
                return year::read(t, i).into();
            }
            if text.len() > 5 && text.as_bytes().last() == Some(&b'd') {
                return relation::word(t, i).into();
            }
            Step::Nothing
        }
        NumberWord::Times(_) => relation::word(t, i).into(),
        _ if t.touches(i) && i > 0 && t.is_digits(i - 1) => Step::Nothing,
        _ => {
            if let Some(found) = date::read(t, i).or_else(|| clock::read(t, i)).or_else(|| year::read(t, i)) {
                return Step::Figure(found);
            }
            if veto::capital_word(t, i) {
                return Step::Skip(i + 1);
            }
            if let Some(end) = ordinal::is_none(t, i) {
                return Step::Skip(end);
            }
            if i > 1 && t.is_joint(i - 1) && t.is_word(i - 2) && i - 2 >= t.floor && !t.is(i - 2, Classes::PREFIX) {
                return Step::Skip(i + 1);
            }
            if let Some(found) = ordinal_or_part(t, i) {
                return Step::Figure(found);
            }
            if t.is_joint(i + 1) && t.is(i + 2, Classes::NTH) {
                return Step::Skip(i + 3);
            }
            number_at(t, i)
        }
    }
}

/// A number word that starts an ordinal, unless "a third" is a part of something.
fn ordinal_or_part(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let found = ordinal::read(t, i)?;
    let article = i > 0 && t.one_of(i - 1, &["a", "an"]);
    let part = article
        && found.end == i + 1
        && !t.eq(i, "second")
        && !t.eq(i, "first")
        && (!t.is_word(found.end) || t.is(found.end, Classes::FRACTION_END))
        && !t.is_joint(found.end);
    // "a second win and a fourth at the World Cup"
    let part = part
        && !(1..14)
            .map_while(|k| i.checked_sub(k + 1))
            .take_while(|at| !t.is_end(*at))
            .any(|at| t.eq(at, "a") && matches!(t.number_word(at + 1), NumberWord::Ordinal(_)));
    let share = found.end > i + 1 && found.value == Some(Decimal::ONE);
    (!part && !share).then_some(found)
}

fn sign_at(t: &Cursor<'_, '_>, i: usize) -> Step {
    if t.is_apostrophe(i) {
        return year::read(t, i).into();
    }
    if t.text(i) == "." && (!t.is_digits(i + 1) || !t.touches(i + 1) || t.touches(i)) {
        return Step::Nothing;
    }
    if t.text(i).len() == 1 && t.text(i) != "." {
        return Step::Nothing;
    }
    number_at(t, i)
}

/// The number at token `i`, with all that belongs to it.
fn number_at(t: &Cursor<'_, '_>, i: usize) -> Step {
    let Some(amount) = Amount::read(t, i) else { return Step::Nothing };
    let number = &amount.number;
    if amount.first < t.floor {
        return Step::Nothing;
    }
    if let Some(found) = year::in_words(number) {
        return Step::Figure(found);
    }
    let word = t.is_word(i);
    if word
        && number.value == Decimal::ONE
        && t.eq(i, "one")
        && amount.measure.is_none()
        && relation::ratio(t, number).is_none()
        && !veto::one_counts(t, i)
        && number.end == i + 1
    {
        return Step::Skip(i + 1);
    }
    let enumerates = word
        && number.form == Form::Words
        && t.opens_sentence(amount.first)
        && t.text(number.end) == ","
        && !t.one_of(number.end + 1, &["including", "of", "all", "both", "among", "most", "some", "mostly"]);
    if enumerates || number.whole_digits > 15 && number.is_bare() && amount.measure.is_none() {
        return Step::Skip(number.end);
    }
    if let Some(found) = age::old(t, &amount) {
        return Step::Figure(found);
    }
    if amount.measure.is_none() && !amount.leading {
        let plain = relation::ratio(t, number)
            .or_else(|| relation::times(t, number))
            .or_else(|| relation::score(t, number))
            .or_else(|| relation::wickets(t, number));
        if let Some(found) = plain {
            return Step::Figure(found);
        }
        if veto::named(t, &amount) {
            return Step::Skip(number.end);
        }
        if let Some(found) = age::bare(t, number) {
            return Step::Figure(found);
        }
    }
    if number.form == Form::Fraction && amount.measure.is_none() && veto::no_part(t, &amount) {
        return Step::Skip(amount.end);
    }
    Step::Figure(assemble::figure(t, &amount))
}

/// Tokens to bytes, with noun and hedge.
fn finish(t: &Cursor<'_, '_>, found: &[Found], i: usize) -> Figure {
    let figure = &found[i];
    let one = figure.value == Some(Decimal::ONE) && figure.high.is_none();
    let what = match figure.noun {
        _ if !t.english => None,
        Noun::Nowhere => None,
        noun => what::of(t, figure.first, figure.end, figure.kind, noun == Noun::Measured, one),
    };
    let approx = match figure.kind {
        FigureKind::Ordinal => None,
        _ => hedge::of(t, figure.first, figure.end),
    };
    let approx =
        approx.or_else(|| figure.vague.then(|| t.range(figure.first, figure.end).slice(t.doc().text()).to_lowercase()));
    Figure {
        range: t.range(figure.first, figure.end),
        kind: figure.kind,
        value: figure.value,
        high: figure.high,
        unit: figure.unit.as_deref().map(str::to_owned),
        what,
        approx,
        same_as: context::same(t, found, i),
        rule: figure.rule,
    }
}
