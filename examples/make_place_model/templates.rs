//! Fills the table of invented sentences: articles of a few lines each, with labels.

use dateline::facts::PlaceKind;
use dateline::facts::lexicon::rows;
use dateline::facts::place::fold::phrase_hash;
use dateline::facts::place::gazetteer::{self, NameFlags, PlaceRef};
use serde_json::{Value, json};

/// Pairs of an abbreviation and its division, for datelines.
const SHORT: &[&str] = &[
    "Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "Del.", "Fla.", "Ga.", "Idaho", "Ill.", "Ind.", "Iowa",
    "Kan.", "Ky.", "La.", "Maine", "Md.", "Mass.", "Mich.", "Minn.", "Miss.", "Mo.", "Mont.", "Neb.", "Nev.", "N.H.",
    "N.J.", "N.M.", "N.Y.", "N.C.", "N.D.", "Ohio", "Okla.", "Ore.", "Pa.", "R.I.", "S.C.", "S.D.", "Tenn.", "Texas",
    "Utah", "Vt.", "Va.", "Wash.", "W.Va.", "Wis.", "Wyo.", "Ont.", "B.C.", "Alta.", "NSW", "TX", "OH", "CA", "PA",
    "GA",
];
const CONTINENTS: &[&str] = &["Africa", "Europe", "Asia", "Latin America", "the Middle East", "South America"];
const COMPANIES: &[&str] =
    &["Industries", "Motors", "Energy", "Holdings", "Inc.", "Ltd", "Group", "Airlines", "Steel", "Partners", "Capital"];
const PAPERS: &[&str] = &["Times", "Post", "Herald", "Gazette", "Tribune", "Journal", "Star", "News"];
const BODIES: &[&str] = &[
    "Police Department",
    "Historical Society",
    "Fire Service",
    "Football Association",
    "Cricket Board",
    "Medical Center",
    "Health Authority",
    "City Council",
    "School District",
    "Chamber of Commerce",
    "Art Museum",
    "Symphony Orchestra",
    "Workers' Party",
    "University",
    "Institute of Technology",
];
const WORKS: &[&str] = &[
    "Bridge", "Road", "Street", "Airport", "Hospital", "Stadium", "Hall", "Hotel", "Park", "Station", "Arena", "Tower",
];
const THINGS: &[&str] = &["Diaries", "Report", "Accord", "Method", "Effect", "Cup", "Prize"];
const PLURALS: &[&str] = &["Rangers", "Tigers", "Giants", "Blues", "Hawks", "Bulls", "Kings"];
const ONSETS: &[&str] = &[
    "K", "B", "M", "T", "Sh", "D", "Al", "Gh", "R", "N", "Z", "Kh", "S", "P", "Tr", "G", "V", "H", "J", "Y", "L", "Ch",
    "W", "Br", "St", "Gr",
];
const NUCLEI: &[&str] = &["a", "e", "i", "o", "u", "aa", "ou", "ei", "ia", "o", "a"];
const CODAS: &[&str] = &["r", "n", "l", "m", "k", "sh", "t", "d", "b", "z", "rg", "nd", "ll", "mm", "rk", "v", "s"];
const ENDS: &[&str] = &[
    "a", "i", "abad", "pur", "ville", "ton", "ovo", "ino", "ir", "an", "iya", "e", "ham", "stad", "burg", "iv", "ala",
    "u", "eh", "ar", "ford", "wick",
];

/// The names that slots are filled with.
pub struct Stock {
    towns: Vec<&'static str>,
    english_towns: Vec<&'static str>,
    cities: Vec<&'static str>,
    countries: Vec<&'static str>,
    states: Vec<&'static str>,
    counties: Vec<&'static str>,
    waters: Vec<&'static str>,
    hills: Vec<&'static str>,
    islands: Vec<&'static str>,
    firsts: Vec<&'static str>,
    lasts: Vec<&'static str>,
    name_lasts: Vec<&'static str>,
    people: Vec<&'static str>,
    peoples: Vec<&'static str>,
    seed: u64,
}

