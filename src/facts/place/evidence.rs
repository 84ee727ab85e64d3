//! What the whole document says about a word: gathered once, used for each of its mentions.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::sync::LazyLock;

use super::fold::word_hash;
use super::matches::Matches;
use super::runs::{Atom, Glue, Runs};
use super::words::{self, Marks};
use crate::facts::document::Document;
use crate::facts::token::{Case, TokenKind};

/// Mixes hashes that are hashes already, with numbers drawn anew by each process: nobody can write a text whose words
/// all fall into one place of a map.
#[derive(Debug, Default, Clone)]
pub struct Mixed(u64);

static SEED: LazyLock<(u64, u64)> = LazyLock::new(|| {
    let draw = || RandomState::new().build_hasher().finish();
    (draw(), draw() | 1)
});

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        let product = u128::from(self.0 ^ SEED.0) * u128::from(SEED.1);
        product as u64 ^ (product >> 64) as u64
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A map by a word's or phrase's hash.
pub type ByHash<T> = HashMap<u64, T, BuildHasherDefault<Mixed>>;

/// Bits of [`Evidence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(pub u16);

impl Signs {
    /// Written small somewhere.
    pub const SMALL: u16 = 1;
    /// Follows a forename.
    pub const AFTER_FORENAME: u16 = 1 << 1;
    /// Follows a title.
    pub const AFTER_TITLE: u16 = 1 << 2;
    /// Follows "in", "near", "from".
    pub const AFTER_INTO: u16 = 1 << 3;
    /// A comma and a country or division follow.
    pub const INSIDE: u16 = 1 << 4;
    /// The chief word of an organisation follows.
    pub const BEFORE_BODY: u16 = 1 << 5;
    /// "said" follows or goes before.
    pub const SAYS: u16 = 1 << 6;
    /// Last of a run of two words or more.
    pub const LAST: u16 = 1 << 7;
    /// First of a run of two words or more.
    pub const FIRST: u16 = 1 << 8;
    /// The chief word of a place follows ("County").
    pub const BEFORE_LAND: u16 = 1 << 9;
    /// Stands alone somewhere, not at the start of a sentence.
    pub const ALONE: u16 = 1 << 10;
    /// "he", "she" or "who" follow closely.
    pub const WHO: u16 = 1 << 11;
    /// Follows a forename that is no other small word ("In", "An").
    pub const NAMED: u16 = 1 << 12;
}

/// What a document says about each capitalised word.
#[derive(Debug, Default)]
pub struct Evidence {
    words: ByHash<u16>,
}

impl Evidence {
    /// Reads a document once.
    pub fn new(document: &Document<'_>, runs: &Runs, matches: &Matches) -> Self {
        let mut all: ByHash<u16> = ByHash::default();
        for run in &runs.runs {
            let atoms = &runs.atoms[run.atoms.clone()];
            let Some(first_token) = document.sentences().get(run.sentence as usize).map(|s| s.tokens.start) else {
                continue;
            };
            for (i, atom) in atoms.iter().enumerate() {
                if atom.case == Case::Lower {
                    continue;
                }
                let token = atom.token as usize;
                let (before, after) = (token.wrapping_sub(1), token + 1);
                let mut signs = 0;
                let prior = i.checked_sub(1).map(|p| &atoms[p]);
                let next = atoms.get(i + 1);
                let prior_marks = match prior {
                    Some(atom) => atom.marks,
                    None if token > first_token => words::marks(word_hash(document.word(before))),
                    None => Marks::default(),
                };
                if !run.headline {
                    if prior.is_some_and(|atom| atom.marks.has(Marks::FORENAME) && atom.glue != Glue::Hyphen) {
                        signs |= Signs::AFTER_FORENAME;
                    }
                    let name =
                        |atom: &Atom| document.word(atom.token as usize).len() > 2 && !atom.marks.has(Marks::INTO);
                    if signs & Signs::AFTER_FORENAME != 0 && prior.is_some_and(name) {
                        signs |= Signs::NAMED;
                    }
                    if prior_marks.has(Marks::TITLE) {
                        signs |= Signs::AFTER_TITLE;
                    }
                    if let Some(next) = next.filter(|next| next.glue == Glue::Space) {
                        if next.marks.has(Marks::BODY) {
                            signs |= Signs::BEFORE_BODY;
                        }
                        if next.marks.has(Marks::LAND) && next.case != Case::Lower {
                            signs |= Signs::BEFORE_LAND;
                        }
                    }
                    if atoms.len() > 1 {
                        signs |= if i == 0 { Signs::FIRST } else { 0 };
                        signs |= if i + 1 == atoms.len() { Signs::LAST } else { 0 };
                    } else if token > first_token {
                        signs |= Signs::ALONE;
                    }
                }
                if i == 0 && prior_marks.has(Marks::INTO) {
                    signs |= Signs::AFTER_INTO;
                }
                if i + 1 == atoms.len() {
                    let follows = document.word(after);
                    let says = |word: &str| words::marks(word_hash(word)).has(Marks::SAY);
                    if document.kind(after) == TokenKind::Word && document.case(after) == Case::Lower && says(follows)
                        || prior_marks.has(Marks::SAY)
                    {
                        signs |= Signs::SAYS;
                    }
                    let second = document.word(after + 1);
                    if matches!(follows, "who" | "he" | "she") || follows == "," && matches!(second, "who" | "whose") {
                        signs |= Signs::WHO;
                    }
                    if matches.inside_next(run.atoms.start + i) {
                        signs |= Signs::INSIDE;
                    }
                }
                *all.entry(atom.hash).or_default() |= signs;
            }
        }
        for (i, token) in document.tokens().iter().enumerate() {
            if token.case != Case::Lower || token.end() - token.start() < 3 {
                continue;
            }
            if let Some(signs) = all.get_mut(&word_hash(document.word(i))) {
                *signs |= Signs::SMALL;
            }
        }
        Self { words: all }
    }

    /// What is known of a word, by its hash.
    #[inline]
    pub fn of(&self, hash: u64) -> Signs {
        Signs(self.words.get(&hash).copied().unwrap_or(0) & !Signs::NAMED)
    }

    /// Whether a word follows a forename somewhere. The model was not shown this sign.
    pub fn is_named(&self, hash: u64) -> bool {
        self.words.get(&hash).is_some_and(|signs| signs & Signs::NAMED != 0)
    }
}
