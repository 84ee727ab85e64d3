//! The unit or the currency after a number, and single letters that are a scale or a unit.

use rust_decimal::Decimal;

use super::super::token::Case;
use super::amount::{Amount, Measure};
use super::currency;
use super::cursor::Cursor;
use super::number::{Form, Number};
use super::unit::{self, Dimension, Unit};
use super::what;
use super::words::Classes;

impl Amount {
    /// The unit or currency after the number.
    pub(super) fn take_suffix(&mut self, t: &Cursor<'_, '_>) {
        self.letter_scale(t);
        self.feet_and_inches(t);
        let mut at = self.end;
        let fraction = self.number.form == Form::Fraction;
        if t.is_joint(at) {
            at += 1;
        } else if fraction && t.eq(at, "of") && t.one_of(at + 1, &["a", "an"]) {
            at += 2;
        } else if fraction && t.one_of(at, &["a", "an"]) || self.number.form == Form::Vague && t.eq(at, "of") {
            at += 1;
        }
        if !t.english && self.number.scale > Decimal::ONE {
            // "2 millions d'euros", "2 millones de euros"
            at += match (t.one_of(at, &["de", "di"]), t.eq(at, "d") && t.is_apostrophe(at + 1)) {
                (true, _) => 1,
                (_, true) => 2,
                _ => 0,
            };
        }
        if self.measure.is_some()
            || t.is_break(at)
            || (self.number.form == Form::Fraction && at == self.end && !plain_unit(t, at))
        {
            return;
        }
        let named = unit::at(t, at);
        if let Some((currency, end)) =
            currency::after(t, at, &self.number).filter(|(_, end)| named.is_none_or(|(_, longer)| longer <= *end))
        {
            if currency.is_pound() && is_weight(t, self, at, end) {
                self.set_unit(unit::by_symbol("lb"), end);
                return;
            }
            (self.measure, self.end) = (Some(Measure::Money(currency)), end);
            return;
        }
        if let Some((unit, end)) = named {
            if self.accepts(t, unit, at, end) {
                self.set_unit(Some(unit), end);
            }
            return;
        }
        if t.one_of(at, &["point", "points"]) {
            self.set_unit(points(t, self.first, at + 1), at + 1);
            return;
        }
        if at == self.end
            && t.is(at, Classes::FILLER)
            && let Some((unit, _)) = unit::at(t, at + 1).filter(|(unit, _)| unit.dimension == Dimension::Time)
        {
            (self.measure, self.remote) = (Some(Measure::Unit(unit)), true);
        }
    }

    /// 6'3": marks in place of the units.
    fn feet_and_inches(&mut self, t: &Cursor<'_, '_>) {
        let at = self.end;
        let marks =
            t.is_apostrophe(at) && (at..at + 3).all(|at| t.touches(at)) && matches!(t.text(at + 2), "\"" | "”" | "″");
        let inches: Option<u32> = t.text(at + 1).parse().ok().filter(|inches| marks && *inches < 12);
        let total = inches.and_then(|inches| self.number.value.checked_mul(12.into())?.checked_add(inches.into()));
        if let Some(total) = total {
            self.number.value = total;
            self.set_unit(unit::by_symbol("in"), at + 3);
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
        // "a 5K run" is five kilometres long.
        if t.one_of(at, &["k"])
            && near
            && self.number.places == 0
            && t.is(at + 1, Classes::RACE)
            && self.number.value <= Decimal::ONE_HUNDRED
        {
            self.set_unit(unit::by_symbol("km"), at + 1);
            return;
        }
        let closed = !(t.touches(at + 1) && (t.is_word(at + 1) || t.is_digits(at + 1) || t.text(at + 1) == "/"));
        let scale: u64 = match t.text(at) {
            "m" if closed && is_million(t, self.first, at, self.number.places) => 1_000_000,
            "M" if closed && near => 1_000_000,
            "k" if closed && near => 1000,
            "K" if closed && near && (self.number.places == 0 || self.number.value < Decimal::from(50)) => 1000,
            "b" | "B" if closed && near && self.number.places > 0 => 1_000_000_000,
            "cr" | "Cr" if closed => 10_000_000,
            _ => return,
        };
        if self.number.scale_by(scale.into(), at + 1) {
            self.end = at + 1;
        }
    }
}

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
    let weighs = (1..6).any(|k| amount.first >= k && t.is(amount.first - k, Classes::WEIGH));
    weighs
        || !t.profile().pounds
            && (hyphen || stuff || !t.profile().british && t.profile().currency_of("USD GBP") == "USD")
}

/// Whether a bare m right after a number (token `at`) means millions and not metres.
fn is_million(t: &Cursor<'_, '_>, first: usize, at: usize, places: u8) -> bool {
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
    // Nothing counted after it: what the sentence counts before decides, for a number that is written as millions
    // are ("fell to 1.45m"), or beside a share. Metres are the safer reading.
    let mut counted = false;
    let mut share = places > 0;
    for back in (1..30).map_while(|k| first.checked_sub(k)).take_while(|back| !t.is_end(*back)) {
        counted |= t.is(back, Classes::MILLION);
        share |= t.text(back) == "%";
    }
    counted && share
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
    // No word of it in the sentence: in a report on votes they are shares, in one on games they are scored.
    let votes = t.profile().votes > 4 && t.profile().votes > t.profile().sport;
    if percent || votes { unit::by_symbol("pp") } else { None }
}
