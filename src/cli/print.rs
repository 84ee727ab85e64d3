//! An article as text: what is shown where there is no screen. Facts are numbered in the text and listed below it.

use std::fmt::Write as _;

use textwrap::core::Word;
use textwrap::{WordSeparator, wrap_algorithms};

use crate::article::{Article, Block, BlockKind, TextRange, author, visible};
use crate::facts::{FactId, FactKind, Facts, is_english};

/// Columns of a line of text.
const WIDTH: usize = 80;
/// The longest quote that is repeated whole in the list, in characters.
const QUOTE: usize = 100;

/// The article with its facts numbered, each line ended by a line feed.
pub(super) fn article(article: &Article, facts: &Facts, bold: bool) -> String {
    let mut out = String::with_capacity(article.text.len() * 5 / 4);
    if let Some(title) = &article.title {
        paragraph(&mut out, title, "", bold);
    }
    let mut about: Vec<String> = Vec::new();
    about.extend(article.byline.as_ref().map(|byline| format!("By {}", author(byline))));
    about.extend(article.site.as_ref().map(ToString::to_string));
    about.extend(article.published.as_ref().map(ToString::to_string));
    if !about.is_empty() {
        paragraph(&mut out, &about.join(" · "), "", false);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let numbered = number(facts);
    body(&mut out, article, facts, &numbered);
    if let Some(warning) = article.warning() {
        out.push('\n');
        paragraph(&mut out, warning, "", false);
    }
    lists(&mut out, article, facts, &numbered, bold);
    out
}

/// The facts in the order of the text; a fact's number is its place in it, from 1.
fn number(facts: &Facts) -> Vec<FactId> {
    let ids = FactKind::ALL.into_iter().flat_map(|kind| (0..facts.len(kind)).map(move |index| FactId { kind, index }));
    let mut ids: Vec<FactId> = ids.collect();
    ids.sort_by_key(|id| facts.range(*id).map(|range| (range.start(), range.end())));
    ids
}

fn body(out: &mut String, article: &Article, facts: &Facts, numbered: &[FactId]) {
    let text = article.text.as_str();
    let mut marks: Vec<(usize, usize)> = numbered
        .iter()
        .enumerate()
        .filter_map(|(i, id)| Some((after_mark(text, facts.range(*id)?.end()), i + 1)))
        .collect();
    marks.sort_unstable();
    let mut marks = marks.into_iter().peekable();
    let whole = [Block { range: TextRange::new(0, text.len()), kind: BlockKind::Verbatim }];
    let blocks = if article.blocks.is_empty() { &whole } else { article.blocks.as_slice() };
    let mut end = None;
    for block in blocks {
        if let Some(end) = end {
            let gap = TextRange::new(end, block.range.start()).slice(text);
            if gap.matches('\n').count() > 1 {
                out.push('\n');
            }
        }
        end = Some(block.range.end());
        let mut at = block.range.start();
        let mut shown = String::with_capacity(block.range.len() + 32);
        while let Some((mark, n)) = marks.next_if(|(mark, _)| *mark <= block.range.end()) {
            shown.push_str(TextRange::new(at, mark.max(at)).slice(text));
            let _ = write!(shown, "[{n}]");
            at = mark.max(at);
        }
        shown.push_str(TextRange::new(at, block.range.end()).slice(text));
        match block.kind {
            BlockKind::Verbatim => {
                for line in shown.lines() {
                    push_visible(out, line);
                    out.push('\n');
                }
            }
            BlockKind::ListItem => paragraph(out, &format!("• {shown}"), "  ", false),
            BlockKind::Quotation => paragraph(out, &shown, "    ", false),
            _ => paragraph(out, &shown, "", false),
        }
    }
}

/// The place for a number: after the mark that closes a quotation.
fn after_mark(text: &str, end: usize) -> usize {
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    next.filter(|c| matches!(c, '”' | '’' | '"' | '»')).map_or(end, |c| end + c.len_utf8())
}

/// One paragraph, wrapped; lines after the first begin with `indent`.
fn paragraph(out: &mut String, text: &str, indent: &str, bold: bool) {
    let mut clean = String::with_capacity(text.len());
    push_visible(&mut clean, text);
    let words: Vec<Word<'_>> = WordSeparator::UnicodeBreakProperties.find_words(&clean).collect();
    let first = if indent.len() == 4 { indent } else { "" };
    let widths = [(WIDTH - first.len()) as f64, (WIDTH - indent.len()) as f64];
    for (i, line) in wrap_algorithms::wrap_first_fit(&words, &widths).into_iter().enumerate() {
        out.push_str(if i == 0 { first } else { indent });
        let start = out.len();
        if bold {
            out.push_str("\u{1b}[1m");
        }
        for word in line {
            out.push_str(word.word);
            out.push_str(word.whitespace);
        }
        out.truncate(out.trim_end_matches(' ').len().max(start));
        if bold {
            out.push_str("\u{1b}[0m");
        }
        out.push('\n');
    }
}

fn push_visible(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| match c {
        '\n' => ' ',
        '\t' => '\t',
        c => visible(c),
    }));
}

