//! How long a list is: counted once for as long as nothing is committed, by whomever. Counting goes through the whole
//! list, and whoever turns pages asks for one window of it after another.

use rusqlite::params_from_iter;

use super::Library;
use super::selection::Selection;
use crate::article::Filter;

/// The list that was counted last.
#[derive(Debug)]
pub(super) struct Counted {
    filter: Filter,
    /// Which state of the library it was counted in.
    state: (i64, u64),
    total: usize,
}

impl Library {
    /// How many rows the list of a filter has; `selection` is what it wants.
    pub(super) fn total(&self, filter: &Filter, selection: &Selection) -> rusqlite::Result<usize> {
        // Asked first: what is committed in between is counted again the next time.
        let state = self.state()?;
        if let Some(counted) = &*self.counted.borrow()
            && counted.state == state
            && counted.filter == *filter
        {
            return Ok(counted.total);
        }
        let total = self
            .connection
            .prepare_cached(&selection.count())?
            .query_row(params_from_iter(&selection.values), |row| row.get(0))?;
        *self.counted.borrow_mut() = Some(Counted { filter: filter.clone(), state, total });
        Ok(total)
    }

    /// Two numbers, one of which is another one as soon as others, or this connection, have changed something.
    fn state(&self) -> rusqlite::Result<(i64, u64)> {
        let others =
            self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get::<_, i64>(0))?;
        Ok((others, self.connection.total_changes()))
    }
}
