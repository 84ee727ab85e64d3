//! What stands between a verb of speech and its clause: those who are told, days, places, adverbs.

use std::ops::Range;

use super::class;
use super::frame::Frames;

/// So far a listener or an adverbial reaches behind its verb.
pub(super) const NEAR: usize = 14;

/// A rule: where what can stand between a verb of speech and its clause ends, when it begins at an item; the second
/// number is where the look-out began.
type Skip = fn(&Frames<'_, '_>, usize, usize, &Range<usize>) -> Option<usize>;

/// What is passed over, in order.
const SKIPS: [Skip; 5] = [skip_time, skip_adverb, skip_aside, skip_setting, skip_unknown];

impl Frames<'_, '_> {
    /// Past whom the verb speaks to: told [reporters] · pleaded with [the court]. None where nobody is told anything.
    pub fn past_listener(&self, c: usize, frame: &Range<usize>) -> Option<usize> {
        let i = c + 1;
        let cue = self.items[c];
        let listed = cue.is(class::LISTENER);
        let person = class::CAP | class::PRON | class::DET | class::OWN | class::ROLE;
        let told = listed || cue.is(class::TO) && !cue.is(class::GERUND) && self.has(i, frame, person);
        // "warned for years that": nobody is told.
        let nobody = self.has(i, frame, class::PREP) && self.next_that(i, frame).is_some();
        if !told || nobody || self.has(i, frame, class::THAT) {
            return Some(i);
        }
        let end = self.past_her(i, self.phrase_from(i, frame), frame);
        if end == i || listed && self.is_told_thing(end - 1) {
            return None;
        }
        // "told the court Lund lied": the listener ends before the name.
        let named = (i + 1..end).find(|&at| {
            self.items[at].is(class::CAP) && !self.items[at - 1].is(class::CAP | class::DET | class::S | class::OTHER)
        });
        let end = named
            .filter(|&at| at < end && !self.items[i].is(class::CAP) && self.has(end, frame, class::PREDICATE))
            .unwrap_or(end);
        if !self.has(end, frame, class::PREDICATE) {
            return Some(if listed { self.past_complement(end, frame) } else { end });
        }
        Some(named.unwrap_or(i))
    }

    /// "asked her to": a pronoun, where no noun follows.
    pub fn past_her(&self, i: usize, end: usize, frame: &Range<usize>) -> usize {
        if end == i && self.word(i) == "her" && frame.contains(&i) { i + 1 } else { end }
    }

    /// Told teachers [who filled the lawn] that: the "that" behind a relative clause about those who are told.
    pub fn past_relative_listener(&self, i: usize, c: usize, frame: &Range<usize>) -> usize {
        if i == c + 1 || !self.items[c].is(class::LISTENER) || !self.has(i, frame, class::REL) {
            return i;
        }
        (i..frame.end.min(i + NEAR)).find(|&at| self.items[at].is(class::THAT)).unwrap_or(i)
    }

    /// "told jokes", "told the story": a thing, not somebody who listens.
    fn is_told_thing(&self, head: usize) -> bool {
        matches!(
            self.word(head),
            "joke" | "jokes" | "story" | "stories" | "tale" | "tales" | "lie" | "lies" | "truth" | "time" | "anecdotes"
        )
    }

    /// Past days, places and adverbs: said [on Monday at the fair], announced [over the weekend], points [out]. None
    /// where what stands there leads to no clause.
    pub fn past_adverbials(&self, from: usize, c: usize, frame: &Range<usize>) -> Option<usize> {
        let mut i = from;
        let limit = frame.end.min(c + NEAR);
        while i < limit {
            let opens = matches!(self.word(i), "there" | "here") && self.has(i + 1, frame, class::AUX);
            if self.items[i].is(class::THAT) || opens || self.past_hedge(i, frame) > i {
                break;
            }
            match SKIPS.iter().find_map(|skip| skip(self, i, from, frame)) {
                Some(next) => i = next,
                None if self.items[i].is(class::PREP) => return None,
                None => break,
            }
        }
        Some(i)
    }

