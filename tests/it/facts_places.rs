//! Rules of places, one by one: each example of `tests/facts/places.tsv` yields exactly what stands beside it.

use std::collections::HashSet;
use std::fmt::Write as _;

use dateline::facts::{Document, Place, place};

const TABLE: &str = include_str!("../facts/places.tsv");

/// The columns of each row: rule, text, places.
fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        [(); 3].map(|()| columns.next().unwrap_or(""))
    })
}

/// A found place, written as in the table; the division only if the table names one.
fn written(text: &str, found: &Place, with_region: bool) -> String {
    let mut out = format!("{} ({}", found.range.slice(text), found.country.as_deref().unwrap_or("?"));
    if let Some(region) = found.region.as_deref().filter(|_| with_region) {
        let _ = write!(out, "/{region}");
    }
    out.push(')');
    if found.lat.is_none() {
        out.push_str(" []");
    }
    out
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let mut wrong = String::new();
    for [rule, text, expected] in rows() {
        let wanted: Vec<&str> = expected.split(" | ").filter(|place| !place.is_empty()).collect();
        let found: Vec<String> = place::find(&Document::new(text))
            .iter()
            .enumerate()
            .map(|(i, found)| written(text, found, wanted.get(i).is_some_and(|place| place.contains('/'))))
            .collect();
        if found != wanted {
            let _ = writeln!(wrong, "{rule}: {text}\n  wanted {wanted:?}\n  found  {found:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_an_example() {
    let shown: HashSet<&str> = rows().map(|[rule, ..]| rule).collect();
    let missing: Vec<&str> = place::rule_names().filter(|rule| !shown.contains(rule)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
