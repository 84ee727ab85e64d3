//! RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and CDF: one loop over the events of the document, however broken. What
//! stands in a field is cut out as it is written; nothing is built and nothing recurses.

use std::borrow::Cow;
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use url::Url;

use super::draft::{EntryDraft, FeedDraft, FoundLink};
use super::entity;
use super::name::{Field, Space, field};
use super::value::{Form, LONGEST, Markup, child, filled, text_of};
use crate::article::FeedEnd;

/// Elements that may be open in each other; what is deeper is not looked at.
const DEEPEST: usize = 256;
/// Prefixes that may be declared at a time.
const PREFIXES: usize = 64;
/// How far before the end of a text its last end tag is looked for, in bytes.
const TAIL: usize = 1024;
/// How often reading starts again after what is no XML.
const RESTARTS: usize = 64;

/// Reads a document that may be a feed. `base` is where it was read.
pub(super) fn read(text: &str, base: Option<Rc<Url>>) -> FeedDraft {
    let mut walk = Walk {
        text,
        draft: FeedDraft::default(),
        frames: Vec::new(),
        over: 0,
        prefixes: Vec::new(),
        entry: None,
        base,
        root: None,
    };
    let mut cursor = Cursor::new(text);
    while let Some(event) = cursor.next() {
        if matches!(walk.root, Some(Root::Closed)) {
            if is_something(&event) {
                walk.draft.end = FeedEnd::GoesOn;
                break;
            }
            continue;
        }
        match event {
            Event::Start(start) => walk.open(&start, false, &mut cursor),
            Event::Empty(start) => walk.open(&start, true, &mut cursor),
            Event::End(end) => walk.close(end.name().0),
            _ => {}
        }
    }
    let is_open = matches!(walk.root, Some(Root::Open(_)));
    if is_open && !(cursor.has_given_up() && walk.has_end()) {
        walk.draft.end = FeedEnd::Cut;
    }
    if let Some(entry) = &mut walk.entry {
        entry.is_cut = is_open;
    }
    // What was cut off in the middle has no lasting identity unless it said one.
    if let Some(entry) = walk.entry.take()
        && (entry.is_identified() || walk.draft.entries.is_empty())
    {
        walk.draft.add(entry);
    }
    walk.draft
}

/// Whether an event is more than a comment or white space.
fn is_something(event: &Event<'_>) -> bool {
    match event {
        Event::Text(text) => !text.trim_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{feff}').is_empty(),
        Event::Start(_) | Event::Empty(_) | Event::CData(_) => true,
        _ => false,
    }
}

/// The events of a document, with their places in it.
struct Cursor<'a> {
    text: &'a str,
    reader: quick_xml::Reader<&'a [u8]>,
    /// Where in `text` the reader began.
    from: usize,
    restarts: usize,
    pending: Option<Event<'a>>,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, reader: reader(text), from: 0, restarts: 0, pending: None }
    }

    /// Where the next event begins.
    fn place(&self) -> usize {
        let place = self.from + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.text.floor_char_boundary(place.min(self.text.len()))
    }

    /// Whether nothing could be read any more before the end was reached.
    fn has_given_up(&self) -> bool {
        self.restarts > RESTARTS
    }

    /// The next event; None at the end, or where nothing can be read any more.
    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(event) = self.pending.take() {
            return Some(event);
        }
        loop {
            match self.reader.read_event() {
                Ok(Event::Eof) => return None,
                Ok(event) => return Some(event),
                Err(_) => {
                    let place = self.from + usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
                    let after = self.text.ceil_char_boundary(place.saturating_add(1).min(self.text.len()));
                    let next = after + self.text[after..].find('<')?;
                    self.restarts += 1;
                    if self.restarts > RESTARTS {
                        return None;
                    }
                    (self.from, self.reader) = (next, reader(&self.text[next..]));
                }
            }
        }
    }

    /// The inside of the element `name` that was just opened, to its end tag or, if that is missing, to where the
    /// element around it (`outer`) ends or an entry begins.
    fn inside(&mut self, name: &str, outer: &str) -> &'a str {
        let start = self.place();
        let mut depth = 1_usize;
        loop {
            let end = self.place();
            let Some(event) = self.next() else { return &self.text[start..] };
            match &event {
                Event::Start(tag) if tag.name().0 == name => depth += 1,
                Event::End(tag) if tag.name().0 == name => {
                    depth -= 1;
                    if depth == 0 {
                        return &self.text[start..end];
                    }
                }
                Event::Start(tag) if is_entry(tag.local_name().into_inner()) => {
                    self.pending = Some(event);
                    return &self.text[start..end];
                }
                Event::End(tag) if tag.name().0 == outer => {
                    self.pending = Some(event);
                    return &self.text[start..end];
                }
                _ => {}
            }
        }
    }
}

