//! Feeds: what one says changes nothing of another one, each entry is taken in once, and what breaks off is not whole.

use super::server::{serve, serve_each};
use crate::home::{Home, Ran};

/// A feed of the items that are given.
fn rss(title: &str, items: &str) -> String {
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>")
}

fn item(guid: &str, link: &str, title: &str, day: u8, text: &str) -> String {
    let guid = if guid.is_empty() { String::new() } else { format!("<guid isPermaLink=\"false\">{guid}</guid>") };
    let day = if day == 0 { String::new() } else { format!("<pubDate>{day:02} Nov 2026 08:00:00 GMT</pubDate>") };
    format!("<item>{guid}<link>{link}</link><title>{title}</title>{day}<description>{text}</description></item>")
}

/// What `refresh` sums up, without what is told of single feeds.
fn summed(ran: &Ran) -> &str {
    ran.stdout.lines().last().unwrap_or_default()
}

#[test]
fn entries_with_one_key_are_taken_in_once_and_the_feed_is_read_again() {
    let home = Home::new();
    let page = "https://odden.example/port";
    let items = [("p1", 0), ("p1", 0), ("p2", 0)].map(|(guid, day)| item(guid, page, "Port reopens", day, "Ships."));
    home.file("feed.xml", rss("The Odden Post", &items.concat()));
    home.ok(&["add", "feed.xml"]);
    home.file("feed.xml", rss("The Odden Post", &(items.concat() + &item("p9", "", "A new story", 0, "New words."))));
    assert_eq!(summed(&home.run(&["refresh"])), "1 feed: 1 new");
    assert_eq!(home.ok(&["list"]).lines().count(), 2);
}

#[test]
fn entries_that_share_id_link_and_title_are_several_by_their_time_or_text() {
    for days in [[18, 19, 20], [0, 0, 0], [18, 18, 18]] {
        let home = Home::new();
        let tide =
            |day: u8, n: usize| item("tide", "https://tide.example/report", "Tide report", day, &format!("High {n}."));
        let feed = rss("Tides", &days.iter().enumerate().map(|(n, day)| tide(*day, n)).collect::<String>());
        home.file("days.xml", &feed);
        home.ok(&["add", "days.xml"]);
        assert_eq!(home.ok(&["list"]).lines().count(), 3, "{days:?}");
        for spaces in 1..3 {
            home.file("days.xml", feed.clone() + &"\n".repeat(spaces));
            assert_eq!(home.ok(&["refresh"]), "1 feed: 0 new\n", "{days:?}");
        }
        // The next one comes, the oldest goes from the feed and stays in the library.
        let next = rss("Tides", &[(days[1], 1), (days[2], 2), (21, 3)].map(|(day, n)| tide(day, n)).concat());
        home.file("days.xml", next);
        assert_eq!(summed(&home.run(&["refresh"])), "1 feed: 1 new", "{days:?}");
        // A single one with the same id says what is new, and takes the place of none of the others but its own.
        home.file("days.xml", rss("Tides", &tide(22, 4)));
        assert_eq!(summed(&home.run(&["refresh"])), "1 feed: 1 new", "{days:?}");
    }
}

#[test]
fn a_corrected_text_is_the_same_entry() {
    let home = Home::new();
    for (day, text) in [(18, "Ships."), (18, "Ships came."), (19, "Ships came in.")] {
        home.file("feed.xml", rss("Post", &item("a", "https://odden.example/port", "Port", day, text)));
        home.ok(&["add", "feed.xml"]);
        assert_eq!(home.ok(&["list"]).lines().count(), 1);
    }
    assert!(home.ok(&["search", "came in"]).contains("came in"));
}

#[test]
fn an_entry_whose_host_flips_is_one() {
    let home = Home::new();
    for host in ["journal.example", "soc.journal.example", "journal.example"] {
        let link = format!("http://{host}/doi/10.1/x.1");
        home.file("feed.xml", rss("Papers", &item("", &link, "Paper one", 3, "Abstract of paper one.")));
        home.ok(&["add", "feed.xml"]);
        assert_eq!(home.ok(&["list"]).lines().count(), 1, "{host}");
    }
}

