//! One stretch of the text with what stands around it, and what the whole text speaks of: what the rules look at.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::PlaceKind;
use super::choose::Reading;
use super::evidence::Signs;
use super::fold::{EMPTY, join, word_hash};
use super::gazetteer::{Entry, NameFlags, PlaceRef};
use super::lists::{self, Class};
use super::runs::{Atom, Glue};
use super::words::{self, Marks};
use crate::facts::document::Document;
use crate::facts::token::{Case, TokenKind};

/// What the whole text speaks of. Made at the first question: most texts need little of it.
#[derive(Default)]
pub struct Setting {
    sky: OnceCell<bool>,
    sport: OnceCell<bool>,
    named: OnceCell<Named>,
    companies: OnceCell<HashSet<u64>>,
    streets: OnceCell<bool>,
}

/// Countries and divisions that the text names.
struct Named {
    countries: [bool; 256],
    regions: HashSet<PlaceRef>,
}

/// A stretch of atoms in its text.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    /// The text.
    pub document: &'a Document<'a>,
    /// Its parts.
    pub reading: &'a Reading,
    /// First atom.
    pub start: usize,
    /// One past the last atom.
    pub end: usize,
}

impl<'a> Spot<'a> {
    /// The same text, another stretch.
    pub fn at(self, start: usize, end: usize) -> Self {
        Self { start, end, ..self }
    }

