//! Stands between html5ever's tokenizer and its tree builder: tokens that no reader needs are left out, and tags that
//! would make the builder hold too many open elements.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use dom_query::NodeId;
use html5ever::LocalName;
use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;

use super::sink::{Sink, is_formatting};

/// Elements that the builder may hold open. It looks through them for each tag, so they are few.
const OPEN: usize = 128;
/// More for elements that their next sibling ends, or whose content is no markup.
const LEAVES: usize = 32;
/// More for elements that have no end. Inside of `svg` even they are open.
const VOIDS: usize = 64;
/// Names of tags that were left out, of which the ends are left out too.
const NAMES: usize = 1000;
/// The longest block of linked data (JSON-LD) that is kept, in bytes, all of them, and the deepest.
const LINKED: usize = 256 << 10;
const LINKED_TOGETHER: usize = 1 << 20;
const LINKED_DEPTH: usize = 64;

/// Passes on the tokens that are needed.
pub(super) struct Pruner {
    pub builder: TreeBuilder<NodeId, Sink>,
    /// Start tags that were left out, by name: their ends go too.
    dropped: RefCell<HashMap<LocalName, usize>>,
    unseen: RefCell<Unseen>,
    /// Bytes of linked data so far.
    linked: Cell<usize>,
    /// What the builder did so far: elements that it looked at.
    steps: Cell<usize>,
    told: Cell<bool>,
    erred: Cell<bool>,
}

/// Text that no reader sees.
enum Unseen {
    /// The text that comes is seen.
    No,
    /// It stands in a script or style.
    Script,
    /// It is linked data, and so far this.
    Linked(StrTendril),
}

impl Pruner {
    pub fn new(builder: TreeBuilder<NodeId, Sink>) -> Self {
        Self {
            builder,
            dropped: RefCell::default(),
            unseen: RefCell::new(Unseen::No),
            linked: Cell::new(0),
            steps: Cell::new(0),
            told: Cell::new(false),
            erred: Cell::new(false),
        }
    }

    /// Whether a token came since this was asked last.
    pub fn has_told(&self) -> bool {
        self.told.replace(false)
    }

    /// Whether the tokenizer found a mistake since [`Self::forget_errors`].
    pub fn has_erred(&self) -> bool {
        self.erred.get()
    }

    pub fn forget_errors(&self) {
        self.erred.set(false);
    }

    pub fn steps(&self) -> usize {
        self.steps.get()
    }

    fn tag(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        self.end_unseen(&tag, line);
        let held = self.held();
        let compared = if is_formatting(&tag.name) { 1 + tag.attrs.len() } else { 1 };
        self.steps.set(self.steps.get() + held * compared);
        if self.is_dropped(&tag, held) {
            return TokenSinkResult::Continue;
        }
        let script = tag.kind == TagKind::StartTag && matches!(&*tag.name, "script" | "style");
        let linked = script && tag.attrs.iter().any(|a| a.value.eq_ignore_ascii_case("application/ld+json"));
        let result = self.builder.process_token(Token::TagToken(tag), line);
        // In foreign content a script is markup like any other.
        if script && matches!(result, TokenSinkResult::RawData(_)) {
            *self.unseen.borrow_mut() = if linked { Unseen::Linked(StrTendril::new()) } else { Unseen::Script };
        }
        result
    }

    /// How many elements the builder has to look through.
    fn held(&self) -> usize {
        let count = Count(Cell::new(0));
        self.builder.trace_handles(&count);
        count.0.get()
    }

    fn is_dropped(&self, tag: &Tag, held: usize) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        if tag.kind == TagKind::EndTag {
            let Some(count) = dropped.get_mut(&tag.name).filter(|count| **count > 0) else { return false };
            *count -= 1;
            return true;
        }
        let most = match &*tag.name {
            name if is_void(name) => OPEN + VOIDS,
            name if is_leaf(name) => OPEN + LEAVES,
            _ => OPEN,
        };
        if held < most {
            return false;
        }
        // html5ever keeps all names that are in use in a table that grows slow.
        if !is_void(&tag.name) && (dropped.len() < NAMES || dropped.contains_key(&tag.name)) {
            *dropped.entry(tag.name.clone()).or_default() += 1;
        }
        true
    }

    /// Passes linked data on when it is whole, unless it was made to hurt.
    fn end_unseen(&self, _: &Tag, line: u64) {
        let Unseen::Linked(json) = self.unseen.replace(Unseen::No) else { return };
        if !is_deep(&json) {
            let _ = self.builder.process_token(Token::CharacterTokens(json), line);
        }
    }

    fn text(&self, text: StrTendril, line: u64) -> TokenSinkResult<NodeId> {
        match &mut *self.unseen.borrow_mut() {
            Unseen::No => {}
            Unseen::Script => return TokenSinkResult::Continue,
            unseen @ Unseen::Linked(_) => {
                self.linked.set(self.linked.get() + text.len());
                if let Unseen::Linked(json) = unseen {
                    json.push_tendril(&text);
                    if json.len() > LINKED || self.linked.get() > LINKED_TOGETHER {
                        *unseen = Unseen::Script;
                    }
                }
                return TokenSinkResult::Continue;
            }
        }
        self.builder.process_token(Token::CharacterTokens(text), line)
    }
}

impl TokenSink for Pruner {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if matches!(token, Token::ParseError(_)) {
            self.erred.set(true);
            return TokenSinkResult::Continue;
        }
        self.told.set(true);
        match token {
            Token::TagToken(tag) => self.tag(tag, line),
            Token::CommentToken(_) => TokenSinkResult::Continue,
            Token::CharacterTokens(text) => self.text(text, line),
            other => self.builder.process_token(other, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

/// Elements that have no end.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that their next sibling ends, or whose content is no markup.
fn is_leaf(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "option"
            | "optgroup"
            | "colgroup"
            | "rt"
            | "rp"
            | "html"
            | "head"
            | "body"
            | "script"
            | "style"
            | "title"
            | "textarea"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "plaintext"
    )
}

/// Whether brackets nest deeper than any linked data does.
fn is_deep(json: &str) -> bool {
    let mut depth = 0_usize;
    json.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > LINKED_DEPTH
    })
}
