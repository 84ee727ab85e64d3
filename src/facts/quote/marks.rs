//! Quotation marks paired: every outermost quoted string of a text.
//!
//! Double marks of all styles pair inside a paragraph; a straight one opens when none is open, else closes. A
//! paragraph that ends while a mark is open goes on in the next one when that begins with an opening mark, else the
//! string ends with its paragraph. Single marks count outside double ones only; apostrophes are told from them by
//! what stands around. One pass, a bounded look ahead.

use std::ops::Range;

use crate::facts::Document;
use crate::facts::{Case, TokenKind};

/// One outermost quoted string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    /// Byte range of the words, without the marks.
    pub range: Range<usize>,
    /// Tokens of the words, without the marks.
    pub inner: Range<usize>,
    /// Tokens with the marks.
    pub outer: Range<usize>,
}

/// Quoted strings of a kind that are looked at: a text of nothing but marks must not cost all memory.
const MOST: usize = 50_000;
/// A single quoted string has at most this many words.
const SINGLE_WORDS: usize = 80;
/// One that runs over paragraphs may have more: so many tokens.
const SINGLE_TOKENS: usize = 600;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Opens,
    Closes,
    Straight,
}

/// A double mark: its tokens and its style.
#[derive(Debug, Clone, Copy)]
struct Mark {
    first: usize,
    last: usize,
    style: Style,
}

/// A string that is open at the end of its paragraph.
#[derive(Debug, Clone, Copy)]
struct Pending {
    mark: Mark,
    last: usize,
}

/// All outermost quoted strings, in order.
pub(super) fn quoted(document: &Document<'_>) -> Vec<Quoted> {
    let paragraphs = paragraphs(document);
    let mut out = doubles(document, &paragraphs);
    let singles = singles(document, &paragraphs, &out);
    if !singles.is_empty() {
        out.extend(singles);
        out.sort_by_key(|quote| (quote.outer.start, std::cmp::Reverse(quote.outer.end)));
        let mut edge = 0;
        out.retain(|quote| {
            let outermost = quote.outer.start >= edge;
            if outermost {
                edge = quote.outer.end;
            }
            outermost
        });
    }
    out
}

/// Token ranges of the paragraphs.
pub(super) fn paragraphs(document: &Document<'_>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut number = usize::MAX;
    for sentence in document.sentences() {
        match out.last_mut() {
            Some(last) if sentence.paragraph == number => last.end = sentence.tokens.end,
            _ => out.push(sentence.tokens.clone()),
        }
        number = sentence.paragraph;
    }
    out
}

fn doubles(document: &Document<'_>, paragraphs: &[Range<usize>]) -> Vec<Quoted> {
    let mut out = Vec::new();
    let mut pending: Option<Pending> = None;
    for paragraph in paragraphs {
        if out.len() >= MOST {
            break;
        }
        let marks = marks(document, paragraph);
        let starts = marks.first().is_some_and(|mark| mark.first == paragraph.start);
        if let Some(open) = pending.take_if(|_| !starts) {
            push(&mut out, document, open.mark, open.last, open.last);
        }
        let (mut pairs, mut left) = pair(document, paragraph, &marks, true);
        if left.is_some() {
            (pairs, left) = pair(document, paragraph, &marks, false);
        }
        let mut pairs = pairs.into_iter().peekable();
        if let Some(mut open) = pending.take() {
            if let Some((_, close)) = pairs.next_if(|(first, _)| first.first == paragraph.start) {
                push(&mut out, document, open.mark, close.first, close.last);
            } else if left.take_if(|mark| mark.first == paragraph.start).is_some() {
                open.last = paragraph.end;
                pending = Some(open);
            } else {
                push(&mut out, document, open.mark, open.last, open.last);
            }
        }
        for (first, close) in pairs.take(MOST.saturating_sub(out.len())) {
            push(&mut out, document, first, close.first, close.last);
        }
        if let Some(mark) = left.filter(|_| pending.is_none()) {
            pending = Some(Pending { mark, last: paragraph.end });
        }
    }
    if let Some(open) = pending {
        push(&mut out, document, open.mark, open.last, open.last);
    }
    out
}

/// Adds the string from `mark` to token `end`, whose closing mark ends before token `close`.
fn push(out: &mut Vec<Quoted>, document: &Document<'_>, mark: Mark, end: usize, close: usize) {
    let inner = mark.last..end;
    let tokens = document.tokens();
    let (Some(first), Some(last)) = (tokens.get(inner.start), inner.end.checked_sub(1).and_then(|i| tokens.get(i)))
    else {
        return;
    };
    if inner.start < inner.end {
        out.push(Quoted { range: first.start()..last.end(), inner, outer: mark.first..close });
    }
}

