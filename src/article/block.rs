//! The parts of an article, in reading order.

use serde::{Deserialize, Serialize};

use super::range::TextRange;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading; the number is its level, 1 to 6.
    Heading(u8),
    /// A block quotation.
    Quotation,
    /// One item of a list.
    ListItem,
    /// The caption of a picture or table.
    Caption,
    /// Lines kept as they are: code, tables.
    Verbatim,
    /// The place and date line, or the byline, standing apart.
    Dateline,
}

/// A stretch of `Article::text` of one kind. Blocks are sorted and do not overlap; between two of them stands
/// at least one line feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands (bytes).
    pub range: TextRange,
    /// What it is.
    pub kind: BlockKind,
}

/// A link and the words it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// The words (bytes).
    pub range: TextRange,
    /// The address, absolute where the source's address was known.
    pub url: String,
}
