//! Parts that are no part of the article: cookie notices, "Read more", related headlines between paragraphs,
//! newsletter boxes, captions' credits.
//!
//! Two kinds of evidence: words (`assets/lexicon/boilerplate.tsv`) and shape (a headline between two paragraphs of
//! prose). What is taken out is kept aside, so that a reader can see it was there.

mod byline;
mod origin;
mod promotion;
mod table;

pub(super) use byline::byline;

use table::{TABLE, Table, begins_with, contains_word, plain};

use super::draft::{Draft, Part};
use super::shape;
use crate::article::BlockKind;

/// The longest paragraph that a lead-in, label, credit or claim of rights makes boilerplate, in bytes.
const SHORT: usize = 240;
/// The longest notice about cookies or terms, in bytes.
const NOTICE: usize = 1200;
/// The longest headline of a related story, in characters.
const RELATED: usize = 140;
/// From so many words on, a line between paragraphs is a headline of another story; with fewer, a cross-heading.
const RELATED_WORDS: usize = 7;
/// From so many on, if it begins with a number ("5 things to know about the storm").
const LIST_WORDS: usize = 5;
/// So many long headlines between paragraphs are the article's own structure.
const STRUCTURE: usize = 4;

/// Notices stand among so many parts at the beginning or the end.
const EDGE: usize = 6;

/// Moves what is no part of the article from the draft's parts to its lines aside. `shaped` says that headings are
/// marked as such in the source, so that the shape of a paragraph tells less.
pub(super) fn sift(draft: &mut Draft, shaped: bool) {
    let parts = std::mem::take(&mut draft.parts);
    // The first line of a text without a headline may be one with a label.
    let first = draft.title.is_none() && !shaped;
    let edge = |i: usize| i < EDGE || i + EDGE >= parts.len();
    let mut fate: Vec<Fate> = parts.iter().enumerate().map(|(i, part)| by_words(part, edge(i))).collect();
    if first && !parts.first().is_some_and(|part| is_over_headline(&part.text)) {
        fate.iter_mut().take(1).for_each(|fate| *fate = Fate::Stays);
    }
    if !shaped {
        by_shape(&parts, &mut fate);
    }
    for (mut part, fate) in parts.into_iter().zip(fate) {
        match fate {
            Fate::Aside => draft.aside.push(part.text),
            Fate::Heading => {
                part.kind = BlockKind::Heading(2);
                draft.parts.push(part);
            }
            Fate::Stays => draft.parts.push(part),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Heading,
    Aside,
}

fn by_words(part: &Part, edge: bool) -> Fate {
    let aside = match part.kind {
        BlockKind::Paragraph | BlockKind::Caption | BlockKind::ListItem | BlockKind::Dateline => {
            is_boilerplate(&part.text, edge)
        }
        // "Timeline: how it came about" is a heading of the article's own.
        BlockKind::Heading(_) => {
            let plain = plain(&part.text);
            let hard = |label: &str| TABLE.rows("hard").any(|hard| hard == label);
            TABLE.whole.contains(bare(&plain)) || label(&plain).is_some_and(|(label, _)| hard(label))
        }
        BlockKind::Quotation | BlockKind::Verbatim => false,
    };
    if aside { Fate::Aside } else { Fate::Stays }
}

/// Whether the words of a paragraph say that it is no part of the article; `edge` says that it stands near either end.
pub(super) fn is_boilerplate(text: &str, edge: bool) -> bool {
    if text.len() > NOTICE {
        return false;
    }
    let plain = plain(text);
    let table = &*TABLE;
    let bare = bare(&plain);
    if bare.is_empty() {
        // A row of stars or dots between sections.
        return !plain.is_empty();
    }
    let at_edge = || {
        is_notice(&plain, table)
            || promotion::is_promotion(&plain, table)
            || origin::is_origin(&plain)
            || is_thanks(&plain)
    };
    if table.whole.contains(bare) || is_shortcode(&plain) || edge && at_edge() {
        return true;
    }
    if plain.len() > SHORT {
        return plain.len() <= 2 * SHORT && is_credited(&plain, table);
    }
    let quoted = plain.starts_with(['"', '“', '”', '‘', '«', '„']);
    !quoted
        && (is_labelled(&plain, table)
            || table.opens("lead", &plain)
            || table.opens("start", &plain) && (plain.starts_with('(') || !is_full(&plain))
            || table.rows("rights").any(|right| right.len() <= plain.len() && plain.contains(right))
                && !plain.contains(['“', '"'])
            || is_credit(&plain, table)
            || is_credited(&plain, table))
}

/// "Ann Lee and Bo Ek contributed.": who helped to write the article.
fn is_thanks(plain: &str) -> bool {
    const WORDS: usize = 14;
    let helped = ["contributed", "contributed to this article", "contributed to this post", "assisted in reporting"];
    shape::words(plain) <= WORDS
        && helped.iter().any(|end| plain.trim_end_matches('.').ends_with(end))
        && !plain.contains(['“', '"'])
}

/// "[button link=…]Send it[/button]": a command to the program that made the page, which it did not carry out.
fn is_shortcode(plain: &str) -> bool {
    let command = plain.strip_prefix('[').and_then(|rest| rest.split_once([' ', ']']));
    command.is_some_and(|(name, rest)| name.len() >= 3 && rest.ends_with(&format!("[/{name}]")))
}

/// Whether a line over the headline is no part of the article. A label may be the headline's own ("Analysis: …").
pub(super) fn is_over_headline(text: &str) -> bool {
    let plain = plain(text);
    let short = plain.len() <= SHORT && TABLE.opens("lead", &plain);
    TABLE.whole.contains(bare(&plain)) || short || plain.len() <= NOTICE && is_notice(&plain, &TABLE)
}

/// Without punctuation at its ends.
fn bare(plain: &str) -> &str {
    plain.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A sentence of more than a few words.
fn is_full(plain: &str) -> bool {
    shape::ends_sentence(plain) && shape::words(plain) >= 8
}

/// About cookies, terms or data, and said to the reader; nobody is quoted.
fn is_notice(plain: &str, table: &Table) -> bool {
    let has = |rule: &'static str| table.rows(rule).filter(|word| contains_word(plain, word)).count();
    let quotes = plain.contains(['“', '"', '«', '„']);
    let cookies = plain.contains("cookie") && has("asks") > 0;
    !quotes && (cookies || has("consent") >= 2) && has("reader") > 0
}

/// "Read more: …", "Podcast | …", "ANALYSIS – …".
fn is_labelled(plain: &str, table: &Table) -> bool {
    let Some((label, rest)) = label(plain) else { return false };
    let alone = bare(rest).is_empty();
    let dash = rest.starts_with(['–', '—']);
    // "More — much more — was needed." begins with a label by chance.
    table.label.contains(label) && !alone && (!is_full(plain) || !dash && shape::words(rest) <= 14)
}

/// What stands before and from the first colon, bar, arrow or dash on.
fn label(plain: &str) -> Option<(&str, &str)> {
    let end = plain.match_indices([':', '|', '»', '›', '–', '—', '→', '>']).find(|(at, mark)| {
        // A dash stands apart ("Analysis – …"), or it joins words.
        !matches!(*mark, "–" | "—") || plain[..*at].ends_with(' ')
    })?;
    let end = end.0;
    let (label, rest) = plain.split_at(end);
    Some((label.trim_end_matches([' ', '-']).trim_start_matches(['>', '»', '►', '▶', '•', '[', '(', ' ']), rest))
}

/// "Photo: A. Lee", "(Photo by A. Lee)", "A ship in Odden. A. Lee/Getty Images".
fn is_credit(plain: &str, table: &Table) -> bool {
    let text = plain.trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']);
    let begins = table.openings("credit", text).any(|credit| {
        text.strip_prefix(credit).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.starts_with([':', '|', '©', '/']) || credit.ends_with(" by") && !rest.is_empty()
        })
    });
    let ends = |credit: &'static str| {
        text.strip_suffix(credit).is_some_and(|rest| rest.trim_end().ends_with(['/', '|', '(', '©', ':', '—']))
    };
    begins || table.rows("credit").any(ends)
}

