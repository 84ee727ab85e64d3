//! The people of a text: every name outside quotation marks, which ones are one person, whether a woman or a man.

use std::collections::HashMap;
use std::ops::Range;

use super::class;
use super::frame::Frames;
use crate::facts::lexicon::{self, Gender};

/// One person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Items of the fullest name.
    pub name: Range<usize>,
    /// What is known of the sex.
    pub gender: Option<Gender>,
    /// Whether something shows that it is a person: a forename, a title, an office.
    pub sure: bool,
    /// Whether it stands where a place does more often than it does something: "in North Skarn".
    pub placed: bool,
}

/// A name in the text.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// Its items.
    pub items: Range<usize>,
    /// Its person, as an index.
    pub person: usize,
}

/// Everybody named.
#[derive(Debug, Default)]
pub(super) struct People<'t> {
    /// In order of the first mention.
    pub list: Vec<Person>,
    /// In order of the text.
    pub mentions: Vec<Mention>,
    by_last: HashMap<&'t str, Vec<usize>>,
    /// The last full name of a person that begins with a word: the family name may stand first.
    by_first: HashMap<&'t str, usize>,
}

/// A name as it stands, before it is known whose.
struct Sighting<'t> {
    items: Range<usize>,
    last: &'t str,
    gender: Option<Gender>,
    /// What a forename that stands alone hints at: it may as well be a surname.
    hint: Option<Gender>,
    sure: bool,
    first: bool,
    /// Whether the first of two words may be no part of the name.
    doubtful: bool,
    /// 1 where it stands as a place does, -1 where it says something.
    standing: i32,
}

impl Frames<'_, '_> {
    /// Whether what stands at `i` makes a person of the word before: a possessive, a verb of speech.
    fn acts(&self, i: usize, frame: &Range<usize>) -> bool {
        self.has(i, frame, class::S | class::FINITE)
    }

    /// Whether the first part of a full name may stand for the person: written as a name is, both parts.
    fn is_named_first(&self, name: &Range<usize>) -> bool {
        name.len() > 1 && name.clone().all(|i| self.word(i).chars().any(char::is_lowercase))
    }

    /// What the forename at item `i` tells.
    pub fn forename(&self, i: usize) -> Option<Gender> {
        let word = self.word(i);
        lexicon::forename(word).or_else(|| word.split_once('-').and_then(|(head, _)| lexicon::forename(head)))
    }
}

impl<'t> People<'t> {
    /// Collects them.
    pub fn new(frames: &Frames<'_, 't>) -> Self {
        let mut this = Self::default();
        let mut sightings = Vec::new();
        for frame in &frames.list {
            sight(frames, &frame.items, &mut sightings);
        }
        // Full names first: a headline's surname belongs to the name that the text gives later.
        let mut owner = vec![usize::MAX; sightings.len()];
        for doubtful in [false, true] {
            let full = |sighting: &Sighting<'_>| sighting.items.len() > 1 && sighting.doubtful == doubtful;
            for (i, sighting) in sightings.iter_mut().enumerate().filter(|(_, sighting)| full(sighting)) {
                // "Why Vale", "Secretary of State Vale": where Vale is known, the first word is no part of the name.
                if doubtful && this.by_last.contains_key(sighting.last) {
                    sighting.items.start = sighting.items.end - 1;
                    continue;
                }
                owner[i] = this.full(frames, sighting);
            }
        }
        let mut current: HashMap<&str, usize> = HashMap::new();
        let (mut standing, mut alone) = (vec![0i32; this.list.len()], vec![false; this.list.len()]);
        for (i, sighting) in sightings.iter().enumerate() {
            if owner[i] == usize::MAX {
                let Some(person) = this.single(sighting, current.get(sighting.last).copied()) else { continue };
                owner[i] = person;
            } else if this.list[owner[i]].sure && frames.is_named_first(&sighting.items) {
                this.by_first.insert(frames.word(sighting.items.start), owner[i]);
            }
            current.insert(sighting.last, owner[i]);
            standing.resize(this.list.len(), 0);
            alone.resize(this.list.len(), false);
            standing[owner[i]] += sighting.standing;
            alone[owner[i]] |= sighting.items.len() == 1;
            this.mentions.push(Mention { items: sighting.items.clone(), person: owner[i] });
        }
        for (person, (standing, alone)) in this.list.iter_mut().zip(standing.into_iter().zip(alone)) {
            person.placed = standing > 0 && !person.sure;
            // A surname used alone behind the full name is a person's.
            person.sure |= alone && person.name.len() > 1 && !person.placed;
        }
        this.vote(frames);
        this
    }

