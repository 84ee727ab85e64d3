//! Places as a whole: ambiguous names in context, properties on any text, the map's lines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dateline::facts::{Document, Place, place};
use proptest::prelude::*;

const AMBIGUOUS: &str = include_str!("../places/ambiguous.tsv");
const TEMPLATES: &str = include_str!("../../assets/gazetteer/templates.txt");
const CODES: &str = include_str!("../../assets/gazetteer/countries.tsv");

fn find(text: &str) -> Vec<Place> {
    place::find(&Document::new(text))
}

/// Whether what was found for the first mention of `name` in `text` is what the table says.
fn holds(name: &str, expected: &str, text: &str) -> Result<(), String> {
    let at = text.find(name).expect("the name stands in its text");
    let found = find(text).into_iter().find(|place| place.range.start() == at);
    let told = found
        .as_ref()
        .map_or("no place".to_owned(), |place| format!("{} in {:?}, {:?}", place.name, place.region, place.country));
    let right = match (expected.split_once('/'), &found) {
        _ if expected == "-" => found.is_none(),
        (_, None) => false,
        (None, Some(place)) => place.country.as_deref() == Some(expected),
        (Some((country, region)), Some(place)) => {
            let inside = place.region.as_deref() == Some(region) || place.name == region;
            place.country.as_deref() == Some(country) && inside
        }
    };
    if right { Ok(()) } else { Err(told) }
}

#[test]
fn ambiguous_names_are_told_apart() {
    let rows: Vec<Vec<&str>> =
        AMBIGUOUS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let mut contexts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = String::new();
    let mut errors = 0;
    for row in &rows {
        *contexts.entry(row[0]).or_default() += 1;
        if let Err(told) = holds(row[0], row[1], row[2]) {
            errors += 1;
            let _ = writeln!(wrong, "{}: {} expected, {told}: {}", row[0], row[1], row[2]);
        }
    }
    let twice = contexts.values().filter(|count| **count > 1).count();
    assert!(twice >= 150, "{twice} names in two contexts, 150 are wanted");
    let share = 1.0 - f64::from(errors) / rows.len() as f64;
    assert!(share >= 0.9, "{share:.3} of {} right\n{wrong}", rows.len());
}

/// The words of an ordinary text, small.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// All sentences of a template, in words; None for what is filled in.
fn sentences(template: &str) -> Vec<Vec<Option<String>>> {
    let Some((before, choices, after)) = template.match_indices('(').find_map(|(start, _)| {
        let end = start + template[start..].find(')')?;
        let choices = &template[start + 1..end];
        choices.contains('|').then_some((&template[..start], choices, &template[end + 1..]))
    }) else {
        let mut out: Vec<Option<String>> = Vec::new();
        let mut labelled = false;
        for part in template.split_inclusive(['{', '}', '[', ']']) {
            let text = if labelled { part.split_once(':').map_or(part, |(_, text)| text) } else { part };
            labelled = part.ends_with('[');
            if part.ends_with('}') {
                out.push(None);
            } else {
                out.extend(words(text).into_iter().map(Some));
            }
        }
        out.dedup_by(|a, b| a.is_none() && b.is_none());
        return vec![out];
    };
    let rest = sentences(after);
    choices
        .split('|')
        .flat_map(|choice| sentences(&format!("{before}{choice}")))
        .flat_map(|head| rest.iter().map(move |tail| head.iter().chain(tail).cloned().collect()))
        .collect()
}

/// Whether `row` begins with `pattern`, where what is filled in is one to three words.
fn begins(row: &[String], pattern: &[Option<String>]) -> bool {
    match (row, pattern) {
        (_, []) => true,
        ([first, row @ ..], [Some(word), pattern @ ..]) => first == word && begins(row, pattern),
        (_, [None, pattern @ ..]) => (1..=3.min(row.len())).any(|n| begins(&row[n..], pattern)),
        _ => false,
    }
}

/// Five words of `template` in a row, filled gaps aside, that stand in one of `rows` too.
fn shared(template: &str, rows: &[Vec<String>]) -> Option<String> {
    for sentence in sentences(template) {
        let fixed: Vec<usize> = (0..sentence.len()).filter(|at| sentence[*at].is_some()).collect();
        for window in fixed.windows(5) {
            let pattern = &sentence[window[0]..=window[4]];
            let stands = |row: &Vec<String>| (0..row.len()).any(|at| begins(&row[at..], pattern));
            if let Some(row) = rows.iter().find(|row| stands(row)) {
                return Some(row.join(" "));
            }
        }
    }
    None
}

