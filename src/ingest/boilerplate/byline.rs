//! Lines that say who wrote.

use super::super::shape;
use super::table::{TABLE, begins_with, plain};

/// The name in a line that begins as a byline ("By Ann Lee"), or the line itself if it names a role ("Staff Reporter,
/// Odden").
pub(in super::super) fn byline(line: &str) -> Option<&str> {
    let line = line.trim();
    if line.len() > 160 || shape::ends_sentence(line) && !line.ends_with('.') {
        return None;
    }
    let lower = plain(line);
    if let Some(by) = TABLE.rows("by").find(|by| begins_with(&lower, by)) {
        let name = line.get(by.len()..)?.trim_start_matches([':', ' ', '\u{a0}']);
        let capital = name.starts_with(char::is_uppercase);
        return (capital && !shape::ends_sentence(line) && shape::words(name) <= 16).then_some(name);
    }
    let short = line.len() <= 80 && shape::words(line) <= 9 && !line.ends_with(['.', '?', '!']);
    let named =
        || TABLE.rows("role").any(|role| lower.match_indices(role).any(|(at, _)| is_role(line, &lower, at, role)));
    (short && line.starts_with(char::is_uppercase) && named()).then_some(line)
}

/// Whether a role names who wrote ("Staff Reporter, Odden", "Ann Lee, harbour reporter"), and is not what a headline is
/// about ("Space agency delays launch").
fn is_role(line: &str, lower: &str, at: usize, role: &str) -> bool {
    let before = lower[..at].trim_end();
    let after = lower[at + role.len()..].trim_start();
    let whole =
        !lower[..at].ends_with(char::is_alphanumeric) && !lower[at + role.len()..].starts_with(char::is_alphanumeric);
    let begins = before.is_empty() || before == "our" || before == "from our" || before.contains(',');
    let ends =
        after.is_empty() || after.starts_with([',', '|', '(']) || after.starts_with("in ") || after.starts_with("at ");
    let names = line.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
    whole && (begins && ends || after.is_empty() && names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        assert_eq!(byline("By Ann Lee in Odden"), Some("Ann Lee in Odden"));
        assert_eq!(byline("Words by: Ann Lee"), Some("Ann Lee"));
        assert_eq!(byline("Von Anna Müller"), Some("Anna Müller"));
        assert_eq!(byline("Staff Reporter, Odden"), Some("Staff Reporter, Odden"));
        for no in [
            "By the river",
            "By Monday the water had gone.",
            "The reporter wept.",
            "Editors of small papers in the north \
                   of the county have much to do",
            "",
        ] {
            assert_eq!(byline(no), None, "{no}");
        }
    }
}
