//! Places: names of places on Earth, resolved to a country and coordinates.

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
    let _ = document;
    Vec::new()
}
