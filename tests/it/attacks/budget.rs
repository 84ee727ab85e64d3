//! Documents that were made to cost more than they should: what is kept of them is counted, never timed.

use dateline::article::{Article, CUT_SHORT, Source, Stop};
use dateline::{facts, ingest};

use crate::home::Home;

fn read(name: &str, text: &str) -> Article {
    let source = Source::File(name.to_owned());
    let input = ingest::Input { name: Some(name), ..ingest::Input::new(text.as_bytes(), &source) };
    ingest::article(&input).unwrap()
}

const END: &str = "<p>The harbour of Odden opened on Monday, its master said.</p>";

#[test]
fn deep_pages_are_read_to_their_end() {
    for part in
        ["<div>", "<noscript>word ", "<blockquote class=x>", "<div><table><td></div>", "<object><p>", "<svg><title>"]
    {
        let article = read("a.html", &format!("<body><p>Begin</p>{}x</title></svg>{END}", part.repeat(2000)));
        assert!(article.text.len() < 20_000, "{part}: {}", article.text.len());
    }
}

#[test]
fn nested_text_is_not_made_once_for_each_level() {
    // 300 KB; the text of each level made anew would be gigabytes.
    let article = read("a.html", &format!("<body>{END}{}", "<noscript>some words ".repeat(15_000)));
    assert!(article.text.starts_with("The harbour"));
}

#[test]
fn formatting_that_is_left_open_ends_the_reading_and_it_is_said() {
    let open: String = (0..8000).map(|i| format!("<div><b id={i}>word</div>")).collect();
    let article = read("a.html", &format!("<body>{END}{open}"));
    assert!(article.text.len() < 200_000, "{}", article.text.len());
    let home = Home::new();
    let path = home.file("a.html", format!("<body>{END}{}", "<i></i>".repeat(300_000)));
    let json = home.ok(&["extract", path.to_str().unwrap()]);
    assert!(json.contains("\"cut\":true"), "{}", &json[..300.min(json.len())]);
    let path = home.file("b.html", format!("<body>{END}"));
    assert!(!home.ok(&["extract", path.to_str().unwrap()]).contains("\"cut\""));
}

#[test]
fn what_was_cut_says_so_to_the_reader() {
    let article = read("a.html", &format!("<body>{END}{}", "<i></i>".repeat(300_000)));
    assert_eq!((article.is_cut(), article.warning()), (true, Some(CUT_SHORT)));
    assert_eq!(read("b.html", END).warning(), None);
}

#[test]
fn reading_and_extraction_stop_when_they_are_asked_to() {
    let source = Source::File("a.html".to_owned());
    let page = format!("<body>{END}{}", "<p>It sank 7,000 boats.".repeat(50_000));
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let ask = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) >= 20;
    let input = ingest::Input { stop: Stop::when(&ask), ..ingest::Input::new(page.as_bytes(), &source) };
    let article = ingest::article(&input).unwrap();
    assert!(article.is_cut() && article.text.len() < 30_000, "{}", article.text.len());
    let text = "It sank 7,000 boats. ".repeat(50_000);
    asked.store(15, std::sync::atomic::Ordering::Relaxed);
    let (found, whole) = facts::extract_until(&text, None, Stop::when(&ask));
    assert!(!whole && !found.figures.is_empty() && found.figures.len() < 10_000, "{}", found.figures.len());
}

#[test]
fn a_flood_of_entries_leaves_the_newest() {
    let source = Source::File("a.xml".to_owned());
    let item = |n: u32| format!("<item><title>Entry {n}</title><guid>{n}</guid></item>");
    let flood: String = (0..20_000).map(item).collect();
    let dated = "<item><title>Dated</title><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item>";
    let text = format!("<rss version='2.0'><channel><title>t</title>{flood}{dated}</channel></rss>");
    let feed = ingest::feed(&ingest::Input::new(text.as_bytes(), &source)).unwrap();
    let title = |n: usize| feed.entries[n].title.as_deref().unwrap();
    assert_eq!((feed.entries.len(), title(0), title(ingest::ENTRIES - 1)), (ingest::ENTRIES, "Entry 0", "Dated"));
}

#[test]
fn authors_of_a_json_feed_are_not_copied_without_end() {
    let source = Source::File("a.json".to_owned());
    let names = "{\"name\":\"Ann Lee of Odden\"},".repeat(2000);
    let items = "{\"id\":\"1\"},".repeat(2000);
    let text = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"authors\":[{names}{{}}],\"items\":[{items}{{}}]}}"
    );
    let feed = ingest::feed(&ingest::Input::new(text.as_bytes(), &source)).unwrap();
    assert!(feed.entries.iter().all(|entry| entry.author.as_ref().is_none_or(|author| author.len() < 2000)));
}

#[test]
fn only_the_beginning_of_an_endless_text_is_read_and_it_is_said() {
    let lines = read("a.txt", &"a b\n".repeat(400_000));
    assert!(lines.is_cut() && lines.text.len() < 1_300_000, "{}", lines.text.len());
    assert!(!read("a.txt", &format!("a b{}", "\n".repeat(400_000))).is_cut(), "nothing is missing");
    let items = read("a.md", &"- a\n- b\n\n".repeat(200_000));
    assert!(items.is_cut() && items.blocks.len() <= 300_001, "{}", items.blocks.len());
    let long = format!("{}end", "It sank. ".repeat(1_000_000));
    let (_, whole) = facts::extract_until(&long, Some("fr"), Stop::NEVER);
    assert!(!whole);
}
