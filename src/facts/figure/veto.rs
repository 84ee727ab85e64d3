//! Numbers that say nothing: identifiers, phone numbers, versions, parts of names, list marks, "one" as a pronoun.

use super::super::token::Case;
use super::amount::Amount;
use super::currency;
use super::cursor::Cursor;
use super::number::{Form, Number};
use super::unit;
use super::what;
use super::words::{Classes, NumberWord};

/// Tokens that one identifier may have; the rest of a longer one is looked at afresh.
const LONGEST: usize = 64;

/// Tokens without a word between them that no sentence has: a column of numbers, a dump.
const DUMP: usize = 64;

/// If token `i` starts a dump of digits and signs in one line: one past it.
pub(super) fn dump(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let count = t.doc().tokens().len();
    let wordless = |at: usize| at < count && !t.is_word(at) && !t.is_break(at);
    if !(i..i + DUMP).all(wordless) {
        return None;
    }
    (i + DUMP..=count).find(|at| !wordless(*at))
}

/// Before the digits at token `i` stands something that makes them part of an identifier: one past it all.
pub(super) fn attached(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let before = i.checked_sub(1)?;
    if !t.touches(i) {
        return list_mark(t, i);
    }
    // "R160", "Rs.65", "US$5": a currency; any other word is part of A320, H5N1, M25.
    let money = currency::before(t, i).is_some_and(|(currency, first)| {
        Number::read(t, i).is_some_and(|number| currency::believed(t, currency, first, &number) && !number.padded)
    });
    if money {
        return None;
    }
    if t.is_word(before) {
        return Some(end_of_run(t, i));
    }
    let text = t.text(before);
    let two = before.checked_sub(1);
    let glued = t.touches(before);
    if t.is_hyphen(before) && glued {
        let two = two?;
        if t.is_word(two) {
            let lower = t.case(two) == Case::Lower || t.opens_sentence(two) && t.case(two) == Case::Title;
            let prefix = t.is(two, Classes::PREFIX);
            // A figure already found ends there: the hyphen is a dash between two numbers.
            let apart = two < t.floor || lower && prefix || spans_from_word(t, i);
            return (!apart).then(|| end_of_run(t, i));
        }
    }
    let bad = match text {
        "#" | "@" | "_" | "\\" => true,
        "/" | "." | "=" | "?" | "&" | ":" => {
            glued && two.is_some_and(|two| two >= t.floor && (t.is_word(two) || matches!(t.text(two), "/" | ":" | ".")))
        }
        "[" => t.text(i + 1) == "]",
        _ => false,
    };
    bad.then(|| end_of_run(t, i))
}

/// Whether a word of the day and "-to-" stand before token `i`: "the midnight-to-7 a.m. shift".
pub(super) fn spans_from_word(t: &Cursor<'_, '_>, i: usize) -> bool {
    i > 3
        && t.is_joint(i - 1)
        && t.eq(i - 2, "to")
        && t.is_joint(i - 3)
        && t.one_of(i - 4, &["midnight", "noon", "midday", "dawn", "dusk", "sunrise", "sunset"])
}

/// "1. Get up", "2) Go": digits at the start of a line with a mark after them.
fn list_mark(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let opens = i == 0 || t.is_break(i - 1);
    let marked = matches!(t.text(i + 1), "." | ")")
        && t.touches(i + 1)
        && !t.touches(i + 2)
        && !t.is_break(i + 2)
        && i + 2 < t.doc().tokens().len();
    (opens && marked && t.text(i).len() <= 2).then_some(i + 1)
}

/// One past the run of touching letters, digits and joining signs that goes on from token `i`.
pub(super) fn end_of_run(t: &Cursor<'_, '_>, i: usize) -> usize {
    let mut at = i + 1;
    while at < i + LONGEST && t.touches(at) {
        let joins = t.is_word(at)
            || t.is_digits(at)
            || (matches!(t.text(at), "-" | "/" | "_" | "." | "," | ":" | "+" | "#" | "=" | "&" | "?" | "%")
                && t.touches(at + 1)
                && (t.is_word(at + 1) || t.is_digits(at + 1)));
        if !joins {
            break;
        }
        at += 1;
    }
    at
}

