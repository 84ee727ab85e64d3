//! Numbers in digits: grouping, decimals, fraction signs, by the way of the language.

use std::str::FromStr as _;

use rust_decimal::Decimal;

use super::super::token::TokenKind;
use super::currency;
use super::cursor::{Cursor, Locale};
use super::number::{Form, Number};
use super::unit;
use super::what;
use super::words::Classes;

/// Groups of digits that one number may have: more is no number that anybody writes.
const MOST_GROUPS: usize = 8;

/// Reads the number whose first digits are token `i`; the same token is asked for many times, so answers are kept.
pub(super) fn read(t: &Cursor<'_, '_>, i: usize) -> Option<Number> {
    if let Some(known) = t.known_number(i) {
        return known.number;
    }
    let number = read_afresh(t, i);
    t.keep_number(i, number);
    number
}

/// Digits added up, with the number of those after the point.
#[derive(Clone, Copy)]
struct Sum {
    digits: i128,
    count: usize,
}

impl Sum {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().take(30) {
            self.digits = self.digits.saturating_mul(10).saturating_add(i128::from(byte.saturating_sub(b'0')));
        }
        self.count += text.len();
    }
}

/// Digits that a number may have: the most that a decimal holds exactly.
const MOST_DIGITS: usize = 28;

fn read_afresh(t: &Cursor<'_, '_>, i: usize) -> Option<Number> {
    let first = t.text(i);
    let mut sum = Sum { digits: 0, count: 0 };
    sum.add(first);
    let mut end = i + 1;
    let mut grouped = false;
    if first.len() <= 3 {
        grouped = groups(t, &mut end, &mut sum);
    }
    let whole = sum.count;
    let places = decimals(t, &mut end, &mut sum, grouped);
    if whole > MOST_DIGITS - 4 || sum.count > MOST_DIGITS {
        return None;
    }
    let value = Decimal::try_from_i128_with_scale(sum.digits, u32::from(places)).ok()?;
    let mut number = Number::plain(i, end, value, Form::Digits);
    number.whole_digits = u8::try_from(whole).unwrap_or(u8::MAX);
    number.places = places;
    number.grouped = grouped;
    number.padded = whole > 1 && first.starts_with('0');
    Some(number)
}

/// ".5" with nothing before the point, or a fraction sign alone.
pub(super) fn read_sign(t: &Cursor<'_, '_>, i: usize) -> Option<Number> {
    if t.text(i) == "." {
        if !t.is_digits(i + 1) || !t.touches(i + 1) || (t.touches(i) && t.kind(i.wrapping_sub(1)) != TokenKind::Sign) {
            return None;
        }
        let value = Decimal::from_str(&format!("0.{}", t.text(i + 1).get(..20).unwrap_or(t.text(i + 1)))).ok()?;
        let mut number = Number::plain(i, i + 2, value, Form::Digits);
        number.places = t.text(i + 1).len().min(20) as u8;
        number.whole_digits = 1;
        return Some(number);
    }
    let value = glyph(t.text(i))?;
    (!t.touches(i + 1) || !t.is_digits(i + 1)).then(|| Number::plain(i, i + 1, value, Form::Fraction))
}

/// A fraction written after a whole number: "½", or "1/2" after a space or a hyphen.
pub(super) fn glyph_or_slash(t: &Cursor<'_, '_>, i: usize) -> Option<(Decimal, usize)> {
    if let Some(part) = glyph(t.text(i)) {
        return Some((part, i + 1));
    }
    let at = if t.is_joint(i) { i + 1 } else { i };
    (at > i || gap_of(t, i).is_some()).then(|| slash(t, at)).flatten()
}

/// "1/2": two small numbers with a slash between, the lower one a usual denominator.
pub(super) fn slash(t: &Cursor<'_, '_>, i: usize) -> Option<(Decimal, usize)> {
    let joined = t.is_digits(i)
        && matches!(t.text(i + 1), "/" | "⁄")
        && t.is_digits(i + 2)
        && t.touches(i + 1)
        && t.touches(i + 2)
        && !(t.touches(i + 3) && t.text(i + 3) == "/");
    if !joined {
        return None;
    }
    let (top, bottom): (u32, u32) = (t.text(i).parse().ok()?, t.text(i + 2).parse().ok()?);
    let usual = matches!(bottom, 2..=10 | 12 | 16 | 20 | 32 | 64 | 100 | 1000);
    (usual && top < bottom && top > 0 && !t.text(i).starts_with('0'))
        .then(|| Decimal::from(top).checked_div(bottom.into()).map(|value| (value, i + 3)))?
}

/// The value of a fraction sign.
fn glyph(sign: &str) -> Option<Decimal> {
    let (top, bottom) = match sign {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅙" => (1, 6),
        "⅚" => (5, 6),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    };
    Decimal::from(top).checked_div(bottom.into())
}

