//! Which stretches of the text are places: the model's chances, then the document's second thoughts.

use super::evidence::{ByHash, Evidence};
use super::features::View;
use super::fold::{EMPTY, join};
use super::gazetteer::Entry;
use super::matches::Matches;
use super::model::{Label, Lattice, Shipped, Stretch};
use super::runs::Runs;
use crate::article::TextRange;
use crate::facts::document::Document;

/// A stretch less likely than this is not looked at again.
const LEAST: f32 = 0.03;
/// A stretch is a place from this chance on.
const ENOUGH: f32 = 0.3;
/// How much a document's other mentions of a name count, in units of one mention's log odds.
const SHARE: f32 = 0.5;

/// A mention of a place in the text.
#[derive(Debug, Clone, Copy)]
pub struct Mention {
    /// First atom.
    pub start: usize,
    /// One past the last atom.
    pub end: usize,
    /// Where it stands.
    pub range: TextRange,
    /// The hash of its words.
    pub name: u64,
    /// What the gazetteer knows of the name.
    pub entry: Option<Entry>,
}

/// The document's parts, made once and used by all steps.
pub struct Reading {
    /// The runs.
    pub runs: Runs,
    /// Names of the gazetteer in them.
    pub matches: Matches,
    /// What the document says of its words.
    pub evidence: Evidence,
}

impl Reading {
    /// Reads a document.
    pub fn new(document: &Document<'_>) -> Self {
        let runs = super::runs::runs(document);
        let matches = Matches::new(document, &runs);
        let evidence = Evidence::new(document, &runs, &matches);
        Self { runs, matches, evidence }
    }
}

/// Finds the mentions of places, in order.
pub fn mentions(document: &Document<'_>, reading: &Reading) -> Vec<Mention> {
    let view = View { document, runs: &reading.runs, matches: &reading.matches, evidence: &reading.evidence };
    let weights = Shipped::default();
    let mut lattice = Lattice::new(&weights);
    let mut stretches = Vec::new();
    for run in &reading.runs.runs {
        lattice.fill(&view, run, &weights);
        lattice.stretches(run, LEAST, &mut stretches);
    }
    let mut chosen = choose(reading, &stretches);
    chosen.sort_by_key(|(start, _)| *start);
    chosen.into_iter().map(|(start, end)| mention(document, reading, start, end)).collect()
}

fn phrase(reading: &Reading, start: usize, end: usize) -> u64 {
    reading.runs.atoms[start..end].iter().fold(EMPTY, |hash, atom| join(hash, atom.hash))
}

fn log_odds(chance: f32) -> f32 {
    let chance = chance.clamp(1e-4, 1.0 - 1e-4);
    (chance / (1.0 - chance)).ln()
}

/// Picks stretches that do not overlap, the likeliest first; a name's mentions support each other.
fn choose(reading: &Reading, stretches: &[Stretch]) -> Vec<(usize, usize)> {
    let odds: Vec<(u64, f32)> = stretches
        .iter()
        .map(|stretch| {
            let name = phrase(reading, stretch.start as usize, stretch.end as usize);
            (name, log_odds(stretch.chances[Label::Place as usize]))
        })
        .collect();
    let mut sums: ByHash<(f32, f32)> = ByHash::default();
    for (name, odds) in &odds {
        let sum = sums.entry(*name).or_default();
        *sum = (sum.0 + odds, sum.1 + 1.0);
    }
    let knob = |n: &str, d: f32| std::env::var(n).ok().and_then(|v| v.parse().ok()).unwrap_or(d);
    let enough = log_odds(knob("ENOUGH", ENOUGH)); let share = knob("SHARE", SHARE); let clamp = knob("CLAMP", 3.0);
    let mut ranked: Vec<(f32, usize)> = odds
        .iter()
        .enumerate()
        .map(|(i, (name, odds))| {
            let (sum, count) = sums.get(name).copied().unwrap_or_default();
            let others = if count > 1.0 { (sum - odds) / (count - 1.0) } else { 0.0 };
            (odds + share * others.clamp(-clamp, clamp), i)
        })
        .filter(|(odds, _)| *odds >= enough)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken = vec![false; reading.runs.atoms.len()];
    let mut out = Vec::new();
    for (_, i) in ranked {
        let (start, end) = (stretches[i].start as usize, stretches[i].end as usize);
        if taken[start..end].iter().any(|taken| *taken) {
            continue;
        }
        taken[start..end].fill(true);
        out.push((start, end));
    }
    out
}

fn mention(document: &Document<'_>, reading: &Reading, start: usize, end: usize) -> Mention {
    let token = |atom: usize| reading.runs.atoms[atom].token as usize;
    let tokens = document.tokens();
    let mut last = token(end - 1);
    // The full stop of an abbreviation belongs to it: "U.S.", "Calif."
    if document.word(last + 1) == "." && document.touches(last + 1) {
        let letters = document.word(last).chars().count();
        let dotted = letters == 1 && end > start + 1;
        let entry = reading.matches.exactly(start, end);
        let short = entry.is_some_and(|entry| entry.flags().has(super::gazetteer::NameFlags::AFTER))
            && letters > 1
            && document.case(last) != crate::facts::token::Case::Upper;
        if dotted || short {
            last += 1;
        }
    }
    Mention {
        start,
        end,
        range: TextRange::new(tokens[token(start)].start(), tokens[last].end()),
        name: phrase(reading, start, end),
        entry: reading.matches.exactly(start, end),
    }
}
