//! The proxy of the environment: `http_proxy` or `https_proxy` by the scheme, else `all_proxy`, in small or capital
//! letters; `no_proxy` names what goes without.
//!
//! Who sets a proxy may do so to stay unseen. So a variable that is set and is not understood is an error, and nothing is
//! asked directly. Its value is never repeated: there may be a password in it.

use std::ffi::OsString;
use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use ureq::{Proxy, ProxyProtocol};
use url::{Host, Url};

use super::FetchError;

/// What the schemes of proxies are called.
const SCHEMES: &[(&str, ProxyProtocol)] = &[
    ("http", ProxyProtocol::Http),
    ("https", ProxyProtocol::Https),
    ("socks4", ProxyProtocol::Socks4),
    ("socks4a", ProxyProtocol::Socks4A),
    ("socks", ProxyProtocol::Socks5),
    ("socks5", ProxyProtocol::Socks5),
    ("socks5h", ProxyProtocol::Socks5h),
];

/// The proxy for an address, if one is set and it does not go without.
pub(super) fn of(url: &Url) -> Result<Option<Proxy>, FetchError> {
    choose(url, |name| std::env::var_os(name))
}

fn choose(url: &Url, variable: impl Fn(&str) -> Option<OsString>) -> Result<Option<Proxy>, FetchError> {
    let scheme = format!("{}_proxy", url.scheme());
    let Some((name, value)) = first(&[&scheme, "all_proxy"], &variable)? else { return Ok(None) };
    let proxy = understood(&value).map_err(|why| FetchError::Setting { name, why })?;
    let Some((name, without)) = first(&["no_proxy"], &variable)? else { return Ok(Some(proxy)) };
    let goes_without = is_listed(url, &without).map_err(|why| FetchError::Setting { name, why })?;
    Ok(Some(proxy).filter(|_| !goes_without))
}

/// The first of these variables that is set, in small letters before capital ones.
fn first(names: &[&str], variable: &impl Fn(&str) -> Option<OsString>) -> Result<Option<(String, String)>, FetchError> {
    for name in names.iter().flat_map(|name| [(*name).to_owned(), name.to_ascii_uppercase()]) {
        let Some(value) = variable(&name) else { continue };
        let Ok(value) = value.into_string() else {
            return Err(FetchError::Setting { name, why: "it is not in UTF-8" });
        };
        if !value.trim().is_empty() {
            return Ok(Some((name, value.trim().to_owned())));
        }
    }
    Ok(None)
}

/// `scheme://name:password@host:port`, of which all but the host may be left out.
fn understood(value: &str) -> Result<Proxy, &'static str> {
    let bad = |c: char| c.is_whitespace() || c.is_control() || "\"'`<>\\^{}|#?“”‘’".contains(c);
    if value.contains(bad) {
        return Err("there is a sign in it that may not stand there; in a name or password write it as %XX");
    }
    let (scheme, rest) = value.split_once("://").unwrap_or(("http", value));
    let protocol = SCHEMES.iter().find(|(name, _)| scheme.eq_ignore_ascii_case(name));
    let (_, protocol) =
        protocol.ok_or("a proxy begins with http://, https://, socks4://, socks4a://, socks5:// or socks5h://")?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (login, place) = rest.rsplit_once('@').map_or((None, rest), |(login, place)| (Some(login), place));
    if rest.contains('/') {
        return Err("after the host and its port nothing may follow; in a name or password write / as %2F");
    }
    let (host, port) = host_and_port(place)?;
    let mut builder = Proxy::builder(*protocol).host(&host);
    if let Some(port) = port {
        builder = builder.port(port);
    }
    if let Some(login) = login {
        let (name, password) = login.split_once(':').map_or((login, None), |(name, word)| (name, Some(word)));
        builder = builder.username(&decoded(name)?);
        if let Some(password) = password {
            builder = builder.password(&decoded(password)?);
        }
    }
    builder.build().map_err(|_| "it is no address of a proxy")
}