/// Takes the groups after the first digits: ",000", " 000", "'000", ".000"; Indian ",34,567".
fn groups(t: &Cursor<'_, '_>, end: &mut usize, sum: &mut Sum) -> bool {
    let Some((sign, step)) = separator(t, *end) else { return false };
    let lead = t.text(*end - 1);
    let (mut at, mut count, mut twos) = (*end, 0, 0);
    while count < MOST_GROUPS {
        let part = at + step - 1;
        let fits = if step == 2 {
            t.text(at) == sign && t.touches(at) && t.touches(part)
        } else {
            gap_of(t, part) == Some(sign)
        };
        if !fits || !t.is_digits(part) {
            break;
        }
        match t.text(part).len() {
            3 => {}
            2 if sign == "," && twos == count => twos += 1,
            _ => return false,
        }
        count += 1;
        at = part + 1;
        // Indian groups of two end with one of three.
        if twos > 0 && count > twos {
            break;
        }
    }
    let indian = twos > 0 && count == twos + 1 && lead.len() <= 2;
    if count == 0 || lead.starts_with('0') || (twos > 0 && !indian) {
        return false;
    }
    for group in 0..count {
        sum.add(t.text(*end + group * step + step - 1));
    }
    *end = at;
    true
}

/// The sign that parts the groups from token `at` on, and how many tokens sign and group take.
fn separator<'t>(t: &Cursor<'_, 't>, at: usize) -> Option<(&'t str, usize)> {
    if t.is_digits(at) {
        return gap_of(t, at).filter(|_| t.text(at).len() == 3).map(|gap| (gap, 1));
    }
    if !(t.touches(at) && t.touches(at + 1) && t.is_digits(at + 1)) {
        return None;
    }
    let sign = t.text(at);
    let parts = match sign {
        "," => t.locale == Locale::Point || repeats(t, at),
        "." => t.locale == Locale::Comma || repeats(t, at),
        "'" | "’" => true,
        _ => false,
    };
    parts.then_some((sign, 2))
}

/// Whether the sign at `at` stands again after the next three digits: it then parts groups in any language.
fn repeats(t: &Cursor<'_, '_>, at: usize) -> bool {
    t.text(at + 1).len() == 3 && t.text(at + 2) == t.text(at) && t.text(at + 3).len() == 3 && t.is_digits(at + 3)
}

/// The one space before token `i`, if it can part groups of digits.
fn gap_of<'t>(t: &Cursor<'_, 't>, i: usize) -> Option<&'t str> {
    let gap = t.gap(i);
    matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}").then_some(gap)
}

/// "1.400 crystals": nobody counts in thousandths, so the point parts thousands also in an English text. Averages do.
fn is_point_of_thousands(t: &Cursor<'_, '_>, at: usize, whole: usize) -> bool {
    let next = at + 2;
    let first = at - 1;
    let counts = (1..=3).contains(&whole) && !t.text(first).starts_with('0') && t.is_word(next) && !t.touches(next);
    let thing = |i: usize| what::plural_follows(t, i) && unit::at(t, i).is_none() && !t.is(i, Classes::NO_COUNT);
    counts
        && thing(next)
        && currency::before(t, first).is_none()
        && !(1..8).map_while(|k| first.checked_sub(k)).take_while(|i| !t.is_end(*i)).any(|i| t.is(i, Classes::AVERAGE))
        && !(next..next + 6).take_while(|i| !t.is_end(*i)).any(|i| t.is(i, Classes::AVERAGE))
}

/// Takes the decimals after the whole part; their number.
fn decimals(t: &Cursor<'_, '_>, end: &mut usize, sum: &mut Sum, grouped: bool) -> u8 {
    let at = *end;
    if !(t.touches(at) && t.touches(at + 1) && t.is_digits(at + 1)) {
        return 0;
    }
    let places = t.text(at + 1).len();
    let more = t.touches(at + 2) && t.touches(at + 3) && t.is_digits(at + 3) && t.text(at + 2) == t.text(at);
    if places == 3 && !grouped && t.text(at) == "." && is_point_of_thousands(t, at, sum.count) {
        sum.add(t.text(at + 1));
        *end = at + 2;
        return 0;
    }
    let parts = match t.text(at) {
        "." => t.locale == Locale::Point || !grouped,
        // In an English text a comma before one or two digits is a decimal comma: groups have three.
        "," => t.locale == Locale::Comma || (!grouped && places != 3),
        "·" => true,
        _ => false,
    };
    if !parts || more {
        return 0;
    }
    sum.add(t.text(at + 1));
    *end = at + 2;
    u8::try_from(places).unwrap_or(u8::MAX)
}
