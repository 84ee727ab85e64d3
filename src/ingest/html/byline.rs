//! Who wrote a page: what the page shows, and which of several answers is a name.

use dom_query::{Document, NodeRef};

use super::super::element::is_block;
use super::super::{date, head};
use super::{name, next, words};
use crate::article::author;

/// Longer texts are no byline, in bytes.
const LONGEST: usize = 160;
/// So many elements are looked at.
const CANDIDATES: usize = 40;

/// Words of a class that say that an element holds the byline.
const CLASSES: &[&str] = &["byline", "bylines", "author", "authors", "writer", "contributor", "contributors"];
/// Words of a class that say that an element is about the author, or one of somebody else's.
const NOT_CLASSES: &[&str] = &[
    "comment", "comments", "related", "bio", "avatar", "share", "social", "promo", "footer", "sidebar", "image", "box",
];
/// Words of a class of what stands in a byline and is no part of it.
const INSIDE: &[&str] = &[
    "date",
    "time",
    "timestamp",
    "published",
    "updated",
    "share",
    "social",
    "follow",
    "bio",
    "avatar",
    "tooltip",
    "email",
];
/// Names that programs give to those who may write.
const ACCOUNTS: &[&str] = &[
    "admin",
    "administrator",
    "editor",
    "webmaster",
    "user",
    "root",
    "guest",
    "author",
    "staff",
    "unknown",
    "anonymous",
    "none",
];

/// Words that a date in a byline begins with.
const STAMPS: &[&str] = &["updated", "published", "posted", "modified", "created", "last", "first", "on"];
/// What a form says of a field, in brackets.
const FIELDS: &[&str] = &[
    "required",
    "optional",
    "wajib",
    "erforderlich",
    "obligatoire",
    "requis",
    "obligatorio",
    "obbligatorio",
    "verplicht",
    "vereist",
];

/// Chooses between what the page says about itself and what it shows. A login name, the label of the staff or the name
/// of the site gives way to a name that the page shows; what is no name at all is none, and so is the site where the
/// page shows no author.
pub(super) fn choose(said: Option<&str>, shown: Option<&str>, sites: &[&str]) -> Option<String> {
    let said = said.and_then(|said| clean(said, sites));
    let shown = shown.and_then(|shown| clean(shown, sites));
    match (said, shown) {
        (Some(said), Some(shown)) => {
            let weak = is_staff(&said) && !is_staff(&shown) || is_site(&said, sites) && !same(&shown, &said);
            // The same words, with what stands between them.
            let glued = same(&said, &shown) && shown.len() > said.len();
            Some(if weak || glued || runs_on(&said, &shown) { shown } else { said })
        }
        (said, shown) => said.filter(|said| !is_site(said, sites)).or(shown),
    }
}

/// Whether a byline is another one with a date or a count run into it ("by Ann Lee22 Dec 201651").
fn runs_on(said: &str, shown: &str) -> bool {
    let (said, shown) = (letters(said), letters(shown));
    said.strip_prefix(&shown).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a name is that of the site, but for what such names have in common ("Quay" of "Quay News International").
fn is_site(name: &str, sites: &[&str]) -> bool {
    const COMMON: &[&str] =
        &["the", "news", "online", "international", "website", "com", "www", "org", "media", "digital"];
    let words = |name: &str| {
        let words = author(name).split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| !word.is_empty() && !COMMON.contains(&word.as_str())).collect::<String>()
    };
    if head::is_name(author(name)) {
        return false;
    }
    let name = words(name);
    !name.is_empty() && sites.iter().any(|site| words(site) == name)
}

