//! Powers: 10⁶, 3 × 10⁵, 2^64. A power of ten is a number; any other one is a formula.

use rust_decimal::Decimal;

use super::cursor::Cursor;
use super::number::{Form, Number};
use super::unit;
use super::veto::end_of_run;
use super::what;

/// The digit that a superscript sign stands for.
fn raised(sign: &str) -> Option<u32> {
    const SIGNS: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    SIGNS.iter().position(|known| *known == sign).and_then(|digit| u32::try_from(digit).ok())
}

/// The exponent that touches the digits before token `at`, and one past it: "⁶", "⁻³", "^64".
fn exponent(t: &Cursor<'_, '_>, at: usize) -> Option<(i32, usize)> {
    if !t.touches(at) {
        return None;
    }
    let caret = t.text(at) == "^" && t.touches(at + 1);
    if caret && t.is_digits(at + 1) {
        return t.text(at + 1).parse().ok().map(|exponent| (exponent, at + 2));
    }
    let minus = t.text(at) == "⁻";
    let mut end = at + usize::from(minus);
    let mut value = 0u32;
    while let Some(digit) = raised(t.text(end)).filter(|_| t.touches(end)) {
        value = value.checked_mul(10)?.checked_add(digit)?;
        end += 1;
    }
    let value = i32::try_from(value).ok()?;
    (end > at + usize::from(minus)).then_some((if minus { -value } else { value }, end))
}

/// "10⁶", "3 × 10⁵", "2.5x10^4": the number in powers of ten whose first digits are token `i`.
pub(super) fn of_ten(t: &Cursor<'_, '_>, number: &Number) -> Option<Number> {
    let (base, front) = if t.text(number.first) == "10" && number.end == number.first + 1 {
        (number.first, Decimal::ONE)
    } else if matches!(t.text(number.end), "×" | "x" | "·" | "*") && t.text(number.end + 1) == "10" {
        (number.end + 1, number.value)
    } else {
        return None;
    };
    let (exponent, end) = exponent(t, base + 1).filter(|(exponent, _)| (-9..=15).contains(exponent))?;
    let mut value = front;
    for _ in 0..exponent.unsigned_abs() {
        value = if exponent > 0 { value.checked_mul(Decimal::TEN)? } else { value.checked_div(Decimal::TEN)? };
    }
    let told = base > number.first || unit::at(t, end).is_some() || what::plural_follows(t, end);
    told.then(|| Number::plain(number.first, end, value, Form::Digits))
}

/// "2^64", "3^4 x 10", "10^5" alone: a formula, which says nothing by itself.
pub(super) fn formula(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let (_, mut end) = exponent(t, i + 1)?;
    if super::digits::read(t, i).is_some_and(|number| of_ten(t, &number).is_some()) {
        return None;
    }
    // "40³ families": the mark of a footnote, not the 64,000 of them.
    if t.text(i + 1) != "^" && t.text(i).len() > 1 && t.text(i) != "10" {
        return None;
    }
    while matches!(t.text(end), "×" | "x" | "·" | "*" | "+" | "=") && t.is_digits(end + 1) {
        let next = end + 1;
        end = exponent(t, next + 1).map_or(next + 1, |(_, after)| after);
    }
    Some(if t.text(i + 1) == "^" { end.max(end_of_run(t, i)) } else { end })
}
