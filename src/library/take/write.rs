//! An entry whose article is in the library says something else than before.

use rusqlite::params;

use super::super::feed_values::Spared;
use super::super::told::{self, Voice};
use super::super::{articles, columns};
use super::{Came, Taking, digest};
use crate::article::{Article, CleanLine, CleanText, Entry, Loss};

impl Taking<'_> {
    /// Writes what an entry says now: as what its article says, or beside that if another feed is its speaker. `before` is
    /// the digest of what it said before.
    pub(super) fn write(&mut self, id: i64, row: i64, entry: &Entry, before: Option<i64>) -> rusqlite::Result<Came> {
        let article = entry.article(articles::source(self.transaction, row)?, self.feed);
        match told::voice(self.transaction, row, &self.name, &self.place)? {
            Voice::Page => return self.correct_title(row, entry, before),
            Voice::Aside => {
                told::keep(self.transaction, id, &article)?;
                return Ok(Came::Same);
            }
            Voice::Speaker => {}
            Voice::Successor => {
                told::set_speaker(self.transaction, row, &self.name)?;
                told::forget(self.transaction, id)?;
            }
        }
        let is_called_otherwise = self.title(row)?.as_deref() != article.title.as_deref();
        let (page, source) = (article.url.clone(), article.source.to_string());
        let kept = self.put(row, article, false)?;
        if let Some(why) = kept.refused {
            return Ok(Came::Spared(self.spared(row, page.as_deref(), &source, why)?));
        }
        let has_changed = kept.has_changed || is_called_otherwise;
        Ok(if has_changed { Came::Changed { moved: kept.moved } } else { Came::Same })
    }

    /// The text is that of the page, and stays. The title is corrected with the feed's if the feed called the article by
    /// that name until now and has changed nothing else: the page's own title is another matter.
    fn correct_title(&mut self, row: i64, entry: &Entry, before: Option<i64>) -> rusqlite::Result<Came> {
        let called = self.title(row)?;
        let as_before = Entry { title: called.as_deref().map(CleanLine::new), ..entry.clone() };
        let title = entry.title.as_deref().filter(|title| !title.is_empty() && called.as_deref() != Some(title));
        let (Some(title), true) = (title, before == Some(digest(&as_before))) else { return Ok(Came::Same) };
        self.transaction.prepare_cached("UPDATE article SET title = ?2 WHERE id = ?1")?.execute(params![row, title])?;
        let article = self.known(row)?;
        super::standing::retell(self.transaction, row, &article)?;
        self.unindexed.push((row, article, false));
        Ok(Came::Changed { moved: 0 })
    }

    fn title(&self, row: i64) -> rusqlite::Result<Option<String>> {
        self.transaction.prepare_cached("SELECT title FROM article WHERE id = ?1")?.query_row([row], |row| row.get(0))
    }

    /// What the index for searching wants to know of an article that is kept.
    fn known(&self, row: i64) -> rusqlite::Result<Article> {
        let source = articles::source(self.transaction, row)?;
        let query = "SELECT title, site, url, text FROM article JOIN revision ON revision.id = article.revision \
                     WHERE article.id = ?1";
        self.transaction.prepare_cached(query)?.query_row([row], |row| {
            let plain = Article::plain(source, CleanText::kept(row.get(3)?, true));
            Ok(Article { title: columns::line(row, 0)?, site: columns::line(row, 1)?, url: row.get(2)?, ..plain })
        })
    }

    fn spared(&self, row: i64, page: Option<&str>, source: &str, why: Loss) -> rusqlite::Result<Spared> {
        let place = CleanLine::new(page.unwrap_or(source));
        let title = self.title(row)?.map_or_else(|| place.clone(), |title| CleanLine::new(&title));
        Ok(Spared { title, place, has_page: page.is_some(), why })
    }
}
