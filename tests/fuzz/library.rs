//! Two windows over one library.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::article::{Anchor, Article, ArticleId, BookmarkId, Source, TextRange};
use dateline::library::{Library, NewBookmark};
use jiff::Timestamp;

/// Each byte is an act of one of two windows: a bookmark, its removal, a window that is closed and opened again, or a kill
/// of both: they go on with the files as they lie on disk at that moment. What was acknowledged is there, in both.
pub fn check(bytes: &[u8]) {
    acts(bytes).unwrap_or_else(|error| panic!("{error}"));
}

const TEXT: &str = "The ferry from Bergen carried 4,200 people.";

thread_local! {
    /// A library that holds one article: its bytes, and the article's name.
    static MADE: (Vec<u8>, ArticleId) = made().unwrap_or_else(|error| panic!("{error}"));
}

fn made() -> Result<(Vec<u8>, ArticleId), Box<dyn Error>> {
    let dir = tempfile::TempDir::new()?;
    let file = dir.path().join("library.db");
    let mut library = Library::open(&file)?;
    let id = library.keep(&Article::plain(Source::Stdin, TEXT.into()), Timestamp::UNIX_EPOCH)?.id;
    drop(library);
    Ok((fs::read(file)?, id))
}

fn acts(bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let (dir, now) = (tempfile::TempDir::new()?, Timestamp::UNIX_EPOCH);
    let mut file = dir.path().join("library.db");
    let id = MADE.with(|(made, id)| fs::write(&file, made).map(|()| id.clone()))?;
    let mut windows = [Library::open(&file)?, Library::open(&file)?];
    let mut there: BTreeSet<BookmarkId> = BTreeSet::new();
    for (number, byte) in bytes.iter().take(12).enumerate() {
        let (window, start) = (usize::from(byte & 1), usize::from(byte >> 4));
        match byte >> 1 & 7 {
            0 => windows[window] = Library::open(&file)?,
            1 => {
                file = killed(&file, &dir.path().join(number.to_string()))?;
                windows = [Library::open(&file)?, Library::open(&file)?];
            }
            2 | 3 if !there.is_empty() => {
                let Some(gone) = there.iter().nth(start % there.len()).cloned() else { continue };
                windows[window].remove_bookmark(&gone, now)?;
                there.remove(&gone);
            }
            _ => {
                let anchor = Anchor::describe(TEXT, TextRange::new(start, start + 9));
                let new = NewBookmark { article: id.clone(), anchor, note: String::new(), tags: vec![], color: None };
                there.insert(windows[window].save_bookmark(new, TEXT, now)?.id);
            }
        }
    }
    for library in &windows {
        let kept: BTreeSet<_> = library.bookmarks(&id)?.into_iter().map(|bookmark| bookmark.id).collect();
        assert_eq!(kept, there, "what was acknowledged");
    }
    assert!(Library::check(&file)?.is_sound());
    Ok(())
}

/// The library as a kill would leave it now: the files on disk, without what only the windows know.
fn killed(file: &Path, into: &Path) -> std::io::Result<PathBuf> {
    fs::create_dir(into)?;
    let copy = into.join("library.db");
    fs::copy(file, &copy)?;
    let log = file.with_extension("db-wal");
    if log.exists() {
        fs::copy(log, into.join("library.db-wal"))?;
    }
    Ok(copy)
}
