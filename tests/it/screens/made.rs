//! An article with its facts, given by hand: extraction may change, these screens do not.

use std::sync::Arc;

use dateline::article::{Anchor, ArticleId};
use dateline::article::{Article, Block, BlockKind, Bookmark, BookmarkId, Placement, Source, Status, TextRange};
use dateline::facts::{Facts, Figure, FigureKind, Place, PlaceKind, Quote, QuoteKind};
use dateline::reader::{Keymap, Message, Model, Options, Recalled, ShelfItem, update};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rust_decimal::Decimal;

use dateline::tui::{Areas, Depth, Theme, UNICODE, view};

const TEXT: &str = include_str!("story.txt");

/// Where `words` stand, the `nth` time, from 0.
pub fn find(words: &str, nth: usize) -> TextRange {
    let (start, _) = TEXT.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words}"));
    TextRange::new(start, start + words.len())
}

/// The article.
pub fn article() -> Article {
    let heading = find("What the sea took", 0);
    Article {
        title: Some("Port reopens nine days after the storm tide, with one road out of three".into()),
        byline: Some("By Leela Moreau in Chittagong".into()),
        published: Some("2026-11-17".into()),
        site: Some("The Harbour Ledger".into()),
        lang: Some("en-GB".to_owned()),
        blocks: vec![Block { range: heading, kind: BlockKind::Heading(2) }],
        ..Article::plain(Source::File("story.txt".to_owned()), TEXT.into())
    }
}

fn figure(words: &str, kind: FigureKind, value: i64, unit: &str, what: &str, approx: &str) -> Figure {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Figure {
        range: find(words, 0),
        kind,
        value: (kind != FigureKind::Date).then(|| Decimal::from(value)),
        high: None,
        unit: some(unit),
        what: some(what).map(|what| find(&what, 0)),
        approx: some(approx),
        same_as: None,
        rule: "a number and what it counts",
    }
}

fn place(words: &str, nth: usize, kind: PlaceKind, country: &str, lat: f64, lon: f64, group: u32) -> Place {
    Place {
        range: find(words, nth),
        name: words.to_owned(),
        kind,
        country: Some(country.to_owned()).filter(|country| !country.is_empty()),
        region: None,
        lat: Some(lat),
        lon: Some(lon),
        geoname_id: None,
        group,
        metonym: false,
        doubtful: false,
        rule: "a name of the gazetteer",
    }
}

fn quote(words: &str, speaker: &str, mention: &str, cue: &str, kind: QuoteKind, group: Option<u32>) -> Quote {
    Quote {
        range: find(words, 0),
        speaker: Some(speaker.to_owned()),
        mention: Some(find(mention, 0)),
        cue: Some(find(cue, 0)),
        kind,
        group,
        rule: "quotation marks and a verb of saying",
    }
}

/// Its facts.
pub fn facts() -> Facts {
    use FigureKind::{Count, Date, Money, Percent, Quantity};
    use PlaceKind::{City, Island, Water};
    let mut places = vec![
        place("Chittagong", 0, City, "BD", 22.34, 91.83, 0),
        place("Meghna", 0, Water, "BD", 22.6, 90.75, 1),
        place("Hatiya", 0, Island, "BD", 22.37, 91.12, 2),
        place("Rotterdam", 0, City, "NL", 51.92, 4.48, 3),
        place("Da Nang", 0, City, "VN", 16.07, 108.22, 4),
        place("Dhaka", 0, City, "BD", 23.71, 90.41, 5),
        place("Singapore", 0, City, "SG", 1.29, 103.85, 6),
        place("Tokyo", 0, City, "JP", 35.69, 139.69, 7),
        place("Bay of Bengal", 0, Water, "", 15.0, 88.0, 8),
    ];
    places.sort_by_key(|place| place.range);
    Facts {
        figures: vec![
            figure("310 km", Quantity, 310, "km", "river dykes", ""),
            figure("84,000", Count, 84_000, "", "people", "at least"),
            figure("60,000", Count, 60_000, "", "", "roughly"),
            figure("US$4.2 billion", Money, 4_200_000_000, "USD", "Repairs", ""),
            figure("US$1.1 billion", Money, 1_100_000_000, "USD", "in hand", ""),
            figure("70 per cent", Percent, 70, "%", "what we moved in March", ""),
            figure("12,400 hectares", Quantity, 12_400, "ha", "mangroves", ""),
            figure("US$900 million", Money, 900_000_000, "USD", "World Bank", ""),
            figure("2031", Date, 0, "2031", "", ""),
            figure("46", Count, 46, "", "names", ""),
        ],
        places,
        quotes: vec![
            quote(
                "will have to live somewhere else by spring",
                "the water ministry",
                "the water ministry",
                "said in a report",
                QuoteKind::Fragment,
                None,
            ),
            quote(
                "We can lift boxes again, but we cannot yet lift the road that carries them away,",
                "Rokeya Anwar",
                "Rokeya Anwar",
                "said Rokeya",
                QuoteKind::Direct,
                Some(0),
            ),
            quote(
                "Give us two dry weeks and we shall be at 70 per cent of what we moved in March.",
                "Rokeya Anwar",
                "Rokeya Anwar",
                "said Rokeya",
                QuoteKind::Direct,
                Some(0),
            ),
            quote(
                "the bank had not failed for want of height",
                "Joost Verhaal",
                "Joost Verhaal",
                "said the bank",
                QuoteKind::Reported,
                None,
            ),
            quote("a slow emergency", "Joost Verhaal", "he said", "he said", QuoteKind::Fragment, None),
        ],
    }
}

