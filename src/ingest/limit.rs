//! How much of a document is read, whatever its kind: what each part and line costs in memory is many times its bytes.

/// The most lines of a text, and the most parts of an article.
pub(super) const MOST: usize = 300_000;

/// The longest text of an article, in bytes.
pub(super) const TEXT: usize = 8 << 20;

/// The beginning of a text, of no more than `most` lines and `length` bytes, and whether words are missing at its end.
pub(super) fn beginning(text: &str, most: usize, length: usize) -> (&str, bool) {
    let reach = text.floor_char_boundary(length.min(text.len()));
    let end = text[..reach].match_indices('\n').nth(most.saturating_sub(1)).map_or(reach, |(end, _)| end + 1);
    let (beginning, rest) = text.split_at(end);
    (beginning, !rest.trim().is_empty())
}

/// Parts a long text into pieces of about `length` bytes, at blank lines where there are any, else at line ends.
pub(super) fn pieces(text: &str, length: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let reach = rest.floor_char_boundary(length.min(rest.len()));
        let end = if reach == rest.len() {
            reach
        } else {
            let near = &rest[..reach];
            let blank = near.rfind("\n\n").map(|at| at + 2);
            blank.or_else(|| near.rfind('\n').map(|at| at + 1)).unwrap_or(reach.max(1))
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_too_many_lines_is_cut_after_a_line() {
        assert_eq!(beginning("a\nb\nc", 2, 9), ("a\nb\n", true));
        assert_eq!(beginning("a\nb\n\n", 2, 9), ("a\nb\n", false));
        assert_eq!(beginning("a\u{e9}", 2, 2), ("a", true));
    }

    #[test]
    fn pieces_are_the_whole_text_and_end_where_it_does_no_harm() {
        let found = |text: &'static str, length| pieces(text, length).collect::<Vec<&str>>();
        assert_eq!(found("a\n\nb\nc", 5), ["a\n\n", "b\nc"]);
        assert_eq!(found("aa\nbb\ncc", 7), ["aa\nbb\n", "cc"]);
        assert_eq!(found("\u{e9}\u{e9}\u{e9}", 5), ["\u{e9}\u{e9}", "\u{e9}"]);
        assert_eq!(found("abc", 5), ["abc"]);
    }
}