/// The digits at token `i` start a phone number, a reference, a slashed name: one past it all.
pub(super) fn identifier(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    phone(t, i).or_else(|| slashed(t, i)).or_else(|| lettered(t, i))
}

/// Groups of digits as phone numbers have them.
fn phone(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let plus = i > 0 && t.text(i - 1) == "+" && t.touches(i);
    let (mut groups, mut digits, mut at) = (1, t.text(i).len(), i + 1);
    let mut hyphens = 0;
    let mut last = t.text(i).len();
    while groups < 8 {
        let next = match t.text(at) {
            "-" | "‑" | "–" | "." if t.touches(at) && t.touches(at + 1) => at + 1,
            ")" if t.is_digits(at + 1) => at + 1,
            ")" if t.is_hyphen(at + 1) && t.is_digits(at + 2) => at + 2,
            _ if t.is_digits(at) && !t.touches(at) && matches!(t.gap(at), " " | "\u{a0}") => at,
            _ => break,
        };
        if !t.is_digits(next) {
            break;
        }
        hyphens += usize::from(next > at);
        digits += t.text(next).len();
        last = t.text(next).len();
        groups += 1;
        at = next + 1;
    }
    let first = t.text(i);
    let padded = first.len() > 1
        && first.starts_with('0')
        && !(t.text(i + 1) == "." && t.touches(i + 1) && groups == 2 && hyphens == 1);
    let cued = called(t, i);
    let read = Number::read(t, i);
    let grouped = read.is_some_and(|number| number.grouped && number.end >= at);
    let plain = read.is_some_and(|number| number.is_bare()) && currency::before(t, i).is_none();
    let tagged = t.touches(at) && (t.text(at) == "%" || t.is_word(at) && unit::at(t, at).is_some());
    let number = match groups {
        1 => {
            padded && digits > 1
                || cued && plain && digits >= 3 && !tagged && unit::at(t, at).is_none() && !what::plural_follows(t, at)
        }
        2 if hyphens == 1 => {
            let second = t.text(at - 1);
            let dotted = t.text(i + 1) == ".";
            let falls = first.len() >= 3
                && second.len() >= 3
                && first.parse::<u64>().ok() > second.parse().ok()
                && first.len() + last >= 7;
            !dotted
                && (padded
                    || falls
                    || second.starts_with('0') && second.len() >= 3
                    || cued && digits >= 5
                    || first.len() >= 5 && last >= 5 && !tagged && cued)
        }
        2 => padded || cued && digits >= 5 && !what::plural_follows(t, at),
        _ => padded || plus || hyphens >= 2 || digits >= 7 && !grouped && hyphens > 0 || cued && !grouped,
    };
    if decimal_range(t, i) {
        return None;
    }
    // A single line of years or scores ("6-4, 7-5") never has three groups joined by hyphens.
    (number || plus && digits >= 7).then_some(at)
}

/// "0.5–0.7", "5–7.5": a dash between two numbers of which one has decimals is an interval.
fn decimal_range(t: &Cursor<'_, '_>, i: usize) -> bool {
    let Some(low) = Number::read(t, i).filter(|low| !low.grouped && !low.padded && low.scale.is_integer()) else {
        return false;
    };
    if !t.is_dash(low.end) || !t.touches(low.end) || !t.is_digits(low.end + 1) {
        return false;
    }
    let Some(high) = Number::read(t, low.end + 1) else { return false };
    let small = |number: &Number| number.whole_digits <= 4 && number.places <= 3;
    let more = t.touches(high.end) && (t.is_dash(high.end) || t.text(high.end) == ".") && t.is_digits(high.end + 1);
    (low.places > 0 || high.places > 0)
        && small(&low)
        && small(&high)
        && !high.padded
        && low.value < high.value
        && !more
}

