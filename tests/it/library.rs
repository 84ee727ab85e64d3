//! The library as its users see it: what was acknowledged is there, whatever happens to the file.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::article::{Anchor, Article, CleanLine, CleanText, Filter, Source, Status, TextRange};
use dateline::library::{BookmarkEdit, BookmarkFilter, Kept, Library, NewBookmark, Trouble};
use jiff::Timestamp;
use tempfile::TempDir;

const FIRST: &str = "The harbour opened again on Monday.\n\nSome 4,200 dockers went back to work, the port said.\n\n\
                     “Nobody slept,” said Ada Brandt, its master.";
const SECOND: &str = "Correction: an earlier version named the wrong day.\n\nThe harbour opened again on Tuesday.\n\n\
                      Some 4,200 dockers went back to work, the port said.\n\nNo master was asked.";

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn file(dir: &TempDir) -> PathBuf {
    dir.path().join("data/library.db")
}

fn article(text: &str) -> Article {
    let mut article = Article::plain(Source::Url("https://ledger.example/port".to_owned()), CleanText::new(text));
    article.title = Some(CleanLine::new("Port reopens"));
    article
}

fn passage(kept: &Kept, text: &str, words: &str) -> NewBookmark {
    let start = text.find(words).unwrap();
    NewBookmark {
        article: kept.id.clone(),
        anchor: Anchor::describe(text, TextRange::new(start, start + words.len())),
        note: String::new(),
        tags: Vec::new(),
        color: None,
    }
}

#[test]
fn what_was_kept_is_there_after_reopening() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    assert!(kept.is_new && kept.has_changed);
    let new = NewBookmark {
        note: "why\nso?".to_owned(),
        tags: vec!["work".to_owned(), "a b".to_owned(), "work".to_owned()],
        color: Some("yellow".to_owned()),
        ..passage(&kept, FIRST, "4,200 dockers")
    };
    let made = library.save_bookmark(new, FIRST, at(1)).unwrap();
    library.save_position(&kept.id, FIRST, 40, at(2)).unwrap();
    // No goodbye: as if it had been killed.
    std::mem::forget(library);

    let library = Library::open(&file(&dir)).unwrap();
    assert_eq!(library.article(&kept.id).unwrap(), article(FIRST));
    assert_eq!(library.position(&kept.id).unwrap(), Some(40));
    let found = library.all_bookmarks().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].bookmark, made);
    assert_eq!(found[0].title.as_str(), "Port reopens");
    assert_eq!((made.tags.join("|").as_str(), made.note.as_str()), ("a b|work", "why\nso?"));
    assert_eq!(made.placement.range.unwrap().slice(FIRST), "4,200 dockers");
}

#[test]
fn what_is_no_place_is_kept_with_its_article() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    for (name, is_none) in [("Hope", true), ("Troy", true), ("Hope", true), ("Troy", false)] {
        library.set_not_place(&kept.id, name, is_none).unwrap();
    }
    drop(library);
    let mut library = Library::open(&file(&dir)).unwrap();
    assert_eq!(library.not_places(&kept.id).unwrap(), ["Hope"]);
    library.keep(&article(SECOND), at(1)).unwrap();
    assert_eq!(library.not_places(&kept.id).unwrap(), ["Hope"]);
    library.remove(&kept.id, false).unwrap();
    library.keep(&article(FIRST), at(2)).unwrap();
    assert!(library.not_places(&kept.id).unwrap().is_empty());
}

#[test]
fn a_changed_article_moves_its_bookmarks_and_keeps_the_old_text() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    let stays = library.save_bookmark(passage(&kept, FIRST, "4,200 dockers"), FIRST, at(1)).unwrap();
    let goes = library.save_bookmark(passage(&kept, FIRST, "“Nobody slept,” said Ada Brandt"), FIRST, at(2)).unwrap();
    library.save_position(&kept.id, FIRST, FIRST.find("Some").unwrap(), at(2)).unwrap();

    let again = library.keep(&article(SECOND), at(3)).unwrap();
    assert_eq!((again.id.clone(), again.is_new, again.has_changed, again.moved), (kept.id.clone(), false, true, 2));
    let found = library.bookmarks(&kept.id).unwrap();
    assert_eq!(found[0].id, stays.id);
    assert_eq!(found[0].placement.status, Status::Shifted);
    assert_eq!(found[0].placement.range.unwrap().slice(SECOND), "4,200 dockers");
    assert_eq!((found[1].id.clone(), found[1].placement.status), (goes.id.clone(), Status::Orphan));
    assert_eq!(found[1].anchor, goes.anchor);
    assert_eq!(library.original_text(&goes.id).unwrap().unwrap().as_str(), FIRST);
    assert_eq!(library.position(&kept.id).unwrap(), SECOND.find("Some"));

    // The old text comes back, and with it the orphan.
    library.keep(&article(FIRST), at(4)).unwrap();
    assert_eq!(library.bookmarks(&kept.id).unwrap(), [stays, goes]);
}

