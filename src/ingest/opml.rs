//! OPML: lists of subscriptions, read and written.
//!
//! Folders become the path of each subscription, `category` its tags. Addresses other than http and https (`file:`,
//! `exec:`, `javascript:` …) are never subscribed to: they are named among the refused. Folders are held on a stack,
//! nothing recurses, and no entity that the document defines is expanded.

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use url::Url;

use super::compose::line;
use super::feed::{decode_references, text_of};
use super::{IngestError, decode};
use crate::article::{CleanLine, Login, Subscription, discreet, without_login};

/// Folders in each other that are told apart; what is deeper stands in the last of them.
const DEEPEST: usize = 32;
/// The longest address, in bytes.
const LONGEST: usize = 4096;

/// What an OPML file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opml {
    /// The name of the list.
    pub title: Option<CleanLine>,
    /// The subscriptions, in the file's order; each address once in each folder.
    pub feeds: Vec<Subscription>,
    /// What is not subscribed to.
    pub refused: Vec<Refused>,
    /// Whether the list ends in its middle: there may have been more.
    pub broke_off: bool,
}

/// A line of the file that is not subscribed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The name, else the address.
    pub name: CleanLine,
    /// Why.
    pub why: &'static str,
}

/// Reads a list of subscriptions. An error if there is not one outline in it.
pub fn read_opml(bytes: &[u8]) -> Result<Opml, IngestError> {
    let text = decode(bytes, None);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut opml = Opml::default();
    // One for each open outline: whether it is a folder with a name; and those names.
    let mut open: Vec<bool> = Vec::new();
    let mut path: Vec<CleanLine> = Vec::new();
    let (mut outlines, mut title_from) = (0_usize, None);
    // Whether the list's own element is open.
    let mut is_open = false;
    loop {
        let place = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event() {
            Ok(Event::Start(tag)) if is(&tag, "outline") => {
                outlines += 1;
                let folder = outline(&tag, &path, &mut opml).filter(|name| !name.is_empty());
                open.push(folder.is_some());
                path.extend(folder);
            }
            Ok(Event::Empty(tag)) if is(&tag, "outline") => {
                outlines += 1;
                outline(&tag, &path, &mut opml);
            }
            Ok(Event::End(tag)) if tag.local_name().into_inner().eq_ignore_ascii_case("outline") => {
                if open.pop() == Some(true) {
                    path.pop();
                }
            }
            Ok(Event::Start(tag)) if is(&tag, "opml") => is_open = true,
            Ok(Event::End(tag)) if tag.local_name().into_inner().eq_ignore_ascii_case("opml") => is_open = false,
            Ok(Event::Start(tag)) if is(&tag, "title") && open.is_empty() => {
                title_from = usize::try_from(reader.buffer_position()).ok();
            }
            Ok(Event::End(_)) => {
                let raw = title_from.take().and_then(|from| text.get(from..place)).unwrap_or("");
                opml.title = opml.title.take().or_else(|| line(&text_of(raw)));
            }
            Ok(Event::Eof) => {
                opml.broke_off = is_open;
                break;
            }
            Err(_) if outlines == 0 => return Err(IngestError::NotOpml),
            // What was read before the damage is kept.
            Err(_) => {
                opml.broke_off = true;
                break;
            }
            Ok(_) => {}
        }
    }
    if opml.feeds.is_empty() && opml.refused.is_empty() {
        return Err(IngestError::NotOpml);
    }
    let mut seen = std::collections::HashSet::new();
    opml.feeds.retain(|feed| seen.insert((feed.url.clone(), feed.folders.clone())));
    Ok(opml)
}

fn is(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.local_name().into_inner().eq_ignore_ascii_case(name)
}

/// Takes an outline that stands in the folders `path`; its name if it is a folder.
fn outline(tag: &BytesStart<'_>, path: &[CleanLine], opml: &mut Opml) -> Option<CleanLine> {
    let (mut text, mut title, mut feed, mut page, mut category) = (None, None, None, None, None);
    for attribute in tag.html_attributes().with_checks(false).flatten() {
        let slot = match attribute.key.0.to_ascii_lowercase().as_str() {
            "text" => &mut text,
            "title" => &mut title,
            "xmlurl" => &mut feed,
            "htmlurl" => &mut page,
            "category" => &mut category,
            _ => continue,
        };
        slot.get_or_insert_with(|| decode_references(&attribute.value).into_owned());
    }
    // Some lists call a feed by its address: then it has no name, and can get its own.
    let is_address = |text: &String| feed.as_ref().is_some_and(|feed| feed.trim() == text.trim());
    let named = |text: &String| line(&without_login(text));
    let mut names = [text, title].into_iter().flatten().filter(|name| !is_address(name));
    let name = names.find_map(|name| named(&name));
    let Some(feed) = feed else { return name.or_else(|| Some(CleanLine::default())) };
    match address(&feed) {
        Ok(url) => {
            let (url, login) = Login::part(&url);
            let folders = path.iter().take(DEEPEST).cloned().collect();
            let tags = category.unwrap_or_default();
            let tags =
                tags.split(',').take(DEEPEST).filter_map(|tag| line(discreet(tag.trim()).trim_matches('/'))).collect();
            let link = page.as_deref().and_then(|page| address(page).ok()).map(|page| without_login(&page));
            opml.feeds.push(Subscription { url, login, title: name, link, folders, tags });
        }
        Err(why) => {
            let name = name.or_else(|| named(&feed)).unwrap_or_default();
            opml.refused.push(Refused { name, why });
        }
    }
    None
}

