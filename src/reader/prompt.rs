//! A line that is being typed.

use unicode_segmentation::UnicodeSegmentation;

use super::key::{Code, Key};

/// Longest line, in bytes; what is put in beyond it is left out.
const LONGEST: usize = 8192;

/// A line and the place in it where the next letter goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prompt {
    /// The line.
    pub text: String,
    /// Where the next letter goes (bytes, on a cluster boundary).
    pub at: usize,
}

impl Prompt {
    /// A line with the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.len(), text }
    }

    /// Puts `text` in at the cursor.
    pub fn insert(&mut self, text: &str) {
        let text = &text[..text.floor_char_boundary(LONGEST.saturating_sub(self.text.len()))];
        self.text.insert_str(self.at, text);
        self.at += text.len();
    }

    /// Takes a key; false when it means nothing to a line.
    pub fn press(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl, key.alt) {
            (Code::Char(c), false, false) if !c.is_control() => self.insert(c.encode_utf8(&mut [0; 4])),
            (Code::Backspace, false, false) | (Code::Char('h'), true, false) => self.remove(self.before()),
            (Code::Delete, ..) | (Code::Char('d'), true, _) => {
                let end = self.after();
                let start = self.at;
                self.at = end;
                self.remove(start);
            }
            (Code::Char('w'), true, _) | (Code::Backspace, ..) => self.remove(self.word_before()),
            (Code::Char('u'), true, _) => self.remove(0),
            (Code::Char('k'), true, _) => self.text.truncate(self.at),
            (Code::Left, false, false) | (Code::Char('b'), true, _) => self.at = self.before(),
            (Code::Right, false, false) | (Code::Char('f'), true, _) => self.at = self.after(),
            (Code::Left, ..) => self.at = self.word_before(),
            (Code::Home, ..) | (Code::Char('a'), true, _) => self.at = 0,
            (Code::End, ..) | (Code::Char('e'), true, _) => self.at = self.text.len(),
            _ => return false,
        }
        true
    }

    fn remove(&mut self, from: usize) {
        self.text.replace_range(from..self.at, "");
        self.at = from;
    }

    fn before(&self) -> usize {
        let line = self.text.get(..self.at).unwrap_or("");
        line.grapheme_indices(true).next_back().map_or(0, |(i, _)| i)
    }

    fn after(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or("");
        self.at + rest.graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let line = self.text.get(..self.at).unwrap_or("").trim_end();
        line.rfind(char::is_whitespace).map_or(0, |i| i + line[i..].chars().next().map_or(1, char::len_utf8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_in(start: &str, keys: &str) -> String {
        let mut prompt = Prompt::new(start);
        for key in keys.split_whitespace() {
            prompt.press(key.parse().unwrap());
        }
        prompt.insert("|");
        prompt.text
    }

    #[test]
    fn a_line_is_edited() {
        assert_eq!(type_in("", "a b Left c"), "ac|b");
        assert_eq!(type_in("one two", "C-w"), "one |");
        assert_eq!(type_in("e\u{301}👩‍👩‍👧", "Backspace"), "e\u{301}|");
        assert_eq!(type_in("abc", "Home Delete C-e Backspace"), "b|");
        assert_eq!(type_in("abc", "Left C-u"), "|c");
    }
}
