//! Where each byte of the text stands on the screen, for one width: the only thing that depends on the width.
//!
//! The text is cut at line feeds into *segments*; the rows of a segment are made when somebody looks at it, so a
//! text of any length opens at once. Very long lines are cut into several segments ([`LONGEST`]), which costs one
//! short row each and keeps every step linear. Above the text stand the rows of the head: title, byline, site.
//!
//! Held by property tests: rows tile the text; a row is never wider than the width unless one cluster is; offset →
//! position → offset is the identity for every cluster that is seen.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use super::wrap::{self, cluster_width};
use crate::article::{Article, BlockKind, Offset, TextRange, floor_boundary};

/// Bytes after which a line is cut into another segment.
const LONGEST: usize = 8192;

/// Segments whose rows are kept.
const KEPT: usize = 1024;

/// One row of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its text (bytes), without the white space at which it was broken.
    pub text: TextRange,
    /// Where the next row's text starts: white space and the line feed lie between.
    pub next: Offset,
    /// Columns before the text.
    pub indent: u16,
    /// What the row belongs to.
    pub kind: RowKind,
}

/// What a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A line of the title.
    Title,
    /// Byline, date, site.
    Credit,
    /// Nothing: the row between head and text.
    Gap,
    /// A paragraph, or part of one.
    Text,
    /// A heading in the text.
    Heading,
    /// A block quotation, a list item, a caption or verbatim lines.
    Block(BlockKind),
}

/// Names a row: segment 0 is the head, the text starts at segment 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RowId {
    segment: u32,
    row: u32,
}

#[derive(Debug, Clone, Copy)]
struct Segment {
    start: u32,
    end: u32,
}

/// The rows of one article at one width.
#[derive(Debug, Clone)]
pub struct TextLayout {
    width: u16,
    head: Vec<(RowKind, String)>,
    segments: Vec<Segment>,
    /// Segments that were looked at, with their rows.
    rows: BTreeMap<u32, Box<[Row]>>,
    length: usize,
    blocks: Vec<(TextRange, BlockKind)>,
}

