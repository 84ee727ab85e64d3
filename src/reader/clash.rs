//! Two wordings of one value: this window's and another one's. The reader says which is kept.

use super::change::RemarksEdit;
use super::library::Naming;
use super::passage::Mark;
use crate::article::FeedId;

/// What was written here and in another window at the same time.
#[derive(Debug, Clone, PartialEq)]
pub enum Clash {
    /// A note or a colour of a bookmark: one of them.
    Remark {
        /// Which bookmark.
        mark: Mark,
        /// Its words.
        exact: String,
        /// As it was wanted here.
        mine: RemarksEdit,
        /// As it is kept.
        theirs: RemarksEdit,
    },
    /// What a feed is called, or where it stands.
    Feed {
        /// Which feed.
        id: FeedId,
        /// As it was wanted here.
        mine: Naming,
        /// As it is kept.
        theirs: Naming,
    },
}

/// How a clash is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// As it was wanted here.
    Mine,
    /// As it is kept.
    Theirs,
    /// One after the other.
    Both,
}

impl Clash {
    /// What both are about.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Remark { mine, .. } if mine.note.is_some() => "Another window changed this note",
            Self::Remark { .. } => "Another window changed this colour",
            Self::Feed { mine: Naming::Title(_), .. } => "Another window renamed this feed",
            Self::Feed { .. } => "Another window moved this feed",
        }
    }

    /// Both wordings, this window's first.
    pub fn wordings(&self) -> (String, String) {
        match self {
            Self::Remark { mine, theirs, .. } => (remark(mine), remark(theirs)),
            Self::Feed { mine, theirs, .. } => (naming(mine), naming(theirs)),
        }
    }

    /// Whether both can be kept.
    pub fn has_both(&self) -> bool {
        matches!(self, Self::Remark { mine, .. } if mine.note.is_some())
    }

    /// The bookmark, if it is about one.
    pub fn mark(&mut self) -> Option<&mut Mark> {
        match self {
            Self::Remark { mark, .. } => Some(mark),
            Self::Feed { .. } => None,
        }
    }
}

fn remark(edit: &RemarksEdit) -> String {
    match (&edit.note, &edit.color) {
        (Some(note), _) if note.trim().is_empty() => "(no note)".to_owned(),
        (Some(note), _) => note.clone(),
        (None, Some(Some(color))) => color.clone(),
        _ => "(no colour)".to_owned(),
    }
}

fn naming(naming: &Naming) -> String {
    match naming {
        Naming::Title(Some(title)) => title.as_str().to_owned(),
        Naming::Title(None) => "(its own name)".to_owned(),
        Naming::Folders(folders) if folders.is_empty() => "(no folder)".to_owned(),
        Naming::Folders(folders) => {
            folders.iter().map(crate::article::CleanLine::as_str).collect::<Vec<_>>().join(" / ")
        }
    }
}
