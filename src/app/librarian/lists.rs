//! What the library's screen asks of the library.

use std::collections::VecDeque;

use crossbeam_channel::Receiver;
use jiff::tz::TimeZone;

use super::{Answer as Result, Request, Shelf};
use crate::app::now;
use crate::article::{CleanText, Counts, Filter, Page, floor_boundary};
use crate::library::{Access, FeedEdit, Library, NewFeed, Trouble};
use crate::reader::Message;
use crate::reader::library::{Added, Answer, Around, Clock, Errand, Listed, Naming, Rank, Sources};

/// Bytes of a text that a preview shows at most.
const PREVIEW: usize = 6000;

/// The next request. One that a later one of its kind has made idle is dropped: whoever scrolls or types fast waits for
/// the last answer only.
pub fn next(requests: &Receiver<Request>, waiting: &mut VecDeque<Request>) -> Option<Request> {
    if waiting.is_empty() {
        waiting.push_back(requests.recv().ok()?);
    }
    waiting.extend(requests.try_iter());
    while let Some(request) = waiting.pop_front() {
        if !waiting.iter().any(|later| replaces(later, &request)) {
            return Some(request);
        }
    }
    None
}

/// Whether a request looks for something, and may take long.
pub fn is_list(request: &Request) -> bool {
    matches!(request, Request::Library(Errand::List { .. }))
}

/// Of several lists that wait only the last that was asked for stays: the highest number.
pub fn keep_newest(waiting: &mut VecDeque<Request>) {
    let job = |request: &Request| match request {
        Request::Library(Errand::List { job, .. }) => Some(*job),
        _ => None,
    };
    let newest = waiting.iter().filter_map(job).max();
    waiting.retain(|request| job(request).is_none() || job(request) == newest);
}

fn replaces(later: &Request, request: &Request) -> bool {
    matches!(
        (later, request),
        (Request::Library(Errand::List { .. }), Request::Library(Errand::List { .. }))
            | (Request::Look, Request::Look)
            | (Request::Library(Errand::Preview { .. }), Request::Library(Errand::Preview { .. }))
            | (Request::Library(Errand::Sources { .. }), Request::Library(Errand::Sources { .. }))
    )
}

impl Shelf {
    /// Does what the library's screen asks for.
    pub(super) fn errand(&mut self, errand: Errand) -> Option<Message> {
        let answer = match errand {
            Errand::Sources { job } => Answer::Sources { job, result: self.sources() },
            Errand::List { job, filter, from, count, around } => {
                Answer::Listed { job, result: self.listed(&filter, from, count, around) }
            }
            Errand::Preview { job, id } => {
                let read = |library: &mut Library| library.article(&id).map(|article| beginning(&article.text));
                Answer::Preview { job, result: self.with(read) }
            }
            Errand::Step { job, filter, of, back } => {
                let find = |library: &mut Library| {
                    let Some(id) = library.neighbour(&filter, &of, back, true)? else { return Ok(None) };
                    Ok(library.place_in(&filter, &id)?.map(|(before, _)| (before, id)))
                };
                Answer::Step { job, result: self.with(find) }
            }
            Errand::Look { job, id } => {
                Answer::Looked { job, result: self.with(|library| library.summary(&id).map(Box::new)) }
            }
            Errand::Name { job, id, naming, from } => {
                let result = self.with(|library| {
                    let from = from.map_or_else(FeedEdit::default, edit);
                    let theirs = library.change_feed(&id, &from, edit(naming.clone()))?;
                    let theirs = theirs.title.map(Naming::Title).or(theirs.folders.map(Naming::Folders));
                    Ok(theirs.map(|theirs| (id, naming, theirs)))
                });
                Answer::Named { job, result }
            }
            Errand::SetRead { ids, read } => {
                return self.marked(|library| library.set_read(&ids, read, now()).map(drop));
            }
            Errand::SetStarred { id, starred } => {
                return self.marked(|library| library.set_starred(&id, starred, now()));
            }
            Errand::ReadAll { job, filter } => {
                Answer::ReadAll { job, result: self.with(|library| library.read_all(&filter, now())) }
            }
            Errand::Unsubscribe { job, id } => {
                let end = |library: &mut Library| Ok((library.subscription(&id)?, library.unsubscribe(&id)?));
                let result = self.with(end).map(|(was, gone)| {
                    self.ended.insert(id.clone(), was);
                    gone
                });
                Answer::Unsubscribed { job, result }
            }
            Errand::Forget { job, id } => {
                Answer::Forgotten { job, result: self.with(|library| library.remove(&id, false)) }
            }
            Errand::Resubscribe { job, feed } => {
                // What the screen knows of it says not on whose word it was read, nor by what name and password.
                let new = self.ended.remove(&feed.id).unwrap_or_else(|| NewFeed {
                    access: Access { typed: Some(String::new()), login: None },
                    source: feed.source,
                    title: Some(feed.title),
                    link: feed.link,
                    folders: feed.folders,
                    tags: feed.tags,
                    full_text: feed.full_text,
                });
                let subscribe = |library: &mut Library| library.subscribe(&[new], now(), false);
                let ids = self.with(subscribe).map(|done| done.into_iter().map(|feed| feed.id).collect());
                Answer::Added { job, result: ids.map(Added::Imported) }
            }
            // What takes the network is done by `errands`.
            Errand::Refresh { .. }
            | Errand::StopRefresh
            | Errand::Add { .. }
            | Errand::Subscribe { .. }
            | Errand::Import { .. }
            | Errand::FullText { .. } => return None,
        };
        Some(Message::Library(answer))
    }

