//! Names that the gazetteer knows by another spelling: romanised names differ by a letter from map to map.

use super::evidence::ByHash;
use super::fold::{EMPTY, folded, join, word_hash};
use super::gazetteer::{self, Entry, NameFlags};

/// Letters of the shortest name: among shorter ones, too many are a letter apart by chance.
const SHORTEST: usize = 8;
/// Letters of the longest name.
const LONGEST: usize = 24;
/// Names of a document that are tried: each costs some hundred look-ups.
const MOST: usize = 100;

/// What was found for the names of a document so far.
#[derive(Default)]
pub struct Spellings {
    known: ByHash<Option<Entry>>,
}

impl Spellings {
    /// The one entry that is a letter away from a long word, whose hash is `hash`.
    pub fn near(&mut self, word: &str, hash: u64) -> Option<Entry> {
        if word.len() < SHORTEST {
            return None;
        }
        if let Some(found) = self.known.get(&hash) {
            return *found;
        }
        if self.known.len() == MOST {
            return None;
        }
        let found = neighbour(&folded(word));
        self.known.insert(hash, found);
        found
    }
}

/// The entry of the only name that is one letter away from `word`, which is folded: a letter added, lost, changed, or two
/// swapped. The first letter stays.
fn neighbour(word: &str) -> Option<Entry> {
    let letters = word.as_bytes();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let mut found: Option<Entry> = None;
    let mut buffer = String::with_capacity(LONGEST + 1);
    let mut try_one = |edited: &[u8]| -> bool {
        buffer.clear();
        buffer.extend(edited.iter().map(|letter| char::from(*letter)));
        let Some(entry) = gazetteer::look_up(join(EMPTY, word_hash(&buffer))) else { return true };
        let ordinary = [NameFlags::WORD, NameFlags::FORENAME, NameFlags::SURNAME];
        if ordinary.iter().any(|flag| entry.flags().has(*flag)) {
            return true;
        }
        let place = |entry: Entry| entry.first().map(|sense| sense.place);
        let same = found.is_none_or(|other| place(other) == place(entry));
        found = found.or(Some(entry));
        same
    };
    for at in 1..=letters.len() {
        let (head, tail) = letters.split_at(at);
        let rest = tail.get(1..).unwrap_or_default();
        let mut edits = Vec::new();
        if let [first, ..] = tail {
            edits.push([head, rest].concat());
            if let [second, others @ ..] = rest {
                edits.push([head, &[*second, *first], others].concat());
            }
        }
        for letter in b'a'..=b'z' {
            edits.push([head, &[letter], tail].concat());
            if !tail.is_empty() {
                edits.push([head, &[letter], rest].concat());
            }
        }
        if !edits.iter().filter(|edited| *edited != letters).all(|edited| try_one(edited)) {
            return None;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(word: &str) -> Option<&'static str> {
        neighbour(word).and_then(Entry::first).map(|sense| sense.place.name())
    }

    #[test]
    fn a_letter_may_be_lost_added_changed_or_swapped() {
        for word in ["marrakech", "mogadishuu", "mogadshu", "mogadizhu", "mogaidshu"] {
            assert!(name(word).is_some(), "{word}");
        }
    }

    #[test]
    fn short_and_strange_words_have_none() {
        for word in ["pariss", "qqqqqqqqqq", "zhemkuvar", "mogadddishu", ""] {
            assert_eq!(name(word), None, "{word}");
        }
    }
}