impl TextLayout {
    /// Cuts the article for `width` columns (at least one). Looks for line feeds only.
    pub fn new(article: &Article, width: u16) -> Self {
        let text = article.text.as_str();
        let mut segments = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let end = start + line.len();
            let mut from = start;
            while end - from > LONGEST {
                let cut = cut_point(text, from, from + LONGEST);
                segments.push(Segment { start: from as u32, end: cut as u32 });
                from = cut;
            }
            segments.push(Segment { start: from as u32, end: end as u32 });
            start = end + 1;
        }
        let blocks = article.blocks.iter().filter(|block| block.kind != BlockKind::Paragraph);
        Self {
            width: width.max(1),
            head: head(article, width.max(1)),
            segments,
            rows: BTreeMap::new(),
            length: text.len(),
            blocks: blocks.map(|block| (block.range, block.kind)).collect(),
        }
    }

    /// The width it was made for, in columns.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// The text of a head row.
    pub fn head_text(&self, id: RowId) -> &str {
        if id.segment == 0 { self.head.get(id.row as usize).map_or("", |(_, text)| text) } else { "" }
    }

    /// The first row of all: of the head, or of the text where there is no head.
    pub fn first(&self) -> RowId {
        RowId { segment: u32::from(self.head.is_empty()), row: 0 }
    }

    /// The first row of the text.
    pub fn first_text(&self) -> RowId {
        RowId { segment: 1, row: 0 }
    }

    /// The last row.
    pub fn last(&self, text: &str) -> RowId {
        let segment = self.segments.len() as u32;
        RowId { segment, row: (self.rows_of(text, segment).len() as u32).saturating_sub(1) }
    }

    /// The row that holds byte `at`; a place between two rows (white space at a break) belongs to the row before.
    pub fn row_of(&self, text: &str, at: Offset) -> RowId {
        let at = at.min(self.length) as u32;
        let segment = self.segments.partition_point(|segment| segment.start <= at).max(1) as u32;
        let rows = self.rows_of(text, segment);
        let row = rows.partition_point(|row| row.text.start() <= at as usize).saturating_sub(1);
        RowId { segment, row: row as u32 }
    }

    /// One row. A row that does not exist is empty and stands at the end.
    pub fn row(&self, text: &str, id: RowId) -> Row {
        if id.segment == 0 {
            let kind = self.head.get(id.row as usize).map_or(RowKind::Gap, |(kind, _)| *kind);
            return Row { text: TextRange::empty(0), next: 0, indent: 0, kind };
        }
        self.rows_of(text, id.segment).get(id.row as usize).copied().unwrap_or(Row {
            text: TextRange::empty(self.length),
            next: self.length,
            indent: 0,
            kind: RowKind::Gap,
        })
    }

    /// The row below.
    pub fn below(&self, text: &str, id: RowId) -> Option<RowId> {
        let rows = if id.segment == 0 { self.head.len() } else { self.rows_of(text, id.segment).len() };
        if (id.row as usize) + 1 < rows {
            Some(RowId { segment: id.segment, row: id.row + 1 })
        } else if (id.segment as usize) < self.segments.len() {
            Some(RowId { segment: id.segment + 1, row: 0 })
        } else {
            None
        }
    }

    /// The row above.
    pub fn above(&self, text: &str, id: RowId) -> Option<RowId> {
        if id.row > 0 {
            return Some(RowId { segment: id.segment, row: id.row - 1 });
        }
        let segment = id.segment.checked_sub(1)?;
        let rows = if segment == 0 { self.head.len() } else { self.rows_of(text, segment).len() };
        rows.checked_sub(1).map(|row| RowId { segment, row: row as u32 })
    }

    /// `count` rows further down (negative: up), stopping at the ends; also how many were really stepped.
    pub fn step(&self, text: &str, from: RowId, count: isize) -> (RowId, usize) {
        let (mut at, mut done) = (from, 0);
        while done < count.unsigned_abs() {
            let next = if count > 0 { self.below(text, at) } else { self.above(text, at) };
            let Some(next) = next else { break };
            at = next;
            done += 1;
        }
        (at, done)
    }

    /// How many rows lie between `from` and `to` (`to` below), looking no further than `limit`.
    pub fn distance(&self, text: &str, from: RowId, to: RowId, limit: usize) -> Option<usize> {
        let (mut at, mut count) = (from, 0);
        while at < to {
            if count >= limit {
                return None;
            }
            at = self.below(text, at)?;
            count += 1;
        }
        Some(count)
    }

    /// The column at which byte `at` of a row stands, counted from the left edge of the text column.
    pub fn column(&self, text: &str, row: Row, at: Offset) -> u16 {
        let mut column = row.indent;
        for (i, cluster) in row.text.slice(text).grapheme_indices(true) {
            if row.text.start() + i >= at {
                break;
            }
            column = column.saturating_add(cluster_width(cluster));
        }
        column
    }

    /// The byte under column `column` of a row: the start of the cluster there, the row's end to the right of it.
    pub fn offset_at(&self, text: &str, row: Row, column: u16) -> Offset {
        let mut at = row.indent;
        for (i, cluster) in row.text.slice(text).grapheme_indices(true) {
            let width = cluster_width(cluster);
            if at.saturating_add(width) > column {
                return row.text.start() + i;
            }
            at = at.saturating_add(width);
        }
        row.text.end()
    }

    /// Makes the rows that stand up to `count` rows above and below `from`, so that moving and drawing only have to
    /// look. Rows far away are forgotten.
    pub fn prepare(&mut self, text: &str, from: RowId, count: usize) {
        if self.rows.len() > KEPT {
            self.rows.clear();
        }
        for down in [true, false] {
            let mut at = from;
            for _ in 0..=count {
                if at.segment > 0 && !self.rows.contains_key(&at.segment) {
                    let rows = self.make(text, at.segment);
                    self.rows.insert(at.segment, rows);
                }
                let next = if down { self.below(text, at) } else { self.above(text, at) };
                let Some(next) = next else { break };
                at = next;
            }
        }
    }

    fn rows_of(&self, text: &str, segment: u32) -> std::borrow::Cow<'_, [Row]> {
        match self.rows.get(&segment) {
            Some(rows) => std::borrow::Cow::Borrowed(rows),
            None => std::borrow::Cow::Owned(self.make(text, segment).into_vec()),
        }
    }

    fn make(&self, text: &str, segment: u32) -> Box<[Row]> {
        let Some(span) = (segment as usize).checked_sub(1).and_then(|i| self.segments.get(i)) else {
            return Box::new([]);
        };
        let range = TextRange::new(span.start as usize, span.end as usize);
        let next = self.segments.get(segment as usize).map_or(self.length, |next| next.start as usize);
        let kind = self.kind_at(range.start());
        let (first, rest) = indents(kind, self.width);
        let mut rows: Vec<Row> = wrap::rows(range.slice(text), self.width, first, rest, kind)
            .into_iter()
            .enumerate()
            .map(|(i, (start, end))| Row {
                text: TextRange::new(range.start() + start, range.start() + end),
                next,
                indent: if i == 0 { first } else { rest },
                kind,
            })
            .collect();
        for i in 1..rows.len() {
            rows[i - 1].next = rows[i].text.start();
        }
        rows.into_boxed_slice()
    }

    fn kind_at(&self, at: Offset) -> RowKind {
        let i = self.blocks.partition_point(|(range, _)| range.start() <= at);
        match i.checked_sub(1).map(|i| self.blocks[i]) {
            Some((range, kind)) if at <= range.end() => match kind {
                BlockKind::Paragraph => RowKind::Text,
                BlockKind::Heading(_) => RowKind::Heading,
                kind => RowKind::Block(kind),
            },
            _ => RowKind::Text,
        }
    }
}

