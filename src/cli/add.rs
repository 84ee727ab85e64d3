//! `dateline add` and `dateline refresh`: articles are kept, and read again from where they came.

use std::time::Duration;

use jiff::Timestamp;

use super::args::{AddArgs, Globals, RefreshArgs, SayFormat};
use super::failure::{Exit, Failure};
use super::input::{Input, load};
use super::library;
use super::output::write_out;
use crate::article::{Article, ArticleId, CleanLine, CleanText, Source};
use crate::interchange::{KeptObject, to_json};
use crate::library::{Kept, Library};

/// Keeps an article; says so after it is on the disk.
pub(super) fn add(args: &AddArgs, globals: &Globals) -> Result<Exit, Failure> {
    let input = Input::from(args.input.as_os_str());
    let article = load(&input, args.raw, args.timeout)?;
    let kept = library::open(globals)?.keep(&article, Timestamp::now())?;
    let title = article.name();
    let said = match args.format {
        SayFormat::Json => to_json(&KeptObject { id: &kept.id.0, title: &title, revision: &kept.revision })
            .map_err(|error| Failure::new(Exit::Input, "cannot write JSON", &title, &error.to_string(), ""))?,
        SayFormat::Text => sentence(&kept, &title),
    };
    write_out(|out| writeln!(out, "{said}"))?;
    Ok(Exit::Ok)
}

/// What was done, for a person.
fn sentence(kept: &Kept, title: &CleanLine) -> String {
    let done = match (kept.is_new, kept.has_changed) {
        (true, _) => "added",
        (false, true) => "changed",
        (false, false) => "unchanged",
    };
    let moved = match kept.moved {
        0 => String::new(),
        1 => "  (1 bookmark stands otherwise than before)".to_owned(),
        n => format!("  ({n} bookmarks stand otherwise than before)"),
    };
    format!("{done:9}  {}  {title}{moved}", kept.id.0)
}

/// Reads articles again from where they came: those named, else all that came from somewhere.
pub(super) fn refresh(args: &RefreshArgs, globals: &Globals) -> Result<Exit, Failure> {
    let mut library = library::open(globals)?;
    let named: Vec<ArticleId> =
        args.articles.iter().map(|name| library::find(&library, name)).collect::<Result<_, _>>()?;
    let all = named.is_empty();
    let articles = library.articles()?;
    let wanted = articles.iter().filter(|article| all || named.contains(&article.id));
    let (mut exit, mut counts) = (Exit::Ok, [0usize; 3]);
    let mut said = String::new();
    for article in wanted {
        let input = match &article.source {
            Source::File(path) => Input::File(path.into()),
            Source::Url(address) => Input::Url(address.clone()),
            Source::Stdin | Source::Sample(_) if all => continue,
            Source::Stdin | Source::Sample(_) => {
                let why = "it came in with the program or through a pipe, so there is nothing to read again";
                Failure::new(Exit::Partly, "cannot refresh", &article.title, why, "").report();
                exit = Exit::Partly;
                continue;
            }
        };
        match again(&mut library, &article.id, &input, article.raw, args.timeout) {
            Ok(Some(kept)) => {
                said.push_str(&sentence(&kept, &article.title));
                said.push('\n');
                counts[usize::from(kept.has_changed)] += 1;
            }
            Ok(None) => counts[0] += 1,
            Err(failure) if failure.exit == Exit::Library => return Err(failure),
            Err(failure) => {
                failure.report();
                counts[2] += 1;
                exit = Exit::Partly;
            }
        }
    }
    let [unchanged, changed, failed] = counts;
    let failed = if failed == 0 { String::new() } else { format!(", {failed} failed") };
    write_out(|out| writeln!(out, "{said}{changed} changed, {unchanged} unchanged{failed}"))?;
    Ok(exit)
}

/// Reads one article again; None where it is what it was.
fn again(
    library: &mut Library,
    id: &ArticleId,
    input: &Input,
    raw: bool,
    timeout: Option<Duration>,
) -> Result<Option<Kept>, Failure> {
    let before = library.article(id);
    let mut now = match (load(input, raw, timeout), &before) {
        (Ok(now), _) => now,
        // A text that is taken word for word may have no words left. Anything else without words is a mishap.
        (Err(_), Ok(before)) if raw && is_blank(input) => Article { text: CleanText::default(), ..before.clone() },
        (Err(failure), _) => return Err(failure),
    };
    if let Ok(before) = before {
        now.source.clone_from(&before.source);
        if now == before {
            return Ok(None);
        }
    }
    Ok(Some(library.keep_again(id, &now, Timestamp::now())?))
}

/// Whether a file is there and has nothing in it, or almost nothing and no words.
fn is_blank(input: &Input) -> bool {
    const MOST: u64 = 64 << 10;
    let Input::File(path) = input else { return false };
    std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= MOST)
        && std::fs::read(path).is_ok_and(|bytes| bytes.trim_ascii().is_empty())
}
