//! The links of the article that is read, as the list of links shows them.

use super::reading::Reading;
use crate::article::{Article, Link, TextRange};

/// The list of links over the screen: all of them, or those that what was typed is found in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkList {
    /// What was typed to find some.
    pub prompt: super::prompt::Prompt,
    /// Whether letters go into it; else they are keys.
    pub typing: bool,
    /// Number of the chosen row among those that are shown.
    pub chosen: usize,
}

impl LinkList {
    /// The links that are shown, by their numbers in [`Article::links`].
    pub fn rows(&self, article: &Article) -> Vec<usize> {
        let wanted: Vec<String> = self.prompt.text.split_whitespace().map(str::to_lowercase).collect();
        let shown = |(i, link): &(usize, &Link)| {
            wanted.is_empty() || {
                let text = format!("{} {} {}", i + 1, words(article, link), link.url).to_lowercase();
                wanted.iter().all(|word| text.contains(word.as_str()))
            }
        };
        let mut rows: Vec<usize> = article.links.iter().enumerate().filter(shown).map(|(i, _)| i).collect();
        // A number that was typed in full comes first.
        if let Ok(number) = self.prompt.text.trim().parse::<usize>()
            && let Some(at) = rows.iter().position(|row| row + 1 == number)
        {
            rows[..=at].rotate_right(1);
        }
        rows
    }

    /// The chosen link, by its number in [`Article::links`].
    pub fn selected(&self, article: &Article) -> Option<usize> {
        self.rows(article).get(self.chosen).copied()
    }
}

/// The words of a link on one line.
pub fn words(article: &Article, link: &Link) -> String {
    super::details::one_line(link.range.slice(&article.text))
}

/// The host of an address: what tells where a link really leads.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.rsplit_once('@').map_or(host, |(_, host)| host)
}

/// The link under the cursor, by its number in [`Article::links`].
pub fn under(reading: &Reading) -> Option<usize> {
    let links = &reading.article.links;
    let upto = links.partition_point(|link| link.range.start() <= reading.cursor.at);
    // Links do not overlap, but what is kept may have been made by another program.
    (upto.saturating_sub(4)..upto).rev().find(|i| links[*i].range.contains(reading.cursor.at))
}

/// Those of the article's links that share a byte with `window`, with their numbers.
pub fn within(article: &Article, window: TextRange) -> impl Iterator<Item = (usize, &Link)> {
    article.links.iter().enumerate().filter(move |(_, link)| link.range.overlaps(window))
}

#[cfg(test)]
mod tests {
    use super::super::prompt::Prompt;
    use super::*;
    use crate::article::{CleanText, Source};

    #[test]
    fn the_host_is_what_stands_before_the_path() {
        assert_eq!(host("https://example.org/a?b#c"), "example.org");
        assert_eq!(host("http://bank.example@evil.example:81/x"), "evil.example:81");
        assert_eq!(host("https://example.org"), "example.org");
        assert_eq!(host(""), "");
    }

    #[test]
    fn links_are_found_by_number_words_and_address() {
        let text = "One two three";
        let link = |start, end, url: &str| Link { range: TextRange::new(start, end), url: format!("https://{url}") };
        let links = vec![link(0, 3, "a.example/x"), link(4, 7, "b.example/2"), link(8, 13, "a.example/z")];
        let article = Article { links, ..Article::plain(Source::Stdin, CleanText::new(text)) };
        let rows = |typed: &str| LinkList { prompt: Prompt::new(typed), ..LinkList::default() }.rows(&article);
        assert_eq!(rows(""), [0, 1, 2]);
        assert_eq!(rows("A.EXAMPLE"), [0, 2]);
        assert_eq!(rows("three"), [2]);
        assert_eq!(rows("example two"), [1]);
        assert_eq!(rows("3"), [2]);
        assert_eq!(rows("nothing"), [0; 0]);
        let list = LinkList { chosen: 1, ..LinkList::default() };
        assert_eq!(list.selected(&article), Some(1));
    }
}
