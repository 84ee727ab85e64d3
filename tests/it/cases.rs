//! Minimal inputs of kinds that failed on real pages, with the right answer (`tests/cases/facts.jsonl`, our own). Those that
//! are still wrong stand in `tests/cases/open.txt`, so that each change of one shows as a difference.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const KINDS: [&str; 3] = ["figures", "places", "quotes"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// What `dateline extract` prints for each case, in order.
fn extracted(cases: &[&Value], raw: bool, ending: &str) -> Vec<Value> {
    let home = tempfile::TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["extract", "--format", "jsonl"]).env("HOME", home.path()).current_dir(home.path());
    if raw {
        command.arg("--raw");
    }
    for (i, case) in cases.iter().enumerate() {
        let name = format!("{i:04}.{ending}");
        std::fs::write(home.path().join(&name), case["text"].as_str().unwrap()).unwrap();
        command.arg(name);
    }
    let output = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let found: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), cases.len());
    found
}

/// Whether an item of a list is as `wanted` says, in the fields that it names.
fn is(item: &Value, wanted: &Value) -> bool {
    wanted.as_object().unwrap().iter().all(|(key, value)| match key.as_str() {
        "near" => ["lat", "lon"].iter().zip([1.2, 1.5]).enumerate().all(|(i, (key, slack))| {
            item[*key].as_f64().is_some_and(|at| (at - value[i].as_f64().unwrap()).abs() <= slack)
        }),
        "text_has" => item["text"].as_str().unwrap().contains(value.as_str().unwrap()),
        "kind_not" => item["kind"] != *value,
        "speaker_in" => value.as_array().unwrap().contains(&item["speaker"]),
        key => match value.as_f64() {
            Some(number) => item[key].as_f64().is_some_and(|at| (at - number).abs() <= 1e-9 * number.abs().max(1.0)),
            None => item[key] == *value,
        },
    })
}

/// Whether an item is one that must not be there: one with these fields, or one whose text shares these words.
fn is_unwanted(item: &Value, unwanted: &Value) -> bool {
    let text = item["text"].as_str().unwrap();
    unwanted.as_str().map_or_else(|| is(item, unwanted), |words| text.contains(words) || words.contains(text))
}

/// The first thing that is not as it should be.
fn wrong(found: &Value, expect: &Value) -> Option<String> {
    for kind in KINDS {
        let items = found[kind].as_array().unwrap();
        for wanted in expect[kind].as_array().into_iter().flatten() {
            if !items.iter().any(|item| is(item, wanted)) {
                return Some(format!("{kind} lack {wanted}"));
            }
        }
        for unwanted in expect[format!("no_{kind}")].as_array().into_iter().flatten() {
            if items.iter().any(|item| is_unwanted(item, unwanted)) {
                return Some(format!("{kind} hold {unwanted}"));
            }
        }
        if expect[format!("{kind}_n")].as_u64().is_some_and(|count| count != items.len() as u64) {
            return Some(format!("{} {kind}", items.len()));
        }
    }
    for key in ["title", "byline", "published", "lang", "text"] {
        if expect.get(key).is_some_and(|value| found[key] != *value) {
            return Some(format!("{key} is {}", found[key]));
        }
    }
    let text = found["text"].as_str().unwrap();
    let has = |words: &Value| text.contains(words.as_str().unwrap());
    let lacks = expect["text_has"].as_array().into_iter().flatten().find(|words| !has(words));
    let holds = expect["text_lacks"].as_array().into_iter().flatten().find(|words| has(words));
    lacks.map(|words| format!("text lacks {words}")).or(holds.map(|words| format!("text holds {words}")))
}

#[test]
fn every_case_but_the_open_ones_is_right() {
    let cases = std::fs::read_to_string(folder().join("facts.jsonl")).unwrap();
    let cases: Vec<Value> = cases.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (html, raw): (Vec<&Value>, Vec<&Value>) = cases.iter().partition(|case| case["format"] == "html");
    let found = extracted(&raw, true, "txt").into_iter().chain(extracted(&html, false, "html"));
    let mut open = BTreeSet::new();
    for (case, found) in raw.iter().chain(&html).zip(found) {
        if let Some(why) = wrong(&found, &case["expect"]) {
            let text: String = case["text"].as_str().unwrap().chars().take(60).collect();
            open.insert(format!("{} | {} | {why}", case["class"].as_str().unwrap(), text.replace('\n', " ")));
        }
    }
    let known = std::fs::read_to_string(folder().join("open.txt")).unwrap();
    let known: BTreeSet<String> = known.lines().map(str::to_owned).collect();
    let new: Vec<&String> = open.difference(&known).collect();
    let mended: Vec<&String> = known.difference(&open).collect();
    assert!(new.is_empty(), "wrong now: {new:#?}");
    assert!(mended.is_empty(), "right now, so take them off tests/cases/open.txt: {mended:#?}");
}
