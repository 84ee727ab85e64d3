//! Which stretches of the text are places: the model's chances, then the document's second thoughts.

use super::PlaceKind;
use super::evidence::{ByHash, Evidence};
use super::features::View;
use super::fold::{EMPTY, join};
use super::gazetteer::Entry;
use super::matches::Matches;
use super::memo::Memo;
use super::model::{LABELS, LONGEST, Label, Lattice, Shipped, Stretch};
use super::prior::prior;
use super::runs::{Glue, Run, Runs};
use super::spelling::Spellings;
use super::spot::{Setting, Spot};
use super::support;
use super::words::{Marks, people_of};
use crate::article::TextRange;
use crate::facts::document::Document;

/// A stretch less likely than this is not looked at again.
const LEAST: f32 = 0.03;
/// A stretch is a place from this chance on.
const ENOUGH: f32 = 0.45;
/// How much a document's other mentions of a name count, in units of one mention's log odds.
const SHARE: f32 = 0.5;

/// A mention with lower log odds speaks no louder against the others: a rule has settled it.
const SETTLED: f32 = 20.0;

/// Log odds that an unknown name gains when the gazetteer knows one that is spelled nearly so.
const NEARLY: f32 = 1.5;

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
    /// What it knows of a name that is spelled nearly so, if it does not know this one.
    pub guess: Option<Entry>,
    /// The log odds that it is a place.
    pub odds: f32,
}

/// The document's parts, made once and used by all steps.
pub struct Reading {
    /// The runs.
    pub runs: Runs,
    /// Names of the gazetteer in them.
    pub matches: Matches,
    /// What the document says of its words.
    pub evidence: Evidence,
    /// What the document speaks of.
    pub setting: Setting,
}

impl Reading {
    /// Reads a document.
    pub fn new(document: &Document<'_>) -> Self {
        let runs = super::runs::runs(document);
        let matches = Matches::new(document, &runs);
        let evidence = Evidence::new(document, &runs, &matches);
        Self { runs, matches, evidence, setting: Setting::default() }
    }
}

/// Finds the mentions of places, in order.
pub fn mentions(document: &Document<'_>, reading: &Reading) -> Vec<Mention> {
    let view = View { document, runs: &reading.runs, matches: &reading.matches, evidence: &reading.evidence };
    let weights = Shipped::default();
    let mut memo = Memo::new(&weights);
    let mut stretches = Vec::new();
    let mut persons: ByHash<f32> = ByHash::default();
    for run in &reading.runs.runs {
        let lattice = memo.read(&view, run, &weights);
        let known = stretches.len();
        lattice.stretches(run, LEAST, &mut stretches);
        force(document, reading, run, lattice, known, &mut stretches);
        lattice.persons(run, |last, chance| {
            let known = persons.entry(reading.runs.atoms[last].hash).or_default();
            *known = known.max(chance);
        });
    }
    let mut spellings = Spellings::default();
    let mut chosen = choose(document, reading, &persons, &stretches, &mut spellings);
    chosen.sort_by_key(|(start, ..)| *start);
    chosen
        .into_iter()
        .map(|(start, end, odds)| {
            let (start, end) = trim(document, reading, start, end);
            Mention { odds, ..mention(document, reading, start, end, &mut spellings) }
        })
        .collect()
}

/// Adds the names of the gazetteer that the model does not believe but a rule speaks for.
fn force(
    document: &Document<'_>,
    reading: &Reading,
    run: &Run,
    lattice: &Lattice,
    listed: usize,
    stretches: &mut Vec<Stretch>,
) {
    let whole = (run.atoms.len() <= 3).then_some((run.atoms.start as u32, run.atoms.end as u32));
    for start in run.atoms.clone() {
        let known = reading.matches.from(start).iter().map(|found| (found.start, found.end));
        let unknown =
            whole.filter(|whole| whole.0 as usize == start && reading.matches.exactly(start, run.atoms.end).is_none());
        for (from, end) in known.chain(unknown) {
            let is_there = stretches[listed..].iter().any(|stretch| (stretch.start, stretch.end) == (from, end));
            let length = (end - from) as usize;
            if is_there
                || length > LONGEST
                || support::odds(Spot { document, reading, start, end: end as usize }) <= 0.0
            {
                continue;
            }
            let mut chances = [0.0; LABELS];
            let at = start - run.atoms.start;
            chances[Label::Place as usize] = lattice.chance(at, length - 1, Label::Place as usize).max(LEAST);
            stretches.push(Stretch { start: from, end, chances });
        }
    }
}

fn phrase(reading: &Reading, start: usize, end: usize) -> u64 {
    reading.runs.atoms[start..end].iter().fold(EMPTY, |hash, atom| join(hash, atom.hash))
}

fn log_odds(chance: f32) -> f32 {
    let chance = chance.clamp(1e-4, 1.0 - 1e-4);
    (chance / (1.0 - chance)).ln()
}

