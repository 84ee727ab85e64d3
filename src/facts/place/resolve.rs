//! Which place of the gazetteer a name means: one sense a name in a document, chosen with all others.
//!
//! A candidate's score is how well known it is, plus what the document says: a container after a comma, the countries
//! and divisions that the other names lie in, peoples and adjectives, and how near the others are.

mod containers;
mod divisions;
mod silent;

use super::PlaceKind;
use super::choose::{Mention, Reading};
use super::evidence::ByHash;
use super::fold::{join, word_hash};
use super::gazetteer::{self, Entry, PlaceRef};
use super::lists::{self, Class};
use super::matches::lies_in;
use super::spot::Spot;
use super::words::{self, Marks};
use crate::facts::document::Document;
use crate::facts::token::Case;

/// Candidates of one name that are weighed.
const MOST: usize = 48;
/// Other names that nearness is measured to.
const NEIGHBOURS: usize = 40;
/// Rounds of weighing.
const ROUNDS: usize = 3;

/// What counts how much: a score of one is a decimal order of magnitude of people. Round values that do well on our own
/// articles and table of ambiguous names.
struct Pull {
    /// How well known a place is.
    known: f64,
    /// What a name loses that is not the chief one.
    other: f64,
    /// The share of the other names that lie in the same country.
    country: f64,
    /// The same, for the first-level division.
    region: f64,
    /// Names that mean places nearby, at most `most` of them.
    near: f64,
    most: f64,
    /// How far "nearby" reaches, in kilometres.
    reach: f64,
    /// A people or adjective of the country.
    people: f64,
    /// The country itself, where its people or adjective stands in the text.
    own: f64,
    /// What is added to the number of other names, so that one alone does not decide.
    doubt: f64,
    /// How fast a lead becomes certainty.
    sharp: f64,
}

const PULL: Pull = Pull {
    known: 1.0,
    other: 2.0,
    country: 3.0,
    region: 3.0,
    near: 2.0,
    most: 2.0,
    reach: 50.0,
    people: 1.0,
    own: 1.5,
    doubt: 1.5,
    sharp: 5.0,
};

struct Name {
    /// Its candidates and how well known they are.
    candidates: Vec<(PlaceRef, f64)>,
    count: f64,
    /// Whether the gazetteer spells it otherwise.
    guessed: bool,
    /// Index of the candidate that leads.
    best: usize,
    /// How sure that is: 0 to 1.
    sure: f64,
    /// Votes of all other names.
    others: f64,
    /// Votes of those that lie in the country of the leading candidate.
    support: f64,
}

/// The rule of a place that stands beside what contains it.
pub const CONTAINED: &str = "what contains it is named";

/// What a mention means.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    /// The place; None where the gazetteer knows none that can be meant.
    pub place: Option<PlaceRef>,
    /// What holds the place: of a place that is not known, what is named beside it.
    pub holder: Option<PlaceRef>,
    /// Why it is this one.
    pub rule: &'static str,
    /// How far it leads before its namesakes: 0 to 1.
    pub sure: f64,
    /// Whether nothing else in the text lies in its country, though the text names several other places.
    pub alone: bool,
}

/// The place of each mention.
pub fn resolve(document: &Document<'_>, reading: &Reading, mentions: &[Mention]) -> Vec<Outcome> {
    let divisions = divisions::meant(document.text(), mentions);
    let mut containers = containers::find(document, mentions);
    // "Washington, Pennsylvania and Ohio" is a list, not a town of Pennsylvania.
    for (outer, _) in containers.iter_mut().zip(&divisions).filter(|(_, division)| **division) {
        *outer = None;
    }
    let variants = containers::variants(mentions, &containers);
    let mut keys: ByHash<usize> = ByHash::default();
    let mut names: Vec<Name> = Vec::new();
    let mut of: Vec<Option<usize>> = Vec::with_capacity(mentions.len());
    for (i, mention) in mentions.iter().enumerate() {
        let known = mention.entry.or_else(|| entry_of_part(document, reading, mention));
        let Some(entry) = known.or(mention.guess) else {
            of.push(None);
            continue;
        };
        let variant = if divisions[i] { join(variants[i], word_hash("state")) } else { variants[i] };
        let number = *keys.entry(variant).or_insert_with(|| {
            let mut bearers = candidates(document, reading, mention, entry);
            if divisions[i] {
                keep_divisions(&mut bearers);
            }
            names.push(Name::new(bearers, known.is_none()));
            names.len() - 1
        });
        names[number].count += 1.0;
        if let Some(outer) = containers[i] {
            restrict(&mut names[number], mentions[outer].entry);
        }
        of.push(Some(number));
    }
    for (i, outer) in containers.iter().enumerate() {
        if let (Some(inner), Some(outer)) = (of[i], outer.and_then(|outer| of[outer])) {
            let held = names[inner].candidates.clone();
            let holds = |out: PlaceRef| held.iter().any(|(place, _)| lies_in(*place, out));
            if names[outer].candidates.iter().any(|(place, _)| holds(*place)) {
                names[outer].candidates.retain(|(place, _)| holds(*place));
            }
        }
    }
    silent::add(document, reading, mentions, &mut keys, &mut names);
    let peoples = peoples(reading);
    for round in 0..ROUNDS {
        weigh(&mut names, &peoples, round);
    }
    let best = |number: usize| names[number].candidates.get(names[number].best).map(|(place, _)| *place);
    (0..mentions.len())
        .map(|i| {
            let outer = containers[i].and_then(|outer| of[outer]).and_then(best);
            let name = of[i].map(|number| &names[number]);
            name.and_then(|name| name.outcome(containers[i].is_some())).unwrap_or(Outcome {
                holder: outer,
                rule: if outer.is_some() { "unknown where it is said to be" } else { "unknown to the gazetteer" },
                ..Outcome::default()
            })
        })
        .collect()
}

