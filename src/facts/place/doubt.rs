//! Which mentions are doubtful: told with a "?", and kept off the map.
//!
//! The bounds are calibrated on news with known places: of the doubtful ones more than half are wrong, of the others one in
//! eleven.

use std::collections::HashSet;

use super::Place;
use super::choose::Mention;
use super::lists::{self, Class};
use super::resolve::{CONTAINED, Outcome};
use super::runs::Atom;
use super::spot::Spot;
use super::support;
use super::words::Marks;

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

/// Nouns that say what the name beside them is: "the county of Zhemku", "the Zhemku refugee camp".
const GROUND: &[&str] = &[
    "area",
    "camp",
    "canyon",
    "city",
    "coast",
    "county",
    "desert",
    "district",
    "forest",
    "hamlet",
    "hills",
    "island",
    "islands",
    "lake",
    "mountains",
    "neighborhood",
    "neighbourhood",
    "peninsula",
    "plateau",
    "port",
    "prefecture",
    "province",
    "quarter",
    "region",
    "republic",
    "river",
    "state",
    "suburb",
    "town",
    "township",
    "valley",
    "village",
];

/// Whether it is only a point of the compass: "Critics in the West". It has no place on a map.
pub fn is_compass(spot: Spot<'_>, outcome: &Outcome) -> bool {
    outcome.place.is_none() && spot.is_single() && spot.is_compass()
}

/// Whether the words beside a name that the gazetteer does not know say that it is a place: "in Zhemku", "the Zhemku area".
pub fn is_told(spot: Spot<'_>) -> bool {
    let ground = |word: &str| GROUND.contains(&word);
    let of = spot.before(1) == "of" && ground(spot.before(2));
    let named = matches!(spot.before(1), "called" | "named") && ground(spot.before(2));
    let follows = (1..=2).take_while(|n| spot.is_small_after(*n)).any(|n| ground(spot.after(n)));
    // "Lake Zhemku", "Zhemku Island"; streets are none.
    let is_other = |word: &str| lists::is_word(word, Class::Street) || lists::is_word(word, Class::Compass);
    let is_land = |atom: &Atom| atom.marks.has(Marks::LAND) && !is_other(spot.word_of(atom));
    let own = !spot.is_single() && (is_land(spot.first()) || is_land(spot.last()));
    spot.is_in() || of || named || follows || own || ground(spot.before(1)) || support::odds(spot) > 0.0
}

/// Whether a name stands in a list with known places: "Kisii, Zhemku and Nakuru". What follows "Tucson, Arizona," is in none.
pub fn is_listed(text: &str, mentions: &[Mention], i: usize) -> bool {
    let gap = |a: usize| text.get(mentions[a].range.end()..mentions[a + 1].range.start()).unwrap_or("").trim();
    let known = |at: usize| mentions[at].entry.is_some() && mentions[at].odds > ODDS;
    let (before, after) = (i > 0 && known(i - 1), i + 1 < mentions.len() && known(i + 1));
    let joined = |gap: &str| matches!(gap, "and" | "or" | ", and" | ", or" | "and in");
    let comma = |gap: &str| gap == "," || joined(gap);
    before && joined(gap(i - 1)) || after && joined(gap(i)) || before && after && comma(gap(i - 1)) && comma(gap(i))
}

/// A place that is certain somewhere in the text is certain everywhere.
pub fn settle(places: &mut [Place]) {
    let certain: HashSet<u32> = places.iter().filter(|place| !place.doubtful).map(|place| place.group).collect();
    for place in places {
        place.doubtful = place.doubtful && !certain.contains(&place.group);
    }
}
