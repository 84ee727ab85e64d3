//! Search in the article: letters in either case unless a capital is typed; straight and curly quotes are the same.

use super::super::highlight::Layer;
use super::super::model::Model;
use super::super::reading::Search;
use super::moves;
use crate::article::{Offset, TextRange};

/// Matches that are kept: more are of no use to anybody, and a search for one letter in a long text stays quick.
const MOST: usize = 100_000;

/// Searches for `query` and goes to the first match at or after `from`.
pub fn search(model: &mut Model, query: &str, from: Offset) {
    let reading = &mut model.reading;
    if query.is_empty() {
        reading.search = None;
        return;
    }
    let hits = find(reading.text(), query);
    let next = hits.partition_point(|hit| hit.start() < from);
    let hit = hits.get(next).or(hits.first()).copied();
    reading.search = Some(Search { query: query.to_owned(), layer: Layer::new(hits.iter().copied()), hits });
    moves::to(reading, hit.map_or(from, TextRange::start), None);
}

/// To the next or previous match; from the last one on to the first.
pub fn step(model: &mut Model, forward: bool) {
    let Some(search) = &model.reading.search else { return };
    let at = model.reading.cursor.at;
    let after = search.hits.partition_point(|hit| hit.start() <= at);
    let before = search.hits.partition_point(|hit| hit.start() < at);
    let (to, around) = match (forward, search.hits.get(after), before.checked_sub(1)) {
        (true, Some(hit), _) => (Some(*hit), false),
        (true, None, _) => (search.hits.first().copied(), true),
        (false, _, Some(i)) => (search.hits.get(i).copied(), false),
        (false, _, None) => (search.hits.last().copied(), true),
    };
    if let Some(hit) = to {
        moves::jump(&mut model.reading, hit.start(), None);
        if around {
            model.say(if forward {
                "From the last match on to the first."
            } else {
                "From the first match back to the last."
            });
        }
    }
}

/// All matches of `query`, sorted, without overlap.
fn find(text: &str, query: &str) -> Vec<TextRange> {
    let exact = query.chars().any(char::is_uppercase);
    let fold = |c: char| fold(c, exact);
    let wanted: Vec<char> = query.chars().map(fold).collect();
    let Some(first) = wanted.first().copied() else { return Vec::new() };
    let mut out = Vec::new();
    let mut free = 0;
    for (at, c) in text.char_indices() {
        if fold(c) != first || at < free {
            continue;
        }
        let mut rest = text.get(at..).unwrap_or("").char_indices();
        let matches = wanted.iter().all(|want| rest.next().is_some_and(|(_, have)| fold(have) == *want));
        if matches {
            free = at + rest.next().map_or(text.len() - at, |(i, _)| i);
            out.push(TextRange::new(at, free));
            if out.len() >= MOST {
                break;
            }
        }
    }
    out
}

fn fold(c: char, exact: bool) -> char {
    match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        '\u{a0}' | '\n' | '\t' => ' ',
        c if exact || c.is_ascii_lowercase() => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str, query: &str) -> Vec<usize> {
        find(text, query).into_iter().map(TextRange::start).collect()
    }

    #[test]
    fn case_and_quotes() {
        assert_eq!(hits("The river, the River", "river"), [4, 15]);
        assert_eq!(hits("The river, the River", "River"), [15]);
        assert_eq!(hits("it isn’t “so”", "isn't \"so\""), [3]);
        assert_eq!(hits("aaaa", "aa"), [0, 2]);
        assert_eq!(hits("one\ntwo", "one two"), [0]);
        assert_eq!(hits("É é", "é"), [0, 3]);
    }
}
