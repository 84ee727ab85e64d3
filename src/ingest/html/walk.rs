//! A tree of elements to parts, in reading order, without recursion.

use dom_query::{NodeId, NodeRef};
use url::Url;

use super::super::draft::{Part, Prose, address};
use super::super::element::{heading, is_block};
use super::super::picture::{self, Picture};
use super::super::shape;
use super::super::superscript::Raised;
use super::class::Class;
use super::{name, next, table, words};
use crate::article::BlockKind;

/// Elements of which nothing is read.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "button", "select", "textarea",
    "input", "object", "embed", "video", "audio", "canvas", "map", "datalist", "dialog",
];

/// The most nodes of a box that opens inside a sentence.
const POPUP: usize = 100;

/// The longest line in bold that is a heading, in bytes.
const BOLD: usize = 100;

/// The parts under `root`, and the pictures that have no caption; `base` is what addresses are relative to.
pub(super) fn parts(root: &NodeRef<'_>, base: Option<&Url>) -> (Vec<Part>, Vec<Part>) {
    let mut walk = Walk { base, ..Walk::default() };
    let mut at = Some(*root);
    while let Some(node) = at {
        let inside = walk.enter(&node);
        at = next(root, &node, inside, |left| walk.leave(left));
    }
    walk.flush(false);
    walk.finish()
}

#[derive(Default)]
struct Walk<'b> {
    base: Option<&'b Url>,
    parts: Vec<Part>,
    prose: Prose,
    /// The address of the link that is open; it goes on in the next part.
    link: Option<String>,
    heading: Option<u8>,
    quotations: usize,
    items: usize,
    captions: usize,
    figures: usize,
    /// Open elements of bold type, and whether the part has words outside of them.
    bold: usize,
    plain: bool,
    boxes: usize,
    /// Whether a link is open, whatever its address, and the bytes of the part that stand in links.
    leads: bool,
    leading: usize,
    /// Whether the next part follows the last one after a line break only.
    tight: bool,
    /// Elements whose class says what they are, while they are open.
    classes: Vec<(NodeId, Class)>,
    /// Pictures, each with the number of parts before it.
    pictures: Vec<(usize, Picture)>,
}

