//! Search in the article: letters in either case unless a capital is typed; straight and curly quotes are the same.

use std::sync::LazyLock;

use super::super::highlight::Layer;
use super::super::model::Model;
use super::super::reading::Search;
use super::moves;
use crate::article::{Offset, TextRange};

/// Matches that are kept: more are of no use to anybody, and a search for one letter in a long text stays quick.
const MOST: usize = 20_000;

/// Searches for `query` and goes to the first match at or after `from`.
pub fn search(model: &mut Model, query: &str, from: Offset) {
    let reading = &mut model.reading;
    if query.is_empty() {
        reading.search = None;
        return;
    }
    let hits = find(reading.text(), query);
    let next = hits.partition_point(|hit| hit.start() < from);
    let hit = hits.get(next).or(hits.first()).copied();
    reading.search = Some(Search { query: query.to_owned(), layer: Layer::new(hits.iter().copied()), hits });
    moves::to(reading, hit.map_or(from, TextRange::start), None);
}

/// To the next or previous match; from the last one on to the first.
pub fn step(model: &mut Model, forward: bool) {
    let Some(search) = &model.reading.search else { return };
    let at = model.reading.cursor.at;
    let after = search.hits.partition_point(|hit| hit.start() <= at);
    let before = search.hits.partition_point(|hit| hit.start() < at);
    let (to, around) = match (forward, search.hits.get(after), before.checked_sub(1)) {
        (true, Some(hit), _) => (Some(*hit), false),
        (true, None, _) => (search.hits.first().copied(), true),
        (false, _, Some(i)) => (search.hits.get(i).copied(), false),
        (false, _, None) => (search.hits.last().copied(), true),
    };
    if let Some(hit) = to {
        moves::jump(&mut model.reading, hit.start(), None);
        if around {
            model.say(if forward {
                "From the last match on to the first."
            } else {
                "From the first match back to the last."
            });
        }
    }
}

/// All matches of `query`, sorted, without overlap.
fn find(text: &str, query: &str) -> Vec<TextRange> {
    let exact = query.chars().any(char::is_uppercase);
    let fold = |c: char| fold(c, exact);
    let wanted: Vec<char> = query.chars().map(fold).collect();
    let Some((first, wanted)) = wanted.split_first() else { return Vec::new() };
    let beginnings = Beginnings::new(*first, exact);
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(beginning) = beginnings.next(text, from) {
        let mut rest = text.get(beginning.end()..).unwrap_or("").chars();
        from = beginning.end();
        if wanted.iter().all(|want| rest.next().is_some_and(|have| fold(have) == *want)) {
            from = text.len() - rest.as_str().len();
            out.push(TextRange::new(beginning.start(), from));
            if out.len() >= MOST {
                break;
            }
        }
    }
    out
}

/// All characters that the first one of the query stands for. A text of 3 MB is searched for each letter that is typed:
/// bytes that begin none of them are passed over without a look at the character.
struct Beginnings {
    characters: Vec<String>,
    bytes: Vec<u8>,
}

impl Beginnings {
    fn new(first: char, exact: bool) -> Self {
        let others = FOLDED.iter().filter(|(_, folded)| *folded == first).map(|(c, _)| *c);
        let all = others.chain([first]).filter(|c| fold(*c, exact) == first);
        let characters: Vec<String> = all.map(String::from).collect();
        let mut bytes: Vec<u8> = characters.iter().filter_map(|c| c.bytes().next()).collect();
        bytes.sort_unstable();
        bytes.dedup();
        Self { characters, bytes }
    }

    /// The first one of them that stands at or after byte `from`.
    fn next(&self, text: &str, from: usize) -> Option<TextRange> {
        let bytes = text.as_bytes();
        let mut at = from;
        loop {
            let rest = bytes.get(at..)?;
            at += match *self.bytes {
                [a] => memchr::memchr(a, rest)?,
                [a, b] => memchr::memchr2(a, b, rest)?,
                [a, b, c] => memchr::memchr3(a, b, c, rest)?,
                _ => rest.iter().position(|byte| self.bytes.contains(byte))?,
            };
            let found = self.characters.iter().find(|c| bytes[at..].starts_with(c.as_bytes()));
            if let Some(found) = found {
                return Some(TextRange::new(at, at + found.len()));
            }
            at += 1;
        }
    }
}

/// The last character that has a small letter of its own is below this one.
const LAST_CAPITAL: u32 = 0x2_0000;

/// All characters that are folded to another one, with that one.
static FOLDED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let all = (0..LAST_CAPITAL).filter_map(char::from_u32);
    all.map(|c| (c, fold(c, false))).filter(|(c, folded)| c != folded).collect()
});

fn fold(c: char, exact: bool) -> char {
    match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        '\u{a0}' | '\n' | '\t' => ' ',
        c if exact || c.is_ascii_lowercase() => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hits(text: &str, query: &str) -> Vec<usize> {
        find(text, query).into_iter().map(TextRange::start).collect()
    }

    #[test]
    fn case_and_quotes() {
        assert_eq!(hits("The river, the River", "river"), [4, 15]);
        assert_eq!(hits("The river, the River", "River"), [15]);
        assert_eq!(hits("it isn’t “so”", "isn't \"so\""), [3]);
        assert_eq!(hits("aaaa", "aa"), [0, 2]);
        assert_eq!(hits("one\ntwo", "one two"), [0]);
        assert_eq!(hits("É é", "é"), [0, 3]);
        // The sign for kelvin is a capital k too, and a capital that is typed means itself.
        assert_eq!(hits("k K \u{212a}", "k"), [0, 2, 4]);
        assert_eq!(hits("k K \u{212a}", "K"), [2]);
    }

    #[test]
    fn no_character_beyond_the_table_is_folded() {
        assert!((LAST_CAPITAL..=u32::from(char::MAX)).filter_map(char::from_u32).all(|c| fold(c, false) == c));
    }

    proptest! {
        #[test]
        fn every_match_is_found(text in "[aAkK\u{212a}’' \n\u{e9}\u{c9}\u{17f}sSД д“-]{0,40}", query in "[aAkK' éÉsд\"-]{1,3}") {
            let exact = query.chars().any(char::is_uppercase);
            let wanted: Vec<char> = query.chars().map(|c| fold(c, exact)).collect();
            let have: Vec<(usize, char)> = text.char_indices().map(|(i, c)| (i, fold(c, exact))).collect();
            let (mut all, mut i) = (Vec::new(), 0);
            while i + wanted.len() <= have.len() {
                let same = have[i..].iter().zip(&wanted).all(|((_, c), want)| c == want);
                if same {
                    all.push(have[i].0);
                }
                i += if same { wanted.len() } else { 1 };
            }
            prop_assert_eq!(hits(&text, &query), all);
        }
    }
}
