//! What could not be read: why, and since when.

use super::errand::Failure;
use super::view::LibraryView;
use crate::article::{CleanLine, FeedId};

/// The list of what could not be read, over the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FailureList {
    /// Number of the chosen row.
    pub chosen: usize,
}

/// One row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failing {
    /// The feed; None for an article's page, which is tried again with the feeds.
    pub feed: Option<FeedId>,
    /// What it is called.
    pub title: CleanLine,
    /// Why.
    pub why: CleanLine,
    /// Since when: RFC 3339, UTC. None for a page: that is known of the last time only.
    pub since: Option<String>,
    /// Not to be read again before: RFC 3339, UTC.
    pub due: Option<String>,
}

impl LibraryView {
    /// What could not be read the last time: pages first, then feeds, those that failed last before those that fail
    /// for long.
    pub fn failing(&self) -> Vec<Failing> {
        let page = |failure: &Failure| Failing {
            feed: None,
            title: failure.title.clone(),
            why: failure.why.clone(),
            since: None,
            due: None,
        };
        let mut out: Vec<Failing> = self.failed_pages.iter().map(page).collect();
        let feeds = self.sources.iter().flat_map(|sources| &sources.feeds);
        let pages = out.len();
        out.extend(feeds.filter_map(|feed| {
            Some(Failing {
                feed: Some(feed.id.clone()),
                title: feed.title.clone(),
                why: feed.trouble.clone()?,
                since: feed.trouble_since.clone(),
                due: feed.due.clone(),
            })
        }));
        // Stable: of the same moment they stay sorted by folder and title.
        out[pages..].sort_by(|one, other| other.since.cmp(&one.since));
        out
    }
}
