//! Highlights are layers. Each layer is sorted and does not overlap itself; layers overlap each other freely, and
//! one sweep turns them into styled runs. There is no other arithmetic on highlighted ranges.

use crate::article::{Color, TextRange};

/// What a stretch of text is highlighted as, in the order in which styles are laid over each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Highlight {
    /// Reported speech.
    Reported,
    /// A quote.
    Quote,
    /// The mention of a quote's speaker.
    Speaker,
    /// A figure.
    Figure,
    /// A place.
    Place,
    /// A link.
    Link,
    /// A bookmarked passage.
    Bookmark,
    /// One of a colour.
    Yellow,
    /// One of a colour.
    Green,
    /// One of a colour.
    Blue,
    /// One of a colour.
    Red,
    /// One of a colour.
    Purple,
    /// A match of the search.
    Match,
    /// The fact under the cursor.
    Current,
    /// What is being selected.
    Selection,
}

impl Highlight {
    /// All of them, in paint order.
    pub const ALL: [Self; 15] = [
        Self::Reported,
        Self::Quote,
        Self::Speaker,
        Self::Figure,
        Self::Place,
        Self::Link,
        Self::Bookmark,
        Self::Yellow,
        Self::Green,
        Self::Blue,
        Self::Red,
        Self::Purple,
        Self::Match,
        Self::Current,
        Self::Selection,
    ];

    /// A bookmarked passage of this colour.
    pub fn of(color: Color) -> Self {
        match color {
            Color::Yellow => Self::Yellow,
            Color::Green => Self::Green,
            Color::Blue => Self::Blue,
            Color::Red => Self::Red,
            Color::Purple => Self::Purple,
        }
    }
}

/// A set of [`Highlight`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct HighlightSet(u16);

impl HighlightSet {
    /// With `highlight` in it.
    #[must_use]
    pub fn with(self, highlight: Highlight) -> Self {
        Self(self.0 | 1 << highlight as u8)
    }

    /// Whether `highlight` is in it.
    pub fn has(self, highlight: Highlight) -> bool {
        self.0 & (1 << highlight as u8) != 0
    }

    /// What is in it, in paint order.
    pub fn iter(self) -> impl Iterator<Item = Highlight> {
        Highlight::ALL.into_iter().filter(move |highlight| self.has(*highlight))
    }
}

/// The ranges of one highlight: sorted, merged where they overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layer(Vec<TextRange>);

impl Layer {
    /// Sorts and merges `ranges`; empty ones are left out. Neighbours that only touch stay apart.
    pub fn new(ranges: impl IntoIterator<Item = TextRange>) -> Self {
        let mut ranges: Vec<TextRange> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        ranges.sort_unstable();
        let mut out: Vec<TextRange> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match out.last_mut() {
                Some(last) if last.overlaps(range) => *last = last.cover(range),
                _ => out.push(range),
            }
        }
        Self(out)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges that share a byte with `window`.
    pub fn within(&self, window: TextRange) -> &[TextRange] {
        let from = self.0.partition_point(|range| range.end() <= window.start());
        let to = self.0.partition_point(|range| range.start() < window.end());
        self.0.get(from..to).unwrap_or(&[])
    }
}

/// A stretch of a row in one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Where (bytes).
    pub range: TextRange,
    /// In which highlights it lies.
    pub set: HighlightSet,
}

/// Cuts `row` at every boundary of every layer. Runs tile the row; an empty row has none.
pub fn runs(row: TextRange, layers: &[(Highlight, &Layer)]) -> Vec<Run> {
    let mut cuts = vec![row.start(), row.end()];
    for (_, layer) in layers {
        for range in layer.within(row) {
            cuts.extend([range.start().max(row.start()), range.end().min(row.end())]);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|pair| {
            let range = TextRange::new(pair[0], pair[1]);
            let set = layers
                .iter()
                .filter(|(_, layer)| !layer.within(range).is_empty())
                .fold(HighlightSet::default(), |set, (highlight, _)| set.with(*highlight));
            Run { range, set }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranges() -> impl Strategy<Value = Vec<(usize, usize)>> {
        proptest::collection::vec((0usize..60, 0usize..60), 0..12)
    }

    proptest! {
        #[test]
        fn runs_tile_the_row_and_carry_what_contains_them(a in ranges(), b in ranges(), start in 0usize..40, len in 0usize..30) {
            let layer = |list: &[(usize, usize)]| Layer::new(list.iter().map(|(s, e)| TextRange::new(*s, *e)));
            let (figures, matches) = (layer(&a), layer(&b));
            let layers = [(Highlight::Figure, &figures), (Highlight::Match, &matches)];
            let row = TextRange::new(start, start + len);
            let runs = runs(row, &layers);
            let mut at = row.start();
            for run in &runs {
                prop_assert_eq!(run.range.start(), at);
                at = run.range.end();
                for byte in run.range.start()..run.range.end() {
                    let inside = |list: &[(usize, usize)]| list.iter().any(|(s, e)| TextRange::new(*s, *e).contains(byte));
                    prop_assert_eq!(run.set.has(Highlight::Figure), inside(&a));
                    prop_assert_eq!(run.set.has(Highlight::Match), inside(&b));
                }
            }
            prop_assert_eq!(at, if row.is_empty() { row.start() } else { row.end() });
        }
    }

    #[test]
    fn paint_order_is_kept() {
        let set = HighlightSet::default().with(Highlight::Current).with(Highlight::Figure);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Highlight::Figure, Highlight::Current]);
    }
}
