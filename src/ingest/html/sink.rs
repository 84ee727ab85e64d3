//! Where html5ever's tree builder puts what it builds: a `Document`, with a count of what it costs.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashSet;

use dom_query::{Document, NodeId};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::TreeSink;
use html5ever::{Attribute, LocalName, QualName, local_name};

/// Most attributes of one element.
const ATTRIBUTES: usize = 200;
/// The longest value of an attribute, in bytes; inlined pictures are longer.
const VALUE: usize = 8 << 10;
/// Attributes of formatting elements that somebody reads here. The builder compares all attributes of the ones that are
/// open with each other, so others would cost time for nothing.
const FORMATTING_READ: &[&str] = &["class", "href", "id", "itemprop", "rel", "role", "hidden", "aria-hidden", "style"];

/// A document that is being built.
#[derive(Default)]
pub(super) struct Sink {
    pub document: Document,
    /// Attributes so far, over all elements.
    attributes: Cell<usize>,
    /// Attributes that repeated `<html>` and `<body>` tags added to the first ones.
    added: Cell<usize>,
    /// Bytes of text so far.
    text: Cell<usize>,
    /// Names of elements and attributes so far.
    names: RefCell<HashSet<LocalName>>,
}

impl Sink {
    /// What the tree holds, counted in nodes; an attribute takes about half as much memory as a node.
    pub fn weight(&self) -> usize {
        self.document.tree.len() + self.attributes.get() / 2
    }

    /// How many names of elements and attributes there are. html5ever keeps those that are in use in a table that grows
    /// slow, and no page has thousands.
    pub fn names(&self) -> usize {
        self.names.borrow().len()
    }

    /// How much text the tree holds, in bytes.
    pub fn text(&self) -> usize {
        self.text.get()
    }

    /// Keeps the attributes that may be of use, with values of bearable length.
    fn trim(&self, name: &QualName, attributes: &mut Vec<Attribute>) {
        if is_formatting(&name.local) {
            attributes.retain(|attribute| FORMATTING_READ.contains(&&*attribute.name.local));
        }
        attributes.truncate(ATTRIBUTES);
        for attribute in attributes.iter_mut().filter(|attribute| attribute.value.len() > VALUE) {
            attribute.value = StrTendril::from("-");
        }
        self.attributes.set(self.attributes.get() + attributes.len());
        let mut names = self.names.borrow_mut();
        for name in std::iter::once(&name.local).chain(attributes.iter().map(|attribute| &attribute.name.local)) {
            if !names.contains(name) {
                names.insert(name.clone());
            }
        }
    }

    fn count(&self, child: &NodeOrText<NodeId>) {
        if let NodeOrText::AppendText(text) = child {
            self.text.set(self.text.get() + text.len());
        }
    }
}

/// Elements that the builder opens again in each block until they are closed.
pub(super) fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Document;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Document {
        self.document
    }

    /// What is wrong with a page is told to nobody, so it is not kept either.
    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.document.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.document.elem_name(target)
    }

    fn create_element(&self, name: QualName, mut attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.trim(&name, &mut attributes);
        self.document.create_element(name, attributes, flags)
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.document.create_comment(StrTendril::new())
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.document.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.count(&child);
        self.document.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        self.count(&child);
        self.document.append_based_on_parent_node(element, before, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.document.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.document.get_template_contents(target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.document.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, node: NodeOrText<NodeId>) {
        self.count(&node);
        self.document.append_before_sibling(sibling, node);
    }

    /// A page may repeat `<html>` and `<body>` with ever new attributes: each would be compared with all before it.
    fn add_attrs_if_missing(&self, target: &NodeId, mut attributes: Vec<Attribute>) {
        attributes.truncate(ATTRIBUTES.saturating_sub(self.added.get()));
        self.added.set(self.added.get() + attributes.len());
        let name = QualName::new(None, html5ever::ns!(html), local_name!("html"));
        self.trim(&name, &mut attributes);
        self.document.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.document.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.document.reparent_children(node, new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        self.document.is_mathml_annotation_xml_integration_point(handle)
    }
}
