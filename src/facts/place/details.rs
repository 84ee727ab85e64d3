//! What is told of a mention beside its place: whether it stands for a government, and a kind where none is known.

use super::PlaceKind;
use super::choose::{Mention, Reading};
use super::fold::word_hash;
use super::words::{self, Marks};
use crate::facts::document::Document;
use crate::facts::token::TokenKind;

/// Whether a name that can stand for a government or a team does something that only they do: "Beijing vowed", "Kenya,
/// meanwhile, won".
pub fn is_metonym(document: &Document<'_>, reading: &Reading, mention: &Mention, kind: PlaceKind) -> bool {
    if !matches!(kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::City | PlaceKind::Area) {
        return false;
    }
    let mut after = reading.runs.atoms[mention.end - 1].token as usize + 1;
    // "has vowed", "will not sign"
    for _ in 0..2 {
        if matches!(document.word(after), "has" | "have" | "had" | "also" | "never" | "not" | "then" | "later") {
            after += 1;
        }
    }
    document.kind(after) == TokenKind::Word && words::marks(word_hash(document.word(after))).has(Marks::ACT)
}

/// The kind of a name that the gazetteer does not know, from its chief word.
pub fn kind_by_words(document: &Document<'_>, reading: &Reading, mention: &Mention) -> PlaceKind {
    let atoms = &reading.runs.atoms[mention.start..mention.end];
    let word = |at: usize| document.word(atoms[at].token as usize).to_lowercase();
    let by_word = |word: &str| {
        Some(match word {
            "river" | "lake" | "sea" | "ocean" | "bay" | "gulf" | "strait" | "straits" | "sound" | "channel"
            | "creek" | "falls" | "reservoir" | "canal" | "lagoon" | "loch" | "harbour" | "harbor" => PlaceKind::Water,
            "island" | "islands" | "isle" | "isles" | "atoll" | "archipelago" => PlaceKind::Island,
            "mount" | "mountain" | "mountains" | "hill" | "hills" | "peak" | "range" | "ridge" | "volcano" => {
                PlaceKind::Mountain
            }
            "county" | "district" | "borough" | "township" | "parish" | "ward" => PlaceKind::District,
            "province" | "state" | "region" | "governorate" | "oblast" | "prefecture" => PlaceKind::Region,
            "city" | "town" | "village" => PlaceKind::City,
            _ => return None,
        })
    };
    by_word(&word(atoms.len() - 1)).or_else(|| by_word(&word(0))).unwrap_or(PlaceKind::Area)
}
