//! `[feeds]`: how feeds are read, and what is kept of them.

use std::ops::RangeInclusive;

use serde::Deserialize;

/// How feeds are read, and what is kept of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct FeedOptions {
    /// How many entries of a feed are kept, the newest; 0 for all. What has a star or bookmarks, or was kept by hand,
    /// never goes.
    pub keep_entries: usize,
    /// How many days entries are kept; 0 for ever.
    pub keep_days: u32,
    /// How long reading one feed or page may take, in seconds.
    pub timeout: u64,
    /// How many are read at the same time.
    pub workers: usize,
    /// How many pages of new entries are fetched of one feed in one refresh, where full texts are wanted.
    pub pages: usize,
}

impl Default for FeedOptions {
    fn default() -> Self {
        Self { keep_entries: 0, keep_days: 0, timeout: 20, workers: 8, pages: 20 }
    }
}

impl FeedOptions {
    /// The names of the settings.
    pub(super) const NAMES: [&str; 5] = ["keep-entries", "keep-days", "timeout", "workers", "pages"];

    /// The name of a setting that is out of its bounds, and what they are.
    pub(super) fn fault(&self) -> Option<(&'static str, String)> {
        let bounds: [(&str, u64, RangeInclusive<u64>); 3] = [
            ("timeout", self.timeout, 1..=3600),
            ("workers", self.workers as u64, 1..=64),
            ("pages", self.pages as u64, 0..=1000),
        ];
        let (name, value, bounds) = bounds.into_iter().find(|(_, value, bounds)| !bounds.contains(value))?;
        Some((name, format!("{name} is {value}, and may be {} to {}", bounds.start(), bounds.end())))
    }
}
