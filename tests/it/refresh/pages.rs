//! Full texts, conditional requests, and what is not there to be read.

use dateline::article::ArticleId;
use dateline::library::Library;

use super::site::{Home, Site, feed, item, page};

fn put_page(site: &Site, name: &str) {
    site.put(&format!("/{name}"), "200 OK\nContent-Type: text/html", &page(name));
}

fn asked(site: &Site, name: &str) -> usize {
    let line = format!("GET /{name} ");
    site.asked().iter().filter(|head| head.starts_with(&line)).count()
}

#[test]
fn a_server_that_has_too_much_to_do_is_left_alone_and_its_pages_come_later() {
    let (site, home) = (Site::new(), Home::new());
    let names = ["quay", "pier", "mole", "dock", "slip", "lock"];
    site.put_feed("/feed", "Odden Post", &[]);
    home.said(&["feeds", "add", "--full-text", &site.url("/feed")]);
    for name in names {
        site.put(&format!("/{name}"), "503 Busy\nRetry-After: 3600", "");
    }
    site.put_feed("/feed", "Odden Post", &names);
    let said = home.said(&["refresh"]);
    let pages = site.asked().iter().filter(|head| !head.starts_with("GET /feed ")).count();
    assert!(pages <= 2, "{pages}");
    assert!(said.contains("without full text: ") && said.contains("answers 503"), "{said}");
    assert!(said.contains(&format!("; {} more are left for later", names.len() - pages)), "{said}");
    // Its feed waits as well, and then the pages come, though the feed says nothing new.
    assert_eq!(home.said(&["refresh"]), "0 feeds: 0 new, 1 not asked yet, as their servers wish\n");
    for name in names {
        put_page(&site, name);
    }
    assert_eq!(home.said(&["refresh", "Odden Post"]), "1 feed: 0 new, 6 with full text\n");
}

#[test]
fn pages_that_were_too_many_come_later_and_those_that_fail_are_given_up() {
    let (site, home) = (Site::new(), Home::new());
    home.write("config.toml", "[feeds]\npages = 2\n");
    site.put_feed("/feed", "Odden Post", &[]);
    home.said(&["feeds", "add", "--full-text", &site.url("/feed")]);
    for name in ["quay", "pier", "mole"] {
        put_page(&site, name);
    }
    site.put_feed("/feed", "Odden Post", &["quay", "pier", "mole"]);
    assert_eq!(home.said(&["refresh"]), "3 new  Odden Post\n1 feed: 3 new, 2 with full text\n");
    assert_eq!(home.said(&["refresh"]), "1 feed: 0 new, 1 with full text\n");
    assert_eq!(home.said(&["refresh"]), "1 feed: 0 new\n");
    site.put_feed("/feed", "Odden Post", &["gone"]);
    for _ in 0..5 {
        home.said(&["refresh"]);
    }
    assert_eq!(asked(&site, "gone"), 3);
    site.put_feed("/feed", "Odden Post", &["lost"]);
    let why = format!("127.0.0.1:{} answers 404: there is no such page", site.port);
    assert_eq!(home.said(&["refresh"]), format!("1 new  Odden Post\n1 feed: 1 new\n1 page without full text: {why}\n"));
}

#[test]
fn a_feed_that_moved_to_where_another_is_says_so_and_is_left_alone() {
    let (site, home) = (Site::new(), Home::new());
    for path in ["/old", "/new"] {
        site.put_feed(path, "Odden Post", &["quay"]);
        home.said(&["feeds", "add", &site.url(path)]);
    }
    site.put("/old", "301 Moved\nLocation: /new", "");
    let (code, _, err) = home.run(&["refresh"]);
    assert!(code == 1 && err.contains("it has moved to where Odden Post is"), "{err}");
    let feeds = home.feeds();
    let old = feeds.iter().find(|feed| feed["source"] == site.url("/old")).unwrap();
    assert!(old["error"].as_str().unwrap().contains("it has moved"), "{old}");
    site.asked();
    home.said(&["refresh"]);
    assert_eq!(site.asked().len(), 1);
}

