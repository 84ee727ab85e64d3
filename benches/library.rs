//! A library of 50,000 articles (another number: `LIBRARY_ARTICLES`), as the reader and a refresh use it.
//!
//! What a start needs is measured beside the same with 100 articles; taking in a feed beside hashing the same bytes.

#![expect(clippy::unwrap_used, reason = "a bench that fails is a panic")]

use std::sync::OnceLock;

use dateline::article::{Entry, Feed, FeedId, Filter, Passage, Scope, Source, revision};
use dateline::library::{FeedReading, Library, NewFeed, Retention};
use divan::{Bencher, black_box};
use jiff::Timestamp;
use tempfile::TempDir;

const A_FEED: usize = 1000;
const KEEP: Retention = Retention { entries: None, days: None };
const TOWNS: &[&str] = &["Ardelle", "Brenmoor", "Caldwick", "Dunholt", "Estrava", "Fennbridge", "Garrowby", "Halvorsk"];
const THINGS: &[&str] =
    &["bridge", "ferry line", "grain store", "flood wall", "night bus", "solar field", "fish market"];
const DONE: &[&str] = &["approved", "delayed", "expanded", "criticised", "reviewed", "cancelled", "announced"];
const SYLLABLES: &[&str] =
    &["ba", "der", "lin", "mo", "ra", "ten", "ver", "is", "con", "pla", "to", "su", "nel", "gar"];

fn main() {
    divan::main();
}

fn articles() -> usize {
    std::env::var("LIBRARY_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(50_000)
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn of(&mut self, words: &'static [&'static str]) -> &'static str {
        words[self.roll(words.len())]
    }

    /// A word; a few of many make up most of a text.
    fn word(&mut self) -> String {
        let rank = self.roll(2000) * self.roll(2000) / 100;
        let mut own = Self(rank as u64 + 7);
        (0..=own.roll(4)).map(|_| own.of(SYLLABLES)).collect()
    }

    fn sentence(&mut self) -> String {
        let words: Vec<_> = (0..6).map(|_| self.word()).collect();
        let (town, thing, done) = (self.of(TOWNS), self.of(THINGS), self.of(DONE));
        format!("The council of {town} {done} a {thing} worth ${} million, {}.", self.roll(900), words.join(" "))
    }
}

fn entry(feed: usize, number: usize) -> Entry {
    let mut dice = Dice((feed * 1_000_003 + number) as u64);
    let paragraphs: Vec<_> = (0..4).map(|_| (0..4).map(|_| dice.sentence()).collect::<Vec<_>>().join(" ")).collect();
    let minutes = 17 * number + feed;
    let published = Timestamp::from_second(1_767_225_600 - 60 * i64::try_from(minutes).unwrap()).unwrap();
    Entry {
        id: format!("tag:{feed}/{number}").into(),
        title: Some(format!("{} in {} {}", dice.of(THINGS), dice.of(TOWNS), dice.word()).into()),
        link: Some(format!("https://feed{feed}.example/{number}.html")),
        published: Some(published.to_string()),
        author: Some("Mara Quill".into()),
        content: Some(Passage { text: paragraphs.join("\n\n").into(), ..Passage::default() }),
        ..Entry::default()
    }
}

fn feed(number: usize, entries: usize) -> Feed {
    let entries = (0..entries).map(|entry_number| entry(number, entry_number)).collect();
    Feed { title: Some(format!("Feed {number}").into()), entries, ..Feed::default() }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_767_300_000).unwrap()
}

fn subscribe(library: &mut Library, number: usize) -> FeedId {
    let new = NewFeed {
        source: Source::Url(format!("https://feed{number}.example/rss")),
        title: None,
        link: None,
        folders: vec![format!("Folder {}", number % 5).into()],
        tags: vec![],
        full_text: false,
        access: dateline::library::Access::default(),
    };
    library.subscribe(&[new], now(), false).unwrap().remove(0).id
}

fn take(library: &mut Library, id: &FeedId, feed: &Feed) -> usize {
    let read = FeedReading::Read { feed, digest: "d", etag: None, last_modified: None, moved: None };
    library.take_feed(id, read, KEEP, now()).unwrap().new.len()
}

