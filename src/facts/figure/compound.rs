//! Measures of several parts: 5ft 11in, two hours and 20 minutes, 7 dollars 80 cents, an hour and a half.

use rust_decimal::Decimal;

use super::amount::{Amount, Measure};
use super::currency;
use super::cursor::Cursor;
use super::number::{Form, Number};
use super::unit::{self, Dimension, Unit};
use super::words::NumberWord;

impl Amount {
    /// Further parts in smaller units: "5ft 11in", "two hours and 20 minutes", "6-foot-3", "7st 12lb".
    pub(super) fn take_parts(&mut self, t: &Cursor<'_, '_>) {
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

    /// "7 dollars 80 cents", "four euros and 15 cents".
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

    /// "a year and a half", "an hour and 12 minutes": the article and unit before the number belong to it.
    pub(super) fn take_start(&mut self, t: &Cursor<'_, '_>) {
        let i = self.first;
        if i < t.floor + 3 || i < 3 {
            return;
        }
        // "a year and [a half]": the number's own "a" is taken already.
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
            let Some(value) = self.number.value.checked_add(Decimal::ONE) else { return };
            self.number.value = value;
            self.number.form = Form::Words;
            (self.measure, self.first) = (Some(Measure::Unit(unit)), and - 2);
        } else if let Some(Measure::Unit(own)) = self.measure
            && let Some(value) = ratio(unit, own).and_then(|more| self.number.value.checked_add(more))
        {
            self.number.value = value;
            self.first = and - 2;
        }
    }
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
pub(super) fn ratio(unit: Unit, part: Unit) -> Option<Decimal> {
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
