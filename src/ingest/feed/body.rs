//! The HTML that feeds carry, as a passage or a line: one pass over its tags, without a tree, so that depth costs
//! nothing. Scripts, styles, frames and forms are left out; of addresses only http and https are kept.

use std::convert::Infallible;
use std::rc::Rc;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use url::Url;

use super::value::Markup;
use crate::article::{BlockKind, CleanLine, Passage, Source};
use crate::ingest::attributes;
use crate::ingest::compose::{compose, line as one_line};
use crate::ingest::draft::{Draft, Part, Prose, address};
use crate::ingest::element::{heading, is_block};
use crate::ingest::picture::{self, Picture};
use crate::ingest::superscript::Raised;

/// Elements whose inside is never read, closed or not.
const CODE: &[&str] = &["script", "style", "template"];

/// Elements that are left out with all that is in them.
const HIDDEN: &[&str] = &[
    "noscript", "head", "svg", "iframe", "video", "audio", "button", "select", "textarea", "math", "applet", "title",
    "noframes", "noembed", "xmp",
];

/// Reads a body: its blocks and links, relative to `base` where the markup says nothing else. It is empty if there are no words in it; None if there is nothing at all.
pub(super) fn passage(markup: &Markup, base: Option<&Rc<Url>>) -> Option<Passage> {
    if markup.is_empty() {
        return None;
    }
    let parts = if markup.html { read(markup, base).parts } else { paragraphs(&markup.text) };
    Some(composed(parts))
}

/// The pictures in a body, a line each; None where there are none.
pub(super) fn pictures(markup: &Markup, base: Option<&Rc<Url>>) -> Option<Passage> {
    let walk = read(markup, base);
    let parts: Vec<Part> = walk.pictures.iter().filter_map(|picture| picture.part(walk.base.as_deref())).collect();
    (markup.html && !parts.is_empty()).then(|| composed(parts))
}

fn composed(parts: Vec<Part>) -> Passage {
    // A language is given, so that none is guessed.
    let draft = Draft { parts, lang: Some("und".to_owned()), ..Draft::default() };
    let article = compose(draft, Source::Stdin);
    Passage { text: article.text, blocks: article.blocks, links: article.links }
}

/// Reads a title or another short field as one line. It is empty if there are no words in it; None if there is nothing
/// at all.
pub(super) fn line(markup: &Markup) -> Option<CleanLine> {
    if markup.is_empty() {
        return None;
    }
    if !markup.html {
        return Some(one_line(&markup.text).unwrap_or_default());
    }
    let words: Vec<String> = read(markup, None).parts.into_iter().map(|part| part.text).collect();
    Some(one_line(&words.join(" ")).unwrap_or_default())
}

/// Plain text: blank lines part paragraphs.
fn paragraphs(text: &str) -> Vec<Part> {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(|paragraph| Part::prose(BlockKind::Paragraph, paragraph));
    parts.filter(|part| !part.text.is_empty()).collect()
}

fn read(markup: &Markup, base: Option<&Rc<Url>>) -> Walk {
    // A text without a tag is kept by its lines, as somebody wrote it.
    if !markup.text.contains('<') {
        let text = super::value::unescaped(&markup.text);
        if !super::value::is_markup(&text) {
            return Walk { parts: paragraphs(&text), ..Walk::default() };
        }
        return read(&Markup { text, ..markup.clone() }, base);
    }
    let walk = walk(markup, base, false);
    match &walk.hidden {
        // What was never closed would hide all that follows: its tag alone goes.
        Some((name, _)) if !CODE.contains(&name.as_str()) => self::walk(markup, base, true),
        _ => walk,
    }
}

