//! What follows from the facts: the order in which they are stepped through, the rows of the lists, the layers of
//! highlights. Made when the facts arrive, and again when the reader wants the lists otherwise.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::highlight::{Highlight, Layer};
use crate::article::{Offset, TextRange};
use crate::facts::{FactId, FactKind, Facts, Figure, Place, QuoteKind};

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// As they stand in the text.
    #[default]
    Text,
    /// Figures of one unit together, the largest first.
    Size,
    /// Figures of one kind together.
    Kind,
    /// Places that are named most often first.
    Count,
    /// Places of one country together.
    Country,
    /// Quotes of one speaker together.
    Speaker,
}

impl Order {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "order of text",
            Self::Size => "size",
            Self::Kind => "kind",
            Self::Count => "count",
            Self::Country => "country",
            Self::Speaker => "speaker",
        }
    }

    /// The orders that a list of `kind` can have, the usual one first.
    pub fn of(kind: FactKind) -> &'static [Self] {
        match kind {
            FactKind::Figure => &[Self::Text, Self::Size, Self::Kind],
            FactKind::Place => &[Self::Text, Self::Count, Self::Country],
            FactKind::Quote => &[Self::Text, Self::Speaker],
        }
    }
}

/// How the reader wants the lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Whether reported speech is listed and highlighted.
    pub reported: bool,
    /// Order of the figures.
    pub figures: Order,
    /// Order of the places.
    pub places: Order,
    /// Order of the quotes.
    pub quotes: Order,
    /// Only the quotes of this speaker.
    pub speaker: Option<String>,
}

/// What follows from the facts.
#[derive(Debug, Clone, Default)]
pub struct FactIndex {
    /// All facts that are stepped through, by start, longer ones first.
    pub order: Vec<FactId>,
    /// Rows of the figures: a conversion in brackets shares the row of what it converts.
    pub figures: Vec<usize>,
    /// Rows of the places: for each place the indices of its mentions.
    pub places: Vec<Vec<usize>>,
    /// The quotes that are listed, as they stand in the text.
    pub quotes: Vec<usize>,
    /// Rows of the quotes.
    pub quote_rows: Vec<usize>,
    /// One layer for each kind of highlight that facts make.
    pub layers: Vec<(Highlight, Layer)>,
    /// For each figure, place and quote its row, [`NO_ROW`] for none.
    rows: [Vec<u32>; 3],
    /// Mentions of speakers with their quotes, sorted.
    mentions: Vec<(TextRange, usize)>,
}

const NO_ROW: u32 = u32::MAX;

impl FactIndex {
    /// What follows from `facts`, as it is wanted.
    pub fn new(facts: &Facts, wanted: &Wanted) -> Self {
        let figures = figures(facts, wanted.figures);
        let places = places(facts, wanted.places);
        let rows = [
            rows_of(facts.figures.len(), figures.iter().map(std::slice::from_ref)),
            rows_of(facts.places.len(), places.iter().map(Vec::as_slice)),
            Vec::new(),
        ];
        let layers = vec![
            (Highlight::Figure, Layer::new(facts.figures.iter().map(|fact| fact.range))),
            (Highlight::Place, Layer::new(facts.places.iter().map(|fact| fact.range))),
        ];
        let mut index = Self { figures, places, layers, rows, ..Self::default() };
        index.share_rows(facts);
        index.list_quotes(facts, wanted);
        index
    }

