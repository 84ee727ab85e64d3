//! Where the gazetteer's names stand in the runs of a document.

use super::PlaceKind;
use super::fold::{EMPTY, join};
use super::gazetteer::{self, Entry, NameFlags, PlaceRef};
use super::lists::{self, Class};
use super::runs::{Glue, Run, Runs};
use super::words::Marks;
use crate::facts::document::Document;
use crate::facts::token::Case;

/// Atoms of the longest name that is looked up.
pub const LONGEST_NAME: usize = 7;

/// Letters of states that are looked at again: bounds the work on a text full of them.
const MOST_PARKED: usize = 32;

/// A name of the gazetteer in the text.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// First atom.
    pub start: u32,
    /// One past the last atom.
    pub end: u32,
    /// The entry.
    pub entry: Entry,
}

/// All matches, by their first atom; of one first atom, the shorter ones first.
#[derive(Debug, Default)]
pub struct Matches {
    list: Vec<Match>,
    /// For each atom the index of its first match.
    first: Vec<u32>,
    /// For each atom: whether a name that ends with it is followed by a comma and something that contains it.
    inside: Vec<bool>,
    /// The same for the name that contains.
    holds: Vec<bool>,
    /// For the first atom of a run that a comma or "and" joins to the run before: the name which that run is.
    listed_before: Vec<Option<Entry>>,
    /// For the last atom of a run: the name which the run joined to it is.
    listed_after: Vec<Option<Entry>>,
    /// Letters that stand for a state only if the text names it elsewhere: "common in SD".
    parked: Vec<Match>,
}

impl Matches {
    /// Looks up all stretches of all runs.
    pub fn new(document: &Document<'_>, runs: &Runs) -> Self {
        let mut out = Self::default();
        for run in &runs.runs {
            for start in run.atoms.clone() {
                out.first.push(out.list.len() as u32);
                out.look_up(document, runs, run, start);
            }
        }
        out.first.push(out.list.len() as u32);
        out.take_parked();
        out.inside = vec![false; runs.atoms.len() + 1];
        out.holds = vec![false; runs.atoms.len() + 1];
        out.listed_before = vec![None; runs.atoms.len() + 1];
        out.listed_after = vec![None; runs.atoms.len() + 1];
        for pair in runs.runs.windows(2) {
            out.link(document, runs, &pair[0], &pair[1]);
            if is_list(document, runs, &pair[0], &pair[1]) {
                out.listed_before[pair[1].atoms.start] = out.exactly(pair[0].atoms.start, pair[0].atoms.end);
                out.listed_after[pair[0].atoms.end - 1] = out.exactly(pair[1].atoms.start, pair[1].atoms.end);
            }
        }
        out
    }

    fn look_up(&mut self, document: &Document<'_>, runs: &Runs, run: &Run, start: usize) {
        if runs.atoms[start].case == Case::Lower {
            return;
        }
        let mut hash = EMPTY;
        for end in start..run.atoms.end.min(start + LONGEST_NAME) {
            let atom = &runs.atoms[end];
            if end > start && atom.glue == Glue::And {
                hash = join(hash, super::fold::word_hash("and"));
            }
            hash = join(hash, atom.hash);
            if atom.case == Case::Lower {
                continue;
            }
            let Some(entry) = gazetteer::look_up(hash) else { continue };
            let found = Match { start: start as u32, end: end as u32 + 1, entry };
            if fits(document, runs, start, end, entry.flags(), run.headline) {
                self.list.push(found);
            } else if start == end && entry.flags().has(NameFlags::AFTER) && atom.case == Case::Upper {
                let before = document.word((atom.token as usize).wrapping_sub(1));
                let alone = lists::is(hash, Class::Letters);
                if self.parked.len() < MOST_PARKED
                    && matches!(before, "in" | "In" | "across" | "throughout" | "from" | "into")
                    || alone
                        && before == "and"
                        && self.list.last().is_some_and(|last| last.entry.flags().has(NameFlags::AFTER))
                {
                    if alone {
                        self.list.push(found);
                        continue;
                    }
                    self.parked.push(found);
                }
            }
        }
    }

