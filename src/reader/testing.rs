//! Text and cursor as one string, for tests: `|` is the cursor, `[…]` a figure, `{…}` a place, `<…>` a quote, `~` the
//! other end of the selection.

use std::sync::Arc;

use super::{Command, Key, Keymap, Message, Model, Options, Overlay, ShelfItem, start, update};
use crate::article::{
    Article, ArticleId, ArticleSummary, CleanLine, CleanText, FeedId, FeedSummary, Source, TextRange,
};
use crate::facts::{Facts, Figure, FigureKind, Place, PlaceKind, Quote, QuoteKind};

/// A figure that is nothing but its place.
pub fn figure(range: TextRange) -> Figure {
    Figure {
        range,
        kind: FigureKind::Count,
        value: None,
        high: None,
        unit: None,
        what: None,
        approx: None,
        same_as: None,
        rule: "a test says so",
    }
}

/// A place that is nothing but its name.
pub fn place(range: TextRange, name: &str, group: u32) -> Place {
    Place {
        range,
        name: name.to_owned(),
        kind: PlaceKind::City,
        country: None,
        region: None,
        lat: None,
        lon: None,
        geoname_id: None,
        group,
        metonym: false,
        doubtful: false,
        rule: "a test says so",
    }
}

/// A quote that is nothing but its words.
pub fn quote(range: TextRange) -> Quote {
    Quote {
        range,
        speaker: None,
        mention: None,
        cue: None,
        kind: QuoteKind::Direct,
        group: None,
        rule: "a test says so",
    }
}

/// The model that `marked` describes: 40 columns, 10 rows; facts found, nothing kept in the library.
pub fn model(marked: &str) -> Model {
    let (mut text, mut facts, mut cursor, mut open) = (String::new(), Facts::default(), 0, Vec::new());
    let mut names: Vec<String> = Vec::new();
    for c in marked.chars() {
        match c {
            '|' => cursor = text.len(),
            '[' | '{' | '<' => open.push(text.len()),
            ']' | '}' | '>' => {
                let range = TextRange::new(open.pop().unwrap_or(0), text.len());
                match c {
                    ']' => facts.figures.push(figure(range)),
                    '>' => facts.quotes.push(quote(range)),
                    _ => {
                        let name = range.slice(&text).to_owned();
                        let group = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                            names.push(name.clone());
                            names.len() - 1
                        });
                        facts.places.push(place(range, &name, group as u32));
                    }
                }
            }
            c => text.push(c),
        }
    }
    let mut article = Article::plain(Source::Stdin, CleanText::new(&text));
    article.title = Some("A test".into());
    let mut model = Model::new(Arc::new(article), vec![ShelfItem::Input], 0, Keymap::standard(), Options::default());
    start(&mut model);
    let viewports = super::Viewports { width: 40, height: 10, list: 5, panes: true };
    update(&mut model, Message::Resized(viewports));
    let job = model.job;
    update(&mut model, Message::Extracted { job, result: Ok(Arc::new(facts)) });
    model.reading.cursor.at = cursor;
    model
}

/// Presses `keys` (written as in the keymap, parted by blanks) and returns what was asked of the world.
pub fn press(model: &mut Model, keys: &str) -> Vec<Command> {
    keys.split_whitespace()
        .flat_map(|key| match key.parse::<Key>() {
            Ok(key) => update(model, Message::Key(key)),
            Err(error) => panic!("{error}"),
        })
        .collect()
}

/// Types letters.
pub fn type_in(model: &mut Model, text: &str) {
    for c in text.chars() {
        update(model, Message::Key(Key::char(c)));
    }
}

/// The text with the cursor and the selection in it.
pub fn show(model: &Model) -> String {
    let reading = &model.reading;
    let mut marks = vec![(reading.cursor.at, '|')];
    marks.extend(reading.selection.map(|selection| (selection.anchor, '~')));
    marks.sort_unstable();
    let mut out = reading.text().to_owned();
    for (at, mark) in marks.into_iter().rev() {
        out.insert(at, mark);
    }
    out
}

/// What lies over the screen, by name.
pub fn overlays(model: &Model) -> Vec<&'static str> {
    model
        .overlays
        .iter()
        .map(|overlay| match overlay {
            Overlay::Help { .. } => "help",
            Overlay::Details => "details",
            Overlay::Bookmarks(_) => "bookmarks",
            Overlay::Links(_) => "links",
            Overlay::Failures(_) => "failures",
            Overlay::Aside(_) => "aside",
            Overlay::Palette { .. } => "palette",
            Overlay::Asking { .. } => "asking",
            Overlay::Question(_) => "question",
            Overlay::Passage(_) => "passage",
            Overlay::Note(_) => "note",
            Overlay::Clash(_) => "clash",
            Overlay::Colors { .. } => "colors",
            Overlay::Export(_) => "export",
            Overlay::Review(_) => "review",
        })
        .collect()
}

/// An article of a list: its name is its title too; unread.
pub fn summary(name: &str) -> ArticleSummary {
    ArticleSummary {
        id: ArticleId(name.to_owned()),
        source: Source::Url(format!("https://news.example/{name}")),
        title: name.into(),
        byline: None,
        published: None,
        site: None,
        lang: None,
        url: None,
        raw: false,
        revision: Some("sha256:0".to_owned()),
        added: "2026-11-20T08:00:00Z".to_owned(),
        updated: "2026-11-20T08:00:00Z".to_owned(),
        checked: "2026-11-20T08:00:00Z".to_owned(),
        sorted: "2026-11-20T08:00:00Z".to_owned(),
        bookmarks: 0,
        feed: None,
        unread: true,
        starred: false,
        snippet: None,
    }
}

/// A feed in folders (parted by `/`), with unread entries.
pub fn feed(title: &str, folders: &str, unread: usize) -> FeedSummary {
    FeedSummary {
        id: FeedId(title.to_owned()),
        source: Source::Url(format!("https://news.example/{title}.xml")),
        title: title.into(),
        link: None,
        folders: folders.split('/').filter(|name| !name.is_empty()).map(CleanLine::new).collect(),
        tags: Vec::new(),
        full_text: false,
        entries: unread,
        unread,
        checked: None,
        trouble: None,
        trouble_since: None,
        due: None,
    }
}
