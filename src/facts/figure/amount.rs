//! A number with its sign, its currency or its unit.

use rust_decimal::Decimal;

use super::super::token::Case;
use super::currency::{self, Currency};
use super::cursor::Cursor;
use super::number::{Form, Number};
use super::unit::{self, Dimension, Unit};
use super::what;
use super::words::{Classes, NumberWord};

/// What a number is measured in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Measure {
    /// A unit.
    Unit(Unit),
    /// A currency.
    Money(Currency),
}

/// A number and what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Amount {
    /// First token: a sign, a currency, or the number's own.
    pub(super) first: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// The number, its sign applied.
    pub(super) number: Number,
    /// Its unit or currency.
    pub(super) measure: Option<Measure>,
    /// Whether the currency stands before the number.
    pub(super) leading: bool,
    /// Whether the unit stands away from the number and is not part of the figure ("five more years").
    pub(super) remote: bool,
}

impl Amount {
    /// Reads the amount whose number starts at token `i`.
    pub(super) fn read(t: &Cursor<'_, '_>, i: usize) -> Option<Self> {
        let number = Number::read(t, i)?;
        let mut amount =
            Self { first: number.first, end: number.end, number, measure: None, leading: false, remote: false };
        amount.take_prefix(t);
        if amount.leading {
            amount.money_scale(t);
            amount.second_name(t);
        } else {
            amount.take_suffix(t);
            amount.take_parts(t);
            amount.take_start(t);
        }
        Some(amount)
    }

    /// Reads the amount that starts at token `at`, sign or currency included.
    pub(super) fn starting(t: &Cursor<'_, '_>, at: usize) -> Option<Self> {
        for i in at..at + 4 {
            let digits = t.is_digits(i) || (t.text(i) == "." && t.is_digits(i + 1));
            if digits || (t.is_word(i) && t.number_word(i) != NumberWord::None) {
                let amount = Self::read(t, i)?;
                return (amount.first == at || (amount.first + 1 == at && t.is_dash(amount.first)))
                    .then_some(Self { first: at, ..amount });
            }
        }
        None
    }

    /// Whether it has a measure of this dimension.
    pub(super) fn is_time(&self) -> bool {
        matches!(self.measure, Some(Measure::Unit(Unit { dimension: Dimension::Time, .. })))
    }

    /// The currency, minus sign and sign words before the number.
    fn take_prefix(&mut self, t: &Cursor<'_, '_>) {
        let mut first = self.first;
        let mut negative = false;
        // "$-99.99"
        if first > t.floor
            && matches!(t.text(first - 1), "-" | "−")
            && t.touches(first)
            && first - 1 > t.floor
            && t.touches(first - 1)
            && currency::before(t, first - 1).is_some()
        {
            (first, negative) = (first - 1, true);
        }
        match currency::before(t, first) {
            Some((currency, at)) if currency::believed(t, currency, at, &self.number) && !self.number.padded => {
                self.measure = Some(Measure::Money(currency));
                self.leading = true;
                first = at;
            }
            _ if negative => return,
            _ => {}
        }
        let before = first.checked_sub(1).filter(|before| *before >= t.floor);
        if let Some(before) = before {
            let sign = matches!(t.text(before), "-" | "−" | "–") && t.touches(first);
            let free = !t.touches(before) || matches!(t.text(before.wrapping_sub(1)), "(" | "\"" | "“" | "≤");
            if sign && free && !negative {
                (first, negative) = (before, true);
            } else if t.one_of(before, &["minus", "negative"]) {
                (first, negative) = (before, true);
            } else if t.text(before) == "±" && t.touches(first) {
                first = before;
            }
        }
        self.first = first;
        if negative {
            self.number.value = -self.number.value;
            self.number.plain = -self.number.plain;
        }
    }

    /// m, k, bn, b, t, cr after a number that is money.
    fn money_scale(&mut self, t: &Cursor<'_, '_>) {
        let at = if t.is_joint(self.end) { self.end + 1 } else { self.end };
        if self.number.scale > Decimal::ONE || !t.is_word(at) {
            return;
        }
        let near = t.touches(at);
        let scale: u64 = match t.text(at) {
            "m" | "M" | "MM" | "mm" | "mil" if near => 1_000_000,
            "m" | "M" | "MM" if !t.is_apostrophe(at + 1) => 1_000_000,
            "k" | "K" if near => 1000,
            "b" | "B" if near => 1_000_000_000,
            "t" | "T" if near => 1_000_000_000_000,
            "cr" | "Cr" | "crs" => 10_000_000,
            "L" if near => 100_000,
            _ => return,
        };
        if t.touches(at + 1) && (t.is_word(at + 1) || t.is_digits(at + 1)) {
            return;
        }
        if self.number.scale_by(scale.into(), at + 1) {
            self.end = at + 1;
        }
    }

