//! What must hold for any bytes. The property tests (`tests/fuzz.rs`) and the fuzz targets (`fuzz/`) share these.

use dateline::article::{Article, Block, CleanText, Link, Source, TextRange, is_unsafe};

/// A range fits the text: it lies on character boundaries and is not empty.
fn fits(text: &str, range: TextRange) {
    let words = text.get(range.start()..range.end());
    assert!(words.is_some_and(|words| !words.is_empty()), "{range:?} of {text:?}");
}

/// Blocks and links fit their text; blocks are sorted and apart; the text is clean, and cleaning it again changes nothing.
fn is_sound(text: &CleanText, blocks: &[Block], links: &[Link]) {
    assert_eq!(CleanText::new(text).as_str(), text.as_str());
    let mut end = 0;
    for block in blocks {
        fits(text, block.range);
        assert!(block.range.start() >= end, "{block:?} overlaps");
        end = block.range.end();
    }
    for link in links {
        fits(text, link.range);
        assert!(link.url.starts_with("http") && !link.url.chars().any(is_unsafe), "{link:?}");
    }
    assert!(links.is_sorted_by_key(|link| link.range.start()), "{links:?}");
}

/// Reads an article twice, and checks it.
fn article(bytes: &[u8], name: &str) {
    let source = Source::Url("https://odden.example/a".to_owned());
    let input = dateline::ingest::Input { name: Some(name), ..dateline::ingest::Input::new(bytes, &source) };
    let read = || dateline::ingest::article(&input);
    let first = read();
    assert_eq!(first, read(), "twice is once");
    let Ok(Article { text, blocks, links, aside, .. }) = first else { return };
    is_sound(&text, &blocks, &links);
    assert!(aside.iter().all(|line| !line.chars().any(is_unsafe)), "{aside:?}");
    // A part of the input can be named a few times (a heading, a list's number), never once for each other part.
    let most = 64 * bytes.len() + 4096;
    assert!(text.len() <= most, "{} bytes of text from {}", text.len(), bytes.len());
    assert!(blocks.len() <= bytes.len() && links.len() <= bytes.len());
}

/// HTML pages.
pub mod pages {
    /// Checks a page.
    pub fn check(bytes: &[u8]) {
        super::article(bytes, "a.html");
    }
}

/// Plain text and Markdown.
pub mod texts {
    /// Checks bytes as both.
    pub fn check(bytes: &[u8]) {
        super::article(bytes, "a.txt");
        super::article(bytes, "a.md");
    }
}

/// RSS, Atom and JSON feeds.
pub mod feeds {
    use dateline::article::Source;
    use dateline::ingest::{Input, feed};

    /// Reads a feed twice: the same entries under the same keys.
    pub fn check(bytes: &[u8]) {
        let read = || feed(&Input::new(bytes, &Source::Stdin));
        let first = read();
        assert_eq!(first, read(), "twice is once");
        let Ok(feed) = first else { return };
        assert!(feed.entries.len() <= bytes.len());
        for entry in &feed.entries {
            assert!(!entry.id.is_empty(), "{entry:?}");
            assert!(entry.link.as_deref().is_none_or(|link| link.starts_with("http")), "{entry:?}");
            for passage in entry.summary.iter().chain(&entry.content).chain(&entry.pictures) {
                super::is_sound(&passage.text, &passage.blocks, &passage.links);
            }
        }
    }
}

/// Lists of subscriptions.
pub mod opml {
    use dateline::article::Subscription;
    use dateline::ingest::{read_opml, write_opml};

    /// What is read, written and read again is the same, but for logins, which are not written.
    pub fn check(bytes: &[u8]) {
        let Ok(first) = read_opml(bytes) else { return };
        assert!(first.feeds.len() + first.refused.len() <= bytes.len());
        if first.feeds.is_empty() {
            return;
        }
        let bare: Vec<_> = first.feeds.into_iter().map(|feed| Subscription { login: None, ..feed }).collect();
        let written = write_opml("List", &bare);
        let again = read_opml(written.as_bytes()).map(|opml| opml.feeds);
        // The writer puts the feeds of a folder together: from the second writing on nothing moves.
        let again = again.unwrap_or_default();
        assert_eq!(again.len(), bare.len(), "{written}");
        assert_eq!(write_opml("List", &again), written);
    }
}

