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

/// What the columns are called, the word of what Readwise takes first, then those of what it gives: of its own export, and
/// of that of its reader.
const NAMES: [&[&str]; 9] = [
    &["Highlight", "Text"],
    &["Title", "Book Title", "Document Title"],
    &["Author", "Book Author", "Document Author"],
    &["URL", "Source URL", "Document URL"],
    &["Note", "Highlight Note"],
    &["Location"],
    &["Date", "Highlighted at", "Created at", "Saved date"],
    &["Color", "Colour", "Highlight Color"],
    &["Tags", "Highlight Tags"],
];

/// Reads a table whose first row names the columns; `Highlight` is the one that must be there.
pub(super) fn read(bytes: &[u8], now: Timestamp) -> Result<Vec<Collected>, ImportError> {
    let wrong = |why: &str| ImportError::Form { format: "Readwise CSV", why: why.to_owned() };
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is not in UTF-8"))?;
    let mut rows = rows(text.strip_prefix('\u{feff}').unwrap_or(text))
        .ok_or_else(|| wrong("a quotation mark is not closed"))?
        .into_iter();
    let head = rows.next().unwrap_or_default();
    let column = |name: &&str| head.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
    let columns = NAMES.map(|names| names.iter().filter_map(column).collect::<Vec<_>>());
    // Pages, orders and times of other programs are no places in a text.
    let is_place = column(&"Location Type").is_none();
    let document_tags = column(&"Document tags");
    if columns[0].is_empty() {
        return Err(wrong("there is no column Highlight"));
    }
    let mut gathering = Gathering::new(now);
    for row in rows.filter(|row| row.iter().any(|cell| !cell.is_empty())) {
        let at = |at: usize| row.get(at).map_or("", |cell| unguarded(cell));
        let cell = |i: usize| columns[i].iter().map(|column| at(*column)).find(|cell| !cell.is_empty()).unwrap_or("");
        let kept = |i: usize| Some(cell(i).to_owned()).filter(|text| !text.is_empty());
        let (mut tags, note) = tags_and_note(cell(4));
        tags.extend(listed(cell(8)));
        tags.extend(document_tags.map(at).into_iter().flat_map(listed));
        tags.sort();
        tags.dedup();
        let from = if cell(3).is_empty() { Source::File(format!("readwise:{}", cell(1))) } else { source(cell(3)) };
        let about = About { title: kept(1), byline: kept(2), ..About::new(from) };
        let draft = Draft {
            exact: cell(0).to_owned(),
            start: cell(5).parse().ok().filter(|_| is_place),
            note,
            tags,
            color: kept(7).map(|color| color.to_lowercase()),
            created: moment(cell(6)),
            ..Draft::default()
        };
        gathering.add(&about, draft, &[])?;
    }
    Ok(gathering.finish())
}

/// Tags parted by commas.
fn listed(cell: &str) -> impl Iterator<Item = String> {
    cell.split(',').map(|tag| tag.trim().trim_start_matches('#').to_owned()).filter(|tag| !tag.is_empty())
}

/// Forms in which a date is written, with and without a zone; without one it is UTC.
const DATES: [&str; 12] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%B %d, %Y %I:%M:%S %p",
    "%B %d, %Y %I:%M %p",
    "%B %d, %Y %H:%M",
    "%B %d, %Y",
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
];

/// A moment as it is written in such tables, as RFC 3339; None where it is none.
fn moment(cell: &str) -> Option<String> {
    let cell = cell.trim();
    if let Ok(found) = cell.parse::<Timestamp>() {
        return Some(found.to_string());
    }
    for zoned in
        ["%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%d %H:%M:%S%.f %:z", "%Y-%m-%d %H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f UTC"]
    {
        if let Ok(found) = jiff::fmt::strtime::parse(zoned, cell).and_then(|parts| parts.to_timestamp()) {
            return Some(found.to_string());
        }
    }
    DATES.iter().find_map(|form| {
        let parts = jiff::fmt::strtime::parse(form, cell).ok()?;
        let day = parts.to_date().ok()?;
        let time = parts.to_time().unwrap_or_default();
        Some(jiff::tz::TimeZone::UTC.to_timestamp(day.to_datetime(time)).ok()?.to_string())
    })
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

    #[test]
    fn its_own_export_is_read_whole() {
        let given = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,\
                     Document tags\n\"one, two\",Book,Ann Lee,B01,my note,Yellow,\"sea,two words\",order,12,\
                     2024-05-01 10:00:00+02:00,harbour\n";
        let found = read(given.as_bytes(), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(found[0].title.as_deref(), Some("Book"));
        assert_eq!(found[0].byline.as_deref(), Some("Ann Lee"));
        let bookmark = &found[0].bookmarks[0];
        assert_eq!((bookmark.anchor.exact.as_str(), bookmark.anchor.start), ("one, two", 0));
        assert_eq!((bookmark.note.as_str(), bookmark.color.as_deref()), ("my note", Some("yellow")));
        assert_eq!(bookmark.tags, ["harbour", "sea", "two words"]);
        assert_eq!(bookmark.created, "2024-05-01T08:00:00Z");
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (cell, wanted) in [
            ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
            ("2024-05-01 10:00:00", "2024-05-01T10:00:00Z"),
            ("2024-05-01 10:00:00.250000+00:00", "2024-05-01T10:00:00.25Z"),
            ("2024-05-01 10:00:00-0700", "2024-05-01T17:00:00Z"),
            ("May 1, 2024 10:00 AM", "2024-05-01T10:00:00Z"),
            ("May 1, 2024 1:05 PM", "2024-05-01T13:05:00Z"),
            ("September 3, 2023", "2023-09-03T00:00:00Z"),
            ("3 Sep 2023", "2023-09-03T00:00:00Z"),
            ("2024-05-01", "2024-05-01T00:00:00Z"),
        ] {
            assert_eq!(moment(cell).as_deref(), Some(wanted), "{cell}");
        }
        assert_eq!(moment("last week"), None);
        assert_eq!(moment(""), None);
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
