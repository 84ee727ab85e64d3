//! What a figure owes to its neighbours: a unit left out, points of an index, runs of a batsman, a conversion.

use rust_decimal::Decimal;

use super::FigureKind;
use super::currency;
use super::cursor::Cursor;
use super::found::{Found, Noun};
use super::unit::{self, Dimension};
use super::what;
use super::words::Classes;

/// Settles the bare numbers among `found`, in order of text.
pub(super) fn settle(t: &Cursor<'_, '_>, found: &mut [Found]) {
    for i in 0..found.len() {
        if !found[i].bare {
            continue;
        }
        let counts = what::plural_follows(t, found[i].end);
        if is_rate(t, found[i].end) {
            found[i].kind = FigureKind::Number;
            found[i].noun = Noun::Nowhere;
            found[i].rule = "number: exchange rate";
            continue;
        }
        if !counts && let Some(from) = elided(t, found, i) {
            let (kind, unit, noun) = (found[from].kind, found[from].unit.clone(), found[from].noun);
            let figure = &mut found[i];
            (figure.kind, figure.unit) = (kind, unit);
            figure.noun = if noun == Noun::Measured && from < i { Noun::Nowhere } else { noun };
            figure.rule = "unit of a figure nearby";
            continue;
        }
        if is_level(t, &found[i]) && !counts {
            found[i].kind = FigureKind::Number;
            found[i].noun = Noun::Nowhere;
            found[i].rule = "number: level of an index or rate";
        } else if is_runs(t, &found[i]) && !counts {
            found[i].kind = FigureKind::Number;
            found[i].noun = Noun::Nowhere;
            found[i].rule = "number: runs";
        }
    }
}

/// Tokens between a number and the figure whose unit it takes.
const REACH: usize = 30;

/// The figure whose unit the bare number `i` takes: "90 litres per guest, or 115 in summer", "up from 25".
fn elided(t: &Cursor<'_, '_>, found: &[Found], i: usize) -> Option<usize> {
    let figure = &found[i];
    let measures = |other: &Found| {
        other.unit.is_some()
            && matches!(
                other.kind,
                FigureKind::Money | FigureKind::Percent | FigureKind::Quantity | FigureKind::Duration
            )
    };
    // "3.5 of the 9.1 tonnes", "18 of its 52 km"
    if let Some(next) = found.get(i + 1)
        && t.eq(figure.end, "of")
        && (figure.end + 1..next.first).all(|at| t.is(at, Classes::DETERMINER))
        && measures(next)
        && next.kind == FigureKind::Quantity
    {
        return Some(i + 1);
    }
    if !ends_phrase(t, figure.end) {
        return None;
    }
    let cue = cue(t, figure.first)?;
    // From right to left: "climbed from 238 to 264 ppm".
    if cue == Cue::From
        && let Some(next) = found.get(i + 1)
        && t.eq(figure.end, "to")
        && next.first == figure.end + 1
        && measures(next)
    {
        return Some(i + 1);
    }
    for back in (0..i).rev() {
        let other = &found[back];
        if other.end + REACH < figure.first || broken(t, other.end, figure.first) {
            break;
        }
        if measures(other) {
            if !fits(other, figure) {
                // "seen within four hours; the target is 95": of the per cent before, if of anything.
                if other.kind == FigureKind::Duration {
                    continue;
                }
                break;
            }
            let tied = match cue {
                Cue::From => true,
                Cue::List => other.kind == FigureKind::Percent || other.end + 12 > figure.first,
                Cue::And => other.kind == FigureKind::Percent,
            };
            return tied.then_some(back);
        }
        if matches!(other.kind, FigureKind::Count | FigureKind::Number | FigureKind::Ordinal)
            && !(cue == Cue::From && other.kind == FigureKind::Number)
        {
            break;
        }
    }
    None
}

#[derive(PartialEq, Clone, Copy)]
enum Cue {
    /// up from, down from, rising to, against, compared with
    From,
    /// or, every
    List,
    /// and: of shares only
    And,
}

/// The words before a bare number that tie it to an earlier one.
fn cue(t: &Cursor<'_, '_>, first: usize) -> Option<Cue> {
    let mut at = first.checked_sub(1)?;
    for _ in 0..2 {
        if t.one_of(
            at,
            &["about", "around", "just", "only", "nearly", "almost", "roughly", "over", "than", "more", "some"],
        ) {
            at = at.checked_sub(1)?;
        }
    }
    if t.before(at + 1, &["give", "or", "take"]) {
        return Some(Cue::List);
    }
    // "at 24fps, while the new one is aiming for 48"
    let aims = t.eq(at, "for") && at > 0 && t.one_of(at - 1, &["aim", "aims", "aimed", "aiming", "hoping", "pushing"]);
    if aims || t.one_of(at, &["from", "to", "against", "versus", "with", "at"]) {
        return Some(Cue::From);
    }
    if t.eq(at, "and") {
        return Some(Cue::And);
    }
    t.one_of(at, &["or", "every", "now", "be", "was", "is"]).then_some(Cue::List)
}

/// Whether nothing is counted from token `end` on: the phrase ends there.
fn ends_phrase(t: &Cursor<'_, '_>, end: usize) -> bool {
    !t.is_word(end) && !t.is_joint(end)
        || t.is(end, Classes::STOP)
        || t.one_of(end, &["a", "an", "percent", "higher", "lower"])
}