#[test]
fn an_article_is_asked_for_again_only_if_it_has_changed() {
    let (site, home) = (Site::new(), Home::new());
    let put = |about: &str, etag: &str| {
        site.put("/quay", &format!("200 OK\nContent-Type: text/html\nETag: \"{etag}\""), &page(about));
    };
    put("the quay", "v1");
    home.said(&["add", &site.url("/quay")]);
    home.said(&["refresh"]);
    let conditional = || site.asked().pop().unwrap().to_lowercase().contains("if-none-match");
    assert!(!conditional());
    assert_eq!(home.said(&["refresh"]), "0 changed, 1 unchanged\n");
    assert!(conditional());
    put("the new quay", "v2");
    assert!(home.said(&["refresh"]).contains("1 changed, 0 unchanged"));
    // What came in another way is not what the server knows.
    put("the old quay", "v3");
    home.said(&["add", &site.url("/quay")]);
    put("the new quay", "v2");
    assert!(home.said(&["refresh"]).contains("1 changed, 0 unchanged"));
    assert!(!conditional());
}

#[test]
fn a_name_that_is_unknown_does_not_stop_the_others() {
    let (site, home) = (Site::new(), Home::new());
    site.put_feed("/feed", "Odden Post", &["quay"]);
    home.said(&["feeds", "add", &site.url("/feed")]);
    site.put_feed("/feed", "Odden Post", &["quay", "pier"]);
    let (code, out, err) = home.run(&["refresh", "nobody", "Odden Post", "nowhere"]);
    assert_eq!((code, out.as_str()), (1, "1 new  Odden Post\n1 feed: 1 new\n"));
    let lines: Vec<&str> = err.lines().collect();
    assert!(lines.len() == 2 && lines[0].contains("nobody") && lines[1].contains("nowhere"), "{err}");
    let (code, out, err) = home.run(&["refresh", "nobody"]);
    assert_eq!((code, out.as_str(), err.lines().count()), (1, "", 1));
}

#[test]
fn an_entry_without_a_page_says_so() {
    let (site, home) = (Site::new(), Home::new());
    let entry = item("quay").replace("<link>/quay</link>", "");
    // Two on one page have none of their own either.
    let shared = item("mole").replace("/mole", "/all") + &item("slip").replace("/slip", "/all");
    site.put("/feed", "200 OK", &feed("Odden Post", &(entry.clone() + &shared)));
    put_page(&site, "all");
    home.said(&["feeds", "add", &site.url("/feed")]);
    home.said(&["feeds", "add", &home.write("feed.xml", &feed("From a file", &entry.replace("quay", "pier")))]);
    let list = home.json(&["list", "--format", "json"]);
    let ids: Vec<&str> = list["articles"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 4);
    let refused = || {
        for id in &ids {
            let (code, _, err) = home.run(&["refresh", id]);
            assert!(code == 1 && err.contains("it has no page of its own"), "{err}");
        }
    };
    refused();
    home.said(&["feeds", "rename", "Odden Post", "--full-text", "yes"]);
    home.said(&["refresh", "Odden Post"]);
    assert_eq!(asked(&site, "all"), 0);
    let mut library = Library::open(home.path("library.db").as_ref()).unwrap();
    for id in &ids {
        library.set_starred(&ArticleId((*id).to_owned()), true, "2026-03-01T10:00:00Z".parse().unwrap()).unwrap();
    }
    home.said(&["feeds", "remove", "Odden Post", "From a file"]);
    refused();
}

#[test]
fn a_version_of_another_address_says_nothing_of_what_is_here() {
    let (site, home) = (Site::new(), Home::new());
    let put = |path: &str, name: &str| {
        site.put(path, "200 OK\nContent-Type: application/rss+xml\nETag: \"1\"", &feed("Odden Post", &item(name)));
    };
    let lead = |code: &str| site.put("/feed", &format!("{code}\nLocation: /new"), "");
    put("/feed", "quay");
    put("/new", "pier");
    home.said(&["feeds", "add", &site.url("/feed")]);
    lead("302 Found");
    assert!(home.said(&["refresh"]).contains("1 feed: 1 new"));
    // And back: the first address knows nothing of the other one's versions.
    put("/feed", "mole");
    assert!(home.said(&["refresh"]).contains("1 feed: 1 new"));
    // The page of an article likewise, also where it has moved for good.
    let page_of = |path: &str, name: &str| {
        site.put(path, "200 OK\nContent-Type: text/html\nETag: \"1\"", &page(name));
    };
    page_of("/there", "the quay");
    site.put("/page", "301 Moved\nLocation: /there", "");
    home.said(&["add", &site.url("/page")]);
    home.said(&["refresh", &site.url("/page")]);
    page_of("/page", "the pier");
    assert!(home.said(&["refresh", &site.url("/page")]).contains("1 changed"));
}
