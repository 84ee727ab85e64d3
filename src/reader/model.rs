//! Everything the screen shows, and nothing else.

use super::action::Action;
use super::change::Sent;
use super::clash::Clash;
use super::fact_index::Wanted;
use super::key::Key;
use super::keymap::{Context, Keymap};
use super::library::{FailureList, Front, LibraryView, Question};
use super::links::LinkList;
use super::passage::{BookmarkList, ExportView, Mark, NoteView, PassageView, Placing, ReviewView, Undo};
use super::prompt::Prompt;
use super::reading::{Landing, Reading, Trail};
use std::sync::Arc;

use crate::article::{Article, ArticleId, BookmarkId, CleanLine, FeedId, Offset};

/// Which part of the screen the keys are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pane {
    /// The text.
    Article,
    /// The list of figures.
    Figures,
    /// The list of places.
    Places,
    /// The list of quotes.
    Quotes,
    /// The list of this article's bookmarks.
    Bookmarks,
    /// The map of the places.
    Map,
}

impl Pane {
    /// All panes, in the order of Tab.
    pub const ALL: [Self; 6] = [Self::Article, Self::Figures, Self::Places, Self::Map, Self::Quotes, Self::Bookmarks];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "Article",
            Self::Figures => "Figures",
            Self::Places => "Places",
            Self::Quotes => "Quotes",
            Self::Bookmarks => "Bookmarks",
            Self::Map => "Map",
        }
    }
}

/// What lies over the screen. The topmost takes the keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// The keys.
    Help {
        /// First line shown.
        top: usize,
    },
    /// Why the fact under the cursor is one.
    Details,
    /// All bookmarks.
    Bookmarks(BookmarkList),
    /// A passage: what became of its words, and what was added.
    Passage(PassageView),
    /// A note that is being written.
    Note(NoteView),
    /// What was written here and in another window at the same time.
    Clash(Clash),
    /// The colours, to choose from.
    Colors {
        /// For this bookmark.
        mark: Mark,
        /// Number of the chosen one; 0 is none.
        chosen: usize,
    },
    /// Bookmarks on their way into a file.
    Export(ExportView),
    /// Old passages, to be read again.
    Review(ReviewView),
    /// All links of the article.
    Links(LinkList),
    /// What could not be read.
    Failures(FailureList),
    /// What was found beside the article; line number so many is looked at.
    Aside(usize),
    /// All commands, filtered by what is typed.
    Palette {
        /// What is typed.
        prompt: Prompt,
        /// Number of the chosen command among those that match.
        chosen: usize,
    },
    /// Something that is done only after a yes.
    Question(Question),
    /// A line is being typed.
    Asking {
        /// What for.
        purpose: Purpose,
        /// The line.
        prompt: Prompt,
    },
}

/// What a line is typed for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// A search in the article; began with the cursor at this byte.
    Search {
        /// Where Esc returns to.
        from: usize,
    },
    /// The tags of a bookmark.
    Tags {
        /// Which one.
        mark: Mark,
        /// The tags that the line began with.
        was: Vec<String>,
    },
    /// A search in the library.
    Find,
    /// An address or a file to be read into the library.
    Address,
    /// What a feed is called; it was called this when the line was opened.
    FeedTitle(FeedId, CleanLine),
    /// The folders a feed stands in; it stood in these when the line was opened.
    FeedFolders(FeedId, Vec<CleanLine>),
}

/// A sentence for the last line, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Whether something failed.
    pub failed: bool,
}

/// How the map is looked at; (0, 0, 0) is the view that holds all places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MapView {
    /// Steps nearer (positive) or farther.
    pub zoom: i8,
    /// Steps to the east, each a quarter of the view.
    pub east: i16,
    /// Steps to the north.
    pub north: i16,
}

/// The size that `view` and `update` agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Viewports {
    /// Columns of the text.
    pub width: u16,
    /// Rows of the text.
    pub height: u16,
    /// Rows of the focused list.
    pub list: u16,
    /// Whether the side panes stand beside or under the text (else they are tabs over it).
    pub panes: bool,
}

