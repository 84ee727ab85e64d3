//! A clause without "that": a phrase and its verb.

use std::ops::Range;

use super::class;
use super::frame::Frames;
use super::listener::NEAR;
use super::opening::Opening;

impl Frames<'_, '_> {
    /// Said [the dam was safe]: a phrase and its verb, without "that".
    pub fn opens_bare(&self, i: usize, c: usize, frame: &Range<usize>) -> Option<Opening> {
        let cue = self.items[c];
        let item = self.at(i, frame);
        if matches!(self.word(i), "there" | "here") && self.has(i + 1, frame, class::AUX) {
            return Some(Opening::sure(i));
        }
        let pronoun = item & class::PRON != 0;
        // "claims" and "reports" are verbs for sure before a pronoun only.
        let noun = cue.is(class::TWOFOLD) && !cue.is(class::PAST) && !pronoun;
        let asks = cue.is(class::TO) && !cue.is(class::LISTENER | class::GERUND) && !pronoun;
        let before = c.checked_sub(1).map_or(0, |at| self.at(at, frame));
        // "admitted “life in this town” meant work": quoted words are the subject.
        if item & class::QUOTE != 0 && !self.ends_in_comma(i) && self.has(i + 1, frame, class::VERB) {
            return Some(Opening::sure(i));
        }
        let end = self.phrase_from(self.past_hedge(i, frame), frame);
        // "promised guests would be": the guests are the subject of the clause.
        let modal = self.has(end, frame, class::AUX);
        if noun && !self.shows(c) && !self.states(c, before, frame) && !self.is_named_report(c, end, frame)
            || asks && !modal
        {
            return None;
        }
        if end == i || item & (class::QUOTE | class::COMMA) != 0 {
            return None;
        }
        // "points out a few other reasons to sell": a thing.
        if self.word(c).starts_with("point") && !pronoun {
            return self.has(end, frame, class::PREDICATE).then(|| Opening::sure(i));
        }
        if cue.is(class::OBJECT | class::MIND) {
            let verb = pronoun && !self.is_object(i)
                || self.has_verb_at(i, end, frame)
                || self.ends_in_verb(i, end, frame)
                || self.has_verb_behind_relative(end, frame);
            return (verb || self.shows(c) && self.is_small_clause(i, end, frame)).then(|| Opening::sure(i));
        }
        if pronoun || self.has_verb_near(end, frame) || self.verb_inside(i, end) || self.has_verb_at(i, end, frame) {
            return Some(Opening::sure(i));
        }
        // Behind "said" hardly anything else stands.
        let says = cue.is(class::SAY) && matches!(self.word(c), "said" | "says" | "say" | "saying");
        let verbal = (i + 1..frame.end.min(i + NEAR)).any(|at| {
            self.items[at].is(class::AUX | class::FINITE | class::QUOTE)
                || self.items[at].is(class::LOWER) && self.word(at).ends_with('s')
        });
        (says && i == c + 1 && verbal).then_some(Opening { start: i, sure: false })
    }

    /// A poll shows Olin [leading] by a tenth: a participle for a verb, behind what a survey shows.
    fn is_small_clause(&self, start: usize, end: usize, frame: &Range<usize>) -> bool {
        let word = self.word(end);
        let leads = |at: usize| {
            let word = self.word(at);
            self.has(at, frame, class::LOWER | class::ING) && word.len() > 5 && word.ends_with("ing")
        };
        leads(end)
            || (start + 1..end).any(|at| self.items[at - 1].is(class::CAP) && leads(at))
            || self.has(end.wrapping_sub(1), frame, class::CAP)
                && matches!(word, "with" | "ahead" | "behind" | "at")
                && self.has(end + 1, frame, class::WORD | class::NUM)
    }

    /// "Radio Vesk [reports] the thief was caught": behind a name that is no part of a longer phrase.
    fn is_named_report(&self, c: usize, end: usize, frame: &Range<usize>) -> bool {
        let third = self.items[c].is(class::THIRD) && self.items[c].is(class::REPORT);
        let name =
            c > frame.start && self.items[c - 1].is(class::CAP) && !self.items[c - 1].is(class::ROLE | class::DOC);
        let start = if name { self.phrase_to(c - 1, frame) } else { c };
        let opens =
            start == frame.start || self.has(start.wrapping_sub(1), frame, class::COMMA | class::CONJ | class::SUB);
        third
            && name
            && opens
            && self.has(c + 1, frame, class::DET | class::CAP)
            && (self.has_verb_at(c + 1, end, frame) || self.has_verb_behind_relative(end, frame))
    }

    /// "reported at least [500 people entered] the hall": a verb that no table has, before its object.
    fn ends_in_verb(&self, start: usize, end: usize, frame: &Range<usize>) -> bool {
        let last = end.wrapping_sub(1);
        end > start + 1
            && self.has(last, frame, class::LOWER)
            && self.word(last).len() > 4
            && self.word(last).ends_with("ed")
            && self.has(end - 2, frame, class::LOWER | class::CAP)
            && !self.has(end - 2, frame, class::SMALL)
            && self.has(end, frame, class::DET | class::OWN | class::PRON)
    }

