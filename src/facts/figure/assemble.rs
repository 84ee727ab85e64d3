//! From amounts to figures: intervals, changes, units that are carried over, and the kind.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::FigureKind;
use super::amount::{Amount, Measure};
use super::compound;
use super::cursor::Cursor;
use super::found::{Found, Noun};
use super::number::{Form, Number};
use super::unit::{self, Dimension, Unit};
use super::what;
use super::words::Classes;

/// The figure that starts with `low`: an interval if one follows, else the amount alone.
pub(super) fn figure(t: &Cursor<'_, '_>, low: &Amount) -> Found {
    match link(t, low, 0) {
        Some(Link::Interval(low, high)) => interval(t, &low, &high),
        Some(Link::Carried(amount)) => single(t, &amount),
        None => single(t, low),
    }
}

enum Link {
    /// Two ends of one interval.
    Interval(Amount, Amount),
    /// The amount alone, with what it takes over from the next one.
    Carried(Amount),
}

/// Numbers of one list that may wait for the unit of the last one.
const LONGEST_LIST: u8 = 3;

/// What joins `low` to the amount after it; `depth` counts the numbers of a list before it.
fn link(t: &Cursor<'_, '_>, low: &Amount, depth: u8) -> Option<Link> {
    // "8- to 16-metre": the hyphen hangs.
    let hangs = t.is_hyphen(low.end) && t.touches(low.end) && !t.touches(low.end + 1);
    // "one-to-seven days"
    let hyphens = t.is_joint(low.end) && t.eq(low.end + 1, "to") && t.is_joint(low.end + 2);
    let at = low.end + usize::from(hangs || hyphens);
    let dash = t.is_dash(at) && !hangs && (t.touches(at) == t.touches(at + 1)) && t.text(at) != "—";
    let between = first_word_before(t, low.first, "between");
    let to = t.eq(at, "to") || (t.eq(at, "through") && low.measure.is_none());
    let and = t.eq(at, "and") && between;
    let or = t.eq(at, "or") || t.eq(at, "and") && !between || t.text(at) == "," && !t.touches(at + 1);
    if !(dash || to || and || or) {
        return None;
    }
    let mut from = at + 1 + usize::from(hyphens);
    // "between 3kg and about 11kg"
    if t.one_of(from, &["about", "around", "perhaps", "nearly"]) || t.text(from) == "~" {
        from += 1;
    }
    let high = Amount::starting(t, from)?;
    if high.number.form == Form::Year || low.number.form == Form::Vague && high.number.form != Form::Vague {
        return None;
    }
    if or {
        return carried_by_list(t, low, &high, at, depth);
    }
    let joined = share(low, &high, dash)?;
    let high = if high.measure.is_none() { Amount { measure: joined.measure, ..high } } else { high };
    if to && (is_change(t, &joined, low.measure.is_some()) || is_change_by(t, low, &high)) {
        // "shrank from two gigs to 300 megs": each end keeps a unit of its own.
        let own = matches!((low.measure, high.measure), (Some(Measure::Unit(a)), Some(Measure::Unit(b))) if a.symbol != b.symbol);
        return Some(Link::Carried(if own { *low } else { joined }));
    }
    let falls = joined.number.value > high.number.value;
    let cold = joined.number.value.is_sign_negative() && high.number.value.is_sign_negative();
    if falls && !between && !cold || high.number.form == Form::Fraction && joined.number.form != Form::Fraction {
        return None;
    }
    // Two bare numbers with "to" between need a sign that they are one interval.
    if to
        && !hyphens
        && joined.measure.is_none()
        && !between
        && !first_word_before(t, joined.first, "from")
        && !what::plural_follows(t, high.end)
        && !high.number.grouped
        && high.number.scale == Decimal::ONE
    {
        return None;
    }
    Some(Link::Interval(joined, high))
}

