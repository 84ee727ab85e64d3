//! Bookmarks on their way into a file: for the reader and the command line alike.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::shield;
use crate::article::{ArticleId, CleanText};
use crate::facts::{self, Facts};
use crate::interchange::ExportFormat;
use crate::library::{Library, Result, Trouble};

/// Whether a format shows the facts of a passage: those that people read do.
pub fn shows_facts(format: ExportFormat) -> bool {
    !matches!(format, ExportFormat::Json | ExportFormat::W3c | ExportFormat::Csv)
}

/// The current text of an article and its facts; None where the library has no text of it.
pub fn current(library: &Library, id: &ArticleId) -> Result<Option<(CleanText, Facts)>> {
    match library.article(id) {
        Ok(article) => {
            let found = shield(|| facts::extract(&article.text, article.lang.as_deref())).unwrap_or_default();
            Ok(Some((article.text, found)))
        }
        Err(error) if error.trouble == Trouble::NoText => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a file as a whole or not at all, synced, for its owner only. One that is there stays, unless `overwrite`: the
/// error is [`ErrorKind::AlreadyExists`] then.
pub fn write_file(path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<()> {
    if !overwrite && fs::symlink_metadata(path).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = folder.join(format!(".dateline-{}", uuid::Uuid::now_v7()));
    let written = write_synced(&temporary, bytes)
        .and_then(|()| if overwrite { fs::rename(&temporary, path) } else { place_new(&temporary, path) });
    if let Err(error) = written {
        let _ = fs::remove_file(&temporary);
        return Err(error);
    }
    // So that the name is on the disk too; not every system lets a folder be synced.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives a file its name if nothing has it: a link fails where a rename would replace.
fn place_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // A file system without links.
        Err(_) => fs::rename(from, to),
    }
}