    /// Lists the quotes as they are wanted now. Figures and places stay as they are, so that a key that shows or hides
    /// quotes is quick in a text of many thousands of facts.
    pub fn list_quotes(&mut self, facts: &Facts, wanted: &Wanted) {
        let quotes: Vec<usize> = (0..facts.quotes.len())
            .filter(|index| wanted.reported || facts.quotes[*index].kind != QuoteKind::Reported)
            .filter(|index| wanted.speaker.is_none() || facts.quotes[*index].speaker == wanted.speaker)
            .collect();
        let mut quote_rows = quotes.clone();
        if wanted.quotes == Order::Speaker {
            // Speakers in the order in which they first speak; those without a name last.
            let mut first: HashMap<&Option<String>, usize> = HashMap::new();
            for index in &quotes {
                first.entry(&facts.quotes[*index].speaker).or_insert(*index);
            }
            let key = |index: usize| {
                let who = &facts.quotes[index].speaker;
                (who.is_none(), first.get(who).copied(), index)
            };
            quote_rows.sort_by_key(|index| key(*index));
        }
        let mut mentions: Vec<(TextRange, usize)> =
            quotes.iter().filter_map(|index| Some((facts.quotes[*index].mention?, *index))).collect();
        mentions.sort_unstable();
        self.rows[FactKind::Quote as usize] = rows_of(facts.quotes.len(), quote_rows.iter().map(std::slice::from_ref));
        self.layers.retain(|(highlight, _)| matches!(highlight, Highlight::Figure | Highlight::Place));
        self.layers.splice(..0, quote_layers(facts, &mentions, wanted.reported));
        self.order = order(facts, &quotes);
        (self.quotes, self.quote_rows, self.mentions) = (quotes, quote_rows, mentions);
    }

    /// The row of a fact in its list.
    pub fn row(&self, id: FactId) -> Option<usize> {
        let rows = &self.rows[id.kind as usize];
        rows.get(id.index).filter(|row| **row != NO_ROW).map(|row| *row as usize)
    }

    /// The first fact of a list's row.
    pub fn at_row(&self, kind: FactKind, row: usize) -> Option<usize> {
        match kind {
            FactKind::Figure => self.figures.get(row).copied(),
            FactKind::Place => self.places.get(row)?.first().copied(),
            FactKind::Quote => self.quote_rows.get(row).copied(),
        }
    }

    /// The quote whose speaker is mentioned at byte `at`.
    pub fn mentioned(&self, at: Offset) -> Option<usize> {
        let upto = self.mentions.partition_point(|(range, _)| range.start() <= at);
        let near = self.mentions.get(upto.saturating_sub(8)..upto).unwrap_or(&[]);
        near.iter().rev().find(|(range, _)| range.contains(at)).map(|(_, index)| *index)
    }

    /// A conversion has the row of what it converts.
    fn share_rows(&mut self, facts: &Facts) {
        for (index, figure) in facts.figures.iter().enumerate() {
            if let Some(row) = figure.same_as.and_then(|twin| self.rows[0].get(twin).copied())
                && self.rows[0][index] == NO_ROW
            {
                self.rows[0][index] = row;
            }
        }
    }
}

/// Whether a figure says in another unit what one before it says.
fn is_conversion(facts: &Facts, index: usize) -> bool {
    facts.figures[index].same_as.is_some_and(|twin| twin < index)
}

fn figures(facts: &Facts, order: Order) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..facts.figures.len()).filter(|index| !is_conversion(facts, *index)).collect();
    let of = |index: &usize| -> &Figure { &facts.figures[*index] };
    match order {
        Order::Size => rows.sort_by(|a, b| {
            let key = |figure: &Figure| (figure.kind as u8, figure.value.is_none());
            let unit = |figure: &Figure| figure.value.and(figure.unit.clone());
            let (a, b) = (of(a), of(b));
            key(a)
                .cmp(&key(b))
                .then_with(|| unit(a).cmp(&unit(b)))
                .then_with(|| Reverse(a.high.or(a.value)).cmp(&Reverse(b.high.or(b.value))))
                .then_with(|| a.unit.cmp(&b.unit))
                .then_with(|| a.range.cmp(&b.range))
        }),
        Order::Kind => rows.sort_by_key(|index| (of(index).kind as u8, *index)),
        _ => {}
    }
    rows
}

fn places(facts: &Facts, order: Order) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (index, place) in facts.places.iter().enumerate() {
        // Groups are numbered from 0 in order of first mention; a larger number would be a mistake, not a reason to fail.
        let group = (place.group as usize).min(facts.places.len());
        if group >= rows.len() {
            rows.resize_with(group + 1, Vec::new);
        }
        rows[group].push(index);
    }
    rows.retain(|mentions| !mentions.is_empty());
    let first = |mentions: &[usize]| -> &Place { &facts.places[mentions[0]] };
    match order {
        Order::Count => rows.sort_by_key(|mentions| Reverse(mentions.len())),
        Order::Country => rows.sort_by(|a, b| {
            let (a, b) = (first(a), first(b));
            let key = |place: &Place| (place.country.is_none(), place.country.clone(), place.kind as u8);
            key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
        }),
        _ => {}
    }
    rows
}