/// Whether a word of calling stands near token `i`, in the same sentence.
pub(super) fn phone_word_near(t: &Cursor<'_, '_>, i: usize) -> bool {
    called(t, i)
}

/// Whether a word of calling stands within eight tokens before token `i`, in the same sentence.
fn called(t: &Cursor<'_, '_>, i: usize) -> bool {
    (1..=8)
        .map_while(|k| i.checked_sub(k))
        .take_while(|back| t.text(*back) == ":" || !t.is_end(*back))
        .any(|back| t.is(back, Classes::PHONE))
}

/// "24/7", "1/2023", "8/11": two numbers with a slash that are neither date nor fraction.
fn slashed(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let slash = t.text(i + 1) == "/" && t.touches(i + 1) && t.touches(i + 2) && t.is_digits(i + 2);
    (slash && super::digits::slash(t, i).is_none()).then(|| end_of_run(t, i))
}

/// "5G", "4x4", "3D", "737MAX", "13F": letters right after the digits that are no unit.
fn lettered(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let number = Number::read(t, i)?;
    let at = number.end;
    // "8-K"
    if t.is_joint(at) && t.text(at + 1).len() == 1 && t.case(at + 1) == Case::Title {
        return Some(end_of_run(t, i));
    }
    if !t.is_word(at) || !t.touches(at) || number.scale > rust_decimal::Decimal::ONE && number.end > i + 1 {
        return None;
    }
    let known = unit::at(t, at).is_some()
        || currency::after(t, at, &number).is_some()
        || t.number_word(at) != NumberWord::None
        || t.text(at) == "x"
        || matches!(t.text(at), "b" | "B") && (number.places > 0 || currency::before(t, i).is_some())
        || t.is(at, Classes::GLUED);
    let goes_on = t.touches(at + 1) && t.is_digits(at + 1) && unit::at(t, at).is_none();
    let money = currency::before(t, i).is_some();
    let mixed = goes_on && !matches!(t.text(at), "h" | "hr" | "min" | "m" | "ft" | "st");
    let read = known || money && t.text(at).len() <= 2;
    (!read || mixed).then(|| end_of_run(t, i))
}

/// Whether a number without unit is part of a name: "Section 4", "No. 7", "Apollo 11", "number six".
pub(super) fn named(t: &Cursor<'_, '_>, amount: &Amount) -> bool {
    let number = &amount.number;
    let (first, end) = (amount.first, amount.end);
    if amount.measure.is_some()
        || number.grouped
        || number.scale > rust_decimal::Decimal::ONE
        || number.form == Form::Fraction
        || number.form == Form::Vague
        || first == 0
    {
        return address(t, first, end, number);
    }
    let mut before = first - 1;
    if matches!(t.text(before), "." | "°")
        && t.touches(before)
        && before > 0
        && t.one_of(before - 1, &["no", "nos", "art", "sec", "vol", "fig", "ch", "pp", "p", "st"])
    {
        before -= 1;
        if t.one_of(before, &["no", "nos"]) && !t.is_capital(before) {
            return t.one_of(before, &["nos"]);
        }
        return t.one_of(before, &["no", "nos", "art", "sec", "vol", "fig", "ch"]);
    }
    if t.text(before) == "-" && t.touches(before) {
        return false;
    }
    let classes = t.word(before).classes;
    let counts = what::plural_follows(t, end);
    let capital = t.is_capital(before);
    if classes.any(Classes::LABEL) && t.is_word(before) {
        let loose = classes.any(Classes::LOOSE);
        if number.form != Form::Digits && !capital && !classes.any(Classes::SPOKEN) {
            return false;
        }
        if !loose {
            return true;
        }
        return capital && !t.opens_sentence(before) && !counts;
    }
    if t.before(first, &["no"]) && capital && number.form == Form::Digits {
        return true;
    }
    if classes.any(Classes::BRAND) && (capital || t.case(before) == Case::Mixed) {
        return !t.opens_sentence(before) || !counts || t.is(before, Classes::MAKER);
    }
    if number.form != Form::Digits {
        return false;
    }
    if address(t, first, end, number) {
        return true;
    }
    // A capitalised word right before bare digits: "Ward 95", "District 4", "Cape Town 8000".
    let name = capital
        && !classes
            .any(Classes::STOP.or(Classes::VERB).or(Classes::DETERMINER).or(Classes::WEEKDAY).or(Classes::CHANGE))
        && t.word(before).number == NumberWord::None
        && t.word(before).month == 0
        && !t.opens_sentence(before)
        && !title_line(t, first);
    if name && number.is_bare() && (sequel(t, first, number) || model(t, first, end)) {
        return true;
    }
    // "Video Marketing 101": a course, also in a headline.
    let course = capital && t.text(first) == "101" && !t.opens_sentence(before) && t.is_word(before);
    if course && !counts {
        return true;
    }
    name && !counts && !t.is_joint(end) && t.text(end) != "%" && number.is_bare()
}