/// The double marks of a paragraph.
fn marks(document: &Document<'_>, paragraph: &Range<usize>) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut i = paragraph.start;
    while i < paragraph.end {
        let mut last = i + 1;
        if document.kind(i) == TokenKind::Sign {
            let style = match document.word(i) {
                "“" | "„" | "‟" | "«" => Some(Style::Opens),
                "”" | "»" => Some(Style::Closes),
                "\"" => Some(Style::Straight),
                sign @ ("'" | "`") if document.word(last) == sign && joined(document, last) && last < paragraph.end => {
                    last += 1;
                    Some(if sign == "`" { Style::Opens } else { Style::Straight })
                }
                _ => None,
            };
            if let Some(style) = style {
                out.push(Mark { first: i, last, style });
            }
        }
        i = last;
    }
    out
}

/// Pairs the marks of a paragraph; with the one that stays open.
fn pair(
    document: &Document<'_>,
    paragraph: &Range<usize>,
    marks: &[Mark],
    nest: bool,
) -> (Vec<(Mark, Mark)>, Option<Mark>) {
    let mut pairs = Vec::new();
    let mut stack: Vec<Mark> = Vec::new();
    for &mark in marks {
        let opening = mark.first == paragraph.start || looks_opening(document, mark);
        let touched = mark.last < paragraph.end && joined(document, mark.last);
        let opens = match (mark.style, stack.is_empty()) {
            (Style::Opens, empty) => empty || opening,
            (Style::Closes, true) if opening => true,
            (Style::Closes, false) => false,
            (Style::Straight, true) if touched || starts_sentence(document, mark, paragraph) => true,
            (Style::Closes | Style::Straight, true) => continue,
            (Style::Straight, false) => opening && touched && is_word(document, mark.last),
        };
        if opens {
            let nested =
                nest && mark.style == Style::Opens && stack.last().is_some_and(|outer| outer.style == Style::Opens);
            if !nested {
                stack.pop();
            }
            stack.push(mark);
        } else if let Some(first) = stack.pop()
            && stack.is_empty()
        {
            pairs.push((first, mark));
        }
    }
    (pairs, stack.first().copied())
}

/// Said Bo Lund. " Even the crabs: a mark with white space on both sides that a capital follows, behind a stop.
fn starts_sentence(document: &Document<'_>, mark: Mark, paragraph: &Range<usize>) -> bool {
    mark.last < paragraph.end
        && mark.first > paragraph.start
        && !joined(document, mark.first)
        && matches!(document.word(mark.first - 1), "." | "!" | "?")
        && document.case(mark.last) == Case::Title
}

/// White space, a bracket or a dash before, none after.
fn looks_opening(document: &Document<'_>, mark: Mark) -> bool {
    let before = !joined(document, mark.first)
        || matches!(document.word(mark.first - 1), "(" | "[" | "—" | "–" | "-" | "/" | ">");
    before && joined(document, mark.last)
}

/// Whether neither white space nor a break stands before token `i`.
pub(super) fn joined(document: &Document<'_>, i: usize) -> bool {
    i > 0
        && document.touches(i)
        && !matches!(document.kind(i - 1), TokenKind::LineBreak | TokenKind::BlankLine)
        && !matches!(document.kind(i), TokenKind::LineBreak | TokenKind::BlankLine)
}

fn is_word(document: &Document<'_>, i: usize) -> bool {
    matches!(document.kind(i), TokenKind::Word | TokenKind::Digits)
}

/// Single quoted strings outside of the `doubles`.
fn singles(document: &Document<'_>, paragraphs: &[Range<usize>], doubles: &[Quoted]) -> Vec<Quoted> {
    let mut out: Vec<Quoted> = Vec::new();
    let (mut next, mut skip) = (0, 0);
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let mut i = paragraph.start.max(skip);
        while i < paragraph.end && out.len() < MOST {
            while doubles.get(next).is_some_and(|quote| quote.outer.end <= i) {
                next += 1;
            }
            if let Some(quote) = doubles.get(next).filter(|quote| quote.outer.start <= i) {
                i = quote.outer.end;
                continue;
            }
            if document.kind(i) == TokenKind::Sign && opens_single(document, i) {
                let close = single_close(document, i, paragraph.end)
                    .or_else(|| later_close(document, i, paragraph, &paragraphs[number + 1..]));
                if let Some(close) = close {
                    let mark = Mark { first: i, last: i + 1, style: Style::Opens };
                    push(&mut out, document, mark, close, close + 1);
                    i = close;
                }
            }
            i += 1;
        }
        skip = i;
    }
    out
}

