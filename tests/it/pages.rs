//! An invented page with all that articles are made of, read as it comes from the web.

use dateline::article::{Article, BlockKind, Source};
use dateline::ingest::{Input, article};

fn harbour() -> Article {
    let source = Source::Url("https://ledger.example/2026/11/harbour-reopens?from=front".to_owned());
    let page = include_bytes!("../pages/harbour.html");
    article(&Input { media_type: Some("text/html; charset=utf-8"), ..Input::new(page, &source) }).unwrap()
}

#[test]
fn what_is_known_of_it() {
    let article = harbour();
    assert_eq!(article.title.as_deref(), Some("Odden harbour reopens after nine days"));
    assert_eq!(article.byline.as_deref(), Some("Ann Lee"));
    assert_eq!(article.published.as_deref(), Some("2026-11-17T06:30:00+01:00"));
    assert_eq!(article.site.as_deref(), Some("The Odden Ledger"));
    assert_eq!(article.lang.as_deref(), Some("en-GB"));
    assert_eq!(article.url.as_deref(), Some("https://ledger.example/2026/11/harbour-reopens"));
}

#[test]
fn its_parts_are_in_their_order() {
    let article = harbour();
    let parts: Vec<(BlockKind, &str)> = article
        .blocks
        .iter()
        .map(|block| {
            let text = block.range.slice(&article.text);
            (block.kind, text.get(..30).unwrap_or(text))
        })
        .collect();
    let expected = [
        (BlockKind::Paragraph, "The harbour of Odden, on the c"),
        (BlockKind::Heading(2), "What the storm took"),
        (BlockKind::Paragraph, "Three things have to be made g"),
        (BlockKind::ListItem, "the head of the mole, of which"),
        (BlockKind::ListItem, "the ice house, which has no ro"),
        (BlockKind::ListItem, "its pumps as well;"),
        (BlockKind::ListItem, "and the lamp."),
        (BlockKind::Quotation, "“We have waited long enough,"),
        (BlockKind::Paragraph, "The pilots’ office counted t"),
        (BlockKind::Verbatim, "Year\tBoats\n2019\t3\n2026\t11"),
        (BlockKind::Paragraph, "The tide gauge speaks in a lan"),
        (BlockKind::Verbatim, "tide  +1.42\n  wind 31"),
        (BlockKind::Paragraph, "Nobody was hurt, the council s"),
    ];
    assert_eq!(parts, expected);
    assert!(article.text.contains("84 boats"), "{}", article.text);
}

#[test]
fn links_stand_on_their_words_and_lead_where_the_page_says() {
    let article = harbour();
    let links: Vec<(&str, &str)> =
        article.links.iter().map(|link| (link.range.slice(&article.text), link.url.as_str())).collect();
    assert_eq!(links, [("a storm", "https://ledger.example/2026/11/storm")]);
}

#[test]
fn what_is_no_part_of_it_stands_aside() {
    let article = harbour();
    let aside = |words: &str| article.aside.iter().any(|line| line.contains(words));
    for words in [
        "The mole at dusk on Monday. Photo: Bo Ek https://ledger.example/2026/11/mole.jpg",
        "Boats lost, by year",
        "Ann Lee writes about harbours",
        "Get the Ledger by mail",
    ] {
        assert!(aside(words), "{words}: {:?}", article.aside);
    }
}
