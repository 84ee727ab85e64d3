//! What the readers of each format make, and how it becomes a [`Feed`]: addresses made absolute, dates written one
//! way, texts cleaned, every entry told from every other.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

use sha2::{Digest, Sha256};
use url::Url;

use super::pace::Pace;
use super::value::{Form, Markup, filled};
use super::xml::join;
use super::{ENTRIES, body};
use crate::article::{CleanLine, Entry, Feed, FeedEnd};
use crate::ingest::compose::{language_tag, line};
use crate::ingest::date::{self, Order, Orders};

/// The longest address, in bytes; longer ones are data.
const LONGEST_ADDRESS: usize = 4096;
/// The longest identity that is kept as it is, in bytes.
const LONGEST_ID: usize = 1024;

/// The best that was found for a field.
#[derive(Debug, Default)]
pub(super) struct Slot<T>(Option<(u8, T)>);

impl<T> Slot<T> {
    /// Takes `value` if its rank is lower than what is there, or if what is there is empty.
    pub fn offer(&mut self, rank: u8, value: T, is_empty: fn(&T) -> bool) {
        let wanted = self.0.as_ref().is_none_or(|(known, old)| is_empty(old) || rank < *known);
        if wanted && (self.0.is_none() || !is_empty(&value)) {
            self.0 = Some((rank, value));
        }
    }

    fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }
}

impl Slot<String> {
    /// Takes a time if its rank is as low as what is there: of two the later in the document counts.
    pub fn renew(&mut self, rank: u8, value: String) {
        if !value.trim().is_empty() && self.0.as_ref().is_none_or(|(known, _)| rank <= *known) {
            self.0 = Some((rank, value));
        }
    }
}

/// A link as it stands in the feed; the lowest rank is the page.
#[derive(Debug, Clone)]
pub(super) struct FoundLink {
    pub href: String,
    pub rank: u8,
    pub base: Option<Rc<Url>>,
}

impl FoundLink {
    /// An identity that may be an address: only if it is a whole one.
    pub fn of_identity(id: &str, rank: u8) -> Option<Self> {
        join(id, None).map(|url| Self { href: url.into(), rank, base: None })
    }
}

/// A feed before it is normalised.
#[derive(Debug, Default)]
pub(super) struct FeedDraft {
    pub title: Slot<Markup>,
    pub links: Vec<FoundLink>,
    pub lang: Option<String>,
    pub entries: Vec<EntryDraft>,
    pub end: FeedEnd,
    pub pace: Pace,
    /// How many entries are left out.
    pub left_out: usize,
    /// What the dates that were read say about their order.
    pub orders: Orders,
}

impl FeedDraft {
    /// What the feed's own tag says.
    pub fn begin(&mut self, lang: Option<String>, href: Option<&str>, base: Option<Rc<Url>>) {
        self.lang = self.lang.take().or(lang);
        self.links.extend(href.map(|href| FoundLink { href: href.to_owned(), rank: 3, base }));
    }

    /// Adds an entry. Of a flood of them the oldest go on the way, so that it does not fill the memory.
    pub fn add(&mut self, entry: EntryDraft) {
        self.entries.push(entry);
        if self.entries.len() >= 2 * ENTRIES {
            self.keep_newest();
        }
    }

    /// The feed; `base` is where it was read.
    pub fn finish(mut self, base: Option<&Url>) -> Feed {
        let link = page(&self.links, base);
        let inner = link.clone().or_else(|| base.cloned()).map(Rc::new);
        self.keep_newest();
        let order = self.order();
        let lang = self.lang.as_deref().and_then(language_tag);
        let mut entries: Vec<Entry> = self.entries.iter().map(|entry| entry.finish(inner.as_ref(), order)).collect();
        tell_apart(&mut entries);
        Feed {
            title: self.title.get().and_then(body::line),
            link: link.map(Into::into),
            lang,
            entries,
            end: self.end,
            left_out: self.left_out,
            holds: self.pace.minutes(),
        }
    }

    /// In which order the days and months of its dates stand.
    fn order(&self) -> Option<Order> {
        self.orders.order(self.lang.as_deref())
    }

    /// Leaves out the oldest if there are more than [`ENTRIES`]; those without a time count as old. Of these the new ones are
    /// at the beginning or at the end, so those in the middle go.
    fn keep_newest(&mut self) {
        if self.entries.len() <= ENTRIES {
            return;
        }
        let (days, last) = (self.order(), self.entries.len() - 1);
        let mut order: Vec<(Option<String>, usize, usize)> =
            self.entries.iter().enumerate().map(|(i, entry)| (entry.time(days), i.min(last - i), i)).collect();
        order.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        self.left_out += order.len() - ENTRIES;
        let mut kept = vec![false; self.entries.len()];
        for (.., i) in order.iter().take(ENTRIES) {
            kept[*i] = true;
        }
        let mut kept = kept.into_iter();
        self.entries.retain(|_| kept.next().unwrap_or(false));
    }
}

/// An entry before it is normalised.
#[derive(Debug, Default)]
pub(super) struct EntryDraft {
    pub id: Slot<String>,
    pub title: Slot<Markup>,
    pub links: Vec<FoundLink>,
    pub published: Slot<String>,
    pub updated: Slot<String>,
    pub authors: Vec<String>,
    pub summary: Slot<Markup>,
    pub content: Slot<Markup>,
    /// The document ends in it.
    pub is_cut: bool,
    /// Its text is longer than what is read of it.
    pub is_short: bool,
}

