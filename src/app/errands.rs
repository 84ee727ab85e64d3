//! What the library's screen asks for that takes the network or a file: each on a thread of its own, with a library of
//! its own, so that nothing waits for it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::Sender;

use super::inbox::Happening;
use super::intake::{self, Input, IntakeError, Read, Wishes, subscriptions};
use super::perform::guarded;
use super::refresh::{self, Failed, RefreshPlan, Step, Wanted, retention};
use crate::article::{Article, ArticleId, CleanLine, FeedId, Subscription};
use crate::ingest::Opml;
use crate::library::{Library, LibraryError};
use crate::reader::Message;
use crate::reader::library::{Added, Answer, Errand, Failure, FoundFeed, Import, RefreshStep, RefreshSummary};
use crate::settings::FeedOptions;

/// Carries them out.
#[derive(Debug, Clone)]
pub struct Errands {
    library: Result<PathBuf, String>,
    options: FeedOptions,
    inbox: Sender<Happening>,
    stop: Arc<AtomicBool>,
}

impl Errands {
    /// With the library's file, or a sentence why there is none.
    pub fn new(library: Result<PathBuf, String>, options: FeedOptions, inbox: Sender<Happening>) -> Self {
        Self { library, options, inbox, stop: Arc::default() }
    }

    /// Sends an errand off; one that the library's own thread does is given back.
    pub fn send(&self, errand: Errand) -> Option<Errand> {
        match errand {
            Errand::Refresh { job, feeds } => {
                self.stop.store(false, Ordering::Relaxed);
                self.work(
                    "refresh",
                    job,
                    |job, result| Answer::Refreshed { job, result },
                    move |errands| errands.refresh(job, feeds),
                );
            }
            Errand::StopRefresh => self.stop.store(true, Ordering::Relaxed),
            Errand::Add { job, text } => {
                let answer = |job, result| Answer::Added { job, result };
                self.work("add", job, answer, move |errands| errands.add(&text));
            }
            Errand::Subscribe { job, feed } => {
                let answer = |job, result| Answer::Added { job, result };
                self.work("subscribe", job, answer, move |errands| errands.subscribe_found(&feed));
            }
            Errand::Import { job, path } => {
                let answer = |job, result| Answer::Added { job, result };
                self.work("import", job, answer, move |errands| errands.import(&path));
            }
            Errand::FullText { job, id } => {
                let answer = |job, result| Answer::FullText { job, result };
                self.work("full text", job, answer, move |errands| errands.full_text(&id));
            }
            other => return Some(other),
        }
        None
    }

