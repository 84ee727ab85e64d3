//! The map of the places: coastlines and borders in braille, zoomed to what the article names.

mod coast;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::symbols::Marker;
use ratatui::widgets::Widget as _;
use ratatui::widgets::canvas::{Canvas, Context, Line};

use super::theme::{Role, Theme};
use super::{ink, sides};
use crate::facts::{Place, PlaceKind};
use crate::reader::{MapView, Model, Pane, Reading, lists};
use coast::Outline;
use view::View;

/// Degrees between two dots up to which borders are shown: on a small map of a large part of the world they would
/// fill the land.
const BORDERS_TO: f64 = 0.7;

/// A place that can be shown.
struct Spot<'a> {
    place: &'a Place,
    name: &'a str,
    lat: f64,
    lon: f64,
    row: usize,
    mentions: usize,
}

/// Draws the map; tells where the chosen place stands.
pub fn draw(model: &Model, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    if area.width < 4 || area.height < 2 {
        return None;
    }
    let reading = &model.reading;
    let spots: Vec<Spot<'_>> = spots(reading).collect();
    if spots.is_empty() {
        let words = if reading.index.places.is_empty() {
            "No places to show."
        } else {
            "No place that is sure enough for a map."
        };
        sides::say(buffer, area, words, theme.style(Role::ListDim), theme);
        return None;
    }
    let view = View::around(spots.iter().map(|spot| (spot.lat, spot.lon, reach(spot.place.kind))), area, model.map);
    outlines(&view, area, theme, buffer);
    let chosen = lists::selected(reading, Pane::Places);
    let at = markers(&view, &spots, chosen.map(|(row, _)| row), area, theme, buffer);
    if model.map != MapView::default() && area.height > 4 {
        let words = format!("{}", Zoom(model.map));
        let x = area.right().saturating_sub(ink::width(&words) + 1);
        ink::paint(buffer, x.max(area.x), area.bottom() - 1, area.right(), &words, theme.style(Role::ListDim));
    }
    at
}

/// The row of the place that stands at this cell, or right beside it.
pub fn row_at(model: &Model, area: Rect, at: Position) -> Option<usize> {
    let spots: Vec<Spot<'_>> = spots(&model.reading).collect();
    if spots.is_empty() {
        return None;
    }
    let view = View::around(spots.iter().map(|spot| (spot.lat, spot.lon, reach(spot.place.kind))), area, model.map);
    let distance = |spot: &Spot<'_>| {
        let cell = view.cell(spot.lat, spot.lon, area)?;
        Some(cell.x.abs_diff(at.x) + 2 * cell.y.abs_diff(at.y))
    };
    let near = spots.iter().filter_map(|spot| Some((distance(spot)?, spot.row))).min()?;
    (near.0 <= 2).then_some(near.1)
}

struct Zoom(MapView);

impl std::fmt::Display for Zoom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.zoom {
            0 => f.write_str("moved"),
            zoom => write!(f, "zoom {zoom:+}"),
        }
    }
}

/// Degrees of latitude around a place that belong to it.
fn reach(kind: PlaceKind) -> f64 {
    match kind {
        PlaceKind::Continent => 18.0,
        PlaceKind::Country => 4.0,
        PlaceKind::Region | PlaceKind::Area => 2.0,
        _ => 1.0,
    }
}

/// Whether there is a place to show.
pub fn is_worth_it(reading: &Reading) -> bool {
    spots(reading).next().is_some()
}

fn spots(reading: &Reading) -> impl Iterator<Item = Spot<'_>> {
    let places = reading.facts().map_or(&[][..], |facts| facts.places.as_slice());
    let spot = move |(row, mentions): (usize, &'_ Vec<usize>)| {
        let place = places.get(*mentions.first()?)?;
        let (lat, lon) = (place.lat?, place.lon?);
        // A doubtful place would be silly on a map; its row says that it is doubtful.
        let known = !place.doubtful && lat.is_finite() && lon.is_finite() && lat.abs() <= 90.0 && lon.abs() <= 180.0;
        known.then(|| Spot { place, name: reading.place_name(place), lat, lon, row, mentions: mentions.len() })
    };
    reading.index.places.iter().enumerate().filter_map(spot)
}

