//! An input comes in: it is read, told apart, and becomes an article or a feed. The one place for it, whether it was
//! named on the command line, typed on the screen, or is read again.

mod error;
mod input;

pub use error::IntakeError;
pub use input::Input;

use std::time::Duration;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::shield::shield;
use crate::article::{Article, CleanLine, Feed, FeedId, Source};
use crate::fetch::{self, Request, Response, Target, Trust, Validators};
use crate::ingest::{self, IngestError, Opml};
use crate::library::{FeedReading, FeedTaken, Library, NewFeed, Retention};

/// What stands before the digest of a feed's bytes: another word here, and every feed is read anew once, as when feeds
/// come to be understood better.
const READER: &str = "1:";

/// The bytes of an input, and what is known about them.
#[derive(Debug)]
pub struct Read {
    response: Response,
    source: Source,
}

/// A feed, and what its library has to know about this reading.
#[derive(Debug)]
pub struct FoundFeed {
    /// Where it is read from now on.
    pub source: Source,
    /// The feed.
    pub feed: Feed,
    /// Names the bytes that it was read from.
    pub digest: String,
    /// What its server gave to recognise this version by.
    pub validators: Validators,
}

/// Reads the bytes that `input` names. What was typed counts as typed: its own origin may be private.
pub fn read(input: &Input, timeout: Option<Duration>) -> Result<Read, IntakeError> {
    let (target, source) = match input {
        Input::File(path) => (Target::File(path.clone()), Source::File(path.to_string_lossy().into_owned())),
        Input::Stdin => (Target::Stdin, Source::Stdin),
        Input::Url(address) => (Target::Url(address.clone()), Source::Url(input::without_password(address))),
    };
    let request = Request { timeout, ..Request::new(target) };
    let found = Read { response: fetch::fetch(&request)?, source };
    let kind = found.response.media_type.as_deref().unwrap_or("no media type named");
    log::info!("read {}: {} bytes, {kind}", input.name(), found.response.bytes.len());
    Ok(found)
}

/// Reads what stands at an address that somebody else named: a feed, or a page. It may be private only if it is of the
/// same origin as `near`, the address that a person typed.
pub fn read_found(address: &str, near: &Source, timeout: Option<Duration>) -> Result<Read, IntakeError> {
    let near = match near {
        Source::Url(address) => Some(address.clone()),
        _ => None,
    };
    let target = Target::Url(address.to_owned());
    let request = Request { timeout, trust: Trust::Found(near), ..Request::new(target) };
    Ok(Read { response: fetch::fetch(&request)?, source: Source::Url(address.to_owned()) })
}

/// Reads the feed that `input` names; if it is a page that names a feed, that one.
pub fn find_feed(input: &Input, timeout: Option<Duration>) -> Result<FoundFeed, IntakeError> {
    let found = read(input, timeout)?;
    match found.feed() {
        Err(IntakeError::Ingest(IngestError::Page(Some(address)))) => {
            read_found(&address, &found.source, timeout)?.feed()
        }
        other => other,
    }
}

impl Read {
    /// What was fetched for a source that is known.
    pub(super) fn of(response: Response, source: Source) -> Self {
        Self { response, source }
    }

    /// The bytes, as they came.
    fn bytes(&self) -> &[u8] {
        &self.response.bytes
    }

