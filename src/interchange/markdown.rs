//! Bookmarks as Markdown: front matter, then a section an article and a block quotation a passage.

use std::fmt::Write as _;

use super::address;
use super::export::Exported;
use crate::article::{Bookmark, CleanLine, Collected};

/// Writes them.
pub(super) fn write(articles: &[Exported<'_>]) -> String {
    let mut out = front_matter(articles);
    for exported in articles {
        let article = exported.article;
        let _ = writeln!(out, "\n# {}\n", escaped(&article.name()));
        let about = [article.byline.as_ref(), article.site.as_ref(), article.published.as_ref()];
        let mut about: Vec<String> = about.into_iter().flatten().map(|part| escaped(part)).collect();
        about.extend(article.address().map(|address| format!("<{}>", address::link(address))));
        if !about.is_empty() {
            let _ = writeln!(out, "{}\n", about.join(" · "));
        }
        for bookmark in &article.bookmarks {
            passage(&mut out, exported, bookmark);
        }
    }
    out
}

fn front_matter(articles: &[Exported<'_>]) -> String {
    let count: usize = articles.iter().map(|exported| exported.article.bookmarks.len()).sum();
    let mut out = "---\n".to_owned();
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "{name}: {}", scalar(value));
    };
    if let [one] = articles {
        let Collected { byline, site, published, .. } = one.article;
        field("title", &one.article.name());
        for (name, value) in [("author", byline), ("site", site), ("published", published)] {
            if let Some(value) = value {
                field(name, value);
            }
        }
        field("source", &one.article.address().map_or_else(|| one.article.source.to_string(), address::link));
    } else {
        field("title", "Bookmarks");
        let _ = writeln!(out, "articles: {}", articles.len());
    }
    let _ = writeln!(out, "bookmarks: {count}\n---");
    out
}

fn passage(out: &mut String, exported: &Exported<'_>, bookmark: &Bookmark) {
    let shown = exported.show(bookmark);
    for (i, paragraph) in shown.passage.iter().enumerate() {
        if i > 0 {
            out.push_str(">\n");
        }
        let _ = writeln!(out, "> {}", escaped(paragraph));
    }
    let by = shown.speaker.as_ref().or(exported.article.byline.as_ref());
    let mut credit: Vec<String> = by.map(|by| escaped(by)).into_iter().collect();
    credit.push(shown.day.to_string());
    if let Some(address) = exported.article.address() {
        credit.push(format!("[passage](<{}>)", address::passage(address, &bookmark.anchor.exact)));
    }
    let _ = writeln!(out, "\n— {}\n", credit.join(", "));
    for line in &shown.note {
        let _ = writeln!(out, "{}\n", escaped(line));
    }
    if !shown.tags.is_empty() {
        let tags: Vec<String> = shown.tags.iter().map(|tag| format!("#{}", escaped(&tag.replace(' ', "-")))).collect();
        let _ = writeln!(out, "Tags: {}\n", tags.join(" "));
    }
    for fact in &shown.facts {
        let _ = writeln!(out, "- {}", escaped(fact));
    }
    if !shown.facts.is_empty() {
        out.push('\n');
    }
}

/// A YAML scalar in double quotes.
fn scalar(text: &str) -> String {
    let line = CleanLine::new(text);
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Text that Markdown shows as it is, in all its dialects: every sign that could mean something is escaped.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut before = None;
    for (i, c) in line.char_indices() {
        let rest = &line[i + c.len_utf8()..];
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$' | '{' | '}' | '^' | '@' => {
                true
            }
            // These mean something at the beginning of a line only, or twice.
            '-' | '+' | '=' | '%' => i == 0 || before == Some(c) || rest.starts_with(c),
            // A definition; an address, which some programs make a link of; `:smile:`.
            ':' => i == 0 || rest.starts_with(|next: char| !next.is_whitespace() && !next.is_ascii_digit()),
            '!' => rest.starts_with('['),
            // A number with one is a list, and `www.` a link.
            '.' | ')' => is_number(&line[..i]) || c == ')' && i == 1 || line[..i].to_ascii_lowercase().ends_with("www"),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("1. <b>*x*</b> [y](z) #t"), "1\\. \\<b\\>\\*x\\*\\</b\\> \\[y\\](z) \\#t");
        assert_eq!(escaped("- no list, 2. neither"), "\\- no list, 2. neither");
        assert_eq!(escaped("see https://a.example, at 12:30"), "see https\\://a.example, at 12:30");
        assert_eq!(
            escaped("{{< x >}} ==a== ![b](c) www.d"),
            "\\{\\{\\< x \\>\\}\\} \\=\\=a\\=\\= \\!\\[b\\](c) www\\.d"
        );
        assert_eq!(scalar("a \"b\"\n---\nc: \\"), "\"a \\\"b\\\" --- c: \\\\\"");
    }
}
