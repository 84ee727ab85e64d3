//! What stands in a page's article column and is no part of the article: captions, repeated paragraphs, teasers that
//! are nothing but links, buttons, date lines, and what comes after the last paragraph.

use std::collections::HashSet;

use super::super::draft::{Draft, Part};
use super::super::{date, shape};
use crate::article::{BlockKind, author};

/// Parts at the beginning among which lines of date and authors stand.
const HEAD: usize = 7;
/// The longest of those lines, in bytes.
const LINE: usize = 130;
/// Words of a paragraph from which on a repetition is no refrain.
const REPEATED: usize = 12;
/// A paragraph of so few words that ends no sentence is a label or a button.
const LABEL: usize = 4;

/// So many labels, and a quarter of all parts, are the article itself.
const MANY: usize = 9;

/// Moves the furniture to the draft's lines aside.
pub(super) fn sift(draft: &mut Draft) {
    let parts = std::mem::take(&mut draft.parts);
    let mut gone: Vec<bool> = parts.iter().map(|part| part.kind == BlockKind::Caption).collect();
    labels(&parts, &mut gone);
    repeated(&parts, &mut gone);
    links(&parts, &mut gone);
    head(&parts, draft.byline.as_deref(), &mut gone);
    tail(&parts, &mut gone);
    headings(&parts, &mut gone);
    // A page without a single paragraph is all furniture, or something else.
    if gone.iter().all(|gone| *gone) {
        gone.fill(false);
    }
    for (part, gone) in parts.into_iter().zip(gone) {
        if gone {
            draft.aside.push(part.text);
        } else {
            draft.parts.push(part);
        }
    }
}

/// Labels are furniture, unless the page is made of them (a timetable, a recipe).
fn labels(parts: &[Part], gone: &mut [bool]) {
    let found: Vec<usize> = (0..parts.len()).filter(|i| is_label(&parts[*i])).collect();
    if found.len() < MANY || found.len() * 4 < parts.len() {
        for i in found {
            gone[i] = true;
        }
    }
}

/// "Close", "Image 4 of 17", "Share Tweet Submit"; lines of verse and addresses stand tight.
fn is_label(part: &Part) -> bool {
    part.kind == BlockKind::Paragraph
        && !part.tight
        && !shape::ends_sentence(&part.text)
        && shape::words(&part.text) <= LABEL
}

/// Captions of a gallery stand there twice and more.
fn repeated(parts: &[Part], gone: &mut [bool]) {
    let mut seen = HashSet::new();
    for (part, gone) in parts.iter().zip(gone) {
        if shape::words(&part.text) >= REPEATED && !seen.insert(part.text.as_str()) {
            *gone = true;
        }
    }
}

/// Lines that are links from end to end lead elsewhere; items of a list do where most of them do.
fn links(parts: &[Part], gone: &mut [bool]) {
    let mut i = 0;
    while i < parts.len() {
        let kind = parts[i].kind;
        let end = if kind == BlockKind::ListItem {
            i + parts[i..].iter().take_while(|part| part.kind == kind).count()
        } else {
            i + 1
        };
        let leading = parts[i..end].iter().filter(|part| is_link(part)).count();
        let judged = matches!(kind, BlockKind::ListItem | BlockKind::Paragraph);
        if judged && 4 * leading >= 3 * (end - i) {
            gone[i..end].fill(true);
        }
        i = end;
    }
}

fn is_link(part: &Part) -> bool {
    let linked: usize = part.links.iter().map(|(range, _)| range.len()).sum();
    linked * 10 >= part.text.len() * 9 && shape::words(&part.text) >= 3
}

/// Lines near the top that give the date or the authors again.
fn head(parts: &[Part], byline: Option<&str>, gone: &mut [bool]) {
    let names = byline.map(|byline| author(byline).to_lowercase());
    for (part, gone) in parts.iter().zip(gone).take(HEAD) {
        let text = part.text.as_str();
        if part.kind != BlockKind::Paragraph
            || part.tight
            || text.len() > LINE
            || shape::ends_sentence(text) && !text.ends_with('.')
        {
            continue;
        }
        let lower = text.to_lowercase();
        let again = names.as_ref().is_some_and(|names| {
            lower.len() >= 4 && (names.contains(&lower) || lower.contains(names) && lower.len() <= names.len() + 60)
        });
        *gone |= date::is_stamp(text) || again && !shape::ends_sentence(text);
    }
}

