//! The command line: what was asked, carried out, with an exit status.
//!
//! Exit status: 0 ok; 1 nothing found, or some inputs failed; 2 usage or settings; 3 network or input; 4 library.
//! Errors are one line on standard error. A closed pipe is a quiet success.

mod add;
pub mod args;
mod bookmarks;
mod exchange;
mod extract;
mod failure;
mod feed;
mod feeds;
mod input;
mod kept;
mod library;
mod listing;
mod log;
mod manual;
mod opml;
mod output;
mod print;
mod read;
mod refresh;
mod review;
mod settings;
mod shield;

pub use args::{Args, BookmarksCommand, ColorChoice, Command, FeedsCommand, Globals, LibraryCommand};
pub use failure::{Exit, Failure};
pub use input::load;
pub use library::library_path;
pub use output::write_out;
pub use read::read;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::app::intake::Input;
use crate::article::discreet;

/// Parses the arguments, runs, and tells how it went.
pub fn main() -> ExitCode {
    #[cfg(unix)]
    if let Some(exit) = crate::app::stand_by() {
        return exit;
    }
    #[cfg(unix)]
    crate::app::outlive_limits();
    shield::install_hook();
    let outcome = shield::last_resort(|| match Args::try_parse() {
        Ok(args) => run(args),
        Err(error) => refuse(&error),
    });
    match outcome {
        Ok(exit) => ExitCode::from(exit),
        Err(failure) => {
            ::log::error!("{}", failure.line());
            failure.report();
            ExitCode::from(failure.exit as u8)
        }
    }
}

fn run(args: Args) -> Result<u8, Failure> {
    settings::time_zone()?;
    if let Some(path) = &args.globals.log {
        log::start(path, &args.globals)?;
    }
    let takes_color =
        matches!(args.command, Some(Command::Bookmarks(BookmarksCommand::Add(_) | BookmarksCommand::Edit { .. })));
    match args.command {
        _ if !takes_color && matches!(args.globals.color, ColorChoice::Named(_)) => {
            Err(Failure::usage("error: --color is one of auto, always, never"))
        }
        Some(_) if args.input.is_some() => Err(Failure::new(
            Exit::Usage,
            "cannot tell what is asked",
            "the command line",
            "an input stands before a command",
            "Try `dateline --help`",
        )),
        None => read(args.input.map(Input::from).as_ref(), &args.globals),
        Some(command) => carry_out(command, &args.globals),
    }
}

fn carry_out(command: Command, globals: &Globals) -> Result<u8, Failure> {
    let uses_library =
        !matches!(command, Command::Extract(_) | Command::Feed(_) | Command::Completions { .. } | Command::Man);
    if uses_library {
        // Wrong settings are told by every command that they could have changed.
        settings::settings(globals)?;
    }
    let exit = match command {
        Command::Extract(args) => extract::extract(&args),
        Command::Feed(args) => feed::feed(&args),
        Command::Add(command) => add::add(&command, globals),
        Command::Feeds(command) => feeds::feeds(&command, globals),
        Command::Refresh(command) => return refresh::refresh(&command, globals),
        Command::List(command) => listing::list(&command, globals),
        Command::Search(command) => listing::search(&command, globals),
        Command::Remove(command) => listing::remove(&command, globals),
        Command::Bookmarks(command) => bookmarks::bookmarks(&command, globals),
        Command::Library(command) => kept::kept(&command, globals),
        Command::Completions { shell } => manual::completions(shell).map(|()| Exit::Ok),
        Command::Man => manual::man().map(|()| Exit::Ok),
    };
    exit.map(|exit| exit as u8)
}

/// Help and version are answers; everything else that clap says is one line.
fn refuse(error: &clap::Error) -> Result<u8, Failure> {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let text = error.render().to_string();
        return write_out(|out| out.write_all(text.as_bytes())).map(|()| Exit::Ok as u8);
    }
    // An argument is repeated as it was typed: with a password in it, and with white space in that.
    let typed = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let values = typed.flat_map(|argument| {
        let value = argument.split_once('=').map(|(_, value)| value.to_owned());
        value.into_iter().chain([argument])
    });
    let said = values.fold(error.render().to_string(), |said, value| match discreet(&value) {
        shown if shown != value => said.replace(&value, &shown),
        _ => said,
    });
    Err(Failure::usage(&said))
}
