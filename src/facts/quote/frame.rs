//! Frames: the sentences of a text with each quoted string as one item, so that “It is. Or not?” he said is one.
//!
//! Items are words as grammar sees them: "Mr." with its stop, "O’Brien", "co-founder"; the ’s of a possessive is an
//! item of its own.

use std::ops::Range;

use super::class::{self, Classes};
use super::marks::{Quoted, joined};
use crate::article::TextRange;
use crate::facts::{Case, Document, Token, TokenKind, lexicon, sentence};

/// One word, sign or quoted string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub classes: Classes,
    /// Number of the quoted string.
    pub quote: u32,
}

impl Item {
    /// Whether it has one of the classes.
    #[inline]
    pub fn is(self, classes: Classes) -> bool {
        self.classes & classes != 0
    }
}

/// One sentence.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Its items, as indices into [`Frames::items`].
    pub items: Range<usize>,
    /// Its paragraph, from 0; a string that runs over paragraphs carries its frame into the last.
    pub paragraph: usize,
    /// The paragraph that it begins in.
    pub opens: usize,
}

/// A text as frames.
pub(super) struct Frames<'d, 't> {
    /// The text it was made from.
    pub document: &'d Document<'t>,
    /// Its quoted strings.
    pub quoted: Vec<Quoted>,
    /// All items.
    pub items: Vec<Item>,
    /// All frames, in order.
    pub list: Vec<Frame>,
}

impl<'d, 't> Frames<'d, 't> {
    /// Cuts a document.
    pub fn new(document: &'d Document<'t>, quoted: Vec<Quoted>) -> Self {
        let breaks = |token: &&Token| !matches!(token.kind, TokenKind::LineBreak | TokenKind::BlankLine);
        let items = Vec::with_capacity(document.tokens().iter().filter(breaks).count());
        let mut this = Self { document, quoted, items, list: Vec::with_capacity(document.sentences().len()) };
        this.build();
        this
    }

