use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use super::pages::{Kind, Page, Pages};
use super::record;
use crate::article::{Anchor, Article, CleanText, Source, TextRange};
use crate::library::{Library, LibraryError, NewBookmark, Recovered, Trouble};

const SIZE: usize = 4096;
const ARTICLES: usize = 6;
const BOOKMARKS: usize = 10;

/// A library of some articles with bookmarks, tags and notes.
fn library(dir: &TempDir) -> Vec<u8> {
    let path = dir.path().join("l.db");
    let at = |number: usize| Timestamp::from_second(1_700_000_000 + i64::try_from(number).unwrap()).unwrap();
    let mut library = Library::open(&path).unwrap();
    for number in 0..ARTICLES {
        let lines = (0..60).map(|line| format!("Odden counted {} boats in harbour {line}. ", number * 100 + line));
        let source = Source::File(format!("/{number}.txt"));
        let article = Article::plain(source, CleanText::new(&lines.collect::<String>()));
        let id = library.keep(&article, at(number)).unwrap().id;
        for bookmark in 0..BOOKMARKS {
            let start = article.text.find(&format!("harbour {bookmark}.")).unwrap();
            let anchor = Anchor::describe(&article.text, TextRange::new(start, start + 9));
            let note = format!("Note {number} {bookmark} {}", "of the harbour ".repeat(20));
            let tags = vec![format!("tag{bookmark}")];
            let new = NewBookmark { article: id.clone(), anchor, note, tags, color: None };
            library.save_bookmark(new, &article.text, at(bookmark)).unwrap();
        }
    }
    // One whose note goes on on other pages.
    let id = library.articles().unwrap().remove(0).id;
    let text = library.article(&id).unwrap().text;
    let anchor = Anchor::describe(&text, TextRange::new(0, 5));
    let new = NewBookmark { article: id, anchor, note: "A long note. ".repeat(1000), tags: vec![], color: None };
    library.save_bookmark(new, &text, at(0)).unwrap();
    drop(library);
    fs::read(path).unwrap()
}

/// Saves what can be read of a file of these bytes, which stays as it is; what is saved is sound, and counted as it is.
fn saved(dir: &TempDir, bytes: &[u8]) -> Result<(Recovered, Library), LibraryError> {
    let (path, into) = (dir.path().join("damaged.db"), dir.path().join("saved.db"));
    let _ = fs::remove_file(&into);
    fs::write(&path, bytes).unwrap();
    let recovered = Library::recover(&path, &into);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert!(
        fs::read_dir(dir.path()).unwrap().all(|file| !file.unwrap().file_name().to_string_lossy().starts_with('.'))
    );
    let recovered = recovered.inspect_err(|_| assert!(!into.exists()))?;
    let check = Library::check(&into).unwrap();
    assert!(check.is_sound(), "{check:?}");
    let counts = (recovered.articles, recovered.feeds, recovered.bookmarks);
    assert_eq!(counts, (check.articles, check.feeds, check.bookmarks), "{recovered:?}");
    let library = Library::open(&into).unwrap();
    assert_eq!(library.all_bookmarks().unwrap().len(), recovered.bookmarks);
    Ok((recovered, library))
}

/// The notes and tags of all bookmarks, by their names.
fn bookmarks(library: &Library) -> BTreeMap<String, (String, Vec<String>)> {
    let all = library.all_bookmarks().unwrap().into_iter().map(|listed| listed.bookmark);
    all.map(|one| (one.id.0, (one.note, one.tags.iter().map(ToString::to_string).collect()))).collect()
}

/// The pages that hold rows of the list of tables, apart from the first one.
fn schema_pages(path: &Path) -> Vec<u32> {
    let query = "SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' AND pageno > 1";
    let connection = Connection::open(path).unwrap();
    let asked = connection.prepare(query).and_then(|mut rows| rows.query_map([], |row| row.get(0))?.collect());
    asked.unwrap_or_else(|_| {
        leaves(path, |values| matches!(values, [Value::Text(_), Value::Text(_), Value::Text(_), Value::Integer(_), _]))
            .into_keys()
            .filter(|page| *page > 1)
            .collect()
    })
}

