//! The features of a stretch of atoms: what the model sees. Training and reading use the same code.
//!
//! A feature is a number: a hash of its template and values. Stretches share most of their features, so they come in
//! parts: what stands left of an atom, right of it, the atoms inside, and the whole. [`Around`] has what they look at.

use super::around::{Around, EDGE};
use super::evidence::{Evidence, Signs};
use super::fold::word_hash;
use super::gazetteer::{Entry, NameFlags};
use super::matches::Matches;
use super::runs::{Atom, Glue, Run, Runs};
use super::words::Marks;
use crate::facts::document::Document;
use crate::facts::token::Case;

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
pub(super) fn pair(a: u64, b: u64) -> u64 {
    (a.rotate_left(29) ^ b).wrapping_mul(0x9fb2_1c65_1e98_df25)
}

impl View<'_, '_> {
    /// Features of what stands left of a stretch that begins with atom `i`.
    pub fn left(&self, around: &Around, run: &Run, i: usize, put: &mut impl FnMut(u32)) {
        let near = around.atom(i - run.atoms.start);
        let [p1, p2, p3] = near.before;
        let p2 = if p1 == EDGE { EDGE } else { p2 };
        let p3 = if p2 == EDGE { EDGE } else { p3 };
        put(row(1, p1));
        put(row(2, pair(p1, p2)));
        put(row(3, p2));
        put(row(4, pair(pair(p1, p2), p3)));
        put(row(5, pair(u64::from(run.headline), u64::from(p1 == EDGE))));
        let before =
            i.checked_sub(1).filter(|before| run.atoms.contains(before)).map(|before| &self.runs.atoms[before]);
        let glue = self.runs.atoms[i].glue as u64;
        put(row(6, pair(glue, before.map_or(0, |atom| u64::from(atom.marks.0) + 1))));
        put(row(7, u64::from(near.marks_before.0)));
    }

    /// Features of what stands right of a stretch that ends with atom `i`.
    pub fn right(&self, around: &Around, run: &Run, i: usize, put: &mut impl FnMut(u32)) {
        let near = around.atom(i - run.atoms.start);
        let [n1, n2, n3] = near.after;
        let n2 = if n1 == EDGE { EDGE } else { n2 };
        let n3 = if n2 == EDGE { EDGE } else { n3 };
        put(row(11, n1));
        put(row(12, pair(n1, n2)));
        put(row(13, n2));
        put(row(14, pair(pair(n1, n2), n3)));
        let glue = self.runs.atoms.get(i + 1).filter(|_| run.atoms.contains(&(i + 1)));
        put(row(15, glue.map_or(9, |atom| pair(atom.glue as u64, u64::from(atom.marks.0)))));
        put(row(16, u64::from(near.marks_after.0)));
    }

    /// Features of atom `i` in its seat.
    pub fn inside(&self, around: &Around, run: &Run, i: usize, seat: Seat, put: &mut impl FnMut(u32)) {
        const SIGNS: u16 = Signs::AFTER_FORENAME | Signs::AFTER_TITLE | Signs::SMALL | Signs::WHO;
        let (atom, near) = (&self.runs.atoms[i], around.atom(i - run.atoms.start));
        let seat = seat as u64;
        put(row(21, pair(atom.hash, seat)));
        put(row(22, pair(u64::from(atom.marks.0), seat)));
        put(row(23, pair(near.shape, seat)));
        put(row(24, pair(near.tail, seat)));
        put(row(25, pair(near.head, seat)));
        put(row(27, pair(near.short_tail, seat)));
        put(row(28, pair(u64::from(near.signs.0 & SIGNS), seat)));
        put(row(26, atom.hash));
    }

    /// Features of the whole stretch `start..end` of a run.
    pub fn whole(&self, around: &Around, run: &Run, start: usize, end: usize, put: &mut impl FnMut(u32)) {
        let atoms = &self.runs.atoms[start..end];
        let (first, last) = (&atoms[0], &atoms[atoms.len() - 1]);
        let (left, right) = (around.atom(start - run.atoms.start), around.atom(end - 1 - run.atoms.start));
        let entry = self.matches.exactly(start, end);
        let class = entry.map_or(0, class);
        let kind = entry.map_or(0, coarse);
        let (p1, n1, n2) = (left.before[0], right.after[0], right.after[1]);
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
        let longer = left.longest > end;
        let within = left.reach >= end;
        put(row(40, pair(kind, u64::from(longer) | u64::from(within) << 1)));
        let inside = self.matches.inside_next(end - 1) && run.atoms.end == end;
        let holds = self.matches.holds_prior(start) && run.atoms.start == start;
        put(row(41, pair(kind, u64::from(inside) | u64::from(holds) << 1)));

        let signs = right.signs.0;
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
        put(row(46, pair(u64::from(left.marks_before.0), class)));
        put(row(47, pair(u64::from(right.marks_after.0), class)));
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
