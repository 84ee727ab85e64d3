//! What the reader added to bookmarks, taken together.

use super::{Library, Result};

impl Library {
    /// The tags of all bookmarks that are there, sorted.
    pub fn tags(&self) -> Result<Vec<String>> {
        let context = self.context("list the tags");
        let query = "SELECT DISTINCT tag FROM bookmark_tag JOIN bookmark ON bookmark.id = bookmark_tag.bookmark \
                     WHERE removed IS NULL ORDER BY tag";
        let list = || -> rusqlite::Result<Vec<String>> {
            self.connection.prepare(query)?.query_map([], |row| row.get(0))?.collect()
        };
        list().map_err(|error| context.error(error))
    }
}