/// Headlines of other stories between two paragraphs of prose go; short ones are cross-headings.
fn by_shape(parts: &[Part], fate: &mut [Fate]) {
    let prose = |i: usize, fate: &[Fate]| fate[i] == Fate::Stays && shape::is_prose(&parts[i].text);
    let mut related = Vec::new();
    // What stands before and after, boilerplate aside: whether it is prose.
    let mut after = vec![false; parts.len()];
    let mut next = false;
    for i in (0..parts.len()).rev() {
        after[i] = next;
        if fate[i] == Fate::Stays {
            next = prose(i, fate) || !is_line(&parts[i]) || next && is_line(&parts[i]);
        }
    }
    let mut before = false;
    for i in 0..parts.len() {
        if fate[i] != Fate::Stays {
            continue;
        }
        if prose(i, fate) || !is_line(&parts[i]) {
            before = true;
            continue;
        }
        // Lines that stand together are verse, an address, or badly wrapped.
        let apart = !parts[i].tight && parts.get(i + 1).is_none_or(|next| !next.tight);
        if !apart || !before || !after[i] {
            continue;
        }
        let text = &parts[i].text;
        let question = text.ends_with('?');
        if text.chars().count() > RELATED {
            continue;
        }
        let labelled = shape::labelled(text).is_some() && !question;
        let words = shape::words(text);
        let list = words >= LIST_WORDS && text.starts_with(|c: char| c.is_ascii_digit());
        if labelled || (words >= RELATED_WORDS || list) && !question {
            related.push(i);
        } else {
            fate[i] = Fate::Heading;
        }
    }
    let own = related.len() >= STRUCTURE;
    for i in related {
        fate[i] = if own { Fate::Heading } else { Fate::Aside };
    }
}

