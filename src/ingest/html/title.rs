//! Titles as people read them: without the name of the site, or of its section.

use dom_query::{Document, NodeRef};
use url::Url;

use super::super::draft::Draft;
use super::published;

/// Marks that stand between a headline and the name of a site.
const MARKS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " : "];

/// What is known of the page around a title.
#[derive(Debug, Default)]
pub(super) struct Around<'a> {
    /// Names that the site gives itself.
    pub sites: Vec<&'a str>,
    /// The page's address.
    pub url: Option<&'a str>,
    /// Headlines of the first rank that the page shows.
    pub headings: Vec<String>,
}

/// The title without the site's name at its end or beginning: where the rest is what the page shows as its headline, or
/// where the page itself, or its address, bears that name.
pub(super) fn without_site<'t>(title: &'t str, around: &Around<'_>) -> &'t str {
    let mut title = title.trim();
    // "Headline - Section - Site" has two of them.
    for _ in 0..2 {
        let ends = MARKS.iter().filter_map(|mark| title.rsplit_once(mark)).max_by_key(|(rest, _)| rest.len());
        let begins = MARKS.iter().filter_map(|mark| title.split_once(mark)).min_by_key(|(name, _)| name.len());
        if let Some((rest, name)) = ends.map(|(rest, name)| (rest.trim(), name.trim()))
            && (around.is_site(name) && letters(rest) >= 8 || around.is_heading(rest))
        {
            title = rest;
        } else if let Some((name, rest)) = begins.map(|(name, rest)| (name.trim(), rest.trim()))
            && (around.is_site(name) && letters(rest) >= 8 || around.is_heading(rest) && letters(rest) > letters(name))
        {
            title = rest;
        } else {
            break;
        }
    }
    title
}

/// The title of the article, of those that the page gives itself: `said` of it in its data, to those who share it, and
/// over its window. Where one of the latter two is the headline that the page shows, and the first speaks of something
/// else, the first is the site's ("Odden Ledger - Latest News" on every page of it); where the first is the headline
/// and more, the more is the site's too.
pub(super) fn choose(
    said: Option<&str>,
    shared: Option<&str>,
    window: Option<&str>,
    around: &Around<'_>,
) -> Option<String> {
    let is_headline = |title: Option<&str>| {
        title.map(|title| without_site(title, around)).filter(|title| around.is_heading(title)).map(str::to_owned)
    };
    let is_better = |shown: &String, foreign: fn(&str, &str) -> bool| {
        said.is_none_or(|said| foreign(said, shown) || squashed(said).starts_with(&squashed(shown)))
    };
    let shared = is_headline(shared).filter(|shown| is_better(shown, |said, shown| !is_like(said, shown)));
    let window_title =
        || is_headline(window).filter(|shown| is_better(shown, |said, shown| !shares_words(said, shown)));
    shared.or_else(window_title).or_else(|| said.or(window).map(str::to_owned))
}

/// Whether two lines have a longer word in common, or have none.
fn shares_words(one: &str, other: &str) -> bool {
    let (one, other) = (long_words(one), long_words(other));
    one.is_empty() || other.is_empty() || one.iter().any(|word| other.contains(word))
}

/// Whether two headlines speak of the same: they have two longer words in common.
pub(super) fn is_like(one: &str, other: &str) -> bool {
    let other = long_words(other);
    long_words(one).iter().filter(|word| other.contains(word)).count() >= 2
}

fn long_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
    words.map(str::to_lowercase).collect()
}

/// What stands after the last mark of a title: most often the name of the site.
pub(super) fn last_part(title: &str) -> Option<&str> {
    let parts = MARKS.iter().filter_map(|mark| title.rsplit_once(mark));
    parts.map(|(_, name)| name.trim()).min_by_key(|name| name.len()).filter(|name| letters(name) <= 30)
}

/// The name in a host's name ("ledger" of www.ledger.example).
pub(super) fn host_name(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?.trim_start_matches("www.");
    host.split_once('.').map(|(name, _)| name.to_owned())
}

