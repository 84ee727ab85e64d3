//! Reading the tables under `assets/lexicon`: one row a line, columns parted by tabs, `#` starts a comment line.
//!
//! Every table is small, compiled in, and parsed at its first use (never at start-up).

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// The rows of a table, each as its columns; comment lines and empty lines are left out.
pub fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// What a forename tells of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Nine bearers in ten are women.
    Female,
    /// Nine bearers in ten are men.
    Male,
    /// Neither.
    Either,
}

/// A hash of a few multiplications: the table is fixed, nobody can choose its keys.
#[derive(Debug, Default)]
pub(super) struct WordHash(u64);

impl Hasher for WordHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
        }
    }
}

/// Words of a table, with what is known of each.
pub(super) type Words<T> = HashMap<&'static str, T, BuildHasherDefault<WordHash>>;

/// Words of a table.
pub(super) type WordSet = HashSet<&'static str, BuildHasherDefault<WordHash>>;

static FORENAMES: LazyLock<Words<Gender>> = LazyLock::new(|| {
    rows(include_str!("../../assets/lexicon/forenames.tsv"))
        .filter_map(|row| {
            let gender = match *row.get(1)? {
                "f" => Gender::Female,
                "m" => Gender::Male,
                _ => Gender::Either,
            };
            Some((*row.first()?, gender))
        })
        .collect()
});

/// Whether `word`, written with one capital ("Maria"), is a forename, and of whom.
pub fn forename(word: &str) -> Option<Gender> {
    FORENAMES.get(word).copied()
}
