//! Panics: never a trace on the screen, and where possible a loss of no more than the facts.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

use super::failure::{Exit, Failure};
use crate::app;
use crate::article::{CleanLine, discreet_sentence};

/// From now on a panic is one line, or nothing where it is caught and answered for.
pub(super) fn install_hook() {
    std::panic::set_hook(Box::new(|panic| {
        log::error!("{}", line(panic));
        if !app::is_shielded() {
            let _ = writeln!(std::io::stderr(), "{}", line(panic));
        }
    }));
}

fn line(panic: &PanicHookInfo<'_>) -> CleanLine {
    let said = panic.payload();
    let said = said.downcast_ref::<&str>().copied().or_else(|| said.downcast_ref::<String>().map(String::as_str));
    let place = panic.location().map_or(String::new(), |at| format!(" ({}:{})", at.file(), at.line()));
    CleanLine::new(&discreet_sentence(&format!(
        "dateline: stopped by a mistake of its own, {}{place}. Please report it, with what you did.",
        said.unwrap_or("unknown").lines().next().unwrap_or("")
    )))
}

/// Runs the whole program: after a panic, whose line the hook has written, the exit status is no crash's.
pub(super) fn last_resort(work: impl FnOnce() -> Result<u8, Failure>) -> Result<u8, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Ok(Exit::Partly as u8))
}
