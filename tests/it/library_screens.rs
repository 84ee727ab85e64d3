//! The library's screen at the sizes that people have, in words and looks; and no size that breaks it.

use crate::screens::made::{draw, fit, press, theme};
use dateline::article::{
    ArticleId, ArticleSummary, CleanLine, CleanText, Counts, FeedId, FeedSummary, Page, Snippet, Source, TextRange,
};
use dateline::reader::library::{Answer, Clock, Listed, Preview, RefreshStep, Refreshing, Sources};
use dateline::reader::{Keymap, Message, Model, Options, Pointer, Target, start_library, update};
use dateline::tui::Areas;
use dateline::tui::testing::screen;
use jiff::civil::date;
use jiff::tz::Offset;
use proptest::prelude::*;
use ratatui::layout::Rect;

macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/screens/snapshots") }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}

fn feed(title: &str, folder: &str, unread: usize) -> FeedSummary {
    FeedSummary {
        id: FeedId(title.to_owned()),
        source: Source::Url(format!("https://news.example/{unread}")),
        title: title.into(),
        link: None,
        folders: Some(CleanLine::new(folder)).filter(|name| !name.is_empty()).into_iter().collect(),
        tags: Vec::new(),
        full_text: false,
        entries: 1200,
        unread,
        checked: Some("2026-11-20T06:30:00Z".to_owned()),
        trouble: None,
        trouble_since: None,
        due: None,
    }
}

/// Feeds in and out of folders, one of which cannot be read.
fn feeds() -> Vec<FeedSummary> {
    let mut failing = feed("Quay Weekly", "Ports", 0);
    failing.trouble = Some("quay.example answers 503: it is not there for now".into());
    failing.trouble_since = Some("2026-11-18T22:10:00Z".to_owned());
    failing.due = Some("2026-11-20T12:00:00Z".to_owned());
    vec![
        feed("The Harbour Ledger", "", 17),
        feed("Delta Post", "Ports", 204),
        failing,
        feed("Northern Tide and Weather Telegraph", "Ports", 3),
        feed("Ridge Mercury", "Trade", 0),
    ]
}

fn row(number: usize, title: &str, site: &str, sorted: &str) -> ArticleSummary {
    ArticleSummary {
        id: ArticleId(number.to_string()),
        source: Source::Url(format!("https://news.example/{number}")),
        title: title.into(),
        byline: Some("By Leela Moreau".into()),
        published: Some(sorted.into()),
        site: Some(site.into()),
        lang: Some("en".to_owned()),
        url: None,
        raw: false,
        revision: Some("sha256:0".to_owned()),
        added: sorted.to_owned(),
        updated: sorted.to_owned(),
        checked: sorted.to_owned(),
        sorted: sorted.to_owned(),
        bookmarks: 0,
        feed: Some(FeedId("Delta Post".to_owned())),
        unread: number.is_multiple_of(3),
        starred: number == 2,
        snippet: None,
    }
}

fn rows() -> Vec<ArticleSummary> {
    let titles = [
        ("Port reopens nine days after the storm tide, with one road out of three", "The Harbour Ledger"),
        ("Dyke inspectors ask for 40 boats", "Delta Post"),
        ("What the sea took: a ledger of 310 kilometres", "Northern Tide and Weather Telegraph"),
        ("Grain prices fall for a fourth week", "Ridge Mercury"),
        ("航路再開、貨物の七割が戻る", "Delta Post"),
        (
            "Ferry line adds a night boat between the two banks of the lower reach before the winter timetable",
            "Delta Post",
        ),
    ];
    let moments = [
        "2026-11-20T07:05:00Z",
        "2026-11-19T22:00:00Z",
        "2026-11-17T10:00:00Z",
        "2026-08-02T10:00:00Z",
        "2025-02-01T10:00:00Z",
    ];
    let row = |i: usize| {
        let (title, site) = titles[i % titles.len()];
        let mut row = row(i, title, site, moments[(i / 3).min(moments.len() - 1)]);
        row.bookmarks = usize::from(i == 1) * 12;
        row
    };
    (0..60).map(row).collect()
}

fn tell(model: &mut Model, answer: Answer) {
    update(model, Message::Library(answer));
}

const CLOCK: Clock = Clock { today: date(2026, 11, 20), offset: Offset::UTC };

/// The library with feeds and rows.
fn library(feeds: Vec<FeedSummary>, rows: Vec<ArticleSummary>) -> Model {
    let mut model = Model::at_library(Keymap::standard(), Options::default());
    start_library(&mut model);
    let total = rows.len();
    let counts = Counts { all: total, unread: 224, starred: 1, kept: 2, bookmarked: 1 };
    let counts = if total == 0 { Counts::default() } else { counts };
    let job = model.library.asked.as_ref().unwrap().job;
    tell(&mut model, Answer::Sources { job, result: Ok(Sources { feeds, counts }) });
    let page = Page { from: 0, rows, total };
    tell(&mut model, Answer::Listed { job, result: Ok(Listed { page, at: None, clock: CLOCK, words: None }) });
    model
}