    /// A name after a sign: "$5 Canadian", "$20 billion US"; and "3 dollars 50 cents".
    fn second_name(&mut self, t: &Cursor<'_, '_>) {
        let at = self.end;
        if let Some((currency, end)) = currency::after(t, at, &self.number)
            && !currency.is_minor()
            && t.case(at) == Case::Upper
            && t.text(at).len() == 3
        {
            self.measure = Some(Measure::Money(currency));
            self.end = end;
        } else if let Some(Measure::Money(own)) = self.measure
            && let Some((named, end)) = currency::after(t, at, &self.number)
            && named.names(own)
        {
            // "$1 million dollars"
            self.end = end;
        }
    }

    /// The unit or currency after the number.
    fn take_suffix(&mut self, t: &Cursor<'_, '_>) {
        self.letter_scale(t);
        let mut at = self.end;
        let fraction = self.number.form == Form::Fraction;
        if t.is_joint(at) {
            at += 1;
        } else if fraction && t.eq(at, "of") && t.one_of(at + 1, &["a", "an"]) {
            at += 2;
        } else if fraction && t.one_of(at, &["a", "an"]) {
            at += 1;
        } else if self.number.form == Form::Vague && t.eq(at, "of") {
            at += 1;
        }
        if t.is_break(at) || (self.number.form == Form::Fraction && at == self.end && !plain_unit(t, at)) {
            return;
        }
        if let Some((currency, end)) = currency::after(t, at, &self.number) {
            if currency.is_pound() && is_weight(t, self, at, end) {
                self.set_unit(unit::by_symbol("lb"), end);
                return;
            }
            (self.measure, self.end) = (Some(Measure::Money(currency)), end);
            return;
        }
        if let Some((unit, end)) = unit::at(t, at) {
            if self.accepts(t, unit, at, end) {
                self.set_unit(Some(unit), end);
            }
            return;
        }
        if t.one_of(at, &["point", "points"]) {
            self.set_unit(points(t, self.first, at + 1), at + 1);
            return;
        }
        if at == self.end && t.one_of(at, FILLERS) {
            if let Some((unit, _)) = unit::at(t, at + 1).filter(|(unit, _)| unit.dimension == Dimension::Time) {
                (self.measure, self.remote) = (Some(Measure::Unit(unit)), true);
            }
        }
    }

    fn set_unit(&mut self, unit: Option<Unit>, end: usize) {
        if let Some(unit) = unit {
            (self.measure, self.end) = (Some(Measure::Unit(unit)), end);
        }
    }

    /// Whether this unit after this number is meant as one.
    fn accepts(&self, t: &Cursor<'_, '_>, unit: Unit, at: usize, end: usize) -> bool {
        let hyphen = at > self.end && t.is_hyphen(at - 1);
        let one = self.number.value == Decimal::ONE;
        match t.text(at) {
            // "four second-half goals", "two second homes"
            "second" | "Second" => hyphen || (one && !t.is_joint(end)) || self.number.form == Form::Fraction,
            "quarter" => hyphen,
            "in" => t.touches(at),
            "cup" | "cups" | "Cup" | "Cups" => t.case(at) == Case::Lower || self.end == at && t.text(at).ends_with('s'),
            "C" | "F" => self.number.value.abs() < Decimal::from(3000) && !(t.touches(end) && t.is_dash(end)),
            "day" => {
                hyphen
                    || !one
                    || !(self.number.form == Form::Words)
                    || t.is_word(end) && !t.opens_sentence(self.first) && !t.is(end, Classes::PERSON)
            }
            _ => unit.dimension != Dimension::Percent || t.text(at) != "percentage" || !t.is_word(end),
        }
    }

    /// m, k, M, K, b after a number that is no money so far: metres or millions, kelvin or thousands.
    fn letter_scale(&mut self, t: &Cursor<'_, '_>) {
        let at = self.end;
        if self.number.form != Form::Digits
            || self.number.scale > Decimal::ONE
            || !t.is_word(at)
            || t.text(at).len() > 2
        {
            return;
        }
        let near = t.touches(at);
        let closed = !(t.touches(at + 1) && (t.is_word(at + 1) || t.is_digits(at + 1) || t.text(at + 1) == "/"));
        let scale: u64 = match t.text(at) {
            "m" if closed && is_million(t, self.first, at) => 1_000_000,
            "M" if closed && near => 1_000_000,
            "k" if closed && near => 1000,
            "K" if closed && near && (self.number.places == 0 || self.number.value < Decimal::from(50)) => 1000,
            "b" | "B" if closed && near => 1_000_000_000,
            "cr" | "Cr" if closed => 10_000_000,
            _ => return,
        };
        if self.number.scale_by(scale.into(), at + 1) {
            self.end = at + 1;
        }
    }