/// Gives `low` the measure and the scale of `high`, as they are read together; None when they do not fit.
fn share(low: &Amount, high: &Amount, dash: bool) -> Option<Amount> {
    let mut joined = *low;
    match (low.measure, high.measure) {
        (None, measure) => joined.measure = measure,
        (Some(Measure::Money(_)), None) => {}
        (Some(Measure::Unit(unit)), None) => {
            if !matches!(unit.dimension, Dimension::Temperature | Dimension::Percent) && !low.leading {
                return None;
            }
        }
        (Some(Measure::Money(a)), Some(Measure::Money(b))) => {
            if a != b && !(a.is_minor() || b.is_minor()) && low.leading == high.leading {
                return None;
            }
        }
        (Some(Measure::Unit(a)), Some(Measure::Unit(b))) => {
            if a.dimension != b.dimension {
                return None;
            }
            if a.symbol != b.symbol {
                joined.number.value = match compound::ratio(b, a) {
                    // "eight months to four years": twelve months are a year, whatever their days.
                    Some(parts) => joined.number.value.checked_div(parts)?,
                    None => joined.number.value.checked_mul(a.factor.checked_div(b.factor)?)?,
                };
                joined.measure = high.measure;
            }
        }
        _ => return None,
    }
    let bare = low.number.scale == Decimal::ONE && high.number.scale > Decimal::ONE && !low.number.grouped;
    // "$5 to $10 million" is in millions at both ends, "$900 to $1.2 million" is not.
    if bare
        && low.number.plain.abs() < high.number.plain.abs().checked_mul(20.into())?
        && (low.number.plain < high.number.plain || low.number.places > 0 || low.number.plain < Decimal::from(100))
    {
        joined.number.value = joined.number.value.checked_mul(high.number.scale)?;
        joined.number.scale = high.number.scale;
    }
    // "30-45,000 trees" is in thousands at both ends.
    if dash && low.number.is_bare() && high.number.grouped && low.number.scale == Decimal::ONE {
        let thousand = Decimal::ONE_THOUSAND;
        let raised = low.number.value.checked_mul(thousand)?;
        if high.number.value.checked_rem(thousand)?.is_zero()
            && low.number.value < thousand
            && raised < high.number.value
        {
            joined.number.value = raised;
        }
    }
    Some(joined)
}

/// "four or five percent", "2, 3 and 5 per cent": the number takes the unit of the next one.
fn carried_by_list(t: &Cursor<'_, '_>, low: &Amount, high: &Amount, at: usize, depth: u8) -> Option<Link> {
    if depth > LONGEST_LIST || low.measure.is_some() || low.number.form == Form::Fraction || high.leading {
        return None;
    }
    let measure = match high.measure {
        Some(measure) => measure,
        None if t.text(at) == "," || t.is_word(at) => match link(t, high, depth + 1)? {
            Link::Carried(next) | Link::Interval(next, _) => next.measure?,
        },
        None => return None,
    };
    if high.remote && t.text(at) == "," {
        return None;
    }
    let strict = t.eq(at, "and") || t.text(at) == ",";
    let fits = match measure {
        Measure::Unit(unit) => {
            !strict
                || matches!(unit.dimension, Dimension::Percent | Dimension::Temperature)
                || unit.dimension == Dimension::Time && low.number.scale == high.number.scale
        }
        Measure::Money(_) => !strict,
    };
    if !fits || t.text(at) == "," && high.measure.is_some() {
        return None;
    }
    let mut amount = *low;
    amount.measure = Some(measure);
    if low.number.scale == Decimal::ONE
        && high.number.scale > Decimal::ONE
        && t.eq(at, "or")
        && amount.number.plain < Decimal::from(1000)
    {
        amount.number.value = amount.number.value.checked_mul(high.number.scale)?;
    }
    Some(Link::Carried(amount))
}

/// Whether `word` stands right before token `first`, hedges aside.
fn first_word_before(t: &Cursor<'_, '_>, first: usize, word: &str) -> bool {
    let mut at = first;
    for _ in 0..3 {
        let Some(before) = at.checked_sub(1) else { return false };
        if t.eq(before, word) {
            return true;
        }
        if !t.one_of(before, &["about", "around", "roughly", "a", "an", "just", "some", "approximately", "nearly"]) {
            return false;
        }
        at = before;
    }
    false
}

/// Whether "X to Y" here says that something went from X to Y.
fn is_change(t: &Cursor<'_, '_>, low: &Amount, own: bool) -> bool {
    let from = first_word_before(t, low.first, "from");
    // "rose by 25 percent compared with other farms, from 2.1 percent to 2.7": the verb may stand far before a comma.
    let apart =
        from && (1..3).any(|k| low.first > k && t.eq(low.first - k, "from") && t.text(low.first - k - 1) == ",");
    let reach = if apart {
        40
    } else if from {
        14
    } else {
        3
    };
    let mut moved = false;
    for k in 1..=reach {
        let Some(at) = low.first.checked_sub(k) else { break };
        if t.is_end(at) {
            break;
        }
        moved |= t.is(at, Classes::CHANGE) || !from && t.eq(at, "by");
    }
    if from {
        // The verb may stand after it: "from 5 to 9, it rose" is rare; a noun of change before it is not.
        return moved
            || (1..=reach)
                .map_while(|k| low.first.checked_sub(k))
                .take_while(|at| !t.is_end(*at))
                .any(|at| t.is(at, Classes::CHANGE_NOUN));
    }
    // "rose 3 per cent to 45 per cent": both have a unit of their own.
    moved && own && (low.leading || !matches!(low.measure, Some(Measure::Money(_)) | None))
}