/// After the last paragraph of prose there are no headings, and no lines that end no sentence.
fn tail(parts: &[Part], gone: &mut [bool]) {
    for i in (0..parts.len()).rev() {
        if gone[i] {
            continue;
        }
        let part = &parts[i];
        match part.kind {
            BlockKind::Heading(_) => gone[i] = true,
            BlockKind::ListItem if !part.links.is_empty() && !shape::ends_sentence(&part.text) => gone[i] = true,
            BlockKind::Paragraph
                if !shape::ends_sentence(&part.text) && !part.tight && shape::words(&part.text) <= 25 =>
            {
                gone[i] = true;
            }
            _ => return,
        }
    }
}

/// A heading over nothing but furniture is furniture; so is a teaser, a heading that leads elsewhere and has no text.
fn headings(parts: &[Part], gone: &mut [bool]) {
    // The next part that stays.
    let mut after: Option<&Part> = None;
    for i in (0..parts.len()).rev() {
        let part = &parts[i];
        if matches!(part.kind, BlockKind::Heading(_)) && !gone[i] {
            let next_stays = gone.get(i + 1).is_some_and(|gone| !gone);
            let empty = gone.get(i + 1).is_some_and(|gone| *gone)
                && after.is_none_or(|after| matches!(after.kind, BlockKind::Heading(_)));
            let prose = next_stays && after.is_some_and(|after| shape::is_prose(&after.text));
            gone[i] = empty || is_link(part) && !prose;
        }
        if !gone[i] {
            after = Some(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The harbour of Odden opened on Monday after a storm that had kept it shut for a whole week.";

    fn part(kind: BlockKind, text: &str) -> Part {
        Part::prose(kind, text)
    }

    fn link(kind: BlockKind, text: &str) -> Part {
        Part { links: vec![(0..text.len(), "http://x/".to_owned())], ..Part::prose(kind, text) }
    }

    fn check(parts: Vec<Part>, byline: Option<&str>, stay: &[&str]) {
        let mut draft = Draft { parts, byline: byline.map(str::to_owned), ..Draft::default() };
        sift(&mut draft);
        let found: Vec<&str> = draft.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(found, stay);
    }

    #[test]
    fn captions_labels_repetitions_and_stamps_go() {
        let p = BlockKind::Paragraph;
        let parts = vec![
            part(p, "Updated Feb 3, 6:27 AM; posted Feb 2"),
            part(p, "Ann Lee, harbour writer"),
            part(p, PROSE),
            part(BlockKind::Caption, "A ship in Odden."),
            part(p, "Image 3 of 8"),
            part(p, PROSE),
            part(p, "It was over."),
        ];
        check(parts, Some("Ann Lee"), &[PROSE, "It was over."]);
    }

    #[test]
    fn links_from_end_to_end_go_with_their_heading() {
        let (p, item) = (BlockKind::Paragraph, BlockKind::ListItem);
        let parts = vec![
            part(BlockKind::Heading(2), "What next"),
            part(p, PROSE),
            link(p, "Storm hits the coast of Zealand"),
            part(BlockKind::Heading(2), "From the paper"),
            link(item, "Ten ships you must see"),
            link(item, "Nine ships you must not see"),
            part(BlockKind::Heading(2), "Last"),
            part(item, "a point without a link"),
        ];
        check(parts, None, &["What next", PROSE, "Last", "a point without a link"]);
    }

    #[test]
    fn nothing_comes_after_the_last_paragraph() {
        let p = BlockKind::Paragraph;
        let parts =
            vec![part(p, PROSE), part(BlockKind::Heading(3), "Comments"), part(p, "Write what you think of it here")];
        check(parts, None, &[PROSE]);
    }

    #[test]
    fn a_page_of_furniture_alone_stays() {
        check(vec![part(BlockKind::Paragraph, "Back soon")], None, &["Back soon"]);
    }
}
