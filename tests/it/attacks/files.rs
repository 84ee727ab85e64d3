//! Files that are written and read, settings that are not understood, passwords in what was typed.

use std::fs;
use std::path::Path;

use crate::home::{Home, Ran, ran};

const STORY: &str = "Grain in the port\n\nThe harbour handled 31,000 tonnes of grain on Monday, the port authority said. \
                     Ships wait outside the harbour since the storm of last week, and more are on their way.\n";

/// A home with one article and one bookmark in `lib.db`.
fn with_bookmark() -> Home {
    let home = Home::new();
    home.file("story.txt", STORY);
    let added = home.ok(&["--library", "lib.db", "add", "--format", "json", "story.txt"]);
    let id = added.split('"').nth(3).unwrap().to_owned();
    home.ok(&["--library", "lib.db", "bookmarks", "add", &id, "--quote", "31,000 tonnes"]);
    home
}

#[cfg(unix)]
#[test]
fn files_with_names_that_are_no_text_are_articles_of_their_own() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let home = Home::new();
    let names = [OsStr::from_bytes(b"bad\xff.txt"), OsStr::from_bytes(b"bad\xfe.txt")];
    let run = |args: &[&OsStr]| ran(home.command(&[]).args(args));
    for (name, text) in names.iter().zip([STORY.to_owned(), STORY.replace("port", "station").replace("31,000", "20")]) {
        fs::write(home.dir().join(name), text).unwrap();
        assert_eq!(run(&["add".as_ref(), name]).status, Some(0));
    }
    run(&["bookmarks".as_ref(), "add".as_ref(), names[0], "--quote".as_ref(), "31,000 tonnes".as_ref()]);
    let list = home.ok(&["list", "--format", "json"]);
    assert!(list.contains("Grain in the port") && list.contains("Grain in the station"), "{list}");
    let listed = home.ok(&["bookmarks", "list", "--format", "json"]);
    assert!(listed.contains("\"status\":\"exact\""), "{listed}");
    // By the bytes, and by the name that a list shows.
    fs::write(home.dir().join(names[1]), STORY.replace("port", "quay")).unwrap();
    let ran = run(&["refresh".as_ref(), names[1]]);
    assert!(ran.stdout.contains("1 changed"), "{}{}", ran.stdout, ran.stderr);
    fs::write(home.dir().join(names[1]), STORY.replace("port", "pier")).unwrap();
    assert!(home.ok(&["refresh", "bad\u{fffd}fe.txt"]).contains("1 changed"));
    assert!(home.ok(&["refresh"]).contains("0 changed, 2 unchanged"));
}

fn export(home: &Home, to: &str, more: &[&str]) -> Ran {
    home.run(&[&["--library", "lib.db", "bookmarks", "export", "--format", "json", "--output", to], more].concat())
}

fn is_whole(home: &Home, library: &str) {
    assert!(home.ok(&["--library", library, "bookmarks", "list"]).contains("31,000"), "{library}");
}

#[test]
fn nothing_is_exported_over_a_library() {
    let home = with_bookmark();
    home.ok(&["--library", "lib.db", "library", "backup", "other.db"]);
    fs::create_dir(home.dir().join("sub")).unwrap();
    let absolute = home.dir().join("lib.db").display().to_string();
    let mut names = vec![
        "lib.db",
        "./lib.db",
        "sub/../lib.db",
        &absolute,
        "other.db",
        "lib.db-wal",
        "lib.db-SHM",
        "lib.db-journal",
        "other.db-wal",
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("lib.db", home.dir().join("soft")).unwrap();
        fs::hard_link(home.dir().join("lib.db"), home.dir().join("hard")).unwrap();
        fs::hard_link(home.dir().join("other.db"), home.dir().join("hard.json")).unwrap();
        names.extend(["soft", "hard", "hard.json"]);
    }
    for name in names {
        for ran in [
            export(&home, name, &["--force"]),
            export(&home, name, &[]),
            home.run(&["--library", "lib.db", "feeds", "export", "--output", name, "--force"]),
        ] {
            assert_eq!(ran.status, Some(3), "{name}: {}", ran.stderr);
            assert!(!ran.stderr.contains("--force"), "{}", ran.stderr);
        }
        let logged = home.run(&["--library", "lib.db", "--log", name, "list"]);
        assert_eq!(logged.status, Some(2), "{name}: {}", logged.stderr);
        is_whole(&home, "lib.db");
        is_whole(&home, "other.db");
    }
    // The library may also be named by the environment.
    let mut command = home.command(&["bookmarks", "export", "--output", "lib.db", "--force"]);
    let named = ran(command.env("DATELINE_LIBRARY", "sub/../lib.db"));
    assert!(named.stderr.contains("in use"), "{}", named.stderr);
    is_whole(&home, "lib.db");
}

