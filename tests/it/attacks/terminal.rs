//! What a terminal sends that is no key, and what is left of it when the program is killed.

use std::time::Duration;

use crate::home::Home;
use crate::pty::Pty;

/// An article of sixty paragraphs with a figure each, open in a terminal.
fn open(home: &Home) -> Pty {
    let paragraph = |i: usize| format!("word{i} by word: {i}4,000 people crossed to Bergen in the year of the count.");
    let text = (1..=60).map(paragraph).collect::<Vec<_>>().join("\n\n");
    let file = home.file("story.txt", format!("Ferry line adds a boat\n\n{text}"));
    let mut pty = Pty::start(&[env!("CARGO_BIN_EXE_dateline"), file.to_str().unwrap()], home.dir());
    pty.wait_for("Figures 60");
    pty
}

/// What terminals say of themselves without being asked, or too late.
const REPORTS: &[&str] = &[
    "\x1b[?997;1n",
    "\x1b[?2026;2$y",
    "\x1b[>41;370;0c",
    "\x1b[?1u",
    "\x1b[12;1R",
    "\x1bP>|XTerm(370)bx\x1b\\",
    "\x1bP1+r544e=78746572\x1b\\",
    "\x1b]52;c;YmJiYiBhYmFi\x1b\\",
    "\x1b]lxterm: bb dd\x1b\\",
    "\x1b]4;0;rgb:eeee/eeee/eeee\x07",
    "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^bbb\x1b\\",
    "\x1b[32;5;3M",
    "\x1b[M !!",
];

#[test]
fn what_a_terminal_says_of_itself_is_no_key() {
    let home = Home::new();
    let mut pty = open(&home);
    for (i, report) in REPORTS.iter().enumerate() {
        pty.press(&format!("{report}n"));
        pty.wait_for(&format!("fact {}/", i + 1));
    }
    // Cut in two by a slow line, behind its ESC even.
    for (first, rest) in [("\x1b", "]11;rgb:3030/3434/4646\x1b\\"), ("\x1b]4;0;rgb:ee", "ee/eeee/bbbb\x1b\\")] {
        pty.press(first);
        std::thread::sleep(Duration::from_millis(300));
        pty.press(rest);
    }
    pty.press("n");
    pty.wait_for(&format!("fact {}/", REPORTS.len() + 1));
    assert!(!pty.text().contains("does nothing here") && !pty.text().contains("Commands"), "{}", pty.text());
    pty.press("q");
    assert_eq!(pty.end(), 0);
    assert!(home.ok(&["bookmarks", "list", "--format", "json"]).contains("\"bookmarks\":[]"));
}

#[test]
fn ctrl_c_ends_the_program_whatever_is_unfinished() {
    for begun in ["\x1b[200~some words", "\x1b[<0;3", "\x1b]52;c;", "\x1bP>|", "\x1b[?997", "\x1b[M", "\x1b", "\u{e9}"]
    {
        let home = Home::new();
        let mut pty = open(&home);
        pty.press(begun);
        pty.press("\x03");
        assert_eq!(pty.end(), 0, "{begun:?}");
        assert_eq!(pty.left_on(), Vec::<String>::new(), "{begun:?}");
    }
}

/// The rest of a paste never becomes keys: a `Q` in it would leave the program, and the shell would run what follows.
#[test]
fn a_paste_is_text_however_slow_it_is_and_whatever_stands_in_it() {
    let home = Home::new();
    let mut pty = open(&home);
    pty.press("/");
    pty.press("\x1b[200~wo\x03Q\r");
    std::thread::sleep(Duration::from_millis(1200));
    for piece in ["rd5 Quit\r", "Q\rQ", "\x1b[201~"] {
        pty.press(piece);
        std::thread::sleep(Duration::from_millis(150));
    }
    pty.press("\x1b");
    std::thread::sleep(Duration::from_millis(150));
    pty.press("n");
    pty.wait_for("fact 1/");
    pty.press("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn keys_work_again_after_what_is_never_finished() {
    let home = Home::new();
    let mut pty = open(&home);
    for (i, begun) in ["\x1b[<0;3", "\x1b]52;c;", "\x1bP>|", "\x1b[?997", "\x1b[200~"].into_iter().enumerate() {
        pty.press(begun);
        std::thread::sleep(Duration::from_millis(1200));
        pty.press("n");
        pty.wait_for(&format!("fact {}/", i + 1));
    }
    pty.press("q");
    assert_eq!(pty.end(), 0);
}

/// A terminal may have cut off what stood on it, though its size is what it was when somebody looks.
#[test]
fn a_resize_away_and_back_draws_everything() {
    let home = Home::new();
    let mut pty = open(&home);
    let before = pty.written.len();
    pty.signal("WINCH");
    let again = |pty: &Pty| String::from_utf8_lossy(&pty.written[before..]).contains("word3");
    pty.wait_until("picture", again);
    pty.press("q");
    assert_eq!(pty.end(), 0);
}

#[test]
fn a_program_that_is_killed_leaves_the_terminal_as_it_was() {
    for signal in ["KILL", "ABRT", "QUIT"] {
        let home = Home::new();
        let mut pty = open(&home);
        pty.press("j");
        let before = pty.first_modes.clone();
        assert_ne!(pty.line_modes(), before);
        pty.signal(signal);
        pty.wait_until("terminal given back", |pty| pty.left_on().is_empty() && pty.line_modes() == before);
        pty.end();
        pty.wait_for_the_last_program();
    }
}

#[test]
fn what_stands_by_ends_with_the_program_and_writes_nothing() {
    let home = Home::new();
    let mut pty = open(&home);
    pty.press("q");
    assert_eq!(pty.end(), 0);
    pty.wait_for_the_last_program();
    let written = String::from_utf8_lossy(&pty.written).into_owned();
    assert_eq!(written.matches("\x1b[?1049l").count(), 1);
}

#[test]
fn a_window_of_any_size_is_drawn() {
    let home = Home::new();
    let mut pty = open(&home);
    for (columns, rows) in [(u16::MAX, u16::MAX), (1, 1), (10_000, 3), (80, 24)] {
        pty.resize(columns, rows);
        std::thread::sleep(Duration::from_millis(300));
    }
    pty.wait_for("Figures 60");
    pty.press("q");
    assert_eq!(pty.end(), 0);
}
