//! Transfers that break off or go on after their end: what came is shown, says that it is not all, and takes the place of
//! nothing longer.

use std::io::Write as _;

use super::server::{answer, serve, serve_each};
use crate::home::Home;

fn page(paragraphs: usize) -> String {
    let text: String = (1..=paragraphs)
        .map(|n| {
            format!("<p>On day {n} the harbour of Odden stayed shut, and {n} boats lay in it, the port said.</p>\n")
        })
        .collect();
    format!(
        "<!doctype html><html><head><title>Port stays shut</title></head><body><article><h1>Port stays shut</h1>\n{text}\
         </article></body></html>"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The answers of a page of which the last third is missing, in each way in which a transfer can fail.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let page = page(30);
    let part = &page[..page.len() * 2 / 3];
    let html = "Content-Type: text/html\r\nETag: \"cut\"\r\n";
    let packed = gzip(page.as_bytes());
    let packed_head = format!("{html}Content-Encoding: gzip\r\n");
    let chunked = format!("HTTP/1.1 200 OK\r\n{html}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{part}\r\n", part.len());
    let closed = format!("HTTP/1.1 200 OK\r\n{html}Connection: close\r\n\r\n{part}");
    vec![
        ("length", answer(html, page.len(), part.as_bytes())),
        ("chunks", chunked.into_bytes()),
        ("gzip", answer(&packed_head, packed.len() * 2 / 3, &packed[..packed.len() * 2 / 3])),
        ("both", answer(&packed_head, packed.len(), &packed[..packed.len() * 2 / 3])),
        ("nothing but the page tells", closed.into_bytes()),
    ]
}

#[test]
fn an_article_that_breaks_off_is_shown_as_far_as_it_came() {
    for (how, broken) in broken() {
        let home = Home::new();
        let address = serve(broken);
        let ran = home.run(&["extract", &address]);
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "{how}");
        assert!(ran.stdout.contains("\"cut\":true") && ran.stdout.contains("On day 15"), "{how}: {}", ran.stdout);
        // Where there is no screen: as text, with the sign.
        let printed = home.ok(&[&address]);
        assert!(printed.contains("breaks off before its end") && printed.contains("On day 15"), "{how}: {printed}");
        let ran = home.run(&["add", "--format", "json", &address]);
        assert!(ran.stdout.contains("\"cut\":true"), "{how}: {}", ran.stdout);
        assert!(ran.stderr.contains("not all was read") || ran.stderr.contains("cannot read all of"), "{}", ran.stderr);
        assert!(home.ok(&["search", "15 boats"]).contains("Port stays shut"), "{how}");
    }
}

#[test]
fn nothing_longer_is_lost_to_what_breaks_off() {
    let whole = |n: usize| answer("Content-Type: text/html\r\nETag: \"1\"\r\n", page(n).len(), page(n).as_bytes());
    for (how, broken) in broken() {
        let home = Home::new();
        let address = serve_each(vec![whole(30), broken.clone(), broken, whole(31)]);
        home.ok(&["add", &address]);
        home.ok(&["bookmarks", "add", &address, "--quote", "On day 29"]);
        let ran = home.run(&["refresh", &address]);
        assert!(ran.status == Some(1) && ran.stderr.contains("broke off"), "{how}: {}{}", ran.stdout, ran.stderr);
        home.run(&["add", &address]);
        assert!(home.ok(&["bookmarks", "list", "--format", "json"]).contains("\"status\":\"exact\""), "{how}");
        assert!(!home.ok(&["search", "\"day 29\""]).is_empty(), "{how}");
        // What the broken answer was known by is forgotten, so the next one is read.
        home.ok(&["refresh", &address]);
        assert!(!home.ok(&["search", "\"day 31\""]).is_empty(), "{how}");
    }
}

#[test]
fn what_came_first_is_replaced_by_the_whole_of_it() {
    let page = page(30);
    let whole = answer("Content-Type: text/html\r\n", page.len(), page.as_bytes());
    for (how, broken) in broken() {
        let home = Home::new();
        let address = serve_each(vec![broken, whole.clone()]);
        home.run(&["add", &address]);
        home.ok(&["refresh", &address]);
        assert!(!home.ok(&["search", "\"day 29\""]).is_empty(), "{how}");
    }
}

#[test]
fn what_follows_the_end_of_a_transfer_is_told() {
    let page = page(9);
    let twice = page.clone() + &page.replace("Odden", "Elsewhere");
    let packed = [gzip(page.as_bytes()), b"more".to_vec()].concat();
    for (headers, body) in [
        ("Content-Encoding: gzip\r\n", packed),
        ("", twice.into_bytes()),
        ("", (page.clone() + "<p>More words.").into()),
    ] {
        let home = Home::new();
        let address = serve(answer(&format!("Content-Type: text/html\r\n{headers}"), body.len(), &body));
        let printed = home.ok(&[&address]);
        assert!(printed.contains("Something follows the end") && printed.contains("On day 9"), "{printed}");
        assert!(!printed.contains("Elsewhere"));
    }
}

#[test]
fn what_broke_off_before_there_was_anything_is_an_error() {
    for part in ["", "<!doctype html><html><head><title>Port</ti"] {
        let home = Home::new();
        let ran = home.run(&["extract", &serve(answer("Content-Type: text/html\r\n", 5000, part.as_bytes()))]);
        assert!(ran.status == Some(1) && ran.stdout.contains("broke off the connection"), "{}", ran.stdout);
    }
}

#[test]
fn a_redirect_takes_no_login_to_another_host() {
    let (sender, asked) = std::sync::mpsc::channel();
    let there = recording(sender, |_| "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\nThe harbour opened now".to_owned());
    let there = there.replace("http://", "http://eve:guess@");
    let (sender, _first) = std::sync::mpsc::channel();
    let here =
        recording(sender, move |_| format!("HTTP/1.1 302 Found\r\nLocation: {there}\r\nContent-Length: 0\r\n\r\n"));
    // The second server is in a private network that nobody typed: it is not even asked.
    let home = Home::new();
    let ran = home.run(&["extract", &here.replace("http://", "http://bob:hunter2@")]);
    assert!(ran.stdout.contains("private network") && !ran.stderr.contains("hunter2"), "{}{}", ran.stdout, ran.stderr);
    assert!(asked.try_recv().is_err());
}

/// A server that tells what it is asked.
fn recording(to: std::sync::mpsc::Sender<String>, answer: impl Fn(&str) -> String + Send + 'static) -> String {
    use std::io::Read as _;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = [0; 4096];
            let read = stream.read(&mut head).unwrap_or(0);
            let head = String::from_utf8_lossy(&head[..read]).into_owned();
            let _ = stream.write_all(answer(&head).as_bytes());
            let _ = to.send(head);
        }
    });
    address
}
