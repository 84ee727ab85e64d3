//! Drafts to articles: the text, and where in it each part and link stands.

use super::draft::Draft;
use crate::article::{
    Article, Block, BlockKind, CleanLine, CleanText, Link, Source, TextRange, guess_language, is_guessed, without_login,
};

/// The longest title or byline, in characters; more is a page's mistake.
const LONGEST_LINE: usize = 500;

/// Joins the parts, a blank line between two of them (list items and lines that stood together: none).
pub(super) fn compose(draft: Draft, source: Source) -> Article {
    let mut text = String::with_capacity(draft.parts.iter().map(|part| part.text.len() + 2).sum());
    let (mut blocks, mut links) = (Vec::with_capacity(draft.parts.len()), Vec::new());
    let mut last = None;
    for part in draft.parts {
        if part.text.trim().is_empty() {
            continue;
        }
        if let Some(last) = last {
            let items = last == BlockKind::ListItem && part.kind == BlockKind::ListItem;
            text.push_str(if part.tight || items { "\n" } else { "\n\n" });
        }
        let start = text.len();
        text.push_str(&part.text);
        blocks.push(Block { range: TextRange::new(start, text.len()), kind: part.kind });
        links.extend(
            part.links
                .into_iter()
                .map(|(range, url)| Link { range: TextRange::new(start + range.start, start + range.end), url }),
        );
        last = Some(part.kind);
    }
    let lang = language(draft.lang.as_deref(), &text);
    Article {
        title: draft.title.as_deref().and_then(line),
        byline: draft.byline.as_deref().and_then(line),
        published: draft.published.as_deref().and_then(line),
        site: draft.site.as_deref().and_then(line),
        lang,
        url: draft.url.map(|url| without_login(&url)),
        blocks,
        links,
        aside: draft.aside.iter().filter_map(|aside| line(aside)).collect(),
        ..Article::plain(source, CleanText::from(text))
    }
}

/// The language of a text: what the page says, unless the text is plainly in another one. Templates are copied, and
/// facts are found by language.
fn language(said: Option<&str>, text: &str) -> Option<String> {
    let said = said.and_then(language_tag);
    let found = guess_language(text);
    let Some((said, found)) = said.as_ref().zip(found) else { return said.or(found.map(str::to_owned)) };
    let primary = said.split('-').next().unwrap_or(said);
    let agree = primary == found || !is_guessed(primary) && found != "en" && said != "en" || primary == "und";
    Some(if agree { said.clone() } else { found.to_owned() })
}

/// A one-line field, cut where it is absurdly long; None when there is nothing to see.
pub(super) fn line(text: &str) -> Option<CleanLine> {
    let line = CleanLine::new(text);
    let line = match line.char_indices().nth(LONGEST_LINE) {
        Some((cut, _)) => CleanLine::new(&format!("{}…", line[..cut].trim_end())),
        None => line,
    };
    (!line.is_empty()).then_some(line)
}

/// A BCP 47 tag in its usual case, if `tag` looks like one.
pub(super) fn language_tag(tag: &str) -> Option<String> {
    let mut parts = tag.trim().split(['-', '_']);
    let first = parts.next().filter(|part| matches!(part.len(), 2..=3))?.to_ascii_lowercase();
    let mut out = first.bytes().all(|byte| byte.is_ascii_lowercase()).then_some(first)?;
    for part in parts.take(3).take_while(|part| matches!(part.len(), 2..=8)) {
        if !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            break;
        }
        out.push('-');
        match part.len() {
            2 => out.push_str(&part.to_ascii_uppercase()),
            4 => {
                out.push_str(&part[..1].to_ascii_uppercase());
                out.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => out.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::draft::Part;
    use super::*;

    #[test]
    fn parts_are_parted_by_blank_lines_and_list_items_are_not() {
        let part = |kind, text: &str| Part { kind, ..Part::prose(kind, text) };
        let parts = vec![
            part(BlockKind::Paragraph, "One."),
            part(BlockKind::ListItem, "a"),
            part(BlockKind::ListItem, "b"),
            part(BlockKind::Paragraph, " "),
            Part { links: vec![(0..3, "http://x/".into())], tight: true, ..part(BlockKind::Paragraph, "Two.") },
        ];
        let article = compose(Draft { parts, ..Draft::default() }, Source::Stdin);
        assert_eq!(article.text.as_str(), "One.\n\na\nb\nTwo.");
        let blocks: Vec<&str> = article.blocks.iter().map(|block| block.range.slice(&article.text)).collect();
        assert_eq!(blocks, ["One.", "a", "b", "Two."]);
        assert_eq!(article.links[0].range.slice(&article.text), "Two");
    }

    #[test]
    fn the_text_wins_over_what_the_page_says_of_its_language() {
        let english = "The council of the town voted to rebuild the wall that failed in the storm of last winter, and the \
                       engineers said that the work would take two years.";
        let check = |said: &str, text: &str, expected: Option<&str>| {
            assert_eq!(language(Some(said).filter(|said| !said.is_empty()), text).as_deref(), expected, "{said}");
        };
        check("de", english, Some("en"));
        check("id", english, Some("en"));
        check("en-GB", english, Some("en-GB"));
        check("", english, Some("en"));
        check("und", english, Some("und"));
        check("de-AT", "Kurz.", Some("de-AT"));
        // A language that is not known here is not taken for a neighbour of it.
        let danish = "Havnen åbnede mandag efter en storm, der havde lukket den i en uge, og borgmesteren siger at skibene er på \
                      vej og ikke langt fra land.";
        check("nb", danish, Some("nb"));
        check("en", danish, Some("da"));
    }

    #[test]
    fn a_field_of_any_length_becomes_a_line() {
        assert_eq!(line(" \u{1b}\n"), None);
        assert_eq!(line(&"x".repeat(10_000)).map(|line| line.chars().count()), Some(LONGEST_LINE + 1));
    }

    #[test]
    fn tags_are_written_the_usual_way() {
        assert_eq!(language_tag("EN_us").as_deref(), Some("en-US"));
        assert_eq!(language_tag("zh-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(language_tag("english"), None);
        assert_eq!(language_tag("\u{1b}[2J"), None);
    }
}