#[test]
fn nothing_that_a_feed_says_changes_what_another_one_said() {
    let home = Home::new();
    let page = "https://good.example/port";
    let long = "INVENTED. ".repeat(40);
    home.file("good.xml", rss("Good Paper", &item("1", page, "Port reopens", 2, "The port opened on Monday.")));
    home.file("other.xml", rss("Other Blog", &item("x", page, "Mayor resigns", 2, &long)));
    home.ok(&["feeds", "add", "good.xml"]);
    let id = home.ok(&["list"])[..16].to_owned();
    home.ok(&["bookmarks", "add", &id, "--quote", "port opened"]);
    home.ok(&["feeds", "add", "other.xml"]);
    let shown = |title: &str| {
        let listed = home.ok(&["list"]);
        assert!(listed.contains(title) && listed.contains("Good Paper"), "{listed}");
        assert_eq!((listed.lines().count(), &listed[..16]), (1, id.as_str()), "{listed}");
        assert_eq!(home.run(&["search", "INVENTED"]).stdout, "");
        assert!(home.ok(&["bookmarks", "list", "--format", "json"]).contains("\"status\":\"exact\""));
    };
    shown("Port reopens");
    // Its own correction comes through, and the other one's does not.
    home.file("good.xml", rss("Good Paper", &item("1", page, "Port open again", 2, "The port opened. Ships.")));
    home.file("other.xml", rss("Other Blog", &item("x", page, "Mayor flees", 2, &(long + "More."))));
    assert_eq!(summed(&home.run(&["refresh"])), "2 feeds: 0 new, 1 changed");
    shown("Port open again");
    home.ok(&["feeds", "remove", "Other Blog"]);
    shown("Port open again");
    assert!(!home.ok(&["library", "check"]).contains("damaged"));
}

#[test]
fn what_an_ended_feed_said_goes_and_what_the_others_say_is_shown() {
    let home = Home::new();
    let page = "https://good.example/port";
    let good = "The port opened on Monday, and ships went in.";
    home.file("other.xml", rss("Other Blog", &item("x", page, "Mayor resigns", 2, "INVENTED words of a mayor.")));
    home.file("good.xml", rss("Good Paper", &item("1", page, "Port reopens", 2, good)));
    home.ok(&["feeds", "add", "other.xml"]);
    home.ok(&["feeds", "add", "good.xml"]);
    assert!(home.ok(&["list"]).contains("Mayor resigns · Other Blog"));
    home.ok(&["feeds", "remove", "Other Blog"]);
    let listed = home.ok(&["list"]);
    assert!(listed.contains("Port reopens · Good Paper") && listed.lines().count() == 1, "{listed}");
    assert_eq!(home.run(&["search", "INVENTED"]).stdout, "");
    assert!(home.ok(&["search", "monday"]).contains("Port reopens"));
    assert!(!home.ok(&["library", "check"]).contains("mended"));
}

#[test]
fn what_is_held_of_an_ended_feed_stays_as_it_said_it() {
    let home = Home::new();
    let page = "https://good.example/port";
    home.file("good.xml", rss("Good Paper", &item("1", page, "Port reopens", 2, "The port opened on Monday.")));
    home.file("other.xml", rss("Other Blog", &item("x", page, "Mayor resigns", 2, &"INVENTED. ".repeat(30))));
    home.ok(&["feeds", "add", "good.xml"]);
    let id = home.ok(&["list"])[..16].to_owned();
    home.ok(&["bookmarks", "add", &id, "--quote", "port opened"]);
    home.ok(&["feeds", "remove", "Good Paper"]);
    home.ok(&["feeds", "add", "other.xml"]);
    assert!(home.ok(&["list"]).contains("Port reopens · Good Paper"));
    // The same feed once more may correct it.
    home.file("good.xml", rss("Good Paper", &item("1", page, "Port reopens at last", 2, "The port opened.")));
    home.ok(&["feeds", "add", "good.xml"]);
    assert!(home.ok(&["list"]).contains("Port reopens at last · Good Paper"));
}

