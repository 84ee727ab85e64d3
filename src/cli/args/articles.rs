//! What is asked of inputs and articles.

use std::ffi::OsString;
use std::time::Duration;

use clap::{ValueEnum, ValueHint};

use super::{ListFormat, SayFormat, moment, seconds};

/// What `extract` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct ExtractArgs {
    /// json: one object, or an array for several inputs; jsonl: one object a line
    #[arg(long, value_enum, default_value_t = ExtractFormat::Json, hide_possible_values = true)]
    pub format: ExtractFormat,
    /// Take the input as plain text, word for word
    ///
    /// `text` is the input itself (only CRLF becomes LF, and a byte order mark at the beginning goes), so that offsets
    /// made elsewhere hold. Without it, lines that are no part of the article are left out.
    #[arg(long)]
    pub raw: bool,
    /// Give up on an input that takes longer, in seconds
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Files, addresses, or - for standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::FilePath)]
    pub inputs: Vec<OsString>,
}

/// How `extract` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// One object, or an array.
    Json,
    /// One object a line.
    Jsonl,
}

/// What `feed` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct FeedArgs {
    /// json: one object
    #[arg(long, value_enum, default_value_t = FeedFormat::Json, hide_possible_values = true)]
    pub format: FeedFormat,
    /// Give up if it takes longer, in seconds
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// A file, an address, or - for standard input
    #[arg(value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub input: OsString,
}

/// How `feed` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FeedFormat {
    /// One object.
    Json,
}

/// What `add` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct AddArgs {
    /// Take the input as plain text, word for word; `refresh` will do the same
    #[arg(long)]
    pub raw: bool,
    /// Give up if it takes longer, in seconds
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// text or json: `{"id","title","revision"}` on one line, of a feed `{"feed","entries"}`
    #[arg(long, value_enum, default_value_t = SayFormat::Text, hide_possible_values = true)]
    pub format: SayFormat,
    /// A file, an address, or - for standard input
    #[arg(value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub input: OsString,
}

/// What `refresh` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct RefreshArgs {
    /// Give up on a feed or an article that takes longer, in seconds
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Fetch the pages of new entries too, and keep their full texts
    #[arg(long)]
    pub full_text: bool,
    /// Articles (by id, path or address) and feeds (also by title); none: all
    #[arg(value_name = "ARTICLE|FEED")]
    pub names: Vec<OsString>,
}

/// What `list` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct ListArgs {
    /// Only what was not read yet
    #[arg(long)]
    pub unread: bool,
    /// Only what has a star
    #[arg(long)]
    pub starred: bool,
    /// Only what came with a feed, by id, address or title
    #[arg(long, value_name = "F")]
    pub feed: Option<OsString>,
    /// Only what came with a feed that has this tag
    #[arg(long, value_name = "T")]
    pub tag: Option<String>,
    /// Only what is not older: a day (2026-11-25) or a moment (RFC 3339)
    #[arg(long, value_name = "D", value_parser = moment)]
    pub since: Option<jiff::Timestamp>,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// text, json or jsonl
    #[arg(long, value_enum, default_value_t = ListFormat::Text, hide_possible_values = true)]
    pub format: ListFormat,
}

/// What `search` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct SearchArgs {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// text, json or jsonl
    #[arg(long, value_enum, default_value_t = ListFormat::Text, hide_possible_values = true)]
    pub format: ListFormat,
    /// What to search for; several are one question
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<OsString>,
}

/// What `remove` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct RemoveArgs {
    /// Forget their bookmarks too
    #[arg(long)]
    pub force: bool,
    /// Articles, by id, path or address
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<OsString>,
}
