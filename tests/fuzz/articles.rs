//! Pages, texts and feeds.

use dateline::article::{Article, Source, is_unsafe};
use dateline::ingest::{self, Input};

use super::{Budget, is_sound, within};

const READING: Budget = Budget { steps: (2_000, 20), bytes: (200_000, 2_000) };

/// Reads an article twice, and checks it.
fn article(bytes: &[u8], name: &str) {
    let source = Source::Url("https://odden.example/a".to_owned());
    let input = Input { name: Some(name), ..Input::new(bytes, &source) };
    let first = within(&READING, bytes.len(), || ingest::article(&input));
    assert_eq!(first, ingest::article(&input), "twice is once");
    let Ok(Article { text, blocks, links, aside, .. }) = first else { return };
    is_sound(&text, &blocks, &links);
    assert!(aside.iter().all(|line| !line.chars().any(is_unsafe)), "{aside:?}");
    // A part of the input can be named a few times (a heading, a list's number), never once for each other part.
    let most = 64 * bytes.len() + 4096;
    assert!(text.len() <= most, "{} bytes of text from {}", text.len(), bytes.len());
    assert!(blocks.len() <= bytes.len() && links.len() <= bytes.len());
}

/// HTML.
pub fn page(bytes: &[u8]) {
    article(bytes, "a.html");
}

/// Plain text and Markdown.
pub fn text(bytes: &[u8]) {
    article(bytes, "a.txt");
    article(bytes, "a.md");
}

/// RSS, Atom and JSON feeds, read twice: the same entries under the same keys.
pub fn feed(bytes: &[u8]) {
    let input = Input::new(bytes, &Source::Stdin);
    let first = within(&READING, bytes.len(), || ingest::feed(&input));
    assert_eq!(first, ingest::feed(&input), "twice is once");
    let Ok(feed) = first else { return };
    assert!(feed.entries.len() <= bytes.len());
    for entry in &feed.entries {
        assert!(!entry.id.is_empty(), "{entry:?}");
        assert!(entry.link.as_deref().is_none_or(|link| link.starts_with("http")), "{entry:?}");
        for passage in entry.summary.iter().chain(&entry.content).chain(&entry.pictures) {
            is_sound(&passage.text, &passage.blocks, &passage.links);
        }
    }
}
