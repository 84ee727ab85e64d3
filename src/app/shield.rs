//! Panics in work whose loss can be borne: caught, and nothing is said about them.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; None if it panicked.
pub fn shield<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    result.ok()
}

/// Whether a panic on this thread is caught and answered for, so that nothing has to be said about it.
pub fn is_shielded() -> bool {
    QUIET.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_only_its_own_work() {
        assert_eq!(shield(|| 1), Some(1));
        assert_eq!(shield(|| -> u8 { panic!("not seen") }), None);
        assert!(!is_shielded());
    }
}
