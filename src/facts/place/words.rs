//! What words tell of the names beside them: titles, small links, verbs of saying, prepositions.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::word_hash;
use crate::facts::lexicon::rows;

/// A set of marks of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(pub u16);

impl Marks {
    /// It stands inside names ("of", "de").
    pub const LINK: u16 = 1;
    /// Its full stop belongs to it ("St.", "Gov.").
    pub const SHORT: u16 = 1 << 1;
    /// A person's title or office goes before the name ("Mr", "Senator").
    pub const TITLE: u16 = 1 << 2;
    /// A place often follows ("in", "near").
    pub const INTO: u16 = 1 << 3;
    /// A speaker goes before it ("said").
    pub const SAY: u16 = 1 << 4;
    /// The chief word of an organisation's name ("Bank", "University").
    pub const BODY: u16 = 1 << 5;
    /// The chief word of a place's name ("River", "County").
    pub const LAND: u16 = 1 << 6;
    /// The chief word of a building or a road ("Bridge", "Street").
    pub const WORKS: u16 = 1 << 7;
    /// A forename.
    pub const FORENAME: u16 = 1 << 8;
    /// A frequent family name.
    pub const SURNAME: u16 = 1 << 9;
    /// A people or their adjective ("French").
    pub const PEOPLE: u16 = 1 << 10;
    /// A day or a month.
    pub const CALENDAR: u16 = 1 << 11;
    /// What governments and teams do ("vowed", "beat").
    pub const ACT: u16 = 1 << 13;
    /// A point of the compass ("north", "Eastern").
    pub const COMPASS: u16 = 1 << 12;

    /// Whether all of `marks` are set.
    #[inline]
    pub fn has(self, marks: u16) -> bool {
        self.0 & marks == marks
    }
}

/// The tables, joined: a small table in one stretch of memory, probed one after the other.
struct Table {
    slots: Vec<(u64, u16)>,
}

impl Table {
    fn new(rows: HashMap<u64, u16>) -> Self {
        let size = (rows.len() * 2).next_power_of_two();
        let mut slots = vec![(0, 0); size];
        for (hash, marks) in rows {
            let mut at = hash as usize & (size - 1);
            while slots[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = (hash, marks);
        }
        Self { slots }
    }

    #[inline]
    fn get(&self, hash: u64) -> u16 {
        let mut at = hash as usize & (self.slots.len() - 1);
        loop {
            let (found, marks) = self.slots[at];
            if found == hash || marks == 0 {
                return marks;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut all: HashMap<u64, u16> = HashMap::new();
    for row in rows(include_str!("../../../assets/gazetteer/cues.tsv")) {
        let mark = match row[0] {
            "link" => Marks::LINK,
            "short" => Marks::SHORT,
            "title" => Marks::TITLE,
            "into" => Marks::INTO,
            "say" => Marks::SAY,
            "body" => Marks::BODY,
            "land" => Marks::LAND,
            "works" => Marks::WORKS,
            "calendar" => Marks::CALENDAR,
            "compass" => Marks::COMPASS,
            "people" => Marks::PEOPLE,
            "act" => Marks::ACT,
            _ => 0,
        };
        for word in row.get(1).unwrap_or(&"").split(' ').filter(|word| !word.is_empty()) {
            *all.entry(word_hash(word)).or_default() |= mark;
        }
    }
    let firsts = |table: &'static str| rows(table).filter_map(|row| row.first().copied());
    for word in firsts(include_str!("../../../assets/lexicon/forenames.tsv")) {
        *all.entry(word_hash(word)).or_default() |= Marks::FORENAME;
    }
    for word in firsts(include_str!("../../../assets/gazetteer/surnames.tsv")) {
        *all.entry(word_hash(word)).or_default() |= Marks::SURNAME;
    }
    for row in rows(include_str!("../../../assets/gazetteer/countries.tsv")) {
        for people in row.get(8).unwrap_or(&"").split('|').filter(|name| !name.is_empty()) {
            // "Sri Lankan" is known by its last word.
            let last = super::fold::words(people).last().unwrap_or(people);
            *all.entry(word_hash(last)).or_default() |= Marks::PEOPLE;
        }
    }
    Table::new(all)
});

/// The marks of a word, by the hash of its folded form.
#[inline]
pub fn marks(hash: u64) -> Marks {
    Marks(TABLE.get(hash))
}

/// Countries of peoples and their adjectives: the number of the country's row, from 0.
static PEOPLES: LazyLock<HashMap<u64, u8>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (n, row) in rows(include_str!("../../../assets/gazetteer/countries.tsv")).enumerate() {
        for people in row.get(8).unwrap_or(&"").split('|').filter(|name| !name.contains(' ') && !name.is_empty()) {
            all.entry(word_hash(people)).or_insert(n as u8);
        }
    }
    all
});

/// The country (its place number) whose people or adjective a word is.
pub fn people_of(hash: u64) -> Option<u8> {
    if marks(hash).has(Marks::PEOPLE) { PEOPLES.get(&hash).copied() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_marks() {
        assert!(marks(word_hash("Senator")).has(Marks::TITLE));
        assert!(marks(word_hash("UNIVERSITY")).has(Marks::BODY));
        assert!(marks(word_hash("Maria")).has(Marks::FORENAME));
        assert!(marks(word_hash("Kenyans")).has(Marks::PEOPLE));
        assert_eq!(marks(word_hash("table")), Marks(0));
        assert!(people_of(word_hash("Kenyan")).is_some());
    }
}
