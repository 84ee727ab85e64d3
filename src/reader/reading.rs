//! One article being read: the text, what was found in it, and where in it the reader is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fact_index::FactIndex;
use super::highlight::{Highlight, Layer};
use super::layout::{RowId, TextLayout};
use super::passage::{Mark, Passage};
use crate::article::{Article, ArticleId, Offset, TextRange};
use crate::facts::{FactId, FactKind, Facts, Place};

/// Where the reader is: the one place from which all that is selected anywhere is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// Byte in the text.
    pub at: Offset,
    /// Which of several facts that hold this byte is meant, where a step by fact led here.
    pub on: Option<FactKind>,
}

/// A selection stretches from `anchor` to the cursor (bytes, the end exclusive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays.
    pub anchor: Offset,
    /// Where the cursor stood when it began.
    pub from: Offset,
}

/// The first row on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Top {
    /// This row of the head (title, byline).
    Head(u16),
    /// The row that holds this byte.
    Text(Offset),
}

/// What is known of the facts.
#[derive(Debug, Clone)]
pub enum Findings {
    /// They are being looked for.
    Pending,
    /// Found.
    Ready(Arc<Facts>),
    /// Extraction failed; the article can be read all the same.
    Failed(String),
}

/// A search in the article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Search {
    /// What is searched.
    pub query: String,
    /// Where it stands, sorted.
    pub hits: Vec<TextRange>,
    /// The matches as a layer, made once.
    pub layer: Layer,
}

/// Where the cursor goes once an article is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Landing {
    /// The byte.
    pub at: Offset,
    /// Whether the way back or forward leads there, so that it is not remembered again.
    pub retraced: bool,
}

/// Places in articles that were left, the last on top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trail {
    /// Those that "back" goes to.
    pub back: Vec<(ArticleId, Offset)>,
    /// Those that "back" came from.
    pub forward: Vec<(ArticleId, Offset)>,
}

/// Where jumps began, and where "back" came from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Jumps {
    /// Older places, the last on top.
    pub back: Vec<Offset>,
    /// Places that "back" left.
    pub forward: Vec<Offset>,
}

/// One article being read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The article.
    pub article: Arc<Article>,
    /// Its name in the library, once the library has answered.
    pub id: Option<ArticleId>,
    /// Its facts.
    pub findings: Findings,
    /// All that was found, also what the reader said is no place.
    pub found: Option<Arc<Facts>>,
    /// Names that are no places here, as the reader said.
    pub not_places: Vec<String>,
    /// What follows from them.
    pub index: FactIndex,
    /// Its rows at the present width.
    pub layout: TextLayout,
    /// Where the reader is.
    pub cursor: Cursor,
    /// The column that moves by line try to keep.
    pub goal: Option<u16>,
    /// The first row on the screen.
    pub top: Top,
    /// Rows of the article pane.
    pub height: u16,
    /// What is being selected.
    pub selection: Option<Selection>,
    /// Its bookmarks, by place; orphans last.
    pub passages: Vec<Passage>,
    /// The bookmarks as a layer.
    pub passage_layer: Layer,
    /// Length of the longest bookmark (bytes): how far before a byte those begin that hold it.
    pub longest_passage: usize,
    /// Those of a colour, a layer each.
    pub color_layers: Vec<(Highlight, Layer)>,
    /// Which bookmark is meant while the cursor stands at this byte, where several hold it, or one stands nowhere.
    pub meant: Option<(Offset, Mark)>,
    /// Places that a letter was given to.
    pub spots: BTreeMap<char, Offset>,
    /// The search that is on.
    pub search: Option<Search>,
    /// Where jumps began.
    pub jumps: Jumps,
    /// Whether the place was moved by the reader, so that it is worth keeping.
    pub moved: bool,
}

