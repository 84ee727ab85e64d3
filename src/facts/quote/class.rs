//! What a word can be: classes from the tables, one look-up a word.

use std::sync::LazyLock;

use crate::facts::lexicon::{self, Words};

/// A set of classes: the bits below.
pub(super) type Classes = u64;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident)*) => {
        classes!(@ 0u32; $($(#[$doc])* $name)*);
    };
    (@ $bit:expr; $(#[$doc:meta])* $name:ident $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $name: Classes = 1 << ($bit);
        classes!(@ $bit + 1; $($rest)*);
    };
    (@ $bit:expr;) => {};
}

classes! {
    /// A quoted string stands here.
    QUOTE
    /// A word.
    WORD
    /// A name by its look: a capital, and no small word.
    CAP
    /// A number.
    NUM
    /// A comma.
    COMMA
    /// A full stop, question or exclamation mark.
    STOP
    /// A colon.
    COLON
    /// A semicolon.
    SEMI
    /// A dash.
    DASH
    /// An opening bracket.
    OPEN
    /// A closing bracket.
    CLOSE
    /// The ’s or ’ of a possessive.
    S
    /// Any other sign.
    OTHER
    /// The, a, some, two …
    DET
    /// His, their …
    OWN
    /// He, them …
    PRON
    /// A pronoun of a man.
    HE
    /// A pronoun of a woman.
    SHE
    /// Who, which.
    REL
    /// Of, in …
    PREP
    /// And, but …
    CONJ
    /// That, when, because …
    SUB
    /// Is, had, will …
    AUX
    /// Also, never …
    ADV
    /// A weekday, a month …
    TIME
    /// A noun of speech: claim, remark …
    SPEECH
    /// A form that is a noun as often as a verb: claims, emails …
    TWOFOLD
    /// According.
    ACCORDING
    /// People of some kind: minister, farmer …
    ROLE
    /// An organisation: ministry, bank …
    ORG
    /// A document: report, letter …
    DOC
    /// A title before a name.
    TITLE
    /// What it names is a woman.
    FEMALE
    /// What it names is a man.
    MALE
    /// A verb that attributes, in its plain form.
    BASE
    /// In the third person.
    THIRD
    /// In the past.
    PAST
    /// The participle.
    PART
    /// The ing form.
    ING
    /// Governs a clause of speech.
    SAY
    /// Its clause is reported speech.
    REPORT
    /// Takes a listener.
    LISTENER
    /// Attributes only what it touches.
    TOUCH
    /// Labels.
    LABEL
    /// Takes to + infinitive.
    TO
    /// A state of mind.
    MIND
    /// Stands for people without a noun: some, many …
    ALONE
    /// Before a verb, says that nobody said it: not, would, to …
    UNSAID
    /// A verb of giving out a document: issued, published …
    ISSUE
    /// The word "that".
    THAT
    /// The first word of its sentence.
    FIRST
    /// All in small letters.
    LOWER
    /// A finite verb that attributes nothing: made, remains.
    VERB
    /// A word that is such a verb as often as a noun: left, falls.
    WEAK
    /// Its clause may be an ing form: denied stealing it.
    GERUND
    /// Takes a thing as often as a clause: reported a loss.
    OBJECT
    /// Its clause may be a question: explained how.
    ASK
    /// Asks somebody through a preposition: pleaded with them to.
    PLEA
    /// Accuses somebody of something.
    ACCUSE
    /// A noun whose "that" tells what is said: claim, warning.
    CLAIM
    /// A noun that is a statement where somebody gives it voice: concern, doubt.
    VOICED
}

/// A form of a verb that can stand as a predicate.
pub(super) const FINITE: Classes = THIRD | PAST;
/// What can be the verb of a clause.
pub(super) const PREDICATE: Classes = AUX | FINITE | VERB;
/// Any form of a verb that attributes.
pub(super) const CUE: Classes = BASE | THIRD | PAST | PART | ING;
/// What a title tells.
pub(super) const TITLE_ANY: Classes = TITLE | FEMALE | MALE | ROLE;
/// Small words that belong to no name.
pub(super) const SMALL: Classes = DET | OWN | PRON | REL | PREP | CONJ | SUB | AUX | ADV | THAT;

static CLASSES: LazyLock<Words<Classes>> = LazyLock::new(|| {
    let mut out = Words::<Classes>::default();
    let mut add = |word: &'static str, classes: Classes| *out.entry(word).or_default() |= classes;
    for row in lexicon::rows(include_str!("../../../assets/lexicon/words.tsv")) {
        let classes = row.get(1).unwrap_or(&"").split(',').fold(0, |all, name| all | small_class(name));
        let pronoun = match row[0] {
            "he" | "him" | "his" | "himself" => MALE | HE,
            "she" | "her" | "hers" | "herself" => FEMALE | SHE,
            "that" => THAT,
            _ => 0,
        };
        add(row[0], classes | pronoun);
    }
    for row in lexicon::rows(include_str!("../../../assets/lexicon/roles.tsv")) {
        add(
            row[0],
            match row.get(1) {
                Some(&"f") => ROLE | FEMALE,
                Some(&"m") => ROLE | MALE,
                Some(&"o") => ORG,
                Some(&"d") => DOC,
                _ => ROLE,
            },
        );
    }
    for row in lexicon::rows(include_str!("../../../assets/lexicon/titles.tsv")) {
        add(
            row[0],
            match row.get(1) {
                Some(&"f") => TITLE | FEMALE,
                Some(&"m") => TITLE | MALE,
                _ => TITLE,
            },
        );
    }
    for row in lexicon::rows(include_str!("../../../assets/lexicon/verbs.tsv")) {
        add(row[0], if row.get(1) == Some(&"weak") { WEAK } else { VERB });
    }
    for row in lexicon::rows(include_str!("../../../assets/lexicon/cues.tsv")) {
        let uses = row.get(5).unwrap_or(&"").chars().fold(0, |all, letter| all | verb_class(letter));
        for (form, class) in row.iter().zip([BASE, THIRD, PAST, PART, ING]) {
            add(form, class | uses);
        }
    }
    out
});

fn small_class(name: &str) -> Classes {
    match name {
        "det" => DET,
        "poss" => OWN,
        "pron" => PRON,
        "rel" => REL,
        "prep" => PREP,
        "conj" => CONJ,
        "sub" => SUB,
        "aux" => AUX,
        "adv" => ADV,
        "time" => TIME,
        "noun" => SPEECH,
        "both" => TWOFOLD,
        "acc" => ACCORDING,
        "alone" => ALONE,
        "unsaid" => UNSAID,
        "issue" => ISSUE,
        "claim" => CLAIM,
        "voiced" => VOICED,
        _ => 0,
    }
}

fn verb_class(letter: char) -> Classes {
    match letter {
        's' => SAY,
        'r' => REPORT,
        't' => LISTENER,
        'a' => TOUCH,
        'l' => LABEL,
        'v' => TO,
        'm' => MIND,
        'g' => GERUND,
        'o' => OBJECT,
        'q' => ASK,
        'p' => PLEA,
        'c' => ACCUSE,
        _ => 0,
    }
}

/// The classes of a word, whatever its case; 0 when it is in no table.
pub(super) fn classes(word: &str) -> Classes {
    const LONGEST: usize = 24;
    if word.len() > LONGEST {
        return 0;
    }
    let mut buffer = [0u8; LONGEST];
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    str::from_utf8(lower).ok().and_then(|lower| CLASSES.get(lower)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_small_word_has_classes_that_exist() {
        for row in lexicon::rows(include_str!("../../../assets/lexicon/words.tsv")) {
            assert!(row[1].split(',').all(|name| small_class(name) != 0), "{row:?}");
        }
    }

    #[test]
    fn tables_are_read() {
        assert_ne!(classes("Said") & PAST & FINITE, 0);
        assert_ne!(classes("spokeswoman") & FEMALE, 0);
        assert_ne!(classes("that") & THAT, 0);
        assert_eq!(classes("table"), 0);
    }
}