    /// Adds the letters whose state is named in full.
    fn take_parked(&mut self) {
        let parked = std::mem::take(&mut self.parked);
        let state = |found: &Match| found.entry.first().map(|sense| sense.place);
        let full = |found: &Match| {
            let is = |other: &Match| !other.entry.flags().has(NameFlags::AFTER) && state(other) == state(found);
            self.list.iter().any(is)
        };
        let named: Vec<Match> = parked.into_iter().filter(full).collect();
        for found in named {
            let at = self.list.partition_point(|other| other.start < found.start);
            self.list.insert(at, found);
            for first in &mut self.first[found.start as usize + 1..] {
                *first += 1;
            }
        }
    }

    /// Notes "Springfield, Illinois" and "Wells, in Somerset": a name, a comma, and a name of something that holds it.
    fn link(&mut self, document: &Document<'_>, runs: &Runs, run: &Run, next: &Run) {
        let last = runs.atoms[run.atoms.end - 1].token as usize;
        let Some(comma) = next_is_comma(document, last) else { return };
        let first = runs.atoms[next.atoms.start].token as usize;
        let near = first == comma + 1 || first == comma + 2 && matches!(document.word(comma + 1), "in" | "near");
        if !near {
            return;
        }
        let outer: Vec<Match> = self.from(next.atoms.start).to_vec();
        for start in run.atoms.clone() {
            for inner in self.from(start).iter().filter(|inner| inner.end as usize == run.atoms.end) {
                for outer in &outer {
                    if holds(outer.entry, inner.entry) {
                        self.inside[run.atoms.end - 1] = true;
                        self.holds[next.atoms.start] = true;
                        return;
                    }
                }
            }
        }
    }

    /// The matches whose first atom is `start`.
    #[inline]
    pub fn from(&self, start: usize) -> &[Match] {
        let range = |at: usize| self.first.get(at).map_or(self.list.len(), |first| *first as usize);
        &self.list[range(start)..range(start + 1)]
    }

    /// The entry of exactly these atoms.
    #[inline]
    pub fn exactly(&self, start: usize, end: usize) -> Option<Entry> {
        self.from(start).iter().find(|found| found.end as usize == end).map(|found| found.entry)
    }

    /// The name that stands before the run which begins with this atom, in a list.
    #[inline]
    pub fn listed_before(&self, first: usize) -> Option<Entry> {
        self.listed_before.get(first).copied().flatten()
    }

    /// The name that stands after the run which ends with this atom, in a list.
    #[inline]
    pub fn listed_after(&self, last: usize) -> Option<Entry> {
        self.listed_after.get(last).copied().flatten()
    }

    /// Whether a name that ends with this atom is followed by a comma and what contains it.
    #[inline]
    pub fn inside_next(&self, last: usize) -> bool {
        self.inside.get(last).copied().unwrap_or(false)
    }

    /// Whether the name that begins with this atom contains the one before it.
    #[inline]
    pub fn holds_prior(&self, first: usize) -> bool {
        self.holds.get(first).copied().unwrap_or(false)
    }
}

/// Whether only a comma, "and" or "or" stands between two runs of a sentence.
fn is_list(document: &Document<'_>, runs: &Runs, run: &Run, next: &Run) -> bool {
    let from = runs.atoms[run.atoms.end - 1].token as usize + 1;
    let to = runs.atoms[next.atoms.start].token as usize;
    run.sentence == next.sentence
        && to > from
        && to - from <= 3
        && (from..to).all(|token| matches!(document.word(token), "," | "and" | "or" | "the" | "." | ";"))
}

/// The token of a comma that follows the word `last`, whose abbreviating full stop may stand between.
fn next_is_comma(document: &Document<'_>, last: usize) -> Option<usize> {
    let mut at = last + 1;
    if document.word(at) == "." && document.touches(at) {
        at += 1;
    }
    (document.word(at) == "," && document.touches(at)).then_some(at)
}

/// Whether a bearer of `outer` is a country, division or county that holds a bearer of `inner`.
pub fn holds(outer: Entry, inner: Entry) -> bool {
    outer.senses().take(12).any(|out| inner.senses().take(40).any(|sense| lies_in(sense.place, out.place)))
}

