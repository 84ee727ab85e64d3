//! The web: one request, its redirects, its body.
//!
//! - http and https only, wherever a redirect leads; at most ten redirects.
//! - A private, loopback or link-local address is connected to only if a person typed its scheme, host and port
//!   ([`guard`]); what is checked is the address that the connection goes to, at each hop.
//! - One deadline for all of it: names, connections, TLS, redirects, a body that trickles.
//! - What a server gave to know a version by is sent to the address that gave it, and not to where that leads.
//! - At most 64 KB of headers; a body is capped after decompression ([`body`]).
//! - No cookies and no referrer are sent; a name and a password go to the origin that they were typed for. So a redirect
//!   from https to http gives nothing away but the page, and is followed; it is never remembered as permanent.
//! - The proxy is that of the environment ([`proxy`]); certificates are judged by the system's.

mod body;
mod guard;
mod proxy;
mod tls;

use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use percent_encoding::percent_decode_str;
use ureq::http::{HeaderMap, Response as Answer};
use ureq::unversioned::transport::{ConnectProxyConnector, Connector as _, SocksConnector, TcpConnector};
use ureq::{Agent, Body};

use url::{Origin, Url};

use super::{Deadline, FetchError, NotWhole, Request, Response, RetryAfter, Trust, Validators};

/// Redirects that are followed.
const REDIRECTS: usize = 10;
/// The most that status line and headers may take, in bytes.
const HEAD: usize = 64 << 10;
/// Longer validators are not kept, in bytes.
const VALIDATOR: usize = 1024;

const AGENT: &str = concat!("dateline/", env!("CARGO_PKG_VERSION"));
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, \
                      application/xml;q=0.9, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.5";

/// Fetches `address`.
pub(super) fn get(address: &str, request: &Request, deadline: Deadline) -> Result<Response, FetchError> {
    let mut url = parse(address).ok_or(FetchError::Address)?;
    let typed = match &request.trust {
        Trust::Typed => Some(url.origin()),
        Trust::Found(near) => near.as_deref().and_then(parse).map(|near| near.origin()),
    };
    let credentials = take_credentials(&mut url).map(|value| (url.origin(), value));
    let mut moved = Some(());
    for hop in 0..=REDIRECTS {
        // Another address has versions of its own, of which these say nothing.
        let validators = (hop == 0).then_some(&request.validators);
        let answer = ask(&url, validators, typed.as_ref(), credentials.as_ref(), deadline)?;
        let code = answer.status().as_u16();
        match code {
            301 | 302 | 303 | 307 | 308 => {
                let next = target(&url, answer.headers())?;
                let permanent = matches!(code, 301 | 308) && !(url.scheme() == "https" && next.scheme() == "http");
                moved = moved.filter(|()| permanent);
                url = next;
            }
            304 if hop == 0 && request.validators != Validators::default() => {
                return Ok(Response { unchanged: true, ..described(&url, answer.headers()) });
            }
            200 | 203 | 206 | 226 => {
                let mut response = described(&url, answer.headers());
                let is_part = code == 206 && !is_all(answer.headers());
                response.moved = moved.filter(|()| hop > 0).map(|()| url.to_string());
                if hop > 0 && response.moved.is_none() {
                    // The next time the first address is asked, which gave none of them.
                    response.validators = Validators::default();
                }
                response.link = header(answer.headers(), "link");
                let encoding = header(answer.headers(), "content-encoding").unwrap_or_default();
                let body = body::read(answer.into_body().into_reader(), &encoding, request.limit)
                    .map_err(|error| body_error(error, &url, request.limit, deadline))?;
                response.bytes = body.bytes;
                response.not_whole = body.fault.map(|fault| not_whole(fault, &url, deadline));
                if is_part && response.not_whole.is_none() {
                    response.not_whole = Some(NotWhole::BrokeOff { host: host(&url) });
                }
                return Ok(response);
            }
            code => {
                let retry_after = header(answer.headers(), "retry-after").and_then(|text| RetryAfter::parse(&text));
                return Err(FetchError::Status { host: host(&url), code, retry_after });
            }
        }
    }
    Err(FetchError::Redirect { host: host(&url), why: "again and again" })
}

