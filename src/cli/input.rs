//! An INPUT of the command line, and the article in it.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

use super::failure::{Exit, Failure};
use super::shield;
use crate::article::{Article, CleanLine, Source};
use crate::fetch::{self, FetchError, Request, Response, Target};
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

/// What was read of an input, and what is known about it.
pub struct Bytes {
    response: Response,
    source: Source,
}

impl Bytes {
    /// As ingest wants it.
    pub fn input(&self, raw: bool) -> ingest::Input<'_> {
        ingest::Input {
            name: self.response.name.as_deref(),
            media_type: self.response.media_type.as_deref(),
            base: self.response.url.as_deref(),
            raw,
            ..ingest::Input::new(&self.response.bytes, &self.source)
        }
    }
}

/// Reads the bytes that `input` names. What was typed counts as typed: its own origin may be private.
pub fn read_bytes(input: &Input, timeout: Option<Duration>) -> Result<Bytes, Failure> {
    let (target, source) = match input {
        Input::File(path) => (Target::File(path.clone()), Source::File(path.to_string_lossy().into_owned())),
        Input::Stdin => (Target::Stdin, Source::Stdin),
        Input::Url(address) => (Target::Url(address.clone()), Source::Url(without_password(address))),
    };
    let response = fetch::fetch(&Request { timeout, ..Request::new(target) })
        .map_err(|error| failed(&input.name(), &error.to_string(), hint_for(&error, &input.name())))?;
    let kind = response.media_type.as_deref().unwrap_or("no media type named");
    log::info!("read {}: {} bytes, {kind}", input.name(), response.bytes.len());
    Ok(Bytes { response, source })
}

/// WHY and TRY after a panic that was caught.
pub(super) const OWN_MISTAKE: (&str, &str) = ("dateline made a mistake of its own", "Please report it, with the input");

/// The error of an input that cannot be read.
pub(super) fn failed(name: &str, why: &str, hint: &str) -> Failure {
    Failure::new(Exit::Input, "cannot read", name, why, hint)
}

/// Reads the article that `input` names.
pub fn load(input: &Input, raw: bool, timeout: Option<Duration>) -> Result<Article, Failure> {
    let name = input.name();
    let bytes = read_bytes(input, timeout)?;
    if !raw && shield(|| ingest::is_feed(&bytes.input(false))) == Some(true) {
        return Err(failed(&name, "it is a feed, not an article", "Try `dateline feed`"));
    }
    match shield(|| ingest::article(&bytes.input(raw))) {
        Some(Ok(article)) => Ok(article),
        Some(Err(error)) => Err(failed(&name, &error.to_string(), hint_about(&error))),
        None => Err(failed(&name, OWN_MISTAKE.0, OWN_MISTAKE.1)),
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
        FetchError::TooLarge(_) => "Try to save a part of it",
        FetchError::TimedOut(_) | FetchError::Slow { .. } => "Try a longer --timeout",
        FetchError::Address => "Addresses begin with http:// or https://",
        FetchError::Host(_) => "Check the name, and the network",
        FetchError::Connect { .. } => "Check the network",
        FetchError::Tls { .. } => "Nothing was read from it",
        FetchError::Private(_) => "Name that address itself if you mean it",
        FetchError::Status { code: 404 | 410, .. } => "Check the address",
        FetchError::Status { code: 429 | 500.., .. } => "Try again later",
        FetchError::Status { .. } | FetchError::Redirect { .. } | FetchError::Answer { .. } => "Try it in a browser",
        FetchError::Io(_) => "",
    }
}

pub(super) fn hint_about(error: &IngestError) -> &'static str {
    match error {
        IngestError::Empty => "Check that it is the right input",
        IngestError::NoArticle(_) => "Try it in a browser",
        IngestError::NotText("a PDF") => "Try `pdftotext FILE - | dateline -`",
        IngestError::NotText(_) => "Articles are HTML, Markdown or plain text",
        IngestError::TooLarge => "Try to save the article alone",
        IngestError::FeedTooLarge => "",
        IngestError::Page(_) => "Feeds are RSS, Atom or JSON Feed",
        IngestError::NotFeed => "Feeds are RSS, Atom or JSON Feed",
        IngestError::NotOpml => "Lists of subscriptions are OPML",
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
