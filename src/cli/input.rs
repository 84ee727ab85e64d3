//! An INPUT of the command line, and the article in it.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

use super::failure::{Exit, Failure};
use super::shield;
use crate::article::{Article, CleanLine, Source};
use crate::fetch::{self, FetchError, Request, Target};
use crate::ingest::{self, IngestError};

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
            Some(address) if is_address(address) => Self::Url(address.to_owned()),
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
            Self::File(path) => CleanLine::new(&path.to_string_lossy()),
            Self::Url(address) => CleanLine::new(&without_password(address)),
            Self::Stdin => CleanLine::new("-"),
        }
    }
}

fn is_address(text: &str) -> bool {
    let lower = text.get(..text.floor_char_boundary(8)).unwrap_or("").to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

/// The address without `user:password@`.
fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..host].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => address.to_owned(),
    }
}

/// Reads the article that `input` names.
pub fn load(input: &Input, raw: bool, timeout: Option<Duration>) -> Result<Article, Failure> {
    let name = input.name();
    let failed = |why: &str, hint: &str| Failure::new(Exit::Input, "cannot read", &name, why, hint);
    let (target, source) = match input {
        Input::File(path) => (Target::File(path.clone()), Source::File(path.to_string_lossy().into_owned())),
        Input::Stdin => (Target::Stdin, Source::Stdin),
        Input::Url(_) => {
            let hint = "Try to save the page, or to pipe it in: `curl ADDRESS | dateline -`";
            return Err(failed("this version reads files and standard input only", hint));
        }
    };
    let response = fetch::fetch(&Request { timeout, ..Request::new(target) })
        .map_err(|error| failed(&error.to_string(), hint_for(&error, &name)))?;
    let read = shield(|| {
        ingest::article(&ingest::Input {
            name: response.name.as_deref(),
            media_type: response.media_type.as_deref(),
            raw,
            ..ingest::Input::new(&response.bytes, &source)
        })
    });
    match read {
        Some(Ok(article)) => Ok(article),
        Some(Err(error)) => Err(failed(&error.to_string(), hint_about(&error))),
        None => Err(failed("dateline made a mistake of its own", "Please report it, with the input")),
    }
}

fn hint_for(error: &FetchError, name: &str) -> &'static str {
    match error {
        // One bare word may have been meant as a command.
        FetchError::NotFound if !name.contains(['.', '/', '\\']) => {
            "Check the path, or see `dateline --help` for the commands"
        }
        FetchError::NotFound => "Check the path",
        FetchError::Directory => "Name a file in it",
        FetchError::NamedPipe => "Try `dateline - < PIPE`",
        FetchError::NotRegular => "Try to copy it to a file",
        FetchError::Denied => "Check who may read it",
        FetchError::TooLarge(_) => "Try to cut it into parts",
        FetchError::TimedOut(_) => "Try a longer --timeout",
        FetchError::Io(_) => "",
    }
}

fn hint_about(error: &IngestError) -> &'static str {
    match error {
        IngestError::Empty => "Check that it is the right input",
        IngestError::NotText("a PDF") => "Try `pdftotext FILE - | dateline -`",
        IngestError::NotText(_) => "Articles are HTML, Markdown or plain text",
        IngestError::TooLarge => "Try to save the article alone",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_told_apart() {
        assert_eq!(Input::from(OsStr::new("-")), Input::Stdin);
        assert_eq!(Input::from(OsStr::new("HTTPS://a/")), Input::Url("HTTPS://a/".into()));
        assert_eq!(Input::from(OsStr::new("http.txt")), Input::File("http.txt".into()));
        assert_eq!(Input::from(OsStr::new("é://a/")), Input::File("é://a/".into()));
    }

    #[test]
    fn passwords_are_not_repeated() {
        assert_eq!(without_password("http://bob:hunter2@host/a@b"), "http://host/a@b");
        assert_eq!(without_password("http://host/a@b"), "http://host/a@b");
        assert_eq!(without_password("http://a@b@host"), "http://host");
    }
}
