//! What comes in from elsewhere, whatever its format: checked, completed, and put together by article.

use std::collections::HashMap;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::article::{
    Anchor, ArticleId, Bookmark, BookmarkId, CleanLine, CleanText, Collected, Placed, Placement, Revision, Source,
    Status, without_login,
};

/// Why a file cannot be taken in: one sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is not written in the format.
    #[error("it is no {format}: {why}")]
    Form {
        /// The format's name.
        format: &'static str,
        /// What its parser says.
        why: String,
    },
    /// Written by a newer version.
    #[error("a newer dateline wrote it (schema {0}, this one knows 1)")]
    Newer(u64),
    /// A bookmark that makes no sense.
    #[error("bookmark {number} {why}")]
    Bookmark {
        /// Which one, from 1.
        number: usize,
        /// What is the matter.
        why: &'static str,
    },
    /// A text that is not the one that its name stands for.
    #[error("the text of {0} is another one")]
    Revision(String),
}

/// What was read of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The bookmarks, by article.
    pub articles: Vec<Collected>,
    /// What is not as the file has it.
    pub remarks: Remarks,
}

/// What could not be taken in of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Notes that are no text.
    pub lost_notes: usize,
    /// Dates that were not understood; their bookmarks have that of today.
    pub lost_dates: usize,
    /// What the file only names, a sentence.
    pub left_out: Option<String>,
}

impl Remarks {
    /// A sentence for each.
    pub fn sentences(&self) -> Vec<String> {
        let count = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {many}")),
        };
        let notes = count(self.lost_notes, "note is no text and was left out", "notes are no texts and were left out");
        let dates = count(
            self.lost_dates,
            "date was not understood; its bookmark has today's",
            "dates were not understood; their bookmarks have today's",
        );
        [self.left_out.clone(), notes, dates].into_iter().flatten().collect()
    }
}

/// One bookmark as a format tells it. What a format does not tell is empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub id: Option<String>,
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
    pub start: Option<u64>,
    pub revision: Option<String>,
    pub note: String,
    pub tags: Vec<String>,
    pub color: Option<String>,
    pub placed: Option<Placed>,
    pub created: Option<String>,
    pub updated: Option<String>,
}

/// An article as a format tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct About {
    pub id: Option<String>,
    pub source: Source,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<String>,
    pub site: Option<String>,
    pub lang: Option<String>,
    pub url: Option<String>,
    pub raw: bool,
}

impl About {
    pub(super) fn new(source: Source) -> Self {
        Self {
            id: None,
            source,
            title: None,
            byline: None,
            published: None,
            site: None,
            lang: None,
            url: None,
            raw: false,
        }
    }
}

/// Where an article came from, by the word that lists show for it.
pub(super) fn source(shown: &str) -> Source {
    let trimmed = shown.trim();
    let begins = |with: &str| trimmed.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if begins("http://") || begins("https://") {
        Source::Url(trimmed.to_owned())
    } else if shown == "-" {
        Source::Stdin
    } else if let Some(name) = shown.strip_prefix("sample:") {
        Source::Sample(name.to_owned())
    } else {
        Source::File(shown.to_owned())
    }
}

/// Puts bookmarks together by article, in the order in which they came.
#[derive(Debug)]
pub(super) struct Gathering {
    now: Timestamp,
    articles: Vec<Collected>,
    places: HashMap<(Source, String), usize>,
    count: usize,
    pub(super) remarks: Remarks,
}

impl Gathering {
    /// `now` stands for the times that a format does not tell.
    pub(super) fn new(now: Timestamp) -> Self {
        Self { now, articles: Vec::new(), places: HashMap::new(), count: 0, remarks: Remarks::default() }
    }

    /// Adds a bookmark; `texts` are the revisions that are known of its article.
    pub(super) fn add(&mut self, about: &About, draft: Draft, texts: &[Revision]) -> Result<(), ImportError> {
        self.count += 1;
        let wrong = |why| ImportError::Bookmark { number: self.count, why };
        let bookmark = bookmark(draft, about, self.now).map_err(wrong)?;
        // What came through a pipe is named by what it held.
        let held = if about.source == Source::Stdin { bookmark.revision.clone() } else { String::new() };
        let at = *self.places.entry((about.source.clone(), held)).or_insert(self.articles.len());
        if at == self.articles.len() {
            self.articles.push(collected(about));
        }
        let article = &mut self.articles[at];
        let known = article.revisions.iter().any(|known| known.digest == bookmark.revision);
        if let Some(text) = texts.iter().find(|text| !known && text.digest == bookmark.revision) {
            article.revisions.push(text.clone());
        }
        let chosen = bookmark.placed.as_ref().map(|placed| &placed.revision);
        let known = article.revisions.iter().any(|known| Some(&known.digest) == chosen);
        if let Some(text) = texts.iter().find(|text| !known && Some(&text.digest) == chosen) {
            article.revisions.push(text.clone());
        }
        article.bookmarks.push(bookmark);
        Ok(())
    }

