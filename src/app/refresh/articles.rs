//! Articles are read again from where they came, and entries are given the full texts of their pages.

use std::time::Duration;

use super::worker::Task;
use super::{Failed, Result};
use crate::app::intake::{self, Input, IntakeError, READER};
use crate::article::{Article, ArticleId, CleanLine, CleanText, FeedId, Filter, Scope, Source};
use crate::disk::path_of;
use crate::fetch::Trust;
use crate::library::{Kept, Library, LibraryError, PageVersion, Reach};

/// Articles that are asked for at a time.
const PIECE: usize = 500;
/// Why there is nothing to read.
const NO_PAGE: &str = "it has no page of its own";

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

/// Who named what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// A person did.
    Typed,
    /// Somebody else did; the address that a person typed and that led there, if there is one.
    Found(Option<String>),
}

/// On whose word `address` is read for an article. Only a source that a person added is typed; all else comes from its
/// feed, or from the page itself. Of what a feed has left behind that is gone nobody says anything.
fn word(reach: &Reach, address: &str) -> Word {
    match &reach.source {
        Source::Url(source) if reach.is_kept && source == address => Word::Typed,
        Source::Url(source) if reach.is_kept => Word::Found(Some(source.clone())),
        _ => Word::Found(reach.feed.clone()),
    }
}

/// What has to be done to read an article again.
pub(super) fn task(library: &Library, id: &ArticleId) -> Result<std::result::Result<Task, Failed>> {
    let nowhere = |title: &CleanLine, place, why: CleanLine, hint: &str| Failed {
        feed: None,
        title: title.clone(),
        place,
        why,
        hint: hint.into(),
    };
    let known = match library.reach(id, READER) {
        Ok(known) => known,
        Err(error) if error.is_missing() => {
            let name = CleanLine::new(&id.0);
            let why = CleanLine::new(&error.trouble.to_string());
            return Ok(Err(nowhere(&name, name.clone(), why, error.trouble.hint())));
        }
        Err(error) => return Err(error),
    };
    let place = CleanLine::new(&known.source.to_string());
    let input = match &known.source {
        _ if !known.has_own_page() => {
            return Ok(Err(nowhere(&known.title, place, NO_PAGE.into(), "")));
        }
        Source::File(path) => Input::File(path_of(path)),
        Source::Url(address) => Input::Url(address.clone()),
        Source::Stdin | Source::Sample(_) => {
            let why = "it came in with the program or through a pipe, so there is nothing to read again".into();
            return Ok(Err(nowhere(&known.title, place, why, "")));
        }
    };
    let word = word(&known, &known.source.to_string());
    Ok(Ok(Task::Article { id: id.clone(), title: known.title, place, input, raw: known.raw, word, known: known.known }))
}

/// What an article is now, and by what its server knows that.
#[derive(Debug)]
pub(super) struct FoundArticle {
    pub article: Article,
    pub version: PageVersion,
    /// Why only a part of it came.
    pub trouble: Option<IntakeError>,
}

/// Reads an article from where it came; None if the server says that it is what it was. What a feed has named is read as
/// such.
pub(super) fn read(
    input: &Input,
    word: &Word,
    raw: bool,
    known: &PageVersion,
    timeout: Option<Duration>,
) -> std::result::Result<Option<FoundArticle>, IntakeError> {
    let found = match (input, word) {
        (Input::Url(address), word) => intake::read_again(address, trust(word), known, timeout)?,
        (input, _) => Some(intake::read(input, timeout)?),
    };
    let Some(found) = found else { return Ok(None) };
    // A text that is taken word for word may have no words left. Anything else without words is a mishap.
    let article = if raw && found.is_blank() {
        Article { raw, ..Article::plain(Source::Stdin, CleanText::default()) }
    } else {
        found.article(raw)?
    };
    // What is not whole is asked for anew.
    let version = if article.is_cut() { PageVersion::default() } else { found.version() };
    Ok(Some(FoundArticle { article, version, trouble: found.whole().err() }))
}

fn trust(word: &Word) -> Trust {
    match word {
        Word::Typed => Trust::Typed,
        Word::Found(near) => Trust::Found(near.clone()),
    }
}

/// Reads the page of an entry, for its full text.
pub(super) fn read_page(
    address: &str,
    word: &Word,
    timeout: Option<Duration>,
) -> std::result::Result<intake::Read, IntakeError> {
    // Nobody asks whether it has changed.
    intake::read_again(address, trust(word), &PageVersion::default(), timeout)?.ok_or(IntakeError::Mistake)
}

/// Keeps what an article is now; None if it is what it was.
pub(super) fn keep(library: &mut Library, id: &ArticleId, found: Option<FoundArticle>) -> Result<Option<Kept>> {
    let Some(FoundArticle { article: mut now, version, .. }) = found else { return Ok(None) };
    let kept = keep_now(library, id, &mut now)?;
    let is_refused = kept.as_ref().is_some_and(|kept| kept.refused.is_some());
    if version != PageVersion::default() && !is_refused {
        library.know_page(id, &version, READER)?;
    }
    Ok(kept)
}

fn keep_now(library: &mut Library, id: &ArticleId, now: &mut Article) -> Result<Option<Kept>> {
    if let Ok(before) = library.article(id) {
        now.source.clone_from(&before.source);
        if now.text.is_empty() {
            *now = Article {
                text: std::mem::take(&mut now.text),
                blocks: std::mem::take(&mut now.blocks),
                links: std::mem::take(&mut now.links),
                ..before.clone()
            };
        }
        if *now == before {
            return Ok(None);
        }
    }
    match library.keep_again(id, now, crate::app::now()) {
        // Somebody removed it meanwhile.
        Err(error) if error.is_missing() => Ok(None),
        kept => kept.map(Some),
    }
}

/// What has to be done to get the full text of a feed's entry; None if it has no page.
pub(super) fn page(library: &Library, id: &ArticleId, feed: &FeedId) -> Result<Option<Task>> {
    let known = library.reach(id, READER)?;
    let Some(address) = known.url.clone().filter(|_| known.has_own_page()) else { return Ok(None) };
    let word = word(&known, &address);
    Ok(Some(Task::Page { id: id.clone(), feed: feed.clone(), address, word }))
}

/// Reads one article again and keeps what it is now; None if it is what it was. Waits for the network.
pub fn read_again(
    library: &mut Library,
    id: &ArticleId,
    timeout: Option<Duration>,
) -> std::result::Result<Option<Kept>, AgainError> {
    match task(library, id)? {
        Ok(Task::Article { input, raw, word, known, .. }) => {
            let now = read(&input, &word, raw, &known, timeout)?;
            let kept = keep(library, id, now)?;
            kept.as_ref().and_then(|kept| kept.refused).map_or(Ok(kept), |why| Err(IntakeError::Lost(why).into()))
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
    let known = library.reach(id, READER)?;
    let Some(address) = &known.url else { return Err(AgainError::Nowhere(NO_PAGE.into())) };
    let page = read_page(address, &word(&known, address), timeout)?.article(false)?;
    Ok(keep_page(library, id, &page)?)
}

/// Keeps the full text of an entry, unless it is less than what is there.
pub(super) fn keep_page(library: &mut Library, id: &ArticleId, page: &Article) -> Result<Option<Kept>> {
    match library.article(id) {
        Ok(before) if before.text.len() > page.text.len() => Ok(None),
        Ok(_) => library.keep_again(id, page, crate::app::now()).map(Some),
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
