use proptest::prelude::*;

use super::*;
use crate::article::{CleanText, Source};

fn article(text: &str) -> Article {
    let mut article = Article::plain(Source::Stdin, CleanText::verbatim(text));
    article.raw = true;
    article
}

fn all_rows(layout: &TextLayout, text: &str) -> Vec<(RowId, Row)> {
    let mut out = Vec::new();
    let mut at = Some(layout.first());
    while let Some(id) = at {
        out.push((id, layout.row(text, id)));
        at = layout.below(text, id);
    }
    out
}

fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,12}",
        " ",
        " ",
        "\n",
        "\t",
        "\\PC",
        "é",
        "e\u{301}",
        "👩‍👩‍👧",
        "❤️",
        "🇫🇷",
        "日本語",
        "\u{a0}",
        "\u{ad}",
        "—",
        "\u{1b}",
        "ｶﾞ",
        "2025-11-13",
        "well-known",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn rows_tile_the_text(text in odd_text(), width in 1u16..40) {
        let article = article(&text);
        let text = article.text.as_str();
        let layout = TextLayout::new(&article, width);
        let rows = all_rows(&layout, text);
        prop_assert_eq!(rows[0].1.text.start(), 0);
        for pair in rows.windows(2) {
            let (row, next) = (pair[0].1, pair[1].1);
            prop_assert_eq!(row.next, next.text.start());
            let between = text.get(row.text.end()..row.next).unwrap();
            prop_assert!(between.chars().all(char::is_whitespace), "{:?} lies between two rows", between);
            prop_assert_eq!(layout.above(text, pair[1].0), Some(pair[0].0));
        }
        let last = rows[rows.len() - 1];
        prop_assert_eq!(last.1.next, text.len());
        prop_assert_eq!(last.0, layout.last(text));
    }

    #[test]
    fn no_row_is_wider_than_the_width(text in odd_text(), width in 1u16..40) {
        let article = article(&text);
        let text = article.text.as_str();
        let layout = TextLayout::new(&article, width);
        for (_, row) in all_rows(&layout, text) {
            let columns = layout.column(text, row, row.text.end());
            let clusters = row.text.slice(text).graphemes(true).filter(|cluster| cluster_width(cluster) > 0).count();
            prop_assert!(columns <= width || clusters <= 1, "{columns} columns: {:?}", row.text.slice(text));
        }
    }

    #[test]
    fn offsets_and_positions_agree(text in odd_text(), width in 1u16..40) {
        let article = article(&text);
        let text = article.text.as_str();
        let layout = TextLayout::new(&article, width);
        for (id, row) in all_rows(&layout, text) {
            for (i, cluster) in row.text.slice(text).grapheme_indices(true) {
                let at = row.text.start() + i;
                if cluster_width(cluster) == 0 { continue }
                prop_assert_eq!(layout.row_of(text, at), id);
                prop_assert_eq!(layout.offset_at(text, row, layout.column(text, row, at)), at);
            }
        }
    }

    #[test]
    fn what_is_prepared_is_what_is_made_on_the_way(text in odd_text(), width in 1u16..40) {
        let article = article(&text);
        let text = article.text.as_str();
        let plain = TextLayout::new(&article, width);
        let mut ready = plain.clone();
        ready.prepare(text, ready.first(), 500);
        prop_assert_eq!(all_rows(&plain, text), all_rows(&ready, text));
    }
}

#[test]
fn a_giant_line_is_cut_and_still_tiles() {
    for text in ["x".repeat(50_000), "word ".repeat(10_000), "é".repeat(20_000)] {
        let article = article(&text);
        let text = article.text.as_str();
        let layout = TextLayout::new(&article, 60);
        let rows = all_rows(&layout, text);
        assert_eq!(rows.windows(2).filter(|pair| pair[0].1.next != pair[1].1.text.start()).count(), 0);
        assert_eq!(layout.row_of(text, text.len()), layout.last(text));
    }
}

#[test]
fn the_head_stands_above_the_text() {
    let mut article = article("One line.\nAnother.");
    article.raw = false;
    article.title = Some("A title of several words that wraps".into());
    article.byline = Some("Ann Roe".into());
    let layout = TextLayout::new(&article, 20);
    let heads: Vec<_> = all_rows(&layout, &article.text)
        .iter()
        .filter(|(_, row)| matches!(row.kind, RowKind::Title | RowKind::Credit))
        .map(|(id, _)| layout.head_text(*id).to_owned())
        .collect();
    assert_eq!(heads, ["A title of several", "words that wraps", "Ann Roe"]);
    assert_eq!(layout.row_of(&article.text, 0), layout.first_text());
}