    /// Learns the sex of those whose name does not tell it from the pronouns near by: in a sentence that names nobody
    /// else, and at the start of the next.
    fn vote(&mut self, frames: &Frames<'_, 't>) {
        let mut votes = vec![(0u32, 0u32); self.list.len()];
        let mut carried: Option<usize> = None;
        let mut next = 0;
        for frame in &frames.list {
            let mut person = None;
            let mut several = false;
            let mut pronouns = (0, 0);
            for i in frame.items.clone() {
                if self.mentions.get(next).is_some_and(|mention| mention.items.start == i) {
                    several |= person.is_some_and(|person| person != self.mentions[next].person);
                    person = Some(self.mentions[next].person);
                    next += 1;
                }
                let item = frames.items[i];
                if !item.is(class::HE | class::SHE) {
                    continue;
                }
                if let Some(person) = carried.filter(|_| item.is(class::FIRST)) {
                    let vote = &mut votes[person];
                    if item.is(class::SHE) { vote.0 += 2 } else { vote.1 += 2 }
                }
                if person.is_some() && !several {
                    if item.is(class::SHE) { pronouns.0 += 1 } else { pronouns.1 += 1 }
                }
            }
            if let Some(person) = person.filter(|_| !several) {
                votes[person].0 += pronouns.0;
                votes[person].1 += pronouns.1;
            }
            carried = person.filter(|_| !several);
        }
        for (person, (she, he)) in self.list.iter_mut().zip(votes) {
            if person.gender.is_none() && she != he && !person.placed {
                person.gender = Some(if she > he { Gender::Female } else { Gender::Male });
            }
        }
    }

    /// The person of a full name, new or known.
    fn full(&mut self, frames: &Frames<'_, 't>, sighting: &Sighting<'t>) -> usize {
        let known = self.by_last.entry(sighting.last).or_default();
        let first = frames.word(sighting.items.start);
        let same = known.iter().rev().take(8).copied().find(|&person| {
            let name = &self.list[person].name;
            let other = frames.word(name.start);
            other == first || initial(other, first) || initial(first, other)
        });
        if let Some(person) = same {
            let entry = &mut self.list[person];
            entry.gender = entry.gender.or(sighting.gender);
            entry.sure |= sighting.sure;
            if sighting.items.len() > entry.name.len() {
                entry.name = sighting.items.clone();
            }
            return person;
        }
        known.push(self.list.len());
        let name = sighting.items.clone();
        self.list.push(Person { name, gender: sighting.gender, sure: sighting.sure, placed: false });
        self.list.len() - 1
    }

    /// The person of a surname alone.
    fn single(&mut self, sighting: &Sighting<'t>, current: Option<usize>) -> Option<usize> {
        let known = self.by_last.entry(sighting.last).or_default();
        let fits = |person: &usize| !opposed(sighting.gender, self.list[*person].gender);
        let person = current.filter(&fits).or_else(|| known.iter().take(8).copied().find(&fits));
        if let Some(person) = person {
            let entry = &mut self.list[person];
            if sighting.gender.is_some() && entry.gender.is_none_or(|gender| gender == Gender::Either) {
                entry.gender = sighting.gender;
            }
            entry.sure |= sighting.sure;
            return Some(person);
        }
        // "Li Jifang … Li said": the family name, or a forename, alone.
        if known.is_empty()
            && let Some(&person) = self.by_first.get(sighting.last)
            && !opposed(sighting.gender, self.list[person].gender)
        {
            return Some(person);
        }
        if sighting.first && !sighting.sure {
            return None;
        }
        known.push(self.list.len());
        let gender = sighting.gender.or(sighting.hint);
        let name = sighting.items.clone();
        self.list.push(Person { name, gender, sure: sighting.sure, placed: false });
        Some(self.list.len() - 1)
    }

    /// The mentions that begin in `items`.
    pub fn mentions_in(&self, items: &Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.items.start < items.start);
        let to = self.mentions.partition_point(|mention| mention.items.start < items.end);
        &self.mentions[from..to.max(from)]
    }

    /// The one person whose surname is `word`, with a name before it: "Baker" where the text has "Tom Baker".
    pub fn with_surname(&self, word: &str) -> Option<usize> {
        let mut named = self.by_last.get(word)?.iter().filter(|&&person| self.list[person].name.len() > 1);
        let person = named.next().copied();
        person.filter(|_| named.next().is_none())
    }

    /// Whose name the items `core` are.
    pub fn of(&self, core: &Range<usize>) -> Option<usize> {
        self.mentions_in(core).iter().find(|mention| mention.items.end <= core.end + 1).map(|mention| mention.person)
    }
}

/// Whether one is the initial of the other: "J." and "James".
fn initial(short: &str, long: &str) -> bool {
    let letters = short.trim_end_matches('.');
    letters.chars().count() == 1 && long.starts_with(letters)
}

/// Whether the two are known and differ.
pub(super) fn opposed(one: Option<Gender>, other: Option<Gender>) -> bool {
    matches!((one, other), (Some(Gender::Female), Some(Gender::Male)) | (Some(Gender::Male), Some(Gender::Female)))
}

