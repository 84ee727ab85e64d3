//! Bookmarks with all that another library has to know of their article: what exports write and imports read.

use std::borrow::Cow;

use super::{ArticleId, Bookmark, CleanLine, Source, without_login};

/// An article as its bookmarks need it: without its current text.
#[derive(Debug, Clone, PartialEq)]
pub struct Collected {
    /// Its name in the library that it comes from.
    pub id: ArticleId,
    /// Where it came from; a file's path is absolute.
    pub source: Source,
    /// Headline.
    pub title: Option<CleanLine>,
    /// Who wrote it.
    pub byline: Option<CleanLine>,
    /// When it was published.
    pub published: Option<CleanLine>,
    /// The paper, agency or site.
    pub site: Option<CleanLine>,
    /// Language.
    pub lang: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// Whether it is read word for word.
    pub raw: bool,
    /// The texts that its bookmarks were made in, as far as they are known.
    pub revisions: Vec<Revision>,
    /// Its bookmarks, in the order in which they were made.
    pub bookmarks: Vec<Bookmark>,
}

/// One text of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its name: see [`super::revision`].
    pub digest: String,
    /// The text.
    pub text: String,
}

impl Collected {
    /// The same without a name and a password in its addresses.
    pub fn without_login(&self) -> Cow<'_, Self> {
        let (source, url) = (self.source.without_login(), self.url.as_deref().map(without_login));
        if source == self.source && url == self.url {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self { source, url, ..self.clone() })
    }

    /// The title, else where it came from.
    pub fn name(&self) -> CleanLine {
        match &self.title {
            Some(title) if !title.is_empty() => title.clone(),
            _ => CleanLine::new(&self.source.to_string()),
        }
    }

    /// The address that leads to it, if it has one: canonical, else the one that it was read from.
    pub fn address(&self) -> Option<&str> {
        let own = match &self.source {
            Source::Url(address) => Some(address.as_str()),
            _ => None,
        };
        self.url.as_deref().or(own).filter(|address| address.starts_with("http://") || address.starts_with("https://"))
    }
}
