//! Two wordings of one passage side by side: which words stayed, went and came.

use super::range::TextRange;

/// What became of a stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// It stands in both wordings.
    Same,
    /// It stands in the old one only.
    Removed,
    /// It stands in the new one only.
    Added,
}

/// Pairs of words that are compared at most; beyond that only the two ends are.
const MOST: usize = 4_000_000;

/// The stretches that lead from `old` to `new`, in order: what went stands before what came in its place. Ranges are
/// bytes of `old` for [`Change::Removed`], of `new` for the others, and hold no outer white space. Words are compared
/// as they are written; white space is not compared.
pub fn word_diff(old: &str, new: &str) -> Vec<(Change, TextRange)> {
    let (old_words, new_words) = (words(old), words(new));
    let same = |(a, b): (&TextRange, &TextRange)| a.slice(old) == b.slice(new);
    let head = old_words.iter().zip(&new_words).take_while(|pair| same(*pair)).count();
    let (old_rest, new_rest) = (&old_words[head..], &new_words[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|pair| same(*pair)).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);

    let mut out = Diff::default();
    new_words[..head].iter().for_each(|word| out.put(Change::Same, *word));
    middle((old, old_middle), (new, new_middle), &mut out);
    new_rest[new_rest.len() - tail..].iter().for_each(|word| out.put(Change::Same, *word));
    out.0
}

/// How much two wordings have in common, from 0 to 1: the share of their words that stands in both.
pub fn likeness(old: &str, new: &str) -> f64 {
    let diff = word_diff(old, new);
    let same: usize = (diff.iter())
        .filter(|(change, _)| *change == Change::Same)
        .map(|(_, range)| range.slice(new).split_whitespace().count())
        .sum();
    let all = old.split_whitespace().count() + new.split_whitespace().count();
    if all == 0 { 0.0 } else { 2.0 * same as f64 / all as f64 }
}

/// Stretches, put together where they are of one kind.
#[derive(Default)]
struct Diff(Vec<(Change, TextRange)>);

impl Diff {
    fn put(&mut self, change: Change, word: TextRange) {
        match self.0.last_mut() {
            Some((last, range)) if *last == change => *range = range.cover(word),
            _ => self.0.push((change, word)),
        }
    }
}

/// The longest common subsequence of the words between the two ends.
fn middle((old, old_words): (&str, &[TextRange]), (new, new_words): (&str, &[TextRange]), out: &mut Diff) {
    let (n, m) = (old_words.len(), new_words.len());
    let width = m + 1;
    let mut best = Vec::new();
    if n.saturating_mul(m) <= MOST && n < usize::from(u16::MAX) {
        best = vec![0u16; (n + 1) * width];
        for i in (0..n).rev() {
            for j in (0..m).rev() {
                best[i * width + j] = if old_words[i].slice(old) == new_words[j].slice(new) {
                    best[(i + 1) * width + j + 1] + 1
                } else {
                    best[(i + 1) * width + j].max(best[i * width + j + 1])
                };
            }
        }
    }
    // What went and what came are gathered until a word stays.
    let (mut i, mut j) = (0, 0);
    let (mut went, mut came) = (0, 0);
    let flush = |went: usize, came: usize, i: usize, j: usize, out: &mut Diff| {
        old_words[went..i].iter().for_each(|word| out.put(Change::Removed, *word));
        new_words[came..j].iter().for_each(|word| out.put(Change::Added, *word));
    };
    while !best.is_empty() && i < n && j < m {
        if old_words[i].slice(old) == new_words[j].slice(new) {
            flush(went, came, i, j, out);
            out.put(Change::Same, new_words[j]);
            (i, j) = (i + 1, j + 1);
            (went, came) = (i, j);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    flush(went, came, n, m, out);
}

/// The words of a text, by white space.
fn words(text: &str) -> Vec<TextRange> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| TextRange::new(start(word), start(word) + word.len())).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let part = |(change, range): (Change, TextRange)| match change {
            Change::Same => range.slice(new).to_owned(),
            Change::Removed => format!("-[{}]", range.slice(old)),
            Change::Added => format!("+[{}]", range.slice(new)),
        };
        word_diff(old, new).into_iter().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_went_stands_before_what_came() {
        assert_eq!(
            shown("some 4,200 men went", "some 4,350 people went home"),
            "some -[4,200 men] +[4,350 people] went +[home]"
        );
        assert_eq!(shown("a b c", "a b c"), "a b c");
        assert_eq!(shown("a b c d e", "a x c y e"), "a -[b] +[x] c -[d] +[y] e");
        assert_eq!(shown("", "new words"), "+[new words]");
        assert_eq!(shown("one\ntwo", "one  two"), "one  two");
    }

    #[test]
    fn long_wordings_are_told_apart_by_their_ends() {
        let long = |word: &str| format!("start {} end", format!("{word} ").repeat(3000));
        let found = word_diff(&long("a"), &long("b"));
        let kinds: Vec<Change> = found.iter().map(|(change, _)| *change).collect();
        assert_eq!(kinds, [Change::Same, Change::Removed, Change::Added, Change::Same]);
    }

    #[test]
    fn what_is_common_is_counted() {
        let percent = |old, new| (likeness(old, new) * 100.0).round() as i32;
        assert_eq!(percent("a b c d", "a b x d"), 75);
        assert_eq!((percent("a", "a"), percent("a", "b"), percent("", "")), (100, 0, 0));
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_read_off(old in "([ab]{1,2}[ \n]){0,12}", new in "([ab]{1,2}[ \n]){0,12}") {
            let found = word_diff(&old, &new);
            let read = |leave: Change, other: &str| -> Vec<String> {
                found.iter().filter(|(change, _)| *change != leave).flat_map(|(change, range)| {
                    let text = if *change == Change::Removed { &old } else { other };
                    range.slice(text).split_whitespace().map(str::to_owned).collect::<Vec<_>>()
                }).collect()
            };
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(read(Change::Added, &new), words(&old));
            prop_assert_eq!(read(Change::Removed, &new), words(&new));
        }
    }
}