/// One request and the head of its answer.
fn ask(
    url: &Url,
    validators: Option<&Validators>,
    typed: Option<&Origin>,
    credentials: Option<&(Origin, String)>,
    deadline: Deadline,
) -> Result<Answer<Body>, FetchError> {
    let private = typed == Some(&url.origin());
    if !private && guard::is_private_name(url) {
        return Err(FetchError::Private(host(url)));
    }
    let fault = |error| explain(error, url, deadline);
    let through = proxy::of(url)?;
    let named = if url.scheme() == "https" { tls::are_named()? } else { None };
    let send = |roots: tls::Roots| {
        let left = deadline.left().map_err(|_| ureq::Error::Timeout(ureq::Timeout::Global))?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(HEAD)
            .timeout_global(Some(left))
            .proxy(through.clone())
            .tls_config(roots.config())
            .build();
        let connector =
            ().chain(SocksConnector::default())
                .chain(ConnectProxyConnector::default())
                .chain(TcpConnector::default())
                .chain(tls::Shared(roots));
        let agent = Agent::with_parts(config, connector, guard::Guard { private });
        let mut asked = agent.get(url.as_str()).header("user-agent", AGENT).header("accept", ACCEPT);
        asked = asked.header("accept-encoding", "gzip, br");
        if let Some(etag) = validators.and_then(|known| known.etag.as_ref()) {
            asked = asked.header("if-none-match", etag);
        }
        if let Some(date) = validators.and_then(|known| known.last_modified.as_ref()) {
            asked = asked.header("if-modified-since", date);
        }
        if let Some((_, value)) = credentials.filter(|(origin, _)| *origin == url.origin()) {
            asked = asked.header("authorization", value);
        }
        asked.call()
    };
    match send(tls::Roots::System) {
        Err(error) if tls::has_no_roots(&error) && named.is_some() => {
            let name = named.unwrap_or_default().to_owned();
            return Err(FetchError::Setting { name, why: "no certificate is found where it points" });
        }
        Err(error) if tls::has_no_roots(&error) => send(tls::Roots::Shipped),
        answer => answer,
    }
    .map_err(fault)
}

/// Where a redirect leads.
fn target(url: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
    let refuse = |why| FetchError::Redirect { host: host(url), why };
    let location = headers.get("location").ok_or_else(|| refuse("without saying where to"))?;
    let location = String::from_utf8_lossy(location.as_bytes());
    let mut next = url.join(location.trim()).map_err(|_| refuse("to what is no address"))?;
    if !matches!(next.scheme(), "http" | "https") {
        return Err(refuse("to what is no page of the web"));
    }
    // Who redirects does not say who we are.
    take_credentials(&mut next);
    next.set_fragment(None);
    Ok(next)
}

/// What an answer says about itself.
fn described(url: &Url, headers: &HeaderMap) -> Response {
    let validator = |name| header(headers, name).filter(|value| value.len() <= VALIDATOR);
    let name = url.path_segments().and_then(|mut segments| segments.next_back()).filter(|name| !name.is_empty());
    Response {
        media_type: header(headers, "content-type"),
        name: name.map(str::to_owned),
        url: Some(url.to_string()),
        fresh: freshness(headers),
        validators: Validators { etag: validator("etag"), last_modified: validator("last-modified") },
        ..Response::default()
    }
}

/// Whether what says that it is a part (`Content-Range: bytes 0-99/100`) is all of it after all. Nobody asked for a part.
fn is_all(headers: &HeaderMap) -> bool {
    let range = header(headers, "content-range").unwrap_or_default();
    let parts = range.strip_prefix("bytes ").and_then(|range| range.split_once('/'));
    let last = parts.and_then(|(part, all)| Some((part.strip_prefix("0-")?.parse::<u64>().ok()?, all)));
    last.is_some_and(|(last, all)| all.parse::<u64>().is_ok_and(|all| last.checked_add(1) == Some(all)))
}

/// For how long an answer holds (`Cache-Control: max-age`, less the time that it has spent in caches).
fn freshness(headers: &HeaderMap) -> Option<Duration> {
    let control = header(headers, "cache-control")?.to_ascii_lowercase();
    let mut words = control.split(',').map(str::trim);
    if words.clone().any(|word| word == "no-cache" || word == "no-store") {
        return None;
    }
    let seconds = |text: &str| text.trim().trim_matches('"').parse::<u64>().ok();
    let most = words.find_map(|word| seconds(word.strip_prefix("max-age=")?))?;
    let age = header(headers, "age").and_then(|age| seconds(&age)).unwrap_or(0);
    Some(Duration::from_secs(most.saturating_sub(age)))
}

