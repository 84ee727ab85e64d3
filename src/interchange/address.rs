//! Addresses: parts that are percent-encoded, and links that lead to a passage.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is encoded in a word of a text fragment.
const WORD: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');
/// What is encoded in a name that is part of an address.
pub(super) const NAME: &AsciiSet = &WORD.remove(b'-');
/// What is encoded in a path.
pub(super) const PATH: &AsciiSet = &NAME.remove(b'/');
/// What is encoded in a whole address: nothing that is a part of its form, nor what is encoded already.
const ADDRESS: &AsciiSet = &PATH
    .remove(b'%')
    .remove(b':')
    .remove(b'?')
    .remove(b'#')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// `text` with every byte percent-encoded that is no ASCII or in `set`.
pub(super) fn encoded(text: &str, set: &'static AsciiSet) -> String {
    utf8_percent_encode(text, set).to_string()
}

/// What [`encoded`] encoded; None where it is no UTF-8 or a percent sign stands alone.
pub(super) fn decoded(text: &str) -> Option<String> {
    let is_escape =
        |rest: &str| rest.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let is_whole = text.split('%').skip(1).all(is_escape);
    percent_decode_str(text).decode_utf8().ok().filter(|_| is_whole).map(String::from)
}

/// An http or https address as it may stand in a document: no white space, control, quotation mark or bracket that
/// could end a link early. What is encoded already stays.
pub(super) fn link(address: &str) -> String {
    encoded(address, ADDRESS)
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
        return format!("{page}#:~:text={}", encoded(&words.join(" "), WORD));
    }
    let (first, last) = (words[..WORDS].join(" "), words[words.len() - WORDS..].join(" "));
    format!("{page}#:~:text={},{}", encoded(&first, WORD), encoded(&last, WORD))
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

    #[test]
    fn a_percent_sign_alone_is_no_escape() {
        assert_eq!(decoded("a%20b").as_deref(), Some("a b"));
        for text in ["%", "a%2", "%zz", "%+1", "%ff", "%é"] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_comes_back(text in any::<String>()) {
            prop_assert_eq!(decoded(&encoded(&text, PATH)), Some(text));
        }
    }
}
