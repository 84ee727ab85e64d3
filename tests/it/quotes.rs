//! Quotes on short texts of our own: a golden table that names every structure, and what holds for any text.

use dateline::facts::{Document, Quote, QuoteKind, quote};
use proptest::prelude::*;

const CASES: &str = include_str!("../quotes/cases.tsv");
const RULES: &str = include_str!("../facts/quotes.tsv");

fn shown(text: &str, quote: &Quote) -> String {
    let mark = if quote.kind == QuoteKind::Reported { "~" } else { "" };
    format!("{mark}{} = {}", quote.range.slice(text), quote.speaker.as_deref().unwrap_or("-"))
}

/// What the table expects and what was found, both sorted; reported speech only where the table names some.
fn compare(text: &str, expected: &str) -> (Vec<String>, Vec<String>) {
    let mut wanted: Vec<_> = expected.split(" | ").filter(|want| *want != "none").map(str::to_owned).collect();
    let quotes = quote::find(&Document::new(text));
    let direct = expected != "none" && !expected.contains('~');
    let mut found: Vec<_> = quotes
        .iter()
        .filter(|quote| !direct || quote.kind != QuoteKind::Reported)
        .map(|quote| shown(text, quote))
        .collect();
    wanted.sort();
    found.sort();
    (wanted, found)
}

#[test]
fn the_golden_table_is_right() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in CASES.lines().filter(|line| !line.starts_with('#')) {
        let [structure, text, expected] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let (text, expected) = (text.replace('¶', "\n\n"), expected.replace('¶', "\n\n"));
        let (wanted, found) = compare(&text, &expected);
        count += 1;
        if wanted != found {
            wrong.push(format!("{structure}: {text}\n   wanted {wanted:?}\n   found  {found:?}"));
        }
    }
    assert!(count >= 120, "{count} cases");
    let share = 100 * (count - wrong.len()) / count;
    assert!(share >= 95, "{share} % of {count} right:\n{}", wrong.join("\n"));
}

/// Every rule yields exactly what its examples say, and nothing on its counter-examples.
#[test]
fn each_rule_does_what_its_examples_say() {
    let mut wrong = Vec::new();
    for line in RULES.lines().filter(|line| !line.starts_with('#')) {
        let [rule, text, expected] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let (text, expected) = (text.replace('¶', "\n\n"), expected.replace('¶', "\n\n"));
        let mut wanted: Vec<_> = expected.split(" | ").filter(|want| *want != "none").map(str::to_owned).collect();
        let mut found: Vec<_> =
            quote::find(&Document::new(&text)).iter().map(|quote| shown(&text, quote).trim().to_owned()).collect();
        wanted.sort();
        found.sort();
        if wanted != found {
            wrong.push(format!("{rule}: {text}\n   wanted {wanted:?}\n   found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

/// Kinds and groups of the quotes of `text`.
fn kinds(text: &str) -> Vec<(QuoteKind, Option<u32>)> {
    quote::find(&Document::new(text)).iter().map(|quote| (quote.kind, quote.group)).collect()
}

#[test]
fn parts_of_one_statement_share_a_group() {
    let parts = kinds("“The bridge,” Marta Olin said, “is closed.”");
    assert_eq!(parts.len(), 2);
    assert!(parts[0].1.is_some());
    assert_eq!(parts[0].1, parts[1].1);
    let apart = kinds("“The bridge is closed,” Marta Olin said.\n\n“Good,” Peter Lund replied.");
    assert_eq!(apart.len(), 2);
    assert_ne!(apart[0].1, apart[1].1);
}

#[test]
fn kinds_are_told_apart() {
    use QuoteKind::{Direct, Fragment, Reported};
    let only = |text: &str| kinds(text).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    assert_eq!(only("“The bridge is closed,” Marta Olin said."), [Direct]);
    assert_eq!(only("Marta Olin said: “The bridge is closed.”"), [Direct]);
    assert_eq!(only("Marta Olin called it “a waste of good sand”."), [Fragment]);
    assert_eq!(only("Marta Olin said the plan was “a waste of sand”."), [Reported, Fragment]);
}

#[test]
fn mention_and_cue_point_into_the_clause() {
    let text = "Marta Olin left at noon. “The bridge is closed,” she said on Friday.";
    let quotes = quote::find(&Document::new(text));
    let quote = quotes.iter().find(|quote| quote.kind == QuoteKind::Direct).unwrap();
    assert_eq!(quote.speaker.as_deref(), Some("Marta Olin"));
    assert_eq!(quote.mention.map(|range| range.slice(text)), Some("she"));
    assert_eq!(quote.cue.map(|range| range.slice(text)), Some("said"));
}

/// Pieces that make texts full of quotation marks, cues, names and breaks.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "“",
        "”",
        "‘",
        "’",
        "\"",
        "'",
        "''",
        "«",
        "»",
        "„",
        ",",
        ".",
        "?",
        "!",
        "…",
        ":",
        ";",
        "—",
        "(",
        ")",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "said",
        "told",
        "according to",
        "that",
        "who",
        "he",
        "she",
        "they",
        "it",
        "Ana",
        "Vale",
        "Mr.",
        "the",
        "of",
        "and",
        "a",
        "minister",
        "report",
        "was",
        "called",
        "adding",
        "claim",
        "s",
        "Monday",
        "42",
        "Ü",
        "漢字",
        "e\u{301}",
        "to",
        "not",
    ]);
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// Every range lies in the text on character boundaries, and the list is sorted.
fn is_sound(text: &str, quotes: &[Quote]) {
    for quote in quotes {
        let ranges = [Some(quote.range), quote.mention, quote.cue];
        for range in ranges.into_iter().flatten() {
            assert!(
                text.get(range.start()..range.end()).is_some_and(|slice| !slice.is_empty()),
                "{range:?} of {text:?}"
            );
        }
        assert!(quote.speaker.as_ref().is_none_or(|speaker| !speaker.is_empty()));
        assert!(!quote.rule.is_empty());
    }
    assert!(quotes.is_sorted_by_key(|quote| quote.range.start()));
    let strings: Vec<_> = quotes.iter().filter(|quote| quote.kind != QuoteKind::Reported).collect();
    assert!(strings.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()), "overlap in {text:?}");
}

proptest! {
    #[test]
    fn pieces_never_break_it(text in pieces()) {
        is_sound(&text, &quote::find(&Document::new(&text)));
    }

    #[test]
    fn spaced_pieces_never_break_it(text in pieces().prop_map(|text| text.replace("said", " said ").replace("Vale", " Vale "))) {
        is_sound(&text, &quote::find(&Document::new(&text)));
    }

    #[test]
    fn any_text_never_breaks_it(text in "\\PC{0,200}") {
        is_sound(&text, &quote::find(&Document::new(&text)));
    }
}

#[test]
fn long_texts_of_one_piece_are_read() {
    for unit in ["\"", "“", "'", "‘a ", "“a” ", "Vale ", "“a” said ", ", he said "] {
        let text = unit.repeat(20_000);
        is_sound(&text, &quote::find(&Document::new(&text)));
    }
}