fn rows_of<'a>(facts: usize, rows: impl Iterator<Item = &'a [usize]>) -> Vec<u32> {
    let mut out = vec![NO_ROW; facts];
    for (row, indices) in rows.enumerate() {
        for index in indices {
            if let Some(place) = out.get_mut(*index) {
                *place = row as u32;
            }
        }
    }
    out
}

/// All facts that are stepped through. The three lists are sorted already, so this only merges them.
fn order(facts: &Facts, quotes: &[usize]) -> Vec<FactId> {
    type Key = (Offset, Reverse<Offset>, FactKind, usize);
    let key = |kind: FactKind, range: TextRange, index: usize| (range.start(), Reverse(range.end()), kind, index);
    let mut keys: Vec<Key> = Vec::with_capacity(facts.figures.len() + facts.places.len() + quotes.len());
    let figures = facts.figures.iter().enumerate().filter(|(index, _)| !is_conversion(facts, *index));
    keys.extend(figures.map(|(index, figure)| key(FactKind::Figure, figure.range, index)));
    keys.extend(facts.places.iter().enumerate().map(|(index, place)| key(FactKind::Place, place.range, index)));
    keys.extend(quotes.iter().map(|index| key(FactKind::Quote, facts.quotes[*index].range, *index)));
    keys.sort();
    keys.into_iter().map(|(.., kind, index)| FactId { kind, index }).collect()
}

/// The layers of the quotes and of those who say them.
fn quote_layers(facts: &Facts, mentions: &[(TextRange, usize)], reported: bool) -> Vec<(Highlight, Layer)> {
    let quoted = |want: bool| {
        let kept = move |quote: &&crate::facts::Quote| (quote.kind == QuoteKind::Reported) == want;
        Layer::new(facts.quotes.iter().filter(kept).map(|quote| quote.range))
    };
    let mut layers = vec![
        (Highlight::Quote, quoted(false)),
        (Highlight::Speaker, Layer::new(mentions.iter().map(|(range, _)| *range))),
    ];
    if reported {
        layers.insert(0, (Highlight::Reported, quoted(true)));
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::super::testing::{figure, place};
    use super::*;

    fn at(start: usize) -> TextRange {
        TextRange::new(start, start + 1)
    }

    #[test]
    fn a_conversion_shares_the_row_of_what_it_converts() {
        let mut facts = Facts { figures: (0..3).map(|i| figure(at(i * 4))).collect(), ..Facts::default() };
        facts.figures[1].same_as = Some(0);
        let index = FactIndex::new(&facts, &Wanted::default());
        assert_eq!(index.figures, [0, 2]);
        let row = |index_: usize| index.row(FactId { kind: FactKind::Figure, index: index_ });
        assert_eq!([row(0), row(1), row(2)], [Some(0), Some(0), Some(1)]);
        assert_eq!(index.order.len(), 2);
    }

    #[test]
    fn lists_are_sorted_as_wanted() {
        let mut facts = Facts::default();
        for (i, (value, unit)) in [(5, "km"), (90, "USD"), (70, "km"), (80, "USD")].into_iter().enumerate() {
            let mut figure = figure(at(i * 2));
            (figure.value, figure.unit) = (Some(value.into()), Some(unit.to_owned()));
            facts.figures.push(figure);
        }
        for (i, (name, group)) in [("Ho", 0), ("Lome", 1), ("Lome", 1)].into_iter().enumerate() {
            facts.places.push(place(at(20 + i * 2), name, group));
        }
        let wanted = Wanted { figures: Order::Size, places: Order::Count, ..Wanted::default() };
        let index = FactIndex::new(&facts, &wanted);
        assert_eq!(index.figures, [1, 3, 2, 0]);
        assert_eq!(index.places, [vec![1, 2], vec![0]]);
        assert_eq!(index.row(FactId { kind: FactKind::Place, index: 2 }), Some(0));
        assert_eq!(index.at_row(FactKind::Figure, 3), Some(0));
    }
}
