//! Numbers in titles of works: “Twelve Angry Men”, 2001: A Space Odyssey.

use super::cursor::Cursor;
use super::words::Classes;

/// Words that a title has at most.
const LONGEST: usize = 9;

/// Words that titles write small.
const SMALL: &[&str] = &["a", "an", "the", "of", "and", "in", "on", "to", "for", "at", "with", "from", "by", "s", "or"];

/// If the number at token `i` starts or is part of a title: one past what of it was read.
pub(super) fn opens(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    quoted(t, i).or_else(|| subtitled(t, i))
}

/// “Twelve Angry Men”, “Ocean's 8”, “1984”: in quotation marks, every long word with a capital.
pub(super) fn quoted(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let open = (1..=LONGEST).map_while(|k| i.checked_sub(k)).take_while(|at| !t.is_end(*at)).find(|at| mark(t, *at))?;
    if !(t.touches(open + 1) && (open == 0 || !t.touches(open) || matches!(t.text(open - 1), "(" | "[" | "—"))) {
        return None;
    }
    let close = (i + 1..i + LONGEST).take_while(|at| !t.is_break(*at)).find(|at| mark(t, *at))?;
    // the film “Seven”, a novel called “1984”
    if open + 1 == i && close == i + 1 {
        let works = (1..4).map_while(|k| open.checked_sub(k)).take_while(|at| !t.is_end(*at));
        return works.into_iter().any(|at| t.is(at, Classes::WORK)).then_some(close);
    }
    let (mut capitals, mut others) = (0, 0);
    for at in open + 1..close {
        match t.text(at) {
            "." | "?" | "!" | ";" | "%" | "$" | "€" | "£" if at + 1 < close => return None,
            "%" => return None,
            text if t.is_word(at) && t.is_capital(at) => capitals += usize::from(text.len() > 1 || others == 0),
            _ if t.is_word(at) && !SMALL.iter().any(|word| t.eq(at, word)) => return None,
            _ => others += 1,
        }
    }
    // A comma or a stop before the closing mark ends somebody's words, not a title.
    let speech = close > open + 1 && t.text(close - 1) == "." || capitals < 2;
    (!speech).then_some(close)
}

/// Words after which something in quotation marks is a nickname: the so-called “Gang of Four”.
const NAMING: &[&str] =
    &["term", "phrase", "nickname", "nicknamed", "called", "dubbed", "named", "known", "group", "label", "labelled"];

/// known as the "Three Amigos", the term “seven sisters”: a nickname at token `i`; one past its number.
pub(super) fn nickname(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    let open = (1..=2).map_while(|k| i.checked_sub(k)).find(|at| mark(t, *at) && t.touches(*at + 1))?;
    let close = (i + 2..i + 5).take_while(|at| !t.is_break(*at)).find(|at| mark(t, *at))?;
    let words = (i + 1..close).filter(|at| t.is_word(*at)).count();
    let named = (1..=3).map_while(|k| open.checked_sub(k)).take_while(|at| !t.is_end(*at));
    let naming = |at: usize| NAMING.iter().any(|word| t.eq(at, word));
    let so_called = open > 0 && t.eq(open - 1, "called");
    (words > 0 && words < 3 && (so_called || named.into_iter().any(naming))).then_some(i + 1)
}

fn mark(t: &Cursor<'_, '_>, at: usize) -> bool {
    matches!(t.text(at), "“" | "”" | "\"" | "‘" | "«" | "»")
}

/// "2001: A Space Odyssey": a number, a colon, and words that all have capitals.
fn subtitled(t: &Cursor<'_, '_>, i: usize) -> Option<usize> {
    // "Rovers 1: Ada Holm scored" is no title.
    if t.text(i).len() < 2 || t.text(i + 1) != ":" || t.touches(i + 2) || !t.touches(i + 1) || t.opens_sentence(i) {
        return None;
    }
    let mut capitals = 0;
    for at in i + 2..i + 2 + LONGEST {
        if t.is_capital(at) {
            capitals += 1;
        } else if !(t.is_word(at) && SMALL.iter().any(|word| t.eq(at, word))) {
            break;
        }
    }
    (capitals >= 2).then_some(i + 2)
}
