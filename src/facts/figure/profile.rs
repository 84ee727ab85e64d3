//! What the whole text tells about its figures: whose dollars, which sport, which market, which order of dates.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::document::Document;
use super::super::lexicon;
use super::super::place::Place;
use super::super::token::TokenKind;
use super::currency;
use super::cursor::Cursor;
use super::words::{Classes, Table};

/// Evidence gathered from all words of a text.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Mentions of places and peoples by the code of their currency.
    mentions: Vec<(&'static str, u32)>,
    /// Currencies that the text tells apart by sign or name ("A$5", "96 Hong Kong dollars"): a bare sign is none of them.
    spelled: Vec<&'static str>,
    /// What was meant by signs that were asked for, the same in the whole text.
    meant: RefCell<Vec<(&'static str, &'static str)>>,
    /// Words of cricket.
    pub(super) cricket: u32,
    /// Words of games.
    pub(super) sport: u32,
    /// Words of screens and pictures.
    pub(super) screens: u32,
    /// Words of polls and votes.
    pub(super) votes: u32,
    /// "per cent" in two words, or £: dates are day first.
    pub(super) british: bool,
    /// Pound signs.
    pub(super) pounds: bool,
    /// Dates in digits that can only be read with the day first, less those with the month first.
    pub(super) day_first: i32,
}

/// First words of the names of peoples and bodies, with the words that follow and the code.
type Peoples = Table<&'static str, Vec<(Vec<&'static str>, &'static str)>>;

static PEOPLES: LazyLock<Peoples> = LazyLock::new(|| {
    let mut peoples = Peoples::default();
    for row in lexicon::rows(include_str!("../../../assets/lexicon/currency_words.tsv")) {
        let [code, names] = row[..] else { continue };
        for name in names.split(',').map(str::trim) {
            let mut words = name.split([' ', '.']).filter(|word| !word.is_empty());
            if let Some(first) = words.next() {
                let list = peoples.entry(first).or_default();
                list.push((words.collect(), code));
                list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
            }
        }
    }
    peoples
});

/// The currency of a country, by its ISO 3166-1 code.
static COUNTRIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../assets/lexicon/country_currencies.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .flat_map(|(code, countries)| countries.split(' ').map(move |country| (country, code)))
        .collect()
});

/// Tokens from the start of a text that count more: headline and first lines say where it plays.
const HEAD: usize = 120;

impl Profile {
    /// Gathers the evidence in one pass. `places` are those that were found in the text: only a place that was
    /// found and resolved counts, not every word that may be one.
    pub(super) fn of(t: &Cursor<'_, '_>, places: &[Place]) -> Self {
        let doc = t.doc();
        let mut profile = Self::default();
        let head = doc.tokens().get(HEAD).map_or(usize::MAX, |token| token.start());
        let weight = |at: usize| if at < head { 3 } else { 1 };
        for place in places {
            if let Some(code) = place.country.as_deref().and_then(|country| COUNTRIES.get(country)) {
                profile.mention(code, weight(place.range.start()));
            }
        }
        let mut skip = 0;
        let mut places = places.iter().peekable();
        for (i, token) in doc.tokens().iter().enumerate() {
            while places.next_if(|place| place.range.end() <= token.start()).is_some() {}
            let in_place = places.peek().is_some_and(|place| place.range.start() <= token.start());
            let text = token.range().slice(doc.text());
            match token.kind {
                TokenKind::Sign => profile.sign(t, i, text),
                TokenKind::Word if token.is_capitalised() || !text.is_ascii() => {
                    if i >= skip
                        && !in_place
                        && let Some((code, end)) = people(doc, i)
                    {
                        profile.mention(code, weight(token.start()));
                        skip = end;
                    }
                    profile.count(t.word(i).classes);
                }
                TokenKind::Word => {
                    profile.british |= text == "cent" && i > 0 && doc.word(i - 1) == "per";
                    profile.pounds |= matches!(text, "pence" | "sterling");
                    profile.name(t, i, text);
                    profile.count(t.word(i).classes);
                }
                _ => {}
            }
        }
        profile
    }

    /// A sign: the pound, a dollar with its country, a date in digits.
    fn sign(&mut self, t: &Cursor<'_, '_>, i: usize, text: &str) {
        match text {
            "£" => (self.pounds, self.british) = (true, true),
            "$" if t.touches(i) && t.is_word(i - 1) || t.touches(i + 1) && t.is_word(i + 1) => {
                self.spell(currency::signed(t, i));
            }
            "/" | "-" | "." => self.day_first += order(t, i),
            _ => {}
        }
    }