/// Picks stretches that do not overlap, the likeliest first; a name's mentions support each other.
fn choose(
    document: &Document<'_>,
    reading: &Reading,
    persons: &ByHash<f32>,
    stretches: &[Stretch],
    spellings: &mut Spellings,
) -> Vec<(usize, usize, f32)> {
    let odds: Vec<(u64, f32)> = stretches
        .iter()
        .map(|stretch| {
            let name = phrase(reading, stretch.start as usize, stretch.end as usize);
            let (start, end) = (stretch.start as usize, stretch.end as usize);
            let spot = Spot { document, reading, start, end };
            let odds = log_odds(stretch.chances[Label::Place as usize]) + prior(spot, persons);
            let nearly = guess(document, reading, start, end, spellings).is_some();
            (name, if nearly { odds + NEARLY } else { odds })
        })
        .collect();
    let mut sums: ByHash<(f32, f32)> = ByHash::default();
    for (name, odds) in &odds {
        let sum = sums.entry(*name).or_default();
        *sum = (sum.0 + odds.max(-SETTLED), sum.1 + 1.0);
    }
    let enough = log_odds(ENOUGH);
    let mut ranked: Vec<(f32, usize)> = odds
        .iter()
        .enumerate()
        .map(|(i, (name, odds))| {
            let (sum, count) = sums.get(name).copied().unwrap_or_default();
            let others = if count > 1.0 { (sum - odds.max(-SETTLED)) / (count - 1.0) } else { 0.0 };
            (odds + SHARE * others.clamp(-3.0, 3.0), i)
        })
        .filter(|(odds, _)| *odds >= enough)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken = vec![false; reading.runs.atoms.len()];
    let mut out = Vec::new();
    for (odds, i) in ranked {
        let (start, end) = (stretches[i].start as usize, stretches[i].end as usize);
        if taken[start..end].iter().any(|taken| *taken) {
            continue;
        }
        taken[start..end].fill(true);
        out.push((start, end, odds));
    }
    out
}

/// Cuts what goes before the name proper: "Northeast Ruritania", "Ruritanian Zhemku", "City of Zhemku", "A Zhemku County".
fn trim(document: &Document<'_>, reading: &Reading, mut start: usize, end: usize) -> (usize, usize) {
    while end > start + 1 && reading.matches.exactly(start, end).is_none() {
        let atom = &reading.runs.atoms[start];
        let word = document.word(atom.token as usize);
        let rest = start + 1;
        if reading.runs.atoms[rest].glue == Glue::Space
            && (matches!(word, "A" | "An" | "The")
                || is_broad(word) && reading.matches.exactly(rest, end).is_some()
                || people_of(atom.hash).is_some() && is_division(reading.matches.exactly(rest, end)))
        {
            start = rest;
        } else if matches!(word, "State" | "City" | "Town" | "Village")
            && document.word(reading.runs.atoms[rest].token as usize) == "of"
            && reading.matches.exactly(rest + 1, end).is_some()
        {
            start = rest + 1;
        } else {
            break;
        }
    }
    (start, end)
}

/// Whether the best known bearer is a state or province.
fn is_division(entry: Option<Entry>) -> bool {
    entry.and_then(Entry::first).is_some_and(|sense| sense.place.kind() == PlaceKind::Region)
}

/// Whether a point of the compass only says which part of what follows ("Northeast Ruritania"); "North London" is a name.
fn is_broad(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(word.as_str(), "northeast" | "northwest" | "southeast" | "southwest") || word.ends_with("ern")
}

/// What the gazetteer knows of a name nearly like this unknown one.
fn guess(
    document: &Document<'_>,
    reading: &Reading,
    start: usize,
    end: usize,
    spellings: &mut Spellings,
) -> Option<Entry> {
    let atom = &reading.runs.atoms[start];
    if end - start != 1 || reading.matches.exactly(start, end).is_some() {
        return None;
    }
    spellings.near(document.word(atom.token as usize), atom.hash)
}

fn mention(document: &Document<'_>, reading: &Reading, start: usize, end: usize, spellings: &mut Spellings) -> Mention {
    let token = |atom: usize| reading.runs.atoms[atom].token as usize;
    let tokens = document.tokens();
    let mut last = token(end - 1);
    // The full stop of an abbreviation belongs to it: "U.S.", "Calif."
    if document.word(last + 1) == "." && document.touches(last + 1) {
        let dotted = document.word(last).chars().count() == 1 && end > start + 1;
        if dotted || reading.runs.atoms[end - 1].marks.has(Marks::SHORT) {
            last += 1;
        }
    }
    let spot = Spot { document, reading, start, end };
    let entry = if support::county(spot) { support::county_entry(spot) } else { reading.matches.exactly(start, end) };
    Mention {
        start,
        end,
        range: TextRange::new(tokens[token(start)].start(), tokens[last].end()),
        name: phrase(reading, start, end),
        entry,
        guess: guess(document, reading, start, end, spellings),
        odds: 0.0,
    }
}
