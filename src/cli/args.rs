//! What may be asked: the arguments, and the help that is made from them.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};

use crate::article::Status;

const AFTER_HELP: &str = "\
Examples:
  dateline story.html                    read a file
  dateline https://example.org/a         read a page of the web
  pdftotext report.pdf - | dateline -    read what comes through a pipe
  dateline story.txt > story-facts.txt   the article as text, its facts numbered
  dateline extract *.txt --format jsonl  the facts, for other programs

Exit status:
  0  all went well
  1  nothing was found, or some inputs failed
  2  the command line or the settings are wrong
  3  an input could not be read, or the output could not be written
  4  the library could not be used";

/// Reads news in the terminal, and shows an article's figures, places and quotes.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    about = "Read news in the terminal: an article with its figures, places and quotes",
    long_about = "Opens an article in a full-screen reader that shows the figures, places and quotes in it. Where standard \
                  output is not a terminal, prints the article as text with its facts numbered.",
    after_help = "`--help` says more.",
    after_long_help = AFTER_HELP,
    override_usage = "dateline [OPTIONS] [INPUT]\n       dateline [OPTIONS] COMMAND",
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Args {
    /// What every command understands.
    #[command(flatten)]
    pub globals: Globals,
    /// The article: a file, an address, or - for standard input
    ///
    /// HTML, Markdown (by its extension) or plain text, in any usual encoding. Without it, an article that ships with
    /// dateline is shown.
    #[arg(value_hint = ValueHint::FilePath)]
    pub input: Option<OsString>,
    /// The command, if one was given.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command understands.
#[derive(Debug, Clone, clap::Args)]
pub struct Globals {
    /// Keep bookmarks and articles in this file
    ///
    /// By default DATELINE_LIBRARY, else `library.db` in the data directory of the system.
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub library: Option<PathBuf>,
    /// Read settings from this file
    ///
    /// By default `dateline/config.toml` in the configuration directory of the system.
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Use colours: auto, always or never; with `bookmarks add` and `bookmarks edit` the bookmark's colour
    ///
    /// `auto` means: on a terminal, unless NO_COLOR is set or TERM is dumb.
    #[arg(long, global = true, value_name = "WHEN", value_parser = color, default_value = "auto", hide_default_value = true)]
    pub color: ColorChoice,
    /// Write a log to this file
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,
}

/// When to use colours; or, for a bookmark, which. One flag has both senses: scripts depend on that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
    /// A colour's name; empty for none.
    Named(String),
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the figures, places and quotes of articles as JSON
    ///
    /// One object an input, with title, byline, date, language, text and facts. Offsets are code points into `text`. An
    /// input that fails becomes an object with `error`, and the exit status is 1.
    Extract(ExtractArgs),
    /// Keep an article in the library
    ///
    /// Adding it again keeps what it is now; its bookmarks are found again in the new text.
    Add(AddArgs),
    /// Read articles again from where they came
    ///
    /// Where a text has changed, its bookmarks are found again in it.
    Refresh(RefreshArgs),
    /// Print what the library holds
    List(ListArgs),
    /// Forget articles
    Remove(RemoveArgs),
    /// Keep passages of articles, list and change them
    #[command(subcommand)]
    Bookmarks(BookmarksCommand),
    /// Parse a feed and print it as JSON
    ///
    /// RSS, Atom and JSON Feed, however broken. One object with title, link and entries; the library is not touched.
    Feed(FeedArgs),
    /// Print a completion script for a shell
    ///
    /// For instance: dateline completions bash > ~/.local/share/bash-completion/completions/dateline
    Completions {
        /// The shell: bash, zsh, fish, elvish or powershell
        #[arg(value_enum, hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    ///
    /// For instance: dateline man > ~/.local/share/man/man1/dateline.1
    Man,
}

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

/// How `extract` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    /// One object, or an array.
    Json,
    /// One object a line.
    Jsonl,
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
    /// text or json: `{"id","title","revision"}` on one line
    #[arg(long, value_enum, default_value_t = SayFormat::Text, hide_possible_values = true)]
    pub format: SayFormat,
    /// A file, or - for standard input
    #[arg(value_name = "INPUT", value_hint = ValueHint::FilePath)]
    pub input: OsString,
}

/// What `refresh` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct RefreshArgs {
    /// Give up on an article that takes longer, in seconds
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub timeout: Option<Duration>,
    /// Articles, by id, path or address; none: all
    #[arg(value_name = "ARTICLE")]
    pub articles: Vec<OsString>,
}

/// What `list` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct ListArgs {
    /// Only what was added since then: a day (2026-11-25) or a moment (RFC 3339)
    #[arg(long, value_name = "D", value_parser = super::listing::moment)]
    pub since: Option<jiff::Timestamp>,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// text, json or jsonl
    #[arg(long, value_enum, default_value_t = ListFormat::Text, hide_possible_values = true)]
    pub format: ListFormat,
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
        #[arg(long, value_name = "T")]
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
    /// Write bookmarks for other programs
    Export(ExportArgs),
    /// Take in bookmarks from other programs, all or none
    ///
    /// Bookmarks that are here already (by their id) stay as they are. One whose article is not in the library is kept,
    /// and finds its place when the article is added.
    Import(ImportArgs),
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
    /// Write to this file, as a whole or not at all
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

/// What `bookmarks add` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct NewArgs {
    /// The article, by id, path or address
    pub article: OsString,
    /// Which passage.
    #[command(flatten)]
    pub passage: PassageArgs,
    /// A note
    #[arg(long, value_name = "T")]
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
    #[arg(long, value_name = "TEXT")]
    pub quote: Option<String>,
    /// The words right before it
    #[arg(long, value_name = "P", requires = "quote")]
    pub prefix: Option<String>,
    /// The words right after it
    #[arg(long, value_name = "S", requires = "quote")]
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

/// How one thing is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SayFormat {
    /// For a person.
    Text,
    /// One object on one line.
    Json,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// One line each, for a person.
    Text,
    /// One object that holds all.
    Json,
    /// One object a line.
    Jsonl,
}

/// A word of `--color`. Which words make sense depends on the command.
#[expect(clippy::unnecessary_wraps, reason = "the signature that clap calls")]
fn color(text: &str) -> Result<ColorChoice, String> {
    Ok(match text {
        "auto" => ColorChoice::Auto,
        "always" => ColorChoice::Always,
        "never" => ColorChoice::Never,
        name => ColorChoice::Named(name.to_owned()),
    })
}

/// Seconds as a number, at most a day.
fn seconds(text: &str) -> Result<Duration, String> {
    const DAY: f64 = 86_400.0;
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= DAY => Ok(Duration::from_secs_f64(seconds)),
        _ => Err("a number of seconds from 0.001 to 86400 is wanted".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_agree_with_each_other() {
        Args::command().debug_assert();
    }

    #[test]
    fn seconds_are_sane() {
        assert_eq!(seconds("1.5"), Ok(Duration::from_millis(1500)));
        for bad in ["0", "-1", "nan", "inf", "1e9", "x"] {
            assert!(seconds(bad).is_err(), "{bad}");
        }
    }
}
