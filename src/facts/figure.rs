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
mod edge;
mod found;
mod game;
mod hedge;
mod idiom;
mod name;
mod noun;
mod number;
mod ordinal;
mod phrase;
mod power;
mod profile;
mod relation;
mod run;
mod shared;
mod suffix;
mod title;
mod unit;
mod veto;
mod what;
mod words;
mod year;

pub use convert::other_system;

use rust_decimal::Decimal;
use serde::Serialize;

use super::document::Document;
use super::place::Place;
use super::token::TokenKind;
use crate::article::{Stop, TextRange};
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

/// Finds the figures of a document; `lang` (BCP 47) says how its numbers are written, and `places`, those that were
/// found in it, whose dollars are meant.
pub fn find(document: &Document<'_>, lang: Option<&str>, places: &[Place]) -> Vec<Figure> {
    find_until(document, lang, places, Stop::NEVER)
}

/// Finds figures, in the order of the text, until it is asked to stop.
pub(super) fn find_until(document: &Document<'_>, lang: Option<&str>, places: &[Place], stop: Stop<'_>) -> Vec<Figure> {
    /// So many tokens are looked at between two questions.
    const ASK: usize = 1000;
    let mut cursor = Cursor::new(document, lang, places);
    let mut found: Vec<Found> = Vec::new();
    let count = document.tokens().len();
    let mut i = 0;
    let mut ask = ASK;
    while i < count && found.len() < super::MOST {
        if i >= ask {
            if stop.is_asked() {
                break;
            }
            ask = i + ASK;
        }
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

/// What is looked for before anything else: dates, clocks, years.
const TIMES: [fn(&Cursor<'_, '_>, usize) -> Option<Found>; 4] = [date::read, game::clock, clock::read, year::read];

fn digits_at(t: &Cursor<'_, '_>, i: usize) -> Step {
    if let Some(end) = veto::dump(t, i).or_else(|| veto::attached(t, i)) {
        return Step::Skip(end);
    }
    if let Some(end) = veto::docket(t, i) {
        return Step::Skip(end);
    }
    if let Some(end) = name::at(t, i) {
        return Step::Skip(end);
    }
    // "$1999" is money, whatever year it may look like.
    let money = currency::is_signed(t, i);
    if !money && let Some(found) = TIMES.iter().find_map(|read| read(t, i)) {
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
            if text == "T" {
                return game::shared_rank(t, i).into();
            }
            if text.len() > 5 && text.as_bytes().last() == Some(&b'd') {
                return relation::word(t, i).into();
            }
            Step::Nothing
        }
        NumberWord::Times(_) => match idiom::at(t, i) {
            Some(end) => Step::Skip(end),
            None => relation::word(t, i).into(),
        },
        _ if t.touches(i) && i > 0 && t.is_digits(i - 1) => Step::Nothing,
        _ => {
            if let Some(found) = date::read(t, i).or_else(|| clock::read(t, i)).or_else(|| year::read(t, i)) {
                return Step::Figure(found);
            }
            if veto::capital_word(t, i) || t.is_capital(i) && title::quoted(t, i).is_some() {
                return Step::Skip(i + 1);
            }
            if let Some(end) = idiom::at(t, i).or_else(|| title::nickname(t, i)) {
                return Step::Skip(end);
            }
            if let Some(end) = ordinal::is_none(t, i) {
                return Step::Skip(end);
            }
            let part = i > 1 && t.is_joint(i - 1) && t.is_word(i - 2) && i - 2 >= t.floor;
            if part && !t.is(i - 2, Classes::PREFIX) && !veto::spans_from_word(t, i) {
                return Step::Skip(i + 1);
            }
            if let Some(found) = ordinal_or_part(t, i) {
                return Step::Figure(found);
            }
            if i > 0 && t.eq(i - 1, "at") && t.eq(i, "one") && t.eq(i + 1, "point") {
                return Step::Skip(i + 1);
            }
            let format = t.eq(i + 2, "day") && t.one_of(i + 3, &["international", "internationals"]);
            if t.is_joint(i + 1) && (t.is(i + 2, Classes::NTH) || format) {
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
    // "a second prize and a fourth at the regatta"
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
    if let Some(found) = year::in_words(number).or_else(|| assemble::one_or_more(t, number)) {
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
        let plain = game::tries(t, number)
            .or_else(|| game::of_teams(t, number))
            .or_else(|| relation::ratio(t, number))
            .or_else(|| relation::times(t, number))
            .or_else(|| relation::score(t, number))
            .or_else(|| relation::spoken_score(t, number))
            .or_else(|| relation::wickets(t, number));
        if let Some(found) = plain {
            return Step::Figure(found);
        }
        if let Some(found) = age::after_name(t, number) {
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
        noun => {
            // "two $500 cheques": the noun of both stands after the amount.
            let amount = found.get(i + 1).filter(|next| {
                figure.kind == FigureKind::Count && next.kind == FigureKind::Money && next.first == figure.end
            });
            let end = amount.map_or(figure.end, |amount| amount.end);
            what::of(t, figure.first, end, figure.kind, noun == Noun::Measured, one)
        }
    };
    let approx = match figure.kind {
        FigureKind::Ordinal => None,
        _ => hedge::of(t, figure),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures of a text, each as `text = value unit`, an interval with two dots.
    fn read(text: &str) -> Vec<String> {
        let figures = find(&Document::new(text), None, &[]);
        let show = |figure: Figure| {
            let part =
                |before: &str, value: Option<String>| value.map(|value| format!("{before}{value}")).unwrap_or_default();
            let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string());
            let (value, high, unit) =
                (part(" ", number(figure.value)), part("..", number(figure.high)), part(" ", figure.unit));
            format!("{} ={value}{high}{unit}", figure.range.slice(text))
        };
        figures.into_iter().map(show).collect()
    }

    #[test]
    fn scales_are_never_lost() {
        assert_eq!(
            read("It paid £11.5m, then US$3–5 billion."),
            ["£11.5m = 11500000 GBP", "US$3–5 billion = 3000000000..5000000000 USD"]
        );
        assert_eq!(read("It rose from $900 to $1.2 million."), ["$900 = 900 USD", "$1.2 million = 1200000 USD"]);
        assert_eq!(
            read("A Rs. 1,000-crore fund of 12,34,567 shares"),
            ["Rs. 1,000-crore = 10000000000 INR", "12,34,567 = 1234567"]
        );
        assert_eq!(read("She owes 30-45,000 francs."), ["30-45,000 francs = 30000..45000 CHF"]);
        assert_eq!(read("Sales fell to 1.45m from 2m cars."), ["1.45m = 1450000", "2m = 2000000"]);
    }

    #[test]
    fn intervals_changes_and_lists() {
        assert_eq!(read("between 3 and 5 per cent"), ["3 and 5 per cent = 3..5 %"]);
        assert_eq!(read("It rose from 2.4 to 3.7 per cent."), ["2.4 = 2.4 %", "3.7 per cent = 3.7 %"]);
        assert_eq!(read("four or five percent"), ["four = 4 %", "five percent = 5 %"]);
        assert_eq!(read("an 8- to 16-metre mirror"), ["8- to 16-metre = 8..16 m"]);
    }

    #[test]
    fn compounds_are_summed() {
        assert_eq!(read("He is 5ft 11in and ran for 2hr 14min."), ["5ft 11in = 71 in", "2hr 14min = 134 minute"]);
        assert_eq!(read("after an hour and a half"), ["an hour and a half = 1.5 hour"]);
        assert_eq!(read("three years and two months"), ["three years and two months = 38 month"]);
    }

    #[test]
    fn dates_as_edtf() {
        assert_eq!(read("on Oct. 27, 2023 at 6.30 p.m."), ["Oct. 27, 2023 = 2023-10-27", "6.30 p.m. = T18:30"]);
        assert_eq!(read("the 2016-18 plan of the 1970s"), ["2016-18 = 2016/2018", "1970s = 197X"]);
        assert_eq!(
            read("12-14 June, a 17th-century fort"),
            ["12-14 June = XXXX-06-12/XXXX-06-14", "17th-century = 16XX"]
        );
    }

    #[test]
    fn what_is_no_figure() {
        for text in [
            "Call 020 7946 0958 or 1-800-555-0137.",
            "an A320 with 5G after COVID-19",
            "Section 4 and No. 7 of Apollo 11",
            "one of the best",
            "She doubled down at half-time in first class.",
            "see example.com/2024/05 or ISBN 978-3-16-148410-0",
            "Day Zero at 1200 Franklin Avenue",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_counted_and_how_exactly() {
        let text = "At least 4,200 dyke repair volunteers saw a £7m loan for a third of voters.";
        let figures = find(&Document::new(text), None, &[]);
        let nouns: Vec<_> = figures.iter().map(|figure| figure.what.map_or("", |what| what.slice(text))).collect();
        assert_eq!(nouns, ["dyke repair volunteers", "loan", "voters"]);
        assert_eq!(figures[0].approx.as_deref(), Some("at least"));
    }

    #[test]
    fn the_dollar_is_that_of_the_country() {
        let currency = |text: &str| {
            let document = Document::new(text);
            find(&document, None, &super::super::place::find(&document)).remove(0).unit
        };
        assert_eq!(currency("SYDNEY: It cost $5.").as_deref(), Some("AUD"));
        assert_eq!(currency("OTTAWA: It cost $5.").as_deref(), Some("CAD"));
        assert_eq!(currency("It cost $5.").as_deref(), Some("USD"));
        assert_eq!(currency("It cost $5, Sydney Miller said.").as_deref(), Some("USD"));
    }
}
