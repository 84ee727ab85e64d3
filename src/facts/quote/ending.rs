//! Where a reported clause ends: before an addition of the reporter's, a new speaker or the stop.

use std::ops::Range;

use super::class::{self, Classes};
use super::frame::Frames;

/// A clause has at least so many words.
pub(super) const SHORTEST: usize = 3;
/// And at most so many items.
pub(super) const LONGEST: usize = 160;

/// What the rules below look at.
const EDGES: Classes =
    class::COMMA | class::DASH | class::SEMI | class::STOP | class::QUOTE | class::CONJ | class::SUB | class::ADV;

/// A rule: where the clause that began at `start` ends, when item `i` ends it.
type Rule = fn(&Frames<'_, '_>, usize, usize, &Range<usize>) -> Option<usize>;

/// The rules, in order; the first that holds ends the clause.
const RULES: [Rule; 9] =
    [at_stop, at_source, at_aside, at_next_cue, at_next_deed, at_resumed, at_contrast, at_next_speaker, at_string];

impl Frames<'_, '_> {
    /// The end of the clause that begins at `start`.
    pub fn clause_end(&self, start: usize, frame: &Range<usize>) -> usize {
        let limit = frame.end.min(start + LONGEST);
        let mut i = start + 1;
        while i < limit {
            // Nothing else ends a clause; most items are passed with one look.
            if self.items[i].is(EDGES) {
                if let Some(end) = RULES.iter().find_map(|rule| rule(self, start, i, frame)) {
                    return end;
                }
                i = self.past_relative(start, i, limit).max(i + 1);
            } else {
                i += 1;
            }
        }
        limit
    }

    /// "the baker, who died in May, had planned it": past a relative clause before the verb of the main one.
    fn past_relative(&self, start: usize, i: usize, limit: usize) -> usize {
        let relative = self.items[i].is(class::COMMA) && self.at(i + 1, &(start..limit)) & class::REL != 0;
        if !relative || self.has_own_verb(start, i) {
            return i;
        }
        (i + 1..limit).find(|&at| self.items[at].is(class::COMMA)).map_or(i, |comma| comma + 1)
    }

    /// Whether a clause has its verb before item `i`.
    fn has_own_verb(&self, start: usize, i: usize) -> bool {
        let end = self.phrase_from(start, &(start..i));
        self.has_verb_at(start, end, &(start..i))
            || (start..i).any(|at| self.items[at].is(class::PREDICATE) && !self.items[at].is(class::SUB))
    }

    /// Whether "when", "if" or a place opens the clause, so that its first comma ends nothing.
    pub fn opens_with_adverbial(&self, start: usize) -> bool {
        self.items[start].is(class::SUB | class::PREP | class::COMMA)
            && !self.items[start].is(class::THAT)
            && self.word(start) != "to"
    }
}

/// A semicolon, or the stop of the sentence.
fn at_stop(frames: &Frames<'_, '_>, _: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    let item = frames.items[i];
    (item.is(class::SEMI) || item.is(class::STOP) && i + 1 == frame.end).then_some(i)
}

/// …, according to the bank · …, adding that …
fn at_source(frames: &Frames<'_, '_>, _: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    let speaks = frames.has(i + 1, frame, class::ACCORDING)
        || frames.has(i + 1, frame, class::ING) && frames.has(i + 1, frame, class::SAY | class::LABEL);
    (frames.items[i].is(class::COMMA | class::DASH) && speaks).then_some(i)
}

/// …, which is …: what the reporter adds, once the clause has its verb.
fn at_aside(frames: &Frames<'_, '_>, start: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    if !frames.items[i].is(class::COMMA) || i <= start + SHORTEST {
        return None;
    }
    let added = matches!(
        frames.word(i + 1),
        "while" | "although" | "though" | "compared" | "which" | "when" | "where" | "who" | "whose"
    );
    (added && i + 1 < frame.end && (!frames.has(i + 1, frame, class::REL) || frames.has_own_verb(start, i)))
        .then_some(i)
}

/// … and denied …: the next verb of speech of the same speaker.
fn at_next_cue(frames: &Frames<'_, '_>, _: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    let joins = frames.items[i].is(class::CONJ) && matches!(frames.word(i), "and" | "but" | "while");
    let speaks = frames.has(i + 1, frame, class::FINITE)
        && frames.has(i + 1, frame, class::SAY | class::LABEL | class::MIND | class::TOUCH | class::TO);
    let noun = frames.has(i + 1, frame, class::SPEECH | class::TWOFOLD) && !frames.has(i + 1, frame, class::PAST);
    (joins && speaks && (!noun || frames.has(i + 2, frame, class::THAT)))
        .then(|| if frames.items[i - 1].is(class::COMMA) { i - 1 } else { i })
}