/// Below this weight a place in a country that the article never speaks of needs a reason.
const STRAY: u8 = 125;
/// From so many other names on, the article's countries are known.
const KNOWN_COUNTRIES: f64 = 4.0;

/// Votes of other names from which on a place without any other in its country is out of place.
const SEVERAL: f64 = 2.0;

impl Name {
    fn new(candidates: Vec<(PlaceRef, f64)>, guessed: bool) -> Self {
        Self { candidates, count: 0.0, guessed, best: 0, sure: 0.0, others: 0.0, support: 0.0 }
    }

    /// What it means; None if no place that the gazetteer knows.
    fn outcome(&self, contained: bool) -> Option<Outcome> {
        let (place, _) = *self.candidates.get(self.best)?;
        if self.is_stray(place) {
            return None;
        }
        let rule = if self.guessed {
            "spelled nearly so, in a country of the article"
        } else if contained {
            CONTAINED
        } else if self.candidates.len() == 1 {
            "the only one of its name"
        } else if self.best == 0 {
            "the best known of its name"
        } else {
            "the other places of the article"
        };
        Some(Outcome {
            place: Some(place),
            holder: None,
            rule,
            sure: self.sure,
            alone: self.support < 0.01 && self.others > SEVERAL,
        })
    }

    /// Whether the leading candidate is a small place in a country that nothing else in the article lies in, though the
    /// name has other bearers: then it more likely means a place that the gazetteer lacks.
    /// So does a name that is only spelled nearly like it.
    fn is_stray(&self, place: PlaceRef) -> bool {
        if self.guessed {
            return self.support < 0.01;
        }
        self.candidates.len() > 1
            && place.weight() < STRAY
            && matches!(place.kind(), PlaceKind::City | PlaceKind::District)
            && self.others > KNOWN_COUNTRIES
            && self.support < 0.01
    }
}

/// The bearers of a name that can be meant, and how well known they are.
fn candidates(document: &Document<'_>, reading: &Reading, mention: &Mention, entry: Entry) -> Vec<(PlaceRef, f64)> {
    let spot = Spot { document, reading, start: mention.start, end: mention.end };
    let is_compass = spot.is_compass();
    let is_county = mention.end > mention.start + 1 && spot.word_of(spot.first()) == "County";
    // "drew 1-1 at Stamford Bridge": the ground, not the village.
    // "the River Lea": no town, where only the rest of the name is known.
    let is_water = mention.entry.is_none() && matches!(spot.word_of(spot.first()), "River" | "Lake" | "Mount" | "Cape");
    let is_ground = spot.is(Class::Ground) && !spot.is_inside() && (spot.before(1) == "at" || spot.is_sport());
    let can_be = |place: PlaceRef| {
        if (is_ground || is_water) && matches!(place.kind(), PlaceKind::City | PlaceKind::District) {
            return false;
        }
        // "the West", "Northern Province": one of its country only where that is named.
        let is_ours = place.country_number() == 0
            || place.kind() == PlaceKind::Region && reading.setting.is_named(reading, place.country_number());
        (!is_compass || is_ours)
            // "County Durham": they are called so in Ireland and Britain.
            && (!is_county || matches!(place.country_code(), Some("GB" | "IE")))
    };
    weighed(entry).into_iter().filter(|(place, _)| can_be(*place)).collect()
}

/// Keeps the states and provinces, if there are any.
fn keep_divisions(bearers: &mut Vec<(PlaceRef, f64)>) {
    if bearers.iter().any(|(place, _)| place.kind() == PlaceKind::Region) {
        bearers.retain(|(place, _)| place.kind() == PlaceKind::Region);
    }
}

/// All bearers of a name that are weighed, and how well known they are.
fn weighed(entry: Entry) -> Vec<(PlaceRef, f64)> {
    entry
        .senses()
        .take(MOST)
        .map(|sense| {
            let known = f64::from(sense.place.weight()) / 28.0;
            (sense.place, PULL.known * (known - if sense.other_name { PULL.other } else { 0.0 }))
        })
        .collect()
}

