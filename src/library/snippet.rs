//! Some words of a text around what was searched.

use super::words::{self, Wanted};
use crate::article::{CleanLine, Snippet, TextRange, is_unsafe};

/// Characters that a snippet has, about.
const LENGTH: usize = 160;
/// Characters before the first hit, at most.
const BEFORE: usize = 40;
/// Words of a text that are looked at.
const MOST_WORDS: usize = 20_000;

/// A snippet of `text` with the most different of the wanted words near each other; the beginning of the text if there
/// is none of them.
pub(super) fn snippet(text: &str, wanted: &[&Wanted]) -> Snippet {
    let hits = hits(text, wanted);
    let first = best(&hits).and_then(|best| hits.get(best));
    let start = first.map_or(0, |hit| begin(text, hit.range.start()));
    let end = end(text, start);
    let inside = hits.iter().map(|hit| hit.range).filter(|range| range.start() >= start && range.end() <= end);
    line(text, TextRange::new(start, end), inside)
}

/// Where words stand that are wanted, and which.
struct Hit {
    range: TextRange,
    wanted: usize,
}

fn hits(text: &str, wanted: &[&Wanted]) -> Vec<Hit> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let ranges: Vec<_> = words::ranges(text).take(MOST_WORDS).collect();
    let folded: Vec<_> = ranges.iter().map(|range| words::folded(range.slice(text))).collect();
    let mut hits: Vec<Hit> = Vec::new();
    for at in 0..ranges.len() {
        let Some(found) = wanted.iter().position(|wanted| wanted.stand_at(&folded[at..])) else { continue };
        let range = TextRange::new(ranges[at].start(), ranges[at + wanted[found].words.len() - 1].end());
        if hits.last().is_none_or(|last| last.range.end() <= range.start()) {
            hits.push(Hit { range, wanted: found });
        }
    }
    hits
}

/// The hit that is followed by the most different others within a snippet; of several the first.
fn best(hits: &[Hit]) -> Option<usize> {
    let mut best = (0, None);
    for (first, hit) in hits.iter().enumerate() {
        let near = hits[first..].iter().take_while(|other| other.range.end() < hit.range.start() + LENGTH - BEFORE);
        let mut kinds: Vec<_> = near.map(|other| other.wanted).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() > best.0 {
            best = (kinds.len(), Some(first));
        }
    }
    best.1
}

/// Where to begin so that `at` is seen with what stands before it: at the beginning of a paragraph or word.
fn begin(text: &str, at: usize) -> usize {
    let from = text[..at].char_indices().rev().take(BEFORE).last().map_or(at, |(from, _)| from);
    if let Some(paragraph) = text[from..at].rfind('\n') {
        return from + paragraph + 1;
    }
    if from == 0 {
        return 0;
    }
    text[from..at].find(' ').map_or(from, |space| from + space + 1)
}

/// Where to end: at the end of a word.
fn end(text: &str, start: usize) -> usize {
    let Some((end, _)) = text[start..].char_indices().nth(LENGTH) else { return text.len() };
    let end = start + end;
    text[start..end].rfind(char::is_whitespace).map_or(end, |space| start + space)
}

/// `range` of `text` as one line, with the hits where they stand in that.
fn line(text: &str, range: TextRange, hits: impl Iterator<Item = TextRange>) -> Snippet {
    let mut out = String::new();
    let mut found = Vec::new();
    if text[..range.start()].chars().any(|c| !c.is_whitespace()) {
        out.push('…');
    }
    let mut at = range.start();
    for hit in hits {
        append(&mut out, &text[at..hit.start()]);
        let start = out.len();
        append(&mut out, hit.slice(text));
        found.push(TextRange::new(start, out.len()));
        at = hit.end();
    }
    append(&mut out, &text[at..range.end()]);
    out.truncate(out.trim_end().len());
    if text[range.end()..].chars().any(|c| !c.is_whitespace()) {
        out.push('…');
    }
    Snippet { text: CleanLine::new(&out), hits: found }
}

/// Appends as [`CleanLine`] does, so that places hold.
fn append(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_unsafe(c) {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, query: &str) -> String {
        let wanted: Vec<_> = query.split(' ').filter_map(|word| Wanted::new(word, true)).collect();
        let snippet = snippet(text, &wanted.iter().collect::<Vec<_>>());
        let mut out = snippet.text.as_str().to_owned();
        for hit in snippet.hits.iter().rev() {
            out.insert(hit.end(), ']');
            out.insert(hit.start(), '[');
        }
        out
    }

    #[test]
    fn hits_are_shown_with_what_stands_around_them() {
        let text = "The harbour opened.\n\nSome  4,200 dockers\nwent back to the café by the harbour.";
        assert_eq!(shown(text, "cafe"), "…went back to the [café] by the harbour.");
        assert_eq!(
            shown(text, "harb"),
            "The [harbour] opened. Some 4,200 dockers went back to the café by the [harbour]."
        );
        assert_eq!(
            shown(text, "nothing"),
            "The harbour opened. Some 4,200 dockers went back to the café by the harbour."
        );
        let long = format!("{} port {} port tide {}", "words ".repeat(50), "more ".repeat(50), "end ".repeat(50));
        let shown = shown(&long, "port tide");
        assert!(shown.starts_with("…") && shown.contains("[port] [tide]") && shown.ends_with("end…"), "{shown}");
    }

    proptest! {
        #[test]
        fn hits_lie_in_the_line(text in "(ab|c|é| |\n|\u{7}|\u{200b}|\\PC){0,400}", word in "(ab|c|e)") {
            let wanted = Wanted::new(&word, true).unwrap();
            let snippet = snippet(&text, &[&wanted]);
            prop_assert_eq!(CleanLine::new(&snippet.text), snippet.text.clone());
            let mut last = 0;
            for hit in &snippet.hits {
                prop_assert!(hit.start() >= last && !hit.is_empty());
                prop_assert!(wanted.stand_at(&words::of(&snippet.text[hit.start()..hit.end()])));
                last = hit.end();
            }
        }
    }
}