fn walk(markup: &Markup, base: Option<&Rc<Url>>, open: bool) -> Walk {
    let mut walk = Walk { base: markup.base.as_ref().or(base).cloned(), xml: markup.xml, open, ..Walk::default() };
    let mut emitter = CallbackEmitter::<_, Infallible>::new(|event: CallbackEvent<'_>, _span: Span<()>| {
        walk.take(&event);
        None
    });
    emitter.naively_switch_states(!markup.xml && !open);
    // Reading from memory cannot fail.
    let html = super::bare::escaped_html(&markup.text);
    let _ = Tokenizer::new_with_emitter(&*attributes::bounded(&html), emitter).finish();
    walk.flush();
    walk
}

#[expect(clippy::struct_excessive_bools, reason = "each is what one tag says")]
#[derive(Default)]
struct Walk {
    base: Option<Rc<Url>>,
    xml: bool,
    /// Whether only [`CODE`] is left out.
    open: bool,
    parts: Vec<Part>,
    prose: Prose,
    /// What the open part is, from the innermost element that says.
    heading: Option<u8>,
    item: bool,
    quoted: usize,
    caption: bool,
    /// The open `pre`, and its text.
    kept: Option<String>,
    /// The hidden element that is open, and how often.
    hidden: Option<(String, usize)>,
    /// Whether the next part goes on in the next line.
    tight: bool,
    /// Where the parts of the open table row begin.
    row: Option<usize>,
    tag: String,
    in_href: bool,
    href: Option<String>,
    attribute: String,
    /// Raised characters that are open, and whether they lead to a note.
    raised: Option<(String, bool)>,
    picture: Picture,
    /// Told of only where there is nothing else.
    pictures: Vec<Picture>,
}

