//! What stands in a page's article column and is no part of the article: captions, repeated paragraphs, teasers that
//! are nothing but links, buttons, boxes, date lines, and what comes after the last paragraph.

use std::collections::HashMap;

use super::super::draft::{Draft, Part};
use super::super::{date, shape};
use super::byline;
use crate::article::{BlockKind, author};

/// Parts at the beginning among which lines of date and authors stand.
const HEAD: usize = 7;
/// Parts at the end among which the author is introduced.
const FOOT: usize = 2;
/// The longest of those lines, in bytes.
const LINE: usize = 130;
/// Words of a paragraph from which on a repetition is no refrain.
const REPEATED: usize = 12;
/// Parts between a paragraph and its repetition at most.
const NEAR: usize = 3;
/// A paragraph of so few words that ends no sentence is a label or a button.
const LABEL: usize = 4;

/// So many labels, and a quarter of all parts, are the article itself.
const MANY: usize = 9;

/// Moves the furniture to the draft's lines aside.
pub(super) fn sift(draft: &mut Draft) {
    let parts = std::mem::take(&mut draft.parts);
    let mut gone: Vec<bool> = parts.iter().map(|part| part.kind == BlockKind::Caption).collect();
    boxes(&parts, &mut gone);
    labels(&parts, &mut gone);
    repeated(&parts, &mut gone);
    links(&parts, &mut gone);
    head(&parts, draft.byline.as_deref(), &mut gone);
    about(&parts, draft.byline.as_deref(), &mut gone);
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

/// Boxes are furniture, unless they hold much of the page.
fn boxes(parts: &[Part], gone: &mut [bool]) {
    let size = |boxed: bool| parts.iter().filter(|part| part.boxed == boxed).map(|part| part.text.len()).sum::<usize>();
    if size(true) * 3 <= size(false) {
        for (part, gone) in parts.iter().zip(gone) {
            *gone |= part.boxed;
        }
    }
}

/// Labels are furniture, unless the page is made of them (a timetable, a recipe).
fn labels(parts: &[Part], gone: &mut [bool]) {
    // A line that another one follows begins a verse or an address.
    let begins = |i: usize| parts.get(i + 1).is_some_and(|next| next.tight);
    let found: Vec<usize> = (0..parts.len()).filter(|i| is_label(&parts[*i]) && !begins(*i)).collect();
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

/// Captions of a gallery stand there twice and more, one near the other; farther apart a question is asked again.
fn repeated(parts: &[Part], gone: &mut [bool]) {
    let mut seen = HashMap::new();
    for (i, (part, gone)) in parts.iter().zip(gone).enumerate() {
        if shape::words(&part.text) >= REPEATED {
            let again = seen.insert(part.text.as_str(), i);
            *gone |= again.is_some_and(|before| i - before <= NEAR);
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
    let linked = part.leading;
    linked * 10 >= part.text.len() * 9 && shape::words(&part.text) >= 3
}

/// Lines near the top that give the date or the authors again, and the name of the section, alone in a list.
fn head(parts: &[Part], byline: Option<&str>, gone: &mut [bool]) {
    let names = byline.map(|byline| author(byline).to_lowercase());
    let is_item = |i: usize| parts.get(i).is_some_and(|part| part.kind == BlockKind::ListItem);
    for i in 0..parts.len().min(HEAD) {
        let part = &parts[i];
        let text = part.text.as_str();
        let alone = is_item(i) && !is_item(i + 1) && (i == 0 || !is_item(i - 1));
        if !(part.kind == BlockKind::Paragraph || alone)
            || part.tight
            || text.len() > LINE
            || shape::ends_sentence(text) && !text.ends_with('.')
        {
            continue;
        }
        let dated = byline::is_dated(text);
        let lower = text.to_lowercase();
        let again = names.as_ref().is_some_and(|names| {
            lower.len() >= 4 && (names.contains(&lower) || lower.contains(names) && lower.len() <= names.len() + 60)
        });
        let section = alone && i < 2 && shape::words(text) <= LABEL && !shape::ends_sentence(text);
        gone[i] |= date::is_stamp(text) || section || dated || again && !shape::ends_sentence(text);
    }
}

/// "Ann Lee is a harbour writer who lives in Odden.": the author, after the article, by the whole name.
fn about(parts: &[Part], byline: Option<&str>, gone: &mut [bool]) {
    const VERBS: &[&str] = &["is", "was", "has", "joined", "covers", "writes", "reports", "lives", "works"];
    let Some(names) = byline.map(|byline| author(byline).to_lowercase()) else { return };
    let names: Vec<&str> = words(&names).collect();
    let last: Vec<usize> = (1..parts.len()).rev().filter(|i| !gone[*i]).take(FOOT).collect();
    for i in last {
        let text = parts[i].text.to_lowercase();
        let said: Vec<&str> = words(&text).take(8).collect();
        let named = if let [name] = names.as_slice() {
            said.first() == Some(name)
        } else {
            said.len() > 1 && names.windows(2).any(|pair| pair == &said[..2])
        };
        let verb = said.iter().find(|word| !names.contains(word));
        gone[i] = named && verb.is_some_and(|verb| VERBS.contains(verb));
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
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
            BlockKind::Paragraph if part.text.len() <= LINE && date::is_stamp(&part.text) => gone[i] = true,
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
        Part { leading: text.len(), ..Part::prose(kind, text) }
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
    fn the_section_and_the_dated_byline_go() {
        let (p, item) = (BlockKind::Paragraph, BlockKind::ListItem);
        let top = vec![
            part(item, "Entertainment"),
            part(p, "By Ann Lee, Bo Ek on Monday, November 18th, 2019 at 11:08 a.m."),
            part(p, PROSE),
        ];
        check(top, None, &[PROSE]);
        check(vec![part(p, PROSE), part(p, "Updated at 1:23 p.m. on 3 May 2019")], None, &[PROSE]);
        check(vec![part(item, "Bread"), part(item, "Milk"), part(p, PROSE)], None, &["Bread", "Milk", PROSE]);
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
    fn boxes_go_unless_they_are_most_of_the_page() {
        let boxed = |text| Part { boxed: true, ..part(BlockKind::Paragraph, text) };
        let p = BlockKind::Paragraph;
        check(vec![part(p, PROSE), boxed("Get it by mail, every day."), part(p, PROSE)], None, &[PROSE]);
        check(vec![part(p, "It rained here too."), boxed(PROSE)], None, &["It rained here too.", PROSE]);
    }

    #[test]
    fn a_question_that_is_asked_again_stays() {
        let p = BlockKind::Paragraph;
        let other = "Another one of them gave an answer that had nothing to do with the harbour, or with the storm.";
        let parts = [PROSE, other, "Yes, it did.", "It was.", PROSE];
        check(parts.map(|text| part(p, text)).to_vec(), None, &parts);
        check([PROSE, other, PROSE].map(|text| part(p, text)).to_vec(), None, &[PROSE, other]);
    }

    #[test]
    fn the_author_is_introduced_after_the_article() {
        let p = BlockKind::Paragraph;
        let about = "Ann Lee covers harbours for the Ledger and lives in Odden.";
        check([PROSE, about].map(|text| part(p, text)).to_vec(), Some("By Ann Lee and Bo Ek"), &[PROSE]);
        check([PROSE, about].map(|text| part(p, text)).to_vec(), Some("Bo Ek"), &[PROSE, about]);
        check([about, PROSE].map(|text| part(p, text)).to_vec(), Some("Ann Lee"), &[about, PROSE]);
        let early = [PROSE, about, "It rained.", "It ended."];
        check(early.map(|text| part(p, text)).to_vec(), Some("Ann Lee"), &early);
        let staff = "Staff was moved to the upper floor during the storm, and nobody was hurt.";
        check([PROSE, staff].map(|text| part(p, text)).to_vec(), Some("Odden Staff"), &[PROSE, staff]);
    }

    #[test]
    fn a_page_of_furniture_alone_stays() {
        check(vec![part(BlockKind::Paragraph, "Back soon")], None, &["Back soon"]);
    }
}
