//! What is asked of subscriptions.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Subcommand, ValueEnum, ValueHint};

use super::{ListFormat, SayFormat, seconds};

/// What can be done with subscriptions.
#[derive(Debug, Clone, Subcommand)]
pub enum FeedsCommand {
    /// Print the subscriptions, with how much is unread and what is wrong with them
    List {
        /// text, json or jsonl
        #[arg(long, value_enum, default_value_t = ListFormat::Text, hide_possible_values = true)]
        format: ListFormat,
    },
    /// Subscribe to a feed
    ///
    /// The address of a page will do if the page names its feed.
    Add(SubscribeArgs),
    /// End subscriptions
    ///
    /// Their entries go too, but not what has a star or bookmarks, was kept by hand, or came with another feed as well.
    Remove {
        /// Feeds, by id, address or title
        #[arg(required = true, value_name = "FEED")]
        feeds: Vec<OsString>,
    },
    /// Change what a feed is called, its folder, its tags
    Rename(RenameArgs),
    /// Subscribe to the feeds of an OPML file, all or none
    ///
    /// Folders and categories are kept. Feeds that are here already stay as they are; the feeds are read by `refresh`.
    Import(OpmlImportArgs),
    /// Write the subscriptions as OPML
    Export(OpmlExportArgs),
}

/// What `feeds add` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct SubscribeArgs {
    /// The folder it is put into; folders in each other are parted by /
    #[arg(long, value_name = "F")]
    pub folder: Option<String>,
    /// A tag, any number of times
    #[arg(long = "tag", value_name = "T")]
    pub tags: Vec<String>,
    /// Fetch the pages of its new entries too, and keep their full texts
    #[arg(long)]
    pub full_text: bool,
    /// Give up if it takes longer, in seconds
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// text or json: `{"feed","entries"}` on one line
    #[arg(long, value_enum, default_value_t = SayFormat::Text, hide_possible_values = true)]
    pub format: SayFormat,
    /// An address, or a file
    #[arg(value_name = "URL", value_hint = ValueHint::AnyPath)]
    pub input: OsString,
}

/// What `feeds rename` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct RenameArgs {
    /// The folder it is put into; folders in each other are parted by /; empty for none
    #[arg(long, value_name = "F")]
    pub folder: Option<String>,
    /// A tag, any number of times: these are all the tags then; empty for none
    #[arg(long = "tag", value_name = "T")]
    pub tags: Vec<String>,
    /// Whether the pages of its new entries are fetched too: yes or no
    #[arg(long, value_name = "YES|NO", value_enum, hide_possible_values = true)]
    pub full_text: Option<YesNo>,
    /// The feed, by id, address or title
    pub feed: OsString,
    /// What it is called from now on; empty for its own title
    pub title: Option<String>,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// What `feeds import` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct OpmlImportArgs {
    /// Say what would be done, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// A file, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: OsString,
}

/// What `feeds export` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct OpmlExportArgs {
    /// Write to this file, as a whole or not at all; `-` is standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
}
