//! Formats that leave and enter the program: the JSON contract of `extract`, and what bookmarks are exported as.
//! Pure. **Offsets are code points here**, and nowhere else.

mod address;
mod annotation;
mod body;
mod bookmark;
mod citation;
mod cite;
mod contract;
mod exchange;
mod export;
mod feed;
mod import;
mod json;
mod listing;
mod markdown;
mod org;
mod org_text;
mod readwise;

pub use bookmark::{BookmarkList, BookmarkObject, BookmarkSource};
pub use cite::citation;
pub use contract::{Extraction, Failed};
pub use export::{ExportFormat, Exported, export};
pub use feed::FeedListing;
pub use import::{ImportError, Imported, Remarks};
pub use json::{to_json, write_json};
pub use listing::{ArticleList, ArticleObject, FeedList, FeedObject, KeptObject, SubscribedObject};

use jiff::Timestamp;

/// The formats of `bookmarks import`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFormat {
    /// dateline's own, and what `bookmarks list` prints.
    Json,
    /// W3C Web Annotation.
    W3c,
    /// Readwise CSV.
    Csv,
}

/// Reads bookmarks. `now` stands for the times that the file does not tell. Either all of it makes sense or none.
pub fn import(format: ImportFormat, bytes: &[u8], now: Timestamp) -> Result<Imported, ImportError> {
    match format {
        ImportFormat::Json => exchange::read(bytes, now),
        ImportFormat::W3c => annotation::read(bytes, now),
        ImportFormat::Csv => readwise::read(bytes, now),
    }
}