fn filled(dir: &TempDir, articles: usize) -> Library {
    let mut library = Library::open(&dir.path().join("library.db")).unwrap();
    for number in 0..articles.div_ceil(A_FEED) {
        let id = subscribe(&mut library, number);
        take(&mut library, &id, &feed(number, A_FEED.min(articles)));
    }
    // A third of it was read.
    let rows = library.list(&Filter::default(), 0, articles).unwrap().rows;
    let read: Vec<_> = rows.into_iter().step_by(3).map(|row| row.id).collect();
    library.set_read(&read, true, now()).unwrap();
    library
}

/// The big library, made once.
fn big() -> &'static TempDir {
    static BIG: OnceLock<TempDir> = OnceLock::new();
    BIG.get_or_init(|| {
        let dir = TempDir::new().unwrap();
        drop(filled(&dir, articles()));
        dir
    })
}

fn small() -> &'static TempDir {
    static SMALL: OnceLock<TempDir> = OnceLock::new();
    SMALL.get_or_init(|| {
        let dir = TempDir::new().unwrap();
        drop(filled(&dir, 100));
        dir
    })
}

fn open(dir: &TempDir) -> Library {
    Library::open(&dir.path().join("library.db")).unwrap()
}

/// All that is on the first screen.
fn start(dir: &TempDir) -> usize {
    let library = open(dir);
    let counts = library.counts().unwrap();
    let feeds = library.feeds().unwrap();
    let page = library.list(&Filter { unread: true, ..Filter::default() }, 0, 60).unwrap();
    counts.unread + feeds.len() + page.rows.len()
}

#[divan::bench(sample_count = 30)]
fn start_with_100(bencher: Bencher) {
    let dir = small();
    bencher.bench(|| start(dir));
}

#[divan::bench(sample_count = 30)]
fn start_with_many(bencher: Bencher) {
    let dir = big();
    bencher.bench(|| start(dir));
}

#[divan::bench(sample_count = 20, args = ["all", "unread", "feed", "folder", "end"])]
fn a_page(bencher: Bencher, which: &str) {
    let library = open(big());
    let scope = match which {
        "feed" => Scope::Feed(library.feeds().unwrap()[3].id.clone()),
        "folder" => Scope::Folder(vec!["Folder 3".into()]),
        _ => Scope::All,
    };
    let filter = Filter { scope, unread: which == "unread", ..Filter::default() };
    let from = if which == "end" { articles() - 100 } else { 0 };
    bencher.bench_local(|| library.list(black_box(&filter), from, 60).unwrap().total);
}

#[divan::bench(sample_count = 20, args = ["bridge", "b", "ba", "\"solar field\"", "title:bridge is:unread", "bridge ferry -market", "balinmo", "-bridge"])]
fn search(bencher: Bencher, query: &str) {
    let library = open(big());
    let filter = Filter { query: query.into(), ..Filter::default() };
    bencher.bench_local(|| library.list(black_box(&filter), 0, 60).unwrap().total);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn take_1000_new(bencher: Bencher) {
    let feed = feed(100, A_FEED);
    let mut number = 1_000_000;
    let mut library = open(big());
    bencher
        .with_inputs(|| {
            number += 1;
            let mut feed = feed.clone();
            for entry in &mut feed.entries {
                entry.link = entry.link.take().map(|link| format!("{link}?{number}"));
                entry.title = entry.title.take().map(|title| format!("{title} {number}").into());
            }
            (number, feed)
        })
        .bench_local_values(|(number, feed)| {
            let id = subscribe(&mut library, number);
            assert_eq!(take(&mut library, &id, &feed), A_FEED);
        });
}

#[divan::bench(sample_count = 10)]
fn take_1000_unchanged(bencher: Bencher) {
    let mut library = open(big());
    let id = library.find_feed("Feed 3").unwrap();
    let feed = feed(3, A_FEED.min(articles()));
    bencher.bench_local(|| assert_eq!(take(&mut library, &id, black_box(&feed)), 0));
}

#[divan::bench(sample_count = 10)]
fn beside_hashing_1000_texts(bencher: Bencher) {
    let feed = feed(3, A_FEED);
    bencher.bench_local(|| {
        let texts = feed.entries.iter().filter_map(|entry| entry.content.as_ref());
        texts.map(|content| revision(black_box(&content.text)).len()).sum::<usize>()
    });
}
