//! Refresh: feeds and articles are read again from where they came.
//!
//! A few workers ask and parse; whoever calls writes, one transaction a feed. Never more than two questions at a time
//! go to one host. What was committed stays, whenever it is stopped; answers that come after that are dropped. A feed
//! that fails says why, which is kept with it, and the others go on; a panic costs the feed that it happened to.
//!
//! A server is spared: from the second time on it is asked whether anything has changed, and one that wants to be
//! asked later is asked later, unless its feed is named. Bytes that are the same as before are not looked at.

mod articles;
mod queue;
mod worker;

pub use articles::{AgainError, full_text, read_again};

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use crate::app::intake::IntakeError;
use crate::article::{Article, ArticleId, CleanLine, FeedId, Source};
use crate::library::{DueFeed, FeedReading, FeedTaken, Kept, Library, Result, Retention, Spared};
use crate::settings::FeedOptions;
use articles::FoundArticle;
use queue::Queue;
use worker::{Answer, FeedAnswer, Finished, NoPage, Task, Workers};

/// How often it is looked whether to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// What is to be read again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Wanted {
    /// All feeds, and the articles that the reader kept himself.
    #[default]
    All,
    /// These.
    Named {
        /// Feeds.
        feeds: Vec<FeedId>,
        /// Articles.
        articles: Vec<ArticleId>,
    },
}

/// How to read again.
#[derive(Debug, Clone)]
pub struct RefreshPlan {
    /// What.
    pub wanted: Wanted,
    /// How long one of them may take; None for the usual time.
    pub timeout: Option<Duration>,
    /// Whether the pages of new entries are fetched of every feed, and not only of those that are set so.
    pub full_text: bool,
    /// Whether servers are asked before the time at which they wanted to be asked again.
    pub now: bool,
    /// What is kept of each feed.
    pub retention: Retention,
    /// How many are read at the same time.
    pub workers: usize,
    /// How many pages of new entries are fetched of one feed.
    pub pages: usize,
}

impl RefreshPlan {
    /// As the settings have it.
    pub fn new(wanted: Wanted, settings: &FeedOptions) -> Self {
        // Who names a feed means now.
        let now = wanted != Wanted::All;
        Self {
            wanted,
            timeout: Some(Duration::from_secs(settings.timeout)),
            full_text: false,
            now,
            retention: retention(settings),
            workers: settings.workers,
            pages: settings.pages,
        }
    }
}

/// What is kept of each feed, as the settings have it.
pub fn retention(settings: &FeedOptions) -> Retention {
    Retention {
        entries: Some(settings.keep_entries).filter(|entries| *entries > 0),
        days: Some(settings.keep_days).filter(|days| *days > 0),
    }
}

/// What happens in a refresh. `done` of `total` feeds and articles are through.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// It begins.
    Began {
        /// How many feeds and articles will be read.
        total: usize,
    },
    /// A feed waits, because its server asked for that.
    Waiting {
        /// The feed.
        feed: FeedId,
        /// What it is called.
        title: CleanLine,
        /// Until when.
        until: Timestamp,
    },
    /// A feed was read.
    Read {
        /// The feed.
        feed: FeedId,
        /// What it is called.
        title: CleanLine,
        /// How many are through.
        done: usize,
        /// Of how many.
        total: usize,
        /// Entries that are new.
        new: usize,
        /// Entries whose text is another one.
        changed: usize,
    },
    /// An article was read.
    Article {
        /// The article.
        article: ArticleId,
        /// What it is called.
        title: CleanLine,
        /// How many are through.
        done: usize,
        /// Of how many.
        total: usize,
        /// What keeping it did; None if it is what it was.
        kept: Option<Kept>,
    },
    /// A feed or an article could not be read.
    Failed {
        /// Which.
        failed: Failed,
        /// How many are through.
        done: usize,
        /// Of how many.
        total: usize,
    },
    /// The page of a new entry was fetched.
    Page {
        /// The article.
        article: ArticleId,
        /// Whether its text was kept: it may have been none, or less than the feed's.
        kept: bool,
        /// How many pages are still to come.
        left: usize,
    },
}

