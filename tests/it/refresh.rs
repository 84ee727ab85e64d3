//! Subscriptions and refreshing, against a server of our own on 127.0.0.1.

mod loss;
mod pages;
mod site;
mod trust;

use std::io::{Read as _, Write as _};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use site::{Home, Site, feed, item, page};

#[test]
fn a_feed_is_subscribed_to_and_brings_what_is_new() {
    let (site, home) = (Site::new(), Home::new());
    site.put_feed("/feed", "Odden Post", &["quay", "pier"]);
    let added = home.json(&["add", "--format", "json", &site.url("/feed")]);
    assert_eq!((&added["title"], &added["entries"]), (&"Odden Post".into(), &2.into()));
    let id = added["feed"].as_str().unwrap().to_owned();
    assert_eq!(home.titles(&["--unread", "--feed", "odden post"]), ["pier", "quay"]);
    assert_eq!(home.titles(&["--feed", &id]), ["pier", "quay"]);

    site.put_feed("/feed", "Odden Post", &["mole", "quay", "pier"]);
    let said = home.said(&["refresh"]);
    assert_eq!(said, "1 new  Odden Post\n1 feed: 1 new\n");
    assert_eq!(home.titles(&[]), ["mole", "pier", "quay"]);
    let feeds = home.feeds();
    assert_eq!((&feeds[0]["id"], &feeds[0]["unread"], &feeds[0]["error"]), (&id.into(), &3.into(), &Value::Null));
    // Known already, it is brought up to date.
    assert!(home.said(&["feeds", "add", &site.url("/feed")]).starts_with("known"));
}

#[test]
fn what_has_not_changed_is_neither_sent_nor_read_again() {
    let (site, home) = (Site::new(), Home::new());
    let body = feed("Odden Post", &item("quay"));
    site.put("/etag", "200 OK\nContent-Type: application/rss+xml\nETag: \"v1\"", &body);
    site.put("/plain", "200 OK\nContent-Type: application/rss+xml", &body.replace("Odden", "Plain"));
    for path in ["/etag", "/plain"] {
        home.said(&["feeds", "add", &site.url(path)]);
    }
    site.asked();
    assert_eq!(home.said(&["refresh"]), "2 feeds: 0 new\n");
    let asked = site.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked.iter().filter(|head| head.to_lowercase().contains("if-none-match: \"v1\"")).count(), 1);
}

#[test]
fn a_feed_that_fails_says_why_and_the_others_go_on() {
    let (site, home) = (Site::new(), Home::new());
    for (path, title) in [("/a", "Alpha"), ("/b", "Beta"), ("/c", "Gamma"), ("/d", "Delta"), ("/e", "Epsilon")] {
        site.put_feed(path, title, &[title]);
        home.said(&["feeds", "add", &site.url(path)]);
    }
    site.put_feed("/a", "Alpha", &["new one"]);
    site.put("/b", "404 Not Found", "");
    site.put("/c", "200 OK\nContent-Type: text/html", "<html><body><p>Sign in</p></body></html>");
    site.put("/d", "silent", "");
    site.put("/e", "410 Gone", "");
    let (code, out, err) = home.run(&["refresh", "--timeout", "1"]);
    assert_eq!(code, 1);
    assert_eq!(out, "1 new  Alpha\n5 feeds: 1 new, 4 failed\n");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 4, "{err}");
    for (title, why) in [
        ("Beta", "answers 404: there is no such page"),
        ("Gamma", "it is a page, not a feed"),
        ("Delta", "did not answer in full within 1 s"),
        ("Epsilon", "answers 410: the page is gone for good"),
    ] {
        let said =
            lines.iter().any(|line| line.contains(title) && line.contains(why) && line.starts_with("dateline: "));
        assert!(said, "{title}: {err}");
        let feeds = home.feeds();
        let feed = feeds.iter().find(|feed| feed["title"] == title).unwrap();
        assert!(feed["error"].as_str().unwrap().contains(why) && feed["error_since"].is_string(), "{feed}");
    }
    // What is gone for good is not asked again by itself.
    site.asked();
    home.run(&["refresh", "--timeout", "1"]);
    assert!(!site.asked().iter().any(|head| head.starts_with("GET /e ")));
    // What is well again is no longer in trouble.
    site.put_feed("/b", "Beta", &["Beta"]);
    home.said(&["refresh", "Beta"]);
    let feeds = home.feeds();
    assert_eq!(feeds.iter().find(|feed| feed["title"] == "Beta").unwrap()["error"], Value::Null);
}

#[test]
fn a_server_that_wants_patience_gets_it_unless_its_feed_is_named() {
    let (site, home) = (Site::new(), Home::new());
    site.put_feed("/feed", "Odden Post", &["quay"]);
    home.said(&["feeds", "add", &site.url("/feed")]);
    site.put("/feed", "503 Busy\nRetry-After: 3600", "");
    let (code, _, err) = home.run(&["refresh"]);
    assert!(code == 1 && err.contains("it asks to wait 60 min"), "{err}");
    assert!(home.said(&["feeds", "list"]).contains("next try"));
    site.put_feed("/feed", "Odden Post", &["quay", "pier"]);
    site.asked();
    assert_eq!(home.said(&["refresh"]), "0 feeds: 0 new, 1 not asked yet, as their servers wish\n");
    assert!(site.asked().is_empty());
    assert_eq!(home.said(&["refresh", "odden post"]), "1 new  Odden Post\n1 feed: 1 new\n");
    assert_eq!(home.said(&["refresh"]), "1 feed: 0 new\n");
}

