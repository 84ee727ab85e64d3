//! `dateline library`: the file in which everything is kept is checked, copied, or rescued.

use std::path::{Path, PathBuf};

use super::args::{Globals, LibraryCommand};
use super::failure::{Exit, Failure};
use super::library::{self, library_path};
use super::output::write_out;
use crate::article::CleanLine;
use crate::library::Library;

/// Carries out one of the commands.
pub(super) fn kept(command: &LibraryCommand, globals: &Globals) -> Result<Exit, Failure> {
    match command {
        LibraryCommand::Check { file } => check(&named_or(file.as_deref(), || library_path(globals))?),
        LibraryCommand::Recover { file } => {
            let from = library_path(globals)?;
            let into = named_or(file.as_deref(), || Ok(beside(&from, "recovered")))?;
            recover(&from, &into)
        }
        LibraryCommand::Backup { file, force } => {
            let from = library_path(globals)?;
            let now = crate::app::now().to_string();
            let to = named_or(file.as_deref(), || Ok(beside(&from, now.get(..10).unwrap_or("copy"))))?;
            library::open(globals)?.backup(&to, *force)?;
            say(&[format!("written: {}", to.display())])?;
            Ok(Exit::Ok)
        }
    }
}

fn named_or(file: Option<&Path>, other: impl FnOnce() -> Result<PathBuf, Failure>) -> Result<PathBuf, Failure> {
    file.map_or_else(other, |file| Ok(file.to_owned()))
}

/// A file beside the library: `library-WORD.db`.
fn beside(library: &Path, word: &str) -> PathBuf {
    let stem = library.file_stem().unwrap_or_default().to_string_lossy();
    let end = library.extension().map_or(String::new(), |end| format!(".{}", end.to_string_lossy()));
    library.with_file_name(format!("{stem}-{word}{end}"))
}

fn check(file: &Path) -> Result<Exit, Failure> {
    let found = Library::check(file)?;
    let mut lines: Vec<String> = found.mended.iter().map(|what| format!("mended: {what}")).collect();
    lines.extend(found.troubles.iter().map(|what| format!("damaged: {what}")));
    let word = if found.is_sound() { "sound" } else { "damaged" };
    lines.push(format!("{word}: {}", holds(found.articles, found.feeds, found.bookmarks)));
    say(&lines)?;
    if found.is_sound() {
        return Ok(Exit::Ok);
    }
    let hint = "Try `dateline library recover`, or bring it back from a backup";
    Failure::new(Exit::Library, "the library is damaged", &file.to_string_lossy(), &found.troubles[0], hint).report();
    Ok(Exit::Library)
}

fn recover(from: &Path, into: &Path) -> Result<Exit, Failure> {
    let saved = Library::recover(from, into)?;
    let mut lines: Vec<String> = saved.lost.iter().map(|what| format!("lost: {what}")).collect();
    lines.push(format!("saved: {}", holds(saved.articles, saved.feeds, saved.bookmarks)));
    lines.push(format!("written: {}; use it with --library, or put it in the place of the other", into.display()));
    lines.push(format!(
        "to do that, first move {} away, with the files beside it that end in -wal and -shm if they are there",
        from.display()
    ));
    say(&lines)?;
    Ok(if saved.lost.is_empty() { Exit::Ok } else { Exit::Partly })
}

fn holds(articles: usize, feeds: usize, bookmarks: usize) -> String {
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    format!("{}, {}, {}", count(articles, "article"), count(feeds, "feed"), count(bookmarks, "bookmark"))
}

/// Prints lines in which words of the library or of the system may stand.
fn say(lines: &[String]) -> Result<(), Failure> {
    let said: String = lines.iter().map(|line| CleanLine::new(line).into_string() + "\n").collect();
    write_out(|out| out.write_all(said.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_stands_beside_the_library() {
        assert_eq!(beside(Path::new("/a/library.db"), "recovered"), Path::new("/a/library-recovered.db"));
        assert_eq!(beside(Path::new("kept"), "2026-11-26"), Path::new("kept-2026-11-26"));
    }
}
