//! `dateline bookmarks`: passages are kept, listed, changed, removed and brought back.

use std::collections::HashMap;

use super::args::{BookmarksCommand, ColorChoice, Globals, ListFormat, NewArgs, PassageArgs, SayFormat, WantedArgs};
use super::failure::{Exit, Failure};
use super::output::write_out;
use super::{exchange, library, review};
use crate::app::shield;
use crate::article::{Anchor, Article, ArticleId, BookmarkId, CharIndex, CleanLine, Status, TextRange, quoted};
use crate::facts::{self, Facts};
use crate::interchange::{BookmarkList, BookmarkObject, BookmarkSource, to_json};
use crate::library::{BookmarkChange, BookmarkEdit, BookmarkFilter, Library, ListedBookmark, NewBookmark};

/// Carries out one of the commands.
pub(super) fn bookmarks(command: &BookmarksCommand, globals: &Globals) -> Result<Exit, Failure> {
    let mut library = library::open(globals)?;
    let id = |id: &String| BookmarkId(id.clone());
    match command {
        BookmarksCommand::Add(args) => add(&mut library, args, named_color(globals)),
        BookmarksCommand::List(args) => list(&library, args),
        BookmarksCommand::Show { id: name, format } => say(&library, &id(name), *format, show),
        BookmarksCommand::Edit { id: name, note, tags } => {
            let color = named_color(globals);
            if note.is_none() && tags.is_empty() && color.is_none() {
                let why = "nothing is to be changed";
                return Err(Failure::new(
                    Exit::Usage,
                    "cannot change the bookmark",
                    name,
                    why,
                    "Use --note, --tag or --color",
                ));
            }
            let edit = BookmarkEdit {
                note: note.clone(),
                tags: (!tags.is_empty()).then(|| tags.clone()),
                color: color.map(|color| Some(color).filter(|color| !color.is_empty())),
            };
            let change = BookmarkChange { to: edit, ..BookmarkChange::default() };
            let changed = library.change_bookmark(&id(name), &change, crate::app::now())?;
            let done = if changed.is_back { "changed and back (it had been removed)" } else { "changed" };
            say(&library, &id(name), SayFormat::Text, |listed, _| line(done, listed))
        }
        BookmarksCommand::Remove { ids } => {
            Ok(each(&mut library, ids, |library, id| library.remove_bookmark(id, crate::app::now()).map(drop)))
        }
        BookmarksCommand::Restore { ids } => {
            Ok(each(&mut library, ids, |library, id| library.restore_bookmark(id).map(drop)))
        }
        BookmarksCommand::Review(args) => review::review(&mut library, args),
        BookmarksCommand::Export(args) => exchange::write(&library, args, globals),
        BookmarksCommand::Import(args) => exchange::import(&mut library, args),
    }
}

fn add(library: &mut Library, args: &NewArgs, color: Option<String>) -> Result<Exit, Failure> {
    let article = library::find(library, &args.article)?;
    let text = library.article(&article)?.text;
    let range = passage(&args.passage, &text, &CleanLine::new(&args.article.to_string_lossy()))?;
    let new = NewBookmark {
        article,
        anchor: Anchor::describe(&text, range),
        note: args.note.clone().unwrap_or_default(),
        tags: args.tags.clone(),
        color,
    };
    let made = library.save_bookmark(new, &text, crate::app::now())?;
    say(library, &made.id, args.format, |listed, _| line("kept", listed))
}

/// The colour that was named for a bookmark.
fn named_color(globals: &Globals) -> Option<String> {
    match &globals.color {
        ColorChoice::Named(name) => Some(name.clone()),
        _ => None,
    }
}

