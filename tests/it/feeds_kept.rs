//! Subscriptions and what they bring, as the library keeps them.

use dateline::article::{
    Anchor, Article, ArticleId, CleanLine, CleanText, Entry, Feed, FeedId, Filter, Passage, Scope, Source, TextRange,
};
use dateline::library::{Access, FeedEdit, FeedReading, FeedTaken, Library, NewBookmark, NewFeed, Retention, Trouble};
use jiff::Timestamp;
use tempfile::TempDir;

const ALL: Retention = Retention { entries: None, days: None };

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

/// A library of its own.
struct Kept {
    library: Library,
    _dir: TempDir,
}

impl Kept {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        Self { library: Library::open(&dir.path().join("library.db")).unwrap(), _dir: dir }
    }

    fn subscribe(&mut self, name: &str, folders: &[&str]) -> FeedId {
        let new = NewFeed {
            source: Source::Url(format!("https://{name}.example/feed")),
            title: None,
            link: None,
            folders: folders.iter().map(|folder| (*folder).into()).collect(),
            tags: vec![],
            full_text: false,
            access: Access::default(),
        };
        self.library.subscribe(&[new], at(0), false).unwrap().remove(0).id
    }

    fn read(&mut self, id: &FeedId, entries: &[Entry], second: i64) -> FeedTaken {
        self.read_keeping(id, entries, ALL, second)
    }

    fn read_keeping(&mut self, id: &FeedId, entries: &[Entry], retention: Retention, second: i64) -> FeedTaken {
        let feed = Feed { title: Some("The Odden Post".into()), entries: entries.to_vec(), ..Feed::default() };
        let read = FeedReading::Read { feed: &feed, digest: "d", etag: Some("e"), last_modified: None, moved: None };
        self.library.take_feed(id, read, retention, at(second)).unwrap()
    }

    fn titles(&self, filter: &Filter) -> Vec<String> {
        let page = self.library.list(filter, 0, 100).unwrap();
        assert_eq!(page.total, page.rows.len());
        page.rows.into_iter().map(|row| row.title.into_string()).collect()
    }

    fn unread(&self) -> Vec<(usize, usize)> {
        self.library.feeds().unwrap().iter().map(|feed| (feed.entries, feed.unread)).collect()
    }
}

fn entry(name: &str, text: &str) -> Entry {
    Entry {
        id: name.into(),
        title: Some(name.into()),
        link: Some(format!("https://odden.example/{name}")),
        content: Some(Passage { text: text.into(), ..Passage::default() }),
        ..Entry::default()
    }
}

fn dated(name: &str, day: &str) -> Entry {
    Entry { published: Some(format!("{day}T08:00:00Z")), ..entry(name, "Some words.") }
}

fn scope(scope: Scope) -> Filter {
    Filter { scope, ..Filter::default() }
}

#[test]
fn a_feed_is_called_found_changed_and_ended() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &["News", "Coast"]);
    assert_eq!(kept.subscribe("post", &[]), id);
    assert_eq!(kept.library.feeds().unwrap()[0].title.as_str(), "https://post.example/feed");
    kept.read(&id, &[entry("one", "First words.")], 1);
    let feed = kept.library.feeds().unwrap().remove(0);
    assert_eq!((feed.title.as_str(), feed.folders.len()), ("The Odden Post", 2));
    assert_eq!(feed.checked.as_deref(), Some("2023-11-14T22:13:21.000000Z"));
    for name in [id.0.as_str(), "https://post.example/feed", "the odden POST "] {
        assert_eq!(kept.library.find_feed(name).unwrap(), id, "{name}");
    }
    let edit = FeedEdit {
        title: Some(Some("Mine".into())),
        folders: Some(vec![]),
        tags: Some(vec!["sea".into(), "daily".into(), "sea".into()]),
        full_text: Some(true),
    };
    kept.library.edit_feed(&id, edit).unwrap();
    let feed = kept.library.feeds().unwrap().remove(0);
    let tags: Vec<_> = feed.tags.iter().map(CleanLine::as_str).collect();
    assert_eq!((feed.title.as_str(), feed.full_text, tags), ("Mine", true, vec!["daily", "sea"]));
    assert!(feed.folders.is_empty());
    let own = FeedEdit { title: Some(None), ..FeedEdit::default() };
    kept.library.edit_feed(&id, own).unwrap();
    assert_eq!(kept.library.feeds().unwrap()[0].title.as_str(), "The Odden Post");
    assert_eq!(kept.library.unsubscribe(&id).unwrap(), 1);
    assert_eq!(kept.library.find_feed(&id.0).unwrap_err().trouble, Trouble::NoFeed);
    assert_eq!(kept.library.counts().unwrap().all, 0);
}

