//! `--raw`: the text is the input itself, so that offsets made elsewhere hold.

use super::{IngestError, head, limit, lines};
use crate::article::{Article, Block, BlockKind, CleanText, Source, TextRange, guess_language};

/// Keeps the text as it is; title, byline and date are told for lists, but stay in it.
pub(super) fn article(text: &str, source: &Source) -> Result<Article, IngestError> {
    let text = CleanText::verbatim(text);
    if text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    let beginning = text.get(..text.floor_char_boundary(head::REACH)).unwrap_or("");
    let mut parts = lines::parts(CleanText::new(beginning).as_str());
    let head = head::take(&mut parts);
    let blocks = blocks(&text);
    let lang = guess_language(&text).map(str::to_owned);
    Ok(Article {
        title: head.title.as_deref().and_then(super::compose::line),
        byline: head.byline.as_deref().and_then(super::compose::line),
        published: head.published.as_deref().and_then(super::compose::line),
        lang,
        blocks,
        raw: true,
        ..Article::plain(source.clone(), text)
    })
}

/// Each line that is not blank.
fn blocks(text: &str) -> Vec<Block> {
    let mut at = 0;
    let mut blocks = Vec::new();
    for line in text.split('\n') {
        // The text has to be whole; parts of it that are told apart cost more than it does.
        if blocks.len() >= 3 * limit::MOST {
            break;
        }
        if !line.trim().is_empty() {
            blocks.push(Block { range: TextRange::new(at, at + line.len()), kind: BlockKind::Paragraph });
        }
        at += line.len() + 1;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_moved_or_left_out() {
        let text = "\u{feff}Dam reopens\r\nBy Ann Lee\r\n\r\nRead more: a\n  It  did.\u{1b}\n";
        let article = article(text, &Source::Stdin).unwrap();
        assert_eq!(article.text.as_str(), "Dam reopens\nBy Ann Lee\n\nRead more: a\n  It  did.\u{1b}\n");
        assert_eq!(article.title.unwrap().as_str(), "Dam reopens");
        assert_eq!(article.byline.unwrap().as_str(), "Ann Lee");
        let blocks: Vec<&str> = article.blocks.iter().map(|block| block.range.slice(&article.text)).collect();
        assert_eq!(blocks, ["Dam reopens", "By Ann Lee", "Read more: a", "  It  did.\u{1b}"]);
    }
}
