//! The line under the headline that no class names: "By Ann Lee, Bo Ek on Monday, May 3rd, 2019 at 11:08 a.m.", or the
//! date alone.

use dom_query::{Document, NodeRef};

use super::super::{boilerplate, date};
use super::{byline, class, name, next, published, title};

/// So many elements after the headline are looked at, and so many lines.
const ELEMENTS: usize = 120;
const LINES: usize = 20;

/// What stands under the headline.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Credit {
    pub byline: Option<String>,
    pub day: Option<String>,
}

/// Reads the lines from the headline to the first paragraph.
pub(super) fn under_headline(document: &Document) -> Credit {
    let mut credit = Credit::default();
    let (Some(body), Some(headline)) = (document.body(), title::headline(document)) else {
        return credit;
    };
    let mut at = next(&body, &headline, false, |_| {});
    let (mut elements, mut lines) = (0, 0);
    while let Some(node) = at {
        let kind = name(&node);
        let skipped = matches!(
            kind.as_deref(),
            Some("nav" | "aside" | "table" | "form" | "script" | "style" | "noscript" | "figure" | "ul")
        );
        if kind.is_some() && !skipped {
            elements += 1;
            let line = published::short_text(&node);
            if let Some(line) = &line {
                lines += 1;
                credit.take(&line.replace(" ,", ","));
            }
            // The first paragraph.
            let prose =
                kind.as_deref() == Some("p") && line.is_none() && node.first_child().is_some() && !is_standfirst(&node);
            if prose || elements > ELEMENTS || lines > LINES {
                break;
            }
        }
        at = next(&body, &node, !skipped, |_| {});
    }
    credit
}

/// Whether a paragraph is called the one between headline and byline.
fn is_standfirst(node: &NodeRef<'_>) -> bool {
    const CALLED: &[&str] = &[
        "standfirst",
        "subheading",
        "subhead",
        "subheadline",
        "subtitle",
        "dek",
        "deck",
        "summary",
        "description",
        "lead",
        "intro",
        "excerpt",
    ];
    class::words(node, &["class"]).iter().any(|word| CALLED.contains(&word.as_str()))
}

impl Credit {
    fn take(&mut self, line: &str) {
        let at = byline::date_at(line);
        let (name, day) = line.split_at(at.unwrap_or(line.len()));
        let day = at.and_then(|_| date::parse_line(day.trim_start_matches(|c: char| !c.is_alphanumeric())));
        if let Some(name) = boilerplate::byline(name.trim()).filter(|_| is_by(line)) {
            self.byline.get_or_insert_with(|| format!("By {}", name.trim_end_matches(|c: char| !c.is_alphanumeric())));
            self.day = self.day.take().or(day);
        } else if name.is_empty() {
            self.day = self.day.take().or(day);
        } else if let Some((day, name)) = by_after(line) {
            self.byline.get_or_insert_with(|| format!("By {name}"));
            self.day = self.day.take().or(day);
        }
    }
}

/// A word for the author, not only a role.
fn is_by(line: &str) -> bool {
    let lower = line.get(..12.min(line.len())).unwrap_or("").to_lowercase();
    lower.starts_with("by ")
        || lower.starts_with("by:")
        || lower.starts_with("written by ")
        || lower.starts_with("posted by ")
}

/// Whether a line is the date, then "by" and a name.
pub(super) fn is_credit(line: &str) -> bool {
    line.len() <= 120 && by_after(line).is_some()
}

/// "2/26/2015 7:11 AM PST BY LEDGER STAFF": the date, then the name.
fn by_after(line: &str) -> Option<(Option<String>, &str)> {
    let at = line.to_ascii_lowercase().find(" by ")?;
    let (stamp, name) = (line.get(..at)?, line.get(at + 4..)?.trim());
    let day = date::parse_line(stamp).or_else(|| date::parse_line(stamp.split_whitespace().next()?));
    let dated = stamp.starts_with(|c: char| c.is_ascii_digit()) && stamp.contains(['/', ':']) && stamp.len() <= 40;
    ((day.is_some() || dated) && name.starts_with(char::is_uppercase) && name.len() <= 80).then_some((day, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, byline: Option<&str>, day: Option<&str>) {
        let credit = under_headline(&Document::from(format!("<body><h1>Port reopens</h1>{body}</body>")));
        assert_eq!((credit.byline.as_deref(), credit.day.as_deref()), (byline, day), "{body}");
    }

    #[test]
    fn the_line_under_the_headline() {
        let names = Some("By Ann Lee, Bo Ek");
        check(
            "<p class=meta>By <a>Ann Lee</a>\n, <a>Bo Ek</a> <span>on Monday, November 18th, 2019 at 11:08 a.m.</span></p>",
            names,
            Some("2019-11-18T11:08:00Z"),
        );
        check("<p>By Ann Lee, Bo Ek</p><p><em>May 20, 2019</em></p>", names, Some("2019-05-20"));
        check(
            "<h5>2/26/2015 7:11 AM PST BY LEDGER STAFF</h5>",
            Some("By LEDGER STAFF"),
            Some("2015-02-26T07:11:00-08:00"),
        );
    }

    #[test]
    fn what_comes_later_or_is_no_name_is_left() {
        let prose = "The harbour of Odden opened on Monday after a storm that had kept it shut. ".repeat(3);
        check(&format!("<p>{prose}</p><p>By Ann Lee</p><p>3 May 2019</p>"), None, None);
        check(&format!("<p class=sub-subtitle>{prose}</p><span>By Ann Lee</span>"), Some("By Ann Lee"), None);
        check("<p>By subject</p><aside><p>By Ann Lee</p></aside><p>By the river</p>", None, None);
        check("<table><tr><th>Founded<td>28 February 1998</table>", None, None);
    }
}
