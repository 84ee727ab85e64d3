//! A row of places: name, what it is and where, how often it is named.

use super::RowInk;
use crate::facts::Place;
use crate::facts::place::country_name;
use crate::reader::Reading;
use crate::reader::details::place_kind;
use crate::tui::ink;
use crate::tui::theme::Role;

/// Draws row number `row`: one place with all its mentions.
pub fn draw(reading: &Reading, row: usize, ink: &mut RowInk<'_>) {
    let Some(mentions) = reading.index.places.get(row) else { return };
    let Some(place) = mentions.first().and_then(|index| reading.facts()?.places.get(*index)) else { return };
    let (more, width) = (ink.theme.signs.more, ink.area.width);
    let mut right = width.saturating_sub(1);
    if mentions.len() > 1 {
        let times = format!("{}{}", ink.theme.signs.times, mentions.len());
        right = right.saturating_sub(ink::width(&times));
        ink.put(right, 0, width, &times, Role::ListDim);
        right = right.saturating_sub(1);
    }
    let room = right.saturating_sub(2);
    let column = (width * 2 / 5).clamp(8, 24);
    let doubt = if place.doubtful { "?" } else { "" };
    let name = ink::shorten(&format!("{}{doubt}", reading.place_name(place)), room, more);
    let end = ink.put(2, 0, right, &name, Role::Place);
    let from = end.max(2 + column) + 1;
    if from + 6 < right {
        let where_ = ink::shorten(&where_it_is(place, ink.theme.signs.dot), right - from, more);
        ink.put(from, 0, right, &where_, Role::ListDim);
    }
}

/// "city · Rajshahi, Bangladesh"; a country's own name is not said twice.
fn where_it_is(place: &Place, dot: &str) -> String {
    let kind = place_kind(place.kind);
    let country = place.country.as_deref().map(|code| country_name(code).unwrap_or(code));
    let within = [place.region.as_deref(), country];
    let within: Vec<&str> = within.into_iter().flatten().filter(|name| *name != place.name).collect();
    if within.is_empty() { kind.to_owned() } else { format!("{kind} {dot} {}", within.join(", ")) }
}