    /// A name of a currency that says whose it is: "Hong Kong dollars".
    fn name(&mut self, t: &Cursor<'_, '_>, i: usize, text: &str) {
        if text.starts_with("dollar") && i > 0 && t.is_word(i - 1) {
            self.spell(currency::named(t, i));
        }
    }

    fn spell(&mut self, code: Option<&'static str>) {
        if let Some(code) = code.filter(|code| !self.spelled.contains(code)) {
            self.spelled.push(code);
        }
    }

    fn count(&mut self, classes: Classes) {
        self.votes += u32::from(classes.any(Classes::PERCENTY));
        self.cricket += u32::from(classes.any(Classes::CRICKET));
        self.sport += u32::from(classes.any(Classes::SPORT));
        self.screens += u32::from(classes.any(Classes::SCREEN));
    }

    fn mention(&mut self, code: &'static str, weight: u32) {
        match self.mentions.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += weight,
            None => self.mentions.push((code, weight)),
        }
    }

    fn weight(&self, code: &str) -> u32 {
        self.mentions.iter().find(|(known, _)| *known == code).map_or(0, |(_, count)| *count)
    }

    /// Whether a place with this currency is named.
    pub(super) fn mentions(&self, code: &str) -> bool {
        self.weight(code) > 0
    }

    /// Which of `candidates` (codes, the usual one first) the text means: the one whose places are named most and
    /// that is not told apart by a sign or name of its own.
    pub(super) fn currency_of(&self, candidates: &'static str) -> &'static str {
        let known = |(asked, _): &&(&'static str, _)| *asked == candidates;
        if let Some((_, code)) = self.meant.borrow().iter().find(known) {
            return code;
        }
        let code = self.weighed(candidates);
        self.meant.borrow_mut().push((candidates, code));
        code
    }

    fn weighed(&self, candidates: &'static str) -> &'static str {
        let country = |code: &'static str| if code == "USc" { "USD" } else { code };
        let apart = |code: &&'static str| self.spelled.contains(&country(code));
        let mut best: Option<(&'static str, u32)> = None;
        for code in candidates.split(' ').filter(|code| !apart(code)) {
            let weight = self.weight(country(code));
            if best.is_none_or(|(_, most)| weight > most) {
                best = Some((code, weight));
            }
        }
        let usual = candidates.split(' ').next().unwrap_or("");
        // A story that plays in Britain and names Perth once means the usual dollar.
        let other = |code: &str| !candidates.split(' ').any(|candidate| country(candidate) == code);
        let abroad = self.mentions.iter().filter(|(code, _)| other(code)).map(|(_, weight)| *weight).max().unwrap_or(0);
        match best {
            // "US$5" beside a bare $: the other dollar only if the text names its country.
            Some((_, weight)) if weight < abroad && !apart(&usual) => usual,
            Some((code, weight)) if weight > 0 || !apart(&usual) => code,
            _ => usual,
        }
    }
}

/// What the date in digits around the first sign `i` ("15/4/2019") tells: 1 for the day first, -1 for the month.
fn order(t: &Cursor<'_, '_>, i: usize) -> i32 {
    let sign = t.text(i);
    let joined = i > 0
        && t.text(i + 2) == sign
        && t.is_digits(i - 1)
        && t.is_digits(i + 1)
        && t.is_digits(i + 3)
        && (i..=i + 3).all(|at| t.touches(at))
        && matches!(t.text(i + 3).len(), 2 | 4);
    let number = |at: usize| t.text(at).parse::<u32>().ok().filter(|n| (1..=31).contains(n));
    match (number(i.wrapping_sub(1)), number(i + 1)) {
        (Some(day), Some(1..=12)) if joined && day > 12 => 1,
        (Some(1..=12), Some(day)) if joined && day > 12 => -1,
        _ => 0,
    }
}

/// The currency of the people or body that is named from token `i`, and one past the name.
fn people(doc: &Document<'_>, i: usize) -> Option<(&'static str, usize)> {
    PEOPLES.get(doc.word(i))?.iter().find_map(|(rest, code)| {
        let mut at = i + 1;
        for word in rest {
            if doc.word(at) == "." {
                at += 1;
            }
            if !doc.word(at).eq_ignore_ascii_case(word) {
                return None;
            }
            at += 1;
        }
        Some((*code, at))
    })
}
