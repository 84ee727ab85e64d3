//! An input comes in: it is read, told apart, and becomes an article or a feed. The one place for it, whether it was
//! named on the command line, typed on the screen, or is read again.

mod error;
mod input;

pub use error::IntakeError;
pub use input::Input;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use super::deadline::{Deadline, Undone, within};
use super::shield::shield;
use crate::article::{
    Article, BROKE_OFF, CleanLine, Feed, FeedEnd, FeedId, GOES_ON, Login, Source, Stop, without_login,
};
use crate::disk;
use crate::fetch::{self, FetchError, NotWhole, Request, Response, Target, Trust, Validators};
use crate::ingest::{self, IngestError, Opml};
use crate::library::{Access, FeedReading, FeedTaken, Library, NewFeed, PageVersion, Retention};

/// What stands before the digest of a feed's bytes: another word here, and every feed is read anew once, as when feeds
/// come to be understood better.
pub(super) const READER: &str = "2:";

/// The bytes of an input, and what is known about them.
#[derive(Debug, Clone)]
pub struct Read {
    response: Arc<Response>,
    source: Source,
    access: Access,
    /// Until when it is to be understood.
    deadline: Option<Deadline>,
}

/// A feed, and what its library has to know about this reading.
#[derive(Debug)]
pub struct FoundFeed {
    /// Where it is read from now on.
    pub source: Source,
    /// On whose word.
    pub access: Access,
    /// The feed.
    pub feed: Feed,
    /// Names the bytes that it was read from.
    pub digest: String,
    /// What its server gave to recognise this version by.
    pub validators: Validators,
    /// For how long its server says that it holds.
    pub fresh: Option<Duration>,
}

/// Reads the bytes that `input` names. What was typed counts as typed: its own origin may be private.
pub fn read(input: &Input, timeout: Option<Duration>) -> Result<Read, IntakeError> {
    let (target, source, login) = match input {
        Input::File(path) => (Target::File(path.clone()), Source::File(disk::name_of(path).into_owned()), None),
        Input::Stdin => (Target::Stdin, Source::Stdin, None),
        Input::Url(address) => {
            let (bare, login) = Login::part(address);
            (Target::Url(address.clone()), Source::Url(bare), login)
        }
    };
    let request = Request { timeout, ..Request::new(target) };
    let deadline = Deadline::after(timeout);
    let access = Access { typed: None, login };
    let found = Read::of(fetch::fetch(&request)?, source, access, deadline);
    let kind = found.response.media_type.as_deref().unwrap_or("no media type named");
    log::info!("read {}: {} bytes, {kind}", input.name(), found.response.bytes.len());
    Ok(found)
}

/// Reads what stands at an address that somebody else named: a feed, or a page. It may be private only if it is of the
/// same origin as `near`, the address that a person typed. A name and a password in it are nobody's; those that the
/// person typed go along where they belong.
pub fn read_found(
    address: &str,
    near: Option<&str>,
    login: Option<&Login>,
    timeout: Option<Duration>,
) -> Result<Read, IntakeError> {
    let address = without_login(address);
    let access = Access { typed: Some(near.unwrap_or_default().to_owned()), login: login.cloned() };
    let target = Target::Url(access.address(&address));
    let request = Request { timeout, trust: Trust::Found(near.map(str::to_owned)), ..Request::new(target) };
    let deadline = Deadline::after(timeout);
    Ok(Read::of(fetch::fetch(&request)?, Source::Url(address), access, deadline))
}

/// Reads again what is at an address that is known; None if the server says that it is the version that it gave `known`
/// for.
pub(super) fn read_again(
    address: &str,
    trust: Trust,
    known: &PageVersion,
    timeout: Option<Duration>,
) -> Result<Option<Read>, IntakeError> {
    let address = without_login(address);
    let validators = Validators { etag: known.etag.clone(), last_modified: known.last_modified.clone() };
    let request = Request { timeout, trust, validators, ..Request::new(Target::Url(address.clone())) };
    let deadline = Deadline::after(timeout);
    let response = fetch::fetch(&request)?;
    log::info!("read {address}: {} bytes, same: {}", response.bytes.len(), response.unchanged);
    let unchanged = response.unchanged;
    let read = Read::of(response, Source::Url(address), Access::default(), deadline);
    Ok(Some(read).filter(|_| !unchanged))
}

/// Reads the feed that `input` names; if it is a page that names a feed, that one.
pub fn find_feed(input: &Input, timeout: Option<Duration>) -> Result<FoundFeed, IntakeError> {
    let found = read(input, timeout)?;
    match found.feed() {
        Err(IntakeError::Ingest(IngestError::Page(Some(address)))) => {
            let near = found.access.typed_at(&found.source);
            read_found(&address, near, found.access.login.as_ref(), timeout)?.feed()
        }
        other => other,
    }
}

impl Read {
    /// What was fetched for a source that is known.
    pub(super) fn of(response: Response, source: Source, access: Access, deadline: Option<Deadline>) -> Self {
        Self { response: Arc::new(response), source, access, deadline }
    }

    /// Until when it is to be understood, if there is a limit.
    pub fn deadline(&self) -> Option<Deadline> {
        self.deadline
    }

