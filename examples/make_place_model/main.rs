//! Trains `assets/gazetteer/model.bin`.
//!
//! `cargo run --release --example make_place_model -- TEXTS.jsonl...` where each line is
//! `{"source": str, "text": str, "names": [[start, end, label]]}` with offsets in code points and the labels place,
//! person, body (organisation), works (buildings, roads) and other. Sources that begin with `tw` (short messages) and
//! `silver` (labels by a tagger) count less. Texts, licences and settings: `assets/gazetteer/README.md`.
//! The same texts give the same bytes.

mod templates;
mod train;

use std::error::Error;
use std::fs;
use std::path::Path;

use dateline::article::CharIndex;
use dateline::facts::Document;
use dateline::facts::place::evidence::Evidence;
use dateline::facts::place::features::View;
use dateline::facts::place::matches::Matches;
use dateline::facts::place::model::{LONGEST, Label};
use dateline::facts::place::runs::{Runs, runs};
use serde_json::Value;

use templates::{Stock, articles};
use train::{Example, Training};

/// Articles that are invented from the templates.
const INVENTED: usize = 6000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut training = Training::default();
    for path in std::env::args().skip(1) {
        for line in fs::read_to_string(path)?.lines() {
            read(&serde_json::from_str(line)?, &mut training).ok_or("a line lacks its source, text or names")?;
        }
    }
    let table = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name));
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let mut stock = Stock::new(
        leak(table("lexicon/forenames.tsv")?),
        leak(table("gazetteer/surnames.tsv")?),
        leak(table("gazetteer/countries.tsv")?),
    );
    for article in articles(&table("gazetteer/templates.txt")?, &mut stock, INVENTED) {
        read(&article, &mut training).ok_or("a template is broken")?;
    }
    training.run();
    let model = training.packed();
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/gazetteer/model.bin"), model)?;
    Ok(())
}

/// How much a text counts.
fn worth(source: &str) -> f32 {
    if source.starts_with("silver") {
        0.4
    } else if source.starts_with("tw") {
        0.25
    } else if source.starts_with("own") {
        0.5
    } else {
        1.0
    }
}

/// Reads one text: the runs and the stretches that the annotation names.
fn read(line: &Value, training: &mut Training) -> Option<()> {
    let text = line["text"].as_str()?;
    let index = CharIndex::new(text);
    let mut names = Vec::new();
    for name in line["names"].as_array()? {
        let range = index.bytes(name[0].as_u64()? as usize, name[1].as_u64()? as usize);
        let label = match name[2].as_str()? {
            "place" => Label::Place,
            "person" => Label::Person,
            "body" => Label::Body,
            "works" => Label::Works,
            _ => Label::Other,
        };
        names.push((range.start(), range.end(), label));
    }
    let document = Document::new(text);
    let found = runs(&document);
    let matches = Matches::new(&document, &found);
    let evidence = Evidence::new(&document, &found, &matches);
    let view = View { document: &document, runs: &found, matches: &matches, evidence: &evidence };
    let worth = worth(line["source"].as_str()?);
    for run in &found.runs {
        let gold = gold(&document, &found, run.atoms.clone(), &names);
        training.examples.push(Example::new(&view, run, &gold, worth, &mut training.features));
    }
    Some(())
}

/// The annotated names of a run as stretches of its atoms: first atom, number of further atoms, label.
fn gold(
    document: &Document<'_>,
    found: &Runs,
    atoms: std::ops::Range<usize>,
    names: &[(usize, usize, Label)],
) -> Vec<(usize, usize, Label)> {
    let base = atoms.start;
    let range = |atom: usize| document.tokens()[found.atoms[atom].token as usize].range();
    let (from, to) = (range(atoms.start).start(), range(atoms.end - 1).end());
    let mut out: Vec<(usize, usize, Label)> = Vec::new();
    for (start, end, label) in names.iter().filter(|(start, end, _)| *start < to && *end > from) {
        let mut inside = atoms.clone().filter(|atom| range(*atom).start() < *end && range(*atom).end() > *start);
        let Some(first) = inside.next() else { continue };
        let last = inside.next_back().unwrap_or(first);
        let n = (last - first).min(LONGEST - 1);
        if out.last().is_none_or(|before| before.0 + before.1 < first - base) {
            out.push((first - base, n, *label));
        }
    }
    out
}
