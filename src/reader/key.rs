//! Keys, as the keymap, the help and the tests write them: `j`, `C-d`, `S-Tab`, `Space`; a sequence is parted by
//! spaces (`g g`).

use std::fmt;
use std::str::FromStr;

/// What was pressed, without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character; a capital letter stands for itself.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Up arrow.
    Up,
    /// Down arrow.
    Down,
    /// Left arrow.
    Left,
    /// Right arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// F1 to F12.
    F(u8),
}

/// One key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set for characters, which come shifted.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }
}

const NAMED: &[(&str, Code)] = &[
    ("Space", Code::Char(' ')),
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
];

/// Why a key could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no key; write it like j, C-d, S-Tab, Space or F1")]
pub struct UnknownKey(String);

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let mut key = Self::char(' ');
        let mut rest = text;
        while rest.len() > 2 {
            match rest.get(..2) {
                Some("C-") => key.ctrl = true,
                Some("A-" | "M-") => key.alt = true,
                Some("S-") => key.shift = true,
                _ => break,
            }
            rest = rest.get(2..).unwrap_or("");
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_whitespace() => Code::Char(c),
            (Some('F'), Some(_))
                if rest.get(1..).is_some_and(|n| n.parse::<u8>().is_ok_and(|n| (1..=12).contains(&n))) =>
            {
                Code::F(rest.get(1..).and_then(|n| n.parse().ok()).unwrap_or(1))
            }
            _ => NAMED
                .iter()
                .find(|(name, _)| *name == rest)
                .map(|(_, code)| *code)
                .ok_or_else(|| UnknownKey(text.to_owned()))?,
        };
        Ok(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, prefix) in [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if on {
                f.write_str(prefix)?;
            }
        }
        match self.code {
            Code::F(n) => write!(f, "F{n}"),
            code => match (NAMED.iter().find(|(_, named)| *named == code), code) {
                (Some((name, _)), _) => f.write_str(name),
                (None, Code::Char(c)) => write!(f, "{c}"),
                (None, _) => Ok(()),
            },
        }
    }
}

/// Several keys in a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence(pub Vec<Key>);

impl FromStr for Sequence {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let keys = text.split_whitespace().map(Key::from_str).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() { Err(UnknownKey(text.to_owned())) } else { Ok(Self(keys)) }
    }
}

impl fmt::Display for Sequence {
    /// Keys of one character are written together: `gg`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.0.iter().map(Key::to_string).collect();
        let short = words.iter().all(|word| word.chars().count() == 1);
        f.write_str(&words.join(if short { "" } else { " " }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_goes_both_ways() {
        for text in ["j", "C-d", "S-Tab", "Space", "F12", "A-Left", "-", "C--", "Enter"] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        assert_eq!("g g".parse::<Sequence>().unwrap().to_string(), "gg");
        assert_eq!("C-w Left".parse::<Sequence>().unwrap().to_string(), "C-w Left");
        for text in ["", "F13", "Spaec", "C-"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
