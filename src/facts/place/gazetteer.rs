//! The gazetteer: compiled in and looked up in place; nothing is parsed, and only the pages that are touched are read.
//!
//! Three files, made by `examples/make_gazetteer`, all numbers little-endian:
//! - `names.bin`: 2^16 + 1 `u32` (first entry of each bucket; the bucket is the top 16 bits of the name's hash), then
//!   entries of two `u32`: the next 32 bits of the hash, and `many << 31 | flags << 24 | index`, where the index is a
//!   place, or, with `many`, the first of several senses.
//! - `senses.bin`: `u32`: `last << 31 | other_name << 30 | place`.
//! - `places.bin`: 16 bytes a place, countries first, then the first-level divisions; see [`PlaceRef`].
//! - `texts.bin`: the names to show: one byte of length, then UTF-8.

use super::PlaceKind;

// Statics: the bytes of a constant may stand in the program once for each unit of code that reads them.
static NAMES: &[u8] = include_bytes!("../../../assets/gazetteer/names.bin");
static SENSES: &[u8] = include_bytes!("../../../assets/gazetteer/senses.bin");
static PLACES: &[u8] = include_bytes!("../../../assets/gazetteer/places.bin");
static TEXTS: &[u8] = include_bytes!("../../../assets/gazetteer/texts.bin");

/// Number of buckets of `names.bin`.
pub const BUCKETS: usize = 1 << 16;
/// Bytes of one place.
pub const PLACE_SIZE: usize = 16;
/// Steps of a degree of longitude; latitude has twice as many.
pub const STEPS: f64 = 180.0;

/// What is known of a name, whoever bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameFlags(pub u8);

impl NameFlags {
    /// It is also an ordinary English word ("reading").
    pub const WORD: u8 = 1;
    /// It is also a forename.
    pub const FORENAME: u8 = 1 << 1;
    /// It is also a frequent family name.
    pub const SURNAME: u8 = 1 << 2;
    /// An abbreviation in capitals: small letters do not match ("US", not "us" or "Us").
    pub const CAPITALS: u8 = 1 << 3;
    /// A place only after "the" ("the Gulf").
    pub const ARTICLE: u8 = 1 << 4;
    /// A place only after a place inside it and a comma ("Boise, ID").
    pub const AFTER: u8 = 1 << 5;
    /// Only ever another name of something, never its chief name.
    pub const OTHER: u8 = 1 << 6;

    /// Whether all of `flags` are set.
    #[inline]
    pub fn has(self, flags: u8) -> bool {
        self.0 & flags == flags
    }
}

/// A name that the gazetteer knows: its flags and who bears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry {
    target: u32,
}

/// A place of the gazetteer, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceRef(pub u32);

/// One bearer of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// The place.
    pub place: PlaceRef,
    /// Whether the name is another name of it, not its chief one.
    pub other_name: bool,
}

#[inline]
fn u32_at(table: &[u8], at: usize) -> u32 {
    match table.get(at..at + 4) {
        Some(bytes) => u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
        None => 0,
    }
}

/// Number of places.
pub fn count() -> u32 {
    (PLACES.len() / PLACE_SIZE) as u32
}

/// Looks up a name by the hash of its words ([`super::fold::phrase_hash`]). Chance of a false match: 1 in 2^42.
#[inline]
pub fn look_up(hash: u64) -> Option<Entry> {
    let bucket = (hash >> 48) as usize;
    let check = (hash >> 16) as u32;
    let (first, end) = (u32_at(NAMES, bucket * 4) as usize, u32_at(NAMES, bucket * 4 + 4) as usize);
    let base = (BUCKETS + 1) * 4;
    let entries = NAMES.get(base + first * 8..base + end * 8)?;
    entries.chunks_exact(8).find(|entry| u32_at(entry, 0) == check).map(|entry| Entry { target: u32_at(entry, 4) })
}

impl Entry {
    /// What is known of the name.
    #[inline]
    pub fn flags(self) -> NameFlags {
        NameFlags((self.target >> 24) as u8 & 0x7f)
    }

    /// Its bearers, the best known first.
    pub fn senses(self) -> impl Iterator<Item = Sense> {
        let index = self.target & 0x00ff_ffff;
        let many = self.target >> 31 == 1;
        let mut at = index as usize * 4;
        let mut done = false;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            if !many {
                done = true;
                return Some(Sense { place: PlaceRef(index), other_name: self.flags().has(NameFlags::OTHER) });
            }
            let sense = u32_at(SENSES, at);
            at += 4;
            done = sense >> 31 == 1 || at >= SENSES.len();
            Some(Sense { place: PlaceRef(sense & 0x3fff_ffff), other_name: sense >> 30 & 1 == 1 })
        })
    }

    /// The best known bearer.
    #[inline]
    pub fn first(self) -> Option<Sense> {
        self.senses().next()
    }
}