#[test]
fn trying_to_subscribe_changes_nothing() {
    let mut kept = Kept::new();
    let new = NewFeed {
        source: Source::Url("https://post.example/feed".into()),
        title: None,
        link: None,
        folders: vec![],
        tags: vec![],
        full_text: false,
        access: Access::default(),
    };
    let said = kept.library.subscribe(&[new.clone(), new], at(0), true).unwrap();
    assert_eq!((said[0].is_new, said[1].is_new), (true, false));
    assert!(kept.library.feeds().unwrap().is_empty());
}

#[test]
fn entries_come_once_and_change_with_their_bookmarks() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let first = "The harbour opened on Monday. Some 4,200 dockers went back.";
    let taken = kept.read(&id, &[entry("port", first), entry("rain", "It rained.")], 1);
    assert_eq!((taken.new.len(), taken.changed, taken.unchanged), (2, 0, 0));
    let port = taken.new[1].clone();
    assert_eq!(kept.library.article(&port).unwrap().text.as_str(), first);
    let start = first.find("4,200").unwrap();
    let new = NewBookmark {
        article: port.clone(),
        anchor: Anchor::describe(first, TextRange::new(start, start + 13)),
        note: String::new(),
        tags: vec![],
        color: None,
    };
    kept.library.save_bookmark(new, first, at(2)).unwrap();
    let again = kept.read(&id, &[entry("port", first), entry("rain", "It rained.")], 3);
    assert_eq!((again.new.len(), again.changed, again.unchanged), (0, 0, 2));
    let second = "A correction. The harbour opened on Tuesday. Some 4,200 dockers went back.";
    let again = kept.read(&id, &[entry("port", second), entry("rain", "It rained.")], 4);
    assert_eq!((again.new.len(), again.changed, again.unchanged, again.moved), (0, 1, 1, 1));
    let found = kept.library.bookmarks(&port).unwrap();
    assert_eq!(found[0].placement.range.unwrap().slice(second), "4,200 dockers");
    assert_eq!(kept.unread(), [(2, 2)]);
}

#[test]
fn the_text_of_a_page_is_not_replaced_by_an_excerpt() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let taken = kept.read(&id, &[entry("port", "The harbour …")], 1);
    let page = Article::plain(Source::Stdin, CleanText::new("The harbour opened, and here is why.\n\nAll of it."));
    kept.library.keep_again(&taken.new[0], &page, at(2)).unwrap();
    kept.read(&id, &[entry("port", "The harbour, again …")], 3);
    assert_eq!(kept.library.article(&taken.new[0]).unwrap().text, page.text);
}

#[test]
fn the_same_article_in_two_feeds_is_one() {
    let mut kept = Kept::new();
    let (one, two) = (kept.subscribe("a", &[]), kept.subscribe("b", &[]));
    let text = "The harbour opened on Monday. ".repeat(10);
    kept.read(&one, &[entry("port", &text), entry("rain", "It rained.")], 1);
    let mut same_page = entry("port", "An excerpt.");
    same_page.link = Some("http://www.odden.example/port/?utm_source=b".into());
    let mut same_words = entry("port", &text);
    same_words.link = Some("https://other.example/1".into());
    let taken = kept.read(&two, &[same_page], 2);
    assert!(taken.new.is_empty());
    let three = kept.subscribe("c", &[]);
    assert!(kept.read(&three, &[same_words], 3).new.is_empty());
    let page = kept.library.list(&Filter::default(), 0, 10).unwrap();
    assert_eq!(page.total, 2);
    let port = page.rows.iter().find(|row| row.title.as_str() == "port").unwrap();
    assert_eq!(kept.library.article(&port.id).unwrap().text.as_str(), CleanText::new(&text).as_str());
    assert_eq!(kept.library.feeds_of(&port.id).unwrap(), [one.clone(), two.clone(), three.clone()]);
    assert_eq!(kept.library.set_read(std::slice::from_ref(&port.id), true, at(4)).unwrap(), 1);
    for feed in kept.library.feeds().unwrap() {
        assert_eq!(feed.unread, usize::from(feed.id == one));
    }
    assert_eq!(kept.library.unsubscribe(&one).unwrap(), 1);
    assert_eq!(kept.titles(&Filter::default()), ["port"]);
}

