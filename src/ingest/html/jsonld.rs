//! What a page says about its article in JSON-LD, in whatever shape: alone, in a list, in `@graph`, as the `mainEntity`
//! of a page, with or without a context (schema.org, `Article` and its kinds).

use std::collections::HashMap;

use dom_query::Document;
use serde_json::{Map, Value};

use super::super::cut_json;
use super::title;

/// Longer scripts describe a shop or a map.
const LONGEST: usize = 512 << 10;
/// So many objects of a page are looked at.
const OBJECTS: usize = 2000;
/// An article names no more authors than these.
const AUTHORS: usize = 12;

/// Members that hold other things than the article itself: their dates and authors are not its own.
const OTHERS: &[&str] = &[
    "itemReviewed",
    "isPartOf",
    "publisher",
    "author",
    "creator",
    "comment",
    "itemListElement",
    "mentions",
    "about",
    "hasPart",
    "review",
    "offers",
    "citation",
    "relatedLink",
    "video",
    "image",
];

/// What was said.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub headline: Option<String>,
    /// The authors, with commas between them.
    pub byline: Option<String>,
    /// A date as it stands there.
    pub published: Option<String>,
    pub site: Option<String>,
    /// Whether the first author is no person.
    pub by_organization: bool,
    /// Who made the claims that the page reviews: they did not write it.
    pub claimants: Vec<String>,
}

/// Reads all of a page's JSON-LD; `heading` is the headline that the page shows, which chooses among several articles.
pub(super) fn read(document: &Document, heading: Option<&str>) -> Said {
    let mut values = Vec::new();
    for script in document.select("script[type='application/ld+json']").nodes() {
        let text = script.text();
        if text.len() <= LONGEST {
            values.extend(parse(&text));
        }
    }
    of_values(&values, heading)
}

/// Lists and objects in one another; a page that has more describes no article.
const DEEPEST: usize = 60;

/// Parses one script. Comment marks around it and raw line feeds inside of strings are common mistakes. Of one that is cut
/// off there is what is whole.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let text = text.trim().trim_start_matches("//<![CDATA[").trim_start_matches("/*<![CDATA[*/");
    let text = text.trim_start_matches("<![CDATA[").trim();
    let text = text.trim_end_matches("/*]]>*/").trim_end_matches("//]]>").trim_end_matches("]]>");
    let text = text.trim().trim_end_matches(';');
    let text = text.replace(|c: char| c.is_control(), " ");
    match serde_json::from_str(&text) {
        Err(error) if error.is_eof() => serde_json::from_str(&cut_json::whole_part(&text, DEEPEST)?).ok(),
        value => value.ok(),
    }
}

fn of_values(values: &[Value], heading: Option<&str>) -> Said {
    let (objects, named) = objects(values);
    let kind = |object: &Map<String, Value>| object.get("@type").map_or(0, rank);
    let matches = |object: &&Map<String, Value>| {
        let headline = text(object.get("headline"));
        headline.zip(heading).is_some_and(|(headline, heading)| title::same(&headline, heading))
    };
    let best = objects.iter().copied().map(kind).max().unwrap_or(0);
    let articles = || objects.iter().copied().filter(|object| best > 0 && kind(object) == best);
    let reviewed = objects.iter().filter_map(|object| object.get("itemReviewed")?.get("author"));
    let claimants = reviewed.filter_map(|author| byline(Some(author), &named)).collect();
    let Some(article) = articles().find(matches).or_else(|| articles().next()) else {
        return Said { claimants, ..Said::default() };
    };
    // A page object often has the date that its article lacks.
    let published = |object: &Map<String, Value>| {
        ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|key| text(object.get(*key)))
    };
    let author = article.get("author").or_else(|| article.get("creator"));
    let page = objects.iter().copied().filter(|object| kind(object) == 1).find_map(published);
    Said {
        headline: text(article.get("headline")),
        // Who reports on a claim is often named as the paper alone.
        byline: byline(author, &named).filter(|_| best == 3),
        published: published(article).or(page),
        site: article.get("publisher").and_then(|publisher| name(publisher, &named)),
        by_organization: author.is_some_and(is_organization),
        claimants,
    }
}

/// Whether an author, or the first of several, is called an organisation.
fn is_organization(author: &Value) -> bool {
    match author {
        Value::Array(authors) => authors.first().is_some_and(is_organization),
        Value::Object(author) => {
            author.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Organization"))
        }
        _ => false,
    }
}

type Objects<'v> = Vec<&'v Map<String, Value>>;
type Named<'v> = HashMap<&'v str, &'v Map<String, Value>>;

/// Every object that may be the article, in the order of the page, and all that have an `@id`.
fn objects(values: &[Value]) -> (Objects<'_>, Named<'_>) {
    let (mut objects, mut named) = (Vec::new(), HashMap::new());
    let mut open: Vec<(&Value, bool)> = values.iter().rev().map(|value| (value, true)).collect();
    let mut looked_at = 0;
    while let Some((value, own)) = open.pop() {
        looked_at += 1;
        if looked_at > OBJECTS {
            break;
        }
        match value {
            Value::Array(items) => open.extend(items.iter().rev().map(|item| (item, own))),
            Value::Object(object) => {
                if let Some(Value::String(id)) = object.get("@id")
                    && object.len() > 1
                {
                    named.insert(id.as_str(), object);
                }
                if own {
                    objects.push(object);
                }
                let inside = object.iter().rev().filter(|(_, value)| value.is_object() || value.is_array());
                open.extend(inside.map(|(key, value)| (value, own && !OTHERS.contains(&key.as_str()))));
            }
            _ => {}
        }
    }
    (objects, named)
}

