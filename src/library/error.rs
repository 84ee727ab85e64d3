//! What can go wrong with the library, as one sentence that says what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::disk::Kind;

/// A failure: `WHAT, WHERE: WHY. TRY`, one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot {what}, {place}: {trouble}. {hint}", place = at.display(), hint = trouble.hint())]
pub struct LibraryError {
    /// What was being done ("keep the article").
    pub what: &'static str,
    /// The library's file; for [`Trouble::NoArticle`], [`Trouble::NoBookmark`] and their like what was asked for.
    pub at: PathBuf,
    /// What is the matter.
    pub trouble: Trouble,
}

/// What is the matter with a library or with what was asked of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// A folder stands where the file should.
    #[error("it is a folder, not a library")]
    Folder,
    /// A database of another program.
    #[error("it is a database of another program, and was left as it is")]
    Foreign,
    /// Written by a newer version.
    #[error("a newer dateline wrote it (version {found}, this one knows {known}), and it was left as it is")]
    Newer {
        /// The file's version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// Not readable as a library any more.
    #[error("it is no library or a damaged one ({why}), and was left as it is")]
    Damaged {
        /// What SQLite says.
        why: String,
    },
    /// Another program held it for longer than we wait.
    #[error("another program is using it")]
    Locked,
    /// No room on the disk.
    #[error("the disk is full; nothing was changed")]
    Full,
    /// It may be read but not written.
    #[error("it cannot be written to")]
    ReadOnly,
    /// The file or its folder cannot be made or opened.
    #[error("{why}")]
    Unreachable {
        /// What the system says.
        why: String,
    },
    /// No such article.
    #[error("the library holds no such article")]
    NoArticle,
    /// No such feed.
    #[error("the library has no such feed")]
    NoFeed,
    /// No such bookmark.
    #[error("the library holds no such bookmark")]
    NoBookmark,
    /// The article is known by its bookmarks only; its text is not here.
    #[error("its text is not in the library")]
    NoText,
    /// The article has bookmarks.
    #[error("it has bookmarks ({count})")]
    HasBookmarks {
        /// How many.
        count: usize,
    },
    /// A file stands where a new one should be written.
    #[error("it is there already")]
    Exists,
    /// A file stands where a new one should be written, and nothing can be said to replace it.
    #[error("it is there already")]
    Taken,
    /// Nothing of a damaged library could be saved.
    #[error("nothing of it can be saved ({why}), and it was left as it is")]
    Lost {
        /// What was tried.
        why: String,
    },
    /// A copy would stand in the place of a library that is open.
    #[error("it is a library that is in use")]
    InUse,
    /// Nobody waits for the answer any more.
    #[error("it was given up")]
    GivenUp,
    /// What is no regular file, where a library should be.
    #[error("it is {0}, not a library")]
    NotRegular(Kind),
    /// A copy that was not written.
    #[error("{why}")]
    NotWritten {
        /// Why.
        why: String,
        /// What to try.
        hint: &'static str,
    },
    /// A passage that does not fit its text.
    #[error("the passage does not lie in its text")]
    Outside,
    /// Another program has changed the same since it was looked at.
    #[error("another window has changed it since")]
    Changed,
    /// Its name leads to another file, or to none, since it was opened.
    #[error("its file was moved, removed or replaced while it was open; nothing was changed")]
    Moved,
    /// The files beside it were removed or replaced since it was opened.
    #[error("the files beside it whose names end in -wal and -shm were removed or replaced: nothing was kept")]
    Bared,
    /// The log beside it was written for another file.
    #[error("the log beside it (its name with -wal) belongs to another file; nothing was changed")]
    StrangeLog,
    /// Anything else that SQLite reports.
    #[error("{why}")]
    Other {
        /// What SQLite says.
        why: String,
    },
}

impl Trouble {
    /// What to try, without a full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotWritten { hint, .. } => hint,
            Self::Folder | Self::Foreign | Self::NotRegular(_) => "Name another file with --library",
            Self::Newer { .. } => "Use the newer version, or name another file with --library",
            Self::Damaged { .. } => "`dateline library recover` saves what can be read; a backup has it all",
            Self::Locked => "Try again when that has finished",
            Self::Full => "Make room and try again",
            Self::ReadOnly | Self::Unreachable { .. } => {
                "Check who may write to it and its folder, or name another file with --library"
            }
            Self::NoArticle => "`dateline list` shows those it holds",
            Self::NoFeed => "`dateline feeds list` shows those it has",
            Self::NoBookmark => "`dateline bookmarks list` shows those it holds",
            Self::NoText => "Add it with `dateline add`",
            Self::HasBookmarks { .. } => "Use --force to forget them with it",
            Self::Exists => "Name another file, or replace it with --force",
            Self::InUse | Self::Taken => "Name another file",
            Self::Lost { .. } => "Bring it back from a backup, or name another file with --library",
            Self::Outside => "Read the article again and select it anew",
            Self::Changed => "Look at it again",
            Self::Moved | Self::Bared => "Leave, and open it again",
            Self::StrangeLog => {
                "If you have put a copy in its place, move the files beside it away that end in -wal and -shm, then try again"
            }
            Self::GivenUp | Self::Other { .. } => "Try again",
        }
    }
}

impl LibraryError {
    pub(super) fn new(what: &'static str, at: &Path, trouble: Trouble) -> Self {
        Self { what, at: at.to_owned(), trouble }
    }

    /// Whether the library is sound and only does not hold what was asked for, or not in that way.
    pub fn is_missing(&self) -> bool {
        use Trouble::{Changed, HasBookmarks, NoArticle, NoBookmark, NoFeed, NoText, Outside};
        matches!(self.trouble, NoArticle | NoFeed | NoBookmark | NoText | Outside | Changed | HasBookmarks { .. })
    }

    /// Whether what could not be kept is the matter, and not the library.
    pub(super) fn is_of_one_feed(&self) -> bool {
        matches!(self.trouble, Trouble::Other { .. })
    }

    pub(super) fn from_sqlite(what: &'static str, at: &Path, error: &rusqlite::Error) -> Self {
        Self::new(what, at, trouble(error))
    }

    pub(super) fn from_io(what: &'static str, at: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let trouble = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Trouble::Full,
            Kind::ReadOnlyFilesystem => Trouble::ReadOnly,
            _ => Trouble::Unreachable { why: plain(&error.to_string()) },
        };
        Self::new(what, at, trouble)
    }
}

fn trouble(error: &rusqlite::Error) -> Trouble {
    use rusqlite::Error;
    let why = plain(&error.to_string());
    match error {
        Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Trouble::Damaged { why },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Trouble::Locked,
            ErrorCode::DiskFull => Trouble::Full,
            ErrorCode::OperationInterrupted => Trouble::GivenUp,
            ErrorCode::ReadOnly => Trouble::ReadOnly,
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure => {
                Trouble::Unreachable { why }
            }
            _ => Trouble::Other { why },
        },
        // A value of the wrong kind in a row: our schema is strict, so the file was changed under it.
        Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::Utf8Error(..) => Trouble::Damaged { why },
        _ => Trouble::Other { why },
    }
}

/// A system's sentence without its full stop, on one line.
fn plain(sentence: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_the_file_and_a_way_out() {
        let error = LibraryError::new("open the library", Path::new("/l.db"), Trouble::Newer { found: 9, known: 1 });
        let line = error.to_string();
        assert!(line.starts_with("cannot open the library, /l.db: a newer dateline wrote it"), "{line}");
        assert!(line.ends_with("another file with --library") && !line.contains('\n'), "{line}");
    }
}
