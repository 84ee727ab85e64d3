//! Places: names of places on Earth, resolved to a country and coordinates.
//!
//! [`runs`] cuts out the runs of capitalised words, [`mod@matches`] looks all their stretches up in the [`gazetteer`], and
//! [`evidence`] gathers what the whole text says of each word. From these come the [`features`] of every stretch; the
//! [`model`] says how likely it is a place, a person, an organisation. `choose` picks the mentions, with second thoughts
//! across the document; `resolve` finds which place each name means, all names together (`spelling` helps with names that are romanised otherwise); `details` adds the rest.

pub mod around;
mod choose;
mod country;
mod details;
mod doubt;
pub mod evidence;
pub mod features;
pub mod fold;
pub mod gazetteer;
mod lists;
pub mod matches;
mod memo;
pub mod model;
mod prior;
mod resolve;
mod rules;
pub mod runs;
mod spelling;
mod spot;
mod support;
pub mod words;

use std::collections::HashMap;

pub use country::country_name;

use serde::Serialize;

use super::document::Document;
use crate::article::TextRange;
use choose::{Mention, Reading};
use gazetteer::PlaceRef;
use resolve::Outcome;
use spot::Spot;

/// The kinds of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// A sovereign state or a territory.
    Country,
    /// A state, province or constituent country.
    Region,
    /// Any settlement.
    City,
    /// A county, borough or quarter.
    District,
    /// A river, lake, sea, bay or strait.
    Water,
    /// An island or a group of them.
    Island,
    /// A mountain or a range.
    Mountain,
    /// A continent.
    Continent,
    /// Any other area.
    Area,
}

/// One mention of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The name as it stands in the text (bytes).
    pub range: TextRange,
    /// The gazetteer's name.
    pub name: String,
    /// Its kind.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2; None for what lies in several countries or none.
    pub country: Option<String>,
    /// The region that holds it, for the details.
    pub region: Option<String>,
    /// Latitude in degrees, north positive.
    pub lat: Option<f64>,
    /// Longitude in degrees, east positive.
    pub lon: Option<f64>,
    /// The GeoNames id.
    pub geoname_id: Option<u32>,
    /// Number of the place in this text, from 0 in order of first mention: mentions of one place share it.
    pub group: u32,
    /// Whether the name stands for a government, a team or the people ("Beijing said").
    pub metonym: bool,
    /// Whether it is doubtful that it is a place, or this one: told, and kept off the map.
    pub doubtful: bool,
    /// Why it is a place and this one: the rule's name, for the details.
    pub rule: &'static str,
}

/// The names of the rules that speak against a name or for it: each has an example in `tests/facts/places.tsv`.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    let against = rules::RULES.iter().map(|(name, _)| *name);
    against.chain(support::SUPPORTS.iter().map(|(name, ..)| *name))
}

/// Finds the places of a document.
pub fn find(document: &Document<'_>) -> Vec<Place> {
    find_most(document).0
}

/// Finds the places of a document; tells whether it was read to its end, which a text of nothing but names is not.
pub(super) fn find_most(document: &Document<'_>) -> (Vec<Place>, bool) {
    let reading = Reading::new(document);
    let mentions = choose::mentions(document, &reading);
    let resolved = resolve::resolve(document, &reading, &mentions);
    let mut groups: HashMap<(bool, u64), u32> = HashMap::new();
    let is_believed = |i: usize, outcome: &Outcome| {
        let mention = &mentions[i];
        let spot = Spot { document, reading: &reading, start: mention.start, end: mention.end };
        let told = || doubt::is_told(spot) || doubt::is_listed(document.text(), &mentions, i);
        let doubtful = outcome.place.is_none() && doubt::is_doubtful(mention, outcome, false);
        !doubt::is_compass(spot, outcome) && (!doubtful || told())
    };
    let mut places: Vec<Place> = mentions
        .iter()
        .enumerate()
        .zip(resolved)
        .filter(|((i, _), outcome)| is_believed(*i, outcome))
        .map(|((_, mention), resolved)| {
            let key = resolved.place.map_or((false, mention.name), |place| (true, u64::from(place.0)));
            let next = groups.len() as u32;
            let group = *groups.entry(key).or_insert(next);
            place(document, &reading, mention, &resolved, group)
        })
        .collect();
    doubt::settle(&mut places);
    (places, !reading.runs.cut)
}

/// The mention as a fact.
fn place(document: &Document<'_>, reading: &Reading, mention: &Mention, outcome: &Outcome, group: u32) -> Place {
    let place = outcome.place;
    let spot = Spot { document, reading, start: mention.start, end: mention.end };
    let kind = place.map_or_else(|| details::kind_by_words(document, reading, mention), PlaceRef::kind);
    let holder = place.or(outcome.holder);
    let region = holder.and_then(PlaceRef::region).filter(|region| Some(*region) != place);
    Place {
        range: mention.range,
        name: place.map_or(mention.range.slice(document.text()), |place| place.name()).to_owned(),
        kind,
        country: holder.and_then(PlaceRef::country_code).map(str::to_owned),
        region: region.map(|region| region.name().to_owned()),
        lat: place.map(PlaceRef::lat),
        lon: place.map(PlaceRef::lon),
        geoname_id: place.and_then(PlaceRef::geoname_id),
        group,
        metonym: details::is_metonym(document, reading, mention, kind),
        doubtful: doubt::is_doubtful(mention, outcome, spot.is_in()),
        rule: outcome.rule,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Place> {
        find(&Document::new(text))
    }

    #[test]
    fn a_place_has_its_particulars() {
        let places = found("Beijing vowed to build a port in Kenya. Workers in Nairobi were not asked.");
        let names: Vec<_> = places.iter().map(|place| (place.name.as_str(), place.kind, place.metonym)).collect();
        let (city, country) = (PlaceKind::City, PlaceKind::Country);
        assert_eq!(names, [("Beijing", city, true), ("Kenya", country, false), ("Nairobi", city, false)]);
        assert_eq!(places[2].country.as_deref(), Some("KE"));
        assert_eq!(places[2].geoname_id, Some(184_745));
    }

    #[test]
    fn containers_decide() {
        let places = found("The mill in Paris, Texas, burned. Paris has two fire engines.");
        assert_eq!(places[0].region.as_deref(), Some("Texas"));
        assert_eq!(places[0].group, places[2].group);
        assert_eq!(places[0].rule, "what contains it is named");
    }

    #[test]
    fn unknown_names_have_a_kind() {
        let places = found("The village lies on the Zhemkuvar River in southern Kenya.");
        assert_eq!((places[0].kind, places[0].lat), (PlaceKind::Water, None));
    }
}