#[test]
fn entries_of_one_feed_that_share_a_page_are_apart_unless_they_say_the_same() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let on_front = |name: &str, text: &str| Entry { link: Some("https://post.example/".into()), ..entry(name, text) };
    let mut double = on_front("one", "First.");
    double.id = "one again".into();
    let entries = [on_front("two", "Second."), double, on_front("one", "First.")];
    let taken = kept.read(&id, &entries, 1);
    assert_eq!((taken.new.len(), taken.unchanged), (2, 1));
    assert_eq!(kept.read(&id, &entries, 2).unchanged, 3);
    let mut titles = kept.titles(&scope(Scope::Feed(id.clone())));
    titles.sort();
    assert_eq!(titles, ["one", "two"]);
    // The same page under another name, while the feed no longer lists the first.
    let renamed = Entry { id: "3".into(), ..entry("three", "Third.") };
    kept.read(&id, &[entry("three", "Third.")], 3);
    let taken = kept.read(&id, &[renamed], 4);
    assert_eq!((taken.new.len(), taken.unchanged), (0, 1));
}

#[test]
fn entries_without_page_or_words_are_kept() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let picture = Entry { id: "p".into(), link: Some("https://odden.example/p".into()), ..Entry::default() };
    let note = Entry { link: None, ..entry("note", "No page.") };
    let other = Entry { link: None, ..entry("other note", "No page either.") };
    let taken = kept.read(&id, &[picture, note, other], 1);
    assert_eq!(taken.new.len(), 3);
    assert_eq!(kept.titles(&Filter::default()), ["https://odden.example/p", "note", "other note"]);
    let row = kept.library.list(&Filter::default(), 1, 1).unwrap().rows.remove(0);
    assert_eq!(row.source, Source::Url("https://post.example/feed#note".into()));
    assert_eq!(row.url, None);
}

#[test]
fn lists_are_sorted_by_publication_and_have_neighbours() {
    let mut kept = Kept::new();
    let (news, sport) = (kept.subscribe("a", &["News"]), kept.subscribe("b", &["News", "Sport"]));
    kept.read(&news, &[dated("old", "2020-01-01"), dated("future", "2044-01-01"), dated("new", "2023-10-01")], 5);
    kept.read(&sport, &[dated("goal", "2022-01-01")], 6);
    let mut added = Article::plain(Source::Stdin, CleanText::new("Mine."));
    added.title = Some("mine".into());
    kept.library.keep(&added, at(7)).unwrap();
    let order = ["mine", "future", "new", "goal", "old"];
    assert_eq!(kept.titles(&Filter::default()), order);
    assert_eq!(kept.titles(&scope(Scope::Folder(vec!["News".into()]))), order[1..]);
    assert_eq!(kept.titles(&scope(Scope::Folder(vec!["News".into(), "Sport".into()]))), ["goal"]);
    assert_eq!(kept.titles(&scope(Scope::Folder(vec!["New".into()]))), [""; 0]);
    assert_eq!(kept.titles(&scope(Scope::Feed(news.clone()))), ["future", "new", "old"]);
    assert_eq!(kept.titles(&scope(Scope::Kept)), ["mine"]);
    let since = Filter { since: Some("2021-06-01T00:00:00Z".into()), ..Filter::default() };
    assert_eq!(kept.titles(&since), order[..4]);

    let all = kept.library.list(&Filter::default(), 0, 10).unwrap().rows;
    let id = |n: usize| all[n].id.clone();
    assert_eq!(kept.library.list(&Filter::default(), 2, 2).unwrap().rows[0].id, id(2));
    let next =
        |library: &Library, n, back, unread| library.neighbour(&Filter::default(), &id(n), back, unread).unwrap();
    assert_eq!(next(&kept.library, 1, false, false), Some(id(2)));
    assert_eq!(next(&kept.library, 1, true, false), Some(id(0)));
    assert_eq!(next(&kept.library, 0, true, false), None);
    kept.library.set_read(&[id(2), id(3)], true, at(8)).unwrap();
    assert_eq!(next(&kept.library, 2, false, true), Some(id(4)));
    let unread = Filter { unread: true, scope: Scope::Feed(news.clone()), ..Filter::default() };
    assert_eq!(kept.titles(&unread), ["future", "old"]);
    assert_eq!(kept.library.neighbour(&unread, &id(2), false, false).unwrap(), Some(id(4)));
    let marked = kept.library.read_all(&scope(Scope::Feed(news)), at(9)).unwrap();
    assert_eq!(marked.len(), 2);
    assert_eq!(kept.library.counts().unwrap().unread, 1);
    assert_eq!(kept.library.set_read(&marked, false, at(10)).unwrap(), 2);
    kept.library.set_starred(&id(4), true, at(11)).unwrap();
    assert_eq!(kept.titles(&Filter { starred: true, ..Filter::default() }), ["old"]);
    assert!(kept.library.list(&Filter::default(), 4, 1).unwrap().rows[0].starred);
}

