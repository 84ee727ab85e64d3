//! Who named an address, and what is kept of names and passwords.

use dateline::app::refresh::full_text;
use dateline::article::{ArticleId, Login, Source};
use dateline::library::{Access, Library, NewFeed};

use super::site::{Home, Site, feed, item, page};

fn open(home: &Home) -> Library {
    Library::open(home.path("library.db").as_ref()).unwrap()
}

fn id(home: &Home) -> ArticleId {
    let list = home.json(&["list", "--format", "json"]);
    ArticleId(list["articles"][0]["id"].as_str().unwrap().to_owned())
}

#[test]
fn what_a_feed_named_is_never_typed_not_even_when_the_feed_is_gone() {
    let (site, other, home) = (Site::new(), Site::new(), Home::new());
    other.put("/secret", "200 OK\nContent-Type: text/html", &page("the inner quay"));
    let entry = item("quay").replace("<link>/quay", &format!("<link>{}", other.url("/secret")));
    site.put("/feed", "200 OK", &feed("Odden Post", &entry));
    home.said(&["feeds", "add", &site.url("/feed")]);
    let id = id(&home);
    let refused = || {
        let (code, _, err) = home.run(&["refresh", &id.0]);
        assert!(code == 1 && err.contains("in a private network"), "{err}");
        let error = full_text(&mut open(&home), &id, None).unwrap_err().to_string();
        assert!(error.contains("in a private network"), "{error}");
        assert!(other.asked().is_empty());
    };
    refused();
    open(&home).set_starred(&id, true, "2026-03-01T10:00:00Z".parse().unwrap()).unwrap();
    home.said(&["feeds", "remove", "Odden Post"]);
    refused();
}

#[test]
fn a_page_does_not_say_where_it_is_read_from() {
    let (site, other, home) = (Site::new(), Site::new(), Home::new());
    other.put("/secret", "200 OK\nContent-Type: text/html", &page("the inner quay"));
    let says =
        page("the quay").replace("<head>", &format!("<head><link rel=canonical href='{}'>", other.url("/secret")));
    site.put("/quay", "200 OK\nContent-Type: text/html", &says);
    home.said(&["add", &site.url("/quay")]);
    let error = full_text(&mut open(&home), &id(&home), None).unwrap_err().to_string();
    assert!(error.contains("in a private network"), "{error}");
    assert!(other.asked().is_empty());
    // Its own source was typed.
    assert_eq!(home.said(&["refresh"]), "0 changed, 1 unchanged\n");
}

#[test]
fn where_a_page_or_a_server_leads_is_remembered_as_found() {
    let (site, other, home) = (Site::new(), Site::new(), Home::new());
    let link = "<html><head><link rel=alternate type=application/rss+xml href='/feed'></head><body>x</body></html>";
    site.put("/", "200 OK\nContent-Type: text/html", link);
    site.put_feed("/feed", "Odden Post", &["quay"]);
    home.said(&["feeds", "add", &site.url("/")]);
    let typed = || open(&home).feeds_to_read(&[]).unwrap().remove(0).access.typed;
    assert_eq!(typed(), Some(site.url("/")));
    site.put("/feed", "301 Moved\nLocation: /new", "");
    site.put_feed("/new", "Odden Post", &["quay"]);
    home.said(&["refresh"]);
    assert_eq!((&home.feeds()[0]["source"], typed()), (&site.url("/new").into(), Some(site.url("/"))));
    // Typed itself, it is typed.
    home.said(&["feeds", "add", &site.url("/new")]);
    assert_eq!(typed(), None);
    site.put("/new", "301 Moved\nLocation: /newest", "");
    site.put_feed("/newest", "Odden Post", &["quay"]);
    home.said(&["refresh"]);
    assert_eq!(typed(), Some(site.url("/new")));

    // What was found is asked as what was found, at every refresh.
    other.put_feed("/feed", "Inner", &["secret"]);
    let found = NewFeed {
        source: Source::Url(other.url("/feed")),
        title: None,
        link: None,
        folders: vec![],
        tags: vec![],
        full_text: false,
        access: Access { typed: Some(site.url("/")), login: None },
    };
    open(&home).subscribe(&[found], "2026-03-01T10:00:00Z".parse().unwrap(), false).unwrap();
    let (code, _, err) = home.run(&["refresh"]);
    assert!(code == 1 && err.contains("in a private network") && other.asked().is_empty(), "{err}");
}

#[test]
fn names_and_passwords_are_sent_and_never_shown() {
    let (site, home) = (Site::new(), Home::new());
    let bare = "<item><title>quay</title><description>A word about the quay.</description></item>";
    site.put("/feed", "200 OK\nContent-Type: application/rss+xml", &feed("Odden Post", bare));
    site.put("/page", "200 OK\nContent-Type: text/html", &page("the old quay"));
    let secret = |path: &str| site.url(path).replace("://", "://bob:hunter2@");
    let list = |path: &str| {
        let url = secret(path);
        format!("<opml version='2.0'><body><outline text='{url}' htmlUrl='{url}' xmlUrl='{url}'/></body></opml>")
    };
    let log = home.path("log.txt");
    let mut said = String::new();
    let mut run = |args: &[&str]| {
        let (code, out, err) = home.run(&[&["--log", &log], args].concat());
        assert_eq!(code, 0, "{args:?} {err}");
        said += &(out + &err);
    };
    run(&["feeds", "add", &secret("/feed")]);
    run(&["feeds", "import", &home.write("list.opml", &list("/other"))]);
    site.put("/other", "200 OK", &feed("Other Post", bare));
    run(&["add", &secret("/page")]);
    run(&["refresh"]);
    run(&["refresh", &secret("/feed")]);
    run(&["feeds", "list"]);
    run(&["feeds", "list", "--format", "json"]);
    run(&["feeds", "export"]);
    run(&["list", "--format", "json"]);
    let authorized = |head: &String| head.to_lowercase().contains("authorization: basic ym9iomh1bnrlcji=");
    let asked = site.asked();
    let feeds = asked.iter().filter(|head| !head.starts_with("GET /page ")).collect::<Vec<_>>();
    assert!(feeds.len() == 4 && feeds.into_iter().all(authorized), "{asked:?}");
    // A fault is no reason to show them.
    site.put("/feed", "500 Oh", "");
    let (_, out, err) = home.run(&["--log", &log, "refresh", "--timeout", "5"]);
    said += &(out + &err + &std::fs::read_to_string(&log).unwrap());
    said += &home.run(&["refresh", &secret("/nowhere")]).2;
    assert!(said.contains("cannot refresh") && !said.contains("hunter2") && !said.contains("bob"), "{said}");
    // A subscription that is taken up again has them as before.
    let library = open(&home);
    let due = library.feeds_to_read(&[]).unwrap();
    for feed in due {
        let login = feed.access.login.as_ref().map(Login::secret);
        assert_eq!(login, Some(&*secret("/")));
        assert_eq!(library.subscription(&feed.id).unwrap().access, feed.access);
    }
}
