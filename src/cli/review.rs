//! `dateline bookmarks review`: old passages that are worth reading again.

use super::args::{ListFormat, ReviewArgs};
use super::bookmarks::print;
use super::failure::{Exit, Failure};
use super::output::write_out;
use crate::article::CleanLine;
use crate::library::{Library, ListedBookmark};

/// Prints some passages, which count as reviewed when they are printed.
pub(super) fn review(library: &mut Library, args: &ReviewArgs) -> Result<Exit, Failure> {
    let now = crate::app::now();
    let chosen = library.to_review(args.count, now)?;
    if args.format == ListFormat::Text {
        let said = chosen.iter().map(passage).collect::<Vec<_>>().join("\n");
        write_out(|out| out.write_all(said.as_bytes()))?;
    } else {
        print(library, &chosen, args.format)?;
    }
    for listed in &chosen {
        library.reviewed(&listed.bookmark.id, now)?;
    }
    Ok(if chosen.is_empty() { Exit::Partly } else { Exit::Ok })
}

/// A passage with what the reader said of it, and where it is from.
fn passage(listed: &ListedBookmark) -> String {
    let bookmark = &listed.bookmark;
    let mut lines = vec![format!("“{}”", bookmark.anchor.exact)];
    lines.extend(Some(&bookmark.note).filter(|note| !note.is_empty()).map(|note| format!("    — {note}")));
    let day = bookmark.created.get(..10).unwrap_or("");
    let tags: String = bookmark.tags.iter().flat_map(|tag| [" #", tag]).collect();
    lines.push(format!("    {} · {day}{tags} · {}", listed.title, bookmark.id.0));
    lines.iter().map(|line| clean(line) + "\n").collect()
}

/// One line without what could act on a terminal, its indentation kept.
fn clean(line: &str) -> String {
    let text = line.trim_start_matches(' ');
    format!("{}{}", &line[..line.len() - text.len()], CleanLine::new(text))
}