/// Whether two names that follow one another are best known as two divisions, or two countries: a list, not a place and
/// what holds it.
pub fn are_peers(inner: Entry, outer: Entry) -> bool {
    let chief = |entry: Entry| entry.first().map(|sense| (sense.place.kind(), sense.place.country_number()));
    match (chief(inner), chief(outer)) {
        (Some((PlaceKind::Region, a)), Some((PlaceKind::Region, b))) => a == b,
        (Some((PlaceKind::Country, _)), Some((PlaceKind::Country, _))) => true,
        _ => false,
    }
}

/// Kilometres from a county's middle within which its towns lie.
const COUNTY: f64 = 60.0;

/// Kilometres from a division's middle within which areas of our own table may lie in it.
const STATE: f64 = 650.0;

/// Whether `inner` lies in `outer`, as far as the gazetteer says: it knows countries and first-level divisions; what lies
/// in a county is told by its distance.
pub fn lies_in(inner: PlaceRef, outer: PlaceRef) -> bool {
    inner != outer
        && match outer.kind() {
            PlaceKind::Country => inner.country() == Some(outer),
            PlaceKind::Region if outer.region() == Some(outer) && inner.region().is_some() => {
                inner.region() == Some(outer)
            }
            // Areas of our own table have no division: those in the same country and not too far are believed.
            PlaceKind::Region if inner.region().is_none() => {
                inner.country_number() == outer.country_number() && inner.kilometres(outer) < STATE
            }
            PlaceKind::Region | PlaceKind::District => {
                inner.country_number() == outer.country_number()
                    && matches!(inner.kind(), PlaceKind::City | PlaceKind::District)
                    && inner.kilometres(outer) < COUNTY
            }
            _ => false,
        }
}

/// Whether the way it is written allows this name here.
fn fits(document: &Document<'_>, runs: &Runs, start: usize, end: usize, flags: NameFlags, headline: bool) -> bool {
    let atoms = &runs.atoms[start..=end];
    let before = atoms[0].token as usize;
    if flags.has(NameFlags::CAPITALS)
        && (atoms.iter().any(|atom| atom.case == Case::Title && document.word(atom.token as usize).len() > 1)
            || headline && atoms[0].marks.has(Marks::LINK) && document.word(before.wrapping_sub(1)) != ",")
    {
        return false;
    }
    let after = runs.atoms[end].token as usize + 1;
    if document.touches(after) && matches!(document.word(after), "$" | "£" | "€") {
        return false;
    }
    if flags.has(NameFlags::ARTICLE) && !(before > 0 && document.word(before - 1).eq_ignore_ascii_case("the")) {
        return false;
    }
    if flags.has(NameFlags::AFTER) {
        let comma = before > 0 && document.word(before - 1) == ",";
        let stop = document.word(runs.atoms[end].token as usize + 1) == "."
            && flags.has(NameFlags::OTHER)
            && !flags.has(NameFlags::CAPITALS);
        return comma || stop && atoms[0].marks.0 & (Marks::TITLE | Marks::FORENAME) == 0;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::runs::runs;
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let runs = runs(&document);
        let matches = Matches::new(&document, &runs);
        let slice = |found: &Match| {
            let first = document.tokens()[runs.atoms[found.start as usize].token as usize].start();
            let last = document.tokens()[runs.atoms[found.end as usize - 1].token as usize].end();
            text[first..last].to_owned()
        };
        (0..runs.atoms.len()).flat_map(|start| matches.from(start).to_vec()).map(|found| slice(&found)).collect()
    }

    #[test]
    fn abbreviations_need_their_form() {
        assert_eq!(names("he asked us in the US"), ["US"]);
        assert!(names("go to Boise, ID now").contains(&"ID".to_owned()));
        assert!(!names("show your ID now").contains(&"ID".to_owned()));
        assert!(names("ships in the Gulf").contains(&"Gulf".to_owned()));
        assert!(!names("ships of Gulf Oil").contains(&"Gulf".to_owned()));
    }

    #[test]
    fn what_contains_is_noted() {
        let document = Document::new("a fire in Paris, Texas, and in Paris, Ohio");
        let runs = runs(&document);
        let matches = Matches::new(&document, &runs);
        assert!(matches.inside_next(0));
        assert!(matches.holds_prior(1));
        assert!(!matches.inside_next(1));
    }
}
