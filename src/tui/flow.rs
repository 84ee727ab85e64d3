//! Words of several looks, wrapped into rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::ink;

/// One row: stretches with their looks.
pub type Line = Vec<(String, Style)>;

/// Rows that are being filled, `columns` wide.
#[derive(Debug)]
pub struct Flow {
    columns: u16,
    indent: u16,
    used: u16,
    lines: Vec<Line>,
}

impl Flow {
    /// Nothing yet.
    pub fn new(columns: u16) -> Self {
        Self { columns: columns.max(1), indent: 0, used: 0, lines: Vec::new() }
    }

    /// Begins a row; rows that follow from wrapping begin `indent` columns further right, as this one does.
    pub fn begin(&mut self, indent: u16) {
        self.indent = if indent + 8 < self.columns { indent } else { 0 };
        self.open();
    }

    fn open(&mut self) {
        let blanks = " ".repeat(usize::from(self.indent));
        self.lines.push(vec![(blanks, Style::new())]);
        self.used = 0;
    }

    /// Words of one look, wrapped between words; a line feed begins a row.
    pub fn words(&mut self, text: &str, style: Style) {
        if self.lines.is_empty() {
            self.open();
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.open();
            }
            for (n, word) in line.split_whitespace().enumerate() {
                let gap = self.used > 0 && (n > 0 || text.starts_with(char::is_whitespace));
                self.word(word, gap, style);
            }
            // What follows stands apart if it did in the text.
            if line.ends_with(char::is_whitespace) && self.used > 0 && self.used < self.room() {
                self.put(" ", style);
                self.used += 1;
            }
        }
    }

    /// A blank row.
    pub fn gap(&mut self) {
        self.lines.push(Vec::new());
    }

    fn room(&self) -> u16 {
        self.columns - self.indent
    }

    fn word(&mut self, word: &str, gap: bool, style: Style) {
        let wide = ink::width(word);
        if gap && self.used + 1 + wide > self.room() {
            self.open();
        } else if gap {
            self.put(" ", style);
            self.used += 1;
        } else if self.used + wide > self.room() && self.used > 0 {
            self.open();
        }
        if wide <= self.room() {
            self.put(word, style);
            self.used += wide;
            return;
        }
        for part in ink::wrap(word, self.room(), usize::MAX, "") {
            if self.used > 0 {
                self.open();
            }
            self.used = ink::width(&part);
            self.put(&part, style);
        }
    }

    fn put(&mut self, text: &str, style: Style) {
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some((last, look)) if *look == style => last.push_str(text),
            _ => line.push((text.to_owned(), style)),
        }
    }

    /// The rows.
    pub fn finish(self) -> Vec<Line> {
        self.lines
    }
}

/// Paints rows into `area`, from row `top` on, or from as far down as there is something to show; tells from which.
pub fn paint(lines: &[Line], top: usize, area: Rect, buffer: &mut Buffer) -> usize {
    let top = top.min(lines.len().saturating_sub(usize::from(area.height)));
    for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(top)) {
        let mut x = area.x;
        for (text, style) in line {
            x = ink::paint(buffer, x, y, area.right(), text, *style);
        }
    }
    top
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Modifier;

    use super::*;

    fn shown(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|(text, _)| text.as_str()).collect()).collect()
    }

    #[test]
    fn looks_do_not_part_words_and_rows_are_indented() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let mut flow = Flow::new(20);
        flow.begin(2);
        flow.words("one two ", Style::new());
        flow.words("three four", bold);
        flow.words(" five", Style::new());
        flow.gap();
        flow.begin(0);
        flow.words("six", bold);
        assert_eq!(shown(&flow.finish()), ["  one two three four", "  five", "", "six"]);
    }

    proptest! {
        #[test]
        fn rows_keep_to_the_width(texts in prop::collection::vec("[a-z日 \n]{0,30}", 0..6), columns in 3u16..30) {
            let mut flow = Flow::new(columns);
            for text in &texts {
                flow.words(text, Style::new());
            }
            for line in shown(&flow.finish()) {
                prop_assert!(ink::width(&line) <= columns, "{:?}", line);
            }
        }
    }
}
