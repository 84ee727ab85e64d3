//! The network against a server of our own on 127.0.0.1 that misbehaves as asked.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use dateline::fetch::{FetchError, NotWhole, Request, Response, RetryAfter, Target, Trust, Validators, fetch};
use flate2::Compression;
use flate2::write::GzEncoder;

/// A server that answers each connection with what `answer` writes; the heads of the requests come through the channel.
fn serve(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let head = head_of(&mut stream);
            // Nobody may want to know.
            let _ = sender.send(head.clone());
            answer(&head, &mut stream);
        }
    });
    (port, receiver)
}

fn head_of(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// A server with one answer for everything.
fn always(head: &str, body: &[u8]) -> (u16, Receiver<String>) {
    let answer =
        [format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes(), body]
            .concat();
    serve(move |_, stream| {
        let _ = stream.write_all(&answer);
    })
}

fn request(address: &str) -> Request {
    Request { timeout: Some(Duration::from_secs(10)), ..Request::new(Target::Url(address.to_owned())) }
}

fn get(port: u16, path: &str) -> Result<Response, FetchError> {
    fetch(&request(&format!("http://127.0.0.1:{port}{path}")))
}

fn path_of(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or("")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_page_with_what_is_known_about_it() {
    let (port, heads) = always(
        "200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"v1\"\r\nLast-Modified: Tue, 12 Mar 2024 10:30:00 GMT",
        b"words",
    );
    let response = get(port, "/a/b.html?c#d").unwrap();
    assert_eq!(response.bytes, b"words");
    assert_eq!(response.media_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(response.url, Some(format!("http://127.0.0.1:{port}/a/b.html?c")));
    assert_eq!((response.name.as_deref(), response.moved, response.unchanged), (Some("b.html"), None, false));
    assert_eq!(response.validators.etag.as_deref(), Some("\"v1\""));
    assert_eq!(response.validators.last_modified.as_deref(), Some("Tue, 12 Mar 2024 10:30:00 GMT"));
    let head = heads.recv().unwrap().to_lowercase();
    assert!(head.starts_with("get /a/b.html?c http/1.1\r\n"), "{head}");
    assert!(head.contains("user-agent: dateline/") && head.contains("accept-encoding: gzip, br"), "{head}");
    for absent in ["cookie", "referer", "authorization", "if-none-match"] {
        assert!(!head.contains(absent), "{absent} in {head}");
    }
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let (port, heads) = always("304 Not Modified", b"");
    let validators =
        Validators { etag: Some("\"v1\"".into()), last_modified: Some("Tue, 12 Mar 2024 10:30:00 GMT".into()) };
    let address = format!("http://127.0.0.1:{port}/");
    let response = fetch(&Request { validators: validators.clone(), ..request(&address) }).unwrap();
    assert!(response.unchanged && response.bytes.is_empty());
    let head = heads.recv().unwrap().to_lowercase();
    assert!(
        head.contains("if-none-match: \"v1\"\r\n")
            && head.contains("if-modified-since: tue, 12 mar 2024 10:30:00 gmt\r\n"),
        "{head}"
    );
    // Nobody asked whether it had.
    assert!(matches!(get(port, "/"), Err(FetchError::Status { code: 304, .. })));
}

#[test]
fn what_a_version_is_known_by_belongs_to_the_address_that_gave_it() {
    let validators =
        Validators { etag: Some("\"1\"".into()), last_modified: Some("Fri, 20 Nov 2026 10:00:00 GMT".into()) };
    for code in [301, 302, 303, 307, 308] {
        let (port, heads) = serve(move |head, stream| {
            let old = format!("HTTP/1.1 {code} Elsewhere\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n");
            let answer = match path_of(head) {
                "/old" => &old,
                // It takes a version of another file for its own.
                _ if head.to_lowercase().contains("if-") => "HTTP/1.1 304 Not Modified\r\n\r\n",
                _ => "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 5\r\n\r\nwords",
            };
            let _ = stream.write_all(answer.as_bytes());
        });
        let address = format!("http://127.0.0.1:{port}/old");
        let response = fetch(&Request { validators: validators.clone(), ..request(&address) }).unwrap();
        assert_eq!((response.unchanged, response.bytes.as_slice()), (false, &b"words"[..]), "{code}");
        assert!(heads.recv().unwrap().contains("if-none-match"));
        // They are kept if the new address is the one that is asked from now on.
        let is_moved = response.moved.is_some();
        assert_eq!((response.validators != Validators::default(), is_moved), (is_moved, code == 301 || code == 308));
    }
}

#[test]
fn redirects_are_followed_and_permanent_ones_reported() {
    let (port, _heads) = serve(|head, stream| {
        let answer = match path_of(head) {
            "/old" => "HTTP/1.1 301 Moved\r\nLocation: /newer\r\nContent-Length: 4\r\n\r\nmove",
            "/newer" => "HTTP/1.1 308 Moved\r\nLocation: new\r\nContent-Length: 0\r\n\r\n",
            "/mixed" => "HTTP/1.1 302 Found\r\nLocation: /old\r\nContent-Length: 0\r\n\r\n",
            "/new" => "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords",
            "/loop" => "HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n",
            "/file" => "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
            "/data" => "HTTP/1.1 302 Found\r\nLocation: data:text/html,x\r\nContent-Length: 0\r\n\r\n",
            _ => "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        };
        let _ = stream.write_all(answer.as_bytes());
    });
    let response = get(port, "/old").unwrap();
    let new = format!("http://127.0.0.1:{port}/new");
    assert_eq!(
        (response.bytes.as_slice(), response.url.as_deref(), response.moved.as_deref()),
        (&b"words"[..], Some(new.as_str()), Some(new.as_str()))
    );
    let response = get(port, "/mixed").unwrap();
    assert_eq!((response.url.as_deref(), response.moved), (Some(new.as_str()), None));
    for (path, why) in [
        ("/loop", "again and again"),
        ("/file", "to what is no page of the web"),
        ("/data", "to what is no page of the web"),
        ("/none", "without saying where to"),
    ] {
        let error = get(port, path).unwrap_err();
        assert!(error.to_string().starts_with("127.0.0.1:") && error.to_string().ends_with(why), "{error}");
    }
}

#[test]
fn nobody_but_the_person_leads_into_a_private_network() {
    let (inner, asked) = always("200 OK", b"secret");
    let (port, _heads) = serve(move |head, stream| {
        let target = match path_of(head) {
            "/port" => format!("http://127.0.0.1:{inner}/"),
            "/name" => format!("http://localhost:{inner}/"),
            "/user" => format!("http://news.example@127.0.0.1:{inner}/"),
            "/mapped" => format!("http://[::ffff:127.0.0.1]:{inner}/"),
            "/number" => format!("http://2130706433:{inner}/"),
            _ => "http://169.254.169.254/latest/meta-data/".to_owned(),
        };
        let _ = write!(stream, "HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n");
    });
    for path in ["/port", "/name", "/user", "/mapped", "/number", "/metadata"] {
        let error = get(port, path).unwrap_err();
        assert!(matches!(error, FetchError::Private(_)), "{path}: {error}");
    }
    // From a feed it is refused at once, unless it stands where the feed does.
    let address = format!("http://127.0.0.1:{inner}/a");
    let found = |near: Option<String>| fetch(&Request { trust: Trust::Found(near), ..request(&address) });
    assert!(matches!(found(None), Err(FetchError::Private(_))));
    assert!(matches!(found(Some(format!("http://127.0.0.1:{port}/feed"))), Err(FetchError::Private(_))));
    assert!(matches!(found(Some(format!("https://127.0.0.1:{inner}/feed"))), Err(FetchError::Private(_))));
    assert!(asked.try_recv().is_err(), "it was asked");
    assert_eq!(found(Some(format!("http://127.0.0.1:{inner}/feed"))).unwrap().bytes, b"secret");
}

#[test]
fn one_deadline_holds_for_everything() {
    let trickle = |stream: &mut TcpStream| {
        for _ in 0..100 {
            if stream.write_all(b"a").is_err() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    let (port, _heads) = serve(move |head, stream| match path_of(head) {
        "/head" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX-Slow: ");
            trickle(stream);
        }
        "/body" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            trickle(stream);
        }
        "/hints" => {
            while stream.write_all(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n").is_ok() {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        "/hops" => {
            std::thread::sleep(Duration::from_millis(300));
            let _ = stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /hops\r\nContent-Length: 0\r\n\r\n");
        }
        _ => std::thread::sleep(Duration::from_secs(3)),
    });
    for path in ["/head", "/body", "/hints", "/hops", "/silent"] {
        let start = Instant::now();
        let timeout = Some(Duration::from_millis(700));
        let answer = fetch(&Request { timeout, ..request(&format!("http://127.0.0.1:{port}{path}")) });
        match &answer {
            // What came is there, and says that it is not all.
            Ok(response) if path == "/body" => {
                assert!(matches!(response.not_whole, Some(NotWhole::Late { .. })) && response.bytes.starts_with(b"aa"));
            }
            answer => assert!(matches!(answer, Err(FetchError::Slow { .. })), "{path}: {answer:?}"),
        }
        assert!(start.elapsed() < Duration::from_secs(5), "{path} took {:?}", start.elapsed());
    }
}

#[test]
fn caps_hold_for_what_comes_out() {
    let (port, _heads) = serve(|head, stream| {
        let packed = |name: &str, body: &[u8]| {
            [
                format!("HTTP/1.1 200 OK\r\nContent-Encoding: {name}\r\nContent-Length: {}\r\n\r\n", body.len())
                    .as_bytes(),
                body,
            ]
            .concat()
        };
        let answer = match path_of(head) {
            "/page" => packed("gzip", &gzip(b"words")),
            "/bomb" => packed("gzip", &gzip(&vec![0; 20 << 20])),
            "/twice" => packed("gzip, gzip", &gzip(&gzip(b"words"))),
            "/lies" => packed("gzip", b"words"),
            "/cut" => packed("gzip", &gzip(&b"many words ".repeat(100))[..20]),
            "/head" => format!("HTTP/1.1 200 OK\r\nX-Big: {}\r\n\r\n", "h".repeat(70 << 10)).into_bytes(),
            _ => b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwords".to_vec(),
        };
        let _ = stream.write_all(&answer);
    });
    assert_eq!(get(port, "/page").unwrap().bytes, b"words");
    assert_eq!(get(port, "/lies").unwrap().bytes, b"words");
    assert!(matches!(get(port, "/bomb"), Err(FetchError::TooLarge(_))));
    assert!(matches!(get(port, "/twice"), Err(FetchError::Answer { .. })));
    assert!(matches!(get(port, "/cut"), Err(FetchError::Answer { .. })));
    let short = get(port, "/short").unwrap();
    assert!(matches!(short.not_whole, Some(NotWhole::BrokeOff { .. })) && short.bytes == b"words");
    let error = get(port, "/head").unwrap_err();
    assert_eq!(error.to_string(), format!("127.0.0.1:{port} answers with more than 64 KB of headers"));
}

#[test]
fn refusals_are_told_with_when_to_come_back() {
    let (port, _heads) = always("503 Busy\r\nRetry-After: 7200", b"later");
    match get(port, "/") {
        Err(FetchError::Status { host, code: 503, retry_after }) => {
            assert_eq!(
                (host, retry_after),
                (format!("127.0.0.1:{port}"), Some(RetryAfter::In(Duration::from_hours(2))))
            );
        }
        other => panic!("{other:?}"),
    }
    let error = get(always("404 Not Found", b"").0, "/").unwrap_err();
    assert!(error.to_string().ends_with("answers 404: there is no such page"), "{error}");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = get(closed, "/").unwrap_err();
    assert_eq!(error.to_string(), format!("127.0.0.1:{closed} cannot be reached: it refuses the connection"));
    for address in ["gopher://a.example/", "http://[::1/%00", "http://"] {
        assert!(matches!(fetch(&request(address)), Err(FetchError::Address)), "{address}");
    }
}

#[test]
fn a_server_that_speaks_no_tls_is_told_from_a_silent_one() {
    let (port, _heads) = serve(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    // What the client says first has no end of a head, so the server answers only when it gives up.
    let error =
        fetch(&Request { timeout: Some(Duration::from_secs(2)), ..request(&format!("https://127.0.0.1:{port}/")) })
            .unwrap_err();
    assert!(error.to_string().contains(&format!("127.0.0.1:{port}")), "{error}");
    assert!(matches!(error, FetchError::Tls { .. } | FetchError::Slow { .. } | FetchError::Answer { .. }), "{error}");
}

#[test]
fn a_password_goes_where_it_was_typed_for_and_is_never_shown() {
    let (port, heads) = serve(|head, stream| {
        let answer = match path_of(head) {
            "/in" => "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords",
            "/on" => "HTTP/1.1 302 Found\r\nLocation: http://eve:guess@HOST/in\r\nContent-Length: 0\r\n\r\n",
            _ => "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n",
        };
        let host = head
            .lines()
            .find_map(|line| line.to_lowercase().strip_prefix("host: ").map(str::to_owned))
            .unwrap_or_default();
        let _ = stream.write_all(answer.replace("HOST", &host).as_bytes());
    });
    let with_password = |path: &str| fetch(&request(&format!("http://bob:hunter2@127.0.0.1:{port}{path}")));
    let response = with_password("/on").unwrap();
    assert_eq!(response.url, Some(format!("http://127.0.0.1:{port}/in")));
    for _ in 0..2 {
        assert!(heads.recv().unwrap().to_lowercase().contains("authorization: basic ym9iomh1bnrlcji=\r\n"));
    }
    let error = with_password("/401").unwrap_err();
    assert!(!error.to_string().contains("hunter2") && !format!("{error:?}").contains("hunter2"));
}

fn dateline(arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    let output = command.args(arguments).envs(variables.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn commands_take_addresses() {
    let (port, _heads) = serve(|head, stream| {
        let (kind, body) = match path_of(head) {
            "/feed" => (
                "application/rss+xml",
                "<rss><channel><title>Odden Post</title><item><title>One</title><link>/1</link></item></channel></rss>",
            ),
            "/page" => (
                "text/html",
                "<html><head><link rel=alternate type=application/rss+xml href=/feed></head><body>words</body></html>",
            ),
            _ => {
                ("text/plain", "The harbour of Odden opened on Monday after a storm that had kept it shut for 12 days.")
            }
        };
        let _ =
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    });
    let url = |path: &str| format!("http://127.0.0.1:{port}{path}");
    let (code, out, err) = dateline(&["extract", "--timeout", "10", &url("/story")], &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    let article: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(article["source"], url("/story"));
    assert!(article["text"].as_str().unwrap().starts_with("The harbour"));

    let (code, out, err) = dateline(&["feed", "--format", "json", &url("/feed")], &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    let feed: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&feed["schema"], &feed["title"]), (&1.into(), &"Odden Post".into()));
    assert_eq!(feed["entries"][0]["link"], url("/1"));

    let (code, out, err) = dateline(&["feed", &url("/page")], &[]);
    assert_eq!((code, out.as_str()), (3, ""));
    assert_eq!(
        err.trim(),
        format!(
            "dateline: cannot read, {0}/page: it is a page, not a feed. Try the feed that it names: {0}/feed.",
            url("")
        )
    );

    let (code, _, err) =
        dateline(&["extract", &format!("http://bob:hunter2@127.0.0.1:{}/", always("401 No", b"").0)], &[]);
    assert_eq!(code, 1);
    assert!(
        err.contains("answers 401") && !err.contains("hunter2") && err.lines().count() == 1 && !err.contains('\u{1b}'),
        "{err}"
    );
}

#[test]
fn the_proxy_of_the_environment_is_used() {
    let (port, heads) = serve(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        let _ = head_of(stream);
        let _ = stream.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 26\r\n\r\nWords through the proxy in",
        );
    });
    let proxy = format!("http://127.0.0.1:{port}");
    let (code, out, err) = dateline(&["extract", "http://news.invalid/a"], &[("http_proxy", &proxy)]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Words through the proxy"), "{out}");
    assert!(heads.recv().unwrap().starts_with("CONNECT news.invalid:80 "));
    let (code, _, err) =
        dateline(&["extract", "http://news.invalid/a"], &[("http_proxy", &proxy), ("no_proxy", "news.invalid")]);
    assert_eq!(code, 1);
    assert!(err.contains("no host of the name news.invalid was found"), "{err}");
}

#[test]
fn a_part_that_nobody_asked_for_is_not_the_whole() {
    for (range, is_whole) in [
        ("Content-Range: bytes 0-4/90\r\n", false),
        ("Content-Range: bytes 0-4/*\r\n", false),
        ("Content-Range: bytes 85-89/90\r\n", false),
        ("", false),
        ("Content-Range: bytes 0-4/5\r\n", true),
    ] {
        let (port, _heads) = serve(move |_, stream| {
            let answer = format!("HTTP/1.1 206 Partial Content\r\n{range}Content-Length: 5\r\n\r\nwords");
            let _ = stream.write_all(answer.as_bytes());
        });
        let response = get(port, "/").unwrap();
        assert_eq!((response.bytes.as_slice(), response.not_whole.is_none()), (&b"words"[..], is_whole), "{range}");
    }
}