#[test]
fn a_file_is_replaced_as_a_whole_and_keeps_its_mode() {
    let home = with_bookmark();
    let file = home.file("out.json", "old");
    assert!(export(&home, "out.json", &[]).stderr.contains("--force"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(export(&home, "out.json", &["--force"]).status, Some(0));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644);
    }
    let left: Vec<_> = fs::read_dir(home.dir()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".dateline")), "{left:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn pipes_and_devices_are_written_into_and_never_replaced() {
    use std::os::unix::fs::FileTypeExt as _;
    let home = with_bookmark();
    let pipe = make_pipe(&home, "pipe");
    for force in [&[][..], &["--force"]] {
        let mut reader =
            std::process::Command::new("cat").arg(&pipe).stdout(std::process::Stdio::piped()).spawn().unwrap();
        let ran = export(&home, "pipe", force);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        let mut read = String::new();
        std::io::Read::read_to_string(&mut reader.stdout.take().unwrap(), &mut read).unwrap();
        reader.wait().unwrap();
        assert!(read.contains("31,000 tonnes"));
    }
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    let out = export(&home, "/dev/stdout", &[]);
    assert!(out.status == Some(0) && out.stdout.contains("31,000 tonnes"), "{}", out.stderr);
    assert_eq!(export(&home, "/dev/null", &["--force"]).status, Some(0));
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let full = export(&home, "/dev/full", &[]);
    assert!(
        full.status == Some(3) && full.stderr.contains("full") && !full.stderr.contains("--force"),
        "{}",
        full.stderr
    );
    for folder in [".", "new/", "/"] {
        let ran = export(&home, folder, &["--force"]);
        assert!(ran.status == Some(3) && ran.stderr.contains("a folder"), "{folder}: {}", ran.stderr);
    }
}

#[cfg(unix)]
fn make_pipe(home: &Home, name: &str) -> std::path::PathBuf {
    let path = home.dir().join(name);
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_is_refused_at_once() {
    let home = with_bookmark();
    make_pipe(&home, "pipe");
    make_pipe(&home, "new.db-journal");
    fs::create_dir(home.dir().join("folder")).unwrap();
    let _listening = std::os::unix::net::UnixListener::bind(home.dir().join("socket")).unwrap();
    let big = fs::File::create(home.dir().join("big.toml")).unwrap();
    big.set_len(1 << 30).unwrap();
    for name in ["pipe", "folder", "socket", "/dev/zero", "/dev/null", "big.toml", "/dev/fd/0"] {
        let ran = home.run(&["--config", name, "list"]);
        assert!(ran.status == Some(2) && ran.stderr.lines().count() == 1, "{name}: {}", ran.stderr);
    }
    for name in ["pipe", "folder", "socket", "/dev/zero", "new.db"] {
        for what in [&["list"][..], &["library", "check"], &["library", "recover", "saved.db"]] {
            if name == "new.db" && what != ["list"] {
                continue;
            }
            let ran = home.run(&[&["--library", name], what].concat());
            assert!(ran.status == Some(4) && ran.stderr.contains("it is"), "{name} {what:?}: {}", ran.stderr);
        }
    }
    for name in ["pipe", "folder", "socket", "/dev/zero"] {
        let ran = home.run(&["--log", name, "list"]);
        assert!(ran.status == Some(2) && ran.stderr.contains("the log"), "{name}: {}", ran.stderr);
        let ran = home.run(&["--library", "lib.db", "bookmarks", "import", name]);
        assert!(ran.status == Some(3), "{name}: {}", ran.stderr);
    }
    let pipe = home.dir().join("pipe");
    for zone in ["/dev/zero".as_ref(), pipe.as_path()] {
        let ran = ran(home.command(&["list"]).env("TZ", zone));
        assert!(ran.status == Some(2) && ran.stderr.contains("cannot use TZ"), "{zone:?}: {}", ran.stderr);
    }
    assert_eq!(ran(home.command(&["list"]).env("TZ", ":/no/such/zone")).status, Some(0));
    // Also where nobody named it.
    fs::create_dir_all(home.dir().join(".config/dateline")).unwrap();
    make_pipe(&home, ".config/dateline/config.toml");
    assert_eq!(home.run(&["list"]).status, Some(2));
}

#[cfg(unix)]
#[test]
fn a_library_is_a_file_whatever_it_is_called() {
    let home = Home::new();
    home.file("story.txt", STORY);
    for name in [":memory:", "file:x.db?mode=memory"] {
        home.ok(&["--library", name, "add", "story.txt"]);
        assert!(home.ok(&["--library", name, "list"]).contains("Grain"), "{name}");
    }
}

#[test]
fn a_proxy_that_is_not_understood_ends_the_request() {
    let home = Home::new();
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let address = format!("http://{}/page.html", server.local_addr().unwrap());
    let values = [
        "socks5//127.0.0.1:1",
        "tor://127.0.0.1:1",
        "sock5://127.0.0.1:1",
        "http:/127.0.0.1:1",
        "\"http://127.0.0.1:1\"",
        "http://us%er:secret#ss@127.0.0.1:1",
        "http://dom\\user:secret@127.0.0.1:1",
        "garbage:::",
    ];
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        for value in values {
            let ran = ran(home.command(&["extract", &address]).env(name, value));
            assert!(ran.status == Some(1) && ran.stderr.contains(name), "{value}: {}", ran.stderr);
            assert!(!ran.stderr.contains("secret") && !ran.stdout.contains("secret"), "{}", ran.stderr);
        }
    }
    assert!(server.accept().is_err(), "it was asked directly");
}

