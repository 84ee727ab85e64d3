//! A bare "<" in the text of a feed: `5 < 6`, `a<b and c`. To XML it begins a tag that swallows all up to the next ">".

use std::borrow::Cow;

/// The text with each bare "<" escaped: one that no name follows, or that meets another "<" before its ">" (outside the
/// quotes of a value). What stands in CDATA and comments is left as it is.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    all_escaped(text, is_bare)
}

/// The same for HTML that a feed carries; there the last "<" may have no ">" at all: several words that follow it, and no
/// attribute among them, are words.
pub(super) fn escaped_html(text: &str) -> Cow<'_, str> {
    all_escaped(text, |rest| {
        let is_last = || !rest[1..].contains(['<', '>', '=']);
        is_bare(rest) || (is_last() && rest.split_whitespace().count() > 2)
    })
}

fn all_escaped(text: &str, is_bare: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = text[at..].find('<').map(|found| at + found) {
        let rest = &text[open..];
        let skip = |start: &str, end: &str| {
            let inside = rest.strip_prefix(start)?;
            Some(inside.find(end).map_or(rest.len(), |found| start.len() + found + end.len()))
        };
        at = open + 1;
        if let Some(length) = skip("<![CDATA[", "]]>").or_else(|| skip("<!--", "-->")) {
            at = open + length;
        } else if is_bare(rest) {
            out.push_str(&text[from..open]);
            out.push_str("&lt;");
            from = at;
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

fn is_bare(rest: &str) -> bool {
    if !rest[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_' | ':' | '?' | '!')) {
        return true;
    }
    // A declaration may hold others, an instruction anything.
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return false;
    }
    let Some(end) = rest[1..].find(['<', '>']) else { return false };
    let inside = &rest[1..=end];
    let is_outside = |quote: char| inside.matches(quote).count().is_multiple_of(2);
    rest[1 + end..].starts_with('<') && is_outside('"') && is_outside('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_no_tag_is_a_sign() {
        for (text, expected) in [
            ("<t>Why 5 < 6 matters</t>", "<t>Why 5 &lt; 6 matters</t>"),
            ("<t>a<b and c</t><u/>", "<t>a&lt;b and c</t><u/>"),
            ("<t>x<</t>", "<t>x&lt;</t>"),
            ("<t>a <- b, <3</t>", "<t>a &lt;- b, &lt;3</t>"),
            ("<t><![CDATA[1 < 2 <b>]]> 1 < 2<!-- < --></t>", "<t><![CDATA[1 < 2 <b>]]> 1 &lt; 2<!-- < --></t>"),
        ] {
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(escaped_html("<p>1 < 2, a<b and c"), "<p>1 &lt; 2, a&lt;b and c");
        for text in ["cut <a", "cut <a hre", "cut <a href='x y z", "<p>x</p>"] {
            assert_eq!(escaped_html(text), text);
        }
        for text in ["<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><a b=\"<c>\">d</a>", "<é>x</é>", "a <b", ""]
        {
            assert_eq!(escaped(text), text);
        }
    }
}
