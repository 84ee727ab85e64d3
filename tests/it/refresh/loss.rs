//! What the reader holds does not lose its text to whatever its server or its feed gives now.

use dateline::article::ArticleId;
use dateline::library::Library;

use super::site::{Home, Site, feed, page};

const HTML: &str = "200 OK\nContent-Type: text/html";
const RSS: &str = "200 OK\nContent-Type: application/rss+xml";

fn put_page(site: &Site, title: &str, text: &str) {
    let body = format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>");
    site.put("/quay", HTML, &body);
}

fn star_all(home: &Home) {
    let mut library = Library::open(home.path("library.db").as_ref()).unwrap();
    let list = home.json(&["list", "--format", "json"]);
    for row in list["articles"].as_array().unwrap() {
        let id = ArticleId(row["id"].as_str().unwrap().to_owned());
        library.set_starred(&id, true, "2026-03-01T10:00:00Z".parse().unwrap()).unwrap();
    }
}

#[test]
fn a_page_that_has_gone_takes_the_place_of_no_kept_text() {
    let (site, home) = (Site::new(), Home::new());
    let sale = "Buy this domain today, for the price of 999 dollars, and call us now at the number given here.";
    let first = "The harbour master of Odden said on Monday that the quay would be repaired before winter.";
    for (title, text, why) in [
        ("Odden Post", "Our server is not well. Come back in an hour.", "there is something else now"),
        ("odden.example is for sale", sale, "there is something else now"),
        ("the quay", &format!("{first} Thank you for coming."), "only a small part of the text is there now"),
    ] {
        site.put("/quay", &format!("{HTML}\nETag: \"v1\""), &page("the quay"));
        home.said(&["add", &site.url("/quay")]);
        home.said(&["refresh"]);
        put_page(&site, title, text);
        // It is said each time, until the page is well again.
        let address = site.url("/quay");
        for command in [&["refresh"][..], &["refresh", &address]] {
            let (code, out, err) = home.run(command);
            assert_eq!((code, out.as_str()), (1, "0 changed, 0 unchanged, 1 failed\n"), "{title}: {err}");
            assert!(err.contains(why) && err.contains("`dateline add http"), "{err}");
        }
        assert_eq!(home.titles(&[]), ["the quay"]);
        assert!(home.said(&["search", "harbour master"]).contains("the quay"), "{title}");
        // Whoever types the address sees what is there.
        assert!(home.said(&["add", &site.url("/quay")]).starts_with("changed"));
    }
}

#[test]
fn a_page_that_was_corrected_or_written_anew_is_taken() {
    let (site, home) = (Site::new(), Home::new());
    site.put("/quay", HTML, &page("the quay"));
    home.said(&["add", &site.url("/quay")]);
    let other = "Ferries stayed away from the pier all day, and nobody could say when they would come. ".repeat(12);
    for body in [page("the new quay"), format!("<html><title>Pier</title><body><article><p>{other}</article></html>")] {
        site.put("/quay", HTML, &body);
        assert!(home.said(&["refresh"]).ends_with("1 changed, 0 unchanged\n"));
    }
    assert!(home.said(&["search", "ferries"]).contains("Pier"));
}

fn entry(title: &str, text: &str) -> String {
    format!("<item><title>{title}</title><guid>1</guid><link>/quay</link><description>{text}</description></item>")
}

#[test]
fn a_feed_that_goes_over_to_teasers_takes_nothing_that_is_held() {
    let (site, home) = (Site::new(), Home::new());
    let full = "The harbour master of Odden said that the quay would be repaired before winter. ".repeat(8);
    for (starred, said) in [(true, "1 feed: 0 new\narticles: 0 changed, 0 unchanged, 1 failed\n"), (false, "1 changed")]
    {
        site.put("/feed", RSS, &feed("Odden Post", &entry("Quay", &full)));
        home.said(&["feeds", "add", &site.url("/feed")]);
        if starred {
            star_all(&home);
        }
        site.put("/feed", RSS, &feed("Odden Post", &entry("Quay", "A teaser about something.")));
        let (code, out, err) = home.run(&["refresh"]);
        assert_eq!(code, i32::from(starred), "{out}{err}");
        assert!(out.contains(said), "{out}");
        assert_eq!(err.contains("the text that was kept stays"), starred, "{err}");
        assert_eq!(home.run(&["search", "harbour master"]).1.contains("Quay"), starred);
        if starred {
            // A correction is none of that, and what has not changed since is not said again.
            site.put("/feed", RSS, &feed("Odden Post", &entry("Quay", &full.replace("winter", "summer"))));
            assert!(home.said(&["refresh"]).contains("1 changed"));
            home.said(&["feeds", "remove", "Odden Post"]);
            home.said(&["remove", home.json(&["list", "--format", "json"])["articles"][0]["id"].as_str().unwrap()]);
        }
    }
}

#[test]
fn the_next_feed_does_not_shorten_what_is_held_when_the_first_goes() {
    let (site, home) = (Site::new(), Home::new());
    let full = "The harbour master of Odden said that the quay would be repaired before winter. ".repeat(8);
    site.put("/feed", RSS, &feed("Odden Post", &entry("Quay", &full)));
    site.put("/all", RSS, &feed("All of Odden", &entry("Quay", "Shorter.")));
    home.said(&["feeds", "add", &site.url("/feed")]);
    home.said(&["feeds", "add", &site.url("/all")]);
    star_all(&home);
    home.said(&["feeds", "remove", "Odden Post"]);
    assert!(home.said(&["search", "harbour master"]).contains("Quay"));
}

#[test]
fn a_title_is_corrected_after_the_full_text_was_fetched() {
    let (site, home) = (Site::new(), Home::new());
    site.put("/quay", HTML, &page("the quay"));
    let put = |title: &str| site.put("/feed", RSS, &feed("Odden Post", &entry(title, "A short word.")));
    put("the quay");
    home.said(&["feeds", "add", &site.url("/feed")]);
    assert!(home.said(&["refresh", &site.url("/quay")]).contains("1 changed"));
    put("The quay of Odden");
    assert!(home.said(&["refresh"]).contains("1 feed: 0 new, 1 changed"));
    assert_eq!(home.titles(&[]), ["The quay of Odden"]);
    assert!(home.said(&["search", "title:odden", "winter"]).contains("The quay of Odden"));
    // The page's own title stays.
    site.put("/quay", HTML, &page("the old quay"));
    home.said(&["refresh", &site.url("/quay")]);
    put("A quay");
    home.said(&["refresh"]);
    assert_eq!(home.titles(&[]), ["the old quay"]);
}