#[test]
fn a_reading_position_is_kept_to_the_end_of_the_text() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let text = "été ".repeat(40);
    let kept = library.keep(&article(&text), at(0)).unwrap();
    assert_eq!(library.position(&kept.id).unwrap(), None);
    for place in [0, 6, text.len() - 1, text.len()] {
        library.save_position(&kept.id, &text, place, at(1)).unwrap();
        assert_eq!(library.position(&kept.id).unwrap(), Some(place));
    }
    library.keep(&article("short"), at(2)).unwrap();
    assert_eq!(library.position(&kept.id).unwrap(), Some(5));
}

#[test]
fn a_bookmark_made_on_an_older_text_is_placed_in_the_newer_one() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    library.keep(&article(SECOND), at(1)).unwrap();
    let made = library.save_bookmark(passage(&kept, FIRST, "4,200 dockers"), FIRST, at(2)).unwrap();
    assert_eq!(made.placement.range.unwrap().slice(SECOND), "4,200 dockers");
    assert_eq!(library.original_text(&made.id).unwrap().unwrap().as_str(), FIRST);
}

#[test]
fn removed_bookmarks_come_back_with_all_they_had() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    let made = library.save_bookmark(passage(&kept, FIRST, "Monday"), FIRST, at(1)).unwrap();
    let edit = BookmarkEdit {
        note: Some("a note".to_owned()),
        tags: Some(vec!["t".to_owned()]),
        color: Some(Some("red".to_owned())),
    };
    let made = library.edit_bookmark(&made.id, edit, at(2)).unwrap();
    assert_eq!((made.note.as_str(), made.tags.len(), made.color.as_deref()), ("a note", 1, Some("red")));
    library.remove_bookmark(&made.id, at(3)).unwrap();
    assert!(library.all_bookmarks().unwrap().is_empty());
    assert_eq!(library.removed_bookmarks().unwrap()[0].bookmark.id, made.id);
    // The text changes and changes back while it is gone.
    library.keep(&article(SECOND), at(4)).unwrap();
    library.keep(&article(FIRST), at(5)).unwrap();
    assert_eq!(library.restore_bookmark(&made.id).unwrap(), made);
    let nothing = library.edit_bookmark(&made.id, BookmarkEdit::default(), at(6)).unwrap();
    assert_eq!((nothing.note.as_str(), nothing.tags.len(), nothing.color.as_deref()), ("a note", 1, Some("red")));
}

#[test]
fn an_article_with_bookmarks_is_forgotten_only_by_force() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    library.save_bookmark(passage(&kept, FIRST, "Monday"), FIRST, at(1)).unwrap();
    assert_eq!(library.remove(&kept.id, false).unwrap_err().trouble, Trouble::HasBookmarks { count: 1 });
    library.remove(&kept.id, true).unwrap();
    assert_eq!(library.article(&kept.id).unwrap_err().trouble, Trouble::NoArticle);
    assert!(library.articles().unwrap().is_empty() && library.all_bookmarks().unwrap().is_empty());
}

#[test]
fn an_article_is_found_by_name_path_and_address() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let page = library.keep(&article(FIRST), at(0)).unwrap();
    let path = dir.path().join("a.txt");
    fs::write(&path, FIRST).unwrap();
    let text = Article::plain(Source::File(path.display().to_string()), CleanText::new(FIRST));
    let local = library.keep(&text, at(1)).unwrap();
    assert_ne!(page.id, local.id);
    assert_eq!(library.find("https://ledger.example/port").unwrap(), page.id);
    assert_eq!(library.find(&page.id.0).unwrap(), page.id);
    let dotted = dir.path().join("x/../a.txt");
    fs::create_dir(dir.path().join("x")).unwrap();
    assert_eq!(library.find(&dotted.display().to_string()).unwrap(), local.id);
    assert!(library.find("nothing").unwrap_err().is_missing());
}

#[test]
fn raw_texts_keep_every_byte() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let mut raw = Article::plain(Source::Stdin, CleanText::verbatim("\u{feff}\u{feff}a\x1b\0\u{202e}b\r\r\nc"));
    raw.raw = true;
    let kept = library.keep(&raw, at(0)).unwrap();
    assert_eq!(library.article(&kept.id).unwrap(), raw);
}

