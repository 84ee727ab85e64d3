//! Front matter: lines of `key: value` between two lines of dashes.

use super::super::date;
use super::super::draft::{Draft, address};

/// The longest front matter, in bytes.
const LONGEST: usize = 16 << 10;

/// What the front matter says, and the text after it.
pub(super) fn take(text: &str) -> (Draft, &str) {
    let mut draft = Draft::default();
    let Some((front, rest)) = split(text) else { return (draft, text) };
    for (key, value) in front.lines().filter_map(pair) {
        let value = || Some(value.to_owned());
        match key.as_str() {
            "title" | "headline" => draft.title = value(),
            "author" | "authors" | "byline" | "by" => draft.byline = value(),
            "date" | "published" | "datepublished" => draft.published = value().and_then(|day| date::parse(&day)),
            "site" | "publication" | "source" | "publisher" => draft.site = value(),
            "lang" | "language" => draft.lang = value(),
            "url" | "link" | "canonical" | "canonical_url" => draft.url = value().and_then(|url| address(&url, None)),
            _ => {}
        }
    }
    (draft, rest)
}

/// The lines between `---` (or `+++`) and its like, and what follows.
fn split(text: &str) -> Option<(&str, &str)> {
    for fence in ["---\n", "+++\n"] {
        let Some(inner) = text.strip_prefix(fence) else { continue };
        let end = inner.get(..inner.floor_char_boundary(LONGEST))?.find(&format!("\n{}", fence.trim()))?;
        let rest = inner.get(end + 4..)?;
        let front = &inner[..end];
        // A rule at the very beginning of a text is no front matter.
        let keys = front.lines().filter(|line| pair(line).is_some()).count();
        return (keys > 0 && (rest.is_empty() || rest.starts_with('\n'))).then_some((front, rest));
    }
    None
}

/// A key in lower case, and its value without the marks of YAML or TOML; None where there is no value.
fn pair(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split_once(if line.contains(": ") { ": " } else { " = " })?;
    let key = key.trim();
    let value = value.trim().trim_matches(['[', ']']).trim_matches(['"', '\'']).trim();
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    (plain && !value.is_empty() && !line.starts_with(' ')).then(|| (key.to_ascii_lowercase(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_left_out() {
        let text = "---\ntitle: \"Harbour: open again\"\nauthor: Ann Lee\ndate: 2024-03-12\nurl: file:///etc\ntags:\n---\nText.\n";
        let (draft, rest) = take(text);
        assert_eq!(draft.title.as_deref(), Some("Harbour: open again"));
        assert_eq!((draft.byline.as_deref(), draft.published.as_deref()), (Some("Ann Lee"), Some("2024-03-12")));
        assert_eq!((draft.url, rest), (None, "\nText.\n"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in ["---\nText: none\n", "---\n\n---\nx", "--- \ntitle: x\n---\n", "x\n---\ntitle: x\n---"] {
            assert_eq!(take(text).1, text);
        }
    }
}
