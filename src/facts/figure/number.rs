//! The number itself: digits or words with scale words and fractions, and how it was written.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::cardinal;
use super::cursor::Cursor;
use super::digits;
use super::power;
use super::words::NumberWord;

/// How a number was written, and what that makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits, with or without a scale word.
    Digits,
    /// Words.
    Words,
    /// A plural that is no exact number: dozens, hundreds of thousands.
    Vague,
    /// A part of one: a third, ½, half.
    Fraction,
    /// A year in words: nineteen ninety-eight.
    Year,
}

/// A number in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// First token.
    pub(super) first: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// Its value, scale word included.
    pub(super) value: Decimal,
    /// Its value without the scale word.
    pub(super) plain: Decimal,
    /// The scale word's value; 1 when there is none.
    pub(super) scale: Decimal,
    /// How it was written.
    pub(super) form: Form,
    /// Digits of the whole part, when written in digits; 0 otherwise.
    pub(super) whole_digits: u8,
    /// Decimal places as written.
    pub(super) places: u8,
    /// Whether its digits are grouped (1,035).
    pub(super) grouped: bool,
    /// Whether it starts with a zero that says nothing (0290).
    pub(super) padded: bool,
}

impl Number {
    /// A number that has no scale word.
    pub(super) fn plain(first: usize, end: usize, value: Decimal, form: Form) -> Self {
        Self {
            first,
            end,
            value,
            plain: value,
            scale: Decimal::ONE,
            form,
            whole_digits: 0,
            places: 0,
            grouped: false,
            padded: false,
        }
    }

    /// Reads the number that starts at token `i`; `a` or `an` before it may belong to it.
    pub(super) fn read(t: &Cursor<'_, '_>, i: usize) -> Option<Self> {
        let mut number = if let Some((value, end)) = digits::slash(t, i) {
            Self::plain(i, end, value, Form::Fraction)
        } else if t.is_digits(i) {
            let number = digits::read(t, i)?;
            power::of_ten(t, &number).unwrap_or(number)
        } else if t.is_word(i) {
            cardinal::read(t, i)?
        } else {
            digits::read_sign(t, i)?
        };
        number.add_part(t);
        if number.form != Form::Year {
            number.add_scales(t);
        }
        Some(number)
    }

    /// Whether it is a whole number in plain digits, nothing grouped, no scale word.
    pub(super) fn is_bare(&self) -> bool {
        self.form == Form::Digits && self.places == 0 && !self.grouped && self.scale == Decimal::ONE
    }

    /// Whether it is a whole number.
    pub(super) fn is_whole(&self) -> bool {
        self.value.fract().is_zero()
    }

    /// Its value as a small whole number.
    pub(super) fn small(&self) -> Option<u32> {
        if self.is_whole() { self.value.to_u32() } else { None }
    }

    /// Multiplies it by a scale word that ends before `end`. Too large a product leaves it as it was.
    pub(super) fn scale_by(&mut self, scale: Decimal, end: usize) -> bool {
        let (Some(value), Some(scale)) = (self.value.checked_mul(scale), self.scale.checked_mul(scale)) else {
            return false;
        };
        (self.value, self.scale, self.end) = (value, scale, end);
        true
    }

    /// "and a half", "-and-a-half", "½" after a whole number.
    fn add_part(&mut self, t: &Cursor<'_, '_>) {
        if !matches!(self.form, Form::Digits | Form::Words) || !self.is_whole() || self.places > 0 {
            return;
        }
        if self.form == Form::Digits
            && let Some((part, end)) = digits::glyph_or_slash(t, self.end)
        {
            self.set_part(part, end);
            return;
        }
        if let Some((part, end)) = and_part(t, self.end) {
            self.set_part(part, end);
        }
    }

    fn set_part(&mut self, part: Decimal, end: usize) {
        if let Some(value) = self.value.checked_add(part) {
            (self.value, self.plain, self.end) = (value, value, end);
            self.places = 1;
        }
    }

