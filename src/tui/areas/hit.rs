//! What the mouse points at.

use ratatui::layout::{Position, Rect};

use super::Areas;
use crate::reader::{Model, Overlay, Pane, Target};
use crate::tui::{library, map, overlay, sides};

impl Areas {
    /// What stands at this cell.
    pub fn target(&self, model: &Model, x: u16, y: u16) -> Target {
        let at = Position::new(x, y);
        if let Some(top) = model.overlays.last().filter(|top| !matches!(top, Overlay::Details)) {
            return self.over(model, top, at);
        }
        if let Some(parts) = &self.library {
            return library::target(parts, model, at);
        }
        for side in &self.sides {
            if side.pane == Pane::Map && side.body.contains(at) {
                let row = map::row_at(model, side.body, at);
                return row.map_or(Target::Pane(Pane::Map), |row| Target::Row(Pane::Map, row));
            }
            if side.body.contains(at) {
                let row = sides::items(model, side).into_iter().find(|item| item.area.contains(at));
                return row.map_or(Target::Pane(side.pane), |item| Target::Row(side.pane, item.number));
            }
        }
        if let Some(pane) = self.tab_at(model, at) {
            return Target::Pane(pane);
        }
        // The line between two panes carries the name of the lower one. Places and their map share a frame: its name
        // means the places.
        let framed: Vec<Pane> = {
            let named = |top: bool| {
                self.sides.iter().filter(move |side| side.frame.contains(at) && (!top || side.frame.y == at.y))
            };
            let sides: Vec<_> =
                if named(true).next().is_some() { named(true).collect() } else { named(false).collect() };
            sides.into_iter().map(|side| side.pane).collect()
        };
        if let Some(pane) = framed.iter().find(|pane| **pane != Pane::Map).or_else(|| framed.first()) {
            return Target::Pane(*pane);
        }
        match self.article {
            Some(article) if article.contains(at) => self.in_article(model, article, at),
            _ => Target::Nothing,
        }
    }

    fn over(&self, model: &Model, top: &Overlay, at: Position) -> Target {
        let Some(area) = overlay::area(model, self, top).filter(|area| area.contains(at)) else {
            return Target::Nothing;
        };
        let row = overlay::rows(model, area, top).into_iter().find(|item| item.area.contains(at));
        row.map_or(Target::Overlay, |item| Target::OverlayRow(item.number))
    }

    fn in_article(&self, model: &Model, article: Rect, at: Position) -> Target {
        let reading = &model.reading;
        let text = reading.text();
        let rows = reading.visible();
        // The frame's right line is the scroll bar.
        if self.framed && at.x == article.right() - 1 && at.y > article.y && at.y < article.bottom() - 1 {
            let track = u64::from(article.height.saturating_sub(2).max(1));
            let offset = text.len() as u64 * u64::from(at.y - article.y - 1) / track;
            return Target::Text(crate::article::floor_boundary(text, offset as usize));
        }
        if at.y < self.text.y || at.y >= self.text.bottom() {
            return Target::Pane(Pane::Article);
        }
        let Some(id) = rows.get(usize::from(at.y - self.text.y)) else { return Target::Pane(Pane::Article) };
        if *id < reading.layout.first_text() {
            return Target::Pane(Pane::Article);
        }
        let row = reading.layout.row(text, *id);
        let column = at.x.saturating_sub(self.text.x);
        Target::Text(reading.layout.offset_at(text, row, column))
    }

    /// The pane whose tab stands at this cell.
    fn tab_at(&self, model: &Model, at: Position) -> Option<Pane> {
        if !self.has_tabs(model) {
            return None;
        }
        let frame = self.sides.first()?.frame;
        if at.y != frame.y {
            return None;
        }
        let tabs = sides::tabs(model, frame, self.framed);
        tabs.into_iter().find(|tab| (tab.from..tab.to).contains(&at.x)).map(|tab| tab.pane)
    }
}