#[test]
fn the_model_has_not_learned_from_the_table_of_ambiguous_names() {
    let rows = [words("The mills of New York City burned down in May.")];
    assert!(shared("[works:The mills] of {town} (drowned|burned) down.", &rows).is_some());
    assert!(shared("The mills of {town} (drowned|froze) down.", &rows).is_none());
    let rows: Vec<_> = AMBIGUOUS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.rsplit('\t').next())
        .map(words)
        .collect();
    for template in TEMPLATES.lines().filter(|line| !line.starts_with('#')) {
        let found = shared(template, &rows);
        assert!(found.is_none(), "{template}: {found:?}");
    }
}

#[test]
fn names_of_one_place_are_one_group() {
    let places = find("Burma closed its border. Traders in Myanmar said that Burma would open it again.");
    assert_eq!(places.len(), 3);
    assert!(places.iter().all(|place| place.group == places[0].group && place.name == "Myanmar"));
}

#[test]
fn peoples_and_bodies_are_no_places() {
    let texts = |text: &str| find(text).iter().map(|place| place.range.slice(text).to_owned()).collect::<Vec<_>>();
    assert_eq!(texts("French police questioned three Kenyans and a Belgian on Friday."), [""; 0]);
    assert_eq!(texts("The Bank of Ireland and the Boston Globe declined to comment."), [""; 0]);
    assert_eq!(texts("It cost US$40 and took 20 US cents."), [""; 0]);
}

#[test]
fn every_country_is_found_by_its_name() {
    let mut missed = Vec::new();
    for row in CODES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>()) {
        let text = format!("The government of {} said on Monday that it would sign the treaty.", row[2]);
        let found = find(&text).iter().any(|place| place.country.as_deref() == Some(row[0]));
        if !found {
            missed.push(row[2]);
        }
    }
    assert!(missed.len() <= 5, "{} missed: {missed:?}", missed.len());
}

/// What must hold of any text.
fn check(text: &str) {
    let places = find(text);
    let mut end = 0;
    for place in &places {
        assert!(place.range.start() >= end, "sorted, and nothing overlaps");
        assert!(text.get(place.range.start()..place.range.end()).is_some_and(|name| !name.is_empty()));
        assert_eq!(place.lat.is_some(), place.lon.is_some());
        assert!(place.lat.is_none_or(|lat| (-90.0..=90.0).contains(&lat)));
        assert!(place.lon.is_none_or(|lon| (-180.0..=180.0).contains(&lon)));
        assert!(place.country.as_ref().is_none_or(|code| code.len() == 2));
        end = place.range.end();
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_news_like_text_is_read(words in prop::collection::vec(prop::sample::select(vec![
        "Paris", "in", ",", "Texas", ".", "U", "S", "-", "’", "s", "Côte", "d", "the", "Gulf", "$", "St", "Mr", "of", "RIVER",
        "\n", "\n\n", "&", "12", "said", "İstanbul", "São", "and", "–", "New", "York", "(", ")", "\u{301}", "A", "'", "Bank",
    ]), 0..60), gap in prop::sample::select(vec!["", " "])) {
        check(&words.join(gap));
    }
}

#[test]
fn long_runs_of_capitals_are_read_in_linear_time() {
    for piece in ["A", "Paris ", "New York, ", "\"", "U.S.", "de la "] {
        check(&piece.repeat(200_000 / piece.len()));
    }
}

/// A line of the map: its kind, box and points.
type Line = (u8, [f32; 4], Vec<(f64, f64)>);

/// Reads a file of `assets/map`.
fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut at = 0;
    let mut take = |n: usize| {
        at += n;
        &bytes[at - n..at]
    };
    let count = u32::from_le_bytes(take(4).try_into().unwrap());
    let out = (0..count)
        .map(|_| {
            let kind = take(1)[0];
            let edges = [(); 4].map(|()| f32::from_le_bytes(take(4).try_into().unwrap()));
            let n = u32::from_le_bytes(take(4).try_into().unwrap());
            let mut number = || f64::from(i16::from_le_bytes(take(2).try_into().unwrap())) / 32767.0;
            let points = (0..n).map(|_| (number() * 180.0, number() * 90.0)).collect();
            (kind, edges, points)
        })
        .collect();
    assert_eq!(at, bytes.len());
    out
}

#[test]
fn the_map_is_as_its_readme_says() {
    for bytes in [&include_bytes!("../../assets/map/coarse.bin")[..], include_bytes!("../../assets/map/fine.bin")] {
        let lines = lines(bytes);
        assert!(lines.iter().any(|line| line.0 == 0) && lines.iter().any(|line| line.0 == 1));
        for (kind, [west, south, east, north], points) in lines {
            assert!(kind < 2 && points.len() > 1 && west <= east && south <= north);
            for (lon, lat) in points {
                let slack = 0.01;
                assert!(lon >= f64::from(west) - slack && lon <= f64::from(east) + slack);
                assert!(lat >= f64::from(south) - slack && lat <= f64::from(north) + slack);
            }
        }
    }
}