impl Walk {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match *event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = local(name);
                self.href = None;
                self.in_href = false;
            }
            CallbackEvent::AttributeName { name } => {
                self.in_href = name == b"href" && self.href.is_none();
                if self.tag == "img" {
                    self.attribute = local(name);
                }
            }
            CallbackEvent::AttributeValue { value } if self.tag == "img" => {
                self.picture.take(&self.attribute, &String::from_utf8_lossy(value));
            }
            CallbackEvent::AttributeValue { value } if self.in_href && self.tag == "a" => {
                self.href = Some(String::from_utf8_lossy(value).into_owned());
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.tag);
                self.open(&tag, self_closing && self.xml);
            }
            CallbackEvent::EndTag { name } => self.close(&local(name)),
            CallbackEvent::String { value } if self.hidden.is_none() => {
                let text = String::from_utf8_lossy(value);
                match &mut self.kept {
                    Some(kept) => kept.push_str(&text),
                    None => self.text(&text),
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((raised, _)) = &mut self.raised {
            raised.push_str(text);
            return;
        }
        if text.contains(|c: char| ('\u{80}'..='\u{9f}').contains(&c)) {
            self.prose.push(&text.chars().map(super::entity::windows).collect::<String>());
        } else {
            self.prose.push(text);
        }
    }

    fn open(&mut self, tag: &str, whole: bool) {
        if let Some((name, depth)) = &mut self.hidden {
            if name == "head" && tag == "body" {
                self.hidden = None;
            } else {
                *depth += usize::from(name == tag && !whole);
            }
            return;
        }
        if CODE.contains(&tag) || HIDDEN.contains(&tag) && !self.open {
            if !whole {
                self.hidden = Some((tag.to_owned(), 1));
            }
            return;
        }
        match tag {
            "img" if self.pictures.len() < picture::MOST => self.pictures.push(std::mem::take(&mut self.picture)),
            "sup" if !whole && !self.prose.is_empty() => self.raised = Some((String::new(), false)),
            "a" if self.raised.is_some() => {
                let note = self.href.take().is_some_and(|href| href.starts_with('#'));
                self.raised.iter_mut().for_each(|(_, raised)| *raised |= note);
            }
            "a" => {
                let found = self.href.take().and_then(|href| address(&href, self.base.as_deref()));
                match found {
                    Some(url) => self.prose.open_link(url),
                    None => self.prose.close_link(),
                }
            }
            "br" => match &mut self.kept {
                Some(kept) => kept.push('\n'),
                None => {
                    let words = !self.prose.is_empty();
                    self.cut();
                    self.tight = words;
                }
            },
            _ if is_block(tag) => {
                self.flush();
                self.begin(tag, whole);
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: &str, whole: bool) {
        if whole {
            return;
        }
        match tag {
            "li" | "dd" | "dt" => self.item = true,
            "blockquote" => self.quoted += 1,
            "figcaption" | "caption" => self.caption = true,
            "pre" => self.kept = Some(String::new()),
            "tr" => self.row = Some(self.parts.len()),
            "div" | "p" | "ul" | "ol" | "table" => self.heading = None,
            _ => self.heading = heading(tag).or(self.heading),
        }
    }

    /// The cells of a row stand in one line, if they are short.
    fn end_row(&mut self) {
        const WIDEST: usize = 160;
        let Some(row) = self.row.take().filter(|row| row + 2 <= self.parts.len()) else { return };
        if self.parts[row..].iter().map(|part| part.text.len() + 2).sum::<usize>() > WIDEST {
            return;
        }
        let cells: Vec<String> = self.parts.drain(row..).map(|part| part.text).collect();
        let tight = self.parts.last().is_some_and(|part| part.kind == BlockKind::Verbatim);
        self.parts.push(Part { tight, ..Part::verbatim(&cells.join("  ")) });
    }

    fn close(&mut self, tag: &str) {
        if let Some((name, depth)) = &mut self.hidden {
            if name == tag {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match tag {
            "sup" => self.end_raised(),
            "a" if self.raised.is_some() => {}
            "a" => self.prose.close_link(),
            "br" => {}
            _ if is_block(tag) => {
                self.flush();
                match tag {
                    "li" | "dd" | "dt" | "ul" | "ol" | "dl" => self.item = false,
                    "blockquote" => self.quoted = self.quoted.saturating_sub(1),
                    "figcaption" | "caption" => self.caption = false,
                    "tr" => self.end_row(),
                    _ if heading(tag).is_some() => self.heading = None,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Powers stay, the marks of notes go, other words are only set higher.
    fn end_raised(&mut self) {
        let Some((raised, note)) = self.raised.take() else { return };
        match Raised::of(self.prose.text(), &raised, note) {
            Raised::Power(power) => self.text(&power),
            Raised::Mark => {}
            Raised::Text => self.text(&raised),
        }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        self.end_raised();
        if let Some(kept) = self.kept.take() {
            self.add(Part::verbatim(&kept));
        }
        self.cut();
        self.tight = false;
    }

    /// Ends the part, which may be a line of a paragraph.
    fn cut(&mut self) {
        let kind = match self {
            Self { heading: Some(level), .. } => BlockKind::Heading(*level),
            Self { caption: true, .. } => BlockKind::Caption,
            Self { item: true, .. } => BlockKind::ListItem,
            Self { quoted: 1.., .. } => BlockKind::Quotation,
            _ => BlockKind::Paragraph,
        };
        let part = std::mem::take(&mut self.prose).part(kind);
        self.add(Part { tight: self.tight, ..part });
    }

    fn add(&mut self, part: Part) {
        if !part.text.is_empty() {
            self.parts.push(part);
        }
    }
}

/// The name of a tag, without a prefix ("xhtml:div").
fn local(name: &[u8]) -> String {
    let name = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use BlockKind::{Heading, ListItem, Paragraph, Quotation};

    use super::*;

    fn html(text: &str) -> Markup {
        let base = url::Url::parse("https://example.org/a/b").ok().map(Rc::new);
        Markup { text: text.into(), html: true, xml: false, base }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(
            passage(&html(text), None).map_or(String::new(), |passage| passage.text.into_string()),
            expected,
            "{text:?}"
        );
    }

    #[test]
    fn blocks_become_paragraphs() {
        check("<p>One\n line.<p>Two<br>lines<br><br>Three", "One line.\n\nTwo\nlines\n\nThree");
        check("<ul><li>a<li>b</ul><blockquote>q</blockquote><pre> x\n  y</pre>", "a\nb\n\nq\n\n x\n  y");
        check("<table><tr><td>a<td>1</tr><tr><td>b<td>2</tr></table>", "a  1\nb  2");
        check(
            "<p>40<sup><a href='#n'>3</a></sup> of 10<sup>6</sup> m<sup>3</sup>, the 20<sup>th</sup>",
            "40 of 10⁶ m³, the 20th",
        );
        check("<p>One<sup>2<p>two</p>", "One\n\ntwo");
        check("as it\nwas &amp; is\n\nwritten", "as it was & is\n\nwritten");
        let kinds = passage(&html("<h2>H</h2>p<ul><li>i</ul><blockquote><p>q</blockquote>z"), None).unwrap();
        let kinds: Vec<BlockKind> = kinds.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Heading(2), Paragraph, ListItem, Quotation, Paragraph]);
    }

    #[test]
    fn what_was_escaped_twice_is_read_as_it_was_meant() {
        check("&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;", "One & two.\n\nThree");
        check("&amp;lt;div&amp;gt;One&amp;lt;/div&amp;gt;", "One");
        check("It&amp;#8217;s 5 &amp;lt; 6", "It’s 5 < 6");
        // Words about tags are words.
        check("Use the &lt;p&gt; tag, closed by &lt;/p&gt;.", "Use the <p> tag, closed by </p>.");
        check("&lt;blink&gt;no&lt;/blink&gt;", "<blink>no</blink>");
        check("<p>The tag &lt;p&gt;a&lt;/p&gt;</p>", "The tag <p>a</p>");
        assert_eq!(line(&html("It&amp;#8217;s &amp;#038; on")).as_deref(), Some("It’s & on"));
    }

    #[test]
    fn what_no_reader_sees_goes() {
        check("a<script>b</p></script><style>c</style>d<iframe src=x>e</iframe>", "ad");
        check("a<svg><title>b</title><svg></svg>c</svg>d<img src=x alt=y>", "ad");
        check("<b>\u{1b}[2J&#27;\u{9b}&#x202e;</b>", "[2J›");
        check("<script>never closed <p>a", "");
        check("a<object>b<iframe src=x>never closed <p>c</p><script>d</script>", "abnever closed\n\nc");
        check("<html><head><title>T</title><body>words", "words");
    }

    #[test]
    fn in_xml_an_empty_tag_is_whole() {
        let xml = Markup { xml: true, ..html("<x:p>a<script/>b</x:p><title/>c &lt;d>") };
        assert_eq!(passage(&xml, None).unwrap().text.as_str(), "ab\n\nc <d>");
    }

    #[test]
    fn links_are_absolute_and_of_the_web() {
        let found = passage(&html("see <a href='../c'>this</a> or <a href='javascript:x'>that</a>"), None).unwrap();
        let link = &found.links[0];
        assert_eq!((link.range.slice(&found.text), link.url.as_str()), ("this", "https://example.org/c"));
        assert_eq!(found.links.len(), 1);
    }

    #[test]
    fn pictures_are_lines() {
        let found = |text| pictures(&html(text), None).map(|passage| passage.text.into_string());
        let line = "Picture: A ship in Odden https://example.org/a.jpg";
        assert_eq!(found("<p><img src='/a.jpg' alt='A ship in Odden'></p>").as_deref(), Some(line));
        assert_eq!(found("<img src='/count.gif' width=1 height=1>"), None);
        check("<img src='/a.jpg' alt='A ship in Odden'>", "");
    }

    #[test]
    fn titles_are_one_line() {
        assert_eq!(line(&html("<p>a</p><p>b &amp; c</p>")).as_deref(), Some("a b & c"));
        assert_eq!(line(&html("<img src=x>")).as_deref(), Some(""));
        assert_eq!(line(&html(" ")), None);
        assert_eq!(line(&Markup { text: "a <b>\n c".into(), ..Markup::default() }).as_deref(), Some("a <b> c"));
    }
}
