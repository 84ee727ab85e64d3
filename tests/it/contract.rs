//! The JSON of `dateline extract`: its shape, its offsets, its order. Run through the program, on articles of our own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn articles() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dev-articles");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 12);
    files
}

fn extract(args: &[&str], files: &[PathBuf]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).arg("extract").args(args).args(files).output().unwrap()
}

fn parsed(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// What a script may rely on, checked for one object.
fn check_object(object: &Value) {
    let mut names =
        vec!["schema", "source", "title", "byline", "published", "lang", "text", "figures", "places", "quotes"];
    names.sort_unstable();
    let mut found = keys(object);
    found.sort_unstable();
    assert_eq!(found, names);
    assert_eq!(object["schema"], 1);
    let text: Vec<char> = object["text"].as_str().unwrap().chars().collect();
    let fields = [
        ("figures", &["approx", "end", "high", "kind", "start", "text", "unit", "value", "what"][..]),
        ("places", &["country", "end", "geoname_id", "kind", "lat", "lon", "name", "start", "text"][..]),
        ("quotes", &["cue", "end", "group", "kind", "speaker", "speaker_end", "speaker_start", "start", "text"][..]),
    ];
    for (list, names) in fields {
        let mut last = 0;
        for fact in object[list].as_array().unwrap() {
            let mut found = keys(fact);
            found.sort_unstable();
            if list == "places" && fact["doubtful"] == true {
                found.retain(|name| *name != "doubtful");
            }
            assert_eq!(found, names, "{list}");
            let at = |key: &str| usize::try_from(fact[key].as_u64().unwrap()).unwrap();
            let (start, end) = (at("start"), at("end"));
            let slice: String = text[start..end].iter().collect();
            assert_eq!(fact["text"], slice, "{list}");
            assert!(start >= last && start < end, "{list} are sorted by start");
            last = start;
            if list == "quotes" && fact["speaker_start"].is_u64() {
                assert!(at("speaker_start") < at("speaker_end") && at("speaker_end") <= text.len());
            }
        }
    }
}

#[test]
fn every_article_gives_one_object_of_the_contract() {
    let output = extract(&["--format", "jsonl"], &articles());
    assert!(output.status.success());
    let objects = lines(&output);
    assert_eq!(objects.len(), 12);
    for (object, file) in objects.iter().zip(articles()) {
        assert_eq!(object["source"], file.to_str().unwrap(), "jsonl keeps the order of the inputs");
        check_object(object);
        assert!(object["title"].is_string() && object["byline"].is_string(), "{file:?}");
        assert_eq!(object["lang"], "en");
    }
}

#[test]
fn title_byline_and_strange_lines_are_not_in_the_text() {
    for (object, file) in lines(&extract(&["--format", "jsonl"], &articles())).iter().zip(articles()) {
        let given = std::fs::read_to_string(file).unwrap();
        let text = object["text"].as_str().unwrap();
        let body: Vec<&str> = given.lines().filter(|line| line.len() > 120).collect();
        assert!(body.iter().all(|paragraph| text.contains(paragraph)), "no paragraph of the body is lost");
        // Title, byline, and the one line that belongs to another story.
        let gone = given.lines().filter(|line| !line.is_empty() && !text.contains(line)).count();
        assert_eq!(gone, 3, "{given}");
    }
}

#[test]
fn raw_text_is_the_input_itself() {
    for (object, file) in lines(&extract(&["--format", "jsonl", "--raw"], &articles())).iter().zip(articles()) {
        check_object(object);
        assert_eq!(object["text"], std::fs::read_to_string(file).unwrap());
        assert!(object["title"].is_string() && object["byline"].is_string());
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.html");
    std::fs::write(&file, "\u{feff}<p>A\r\n\u{1b}&amp;</p>\r\n").unwrap();
    let output = extract(&["--raw"], &[file]);
    assert_eq!(parsed(&output)["text"], "<p>A\n\u{1b}&amp;</p>\n");
    assert!(!output.stdout.contains(&0x1b), "a control is written as an escape");
}

#[test]
fn one_input_is_an_object_and_several_are_an_array() {
    assert!(parsed(&extract(&[], &articles()[..1])).is_object());
    let several = parsed(&extract(&["--format", "json"], &articles()[..3]));
    let sources: Vec<&Value> = several.as_array().unwrap().iter().map(|object| &object["source"]).collect();
    assert_eq!(sources, articles()[..3].iter().map(|file| file.to_str().unwrap()).collect::<Vec<_>>());
}

#[test]
fn an_input_that_fails_costs_only_itself() {
    let mut files = articles()[..2].to_vec();
    files.insert(1, "no-such-file.txt".into());
    for format in ["json", "jsonl"] {
        let output = extract(&["--format", format], &files);
        assert_eq!(output.status.code(), Some(1));
        let objects = if format == "json" { parsed(&output).as_array().unwrap().clone() } else { lines(&output) };
        assert_eq!(objects.len(), 3);
        assert_eq!(keys(&objects[1]).len(), 3);
        assert_eq!((&objects[1]["schema"], &objects[1]["source"]), (&Value::from(1), &Value::from("no-such-file.txt")));
        assert_eq!(objects[1]["error"], "there is no such file");
        check_object(&objects[2]);
        assert_eq!(str::from_utf8(&output.stderr).unwrap().lines().count(), 1);
    }
}

#[test]
fn a_page_gives_the_same_contract() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.html");
    let prose = "The harbour of Odden, on the coast of Zealand, opened on Monday after a storm that had kept it shut for a week. ";
    let page = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Harbour of Odden reopens after a week | Ledger</title>\
         <meta name=author content='Ann Lee'><meta property='article:published_time' content='2024-03-12T10:00:00Z'>\
         </head><body><nav>Home</nav><article><h1>Harbour of Odden reopens after a week</h1><p>{0}</p><p>{0}“No &amp; no,” said Bo Ek.</p><p>{0}</p>\
         </article></body></html>",
        prose.repeat(3)
    );
    std::fs::write(&file, page).unwrap();
    let object = parsed(&extract(&[], &[file]));
    check_object(&object);
    assert_eq!(
        (&object["title"], &object["byline"]),
        (&Value::from("Harbour of Odden reopens after a week"), &Value::from("Ann Lee"))
    );
    assert_eq!((&object["published"], &object["lang"]), (&Value::from("2024-03-12T10:00:00Z"), &Value::from("en")));
    assert!(object["text"].as_str().unwrap().contains("“No & no,” said Bo Ek."));
}
