//! From one place in the text to the next: word, sentence, paragraph.

use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Offset, TextRange, floor_boundary};
use crate::facts::Line;

/// The paragraph that holds byte `at`, without white space at its ends. Between two paragraphs: the one before.
pub fn paragraph(text: &str, at: Offset) -> TextRange {
    let at = floor_boundary(text, at.min(text.len()));
    let line_start = |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |lf| lf + 1);
    let line_end = |at: usize| text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |lf| at + lf);
    let blank = |start: usize, end: usize| text.get(start..end).is_none_or(|line| line.trim().is_empty());
    let (mut start, mut end) = (line_start(at), line_end(at));
    while blank(start, end) && start > 0 {
        end = start - 1;
        start = line_start(end);
    }
    trimmed(text, TextRange::new(start, end))
}

/// Where the paragraph after byte `at` starts.
pub fn next_paragraph(text: &str, at: Offset) -> Option<Offset> {
    let mut from = text.get(at..)?.find('\n')? + at + 1;
    loop {
        let rest = text.get(from..)?;
        let line = rest.split('\n').next().unwrap_or("");
        if !line.trim().is_empty() {
            return Some(from + line.len() - line.trim_start().len());
        }
        from += line.len() + 1;
    }
}

/// Where the paragraph that holds `at` starts, or the one before if `at` is that start.
pub fn previous_paragraph(text: &str, at: Offset) -> Option<Offset> {
    let here = paragraph(text, at).start();
    if here < at {
        return Some(here);
    }
    let before = here.checked_sub(1)?;
    let start = paragraph(text, before).start();
    (start < here).then_some(start)
}

/// The line of the paragraph that holds byte `at`, and where it begins.
fn line(text: &str, at: Offset) -> (Line<'_>, Offset) {
    let paragraph = paragraph(text, at);
    (Line::new(paragraph.slice(text)), paragraph.start())
}

/// The sentence that holds byte `at`; between two, the one before.
pub fn sentence(text: &str, at: Offset) -> TextRange {
    let (line, start) = line(text, at);
    let here = line.sentence(at.saturating_sub(start));
    here.map_or_else(|| paragraph(text, at), |range| TextRange::new(start + range.start(), start + range.end()))
}

/// Where the next sentence starts.
pub fn next_sentence(text: &str, at: Offset) -> Option<Offset> {
    let (line, start) = line(text, at);
    let here = if at < start { Some(start) } else { line.next_start(at - start).map(|next| start + next) };
    here.filter(|next| *next > at).or_else(|| next_paragraph(text, at))
}

/// Where the sentence that holds `at` starts, or the one before if `at` is that start.
pub fn previous_sentence(text: &str, at: Offset) -> Option<Offset> {
    let (own, start) = line(text, at);
    let here = own.start_before(at.saturating_sub(start)).map(|before| start + before);
    here.or_else(|| {
        let (line, start) = line(text, previous_paragraph(text, start)?);
        line.start_before(usize::MAX).map(|before| start + before)
    })
}

/// One cluster on.
pub fn next_cluster(text: &str, at: Offset) -> Offset {
    at + text.get(at..).and_then(|rest| rest.graphemes(true).next()).map_or(0, str::len)
}

/// One cluster back.
pub fn previous_cluster(text: &str, at: Offset) -> Offset {
    let before = text.get(..at).unwrap_or("");
    before.grapheme_indices(true).next_back().map_or(0, |(i, _)| i)
}

/// The end of the word at or after `at`.
pub fn next_word(text: &str, at: Offset) -> Offset {
    let rest = text.get(at..).unwrap_or("");
    let space = rest.len() - rest.trim_start().len();
    let word = rest.get(space..).unwrap_or("");
    at + space + word.find(char::is_whitespace).unwrap_or(word.len())
}

/// The end of the word before `at`.
pub fn previous_word(text: &str, at: Offset) -> Offset {
    let before = text.get(..at).unwrap_or("").trim_end();
    before.rfind(char::is_whitespace).map_or(0, |i| before.get(..i).unwrap_or("").trim_end().len())
}

/// The word that holds byte `at`, for a double click.
pub fn word(text: &str, at: Offset) -> TextRange {
    let start = text.get(..at).unwrap_or("");
    let start = start.rfind(char::is_whitespace).map_or(0, |i| i + start[i..].chars().next().map_or(1, char::len_utf8));
    let rest = text.get(start..).unwrap_or("");
    let range = TextRange::new(start, start + rest.find(char::is_whitespace).unwrap_or(rest.len()));
    let letters = range.slice(text);
    let mark = |c: char| !c.is_alphanumeric() && !matches!(c, '$' | '£' | '€' | '%');
    let front = letters.len() - letters.trim_start_matches(mark).len();
    let back = letters.trim_end_matches(mark).len();
    if front < back { TextRange::new(start + front, start + back) } else { range }
}

/// Marks that open and close a quotation.
const MARKS: [(char, char); 4] = [('“', '”'), ('«', '»'), ('„', '“'), ('"', '"')];

