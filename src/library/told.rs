//! What each feed says of an article that stands in several.
//!
//! An article shows the words of one feed, the *speaker*: a feed of the article's own host before all others, else the
//! first that brought it. What the others say is kept beside it, entry by entry, and is shown when the speaker goes.
//! So nothing that one feed says changes what another one said, and nothing that was only said by a feed outlives its
//! subscription, unless the reader holds the article.

use rusqlite::{OptionalExtension as _, Transaction, params};
use url::Url;

use super::articles::{self, Origin, as_json};
use super::{columns, search};
use crate::article::{Article, CleanText, Source};

/// Counts what is wrong: words that are kept beside those of the same feed, or of an entry without an article; articles of
/// which nobody knows whose words they show.
pub(super) const WRONG: &str = "SELECT (SELECT count(*) FROM told JOIN entry ON entry.id = told.entry \
     LEFT JOIN feed ON feed.id = entry.feed LEFT JOIN standing ON standing.article = entry.article \
     WHERE standing.article IS NULL OR feed.name = standing.feed) \
     + (SELECT count(*) FROM standing WHERE feed IS NULL AND page = 0 \
        AND EXISTS (SELECT 1 FROM entry WHERE entry.article = standing.article))";

/// Puts that right: the feed that brought an article first is its speaker, and says its words with its next reading.
pub(super) const MEND: &str = "
    UPDATE standing SET feed = (SELECT feed.name FROM entry JOIN feed ON feed.id = entry.feed
        WHERE entry.article = standing.article ORDER BY entry.id LIMIT 1) WHERE feed IS NULL AND page = 0;
    DELETE FROM told WHERE entry IN (SELECT entry.id FROM entry LEFT JOIN feed ON feed.id = entry.feed
        LEFT JOIN standing ON standing.article = entry.article
        WHERE standing.article IS NULL OR feed.name = standing.feed);
";

/// What a feed's word on an article counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// Nothing: the article shows the text of its page.
    Page,
    /// The article shows its words.
    Speaker,
    /// The article shows its words from now on, instead of another feed's.
    Successor,
    /// They are kept beside those of the speaker.
    Aside,
}

/// What a feed's word counts for; it is called `name` and is read at `place`.
pub(super) fn voice(transaction: &Transaction<'_>, article: i64, name: &str, place: &str) -> rusqlite::Result<Voice> {
    let query = "SELECT page, standing.feed, feed.source, article.source FROM standing \
                 JOIN article ON article.id = standing.article LEFT JOIN feed ON feed.name = standing.feed \
                 WHERE standing.article = ?1";
    transaction.prepare_cached(query)?.query_row([article], |row| {
        let text = |at| row.get::<_, Option<String>>(at);
        let (is_page, speaker, speaks_at, own) = (row.get::<_, bool>(0)?, text(1)?, text(2)?, row.get::<_, String>(3)?);
        Ok(match speaker {
            _ if is_page => Voice::Page,
            Some(speaker) if speaker == name => Voice::Speaker,
            None => Voice::Successor,
            Some(_) if is_own(place, &own) && !speaks_at.is_some_and(|at| is_own(&at, &own)) => Voice::Successor,
            Some(_) => Voice::Aside,
        })
    })
}

/// Makes a feed the speaker of an article, by its name. The words of the one before it are kept beside.
pub(super) fn set_speaker(transaction: &Transaction<'_>, article: i64, name: &str) -> rusqlite::Result<()> {
    let query = "INSERT OR REPLACE INTO told \
         SELECT entry.id, article.title, byline, published, site, lang, url, coalesce(text, ''), blocks, links \
         FROM standing JOIN feed ON feed.name = standing.feed \
         JOIN entry ON entry.article = standing.article AND entry.feed = feed.id \
         JOIN article ON article.id = standing.article JOIN revision ON revision.id = article.revision \
         WHERE standing.article = ?1 AND standing.page = 0 AND standing.feed <> ?2";
    transaction.prepare_cached(query)?.execute(params![article, name])?;
    transaction
        .prepare_cached("UPDATE standing SET feed = ?2 WHERE article = ?1 AND feed IS NOT ?2")?
        .execute(params![article, name])
        .map(drop)
}

/// Keeps what a feed says in an entry whose article shows the words of another one.
pub(super) fn keep(transaction: &Transaction<'_>, entry: i64, article: &Article) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO told VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
        .execute(params![
            entry,
            article.title.as_deref(),
            article.byline.as_deref(),
            article.published.as_deref(),
            article.site.as_deref(),
            article.lang,
            article.url,
            article.text.as_str(),
            as_json(&article.blocks)?,
            as_json(&article.links)?,
        ])
        .map(drop)
}

/// Forgets what was kept beside for an entry: its feed is the speaker.
pub(super) fn forget(transaction: &Transaction<'_>, entry: i64) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM told WHERE entry = ?1")?.execute([entry]).map(drop)
}

