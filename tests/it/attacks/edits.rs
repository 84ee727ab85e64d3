//! Two windows on one library, imports that are wrong, libraries that are damaged, clocks that are wrong.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::home::Home;

const STORY: &str =
    "Quay opens\n\nThe new quay took in 31,000 tonnes of grain in its first month. Then the ships went on.\n";

/// A library with an article and a bookmark in it; the bookmark's id.
fn bookmarked(home: &Home) -> String {
    home.file("story.txt", STORY);
    home.ok(&["add", "story.txt"]);
    let made = home.ok(&[
        "bookmarks",
        "add",
        "story.txt",
        "--quote",
        "31,000 tonnes",
        "--note",
        "first note",
        "--tag",
        "one",
        "--format",
        "json",
    ]);
    field(&made, "id")
}

/// The first value of a text field in some JSON.
fn field(json: &str, name: &str) -> String {
    let (_, rest) = json.split_once(&format!("\"{name}\":\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn kept(home: &Home) -> String {
    let json = home.ok(&["bookmarks", "list", "--format", "json"]);
    let tags = json.split_once("\"tags\":").map_or("", |(_, rest)| rest.split(']').next().unwrap_or(""));
    format!("{} {tags}]", if json.contains("\"note\"") { field(&json, "note") } else { "none".to_owned() })
}

#[cfg(unix)]
mod windows {
    use super::*;
    use crate::pty::Pty;

    /// A window that shows the article, with the bookmark under the cursor.
    fn window(home: &Home) -> Pty {
        let mut window = Pty::start(&[env!("CARGO_BIN_EXE_dateline"), "story.txt"], home.dir());
        window.wait_for("31,000 tonnes");
        window.wait_for("Bookmarks 1");
        window.press("]b");
        window
    }

    #[test]
    fn a_note_that_another_window_changed_is_not_written_over() {
        let home = Home::new();
        let id = bookmarked(&home);
        let mut a = window(&home);
        a.press("a");
        a.wait_for("first note");
        a.press(" and mine");
        home.ok(&["bookmarks", "edit", &id, "--note", "THE OTHER ONE"]);
        a.press("\x13");
        a.wait_for("Another window changed this note");
        assert!(kept(&home).starts_with("THE OTHER ONE"));
        a.press("b");
        a.wait_until("end of the question", |a| !a.text().contains("Another window changed this note"));
        a.press("Q");
        a.end();
        let note = kept(&home);
        assert!(note.contains("THE OTHER ONE") && note.contains("first note and mine"), "{note}");
    }

    #[test]
    fn what_another_window_wrote_shows_with_the_next_key() {
        let home = Home::new();
        let id = bookmarked(&home);
        let mut a = window(&home);
        home.ok(&["bookmarks", "edit", &id, "--note", "THE OTHER ONE", "--tag", "two"]);
        a.press("a");
        a.wait_for("THE OTHER ONE");
        a.press("!\x13");
        a.press("u");
        a.press("Q");
        a.end();
        assert!(kept(&home).starts_with("THE OTHER ONE "), "{}", kept(&home));
        let mut a = window(&home);
        home.ok(&["bookmarks", "remove", &id]);
        a.press("j");
        a.wait_until("end of the bookmark", |a| !a.text().contains("Bookmarks 1"));
    }

    #[test]
    fn a_note_on_a_bookmark_that_was_removed_brings_it_back() {
        let home = Home::new();
        let id = bookmarked(&home);
        let mut a = window(&home);
        a.press("a");
        a.wait_for("first note");
        a.press(", typed here");
        home.ok(&["bookmarks", "remove", &id]);
        a.press("\x13");
        a.wait_for("It is back");
        a.press("Q");
        a.end();
        assert!(kept(&home).starts_with("first note, typed here"), "{}", kept(&home));
    }

    #[test]
    fn a_program_that_ends_before_the_answer_keeps_both_wordings() {
        let home = Home::new();
        let id = bookmarked(&home);
        let mut a = window(&home);
        a.press("a");
        a.wait_for("first note");
        a.press("\x15mine");
        home.ok(&["bookmarks", "edit", &id, "--note", "THE OTHER ONE"]);
        a.press("\x13Q");
        a.end();
        let note = kept(&home);
        assert!(note.contains("THE OTHER ONE") && note.contains("mine"), "{note}");
    }
}

#[test]
fn a_note_on_the_command_line_goes_onto_no_removed_bookmark() {
    let home = Home::new();
    let id = bookmarked(&home);
    home.ok(&["bookmarks", "remove", &id]);
    let ran = home.run(&["bookmarks", "edit", &id, "--note", "still"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("back"), "{}", ran.stdout);
    assert!(kept(&home).starts_with("still"));
}

/// One bookmark on `exact` in `text`, which says that it stands at `place`.
fn import(home: &Home, text: &str, exact: &str, place: &str) {
    use sha2::Digest as _;
    let digest: String = sha2::Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let (text, exact) = (serde_json::to_string(text).unwrap(), serde_json::to_string(exact).unwrap());
    let json = format!(
        "{{\"schema\":1,\"articles\":[{{\"id\":\"a\",\"source\":{{\"kind\":\"url\",\"at\":\"https://odden.example/a\"}},\
         \"revisions\":[{{\"revision\":\"sha256:{digest}\",\"text\":{text}}}]}}],\"bookmarks\":[{{\"article\":\"a\",\
         \"exact\":{exact},\"original\":{{{place},\"revision\":\"sha256:{digest}\"}}}}]}}"
    );
    home.file("marks.json", json);
    home.ok(&["bookmarks", "import", "marks.json"]);
}

#[test]
fn positions_that_do_not_fit_their_text_are_hints() {
    let thumb = "👍 The port took in its first ships.";
    for (text, exact, place) in [
        (thumb, "first ships", "\"start\":24,\"end\":35"),
        (thumb, "first ships", "\"start\":0,\"end\":3"),
        (thumb, "first ships", "\"start\":34,\"end\":23"),
        (thumb, "first ships", "\"start\":-5,\"end\":-1"),
        (thumb, "first ships", "\"start\":99999999999999999999,\"end\":1e300"),
        (thumb, "first ships", "\"start\":\"x\",\"end\":null"),
        (thumb, "first ships", "\"end\":4"),
        (thumb, "no such words", "\"start\":3,\"end\":16"),
        ("e\u{301}e\u{301}.", "\u{301}e", "\"start\":0,\"end\":2"),
        ("\u{1f469}\u{200d}\u{1f467} there", "\u{1f467}", "\"start\":1,\"end\":2"),
    ] {
        let home = Home::new();
        import(&home, text, exact, place);
        assert_sound(&home, &["library", "check"], place);
        home.ok(&["bookmarks", "list", "--format", "json"]);
        home.ok(&["bookmarks", "export", "--format", "w3c"]);
        home.ok(&["library", "recover", "other.db"]);
        assert_sound(&home, &["--library", "other.db", "library", "check"], place);
    }
}

/// A check finds nothing, and has nothing to mend.
fn assert_sound(home: &Home, check: &[&str], what: &str) {
    let ran = home.run(check);
    assert_eq!(ran.status, Some(0), "{what}: {}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.starts_with("sound"), "{what}: {}", ran.stdout);
}

#[test]
fn what_an_older_version_took_in_is_mended() {
    let home = Home::new();
    let id = bookmarked(&home);
    let library = library(&home);
    for change in [
        "UPDATE bookmark SET start = start + 1, end = end + 1",
        "UPDATE bookmark SET start = -9, end = 4",
        "UPDATE bookmark SET start = 9000000000, end = 9000000001",
        "UPDATE bookmark SET place_start = 1000, place_end = 2000",
        "UPDATE bookmark SET place_start = -1",
        "UPDATE bookmark SET status = 'exact', place_start = NULL, place_end = NULL",
        "UPDATE bookmark SET exact = 'nowhere at all'",
        "UPDATE article SET blocks = '[{\"range\":{\"start\":5,\"end\":90000},\"kind\":\"paragraph\"}]'",
        "UPDATE article SET links = 'x', aside = '7'",
        "DELETE FROM standing",
        "DELETE FROM search",
    ] {
        Connection::open(&library).unwrap().execute_batch(change).unwrap();
        let ran = home.run(&["library", "check"]);
        assert_eq!(ran.status, Some(0), "{change}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("mended"), "{change}: {}", ran.stdout);
        assert_sound(&home, &["library", "check"], change);
        for args in [
            &["list"][..],
            &["bookmarks", "list", "--format", "json"],
            &["bookmarks", "show", &id],
            &["bookmarks", "export"],
        ] {
            home.ok(args);
        }
    }
}

/// The library's file.
fn library(home: &Home) -> PathBuf {
    let mut folders = vec![home.dir().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "db") {
                return path;
            }
        }
    }
    panic!("there is no library")
}

/// A kind of damage: what it is called, and what does it to the file.
type Damage = (&'static str, fn(&Path));

fn sql(path: &Path, statements: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON;").unwrap();
    connection.execute_batch(statements).unwrap();
}

fn flip(path: &Path, at: impl Fn(usize) -> usize) {
    let mut bytes = fs::read(path).unwrap();
    let at = at(bytes.len());
    for byte in bytes.iter_mut().skip(at).take(64) {
        *byte ^= 0x5a;
    }
    fs::write(path, bytes).unwrap();
}

const DAMAGES: &[Damage] = &[
    ("the header is flipped", |path| flip(path, |_| 0)),
    ("a page is flipped", |path| flip(path, |length| length / 2)),
    ("the last page is flipped", |path| flip(path, |length| length - 200)),
    ("it is cut in the middle", |path| {
        let length = fs::metadata(path).unwrap().len();
        fs::OpenOptions::new().write(true).open(path).unwrap().set_len(length / 2 + 100).unwrap();
    }),
    ("it is cut after the header", |path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(100).unwrap()),
    ("it is empty", |path| fs::write(path, "").unwrap()),
    ("it is a text", |path| fs::write(path, "This is no library.\n").unwrap()),
    ("a table is missing", |path| sql(path, "DROP TABLE standing")),
    ("the table of bookmarks is missing", |path| sql(path, "DROP TABLE bookmark")),
    ("its version is too low", |path| sql(path, "PRAGMA user_version = 1")),
    ("its version is 0", |path| sql(path, "PRAGMA user_version = 0")),
    ("its version is negative", |path| sql(path, "PRAGMA user_version = -3")),
    ("it is newer", |path| sql(path, "PRAGMA user_version = 99")),
    ("it is another program's", |path| sql(path, "PRAGMA application_id = 7")),
    ("it is another database", |path| {
        fs::remove_file(path).unwrap();
        sql(path, "CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')");
    }),
    ("rows are orphans", |path| sql(path, "DELETE FROM article; UPDATE bookmark SET revision = 999")),
    ("the index is out of step", |path| sql(path, "DELETE FROM search")),
    ("a text is no UTF-8", |path| sql(path, "UPDATE bookmark SET note = CAST(x'ff00fe' AS TEXT)")),
    ("a title is no UTF-8", |path| sql(path, "UPDATE article SET title = CAST(x'c328' AS TEXT)")),
    ("offsets are negative", |path| {
        sql(path, "UPDATE bookmark SET start = -4, end = -1, place_start = -4, place_end = -1");
    }),
    ("a text is huge", |path| sql(path, "UPDATE bookmark SET note = CAST(zeroblob(5000000) AS TEXT)")),
    ("a text was changed", |path| sql(path, "UPDATE revision SET text = text || '!'")),
    ("the schema is changed", |path| {
        sql(path, "UPDATE sqlite_schema SET sql = 'CREATE TABLE entry (x)' WHERE name = 'entry'");
    }),
    ("the log is cut", |path| fs::write(path.with_extension("db-wal"), [0x37; 700]).unwrap()),
    ("the index of the log is stale", |path| fs::write(path.with_extension("db-shm"), [0x11; 32768]).unwrap()),
    ("it is a folder", |path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    }),
];

#[test]
fn damage_of_any_kind_is_told_and_what_can_be_saved_is_saved() {
    let origin = Home::new();
    let id = bookmarked(&origin);
    Connection::open(library(&origin)).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let whole = fs::read(library(&origin)).unwrap();
    for (what, damage) in DAMAGES {
        let home = Home::new();
        let path = home.file("l.db", &whole);
        damage(&path);
        let before = fs::read(&path).ok();
        for args in [
            &["library", "check"][..],
            &["list"],
            &["bookmarks", "list"],
            &["bookmarks", "show", &id],
            &["bookmarks", "export"],
        ] {
            let ran = home.run(&[&["--library", "l.db"], args].concat());
            assert!(
                !ran.stderr.contains("panicked") && !ran.stderr.contains("mistake"),
                "{what}, {args:?}: {}",
                ran.stderr
            );
            assert!(ran.status.is_some_and(|status| status < 100), "{what}, {args:?}: {:?} {}", ran.status, ran.stderr);
            assert!(ran.status == Some(0) || ran.stderr.starts_with("dateline: "), "{what}, {args:?}: {}", ran.stderr);
        }
        let check = home.run(&["--library", "l.db", "library", "check"]);
        if check.status == Some(0) {
            for args in [
                &["list", "--format", "json"][..],
                &["bookmarks", "list", "--format", "json"],
                &["bookmarks", "export"],
            ] {
                home.ok(&[&["--library", "l.db"], args].concat());
            }
        } else if ["it is newer", "it is another program's", "it is another database", "it is a text"].contains(what) {
            assert_eq!(fs::read(&path).ok(), before, "{what}");
        }
        let saved = home.run(&["--library", "l.db", "library", "recover", "saved.db"]);
        assert!(!saved.stderr.contains("panicked") && !saved.stderr.contains("mistake"), "{what}: {}", saved.stderr);
        // 1: something was lost, and it is said what.
        if matches!(saved.status, Some(0 | 1)) {
            assert_eq!(saved.status == Some(1), saved.stdout.contains("lost: "), "{what}: {}", saved.stdout);
            assert_sound(&home, &["--library", "saved.db", "library", "check"], what);
            home.ok(&["--library", "saved.db", "bookmarks", "list", "--format", "json"]);
        } else {
            assert!(saved.stderr.starts_with("dateline: "), "{what}: {}", saved.stderr);
        }
        let is_whole = [
            "a table is missing",
            "rows are orphans",
            "a text is no UTF-8",
            "offsets are negative",
            "a text was changed",
            "the index is out of step",
            "a title is no UTF-8",
            "the log is cut",
            "the index of the log is stale",
        ];
        if is_whole.contains(what) {
            let list = home.ok(&["--library", "saved.db", "bookmarks", "list", "--format", "json"]);
            assert!(list.contains("31,000 tonnes"), "{what}: {}", saved.stdout);
        }
    }
}

#[test]
fn a_passage_that_was_removed_does_not_move_to_a_lookalike() {
    let home = Home::new();
    let (head, tail) = (
        "The council of the small harbour town met on Monday evening to talk about the repairs that the winter had made necessary.",
        "After the meeting the clerk locked the doors and walked home along the quay, past the boats on the stones.",
    );
    let row = |who: &str| {
        format!("{who} reported that the new sluice cut the leaks by twelve percent across all of the docks.")
    };
    home.file("a.txt", format!("{head}\n\n{}\n\n{}\n\n{tail}\n", row("Crew Alpha"), row("Crew Beta")));
    home.ok(&["add", "a.txt"]);
    home.ok(&["bookmarks", "add", "a.txt", "--quote", &row("Crew Alpha")]);
    home.ok(&["bookmarks", "add", "a.txt", "--quote", "cut the leaks by twelve percent"]);
    home.file("a.txt", format!("{head}\n\n{}\n\n{tail}\n", row("Crew Beta")));
    home.ok(&["refresh"]);
    let list = home.ok(&["bookmarks", "list", "--format", "json"]);
    assert_eq!(list.matches("\"status\":\"orphan\"").count(), 2, "{list}");
}

#[test]
fn what_readwise_exports_is_read_whole() {
    let home = Home::new();
    home.file(
        "r.csv",
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n\
         \"lends to companies\nof the town\",\"Fund\",\"Ann Lee\",,\"my note\",yellow,\"sea,two words\",order,12,2024-05-01 10:00:00+00:00,\n",
    );
    home.ok(&["bookmarks", "import", "--format", "csv", "r.csv"]);
    let list = home.ok(&["bookmarks", "list", "--format", "json"]);
    for wanted in ["\"Fund\"", "my note", "yellow", "[\"sea\",\"two words\"]", "2024-05-01T10:00:00"] {
        assert!(list.contains(wanted), "{wanted} in {list}");
    }
}
