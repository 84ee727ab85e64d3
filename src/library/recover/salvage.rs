//! Rows without the trees that lead to them: every page is looked at, and every row on it that can be one of a table of ours
//! goes into the new library. Rows that are in it already stay.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::TABLES;
use super::pages::{Cell, Kind, Page, Pages};
use super::record;
use super::shape::{self, Shape};
use super::trees::{self, Roots};

/// What was found of one table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Rows that are new in the new library.
    pub saved: usize,
    /// Rows that began like one of this table and did not go on.
    pub broken: usize,
}

/// Where rows come from and go to.
struct Salvage<'a> {
    pages: &'a mut Pages,
    new: &'a Connection,
    shapes: Vec<Shape>,
    roots: Roots,
    /// Pages whose rows fit several tables.
    pairs: Vec<u32>,
    found: Vec<Found>,
}

/// Looks at all pages; what was found of each table.
pub(super) fn all(pages: &mut Pages, new: &Connection) -> rusqlite::Result<Vec<Found>> {
    let shapes = shape::all(new)?;
    let found = vec![Found::default(); TABLES.len()];
    let mut salvage = Salvage { pages, new, shapes, roots: Roots::new(), pairs: Vec::new(), found };
    let (free, is_sure) = salvage.pages.free();
    salvage.pass(|page| !free.contains(&page))?;
    if !is_sure {
        // Old rows may stand there, or such as are in use and are named by mistake: after those that surely are.
        salvage.pass(|page| free.contains(&page))?;
    }
    salvage.pairs()?;
    Ok(salvage.found)
}

impl Salvage<'_> {
    fn pass(&mut self, is_wanted: impl Fn(u32) -> bool) -> rusqlite::Result<()> {
        let mut page = Page::default();
        for number in (1..=self.pages.count).filter(|number| is_wanted(*number)) {
            if self.pages.read(number, &mut page).is_err() {
                continue;
            }
            let Some(kind) = page.kind() else { continue };
            for cell in page.cells(kind) {
                if self.row(number, &page, kind, &cell)? {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Takes one row; whether the whole page is to be looked at later.
    fn row(&mut self, number: u32, page: &Page, kind: Kind, cell: &Cell) -> rusqlite::Result<bool> {
        let is_index = kind != Kind::Table;
        let Some((types, _)) = page.bytes.get(cell.local.clone()).and_then(record::types) else { return Ok(false) };
        let fit = self.shapes.iter().position(|shape| shape.is_index == is_index && shape.fits(&types));
        match fit {
            Some(at) if self.shapes[at].is_pair() => {
                self.pairs.push(number);
                return Ok(true);
            }
            Some(at) => self.take(at, page, cell)?,
            None if !is_index && types.len() == 5 => {
                if let Some(values) = self.pages.payload(page, cell).as_deref().and_then(record::values) {
                    trees::note(&mut self.roots, &values);
                }
            }
            None => {}
        }
        Ok(false)
    }

    /// Puts a row into the new library, if all of it can be read.
    fn take(&mut self, at: usize, page: &Page, cell: &Cell) -> rusqlite::Result<()> {
        let shape = &self.shapes[at];
        let Some(mut values) = self.pages.payload(page, cell).as_deref().and_then(record::values) else {
            self.found[at].broken += 1;
            return Ok(());
        };
        if let Some(number) = shape.number() {
            values[number] = Value::Integer(cell.number);
        }
        let marks = vec!["?"; values.len()].join(", ");
        let names = shape.names[..values.len()].join(", ");
        let insert = format!("INSERT OR IGNORE INTO {} ({names}) VALUES ({marks})", TABLES[shape.table].0);
        // What no library can hold is no row.
        let saved = self.new.prepare_cached(&insert)?.execute(params_from_iter(values));
        self.found[at].saved += saved.unwrap_or(0);
        Ok(())
    }

    /// Takes the rows that fit several tables, now that it is known where those begin.
    fn pairs(&mut self) -> rusqlite::Result<()> {
        let tables: Vec<usize> = self.shapes.iter().filter(|shape| shape.is_pair()).map(|shape| shape.table).collect();
        let wanted = std::mem::take(&mut self.pairs);
        let owners = trees::owners(self.pages, self.new, &tables, &self.roots, &wanted)?;
        let (mut page, mut seen) = (Page::default(), HashSet::new());
        for number in wanted {
            let Some(table) = owners.get(&number).copied().filter(|_| seen.insert(number)) else { continue };
            let Some(kind) = self.pages.read(number, &mut page).ok().and_then(|()| page.kind()) else { continue };
            for cell in page.cells(kind) {
                let types = page.bytes.get(cell.local.clone()).and_then(record::types);
                if types.is_some_and(|(types, _)| self.shapes[table].fits(&types)) {
                    self.take(table, &page, &cell)?;
                }
            }
        }
        Ok(())
    }
}
