//! Who wrote a page: which of several answers is a name.

mod shown;

pub(super) use shown::{quoted, shown};

use super::super::{date, head};
use crate::article::author;

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
            Some(if weak || glued || runs_on(&said, &shown) || adds_names(&said, &shown) { shown } else { said })
        }
        (said, shown) => said.filter(|said| !is_site(said, sites)).or(shown),
    }
}

/// Whether a byline is another one with a date or a count run into it ("by Ann Lee22 Dec 201651").
fn runs_on(said: &str, shown: &str) -> bool {
    let (said, shown) = (letters(said), letters(shown));
    said.strip_prefix(&shown).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a byline names people beside those of another one, and nothing else ("By Ann Lee, Mary Ek and Peter Lund").
fn adds_names(said: &str, shown: &str) -> bool {
    let names = |byline: &str| {
        let names =
            author(byline).split([',', '&']).flat_map(|part| part.split(" and ")).map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>()
    };
    let (said, shown) = (names(said), names(shown));
    let mut others = shown.iter().filter(|name| !said.contains(name)).peekable();
    let kept = said.iter().all(|name| shown.contains(name));
    kept && others.peek().is_some() && others.all(|name| head::is_name(name)) && shown.len() <= 2 * said.len() + 4
}

/// Whether a byline names one person, who is none of those of another one.
pub(super) fn is_other(said: &str, shown: &str) -> bool {
    let words = |byline: &str| author(byline).split_whitespace().map(letters).collect::<Vec<_>>();
    let said = words(said);
    head::is_name(author(shown)) && words(shown).iter().all(|word| !said.contains(word))
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
    const POSTED: &str = "posted by ";
    let byline = &byline[..byline.floor_char_boundary(REACH.min(byline.len()))];
    let is_address = |word: &&str| word.contains("http://") || word.contains("https://") || word.starts_with('@');
    let mut text: String = byline.split_whitespace().filter(|word| !is_address(word)).collect::<Vec<_>>().join(" ");
    if text.ends_with('*') {
        return None;
    }
    if text.get(..POSTED.len()).is_some_and(|lead| lead.eq_ignore_ascii_case(POSTED)) {
        text.drain(..POSTED.len());
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
        check(Some("Ann Lee"), Some("By Ann Lee, Mary Ek and Peter Lund"), Some("By Ann Lee, Mary Ek and Peter Lund"));
        check(Some("Ann Lee"), Some("By Ann Lee, Staff Writer, Share"), Some("Ann Lee"));
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
        check(Some("Posted by Ann Lee"), None, Some("Ann Lee"));
        check(Some("by Ann Lee22 Dec 2016651"), ann, ann);
        check(Some("April 28, 2019 at 6:01 am"), None, None);
        check(Some("Last Updated: January 7, 2025"), None, None);
        check(Some("By Ann Lee | Coast Press"), None, Some("By Ann Lee | Coast Press"));
        check(Some("Name (required)"), None, None);
        check(Some("Имя *"), None, None);
    }
}
