//! Searching symbols: every exact occurrence (Knuth, Morris, Pratt), and approximate ones by Myers' bit vectors
//! (*A fast bit-vector algorithm for approximate string matching*, 1999) in blocks of 64, with the cut-off that
//! leaves out what cannot match any more (Hyyrö, *A bit-vector algorithm for computing Levenshtein and Damerau edit
//! distances*, 2003).

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::fold::Symbol;
use super::words::Numbered;

const BLOCK: usize = 64;

/// All places where `pattern` stands in `text`, overlapping ones included; none for an empty pattern.
pub(super) fn occurrences(text: &[Symbol], pattern: &[Symbol]) -> Vec<usize> {
    let mut out = Vec::new();
    if pattern.is_empty() || pattern.len() > text.len() {
        return out;
    }
    // back[n]: length of the longest proper border of the first n symbols.
    let mut back = vec![0usize; pattern.len() + 1];
    let mut border = 0;
    for n in 1..pattern.len() {
        while border > 0 && pattern[n] != pattern[border] {
            border = back[border];
        }
        border += usize::from(pattern[n] == pattern[border]);
        back[n + 1] = border;
    }
    let mut matched = 0;
    for (i, symbol) in text.iter().enumerate() {
        while matched > 0 && pattern[matched] != *symbol {
            matched = back[matched];
        }
        matched += usize::from(pattern[matched] == *symbol);
        if matched == pattern.len() {
            out.push(i + 1 - matched);
            matched = back[matched];
        }
    }
    out
}

/// A pattern made ready: for each of its symbols, where it stands.
#[derive(Debug)]
pub(super) struct Pattern {
    len: usize,
    blocks: usize,
    /// Row of a symbol in `masks`; row 0 is that of the symbols that the pattern does not have.
    rows: Vec<u16>,
    masks: Vec<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Column {
    up: u64,
    down: u64,
    /// Edits at the block's last row.
    score: usize,
}

impl Pattern {
    /// Makes `pattern` ready; `symbols` is how many symbols there are in all.
    pub(super) fn new(pattern: impl ExactSizeIterator<Item = Symbol>, symbols: usize) -> Self {
        let len = pattern.len();
        let blocks = len.div_ceil(BLOCK).max(1);
        let mut rows = vec![0u16; symbols];
        let mut masks = vec![0u64; blocks];
        let mut count = 1u16;
        for (i, symbol) in pattern.enumerate() {
            let Some(row) = rows.get_mut(symbol as usize).filter(|_| symbol != 0) else { continue };
            if *row == 0 && count < u16::MAX {
                *row = count;
                count += 1;
                masks.resize(masks.len() + blocks, 0);
            }
            if *row != 0 {
                masks[usize::from(*row) * blocks + i / BLOCK] |= 1 << (i % BLOCK);
            }
        }
        Self { len, blocks, rows, masks }
    }

    fn row(&self, symbol: Symbol) -> &[u64] {
        let row = self.rows.get(symbol as usize).copied().unwrap_or(0);
        &self.masks[usize::from(row) * self.blocks..][..self.blocks]
    }

    /// Rows of the pattern that block `b` holds.
    fn height(&self, b: usize) -> usize {
        (self.len - b * BLOCK).min(BLOCK)
    }

    fn column(&self, b: usize, score: usize) -> Column {
        Column { up: u64::MAX, down: 0, score: score + self.height(b) }
    }

    /// One block, one symbol further; `carry` is the difference along its upper edge. The one along its lower edge.
    fn step(&self, b: usize, column: &mut Column, mask: u64, carry: isize) -> isize {
        let last = 1u64 << (self.height(b) - 1);
        let vertical = mask | column.down;
        let mask = if carry < 0 { mask | 1 } else { mask };
        let diagonal = (((mask & column.up).wrapping_add(column.up)) ^ column.up) | mask;
        let mut plus = column.down | !(diagonal | column.up);
        let mut minus = column.up & diagonal;
        let out = isize::from(plus & last != 0) - isize::from(minus & last != 0);
        plus = plus << 1 | u64::from(carry > 0);
        minus = minus << 1 | u64::from(carry < 0);
        column.up = minus | !(vertical | plus);
        column.down = plus & vertical;
        column.score = column.score.saturating_add_signed(out);
        out
    }