/// The names of a frame.
fn sight<'t>(frames: &Frames<'_, 't>, frame: &Range<usize>, out: &mut Vec<Sighting<'t>>) {
    const PARTS: usize = 6;
    let mut i = frame.start;
    while i < frame.end {
        if !frames.items[i].is(class::CAP) {
            i += 1;
            continue;
        }
        let end = frames.name_end(i, frame);
        let mut start = i;
        let (mut gender, mut sure) = office_before(frames, i, frame);
        for at in i..end {
            let item = frames.items[at];
            let office = item.is(class::TITLE) || item.is(class::ROLE) && frames.forename(at).is_none();
            if office && at + 1 < end {
                start = at + 1;
                sure = true;
                gender = gender_of(item.classes).or(gender);
            }
        }
        // "Oslo-based Fjordbank": where it sits is no part of the name.
        start = (start..end - 1).rev().find(|&at| is_seat(frames.word(at))).map_or(start, |at| at + 1);
        let stop = frames.without_suffix(start..end);
        if start + 2 < stop {
            start = frames.forename_in(&(start..stop));
        }
        i = end.max(i + 1);
        if start >= stop || stop - start > PARTS {
            continue;
        }
        let last = frames.items[stop - 1];
        let two = stop - start > 1;
        let alone = !two && frames.acts(stop, frame);
        let forename = if two || alone { frames.forename(start) } else { None };
        let common = last.is(class::ORG | class::DOC | class::TIME | class::ROLE | class::TITLE | class::SPEECH);
        let titled = sure && !two;
        let named = forename.is_some() && !last.is(class::ORG);
        // "the White House Council Ukraine expert": a body inside is no part of a person’s name.
        let body = two && forename.is_none() && (start..stop).any(|at| frames.items[at].is(class::ORG));
        if common && !titled && !named || body {
            continue;
        }
        let told = forename.filter(|gender| *gender != Gender::Either);
        gender = gender.or(told.filter(|_| two));
        out.push(Sighting {
            items: start..stop,
            last: frames.word(stop - 1),
            gender,
            hint: told.filter(|_| !two),
            sure: sure || forename.is_some() || aged(frames, stop, frame),
            standing: i32::from(is_placed(frames, start..stop, frame))
                - i32::from(frames.has(stop, frame, class::FINITE)),
            doubtful: stop - start == 2
                && forename.is_none()
                && (frames.items[start].is(class::FIRST)
                    || start > frame.start && matches!(frames.word(start - 1), "(" | "of")),
            first: !two
                && frames.items[start].is(class::FIRST)
                && frames.forename(start).is_none()
                && !frames.acts(stop, frame),
        });
    }
}

/// "Oslo-based", "state-owned": an adjective of a hyphen and a participle.
fn is_seat(word: &str) -> bool {
    word.contains('-')
        && ["-based", "-owned", "-born", "-listed", "-backed", "-run", "-led"].iter().any(|tail| word.ends_with(tail))
}

/// "in North Skarn", "across newly independent Vesk": where a place stands. Whose something is may be a person.
fn is_placed(frames: &Frames<'_, '_>, name: Range<usize>, frame: &Range<usize>) -> bool {
    const ADJECTIVES: usize = 3;
    let plain =
        |at: &usize| frames.has(*at, frame, class::LOWER) && !frames.has(*at, frame, class::SMALL & !class::ADV);
    let low = frame.start.max(name.start.saturating_sub(ADJECTIVES));
    let before = (low..name.start).rev().find(|at| !plain(at));
    !frames.has(name.end, frame, class::S)
        && before.is_some_and(|at| {
            // "the University of Vesk", "the governor of Vesk".
            let office = frames.has(at.wrapping_sub(1), frame, class::ROLE | class::TITLE)
                && !frames.has(at.wrapping_sub(1), frame, class::FEMALE | class::MALE)
                && !frames.is_several(at.wrapping_sub(1));
            let body = frames.has(at.wrapping_sub(1), frame, class::ORG);
            let named = frames.word(at) == "of" && (body || office);
            named
                || matches!(
                    frames.word(at),
                    "in" | "In" | "near" | "across" | "throughout" | "outside" | "inside" | "into" | "on"
                )
        })
}

/// Whether an age or an office follows between commas: "Vale, 58," · "Vale, a weaver".
fn aged(frames: &Frames<'_, '_>, i: usize, frame: &Range<usize>) -> bool {
    frames.has(i, frame, class::COMMA)
        && (frames.has(i + 1, frame, class::NUM) && frames.has(i + 2, frame, class::COMMA | class::STOP)
            || frames.has(i + 1, frame, class::REL) && frames.word(i + 1) == "who"
            || (i + 1..i + 4)
                .take_while(|&at| frames.has(at, frame, class::LOWER) && !frames.has(at, frame, class::SMALL))
                .any(|at| frames.has(at, frame, class::ROLE) && !frames.is_several(at))
            || frames.has(i + 1, frame, class::DET) && (i + 2..i + 6).any(|at| frames.has(at, frame, class::ROLE)))
}

/// What an office in small letters before a name tells: "spokeswoman Ana Ruiz".
fn office_before(frames: &Frames<'_, '_>, i: usize, frame: &Range<usize>) -> (Option<Gender>, bool) {
    if i == frame.start {
        return (None, false);
    }
    let before = frames.items[i - 1];
    if before.is(class::ROLE) && before.is(class::LOWER) { (gender_of(before.classes), true) } else { (None, false) }
}

/// The sex that classes tell.
pub(super) fn gender_of(classes: class::Classes) -> Option<Gender> {
    match (classes & class::FEMALE != 0, classes & class::MALE != 0) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}
