//! The thread that owns the library. It opens the file when it is first needed, and not at all for an article that
//! nothing is kept of.

mod lists;
#[cfg(test)]
mod windows;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use jiff::tz::TimeZone;

use super::inbox::Happening;
use super::now;
use super::passages;
use super::perform::guarded;
use crate::article::{
    Anchor, Article, ArticleId, Bookmark, BookmarkId, CleanLine, FeedId, Offset, Source, TextRange, discreet_sentence,
};
use crate::library::{BookmarkChange, BookmarkEdit, Changed, Library, ListedBookmark, NewBookmark, NewFeed};
use crate::reader::{BookmarkRow, Errand, Mark, Message, Outcome, PassageOrder, Recalled, Remarks, RemarksEdit};

/// How long the end of the program waits for what is still being written.
pub const LAST_WAIT: Duration = Duration::from_secs(8);

/// What can be asked of the library.
#[derive(Debug, Clone)]
pub enum Request {
    /// What is kept of an article.
    Recall { job: u64, article: Arc<Article> },
    /// An article that is kept.
    Open { job: u64, id: ArticleId },
    /// Keep a passage.
    Save { ticket: u64, article: Arc<Article>, range: TextRange },
    /// Change note, tags and colour.
    Edit { mark: Mark, edit: RemarksEdit, from: RemarksEdit, is_undo: bool },
    /// Something else with passages.
    Passage(PassageOrder),
    /// Remove a bookmark that was seen so.
    Remove { mark: Mark, seen: RemarksEdit },
    /// Has another window changed the library?
    Look,
    /// Tell when all that was asked before this is done.
    Last,
    /// What is kept of the open article by now.
    Renew { job: u64, article: Arc<Article> },
    /// Bring one back.
    Restore(BookmarkId),
    /// All bookmarks.
    All { job: u64 },
    /// Something for the library's screen.
    Library(Errand),
    /// Keep where reading stopped.
    Position { article: Arc<Article>, at: Offset },
    /// A name is no place in this article, or is one after all.
    NotPlace { article: Arc<Article>, name: String, is_none: bool },
}

/// The way to the library's thread.
#[derive(Debug)]
pub struct Librarian(Sender<Request>);

impl Librarian {
    /// Asks; the answer comes through the inbox.
    pub fn ask(&self, request: Request) {
        // The thread ends only after this has gone.
        let _ = self.0.send(request);
    }
}

/// The thread, for whoever waits for its end.
#[derive(Debug)]
pub struct Pending {
    done: Receiver<()>,
    exists: bool,
}

impl Pending {
    /// Whether there was a library when the program started.
    pub fn exists(&mut self) -> bool {
        self.exists
    }

    /// Waits until everything that was asked is on disk, but not for ever: the file may lie on a dead network.
    pub fn finish(self, until: Instant) {
        let _ = self.done.recv_deadline(until);
    }
}

/// Starts the thread.
pub fn start(path: Result<PathBuf, String>, inbox: Sender<Happening>) -> (Librarian, Pending) {
    let (sender, requests) = unbounded();
    let (end, done) = bounded::<()>(0);
    let exists = path.as_ref().is_ok_and(|path| path.exists());
    let mut shelf = Shelf { requests: Some(requests.clone()), ..Shelf::new(path) };
    let run = move || {
        // Held until the thread ends, which whoever waits then sees.
        let _end = end;
        let mut waiting = VecDeque::new();
        while let Some(request) = lists::next(&requests, &mut waiting) {
            if matches!(request, Request::Last) {
                let _ = inbox.send(Happening::Settled);
                continue;
            }
            let list = lists::is_list(&request).then(|| request.clone());
            let message = shelf.answer(request);
            // What was given up for something else comes after that, unless a later one makes it idle.
            if let Some(list) = list.filter(|_| std::mem::take(&mut shelf.has_given_up)) {
                waiting.extend(requests.try_iter());
                waiting.push_back(list);
                lists::keep_newest(&mut waiting);
                continue;
            }
            if let Some(message) = message
                && inbox.send(Happening::Message(Box::new(message))).is_err()
            {
                // Nobody listens any more; what was asked is done all the same.
            }
        }
    };
    // Without the thread requests are never answered, and the reader works as without a library.
    let _ = thread::Builder::new().name("library".into()).spawn(run);
    (Librarian(sender), Pending { done, exists })
}

