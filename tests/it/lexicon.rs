//! The tables of words: no row, and no word inside a class, stands there twice.

use std::collections::HashSet;

use dateline::facts::lexicon::rows;

/// The table `$name`, with its name.
macro_rules! table {
    ($name:literal) => {
        ($name, include_str!(concat!("../../assets/lexicon/", $name, ".tsv")))
    };
}

#[test]
fn no_word_stands_twice_in_a_class() {
    let mut twice = Vec::new();
    for (name, table) in [table!("figure_words"), table!("figure_words_foreign")] {
        let mut seen = HashSet::new();
        for row in rows(table) {
            let (words, class) = row.split_last().unwrap();
            twice.extend(
                words
                    .split(' ')
                    .filter(|word| !seen.insert((class.to_vec(), *word)))
                    .map(|word| format!("{name}: {class:?} {word:?}")),
            );
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

#[test]
fn no_row_stands_twice() {
    let mut twice = Vec::new();
    // Columns that make a row what it is; verbs may have two forms of their past.
    for ((name, table), columns) in [
        (table!("abbreviations"), 1),
        (table!("boilerplate"), 2),
        (table!("conversions"), 1),
        (table!("cues"), 3),
        (table!("currencies"), 1),
        (table!("forenames"), 1),
        (table!("name_suffixes"), 1),
        (table!("numbers"), 2),
        (table!("roles"), 1),
        (table!("titles"), 1),
        (table!("units"), 1),
        (table!("words"), 1),
    ] {
        let mut seen = HashSet::new();
        twice.extend(
            rows(table)
                .map(|row| row.into_iter().take(columns).collect::<Vec<_>>())
                .filter(|key| !seen.insert(key.clone()))
                .map(|key| format!("{name}: {key:?}")),
        );
        assert!(!seen.is_empty(), "{name} has no rows");
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

#[test]
fn a_short_verb_doubles_its_last_letter() {
    let vowel = |letter: char| "aeiou".contains(letter);
    for row in rows(include_str!("../../assets/lexicon/cues.tsv")) {
        let (base, past, ing) = (row[0], row[2], row[4]);
        let letters: Vec<char> = base.chars().collect();
        let short = letters.iter().filter(|letter| vowel(**letter)).count() == 1;
        let [.., middle, last] = letters[..] else { panic!("{base} is too short") };
        if short && vowel(middle) && !vowel(last) && !"wxy".contains(last) {
            assert_eq!(ing, format!("{base}{last}ing"));
            assert!(past != format!("{base}ed"), "{past}");
        }
    }
}