/// The entry of a name that the gazetteer knows in another form: without the word for its kind ("Zhemku
/// Province", "Zhemku River"), or with its possessive ("St. John’s").
fn entry_of_part(document: &Document<'_>, reading: &Reading, mention: &Mention) -> Option<Entry> {
    let atoms = &reading.runs.atoms;
    let (start, end) = (mention.start, mention.end);
    let last = atoms[end - 1].token as usize;
    if matches!(document.word(last + 1), "'" | "’") && document.word(last + 2) == "s" {
        let whole = join(mention.name, word_hash("s"));
        if let Some(entry) = gazetteer::look_up(whole) {
            return Some(entry);
        }
    }
    let broad = Marks::LAND | Marks::COMPASS;
    let head =
        (end - start >= 2 && atoms[end - 1].marks.0 & broad != 0).then(|| reading.matches.exactly(start, end - 1));
    if let Some(Some(entry)) = head {
        return Some(entry);
    }
    let mut from = start + 1;
    let modifies = lists::is_word(document.word(atoms[start].token as usize), Class::Modifier);
    if end - start >= 2 && (atoms[start].marks.0 & broad != 0 || modifies) {
        if atoms[from].case == Case::Lower {
            from += 1;
        }
        return reading.matches.exactly(from, end);
    }
    None
}

/// Keeps the candidates that lie in what contains them; none may be left.
fn restrict(name: &mut Name, outer: Option<Entry>) {
    let Some(outer) = outer else { return };
    let outers: Vec<PlaceRef> = outer.senses().take(12).map(|sense| sense.place).collect();
    name.candidates.retain(|(place, _)| outers.iter().any(|outer| lies_in(*place, *outer)));
}

/// How often each country's people or adjective is named.
fn peoples(reading: &Reading) -> Vec<(u8, f64)> {
    let mut counts: Vec<(u8, f64)> = Vec::new();
    for atom in &reading.runs.atoms {
        if let Some(country) = words::people_of(atom.hash) {
            match counts.iter_mut().find(|(known, _)| *known == country + 1) {
                Some((_, count)) => *count += 1.0,
                None => counts.push((country + 1, 1.0)),
            }
        }
    }
    counts
}

/// One round: each name looks at what the others lead with.
fn weigh(names: &mut [Name], peoples: &[(u8, f64)], round: usize) {
    let mut countries = [0.0f64; 256];
    let mut regions: ByHash<f64> = ByHash::default();
    let mut total = 0.0;
    let mut leaders: Vec<(f64, PlaceRef)> = Vec::new();
    if round > 0 {
        for name in names.iter() {
            let Some((place, _)) = name.candidates.get(name.best) else { continue };
            let votes = name.count.sqrt() * name.sure;
            countries[usize::from(place.country_number())] += votes;
            if let Some(region) = place.region() {
                *regions.entry(u64::from(region.0)).or_default() += votes;
            }
            total += votes;
            // The middle of a large area says nothing of what lies near.
            if !matches!(place.kind(), PlaceKind::Country | PlaceKind::Continent | PlaceKind::Region | PlaceKind::Area)
            {
                leaders.push((votes, *place));
            }
        }
        leaders.sort_by(|a, b| b.0.total_cmp(&a.0));
        leaders.truncate(NEIGHBOURS);
    }
    for (country, count) in peoples {
        let votes = PULL.people * count.sqrt();
        countries[usize::from(*country)] += votes;
        total += votes;
    }
    for name in names.iter_mut() {
        let own = name.candidates.get(name.best).map(|(place, _)| *place);
        let votes = if round > 0 { name.count.sqrt() * name.sure } else { 0.0 };
        let rest = (total - votes).max(1e-9);
        let mut scores: Vec<f64> = Vec::with_capacity(name.candidates.len());
        for (place, known) in &name.candidates {
            let mut score = *known;
            let without = |mine: bool, sum: f64| if mine { (sum - votes).max(0.0) } else { sum };
            let number = usize::from(place.country_number());
            if number > 0 && total > 0.0 {
                let same = own.is_some_and(|own| own.country_number() == place.country_number());
                let share = without(same, countries[number]);
                score += PULL.country * share / (rest + PULL.doubt);
            }
            if place.kind() == PlaceKind::Country && peoples.iter().any(|(country, _)| usize::from(*country) == number)
            {
                score += PULL.own;
            }
            if let Some(region) = place.region() {
                let same = own.is_some_and(|own| own.region() == Some(region));
                let share = without(same, regions.get(&u64::from(region.0)).copied().unwrap_or(0.0));
                score += PULL.region * share / (rest + PULL.doubt);
            }
            if round > 0 && place.kind() != PlaceKind::Country {
                let near = leaders
                    .iter()
                    .filter(|(_, other)| Some(*other) != own && other != place)
                    .map(|(votes, other)| votes * (-place.kilometres(*other) / PULL.reach).exp())
                    .sum::<f64>();
                score += PULL.near * near.min(PULL.most);
            }
            scores.push(score);
        }
        let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)));
        if let Some(best) = best {
            let top = scores[best];
            let sum: f64 = scores.iter().map(|score| (PULL.sharp * (score - top)).exp()).sum();
            let place = name.candidates[best].0;
            let same = own.is_some_and(|own| own.country_number() == place.country_number());
            let all = countries[usize::from(place.country_number())];
            (name.others, name.support) = (rest, if same { (all - votes).max(0.0) } else { all });
            (name.best, name.sure) = (best, 1.0 / sum);
        }
    }
}
