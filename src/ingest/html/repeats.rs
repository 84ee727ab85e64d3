//! What stands in a page twice: captions of a gallery, the standfirst, quotations drawn out of the text.

use std::collections::HashMap;

use super::super::draft::Part;
use super::super::shape;
use super::title;
use crate::article::BlockKind;

/// Words of a paragraph from which on a repetition is no refrain.
const REPEATED: usize = 12;
/// Parts between a paragraph and its repetition at most.
const NEAR: usize = 3;
/// Parts at the beginning among which the headline and the standfirst stand again.
const HEAD: usize = 3;

/// Captions of a gallery stand there twice and more, one near the other; farther apart a question is asked again.
pub(super) fn paragraphs(parts: &[Part], gone: &mut [bool]) {
    let mut seen = HashMap::new();
    for (i, (part, gone)) in parts.iter().zip(gone).enumerate() {
        if shape::words(&part.text) >= REPEATED {
            let again = seen.insert(part.text.as_str(), i);
            *gone |= again.is_some_and(|before| i - before <= NEAR);
        }
    }
}

/// A standfirst that one of the first paragraphs begins with, word for word ("The line lost 2 boats in the storm." over
/// "The line lost 2 boats in the storm of Monday, one of them …").
pub(super) fn summary(parts: &[Part], gone: &mut [bool]) {
    /// Words that are the same by chance, and all of a standfirst.
    const SAME: usize = 5;
    const LONGEST: usize = 50;
    /// Bytes that the paragraph says more.
    const LONGER: usize = 10;
    /// Paragraphs after it.
    const REACH: usize = 5;
    let Some(first) = (0..parts.len().min(HEAD)).find(|i| !gone[*i]) else { return };
    let words: Vec<&str> = words(&parts[first].text).take(LONGEST).collect();
    let kind = matches!(parts[first].kind, BlockKind::Paragraph | BlockKind::Heading(_));
    if !kind || words.len() < SAME || words.len() == LONGEST {
        return;
    }
    let begins = |part: &Part| {
        let same = self::words(&part.text).zip(&words).take_while(|(one, other)| one == *other).count();
        part.kind == BlockKind::Paragraph && same >= SAME && part.text.len() > parts[first].text.len() + LONGER
    };
    gone[first] = parts.iter().skip(first + 1).take(REACH).any(begins);
}

/// Where the headline stands in the text again: the title, or the page's own headline, if that speaks of the same.
pub(super) fn headline(parts: &[Part], title: &str, shown: Option<&str>) -> Option<usize> {
    let headlines: Vec<&str> =
        std::iter::once(title).chain(shown.filter(|shown| title::is_like(title, shown))).collect();
    let again = |part: &Part| {
        let heading = matches!(part.kind, BlockKind::Heading(_));
        let cut = |headline: &str| part.text.len() > 15 && headline.starts_with(&part.text);
        headlines.iter().any(|headline| {
            let plain = part.kind == BlockKind::Paragraph && shape::words(&part.text) >= 4;
            (heading || plain) && title::same(&part.text, headline)
                || heading && (cut(headline) || is_inside(&part.text, headline))
        })
    };
    parts.iter().take(HEAD).position(again)
}

/// Whether a heading is made of at least half of the words of a headline, and of no others.
fn is_inside(heading: &str, headline: &str) -> bool {
    /// Of fewer words it may be a heading of its own ("The storm").
    const FEWEST: usize = 4;
    let lower = |text: &str| words(text).map(str::to_lowercase).collect::<Vec<String>>();
    let (heading, headline) = (lower(heading), lower(headline));
    heading.len() >= FEWEST && heading.len() * 2 >= headline.len() && heading.iter().all(|word| headline.contains(word))
}

/// Quotations that are drawn out of the text and stand in it too, with who said them under them.
pub(super) fn pull_quotes(parts: &[Part], gone: &mut [bool]) {
    /// So many quotations are looked for, of so many bytes at least.
    const MOST: usize = 12;
    const SHORTEST: usize = 25;
    let quotations: Vec<usize> = (0..parts.len())
        .filter(|i| parts[*i].kind == BlockKind::Quotation && parts[*i].text.len() >= SHORTEST && !gone[*i])
        .take(MOST)
        .collect();
    for i in quotations {
        let bare = parts[i].text.trim_matches(|c: char| !c.is_alphanumeric());
        if !parts.iter().any(|part| part.kind == BlockKind::Paragraph && part.text.contains(bare)) {
            continue;
        }
        gone[i] = true;
        let under =
            parts.get(i + 1).filter(|part| part.kind == BlockKind::Paragraph || part.kind == BlockKind::Quotation);
        if under.is_some_and(|part| shape::words(&part.text) <= 8 && !shape::ends_sentence(&part.text)) {
            gone[i + 1] = true;
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::furniture::tests_of_parts::{PROSE, check, part};
    use super::*;

    #[test]
    fn a_question_that_is_asked_again_stays() {
        let p = BlockKind::Paragraph;
        let other = "Another one of them gave an answer that had nothing to do with the harbour, or with the storm.";
        let parts = [PROSE, other, "Yes, it did.", "It was.", PROSE];
        check(parts.map(|text| part(p, text)).to_vec(), None, &parts);
        check([PROSE, other, PROSE].map(|text| part(p, text)).to_vec(), None, &[PROSE, other]);
    }

    #[test]
    fn a_standfirst_that_a_paragraph_begins_with_goes() {
        let (p, h) = (BlockKind::Paragraph, BlockKind::Heading(2));
        let long = "The line lost 2 boats in the storm, or a third of all it had, as it told its owners on Monday.";
        let page = |first: &str| vec![part(h, first), part(p, PROSE), part(p, long)];
        check(page("The line lost 2 boats in the storm of May"), None, &[PROSE, long]);
        check(
            page("The line lost a boat in the storm of May"),
            None,
            &["The line lost a boat in the storm of May", PROSE, long],
        );
    }

    #[test]
    fn a_quotation_that_is_drawn_out_of_the_text_goes() {
        let (p, q) = (BlockKind::Paragraph, BlockKind::Quotation);
        let long = "“We have waited for nine days,” said Bo Ek, who sells fish, and went home.";
        let page = |quote: &str| {
            vec![part(p, PROSE), part(q, quote), part(p, "Bo Ek, a seller of fish in Odden"), part(p, long)]
        };
        check(page("We have waited for nine days"), None, &[PROSE, long]);
        let other = "We have waited for a whole year";
        check(page(other), None, &[PROSE, other, "Bo Ek, a seller of fish in Odden", long]);
    }

    #[test]
    fn the_headline_again() {
        let at = |kind: BlockKind, text: &str| {
            let parts = [part(BlockKind::Paragraph, PROSE), part(kind, text)];
            headline(&parts, "Odden harbour reopens after nine days of storm", Some("Boats are back in Odden harbour"))
        };
        let (p, h) = (BlockKind::Paragraph, BlockKind::Heading(2));
        assert_eq!(at(h, "Boats are back in Odden harbour"), Some(1));
        assert_eq!(at(p, "Boats are back in Odden harbour"), Some(1));
        assert_eq!(at(h, "Odden harbour … reopens!"), None);
        assert_eq!(at(h, "Odden harbour REOPENS after storm!"), Some(1));
        assert_eq!(at(p, "Odden harbour reopens after storm"), None);
        assert_eq!(at(h, "The nine days"), None);
        let parts = [part(h, "Boats are back")];
        assert_eq!(headline(&parts, "The Odden Ledger", Some("Boats are back")), None);
    }
}
