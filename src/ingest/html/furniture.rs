//! What stands in a page's article column and is no part of the article: captions, repeated paragraphs, teasers that
//! are nothing but links, buttons, boxes, date lines. What stands there twice is in [`super::repeats`], what comes after
//! the last paragraph in [`super::tail`].

use std::collections::HashSet;

use url::Url;

use super::super::draft::{Draft, Part};
use super::super::{boilerplate, date, shape};
use super::{byline, credit, repeats, tail, title};
use crate::article::{BlockKind, author};

/// Parts at the beginning among which lines of date and authors stand.
const HEAD: usize = 7;
/// The longest of those lines, in bytes.
const LINE: usize = 130;
/// A paragraph of so few words that ends no sentence is a label or a button.
const LABEL: usize = 4;

/// So many labels, and a quarter of all parts, are the article itself.
const MANY: usize = 9;

/// Moves the furniture to the draft's lines aside.
pub(super) fn sift(draft: &mut Draft) {
    let mut parts = std::mem::take(&mut draft.parts);
    cross_headings(&mut parts);
    let mut gone: Vec<bool> = parts.iter().map(|part| part.kind == BlockKind::Caption).collect();
    labels(&parts, &mut gone);
    repeats::paragraphs(&parts, &mut gone);
    repeats::summary(&parts, &mut gone);
    repeats::pull_quotes(&parts, &mut gone);
    links(&parts, &mut gone);
    boxes(&parts, &mut gone);
    head(&parts, draft, &mut gone);
    tail::other_stories(&parts, &mut gone);
    tail::about(&parts, draft.byline.as_deref(), &mut gone);
    tail::tail(&parts, &mut gone);
    tail::headings(&parts, &mut gone);
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
    let size = |boxed: bool| {
        let left = parts.iter().zip(gone.iter()).filter(|(part, gone)| !**gone && part.boxed == boxed);
        left.map(|(part, _)| part.text.len()).sum::<usize>()
    };
    if size(true) * 3 <= size(false) {
        for (part, gone) in parts.iter().zip(gone) {
            *gone |= part.boxed;
        }
    }
}

/// Labels in capitals, each between two paragraphs of prose, are the article's own headings ("THE NEW MOLE", "THE LAMP").
fn cross_headings(parts: &mut [Part]) {
    /// One alone may be an advertisement's.
    const FEWEST: usize = 2;
    let prose = |i: usize| parts[i].kind == BlockKind::Paragraph && shape::is_prose(&parts[i].text);
    let found: Vec<usize> = (1..parts.len().saturating_sub(1))
        .filter(|i| is_label(&parts[*i]) && !parts[*i].boxed && prose(i - 1) && prose(i + 1))
        .filter(|i| is_capital(&parts[*i].text) && !boilerplate::is_boilerplate(&parts[*i].text, false))
        .collect();
    let distinct: HashSet<&str> = found.iter().map(|i| parts[*i].text.as_str()).collect();
    if distinct.len() >= FEWEST && distinct.len() == found.len() {
        for i in found {
            parts[i].kind = BlockKind::Heading(3);
        }
    }
}

