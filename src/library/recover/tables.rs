//! Rows as SQLite reads them, table by table, until it cannot.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};

use super::TABLES;
use crate::library::migrate;

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
    let expected = expected(damaged)?;
    TABLES.iter().map(|(table, _)| one(damaged, &expected, new, table)).collect()
}

/// An empty library of the version that the damaged one is of.
fn expected(damaged: &Connection) -> rusqlite::Result<Connection> {
    let version = damaged.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
    let version = version.ok().and_then(|version| usize::try_from(version).ok()).unwrap_or(usize::MAX);
    let expected = Connection::open_in_memory()?;
    for step in migrate::STEPS.iter().take(version) {
        expected.execute_batch(step)?;
    }
    Ok(expected)
}

fn one(damaged: &Connection, expected: &Connection, new: &Connection, table: &str) -> rusqlite::Result<State> {
    let columns = columns(expected, table)?;
    if self::columns(damaged, table).ok().as_ref() != Some(&columns) {
        // What the schema calls other names would be read as something else, or not at all.
        return Ok(State::default());
    }
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

/// The columns of a table, in their order; none if there is no such table.
fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    connection.prepare("SELECT name FROM pragma_table_info(?1)")?.query_map([table], |row| row.get(0))?.collect()
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