/// A bookmark on `words`.
fn bookmark(words: &str, note: &str, tags: &[&str]) -> Bookmark {
    let range = find(words, 0);
    Bookmark {
        id: BookmarkId(words.to_owned()),
        article: ArticleId("story".to_owned()),
        anchor: Anchor::describe(TEXT, range),
        revision: dateline::article::revision(TEXT),
        placement: Placement { status: Status::Exact, score: 1.0, range: Some(range) },
        placed: None,
        note: note.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        color: None,
        created: "2026-11-18T08:00:00Z".to_owned(),
        updated: "2026-11-18T08:00:00Z".to_owned(),
    }
}

/// A reader of any article, of which nothing is known yet.
pub fn reader_of(article: Article) -> Model {
    let shelf = vec![ShelfItem::Sample(0), ShelfItem::Sample(1)];
    let mut model = Model::new(Arc::new(article), shelf, 0, Keymap::standard(), Options::default());
    dateline::reader::start(&mut model);
    model
}

/// A reader of the article with its facts.
pub fn reader() -> Model {
    let mut model = reader_of(article());
    let job = model.job;
    update(&mut model, Message::Extracted { job, result: Ok(Arc::new(facts())) });
    model
}

/// With two bookmarks.
pub fn reader_with_bookmarks() -> Model {
    let mut model = reader();
    let job = model.job;
    let bookmarks = vec![
        bookmark("roughly 60,000 on Hatiya", "compare with the census", &["numbers"]),
        bookmark("It was, he said, “a slow emergency” that began when the mangroves went", "", &[]),
    ];
    let recalled =
        Recalled { id: Some(ArticleId("story".to_owned())), bookmarks, position: None, not_places: Vec::new() };
    update(&mut model, Message::Recalled { job, result: Ok(recalled) });
    model
}

/// One of the themes, in true colour.
pub fn theme(number: usize) -> Theme {
    Theme::shipped(number, Depth::True, &UNICODE)
}

/// Tells the model how large the screen is, as the loop does.
pub fn fit(model: &mut Model, width: u16, height: u16) {
    for _ in 0..2 {
        let areas = Areas::of(Rect::new(0, 0, width, height), model);
        let viewports = areas.viewports(model);
        if viewports != model.viewports {
            update(model, Message::Resized(viewports));
        }
        if let Some(sizes) = areas.library_sizes(model).filter(|sizes| *sizes != model.library.sizes) {
            update(model, Message::LibraryResized(sizes));
        }
    }
}

/// Presses keys on a screen of this size.
pub fn press(model: &mut Model, width: u16, height: u16, keys: &str) {
    fit(model, width, height);
    for key in keys.split_whitespace() {
        update(model, Message::Key(key.parse().unwrap()));
        fit(model, width, height);
    }
}

/// The cells of the screen, with the place of the cursor.
pub fn draw(model: &Model, theme: &Theme, width: u16, height: u16) -> (Buffer, (u16, u16)) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view(model, theme, frame)).unwrap();
    let at = terminal.get_cursor_position().unwrap();
    (terminal.backend().buffer().clone(), (at.x, at.y))
}
