//! The commands that keep things, as scripts use them: add, refresh, list, remove, bookmarks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const TEXT: &str = "The harbour opened again on Monday.\n\nSome 4,200 dockers went back to work, the port said.\n\n\
                    “It’s late,” said Ada Brandt. The harbour is late.\n";

/// A home of its own.
struct Home {
    dir: TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { dir: TempDir::new().unwrap() };
        fs::write(home.file(), TEXT).unwrap();
        home
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("story.txt")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(args).stdin(Stdio::null()).env("DATELINE_LIBRARY", self.dir.path().join("kept/library.db"));
        command.env("HOME", self.dir.path()).env_remove("XDG_CONFIG_HOME");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// What a command that works prints.
    fn said(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{args:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, args: &[&str]) -> Value {
        let said = self.said(args);
        assert_eq!(said.lines().count(), 1, "{said}");
        serde_json::from_str(&said).unwrap()
    }

    /// The exit status and the line of a command that fails.
    fn refused(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(args);
        let line = String::from_utf8(output.stderr).unwrap();
        assert!(line.starts_with("dateline: ") && line.lines().count() == 1, "{line:?}");
        (output.status.code().unwrap(), line)
    }

    fn add(&self) -> String {
        let added = self.json(&["add", "--raw", "--format", "json", path(&self.file())]);
        added["id"].as_str().unwrap().to_owned()
    }

    fn bookmarks(&self) -> Vec<Value> {
        self.json(&["bookmarks", "list", "--format", "json"])["bookmarks"].as_array().unwrap().clone()
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn add_prints_what_was_kept() {
    let home = Home::new();
    let added = home.json(&["add", "--format", "json", path(&home.file())]);
    let keys: Vec<_> = added.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "revision", "title"]);
    assert!(added["revision"].as_str().unwrap().starts_with("sha256:"));
    // Again, by another way to the same file.
    let again = home.dir.path().join("kept/../story.txt");
    assert_eq!(home.json(&["add", "--format", "json", path(&again)]), added);
    let listed = home.json(&["list", "--format", "json"]);
    assert_eq!(listed["articles"].as_array().unwrap().len(), 1);
    assert_eq!(listed["articles"][0]["id"], added["id"]);
    assert!(home.said(&["list"]).contains("The harbour opened again"));
    assert_eq!(home.said(&["list", "--since", "2199-01-01"]), "");
    assert_eq!(home.said(&["list", "--limit", "0", "--format", "jsonl"]), "");
}

#[test]
fn a_bookmark_is_made_by_offsets_or_by_words() {
    let home = Home::new();
    let id = home.add();
    let made = home.json(&["bookmarks", "add", &id, "--start", "42", "--end", "55", "--format", "json"]);
    assert_eq!(
        (&made["exact"], &made["text"], &made["status"]),
        (&"4,200 dockers".into(), &made["exact"], &"exact".into())
    );
    let words = |more: &[&str]| {
        let file = home.file();
        let mut args = vec!["bookmarks", "add", path(&file), "--format", "json"];
        args.extend(more);
        home.json(&args)["start"].as_u64().unwrap() as usize
    };
    let at = |n: usize, words: &str| {
        let byte = TEXT.match_indices(words).nth(n).unwrap().0;
        TEXT[..byte].chars().count()
    };
    assert_eq!(words(&["--quote", "The harbour"]), at(0, "The harbour"));
    assert_eq!(words(&["--quote", "The harbour", "--nth", "2"]), at(1, "The harbour"));
    assert_eq!(words(&["--quote", "The harbour", "--prefix", "Brandt."]), at(1, "The harbour"));
    assert_eq!(words(&["--quote", "the harbour", "--suffix", "is late"]), at(1, "The harbour"));
    assert_eq!(words(&["--quote", "\"it's late,\""]), at(0, "“It’s late"));
    assert_eq!(home.bookmarks().len(), 6);

    let refused = |more: &[&str]| home.refused(&[&["bookmarks", "add", &id], more].concat()).0;
    assert_eq!(refused(&["--quote", "no such words"]), 1);
    assert_eq!(refused(&["--quote", "The harbour", "--nth", "3"]), 1);
    assert_eq!(refused(&["--quote", "The harbour", "--nth", "0"]), 1);
    assert_eq!(refused(&["--start", "9", "--end", "9"]), 2);
    assert_eq!(refused(&["--start", "9", "--end", "9999"]), 2);
    assert_eq!(refused(&["--start", "9"]), 2);
    assert_eq!(refused(&[]), 2);
    assert_eq!(home.refused(&["bookmarks", "add", "nothing", "--quote", "x"]).0, 1);
}

#[test]
fn refresh_reads_again_in_the_same_way_and_finds_the_passages() {
    let home = Home::new();
    let id = home.add();
    home.said(&["bookmarks", "add", &id, "--quote", "4,200 dockers"]);
    home.said(&["bookmarks", "add", &id, "--quote", "“It’s late,” said Ada Brandt."]);
    assert!(home.said(&["refresh"]).contains("0 changed, 1 unchanged"));

    fs::write(home.file(), format!("Cookies\r\n\r\n{}", TEXT.replace("“It’s late,” said Ada Brandt. ", ""))).unwrap();
    assert!(home.said(&["refresh", &id]).contains("2 bookmarks stand otherwise"));
    let found = home.bookmarks();
    // Read with --raw again: the first line is part of the text.
    assert_eq!(
        (&found[0]["status"], &found[0]["start"], &found[0]["text"]),
        (&"shifted".into(), &51.into(), &"4,200 dockers".into())
    );
    assert_eq!(found[0]["original"]["start"], 42);
    assert_eq!(found[1]["status"], "orphan");
    assert!(found[1]["start"].is_null() && found[1]["end"].is_null() && found[1]["text"].is_null());
    assert_eq!(found[1]["exact"], "“It’s late,” said Ada Brandt.");
    let orphans = home.said(&["bookmarks", "list", "--status", "orphan", "--format", "jsonl"]);
    assert_eq!(orphans.lines().count(), 1);

    fs::write(home.file(), "").unwrap();
    home.said(&["refresh"]);
    assert!(home.bookmarks().iter().all(|bookmark| bookmark["status"] == "orphan"));
    fs::write(home.file(), TEXT).unwrap();
    home.said(&["refresh"]);
    assert!(home.bookmarks().iter().all(|bookmark| bookmark["status"] == "exact"));

    fs::remove_file(home.file()).unwrap();
    assert_eq!(home.refused(&["refresh"]).0, 1);
    assert_eq!(home.bookmarks().len(), 2);
}

#[test]
fn a_bookmark_is_changed_removed_and_restored() {
    let home = Home::new();
    let id = home.add();
    let made = home.json(&[
        "bookmarks",
        "add",
        &id,
        "--quote",
        "Monday",
        "--tag",
        "b",
        "--tag",
        "a",
        "--color",
        "yellow",
        "--format",
        "json",
    ]);
    assert_eq!((&made["tags"], &made["color"]), (&serde_json::json!(["a", "b"]), &"yellow".into()));
    let name = made["id"].as_str().unwrap();
    home.said(&["bookmarks", "edit", name, "--note", "first\nsecond", "--tag", "c", "--color", ""]);
    let shown = home.json(&["bookmarks", "show", name, "--format", "json"]);
    assert_eq!(
        (&shown["note"], &shown["tags"], &shown["color"]),
        (&"first\nsecond".into(), &serde_json::json!(["c"]), &Value::Null)
    );
    home.said(&["bookmarks", "edit", name, "--tag", ""]);
    assert_eq!(home.bookmarks()[0]["tags"], serde_json::json!([]));
    assert_eq!(home.refused(&["bookmarks", "edit", name]).0, 2);

    home.said(&["bookmarks", "remove", name]);
    assert!(home.bookmarks().is_empty());
    assert!(home.said(&["bookmarks", "show", name]).contains("removed"));
    home.said(&["bookmarks", "restore", name]);
    assert_eq!(home.bookmarks()[0]["note"], "first\nsecond");
    assert_eq!(home.refused(&["bookmarks", "remove", "nothing"]).0, 1);

    assert_eq!(home.refused(&["remove", &id]).0, 1);
    home.said(&["remove", "--force", &id]);
    assert!(home.bookmarks().is_empty());
    assert_eq!(home.refused(&["remove", &id]).0, 1);
    assert_eq!(home.refused(&["list", "--color", "yellow"]).0, 2);
}

#[test]
fn a_library_that_cannot_be_used_is_status_4() {
    let home = Home::new();
    home.add();
    let library = home.dir.path().join("kept/library.db");
    fs::write(&library, "noise \u{1b}]0;x\u{7}".repeat(1000)).unwrap();
    let before = fs::read(&library).unwrap();
    let file = home.file();
    for args in [&["bookmarks", "list"][..], &["add", path(&file)], &["refresh"], &["list"]] {
        let (status, line) = home.refused(args);
        assert_eq!(status, 4);
        assert!(line.contains(path(&library)), "{line}");
    }
    assert_eq!(fs::read(&library).unwrap(), before);
    let other = home.dir.path().join("other.db");
    home.said(&["--library", path(&other), "add", path(&file)]);
    assert_eq!(home.said(&["list", "--library", path(&other)]).lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn without_a_home_it_says_so() {
    let home = Home::new();
    let mut command = home.command(&["list"]);
    for name in ["HOME", "DATELINE_LIBRARY", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env_remove(name);
    }
    let output = command.env("XDG_DATA_HOME", "relative").current_dir(home.dir.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8(output.stderr).unwrap().contains("HOME"));
    assert!(!home.dir.path().join("relative").exists());
}

/// What was printed is there, even if the program was killed the instant it had printed it.
#[test]
fn what_was_acknowledged_outlives_a_kill() {
    use std::io::{BufRead as _, BufReader};
    let home = Home::new();
    let id = home.add();
    let mut acknowledged = Vec::new();
    for n in 0..8 {
        let note = n.to_string();
        let mut child = home
            .command(&["bookmarks", "add", &id, "--quote", "Monday", "--note", &note, "--format", "json"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let made: Value = serde_json::from_str(&line).unwrap();
        acknowledged.push(made["note"].clone());
    }
    let found: Vec<_> = home.bookmarks().iter().map(|bookmark| bookmark["note"].clone()).collect();
    assert_eq!(found, acknowledged);
}

#[test]
fn what_was_taken_in_is_shown_clean() {
    let home = Home::new();
    let file = home.dir.path().join("in.json");
    let bookmark = serde_json::json!({"exact": "a\u{1b}]0;x\u{7}b", "source": "/a\u{1b}[2J\u{202e}", "title": "\u{9b}2J", "tags": ["\u{1b}c"]});
    fs::write(&file, serde_json::json!({"schema": 1, "bookmarks": [bookmark]}).to_string()).unwrap();
    assert_eq!(
        home.said(&["bookmarks", "import", "--dry-run", path(&file)]),
        "1 would be added, 0 known; 1 without their text here\n"
    );
    assert!(home.bookmarks().is_empty());
    home.said(&["bookmarks", "import", path(&file)]);
    assert_eq!(home.said(&["bookmarks", "import", path(&file)]), "0 added, 1 known\n");
    let found = &home.bookmarks()[0];
    assert_eq!((&found["source"], &found["status"]), (&"/a[2J".into(), &"orphan".into()));
    assert_eq!((&found["exact"], &found["tags"][0]), (&"a]0;xb".into(), &"c".into()));
    let shown = home.said(&["bookmarks", "show", found["id"].as_str().unwrap()]);
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    assert_eq!(home.said(&["list"]), "");
    assert_eq!(home.said(&["bookmarks", "list"]).lines().count(), 1);
}

#[test]
fn old_passages_come_up_for_review_one_after_another() {
    let home = Home::new();
    let id = home.add();
    for quote in ["The harbour opened", "Some 4,200 dockers"] {
        home.said(&["bookmarks", "add", &id, "--quote", quote, "--note", "look again", "--tag", "port"]);
    }
    let said = home.said(&["bookmarks", "review", "--count", "1"]);
    assert!(said.starts_with("“The harbour opened”\n    — look again\n    "), "{said}");
    assert!(said.contains(" #port · ") && said.lines().count() == 3, "{said}");
    let found = home.json(&["bookmarks", "review", "--format", "json"]);
    assert_eq!(found["bookmarks"][0]["exact"], "Some 4,200 dockers");
    let output = home.run(&["bookmarks", "review"]);
    assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(1), 0, 0));
    let listed = home.json(&["bookmarks", "list", "--search", "dockers zeppelin", "--format", "json"]);
    assert_eq!(listed["bookmarks"].as_array().unwrap().len(), 0);
    let listed = home.json(&["bookmarks", "list", "--search", "dockers", "--format", "json"]);
    assert_eq!(listed["bookmarks"].as_array().unwrap().len(), 1);
}

#[test]
fn the_library_is_checked_copied_and_rescued() {
    let home = Home::new();
    let id = home.add();
    home.said(&["bookmarks", "add", &id, "--quote", "dockers"]);
    assert_eq!(home.said(&["library", "check"]), "sound: 1 article, 0 feeds, 1 bookmark\n");
    let copy = home.dir.path().join("copy.db");
    assert_eq!(home.said(&["library", "backup", path(&copy)]), format!("written: {}\n", copy.display()));
    let (status, line) = home.refused(&["library", "backup", path(&copy)]);
    assert!(status == 4 && line.contains("copy.db"), "{line}");
    home.said(&["library", "backup", "--force", path(&copy)]);
    assert_eq!(home.said(&["library", "check", path(&copy)]), "sound: 1 article, 0 feeds, 1 bookmark\n");
    assert!(home.said(&["library", "backup"]).contains("kept/library-2"));
    let said = home.said(&["library", "recover"]);
    assert!(
        said.contains("saved: 1 article, 0 feeds, 1 bookmark\n") && said.contains("library-recovered.db"),
        "{said}"
    );
    assert!(said.contains("-wal and -shm"), "{said}");
    let (status, line) = home.refused(&["library", "recover"]);
    assert!(status == 4 && line.contains("is there already") && !line.contains("--force"), "{line}");
    assert_eq!(home.refused(&["library", "check", "no-such-file"]).0, 4);
}
