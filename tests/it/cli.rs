//! The command line: exit statuses, one-line errors, pipes, help.

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn dateline<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(args: I) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .args(args)
        .env_remove("DATELINE_LIBRARY")
        .env_remove("COLUMNS")
        .env("TERM", "xterm-256color")
        .stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    dateline(args).output().unwrap()
}

fn fed(args: &[&str], bytes: &[u8]) -> Output {
    let mut child = dateline(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap()
}

/// Fails with this status and exactly one clean line on standard error.
fn check_failure(output: &Output, status: i32, says: &str) {
    let said = str::from_utf8(&output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert!(said.starts_with("dateline: ") && said.ends_with(".\n") && said.lines().count() == 1, "{said:?}");
    assert!(!said.trim_end().contains(char::is_control), "{said:?}");
    assert!(said.contains(says), "{said:?}");
}

#[test]
fn usage_errors_are_one_line_and_status_2() {
    check_failure(&run(&["--no-such-flag"]), 2, "unexpected argument '--no-such-flag'");
    check_failure(&run(&["extract"]), 2, "were not provided: <INPUT>");
    check_failure(&run(&["extract", "--x\u{1b}]0;y\u{7}\u{202e}", "a"]), 2, "unexpected argument");
    check_failure(&run(&["extract", "--timeout", "0", "a"]), 2, "--timeout");
    check_failure(&run(&["story.txt", "man"]), 2, "before a command");
}

#[test]
fn inputs_that_cannot_be_read_are_one_line_and_status_3() {
    check_failure(&run(&["no-such-file"]), 3, "no-such-file: there is no such file");
    check_failure(&run(&["no\u{1b}]0;such\u{7}\u{202e}\nfile"]), 3, "no]0;such file: there");
    let folder = tempfile::tempdir().unwrap();
    check_failure(&run(&[folder.path().to_str().unwrap()]), 3, "it is a folder");
    check_failure(
        &run(&["http://bob:hunter2@127.0.0.1:1/a"]),
        3,
        "http://127.0.0.1:1/a: 127.0.0.1:1 cannot be reached",
    );
    check_failure(&fed(&["-"], b" \n"), 3, "there are no words in it");
    check_failure(&fed(&["-"], b"%PDF-1.7 x"), 3, "a PDF");
    let app = b"<html><head><title>Odden Post</title><script src=a.js></script></head><body><noscript>Please enable \
                JavaScript to run this app.</noscript><div id=root></div></body></html>";
    check_failure(&fed(&["-"], app), 3, "there is no article in it: the page is made by scripts");
}

#[test]
fn extract_says_what_failed_in_its_object_too() {
    let output = run(&["extract", "http://bob:hunter2@127.0.0.1:1/a"]);
    check_failure(&output, 1, "127.0.0.1:1 cannot be reached");
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["source"], "http://127.0.0.1:1/a");
}

#[test]
fn an_article_comes_through_a_pipe_and_is_printed_as_text() {
    let text = "Harbour reopens\nBy Ann Lee\n\nThe harbour opened \u{1b}[31mon Monday.\n\nShips came in.\n";
    let output = fed(&["-"], text.as_bytes());
    assert!(output.status.success() && output.stderr.is_empty());
    let printed = str::from_utf8(&output.stdout).unwrap();
    assert!(printed.starts_with("Harbour reopens\nBy Ann Lee\n\nThe harbour opened [31mon Monday"), "{printed:?}");
    assert!(printed.contains("\n\nShips came in.\n") && !printed.contains('\u{1b}'));
}

#[test]
fn a_sample_is_shown_where_nothing_was_named() {
    let output = run(&[]);
    assert!(output.status.success());
    assert!(str::from_utf8(&output.stdout).unwrap().starts_with("The ship that mends the sea floor"));
}

#[test]
fn a_silent_pipe_is_given_up_after_the_timeout() {
    let started = Instant::now();
    let mut child = dateline(["extract", "--timeout", "0.2", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let keeps_open = child.stdin.take().unwrap();
    let output = child.wait_with_output().unwrap();
    drop(keeps_open);
    check_failure(&output, 1, "nothing more came within 0.2 s");
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_reader_that_goes_away_is_a_quiet_success() {
    for args in [&["man"][..], &[], &["extract", "-"], &["completions", "zsh"], &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut child = dateline(args).stdin(Stdio::piped()).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(b"Some words.");
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in [&["man"][..], &[], &["--help"]] {
        check_failure(&dateline(args).stdout(full()).output().unwrap(), 3, "standard output: the device is full");
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_pipes_devices_or_no_text_are_handled() {
    use std::os::unix::ffi::OsStrExt as _;
    check_failure(&run(&["/dev/zero"]), 3, "it is not a regular file");
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    check_failure(&run(&[pipe.to_str().unwrap()]), 3, "it is a named pipe");
    if cfg!(target_os = "linux") {
        let strange = folder.path().join(OsStr::from_bytes(b"\xff\xfe\x1b[31m.txt"));
        std::fs::write(&strange, "Some words.").unwrap();
        let output = dateline([OsStr::new("extract"), strange.as_os_str()]).output().unwrap();
        assert!(output.status.success());
        assert!(!output.stdout.contains(&0x1b) && !str::from_utf8(&output.stdout).unwrap().contains("u001b"));
    }
}

#[test]
fn after_two_dashes_everything_is_a_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["--help", "extract"] {
        std::fs::write(folder.path().join(name), "Some words of a file.").unwrap();
        let output = dateline(["--", name]).current_dir(folder.path()).output().unwrap();
        assert!(str::from_utf8(&output.stdout).unwrap().starts_with("Some words of a file."), "{name}");
    }
}

#[test]
fn colours_stay_away_from_pipes_unless_they_are_asked_for() {
    assert!(!run(&[]).stdout.contains(&0x1b));
    assert!(run(&["--color", "always"]).stdout.contains(&0x1b));
}

#[test]
fn completions_and_manual_are_made() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(str::from_utf8(&run(&["completions", shell]).stdout).unwrap().contains("extract"), "{shell}");
    }
    assert!(str::from_utf8(&run(&["man"]).stdout).unwrap().contains(".SH EXTRACT"));
}

#[test]
fn help_and_version() {
    insta::assert_snapshot!("help-short", str::from_utf8(&run(&["-h"]).stdout).unwrap());
    insta::assert_snapshot!("help-long", str::from_utf8(&run(&["--help"]).stdout).unwrap());
    insta::assert_snapshot!("help-extract", str::from_utf8(&run(&["extract", "--help"]).stdout).unwrap());
    assert_eq!(run(&["--version"]).stdout, format!("dateline {}\n", env!("CARGO_PKG_VERSION")).as_bytes());
}