/// A byline without dates, addresses and the site's name; None if no name is left.
fn clean(byline: &str, sites: &[&str]) -> Option<String> {
    /// Longer ones are no bylines, in bytes; each word of them would be tried as the begin of a date.
    const REACH: usize = 1000;
    let byline = &byline[..byline.floor_char_boundary(REACH.min(byline.len()))];
    let is_address = |word: &&str| word.contains("http://") || word.contains("https://") || word.starts_with('@');
    let mut text: String = byline.split_whitespace().filter(|word| !is_address(word)).collect::<Vec<_>>().join(" ");
    if text.ends_with('*') {
        return None;
    }
    if !cut_date(&mut text)
        && let Some((rest, count)) = text.rsplit_once([',', ' ', '|', '·'])
    {
        // The number of comments may stand after the date.
        let mut rest = rest.trim_end().to_owned();
        if count.trim().bytes().all(|byte| byte.is_ascii_digit()) && cut_date(&mut rest) {
            text = rest;
        }
    }
    cut_site(&mut text, sites);
    let text = text.trim_end_matches([',', ';', ':', '|', '-', '–', '—', '·', '•', ' ']).trim();
    let name = author(text);
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    let empty = bare.is_empty() || author(&format!("{bare} x")) == "x";
    (!empty && !is_login(bare) && !is_label(bare)).then(|| text.to_owned())
}

/// Cuts a date off the end, and what is said of it ("Updated …"); false where there is none.
fn cut_date(text: &mut String) -> bool {
    let cut = date_at(text);
    text.truncate(cut.unwrap_or(text.len()));
    cut.is_some()
}

/// Where the date begins that a line ends with, and what is said of it.
pub(super) fn date_at(text: &str) -> Option<usize> {
    let starts =
        text.char_indices().filter(|(at, _)| *at == 0 || text[..*at].ends_with([' ', '|', ',', '-', '–', '—', '·']));
    starts.map(|(at, _)| at).find(|at| {
        let rest = text[*at..].trim_start_matches([' ', '|', '-', '–', '—', '·', ',']);
        let first = rest.split([' ', ':']).next().unwrap_or("").to_lowercase();
        let stamp = STAMPS.contains(&first.as_str()) && date::is_stamp(rest);
        rest.contains(|c: char| c.is_ascii_digit()) && (stamp || date::parse_line(rest).is_some())
    })
}

/// Whether a line is a byline with a date ("By Ann Lee on Monday, November 18th, 2019 at 11:08 a.m.").
pub(super) fn is_dated(line: &str) -> bool {
    /// Longer lines are no bylines, in bytes; each word of them would be tried as the begin of a date.
    const LONGEST: usize = 400;
    if line.len() > LONGEST {
        return false;
    }
    let name = author(line);
    let mut rest = name.to_owned();
    cut_date(&mut rest);
    name.len() < line.len()
        && name.starts_with(char::is_uppercase)
        && (2..name.len()).contains(&rest.len())
        && rest.len() <= 80
}

fn cut_site(text: &mut String, sites: &[&str]) {
    let mark = [" | ", " - ", " – ", " — ", " · ", " • "].iter().filter_map(|mark| text.rfind(mark)).max();
    if let Some(at) = mark
        && let rest = text[at..].trim_start_matches(|c: char| !c.is_alphanumeric())
        && sites.iter().any(|site| same(site, rest))
    {
        text.truncate(at);
    }
}

/// "kevin-r", "rmb8090", "KWCHCIK", "admin": one word that is no name but a key.
fn is_login(name: &str) -> bool {
    let lower = name.to_lowercase();
    if ACCOUNTS.contains(&lower.as_str()) || name.contains('@') && !name.contains(' ') {
        return true;
    }
    if name.contains(' ') || !name.is_ascii() {
        return false;
    }
    let consonants = lower.split(|c: char| "aeiouy".contains(c)).map(str::len).max().unwrap_or(0);
    let begins_small = name.starts_with(|c: char| c.is_ascii_lowercase());
    name.contains('_')
        || name.contains(|c: char| c.is_ascii_digit()) && name.contains(|c: char| c.is_ascii_lowercase())
        || begins_small && (name.contains('-') || lower.ends_with("admin") || lower.starts_with("admin"))
        || name.len() >= 6 && consonants >= 5
}