/// What could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The feed, unless it is an article.
    pub feed: Option<FeedId>,
    /// What it is called.
    pub title: CleanLine,
    /// Where it is read.
    pub place: CleanLine,
    /// Why.
    pub why: CleanLine,
    /// What to try; may be empty.
    pub hint: CleanLine,
}

/// What a refresh did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RefreshSummary {
    /// Feeds that were read without trouble.
    pub feeds: usize,
    /// Entries that are new, changed, and what they were.
    pub new: usize,
    /// Entries whose text is another one.
    pub changed: usize,
    /// Entries that are what they were; of a feed that is the same as before they are not counted.
    pub unchanged: usize,
    /// Articles that were read again and are changed.
    pub articles_changed: usize,
    /// Articles that are what they were.
    pub articles_unchanged: usize,
    /// Bookmarks that stand otherwise than before.
    pub moved: usize,
    /// Entries that feeds have beyond those that are taken of one.
    pub left_out: usize,
    /// Entries that went, as the settings have it.
    pub gone: usize,
    /// Entries whose full text was kept.
    pub pages: usize,
    /// Why full texts were not had, one for each page; they do not count as failures of their feed.
    pub pages_failed: Vec<CleanLine>,
    /// Full texts that were not asked for any more, as their servers have too much to do.
    pub pages_put_off: usize,
    /// Feeds whose servers want to be asked later.
    pub waiting: usize,
    /// What could not be read.
    pub failed: Vec<Failed>,
    /// Whether it was stopped before its end.
    pub stopped: bool,
}

/// Reads feeds and articles again. An error is one of the library; what was committed before it stays. `stop` ends it
/// within a fraction of a second and the transaction that is under way; `say` is told what happens.
pub fn refresh(
    library: &mut Library,
    plan: &RefreshPlan,
    stop: &AtomicBool,
    say: &mut dyn FnMut(Step),
) -> Result<RefreshSummary> {
    let mut run = Run {
        library,
        plan,
        say,
        queue: Queue::default(),
        total: 0,
        done: 0,
        wanted: HashSet::new(),
        busy: HashSet::new(),
        out: RefreshSummary::default(),
    };
    run.fill()?;
    (run.say)(Step::Began { total: run.total });
    run.all(Workers::new(plan.workers.clamp(1, 64), plan.timeout), stop)?;
    Ok(run.out)
}

/// A refresh under way.
struct Run<'a> {
    library: &'a mut Library,
    plan: &'a RefreshPlan,
    say: &'a mut dyn FnMut(Step),
    queue: Queue,
    total: usize,
    done: usize,
    /// Articles whose pages were lined up.
    wanted: HashSet<ArticleId>,
    /// Hosts that have too much to do.
    busy: HashSet<String>,
    out: RefreshSummary,
}

