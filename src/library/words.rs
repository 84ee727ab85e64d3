//! Words as they are searched for: runs of letters and digits, without case and accents, as the index has them.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::article::TextRange;

/// Bytes of a word that count for one.
const LONG: usize = 32;
/// The longest word that is looked for, in bytes; no text has longer ones that mean something.
const LONGEST: usize = 1024;

/// Bytes from which on the beginning of a word tells something.
const TELLING: usize = 3;

/// Words that are looked for, following each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The words, folded; at least one.
    pub words: Vec<String>,
    /// The words as they were typed, parted by spaces: letters, digits, and marks over them.
    pub typed: String,
    /// Whether the last one is only the beginning of a word.
    pub begins: bool,
}

impl Wanted {
    /// The words of a text; None if there are none. With `begins` the last one may be the beginning of a word, if it is
    /// long enough to tell: with one or two Latin letters nearly every text has a word.
    pub fn new(text: &str, begins: bool) -> Option<Self> {
        let cut = |word: &'_ str| word.floor_char_boundary(LONGEST);
        let typed: Vec<_> = ranges(text).map(|range| range.slice(text)).map(|word| &word[..cut(word)]).collect();
        let words: Vec<_> = typed.iter().map(|word| folded(word)).collect();
        let begins = begins && words.last().is_some_and(|word| word.len() >= TELLING);
        (!words.is_empty()).then_some(Self { words, typed: typed.join(" "), begins })
    }

    /// What looking for it costs, in words: one that is very long may be many to the index.
    pub fn cost(&self) -> usize {
        self.words.iter().map(|word| cost(word)).sum()
    }

    /// As many of the words as cost no more than `budget`; None if there is not one.
    pub fn within(mut self, budget: usize) -> Option<Self> {
        let mut left = budget;
        let fits = |word: &&String| left.checked_sub(cost(word)).map(|rest| left = rest).is_some();
        let count = self.words.iter().take_while(fits).count();
        if count < self.words.len() {
            self.words.truncate(count);
            self.typed = self.typed.split(' ').take(count).collect::<Vec<_>>().join(" ");
            self.begins = false;
        }
        (count > 0).then_some(self)
    }

    /// Whether the words stand at the beginning of `text`, which is given word by word.
    pub fn stand_at(&self, text: &[String]) -> bool {
        let Some((last, first)) = self.words.split_last() else { return false };
        let Some(end) = text.get(first.len()) else { return false };
        text.starts_with(first) && if self.begins { end.starts_with(last) } else { end == last }
    }

    /// Whether the words stand anywhere in `text`, which is given word by word.
    pub fn stand_in(&self, text: &[String]) -> bool {
        (0..text.len()).any(|at| self.stand_at(&text[at..]))
    }
}

fn cost(word: &str) -> usize {
    1 + word.len() / LONG
}

/// The words of a text, folded.
pub(super) fn of(text: &str) -> Vec<String> {
    ranges(text).map(|range| folded(range.slice(text))).collect()
}

/// Where the words of a text stand. A mark over a letter belongs to its word.
pub(super) fn ranges(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    let is_word = |c: char| c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c));
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(char::is_alphanumeric)?;
        let end = text[start..].find(|c| !is_word(c)).map_or(text.len(), |length| start + length);
        at = end;
        Some(TextRange::new(start, end))
    })
}

/// A word without case and accents.
pub(super) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits() {
        let text = "It’s 4,200 cafe\u{301}s – Łódź!";
        assert_eq!(of(text), ["it", "s", "4", "200", "cafes", "łodz"]);
        assert_eq!(ranges(text).last().unwrap().slice(text), "Łódź");
        assert_eq!(of("–"), [""; 0]);
    }

    #[test]
    fn wanted_words_follow_each_other() {
        let text = of("the old port reopens");
        let stands = |words: &str, begins| Wanted::new(words, begins).unwrap().stand_in(&text);
        assert!(stands("old port", false) && stands("Port Reo", true) && stands("reopens", false));
        assert!(!stands("old reopens", true) && !stands("port re", false) && !stands("reopens now", true));
    }
}
