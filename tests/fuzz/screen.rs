//! What a terminal sends, and what the reader makes of keys, sizes and late answers.

use std::collections::VecDeque;
use std::sync::Arc;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use dateline::article::{Anchor, Article, ArticleId, Bookmark, BookmarkId, Placement, Source, Status};
use dateline::facts::Facts;
use dateline::reader::{
    Code, Command, Key, Keymap, Message, Model, Options, Outcome, Pointer, Recalled, ShelfItem, Top, start, update,
};
use dateline::tui::input::{Input, Parser};
use dateline::tui::{Areas, Depth, Theme, UNICODE, view};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, layout::Rect};

/// However the bytes are cut, the inputs are the same; Ctrl-C is seen whatever came before it.
pub fn terminal(bytes: &[u8]) {
    let (mut whole, mut parts, mut parser) = (Vec::new(), Vec::new(), Parser::default());
    Parser::default().feed(bytes, &mut whole);
    bytes.chunks(1).for_each(|byte| parser.feed(byte, &mut parts));
    assert_eq!(whole, parts, "cut or not");
    assert!(whole.len() <= bytes.len(), "{whole:?}");
    parser.feed(b"\x03", &mut parts);
    let ctrl_c = Input::Event(Event::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)));
    assert_eq!(parts.last(), Some(&ctrl_c));
}

const TEXT: &str = "The ferry from Bergen carried 4,200 people in March. “Nobody was left,” said Ingrid Solheim.\n\nIt rains 漢字 e\u{301}.";

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

thread_local! {
    static THEME: Theme = Theme::shipped(0, Depth::True, &UNICODE);
    static OPEN: (Arc<Article>, Arc<Facts>) = {
        let article = Article::plain(Source::Stdin, TEXT.into());
        let facts = dateline::facts::extract(&article.text, Some("en"));
        (Arc::new(article), Arc::new(facts))
    };
}

/// The first two bytes are the size; each other one is a key, the mouse, a paste, a new size, or a tick: an answer comes,
/// late, or none for that question. Played twice it ends in the same.
pub fn keys(bytes: &[u8]) {
    let [width, height, rest @ ..] = bytes else { return };
    let rest = &rest[..rest.len().min(64)];
    let size = (u16::from(*width) % 100, u16::from(*height) % 40);
    assert_eq!(play(size, rest), play(size, rest), "twice is once");
}

/// Plays the bytes: what is on the screen in the end. The cursor always stands on a boundary of the text.
fn play(mut size: (u16, u16), bytes: &[u8]) -> Option<(usize, Buffer)> {
    let (article, facts) = OPEN.with(Clone::clone);
    let shelf = vec![ShelfItem::Input, ShelfItem::Sample(0)];
    let mut model = Model::new(article, shelf, 0, Keymap::standard(), Options::default());
    let mut asked: VecDeque<Command> = start(&mut model).into();
    let found = Message::Extracted { job: model.job, result: Ok(facts) };
    asked.extend(update(&mut model, found));
    let mut last = None;
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        let areas = Areas::of(Rect::new(0, 0, size.0, size.1), &model);
        let viewports = areas.viewports(&model);
        asked.extend(update(&mut model, Message::Resized(viewports)));
        if let Some(sizes) = areas.library_sizes(&model) {
            asked.extend(update(&mut model, Message::LibraryResized(sizes)));
        }
        let message = match byte {
            0..=11 => Some(Message::Key(Key::plain(CODES[usize::from(byte)]))),
            12..=31 => Some(Message::Key(Key { ctrl: true, ..Key::char(char::from(byte + 88)) })),
            32..=126 => Some(Message::Key(Key::char(char::from(byte)))),
            127..=151 => {
                size = (u16::from(byte % 13) * 9, u16::from(byte % 7) * 5);
                None
            }
            152..=191 => Some(mouse(&model, &areas, byte, bytes.next().unwrap_or(0))),
            192..=199 => Some(Message::Paste("a\u{1b}[2J\n漢".to_owned())),
            200..=239 => asked.pop_front().map(|command| answer(&model, command, byte % 3 == 0)),
            240..=244 => Some(Message::ChangedElsewhere),
            _ => Some(Message::Said { text: "Said.".to_owned(), failed: byte % 2 == 0 }),
        };
        asked.extend(message.map(|message| update(&mut model, message)).unwrap_or_default());
        model.done = false;
        is_within_text(&model);
        last = Some((model.reading.cursor.at, draw(&model, size)));
    }
    last
}