#[test]
fn what_is_old_goes_and_does_not_come_back_unless_it_is_held() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let entries: Vec<_> = (1..=6).rev().map(|day| dated(&format!("day {day}"), &format!("2023-11-0{day}"))).collect();
    kept.read(&id, &entries, 0);
    let rows = kept.library.list(&Filter::default(), 0, 10).unwrap().rows;
    let by = |name: &str| -> ArticleId { rows.iter().find(|row| row.title.as_str() == name).unwrap().id.clone() };
    kept.library.set_starred(&by("day 1"), true, at(1)).unwrap();
    let page = kept.library.article(&by("day 2")).unwrap();
    assert!(!kept.library.add(&page, at(1)).unwrap().is_new);
    let three = Retention { entries: Some(3), days: None };
    assert_eq!(kept.read_keeping(&id, &entries, three, 2).gone, 1);
    let left = ["day 6", "day 5", "day 4", "day 2", "day 1"];
    assert_eq!(kept.titles(&Filter::default()), left);
    let again = kept.read_keeping(&id, &entries, ALL, 3);
    assert_eq!((again.new.len(), again.gone), (0, 0));
    // No longer listed, it is forgotten that it was there.
    kept.read_keeping(&id, &entries[..3], ALL, 4);
    assert_eq!(kept.read_keeping(&id, &entries, ALL, 5).new.len(), 1);
    let ten_days = Retention { entries: None, days: Some(10) };
    assert_eq!(kept.read_keeping(&id, &entries, ten_days, 6).gone, 2);
    assert_eq!(kept.titles(&Filter::default()), ["day 6", "day 5", "day 2", "day 1"]);
    // An article that the reader removed does not come back either.
    kept.library.remove(&by("day 6"), false).unwrap();
    assert_eq!(kept.read_keeping(&id, &entries, ALL, 7).new.len(), 0);
    assert_eq!(kept.library.unsubscribe(&id).unwrap(), 1);
    assert_eq!(kept.titles(&Filter::default()), ["day 2", "day 1"]);
}

#[test]
fn a_feed_says_what_is_wrong_and_when_it_is_due() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let failed = |why, retry| FeedReading::Failed { why, retry };
    kept.library.take_feed(&id, failed("first\u{1b}[2J", None), ALL, at(1)).unwrap();
    kept.library.take_feed(&id, failed("second", Some(at(60))), ALL, at(2)).unwrap();
    let feed = kept.library.feeds().unwrap().remove(0);
    assert_eq!(feed.trouble.as_deref(), Some("second"));
    assert_eq!(feed.trouble_since.as_deref(), Some("2023-11-14T22:13:21.000000Z"));
    assert_eq!(kept.library.feeds_to_read(&[]).unwrap()[0].due, Some(at(60)));
    kept.library.take_feed(&id, FeedReading::Unchanged, ALL, at(3)).unwrap();
    let feed = kept.library.feeds().unwrap().remove(0);
    assert_eq!((feed.trouble, feed.trouble_since, feed.due), (None, None, None));
    let moved = "https://post.example/new";
    let feed = Feed::default();
    let read = FeedReading::Read { feed: &feed, digest: "d", etag: None, last_modified: Some("l"), moved: Some(moved) };
    kept.library.take_feed(&id, read, ALL, at(4)).unwrap();
    let due = kept.library.feeds_to_read(&[id]).unwrap().remove(0);
    assert_eq!((due.source, due.digest.as_deref()), (Source::Url(moved.into()), Some("d")));
    assert_eq!((due.etag, due.last_modified.as_deref()), (None, Some("l")));
}