    /// Further parts in smaller units: "5ft 11in", "two hours and 20 minutes", "6-foot-3", "7st 12lb".
    fn take_parts(&mut self, t: &Cursor<'_, '_>) {
        for _ in 0..4 {
            let Some(Measure::Unit(unit)) = self.measure else { return self.minor_money(t) };
            if self.remote {
                return;
            }
            if let Some((value, unit, end)) = next_part(t, self, unit) {
                self.number.value = value;
                (self.measure, self.end) = (Some(Measure::Unit(unit)), end);
            } else {
                return;
            }
        }
    }

    /// "3 dollars 50 cents", "one euro and 20 cents".
    fn minor_money(&mut self, t: &Cursor<'_, '_>) {
        let Some(Measure::Money(currency)) = self.measure else { return };
        if currency.is_minor() {
            return;
        }
        let at = if t.eq(self.end, "and") { self.end + 1 } else { self.end };
        if !(t.is_digits(at)
            || matches!(t.number_word(at), NumberWord::Digit(_) | NumberWord::Teen(_) | NumberWord::Ten(_)))
        {
            return;
        }
        let Some(number) =
            Number::read(t, at).filter(|number| number.value < Decimal::ONE_HUNDRED && number.is_whole())
        else {
            return;
        };
        let Some((minor, end)) = currency::after(t, number.end, &number) else { return };
        if minor.is_minor()
            && let Some(value) = self.number.value.checked_add(number.value / Decimal::ONE_HUNDRED)
        {
            (self.number.value, self.end) = (value, end);
        }
    }

    /// "an hour and a half", "a minute and 30 seconds": the article and unit before the number belong to it.
    fn take_start(&mut self, t: &Cursor<'_, '_>) {
        let i = self.first;
        if i < t.floor + 3 || i < 3 {
            return;
        }
        // "an hour and [a half]": the number's own "a" is taken already.
        let (and, half) = if t.eq(i - 1, "and") {
            (i - 1, self.number.form == Form::Fraction && self.measure.is_none())
        } else {
            return;
        };
        let Some((unit, end)) = unit::at(t, and - 1) else { return };
        if end != and || !t.one_of(and - 2, &["a", "an", "one"]) || and - 2 < t.floor {
            return;
        }
        if half {
            self.number.value += Decimal::ONE;
            self.number.form = Form::Words;
            (self.measure, self.first) = (Some(Measure::Unit(unit)), and - 2);
        } else if let Some(Measure::Unit(own)) = self.measure
            && let Some(more) = ratio(unit, own)
        {
            self.number.value += more;
            self.first = and - 2;
        }
    }
}

/// Words that may stand between a number and its unit.
const FILLERS: &[&str] = &[
    "more",
    "fewer",
    "extra",
    "additional",
    "further",
    "consecutive",
    "straight",
    "successive",
    "whole",
    "full",
    "working",
    "calendar",
    "business",
    "long",
    "short",
    "solid",
    "hot",
    "bad",
    "good",
    "happy",
    "difficult",
    "hard",
    "tough",
    "turbulent",
    "other",
];

/// Whether a unit in the singular or plural stands at `at` right after a fraction: "half hour", "½ inch".
fn plain_unit(t: &Cursor<'_, '_>, at: usize) -> bool {
    unit::at(t, at).is_some()
        || currency::after(t, at, &Number::plain(at, at, Decimal::ONE, Form::Fraction)).is_some()
        || t.one_of(at, &["point"])
}

/// Whether "pounds" are a weight here.
fn is_weight(t: &Cursor<'_, '_>, amount: &Amount, at: usize, end: usize) -> bool {
    if amount.number.scale >= Decimal::from(1_000_000) && (t.profile().pounds || !t.eq(end, "of")) {
        return false;
    }
    let hyphen = at > amount.end;
    let stuff = t.eq(end, "of") && !t.is(end + 1, Classes::DETERMINER);
    let weighs = (1..6).any(|k| {
        amount.first >= k
            && t.one_of(amount.first - k, &["weighs", "weighed", "weighing", "weigh", "weight", "heavier", "lighter"])
    });
    weighs
        || !t.profile().pounds
            && (hyphen || stuff || !t.profile().british && t.profile().currency_of("USD GBP") == "USD")
}