    /// Does `work` on a thread of its own, and sends its answer.
    fn work<T: 'static>(
        &self,
        name: &str,
        job: u64,
        answer: fn(u64, Result<T, String>) -> Answer,
        work: impl FnOnce(&Self) -> Result<T, String> + Send + 'static,
    ) {
        let errands = self.clone();
        let run = move || {
            let result = guarded(|| work(&errands));
            errands.tell(answer(job, result));
        };
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(run) {
            self.tell(answer(job, Err(format!("No thread could be started: {error}"))));
        }
    }

    /// The library; made only when there is something for it.
    fn open(&self) -> Result<Library, String> {
        let path = self.library.as_ref().map_err(Clone::clone)?;
        Library::open(path).map_err(refused)
    }

    fn tell(&self, answer: Answer) {
        // The loop may have ended by now.
        let _ = self.inbox.send(Happening::Message(Box::new(Message::Library(answer))));
    }

    fn refresh(&self, job: u64, feeds: Vec<FeedId>) -> Result<RefreshSummary, String> {
        let wanted = if feeds.is_empty() { Wanted::All } else { Wanted::Named { feeds, articles: Vec::new() } };
        let plan = RefreshPlan::new(wanted, &self.options);
        let mut say = |step: Step| {
            if let Some(step) = shown(&step) {
                self.tell(Answer::Refreshing { job, step });
            }
        };
        let done = refresh::refresh(&mut self.open()?, &plan, &self.stop, &mut say).map_err(refused)?;
        let name = |failed: Failed| Failure { feed: failed.feed, title: failed.title, why: failed.why };
        Ok(RefreshSummary {
            read: done.feeds,
            new: done.new,
            changed: done.changed + done.articles_changed,
            failed: done.failed.into_iter().map(name).collect(),
            stopped: done.stopped,
        })
    }

    /// Reads what was typed: a feed is subscribed, a page or file kept, a list of subscriptions looked at. A page without
    /// an article of its own is taken for the feed that it names.
    fn add(&self, text: &str) -> Result<Added, String> {
        let input = Input::from(home(text).into_os_string());
        let fail = |error: IntakeError| refusal(&input, &error);
        let found = intake::read(&input, None).map_err(fail)?;
        if found.is_feed() {
            return self.subscribe(&input, &found);
        }
        if let Ok(opml) = found.opml() {
            return self.preview(text, &opml);
        }
        let feeds = found.feed_addresses();
        let (access, page) = (found.access().clone(), found.source().clone());
        let near = access.typed_at(&page).map(str::to_owned);
        match (found.article(false), feeds.into_iter().next()) {
            (Ok(article), feed) => {
                let mut library = self.open()?;
                let kept = library.add(&article, crate::app::now()).map_err(refused)?;
                let named = |address: String| {
                    let title = article.site.clone().unwrap_or_else(|| CleanLine::new(&address));
                    FoundFeed { address, title, page: near.unwrap_or_default() }
                };
                let is_known = |address: &String| library.find_feed(address).is_ok();
                let feed = feed.filter(|address| !is_known(address)).map(named);
                Ok(Added::Article { id: kept.id, title: article.name(), feed })
            }
            (Err(_), Some(address)) => {
                let found = intake::read_found(&address, near.as_deref(), access.login.as_ref(), None).map_err(fail)?;
                self.subscribe(&input, &found)
            }
            (Err(error), None) => Err(fail(error)),
        }
    }

    /// Subscribes a feed that a page names: nobody typed its address.
    fn subscribe_found(&self, feed: &FoundFeed) -> Result<Added, String> {
        let input = Input::Url(feed.address.clone());
        let found = intake::read_found(&feed.address, Some(&feed.page), None, None);
        self.subscribe(&input, &found.map_err(|error| refusal(&input, &error))?)
    }

    fn subscribe(&self, input: &Input, found: &Read) -> Result<Added, String> {
        let feed = found.feed().map_err(|error| refusal(input, &error))?;
        let at = crate::app::now();
        let done =
            feed.subscribe(&mut self.open()?, Wishes::default(), retention(&self.options), at).map_err(refused)?;
        let entries = done.taken.new.len() + done.taken.changed + done.taken.unchanged;
        Ok(Added::Feed { id: done.id, title: feed.name(), entries, is_new: done.is_new })
    }

    fn full_text(&self, id: &ArticleId) -> Result<Arc<Article>, String> {
        let timeout = Some(std::time::Duration::from_secs(self.options.timeout));
        let read = |library: &mut Library| -> Result<Article, refresh::AgainError> {
            if library.feeds_of(id)?.is_empty() {
                refresh::read_again(library, id, timeout)?;
            } else {
                refresh::full_text(library, id, timeout)?;
            }
            Ok(library.article(id)?)
        };
        let article = read(&mut self.open()?)
            .map_err(|error| sentence(&format!("the article cannot be read again: {error}.")))?;
        Ok(Arc::new(article))
    }

    /// What importing a list would do.
    fn preview(&self, path: &str, opml: &Opml) -> Result<Added, String> {
        let done = self.open()?.subscribe(&subscriptions(opml), crate::app::now(), true).map_err(refused)?;
        let name = |feed: &Subscription| feed.title.clone().unwrap_or_else(|| CleanLine::new(&feed.url));
        let new: Vec<CleanLine> =
            opml.feeds.iter().zip(&done).filter(|(_, done)| done.is_new).map(|(feed, _)| name(feed)).collect();
        let mut folders: Vec<CleanLine> = opml.feeds.iter().filter_map(|feed| feed.folders.first().cloned()).collect();
        folders.sort_unstable_by(|one, other| one.as_str().cmp(other.as_str()));
        folders.dedup();
        Ok(Added::Import(Import { path: path.to_owned(), known: done.len() - new.len(), new, folders }))
    }

    /// Subscribes all feeds of a list: those that are new.
    fn import(&self, path: &str) -> Result<Added, String> {
        let input = Input::from(home(path).into_os_string());
        let found = intake::read(&input, None).map_err(|error| refusal(&input, &error))?;
        let opml = found.opml().map_err(|error| refusal(&input, &error))?;
        let done = self.open()?.subscribe(&subscriptions(&opml), crate::app::now(), false).map_err(refused)?;
        Ok(Added::Imported(done.into_iter().filter(|done| done.is_new).map(|done| done.id).collect()))
    }
}

