//! What a person types to search for, understood: `words`, `"phrases"`, `-without`, `title:` `site:` `feed:` `tag:`
//! `after:` `before:` `is:`, and `OR` between them. Pure. Whatever is typed means something: what is no word of this
//! language is searched for as words, and nothing of it can be mistaken for the index's own language.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::words::{self, Wanted};
use crate::article::CleanLine;

/// Words that a query may have, whatever its form: each word of a phrase counts, and so does each condition without words.
/// What follows is left out. Each costs a walk through all that the index has on it.
pub(super) const MOST_WORDS: usize = 48;
/// Bytes of a query that are looked at.
const LONGEST: usize = 8 << 10;

/// A query: what is wanted is in one of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub any: Vec<Vec<Term>>,
    /// Whether something was left out, as there were too many words.
    pub is_cut: bool,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub not: bool,
    pub what: What,
}

impl Term {
    /// What it costs, in words.
    fn cost(&self) -> usize {
        match &self.what {
            What::Words(_, wanted) | What::Feed(wanted) => wanted.cost(),
            _ => 1,
        }
    }

    /// As much of it as costs no more than `budget`.
    fn within(self, budget: usize) -> Option<Self> {
        let Self { not, what } = self;
        let what = match what {
            What::Words(field, wanted) => What::Words(field, wanted.within(budget)?),
            What::Feed(wanted) => What::Feed(wanted.within(budget)?),
            what if budget > 0 => what,
            _ => return None,
        };
        Some(Self { not, what })
    }
}

/// What a condition is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Words that follow each other.
    Words(Field, Wanted),
    /// From a feed with these words in its title.
    Feed(Wanted),
    Tag(String),
    /// At or after a moment, in microseconds.
    After(i64),
    Before(i64),
    Is(Standing),
}

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// In title or text.
    Any,
    Title,
    Site,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Unread,
    Read,
    Starred,
    Bookmarked,
    Kept,
}

impl Query {
    /// Understands what was typed; days begin as in `zone`. The last word may be the beginning of one, unless something
    /// follows it.
    pub fn new(typed: &str, zone: &TimeZone) -> Self {
        let end = typed.floor_char_boundary(LONGEST);
        let mut is_cut = end < typed.len();
        let typed = &typed[..end];
        let typed = CleanLine::new(typed).into_string() + if typed.ends_with(char::is_whitespace) { " " } else { "" };
        let mut any = vec![Vec::new()];
        let mut rest = typed.as_str();
        let mut left = MOST_WORDS;
        while let Some((piece, after)) = next(rest) {
            rest = after;
            if piece.is_or() {
                any.push(Vec::new());
            } else if let Some(term) = piece.term(rest.is_empty(), zone) {
                let all = any.len() - 1;
                // What is asked twice is answered at once.
                if any[all].contains(&term) {
                    continue;
                }
                let wanted = term.cost();
                let Some(term) = term.within(left) else {
                    is_cut = true;
                    break;
                };
                is_cut |= term.cost() < wanted;
                left -= term.cost();
                any[all].push(term);
            }
        }
        any.retain(|all: &Vec<Term>| !all.is_empty());
        Self { any, is_cut }
    }

    /// The words that are looked for, for showing where they stand.
    pub fn wanted(&self) -> Vec<&Wanted> {
        let terms = self.any.iter().flatten().filter(|term| !term.not);
        terms
            .filter_map(|term| match &term.what {
                What::Words(Field::Any | Field::Title, wanted) => Some(wanted),
                _ => None,
            })
            .collect()
    }

    /// What to ask the index for, so that the best can be told; None where something is wanted that has no words.
    pub fn ranked(&self) -> Option<String> {
        let all: Option<Vec<_>> = self.any.iter().map(|all| matching(all)).collect();
        all.filter(|all| !all.is_empty()).map(|all| all.join(" OR "))
    }
}

/// What to ask the index for to satisfy the words of some terms; None if no words are wanted.
pub(super) fn matching(all: &[Term]) -> Option<String> {
    let words = |not: bool| {
        all.iter().filter(move |term| term.not == not).filter_map(|term| match &term.what {
            What::Words(field, wanted) => Some(expression(*field, wanted)),
            _ => None,
        })
    };
    let wanted = words(false).collect::<Vec<_>>().join(" AND ");
    let unwanted = words(true).collect::<Vec<_>>().join(" OR ");
    match (wanted.is_empty(), unwanted.is_empty()) {
        (true, _) => None,
        (false, true) => Some(format!("({wanted})")),
        (false, false) => Some(format!("(({wanted}) NOT ({unwanted}))")),
    }
}

