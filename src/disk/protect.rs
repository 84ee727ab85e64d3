//! What must never be written over: libraries, and what SQLite keeps beside them.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::link::folder;
use super::read::open;

/// What SQLite keeps beside a database.
pub(super) const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// How files of SQLite begin: a database, its log in both byte orders, its journal.
const BEGINNINGS: [&[u8]; 4] = [
    b"SQLite format 3\0",
    &[0x37, 0x7f, 0x06, 0x82],
    &[0x37, 0x7f, 0x06, 0x83],
    &[0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7],
];

/// Where the `application_id` stands in a database.
const APPLICATION_ID: usize = 68;

/// Whether `path` is one of these libraries or stands beside one, by any name of it. Nothing is opened: closing a file of
/// a database that this process has open would drop SQLite's locks on it.
pub(super) fn is_part_of(path: &Path, libraries: &[PathBuf]) -> bool {
    libraries.iter().any(|library| {
        let real = fs::canonicalize(library).unwrap_or_else(|_| library.clone());
        [library, &real]
            .into_iter()
            .any(|library| std::iter::once("").chain(BESIDE).any(|end| is_same(path, &with_end(library, end))))
    })
}

/// Whether a database of that name is in use, or was left without putting in order what was written; or whether `path` is
/// what stands beside a database.
pub(super) fn is_in_use(path: &Path) -> io::Result<bool> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if BESIDE.iter().any(|end| fs::metadata(with_end(&real, end)).is_ok_and(|file| file.len() > 0)) {
        return Ok(true);
    }
    let Some(database) = beside_what(path) else { return Ok(false) };
    match fs::metadata(&database) {
        Ok(found) if found.is_file() => Ok(database_id(&database)?.is_some()),
        _ => Ok(false),
    }
}

/// The `application_id` of the database at `path`, which must be a regular file; None if it is no file of SQLite, 0 if it
/// is one beside a database.
pub(super) fn database_id(path: &Path) -> io::Result<Option<u32>> {
    let mut head = Vec::with_capacity(100);
    open(path)?.take(100).read_to_end(&mut head)?;
    if !BEGINNINGS.iter().any(|beginning| head.starts_with(beginning)) {
        return Ok(None);
    }
    let id = head.get(APPLICATION_ID..APPLICATION_ID + 4).and_then(|bytes| bytes.try_into().ok());
    Ok(Some(id.filter(|_| head.starts_with(BEGINNINGS[0])).map_or(0, u32::from_be_bytes)))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The database that a file with such a name stands beside.
fn beside_what(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let stem = BESIDE.iter().find_map(|end| {
        let at = name.len().checked_sub(end.len())?;
        (name.get(at..)?.eq_ignore_ascii_case(end)).then(|| &name[..at])
    })?;
    Some(path.with_file_name(stem))
}

/// Whether two paths name one file; where it is not there, whether they would.
fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(a), Ok(b)) => is_same_file(&a, &b) || is_same_place(one, other, OsStr::eq),
        // Some file systems take capital and small letters for the same; whether this one does cannot be seen.
        _ => is_same_place(one, other, |a, b| a.eq_ignore_ascii_case(b)),
    }
}

fn is_same_place(one: &Path, other: &Path, same: impl Fn(&OsStr, &OsStr) -> bool) -> bool {
    let folder_of = |path: &Path| fs::canonicalize(folder(path)).ok();
    let (Some(a), Some(b)) = (one.file_name(), other.file_name()) else { return false };
    same(a, b) && folder_of(one).is_some_and(|folder| Some(folder) == folder_of(other))
}

#[cfg(unix)]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Without numbers of files the place tells.
#[cfg(not(unix))]
fn is_same_file(_one: &Metadata, _other: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_known_by_every_name() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        fs::write(at("l.db"), "").unwrap();
        fs::create_dir(at("sub")).unwrap();
        let libraries = [at("l.db")];
        let mut names =
            vec![at("l.db"), at("sub/../l.db"), at("./l.db"), at("l.db-wal"), at("l.db-SHM"), at("l.db-journal")];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("l.db", at("soft")).unwrap();
            fs::hard_link(at("l.db"), at("hard")).unwrap();
            names.extend([at("soft"), at("hard")]);
            // The library itself may have been named by a link.
            assert!(is_part_of(&at("l.db-wal"), &[at("soft")]));
        }
        for name in names {
            assert!(is_part_of(&name, &libraries), "{}", name.display());
        }
        for name in ["other.db", "l.db.md", "l", "sub/l.db"] {
            assert!(!is_part_of(&at(name), &libraries), "{name}");
        }
    }

    #[test]
    fn databases_are_known_by_how_they_begin() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        let mut head = b"SQLite format 3\0".to_vec();
        head.resize(100, 0);
        head[68..72].copy_from_slice(b"DTLN");
        fs::write(at("l.db"), &head).unwrap();
        assert_eq!(database_id(&at("l.db")).unwrap(), Some(u32::from_be_bytes(*b"DTLN")));
        fs::write(at("text"), "SQLite format 3 is a format").unwrap();
        assert_eq!(database_id(&at("text")).unwrap(), None);
        fs::write(at("log"), [0x37, 0x7f, 0x06, 0x82, 0, 0]).unwrap();
        assert_eq!(database_id(&at("log")).unwrap(), Some(0));
        assert!(is_in_use(&at("l.db-wal")).unwrap() && !is_in_use(&at("l.db")).unwrap());
        assert!(!is_in_use(&at("text-wal")).unwrap());
        fs::write(at("l.db-wal"), "x").unwrap();
        assert!(is_in_use(&at("l.db")).unwrap());
    }
}