/// A path that begins with `~/`, as a shell would have it.
fn home(text: &str) -> PathBuf {
    match (text.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => text.into(),
    }
}

/// A step as the screen shows it.
fn shown(step: &Step) -> Option<RefreshStep> {
    Some(match step {
        Step::Began { total } => RefreshStep::Began { total: *total },
        Step::Read { done, total, new, changed, .. } => {
            RefreshStep::Read { done: *done, total: *total, new: *new, changed: *changed }
        }
        Step::Article { done, total, kept, .. } => {
            RefreshStep::Read { done: *done, total: *total, new: 0, changed: usize::from(kept.is_some()) }
        }
        Step::Failed { done, total, .. } => RefreshStep::Failed { done: *done, total: *total },
        Step::Waiting { .. } | Step::Page { .. } => return None,
    })
}

/// Why an input was not taken, and what to try.
fn refusal(input: &Input, error: &IntakeError) -> String {
    let name = input.name();
    let hint = error.hint(name.as_str());
    let hint = if hint.is_empty() { hint } else { format!(" {hint}.") };
    sentence(&format!("cannot read {}: {error}.{hint}", name.as_str()))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn refused(error: LibraryError) -> String {
    sentence(&error.to_string())
}

/// An error as a sentence of the screen.
fn sentence(error: &str) -> String {
    super::librarian::sentence(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(text: &str, bytes: &str) -> (tempfile::TempDir, Result<Added, String>) {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(text);
        std::fs::write(&file, bytes).unwrap();
        let path = home.path().join("library.db");
        let (inbox, _) = crossbeam_channel::unbounded();
        let errands = Errands::new(Ok(path), FeedOptions::default(), inbox);
        let added = errands.add(&file.to_string_lossy());
        (home, added)
    }

    #[test]
    fn what_is_typed_is_told_apart() {
        let feed = "<rss><channel><title>Tide</title><item><title>One</title><link>http://a.example/1</link>\
                    <description>Some words.</description></item></channel></rss>";
        let (_home, added) = add("feed.xml", feed);
        assert!(
            matches!(&added, Ok(Added::Feed { title, entries: 1, is_new: true, .. }) if title.as_str() == "Tide"),
            "{added:?}"
        );
        let (_home, added) = add("story.txt", "A title\n\nSome words of a story that was kept.");
        assert!(matches!(&added, Ok(Added::Article { feed: None, .. })), "{added:?}");
        let opml = "<opml version=\"2.0\"><body><outline text=\"Ports\"><outline type=\"rss\" text=\"Tide\" \
                    xmlUrl=\"http://a.example/feed\"/></outline></body></opml>";
        let (_home, added) = add("feeds.opml", opml);
        let Ok(Added::Import(import)) = added else { panic!("{added:?}") };
        assert_eq!((import.new, import.known, import.folders), (vec!["Tide".into()], 0, vec!["Ports".into()]));
        let (_home, added) = add("nothing.txt", "");
        assert!(added.unwrap_err().starts_with("Cannot read "));
    }
}
