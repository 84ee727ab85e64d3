//! What a name is best known for if not a place, and what words beside a name tell of it: `assets/gazetteer/kinds.tsv`.

use std::sync::LazyLock;

use super::evidence::ByHash;
use super::fold::{EMPTY, join, phrase_hash, word_hash};
use crate::facts::lexicon::rows;

/// The classes of the table, in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// A planet, a moon, a star.
    Sky,
    /// The same, where the text speaks of the sky.
    SkyOrPlace,
    /// A seat of government that is a building.
    Office,
    /// A university that is called by a town's name.
    University,
    /// A newspaper, a magazine, a broadcaster.
    Media,
    /// A company or its product.
    Brand,
    /// The nickname of a team.
    Team,
    /// A feast, a festival, an event.
    Festival,
    /// A part or a building that many towns have.
    Common,
    /// A famous sports ground or stage.
    Ground,
    /// The chief word of a street's name.
    Street,
    /// The chief word of a building where people meet.
    Venue,
    /// The chief word of a league's or a competition's name.
    League,
    /// The chief word of an event's name.
    Event,
    /// A word that makes the place after it an event ("Expo").
    EventBefore,
    /// A word that makes a name a company's ("Holdings").
    Corporate,
    /// A word that makes a name a newspaper's ("Tribune").
    Paper,
    /// A title that goes with a place ("Duke of").
    Nobility,
    /// A body that is called after what follows "of" ("Bank of").
    BodyOf,
    /// A word that makes a name a school's ("High").
    School,
    /// A point of the compass.
    Compass,
    /// A word for a division ("District").
    Division,
    /// A state, a city, a county: "City of".
    Holder,
    /// A place that has an article ("the Bronx").
    Article,
    /// The name of a currency, small.
    Currency,
    /// What a company or a ship is called, small.
    Firm,
    /// What universities do, small.
    Academic,
    /// Words of astronomy, small.
    SkyWord,
    /// Words of sport, small.
    SportWord,
    /// A film, a song, a book, small.
    Work,
    /// An academic degree.
    Degree,
    /// What follows "CT" where it is no state.
    Scan,
    /// What follows a name and a hyphen ("-based").
    Based,
    /// Who follows the name of a state ("Democrat").
    Party,
    /// A word that belongs to the name that follows ("Inner").
    Modifier,
    /// What a place's name goes before ("a Boise surgeon").
    PeopleNoun,
    /// What makes a name before it an event's ("the Paris accord").
    ArticleNounNot,
    /// What comes from a person ("orders from Marsh").
    FromPerson,
    /// First, second, third.
    Ordinal,
    /// Letters that are hardly ever anything but a state.
    Letters,
}

/// The names of the classes in the table.
const CLASSES: &[(&str, Class)] = &[
    ("sky", Class::Sky),
    ("sky_or_place", Class::SkyOrPlace),
    ("office", Class::Office),
    ("university", Class::University),
    ("media", Class::Media),
    ("brand", Class::Brand),
    ("team", Class::Team),
    ("festival", Class::Festival),
    ("common", Class::Common),
    ("ground", Class::Ground),
    ("street", Class::Street),
    ("venue", Class::Venue),
    ("league", Class::League),
    ("event", Class::Event),
    ("event_before", Class::EventBefore),
    ("corporate", Class::Corporate),
    ("paper", Class::Paper),
    ("nobility", Class::Nobility),
    ("body_of", Class::BodyOf),
    ("school", Class::School),
    ("compass", Class::Compass),
    ("division", Class::Division),
    ("holder", Class::Holder),
    ("article", Class::Article),
    ("currency", Class::Currency),
    ("firm", Class::Firm),
    ("academic", Class::Academic),
    ("sky_word", Class::SkyWord),
    ("sport_word", Class::SportWord),
    ("work", Class::Work),
    ("degree", Class::Degree),
    ("scan", Class::Scan),
    ("based", Class::Based),
    ("party", Class::Party),
    ("modifier", Class::Modifier),
    ("people_noun", Class::PeopleNoun),
    ("article_noun_not", Class::ArticleNounNot),
    ("from_person", Class::FromPerson),
    ("ordinal", Class::Ordinal),
    ("letters", Class::Letters),
];

static TABLE: LazyLock<ByHash<u64>> = LazyLock::new(|| {
    let mut all: ByHash<u64> = ByHash::default();
    for row in rows(include_str!("../../../assets/gazetteer/kinds.tsv")) {
        let Some((_, class)) = CLASSES.iter().find(|(name, _)| *name == row[0]) else { continue };
        for name in row.get(1).unwrap_or(&"").split('|') {
            *all.entry(phrase_hash(name)).or_default() |= 1 << *class as u8;
        }
    }
    all
});

/// Whether the name or word with this phrase hash belongs to a class.
#[inline]
pub fn is(phrase: u64, class: Class) -> bool {
    TABLE.get(&phrase).is_some_and(|classes| classes >> class as u8 & 1 == 1)
}

/// Whether a word belongs to a class.
pub fn is_word(word: &str, class: Class) -> bool {
    // Letters alone are one word of a phrase: nothing has to be cut.
    let is_plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is(if is_plain { join(EMPTY, word_hash(word)) } else { phrase_hash(word) }, class)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_class_of_the_table_is_known_and_every_known_one_stands_there() {
        let table: Vec<_> = rows(include_str!("../../../assets/gazetteer/kinds.tsv")).collect();
        let named: HashSet<&str> = table.iter().map(|row| row[0]).collect();
        let known: HashSet<&str> = CLASSES.iter().map(|(name, _)| *name).collect();
        assert_eq!(named, known);
        assert!(is(phrase_hash("USA Today"), Class::Media) && is_word("Arena", Class::Venue));
        assert!(!is_word("Arena", Class::Media));
    }
}