/// A feed no longer has this article: where it was the speaker, another one of its feeds is from now on.
pub(super) fn leave(transaction: &Transaction<'_>, feed: i64, article: i64) -> rusqlite::Result<()> {
    let query = "SELECT page FROM standing JOIN feed ON feed.name = standing.feed \
                 WHERE standing.article = ?1 AND feed.id = ?2";
    let speaks =
        transaction.prepare_cached(query)?.query_row([article, feed], |row| row.get::<_, bool>(0)).optional()?;
    let Some(is_page) = speaks else { return Ok(()) };
    let source = articles::source(transaction, article)?;
    let own = source.to_string();
    let query = "SELECT entry.id, feed.id, feed.name, feed.source FROM entry JOIN feed ON feed.id = entry.feed \
                 WHERE entry.article = ?1 AND entry.feed <> ?2 ORDER BY entry.id";
    let left = transaction
        .prepare_cached(query)?
        .query_map([article, feed], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<Vec<(i64, i64, String, String)>>>()?;
    let Some((entry, next, name, _)) = left.iter().find(|next| is_own(&next.3, &own)).or_else(|| left.first()) else {
        return Ok(());
    };
    transaction.prepare_cached("UPDATE standing SET feed = ?2 WHERE article = ?1")?.execute(params![article, name])?;
    if is_page {
        // The page's text is shown; what the new speaker says is no longer kept beside somebody else's words.
        return forget(transaction, *entry);
    }
    match said(transaction, *entry, source)? {
        Some((words, at)) => {
            articles::put(transaction, article, &words, Origin::Feed, at)?;
            search::put(transaction, article, &words, false)?;
            forget(transaction, *entry)
        }
        // Taken in by an older version, which kept the words of one feed only: it is asked for them.
        None => {
            transaction.execute("UPDATE entry SET digest = 0 WHERE id = ?1", [entry])?;
            transaction
                .execute("UPDATE feed SET digest = NULL, etag = NULL, last_modified = NULL WHERE id = ?1", [next])
                .map(drop)
        }
    }
}

/// What was kept beside for an entry, and when its article was last read.
fn said(
    transaction: &Transaction<'_>,
    entry: i64,
    source: Source,
) -> rusqlite::Result<Option<(Article, jiff::Timestamp)>> {
    let query = "SELECT told.title, told.byline, told.published, told.site, told.lang, told.url, told.text, told.blocks, \
                 told.links, article.checked FROM told JOIN entry ON entry.id = told.entry \
                 JOIN article ON article.id = entry.article WHERE told.entry = ?1";
    transaction
        .prepare_cached(query)?
        .query_row([entry], |row| {
            let checked: String = row.get(9)?;
            let article = Article {
                title: columns::line(row, 0)?,
                byline: columns::line(row, 1)?,
                published: columns::line(row, 2)?,
                site: columns::line(row, 3)?,
                lang: row.get(4)?,
                url: row.get(5)?,
                blocks: columns::json(row, 7)?,
                links: columns::json(row, 8)?,
                ..Article::plain(source, CleanText::kept(row.get(6)?, false))
            };
            Ok((article, checked.parse().unwrap_or_default()))
        })
        .optional()
}

/// Whether a feed that is read at `feed` may speak for what is at `article`: it is read from the same host, or from one
/// that the article's host is a part of. What a feed says of itself does not count.
fn is_own(feed: &str, article: &str) -> bool {
    let (Some((feed, port)), Some((article, other))) = (host(feed), host(article)) else { return false };
    let is_part = || article.strip_suffix(&feed).is_some_and(|rest| rest.ends_with('.')) && feed.contains('.');
    port == other && (feed == article || is_part())
}

/// Beginnings of hosts that serve the same site.
const SERVANTS: &[&str] = &["www.", "feeds.", "feed.", "rss."];

/// The host of an address without such a beginning, and its port if it is not the usual one.
fn host(address: &str) -> Option<(String, Option<u16>)> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = match url.host()? {
        url::Host::Domain(name) => {
            SERVANTS.iter().find_map(|start| name.strip_prefix(start)).unwrap_or(name).to_owned()
        }
        // No number is a part of another one.
        number => format!("[{number}]"),
    };
    Some((host, url.port()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_speaks_for_its_own_host_and_what_is_part_of_it() {
        for (feed, article) in [
            ("https://ledger.example/feed", "http://www.ledger.example/port"),
            ("https://feeds.ledger.example/all.rss", "https://ledger.example/port"),
            ("https://ledger.example/feed", "https://sport.ledger.example/cup"),
            ("http://127.0.0.1:8000/feed", "http://127.0.0.1:8000/port"),
        ] {
            assert!(is_own(feed, article), "{feed} {article}");
        }
        for (feed, article) in [
            ("https://other.example/feed", "https://ledger.example/port"),
            ("https://ann.blogs.example/feed", "https://blogs.example/port"),
            ("https://ann.blogs.example/feed", "https://bob.blogs.example/port"),
            ("https://ger.example/feed", "https://ledger.example/port"),
            ("http://127.0.0.1:8000/feed", "http://127.0.0.1:8001/port"),
            ("http://0.0.1/feed", "http://127.0.0.1/port"),
            ("https://example/feed", "https://ledger.example/port"),
            ("/home/ann/feed.xml", "https://ledger.example/port"),
        ] {
            assert!(!is_own(feed, article), "{feed} {article}");
        }
    }
}