#[cfg(unix)]
#[test]
fn an_interrupted_refresh_keeps_what_was_read() {
    let (site, home) = (Site::new(), Home::new());
    for (path, title) in [("/quick", "Quick"), ("/slow", "Slow")] {
        site.put_feed(path, title, &[]);
        home.said(&["feeds", "add", &site.url(path)]);
    }
    site.put_feed("/quick", "Quick", &["quay"]);
    site.put("/slow", "silent", "");
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["refresh", "--library", &home.path("library.db")])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    while home.titles(&[]) != ["quay"] {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(20));
    }
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(130), ""));
    assert_eq!(out, "1 new  Quick\n1 feed: 1 new\nstopped; what was read until then is kept\n");
    assert_eq!(home.titles(&[]), ["quay"]);
}

#[test]
fn a_feed_that_moved_for_good_is_asked_at_its_new_address() {
    let (site, home) = (Site::new(), Home::new());
    site.put("/old", "200 OK\nETag: \"v1\"", &feed("Odden Post", &item("quay")));
    home.said(&["feeds", "add", &site.url("/old")]);
    site.put("/new", "200 OK\nETag: \"v1\"", &feed("Odden Post", &item("quay")));
    site.put("/old", "301 Moved\nLocation: /new", "");
    home.said(&["refresh"]);
    assert_eq!(home.feeds()[0]["source"], site.url("/new"));
    site.asked();
    home.said(&["refresh"]);
    let asked = site.asked();
    assert!(asked.len() == 1 && asked[0].starts_with("GET /new "), "{asked:?}");
}

#[test]
fn full_texts_are_fetched_where_they_are_wanted_and_kept_if_they_are_more() {
    let (site, home) = (Site::new(), Home::new());
    site.put("/quay", "200 OK\nContent-Type: text/html", &page("the old quay"));
    site.put("/pier", "200 OK\nContent-Type: text/html", "<html><body><p>Log in.</p></body></html>");
    site.put_feed("/feed", "Odden Post", &[]);
    home.said(&["feeds", "add", "--full-text", &site.url("/feed")]);
    site.put_feed("/feed", "Odden Post", &["quay", "pier"]);
    assert_eq!(home.said(&["refresh"]), "2 new  Odden Post\n1 feed: 2 new, 1 with full text\n");
    let found = home.json(&["search", "--format", "json", "repaired before winter"]);
    assert_eq!((&found["total"], &found["articles"][0]["title"]), (&1.into(), &"the old quay".into()));
    let found = home.json(&["search", "--format", "json", "short word about pier"]);
    assert_eq!(found["total"], 1);
    // The feed's excerpt does not replace the page.
    site.put("/feed", "200 OK", &feed("Odden Post", &item("quay").replace("short", "shorter")));
    home.said(&["refresh"]);
    assert_eq!(home.json(&["search", "--format", "json", "repaired before winter"])["total"], 1);
}

#[test]
fn a_page_leads_to_its_feed_but_not_into_another_private_place() {
    let (site, other, home) = (Site::new(), Site::new(), Home::new());
    let link = |href: &str| {
        format!("<html><head><link rel=alternate type=application/rss+xml href='{href}'></head><body>x</body></html>")
    };
    site.put_feed("/feed", "Odden Post", &["quay"]);
    other.put_feed("/feed", "Inner", &["secret"]);
    site.put("/", "200 OK\nContent-Type: text/html", &link("/feed"));
    site.put("/trap", "200 OK\nContent-Type: text/html", &link(&other.url("/feed")));
    site.put("/none", "200 OK\nContent-Type: text/html", "<html><body>x</body></html>");
    let said = home.said(&["feeds", "add", "--folder", "News/North", "--tag", "daily", &site.url("/")]);
    assert!(said.starts_with("subscribed  ") && said.contains("Odden Post  (1 entry, 1 new)"), "{said}");
    let feeds = home.feeds();
    assert_eq!((&feeds[0]["source"], &feeds[0]["tags"][0]), (&site.url("/feed").into(), &"daily".into()));
    assert_eq!(feeds[0]["folders"], serde_json::json!(["News", "North"]));
    let (code, _, err) = home.run(&["feeds", "add", &site.url("/trap")]);
    assert!(code == 3 && err.contains("in a private network"), "{err}");
    assert!(other.asked().is_empty());
    let (code, _, err) = home.run(&["feeds", "add", &site.url("/none")]);
    assert!(code == 3 && err.contains("it is a page, and names no feed"), "{err}");
}