/// A paragraph that may be a headline.
fn is_line(part: &Part) -> bool {
    part.kind == BlockKind::Paragraph
        && shape::is_headline(&part.text)
        && !shape::is_prose(&part.text)
        && !shape::has_sentence_inside(&part.text)
}

/// A caption whose last words, in brackets, name the picture's owner: "(AP Photo/A. Lee, File)".
fn is_credited(plain: &str, table: &Table) -> bool {
    const PICTURE: &[&str] = &["photo", "photograph", "picture", "image", "illustration", "getty", "foto"];
    let Some((_, owner)) = plain.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else { return false };
    owner.len() <= 80
        && PICTURE.iter().any(|word| contains_word(owner, word))
        && table.rows("credit").any(|credit| begins_with(owner, credit) || owner.contains(['/', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The harbour of Odden opened on Monday after a storm that had kept it shut for a week.";

    fn check(lines: &[&str], stay: &[&str], headings: &[&str]) {
        let mut draft = Draft {
            parts: lines.iter().map(|line| Part::prose(BlockKind::Paragraph, line)).collect(),
            ..Draft::default()
        };
        sift(&mut draft, false);
        let stays: Vec<&str> = draft.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(stays, stay);
        let found: Vec<&str> = draft
            .parts
            .iter()
            .filter(|part| part.kind == BlockKind::Heading(2))
            .map(|part| part.text.as_str())
            .collect();
        assert_eq!(found, headings);
        assert_eq!(draft.parts.len() + draft.aside.len(), lines.len());
    }

    #[test]
    fn related_headlines_go_and_cross_headings_stay() {
        check(
            &[
                PROSE,
                "Minister promises new sea wall as storms grow fiercer",
                PROSE,
                "What comes next",
                PROSE,
                "Weather: the week of four storms",
                PROSE,
                "5 things to know of storms",
                PROSE,
                "Who pays for the wall?",
                PROSE,
            ],
            &[PROSE, PROSE, "What comes next", PROSE, PROSE, PROSE, "Who pays for the wall?", PROSE],
            &["What comes next", "Who pays for the wall?"],
        );
    }

    #[test]
    fn many_long_headings_are_the_articles_own() {
        let heading = "How the new sea wall would work in practice";
        let lines = [PROSE, heading, PROSE, heading, PROSE, heading, PROSE, heading, PROSE];
        check(&lines, &lines, &[heading; 4]);
    }

    #[test]
    fn the_headline_may_have_a_label() {
        assert!(is_over_headline("Skip to content") && is_over_headline("We use cookies. Accept?"));
        assert!(!is_over_headline("Analysis: what the storm has done to Odden"));
    }

    #[test]
    fn lines_before_the_first_and_after_the_last_paragraph_stay() {
        let lines =
            ["Port opens again, a week after the storm of May", PROSE, "The last line was cut off by somebody at"];
        check(&lines, &lines, &[]);
    }

    #[test]
    fn words_that_say_it() {
        for yes in [
            "This site uses cookies. If you go on you accept them.",
            "We and our partners process personal data. Accept all",
            "READ MORE: 6 charts on the cost of sand",
            "Read more",
            "Podcast | A week in Odden",
            "Sign up for our morning letter",
            "Subscribe from £2 a week",
            "Photo: Ann Lee",
            "(Photo by Ann Lee)",
            "Ships wait in the roads of Odden on Monday. (OP Photo/Ann Lee, File)",
            "The harbour at dusk. Ann Lee/Getty Images",
            "© 2024 The Odden Ledger. All rights reserved.",
            "(Reporting by Ann Lee; Editing by Bo Ek)",
            "* * *",
            "ADVERTISEMENT",
            "[button link=”/send” type=”big”] Send us your letter[/button]",
            "This story was reprinted in Coast.",
            "Ann Lee and Bo Ek contributed.",
            "Learn more: Seven boats that came back",
            "Sharing is caring!",
            "Gallery: the storm in Odden | 14 photos",
            "The Ledger may earn a commission from some of the boats on this page.",
        ] {
            assert!(is_boilerplate(yes, true), "{yes}");
        }
    }

    #[test]
    fn prose_that_speaks_of_such_things_stays() {
        for no in [
            "The regulator fined the firm because its cookies followed people across sites.",
            "“We use cookies because you like them,” said Ann Lee.",
            "Readers will find more in the report, which the ministry published.",
            "Video of the storm was shown in court.",
            "Analysis of the samples took three weeks.",
            "“Read more books,” she told them.",
            "Photographs by Ann Lee hang in the hall.",
            "Comment from the ministry was not to be had.",
            "Background",
            "Exclusive–Odden’s mayor resigns",
            "They agreed on nothing (but were given a photo of it).",
            "Live sheep were landed at Odden.",
            "More — much more than was promised — was needed in Odden.",
            "First published in 1960, the book sold nine copies in ten years.",
            "",
        ] {
            assert!(!is_boilerplate(no, true), "{no}");
        }
    }
}