impl Walk<'_> {
    /// Begins a node; tells whether its children are to be walked.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let Some(name) = name(node) else {
            if let Some(words) = words(node) {
                self.text(&words);
            }
            return true;
        };
        let name: &str = &name;
        if SKIPPED.contains(&name) || is_hidden(node) || self.is_popup(name, node) {
            return false;
        }
        if let Some(class) = Class::of(node, name) {
            // What stands inside of a caption or a box is marked as part of it, and does not begin a new one.
            if *self.of_class(class) == 0 {
                self.flush(false);
            }
            *self.of_class(class) += 1;
            self.classes.push((node.id, class));
        }
        if name == "br" {
            self.line_break();
            return false;
        }
        if name == "img" {
            if let Some(sign) = node.attr("alt").filter(|alt| picture::is_sign(alt)) {
                self.text(&sign);
            } else {
                self.picture(node);
            }
            return false;
        }
        if name == "sup" && !self.prose.is_empty() && self.raised(node) {
            return false;
        }
        if is_block(name) {
            self.flush(false);
        }
        match name {
            "a" => {
                self.leads = node.attr("href").is_some_and(|href| !href.starts_with('#'));
                self.link = node.attr("href").and_then(|href| address(&href, self.base));
                if let Some(url) = &self.link
                    && !self.prose.is_empty()
                {
                    self.prose.open_link(url.clone());
                }
            }
            "b" | "strong" => self.bold += 1,
            "blockquote" => self.quotations += 1,
            "li" | "dd" | "dt" => self.items += 1,
            "figcaption" | "caption" => self.captions += 1,
            "figure" => self.figures += 1,
            "pre" => {
                self.push(Part::verbatim(&table::text(node)));
                return false;
            }
            "table" => {
                if let Some(rows) = table::rows(node) {
                    if let Some(caption) = table::caption(node) {
                        self.push(Part::prose(BlockKind::Caption, &caption));
                    }
                    let boxed = table::is_ticker(&rows) || self.boxes > 0;
                    self.push(Part { boxed, ..Part::verbatim(&rows) });
                    return false;
                }
            }
            _ => {
                if let Some(level) = heading(name) {
                    self.heading = Some(level);
                }
            }
        }
        true
    }

    /// Ends an element whose children were walked.
    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = name(node) else { return };
        let name: &str = &name;
        if SKIPPED.contains(&name) || is_hidden(node) || name == "br" {
            return;
        }
        if let Some((_, class)) = self.classes.pop_if(|(id, _)| *id == node.id) {
            if *self.of_class(class) == 1 {
                self.flush(false);
            }
            *self.of_class(class) -= 1;
        }
        if is_block(name) {
            self.flush(false);
        }
        match name {
            "a" => {
                self.prose.close_link();
                self.link = None;
                self.leads = false;
            }
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "blockquote" => self.quotations = self.quotations.saturating_sub(1),
            "li" | "dd" | "dt" => self.items = self.items.saturating_sub(1),
            "figcaption" | "caption" => self.captions = self.captions.saturating_sub(1),
            "figure" => self.figures = self.figures.saturating_sub(1),
            _ if heading(name).is_some() => self.heading = None,
            _ => {}
        }
    }

    /// Powers and the marks of notes; false for words that are only set higher.
    fn raised(&mut self, node: &NodeRef<'_>) -> bool {
        let inside = table::text(node);
        match Raised::of(self.prose.text(), &inside, is_note(node)) {
            Raised::Power(power) => self.text(&power),
            Raised::Mark => {}
            Raised::Text => return false,
        }
        true
    }

    fn picture(&mut self, node: &NodeRef<'_>) {
        if self.pictures.len() >= picture::MOST {
            return;
        }
        let mut picture = Picture::default();
        for name in ["data-src", "data-original", "src", "alt", "width", "height"] {
            if let Some(value) = node.attr(name) {
                picture.take(name, &value);
            }
        }
        self.pictures.push((self.parts.len(), picture));
    }

    /// Gives captions the addresses of the pictures that they follow.
    fn finish(mut self) -> (Vec<Part>, Vec<Part>) {
        let mut alone = Vec::new();
        for (at, picture) in self.pictures {
            match self.parts.get_mut(at).filter(|part| part.kind == BlockKind::Caption) {
                Some(caption) if caption.links.is_empty() => {
                    let url = picture.address(self.base);
                    if let Some(part) = url.and_then(|url| picture::line(&caption.text, Some(&url))) {
                        *caption = Part { boxed: caption.boxed, ..part };
                    }
                }
                Some(_) => {}
                None => alone.extend(picture.part(self.base)),
            }
        }
        (self.parts, alone)
    }

    fn text(&mut self, text: &str) {
        if let Some(url) = &self.link
            && self.prose.is_empty()
        {
            self.prose.open_link(url.clone());
        }
        self.plain |= self.bold == 0 && !text.trim().is_empty();
        let before = self.prose.text().len();
        self.prose.push(text);
        if self.leads {
            self.leading += self.prose.text().len() - before;
        }
    }

    /// A box that opens when a word of the sentence is pointed at: in the middle of a paragraph a picture, then words that
    /// all lead elsewhere.
    fn is_popup(&self, name: &str, node: &NodeRef<'_>) -> bool {
        if name != "span" || self.prose.is_empty() {
            return false;
        }
        let (mut picture, mut words) = (false, false);
        let mut at = next(node, node, true, |_| {});
        let mut nodes = 0;
        while let Some(inner) = at {
            nodes += 1;
            if nodes > POPUP {
                return false;
            }
            picture |= self::name(&inner).as_deref() == Some("img");
            if self::words(&inner).is_some_and(|words| !words.trim().is_empty()) {
                if !picture || !is_linked(&inner, node) {
                    return false;
                }
                words = true;
            }
            at = next(node, &inner, true, |_| {});
        }
        picture && words
    }

    fn of_class(&mut self, class: Class) -> &mut usize {
        match class {
            Class::Caption => &mut self.captions,
            Class::Box => &mut self.boxes,
        }
    }

    /// A line break ends a line of verse or of an address; inside a sentence it only wraps.
    fn line_break(&mut self) {
        let so_far = self.prose.text();
        if so_far.is_empty() || shape::ends_sentence(so_far) || so_far.len() < 60 {
            self.flush(true);
        } else {
            self.prose.push(" ");
        }
    }

    fn flush(&mut self, tight: bool) {
        let prose = std::mem::take(&mut self.prose);
        let follows = std::mem::replace(&mut self.tight, tight);
        let plain = std::mem::take(&mut self.plain);
        let leading = std::mem::take(&mut self.leading);
        if prose.is_empty() {
            return;
        }
        // A line set in bold is a heading by another name, unless it leads elsewhere.
        let bold = !plain
            && leading < prose.text().len()
            && !follows
            && !tight
            && prose.text().len() <= BOLD
            && !shape::ends_sentence(prose.text());
        let kind = match (self.heading, self.captions, self.items, self.quotations) {
            // A caption may have a headline of its own.
            (_, 1.., ..) => BlockKind::Caption,
            (Some(level), 0, ..) => BlockKind::Heading(level),
            // A post from elsewhere may stand in a figure.
            (None, 0, _, 0) if self.figures > 0 => BlockKind::Caption,
            (None, 0, 1.., _) => BlockKind::ListItem,
            (None, 0, 0, 1..) => BlockKind::Quotation,
            (None, 0, 0, 0) if bold => BlockKind::Heading(3),
            (None, 0, 0, 0) => BlockKind::Paragraph,
        };
        let part = prose.part(kind);
        if !part.text.is_empty() {
            self.parts.push(Part { tight: follows && !self.parts.is_empty(), boxed: self.boxes > 0, leading, ..part });
        }
    }

    fn push(&mut self, part: Part) {
        self.tight = false;
        if !part.text.trim().is_empty() {
            self.parts.push(part);
        }
    }
}

