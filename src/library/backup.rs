//! A copy of the library while it is in use.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::{LibraryError, Trouble};
use super::{Library, Result};

const WHAT: &str = "make the backup";

impl Library {
    /// Writes a copy of the library, as it is at this moment, to `to`: whole or not at all, readable for its owner alone,
    /// on the disk when this returns. What is there already is replaced only with `force`, and never a library that is open,
    /// this one or another: whoever has it open would go on writing to a file that no longer has a name.
    pub fn backup(&self, to: &Path, force: bool) -> Result<()> {
        let io = |error: std::io::Error| LibraryError::from_io(WHAT, to, &error);
        if !force && to.symlink_metadata().is_ok() {
            return Err(LibraryError::new(WHAT, to, Trouble::Exists));
        }
        if to.is_dir() {
            return Err(LibraryError::new(WHAT, to, Trouble::Folder));
        }
        if is_part_of(to, &self.path) || is_open(to) {
            return Err(LibraryError::new(WHAT, to, Trouble::InUse));
        }
        let temporary = Temporary::beside(to).map_err(io)?;
        let path = temporary.path.to_str().ok_or_else(|| {
            LibraryError::new(WHAT, to, Trouble::Unreachable { why: "its name is not in UTF-8".to_owned() })
        })?;
        self.connection
            .execute("VACUUM INTO ?1", [path])
            .map_err(|error| LibraryError::from_sqlite(WHAT, to, &error))?;
        temporary.place(to, force).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => LibraryError::new(WHAT, to, Trouble::Exists),
            _ => io(error),
        })
    }
}

/// What SQLite keeps beside a library.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Whether `path` is a library, or one of the files beside it, whatever it is called and whether it is there.
fn is_part_of(path: &Path, library: &Path) -> bool {
    let real = |path: &Path| {
        fs::canonicalize(path).ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
        })
    };
    let (Some(path), Some(library)) = (real(path), real(library)) else { return false };
    path == library || BESIDE.iter().any(|end| path == beside(&library, end))
}

/// Whether somebody has the library at `path` open, or left it without putting in order what was written.
fn is_open(path: &Path) -> bool {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    BESIDE.iter().any(|end| fs::metadata(beside(&path, end)).is_ok_and(|file| file.len() > 0))
}

/// A file that goes again unless it is put in its place.
pub(super) struct Temporary {
    pub path: PathBuf,
}

impl Temporary {
    /// An empty file with a name that nobody can know before, beside `to`.
    pub fn beside(to: &Path) -> std::io::Result<Self> {
        let name = to.file_name().ok_or_else(|| std::io::Error::from(ErrorKind::InvalidInput))?;
        // Of this kind of name all but the time is random.
        let moment = uuid::Timestamp::from_unix(uuid::NoContext, 0, 0);
        let name = format!(".{}.{}", name.to_string_lossy(), uuid::Uuid::new_v7(moment).simple());
        let path = to.with_file_name(name);
        let mut file = OpenOptions::new();
        file.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        file.open(&path)?;
        Ok(Self { path })
    }

    /// Puts the file in its place, on the disk.
    pub fn place(self, to: &Path, force: bool) -> std::io::Result<()> {
        File::open(&self.path)?.sync_all()?;
        if force {
            fs::rename(&self.path, to)?;
        } else {
            // Unlike a rename this fails where somebody else has put a file meanwhile.
            match fs::hard_link(&self.path, to) {
                Err(error) if error.kind() == ErrorKind::Unsupported || error.kind() == ErrorKind::PermissionDenied => {
                    fs::rename(&self.path, to)?;
                }
                other => other?,
            }
        }
        #[cfg(unix)]
        if let Some(folder) = to.parent() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Gone already where it was renamed.
        let _ = fs::remove_file(&self.path);
        for end in BESIDE {
            let _ = fs::remove_file(beside(&self.path, end));
        }
    }
}
