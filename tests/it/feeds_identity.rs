//! Which entries of feeds are one article, and which are two: none is lost to another one.

use dateline::article::{Article, CleanText, Entry, Feed, FeedId, Filter, Passage, Source};
use dateline::library::{Access, FeedReading, FeedTaken, Library, NewFeed, Retention};
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

    fn subscribe(&mut self, name: &str) -> FeedId {
        let new = NewFeed {
            source: Source::Url(format!("https://{name}.example/feed")),
            title: None,
            link: None,
            folders: vec![],
            tags: vec![],
            full_text: false,
            access: Access::default(),
        };
        self.library.subscribe(&[new], at(0), false).unwrap().remove(0).id
    }

    fn read(&mut self, id: &FeedId, entries: &[Entry], second: i64) -> FeedTaken {
        self.read_of("https://odden.example/news", id, entries, second)
    }

    fn read_of(&mut self, link: &str, id: &FeedId, entries: &[Entry], second: i64) -> FeedTaken {
        let link = Some(link.to_owned());
        let feed = Feed { title: Some("Post".into()), link, entries: entries.to_vec(), ..Feed::default() };
        let read = FeedReading::Read { feed: &feed, digest: "d", etag: None, last_modified: None, moved: None };
        self.library.take_feed(id, read, ALL, at(second)).unwrap()
    }

    /// Titles and texts, sorted.
    fn said(&self) -> Vec<String> {
        let rows = self.library.list(&Filter::default(), 0, 100).unwrap().rows;
        let say = |id| self.library.article(id).unwrap();
        let mut said: Vec<_> =
            rows.iter().map(|row| format!("{}: {}", row.title, say(&row.id).text.as_str())).collect();
        said.sort();
        said
    }
}

fn entry(key: &str, link: &str, title: &str, text: &str) -> Entry {
    Entry {
        id: key.into(),
        title: Some(title.into()),
        link: Some(link.into()),
        content: Some(Passage { text: text.into(), ..Passage::default() }),
        ..Entry::default()
    }
}

fn dated(day: &str, entry: Entry) -> Entry {
    Entry { published: Some(format!("{day}T08:00:00Z")), ..entry }
}

/// One story after the other on a page, of which the feed lists `listed` at a time: all stay.
fn roll(link: impl Fn(usize) -> String, listed: usize) {
    let mut kept = Kept::new();
    let id = kept.subscribe("post");
    let story = |n: usize| entry(&format!("g{n}"), &link(n), &format!("Story {n}"), &format!("Text {n}."));
    for first in 1..=5 {
        let entries: Vec<_> = (first..first + listed).rev().map(story).collect();
        kept.read(&id, &entries, i64::try_from(first).unwrap());
    }
    let all: Vec<_> = (1..5 + listed).map(|n| format!("Story {n}: Text {n}.")).collect();
    assert_eq!(kept.said(), all, "{listed} on {}", link(1));
}

#[test]
fn entries_on_one_page_do_not_replace_each_other() {
    for listed in [1, 3] {
        for page in ["https://odden.example/", "https://odden.example/news", "https://odden.example/changes"] {
            roll(|_| page.to_owned(), listed);
        }
        roll(|n| format!("https://odden.example/changes#v{n}"), listed);
        roll(|_| "https://odden.example".to_owned(), listed);
    }
}

#[test]
fn a_story_under_a_new_key_is_the_same() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post");
    let page = "https://odden.example/port";
    kept.read(&id, &[dated("2023-11-01", entry("1", page, "Port opens", "Ships."))], 1);
    // The same title, the same moment.
    assert!(kept.read(&id, &[entry("2", page, "Port opens", "Ships came.")], 2).new.is_empty());
    kept.read(&id, &[dated("2023-11-01", entry("2", page, "Port opens", "Ships came."))], 3);
    assert!(kept.read(&id, &[dated("2023-11-01", entry("3", page, "Port open", "Ships."))], 4).new.is_empty());
    // Days later, or otherwise.
    assert_eq!(kept.read(&id, &[dated("2023-11-09", entry("4", page, "Port open", "Ships."))], 5).new.len(), 1);
    assert_eq!(kept.read(&id, &[entry("5", page, "Port shut", "Storm.")], 6).new.len(), 1);
    assert_eq!(kept.said(), ["Port open: Ships.", "Port open: Ships.", "Port shut: Storm."]);
    // A feed that gives other keys at every reading, and links to its front page.
    let home = |key| entry(key, "https://odden.example/", "Tide", "High at nine.");
    assert_eq!(kept.read(&id, &[home("a")], 7).new.len(), 1);
    assert_eq!(kept.read(&id, &[home("b")], 8).new.len(), 0);
    // A key that comes back beside its successor.
    let came_back = [home("b"), entry("a", "https://odden.example/", "Tide", "Low at three.")];
    assert_eq!(kept.read(&id, &came_back, 9).new.len(), 1);
    assert_eq!(kept.said().len(), 5);
}

#[test]
fn feeds_that_share_a_front_page_share_no_article() {
    let mut kept = Kept::new();
    let feeds = [kept.subscribe("a"), kept.subscribe("b"), kept.subscribe("c")];
    for (page, title) in [("https://odden.example/", "Home"), ("https://odden.example/live", "Live")] {
        for (n, id) in feeds.iter().enumerate() {
            let day = format!("2023-11-0{}", n + 1);
            let text = format!("Number {n}, {}", "and more ".repeat(n * 50));
            let new = dated(&day, entry(&format!("{title}{n}"), page, &format!("{title} {n}"), &text));
            assert_eq!(kept.read(id, &[new], 1).new.len(), 1);
        }
    }
    // A page that is the feed's own is no entry's.
    let front = dated("2023-11-01", entry("x", "https://odden.example/news", "News", "One."));
    assert_eq!(kept.read(&feeds[0], std::slice::from_ref(&front), 2).new.len(), 1);
    assert_eq!(kept.read(&feeds[1], &[Entry { content: None, ..front }], 2).new.len(), 1);
    assert_eq!(kept.said().len(), 8);
}

