//! What may be asked: the arguments, and the help that is made from them.

mod articles;
mod bookmarks;
mod feeds;
mod kept;

pub use articles::{
    AddArgs, ExtractArgs, ExtractFormat, FeedArgs, FeedFormat, ListArgs, RefreshArgs, RemoveArgs, SearchArgs,
};
pub use bookmarks::{
    BookmarksCommand, ExportArgs, ExportChoice, ImportArgs, ImportChoice, NewArgs, PassageArgs, ReviewArgs,
    StatusChoice, WantedArgs,
};
pub use feeds::{FeedsCommand, OpmlExportArgs, OpmlImportArgs, RenameArgs, SubscribeArgs, YesNo};
pub use kept::LibraryCommand;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

const AFTER_HELP: &str = "\
Examples:
  dateline story.html                    read a file
  dateline https://example.org/a         read a page of the web
  pdftotext report.pdf - | dateline -    read what comes through a pipe
  dateline story.txt > story-facts.txt   the article as text, its facts numbered
  dateline extract *.txt --format jsonl  the facts, for other programs
  dateline feeds add https://example.org subscribe to the feed of a site
  dateline refresh                       read all feeds, and what was kept, again
  dateline search storm is:unread         find words in all that is kept

Exit status:
  0  all went well
  1  nothing was found, or some inputs failed
  2  the command line or the settings are wrong
  3  an input could not be read, or the output could not be written
  4  the library could not be used";

/// What stands over the options that every command has.
const EVERYWHERE: &str = "Options of every command";

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
    /// HTML, Markdown (by its extension) or plain text, in any usual encoding. Without it, the
    /// library is shown; while that is empty, an article that ships with dateline.
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
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub library: Option<PathBuf>,
    /// Read settings from this file
    ///
    /// By default `dateline/config.toml` in the configuration directory of the system.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Use colours: auto, always or never; with `bookmarks add` and `bookmarks edit` the bookmark's colour
    ///
    /// `auto` means: on a terminal, unless NO_COLOR is set or TERM is dumb.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "WHEN", value_parser = color, default_value = "auto", hide_default_value = true)]
    pub color: ColorChoice,
    /// Write a log to this file
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE", value_hint = ValueHint::FilePath)]
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
    /// Keep an article in the library, or subscribe to a feed
    ///
    /// Adding an article again keeps what it is now; its bookmarks are found again in the new text. Of a feed, the
    /// entries are kept, and `refresh` reads it again.
    Add(AddArgs),
    /// Subscribe to feeds, list and change them
    #[command(subcommand)]
    Feeds(FeedsCommand),
    /// Read feeds and articles again from where they came
    ///
    /// Without a name: all feeds, and the articles that you kept yourself. Where a text has changed, its bookmarks are
    /// found again in it. A server that asks for patience is asked again when it said, or when it is named.
    Refresh(RefreshArgs),
    /// Print what the library holds
    List(ListArgs),
    /// Search in all titles and texts
    ///
    /// Words that all have to occur, "phrases", -without, title: site: feed: tag: after: before: is:unread (read,
    /// starred, bookmarked), OR. What makes no sense as a question is looked for as words. Exit status 1: nothing found.
    Search(SearchArgs),
    /// Forget articles
    Remove(RemoveArgs),
    /// Keep passages of articles, list and change them
    #[command(subcommand)]
    Bookmarks(BookmarksCommand),
    /// Check, back up or rescue the library
    #[command(subcommand)]
    Library(LibraryCommand),
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

/// A day (its first moment here) or a moment (RFC 3339).
fn moment(text: &str) -> Result<Timestamp, String> {
    let day = || text.parse::<Date>().ok()?.to_zoned_datetime(TimeZone::system()).ok().map(|day| day.timestamp());
    text.parse::<Timestamp>()
        .ok()
        .or_else(day)
        .ok_or_else(|| "a day (2026-11-25) or a moment (RFC 3339) is wanted".to_owned())
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
