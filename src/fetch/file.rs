//! Files by name.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::Path;

use super::{Deadline, FetchError, Response, stream};

/// Reads a regular file, or a descriptor that the shell opened.
pub(super) fn read(path: &Path, limit: u64, deadline: Option<Deadline>) -> Result<Response, FetchError> {
    if is_descriptor(path) {
        let mut file = File::open(path)?;
        let kind = file.metadata()?.file_type();
        if kind.is_dir() {
            return Err(FetchError::Directory);
        }
        if !kind.is_file() && !is_pipe(kind) {
            return Err(FetchError::NotRegular);
        }
        return Ok(Response { bytes: stream::read(&mut file, limit, deadline)?, ..Response::default() });
    }
    let file = open(path)?;
    let meta = file.metadata()?;
    let kind = meta.file_type();
    if kind.is_dir() {
        return Err(FetchError::Directory);
    }
    if is_pipe(kind) {
        return Err(FetchError::NamedPipe);
    }
    if !kind.is_file() {
        return Err(FetchError::NotRegular);
    }
    if meta.len() > limit {
        return Err(FetchError::TooLarge(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    // The file may grow while it is read.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(FetchError::TooLarge(limit));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Response { bytes, name, ..Response::default() })
}

/// Opens without waiting for a writer: a pipe that nobody writes would hold us for ever.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(unix)]
fn is_pipe(kind: std::fs::FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_kind: std::fs::FileType) -> bool {
    false
}

/// `/dev/fd/63` is what a shell puts for `<(command)`: a pipe with a writer.
fn is_descriptor(path: &Path) -> bool {
    let at = |folder: &str| path.strip_prefix(folder).is_ok_and(|rest| rest.to_str().is_some_and(is_number));
    at("/dev/fd") || at("/proc/self/fd") || path == Path::new("/dev/stdin")
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_files_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a.txt"), "four").unwrap();
        assert!(matches!(read(folder.path(), 10, None), Err(FetchError::Directory)));
        assert!(matches!(read(&at("none"), 10, None), Err(FetchError::NotFound)));
        assert!(matches!(read(&at("a.txt"), 3, None), Err(FetchError::TooLarge(3))));
        let response = read(&at("a.txt"), 4, None).unwrap();
        assert_eq!((response.bytes.as_slice(), response.name.as_deref()), (&b"four"[..], Some("a.txt")));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_is_refused() {
        assert!(matches!(read(Path::new("/dev/zero"), 10, None), Err(FetchError::NotRegular)));
        assert!(matches!(read(Path::new("/dev/null"), 10, None), Err(FetchError::NotRegular)));
    }

    #[test]
    fn descriptors_are_known_by_name() {
        assert!(is_descriptor(Path::new("/dev/fd/63")) && is_descriptor(Path::new("/dev/stdin")));
        assert!(!is_descriptor(Path::new("/dev/fd/x")) && !is_descriptor(Path::new("/dev/fd")));
    }
}