    /// Him, them: no subject.
    fn is_object(&self, i: usize) -> bool {
        matches!(self.word(i), "him" | "them" | "us" | "me")
    }

    /// Show, find, suggest, said of what is written: records show.
    pub fn shows(&self, c: usize) -> bool {
        matches!(
            self.word(c),
            "found"
                | "finds"
                | "find"
                | "shows"
                | "showed"
                | "show"
                | "suggest"
                | "suggests"
                | "suggested"
                | "indicate"
                | "indicates"
                | "shown"
                | "established"
        )
    }

    /// Whether a verb stands anywhere near behind a phrase that ends at `end`.
    fn has_verb_near(&self, end: usize, frame: &Range<usize>) -> bool {
        (end..frame.end.min(end + NEAR))
            .take_while(|&at| !self.items[at].is(class::STOP | class::SEMI | class::QUOTE))
            .any(|at| {
                self.items[at].is(class::PREDICATE)
                    || self.has(at, frame, class::LOWER) && self.word(at).ends_with("ed")
            })
    }

    /// Whether the phrase `start..end`, with what depends on it, is followed by its verb: "[nurses in two wards] had".
    pub fn has_verb_at(&self, start: usize, end: usize, frame: &Range<usize>) -> bool {
        const PARTS: usize = 4;
        if self.weak_verb_inside(start, end, frame) {
            return true;
        }
        let mut at = end;
        for _ in 0..PARTS {
            while self.has(at, frame, class::ADV | class::NUM) && !self.has(at, frame, class::CAP) {
                at += 1;
            }
            // "added 25 points": what is counted.
            let counted = at == end
                && self.has(at.wrapping_sub(1), frame, class::NUM)
                && self.has(at, frame, class::THIRD)
                && !self.has(at, frame, class::PAST);
            // "claims made in May": a participle.
            let made = at == end && self.word(at) == "made" && self.has(at - 1, frame, class::CLAIM | class::SPEECH);
            if counted || made {
                return false;
            }
            if self.has(at, frame, class::PREDICATE)
                || self.has(at, frame, class::WEAK)
                || self.has(at, frame, class::BASE)
                    && (self.word(at - 1).ends_with('s') || self.word(at - 1) == "people")
                || self.has(at, frame, class::LOWER) && self.word(at).ends_with("ed")
            {
                return true;
            }
            // "the causes of the fires [and floods] were".
            let joined = at > end && self.word(at) == "and" && self.has(at + 1, frame, class::LOWER);
            let inside = self.has(at, frame, class::PREP) || joined;
            // "the goal of [that] plan".
            let that = usize::from(self.has(at + 1, frame, class::THAT));
            let next = self.phrase_from(at + 1 + that, frame);
            if !inside || next == at + 1 + that {
                return !inside && self.has_verb_behind_name(at, frame);
            }
            if self.weak_verb_inside(at + 1, next, frame) {
                return true;
            }
            at = next;
        }
        false
    }

    /// "the new mayor, Marta Olin, [was] late": a verb behind a name between commas.
    fn has_verb_behind_name(&self, comma: usize, frame: &Range<usize>) -> bool {
        if !self.has(comma, frame, class::COMMA) || !self.has(comma + 1, frame, class::CAP) {
            return false;
        }
        let end = self.name_end(comma + 1, frame);
        self.has(end, frame, class::COMMA) && self.has(end + 1, frame, class::AUX)
    }

    /// Whether a phrase ends in a word that can be a verb, behind a plural or a name: "nine ships [left] in May".
    fn weak_verb_inside(&self, start: usize, end: usize, frame: &Range<usize>) -> bool {
        (start + 1..end).any(|at| {
            let before = self.items[at - 1];
            let plural =
                before.is(class::LOWER) && self.word(at - 1).ends_with('s') && !self.word(at - 1).ends_with("ss");
            let third = self.word(at).ends_with('s');
            let follows = self.at(at + 1, frame);
            let ends = at + 1 == end || follows & (class::DET | class::PRON | class::OWN | class::PREP) != 0;
            let fits = if third {
                before.is(class::LOWER)
                    && !plural
                    && follows & (class::DET | class::PRON | class::OWN | class::PREP) != 0
            } else {
                plural || before.is(class::CAP)
            };
            self.items[at].is(class::WEAK) && self.items[at].is(class::LOWER) && fits && ends
        })
    }

    /// Whether a verb that no table has hides in a phrase: "the storm destroyed homes".
    fn verb_inside(&self, start: usize, end: usize) -> bool {
        (start + 1..end).any(|i| {
            self.items[i].is(class::LOWER)
                && self.word(i).len() > 4
                && (self.word(i).ends_with("ed") || self.word(i).ends_with("es"))
        })
    }
}
