//! Readings of feeds as they should not be, whatever they list: what was read once has nothing new the second time, in any
//! order, and no feed changes what another one said.

use std::cell::RefCell;

use dateline::article::{Feed, FeedId, Filter, Scope, Source};
use dateline::ingest;
use dateline::library::{Access, FeedReading, FeedTaken, Library, NewFeed, Retention};
use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;

/// A library that many feeds come into.
struct Kept {
    library: Library,
    feeds: usize,
    _dir: TempDir,
}

impl Kept {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        Self { library: Library::open(&dir.path().join("library.db")).unwrap(), feeds: 0, _dir: dir }
    }

    fn subscribe(&mut self) -> FeedId {
        self.feeds += 1;
        let new = NewFeed {
            source: Source::Url(format!("https://n{}.example/feed", self.feeds)),
            title: None,
            link: None,
            folders: vec![],
            tags: vec![],
            full_text: false,
            access: Access::default(),
        };
        self.library.subscribe(&[new], Timestamp::UNIX_EPOCH, false).unwrap().remove(0).id
    }

    fn read(&mut self, id: &FeedId, feed: &Feed) -> FeedTaken {
        let read = FeedReading::Read { feed, digest: "d", etag: None, last_modified: None, moved: None };
        let at = Timestamp::from_second(1_800_000_000).unwrap();
        self.library.take_feed(id, read, Retention { entries: None, days: None }, at).unwrap()
    }

    /// What a feed's articles are and say.
    fn said(&self, id: &FeedId) -> Vec<String> {
        let filter = Filter { scope: Scope::Feed(id.clone()), ..Filter::default() };
        let rows = self.library.list(&filter, 0, 100).unwrap().rows;
        rows.iter().map(|row| format!("{row:?} {:?}", self.library.article(&row.id).unwrap().text)).collect()
    }
}

/// Few ids, links, titles, times and texts, so that they meet.
fn items() -> impl Strategy<Value = Vec<String>> {
    const PAGE: &str = "https://odden.example/1";
    const LINKS: &[&str] =
        &["", PAGE, "https://odden.example/1?utm_source=x", "https://odden.example/", "https://b.example/1"];
    let long = "Every morning the harbour master writes what the day will bring. ".repeat(5);
    let one = (0..4_usize, 0..LINKS.len(), 0..3_usize, 0..3_u8, 0..4_usize);
    let item = move |(guid, link, title, day, text): (usize, usize, usize, u8, usize)| {
        let guid = ["", "<guid>a</guid>", "<guid>b</guid>", "<guid>https://odden.example/1</guid>"][guid];
        let time = if day == 0 { String::new() } else { format!("<pubDate>{day:02} Nov 2026 08:00:00 GMT</pubDate>") };
        let (link, title) = (LINKS[link], ["", "Tide", "Port"][title]);
        let text = ["", "High.", "Low.", &long][text];
        format!("<item>{guid}<link>{link}</link><title>{title}</title>{time}<description>{text}</description></item>")
    };
    prop::collection::vec(one.prop_map(item), 0..8)
}

fn feed(items: &[String]) -> Feed {
    let rss = format!("<rss><channel><title>Post</title>{}</channel></rss>", items.concat());
    ingest::feed(&ingest::Input::new(rss.as_bytes(), &Source::Stdin)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_twice_has_nothing_new(before in items(), items in items(), turn in 0..8_usize) {
        let mut kept = Kept::new();
        let id = kept.subscribe();
        kept.read(&id, &feed(&before));
        kept.read(&id, &feed(&items));
        let said = kept.said(&id);
        let mut turned = items.clone();
        if !items.is_empty() {
            turned.rotate_left(turn % items.len());
        }
        for items in [&items, &turned, &items] {
            let taken = kept.read(&id, &feed(items));
            prop_assert_eq!((taken.new.len(), taken.changed, taken.refused), (0, 0, None));
            prop_assert_eq!(&kept.said(&id), &said);
        }
    }

    #[test]
    fn no_feed_changes_what_another_one_said(first in items(), second in items(), third in items()) {
        thread_local!(static KEPT: RefCell<Kept> = RefCell::new(Kept::new()));
        KEPT.with_borrow_mut(|kept| {
            let (one, two) = (kept.subscribe(), kept.subscribe());
            kept.read(&one, &feed(&first));
            let said = kept.said(&one);
            kept.read(&two, &feed(&second));
            kept.read(&two, &feed(&third));
            prop_assert_eq!(&kept.said(&one), &said);
            kept.library.unsubscribe(&two).unwrap();
            prop_assert_eq!(&kept.said(&one), &said);
            // Nothing that was kept beside is left over, and nothing is shown of a feed that has gone.
            kept.library.unsubscribe(&one).unwrap();
            prop_assert_eq!(kept.library.counts().unwrap().all, 0);
            Ok(())
        })?;
    }
}
