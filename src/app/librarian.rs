//! The thread that owns the library. It opens the file when it is first needed, and not at all for an article that
//! nothing is kept of.

mod lists;

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use jiff::Timestamp;

use super::inbox::Happening;
use super::passages;
use super::perform::guarded;
use crate::article::{Anchor, Article, ArticleId, BookmarkId, CleanLine, FeedId, Offset, TextRange};
use crate::library::{BookmarkEdit, Library, ListedBookmark, NewBookmark, NewFeed};
use crate::reader::{BookmarkRow, Errand, Mark, Message, PassageOrder, Recalled, Remarks};

/// How long the end of the program waits for what is still being written.
const LAST_WAIT: Duration = Duration::from_secs(8);

/// What can be asked of the library.
#[derive(Debug)]
pub enum Request {
    /// What is kept of an article.
    Recall { job: u64, article: Arc<Article> },
    /// An article that is kept.
    Open { job: u64, id: ArticleId },
    /// Keep a passage.
    Save { ticket: u64, article: Arc<Article>, range: TextRange },
    /// Change note, tags and colour.
    Edit { mark: Mark, remarks: Remarks },
    /// Something else with passages.
    Passage(PassageOrder),
    /// Remove a bookmark.
    Remove(Mark),
    /// Bring one back.
    Restore(BookmarkId),
    /// All bookmarks.
    All { job: u64 },
    /// Something for the library's screen.
    Library(Errand),
    /// Keep where reading stopped.
    Position { article: Arc<Article>, at: Offset },
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
    pub fn finish(self) {
        let _ = self.done.recv_timeout(LAST_WAIT);
    }
}

/// Starts the thread.
pub fn start(path: Result<PathBuf, String>, inbox: Sender<Happening>) -> (Librarian, Pending) {
    let (sender, requests) = unbounded();
    let (end, done) = bounded::<()>(0);
    let exists = path.as_ref().is_ok_and(|path| path.exists());
    let mut shelf = Shelf { path, library: None, tickets: HashMap::new(), ended: HashMap::new() };
    let run = move || {
        // Held until the thread ends, which whoever waits then sees.
        let _end = end;
        let mut waiting = VecDeque::new();
        while let Some(request) = lists::next(&requests, &mut waiting) {
            if let Some(message) = shelf.answer(request)
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
    path: Result<PathBuf, String>,
    library: Option<Library>,
    /// The bookmarks that were saved under a ticket: what is changed right after may still tell them by it.
    tickets: HashMap<u64, BookmarkId>,
    /// Subscriptions that were ended, as they were.
    ended: HashMap<FeedId, NewFeed>,
}

/// What came of it, or a sentence why nothing did.
pub type Answer<T> = Result<T, String>;

impl Shelf {
    fn answer(&mut self, request: Request) -> Option<Message> {
        Some(match request {
            Request::Recall { job, article } => Message::Recalled { job, result: guarded(|| self.recall(&article)) },
            Request::Open { job, id } => {
                let open = |library: &mut Library| library.article(&id).map(Arc::new);
                Message::Opened { job, result: self.with(open) }
            }
            Request::Save { ticket, article, range } => {
                let result = self.with(|library| save(library, &article, range));
                if let Ok(bookmark) = &result {
                    self.tickets.insert(ticket, bookmark.id.clone());
                }
                Message::BookmarkSaved { ticket, result }
            }
            Request::Passage(order) => return passages::answer(self, order).map(Message::Passage),
            Request::Edit { mark, remarks: Remarks { note, tags, color } } => {
                let id = self.named(mark)?;
                let edit = BookmarkEdit { note: Some(note), tags: Some(tags), color: Some(color) };
                let change = |library: &mut Library| library.edit_bookmark(&id, edit, now()).map(drop);
                let result = self.with(change);
                Message::BookmarkChanged { id, result }
            }
            Request::Remove(mark) => {
                let id = self.named(mark)?;
                let result = self.with(|library| library.remove_bookmark(&id, now()).map(drop));
                Message::BookmarkChanged { id, result }
            }
            Request::Restore(id) => {
                Message::BookmarkRestored { result: self.with(|library| library.restore_bookmark(&id)) }
            }
            Request::All { job } => {
                let list = |library: &mut Library| Ok(library.all_bookmarks()?.into_iter().map(row).collect());
                let result = if self.is_empty() { Ok(Vec::new()) } else { self.with(list) };
                Message::AllBookmarks { job, result }
            }
            Request::Library(errand) => return self.errand(errand),
            Request::Position { article, at } => {
                let keep = |library: &mut Library| {
                    let id = library.keep_if_new(&article, now())?;
                    library.save_position(&id, &Anchor::point(&article.text, at), now())
                };
                let why = self.with(keep).err()?;
                Message::Said { text: why, failed: true }
            }
        })
    }

    /// The bookmark's name; None for one that could not be saved, which was said.
    fn named(&self, mark: Mark) -> Option<BookmarkId> {
        match mark {
            Mark::Saved(id) => Some(id),
            Mark::Ticket(ticket) => self.tickets.get(&ticket).cloned(),
        }
    }

    /// Whether there is no library yet: then there is nothing in it, and asking must not make one.
    pub fn is_empty(&self) -> bool {
        self.library.is_none() && self.path.as_ref().is_ok_and(|path| !path.exists())
    }

    /// What is kept of an article. If its text is another one than was kept, its bookmarks are looked for in it.
    fn recall(&mut self, article: &Article) -> Answer<Recalled> {
        let nothing = Recalled { id: None, bookmarks: Vec::new(), position: None };
        if self.is_empty() {
            return Ok(nothing);
        }
        self.with(|library| {
            let Some(id) = library.name_of(article)? else { return Ok(nothing) };
            let is_same = library.article(&id).is_ok_and(|kept| kept.text == article.text);
            if !is_same {
                library.keep(article, now())?;
            }
            Ok(Recalled { bookmarks: library.bookmarks(&id)?, position: library.position(&id)?, id: Some(id) })
        })
    }

    /// Does something with the library, which is opened for it if need be.
    pub fn with<T>(&mut self, work: impl FnOnce(&mut Library) -> crate::library::Result<T>) -> Answer<T> {
        let path = self.path.as_ref().map_err(Clone::clone)?;
        let opened = match self.library.take() {
            Some(library) => Ok(library),
            None => guarded(|| Library::open(path).map_err(|error| sentence(&error.to_string()))),
        };
        let library = self.library.insert(opened?);
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

/// The time.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// An error as a sentence of the screen.
pub fn sentence(error: &str) -> String {
    let line = CleanLine::new(error).into_string();
    let mut letters = line.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => line,
    }
}
