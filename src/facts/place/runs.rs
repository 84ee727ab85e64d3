//! Runs of capitalised words: where names of any kind can stand.
//!
//! A run is cut into atoms (its words and numbers). Every name is a stretch of atoms of one run; what stands between
//! two atoms (white space, a hyphen, a full stop) is kept as [`Glue`].

use std::ops::Range;

use super::fold::{EMPTY, join, word_hash};
use super::gazetteer;
use super::words::{self, Marks};
use crate::facts::document::Document;
use crate::facts::token::{Case, TokenKind};

/// Atoms of a run; longer ones (a page in capitals) are cut, so that work stays linear.
pub const LONGEST_RUN: usize = 16;

/// Atoms that any text may have, and the bytes of text for each one more. News has one in 34 bytes; a text of nothing but
/// names is read for as long as this allows.
const MOST: usize = 20_000;
const BYTES_AN_ATOM: usize = 28;

/// What joins an atom to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Glue {
    /// It is the first of its run.
    None,
    /// White space.
    Space,
    /// A hyphen or dash without white space.
    Hyphen,
    /// A full stop.
    Stop,
    /// An apostrophe ("O’Hare", "Côte d’Ivoire").
    Apostrophe,
    /// An ampersand.
    And,
}

/// One word of a run.
#[derive(Debug, Clone, Copy)]
pub struct Atom {
    /// Its token.
    pub token: u32,
    /// The hash of its folded word.
    pub hash: u64,
    /// What is known of the word.
    pub marks: Marks,
    /// How it is written.
    pub case: Case,
    /// What joins it to the atom before it.
    pub glue: Glue,
}

/// One run of a sentence.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its atoms: indices into [`Runs::atoms`].
    pub atoms: Range<usize>,
    /// Number of its sentence.
    pub sentence: u32,
    /// Whether most words of the sentence have a capital: a headline.
    pub headline: bool,
}

/// All runs of a document.
#[derive(Debug, Default)]
pub struct Runs {
    /// The atoms of all runs, in order.
    pub atoms: Vec<Atom>,
    /// The runs, in order.
    pub runs: Vec<Run>,
    /// Whether the text has more of them than are read.
    pub cut: bool,
}

/// Finds the runs of a document.
pub fn runs(document: &Document<'_>) -> Runs {
    let mut out = Runs::default();
    let most = MOST + document.text().len() / BYTES_AN_ATOM;
    for (n, sentence) in document.sentences().iter().enumerate() {
        let (mut capitals, mut small) = (0usize, 0usize);
        for i in sentence.tokens.clone() {
            match document.case(i) {
                Case::Lower => small += usize::from(document.word(i).len() > 3),
                Case::None => {}
                _ => capitals += 1,
            }
        }
        let headline = capitals > 2 * small && capitals > 2;
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            if out.atoms.len() >= most {
                out.cut = true;
                return out;
            }
            if is_capitalised(document, i) || is_particle(document, i, sentence.tokens.end) {
                i = run(document, i, sentence.tokens.end, &mut out, n as u32, headline);
            } else {
                i += 1;
            }
        }
    }
    out
}

fn is_capitalised(document: &Document<'_>, i: usize) -> bool {
    document.kind(i) == TokenKind::Word
        && match document.case(i) {
            Case::Title | Case::Upper => true,
            Case::Mixed => document.word(i).starts_with(char::is_uppercase),
            _ => false,
        }
}

/// Whether token `i` is a small particle that a capital follows: "al-Bab", "el-Arish".
fn is_particle(document: &Document<'_>, i: usize, end: usize) -> bool {
    const PARTICLES: &[&str] =
        &["al", "el", "ad", "ed", "an", "ar", "er", "as", "es", "ash", "esh", "at", "et", "az", "ez"];
    document.case(i) == Case::Lower
        && i + 2 < end
        && document.kind(i + 1) == TokenKind::Sign
        && matches!(document.word(i + 1), "-" | "‑" | "–" | "’" | "'")
        && document.touches(i + 1)
        && document.touches(i + 2)
        && is_capitalised(document, i + 2)
        && PARTICLES.contains(&document.word(i))
        && !document.touches(i)
}

/// Reads one run from token `i` on; returns the token after it.
fn run(document: &Document<'_>, mut i: usize, end: usize, out: &mut Runs, sentence: u32, headline: bool) -> usize {
    let first = out.atoms.len();
    let mut glue = Glue::None;
    loop {
        let word = document.word(i);
        let hash = word_hash(word);
        // A particle at the start of a name counts as a capital.
        let case = if glue == Glue::None && document.case(i) == Case::Lower { Case::Title } else { document.case(i) };
        out.atoms.push(Atom { token: i as u32, hash, marks: words::marks(hash), case, glue });
        i += 1;
        if out.atoms.len() - first >= LONGEST_RUN {
            break;
        }
        if let Some(next) = inner_possessive(document, i, end, &out.atoms[first..]) {
            let small = Atom {
                token: i as u32 + 1,
                hash: word_hash("s"),
                marks: Marks::default(),
                case: Case::Lower,
                glue: Glue::Apostrophe,
            };
            out.atoms.push(small);
            (i, glue) = (next, Glue::Space);
            continue;
        }
        match next_atom(document, i, end) {
            Some((next, joined)) => {
                // Small words between capitals ("of", "de la") are atoms too.
                for small in i..next {
                    if document.kind(small) == TokenKind::Word {
                        let hash = word_hash(document.word(small));
                        let marks = words::marks(hash);
                        let case = document.case(small);
                        out.atoms.push(Atom { token: small as u32, hash, marks, case, glue: Glue::Space });
                    }
                }
                (i, glue) = (next, joined);
            }
            None => break,
        }
    }
    out.runs.push(Run { atoms: first..out.atoms.len(), sentence, headline });
    i
}