/// The words between the quotation marks around byte `at`, within its paragraph, without the marks. A mark that both
/// opens and closes opens when it is the first, the third and so on.
pub fn quoted(text: &str, at: Offset) -> Option<TextRange> {
    let paragraph = paragraph(text, at);
    let words = paragraph.slice(text);
    let here = at.checked_sub(paragraph.start()).filter(|here| words.is_char_boundary(*here))?;
    let (before, after) = words.split_at(here);
    // One pass over what stands before, whatever the marks: a paragraph may have 3 MB.
    let mut open: [Option<usize>; MARKS.len()] = [None; MARKS.len()];
    for (i, mark) in marks(before) {
        for (open, (opens, closes)) in open.iter_mut().zip(MARKS) {
            if open.is_some() && mark == closes {
                *open = None;
            } else if open.is_none() && mark == opens {
                *open = Some(i + mark.len_utf8());
            }
        }
    }
    open.into_iter().zip(MARKS).find_map(|(from, (_, closes))| {
        let from = from?;
        let length = after.find(closes).filter(|length| *length > 0)?;
        Some(TextRange::new(paragraph.start() + from, paragraph.start() + here + length))
    })
}

/// All quotation marks of [`MARKS`] in a text. What begins with another byte than they do is passed over fast.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let candidates = memchr::memchr3_iter(b'"', 0xc2, 0xe2, text.as_bytes());
    candidates.filter_map(|i| {
        let mark = text.get(i..)?.chars().next()?;
        matches!(mark, '“' | '”' | '«' | '»' | '„' | '"').then_some((i, mark))
    })
}

/// `range` without white space at its ends.
pub fn trimmed(text: &str, range: TextRange) -> TextRange {
    let part = range.slice(text);
    let start = range.start() + (part.len() - part.trim_start().len());
    let end = range.start() + part.trim_end().len();
    if start <= end { TextRange::new(start, end) } else { TextRange::empty(range.start()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "One here. Two there.\n\nThree “is” it.\nFour";

    #[test]
    fn paragraphs_and_sentences() {
        assert_eq!(paragraph(TEXT, 3).slice(TEXT), "One here. Two there.");
        assert_eq!(paragraph(TEXT, 21).slice(TEXT), "One here. Two there.");
        assert_eq!(next_paragraph(TEXT, 0).map(|at| &TEXT[at..at + 5]), Some("Three"));
        assert_eq!(previous_paragraph(TEXT, 30), Some(22));
        assert_eq!(previous_paragraph(TEXT, 22), Some(0));
        assert_eq!(previous_paragraph(TEXT, 0), None);
        assert_eq!(sentence(TEXT, 12).slice(TEXT), "Two there.");
        assert_eq!(next_sentence(TEXT, 0), Some(10));
        assert_eq!(next_sentence(TEXT, 10), Some(22));
        assert_eq!(previous_sentence(TEXT, 22), Some(10));
    }

    #[test]
    fn words_between_marks() {
        let text = "He said “no” and \"yes\".";
        let at = |words: &str| quoted(text, text.find(words).unwrap()).map(|range| range.slice(text));
        assert_eq!((at("o”"), at("es\""), at("and")), (Some("no"), Some("yes"), None));
    }

    /// What [`quoted`] means: the strings of each kind of mark, one after another from the paragraph's beginning.
    fn quoted_in_order(text: &str, at: Offset) -> Option<TextRange> {
        for (open, close) in [('“', '”'), ('«', '»'), ('„', '“'), ('"', '"')] {
            let mut from = None;
            for (i, c) in text.char_indices() {
                match from {
                    Some(start) if c == close => {
                        if (start..i).contains(&at) {
                            return Some(TextRange::new(start, i));
                        }
                        from = None;
                    }
                    None if c == open => from = Some(i + c.len_utf8()),
                    _ => {}
                }
            }
        }
        None
    }

    #[test]
    fn words() {
        assert_eq!(word(TEXT, 4).slice(TEXT), "here");
        assert_eq!(next_word("one two", 0), 3);
        assert_eq!(next_word("one two", 3), 7);
        assert_eq!(previous_word("one two", 7), 3);
    }

    proptest! {
        #[test]
        fn quoted_words_are_found_from_any_place(text in "x[a“”«»„\"\u{e9}]{0,20}", at in 0usize..60) {
            let at = floor_boundary(&text, at.min(text.len()));
            prop_assert_eq!(quoted(&text, at), quoted_in_order(&text, at));
        }

        #[test]
        fn no_motion_leaves_the_text(text in "[a.“” \n\u{e9}\u{301}👩]{0,40}", at in 0usize..60) {
            let at = floor_boundary(&text, at.min(text.len()));
            for to in [next_cluster(&text, at), previous_cluster(&text, at), next_word(&text, at), previous_word(&text, at)] {
                prop_assert!(text.is_char_boundary(to));
            }
            for to in [next_paragraph(&text, at), next_sentence(&text, at)].into_iter().flatten() {
                prop_assert!(to > at && text.is_char_boundary(to));
            }
            for to in [previous_paragraph(&text, at), previous_sentence(&text, at)].into_iter().flatten() {
                prop_assert!(to < at && text.is_char_boundary(to));
            }
            for range in [paragraph(&text, at), sentence(&text, at), word(&text, at)] {
                prop_assert!(text.get(range.start()..range.end()).is_some());
            }
        }
    }
}
