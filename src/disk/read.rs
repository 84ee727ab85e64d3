//! Regular files, opened without waiting and read up to a limit.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use super::Kind;

/// Why a file was not read. Each message is the WHY of an error line.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// What is no regular file.
    #[error("it is {0}, not a file")]
    Kind(Kind),
    /// More bytes than the limit.
    #[error("it is larger than {} MB", .0 >> 20)]
    TooLarge(u64),
    /// Anything else.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl ReadError {
    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

/// Reads a regular file of at most `limit` bytes.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    // A device is not even opened: opening some of them does something.
    regular(&fs::metadata(path)?)?;
    let file = open(path)?;
    let found = file.metadata()?;
    regular(&found)?;
    if found.len() > limit {
        return Err(ReadError::TooLarge(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0));
    // The file may grow while it is read.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge(limit));
    }
    Ok(bytes)
}

fn regular(found: &fs::Metadata) -> Result<(), ReadError> {
    Kind::of(found.file_type()).map_or(Ok(()), |kind| Err(ReadError::Kind(kind)))
}

/// Opens for reading without waiting for a writer: a pipe that nobody writes would hold us for ever.
#[cfg(unix)]
pub fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Opens for reading.
#[cfg(not(unix))]
pub fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_up_to_the_limit_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "four").unwrap();
        assert_eq!(read(&file, 4).unwrap(), b"four");
        assert!(matches!(read(&file, 3), Err(ReadError::TooLarge(3))));
        assert!(matches!(read(folder.path(), 9), Err(ReadError::Kind(Kind::Folder))));
        assert!(read(&folder.path().join("none"), 9).unwrap_err().is_missing());
    }

    #[cfg(unix)]
    #[test]
    fn pipes_sockets_and_devices_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        assert!(matches!(read(&pipe, 9), Err(ReadError::Kind(Kind::Pipe))));
        let socket = folder.path().join("socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(matches!(read(&socket, 9), Err(ReadError::Kind(Kind::Socket))));
        assert!(matches!(read(Path::new("/dev/null"), 9), Err(ReadError::Kind(Kind::Device))));
    }
}