impl Run<'_> {
    /// Lines up what is to be read.
    fn fill(&mut self) -> Result<()> {
        let now = crate::app::now();
        self.library.heal_times(now)?;
        let (feeds, articles) = match &self.plan.wanted {
            Wanted::All => (self.library.feeds_to_read(&[])?, articles::kept(self.library)?),
            Wanted::Named { feeds, articles } => {
                let feeds = if feeds.is_empty() { Vec::new() } else { self.library.feeds_to_read(feeds)? };
                (feeds, articles.clone())
            }
        };
        for due in feeds {
            if let Some(until) = due.waits_until(now).filter(|_| !self.plan.now) {
                self.out.waiting += 1;
                (self.say)(Step::Waiting { feed: due.id, title: due.title, until });
                continue;
            }
            self.total += 1;
            self.queue.push(Task::Feed(Box::new(due)));
        }
        for id in articles {
            self.total += 1;
            match articles::task(self.library, &id)? {
                Ok(task) => self.queue.push(task),
                Err(failed) => self.fail(failed),
            }
        }
        Ok(())
    }

    /// Has everything read and takes it in.
    fn all(&mut self, mut workers: Workers, stop: &AtomicBool) -> Result<()> {
        loop {
            if stop.load(Ordering::Relaxed) {
                self.out.stopped = true;
                return Ok(());
            }
            while workers.are_free(self.queue.running())
                && let Some(task) = self.queue.next()
            {
                workers.send(task, self.queue.running());
            }
            if self.queue.is_idle() {
                return Ok(());
            }
            if let Some(finished) = workers.wait(GLANCE) {
                self.queue.ended(&finished.task.host());
                self.take(finished)?;
            }
        }
    }

    fn fail(&mut self, failed: Failed) {
        self.done += 1;
        self.out.failed.push(failed.clone());
        (self.say)(Step::Failed { failed, done: self.done, total: self.total });
    }

    /// Writes down what a worker found.
    fn take(&mut self, finished: Finished) -> Result<()> {
        match (finished.task, finished.answer) {
            (Task::Feed(due), Answer::Feed(answer)) => self.take_feed(&due, &answer),
            (Task::Article { id, title, place, .. }, Answer::Article(answer)) => {
                let named = Failed { feed: None, title, place, why: CleanLine::default(), hint: CleanLine::default() };
                self.take_article(id, named, answer)
            }
            (task @ Task::Page { .. }, Answer::Page(page)) => self.take_page(&task, page),
            // A worker answers what it was asked.
            _ => Ok(()),
        }
    }

    /// Takes in what an article is now; `named` says which it is, should there be trouble with it.
    fn take_article(
        &mut self,
        id: ArticleId,
        named: Failed,
        answer: std::result::Result<Option<Box<FoundArticle>>, (CleanLine, CleanLine)>,
    ) -> Result<()> {
        let mut found = match answer {
            Ok(found) => found.map(|found| *found),
            Err((why, hint)) => {
                self.fail(Failed { why, hint, ..named });
                return Ok(());
            }
        };
        let mut trouble = found.as_mut().and_then(|found| found.trouble.take());
        let kept = articles::keep(self.library, &id, found)?;
        trouble = trouble.or_else(|| kept.as_ref()?.refused.map(IntakeError::Lost));
        let changed = kept.as_ref().is_some_and(|kept| kept.has_changed);
        self.out.articles_changed += usize::from(changed);
        self.out.moved += kept.as_ref().map_or(0, |kept| kept.moved);
        if let Some(trouble) = trouble {
            let hint = CleanLine::new(&trouble.hint(&named.place));
            self.fail(Failed { why: CleanLine::new(&trouble.to_string()), hint, ..named });
            return Ok(());
        }
        self.done += 1;
        self.out.articles_unchanged += usize::from(!changed);
        (self.say)(Step::Article { article: id, title: named.title, done: self.done, total: self.total, kept });
        Ok(())
    }

    fn take_page(&mut self, task: &Task, page: std::result::Result<Box<Article>, NoPage>) -> Result<()> {
        let Task::Page { id, feed, .. } = task else { return Ok(()) };
        let mut kept = false;
        match page {
            Ok(page) => kept = articles::keep_page(self.library, id, &page)?.is_some(),
            Err(NoPage { why, busy: Some(until) }) => {
                let host = task.host();
                self.out.pages_failed.push(why);
                self.out.pages_put_off += self.queue.drop_pages(&host);
                // A feed of the same host is spared as well.
                self.busy.insert(host.clone());
                let feeds = self.library.feeds_to_read(std::slice::from_ref(feed))?;
                for due in feeds.into_iter().filter(|due| worker::host_of(&due.source) == host) {
                    self.library.spare_feed(&due.id, until)?;
                }
            }
            Err(NoPage { why, busy: None }) => self.out.pages_failed.push(why),
        }
        if !kept && !self.busy.contains(&task.host()) {
            self.library.tried_page(id)?;
        }
        self.out.pages += usize::from(kept);
        (self.say)(Step::Page { article: id.clone(), kept, left: self.queue.pages() });
        Ok(())
    }

    /// Lines up the pages of a feed's entries that have only what the feed gives of them: those that are new, and of a
    /// feed that is set so those that were left over before.
    fn want_pages(&mut self, due: &DueFeed, new: &[ArticleId]) -> Result<()> {
        let wanted = if due.full_text {
            self.library.pages_to_read(&due.id, self.plan.pages)?
        } else if self.plan.full_text {
            // The newest first.
            new.iter().rev().take(self.plan.pages).cloned().collect()
        } else {
            return Ok(());
        };
        for id in wanted {
            // An article that stands in two feeds is asked for once.
            if !self.wanted.insert(id.clone()) {
                continue;
            }
            match articles::page(self.library, &id, &due.id)? {
                Some(page) if self.busy.contains(&page.host()) => self.out.pages_put_off += 1,
                Some(page) => self.queue.push(page),
                None => {}
            }
        }
        Ok(())
    }

    fn take_feed(&mut self, due: &DueFeed, answer: &FeedAnswer) -> Result<()> {
        let now = crate::app::now();
        let (reading, failed) = match answer {
            FeedAnswer::Unchanged(_) => (FeedReading::Unchanged, None),
            FeedAnswer::Failed { why, hint, retry } => {
                let failed = Failed { hint: hint.clone(), ..failure(due, why.clone()) };
                (FeedReading::Failed { why, retry: *retry }, Some(failed))
            }
            FeedAnswer::Read(found) => {
                let moved = match &found.source {
                    Source::Url(address) if found.source != due.source => Some(address.as_str()),
                    _ => None,
                };
                let reading = FeedReading::Read {
                    feed: &found.feed,
                    digest: &found.digest,
                    etag: found.validators.etag.as_deref(),
                    last_modified: found.validators.last_modified.as_deref(),
                    moved,
                };
                (reading, None)
            }
        };
        let until = answer.holds().and_then(|holds| now.checked_add(holds).ok());
        let taken = match self.library.take_feed_until(&due.id, reading, self.plan.retention, now, until) {
            Ok(taken) => taken,
            // Somebody ended the subscription meanwhile.
            Err(error) if error.is_missing() => FeedTaken::default(),
            Err(error) => return Err(error),
        };
        let refused = taken.refused.clone().map(|why| Failed { hint: hint(&reading), ..failure(due, why) });
        self.out.new += taken.new.len();
        self.out.changed += taken.changed;
        self.out.unchanged += taken.unchanged;
        self.out.moved += taken.moved;
        self.out.gone += taken.gone;
        if let FeedAnswer::Read(found) = answer {
            self.out.left_out += found.feed.left_out;
        }
        self.out.failed.extend(taken.spared.iter().map(spared));
        let (new, changed) = (taken.new.len(), taken.changed);
        if let Some(failed) = failed.or(refused) {
            self.fail(failed);
            return Ok(());
        }
        self.done += 1;
        self.out.feeds += 1;
        self.want_pages(due, &taken.new)?;
        (self.say)(Step::Read {
            feed: due.id.clone(),
            title: due.title.clone(),
            done: self.done,
            total: self.total,
            new,
            changed,
        });
        Ok(())
    }
}

/// What to try with a feed that was read and then refused.
fn hint(reading: &FeedReading<'_>) -> CleanLine {
    match reading {
        FeedReading::Read { moved: Some(_), .. } => "Remove one of them with `dateline feeds remove`".into(),
        _ => CleanLine::default(),
    }
}

/// What is said of an article that its feed says hardly anything of any more.
pub(crate) fn spared(spared: &Spared) -> Failed {
    let trouble = IntakeError::Lost(spared.why);
    Failed {
        feed: None,
        title: spared.title.clone(),
        place: spared.place.clone(),
        why: CleanLine::new(&trouble.to_string()),
        hint: if spared.has_page { CleanLine::new(&trouble.hint(&spared.place)) } else { CleanLine::default() },
    }
}

/// What is said of a feed that could not be read.
fn failure(due: &DueFeed, why: CleanLine) -> Failed {
    Failed {
        feed: Some(due.id.clone()),
        title: due.title.clone(),
        place: CleanLine::new(&due.source.to_string()),
        why,
        hint: CleanLine::default(),
    }
}
