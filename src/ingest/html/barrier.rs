//! What stands where an article should be: a wall, a question, a page of errors. Only a page that has nothing else to
//! read is refused: a short article is one all the same.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::super::draft::Draft;
use super::super::{boilerplate, shape};
use super::text_of;
use crate::article::{BlockKind, ONLY_THE_BEGINNING};

/// What a page is instead of an article. Each says it as the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Barrier {
    /// Scripts make it, and none are run here.
    #[error("the page is made by scripts, which are not run here")]
    Script,
    /// A wall before what is paid for.
    #[error("the page is for subscribers")]
    Subscription,
    /// A question about cookies and data.
    #[error("the page asks for consent first")]
    Consent,
    /// A question for name and password.
    #[error("the page asks to log in first")]
    Login,
    /// A question whether somebody is there.
    #[error("the page wants to see a person first")]
    Robot,
    /// An error in the form of a page.
    #[error("the page says that it is not there, or may not be read")]
    Missing,
}

/// So many words of prose are something to read, whatever else the page says.
const SOMETHING: usize = 12;
/// Where the title itself says that there is no article, so many words explain it.
const EXPLAINED: usize = 150;
/// An article that is cut off has no more words than this.
const BEGINNING: usize = 250;

/// In a paragraph of more words such a phrase may be part of a story.
const SAID: usize = 30;

/// So much of what stands in for scripts is looked at, in bytes: what says that there is no article is short.
const NOSCRIPT: usize = 4 << 10;
/// So much of a page's linked data is looked at, in bytes.
const LINKED: usize = 1 << 20;

/// How a phrase is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Title,
    Begin,
    Text,
}

static PHRASES: LazyLock<Vec<(Barrier, Place, &'static str)>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut columns = line.splitn(3, '\t');
        let barrier = match columns.next()? {
            "script" => Barrier::Script,
            "subscription" => Barrier::Subscription,
            "consent" => Barrier::Consent,
            "login" => Barrier::Login,
            "robot" => Barrier::Robot,
            "missing" => Barrier::Missing,
            _ => return None,
        };
        let place = match columns.next()? {
            "title" => Place::Title,
            "begin" => Place::Begin,
            "text" => Place::Text,
            _ => return None,
        };
        Some((barrier, place, columns.next()?))
    };
    include_str!("../../../assets/lexicon/barrier.tsv").lines().filter_map(row).collect()
});

/// What a page says of itself beside its article.
#[derive(Debug, Default)]
pub(super) struct Signs {
    titles: Vec<String>,
    noscript: String,
    scripts: bool,
    password: bool,
    paid: bool,
}

impl Signs {
    /// Reads them, before the article is looked for, which changes the page.
    pub fn of(document: &Document) -> Self {
        let mut titles = vec![document.select_single("head > title").text().to_string()];
        titles
            .extend(document.select_single("meta[property='og:title']").attr("content").map(|title| title.to_string()));
        titles.push(document.select_single("h1").text().to_string());
        let is_linked = |node: &NodeRef<'_>| {
            node.has_name("script") && node.attr("type").is_some_and(|kind| &*kind == "application/ld+json")
        };
        let linked = text_of(document, is_linked, LINKED).to_lowercase();
        let linked: String = linked.chars().filter(|c| !c.is_whitespace() && *c != '"').collect();
        Self {
            titles: titles.iter().map(|title| plain(title)).filter(|title| !title.is_empty()).collect(),
            noscript: plain(&text_of(document, |node| node.has_name("noscript"), NOSCRIPT)),
            scripts: document.select_single("script").exists(),
            password: document.select_single("input[type='password']").exists(),
            paid: linked.contains("isaccessibleforfree:false"),
        }
    }

    /// What is in the way, if there is nothing else to read. Where there is a beginning, the draft is told so.
    pub fn barrier(&self, draft: &mut Draft) -> Option<Barrier> {
        let titled = self.titles.iter().find_map(|title| titled(title));
        let lines: Vec<String> =
            draft.parts.iter().map(|part| &part.text).chain(&draft.aside).map(|t| plain(t)).collect();
        let said = lines.iter().find_map(|line| said(line));
        let prose = draft.parts.iter().filter(|part| {
            let running = matches!(part.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem);
            running && shape::is_prose(&part.text) && self::said(&plain(&part.text)).is_none()
        });
        let prose: usize = prose
            .filter(|part| !boilerplate::is_boilerplate(&part.text, true))
            .map(|part| shape::words(&part.text))
            .sum();
        let words: usize = draft.parts.iter().map(|part| shape::words(&part.text)).sum();
        // A form for a password stands hidden in many pages: alone it says nothing.
        if let Some(barrier) = titled.filter(|barrier| *barrier != Barrier::Login || self.password)
            && prose < EXPLAINED
            && (prose < SOMETHING || lines.iter().any(|line| says(line, barrier)))
        {
            return Some(barrier);
        }
        if prose >= SOMETHING {
            if said == Some(Barrier::Subscription) && words < BEGINNING || self.paid && words < BEGINNING / 2 {
                draft.aside.insert(0, ONLY_THE_BEGINNING.to_owned());
            }
            return None;
        }
        said.or_else(|| {
            let scripted = self::said(&self.noscript) == Some(Barrier::Script)
                || lines.is_empty() && draft.pictures.is_empty() && self.scripts;
            scripted.then_some(Barrier::Script)
        })
        .filter(|_| words < EXPLAINED)
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'")
}