/// The passage that is meant (bytes).
fn passage(args: &PassageArgs, text: &str, article: &str) -> Result<TextRange, Failure> {
    const WHAT: &str = "cannot keep the bookmark";
    if let Some((start, end)) = args.start.zip(args.end) {
        let index = CharIndex::new(text);
        let length = index.code_points(text.len());
        if start < end && end <= length {
            return Ok(index.bytes(start, end));
        }
        let why = format!("{start} to {end} is no passage of its {length} code points");
        return Err(Failure::new(Exit::Usage, WHAT, article, &why, "Offsets count from 0, and the end is outside"));
    }
    let Some(quote) = args.quote.as_deref() else {
        return Err(Failure::new(
            Exit::Usage,
            WHAT,
            article,
            "no passage is named",
            "Use --quote TEXT, or --start N and --end N",
        ));
    };
    let (prefix, suffix) = (args.prefix.as_deref().unwrap_or(""), args.suffix.as_deref().unwrap_or(""));
    let found = quoted(text, quote, prefix, suffix);
    let nth = args.nth.unwrap_or(1);
    found.get(nth.wrapping_sub(1)).copied().ok_or_else(|| {
        let why = match found.len() {
            0 => "its text does not hold these words there".to_owned(),
            n => format!("its text holds these words {n} times, not {nth}"),
        };
        Failure::new(Exit::Partly, WHAT, article, &why, "`dateline extract` shows the text that is searched")
    })
}

fn list(library: &Library, args: &WantedArgs) -> Result<Exit, Failure> {
    let article = args.article.as_deref().map(|name| library::find(library, name)).transpose()?;
    let filter = BookmarkFilter {
        article,
        status: args.status.map(Into::into),
        tag: args.tag.clone(),
        query: args.search.clone().unwrap_or_default(),
    };
    print(library, &library.filtered_bookmarks(&filter)?, args.format)?;
    Ok(Exit::Ok)
}

/// Prints bookmarks, with where they stand now.
pub(super) fn print(library: &Library, wanted: &[ListedBookmark], format: ListFormat) -> Result<(), Failure> {
    if format == ListFormat::Text {
        let said: String = wanted.iter().map(row).collect();
        return write_out(|out| out.write_all(said.as_bytes()));
    }
    let read = Read::all(library, wanted)?;
    let indexes = read.indexes();
    let sources: Vec<CleanLine> = wanted.iter().map(|listed| CleanLine::new(&listed.source.to_string())).collect();
    let objects = wanted.iter().zip(&sources).map(|(listed, source)| read.object(listed, source, &indexes));
    let failed = |error: serde_json::Error| Failure::json("the bookmarks", &error);
    let said = if format == ListFormat::Json {
        to_json(&BookmarkList::new(objects.collect())).map_err(failed)? + "\n"
    } else {
        let lines = objects.map(|object| Ok(to_json(&object)? + "\n"));
        lines.collect::<serde_json::Result<String>>().map_err(failed)?
    };
    write_out(|out| out.write_all(said.as_bytes()))
}

/// Says something about one bookmark.
fn say(
    library: &Library,
    id: &BookmarkId,
    format: SayFormat,
    text: impl FnOnce(&ListedBookmark, &Read) -> String,
) -> Result<Exit, Failure> {
    let listed = library.bookmark(id)?;
    let read = Read::all(library, std::slice::from_ref(&listed))?;
    let said = match format {
        SayFormat::Text => text(&listed, &read),
        SayFormat::Json => {
            let source = CleanLine::new(&listed.source.to_string());
            to_json(&read.object(&listed, &source, &read.indexes()))
                .map_err(|error| Failure::new(Exit::Input, "cannot write JSON", &id.0, &error.to_string(), ""))?
        }
    };
    write_out(|out| writeln!(out, "{said}"))?;
    Ok(Exit::Ok)
}

/// Does the same with each bookmark that is named. One that fails does not keep the others from it.
fn each(
    library: &mut Library,
    ids: &[String],
    mut work: impl FnMut(&mut Library, &BookmarkId) -> crate::library::Result<()>,
) -> Exit {
    let mut exit = Exit::Ok;
    for id in ids {
        if let Err(error) = work(library, &BookmarkId(id.clone())) {
            let failure = Failure::from(error);
            failure.report();
            exit = if ids.len() == 1 { failure.exit } else { Exit::Partly };
        }
    }
    exit
}