impl Reading {
    /// Opens an article at its beginning, `width` columns wide and `height` rows high.
    pub fn new(article: Arc<Article>, width: u16, height: u16) -> Self {
        let layout = TextLayout::new(&article, width);
        let mut reading = Self {
            article,
            id: None,
            findings: Findings::Pending,
            found: None,
            not_places: Vec::new(),
            index: FactIndex::default(),
            layout,
            cursor: Cursor::default(),
            goal: None,
            top: Top::Head(0),
            height: height.max(1),
            selection: None,
            passages: Vec::new(),
            passage_layer: Layer::default(),
            longest_passage: 0,
            color_layers: Vec::new(),
            meant: None,
            spots: BTreeMap::new(),
            search: None,
            jumps: Jumps::default(),
            moved: false,
        };
        reading.prepare();
        reading
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.article.text.as_str()
    }

    /// The facts, when they are there.
    pub fn facts(&self) -> Option<&Facts> {
        match &self.findings {
            Findings::Ready(facts) => Some(facts),
            _ => None,
        }
    }

    /// The first row on the screen.
    pub fn top_row(&self) -> RowId {
        match self.top {
            Top::Head(row) => self.layout.step(self.text(), self.layout.first(), row as isize).0,
            Top::Text(at) => self.layout.row_of(self.text(), at),
        }
    }

    /// The row that the cursor stands on.
    pub fn cursor_row(&self) -> RowId {
        self.layout.row_of(self.text(), self.cursor.at)
    }

    /// The rows on the screen, from the top.
    pub fn visible(&self) -> Vec<RowId> {
        let mut out = Vec::with_capacity(self.height as usize);
        let mut at = Some(self.top_row());
        while let Some(id) = at.filter(|_| out.len() < self.height as usize) {
            out.push(id);
            at = self.layout.below(self.text(), id);
        }
        out
    }

    /// Makes the rows that drawing and the next move will look at.
    pub fn prepare(&mut self) {
        let (top, height) = (self.top_row(), self.height as usize);
        self.layout.prepare(&self.article.text, top, height * 2 + 4);
    }

    /// What is selected (bytes).
    pub fn selected(&self) -> Option<TextRange> {
        self.selection.map(|selection| TextRange::new(selection.anchor, self.cursor.at))
    }

    /// The fact under the cursor: the one that a step led to, else the shortest that holds it.
    pub fn current(&self) -> Option<FactId> {
        let facts = self.facts()?;
        let at = self.cursor.at;
        FactKind::ALL.into_iter().filter_map(|kind| self.holding(kind, at)).min_by_key(|id| {
            let length = facts.range(*id).map_or(usize::MAX, TextRange::len);
            (self.cursor.on != Some(id.kind), length)
        })
    }

    /// The shortest listed fact of `kind` that holds byte `at`.
    pub fn holding(&self, kind: FactKind, at: Offset) -> Option<FactId> {
        let facts = self.facts()?;
        let holds = |index: usize| {
            let id = FactId { kind, index };
            facts.range(id).filter(|range| range.contains(at)).map(|range| (range.len(), id))
        };
        let found = match kind {
            // Fragments stand inside reported clauses, so several quotes may hold one byte.
            FactKind::Quote => {
                let upto = self.index.quotes.partition_point(|index| facts.quotes[*index].range.start() <= at);
                let from = upto.saturating_sub(16);
                self.index.quotes[from..upto].iter().filter_map(|index| holds(*index)).min()
            }
            _ => self.last_before(kind, at).and_then(holds),
        };
        found.map(|(_, id)| id)
    }

    /// The index of the last fact of `kind` that starts at or before `at`.
    fn last_before(&self, kind: FactKind, at: Offset) -> Option<usize> {
        let facts = self.facts()?;
        let count = match kind {
            FactKind::Figure => facts.figures.partition_point(|fact| fact.range.start() <= at),
            FactKind::Place => facts.places.partition_point(|fact| fact.range.start() <= at),
            FactKind::Quote => {
                let listed = self.index.quotes.partition_point(|index| facts.quotes[*index].range.start() <= at);
                return listed.checked_sub(1).map(|i| self.index.quotes[i]);
            }
        };
        count.checked_sub(1)
    }

