//! JSON that is safe to print: controls, C1 and direction marks stand in it as `\uXXXX`, never as themselves.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use crate::article::is_unsafe;

/// One value as one line of JSON, without a line feed at its end.
pub fn to_json(value: &impl Serialize) -> serde_json::Result<String> {
    let mut out = Vec::new();
    write_json(&mut out, value)?;
    String::from_utf8(out).map_err(serde::ser::Error::custom)
}

/// Writes one value as [`to_json`] makes it, without keeping all of it in memory.
pub fn write_json(out: &mut (impl Write + ?Sized), value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Safe))
}

/// serde_json's compact form, with more characters escaped.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_raw_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        CompactFormatter.write_raw_fragment(writer, fragment)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_act_on_a_terminal_is_escaped() {
        let json = to_json(&"é\u{1b}[2J\u{7f}\u{9b}\u{202e}\u{e0041}\n\"").unwrap();
        assert_eq!(json, r#""é\u001b[2J\u007f\u009b\u202e\udb40\udc41\n\"""#);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in any::<String>()) {
            let json = to_json(&text).unwrap();
            prop_assert!(!json.chars().any(|c| is_unsafe(c) || c == '\n'));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
