//! Offices: whom "the mayor" means when the text has named one mayor only.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::class;
use super::frame::Frames;
use super::person::Mention;
use crate::facts::lexicon;

/// Short titles and the words that are used for them later: sen, senator.
static LONG_FORMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../assets/lexicon/titles.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(2)?)))
        .collect()
});

/// Words for women and men that are no longer than this name no office: "mother".
const SHORT: usize = 6;

/// Who holds which office; None where two people do.
#[derive(Debug, Default)]
pub(super) struct Offices {
    holders: HashMap<String, Option<usize>>,
}

impl Offices {
    /// Collects the offices that stand before or behind the names of a text.
    pub fn new(frames: &Frames<'_, '_>, mentions: &[Mention]) -> Self {
        let mut this = Self::default();
        for mention in mentions {
            if let Some(office) = before(frames, mention).or_else(|| behind(frames, mention)) {
                let holder = this.holders.entry(key(frames.word(office))).or_insert(Some(mention.person));
                if *holder != Some(mention.person) {
                    *holder = None;
                }
            }
        }
        this
    }

    /// Whom the phrase means: "the mayor".
    pub fn holder(&self, frames: &Frames<'_, '_>, phrase: &Range<usize>) -> Option<usize> {
        let office = phrase.end.checked_sub(1).filter(|&last| last == phrase.start + 1)?;
        let definite = frames.word(phrase.start).eq_ignore_ascii_case("the");
        // "the candidate", "the man" may be anybody.
        let item = frames.items[office];
        let telling =
            item.is(class::TITLE) || item.is(class::FEMALE | class::MALE) && frames.word(office).len() > SHORT;
        let small = telling && item.is(class::LOWER);
        if !definite || !small {
            return None;
        }
        self.holders.get(&key(frames.word(office))).copied().flatten()
    }
}

fn key(word: &str) -> String {
    let lower = word.trim_end_matches('.').to_lowercase();
    LONG_FORMS.get(lower.as_str()).map_or(lower, |long| (*long).to_owned())
}

/// The office right before a name: "Mayor Ana Ruiz".
fn before(frames: &Frames<'_, '_>, mention: &Mention) -> Option<usize> {
    let at = mention.items.start.checked_sub(1)?;
    let item = frames.items[at];
    (item.is(class::ROLE | class::TITLE) && !item.is(class::S)).then_some(at)
}

/// The office set off behind a name: "Ana Ruiz, the mayor of Ostia".
fn behind(frames: &Frames<'_, '_>, mention: &Mention) -> Option<usize> {
    const NEAR: usize = 5;
    let comma = mention.items.end;
    if !frames.items.get(comma).is_some_and(|item| item.is(class::COMMA)) {
        return None;
    }
    let opens = frames.items.get(comma + 1).is_some_and(|item| item.is(class::DET | class::ROLE));
    let mut rest = (comma + 1..frames.items.len().min(comma + 1 + NEAR))
        .take_while(|&at| !frames.items[at].is(class::COMMA | class::STOP | class::PREP | class::CONJ | class::QUOTE));
    if opens { rest.find(|&at| frames.items[at].is(class::ROLE) && frames.items[at].is(class::LOWER)) } else { None }
}