/// What can be opened with the keys for next and previous article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShelfItem {
    /// A sample that ships, by number.
    Sample(usize),
    /// An article of the library.
    Kept(ArticleId),
    /// What the command line named.
    Input,
}

/// What the settings say of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns of the text at most.
    pub width: u16,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether reported speech is listed and highlighted to begin with.
    pub reported: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 72, mouse: true, reported: false }
    }
}

/// The whole state of the reader.
#[derive(Debug, Clone)]
pub struct Model {
    /// What fills the screen.
    pub front: Front,
    /// What the program began with: leaving that ends it.
    pub home: Front,
    /// Whether the article was opened from the library, so that leaving it leads back there.
    pub from_library: bool,
    /// The library's screen.
    pub library: LibraryView,
    /// The article that is read.
    pub reading: Reading,
    /// Number of the question whose answers are for this article.
    pub job: u64,
    /// Number of the next question or ticket.
    pub next: u64,
    /// What the keys for next and previous article go through.
    pub shelf: Vec<ShelfItem>,
    /// Number of the open one.
    pub open: usize,
    /// Which pane the keys are for.
    pub focus: Pane,
    /// The pane that fills the screen, if any: it is the focused one.
    pub zoomed: bool,
    /// The pane that is shown where there is room for one only; follows the focus.
    pub tab: Pane,
    /// What lies over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The sentence on the last line.
    pub notice: Option<Notice>,
    /// Keys of a sequence that has begun.
    pub pending: Vec<Key>,
    /// What can be undone, the last on top.
    pub undo: Vec<Undo>,
    /// What was undone and can be done again, the last on top.
    pub redo: Vec<Undo>,
    /// Changes of bookmarks that the library has not answered yet, the oldest first.
    pub sent: Vec<Sent>,
    /// The tags that are in use, as far as the library has told.
    pub tags: Vec<String>,
    /// The tag that Tab completes: where it begins (bytes of the line), what was typed of it, how often Tab was pressed.
    pub completion: Option<(usize, String, usize)>,
    /// The bookmark that is being placed by hand.
    pub placing: Option<Placing>,
    /// Where the cursor goes once the article that was asked for is there.
    pub landing: Option<Landing>,
    /// The way back to articles that were left.
    pub trail: Trail,
    /// Number of the question where a capital letter stands.
    pub spot: Option<u64>,
    /// Whether the next key is the letter of a place, and whether it is to be set (else gone to).
    pub letter: Option<bool>,
    /// How the map is looked at.
    pub map: MapView,
    /// Sizes of the panes.
    pub viewports: Viewports,
    /// How the lists are wanted.
    pub wanted_lists: Wanted,
    /// The keys.
    pub keymap: Keymap,
    /// What the settings say.
    pub options: Options,
    /// The themes that can be chosen, by name.
    pub themes: Vec<String>,
    /// Number of the chosen one.
    pub theme: usize,
    /// Where the mouse was pressed in the text: a selection starts there if it is dragged.
    pub pressed: Option<Offset>,
    /// The article that was asked for: number of the question, and its number on the shelf.
    pub awaited: Option<(u64, usize)>,
    /// What the program was told to read, while it is being read and there is no other article to show.
    pub coming: Option<CleanLine>,
    /// The bookmark that the cursor goes to once its article is there, and whether it is looked at then.
    pub wanted: Option<(BookmarkId, bool)>,
    /// Whether the program ends.
    pub done: bool,
}

