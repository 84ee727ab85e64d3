//! Ages: aged 61, ", 47,", 34-year-old, when I was ten.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::super::lexicon;
use super::super::token::Case;
use super::FigureKind;
use super::amount::{Amount, Measure};
use super::cursor::Cursor;
use super::found::{Found, Noun};
use super::number::{Form, Number};
use super::unit;
use super::what;
use super::words::Classes;

/// "34-year-old", "ten years old", "six weeks of age": an amount of time whose age words belong to the figure.
pub(super) fn old(t: &Cursor<'_, '_>, amount: &Amount) -> Option<Found> {
    let Some(Measure::Unit(unit)) = amount.measure else { return None };
    if !amount.is_time() || amount.remote {
        return None;
    }
    let at = if t.is_joint(amount.end) { amount.end + 1 } else { amount.end };
    let end = if t.one_of(at, &["old", "olds"]) {
        at + 1
    } else if t.eq(at, "of") && t.eq(at + 1, "age") {
        at + 2
    } else {
        return None;
    };
    let mut found = years(amount.first, end, amount.number.value, "duration: so many years old");
    found.unit = Some(Cow::Borrowed(unit.symbol));
    // "a 55-year old man", "a 77 year old woman"
    let single = amount.end > 0 && t.one_of(amount.end - 1, &["year", "month", "week", "day"]);
    found.noun = if t.is_joint(amount.end) || single { Noun::After } else { Noun::Nowhere };
    Some(found)
}

fn years(first: usize, end: usize, value: Decimal, rule: &'static str) -> Found {
    Found {
        first,
        end,
        kind: FigureKind::Duration,
        value: Some(value),
        high: None,
        unit: Some(Cow::Borrowed("year")),
        rule,
        noun: Noun::Nowhere,
        vague: false,
        bare: false,
    }
}

/// An age that is written as a number alone.
pub(super) fn bare(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let plain = matches!(number.form, Form::Digits | Form::Words)
        && number.scale == Decimal::ONE
        && !number.grouped
        && !number.padded;
    if !plain
        || number.places > 1
        || number.value < Decimal::ONE
        || number.value > Decimal::from(120)
        || number.first == 0
    {
        return None;
    }
    let (first, end) = (number.first, number.end);
    let found = |rule| Some(years(first, end, number.value, rule));
    if after_age_word(t, first) && unit::at(t, end).is_none() {
        return interval(t, number).or_else(|| found("duration: after aged or age"));
    }
    if unit::at(t, end).is_some() || t.text(end) == "%" || t.is_joint(end) {
        return None;
    }
    if between_commas(t, number) {
        return found("duration: age between commas");
    }
    let closed = !t.is_word(end) || t.is(end, Classes::AGE_CLOSE);
    let verb = first - 1;
    let known = t.one_of(verb, &["turned", "turns", "turning"]) && t.is_word(verb.wrapping_sub(1));
    if known && closed && !what::plural_follows(t, end) {
        return found("duration: after turned");
    }
    let when = first > 2 && t.eq(first - 3, "when") && !what::plural_follows(t, end);
    if of_person(t, first) && (closed || when) {
        return found("duration: he was so old");
    }
    let group =
        t.one_of(verb, &["over", "under", "above", "below"]) && first > 1 && t.is(first - 2, Classes::AGE_GROUP);
    if group && !what::plural_follows(t, end) {
        return found("duration: people over an age");
    }
    at_age(t, number).then(|| years(first, end, number.value, "duration: at an age"))
}

/// "aged 16 to 24", "ages 5-12".
fn interval(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let at = number.end;
    let joined = t.is_dash(at) || t.eq(at, "to") || t.eq(at, "and") && t.eq(number.first - 1, "between");
    let high = Number::read(t, at + 1).filter(|high| {
        joined && high.first == at + 1 && high.value > number.value && high.value < Decimal::from(130)
    })?;
    let end = end_of_old(t, high.end);
    Some(Found { high: Some(high.value), ..years(number.first, end, number.value, "duration: ages from to") })
}

/// "aged 12 to 17-years-old", "aged 30 to 40 years old": one past the age words, else `end`.
fn end_of_old(t: &Cursor<'_, '_>, end: usize) -> usize {
    let past_joint = |at: usize| if t.is_joint(at) { at + 1 } else { at };
    let unit = past_joint(end);
    let old = past_joint(unit + 1);
    if t.one_of(unit, &["year", "years"]) && t.one_of(old, &["old", "olds"]) { old + 1 } else { end }
}

/// "aged 61", "at the age of 95", "age 5", "aged between 16 and 24", "aged 67 and 72".
fn after_age_word(t: &Cursor<'_, '_>, first: usize) -> bool {
    let mut at = first - 1;
    for _ in 0..4 {
        if t.is(at, Classes::AGE_WORD) {
            return true;
        }
        let passes = t.one_of(
            at,
            &["of", "just", "only", "about", "between", "around", "over", "under", "from", "to", "and", "or"],
        ) || t.is_digits(at) && t.one_of(at + 1, &["and", "or", "to"]);
        if !passes || at == 0 {
            return false;
        }
        at -= 1;
    }
    false
}

