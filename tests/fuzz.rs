//! The bodies of the fuzz targets as property tests, over likely shapes and any bytes.

#[path = "fuzz/bodies.rs"]
mod bodies;

use bodies::{articles, growth, lists, screen, typed};
use proptest::prelude::*;

const PAGE: &str = "(</?(p|div|h2|ul|li|table|td|a|blockquote|svg|script|title|article)( (href|class)=['\"]?[a-z:/.]{0,8}['\"]?)?>|\
    <!--|&#?[a-z0-9]{1,5};|[A-Z][a-z]{1,8} |\\PC|\u{1b}|\u{202e}){0,40}";
const TEXT: &str = "([#>*_`\\-|:=\\[\\]()]{1,3}|[A-Z][a-z]{1,8} |[0-9]{1,4}|\n{1,2}|https://a\\.b/|\\PC|\u{1b}){0,40}";
const FEED: &str = "(<rss>|<channel>|<feed>|</?(item|entry|title|link|guid|id|description|content)>|<link href='[a-z:/]{0,9}'/>|\
    <!\\[CDATA\\[|\\]\\]>|&#?[a-z0-9]{1,5};|https://a\\.b/[a-z]|\\PC){0,40}";
const OPML: &str = "<opml><body>(<outline (text=['\"][a-z&;]{0,5}['\"] )?(xmlUrl='https://[a-z]{1,3}\\.example/[a-z]?' )?\
    (category='[a-z/,]{0,5}' )?/?>|</outline>){0,12}";
const IMPORT: &str = "([\\[{]|[\\]}]|\"(bookmarks|article|anchor|exact|target|selector)\":|\"[a-z]{0,5}\",?|[0-9]{1,3},?|\
    Highlight,Book Title\n|[a-z]{1,5},|\n){0,30}";
const FACTS: &str = "(([$€£]|about |more than )?[0-9]{1,4}([.,][0-9]{1,3})?( ?(km|%|per cent|million|°C|ft|pm))?|[“”‘’\"']|\
    said |told |(Mr |Dr )?(Paris|London|Ines Vale)|,? |[.?!]|[a-z]{1,6} |\n\n|\\PC){0,40}";
const QUERY: &str = "([a-z]{1,5}|[\"():*\\-]| OR | AND |feed:|is:|tag:| |\\PC){0,14}";
const SETTINGS: &str = "((theme|width|mouse) = (\"[a-z]{0,5}\"|[0-9]{1,4}|true)\n|\\[(keys|feeds)\\]\n|next = \"(C-|A-|S-)?[a-zF1 ]{0,4}\"\n|\\PC){0,8}";

/// A property test: texts of a likely shape, so many of them, for a check.
macro_rules! properties {
    ($($name:ident: $cases:literal of $shape:expr => $check:path,)*) => {$(
        proptest! {
            #![proptest_config(ProptestConfig { cases: $cases, failure_persistence: None, ..ProptestConfig::default() })]
            #[test]
            fn $name(text in $shape) { $check(text.as_bytes()); }
        }
    )*};
}

properties! {
    pages: 60 of PAGE => articles::page,
    texts: 60 of TEXT => articles::text,
    feeds: 60 of FEED => articles::feed,
    facts: 60 of FACTS => bodies::facts::check,
    opml: 60 of OPML => lists::opml,
    imports: 60 of IMPORT => lists::import_any,
    queries: 60 of QUERY => typed::query,
    settings: 60 of SETTINGS => typed::settings,
    growth_of_pages: 10 of PAGE => growth::pages,
    growth_of_texts: 10 of TEXT => growth::texts,
    growth_of_feeds: 10 of FEED => growth::feeds,
    growth_of_facts: 10 of FACTS => growth::facts,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anchors(head in any::<[u8; 3]>(), text in TEXT) {
        bodies::anchors::check(&[head.as_slice(), text.as_bytes()].concat());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for check in [articles::page, articles::text, articles::feed, bodies::facts::check, screen::terminal] {
            check(&bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keys(bytes in prop::collection::vec(any::<u8>(), 2..30)) {
        screen::keys(&bytes);
    }

    #[test]
    fn two_windows(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
        bodies::library::check(&bytes);
    }
}
