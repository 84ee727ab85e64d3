//! Why nothing came in, and what to try.

use crate::article::{CleanLine, Feed, Loss};
use crate::fetch::{FetchError, NotWhole};
use crate::ingest::IngestError;

/// Why nothing came in. Each message is the WHY of an error line.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// It cannot be read.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It is not what it should be.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// A feed where an article was wanted.
    #[error("it is a feed, not an article")]
    IsFeed,
    /// A feed with neither a title nor an entry, and what else it says.
    #[error("there is no title and no entry in it")]
    NothingInFeed(Box<Feed>),
    /// An article was read again, and what came does not take the place of what is kept.
    #[error("{}", .0.why())]
    Lost(Loss),
    /// A panic that was caught.
    #[error("dateline made a mistake of its own")]
    Mistake,
}

impl IntakeError {
    /// What to try with an input of this name; without a full stop, may be empty.
    pub fn hint(&self, name: &str) -> String {
        match self {
            Self::Fetch(error) => about_fetch(error, name).to_owned(),
            Self::Ingest(IngestError::Page(Some(feed))) => {
                format!("Try the feed that it names: {}", CleanLine::new(feed))
            }
            Self::Ingest(IngestError::Page(None)) => "It names no feed either".to_owned(),
            Self::Ingest(error) => about_ingest(error).to_owned(),
            Self::IsFeed => "Try `dateline add` to subscribe to it, or `dateline feed` to see it".to_owned(),
            Self::Lost(Loss::Cut) => "Try again later".to_owned(),
            Self::Lost(_) => format!("`dateline add {name}` takes what is there now"),
            Self::NothingInFeed(_) => String::new(),
            Self::Mistake => "Please report it, with the input".to_owned(),
        }
    }
}

fn about_fetch(error: &FetchError, name: &str) -> &'static str {
    match error {
        // One bare word may have been meant as a command.
        FetchError::NotFound if !name.contains(['.', '/', '\\']) => {
            "Check the path, or see `dateline --help` for the commands"
        }
        FetchError::NotFound => "Check the path",
        FetchError::Directory => "Name a file in it",
        FetchError::NamedPipe => "Try `dateline - < PIPE`",
        FetchError::NotRegular => "Try to copy it to a file",
        FetchError::Denied => "Check who may read it",
        FetchError::TooLarge(_) => "Try to save a part of it",
        FetchError::TimedOut(_) | FetchError::Slow { .. } | FetchError::NotWhole(NotWhole::Late { .. }) => {
            "Try a longer --timeout"
        }
        FetchError::NotWhole(NotWhole::BrokeOff { .. }) => "Try again later",
        FetchError::Address => "Addresses begin with http:// or https://",
        FetchError::Setting { .. } => "Correct it or unset it; nothing was asked",
        FetchError::Host(_) => "Check the name, and the network",
        FetchError::Connect { .. } => "Check the network",
        FetchError::Tls { .. } => "Nothing was read from it",
        FetchError::Private(_) => "Name that address itself if you mean it",
        FetchError::Status { code: 404 | 410, .. } => "Check the address",
        FetchError::Status { code: 429 | 500.., .. } => "Try again later",
        FetchError::Status { .. }
        | FetchError::Redirect { .. }
        | FetchError::Answer { .. }
        | FetchError::NotWhole(_) => "Try it in a browser",
        FetchError::Io(_) => "",
    }
}

fn about_ingest(error: &IngestError) -> &'static str {
    match error {
        IngestError::Empty => "Check that it is the right input",
        IngestError::NoArticle(_) => "Try it in a browser",
        IngestError::NotText("a PDF") => "Try `pdftotext FILE - | dateline -`",
        IngestError::NotText(_) => "Articles are HTML, Markdown or plain text",
        IngestError::FeedTooLarge => "",
        IngestError::BrokeOff => "Try again later",
        IngestError::Page(_) | IngestError::NotFeed => "Feeds are RSS, Atom or JSON Feed",
        IngestError::NotOpml => "Lists of subscriptions are OPML",
    }
}
