//! The library, as commands reach it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::args::Globals;
use super::failure::{Exit, Failure};
use crate::app::intake::Input;
use crate::article::{ArticleId, CleanLine, FeedId, without_login};
use crate::disk;
use crate::library::{Library, LibraryError};
use crate::settings::Paths;

/// The library's file: what was named on the command line, else `DATELINE_LIBRARY`, else the system's place for it.
pub fn library_path(globals: &Globals) -> Result<PathBuf, Failure> {
    if let Some(path) = &globals.library {
        return Ok(path.clone());
    }
    let failed = |exit: Exit, what: &str, why: &str| {
        Failure::new(exit, "cannot open the library", what, why, "Name a file with --library")
    };
    if let Some(path) = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        return named(&path).map_err(|why| failed(Exit::Usage, VARIABLE, why));
    }
    Ok(Paths::find().map_err(|error| failed(Exit::Library, "HOME", &error.to_string()))?.library())
}

const VARIABLE: &str = "DATELINE_LIBRARY";

/// The path that the variable names. What a shell or another program would have made of it is not done here, and a
/// folder of the name `~` or `file:` is not what was meant.
fn named(value: &OsStr) -> Result<PathBuf, &'static str> {
    let bytes = value.as_encoded_bytes();
    if bytes == b"~" || bytes.starts_with(b"~/") {
        return Err("“~” means nothing in it; write the whole path");
    }
    if matches!(bytes, [b'"', .., b'"'] | [b'\'', .., b'\'']) {
        return Err("it stands in quotation marks; leave them out");
    }
    if bytes.contains(&b'$') && (bytes.starts_with(b"$") || bytes.windows(2).any(|pair| pair == b"${")) {
        return Err("a variable in it means nothing; write the whole path");
    }
    if value.to_str().is_some_and(|text| text.contains("://") || text.starts_with("file:")) {
        return Err("it is an address; write a path");
    }
    if value.to_str().is_some_and(|text| text.trim() != text || text.contains(char::is_control)) {
        return Err("white space stands around it or in it that no path has");
    }
    Ok(value.into())
}

/// Opens the library, and makes it where there is none.
pub(super) fn open(globals: &Globals) -> Result<Library, Failure> {
    Ok(Library::open(&library_path(globals)?)?.in_zone(TimeZone::system()))
}

/// The article that a person calls so: by its name in the library, its path or its address.
pub(super) fn find(library: &Library, name: &OsStr) -> Result<ArticleId, Failure> {
    Ok(library.find(&asked(name))?)
}

/// The feed that a person calls so: by its name in the library, its address or path, or its title.
pub(super) fn find_feed(library: &Library, name: &OsStr) -> Result<FeedId, Failure> {
    Ok(library.find_feed(&asked(name))?)
}

/// What is asked for as the library knows it: an address without a login, anything else as it is.
fn asked(name: &OsStr) -> String {
    match Input::from(name) {
        Input::Url(address) => without_login(&address),
        // What is text may be a name that a list shows.
        _ => name.to_str().map_or_else(|| disk::name_of(Path::new(name)).into_owned(), str::to_owned),
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        let exit = if error.is_missing() { Exit::Partly } else { Exit::Library };
        let what = format!("cannot {}", error.what);
        Self::new(exit, &what, &shown(&error.at), &error.trouble.to_string(), error.trouble.hint())
    }
}

fn shown(path: &Path) -> CleanLine {
    CleanLine::new(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_named_by_a_path() {
        for value in ["/a/l.db", "l.db", "a b.db", "/~/l.db", "a$b.db", ":memory:"] {
            assert_eq!(named(OsStr::new(value)), Ok(value.into()));
        }
        for value in [
            "~/l.db",
            "~",
            "\"/a/l.db\"",
            "'l.db'",
            "$HOME/l.db",
            "/a/${USER}.db",
            "file:l.db",
            "http://a/",
            " l.db",
            "l.db\n",
        ] {
            assert!(named(OsStr::new(value)).is_err(), "{value}");
        }
    }
}
