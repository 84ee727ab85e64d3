//! `dateline bookmarks export` and `import`.

use std::ffi::OsStr;

use super::args::{ExportArgs, ExportChoice, Globals, ImportArgs, ImportChoice};
use super::failure::{Exit, Failure};
use super::library;
use super::output::{write_out, write_to};
use crate::app::{export, shield};
use crate::fetch::{self, FetchError, Request, Target};
use crate::ingest::decode;
use crate::interchange::{self, ExportFormat, Exported, ImportFormat};
use crate::library::Library;

/// The largest file that is taken in, in bytes.
const LARGEST: u64 = 256 << 20;

/// Writes bookmarks for other programs.
pub(super) fn write(library: &Library, args: &ExportArgs, globals: &Globals) -> Result<Exit, Failure> {
    let article = args.article.as_deref().map(|name| library::find(library, name)).transpose()?;
    let collected = library.collect(article.as_ref())?;
    let mut current = Vec::with_capacity(collected.len());
    for article in &collected {
        let wanted = export::shows_facts(args.format.into());
        current.push(if wanted { export::current(library, &article.id)? } else { None });
    }
    let exported: Vec<Exported<'_>> = collected
        .iter()
        .zip(&current)
        .map(|(article, now)| Exported { article, now: now.as_ref().map(|(text, facts)| (text.as_str(), facts)) })
        .collect();
    let text = interchange::export(args.format.into(), &exported)
        .map_err(|error| Failure::new(Exit::Input, "cannot write", "the bookmarks", &error.to_string(), ""))?;
    match &args.output {
        Some(path) if path.as_os_str() != "-" => write_to(globals, path, text.as_bytes(), args.force)?,
        _ => write_out(|out| out.write_all(text.as_bytes()))?,
    }
    Ok(Exit::Ok)
}

/// Takes in bookmarks from a file, all or none.
pub(super) fn import(library: &mut Library, args: &ImportArgs) -> Result<Exit, Failure> {
    let shown = args.file.to_string_lossy();
    let failed = |why: &str, hint: &str| Failure::new(Exit::Input, "cannot take in", &shown, why, hint);
    let bytes = read(&args.file).map_err(|error| {
        let hint = match &error {
            FetchError::TooLarge(_) => "Try to cut it into parts",
            FetchError::NamedPipe => "Give it on standard input: `- < PIPE`",
            _ => "Check the path",
        };
        failed(&error.to_string(), hint)
    })?;
    let now = crate::app::now();
    let found = shield(|| interchange::import(args.format.into(), &bytes, now))
        .ok_or_else(|| failed("dateline made a mistake of its own", "Please report it, with the file"))?
        .map_err(|error| failed(&error.to_string(), "Nothing was taken in"))?;
    let taken = library.take_in(&found.articles, now, args.dry_run)?;
    let verb = if args.dry_run { "would be added" } else { "added" };
    let mut said = format!("{} {verb}, {} known", taken.added, taken.known);
    if taken.removed > 0 {
        let them = if taken.removed == 1 { "it" } else { "them" };
        said = format!("{said}; {} of these removed: `bookmarks restore` brings {them} back", taken.removed);
    }
    if taken.orphans > 0 {
        said = format!("{said}; {} without their text here", taken.orphans);
    }
    write_out(|out| writeln!(out, "{said}"))?;
    for why in found.remarks.sentences() {
        Failure::new(Exit::Ok, "not all was taken in", &shown, &why, "").report();
    }
    Ok(if found.remarks.left_out.is_some() { Exit::Partly } else { Exit::Ok })
}

fn read(name: &OsStr) -> Result<Vec<u8>, FetchError> {
    let target = if name == "-" { Target::Stdin } else { Target::File(name.into()) };
    let request = Request { limit: LARGEST, ..Request::new(target) };
    Ok(unmarked(fetch::fetch(&request)?.bytes))
}

/// The bytes as UTF-8 without a byte order mark: editors and shells put one before what they save, in UTF-16 too.
fn unmarked(bytes: Vec<u8>) -> Vec<u8> {
    const MARKS: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    if MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        decode(&bytes, None).into_owned().into_bytes()
    } else {
        bytes
    }
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
