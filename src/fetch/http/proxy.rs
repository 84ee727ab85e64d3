//! The proxy of the environment: `http_proxy` or `https_proxy` by the scheme, else `all_proxy`, in small or capital
//! letters; `no_proxy` names what goes without.

use ureq::Proxy;

/// The proxy for a scheme, if one is set and can be understood.
pub(super) fn of(scheme: &str) -> Option<Proxy> {
    choose(scheme, |name| std::env::var(name).ok())
}

fn choose(scheme: &str, variable: impl Fn(&str) -> Option<String>) -> Option<Proxy> {
    let either = |name: &str| {
        [name.to_owned(), name.to_ascii_uppercase()]
            .iter()
            .find_map(|name| variable(name).filter(|value| !value.trim().is_empty()))
    };
    let set = either(&format!("{scheme}_proxy")).or_else(|| either("all_proxy"))?;
    let proxy = Proxy::new(set.trim()).ok()?;
    let Some(without) = either("no_proxy") else { return Some(proxy) };
    let mut builder = Proxy::builder(proxy.protocol()).host(proxy.host()).port(proxy.port());
    if let Some(name) = proxy.username() {
        builder = builder.username(name);
    }
    if let Some(password) = proxy.password() {
        builder = builder.password(password);
    }
    for name in without.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        builder = builder.no_proxy(name);
    }
    builder.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scheme: &str, set: &[(&str, &str)]) -> Option<(String, u16)> {
        let variable = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        choose(scheme, variable).map(|proxy| (proxy.host().to_owned(), proxy.port()))
    }

    #[test]
    fn each_scheme_has_its_own() {
        let set = [("http_proxy", "http://a:1"), ("HTTPS_PROXY", "b:2"), ("ALL_PROXY", "socks5://c")];
        assert_eq!(check("http", &set), Some(("a".into(), 1)));
        assert_eq!(check("https", &set), Some(("b".into(), 2)));
        assert_eq!(check("https", &set[2..]), Some(("c".into(), 1080)));
        assert_eq!(check("http", &[("http_proxy", " ")]), None);
        assert_eq!(check("http", &[("http_proxy", "::::")]), None);
    }

    #[test]
    fn some_hosts_go_without() {
        let variable = |name: &str| match name {
            "http_proxy" => Some("http://u:p@a:1".to_owned()),
            "no_proxy" => Some("localhost, .example.org".to_owned()),
            _ => None,
        };
        let proxy = choose("http", variable).unwrap();
        assert!(proxy.is_no_proxy(&"http://localhost/".parse().unwrap()));
        assert!(proxy.is_no_proxy(&"http://www.example.org/".parse().unwrap()));
        assert!(!proxy.is_no_proxy(&"http://example.com/".parse().unwrap()));
        assert_eq!((proxy.username(), proxy.password()), (Some("u"), Some("p")));
    }
}
