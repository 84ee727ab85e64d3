//! Writes the four files; their layout is described in `src/facts/place/gazetteer.rs`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;

use dateline::facts::PlaceKind;
use dateline::facts::lexicon::rows;
use dateline::facts::place::fold::{folded, phrase_hash, words};
use dateline::facts::place::gazetteer::{BUCKETS, KINDS, NameFlags, STEPS};

use crate::sources::{Spot, World};

/// Names that are left out although a village bears them: they are hardly ever meant.
const NEVER: &[&str] = &[
    "the",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "and",
    "or",
    "an",
    "as",
    "is",
    "it",
    "he",
    "she",
    "we",
    "you",
    "they",
    "but",
    "for",
    "from",
    "with",
    "this",
    "that",
    "these",
    "those",
    "who",
    "what",
    "when",
    "where",
    "why",
    "how",
    "not",
    "all",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "mr",
    "mrs",
    "ms",
    "dr",
    "miss",
    "sir",
    "lord",
    "lady",
    "president",
    "minister",
    "police",
    "many",
    "most",
    "some",
    "any",
    "his",
    "her",
    "its",
    "our",
    "their",
    "said",
    "yes",
    "no",
    "so",
    "if",
    "then",
    "there",
    "here",
    "now",
    "new",
    "old",
    "god",
    "english",
    "general",
    "are",
    "was",
    "were",
    "be",
    "been",
];

