//! Bytes from outside: files and standard input. Knows nothing of articles.
//!
//! Every read has a cap on its bytes ([`Request::limit`]) and may have a deadline. Only regular files are opened by
//! name: a device never ends and a named pipe may have nobody at its other end. What comes through a pipe comes
//! through standard input, or through a descriptor that the shell opened (`/dev/fd/63`).

mod file;
mod stream;

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The most bytes that are read of one input unless the request says otherwise: 64 MiB.
pub const LIMIT: u64 = 64 << 20;

/// Where the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file by its path.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// What to read, and how much patience there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where the bytes are.
    pub target: Target,
    /// The most bytes to read; more is an error, never a silent cut.
    pub limit: u64,
    /// How long the whole read may take; None for as long as it takes.
    pub timeout: Option<Duration>,
}

impl Request {
    /// Reads `target` with the usual limit and no deadline.
    pub fn new(target: Target) -> Self {
        Self { target, limit: LIMIT, timeout: None }
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
}

/// Why nothing was read. Each message is the WHY of an error line.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Nothing has that name.
    #[error("there is no such file")]
    NotFound,
    /// The name of a folder.
    #[error("it is a folder, not a file")]
    Directory,
    /// A pipe by name.
    #[error("it is a named pipe")]
    NamedPipe,
    /// A device or a socket.
    #[error("it is not a regular file")]
    NotRegular,
    /// Not readable for this user.
    #[error("permission denied")]
    Denied,
    /// More bytes than the limit.
    #[error("it is larger than {} MB", .0 >> 20)]
    TooLarge(u64),
    /// The deadline passed.
    #[error("nothing more came within {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    /// Anything else, in the system's words.
    #[error("{0}")]
    Io(std::io::Error),
}

impl From<std::io::Error> for FetchError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::IsADirectory => Self::Directory,
            std::io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Io(error),
        }
    }
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