#[test]
fn words_find_articles_the_best_first_and_say_where() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let entries = [
        entry("rain", "It rained on the café all day. The harbour was closed, the master said."),
        entry("harbour opens", "After three weeks the ships are back."),
        entry("goal", "Nobody went to the match."),
    ];
    kept.read(&id, &entries, 1);
    let find = |kept: &Kept, query: &str| kept.titles(&Filter { query: query.into(), ..Filter::default() });
    assert_eq!(find(&kept, "HARBOUR"), ["harbour opens", "rain"]);
    assert_eq!(find(&kept, "cafe"), ["rain"]);
    assert_eq!(find(&kept, "caf"), ["rain"]);
    assert_eq!(find(&kept, "\"harbour was\""), ["rain"]);
    assert_eq!(find(&kept, "harbour -rained"), ["harbour opens"]);
    assert_eq!(find(&kept, "title:harbour"), ["harbour opens"]);
    assert_eq!(find(&kept, "site:odden.example harbour"), ["harbour opens", "rain"]);
    assert_eq!(find(&kept, "ships OR match").len(), 2);
    assert_eq!(find(&kept, "-harbour "), ["goal"]);
    assert_eq!(find(&kept, "feed:odden nobody"), ["goal"]);
    assert_eq!(find(&kept, "feed:other nobody"), [""; 0]);
    assert_eq!(find(&kept, "after:2030 harbour"), [""; 0]);
    for odd in
        ["\"", "a\"b* OR (", "NEAR(a b)", "title:", "*", "^a", "a AND", "-", "{x}:y", "%", "'; DROP TABLE article"]
    {
        let _ = find(&kept, odd);
    }
    let filter = Filter { query: "harbour".into(), ..Filter::default() };
    let rows = kept.library.list(&filter, 0, 10).unwrap().rows;
    let snippet = rows[1].snippet.clone().unwrap();
    assert_eq!(snippet.hits[0].slice(&snippet.text), "harbour");
    assert_eq!(kept.library.neighbour(&filter, &rows[0].id, false, true).unwrap(), Some(rows[1].id.clone()));
    kept.library.set_read(&[rows[0].id.clone()], true, at(2)).unwrap();
    assert_eq!(find(&kept, "is:unread harbour"), ["rain"]);
    assert_eq!(find(&kept, "is:read"), ["harbour opens"]);
    assert_eq!(kept.library.read_all(&filter, at(3)).unwrap(), [rows[1].id.clone()]);
    // What is searched is the text as it is now.
    kept.read(&id, &[entry("rain", "It snowed.")], 4);
    assert_eq!(find(&kept, "cafe"), [""; 0]);
    kept.library.remove(&rows[1].id, false).unwrap();
    assert_eq!(find(&kept, "snowed"), [""; 0]);
}

#[test]
fn sites_are_found_by_the_address_that_an_article_was_added_by() {
    let mut kept = Kept::new();
    let find = |kept: &Kept, query: &str| kept.titles(&Filter { query: query.into(), ..Filter::default() }).len();
    let source = Source::Url("https://ledger.example/port".into());
    let mut page = Article::plain(source, CleanText::new("The harbour opened."));
    kept.library.add(&page, at(1)).unwrap();
    assert_eq!(find(&kept, "site:ledger.example"), 1);
    // The same text, which says now where it belongs.
    page.url = Some("https://odden.example/port".into());
    page.site = Some("The Odden Post".into());
    kept.library.keep(&page, at(2)).unwrap();
    assert_eq!((find(&kept, "site:ledger.example"), find(&kept, "site:odden.example")), (0, 1));
    assert_eq!(find(&kept, "site:\"odden post\""), 1);
}