/// What a title says is in the way.
fn titled(title: &str) -> Option<Barrier> {
    let mut segments = title.split(['|', '·', '–', '—', '»']).flat_map(|part| part.split(" - ")).map(str::trim);
    let whole = |segment: &str| {
        PHRASES.iter().find(|(_, place, phrase)| *place == Place::Title && *phrase == segment).map(|row| row.0)
    };
    let begins = PHRASES.iter().find(|(_, place, phrase)| *place == Place::Begin && title.starts_with(phrase));
    begins.map(|row| row.0).or_else(|| segments.find_map(whole))
}

/// What a short paragraph says is in the way.
fn said(line: &str) -> Option<Barrier> {
    if shape::words(line) > SAID {
        return None;
    }
    PHRASES.iter().find(|(_, place, phrase)| *place == Place::Text && line.contains(phrase)).map(|row| row.0)
}

/// Whether a paragraph says that this is in the way.
fn says(line: &str, barrier: Barrier) -> bool {
    PHRASES.iter().any(|row| row.0 == barrier && row.1 == Place::Text && line.contains(row.2))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::article::Stop;
    use crate::ingest::IngestError;

    const PROSE: &str =
        "The harbour of Odden opened on Monday after a storm that had kept it shut for nine days, its master said.";

    fn check(page: &str, expected: Option<Barrier>) {
        let found = match read(page, None, Stop::NEVER) {
            Err(IngestError::NoArticle(barrier)) => Some(barrier),
            Ok(_) => None,
            other => panic!("{other:?} of {page}"),
        };
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn pages_that_stand_in_the_way_are_named() {
        let app = "<title>The Odden Ledger</title><body><div id=app></div><script src=app.js></script>";
        check(app, Some(Barrier::Script));
        check(
            "<title>Ledger</title><noscript>You need to enable JavaScript to run this app.</noscript><div>Loading</div>",
            Some(Barrier::Script),
        );
        check(
            "<title>Ledger</title><p>Please enable JavaScript and reload the page to see what is here.</p>",
            Some(Barrier::Script),
        );
        let wall = "<title>Harbour reopens</title><h1>Harbour reopens</h1><p>Subscribe to continue reading this article and many others.</p>\
                    <p>Already a subscriber? Log in</p>";
        check(wall, Some(Barrier::Subscription));
        let consent = "<title>Before you continue</title><p>We use cookies and data to deliver and maintain our services, to track \
                       outages and to measure what people read.</p><button>Accept all</button>";
        check(consent, Some(Barrier::Consent));
        let login = "<title>Log in | The Odden Ledger</title><form><label>Name</label><input name=n><input type=password></form>\
                     <p>Forgot your password? We can send you another one by mail within a few minutes.</p>";
        check(login, Some(Barrier::Login));
        let robot = "<title>Just a moment...</title><p>Checking your browser before you go on to ledger.example, which takes up to five seconds.</p>";
        check(robot, Some(Barrier::Robot));
        let missing = "<title>Page not found - The Odden Ledger</title><h1>Sorry</h1><p>The page you were looking for has been moved, or \
                       never was there at all.</p><p>Try the search, or go back to the first page.</p>";
        check(missing, Some(Barrier::Missing));
        check("<title>403 Forbidden</title><h1>403 Forbidden</h1><hr>nginx", Some(Barrier::Missing));
    }

    #[test]
    fn short_articles_and_notes_are_read() {
        check(&format!("<title>Harbour reopens</title><p>{PROSE}</p>"), None);
        check("<title>Note</title><p>Gone fishing.</p>", None);
        // About such pages, or with a wall's words beside the text.
        check(&format!("<title>404: how a number became a joke</title><p>{PROSE}</p><p>{PROSE}</p>"), None);
        check(&format!("<title>Missing boat not found</title><p>{PROSE}</p>"), None);
        let long = "Passengers had stopped using the reading room because they had been asked to log in to read the papers that lie \
                    there, and many had preferred to keep reading their own, the ferry line of Odden said on Monday.";
        check(&format!("<title>Ferry line asks readers</title><p>{long}</p>"), None);
        check(&format!("<title>Consent</title><p>{PROSE}</p>"), None);
        check(&format!("<title>Not found</title><p>{PROSE}</p><p>{PROSE}</p>"), None);
        check(
            &format!(
                "<title>Harbour</title><p>{PROSE}</p><form><input type=password></form><noscript>Enable JavaScript</noscript>"
            ),
            None,
        );
        check(&format!("<title>Log in: the loggers of Odden</title><p>{PROSE}</p>"), None);
        check("<title>Tables</title><table><tr><td>a<td>1<tr><td>b<td>2</table><script></script>", None);
    }

    #[test]
    fn a_beginning_is_shown_and_said_to_be_one() {
        let page = format!("<title>Harbour reopens</title><p>{PROSE}</p><p>Subscribe to continue reading.</p>");
        let draft = read(&page, None, Stop::NEVER).unwrap();
        assert_eq!(draft.parts[0].text, PROSE);
        assert_eq!(draft.aside[0], ONLY_THE_BEGINNING);
        let whole = read(&page.replace(PROSE, &PROSE.repeat(20)), None, Stop::NEVER).unwrap();
        assert!(!whole.aside.iter().any(|line| line == ONLY_THE_BEGINNING));
    }
}
