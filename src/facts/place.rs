//! Places: names of places on Earth, resolved to a country and coordinates.

mod choose;
pub mod evidence;
pub mod features;
pub mod fold;
pub mod gazetteer;
pub mod matches;
pub mod model;
mod resolve;
pub mod runs;
pub mod words;

use std::collections::HashMap;

use serde::Serialize;

use super::document::Document;
use crate::article::TextRange;

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
    /// Why it is a place and this one: the rule's name, for the details.
    pub rule: &'static str,
}

/// Finds the places of a document.
pub fn find(document: &Document<'_>) -> Vec<Place> {
    let reading = choose::Reading::new(document);
    let mentions = choose::mentions(document, &reading);
    let places = resolve::resolve(document, &reading, &mentions);
    let mut groups: HashMap<(bool, u64), u32> = HashMap::new();
    mentions
        .iter()
        .zip(places)
        .map(|(mention, place)| {
            let key = place.map_or((false, mention.name), |place| (true, u64::from(place.0)));
            let next = groups.len() as u32;
            let group = *groups.entry(key).or_insert(next);
            Place {
                range: mention.range,
                name: place
                    .map_or_else(|| mention.range.slice(document.text()).to_owned(), |place| place.name().to_owned()),
                kind: place.map_or(PlaceKind::Area, gazetteer::PlaceRef::kind),
                country: place.and_then(gazetteer::PlaceRef::country_code).map(str::to_owned),
                region: place
                    .and_then(gazetteer::PlaceRef::region)
                    .filter(|region| Some(*region) != place)
                    .map(|region| region.name().to_owned()),
                lat: place.map(gazetteer::PlaceRef::lat),
                lon: place.map(gazetteer::PlaceRef::lon),
                geoname_id: place.and_then(gazetteer::PlaceRef::geoname_id),
                group,
                metonym: false,
                rule: "model",
            }
        })
        .collect()
}