    /// Calls `found(end, edits)` for each end in `text` at which the pattern stands with at most `most` edits.
    pub(super) fn ends(&self, text: impl Iterator<Item = Symbol>, most: usize, mut found: impl FnMut(usize, usize)) {
        if self.len == 0 {
            return;
        }
        let most = most.min(self.len);
        let mut active = ((most + 1).div_ceil(BLOCK)).clamp(1, self.blocks);
        let mut columns: Vec<Column> = Vec::with_capacity(self.blocks);
        for b in 0..active {
            let above = columns.last().map_or(0, |column| column.score);
            columns.push(self.column(b, above));
        }
        for (i, symbol) in text.enumerate() {
            let row = self.row(symbol);
            let mut carry = 0;
            for (b, column) in columns.iter_mut().enumerate() {
                carry = self.step(b, column, row[b], carry);
            }
            let above = columns[active - 1].score.saturating_add_signed(-carry);
            if active < self.blocks && above <= most && (row[active] & 1 != 0 || carry < 0) {
                let mut column = self.column(active, above);
                self.step(active, &mut column, row[active], carry);
                columns.push(column);
                active += 1;
            } else {
                while active > 1 && columns[active - 1].score >= most + self.height(active - 1) {
                    columns.pop();
                    active -= 1;
                }
            }
            if active == self.blocks && columns[active - 1].score <= most {
                found(i + 1, columns[active - 1].score);
            }
        }
    }

    /// Edits between the pattern and the whole of `text`.
    pub(super) fn distance(&self, text: &[Symbol]) -> usize {
        if self.len == 0 {
            return text.len();
        }
        let mut columns: Vec<Column> = Vec::with_capacity(self.blocks);
        for b in 0..self.blocks {
            let above = columns.last().map_or(0, |column| column.score);
            columns.push(self.column(b, above));
        }
        for symbol in text {
            let row = self.row(*symbol);
            let mut carry = 1;
            for (b, column) in columns.iter_mut().enumerate() {
                carry = self.step(b, column, row[b], carry);
            }
        }
        columns.last().map_or(text.len(), |column| column.score)
    }