#[test]
fn one_feed_that_cannot_be_read_does_not_stop_the_others() {
    let home = Home::new();
    for name in ["a", "z"] {
        home.file(&format!("{name}.xml"), rss(name, &item("1", "", "First", 2, "Words.")));
        home.ok(&["add", &format!("{name}.xml")]);
    }
    home.file("a.xml", "{\"items\":[");
    home.file("z.xml", rss("z", &(item("1", "", "First", 2, "Words.") + &item("2", "", "Second", 3, "More."))));
    let ran = home.run(&["refresh"]);
    assert_eq!((ran.status, summed(&ran)), (Some(1), "2 feeds: 1 new, 1 failed"), "{}", ran.stderr);
    assert!(ran.stderr.contains("broke off"), "{}", ran.stderr);
    assert!(home.ok(&["feeds", "list"]).contains("broke off"));
}

#[test]
fn of_a_feed_that_breaks_off_nothing_is_cut_and_nothing_goes() {
    let long = "77 boats lay in the harbour of Odden, and none went out. ".repeat(6);
    let whole = rss("Post", &[1, 2, 3].map(|n| item(&n.to_string(), "", &format!("Story {n}"), n, &long)).concat());
    let atom = whole
        .replace("<rss version=\"2.0\"><channel>", "<feed xmlns=\"http://www.w3.org/2005/Atom\">")
        .replace("</channel></rss>", "</feed>")
        .replace("<item>", "<entry>")
        .replace("</item>", "</entry>")
        .replace("description", "content");
    for whole in [whole, atom] {
        let home = Home::new();
        home.file("feed.xml", &whole);
        home.ok(&["add", "feed.xml"]);
        for line in home.ok(&["list"]).lines() {
            home.ok(&["bookmarks", "add", &line[..16], "--quote", "77 boats", "--nth", "5"]);
        }
        let bookmarks = home.ok(&["bookmarks", "list"]);
        for cut in [whole.len() - 2, whole.len() - 20, whole.len() * 2 / 3, whole.len() / 2, 150] {
            home.file("feed.xml", &whole[..cut]);
            let ran = home.run(&["refresh"]);
            assert_eq!(ran.status, Some(1), "cut at {cut}: {}{}", ran.stdout, ran.stderr);
            assert!(ran.stderr.contains("broke off"), "{}", ran.stderr);
            assert!(home.ok(&["feeds", "list"]).contains("broke off"));
            assert_eq!(home.ok(&["bookmarks", "list"]), bookmarks, "cut at {cut}");
        }
        // It is read again in any case, and then nothing is wrong with it.
        home.file("feed.xml", &whole);
        assert_eq!(home.ok(&["refresh"]), "1 feed: 0 new\n");
        assert!(!home.ok(&["feeds", "list"]).contains("broke off"));
        // What goes on after its end is not whole either; a comment is nothing.
        home.file("feed.xml", whole.clone() + "<item><title>Another</title></item>");
        assert_eq!(home.run(&["refresh"]).status, Some(1));
        home.file("feed.xml", whole.clone() + "<!-- made in 0.2 s -->\n");
        assert_eq!(home.ok(&["refresh"]), "1 feed: 0 new\n");
    }
}

#[test]
fn of_a_new_feed_that_breaks_off_the_whole_entries_come() {
    let home = Home::new();
    let whole = rss("Post", &(item("1", "", "First", 2, "Words.") + &item("2", "", "Second", 3, "More words.")));
    home.file("feed.xml", &whole[..whole.find("More").unwrap()]);
    let ran = home.run(&["add", "feed.xml"]);
    assert_eq!(ran.status, Some(1), "{}", ran.stdout);
    let listed = home.ok(&["list"]);
    assert!(listed.contains("First") && !listed.contains("Second"), "{listed}");
    home.file("feed.xml", &whole);
    assert_eq!(home.ok(&["refresh"]).lines().last(), Some("1 feed: 1 new"));
    let list = "<opml><body><outline text='a' xmlUrl='https://a.example/f'/><outline text='b' xmlUrl='https://b";
    home.file("list.opml", list);
    let ran = home.run(&["feeds", "import", "list.opml"]);
    assert!(ran.status == Some(1) && ran.stderr.contains("broke off"), "{}", ran.stderr);
    assert!(ran.stdout.contains("1 added"), "{}", ran.stdout);
}

