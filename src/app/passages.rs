//! What the library's thread does with passages, beyond keeping and changing them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::export;
use super::librarian::{Answer, Shelf, row, sentence};
use super::now;
use crate::article::{Article, BookmarkId, Offset};
use crate::disk::{Door, WriteError};
use crate::interchange::{ExportFormat, Exported};
use crate::library::Library;
use crate::reader::{ExportTrouble, Original, PassageNews, PassageOrder};

/// Carries out an order; None where there is nothing to answer.
pub fn answer(shelf: &mut Shelf, order: PassageOrder) -> Option<PassageNews> {
    Some(match order {
        PassageOrder::Original { job, id } => {
            PassageNews::Original { job, result: shelf.with(|library| original(library, &id)) }
        }
        PassageOrder::Place { id, article, range, seen } => {
            let place = |library: &mut Library| library.place_seen(&id, &article.text, range, seen.as_ref(), now());
            let result = Box::new(shelf.with(place));
            PassageNews::Placed { id, result }
        }
        // Without them nothing is completed; whatever else is wrong is said when it is kept.
        PassageOrder::Tags if shelf.is_empty() => PassageNews::Tags(Vec::new()),
        PassageOrder::Tags => PassageNews::Tags(shelf.with(|library| library.tags()).unwrap_or_default()),
        PassageOrder::Export { job, format, path, ids, overwrite } => {
            let path = expand(&path);
            let result = shelf
                .with(|library| text(library, format, &ids))
                .and_then(|text| text)
                .map_err(ExportTrouble::Failed)
                .and_then(|text| write(shelf.path(), &path, &text, overwrite));
            PassageNews::Exported { job, result }
        }
        PassageOrder::Review { job, .. } if shelf.is_empty() => PassageNews::Review { job, result: Ok(Vec::new()) },
        PassageOrder::Review { job, count } => {
            let old =
                |library: &mut Library| Ok(library.to_review(count, now())?.into_iter().map(row).collect::<Vec<_>>());
            PassageNews::Review { job, result: shelf.with(old) }
        }
        PassageOrder::Reviewed(id) => {
            // It only comes up again sooner.
            let _ = shelf.with(|library| library.reviewed(&id, now()));
            return None;
        }
        PassageOrder::SetSpot { letter, article, at } => {
            let why = shelf.with(|library| set_spot(library, letter, &article, at)).err()?;
            PassageNews::Spot { job: 0, result: Err(why) }
        }
        PassageOrder::GoToSpot { job, .. } if shelf.is_empty() => PassageNews::Spot { job, result: Ok(None) },
        PassageOrder::GoToSpot { job, letter } => {
            let find = |library: &mut Library| {
                let mark = library.marks()?.into_iter().find(|mark| mark.letter == letter);
                Ok(mark.map(|mark| (mark.article, mark.at)))
            };
            PassageNews::Spot { job, result: shelf.with(find) }
        }
        // The screen is lent for this one.
        PassageOrder::Write { .. } => return None,
    })
}

fn set_spot(library: &mut Library, letter: char, article: &Article, at: Offset) -> crate::library::Result<()> {
    let id = library.keep_if_new(article, now())?;
    library.set_mark(letter, &id, &article.text, at, now())
}

fn original(library: &mut Library, id: &BookmarkId) -> crate::library::Result<Original> {
    let text = library.original_text(id)?;
    Ok(Original::of(text.as_ref(), &library.bookmark(id)?.bookmark.anchor))
}

/// The bookmarks of these names in a format.
fn text(library: &mut Library, format: ExportFormat, ids: &[BookmarkId]) -> crate::library::Result<Answer<String>> {
    let ids: HashSet<&BookmarkId> = ids.iter().collect();
    let mut collected = library.collect(None)?;
    for article in &mut collected {
        article.bookmarks.retain(|bookmark| ids.contains(&bookmark.id));
        let used: HashSet<&str> = article.bookmarks.iter().map(|bookmark| bookmark.revision.as_str()).collect();
        article.revisions.retain(|revision| used.contains(revision.digest.as_str()));
    }
    collected.retain(|article| !article.bookmarks.is_empty());
    let mut current = Vec::with_capacity(collected.len());
    for article in &collected {
        current.push(if export::shows_facts(format) { export::current(library, &article.id)? } else { None });
    }
    let exported: Vec<Exported<'_>> = (collected.iter().zip(&current))
        .map(|(article, now)| Exported { article, now: now.as_ref().map(|(text, facts)| (text.as_str(), facts)) })
        .collect();
    Ok(crate::interchange::export(format, &exported).map_err(|error| sentence(&error.to_string())))
}

/// Writes `text` to a file, but never over `library`.
fn write(library: Option<&Path>, path: &Path, text: &str, overwrite: bool) -> Result<String, ExportTrouble> {
    match Door::new(library).write_file(path, text.as_bytes(), overwrite) {
        Ok(()) => Ok(path.display().to_string()),
        Err(WriteError::Exists) => Err(ExportTrouble::Exists),
        Err(error) => {
            let why = format!("Nothing was written to {}: {error}. {}.", path.display(), error.hint());
            Err(ExportTrouble::Failed(sentence(&why)))
        }
    }
}

/// A path as people type it: `~/` is the home.
fn expand(typed: &str) -> PathBuf {
    let home = typed.strip_prefix("~/").and_then(|rest| Some(PathBuf::from(std::env::var_os("HOME")?).join(rest)));
    home.unwrap_or_else(|| PathBuf::from(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_on_the_screen_goes_through_the_door() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        let _library = Library::open(&at("library.db")).unwrap();
        for (name, overwrite) in [("library.db", true), ("library.db", false), ("library.db-wal", true)] {
            let written = write(Some(&at("library.db")), &at(name), "words", overwrite);
            assert!(
                matches!(&written, Err(ExportTrouble::Failed(why)) if why.contains("in use")),
                "{name}: {written:?}"
            );
        }
        assert!(write(Some(&at("library.db")), &at("a.md"), "words", false).is_ok());
        let again = write(Some(&at("library.db")), &at("a.md"), "words", false);
        assert!(matches!(again, Err(ExportTrouble::Exists)), "{again:?}");
        // On the screen nobody waits for a pipe, and a device may be the terminal itself.
        #[cfg(unix)]
        assert!(matches!(write(None, Path::new("/dev/null"), "words", true), Err(ExportTrouble::Failed(_))));
    }
}