#[test]
fn files_are_feeds_too_but_pipes_are_not() {
    let home = Home::new();
    let file = home.write("feed.xml", &feed("From a file", &item("quay")));
    let said = home.said(&["add", &file]);
    assert!(said.contains("From a file  (1 entry, 1 new)"), "{said}");
    home.write("feed.xml", &feed("From a file", &(item("quay") + &item("pier"))));
    assert_eq!(home.said(&["refresh"]), "1 new  From a file\n1 feed: 1 new\n");
    let (code, _, err) = home.run(&["add", "/dev/null"]);
    assert_eq!((code, err.lines().count()), (3, 1));
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["add", "-", "--library", &home.path("library.db")])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(feed("Piped", "").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(3) && err.contains("cannot be read again"), "{err}");
}

#[test]
fn subscriptions_come_and_go_as_opml() {
    let home = Home::new();
    let file = home.write(
        "list.opml",
        "<opml version='2.0'><body><outline text='News'><outline text='Post' xmlUrl='http://a.example/f' \
         category='daily'/></outline><outline text='Beta' xmlUrl='http://b.example/f'/><outline text='Bad' \
         xmlUrl='exec:touch x'/></body></opml>",
    );
    let said = home.said(&["feeds", "import", "--dry-run", &file]);
    assert_eq!(
        said,
        "News\n  new    Post  http://a.example/f\n  new    Beta  http://b.example/f\n  left out  Bad: its address is not \
         of the web\n2 would be added, 0 known, 1 left out\n"
    );
    assert!(home.feeds().is_empty());
    assert!(
        home.said(&["feeds", "import", &file])
            .ends_with("2 added, 0 known, 1 left out; `dateline refresh` reads them\n")
    );
    assert!(home.said(&["feeds", "import", &file]).ends_with("0 added, 2 known, 1 left out\n"));
    home.said(&["feeds", "rename", "post", "The Post", "--folder", "World"]);
    home.said(&["feeds", "rename", "beta", "--tag", "b", "--full-text", "yes"]);
    let out = home.path("out.opml");
    home.said(&["feeds", "export", "--output", &out]);
    assert_eq!(home.run(&["feeds", "export", "--output", &out]).0, 3);
    let other = Home::new();
    other.said(&["feeds", "import", &out]);
    let wanted: Vec<(Value, Value, Value)> = home
        .feeds()
        .iter()
        .map(|feed| (feed["title"].clone(), feed["folders"].clone(), feed["tags"].clone()))
        .collect();
    let found: Vec<(Value, Value, Value)> = other
        .feeds()
        .iter()
        .map(|feed| (feed["title"].clone(), feed["folders"].clone(), feed["tags"].clone()))
        .collect();
    assert_eq!(found, wanted);
    home.said(&["feeds", "remove", "The Post"]);
    assert_eq!(home.feeds().len(), 1);
    assert_eq!(home.run(&["feeds", "remove", "The Post"]).0, 1);
    assert_eq!(home.run(&["feeds", "rename", "beta"]).0, 2);
    let (code, _, err) = home.run(&["feeds", "import", &home.write("no.opml", "words")]);
    assert!(code == 3 && err.contains("there are no subscriptions in it"), "{err}");
}

#[test]
fn settings_say_how_much_is_kept() {
    let (site, home) = (Site::new(), Home::new());
    home.write("config.toml", "[feeds]\nkeep-entries = 2\n");
    site.put_feed("/feed", "Odden Post", &["a", "b"]);
    home.said(&["feeds", "add", &site.url("/feed")]);
    site.put_feed("/feed", "Odden Post", &["c", "d", "e"]);
    let said = home.said(&["refresh"]);
    assert!(said.contains("let go"), "{said}");
    assert_eq!(home.titles(&[]).len(), 2);
    home.write("config.toml", "[feeds]\nkeep-entry = 2\n");
    let (code, _, err) = home.run(&["refresh"]);
    assert!(code == 2 && err.contains("config.toml line 2"), "{err}");
}

#[test]
fn search_finds_words_and_says_when_there_are_none() {
    let (site, home) = (Site::new(), Home::new());
    site.put_feed("/feed", "Odden Post", &["quay", "pier"]);
    home.said(&["feeds", "add", &site.url("/feed")]);
    let found = home.json(&["search", "--format", "json", "--limit", "1", "harbour"]);
    assert_eq!((&found["total"], found["articles"].as_array().unwrap().len()), (&2.into(), 1));
    let snippet = &found["articles"][0]["snippet"];
    let hit = &snippet["hits"][0];
    let (start, end) = (hit[0].as_u64().unwrap() as usize, hit[1].as_u64().unwrap() as usize);
    let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
    assert_eq!(text[start..end].iter().collect::<String>(), "harbour");
    let said = home.said(&["search", "--color", "always", "title:quay"]);
    assert!(said.contains("quay") && !said.contains("pier"), "{said:?}");
    assert_eq!(home.run(&["search", "zeppelin"]), (1, String::new(), String::new()));
    for odd in ["\"", "NEAR(", "a:b:c", "*", "AND OR NOT", "^", "(((", " ", "\\"] {
        let (code, _, err) = home.run(&["search", "--", odd]);
        assert!(code <= 1 && err.is_empty(), "{odd}: {err}");
    }
}
