//! Subscriptions and bookmarks of other programs.

use dateline::article::{ArticleId, Collected, Subscription};
use dateline::ingest::{read_opml, write_opml};
use dateline::interchange::{ExportFormat, Exported, ImportFormat, export, import};

use super::{Budget, within};

const READING: Budget = Budget { steps: (500, 10), bytes: (100_000, 1_000) };

/// OPML: what is read, written and read again is the same, but for logins, which are not written.
pub fn opml(bytes: &[u8]) {
    let Ok(first) = within(&READING, bytes.len(), || read_opml(bytes)) else { return };
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

/// Bookmarks: what was imported and exported is imported as the same.
pub fn import_any(bytes: &[u8]) {
    let now = jiff::Timestamp::UNIX_EPOCH;
    for format in [ImportFormat::Json, ImportFormat::W3c, ImportFormat::Csv] {
        let Ok(read) = within(&READING, bytes.len(), || import(format, bytes, now)) else { continue };
        let out = write(read.articles);
        let again = import(ImportFormat::Json, out.as_bytes(), now);
        assert!(again.is_ok(), "{again:?} of {out}");
        assert_eq!(write(again.unwrap_or_default().articles), out);
    }
}

/// The articles as dateline's own JSON, named as a library would: each by a name of its own.
fn write(mut articles: Vec<Collected>) -> String {
    for (number, article) in articles.iter_mut().enumerate() {
        article.id = ArticleId(number.to_string());
    }
    let exported: Vec<_> = articles.iter().map(|article| Exported { article, now: None }).collect();
    export(ExportFormat::Json, &exported).unwrap_or_default()
}