/// A name or a password, decoded once.
fn decoded(text: &str) -> Result<String, &'static str> {
    let is_escape =
        |rest: &str| rest.get(..2).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let decoded = percent_decode_str(text).decode_utf8().ok().filter(|_| text.split('%').skip(1).all(is_escape));
    decoded.map(String::from).ok_or("its name or password is not well-formed; write % as %25")
}

/// A host's name or number, as it is asked for, and its port.
fn host_and_port(place: &str) -> Result<(String, Option<u16>), &'static str> {
    const HOST: &str = "its host is none";
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (place, None),
    };
    let port = match port {
        None => None,
        Some(port) => {
            let digits = port.bytes().all(|byte| byte.is_ascii_digit());
            let number = port.parse::<u16>().ok().filter(|number| digits && *number > 0);
            Some(number.ok_or("its port is no number from 1 to 65535")?)
        }
    };
    match Host::parse(host).map_err(|_| HOST)? {
        Host::Domain(name) if name.is_empty() || name.contains(['%', '@']) => Err(HOST),
        host => Ok((host.to_string(), port)),
    }
}

/// Whether `no_proxy` lists the host of an address: `*`, a host with all below it, an address or a network
/// (`10.0.0.0/8`), each with a port or without.
fn is_listed(url: &Url, without: &str) -> Result<bool, &'static str> {
    const WRONG: &str = "it lists what is neither a host nor a network";
    let mut listed = false;
    for entry in without.split([',', ' ', '\t']).filter(|entry| !entry.is_empty()) {
        if entry.contains(|c: char| !(c.is_alphanumeric() || ".-_*:/[]%".contains(c))) || entry.contains("://") {
            return Err(WRONG);
        }
        listed |= if let Some((network, length)) = entry.split_once('/') {
            let network: IpAddr = network.parse().map_err(|_| WRONG)?;
            let length: u32 = length.parse().map_err(|_| WRONG)?;
            if length > if network.is_ipv4() { 32 } else { 128 } {
                return Err(WRONG);
            }
            address_of(url).is_some_and(|address| is_within(address, network, length))
        } else {
            names(entry, url)
        };
    }
    Ok(listed)
}

/// Whether an entry without a network names the host of an address.
fn names(entry: &str, url: &Url) -> bool {
    if let Ok(address) = entry.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        return address_of(url) == Some(address);
    }
    let (name, port) = match entry.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (entry, None),
    };
    if port.is_some_and(|port| port.parse().ok() != url.port_or_known_default()) {
        return false;
    }
    if let Ok(address) = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        return address_of(url) == Some(address);
    }
    let name = name.strip_prefix('*').unwrap_or(name).trim_matches('.').to_lowercase();
    let host = url.host_str().unwrap_or("").trim_end_matches('.');
    let name = Host::parse(&name).map_or(name.clone(), |name| name.to_string());
    // `*` alone, and what a host's name ends with.
    name.is_empty() || host == name || host.strip_suffix(&name).is_some_and(|rest| rest.ends_with('.'))
}

fn address_of(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(_) => None,
    }
}

