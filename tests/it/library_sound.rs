//! The library stays sound whatever is done to it, in whatever order, by however many programs; and its lists do not
//! become slow with it.

use std::path::{Path, PathBuf};

use dateline::article::{Anchor, Article, CleanText, Entry, Feed, FeedId, Filter, Passage, Scope, Source, TextRange};
use dateline::library::{Access, FeedReading, Library, NewBookmark, NewFeed, Retention, Trouble};
use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn path(dir: &TempDir) -> PathBuf {
    dir.path().join("library.db")
}

fn subscribe(library: &mut Library, name: &str) -> FeedId {
    let new = NewFeed {
        source: Source::Url(format!("https://{name}.example/feed")),
        title: Some(name.into()),
        link: None,
        folders: vec!["News".into()],
        tags: vec!["daily".into()],
        full_text: false,
        access: Access::default(),
    };
    library.subscribe(&[new], at(0), false).unwrap().remove(0).id
}

/// An entry that is told by its number; every `page` is one in all feeds.
fn entry(page: usize, version: usize) -> Entry {
    Entry {
        id: format!("{page}").into(),
        title: Some(format!("Page {page}").into()),
        link: Some(format!("https://odden.example/{page}")),
        published: Some(at(i64::try_from(page).unwrap() * 3600 - 500_000).to_string()),
        content: Some(Passage {
            text: format!("Word{version} stands on page{page} of the harbour ledger.").into(),
            ..Passage::default()
        }),
        ..Entry::default()
    }
}

fn read(library: &mut Library, id: &FeedId, entries: Vec<Entry>, retention: Retention, now: i64) -> usize {
    let feed = Feed { title: Some("A feed".into()), entries, ..Feed::default() };
    let reading = FeedReading::Read { feed: &feed, digest: "d", etag: None, last_modified: None, moved: None };
    library.take_feed(id, reading, retention, at(now)).unwrap().new.len()
}

/// Counts, lists and searches say the same, and nothing has to be mended.
fn is_sound(library: &Library) {
    let check = Library::check(library.path()).unwrap();
    assert!(check.is_sound() && check.mended.is_empty(), "{check:?}");
    let total = |filter: &Filter| {
        let page = library.list(filter, 0, 1000).unwrap();
        assert_eq!(page.total, page.rows.len(), "{filter:?}");
        page.total
    };
    let counts = library.counts().unwrap();
    let all = Filter::default();
    let scoped = |scope| Filter { scope, ..Filter::default() };
    let unread = |filter: &Filter| Filter { unread: true, ..filter.clone() };
    assert_eq!(total(&all), counts.all);
    assert_eq!(total(&unread(&all)), counts.unread);
    assert_eq!(total(&Filter { starred: true, ..all.clone() }), counts.starred);
    assert_eq!(total(&scoped(Scope::Kept)), counts.kept);
    assert_eq!(total(&scoped(Scope::Bookmarked)), counts.bookmarked);
    assert_eq!(total(&Filter { query: "harbour".into(), ..all.clone() }), counts.all);
    assert_eq!(total(&Filter { query: "harbour is:unread".into(), ..all }), counts.unread);
    for feed in library.feeds().unwrap() {
        let filter = scoped(Scope::Feed(feed.id));
        assert_eq!((total(&filter), total(&unread(&filter))), (feed.entries, feed.unread));
    }
    let folder = scoped(Scope::Folder(vec!["News".into()]));
    let rows = library.list(&folder, 0, 1000).unwrap().rows;
    let from_feeds = rows.iter().filter(|row| row.feed.is_some()).count();
    assert_eq!((total(&folder), total(&unread(&folder))), (from_feeds, rows.iter().filter(|row| row.unread).count()));
}

#[derive(Debug, Clone)]
enum Act {
    Read { feed: usize, first: usize, count: usize, version: usize, entries: Option<usize> },
    Mark { row: usize, read: bool },
    Star { row: usize, starred: bool },
    Bookmark { row: usize },
    Page { row: usize },
    Remove { row: usize },
    ReadAll { feed: usize },
    Unsubscribe { feed: usize },
}

