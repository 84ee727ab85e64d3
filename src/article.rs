//! The model: what an article is, and where in it something stands. Pure; depends on nothing of ours.
//!
//! **Text offsets are the one coordinate.** Facts, bookmarks, search hits, selection and scroll position are byte
//! offsets or [`TextRange`]s into [`Article::text`]. Code points exist only at the edges (JSON, stored
//! selectors), by way of [`CharIndex`].

mod anchor;
mod block;
mod bookmark;
mod byline;
mod clean;
mod collection;
mod diff;
mod feed;
mod index;
mod language;
mod listing;
mod login;
mod merge;
mod range;
mod replace;
mod source;
mod stop;

pub use anchor::{Anchor, CONTEXT, Relocation, quoted};
pub use block::{Block, BlockKind, Link};
pub use bookmark::{ArticleId, Bookmark, BookmarkId, Color, Placed, Placement, Status};
pub use byline::author;
pub use clean::{CleanLine, CleanText, is_unsafe, visible};
pub use collection::{Collected, Revision};
pub use diff::{Change, likeness, word_diff};
pub use feed::{Entry, Feed, FeedEnd, Passage, Subscription};
pub use index::CharIndex;
pub use language::{guess_language, is_guessed};
pub use listing::{ArticleSummary, Counts, FeedId, FeedSummary, Filter, Page, Scope, Snippet};
pub use login::{Login, discreet, discreet_sentence, without_login};
pub(crate) use merge::{both_notes, merge_note, merge_tags, merge_value};
pub use range::{Offset, TextRange, floor_boundary};
pub use replace::Loss;
pub use source::Source;
pub use stop::Stop;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One article, as it is read: a text and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Where it came from.
    pub source: Source,
    /// Headline; not part of `text` unless `raw`.
    pub title: Option<CleanLine>,
    /// Who wrote it, as the page says.
    pub byline: Option<CleanLine>,
    /// When it was published: RFC 3339, or a date alone.
    pub published: Option<CleanLine>,
    /// The paper, agency or site.
    pub site: Option<CleanLine>,
    /// Language as BCP 47 says it ("en", "de-CH"); None when nobody said and it could not be told.
    pub lang: Option<String>,
    /// The canonical address, http or https.
    pub url: Option<String>,
    /// What is read. UTF-8; paragraphs are parted by blank lines unless `raw`.
    pub text: CleanText,
    /// The parts of `text`; may be empty (then each paragraph is one).
    pub blocks: Vec<Block>,
    /// Links in `text`, sorted.
    pub links: Vec<Link>,
    /// Lines that were found beside the article and are no part of it: cookie notices, related stories.
    pub aside: Vec<CleanLine>,
    /// Whether `text` is the input itself (`--raw`).
    pub raw: bool,
}

/// The line aside of an article of which its page gives no more: it may be behind a wall.
pub const ONLY_THE_BEGINNING: &str = "This may be only the beginning: the page says that the rest is for subscribers.";

/// The line aside of an article that was too large, too tangled or too slow to be read whole.
pub const CUT_SHORT: &str = "This is only the beginning: there is too much in the document to read all of it.";

/// The line aside of an article whose document, or its way here, ended too early.
pub const BROKE_OFF: &str = "This is only the beginning: the document breaks off before its end.";

/// The line aside of an article after whose document something else followed.
pub const GOES_ON: &str = "Something follows the end of the document. It was not read.";

/// The line aside of a page after whose end there are words, which were read with it as browsers do.
pub const READ_ON: &str = "Something follows the end of the page. It was read as a part of it.";

/// The lines aside that say that not all of a document was read.
const CUTS: [&str; 3] = [CUT_SHORT, BROKE_OFF, GOES_ON];

impl Article {
    /// Whether not all of the document was read.
    pub fn is_cut(&self) -> bool {
        self.cut().is_some()
    }

    /// Why not all of the document was read, a sentence.
    pub fn cut(&self) -> Option<&str> {
        self.aside.iter().map(CleanLine::as_str).find(|line| CUTS.contains(line))
    }

    /// Says aside that not all of the document was read, and why: one of the lines above.
    pub fn mark_cut(&mut self, why: &str) {
        if !self.aside.iter().any(|line| line.as_str() == why) {
            self.aside.insert(0, CleanLine::new(why));
        }
    }

    /// What a reader should know before reading: not all of the article may be there, or more than the article.
    pub fn warning(&self) -> Option<&str> {
        let is_warning = |line: &&str| [ONLY_THE_BEGINNING, READ_ON].contains(line) || CUTS.contains(line);
        self.aside.iter().map(CleanLine::as_str).find(is_warning)
    }

    /// An article that is nothing but its text.
    pub fn plain(source: Source, text: CleanText) -> Self {
        Self {
            source,
            title: None,
            byline: None,
            published: None,
            site: None,
            lang: None,
            url: None,
            text,
            blocks: Vec::new(),
            links: Vec::new(),
            aside: Vec::new(),
            raw: false,
        }
    }

    /// The name to show for it: title, else the first words of the text, else the source.
    pub fn name(&self) -> CleanLine {
        if let Some(title) = self.title.as_ref().filter(|title| !title.is_empty()) {
            return title.clone();
        }
        let first = self.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
        let cut = floor_boundary(first, 100.min(first.len()));
        let line = CleanLine::new(first.get(..cut).unwrap_or(""));
        if line.is_empty() { CleanLine::new(&self.source.to_string()) } else { line }
    }

    /// The revision of the text: see [`revision`].
    pub fn revision(&self) -> String {
        revision(&self.text)
    }
}

/// Names a text by its content: `sha256:` and 64 hexadecimal digits.
pub fn revision(text: &str) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(text.as_bytes());
    let mut out = String::with_capacity(71);
    out.push_str("sha256:");
    for byte in digest {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
