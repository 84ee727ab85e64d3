//! Which place of the gazetteer a name means: one sense a name in a document, chosen with all others.
//!
//! A candidate's score is how well known it is, plus what the document says: a container after a comma, the countries
//! and divisions that the other names lie in, peoples and adjectives, and how near the others are.

use super::PlaceKind;
use super::choose::{Mention, Reading};
use super::evidence::ByHash;
use super::fold::{join, word_hash};
use super::gazetteer::{self, Entry, PlaceRef};
use super::matches::lies_in;
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
    doubt: 1.0,
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

/// The place of each mention and why it is this one; None where the gazetteer knows none.
pub fn resolve(
    document: &Document<'_>,
    reading: &Reading,
    mentions: &[Mention],
) -> Vec<Option<(PlaceRef, &'static str)>> {
    let mut keys: ByHash<usize> = ByHash::default();
    let mut names: Vec<Name> = Vec::new();
    let mut of: Vec<Option<usize>> = Vec::with_capacity(mentions.len());
    let containers = containers(document, mentions);
    for (i, mention) in mentions.iter().enumerate() {
        let known = mention.entry.or_else(|| entry_of_part(document, reading, mention));
        let Some(entry) = known.or(mention.guess) else {
            of.push(None);
            continue;
        };
        let number = *keys.entry(mention.name).or_insert_with(|| {
            names.push(Name {
                candidates: candidates(entry),
                count: 0.0,
                guessed: known.is_none(),
                best: 0,
                sure: 0.0,
                others: 0.0,
                support: 0.0,
            });
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
    let peoples = peoples(reading);
    for round in 0..ROUNDS {
        weigh(&mut names, &peoples, round);
    }
    of.into_iter()
        .enumerate()
        .map(|(i, number)| {
            let name = &names[number?];
            let (place, _) = name.candidates.get(name.best)?;
            if name.is_stray(*place) {
                return None;
            }
            let rule = if name.guessed {
                "spelled nearly so, in a country of the article"
            } else if containers[i].is_some() {
                "what contains it is named"
            } else if name.candidates.len() == 1 {
                "the only one of its name"
            } else if name.best == 0 {
                "the best known of its name"
            } else {
                "the other places of the article"
            };
            Some((*place, rule))
        })
        .collect()
}

/// Below this weight a place in a country that the article never speaks of needs a reason.
const STRAY: u8 = 125;
/// From so many other names on, the article's countries are known.
const KNOWN_COUNTRIES: f64 = 4.0;

impl Name {
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

fn candidates(entry: Entry) -> Vec<(PlaceRef, f64)> {
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
    if end - start >= 2 && atoms[start].marks.0 & broad != 0 {
        if atoms[from].case == Case::Lower {
            from += 1;
        }
        return reading.matches.exactly(from, end);
    }
    None
}

/// For each mention the one after it that contains it: "Springfield, Illinois".
fn containers(document: &Document<'_>, mentions: &[Mention]) -> Vec<Option<usize>> {
    let mut out = vec![None; mentions.len()];
    for i in 1..mentions.len() {
        let (inner, outer) = (&mentions[i - 1], &mentions[i]);
        let gap = document.text().get(inner.range.end()..outer.range.start()).unwrap_or("");
        let joined = matches!(gap.trim(), "," | ".," | "(" | "in" | "of" | ", in" | ", near") && gap.len() <= 8;
        if !joined {
            continue;
        }
        let held = |(a, b)| super::matches::holds(b, a) && !super::matches::are_peers(a, b);
        if inner.entry.zip(outer.entry).is_some_and(held) {
            out[i - 1] = Some(i);
        }
    }
    out
}

fn restrict(name: &mut Name, outer: Option<Entry>) {
    let Some(outer) = outer else { return };
    let outers: Vec<PlaceRef> = outer.senses().take(12).map(|sense| sense.place).collect();
    let held = |place: PlaceRef| outers.iter().any(|outer| lies_in(place, *outer));
    if name.candidates.iter().any(|(place, _)| held(*place)) {
        name.candidates.retain(|(place, _)| held(*place));
    }
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
            if place.kind() != PlaceKind::Country && place.kind() != PlaceKind::Continent {
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
