//! Holds the house together: the layers' arrows, the reserved crates, the length of files, the assets.

#![expect(clippy::unwrap_used, reason = "a test that fails is a panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// Which layer may write `use crate::<layer>`.
const ARROWS: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("facts", &["article"]),
    ("ingest", &["article"]),
    ("interchange", &["article", "facts"]),
    ("disk", &[]),
    ("fetch", &["disk"]),
    ("library", &["article", "facts", "disk"]),
    ("reader", &["article", "facts", "interchange"]),
    ("tui", &["article", "facts", "reader"]),
    ("settings", &["reader", "tui", "disk"]),
    ("app", &["article", "facts", "ingest", "interchange", "disk", "fetch", "library", "reader", "tui", "settings"]),
    (
        "cli",
        &["article", "facts", "ingest", "interchange", "disk", "fetch", "library", "reader", "tui", "settings", "app"],
    ),
];

/// Which layers may name what.
const RESERVED: &[(&str, &[&str])] = &[
    ("ratatui::", &["tui", "app"]),
    ("crossterm::", &["tui", "app"]),
    ("rusqlite::", &["library"]),
    ("ureq::", &["fetch"]),
    ("clap::", &["cli"]),
    ("println!", &["cli"]),
    ("eprintln!", &["cli"]),
    ("std::thread", &["app"]),
    ("crossbeam_channel", &["app"]),
    ("Mutex", &[]),
    ("RwLock", &[]),
    ("Instant::now", &["app", "cli", "fetch"]),
    ("SystemTime::now", &["app", "cli"]),
    // They panic where the clock cannot be right: `app::now` does not.
    ("Timestamp::now", &[]),
    ("Zoned::now", &[]),
    ("std::fs", &["disk", "fetch", "library", "settings", "cli", "app"]),
    // Files are written in one place; the library makes its own file.
    ("File::create", &["disk"]),
    ("fs::write(", &["disk"]),
    ("fs::rename(", &["disk"]),
    ("OpenOptions", &["disk", "library"]),
    ("NamedTempFile", &["disk"]),
    ("std::env", &["settings", "cli", "app", "fetch"]),
];

/// Lines that a file may have; about 300 are aimed at.
const LONGEST: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let src = root().join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files
        .into_iter()
        .filter(|path| !is_test(path))
        .map(|path| {
            let inside = path.strip_prefix(&src).unwrap();
            let layer = inside.components().next().unwrap().as_os_str().to_string_lossy();
            let layer = layer.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            (layer, path, text)
        })
        .collect()
}

/// Whether a file is compiled for tests only: its front door says so.
fn is_test(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_string_lossy();
    let door = fs::read_to_string(path.parent().unwrap().with_extension("rs")).unwrap_or_default();
    let lines: Vec<&str> = door.lines().map(str::trim).collect();
    lines.windows(2).any(|two| two[0] == "#[cfg(test)]" && two[1] == format!("mod {name};"))
}

/// The lines that are compiled into the program: no comments, no tests at the foot.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(i, line)| (i + 1, line))
}

#[test]
fn arrows_point_one_way() {
    let mut wrong = Vec::new();
    for (layer, path, text) in sources() {
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == layer) else { continue };
        for (n, line) in code(&text) {
            for (other, _) in ARROWS.iter().filter(|(name, _)| *name != layer) {
                if line.contains(&format!("crate::{other}")) && !allowed.contains(other) {
                    wrong.push(format!("{}:{n}: {layer} may not use {other}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layer_is_known() {
    for (layer, path, _) in sources() {
        let known = layer == "lib" || layer == "main" || ARROWS.iter().any(|(name, _)| *name == layer);
        assert!(known, "{} belongs to no layer", path.display());
    }
}

#[test]
fn reserved_names_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for (layer, path, text) in sources() {
        for (n, line) in code(&text) {
            for (name, layers) in RESERVED {
                if line.contains(name) && !layers.contains(&layer.as_str()) {
                    wrong.push(format!("{}:{n}: {name} does not belong into {layer}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_short() {
    let mut files = Vec::new();
    for dir in ["src", "tests", "benches", "examples"] {
        if root().join(dir).is_dir() {
            rust_files(&root().join(dir), &mut files);
        }
    }
    for path in files {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines, {LONGEST} are allowed", path.display());
    }
}

#[test]
fn front_doors_stand_beside_their_folders() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    for path in files {
        assert_ne!(path.file_name().unwrap(), "mod.rs", "{}", path.display());
        let folder = path.parent().unwrap();
        if folder != root().join("src") {
            assert!(folder.with_extension("rs").is_file(), "{} has no front door", folder.display());
        }
    }
}
