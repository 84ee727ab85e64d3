//! What is acknowledged is kept, and what could not be kept is said: other programs in the way, rights that change, files that
//! were cut, exports that come back.

use std::fs;

use rusqlite::Connection;

use crate::home::Home;

const STORY: &str =
    "Quay opens\n\nThe new quay took in 31,000 tonnes of grain in its first month. Then the ships went on.\n";

/// A home whose library is `l.db` and holds the story.
fn home() -> Home {
    let home = Home::new();
    home.file("story.txt", STORY);
    home.ok(&["--library", "l.db", "add", "story.txt"]);
    home
}

fn in_library<'a>(args: &[&'a str]) -> Vec<&'a str> {
    ["--library", "l.db"].into_iter().chain(args.iter().copied()).collect()
}

fn bookmark(home: &Home, quote: &str) -> String {
    let made =
        home.ok(&in_library(&["bookmarks", "add", "story.txt", "--quote", quote, "--note", "n", "--format", "json"]));
    made.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn listed(home: &Home) -> usize {
    home.ok(&in_library(&["bookmarks", "list", "--format", "json"])).matches("\"note\":\"").count()
}

#[test]
fn an_import_of_removed_bookmarks_says_so() {
    let home = home();
    let id = bookmark(&home, "31,000 tonnes");
    home.ok(&in_library(&["bookmarks", "export", "--format", "json", "--output", "d.json"]));
    home.ok(&in_library(&["bookmarks", "remove", &id]));
    let said = home.ok(&in_library(&["bookmarks", "import", "d.json"]));
    assert_eq!(said, "0 added, 1 known; 1 of these removed: `bookmarks restore` brings it back\n");
}

#[test]
fn a_table_of_ones_own_bookmarks_doubles_none() {
    let home = home();
    bookmark(&home, "31,000 tonnes");
    bookmark(&home, "Then the ships");
    home.ok(&in_library(&["bookmarks", "export", "--format", "csv", "--output", "d.csv"]));
    assert_eq!(home.ok(&in_library(&["bookmarks", "import", "--format", "csv", "d.csv"])), "0 added, 2 known\n");
    assert_eq!(listed(&home), 2);
}

#[test]
fn a_table_says_which_of_the_same_words_are_meant() {
    let home = Home::new();
    home.file(
        "par.txt",
        "Towns\n\nParis has a dam, and Paris has a river. Then Paris paid. In Paris 300 people came.\n",
    );
    for library in ["a.db", "b.db"] {
        home.ok(&["--library", library, "add", "par.txt"]);
    }
    for number in ["1", "3", "4"] {
        home.ok(&["--library", "a.db", "bookmarks", "add", "par.txt", "--quote", "Paris", "--nth", number]);
    }
    home.ok(&["--library", "a.db", "bookmarks", "export", "--format", "csv", "--output", "d.csv"]);
    let said = home.ok(&["--library", "b.db", "bookmarks", "import", "--format", "csv", "d.csv"]);
    assert_eq!(said, "3 added, 0 known\n");
    let places = |library: &str| {
        let json = home.ok(&["--library", library, "bookmarks", "list", "--format", "json"]);
        let starts = json.split("\"suffix\"").skip(1).map(|rest| rest.split("\"start\":").nth(1).unwrap().to_owned());
        starts.map(|rest| rest.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(places("b.db"), places("a.db"));
}

#[test]
fn a_passage_and_a_note_may_begin_with_a_dash() {
    let home = home();
    home.file("list.txt", "Cold night\n\nIt was -5 degrees at the quay, and -- so they say -- windy.\n");
    home.ok(&in_library(&["add", "list.txt"]));
    let args = ["bookmarks", "add", "list.txt", "--quote", "-5 degrees", "--note", "- cold"];
    home.ok(&in_library(&args));
    assert!(home.ok(&in_library(&["bookmarks", "list", "--format", "json"])).contains("\"note\":\"- cold\""));
}

#[test]
fn an_export_with_a_byte_order_mark_comes_back() {
    let home = home();
    bookmark(&home, "31,000 tonnes");
    let json = home.ok(&in_library(&["bookmarks", "export", "--format", "json"]));
    let wide: Vec<u8> = json.encode_utf16().flat_map(u16::to_le_bytes).collect();
    home.file("utf8.json", [b"\xef\xbb\xbf", json.as_bytes()].concat());
    home.file("utf16.json", [b"\xff\xfe", wide.as_slice()].concat());
    for (number, file) in ["utf8.json", "utf16.json"].into_iter().enumerate() {
        let library = format!("new{number}.db");
        let said = home.ok(&["--library", &library, "bookmarks", "import", file]);
        assert!(said.starts_with("1 added"), "{file}: {said}");
    }
}

#[test]
fn a_hyphen_is_standard_output() {
    let home = home();
    bookmark(&home, "31,000 tonnes");
    let said = home.ok(&in_library(&["bookmarks", "export", "--format", "json", "--output", "-"]));
    assert!(said.contains("31,000 tonnes") && !home.dir().join("-").exists());
    assert!(home.ok(&in_library(&["feeds", "export", "--output", "-"])).contains("<opml"));
    assert_eq!(home.run(&in_library(&["--log", "-", "list"])).status, Some(2));
}

#[cfg(unix)]
#[test]
fn files_beside_the_library_that_nobody_can_write_to_are_freed() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home();
    let mode = |end: &str| fs::metadata(home.dir().join(format!("l.db{end}"))).unwrap().permissions().mode() & 0o777;
    // As SQLite leaves them where a library was read while it was read-only; held open, so that they stay.
    let reader = Connection::open(home.dir().join("l.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM article").unwrap();
    for end in ["-wal", "-shm"] {
        fs::set_permissions(home.dir().join(format!("l.db{end}")), fs::Permissions::from_mode(0o444)).unwrap();
    }
    bookmark(&home, "31,000 tonnes");
    assert_eq!((mode("-wal"), mode("-shm")), (0o600, 0o600));
}

/// The library as a killed program leaves it: what was done last stands in the log.
fn killed(home: &Home) {
    let library = Connection::open(home.dir().join("l.db")).unwrap();
    library.execute_batch("BEGIN; SELECT * FROM article").unwrap();
    for quote in ["31,000 tonnes", "Then the ships", "first month"] {
        bookmark(home, quote);
    }
    for end in ["", "-wal"] {
        fs::copy(home.dir().join(format!("l.db{end}")), home.dir().join(format!("k.db{end}"))).unwrap();
    }
}

#[test]
fn an_empty_file_with_a_log_is_damaged_and_its_log_is_read() {
    let home = home();
    killed(&home);
    fs::write(home.dir().join("k.db"), "").unwrap();
    let log = fs::read(home.dir().join("k.db-wal")).unwrap();
    for command in [&["list"][..], &["library", "check"], &["add", "story.txt"]] {
        let ran = home.run(&[&["--library", "k.db"], command].concat());
        assert!(ran.status == Some(4) && ran.stderr.contains("library recover"), "{command:?}: {}", ran.stderr);
    }
    let ran = home.run(&["--library", "k.db", "library", "recover", "r.db"]);
    assert!(ran.status == Some(1) && ran.stdout.contains("lost: the file itself is empty"), "{}", ran.stdout);
    assert!(ran.stdout.contains("3 bookmarks"), "{}", ran.stdout);
    assert_eq!(fs::read(home.dir().join("k.db-wal")).unwrap(), log);
}

#[test]
fn a_log_that_is_damaged_is_told() {
    let home = home();
    killed(&home);
    let path = home.dir().join("k.db-wal");
    let mut log = fs::read(&path).unwrap();
    let frame = 24 + 4096;
    assert!(log.len() > 32 + 3 * frame);
    log[32 + frame + 2000] ^= 1;
    fs::write(&path, log).unwrap();
    let ran = home.run(&["--library", "k.db", "library", "recover", "r.db"]);
    assert!(ran.status == Some(1) && ran.stdout.contains("lost: what stood at the end of the log"), "{}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_told_and_leaves_nothing() {
    let home = home();
    bookmark(&home, "31,000 tonnes");
    let run = "ulimit -f 80; exec \"$0\" --library l.db bookmarks export --format json --output big.json";
    let big = "x".repeat(100_000);
    let id = home.ok(&in_library(&["bookmarks", "list", "--format", "json"]));
    let id = id.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    home.ok(&in_library(&["bookmarks", "edit", &id, "--note", &big]));
    let mut command = std::process::Command::new("/bin/sh");
    command.args(["-c", run, env!("CARGO_BIN_EXE_dateline")]).current_dir(home.dir()).env("HOME", home.dir());
    let ran = crate::home::ran(&mut command);
    assert!(ran.status == Some(3) && ran.stderr.contains("full"), "{:?}: {}", ran.status, ran.stderr);
    let left = fs::read_dir(home.dir()).unwrap().filter_map(Result::ok).map(|entry| entry.file_name());
    assert!(!left.into_iter().any(|name| name.to_string_lossy().starts_with(".dateline-")));
}

#[test]
fn a_file_of_one_byte_is_left_alone() {
    let home = Home::new();
    let file = home.file("one", "X");
    assert_eq!(home.run(&["--library", "one", "list"]).status, Some(4));
    assert_eq!(fs::read(file).unwrap(), b"X");
}

#[cfg(unix)]
mod screen {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::pty::Pty;

    fn window(home: &Home) -> Pty {
        let mut window = Pty::start(&[env!("CARGO_BIN_EXE_dateline"), "--library", "l.db", "story.txt"], home.dir());
        window.wait_for("31,000 tonnes");
        window
    }

    /// Another program that writes for long.
    fn busy(home: &Home) -> Connection {
        let other = Connection::open(home.dir().join("l.db")).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        other
    }

    #[test]
    fn a_bookmark_is_acknowledged_when_it_is_committed() {
        let home = home();
        let mut window = window(&home);
        let other = busy(&home);
        window.press("b");
        window.wait_for("Bookmarking …");
        assert!(!window.text().contains("Bookmarked."));
        drop(other);
        window.wait_for("Bookmarked. a adds a note, u takes it back.");
        assert_eq!(listed(&home), 1);
    }

    #[test]
    fn what_could_not_be_kept_is_said_at_the_end() {
        let home = home();
        let mut window = window(&home);
        let _other = busy(&home);
        window.press("b");
        window.wait_for("Bookmarking …");
        window.press("Q");
        assert_eq!(window.end(), 4);
        let left = String::from_utf8_lossy(&window.written).into_owned();
        assert!(left.contains("dateline: not kept, what was done last: The bookmark was not saved"), "{left}");
    }

    #[test]
    fn without_the_files_beside_the_library_nothing_is_acknowledged() {
        let home = home();
        let mut window = window(&home);
        window.press("b");
        window.wait_for("Bookmarked.");
        for end in ["-wal", "-shm"] {
            fs::remove_file(home.dir().join(format!("l.db{end}"))).unwrap();
        }
        window.press("]bd");
        window.wait_for("not saved: Cannot");
        assert!(!window.text().contains("Bookmark removed."));
    }

    #[test]
    fn what_an_editor_wrote_is_kept_where_a_signal_ended_the_reader_meanwhile() {
        let home = home();
        bookmark(&home, "31,000 tonnes");
        let script = "#!/bin/sh\necho SAVED > \"$1\"; touch started; while [ ! -e go ]; do sleep 0.05; done\n";
        let editor = home.file("ed", script);
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o700)).unwrap();
        let name = format!("VISUAL={}", editor.display());
        let program = ["/usr/bin/env", &name, env!("CARGO_BIN_EXE_dateline"), "--library", "l.db", "story.txt"];
        let mut window = Pty::start(&program, home.dir());
        window.wait_for("Bookmarks 1");
        window.press("]ba");
        window.wait_for("Note");
        window.press("\x05");
        window.wait_until("the editor", |_| home.dir().join("started").exists());
        window.signal("TERM");
        home.file("go", "");
        window.end();
        let kept = home.ok(&in_library(&["bookmarks", "list", "--format", "json"]));
        assert!(kept.contains("\"note\":\"SAVED"), "{kept}");
    }

    #[test]
    fn a_library_that_can_be_written_to_again_is() {
        // Who may do everything is refused nothing.
        if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            return;
        }
        let home = home();
        let path = home.dir().join("l.db");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let mut window = window(&home);
        window.press("b");
        window.wait_for("cannot be written to");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        window.press("b");
        window.wait_for("Bookmarked.");
        assert_eq!(listed(&home), 1);
    }
}
