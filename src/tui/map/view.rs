//! Which part of the world a map shows. Longitudes are scaled by the cosine of the middle latitude, so that shapes
//! look right where the map is; x and y are degrees of latitude.

use ratatui::layout::{Position, Rect};

use super::coast::Window;
use crate::reader::MapView;

/// Degrees of latitude that a map shows at least.
const LEAST: f64 = 3.0;

/// How much one step of zoom changes.
const STEP: f64 = 1.6;

/// A part of the world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// The middle: latitude and longitude in degrees; the longitude may lie past 180.
    lat: f64,
    lon: f64,
    /// From the middle to the upper edge, in degrees of latitude.
    up: f64,
    /// From the middle to the right edge, in degrees of latitude.
    across: f64,
    /// Cosine of the middle latitude.
    shrink: f64,
}

impl View {
    /// The view that holds all `places` (latitude, longitude, degrees around), looked at as `look` says. A cell is
    /// twice as high as it is wide.
    pub fn around(places: impl Iterator<Item = (f64, f64, f64)>, area: Rect, look: MapView) -> Self {
        let places: Vec<(f64, f64, f64)> = places.collect();
        let (mut south, mut north) = (90.0f64, -90.0f64);
        for (lat, _, reach) in &places {
            south = south.min(lat - reach);
            north = north.max(lat + reach);
        }
        let (south, north) = (south.max(-85.0), north.min(85.0).max(south.max(-85.0)));
        let (west, east) = arc(&places);
        let lat = f64::midpoint(south, north);
        let shrink = lat.to_radians().cos().max(0.2);
        let (tall, wide) = (f64::from(area.height) * 2.0, f64::from(area.width));
        // A margin, so that no place stands on the edge.
        let need_up = ((north - south) / 2.0 * 1.15).max(LEAST / 2.0);
        let need_across = ((east - west) / 2.0 * shrink * 1.15).max(LEAST / 2.0);
        let scale = (need_up / tall).max(need_across / wide);
        // No farther than the whole world.
        let scale = (scale * STEP.powi(-i32::from(look.zoom))).min((180.0 * shrink / wide).max(85.0 / tall));
        let (up, across) = (scale * tall, scale * wide);
        let lat = (lat + f64::from(look.north) * up / 2.0).clamp(-85.0, 85.0);
        let lon = f64::midpoint(west, east) + f64::from(look.east) * across / shrink / 2.0;
        Self { lat, lon: wrap(lon), up, across, shrink }
    }

    /// Degrees of longitude that it shows.
    pub fn span(&self) -> f64 {
        2.0 * self.across / self.shrink
    }

    /// Degrees of longitude between two dots of braille.
    pub fn grain(&self, columns: u16) -> f64 {
        self.span() / (2.0 * f64::from(columns.max(1)))
    }

    /// Left and right edge.
    pub fn x_bounds(&self) -> [f64; 2] {
        [-self.across, self.across]
    }

    /// Lower and upper edge.
    pub fn y_bounds(&self) -> [f64; 2] {
        [-self.up, self.up]
    }

    /// Where a point stands.
    pub fn project(&self, lat: f64, lon: f64) -> (f64, f64) {
        ((lon - self.lon) * self.shrink, lat - self.lat)
    }

    /// The window through which lines are seen that lie `turn` degrees to the west of where they are shown.
    pub fn window(&self, turn: f64) -> Window {
        let half = self.span() / 2.0;
        Window {
            west: self.lon - half - turn,
            east: self.lon + half - turn,
            south: self.lat - self.up,
            north: self.lat + self.up,
        }
    }

    /// The cell at which a place stands, if it is in view.
    pub fn cell(&self, lat: f64, lon: f64, area: Rect) -> Option<Position> {
        let turns = [-360.0, 0.0, 360.0];
        let near = turns
            .into_iter()
            .map(|turn| lon + turn)
            .min_by(|a, b| (a - self.lon).abs().total_cmp(&(b - self.lon).abs()))?;
        let (x, y) = self.project(lat, near);
        let column = (x + self.across) / (2.0 * self.across) * f64::from(area.width);
        let row = (self.up - y) / (2.0 * self.up) * f64::from(area.height);
        let inside = column >= 0.0 && column < f64::from(area.width) && row >= 0.0 && row < f64::from(area.height);
        inside.then(|| Position::new(area.x + column as u16, area.y + row as u16))
    }
}

/// The shortest stretch of longitudes that holds all places; the east end may lie past 180.
fn arc(places: &[(f64, f64, f64)]) -> (f64, f64) {
    let mut sorted: Vec<(f64, f64)> =
        places.iter().map(|(lat, lon, reach)| (*lon, reach / lat.to_radians().cos().max(0.2))).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = sorted.len();
    let gap = |i: usize| {
        let next = sorted[(i + 1) % count].0 + if i + 1 == count { 360.0 } else { 0.0 };
        next - sorted[i].0
    };
    // The widest gap between neighbours is what the map leaves out.
    let Some(widest) = (0..count).max_by(|a, b| gap(*a).total_cmp(&gap(*b))) else { return (-180.0, 180.0) };
    let first = (widest + 1) % count;
    let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
    for (lon, reach) in &sorted {
        let lon = if *lon < sorted[first].0 { lon + 360.0 } else { *lon };
        west = west.min(lon - reach);
        east = east.max(lon + reach);
    }
    if east - west >= 360.0 { (-180.0, 180.0) } else { (west, east) }
}

fn wrap(lon: f64) -> f64 {
    (lon + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AREA: Rect = Rect { x: 3, y: 2, width: 40, height: 12 };

    fn look() -> MapView {
        MapView::default()
    }

    proptest! {
        #[test]
        fn every_place_is_in_view(places in proptest::collection::vec((-80.0f64..80.0, -180.0f64..180.0), 1..8)) {
            let view = View::around(places.iter().map(|(lat, lon)| (*lat, *lon, 1.0)), AREA, look());
            for (lat, lon) in places {
                prop_assert!(view.cell(lat, lon, AREA).is_some(), "{} {} in {:?}", lat, lon, view);
            }
        }
    }

    #[test]
    fn places_on_both_sides_of_the_date_line_stand_side_by_side() {
        let places = [(-18.1, 178.4, 1.0), (-13.8, -171.8, 1.0)];
        let view = View::around(places.into_iter(), AREA, look());
        assert!(view.span() < 90.0, "{view:?}");
        let cell = |(lat, lon, _)| view.cell(lat, lon, AREA).unwrap();
        assert!(cell(places[0]).x < cell(places[1]).x);
    }

    #[test]
    fn north_is_up_and_zoom_comes_nearer() {
        let places = [(50.0, 8.0, 1.0), (40.0, 8.0, 1.0)];
        let view = View::around(places.into_iter(), AREA, look());
        assert!(view.cell(50.0, 8.0, AREA).unwrap().y < view.cell(40.0, 8.0, AREA).unwrap().y);
        let near = View::around(places.into_iter(), AREA, MapView { zoom: 2, ..look() });
        assert!(near.span() < view.span());
    }
}
