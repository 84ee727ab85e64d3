//! What only a terminal shows: that it is given back as it was, however the program ends; keys beside a piped article.

use std::path::PathBuf;

use crate::pty::Pty;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");

/// An article of many paragraphs, and a home for the program.
fn home() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("story.txt");
    let mut text = "Ferry line adds a boat\n\n".to_owned();
    let paragraph = |i: usize| {
        format!(
            "word{i} by word: paragraph number {i} says that {i}4,000 people crossed to Bergen in the year of the count."
        )
    };
    text.push_str(&(1..=60).map(paragraph).collect::<Vec<_>>().join("\n\n"));
    std::fs::write(&file, text).unwrap();
    (home, file)
}

fn start(args: &[&str], home: &TempDir) -> Pty {
    let program: Vec<&str> = std::iter::once(PROGRAM).chain(args.iter().copied()).collect();
    Pty::start(&program, home.path())
}

#[test]
fn the_terminal_is_given_back_as_it_was() {
    let (home, file) = home();
    let mut pty = start(&[file.to_str().unwrap()], &home);
    let before = pty.first_modes.clone();
    pty.wait_for("word1 by word");
    pty.wait_for("Figures 60");
    assert!(pty.left_on().contains(&"1049".to_owned()) && pty.left_on().contains(&"2004".to_owned()));
    assert_ne!(pty.line_modes(), before);
    pty.press("nq");
    assert_eq!(pty.end(), 0);
    assert_eq!(pty.left_on(), Vec::<String>::new());
    assert_eq!(pty.line_modes(), before);
}

#[test]
fn signals_give_the_terminal_back_and_are_told() {
    for (signal, status) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let (home, file) = home();
        let mut pty = start(&[file.to_str().unwrap()], &home);
        let before = pty.first_modes.clone();
        pty.wait_for("word1 by word");
        pty.signal(signal);
        assert_eq!(pty.end(), status, "{signal}");
        assert_eq!(pty.left_on(), Vec::<String>::new(), "{signal}");
        assert_eq!(pty.line_modes(), before, "{signal}");
    }
}

#[test]
fn the_shell_has_the_terminal_while_the_program_is_stopped() {
    let (home, file) = home();
    let script = format!("set -m; {PROGRAM} {}; echo stopped; read line; fg; echo over", file.display());
    let mut pty = Pty::start(&["sh", "-c", &script], home.path());
    pty.wait_for("word1 by word");
    pty.press("jj\x1a");
    pty.wait_until("shell", |pty| pty.text().contains("stopped") && !pty.text().contains("word1 by word"));
    assert_eq!(pty.left_on(), Vec::<String>::new());
    pty.press("\r");
    pty.wait_until("reader", |pty| pty.text().contains("word1 by word") && pty.text().contains("─ Article"));
    pty.press("q");
    pty.wait_for("over");
    assert_eq!(pty.left_on(), Vec::<String>::new());
}

#[test]
fn the_same_words_are_shown_after_a_resize() {
    let (home, file) = home();
    let mut pty = start(&[file.to_str().unwrap()], &home);
    pty.wait_for("word1 by word");
    pty.press("/word40 \r");
    pty.wait_for("word40 by word");
    for (columns, rows) in [(50, 30), (120, 40), (30, 8), (80, 24)] {
        pty.resize(columns, rows);
        pty.wait_until("word40", |pty| pty.text().contains("word40"));
    }
    pty.press("qq");
    assert_eq!(pty.end(), 0);
}

#[test]
fn keys_come_from_the_terminal_when_the_article_comes_through_a_pipe() {
    let (home, file) = home();
    let script = format!("cat {} | {PROGRAM} -; echo left with $?", file.display());
    let mut pty = Pty::start(&["sh", "-c", &script], home.path());
    pty.wait_for("word1 by word");
    pty.press("G");
    pty.wait_for("word60 by word");
    pty.press("q");
    pty.wait_for("left with 0");
}