/// What a form asks for: "Name (required)".
fn is_label(name: &str) -> bool {
    let inside = name.split_once('(').map(|(_, inside)| inside.trim_end_matches(')').to_lowercase());
    inside.is_some_and(|inside| FIELDS.contains(&inside.as_str()))
}

/// The label of a whole newsroom.
fn is_staff(name: &str) -> bool {
    let lower = name.to_lowercase();
    let last = lower.rsplit(' ').next().unwrap_or("");
    matches!(last, "staff" | "editors" | "newsroom" | "desk" | "team" | "admin" | "web")
}

/// Whether two bylines name the same people, whatever stands between the names.
pub(super) fn agree(one: &str, other: &str) -> bool {
    let names = |byline: &str| {
        let words = author(byline).split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| !matches!(word.as_str(), "" | "and" | "with" | "by")).collect::<Vec<_>>()
    };
    names(one) == names(other)
}

fn same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The byline that the page shows, with what separates its parts; None where there is none.
pub(super) fn shown(document: &Document) -> Option<String> {
    let candidates = document.select(
        "[class*=yline], [class*=uthor], [class*=riter], [class*=ontributor], [rel~=author], [itemprop~=author]",
    );
    let found = candidates.nodes().iter().take(CANDIDATES).filter(|node| is_byline(node) && !is_elsewhere(node));
    found.map(text).find(|text| (3..=LONGEST).contains(&text.len()) && text.contains(char::is_alphabetic))
}

fn class_words(node: &NodeRef<'_>) -> Vec<String> {
    let class = node.attr("class").map(|class| class.to_ascii_lowercase()).unwrap_or_default();
    class.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned).collect()
}

fn is_byline(node: &NodeRef<'_>) -> bool {
    let words = class_words(node);
    if words.iter().any(|word| NOT_CLASSES.contains(&word.as_str())) {
        return false;
    }
    let kind = name(node);
    let fits = !matches!(
        kind.as_deref(),
        Some("body" | "html" | "article" | "main" | "img" | "meta" | "link" | "figure" | "form" | "label" | "input")
    );
    let attr = |attr: &str| node.attr(attr).is_some_and(|value| value.split_whitespace().any(|word| word == "author"));
    fits && (attr("rel") || attr("itemprop") || words.iter().any(|word| CLASSES.contains(&word.as_str())))
}

/// The authors of what the page quotes: of claims that it reviews, of quotations. They did not write it.
pub(super) fn quoted(document: &Document) -> Vec<String> {
    let boxes = document.select("[class*=tatement], [class*=laim], [class*=uote], blockquote");
    let mut found = Vec::new();
    for around in boxes.nodes().iter().take(CANDIDATES) {
        let mut at = next(around, around, true, |_| {});
        for _ in 0..CANDIDATES {
            let Some(node) = at else { break };
            if is_byline(&node) && is_elsewhere(&node) {
                found.push(text(&node));
            }
            at = next(around, &node, true, |_| {});
        }
    }
    found
}

/// In a list of other stories, a comment, a claim that the page reviews, a quotation, the foot of the page.
fn is_elsewhere(node: &NodeRef<'_>) -> bool {
    /// So far up a box may begin.
    const LEVELS: usize = 8;
    const BOXES: &[&str] = &[
        "comment",
        "comments",
        "related",
        "sidebar",
        "footer",
        "recirc",
        "statement",
        "claim",
        "claimant",
        "quote",
        "pullquote",
        "blockquote",
        "testimonial",
    ];
    let mut at = node.parent();
    for _ in 0..LEVELS {
        let Some(around) = at else { return false };
        let kind = name(&around);
        let words = class_words(&around);
        if matches!(kind.as_deref(), Some("footer" | "nav" | "aside" | "form" | "figure" | "figcaption" | "blockquote"))
            || words.iter().any(|word| BOXES.contains(&word.as_str()))
        {
            return true;
        }
        at = around.parent();
    }
    false
}

