//! One run and what stands around it, looked up once: the stretches of a run ask for the same words again and again.

use std::ops::Range;

use super::evidence::Signs;
use super::features::View;
use super::fold::word_hash;
use super::runs::{Atom, Run};
use super::words::{self, Marks};
use crate::facts::document::Document;
use crate::facts::token::{Case, TokenKind};

/// Tokens left and right of an atom that the features look at.
pub const AROUND: usize = 3;

/// Stands for what is outside of the sentence.
pub const EDGE: u64 = 1;
const NUMBER: u64 = 2;

/// What the features look at in one run.
#[derive(Debug, Default, Clone)]
pub struct Around {
    words: Vec<u64>,
    atoms: Vec<Near>,
}

/// What the features look at in one atom, and beside it.
#[derive(Debug, Default, Clone, Copy)]
pub struct Near {
    /// The words before it, the nearest first.
    pub before: [u64; AROUND],
    /// The words after it, the nearest first.
    pub after: [u64; AROUND],
    /// Marks of the word before it.
    pub marks_before: Marks,
    /// Marks of the word after it.
    pub marks_after: Marks,
    /// What the text says of the atom.
    pub signs: Signs,
    /// Its first three letters.
    pub head: u64,
    /// Its last three letters.
    pub tail: u64,
    /// Its last two letters.
    pub short_tail: u64,
    /// How it is written.
    pub shape: u64,
    /// One past the last atom of the longest name that begins with it.
    pub longest: usize,
    /// The same of the names that begin in the run before it.
    pub reach: usize,
}

impl Around {
    /// Looks up all of a run.
    pub fn fill(&mut self, view: &View<'_, '_>, run: &Run) {
        let sentence = view.document.sentences().get(run.sentence as usize).map_or(0..0, |found| found.tokens.clone());
        let atoms = &view.runs.atoms[run.atoms.clone()];
        let token = |at: usize| atoms[at].token as usize;
        let first = token(0);
        let end = token(atoms.len() - 1) + AROUND + 1;
        self.words.clear();
        self.words.extend((0..AROUND).rev().map(|back| match first.checked_sub(back + 1) {
            Some(token) => context(view.document, token, &sentence),
            None => EDGE,
        }));
        self.words.extend((first..end).map(|token| context(view.document, token, &sentence)));
        self.atoms.clear();
        let mut reach = 0;
        for (n, atom) in atoms.iter().enumerate() {
            let at = token(n) - first + AROUND;
            let near = Near {
                before: [self.words[at - 1], self.words[at - 2], self.words[at - 3]],
                after: [self.words[at + 1], self.words[at + 2], self.words[at + 3]],
                reach,
                ..near(view, run.atoms.start + n, atom)
            };
            reach = reach.max(near.longest);
            self.atoms.push(Near {
                marks_before: words::marks(near.before[0]),
                marks_after: words::marks(near.after[0]),
                ..near
            });
        }
    }

    /// What is known of the atom that is the `n`th of the run.
    #[inline]
    pub fn atom(&self, n: usize) -> &Near {
        &self.atoms[n]
    }
}

fn near(view: &View<'_, '_>, i: usize, atom: &Atom) -> Near {
    let word = view.document.word(atom.token as usize);
    let head = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    Near {
        signs: view.evidence.of(atom.hash),
        head: word_hash(word.get(..head).unwrap_or(word)),
        tail: tail_of(word, 3),
        short_tail: tail_of(word, 2),
        shape: shape(atom, word),
        longest: view.matches.from(i).iter().map(|found| found.end as usize).max().unwrap_or(0),
        ..Near::default()
    }
}

/// A token as context: its word, its sign, or that it is a number or outside of the sentence.
fn context(document: &Document<'_>, token: usize, sentence: &Range<usize>) -> u64 {
    if !sentence.contains(&token) {
        return EDGE;
    }
    let word = document.word(token);
    match document.kind(token) {
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

fn shape(atom: &Atom, word: &str) -> u64 {
    let length = word.len().min(5) as u64;
    super::features::pair(atom.case as u64 + 1, if atom.case == Case::Upper { length } else { u64::from(length == 1) })
}

fn tail_of(word: &str, letters: usize) -> u64 {
    let at = word.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
    word_hash(word.get(at..).unwrap_or(word))
}