fn act() -> impl Strategy<Value = Act> {
    let (feed, row) = (0..3usize, 0..12usize);
    prop_oneof![
        4 => (feed.clone(), 0..6usize, 0..6usize, 0..3usize, proptest::option::of(0..5usize)).prop_map(
            |(feed, first, count, version, entries)| Act::Read { feed, first, count, version, entries }
        ),
        2 => (row.clone(), any::<bool>()).prop_map(|(row, read)| Act::Mark { row, read }),
        1 => (row.clone(), any::<bool>()).prop_map(|(row, starred)| Act::Star { row, starred }),
        1 => row.clone().prop_map(|row| Act::Bookmark { row }),
        1 => row.clone().prop_map(|row| Act::Page { row }),
        1 => row.prop_map(|row| Act::Remove { row }),
        1 => feed.clone().prop_map(|feed| Act::ReadAll { feed }),
        1 => feed.prop_map(|feed| Act::Unsubscribe { feed }),
    ]
}

fn perform(library: &mut Library, act: &Act, now: i64) {
    const FEEDS: [&str; 3] = ["a", "b", "c"];
    let rows = library.list(&Filter::default(), 0, 100).unwrap().rows;
    let id = |row: usize| rows.get(row).map(|row| row.id.clone());
    match act {
        Act::Read { feed, first, count, version, entries } => {
            let id = subscribe(library, FEEDS[*feed]);
            let listed = (*first..first + count).map(|page| entry(page, *version)).collect();
            read(library, &id, listed, Retention { entries: *entries, days: None }, now);
        }
        Act::Mark { row, read } => {
            library.set_read(&id(*row).into_iter().collect::<Vec<_>>(), *read, at(now)).unwrap();
        }
        Act::Star { row, starred } => {
            let Some(id) = id(*row) else { return };
            library.set_starred(&id, *starred, at(now)).unwrap();
        }
        Act::Bookmark { row } => {
            let Some(article) = id(*row) else { return };
            let text = library.article(&article).unwrap().text;
            let anchor = Anchor::describe(&text, TextRange::new(0, 5));
            let new = NewBookmark { article, anchor, note: String::new(), tags: vec![], color: None };
            library.save_bookmark(new, &text, at(now)).unwrap();
        }
        Act::Page { row } => {
            let Some(article) = id(*row) else { return };
            let mut page = library.article(&article).unwrap();
            page.text = format!("{}\n\nAll that the harbour page says.", page.text.as_str()).into();
            library.keep_again(&article, &page, at(now)).unwrap();
        }
        Act::Remove { row } => {
            let Some(id) = id(*row) else { return };
            library.remove(&id, true).unwrap();
        }
        Act::ReadAll { feed } => {
            let id = subscribe(library, FEEDS[*feed]);
            library.read_all(&Filter { scope: Scope::Feed(id), ..Filter::default() }, at(now)).unwrap();
        }
        Act::Unsubscribe { feed } => {
            let id = subscribe(library, FEEDS[*feed]);
            library.unsubscribe(&id).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_everything_agrees(acts in proptest::collection::vec(act(), 1..14)) {
        let dir = TempDir::new().unwrap();
        let mut library = Library::open(&path(&dir)).unwrap();
        for (now, act) in acts.iter().enumerate() {
            perform(&mut library, act, i64::try_from(now).unwrap());
        }
        is_sound(&library);
    }
}

#[test]
fn a_page_that_loses_the_feed_that_spoke_for_it_is_sound() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&path(&dir)).unwrap();
    let read = |feed, first, count| Act::Read { feed, first, count, version: 0, entries: None };
    for act in [read(1, 1, 5), read(0, 0, 4), Act::Page { row: 2 }, Act::Unsubscribe { feed: 1 }] {
        perform(&mut library, &act, 1);
        is_sound(&library);
    }
}

/// What one program does at one time.
type Work = Box<dyn Fn(&mut Library, i64) + Send>;

