//! What the whole text tells about its figures: whose dollars, which sport, which market.

use std::sync::LazyLock;

use super::super::document::Document;
use super::super::lexicon;
use super::super::token::TokenKind;
use super::words::{Classes, Table, Word};

/// Evidence gathered from all words of a text.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Mentions of places by the code of their currency.
    mentions: Vec<(&'static str, u32)>,
    /// Words of cricket.
    pub(super) cricket: u32,
    /// Words of games.
    pub(super) sport: u32,
    /// Words of polls and votes.
    pub(super) votes: u32,
    /// "per cent" in two words, or £: dates are day first.
    pub(super) british: bool,
    /// Pound signs.
    pub(super) pounds: bool,
}

/// First words of place names, with the words that follow and the code.
type Places = Table<&'static str, Vec<(Vec<&'static str>, &'static str)>>;

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let mut places = Places::default();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/currency_places.tsv")) {
        let [code, names] = row[..] else { continue };
        for name in names.split(',').map(str::trim) {
            let mut words = name.split([' ', '.']).filter(|word| !word.is_empty());
            if let Some(first) = words.next() {
                let list = places.entry(first).or_default();
                list.push((words.collect(), code));
                list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
            }
        }
    }
    places
});

/// Tokens from the start of a text that count more: headline and first lines say where it plays.
const HEAD: usize = 120;

impl Profile {
    /// Gathers the evidence: one pass.
    /// `word` tells what is known of a token.
    pub(super) fn of(doc: &Document<'_>, word: impl Fn(usize) -> Word) -> Self {
        let mut profile = Self::default();
        let mut skip = 0;
        for (i, token) in doc.tokens().iter().enumerate() {
            let text = token.range().slice(doc.text());
            match token.kind {
                TokenKind::Sign if text == "£" => (profile.pounds, profile.british) = (true, true),
                TokenKind::Word if token.is_capitalised() || !text.is_ascii() => {
                    if i >= skip
                        && let Some((code, end)) = place(doc, i)
                    {
                        profile.mention(code, if i < HEAD { 3 } else { 1 });
                        skip = end;
                    }
                    profile.count(word(i).classes);
                }
                TokenKind::Word => {
                    profile.british |= text == "cent" && i > 0 && doc.word(i - 1) == "per";
                    profile.pounds |= matches!(text, "pence" | "sterling");
                    profile.count(word(i).classes);
                }
                _ => {}
            }
        }
        profile
    }

    fn count(&mut self, classes: Classes) {
        self.votes += u32::from(classes.any(Classes::PERCENTY));
        self.cricket += u32::from(classes.any(Classes::CRICKET));
        self.sport += u32::from(classes.any(Classes::SPORT));
    }

    fn mention(&mut self, code: &'static str, weight: u32) {
        match self.mentions.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += weight,
            None => self.mentions.push((code, weight)),
        }
    }

    fn weight(&self, code: &str) -> u32 {
        self.mentions.iter().find(|(known, _)| *known == code).map_or(0, |(_, count)| *count)
    }

    /// Whether a place with this currency is named.
    pub(super) fn mentions(&self, code: &str) -> bool {
        self.weight(code) > 0
    }

    /// Which of `candidates` (codes, the usual one first) the text means: the one whose places are named most.
    pub(super) fn currency_of(&self, candidates: &'static str) -> &'static str {
        let mut best: Option<(&str, u32)> = None;
        for code in candidates.split(' ') {
            let country = if code == "USc" { "USD" } else { code };
            let weight = self.weight(country);
            if best.is_none_or(|(_, most)| weight > most) {
                best = Some((code, weight));
            }
        }
        best.map_or("", |(code, _)| code)
    }
}

/// The currency of the place that is named from token `i`, and one past the name.
fn place(doc: &Document<'_>, i: usize) -> Option<(&'static str, usize)> {
    let list = PLACES.get(doc.word(i))?;
    list.iter().find_map(|(rest, code)| {
        let mut at = i + 1;
        for word in rest {
            if doc.word(at) == "." {
                at += 1;
            }
            if doc.word(at) != *word {
                return None;
            }
            at += 1;
        }
        Some((*code, at))
    })
}
