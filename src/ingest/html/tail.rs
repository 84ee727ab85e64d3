//! What comes after the last paragraph of an article: other stories, the author, headings over nothing.

use super::super::draft::Part;
use super::super::{date, shape};
use super::furniture::is_link;
use crate::article::{BlockKind, author};

/// The longest line of a date, in bytes.
const LINE: usize = 130;
/// Parts at the end among which the author is introduced.
const FOOT: usize = 2;
/// A line of so few words that ends with a colon leads in something.
const LEAD: usize = 5;

/// "More great stories", "Related", "Read next": words that the title of a list of other stories begins with.
const OTHERS: &[&str] = &[
    "more",
    "related",
    "read",
    "also",
    "further reading",
    "recommended",
    "don't miss",
    "don’t miss",
    "most read",
    "popular",
    "trending",
    "you may",
    "you might",
    "elsewhere",
    "from our",
    "from the archive",
];

/// A list of links under such a title, after all paragraphs of the article.
pub(super) fn other_stories(parts: &[Part], gone: &mut [bool]) {
    let end = parts.iter().rposition(|part| part.kind != BlockKind::ListItem && shape::is_prose(&part.text));
    let Some(end) = end else { return };
    let Some(title) = (end + 1..parts.len()).find(|i| is_title_of_others(&parts[*i])) else { return };
    let items: Vec<&Part> = parts[title + 1..].iter().take_while(|part| part.kind == BlockKind::ListItem).collect();
    let linked = items.iter().filter(|part| part.leading > 0).count();
    if items.len() >= 2 && linked * 4 >= items.len() * 3 {
        gone[title + 1..][..items.len()].fill(true);
    }
}

fn is_title_of_others(part: &Part) -> bool {
    let lower = part.text.to_lowercase();
    matches!(part.kind, BlockKind::Heading(_) | BlockKind::Paragraph)
        && shape::words(&part.text) <= LEAD
        && OTHERS
            .iter()
            .any(|lead| lower.strip_prefix(lead).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// "Ann Lee is a harbour writer who lives in Odden.", "This column is written by Ann Lee": the author, after the article,
/// by the whole name.
pub(super) fn about(parts: &[Part], byline: Option<&str>, gone: &mut [bool]) {
    const VERBS: &[&str] = &["is", "was", "has", "joined", "covers", "writes", "reports", "reported", "lives", "works"];
    const WRITTEN: &[&str] = &["written by", "contact", "e-mail", "email", "reach", "follow"];
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
        let whole = names.join(" ");
        let written = names.len() > 1 && WRITTEN.iter().any(|lead| text.contains(&format!("{lead} {whole}")));
        gone[i] = named && verb.is_some_and(|verb| VERBS.contains(verb)) || written;
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// After the last paragraph of prose there are no headings, and no lines that end no sentence.
pub(super) fn tail(parts: &[Part], gone: &mut [bool]) {
    for i in (0..parts.len()).rev() {
        if gone[i] {
            continue;
        }
        let part = &parts[i];
        match part.kind {
            BlockKind::Heading(_) => gone[i] = true,
            BlockKind::Paragraph | BlockKind::ListItem if leads_in(&part.text) || is_address(&part.text) => {
                gone[i] = true;
            }
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

/// "More on the storm:" with nothing after it.
fn leads_in(text: &str) -> bool {
    text.ends_with(':') && shape::words(text) <= LEAD
}

/// "Podcast app: https://…", a line that is an address and its name.
fn is_address(text: &str) -> bool {
    /// Words of a name.
    const NAME: usize = 5;
    let address = |word: &str| ["http://", "https://", "www."].iter().any(|start| word.contains(start));
    text.split_whitespace().next_back().is_some_and(address) && shape::words(text) <= NAME
}

/// A heading over nothing but furniture is furniture; so is a teaser, a heading that leads elsewhere and has no text.
pub(super) fn headings(parts: &[Part], gone: &mut [bool]) {
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
    use super::super::furniture::tests_of_parts::{PROSE, check, link, part};
    use super::*;

    #[test]
    fn nothing_comes_after_the_last_paragraph() {
        let p = BlockKind::Paragraph;
        let parts =
            vec![part(p, PROSE), part(BlockKind::Heading(3), "Comments"), part(p, "Write what you think of it here")];
        check(parts, None, &[PROSE]);
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
    fn the_author_may_be_named_last() {
        let p = BlockKind::Paragraph;
        for about in [
            "Ann Lee reported from Odden, and Bo Ek from the sea.",
            "Harbour Letters is written by Ann Lee, also known as Bo.",
            "Contact Ann Lee at the Ledger.",
        ] {
            check([PROSE, about].map(|text| part(p, text)).to_vec(), Some("Ann Lee"), &[PROSE]);
        }
        let other = "The letter was written by a man who knew Ann Lee.";
        check([PROSE, other].map(|text| part(p, text)).to_vec(), Some("Ann Lee"), &[PROSE, other]);
    }

    #[test]
    fn a_lead_in_to_nothing_and_an_address_go() {
        let (p, h) = (BlockKind::Paragraph, BlockKind::Heading(3));
        let address = Part { tight: true, ..part(p, "Podcast app: http://ledger.example/x") };
        check(vec![part(p, PROSE), part(h, "How to hear us"), address], None, &[PROSE]);
        check(vec![part(p, PROSE), part(p, "More on the storm:")], None, &[PROSE]);
        check(vec![part(p, "He said:"), part(p, PROSE)], None, &["He said:", PROSE]);
    }

    #[test]
    fn a_list_of_other_stories_goes() {
        let (p, item) = (BlockKind::Paragraph, BlockKind::ListItem);
        let some = |text: &str| Part { leading: 8, ..part(item, text) };
        let list = |title: &str| {
            vec![
                part(p, PROSE),
                part(p, title),
                some("The strange life of a diver"),
                some("The end of the ice house?"),
                link(p, "Sign up for all of our letters"),
            ]
        };
        check(list("More great Ledger stories"), None, &[PROSE]);
        let own = ["The strange life of a diver", "The end of the ice house?"];
        check(list("What the council decided:"), None, &[PROSE, "What the council decided:", own[0], own[1]]);
    }
}