#[test]
fn two_programs_write_at_once() {
    let dir = TempDir::new().unwrap();
    let path = file(&dir);
    let kept = Library::open(&path).unwrap().keep(&article(FIRST), at(0)).unwrap();
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let (path, new) = (path.clone(), passage(&kept, FIRST, "Monday"));
            std::thread::spawn(move || {
                let mut library = Library::open(&path).unwrap();
                let save = |n| library.save_bookmark(new.clone(), FIRST, at(n)).unwrap().id;
                (0..10).map(save).collect::<Vec<_>>()
            })
        })
        .collect();
    let mut acknowledged: Vec<_> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
    let mut found: Vec<_> =
        Library::open(&path).unwrap().all_bookmarks().unwrap().into_iter().map(|b| b.bookmark.id).collect();
    acknowledged.sort();
    found.sort();
    assert_eq!(acknowledged, found);
}

#[test]
fn many_programs_make_the_library_at_once() {
    for _ in 0..5 {
        let dir = TempDir::new().unwrap();
        let path = file(&dir);
        let makers: Vec<_> = (0..6)
            .map(|n| {
                let path = path.clone();
                std::thread::spawn(move || {
                    let mut other = article(FIRST);
                    other.source = Source::Url(format!("https://ledger.example/{n}"));
                    Library::open(&path).unwrap().keep(&other, at(n)).unwrap();
                })
            })
            .collect();
        for maker in makers {
            maker.join().unwrap();
        }
        assert_eq!(Library::open(&path).unwrap().articles().unwrap().len(), 6);
    }
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    library.keep(&article(FIRST), at(0)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = dir.path().join("data");
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 2, "{files:?}");
    for path in files {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

/// Makes a library, spoils its file, and tells what opening it says; the file must be as it was.
fn refused(spoil: impl FnOnce(&Path)) -> Trouble {
    let dir = TempDir::new().unwrap();
    let path = file(&dir);
    Library::open(&path).unwrap().keep(&article(FIRST), at(0)).unwrap();
    spoil(&path);
    let before = fs::read(&path).ok();
    let error = Library::open(&path).unwrap_err();
    assert_eq!(fs::read(&path).ok(), before);
    let line = error.to_string();
    assert!(line.contains(path.to_str().unwrap()) && !line.contains('\n'), "{line}");
    error.trouble
}

fn pragma(path: &Path, name: &str, value: i64) {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.pragma_update(None, name, value).unwrap();
}

#[test]
fn what_is_no_library_of_ours_is_refused_and_left_alone() {
    assert!(matches!(refused(|path| pragma(path, "user_version", 9999)), Trouble::Newer { found: 9999, .. }));
    assert_eq!(refused(|path| pragma(path, "application_id", 5)), Trouble::Foreign);
    assert!(matches!(refused(|path| fs::write(path, "noise ".repeat(5000)).unwrap()), Trouble::Damaged { .. }));
    let cut = |path: &Path| {
        let file = fs::OpenOptions::new().write(true).open(path).unwrap();
        file.set_len(file.metadata().unwrap().len() / 2 + 100).unwrap();
    };
    assert!(matches!(refused(cut), Trouble::Damaged { .. }));
    let folder = |path: &Path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    };
    assert_eq!(refused(folder), Trouble::Folder);
}

#[test]
fn an_empty_file_becomes_a_library() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("new.sqlite3");
    fs::write(&path, "").unwrap();
    Library::open(&path).unwrap().keep(&article(FIRST), at(0)).unwrap();
    assert_eq!(Library::open(&path).unwrap().articles().unwrap().len(), 1);
}

#[test]
fn a_library_that_another_program_holds_can_still_be_read() {
    let dir = TempDir::new().unwrap();
    let path = file(&dir);
    Library::open(&path).unwrap().keep(&article(FIRST), at(0)).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let mut library = Library::open(&path).unwrap();
    assert_eq!(library.articles().unwrap().len(), 1);
    assert_eq!(library.keep(&article(SECOND), at(1)).unwrap_err().trouble, Trouble::Locked);
    other.execute_batch("ROLLBACK").unwrap();
    library.keep(&article(SECOND), at(1)).unwrap();
}

