//! Bookmarks as Org mode: a heading an article, one below it a passage.

use std::fmt::Write as _;

use super::address;
use super::export::Exported;
use super::org_text::{heading, line, words};
use crate::article::{Bookmark, CleanLine, author};

/// Characters of a passage that its heading shows.
const HEADING: usize = 60;

/// Writes them.
pub(super) fn write(articles: &[Exported<'_>]) -> String {
    let mut out = "#+title: Bookmarks\n".to_owned();
    for exported in articles {
        let article = exported.article;
        let _ = writeln!(out, "\n* {}", heading(&article.name()));
        out.push_str(":PROPERTIES:\n");
        let source = article.address().map_or_else(|| words(&article.source.to_string()), address::link);
        property(&mut out, "SOURCE", &source);
        let author = article.byline.as_deref().map(author);
        let (site, published) = (article.site.as_deref(), article.published.as_deref());
        for (name, value) in [("AUTHOR", author), ("SITE", site), ("PUBLISHED", published)] {
            if let Some(value) = value {
                property(&mut out, name, &words(value));
            }
        }
        out.push_str(":END:\n");
        for bookmark in &article.bookmarks {
            passage(&mut out, exported, bookmark);
        }
    }
    out
}

fn passage(out: &mut String, exported: &Exported<'_>, bookmark: &Bookmark) {
    let shown = exported.show(bookmark);
    let passage = shown.passage.first().map_or("", |line| line.as_str());
    let cut = passage.char_indices().nth(HEADING).map_or(passage.len(), |(cut, _)| cut);
    let more = if cut < passage.len() || shown.passage.len() > 1 { "…" } else { "" };
    let tags: Vec<String> = shown.tags.iter().map(|tag| tag_word(tag)).filter(|tag| !tag.is_empty()).collect();
    let tags = if tags.is_empty() { String::new() } else { format!("  :{}:", tags.join(":")) };
    let _ = writeln!(out, "** {}{more}{tags}\n:PROPERTIES:", heading(&passage[..cut]));
    property(out, "ID", &bookmark.id.0);
    property(out, "CREATED", &bookmark.created);
    if let Some(address) = exported.article.address() {
        property(out, "PASSAGE", &address::passage(address, &bookmark.anchor.exact));
    }
    out.push_str(":END:\n#+begin_quote\n");
    for (i, paragraph) in shown.passage.iter().enumerate() {
        let _ = writeln!(out, "{}{}", if i > 0 { "\n" } else { "" }, line(paragraph));
    }
    out.push_str("#+end_quote\n");
    if let Some(by) = shown.speaker.as_deref().or(exported.article.byline.as_deref().map(author)) {
        let _ = writeln!(out, "— {}", words(by));
    }
    for text in &shown.note {
        let _ = writeln!(out, "\n{}", line(text));
    }
    if !shown.facts.is_empty() {
        out.push('\n');
    }
    for fact in &shown.facts {
        let _ = writeln!(out, "- {}", words(fact));
    }
}

fn property(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, ":{name}: {}", CleanLine::new(value));
}

/// A tag as Org allows it: letters, digits, `_`, `@`, `%`.
fn tag_word(tag: &str) -> String {
    tag.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '@' | '%') { c } else { '_' }).collect()
}