fn full() -> Model {
    library(feeds(), rows())
}

/// As [`full`], with the first lines of the chosen article.
fn previewed() -> Model {
    let mut model = full();
    let text = "At least 84,000 people along the flooded lower reach will have to live somewhere else by spring, the \
                water ministry said in a report.\n\nThe port took in its first ships on Tuesday.";
    model.library.preview = Some(Preview { row: rows().swap_remove(0), text: CleanText::new(text) });
    model
}

fn shown(model: &mut Model, width: u16, height: u16, keys: &str, number: usize) -> String {
    press(model, width, height, keys);
    let (buffer, (x, y)) = draw(model, &theme(number), width, height);
    format!("{}cursor at {x}, {y}\n", screen(&buffer))
}

#[test]
fn the_library_at_four_sizes() {
    snapshot!("library-120x40", shown(&mut previewed(), 120, 40, "", 0));
    snapshot!("library-80x24", shown(&mut full(), 80, 24, "j j", 3));
    snapshot!("library-200x60", shown(&mut previewed(), 200, 60, "", 1));
    snapshot!("library-40x12", shown(&mut full(), 40, 12, "j", 3));
    snapshot!("library-40x12-sources", shown(&mut full(), 40, 12, "h", 3));
    snapshot!("library-20x6", shown(&mut full(), 20, 6, "", 3));
}

/// Chooses row `row` at the left; the list answers with nothing.
fn choose(model: &mut Model, row: usize) {
    press(model, 120, 40, "h");
    update(model, Message::Mouse(Pointer::Press(1), Target::Source(row)));
    let job = model.library.asked.as_ref().unwrap().job;
    let page = Page { from: 0, rows: Vec::new(), total: 0 };
    tell(model, Answer::Listed { job, result: Ok(Listed { page, at: None, clock: CLOCK, words: None }) });
}

#[test]
fn a_feed_that_fails_says_why_and_since_when() {
    let mut model = full();
    choose(&mut model, 8);
    snapshot!("library-trouble", shown(&mut model, 120, 40, "", 3));
}

#[test]
fn what_failed_is_listed_with_why_and_since_when() {
    let mut feeds = feeds();
    let troubles = [
        ("connection refused", "2026-11-19T04:00:00Z"),
        (
            "the certificate of tide.example ran out on 1 November, and nothing that it sends can be trusted until its \
          owner has a new one; the address may also have moved",
            "2026-11-20T06:12:00Z",
        ),
    ];
    for (feed, (why, since)) in feeds.iter_mut().skip(3).zip(troubles) {
        feed.trouble = Some(why.into());
        feed.trouble_since = Some(since.to_owned());
    }
    for i in 0..12 {
        let mut failing = feed(&format!("Lower Reach Gazette {i}"), "Trade", 0);
        failing.trouble = Some("there is no such host".into());
        failing.trouble_since = Some("2025-03-04T00:00:00Z".to_owned());
        feeds.push(failing);
    }
    let mut model = library(feeds, rows());
    snapshot!("library-failures-80x24", shown(&mut model, 80, 24, "! j j", 3));
    snapshot!("library-failures-120x40", shown(&mut model, 120, 40, "", 0));
    let mut model = library(Vec::new(), Vec::new());
    assert!(shown(&mut model, 80, 24, "!", 3).contains("Nothing has failed"));
}

#[test]
fn an_empty_library_says_how_to_begin() {
    snapshot!("library-empty", shown(&mut library(Vec::new(), Vec::new()), 80, 24, "", 3));
}

#[test]
fn a_search_shows_why_something_was_found() {
    let mut model = full();
    press(&mut model, 80, 24, "/ b o a t");
    let mut found = rows();
    found.truncate(3);
    let text = "… the ministry asked for forty boats, and the boats came from the north after nine days …";
    let hits: Vec<TextRange> =
        text.match_indices("boat").map(|(at, word)| TextRange::new(at, at + word.len())).collect();
    for row in &mut found {
        row.snippet = Some(Snippet { text: text.into(), hits: hits.clone() });
    }
    let job = model.library.asked.as_ref().unwrap().job;
    let page = Page { from: 0, rows: found, total: 3 };
    tell(&mut model, Answer::Listed { job, result: Ok(Listed { page, at: None, clock: CLOCK, words: None }) });
    snapshot!("library-search", shown(&mut model, 80, 24, "Down", 3));
}

