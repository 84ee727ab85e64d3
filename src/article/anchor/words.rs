//! Which word of the old text is which of the new one.
//!
//! Words that both texts have once (first in threes, then alone) are pairs, and pairs grow to both sides as long as the
//! words agree (after Heckel, *A technique for isolating differences between files*, 1978). Nothing asks for one
//! order, so a paragraph that was moved keeps its pairs. One pass each: linear, whatever the texts are.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::fold::{Alphabet, Folded};

/// A word, or a sign alone: what it is, by number, and its symbols.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) id: u64,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether it has letters or digits.
    pub(super) spoken: bool,
}

/// Cuts a folded text into words and signs.
pub(super) fn words(text: &Folded, alphabet: &Alphabet) -> Vec<Word> {
    let symbols = &text.symbols;
    let mut out = Vec::with_capacity(symbols.len() / 5);
    let mut i = 0;
    while i < symbols.len() {
        let start = i;
        let spoken = alphabet.is_word(symbols[i]);
        i += 1;
        while spoken && i < symbols.len() && alphabet.is_word(symbols[i]) {
            i += 1;
        }
        if symbols[start] != super::fold::SPACE {
            let id = number(symbols[start..i].iter().map(|symbol| u64::from(*symbol)));
            out.push(Word { id, start: start as u32, end: i as u32, spoken });
        }
    }
    out
}

/// Pairs: for each word of the old text its place among those of the new one.
#[derive(Debug)]
pub(super) struct Pairs {
    to_new: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Pairs {
    pub(super) fn new(old: &[Word], new: &[Word]) -> Self {
        let mut pairs = Self { to_new: vec![NONE; old.len()] };
        let mut taken = vec![false; new.len()];
        for width in [3, 1] {
            pairs.seed(old, new, width, &mut taken);
            pairs.grow(old, new, &mut taken);
        }
        pairs
    }

    /// The new word that stands for the old one.
    pub(super) fn get(&self, old: usize) -> Option<usize> {
        self.to_new.get(old).filter(|new| **new != NONE).map(|new| *new as usize)
    }

    fn put(&mut self, old: usize, new: usize, taken: &mut [bool]) -> bool {
        let free = self.to_new[old] == NONE && !taken[new];
        if free {
            self.to_new[old] = new as u32;
            taken[new] = true;
        }
        free
    }

    /// Pairs the runs of `width` words that stand once in each text.
    fn seed(&mut self, old: &[Word], new: &[Word], width: usize, taken: &mut [bool]) {
        // For each run: how often and where last, in the old text and in the new one.
        let mut seen: HashMap<u64, [(u32, u32); 2], BuildHasherDefault<Numbered>> = HashMap::default();
        for (side, words) in [old, new].into_iter().enumerate() {
            for (i, run) in words.windows(width).enumerate() {
                if width > 1 || run[0].spoken {
                    let entry = &mut seen.entry(number(run.iter().map(|word| word.id))).or_default()[side];
                    *entry = (entry.0 + 1, i as u32);
                }
            }
        }
        let mut once: Vec<_> = seen
            .into_values()
            .filter(|[old, new]| old.0 == 1 && new.0 == 1)
            .map(|[old, new]| (old.1 as usize, new.1 as usize))
            .collect();
        once.sort_unstable();
        for (i, j) in once {
            for k in 0..width {
                self.put(i + k, j + k, taken);
            }
        }
    }

    /// Lets pairs grow, forwards and then backwards.
    fn grow(&mut self, old: &[Word], new: &[Word], taken: &mut [bool]) {
        for (i, word) in old.iter().enumerate().skip(1) {
            if let Some(j) = self.get(i - 1).map(|j| j + 1)
                && new.get(j).is_some_and(|other| other.id == word.id)
            {
                self.put(i, j, taken);
            }
        }
        for i in (1..old.len()).rev() {
            if let Some(j) = self.get(i).and_then(|j| j.checked_sub(1))
                && new[j].id == old[i - 1].id
            {
                self.put(i - 1, j, taken);
            }
        }
    }

    /// Pairs what it can between two pairs that are close to each other in both texts: the longest common
    /// subsequence of the words `old_from..old_to` and `new_from..new_to`, as pairs of places.
    pub(super) fn between(
        old: &[Word],
        new: &[Word],
        (old_from, old_to): (usize, usize),
        (new_from, new_to): (usize, usize),
    ) -> Vec<(usize, usize)> {
        let (Some(old), Some(new)) = (old.get(old_from..old_to), new.get(new_from..new_to)) else { return Vec::new() };
        let width = new.len() + 1;
        // best[i][j]: the longest one of old[i..] and new[j..].
        let mut best = vec![0u16; (old.len() + 1) * width];
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                best[i * width + j] = if old[i].id == new[j].id {
                    best[(i + 1) * width + j + 1] + 1
                } else {
                    best[(i + 1) * width + j].max(best[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j, mut out) = (0, 0, Vec::new());
        while i < old.len() && j < new.len() {
            if old[i].id == new[j].id {
                out.push((old_from + i, new_from + j));
                (i, j) = (i + 1, j + 1);
            } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
        out
    }
}

/// One number for a run of numbers.
pub(super) fn number(run: impl Iterator<Item = u64>) -> u64 {
    // FNV-1a over whole numbers, and a last stir so that all bits count.
    let mixed = run.fold(0xcbf2_9ce4_8422_2325u64, |sum, part| (sum ^ part).wrapping_mul(0x0100_0000_01b3));
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ mixed >> 32
}

/// The keys are such numbers already.
#[derive(Debug, Default)]
pub(super) struct Numbered(u64);

impl Hasher for Numbered {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = number(std::iter::once(self.0).chain(bytes.iter().map(|byte| u64::from(*byte))));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(old: &str, new: &str) -> Vec<String> {
        let mut alphabet = Alphabet::new();
        let (folded_old, folded_new) = (alphabet.fold(old), alphabet.fold(new));
        let (old_words, new_words) = (words(&folded_old, &alphabet), words(&folded_new, &alphabet));
        let pairs = Pairs::new(&old_words, &new_words);
        (0..old_words.len()).map(|i| pairs.get(i).map_or_else(|| "-".to_owned(), |j| j.to_string())).collect()
    }

    #[test]
    fn moved_words_keep_their_pairs() {
        assert_eq!(pairs("a b c. d e f.", "d e f. a b c.").join(" "), "4 5 6 7 0 1 2 3");
    }

    #[test]
    fn repeated_words_are_told_by_their_neighbours() {
        assert_eq!(pairs("one the two the three", "the two the four three").join(" "), "- 0 1 2 4");
    }
}
