//! A name and a password of an address, parted from it.

mod cut;

use std::fmt;

use url::Url;

/// A name and a password with the origin (scheme, host, port) that a person typed them for. They are never shown, logged
/// or exported, and go to that origin only.
#[derive(Clone, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    /// Parts an address from the name and the password in it.
    pub fn part(address: &str) -> (String, Option<Self>) {
        let bare = without_login(address);
        let url = Url::parse(address.trim()).ok().filter(has_login);
        let login = url.map(|mut url| {
            url.set_path("");
            url.set_query(None);
            url.set_fragment(None);
            Self(url.into())
        });
        (bare, login)
    }

    /// As [`Login::secret`] gave it.
    pub fn kept(secret: String) -> Self {
        Self(secret)
    }

    /// What a library keeps of it: the address of the origin with name and password.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// The address with name and password, if it is of their origin; else as it is.
    pub fn put_into(&self, address: &str) -> String {
        let (Ok(own), Ok(mut url)) = (Url::parse(&self.0), Url::parse(address)) else { return address.to_owned() };
        if own.origin() != url.origin() || url.set_username(own.username()).is_err() {
            return address.to_owned();
        }
        let _ = url.set_password(own.password());
        url.into()
    }
}

/// Whoever prints what it is part of does not print it.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login")
    }
}

/// An address without `user:password@`, for whatever is kept, listed, logged or exported. What is no address, such as a
/// path with `@` in it, stays as it is.
pub fn without_login(address: &str) -> String {
    cut::cut(address).unwrap_or_else(|| address.to_owned())
}

/// What a person typed where an address or a path was wanted, as it may be shown. Also mistyped addresses lose their
/// login, at the price that a file named like `a:b@c` is shown as `c`.
pub fn discreet(typed: &str) -> String {
    discreet_sentence(&cut::cut_typed(typed).unwrap_or_else(|| typed.to_owned()))
}

/// A sentence in which each word that is an address loses its login.
pub fn discreet_sentence(sentence: &str) -> String {
    let is_border = |c: char| c.is_whitespace() || "\"'`<>()[]“”‘’,".contains(c);
    let mut out = String::with_capacity(sentence.len());
    for word in sentence.split_inclusive(is_border) {
        let bare = word.trim_end_matches(is_border);
        match cut::cut_typed(bare) {
            Some(shown) => {
                out.push_str(&shown);
                out.push_str(&word[bare.len()..]);
            }
            None => out.push_str(word),
        }
    }
    out
}

