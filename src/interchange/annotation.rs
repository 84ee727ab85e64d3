//! Bookmarks as W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>): a collection with one page.
//!
//! Positions are code points. What the model has no word for stands under `dateline:`; the texts of the revisions do
//! not come along. Annotations of other programs can be taken in where they have a `TextQuoteSelector`.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use super::address::{NAME, PATH, decoded, encoded};
use super::body::Bodies;
use super::import::{About, Draft, Gathering, ImportError, Imported, source};
use super::to_json;
use crate::article::{Bookmark, CleanLine, Collected, Source};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const COLLECTION: &str = "urn:dateline:bookmarks";
const PAGE: &str = "urn:dateline:bookmarks:1";

/// Writes them.
pub(super) fn write(articles: &[&Collected]) -> serde_json::Result<String> {
    let items: Vec<Value> = articles
        .iter()
        .flat_map(|article| article.bookmarks.iter().map(|bookmark| annotation(article, bookmark)))
        .collect();
    let total = items.len();
    let mut page = json!({ "id": PAGE, "type": "AnnotationPage", "partOf": COLLECTION, "startIndex": 0 });
    page["items"] = Value::Array(items);
    let collection = json!({
        "@context": [CONTEXT, { "dateline": "urn:dateline:" }],
        "id": COLLECTION,
        "type": "AnnotationCollection",
        "label": "Bookmarks",
        "total": total,
        "first": page,
    });
    Ok(to_json(&collection)? + "\n")
}

/// What the model has no word for, of an article.
#[derive(Debug, Serialize)]
struct Extra<'a> {
    id: &'a str,
    source: &'a Source,
    title: Option<&'a CleanLine>,
    byline: Option<&'a CleanLine>,
    published: Option<&'a CleanLine>,
    site: Option<&'a CleanLine>,
    lang: Option<&'a str>,
    url: Option<&'a str>,
    raw: bool,
}