impl Model {
    /// A reader of `article`, with keys and options as the settings say; `shelf` is what the keys for next and
    /// previous article go through, `open` the number of this one. [`super::start`] says what to ask for first.
    pub fn new(article: Arc<Article>, shelf: Vec<ShelfItem>, open: usize, keymap: Keymap, options: Options) -> Self {
        let viewports = Viewports { width: options.width.min(80), height: 20, list: 10, panes: true };
        Self {
            front: Front::Article,
            home: Front::Article,
            from_library: false,
            library: LibraryView::default(),
            reading: Reading::new(article, viewports.width, viewports.height),
            job: 0,
            next: 0,
            shelf,
            open,
            focus: Pane::Article,
            zoomed: false,
            tab: Pane::Figures,
            overlays: Vec::new(),
            notice: None,
            pending: Vec::new(),
            undo: Vec::new(),
            redo: Vec::new(),
            sent: Vec::new(),
            tags: Vec::new(),
            completion: None,
            placing: None,
            landing: None,
            trail: Trail::default(),
            spot: None,
            letter: None,
            map: MapView::default(),
            viewports,
            wanted_lists: Wanted { reported: options.reported, ..Wanted::default() },
            keymap,
            options,
            themes: Vec::new(),
            theme: 0,
            pressed: None,
            awaited: None,
            coming: None,
            wanted: None,
            done: false,
        }
    }

    /// A reader that begins with the library: no article is open yet.
    pub fn at_library(keymap: Keymap, options: Options) -> Self {
        let nothing = Article::plain(crate::article::Source::Stdin, crate::article::CleanText::default());
        Self {
            front: Front::Library,
            home: Front::Library,
            from_library: true,
            ..Self::new(Arc::new(nothing), Vec::new(), 0, keymap, options)
        }
    }

    /// A reader that waits for the first article of `shelf`, which is called `name`.
    pub fn waiting(name: CleanLine, shelf: Vec<ShelfItem>, keymap: Keymap, options: Options) -> Self {
        let nothing = Article::plain(crate::article::Source::Stdin, crate::article::CleanText::default());
        Self { coming: Some(name), ..Self::new(Arc::new(nothing), shelf, 0, keymap, options) }
    }

    /// What is in front: the library, or an article (and which of the library's, if it is one).
    pub fn place(&self) -> (Front, Option<ArticleId>) {
        (self.front, self.reading.id.clone().filter(|_| self.front == Front::Article))
    }

    /// Whether the reader is in the middle of something that what comes by itself would break off.
    pub fn is_busy(&self) -> bool {
        let over = self.overlays.iter().any(|overlay| !matches!(overlay, Overlay::Details));
        let marking = self.front == Front::Article && (self.reading.selection.is_some() || self.pressed.is_some());
        over || marking || self.placing.is_some()
    }

    /// Whether words are being typed over the screen.
    pub fn is_typing(&self) -> bool {
        self.overlays.iter().any(|overlay| match overlay {
            Overlay::Note(_)
            | Overlay::Clash(_)
            | Overlay::Asking { .. }
            | Overlay::Palette { .. }
            | Overlay::Export(_) => true,
            Overlay::Bookmarks(list) => list.typing,
            _ => false,
        })
    }

    /// Where keys are pressed now.
    pub fn context(&self) -> Context {
        match self.overlays.last() {
            // The details follow the cursor, so the keys go on to the text.
            Some(Overlay::Details) => Context::Reading,
            Some(Overlay::Note(_)) => Context::Note,
            Some(_) => Context::List,
            None if self.front == Front::Library => Context::Library,
            None if self.reading.selection.is_some() => Context::Select,
            None if self.focus == Pane::Map => Context::Map,
            None => Context::Reading,
        }
    }

    /// Shows a sentence on the last line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), failed: false });
    }

    /// Shows on the last line what failed.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), failed: true });
    }

    /// A number for a question or a ticket.
    pub fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// The commands that the palette offers for what is typed, in the order of the help.
    pub fn palette(&self, typed: &str) -> Vec<(Action, String, String)> {
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        let place = if self.front == Front::Library { Context::Library } else { Context::Reading };
        self.keymap
            .bindings()
            .iter()
            .filter(|binding| binding.contexts.contains(&place) && binding.action != Action::Palette)
            .map(|binding| {
                let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
                (binding.action, binding.doc.clone(), keys.join(" "))
            })
            .filter(|(action, doc, _)| {
                let name = serde_json::to_string(action).unwrap_or_default();
                let text = format!("{name} {}", doc.to_lowercase());
                words.iter().all(|word| text.contains(word.as_str()))
            })
            .collect()
    }
}
