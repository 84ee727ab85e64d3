//! Workers: threads that ask and parse. They know nothing of the library.

use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::app::intake::{self, FoundFeed, Input, IntakeError, READER, digest};
use crate::app::shield::shield;
use crate::article::{Article, ArticleId, CleanLine, FeedId, Source};
use crate::disk::path_of;
use crate::fetch::{self, FetchError, Request, RetryAfter, Target, Trust, Validators};
use crate::library::{DueFeed, PageVersion};

use super::super::deadline::Deadline;
use super::articles::{FoundArticle, Word};

/// A server may not send us away for longer than this.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// When a server that was asked too often is asked again if it does not say.
const USUAL_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// When it is looked whether what is gone for good has come back after all.
const GONE_WAIT: SignedDuration = SignedDuration::from_hours(24 * 365);
/// The stack of a worker, in bytes: pages are parsed on it.
const STACK: usize = 4 << 20;

/// Something to be read.
#[derive(Debug)]
pub(super) enum Task {
    /// A feed.
    Feed(Box<DueFeed>),
    /// An article, from where it came.
    Article {
        /// Its name in the library.
        id: ArticleId,
        /// What it is called.
        title: CleanLine,
        /// Where it is, as it is shown.
        place: CleanLine,
        /// Where it is.
        input: Input,
        /// Whether it is read word for word.
        raw: bool,
        /// On whose word it is read.
        word: Word,
        /// What its server gave to know the text by that is kept.
        known: PageVersion,
    },
    /// The page of a feed's entry.
    Page {
        /// The article.
        id: ArticleId,
        /// The feed that it is an entry of.
        feed: FeedId,
        /// Its page.
        address: String,
        /// On whose word it is read.
        word: Word,
    },
}

impl Task {
    /// Whom it asks; empty for a file.
    pub fn host(&self) -> String {
        let address = match self {
            Self::Feed(due) => return host_of(&due.source),
            Self::Article { input: Input::Url(address), .. } | Self::Page { address, .. } => address,
            Self::Article { .. } => "",
        };
        host(address)
    }

    pub fn is_page(&self) -> bool {
        matches!(self, Self::Page { .. })
    }
}

/// Whom reading a source asks; empty for what is no address.
pub(super) fn host_of(source: &Source) -> String {
    match source {
        Source::Url(address) => host(address),
        _ => String::new(),
    }
}

fn host(address: &str) -> String {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(|url| Some((url.host_str()?, url.port_or_known_default()?)));
    host.map_or(String::new(), |(host, port)| format!("{host}:{port}"))
}

/// What a worker says.
#[derive(Debug)]
pub(super) enum Answer {
    /// To [`Task::Feed`].
    Feed(FeedAnswer),
    /// To [`Task::Article`]: None if it is what it was; else why, and what to try.
    Article(Result<Option<Box<FoundArticle>>, (CleanLine, CleanLine)>),
    /// To [`Task::Page`].
    Page(Result<Box<Article>, NoPage>),
}

/// How it went with a feed.
#[derive(Debug)]
pub(super) enum FeedAnswer {
    /// It was read.
    Read(Box<FoundFeed>),
    /// It is what it was; for how long that holds, if the server says so.
    Unchanged(Option<Duration>),
    /// It could not be read.
    Failed {
        /// Why.
        why: CleanLine,
        /// What to try.
        hint: CleanLine,
        /// Not to be asked before.
        retry: Option<Timestamp>,
    },
}

impl FeedAnswer {
    /// For how long the feed need not be read again, as it and its server say.
    pub fn holds(&self) -> Option<SignedDuration> {
        match self {
            Self::Read(found) => found.holds(),
            Self::Unchanged(server) => intake::held(*server, None),
            Self::Failed { .. } => None,
        }
    }
}

/// Why there is no full text.
#[derive(Debug)]
pub(super) struct NoPage {
    pub why: CleanLine,
    /// The server wants to be left alone until then.
    pub busy: Option<Timestamp>,
}

/// A task with its answer.
#[derive(Debug)]
pub(super) struct Finished {
    pub task: Task,
    pub answer: Answer,
}

