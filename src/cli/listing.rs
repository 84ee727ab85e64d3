//! `dateline list` and `dateline remove`: what the library holds.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::args::{Globals, ListArgs, ListFormat, RemoveArgs};
use super::failure::{Exit, Failure};
use super::library;
use super::output::write_out;
use crate::article::{ArticleSummary, CleanLine};
use crate::interchange::{ArticleList, ArticleObject, to_json};

/// Prints the articles, the newest first.
pub(super) fn list(args: &ListArgs, globals: &Globals) -> Result<Exit, Failure> {
    let articles = library::open(globals)?.articles()?;
    let since = args.since;
    let wanted = articles
        .iter()
        .filter(|article| article.revision.is_some())
        .filter(|article| since.is_none_or(|since| article.added.parse().is_ok_and(|added: Timestamp| added >= since)))
        .take(args.limit.unwrap_or(usize::MAX));
    let objects: Vec<ArticleObject<'_>> = wanted.clone().map(object).collect();
    let json =
        |error: serde_json::Error| Failure::new(Exit::Input, "cannot write JSON", "the list", &error.to_string(), "");
    let said = match args.format {
        ListFormat::Json => to_json(&ArticleList::new(objects)).map_err(json)? + "\n",
        ListFormat::Jsonl => {
            let lines = objects.iter().map(|object| Ok(to_json(object)? + "\n"));
            lines.collect::<serde_json::Result<String>>().map_err(json)?
        }
        ListFormat::Text => wanted.map(line).collect(),
    };
    write_out(|out| out.write_all(said.as_bytes()))?;
    Ok(Exit::Ok)
}

fn line(article: &ArticleSummary) -> String {
    let day = article.added.get(..10).unwrap_or("");
    let marks = if article.bookmarks == 0 { String::new() } else { format!("  ★ {}", article.bookmarks) };
    let title = &article.title;
    let title = match article.site.as_ref().or(article.byline.as_ref()) {
        Some(by) => format!("{title} · {by}"),
        None => title.to_string(),
    };
    format!("{}  {day}  {title}{marks}\n", article.id.0)
}

fn object(article: &ArticleSummary) -> ArticleObject<'_> {
    ArticleObject {
        id: &article.id.0,
        source: CleanLine::new(&article.source.to_string()),
        title: &article.title,
        byline: article.byline.as_deref(),
        published: article.published.as_deref(),
        site: article.site.as_deref(),
        lang: article.lang.as_deref(),
        url: article.url.as_deref(),
        raw: article.raw,
        revision: article.revision.as_deref(),
        added: &article.added,
        updated: &article.updated,
        bookmarks: article.bookmarks,
    }
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

/// A day (its first moment here) or a moment (RFC 3339).
pub(super) fn moment(text: &str) -> Result<Timestamp, String> {
    let day = || text.parse::<Date>().ok()?.to_zoned_datetime(TimeZone::system()).ok().map(|day| day.timestamp());
    text.parse::<Timestamp>()
        .ok()
        .or_else(day)
        .ok_or_else(|| "a day (2026-11-25) or a moment (RFC 3339) is wanted".to_owned())
}
