//! What a person types: searches and settings.

use std::cell::RefCell;

use dateline::article::{Article, Filter, Source};
use dateline::library::Library;
use dateline::reader::{Context, Key, Meaning, Sequence};

use super::{Budget, within};

const ASKING: Budget = Budget { steps: (5_000, 20), bytes: (2_000_000, 1_000) };

thread_local! {
    static LIBRARY: RefCell<Option<(tempfile::TempDir, Library)>> = const { RefCell::new(None) };
}

/// Any query is answered, twice in the same way, with no more rows than there are articles.
pub fn query(bytes: &[u8]) {
    let query = String::from_utf8_lossy(bytes).into_owned();
    LIBRARY.with_borrow_mut(|kept| {
        let (_, library) = kept.get_or_insert_with(made);
        let filter = Filter { query, ..Filter::default() };
        let ask = || library.list(&filter, 0, 10).map(|page| (page.rows, page.total));
        let first = within(&ASKING, bytes.len(), ask).unwrap_or_else(|error| panic!("{error} for {filter:?}"));
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

/// Settings are read or refused with a reason; a key that is written is read as the same key.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match within(&ASKING, bytes.len(), || dateline::settings::Settings::parse(&text)) {
        Ok(settings) => {
            let quit = settings.keymap.meaning(Context::Reading, &[Key { ctrl: true, ..Key::char('c') }]);
            assert!(!matches!(quit, Meaning::Pending), "Ctrl-C waits for nothing");
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