#[test]
fn a_json_feed_that_breaks_off_keeps_its_whole_items() {
    let home = Home::new();
    let items: Vec<String> = (1..=4)
        .map(|n| format!("{{\"id\":\"{n}\",\"title\":\"Story {n}\",\"content_text\":\"Words {n}.\"}}"))
        .collect();
    let start = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Quay\",\"items\":[";
    let whole = format!("{start}{}]}}", items.join(","));
    home.file("feed.json", &whole[..whole.find("Words 4").unwrap()]);
    let ran = home.run(&["feed", "feed.json"]);
    assert!(ran.stdout.contains("Story 3") && !ran.stdout.contains("Story 4"), "{}", ran.stdout);
    assert!(ran.stderr.contains("broke off"), "{}", ran.stderr);
    assert_eq!(home.run(&["add", "feed.json"]).status, Some(1));
    assert_eq!(home.ok(&["list"]).lines().count(), 3);
    home.file("feed.json", &whole);
    assert_eq!(home.ok(&["refresh"]).lines().last(), Some("1 feed: 1 new"));
    // What goes before the fault is kept, and nothing that is kept goes.
    home.file("feed.json", whole.replace("Story 2\"", "Story 2"));
    let ran = home.run(&["refresh"]);
    assert!(ran.status == Some(1) && ran.stderr.contains("damaged"), "{}", ran.stderr);
    assert_eq!(home.ok(&["list"]).lines().count(), 4);
}

#[test]
fn days_and_months_in_digits_are_told_by_the_feed_or_its_language() {
    let home = Home::new();
    let item = |date: &str| format!("<item><title>One</title><guid>{date}</guid><pubDate>{date}</pubDate></item>");
    let said = |head: &str, dates: &[&str]| {
        let items: String = dates.iter().map(|date| item(date)).collect();
        home.file("feed.xml", rss("Post", &(head.to_owned() + &items)));
        home.ok(&["feed", "feed.xml"])
    };
    assert!(said("", &["4/3/2026 5:06 PM", "4/23/2026 5:06 PM"]).contains("2026-04-03T17:06:00Z"));
    assert!(said("", &["4/3/2026 5:06 PM", "23/4/2026 5:06 PM"]).contains("2026-03-04T17:06:00Z"));
    assert!(said("<lastBuildDate>23/4/2026</lastBuildDate>", &["4/3/2026"]).contains("2026-03-04T00:00:00Z"));
    assert!(said("<language>en-US</language>", &["4/3/2026 5:06 PM"]).contains("2026-04-03T17:06:00Z"));
    assert!(said("<language>de</language>", &["4.3.2026"]).contains("2026-03-04T00:00:00Z"));
    assert!(said("", &["4/3/2026 5:06 PM"]).contains("\"published\":null"));
}

