//! Why a file was not written.

use std::io;

use super::Kind;

/// Why a file was not written. Each message is the WHY of an error line.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Something stands there, and the caller did not say that it may be replaced.
    #[error("it is there already")]
    Exists,
    /// A library that a program has open, or a file that SQLite keeps beside it.
    #[error("it is a library that is in use")]
    InUse,
    /// Another database.
    #[error("it is a library or another database, and would be lost")]
    Database,
    /// What is no regular file.
    #[error("it is {0}, not a file")]
    Kind(Kind),
    /// A symbolic link whose end is not there.
    #[error("it is a link that leads nowhere")]
    Dangling,
    /// A symbolic link that somebody else put into a folder that all may write to.
    #[error("it is a link that somebody else has put into a shared folder")]
    Planted,
    /// A named pipe that nobody has opened for reading.
    #[error("it is a named pipe that nobody reads")]
    NoReader,
    /// There is no room.
    #[error("the disk is full")]
    Full,
    /// Anything else, in the system's words.
    #[error("{0}")]
    Io(io::Error),
}

impl WriteError {
    /// What to try, without a full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Exists => "Use --force to write over it, or name another file",
            Self::InUse | Self::Database | Self::Planted => "Name another file",
            Self::Kind(Kind::Folder) => "Name a file in it",
            Self::Kind(_) => "Name a regular file",
            Self::Dangling => "Remove the link, or name another file",
            Self::NoReader => "Start the program that reads it first",
            Self::Full => "Make room and try again",
            Self::Io(_) => "Check the path, and who may write there",
        }
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            io::ErrorKind::IsADirectory => Self::Kind(Kind::Folder),
            _ => Self::Io(error),
        }
    }
}
