//! What a person names to be read.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use url::Url;

use crate::article::{CleanLine, discreet};

/// What an INPUT names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, by its path.
    File(PathBuf),
    /// An http or https address.
    Url(String),
    /// Standard input.
    Stdin,
}

impl From<OsString> for Input {
    fn from(text: OsString) -> Self {
        match text.to_str() {
            Some("-") => Self::Stdin,
            // Copied with a space before it, an address is one all the same.
            Some(address) if is_web(address.trim_start()) => Self::Url(address.trim().to_owned()),
            // Typed, it is as good as the path.
            Some(address) if begins(address, "file://") => {
                let path = Url::parse(address).ok().and_then(|url| url.to_file_path().ok());
                Self::File(path.unwrap_or_else(|| text.into()))
            }
            _ => Self::File(text.into()),
        }
    }
}

impl From<&OsStr> for Input {
    fn from(text: &OsStr) -> Self {
        text.to_owned().into()
    }
}

impl Input {
    /// How it is called in lists and errors: clean, and without a password.
    pub fn name(&self) -> CleanLine {
        match self {
            Self::File(path) => CleanLine::new(&shown_path(path)),
            Self::Url(address) => CleanLine::new(&discreet(address)),
            Self::Stdin => CleanLine::new("-"),
        }
    }
}

/// A path as it may be shown: what names no file may be a mistyped address with a password in it.
fn shown_path(path: &Path) -> String {
    let typed = path.to_string_lossy();
    let shown = discreet(&typed);
    if shown != typed && path.exists() { typed.into_owned() } else { shown }
}

fn is_web(text: &str) -> bool {
    begins(text, "http://") || begins(text, "https://")
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_told_apart() {
        assert_eq!(Input::from(OsStr::new("-")), Input::Stdin);
        assert_eq!(Input::from(OsStr::new("HTTPS://a/")), Input::Url("HTTPS://a/".into()));
        assert_eq!(Input::from(OsStr::new(" http://a/\n")), Input::Url("http://a/".into()));
        assert_eq!(Input::from(OsStr::new("http.txt")), Input::File("http.txt".into()));
        assert_eq!(Input::from(OsStr::new("é://a/")), Input::File("é://a/".into()));
        assert_eq!(Input::from(OsStr::new("file:///a%20b.xml")), Input::File("/a b.xml".into()));
        assert_eq!(Input::from(OsStr::new("file://elsewhere/a")), Input::File("file://elsewhere/a".into()));
    }
}
