//! Opening the file: whose it is, who may read it, how it is written.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::{LibraryError, Trouble};
use super::identity;
use super::migrate;
use crate::disk::Kind;

const WHAT: &str = "open the library";

/// How long to wait for another program.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many statements are kept ready: taking in one entry of a feed needs about twenty.
const STATEMENTS: usize = 64;

/// Opens or makes the library at `path`.
pub(super) fn file(path: &Path) -> Result<Connection, LibraryError> {
    make(path)?;
    match writable(path) {
        Err(error) if matches!(error.trouble, Trouble::ReadOnly | Trouble::Unreachable { .. }) => {
            read_only(path).map_err(|_| error)
        }
        other => other,
    }
}

/// Opens a library that lies where nothing can be written: on a medium for reading, or in somebody else's folder. Nothing
/// of it can be changed, and that is said when it is tried.
fn read_only(path: &Path) -> Result<Connection, LibraryError> {
    let sqlite = |error: rusqlite::Error| LibraryError::from_sqlite(WHAT, path, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let mut connection = Connection::open_with_flags(plain(path), flags).map_err(sqlite)?;
    if whose(&connection).is_err() && !has_log(path) {
        // The files that SQLite wants to make beside it cannot be made; nobody else can be writing either.
        connection = immutable(path).map_err(sqlite)?;
    }
    attune(&connection).map_err(sqlite)?;
    let version = whose(&connection).map_err(sqlite)?.map_err(|trouble| LibraryError::new(WHAT, path, trouble))?;
    // An older one would have to be brought up to date first.
    if version < migrate::latest() {
        return Err(LibraryError::new(WHAT, path, Trouble::ReadOnly));
    }
    connection.pragma_update(None, "trusted_schema", "OFF").map_err(sqlite)?;
    Ok(connection)
}

/// Opens the file alone, as if nothing lay beside it and nobody else used it.
pub(super) fn immutable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let address = url::Url::from_file_path(plain(path)).map_err(|()| rusqlite::Error::InvalidPath(path.to_owned()))?;
    Connection::open_with_flags(format!("{address}?immutable=1"), flags)
}

/// The path as SQLite takes it for a file, and not for the memory (`:memory:`) or an address (`file:…`).
fn plain(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| Path::new(".").join(path))
}