/// The library, once it is open.
pub struct Shelf {
    /// What waits while something is looked for.
    requests: Option<Receiver<Request>>,
    /// Whether the last list was given up, as something else waits.
    has_given_up: bool,
    path: Result<PathBuf, String>,
    library: Option<Library>,
    /// Texts that the library gave away, by their sources and revisions: it holds them, or newer ones.
    given: HashSet<(Source, String)>,
    /// What it held when it was opened: where that is gone by now somebody took it away.
    held: HashSet<Source>,
    /// The bookmarks that were saved under a ticket: what is changed right after may still tell them by it.
    tickets: HashMap<u64, BookmarkId>,
    /// Subscriptions that were ended, as they were.
    ended: HashMap<FeedId, NewFeed>,
    /// The number of the library's state that was seen last (see [`Library::version`]).
    version: Option<i64>,
    /// Whether the file could not be opened when it was looked at.
    is_refused: bool,
}

/// What came of it, or a sentence why nothing did.
pub type Answer<T> = Result<T, String>;

impl Shelf {
    fn new(path: Result<PathBuf, String>) -> Self {
        Self {
            requests: None,
            has_given_up: false,
            path,
            library: None,
            given: HashSet::new(),
            held: HashSet::new(),
            tickets: HashMap::new(),
            ended: HashMap::new(),
            version: None,
            is_refused: false,
        }
    }

    /// The library's file, whether it is open yet or not.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref().ok()
    }

    fn answer(&mut self, request: Request) -> Option<Message> {
        Some(match request {
            Request::Recall { job, article } => Message::Recalled { job, result: guarded(|| self.recall(&article)) },
            Request::Open { job, id } => {
                let result = self.with(|library| library.article(&id).map(Arc::new));
                if let Ok(article) = &result {
                    self.given.insert((article.source.clone(), article.revision()));
                }
                Message::Opened { job, result }
            }
            Request::Save { ticket, article, range } => {
                let result = self.with(|library| save(library, &article, range));
                if let Ok(bookmark) = &result {
                    self.tickets.insert(ticket, bookmark.id.clone());
                }
                Message::BookmarkSaved { ticket, result }
            }
            Request::Passage(order) => return passages::answer(self, order).map(Message::Passage),
            Request::Edit { mark, edit, from, is_undo } => {
                let change = BookmarkChange { from: as_edit(from), to: as_edit(edit), is_undo };
                let result = self.named(&mark).and_then(|id| {
                    let changed = self.with(|library| library.change_bookmark(&id, &change, now()))?;
                    Ok(outcome(changed))
                });
                Message::BookmarkChanged { mark, result }
            }
            Request::Remove { mark, seen } => {
                let seen = as_edit(seen);
                let result = self.named(&mark).and_then(|id| {
                    let changed = self.with(|library| library.remove_seen(&id, &seen, now()))?;
                    let stays = !changed.is_removed;
                    Ok(Outcome { stays, ..outcome(changed) })
                });
                Message::BookmarkChanged { mark, result }
            }
            Request::Last => return None,
            Request::Look => return self.look().then_some(Message::ChangedElsewhere),
            Request::Renew { job, article } => Message::Renewed { job, result: guarded(|| self.renew(&article)) },
            Request::Restore(id) => {
                Message::BookmarkRestored { result: self.with(|library| library.restore_bookmark(&id)) }
            }
            Request::All { job } => {
                let list = |library: &mut Library| Ok(library.all_bookmarks()?.into_iter().map(row).collect());
                let result = if self.is_empty() { Ok(Vec::new()) } else { self.with(list) };
                Message::AllBookmarks { job, result }
            }
            Request::Library(errand) => return self.errand(errand),
            Request::NotPlace { article, name, is_none } => {
                let keep = |library: &mut Library| {
                    let id = library.keep_if_new(&article, now())?;
                    library.set_not_place(&id, &name, is_none)
                };
                let why = self.with(keep).err()?;
                Message::Said { text: why, failed: true }
            }
            Request::Position { article, at } => {
                let was_held = self.held.contains(&article.source);
                let keep = |library: &mut Library| {
                    let id = match library.name_of(&article)? {
                        None if was_held => return Ok(()),
                        _ => library.keep_if_new(&article, now())?,
                    };
                    library.save_position(&id, &article.text, at, now())
                };
                let why = self.with(keep).err()?;
                Message::Said { text: why, failed: true }
            }
        })
    }

    /// Whether another window has changed the library since this was asked last, or has made it.
    fn look(&mut self) -> bool {
        if self.library.is_none() {
            let is_there = !self.is_refused && self.path.as_ref().is_ok_and(|path| path.exists());
            let is_open = is_there && self.with(|_| Ok(())).is_ok();
            self.is_refused |= is_there && !is_open;
            return is_open;
        }
        let Ok(version) = self.with(|library| library.version()) else { return false };
        self.version.replace(version).is_some_and(|before| before != version)
    }

    /// What is kept by now of an article that is open; nothing of it is changed.
    fn renew(&mut self, article: &Article) -> Answer<Recalled> {
        let nothing = Recalled { id: None, bookmarks: Vec::new(), position: None, not_places: Vec::new() };
        if self.is_empty() {
            return Ok(nothing);
        }
        self.with(|library| {
            let Some(id) = library.name_of(article)? else { return Ok(nothing) };
            let bookmarks = library.bookmarks_in(&id, &article.text)?;
            let not_places = library.not_places(&id)?;
            Ok(Recalled { bookmarks, not_places, position: None, id: Some(id) })
        })
    }

    /// The bookmark's name, unless it could not be saved.
    fn named(&self, mark: &Mark) -> Answer<BookmarkId> {
        match mark {
            Mark::Saved(id) => Ok(id.clone()),
            Mark::Ticket(ticket) => {
                self.tickets.get(ticket).cloned().ok_or_else(|| "The bookmark itself was not saved.".to_owned())
            }
        }
    }

    /// Whether there is no library yet: then there is nothing in it, and asking must not make one.
    pub fn is_empty(&self) -> bool {
        self.library.is_none() && self.path.as_ref().is_ok_and(|path| !path.exists())
    }

    /// What is kept of an article. If its text is another one than was kept, its bookmarks are looked for in it; unless the
    /// text came out of the library, which then has a newer one: that is not given up for what is on the screen.
    fn recall(&mut self, article: &Article) -> Answer<Recalled> {
        let nothing = Recalled { id: None, bookmarks: Vec::new(), position: None, not_places: Vec::new() };
        if self.is_empty() {
            return Ok(nothing);
        }
        let is_given = self.given.contains(&(article.source.clone(), article.revision()));
        let recalled = self.with(|library| {
            let Some(id) = library.name_of(article)? else { return Ok(nothing) };
            let is_same = library.article(&id).is_ok_and(|kept| kept.text == article.text);
            if !is_same && is_given {
                let bookmarks = library.bookmarks_in(&id, &article.text)?;
                return Ok(Recalled { id: Some(id), bookmarks, ..nothing });
            }
            if !is_same {
                library.keep(article, now())?;
            }
            let not_places = library.not_places(&id)?;
            Ok(Recalled {
                bookmarks: library.bookmarks(&id)?,
                position: library.position(&id)?,
                not_places,
                id: Some(id),
            })
        })?;
        if recalled.id.is_some() {
            self.held.insert(article.source.clone());
        }
        Ok(recalled)
    }

    /// Does something with the library, which is opened for it if need be.
    pub fn with<T>(&mut self, work: impl FnOnce(&mut Library) -> crate::library::Result<T>) -> Answer<T> {
        let path = self.path.as_ref().map_err(Clone::clone)?;
        let opened = match self.library.take() {
            // What could not be written to before may be by now: somebody made room, or gave the right.
            Some(library) if !library.is_read_only() => Ok(library),
            _ => guarded(|| {
                let library = Library::open(path).map_err(|error| sentence(&error.to_string()))?;
                Ok(library.in_zone(TimeZone::system()))
            }),
        };
        let library = self.library.insert(opened?);
        if self.version.is_none() {
            // Before anything is read: what is committed after this is noticed.
            self.version = library.version().ok();
        }
        guarded(|| work(library).map_err(|error| sentence(&error.to_string())))
    }
}