/// The leaves with rows of a kind, and the second value of each row.
fn leaves(path: &Path, is_wanted: impl Fn(&[Value]) -> bool) -> BTreeMap<u32, Vec<String>> {
    let mut pages = Pages::open(path).unwrap();
    let (mut page, mut found) = (Page::default(), BTreeMap::<u32, Vec<String>>::new());
    for number in 1..=pages.count {
        pages.read(number, &mut page).unwrap();
        if page.kind() != Some(Kind::Table) {
            continue;
        }
        for cell in page.cells(Kind::Table) {
            let values = pages.payload(&page, &cell).as_deref().and_then(record::values);
            if let Some(values) = values.filter(|values| is_wanted(values))
                && let Value::Text(name) = &values[1]
            {
                found.entry(number).or_default().push(name.clone());
            }
        }
    }
    found
}

fn root(path: &Path, table: &str) -> usize {
    let query = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    Connection::open(path).unwrap().query_row(query, [table], |row| row.get(0)).unwrap()
}

fn without_page(bytes: &[u8], number: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[(number - 1) * SIZE..number * SIZE].fill(0);
    bytes
}

fn path(dir: &TempDir) -> PathBuf {
    dir.path().join("l.db")
}

#[test]
fn what_is_whole_is_saved_whole() {
    let dir = TempDir::new().unwrap();
    let bytes = library(&dir);
    let all = bookmarks(&Library::open(&path(&dir)).unwrap());
    let (recovered, library) = saved(&dir, &bytes).unwrap();
    assert_eq!((recovered.lost.len(), recovered.articles), (0, ARTICLES), "{recovered:?}");
    assert_eq!(bookmarks(&library), all);
}

#[test]
fn a_file_without_its_end_is_saved_but_for_that() {
    let dir = TempDir::new().unwrap();
    let bytes = library(&dir);
    for missing in [1, SIZE - 1, SIZE, 3 * SIZE] {
        let (recovered, _) = saved(&dir, &bytes[..bytes.len() - missing]).unwrap();
        assert!(!recovered.lost.is_empty() && recovered.articles >= ARTICLES - 1, "{missing}: {recovered:?}");
        assert!(recovered.bookmarks >= BOOKMARKS * (ARTICLES - 1), "{missing}: {recovered:?}");
    }
}

#[test]
fn without_the_list_of_tables_all_rows_are_saved() {
    let dir = TempDir::new().unwrap();
    let bytes = library(&dir);
    let all = bookmarks(&Library::open(&path(&dir)).unwrap());
    let pages = schema_pages(&path(&dir));
    assert!(!pages.is_empty());
    for page in std::iter::once(1).chain(pages) {
        let (recovered, library) = saved(&dir, &without_page(&bytes, page as usize)).unwrap();
        assert!(!recovered.lost.is_empty() && recovered.articles == ARTICLES, "{page}: {recovered:?}");
        assert_eq!(bookmarks(&library), all, "{page}: {recovered:?}");
    }
}

#[test]
fn without_the_root_of_a_table_its_leaves_are_saved() {
    let dir = TempDir::new().unwrap();
    let bytes = library(&dir);
    let all = bookmarks(&Library::open(&path(&dir)).unwrap());
    let (recovered, library) = saved(&dir, &without_page(&bytes, root(&path(&dir), "bookmark"))).unwrap();
    assert_eq!(bookmarks(&library), all, "{recovered:?}");
    assert!(recovered.lost.iter().any(|lost| lost.starts_with("bookmarks: ")), "{recovered:?}");
}

#[test]
fn where_nothing_can_be_saved_nothing_is_written() {
    let dir = TempDir::new().unwrap();
    let whole = library(&dir);
    for bytes in [&b"X"[..], b"Dear diary, ", &vec![0x0d; 9 * SIZE], &whole[..SIZE]] {
        let trouble = saved(&dir, bytes).unwrap_err().trouble;
        assert!(matches!(trouble, Trouble::Lost { .. }), "{trouble}");
    }
    Connection::open(dir.path().join("other.db")).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    let other = fs::read(dir.path().join("other.db")).unwrap();
    assert_eq!(saved(&dir, &other).unwrap_err().trouble, Trouble::Foreign);
}