fn is_within(address: IpAddr, network: IpAddr, length: u32) -> bool {
    match (address, network) {
        (IpAddr::V4(address), IpAddr::V4(network)) => {
            let cut = |address: std::net::Ipv4Addr| u32::from(address).checked_shr(32 - length).unwrap_or(0);
            cut(address) == cut(network)
        }
        (IpAddr::V6(address), IpAddr::V6(network)) => {
            let cut = |address: std::net::Ipv6Addr| u128::from(address).checked_shr(128 - length).unwrap_or(0);
            cut(address) == cut(network)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, set: &[(&str, &str)]) -> Result<Option<(String, u16)>, String> {
        let variable = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).into());
        choose(&Url::parse(url).unwrap(), variable)
            .map(|proxy| proxy.map(|proxy| (proxy.host().to_owned(), proxy.port())))
            .map_err(|error| error.to_string())
    }

    fn is_direct(host: &str, without: &str) -> bool {
        let set = [("http_proxy", "http://a:1"), ("NO_PROXY", without)];
        check(&format!("http://{host}/"), &set).unwrap().is_none()
    }

    #[test]
    fn each_scheme_has_its_own() {
        let set = [("http_proxy", "http://a:1"), ("HTTPS_PROXY", "b:2"), ("ALL_PROXY", "socks5://c")];
        assert_eq!(check("http://x/", &set), Ok(Some(("a".into(), 1))));
        assert_eq!(check("https://x/", &set), Ok(Some(("b".into(), 2))));
        assert_eq!(check("https://x/", &set[2..]), Ok(Some(("c".into(), 1080))));
        assert_eq!(check("http://x/", &[("http_proxy", " ")]), Ok(None));
        assert_eq!(check("http://x/", &[("HTTP_PROXY", "SOCKS5H://[::1]:9/")]), Ok(Some(("[::1]".into(), 9))));
    }

    #[test]
    fn what_is_not_understood_is_an_error_with_the_name_and_without_the_value() {
        for value in [
            "socks5//127.0.0.1:1",
            "tor://h:1",
            "sock5://h:1",
            "http:/127.0.0.1:1",
            "\"http://h:1\"",
            "'http://h:1'",
            "http://us%er:pa#ss@h:1",
            "http://u:secret%zz@h:1",
            "http://dom\\user:secret@h:1",
            "http://u:se/cret@h:1",
            "garbage:::",
            "::::",
            "http://",
            "http://:8080",
            "http://h:99999",
            "http://h:0",
            "http://h:",
            "http://h:port",
            "http://h:1/path",
            "http://h:1?q",
            "http://h h:1",
            "http://h:1,http://k:2",
            "http://h:1;http://k:2",
            "http://[::1:9",
            "file:///etc/proxy",
            "h:1:2",
            "%",
        ] {
            for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
                let said = check("http://x/", &[(name, value)]).expect_err(value);
                assert!(said.contains(name) && !said.contains("secret"), "{value}: {said}");
            }
        }
        // What another scheme needs does not matter here.
        assert_eq!(check("http://x/", &[("https_proxy", "::::")]), Ok(None));
        assert!(check("http://x/", &[("http_proxy", "::::"), ("HTTP_PROXY", "h:1")]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_an_error() {
        use std::os::unix::ffi::OsStringExt as _;
        for name in ["http_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"] {
            let variable = |known: &str| match known {
                _ if known == name => Some(OsString::from_vec(b"http://h\xff:1".to_vec())),
                "http_proxy" if name.eq_ignore_ascii_case("no_proxy") => Some("http://h:1".into()),
                _ => None,
            };
            let error = choose(&Url::parse("http://x/").unwrap(), variable).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    fn some_hosts_go_without() {
        let list = "localhost, .example.org,*.test 10.0.0.0/8,[::1],b.example:81,fe80::/10";
        for host in
            ["localhost", "www.example.org", "example.org", "a.test", "10.2.3.4", "[::1]", "b.example:81", "[fe80::2]"]
        {
            assert!(is_direct(host, list), "{host}");
        }
        for host in ["example.com", "badexample.org", "11.2.3.4", "b.example", "[::2]"] {
            assert!(!is_direct(host, list), "{host}");
        }
        assert!(is_direct("anything", "*") && !is_direct("anything", " , "));
        for wrong in ["\"localhost\"", "http://localhost", "10.0.0.0/33", "10.0/8", "a;b", "a/b"] {
            assert!(check("http://x/", &[("http_proxy", "h:1"), ("no_proxy", wrong)]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_and_passwords_are_decoded_once() {
        let proxy = understood("http://u%40home:p%3A%25@a:1").unwrap();
        assert_eq!((proxy.username(), proxy.password()), (Some("u@home"), Some("p:%")));
    }
}
