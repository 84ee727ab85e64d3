//! Which table a row belongs to, by the number and the kinds of its values.
//!
//! What the tables look like is asked of a fresh library, so that a new step of the schema needs nothing here. A test holds
//! that no row fits two tables, but for those that [`Shape::is_pair`] tells.

use rusqlite::Connection;

use super::TABLES;

/// What may stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// The row's own number, which is not written into the row.
    Number,
    Integer {
        null: bool,
    },
    Text {
        null: bool,
    },
    Real {
        null: bool,
    },
    Blob {
        null: bool,
    },
}

/// The rows of one table.
#[derive(Debug)]
pub(super) struct Shape {
    /// Where it stands in [`TABLES`].
    pub table: usize,
    /// Names of its columns, in their order.
    pub names: Vec<String>,
    columns: Vec<Column>,
    /// The columns that every row has: later ones were added by a newer version.
    least: usize,
    /// Whether its rows have no numbers: they lie in pages like those of an index.
    pub is_index: bool,
}

/// The shapes of all tables, in their order.
pub(super) fn all(new: &Connection) -> rusqlite::Result<Vec<Shape>> {
    (0..TABLES.len()).map(|table| shape(new, table)).collect()
}

fn shape(new: &Connection, table: usize) -> rusqlite::Result<Shape> {
    let name = TABLES[table].0;
    let is_index = new.query_row("SELECT wr FROM pragma_table_list(?1)", [name], |row| row.get(0))?;
    let query = "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk, \
                 (SELECT count(*) FROM pragma_table_info(?1) WHERE pk > 0) FROM pragma_table_info(?1) ORDER BY cid";
    let mut statement = new.prepare(query)?;
    let mut rows = statement.query([name])?;
    let mut shape = Shape { table, names: Vec::new(), columns: Vec::new(), least: 0, is_index };
    while let Some(row) = rows.next()? {
        let (kind, is_needed, has_default): (String, bool, bool) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let (key, keys): (usize, usize) = (row.get(4)?, row.get(5)?);
        let null = !is_needed && key == 0;
        shape.names.push(row.get(0)?);
        shape.columns.push(match kind.as_str() {
            "INTEGER" if !is_index && key == 1 && keys == 1 => Column::Number,
            "INTEGER" => Column::Integer { null },
            "REAL" => Column::Real { null },
            "TEXT" => Column::Text { null },
            _ => Column::Blob { null },
        });
        if !null && !has_default {
            shape.least = shape.columns.len();
        }
    }
    Ok(shape)
}

impl Shape {
    /// Whether a row of these serial types may be one of this table.
    pub fn fits(&self, types: &[u64]) -> bool {
        (self.least..=self.columns.len()).contains(&types.len())
            && self.columns.iter().zip(types).all(|(column, kind)| column.takes(*kind))
    }

    /// Whether its rows are a number and a word in an index: what they are of is told by the tree that they stand in.
    pub fn is_pair(&self) -> bool {
        self.is_index && self.columns.len() == 2
    }

    /// The column of the row's own number.
    pub fn number(&self) -> Option<usize> {
        self.columns.iter().position(|column| *column == Column::Number)
    }
}

impl Column {
    fn takes(self, kind: u64) -> bool {
        let is_integer = matches!(kind, 1..=6 | 8 | 9);
        match self {
            Self::Number => kind == 0,
            Self::Integer { null } => is_integer || (null && kind == 0),
            // A whole number is written as one.
            Self::Real { null } => is_integer || kind == 7 || (null && kind == 0),
            Self::Text { null } => (kind >= 13 && kind % 2 == 1) || (null && kind == 0),
            Self::Blob { null } => (kind >= 12 && kind.is_multiple_of(2)) || (null && kind == 0),
        }
    }

    #[cfg(test)]
    fn meets(self, other: Self) -> bool {
        [0, 1, 7, 12, 13].iter().any(|kind| self.takes(*kind) && other.takes(*kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::migrate;

    #[test]
    fn no_row_fits_two_tables() {
        let mut new = Connection::open_in_memory().unwrap();
        migrate::up(&mut new).unwrap();
        let shapes = all(&new).unwrap();
        for (at, one) in shapes.iter().enumerate() {
            for other in shapes[at + 1..].iter().filter(|other| other.is_index == one.is_index) {
                let counts = one.least.max(other.least)..=one.columns.len().min(other.columns.len());
                let meets = counts.into_iter().any(|count| {
                    one.columns.iter().zip(&other.columns).take(count).all(|(one, other)| one.meets(*other))
                });
                assert!(!meets || (one.is_pair() && other.is_pair()), "{one:?} {other:?}");
            }
        }
        let pairs: Vec<&str> =
            shapes.iter().filter(|shape| shape.is_pair()).map(|shape| TABLES[shape.table].0).collect();
        assert_eq!(pairs, ["bookmark_tag", "feed_tag"]);
    }
}