#[test]
fn a_slow_input_is_waited_for_on_the_screen() {
    let (home, file) = home();
    let slow = format!("{{ sleep 1; cat {}; }} | {PROGRAM} -", file.display());
    let mut pty = Pty::start(&["/bin/sh", "-c", &slow], home.path());
    pty.wait_for("Reading -");
    pty.wait_for("word1 by word");
    pty.press("q");
    assert_eq!(pty.end(), 0);
    let begun = std::time::Instant::now();
    let left = format!("sleep 20 | {{ {PROGRAM} -; echo Left it; }}");
    let mut pty = Pty::start(&["/bin/sh", "-c", &left], home.path());
    pty.wait_for("Reading -");
    pty.press("Q");
    pty.wait_for("Left it");
    assert!(begun.elapsed().as_secs() < 15, "it does not wait for the end of the input");
    let mut pty = Pty::start(&["/bin/sh", "-c", &format!("sleep 1 | {PROGRAM} -")], home.path());
    pty.wait_for("Reading -");
    assert_eq!(pty.end(), 3);
}

#[test]
fn an_answer_about_the_background_is_no_key() {
    let (home, file) = home();
    let mut pty = start(&[file.to_str().unwrap()], &home);
    pty.wait_until("question", |pty| String::from_utf8_lossy(&pty.written).contains("\x1b]11;?"));
    pty.wait_for("Figures 60");
    let dark = pty.written.len();
    pty.press("\x1b]11;rgb:ffff/ffff/f0f0\x1b\\");
    pty.wait_until("another colour", |pty| pty.written.len() > dark + 500);
    pty.press("n");
    pty.wait_for("fact 1/");
    assert!(!pty.text().contains("does nothing here"), "{}", pty.text());
    pty.press("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_bookmark_is_there_the_next_day() {
    let (home, file) = home();
    let args = [file.to_str().unwrap()];
    let mut pty = start(&args, &home);
    pty.wait_for("word1 by word");
    pty.press("/word30 \rvb");
    pty.wait_for("★ 1");
    pty.press("q");
    pty.press("q");
    assert_eq!(pty.end(), 0);
    let mut pty = start(&args, &home);
    pty.wait_for("★ 1");
    pty.press("gg]b");
    pty.wait_until("bookmark", |pty| pty.text().contains("★") && pty.text().contains("word30 by word"));
    pty.press("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn the_terminal_is_told_where_links_lead_and_a_browser_is_kept_off_the_screen() {
    let (home, _) = home();
    let file = home.path().join("linked.md");
    std::fs::write(&file, "# Ferry line adds a boat\n\nSee [the timetable](https://ferry.example/t?a=1) for it.\n")
        .unwrap();
    let browser = "BROWSER=sh -c 'echo noise; echo noise >&2; exit 3' %s";
    let mut pty = Pty::start(&["env", browser, PROGRAM, file.to_str().unwrap()], home.path());
    pty.wait_for("timetable");
    pty.press("]lo");
    pty.wait_for("Not opened: https://ferry.example/t?a=1 (sh failed");
    assert!(!pty.text().contains("noise"));
    let written = String::from_utf8_lossy(&pty.written).into_owned();
    let link = written.split("\x1b]8;id=0;https://ferry.example/t?a=1\x1b\\").nth(1).unwrap();
    assert!(link.split("\x1b]8;;\x1b\\").next().unwrap().contains("timetable"), "{link:?}");
    pty.press("q");
    assert_eq!(pty.end(), 0);
}

/// The bookmarks that the library holds, as they are printed.
fn notes(home: &TempDir) -> String {
    let library = home.path().join(".local/share/dateline/library.db");
    let mut list = std::process::Command::new(PROGRAM);
    list.args(["bookmarks", "list", "--format", "json"]).env("DATELINE_LIBRARY", library);
    String::from_utf8(list.output().unwrap().stdout).unwrap()
}

/// Another program has screen and keys while it writes a note, and gives both back.
#[test]
fn a_note_is_written_by_the_editor_that_is_named() {
    let (home, file) = home();
    let editor = home.path().join("my editor");
    let script = "#!/bin/sh\nprintf 'which words? '\nread words\nprintf '%s\\n' \"$2: $words\" >> \"$3\"\n";
    std::fs::write(&editor, script).unwrap();
    let script =
        format!("chmod +x '{0}'; VISUAL=\"'{0}' -x 'two words'\" {PROGRAM} {1}", editor.display(), file.display());
    let mut pty = Pty::start(&["sh", "-c", &script], home.path());
    pty.wait_for("Figures 60");
    let before = pty.first_modes.clone();
    pty.press("a");
    pty.wait_for("Note on");
    pty.press("first\r\x05");
    pty.wait_for("which words?");
    assert_eq!(pty.left_on(), Vec::<String>::new());
    assert_eq!(pty.line_modes(), before);
    pty.press("jjq are not for the reader\r");
    pty.wait_for("two words: jjq are not for the reader");
    pty.wait_for("Note on");
    pty.press("\x13");
    pty.wait_until("no note", |pty| !pty.text().contains("Note on"));
    pty.press("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(pty.line_modes(), before);
    let said = notes(&home);
    assert!(said.contains(r#""note":"first\n\ntwo words: jjq are not for the reader""#), "{said}");
}

/// The first hears of it by a signal; the second does not, as its shell leads the session and is deaf.
#[test]
fn a_window_that_is_closed_takes_nothing_with_it() {
    for deaf in [false, true] {
        let (home, file) = home();
        let file = file.to_str().unwrap();
        let mut pty = if deaf {
            let script = format!("trap '' HUP; {PROGRAM} {file}; exit $?");
            Pty::start(&["sh", "-c", &script], home.path())
        } else {
            start(&[file], &home)
        };
        pty.wait_for("Figures 60");
        pty.press("/word40 \r");
        pty.wait_for("word40 by word");
        pty.press("a");
        pty.wait_for("Note on");
        pty.press("half a thought");
        pty.wait_for("half a thought");
        pty.close("!");
        assert_eq!(pty.end(), 129, "{deaf}");
        let mut pty = start(&[file], &home);
        pty.wait_for("word40 by word");
        pty.press("q");
        assert_eq!(pty.end(), 0);
        assert!(notes(&home).contains("half a thought!"), "{deaf}: {}", notes(&home));
    }
}

/// A home whose library holds a feed of forty entries.
fn home_with_feed() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let item = |i: usize| {
        format!(
            "<item><title>Boat {i} leaves</title><link>http://127.0.0.1:9/{i}</link><pubDate>Tue, 17 Nov 2026 \
             10:{i:02}:00 GMT</pubDate><description>Boat number {i} left for Bergen with {i}4 crates.</description></item>"
        )
    };
    let items: String = (10..50).map(item).collect();
    let feed = format!("<rss version=\"2.0\"><channel><title>Ferry Post</title>{items}</channel></rss>");
    let file = home.path().join("ferry.xml");
    std::fs::write(&file, feed).unwrap();
    let done = std::process::Command::new(PROGRAM).arg("add").arg(&file).env("HOME", home.path()).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    home
}

#[test]
fn the_library_is_opened_read_and_left() {
    let home = home_with_feed();
    let mut pty = start(&[], &home);
    pty.wait_for("All articles 40");
    pty.wait_for("Boat 49 leaves");
    pty.press("jj\r");
    pty.wait_for("Boat number 47 left");
    pty.press("J");
    pty.wait_for("Boat number 46 left");
    pty.press("q");
    pty.wait_until("two read", |pty| pty.text().contains("38 unread") && pty.text().contains("Boat 49 leaves"));
    // Refreshed in the background, from the same file: nothing moves.
    pty.press("R");
    pty.wait_for("Nothing new in 1 feed");
    pty.press("/crates");
    pty.wait_for("Found in all articles 40");
    pty.press("\x1b");
    pty.wait_until("the list again", |pty| !pty.text().contains("Found in all"));
    pty.press("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(pty.left_on(), Vec::<String>::new());
}

#[test]
fn without_a_library_the_program_begins_with_an_article_and_shows_the_way() {
    let home = tempfile::tempdir().unwrap();
    let mut pty = start(&[], &home);
    pty.wait_for("A add a feed");
    pty.press("gl");
    pty.wait_for("Nothing is kept here yet");
    pty.press("Aferry\r");
    pty.wait_for("Cannot read ferry");
    pty.press("qq");
    assert_eq!(pty.end(), 0);
    assert!(!home.path().join(".local/share/dateline/library.db").exists() || cfg!(not(target_os = "linux")));
}
