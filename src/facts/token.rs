//! Words, digits and signs of a text, with their places.
//!
//! A token is a run of letters ([`TokenKind::Word`]), a run of digits ([`TokenKind::Digits`]) or one other character.
//! Nothing is joined here: "4,600kg" is digits, sign, digits, word; "China’s" is word, sign, word;
//! "London-based" is word, sign, word. What belongs together is each extractor's own question, and
//! [`super::Document::touches`] tells whether white space stands between two tokens.

use crate::article::TextRange;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters (of any script, with their combining marks).
    Word,
    /// Decimal digits (ASCII).
    Digits,
    /// One character that is neither letter, digit nor white space.
    Sign,
    /// One line feed.
    LineBreak,
    /// White space that holds two line feeds or more.
    BlankLine,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Case {
    /// No letter that has a case.
    None,
    /// All small: "river".
    Lower,
    /// One capital, then small letters, or one capital alone: "River", "A".
    Title,
    /// Two capitals or more and nothing else: "RIVER".
    Upper,
    /// Anything else: "McDonald", "iPhone".
    Mixed,
}

/// One token: 12 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
}

impl Token {
    /// Where it stands (bytes).
    #[inline]
    pub fn range(self) -> TextRange {
        TextRange::new(self.start as usize, self.end as usize)
    }

    /// First byte.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Whether it starts with a capital letter.
    #[inline]
    pub fn is_capitalised(self) -> bool {
        matches!(self.case, Case::Title | Case::Upper)
    }
}

/// Cuts `text` into tokens, one pass. Texts of 4 GiB and more are cut up to there only.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let limit = bytes.len().min(u32::MAX as usize);
    let mut out = Vec::with_capacity(limit / 5);
    let mut at = 0;
    while at < limit {
        let (kind, case, end) = match bytes[at] {
            b' ' | b'\t' | 0x0b | 0x0c | b'\r' => {
                at += 1;
                continue;
            }
            b'\n' => line_break(text, at),
            b'0'..=b'9' => {
                let mut end = at + 1;
                while end < bytes.len() && bytes[end].is_ascii_digit() {
                    end += 1;
                }
                (TokenKind::Digits, Case::None, end)
            }
            byte if byte.is_ascii_alphabetic() => word(text, at),
            byte if byte.is_ascii() => (TokenKind::Sign, Case::None, at + 1),
            _ => {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                if c.is_whitespace() {
                    at += c.len_utf8();
                    continue;
                }
                if is_letter(c) { word(text, at) } else { (TokenKind::Sign, Case::None, at + c.len_utf8()) }
            }
        };
        out.push(Token { start: at as u32, end: end as u32, kind, case });
        at = end;
    }
    out.shrink_to_fit();
    out
}

/// The white space from the line feed at `at` on: one break, or a blank line.
fn line_break(text: &str, at: usize) -> (TokenKind, Case, usize) {
    let rest = text.get(at..).unwrap_or("");
    let blank = rest.len() - rest.trim_start().len();
    let space = rest.get(..blank).unwrap_or("\n");
    if space.bytes().filter(|byte| *byte == b'\n').count() > 1 {
        (TokenKind::BlankLine, Case::None, at + blank)
    } else {
        (TokenKind::LineBreak, Case::None, at + 1)
    }
}

fn word(text: &str, at: usize) -> (TokenKind, Case, usize) {
    let bytes = text.as_bytes();
    let (mut upper, mut lower, mut first_upper, mut end) = (0u32, 0u32, false, at);
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii() {
            if byte.is_ascii_lowercase() {
                lower += 1;
            } else if byte.is_ascii_uppercase() {
                upper += 1;
                first_upper |= end == at;
            } else {
                break;
            }
            end += 1;
        } else {
            let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) else { break };
            if !is_letter(c) {
                break;
            }
            if c.is_uppercase() {
                upper += 1;
                first_upper |= end == at;
            } else if c.is_lowercase() {
                lower += 1;
            }
            end += c.len_utf8();
        }
    }
    let case = match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, _) if first_upper => Case::Title,
        (_, 0) => Case::Upper,
        _ => Case::Mixed,
    };
    (TokenKind::Word, case, end)
}

/// Letters, and the marks that are written on them.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| token.range().slice(text)).collect()
    }

    #[test]
    fn nothing_is_joined() {
        assert_eq!(cut("a 4,600kg bell"), ["a", "4", ",", "600", "kg", "bell"]);
        assert_eq!(cut("China’s US$3"), ["China", "’", "s", "US", "$", "3"]);
        assert_eq!(cut("São Tomé\n\n \nx"), ["São", "Tomé", "\n\n \n", "x"]);
    }

    #[test]
    fn case_is_told() {
        let case = |text: &str| tokens(text)[0].case;
        assert_eq!(case("river"), Case::Lower);
        assert_eq!(case("River"), Case::Title);
        assert_eq!(case("A"), Case::Title);
        assert_eq!(case("RIVER"), Case::Upper);
        assert_eq!(case("iPhone"), Case::Mixed);
        assert_eq!(case("Évora"), Case::Title);
    }
}
