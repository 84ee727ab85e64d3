//! Text of several lines that is being written: a note.

use unicode_segmentation::UnicodeSegmentation;

use super::key::{Code, Key};
use super::motion;
use super::wrap::cluster_width;
use crate::article::{CleanText, TextRange};

/// A text, the place in it where the next letter goes, and the column that moves up and down try to keep.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Editor {
    text: String,
    at: usize,
    goal: Option<u16>,
}

impl Editor {
    /// A text with the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.len(), text, goal: None }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the next letter goes (bytes).
    pub fn at(&self) -> usize {
        self.at
    }

    /// Puts `text` in at the cursor, as lines.
    pub fn insert(&mut self, text: &str) {
        let clean = CleanText::new(text).into_string();
        self.text.insert_str(self.at, &clean);
        self.at += clean.len();
        self.goal = None;
    }

    /// Takes a key; false when it means nothing here. `columns` is how wide the rows are.
    pub fn press(&mut self, key: Key, columns: u16) -> bool {
        let goal = self.goal.take();
        match (key.code, key.ctrl, key.alt) {
            (Code::Char(c), false, false) if !c.is_control() => self.insert(c.encode_utf8(&mut [0; 4])),
            (Code::Enter, ..) | (Code::Char('j'), true, _) => self.insert("\n"),
            (Code::Tab, false, false) => self.insert("  "),
            (Code::Backspace, false, false) | (Code::Char('h'), true, _) => {
                self.remove(motion::previous_cluster(&self.text, self.at), self.at);
            }
            (Code::Delete, ..) | (Code::Char('d'), true, _) => {
                self.remove(self.at, motion::next_cluster(&self.text, self.at));
            }
            (Code::Char('w'), true, _) | (Code::Backspace, ..) => self.remove(self.word_before(), self.at),
            (Code::Char('u'), true, _) => self.remove(self.line_start(), self.at),
            (Code::Char('k'), true, _) => self.remove(self.at, self.line_end()),
            (Code::Left, false, false) | (Code::Char('b'), true, _) => {
                self.at = motion::previous_cluster(&self.text, self.at);
            }
            (Code::Right, false, false) | (Code::Char('f'), true, _) => {
                self.at = motion::next_cluster(&self.text, self.at);
            }
            (Code::Left, ..) | (Code::Char('b'), _, true) => self.at = self.word_before(),
            (Code::Right, ..) | (Code::Char('f'), _, true) => self.at = self.word_after(),
            (Code::Home, true, _) => self.at = 0,
            (Code::End, true, _) => self.at = self.text.len(),
            (Code::Home, ..) | (Code::Char('a'), true, _) => self.at = self.line_start(),
            (Code::End, ..) => self.at = self.line_end(),
            (Code::Up, ..) | (Code::Char('p'), true, _) => self.up_or_down(-1, goal, columns),
            (Code::Down, ..) | (Code::Char('n'), true, _) => self.up_or_down(1, goal, columns),
            (Code::PageUp, ..) => self.up_or_down(-8, goal, columns),
            (Code::PageDown, ..) => self.up_or_down(8, goal, columns),
            _ => return false,
        }
        true
    }

    /// The rows at this width, broken between words (bytes). Always at least one; line feeds stand in none.
    pub fn rows(&self, columns: u16) -> Vec<TextRange> {
        let columns = columns.max(1);
        let mut out = Vec::new();
        let mut from = 0;
        for line in self.text.split('\n') {
            wrap(line, from, columns, &mut out);
            from += line.len() + 1;
        }
        out
    }

    /// The row that the cursor stands on, and its column there.
    pub fn place(&self, rows: &[TextRange]) -> (usize, u16) {
        let row = rows.partition_point(|row| row.start() <= self.at).saturating_sub(1);
        let before = rows.get(row).map_or("", |row| self.text.get(row.start()..self.at).unwrap_or(""));
        (row, width(before))
    }

    fn up_or_down(&mut self, by: isize, goal: Option<u16>, columns: u16) {
        let rows = self.rows(columns);
        let (row, column) = self.place(&rows);
        let goal = goal.unwrap_or(column);
        let to = row.saturating_add_signed(by).min(rows.len() - 1);
        if to == row {
            self.at = if by < 0 { 0 } else { self.text.len() };
            return;
        }
        let mut at = rows[to].start();
        let mut used = 0;
        for cluster in rows[to].slice(&self.text).graphemes(true) {
            used += cluster_width(cluster);
            // The end of a row that goes on below is the beginning of the next one.
            let goes_on = rows.get(to + 1).is_some_and(|next| next.start() <= at + cluster.len());
            if used > goal || goes_on {
                break;
            }
            at += cluster.len();
        }
        self.at = at;
        self.goal = Some(goal);
    }

