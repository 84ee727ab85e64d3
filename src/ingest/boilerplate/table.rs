//! The table of words, and how they are looked for.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The table, by rule (see its head for what each rule means).
pub(super) struct Table {
    pub whole: HashSet<&'static str>,
    pub label: HashSet<&'static str>,
    others: HashMap<&'static str, Vec<&'static str>>,
    /// The rows of the other rules by their first byte: a paragraph is compared with a few of them only.
    openings: HashMap<(&'static str, u8), Vec<&'static str>>,
}

impl Table {
    /// The words of one of the other rules.
    pub fn rows(&self, rule: &str) -> impl Iterator<Item = &'static str> {
        self.others.get(rule).into_iter().flatten().copied()
    }

    /// Whether `text` begins with one of a rule's rows, as whole words.
    pub fn opens(&self, rule: &'static str, text: &str) -> bool {
        self.openings(rule, text).any(|row| begins_with(text, row))
    }

    /// The rows of a rule that begin with the first byte of `text`.
    pub fn openings(&self, rule: &'static str, text: &str) -> impl Iterator<Item = &'static str> {
        let rows = text.bytes().next().and_then(|first| self.openings.get(&(rule, first)));
        rows.into_iter().flatten().copied()
    }
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table =
        Table { whole: HashSet::new(), label: HashSet::new(), others: HashMap::new(), openings: HashMap::new() };
    let lines = include_str!("../../../assets/lexicon/boilerplate.tsv").lines().filter(|line| !line.starts_with('#'));
    for (rule, words) in lines.filter_map(|line| line.split_once('\t')) {
        match rule {
            "whole" => drop(table.whole.insert(words)),
            "label" => drop(table.label.insert(words)),
            rule => {
                table.others.entry(rule).or_default().push(words);
                if let Some(first) = words.bytes().next() {
                    table.openings.entry((rule, first)).or_default().push(words);
                }
            }
        }
    }
    table
});

/// Lower case, with straight apostrophes.
pub(super) fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace('’', "'")
}

pub(super) fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

pub(super) fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && after
    })
}
