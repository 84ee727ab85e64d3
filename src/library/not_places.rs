//! Names that the reader said are no places in an article.

use rusqlite::params;

use super::{Library, Result};
use crate::article::ArticleId;

impl Library {
    /// Keeps that a name is no place in an article, or that it is one after all. An article that is not here stays away.
    pub fn set_not_place(&mut self, article: &ArticleId, name: &str, is_none: bool) -> Result<()> {
        let (transaction, context) = self.write("keep that it is no place")?;
        let statement = if is_none {
            "INSERT OR IGNORE INTO not_place (article, name) SELECT id, ?2 FROM article WHERE name = ?1"
        } else {
            "DELETE FROM not_place WHERE article = (SELECT id FROM article WHERE name = ?1) AND name = ?2"
        };
        transaction.execute(statement, params![article.0, name]).map_err(|error| context.error(error))?;
        transaction.commit().map_err(|error| context.error(error))
    }

    /// The names that are no places in an article, in order.
    pub fn not_places(&self, article: &ArticleId) -> Result<Vec<String>> {
        let context = self.context("read what is no place");
        let query = "SELECT not_place.name FROM not_place JOIN article ON article.id = not_place.article \
                     WHERE article.name = ?1 ORDER BY not_place.name";
        let list = || -> rusqlite::Result<Vec<String>> {
            self.connection.prepare_cached(query)?.query_map([&article.0], |row| row.get(0))?.collect()
        };
        list().map_err(|error| context.error(error))
    }
}