/// How sure a type is that of an article: 3 an article, 2 a report on a claim, 1 a page, 0 something else.
fn rank(kind: &Value) -> u8 {
    match kind {
        Value::String(kind) => {
            let kind = kind.rsplit([':', '/', '#']).next().unwrap_or(kind);
            match kind {
                "WebPage" | "ItemPage" | "AboutPage" => 1,
                "ClaimReview" => 2,
                kind if kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" => 3,
                _ => 0,
            }
        }
        Value::Array(kinds) => kinds.iter().map(rank).max().unwrap_or(0),
        _ => 0,
    }
}

/// The names of the authors.
fn byline(author: Option<&Value>, named: &Named<'_>) -> Option<String> {
    let names: Vec<String> = match author? {
        Value::Array(authors) => authors.iter().take(AUTHORS).filter_map(|author| name(author, named)).collect(),
        author => name(author, named).into_iter().collect(),
    };
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// A name: written as such, as the name of an object, or of the object that is pointed at.
fn name(value: &Value, named: &Named<'_>) -> Option<String> {
    match value {
        Value::String(_) => text(Some(value)),
        Value::Array(values) => values.first().and_then(|value| name(value, named)),
        Value::Object(object) => {
            let pointed = || object.get("@id").and_then(Value::as_str).and_then(|id| named.get(id).copied());
            text(object.get("name")).or_else(|| pointed().and_then(|object| text(object.get("name"))))
        }
        _ => None,
    }
}

/// A string, or the first of several, without the entities that some pages write into their JSON.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => {
            let text = super::super::feed::decode_references(text.trim()).into_owned();
            (!text.is_empty()).then_some(text)
        }
        Value::Array(values) => values.first().and_then(|value| text(Some(value))),
        Value::Object(object) => object.get("@value").and_then(|value| text(Some(value))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, byline: Option<&str>, published: Option<&str>) {
        let page = format!("<head><script type='application/ld+json'>{json}</script></head>");
        let said = read(&Document::from(page), Some("Port reopens"));
        assert_eq!((said.byline.as_deref(), said.published.as_deref()), (byline, published), "{json}");
    }

    #[test]
    fn an_article_is_found_in_any_shape() {
        let (ann, day) = (Some("Ann Lee"), Some("2023-01-02"));
        check(r#"{"@type":"NewsArticle","author":"Ann Lee","datePublished":"2023-01-02"}"#, ann, day);
        check(
            r#"[{"@type":["Thing","BlogPosting"],"author":[{"name":"Ann Lee"}],"dateCreated":"2023-01-02"}]"#,
            ann,
            day,
        );
        check(
            r##"{"@graph":[{"@type":"WebPage","datePublished":"2023-01-02"},{"@type":"Article","author":{"@id":"#a"}},
               {"@type":"Person","@id":"#a","name":"Ann Lee"}]}"##,
            ann,
            day,
        );
        check(
            r#"{"@type":"WebPage","mainEntity":{"@type":"schema:Report","author":{"name":["Ann Lee"]},"datePublished":"2023-01-02"}}"#,
            ann,
            day,
        );
        check("<![CDATA[ {\"@type\":\"Article\",\"author\":\"Ann Lee\"} ]]>", ann, None);
        check("<!--\n{\"@type\":\"Article\",\"author\":\"Ann\nLee\"};\n-->", Some("Ann Lee"), None);
    }

    #[test]
    fn several_authors_stand_once_each() {
        check(
            r#"{"@type":"Article","author":[{"name":"Ann Lee"},{"name":"Bo Ek"},"Ann Lee"]}"#,
            Some("Ann Lee, Bo Ek"),
            None,
        );
    }

    #[test]
    fn the_article_that_the_page_shows_is_chosen() {
        check(
            r#"[{"@type":"Article","headline":"Other","author":"Bo Ek"},{"@type":"Article","headline":"Port reopens","author":"Ann Lee"}]"#,
            Some("Ann Lee"),
            None,
        );
    }

    #[test]
    fn what_is_said_of_others_is_not_taken() {
        check(
            r#"{"@type":"ClaimReview","itemReviewed":{"@type":"Article","author":"The ministries","datePublished":"2001-01-01"},
               "author":{"name":"Harbour Checks"},"datePublished":"2023-01-02"}"#,
            None,
            Some("2023-01-02"),
        );
        check(r#"{"@type":"Product","author":"Ann Lee"}"#, None, None);
        let claim =
            r#"{"@type":"ClaimReview","itemReviewed":{"@type":"CreativeWork","author":{"name":"The ministries"}}}"#;
        assert_eq!(of_values(&[serde_json::from_str(claim).unwrap()], None).claimants, ["The ministries"]);
        check(r#"{"@type":"NewsArticle","comment":{"@type":"Posting","author":"Bo Ek"}}"#, None, None);
        check("{broken", None, None);
    }

    #[test]
    fn of_what_is_cut_off_the_whole_is_taken() {
        let cut = r#"[{"@type":"WebSite","name":"Odden"},{"@type":"Article","author":{"name":"Ann Lee"},"datePublished":"2023-01-02","articleBody":"The po"#;
        check(cut, Some("Ann Lee"), Some("2023-01-02"));
        check(&cut[..cut.find("-02").unwrap()], Some("Ann Lee"), None);
        check(&cut[..cut.find("Lee").unwrap()], None, None);
    }
}
