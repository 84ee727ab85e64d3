//! Numbers that relate: ratios, multipliers, scores and odds.

use rust_decimal::Decimal;

use super::FigureKind;
use super::cursor::Cursor;
use super::found::{Found, Noun};
use super::number::{Form, Number};
use super::unit;
use super::what;
use super::words::{Classes, NumberWord};

/// "one in eight", "1 in 12", "four out of five", "nine times out of 10".
pub(super) fn ratio(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let at = number.end;
    let times = t.eq(at, "times") && t.eq(at + 1, "out");
    let at = if times { at + 1 } else { at };
    let mut lower = if t.eq(at, "in") {
        at + 1
    } else if t.eq(at, "out") && t.eq(at + 1, "of") {
        at + 2
    } else {
        return None;
    };
    if t.one_of(lower, &["every", "each"]) {
        lower += 1;
    }
    if !(t.is_digits(lower) || t.is_word(lower))
        || !number.is_whole()
        || number.scale > Decimal::ONE && number.form == Form::Digits
    {
        return None;
    }
    let below = match t.number_word(lower) {
        // "a hundred", "a thousand"
        _ if t.eq(lower, "a") => Number::read(t, lower + 1).filter(|below| below.first == lower)?,
        _ => Number::read(t, lower).filter(|below| below.first == lower)?,
    };
    let fits =
        below.is_whole() && number.value < below.value && number.value > Decimal::ZERO && below.form != Form::Vague;
    let year = below.is_bare() && below.whole_digits == 4;
    let hyphen = t.is_joint(below.end);
    // "one in 350 years" is a chance, "five in 20 minutes" is none.
    let measured = unit::at(t, below.end).is_some_and(|(unit, _)| {
        !(unit.dimension == unit::Dimension::Time && number.value == Decimal::ONE && below.value >= Decimal::from(20))
    });
    let odd_base =
        |value: Decimal| number.value > Decimal::from(20) && value < Decimal::ONE_HUNDRED && !t.eq(at, "out");
    if !fits || year || hyphen || odd_base(below.value) || (measured && !t.eq(at, "out")) {
        return None;
    }
    // "11 ballots out of 52,316" is two counts; "in 11 races" counts what follows: a ratio has a round base.
    let value = number.value.checked_div(below.value)?;
    Some(Found::number(number.first, below.end, FigureKind::Number, value, "number: one in so many"))
        .map(|found| Found { noun: Noun::After, ..found })
}

/// "three times as many", "7.1 times earnings", "10-fold", "10x".
pub(super) fn times(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let at = if t.is_joint(number.end) { number.end + 1 } else { number.end };
    let multiplier =
        |end: usize| Some(Found::number(number.first, end, FigureKind::Number, number.value, "number: multiplier"));
    if t.eq(at, "fold") || (t.eq(at, "x") && t.touches(at) && !t.touches(at + 1)) {
        return multiplier(at + 1);
    }
    if t.one_of(at, &["times"]) && (t.is(at + 1, Classes::MULTIPLIED) || number.places > 0) {
        return multiplier(at + 1);
    }
    None
}

/// "twice", "doubled", "tenfold": a multiplier in one word.
pub(super) fn word(t: &Cursor<'_, '_>, i: usize) -> Option<Found> {
    let value = match t.number_word(i) {
        NumberWord::Times(tenths) => Decimal::new(i64::try_from(tenths).ok()?, 1),
        _ => fold(t.text(i))?,
    };
    let found = Found::number(i, i + 1, FigureKind::Number, value.normalize(), "number: multiplier in one word");
    if !t.one_of(i, &["double", "triple", "treble", "quadruple", "doubles", "triples", "trebles", "quintuple"]) {
        // "doubling down", "doubled up"
        return (!t.one_of(i + 1, &["down", "up", "back", "over"])).then_some(found);
    }
    let verb = i > 0 && t.is(i - 1, Classes::MODAL);
    let after = t.is(i + 1, Classes::DETERMINER.or(Classes::POSSESSIVE)) && !t.one_of(i + 1, &["a"])
        || t.one_of(i + 1, &["what", "last", "to", "in", "from", "by", "that", "since", "over", "within"])
        || t.is_digits(i + 1)
        || !t.is_word(i + 1) && !t.is_hyphen(i + 1) && !t.is_apostrophe(i + 1);
    let noun = t.one_of(i + 1, &["down", "up", "back"])
        || i > 0 && t.one_of(i - 1, &["a", "the", "his", "her", "their"]) && !t.is(i + 1, Classes::DETERMINER);
    ((verb || after) && !noun && !t.one_of(i + 1, &["down", "up", "back"])).then_some(found)
}