#[test]
fn a_page_in_two_feeds_is_one_article_by_title_text_or_day() {
    let page = "https://odden.example/port";
    let first = dated("2023-11-01", entry("1", page, "Port opens", "Ships came in."));
    for (other, is_one) in [
        (dated("2023-11-05", entry("x", page, "Port opens", "Otherwise.")), true),
        (dated("2023-11-05", entry("x", page, "The port", "Ships came in.")), true),
        (dated("2023-11-01", entry("x", page, "The port", "Otherwise.")), true),
        (dated("2023-11-05", entry("x", page, "The port", "Otherwise.")), false),
        (dated("2023-11-01", entry("x", "https://odden.example/port#2", "Port opens", "Ships came in.")), false),
    ] {
        let mut kept = Kept::new();
        let (one, two) = (kept.subscribe("a"), kept.subscribe("b"));
        kept.read(&one, std::slice::from_ref(&first), 1);
        assert_eq!(kept.read(&two, std::slice::from_ref(&other), 2).new.is_empty(), is_one, "{other:?}");
    }
}

#[test]
fn the_same_words_are_one_article_only_in_other_feeds_under_one_name_and_at_about_the_same_time() {
    let mut kept = Kept::new();
    let (one, two) = (kept.subscribe("a"), kept.subscribe("b"));
    let teaser = "Every morning the harbour master writes what the day will bring. ".repeat(5);
    let letter = |day: usize, site: &str, id: &str| {
        let link = format!("https://{site}.example/letter/{day}");
        dated(&format!("2023-11-0{day}"), entry(id, &link, "Morning letter", &teaser))
    };
    let letters = [3, 2, 1].map(|day| letter(day, "odden", &format!("letter {day}")));
    assert_eq!(kept.read(&one, &letters, 1).new.len(), 3);
    // Days later it is another one, at another address without that name too.
    let mut all = vec![letter(9, "copy", "letter 3")];
    assert_eq!(kept.read(&two, &all, 2).new.len(), 1);
    all.push(letter(1, "copy", "https://copy.example/letter/1"));
    assert_eq!(kept.read(&two, &all, 3).new.len(), 1);
    all.push(letter(2, "copy", "letter 2"));
    assert_eq!(kept.read(&two, &all, 4).new.len(), 0);
}

#[test]
fn a_double_that_says_something_else_is_an_article() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post");
    let front = |key, text| entry(key, "https://odden.example/", "Tide", text);
    let taken = kept.read(&id, &[front("b", "High."), front("a", "High.")], 1);
    assert_eq!((taken.new.len(), taken.unchanged), (1, 1));
    // Both are corrected alike: still one.
    let taken = kept.read(&id, &[front("a", "Higher."), front("b", "Higher.")], 2);
    assert_eq!((taken.new.len(), taken.changed, taken.unchanged), (0, 1, 1));
    let entries = [front("b", "Low."), front("a", "Higher.")];
    assert_eq!(kept.read(&id, &entries, 3).new.len(), 1);
    assert_eq!(kept.said(), ["Tide: Higher.", "Tide: Low."]);
    // What the reader removed is no double: it does not come back with a correction.
    let rows = kept.library.list(&Filter::default(), 0, 10).unwrap().rows;
    for row in rows {
        kept.library.remove(&row.id, false).unwrap();
    }
    assert!(kept.read(&id, &[front("b", "Ebb."), front("a", "Flood.")], 4).new.is_empty());
}

#[test]
fn an_article_that_was_added_is_the_one_that_a_feed_brings() {
    let mut kept = Kept::new();
    let page = "https://odden.example/port";
    let added = Article {
        title: Some("Port opens".into()),
        ..Article::plain(Source::Url(page.into()), CleanText::new("All of it."))
    };
    let added = kept.library.add(&added, at(1)).unwrap().id;
    let id = kept.subscribe("post");
    assert!(kept.read(&id, &[entry("1", page, "Port opens", "Some of it.")], 2).new.is_empty());
    assert_eq!(kept.library.feeds_of(&added).unwrap(), [id]);
    assert_eq!(kept.said(), ["Port opens: All of it."]);
}

#[test]
fn what_a_page_does_not_say_stays_as_the_feed_said_it() {
    let mut kept = Kept::new();
    let id = kept.subscribe("post");
    let said = Entry {
        author: Some("Ann Lee".into()),
        ..dated("2023-11-01", entry("1", "https://odden.example/port", "Port opens", "Ships."))
    };
    let article = kept.read(&id, &[said], 1).new.remove(0);
    let before = kept.library.list(&Filter::default(), 0, 1).unwrap().rows.remove(0);
    let page = Article {
        title: Some("Port opens at last".into()),
        ..Article::plain(Source::Stdin, CleanText::new("Ships came in at last."))
    };
    kept.library.keep_again(&article, &page, at(2)).unwrap();
    let after = kept.library.list(&Filter::default(), 0, 1).unwrap().rows.remove(0);
    assert_eq!(after.title.as_str(), "Port opens at last");
    assert_eq!(
        (&after.byline, &after.published, &after.url, &after.site, &after.sorted),
        (&before.byline, &before.published, &before.url, &before.site, &before.sorted)
    );
    assert_eq!(after.byline.unwrap().as_str(), "Ann Lee");
}