/// "fell by 200 to 1,300", "up 3 cents to 45 cents": the size of a change and what it led to. "Fell by 3 to 5 per cent" is an
/// interval, and so are two numbers of the same size.
fn is_change_by(t: &Cursor<'_, '_>, low: &Amount, high: &Amount) -> bool {
    let by = low.first > 0 && t.eq(low.first - 1, "by");
    let moved = (1..=3)
        .map_while(|k| low.first.checked_sub(k))
        .take_while(|at| !t.is_end(*at))
        .any(|at| t.is(at, Classes::CHANGE) || by && t.is(at, Classes::CHANGE_NOUN));
    if !moved || first_word_before(t, low.first, "from") {
        return false;
    }
    let both = low.measure.is_some() && high.measure.is_some();
    let neither = low.measure.is_none() && high.measure.is_none();
    let far = low.number.value.checked_mul(3.into()).is_some_and(|thrice| thrice <= high.number.value);
    let falls = low.number.value > high.number.value;
    both && (by || far || falls) || neither && by && (far || falls)
}

/// "a year or two", "a mile or so" without the number: from one to so many of a unit.
pub(super) fn one_or_more(t: &Cursor<'_, '_>, number: &Number) -> Option<Found> {
    let or = number.first.checked_sub(1).filter(|or| t.eq(*or, "or"))?;
    let name = or.checked_sub(1)?;
    let article = name.checked_sub(1).filter(|at| *at >= t.floor && t.one_of(*at, &["a", "an"]))?;
    let (unit, _) = unit::at(t, name).filter(|(_, end)| *end == or)?;
    let few = number.form == Form::Words && number.end == number.first + 1 && number.value <= Decimal::TEN;
    let ends = !t.is_word(number.end) || t.is(number.end, Classes::STOP);
    if !few || !ends || number.value <= Decimal::ONE {
        return None;
    }
    let amount = Amount {
        first: article,
        end: number.end,
        number: Number::plain(article, number.end, Decimal::ONE, Form::Words),
        measure: Some(Measure::Unit(unit)),
        leading: false,
        remote: false,
    };
    Some(Found {
        high: Some(number.value),
        rule: "interval: one or more of a unit",
        noun: Noun::Nowhere,
        ..single(t, &amount)
    })
}

fn interval(t: &Cursor<'_, '_>, low: &Amount, high: &Amount) -> Found {
    let mut found = single(t, low);
    found.end = high.end;
    found.value = Some(low.number.value.min(high.number.value));
    found.high = Some(high.number.value.max(low.number.value));
    found.bare = false;
    found.rule = match found.kind {
        FigureKind::Money => "money: interval",
        FigureKind::Percent => "percent: interval",
        FigureKind::Quantity => "quantity: interval",
        FigureKind::Duration => "duration: interval",
        _ => "count: interval",
    };
    found
}

/// The figure of one amount.
pub(super) fn single(t: &Cursor<'_, '_>, amount: &Amount) -> Found {
    let number = &amount.number;
    let mut found = Found::number(amount.first, amount.end, FigureKind::Count, number.value, "count");
    found.vague = number.form == Form::Vague;
    match amount.measure {
        Some(Measure::Money(currency)) => {
            found.kind = FigureKind::Money;
            found.unit = Some(Cow::Borrowed(currency.code(t)));
            found.noun = Noun::Measured;
            found.rule =
                if amount.leading { "money: sign before the number" } else { "money: currency after the number" };
        }
        Some(Measure::Unit(unit)) => measured(&mut found, unit, amount),
        None if number.form == Form::Fraction => {
            found.kind = FigureKind::Number;
            found.rule = "number: fraction";
        }
        None => {
            found.bare = true;
            let decimal = number.places > 0 && number.scale == Decimal::ONE;
            if decimal || number.value.is_sign_negative() && !number.value.is_zero() {
                found.kind = FigureKind::Number;
                found.rule = "number: decimal";
            } else if number.value.is_zero() {
                found.kind = FigureKind::Number;
                found.rule = "number: zero";
            }
        }
    }
    found
}

fn measured(found: &mut Found, unit: Unit, amount: &Amount) {
    found.noun = Noun::Measured;
    found.unit = Some(Cow::Borrowed(unit.symbol));
    (found.kind, found.rule) = match unit.dimension {
        Dimension::Percent => (FigureKind::Percent, "percent"),
        Dimension::Points => (FigureKind::Percent, "percent: points"),
        Dimension::Time => (FigureKind::Duration, "duration: number and unit of time"),
        _ => (FigureKind::Quantity, "quantity: number and unit"),
    };
    if amount.remote {
        found.noun = Noun::Nowhere;
    }
}