impl Stock {
    /// Gathers the names from the gazetteer and the tables.
    pub fn new(forenames: &'static str, surnames: &'static str, countries: &'static str) -> Self {
        let english = ["US", "GB", "CA", "AU", "IE", "NZ", "ZA", "IN"];
        let all = || (0..gazetteer::count()).map(PlaceRef);
        let named = |keep: &dyn Fn(PlaceRef) -> bool| -> Vec<&'static str> {
            all().filter(|place| keep(*place)).map(PlaceRef::name).filter(|name| name.len() > 2).collect()
        };
        let of = |place: PlaceRef, kind: PlaceKind| place.kind() == kind;
        let is_english = |place: PlaceRef| place.country_code().is_some_and(|code| english.contains(&code));
        let firsts: Vec<&'static str> = rows(forenames).filter_map(|row| row.first().copied()).collect();
        let lasts: Vec<&'static str> = rows(surnames).filter_map(|row| row.first().copied()).collect();
        let name_lasts = lasts
            .iter()
            .copied()
            .filter(|last| {
                gazetteer::look_up(phrase_hash(last)).is_some_and(|entry| !entry.flags().has(NameFlags::OTHER))
            })
            .collect();
        let demonyms: Vec<&'static str> = rows(countries)
            .filter_map(|row| row.get(8).copied())
            .flat_map(|list| list.split('|'))
            .filter(|w| !w.is_empty())
            .collect();
        Self {
            towns: named(&|place| of(place, PlaceKind::City) && place.weight() > 95),
            english_towns: named(&|place| of(place, PlaceKind::City) && is_english(place) && place.weight() > 88),
            cities: named(&|place| of(place, PlaceKind::City) && place.weight() > 158),
            countries: named(&|place| of(place, PlaceKind::Country)),
            states: named(&|place| of(place, PlaceKind::Region) && place.weight() > 150),
            counties: named(&|place| of(place, PlaceKind::District) && place.name().ends_with("County")),
            waters: named(&|place| of(place, PlaceKind::Water) && place.weight() > 130),
            hills: named(&|place| of(place, PlaceKind::Mountain) && place.weight() > 120),
            islands: named(&|place| of(place, PlaceKind::Island) && place.weight() > 120),
            people: demonyms.iter().copied().filter(|word| !word.ends_with('s') || word.ends_with("ss")).collect(),
            peoples: demonyms.iter().copied().filter(|word| word.ends_with('s') && !word.ends_with("ss")).collect(),
            firsts,
            lasts,
            name_lasts,
            seed: 0x9e37_79b9_7f4a_7c15,
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed >> 11) as usize % limit.max(1)
    }

    fn one(&mut self, list: &[&'static str]) -> String {
        let at = self.below(list.len());
        list.get(at).copied().unwrap_or("").to_owned()
    }

    fn coined(&mut self, ends: bool) -> String {
        let mut word = self.one(ONSETS) + &self.one(NUCLEI);
        if self.below(3) > 0 {
            word += &self.one(CODAS);
            word += &self.one(NUCLEI);
        }
        word + &self.one(CODAS) + &if ends { self.one(ENDS) } else { String::new() }
    }

    /// A name for a slot, and whether it is a place.
    fn fill(&mut self, slot: &str) -> (String, bool) {
        let low = slot.to_lowercase();
        let lists = |stock: &Self| match low.as_str() {
            "city" => stock.cities.clone(),
            "country" => stock.countries.clone(),
            "state" => stock.states.clone(),
            "county" => stock.counties.clone(),
            "water" => stock.waters.clone(),
            "hill" => stock.hills.clone(),
            "island" => stock.islands.clone(),
            _ => Vec::new(),
        };
        match low.as_str() {
            "town" => {
                let english = self.below(3) > 0;
                let list = if english { self.english_towns.clone() } else { self.towns.clone() };
                (self.one(&list), true)
            }
            "city" | "country" | "state" | "county" | "water" | "hill" | "island" => {
                let list = lists(self);
                (self.one(&list), true)
            }
            "st" => (self.one(SHORT), true),
            "continent" => (self.one(CONTINENTS), true),
            "newplace" => {
                let name = self.coined(true);
                let name = if self.below(6) == 0 { format!("{name} {}", self.coined(false)) } else { name };
                (name, true)
            }
            "first" => {
                let list = self.firsts.clone();
                (self.one(&list), false)
            }
            "last" => {
                let list = self.lasts.clone();
                let strange = self.below(3) == 0;
                (if strange { self.coined(false) } else { self.one(&list) }, false)
            }
            "namelast" => {
                let list = self.name_lasts.clone();
                (self.one(&list), false)
            }
            "people" => {
                let list = self.people.clone();
                (self.one(&list), false)
            }
            "peoples" => {
                let list = self.peoples.clone();
                (self.one(&list), false)
            }
            "coined" => (self.coined(false), false),
            "company" => (self.one(COMPANIES), false),
            "paper" => (self.one(PAPERS), false),
            "body" => (self.one(BODIES), false),
            "works" => (self.one(WORKS), false),
            "thing" => (self.one(THINGS), false),
            "plural" => (self.one(PLURALS), false),
            _ => (String::new(), false),
        }
    }
}

