//! A filter as a query of SQLite: which rows of which table, in which order.

use jiff::Timestamp;
use rusqlite::types::Value;

use super::query::{self, Query, Standing, Term, What};
use crate::article::{Filter, Scope};

/// Rows of a table that is called `listed` and has the columns sorted and article.
pub(super) struct Selection {
    table: &'static str,
    pub conditions: Vec<String>,
    pub values: Vec<Value>,
    /// A faster way to count them than to go through them in order.
    counted: Option<String>,
}

/// Articles with a tag: a bookmark's, or that of a feed they came with.
const TAGGED: &str = "listed.article IN (SELECT bookmark.article FROM bookmark_tag \
     JOIN bookmark ON bookmark.id = bookmark_tag.bookmark WHERE tag = ? AND removed IS NULL \
     UNION ALL SELECT entry.article FROM feed_tag JOIN entry ON entry.feed = feed_tag.feed WHERE tag = ?)";

/// The feeds of a folder.
const FOLDER: &str = "SELECT id FROM feed \
     WHERE ? = '[' OR folders = ? || ']' OR substr(folders, 1, length(?) + 1) = ? || ','";

const BOOKMARKED: &str = "listed.article IN (SELECT article FROM bookmark WHERE removed IS NULL)";

impl Selection {
    /// What a filter wants, its query left aside: the table is the one that has it in order.
    pub fn new(filter: &Filter) -> Self {
        if let Scope::Feed(id) = &filter.scope {
            let mut new = Self { table: "entry", conditions: Vec::new(), values: Vec::new(), counted: None };
            new.add("listed.article IS NOT NULL AND listed.feed = (SELECT id FROM feed WHERE name = ?)", &id.0);
            if filter.unread {
                new.conditions.push("listed.unread = 1".to_owned());
            }
            if filter.starred {
                let starred = "listed.article IN (SELECT article FROM standing WHERE starred IS NOT NULL)";
                new.conditions.push(starred.to_owned());
            }
            new.narrow(filter);
            return new;
        }
        Self::standing(filter)
    }

    /// What a filter wants of the table `standing`, its query left aside.
    pub fn standing(filter: &Filter) -> Self {
        let mut new = Self { table: "standing", conditions: Vec::new(), values: Vec::new(), counted: None };
        match &filter.scope {
            Scope::All => {}
            Scope::Feed(id) => new.add(
                "EXISTS (SELECT 1 FROM entry WHERE entry.article = listed.article \
                 AND entry.feed = (SELECT id FROM feed WHERE name = ?))",
                &id.0,
            ),
            Scope::Folder(folders) => {
                // The folder itself and what is in it: the same JSON up to its last bracket.
                let inside = serde_json::to_string(folders).unwrap_or_default();
                let value = new.value(Value::Text(inside.trim_end_matches(']').to_owned()));
                let feeds = FOLDER.replace('?', &value);
                new.conditions.push(format!(
                    "EXISTS (SELECT 1 FROM entry WHERE entry.article = listed.article AND entry.feed IN ({feeds}))"
                ));
                if !filter.starred && filter.tag.is_none() && filter.since.is_none() {
                    let unread = if filter.unread { "AND unread = 1" } else { "" };
                    new.counted = Some(format!(
                        "SELECT count(DISTINCT article) FROM entry WHERE article IS NOT NULL {unread} AND feed IN ({feeds})"
                    ));
                }
            }
            Scope::Kept => new.conditions.push("listed.kept IS NOT NULL".to_owned()),
            Scope::Bookmarked => new.conditions.push(BOOKMARKED.to_owned()),
        }
        if filter.unread {
            new.conditions.push("listed.read IS NULL".to_owned());
        }
        if filter.starred {
            new.conditions.push("listed.starred IS NOT NULL".to_owned());
        }
        new.narrow(filter);
        new
    }