/// "Ranjit Hazarika, 58, a weaver": after a name and a comma, before a comma or the end of the sentence.
fn between_commas(t: &Cursor<'_, '_>, number: &Number) -> bool {
    let (first, end) = (number.first, number.end);
    let mark = matches!(t.text(end), "," | "." | ")" | ";" | ":" | "”" | "\"");
    let dash = matches!(t.text(end), "–" | "—") && !t.touches(end);
    if !number.is_whole() || !(mark || dash || t.is_break(end) || t.eq(end, "and")) {
        return false;
    }
    let comma = first - 1;
    if t.text(comma) != "," || comma == 0 || number.value < Decimal::from(3) {
        return false;
    }
    // "Osei Tandoh Jr., 29,"
    let junior = t.text(comma - 1) == "." && comma > 2 && t.one_of(comma - 2, &["sr", "jr"]);
    let name = if junior { comma - 2 } else { comma - 1 };
    let named = t.is_capital(name) && t.word(name).month == 0 && !t.is(name, Classes::WEEKDAY);
    // "Its chairman, 71, said"
    let owned = number.value >= Decimal::from(16)
        && name > 0
        && t.is(name - 1, Classes::POSSESSIVE)
        && !what::is_plural(t, name);
    let kin = t.is(name, Classes::KIN);
    named && (t.text(end) == "," || !t.is_digits(end + 1)) || (kin || owned) && t.text(end) == ","
}

/// "Jonas Dahl 44, of Graz": after a forename and a surname, before a comma and more about the person.
pub(super) fn after_name(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let (first, end) = (number.first, number.end);
    let age = number.is_bare() && number.whole_digits == 2 && !number.padded && number.value >= Decimal::from(10);
    if !age || first < 2 || t.text(end) != "," || t.touches(first) {
        return None;
    }
    let name = |at: usize| t.case(at) == Case::Title && t.text(at).len() > 1 && t.word(at).month == 0;
    let label = |at: usize| t.is(at, Classes::LABEL.or(Classes::BRAND).or(Classes::STREET).or(Classes::TROOPS));
    if !name(first - 1) || !name(first - 2) || label(first - 1) || label(first - 2) {
        return None;
    }
    let next = end + 1;
    let from =
        t.one_of(next, &["of", "from"]) && (t.is_capital(next + 1) || t.one_of(next + 1, &["no", "the", "central"]));
    let known = lexicon::forename(t.text(first - 2)).is_some();
    let told = known && t.one_of(next, &["who", "was", "is", "a", "an", "and", "has", "had", "died"]);
    (from || told).then(|| years(first, end, number.value, "duration: age after a name"))
}

/// "she was eight", "they’re six and nine", "when I was ten", "whose son is 14".
fn of_person(t: &Cursor<'_, '_>, first: usize) -> bool {
    let mut verb = first - 1;
    // "they’re [six] and [nine]"
    if t.one_of(verb, &["and", "or"]) && verb >= 2 {
        let before = verb - 1;
        let number = t.is_digits(before) || t.number_word(before) != super::words::NumberWord::None;
        if !number {
            return false;
        }
        verb = before - 1;
    }
    if t.one_of(verb, &["only", "just", "already", "about", "nearly", "almost", "now", "then"]) && verb > 0 {
        verb -= 1;
    }
    // "he would have been nine"
    if t.eq(verb, "been") && verb > 2 && t.one_of(verb - 1, &["have", "has", "had"]) {
        let back = if t.is(verb - 2, Classes::MODAL) { 3 } else { 2 };
        return verb.checked_sub(back).is_some_and(|subject| t.one_of(subject, &["he", "she", "i"]));
    }
    let short = t.one_of(verb, &["re", "m", "s"]) && verb > 1 && t.is_apostrophe(verb - 1);
    let subject = if short {
        verb.checked_sub(2)
    } else if t.is(verb, Classes::COPULA) {
        verb.checked_sub(1)
    } else {
        None
    };
    let Some(subject) = subject else { return false };
    let they = t.eq(subject, "we") || t.eq(subject, "they") && !short;
    t.is(subject, Classes::PERSON) && !they || t.is(subject, Classes::KIN)
}

/// "left school at 14", "married at 19": after "at", with a verb of a life before it.
fn at_age(t: &Cursor<'_, '_>, number: &Number) -> bool {
    let at = number.first - 1;
    if !t.eq(at, "at")
        || !number.is_whole()
        || t.is_word(number.end)
            && !t.one_of(number.end, &["and", "to", "in", "with", "after", "when", "he", "she", "but"])
    {
        return false;
    }
    (1..9).map_while(|k| at.checked_sub(k)).take_while(|back| !t.is_end(*back)).any(|back| t.is(back, Classes::LIFE))
}