/// So many invented articles, as lines of the training's form.
pub fn articles(templates: &str, stock: &mut Stock, number: usize) -> Vec<Value> {
    let lines: Vec<&str> = templates.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    (0..number)
        .map(|n| {
            let mut text = Text { known: Vec::new(), out: String::new(), count: 0, names: Vec::new() };
            for _ in 0..10 {
                let at = stock.below(lines.len());
                text.line(lines[at], stock);
                let apart = stock.below(3) == 0;
                text.push(if apart { "\n\n" } else { "\n" });
            }
            json!({"source": format!("own-{n}"), "text": text.out, "names": text.names})
        })
        .collect()
}

/// One article while it is written.
struct Text {
    /// Names that stay the same all through it.
    known: Vec<(String, String)>,
    out: String,
    count: usize,
    names: Vec<Value>,
}

impl Text {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.count += text.chars().count();
    }

    fn line(&mut self, line: &str, stock: &mut Stock) {
        let mut rest = line;
        let mut open: Option<(usize, &str)> = None;
        while let Some(c) = rest.chars().next() {
            match c {
                '(' if rest.find(')').is_some_and(|end| rest[..end].contains('|')) => {
                    let end = rest.find(')').unwrap_or(rest.len());
                    let choices: Vec<&str> = rest[1..end].split('|').collect();
                    let choice = choices[stock.below(choices.len())];
                    // A choice may itself hold a label: "([body:Reuters]|[body:AP])".
                    self.line(choice, stock);
                    rest = &rest[end + 1..];
                }
                '[' => {
                    let end = rest.find(':').unwrap_or(0);
                    open = Some((self.count, &rest[1..end]));
                    rest = &rest[end + 1..];
                }
                ']' => {
                    if let Some((start, label)) = open.take() {
                        self.names.push(json!([start, self.count, label]));
                    }
                    rest = &rest[1..];
                }
                '{' => {
                    let end = rest.find('}').unwrap_or(rest.len() - 1);
                    self.slot(&rest[1..end], open.is_some(), stock);
                    rest = &rest[end + 1..];
                }
                _ => {
                    let mut buffer = [0; 4];
                    self.push(c.encode_utf8(&mut buffer));
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
    }

    fn slot(&mut self, slot: &str, labelled: bool, stock: &mut Stock) {
        let low = slot.to_lowercase();
        let kinds = [
            "town",
            "city",
            "country",
            "state",
            "st",
            "county",
            "water",
            "hill",
            "island",
            "newplace",
            "first",
            "last",
            "namelast",
            "continent",
            "people",
            "peoples",
            "coined",
            "company",
            "paper",
            "body",
            "works",
            "thing",
            "plural",
        ];
        let fixed = !kinds.contains(&low.as_str());
        let kind = if fixed { &low[..low.len() - 1] } else { low.as_str() };
        let known = self.known.iter().find(|(name, _)| *name == low).map(|(_, value)| value.clone());
        let (mut name, place) = match known {
            Some(name) => (name, !matches!(kind, "first" | "last" | "namelast")),
            None => stock.fill(kind),
        };
        if fixed && !self.known.iter().any(|(name, _)| *name == low) {
            self.known.push((low.clone(), name.clone()));
        }
        let shout = slot.len() > 2 && slot.chars().nth(1).is_some_and(char::is_uppercase);
        if shout && kind != "st" {
            name = name.to_uppercase();
        }
        let start = self.count;
        // "the Middle East": the article is no part of the name.
        let bare = name.strip_prefix("the ").map_or(0, |_| 4);
        self.push(&name);
        if place && !labelled {
            self.names.push(json!([start + bare, self.count, "place"]));
        }
    }
}
