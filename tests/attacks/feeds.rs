//! Feeds: what one says changes nothing of another one, each entry is taken in once, and what breaks off is not whole.

use super::home::{Home, Ran};

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
