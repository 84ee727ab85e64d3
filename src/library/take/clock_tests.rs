//! A clock that says 1970 or 2100 for a while leaves no trace once it is right again.

use super::super::feed_values::{Access, NewFeed};
use super::*;
use crate::article::{CleanText, Filter};

const RIGHT: &str = "2026-11-28T07:00:00Z";
const WRONG: [&str; 2] = ["1970-01-01T00:00:10Z", "2100-01-01T00:00:00Z"];

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn entry(id: &str, published: Option<&str>) -> Entry {
    Entry { id: id.into(), title: Some(id.into()), published: published.map(str::to_owned), ..Entry::default() }
}

/// A library with a feed.
struct World {
    _folder: tempfile::TempDir,
    library: Library,
    feed: FeedId,
}

impl World {
    fn new(at: Timestamp) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::open(&folder.path().join("library.db")).unwrap();
        let new = NewFeed {
            source: Source::Url("https://odden.example/feed".into()),
            title: None,
            link: None,
            folders: vec![],
            tags: vec![],
            full_text: false,
            access: Access::default(),
        };
        let feed = library.subscribe(&[new], at, false).unwrap().remove(0).id;
        Self { _folder: folder, library, feed }
    }

    fn read(&mut self, entries: &[Entry], retention: Retention, at: Timestamp, due: Option<Timestamp>) -> FeedTaken {
        let feed = Feed { entries: entries.into(), ..Feed::default() };
        let read = FeedReading::Read { feed: &feed, digest: "d", etag: None, last_modified: None, moved: None };
        self.library.take_feed_until(&self.feed, read, retention, at, due).unwrap()
    }

    fn fail(&mut self, at: Timestamp) -> String {
        let failed = FeedReading::Failed { why: "no answer", retry: None };
        self.library.take_feed(&self.feed, failed, Retention::default(), at).unwrap();
        self.library.feeds().unwrap()[0].trouble_since.clone().unwrap()
    }

    /// The titles of all articles with the day that they are sorted by, the newest first.
    fn listed(&self) -> Vec<String> {
        let page = self.library.list(&Filter::default(), 0, 100).unwrap();
        page.rows.iter().map(|row| format!("{} {}", row.title.as_str(), &row.sorted[..10])).collect()
    }
}

#[test]
fn what_came_by_a_wrong_clock_came_when_the_clock_is_right() {
    for wrong in WRONG {
        let mut world = World::new(time(wrong));
        let entries = [entry("undated", None), entry("dated", Some("2026-11-20T08:00:00Z"))];
        world.read(&entries, Retention::default(), time(wrong), None);
        world.read(&[entry("later", Some("2026-11-27T08:00:00Z"))], Retention::default(), time(RIGHT), None);
        assert_eq!(world.listed(), ["undated 2026-11-28", "later 2026-11-27", "dated 2026-11-20"], "{wrong}");
        // Once is enough: it does not move again.
        world.read(&entries, Retention::default(), time("2026-11-30T07:00:00Z"), None);
        assert_eq!(world.listed()[0], "undated 2026-11-28", "{wrong}");
    }
}

#[test]
fn a_feed_that_is_what_it_was_is_healed_too() {
    for wrong in WRONG {
        let mut world = World::new(time(wrong));
        world.read(&[entry("undated", None)], Retention::default(), time(wrong), None);
        let unchanged = FeedReading::Unchanged;
        world.library.take_feed(&world.feed, unchanged, Retention::default(), time(RIGHT)).unwrap();
        assert_eq!(world.listed(), ["undated 2026-11-28"], "{wrong}");
    }
}

#[test]
fn what_the_reader_added_by_a_wrong_clock_is_healed() {
    for wrong in WRONG {
        let mut world = World::new(time(RIGHT));
        let add = |world: &mut World, name: &str, published: Option<&str>, at: &str| {
            let source = Source::Url(format!("https://odden.example/{name}"));
            let mut article = Article::plain(source, CleanText::new("Words."));
            (article.title, article.published) = (Some(name.into()), published.map(CleanLine::from));
            world.library.add(&article, time(at)).unwrap();
        };
        add(&mut world, "wrong", None, wrong);
        add(&mut world, "old", Some("2011-03-02"), RIGHT);
        world.library.heal_times(time(RIGHT)).unwrap();
        assert_eq!(world.listed(), ["wrong 2026-11-28", "old 2011-03-02"], "{wrong}");
        // By a clock that is before this program nothing is set right.
        world.library.heal_times(time(WRONG[0])).unwrap();
        assert_eq!(world.listed(), ["wrong 2026-11-28", "old 2011-03-02"], "{wrong}");
    }
}

#[test]
fn nothing_goes_for_its_age_by_a_wrong_clock() {
    let month = Retention { entries: None, days: Some(30) };
    for wrong in WRONG {
        let mut world = World::new(time(RIGHT));
        let entries = [entry("undated", None), entry("dated", Some("2026-11-20T08:00:00Z"))];
        world.read(&entries, month, time(RIGHT), None);
        assert_eq!(world.read(&entries, month, time(wrong), None).gone, 0, "{wrong}");
        assert_eq!(world.listed().len(), 2);
    }
}

#[test]
fn a_feed_waits_for_no_moment_that_a_wrong_clock_named() {
    for wrong in WRONG {
        let mut world = World::new(time(RIGHT));
        let due = time(wrong).checked_add(jiff::SignedDuration::from_hours(24)).unwrap();
        world.read(&[entry("a", None)], Retention::default(), time(wrong), Some(due));
        let feed = world.library.feeds_to_read(&[]).unwrap().remove(0);
        assert_eq!(feed.waits_until(time(RIGHT)), None, "{wrong}");
    }
}

#[test]
fn trouble_began_when_a_clock_that_is_right_saw_it_first() {
    for wrong in WRONG {
        let mut world = World::new(time(RIGHT));
        world.fail(time(wrong));
        assert!(world.fail(time(RIGHT)).starts_with("2026-11-28"), "{wrong}");
        assert!(world.fail(time("2026-11-30T07:00:00Z")).starts_with("2026-11-28"), "{wrong}");
    }
    // The first moment is not lost to a clock that falls back.
    let mut world = World::new(time(RIGHT));
    world.fail(time(RIGHT));
    assert!(world.fail(time(WRONG[0])).starts_with("2026-11-28"));
}
