//! "Springfield, Illinois": the state or country that stands beside a name wins.

use super::super::PlaceKind;
use super::super::choose::Mention;
use super::super::evidence::ByHash;
use super::super::fold::join;
use super::super::gazetteer::{Entry, NameFlags, PlaceRef};
use super::super::matches::{are_peers, holds};
use crate::facts::document::Document;

/// A town better known than this is not believed to have an unknown namesake in a country that follows a comma.
const FAMOUS: u8 = 165;

/// For each mention the one after it that contains it.
pub fn find(document: &Document<'_>, mentions: &[Mention]) -> Vec<Option<usize>> {
    let mut out = vec![None; mentions.len()];
    for i in 1..mentions.len() {
        let (inner, outer) = (&mentions[i - 1], &mentions[i]);
        let gap = document.text().get(inner.range.end()..outer.range.start()).unwrap_or("");
        let close = matches!(gap.trim(), "," | ".," | "(" | "in" | "of" | ", in" | ", near") && gap.len() <= 8;
        if !close && !is_apposition(gap) {
            continue;
        }
        let held = |(a, b)| holds(b, a) && !are_peers(a, b);
        if inner.entry.zip(outer.entry).is_some_and(held) || is_obeyed(document, gap, inner, outer) {
            out[i - 1] = Some(i);
        }
    }
    out
}

/// Words that say what a place is to what contains it.
const ROLES: &[&str] = &[
    "capital",
    "city",
    "town",
    "village",
    "suburb",
    "port",
    "resort",
    "hamlet",
    "community",
    "seat",
    "district",
    "county",
    "province",
    "state",
    "region",
    "island",
    "neighbourhood",
    "neighborhood",
    "municipality",
    "borough",
];

/// Whether only "…, the capital of" or "…, a small town in" stands between.
fn is_apposition(gap: &str) -> bool {
    let Some(rest) = gap.trim().strip_prefix(',') else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let link = words.iter().rev().find(|word| **word != "the");
    (2..=8).contains(&words.len())
        && words.iter().all(|word| word.chars().all(|c| c.is_lowercase() || c == '-'))
        && link
            .is_some_and(|word| matches!(*word, "of" | "in" | "near" | "northern" | "southern" | "eastern" | "western"))
        && words.iter().any(|word| ROLES.contains(word))
}

/// Whether a state or country after a comma is believed although the gazetteer knows no place of this name in it.
fn is_obeyed(document: &Document<'_>, gap: &str, inner: &Mention, outer: &Mention) -> bool {
    if !matches!(gap.trim(), "," | ".,") {
        return false;
    }
    let chief = |entry: Option<Entry>| entry.and_then(Entry::first).map(|sense| sense.place);
    let (inner_place, Some(outer_place)) = (chief(inner.entry), chief(outer.entry)) else { return false };
    let is_area = |place: PlaceRef| !matches!(place.kind(), PlaceKind::City | PlaceKind::District);
    if inner_place.is_some_and(is_area) || !matches!(outer_place.kind(), PlaceKind::Region | PlaceKind::Country) {
        return false;
    }
    let text = document.text();
    let short =
        outer.range.slice(text).ends_with('.') || outer.entry.is_some_and(|entry| entry.flags().has(NameFlags::AFTER));
    let rest = text.get(outer.range.end()..).unwrap_or("").trim_start();
    // "Geneva, Iran, and Oman" is a list.
    let list = rest.strip_prefix(',').is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with("and ") || rest.starts_with("or ")
    });
    let ends = rest.is_empty() || rest.starts_with([',', '.', ')', ';', ':', '—', '–']);
    short && !list || ends && !list && inner_place.is_none_or(|place| place.weight() < FAMOUS)
}

/// What tells a mention's place from another of the same name: the name and what contains it here; where nothing does, what
/// first contains it in the text.
pub fn variants(mentions: &[Mention], containers: &[Option<usize>]) -> Vec<u64> {
    let with = |i: usize| containers[i].map(|outer| join(mentions[i].name, mentions[outer].name));
    let mut first: ByHash<u64> = ByHash::default();
    for (i, mention) in mentions.iter().enumerate() {
        if let Some(variant) = with(i) {
            first.entry(mention.name).or_insert(variant);
        }
    }
    let of =
        |(i, mention): (usize, &Mention)| with(i).or_else(|| first.get(&mention.name).copied()).unwrap_or(mention.name);
    mentions.iter().enumerate().map(of).collect()
}