#[test]
fn a_check_tells_what_is_wrong_and_mends_what_is_derived() {
    let dir = TempDir::new().unwrap();
    let path = file(&dir);
    assert!(matches!(Library::check(&path).unwrap_err().trouble, Trouble::Unreachable { .. }));
    let mut library = Library::open(&path).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    let made = library.save_bookmark(passage(&kept, FIRST, "Monday"), FIRST, at(1)).unwrap();
    let check = Library::check(&path).unwrap();
    assert!(check.is_sound() && check.mended.is_empty(), "{check:?}");
    assert_eq!((check.articles, check.feeds, check.bookmarks), (1, 0, 1));

    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("DELETE FROM search").unwrap();
    let check = Library::check(&path).unwrap();
    assert_eq!((check.is_sound(), check.mended.len()), (true, 1), "{check:?}");
    let dockers = Filter { query: "dockers".to_owned(), ..Filter::default() };
    assert_eq!(library.list(&dockers, 0, 9).unwrap().total, 1);

    raw.execute_batch("UPDATE bookmark SET start = 3; UPDATE revision SET digest = 'sha256:0'").unwrap();
    let check = Library::check(&path).unwrap();
    assert_eq!(check.troubles.len(), 2, "{check:?}");
    assert!(check.troubles[1].contains(&made.id.0));
}

#[test]
fn a_damaged_index_of_words_is_made_anew_when_it_is_used() {
    let dir = TempDir::new().unwrap();
    let path = file(&dir);
    let mut library = Library::open(&path).unwrap();
    library.keep(&article(FIRST), at(0)).unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("UPDATE search_data SET block = x'00ff00ff00ff00ff' WHERE id > 10").unwrap();
    let library = Library::open(&path).unwrap();
    let dockers = Filter { query: "dockers".to_owned(), ..Filter::default() };
    assert_eq!(library.list(&dockers, 0, 9).unwrap().total, 1);
    assert!(Library::check(&path).unwrap().mended.is_empty());
}

