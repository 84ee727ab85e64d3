//! Side panes on top of each other: how many rows each of them gets.

use ratatui::layout::Rect;

use super::{Side, inside};
use crate::reader::{Model, Pane, lists};
use crate::tui::map;

/// One pane alone in `rect`. Places bring their map along where there is room beside or above them.
pub fn single(model: &Model, pane: Pane, rect: Rect, framed: bool) -> Vec<Side> {
    let body = if framed { inside(rect) } else { rect };
    let side = |pane, body| Side { pane, frame: rect, body, joined: false };
    let map_alone = pane == Pane::Map && model.zoomed;
    if !matches!(pane, Pane::Places | Pane::Map) || map_alone || !map::is_worth_it(&model.reading) {
        return vec![side(pane, body)];
    }
    if body.width >= 64 && body.height >= 4 && body.height < 30 {
        let map = (body.width / 2).min(body.height * 5).max(24);
        let list = Rect { width: body.width - map - 1, ..body };
        let map = Rect { x: body.x + body.width - map, width: map, ..body };
        return vec![side(Pane::Places, list), side(Pane::Map, map)];
    }
    if body.height >= 14 && body.width >= 24 {
        let most = (body.width / 3).max(5);
        let map = (body.height * 3 / 5).min(most);
        return vec![
            side(Pane::Map, Rect { height: map, ..body }),
            side(Pane::Places, Rect { y: body.y + map, height: body.height - map, ..body }),
        ];
    }
    vec![side(pane, body)]
}

/// All panes in one column.
pub fn one(model: &Model, rect: Rect) -> Vec<Side> {
    let panes: &[Pane] = if shows_bookmarks(model) && (rect.height >= 32 || model.focus == Pane::Bookmarks) {
        &[Pane::Figures, Pane::Places, Pane::Quotes, Pane::Bookmarks]
    } else {
        &[Pane::Figures, Pane::Places, Pane::Quotes]
    };
    let rows = rect.height.saturating_sub(panes.len() as u16 + 1);
    let map = map_rows(model, rows, inside(rect).width);
    column(model, rect, panes, map)
}

/// Figures, quotes and bookmarks in one column, map and places in another.
pub fn two(model: &Model, rect: Rect) -> Vec<Side> {
    let left = Rect { width: rect.width / 2, ..rect };
    let right = Rect { x: rect.x + left.width, width: rect.width - left.width, ..rect };
    let panes: &[Pane] = if shows_bookmarks(model) {
        &[Pane::Figures, Pane::Quotes, Pane::Bookmarks]
    } else {
        &[Pane::Figures, Pane::Quotes]
    };
    let mut sides = column(model, left, panes, 0);
    let places = model.reading.index.places.len();
    let map = if map::is_worth_it(&model.reading) {
        // What the list leaves, so far as the map has a use for it.
        let wide = inside(right).width;
        let left = rect.height.saturating_sub(places.min(usize::from(rect.height)) as u16 + 2);
        left.clamp(wide * 2 / 5, wide * 3 / 5).min(rect.height * 3 / 5)
    } else {
        0
    };
    sides.extend(column(model, right, &[Pane::Places], map));
    sides
}

fn shows_bookmarks(model: &Model) -> bool {
    !model.reading.passages.is_empty() || model.focus == Pane::Bookmarks
}

/// Rows of the map above the places, out of `rows` for all panes.
fn map_rows(model: &Model, rows: u16, width: u16) -> u16 {
    if !map::is_worth_it(&model.reading) {
        return 0;
    }
    match rows {
        24.. => (rows * 3 / 10).min(width * 2 / 5).max(6),
        16.. => 5,
        _ => 0,
    }
}

/// `panes` from top to bottom, neighbours sharing a line; the places have `map` rows of map above them.
fn column(model: &Model, rect: Rect, panes: &[Pane], map: u16) -> Vec<Side> {
    let lines = panes.len() as u16 + 1;
    let rows = rect.height.saturating_sub(lines + map);
    let shares = shares(model, rows, panes);
    let mut sides = Vec::new();
    let mut y = rect.y;
    for (i, (pane, share)) in panes.iter().zip(shares).enumerate() {
        let has_map = *pane == Pane::Places && map > 0;
        let height = share + if has_map { map } else { 0 };
        let frame = Rect { y, height: height + 2, ..rect };
        let body = inside(frame);
        let joined = i > 0;
        let side = |pane, body| Side { pane, frame, body, joined };
        if has_map {
            sides.push(side(Pane::Map, Rect { height: map, ..body }));
            sides.push(side(Pane::Places, Rect { y: body.y + map, height: share, ..body }));
        } else if *pane == Pane::Places && model.focus == Pane::Map {
            sides.push(side(Pane::Map, body));
        } else {
            sides.push(side(*pane, body));
        }
        y += height + 1;
    }
    sides
}

/// Shares `rows` among the panes: each gets at least its part of three rows, then what it has use for; what is left
/// goes round.
fn shares(model: &Model, rows: u16, panes: &[Pane]) -> Vec<u16> {
    let wants: Vec<u16> = panes
        .iter()
        .map(|pane| {
            let each = if *pane == Pane::Quotes { 3 } else { 1 };
            (lists::count(&model.reading, *pane) * each).clamp(1, usize::from(rows.max(1))) as u16
        })
        .collect();
    let mut shares = vec![0u16; panes.len()];
    let mut left = rows;
    while left > 0 {
        // The smallest share of those that want more; when nobody does, the smallest of all.
        let hungry = (0..panes.len()).filter(|i| shares[*i] < wants[*i]).min_by_key(|i| shares[*i]);
        let Some(next) = hungry.or_else(|| (0..panes.len()).min_by_key(|i| shares[*i])) else { break };
        shares[next] += 1;
        left -= 1;
    }
    shares
}
