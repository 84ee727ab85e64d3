//! Looking at a document token by token: the questions that every part of the grammar asks.

use std::cell::{Cell, OnceCell};

use super::super::document::Document;
use super::super::is_english;
use super::super::place::Place;
use super::super::token::{Case, Token, TokenKind};
use super::number::Number;
use super::profile::Profile;
use super::words::{Classes, Lexicon, NumberWord, Word};
use crate::article::TextRange;

/// How a language writes its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Locale {
    /// 1,035.5
    Point,
    /// 1.035,5
    Comma,
}

/// Languages that part the decimals by a comma (CLDR 45).
const COMMA_LANGUAGES: &[&str] = &[
    "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu", "hy",
    "id", "is", "it", "ka", "kk", "lt", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq",
    "sr", "sv", "tr", "uk", "uz", "vi",
];

/// Spanish and German where the point parts the decimals.
const POINT_REGIONS: &[&str] = &["es-mx", "es-us", "es-pr", "es-pe", "es-gt", "es-pa", "de-ch", "de-li"];

impl Locale {
    /// The way of the language `lang` (BCP 47).
    pub(super) fn of(lang: Option<&str>) -> Self {
        let Some(tag) = lang else { return Self::Point };
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let primary = tag.split('-').next().unwrap_or("");
        if COMMA_LANGUAGES.contains(&primary) && !POINT_REGIONS.iter().any(|region| tag.starts_with(region)) {
            Self::Comma
        } else {
            Self::Point
        }
    }
}

/// A document seen by the reader of figures. Tokens before `floor` belong to a figure already found.
pub(super) struct Cursor<'d, 't> {
    doc: &'d Document<'t>,
    /// How numbers are written here.
    pub(super) locale: Locale,
    /// First token that is still free.
    pub(super) floor: usize,
    places: &'d [Place],
    profile: OnceCell<Profile>,
    /// For every token the number of its word in the tables.
    words: Vec<u16>,
    table: &'static Lexicon,
    /// Whether the words are read as English.
    pub(super) english: bool,
    /// Numbers in digits that were read lately, by their first token.
    numbers: [Cell<Option<Kept>>; KEPT],
}

/// What was read at a token.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    at: usize,
    /// The number, if there is one.
    pub(super) number: Option<Number>,
}

/// Numbers in digits that are kept: the grammar looks a few numbers ahead and comes back.
const KEPT: usize = 16;

impl<'d, 't> Cursor<'d, 't> {
    /// A cursor at the start of `doc`.
    ///
    /// `places` are the places that were found in it: they tell whose dollars a text counts.
    pub(super) fn new(doc: &'d Document<'t>, lang: Option<&str>, places: &'d [Place]) -> Self {
        let english = is_english(lang);
        let table = Lexicon::of(english);
        let number = |token: &Token| match token.kind {
            TokenKind::Word => table.index(token.range().slice(doc.text())),
            _ => 0,
        };
        Self {
            doc,
            locale: Locale::of(lang),
            floor: 0,
            places,
            profile: OnceCell::new(),
            words: doc.tokens().iter().map(number).collect(),
            table,
            english,
            numbers: Default::default(),
        }
    }

    /// The document.
    pub(super) fn doc(&self) -> &'d Document<'t> {
        self.doc
    }

    /// What the whole text tells: made when first asked for.
    pub(super) fn profile(&self) -> &Profile {
        self.profile.get_or_init(|| Profile::of(self, self.places))
    }

