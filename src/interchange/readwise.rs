//! Bookmarks as the CSV that Readwise takes and gives: `Highlight,Title,Author,URL,Note,Location,Date`.
//!
//! Tags stand at the beginning of the note (`.tag`). A cell that a spreadsheet would take for a formula begins with an
//! apostrophe. Context, revision, colour and the time of the last change are lost on this way.

use jiff::Timestamp;

use super::import::{About, Draft, Gathering, ImportError, source};
use crate::article::{CleanText, Collected, Source, author};

const HEAD: [&str; 7] = ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"];

/// Writes them.
pub(super) fn write(articles: &[&Collected]) -> csv::Result<String> {
    let mut table = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Necessary).from_writer(Vec::new());
    table.write_record(HEAD)?;
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
            table.write_record(cells.map(|text| guarded(&CleanText::new(text))))?;
        }
    }
    let bytes = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Characters that make a formula of a cell, or that stand before one; the wide forms count where Japanese is written.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Where a spreadsheet that parts cells by semicolons, tabs or lines would begin another cell.
const BORDERS: [char; 3] = [';', '\t', '\n'];

/// Text of which no spreadsheet makes a formula: an apostrophe stands before what would begin one, in the whole cell and
/// wherever another reading would begin a cell.
fn guarded(text: &str) -> String {
    marked(text, |_, c| if FORMULA.contains(&c) || c == '\'' { Mark::Before } else { Mark::None })
}

/// What [`guarded`] was made of.
fn unguarded(text: &str) -> String {
    let is_guard =
        |rest: &str, c: char| c == '\'' && rest[1..].starts_with(|next| FORMULA.contains(&next) || next == '\'');
    marked(text, |rest, c| if is_guard(rest, c) { Mark::Out } else { Mark::None })
}

/// What to do with a character that begins a cell.
enum Mark {
    None,
    Before,
    Out,
}

/// Asks at each character that would begin a cell, behind quotation marks and spaces too.
fn marked(text: &str, ask: impl Fn(&str, char) -> Mark) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut begins = true;
    for (at, c) in text.char_indices() {
        match if begins { ask(&text[at..], c) } else { Mark::None } {
            Mark::None => out.push(c),
            Mark::Before => out.extend(['\'', c]),
            Mark::Out => {}
        }
        begins = BORDERS.contains(&c) || begins && matches!(c, '"' | ' ');
    }
    out
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
        let cell = |i: usize| columns[i].and_then(|at| row.get(at)).map_or(String::new(), unguarded);
        let kept = |i: usize| Some(cell(i)).filter(|text| !text.is_empty());
        let (tags, note) = tags_and_note(&cell(4));
        let from = if cell(3).is_empty() { Source::File(format!("readwise:{}", cell(1))) } else { source(&cell(3)) };
        let about = About { title: kept(1), byline: kept(2), ..About::new(from) };
        let draft = Draft {
            exact: cell(0),
            start: cell(5).parse().ok(),
            note,
            tags,
            created: kept(6).filter(|time| time.parse::<Timestamp>().is_ok()),
            ..Draft::default()
        };
        gathering.add(&about, draft, &[])?;
    }
    Ok(gathering.finish())
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

/// The rows of a CSV (RFC 4180, any line end); None where a quotation mark is not closed: then the row that is put to the
/// end does not come back.
fn rows(text: &str) -> Option<Vec<csv::StringRecord>> {
    const LAST: &str = "\u{1}";
    let whole = format!("{text}\n{LAST}\n");
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(whole.as_bytes());
    let mut rows = table.records().collect::<csv::Result<Vec<_>>>().ok()?;
    rows.pop().filter(|row| row.len() == 1 && &row[0] == LAST)?;
    Some(rows)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The cells of a table as a program takes them apart that parts cells by `;` and takes quotation marks for such only
    /// at the beginning of a cell.
    fn by_semicolons(text: &str) -> Vec<String> {
        let mut table = csv::ReaderBuilder::new();
        let table = table.delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
        table.into_records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in [
            "=1",
            "+1",
            "-2",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "'=1",
            "＝1",
            "a;=1",
            "a; =1",
            "a;\"=1",
            "a\n=1",
            "a\n;-1",
            "a\t@x",
            "\";=cmd|' /C calc'!A0",
            ";;=1",
            "\"=1",
        ] {
            let cell = guarded(&CleanText::new(text));
            let mut table = csv::WriterBuilder::new().from_writer(Vec::new());
            table.write_record(["x", &cell, "y"]).unwrap();
            let line = String::from_utf8(table.into_inner().unwrap()).unwrap();
            let by_commas: Vec<String> = rows(&line).unwrap()[0].iter().map(str::to_owned).collect();
            for cell in by_commas.into_iter().chain(by_semicolons(&line)) {
                assert!(!cell.trim_start_matches(['"', ' ']).starts_with(FORMULA), "{text:?}: {cell:?} in {line:?}");
            }
        }
        assert_eq!(guarded("2026-11-25T00:00:00Z, a; b"), "2026-11-25T00:00:00Z, a; b");
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
        fn cells_come_back(cells in prop::collection::vec("\\PC{0,12}[\"\n,' ;=@-]{0,4}", 1..5)) {
            let mut table = csv::WriterBuilder::new().from_writer(Vec::new());
            let clean: Vec<String> = cells.iter().map(|text| CleanText::new(text).into_string()).collect();
            table.write_record(clean.iter().map(|text| guarded(text)).chain(["end".to_owned()])).unwrap();
            let found = rows(std::str::from_utf8(&table.into_inner().unwrap()).unwrap()).unwrap();
            let found: Vec<_> = found[0].iter().map(unguarded).collect();
            prop_assert_eq!(&found[..found.len() - 1], clean.as_slice());
        }

        #[test]
        fn nothing_makes_it_panic(text in any::<String>()) {
            let _ = read(text.as_bytes(), Timestamp::UNIX_EPOCH);
            let _ = read(format!("Highlight,Note\n{text}").as_bytes(), Timestamp::UNIX_EPOCH);
        }
    }
}