    /// Does `work` with it, within its time limit.
    fn within<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self, Stop<'_>) -> T + Send + 'static,
    ) -> Result<T, IntakeError> {
        let read = self.clone();
        within(self.deadline, move |stop| work(&read, stop)).map_err(|undone| match undone {
            Undone::Late(timeout) => FetchError::TimedOut(timeout).into(),
            Undone::Mistake => IntakeError::Mistake,
        })
    }

    /// On whose word it was read.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// Where it was read.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The bytes, as they came.
    fn bytes(&self) -> &[u8] {
        &self.response.bytes
    }

    /// Itself if all of it came; else why not.
    pub fn whole(&self) -> Result<&Self, IntakeError> {
        self.response.not_whole.clone().map_or(Ok(self), |why| Err(FetchError::from(why).into()))
    }

    /// What its server gave to know this version by.
    pub(super) fn version(&self) -> PageVersion {
        if self.response.moved.is_some() {
            // They are those of another address than the one that is asked the next time.
            return PageVersion::default();
        }
        let Validators { etag, last_modified } = self.response.validators.clone();
        PageVersion { etag, last_modified }
    }

    /// Whether there is nothing in it, or nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.response.bytes.trim_ascii().is_empty()
    }

    fn input<'a>(&'a self, raw: bool, stop: Stop<'a>) -> ingest::Input<'a> {
        ingest::Input {
            name: self.response.name.as_deref(),
            media_type: self.response.media_type.as_deref(),
            base: self.response.url.as_deref(),
            raw,
            stop,
            ..ingest::Input::new(&self.response.bytes, &self.source)
        }
    }

    /// Whether it begins as a feed does.
    pub fn is_feed(&self) -> bool {
        shield(|| ingest::is_feed(&self.input(false, Stop::NEVER))) == Some(true)
    }

    /// The article in it, or as much of it as came, which then says so; `raw`: word for word. A feed is none.
    pub fn article(&self, raw: bool) -> Result<Article, IntakeError> {
        if !raw && self.is_feed() {
            return Err(IntakeError::IsFeed);
        }
        let read = self.within(move |read, stop| ingest::article(&read.input(raw, stop)))?;
        let mut article = match read {
            Ok(article) => article,
            // What is missing may be all that mattered.
            Err(error) => return Err(self.whole().err().unwrap_or(error.into())),
        };
        match &self.response.not_whole {
            Some(NotWhole::GoesOn { .. }) => article.mark_cut(GOES_ON),
            Some(_) => article.mark_cut(BROKE_OFF),
            None => {}
        }
        if article.is_cut() {
            log::info!("{}: only the beginning was read", self.source);
        }
        Ok(article)
    }

    /// The feed in it, or as much of it as came, which then says so.
    pub fn feed(&self) -> Result<FoundFeed, IntakeError> {
        let mut feed = match self.within(|read, stop| ingest::feed(&read.input(false, stop)))? {
            Err(IngestError::Page(named)) => {
                let header = self.response.link.as_deref();
                let in_header = header.map(|link| ingest::feeds_in_header(link, self.response.url.as_deref()));
                return Err(IngestError::Page(in_header.and_then(|all| all.into_iter().next()).or(named)).into());
            }
            Err(error) => return Err(self.whole().err().unwrap_or(error.into())),
            Ok(feed) => feed,
        };
        if feed.is_empty() {
            self.whole()?;
            return Err(IntakeError::NothingInFeed(Box::new(feed)));
        }
        if feed.end == FeedEnd::Whole {
            feed.end = match &self.response.not_whole {
                Some(NotWhole::GoesOn { .. }) => FeedEnd::GoesOn,
                Some(_) => FeedEnd::Cut,
                None => FeedEnd::Whole,
            };
        }
        let mut access = self.access.clone();
        let source = match (&self.response.moved, &self.source) {
            (Some(address), Source::Url(typed)) => {
                // Where a server leads to was not typed.
                access.typed.get_or_insert_with(|| typed.clone());
                Source::Url(address.clone())
            }
            (_, source) => source.clone(),
        };
        Ok(FoundFeed {
            source,
            access,
            feed,
            digest: digest(&self.response.bytes),
            validators: self.response.validators.clone(),
            fresh: self.response.fresh,
        })
    }

    /// The list of subscriptions in it (OPML).
    pub fn opml(&self) -> Result<Opml, IntakeError> {
        let mut opml = self.within(|read, _| ingest::read_opml(read.bytes()))??;
        opml.broke_off |= self.whole().is_err();
        Ok(opml)
    }

    /// The feeds that a page says it has, by their addresses.
    pub fn feed_addresses(&self) -> Vec<String> {
        shield(|| ingest::feed_addresses(&self.input(false, Stop::NEVER))).unwrap_or_default()
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

/// A feed and its server may not say for longer than this that it need not be read again.
const LONGEST_HOLD: SignedDuration = SignedDuration::from_hours(24);

/// The longer of what a server and a feed (in minutes) say.
pub(super) fn held(server: Option<Duration>, feed: Option<u32>) -> Option<SignedDuration> {
    let server = server.map(|server| SignedDuration::try_from(server).unwrap_or(LONGEST_HOLD));
    let feed = feed.map(|minutes| SignedDuration::from_mins(minutes.into()));
    server.max(feed).map(|holds| holds.min(LONGEST_HOLD)).filter(|holds| *holds > SignedDuration::ZERO)
}

impl FoundFeed {
    /// For how long the feed need not be read again, as it and its server say; a file is always read.
    pub(super) fn holds(&self) -> Option<SignedDuration> {
        held(self.fresh, self.feed.holds).filter(|_| matches!(self.source, Source::Url(_)))
    }

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
            access: self.access.clone(),
        };
        let subscribed = library.subscribe(&[new], at, false)?.swap_remove(0);
        let reading = FeedReading::Read {
            feed: &self.feed,
            digest: &self.digest,
            etag: self.validators.etag.as_deref(),
            last_modified: self.validators.last_modified.as_deref(),
            moved: None,
        };
        let until = self.holds().and_then(|holds| at.checked_add(holds).ok());
        let taken = library.take_feed_until(&subscribed.id, reading, retention, at, until)?;
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
        access: Access { typed: None, login: feed.login.clone() },
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
