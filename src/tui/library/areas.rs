//! Where the parts of the library's screen are.

use ratatui::layout::Rect;

use crate::reader::Model;
use crate::reader::library::{LibraryPane, LibrarySizes};
use crate::tui::areas::inside;

/// From so many columns on the parts stand side by side.
const BESIDE: u16 = 60;

/// The rectangles of the parts, with their frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LibraryAreas {
    /// Lists, folders, feeds.
    pub sources: Option<Rect>,
    /// The articles.
    pub entries: Option<Rect>,
    /// The chosen article's first lines.
    pub preview: Option<Rect>,
    /// Whether one part is shown at a time.
    pub single: bool,
    /// Whether there is room for frames.
    pub framed: bool,
    /// Rows that an article takes: with a search, one more for why it was found.
    pub tall: u16,
}

impl LibraryAreas {
    /// Shares out the middle of the screen.
    pub fn of(middle: Rect, framed: bool, model: &Model) -> Self {
        let view = &model.library;
        let tall = if view.is_search() && middle.height >= 6 { 2 } else { 1 };
        let nothing = Self { sources: None, entries: None, preview: None, single: true, framed, tall };
        if middle.width < BESIDE {
            return match view.pane {
                LibraryPane::Sources => Self { sources: Some(middle), ..nothing },
                LibraryPane::Entries => nothing.with_preview_under(middle),
            };
        }
        let left = (middle.width * 24 / 100).clamp(24, 36);
        let sources = Rect { width: left, ..middle };
        let rest = Rect { x: middle.x + left, width: middle.width - left, ..middle };
        let beside = Self { sources: Some(sources), single: false, ..nothing };
        if rest.width >= 116 && middle.height >= 16 {
            let right = (rest.width * 2 / 5).min(84);
            let entries = Rect { width: rest.width - right, ..rest };
            let preview = Rect { x: entries.right(), width: right, ..rest };
            return Self { entries: Some(entries), preview: Some(preview), ..beside };
        }
        beside.with_preview_under(rest)
    }

    fn with_preview_under(self, room: Rect) -> Self {
        if room.height < 26 || room.width < 30 {
            return Self { entries: Some(room), ..self };
        }
        let under = (room.height * 30 / 100).clamp(8, 18);
        let entries = Rect { height: room.height - under, ..room };
        Self { entries: Some(entries), preview: Some(Rect { y: entries.bottom(), height: under, ..room }), ..self }
    }

    /// What stands inside of a part's frame.
    pub fn body(&self, frame: Rect) -> Rect {
        if self.framed { inside(frame) } else { frame }
    }

    /// The sizes that `update` has to know.
    pub fn sizes(&self, model: &Model) -> LibrarySizes {
        let before = model.library.sizes;
        LibrarySizes {
            entries: self.entries.map_or(before.entries, |frame| (self.body(frame).height / self.tall).max(1)),
            sources: self.sources.map_or(before.sources, |frame| self.body(frame).height.max(1)),
            preview: self.preview.is_some(),
        }
    }
}