    /// The text of items `range`.
    pub fn slice(&self, range: &Range<usize>) -> &'t str {
        self.range(range).slice(self.document.text())
    }

    /// The text of one item.
    #[inline]
    pub fn word(&self, i: usize) -> &'t str {
        self.items
            .get(i)
            .map_or("", |item| self.document.text().get(item.start as usize..item.end as usize).unwrap_or(""))
    }

    /// Where items `range` stand.
    pub fn range(&self, range: &Range<usize>) -> TextRange {
        match (self.items.get(range.start), range.end.checked_sub(1).and_then(|last| self.items.get(last))) {
            (Some(first), Some(last)) => TextRange::new(first.start as usize, last.end as usize),
            _ => TextRange::default(),
        }
    }

    /// The classes of item `i`, when it lies in `range`; 0 outside.
    #[inline]
    pub fn at(&self, i: usize, range: &Range<usize>) -> Classes {
        if range.contains(&i) { self.items[i].classes } else { 0 }
    }

    fn build(&mut self) {
        let document = self.document;
        let sentences = document.sentences();
        let (mut sentence, mut next, mut first) = (0, 0, 0);
        let mut i = 0;
        let count = document.tokens().len();
        while i < count {
            while sentences.get(sentence).is_some_and(|s| s.tokens.end <= i) {
                sentence += 1;
            }
            let Some(current) = sentences.get(sentence) else { break };
            if i < current.tokens.start {
                i = current.tokens.start;
                continue;
            }
            if let Some(quote) = self.quoted.get(next).filter(|quote| quote.outer.start <= i) {
                let (outer, inner) = (quote.outer.clone(), quote.inner.clone());
                self.push_quote(next, &outer);
                next += 1;
                i = outer.end.max(i + 1);
                let after = sentences.partition_point(|s| s.tokens.end < i);
                let Some(holder) = sentences.get(after) else { break };
                let ends = holder.tokens.end <= i;
                let paragraph = holder.paragraph;
                let joined = ends && self.goes_on(inner.end, i, after);
                if ends && !joined {
                    self.close(&mut first, paragraph);
                }
                continue;
            }
            let end = self.push_word(i, current.tokens.end, first);
            if end >= current.tokens.end {
                self.close(&mut first, current.paragraph);
            }
            i = end;
        }
        let paragraph = sentences.last().map_or(0, |s| s.paragraph);
        self.close(&mut first, paragraph);
    }

    fn close(&mut self, first: &mut usize, paragraph: usize) {
        if *first < self.items.len() {
            let sentences = self.document.sentences();
            let start = self.document.sentence_at(self.items[*first].start as usize);
            let opens = sentences.get(start).map_or(paragraph, |sentence| sentence.paragraph);
            self.list.push(Frame { items: *first..self.items.len(), paragraph, opens });
            *first = self.items.len();
        }
    }

    /// Whether a quoted string that ends a sentence by its own mark is followed by its attribution: “Why?” Vale asked.
    fn goes_on(&self, inner_end: usize, outer_end: usize, sentence: usize) -> bool {
        const FAR: usize = 24;
        let document = self.document;
        let closing = |i: &usize| matches!(document.word(*i), "'" | "’" | "”" | "\"" | ")" | "]");
        let last =
            (inner_end.saturating_sub(3)..inner_end).rev().find(|i| !closing(i)).map_or("", |i| document.word(i));
        if !matches!(last, "?" | "!" | "…" | "—" | "–" | "-" | ",") {
            return false;
        }
        let (Some(own), Some(next)) = (document.sentences().get(sentence), document.sentences().get(sentence + 1))
        else {
            return false;
        };
        if own.paragraph != next.paragraph || next.tokens.start != outer_end {
            return false;
        }
        let mut comma = false;
        for i in next.tokens.start..next.tokens.end.min(next.tokens.start + FAR) {
            let classes = class::classes(document.word(i));
            match document.kind(i) {
                TokenKind::Word if document.case(i) == Case::Lower => {
                    if classes & class::FINITE != 0 {
                        return true;
                    }
                    if !comma && classes & (class::ROLE | class::ORG | class::DOC | class::ADV) == 0 {
                        return false;
                    }
                }
                TokenKind::Word => {}
                TokenKind::Sign if document.word(i) == "," => comma = true,
                TokenKind::Sign if matches!(document.word(i), "." | "-" | "’" | "'" | "(" | ")") => {}
                _ if comma => {}
                _ => return false,
            }
        }
        false
    }

    fn push_quote(&mut self, number: usize, outer: &Range<usize>) {
        let tokens = self.document.tokens();
        if let (Some(first), Some(last)) = (tokens.get(outer.start), tokens.get(outer.end.saturating_sub(1))) {
            self.items.push(Item {
                start: first.start() as u32,
                end: last.end() as u32,
                classes: class::QUOTE,
                quote: number as u32,
            });
        }
    }

    /// Adds the item that begins with token `i`; gives the token after it.
    fn push_word(&mut self, i: usize, end: usize, first: usize) -> usize {
        let document = self.document;
        let opens =
            self.items.len() == first || self.items.last().is_some_and(|item| item.is(class::QUOTE | class::COLON));
        let mut last = i + 1;
        let office = self.items.last().is_some_and(|item| item.is(class::CAP) && item.is(class::TITLE | class::ROLE))
            || self.items.last().is_some_and(|item| item.is(class::CAP))
                && self.forename(self.items.len() - 1).is_some();
        let named = document.case(i + 1) == Case::Title && i + 1 < end && lexicon::forename(document.word(i)).is_some();
        let mut classes = match document.kind(i) {
            TokenKind::Word => {
                last = self.word_end(i, end);
                word_classes(document, i, last, opens)
            }
            TokenKind::Digits => {
                last = number_end(document, i, end);
                class::NUM
            }
            TokenKind::Sign => {
                if matches!(document.word(i), "’" | "'") && joined(document, i) && i > 0 {
                    if joined(document, i + 1) && document.word(i + 1).eq_ignore_ascii_case("s") && i + 1 < end {
                        last = i + 2;
                    }
                    class::S
                } else {
                    // A stop inside the sentence belongs to an abbreviation.
                    let sign = sign_classes(document.word(i));
                    if sign == class::STOP && i + 1 < end { class::OTHER } else { sign }
                }
            }
            _ => return last,
        };
        // "Secretary Above Skarn", "Judge May": behind an office a capital makes a name of a small word.
        if (office || named && classes & class::AUX != 0)
            && !opens
            && document.case(i) == Case::Title
            && classes & (class::PREP | class::AUX | class::SUB | class::ADV) != 0
        {
            classes = class::WORD | class::CAP;
        }
        if self.items.len() == first {
            classes |= class::FIRST;
        }
        let tokens = document.tokens();
        self.items.push(Item {
            start: tokens[i].start() as u32,
            end: tokens[last - 1].end() as u32,
            classes,
            quote: 0,
        });
        last
    }

    /// One past the last token of the word that begins at `i`: hyphens, apostrophes and the stops of abbreviations
    /// are inside. A quoted string is never entered.
    fn word_end(&self, i: usize, end: usize) -> usize {
        let document = self.document;
        let mut last = i + 1;
        while last < end && joined(document, last) && document.kind(last) == TokenKind::Sign {
            let next_touches = last + 1 < end && joined(document, last + 1);
            let wordy = next_touches && matches!(document.kind(last + 1), TokenKind::Word | TokenKind::Digits);
            match document.word(last) {
                "-" | "‑" if wordy => last += 2,
                "’" | "'" if wordy && !document.word(last + 1).eq_ignore_ascii_case("s") => last += 2,
                "." => {
                    let before = document.word(last - 1);
                    let letter = before.chars().count() == 1;
                    // "p.m.": small letters with stops are one word when there are two.
                    let paired = last > i + 1
                        || last + 2 < end
                            && joined(document, last + 1)
                            && document.word(last + 1).chars().count() == 1
                            && document.word(last + 2) == "."
                            && joined(document, last + 2);
                    let initial = letter && (document.case(last - 1) != Case::Lower || paired);
                    let title = class::classes(before) & class::TITLE != 0
                        || document.case(last - 1) != Case::Lower && sentence::is_abbreviation(before);
                    // The stop that ends the sentence stays a sign.
                    if (initial || title) && last + 1 < end {
                        last += 1;
                        let chained = initial
                            && last < end
                            && joined(document, last)
                            && document.kind(last) == TokenKind::Word
                            && document.word(last).chars().count() == 1;
                        if chained {
                            last += 1;
                            continue;
                        }
                    }
                    break;
                }
                _ => break,
            }
        }
        last
    }
}