/// The value of a header, if it is printable.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// An address of the web, without its fragment.
fn parse(address: &str) -> Option<Url> {
    let mut url = Url::parse(address.trim()).ok()?;
    url.set_fragment(None);
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Takes name and password out of an address, as the value of a header.
fn take_credentials(url: &mut Url) -> Option<String> {
    let pair = [url.username(), url.password().unwrap_or("")].map(|part| percent_decode_str(part).collect::<Vec<u8>>());
    let some = !url.username().is_empty() || url.password().is_some();
    // It has a host, so this cannot fail.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    some.then(|| format!("Basic {}", BASE64_STANDARD.encode(pair.join(&b':'))))
}

/// Host, and port where it is not the usual one.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or("");
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// What failed, in words that name the host.
fn explain(error: ureq::Error, url: &Url, deadline: Deadline) -> FetchError {
    let host = host(url);
    let answer = |why: &str| FetchError::Answer { host: host.clone(), why: why.to_owned() };
    match error {
        ureq::Error::Timeout(_) => FetchError::Slow { host, timeout: deadline.timeout },
        ureq::Error::HostNotFound => FetchError::Host(host),
        ureq::Error::BadUri(_) => FetchError::Address,
        ureq::Error::LargeResponseHeader(..) => answer("answers with more than 64 KB of headers"),
        ureq::Error::Protocol(_) | ureq::Error::Http(_) | ureq::Error::BodyStalled => {
            answer("answers with what is no HTTP")
        }
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => {
            FetchError::Connect { host, why: "the proxy does not let it through".to_owned() }
        }
        ureq::Error::Other(other) if other.is::<guard::Refused>() => FetchError::Private(host),
        ureq::Error::Io(error) if url.scheme() == "https" && tls::is_fault(&error) => {
            FetchError::Tls { host, why: tls::explain(&error.to_string()).to_owned() }
        }
        ureq::Error::Io(error) => io_fault(&error, host),
        ureq::Error::Rustls(error) => FetchError::Tls { host, why: tls::explain(&error.to_string()).to_owned() },
        ureq::Error::ConnectionFailed => FetchError::Connect { host, why: "there is no way to it".to_owned() },
        // The client's own words say nothing to a reader.
        other => {
            log::info!("{host}: {other}");
            FetchError::Connect { host, why: "the connection failed".to_owned() }
        }
    }
}

fn io_fault(error: &std::io::Error, host: String) -> FetchError {
    use std::io::ErrorKind as Kind;
    let why = match error.kind() {
        Kind::ConnectionRefused => "it refuses the connection",
        Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown => "there is no way to it",
        Kind::TimedOut => "it does not answer",
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => {
            return FetchError::Answer { host, why: "broke off the connection".to_owned() };
        }
        Kind::InvalidData | Kind::InvalidInput => {
            return FetchError::Answer { host, why: "answers with what is no HTTP".to_owned() };
        }
        _ => return FetchError::Connect { host, why: error.to_string() },
    };
    FetchError::Connect { host, why: why.to_owned() }
}

fn body_error(error: body::BodyError, url: &Url, limit: u64, deadline: Deadline) -> FetchError {
    let host = host(url);
    match error {
        body::BodyError::TooLarge => FetchError::TooLarge(limit),
        body::BodyError::Encoding => {
            FetchError::Answer { host, why: "compresses in a way that nobody asked for".to_owned() }
        }
        body::BodyError::Corrupt => FetchError::Answer { host, why: "sends what cannot be decompressed".to_owned() },
        body::BodyError::Read(error) => match error.downcast::<ureq::Error>() {
            Ok(inner) => explain(inner, url, deadline),
            Err(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                FetchError::Slow { host, timeout: deadline.timeout }
            }
            Err(error) => io_fault(&error, host),
        },
    }
}

/// What is wrong with the end of an answer.
fn not_whole(fault: body::Fault, url: &Url, deadline: Deadline) -> NotWhole {
    let host = host(url);
    let is_late = |error: &std::io::Error| {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
        error.kind() == std::io::ErrorKind::TimedOut || matches!(inner, Some(ureq::Error::Timeout(_)))
    };
    match fault {
        body::Fault::GoesOn => NotWhole::GoesOn { host },
        body::Fault::Read(error) if is_late(&error) => NotWhole::Late { host, timeout: deadline.timeout },
        _ => NotWhole::BrokeOff { host },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_passwords_leave_the_address() {
        let mut url = parse("http://bob:hunter%202@host:80/a#b").unwrap();
        assert_eq!(take_credentials(&mut url).as_deref(), Some("Basic Ym9iOmh1bnRlciAy"));
        assert_eq!(url.as_str(), "http://host/a");
        assert_eq!(take_credentials(&mut url), None);
    }

    #[test]
    fn an_answer_says_for_how_long_it_holds() {
        let fresh = |control: &'static str, age: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("cache-control", control.parse().unwrap());
            headers.insert("age", age.parse().unwrap());
            freshness(&headers).map(|fresh| fresh.as_secs())
        };
        assert_eq!(fresh("public, MAX-AGE=600", "x"), Some(600));
        assert_eq!(fresh("max-age=600", "500"), Some(100));
        assert_eq!(fresh("max-age=600", "700"), Some(0));
        assert_eq!(fresh("no-cache, max-age=600", "0"), None);
        assert_eq!(fresh("max-age=-1", "0"), None);
    }

    #[test]
    fn only_the_web_is_fetched() {
        for address in
            ["file:///etc/passwd", "gopher://a/", "http://", "http://[::1/", "javascript:1", "data:text/html,x", ""]
        {
            assert!(parse(address).is_none(), "{address}");
        }
    }
}