/// The words of a byline. Where one element ends and another begins without a space, a comma stands between two names,
/// and a space after "By".
fn text(root: &NodeRef<'_>) -> String {
    let mut out = String::new();
    let (mut apart, mut lines) = (false, false);
    let mut at = next(root, root, true, |_| {});
    while let Some(node) = at {
        let kind = name(&node);
        let inside = !matches!(
            kind.as_deref(),
            Some("script" | "style" | "time" | "button" | "svg" | "img" | "noscript" | "ul")
        ) && !class_words(&node).iter().any(|word| {
            INSIDE.contains(&word.as_str())
                || word.strip_prefix("by").is_some_and(|word| matches!(word, "date" | "count"))
        });
        if let Some(words) = words(&node) {
            // Names and roles that stand in lines of their own.
            let words = if lines { words.trim_start() } else { &words };
            if lines {
                out.truncate(out.trim_end().len());
            }
            push(&mut out, words, apart);
            (apart, lines) = (apart && words.is_empty(), lines && words.is_empty());
        }
        apart |= kind.is_some();
        lines |= kind.is_some_and(|kind| is_block(&kind));
        at = next(root, &node, inside, |left| {
            let kind = name(left);
            apart |= kind.is_some();
            lines |= kind.is_some_and(|kind| is_block(&kind));
        });
        if out.len() > 2 * LONGEST {
            break;
        }
    }
    out.trim().to_owned()
}

