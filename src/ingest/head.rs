//! The head of a plain text: headline, byline and date stand before the first paragraph.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::draft::Part;
use super::{boilerplate, date, shape};
use crate::article::BlockKind;

/// The head is looked for in so many bytes of a text.
pub(super) const REACH: usize = 16 << 10;
/// Parts after the headline among which byline and date are looked for.
const PARTS: usize = 5;
/// The longest part that may belong to the head, in bytes.
const LINE: usize = 160;

static FORENAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../assets/lexicon/forenames.tsv").lines().filter_map(|line| line.split('\t').next()).collect()
});

/// What stood in the head.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<String>,
    /// A rubric over the headline ("World", "Obituary").
    pub kicker: Option<String>,
}

/// Takes the headline and what belongs to it off the beginning of `parts`.
pub(super) fn take(parts: &mut Vec<Part>) -> Head {
    let mut head = Head::default();
    if let Some(title) = title_at(parts) {
        head.kicker = parts.drain(..title).map(|part| part.text).next();
        head.title = Some(parts.remove(0).text);
    }
    take_lines(parts, &mut head);
    head
}

/// Takes byline and date from the first parts, wherever the headline was found.
pub(super) fn take_lines(parts: &mut Vec<Part>, head: &mut Head) {
    let mut at = 0;
    for _ in 0..PARTS {
        let Some(part) = parts.get(at) else { return };
        let text = part.text.as_str();
        if text.len() > LINE || !matches!(part.kind, BlockKind::Paragraph | BlockKind::Dateline | BlockKind::ListItem) {
            // A standfirst may stand before the byline.
            let standfirst = matches!(part.kind, BlockKind::Paragraph | BlockKind::Heading(_));
            if at == 0 && shape::words(text) <= 60 && standfirst {
                at += 1;
                continue;
            }
            return;
        }
        if let Some(name) = boilerplate::byline(text).filter(|_| head.byline.is_none()) {
            let (name, day) = split_date(name);
            head.byline = Some(name.to_owned());
            head.published = head.published.take().or(day);
        } else if let Some(day) = date::parse_line(text) {
            head.published.get_or_insert(day);
        } else if is_name(text) && head.byline.is_none() && at == 0 {
            head.byline = Some(text.to_owned());
        } else if !is_reading_time(text) {
            at += 1;
            continue;
        }
        parts.remove(at);
    }
}

/// "Ann Lee, 12 March 2024": the name, and the date after it.
fn split_date(name: &str) -> (&str, Option<String>) {
    for (at, mark) in name.match_indices([',', '|', '·', '•', '—', '–']) {
        if let Some(day) = date::parse_line(&name[at + mark.len()..]) {
            return (name[..at].trim_end(), Some(day));
        }
    }
    (name, None)
}

/// Where the headline stands: first, or after a rubric of one or two words.
fn title_at(parts: &[Part]) -> Option<usize> {
    let headline = |at: usize| {
        let part = parts.get(at)?;
        let fits = part.kind == BlockKind::Paragraph
            && shape::is_headline(&part.text)
            && shape::list_item(&part.text).is_none()
            && boilerplate::byline(&part.text).is_none()
            && date::parse_line(&part.text).is_none();
        (fits && parts.len() > at + 1).then_some(&part.text)
    };
    let first = headline(0)?;
    let rubric = shape::words(first) <= 2 && first.len() <= 24;
    if rubric
        && headline(1).is_some_and(|second| shape::words(second) >= 4 && !shape::is_prose(second))
        && parts.len() > 2
    {
        return Some(1);
    }
    Some(0)
}

/// Two to four capitalised words of which the first is a forename.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
    };
    (2..=4).contains(&words.len()) && words.iter().all(|word| capital(word)) && FORENAMES.contains(words[0])
}

/// "3 min read".
fn is_reading_time(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() <= 30
        && lower.starts_with(|c: char| c.is_ascii_digit())
        && lower.contains("min")
        && lower.contains("read")
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    const PROSE: &str = "The harbour of Odden opened on Monday after a storm.";

    fn check(text: &str, title: Option<&str>, byline: Option<&str>, published: Option<&str>, rest: usize) {
        let mut parts = lines::parts(&text.replace("PROSE", PROSE));
        let head = take(&mut parts);
        let found = (head.title.as_deref(), head.byline.as_deref(), head.published.as_deref(), parts.len());
        assert_eq!(found, (title, byline, published, rest), "{text:?}");
    }

    #[test]
    fn headline_byline_and_date_are_found_in_any_order() {
        let title = Some("Harbour reopens after storm");
        check("Harbour reopens after storm\nBy Ann Lee\n\nPROSE", title, Some("Ann Lee"), None, 1);
        check(
            "Harbour reopens after storm\n\n12 March 2024\n\nBy Ann Lee and Bo Ek\n\nPROSE\n\nPROSE",
            title,
            Some("Ann Lee and Bo Ek"),
            Some("2024-03-12"),
            2,
        );
        check(
            "World\n\nHarbour reopens after storm\n\nFishermen had waited.\n\nStaff Reporter, Odden\n3 min read\n\nPROSE",
            title,
            Some("Staff Reporter, Odden"),
            None,
            2,
        );
        check("Harbour reopens after storm\n\nMary Lee\n\nPROSE", title, Some("Mary Lee"), None, 1);
        check(
            "Harbour reopens after storm\nBy Ann Lee, 12 March 2024\n\nPROSE",
            title,
            Some("Ann Lee"),
            Some("2024-03-12"),
            1,
        );
    }

    #[test]
    fn a_text_without_head_keeps_its_first_paragraph() {
        check("PROSE\n\nPROSE", None, None, None, 2);
        check("One line alone", None, None, None, 1);
        check("- one\n- two", None, None, None, 2);
    }

    #[test]
    fn a_place_is_no_name() {
        check("Harbour reopens after storm\n\nNew Odden\n\nPROSE", Some("Harbour reopens after storm"), None, None, 2);
    }
}
