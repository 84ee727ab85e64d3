//! Articles as entries of a bibliography, their passages as notes: BibTeX and RIS.

use std::fmt::Write as _;

use super::address;
use super::export::{Exported, Shown};
use crate::article::{CleanLine, author};

/// BibTeX, an `@online` entry an article.
pub(super) fn bibtex(articles: &[Exported<'_>]) -> String {
    let mut out = String::new();
    for exported in articles {
        let article = exported.article;
        let key: String = article.id.0.chars().filter(char::is_ascii_alphanumeric).collect();
        let _ = writeln!(out, "@online{{dateline{key},");
        let mut field = |name: &str, value: &str| {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        };
        // Braces within keep the capitals of a title.
        field("title", &format!("{{{}}}", tex(&article.name())));
        if let Some(byline) = &article.byline {
            field("author", &format!("{{{}}}", tex(author(byline))));
        }
        if let Some(site) = &article.site {
            field("organization", &tex(site));
        }
        if let Some(day) = article.published.as_deref().and_then(day) {
            field("date", day);
        }
        match article.address() {
            Some(address) => field("url", &address::link(address)),
            None => field("howpublished", &tex(&CleanLine::new(&article.source.to_string()))),
        }
        let shown: Vec<Shown> = article.bookmarks.iter().map(|bookmark| exported.show(bookmark)).collect();
        let mut tags: Vec<String> = shown.iter().flat_map(|shown| &shown.tags).map(|tag| keyword(tag)).collect();
        tags.sort();
        tags.dedup();
        if !tags.is_empty() {
            field("keywords", &tags.join(", "));
        }
        let notes: Vec<String> = shown.iter().map(|shown| tex(&note(shown))).collect();
        field("annotation", &notes.join(" \\par "));
        out.push_str("}\n\n");
    }
    out
}

/// RIS, a record an article.
pub(super) fn ris(articles: &[Exported<'_>]) -> String {
    let mut out = String::new();
    for exported in articles {
        let article = exported.article;
        let mut field = |name: &str, value: &str| {
            let _ = writeln!(out, "{name}  - {}", CleanLine::new(value));
        };
        field("TY", "NEWS");
        field("TI", &article.name());
        if let Some(byline) = &article.byline {
            field("AU", author(byline));
        }
        if let Some(site) = &article.site {
            field("T2", site);
        }
        if let Some(day) = article.published.as_deref().and_then(day) {
            field("PY", &day[..4]);
            field("DA", &day.replace('-', "/"));
        }
        match article.address() {
            Some(address) => field("UR", &address::link(address)),
            None => field("L1", &article.source.to_string()),
        }
        for bookmark in &article.bookmarks {
            let shown = exported.show(bookmark);
            field("N1", &note(&shown));
            for tag in &shown.tags {
                field("KW", tag);
            }
        }
        field("ID", &article.id.0);
        out.push_str("ER  - \n\n");
    }
    out
}

/// The passage in quotation marks, who says it, and the reader's note, on one line.
fn note(shown: &Shown) -> String {
    let join = |lines: &[CleanLine]| lines.iter().map(CleanLine::as_str).collect::<Vec<_>>().join(" ");
    let mut out = format!("“{}”", join(&shown.passage));
    if let Some(speaker) = &shown.speaker {
        let _ = write!(out, " — {speaker}");
    }
    if !shown.note.is_empty() {
        let _ = write!(out, " ({})", join(&shown.note));
    }
    out
}

/// The day at the beginning of a date.
fn day(published: &str) -> Option<&str> {
    let day = published.get(..10)?;
    let fits =
        day.bytes().enumerate().all(|(i, byte)| if i == 4 || i == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    fits.then_some(day)
}

/// A tag, which a comma would part in two.
fn keyword(tag: &str) -> String {
    if tag.contains(',') { format!("{{{}}}", tex(tag)) } else { tex(tag) }
}

/// Text as TeX shows it, with braces that are balanced whatever it holds.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            // BibTeX counts braces whether a backslash stands before them or not.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            // In TeX's oldest font these are other signs, and two of some are one.
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            '-' | '\'' if out.ends_with(c) => {
                out.push_str("{}");
                out.push(c);
            }
            '$' | '&' | '%' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_stay_balanced() {
        assert_eq!(tex("50 % \\ ~ --"), "50 \\% \\textbackslash{} \\textasciitilde{} -{}-");
        for text in ["{", "}", "A}}, note = \"x\"", "{x}_1", "\\}", "}{", "@x{y,"] {
            let written = tex(text);
            let bare = written.replace("{}", "");
            assert!(!bare.contains(['{', '}']), "{text}: {written}");
        }
    }

    #[test]
    fn a_day_is_a_day() {
        assert_eq!(day("2026-11-25T10:00:00Z"), Some("2026-11-25"));
        assert_eq!(day("25 November 2026"), None);
    }
}
