//! What the library's screen shows.

use std::sync::Arc;

use super::super::action::Action;
use super::clock::Clock;
use super::errand::{Failure, FoundFeed, Sources};
use super::sources::{self, Choice, SourceRow};
use super::window::Window;
use crate::article::{Article, ArticleId, ArticleSummary, CleanLine, CleanText, FeedId, FeedSummary, Filter, Source};

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Front {
    /// The article with its panes.
    Article,
    /// The library.
    Library,
}

/// Which part of the library's screen the keys are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LibraryPane {
    /// Lists, folders and feeds.
    Sources,
    /// The articles of the chosen one.
    #[default]
    Entries,
}

/// The sizes that `view` and `update` agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LibrarySizes {
    /// How many articles the list shows.
    pub entries: u16,
    /// How many rows stand at the left.
    pub sources: u16,
    /// Whether the chosen article's first lines are shown.
    pub preview: bool,
}

impl Default for LibrarySizes {
    fn default() -> Self {
        Self { entries: 20, sources: 20, preview: false }
    }
}

/// A list with the place in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListState {
    /// Which articles.
    pub filter: Filter,
    /// The rows that are known.
    pub window: Window,
    /// Number of the chosen row.
    pub chosen: usize,
    /// Number of the first row on the screen.
    pub top: usize,
    /// Whether the rows are those of the filter; else they are those of the list before, until the answer comes.
    pub loaded: bool,
    /// Of a query that is too long: how many of its words were looked for.
    pub words: Option<usize>,
}

impl ListState {
    /// The chosen article.
    pub fn current(&self) -> Option<&ArticleSummary> {
        self.window.row(self.chosen).filter(|_| self.loaded)
    }

    /// Moves the screen as little as it takes to show the chosen row, with a row or two around it.
    pub fn reveal(&mut self, height: usize) {
        let height = height.max(1);
        let last = self.window.total().saturating_sub(1);
        self.chosen = self.chosen.min(last);
        let margin = 2.min((height - 1) / 2);
        let lowest = (self.chosen + margin).min(last) + 1;
        self.top = self.top.max(lowest.saturating_sub(height)).min(self.chosen.saturating_sub(margin));
        self.top = self.top.min(self.window.total().saturating_sub(height));
    }
}

/// A question about rows that is not answered yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Its number.
    pub job: u64,
    /// The first row that was asked for.
    pub from: usize,
    /// Whether the list is made anew; else only more of it was asked for.
    pub anew: bool,
    /// The row that stays chosen in the new list.
    pub keep: Option<ArticleSummary>,
}

/// The first lines of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Whose.
    pub row: ArticleSummary,
    /// They.
    pub text: CleanText,
}

/// An article that is being opened from the library.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// The question.
    pub job: u64,
    /// Its name.
    pub id: ArticleId,
    /// Its row in the list, if it has one.
    pub number: Option<usize>,
}

/// A refresh that goes on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Refreshing {
    /// The question.
    pub job: u64,
    /// Feeds that are done.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// New entries so far.
    pub new: usize,
    /// Feeds that could not be read so far.
    pub failed: usize,
    /// Whether it was told to end.
    pub stopping: bool,
}

/// Something that is fetched, and has to be waited for.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetching {
    /// The question.
    pub job: u64,
    /// Whose text, if it is that of an article.
    pub id: Option<ArticleId>,
    /// What the screen says of it.
    pub what: String,
    /// What was in front when it was asked for, and which article of the library if it was one.
    pub before: (Front, Option<ArticleId>),
}

/// What can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// These were marked as read (or, with false, as unread).
    Read(Vec<ArticleId>, bool),
    /// This one got a star (or, with false, lost it).
    Star(ArticleId, bool),
    /// This subscription was ended.
    Feed(Box<FeedSummary>),
}

/// A question to the reader, over the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What is asked.
    pub title: String,
    /// What there is to know before the answer.
    pub lines: Vec<String>,
    /// What is done then.
    pub agreed: Agreed,
}

/// What a yes does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreed {
    /// Ends a subscription.
    Unsubscribe(FeedId),
    /// Forgets an article.
    Forget(ArticleId),
    /// Subscribes the feeds of an OPML file.
    Import(String),
    /// Subscribes a feed that a page names.
    Subscribe(FoundFeed),
}

