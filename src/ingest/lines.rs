//! Lines to parts: which lines of a plain text belong together.
//!
//! Blank lines part paragraphs. Inside a group of lines, a line goes on in the next one where the text was wrapped by
//! hand: lines mostly end in the middle of sentences, and the next word would not have fitted.

use super::draft::Part;
use super::shape;
use crate::article::BlockKind;

/// Nobody wraps wider, in characters; a longer line is a paragraph of its own.
const WIDEST: usize = 132;

/// A line of verse or of an address is no longer, in characters.
const SHORT: usize = 50;

/// Parts of a clean plain text.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let groups: Vec<&[&str]> = lines.split(|line| line.trim().is_empty()).filter(|group| !group.is_empty()).collect();
    let fill = fill(&groups);
    let mut parts = Vec::new();
    for group in &groups {
        group_parts(group, fill, groups.len() == 1, &mut parts);
    }
    parts
}

/// Whether no blank line parts the text: then a line tells little by standing alone.
pub(super) fn is_one_group(text: &str) -> bool {
    !text.trim().lines().any(|line| line.trim().is_empty())
}

/// How full a line must be to go on in the next one, in characters; None when the text is not wrapped by hand.
fn fill(groups: &[&[&str]]) -> Option<usize> {
    let widest = groups.iter().flat_map(|group| group.iter()).map(|line| width(line)).max()?;
    let pairs = groups.iter().flat_map(|group| group.windows(2));
    let (mut all, mut unfinished) = (0_usize, 0_usize);
    for pair in pairs {
        all += 1;
        unfinished += usize::from(!shape::ends_sentence(pair[0]));
    }
    (widest <= WIDEST && 2 * unfinished > all).then_some(widest * 4 / 5)
}

fn group_parts(group: &[&str], fill: Option<usize>, alone: bool, parts: &mut Vec<Part>) {
    if group.iter().all(|line| line.starts_with('>')) {
        let inner: Vec<&str> = group.iter().map(|line| line.trim_start_matches(['>', ' '])).collect();
        parts.push(Part::prose(BlockKind::Quotation, &inner.join(" ")));
        return;
    }
    if is_table(group) {
        parts.push(Part::verbatim(&group.join("\n")));
        return;
    }
    let mut joined = String::new();
    let mut kind = BlockKind::Paragraph;
    let mut first = true;
    let mut flush = |joined: &mut String, kind: BlockKind, first: &mut bool| {
        if joined.is_empty() {
            return;
        }
        let tight = !*first && !alone && width(joined) <= WIDEST;
        parts.push(Part { tight, ..Part::prose(kind, joined) });
        *first = false;
        joined.clear();
    };
    let mut before: Option<&str> = None;
    for line in group {
        let item = shape::list_item(line);
        let goes_on = item.is_none()
            && before
                .is_some_and(|before| goes_on(before, line, fill) || kind == BlockKind::ListItem && indent(line) > 0);
        if goes_on {
            // "inter-" and "national" are one word; where a dash stands apart it keeps its space.
            let broken =
                joined.ends_with('-') && !joined.ends_with(" -") && line.trim_start().starts_with(char::is_lowercase);
            if !broken {
                joined.push(' ');
            }
        } else {
            flush(&mut joined, kind, &mut first);
            kind = if item.is_some() { BlockKind::ListItem } else { BlockKind::Paragraph };
        }
        // A bullet is drawn by whoever shows the list; a number may be referred to and stays.
        joined.push_str(line.trim().get(item.unwrap_or(0)..).unwrap_or("").trim_start());
        before = Some(line);
    }
    flush(&mut joined, kind, &mut first);
}

/// Whether `line` continues the sentence or paragraph of the line before it.
fn goes_on(before: &str, line: &str, fill: Option<usize>) -> bool {
    // The middle of a sentence, however the lines are set.
    if !shape::ends_sentence(before) && line.trim_start().starts_with(char::is_lowercase) && width(before) > SHORT {
        return true;
    }
    let Some(fill) = fill else { return false };
    if indent(line) >= 2 && indent(before) < indent(line) {
        return false;
    }
    let word = line.split_whitespace().next().map_or(0, width);
    width(before) + 1 + word > fill && !shape::is_byline(line)
}

/// Whether most lines are set in columns, or all are set in.
fn is_table(group: &[&str]) -> bool {
    let columns = group.iter().filter(|line| {
        let inner = line.trim();
        inner.contains('\t') || inner.contains("   ") || inner.starts_with('|') && inner.ends_with('|')
    });
    group.len() >= 2
        && (2 * columns.count() > group.len() || group.iter().all(|line| indent(line) >= 4 || line.starts_with('\t')))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn width(line: &str) -> usize {
    line.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let parts = parts(text);
        let found: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn hand_wrapped_lines_are_joined() {
        check(
            "Harbour reopens\nBy Ann Lee\n\nThe harbour of Odden opened on Monday after a\nstorm that had kept it \
             shut since the last day\nof May.\n\nShips came in.",
            &[
                "Harbour reopens",
                "By Ann Lee",
                "The harbour of Odden opened on Monday after a storm that had kept it shut since the last day of May.",
                "Ships came in.",
            ],
        );
    }

    #[test]
    fn set_in_first_lines_begin_paragraphs() {
        check(
            "   The harbour of Odden opened on Monday, after\na storm that had kept it shut for as long as that\n   \
             Ships came in by the dozen, and with the first\nof them the mayor, who had been at sea in it.",
            &[
                "The harbour of Odden opened on Monday, after a storm that had kept it shut for as long as that",
                "Ships came in by the dozen, and with the first of them the mayor, who had been at sea in it.",
            ],
        );
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let one = format!("{}.", "word ".repeat(40).trim());
        check(&format!("{one}\n{one}\nShort one"), &[&one, &one, "Short one"]);
    }

    #[test]
    fn a_sentence_goes_on_however_the_lines_are_set() {
        let long = format!("{}.", "word ".repeat(40).trim());
        let first = "The harbour of Odden opened on Monday after a storm that the mayor called";
        check(&format!("{first}\nhis first.\n{long}"), &[&format!("{first} his first."), &long]);
    }

    #[test]
    fn lists_quotations_and_tables() {
        let found =
            parts("- one\n  goes on\n- two\n\n> said\n> she\n\nTeam   P   W\nA      1   0\n\n1. first\n2. second");
        let found: Vec<(BlockKind, &str)> = found.iter().map(|part| (part.kind, part.text.as_str())).collect();
        assert_eq!(
            found,
            [
                (BlockKind::ListItem, "one goes on"),
                (BlockKind::ListItem, "two"),
                (BlockKind::Quotation, "said she"),
                (BlockKind::Verbatim, "Team   P   W\nA      1   0"),
                (BlockKind::ListItem, "1. first"),
                (BlockKind::ListItem, "2. second"),
            ]
        );
    }

    #[test]
    fn a_word_broken_at_the_line_end_is_one_word() {
        check(
            "They had agreed on it with the inter-\nnational body that looks after such matters of\nthe sea and others.",
            &[
                "They had agreed on it with the inter-national body that looks after such matters of the sea and others.",
            ],
        );
    }
}