    /// The text of token `i`; empty past the end.
    #[inline]
    pub(super) fn text(&self, i: usize) -> &'t str {
        self.doc.word(i)
    }

    /// The kind of token `i`.
    #[inline]
    pub(super) fn kind(&self, i: usize) -> TokenKind {
        self.doc.kind(i)
    }

    /// How token `i` is written.
    #[inline]
    pub(super) fn case(&self, i: usize) -> Case {
        self.doc.case(i)
    }

    /// What was read at token `i`, if that is kept.
    pub(super) fn known_number(&self, i: usize) -> Option<Kept> {
        self.numbers[i % KEPT].get().filter(|kept| kept.at == i)
    }

    /// Keeps what was read at token `i`.
    pub(super) fn keep_number(&self, i: usize, number: Option<Number>) {
        self.numbers[i % KEPT].set(Some(Kept { at: i, number }));
    }

    /// Whether token `i` is a word.
    #[inline]
    pub(super) fn is_word(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Word
    }

    /// Whether token `i` is a run of digits.
    #[inline]
    pub(super) fn is_digits(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Digits
    }

    /// Whether token `i` starts with a capital.
    #[inline]
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.is_word(i) && matches!(self.case(i), Case::Title | Case::Upper | Case::Mixed)
    }

    /// Whether no white space stands before token `i`.
    #[inline]
    pub(super) fn touches(&self, i: usize) -> bool {
        self.doc.touches(i) && !self.is_break(i - 1)
    }

    /// What is known about token `i`, if it is a word.
    #[inline]
    pub(super) fn word(&self, i: usize) -> Word {
        let number = self.words.get(i).copied().unwrap_or(0);
        self.table.get(number)
    }

    /// The number word that token `i` is.
    #[inline]
    pub(super) fn number_word(&self, i: usize) -> NumberWord {
        self.word(i).number
    }

    /// Whether token `i` is of one of `classes`.
    #[inline]
    pub(super) fn is(&self, i: usize, classes: Classes) -> bool {
        self.word(i).classes.any(classes)
    }

    /// Whether token `i` reads `word` (given in lower case), in any case.
    #[inline]
    pub(super) fn eq(&self, i: usize, word: &str) -> bool {
        self.text(i).eq_ignore_ascii_case(word)
    }

    /// Whether token `i` is one of `words` (given in lower case).
    #[inline]
    pub(super) fn one_of(&self, i: usize, words: &[&str]) -> bool {
        let text = self.text(i);
        let Some(first) = text.as_bytes().first().map(u8::to_ascii_lowercase) else { return false };
        // Most words are told apart by how they begin.
        let is_like = |word: &str| word.len() == text.len() && word.as_bytes().first() == Some(&first);
        words.iter().any(|word| is_like(word) && text.eq_ignore_ascii_case(word))
    }

    /// Whether the tokens before `i` (not including it) read `words`; the number of tokens back to them.
    pub(super) fn before(&self, i: usize, words: &[&str]) -> bool {
        i >= words.len() && words.iter().enumerate().all(|(k, word)| self.eq(i - words.len() + k, word))
    }

    /// Whether token `i` is a hyphen.
    #[inline]
    pub(super) fn is_hyphen(&self, i: usize) -> bool {
        matches!(self.text(i), "-" | "‐" | "‑")
    }

    /// Whether token `i` is a hyphen or a dash.
    #[inline]
    pub(super) fn is_dash(&self, i: usize) -> bool {
        matches!(self.text(i), "-" | "‐" | "‑" | "–" | "—" | "−" | "‒")
    }

    /// Whether token `i` is a hyphen with a token at either side, no white space between.
    #[inline]
    pub(super) fn is_joint(&self, i: usize) -> bool {
        self.is_hyphen(i) && self.touches(i) && self.touches(i + 1)
    }

    /// Whether token `i` is an apostrophe.
    #[inline]
    pub(super) fn is_apostrophe(&self, i: usize) -> bool {
        matches!(self.text(i), "'" | "’" | "ʼ")
    }

    /// Whether a line or the text ends before token `i`.
    pub(super) fn is_break(&self, i: usize) -> bool {
        matches!(self.kind(i), TokenKind::LineBreak | TokenKind::BlankLine)
    }

    /// Whether a sentence ends at token `i`: a break, or a stop with white space after it.
    pub(super) fn is_end(&self, i: usize) -> bool {
        self.is_break(i) || (matches!(self.text(i), "." | "!" | "?" | ";" | ":") && !self.touches(i + 1))
    }

    /// Whether token `i` opens its sentence (opening marks do not count).
    pub(super) fn opens_sentence(&self, i: usize) -> bool {
        let mut at = i;
        while at > 0 && i - at < 4 {
            let before = at - 1;
            if self.is_break(before) {
                return true;
            }
            match self.text(before) {
                "." | "!" | "?" | ":" | "•" | "—" | "–" => return !self.touches(at) || at < i,
                "“" | "‘" | "\"" | "'" | "(" | "[" | "«" => at = before,
                _ => return false,
            }
        }
        at == 0
    }

    /// The bytes of the tokens `first..end`.
    pub(super) fn range(&self, first: usize, end: usize) -> TextRange {
        let tokens = self.doc.tokens();
        match (tokens.get(first), end.checked_sub(1).and_then(|last| tokens.get(last))) {
            (Some(first), Some(last)) => TextRange::new(first.start(), last.end()),
            _ => TextRange::default(),
        }
    }

    /// The white space between token `i` and the one before it.
    pub(super) fn gap(&self, i: usize) -> &'t str {
        let tokens = self.doc.tokens();
        match (i.checked_sub(1).and_then(|before| tokens.get(before)), tokens.get(i)) {
            (Some(before), Some(token)) => TextRange::new(before.end(), token.start()).slice(self.doc.text()),
            _ => "",
        }
    }
}
