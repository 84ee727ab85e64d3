//! Where else a text stood: "This article originally appeared in the Ledger."

use super::super::shape;
use super::table::begins_with;

/// What a text calls itself.
const TEXTS: &[&str] = &[
    "article",
    "story",
    "post",
    "piece",
    "column",
    "essay",
    "interview",
    "report",
    "op-ed",
    "excerpt",
    "feature",
    "content",
    "review",
    "editorial",
    "commentary",
    "dispatch",
    "news item",
    "item",
    "page",
    "text",
];
/// What begins such a notice, before the word for the text.
const OPENINGS: &[&str] = &[
    "this",
    "the above",
    "a version of this",
    "an earlier version of this",
    "a longer version of this",
    "a shorter version of this",
    "the original version of this",
    "versions of this",
    "parts of this",
];
/// What was done with it elsewhere.
const DONE: &[&str] = &[
    "appeared",
    "appears",
    "published",
    "republished",
    "reprinted",
    "reposted",
    "posted",
    "syndicated",
    "produced",
    "adapted",
    "excerpted",
    "printed",
    "ran",
    "written",
    "supplied",
    "provided",
    "taken",
];
const WHERE: &[&str] = &["on", "in", "by", "at", "from", "with", "for", "under", "here"];
/// Words of a correction, which tells something about the article.
const CORRECTED: &[&str] =
    &["incorrect", "misstat", "correct", "clarif", "error", "misidentif", "misspell", "mistake", "wrong", "updated to"];
/// The longest such notice, in words, and how far into it the verb stands.
const LONGEST: usize = 50;
const REACH: usize = 9;

/// Whether a paragraph near either end says where the text comes from; a correction does not.
pub(super) fn is_origin(plain: &str) -> bool {
    if shape::words(plain) > LONGEST || CORRECTED.iter().any(|word| plain.contains(word)) {
        return false;
    }
    let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = |openings: &[&'static str], text: &str| {
        let opening = openings.iter().filter(|opening| begins_with(text, opening)).max_by_key(|opening| opening.len());
        opening.map(|opening| opening.len())
    };
    let Some(opening) = rest(OPENINGS, plain) else { return false };
    let after = plain[opening..].trim_start();
    let Some(noun) = rest(TEXTS, after) else { return false };
    let words: Vec<&str> =
        after[noun..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let verb = words.iter().take(REACH).position(|word| DONE.contains(word));
    // "This article was written by people who …" speaks of somebody else than a place.
    verb.is_some_and(|at| words[at + 1..].iter().take(4).any(|word| WHERE.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::super::table::plain;
    use super::*;

    #[test]
    fn notices_of_where_a_text_stood() {
        for yes in [
            "This article originally appeared on The Odden Ledger.",
            "This story was reprinted in Coast.",
            "A version of this article appears in print on May 3, on Page A1.",
            "An earlier version of this column was posted by the Ledger.",
            "(This story has been published from a wire agency feed without modifications to the text.)",
            "This article is republished from The Quay under a Creative Commons license.",
        ] {
            assert!(is_origin(&plain(yes)), "{yes}");
        }
    }

    #[test]
    fn corrections_and_sentences_about_texts_stay() {
        for no in [
            "An earlier version of this article misstated what was published in May.",
            "This version corrects the name of the boat.",
            "This post was hers for nine years, until the council filled it anew.",
            "The article that the Ledger published in May said otherwise.",
            "This story has a long beginning.",
        ] {
            assert!(!is_origin(&plain(no)), "{no}");
        }
    }
}
