//! Hedges: the words before or after a figure that make it inexact.

use std::sync::LazyLock;

use super::super::lexicon;
use super::FigureKind;
use super::cursor::Cursor;
use super::found::Found;
use super::words::{Classes, Table, lower};

/// Hedges by their last word, longest first.
static HEDGES: LazyLock<Table<&'static str, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut table: Table<&'static str, Vec<Vec<&'static str>>> = Table::default();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/hedges.tsv")) {
        let words: Vec<&str> = row.first().map(|hedge| hedge.split(' ').collect()).unwrap_or_default();
        if let Some(last) = words.last().copied() {
            let list = table.entry(last).or_default();
            list.push(words);
            list.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
    }
    table
});

/// For each word, the hedges that are none after it.
static STOPS: LazyLock<Table<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut table: Table<&'static str, Vec<&'static str>> = Table::default();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/hedge_stops.tsv")) {
        let [hedges, words] = row[..] else { continue };
        for word in words.split(' ') {
            table.entry(word).or_default().extend(hedges.split(' '));
        }
    }
    table
});

/// A hedge of one word that may be a preposition or a particle.
struct Single<'a> {
    figure: &'a Found,
    /// Its token.
    at: usize,
    /// Whether an article stands between it and the figure.
    article: bool,
}

/// A rule: whether the word is no hedge here.
type Rule = fn(&Cursor<'_, '_>, &Single<'_>) -> bool;

/// What makes a word no hedge, by name.
const NONE: &[(&str, Rule)] = &[
    ("hedge: particle or topic of a word before", after_stop),
    ("hedge: over a time", over_time),
    ("hedge: over a thing", over_thing),
    ("hedge: about a thing", about_thing),
];

/// The hedge of a figure, in lower case.
pub(super) fn of(t: &Cursor<'_, '_>, figure: &Found) -> Option<String> {
    let before = figure.first.checked_sub(1).map(|last| past_more(t, last)).and_then(|last| {
        // "an estimated", "the roughly 40": an article between is skipped.
        let article = t.one_of(last, &["a", "an", "the"]) && last > 0;
        before(t, figure, last - usize::from(article), article)
    });
    before.or_else(|| after(t, figure.end))
}

/// "up to an additional 15 per cent", "about another 40": a word for more stands between hedge and figure.
fn past_more(t: &Cursor<'_, '_>, last: usize) -> usize {
    let article = |at: usize| at > 0 && t.one_of(at, &["a", "an"]);
    if t.one_of(last, &["additional", "extra", "further"]) && last > 1 && article(last - 1) {
        return last - 1;
    }
    if t.eq(last, "another") && last > 0 { last - 1 } else { last }
}

/// "less than the $3 million figure": what is compared with is known, so the figure itself is exact.
fn compares(t: &Cursor<'_, '_>, figure: &Found, words: &[&str], article: bool) -> bool {
    article && t.eq(figure.first - 1, "the") && words.len() == 2 && words[1] == "than"
}

fn before(t: &Cursor<'_, '_>, figure: &Found, last: usize, article: bool) -> Option<String> {
    if t.is_end(last) {
        return None;
    }
    let hedges = lower(t.text(last), |key| HEDGES.get(key))?;
    let words = hedges.iter().find(|words| t.before(last + 1, words))?;
    let first = last + 1 - words.len();
    let single = Single { figure, at: first, article };
    if compares(t, figure, words, article) || words.len() == 1 && NONE.iter().any(|(_, rule)| rule(t, &single)) {
        return None;
    }
    // "no longer than", "not exceeding": without its "no" it would say the opposite.
    let bound = matches!(words.last(), Some(&("than" | "exceeding" | "over" | "above" | "under" | "below")));
    if bound && first > 0 && t.one_of(first - 1, &["no", "not", "never"]) && !t.one_of(first, &["no", "not"]) {
        return Some(format!("{} {}", t.text(first - 1).to_lowercase(), words.join(" ")));
    }
    Some(words.join(" "))
}

/// "handed over 40 suspects", "a row over $4m", "asked about 2016": the word belongs to what stands before it.
fn after_stop(t: &Cursor<'_, '_>, single: &Single<'_>) -> bool {
    let Some(before) = single.at.checked_sub(1) else { return false };
    let stops = lower(t.text(before), |key| STOPS.get(key));
    stops.is_some_and(|stops| stops.iter().any(|word| t.eq(single.at, word)))
}

/// "£40m over two years", "over the 40 years": the time that something takes. "For over two years", "over two years ago".
fn over_time(t: &Cursor<'_, '_>, single: &Single<'_>) -> bool {
    let age = single.figure.rule.starts_with("duration: people over");
    if !t.eq(single.at, "over") || single.figure.kind != FigureKind::Duration || age {
        return false;
    }
    let end = single.figure.end;
    let before = single.at.checked_sub(1);
    let compared = t.one_of(end, &["ago", "old", "later", "earlier", "late", "behind", "ahead", "away", "apart"])
        || t.is_joint(end);
    let lasting = before.is_some_and(|at| t.is(at, Classes::DURATIVE));
    single.article || !(compared || lasting)
}

/// "over the 12 miles to the coast", "under the 2016 deal": a preposition before a thing that is known.
fn over_thing(t: &Cursor<'_, '_>, single: &Single<'_>) -> bool {
    single.article && t.one_of(single.at, &["over", "under", "above", "below", "beyond"])
}

/// "about a $4 million loan", "about the 2016 contract": a topic. "About a 10% drop" and "was about a 20-minute drive" are hedged.
fn about_thing(t: &Cursor<'_, '_>, single: &Single<'_>) -> bool {
    if !single.article || !t.eq(single.at, "about") {
        return false;
    }
    let measured = single.at > 0 && t.is(single.at - 1, Classes::COPULA.or(Classes::DURATIVE));
    let the = t.eq(single.figure.first - 1, "the");
    the || !measured && single.figure.kind != FigureKind::Percent
}

fn after(t: &Cursor<'_, '_>, end: usize) -> Option<String> {
    if t.eq(end, "or") && t.one_of(end + 1, &["so", "more", "less", "fewer", "thereabouts"]) {
        return Some(format!("or {}", t.text(end + 1).to_lowercase()));
    }
    if t.is_joint(end) && t.one_of(end + 1, &["odd", "plus", "ish"]) {
        return Some(t.text(end + 1).to_lowercase());
    }
    (t.text(end) == "+" && t.touches(end)).then(|| "+".to_owned())
}

#[cfg(test)]
mod tests {
    use crate::facts::{Document, figure};

    fn hedge(text: &str) -> Option<String> {
        figure::find(&Document::new(text), None, &[]).into_iter().next().and_then(|figure| figure.approx)
    }

    #[test]
    fn a_particle_is_no_hedge() {
        assert_eq!(hedge("The clerk handed over 640 keys."), None);
        assert_eq!(hedge("Women over 40 were asked."), None);
        assert_eq!(hedge("The ferry carries over 200 people.").as_deref(), Some("over"));
        assert_eq!(hedge("A hundred or so came.").as_deref(), Some("or so"));
    }
}
