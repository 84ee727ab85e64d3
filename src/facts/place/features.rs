//! The features of a stretch of atoms: what the model sees. Training and reading use the same code.
//!
//! A feature is a number: a hash of its template and values. Stretches share most of their features, so they come in
//! parts: what stands left of an atom, right of it, the atoms inside, and the whole.

use super::evidence::{Evidence, Signs};
use super::fold::word_hash;
use super::gazetteer::{Entry, NameFlags};
use super::matches::Matches;
use super::runs::{Atom, Glue, Run, Runs};
use super::words::Marks;
use crate::facts::document::Document;
use crate::facts::token::{Case, TokenKind};

/// Where an atom stands in its stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Seat {
    /// It is the only one.
    Only,
    /// The first.
    First,
    /// Between.
    Middle,
    /// The last.
    Last,
}

/// A document, ready to be asked for features.
pub struct View<'d, 't> {
    /// The text's tokens.
    pub document: &'d Document<'t>,
    /// Its runs.
    pub runs: &'d Runs,
    /// Names of the gazetteer.
    pub matches: &'d Matches,
    /// What it says about its words.
    pub evidence: &'d Evidence,
}

#[inline]
fn row(template: u64, value: u64) -> u32 {
    let mixed = (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed >> 32) as u32
}

#[inline]
fn pair(a: u64, b: u64) -> u64 {
    (a.rotate_left(29) ^ b).wrapping_mul(0x9fb2_1c65_1e98_df25)
}

const EDGE: u64 = 1;
const NUMBER: u64 = 2;

impl View<'_, '_> {
    /// A token as context: its word, its sign, or that it is a number or outside of the sentence.
    fn context(&self, token: usize, sentence: &std::ops::Range<usize>) -> u64 {
        if !sentence.contains(&token) {
            return EDGE;
        }
        let word = self.document.word(token);
        match self.document.kind(token) {
            TokenKind::Word => word_hash(word),
            TokenKind::Digits => NUMBER,
            TokenKind::Sign => match word {
                "’" | "‘" | "`" => word_hash("'"),
                "“" | "”" => word_hash("\""),
                "–" | "—" => word_hash("-"),
                _ => word_hash(word),
            },
            _ => EDGE,
        }
    }

    /// The tokens of the sentence that a run stands in.
    pub(super) fn sentence(&self, run: &Run) -> std::ops::Range<usize> {
        self.document.sentences().get(run.sentence as usize).map_or(0..0, |sentence| sentence.tokens.clone())
    }

    /// Features of what stands left of a stretch that begins with atom `i`.
    pub fn left(&self, run: &Run, i: usize, put: &mut impl FnMut(u32)) {
        let sentence = self.sentence(run);
        let token = self.runs.atoms[i].token as usize;
        let p1 = self.context(token.wrapping_sub(1), &sentence);
        let p2 = if p1 == EDGE { EDGE } else { self.context(token.wrapping_sub(2), &sentence) };
        let p3 = if p2 == EDGE { EDGE } else { self.context(token.wrapping_sub(3), &sentence) };
        put(row(1, p1));
        put(row(2, pair(p1, p2)));
        put(row(3, p2));
        put(row(4, pair(pair(p1, p2), p3)));
        put(row(5, pair(u64::from(run.headline), u64::from(p1 == EDGE))));
        let before =
            i.checked_sub(1).filter(|before| run.atoms.contains(before)).map(|before| &self.runs.atoms[before]);
        let glue = self.runs.atoms[i].glue as u64;
        put(row(6, pair(glue, before.map_or(0, |atom| u64::from(atom.marks.0) + 1))));
        put(row(7, u64::from(super::words::marks(p1).0)));
    }