/// "Red Dead Redemption 2": a small number after three capitalised words or more that no preposition of place leads in.
fn sequel(t: &Cursor<'_, '_>, first: usize, number: &Number) -> bool {
    let run = (1..6).take_while(|k| first >= *k && t.is_capital(first - k)).count();
    let start = first - run;
    // "In New South Wales 2 ports": the words are a place.
    let placed = start > 0
        && (t.text(start - 1) == ","
            || t.one_of(start - 1, &["in", "at", "near", "from", "around", "across", "of", "to"]));
    run >= 3 && number.whole_digits == 1 && !placed && !t.opens_sentence(start)
}

/// "the LC 500 Convertible": capitals before the number and a capital after it.
fn model(t: &Cursor<'_, '_>, first: usize, end: usize) -> bool {
    let before = first - 1;
    t.case(before) == Case::Upper && (2..=4).contains(&t.text(before).len()) && t.is_capital(end) && !t.touches(end)
}

/// Whether the digits at token `i` number a house: "1909 Linden Drive".
pub(super) fn is_address(t: &Cursor<'_, '_>, i: usize) -> bool {
    Number::read(t, i).is_some_and(|number| address(t, i, number.end, &number))
}

/// "1200 Franklin Avenue", "10 Downing Street".
fn address(t: &Cursor<'_, '_>, first: usize, end: usize, number: &Number) -> bool {
    let block = t.eq(end, "block") && t.eq(end + 1, "of");
    number.is_bare()
        && first + 1 == end
        && (block && number.whole_digits > 2
            || t.is_capital(end)
                && (end + 1..end + 5)
                    .take_while(|at| t.is_capital(*at) || t.text(*at) == ".")
                    .any(|at| t.is(at, Classes::STREET)))
}

/// Tokens to each side that a headline is looked at.
const LINE: usize = 16;

/// Whether the words around token `i` all have capitals, as headlines in some papers do.
fn title_line(t: &Cursor<'_, '_>, i: usize) -> bool {
    let back = (1..LINE).map_while(|k| i.checked_sub(k)).take_while(|at| !t.is_break(*at));
    let ahead = (i..i + LINE).take_while(|at| !t.is_break(*at));
    // A list of titles in a paragraph is longer than a headline.
    if back.clone().count() == LINE - 1 || ahead.clone().count() == LINE {
        return false;
    }
    let (mut capital, mut all) = (0, 0);
    for at in back.chain(ahead).filter(|at| t.is_word(*at) && t.text(*at).len() > 3) {
        capital += usize::from(t.is_capital(at));
        all += 1;
    }
    all >= 4 && capital * 4 >= all * 3
}

