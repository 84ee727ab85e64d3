//! Breaking one line into rows, with textwrap's primitives: its break opportunities and its optimal fit, but widths
//! by grapheme cluster, so that they agree with the terminal's (textwrap sums characters, which is wrong for emoji
//! and combining marks), and byte ranges instead of copies.

use textwrap::WordSeparator;
use textwrap::core::{Fragment, Word};
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::layout::RowKind;
use crate::article::{BlockKind, is_unsafe};

/// Columns of a tab: always as many, so that a word is as wide wherever it stands.
const TAB: u16 = 4;

/// Lines longer than this are broken greedily: optimal fit keeps a table of all words.
const GREEDY: usize = 4096;

/// The columns that a cluster takes. Controls are shown as one picture each, a tab as four blanks.
pub fn cluster_width(cluster: &str) -> u16 {
    if cluster == "\t" {
        return TAB;
    }
    if cluster.len() == 1 && !cluster.starts_with(|c: char| c.is_ascii_control()) {
        return 1;
    }
    if cluster.chars().next().is_some_and(is_unsafe) {
        return 1;
    }
    // As ratatui reckons, which gives these two marks a column more.
    let marks = cluster.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    (cluster.width() + marks).min(usize::from(u16::MAX)) as u16
}

/// A word and the white space after it, by bytes and columns.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    width: f64,
    space: f64,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.space
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The rows of `line` (bytes into it, white space at the breaks left out), for `width` columns of which the first
/// row gives up `first` and the others `rest`. An empty line is one empty row.
pub(super) fn rows(line: &str, width: u16, first: u16, rest: u16, kind: RowKind) -> Vec<(usize, usize)> {
    let widths = [f64::from(width.saturating_sub(first).max(1)), f64::from(width.saturating_sub(rest).max(1))];
    let whole = line.trim_end_matches(' ').len();
    if line.len() <= usize::from(width) && line.is_ascii() && !line.contains('\t') && first == 0 {
        return vec![(0, whole)];
    }
    let pieces = if kind == RowKind::Block(BlockKind::Verbatim) {
        hard_pieces(line, 0, line.len(), widths[1])
    } else {
        pieces(line, widths[0].min(widths[1]))
    };
    let lines = if line.len() > GREEDY || kind == RowKind::Block(BlockKind::Verbatim) {
        wrap_first_fit(&pieces, &widths)
    } else {
        wrap_optimal_fit(&pieces, &widths, &Penalties::new()).unwrap_or_else(|_| wrap_first_fit(&pieces, &widths))
    };
    let mut out: Vec<(usize, usize)> =
        lines.into_iter().filter_map(|row| Some((row.first()?.start, row.last()?.end))).collect();
    if out.is_empty() {
        out.push((0, whole));
    }
    out
}

/// Words with their widths; words wider than `width` are cut at cluster boundaries.
fn pieces(line: &str, width: f64) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(line) {
        let Word { word: letters, whitespace, .. } = word;
        let end = at + letters.len();
        let wide = f64::from(text_width(letters));
        if wide > width {
            out.extend(hard_pieces(line, at, end, width));
        } else {
            out.push(Piece { start: at, end, width: wide, space: 0.0 });
        }
        if let Some(last) = out.last_mut() {
            last.space = f64::from(text_width(whitespace));
        }
        at = end + whitespace.len();
    }
    out
}

/// Cuts `line[start..end]` into pieces of at most `width` columns.
fn hard_pieces(line: &str, start: usize, end: usize, width: f64) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut from, mut columns) = (start, 0u16);
    for (i, cluster) in line.get(start..end).unwrap_or("").grapheme_indices(true) {
        let wide = cluster_width(cluster);
        if f64::from(columns + wide) > width && start + i > from {
            out.push(Piece { start: from, end: start + i, width: f64::from(columns), space: 0.0 });
            (from, columns) = (start + i, 0);
        }
        columns = columns.saturating_add(wide);
    }
    if from < end {
        out.push(Piece { start: from, end, width: f64::from(columns), space: 0.0 });
    }
    out
}

fn text_width(text: &str) -> u16 {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return text.len().min(usize::from(u16::MAX)) as u16;
    }
    text.graphemes(true).fold(0u16, |sum, cluster| sum.saturating_add(cluster_width(cluster)))
}
