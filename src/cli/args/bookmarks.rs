//! What is asked of bookmarks.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum, ValueHint};

use super::{ListFormat, SayFormat};
use crate::article::Status;

/// What can be done with bookmarks.
#[derive(Debug, Clone, Subcommand)]
pub enum BookmarksCommand {
    /// Keep a passage of an article that is in the library
    Add(NewArgs),
    /// Print bookmarks, with where they stand now
    List(WantedArgs),
    /// Print one bookmark
    Show {
        /// The bookmark
        id: String,
        /// text or json
        #[arg(long, value_enum, default_value_t = SayFormat::Text, hide_possible_values = true)]
        format: SayFormat,
    },
    /// Change a bookmark's note, tags or colour
    Edit {
        /// The bookmark
        id: String,
        /// The note; empty for none
        #[arg(long, value_name = "T", allow_hyphen_values = true)]
        note: Option<String>,
        /// A tag, any number of times: these are all the tags then; empty for none
        #[arg(long = "tag", value_name = "T")]
        tags: Vec<String>,
    },
    /// Remove bookmarks; they can be restored
    Remove {
        /// Bookmarks
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Bring removed bookmarks back
    Restore {
        /// Bookmarks
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Print old passages that are worth reading again
    ///
    /// First those that were never reviewed, then those whose time has come again: a day after the first review, two days
    /// after the second, and so on. What is printed counts as reviewed. Exit status 1: there are none.
    Review(ReviewArgs),
    /// Write bookmarks for other programs
    Export(ExportArgs),
    /// Take in bookmarks from other programs, all or none
    ///
    /// Bookmarks that are here already (by their id) stay as they are. One whose article is not in the library is kept,
    /// and finds its place when the article is added.
    Import(ImportArgs),
}

/// What `bookmarks add` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct NewArgs {
    /// The article, by id, path or address
    pub article: OsString,
    /// Which passage.
    #[command(flatten)]
    pub passage: PassageArgs,
    /// A note
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// A tag, any number of times
    #[arg(long = "tag", value_name = "T")]
    pub tags: Vec<String>,
    /// text or json: the bookmark on one line
    #[arg(long, value_enum, default_value_t = SayFormat::Text, hide_possible_values = true)]
    pub format: SayFormat,
}

/// A passage, by its place or by its words.
#[derive(Debug, Clone, clap::Args)]
pub struct PassageArgs {
    /// First code point of the text
    #[arg(long, value_name = "N", requires = "end", conflicts_with = "quote")]
    pub start: Option<usize>,
    /// One past the last code point
    #[arg(long, value_name = "N", requires = "start", conflicts_with = "quote")]
    pub end: Option<usize>,
    /// Its words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub quote: Option<String>,
    /// The words right before it
    #[arg(long, value_name = "P", allow_hyphen_values = true, requires = "quote")]
    pub prefix: Option<String>,
    /// The words right after it
    #[arg(long, value_name = "S", allow_hyphen_values = true, requires = "quote")]
    pub suffix: Option<String>,
    /// The Kth of several such places, from 1
    #[arg(long, value_name = "K", requires = "quote")]
    pub nth: Option<usize>,
}

/// What `bookmarks list` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct WantedArgs {
    /// Only those of an article, by id, path or address
    #[arg(long, value_name = "A")]
    pub article: Option<OsString>,
    /// Only those with a tag
    #[arg(long, value_name = "T")]
    pub tag: Option<String>,
    /// Only those in whose passages, notes, tags or titles this is found
    #[arg(long, value_name = "QUERY")]
    pub search: Option<String>,
    /// Only those that stand so: exact, shifted, changed or orphan
    #[arg(long, value_name = "S", value_enum, hide_possible_values = true)]
    pub status: Option<StatusChoice>,
    /// text, json or jsonl
    #[arg(long, value_enum, default_value_t = ListFormat::Text, hide_possible_values = true)]
    pub format: ListFormat,
}

/// How a bookmark stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusChoice {
    /// The same words at the same place.
    Exact,
    /// The same words elsewhere.
    Shifted,
    /// Other words that stand for them.
    Changed,
    /// Not found.
    Orphan,
}

impl From<StatusChoice> for Status {
    fn from(choice: StatusChoice) -> Self {
        match choice {
            StatusChoice::Exact => Self::Exact,
            StatusChoice::Shifted => Self::Shifted,
            StatusChoice::Changed => Self::Changed,
            StatusChoice::Orphan => Self::Orphan,
        }
    }
}

/// What `bookmarks export` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct ExportArgs {
    /// markdown, json, w3c, csv (Readwise), org, bibtex or ris
    ///
    /// json loses nothing and can be taken in again; so can w3c, without the texts of the articles, and csv.
    #[arg(long, value_enum, default_value_t = ExportChoice::Markdown, hide_possible_values = true)]
    pub format: ExportChoice,
    /// Only those of an article, by id, path or address
    #[arg(long, value_name = "A")]
    pub article: Option<OsString>,
    /// Write to this file, as a whole or not at all; `-` is standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// What bookmarks are exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportChoice {
    /// Markdown with front matter.
    Markdown,
    /// dateline's own.
    Json,
    /// W3C Web Annotation.
    W3c,
    /// Readwise CSV.
    Csv,
    /// Org mode.
    Org,
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
}

/// What `bookmarks import` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    /// json (also what `bookmarks list` prints), w3c or csv (Readwise)
    #[arg(long, value_enum, default_value_t = ImportChoice::Json, hide_possible_values = true)]
    pub format: ImportChoice,
    /// Say what would be done, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// A file, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: OsString,
}

/// What bookmarks are taken in from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportChoice {
    /// dateline's own.
    Json,
    /// W3C Web Annotation.
    W3c,
    /// Readwise CSV.
    Csv,
}

/// What `bookmarks review` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct ReviewArgs {
    /// How many
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub count: usize,
    /// text, json or jsonl
    #[arg(long, value_enum, default_value_t = ListFormat::Text, hide_possible_values = true)]
    pub format: ListFormat,
}