/// The element of the headline that the page shows: the first of the first rank that is in the title over the window, since
/// the name of the site may be one too; else the first one.
pub(super) fn headline(document: &Document) -> Option<NodeRef<'_>> {
    /// A page has one headline; a site may have several.
    const HEADINGS: usize = 4;
    let window = squashed(&document.select_single("head > title").text());
    let found = document.select("h1");
    let headings = || found.nodes().iter().take(HEADINGS).copied();
    let in_window = |node: &NodeRef<'_>| {
        let text = published::short_text(node).map(|text| squashed(&text)).unwrap_or_default();
        text.len() >= 8 && window.contains(&text)
    };
    headings().find(in_window).or_else(|| headings().next()).map(|node| NodeRef::new(node.id, &document.tree))
}

/// Whether a line is the name of the site, or of its host ("odden-ledger.example").
pub(super) fn is_site(line: &str, draft: &Draft) -> bool {
    let around =
        Around { sites: draft.site.iter().map(String::as_str).collect(), url: draft.url.as_deref(), headings: vec![] };
    around.is_site(line)
}

impl Around<'_> {
    fn is_heading(&self, text: &str) -> bool {
        letters(text) >= 8 && self.headings.iter().any(|heading| same(heading, text))
    }

    /// Whether the words are the site's name, or those of its address ("TheHill" of thehill.com).
    fn is_site(&self, name: &str) -> bool {
        let plain = squashed(name);
        if plain.is_empty() || letters(name) > 60 {
            return false;
        }
        let host = self.url.and_then(|url| Url::parse(url).ok()).and_then(|url| url.host_str().map(str::to_owned));
        let labels = || host.as_deref().into_iter().flat_map(|host| host.split('.')).filter(|label| label.len() > 3);
        self.sites.iter().any(|site| squashed(site) == plain)
            || labels().any(|label| squashed(label) == plain)
            || host.as_deref().is_some_and(|host| squashed(host.trim_start_matches("www.")) == plain)
    }
}

/// Whether two lines have the same letters and digits, whatever their case, spaces and marks.
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = squashed(one);
    !plain.is_empty() && plain == squashed(other)
}

fn squashed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: &str) {
        let around = Around {
            sites: vec!["TheQuay"],
            url: Some("https://www.harbourledger.example/a"),
            headings: vec!["Sea wall – a year on".into(), "Council votes to rebuild".into()],
        };
        assert_eq!(without_site(title, &around), expected);
    }

    #[test]
    fn the_site_goes_at_either_end() {
        check("Port reopens | TheQuay", "Port reopens");
        check("Port reopens - The Quay", "Port reopens");
        check("Harbour Ledger: Port", "Harbour Ledger: Port");
        check("Port reopens — Harbour Ledger", "Port reopens");
        check("Port reopens | harbourledger.example", "Port reopens");
        check("TheQuay | Port reopens", "Port reopens");
    }

    #[test]
    fn what_the_page_shows_as_its_headline_is_the_title() {
        check("Council votes to rebuild | Some other name", "Council votes to rebuild");
        check("Opinion | Council votes to rebuild", "Council votes to rebuild");
        check("Council votes to rebuild - News - TheQuay", "Council votes to rebuild");
        check("Sea wall – a year on", "Sea wall – a year on");
    }

    #[test]
    fn the_title_of_the_site_gives_way_to_the_headline() {
        let around = Around { headings: vec!["Boats are back".into()], ..Around::default() };
        let check = |said: &str, window: &str, expected: &str| {
            assert_eq!(choose(Some(said), None, Some(window), &around).as_deref(), Some(expected));
        };
        check("Odden Ledger - Latest News", "Boats are back | Odden Ledger", "Boats are back");
        check("The boats of Odden are home", "Boats are back", "The boats of Odden are home");
        check("Odden Ledger - Latest News", "Odden Ledger", "Odden Ledger - Latest News");
        let shared = |said: &str| choose(Some(said), Some("Boats are back"), None, &around);
        assert_eq!(shared("The week in Odden").as_deref(), Some("Boats are back"));
        assert_eq!(shared("Boats are back - Sea 80/90 - All of Odden").as_deref(), Some("Boats are back"));
        let like = choose(Some("Odden's boats are coming back"), Some("Boats are back"), None, &around);
        assert_eq!(like.as_deref(), Some("Odden's boats are coming back"));
    }

    #[test]
    fn a_title_with_a_mark_of_its_own_stays() {
        check("Port reopens - for a day", "Port reopens - for a day");
        check("A | TheQuay", "A | TheQuay");
        check("TheQuay", "TheQuay");
    }
}
