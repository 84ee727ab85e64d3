//! Hedges: the words before or after a figure that make it inexact.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::lexicon;
use super::cursor::Cursor;
use super::words::{Table, lower};

/// Hedges by their last word, longest first.
static HEDGES: LazyLock<Table<&'static str, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut table: Table<&'static str, Vec<Vec<&'static str>>> = Table::default();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/hedges.tsv")) {
        let words: Vec<&str> = row.first().map(|hedge| hedge.split(' ').collect()).unwrap_or_default();
        if let Some(last) = words.last().copied() {
            let list = table.entry(last).or_default();
            list.push(words);
            list.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
    }
    table
});

/// Words after which "over" and its like are no hedge: verbs that take it as their particle, and people of an age.
static NO_HEDGE_AFTER: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../assets/lexicon/hedge_stops.tsv"))
        .filter_map(|row| row.first().copied())
        .collect()
});

/// The hedge of the figure over the tokens `first..end`, in lower case.
pub(super) fn of(t: &Cursor<'_, '_>, first: usize, end: usize) -> Option<String> {
    let before = first.checked_sub(1).and_then(|last| {
        // "an estimated", "the roughly 40": an article between is skipped.
        let last = if t.one_of(last, &["a", "an", "the"]) && last > 0 { last - 1 } else { last };
        before(t, last)
    });
    before.or_else(|| after(t, end))
}

fn before(t: &Cursor<'_, '_>, last: usize) -> Option<String> {
    if t.is_end(last) {
        return None;
    }
    let hedges = lower(t.text(last), |key| HEDGES.get(key))?;
    let words = hedges.iter().find(|words| t.before(last + 1, words))?;
    let first = last + 1 - words.len();
    // "handed over 40 suspects", "people over 40": the word belongs to what stands before it.
    if words.len() == 1
        && t.one_of(first, &["over", "under", "above", "below"])
        && lower(t.text(first.wrapping_sub(1)), |key| NO_HEDGE_AFTER.get(key)).is_some()
    {
        return None;
    }
    Some(words.join(" "))
}

fn after(t: &Cursor<'_, '_>, end: usize) -> Option<String> {
    if t.eq(end, "or") && t.one_of(end + 1, &["so", "more", "less", "fewer"]) {
        return Some(format!("or {}", t.text(end + 1).to_lowercase()));
    }
    if t.is_joint(end) && t.one_of(end + 1, &["odd", "plus", "ish"]) {
        return Some(t.text(end + 1).to_lowercase());
    }
    (t.text(end) == "+" && t.touches(end)).then(|| "+".to_owned())
}

#[cfg(test)]
mod tests {
    use crate::facts::{Document, figure};

    fn hedge(text: &str) -> Option<String> {
        figure::find(&Document::new(text), None).into_iter().next().and_then(|figure| figure.approx)
    }

    #[test]
    fn a_particle_is_no_hedge() {
        assert_eq!(hedge("The clerk handed over 640 keys."), None);
        assert_eq!(hedge("Women over 40 were asked."), None);
        assert_eq!(hedge("The ferry carries over 200 people.").as_deref(), Some("over"));
        assert_eq!(hedge("A hundred or so came.").as_deref(), Some("or so"));
    }
}