/// Whether a sentence ends between two tokens.
fn broken(t: &Cursor<'_, '_>, from: usize, to: usize) -> bool {
    let sentence = |at: usize| t.doc().sentence_at(t.range(at, at + 1).start());
    from > 0 && sentence(from - 1) != sentence(to)
}

/// Whether the number is of a size to be of the same unit.
fn fits(other: &Found, figure: &Found) -> bool {
    let (Some(a), Some(b)) = (other.value, figure.value) else { return false };
    if a.is_zero() || b.is_zero() {
        return true;
    }
    let Some(ratio) = a.checked_div(b).map(|ratio| ratio.abs()) else { return false };
    let wide = Decimal::from(match other.kind {
        FigureKind::Money => 3000,
        FigureKind::Percent => 100,
        _ => 12,
    });
    ratio < wide && ratio.checked_mul(wide).is_some_and(|product| product > Decimal::ONE)
}

/// Whether it is the level of an index or an exchange rate: after "to" or "at", in a sentence of the markets.
fn is_level(t: &Cursor<'_, '_>, figure: &Found) -> bool {
    let before = |words: &[&str]| figure.first.checked_sub(1).is_some_and(|at| t.one_of(at, words));
    let cued = before(&["to", "at", "from", "around", "near", "above", "below"]);
    if before(READ) && ends_phrase(t, figure.end) && is_reading(t, figure.first) {
        return true;
    }
    cued && !t.is(figure.end, Classes::NOUN_VERB)
        && super::relation::near(t, figure.first, figure.end, Classes::INDEX)
        && figure.value.is_some_and(|value| value >= Decimal::ONE_HUNDRED)
}

/// Words before the level of an index.
const READ: &[&str] = &["is", "was", "at", "reads", "reached", "hit", "touched"];

/// "the pollen index in the city now is 61": the subject of the clause is an index, whatever it measures.
fn is_reading(t: &Cursor<'_, '_>, first: usize) -> bool {
    (1..14)
        .map_while(|k| first.checked_sub(k))
        .take_while(|at| !t.is_end(*at) && t.text(*at) != ",")
        .any(|at| t.eq(at, "index") && !t.is_joint(at + 1))
}

/// Whether an exchange rate ends before token `end`: "149.87 per dollar", "1,534 to the dollar".
fn is_rate(t: &Cursor<'_, '_>, end: usize) -> bool {
    let at = if t.eq(end, "per") {
        end + 1
    } else if t.one_of(end, &["to", "against"]) && t.eq(end + 1, "the") {
        end + 2
    } else {
        return false;
    };
    currency::is_name(t, at)
}

/// Whether it counts runs: a bare number in a report on cricket.
fn is_runs(t: &Cursor<'_, '_>, figure: &Found) -> bool {
    if t.profile().cricket < 4 || figure.kind == FigureKind::Number {
        return figure.kind == FigureKind::Number;
    }
    figure.value.is_some_and(|value| value < Decimal::ONE_THOUSAND && value.fract().is_zero())
        && (ends_phrase(t, figure.end) || t.one_of(figure.end, &["needed"]))
        && !t.is_joint(figure.end)
        && !t.eq(figure.end, "of")
}

/// For every figure, the one before it that says the same in another unit: "50 kg (110 lb)".
pub(super) fn same(t: &Cursor<'_, '_>, found: &[Found], i: usize) -> Option<usize> {
    let before = i.checked_sub(1)?;
    let (figure, other) = (&found[i], &found[before]);
    let open = figure.first.checked_sub(1).filter(|at| {
        t.text(*at) == "(" || t.one_of(*at, &["about", "or", "around", "roughly"]) && t.text(at.wrapping_sub(1)) == "("
    })?;
    let close = figure.end;
    if open < other.end
        || open > other.end + 4
        || broken(t, other.end, figure.first)
        || !(t.text(close) == ")" || t.text(close) == "," || t.text(close) == ";")
        || figure.kind != other.kind
    {
        return None;
    }
    match figure.kind {
        FigureKind::Money => (figure.unit != other.unit).then_some(before),
        FigureKind::Quantity => agrees(figure, other).then_some(before),
        _ => None,
    }
}

/// Whether two measures agree within a tenth after conversion.
fn agrees(a: &Found, b: &Found) -> bool {
    let unit = |found: &Found| found.unit.as_deref().and_then(unit::by_symbol);
    let (Some(ua), Some(ub), Some(va), Some(vb)) = (unit(a), unit(b), a.value, b.value) else { return false };
    if ua.symbol == ub.symbol {
        return false;
    }
    let base = |value: Decimal, unit: unit::Unit| match unit.symbol {
        "°F" => value.checked_sub(32.into())?.checked_mul(5.into())?.checked_div(9.into()),
        _ if unit.dimension == Dimension::Temperature => Some(value),
        _ => value.checked_mul(unit.factor),
    };
    let (Some(x), Some(y)) = (base(va, ua), base(vb, ub)) else { return false };
    let Some(gap) = x.checked_sub(y).map(|gap| gap.abs()) else { return false };
    let near = gap.checked_mul(Decimal::TEN).is_some_and(|gap| gap <= x.abs().max(y.abs()));
    ua.dimension == ub.dimension && (near || ua.dimension == Dimension::Temperature && gap < Decimal::TWO)
}