    /// Whether there is nothing in it, or nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.response.bytes.trim_ascii().is_empty()
    }

    fn input(&self, raw: bool) -> ingest::Input<'_> {
        ingest::Input {
            name: self.response.name.as_deref(),
            media_type: self.response.media_type.as_deref(),
            base: self.response.url.as_deref(),
            raw,
            ..ingest::Input::new(&self.response.bytes, &self.source)
        }
    }

    /// Whether it begins as a feed does.
    pub fn is_feed(&self) -> bool {
        shield(|| ingest::is_feed(&self.input(false))) == Some(true)
    }

    /// The article in it; `raw`: word for word. A feed is none.
    pub fn article(&self, raw: bool) -> Result<Article, IntakeError> {
        if !raw && self.is_feed() {
            return Err(IntakeError::IsFeed);
        }
        shield(|| ingest::article(&self.input(raw))).ok_or(IntakeError::Mistake)?.map_err(IntakeError::Ingest)
    }

    /// The feed in it.
    pub fn feed(&self) -> Result<FoundFeed, IntakeError> {
        let feed = shield(|| ingest::feed(&self.input(false))).ok_or(IntakeError::Mistake)??;
        if feed.is_empty() {
            return Err(IntakeError::NothingInFeed(Box::new(feed)));
        }
        let source = match (&self.response.moved, &self.source) {
            (Some(address), Source::Url(_)) => Source::Url(address.clone()),
            (_, source) => source.clone(),
        };
        Ok(FoundFeed {
            source,
            feed,
            digest: digest(&self.response.bytes),
            validators: self.response.validators.clone(),
        })
    }

    /// The list of subscriptions in it (OPML).
    pub fn opml(&self) -> Result<Opml, IntakeError> {
        shield(|| ingest::read_opml(self.bytes())).ok_or(IntakeError::Mistake)?.map_err(IntakeError::Ingest)
    }

    /// The feeds that a page says it has, by their addresses.
    pub fn feed_addresses(&self) -> Vec<String> {
        shield(|| ingest::feed_addresses(&self.input(false))).unwrap_or_default()
    }
}

/// What the reader wants a subscription to be like.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The folders it is put into, outermost first.
    pub folders: Vec<CleanLine>,
    /// Its tags.
    pub tags: Vec<CleanLine>,
    /// Whether the pages of its new entries are fetched with it.
    pub full_text: bool,
}

/// What subscribing did.
#[derive(Debug)]
pub struct NewSubscription {
    /// The feed's name in the library.
    pub id: FeedId,
    /// Whether it was not subscribed to before.
    pub is_new: bool,
    /// What became of its entries.
    pub taken: FeedTaken,
}

impl FoundFeed {
    /// Subscribes to it and keeps its entries. If it is in the library already, its entries are brought up to date.
    pub fn subscribe(
        &self,
        library: &mut Library,
        wishes: Wishes,
        retention: Retention,
        at: Timestamp,
    ) -> crate::library::Result<NewSubscription> {
        let new = NewFeed {
            source: self.source.clone(),
            title: None,
            link: self.feed.link.clone(),
            folders: wishes.folders,
            tags: wishes.tags,
            full_text: wishes.full_text,
        };
        let subscribed = library.subscribe(&[new], at, false)?.swap_remove(0);
        let reading = FeedReading::Read {
            feed: &self.feed,
            digest: &self.digest,
            etag: self.validators.etag.as_deref(),
            last_modified: self.validators.last_modified.as_deref(),
            moved: None,
        };
        let taken = library.take_feed(&subscribed.id, reading, retention, at)?;
        Ok(NewSubscription { id: subscribed.id, is_new: subscribed.is_new, taken })
    }

    /// What it is called: its title, else where it is.
    pub fn name(&self) -> CleanLine {
        let title = self.feed.title.clone().filter(|title| !title.is_empty());
        title.unwrap_or_else(|| CleanLine::new(&self.source.to_string()))
    }
}

/// What an OPML file lists, as the library takes it. Its addresses count as typed.
pub fn subscriptions(opml: &Opml) -> Vec<NewFeed> {
    let wanted = opml.feeds.iter().map(|feed| NewFeed {
        source: Source::Url(feed.url.clone()),
        title: feed.title.clone(),
        link: feed.link.clone(),
        folders: feed.folders.clone(),
        tags: feed.tags.clone(),
        full_text: false,
    });
    wanted.collect()
}

/// Names the bytes of a feed.
pub(super) fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::from(READER);
    for byte in Sha256::digest(bytes).iter().take(16) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