/// Keeps the passage, and the article with it.
fn save(
    library: &mut Library,
    article: &Article,
    range: TextRange,
) -> crate::library::Result<crate::article::Bookmark> {
    let article_id = library.keep_if_new(article, now())?;
    let new = NewBookmark {
        article: article_id,
        anchor: Anchor::describe(&article.text, range),
        note: String::new(),
        tags: Vec::new(),
        color: None,
    };
    library.save_bookmark(new, &article.text, now())
}

fn as_edit(RemarksEdit { note, tags, color }: RemarksEdit) -> BookmarkEdit {
    BookmarkEdit { note, tags, color }
}

/// What the screen is told of a change.
fn outcome(changed: Changed) -> Outcome {
    let remarks = |bookmark: &Bookmark| Remarks {
        note: bookmark.note.clone(),
        tags: bookmark.tags.clone(),
        color: bookmark.color.clone(),
    };
    let BookmarkEdit { note, tags, color } = changed.refused;
    Outcome {
        kept: Some(Box::new((remarks(&changed.was), remarks(&changed.bookmark)))),
        refused: RemarksEdit { note, tags, color },
        back: changed.is_back.then(|| Box::new(changed.bookmark)),
        is_gone: changed.is_removed,
        stays: false,
    }
}

/// A bookmark as the list of all shows it.
pub fn row(listed: ListedBookmark) -> BookmarkRow {
    let bookmark = listed.bookmark;
    BookmarkRow {
        id: bookmark.id,
        article: bookmark.article,
        title: listed.title.into_string(),
        exact: bookmark.anchor.exact,
        remarks: Remarks { note: bookmark.note, tags: bookmark.tags, color: bookmark.color },
        status: bookmark.placement.status,
        created: bookmark.created,
        removed: listed.removed.is_some(),
    }
}

