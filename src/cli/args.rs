//! What may be asked: the arguments, and the help that is made from them.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};

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
    /// Use colours: auto, always or never
    ///
    /// `auto` means: on a terminal, unless NO_COLOR is set or TERM is dumb.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ColorChoice::Auto, hide_possible_values = true)]
    pub color: ColorChoice,
    /// Write a log to this file
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the figures, places and quotes of articles as JSON
    ///
    /// One object an input, with title, byline, date, language, text and facts. Offsets are code points into `text`. An
    /// input that fails becomes an object with `error`, and the exit status is 1.
    Extract(ExtractArgs),
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