fn push(out: &mut String, words: &str, apart: bool) {
    let trimmed = words.trim();
    if trimmed.is_empty() {
        if !words.is_empty() && !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
        return;
    }
    let spaced = words.starts_with(char::is_whitespace) || out.ends_with(' ');
    if apart && !spaced && !out.is_empty() {
        let lead = author(&format!("{out} x")) == "x";
        let joins = ["and", "&", "with", "for", "in", "of", "at"];
        let joined = out.rsplit(' ').next().is_some_and(|last| joins.contains(&last))
            || trimmed.split(' ').next().is_some_and(|first| joins.contains(&first));
        let marked = out.ends_with([',', ';', ':', '|', '-', '–', '—', '(', '.', '/'])
            || trimmed.starts_with([',', ';', '|', ')', '-', '–', '—', '.', '/']);
        let goes_on = trimmed.starts_with(char::is_lowercase) && out.ends_with(char::is_alphanumeric);
        out.push_str(if goes_on && trimmed.len() <= 2 {
            ""
        } else if lead || joined || goes_on {
            " "
        } else if marked {
            ""
        } else {
            ", "
        });
    } else if spaced && !out.ends_with(' ') && !out.is_empty() {
        out.push(' ');
    }
    out.push_str(&trimmed.split_whitespace().collect::<Vec<_>>().join(" "));
    if words.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITES: &[&str] = &["Harbour Ledger"];

    fn check(said: Option<&str>, shown: Option<&str>, expected: Option<&str>) {
        assert_eq!(choose(said, shown, SITES).as_deref(), expected, "{said:?} {shown:?}");
    }

    #[test]
    fn a_long_line_is_no_byline_and_is_not_searched() {
        assert!(is_dated("By Ann Lee on Monday, November 18th, 2019 at 11:08 a.m."));
        let line = |words: usize| format!("By Ann Lee Updated Feb 3, 2019 at 6:27 AM {}", "on ".repeat(words));
        assert!(is_dated(&line(20)) && !is_dated(&line(200)));
    }

    #[test]
    fn a_name_wins_over_a_login_a_label_and_the_site() {
        let ann = Some("By Ann Lee");
        for said in [
            "kevin-r",
            "rmb8090",
            "KWCHCIK",
            "admin",
            "jdadmin",
            "site_editor",
            "Site X staff",
            "Harbour Ledger",
            "By",
            "a@b.example",
        ] {
            check(Some(said), ann, ann);
        }
        check(Some("kevin-r"), None, None);
        // The site wrote nothing, unless the page shows it as the author.
        check(Some("Harbour Ledger"), None, None);
        check(Some("The Harbour Ledger Online"), None, None);
        check(Some("Harbour Ledger"), Some("By Harbour Ledger"), Some("By Harbour Ledger"));
        let blog = choose(Some("Mary Ek"), None, &["Mary Ek"]);
        assert_eq!(blog.as_deref(), Some("Mary Ek"));
        check(Some("Harbour Ledger Sport"), None, Some("Harbour Ledger Sport"));
        check(Some("Site X staff"), None, Some("Site X staff"));
        check(Some("Bo Ek"), ann, Some("Bo Ek"));
        for name in ["Catherine", "BBC News", "Reuters", "d'Arcy Lund", "RT", "Strzelczyk"] {
            check(Some(name), None, Some(name));
        }
    }

    #[test]
    fn dates_and_the_site_are_no_part_of_it() {
        let ann = Some("by Ann Lee");
        check(Some("by Ann Lee — November 18, 2019"), None, ann);
        check(Some("by Ann Lee - 2019-04-10"), None, ann);
        check(Some("by Ann Lee, Updated April 28, 2019 at 6:01 am"), None, ann);
        check(Some("by Ann Lee | Harbour Ledger"), None, ann);
        check(Some("by Ann Lee,"), None, ann);
        check(Some("by Ann Lee March 25, 2015"), None, ann);
        check(Some("by Ann Lee (https://lee.example/)"), None, ann);
        check(Some("by Ann Lee, 22 Dec 2016, 651"), None, ann);
        check(Some("by Ann Lee22 Dec 2016651"), ann, ann);
        check(Some("April 28, 2019 at 6:01 am"), None, None);
        check(Some("Last Updated: January 7, 2025"), None, None);
        check(Some("By Ann Lee | Coast Press"), None, Some("By Ann Lee | Coast Press"));
        check(Some("Name (required)"), None, None);
        check(Some("Имя *"), None, None);
    }

    fn check_shown(body: &str, expected: Option<&str>) {
        assert_eq!(shown(&Document::from(body)).as_deref(), expected, "{body}");
    }

    #[test]
    fn who_is_quoted_did_not_write() {
        let page = "<div class=fact-statement><div><h4 class=author>The ministries</h4></div></div><p class=author>Ann Lee</p>";
        assert_eq!(quoted(&Document::from(page)), ["The ministries"]);
    }

    #[test]
    fn what_the_page_shows_keeps_its_separators() {
        check_shown(
            "<div class=byline><span>By ANN LEE and BO EK</span><span>Coast Press</span></div>",
            Some("By ANN LEE and BO EK, Coast Press"),
        );
        check_shown("<p class=article-byline>By<a>Ann Lee</a> and <a>Bo Ek</a></p>", Some("By Ann Lee and Bo Ek"));
        check_shown(
            "<div class=author>Ann Lee<time>3 May</time><span class=share-links>Share</span></div>",
            Some("Ann Lee"),
        );
        check_shown("<p>By <a rel=author>Ann Lee</a></p>", Some("Ann Lee"));
        check_shown(
            "<div class=author>\n<h3>Ann Lee</h3>\n<p>Harbour writer</p></div>",
            Some("Ann Lee, Harbour writer"),
        );
        check_shown(
            "<p class=byline>By <a>Ann Lee</a> <span class=bydate>3 May</span><a class=bycount>651</a></p>",
            Some("By Ann Lee"),
        );
        check_shown("<div class=statement><h4 class=author>The ministries</h4></div>", None);
        check_shown("<div class=comments><p class=author>Troll</p></div><p class=bylinesque>x", None);
    }
}