/// The threads, made as they are needed. They end by themselves when this has gone, each after the task it has begun:
/// nobody waits for them.
#[derive(Debug)]
pub(super) struct Workers {
    tasks: Sender<Task>,
    to_do: Receiver<Task>,
    done: Sender<Finished>,
    finished: Receiver<Finished>,
    timeout: Option<Duration>,
    most: usize,
    count: usize,
}

impl Workers {
    /// At most so many.
    pub fn new(most: usize, timeout: Option<Duration>) -> Self {
        let (tasks, to_do) = unbounded();
        let (done, finished) = unbounded();
        Self { tasks, to_do, done, finished, timeout, most, count: 0 }
    }

    /// Whether one of them has nothing to do while so many tasks are under way.
    pub fn are_free(&self, running: usize) -> bool {
        running < self.most.max(1)
    }

    /// Gives one of them something to do; `running` tasks are under way with it. Where there can be no thread it is done
    /// here and now.
    pub fn send(&mut self, task: Task, running: usize) {
        if running > self.count && self.count < self.most {
            if self.start() {
                self.count += 1;
            } else {
                self.most = self.count;
            }
        }
        if self.count > 0 {
            // They end after this has gone.
            let _ = self.tasks.send(task);
        } else {
            let answer = answer(&task, self.timeout);
            let _ = self.done.send(Finished { task, answer });
        }
    }

    fn start(&self) -> bool {
        let (to_do, done, timeout) = (self.to_do.clone(), self.done.clone(), self.timeout);
        let run = move || {
            for task in to_do {
                let answer = answer(&task, timeout);
                if done.send(Finished { task, answer }).is_err() {
                    break;
                }
            }
        };
        thread::Builder::new().name("reading".into()).stack_size(STACK).spawn(run).is_ok()
    }

    /// What one of them has found, if that is soon.
    pub fn wait(&self, patience: Duration) -> Option<Finished> {
        self.finished.recv_timeout(patience).ok()
    }
}

fn answer(task: &Task, timeout: Option<Duration>) -> Answer {
    match task {
        Task::Feed(due) => {
            let found = shield(|| read_feed(due, timeout)).unwrap_or(Err(IntakeError::Mistake));
            Answer::Feed(match found {
                Ok(Ok(found)) => FeedAnswer::Read(Box::new(found)),
                Ok(Err(fresh)) => FeedAnswer::Unchanged(fresh),
                Err(error) => FeedAnswer::Failed {
                    why: CleanLine::new(&error.to_string()),
                    hint: CleanLine::new(&error.hint(&due.source.to_string())),
                    retry: retry(&error, crate::app::now()),
                },
            })
        }
        Task::Article { input, raw, word, known, place, .. } => {
            let found = shield(|| super::articles::read(input, word, *raw, known, timeout));
            Answer::Article(match found.unwrap_or(Err(IntakeError::Mistake)) {
                Ok(found) => Ok(found.map(Box::new)),
                Err(error) => Err((CleanLine::new(&error.to_string()), CleanLine::new(&error.hint(place)))),
            })
        }
        Task::Page { address, word, .. } => {
            // One that breaks off is asked for again.
            let found = shield(|| super::articles::read_page(address, word, timeout)?.whole()?.article(false));
            Answer::Page(match found.unwrap_or(Err(IntakeError::Mistake)) {
                Ok(article) => Ok(Box::new(article)),
                Err(error) => {
                    log::info!("no full text, {address}: {error}");
                    let why = CleanLine::new(&error.to_string());
                    Err(NoPage { why, busy: busy(&error, crate::app::now()) })
                }
            })
        }
    }
}