#[cfg(unix)]
#[test]
fn a_library_that_may_only_be_read_is_saved() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = TempDir::new().unwrap();
    let bytes = library(&dir);
    let folder = dir.path().join("folder");
    fs::create_dir(&folder).unwrap();
    let damaged = folder.join("l.db");
    fs::write(&damaged, &bytes[..bytes.len() - SIZE]).unwrap();
    fs::set_permissions(&damaged, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let recovered = Library::recover(&damaged, &dir.path().join("saved.db")).unwrap();
    assert!(recovered.bookmarks > BOOKMARKS, "{recovered:?}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn what_stands_in_the_log_only_is_saved() {
    let dir = TempDir::new().unwrap();
    let live = dir.path().join("live.db");
    let mut library = Library::open(&live).unwrap();
    library.keep(&Article::plain(Source::Stdin, CleanText::new("The port opens.")), Timestamp::UNIX_EPOCH).unwrap();
    let lies = dir.path().join("killed.db");
    fs::copy(&live, &lies).unwrap();
    fs::copy(dir.path().join("live.db-wal"), dir.path().join("killed.db-wal")).unwrap();
    let recovered = Library::recover(&lies, &dir.path().join("saved.db")).unwrap();
    assert_eq!((recovered.articles, recovered.lost.len()), (1, 0), "{recovered:?}");
    // In use, too.
    let recovered = Library::recover(&live, &dir.path().join("again.db")).unwrap();
    assert_eq!((recovered.articles, recovered.lost.len()), (1, 0), "{recovered:?}");
}

/// One blow to a file.
#[derive(Debug, Clone)]
enum Blow {
    Noise { at: usize, bytes: Vec<u8> },
    Zero { page: usize },
    Swap { one: usize, other: usize },
    Cut { end: usize },
}

fn blow() -> impl Strategy<Value = Blow> {
    let page = 0..1000usize;
    prop_oneof![
        6 => (0..1_000_000usize, proptest::collection::vec(any::<u8>(), 1..9))
            .prop_map(|(at, bytes)| Blow::Noise { at, bytes }),
        3 => page.clone().prop_map(|page| Blow::Zero { page }),
        1 => (page.clone(), page).prop_map(|(one, other)| Blow::Swap { one, other }),
        1 => (0..8 * SIZE).prop_map(|end| Blow::Cut { end }),
    ]
}

fn strike(file: &mut Vec<u8>, blow: &Blow) {
    let count = file.len() / SIZE;
    match blow {
        Blow::Noise { at, bytes } => {
            let at = at % (file.len() - bytes.len());
            file[at..at + bytes.len()].copy_from_slice(bytes);
        }
        Blow::Zero { page } => file[page % count * SIZE..(page % count + 1) * SIZE].fill(0),
        Blow::Swap { one, other } => {
            let (one, other) = (one % count * SIZE, other % count * SIZE);
            let kept = file[one..one + SIZE].to_vec();
            file.copy_within(other..other + SIZE, one);
            file[other..other + SIZE].copy_from_slice(&kept);
        }
        Blow::Cut { end } => file.truncate(file.len() - end),
    }
}

#[test]
fn whatever_is_damaged_every_leaf_that_is_not_is_saved() {
    let dir = TempDir::new().unwrap();
    let whole = library(&dir);
    // No other table has so many columns.
    let is_bookmark = |values: &[Value]| values.len() == 20;
    let leaves = leaves(&path(&dir), is_bookmark);
    assert!(leaves.len() > 5 && leaves.values().flatten().count() == ARTICLES * BOOKMARKS + 1, "{leaves:?}");
    // Its note lies on pages that may be damaged.
    let library = Library::open(&path(&dir)).unwrap();
    let long: BTreeSet<String> =
        bookmarks(&library).into_iter().filter(|(_, (note, _))| note.len() > SIZE).map(|(name, _)| name).collect();
    drop(library);
    let whole_file = whole.clone();
    proptest!(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() }, |(
        blows in proptest::collection::vec(blow(), 1..12),
    )| {
        let mut file = whole_file.clone();
        for blow in &blows {
            strike(&mut file, blow);
        }
        // What says whose file it is: another program's is not read.
        file[56..72].copy_from_slice(&whole_file[56..72]);
        let is_intact = |page: &u32| {
            let at = (*page as usize - 1) * SIZE;
            file.get(at..at + SIZE) == Some(&whole_file[at..at + SIZE])
        };
        let wanted: Vec<&String> = leaves.iter().filter(|(page, _)| is_intact(page)).flat_map(|(_, names)| names)
            .filter(|name| !long.contains(*name)).collect();
        match saved(&dir, &file) {
            Ok((recovered, library)) => {
                let found = bookmarks(&library);
                for name in wanted {
                    prop_assert!(found.contains_key(name), "{name} is lost: {recovered:?}");
                }
                prop_assert!(file == whole_file || found.len() == ARTICLES * BOOKMARKS + 1 || !recovered.lost.is_empty());
            }
            Err(error) => prop_assert!(wanted.is_empty(), "{error}"),
        }
    });
}
