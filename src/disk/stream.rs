//! Pipes and devices are written into, as a shell does with `> FILE`.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::{Kind, WriteError};

/// Writes into what stands at `path`: a pipe, a device of characters, or a descriptor.
pub(super) fn write(path: &Path, bytes: &[u8], kind: Option<Kind>) -> Result<(), WriteError> {
    let mut to = match kind {
        Some(Kind::Pipe) => open_pipe(path)?,
        // A descriptor of a regular file: what was written through it before stays.
        None => OpenOptions::new().append(true).open(path)?,
        Some(Kind::Device) => open_device(path)?,
        Some(kind) => return Err(WriteError::Kind(kind)),
    };
    match to.write_all(bytes).and_then(|()| to.flush()) {
        // Whoever read it has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

#[cfg(unix)]
fn open_device(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NOCTTY;
    OpenOptions::new().write(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Opens a pipe, and waits for its reader no longer than it takes to start one.
#[cfg(unix)]
fn open_pipe(path: &Path) -> Result<File, WriteError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    const TRIES: u32 = 60;
    const PAUSE: rustix::event::Timespec = rustix::event::Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
    let flags = rustix::fs::OFlags::NONBLOCK;
    let no_reader = rustix::io::Errno::NXIO.raw_os_error();
    for _ in 0..TRIES {
        match OpenOptions::new().write(true).custom_flags(flags.bits().cast_signed()).open(path) {
            Ok(file) => {
                // From here on its reader sets the pace.
                rustix::fs::fcntl_setfl(&file, rustix::fs::OFlags::empty()).map_err(io::Error::from)?;
                return Ok(file);
            }
            Err(error) if error.raw_os_error() == Some(no_reader) => {
                let _ = rustix::event::poll(&mut [], Some(&PAUSE));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(WriteError::NoReader)
}

#[cfg(not(unix))]
fn open_device(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).open(path)
}

#[cfg(not(unix))]
fn open_pipe(path: &Path) -> Result<File, WriteError> {
    Ok(OpenOptions::new().write(true).open(path)?)
}
