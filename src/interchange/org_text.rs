//! Words of an article that stay words in Org: no link, source block, call, macro, export snippet, timestamp, target,
//! footnote, entity, formula or emphasis comes to life in them, and no line becomes a heading, keyword, drawer or list.
//!
//! A zero-width space (U+200B) breaks each sign that begins something, as the manual of Org recommends; a reader does not
//! see it. It is white space for Org, so a mark of emphasis that it follows opens nothing.

/// What parts signs that mean something together.
const GAP: char = '\u{200b}';

/// Words inside a line.
pub(super) fn words(text: &str) -> String {
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 16);
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            // Only before what may follow a formula does a dollar sign close one.
            '$' if next.is_none_or(|next| !next.is_alphanumeric()) => out.push_str("\\dollar{}"),
            // `elisp:…`, `https:…`; and the list of an editor's variables at the end of a file.
            ':' if begins_link(&text[..at], next) || ends_with_variables(&text[..at]) => {
                out.push(GAP);
                out.push(c);
            }
            // `src_sh{…}` and `call_x()` take all but white space for a name: the gap has to come first.
            '_' | '^' => {
                out.extend([GAP, c, GAP]);
            }
            '[' | '<' | '{' | '\\' => out.extend([c, GAP]),
            // After a letter or digit nothing is emphasised.
            '*' | '/' | '+' | '=' | '~' if before.is_none_or(|before| !before.is_alphanumeric()) => {
                out.extend([c, GAP]);
            }
            // `@@html:…@@`, `%%(…)`.
            // A list of terms.
            ':' if before == Some(':') => out.extend([GAP, c]),
            '@' | '%' | '#' | '-' if before == Some(c) => out.extend([GAP, c]),
            c => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// Whether a colon after `before` ends the type of a link.
fn begins_link(before: &str, next: Option<char>) -> bool {
    // A type begins where a word does: `08:00` and `T08:00` of a time are none.
    let kind = &before[before.trim_end_matches(char::is_alphanumeric).len()..];
    kind.starts_with(char::is_alphabetic) && next.is_some_and(|next| !next.is_whitespace())
}

fn ends_with_variables(before: &str) -> bool {
    let end = "local variables";
    let at = before.len().saturating_sub(end.len());
    before.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// A line of its own: no heading, keyword, drawer, table, rule, comment, list or formula, whatever it begins with.
pub(super) fn line(text: &str) -> String {
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or("");
    let is_list = first.ends_with(['.', ')']) && first.len() <= 12;
    // `CLOCK:`, `DEADLINE:`.
    let is_keyword = first.ends_with(':') && !first.contains(char::is_lowercase);
    let is_plain = text.starts_with(char::is_alphanumeric) && !is_list && !is_keyword;
    format!("{}{}", if is_plain { "" } else { "\u{200b}" }, words(text))
}

/// The text of a heading: without a state to be done, a priority or tags.
pub(super) fn heading(text: &str) -> String {
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or("");
    // A word in capital letters may be the name of a state.
    let is_state = first.contains(char::is_uppercase) && !first.contains(char::is_lowercase);
    let tags = if text.ends_with(':') { "\u{200b}" } else { "" };
    format!("{}{}{tags}", if is_state { "\u{200b}" } else { "" }, words(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a person reads.
    fn read(text: &str) -> String {
        text.replace(GAP, "").replace("\\dollar{}", "$")
    }

    #[test]
    fn nothing_in_words_is_live() {
        for live in [
            "[[elisp:(shell-command \"touch x\")][the report]]",
            "[[shell:touch x]]",
            "elisp:(shell-command)",
            "see shell:touch%20x",
            "https://a.example/",
            "<https://a.example/>",
            "file+sys:/bin/x",
            "src_sh{touch x}",
            "src_sh[:results x]{touch y}",
            "call_evil()",
            "call_evil[:x y](z)",
            "{{{macro(a,b)}}}",
            "@@html:<b>@@",
            "<2026-11-25 Wed>",
            "[2026-11-25 Wed]",
            "<%%(diary-float t 4 2)>",
            "%%(shell-command \"x\")",
            "[fn:1]",
            "[fn::note]",
            "[cite:@key]",
            "[1/2] [50%]",
            "<<target>>",
            "<<<radio>>>",
            "*bold* /it/ _under_ =verb= ~code~ +gone+",
            "\\alpha \\name{} \\(x\\) \\[x\\] end\\\\",
            "$x$ $$x$$",
            "a_b a^b a_{b}",
        ] {
            let safe = words(live);
            assert_eq!(read(&safe), live);
            for sign in [
                "[[", "src_", "call_", "{{", "@@", "<2", "[2", "<%", "%%(", "[f", "[c", "[1", "[5", "<<", "<h", "*b",
                "/i", "_u", "=v", "~c", "+g", "\\al", "\\n", "\\(", "\\[", "\\\\", "$x$", "b_", "_b", "^b", "elisp:(",
                "shell:t", "https:/", "sys:",
            ] {
                assert!(!safe.contains(sign), "{live}: {sign} in {safe:?}");
            }
        }
    }

    #[test]
    fn no_line_begins_something() {
        for text in [
            "* a",
            "#+begin_src sh",
            "# a",
            ":DRAWER:",
            "| a |",
            "- a",
            "+ a",
            "1. a",
            "a) b",
            "-----",
            "%%(x)",
            "\\begin{x}",
            "CLOCK: [2026-11-25 Wed 10:00]",
            "DEADLINE: soon",
            "DEADLINE: <2026-11-25 Wed>",
        ] {
            assert!(line(text).starts_with(GAP) && read(&line(text)) == text, "{text}");
        }
        for plain in ["Words at 12:30, US$5: 50 %.", "2026-11-25T08:00:00Z"] {
            assert_eq!(line(plain), plain);
        }
        assert_eq!(words("Local Variables:"), "Local Variables\u{200b}:");
    }

    #[test]
    fn a_heading_has_neither_state_nor_tags() {
        assert_eq!(heading("TODO [#A] buy :now:"), "\u{200b}TODO [\u{200b}#A] buy :now:\u{200b}");
        assert_eq!(heading("COMMENT"), "\u{200b}COMMENT");
        assert_eq!(heading("The port"), "The port");
    }

    proptest! {
        #[test]
        fn the_same_words_come_back(text in "[a-z:_^$\\[\\]{}<>@%#*/+=~|\\\\. -]{0,40}") {
            prop_assert_eq!(read(&words(&text)), text.trim());
            prop_assert_eq!(read(&line(&text)), text.trim());
        }
    }
}
