//! Whether a phrase can be somebody who speaks: a name, a role, a body, a document.

use std::ops::Range;
use std::sync::LazyLock;

use super::class;
use super::frame::Frames;
use crate::facts::lexicon;

/// Nouns that count what follows "of".
static QUANTITIES: LazyLock<lexicon::WordSet> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../assets/lexicon/quantities.tsv"))
        .filter_map(|row| row.first().copied())
        .collect()
});

/// A rule: whether the phrase cannot speak.
type Rule = fn(&Frames<'_, '_>, &Range<usize>) -> bool;

/// Why a phrase is nobody who speaks.
const RULES: [Rule; 6] = [is_adverb, is_measure, is_based, is_weekday, is_narrator, is_nobody];

impl Frames<'_, '_> {
    /// Whether the phrase can be somebody who speaks.
    pub fn can_speak(&self, phrase: &Range<usize>) -> bool {
        !phrase.is_empty() && !RULES.iter().any(|rule| rule(self, phrase))
    }

    /// "a number of [farmers]": whoever is counted speaks.
    pub fn counted(&self, phrase: &Range<usize>, frame: &Range<usize>) -> Range<usize> {
        let last = phrase.end - 1;
        // "one of the guards": the whole is who speaks.
        if matches!(self.word(last), "one" | "One") && self.word(phrase.end) == "of" && frame.contains(&phrase.end) {
            let end = self.phrase_from(phrase.end + 1, frame);
            return if end > phrase.end + 1 { phrase.start..end } else { phrase.clone() };
        }
        // "some of the farmers": the same; "many of them" are many.
        if self.items[last].is(class::ALONE) && phrase.len() == 1 && self.word(phrase.end) == "of" {
            let end = if frame.contains(&phrase.end) { self.phrase_from(phrase.end + 1, frame) } else { 0 };
            let named = end > phrase.end + 1 && !self.items[end - 1].is(class::PRON);
            return if named { phrase.start..end } else { phrase.clone() };
        }
        if !QUANTITIES.contains(self.word(last)) || self.word(phrase.end) != "of" || !frame.contains(&phrase.end) {
            return phrase.clone();
        }
        let end = self.phrase_from(phrase.end + 1, frame);
        if end > phrase.end + 1 { phrase.end + 1..end } else { phrase.clone() }
    }
}

/// "Thankfully", "Regardless".
fn is_adverb(frames: &Frames<'_, '_>, phrase: &Range<usize>) -> bool {
    let word = frames.word(phrase.start);
    phrase.len() == 1
        && frames.items[phrase.start].is(class::FIRST)
        && (word.len() > 5 && word.ends_with("ly") && frames.forename(phrase.start).is_none()
            || frames.items[phrase.start].is(class::ADV)
            || matches!(word, "Regardless" | "Likewise" | "Nonetheless" | "Overall" | "Additionally"))
}

/// "44 percent", "number": nothing but numbers and units.
fn is_measure(frames: &Frames<'_, '_>, phrase: &Range<usize>) -> bool {
    let unit = |i: usize| {
        let word = frames.word(i);
        // "the 56-year-old": somebody.
        frames.items[i].is(class::NUM) && !word.ends_with("-old")
            || word == "%"
            || frames.items[i].is(class::DET)
            || matches!(word, "percent" | "$" | "number" | "numbers")
    };
    let people = phrase.len() == 1 && frames.items[phrase.start].is(class::ALONE | class::DET);
    // "a number of farmers": those who are counted speak.
    let counts = frames.word(phrase.end) == "of" && QUANTITIES.contains(frames.word(phrase.end - 1));
    !people && !counts && phrase.clone().all(unit)
}

/// "London-based".
fn is_based(frames: &Frames<'_, '_>, phrase: &Range<usize>) -> bool {
    is_from(frames.word(phrase.end - 1))
}

/// Whether a word tells where somebody is from or whose something is: "Skarn-based".
pub(super) fn is_from(word: &str) -> bool {
    ["-based", "-born", "-owned", "-backed", "-listed", "-led", "-area"].iter().any(|tail| word.ends_with(tail))
}

/// "Nothing suggests that", "No official said that": it is not said at all.
fn is_nobody(frames: &Frames<'_, '_>, phrase: &Range<usize>) -> bool {
    let word = frames.word(phrase.start);
    let numbered = frames.items.get(phrase.start + 1).is_some_and(|next| next.is(class::NUM));
    matches!(
        word,
        "Nothing" | "nothing" | "Nobody" | "nobody" | "None" | "none" | "No" | "no" | "Neither" | "neither" | "Noone"
    ) && !numbered
}

/// "Monday".
fn is_weekday(frames: &Frames<'_, '_>, phrase: &Range<usize>) -> bool {
    phrase.clone().all(|i| frames.items[i].is(class::TIME))
}

/// "We’ll": the writer.
pub(super) fn is_narrator(frames: &Frames<'_, '_>, phrase: &Range<usize>) -> bool {
    if phrase.len() != 1 || !frames.items[phrase.start].is(class::PRON) {
        return false;
    }
    let word = frames.word(phrase.start);
    let head = word.split(['’', '\'']).next().unwrap_or(word);
    matches!(head, "We" | "we" | "I" | "You" | "you" | "us" | "me")
}