    fn narrow(&mut self, filter: &Filter) {
        if let Some(tag) = &filter.tag {
            self.add(TAGGED, tag);
        }
        if let Some(since) = filter.since.as_deref().and_then(|since| since.parse::<Timestamp>().ok()) {
            let moment = self.value(Value::Integer(since.as_microsecond()));
            self.conditions.push(format!("listed.sorted >= {moment}"));
        }
    }

    /// Narrows the table `standing` to what a query wants. Of its words only if they are not asked of the index anyhow.
    /// `feeds` tells which feeds have words in their title, as numbers parted by commas.
    pub fn search(&mut self, query: &Query, feeds: &dyn Fn(&super::words::Wanted) -> String) {
        let alone = query.any.len() == 1 && query.ranked().is_some();
        let mut any = Vec::new();
        for all in &query.any {
            let mut conditions: Vec<_> = all.iter().filter_map(|term| self.term(term, feeds)).collect();
            if let Some(words) = query::matching(all) {
                if !alone {
                    conditions.push(self.indexed(words));
                }
            } else {
                let unwanted: Vec<_> = all.iter().filter_map(unwanted).collect();
                if !unwanted.is_empty() {
                    conditions.push(format!("NOT {}", self.indexed(unwanted.join(" OR "))));
                }
            }
            any.push(if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") });
        }
        self.conditions.push(format!("({})", any.join(" OR ")));
    }

    fn indexed(&mut self, words: String) -> String {
        let value = self.value(Value::Text(words));
        format!("listed.article IN (SELECT rowid FROM search WHERE search MATCH {value})")
    }

    fn term(&mut self, term: &Term, feeds: &dyn Fn(&super::words::Wanted) -> String) -> Option<String> {
        let condition = match &term.what {
            What::Words(..) => return None,
            What::Feed(wanted) => format!(
                "EXISTS (SELECT 1 FROM entry WHERE entry.article = listed.article AND entry.feed IN ({}))",
                feeds(wanted)
            ),
            What::Tag(tag) => {
                let value = self.value(Value::Text(tag.clone()));
                TAGGED.replace('?', &format!("{value} COLLATE NOCASE"))
            }
            What::After(moment) => format!("listed.sorted >= {moment}"),
            What::Before(moment) => format!("listed.sorted < {moment}"),
            What::Is(Standing::Unread) => "listed.read IS NULL".to_owned(),
            What::Is(Standing::Read) => "listed.read IS NOT NULL".to_owned(),
            What::Is(Standing::Starred) => "listed.starred IS NOT NULL".to_owned(),
            What::Is(Standing::Kept) => "listed.kept IS NOT NULL".to_owned(),
            What::Is(Standing::Bookmarked) => BOOKMARKED.to_owned(),
        };
        Some(if term.not { format!("NOT ({condition})") } else { condition })
    }

    /// Adds a condition about one value, which stands in it as `?`, maybe several times.
    fn add(&mut self, condition: &str, value: &str) {
        let value = self.value(Value::Text(value.to_owned()));
        self.conditions.push(condition.replace('?', &value));
    }

    /// What stands for a value in a condition.
    pub fn value(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    /// All conditions as one.
    pub fn wanted(&self) -> String {
        if self.conditions.is_empty() { "TRUE".to_owned() } else { self.conditions.join(" AND ") }
    }

    /// The articles in order; backwards with `back`.
    pub fn rows(&self, back: bool) -> String {
        let order = if back { "ASC" } else { "DESC" };
        format!(
            "SELECT listed.article FROM {} AS listed WHERE {} ORDER BY listed.sorted {order}, listed.article {order}",
            self.table,
            self.wanted()
        )
    }

    /// How many there are.
    pub fn count(&self) -> String {
        if let Some(counted) = &self.counted {
            return counted.clone();
        }
        format!("SELECT count(*) FROM {} AS listed WHERE {}", self.table, self.wanted())
    }
}

/// The words of a term that must not be there.
fn unwanted(term: &Term) -> Option<String> {
    match &term.what {
        What::Words(field, wanted) if term.not => Some(query::expression(*field, wanted)),
        _ => None,
    }
}