/// "twofold", "twentyfold".
fn fold(text: &str) -> Option<Decimal> {
    let stem = text.get(..text.len().checked_sub(4)?)?;
    if !text.get(stem.len()..)?.eq_ignore_ascii_case("fold") {
        return None;
    }
    match super::words::word(stem).number {
        NumberWord::Digit(n @ 2..) | NumberWord::Teen(n) | NumberWord::Ten(n) => Some(n.into()),
        NumberWord::Hundred => Some(Decimal::ONE_HUNDRED),
        _ => None,
    }
}

/// Two whole numbers with a dash between: a score, odds, or None for a range.
pub(super) fn score(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let dash = number.end;
    if !number.is_bare() || number.padded || number.whole_digits > 3 {
        return None;
    }
    let cricket = t.eq(dash, "for") && t.profile().cricket > 2;
    let ratio = t.text(dash) == ":" && t.touches(dash) && t.touches(dash + 1) && t.text(dash + 1).len() == 1;
    let slash = t.text(dash) == "/" && t.touches(dash) && t.touches(dash + 1);
    let joint = t.is_dash(dash) && t.touches(dash) && t.touches(dash + 1);
    if !(cricket || joint || ratio || slash) {
        return None;
    }
    let last = dash + 1;
    let (value, high, end) = if t.is_digits(last) {
        let other = Number::read(t, last)?;
        if !other.is_bare() || other.padded || other.whole_digits > 3 {
            return None;
        }
        (number.value, other.value, other.end)
    } else if cricket {
        let NumberWord::Digit(n) = t.number_word(last) else { return None };
        (number.value, n.into(), last + 1)
    } else {
        return None;
    };
    if t.touches(end)
        && (t.is_word(end) || t.is_dash(end) && t.touches(end + 1) || matches!(t.text(end), "%" | "°" | "/"))
    {
        return None;
    }
    let betting = || near(t, number.first, end, Classes::ODDS);
    if slash && !(betting() || t.profile().cricket > 2) {
        return None;
    }
    let rule = "number: score";
    let found = Found { high: Some(high), ..Found::number(number.first, end, FigureKind::Number, value, rule) };
    if cricket || ratio || slash {
        return Some(found);
    }
    let descends = value >= high;
    if t.is(end, Classes::SCORE_WORD) && t.is_word(end) || descends {
        return Some(found);
    }
    if unit::at(t, end).is_some()
        || what::plural_follows(t, end)
        || t.is(number.first.wrapping_sub(1), Classes::AGE_WORD)
        || t.is_joint(end)
    {
        return None;
    }
    (t.profile().sport > 2 && near(t, number.first, end, Classes::SPORT)).then_some(found)
}

/// "an 11-to-4 ruling", "two-to-one", "a 7 to 2 lead".
pub(super) fn spoken_score(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let joined = t.is_joint(number.end) && t.eq(number.end + 1, "to") && t.is_joint(number.end + 2);
    let from = if joined {
        number.end + 3
    } else if t.eq(number.end, "to") {
        number.end + 1
    } else {
        return None;
    };
    let plain =
        |number: &Number| number.is_whole() && number.scale == Decimal::ONE && number.value < Decimal::ONE_THOUSAND;
    let other = Number::read(t, from).filter(|other| other.first == from && plain(other) && plain(number))?;
    let told =
        t.is(other.end, Classes::SCORE_WORD) || t.one_of(other.end, &["ratio", "against", "on", "outsider", "shot"]);
    let odds = told || number.value > other.value && other.value == Decimal::ONE;
    let range = unit::at(t, other.end).is_some() || t.is_joint(other.end);
    (!range && (odds || joined && number.value > other.value)).then(|| Found {
        high: Some(other.value),
        ..Found::number(number.first, other.end, FigureKind::Number, number.value, "number: so many to so many")
    })
}

/// "345 for seven", "two for 81": runs and wickets in words.
pub(super) fn wickets(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    if !t.eq(number.end, "for") || t.profile().cricket < 3 || !number.is_whole() || number.scale > Decimal::ONE {
        return None;
    }
    let other = Number::read(t, number.end + 1)
        .filter(|other| other.first == number.end + 1 && other.is_whole() && other.value < Decimal::from(1000))?;
    if unit::at(t, other.end).is_some() || what::plural_follows(t, other.end) {
        return None;
    }
    let ten = Decimal::TEN;
    (number.value <= ten || other.value <= ten).then(|| Found {
        high: Some(other.value),
        ..Found::number(number.first, other.end, FigureKind::Number, number.value, "number: wickets and runs")
    })
}

/// Whether a word of `classes` stands in the sentence around the tokens `first..end`.
pub(super) fn near(t: &Cursor<'_, '_>, first: usize, end: usize, classes: Classes) -> bool {
    let back = (1..40).map_while(|k| first.checked_sub(k)).take_while(|at| !t.is_end(*at));
    let ahead = (end..end + 40).take_while(|at| !t.is_end(*at));
    back.chain(ahead).any(|at| t.is(at, classes))
}
