//! Where everything is: every rectangle of the screen, made once from its size and the model. Drawing, hit tests of
//! the mouse and the sizes that `update` reckons with all come from here.

mod hit;
mod stack;

use ratatui::layout::Rect;

use super::library::LibraryAreas;
use crate::reader::{Front, LibrarySizes, Model, Pane, Viewports};

/// How text and side panes share the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Two columns of panes beside the text.
    Two,
    /// One column of panes beside the text.
    Beside,
    /// One pane at a time, beside the text.
    TabsBeside,
    /// One pane at a time, under the text.
    TabsUnder,
    /// One pane at a time, in place of the text.
    Over,
}

/// One side pane on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// Which.
    pub pane: Pane,
    /// With its frame; neighbours share the line between them.
    pub frame: Rect,
    /// Its rows.
    pub body: Rect,
    /// Whether its upper line is also its neighbour's lower one.
    pub joined: bool,
}

/// All rectangles of one screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Areas {
    /// The screen.
    pub screen: Rect,
    /// How it is shared.
    pub plan: Plan,
    /// The first line.
    pub top: Option<Rect>,
    /// The last line.
    pub last: Option<Rect>,
    /// Between them.
    pub middle: Rect,
    /// The article with its frame, where it is shown.
    pub article: Option<Rect>,
    /// The text column: where its rows stand, `reading.height` of them.
    pub text: Rect,
    /// Columns left of the text for signs.
    pub gutter: u16,
    /// Side panes that are shown.
    pub sides: Vec<Side>,
    /// Whether there is room for frames.
    pub framed: bool,
    /// The parts of the library, where that is shown instead of the article.
    pub library: Option<LibraryAreas>,
}

/// Fewer columns or rows than these, and frames go.
const FRAME_COLUMNS: u16 = 30;
const FRAME_ROWS: u16 = 9;

impl Areas {
    /// The rectangles for a screen of this size.
    pub fn of(screen: Rect, model: &Model) -> Self {
        let (w, h) = (screen.width, screen.height);
        let top_rows = u16::from(h >= 5);
        let last_rows = u16::from(h >= 2);
        let middle = Rect::new(screen.x, screen.y + top_rows, w, h - top_rows - last_rows);
        let framed = w >= FRAME_COLUMNS && middle.height >= FRAME_ROWS;
        let plan = match (middle.width, middle.height) {
            (170.., 28..) => Plan::Two,
            (100.., 20..) => Plan::Beside,
            (100.., FRAME_ROWS..) => Plan::TabsBeside,
            (40.., 17..) => Plan::TabsUnder,
            _ => Plan::Over,
        };
        let (article, rest) = split(plan, middle);
        let (text, gutter) = text_column(article, framed, model.options.width);
        let mut areas = Self {
            screen,
            plan,
            top: (top_rows > 0).then(|| Rect::new(screen.x, screen.y, w, 1)),
            last: (last_rows > 0).then(|| Rect::new(screen.x, screen.bottom() - 1, w, 1)),
            middle,
            article: Some(article),
            text,
            gutter,
            sides: Vec::new(),
            framed,
            library: (model.front == Front::Library).then(|| LibraryAreas::of(middle, framed, model)),
        };
        areas.share_out(model, rest);
        areas
    }

    /// Decides which side panes are shown, and where.
    fn share_out(&mut self, model: &Model, rest: Rect) {
        let on_side = model.focus != Pane::Article;
        if on_side && (model.zoomed || self.plan == Plan::Over) {
            self.article = None;
            self.sides = stack::single(model, model.focus, self.middle, self.framed);
        } else if model.zoomed && !on_side {
            self.article = Some(self.middle);
            let (text, gutter) = text_column(self.middle, self.framed, model.options.width);
            (self.text, self.gutter) = (text, gutter);
        } else {
            self.sides = match self.plan {
                Plan::Two => stack::two(model, rest),
                Plan::Beside => stack::one(model, rest),
                Plan::TabsBeside | Plan::TabsUnder => stack::single(model, model.tab, rest, true),
                Plan::Over => Vec::new(),
            };
        }
    }

    /// The sizes that `update` has to know.
    pub fn viewports(&self, model: &Model) -> Viewports {
        let list = self.sides.iter().find(|side| side.pane == model.focus).map_or(1, |side| side.body.height);
        // Quotes take about three rows each.
        let list = if model.focus == Pane::Quotes { list / 3 } else { list };
        Viewports {
            width: self.text.width.max(1),
            height: self.text.height.max(1),
            list: list.max(1),
            panes: self.plan != Plan::Over,
        }
    }

    /// The sizes of the library's parts, where it is shown.
    pub fn library_sizes(&self, model: &Model) -> Option<LibrarySizes> {
        self.library.map(|parts| parts.sizes(model))
    }

    /// Whether one pane at a time is shown, with the others as tabs.
    pub fn has_tabs(&self, model: &Model) -> bool {
        !model.zoomed && matches!(self.plan, Plan::TabsBeside | Plan::TabsUnder | Plan::Over)
    }

    /// A rectangle of at most this size in the middle of the screen.
    pub fn centered(&self, width: u16, height: u16) -> Rect {
        let room = self.middle;
        let (width, height) = (width.min(room.width), height.min(room.height));
        let x = room.x + (room.width - width) / 2;
        let y = room.y + (room.height - height) / 2;
        Rect::new(x, y, width, height)
    }
}

/// The article's part of the middle, and what is left for panes.
fn split(plan: Plan, middle: Rect) -> (Rect, Rect) {
    let beside = |side: u16| {
        let text = middle.width - side;
        let rest = Rect { x: middle.x + text, width: side, ..middle };
        (Rect { width: text, ..middle }, rest)
    };
    match plan {
        Plan::Two => beside((middle.width * 14 / 25).clamp(92, 220)),
        Plan::Beside | Plan::TabsBeside => beside((middle.width * 9 / 25).clamp(38, 60)),
        Plan::TabsUnder => {
            let under = (middle.height * 32 / 100).clamp(6, 20);
            let text = middle.height - under;
            (Rect { height: text, ..middle }, Rect { y: middle.y + text, height: under, ..middle })
        }
        Plan::Over => (middle, Rect { height: 0, ..middle }),
    }
}

/// The text column inside the article's rectangle, and the columns left of it.
fn text_column(article: Rect, framed: bool, widest: u16) -> (Rect, u16) {
    let inner = if framed { inside(article) } else { article };
    let gutter = match inner.width {
        28.. => 2,
        12.. => 1,
        _ => 0,
    };
    let right = u16::from(inner.width >= 28);
    let width = inner.width.saturating_sub(gutter + right).min(widest.max(1));
    let spare = inner.width.saturating_sub(gutter + right + width);
    let x = inner.x + gutter + spare / 2;
    (Rect::new(x, inner.y, width, inner.height), gutter)
}

/// What a frame leaves.
pub fn inside(frame: Rect) -> Rect {
    Rect::new(
        frame.x.saturating_add(1),
        frame.y.saturating_add(1),
        frame.width.saturating_sub(2),
        frame.height.saturating_sub(2),
    )
}
