//! A name and a password of an address, parted from it.

use std::fmt;

use url::Url;

/// A name and a password with the origin (scheme, host, port) that a person typed them for. They are never shown, logged
/// or exported, and go to that origin only.
#[derive(Clone, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    /// Parts an address from the name and the password in it.
    pub fn part(address: &str) -> (String, Option<Self>) {
        let bare = cut(address);
        let url = Url::parse(address.trim()).ok().filter(has_login);
        // Browsers read odd forms as addresses too: "http:\\bob@host".
        let bare = match Url::parse(bare.trim()) {
            Ok(mut odd) if has_login(&odd) => {
                let _ = odd.set_username("");
                let _ = odd.set_password(None);
                odd.into()
            }
            _ => bare,
        };
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

/// An address without `user:password@`.
pub fn without_login(address: &str) -> String {
    Login::part(address).0
}

fn has_login(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn cut(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let host = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    match rest[..host].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => address.to_owned(),
    }
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
