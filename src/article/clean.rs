//! Text that may be shown: nothing from outside reaches the terminal raw.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// Text of several lines without control characters (except line feed and tab) and without characters that
/// reorder or hide what is shown. Made after entities were decoded and before any offset is taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct CleanText(String);

impl CleanText {
    /// Cleans `text`: CRLF and CR become LF, separators white space; C0, DEL, C1, bidi controls, tag characters and a byte order mark go.
    pub fn new(text: &str) -> Self {
        let clean = clean_start(text);
        let mut out = String::with_capacity(text.len());
        out.push_str(&text[..clean]);
        let mut chars = text[clean..].chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' => {
                    if chars.peek() != Some(&'\n') {
                        out.push('\n');
                    }
                }
                '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
                // Between pages of a printed text.
                '\u{c}' => out.push_str("\n\n"),
                // Other separators of ASCII: what they part are words at the least.
                '\u{b}' | '\u{1c}'..='\u{1f}' => out.push(' '),
                c if is_unsafe(c) => {}
                c => out.push(c),
            }
        }
        Self(out)
    }

    /// A text whose offsets must hold (`--raw`): only CRLF becomes LF and a leading byte order mark goes. What
    /// is left of controls is shown as pictures by whoever draws it (see [`visible`]), never sent.
    pub fn verbatim(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self(text.replace("\r\n", "\n"))
    }

    /// A text that was made here before and comes back from where it was kept. With `raw` not a byte changes, so
    /// that offsets hold; otherwise it is cleaned again, in case somebody wrote to the file that kept it.
    pub fn kept(text: String, raw: bool) -> Self {
        if raw { Self(text) } else { Self::from(text) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// One line: a [`CleanText`] in which every run of white space is one space, trimmed. For titles, bylines,
/// status lines and every sentence of an error.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct CleanLine(String);

impl CleanLine {
    /// Cleans and joins `text` to one line.
    pub fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_whitespace() || matches!(c, '\u{85}' | '\u{1c}'..='\u{1f}') {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            } else if !is_unsafe(c) {
                out.push(c);
            }
        }
        out.truncate(out.trim_end().len());
        Self(out)
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The line, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// So many bytes at the start are clean as they are: mostly all of them, and found without looking at characters one by
/// one.
fn clean_start(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b' '..=b'~' | b'\n' | b'\t' => 1,
            byte if byte.is_ascii() => return at,
            _ => match text[at..].chars().next() {
                Some(c) if !is_unsafe(c) && !matches!(c, '\u{2028}' | '\u{2029}') => c.len_utf8(),
                _ => return at,
            },
        };
    }
    at
}

/// Whether a character must never reach a terminal or a one-line field: controls, bidi overrides and isolates,
/// tag characters, interlinear annotation, the byte order mark inside a text.
pub fn is_unsafe(c: char) -> bool {
    match c {
        ' '..='~' | '\n' | '\t' => false,
        c if c.is_control() => true,
        '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{61c}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// What to show for one character of a verbatim text: itself, or the picture of a control.
pub fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if is_unsafe(c) => '\u{fffd}',
        c => c,
    }
}

impl From<String> for CleanText {
    fn from(text: String) -> Self {
        if clean_start(&text) == text.len() { Self(text) } else { Self::new(&text) }
    }
}

impl From<String> for CleanLine {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

macro_rules! text_like {
    ($name:ident) => {
        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

text_like!(CleanText);
text_like!(CleanLine);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_and_overrides_go() {
        assert_eq!(CleanText::new("a\x1b[31mb\u{9b}1m\u{202e}c\r\nd\re").as_str(), "a[31mb1mc\nd\ne");
        assert_eq!(CleanLine::new("  two\n\twords \u{7} ").as_str(), "two words");
    }

    #[test]
    fn separators_part_words() {
        assert_eq!(CleanText::new("one\x0ctwo\x0bthree\x1ffour").as_str(), "one\n\ntwo three four");
        assert_eq!(CleanLine::new("one\x0ctwo\x1fthree").as_str(), "one two three");
    }

    #[test]
    fn verbatim_keeps_offsets() {
        assert_eq!(CleanText::verbatim("\u{feff}a\r\n\x1bb").as_str(), "a\n\x1bb");
    }

    #[test]
    fn what_was_kept_raw_comes_back_byte_for_byte() {
        let text = CleanText::verbatim("\u{feff}\u{feff}a\r\r\nb");
        assert_eq!(CleanText::kept(text.as_str().to_owned(), true), text);
        assert_eq!(CleanText::kept("a\x1bb".to_owned(), false).as_str(), "ab");
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left(text in any::<String>()) {
            prop_assert!(!CleanText::new(&text).chars().any(is_unsafe));
            prop_assert!(!CleanLine::new(&text).chars().any(|c| is_unsafe(c) || c == '\n' || c == '\t'));
        }
    }
}
