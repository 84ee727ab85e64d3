//! The rows at the left: the lists that always stand there, then folders and feeds.

use crate::article::{CleanLine, Counts, FeedId, FeedSummary, Filter, Scope};

/// A list that always stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// All articles.
    All,
    /// Those not read yet.
    Unread,
    /// Those with a star.
    Starred,
    /// Those that the reader added himself.
    Kept,
    /// Those that have bookmarks.
    Bookmarked,
}

impl Standing {
    /// All of them, from the top.
    pub const ALL: [Self; 5] = [Self::All, Self::Unread, Self::Starred, Self::Kept, Self::Bookmarked];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "All articles",
            Self::Unread => "Unread",
            Self::Starred => "Starred",
            Self::Kept => "Kept",
            Self::Bookmarked => "Bookmarked",
        }
    }

    /// How many articles it has.
    pub fn count(self, counts: &Counts) -> usize {
        match self {
            Self::All => counts.all,
            Self::Unread => counts.unread,
            Self::Starred => counts.starred,
            Self::Kept => counts.kept,
            Self::Bookmarked => counts.bookmarked,
        }
    }
}

/// Which list is shown: what a row at the left stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Choice {
    /// One that always stands there.
    Standing(Standing),
    /// All feeds of a folder; outermost first.
    Folder(Vec<CleanLine>),
    /// One feed.
    Feed(FeedId),
}

impl Default for Choice {
    fn default() -> Self {
        Self::Standing(Standing::All)
    }
}

impl Choice {
    /// What the library is asked for.
    pub fn filter(&self) -> Filter {
        let scope = |scope| Filter { scope, ..Filter::default() };
        match self {
            Self::Standing(Standing::All) => Filter::default(),
            Self::Standing(Standing::Unread) => Filter { unread: true, ..Filter::default() },
            Self::Standing(Standing::Starred) => Filter { starred: true, ..Filter::default() },
            Self::Standing(Standing::Kept) => scope(Scope::Kept),
            Self::Standing(Standing::Bookmarked) => scope(Scope::Bookmarked),
            Self::Folder(path) => scope(Scope::Folder(path.iter().map(|name| name.as_str().to_owned()).collect())),
            Self::Feed(id) => scope(Scope::Feed(id.clone())),
        }
    }
}

/// One row at the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// What it stands for.
    pub choice: Choice,
    /// What it is called.
    pub name: CleanLine,
    /// How deep it stands in folders.
    pub depth: u16,
    /// How many articles: unread ones of folders and feeds, all of the others.
    pub count: usize,
    /// Number of the feed among the feeds, if it is one.
    pub feed: Option<usize>,
}

/// The rows for these feeds, which come sorted by folder.
pub fn rows(feeds: &[FeedSummary], counts: &Counts) -> Vec<SourceRow> {
    let mut rows: Vec<SourceRow> = Standing::ALL
        .into_iter()
        .map(|standing| SourceRow {
            choice: Choice::Standing(standing),
            name: standing.name().into(),
            depth: 0,
            count: standing.count(counts),
            feed: None,
        })
        .collect();
    let mut open: &[CleanLine] = &[];
    for (i, feed) in feeds.iter().enumerate() {
        let shared = open.iter().zip(&feed.folders).take_while(|(one, other)| one == other).count();
        for depth in shared..feed.folders.len() {
            let path = &feed.folders[..=depth];
            let unread = feeds.iter().filter(|other| other.folders.starts_with(path)).map(|other| other.unread).sum();
            rows.push(SourceRow {
                choice: Choice::Folder(path.to_vec()),
                name: feed.folders[depth].clone(),
                depth: depth as u16,
                count: unread,
                feed: None,
            });
        }
        open = &feed.folders;
        rows.push(SourceRow {
            choice: Choice::Feed(feed.id.clone()),
            name: feed.title.clone(),
            depth: feed.folders.len() as u16,
            count: feed.unread,
            feed: Some(i),
        });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::testing::feed;

    fn shown(feeds: &[FeedSummary]) -> String {
        let rows = rows(feeds, &Counts::default());
        let line = |row: &SourceRow| format!("{}{} {}", "-".repeat(row.depth.into()), row.name.as_str(), row.count);
        rows[Standing::ALL.len()..].iter().map(line).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn feeds_stand_in_their_folders() {
        let feeds =
            [feed("Bay", "", 1), feed("Quay", "Ports", 2), feed("Tide", "Ports/North", 3), feed("Zinc", "Trade", 4)];
        assert_eq!(shown(&feeds), "Bay 1, Ports 5, -Quay 2, -North 3, --Tide 3, Trade 4, -Zinc 4");
        assert_eq!(shown(&[]), "");
    }
}