/// The word after "’s" at token `i`, where the gazetteer knows a name that goes over it ("King’s Lynn").
fn inner_possessive(document: &Document<'_>, i: usize, end: usize, atoms: &[Atom]) -> Option<usize> {
    let next = i + 2;
    let mark = matches!(document.word(i), "'" | "’") && document.touches(i) && document.touches(i + 1);
    if !mark || document.word(i + 1) != "s" || next >= end || !is_capitalised(document, next) {
        return None;
    }
    let from = atoms.len().saturating_sub(2);
    (from..atoms.len())
        .any(|start| {
            let head = atoms[start..].iter().fold(EMPTY, |phrase, atom| join(phrase, atom.hash));
            let mut phrase = join(head, word_hash("s"));
            (next..end.min(next + 3)).any(|token| {
                phrase = join(phrase, word_hash(document.word(token)));
                gazetteer::look_up(phrase).is_some()
            })
        })
        .then_some(next)
}

/// The next capitalised word that belongs to a run whose last word ends before token `i`.
fn next_atom(document: &Document<'_>, i: usize, end: usize) -> Option<(usize, Glue)> {
    if i >= end {
        return None;
    }
    if is_capitalised(document, i) {
        return Some((i, Glue::Space));
    }
    match document.kind(i) {
        TokenKind::Sign => {
            let next = i + 1;
            let glue = match document.word(i) {
                "-" | "‐" | "‑" | "–" if document.touches(i) && document.touches(next) => Glue::Hyphen,
                "'" | "’" | "‘" | "ʻ" if document.touches(i) && document.touches(next) => Glue::Apostrophe,
                "&" => Glue::And,
                "." if document.touches(i) && ends_abbreviation(document, i) => Glue::Stop,
                _ => return None,
            };
            if next >= end {
                return None;
            }
            if is_capitalised(document, next) {
                return Some((next, glue));
            }
            // "Port-au-Prince", "Sharm el-Sheikh", "Shabwa al-Ulya".
            let linked = glue == Glue::Hyphen
                && is_small_link(document, next)
                && document.word(next + 1) == "-"
                && next + 2 < end
                && is_capitalised(document, next + 2);
            linked.then_some((next + 2, Glue::Hyphen))
        }
        // "The al-Tanf base": the article is no part of the name.
        TokenKind::Word
            if is_particle(document, i, end)
                && matches!(document.word(i.wrapping_sub(1)), "The" | "A" | "In" | "At") =>
        {
            None
        }
        TokenKind::Word if is_small_link(document, i) || is_particle(document, i, end) => {
            let mut next = i + 1;
            if next < end && is_small_link(document, next) && document.kind(next) == TokenKind::Word {
                next += 1;
            }
            if next < end && matches!(document.word(next), "-" | "'" | "’") && document.touches(next) {
                next += 1;
            }
            (next < end && is_capitalised(document, next)).then_some((next, Glue::Space))
        }
        TokenKind::Digits => {
            let plain = !document.touches(i) && document.word(i).len() <= 3;
            (plain && !is_unit_after(document, i)).then_some((i, Glue::Space))
        }
        _ => None,
    }
}

/// Whether a counted thing follows the number at `i`: then it is no part of the name before it.
fn is_unit_after(document: &Document<'_>, i: usize) -> bool {
    document.touches(i + 1) || matches!(document.case(i + 1), Case::Lower)
}

/// Whether the full stop at `i` belongs to the word before it ("St.", "U.", "Mt.", "Gov.").
fn ends_abbreviation(document: &Document<'_>, i: usize) -> bool {
    let word = document.word(i.wrapping_sub(1));
    word.chars().count() == 1 || words::marks(word_hash(word)).has(Marks::SHORT)
}

fn is_small_link(document: &Document<'_>, i: usize) -> bool {
    document.case(i) == Case::Lower && words::marks(word_hash(document.word(i))).has(Marks::LINK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let runs = runs(&document);
        let word = |atom: &Atom| document.word(atom.token as usize).to_owned();
        runs.runs
            .iter()
            .map(|run| runs.atoms[run.atoms.clone()].iter().map(word).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn names_with_small_words_are_one_run() {
        assert_eq!(cut("they left Port of Spain early"), ["Port of Spain"]);
        assert_eq!(cut("a storm near Port-au-Prince."), ["Port au Prince"]);
        assert_eq!(cut("troops from the U.S. and Côte d’Ivoire"), ["U S", "Côte d Ivoire"]);
        assert_eq!(cut("in St. Louis, Mr. Vale said"), ["St Louis", "Mr Vale"]);
    }

    #[test]
    fn possessives_inside_names_do_not() {
        assert_eq!(cut("born in King’s Lynn and"), ["King s Lynn"]);
        assert_eq!(cut("the People's Republic of China said"), ["People s Republic of China"]);
        assert_eq!(cut("Kenya's Parliament"), ["Kenya", "Parliament"]);
    }

    #[test]
    fn possessives_and_commas_end_a_run() {
        assert_eq!(cut("most of Italy’s Tuscany, Malta"), ["Italy", "Tuscany", "Malta"]);
    }
}