    /// The atoms.
    pub fn atoms(self) -> &'a [Atom] {
        &self.reading.runs.atoms[self.start..self.end]
    }

    /// The first atom.
    pub fn first(self) -> &'a Atom {
        &self.reading.runs.atoms[self.start]
    }

    /// The last atom.
    pub fn last(self) -> &'a Atom {
        &self.reading.runs.atoms[self.end - 1]
    }

    /// Whether it is one word.
    pub fn is_single(self) -> bool {
        self.end == self.start + 1
    }

    /// The hash of the whole name.
    pub fn name(self) -> u64 {
        self.atoms().iter().fold(EMPTY, |hash, atom| join(hash, atom.hash))
    }

    /// What the gazetteer knows of the name.
    pub fn entry(self) -> Option<Entry> {
        self.reading.matches.exactly(self.start, self.end)
    }

    /// The best known bearer of the name.
    pub fn chief(self) -> Option<PlaceRef> {
        self.entry().and_then(Entry::first).map(|sense| sense.place)
    }

    /// How well known it is; 0 for an unknown name.
    pub fn weight(self) -> u8 {
        self.chief().map_or(0, PlaceRef::weight)
    }

    /// The word of an atom.
    pub fn word_of(self, atom: &Atom) -> &'a str {
        self.document.word(atom.token as usize)
    }

    /// The atom before it in the same run, where white space joins them.
    pub fn atom_before(self) -> Option<&'a Atom> {
        let before = self.start.checked_sub(1).map(|before| &self.reading.runs.atoms[before]);
        before.filter(|_| self.first().glue == Glue::Space)
    }

    /// The atom after it in the same run, where white space joins them.
    pub fn atom_after(self) -> Option<&'a Atom> {
        self.reading.runs.atoms.get(self.end).filter(|atom| atom.glue == Glue::Space)
    }

    /// The token that is `n` before it, 1 the nearest.
    pub fn token_before(self, n: usize) -> usize {
        (self.first().token as usize).wrapping_sub(n)
    }

    /// The token that is `n` after it, 1 the nearest; the full stop of an abbreviation is passed over.
    pub fn token_after(self, n: usize) -> usize {
        let last = self.last().token as usize;
        let stop = self.document.word(last + 1) == "."
            && self.document.touches(last + 1)
            && (self.last().marks.has(Marks::SHORT) || self.document.word(last).len() == 1)
            && self.document.case(last + 2) != Case::Title;
        last + n + usize::from(stop)
    }

    /// The word that is `n` before it.
    pub fn before(self, n: usize) -> &'a str {
        self.document.word(self.token_before(n))
    }

    /// The word that is `n` after it.
    pub fn after(self, n: usize) -> &'a str {
        self.document.word(self.token_after(n))
    }

    /// Whether the token that is `n` after it is a word in small letters.
    pub fn is_small_after(self, n: usize) -> bool {
        let token = self.token_after(n);
        self.document.kind(token) == TokenKind::Word && self.document.case(token) == Case::Lower
    }

    /// Whether the word `n` before it belongs to a class.
    pub fn is_before(self, n: usize, class: Class) -> bool {
        lists::is_word(self.before(n), class)
    }

    /// Whether the word `n` after it belongs to a class.
    pub fn is_after(self, n: usize, class: Class) -> bool {
        lists::is_word(self.after(n), class)
    }

    /// Whether it is a name of a class, with "the" before it or without.
    pub fn is(self, class: Class) -> bool {
        let name = self.name();
        lists::is(name, class)
            || self.before(1) == "The"
                && lists::is(self.atoms().iter().fold(join(EMPTY, word_hash("the")), |h, a| join(h, a.hash)), class)
    }

    /// Whether a comma and what contains it follow here or wherever the name stands.
    pub fn is_inside(self) -> bool {
        self.reading.matches.inside_next(self.end - 1)
            || self.is_before_state()
            || self.reading.evidence.of(self.last().hash).0 & Signs::INSIDE != 0
    }

    /// Whether a comma and a state or province follow, though the gazetteer knows none of this name in it.
    fn is_before_state(self) -> bool {
        let comma = self.last().token as usize + 1;
        let next = self.reading.runs.atoms.get(self.end);
        self.document.word(comma) == ","
            && next.is_some_and(|next| next.token as usize == comma + 1)
            && self.reading.matches.from(self.end).iter().any(|found| {
                found.entry.first().is_some_and(|sense| sense.place.kind() == PlaceKind::Region)
                    && !lists::is_word(self.document.word(comma + 1), Class::Degree)
            })
    }

    /// Whether something that can only hold of a place goes before it: "in", "near".
    pub fn is_in(self) -> bool {
        let word = match self.before(1) {
            "the" | "northern" | "southern" | "eastern" | "western" | "central" | "downtown" | "nearby" => {
                self.before(2)
            }
            word => word,
        };
        matches!(word, "in" | "In" | "near" | "Near" | "outside" | "downtown" | "throughout" | "across" | "around")
    }

    /// Whether a capital "The" goes before it inside a sentence, or an article of a headline does not.
    pub fn has_capital_article(self) -> bool {
        let at = self.token_before(1);
        let first = self.document.sentences().get(self.sentence()).map_or(0, |sentence| sentence.tokens.start);
        self.document.word(at) == "The" && at > first
    }

    /// The number of its sentence.
    pub fn sentence(self) -> usize {
        self.document.sentence_at(self.document.tokens()[self.first().token as usize].start())
    }

    /// The first token of its sentence.
    pub fn sentence_start(self) -> usize {
        self.document.sentences().get(self.sentence()).map_or(0, |sentence| sentence.tokens.start)
    }

    /// Whether one of the `n` words before it belongs to a class; a full stop ends the search.
    pub fn near_before(self, n: usize, class: Class) -> bool {
        let from = self.sentence_start();
        (1..=n)
            .map(|n| self.token_before(n))
            .take_while(|at| *at >= from && *at < usize::MAX / 2)
            .any(|at| self.document.case(at) != Case::None && lists::is_word(self.document.word(at), class))
    }

    /// Whether the name also has these flags.
    pub fn is_also(self, flags: u8) -> bool {
        self.entry().is_some_and(|entry| entry.flags().0 & flags != 0)
    }

    /// Whether it is also an ordinary word, a forename or a family name.
    pub fn is_also_other(self) -> bool {
        self.is_also(NameFlags::WORD | NameFlags::FORENAME | NameFlags::SURNAME)
    }

    /// Whether all its words are points of the compass or words for a division: "Central District".
    pub fn is_compass(self) -> bool {
        let is = |atom: &Atom, class| lists::is_word(self.word_of(atom), class);
        self.atoms().iter().any(|atom| is(atom, Class::Compass))
            && self.atoms().iter().all(|atom| is(atom, Class::Compass) || is(atom, Class::Division))
    }

    /// Whether the text names the country of one of the bearers.
    pub fn is_country_named(self) -> bool {
        let named = self.reading.setting.named(self.reading);
        self.entry().is_some_and(|entry| {
            entry.senses().take(24).any(|sense| named.countries[usize::from(sense.place.country_number())])
        })
    }

    /// Whether the text names the division in which the best known bearer lies.
    pub fn is_region_named(self) -> bool {
        let named = self.reading.setting.named(self.reading);
        let region = self.chief().and_then(PlaceRef::region);
        region.is_some_and(|region| Some(region) != self.chief() && named.regions.contains(&region))
    }

    /// Whether it stands in a headline, where every word has a capital.
    pub fn is_headline(self) -> bool {
        let runs = &self.reading.runs.runs;
        let at = runs.partition_point(|run| run.atoms.end <= self.start);
        runs.get(at).is_some_and(|run| run.headline) && !self.ends_with_stop()
    }

    /// Whether its sentence ends with a full stop, as no headline does.
    fn ends_with_stop(self) -> bool {
        let tokens = self.document.sentences().get(self.sentence()).map(|sentence| sentence.tokens.clone());
        tokens.is_some_and(|tokens| tokens.end > tokens.start && self.document.word(tokens.end - 1) == ".")
    }

    /// Whether it is the whole of its run.
    pub fn is_whole_run(self) -> bool {
        let next = self.reading.runs.atoms.get(self.end);
        self.first().glue == Glue::None && next.is_none_or(|atom| atom.glue == Glue::None)
    }

    /// The same, where an article at the start of a sentence belongs to the run: "A Fresno firm".
    pub fn is_whole_phrase(self) -> bool {
        let article = self.atom_before().is_some_and(|atom| {
            atom.glue == Glue::None && matches!(self.word_of(atom), "A" | "An" | "The" | "Another")
        });
        let next = self.reading.runs.atoms.get(self.end);
        self.is_whole_run() || article && next.is_none_or(|atom| atom.glue == Glue::None)
    }

    /// Whether the text speaks of the sky.
    pub fn is_sky(self) -> bool {
        *self
            .reading
            .setting
            .sky
            .get_or_init(|| count(self.document, Class::SkyWord) + count(self.document, Class::Sky) >= 2)
    }

    /// Whether the text speaks of sport.
    pub fn is_sport(self) -> bool {
        *self.reading.setting.sport.get_or_init(|| count(self.document, Class::SportWord) >= 2)
    }

    /// Whether the text names three streets or more.
    pub fn names_streets(self) -> bool {
        let atoms = &self.reading.runs.atoms;
        let is =
            |at: &usize| atoms[*at].glue == Glue::Space && lists::is_word(self.word_of(&atoms[*at]), Class::Street);
        *self.reading.setting.streets.get_or_init(|| (0..atoms.len()).filter(is).take(3).count() == 3)
    }

    /// Whether the text calls somebody by this name a company: "the Carlyle Group".
    pub fn is_company(self) -> bool {
        self.reading.setting.companies(self).contains(&self.name())
    }
}

