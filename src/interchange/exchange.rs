//! Bookmarks as dateline's own JSON: nothing is lost on the way out and in again.
//!
//! What is written is what was made, not where it stands now: that is derived again wherever it is taken in.
//! What `bookmarks list --format json` prints can be taken in too, without the texts.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::import::{About, Draft, Gathering, ImportError, Imported, source};
use super::to_json;
use crate::article::{CleanLine, Collected, Placed, Revision, Source, revision};

const SCHEMA: u64 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct File {
    schema: u64,
    #[serde(default)]
    articles: Vec<Article>,
    bookmarks: Vec<Bookmark>,
}

/// Read before anything else: what a later version writes may look otherwise.
#[derive(Debug, Deserialize)]
struct Head {
    schema: u64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Article {
    id: String,
    source: Source,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    byline: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    site: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    raw: bool,
    #[serde(default)]
    revisions: Vec<Text>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Text {
    revision: String,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Bookmark {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    article: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    title: Option<String>,
    exact: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default, skip_serializing, deserialize_with = "hint")]
    start: Option<u64>,
    #[serde(default)]
    original: Option<Original>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    color: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    placed: Option<Placed>,
    #[serde(default)]
    created: Option<String>,
    #[serde(default)]
    updated: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Original {
    #[serde(default, deserialize_with = "hint")]
    start: Option<u64>,
    #[serde(default, skip_deserializing)]
    end: Option<u64>,
    #[serde(default)]
    revision: Option<String>,
}

/// A position as other programs write it: whatever is none is no reason to refuse the words.
fn hint<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(serde_json::Value::deserialize(deserializer)?.as_u64())
}

/// Writes them.
pub(super) fn write(articles: &[&Collected]) -> serde_json::Result<String> {
    let owned = |text: &Option<CleanLine>| text.as_deref().map(str::to_owned);
    let mut file = File { schema: SCHEMA, articles: Vec::new(), bookmarks: Vec::new() };
    for article in articles {
        file.articles.push(Article {
            id: article.id.0.clone(),
            source: article.source.clone(),
            title: owned(&article.title),
            byline: owned(&article.byline),
            published: owned(&article.published),
            site: owned(&article.site),
            lang: article.lang.clone(),
            url: article.url.clone(),
            raw: article.raw,
            revisions: (article.revisions.iter())
                .map(|known| Text { revision: known.digest.clone(), text: known.text.clone() })
                .collect(),
        });
        for bookmark in &article.bookmarks {
            file.bookmarks.push(Bookmark {
                id: Some(bookmark.id.0.clone()),
                article: Some(article.id.0.clone()),
                source: Some(CleanLine::new(&article.source.to_string()).into_string()),
                title: owned(&article.title),
                exact: bookmark.anchor.exact.clone(),
                prefix: bookmark.anchor.prefix.clone(),
                suffix: bookmark.anchor.suffix.clone(),
                start: None,
                original: Some(Original {
                    start: Some(bookmark.anchor.start as u64),
                    end: Some(bookmark.anchor.end as u64),
                    revision: Some(bookmark.revision.clone()).filter(|revision| !revision.is_empty()),
                }),
                note: bookmark.note.clone(),
                tags: bookmark.tags.clone(),
                color: bookmark.color.clone(),
                placed: bookmark.placed.clone(),
                created: Some(bookmark.created.clone()),
                updated: Some(bookmark.updated.clone()),
            });
        }
    }
    Ok(to_json(&file)? + "\n")
}

/// Reads what [`write`] wrote.
pub(super) fn read(bytes: &[u8], now: Timestamp) -> Result<Imported, ImportError> {
    let wrong = |error: serde_json::Error| ImportError::Form { format: "dateline JSON", why: error.to_string() };
    let head: Head = serde_json::from_slice(bytes).map_err(wrong)?;
    if head.schema != SCHEMA {
        return Err(ImportError::Newer(head.schema));
    }
    let file: File = serde_json::from_slice(bytes).map_err(wrong)?;
    let mut articles = std::collections::HashMap::new();
    for article in file.articles {
        let texts: Vec<Revision> = (article.revisions.into_iter())
            .map(|known| Revision { digest: known.revision, text: known.text })
            .collect();
        if let Some(other) = texts.iter().find(|known| revision(&known.text) != known.digest) {
            return Err(ImportError::Revision(other.digest.clone()));
        }
        let about = About {
            id: Some(article.id.clone()),
            source: article.source,
            title: article.title,
            byline: article.byline,
            published: article.published,
            site: article.site,
            lang: article.lang,
            url: article.url,
            raw: article.raw,
        };
        articles.insert(article.id, (about, texts));
    }
    let mut gathering = Gathering::new(now);
    for bookmark in file.bookmarks {
        let known = bookmark.article.as_ref().and_then(|id| articles.get(id));
        let alone;
        let (about, texts) = if let Some((about, texts)) = known {
            (about, texts.as_slice())
        } else {
            alone = About {
                id: bookmark.article.clone(),
                title: bookmark.title,
                ..About::new(source(bookmark.source.as_deref().unwrap_or("-")))
            };
            (&alone, [].as_slice())
        };
        let (start, original) = match bookmark.original {
            Some(original) => (original.start, original.revision),
            None => (bookmark.start, None),
        };
        let draft = Draft {
            id: bookmark.id,
            exact: bookmark.exact,
            prefix: bookmark.prefix,
            suffix: bookmark.suffix,
            start,
            revision: original,
            note: bookmark.note,
            tags: bookmark.tags,
            color: bookmark.color,
            placed: bookmark.placed,
            created: bookmark.created,
            updated: bookmark.updated,
        };
        gathering.add(about, draft, texts)?;
    }
    Ok(gathering.finish())
}
