//! Finds words that somebody typed.

use super::fold::Alphabet;
use super::search::occurrences;
use crate::article::TextRange;

/// Where `quote` stands in `text`, in order: word for word, and where it does so nowhere, in comparison form (case,
/// quotation marks, dashes, white space and accents do not matter). Only places that `prefix` stands right before
/// and `suffix` right after, in comparison form, white space between left out; both may be empty.
pub fn quoted(text: &str, quote: &str, prefix: &str, suffix: &str) -> Vec<TextRange> {
    let mut alphabet = Alphabet::new();
    let folded = alphabet.fold(text);
    let fold = |words: &str| alphabet.fold_known(words.trim()).symbols;
    let (prefix, suffix) = (fold(prefix), fold(suffix));
    let in_place = |range: &TextRange| {
        let (before, after) = (&text[..range.start()], &text[range.end()..]);
        let (start, end) = (before.trim_end().len(), text.len() - after.trim_start().len());
        let (start, _) = folded.inside(TextRange::new(start, text.len()));
        let (end, _) = folded.inside(TextRange::new(end, text.len()));
        let start =
            folded.symbols[..start].iter().rposition(|symbol| *symbol != super::fold::SPACE).map_or(0, |at| at + 1);
        folded.symbols[..start].ends_with(&prefix) && folded.symbols[end..].starts_with(&suffix)
    };
    if quote.trim().is_empty() {
        return Vec::new();
    }
    let verbatim: Vec<TextRange> =
        text.match_indices(quote).map(|(at, found)| TextRange::new(at, at + found.len())).filter(in_place).collect();
    if !verbatim.is_empty() {
        return verbatim;
    }
    let words = fold(quote);
    let found = occurrences(&folded.symbols, &words).into_iter();
    found.filter_map(|start| folded.range(text, start, start + words.len())).filter(in_place).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(quote: &str, prefix: &str, suffix: &str, wanted: &[&str]) {
        let text = "The port slept. “It’s late,” said Ada. The port woke. It was late.";
        let found: Vec<_> = quoted(text, quote, prefix, suffix).iter().map(|range| range.slice(text)).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn words_are_found_as_people_type_them() {
        check("The port", "", "", &["The port", "The port"]);
        check("\"it's  LATE,\"", "", "", &["“It’s late,”"]);
        check("The port", "ada.", "", &["The port"]);
        check("late", "", "; \"", &[]);
        check("late", "", ",\"", &["late"]);
        check("late", "it was", ".", &["late"]);
        check("ship", "", "", &[]);
        check("", "", "", &[]);
        check("\u{200b}", "", "", &[]);
    }

    proptest! {
        #[test]
        fn what_is_found_lies_in_the_text(text in any::<String>(), quote in any::<String>(), around in "\\PC{0,2}") {
            for range in quoted(&text, &quote, &around, &around) {
                prop_assert!(!range.slice(&text).is_empty());
            }
        }
    }
}
