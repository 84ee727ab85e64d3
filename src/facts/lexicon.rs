//! Reading the tables under `assets/lexicon`: one row a line, columns parted by tabs, `#` starts a comment line.
//!
//! Every table is small, compiled in, and parsed at its first use (never at start-up).

use std::collections::HashMap;
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

static FORENAMES: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
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
