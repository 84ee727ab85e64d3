//! Bookmarks as the CSV that Readwise takes and gives: `Highlight,Title,Author,URL,Note,Location,Date`.
//!
//! Tags stand at the beginning of the note (`.tag`). A cell that a spreadsheet would take for a formula begins with an
//! apostrophe. Context, revision, colour and the time of the last change are lost on this way.

use jiff::Timestamp;

use super::import::{About, Draft, Gathering, ImportError, source};
use crate::article::{CleanText, Collected, Source, author};

const HEAD: [&str; 7] = ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"];

/// Writes them.
pub(super) fn write(articles: &[&Collected]) -> String {
    let mut out = HEAD.join(",") + "\n";
    for article in articles {
        let source = article.source.to_string();
        for bookmark in &article.bookmarks {
            let tags =
                bookmark.tags.iter().map(|tag| format!(".{}", tag.split_whitespace().collect::<Vec<_>>().join("-")));
            let note: Vec<String> = tags.chain(Some(bookmark.note.clone()).filter(|note| !note.is_empty())).collect();
            let cells = [
                bookmark.anchor.exact.as_str(),
                &article.name(),
                article.byline.as_deref().map_or("", author),
                article.address().unwrap_or(&source),
                &note.join(" "),
                &bookmark.anchor.start.to_string(),
                &bookmark.created,
            ];
            out.push_str(&cells.map(cell).join(","));
            out.push('\n');
        }
    }
    out
}

/// Characters that make a formula of a cell, or that stand before one.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn cell(text: &str) -> String {
    let text = CleanText::new(text);
    let guard = if text.starts_with(FORMULA) || text.starts_with('\'') { "'" } else { "" };
    if guard.is_empty() && !text.contains([',', '"', '\n', '\r', '\t', ' ']) {
        return text.into_string();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// Reads a table whose first row names the columns; `Highlight` is the one that must be there.
pub(super) fn read(bytes: &[u8], now: Timestamp) -> Result<Vec<Collected>, ImportError> {
    let wrong = |why: &str| ImportError::Form { format: "Readwise CSV", why: why.to_owned() };
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is not in UTF-8"))?;
    let mut rows = rows(text.strip_prefix('\u{feff}').unwrap_or(text))
        .ok_or_else(|| wrong("a quotation mark is not closed"))?
        .into_iter();
    let head = rows.next().unwrap_or_default();
    let columns = HEAD.map(|name| head.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name)));
    if columns[0].is_none() {
        return Err(wrong("there is no column Highlight"));
    }
    let mut gathering = Gathering::new(now);
    for row in rows.filter(|row| row.iter().any(|cell| !cell.is_empty())) {
        let cell = |i: usize| columns[i].and_then(|at| row.get(at)).map_or("", |cell| unguarded(cell));
        let kept = |i: usize| Some(cell(i).to_owned()).filter(|text| !text.is_empty());
        let (tags, note) = tags_and_note(cell(4));
        let from = if cell(3).is_empty() { Source::File(format!("readwise:{}", cell(1))) } else { source(cell(3)) };
        let about = About { title: kept(1), byline: kept(2), ..About::new(from) };
        let draft = Draft {
            exact: cell(0).to_owned(),
            start: cell(5).parse().ok(),
            note,
            tags,
            created: cell(6).parse::<Timestamp>().ok().map(|_| cell(6).to_owned()),
            ..Draft::default()
        };
        gathering.add(&about, draft, &[])?;
    }
    Ok(gathering.finish())
}

/// A cell without the apostrophe that kept it from being a formula.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA) || rest.starts_with('\'')).unwrap_or(cell)
}

/// `.one .two the note` taken apart.
fn tags_and_note(cell: &str) -> (Vec<String>, String) {
    let (mut tags, mut rest) = (Vec::new(), cell);
    while let Some(word) = rest.strip_prefix('.') {
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        if end == 0 || word.starts_with('.') {
            break;
        }
        tags.push(word[..end].to_owned());
        rest = word[end..].strip_prefix(' ').unwrap_or(&word[end..]);
    }
    (tags, rest.to_owned())
}

/// The rows of a CSV (RFC 4180, any line end); None where a quotation mark is not closed.
fn rows(text: &str) -> Option<Vec<Vec<String>>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    let (mut quoted, mut begun) = (false, false);
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => (quoted, begun) = (true, true),
            ',' if !quoted => {
                row.push(std::mem::take(&mut cell));
                begun = true;
            }
            '\n' | '\r' if !quoted => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                if begun || !cell.is_empty() {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                begun = false;
            }
            c => cell.push(c),
        }
    }
    if begun || !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    (!quoted).then_some(rows)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1", "+1", "-2", "@SUM(1)", "\t=1", "\r=1", "'=1"] {
            let cell = cell(text);
            assert!(!cell.trim_start_matches('"').starts_with(FORMULA), "{cell}");
        }
        assert_eq!(cell("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(cell("2026-11-25T00:00:00Z"), "2026-11-25T00:00:00Z");
    }

    #[test]
    fn tags_stand_before_the_note() {
        assert_eq!(tags_and_note(".a .b-c why not"), (vec!["a".to_owned(), "b-c".to_owned()], "why not".to_owned()));
        assert_eq!(tags_and_note("... so"), (vec![], "... so".to_owned()));
        assert_eq!(tags_and_note(""), (vec![], String::new()));
    }

    #[test]
    fn what_readwise_gives_is_read() {
        let given =
            "\u{feff}Highlight,Book Title,Title,URL,Date\r\n\"one\ntwo\",x,T,https://a.example/,\r\n\r\nthree,,,,\r\n";
        let found = read(given.as_bytes(), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].bookmarks[0].anchor.exact, "one\ntwo");
        assert_eq!(found[0].source, Source::Url("https://a.example/".to_owned()));
        assert!(read(b"a,b\n1,2", Timestamp::UNIX_EPOCH).is_err());
        assert!(read(b"Highlight\n\"open", Timestamp::UNIX_EPOCH).is_err());
    }

    proptest! {
        #[test]
        fn cells_come_back(cells in prop::collection::vec("\\PC{0,12}[\"\n,' ]{0,3}", 1..5)) {
            let line = cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + ",end\n";
            let found = rows(&line).unwrap();
            let found: Vec<_> = found[0].iter().map(|cell| unguarded(cell).to_owned()).collect();
            let mut wanted: Vec<_> = cells.iter().map(|text| CleanText::new(text).into_string()).collect();
            wanted.push("end".to_owned());
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn nothing_makes_it_panic(text in any::<String>()) {
            let _ = read(text.as_bytes(), Timestamp::UNIX_EPOCH);
            let _ = read(format!("Highlight,Note\n{text}").as_bytes(), Timestamp::UNIX_EPOCH);
        }
    }
}
