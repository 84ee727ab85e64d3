//! What the lines of a text tell: a name below a quotation, a list below "she also said:", a numbered heading.

use std::ops::Range;

use super::attribute::{Reach, Source};
use super::class;
use super::frame::Frames;
use super::reported::Reported;

impl Frames<'_, '_> {
    /// The line below a quotation that names who said it: “…” / — Marta Olin, in May.
    pub fn signature(&self, number: usize) -> Option<Source> {
        let items = self.list.get(number + 1)?.items.clone();
        let start = items.start + 1;
        if !self.has(items.start, &items, class::DASH) || !self.has(start, &items, class::CAP) {
            return None;
        }
        let end = self.name_end(start, &items);
        let behind = class::COMMA | class::PREP | class::TIME | class::OPEN | class::STOP;
        (end >= items.end || self.has(end, &items, behind)).then_some(Source {
            relative: None,
            phrase: start..end,
            cue: None,
            rule: "a name below the words",
            reach: Reach::Touching,
        })
    }

    /// Whether a frame is only the number of a heading: "6."
    pub fn is_heading_number(&self, number: usize) -> bool {
        const LONGEST: usize = 2;
        self.list.get(number).is_some_and(|frame| {
            frame.items.len() <= LONGEST
                && frame.items.clone().all(|i| self.items[i].is(class::NUM | class::STOP | class::OTHER))
        })
    }

    /// The statements in the lines below "She also said:", when there are several and none ends with a stop.
    pub fn listed(&self, number: usize) -> Vec<Reported> {
        const MOST: usize = 30;
        let mut out = Vec::new();
        let Some(source) = self.list_source(number) else { return out };
        let mut paragraph = self.list[number].paragraph;
        for frame in self.list.iter().skip(number + 1).take(MOST) {
            let items = frame.items.clone();
            let line = frame.opens == paragraph + 1 && frame.paragraph == frame.opens;
            let said = items.clone().any(|i| self.items[i].is(class::STOP | class::COLON))
                || self.has(items.start, &items, class::QUOTE)
                || !self.has_predicate(&items);
            if !line || said {
                break;
            }
            paragraph = frame.paragraph;
            out.push((source.clone(), items));
        }
        if out.len() < 2 {
            out.clear();
        }
        out
    }

    /// Who says what stands below a line that ends in "said:".
    fn list_source(&self, number: usize) -> Option<Source> {
        let items = self.list.get(number)?.items.clone();
        let colon = items.end.checked_sub(1).filter(|&at| self.has(at, &items, class::COLON))?;
        let cue =
            colon.checked_sub(1).filter(|&cue| self.has(cue, &items, class::SAY) && self.is_finite(cue, &items))?;
        let phrase = self.speaker_of_cue(cue, &items)?;
        Some(Source {
            relative: None,
            phrase,
            cue: Some(cue..cue + 1),
            rule: "a list of what was said",
            reach: Reach::Clause,
        })
    }

    /// The whole of a line without the signs at its ends.
    pub fn line_range(&self, items: &Range<usize>) -> Range<usize> {
        let start = items.clone().find(|&i| self.items[i].is(class::WORD | class::NUM | class::QUOTE));
        start.unwrap_or(items.start)..items.end
    }
}