/// Whether "one" at token `i` counts something and is no pronoun or idiom.
pub(super) fn one_counts(t: &Cursor<'_, '_>, i: usize) -> bool {
    let next = i + 1;
    let before = i.checked_sub(1);
    let prior = |words: &[&str]| before.is_some_and(|at| t.one_of(at, words));
    if t.is_apostrophe(next) || before.is_some_and(|at| t.is_joint(at)) {
        return false;
    }
    if t.is_joint(next) {
        return t.is_word(next + 1) && !t.is(next + 1, Classes::NTH) && !t.is(next + 1, Classes::ONE_TAIL);
    }
    if t.eq(next, "of") {
        return t.one_of(next + 1, &["them", "which", "whom"]) || is_plain_noun(t, next + 1) && prior(&["and"]);
    }
    if t.is(next, Classes::ONE_IDIOM) {
        return t.eq(next, "day") && prior(&["in", "within", "than", "just"]);
    }
    if before.is_some_and(|at| t.is(at, Classes::ONE_BEFORE)) {
        return false;
    }
    if t.is_word(next) && !t.is(next, Classes::STOP) {
        return !t.is(next, Classes::VERB) || t.is(next, Classes::NOUN_VERB) || prior(&["and"]);
    }
    // "a majority of one", "won by one"
    prior(&["by", "of", "just"]) && (!t.is_word(next) || t.is(next, Classes::ONE_CLOSE))
}

/// Whether the number word at token `i` is part of a name: "Day Zero", "the Big Ten", "Channel Four".
pub(super) fn capital_word(t: &Cursor<'_, '_>, i: usize) -> bool {
    t.case(i) == Case::Title
        && !t.opens_sentence(i)
        && i > 0
        && t.is_word(i - 1)
        && !title_line(t, i)
        && !t.is_joint(i + 1)
}

/// "No. 2020-04", "Regulation 2023/1115": a label, then digits joined to more: one past it all.
pub(super) fn docket(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let before = i.checked_sub(1)?;
    let joined = (t.is_joint(i + 1) || t.text(i + 1) == "/" && t.touches(i + 1)) && t.is_digits(i + 2);
    let numbered = t.text(before) == "." && before > 0 && t.one_of(before - 1, &["no", "nos"]);
    let label = t.is(before, Classes::LABEL) && (t.is_capital(before) || t.text(i + 1) == "/");
    (joined && (numbered || label)).then(|| end_of_run(t, i))
}

fn is_plain_noun(t: &Cursor<'_, '_>, at: usize) -> bool {
    t.is_word(at) && !t.is(at, Classes::STOP.or(Classes::VERB).or(Classes::DETERMINER)) && t.case(at) == Case::Lower
}

/// Whether a fraction word is no part of anything: "half-time", "the other half", "half-brother", "a quarter-final".
pub(super) fn no_part(t: &Cursor<'_, '_>, amount: &Amount) -> bool {
    let (first, end) = (amount.first, amount.end);
    if t.is_joint(end) {
        return !t.is(end + 1, Classes::WHOLE);
    }
    // "second-half sales"
    let joint = first > 1 && t.is_joint(first - 1);
    let before = first.checked_sub(1 + usize::from(joint));
    if t.number_word(first) == NumberWord::Half && end == first + 1 {
        let named = before.is_some_and(|at| {
            matches!(t.number_word(at), NumberWord::Ordinal(_) | NumberWord::Digit(_))
                || t.is(at, Classes::HALF_BEFORE) && !t.is_digits(at)
        });
        let noun = t.is(end, Classes::HALF_NOUN) || t.one_of(end, &["an"]);
        return named || noun;
    }
    t.number_word(end - 1) == NumberWord::Quarter
        && (t.is_apostrophe(end) || before.is_some_and(|at| matches!(t.number_word(at), NumberWord::Ordinal(_))))
}