/// The state of the library's screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LibraryView {
    /// What the library answered: feeds, counts. None until it has.
    pub sources: Option<Sources>,
    /// Why the library cannot be read.
    pub trouble: Option<String>,
    /// The rows at the left, made from the sources.
    pub rows: Vec<SourceRow>,
    /// The chosen one of them.
    pub choice: Choice,
    /// Which part the keys are for.
    pub pane: LibraryPane,
    /// The articles.
    pub list: ListState,
    /// The list as it was before a search.
    pub before_search: Option<Box<ListState>>,
    /// The question about rows that waits for its answer.
    pub asked: Option<Asked>,
    /// Whether the list has changed in the library since it was asked for.
    pub stale: bool,
    /// Number of the row that is opened as soon as it is known.
    pub open_at: Option<usize>,
    /// The step in the list that waits for its answer: the question, and whether the article is to be opened.
    pub stepping: Option<(u64, bool)>,
    /// The article that is being opened.
    pub opening: Option<Opening>,
    /// The open article, when it was opened from here.
    pub open: Option<ArticleSummary>,
    /// The question how the open article stands: its number, whose, and what is done then.
    pub looking: Option<(u64, ArticleId, Vec<Action>)>,
    /// The chosen article's first lines; those of the one before until they have come.
    pub preview: Option<Preview>,
    /// The question for first lines that waits for its answer, and whose they are.
    pub previewing: Option<(u64, ArticleSummary)>,
    /// The refresh that goes on.
    pub refreshing: Option<Refreshing>,
    /// Pages of articles that the last refresh could not read; of feeds the library keeps that.
    pub failed_pages: Vec<Failure>,
    /// What else is fetched.
    pub fetching: Option<Fetching>,
    /// A text of the open article that has come, and is shown when it is asked for.
    pub offered: Option<(ArticleId, Arc<Article>)>,
    /// The feed that the page being opened names.
    pub found_feed: Option<FoundFeed>,
    /// What can be taken back, the last on top.
    pub undo: Vec<Taken>,
    /// Sizes.
    pub sizes: LibrarySizes,
    /// For dates.
    pub clock: Option<Clock>,
}

impl LibraryView {
    /// Whether results of a search are shown.
    pub fn is_search(&self) -> bool {
        self.before_search.is_some()
    }

    /// The number of the chosen row at the left.
    pub fn source_row(&self) -> usize {
        self.rows.iter().position(|row| row.choice == self.choice).unwrap_or(0)
    }

    /// The feed that is chosen at the left.
    pub fn chosen_feed(&self) -> Option<&FeedSummary> {
        let Choice::Feed(id) = &self.choice else { return None };
        self.feed(id)
    }

    /// A feed by its name.
    pub fn feed(&self, id: &FeedId) -> Option<&FeedSummary> {
        self.sources.as_ref()?.feeds.iter().find(|feed| feed.id == *id)
    }

    /// What the chosen row is called.
    pub fn choice_name(&self) -> CleanLine {
        self.rows.get(self.source_row()).map(|row| row.name.clone()).unwrap_or_default()
    }

    /// Takes feeds and counts. A choice that is gone becomes the first row.
    pub fn set_sources(&mut self, sources: Sources) {
        self.rows = sources::rows(&sources.feeds, &sources.counts);
        self.sources = Some(sources);
        self.trouble = None;
        if !self.rows.iter().any(|row| row.choice == self.choice) {
            self.choice = Choice::default();
        }
    }

    /// Whether the library has answered what the first picture shows.
    pub fn has_answered(&self) -> bool {
        self.trouble.is_some() || (self.sources.is_some() && self.list.loaded)
    }

    /// Whether the library has answered and holds nothing, or nothing but articles that ship.
    pub fn is_blank(&self) -> bool {
        let Some(sources) = &self.sources else { return false };
        let window = &self.list.window;
        let (from, to) = window.known();
        let sample =
            |number| window.row(number).is_some_and(|row: &ArticleSummary| matches!(row.source, Source::Sample(_)));
        sources.feeds.is_empty()
            && (sources.counts.all == 0
                || (self.list.loaded && from == 0 && to == sources.counts.all && (from..to).all(sample)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Page;
    use crate::reader::testing::summary;

    fn top_after(total: usize, chosen: usize, top: usize, height: usize) -> (usize, usize) {
        let mut list = ListState { chosen, top, ..ListState::default() };
        let rows = (0..total).map(|i| summary(&i.to_string())).collect();
        list.window.renew(Page { from: 0, rows, total }, None);
        list.reveal(height);
        (list.chosen, list.top)
    }

    #[test]
    fn the_chosen_row_is_shown_with_rows_around_it() {
        assert_eq!(top_after(30, 0, 0, 10), (0, 0));
        assert_eq!(top_after(30, 9, 0, 10), (9, 2));
        assert_eq!(top_after(30, 29, 0, 10), (29, 20));
        assert_eq!(top_after(30, 21, 20, 10), (21, 19));
        assert_eq!(top_after(30, 99, 50, 10), (29, 20));
        assert_eq!(top_after(3, 2, 2, 10), (2, 0));
        assert_eq!(top_after(30, 7, 0, 1), (7, 7));
        assert_eq!(top_after(0, 3, 3, 5), (0, 0));
    }
}
