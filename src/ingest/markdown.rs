//! Markdown: CommonMark with tables, and front matter for title, author and date.

mod front;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::draft::{Draft, Part, Prose, address};
use super::{boilerplate, head, limit};
use crate::article::{BlockKind, CUT_SHORT, Stop};

/// A longer text is parsed in pieces, in bytes: the parser keeps dozens of bytes for each sign of markup.
const PIECE: usize = 512 << 10;

/// Reads a Markdown text, until it is asked to stop.
pub(super) fn read(text: &str, stop: Stop<'_>) -> Draft {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let (mut draft, body) = front::take(&text);
    let mut reader = Reader::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut cut = false;
    for piece in limit::pieces(body, PIECE) {
        for event in Parser::new_ext(piece, options) {
            reader.take(event);
        }
        reader.flush();
        if stop.is_asked() || reader.parts.len() > limit::MOST {
            cut = true;
            break;
        }
    }
    draft.parts = reader.parts;
    // A line alone is the text, whatever it looks like.
    if draft.parts.len() > 1 {
        take_head(&mut draft);
        boilerplate::sift(&mut draft, true);
    }
    if cut {
        draft.aside.insert(0, CUT_SHORT.to_owned());
    }
    draft
}

/// The first heading is the title, where it stands before everything else or says the same as the front matter.
fn take_head(draft: &mut Draft) {
    let first = draft.parts.first().filter(|part| matches!(part.kind, BlockKind::Heading(1 | 2)));
    if let Some(first) = first.filter(|first| draft.title.as_ref().is_none_or(|title| *title == first.text)) {
        draft.title = Some(first.text.clone());
        draft.parts.remove(0);
    }
    let mut head =
        head::Head { byline: draft.byline.take(), published: draft.published.take(), ..head::Head::default() };
    if draft.title.is_some() {
        head::take_lines(&mut draft.parts, &mut head);
    } else if draft.parts.first().is_some_and(|part| part.kind == BlockKind::Paragraph) {
        let found = head::take(&mut draft.parts);
        draft.title = found.title;
        head.byline = head.byline.or(found.byline);
        head.published = head.published.or(found.published);
    }
    (draft.byline, draft.published) = (head.byline, head.published);
}

/// The parts so far, and the one under construction.
#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    prose: Prose,
    heading: Option<u8>,
    quotations: usize,
    items: usize,
    /// Code or a table, kept as it is.
    verbatim: Option<String>,
    /// The words of a picture, while it is open; pictures may stand in pictures' words.
    picture: Option<(usize, Prose)>,
    captions: Vec<Part>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text(if self.verbatim.is_some() { "\n" } else { " " }),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, words)) = &mut self.picture {
            words.push(text);
        } else if let Some(verbatim) = &mut self.verbatim {
            verbatim.push_str(text);
        } else {
            self.prose.push(text);
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(depth(level));
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotations += 1;
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::Table(_) => {
                self.flush();
                self.verbatim = Some(String::new());
            }
            Tag::Link { dest_url, .. } if self.picture.is_none() => {
                if let Some(url) = address(&dest_url, None) {
                    self.prose.open_link(url);
                }
            }
            Tag::Image { .. } => match &mut self.picture {
                Some((depth, _)) => *depth += 1,
                None => self.picture = Some((0, Prose::default())),
            },
            Tag::Paragraph | Tag::List(_) | Tag::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotations = self.quotations.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::Table => {
                if let Some(verbatim) = self.verbatim.take() {
                    self.parts.push(Part::verbatim(&verbatim));
                }
            }
            TagEnd::TableCell => self.text("\t"),
            TagEnd::TableRow | TagEnd::TableHead => self.text("\n"),
            TagEnd::Link if self.picture.is_none() => self.prose.close_link(),
            TagEnd::Image => match self.picture.take() {
                Some((0, words)) if !words.is_empty() => self.captions.push(words.part(BlockKind::Caption)),
                Some((depth, words)) if depth > 0 => self.picture = Some((depth - 1, words)),
                _ => {}
            },
            TagEnd::Paragraph => self.flush(),
            _ => {}
        }
    }

    /// Ends the part under construction; the captions of pictures in it follow.
    fn flush(&mut self) {
        if self.verbatim.is_some() {
            return;
        }
        let prose = std::mem::take(&mut self.prose);
        if !prose.is_empty() {
            let kind = match (self.heading, self.items, self.quotations) {
                (Some(level), _, _) => BlockKind::Heading(level),
                (None, 1.., _) => BlockKind::ListItem,
                (None, 0, 1..) => BlockKind::Quotation,
                (None, 0, 0) => BlockKind::Paragraph,
            };
            self.parts.push(prose.part(kind));
        }
        self.parts.append(&mut self.captions);
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(BlockKind, String)> {
        read(text, Stop::NEVER).parts.into_iter().map(|part| (part.kind, part.text)).collect()
    }

    #[test]
    fn each_kind_of_block() {
        let text = "# Harbour reopens\n\nBy Ann Lee\n\nThe *harbour*\nof Odden.\n\n## What next\n\n- one\n- two\n\n  goes on\n\n\
                    > It is over.\n\n```\na  b\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![A ship in Odden](x.png)\n\n<div>x</div>\n";
        let draft = read(text, Stop::NEVER);
        assert_eq!((draft.title.as_deref(), draft.byline.as_deref()), (Some("Harbour reopens"), Some("Ann Lee")));
        let expected = [
            (BlockKind::Paragraph, "The harbour of Odden."),
            (BlockKind::Heading(2), "What next"),
            (BlockKind::ListItem, "one"),
            (BlockKind::ListItem, "two"),
            (BlockKind::ListItem, "goes on"),
            (BlockKind::Quotation, "It is over."),
            (BlockKind::Verbatim, "a  b"),
            (BlockKind::Verbatim, "a\tb\n1\t2"),
            (BlockKind::Caption, "A ship in Odden"),
        ];
        let found = parts(text);
        let found: Vec<(BlockKind, &str)> = found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn links_have_their_words() {
        let draft = read(
            "See [the\nport](https://example.org/a \"t\") and [x](javascript:1) and <https://example.org>.",
            Stop::NEVER,
        );
        assert_eq!(draft.parts[0].text, "See the port and x and https://example.org.");
        let links = &draft.parts[0].links;
        assert_eq!(links.len(), 2);
        assert_eq!(
            (&draft.parts[0].text[links[0].0.clone()], links[0].1.as_str()),
            ("the port", "https://example.org/a")
        );
    }

    #[test]
    fn a_heading_alone_is_the_text() {
        assert_eq!(parts("# By Ann Lee"), [(BlockKind::Heading(1), "By Ann Lee".to_owned())]);
    }

    #[test]
    fn deep_nesting_costs_no_stack() {
        let text = format!("{}x {}y{}", "> ".repeat(5000), "![".repeat(3000), "](a)".repeat(3000));
        assert!(!read(&text, Stop::NEVER).parts.is_empty());
    }
}