fn is_capital(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 4 && letters.clone().all(char::is_uppercase)
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

/// A line that is one link, but for a label in brackets after it ("Storm hits the coast \[ANALYSIS\]"), or the way to the
/// front page.
pub(super) fn is_link(part: &Part) -> bool {
    let linked = part.leading;
    let text = part.text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    let text =
        text.filter(|(_, label)| shape::words(label) <= 2).map_or(part.text.as_str(), |(text, _)| text.trim_end());
    linked * 10 >= text.len() * 9 && shape::words(text) >= 3
}

/// A line that is one link to the front page of a site: its name, or its motto.
fn leads_home(part: &Part) -> bool {
    let home = |url: &str| Url::parse(url).is_ok_and(|url| url.path() == "/" && url.query().is_none());
    matches!(part.links.as_slice(), [(range, url)] if range.len() * 10 >= part.text.len() * 9 && home(url))
}

/// Lines near the top that give the date or the authors again, the site, and the name of the section, alone in a list.
fn head(parts: &[Part], draft: &Draft, gone: &mut [bool]) {
    let names = draft.byline.as_deref().map(|byline| author(byline).to_lowercase());
    let is_item = |i: usize| parts.get(i).is_some_and(|part| part.kind == BlockKind::ListItem);
    for i in 0..parts.len().min(HEAD) {
        let part = &parts[i];
        let text = part.text.as_str();
        let alone = is_item(i) && !is_item(i + 1) && (i == 0 || !is_item(i - 1));
        // Lines that say nothing else, wherever they stand, and the way to the front page.
        if text.len() <= LINE
            && (part.kind == BlockKind::Paragraph && date::parse_line(text).is_some()
                || credit::is_credit(text)
                || title::is_site(text, draft)
                || leads_home(part))
        {
            gone[i] = true;
            continue;
        }
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

/// What tests of parts share.
#[cfg(test)]
pub(super) mod tests_of_parts {
    use super::*;

    pub const PROSE: &str =
        "The harbour of Odden opened on Monday after a storm that had kept it shut for a whole week.";

    pub fn part(kind: BlockKind, text: &str) -> Part {
        Part::prose(kind, text)
    }

    /// A part that is one link.
    pub fn link(kind: BlockKind, text: &str) -> Part {
        Part { leading: text.len(), ..Part::prose(kind, text) }
    }

    /// Checks what stays.
    pub fn check(parts: Vec<Part>, byline: Option<&str>, stay: &[&str]) {
        let site = Some("The Odden Ledger".to_owned());
        let mut draft = Draft { parts, byline: byline.map(str::to_owned), site, ..Draft::default() };
        sift(&mut draft);
        let found: Vec<&str> = draft.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(found, stay);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::tests_of_parts::{PROSE, check, link, part};

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
    fn headings_in_capitals_stay_and_a_single_one_is_a_label() {
        let p = BlockKind::Paragraph;
        let second = "Its stones came from the north. It took nine days in all, they say.";
        let last = "The mayor will open the gate on Tuesday at noon, if there is no more rain.";
        let page =
            |label: &'static str| [PROSE, "THE NEW MOLE", second, label, last].map(|text| part(p, text)).to_vec();
        check(page("THE LAMP"), None, &[PROSE, "THE NEW MOLE", second, "THE LAMP", last]);
        check(page("THE NEW MOLE"), None, &[PROSE, second, last]);
        check(page("ADVERTISEMENT"), None, &[PROSE, second, last]);
    }

    #[test]
    fn the_site_over_the_text_goes() {
        let p = BlockKind::Paragraph;
        check(
            vec![part(p, "The Odden Ledger | Harbour"), part(p, "odden ledger"), part(p, PROSE)],
            None,
            &["The Odden Ledger | Harbour", PROSE],
        );
    }

    #[test]
    fn a_line_that_is_a_link_and_a_label_goes() {
        let p = BlockKind::Paragraph;
        let line = "Storm hits the coast of Zealand [ANALYSIS]";
        let linked = Part { leading: line.len() - 11, ..part(p, line) };
        check(vec![part(p, PROSE), linked, part(p, "It was over.")], None, &[PROSE, "It was over."]);
    }

    #[test]
    fn boxes_go_unless_they_are_most_of_the_page() {
        let boxed = |text| Part { boxed: true, ..part(BlockKind::Paragraph, text) };
        let p = BlockKind::Paragraph;
        let linked = Part { leading: 95, ..boxed(PROSE) };
        check(
            vec![part(p, "It rained here too, for a week."), linked, boxed("Our week")],
            None,
            &["It rained here too, for a week."],
        );
        check(vec![part(p, PROSE), boxed("Get it by mail, every day."), part(p, PROSE)], None, &[PROSE]);
        check(vec![part(p, "It rained here too."), boxed(PROSE)], None, &["It rained here too.", PROSE]);
    }

    #[test]
    fn a_page_of_furniture_alone_stays() {
        check(vec![part(BlockKind::Paragraph, "Back soon")], None, &["Back soon"]);
    }
}