/// Whether a node stands in a link that begins within `root`.
fn is_linked(node: &NodeRef<'_>, root: &NodeRef<'_>) -> bool {
    let mut at = node.parent();
    while let Some(around) = at.filter(|around| around.id != root.id) {
        if name(&around).as_deref() == Some("a") {
            return true;
        }
        at = around.parent();
    }
    false
}

/// Whether raised characters lead to a note of the same page, or are called one.
fn is_note(node: &NodeRef<'_>) -> bool {
    const CALLED: &[&str] = &["footnote", "footnotes", "reference", "ref", "noteref", "fn", "cite"];
    let called = |node: &NodeRef<'_>| {
        node.attr("class").is_some_and(|class| class.split(['-', '_', ' ']).any(|word| CALLED.contains(&word)))
    };
    let mut at = next(node, node, true, |_| {});
    while let Some(inner) = at {
        if called(&inner) || inner.attr("href").is_some_and(|href| href.starts_with('#')) {
            return true;
        }
        at = next(node, &inner, true, |_| {});
    }
    called(node)
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|value| &*value == "true")
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn check(page: &str, expected: &[(BlockKind, &str)]) {
        let document = Document::from(page);
        let (parts, _) = parts(&document.body().unwrap(), None);
        let found: Vec<(BlockKind, &str)> = parts.iter().map(|part| (part.kind, part.text.as_str())).collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn inline_elements_do_not_part_words_and_blocks_do() {
        let p = BlockKind::Paragraph;
        check("a<b>b</b>c <i> d</i><div>e</div>f<p>g", &[(p, "abc d"), (p, "e"), (p, "f"), (p, "g")]);
    }

    #[test]
    fn a_line_in_bold_is_a_heading() {
        check(
            "<p><strong>What <i>next</i></strong></p><p><b>Odden:</b> x</p><p><b>It is over.</b></p>",
            &[
                (BlockKind::Heading(3), "What next"),
                (BlockKind::Paragraph, "Odden: x"),
                (BlockKind::Paragraph, "It is over."),
            ],
        );
    }

    #[test]
    fn classes_tell_captions_and_boxes() {
        let page = "<div class='img-caption'>c</div><p>p</p><div class='c-related__list'><p>b</p><div class=caption>d</div></div>\
                    <h2 class=related>h</h2>q";
        let document = Document::from(page);
        let (parts, _) = parts(&document.body().unwrap(), None);
        let found: Vec<(BlockKind, bool)> = parts.iter().map(|part| (part.kind, part.boxed)).collect();
        let (p, c) = (BlockKind::Paragraph, BlockKind::Caption);
        assert_eq!(found, [(c, false), (p, false), (p, true), (c, true), (BlockKind::Heading(2), false), (p, false)]);
    }

    #[test]
    fn a_box_in_the_middle_of_a_sentence_is_passed_over() {
        let p = BlockKind::Paragraph;
        let check = |page: &str, text: &str| check(&format!("<p>{page}</p>"), &[(p, text)]);
        let popup = "<span><img src=x><a href='/y'>More on her</a> <a href='/z'>And more</a></span>";
        check(&format!("Then <span><a href='/x'>Ann Lee</a>{popup}</span> said."), "Then Ann Lee said.");
        check(&format!("Then <span>Ann Lee {popup}</span> said."), "Then Ann Lee said.");
        check("<span><img src=x>All of it.</span>", "All of it.");
        check("Of <span>one</span> <span><img src=x></span>kind", "Of one kind");
        // Words of the sentence stay, though a picture stands among them.
        check("<b>Boats came.</b> <span>Nine of <img src=x>them</span>", "Boats came. Nine of them");
        check("<b>Boats came.</b> <span><img src=x>Nine of them</span>", "Boats came. Nine of them");
    }

    #[test]
    fn a_bold_line_that_leads_elsewhere_is_no_heading() {
        check("<p><b><a href='http://x/'>More on it</a></b></p>", &[(BlockKind::Paragraph, "More on it")]);
    }

    #[test]
    fn pictures_are_lines_with_their_captions() {
        let page = "<figure><img src='/a.jpg' alt=x><figcaption>A ship.</figcaption></figure><p>Text <img src='/b.jpg' alt='A mole'>.</p>\
                    <table><caption>Rows</caption><tr><td>x</table>";
        let document = Document::from(page);
        let base = Url::parse("https://ledger.example/").ok();
        let (parts, alone) = parts(&document.body().unwrap(), base.as_ref());
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["Picture: A ship. https://ledger.example/a.jpg", "Text .", "Rows", "x"]);
        assert_eq!(parts[0].links[0].1, "https://ledger.example/a.jpg");
        assert_eq!(alone[0].text, "Picture: A mole https://ledger.example/b.jpg");
    }

    #[test]
    fn every_kind() {
        check(
            "<h3>H</h3><ul><li>a<li>b</ul><blockquote>q<p>r</p></blockquote><figure><img alt=x><figcaption>c</figcaption></figure>\
             <pre> x\n  y</pre><dl><dt>t<dd>d</dl><p hidden>no<button>no</button>",
            &[
                (BlockKind::Heading(3), "H"),
                (BlockKind::ListItem, "a"),
                (BlockKind::ListItem, "b"),
                (BlockKind::Quotation, "q"),
                (BlockKind::Quotation, "r"),
                (BlockKind::Caption, "c"),
                (BlockKind::Verbatim, " x\n  y"),
                (BlockKind::ListItem, "t"),
                (BlockKind::ListItem, "d"),
            ],
        );
    }

    #[test]
    fn marks_of_notes_go_and_powers_stay() {
        let p = BlockKind::Paragraph;
        check(
            "<p>40<sup><a href='#n3'>3</a></sup> families, 12%<sup class=footnote-ref>5</sup>, 10<sup>6</sup> m<sup>3</sup>, 20<sup>th</sup></p>",
            &[(p, "40 families, 12%, 10⁶ m³, 20th")],
        );
        check("<p><sup>1</sup> A note.</p>", &[(p, "1 A note.")]);
    }

    #[test]
    fn a_picture_of_a_sign_is_the_sign() {
        check("<p>Open <img class=emoji alt='🎉' src=x>!</p>", &[(BlockKind::Paragraph, "Open 🎉!")]);
    }

    #[test]
    fn line_breaks_end_lines_but_not_sentences() {
        let long = "a sentence that was wrapped by hand in the source of the page, as some are,";
        let p = BlockKind::Paragraph;
        check(
            &format!("<p>1 Sea Road<br>Odden<br><br>{long}<br>goes on"),
            &[(p, "1 Sea Road"), (p, "Odden"), (p, &format!("{long} goes on"))],
        );
    }

    #[test]
    fn a_link_goes_on_over_blocks() {
        let document = Document::from("<a href='http://x/'><h2>One</h2><p>two</p></a> three");
        let (parts, _) = parts(&document.body().unwrap(), None);
        let links: Vec<usize> = parts.iter().map(|part| part.links.len()).collect();
        assert_eq!(links, [1, 1, 0]);
    }
}
