//! Feeds: what somebody publishes, entry by entry.

use serde::{Deserialize, Serialize};

use super::{Article, Block, CUT_SHORT, CleanLine, CleanText, Link, Login, Source};

/// A feed, as it was read once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Its name; empty if there are no words in it.
    pub title: Option<CleanLine>,
    /// The page it belongs to: http or https.
    pub link: Option<String>,
    /// Language as BCP 47 says it, if the feed says one.
    pub lang: Option<String>,
    /// Its entries in the feed's own order, which is mostly the newest first.
    pub entries: Vec<Entry>,
    /// Whether it ends where it should.
    #[serde(default, skip)]
    pub end: FeedEnd,
    /// How many entries it has beyond those that are taken.
    #[serde(default, skip)]
    pub left_out: usize,
    /// For how many minutes it need not be read again, as it says itself.
    #[serde(default, skip)]
    pub holds: Option<u32>,
}

/// How a feed ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FeedEnd {
    /// It is whole.
    #[default]
    Whole,
    /// It ends in its middle.
    Cut,
    /// Something follows its end.
    GoesOn,
    /// Something in it cannot be read, nor what follows that.
    Damaged,
}

impl FeedEnd {
    /// What is wrong with it, as a sentence; None if it is whole.
    pub fn trouble(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Cut => Some("it broke off: the feed ends in its middle"),
            Self::GoesOn => Some("something follows the end of the feed"),
            Self::Damaged => Some("it is damaged: only what stands before the damage was read"),
        }
    }
}

impl Feed {
    /// Why not all of it is here, a sentence; None if it is.
    pub fn trouble(&self) -> Option<String> {
        let too_many = || {
            let (left, taken) = (self.left_out, self.entries.len());
            (left > 0).then(|| format!("it has {} entries, of which {taken} are read, the newest", left + taken))
        };
        self.end.trouble().map(str::to_owned).or_else(too_many)
    }

    /// Whether there is nothing to show: no title and no entry.
    pub fn is_empty(&self) -> bool {
        self.title.as_deref().is_none_or(str::is_empty) && self.entries.is_empty()
    }
}

/// One entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What tells it from the feed's other entries, the same at each reading: the feed's word for it, else its link,
    /// else a digest of what it says.
    pub id: CleanLine,
    /// Headline; empty if there are no words in it (a picture).
    pub title: Option<CleanLine>,
    /// The page: http or https.
    pub link: Option<String>,
    /// When it was published: RFC 3339 in UTC, so that the order of the texts is that of the times.
    pub published: Option<String>,
    /// When it was changed last, written in the same way.
    pub updated: Option<String>,
    /// Who wrote it; several are parted by commas.
    pub author: Option<CleanLine>,
    /// A few words about it; empty if there are no words in it.
    pub summary: Option<Passage>,
    /// The whole of it, or as much as the feed gives away; empty if there are no words in it.
    pub content: Option<Passage>,
    /// Where neither has words: its pictures, a line each.
    pub pictures: Option<Passage>,
    /// The feed broke off in it.
    #[serde(default, skip)]
    pub is_cut: bool,
    /// Its text is longer than what is read of it.
    #[serde(default, skip)]
    pub is_short: bool,
}

impl Entry {
    /// The longer of what the feed gives: its content or its summary.
    pub fn body(&self) -> Option<&Passage> {
        let length = |passage: &&Passage| passage.text.len();
        // Of two that are as long `max_by_key` takes the last.
        self.pictures.iter().chain(&self.summary).chain(&self.content).max_by_key(length)
    }

    /// The entry as an article, with as much text as the feed gives.
    pub fn article(&self, source: Source, feed: &Feed) -> Article {
        let body = self.body().cloned().unwrap_or_default();
        let cut = self.is_short.then(|| CleanLine::from(CUT_SHORT));
        Article {
            aside: cut.into_iter().collect(),
            title: self.title.clone().filter(|title| !title.is_empty()),
            byline: self.author.clone(),
            published: self.published.as_deref().or(self.updated.as_deref()).map(CleanLine::from),
            site: feed.title.clone().filter(|title| !title.is_empty()),
            lang: feed.lang.clone(),
            url: self.link.clone(),
            blocks: body.blocks,
            links: body.links,
            ..Article::plain(source, body.text)
        }
    }
}

/// A text with its blocks and links, as in an [`Article`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// What is read.
    pub text: CleanText,
    /// Its parts.
    pub blocks: Vec<Block>,
    /// Links in it, sorted.
    pub links: Vec<Link>,
}

/// A feed that somebody reads, as lists of subscriptions (OPML) have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Where the feed is: http or https, without name and password.
    pub url: String,
    /// The name and password that stood in the address; they are not written again.
    #[serde(skip)]
    pub login: Option<Login>,
    /// What it is called in the list.
    pub title: Option<CleanLine>,
    /// The page it belongs to: http or https.
    pub link: Option<String>,
    /// The folders it stands in, outermost first.
    pub folders: Vec<CleanLine>,
    /// Labels, without order.
    pub tags: Vec<CleanLine>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Passage {
        Passage { text: text.into(), ..Passage::default() }
    }

    #[test]
    fn an_entry_is_read_by_the_most_that_it_gives() {
        let feed = Feed { title: Some("The Odden Post".into()), ..Feed::default() };
        let mut entry =
            Entry { summary: Some(passage("long words")), content: Some(passage("cut …")), ..Entry::default() };
        assert_eq!(entry.article(Source::Stdin, &feed).text.as_str(), "long words");
        entry.content = Some(passage("same words"));
        entry.updated = Some("2024-03-12T10:30:00Z".into());
        let article = entry.article(Source::Stdin, &feed);
        assert_eq!(article.text.as_str(), "same words");
        assert_eq!(article.published.as_deref(), Some("2024-03-12T10:30:00Z"));
        assert_eq!(article.site.as_deref(), Some("The Odden Post"));
        assert!(feed.entries.is_empty() && !feed.is_empty() && Feed::default().is_empty());
    }
}
