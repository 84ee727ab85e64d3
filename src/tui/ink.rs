//! Words into cells: cluster by cluster, with the widths that the layout reckons with, and never a control character.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::article::{is_unsafe, visible};
use crate::reader::cluster_width;

/// Paints `text` from column `x` on, at most up to column `end`; returns the column after it. A cluster that does not
/// fit any more is left out, and all after it.
pub fn paint(buffer: &mut Buffer, x: u16, y: u16, end: u16, text: &str, style: Style) -> u16 {
    let area = buffer.area;
    if y < area.top() || y >= area.bottom() {
        return x;
    }
    let end = end.min(area.right());
    let mut x = x;
    for cluster in text.graphemes(true) {
        let width = cluster_width(cluster);
        if width == 0 {
            continue;
        }
        if x < area.left() || x.saturating_add(width) > end {
            break;
        }
        if cluster == "\t" {
            for i in 0..width {
                buffer[(x + i, y)].set_symbol(" ").set_style(style);
            }
        } else if cluster.chars().next().is_some_and(is_unsafe) {
            let picture = cluster.chars().next().map_or('\u{fffd}', visible);
            buffer[(x, y)].set_char(picture).set_style(style);
        } else if cluster.contains(is_unsafe) {
            buffer.set_stringn(x, y, cluster.replace(is_unsafe, ""), usize::from(width), style);
        } else {
            buffer.set_stringn(x, y, cluster, usize::from(width), style);
        }
        x += width;
    }
    x
}

/// The columns that `text` takes.
pub fn width(text: &str) -> u16 {
    text.graphemes(true).fold(0u16, |sum, cluster| sum.saturating_add(cluster_width(cluster)))
}

/// As much of `text` as `columns` hold; with `more` at its end if that is not all.
pub fn shorten(text: &str, columns: u16, more: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    if columns == 0 { String::new() } else { cut(text, columns, more) }
}

/// As much of `text` as `columns` hold beside `more`, which then follows.
fn cut(text: &str, columns: u16, more: &str) -> String {
    let room = columns.saturating_sub(width(more));
    let mut out = String::new();
    let mut used = 0u16;
    for cluster in text.graphemes(true) {
        used = used.saturating_add(cluster_width(cluster));
        if used > room {
            break;
        }
        out.push_str(cluster);
    }
    out.truncate(out.trim_end().len());
    out.push_str(more);
    out
}

/// The rows of `text` at `columns` columns, broken between words, at most `most` of them; with `more` at the end of
/// the last if that is not all. Reads no more of the text than it shows.
pub fn wrap(text: &str, columns: u16, most: usize, more: &str) -> Vec<String> {
    let columns = columns.max(1);
    let mut rows: Vec<String> = Vec::new();
    let mut row = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = width(word);
        if used > 0 && used + 1 + wide > columns {
            rows.push(std::mem::take(&mut row));
            used = 0;
        }
        if rows.len() >= most {
            break;
        }
        if used > 0 {
            row.push(' ');
            used += 1;
        }
        for cluster in word.graphemes(true) {
            let wide = cluster_width(cluster);
            if used + wide > columns && used > 0 {
                rows.push(std::mem::take(&mut row));
                used = 0;
                if rows.len() >= most {
                    break;
                }
            }
            row.push_str(cluster);
            used += wide;
        }
    }
    if rows.len() < most {
        if !row.is_empty() || rows.is_empty() {
            rows.push(row);
        }
    } else if let Some(last) = rows.last_mut() {
        *last = cut(last, columns, more);
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn words_are_wrapped_and_cut() {
        assert_eq!(wrap("one two three", 7, 9, "…"), ["one two", "three"]);
        assert_eq!(wrap("one two three", 7, 1, "…"), ["one tw…"]);
        assert_eq!(wrap("abcdefgh", 3, 9, "…"), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3, 9, "…"), [""]);
        assert_eq!(shorten("one two", 5, "…"), "one…");
        assert_eq!(shorten("日本語", 5, "…"), "日本…");
    }

    #[test]
    fn controls_become_pictures_and_tabs_blanks() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        let end = paint(&mut buffer, 0, 0, 12, "a\u{1b}\tb\u{202e}", Style::new());
        let shown: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!((shown.trim_end(), end), ("a␛    b\u{fffd}", 8));
    }

    /// The widths that the layout reckons with are those that ratatui draws by.
    #[test]
    fn widths_agree_with_the_buffer() {
        let clusters =
            ["a", "é", "e\u{301}", "日", "ｶﾞ", "👩‍👩‍👧", "❤️", "🇨🇭", "☁", "1️⃣", "한", "ก็", "क्षि", "\u{ad}", "\u{200b}", "—"];
        for cluster in clusters {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
            let (x, _) = buffer.set_stringn(0, 0, cluster, 8, Style::new());
            assert_eq!(cluster_width(cluster), x, "{cluster:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_painted_past_the_end(text in any::<String>(), x in 0u16..9, end in 0u16..9) {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
            paint(&mut buffer, x, 0, end, &text, Style::new());
            for column in end.max(x)..10 {
                prop_assert_eq!(buffer[(column, 0)].symbol(), " ");
            }
            for cell in buffer.content() {
                prop_assert!(!cell.symbol().contains(|c: char| c.is_control()));
            }
        }

        #[test]
        fn rows_keep_to_the_width(text in "[a-z日 é]{0,80}", columns in 2u16..20, most in 1usize..6) {
            let rows = wrap(&text, columns, most, "…");
            prop_assert!(rows.len() <= most && !rows.is_empty());
            for row in &rows {
                prop_assert!(width(row) <= columns, "{:?}", row);
            }
        }
    }
}