/// An error as a sentence of the screen.
pub fn sentence(error: &str) -> String {
    let line = CleanLine::new(&discreet_sentence(error)).into_string();
    let mut letters = line.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::CleanText;

    fn article(text: &str) -> Arc<Article> {
        Arc::new(Article::plain(Source::Url("https://odden.example/port".into()), CleanText::new(text)))
    }

    /// A library that holds a text, and a shelf on which that text was opened.
    fn opened(text: &str) -> (tempfile::TempDir, Library, Shelf, Arc<Article>) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        let mut other = Library::open(&path).unwrap();
        let id = other.keep(&article(text), now()).unwrap().id;
        let mut shelf = Shelf::new(Ok(path));
        let Some(Message::Opened { result: Ok(open), .. }) = shelf.answer(Request::Open { job: 1, id }) else {
            panic!("nothing was opened")
        };
        (dir, other, shelf, open)
    }

    #[test]
    fn what_is_on_the_screen_replaces_no_newer_text() {
        let (first, second) = ("The port opens. Then the ships come.", "At noon the port opens. Then the ships come.");
        let (_dir, mut other, mut shelf, open) = opened(first);
        let id = shelf.recall(&open).unwrap().id.unwrap();
        other.keep(&article(second), now()).unwrap();
        assert_eq!(shelf.recall(&open).unwrap().id.as_ref(), Some(&id));
        let at = first.find("Then").unwrap();
        assert!(shelf.answer(Request::Position { article: Arc::clone(&open), at }).is_none());
        let saved = shelf.answer(Request::Save { ticket: 1, article: open, range: TextRange::new(4, 8) });
        let Some(Message::BookmarkSaved { result: Ok(bookmark), .. }) = saved else { panic!("{saved:?}") };
        assert_eq!(other.article(&id).unwrap().text.as_str(), second);
        assert_eq!(other.position(&id).unwrap(), second.find("Then"));
        assert_eq!(bookmark.placement.range.unwrap().slice(second), "port");
        assert_eq!(other.original_text(&bookmark.id).unwrap().unwrap().as_str(), first);
    }

    #[test]
    fn a_change_leaves_alone_what_another_program_wrote() {
        let (_dir, mut other, mut shelf, open) = opened("The port opens.");
        let saved = shelf.answer(Request::Save { ticket: 1, article: open, range: TextRange::new(4, 8) });
        let Some(Message::BookmarkSaved { result: Ok(bookmark), .. }) = saved else { panic!("{saved:?}") };
        let note = BookmarkEdit { note: Some("Which port?".into()), ..BookmarkEdit::default() };
        other.edit_bookmark(&bookmark.id, note, now()).unwrap();
        let edit = RemarksEdit { color: Some(Some("blue".into())), ..RemarksEdit::default() };
        let answer = shelf.answer(Request::Edit {
            mark: Mark::Ticket(1),
            edit: edit.clone(),
            from: RemarksEdit { color: Some(None), ..RemarksEdit::default() },
            is_undo: false,
        });
        assert!(matches!(answer, Some(Message::BookmarkChanged { result: Ok(_), .. })), "{answer:?}");
        let kept = other.bookmark(&bookmark.id).unwrap().bookmark;
        assert_eq!((kept.note.as_str(), kept.color.as_deref()), ("Which port?", Some("blue")));
        // What was never saved is answered too.
        for request in [
            Request::Edit { mark: Mark::Ticket(2), edit, from: RemarksEdit::default(), is_undo: false },
            Request::Remove { mark: Mark::Ticket(2), seen: RemarksEdit::default() },
        ] {
            let answer = shelf.answer(request);
            let is_told = matches!(&answer, Some(Message::BookmarkChanged { mark: Mark::Ticket(2), result: Err(_) }));
            assert!(is_told, "{answer:?}");
        }
    }

    #[test]
    fn what_was_removed_while_it_was_open_stays_away() {
        let (_dir, mut other, mut shelf, open) = opened("The port opens.");
        let id = shelf.recall(&open).unwrap().id.unwrap();
        other.remove(&id, false).unwrap();
        assert!(shelf.answer(Request::Position { article: open, at: 4 }).is_none());
        assert_eq!(other.counts().unwrap().all, 0);
        // What nobody took away is kept where it is left.
        let unknown = Arc::new(Article::plain(Source::Sample("tide".into()), CleanText::new("The tide.")));
        assert!(shelf.answer(Request::Position { article: unknown, at: 1 }).is_none());
        assert_eq!(other.counts().unwrap().all, 1);
    }
}
