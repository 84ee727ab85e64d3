//! A number with its sign, its currency or its unit.

use rust_decimal::Decimal;

use super::super::token::Case;
use super::currency::{self, Currency};
use super::cursor::Cursor;
use super::number::Number;
use super::unit::{Dimension, Unit};
use super::words::NumberWord;

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
        // "$-42.50"
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
            let word =
                t.one_of(before, &["minus", "negative"]) && !t.touches(before) && !t.before(before, &["plus", "or"]);
            if sign && free && !negative || word {
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

    /// A name after a sign: "$5 Canadian", "$20 billion US"; and "7 dollars 80 cents".
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
}