/// Asked to delay the sale and returned the deposit: behind an infinitive a past form is the next thing that was done.
fn at_next_deed(frames: &Frames<'_, '_>, start: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    let joins = frames.items[i].is(class::CONJ) && matches!(frames.word(i), "and" | "but");
    let past = frames.has(i + 1, frame, class::LOWER)
        && !frames.has(i + 1, frame, class::BASE)
        && frames.word(i + 1).ends_with("ed")
        && frames.has(i + 2, frame, class::DET | class::OWN | class::PREP | class::PRON | class::CAP | class::NUM);
    (joins && past && frames.word(start) == "to").then(|| if frames.items[i - 1].is(class::COMMA) { i - 1 } else { i })
}

/// …, said that …: the verb of the sentence behind what was inserted.
fn at_resumed(frames: &Frames<'_, '_>, start: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    let speaks = frames.has(i + 1, frame, class::FINITE) && frames.has(i + 1, frame, class::SAY);
    // "According to the paper, Vale, a doctor, wrote that": nothing was inserted.
    let sourced =
        frames.has(frame.start, frame, class::ACCORDING) || frames.has(frame.start + 1, frame, class::ACCORDING);
    let resumed =
        frames.items[i].is(class::COMMA) && speaks && !sourced && frames.is_finite(i + 1, frame) && i > start + 1;
    (resumed && (frames.word(start) == "to" || frames.has_own_verb(start, i))).then_some(i)
}

/// … even as the board warned …
fn at_contrast(frames: &Frames<'_, '_>, start: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    let contrast = frames.items[i].is(class::ADV)
        && frames.word(i) == "even"
        && matches!(frames.word(i + 1), "as" | "though")
        && i + 1 < frame.end;
    (contrast && i > start + 1).then(|| if frames.items[i - 1].is(class::COMMA) { i - 1 } else { i })
}

/// …, but Vale said …: another speaker, or the reporter, begins. "…, and the rest would follow" goes on.
fn at_next_speaker(frames: &Frames<'_, '_>, start: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    let parted = frames.items[i - 1].is(class::COMMA | class::DASH);
    let joins =
        parted && frames.items[i].is(class::CONJ | class::SUB) && matches!(frames.word(i), "and" | "but" | "while");
    if !joins || i <= start + 1 {
        return None;
    }
    // "…, but that may be hard to do": the reporter.
    if matches!(frames.word(i), "but")
        && matches!(frames.word(i + 1), "that" | "this")
        && (frames.has(i + 2, frame, class::AUX) || frames.has(i + 2, frame, class::S))
    {
        return Some(i - 1);
    }
    let end = frames.phrase_from(i + 1, frame);
    if end == i + 1 {
        return None;
    }
    // "…, but the truth seems to be another": the reporter.
    if frames.word(i) == "but" && matches!(frames.word(end), "seems" | "appears" | "remains" | "looks") {
        return Some(i - 1);
    }
    let modal = matches!(
        frames.word(end),
        "would"
            | "could"
            | "should"
            | "might"
            | "will"
            | "can"
            | "must"
            | "may"
            | "is"
            | "are"
            | "was"
            | "were"
            | "had"
            | "has"
            | "have"
    );
    if frames.word(i) == "and" && modal {
        return None;
    }
    let ends = frames.has(i + 1, frame, class::PRON) || frames.has(end, frame, class::FINITE | class::AUX);
    ends.then_some(i - 1)
}

/// “…,” of a string that the attribution follows.
fn at_string(frames: &Frames<'_, '_>, start: usize, i: usize, frame: &Range<usize>) -> Option<usize> {
    // "they “read the news,” lingered in the hall and slept": the clause goes on.
    let goes_on = frames.has(i + 1, frame, class::LOWER)
        && !frames.has(i + 1, frame, class::CUE)
        && frames.word(i + 1).ends_with("ed");
    if goes_on {
        return None;
    }
    let opened = frames.items[start].is(class::SUB)
        && !frames.items[start].is(class::THAT)
        && !(start..i).any(|at| frames.items[at].is(class::COMMA));
    (frames.ends_in_comma(i) && i > start + 1 && !opened).then_some(i + 1)
}