fn reader(text: &str) -> quick_xml::Reader<&[u8]> {
    let mut reader = quick_xml::Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

fn is_entry(local: &str) -> bool {
    local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The feed or what stands around it.
    Feed,
    Entry,
    /// Several forms of one thing, as in Media RSS.
    Group,
    /// What is no part of the contract.
    Other,
}

struct Frame {
    name: String,
    kind: Kind,
    base: Option<Rc<Url>>,
    /// Prefixes that were declared before it.
    prefixes: usize,
}

/// The feed's own element, in which all else stands.
enum Root {
    /// It is open: its place among the open elements.
    Open(usize),
    Closed,
}

struct Walk<'a> {
    root: Option<Root>,
    text: &'a str,
    draft: FeedDraft,
    frames: Vec<Frame>,
    /// Open elements beyond [`DEEPEST`].
    over: usize,
    prefixes: Vec<(String, Space)>,
    entry: Option<EntryDraft>,
    base: Option<Rc<Url>>,
}

impl<'a> Walk<'a> {
    fn open(&mut self, start: &BytesStart<'_>, empty: bool, cursor: &mut Cursor<'a>) {
        if self.frames.len() >= DEEPEST {
            self.over += usize::from(!empty);
            return;
        }
        let before = self.prefixes.len();
        let attributes = Attributes::read(start, &mut self.prefixes);
        let name = start.name();
        let (space, local) = (self.space(name), name.local_name().into_inner().to_owned());
        let (parent, outer, around) = match self.frames.last() {
            Some(frame) => (frame.kind, frame.name.clone(), frame.base.clone()),
            None => (Kind::Feed, String::new(), None),
        };
        let base = match &attributes.base {
            Some(base) => join(base, around.as_deref().or(self.base.as_deref())).map(Rc::new).or(around),
            None => around,
        };
        let kind = self.kind(space, &local, parent);
        if kind == Kind::Entry {
            self.end_entry();
            self.entry = Some(attributes.entry(base.clone()));
        } else if kind == Kind::Feed {
            self.root.get_or_insert(if empty { Root::Closed } else { Root::Open(self.frames.len()) });
            self.draft.begin(attributes.lang.clone(), attributes.href.as_deref(), base.clone());
        } else if parent != Kind::Other
            && let Some((field, rank)) = field(space, &local).filter(|_| parent != Kind::Group || space == Space::Media)
        {
            let raw = if empty { "" } else { cursor.inside(name.0, &outer) };
            self.prefixes.truncate(before);
            self.fill(field, rank, space, raw, &attributes, base.as_ref());
            return;
        }
        if empty {
            self.prefixes.truncate(before);
            if kind == Kind::Entry {
                self.end_entry();
            }
        } else {
            self.frames.push(Frame { name: name.0.to_owned(), kind, base, prefixes: before });
        }
    }

