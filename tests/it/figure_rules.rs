//! The rules of figures, each with an example and a counter-example: `tests/facts/figures.tsv`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::facts::{Figure, FigureKind, extract};
use rust_decimal::Decimal;

/// A figure as the table writes it: `[text] kind value..high unit {what} ~approx`.
fn shown(figure: &Figure, text: &str) -> String {
    let kind = match figure.kind {
        FigureKind::Money => "money",
        FigureKind::Percent => "percent",
        FigureKind::Quantity => "quantity",
        FigureKind::Count => "count",
        FigureKind::Ordinal => "ordinal",
        FigureKind::Date => "date",
        FigureKind::Duration => "duration",
        FigureKind::Number => "number",
    };
    let number = |value: Decimal| value.round_dp(6).normalize().to_string();
    let mut out = format!("[{}] {kind}", figure.range.slice(text));
    if let Some(value) = figure.value {
        write!(out, " {}", number(value)).unwrap();
    }
    if let Some(high) = figure.high {
        write!(out, "..{}", number(high)).unwrap();
    }
    if let Some(unit) = &figure.unit {
        write!(out, " {unit}").unwrap();
    }
    if let Some(what) = figure.what {
        write!(out, " {{{}}}", what.slice(text)).unwrap();
    }
    if let Some(approx) = &figure.approx {
        write!(out, " ~{approx}").unwrap();
    }
    out
}

fn table() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts/figures.tsv")).unwrap()
}

/// Rule, sign, text and what the text yields.
fn rows(table: &str) -> impl Iterator<Item = [&str; 4]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap())
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let (table, mut wrong) = (table(), Vec::new());
    for [rule, _, text, want] in rows(&table) {
        let facts = extract(text, Some("en"));
        let have = facts.figures.iter().map(|figure| shown(figure, text)).collect::<Vec<_>>().join("; ");
        if have != want {
            wrong.push(format!("{rule}: {text}\n    want {want}\n    have {have}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_an_example_and_a_counter_example() {
    let table = table();
    let mut rules: HashMap<&str, (usize, usize)> = HashMap::new();
    for [rule, sign, _, _] in rows(&table) {
        let (yes, no) = rules.entry(rule).or_default();
        *yes += usize::from(sign == "+");
        *no += usize::from(sign == "-");
    }
    let lame: Vec<_> = rules.iter().filter(|(_, (yes, no))| *yes == 0 || *no == 0).map(|(rule, _)| *rule).collect();
    assert!(lame.is_empty(), "without an example or a counter-example: {lame:?}");
}