    /// What the pane of `kind` shows as selected: the fact of that kind under the cursor, else the last one before
    /// it. The second value tells whether it is under the cursor.
    pub fn selected_fact(&self, kind: FactKind) -> Option<(usize, bool)> {
        if let Some(id) = self.holding(kind, self.cursor.at) {
            return Some((id.index, true));
        }
        if kind == FactKind::Quote
            && let Some(index) = self.index.mentioned(self.cursor.at)
        {
            return Some((index, true));
        }
        self.last_before(kind, self.cursor.at).map(|index| (index, false))
    }

    /// The bookmark under the cursor: the one that a step led to, else the shortest that holds it.
    pub fn passage(&self) -> Option<usize> {
        let here = self.passages_here();
        self.meant_passage().filter(|meant| here.contains(meant)).or_else(|| here.first().copied())
    }

    /// The bookmark that is meant at this place, be it one that stands nowhere.
    pub fn meant_passage(&self) -> Option<usize> {
        let (at, mark) = self.meant.as_ref()?;
        if *at != self.cursor.at {
            return None;
        }
        // It stands here, or nowhere: the others need not be looked at.
        let placed = self.passages.partition_point(|passage| passage.range.is_some());
        let mut here = self.passages_here().into_iter().chain(placed..self.passages.len());
        here.find(|i| self.passages[*i].is(mark))
    }

    /// All bookmarks that hold the cursor, the shortest first.
    pub fn passages_here(&self) -> Vec<usize> {
        let at = self.cursor.at;
        let holds = |range: TextRange| range.contains(at) || range.end() == at;
        let near = TextRange::new(at.saturating_sub(self.longest_passage), at + 1);
        let mut here: Vec<usize> =
            self.passages_from(near).filter(|i| self.passages[*i].range.is_some_and(holds)).collect();
        here.sort_by_key(|i| self.passages[*i].range.map_or(usize::MAX, TextRange::len));
        here
    }

    /// The bookmarks that begin in `stretch`, which are found without a look at the others.
    pub fn passages_from(&self, stretch: TextRange) -> std::ops::Range<usize> {
        let before = |at: Offset| {
            let begins = |passage: &Passage| passage.range.map_or(Offset::MAX, TextRange::start) < at;
            self.passages.partition_point(begins)
        };
        before(stretch.start())..before(stretch.end())
    }

    /// Number of the current fact among those that are stepped through, from 1; and how many there are.
    pub fn progress(&self) -> (Option<usize>, usize) {
        let current = self.current().and_then(|id| self.position_in_order(id));
        (current.map(|i| i + 1), self.index.order.len())
    }

    /// What a place is called here: as the article names it where the gazetteer only adds to that ("Yunnan Sheng").
    pub fn place_name<'a>(&'a self, place: &'a Place) -> &'a str {
        let named = place.range.slice(self.text());
        let added = place.name.strip_prefix(named).is_some_and(|rest| rest.starts_with(' '));
        if added && !named.is_empty() { named } else { &place.name }
    }

    /// Number of the match under the cursor, from 1, or of the one before it; and how many there are.
    pub fn match_number(&self) -> Option<(usize, usize)> {
        let search = self.search.as_ref()?;
        let upto = search.hits.partition_point(|hit| hit.start() <= self.cursor.at);
        Some((upto, search.hits.len()))
    }

    /// Where a fact stands in [`FactIndex::order`].
    pub fn position_in_order(&self, id: FactId) -> Option<usize> {
        let facts = self.facts()?;
        let start = facts.range(id)?.start();
        let starts_at = |id: &FactId| facts.range(*id).map_or(0, TextRange::start);
        let from = self.index.order.partition_point(|other| starts_at(other) < start);
        self.index.order[from..].iter().position(|other| *other == id).map(|i| from + i)
    }

    /// How far the bottom of the screen is through the text, in per cent.
    pub fn percent(&self) -> u8 {
        let length = self.text().len();
        let end = match self.visible().last() {
            Some(last) => self.layout.row(self.text(), *last).next,
            None => 0,
        };
        (end.min(length) * 100).checked_div(length).unwrap_or(100) as u8
    }
}