/// The next smaller part of a compound, from the end of `amount`: the whole value in its unit.
fn next_part(t: &Cursor<'_, '_>, amount: &Amount, unit: Unit) -> Option<(Decimal, Unit, usize)> {
    let mut at = amount.end;
    // "6-foot-3"
    if unit.symbol == "ft" && t.is_joint(at) && t.is_digits(at + 1) && !(t.touches(at + 2) && t.is_word(at + 2)) {
        let inches: u32 = t.text(at + 1).parse().ok().filter(|inches| *inches < 12)?;
        let value = amount.number.value.checked_mul(12.into())?.checked_add(inches.into())?;
        return Some((value, unit::by_symbol("in")?, at + 2));
    }
    // "two hours and a half"
    let half = t.eq(at, "and")
        && t.eq(at + 1, "a")
        && t.number_word(at + 2) == NumberWord::Half
        && unit.dimension == Dimension::Time;
    if half && amount.number.is_whole() {
        return Some((amount.number.value.checked_add(Decimal::new(5, 1))?, unit, at + 3));
    }
    if !matches!(unit.dimension, Dimension::Time | Dimension::Other("length" | "mass")) || !amount.number.is_whole() {
        return None;
    }
    if t.text(at) == "," {
        at += 1;
    }
    if t.eq(at, "and") {
        at += 1;
    }
    let starts =
        t.is_digits(at) || matches!(t.number_word(at), NumberWord::Digit(_) | NumberWord::Teen(_) | NumberWord::Ten(_));
    if !starts {
        return None;
    }
    let number = Number::read(t, at).filter(|number| number.first == at)?;
    let (part, end) = if unit.symbol == "hour" && t.text(number.end) == "m" && t.touches(number.end) {
        (unit::by_symbol("minute")?, number.end + 1)
    } else {
        unit::at(t, number.end)?
    };
    if t.text(number.end) == "second" && number.value != Decimal::ONE {
        return None;
    }
    let whole = amount.number.value.checked_mul(ratio(unit, part)?)?;
    Some((whole.checked_add(number.value)?, part, end))
}

/// How many of the smaller unit `part` make one `unit`; None unless `part` is smaller and of the same dimension.
fn ratio(unit: Unit, part: Unit) -> Option<Decimal> {
    if unit.dimension != part.dimension || unit.factor <= part.factor {
        return None;
    }
    match (unit.symbol, part.symbol) {
        ("year", "month") => Some(12.into()),
        ("year", "week") => Some(52.into()),
        ("decade", "year") => Some(10.into()),
        ("century", "year") => Some(100.into()),
        _ => unit.factor.checked_div(part.factor),
    }
}

/// Whether a bare m right after a number (token `at`) means millions and not metres.
fn is_million(t: &Cursor<'_, '_>, first: usize, at: usize) -> bool {
    let next = at + 1;
    if t.is(next, Classes::METRE) || t.is_joint(next) {
        return false;
    }
    if t.is(next, Classes::MILLION)
        || unit::at(t, next).is_some_and(|(unit, _)| unit.dimension != Dimension::Percent && t.text(next) != "in")
    {
        return true;
    }
    if currency::after(t, next, &Number::plain(at, at, Decimal::from(1_000_000), Form::Words)).is_some() {
        return true;
    }
    if t.is_word(next) && !t.is(next, Classes::STOP.or(Classes::VERB)) {
        return what::plural_follows(t, next) && t.touches(at);
    }
    // Nothing after it: what the sentence counts decides.
    (1..30)
        .map_while(|k| first.checked_sub(k))
        .take_while(|back| !t.is_end(*back))
        .any(|back| t.is(back, Classes::MILLION))
}

/// What "points" are in this sentence: percentage points, points of an index, or None for points of a game.
fn points(t: &Cursor<'_, '_>, first: usize, end: usize) -> Option<Unit> {
    let back = (1..40).map_while(|k| first.checked_sub(k)).take_while(|at| !t.is_end(*at));
    let ahead = (end..end + 16).take_while(|at| !t.is_end(*at));
    let mut percent = false;
    for at in back.chain(ahead) {
        let classes = t.word(at).classes;
        if classes.any(Classes::INDEX) {
            return Some(unit::POINT);
        }
        let swing = classes.any(Classes::SWING) && t.profile().sport < 6;
        percent |= classes.any(Classes::PERCENTY) || swing || t.text(at) == "%";
    }
    if percent { unit::by_symbol("pp") } else { None }
}