impl EntryDraft {
    /// Whether it said something that lasts.
    pub fn is_identified(&self) -> bool {
        self.id.get().is_some() || !self.links.is_empty()
    }

    fn time(&self, order: Option<Order>) -> Option<String> {
        let time = |slot: &Slot<String>| slot.get().and_then(|text| date::moment_in(text, order));
        time(&self.published).or_else(|| time(&self.updated))
    }

    fn finish(&self, base: Option<&Rc<Url>>, order: Option<Order>) -> Entry {
        let time = |slot: &Slot<String>| slot.get().and_then(|text| date::moment_in(text, order));
        let title = self.title.get().and_then(body::line);
        let link = page(&self.links, base.map(Rc::as_ref)).map(String::from);
        let passage = |slot: &Slot<Markup>| slot.get().and_then(|markup| body::passage(markup, base));
        let mut entry = Entry {
            id: CleanLine::default(),
            title,
            link,
            published: time(&self.published),
            updated: time(&self.updated),
            author: author(&self.authors),
            summary: passage(&self.summary),
            content: passage(&self.content),
            pictures: None,
            is_cut: self.is_cut,
            is_short: self.is_short,
        };
        if entry.body().is_none_or(|body| body.text.is_empty()) {
            let mut bodies = [&self.content, &self.summary].into_iter().filter_map(Slot::get);
            entry.pictures = bodies.find_map(|markup| body::pictures(markup, base));
        }
        let said = self.id.get().map(|id| CleanLine::new(id)).filter(|id| !id.is_empty());
        entry.id = match said {
            Some(id) if id.len() <= LONGEST_ID => id,
            Some(id) => digest(&[&id]),
            None => entry.link.as_deref().map_or_else(|| by_content(&entry), CleanLine::new),
        };
        entry
    }
}

/// The address of the page: the lowest rank that is an address of the web at all.
fn page(links: &[FoundLink], base: Option<&Url>) -> Option<Url> {
    let mut links: Vec<&FoundLink> = links.iter().filter(|link| link.href.len() <= LONGEST_ADDRESS).collect();
    links.sort_by_key(|link| link.rank);
    links.into_iter().find_map(|link| {
        let href = link.href.trim();
        let mut url = join(href, link.base.as_deref().or(base)).filter(|_| !href.is_empty())?;
        // A name before the host only serves to be taken for it.
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
        Some(url)
    })
}

/// "Ann Lee <ann@example.org>", "ann@example.org (Ann Lee)" and HTML around it: the name.
fn author(names: &[String]) -> Option<CleanLine> {
    let mut found: Vec<String> = Vec::new();
    for name in names.iter().take(20) {
        let Some(name) = body::line(&Markup::read(name, Form::Either, None)) else { continue };
        let name = bare_name(&name);
        if !name.is_empty() && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    line(&found.join(", "))
}

fn bare_name(name: &str) -> &str {
    let name = name.trim();
    for (open, close) in [('<', '>'), ('(', ')')] {
        let Some((before, inside)) = name.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)) else { continue };
        let (before, inside) = (before.trim(), inside.trim());
        if inside.contains('@') && !before.is_empty() {
            return before.trim_matches('"');
        }
        if before.contains('@') && !before.contains(' ') && !inside.is_empty() {
            return inside;
        }
    }
    name
}

/// What tells entries apart that give the same identity, one after the other: address and title, time, text. So a text may
/// be corrected, and the entry remains the same, as long as anything else tells it from the others.
const PARTS: &[fn(&Entry) -> [&str; 2]] = &[
    |entry| [entry.link.as_deref().unwrap_or(""), entry.title.as_deref().unwrap_or("")],
    |entry| [entry.published.as_deref().or(entry.updated.as_deref()).unwrap_or(""), "time"],
    |entry| [entry.body().map_or("", |body| body.text.as_str()), "text"],
];

/// Entries that give the same identity for different things are told apart by what they say; only those that say the same
/// have the same one.
fn tell_apart(entries: &mut [Entry]) {
    for part in PARTS {
        let mut first: HashMap<CleanLine, (usize, bool)> = HashMap::new();
        for (i, entry) in entries.iter().enumerate() {
            let known = first.entry(entry.id.clone()).or_insert((i, false));
            known.1 |= part(&entries[known.0]) != part(entry);
        }
        for entry in entries.iter_mut() {
            if first.get(&entry.id).is_some_and(|(_, ambiguous)| *ambiguous) {
                let [one, other] = part(entry);
                entry.id = digest(&[&entry.id, one, other]);
            }
        }
    }
}

fn by_content(entry: &Entry) -> CleanLine {
    let text = entry.body().map_or("", |body| body.text.as_str());
    let title = entry.title.as_deref().unwrap_or("");
    // With a title and a time the text may be corrected and the entry remains the same.
    let time = entry.published.as_deref().unwrap_or("");
    if title.is_empty() || time.is_empty() { digest(&[title, time, text]) } else { digest(&[title, time]) }
}

fn digest(parts: &[&str]) -> CleanLine {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let bytes = hash.finalize();
    let mut out = String::from("sha256:");
    for byte in &bytes[..16] {
        let _ = write!(out, "{byte:02x}");
    }
    CleanLine::from(out)
}

/// A text for a field that holds one, trimmed.
pub(super) fn text(value: Option<&str>) -> Option<String> {
    filled(value?)
}
