//! Tables: rows of words where a table holds them; layout where it holds paragraphs.

use dom_query::NodeRef;

use super::{name, next, words};

/// The longest cell of a table of words, in bytes.
const CELL: usize = 300;

/// The rows of a table, cells parted by tabs; None for one that only lays a page out: of one column or row, with a
/// table, list or paragraphs in it, or with long cells.
pub(super) fn rows(table: &NodeRef<'_>) -> Option<String> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut at = next(table, table, true, |_| {});
    while let Some(node) = at {
        let mut inside = true;
        match name(&node).as_deref() {
            Some("table" | "blockquote" | "h1" | "h2" | "h3" | "figure" | "pre") => return None,
            Some("tr") => rows.push(Vec::new()),
            Some("td" | "th") => {
                rows.last_mut()?.push(String::new());
            }
            Some("script" | "style" | "noscript" | "template" | "caption") => inside = false,
            Some("br" | "p" | "div" | "ul" | "ol") => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.push(' ');
                }
            }
            // The items of a list in a cell stand in one line.
            Some("li") => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.truncate(cell.trim_end().len());
                    cell.push_str(if cell.is_empty() { " " } else { "; " });
                }
            }
            Some(_) => {}
            None => {
                if let (Some(text), Some(cell)) = (words(&node), rows.last_mut().and_then(|row| row.last_mut())) {
                    cell.push_str(&text);
                    if cell.len() > 4 * CELL {
                        return None;
                    }
                }
            }
        }
        at = next(table, &node, inside, |_| {});
    }
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect())
        .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let short = rows.iter().flatten().all(|cell| cell.len() <= CELL);
    (rows.len() >= 2 && columns >= 2 && short)
        .then(|| rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"))
}

/// Whether rows are prices of shares, which the page fills in anew each day: their heads are the words of an exchange
/// ("Ticker, Security, Last, Change").
pub(super) fn is_ticker(rows: &str) -> bool {
    const HEADS: &[&str] = &[
        "ticker", "symbol", "security", "last", "change", "change %", "% change", "chg", "price", "open", "high",
        "low", "volume",
    ];
    let heads: Vec<String> = rows.lines().next().unwrap_or("").split('\t').map(str::to_lowercase).collect();
    let known = heads.iter().filter(|head| HEADS.contains(&head.trim())).count();
    known >= 3 && known + 1 >= heads.len()
}

/// The words of a table's caption.
pub(super) fn caption(table: &NodeRef<'_>) -> Option<String> {
    let caption = table.children_it(false).find(|child| name(child).as_deref() == Some("caption"))?;
    Some(text(&caption)).filter(|caption| !caption.trim().is_empty())
}

/// The text under a node, as it stands; line breaks are line feeds.
pub(super) fn text(root: &NodeRef<'_>) -> String {
    let mut out = String::new();
    let mut at = next(root, root, true, |_| {});
    while let Some(node) = at {
        let name = name(&node);
        if name.as_deref() == Some("br") {
            out.push('\n');
        }
        if let Some(words) = words(&node) {
            out.push_str(&words);
        }
        let inside = !matches!(name.as_deref(), Some("script" | "style" | "button" | "noscript"));
        at = next(root, &node, inside, |_| {});
    }
    out
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn check(page: &str, expected: Option<&str>) {
        let document = Document::from(page);
        let table = document.select_single("table");
        assert_eq!(rows(table.nodes().first().unwrap()).as_deref(), expected, "{page}");
    }

    #[test]
    fn rows_of_words_are_a_table() {
        check("<table><tr><th>Team<th>P<tr><td>A <b>b</b><td>1\n<tr></table>", Some("Team\tP\nA b\t1"));
        check(
            "<table><tr><td>Mon<td><ul><li>9 to 1<li>2 to 6</ul><tr><td>Tue<td>shut</table>",
            Some("Mon\t9 to 1; 2 to 6\nTue\tshut"),
        );
    }

    #[test]
    fn prices_of_shares_are_told_by_their_heads() {
        assert!(is_ticker("Ticker\tSecurity\tLast\tChange\tChange %\nODN\tODDEN FERRIES\t22.5\t-1.3\t-5.4%"));
        assert!(!is_ticker("Month\tHigh\tLow\nMay\t12\t4"));
        assert!(!is_ticker("Year\tBoats\tPrice\tChange\n2019\t3\t40\t+2"));
    }

    #[test]
    fn everything_else_is_layout() {
        check("<table><tr><td>a<td>b</table>", None);
        check("<table><tr><td>a<tr><td>b</table>", None);
        check("<table><tr><td>a<td><table><tr><td>x</table><tr><td>a<td>b</table>", None);
        check(&format!("<table><tr><td>a<td>{}<tr><td>a<td>b</table>", "word ".repeat(100)), None);
    }
}
