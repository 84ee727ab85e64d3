//! Articles are read again from where they came, and entries are given the full texts of their pages.

use std::time::Duration;

use jiff::Timestamp;

use super::worker::Task;
use super::{Failed, Result};
use crate::app::intake::{self, Input, IntakeError};
use crate::article::{Article, ArticleId, CleanLine, CleanText, Filter, Scope, Source};
use crate::library::{Kept, Library, LibraryError};

/// Articles that are asked for at a time.
const PIECE: usize = 500;

/// The articles that the reader kept himself and that came from somewhere.
pub(super) fn kept(library: &Library) -> Result<Vec<ArticleId>> {
    let filter = Filter { scope: Scope::Kept, ..Filter::default() };
    let mut out = Vec::new();
    let mut from = 0;
    loop {
        let page = library.list(&filter, from, PIECE)?;
        from += page.rows.len();
        let end = page.rows.is_empty() || from >= page.total;
        let rows = page.rows.into_iter();
        out.extend(rows.filter(|row| matches!(row.source, Source::File(_) | Source::Url(_))).map(|row| row.id));
        if end {
            return Ok(out);
        }
    }
}

/// What has to be done to read an article again.
pub(super) fn task(library: &Library, id: &ArticleId) -> Result<std::result::Result<Task, Failed>> {
    let known = match library.article(id) {
        Ok(known) => known,
        Err(error) if error.is_missing() => {
            let failed = Failed {
                feed: None,
                title: CleanLine::new(&id.0),
                place: CleanLine::new(&id.0),
                why: CleanLine::new(&error.trouble.to_string()),
                hint: error.trouble.hint().into(),
            };
            return Ok(Err(failed));
        }
        Err(error) => return Err(error),
    };
    let (title, place) = (known.name(), CleanLine::new(&known.source.to_string()));
    let input = match known.source {
        Source::File(path) => Input::File(path.into()),
        Source::Url(address) => Input::Url(address),
        Source::Stdin | Source::Sample(_) => {
            let why = "it came in with the program or through a pipe, so there is nothing to read again".into();
            return Ok(Err(Failed { feed: None, title, place, why, hint: CleanLine::default() }));
        }
    };
    let near = near(library, id)?;
    Ok(Ok(Task::Article { id: id.clone(), title, place, input, raw: known.raw, near }))
}

/// The feed that named an article; None if a person did.
fn near(library: &Library, id: &ArticleId) -> Result<Option<Source>> {
    let feeds = library.feeds_of(id)?;
    let first = if feeds.is_empty() { None } else { library.feeds_to_read(&feeds)?.into_iter().next() };
    Ok(first.map(|feed| feed.source))
}

/// Reads an article from where it came. What a feed has named is read as such.
pub(super) fn read(
    input: &Input,
    near: Option<&Source>,
    raw: bool,
    timeout: Option<Duration>,
) -> std::result::Result<Article, IntakeError> {
    let found = match (input, near) {
        (Input::Url(address), Some(near)) => intake::read_found(address, near, timeout)?,
        _ => intake::read(input, timeout)?,
    };
    // A text that is taken word for word may have no words left. Anything else without words is a mishap.
    if raw && found.is_blank() {
        return Ok(Article { raw, ..Article::plain(Source::Stdin, CleanText::default()) });
    }
    found.article(raw)
}

/// Keeps what an article is now; None if it is what it was.
pub(super) fn keep(library: &mut Library, id: &ArticleId, mut now: Article) -> Result<Option<Kept>> {
    if let Ok(before) = library.article(id) {
        now.source.clone_from(&before.source);
        if now.text.is_empty() {
            now = Article { text: now.text, blocks: now.blocks, links: now.links, ..before.clone() };
        }
        if now == before {
            return Ok(None);
        }
    }
    match library.keep_again(id, &now, Timestamp::now()) {
        // Somebody removed it meanwhile.
        Err(error) if error.is_missing() => Ok(None),
        kept => kept.map(Some),
    }
}

/// What has to be done to get the full text of a feed's entry; None if it has no page.
pub(super) fn page(library: &Library, id: &ArticleId, feed: &Source) -> Result<Option<Task>> {
    let address = library.article(id)?.url;
    Ok(address.map(|address| Task::Page { id: id.clone(), address, near: feed.clone() }))
}

/// Reads one article again and keeps what it is now; None if it is what it was. Waits for the network.
pub fn read_again(
    library: &mut Library,
    id: &ArticleId,
    timeout: Option<Duration>,
) -> std::result::Result<Option<Kept>, AgainError> {
    match task(library, id)? {
        Ok(Task::Article { input, raw, near, .. }) => {
            let now = read(&input, near.as_ref(), raw, timeout)?;
            Ok(keep(library, id, now)?)
        }
        Ok(_) => Ok(None),
        Err(failed) => Err(AgainError::Nowhere(failed.why)),
    }
}

/// Fetches the page of an entry and keeps its text, unless that is less than what is there (then None). Waits for the
/// network.
pub fn full_text(
    library: &mut Library,
    id: &ArticleId,
    timeout: Option<Duration>,
) -> std::result::Result<Option<Kept>, AgainError> {
    let known = library.article(id)?;
    let found = match (known.url, near(library, id)?) {
        (Some(address), Some(near)) => intake::read_found(&address, &near, timeout)?,
        // Kept by hand: the address is the reader's own.
        (Some(address), None) => intake::read(&Input::Url(address), timeout)?,
        (None, _) => return Err(AgainError::Nowhere("it has no page of its own".into())),
    };
    Ok(keep_page(library, id, &found.article(false)?)?)
}

/// Keeps the full text of an entry, unless it is less than what is there.
pub(super) fn keep_page(library: &mut Library, id: &ArticleId, page: &Article) -> Result<Option<Kept>> {
    match library.article(id) {
        Ok(before) if before.text.len() > page.text.len() => Ok(None),
        Ok(_) => library.keep_again(id, page, Timestamp::now()).map(Some),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Why an article could not be read again.
#[derive(Debug, thiserror::Error)]
pub enum AgainError {
    /// The library's fault.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// It could not be read.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// There is nothing to read.
    #[error("{0}")]
    Nowhere(CleanLine),
}