/// Kinds in the order of their numbers in `places.bin`.
pub const KINDS: [PlaceKind; 9] = [
    PlaceKind::Country,
    PlaceKind::Region,
    PlaceKind::City,
    PlaceKind::District,
    PlaceKind::Water,
    PlaceKind::Island,
    PlaceKind::Mountain,
    PlaceKind::Continent,
    PlaceKind::Area,
];

impl PlaceRef {
    #[inline]
    fn word(self, n: usize) -> u32 {
        u32_at(PLACES, self.0 as usize * PLACE_SIZE + n * 4)
    }

    /// Its kind.
    #[inline]
    pub fn kind(self) -> PlaceKind {
        KINDS[((self.word(0) >> 24) as usize).min(KINDS.len() - 1)]
    }

    /// Its GeoNames id, if it has one.
    pub fn geoname_id(self) -> Option<u32> {
        Some(self.word(0) & 0x00ff_ffff).filter(|id| *id != 0)
    }

    /// The number of its country: the place number of the country plus one; 0 for none.
    #[inline]
    pub fn country_number(self) -> u8 {
        (self.word(1) >> 24) as u8
    }

    /// Its country as a place; a country is its own.
    pub fn country(self) -> Option<PlaceRef> {
        u32::from(self.country_number()).checked_sub(1).map(PlaceRef)
    }

    /// Its name as it is shown.
    pub fn name(self) -> &'static str {
        let at = (self.word(1) & 0x00ff_ffff) as usize;
        let length = TEXTS.get(at).map_or(0, |length| usize::from(*length));
        TEXTS.get(at + 1..at + 1 + length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// Latitude in degrees.
    #[inline]
    pub fn lat(self) -> f64 {
        f64::from((self.word(2) as u16).cast_signed()) / (2.0 * STEPS)
    }

    /// Longitude in degrees.
    #[inline]
    pub fn lon(self) -> f64 {
        f64::from(((self.word(2) >> 16) as u16).cast_signed()) / STEPS
    }

    /// The first-level division that holds it; a division is its own.
    #[inline]
    pub fn region(self) -> Option<PlaceRef> {
        (self.word(3) & 0xffff).checked_sub(1).map(PlaceRef)
    }

    /// How well known it is: about 28 times the decimal logarithm of its people; 0 to 255.
    #[inline]
    pub fn weight(self) -> u8 {
        (self.word(3) >> 16) as u8
    }

    /// Whether it is the capital of its country or of its first-level division.
    #[inline]
    pub fn is_capital(self) -> bool {
        self.word(3) >> 24 & 1 == 1
    }

    /// Kilometres to another place, near enough for telling near from far.
    pub fn kilometres(self, other: PlaceRef) -> f64 {
        let lat = f64::midpoint(self.lat(), other.lat());
        let lon = (self.lon() - other.lon()).abs();
        let lon = lon.min(360.0 - lon) * lat.to_radians().cos();
        111.2 * (self.lat() - other.lat()).hypot(lon)
    }

    /// ISO 3166-1 alpha-2 of its country.
    pub fn country_code(self) -> Option<&'static str> {
        let country = self.country()?;
        let at = (country.word(1) & 0x00ff_ffff) as usize;
        // A country's code stands behind its name.
        let length = usize::from(*TEXTS.get(at)?);
        TEXTS.get(at + 1 + length..at + 3 + length).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::phrase_hash;
    use super::*;

    fn first(name: &str) -> PlaceRef {
        look_up(phrase_hash(name)).unwrap().first().unwrap().place
    }

    #[test]
    fn countries_have_codes_and_points() {
        let kenya = first("Kenya");
        assert_eq!((kenya.kind(), kenya.country_code(), kenya.name()), (PlaceKind::Country, Some("KE"), "Kenya"));
        assert!((kenya.lat() - 1.0).abs() < 0.01 && (kenya.lon() - 38.0).abs() < 0.01);
        assert_eq!(first("Burma"), first("Myanmar"));
        assert_eq!(first("U.S."), first("United States"));
    }

    #[test]
    fn cities_know_their_region() {
        let sense = look_up(phrase_hash("Houston")).unwrap().first().unwrap();
        assert_eq!(sense.place.region().map(PlaceRef::name), Some("Texas"));
        assert_eq!(sense.place.geoname_id(), Some(4_699_066));
    }

    #[test]
    fn names_tell_what_else_they_are() {
        assert!(look_up(phrase_hash("Reading")).unwrap().flags().has(NameFlags::WORD));
        assert!(look_up(phrase_hash("Charlotte")).unwrap().flags().has(NameFlags::FORENAME));
        assert!(look_up(phrase_hash("Jackson")).unwrap().flags().has(NameFlags::SURNAME));
        assert!(look_up(phrase_hash("zzyzxq")).is_none());
    }
}