/// Files, by name.
pub type Files = Vec<(&'static str, Vec<u8>)>;

/// Makes the files.
pub fn pack(world: &World, ordinary: &str, forenames: &str, surnames: &str) -> Result<Files, Box<dyn Error>> {
    let order = kept(world);
    let numbers: HashMap<usize, u32> = order.iter().enumerate().map(|(n, spot)| (*spot, n as u32)).collect();
    let (texts, offsets) = texts(world, &order)?;
    let mut places = Vec::new();
    for spot in &order {
        place(&mut places, &world.spots[*spot], offsets[spot], &numbers)?;
    }
    let (names, senses) = names(world, &numbers, &NameKinds::new(ordinary, forenames, surnames))?;
    Ok(vec![("places.bin", places), ("texts.bin", texts), ("names.bin", names), ("senses.bin", senses)])
}

/// The places that are kept: those with a point; a district only if no town of its name lies in it.
fn kept(world: &World) -> Vec<usize> {
    let mut towns: HashSet<(Option<usize>, u64)> = HashSet::new();
    for spot in world.spots.iter().filter(|spot| spot.kind == PlaceKind::City) {
        towns.insert((spot.region, phrase_hash(&spot.name)));
    }
    (0..world.spots.len())
        .filter(|spot| {
            let spot = &world.spots[*spot];
            let double = spot.kind == PlaceKind::District && towns.contains(&(spot.region, phrase_hash(&spot.name)));
            spot.point.is_some() && !double
        })
        .collect()
}

/// The pool of names, and where each place's name stands in it.
type Pool = (Vec<u8>, HashMap<usize, u32>);

fn texts(world: &World, order: &[usize]) -> Result<Pool, Box<dyn Error>> {
    let mut pool = Vec::new();
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut offsets = HashMap::new();
    for spot in order {
        let place = &world.spots[*spot];
        let country = *spot < world.codes.len();
        if let Some(at) = known.get(place.name.as_str()).filter(|_| !country) {
            offsets.insert(*spot, *at);
            continue;
        }
        let at = u32::try_from(pool.len())?;
        pool.push(u8::try_from(place.name.len())?);
        pool.extend(place.name.as_bytes());
        if country {
            pool.extend(world.codes[*spot].as_bytes());
        }
        known.insert(&place.name, at);
        offsets.insert(*spot, at);
    }
    Ok((pool, offsets))
}

fn place(out: &mut Vec<u8>, spot: &Spot, text: u32, numbers: &HashMap<usize, u32>) -> Result<(), Box<dyn Error>> {
    let kind = KINDS.iter().position(|kind| *kind == spot.kind).unwrap_or(0) as u32;
    let (lat, lon) = spot.point.unwrap_or_default();
    let region = match spot.region.and_then(|region| numbers.get(&region)) {
        Some(region) => u32::from(u16::try_from(region + 1)?),
        None => 0,
    };
    out.extend((kind << 24 | spot.id & 0x00ff_ffff).to_le_bytes());
    out.extend((u32::from(spot.country) << 24 | text).to_le_bytes());
    out.extend(((lat * 2.0 * STEPS).round() as i16).to_le_bytes());
    out.extend(((lon * STEPS).round() as i16).to_le_bytes());
    let weight = spot.weight.round().clamp(0.0, 255.0) as u32;
    out.extend((u32::from(spot.capital) << 24 | weight << 16 | region).to_le_bytes());
    Ok(())
}

/// What names are besides.
struct NameKinds {
    ordinary: HashSet<String>,
    forenames: HashSet<String>,
    surnames: HashSet<String>,
}

impl NameKinds {
    fn new(ordinary: &str, forenames: &str, surnames: &str) -> Self {
        let column = |table: &str| -> HashSet<String> {
            let table: &'static str = Box::leak(table.to_owned().into_boxed_str());
            rows(table).filter_map(|row| row.first().map(|name| folded(name))).collect()
        };
        let lower = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        Self {
            ordinary: ordinary.lines().filter(lower).map(str::to_owned).collect(),
            forenames: column(forenames),
            surnames: column(surnames),
        }
    }

    fn flags(&self, name: &str) -> u8 {
        let mut parts = words(name).map(folded);
        let (Some(word), None) = (parts.next(), parts.next()) else { return 0 };
        let flag = |set: &HashSet<String>, flag: u8| if set.contains(&word) { flag } else { 0 };
        flag(&self.ordinary, NameFlags::WORD)
            | flag(&self.forenames, NameFlags::FORENAME)
            | flag(&self.surnames, NameFlags::SURNAME)
    }
}

/// One name while it is gathered.
#[derive(Default)]
struct Gathered {
    flags: u8,
    /// What must hold of all its uses to hold of the name.
    always: Option<u8>,
    senses: BTreeMap<u32, (bool, f64)>,
    /// Bearers that are only called so after "the".
    articles: HashSet<u32>,
    /// Bearers that are called so without it too.
    plain: HashSet<u32>,
}

fn names(
    world: &World,
    numbers: &HashMap<usize, u32>,
    kinds: &NameKinds,
) -> Result<(Vec<u8>, Vec<u8>), Box<dyn Error>> {
    let never: HashSet<u64> = NEVER.iter().map(|word| phrase_hash(word)).collect();
    let mut gathered: BTreeMap<u64, Gathered> = BTreeMap::new();
    for naming in &world.names {
        let Some(number) = numbers.get(&naming.spot) else { continue };
        let bare = naming.name.strip_prefix("the ").unwrap_or(&naming.name);
        let hash = phrase_hash(bare);
        let flags = kinds.flags(bare);
        let capitals = bare.chars().count() <= 5 && !bare.contains('.') && bare.chars().all(char::is_uppercase);
        let foreign = naming.other && !naming.after && world.spots[naming.spot].kind == PlaceKind::City;
        if !capitals && never.contains(&hash) || foreign && flags & (NameFlags::WORD | NameFlags::FORENAME) != 0 {
            continue;
        }
        let entry = gathered.entry(hash).or_default();
        entry.flags |= flags;
        let always = (u8::from(capitals) * NameFlags::CAPITALS)
            | (u8::from(naming.after) * NameFlags::AFTER)
            | (u8::from(naming.other) * NameFlags::OTHER);
        entry.always = Some(entry.always.unwrap_or(0xff) & always);
        // Another name counts for a tenth of the people.
        let weight = world.spots[naming.spot].weight - if naming.other { 28.0 } else { 0.0 };
        if bare.len() < naming.name.len() {
            entry.articles.insert(*number);
        } else {
            entry.plain.insert(*number);
        }
        let sense = entry.senses.entry(*number).or_insert((naming.other, weight));
        if !naming.other {
            *sense = (false, weight);
        }
    }
    let mut buckets = vec![0u32; BUCKETS + 1];
    let (mut entries, mut senses) = (Vec::new(), Vec::new());
    for (hash, name) in &gathered {
        let bucket = (hash >> 48) as usize;
        let mut list: Vec<(u32, bool, f64)> = name.senses.iter().map(|(n, (other, w))| (*n, *other, *w)).collect();
        list.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        let article =
            list.first().is_some_and(|(number, ..)| name.articles.contains(number) && !name.plain.contains(number));
        let article = if article { NameFlags::ARTICLE } else { 0 };
        let flags = u32::from(name.flags | name.always.unwrap_or(0) | article);
        let target = if let [only] = list[..] {
            flags << 24 | only.0
        } else {
            let index = u32::try_from(senses.len() / 4)?;
            for (i, (number, other, _)) in list.iter().enumerate() {
                let end = u32::from(i + 1 == list.len());
                senses.extend((end << 31 | u32::from(*other) << 30 | number).to_le_bytes());
            }
            1 << 31 | flags << 24 | index
        };
        entries.extend(((hash >> 16) as u32).to_le_bytes());
        entries.extend(target.to_le_bytes());
        buckets[bucket + 1] += 1;
    }
    for bucket in 0..BUCKETS {
        buckets[bucket + 1] += buckets[bucket];
    }
    let mut out: Vec<u8> = buckets.iter().flat_map(|first| first.to_le_bytes()).collect();
    out.extend(entries);
    Ok((out, senses))
}
