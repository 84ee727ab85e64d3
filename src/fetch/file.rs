//! Files by name.

use std::fs::File;
use std::path::Path;

use super::{Deadline, FetchError, Response, stream};
use crate::disk::{self, Kind, is_descriptor};

/// Reads a regular file, or a descriptor that the shell opened.
pub(super) fn read(path: &Path, limit: u64, deadline: Option<Deadline>) -> Result<Response, FetchError> {
    if is_descriptor(path) {
        let mut file = File::open(path)?;
        let kind = file.metadata()?.file_type();
        if kind.is_dir() {
            return Err(FetchError::Directory);
        }
        if !matches!(Kind::of(kind), None | Some(Kind::Pipe)) {
            return Err(FetchError::NotRegular);
        }
        return Ok(Response { bytes: stream::read(&mut file, limit, deadline)?, ..Response::default() });
    }
    let bytes = disk::read(path, limit)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Response { bytes, name, ..Response::default() })
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
}