impl Setting {
    fn named(&self, reading: &Reading) -> &Named {
        self.named.get_or_init(|| {
            let mut named = Named { countries: [false; 256], regions: HashSet::new() };
            for start in 0..reading.runs.atoms.len() {
                if let Some(country) = words::people_of(reading.runs.atoms[start].hash) {
                    named.countries[usize::from(country) + 1] = true;
                }
                for found in reading.matches.from(start) {
                    let Some(place) = found.entry.first().map(|sense| sense.place) else { continue };
                    match place.kind() {
                        PlaceKind::Country => named.countries[usize::from(place.country_number())] = true,
                        PlaceKind::Region => drop(named.regions.insert(place)),
                        _ => {}
                    }
                }
            }
            named
        })
    }

    /// Countries whose name or people stands in the text.
    pub fn is_named(&self, reading: &Reading, country: u8) -> bool {
        self.named(reading).countries[usize::from(country)]
    }

    fn companies(&self, spot: Spot<'_>) -> &HashSet<u64> {
        self.companies.get_or_init(|| {
            let mut all = HashSet::new();
            for run in &spot.reading.runs.runs {
                let first = run.atoms.start;
                for at in run.atoms.clone().skip(1) {
                    let atom = &spot.reading.runs.atoms[at];
                    if atom.glue == Glue::Space && lists::is_word(spot.word_of(atom), Class::Corporate) {
                        for start in first..at {
                            all.insert(spot.at(start, at).name());
                        }
                    }
                }
            }
            all
        })
    }
}

/// How many words of a class the text has, up to two.
fn count(document: &Document<'_>, class: Class) -> usize {
    let is = |at: &usize| document.case(*at) != Case::None && lists::is_word(document.word(*at), class);
    (0..document.tokens().len()).filter(is).take(2).count()
}