/// Reads a feed; if it is what it was, only for how long that holds.
fn read_feed(due: &DueFeed, timeout: Option<Duration>) -> Result<Result<FoundFeed, Option<Duration>>, IntakeError> {
    let trust = match &due.access.typed {
        None => Trust::Typed,
        typed => Trust::Found(typed.clone()),
    };
    let target = match &due.source {
        Source::Url(address) => Target::Url(due.access.address(address)),
        Source::File(path) => Target::File(path_of(path)),
        // Nothing else can be subscribed to.
        Source::Stdin | Source::Sample(_) => return Ok(Err(None)),
    };
    // What an older way of reading made of a version says nothing about this one.
    let is_read = due.digest.as_deref().is_some_and(|digest| digest.starts_with(READER));
    let validators = Validators { etag: due.etag.clone(), last_modified: due.last_modified.clone() };
    let validators = if is_read { validators } else { Validators::default() };
    let request = Request { timeout, trust, validators, ..Request::new(target) };
    let deadline = Deadline::after(timeout);
    let response = fetch::fetch(&request)?;
    let is_same = response.unchanged || due.digest.as_deref() == Some(&*digest(&response.bytes));
    log::info!("read {}: {} bytes, same: {is_same}", due.source, response.bytes.len());
    if is_same && response.moved.is_none() {
        return Ok(Err(response.fresh));
    }
    intake::Read::of(response, due.source.clone(), due.access.clone(), deadline).feed().map(Ok)
}

/// Until when a server is left alone that has too much to do.
fn busy(error: &IntakeError, now: Timestamp) -> Option<Timestamp> {
    match error {
        IntakeError::Fetch(FetchError::Status { code: 429 | 503, .. }) => {
            retry(error, now).or_else(|| now.checked_add(USUAL_WAIT).ok())
        }
        _ => None,
    }
}

/// When to ask again, where it is not just the next time.
fn retry(error: &IntakeError, now: Timestamp) -> Option<Timestamp> {
    let IntakeError::Fetch(FetchError::Status { code, retry_after, .. }) = error else { return None };
    let wait = match (code, retry_after) {
        (410, _) => GONE_WAIT,
        (_, Some(RetryAfter::In(wait))) => SignedDuration::try_from(*wait).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT),
        (_, Some(RetryAfter::At(second))) => {
            SignedDuration::from_secs(second.saturating_sub(now.as_second())).clamp(SignedDuration::ZERO, LONGEST_WAIT)
        }
        (429, None) => USUAL_WAIT,
        _ => return None,
    };
    now.checked_add(wait).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_asks_for_patience_gets_it_within_reason() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let check = |code, retry_after| {
            let error = FetchError::Status { host: "a.example".into(), code, retry_after };
            retry(&error.into(), now).map(|at| at.as_second() - 1_000_000)
        };
        let days = |days: i64| Some(days * 86_400);
        assert_eq!(check(503, Some(RetryAfter::In(Duration::from_secs(90)))), Some(90));
        assert_eq!(check(503, Some(RetryAfter::At(1_000_120))), Some(120));
        assert_eq!(check(503, Some(RetryAfter::At(5))), Some(0));
        assert_eq!(check(429, Some(RetryAfter::In(Duration::from_secs(99_999_999)))), days(30));
        assert_eq!(check(503, Some(RetryAfter::At(i64::MAX))), days(30));
        assert_eq!(check(429, None), Some(3600));
        assert_eq!(check(410, Some(RetryAfter::In(Duration::ZERO))), days(365));
        assert_eq!(check(503, None), None);
        assert_eq!(retry(&IntakeError::Mistake, now), None);
    }

    #[test]
    fn threads_are_made_as_they_are_needed_and_without_one_it_is_done_here() {
        let task = |name: &str| {
            let (title, place) = (CleanLine::default(), CleanLine::default());
            let (id, input) = (ArticleId(name.to_owned()), Input::File(format!("/nowhere/{name}").into()));
            Task::Article { id, title, place, input, raw: false, word: Word::Typed, known: PageVersion::default() }
        };
        for most in [0, 2] {
            let mut workers = Workers::new(most, None);
            for running in 1..=3 {
                workers.send(task(&running.to_string()), running);
            }
            assert_eq!(workers.count, most);
            assert!(workers.are_free(0) && !workers.are_free(most.max(1)));
            for _ in 0..3 {
                assert!(workers.wait(Duration::from_mins(1)).is_some());
            }
        }
    }
}