fn has_login(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_bare() {
        assert_eq!(without_login("http://bob:hunter2@host/a@b"), "http://host/a@b");
        assert_eq!(without_login("http://host/a@b"), "http://host/a@b");
        assert_eq!(without_login("http://a@b@host"), "http://host");
        assert_eq!(without_login("http:\\\\bob:hunter2@host/a"), "http://host/a");
        assert_eq!(without_login("bob:hunter2@host"), "bob:hunter2@host");
    }

    #[test]
    fn wide_signs_and_hosts_of_files_hide_no_login() {
        assert_eq!(discreet("http://bob：hunter2＠127.0.0.1:1/x"), "http://127.0.0.1:1/x");
        assert_eq!(discreet("http：／／bob:hunter2@host/x"), "http://host/x");
        assert_eq!(discreet("file://bob:hunter2@127.0.0.1/x"), "file://127.0.0.1/x");
        for path in ["file:///home/a:b@c", "file://host/a:b@c", "ａ：ｂ"] {
            assert_eq!(without_login(path), path);
        }
    }

    #[test]
    fn whatever_shape_an_address_has_its_login_is_cut() {
        for typed in [
            " http://bob:hunter2@host/x",
            "\thttp://bob:hunter2@host/x",
            "\u{a0}http://bob:hunter2@host/x",
            "HTTP://bob:hunter2@host/x",
            "hTTps://bob:hunter2@host/x",
            "ht\ttp://bob:hunter2@host/x",
            "http://bob:hun\tter2@host/x",
            "http://bob:hun\nter2@host/x",
            "http://bob:hun/ter2@host/x",
            "http://bob:hun/te@r2@host/x",
            "http://bob:hun?ter2@host/x",
            "http://bob:hun#ter2@host/x",
            "http://bob:hun\\ter2@host/x",
            "http://bob:hun ter2@host/x",
            "http://bob:hun[ter2@host/x",
            "http://bob@mail:hunter2@host/x",
            "http://hunter2@host/x",
            "http://:hunter2@host/x",
            "http:/bob:hunter2@host/x",
            "http:bob:hunter2@host/x",
            "http:///bob:hunter2@host/x",
            "http:\\\\bob:hunter2@host/x",
            "http//bob:hunter2@host/x",
            "http :// bob:hunter2@host/x",
            "htp://bob:hunter2@host/x",
            "htp://bob:hun/ter2@host/x",
            "//bob:hunter2@host/x",
            "//bob:hun/ter2@host/x",
            "//hunter2@host/x",
            "feed:http://bob:hunter2@host/x",
            "feed:https://bob:hun/ter2@host/x",
            "feed://bob:hunter2@host/x",
            "feed:bob:hunter2@host/x",
            "view-source:feed:http://bob:hunter2@host/x",
            "ftp://bob:hunter2@host/x",
            "http://bob:hunter2%40host/x",
            "http://bob%3Ahunter2%40host/x",
            "http%3A%2F%2Fbob%3Ahunter2%40host%2Fx",
            "http://bob:hunter2@host:99999/x",
            "http://bob:hunter2@/x",
            "http://bob:hunter2@",
            "http://bob:hunter2@[::1/x",
            "http:\u{200b}//bob:hunter2@host/x",
            "http://bob:http://hunter2@host/x",
        ] {
            for shown in [without_login(typed), discreet(typed)] {
                assert!(
                    !shown.contains("bob") && !shown.contains("hun") && !shown.contains("ter2"),
                    "{typed:?}: {shown}"
                );
            }
        }
        for typed in
            ["bob:hunter2@host", "bob:hun/ter2@host.example/x", "bob:80/hunter2@host", "http://bob:80/hunter2@host"]
        {
            assert!(!discreet(typed).contains("hunter2") && !discreet(typed).contains("ter2"), "{typed}");
        }
    }

    #[test]
    fn what_is_no_login_stays() {
        for typed in [
            "notes@home.txt",
            "dir/notes@home.txt",
            "./a/12:30/notes@home.txt",
            "dir//notes@home.txt",
            "//home/bob/notes@home.txt",
            "file:///home/bob/notes@home.txt",
            "mailto:bob@example.org",
            "bob@example.org",
            "git@example.org:bob/x",
            "https://social.example/@bob/12",
            "https://social.example:8443/@bob/12?a@b#c@d",
            "feed:https://social.example/@bob.rss",
            "https://a.example/?next=https://b.example/@c",
            "notes%40home.txt",
            "10:30 notes@home.txt",
            "urn:x:y@z",
            "",
            "@",
            "//",
        ] {
            assert_eq!(without_login(typed), typed);
            assert_eq!(discreet(typed), typed);
        }
    }

    #[test]
    fn in_a_sentence_each_address_is_bare() {
        let said =
            "unexpected argument 'http://bob:hunter2@host/x' found, (see https://a.example/@b) by bob@example.org";
        let shown = "unexpected argument 'http://host/x' found, (see https://a.example/@b) by bob@example.org";
        assert_eq!(discreet_sentence(said), shown);
    }

    #[test]
    fn a_login_goes_to_its_origin_only() {
        let (_, login) = Login::part("http://bob:hun%40er@host:81/a?b#c");
        let login = Login::kept(login.unwrap().secret().to_owned());
        assert_eq!(login.put_into("http://host:81/x?y"), "http://bob:hun%40er@host:81/x?y");
        for other in ["https://host:81/x", "http://host/x", "http://host.example:81/x", "no address"] {
            assert_eq!(login.put_into(other), other);
        }
        assert_eq!(format!("{login:?}"), "Login");
        assert_eq!(Login::part("http://host/").1, None);
    }
}
