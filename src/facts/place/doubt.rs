//! Which mentions are doubtful: told with a "?", and kept off the map.
//!
//! The bounds are calibrated on news with known places: of the doubtful ones more than half are wrong, of the others one in
//! eleven.

use std::collections::HashSet;

use super::Place;
use super::choose::Mention;
use super::resolve::{CONTAINED, Outcome};

/// A known name with lower log odds is doubtful.
const ODDS: f32 = 0.3;
/// The same for a name that the gazetteer does not know.
const UNKNOWN: f32 = 1.5;
/// A place that leads its namesakes by less is doubtful.
const SURE: f64 = 0.9;
/// A place less known than this is doubtful where no other place of the text is in its country.
const KNOWN: u8 = 160;

/// Whether it is doubtful that this is a place, or this one; `is_in`: "in" or "near" goes before it.
pub fn is_doubtful(mention: &Mention, outcome: &Outcome, is_in: bool) -> bool {
    if outcome.rule == CONTAINED {
        return false;
    }
    match outcome.place {
        None => outcome.holder.is_none() && mention.odds < UNKNOWN,
        Some(place) => mention.odds < ODDS && !is_in || outcome.sure < SURE || outcome.alone && place.weight() < KNOWN,
    }
}

/// A place that is certain somewhere in the text is certain everywhere.
pub fn settle(places: &mut [Place]) {
    let certain: HashSet<u32> = places.iter().filter(|place| !place.doubtful).map(|place| place.group).collect();
    for place in places {
        place.doubtful = place.doubtful && !certain.contains(&place.group);
    }
}