#[test]
fn a_backup_is_a_library_and_replaces_nothing() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    let made = library.save_bookmark(passage(&kept, FIRST, "Monday"), FIRST, at(1)).unwrap();
    let copy = dir.path().join("copy.db");
    library.backup(&copy, false).unwrap();
    library.remove(&kept.id, true).unwrap();
    assert_eq!(library.backup(&copy, false).unwrap_err().trouble, Trouble::Exists);
    assert_eq!(Library::open(&copy).unwrap().all_bookmarks().unwrap()[0].bookmark, made);
    assert!(Library::check(&copy).unwrap().is_sound());
    library.backup(&copy, true).unwrap();
    assert!(Library::open(&copy).unwrap().all_bookmarks().unwrap().is_empty());
    assert_eq!(library.backup(dir.path(), true).unwrap_err().trouble, Trouble::Folder);
    let missing = dir.path().join("nowhere/copy.db");
    assert!(matches!(library.backup(&missing, false).unwrap_err().trouble, Trouble::Unreachable { .. }));
    let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{names:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_can_be_read_of_a_damaged_library_is_saved() {
    let dir = TempDir::new().unwrap();
    let path = file(&dir);
    let mut library = Library::open(&path).unwrap();
    let mut made = Vec::new();
    for number in 0..60 {
        let mut other = article(&format!("{FIRST}\n\n{}", format!("Number {number}. ").repeat(300)));
        other.source = Source::Url(format!("https://ledger.example/{number}"));
        let kept = library.keep(&other, at(number)).unwrap();
        made.push(library.save_bookmark(passage(&kept, &other.text, "Monday"), &other.text, at(number)).unwrap());
    }
    drop(library);
    let copy = dir.path().join("whole.db");
    let whole = Library::recover(&path, &copy).unwrap();
    assert_eq!((whole.articles, whole.bookmarks, whole.lost.len()), (60, 60, 0), "{whole:?}");
    let found: Vec<_> =
        Library::open(&copy).unwrap().all_bookmarks().unwrap().into_iter().map(|b| b.bookmark).collect();
    assert_eq!(found, made);

    // Noise over a stretch of texts.
    let mut bytes = fs::read(&path).unwrap();
    let (size, middle) = (bytes.len(), bytes.len() / 2);
    for byte in &mut bytes[middle..middle + size / 5] {
        *byte = byte.wrapping_mul(31).wrapping_add(7);
    }
    fs::write(&path, &bytes).unwrap();
    let saved = dir.path().join("saved.db");
    let recovered = Library::recover(&path, &saved).unwrap();
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert!(!recovered.lost.is_empty(), "{recovered:?}");
    assert!(recovered.bookmarks > 15, "{recovered:?}");
    let check = Library::check(&saved).unwrap();
    assert!(check.is_sound(), "{check:?}");
    let library = Library::open(&saved).unwrap();
    assert_eq!((recovered.articles, recovered.bookmarks), (check.articles, check.bookmarks));
    assert!(library.counts().unwrap().all < 60, "{recovered:?}");
    for listed in library.all_bookmarks().unwrap() {
        let old = made.iter().find(|made| made.id == listed.bookmark.id).unwrap();
        assert_eq!((&listed.bookmark.anchor, &listed.bookmark.note), (&old.anchor, &old.note));
        let _ = library.article(&listed.bookmark.article);
    }
    assert_eq!(Library::recover(&path, &saved).unwrap_err().trouble, Trouble::Taken);
    assert!(matches!(
        Library::recover(&dir.path().join("none.db"), &dir.path().join("new.db")).unwrap_err().trouble,
        Trouble::Unreachable { .. }
    ));
    assert!(!dir.path().join("new.db").exists());
}

#[test]
fn passages_are_found_by_their_words_and_come_back_to_be_read() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    let with = |words: &str, note: &str, tag: &str| NewBookmark {
        note: note.to_owned(),
        tags: vec![tag.to_owned()],
        ..passage(&kept, FIRST, words)
    };
    let one = library.save_bookmark(with("4,200 dockers", "how many?", "work"), FIRST, at(1)).unwrap();
    let two = library.save_bookmark(with("Nobody slept", "", "Night shift"), FIRST, at(2)).unwrap();
    let find = |query: &str| -> Vec<String> {
        library.search_bookmarks(query).unwrap().into_iter().map(|listed| listed.bookmark.id.0).collect()
    };
    assert_eq!(find("dock"), [one.id.0.as_str()]);
    assert_eq!(find("MANY "), [one.id.0.as_str()]);
    assert_eq!(find("night OR \"how many\""), [one.id.0.as_str(), two.id.0.as_str()]);
    assert_eq!(find("port -tag:work"), [two.id.0.as_str()]);
    assert_eq!(find("before:2020"), [""; 0]);
    assert_eq!(find(""), [one.id.0.as_str(), two.id.0.as_str()]);
    let filter =
        BookmarkFilter { tag: Some("work".to_owned()), status: Some(Status::Exact), ..BookmarkFilter::default() };
    assert_eq!(library.filtered_bookmarks(&filter).unwrap().len(), 1);
    let filter = BookmarkFilter { status: Some(Status::Orphan), ..BookmarkFilter::default() };
    assert!(library.filtered_bookmarks(&filter).unwrap().is_empty());
    assert_eq!(library.tags().unwrap(), ["Night shift", "work"]);

    let day = 86_400;
    let due = |library: &Library, now| -> Vec<String> {
        library.to_review(5, at(now)).unwrap().into_iter().map(|listed| listed.bookmark.id.0).collect()
    };
    assert_eq!(due(&library, 10), [one.id.0.as_str(), two.id.0.as_str()]);
    library.reviewed(&one.id, at(10)).unwrap();
    assert_eq!(due(&library, 20), [two.id.0.as_str()]);
    library.reviewed(&two.id, at(20)).unwrap();
    assert_eq!(due(&library, 15 + day), [one.id.0.as_str()]);
    library.reviewed(&one.id, at(15 + day)).unwrap();
    assert_eq!(due(&library, 30 + 2 * day), [two.id.0.as_str()]);
    assert_eq!(due(&library, 30 + 3 * day), [two.id.0, one.id.0]);
}

#[test]
fn letters_mark_places_that_follow_the_text() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&file(&dir)).unwrap();
    let kept = library.keep(&article(FIRST), at(0)).unwrap();
    let place = |text: &str| text.find("Some 4,200").unwrap();
    library.set_mark('B', &kept.id, FIRST, 0, at(1)).unwrap();
    library.set_mark('A', &kept.id, FIRST, 0, at(1)).unwrap();
    library.set_mark('A', &kept.id, FIRST, place(FIRST), at(2)).unwrap();
    library.keep(&article(SECOND), at(3)).unwrap();
    let marks = library.marks().unwrap();
    assert_eq!((marks.len(), marks[0].letter, marks[0].at), (2, 'A', place(SECOND)));
    // Set by somebody who still reads the text as it was.
    library.set_mark('A', &kept.id, FIRST, place(FIRST), at(4)).unwrap();
    assert_eq!(library.marks().unwrap()[0].at, place(SECOND));
    assert!(library.remove_mark('B').unwrap() && !library.remove_mark('B').unwrap());
    library.remove(&kept.id, false).unwrap();
    assert!(library.marks().unwrap().is_empty());
}
