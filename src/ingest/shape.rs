//! What a line looks like: prose, headline, byline, list item. Judged by its shape, not by what it says.

/// The longest line that may be a headline, in characters.
pub(super) const HEADLINE: usize = 200;

/// Whether a text ends as a sentence does, marks of quotation and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_']);
    end.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।'])
}

/// Whether a part is running text: it ends a sentence and has more than a few words.
pub(super) fn is_prose(text: &str) -> bool {
    ends_sentence(text) && (text.len() >= 60 || words(text) >= 8)
}

/// Words, counted by white space; a run of letters without any (Chinese, Japanese, Thai) counts by its length.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().filter(|c| *c >= '\u{e00}').count().div_ceil(2).max(1)).sum()
}

/// Whether a line can be a headline: it begins with a capital, a digit or a mark of quotation, is no longer than
/// [`HEADLINE`], and does not end as a statement does. A question may be one.
pub(super) fn is_headline(text: &str) -> bool {
    let text = text.trim();
    let begins =
        text.chars().next().is_some_and(|c| !c.is_lowercase() && (c.is_alphanumeric() || "\"'“‘«$£€¿¡#@".contains(c)));
    let end = text.trim_end_matches(['"', '\'', '”', '’', '»', ')']);
    let statement = end.ends_with([':', ';', ',', '…', '。']) || end.ends_with('.') && !ends_with_abbreviation(end);
    begins && !statement && text.len() <= 4 * HEADLINE && text.chars().count() <= HEADLINE
}

/// "the U.S.", "by Smith Jr.", "at 5 p.m.": a full stop that ends no sentence by itself.
fn ends_with_abbreviation(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let inner = word.trim_end_matches('.');
    inner.contains('.') || matches!(inner, "Inc" | "Co" | "Corp" | "Ltd" | "Jr" | "Sr" | "St" | "No" | "vs")
}

/// Whether a sentence ends inside the text and another begins: a full stop after a word of some length, and a capital.
pub(super) fn has_sentence_inside(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        let next = text[at + 2..].trim_start().chars().next();
        word.len() >= 4 && !word.contains('.') && next.is_some_and(char::is_uppercase)
    })
}

/// A label of up to three words before a colon, and what it labels ("Analysis: Who gains from the canal").
pub(super) fn labelled(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.split_once(": ").or_else(|| text.split_once(" | "))?;
    let rest = rest.trim();
    let label = label.trim();
    let plain = label.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-' || c == '\'' || c == '’' || c == '&');
    (plain && !label.is_empty() && label.split_whitespace().count() <= 3 && !rest.is_empty()).then_some((label, rest))
}

/// Whether a line begins as a byline does: "By" and a name.
pub(super) fn is_byline(line: &str) -> bool {
    let Some((by, name)) = line.trim().split_once(' ') else { return false };
    by.eq_ignore_ascii_case("by")
        && line.len() <= 160
        && name.trim_start().starts_with(char::is_uppercase)
        && !ends_sentence(line)
}

/// The item of a list: how many bytes of its bullet are left out. A number ("1.", "2)") is part of the item: 0.
pub(super) fn list_item(line: &str) -> Option<usize> {
    let line = line.trim();
    for bullet in ["- ", "* ", "• ", "· ", "‣ ", "▪ ", "● ", "◦ ", "•\t"] {
        if line.starts_with(bullet) {
            return Some(bullet.len());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let numbered = (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "));
    numbered.then_some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_make_no_statement() {
        for yes in [
            "Dam reopens after storm",
            "‘It is over,’ says mayor",
            "5 things to know",
            "Storm hits the U.S.",
            "Is it over?",
            "水坝重新开放",
        ] {
            assert!(is_headline(yes), "{yes}");
        }
        for no in ["The dam reopened.", "“It is over.”", "what is left", "The list:", "", "— Reuters"] {
            assert!(!is_headline(no), "{no}");
        }
    }

    #[test]
    fn a_sentence_inside_is_told_from_an_abbreviation() {
        assert!(has_sentence_inside("The harbour reopened. Ships are"));
        assert!(!has_sentence_inside("Mr. Lee meets the U.S. Navy at St. John"));
    }

    #[test]
    fn a_byline_names_somebody() {
        assert!(is_byline("By Ann Lee in Odden") && is_byline("BY ANN LEE"));
        assert!(!is_byline("By the river") && !is_byline("By Monday it had rained.") && !is_byline("Byron"));
    }

    #[test]
    fn labels_are_short() {
        assert_eq!(labelled("Other lives: 3 more"), Some(("Other lives", "3 more")));
        assert_eq!(labelled("The minister said this week: no"), None);
        assert_eq!(labelled("Day 3: what we know"), Some(("Day 3", "what we know")));
        assert_eq!(labelled("At 10:30 it began"), None);
        assert_eq!(labelled("Analysis:"), None);
    }

    #[test]
    fn bullets_go_and_numbers_stay() {
        assert_eq!(list_item("• one"), Some(4));
        assert_eq!(list_item("  12) two"), Some(0));
        assert_eq!(list_item("1,200 people"), None);
        assert_eq!(list_item("-5 degrees"), None);
        assert_eq!(list_item("2019. It was"), None);
    }

    #[test]
    fn words_of_scripts_without_spaces() {
        assert_eq!(words("two words"), 2);
        assert_eq!(words("水坝重新开放"), 3);
    }
}
