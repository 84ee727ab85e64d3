use super::super::feed_values::{Access, NewFeed};
use super::*;
use crate::article::Passage;

const ALL: Retention = Retention { entries: None, days: None };

/// A library with a feed.
fn subscribed() -> (tempfile::TempDir, Library, FeedId) {
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
    let id = library.subscribe(&[new], Timestamp::UNIX_EPOCH, false).unwrap().remove(0).id;
    (folder, library, id)
}

#[test]
fn what_the_library_cannot_hold_is_the_trouble_of_its_feed() {
    let (_folder, mut library, id) = subscribed();
    let at = Timestamp::UNIX_EPOCH;
    let entries = ["good", "bad"].map(|id| Entry { id: id.into(), title: Some(id.into()), ..Entry::default() });
    let feed = Feed { entries: entries.into(), ..Feed::default() };
    let read = FeedReading::Read { feed: &feed, digest: "d", etag: Some("e"), last_modified: None, moved: None };
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON entry WHEN NEW.key = 'bad' \
                  BEGIN SELECT RAISE(ABORT, 'too odd'); END";
    library.connection.execute_batch(refuse).unwrap();
    let taken = library.take_feed(&id, read, ALL, at).unwrap();
    assert!(taken.new.is_empty());
    assert_eq!(taken.refused.as_deref(), Some("it cannot be kept: too odd"));
    let due = library.feeds_to_read(&[]).unwrap().remove(0);
    assert_eq!((due.etag, library.counts().unwrap().all), (None, 0));
    assert_eq!(library.feeds().unwrap()[0].trouble.as_deref(), Some("it cannot be kept: too odd"));
    library.connection.execute_batch("DROP TRIGGER refuse").unwrap();
    assert_eq!(library.take_feed(&id, read, ALL, at).unwrap().new.len(), 2);
    // What is the matter with the library as a whole is an error.
    library.connection.pragma_update(None, "query_only", "ON").unwrap();
    assert_eq!(library.take_feed(&id, read, ALL, at).unwrap_err().trouble, Trouble::ReadOnly);
}

#[test]
fn of_what_breaks_off_the_whole_entries_are_taken_and_nothing_goes() {
    let (_folder, mut library, id) = subscribed();
    let at = Timestamp::UNIX_EPOCH;
    let link = Some("https://odden.example/port".to_owned());
    let entry = |id: &str| Entry { id: id.into(), title: Some("Port".into()), link: link.clone(), ..Entry::default() };
    let of = |entries: &[Entry]| Feed { entries: entries.into(), ..Feed::default() };
    let whole = of(&[entry("a")]);
    let read = FeedReading::Read { feed: &whole, digest: "d", etag: Some("e"), last_modified: None, moved: None };
    let one = library.take_feed(&id, read, ALL, at).unwrap().new;
    // The same title on the same page would be "a" under another key, if "a" were known to be gone.
    let part = of(&[Entry {
        author: Some("Ann Lee".into()),
        content: Some(Passage { text: "Ships.".into(), ..Passage::default() }),
        ..entry("b")
    }]);
    let partial = FeedReading::Partial { feed: &part, why: "it broke off" };
    let few = Retention { entries: Some(1), days: None };
    let taken = library.take_feed(&id, partial, few, at).unwrap();
    assert_eq!((taken.new.len(), taken.refused.as_deref()), (1, Some("it broke off")));
    assert!(library.article(&one[0]).is_ok());
    let due = library.feeds_to_read(&[]).unwrap().remove(0);
    assert_eq!((due.etag, due.digest), (None, None));
    assert_eq!(library.feeds().unwrap()[0].trouble.as_deref(), Some("it broke off"));
}
