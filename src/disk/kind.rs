//! What stands at a path.

use std::fmt;
use std::fs::FileType;

/// What stands at a path, besides a regular file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A pipe, by name or as a descriptor.
    Pipe,
    /// A socket.
    Socket,
    /// A device of characters: a terminal, `/dev/null`.
    Device,
    /// A disk, or another device of blocks.
    Disk,
    /// What the system has no name for.
    Unknown,
}

impl Kind {
    /// What a file type is; None for a regular file.
    pub fn of(kind: FileType) -> Option<Self> {
        if kind.is_file() {
            return None;
        }
        if kind.is_dir() {
            return Some(Self::Folder);
        }
        Some(Self::special(kind))
    }

    #[cfg(unix)]
    fn special(kind: FileType) -> Self {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            Self::Pipe
        } else if kind.is_socket() {
            Self::Socket
        } else if kind.is_char_device() {
            Self::Device
        } else if kind.is_block_device() {
            Self::Disk
        } else {
            Self::Unknown
        }
    }

    #[cfg(not(unix))]
    fn special(_kind: FileType) -> Self {
        Self::Unknown
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Folder => "a folder",
            Self::Pipe => "a named pipe",
            Self::Socket => "a socket",
            Self::Device => "a device",
            Self::Disk => "a disk",
            Self::Unknown => "no regular file",
        })
    }
}