/// Words in the language of the index, which folds them as it folded the texts. They are letters, digits and marks over
/// them, and stand in quotes, so that they can be nothing else.
pub(super) fn expression(field: Field, wanted: &Wanted) -> String {
    let columns = match field {
        Field::Any => "{title body}",
        Field::Title => "{title}",
        Field::Site => "{site}",
    };
    let star = if wanted.begins { "*" } else { "" };
    format!("{columns} : \"{}\"{star}", wanted.typed)
}

/// A piece of what was typed: `-name:"value"`.
#[derive(Debug, Clone, Copy)]
struct Piece<'q> {
    /// All of it.
    whole: &'q str,
    not: bool,
    name: Option<&'q str>,
    value: &'q str,
    quoted: bool,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The first piece and what follows it, white space included.
fn next(typed: &str) -> Option<(Piece<'_>, &str)> {
    let typed = typed.trim_start();
    let after_minus = typed.strip_prefix('-').filter(|rest| !rest.is_empty() && !rest.starts_with([' ', '-']));
    let (not, start) = (after_minus.is_some(), after_minus.unwrap_or(typed));
    let name = start.find(':').map(|at| &start[..at]).filter(|name| NAMES.contains(name));
    let value = name.map_or(start, |name| &start[name.len() + 1..]);
    let (value, rest, quoted) = match value.strip_prefix(is_quote) {
        Some(inside) => match inside.split_once(is_quote) {
            Some((value, rest)) => (value, rest, true),
            None => (inside, "", true),
        },
        None => {
            let end = value.find(|c: char| c == ' ' || is_quote(c)).unwrap_or(value.len());
            (&value[..end], &value[end..], false)
        }
    };
    let whole = &typed[..typed.len() - rest.len()];
    (!typed.is_empty()).then_some((Piece { whole, not, name, value, quoted }, rest))
}

const NAMES: &[&str] = &["title", "site", "feed", "tag", "after", "since", "before", "is"];

impl Piece<'_> {
    fn is_or(&self) -> bool {
        self.whole == "OR"
    }

    /// What it asks for; `last` says that nothing follows it, so that it may not be finished yet. None if there is no
    /// letter or digit in it.
    fn term(&self, last: bool, zone: &TimeZone) -> Option<Term> {
        let begins = last && !self.quoted;
        let words = |field| Wanted::new(self.value, begins).map(|wanted| What::Words(field, wanted));
        let known = match self.name {
            Some("title") => words(Field::Title),
            Some("site") => words(Field::Site),
            Some("feed") => Wanted::new(self.value, begins).map(What::Feed),
            Some("tag") => Some(self.value.trim()).filter(|tag| !tag.is_empty()).map(|tag| What::Tag(tag.to_owned())),
            Some("after" | "since") => moment(self.value, zone).map(What::After),
            Some("before") => moment(self.value, zone).map(What::Before),
            Some("is") => standing(self.value).map(What::Is),
            _ => words(Field::Any),
        };
        if let Some(what) = known {
            return Some(Term { not: self.not, what });
        }
        let wanted = Wanted::new(self.whole, last)?;
        self.name.is_some().then_some(Term { not: false, what: What::Words(Field::Any, wanted) })
    }
}

/// A moment, or the beginning of a day, month or year in a zone, in microseconds.
fn moment(text: &str, zone: &TimeZone) -> Option<i64> {
    let day = |text: &str| text.parse::<Date>().ok()?.to_zoned_datetime(zone.clone()).ok().map(|day| day.timestamp());
    let found = text.parse::<Timestamp>().ok().or_else(|| match text.len() {
        4 => day(&format!("{text}-01-01")),
        7 => day(&format!("{text}-01")),
        _ => day(text),
    });
    found.map(Timestamp::as_microsecond)
}

