//! What single words mean to a reader of figures: number words, months, and the closed classes of `figure_words.tsv`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::super::lexicon;

/// What a word is within a spelled-out number; the values are those of `numbers.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NumberWord {
    /// No number word.
    #[default]
    None,
    /// zero … nine
    Digit(u64),
    /// ten … nineteen
    Teen(u64),
    /// twenty … ninety
    Ten(u64),
    /// hundred
    Hundred,
    /// thousand, million, lakh …
    Scale(u64),
    /// dozen, score
    Dozen(u64),
    /// dozens, hundreds, millions: a plural that is no exact number
    Vague(u64),
    /// first, fifth, twentieth; also the denominator of a fraction
    Ordinal(u64),
    /// fifths, tenths
    Denominator(u64),
    /// half
    Half,
    /// quarter, quarters
    Quarter,
    /// twice, tripled: the multiplier times ten (halved is 5)
    Times(u64),
    /// bn, mn, tn: a scale written short, after digits
    Short(u64),
}

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(u128);

macro_rules! classes {
    ($($name:ident $text:literal $bit:literal;)*) => {
        impl Classes {
            $(#[doc = concat!("The class `", $text, "` of `figure_words.tsv`.")]
            pub(super) const $name: Self = Self(1 << $bit);)*

            fn named(name: &str) -> Self {
                match name {
                    $($text => Self::$name,)*
                    _ => Self(0),
                }
            }
        }
    };
}

classes! {
    STOP "stop" 0;
    VERB "verb" 1;
    NOUN_VERB "nounverb" 2;
    DETERMINER "determiner" 3;
    POSSESSIVE "possessive" 4;
    PLURAL "plural" 5;
    SINGULAR "singular" 6;
    CHANGE "change" 7;
    LABEL "label" 8;
    LOOSE "loose" 9;
    BRAND "brand" 10;
    PHONE "phone" 11;
    INDEX "index" 12;
    ONE_TAIL "onetail" 13;
    PERCENTY "percenty" 14;
    SPORT "sport" 15;
    CRICKET "cricket" 16;
    SCORE_WORD "scoreword" 17;
    ODDS "odds" 18;
    MILLION "million" 19;
    METRE "metre" 20;
    PERSON "person" 21;
    COPULA "copula" 22;
    AGE_WORD "ageword" 23;
    MULTIPLIED "multiplied" 24;
    WEEKDAY "weekday" 25;
    ZONE "zone" 26;
    YEAR_WORD "yearword" 27;
    FRACTION_END "fractionend" 28;
    ADVERBIAL "adverbial" 29;
    NTH "nth" 30;
    SWING "swing" 31;
    STREET "street" 32;
    PREFIX "prefix" 33;
    MAKER "maker" 34;
    WHOLE "whole" 35;
    HALF_BEFORE "halfbefore" 36;
    HALF_NOUN "halfnoun" 37;
    AGE_GROUP "group" 38;
    AGE_CLOSE "ageclose" 39;
    KIN "kin" 40;
    LIFE "life" 41;
    MODAL "modal" 42;
    IDIOM "idiom" 43;
    FILLER "filler" 44;
    WEIGH "weigh" 45;
    SIZE "size" 46;
    NO_ADVERB "noadverb" 47;
    LEADING "leading" 48;
    SUPERLATIVE "superlative" 49;
    MANY "many" 50;
    SHIFT "shift" 51;
    TROOPS "troops" 52;
    SPOKEN "spoken" 53;
    ING_NOUN "ingnoun" 54;
    PARTICIPLE "participle" 55;
    CHANGE_NOUN "changenoun" 56;
    ONE_IDIOM "oneidiom" 57;
    ONE_BEFORE "onebefore" 58;
    ONE_CLOSE "oneclose" 59;
    GLUED "glued" 60;
    FINITE "finite" 61;
    MODIFIER "modifier" 62;
    MASS "mass" 63;
    PERIOD "period" 64;
    ON_CLOCK "onclock" 65;
    DURATIVE "durative" 66;
    DATA "data" 67;
    SCREEN "screen" 68;
    CLAUSE_NOUN "clausenoun" 69;
    RACE "race" 70;
    CALLED "called" 71;
    AVERAGE "average" 72;
    KNOTS "knots" 73;
    NO_COUNT "nocount" 74;
    WHEN_WORD "whenword" 75;
    SINCE "since" 76;
    PLAIN_VERB "plainverb" 77;
    WORK "work" 78;
    ID_LABEL "idlabel" 79;
    POSTPOSED "postposed" 80;
}