/// One line of the list, for a person.
fn row(listed: &ListedBookmark) -> String {
    let bookmark = &listed.bookmark;
    let tags: String = bookmark.tags.iter().flat_map(|tag| ["  #", tag]).collect();
    let note = if bookmark.note.is_empty() { String::new() } else { format!("  — {}", short(&bookmark.note, 60)) };
    let said = format!(
        "{}  {:7}  “{}”  {}{tags}{note}",
        bookmark.id.0,
        status(bookmark.placement.status),
        short(&bookmark.anchor.exact, 60),
        short(&listed.title, 40),
    );
    CleanLine::new(&said).into_string() + "\n"
}

fn line(done: &str, listed: &ListedBookmark) -> String {
    let bookmark = &listed.bookmark;
    CleanLine::new(&format!("{done}  {}  “{}”", bookmark.id.0, short(&bookmark.anchor.exact, 60))).into_string()
}

/// All there is to say about one bookmark, for a person.
fn show(listed: &ListedBookmark, read: &Read) -> String {
    let bookmark = &listed.bookmark;
    let place = bookmark.placement;
    let mut rows = vec![
        ("article", listed.title.to_string()),
        ("source", listed.source.to_string()),
        ("status", format!("{} (score {})", status(place.status), place.score)),
        ("passage", bookmark.anchor.exact.clone()),
    ];
    let now =
        place.range.zip(read.articles.get(&bookmark.article)).map(|(range, (article, _))| range.slice(&article.text));
    if let Some(now) = now.filter(|now| *now != bookmark.anchor.exact) {
        rows.push(("now", now.to_owned()));
    }
    rows.push(("note", bookmark.note.clone()));
    rows.push(("tags", bookmark.tags.join(", ")));
    rows.push(("color", bookmark.color.clone().unwrap_or_default()));
    rows.push(("created", bookmark.created.clone()));
    rows.push(("updated", bookmark.updated.clone()));
    rows.push(("removed", listed.removed.clone().unwrap_or_default()));
    let rows = rows.iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(name, value)| format!("\n{name:8} {}", CleanLine::new(value)));
    format!("{}{}", bookmark.id.0, rows.collect::<String>())
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Exact => "exact",
        Status::Shifted => "shifted",
        Status::Changed => "changed",
        Status::Orphan => "orphan",
    }
}

/// The first characters of a text on one line.
fn short(text: &str, most: usize) -> String {
    let line = CleanLine::new(text.get(..text.floor_char_boundary(most * 8)).unwrap_or(""));
    match line.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.into_string(),
    }
}

/// The articles of some bookmarks, read once each, with their facts.
struct Read {
    articles: HashMap<ArticleId, (Article, Facts)>,
}

impl Read {
    fn all(library: &Library, wanted: &[ListedBookmark]) -> Result<Self, Failure> {
        let mut articles = HashMap::new();
        for listed in wanted.iter().filter(|listed| listed.bookmark.placement.range.is_some()) {
            let id = &listed.bookmark.article;
            if !articles.contains_key(id) {
                let article = library.article(id)?;
                let found = shield(|| facts::extract(&article.text, article.lang.as_deref())).unwrap_or_default();
                articles.insert(id.clone(), (article, found));
            }
        }
        Ok(Self { articles })
    }

    fn indexes(&self) -> HashMap<&ArticleId, CharIndex<'_>> {
        self.articles.iter().map(|(id, (article, _))| (id, CharIndex::new(&article.text))).collect()
    }

    fn object<'a>(
        &'a self,
        listed: &'a ListedBookmark,
        source: &'a str,
        indexes: &'a HashMap<&ArticleId, CharIndex<'a>>,
    ) -> BookmarkObject<'a> {
        let id = &listed.bookmark.article;
        let now = self.articles.get(id).zip(indexes.get(id));
        let now = now.map(|((article, facts), index)| (index, article.text.as_str(), facts));
        BookmarkObject::new(&listed.bookmark, BookmarkSource { source, title: &listed.title, now })
    }
}
