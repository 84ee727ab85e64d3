//! The library, as commands reach it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::args::Globals;
use super::failure::{Exit, Failure};
use crate::article::{ArticleId, CleanLine, FeedId, without_login};
use crate::library::{Library, LibraryError};
use crate::settings::Paths;

/// The library's file: what was named on the command line, else `DATELINE_LIBRARY`, else the system's place for it.
pub fn library_path(globals: &Globals) -> Result<PathBuf, Failure> {
    if let Some(path) = &globals.library {
        return Ok(path.clone());
    }
    if let Some(path) = std::env::var_os("DATELINE_LIBRARY").filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let home = |error: crate::settings::PathsError| {
        Failure::new(Exit::Library, "cannot open the library", "HOME", &error.to_string(), "Name a file with --library")
    };
    Ok(Paths::find().map_err(home)?.library())
}

/// Opens the library, and makes it where there is none.
pub(super) fn open(globals: &Globals) -> Result<Library, Failure> {
    Ok(Library::open(&library_path(globals)?)?.in_zone(TimeZone::system()))
}

/// The article that a person calls so: by its name in the library, its path or its address.
pub(super) fn find(library: &Library, name: &OsStr) -> Result<ArticleId, Failure> {
    Ok(library.find(&without_login(&name.to_string_lossy()))?)
}

/// The feed that a person calls so: by its name in the library, its address or path, or its title.
pub(super) fn find_feed(library: &Library, name: &OsStr) -> Result<FeedId, Failure> {
    Ok(library.find_feed(&without_login(&name.to_string_lossy()))?)
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
