//! `config.toml`: what may stand in it, and what is said of what may not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::feeds::FeedOptions;
use crate::disk;
use crate::reader::{Keymap, KeymapError, Options};
use crate::tui::THEMES;

/// What the settings say.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The number of the theme in [`THEMES`]; None: by the terminal's background.
    pub theme: Option<usize>,
    /// What the screen is like.
    pub options: Options,
    /// The keys.
    pub keymap: Keymap,
    /// How feeds are read, and what is kept of them.
    pub feeds: FeedOptions,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: None, options: Options::default(), keymap: Keymap::standard(), feeds: FeedOptions::default() }
    }
}

/// Settings that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot use the settings, {}: {why}", self.place())]
pub struct SettingsError {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub why: String,
}

impl SettingsError {
    /// The file, and the line in it.
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{} line {line}", self.file.display()),
            None => self.file.display().to_string(),
        }
    }
}

/// The file. Names and defaults: `assets/settings.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    theme: String,
    width: u16,
    mouse: bool,
    reported: bool,
    feeds: FeedOptions,
    keys: BTreeMap<String, Keys>,
}

/// One key, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a key like \"n\", or several like [\"n\", \"C-n\"]")]
enum Keys {
    One(String),
    Several(Vec<String>),
}

impl Default for File {
    fn default() -> Self {
        let Options { width, mouse, reported } = Options::default();
        Self { theme: "auto".to_owned(), width, mouse, reported, feeds: FeedOptions::default(), keys: BTreeMap::new() }
    }
}

/// The names that may stand at the left.
const NAMES: [&str; 6] = ["theme", "width", "mouse", "reported", "feeds", "keys"];

/// The widths that the text may have.
const WIDTHS: std::ops::RangeInclusive<u16> = 20..=400;

/// The largest file of settings, in bytes.
const LARGEST: u64 = 1 << 20;

impl Settings {
    /// Reads the settings of `file`. A file that is not there says nothing, unless it was `named`.
    pub fn read(file: &Path, named: bool) -> Result<Self, SettingsError> {
        let fail = |why: String| SettingsError { file: file.to_owned(), line: None, why };
        match disk::read(file, LARGEST) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Self::parse(&text).map_err(|(line, why)| SettingsError { line, ..fail(why) }),
                Err(_) => Err(fail("it is no text".to_owned())),
            },
            Err(error) if error.is_missing() && !named => Ok(Self::default()),
            Err(error) if error.is_missing() => Err(fail("there is no such file".to_owned())),
            Err(error) => Err(fail(error.to_string())),
        }
    }

    /// Reads settings; an error is a line (from 1) and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, (Option<usize>, String)> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| line_at(text, span.start));
            (line, complaint(error.message()))
        })?;
        let theme = match file.theme.as_str() {
            "auto" => None,
            name => Some(THEMES.iter().position(|(theme, _)| *theme == name).ok_or_else(|| {
                let names = std::iter::once("auto").chain(THEMES.iter().map(|(name, _)| *name));
                (line_of(text, "theme"), unknown("theme", name, names))
            })?),
        };
        if !WIDTHS.contains(&file.width) {
            let why = format!("width is {}, and may be {} to {}", file.width, WIDTHS.start(), WIDTHS.end());
            return Err((line_of(text, "width"), why));
        }
        if let Some((name, why)) = file.feeds.fault() {
            return Err((line_of(text, name), why));
        }
        let keys = file.keys.into_iter().map(|(action, keys)| match keys {
            Keys::One(key) => (action, vec![key]),
            Keys::Several(keys) => (action, keys),
        });
        let mut keymap = Keymap::standard();
        keymap.rebind(&keys.collect()).map_err(|error| match &error {
            KeymapError::UnknownAction(name) => {
                let actions = Keymap::standard();
                let actions: Vec<String> = actions.bindings().iter().map(|binding| name_of(binding.action)).collect();
                (line_of(text, name), unknown("action", name, actions.iter().map(String::as_str)))
            }
            KeymapError::Key { action, .. } => (line_of(text, action), error.to_string()),
        })?;
        let options = Options { width: file.width, mouse: file.mouse, reported: file.reported };
        Ok(Self { theme, options, keymap, feeds: file.feeds })
    }
}

/// What the settings call an action.
fn name_of(action: crate::reader::Action) -> String {
    serde_json::to_value(action).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What toml says, in one line, with the name that was probably meant.
fn complaint(said: &str) -> String {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    match said.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')) {
        Some((name, _)) => unknown("setting", name, NAMES.into_iter().chain(FeedOptions::NAMES)),
        None => said,
    }
}

