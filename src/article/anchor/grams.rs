//! Where short runs of symbols stand in a text: an index that all passages share, so that finding the words of one
//! does not read the whole text.

use std::sync::OnceLock;

use super::fold::Symbol;

/// The length of the runs; shorter patterns have an index of their own length.
const RUN: usize = 8;

/// Places of one run that are looked at for one pattern. A run that stands more often says nothing by itself: then those
/// nearest to the expected place are looked at.
const MOST: usize = 4096;

/// Occurrences of one pattern that are told, the nearest to the expected place.
const MOST_FOUND: usize = 512;

/// The index of one text, made when it is first asked.
#[derive(Debug, Default)]
pub(super) struct Grams {
    /// By length of the runs, from 1: numbers of runs with the places at which they stand, sorted.
    by_length: [OnceLock<Vec<(u64, u32)>>; RUN],
}

impl Grams {
    /// The places of `text` at which `pattern` stands, overlapping ones included, in order: at most the [`MOST_FOUND`]
    /// nearest to `near` of those that are `fit`.
    pub(super) fn occurrences(
        &self,
        text: &[Symbol],
        pattern: &[Symbol],
        near: usize,
        fit: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        if pattern.is_empty() || pattern.len() > text.len() {
            return Vec::new();
        }
        let length = pattern.len().min(RUN);
        let Some(index) = self.by_length.get(length - 1).map(|index| index.get_or_init(|| runs(text, length))) else {
            return Vec::new();
        };
        // Of the first, middle and last run the one that stands least often.
        let rest = pattern.len() - length;
        let of = |at: usize| {
            let run = number(&pattern[at..at + length]);
            let from = index.partition_point(|(other, _)| *other < run);
            (at, &index[from..from + index[from..].partition_point(|(other, _)| *other == run)])
        };
        let Some((at, places)) = [of(0), of(rest / 2), of(rest)].into_iter().min_by_key(|(_, places)| places.len())
        else {
            return Vec::new();
        };
        let stands = |place: u32| {
            let start = (place as usize).checked_sub(at)?;
            (text.get(start..start + pattern.len()) == Some(pattern) && fit(start)).then_some(start)
        };
        let mut found: Vec<usize> =
            outwards(places, near + at).take(MOST).filter_map(stands).take(MOST_FOUND).collect();
        found.sort_unstable();
        found
    }
}

/// The places from the one nearest to `near` outwards, to both sides in turn.
fn outwards(places: &[(u64, u32)], near: usize) -> impl Iterator<Item = u32> {
    let middle = places.partition_point(|(_, place)| (*place as usize) < near);
    let mut after = places[middle..].iter().map(|(_, place)| *place).peekable();
    let mut before = places[..middle].iter().rev().map(|(_, place)| *place).peekable();
    std::iter::from_fn(move || {
        let far = |place: Option<&u32>| place.map_or(usize::MAX, |place| (*place as usize).abs_diff(near));
        if far(after.peek()) <= far(before.peek()) { after.next() } else { before.next() }
    })
}

fn runs(text: &[Symbol], length: usize) -> Vec<(u64, u32)> {
    let runs = text.windows(length).zip(0u32..);
    let mut out: Vec<(u64, u32)> = runs.map(|(run, at)| (number(run), at)).collect();
    out.sort_unstable();
    out
}

fn number(run: &[Symbol]) -> u64 {
    super::words::number(run.iter().map(|symbol| u64::from(*symbol)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn of_very_many_the_nearest_are_told() {
        let text = vec![1; 20_000];
        let found = Grams::default().occurrences(&text, &[1; 12], 10_000, |_| true);
        assert_eq!((found.len(), found.first(), found.last()), (512, Some(&9745), Some(&10_256)));
    }

    proptest! {
        #[test]
        fn occurrences_are_all_there(
            text in prop::collection::vec(1u32..3, 0..60),
            pattern in prop::collection::vec(1u32..3, 1..12),
            near in 0usize..70,
        ) {
            let wanted: Vec<_> = (0..text.len()).filter(|i| text[*i..].starts_with(&pattern)).collect();
            prop_assert_eq!(Grams::default().occurrences(&text, &pattern, near, |_| true), wanted);
        }
    }
}
