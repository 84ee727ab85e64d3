//! What the readers of each format make: parts in reading order, with links, not yet a text.

use std::ops::Range;

use url::Url;

use crate::article::{BlockKind, is_unsafe};

/// An article before it is composed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Draft {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<String>,
    pub site: Option<String>,
    pub lang: Option<String>,
    pub url: Option<String>,
    pub parts: Vec<Part>,
    pub aside: Vec<String>,
    /// Pictures without a caption: shown only where there is nothing else.
    pub pictures: Vec<Part>,
}

/// One part: its text is clean, and its links count bytes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: BlockKind,
    pub text: String,
    pub links: Vec<(Range<usize>, String)>,
    /// Whether it follows the part before it without a blank line.
    pub tight: bool,
    /// Whether it stands in a box beside the article, by what the page calls the box.
    pub boxed: bool,
    /// Bytes of it that lead elsewhere, also where the address is of no use here (relative, without a base).
    pub leading: usize,
}

impl Part {
    /// A part of running text without links.
    pub fn prose(kind: BlockKind, text: &str) -> Self {
        let mut prose = Prose::default();
        prose.push(text);
        prose.part(kind)
    }

    /// A part whose lines and columns are kept.
    pub fn verbatim(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.extend(line.chars().filter(|c| !is_unsafe(*c)).map(|c| match c {
                '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
                c => c,
            }));
            out.truncate(out.trim_end_matches([' ', '\t']).len());
        }
        let out = out.trim_matches('\n').to_owned();
        Self { kind: BlockKind::Verbatim, text: out, links: Vec::new(), tight: false, boxed: false, leading: 0 }
    }
}

/// Running text under construction: white space is collapsed and what must not be shown is left out as it comes in,
/// so that the places of links hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Prose {
    text: String,
    links: Vec<(Range<usize>, String)>,
    open: Option<(usize, String)>,
    gap: Option<char>,
}

impl Prose {
    /// Adds text.
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            // Most of any text is runs of letters that need no thought.
            let plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
            let (run, after) = rest.split_at(plain);
            if let Some(first) = run.chars().next() {
                self.fill_gap(first);
                self.text.push_str(run);
            }
            let mut chars = after.chars();
            if let Some(c) = chars.next() {
                self.push_char(c);
            }
            rest = chars.as_str();
        }
    }

    fn push_char(&mut self, c: char) {
        let last = self.text.chars().next_back();
        match c {
            // Kept between digits only, where they part thousands.
            '\u{a0}' | '\u{202f}' if self.gap.is_none() && last.is_some_and(|last| last.is_ascii_digit()) => {
                self.gap = Some(c);
            }
            c if c.is_whitespace() => self.gap = Some(' '),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{180e}' => {}
            // Joiners belong to scripts and emoji; in Latin text they only hide.
            '\u{200c}' | '\u{200d}' if last.is_none_or(|last| last.is_ascii()) => {}
            c if is_unsafe(c) => {}
            c => {
                self.fill_gap(c);
                self.text.push(c);
            }
        }
    }

    /// Writes the white space that is due before `c`.
    fn fill_gap(&mut self, c: char) {
        if let Some(gap) = self.gap.take()
            && !self.text.is_empty()
        {
            self.text.push(if c.is_ascii_digit() { gap } else { ' ' });
        }
    }

    /// What was added since begins a link; a link that is open is closed first.
    pub fn open_link(&mut self, url: String) {
        self.close_link();
        self.open = Some((self.text.len(), url));
    }

    /// The link ends here; one without words is forgotten.
    pub fn close_link(&mut self) {
        if let Some((start, url)) = self.open.take() {
            let start =
                start + self.text[start..].chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
            if start < self.text.len() {
                self.links.push((start..self.text.len(), url));
            }
        }
    }

    /// Whether there is nothing to see yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What was added so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part that was built. A link that is open goes on in the next part, so it is closed here.
    pub fn part(mut self, kind: BlockKind) -> Part {
        self.close_link();
        let leading = self.links.iter().map(|(range, _)| range.len()).sum();
        Part { kind, text: self.text, links: self.links, tight: false, boxed: false, leading }
    }
}

/// An address that may be opened: absolute (or made so by `base`), http or https, written in plain ASCII.
pub(super) fn address(href: &str, base: Option<&Url>) -> Option<String> {
    /// Longer ones are data, not addresses.
    const LONGEST: usize = 4096;
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') || href.len() > LONGEST {
        return None;
    }
    let mut url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    // A name before the host only serves to be taken for it, and a password is nobody's business.
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        Part::prose(BlockKind::Paragraph, text).text
    }

    #[test]
    fn white_space_collapses_but_thousands_stay_together() {
        assert_eq!(text(" a\n\u{a0}b\u{2003} c "), "a b c");
        assert_eq!(text("12\u{202f}000\u{a0}euros, 5 6"), "12\u{202f}000 euros, 5 6");
    }

    #[test]
    fn hidden_characters_go_and_joiners_stay_where_they_join() {
        assert_eq!(text("pe\u{ad}o\u{200b}ple \u{202e}x\u{9b}2J a\u{200d}b"), "people x2J ab");
        assert_eq!(text("👨\u{200d}👩 می\u{200c}خواهم"), "👨\u{200d}👩 می\u{200c}خواهم");
    }

    #[test]
    fn links_lie_on_their_words() {
        let mut prose = Prose::default();
        prose.push("see ");
        prose.open_link("http://a/".into());
        prose.push(" this\u{200b} \n page ");
        prose.close_link();
        prose.open_link("http://b/".into());
        prose.push("  ");
        let part = prose.part(BlockKind::Paragraph);
        assert_eq!(part.text, "see this page");
        assert_eq!(part.links, [(4..13, "http://a/".to_owned())]);
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert_eq!(address(" HTTP://Example.org/ä b ", None).as_deref(), Some("http://example.org/%C3%A4%20b"));
        assert_eq!(
            address("../x", Url::parse("https://example.org/a/b").ok().as_ref()).as_deref(),
            Some("https://example.org/x")
        );
        for bad in
            ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "#top", "x.html", "http://[::1", ""]
        {
            assert_eq!(address(bad, None), None, "{bad}");
        }
        assert_eq!(address("http://bank.example:secret@a.example/", None).as_deref(), Some("http://a.example/"));
    }

    #[test]
    fn verbatim_keeps_columns() {
        assert_eq!(Part::verbatim("\n  a\tb  \n\n c\u{1b}[0m\r\n").text, "  a\tb\n\n c[0m");
    }
}
