//! Sentence ranges: where a full stop ends one and where it does not.

mod near;

use std::sync::LazyLock;

use super::document::Sentence;
use super::lexicon;
use super::token::{Case, Token, TokenKind};
use crate::article::TextRange;

pub(crate) use near::Line;

/// Whether the full stop of an abbreviation can end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// It never does: Mr.
    Never,
    /// Only before a word that usually opens a sentence: Inc.
    Maybe,
    /// The same, and it is an abbreviation with a capital only: Mass. is, mass. is not.
    Name,
}

/// The abbreviations, in lower case.
static ABBREVIATIONS: LazyLock<lexicon::Words<Ends>> = LazyLock::new(|| {
    let ends = |kind: &str| match kind {
        "maybe" => Ends::Maybe,
        "name" => Ends::Name,
        _ => Ends::Never,
    };
    lexicon::rows(include_str!("../../assets/lexicon/abbreviations.tsv"))
        .filter_map(|row| Some((*row.first()?, ends(row.get(1)?))))
        .collect()
});

/// Whether a full stop after `word`, whatever its case, can be that of an abbreviation.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.len() <= 6 && ABBREVIATIONS.contains_key(word.to_ascii_lowercase().as_str())
}

/// Words that open a sentence far more often than they continue a name.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "He",
    "She",
    "It",
    "They",
    "We",
    "But",
    "And",
    "In",
    "On",
    "At",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "If",
    "When",
    "While",
    "For",
    "As",
    "By",
    "His",
    "Her",
    "Its",
    "Their",
    "Our",
    "You",
    "What",
    "After",
    "Before",
    "Since",
    "However",
    "With",
    "No",
    "Not",
    "Some",
    "Many",
    "Most",
    "To",
    "From",
    "So",
    "Or",
    "Then",
    "Last",
    "Officials",
    "Mr",
    "Mrs",
    "Ms",
];

/// Cuts the tokens of `text` into sentences. A blank line always ends one; a single line feed does too, unless the
/// text is wrapped by hand.
pub(super) fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let wrapped = is_wrapped(text);
    let mut out = Vec::new();
    let (mut first, mut paragraph) = (0, 0);
    let mut i = 0;
    let mut behind = Behind::default();
    while i < tokens.len() {
        let end = match tokens[i].kind {
            TokenKind::BlankLine => Some((i, true)),
            TokenKind::LineBreak if !wrapped || short_line(text, tokens[i].start()) => Some((i, true)),
            TokenKind::Sign => stop(text, tokens, i, &mut behind).map(|end| (end, false)),
            _ => None,
        };
        if let Some((end, breaks)) = end {
            push(&mut out, tokens, first..end, paragraph);
            if breaks {
                paragraph += usize::from(out.last().is_some_and(|last| last.paragraph == paragraph));
                first = end + 1;
            } else {
                first = end;
            }
            i = first.max(i + 1);
        } else {
            i += 1;
        }
    }
    push(&mut out, tokens, first..tokens.len(), paragraph);
    out.shrink_to_fit();
    out
}

fn push(out: &mut Vec<Sentence>, tokens: &[Token], span: std::ops::Range<usize>, paragraph: usize) {
    let is_break = |token: &Token| matches!(token.kind, TokenKind::LineBreak | TokenKind::BlankLine);
    let (mut start, mut end) = (span.start, span.end);
    while start < end && is_break(&tokens[start]) {
        start += 1;
    }
    while end > start && is_break(&tokens[end - 1]) {
        end -= 1;
    }
    if start < end {
        let range = TextRange::new(tokens[start].start(), tokens[end - 1].end());
        out.push(Sentence { tokens: start..end, range, paragraph });
    }
}

/// What stands behind a run of closing marks. It is the same for every mark of the run, so it is found once: a line of
/// 100,000 dots must not be read again for each of its dots.
#[derive(Debug, Default)]
struct Behind {
    /// The tokens of the run, the first mark with them.
    run: std::ops::Range<usize>,
    /// The first token behind it that is no opening mark.
    head: usize,
}

impl Behind {
    /// Finds it for the mark at `i`, unless that mark stands in the run that was found last.
    fn find(&mut self, text: &str, tokens: &[Token], i: usize) {
        if self.run.contains(&i) {
            return;
        }
        let word = |i: usize| tokens.get(i).map_or("", |token| token.range().slice(text));
        let mut end = i + 1;
        while end < tokens.len() && tokens[end].start() == tokens[end - 1].end() && is_closing(word(end)) {
            end += 1;
        }
        let mut head = end;
        while head < tokens.len() && tokens[head].kind == TokenKind::Sign && is_opening(word(head)) {
            head += 1;
        }
        *self = Self { run: i..end, head };
    }
}

/// If the sign at `i` ends a sentence: one past its last token (closing marks belong to it).
fn stop(text: &str, tokens: &[Token], i: usize, behind: &mut Behind) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.range().slice(text));
    let mark = word(i);
    if !matches!(mark, "." | "!" | "?" | "…") {
        return None;
    }
    behind.find(text, tokens, i);
    let (end, head) = (behind.run.end, behind.head);
    let next = tokens.get(end)?;
    if next.start() == tokens[end - 1].end() && next.kind == TokenKind::Sign && word(end) == "." {
        return None;
    }
    if next.start() == tokens[end - 1].end() {
        return None;
    }
    let opens = tokens.get(head)?;
    let strong = match opens.kind {
        TokenKind::Word => opens.case != Case::Lower,
        TokenKind::Digits => true,
        TokenKind::Sign => matches!(word(head), "$" | "£" | "€" | "¥" | "₹" | "—" | "–" | "-" | "•"),
        _ => false,
    };
    if !strong {
        return None;
    }
    // "!" and "?" end a sentence before a capital; so does a full stop unless it belongs to the word before it.
    (mark != "." || !holds_stop(text, tokens, i, head)).then_some(end)
}

