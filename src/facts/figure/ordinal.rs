//! Ranks: first, 21st, third-highest.

use rust_decimal::Decimal;

use super::FigureKind;
use super::cursor::Cursor;
use super::found::Found;
use super::words::{Classes, NumberWord};

/// The ordinal that starts at token `i`, and one past it.
fn value(t: &Cursor<'_, '_>, i: usize) -> Option<(u64, usize)> {
    if t.is_digits(i) {
        let suffix =
            t.touches(i + 1) && t.one_of(i + 1, &["st", "nd", "rd", "th"]) && !(t.touches(i + 2) && t.is_digits(i + 2));
        if suffix {
            return t.text(i).parse().ok().filter(|n| suits(*n, t.text(i + 1))).map(|n| (n, i + 2));
        }
        let grouped = t.text(i + 1) == ","
            && t.text(i + 2).len() == 3
            && t.one_of(i + 3, &["st", "nd", "rd", "th"])
            && (1..=3).all(|k| t.touches(i + k));
        let joined = || format!("{}{}", t.text(i), t.text(i + 2)).parse().ok();
        return if grouped { joined().map(|n| (n, i + 4)) } else { None };
    }
    // "twenty-first", "one hundred and twenty-fifth", "two hundredth"
    let mut at = i;
    let mut sum = 0u64;
    for _ in 0..8 {
        match t.number_word(at) {
            NumberWord::Ordinal(_) if sum == 1 => return None,
            NumberWord::Ordinal(n @ (100 | 1000 | 1_000_000)) if sum > 0 => return Some((sum.checked_mul(n)?, at + 1)),
            NumberWord::Ordinal(n)
                if sum == 0 || n < 20 && sum.is_multiple_of(10) || n < 100 && sum.is_multiple_of(100) =>
            {
                return Some((sum + n, at + 1));
            }
            NumberWord::Digit(n @ 1..) | NumberWord::Teen(n) | NumberWord::Ten(n)
                if sum == 0 || sum.is_multiple_of(100) || n < 10 && sum.is_multiple_of(10) =>
            {
                sum += n;
            }
            NumberWord::Hundred if sum > 0 && sum < 100 => sum *= 100,
            _ => return None,
        }
        at += 1;
        if t.is_joint(at) || t.text(at) == "—" && t.touches(at) && t.touches(at + 1) || t.eq(at, "and") && sum >= 100
        {
            at += 1;
        }
    }
    None
}

/// Whether this suffix goes with this number: 21st, 11th.
fn suits(n: u64, suffix: &str) -> bool {
    let right = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    suffix.eq_ignore_ascii_case(right)
}

/// Whether the ordinal that starts at token `i` is none: a name or an idiom.
pub(super) fn is_none(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let (n, end) = value(t, i)?;
    (names(t, i, end) || !t.is_digits(i) && is_idiom(t, i, end, n)).then_some(end)
}

/// Reads the ordinal that starts at token `i`, one that [`is_none`] let pass.
pub(super) fn read(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let (n, end) = value(t, i)?;
    let found = Found::number(i, end, FigureKind::Ordinal, Decimal::from(n), "ordinal");
    // "on the 23rd", "until the 15th": a day of a month that is not named.
    let day = t.is_digits(i)
        && n <= 31
        && i > 1
        && t.eq(i - 1, "the")
        && t.one_of(i - 2, &["on", "until", "till", "by", "before", "after", "since", "from"])
        && (!t.is_word(end) || t.is(end, Classes::STOP) && !t.eq(end, "of"))
        && !t.is_joint(end);
    if day {
        return Some(Found::date(i, end, format!("XXXX-XX-{n:02}"), "date: day alone"));
    }
    Some(found)
}

/// Whether the ordinal belongs to a name: "Fifth Avenue", "Second World War", "First Bank".
fn names(t: &Cursor<'_, '_>, i: usize, end: usize) -> bool {
    let at = if t.is_joint(end) { end + 1 } else { end };
    if t.one_of(at, &["street", "avenue", "amendment", "circuit", "arrondissement", "congressional"]) {
        return true;
    }
    // "Ninth St.", "12th Ave."
    if t.is_capital(at) && t.is(at, Classes::STREET) && (t.is_digits(i) || t.is_capital(i)) {
        return true;
    }
    if !t.is_capital(at) || t.is(at, Classes::STOP) || t.opens_sentence(i) {
        return false;
    }
    if t.is_digits(i) { t.is(at, Classes::TROOPS) } else { t.is_capital(i) }
}

fn is_idiom(t: &Cursor<'_, '_>, i: usize, end: usize, n: u64) -> bool {
    let at = if t.is_joint(end) { end + 1 } else { end };
    let before = i.checked_sub(1);
    let prior = |words: &[&str]| before.is_some_and(|at| t.one_of(at, words));
    if t.is(at, Classes::IDIOM) && n <= 3 {
        return true;
    }
    if end == i + 1 && t.eq(i, "second") {
        // "a second", "20 seconds", "per second", "every second": time.
        let time = prior(&["per", "every", "split", "few", "each", "one", "millionth", "hundredth", "thousandth"])
            || prior(&["a"]) && (!t.is_word(end) || t.is(end, Classes::STOP) && !t.is_joint(end));
        if time {
            return true;
        }
    }
    if n != 1 || end != i + 1 {
        return false;
    }
    // "first" alone: at first, first of all, who first drilled, first came.
    if prior(&["at", "when", "who", "was", "were", "since", "that", "which", "is", "are"])
        && !t.is_joint(end)
        && (!t.is_word(at)
            || t.is(at, Classes::ADVERBIAL)
            || t.text(at).ends_with("ed")
            || prior(&["at", "when", "who"]))
    {
        return true;
    }
    if before.is_some_and(|at| t.is(at, Classes::MODAL) && !t.eq(at, "than")) && !t.is_joint(end) {
        return true;
    }
    let determined = before.is_some_and(|at| {
        t.is(at, Classes::DETERMINER.or(Classes::POSSESSIVE))
            || t.text(at) == "s"
            || t.is_apostrophe(at) && t.touches(at)
    });
    if determined {
        return false;
    }
    if t.is_joint(end) {
        return false;
    }
    // "only after first asking twice"
    if t.text(at).ends_with("ing") && t.case(at) == super::super::token::Case::Lower && !t.is(at, Classes::ING_NOUN) {
        return true;
    }
    // No article: an adverb unless a noun follows.
    if !t.is_word(at) || t.is(at, Classes::STOP.or(Classes::VERB).or(Classes::ADVERBIAL)) || t.text(at).ends_with("ed")
    {
        return true;
    }
    false
}
