//! Figures, through the library: the marked articles hold their floor, every unit and currency is read, and nothing
//! that anybody writes makes the reader fail.

use std::fs;
use std::path::Path;
use std::str::FromStr as _;

use dateline::article::CharIndex;
use dateline::facts::{Document, Figure, FigureKind, figure, place};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

fn find(text: &str) -> Vec<Figure> {
    let document = Document::new(text);
    figure::find(&document, None, &place::find(&document))
}

/// One figure of an article, as it was marked by hand.
struct Marked {
    start: usize,
    end: usize,
    kind: String,
    value: String,
    high: Option<String>,
}

struct Article {
    name: String,
    text: String,
    marked: Vec<Marked>,
    traps: Vec<(usize, usize)>,
}

fn spans(json: &Value, key: &str) -> Vec<(usize, usize)> {
    let at = |span: &Value, key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    json[key].as_array().unwrap().iter().map(|span| (at(span, "start"), at(span, "end"))).collect()
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ext| ext != "json") {
            continue;
        }
        let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let figures = json["figures"].as_array().unwrap();
        let marked = figures.iter().zip(spans(&json, "figures")).map(|(figure, (start, end))| Marked {
            start,
            end,
            kind: plain(&figure["kind"]).unwrap(),
            value: plain(&figure["value"]).unwrap(),
            high: plain(&figure["high"]),
        });
        out.push(Article {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            text: json["text"].as_str().unwrap().to_owned(),
            marked: marked.collect(),
            traps: spans(&json, "non_figures"),
        });
    }
    out
}

fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

fn close(a: Decimal, b: Decimal) -> bool {
    (a - b).abs() <= b.abs() * Decimal::from_str("0.000001").unwrap()
}

/// Whether a figure has the value that was marked; a compound may be given in another unit, so those count as right.
fn right(marked: &Marked, found: &Figure) -> bool {
    if marked.kind == "date" {
        let edtf = found.unit.as_deref().unwrap_or("");
        let want = match &marked.high {
            Some(high) => format!("{}/{high}", marked.value),
            None => marked.value.clone(),
        };
        return edtf == want;
    }
    let same =
        |want: &str, have: Option<Decimal>| decimal(want).zip(have).is_some_and(|(want, have)| close(have, want));
    same(&marked.value, found.value) && marked.high.as_ref().is_none_or(|high| same(high, found.high))
}