/// "“thme” is no setting (did you mean “theme”?)"
fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    let near = known.iter().map(|other| (strsim::levenshtein(name, other), *other)).min();
    match near {
        Some((distance, other)) if distance <= 2.max(name.chars().count() / 3) => {
            format!("“{name}” is no {what} (did you mean “{other}”?)")
        }
        _ if known.len() <= 8 => format!("“{name}” is no {what}; there are {}", known.join(", ")),
        _ => format!("“{name}” is no {what}"),
    }
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The line on which `name` stands at the left.
fn line_of(text: &str, name: &str) -> Option<usize> {
    let stands = |line: &str| {
        let line = line.trim_start().trim_start_matches(['"', '\'']);
        line.strip_prefix(name).is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ', '\t']).starts_with('='))
    };
    text.lines().position(stands).map(|line| line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Action;

    fn wrong(text: &str) -> (Option<usize>, String) {
        Settings::parse(text).unwrap_err()
    }

    #[test]
    fn the_defaults_are_what_the_commented_file_says() {
        let shipped = include_str!("../../assets/settings.toml");
        let commented = Settings::parse(shipped).unwrap();
        let plain: Vec<&str> = shipped
            .lines()
            .map(|line| {
                // An example stands further to the right than what holds.
                let setting = |rest: &&str| rest.contains(" = ") && !rest.starts_with(' ');
                line.strip_prefix("# ").filter(setting).unwrap_or(line)
            })
            .filter(|line| !line.starts_with('#'))
            .collect();
        let plain = plain.join("\n");
        let said = Settings::parse(&plain).unwrap();
        for settings in [commented, said] {
            assert_eq!(settings.options, Options::default());
            assert_eq!(settings.theme, None);
            assert_eq!(settings.feeds, FeedOptions::default());
            assert_eq!(settings.keymap, Keymap::standard());
        }
    }

    #[test]
    fn settings_are_read() {
        let text = "theme = \"light\"\nwidth = 60\nmouse = false\n[keys]\nnext-fact = \"n\"\nquit = [\"X\", \"C-q\"]\n";
        let settings = Settings::parse(text).unwrap();
        assert_eq!(settings.theme, Some(1));
        assert_eq!((settings.options.width, settings.options.mouse), (60, false));
        assert_eq!(settings.keymap.key_of(Action::NextFact), "n");
        assert_eq!(settings.keymap.key_of(Action::Quit), "X");
        let settings = Settings::parse("[feeds]\nkeep-entries = 300\ntimeout = 5\n").unwrap();
        assert_eq!((settings.feeds.keep_entries, settings.feeds.keep_days, settings.feeds.timeout), (300, 0, 5));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert_eq!(wrong("\nthme = \"dark\"\n"), (Some(2), "“thme” is no setting (did you mean “theme”?)".to_owned()));
        let (line, why) = wrong("mouse = true\ntheme = \"drak\"\n");
        assert_eq!((line, why.as_str()), (Some(2), "“drak” is no theme (did you mean “dark”?)"));
        let (line, why) = wrong("[keys]\nquit = \"X\"\nnext-fcat = \"n\"\n");
        assert_eq!((line, why.as_str()), (Some(3), "“next-fcat” is no action (did you mean “next-fact”?)"));
        let (line, why) = wrong("[keys]\nquit = \"Ctrl+X\"\n");
        assert!(line == Some(2) && why.contains("Ctrl+X"), "{why}");
        assert_eq!(wrong("width = 3").0, Some(1));
        let (line, why) = wrong("[feeds]\nkeep-entry = 3\n");
        assert_eq!((line, why.as_str()), (Some(2), "“keep-entry” is no setting (did you mean “keep-entries”?)"));
        let (line, why) = wrong("[feeds]\nworkers = 0\n");
        assert_eq!((line, why.as_str()), (Some(2), "workers is 0, and may be 1 to 64"));
        assert_eq!(wrong("width = \"wide\"").0, Some(1));
        let (line, why) = wrong("theme = [[[\n\u{1}");
        assert!(line.is_some() && !why.contains('\n'), "{why}");
    }

    #[test]
    fn a_file_that_is_not_there_says_nothing_unless_it_was_named() {
        let file = Path::new("/nowhere/at/all/config.toml");
        assert!(Settings::read(file, false).is_ok());
        assert!(Settings::read(file, true).unwrap_err().to_string().contains("no such file"));
    }
}
