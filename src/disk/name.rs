//! Paths as text. Names of files are bytes, and some are no UTF-8 (those of older systems in Latin-1): a text that stands
//! for a path has to lead back to the very same file, and no two files may share one.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// What stands before a byte that is no text; the byte follows as two hexadecimal digits.
const MARK: char = '\u{fffd}';

/// A path as text: itself if it is one; of what is none, each byte is `\u{fffd}` and two digits (`caf\u{fffd}e9.txt`).
#[cfg(unix)]
pub fn name_of(path: &Path) -> Cow<'_, str> {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;

    let bytes = path.as_os_str().as_bytes();
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains(MARK)
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(bytes.len() + 8);
    let escape = |out: &mut String, bytes: &[u8]| {
        for byte in bytes {
            let _ = write!(out, "{MARK}{byte:02x}");
        }
    };
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        for (at, c) in valid.char_indices() {
            match &valid.as_bytes()[at..at + c.len_utf8()] {
                // A name that looks as if it were written so is none of these.
                mark if c == MARK && byte(&valid[at + mark.len()..]).is_some() => escape(&mut out, mark),
                _ => out.push(c),
            }
        }
        escape(&mut out, chunk.invalid());
    }
    Cow::Owned(out)
}

/// The path that [`name_of`] has made a text of.
#[cfg(unix)]
pub fn path_of(name: &str) -> PathBuf {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;

    let mut out = Vec::with_capacity(name.len());
    let mut parts = name.split(MARK);
    out.extend_from_slice(parts.next().unwrap_or("").as_bytes());
    for part in parts {
        if let Some(byte) = byte(part) {
            out.push(byte);
            out.extend_from_slice(&part.as_bytes()[2..]);
        } else {
            out.extend_from_slice(MARK.encode_utf8(&mut [0; 4]).as_bytes());
            out.extend_from_slice(part.as_bytes());
        }
    }
    OsString::from_vec(out).into()
}

/// The byte whose two digits a text begins with.
#[cfg(unix)]
fn byte(text: &str) -> Option<u8> {
    let digits = text.get(..2).filter(|digits| digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))?;
    u8::from_str_radix(digits, 16).ok()
}

/// A path as text.
#[cfg(not(unix))]
pub fn name_of(path: &Path) -> Cow<'_, str> {
    path.to_string_lossy()
}

/// The path that a text stands for.
#[cfg(not(unix))]
pub fn path_of(name: &str) -> PathBuf {
    name.into()
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_text_stays_and_what_is_none_is_told_apart() {
        for (bytes, name) in [
            (&b"/a/caf\xc3\xa9.txt"[..], "/a/café.txt"),
            (b"/a/caf\xe9.txt", "/a/caf\u{fffd}e9.txt"),
            (b"bad\xfe", "bad\u{fffd}fe"),
            // As an older version has written it.
            ("bad\u{fffd}.txt".as_bytes(), "bad\u{fffd}.txt"),
        ] {
            assert_eq!(name_of(Path::new(OsStr::from_bytes(bytes))), name);
        }
    }

    proptest! {
        #[test]
        fn a_name_leads_back_to_its_file(bytes in prop::collection::vec(
            prop_oneof![prop::sample::select(&b"\xef\xbf\xbde9/\xff"[..]), 1..=255u8], 0..12))
        {
            let path = Path::new(OsStr::from_bytes(&bytes));
            prop_assert_eq!(path_of(&name_of(path)), path);
        }
    }
}