fn annotation(article: &Collected, bookmark: &Bookmark) -> Value {
    let anchor = &bookmark.anchor;
    let mut bodies = Vec::new();
    if !bookmark.note.is_empty() {
        bodies.push(json!({
            "type": "TextualBody", "value": bookmark.note, "format": "text/plain", "purpose": "commenting"
        }));
    }
    let tag = |tag| json!({ "type": "TextualBody", "value": tag, "purpose": "tagging" });
    bodies.extend(bookmark.tags.iter().map(tag));
    let extra = Extra {
        id: &article.id.0,
        source: &article.source,
        title: article.title.as_ref(),
        byline: article.byline.as_ref(),
        published: article.published.as_ref(),
        site: article.site.as_ref(),
        lang: article.lang.as_deref(),
        url: article.url.as_deref(),
        raw: article.raw,
    };
    let mut annotation = json!({
        "id": format!("urn:uuid:{}", bookmark.id.0),
        "type": "Annotation",
        "motivation": if bookmark.note.is_empty() { "highlighting" } else { "commenting" },
        "created": bookmark.created,
        "modified": bookmark.updated,
        "target": {
            "type": "SpecificResource",
            "source": iri(article),
            "selector": [
                { "type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix },
                { "type": "TextPositionSelector", "start": anchor.start, "end": anchor.end },
            ],
            "state": { "type": "TimeState", "sourceDate": bookmark.created },
        },
        "dateline:article": extra,
        "dateline:unit": "code points",
    });
    if !bodies.is_empty() {
        annotation["body"] = Value::Array(bodies);
    }
    if !bookmark.revision.is_empty() {
        annotation["dateline:revision"] = json!(bookmark.revision);
    }
    if let Some(color) = &bookmark.color {
        annotation["dateline:color"] = json!(color);
    }
    if let Some(placed) = &bookmark.placed {
        annotation["dateline:placed"] = json!(placed);
    }
    annotation
}

/// The article's address, as the model wants one for everything.
fn iri(article: &Collected) -> String {
    match &article.source {
        Source::Url(address) => address.clone(),
        Source::File(path) => format!("file://{}", encoded(path, PATH)),
        Source::Stdin => format!("urn:dateline:stdin:{}", encoded(&article.id.0, NAME)),
        Source::Sample(name) => format!("urn:dateline:sample:{}", encoded(name, NAME)),
    }
}

/// What an address means that [`iri`] or another program wrote.
fn from_iri(iri: &str) -> Source {
    let part = |prefix: &str| iri.strip_prefix(prefix).and_then(decoded);
    if let Some(path) = part("file://") {
        Source::File(path)
    } else if let Some(name) = part("urn:dateline:sample:") {
        Source::Sample(name)
    } else if iri.starts_with("urn:dateline:stdin:") {
        Source::Stdin
    } else {
        source(iri)
    }
}

/// Reads a collection, a page, a list of annotations or one alone.
pub(super) fn read(bytes: &[u8], now: Timestamp) -> Result<Imported, ImportError> {
    let wrong = |why: String| ImportError::Form { format: "W3C annotation", why };
    let whole: Value = serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
    let items = whole.pointer("/first/items").or_else(|| whole.get("items"));
    let items = match (items, &whole) {
        (Some(Value::Array(items)), _) | (None, Value::Array(items)) => items.as_slice(),
        (None, Value::Object(one)) if one.contains_key("target") => std::slice::from_ref(&whole),
        _ => {
            let why = "there are no annotations in it".to_owned();
            return Err(wrong(
                further(&whole).map_or(why, |page| format!("the annotations are not in it, but at {page}")),
            ));
        }
    };
    let mut gathering = Gathering::new(now);
    for (i, item) in items.iter().enumerate() {
        let (about, draft, lost) = one(item).map_err(|why| ImportError::Bookmark { number: i + 1, why })?;
        gathering.add(&about, draft, &[])?;
        gathering.remarks.lost_notes += lost;
    }
    gathering.remarks.left_out = left_out(&whole, items.len());
    Ok(gathering.finish())
}

/// What a collection has beyond the page that is in the file, a sentence: its pages may lie elsewhere.
fn left_out(whole: &Value, count: usize) -> Option<String> {
    let all = ["/total", "/partOf/total", "/first/partOf/total"].iter().find_map(|at| whole.pointer(at)?.as_u64());
    let more = all.filter(|all| *all > count as u64);
    let next = further(whole);
    let there = next.as_ref().map_or_else(String::new, |page| format!("; the next page is {page}"));
    match more {
        Some(all) => Some(format!("only {count} of {all} annotations are in the file{there}")),
        None => next.map(|_| format!("only the first page of the annotations is in the file{there}")),
    }
}

/// The address of the page that follows the one that is here.
fn further(whole: &Value) -> Option<CleanLine> {
    let next = ["/first/next", "/next", "/first"].iter().filter_map(|at| whole.pointer(at));
    let address = |next: &Value| next.as_str().map(str::to_owned).or_else(|| text(next, "id"));
    let mut next = next.filter(|next| next.get("items").is_none());
    next.find_map(address).map(|page| CleanLine::new(&page))
}

/// One of them, and how many of its bodies say nothing that can be kept.
fn one(item: &Value) -> Result<(About, Draft, usize), &'static str> {
    let target = match item.get("target") {
        Some(Value::Array(targets)) if targets.len() == 1 => &targets[0],
        Some(target @ Value::Object(_)) => target,
        _ => return Err("has not one target"),
    };
    let selectors: Vec<&Value> = match target.get("selector") {
        Some(Value::Array(selectors)) => selectors.iter().collect(),
        Some(selector) => vec![selector],
        None => Vec::new(),
    };
    let of_kind = |kind: &str| selectors.iter().find(|selector| text(selector, "type").as_deref() == Some(kind));
    let quote = of_kind("TextQuoteSelector").ok_or("has no TextQuoteSelector")?;
    let offset = |name: &str| of_kind("TextPositionSelector").and_then(|position| position.get(name)?.as_u64());
    let about = match item.get("dateline:article") {
        Some(known) => known_about(known).ok_or("has a dateline:article that is none")?,
        None => About::new(from_iri(&text(target, "source").ok_or("has no source")?)),
    };
    let mut draft = Draft {
        id: text(item, "id"),
        exact: text(quote, "exact").ok_or("has no passage")?,
        prefix: text(quote, "prefix").unwrap_or_default(),
        suffix: text(quote, "suffix").unwrap_or_default(),
        start: offset("start"),
        revision: text(item, "dateline:revision"),
        color: text(item, "dateline:color"),
        placed: item.get("dateline:placed").and_then(|placed| serde_json::from_value(placed.clone()).ok()),
        created: text(item, "created"),
        updated: text(item, "modified"),
        ..Draft::default()
    };
    let bodies = Bodies::of(item);
    draft.tags = bodies.tags;
    draft.note = bodies.notes.join("\n\n");
    Ok((about, draft, bodies.lost))
}

fn known_about(known: &Value) -> Option<About> {
    Some(About {
        id: text(known, "id"),
        source: serde_json::from_value(known.get("source")?.clone()).ok()?,
        title: text(known, "title"),
        byline: text(known, "byline"),
        published: text(known, "published"),
        site: text(known, "site"),
        lang: text(known, "lang"),
        url: text(known, "url"),
        raw: known.get("raw").and_then(Value::as_bool).unwrap_or(false),
    })
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}
