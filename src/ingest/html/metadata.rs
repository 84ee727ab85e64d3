//! What a page says about itself in its head.

use dom_query::Document;
use dom_smoothie::Article;
use url::Url;

use super::super::date;
use super::super::draft::{Draft, address};
use super::{byline, credit, jsonld, published, title};

/// What a page says about itself, and what it shows.
pub(super) struct Metadata {
    draft: Draft,
    said: jsonld::Said,
    /// The byline that the page shows.
    shown: Option<String>,
    /// The byline under the headline, whatever the page calls it.
    under: Option<String>,
    /// Who made what the page quotes, or leads to.
    quoted: Vec<String>,
    /// The date that the page shows.
    day: Option<String>,
    /// The title that the page gives to those who share it.
    shared: Option<String>,
    /// The title over the page's window.
    window: Option<String>,
    /// Headlines of the first rank.
    headings: Vec<String>,
}

/// What can be told without looking for the article.
pub(super) fn read(document: &Document, base: Option<&str>) -> Metadata {
    /// A page has one headline; a site may have several.
    const HEADINGS: usize = 4;
    let attr = |selector: &str, name: &str| {
        let found = document.select_single(selector).attr(name)?.trim().to_owned();
        (!found.is_empty()).then_some(found)
    };
    let said = |selector: &str| attr(selector, "content");
    let title = document.select_single("head > title").text().trim().to_owned();
    let headings: Vec<String> =
        document.select("h1").nodes().iter().take(HEADINGS).filter_map(published::short_text).collect();
    let draft = Draft {
        title: Some(title).filter(|title| !title.is_empty()),
        byline: said("meta[name='author']"),
        published: published::said(document),
        site: said("meta[property='og:site_name']"),
        lang: attr("html", "lang").or_else(|| said("meta[http-equiv='content-language']")),
        url: attr("link[rel='canonical']", "href")
            .and_then(|url| address(&url, base.and_then(|base| Url::parse(base).ok()).as_ref())),
        ..Draft::default()
    };
    let linked = jsonld::read(document, headings.first().map(String::as_str));
    let credit = credit::under_headline(document);
    let shown = byline::shown(document);
    Metadata {
        quoted: byline::quoted(document)
            .into_iter()
            .chain(shown.others)
            .chain(linked.claimants.iter().cloned())
            .collect(),
        shown: shown.byline,
        under: credit.byline,
        day: published::shown(document).or(credit.day),
        said: linked,
        shared: said("meta[property='og:title']"),
        window: draft.title.clone(),
        draft,
        headings,
    }
}

impl Metadata {
    /// The address that the page gives for itself.
    pub fn url(&self) -> Option<&str> {
        self.draft.url.as_deref()
    }

    /// The headline that the page shows.
    pub fn headline(&self) -> Option<&str> {
        self.headings.first().map(String::as_str)
    }

    /// A draft with the best of what was said and shown, and of what Readability made of it.
    pub fn draft(self, found: Option<&Article>, base: Option<&str>) -> Draft {
        let mut draft = self.draft;
        let own = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        draft.site = own(found.and_then(|found| found.site_name.as_deref())).or(draft.site);
        draft.lang = own(found.and_then(|found| found.lang.as_deref())).or(draft.lang);
        let sites: Vec<&str> = draft.site.iter().chain(&self.said.site).map(String::as_str).collect();
        let around =
            title::Around { sites: sites.clone(), url: draft.url.as_deref().or(base), headings: self.headings };
        let said = own(found.map(|found| &*found.title)).or(self.said.headline);
        let title = title::choose(said.as_deref(), self.shared.as_deref(), draft.title.as_deref(), &around);
        draft.title = title.map(|title| title::without_site(&title, &around).to_owned());
        // Readability's is often the same, as the page shows it.
        let own = |name: &String| !self.quoted.iter().any(|quoted| byline::agree(name, quoted));
        let read = found.and_then(|found| found.byline.clone()).filter(own);
        let shown = read.clone().filter(|read| self.said.byline.as_ref().is_some_and(|said| byline::agree(said, read)));
        let said = shown.or(self.said.byline).or(read).or(draft.byline);
        // Where the author is no person, the site may be called so in its title or address alone.
        let organization = self.said.by_organization;
        let window = self.window.as_deref().and_then(title::last_part).filter(|_| organization);
        let host = draft.url.as_deref().or(base).and_then(title::host_name).filter(|_| organization);
        let sites: Vec<&str> = sites.into_iter().chain(window).chain(host.as_deref()).collect();
        // Who put the page together may be said to have written it, where a name under the headline is another one.
        let said = said.filter(|said| !self.under.as_ref().is_some_and(|under| byline::is_other(said, under)));
        draft.byline = byline::choose(said.as_deref(), self.shown.or(self.under).as_deref(), &sites);
        let day = self.said.published.as_deref().and_then(date::parse);
        let read = found.and_then(|found| found.published_time.as_deref()).and_then(date::parse);
        draft.published = day.or(read).or(draft.published).or(self.day);
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_tells() {
        let page = "<html lang='en-GB'><head><title> Harbour </title><meta name=author content='by Ann Lee'>\
                    <meta property='og:site_name' content=Ledger><meta property='article:published_time' \
                    content='2024-03-12T10:00:00+0100'><link rel=canonical href='/a'></head></html>";
        let draft = read(&Document::from(page), Some("https://example.org/x")).draft(None, None);
        assert_eq!(draft.title.as_deref(), Some("Harbour"));
        assert_eq!((draft.byline.as_deref(), draft.site.as_deref()), (Some("by Ann Lee"), Some("Ledger")));
        assert_eq!(draft.published.as_deref(), Some("2024-03-12T10:00:00+01:00"));
        assert_eq!((draft.lang.as_deref(), draft.url.as_deref()), (Some("en-GB"), Some("https://example.org/a")));
    }

    #[test]
    fn the_site_is_no_author() {
        let byline = |kind: &str, rest: &str| {
            let page = format!(
                "<title>Harbour reopens - Quay Odden</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\
                 \"author\":{{\"@type\":\"{kind}\",\"name\":\"Quay Odden\"}}}}</script>{rest}"
            );
            read(&Document::from(page), None).draft(None, None).byline
        };
        assert_eq!(byline("NewsMediaOrganization", ""), None);
        assert_eq!(byline("Organization", "<p class=byline>By Quay Odden").as_deref(), Some("By Quay Odden"));
        assert_eq!(byline("Person", "").as_deref(), Some("Quay Odden"));
    }

    #[test]
    fn another_name_under_the_headline_is_the_author() {
        let byline = |line: &str| {
            let page = format!("<meta name=author content='Kevin Ek'><h1>Harbour reopens</h1><span>{line}</span><p>x");
            read(&Document::from(page), None).draft(None, None).byline
        };
        assert_eq!(byline("By Mary Lund").as_deref(), Some("By Mary Lund"));
        assert_eq!(byline("By Kevin Ek, Odden").as_deref(), Some("Kevin Ek"));
        assert_eq!(byline("By Odden Harbour Watch").as_deref(), Some("Kevin Ek"));
    }

    #[test]
    fn a_head_that_says_nothing() {
        let page = "<p>x<link rel=canonical href='file:///a'><meta name=author content='https://a'>";
        assert_eq!(read(&Document::from(page), None).draft(None, None), Draft::default());
    }
}
