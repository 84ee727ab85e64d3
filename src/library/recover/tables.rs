//! Rows as SQLite reads them, table by table, until it cannot.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};

use super::TABLES;

/// How much of a table could not be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Whether all of it was read.
    pub is_whole: bool,
    /// Rows that no library can hold.
    pub refused: usize,
}

/// Saves the rows of all tables, as far as they can be read from their beginnings.
pub(super) fn all(damaged: &Connection, new: &Connection) -> rusqlite::Result<Vec<State>> {
    TABLES.iter().map(|(table, _)| one(damaged, new, table)).collect()
}

fn one(damaged: &Connection, new: &Connection, table: &str) -> rusqlite::Result<State> {
    let columns = columns(new, damaged, table)?;
    if columns.is_empty() {
        // A library of an older version has not got it.
        return Ok(State { is_whole: true, refused: 0 });
    }
    let list = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = new.prepare(&format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({marks})"))?;
    let mut refused = 0;
    let read = read(damaged, &format!("SELECT {list} FROM {table} NOT INDEXED"), columns.len(), &mut |values| {
        // A row that no library can hold is as lost as one that cannot be read.
        refused += usize::from(!matches!(insert.execute(params_from_iter(values)), Ok(1)));
    });
    Ok(State { is_whole: read.is_ok(), refused })
}

/// The columns that a table has in both libraries.
fn columns(new: &Connection, damaged: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let names = |connection: &Connection| -> rusqlite::Result<Vec<String>> {
        connection.prepare("SELECT name FROM pragma_table_info(?1)")?.query_map([table], |row| row.get(0))?.collect()
    };
    let known = names(damaged).unwrap_or_default();
    Ok(names(new)?.into_iter().filter(|name| known.contains(name)).collect())
}

fn read(damaged: &Connection, query: &str, count: usize, each: &mut dyn FnMut(Vec<Value>)) -> rusqlite::Result<()> {
    let mut statement = damaged.prepare(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(values(row, count)?);
    }
    Ok(())
}

/// The values of a row; what is no text any more becomes one.
fn values(row: &Row<'_>, count: usize) -> rusqlite::Result<Vec<Value>> {
    (0..count)
        .map(|at| {
            Ok(match row.get_ref(at)? {
                ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
                other => Value::try_from(other)?,
            })
        })
        .collect()
}