    /// All of them.
    pub(super) fn finish(mut self) -> Imported {
        for article in &mut self.articles {
            article.revisions.sort_by(|a, b| a.digest.cmp(&b.digest));
        }
        Imported { articles: self.articles, remarks: self.remarks }
    }
}

/// Whose article it is says where it is, not who may read it: a login in its address stays outside.
fn collected(about: &About) -> Collected {
    let line = |text: &Option<String>| text.as_deref().map(CleanLine::new);
    Collected {
        id: ArticleId(about.id.clone().unwrap_or_default()),
        source: about.source.without_login(),
        title: line(&about.title),
        byline: line(&about.byline),
        published: line(&about.published),
        site: line(&about.site),
        lang: about.lang.clone(),
        url: about.url.as_deref().map(without_login),
        raw: about.raw,
        revisions: Vec::new(),
        bookmarks: Vec::new(),
    }
}

fn bookmark(mut draft: Draft, about: &About, now: Timestamp) -> Result<Bookmark, &'static str> {
    // Only a text that is read word for word can hold what is unsafe to show.
    if !about.raw {
        for part in [&mut draft.exact, &mut draft.prefix, &mut draft.suffix] {
            *part = CleanText::new(part).into_string();
        }
    }
    if draft.exact.is_empty() {
        return Err("has no passage");
    }
    let length = draft.exact.chars().count();
    // Other programs count other units: the beginning is a hint, the end follows from the words.
    let start = draft.start.and_then(|start| u32::try_from(start).ok()).unwrap_or(0) as usize;
    let time = |time: Option<String>| match time {
        Some(time) if time.parse::<Timestamp>().is_ok() => Ok(time),
        Some(_) => Err("has a time that is none (RFC 3339 is wanted)"),
        None => Ok(format!("{now:.6}")),
    };
    let created = time(draft.created.clone())?;
    let updated = match draft.updated.clone() {
        Some(updated) => time(Some(updated))?,
        None => created.clone(),
    };
    let id = draft.id.as_deref().and_then(|id| uuid::Uuid::try_parse(id.trim_start_matches("urn:uuid:")).ok());
    let id = id.unwrap_or_else(|| made_id(&draft, about, &created));
    Ok(Bookmark {
        id: BookmarkId(id.hyphenated().to_string()),
        article: ArticleId(about.id.clone().unwrap_or_default()),
        anchor: Anchor { exact: draft.exact, prefix: draft.prefix, suffix: draft.suffix, start, end: start + length },
        revision: draft.revision.unwrap_or_default(),
        placement: Placement { status: Status::Orphan, score: 0.0, range: None },
        placed: draft.placed.and_then(|placed| sound(placed, about.raw)),
        note: draft.note,
        tags: draft.tags,
        color: draft.color,
        created,
        updated,
    })
}

/// A place that was chosen by hand, if it makes sense.
fn sound(mut placed: Placed, raw: bool) -> Option<Placed> {
    let anchor = &mut placed.anchor;
    if !raw {
        for part in [&mut anchor.exact, &mut anchor.prefix, &mut anchor.suffix] {
            *part = CleanText::new(part).into_string();
        }
    }
    anchor.end = anchor.start.saturating_add(anchor.exact.chars().count());
    (!anchor.exact.is_empty() && u32::try_from(anchor.end).is_ok()).then_some(placed)
}

/// An id for a bookmark that came without one, made from what it says: taken in again it is the same.
fn made_id(draft: &Draft, about: &About, created: &str) -> uuid::Uuid {
    let mut digest = Sha256::new();
    let source = about.source.to_string();
    for part in [&source, &draft.exact, &draft.prefix, &draft.suffix, &draft.note] {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.update(draft.start.unwrap_or(u64::MAX).to_le_bytes());
    let mut random = [0; 10];
    random.copy_from_slice(&digest.finalize()[..10]);
    // Without a time of its own it sorts before all others.
    let moment = draft.created.is_some().then(|| created.parse::<Timestamp>().ok()).flatten();
    let moment = moment.map_or(0, |moment| u64::try_from(moment.as_millisecond()).unwrap_or(0));
    uuid::Builder::from_unix_timestamp_millis(moment, &random).into_uuid()
}
