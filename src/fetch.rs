//! Bytes from outside: files, standard input, the web. Knows nothing of articles.
//!
//! Every read has a cap on its bytes ([`Request::limit`], counted after decompression) and may have one deadline for
//! the whole of it. Only regular files are opened by name: a device never ends and a named pipe may have nobody at its
//! other end. What comes through a pipe comes through standard input, or through a descriptor that the shell opened
//! (`/dev/fd/63`). What the web asks for (redirects, other hosts, waiting) is held to the rules of `http`.

mod error;
mod file;
mod http;
mod stream;

pub use error::{FetchError, NotWhole, RetryAfter};

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The most bytes that are read of one input unless the request says otherwise: 64 MiB.
pub const LIMIT: u64 = 64 << 20;

/// The most bytes that are read from the web unless the request says otherwise, after decompression: 16 MiB.
pub const WEB_LIMIT: u64 = 16 << 20;

/// How long a fetch from the web may take as a whole unless the request says otherwise.
pub const WEB_TIMEOUT: Duration = Duration::from_secs(20);

/// Where the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file by its path.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// An http or https address; a name and a password in it are sent to its own origin only.
    Url(String),
}

/// Who named an address: what a feed, a page or a server names may not lead into a private network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Trust {
    /// The person at the keyboard did: its own scheme, host and port may be private.
    #[default]
    Typed,
    /// Somebody else did. The origin of the address here, which a person typed (the feed's), may still be private.
    Found(Option<String>),
}

/// What a server gave to recognise a version by; sent along, they spare it sending the same again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag`, with its quotes.
    pub etag: Option<String>,
    /// The `Last-Modified` date, as it was written.
    pub last_modified: Option<String>,
}

/// What to read, and how much patience there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where the bytes are.
    pub target: Target,
    /// The most bytes to read; more is an error, never a silent cut.
    pub limit: u64,
    /// How long the whole read may take; None for as long as it takes (from the web: [`WEB_TIMEOUT`]).
    pub timeout: Option<Duration>,
    /// Who named the address.
    pub trust: Trust,
    /// What the server gave the last time.
    pub validators: Validators,
}

impl Request {
    /// Reads `target` with the usual limit and the usual deadline.
    pub fn new(target: Target) -> Self {
        let limit = if matches!(target, Target::Url(_)) { WEB_LIMIT } else { LIMIT };
        Self { target, limit, timeout: None, trust: Trust::Typed, validators: Validators::default() }
    }
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The bytes, as they came.
    pub bytes: Vec<u8>,
    /// The media type that the other side named; files and pipes name none.
    pub media_type: Option<String>,
    /// The file's name, whose extension may tell what it is.
    pub name: Option<String>,
    /// The address that answered in the end, without name and password; relative addresses are relative to it.
    pub url: Option<String>,
    /// The address that is to be asked from now on: all redirects said that they are permanent, and none led from https
    /// to http.
    pub moved: Option<String>,
    /// What to send the next time to the address that was asked, or to `moved`.
    pub validators: Validators,
    /// For how long the answer holds, if the server says so.
    pub fresh: Option<Duration>,
    /// The `Link` header, as it was written.
    pub link: Option<String>,
    /// Whether the server said that nothing has changed since [`Request::validators`]; then there are no bytes.
    pub unchanged: bool,
    /// Why `bytes` are only what came before the answer went wrong; None if they are all of it.
    pub not_whole: Option<NotWhole>,
}

/// Reads what `request` names.
pub fn fetch(request: &Request) -> Result<Response, FetchError> {
    let deadline = request.timeout.map(|timeout| Deadline { at: Instant::now() + timeout, timeout });
    match &request.target {
        Target::File(path) => file::read(path, request.limit, deadline),
        Target::Stdin => {
            let bytes = stream::read(&mut std::io::stdin().lock(), request.limit, deadline)?;
            Ok(Response { bytes, ..Response::default() })
        }
        Target::Url(address) => {
            let timeout = request.timeout.unwrap_or(WEB_TIMEOUT);
            http::get(address, request, Deadline { at: Instant::now() + timeout, timeout })
        }
    }
}

/// The moment at which a read is given up.
#[derive(Debug, Clone, Copy)]
struct Deadline {
    at: Instant,
    timeout: Duration,
}

impl Deadline {
    /// What is left, or the error that nothing is.
    fn left(self) -> Result<Duration, FetchError> {
        let left = self.at.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(FetchError::TimedOut(self.timeout)) } else { Ok(left) }
    }
}
