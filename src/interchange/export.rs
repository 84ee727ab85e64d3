//! Bookmarks leave the program, in the formats that other tools read.

use std::borrow::Cow;

use crate::article::{Bookmark, CleanLine, CleanText, Collected, TextRange};
use crate::facts::Facts;

use serde::ser::Error as _;

use super::{annotation, citation, exchange, markdown, org, readwise};

/// The formats of `bookmarks export`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Markdown with front matter, for note-taking programs.
    Markdown,
    /// dateline's own: nothing is lost.
    Json,
    /// W3C Web Annotation.
    W3c,
    /// Readwise CSV.
    Csv,
    /// Org mode.
    Org,
    /// BibTeX: an entry an article.
    Bibtex,
    /// RIS: an entry an article.
    Ris,
}

/// An article with its bookmarks, and what is known of its current text.
#[derive(Debug, Clone, Copy)]
pub struct Exported<'a> {
    /// The article.
    pub article: &'a Collected,
    /// Its current text and the facts of it, where the library has it.
    pub now: Option<(&'a str, &'a Facts)>,
}

/// Writes bookmarks in a format.
pub fn export(format: ExportFormat, articles: &[Exported<'_>]) -> serde_json::Result<String> {
    // What an older version took in may have a login in its address.
    let bare: Vec<Cow<'_, Collected>> = articles.iter().map(|exported| exported.article.without_login()).collect();
    let articles: Vec<Exported<'_>> =
        (bare.iter().zip(articles)).map(|(article, exported)| Exported { article, now: exported.now }).collect();
    let articles = articles.as_slice();
    let bare = || articles.iter().map(|exported| exported.article).collect::<Vec<_>>();
    Ok(match format {
        ExportFormat::Json => exchange::write(&bare())?,
        ExportFormat::W3c => annotation::write(&bare())?,
        ExportFormat::Csv => readwise::write(&bare()).map_err(serde_json::Error::custom)?,
        ExportFormat::Markdown => markdown::write(articles),
        ExportFormat::Org => org::write(articles),
        ExportFormat::Bibtex => citation::bibtex(articles),
        ExportFormat::Ris => citation::ris(articles),
    })
}

/// One bookmark as a person reads it: all fields clean.
#[derive(Debug)]
pub(super) struct Shown {
    /// The passage as it was selected, by paragraph.
    pub(super) passage: Vec<CleanLine>,
    /// Who says it, if it is somebody's words.
    pub(super) speaker: Option<CleanLine>,
    /// The reader's note, by line.
    pub(super) note: Vec<CleanLine>,
    /// Tags.
    pub(super) tags: Vec<CleanLine>,
    /// When it was made: the day.
    pub(super) day: CleanLine,
    /// The facts in the passage, as it stands now.
    pub(super) facts: Vec<CleanLine>,
}

impl Exported<'_> {
    /// A bookmark of this article as a person reads it.
    pub(super) fn show(&self, bookmark: &Bookmark) -> Shown {
        let lines = |text: &str| {
            let lines = CleanText::new(text).lines().map(CleanLine::new).collect::<Vec<_>>();
            lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>()
        };
        let there = self.now.zip(bookmark.placement.range);
        let found = there.map(|((text, facts), range)| (text, facts, range));
        Shown {
            passage: lines(&bookmark.anchor.exact),
            speaker: found.and_then(|(_, facts, range)| speaker(facts, range)),
            note: lines(&bookmark.note),
            tags: bookmark.tags.iter().map(|tag| CleanLine::new(tag)).collect(),
            day: CleanLine::new(bookmark.created.get(..10).unwrap_or("")),
            facts: found.map_or_else(Vec::new, |(text, facts, range)| inside(text, facts, range)),
        }
    }
}

/// The speaker of a quote that the passage lies in or holds, if all that it holds are of one speaker.
fn speaker(facts: &Facts, passage: TextRange) -> Option<CleanLine> {
    let mut speakers = (facts.quotes.iter())
        .filter(|quote| quote.range.encloses(passage) || passage.encloses(quote.range))
        .filter_map(|quote| quote.speaker.as_deref());
    let first = speakers.next()?;
    speakers.all(|other| other == first).then(|| CleanLine::new(first))
}

/// The figures and places inside a passage, one line each.
fn inside(text: &str, facts: &Facts, passage: TextRange) -> Vec<CleanLine> {
    let figures = facts.figures.iter().filter(|fact| passage.encloses(fact.range)).map(|fact| {
        let mut line = fact.range.slice(text).to_owned();
        if let Some(what) = fact.what {
            line = format!("{line} ({})", what.slice(text));
        }
        line
    });
    let places = facts.places.iter().filter(|fact| passage.encloses(fact.range)).map(|fact| {
        let country = fact.country.as_ref().map_or(String::new(), |country| format!(", {country}"));
        let point = fact.lat.zip(fact.lon).map_or(String::new(), |(lat, lon)| format!(" ({lat:.2}, {lon:.2})"));
        format!("{}{country}{point}", fact.name)
    });
    figures.chain(places).map(|line| CleanLine::new(&line)).collect()
}