    /// The share of the pattern that is found, in one place, in `text`; 0 when either is empty.
    pub(super) fn share(&self, text: &[Symbol]) -> f64 {
        if self.len == 0 || text.is_empty() {
            return 0.0;
        }
        let mut least = self.len;
        self.ends(text.iter().copied(), self.len, |_, edits| least = least.min(edits));
        1.0 - least as f64 / self.len as f64
    }
}

/// The best places at which `pattern` stands in `text` with at most `most` edits: `(start, end, edits)`, the best
/// first, at most `count`.
pub(super) fn approximate(
    text: &[Symbol],
    pattern: &[Symbol],
    symbols: usize,
    most: usize,
    count: usize,
) -> Vec<(usize, usize, usize)> {
    let gap = (pattern.len() / 4).max(1);
    // Ends that lie close together are one place: its best end stands for it.
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut last = 0;
    Pattern::new(pattern.iter().copied(), symbols).ends(text.iter().copied(), most, |end, edits| {
        match places.last_mut() {
            Some(place) if end - last <= gap => {
                if edits < place.1 {
                    *place = (end, edits);
                }
            }
            _ => places.push((end, edits)),
        }
        last = end;
    });
    places.sort_by_key(|place| place.1);
    let limit = places.first().map_or(0, |best| best.1 + (pattern.len() / 5).max(2));
    let backwards = Pattern::new(pattern.iter().rev().copied(), symbols);
    let mut out = Vec::new();
    for (end, edits) in places.into_iter().take_while(|place| place.1 <= limit).take(count) {
        let from = end.saturating_sub(pattern.len() + edits);
        let mut best: Option<(usize, usize)> = None;
        backwards.ends(text[from..end].iter().rev().copied(), edits, |len, edits| {
            let rank = |(len, edits): (usize, usize)| (edits, len.abs_diff(pattern.len()));
            if best.is_none_or(|best| rank((len, edits)) < rank(best)) {
                best = Some((len, edits));
            }
        });
        if let Some((len, edits)) = best {
            out.push((end - len, end, edits));
        }
    }
    out
}

/// A list of words, told by number, made ready to be compared with others.
#[derive(Debug)]
pub(super) struct Spoken {
    len: usize,
    masks: HashMap<u64, Vec<u64>, BuildHasherDefault<Numbered>>,
}

impl Spoken {
    pub(super) fn new(words: &[u64]) -> Self {
        let blocks = words.len().div_ceil(BLOCK);
        let mut masks: HashMap<u64, Vec<u64>, _> = HashMap::default();
        for (i, word) in words.iter().enumerate() {
            masks.entry(*word).or_insert_with(|| vec![0; blocks])[i / BLOCK] |= 1 << (i % BLOCK);
        }
        Self { len: words.len(), masks }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Length of the longest common subsequence (bit vectors; Hyyrö 2004).
    pub(super) fn common(&self, other: &[u64]) -> usize {
        let mut unmatched = vec![u64::MAX; self.len.div_ceil(BLOCK)];
        for mask in other.iter().filter_map(|word| self.masks.get(word)) {
            let mut carry = false;
            for (v, mask) in unmatched.iter_mut().zip(mask) {
                let used = *v & mask;
                let (sum, one) = v.overflowing_add(used);
                let (sum, two) = sum.overflowing_add(u64::from(carry));
                carry = one || two;
                *v = sum | (*v & !mask);
            }
        }
        (0..self.len).filter(|i| unmatched[i / BLOCK] >> (i % BLOCK) & 1 == 0).count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The table of textbooks: edits between the pattern and the best substring that ends at each place.
    fn table(text: &[Symbol], pattern: &[Symbol], whole: bool) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut out = vec![column[pattern.len()]];
        for (j, symbol) in text.iter().enumerate() {
            let mut diagonal = column[0];
            column[0] = if whole { j + 1 } else { 0 };
            for i in 1..=pattern.len() {
                let best = (column[i].min(column[i - 1]) + 1).min(diagonal + usize::from(pattern[i - 1] != *symbol));
                diagonal = std::mem::replace(&mut column[i], best);
            }
            out.push(column[pattern.len()]);
        }
        out
    }

    proptest! {
        #[test]
        fn bit_vectors_agree_with_the_table(
            text in prop::collection::vec(1u32..5, 0..260),
            pattern in prop::collection::vec(1u32..5, 1..200),
            share in 0usize..11,
        ) {
            let most = pattern.len() * share / 10;
            let compiled = Pattern::new(pattern.iter().copied(), 5);
            let mut found = Vec::new();
            compiled.ends(text.iter().copied(), most, |end, edits| found.push((end, edits)));
            let wanted = table(&text, &pattern, false);
            let wanted: Vec<_> = wanted.into_iter().enumerate().skip(1).filter(|(_, edits)| *edits <= most).collect();
            prop_assert_eq!(found, wanted);
            prop_assert_eq!(compiled.distance(&text), *table(&text, &pattern, true).last().unwrap());
        }

        #[test]
        fn occurrences_are_all_there(
            text in prop::collection::vec(1u32..3, 0..60),
            pattern in prop::collection::vec(1u32..3, 1..5),
        ) {
            let wanted: Vec<_> = (0..text.len()).filter(|i| text[*i..].starts_with(&pattern)).collect();
            prop_assert_eq!(occurrences(&text, &pattern), wanted);
        }

        #[test]
        fn common_words_are_counted(
            one in prop::collection::vec(0u64..6, 0..150),
            other in prop::collection::vec(0u64..6, 0..150),
        ) {
            let mut row = vec![0usize; other.len() + 1];
            for a in &one {
                let mut diagonal = 0;
                for (j, b) in other.iter().enumerate() {
                    let best = if a == b { diagonal + 1 } else { row[j].max(row[j + 1]) };
                    diagonal = std::mem::replace(&mut row[j + 1], best);
                }
            }
            prop_assert_eq!(Spoken::new(&one).common(&other), row[other.len()]);
        }

        #[test]
        fn a_planted_passage_is_found(before in 0usize..90, pattern in prop::collection::vec(1u32..40, 8..150)) {
            let mut text = vec![50; before];
            text.extend(&pattern);
            text.extend([51; 40]);
            text[before + 3] = 52;
            let found = approximate(&text, &pattern, 60, pattern.len() / 3, 4);
            prop_assert_eq!(found[0], (before, before + pattern.len(), 1));
        }
    }
}
