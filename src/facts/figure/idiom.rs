//! Phrases in which a number word counts nothing: `assets/lexicon/number_idioms.tsv`; "a score of 14.85"; "the SIX exchange".

use std::sync::LazyLock;

use super::super::lexicon;
use super::super::token::Case;
use super::cursor::Cursor;
use super::words::{Classes, NumberWord, Table, lower};

/// An idiom around its number.
struct Idiom {
    before: Vec<&'static str>,
    /// The number's words after its first one.
    number: Vec<&'static str>,
    after: Vec<&'static str>,
}

/// Idioms by the first word of their number.
static IDIOMS: LazyLock<Table<&'static str, Vec<Idiom>>> = LazyLock::new(|| {
    let mut table: Table<&'static str, Vec<Idiom>> = Table::default();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/number_idioms.tsv")) {
        let Some((before, rest)) = row.first().and_then(|phrase| phrase.split_once('[')) else { continue };
        let Some((number, after)) = rest.split_once(']') else { continue };
        let mut number = number.split_whitespace();
        let Some(first) = number.next() else { continue };
        let after = after.split_whitespace().map(|word| word.trim_matches(['[', ']'])).collect();
        let before = before.split_whitespace().collect();
        table.entry(first).or_default().push(Idiom { before, number: number.collect(), after });
    }
    table
});

/// If the number word at token `i` stands in an idiom: one past the idiom's number.
pub(super) fn at(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    listed(t, i).or_else(|| score_of(t, i)).or_else(|| acronym(t, i)).or_else(|| thing_or_two(t, i))
}

fn listed(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let idioms = lower(t.text(i), |key| IDIOMS.get(key))?;
    idioms.iter().find_map(|idiom| {
        let mut at = i;
        for word in idiom.before.iter().rev() {
            at = at.checked_sub(1)?;
            if t.is_hyphen(at) {
                at = at.checked_sub(1)?;
            }
            if !t.eq(at, word) {
                return None;
            }
        }
        let end = follow(t, i + 1, &idiom.number)?;
        follow(t, end, &idiom.after).map(|_| end)
    })
}

/// One past `words` from token `at` on, each after white space or a hyphen.
fn follow(t: &Cursor<'_, '_>, mut at: usize, words: &[&str]) -> Option<usize> {
    for word in words {
        if t.is_hyphen(at) || matches!(t.text(at), "–") {
            at += 1;
        }
        if !t.eq(at, word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// "a score of 14.85", "scores of 88 and 90": what somebody scored, not twenty. "A score of goals" is twenty.
fn score_of(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    if !t.one_of(i, &["score", "scores"]) {
        return None;
    }
    let number = |at: usize| t.is_digits(at) || t.number_word(at) != NumberWord::None;
    let of_number = t.eq(i + 1, "of") && (number(i + 2) || number(i + 3));
    let counts = if t.eq(i, "scores") {
        // "test scores", "their scores" are points.
        let points = i > 0
            && !t.opens_sentence(i)
            && (t.is(i - 1, Classes::DETERMINER.or(Classes::LEADING))
                || t.is_word(i - 1) && !t.is(i - 1, Classes::STOP.or(Classes::VERB)));
        !of_number && !points
    } else {
        t.eq(i + 1, "of") && !of_number
            || t.eq(i + 1, "or") && t.one_of(i + 2, &["more", "so"])
            || t.is_word(i + 1) && super::what::is_plural(t, i + 1)
    };
    (!counts).then_some(i + 1)
}

/// "a tool or two": some, no number of them. "A week or two" has a unit and is read before.
fn thing_or_two(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let article = i > 2 && t.eq(i - 1, "or") && t.one_of(i - 3, &["a", "an"]) && t.is_word(i - 2);
    let unit = i > 2 && super::unit::at(t, i - 2).is_some();
    let ends = !t.is_word(i + 1) && !t.is_joint(i + 1) || t.is(i + 1, Classes::STOP);
    (t.eq(i, "two") && article && !unit && ends).then_some(i + 1)
}

/// "the SIX exchange": capitals where the words beside it have none are an acronym.
fn acronym(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let shouted = |at: usize| t.is_word(at) && t.case(at) == Case::Upper;
    let small = |at: usize| t.is_word(at) && t.case(at) != Case::Upper;
    let beside = [i.wrapping_sub(1), i + 1];
    (t.case(i) == Case::Upper
        && t.text(i).len() > 2
        && beside.iter().any(|at| small(*at))
        && !beside.iter().any(|at| shouted(*at)))
    .then_some(i + 1)
}
