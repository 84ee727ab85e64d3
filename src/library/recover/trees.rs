//! Of which table the pages are whose rows are a number and a word: tags of bookmarks, tags of feeds, and the index of marks
//! by their articles look the same. The tree that a page stands in tells them apart.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use rusqlite::types::Value;

use super::TABLES;
use super::pages::{Kind, Page, Pages};

/// Trees of such rows that are no table of ours.
const OTHERS: &[&str] = &["mark_article"];

/// Where trees begin, by their names.
pub(super) type Roots = HashMap<String, u32>;

/// Takes a row of the list of tables and indexes; whether it is one.
pub(super) fn note(roots: &mut Roots, values: &[Value]) -> bool {
    let [Value::Text(kind), Value::Text(name), Value::Text(_), Value::Integer(root), _] = values else { return false };
    if kind == "table" || kind == "index" {
        // The first one stays: what is looked at later was given up before.
        u32::try_from(*root).map(|root| roots.entry(name.clone()).or_insert(root)).is_ok()
    } else {
        false
    }
}

/// Which of `wanted`, pages of such rows, belong to which table (by its place in [`TABLES`]). Pages of no known tree belong to
/// the only tree that is damaged; if several are, nobody can tell.
pub(super) fn owners(
    pages: &mut Pages,
    new: &Connection,
    pairs: &[usize],
    roots: &Roots,
    wanted: &[u32],
) -> rusqlite::Result<HashMap<u32, usize>> {
    let (mut owned, mut seen, mut broken) = (HashMap::new(), HashSet::new(), Vec::new());
    let names = pairs.iter().map(|table| (TABLES[*table].0, Some(*table)));
    for (name, table) in names.chain(OTHERS.iter().map(|name| (*name, None))) {
        // A tree begins in every library where it begins in a new one, if no version in between has made another.
        let query = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
        let usual = new.query_row(query, [name], |row| row.get::<_, u32>(0))?;
        let root = roots.get(name).copied().or_else(|| (!roots.values().any(|root| *root == usual)).then_some(usual));
        let is_whole = root.is_some_and(|root| {
            walk(pages, root, &mut seen, &mut |page| {
                owned.insert(page, table);
            })
        });
        if !is_whole {
            broken.push(table);
        }
    }
    let rest = if let [one] = broken[..] { one } else { None };
    let owner = |page: &u32| owned.get(page).copied().unwrap_or(rest).map(|table| (*page, table));
    Ok(wanted.iter().filter_map(owner).collect())
}

/// Goes through the pages of an index; whether all of it could be read.
fn walk(pages: &mut Pages, root: u32, seen: &mut HashSet<u32>, each: &mut dyn FnMut(u32)) -> bool {
    let (mut left, mut page, mut is_whole) = (vec![root], Page::default(), true);
    while let Some(number) = left.pop() {
        let is_read = seen.insert(number) && pages.read(number, &mut page).is_ok();
        match page.kind().filter(|_| is_read) {
            Some(kind @ (Kind::Index | Kind::Inner)) => {
                each(number);
                if kind == Kind::Inner {
                    left.extend(page.children());
                }
            }
            _ => is_whole = false,
        }
    }
    is_whole
}