/// Indents of the first and of the other rows of a block.
fn indents(kind: RowKind, width: u16) -> (u16, u16) {
    if width < 24 {
        return (0, 0);
    }
    match kind {
        RowKind::Block(BlockKind::Quotation) => (2, 2),
        RowKind::Block(BlockKind::ListItem) => (0, 2),
        _ => (0, 0),
    }
}

/// Where a line that is too long is cut: after the last white space before `limit`, else at a character boundary.
fn cut_point(text: &str, from: usize, limit: usize) -> usize {
    let limit = floor_boundary(text, limit);
    let window = TextRange::new(floor_boundary(text, from.max(limit.saturating_sub(512))), limit);
    match window.slice(text).rfind(' ') {
        Some(space) => window.start() + space + 1,
        None => limit.max(from + 1),
    }
}

/// The rows above the text.
fn head(article: &Article, width: u16) -> Vec<(RowKind, String)> {
    let mut out = Vec::new();
    if article.raw {
        return out;
    }
    let mut lines = |kind: RowKind, line: &str, most: usize| {
        for (start, end) in wrap::rows(line, width, 0, 0, RowKind::Text).into_iter().take(most) {
            out.push((kind, TextRange::new(start, end).slice(line).to_owned()));
        }
    };
    if let Some(title) = &article.title {
        lines(RowKind::Title, title, 12);
    }
    let credit: Vec<&str> = [&article.byline, &article.site, &article.published]
        .into_iter()
        .flatten()
        .map(crate::article::CleanLine::as_str)
        .collect();
    if !credit.is_empty() {
        lines(RowKind::Credit, &credit.join(" · "), 4);
    }
    if !out.is_empty() {
        out.push((RowKind::Gap, String::new()));
    }
    out
}

#[cfg(test)]
mod tests;