    /// Features of what stands right of a stretch that ends with atom `i`.
    pub fn right(&self, run: &Run, i: usize, put: &mut impl FnMut(u32)) {
        let sentence = self.sentence(run);
        let token = self.runs.atoms[i].token as usize;
        let n1 = self.context(token + 1, &sentence);
        let n2 = if n1 == EDGE { EDGE } else { self.context(token + 2, &sentence) };
        let n3 = if n2 == EDGE { EDGE } else { self.context(token + 3, &sentence) };
        put(row(11, n1));
        put(row(12, pair(n1, n2)));
        put(row(13, n2));
        put(row(14, pair(pair(n1, n2), n3)));
        let glue = self.runs.atoms.get(i + 1).filter(|_| run.atoms.contains(&(i + 1)));
        put(row(15, glue.map_or(9, |atom| pair(atom.glue as u64, u64::from(atom.marks.0)))));
        put(row(16, u64::from(super::words::marks(n1).0)));
    }

    /// Features of atom `i` in its seat.
    pub fn inside(&self, i: usize, seat: Seat, put: &mut impl FnMut(u32)) {
        let atom = &self.runs.atoms[i];
        let seat = seat as u64;
        put(row(21, pair(atom.hash, seat)));
        put(row(22, pair(u64::from(atom.marks.0), seat)));
        put(row(23, pair(self.shape(atom), seat)));
        let word = self.document.word(atom.token as usize);
        let (head, tail) = affixes(word);
        put(row(24, pair(tail, seat)));
        put(row(25, pair(head, seat)));
        put(row(27, pair(tail_of(word, 2), seat)));
        let signs = self.evidence.of(atom.hash).0;
        put(row(
            28,
            pair(u64::from(signs & (Signs::AFTER_FORENAME | Signs::AFTER_TITLE | Signs::SMALL | Signs::WHO)), seat),
        ));
        put(row(26, atom.hash));
    }

    fn shape(&self, atom: &Atom) -> u64 {
        let word = self.document.word(atom.token as usize);
        let length = word.len().min(5) as u64;
        pair(atom.case as u64 + 1, if atom.case == Case::Upper { length } else { u64::from(length == 1) })
    }

