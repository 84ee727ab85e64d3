//! Tags of very many attributes, cut short before html5gum reads them: it goes one call deeper for each attribute in
//! double quotation marks, so that a tag of ten thousand would overflow the stack.

use std::borrow::Cow;

/// Attributes in double quotation marks that a tag keeps. No page has a tag of so many.
const MOST: usize = 200;

/// The page, with each tag of too many attributes ended after the first of them.
pub(super) fn bounded(page: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(tag) = memchr::memchr(b'<', &page.as_bytes()[at..]).map(|next| at + next) {
        let Tag { end, cut } = if page.as_bytes().get(tag + 1).is_some_and(u8::is_ascii_alphabetic) {
            Tag::at(page.as_bytes(), tag)
        } else {
            Tag { end: tag + 1, cut: None }
        };
        if let Some(cut) = cut {
            out.push_str(&page[copied..cut]);
            out.push('>');
            copied = end;
        }
        at = end;
    }
    if copied == 0 { Cow::Borrowed(page) } else { Cow::Owned(out + &page[copied..]) }
}

/// One tag: where it ends, and where it is to be cut if it has too many attributes.
struct Tag {
    end: usize,
    cut: Option<usize>,
}

impl Tag {
    /// The tag that begins at byte `from`. All offsets are beside ASCII characters.
    fn at(page: &[u8], from: usize) -> Self {
        let (mut at, mut count, mut cut) = (from + 1, 0, None);
        while let Some(byte) = page.get(at) {
            at += 1;
            match byte {
                b'>' => return Self { end: at, cut },
                b'=' => {
                    let sign = at - 1;
                    while page.get(at).is_some_and(u8::is_ascii_whitespace) {
                        at += 1;
                    }
                    let Some(quote) = page.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\'')) else {
                        continue;
                    };
                    count += usize::from(quote == b'"');
                    if count > MOST && cut.is_none() {
                        cut = Some(sign);
                    }
                    at = memchr::memchr(quote, &page[at + 1..]).map_or(page.len(), |close| at + 1 + close + 1);
                }
                _ => {}
            }
        }
        Self { end: page.len(), cut }
    }
}

#[cfg(test)]
mod tests {
    use html5gum::{Token, Tokenizer};

    use super::*;

    #[test]
    fn ordinary_tags_stay_as_they_are() {
        let page = "<p a=\"1>\" b='2'>x < y <!-- <p c=\"3\" --> <br/>\u{e9}<a href=\"/\u{e9}\">z</a><p d=\"4";
        assert!(matches!(bounded(page), Cow::Borrowed(same) if same == page));
    }

    #[test]
    fn a_tag_of_very_many_attributes_does_not_overflow_the_stack() {
        for end in ["", ">", ">x<p e=\">\">y"] {
            let many: String = (0..100_000).map(|i| format!("a{i}=\"\u{e9}>\" ")).collect();
            let page = format!("<i>w</i><p {many}{end}");
            let bounded = bounded(&page);
            assert!(bounded.len() < 50_000 && bounded.ends_with(end.trim_start_matches('>')), "{end}");
            let tags = Tokenizer::new(&*bounded).flatten().filter(|token| matches!(token, Token::StartTag(_))).count();
            assert_eq!(tags, 2 + usize::from(end.len() > 1), "{end}");
        }
    }
}
