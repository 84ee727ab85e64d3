//! Which file a library is: whether its name still leads to it, and whether the log beside it is its own.
//!
//! SQLite goes by names. A log (`-wal`) that a killed program left is replayed into whatever stands under the library's name
//! later, a backup for instance, and damages it; and what is written to a file that was moved away is seen by nobody.

use std::fs;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction};

use super::error::Trouble;
use super::open::{has_log, immutable, whose};

/// A file, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// What stands at `path` now; None where that cannot be told.
    pub fn of(path: &Path) -> Option<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let found = fs::metadata(path).ok()?;
            Some(Self { device: found.dev(), inode: found.ino() })
        }
        #[cfg(not(unix))]
        {
            let _ = path;
            None
        }
    }
}

/// The files that SQLite has open beside the one at `path`: its log, and what all programs share of it.
pub(super) fn beside(path: &Path) -> [Option<Identity>; 2] {
    ["-wal", "-shm"].map(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        Identity::of(Path::new(&name))
    })
}

/// What the file itself is, while a log lies beside it: its nonce as it stands without the log. None where there is nothing
/// to compare: no log, a file of an older version. An error where it is no library of ours.
pub(super) fn without_log(path: &Path) -> Result<Option<Vec<u8>>, Trouble> {
    if !has_log(path) {
        return Ok(None);
    }
    let Ok(file) = immutable(path) else { return Ok(None) };
    if let Ok(Err(trouble @ Trouble::Foreign)) = whose(&file) {
        return Err(trouble);
    }
    Ok(nonce(&file).ok())
}

/// Whether the log beside the file was written for another one, whose nonce `own` is not. Nothing is written while this is
/// asked, the file is not touched by the end of the connection either.
pub(super) fn has_strange_log(connection: &Connection, path: &Path, own: Vec<u8>) -> rusqlite::Result<bool> {
    // Another program may be bringing its log into the file just now.
    const TRIES: usize = 3;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let mut own = Some(own);
    for _ in 0..TRIES {
        if own.is_none() || nonce(connection).ok() == own {
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
            return Ok(false);
        }
        own = without_log(path).ok().flatten();
    }
    Ok(true)
}

/// Tells the row again: every commit writes it, so that every log holds it.
pub(super) fn sign(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.prepare_cached("UPDATE file SET commits = commits + 1")?.execute([]).map(drop)
}

/// Makes a copy a file of its own.
pub(super) fn renew(path: &str) -> rusqlite::Result<()> {
    Connection::open(path)?.execute("UPDATE file SET nonce = randomblob(16)", []).map(drop)
}

fn nonce(connection: &Connection) -> rusqlite::Result<Vec<u8>> {
    connection.query_row("SELECT nonce FROM file", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use tempfile::TempDir;

    use super::*;
    use crate::article::{Article, CleanText, Source};
    use crate::library::{Library, LibraryError};

    fn add(library: &mut Library, number: usize) -> Result<(), LibraryError> {
        let text = CleanText::new(&format!("Story {number}. {}", "The harbour took in 31,000 tonnes. ".repeat(300)));
        let source = Source::File(format!("/{number}.txt"));
        let article = Article::plain(source, text);
        library.keep(&article, Timestamp::UNIX_EPOCH).map(drop)
    }

    fn beside(path: &Path, end: &str) -> std::path::PathBuf {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        name.into()
    }

    fn count(path: &Path) -> usize {
        drop(Library::open(path).unwrap());
        Library::check(path).unwrap().articles
    }

    /// A library that was killed: file and log as they lay there, and another library.
    fn killed(dir: &TempDir) -> (std::path::PathBuf, std::path::PathBuf) {
        let (live, path, other) = (dir.path().join("live.db"), dir.path().join("l.db"), dir.path().join("b.db"));
        let mut library = Library::open(&other).unwrap();
        (100..103).for_each(|number| add(&mut library, number).unwrap());
        drop(library);
        let mut library = Library::open(&live).unwrap();
        (0..40).for_each(|number| add(&mut library, number).unwrap());
        fs::copy(&live, &path).unwrap();
        fs::copy(beside(&live, "-wal"), beside(&path, "-wal")).unwrap();
        (path, other)
    }

    #[test]
    fn the_log_of_another_file_is_not_replayed() {
        let dir = TempDir::new().unwrap();
        let (path, other) = killed(&dir);
        fs::remove_file(&path).unwrap();
        fs::copy(&other, &path).unwrap();
        let before = fs::read(&path).unwrap();
        assert_eq!(Library::open(&path).unwrap_err().trouble, Trouble::StrangeLog);
        assert_eq!(fs::read(&path).unwrap(), before);
        fs::remove_file(beside(&path, "-wal")).unwrap();
        assert_eq!(count(&path), 3);
    }

    #[test]
    fn not_even_over_a_backup_of_the_same_library() {
        let dir = TempDir::new().unwrap();
        let (path, backup) = (dir.path().join("l.db"), dir.path().join("b.db"));
        let mut library = Library::open(&path).unwrap();
        add(&mut library, 1).unwrap();
        library.backup(&backup, false).unwrap();
        add(&mut library, 2).unwrap();
        let lies = dir.path().join("killed.db");
        fs::copy(beside(&path, "-wal"), beside(&lies, "-wal")).unwrap();
        fs::copy(&backup, &lies).unwrap();
        assert_eq!(Library::open(&lies).unwrap_err().trouble, Trouble::StrangeLog);
        fs::remove_file(beside(&lies, "-wal")).unwrap();
        assert_eq!(count(&lies), 1);
    }

    #[test]
    fn the_database_of_another_program_is_left_alone() {
        let dir = TempDir::new().unwrap();
        let (path, _) = killed(&dir);
        fs::remove_file(&path).unwrap();
        Connection::open(beside(dir.path(), "/other")).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
        fs::rename(dir.path().join("other"), &path).unwrap();
        let before = fs::read(&path).unwrap();
        assert_eq!(Library::open(&path).unwrap_err().trouble, Trouble::Foreign);
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn its_own_log_is() {
        let dir = TempDir::new().unwrap();
        let (path, _) = killed(&dir);
        // Newer than the log, as after a checkpoint.
        let name = dir.path().join("other");
        fs::rename(&path, &name).unwrap();
        fs::rename(&name, &path).unwrap();
        assert_eq!(count(&path), 40);
    }

    #[test]
    fn nothing_is_acknowledged_that_nobody_will_see() {
        for replace in [false, true] {
            let dir = TempDir::new().unwrap();
            let path = dir.path().join("l.db");
            let mut library = Library::open(&path).unwrap();
            add(&mut library, 1).unwrap();
            fs::rename(&path, dir.path().join("m.db")).unwrap();
            if replace {
                fs::write(&path, "").unwrap();
            }
            assert_eq!(add(&mut library, 2).unwrap_err().trouble, Trouble::Moved);
        }
    }
}