/// Whether the sign at `i` is a single mark that opens.
fn opens_single(document: &Document<'_>, i: usize) -> bool {
    if !matches!(document.word(i), "‘" | "'" | "’" | "‚") || !joined(document, i + 1) {
        return false;
    }
    if joined(document, i) && !matches!(document.word(i - 1), "(" | "[" | "—" | "–" | "-" | "/" | ">" | "“" | "\"")
    {
        return false;
    }
    let after = document.word(i + 1);
    match document.kind(i + 1) {
        TokenKind::Word => {
            let elided = ["em", "n", "til", "tis", "twas", "cause", "cos", "bout", "round"];
            document.word(i) == "‘" || !elided.iter().any(|word| after.eq_ignore_ascii_case(word))
        }
        TokenKind::Digits => !(after.len() == 2 && document.word(i + 2) == "s" && joined(document, i + 2)),
        TokenKind::Sign => matches!(after, "“" | "\"" | "$" | "£" | "€" | "(" | "[" | "…" | "#" | "@"),
        _ => false,
    }
}

/// The token of the single mark that closes what opens at `open`, before token `end`.
fn single_close(document: &Document<'_>, open: usize, end: usize) -> Option<usize> {
    let curly = document.word(open) == "‘";
    let mut words = 0;
    let mut fallback = None;
    for i in open + 1..end.min(open + SINGLE_TOKENS) {
        match document.kind(i) {
            TokenKind::Word | TokenKind::Digits => {
                words += usize::from(!joined(document, i));
                if words > SINGLE_WORDS {
                    break;
                }
            }
            TokenKind::Sign => match document.word(i) {
                "‘" if fallback.is_some() => break,
                "'" if curly => {}
                "'" | "’" if joined(document, i) && !(joined(document, i + 1) && is_word(document, i + 1)) => {
                    if joined(document, i + 1) && matches!(document.word(i + 1), "'" | "’") {
                        continue;
                    }
                    // "the workers’ plan", "fishin’ again": an apostrophe, unless nothing else closes.
                    let before = document.word(i - 1);
                    let elided = before.ends_with(['s', 'S']) || (before.ends_with("in") && before.len() > 3);
                    if elided && !joined(document, i + 1) && i + 1 < end && is_word(document, i + 1) {
                        fallback = fallback.or(Some(i));
                        continue;
                    }
                    return Some(i);
                }
                _ => {}
            },
            _ => {}
        }
    }
    fallback
}

/// As [`single_close`] for a string that each paragraph opens anew and only the last one closes.
fn later_close(document: &Document<'_>, open: usize, own: &Range<usize>, following: &[Range<usize>]) -> Option<usize> {
    if document.word(open) != "‘" || own.end - open > SINGLE_TOKENS {
        return None;
    }
    let mut size = own.end - open;
    for paragraph in following {
        size += paragraph.len();
        if document.word(paragraph.start) != "‘" || size > SINGLE_TOKENS {
            return None;
        }
        if let Some(close) = single_close(document, paragraph.start, paragraph.end) {
            return Some(close);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        quoted(&document).into_iter().map(|quote| &text[quote.range]).collect()
    }

    #[test]
    fn styles_and_nesting() {
        assert_eq!(strings("“One,” she said. “Two ‘in’ three.”"), ["One,", "Two ‘in’ three."]);
        assert_eq!(strings("\"One,\" she said. \"Two 'in' three.\""), ["One,", "Two 'in' three."]);
        assert_eq!(strings("«Oui», „Ja“ and ''so''"), ["Oui", "Ja", "so"]);
        assert_eq!(strings("‘He told me “no” twice,’ she said."), ["He told me “no” twice,"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(strings("It’s the workers’ plan and rock ’n’ roll of the ’90s, he’s 5'10\" tall.").is_empty());
        assert_eq!(strings("‘The workers’ plan isn’t ours,’ he said."), ["The workers’ plan isn’t ours,"]);
        assert_eq!(strings("He saw ‘the best of mothers’ and ‘more’."), ["the best of mothers", "more"]);
    }

    #[test]
    fn paragraphs_and_missing_marks() {
        assert_eq!(strings("“First.\n\n“Second,” he said."), ["First.\n\n“Second,"]);
        assert_eq!(strings("‘First.\n\n‘Second,’ he said."), ["First.\n\n‘Second,"]);
        assert_eq!(strings("“Never ends.\n\nPlain “word” here."), ["Never ends.", "word"]);
        assert_eq!(strings("He said \"this is lost. \"But this is not,\" he said."), ["But this is not,"]);
    }
}