#[test]
fn a_day_in_a_search_begins_where_the_reader_is() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let late = Entry { published: Some("2023-11-01T23:30:00Z".into()), ..entry("late", "Some words.") };
    kept.read(&id, &[late], 1);
    let filter = |query: &str| Filter { query: query.into(), ..Filter::default() };
    assert_eq!(kept.titles(&filter("after:2023-11-02")), [""; 0]);
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(1));
    kept.library = kept.library.in_zone(zone);
    assert_eq!(kept.titles(&filter("after:2023-11-02")), ["late"]);
    assert_eq!(kept.titles(&filter("before:2023-11-02")), [""; 0]);
    assert_eq!(kept.titles(&filter("after:2023-11-02T00:00:00Z")), [""; 0]);
    // An article that tells only its day is of that day, wherever that is.
    let mut page = Article::plain(Source::Stdin, CleanText::new("A page."));
    (page.title, page.published) = (Some("page".into()), Some("2023-10-20".into()));
    kept.library.add(&page, at(2)).unwrap();
    for hours in [-9, 0, 9] {
        kept.library = kept.library.in_zone(jiff::tz::TimeZone::fixed(jiff::tz::offset(hours)));
        assert_eq!(kept.titles(&filter("after:2023-10-20 before:2023-10-21")), ["page"], "{hours}");
    }
}

#[test]
fn entries_whose_article_was_lost_come_back_and_removed_ones_do_not() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post", &[]);
    let entries = [entry("one", "First."), entry("two", "Second."), entry("three", "Third.")];
    let taken = kept.read(&id, &entries, 1);
    kept.library.remove(&taken.new[0], false).unwrap();
    let path = kept.library.path().to_owned();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
    let lost = "DELETE FROM revision WHERE article = (SELECT id FROM article WHERE name = ?1)";
    assert_eq!(connection.execute(lost, [&taken.new[1].0]).unwrap(), 1);
    drop(connection);
    let saved = path.with_file_name("saved.db");
    Library::recover(&path, &saved).unwrap();
    kept.library = Library::open(&saved).unwrap();
    let due = kept.library.feeds_to_read(&[]).unwrap().remove(0);
    assert_eq!((due.etag, due.last_modified, due.digest), (None, None, None));
    let titles = |kept: &Kept| {
        let mut titles = kept.titles(&Filter::default());
        titles.sort();
        titles
    };
    assert_eq!(titles(&kept), ["one"]);
    kept.read(&id, &entries, 2);
    assert_eq!(titles(&kept), ["one", "two"]);
}

#[test]
fn windows_join_to_the_list_and_are_counted_again_after_a_commit_of_anybody() {
    let mut kept = Kept::new();
    let id = kept.subscribe("odden", &[]);
    let entries: Vec<Entry> = (1..=9).map(|day| dated(&format!("e{day}"), &format!("2026-03-0{day}"))).collect();
    kept.read(&id, &entries, 9_000_000_000);
    let all = Filter::default();
    let whole = kept.titles(&all);
    assert_eq!((whole.len(), whole[0].as_str()), (9, "e9"));
    for (from, count) in (0..11).flat_map(|from| (0..11).map(move |count| (from, count))) {
        let page = kept.library.list(&all, from, count).unwrap();
        let names: Vec<_> = page.rows.iter().map(|row| row.title.as_str().to_owned()).collect();
        let wanted: Vec<_> = whole.iter().skip(from).take(count).cloned().collect();
        assert_eq!((page.total, page.from, names), (9, from, wanted), "{count} from {from}");
    }
    let first = kept.library.list(&all, 0, 1).unwrap().rows.remove(0).id;
    assert_eq!(kept.library.summary(&first).unwrap(), kept.library.list(&all, 0, 1).unwrap().rows[0]);
    let unread = Filter { unread: true, ..Filter::default() };
    assert_eq!(kept.library.list(&unread, 0, 1).unwrap().total, 9);
    kept.library.set_read(std::slice::from_ref(&first), true, at(9_000_000_001)).unwrap();
    assert_eq!(kept.library.list(&unread, 0, 1).unwrap().total, 8);
    let mut other = Library::open(kept.library.path()).unwrap();
    other.remove(&first, false).unwrap();
    other.read_all(&all, at(9_000_000_002)).unwrap();
    assert_eq!(kept.library.list(&unread, 0, 1).unwrap().total, 0);
    assert_eq!(kept.library.list(&all, 0, 1).unwrap().total, 8);
    assert!(kept.library.summary(&first).is_err());
}