/// How every connection works.
fn attune(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Plans do not look at the values of parameters: statements that do are compiled anew for every value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

/// Whether something was written that is not in the file itself yet.
pub(super) fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

fn writable(path: &Path) -> Result<Connection, LibraryError> {
    let sqlite = |error: rusqlite::Error| LibraryError::from_sqlite(WHAT, path, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let refused = |trouble| LibraryError::new(WHAT, path, trouble);
    // SQLite takes a file of so few bytes for a new one, and deletes the log that may hold all that it lost.
    match fs::metadata(path).map(|found| found.len()) {
        Ok(0) if has_log(path) => {
            let why = "it is empty, and the file beside it whose name ends in -wal is not".to_owned();
            return Err(refused(Trouble::Damaged { why }));
        }
        Ok(1) => return Err(refused(Trouble::Foreign)),
        _ => {}
    }
    let own = identity::without_log(path).map_err(refused)?;
    free_beside(path);
    let mut connection = Connection::open_with_flags(plain(path), flags).map_err(sqlite)?;
    attune(&connection).map_err(sqlite)?;
    if let Some(own) = own
        && identity::has_strange_log(&connection, path, own).map_err(sqlite)?
    {
        return Err(refused(Trouble::StrangeLog));
    }
    // Ask first, and write only when the answer is that it is ours.
    let version = whose(&connection).map_err(sqlite)?.map_err(|trouble| LibraryError::new(WHAT, path, trouble))?;
    if connection.is_readonly("main").map_err(sqlite)? {
        return Err(LibraryError::new(WHAT, path, Trouble::ReadOnly));
    }
    settle(&connection).map_err(sqlite)?;
    if version < migrate::latest() {
        migrate::up(&mut connection).map_err(sqlite)?;
    }
    // From here on the files beside it are there, and known.
    connection.query_row("SELECT count(*) FROM file", [], |_| Ok(())).map_err(sqlite)?;
    Ok(connection)
}

/// Says that the disk is full where that is why a library cannot be written to: SQLite finds no room for its files beside
/// the library, and takes it for one that may only be read.
pub(super) fn blame_the_disk(error: LibraryError) -> LibraryError {
    use std::io::{ErrorKind, Write as _};
    if !matches!(error.trouble, Trouble::ReadOnly | Trouble::Unreachable { .. }) {
        return error;
    }
    let folder = error.at.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let probe = || -> std::io::Result<()> {
        let mut file = tempfile::tempfile_in(folder)?;
        file.write_all(&[0; 4096])?;
        file.sync_all()
    };
    match probe() {
        Err(failed) if matches!(failed.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            LibraryError { trouble: Trouble::Full, ..error }
        }
        _ => error,
    }
}

/// Gives the files beside a library that may be written to the same rights. SQLite makes them with the rights that the library
/// has at that moment: one that was read while it was read-only leaves such as nobody can write to.
#[cfg(unix)]
fn free_beside(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).map(|found| found.permissions().mode() & 0o777);
    let Ok(own) = mode(path) else { return };
    for end in ["-wal", "-shm"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(end);
        let beside = Path::new(&beside);
        if own & 0o200 != 0 && mode(beside).is_ok_and(|mode| mode & 0o200 == 0) {
            // Who may not do that is told by SQLite that it cannot be written to.
            let _ = fs::set_permissions(beside, fs::Permissions::from_mode(own));
        }
    }
}

#[cfg(not(unix))]
fn free_beside(_path: &Path) {}

/// Whether there is a regular file; anything else is refused before SQLite opens it: a pipe would be waited for, a device
/// has no end. So is what stands beside it.
pub(super) fn regular(what: &'static str, path: &Path) -> Result<bool, LibraryError> {
    for end in ["-wal", "-shm", "-journal"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(end);
        let kind = fs::metadata(&beside).ok().and_then(|found| Kind::of(found.file_type()));
        if let Some(kind) = kind {
            let why = format!("{} beside it is {kind}", Path::new(&beside).display());
            return Err(LibraryError::new(what, path, Trouble::Unreachable { why }));
        }
    }
    match fs::metadata(path) {
        Ok(found) => match Kind::of(found.file_type()) {
            None => Ok(true),
            Some(Kind::Folder) => Err(LibraryError::new(what, path, Trouble::Folder)),
            Some(kind) => Err(LibraryError::new(what, path, Trouble::NotRegular(kind))),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(LibraryError::from_io(what, path, &error)),
    }
}

/// Makes folder and file, readable for their owner alone whatever the umask says. SQLite gives the files beside it
/// (`-wal`, `-shm`) the same rights.
fn make(path: &Path) -> Result<(), LibraryError> {
    let io = |error: std::io::Error| LibraryError::from_io(WHAT, path, &error);
    if regular(WHAT, path)? {
        return Ok(());
    }
    let mut folder = fs::DirBuilder::new();
    let mut file = fs::OpenOptions::new();
    // Never opened again outside SQLite once it is there: closing it would drop SQLite's locks.
    file.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        folder.mode(0o700);
        file.mode(0o600);
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        folder.recursive(true).create(parent).map_err(io)?;
    }
    match file.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(io(error)),
    }
}

/// The version of a library of ours; 0 for an empty file.
pub(super) fn whose(connection: &Connection) -> rusqlite::Result<Result<i64, Trouble>> {
    // All of one moment: another program may be making the library right now.
    let moment = connection.unchecked_transaction()?;
    let number = |name| moment.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (id, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 = moment.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let empty = id == 0 && version == 0 && tables == 0;
    Ok(if !empty && id != migrate::APPLICATION_ID {
        Err(Trouble::Foreign)
    } else if version > migrate::latest() {
        Err(Trouble::Newer { found: version, known: migrate::latest() })
    } else {
        Ok(version)
    })
}

/// A commit is on the disk when it returns; readers and one writer do not wait for each other.
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    // KiB: what a feed of a thousand entries changes is written once, at its commit.
    connection.pragma_update(None, "cache_size", -8192)?;
    // Changing the mode does not wait for others, a transaction does: stand in line with one, then try again.
    for _ in 0..20 {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == ErrorCode::DatabaseBusy => {
                connection.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
            }
            other => return other,
        }
    }
    Ok(())
}