#[test]
fn a_setting_that_is_not_understood_is_named() {
    let home = Home::new();
    home.file("bad.pem", "words");
    for (name, value, args) in [
        ("DATELINE_LIBRARY", "~/lib.db", &["list"][..]),
        ("DATELINE_LIBRARY", "\"lib.db\"", &["list"]),
        ("DATELINE_LIBRARY", "$HOME/lib.db", &["bookmarks", "list"]),
        ("SSL_CERT_FILE", "bad.pem", &["feed", "https://127.0.0.1:9/"]),
        ("SSL_CERT_FILE", "none.pem", &["feed", "https://127.0.0.1:9/"]),
        ("SSL_CERT_DIR", "none", &["feed", "https://127.0.0.1:9/"]),
        ("no_proxy", "\"localhost\"", &["feed", "https://127.0.0.1:9/"]),
    ] {
        let mut command = home.command(args);
        if name == "no_proxy" {
            command.env("https_proxy", "127.0.0.1:9");
        }
        let ran = ran(command.env(name, value));
        assert!(ran.status > Some(1) && ran.stderr.contains(name), "{name}={value}: {}", ran.stderr);
    }
    // As the standard of these folders wants it, a relative one counts as not set.
    let mut command = home.command(&["list"]);
    assert_eq!(ran(command.env("XDG_DATA_HOME", "relative").env("XDG_CONFIG_HOME", "relative")).status, Some(0));
    assert!(!home.dir().join("relative").exists());
}

#[test]
fn no_password_is_repeated() {
    let home = Home::new();
    for typed in [
        " http://bob:hunter2@127.0.0.1:1/x",
        "http://bob:hun/ter2@127.0.0.1:1/x",
        "http://bob:hun ter2@127.0.0.1:1/x",
        "feed:http://bob:hunter2@127.0.0.1:1/x",
        "//bob:hunter2@127.0.0.1:1/x",
        "HTTP://bob:hunter2@127.0.0.1:1/x",
        "\thttp://bob:hunter2@127.0.0.1:1/x",
        "bob:hunter2@127.0.0.1:1/x",
    ] {
        for args in [
            &["add", typed][..],
            &["extract", typed],
            &["feed", typed],
            &["refresh", typed],
            &["remove", typed],
            &["feeds", "add", typed],
            &["add", "x", typed],
            &["list", typed],
            &["bookmarks", "import", typed],
        ] {
            let ran = home.run(&[&["--log", "log"], args].concat());
            assert_ne!(ran.status, Some(0), "{args:?}");
            let said = ran.stdout + &ran.stderr;
            assert!(!said.contains("hun") && !said.contains("ter2"), "{args:?}: {said}");
        }
    }
    let log = fs::read_to_string(home.dir().join("log")).unwrap();
    assert!(!log.contains("hunter2") && !log.contains("ter2@"), "{log}");
    let said = home.run(&["add", "notes@home.txt"]).stderr;
    assert!(said.contains("notes@home.txt"), "{said}");
}