/// Bookmarks from other programs.
pub mod imports {
    use dateline::interchange::{ExportFormat, Exported, ImportFormat, export, import};

    /// What was imported and exported is imported as the same.
    pub fn check(bytes: &[u8]) {
        let now = jiff::Timestamp::UNIX_EPOCH;
        for format in [ImportFormat::Json, ImportFormat::W3c, ImportFormat::Csv] {
            let Ok(articles) = import(format, bytes, now) else { continue };
            let write = |articles: &[dateline::article::Collected]| {
                let exported: Vec<_> = articles.iter().map(|article| Exported { article, now: None }).collect();
                export(ExportFormat::Json, &exported).unwrap_or_default()
            };
            let out = write(&articles);
            let again = import(ImportFormat::Json, out.as_bytes(), now);
            assert!(again.is_ok(), "{again:?} of {out}");
            assert_eq!(write(&again.unwrap_or_default()), out);
        }
    }
}

/// Figures, places, quotes and sentences.
pub mod facts {
    use dateline::article::CleanText;
    use dateline::facts::{Document, extract};

    /// All ranges fit, lists are sorted, twice is once, and there are no more facts than bytes.
    pub fn check(bytes: &[u8]) {
        let text = CleanText::new(&String::from_utf8_lossy(bytes));
        let facts = extract(&text, Some("en"));
        assert_eq!(facts, extract(&text, Some("en")), "twice is once");
        let figures: Vec<_> = facts.figures.iter().map(|figure| figure.range).collect();
        let places: Vec<_> = facts.places.iter().map(|place| place.range).collect();
        let quotes: Vec<_> = facts.quotes.iter().map(|quote| quote.range).collect();
        for ranges in [&figures, &places, &quotes] {
            assert!(ranges.is_sorted_by_key(|range| range.start()), "{ranges:?}");
            assert!(ranges.len() <= text.len());
            ranges.iter().for_each(|range| super::fits(&text, *range));
        }
        for range in facts.figures.iter().filter_map(|figure| figure.what) {
            super::fits(&text, range);
        }
        for range in facts.quotes.iter().flat_map(|quote| [quote.mention, quote.cue]).flatten() {
            super::fits(&text, range);
        }
        let mut end = 0;
        for sentence in Document::new(&text).sentences() {
            super::fits(&text, sentence.range);
            assert!(sentence.range.start() >= end, "{sentence:?} overlaps");
            end = sentence.range.end();
        }
    }
}

/// Passages that are described, and found again in an edited text.
pub mod anchors {
    use dateline::article::{Anchor, Relocation, TextRange, floor_boundary};

    /// The first two bytes choose the passage, the third where the text is edited.
    pub fn check(bytes: &[u8]) {
        let [from, length, edit, rest @ ..] = bytes else { return };
        let text = String::from_utf8_lossy(rest);
        let start = floor_boundary(&text, usize::from(*from) % (text.len() + 1));
        let end = floor_boundary(&text, start + usize::from(*length)).max(start);
        let range = TextRange::new(start, end);
        let anchor = Anchor::describe(&text, range);
        assert_eq!(anchor.exact, range.slice(&text));
        assert!(text.contains(&format!("{}{}{}", anchor.prefix, anchor.exact, anchor.suffix)));
        let (cut, _) = text.split_at(floor_boundary(&text, usize::from(*edit)));
        let edited = format!("{cut} and more {text}");
        for (old, new) in [(Some(&*text), &*text), (Some(&*text), edited.as_str()), (None, edited.as_str())] {
            let placement = Relocation::new(old, new).place(&anchor);
            assert_eq!(placement, Relocation::new(old, new).place(&anchor), "twice is once");
            assert!((0.0..=1.0).contains(&placement.score), "{placement:?}");
            if let Some(found) = placement.range {
                assert!(new.get(found.start()..found.end()).is_some(), "{placement:?}");
            }
            if old == Some(new) && !anchor.exact.trim().is_empty() {
                assert_eq!(placement.range, Some(range), "in its own text");
            }
        }
    }
}

