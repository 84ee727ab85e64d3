//! What can go wrong, each as one clear sentence.

use std::fmt::Write as _;
use std::time::Duration;

use crate::disk::{Kind, ReadError};

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
    /// The deadline passed before a server had answered.
    #[error("{host} did not answer in full within {} s", .timeout.as_secs_f32())]
    Slow {
        /// Who was asked.
        host: String,
        /// How long was waited.
        timeout: Duration,
    },
    /// The answer has no proper end, and nothing useful came before that.
    #[error(transparent)]
    NotWhole(#[from] NotWhole),
    /// A setting that is not understood, and without which nothing is asked.
    #[error("{name} is set and cannot be used: {why}")]
    Setting {
        /// The variable of the environment.
        name: String,
        /// What is wrong with it; never its value, in which a password may stand.
        why: &'static str,
    },
    /// Not an address of the web.
    #[error("it is no address of the web")]
    Address,
    /// No host has that name, or no name server answers.
    #[error("no host of the name {0} was found")]
    Host(String),
    /// There is no connection.
    #[error("{host} cannot be reached: {why}")]
    Connect {
        /// Who was asked.
        host: String,
        /// What the system said.
        why: String,
    },
    /// There is no secure connection.
    #[error("{host} cannot be trusted: {why}")]
    Tls {
        /// Who was asked.
        host: String,
        /// What is wrong with its certificate or its TLS.
        why: String,
    },
    /// An address of a private network that nobody typed.
    #[error("it leads to {0}, in a private network")]
    Private(String),
    /// A redirect that is not followed.
    #[error("{host} redirects {why}")]
    Redirect {
        /// Who redirects.
        host: String,
        /// Where to, or how often.
        why: &'static str,
    },
    /// The server refused.
    #[error("{host} answers {code}{}", meaning(*.code, *.retry_after))]
    Status {
        /// Who answered.
        host: String,
        /// The status.
        code: u16,
        /// When to come back, if it says.
        retry_after: Option<RetryAfter>,
    },
    /// The answer is none that can be read.
    #[error("{host} {why}")]
    Answer {
        /// Who answered.
        host: String,
        /// What is wrong with it, after the host's name.
        why: String,
    },
    /// Anything else, in the system's words.
    #[error("{0}")]
    Io(std::io::Error),
}

/// Why what came is not known to be whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotWhole {
    /// The connection ended in the middle of the answer.
    #[error("{host} broke off the connection before the end")]
    BrokeOff {
        /// Who answered.
        host: String,
    },
    /// The deadline passed in the middle of the answer.
    #[error("{host} did not answer in full within {} s", .timeout.as_secs_f32())]
    Late {
        /// Who answered.
        host: String,
        /// How long was waited.
        timeout: Duration,
    },
    /// More bytes follow the end of what was compressed.
    #[error("{host} sends something after the end of what it compressed")]
    GoesOn {
        /// Who answered.
        host: String,
    },
}

impl From<ReadError> for FetchError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Kind(Kind::Folder) => Self::Directory,
            ReadError::Kind(Kind::Pipe) => Self::NamedPipe,
            ReadError::Kind(_) => Self::NotRegular,
            ReadError::TooLarge(limit) => Self::TooLarge(limit),
            ReadError::Io(error) => error.into(),
        }
    }
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

/// When a server wants to be asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// After so long.
    In(Duration),
    /// At this time, in seconds since 1970.
    At(i64),
}

impl RetryAfter {
    /// Reads the header's value: seconds, or a date.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::In(Duration::from_secs(text.parse().unwrap_or(u32::MAX).into())));
        }
        // The weekday is not looked at: it may be wrong.
        let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
        Some(Self::At(parser.parse_timestamp(text).ok()?.as_second()))
    }
}

/// What a status means to whoever asked. The server's own words are not repeated.
fn meaning(code: u16, retry_after: Option<RetryAfter>) -> String {
    let words = match code {
        204 | 205 => "there is nothing on that page",
        304 => "nothing has changed, which nobody asked",
        400 => "it does not understand the request",
        401 => "a name and a password are wanted",
        402 | 403 => "it does not let you",
        404 => "there is no such page",
        405 | 406 | 415 => "it does not give it in this form",
        408 => "it waited too long",
        410 => "the page is gone for good",
        429 => "it was asked too often",
        451 => "it may not show it",
        500 | 502 => "it has a fault of its own",
        503 => "it is not there for now",
        504 => "another server keeps it waiting",
        _ => "",
    };
    let mut out = if words.is_empty() { String::new() } else { format!(": {words}") };
    if let Some(RetryAfter::In(wait)) = retry_after {
        let seconds = wait.as_secs();
        if seconds > 366 * 86_400 {
            out.push_str("; it asks to wait for years");
            return out;
        }
        let (count, unit) = match seconds {
            0..=119 => (seconds, "s"),
            120..=7199 => (seconds / 60, "min"),
            7200..=172_799 => (seconds / 3600, "h"),
            _ => (seconds / 86_400, "days"),
        };
        let _ = write!(out, "; it asks to wait {count} {unit}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_a_time_or_a_date() {
        assert_eq!(RetryAfter::parse(" 90 "), Some(RetryAfter::In(Duration::from_secs(90))));
        assert_eq!(RetryAfter::parse("99999999999999"), Some(RetryAfter::In(Duration::from_secs(u32::MAX.into()))));
        assert_eq!(RetryAfter::parse("Thu, 01 Jan 1970 00:01:00 GMT"), Some(RetryAfter::At(60)));
        assert!(matches!(RetryAfter::parse("Mon, 31 Dec 2199 23:59:59 GMT"), Some(RetryAfter::At(_))));
        assert_eq!(RetryAfter::parse("soon"), None);
    }

    #[test]
    fn a_status_is_a_sentence() {
        let status = |code, retry_after| FetchError::Status { host: "a.example".into(), code, retry_after }.to_string();
        assert_eq!(status(404, None), "a.example answers 404: there is no such page");
        assert_eq!(status(999, None), "a.example answers 999");
        let wait = Some(RetryAfter::In(Duration::from_hours(2)));
        let years = RetryAfter::parse("99999999999999999999");
        assert!(status(503, years).ends_with("it asks to wait for years"));
        assert_eq!(status(503, wait), "a.example answers 503: it is not there for now; it asks to wait 2 h");
    }
}
