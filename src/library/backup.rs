//! A copy of the library while it is in use.

use std::path::Path;

use super::error::{LibraryError, Trouble};
use super::{Library, Result, identity, migrate};
use crate::disk::{Door, Kind, Pending, WriteError};

const WHAT: &str = "make the backup";

impl Library {
    /// Writes a copy of the library, as it is at this moment, to `to`: whole or not at all, readable for its owner alone,
    /// on the disk when this returns. What is there already is replaced only with `force`, and never a library that is open,
    /// this one or another: whoever has it open would go on writing to a file that no longer has a name.
    pub fn backup(&self, to: &Path, force: bool) -> Result<()> {
        let pending = begin(WHAT, &self.path, to, force)?;
        let file = name(WHAT, &pending, to)?;
        self.connection
            .execute("VACUUM INTO ?1", [file])
            .and_then(|_| identity::renew(file))
            .map_err(|error| LibraryError::from_sqlite(WHAT, to, &error))?;
        pending.place().map_err(|error| LibraryError::from_write(WHAT, to, error))
    }
}

/// Begins a library that takes the place of `to` when it is whole. `from` is never written over.
pub(super) fn begin(what: &'static str, from: &Path, to: &Path, force: bool) -> Result<Pending> {
    let id = u32::try_from(migrate::APPLICATION_ID).unwrap_or(0);
    Door::new(Some(from)).begin(to, force, id).map_err(|error| LibraryError::from_write(what, to, error))
}

/// The path of an unfinished library, as SQLite takes it.
pub(super) fn name<'a>(what: &'static str, pending: &'a Pending, to: &Path) -> Result<&'a str> {
    pending
        .path()
        .to_str()
        .ok_or_else(|| LibraryError::new(what, to, Trouble::Unreachable { why: "its name is not in UTF-8".to_owned() }))
}

impl LibraryError {
    /// Why a library was not written to `at`.
    pub(super) fn from_write(what: &'static str, at: &Path, error: WriteError) -> Self {
        let trouble = match error {
            WriteError::Io(error) => return Self::from_io(what, at, &error),
            WriteError::Exists => Trouble::Exists,
            WriteError::InUse => Trouble::InUse,
            WriteError::Full => Trouble::Full,
            WriteError::Kind(Kind::Folder) => Trouble::Folder,
            other => Trouble::NotWritten { why: other.to_string(), hint: other.hint() },
        };
        Self::new(what, at, trouble)
    }
}