fn outlines(view: &View, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let grain = view.grain(area.width);
    let outline = Outline::for_grain(grain);
    // Canvas draws in one colour a cell; the style's modifiers are laid over afterwards.
    let color = |role| theme.style(role).fg.unwrap_or(Color::Reset);
    let (coast, border) = (color(Role::Coast), color(Role::Border));
    let marker = if theme.signs.unicode { Marker::Braille } else { Marker::Dot };
    Canvas::default()
        .marker(marker)
        .x_bounds(view.x_bounds())
        .y_bounds(view.y_bounds())
        .paint(|canvas| {
            if grain < BORDERS_TO {
                lines(canvas, view, &outline, coast::Kind::Border, border);
                canvas.layer();
            }
            lines(canvas, view, &outline, coast::Kind::Coast, coast);
        })
        .render(area, buffer);
    if !theme.signs.unicode {
        for position in area.positions() {
            if let Some(cell) = buffer.cell_mut(position)
                && !cell.symbol().is_ascii()
            {
                cell.set_symbol(".");
            }
        }
    }
}

/// Draws the lines of one kind, once for each turn of the world that the view shows.
fn lines(canvas: &mut Context<'_>, view: &View, outline: &Outline, kind: coast::Kind, color: Color) {
    for turn in [-360.0, 0.0, 360.0] {
        outline.each(kind, &view.window(turn), |from, to| {
            let (x1, y1) = view.project(from.0, from.1 + turn);
            let (x2, y2) = view.project(to.0, to.1 + turn);
            canvas.draw(&Line { x1, y1, x2, y2, color });
        });
    }
}

/// Draws the places with names that do not run into each other; the chosen one first, then those named most often.
fn markers(
    view: &View,
    spots: &[Spot<'_>],
    chosen: Option<usize>,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Option<Position> {
    let mut order: Vec<&Spot<'_>> = spots.iter().collect();
    order.sort_by_key(|spot| (Some(spot.row) != chosen, std::cmp::Reverse(spot.mentions), spot.row));
    let mut taken = Taken { area, cells: vec![false; usize::from(area.width) * usize::from(area.height)] };
    let cells: Vec<(&Spot<'_>, Position)> =
        order.into_iter().filter_map(|spot| Some((spot, view.cell(spot.lat, spot.lon, area)?))).collect();
    for (_, at) in &cells {
        taken.take(at.x, at.y, 1);
    }
    let mut here = None;
    for (spot, at) in cells.iter().rev() {
        let is_chosen = Some(spot.row) == chosen;
        let (sign, role) =
            if is_chosen { (theme.signs.places[1], Role::MapHere) } else { (theme.signs.places[0], Role::MapPlace) };
        put(buffer, at.x, at.y, sign, theme.style(role));
        if is_chosen {
            here = Some(*at);
        }
    }
    for (spot, at) in &cells {
        let role = if Some(spot.row) == chosen { Role::MapHere } else { Role::MapLabel };
        let name = ink::shorten(spot.name, 22, theme.signs.more);
        let wide = ink::width(&name);
        let right = at.x + 2;
        let left = at.x.checked_sub(wide + 1).filter(|x| *x >= area.x);
        let spots =
            [Some((right, at.y)), left.map(|x| (x, at.y)), Some((right, at.y + 1)), Some((right, at.y.max(1) - 1))];
        let free = spots.into_iter().flatten().find(|(x, y)| taken.is_free(*x, *y, wide));
        if let Some((x, y)) = free {
            taken.take(x.saturating_sub(1), y, wide + 2);
            put(buffer, x, y, &name, theme.style(role));
        }
    }
    here
}

fn put(buffer: &mut Buffer, x: u16, y: u16, text: &str, style: Style) {
    let end = x + ink::width(text);
    // The map's own colours must not shine through.
    for column in x..end {
        if let Some(cell) = buffer.cell_mut((column, y)) {
            cell.reset();
        }
    }
    ink::paint(buffer, x, y, end, text, style);
}

/// Cells that hold a place or a name.
struct Taken {
    area: Rect,
    cells: Vec<bool>,
}

impl Taken {
    fn range(&self, x: u16, y: u16, wide: u16) -> Option<std::ops::Range<usize>> {
        let inside = y >= self.area.y && y < self.area.bottom() && x >= self.area.x && x + wide <= self.area.right();
        let start = usize::from(y.checked_sub(self.area.y)?) * usize::from(self.area.width)
            + usize::from(x.checked_sub(self.area.x)?);
        inside.then_some(start..start + usize::from(wide))
    }

    fn is_free(&self, x: u16, y: u16, wide: u16) -> bool {
        self.range(x, y, wide).is_some_and(|range| !self.cells[range].contains(&true))
    }

    fn take(&mut self, x: u16, y: u16, wide: u16) {
        let x = x.max(self.area.x);
        let wide = wide.min(self.area.right().saturating_sub(x));
        if let Some(range) = self.range(x, y, wide) {
            self.cells[range].fill(true);
        }
    }
}
