//! Character references, decoded once. Entities that a document defines itself are never expanded: they stay as they
//! are written.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};

/// The longest name of a character in HTML, and a few digits to spare.
const LONGEST: usize = 33;

/// Decodes `&amp;`, `&#233;`, `&#xE9;` and the names of HTML. What is no such reference stays as it is.
pub(in crate::ingest) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, character(&after[..end])?))) {
            Some((end, found)) => {
                out.push_str(&found);
                rest = &after[end + 1..];
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
        let next = rest.find('&').unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}

/// Whether `name` (without `&` and `;`) stands for a character.
pub(super) fn is_known(name: &str) -> bool {
    name.len() <= LONGEST && character(name).is_some()
}

fn character(name: &str) -> Option<Cow<'static, str>> {
    let known = match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        _ => return if let Some(number) = name.strip_prefix('#') { numbered(number) } else { named(name) },
    };
    Some(Cow::Borrowed(known))
}

fn numbered(number: &str) -> Option<Cow<'static, str>> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| (byte as char).is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    Some(Cow::Owned(windows(char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}')).to_string()))
}

/// Where nothing that can be seen stands in Unicode, windows-1252 was meant: `&#146;` is ’.
pub(super) fn windows(c: char) -> char {
    match c {
        '\u{80}'..='\u{9f}' => {
            let byte = [c as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next().filter(|found| !found.is_control()).unwrap_or(c)
        }
        c => c,
    }
}

/// By HTML's own table.
fn named(name: &str) -> Option<Cow<'static, str>> {
    if name.len() < 2 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let written = format!("&{name};");
    let Some(Ok(Token::String(found))) = Tokenizer::new(written.as_str()).next() else { return None };
    let found = String::from_utf8(found.value.0).ok()?;
    // "&notit;" is read as "¬it;", after the names that need no semicolon.
    (!found.ends_with(';')).then_some(Cow::Owned(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reference_is_decoded_once() {
        assert_eq!(decode("AT&amp;T &lt;b&gt; &amp;amp; &#38;#38;"), "AT&T <b> &amp; &#38;");
        assert_eq!(decode("&eacute;&nbsp;&hellip;&#233;&#xE9;&#X41;"), "é\u{a0}…ééA");
        assert_eq!(decode("&#146;&#x93;&#0;&#x110000;&#99999999999;"), "’“\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in
            ["Q & A", "a&b;c", "&", "&;", "&#;", "&#x;", "&#-1;", "&mine;", "&notit;", "x && y", "?a=1&copy=2", "é&é;"]
        {
            assert_eq!(decode(text), text);
        }
    }
}