fn standing(word: &str) -> Option<Standing> {
    Some(match words::folded(word).as_str() {
        "unread" | "new" => Standing::Unread,
        "read" => Standing::Read,
        "starred" => Standing::Starred,
        "bookmarked" => Standing::Bookmarked,
        "kept" => Standing::Kept,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is asked of the index, and the other terms.
    fn said(typed: &str) -> String {
        let query = Query::new(typed, &TimeZone::UTC);
        let others = query.any.iter().map(|all| {
            let others = all.iter().filter(|term| !matches!(term.what, What::Words(..)));
            let words = matching(all).unwrap_or_default();
            let minus = |term: &Term| if term.not { "-" } else { "" };
            others.fold(words, |said, term| format!("{said} {}{:?}", minus(term), term.what))
        });
        others.collect::<Vec<_>>().join(" OR ").replace("{title body} : ", "")
    }

    #[test]
    fn words_phrases_and_fields() {
        for (typed, expected) in [
            ("harbour opens", r#"("harbour" AND "opens"*)"#),
            ("harbour opens ", r#"("harbour" AND "opens")"#),
            (r#""the harbour" open"#, r#"("the harbour" AND "open"*)"#),
            (r#""the harbour""#, r#"("the harbour")"#),
            ("“the harbour” „x", r#"("the harbour" AND "x")"#),
            ("Café Ärger ", r#"("Café" AND "Ärger")"#),
            ("harbour -storm ", r#"(("harbour") NOT ("storm"))"#),
            ("-storm ", ""),
            ("a OR b ", r#"("a") OR ("b")"#),
            ("OR a OR OR ", r#"("a")"#),
            ("title:port site:ledger.example ", r#"({title} : "port" AND {site} : "ledger example")"#),
            (r#"-title:"old port" x "#, r#"(("x") NOT ({title} : "old port"))"#),
            ("is:unread port ", r#"("port") Is(Unread)"#),
            ("-is:starred", " -Is(Starred)"),
            ("tag:sea after:1970-01-02 before:1971", " Tag(\"sea\") After(86400000000) Before(31536000000000)"),
        ] {
            assert_eq!(said(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_odd_is_words() {
        for (typed, expected) in [
            ("is:purple ", r#"("is purple")"#),
            ("after:lunch ", r#"("after lunch")"#),
            ("note:x ", r#"("note x")"#),
            ("https://a.example/b?c=d ", r#"("https a example b c d")"#),
            (r#"a"b" AND NEAR(c* ^d) {e} + "#, r#"("a" AND "b" AND "AND" AND "NEAR c" AND "d" AND "e")"#),
            (r#"""" '' -- - : * " "#, ""),
            ("title: ", r#"("title")"#),
            ("--x ", r#"("x")"#),
            ("", ""),
        ] {
            assert_eq!(said(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_query_has_a_budget_in_words_whatever_its_form() {
        let many = |word: &str, joint: &str, count: usize| vec![word; count].join(joint);
        let numbered = (0..100).map(|n| format!("w{n}")).collect::<Vec<_>>();
        for typed in [
            format!("\"{}\"", many("storm", " ", 1000)),
            format!("x title:\"{}\"", many("storm", " ", 1000)),
            many("storm", "-", 1000),
            numbered.join(" "),
            numbered.join(" OR "),
            numbered.iter().map(|word| many(word, "-", 20)).collect::<Vec<_>>().join(" "),
            format!("-\"{}\" feed:\"{}\"", many("storm", " ", 40), many("storm", " ", 40)),
            format!("{} {}", numbered[..20].join(" "), many("a", "", 5000)),
        ] {
            let query = Query::new(&typed, &TimeZone::UTC);
            assert!(query.is_cut, "{typed}");
            let words: usize = query.any.iter().flatten().map(Term::cost).sum();
            assert!(words <= MOST_WORDS, "{words} {typed}");
        }
        for typed in [many("storm", " ", 1000), numbered[..48].join(" "), format!("\"{}\"", numbered[..48].join(" "))] {
            assert!(!Query::new(&typed, &TimeZone::UTC).is_cut, "{typed}");
        }
        let cut = Query::new(&format!("\"{}\"", numbered.join(" ")), &TimeZone::UTC);
        assert!(cut.ranked().unwrap().ends_with("w46 w47\")"), "{cut:?}");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_understood(typed in r#"([a-z:"\-*()^{} ]|OR|NOT|NEAR|title:|is:|after:|\PC){0,60}"#) {
            let query = Query::new(&typed, &TimeZone::UTC);
            prop_assert!(query.any.iter().flatten().map(Term::cost).sum::<usize>() <= MOST_WORDS);
            for term in query.any.iter().flatten() {
                if let What::Words(_, wanted) = &term.what {
                    prop_assert!(!wanted.words.is_empty());
                    let is_word = |c: char| c.is_alphanumeric() || c == ' ' || !c.is_ascii();
                    prop_assert!(wanted.typed.chars().all(is_word));
                }
            }
        }
    }
}