/// Whether the full stop at `i` is part of an abbreviation that goes on with token `head`.
fn holds_stop(text: &str, tokens: &[Token], i: usize, head: usize) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.range().slice(text));
    let Some(before) = i.checked_sub(1).map(|b| tokens[b]) else { return false };
    if before.end() != tokens[i].start() || before.kind != TokenKind::Word {
        return false;
    }
    let shape = before.range().slice(text);
    let letters = shape.chars().count();
    let opener = OPENERS.contains(&word(head));
    // "in 4K. The": a unit behind its number, no initial.
    let unit =
        i.checked_sub(2).is_some_and(|at| tokens[at].kind == TokenKind::Digits && tokens[at].end() == before.start());
    if letters == 1 && !unit {
        // "U.S. troops", "p.m. The": letters in a row may end a sentence; one initial ("J. Smith") does not.
        let chained = i >= 2 && word(i - 2) == "." && tokens[i - 2].end() == before.start();
        return if chained { !opener } else { before.case == Case::Title && shape != "I" };
    }
    match ABBREVIATIONS.get(shape.to_lowercase().as_str()) {
        Some(Ends::Name) if before.case == Case::Lower => false,
        Some(Ends::Maybe | Ends::Name) => !opener,
        Some(Ends::Never) => true,
        None => false,
    }
}

fn is_closing(sign: &str) -> bool {
    matches!(sign, "”" | "’" | "\"" | "'" | ")" | "]" | "»" | "." | "!" | "?")
}

fn is_opening(sign: &str) -> bool {
    matches!(sign, "“" | "‘" | "\"" | "'" | "(" | "[" | "«" | "„" | "‚")
}

/// Whether the lines of `text` were broken by hand at a width: most lines that end in a single line feed are long, none
/// is very long, and some go on with a small letter. A list goes on with capitals.
fn is_wrapped(text: &str) -> bool {
    const ONE_IN: u32 = 5;
    let (mut long, mut other, mut small) = (0u32, 0u32, 0u32);
    let mut lines = text.lines().take(400).peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() || lines.peek().is_none_or(|next| next.trim().is_empty()) {
            continue;
        }
        let next = lines.peek().and_then(|next| next.trim_start().chars().next());
        small += u32::from(next.is_some_and(|first| !first.is_uppercase()));
        if (50..=110).contains(&line.len()) { long += 1 } else { other += 1 }
    }
    long >= 3 && long > 3 * other && ONE_IN * small >= long
}

/// Whether the line that ends at `at` is too short to have been broken by hand.
fn short_line(text: &str, at: usize) -> bool {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |lf| lf + 1);
    at - start < 40
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;

    fn cut(text: &str) -> Vec<&str> {
        Document::new(text).sentences().iter().map(|sentence| sentence.range.slice(text)).collect()
    }

    #[test]
    fn stops_that_end_and_stops_that_do_not() {
        assert_eq!(cut("Mr. Vale left. He paid $3.20 a litre."), ["Mr. Vale left.", "He paid $3.20 a litre."]);
        assert_eq!(
            cut("The U.S. troops left the U.S. The rest stayed."),
            ["The U.S. troops left the U.S.", "The rest stayed."]
        );
        assert_eq!(cut("“It turned.” She nodded. “Go!” he said."), ["“It turned.”", "She nodded.", "“Go!” he said."]);
        assert_eq!(cut("J. Smith of Acme Inc. said so."), ["J. Smith of Acme Inc. said so."]);
        assert_eq!(cut("It runs in 4K. Vale knew."), ["It runs in 4K.", "Vale knew."]);
        assert_eq!(cut("It lost mass. Vale wept."), ["It lost mass.", "Vale wept."]);
        assert_eq!(cut("A man from Lynn, Mass. Vale met wept."), ["A man from Lynn, Mass. Vale met wept."]);
    }

    #[test]
    fn lines_and_paragraphs() {
        assert_eq!(cut("A headline\nBy Ann Roe\n\nText here"), ["A headline", "By Ann Roe", "Text here"]);
        let paragraphs: Vec<_> = Document::new("One. Two.\n\nThree.").sentences().iter().map(|s| s.paragraph).collect();
        assert_eq!(paragraphs, [0, 0, 1]);
    }

    /// Dot leaders: the run is read once, not once for each of its dots.
    #[test]
    fn a_long_run_of_marks_is_read_once() {
        let start = std::time::Instant::now();
        for run in [".", "!", "?\u{201d}", ".)"] {
            let text = format!("fares {}{} to", run.repeat(100_000), " (".repeat(50_000));
            assert_eq!(cut(&text).len(), 1, "{run}");
        }
        // Reading the rest of the run for each mark takes minutes in this build.
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    #[test]
    fn text_wrapped_by_hand_is_joined() {
        let line = "the long line goes on and on until somebody breaks it there by hand";
        let text = format!("{line}\n{line}\n{line}\n{line}\nend.\n");
        assert_eq!(cut(&text).len(), 1);
        let list = text.replace("the long", "The long").replace("end.", "End.");
        assert_eq!(cut(&list).len(), 5);
    }
}
