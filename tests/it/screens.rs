//! Whole screens, words and looks, at the sizes that people have; and no size that breaks them.

pub(crate) mod made;

use std::path::Path;
use std::sync::Arc;

use dateline::article::{Article, Link, Source};
use dateline::facts::Facts;
use dateline::reader::{Message, Model, Pointer, Target, update};
use dateline::tui::Areas;
use dateline::tui::testing::{screen, svg};
use made::{draw, fit, press, reader, reader_of, reader_with_bookmarks, theme};
use proptest::prelude::*;
use ratatui::layout::Rect;

/// The screen after some keys, as text with styles; the cursor's place at the end.
fn shown(model: &mut Model, width: u16, height: u16, keys: &str, number: usize) -> String {
    press(model, width, height, keys);
    let (buffer, (x, y)) = draw(model, &theme(number), width, height);
    format!("{}cursor at {x}, {y}\n", screen(&buffer))
}

macro_rules! snapshot {
    ($name:expr, $text:expr) => {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/screens/snapshots") }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}

mod passages;

#[test]
fn reading_at_three_sizes() {
    snapshot!("80x24", shown(&mut reader(), 80, 24, "n n", 0));
    snapshot!("120x40", shown(&mut reader_with_bookmarks(), 120, 40, "n n n n n n", 0));
    snapshot!("200x60", shown(&mut reader_with_bookmarks(), 200, 60, "] q", 0));
}

#[test]
fn without_colour_and_in_other_themes() {
    snapshot!("80x24-plain", shown(&mut reader_with_bookmarks(), 80, 24, "] p", 3));
    snapshot!("120x40-light", shown(&mut reader(), 120, 40, "n n n", 1));
}

#[test]
fn narrow_screens_fold_the_panes() {
    snapshot!("20x6", shown(&mut reader(), 20, 6, "", 3));
    snapshot!("20x6-figures", shown(&mut reader(), 20, 6, "n 2", 3));
    snapshot!("40x12-quotes", shown(&mut reader(), 40, 12, "4 j", 3));
    snapshot!("80x24-places", shown(&mut reader(), 80, 24, "3 j", 3));
}

#[test]
fn what_lies_over_the_screen() {
    snapshot!("help", shown(&mut reader(), 120, 40, "?", 3));
    snapshot!("help-narrow", shown(&mut reader(), 60, 20, "? j j", 3));
    snapshot!("details", shown(&mut reader(), 80, 24, "] q i", 3));
    snapshot!("palette", shown(&mut reader(), 80, 24, ": n e x t Down", 3));
    snapshot!("search", shown(&mut reader(), 80, 24, "/ p o r t", 3));
    snapshot!("note", shown(&mut reader_with_bookmarks(), 80, 24, "] b a", 3));
}

#[test]
fn links_in_the_text_and_their_list() {
    let link = |words: &str, url: &str| Link { range: made::find(words, 0), url: url.to_owned() };
    let links = vec![
        link("will have to live somewhere else by spring", "https://ministry.example/report"),
        link("Rotterdam", "https://a-rather-long-name-of-a-host.rotterdam.example/"),
    ];
    let linked = || {
        let mut model = reader_of(Article { links: links.clone(), ..made::article() });
        let job = model.job;
        update(&mut model, Message::Extracted { job, result: Ok(Arc::new(made::facts())) });
        model
    };
    snapshot!("link", shown(&mut linked(), 80, 24, "] l", 3));
    snapshot!("links", shown(&mut linked(), 80, 24, "L j", 3));
    let aside = [
        "Picture: The mole at dusk on Monday, with the lamp that is gone https://ledger.example/mole.jpg",
        "Read more",
    ];
    let mut beside = reader_of(Article { aside: aside.map(Into::into).to_vec(), ..made::article() });
    snapshot!("aside", shown(&mut beside, 60, 20, "g a j", 3));
    snapshot!("links-filtered", shown(&mut linked(), 80, 24, "L / r o t t", 0));
}

#[test]
fn selecting_and_bookmarks() {
    snapshot!("select", shown(&mut reader(), 80, 24, "} v )", 3));
    snapshot!("bookmarks-pane", shown(&mut reader_with_bookmarks(), 80, 24, "] b 5", 3));
}

#[test]
fn the_map_alone() {
    snapshot!("map", shown(&mut reader(), 100, 32, "6 z j", 3));
    snapshot!("map-near", shown(&mut reader(), 100, 32, "6 z + + + Left", 3));
}

#[test]
fn empty_panes_say_why() {
    snapshot!("pending", shown(&mut reader_of(made::article()), 80, 24, "", 3));
    let mut german = Article { lang: Some("de-CH".to_owned()), ..made::article() };
    german.title = Some("Hafen wieder offen".into());
    let mut model = reader_of(german);
    let job = model.job;
    update(&mut model, Message::Extracted { job, result: Ok(Arc::new(Facts::default())) });
    snapshot!("german", shown(&mut model, 120, 40, "", 3));
}

/// The picture in the README is what the screen shows. `DATELINE_BLESS=1 cargo test` draws it anew.
#[test]
fn the_picture_is_what_the_screen_shows() {
    let mut model = reader_with_bookmarks();
    press(&mut model, 132, 40, "n n n n");
    let (buffer, _) = draw(&model, &theme(0), 132, 40);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screen.svg");
    let picture = svg(&buffer);
    if std::env::var_os("DATELINE_BLESS").is_some() {
        std::fs::write(&file, &picture).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == picture, "assets/screen.svg is out of date: DATELINE_BLESS=1 cargo test --test it screens");
}

#[test]
fn pane_and_text_always_show_the_same_fact() {
    let mut model = reader();
    fit(&mut model, 120, 40);
    for step in 0..24 {
        press(&mut model, 120, 40, "n");
        let fact = model.reading.current().unwrap();
        let (buffer, (x, y)) = draw(&model, &theme(3), 120, 40);
        let range = model.reading.facts().unwrap().range(fact).unwrap();
        let first = range.slice(model.reading.text()).chars().next().unwrap();
        assert_eq!(buffer[(x, y)].symbol(), first.to_string(), "step {step}: {fact:?}");
        let text = screen(&buffer);
        assert!(text.contains('▸'), "step {step}: {text}");
    }
}

#[test]
fn a_click_goes_where_it_points() {
    let mut model = reader_with_bookmarks();
    press(&mut model, 120, 40, "n n");
    let area = Rect::new(0, 0, 120, 40);
    let areas = Areas::of(area, &model);
    let (buffer, _) = draw(&model, &theme(3), 120, 40);
    let find = |words: &str, from: u16| {
        let row = |y: u16| (from..120).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..40).find_map(|y| row(y).find(words).map(|at| (from + row(y)[..at].chars().count() as u16, y))).unwrap()
    };
    let (x, y) = find("Rokeya Anwar", 0);
    let Target::Text(at) = areas.target(&model, x, y) else { panic!("no text there") };
    assert!(model.reading.text()[at..].starts_with("Rokeya Anwar"));
    let (x, y) = find("city · Nether", 78);
    let target = areas.target(&model, x, y);
    update(&mut model, Message::Mouse(Pointer::Press(1), target));
    assert!(model.reading.text()[model.reading.cursor.at..].starts_with("Rotterdam"));
    let (x, y) = find("Quotes", 78);
    assert_eq!(areas.target(&model, x, y), Target::Pane(dateline::reader::Pane::Quotes));
}

#[test]
fn the_same_words_stay_on_the_screen_when_its_size_changes() {
    let mut model = reader();
    press(&mut model, 120, 40, "G");
    let at = model.reading.cursor.at;
    for (width, height) in [(80, 24), (40, 12), (200, 60), (1, 1), (120, 40)] {
        fit(&mut model, width, height);
        assert_eq!(model.reading.cursor.at, at);
        let rows = model.reading.visible();
        assert!(rows.contains(&model.reading.cursor_row()), "{width}x{height}");
    }
}

const KEYS: &[&str] = &[
    "j", "k", "n", "N", "Space", "G", "g g", "Tab", "S-Tab", "1", "2", "3", "4", "5", "6", "z", "i", "?", "q", "Esc",
    "v", ")", "b", "a", "B", "c", "t", "E", "C-r", "g r", "C-s", "p", ":", "/", "x", "e", "Enter", "+", "-", "T", "\"",
    "] q", "] p", "Left", "Down", "u", "d",
];

fn strange_article() -> impl Strategy<Value = Article> {
    let words = "([A-Z]?[a-z]{1,9}|[0-9]{1,6}|“|”|[ \n]{1,3}|日本|e\u{301}|👩‍👩‍👧|\u{1b}|\t|\u{202e}|-){0,80}";
    (words, any::<bool>()).prop_map(|(text, raw)| {
        let mut article = Article::plain(Source::Stdin, text.as_str().into());
        if raw {
            article.text = dateline::article::CleanText::verbatim(&text);
        } else {
            article.title = Some(text.as_str().into());
        }
        article
    })
}

/// A width or height, often one that has no room for anything.
fn small() -> impl Strategy<Value = u16> {
    prop_oneof![1 => 0u16..=5, 3 => 1u16..=60]
}

/// Everything that lies over the screen, on screens without rows or columns.
#[test]
fn no_overlay_breaks_a_screen_without_room() {
    const OVER: &[&str] = &[
        "",
        "?",
        "n i",
        "B",
        "g a",
        "L",
        ":",
        "/ p o",
        "] b a",
        "] b c",
        "] b t",
        "E",
        "C-r",
        "] b Enter",
        "5",
        "6",
        "z",
    ];
    for keys in OVER {
        for (width, height) in
            [(0, 0), (1, 1), (0, 5), (5, 0), (1, 5), (5, 1), (2, 2), (3, 3), (4, 2), (60, 0), (0, 60), (60, 1)]
        {
            let mut model = reader_with_bookmarks();
            press(&mut model, 80, 24, keys);
            fit(&mut model, width, height);
            draw(&model, &theme(0), width, height);
            press(&mut model, width, height, "j Enter");
            draw(&model, &theme(0), width, height);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn no_size_and_no_state_breaks_the_screen(
        width in small(), height in small(), keys in prop::collection::vec(prop::sample::select(KEYS), 0..24),
        number in 0usize..4, strange in prop::option::of(strange_article()), x in 0u16..60, y in 0u16..60,
    ) {
        let mut model = match strange {
            Some(article) => {
                let facts = dateline::facts::extract(&article.text, None);
                let mut model = reader_of(article);
                let job = model.job;
                update(&mut model, Message::Extracted { job, result: Ok(Arc::new(facts)) });
                model
            }
            None => reader_with_bookmarks(),
        };
        for keys in keys {
            press(&mut model, width, height, keys);
            model.done = false;
        }
        let (buffer, _) = draw(&model, &theme(number), width, height);
        for cell in buffer.content() {
            prop_assert!(!cell.symbol().contains(|c: char| c.is_control()), "{:?}", cell.symbol());
        }
        let areas = Areas::of(Rect::new(0, 0, width, height), &model);
        let target = areas.target(&model, x.min(width.saturating_sub(1)), y.min(height.saturating_sub(1)));
        update(&mut model, Message::Mouse(Pointer::Press(1), target));
        draw(&model, &theme(number), width, height);
    }
}

#[test]
fn very_large_screens_are_drawn() {
    for (width, height) in [(300, 100), (1000, 30), (1000, 200), (12, 400)] {
        let mut model = reader();
        press(&mut model, width, height.min(65_000 / width), "n n n");
        draw(&model, &theme(0), width, height);
    }
}
