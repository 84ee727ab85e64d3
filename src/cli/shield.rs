//! Panics: never a trace on the screen, and where possible a loss of no more than the facts.

use std::cell::Cell;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

use super::failure::{Exit, Failure};
use crate::article::CleanLine;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// From now on a panic is one line, or nothing where it is caught and answered for.
pub(super) fn install_hook() {
    std::panic::set_hook(Box::new(|panic| {
        log::error!("{}", line(panic));
        if !QUIET.get() {
            let _ = writeln!(std::io::stderr(), "{}", line(panic));
        }
    }));
}

fn line(panic: &PanicHookInfo<'_>) -> CleanLine {
    let said = panic.payload();
    let said = said.downcast_ref::<&str>().copied().or_else(|| said.downcast_ref::<String>().map(String::as_str));
    let place = panic.location().map_or(String::new(), |at| format!(" ({}:{})", at.file(), at.line()));
    CleanLine::new(&format!(
        "dateline: stopped by a mistake of its own, {}{place}. Please report it, with what you did.",
        said.unwrap_or("unknown").lines().next().unwrap_or("")
    ))
}

/// Runs `work`; None if it panicked, and nothing is said about it.
pub fn shield<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    result.ok()
}

/// Runs the whole program: after a panic, whose line the hook has written, the exit status is no crash's.
pub(super) fn last_resort(work: impl FnOnce() -> Result<u8, Failure>) -> Result<u8, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Ok(Exit::Partly as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_only_its_own_work() {
        assert_eq!(shield(|| 1), Some(1));
        assert_eq!(shield(|| -> u8 { panic!("not seen") }), None);
        assert!(!QUIET.get());
    }
}