    fn remove(&mut self, from: usize, to: usize) {
        if from < to {
            self.text.replace_range(from..to, "");
            self.at = from;
        }
    }

    fn line_start(&self) -> usize {
        self.text.get(..self.at).and_then(|before| before.rfind('\n')).map_or(0, |lf| lf + 1)
    }

    fn line_end(&self) -> usize {
        self.text.get(self.at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |lf| self.at + lf)
    }

    fn word_before(&self) -> usize {
        let before = self.text.get(..self.at).unwrap_or("").trim_end();
        before.rfind(char::is_whitespace).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8))
    }

    fn word_after(&self) -> usize {
        motion::next_word(&self.text, self.at)
    }
}

fn width(text: &str) -> u16 {
    text.graphemes(true).fold(0u16, |sum, cluster| sum.saturating_add(cluster_width(cluster)))
}

/// Breaks one line, which begins at byte `from`, into rows.
fn wrap(line: &str, from: usize, columns: u16, out: &mut Vec<TextRange>) {
    let (mut start, mut used, mut gap) = (0, 0u16, None);
    for (at, cluster) in line.grapheme_indices(true) {
        let wide = cluster_width(cluster);
        let blank = cluster.chars().all(char::is_whitespace);
        // Blanks hang over the edge rather than begin a row.
        while used + wide > columns && used > 0 && !blank {
            let cut = gap.filter(|gap| *gap > start).unwrap_or(at);
            out.push(TextRange::new(from + start, from + cut));
            start = cut;
            used = width(&line[start..at]);
            gap = None;
        }
        used += wide;
        if blank {
            gap = Some(at + cluster.len());
        }
    }
    out.push(TextRange::new(from + start, from + line.len()));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(start: &str, keys: &str) -> String {
        let mut editor = Editor::new(start);
        for key in keys.split_whitespace() {
            editor.press(key.parse().unwrap(), 10);
        }
        editor.insert("|");
        editor.text
    }

    #[test]
    fn lines_are_written_and_edited() {
        assert_eq!(typed("", "a Enter b"), "a\nb|");
        assert_eq!(typed("one two", "C-w"), "one |");
        assert_eq!(typed("one\ntwo", "Home Backspace"), "one|two");
        assert_eq!(typed("one\ntwo", "Up"), "one|\ntwo");
        assert_eq!(typed("one\ntwo", "C-Home Delete C-k"), "|\ntwo");
        assert_eq!(typed("one two", "C-Left C-Left C-Right"), "one| two");
        assert_eq!(typed("e\u{301}👩‍👩‍👧", "Backspace"), "e\u{301}|");
    }

    #[test]
    fn up_and_down_go_by_rows_and_keep_the_column() {
        assert_eq!(typed("abcdef xyz\nab\nabcdef", "Up Up"), "abcdef| xyz\nab\nabcdef");
        assert_eq!(typed("one two three four", "Up"), "one two| three four");
        assert_eq!(typed("one", "Up"), "|one");
        assert_eq!(typed("one", "Home Down"), "one|");
    }

    #[test]
    fn what_is_pasted_is_clean() {
        let mut editor = Editor::default();
        editor.insert("a\r\nb\u{1b}[31m");
        assert_eq!(editor.text(), "a\nb[31m");
    }

    proptest! {
        #[test]
        fn rows_hold_all_but_line_feeds_and_fit(text in "[a-z日é \n]{0,60}", columns in 2u16..20, at in 0usize..60) {
            let mut editor = Editor::new(text.as_str());
            editor.at = crate::article::floor_boundary(&text, at.min(text.len()));
            let rows = editor.rows(columns);
            let joined: String = rows.iter().map(|row| row.slice(&text)).collect();
            prop_assert_eq!(joined, text.replace('\n', ""));
            for row in &rows {
                prop_assert!(width(row.slice(&text).trim_end()) <= columns);
            }
            let (row, _) = editor.place(&rows);
            prop_assert!(row < rows.len());
        }

        #[test]
        fn no_key_breaks_it(keys in prop::collection::vec(prop::sample::select(vec![
            "a", "é", "Space", "Enter", "Backspace", "Delete", "Up", "Down", "Left", "Right", "Home", "End", "C-Home",
            "C-End", "C-w", "C-u", "C-k", "C-Left", "C-Right", "PageUp", "PageDown", "Tab"]), 0..60)) {
            let mut editor = Editor::new("one two\n\nthree 日本 four");
            for key in keys {
                editor.press(key.parse().unwrap(), 7);
                prop_assert!(editor.text.is_char_boundary(editor.at));
            }
        }
    }
}
