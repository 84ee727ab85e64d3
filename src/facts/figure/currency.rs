//! Currencies: `assets/lexicon/currencies.tsv`, and which dollar a bare $ is.

use std::sync::LazyLock;

use super::super::lexicon;
use super::cursor::Cursor;
use super::number::Number;
use super::phrase::{Phrases, Style};

/// A currency, or a name that several countries share (it starts with `?`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Currency {
    code: &'static str,
    /// What it may mean, the usual one first.
    candidates: &'static str,
}

static BEFORE: LazyLock<Phrases<Currency>> = LazyLock::new(|| table(true));
static AFTER: LazyLock<Phrases<Currency>> = LazyLock::new(|| table(false));

fn table(backward: bool) -> Phrases<Currency> {
    let mut phrases = Phrases::new(backward);
    for row in lexicon::rows(include_str!("../../../assets/lexicon/currencies.tsv")) {
        let Some(code) = row.first() else { continue };
        let currency = Currency { code, candidates: row.get(3).copied().unwrap_or("") };
        for sign in names(&row, 1) {
            let touching = sign.ends_with('!');
            let minor = matches!(*code, "GBX" | "?cent");
            let sign = sign.trim_end_matches('!');
            // Pence and cents stand after their number; a lone letter (R, K, N) only before it.
            if (minor && backward) || (!minor && touching && !backward) {
                continue;
            }
            phrases.add(sign, Style { exact: true, touching, plural: false }, currency);
        }
        // A name stands after its number only: "pounds 5" is another sentence, "won 52" a verb.
        for name in names(&row, 2).filter(|_| !backward) {
            phrases.add(name, Style { exact: false, touching: false, plural: true }, currency);
        }
    }
    phrases
}

fn names(row: &[&'static str], column: usize) -> impl Iterator<Item = &'static str> {
    row.get(column).into_iter().flat_map(|names| names.split(',')).map(str::trim).filter(|name| !name.is_empty())
}

impl Currency {
    /// The ISO code (or GBX, USc) that is meant in this text.
    pub(super) fn code(self, t: &Cursor<'_, '_>) -> &'static str {
        if !self.code.starts_with('?') {
            return self.code;
        }
        let meant = t.profile().currency_of(self.candidates);
        if self.code == "?cent" && meant != "USc" { cent_of(meant) } else { meant }
    }

    /// Whether it is one of the names that mean another thing as often: only a number in the millions, or the
    /// country in the text, makes it money.
    fn is_doubtful(self, t: &Cursor<'_, '_>, i: usize) -> bool {
        t.one_of(
            i,
            &[
                "won", "rand", "sol", "kip", "colones", "crown", "crowns", "pula", "lev", "ether", "buck", "bucks",
                "n", "k", "mk", "frw",
            ],
        ) && !self.codes().any(|code| t.profile().mentions(code))
    }

    fn codes(self) -> impl Iterator<Item = &'static str> {
        let list = if self.candidates.is_empty() { self.code } else { self.candidates };
        list.split(' ')
    }

    /// Whether this name says what `sign` said already: "$1 million dollars".
    pub(super) fn names(self, sign: Self) -> bool {
        let last = |list: &'static str| list.split(' ').any(|code| code == sign.code);
        self.code == sign.code || last(self.candidates)
    }

    /// Whether this is a bare pound, which may be a weight.
    pub(super) fn is_pound(self) -> bool {
        self.code == "?pound"
    }

    /// Whether it is counted in hundredths: pence, cents.
    pub(super) fn is_minor(self) -> bool {
        matches!(self.code, "GBX" | "USc" | "?cent")
    }
}

