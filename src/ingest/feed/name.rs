//! Which element says what: by its local name, compared without case, and by the vocabulary it comes from.

/// The vocabularies that feeds use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS and Atom of any version, and what says nothing about itself.
    Core,
    /// Dublin Core.
    Dublin,
    /// Dublin Core's newer terms.
    Terms,
    /// The whole text in RSS.
    Content,
    /// Podcasts.
    Podcast,
    /// Media RSS.
    Media,
    /// Inline XHTML.
    Xhtml,
    /// The address behind a counted one.
    Origin,
    /// How often a feed changes.
    Pace,
    /// Anything else: its words are not the feed's.
    Other,
}

/// Beginnings of namespaces in lower case; the first that fits counts.
const NAMESPACES: &[(&str, Space)] = &[
    ("http://www.w3.org/2005/atom", Space::Core),
    ("http://purl.org/atom/", Space::Core),
    ("http://purl.org/echo/", Space::Core),
    ("http://purl.org/rss/1.0/modules/content", Space::Content),
    ("http://purl.org/rss/1.0/modules/syndication", Space::Pace),
    ("http://purl.org/rss/1.0/modules/", Space::Other),
    ("http://purl.org/rss/", Space::Core),
    ("http://purl.org/net/rss", Space::Core),
    ("http://my.netscape.com/", Space::Core),
    ("http://channel.netscape.com/", Space::Core),
    ("http://backend.userland.com/rss", Space::Core),
    ("http://blogs.law.harvard.edu/tech/rss", Space::Core),
    ("http://cyber.law.harvard.edu/rss", Space::Core),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", Space::Core),
    ("http://purl.org/dc/terms", Space::Terms),
    ("http://purl.org/dc/", Space::Dublin),
    ("http://www.itunes.com/", Space::Podcast),
    ("http://search.yahoo.com/mrss", Space::Media),
    ("http://www.w3.org/1999/xhtml", Space::Xhtml),
    ("http://rssnamespace.org/feedburner", Space::Origin),
];

/// What prefixes mean that nobody declared.
const PREFIXES: &[(&str, Space)] = &[
    ("atom", Space::Core),
    ("rss", Space::Core),
    ("rdf", Space::Core),
    ("dc", Space::Dublin),
    ("dcterms", Space::Terms),
    ("content", Space::Content),
    ("itunes", Space::Podcast),
    ("media", Space::Media),
    ("sy", Space::Pace),
    ("xhtml", Space::Xhtml),
    ("feedburner", Space::Origin),
];

impl Space {
    /// By the address that a prefix stands for; `default` for the one without prefix, which may be any.
    pub fn of_address(address: &str, default: bool) -> Self {
        let address = address.trim().to_ascii_lowercase().replace("https://", "http://");
        let known = NAMESPACES.iter().find(|(beginning, _)| address.starts_with(beginning)).map(|(_, space)| *space);
        known.unwrap_or(if default { Self::Core } else { Self::Other })
    }

    /// By a prefix that was not declared; no prefix is [`Space::Core`].
    pub fn of_prefix(prefix: &str) -> Self {
        if prefix.is_empty() {
            return Self::Core;
        }
        let prefix = prefix.to_ascii_lowercase();
        PREFIXES.iter().find(|(known, _)| *known == prefix).map_or(Self::Other, |(_, space)| *space)
    }
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Link,
    Id,
    Published,
    Updated,
    Author,
    Summary,
    Content,
    Language,
    Ttl,
    Period,
    Frequency,
}

/// The fields, with their rank: of several elements that fill one field the lowest rank counts, and of those the first
/// that is not empty.
const FIELDS: &[(Space, &str, Field, u8)] = &[
    (Space::Core, "title", Field::Title, 0),
    (Space::Dublin, "title", Field::Title, 1),
    (Space::Media, "title", Field::Title, 2),
    (Space::Podcast, "title", Field::Title, 3),
    (Space::Origin, "origlink", Field::Link, 0),
    (Space::Core, "link", Field::Link, 1),
    (Space::Core, "id", Field::Id, 0),
    (Space::Core, "guid", Field::Id, 0),
    (Space::Core, "pubdate", Field::Published, 0),
    (Space::Core, "published", Field::Published, 0),
    (Space::Core, "issued", Field::Published, 0),
    (Space::Terms, "issued", Field::Published, 1),
    (Space::Dublin, "date", Field::Published, 2),
    (Space::Core, "date", Field::Published, 2),
    (Space::Core, "created", Field::Published, 3),
    (Space::Terms, "created", Field::Published, 3),
    (Space::Core, "updated", Field::Updated, 0),
    (Space::Core, "modified", Field::Updated, 0),
    (Space::Core, "lastbuilddate", Field::Updated, 0),
    (Space::Terms, "modified", Field::Updated, 1),
    (Space::Core, "author", Field::Author, 0),
    (Space::Dublin, "creator", Field::Author, 0),
    (Space::Dublin, "author", Field::Author, 0),
    (Space::Podcast, "author", Field::Author, 1),
    (Space::Core, "description", Field::Summary, 0),
    (Space::Core, "summary", Field::Summary, 0),
    (Space::Core, "abstract", Field::Summary, 0),
    (Space::Dublin, "description", Field::Summary, 1),
    (Space::Podcast, "summary", Field::Summary, 2),
    (Space::Media, "description", Field::Summary, 3),
    (Space::Content, "encoded", Field::Content, 0),
    (Space::Core, "content", Field::Content, 0),
    (Space::Core, "body", Field::Content, 1),
    (Space::Xhtml, "body", Field::Content, 1),
    (Space::Core, "fullitem", Field::Content, 1),
    (Space::Xhtml, "div", Field::Content, 2),
    (Space::Core, "language", Field::Language, 0),
    (Space::Dublin, "language", Field::Language, 1),
    (Space::Core, "ttl", Field::Ttl, 0),
    (Space::Pace, "updateperiod", Field::Period, 0),
    (Space::Pace, "updatefrequency", Field::Frequency, 0),
];

/// The field that an element fills, and its rank.
pub(super) fn field(space: Space, local: &str) -> Option<(Field, u8)> {
    FIELDS.iter().find(|row| row.0 == space && row.1.eq_ignore_ascii_case(local)).map(|row| (row.2, row.3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vocabularies_are_known_by_address_and_by_habit() {
        assert_eq!(Space::of_address("http://purl.org/rss/1.0/", false), Space::Core);
        assert_eq!(Space::of_address("HTTPS://purl.org/rss/1.0/modules/content/", false), Space::Content);
        assert_eq!(Space::of_address("http://purl.org/rss/1.0/modules/company/", false), Space::Other);
        assert_eq!(Space::of_address("urn:odd", true), Space::Core);
        assert_eq!(Space::of_address("urn:odd", false), Space::Other);
        assert_eq!(Space::of_prefix("DC"), Space::Dublin);
        assert_eq!(Space::of_prefix("co"), Space::Other);
    }

    #[test]
    fn names_are_compared_without_case() {
        assert_eq!(field(Space::Core, "pubDate"), Some((Field::Published, 0)));
        assert_eq!(field(Space::Content, "encoded"), Some((Field::Content, 0)));
        assert_eq!(field(Space::Other, "title"), None);
        assert_eq!(field(Space::Core, "encoded"), None);
    }
}
