//! How pure work is told to stop: it asks now and then, and whoever started it knows the time and the keys.

use std::fmt;

/// Asks whether to stop. Work that stops keeps what it has so far.
#[derive(Clone, Copy, Default)]
pub struct Stop<'a>(Option<&'a (dyn Fn() -> bool + Sync)>);

impl<'a> Stop<'a> {
    /// Nobody stops the work.
    pub const NEVER: Self = Self(None);

    /// Asks `ask` each time.
    pub fn when(ask: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self(Some(ask))
    }

    /// Whether the work is to stop now.
    pub fn is_asked(self) -> bool {
        self.0.is_some_and(|ask| ask())
    }
}

impl fmt::Debug for Stop<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Stop(asks)" } else { "Stop(never)" })
    }
}