#[test]
fn marked_articles_hold_their_floor() {
    let (mut marked, mut found, mut both, mut exact, mut values, mut traps) = (0, 0, 0, 0, 0, 0);
    let mut scale = Vec::new();
    let articles = articles();
    assert!(articles.len() >= 14, "the marked articles are gone");
    for article in &articles {
        let index = CharIndex::new(&article.text);
        let figures = find(&article.text);
        let spans: Vec<_> = figures.iter().map(|figure| index.range(figure.range)).collect();
        let overlaps = |a: (usize, usize), b: (usize, usize)| a.0 < b.1 && b.0 < a.1;
        marked += article.marked.len();
        found += figures.len();
        for gold in &article.marked {
            let Some(k) = spans.iter().position(|span| overlaps(*span, (gold.start, gold.end))) else { continue };
            both += 1;
            exact += usize::from(spans[k] == (gold.start, gold.end));
            values += usize::from(right(gold, &figures[k]));
            if let (Some(want), Some(have)) = (decimal(&gold.value), figures[k].value)
                && gold.kind == "money"
                && !want.is_zero()
                && !have.is_zero()
                && ((have / want).abs() >= Decimal::from(1000) || (want / have).abs() >= Decimal::from(1000))
            {
                scale.push(format!("{}: {want} read as {have}", article.name));
            }
        }
        traps += article.traps.iter().filter(|trap| spans.iter().any(|span| overlaps(*span, **trap))).count();
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    let overlap = share(2 * both, marked + found);
    assert!(overlap >= 97.0, "overlap F1 {overlap:.1}");
    assert!(share(2 * exact, marked + found) >= 95.0, "exact F1 {:.1}", share(2 * exact, marked + found));
    assert!(share(values, both) >= 97.0, "values right {:.1} %", share(values, both));
    assert!(traps <= 6, "{traps} traps hit");
    assert!(scale.is_empty(), "wrong by a thousand: {}", scale.join("; "));
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

fn names(column: Option<&&'static str>) -> Vec<&'static str> {
    column.map(|names| names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect()).unwrap_or_default()
}

#[test]
fn every_unit_is_read() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../../assets/lexicon/units.tsv")) {
        let symbol = row[0];
        let mut texts: Vec<String> =
            names(row.get(3)).into_iter().map(|name| format!("It was a 75.5-{name} thing.")).collect();
        texts.extend(
            names(row.get(4)).into_iter().map(|sign| format!("It was 75.5{} there.", sign.trim_end_matches('!'))),
        );
        assert!(!texts.is_empty(), "{symbol} has no name");
        for text in texts {
            let figures = find(&text);
            let right =
                figures.len() == 1 && figures[0].unit.as_deref() == Some(symbol) && figures[0].value == decimal("75.5");
            if !right {
                wrong.push(format!(
                    "{text} -> {:?}",
                    figures.iter().map(|figure| (&figure.unit, figure.value)).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_currency_is_read() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../../assets/lexicon/currencies.tsv")) {
        if row[0] == "?pound" {
            // Money only in a text that knows the pound: else it is a weight.
            assert_eq!(find("It cost £1, or 2,500 pounds in all.")[1].unit.as_deref(), Some("GBP"));
            continue;
        }
        let minor = matches!(row[0], "GBX" | "USc" | "?cent");
        let codes = if row[0].starts_with('?') { row[3] } else { row[0] };
        let mut texts: Vec<String> =
            names(row.get(2)).into_iter().map(|name| format!("The price was 2,500 {name} then.")).collect();
        for sign in names(row.get(1)) {
            let sign = sign.trim_end_matches('!');
            texts.push(if minor {
                format!("The price was 2,500{sign} then.")
            } else {
                format!("The price was {sign}2,500 then.")
            });
        }
        assert!(!texts.is_empty(), "{} has no name", row[0]);
        for text in texts {
            let figures = find(&text);
            let right = figures.len() == 1
                && figures[0].kind == FigureKind::Money
                && figures[0].value == decimal("2500")
                && figures[0].unit.as_deref().is_some_and(|unit| codes.split(' ').any(|code| code == unit));
            if !right {
                wrong.push(format!(
                    "{text} -> {:?}",
                    figures.iter().map(|figure| (&figure.unit, figure.value)).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What holds of the figures of any text.
fn check(text: &str, lang: Option<&str>) {
    let figures = figure::find(&Document::new(text), lang, &[]);
    let mut end = 0;
    for (i, figure) in figures.iter().enumerate() {
        assert!(figure.range.start() >= end, "figures overlap in {text:?}");
        end = figure.range.end();
        assert!(
            !figure.range.is_empty() && text.get(figure.range.start()..end).is_some(),
            "a range does not slice {text:?}"
        );
        if let Some(what) = figure.what {
            assert!(
                text.get(what.start()..what.end()).is_some_and(|what| !what.is_empty()),
                "a noun does not slice {text:?}"
            );
        }
        for value in [figure.value, figure.high].into_iter().flatten() {
            let normal = value.normalize().to_string();
            assert_eq!(Decimal::from_str(&normal).unwrap(), value, "{normal}");
            assert!(normal.parse::<f64>().unwrap().is_finite());
        }
        assert!(figure.same_as.is_none_or(|other| other < i));
        assert!(figure.value.is_some() || figure.kind == FigureKind::Date);
    }
}

/// Pieces that figures are made of.
const PIECES: &[&str] = &[
    "1",
    "12",
    "345",
    "2024",
    "0",
    "00",
    "99999999999999999999999999999",
    "1,000",
    "2.5",
    ".5",
    ",",
    ".",
    "-",
    "–",
    "$",
    "€",
    "£",
    "%",
    "½",
    "/",
    ":",
    "(",
    ")",
    "'",
    "’",
    "one",
    "two",
    "twenty",
    "hundred",
    "thousand",
    "million",
    "trillion",
    "dozen",
    "half",
    "a",
    "an",
    "quarter",
    "third",
    "fifths",
    "and",
    "to",
    "of",
    "from",
    "between",
    "in",
    "per cent",
    "km",
    "m",
    "bn",
    "k",
    "hours",
    "minutes",
    "ft",
    "in",
    "years",
    "old",
    "aged",
    "May",
    "June",
    "a.m.",
    "pm",
    "GMT",
    "st",
    "th",
    "s",
    "BC",
    "No.",
    "+",
    "#",
    "x",
    "times",
    "fold",
    "for",
    "rose",
    "wickets",
    "\n",
    "\n\n",
    "é",
    "日",
    "🙂",
    "R",
    "Rs.",
    "US$",
    "minus",
    "−",
    "~",
    "points",
    "index",
    "zero",
    "nineteen",
    "ninety",
    "oh",
    "lakh",
    "crore",
    "dozens",
    "hundreds",
    "C",
    "°",
    "Q3",
    "FY24",
    "1960s",
];

const LANGUAGES: &[Option<&str>] = &[None, Some("de"), Some("fr-CH"), Some("en-IN")];

/// Pieces thrown together.
fn soup() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::bool::ANY);
    prop::collection::vec(piece, 0..60)
        .prop_map(|parts| parts.into_iter().flat_map(|(part, space)| [part, if space { " " } else { "" }]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text, None);
    }

    #[test]
    fn any_soup_of_numbers_is_read(text in soup(), lang in prop::sample::select(LANGUAGES)) {
        check(&text, lang);
    }

    #[test]
    fn whole_numbers_are_read_back(n in 0u64..10_000_000_000_000, million in prop::bool::ANY) {
        let mut grouped = String::new();
        for (i, digit) in n.to_string().chars().rev().enumerate() {
            if i > 0 && i % 3 == 0 { grouped.insert(0, ','); }
            grouped.insert(0, digit);
        }
        let scale = if million { " million" } else { "" };
        let figures = find(&format!("It cost ${grouped}{scale} to build."));
        prop_assert_eq!(figures.len(), 1);
        let want = Decimal::from(n) * Decimal::from(if million { 1_000_000 } else { 1 });
        prop_assert_eq!(figures[0].value, Some(want));
    }
}

#[test]
fn long_texts_of_one_piece_are_read() {
    const LONG: usize = 300_000;
    for piece in [
        "5 kg of ",
        "1% of ",
        "half of ",
        "half a ",
        "a third of the ",
        "between ",
        "1, ",
        "1,",
        "10 to ",
        "3-",
        "$1 ",
        "$",
        "$1 million ",
        "one hundred ",
        "and a half ",
        "two hours and ",
        "5ft ",
        "aged 1, ",
        "at 5 to ",
        "1/",
        "1:",
        "May ",
        "1 May, ",
        "2024-",
        "No. ",
        "per cent ",
        "(1 km) ",
        "it is now 4. ",
        "from 1 ",
        "x ",
        "’s ",
        "9",
    ] {
        check(&piece.repeat(LONG / piece.len()), None);
    }
}

#[test]
fn what_is_amounts_of_amounts_has_an_end() {
    let noun = |text: &str| find(text)[0].what.map(|what| what.slice(text).to_owned());
    assert_eq!(noun("Half of 20 tonnes of rope sank.").as_deref(), Some("rope"));
    assert_eq!(noun("Half of 20 kg of 5 kg of 9 kg of 2 kg of rope sank."), None);
}

#[test]
fn conversions_in_brackets_are_known() {
    let figures = find("The bell weighs 4,600kg (10,100 lb), was cast at 900C (1,652F) and cost $5m (£3.9m).");
    let same: Vec<_> = figures.iter().map(|figure| figure.same_as).collect();
    assert_eq!(same, [None, Some(0), None, Some(2), None, Some(4)]);
}

#[test]
fn other_languages_are_read_by_their_own_way() {
    let read = |text: &str, lang: &str| -> Vec<(Option<String>, Option<String>)> {
        let figures = figure::find(&Document::new(text), Some(lang), &[]);
        figures
            .into_iter()
            .map(|figure| (figure.value.map(|value| value.normalize().to_string()), figure.unit))
            .collect()
    };
    let is = |value: &str, unit: &str| (Some(value.to_owned()), Some(unit.to_owned()));
    let date = |edtf: &str| (None, Some(edtf.to_owned()));
    assert_eq!(
        read("Am 3. Oktober 2024 stieg der Umsatz um 4,5 Prozent auf 1,2 Millionen Euro.", "de"),
        [date("2024-10-03"), is("4.5", "%"), is("1200000", "EUR")]
    );
    assert_eq!(
        read("La ligne de 1.035 kilomètres a coûté 2 milliards d’euros.", "fr"),
        [is("1035", "km"), is("2000000000", "EUR")]
    );
    assert_eq!(read("El 5 de mayo de 2023 cayeron 12,5 litros.", "es"), [date("2023-05-05"), is("12.5", "l")]);
}