fn lists(out: &mut String, article: &Article, facts: &Facts, numbered: &[FactId], bold: bool) {
    let text = article.text.as_str();
    for (kind, name) in [(FactKind::Figure, "Figures"), (FactKind::Place, "Places"), (FactKind::Quote, "Quotes")] {
        if facts.len(kind) == 0 {
            continue;
        }
        out.push('\n');
        paragraph(out, name, "", bold);
        for (i, id) in numbered.iter().enumerate().filter(|(_, id)| id.kind == kind) {
            let line = match kind {
                FactKind::Figure => figure(facts, id.index, text),
                FactKind::Place => place(facts, id.index, text),
                FactKind::Quote => quote(facts, id.index, text),
            };
            paragraph(out, &format!("[{}] {line}", i + 1), "     ", false);
        }
    }
    if !is_english(article.lang.as_deref()) {
        out.push('\n');
        paragraph(out, "(Places and quotes are found in English texts only.)", "", false);
    }
}

fn figure(facts: &Facts, index: usize, text: &str) -> String {
    let Some(figure) = facts.figures.get(index) else { return String::new() };
    let words = figure.range.slice(text);
    let unit = figure.unit.as_deref().unwrap_or("");
    let value = match (figure.value, figure.high) {
        (Some(low), Some(high)) => format!("{}–{} {unit}", low.normalize(), high.normalize()),
        (Some(value), None) => format!("{} {unit}", value.normalize()),
        (None, _) => unit.to_owned(),
    };
    let value = value.trim();
    let mut line = words.to_owned();
    if !value.is_empty() && value.replace(' ', "") != words.replace([' ', ','], "") {
        let _ = write!(line, " = {value}");
    }
    let about = [figure.approx.as_deref(), figure.what.map(|range| range.slice(text))];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    if !about.is_empty() {
        let _ = write!(line, " · {}", about.join(" · "));
    }
    line
}

fn place(facts: &Facts, index: usize, text: &str) -> String {
    let Some(place) = facts.places.get(index) else { return String::new() };
    let words = place.range.slice(text);
    let mut line = words.to_owned();
    if place.name != words {
        let _ = write!(line, " = {}", place.name);
    }
    let kind = format!("{:?}", place.kind).to_lowercase();
    let _ = write!(line, " · {kind}");
    if let Some(country) = &place.country {
        let _ = write!(line, " · {country}");
    }
    if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
        let _ = write!(line, " · {lat:.2}, {lon:.2}");
    }
    line
}

fn quote(facts: &Facts, index: usize, text: &str) -> String {
    let Some(quote) = facts.quotes.get(index) else { return String::new() };
    let words = quote.range.slice(text);
    let short = match words.char_indices().nth(QUOTE) {
        Some((cut, _)) => format!("{}…", words[..cut].trim_end()),
        None => words.to_owned(),
    };
    let kind = format!("{:?}", quote.kind).to_lowercase();
    match &quote.speaker {
        Some(speaker) => format!("{speaker}: {short} · {kind}"),
        None => format!("{short} · {kind}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{CleanText, Source};
    use crate::facts::{Figure, FigureKind, Place, PlaceKind, Quote, QuoteKind};

    fn range(text: &str, words: &str) -> TextRange {
        let at = text.find(words).unwrap();
        TextRange::new(at, at + words.len())
    }

    #[test]
    fn facts_are_numbered_in_the_text_and_listed_below() {
        let text = "Some 900 ships left Lyon, “in a hurry”, said Ann Lee.";
        let facts = Facts {
            figures: vec![Figure {
                range: range(text, "900"),
                kind: FigureKind::Count,
                value: Some(900.into()),
                high: None,
                unit: None,
                what: Some(range(text, "ships")),
                approx: Some("some".to_owned()),
                same_as: None,
                rule: "",
            }],
            places: vec![Place {
                range: range(text, "Lyon"),
                name: "Lyon".to_owned(),
                kind: PlaceKind::City,
                country: Some("FR".to_owned()),
                region: None,
                lat: Some(45.75),
                lon: Some(4.85),
                geoname_id: None,
                group: 0,
                metonym: false,
                doubtful: false,
                rule: "",
            }],
            quotes: vec![Quote {
                range: range(text, "in a hurry"),
                speaker: Some("Ann Lee".to_owned()),
                mention: None,
                cue: None,
                kind: QuoteKind::Direct,
                group: None,
                rule: "",
            }],
        };
        let printed = article(&Article::plain(Source::Stdin, CleanText::new(text)), &facts, false);
        assert_eq!(
            printed,
            "Some 900[1] ships left Lyon[2], “in a hurry”[3], said Ann Lee.\n\nFigures\n[1] 900 · some · ships\n\nPlaces\n\
             [2] Lyon · city · FR · 45.75, 4.85\n\nQuotes\n[3] Ann Lee: in a hurry · direct\n"
        );
    }

    #[test]
    fn raw_controls_are_pictures_and_no_line_is_too_wide() {
        let text = CleanText::verbatim(&format!("a\u{1b}[2J\n{}", "word ".repeat(60)));
        let raw = Article { raw: true, ..Article::plain(Source::Stdin, text) };
        assert!(article(&raw, &Facts::default(), false).starts_with("a␛[2J\n"));
        let plain = Article::plain(Source::Stdin, CleanText::new("x"));
        let mut out = String::new();
        paragraph(&mut out, &"word ".repeat(60), "  ", false);
        assert!(out.lines().count() > 3 && out.lines().all(|line| line.len() <= WIDTH), "{out}");
        assert_eq!(article(&plain, &Facts::default(), false), "x\n");
    }
}