#[test]
fn programs_that_refresh_read_and_bookmark_at_once_lose_nothing() {
    let dir = TempDir::new().unwrap();
    let file = path(&dir);
    let shared = {
        let mut library = Library::open(&file).unwrap();
        let id = subscribe(&mut library, "shared");
        read(&mut library, &id, (0..20).map(|page| entry(page, 0)).collect(), Retention::default(), 0);
        id
    };
    let rows = Library::open(&file).unwrap().list(&Filter::default(), 0, 20).unwrap().rows;
    let writer = |work: Work| {
        let file: &Path = &file;
        let file = file.to_owned();
        std::thread::spawn(move || {
            let mut library = Library::open(&file).unwrap();
            (0..12).for_each(|n| work(&mut library, n));
        })
    };
    let (bookmarked, marked) = (rows[3].clone(), rows.clone());
    let writers = [
        writer(Box::new(move |library, n| {
            let version = usize::try_from(n).unwrap();
            read(library, &shared, (0..20).map(|page| entry(page, version)).collect(), Retention::default(), n);
        })),
        writer(Box::new(|library, n| {
            let id = subscribe(library, &format!("own{n}"));
            let page = usize::try_from(n).unwrap() + 100;
            assert_eq!(read(library, &id, vec![entry(page, 0)], Retention::default(), n), 1);
        })),
        writer(Box::new(move |library, n| {
            let text = library.article(&bookmarked.id).unwrap().text;
            let anchor = Anchor::describe(&text, TextRange::new(0, 5));
            let article = bookmarked.id.clone();
            let new = NewBookmark { article, anchor, note: format!("{n}"), tags: vec![], color: None };
            library.save_bookmark(new, &text, at(n)).unwrap();
        })),
        writer(Box::new(move |library, n| {
            let row = usize::try_from(n).unwrap();
            assert_eq!(library.set_read(std::slice::from_ref(&marked[row].id), true, at(n)).unwrap(), 1);
        })),
    ];
    for writer in writers {
        writer.join().unwrap();
    }
    let library = Library::open(&file).unwrap();
    is_sound(&library);
    let counts = library.counts().unwrap();
    assert_eq!((counts.all, counts.unread, counts.bookmarked), (32, 20, 1));
    assert_eq!(library.all_bookmarks().unwrap().len(), 12);
    assert_eq!(library.feeds().unwrap().len(), 13);
}

/// What SQLite does for the lists that a person sees first; the same statements as in the library's own `lists`.
#[test]
fn lists_come_out_of_an_index_in_their_order() {
    let dir = TempDir::new().unwrap();
    drop(Library::open(&path(&dir)).unwrap());
    let connection = rusqlite::Connection::open(path(&dir)).unwrap();
    let order = "ORDER BY listed.sorted DESC, listed.article DESC LIMIT 60";
    for (wanted, index) in [
        ("standing AS listed WHERE TRUE", "standing_sorted"),
        ("standing AS listed WHERE listed.read IS NULL", "standing_unread"),
        ("standing AS listed WHERE listed.starred IS NOT NULL", "standing_starred"),
        ("standing AS listed WHERE listed.kept IS NOT NULL", "standing_kept"),
        ("entry AS listed WHERE listed.article IS NOT NULL AND listed.feed = 1", "entry_list"),
        ("entry AS listed WHERE listed.article IS NOT NULL AND listed.feed = 1 AND listed.unread = 1", "entry_unread"),
    ] {
        let plan: Vec<String> = connection
            .prepare(&format!("EXPLAIN QUERY PLAN SELECT listed.article FROM {wanted} {order}"))
            .unwrap()
            .query_map([], |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let plan = plan.join("; ");
        assert!(plan.contains(&format!("COVERING INDEX {index}")) && !plan.contains("TEMP B-TREE"), "{wanted}: {plan}");
    }
}

#[test]
fn a_backup_stands_in_the_place_of_no_open_library() {
    let dir = TempDir::new().unwrap();
    let mut library = Library::open(&path(&dir)).unwrap();
    let kept = Article::plain(Source::Stdin, CleanText::new("The port opens."));
    let id = library.keep(&kept, at(0)).unwrap().id;
    let beside = |path: &Path, end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let other = dir.path().join("other.db");
    let mut open = Library::open(&other).unwrap();
    open.keep(&kept, at(0)).unwrap();
    let mut refused = vec![path(&dir), other.clone(), dir.path().join("./library.db")];
    refused.extend(["-wal", "-shm", "-journal"].map(|end| beside(&path(&dir), end)));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(path(&dir), dir.path().join("link")).unwrap();
        refused.push(dir.path().join("link"));
    }
    for to in refused {
        for force in [true, false] {
            let trouble = library.backup(&to, force).unwrap_err().trouble;
            assert!(trouble == Trouble::InUse || (!force && trouble == Trouble::Exists), "{}: {trouble}", to.display());
        }
    }
    assert_eq!(Library::open(&path(&dir)).unwrap().article(&id).unwrap().text, kept.text);
    drop(open);
    library.backup(&other, true).unwrap();
    assert_eq!(Library::open(&other).unwrap().article(&id).unwrap().text, kept.text);
}