/// A code has no cent of its own in ISO 4217: the cent of the euro or the rand is given as the currency's hundredth.
fn cent_of(code: &'static str) -> &'static str {
    match code {
        "USD" => "USc",
        other => other,
    }
}

/// The currency whose sign ends with the token before `i`, and its first token.
pub(super) fn before(t: &Cursor<'_, '_>, i: usize) -> Option<(Currency, usize)> {
    let last = i.checked_sub(1).filter(|last| *last >= t.floor)?;
    if t.is_break(last)
        || (t.is_word(last) && t.is_capital(last) && t.touches(last) && t.is_joint(last.wrapping_sub(1)))
    {
        return None;
    }
    let (currency, first) = BEFORE.until(t, last)?;
    if first > 0 && t.is_word(first) && t.touches(first) && (t.is_word(first - 1) || t.is_digits(first - 1)) {
        return None;
    }
    Some((currency, first))
}

/// Whether a sign of a currency that is no word touches the number at token `i`: "$1999", "US$ 2010".
pub(super) fn is_signed(t: &Cursor<'_, '_>, i: usize) -> bool {
    i > 0
        && matches!(t.text(i - 1), "$" | "€" | "£" | "¥" | "₹" | "₩" | "₺" | "₦" | "₱" | "₽" | "￥" | "￡")
        && t.gap(i).len() < 2
        && (t.touches(i) || t.is_word(i.wrapping_sub(2)))
        && before(t, i).is_some()
}

/// Whether the sign that starts at `first` is believed before this number: a lone letter needs a number that looks
/// like money, or its country in the text.
pub(super) fn believed(t: &Cursor<'_, '_>, currency: Currency, first: usize, number: &Number) -> bool {
    if !t.is_word(first) || t.text(first).len() > 2 || first + 1 != number.first {
        return true;
    }
    number.grouped
        || t.text(first).len() == 2
        || t.one_of(number.end, &["m", "bn", "million", "billion", "trillion"])
        || currency.codes().any(|code| t.profile().mentions(code))
}

/// The code that the sign around the `$` at token `i` names with its country: "A$", "$US"; None for a bare one.
pub(super) fn signed(t: &Cursor<'_, '_>, i: usize) -> Option<&'static str> {
    let ends = if t.touches(i + 1) && t.is_word(i + 1) { i + 1 } else { i };
    let number = |at: usize| t.is_digits(at + 1) || t.text(at + 1) == ".";
    [ends, i].into_iter().find_map(|last| {
        let (currency, _) = BEFORE.until_after(t, last, 0).filter(|_| number(last))?;
        (!currency.code.starts_with('?')).then_some(currency.code)
    })
}

/// The code that the name which ends with token `last` gives: "Hong Kong dollars", "US dollars".
pub(super) fn named(t: &Cursor<'_, '_>, last: usize) -> Option<&'static str> {
    (1..4).rev().filter_map(|k| last.checked_sub(k)).find_map(|first| {
        let (currency, end) = AFTER.at(t, first)?;
        (end == last + 1 && !currency.code.starts_with('?')).then_some(currency.code)
    })
}

/// Whether the name of a currency stands at token `i`.
pub(super) fn is_name(t: &Cursor<'_, '_>, i: usize) -> bool {
    t.is_word(i) && t.text(i).len() > 2 && AFTER.at(t, i).is_some()
}

/// The currency whose name or sign starts at token `i`, and one past it.
pub(super) fn after(t: &Cursor<'_, '_>, i: usize, number: &Number) -> Option<(Currency, usize)> {
    let (currency, end) = AFTER.at(t, i)?;
    // "two $500 cheques": the sign belongs to the next number.
    if !t.is_word(end - 1) && !t.touches(i) && t.touches(end) && (t.is_digits(end) || t.text(end) == ".") {
        return None;
    }
    // "50 Cent": a name, where nothing else in the line has capitals.
    let big = number.grouped || number.scale > rust_decimal::Decimal::ONE || number.whole_digits > 3;
    if end == i + 1 && currency.is_doubtful(t, i) && !(big && t.case(i) == super::super::token::Case::Lower) {
        return None;
    }
    // "5p" and "25c" touch; "p" or "c" alone after a space is none.
    if end == i + 1
        && t.is_word(i)
        && t.text(i).len() == 1
        && (!t.touches(i) || (t.touches(end) && (t.is_word(end) || t.is_digits(end))))
    {
        return None;
    }
    Some((currency, end))
}
