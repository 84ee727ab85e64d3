//! What a page says about itself in its head.

use dom_query::Document;
use dom_smoothie::Article;
use url::Url;

use super::super::date;
use super::super::draft::{Draft, address};

/// What can be told without looking for the article.
pub(super) fn read(document: &Document, base: Option<&str>) -> Draft {
    let attr = |selector: &str, name: &str| {
        let found = document.select_single(selector).attr(name)?.trim().to_owned();
        (!found.is_empty()).then_some(found)
    };
    let said = |selector: &str| attr(selector, "content");
    let title = document.select_single("head > title").text().trim().to_owned();
    let published = said("meta[property='article:published_time']")
        .or_else(|| said("meta[name='date']"))
        .or_else(|| said("meta[itemprop='datePublished']"))
        .or_else(|| attr("[itemprop='datePublished'][datetime]", "datetime"))
        .or_else(|| attr("article time[datetime]", "datetime"));
    Draft {
        title: Some(title).filter(|title| !title.is_empty()),
        byline: said("meta[name='author']").filter(|name| is_name(name)),
        published: published.and_then(|day| date::parse(&day)),
        site: said("meta[property='og:site_name']"),
        lang: attr("html", "lang").or_else(|| said("meta[http-equiv='content-language']")),
        url: attr("link[rel='canonical']", "href")
            .and_then(|url| address(&url, base.and_then(|base| Url::parse(base).ok()).as_ref())),
        ..Draft::default()
    }
}

/// What Readability made of it is better founded, where it found anything.
pub(super) fn merge(draft: &mut Draft, found: &Article) {
    let take = |field: &mut Option<String>, value: Option<&str>| {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            *field = Some(value.to_owned());
        }
    };
    take(&mut draft.title, Some(&found.title));
    take(&mut draft.site, found.site_name.as_deref());
    take(&mut draft.lang, found.lang.as_deref());
    take(&mut draft.byline, found.byline.as_deref().filter(|name| is_name(name.trim())));
    let published = found.published_time.as_deref().and_then(date::parse);
    take(&mut draft.published, published.as_deref());
}

/// Addresses are no names.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with("http://") && !name.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_tells() {
        let page = "<html lang='en-GB'><head><title> Harbour </title><meta name=author content='by Ann Lee'>\
                    <meta property='og:site_name' content=Ledger><meta property='article:published_time' \
                    content='2024-03-12T10:00:00+0100'><link rel=canonical href='/a'></head></html>";
        let draft = read(&Document::from(page), Some("https://example.org/x"));
        assert_eq!(draft.title.as_deref(), Some("Harbour"));
        assert_eq!((draft.byline.as_deref(), draft.site.as_deref()), (Some("by Ann Lee"), Some("Ledger")));
        assert_eq!(draft.published.as_deref(), Some("2024-03-12T10:00:00+01:00"));
        assert_eq!((draft.lang.as_deref(), draft.url.as_deref()), (Some("en-GB"), Some("https://example.org/a")));
    }

    #[test]
    fn a_head_that_says_nothing() {
        let draft = read(
            &Document::from("<p>x<link rel=canonical href='file:///a'><meta name=author content='https://a'>"),
            None,
        );
        assert_eq!(draft, Draft::default());
    }
}
