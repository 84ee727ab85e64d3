//! Addresses: parts that are percent-encoded, and links that lead to a passage.

/// Whether a byte may stand in an address as it is, everywhere.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~')
}

/// `text` with every byte percent-encoded that is neither letter, digit nor in `keep`.
pub(super) fn encoded(text: &str, keep: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) || keep.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// What [`encoded`] encoded; None where it is no UTF-8 or a percent sign stands alone.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(bytes.next())? * 16 + digit(bytes.next())?;
            out.push(value as u8);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// An http or https address as it may stand in a document: no white space, control, quotation mark or bracket that
/// could end a link early. What is encoded already stays.
pub(super) fn link(address: &str) -> String {
    encoded(address, b"%:/?#@!$&*+,;=-")
}

/// The link that leads to a passage of a page: its address with a text fragment (WICG *URL Fragment Text Directives*).
/// Long passages are named by their first and last words.
pub(super) fn passage(address: &str, exact: &str) -> String {
    const WHOLE: usize = 120;
    const WORDS: usize = 6;
    let page = link(address.split('#').next().unwrap_or(""));
    // A fragment matches inside one paragraph only; words parted by a line feed are two ends.
    let words: Vec<&str> = exact.split_whitespace().collect();
    if words.is_empty() {
        return page;
    }
    if exact.len() <= WHOLE && !exact.contains('\n') || words.len() <= 2 * WORDS {
        return format!("{page}#:~:text={}", encoded(&words.join(" "), b""));
    }
    let (first, last) = (words[..WORDS].join(" "), words[words.len() - WORDS..].join(" "));
    format!("{page}#:~:text={},{}", encoded(&first, b""), encoded(&last, b""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_link_leads_to_the_passage() {
        assert_eq!(passage("https://a.example/b#c", "so, 4-5 é"), "https://a.example/b#:~:text=so%2C%204%2D5%20%C3%A9");
        let long = (0..40).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        assert_eq!(
            passage("https://a.example/", &long),
            "https://a.example/#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w34%20w35%20w36%20w37%20w38%20w39"
        );
        assert_eq!(link("https://a.example/(x) \"<\u{1b}%20"), "https://a.example/%28x%29%20%22%3C%1B%20");
    }

    proptest! {
        #[test]
        fn what_is_encoded_comes_back(text in any::<String>()) {
            prop_assert_eq!(decoded(&encoded(&text, b"/")), Some(text));
        }
    }
}