#[test]
fn a_bare_sign_in_a_feed_swallows_nothing() {
    let home = Home::new();
    let items = item("1", "https://d.example/4", "Why 5 < 6 matters", 2, "Text: a<b and c")
        + &item("2", "https://d.example/5", "Next", 3, "&lt;p>1 < 2&lt;/p>");
    home.file("feed.xml", rss("Sums <3", &items));
    let said = home.ok(&["feed", "feed.xml"]);
    for part in
        ["Sums <3", "Why 5 < 6 matters", "Text: a<b and c", "https://d.example/4", "2026-11-02", "Next", "1 < 2"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_feed_is_asked_no_more_often_than_it_wishes_unless_it_is_named() {
    let home = Home::new();
    let feed = |ttl: &str| rss("Post", &(ttl.to_owned() + &item("1", "https://d.example/4", "One", 2, "Text.")));
    let answer = |headers: &str, body: &str| {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
    };
    for (headers, ttl, waits) in [
        ("Cache-Control: max-age=900\r\n", "", true),
        ("", "<ttl>60</ttl>", true),
        ("", "<sy:updatePeriod>hourly</sy:updatePeriod>", true),
        ("Cache-Control: no-cache, max-age=900\r\n", "", false),
        ("", "", false),
    ] {
        let address = serve(answer(headers, &feed(ttl)));
        home.ok(&["feeds", "add", &address]);
        home.ok(&["refresh", &address]);
        let said = home.ok(&["refresh"]);
        assert_eq!(said.contains("1 not asked yet"), waits, "{headers}{ttl}: {said}");
        assert_eq!(home.ok(&["refresh", &address]), "1 feed: 0 new\n");
        home.ok(&["feeds", "remove", &address]);
    }
}

#[test]
fn a_page_names_its_feed_in_a_header_or_in_its_text() {
    let home = Home::new();
    let feed = rss("The Quay", &item("1", "https://d.example/4", "One", 2, "Text."));
    let to =
        serve(format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{feed}", feed.len()));
    let page = |headers: &str, body: &str| {
        let body = format!("<html><head><title>Quay</title></head><body><p>Hi.</p>{body}</body></html>");
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
    };
    let header = format!("Link: <{to}>; rel=\"alternate\"; type=\"application/rss+xml\"\r\n");
    // A feed of another origin that nobody typed may not be in a private network, so the message names it.
    let ran = home.run(&["feeds", "add", &serve(page(&header, ""))]);
    assert!(ran.stderr.contains("private network"), "{}", ran.stderr);
    let ran = home.run(&["feeds", "add", &serve(page("", "<a href='/about'>About</a>"))]);
    assert!(ran.stderr.contains("names no feed"), "{}", ran.stderr);
    let linked = serve_each(vec![
        page("", "<a href='/feed.rss'>RSS</a>"),
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{feed}", feed.len()),
    ]);
    assert!(home.ok(&["feeds", "add", &linked]).contains("The Quay"));
}

#[test]
fn a_transfer_that_breaks_off_is_told_and_asked_for_again() {
    let home = Home::new();
    let feed = |n: u8| {
        let items = (1..=n).map(|n| item(&n.to_string(), "", &format!("Story {n}"), n, "Words."));
        rss("Post", &items.collect::<String>())
    };
    let whole = |body: &str| format!("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let (one, two) = (feed(1), feed(2));
    let length = format!("HTTP/1.1 200 OK\r\nETag: \"2\"\r\nContent-Length: {}\r\n\r\n{}", two.len() + 9, two);
    let chunked =
        format!("HTTP/1.1 200 OK\r\nETag: \"2\"\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{two}\r\n", two.len());
    let unsized_ = format!("HTTP/1.1 200 OK\r\nETag: \"2\"\r\nConnection: close\r\n\r\n{}", &two[..two.len() - 8]);
    for broken in [length, chunked, unsized_] {
        let address = serve_each(vec![whole(&one), broken, whole(&two)]);
        home.ok(&["feeds", "add", &address]);
        let ran = home.run(&["refresh", &address]);
        assert!(ran.status == Some(1) && ran.stderr.contains("broke off"), "{}{}", ran.stdout, ran.stderr);
        home.ok(&["refresh", &address]);
        assert_eq!(home.ok(&["list"]).lines().count(), 2);
        assert!(!home.ok(&["feeds", "list"]).contains("broke off"));
        home.ok(&["feeds", "remove", &address]);
    }
}

#[test]
fn of_too_many_entries_the_new_ones_are_taken_and_it_is_said() {
    let home = Home::new();
    let items = |from: usize, to: usize| -> String {
        (from..to).map(|n| format!("<item><guid>{n}</guid><title>Story {n}</title></item>")).collect()
    };
    home.file("feed.xml", rss("Post", &items(100, 5101)));
    let ran = home.run(&["feed", "feed.xml"]);
    assert!(ran.stdout.contains("\"cut\":true") && ran.stderr.contains("it has 5001 entries"), "{}", ran.stderr);
    let ran = home.run(&["feeds", "add", "feed.xml"]);
    assert!(ran.status == Some(0) && ran.stderr.contains("of which 5000 are read"), "{}", ran.stderr);
    // What is new stands at the end of one feed and at the beginning of another; neither has times.
    home.file("feed.xml", rss("Post", &items(100, 5104)));
    assert_eq!(summed(&home.run(&["refresh"])), "1 feed: 3 new, 4 not taken, as a feed has too many");
    home.file("feed.xml", rss("Post", &items(98, 5104)));
    assert_eq!(summed(&home.run(&["refresh"])), "1 feed: 2 new, 6 not taken, as a feed has too many");
    assert!(home.ok(&["search", "\"story 5103\""]).contains("Story 5103"));
    home.file("feed.xml", rss("Post", &items(98, 5098)));
    assert!(!home.ok(&["feed", "feed.xml"]).contains("\"cut\""));
}

#[test]
fn an_entry_that_is_too_long_says_where_it_ends() {
    let home = Home::new();
    home.file("feed.xml", rss("Post", &item("1", "", "Long", 2, &"Words of a long story. ".repeat(100_000))));
    assert!(home.ok(&["feed", "feed.xml"]).contains("\"cut\":true"));
    home.ok(&["feeds", "add", "feed.xml"]);
    let id = home.ok(&["list"])[..16].to_owned();
    let library = home.dir().join(".local/share/dateline/library.db");
    let kept = dateline::library::Library::open(&library).unwrap();
    assert!(kept.article(&dateline::article::ArticleId(id)).unwrap().is_cut());
}

#[test]
fn a_flood_of_entries_costs_no_more_than_what_is_kept_of_it() {
    let one = "<item><title>A</title><link>https://a.example/</link></item>";
    let source = dateline::article::Source::Stdin;
    let bytes = rss("Flood", &one.repeat(100_000));
    let feed = dateline::ingest::feed(&dateline::ingest::Input::new(bytes.as_bytes(), &source)).unwrap();
    assert_eq!((feed.entries.len(), feed.left_out), (dateline::ingest::ENTRIES, 95_000));
}

#[test]
fn a_feed_in_the_name_of_another_host_says_nothing_for_it() {
    let home = Home::new();
    let page = "https://good.example/port";
    let words = "The port opened on Monday, and ships went in. ".repeat(9);
    home.file("good.xml", rss("Good Paper", &item("https://good.example/1", page, "Port reopens", 2, &words)));
    // The same name and title, the same words with a lie at their end, at an address of its own and at the good one's.
    let lie = words.clone() + "INVENTED.";
    let other = item("https://good.example/1", "https://evil.example/x", "Port reopens", 2, &lie)
        + &item("https://good.example/2", page, "Port reopens", 2, &lie);
    home.file("evil.xml", rss("Good Paper", &other));
    home.ok(&["feeds", "add", "good.xml"]);
    let id = home.ok(&["list"])[..16].to_owned();
    home.ok(&["feeds", "add", "evil.xml"]);
    assert!(home.ok(&["bookmarks", "add", &id, "--quote", "ships went in"]).contains("ships"));
    let found = home.ok(&["search", "--format", "json", "INVENTED"]);
    assert!(found.contains("evil.example") && !found.contains(&id), "{found}");
    // The same words at another address are another article, which goes with its own feed.
    home.file("copy.xml", rss("Copy", &item("c", "https://copy.example/port", "Port reopens", 2, &words)));
    let before = home.ok(&["list"]).lines().count();
    home.ok(&["feeds", "add", "copy.xml"]);
    assert_eq!(home.ok(&["list"]).lines().count(), before + 1);
}