    /// Features of the whole stretch `start..end` of a run.
    pub fn whole(&self, run: &Run, start: usize, end: usize, put: &mut impl FnMut(u32)) {
        let sentence = self.sentence(run);
        let atoms = &self.runs.atoms[start..end];
        let (first, last) = (&atoms[0], &atoms[atoms.len() - 1]);
        let entry = self.matches.exactly(start, end);
        let class = entry.map_or(0, class);
        let kind = entry.map_or(0, coarse);
        let p1 = self.context((first.token as usize).wrapping_sub(1), &sentence);
        let n1 = self.context(last.token as usize + 1, &sentence);
        let n2 = self.context(last.token as usize + 2, &sentence);
        let length = (end - start).min(4) as u64;
        let alone = u64::from(run.atoms == (start..end));
        let edge = u64::from(p1 == EDGE) | u64::from(run.headline) << 1;
        let case = pair(first.case as u64, last.case as u64);

        put(row(31, pair(class, length)));
        put(row(32, pair(kind, p1)));
        put(row(33, pair(kind, n1)));
        put(row(34, pair(class, alone | edge << 1)));
        put(row(35, pair(length, alone | edge << 1)));
        put(row(36, pair(pair(kind, p1), n1)));
        put(row(37, pair(case, pair(kind, length))));
        let phrase = atoms.iter().fold(super::fold::EMPTY, |hash, atom| super::fold::join(hash, atom.hash));
        put(row(38, phrase));
        put(row(39, pair(length, pair(p1, n1))));

        // Is it the longest name from here, or part of a longer one?
        let longer = self.matches.from(start).iter().any(|found| found.end as usize > end);
        let within = run.atoms.clone().take_while(|at| *at < start).any(|at| {
            self.matches.from(at).iter().any(|found| found.end as usize >= end && found.end as usize > start)
        });
        put(row(40, pair(kind, u64::from(longer) | u64::from(within) << 1)));
        let inside = self.matches.inside_next(end - 1) && run.atoms.end == end;
        let holds = self.matches.holds_prior(start) && run.atoms.start == start;
        put(row(41, pair(kind, u64::from(inside) | u64::from(holds) << 1)));

        let signs = if atoms.len() == 1 { self.evidence.of(first.hash).0 } else { self.evidence.of(last.hash).0 };
        put(row(42, pair(pair(kind, u64::from(signs)), length)));
        for bit in 0..12 {
            if signs >> bit & 1 == 1 {
                put(row(43, pair(pair(kind, bit), length)));
            }
        }
        // Lists: what the gazetteer says of the neighbours that a comma or "and" parts from this.
        let before = if run.atoms.start == start { self.matches.listed_before(start) } else { None };
        let after = if run.atoms.end == end { self.matches.listed_after(end - 1) } else { None };
        put(row(56, pair(before.map_or(0, coarse), kind)));
        put(row(57, pair(after.map_or(0, coarse), kind)));
        let marks = pair(u64::from(first.marks.0), u64::from(last.marks.0));
        put(row(44, pair(marks, length)));
        put(row(45, pair(pair(kind, u64::from(last.marks.0)), length)));
        put(row(46, pair(u64::from(super::words::marks(p1).0), class)));
        put(row(47, pair(u64::from(super::words::marks(n1).0), class)));
        put(row(48, pair(pair(n1, n2), kind)));
        if atoms.len() > 1 {
            let small = atoms.iter().filter(|atom| atom.case == Case::Lower).count() as u64;
            let glue = atoms[1..].iter().fold(0u64, |bits, atom| bits | 1 << atom.glue as u64);
            put(row(49, pair(small, glue)));
            let joined = atoms.iter().any(|atom| atom.hash == word_hash("and")) || glue >> Glue::And as u64 & 1 == 1;
            put(row(50, pair(u64::from(joined), kind)));
            put(row(51, pair(atoms[atoms.len() - 2].hash, last.hash)));
            // A known place before or after the chief word: "Texas Rangers", "Lake Tahoe".
            let head = self.matches.exactly(start, end - 1).map_or(0, coarse);
            let tail = self.matches.exactly(start + 1, end).map_or(0, coarse);
            put(row(52, pair(head, pair(u64::from(last.marks.0), length))));
            put(row(53, pair(tail, pair(u64::from(first.marks.0), length))));
            put(row(54, pair(head, last.hash)));
            put(row(55, pair(tail, first.hash)));
        }
    }
}

/// The last three and first three letters of a word.
fn affixes(word: &str) -> (u64, u64) {
    let head = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    (word_hash(word.get(..head).unwrap_or(word)), tail_of(word, 3))
}

fn tail_of(word: &str, letters: usize) -> u64 {
    let at = word.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
    word_hash(word.get(at..).unwrap_or(word))
}

/// What the gazetteer says of a name, finely.
fn class(entry: Entry) -> u64 {
    let Some(first) = entry.first() else { return 0 };
    let flags = entry.flags().0 & (NameFlags::WORD | NameFlags::FORENAME | NameFlags::SURNAME);
    (1 + u64::from(flags))
        | u64::from(first.place.weight() / 14) << 8
        | (first.place.kind() as u64) << 16
        | u64::from(first.other_name) << 24
}

/// The same, coarsely.
fn coarse(entry: Entry) -> u64 {
    let Some(first) = entry.first() else { return 0 };
    let flags = u64::from(entry.flags().0 & (NameFlags::WORD | NameFlags::FORENAME | NameFlags::SURNAME) != 0);
    let size = match first.place.weight() {
        0..=104 => 1u64,
        105..=139 => 2,
        140..=174 => 3,
        _ => 4,
    };
    1 + (flags | size << 1 | (first.place.kind() as u64) << 4)
}

/// Whether a name may begin or end with this atom: small links may not.
pub fn may_edge(atom: &Atom) -> bool {
    atom.case != Case::Lower && (atom.case != Case::None || !atom.marks.has(Marks::LINK))
}

/// The feature of the step from a label (counted from 1; 0: the start of the run) to the next.
pub fn step_from(label: usize) -> u32 {
    row(61, label as u64)
}