fn number_end(document: &Document<'_>, i: usize, end: usize) -> usize {
    let mut last = i + 1;
    while last < end && joined(document, last) {
        match document.kind(last) {
            TokenKind::Digits | TokenKind::Word => last += 1,
            TokenKind::Sign if matches!(document.word(last), "," | "." | "-" | ":" | "/") => {
                let goes_on = last + 1 < end
                    && joined(document, last + 1)
                    && matches!(document.kind(last + 1), TokenKind::Digits | TokenKind::Word);
                if !goes_on {
                    break;
                }
                last += 2;
            }
            _ => break,
        }
    }
    last
}

fn sign_classes(sign: &str) -> Classes {
    match sign {
        "," => class::COMMA,
        "." | "!" | "?" => class::STOP,
        ":" => class::COLON,
        ";" => class::SEMI,
        "—" | "–" | "-" | "―" => class::DASH,
        "(" | "[" => class::OPEN,
        ")" | "]" => class::CLOSE,
        _ => class::OTHER,
    }
}

/// The classes of a word of the tokens `i..last`; `opens` when a capital may come from its place.
fn word_classes(document: &Document<'_>, i: usize, last: usize, opens: bool) -> Classes {
    let mut classes = class::WORD;
    let token = document.tokens()[i];
    let single = last == i + 1;
    let known = if single {
        class::classes(document.word(i))
    } else if document.word(last - 1) == "." {
        class::classes(document.word(i)) & (class::TITLE_ANY | class::TIME)
    } else {
        hyphenated(document, i, last)
    };
    let small = matches!(token.case, Case::Lower | Case::None);
    if small {
        classes |= class::LOWER | known;
        // "may", "march": months are written with a capital.
        if known & class::TIME != 0 && known & (class::AUX | class::CUE) != 0 {
            classes &= !class::TIME;
        }
        return classes;
    }
    let headline = known & class::FINITE != 0 && !opens;
    // A capital makes a name of a verb that attributes nothing.
    classes |= known & !(class::VERB | class::WEAK);
    if known & class::TIME != 0 {
        return classes & !(class::AUX | class::SUB);
    }
    // "US officials", "IT staff" at the start of a sentence that is not all in capitals.
    let letters = single && token.case == Case::Upper && token.end() - token.start() > 1;
    if letters && known & class::SMALL != 0 && document.case(last) == Case::Lower {
        return class::WORD | class::CAP;
    }
    // "The We Company": a name.
    let named = known & class::PRON != 0
        && !opens
        && document.case(last) == Case::Title
        && i > 0
        && document.word(i - 1).eq_ignore_ascii_case("the");
    if named && document.case(i) == Case::Title {
        return class::WORD | class::CAP;
    }
    if known & class::CUE & !class::BASE != 0 && opens {
        return classes;
    }
    if known & class::SMALL != 0 {
        let small = !is_acronym(document, i, last) && (opens || token.case == Case::Title);
        return if small { classes } else { class::WORD | class::CAP };
    }
    if headline {
        classes &= !class::CUE;
    }
    classes | class::CAP
}

/// "US officials", "WHO said": two letters or more, all capitals, in a sentence that is not.
fn is_acronym(document: &Document<'_>, i: usize, last: usize) -> bool {
    let upper = |at: usize| document.case(at) == Case::Upper && document.word(at).len() > 1;
    upper(i) && !upper(last) && !(i > 0 && upper(i - 1))
}

/// "co-founder" is what "founder" is; "don’t" is what the table says of it.
fn hyphenated(document: &Document<'_>, i: usize, last: usize) -> Classes {
    let tokens = document.tokens();
    let range = TextRange::new(tokens[i].start(), tokens[last - 1].end());
    let whole = class::classes(range.slice(document.text()));
    if whole != 0 {
        return whole;
    }
    match document.word(i + 1) {
        "-" | "‑" => {
            class::classes(document.word(last - 1))
                & (class::ROLE | class::ORG | class::DOC | class::FEMALE | class::MALE)
        }
        "’" | "'" => {
            let tail = document.word(last - 1);
            let verb = ["t", "re", "ve", "ll", "d", "m"].iter().any(|t| tail.eq_ignore_ascii_case(t));
            let straight = range.slice(document.text()).replace('’', "'");
            let whole = class::classes(&straight);
            if whole != 0 {
                whole
            } else if verb {
                class::classes(document.word(i)) & (class::PRON | class::HE | class::SHE | class::MALE | class::FEMALE)
                    | class::AUX
            } else {
                0
            }
        }
        _ => 0,
    }
}
