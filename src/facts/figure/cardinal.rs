//! Numbers in words: "two hundred and three", "a quarter of a million", "tens of thousands", "nineteen ninety-eight".

use rust_decimal::Decimal;

use super::cursor::Cursor;
use super::number::{Form, Number};
use super::words::NumberWord;

/// Words that one number may have.
const MOST_WORDS: usize = 40;

/// Reads the number whose first number word is token `i`. Ordinals alone are none.
pub(super) fn read(t: &Cursor<'_, '_>, i: usize) -> Option<Number> {
    match t.number_word(i) {
        NumberWord::Digit(_) | NumberWord::Teen(_) | NumberWord::Ten(_) => {
            year(t, i).or_else(|| fraction(t, i)).or_else(|| sum(t, i, i))
        }
        NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen(_) => {
            let a = i.checked_sub(1).filter(|a| *a >= t.floor)?;
            if t.one_of(a, &["a", "an"]) {
                return sum(t, a, i);
            }
            // "a million-dollar house", "several hundred": the unit or the vague word stands for the article.
            (t.one_of(a, &["several", "few"]) || t.before(i, &["couple", "of"]) || t.is_joint(i + 1))
                .then(|| sum(t, i, i))
                .flatten()
                .map(|mut number| {
                    if !t.is_joint(i + 1) {
                        number.form = Form::Vague;
                    }
                    number
                })
        }
        NumberWord::Vague(n) => Some(vague(t, i, n)),
        NumberWord::Half => Some(half(t, i)),
        NumberWord::Quarter => {
            let a = i.checked_sub(1).filter(|a| *a >= t.floor);
            let scaled = matches!(t.number_word(i + 1), NumberWord::Scale(_))
                || (t.eq(i + 1, "of") && t.one_of(i + 2, &["a", "an"]));
            match a {
                Some(a) if t.one_of(a, &["a", "an"]) => {
                    Some(Number::plain(a, i + 1, Decimal::new(25, 2), Form::Fraction))
                }
                _ if scaled => Some(Number::plain(i, i + 1, Decimal::new(25, 2), Form::Fraction)),
                _ => None,
            }
        }
        NumberWord::Ordinal(n) if n >= 3 => {
            let a = i.checked_sub(1).filter(|a| *a >= t.floor && t.one_of(*a, &["a", "an"]))?;
            let value = Decimal::ONE.checked_div(n.into())?;
            Some(Number::plain(a, i + 1, value, Form::Fraction))
        }
        _ => None,
    }
}

/// "half", "half a million", "half a dozen": the article before or after it belongs to it.
fn half(t: &Cursor<'_, '_>, i: usize) -> Number {
    let a = i.checked_sub(1).filter(|a| *a >= t.floor && t.eq(*a, "a"));
    Number::plain(a.unwrap_or(i), i + 1, Decimal::new(5, 1), Form::Fraction)
}

/// "dozens", "tens of thousands", "hundreds of millions".
fn vague(t: &Cursor<'_, '_>, i: usize, n: u64) -> Number {
    let mut value = Decimal::from(n);
    let mut end = i + 1;
    // "thousands and thousands", "hundreds upon hundreds": said twice, meant once.
    if t.one_of(end, &["and", "upon"]) && t.number_word(end + 1) == NumberWord::Vague(n) {
        end += 2;
    }
    while end < i + 6 && t.eq(end, "of") {
        let NumberWord::Vague(more) = t.number_word(end + 1) else { break };
        let Some(product) = value.checked_mul(more.into()) else { break };
        (value, end) = (product, end + 2);
    }
    let mut number = Number::plain(i, end, value, Form::Vague);
    number.scale = value;
    number
}

/// "two thirds", "three-quarters", "one-fifth", "nine tenths".
fn fraction(t: &Cursor<'_, '_>, i: usize) -> Option<Number> {
    let top = sum(t, i, i)?;
    let at = if t.is_joint(top.end) { top.end + 1 } else { top.end };
    let one = top.value == Decimal::ONE;
    let bottom = match t.number_word(at) {
        NumberWord::Denominator(n) => Decimal::from(n),
        NumberWord::Quarter if one || top.value == Decimal::from(3) => Decimal::from(4),
        NumberWord::Half if one => Decimal::from(2),
        NumberWord::Ordinal(n @ 3..) if one => Decimal::from(n),
        _ => return None,
    };
    if top.value >= bottom {
        return None;
    }
    let value = top.value.checked_div(bottom)?;
    Some(Number::plain(i, at + 1, value, Form::Fraction))
}

