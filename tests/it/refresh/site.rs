//! A server whose pages can be changed, and a home with a library in it.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

/// What a path answers: a head without its end (status line and headers), and a body.
pub type Pages = HashMap<String, (String, String)>;

/// A server whose pages can be changed, and that remembers what it was asked.
#[derive(Clone)]
pub struct Site {
    pub port: u16,
    pages: Arc<Mutex<Pages>>,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Site {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let site = Self { port, pages: Arc::default(), heads: Arc::default() };
        let served = site.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let served = served.clone();
                std::thread::spawn(move || served.answer(&mut stream.unwrap()));
            }
        });
        site
    }

    pub fn answer(&self, stream: &mut TcpStream) {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let path = head.split(' ').nth(1).unwrap_or("").to_owned();
        self.heads.lock().unwrap().push(head.clone());
        let found = self.pages.lock().unwrap().get(&path).cloned();
        let (status, body) = found.unwrap_or(("404 Not Found".to_owned(), String::new()));
        if status == "silent" {
            std::thread::sleep(Duration::from_secs(5));
            return;
        }
        let etag = status.lines().find_map(|line| line.strip_prefix("ETag: "));
        let same = etag.is_some_and(|etag| head.to_lowercase().contains(&format!("if-none-match: {etag}")));
        let (status, body) = if same { ("304 Not Modified", "") } else { (status.as_str(), body.as_str()) };
        let status = status.replace('\n', "\r\n");
        let length = body.len();
        let _ = write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn put(&self, path: &str, status: &str, body: &str) {
        self.pages.lock().unwrap().insert(path.to_owned(), (status.to_owned(), body.to_owned()));
    }

    /// A feed with entries of these names, each with a text of its own.
    pub fn put_feed(&self, path: &str, title: &str, names: &[&str]) {
        let items: String = names.iter().map(|name| item(name)).collect();
        self.put(path, "200 OK\nContent-Type: application/rss+xml", &feed(title, &items));
    }

    /// The heads of the requests since the last time.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.heads.lock().unwrap())
    }
}

pub fn feed(title: &str, items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>{title}</title><link>/</link>{items}</channel></rss>")
}

pub fn item(name: &str) -> String {
    format!(
        "<item><title>{name}</title><link>/{name}</link><guid>{name}</guid><description>A short word about {name}, \
         which the harbour of Odden knows.</description></item>"
    )
}

/// A page with an article of some length about something.
pub fn page(about: &str) -> String {
    let sentence = format!("The harbour master of Odden said on Monday that {about} would be repaired before winter. ");
    format!("<html><head><title>{about}</title></head><body><article><h1>{about}</h1>{}</article></body></html>", {
        format!("<p>{}</p>", sentence.repeat(4)).repeat(4)
    })
}

pub struct Home(pub tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.path().join(name), text).unwrap();
        self.path(name)
    }

    /// Exit status, standard output, standard error.
    pub fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
            command.env_remove(name).env_remove(name.to_uppercase());
        }
        let library = self.path("library.db");
        let config = self.path("config.toml");
        command.env_remove("XDG_CONFIG_HOME");
        command.args(args).env("DATELINE_LIBRARY", library).env("TERM", "dumb").env("HOME", self.0.path());
        if std::path::Path::new(&config).exists() {
            command.args(["--config", &config]);
        }
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// What a command that has to go well prints.
    pub fn said(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        out
    }

    pub fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.said(args)).unwrap()
    }

    /// The titles of what `list` prints, sorted.
    pub fn titles(&self, args: &[&str]) -> Vec<String> {
        let list = self.json(&[&["list", "--format", "json"], args].concat());
        let mut titles: Vec<String> =
            list["articles"].as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        titles
    }

    pub fn feeds(&self) -> Vec<Value> {
        self.json(&["feeds", "list", "--format", "json"])["feeds"].as_array().unwrap().clone()
    }
}