    fn kind(&self, space: Space, local: &str, parent: Kind) -> Kind {
        let is = |name: &str| local.eq_ignore_ascii_case(name);
        // An entry that was not closed ends where the next begins.
        if space == Space::Core && is_entry(local) && (self.entry.is_none() || parent == Kind::Entry) {
            return Kind::Entry;
        }
        if space == Space::Core && parent == Kind::Feed && (is("feed") || is("channel") || is("rss") || is("rdf")) {
            return Kind::Feed;
        }
        let group = space == Space::Media && (is("group") || is("content"));
        if group && parent != Kind::Other { Kind::Group } else { Kind::Other }
    }

    fn close(&mut self, name: &str) {
        if self.over > 0 {
            self.over -= 1;
            return;
        }
        let Some(at) = self.frames.iter().rposition(|frame| frame.name == name) else { return };
        self.prefixes.truncate(self.frames[at].prefixes);
        let ends_entry = self.frames[at..].iter().any(|frame| frame.kind == Kind::Entry);
        self.frames.truncate(at);
        if ends_entry {
            self.end_entry();
        }
        if matches!(self.root, Some(Root::Open(root)) if at <= root) {
            self.root = Some(Root::Closed);
        }
    }

    /// Whether the feed's own end tag stands at the end of the text, where reading it has come to nothing.
    fn has_end(&self) -> bool {
        let tail = &self.text[self.text.floor_char_boundary(self.text.len().saturating_sub(TAIL))..];
        self.frames.first().is_some_and(|root| tail.contains(&format!("</{}", root.name)))
    }

    fn end_entry(&mut self) {
        if let Some(entry) = self.entry.take() {
            self.draft.add(entry);
        }
        // Whatever was still open in it is no longer.
        if let Some(at) = self.frames.iter().position(|frame| frame.kind == Kind::Entry) {
            self.frames.truncate(at);
        }
    }

    fn space(&self, name: QName<'_>) -> Space {
        let prefix = name.prefix().map_or("", |prefix| prefix.into_inner());
        let declared = self.prefixes.iter().rfind(|(known, _)| known == prefix);
        declared.map_or_else(|| Space::of_prefix(prefix), |(_, space)| *space)
    }

    fn fill(
        &mut self,
        field: Field,
        rank: u8,
        space: Space,
        raw: &'a str,
        attributes: &Attributes,
        base: Option<&Rc<Url>>,
    ) {
        debug_assert!(raw.len() <= self.text.len());
        let atom = attributes.kind.is_some() || attributes.mode.is_some() || self.is_atom();
        let form = match field {
            _ if atom && space == Space::Core => Form::of_atom(attributes.kind.as_deref(), attributes.mode.as_deref()),
            Field::Summary | Field::Content if space != Space::Podcast => Form::Html,
            _ => Form::Either,
        };
        if matches!(field, Field::Published | Field::Updated) {
            self.draft.orders.learn(&text_of(raw));
        }
        let markup = || Markup::read(raw, form, base.cloned());
        let link = || attributes.link(raw, rank, base.cloned());
        let Some(entry) = &mut self.entry else {
            match field {
                Field::Ttl | Field::Period | Field::Frequency => self.draft.pace.take(field, text_of(raw).trim()),
                Field::Title => self.draft.title.offer(rank, markup(), Markup::is_empty),
                Field::Link => self.draft.links.extend(link()),
                Field::Language if self.draft.lang.is_none() => self.draft.lang = filled(&text_of(raw)),
                _ => {}
            }
            return;
        };
        entry.is_short |= matches!(field, Field::Summary | Field::Content) && raw.len() > LONGEST;
        match field {
            Field::Title => entry.title.offer(rank, markup(), Markup::is_empty),
            Field::Summary => entry.summary.offer(rank, markup(), Markup::is_empty),
            Field::Content => entry.content.offer(rank, markup(), Markup::is_empty),
            Field::Link => entry.links.extend(link()),
            Field::Id => {
                let id = text_of(raw);
                // A guid is the entry's address unless it says that it is not.
                if attributes.permalink && !self.frames.last().is_some_and(|frame| frame.name.ends_with("entry")) {
                    entry.links.extend(FoundLink::of_identity(&id, 4));
                }
                entry.id.offer(rank, id, |id| id.trim().is_empty());
            }
            Field::Published => entry.published.renew(rank, text_of(raw)),
            Field::Updated => entry.updated.renew(rank, text_of(raw)),
            Field::Author => {
                let name = child(raw, "name").or_else(|| child(raw, "email"));
                let name = name.unwrap_or_else(|| text_of(raw));
                if rank == 0 || entry.authors.is_empty() {
                    entry.authors.push(name);
                }
            }
            Field::Language | Field::Ttl | Field::Period | Field::Frequency => {}
        }
    }