#[test]
fn a_login_that_was_imported_is_not_exported() {
    let home = Home::new();
    let file = r#"{"schema":1,"articles":[{"id":"a1","source":{"kind":"url","at":"http://bob:hunter2@a.example/x"},
        "url":"http://bob:hunter2@a.example/y","title":"T"}],"bookmarks":[{"article":"a1","exact":"words"}]}"#;
    home.file("in.json", file);
    home.ok(&["bookmarks", "import", "in.json"]);
    for format in ["markdown", "json", "w3c", "csv", "org", "bibtex", "ris"] {
        let text = home.ok(&["bookmarks", "export", "--format", format]);
        assert!(text.contains("a.example") && !text.contains("hunter2"), "{format}: {text}");
    }
    assert!(!home.ok(&["bookmarks", "list", "--format", "json"]).contains("hunter2"));
}

/// A page full of the signs of each format, and the passage in it.
const LIVE: &str = "Click [[elisp:(shell-command \"touch x\")][here]] or [[shell:touch y]] or src_sh{touch z} or call_evil() or \
                    {{{macro}}} or @@html:b@@ or \\alpha $x$ <b>bold</b> ![i](http://e.example/) {brace} }open A}}, note = x 5 % ;=1";

fn exported(format: &str) -> String {
    let home = Home::new();
    home.file("live.txt", format!("A}} title {{ with = signs\n\n{LIVE}\n"));
    let added = home.ok(&["add", "--raw", "--format", "json", "live.txt"]);
    let id = added.split('"').nth(3).unwrap().to_owned();
    home.ok(&["bookmarks", "add", &id, "--quote", LIVE, "--note", "#+begin_src sh\n* TODO a note\n=1+1"]);
    home.ok(&["bookmarks", "export", "--format", format])
}

#[test]
fn nothing_is_live_in_an_export() {
    let org = exported("org");
    for live in ["[[", "src_", "call_", "{{", "@@", "\\alpha", "elisp:(", "\n#+begin_src", "\n* TODO"] {
        assert!(!org.contains(live), "{live} in {org}");
    }
    let markdown = exported("markdown");
    for live in ["<b>", "![", "](http://e", "\n* ", "{{"] {
        assert!(!markdown.replace("\\{", "").contains(live), "{live} in {markdown}");
    }
    let csv = exported("csv");
    assert!(!csv.contains(";=") && !csv.contains("\n="), "{csv}");
}

#[test]
fn braces_of_a_text_are_none_of_bibtex() {
    let bibtex = exported("bibtex");
    let mut depth = 0;
    for c in bibtex.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        assert!(depth >= 0, "{bibtex}");
    }
    assert_eq!((depth, bibtex.matches("\n}\n").count(), bibtex.matches('@').count()), (0, 1, 5), "{bibtex}");
}

/// Other programs read the exports where they are installed.
#[test]
fn other_programs_read_the_same_words() {
    let home = Home::new();
    let runs = |program: &str| std::process::Command::new(program).arg("--version").output().is_ok();
    if !runs("pandoc") {
        eprintln!("skipped: there is no pandoc");
        return;
    }
    for (format, from) in [("org", "org"), ("markdown", "gfm"), ("markdown", "commonmark"), ("bibtex", "bibtex")] {
        let file = home.file("export", exported(format));
        let to = if format == "bibtex" { "csljson" } else { "json" };
        let tree = pandoc(&file, from, to);
        for live in ["RawInline", "RawBlock", "Image", "CodeBlock", "Math", "Code"] {
            assert!(!tree.contains(&format!("\"t\":\"{live}\"")), "{format}, {from}: {live} in {tree}");
        }
        // The one link is ours.
        assert!(!tree.contains("[\"elisp") && !tree.contains("[\"shell") && !tree.contains("[\"http"), "{tree}");
        if format == "bibtex" {
            assert_eq!(tree.matches("\"id\"").count(), 1, "{tree}");
            continue;
        }
        let words = pandoc(&file, from, "plain").replace('\u{200b}', "");
        let words: Vec<&str> = words.split_whitespace().collect();
        let wanted: Vec<&str> = LIVE.split_whitespace().collect();
        assert!(words.windows(wanted.len()).any(|part| part == wanted), "{format}, {from}: {words:?}");
    }
}

fn pandoc(file: &Path, from: &str, to: &str) -> String {
    let args = ["--from", from, "--to", to, "--wrap", "none"];
    let output = std::process::Command::new("pandoc").args(args).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
