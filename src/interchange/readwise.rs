//! Bookmarks as the CSV that Readwise takes and gives: `Highlight,Title,Author,URL,Note,Location,Date`.
//!
//! Tags stand at the beginning of the note (`.tag`). A cell that a spreadsheet would take for a formula begins with an
//! apostrophe. Context, revision, colour and the time of the last change are lost on this way.

use jiff::Timestamp;

use super::import::{About, Draft, Gathering, ImportError, Imported, source};
use crate::article::{CleanText, Collected, Source, author};

const HEAD: [&str; 7] = ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"];

/// Writes them.
pub(super) fn write(articles: &[&Collected]) -> csv::Result<String> {
    let mut table = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Necessary).from_writer(Vec::new());
    table.write_record(HEAD)?;
    for article in articles {
        let source = article.source.to_string();
        for bookmark in &article.bookmarks {
            let tags = bookmark.tags.iter().filter_map(|tag| inline(tag));
            let note: Vec<String> = tags.chain(Some(set_off(&bookmark.note)).filter(|note| !note.is_empty())).collect();
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
pub(super) fn read(bytes: &[u8], now: Timestamp) -> Result<Imported, ImportError> {
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
        let at = |at: usize| row.get(at).map_or_else(String::new, unguarded);
        let cell =
            |i: usize| columns[i].iter().map(|column| at(*column)).find(|cell| !cell.is_empty()).unwrap_or_default();
        let kept = |i: usize| Some(cell(i)).filter(|text| !text.is_empty());
        let (mut tags, note) = tags_and_note(&cell(4));
        tags.extend(listed(&cell(8)));
        tags.extend(document_tags.map(at).iter().flat_map(|cell| listed(cell)));
        tags.sort();
        tags.dedup();
        let from = if cell(3).is_empty() { Source::File(format!("readwise:{}", cell(1))) } else { source(&cell(3)) };
        let about = About { title: kept(1), byline: kept(2), ..About::new(from) };
        let created = moment(&cell(6));
        gathering.remarks.lost_dates += usize::from(created.is_none() && !cell(6).trim().is_empty());
        let draft = Draft {
            exact: cell(0),
            start: cell(5).parse().ok().filter(|_| is_place),
            note,
            tags,
            color: kept(7).map(|color| color.to_lowercase()),
            created,
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

/// A tag as it stands in a note: `.two-words`. None where nothing is left of it.
fn inline(tag: &str) -> Option<String> {
    let words = tag.trim_start_matches('.').split_whitespace().collect::<Vec<_>>().join("-");
    (!words.is_empty()).then(|| format!(".{words}"))
}

/// A note whose first word would be taken for a tag has a space before it: ` .5 million`.
fn set_off(note: &str) -> String {
    let dotted = note.trim_start_matches(' ').starts_with('.');
    if dotted { format!(" {note}") } else { note.to_owned() }
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
    let dotted = rest.trim_start_matches(' ').starts_with('.');
    (tags, rest.strip_prefix(' ').filter(|_| dotted).unwrap_or(rest).to_owned())
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
        for (tags, note) in [(vec!["a"], ".5 million"), (vec![], ".net only"), (vec!["a"], " .x"), (vec![], "... so")] {
            let cell: Vec<String> = tags.iter().filter_map(|tag| inline(tag)).chain([set_off(note)]).collect();
            let (tags_again, note_again) = tags_and_note(&cell.join(" "));
            assert_eq!((tags_again, note_again.as_str()), (tags.iter().map(|tag| (*tag).to_owned()).collect(), note));
        }
        assert_eq!((inline("."), inline("..b c")), (None, Some(".b-c".to_owned())));
    }

    #[test]
    fn what_readwise_gives_is_read() {
        let given =
            "\u{feff}Highlight,Book Title,Title,URL,Date\r\n\"one\ntwo\",x,T,https://a.example/,\r\n\r\nthree,,,,\r\n";
        let found = read(given.as_bytes(), Timestamp::UNIX_EPOCH).unwrap().articles;
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].bookmarks[0].anchor.exact, "one\ntwo");
        assert_eq!(found[0].source, Source::Url("https://a.example/".to_owned()));
        let dates = b"Highlight,Date\na,17/05/2023\nb,\nc,last week\nd,2023-05-17";
        assert_eq!(read(dates, Timestamp::UNIX_EPOCH).unwrap().remarks.lost_dates, 2);
        assert!(read(b"a,b\n1,2", Timestamp::UNIX_EPOCH).is_err());
        assert!(read(b"Highlight\n\"open", Timestamp::UNIX_EPOCH).is_err());
    }

    #[test]
    fn its_own_export_is_read_whole() {
        let given = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,\
                     Document tags\n\"one, two\",Book,Ann Lee,B01,my note,Yellow,\"sea,two words\",order,12,\
                     2024-05-01 10:00:00+02:00,harbour\n";
        let found = read(given.as_bytes(), Timestamp::UNIX_EPOCH).unwrap().articles;
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