fn address(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Err("it has no address");
    }
    if text.len() > LONGEST {
        return Err("its address is too long");
    }
    // Readers of old wrote feed: for http:.
    let text = match text.get(..5).filter(|start| start.eq_ignore_ascii_case("feed:")) {
        Some(_) if text[5..].starts_with("//") => format!("http:{}", &text[5..]),
        Some(_) => text[5..].to_owned(),
        None => text.to_owned(),
    };
    let url = Url::parse(&text).map_err(|_| "its address cannot be read")?;
    match url.scheme() {
        "http" | "https" => Ok(url.into()),
        _ => Err("its address is not of the web"),
    }
}

/// Writes a list of subscriptions as OPML 2.0, folders nested as their paths say, in the order in which they come.
pub fn write_opml(title: &str, feeds: &[Subscription]) -> String {
    let mut feeds: Vec<&Subscription> = feeds.iter().collect();
    // What stands in one folder has to stand together; the sort keeps the order inside it.
    feeds.sort_by(|a, b| a.folders.cmp(&b.folders));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n");
    let _ = writeln!(out, "    <title>{}</title>", escape(CleanLine::new(title).as_str()));
    out.push_str("  </head>\n  <body>\n");
    let mut open: &[CleanLine] = &[];
    for feed in feeds {
        let common = open.iter().zip(&feed.folders).take_while(|(a, b)| a == b).count();
        for depth in (common..open.len()).rev() {
            indent(&mut out, depth, "</outline>");
        }
        for (depth, folder) in feed.folders.iter().enumerate().skip(common) {
            indent(&mut out, depth, &format!("<outline text=\"{}\">", escape(folder.as_str())));
        }
        open = &feed.folders;
        indent(&mut out, open.len(), &element(feed));
    }
    for depth in (0..open.len()).rev() {
        indent(&mut out, depth, "</outline>");
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn element(feed: &Subscription) -> String {
    let name = feed.title.as_deref().unwrap_or(&feed.url);
    let mut out = format!(
        "<outline type=\"rss\" text=\"{0}\" title=\"{0}\" xmlUrl=\"{1}\"",
        escape(name),
        escape(feed.url.as_str())
    );
    if let Some(link) = &feed.link {
        let _ = write!(out, " htmlUrl=\"{}\"", escape(link.as_str()));
    }
    if !feed.tags.is_empty() {
        let tags: Vec<&str> = feed.tags.iter().map(CleanLine::as_str).collect();
        let _ = write!(out, " category=\"{}\"", escape(tags.join(",")));
    }
    out.push_str("/>");
    out
}

fn indent(out: &mut String, depth: usize, line: &str) {
    // Beyond that it only costs room.
    out.extend(std::iter::repeat_n(' ', 4 + 2 * depth.min(DEEPEST)));
    out.push_str(line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(body: &str) -> Result<Opml, IngestError> {
        read_opml(format!("<?xml version='1.0'?><opml version='2.0'><head><title>L &amp; M</title></head><body>{body}</body></opml>").as_bytes())
    }

    #[test]
    fn folders_become_paths() {
        let opml = body(
            "<outline text='News'><outline title='World'><outline text='A' xmlUrl='http://a.example/f' htmlUrl='http://a.example/' \
             category='/x,y z'/></outline><outline text='B' xmlurl='https://b.example/f'></outline></outline>\
             <OUTLINE text='C &eacute; & D' xmlUrl='feed://c.example/f'/>",
        )
        .unwrap();
        assert_eq!(opml.title.as_deref(), Some("L & M"));
        let found: Vec<(&str, &str, String)> = opml
            .feeds
            .iter()
            .map(|feed| {
                let path: Vec<&str> = feed.folders.iter().map(CleanLine::as_str).collect();
                (feed.title.as_deref().unwrap(), feed.url.as_str(), path.join("/"))
            })
            .collect();
        assert_eq!(
            found,
            [
                ("A", "http://a.example/f", "News/World".to_owned()),
                ("B", "https://b.example/f", "News".to_owned()),
                ("C é & D", "http://c.example/f", String::new()),
            ]
        );
        assert_eq!(opml.feeds[0].link.as_deref(), Some("http://a.example/"));
        assert_eq!(opml.feeds[0].tags, ["x".into(), "y z".into()]);
        let login = "<opml><outline xmlUrl='http://a.example/f' category='http://bob:hunter2@x,b'/></opml>";
        assert_eq!(read_opml(login.as_bytes()).unwrap().feeds[0].tags, ["http://x".into(), "b".into()]);
    }

    #[test]
    fn what_is_not_of_the_web_is_refused_by_name() {
        let opml = body(
            "<outline text='Good' xmlUrl='http://a.example/f'/><outline text='Runs' xmlUrl='exec:touch x'/><outline xmlUrl='file:///etc/passwd'/>\
             <outline text='S' xmlUrl='javascript:1'/><outline text='P' xmlUrl='|ls'/><outline text='N' xmlUrl=' '/>",
        )
        .unwrap();
        assert_eq!(opml.feeds.len(), 1);
        let names: Vec<&str> = opml.refused.iter().map(|refused| refused.name.as_str()).collect();
        assert_eq!(names, ["Runs", "file:///etc/passwd", "S", "P", "N"]);
        assert_eq!(opml.refused[0].why, "its address is not of the web");
    }

    #[test]
    fn what_is_no_opml_is_told() {
        for text in [
            "",
            "words",
            "<opml></opml>",
            "<opml><body><outline text='a' <<<& xmlUrl=>",
            "<outline text='f'><outline text='g'/>",
        ] {
            assert_eq!(read_opml(text.as_bytes()), Err(IngestError::NotOpml), "{text}");
        }
    }

    #[test]
    fn depth_costs_nothing_and_damage_costs_only_what_follows() {
        let deep = format!("{}<outline xmlUrl='http://a.example/'/>", "<outline text='f'>".repeat(50_000));
        assert_eq!(body(&deep).unwrap().feeds[0].folders.len(), DEEPEST);
        let cut = "<opml><body><outline text='A' xmlUrl='http://a.example/'/><outline text='B' xmlUrl='http://b";
        assert_eq!(read_opml(cut.as_bytes()).unwrap().feeds.len(), 1);
    }

    #[test]
    fn no_entity_of_the_document_is_expanded() {
        let text = "<!DOCTYPE opml [<!ENTITY e SYSTEM 'file:///etc/passwd'><!ENTITY f 'ha'>]><opml><body><outline text='&e;&f;' xmlUrl='http://a.example/'/></body></opml>";
        assert_eq!(read_opml(text.as_bytes()).unwrap().feeds[0].title.as_deref(), Some("&e;&f;"));
    }

    #[test]
    fn a_feed_that_is_called_by_its_address_has_no_name() {
        let long = format!("https://a.example/{}", "é".repeat(200));
        for address in ["https://a.example/f", long.as_str()] {
            let read = body(&format!("<outline text='{address}' title='{address}' xmlUrl='{address}'/>")).unwrap();
            assert_eq!(read.feeds[0].title, None);
            let written = write_opml("L", &read.feeds);
            assert_eq!(read_opml(written.as_bytes()).unwrap().feeds, read.feeds);
        }
        let own = body("<outline text='https://a.example/f' title='A' xmlUrl='https://a.example/f'/>").unwrap();
        assert_eq!(own.feeds[0].title.as_deref(), Some("A"));
    }

    fn subscription() -> impl Strategy<Value = Subscription> {
        let name = "[a-zé<>&\"' ,]{0,6}[a-z\u{1b}]";
        let folders = prop::collection::vec(name, 0..3);
        (name, folders, prop::collection::vec("[a-z &]{0,3}[a-z]", 0..3), 0..1000).prop_map(
            |(title, folders, tags, n)| Subscription {
                login: None,
                url: format!("http://host.example/{n}?a=1&b=%22"),
                title: line(&title),
                link: Some(format!("https://host.example/{n}")),
                folders: folders.iter().filter_map(|folder| line(folder)).collect(),
                tags: tags.iter().filter_map(|tag| line(tag)).collect(),
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_written_is_read_again(feeds in prop::collection::vec(subscription(), 1..8)) {
            let text = write_opml("Mine & \u{1b}yours", &feeds);
            let escapes = text.chars().any(|c| c == '\u{1b}');
            prop_assert!(!escapes);
            let read = read_opml(text.as_bytes()).unwrap();
            prop_assert_eq!(read.title.as_deref(), Some("Mine & yours"));
            let mut wanted = feeds.clone();
            wanted.sort_by(|a, b| a.folders.cmp(&b.folders));
            let mut seen = std::collections::HashSet::new();
            wanted.retain(|feed| seen.insert((feed.url.clone(), feed.folders.clone())));
            prop_assert_eq!(read.feeds, wanted);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(<outline( (text|xmlUrl)=['\"]?[a-z:/.&;]{0,12}['\"]?)*/?>|</outline>|<|&|[a-z]){0,20}") {
            let _ = read_opml(text.as_bytes());
        }
    }
}
