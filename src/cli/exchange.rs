//! `dateline bookmarks export` and `import`.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

use jiff::Timestamp;

use super::args::{ExportArgs, ExportChoice, ImportArgs, ImportChoice};
use super::failure::{Exit, Failure};
use super::library;
use super::output::write_out;
use super::shield;
use crate::facts::{self, Facts};
use crate::interchange::{self, ExportFormat, Exported, ImportFormat};
use crate::library::{Library, Trouble};

/// The largest file that is taken in, in bytes.
const LARGEST: u64 = 256 << 20;

/// Writes bookmarks for other programs.
pub(super) fn export(library: &Library, args: &ExportArgs) -> Result<Exit, Failure> {
    let article = args.article.as_deref().map(|name| library::find(library, name)).transpose()?;
    let collected = library.collect(article.as_ref())?;
    let mut current = Vec::with_capacity(collected.len());
    for article in &collected {
        // Only what people read shows facts.
        let wanted = !matches!(args.format, ExportChoice::Json | ExportChoice::W3c | ExportChoice::Csv);
        current.push(if wanted { text_and_facts(library, &article.id)? } else { None });
    }
    let exported: Vec<Exported<'_>> = collected
        .iter()
        .zip(&current)
        .map(|(article, now)| Exported { article, now: now.as_ref().map(|(text, facts)| (text.as_str(), facts)) })
        .collect();
    let text = interchange::export(args.format.into(), &exported)
        .map_err(|error| Failure::new(Exit::Input, "cannot write", "the bookmarks", &error.to_string(), ""))?;
    match &args.output {
        Some(path) => write_file(path, text.as_bytes(), args.force)?,
        None => write_out(|out| out.write_all(text.as_bytes()))?,
    }
    Ok(Exit::Ok)
}

fn text_and_facts(
    library: &Library,
    id: &crate::article::ArticleId,
) -> Result<Option<(crate::article::CleanText, Facts)>, Failure> {
    match library.article(id) {
        Ok(article) => {
            let found = shield(|| facts::extract(&article.text, article.lang.as_deref())).unwrap_or_default();
            Ok(Some((article.text, found)))
        }
        Err(error) if error.trouble == Trouble::NoText => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes a file as a whole or not at all. One that is there stays, unless `force`.
fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let shown = path.to_string_lossy();
    let failed = |error: &io::Error| {
        let (why, hint) = match error.kind() {
            ErrorKind::AlreadyExists => ("it is there already".to_owned(), "Use --force to write over it"),
            ErrorKind::StorageFull => ("the disk is full".to_owned(), "Make room and try again"),
            _ => (error.to_string(), "Check the path"),
        };
        Failure::new(Exit::Input, "cannot write", &shown, &why, hint)
    };
    if !force && fs::symlink_metadata(path).is_ok() {
        return Err(failed(&ErrorKind::AlreadyExists.into()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = folder.join(format!(".dateline-{}", uuid::Uuid::now_v7()));
    let written = write_synced(&temporary, bytes)
        .and_then(|()| if force { fs::rename(&temporary, path) } else { place_new(&temporary, path) });
    if let Err(error) = written {
        let _ = fs::remove_file(&temporary);
        return Err(failed(&error));
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

/// Takes in bookmarks from a file, all or none.
pub(super) fn import(library: &mut Library, args: &ImportArgs) -> Result<Exit, Failure> {
    let shown = args.file.to_string_lossy();
    let failed = |why: &str, hint: &str| Failure::new(Exit::Input, "cannot take in", &shown, why, hint);
    let bytes = read(&args.file).map_err(|error| failed(&error.to_string(), "Check the path"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed("it is larger than 256 MiB", "Try to cut it into parts"));
    }
    let now = Timestamp::now();
    let articles = shield(|| interchange::import(args.format.into(), &bytes, now))
        .ok_or_else(|| failed("dateline made a mistake of its own", "Please report it, with the file"))?
        .map_err(|error| failed(&error.to_string(), "Nothing was taken in"))?;
    let taken = library.take_in(&articles, now, args.dry_run)?;
    let verb = if args.dry_run { "would be added" } else { "added" };
    let mut said = format!("{} {verb}, {} known", taken.added, taken.known);
    if taken.orphans > 0 {
        said = format!("{said}; {} without their text here", taken.orphans);
    }
    write_out(|out| writeln!(out, "{said}"))?;
    Ok(Exit::Ok)
}

fn read(name: &OsStr) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if name == "-" {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)?;
    } else {
        File::open(name)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

impl From<ExportChoice> for ExportFormat {
    fn from(choice: ExportChoice) -> Self {
        match choice {
            ExportChoice::Markdown => Self::Markdown,
            ExportChoice::Json => Self::Json,
            ExportChoice::W3c => Self::W3c,
            ExportChoice::Csv => Self::Csv,
            ExportChoice::Org => Self::Org,
            ExportChoice::Bibtex => Self::Bibtex,
            ExportChoice::Ris => Self::Ris,
        }
    }
}

impl From<ImportChoice> for ImportFormat {
    fn from(choice: ImportChoice) -> Self {
        match choice {
            ImportChoice::Json => Self::Json,
            ImportChoice::W3c => Self::W3c,
            ImportChoice::Csv => Self::Csv,
        }
    }
}