fn mouse(model: &Model, areas: &Areas, byte: u8, at: u8) -> Message {
    let pointer = match byte % 4 {
        0 => Pointer::Press(byte / 4 % 4),
        1 => Pointer::Drag,
        2 => Pointer::Release,
        _ => Pointer::Wheel(if byte % 8 == 3 { 3 } else { -3 }),
    };
    Message::Mouse(pointer, areas.target(model, u16::from(at & 15) * 6, u16::from(at >> 4) * 2))
}

/// What the library says to a command, or that it fails.
fn answer(model: &Model, command: Command, fails: bool) -> Message {
    let why = || "The disk is full.".to_owned();
    match command {
        Command::SaveBookmark { ticket, article, range } => {
            let kept = || Bookmark {
                id: BookmarkId(format!("{ticket:08}")),
                article: ArticleId("a".to_owned()),
                anchor: Anchor::describe(&article.text, range),
                revision: article.revision(),
                placement: Placement { status: Status::Exact, score: 1.0, range: Some(range) },
                placed: None,
                note: String::new(),
                tags: Vec::new(),
                color: None,
                created: "2026-11-02T10:00:00Z".to_owned(),
                updated: "2026-11-02T10:00:00Z".to_owned(),
            };
            Message::BookmarkSaved { ticket, result: if fails { Err(why()) } else { Ok(kept()) } }
        }
        Command::EditBookmark { mark, .. } | Command::RemoveBookmark { mark, .. } => {
            Message::BookmarkChanged { mark, result: if fails { Err(why()) } else { Ok(Outcome::default()) } }
        }
        Command::RestoreBookmark(_) => Message::BookmarkRestored { result: Err(why()) },
        Command::AllBookmarks { job } => Message::AllBookmarks { job, result: Ok(Vec::new()) },
        Command::Open { job, .. } => {
            let article = Article::plain(Source::Sample("tide".to_owned()), "The tide.".into());
            Message::Opened { job, result: if fails { Err(why()) } else { Ok(Arc::new(article)) } }
        }
        Command::Recall { job, .. } => {
            let nothing = Recalled { id: None, bookmarks: Vec::new(), position: Some(7), not_places: Vec::new() };
            Message::Recalled { job, result: if fails { Err(why()) } else { Ok(nothing) } }
        }
        Command::Extract { job, .. } => Message::Extracted { job, result: Err(why()) },
        // An answer to a question that nobody asks any more.
        _ => Message::Extracted { job: model.job.wrapping_sub(1), result: Err(why()) },
    }
}

/// Cursor, selection and top lie in the text, on its boundaries.
fn is_within_text(model: &Model) {
    let reading = &model.reading;
    let text = reading.article.text.as_str();
    let top = if let Top::Text(at) = reading.top { at } else { 0 };
    let anchor = reading.selection.map_or(0, |selection| selection.anchor);
    for at in [reading.cursor.at, top, anchor] {
        assert!(text.is_char_boundary(at), "{at} in {text:?}");
    }
}

/// Draws; no control character is on the screen.
fn draw(model: &Model, (width, height): (u16, u16)) -> Buffer {
    let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
    let Ok(()) = THEME.with(|theme| terminal.draw(|frame| view(model, theme, frame)).map(drop));
    for cell in terminal.backend().buffer().content() {
        assert!(!cell.symbol().contains(char::is_control), "{:?}", cell.symbol());
    }
    terminal.backend().buffer().clone()
}
