//! The copy that is worked on: the damaged file and what lies beside it are only read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::log::{self, Log};
use super::pages::Pages;
use crate::disk;
use crate::library::{identity, open};

/// How every database begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Copies the file at `path` and its log to `to`.
pub(super) fn make(path: &Path, to: &Path) -> io::Result<()> {
    // As long as somebody reads, a program that has it open does not begin its log anew, so that file and log fit together.
    // Nobody has an empty one open, and SQLite would delete its log.
    let reader = (open::has_log(path) && !log::is_empty(path)?).then(|| hold(path).ok());
    let mut file = disk::open(path)?;
    write(&mut file, to)?;
    for end in ["-wal", "-journal"] {
        match File::open(beside(path, end)) {
            Ok(mut file) => write(&mut file, &beside(to, end))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    // To close the file lets go of the locks that the reader has: not before all is copied.
    drop((file, reader));
    Ok(())
}

fn hold(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let reader = Connection::open_with_flags(path, flags)?;
    reader.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema")?;
    Ok(reader)
}

/// Writes a file that nobody else can read, whatever the rights of the one that it is a copy of.
fn write(from: &mut File, to: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    io::copy(from, &mut options.open(to)?).map(drop)
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Makes the copy one that SQLite can open, if that can be: its log is brought into it, its header is mended. What was wrong
/// with them, as a sentence without full stop.
pub(super) fn settle(copy: &Path) -> io::Result<Vec<&'static str>> {
    let mut wrong = Vec::new();
    let log = Log::read(&beside(copy, "-wal"))?;
    if let Some(log) = &log
        && log::is_empty(copy)?
    {
        // SQLite takes the file for a new one, and deletes the log.
        log.write_pages(copy)?;
        let _ = fs::remove_file(beside(copy, "-wal"));
        wrong.push("the file itself is empty: only what stands in the log beside it is there");
    }
    wrong.extend(log.filter(|log| log.is_torn).map(|_| "what stood at the end of the log beside it, which is damaged"));
    let Header { is_header, length } = mend_header(copy)?;
    wrong.extend(replay(copy));
    let is_cut = fs::metadata(copy)?.len() < length.max(mend_header(copy)?.length);
    // SQLite reads whole pages.
    let pages = Pages::open(copy)?;
    OpenOptions::new().write(true).open(copy)?.set_len(u64::from(pages.count) * pages.size as u64)?;
    let header = (!is_header).then_some("the file does not begin like a library");
    wrong.extend(header.into_iter().chain(is_cut.then_some("the end of the file is missing")));
    Ok(wrong)
}

/// Brings the log into the copy, as far as SQLite can; what was wrong with it.
fn replay(copy: &Path) -> Option<&'static str> {
    let had_log = open::has_log(copy);
    let own = identity::without_log(copy).ok().flatten();
    let replayed = || -> rusqlite::Result<bool> {
        let connection = Connection::open(copy)?;
        if let Some(own) = own
            && identity::has_strange_log(&connection, copy, own)?
        {
            return Ok(false);
        }
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(true)
    };
    let replayed = replayed();
    for end in ["-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(beside(copy, end));
    }
    match replayed {
        _ if !had_log => None,
        Ok(true) => None,
        Ok(false) => Some("the log beside it (its name with -wal) belongs to another file and was left out"),
        Err(_) => Some("the log beside it (its name with -wal) could not be read"),
    }
}

/// How a header was found.
struct Header {
    is_header: bool,
    /// How long it says that the file is.
    length: u64,
}

/// Puts into the header of the copy what every library has there, and a count of pages that are there. What tells whose file
/// it is stays as it is.
fn mend_header(copy: &Path) -> io::Result<Header> {
    let pages = Pages::open(copy)?;
    let mut file = OpenOptions::new().read(true).write(true).open(copy)?;
    let mut header = [0; 100];
    let length = file.metadata()?.len();
    if length < 512 {
        // An empty file is a library that nothing was put into yet.
        return Ok(Header { is_header: length == 0, length });
    }
    file.read_exact(&mut header)?;
    let before = header;
    let is_header = header.starts_with(MAGIC);
    header[..16].copy_from_slice(MAGIC);
    header[16..18].copy_from_slice(&if pages.size == 65536 { [0, 1] } else { (pages.size as u16).to_be_bytes() });
    // Without a log, no bytes kept back on a page, shares as they always are.
    header[18..24].copy_from_slice(&[1, 1, 0, 64, 32, 32]);
    let said = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    if said > pages.count || said == 0 {
        header[28..32].copy_from_slice(&pages.count.to_be_bytes());
    }
    if !(1..=4).contains(&u32::from_be_bytes([header[44], header[45], header[46], header[47]])) {
        header[44..48].copy_from_slice(&4u32.to_be_bytes());
    }
    // It does not shrink by itself; texts are in UTF-8.
    header[52..56].fill(0);
    header[56..60].copy_from_slice(&1u32.to_be_bytes());
    header[64..68].fill(0);
    if header != before {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&header)?;
    }
    let length = if is_header { u64::from(said) * pages.size as u64 } else { 0 };
    Ok(Header { is_header, length })
}