/// What a person types to search.
pub mod queries {
    use std::cell::RefCell;

    use dateline::article::{Article, Filter, Source};
    use dateline::library::Library;

    thread_local! {
        static LIBRARY: RefCell<Option<(tempfile::TempDir, Library)>> = const { RefCell::new(None) };
    }

    /// Any query is answered, twice in the same way, with no more rows than there are articles.
    pub fn check(bytes: &[u8]) {
        let query = String::from_utf8_lossy(bytes).into_owned();
        LIBRARY.with_borrow_mut(|kept| {
            let (_, library) = kept.get_or_insert_with(made);
            let filter = Filter { query, ..Filter::default() };
            let ask = || library.list(&filter, 0, 10).map(|page| (page.rows, page.total));
            let first = ask().unwrap_or_else(|error| panic!("{error} for {filter:?}"));
            assert!(first.1 <= 2, "{filter:?}");
            assert_eq!(Ok(first), ask().map_err(|_| ()), "twice is once");
        });
    }

    fn made() -> (tempfile::TempDir, Library) {
        let make = || -> Result<_, Box<dyn std::error::Error>> {
            let dir = tempfile::TempDir::new()?;
            let mut library = Library::open(&dir.path().join("library.db"))?;
            for (n, text) in ["The ferry sailed.", "A bridge, 40 m long."].into_iter().enumerate() {
                let source = Source::Url(format!("https://odden.example/{n}"));
                library.keep(&Article::plain(source, text.into()), jiff::Timestamp::UNIX_EPOCH)?;
            }
            Ok((dir, library))
        };
        make().unwrap_or_else(|error| panic!("{error}"))
    }
}

/// Settings with their keymap.
pub mod settings {
    use dateline::reader::{Context, Key, Meaning, Sequence};

    /// Settings are read or refused with a reason; a key that is written is read as the same key.
    pub fn check(bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        match dateline::settings::Settings::parse(&text) {
            Ok(settings) => {
                let quit = settings.keymap.meaning(Context::Reading, &[Key { ctrl: true, ..Key::char('c') }]);
                assert!(!matches!(quit, Meaning::Prefix), "Ctrl-C waits for nothing");
            }
            Err((line, why)) => {
                assert!(!why.is_empty());
                assert!(line.is_none_or(|line| line <= text.lines().count() + 1), "line {line:?} of {text:?}");
            }
        }
        if let Ok(Sequence(keys)) = text.parse::<Sequence>() {
            assert!(keys.iter().all(|key| key.to_string().parse().as_ref() == Ok(key)), "{keys:?}");
        }
    }
}

/// What a terminal sends.
pub mod terminal {
    use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
    use dateline::tui::input::{Input, Parser};

    /// However the bytes are cut, the inputs are the same; Ctrl-C is seen whatever came before it.
    pub fn check(bytes: &[u8]) {
        let (mut whole, mut parts, mut parser) = (Vec::new(), Vec::new(), Parser::default());
        Parser::default().feed(bytes, &mut whole);
        bytes.chunks(1).for_each(|byte| parser.feed(byte, &mut parts));
        assert_eq!(whole, parts, "cut or not");
        parser.feed(b"\x03", &mut parts);
        let ctrl_c = Input::Event(Event::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)));
        assert_eq!(parts.last(), Some(&ctrl_c));
    }
}

/// Keys and sizes.
pub mod keys {
    use std::sync::Arc;

    use dateline::article::{Article, Source};
    use dateline::reader::{Code, Key, Keymap, Message, Model, Options, start, update};
    use dateline::tui::{Areas, Depth, Theme, UNICODE, view};
    use ratatui::{Terminal, backend::TestBackend, layout::Rect};