    /// Whether the open entry or feed is Atom's, in which a text without a type is text.
    fn is_atom(&self) -> bool {
        let name = |name: &str| self.frames.iter().any(|frame| frame.name.rsplit(':').next() == Some(name));
        name("feed") || name("entry")
    }
}

/// What elements say in their attributes.
#[derive(Debug, Default)]
struct Attributes {
    base: Option<String>,
    lang: Option<String>,
    href: Option<String>,
    rel: Option<String>,
    kind: Option<String>,
    mode: Option<String>,
    about: Option<String>,
    changed: Option<String>,
    permalink: bool,
}

impl Attributes {
    fn read(start: &BytesStart<'_>, prefixes: &mut Vec<(String, Space)>) -> Self {
        let mut found = Self { permalink: true, ..Self::default() };
        for attribute in start.html_attributes().with_checks(false).flatten() {
            let key = attribute.key.0;
            let value: Cow<'_, str> = entity::decode(&attribute.value);
            if let Some(prefix) = key.strip_prefix("xmlns") {
                let prefix = prefix.strip_prefix(':').unwrap_or(prefix);
                if prefixes.len() < PREFIXES {
                    prefixes.push((prefix.to_owned(), Space::of_address(&value, prefix.is_empty())));
                }
                continue;
            }
            let slot = match key.to_ascii_lowercase().as_str() {
                "xml:base" => &mut found.base,
                "xml:lang" => &mut found.lang,
                "href" => &mut found.href,
                "rel" => &mut found.rel,
                "type" => &mut found.kind,
                "mode" => &mut found.mode,
                "rdf:about" | "about" => &mut found.about,
                "lastmod" => &mut found.changed,
                "ispermalink" => {
                    found.permalink = !value.trim().eq_ignore_ascii_case("false");
                    continue;
                }
                _ => continue,
            };
            *slot = Some(value.into_owned());
        }
        found
    }

    /// An entry with what its own tag says (RSS 1.0, CDF).
    fn entry(&self, base: Option<Rc<Url>>) -> EntryDraft {
        let mut entry = EntryDraft::default();
        if let Some(about) = &self.about {
            entry.id.offer(1, about.clone(), |id| id.trim().is_empty());
            entry.links.extend(FoundLink::of_identity(about, 5));
        }
        if let Some(href) = &self.href {
            entry.links.push(FoundLink { href: href.clone(), rank: 1, base });
        }
        if let Some(changed) = &self.changed {
            entry.updated.renew(0, changed.clone());
        }
        entry
    }

    /// The link that a `link` element gives, if it leads to the page.
    fn link(&self, raw: &str, rank: u8, base: Option<Rc<Url>>) -> Option<FoundLink> {
        let rel = self.rel.as_deref().unwrap_or("alternate").trim();
        if !(rel.eq_ignore_ascii_case("alternate") || rel.is_empty()) {
            return None;
        }
        let page = self.kind.as_deref().is_none_or(|kind| kind.contains("html"));
        let href = match &self.href {
            Some(href) => href.clone(),
            None => filled(&text_of(raw))?,
        };
        Some(FoundLink { href, rank: rank + u8::from(!page), base })
    }
}

/// An address of the web, made absolute.
pub(super) fn join(href: &str, base: Option<&Url>) -> Option<Url> {
    let href = href.trim();
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then_some(url)
}
