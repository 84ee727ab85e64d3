//! Bytes to text: which encoding, and how sure we may be of it.
//!
//! In order: a byte order mark, unless the bytes after it show that it is wrong; UTF-16 or UTF-32 by the pattern of zero bytes; the charset that the server named; the
//! one that the page declares in its first 1,024 bytes, if the bytes are valid in it (a label of one byte a letter does not
//! hold for what is valid UTF-8); valid UTF-8; a guess
//! (chardetng, which falls back to windows-1252). Bytes that are wrong become U+FFFD.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far a page's declaration may stand from its start, in bytes.
const HEAD: usize = 1024;

/// So many bytes are looked at where the encoding has to be guessed.
const GUESSED: usize = 256 << 10;

/// Decodes `bytes`; `charset` is the label that a server named. The byte order mark is left out.
pub fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    if let Some((little, skip)) = utf32(bytes) {
        return Cow::Owned(decode_utf32(bytes.get(skip..).unwrap_or(&[]), little));
    }
    let (marked, skip) = Encoding::for_bom(bytes).map_or((None, 0), |(encoding, skip)| (Some(encoding), skip));
    let bytes = &bytes[skip..];
    if let Some(encoding) = marked.filter(|encoding| fits(bytes, encoding)) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Some(encoding) = utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    let named = charset.and_then(label).into_iter().chain(declared(bytes));
    // Whatever says that one byte is one letter was not there when the text was written, if it is UTF-8 throughout.
    let is_utf8 = !bytes.is_ascii() && str::from_utf8(bytes).is_ok();
    for encoding in named.filter(|encoding| !(is_utf8 && encoding.is_single_byte())) {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return text;
        }
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESSED)], true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    // Mostly UTF-8 with a few broken bytes is UTF-8: a guess would spoil every word with an accent.
    let encoding = if mostly_utf8(bytes) { UTF_8 } else { guess };
    encoding.decode_without_bom_handling(bytes).0
}

/// Whether bytes can be what the byte order mark before them says. UTF-16 that is UTF-8 without a single zero byte is
/// UTF-8; UTF-8 that mostly is none is something else.
fn fits(bytes: &[u8], marked: &Encoding) -> bool {
    if marked == UTF_8 { mostly_utf8(bytes) } else { bytes.contains(&0) || str::from_utf8(bytes).is_err() }
}

/// An encoding by its label. In bytes that can be read as ASCII, a label of UTF-16 means UTF-8 (WHATWG).
fn label(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// What `<meta charset=…>`, `<meta … content="…; charset=…">` or an XML declaration says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let after = |at: &str, from: usize| head.get(from..)?.find(at).map(|found| from + found + at.len());
    let value = |at: usize| {
        let rest = head.get(at..)?.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.+".contains(c))).unwrap_or(rest.len());
        label(&rest[..end])
    };
    if head.trim_start().starts_with("<?xml") {
        return after("encoding", 0).and_then(value);
    }
    let mut from = 0;
    while let Some(tag) = after("<meta", from) {
        let end = tag + head.get(tag..)?.find('>')?;
        if let Some(at) = after("charset", tag).filter(|at| *at <= end) {
            return value(at);
        }
        from = end;
    }
    None
}

/// Whether each letter takes two or four bytes, so that zero bytes say nothing.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    marked || utf32(bytes).is_some() || utf16(bytes).is_some()
}

fn utf32(bytes: &[u8]) -> Option<(bool, usize)> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some((true, 4)),
        [0, 0, 0xFE, 0xFF, ..] => Some((false, 4)),
        [a, 0, 0, 0, b, 0, 0, 0, ..] if *a != 0 && *b != 0 => Some((true, 0)),
        [0, 0, 0, a, 0, 0, 0, b, ..] if *a != 0 && *b != 0 => Some((false, 0)),
        _ => None,
    }
}

fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(UTF_16LE),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(UTF_16BE),
        _ => None,
    }
}

fn decode_utf32(bytes: &[u8], little: bool) -> String {
    let units = bytes.chunks(4).map(|unit| match *unit {
        [a, b, c, d] if little => u32::from_le_bytes([a, b, c, d]),
        [a, b, c, d] => u32::from_be_bytes([a, b, c, d]),
        _ => u32::MAX,
    });
    units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Whether nine in ten bytes beyond ASCII belong to well-formed UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > 9 * bad || bad == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn marks_and_zero_bytes_tell_the_width() {
        assert_eq!(decode(b"\xef\xbb\xbfab", None), "ab");
        assert_eq!(decode(&wide("\u{feff}aé", u16::to_le_bytes), None), "aé");
        assert_eq!(decode(&wide("\u{feff}aé", u16::to_be_bytes), Some("utf-8")), "aé");
        assert_eq!(decode(&wide("abc", u16::to_le_bytes), None), "abc");
        // Marks that are wrong.
        assert_eq!(decode("\u{feff}Öfen".as_bytes(), Some("utf-16")), "Öfen");
        assert_eq!(decode(b"\xff\xfe<p>K\xc3\xa4se", None), "<p>Käse");
        assert_eq!(decode(b"\xef\xbb\xbfK\xe4se, \xd6fen", Some("iso-8859-1")), "Käse, Öfen");
        assert_eq!(decode(&wide("\u{feff}水坝重新开放", u16::to_le_bytes), None), "水坝重新开放");
        assert_eq!(decode(b"\xff\xfe\0\0a\0\0\0b\0\0\0c", None), "ab\u{fffd}");
        assert_eq!(decode(b"\0\0\0a\0\0\0b", None), "ab");
    }

    #[test]
    fn declarations_hold_if_the_bytes_agree() {
        assert_eq!(decode(b"caf\xe9", Some("iso-8859-1")), "café");
        assert_eq!(decode(b"<meta charset=\"windows-1251\">\xcf", None), "<meta charset=\"windows-1251\">П");
        let typed = b"<meta name=a><meta http-equiv=x content='text/html; charset=iso-8859-2'>\xb1";
        assert!(decode(typed, None).ends_with('ą'));
        assert!(decode(b"<?xml version='1.0' encoding='iso-8859-15'?>\xa4", None).ends_with('€'));
        // Declared as one byte a letter, and it is UTF-8; of two bytes a letter either may be meant.
        assert!(decode("<meta charset=iso-8859-1>Größere Öfen".as_bytes(), None).ends_with("Größere Öfen"));
        assert_eq!(decode("Käse".as_bytes(), Some("windows-1252")), "Käse");
        assert_eq!(decode(b"\xc4\xe3\xba\xc3", Some("gbk")), "你好");
        // Declared as UTF-8 or UTF-16, and it is neither.
        assert!(decode(b"<meta charset=utf-8>it\x92s \x93so\x94", None).ends_with("it’s “so”"));
        assert!(decode("<meta charset=utf-16>é".as_bytes(), None).ends_with('é'));
    }

    #[test]
    fn without_a_word_it_is_utf8_or_a_guess() {
        assert_eq!(decode("Zürich".as_bytes(), None), "Zürich");
        assert_eq!(decode(b"It\x92s 5\xa0\x80 \x96 \x93fine\x94, she said", None), "It’s 5\u{a0}€ – “fine”, she said");
        assert_eq!(decode(b"", None), "");
    }

    #[test]
    fn one_broken_byte_does_not_spoil_the_rest() {
        let mut bytes = "“Zürich” – “Genève” – “Łódź”".as_bytes().to_vec();
        bytes.push(0xff);
        assert!(decode(&bytes, None).starts_with("“Zürich” – “Genève”"));
    }
}
