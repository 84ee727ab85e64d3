//! Links that the terminal opens itself (OSC 8). ratatui knows nothing of them, and text with sequences in it would be
//! measured wrongly; so each cell of a link is marked with the link's number, in a place that nothing else uses: the
//! colour of its underline. Cells that are drawn over lose the mark, a cell that now belongs to another link differs
//! from the one before and is sent again, and here the mark becomes a sequence around the cells, never in them.

use std::cell;
use std::io::{self, Write};
use std::sync::Arc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Style};
use url::Url;

use crate::article::Article;

/// The longest address that is given to the terminal, in bytes; some take no longer ones.
const LONGEST: usize = 2048;

/// Marks the cells of link number `link` of the article that is read as number `reading`.
pub fn mark(style: Style, reading: u64, link: usize) -> Style {
    match u16::try_from(link) {
        Ok(link) => {
            let [high, low] = link.to_be_bytes();
            // The reading's number makes the links of two articles differ.
            style.underline_color(Color::Rgb((reading & 0xff) as u8, high, low))
        }
        Err(_) => style,
    }
}

fn marked(cell: &Cell) -> Option<usize> {
    match cell.underline_color {
        Color::Rgb(_, high, low) => Some(usize::from(u16::from_be_bytes([high, low]))),
        _ => None,
    }
}

/// What begins a link in the terminal: only for an address of the web, written anew from its parts.
fn opening(url: &str, number: usize) -> Option<String> {
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let url = url.as_str();
    let plain = url.len() <= LONGEST && url.bytes().all(|byte| byte.is_ascii_graphic());
    // The same name for all its parts, so that a link over two rows is one.
    plain.then(|| format!("\x1b]8;id={number};{url}\x1b\\"))
}

const CLOSING: &str = "\x1b]8;;\x1b\\";

/// crossterm's backend, and links.
#[derive(Debug)]
pub struct Linking<W: Write> {
    inner: CrosstermBackend<W>,
    /// The last size that was told. When the window is closed no size is told any more, and that is no error: the end
    /// of the terminal comes by its own way, with its own exit status.
    size: cell::Cell<Option<Size>>,
    article: Option<Arc<Article>>,
}

impl<W: Write> Linking<W> {
    /// Draws through `inner`.
    pub fn new(inner: CrosstermBackend<W>) -> Self {
        Self { inner, size: cell::Cell::new(None), article: None }
    }

    /// The article whose links the marks of the next frame mean; None: marks mean nothing.
    pub fn set_article(&mut self, article: Option<Arc<Article>>) {
        self.article = article;
    }

    fn draw_link(&mut self, number: usize, cells: &[(u16, u16, Cell)]) -> io::Result<()> {
        let link = self.article.as_ref().and_then(|article| article.links.get(number));
        let opening = link.and_then(|link| opening(&link.url, number));
        if let Some(opening) = &opening {
            self.inner.write_all(opening.as_bytes())?;
        }
        self.inner.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
        if opening.is_some() {
            self.inner.write_all(CLOSING.as_bytes())?;
        }
        Ok(())
    }
}

/// The most that is drawn of a screen: more than the smallest letters need on the largest one. Programs may give a terminal
/// any size, and each cell takes memory.
const LARGEST: Size = Size { width: 2000, height: 600 };

fn capped(size: Size) -> Size {
    Size::new(size.width.min(LARGEST.width), size.height.min(LARGEST.height))
}

/// The size of the terminal that is drawn on. (crossterm opens the terminal anew for each question, and starts `tput`
/// when that fails.)
#[cfg(unix)]
fn screen_size() -> Option<Size> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(capped(Size::new(size.ws_col, size.ws_row)))
}

#[cfg(not(unix))]
fn screen_size() -> Option<Size> {
    None
}

impl<W: Write> Backend for Linking<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut content = content.peekable();
        // Without a link this is one call, as if we were not here.
        while let Some(number) = content.peek().map(|(_, _, cell)| marked(cell)) {
            let mut same = std::iter::from_fn(|| content.next_if(|(_, _, cell)| marked(cell) == number));
            match number {
                None => self.inner.draw(same)?,
                Some(number) => {
                    let cells: Vec<(u16, u16, Cell)> = same
                        .by_ref()
                        .map(|(x, y, cell)| {
                            let mut cell = cell.clone();
                            cell.underline_color = Color::Reset;
                            (x, y, cell)
                        })
                        .collect();
                    self.draw_link(number, &cells)?;
                }
            }
        }
        Ok(())
    }

    fn append_lines(&mut self, count: u16) -> io::Result<()> {
        self.inner.append_lines(count)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        match screen_size().or(self.size.get()) {
            Some(size) => {
                self.size.set(Some(size));
                Ok(size)
            }
            None => self.inner.size().map(capped),
        }
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::article::{CleanText, Link, Source, TextRange};

    /// What is written for a row whose cells `from..to` are marked as link number 1 of two, the second of which leads
    /// to `url`.
    fn written(url: &str, article: bool) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        buffer.set_string(0, 0, "abcdef", Style::new());
        buffer.set_style(Rect::new(2, 0, 2, 1), mark(Style::new(), 300, 1));
        let links = ["http://first.example/", url];
        let links = links.map(|url| Link { range: TextRange::new(0, 1), url: url.to_owned() }).to_vec();
        let made = Article { links, ..Article::plain(Source::Stdin, CleanText::new("abcdef")) };
        let mut out = Vec::new();
        let mut backend = Linking::new(CrosstermBackend::new(&mut out));
        backend.set_article(article.then(|| Arc::new(made)));
        let empty = Buffer::empty(buffer.area);
        backend.draw(empty.diff(&buffer).into_iter()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_link_stands_around_its_cells() {
        let text = written("https://example.org/ä?b", true);
        let (before, link) = text.split_once("\x1b]8;id=1;https://example.org/%C3%A4?b\x1b\\").unwrap();
        let (link, after) = link.split_once(CLOSING).unwrap();
        assert!(before.contains("ab") && link.contains("cd") && after.contains("ef"), "{text:?}");
        assert!(!text.contains("58;2"), "the mark is no colour: {text:?}");
    }

    #[test]
    fn nothing_but_an_address_of_the_web_gets_out() {
        let long = format!("https://example.org/{}", "x".repeat(LONGEST));
        for url in ["javascript:x", "file:///etc/passwd", "", "https://", &long] {
            let text = written(url, true);
            assert!(!text.contains("]8;") && text.contains("cd"), "{text:?}");
        }
        assert!(!written("https://a.example/\x1b\\\x07x", true).contains('\x07'));
        assert!(!written("https://example.org/", false).contains("]8;"), "switched off");
    }
}
