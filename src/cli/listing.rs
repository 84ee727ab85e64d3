//! `dateline list`, `search` and `remove`: what the library holds.

use std::fmt::Write as _;

use super::args::{Globals, ListArgs, ListFormat, RemoveArgs, SearchArgs};
use super::failure::{Exit, Failure};
use super::library;
use super::output::{bold, write_out};
use crate::article::{ArticleSummary, Filter, Scope, Snippet};
use crate::interchange::{ArticleList, ArticleObject, to_json};
use crate::library::Library;

/// Articles that are asked for at a time.
const PIECE: usize = 1000;

/// Prints articles, the newest first.
pub(super) fn list(args: &ListArgs, globals: &Globals) -> Result<Exit, Failure> {
    let library = library::open(globals)?;
    let feed = args.feed.as_deref().map(|name| library::find_feed(&library, name)).transpose()?;
    let filter = Filter {
        scope: feed.map_or(Scope::All, Scope::Feed),
        unread: args.unread,
        starred: args.starred,
        tag: args.tag.clone(),
        since: args.since.map(|since| format!("{since:.6}")),
        query: String::new(),
    };
    let (articles, _) = take(&library, &filter, args.limit.unwrap_or(usize::MAX))?;
    print(&articles, args.format, bold(globals), |objects| to_json(&ArticleList::new(objects)))?;
    Ok(Exit::Ok)
}

/// Prints the articles in which something is found, the best first.
pub(super) fn search(args: &SearchArgs, globals: &Globals) -> Result<Exit, Failure> {
    let library = library::open(globals)?;
    let words: Vec<_> = args.query.iter().map(|word| word.to_string_lossy()).collect();
    let query = words.join(" ");
    let filter = Filter { query: query.clone(), ..Filter::default() };
    let (articles, total) =
        if query.trim().is_empty() { (Vec::new(), 0) } else { take(&library, &filter, args.limit)? };
    print(&articles, args.format, bold(globals), |objects| to_json(&ArticleList::found(&query, total, objects)))?;
    if let Some(words) = library.is_cut(&query) {
        let why = format!("only the first {words} words were looked for");
        Failure::new(Exit::Ok, "cannot search for all of it", "QUERY", &why, "").report();
    }
    if args.format == ListFormat::Text && total > articles.len() {
        write_out(|out| writeln!(out, "{} of {total}; --limit shows more", articles.len()))?;
    }
    Ok(if total == 0 { Exit::Partly } else { Exit::Ok })
}

/// The first articles of a list, and how many there are.
fn take(library: &Library, filter: &Filter, most: usize) -> Result<(Vec<ArticleSummary>, usize), Failure> {
    let mut out: Vec<ArticleSummary> = Vec::new();
    loop {
        let page = library.list(filter, out.len(), PIECE.min(most - out.len()))?;
        let end = page.rows.is_empty();
        out.extend(page.rows);
        if end || out.len() >= page.total.min(most) {
            return Ok((out, page.total));
        }
    }
}

fn print(
    articles: &[ArticleSummary],
    format: ListFormat,
    bold: bool,
    whole: impl FnOnce(Vec<ArticleObject<'_>>) -> serde_json::Result<String>,
) -> Result<(), Failure> {
    let objects = articles.iter().map(ArticleObject::new);
    let json = |error: serde_json::Error| Failure::json("the list", &error);
    let said = match format {
        ListFormat::Json => whole(objects.collect()).map_err(json)? + "\n",
        ListFormat::Jsonl => {
            let lines = objects.map(|object| Ok(to_json(&object)? + "\n"));
            lines.collect::<serde_json::Result<String>>().map_err(json)?
        }
        ListFormat::Text => articles.iter().map(|article| line(article, bold)).collect(),
    };
    write_out(|out| out.write_all(said.as_bytes()))
}

/// One line about an article, and another one with what was found in it.
fn line(article: &ArticleSummary, bold: bool) -> String {
    let day = article.sorted.get(..10).unwrap_or("");
    let marks = [if article.unread { '•' } else { ' ' }, if article.starred { '*' } else { ' ' }];
    let title = &article.title;
    let title = match article.site.as_ref().or(article.byline.as_ref()) {
        Some(by) => format!("{title} · {by}"),
        None => title.to_string(),
    };
    let mut said = format!("{}  {day} {}{} {title}", article.id.0, marks[0], marks[1]);
    if article.bookmarks > 0 {
        let _ = write!(said, "  ★ {}", article.bookmarks);
    }
    said.push('\n');
    if let Some(snippet) = article.snippet.as_ref().filter(|snippet| !snippet.text.is_empty()) {
        let _ = writeln!(said, "    {}", marked(snippet, bold));
    }
    said
}

/// The words around what was found, which is set in bold.
fn marked(snippet: &Snippet, bold: bool) -> String {
    if !bold {
        return snippet.text.to_string();
    }
    let text = snippet.text.as_str();
    let (mut out, mut at) = (String::new(), 0);
    for hit in &snippet.hits {
        let (Some(before), Some(found)) = (text.get(at..hit.start()), text.get(hit.start()..hit.end())) else { break };
        let _ = write!(out, "{before}\u{1b}[1m{found}\u{1b}[0m");
        at = hit.end();
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Forgets articles. One that cannot be forgotten does not keep the others from it.
pub(super) fn remove(args: &RemoveArgs, globals: &Globals) -> Result<Exit, Failure> {
    let mut library = library::open(globals)?;
    let mut exit = Exit::Ok;
    for name in &args.articles {
        let done = library::find(&library, name).and_then(|id| Ok(library.remove(&id, args.force)?));
        if let Err(failure) = done {
            failure.report();
            exit = if args.articles.len() == 1 { failure.exit } else { Exit::Partly };
        }
    }
    Ok(exit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::TextRange;

    #[test]
    fn what_was_found_is_bold_where_that_is_seen() {
        let snippet = Snippet { text: "… the storm came".into(), hits: vec![TextRange::new(8, 13)] };
        assert_eq!(marked(&snippet, false), "… the storm came");
        assert_eq!(marked(&snippet, true), "… the \u{1b}[1mstorm\u{1b}[0m came");
        let odd = Snippet { text: "é".into(), hits: vec![TextRange::new(1, 2)] };
        assert_eq!(marked(&odd, true), "é");
    }
}