    /// Scale words after it: "2.3 million", "1,000-crore", "three lakh crore", "8bn"; also "of a billion" after a
    /// fraction.
    fn add_scales(&mut self, t: &Cursor<'_, '_>) {
        if self.form == Form::Fraction {
            let at = self.end;
            let next = if t.eq(at, "of") && t.one_of(at + 1, &["a", "an"]) {
                at + 2
            } else if t.one_of(at, &["a", "an"]) || t.is_joint(at) {
                at + 1
            } else {
                at
            };
            match t.number_word(next) {
                NumberWord::Scale(n) | NumberWord::Dozen(n) => {
                    self.scale_by(n.into(), next + 1);
                    self.form = Form::Words;
                }
                _ => return,
            }
        }
        for _ in 0..3 {
            let at = if t.is_joint(self.end) { self.end + 1 } else { self.end };
            let scale = match t.number_word(at) {
                NumberWord::Scale(n) => n,
                NumberWord::Hundred if self.form == Form::Digits => 100,
                NumberWord::Dozen(n) if self.form == Form::Digits || self.value > Decimal::ONE => n,
                NumberWord::Short(n) if self.form == Form::Digits => n,
                NumberWord::Vague(n) if n > 50 && self.form != Form::Vague => n,
                _ => break,
            };
            if t.is_break(at) || !self.scale_by(scale.into(), at + 1) {
                break;
            }
        }
        // "8 million and a half", "4 crore 35 lakh", "6 hundred and 14"
        if self.scale > Decimal::ONE && self.form == Form::Digits {
            if let Some((part, end)) = and_part(t, self.end)
                && part < Decimal::ONE
                && let Some(more) = part.checked_mul(self.scale)
                && let Some(value) = self.value.checked_add(more)
            {
                (self.value, self.end) = (value, end);
            } else {
                self.add_lower(t);
            }
        }
    }

    /// A lower part after a scale word: "4 crore 35 lakh", "6 hundred and 14".
    fn add_lower(&mut self, t: &Cursor<'_, '_>) {
        let joined = t.eq(self.end, "and") && self.scale <= Decimal::from(1000);
        let at = self.end + usize::from(joined);
        if !t.is_digits(at) {
            return;
        }
        let Some(mut lower) = digits::read(t, at) else { return };
        if let NumberWord::Scale(n) = t.number_word(lower.end) {
            let end = lower.end + 1;
            lower.scale_by(n.into(), end);
        }
        let fits = lower.scale < self.scale && (joined || lower.scale > Decimal::ONE) && lower.value < self.scale;
        if fits && let Some(value) = self.value.checked_add(lower.value) {
            (self.value, self.end) = (value, lower.end);
        }
    }
}

/// "and a half", "and three quarters", "-and-a-half" from token `i`: the part and one past it.
fn and_part(t: &Cursor<'_, '_>, i: usize) -> Option<(Decimal, usize)> {
    let skip = |at: usize| if t.is_joint(at) { at + 1 } else { at };
    let at = skip(i);
    if !t.eq(at, "and") {
        return None;
    }
    let mut at = skip(at + 1);
    let mut times = 1u64;
    if t.one_of(at, &["a", "an"]) {
        at = skip(at + 1);
    } else if let NumberWord::Digit(n @ 1..) = t.number_word(at) {
        times = n;
        at = skip(at + 1);
    }
    let part = match t.number_word(at) {
        NumberWord::Half => Decimal::new(5, 1),
        NumberWord::Quarter => Decimal::new(25, 2),
        NumberWord::Ordinal(n @ 3..) if times == 1 && !t.is_word(at + 1) => Decimal::ONE.checked_div(n.into())?,
        NumberWord::Denominator(n) if times > 1 => Decimal::ONE.checked_div(n.into())?,
        _ => return None,
    };
    let part = part.checked_mul(times.into())?;
    (part < Decimal::ONE).then_some((part, at + 1))
}