    const TEXT: &str =
        "The ferry from Bergen carried 4,200 people in March. “Nobody was left,” said Ingrid Solheim.\n\nIt rains.";
    const CODES: [Code; 12] = [
        Code::Enter,
        Code::Esc,
        Code::Tab,
        Code::Backspace,
        Code::Delete,
        Code::Up,
        Code::Down,
        Code::Left,
        Code::Right,
        Code::Home,
        Code::PageDown,
        Code::End,
    ];

    /// The first two bytes are the size; each other one a key, or a new size. The cursor stays on a boundary of the text.
    pub fn check(bytes: &[u8]) {
        let [width, height, rest @ ..] = bytes else { return };
        let (mut width, mut height) = (u16::from(*width) % 100, u16::from(*height) % 40);
        let article = Arc::new(Article::plain(Source::Stdin, TEXT.into()));
        let mut model = Model::new(Arc::clone(&article), Vec::new(), 0, Keymap::standard(), Options::default());
        start(&mut model);
        let (job, facts) = (model.job, dateline::facts::extract(&article.text, Some("en")));
        update(&mut model, Message::Extracted { job, result: Ok(Arc::new(facts)) });
        for byte in rest.iter().take(64) {
            let viewports = Areas::of(Rect::new(0, 0, width, height), &model).viewports(&model);
            update(&mut model, Message::Resized(viewports));
            match byte {
                0..=11 => drop(update(&mut model, Message::Key(Key::plain(CODES[usize::from(*byte)])))),
                12..=31 => {
                    drop(update(&mut model, Message::Key(Key { ctrl: true, ..Key::char(char::from(byte + 88)) })))
                }
                32..=126 => drop(update(&mut model, Message::Key(Key::char(char::from(*byte))))),
                _ => (width, height) = (u16::from(byte % 13) * 9, u16::from(byte % 7) * 5),
            }
            model.done = false;
            let theme = Theme::shipped(0, Depth::True, &UNICODE);
            let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
            let Ok(_) = terminal.draw(|frame| view(&model, &theme, frame));
            for cell in terminal.backend().buffer().content() {
                assert!(!cell.symbol().contains(char::is_control), "{:?}", cell.symbol());
            }
        }
    }
}

/// Two windows over one library.
pub mod library {
    use dateline::article::{Anchor, Article, Source, TextRange};
    use dateline::library::{Library, NewBookmark};

    /// Each byte is an act of one of two windows: a bookmark, its removal, or a window that is closed and opened again.
    /// What was acknowledged is there, in both.
    pub fn check(bytes: &[u8]) {
        acts(bytes).unwrap_or_else(|error| panic!("{error}"));
    }

    fn acts(bytes: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
        let (dir, now) = (tempfile::TempDir::new()?, jiff::Timestamp::UNIX_EPOCH);
        let file = dir.path().join("library.db");
        let mut windows = [Library::open(&file)?, Library::open(&file)?];
        let article = Article::plain(Source::Stdin, "The ferry from Bergen carried 4,200 people.".into());
        let id = windows[0].keep(&article, now)?.id;
        let mut there = Vec::new();
        for byte in bytes.iter().take(12) {
            let (window, start) = (usize::from(byte & 1), usize::from(byte >> 4));
            match byte >> 1 & 3 {
                0 => windows[window] = Library::open(&file)?,
                1 if !there.is_empty() => {
                    let gone = there.remove(start % there.len());
                    windows[window].remove_bookmark(&gone, now)?;
                }
                _ => {
                    let anchor = Anchor::describe(&article.text, TextRange::new(start, start + 9));
                    let new =
                        NewBookmark { article: id.clone(), anchor, note: String::new(), tags: vec![], color: None };
                    there.push(windows[window].save_bookmark(new, &article.text, now)?.id);
                }
            }
        }
        for library in &windows {
            let mut kept: Vec<_> = library.bookmarks(&id)?.into_iter().map(|bookmark| bookmark.id.0).collect();
            let mut told: Vec<_> = there.iter().map(|id| id.0.clone()).collect();
            kept.sort();
            told.sort();
            told.dedup();
            assert_eq!(kept, told, "what was acknowledged");
        }
        assert!(Library::check(&file)?.is_sound());
        Ok(())
    }
}