#[test]
fn a_search_for_too_many_words_says_so() {
    let mut model = full();
    press(&mut model, 80, 24, "/ b o a t");
    let job = model.library.asked.as_ref().unwrap().job;
    let page = Page { from: 0, rows: rows(), total: 60 };
    tell(&mut model, Answer::Listed { job, result: Ok(Listed { page, at: None, clock: CLOCK, words: Some(48) }) });
    let first = |model: &mut Model| shown(model, 80, 24, "", 3).lines().next().unwrap().to_owned();
    assert!(first(&mut model).contains("Search for the first 48 words: boat"), "{}", first(&mut model));
    press(&mut model, 80, 24, "Esc");
    assert!(!first(&mut model).contains("48 words"), "{}", first(&mut model));
}

/// Everything that lies over the library, on screens without rows or columns.
#[test]
fn no_overlay_breaks_a_library_without_room() {
    const OVER: &[&str] =
        &["", "A", "A x", "/", "/ p o", "!", "?", ":", ": r", "B", "d", "h d", "h e", "h m", "h", "g r", "E", "z", "q"];
    let models: [fn() -> Model; 3] = [previewed, full, || library(Vec::new(), Vec::new())];
    for (keys, make) in OVER.iter().flat_map(|keys| models.iter().map(move |make| (keys, make))) {
        for (width, height) in
            [(0, 0), (1, 1), (0, 5), (5, 0), (1, 5), (5, 1), (2, 2), (3, 3), (4, 2), (60, 0), (0, 60), (60, 1)]
        {
            let mut model = make();
            press(&mut model, 80, 24, keys);
            fit(&mut model, width, height);
            draw(&model, &theme(0), width, height);
            press(&mut model, width, height, "j Down Enter");
            draw(&model, &theme(0), width, height);
        }
    }
}

#[test]
fn a_refresh_shows_how_far_it_is() {
    let mut model = full();
    model.library.refreshing = Some(Refreshing { job: 7, ..Refreshing::default() });
    let step = RefreshStep::Failed { done: 12, total: 200 };
    tell(&mut model, Answer::Refreshing { job: 7, step });
    let text = shown(&mut model, 80, 24, "", 3);
    assert!(text.lines().next().unwrap().contains("reading feeds 12/200, 1 failed"), "{text}");
}

#[test]
fn a_question_stands_over_the_library() {
    let mut model = full();
    choose(&mut model, 7);
    snapshot!("library-question", shown(&mut model, 80, 24, "h d", 3));
}

#[test]
fn a_click_chooses_and_two_open() {
    let mut model = full();
    press(&mut model, 120, 40, "");
    let areas = Areas::of(Rect::new(0, 0, 120, 40), &model);
    let (buffer, _) = draw(&model, &theme(3), 120, 40);
    let line = |y: u16| (0..120).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    let y = (0..40).find(|y| line(*y).contains("Dyke inspectors")).unwrap();
    assert_eq!(areas.target(&model, 60, y), Target::Entry(1));
    let y = (0..40).find(|y| line(*y).contains("Ridge Mercury    ")).unwrap();
    assert!(matches!(areas.target(&model, 5, y), Target::Source(_)));
    update(&mut model, Message::Mouse(Pointer::Press(1), Target::Entry(1)));
    assert_eq!(model.library.list.chosen, 1);
    let commands = update(&mut model, Message::Mouse(Pointer::Press(2), Target::Entry(1)));
    assert!(matches!(commands.as_slice(), [dateline::reader::Command::Open { .. }]), "{commands:?}");
}

const KEYS: &[&str] = &[
    "j", "k", "Space", "G", "g g", "Tab", "h", "l", "n", "N", "U", "x", "X", "*", "A", "R", "r", "F", "d", "u", "/",
    "b", "!", "e", "m", "o", "Enter", "Esc", "q", "?", ":", "B", "g l", "T", "J", "K", "Down", "y",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn no_size_and_no_keys_break_the_library(
        width in 1u16..=130, height in 1u16..=50, keys in prop::collection::vec(prop::sample::select(KEYS), 0..20),
        number in 0usize..4, x in 0u16..130, y in 0u16..50, empty in any::<bool>(),
    ) {
        let mut model = if empty { library(Vec::new(), Vec::new()) } else { previewed() };
        for keys in keys {
            press(&mut model, width, height, keys);
            model.done = false;
        }
        let (buffer, _) = draw(&model, &theme(number), width, height);
        for cell in buffer.content() {
            prop_assert!(!cell.symbol().contains(|c: char| c.is_control()), "{:?}", cell.symbol());
        }
        let areas = Areas::of(Rect::new(0, 0, width, height), &model);
        let target = areas.target(&model, x.min(width - 1), y.min(height - 1));
        update(&mut model, Message::Mouse(Pointer::Press(1), target));
        draw(&model, &theme(number), width, height);
    }
}