    fn sources(&mut self) -> Result<Sources> {
        if self.is_empty() {
            return Ok(Sources { feeds: Vec::new(), counts: Counts::default() });
        }
        self.with(|library| Ok(Sources { feeds: library.feeds()?, counts: library.counts()? }))
    }

    fn listed(&mut self, filter: &Filter, from: usize, count: usize, around: Option<Around>) -> Result<Listed> {
        if self.is_empty() {
            return Ok(Listed { page: Page::default(), at: None, clock: clock(), words: None });
        }
        let requests = self.requests.clone();
        let is_idle = move || requests.as_ref().is_some_and(|requests| !requests.is_empty());
        let mut has_given_up = false;
        let listed = self.with(|library| {
            let listed = library.unless(is_idle, |library| look(library, filter, from, count, around));
            has_given_up = listed.as_ref().is_err_and(|error| error.trouble == Trouble::GivenUp);
            listed
        });
        self.has_given_up = has_given_up;
        listed
    }

    /// Marks something, and says only why not.
    fn marked(&mut self, mark: impl FnOnce(&mut Library) -> crate::library::Result<()>) -> Option<Message> {
        let text = self.with(mark).err()?;
        Some(Message::Said { text, failed: true })
    }
}

fn edit(naming: Naming) -> FeedEdit {
    match naming {
        Naming::Title(title) => FeedEdit { title: Some(title), ..FeedEdit::default() },
        Naming::Folders(folders) => FeedEdit { folders: Some(folders), ..FeedEdit::default() },
    }
}

/// A window on a list.
fn look(
    library: &mut Library,
    filter: &Filter,
    from: usize,
    count: usize,
    around: Option<Around>,
) -> crate::library::Result<Listed> {
    let clock = clock();
    let at = match &around {
        Some(around) => library.place_in(filter, &around.id)?,
        None => None,
    };
    let from = match (at, around) {
        (Some((before, _)), Some(around)) => before.saturating_sub(around.lead),
        _ => from,
    };
    let page = library.list(filter, from, count)?;
    Ok(Listed {
        page,
        at: at.map(|(before, listed)| Rank { before, listed }),
        clock,
        words: library.is_cut(&filter.query),
    })
}

/// The first part of a text.
fn beginning(text: &CleanText) -> CleanText {
    let end = floor_boundary(text, PREVIEW.min(text.len()));
    CleanText::kept(text.as_str().get(..end).unwrap_or_default().to_owned(), true)
}

/// Today, and how far the clock here is from UTC.
fn clock() -> Clock {
    let now = now();
    let offset = TimeZone::system().to_offset(now);
    Clock { today: offset.to_datetime(now).date(), offset }
}

#[cfg(test)]
mod tests {
    use crossbeam_channel::unbounded;

    use super::*;
    use crate::app::inbox::Happening;
    use crate::app::librarian::start;
    use crate::article::{Article, ArticleId, Source};

    #[test]
    fn only_the_last_question_of_a_kind_is_answered() {
        let (sender, requests) = unbounded();
        let preview = |job| Request::Library(Errand::Preview { job, id: ArticleId("a".into()) });
        let sources = |job| Request::Library(Errand::Sources { job });
        let read = Request::Library(Errand::SetRead { ids: Vec::new(), read: true });
        for request in [preview(1), sources(2), preview(3), read, Request::All { job: 4 }, sources(5)] {
            sender.send(request).unwrap();
        }
        drop(sender);
        let mut waiting = VecDeque::new();
        let mut left = Vec::new();
        while let Some(request) = next(&requests, &mut waiting) {
            left.push(format!("{request:?}").replace("Library(", "").chars().take(7).collect::<String>());
        }
        assert_eq!(left, ["Preview", "SetRead", "All { j", "Sources"]);
    }

    fn list(job: u64, query: &str) -> Request {
        let filter = Filter { query: query.to_owned(), ..Filter::default() };
        Request::Library(Errand::List { job, filter, from: 0, count: 10, around: None })
    }

    #[test]
    fn a_search_is_given_up_for_what_waits_and_done_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        let mut library = Library::open(&path).unwrap();
        for n in 0..400 {
            let source = Source::Url(format!("https://a.example/{n}"));
            library.keep(&Article::plain(source, CleanText::new("storm ")), now()).unwrap();
        }
        // While something waits, nothing is looked for.
        let (sender, requests) = unbounded();
        sender.send(list(2, "storm")).unwrap();
        let mut shelf = Shelf { requests: Some(requests.clone()), ..Shelf::new(Ok(path.clone())) };
        let query = Filter { query: "storm OR tide".to_owned(), ..Filter::default() };
        assert!(shelf.listed(&query, 0, 400, None).is_err() && shelf.has_given_up);
        requests.recv().unwrap();
        assert_eq!(shelf.listed(&query, 0, 400, None).unwrap().page.total, 400);
        assert!(!shelf.has_given_up);
        // All that was asked is answered, but for lists that a later one made idle.
        let (inbox, heard) = unbounded();
        let (librarian, pending) = start(Ok(path), inbox);
        for job in 1..=5 {
            librarian.ask(list(job, "storm"));
            librarian.ask(Request::All { job });
        }
        drop(librarian);
        pending.finish(std::time::Instant::now() + crate::app::librarian::LAST_WAIT);
        let (mut all, mut last) = (0, 0);
        for happening in heard.try_iter() {
            let Happening::Message(message) = happening else { continue };
            match *message {
                Message::AllBookmarks { .. } => all += 1,
                Message::Library(Answer::Listed { job, result }) => {
                    assert!(job > last && result.is_ok());
                    last = job;
                }
                _ => {}
            }
        }
        assert_eq!((all, last), (5, 5));
    }
}