impl Classes {
    /// Whether it shares a class with `other`.
    #[inline]
    pub(super) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What is known about one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Word {
    /// Its part in a number.
    pub(super) number: NumberWord,
    /// Its classes.
    pub(super) classes: Classes,
    /// Number of the month it names, from 1; 0 for none.
    pub(super) month: u8,
}

/// FNV-1a: the tables hold short words of our own, so nobody can choose the keys.
#[derive(Default)]
pub(super) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A table from short words.
pub(super) type Table<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// Longest word of the tables (bytes); a longer one is in none of them.
const LONGEST: usize = 20;

const MONTHS: [&str; 12] = [
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
];

/// The words of a language: number 0 is the word that is in none of the tables.
pub(super) struct Lexicon {
    numbers: Table<&'static str, u16>,
    words: Vec<Word>,
}

impl Lexicon {
    fn empty() -> Self {
        Self { numbers: Table::default(), words: vec![Word::default()] }
    }

    fn entry(&mut self, word: &'static str) -> &mut Word {
        let next = u16::try_from(self.words.len()).unwrap_or(0);
        let number = usize::from(*self.numbers.entry(word).or_insert(next));
        if number == self.words.len() {
            self.words.push(Word::default());
        }
        &mut self.words[number]
    }

    /// The words of English, or those of the other languages together.
    pub(super) fn of(english: bool) -> &'static Self {
        if english { &ENGLISH } else { &FOREIGN }
    }

    /// The number of `word` (in any case); 0 when it is unknown.
    #[inline]
    pub(super) fn index(&self, word: &str) -> u16 {
        lower(word, |key| self.numbers.get(key).copied()).unwrap_or(0)
    }

    /// What is known about the word with this number.
    #[inline]
    pub(super) fn get(&self, number: u16) -> Word {
        self.words.get(usize::from(number)).copied().unwrap_or_default()
    }
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut table = Lexicon::empty();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/numbers.tsv")) {
        if let [word, class, value] = row[..] {
            table.entry(word).number = number_word(class, value);
        }
    }
    for row in lexicon::rows(include_str!("../../../assets/lexicon/figure_words.tsv")) {
        if let [class, words] = row[..] {
            for word in words.split(' ') {
                let entry = table.entry(word);
                entry.classes = entry.classes.or(Classes::named(class));
            }
        }
    }
    for row in lexicon::rows(include_str!("../../../assets/lexicon/plain_verbs.tsv")) {
        for form in row {
            let entry = table.entry(form);
            entry.classes = entry.classes.or(Classes::FINITE);
        }
    }
    for (month, names) in (1..).zip(MONTHS) {
        for name in names.split(' ') {
            table.entry(name).month = month;
        }
    }
    table
});

static FOREIGN: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut table = Lexicon::empty();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/figure_words_foreign.tsv")) {
        let [class, value, words] = row[..] else { continue };
        for word in words.split(' ') {
            match class {
                "month" => table.entry(word).month = value.parse().unwrap_or(0),
                _ => table.entry(word).number = number_word(class, value),
            }
        }
    }
    table
});

fn number_word(class: &str, value: &str) -> NumberWord {
    let n = value.parse().unwrap_or(0);
    match class {
        "digit" => NumberWord::Digit(n),
        "teen" => NumberWord::Teen(n),
        "ten" => NumberWord::Ten(n),
        "hundred" => NumberWord::Hundred,
        "scale" => NumberWord::Scale(n),
        "dozen" => NumberWord::Dozen(n),
        "vague" => NumberWord::Vague(n),
        "ordinal" => NumberWord::Ordinal(n),
        "denominator" => NumberWord::Denominator(n),
        "half" => NumberWord::Half,
        "quarter" => NumberWord::Quarter,
        "times" if value == "0.5" => NumberWord::Times(5),
        "times" => NumberWord::Times(n * 10),
        "short" => NumberWord::Short(n),
        _ => NumberWord::None,
    }
}

/// Calls `look` with `word` in lower case; None for a word that is too long for any table.
#[inline]
pub(super) fn lower<T>(word: &str, look: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let bytes = word.as_bytes();
    if bytes.len() > LONGEST {
        return None;
    }
    if !bytes.iter().any(u8::is_ascii_uppercase) {
        return look(word);
    }
    let mut buffer = [0; LONGEST];
    let copy = buffer.get_mut(..bytes.len())?;
    copy.copy_from_slice(bytes);
    copy.make_ascii_lowercase();
    look(std::str::from_utf8(copy).ok()?)
}

/// What is known about an English word, in any case.
#[inline]
pub(super) fn word(word: &str) -> Word {
    ENGLISH.get(ENGLISH.index(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_class_that_exists() {
        for row in lexicon::rows(include_str!("../../../assets/lexicon/figure_words.tsv")) {
            assert_ne!(Classes::named(row[0]), Classes(0), "{}", row[0]);
            assert_eq!(row.len(), 2, "{row:?}");
        }
        for row in lexicon::rows(include_str!("../../../assets/lexicon/numbers.tsv")) {
            assert_ne!(word(row[0]).number, NumberWord::None, "{row:?}");
        }
    }

    #[test]
    fn words_are_found_in_any_case() {
        assert_eq!(word("Seven").number, NumberWord::Digit(7));
        assert_eq!(word("OCTOBER").month, 10);
        assert!(word("People").classes.any(Classes::PLURAL));
        assert_eq!(word("antidisestablishmentarianism"), Word::default());
    }
}