/// "nineteen ninety-eight", "twenty twenty-four", "nineteen hundred", "nineteen oh five".
fn year(t: &Cursor<'_, '_>, i: usize) -> Option<Number> {
    let century = match t.number_word(i) {
        NumberWord::Teen(n) if n > 10 => n,
        NumberWord::Ten(20) => 20,
        _ => return None,
    };
    let mut end = i + 2;
    let rest = match t.number_word(i + 1) {
        NumberWord::Teen(n) => n,
        NumberWord::Ten(n) => {
            let at = if t.is_joint(end) { end + 1 } else { end };
            match t.number_word(at) {
                NumberWord::Digit(d @ 1..) => {
                    end = at + 1;
                    n + d
                }
                _ => n,
            }
        }
        _ if t.one_of(i + 1, &["oh", "o"]) => match t.number_word(i + 2) {
            NumberWord::Digit(d @ 1..) => {
                end = i + 3;
                d
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(Number::plain(i, end, (century * 100 + rest).into(), Form::Year))
}

/// What the word before was, to judge whether the next one goes on with the number.
#[derive(PartialEq, Clone, Copy)]
enum Last {
    Start,
    Digit,
    Teen,
    Ten,
    Hundred,
    Scale,
}

/// Adds up number words from token `i`; the number starts at `first` ("a", or `i`).
fn sum(t: &Cursor<'_, '_>, first: usize, i: usize) -> Option<Number> {
    let (mut total, mut group, mut last) = (0u128, 0u128, Last::Start);
    let (mut at, mut end, mut scale) = (i, i, 1u64);
    if first < i {
        (group, last) = (1, Last::Digit);
    }
    while at < i + MOST_WORDS {
        let (next_group, next_last) = match (t.number_word(at), last) {
            (NumberWord::Digit(n), Last::Start) => (u128::from(n), Last::Digit),
            (NumberWord::Digit(n @ 1..), Last::Ten | Last::Hundred | Last::Scale) => {
                (group + u128::from(n), Last::Digit)
            }
            (NumberWord::Teen(n), Last::Start | Last::Hundred | Last::Scale) => (group + u128::from(n), Last::Teen),
            (NumberWord::Ten(n), Last::Start | Last::Hundred | Last::Scale) => (group + u128::from(n), Last::Ten),
            (NumberWord::Hundred, Last::Digit | Last::Teen | Last::Ten) if group > 0 && group < 100 => {
                (group * 100, Last::Hundred)
            }
            (NumberWord::Dozen(n), Last::Digit | Last::Teen | Last::Ten | Last::Hundred) if group > 0 => {
                group *= u128::from(n);
                end = at + 1;
                break;
            }
            (NumberWord::Scale(n), _) if group > 0 || last == Last::Scale || last == Last::Start => {
                let product = if group > 0 {
                    group.checked_mul(n.into()).and_then(|more| total.checked_add(more))
                } else {
                    total.max(1).checked_mul(n.into())
                };
                let Some(product) = product.filter(|product| *product < 10u128.pow(24)) else { break };
                total = product;
                scale = n;
                (0, Last::Scale)
            }
            (NumberWord::Hundred, Last::Start) => (100, Last::Hundred),
            (NumberWord::Dozen(n), Last::Start) => {
                group = n.into();
                end = at + 1;
                break;
            }
            _ => break,
        };
        (group, last, end) = (next_group, next_last, at + 1);
        at = next_word(t, end, last);
    }
    if end == i {
        return None;
    }
    let whole = total.checked_add(group)?;
    let mut value = Decimal::from_i128_with_scale(i128::try_from(whole).ok()?, 0);
    if let Some((decimals, after)) = point(t, end) {
        value = value.checked_add(decimals)?;
        end = after;
    }
    let mut number = Number::plain(first, end, value, Form::Words);
    if group == 0 && total > 0 {
        number.scale = scale.into();
        number.plain = value.checked_div(number.scale)?;
    }
    Some(number)
}

/// The token where the number may go on after the word that ends before `end`.
fn next_word(t: &Cursor<'_, '_>, end: usize, last: Last) -> usize {
    if t.is_joint(end) || (t.text(end) == "—" && t.touches(end) && t.touches(end + 1)) {
        return end + 1;
    }
    let follows = matches!(t.number_word(end + 1), NumberWord::Digit(1..) | NumberWord::Teen(_) | NumberWord::Ten(_));
    if matches!(last, Last::Hundred | Last::Scale) && t.eq(end, "and") && follows {
        return end + 1;
    }
    end
}

/// "point five", "point two five".
fn point(t: &Cursor<'_, '_>, i: usize) -> Option<(Decimal, usize)> {
    if !t.eq(i, "point") {
        return None;
    }
    let (mut digits, mut places, mut at) = (0i64, 0u32, i + 1);
    while places < 9 {
        let NumberWord::Digit(d) = t.number_word(at) else { break };
        digits = digits * 10 + i64::try_from(d).ok()?;
        (places, at) = (places + 1, at + 1);
    }
    (places > 0).then(|| (Decimal::new(digits, places), at))
}