    /// Past a time that stands at `i`: Monday, last week, March 4, in May 2017, over the weekend.
    fn past_time(&self, i: usize, frame: &Range<usize>) -> usize {
        let inside = self.has(i, frame, class::PREP);
        let mut at = i + usize::from(inside);
        while inside && self.word(at) == "the"
            || matches!(self.word(at), "last" | "next" | "this" | "early" | "late" | "late-night")
        {
            at += 1;
        }
        if !self.has(at, frame, class::TIME) {
            return i;
        }
        at += 1;
        while self.has(at, frame, class::NUM | class::TIME) {
            at += 1;
        }
        at
    }

    /// Past "at least", "up to" and the like before a number.
    pub fn past_hedge(&self, i: usize, frame: &Range<usize>) -> usize {
        let two = matches!(
            (self.word(i), self.word(i + 1)),
            ("at", "least" | "most") | ("up", "to") | ("more" | "fewer" | "less", "than") | ("as", "many")
        );
        let one = matches!(self.word(i), "about" | "around" | "nearly" | "almost" | "over")
            && self.has(i + 1, frame, class::NUM);
        i + if two { 2 } else { usize::from(one) }
    }

    /// The "that" that comes soon, when no verb stands before it.
    fn next_that(&self, i: usize, frame: &Range<usize>) -> Option<usize> {
        const SOON: usize = 9;
        let verb = class::AUX | class::FINITE | class::VERB | class::QUOTE | class::STOP | class::SEMI | class::REL;
        let stops = |at: usize| {
            // "a statement emailed to the paper": a participle is no verb here.
            let participle = self.items[at].is(class::PART)
                && self.has(at + 1, frame, class::PREP)
                && self.has(at - 1, frame, class::SPEECH | class::DOC);
            let joined = self.items[at].is(class::BASE) && self.has(at - 1, frame, class::CONJ);
            self.items[at].is(verb) && !participle || joined
        };
        (i..frame.end.min(i + SOON))
            .find(|&at| self.items[at].is(class::THAT) || stops(at))
            .filter(|&at| self.items[at].is(class::THAT) && self.has(at + 1, frame, class::WORD | class::COMMA))
    }

    /// Past "of the harbour" behind a listener: "urged members of the guild to strike".
    pub fn past_complement(&self, end: usize, frame: &Range<usize>) -> usize {
        let mut at = end;
        for _ in 0..2 {
            let inside = matches!(self.word(at), "of" | "in" | "from" | "at" | "with") && at < frame.end;
            let next = self.phrase_from(at + 1, frame);
            if !inside || next == at + 1 {
                break;
            }
            at = next;
        }
        at
    }
}

/// Said [on Monday].
fn skip_time(frames: &Frames<'_, '_>, i: usize, _: usize, frame: &Range<usize>) -> Option<usize> {
    Some(frames.past_time(i, frame)).filter(|&next| next > i)
}

/// Said [again], points [out].
fn skip_adverb(frames: &Frames<'_, '_>, i: usize, from: usize, _: &Range<usize>) -> Option<usize> {
    let adverb = frames.items[i].is(class::ADV) && !frames.items[i].is(class::CAP);
    (adverb || frames.word(i) == "out" && i == from).then_some(i + 1)
}

/// Told them[, however,] that.
fn skip_aside(frames: &Frames<'_, '_>, i: usize, _: usize, frame: &Range<usize>) -> Option<usize> {
    if frames.items[i].is(class::COMMA) { frames.next_that(i, frame) } else { None }
}

/// Said [at the fair], [of the dam] that.
fn skip_setting(frames: &Frames<'_, '_>, i: usize, _: usize, frame: &Range<usize>) -> Option<usize> {
    if !frames.items[i].is(class::PREP) {
        return None;
    }
    let end = frames.phrase_from(i + 1, frame);
    let object = matches!(frames.word(i), "of" | "about") && frames.next_that(i, frame).is_none();
    let empty = end == i + 1 && !frames.has(end, frame, class::TIME);
    (!object && !empty).then_some(end.max(i + 2))
}

/// Said in a statement [late on Friday] that: a word that no table has.
fn skip_unknown(frames: &Frames<'_, '_>, i: usize, from: usize, frame: &Range<usize>) -> Option<usize> {
    let item = frames.items[i];
    let cue = |at: usize| frames.items[at].is(class::CUE) && !frames.items[at].is(class::CAP);
    let listens = from.checked_sub(1).is_some_and(|before| !cue(before));
    let opens = item.is(class::LOWER) && item.is(class::DET | class::OWN | class::PRON);
    ((listens || i > from) && !opens).then(|| frames.next_that(i, frame)).flatten()
}
