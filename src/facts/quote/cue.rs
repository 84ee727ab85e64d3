//! Verbs that attribute: whether a word is one where it stands, and who its subject is by its form.

use std::ops::Range;

use super::attribute::{FAR, Reach, Source, TRIES};
use super::class;
use super::frame::Frames;

impl Frames<'_, '_> {
    /// The subject behind a verb: said Vale.
    pub fn inverted(&self, c: usize, frame: &Range<usize>) -> Option<Source> {
        let item = self.at(c, frame);
        if item & (class::FINITE | class::BASE) == 0 || item & class::LISTENER != 0 {
            return None;
        }
        let start = self.past_adverbs(c + 1, frame);
        let mut end = self.phrase_from(start, frame);
        // "says certified planner Peter Lund".
        if end == start && self.has(start, frame, class::LOWER) && self.has(start, frame, class::PART) {
            end = Some(self.phrase_from(start + 1, frame)).filter(|&end| end > start + 1).unwrap_or(start);
        }
        if end == start {
            return None;
        }
        // "“…,” started a revolution": a thing does not start to speak.
        let speaks = class::CAP | class::PRON | class::ROLE | class::ORG | class::DOC | class::ALONE;
        let thing = self.has(start, frame, class::DET) && !(start..end).any(|at| self.items[at].is(speaks));
        if thing && item & class::TOUCH != 0 && item & class::SAY == 0 {
            return None;
        }
        Some(Source {
            relative: None,
            phrase: start..end,
            cue: Some(c..c + 1),
            rule: "words, then said and who",
            reach: Reach::Touching,
        })
    }

    /// The first item from `i` on that is no adverb.
    pub fn past_adverbs(&self, mut i: usize, frame: &Range<usize>) -> usize {
        while self.has(i, frame, class::ADV) && !self.has(i, frame, class::CAP) {
            i += 1;
        }
        i
    }

    /// Whether the cue at `c` is a predicate, not a noun or an adjective.
    pub fn is_finite(&self, c: usize, frame: &Range<usize>) -> bool {
        let item = self.items[c];
        if item.is(class::CAP) || !item.is(class::FINITE | class::BASE) && !self.is_perfect(c, frame) {
            return false;
        }
        // "as Vale put it": "put" alone says nothing.
        if self.word(c) == "put" && self.word(c + 1) != "it" {
            return false;
        }
        let parted = self.has(c.wrapping_sub(1), frame, class::COMMA) && self.has(c + 1, frame, class::COMMA);
        if self.word(c) == "say" && parted {
            return false;
        }
        let before = c.checked_sub(1).map_or(0, |at| self.at(at, frame));
        let alone = before & class::ALONE != 0;
        let told = self.is_relative_that(c.wrapping_sub(1), frame);
        if before & (class::DET | class::OWN | class::S) != 0
            && before & (class::PRON | class::REL) == 0
            && !alone
            && !told
        {
            return false;
        }
        // "the only reason": a noun.
        let noun = before & class::ADV != 0
            && item.is(class::BASE)
            && !item.is(class::PAST)
            && self.has(c.wrapping_sub(2), frame, class::DET | class::OWN | class::S)
            && !self.has(c.wrapping_sub(2), frame, class::ALONE);
        if noun {
            return false;
        }
        // "the executive order that", "Republican counsel Olin": one person does not "order" or "counsel".
        let single = before & class::ROLE != 0 && !self.is_several(c.wrapping_sub(1));
        if single && item.is(class::BASE) && !item.is(class::PAST) {
            return false;
        }
        let shown = matches!(self.word(c.wrapping_sub(1)), "above" | "below");
        if before & class::PREP != 0 && !shown
            || before & class::SUB != 0 && before & (class::PRON | class::ADV) == 0 && item.is(class::PART) && !told
        {
            return false;
        }
        let subject = class::CAP
            | class::PRON
            | class::ROLE
            | class::ORG
            | class::DOC
            | class::REL
            | class::CLOSE
            | class::COMMA
            | class::ADV
            | class::TIME
            | class::QUOTE
            | class::AUX
            | class::DASH;
        if item.is(class::TWOFOLD) && item.is(class::THIRD) && before != 0 && before & subject == 0 {
            return false;
        }
        let plural = before & class::CAP != 0 && self.word(c.wrapping_sub(1)).ends_with('s')
            || before & class::CONJ != 0 && self.word(c.wrapping_sub(1)) != "or";
        let plain = item.is(class::BASE) && !item.is(class::PAST);
        // "say critics", "they say", "did not say": the plain form needs a plural, a pronoun or an auxiliary.
        let noun = before & class::LOWER != 0 && before & class::SMALL == 0;
        let several = || {
            noun && self.word(c.wrapping_sub(1)).ends_with('s') && !item.is(class::TWOFOLD | class::SPEECH)
                || noun && self.shows(c)
                || self.states(c, before, frame)
        };
        !plain
            || several()
            || self.is_plain_with_plural(c, frame)
            || alone
            || plural
            || self.word(c) == "say" && before & class::WORD != 0
            || before & (class::PRON | class::AUX | class::ADV | class::QUOTE | class::ROLE | class::COMMA | class::REL)
                != 0
    }

    /// Whether the noun at `i` names several people by its form: clerks, police.
    pub fn is_several(&self, i: usize) -> bool {
        const PLURALS: [&str; 8] = ["people", "police", "men", "women", "staff", "clergy", "personnel", "folk"];
        let word = self.word(i);
        word.ends_with('s') || PLURALS.iter().any(|plural| word.ends_with(plural))
    }

    /// Whether a plain form that a comma or an adverb parts from its subject has a subject in the plural: "add" in "makes
    /// it easy to type notes, add titles" has none.
    pub fn agrees(&self, c: usize, phrase: &Range<usize>, frame: &Range<usize>) -> bool {
        let item = self.items[c];
        let plain = item.is(class::BASE) && !item.is(class::PAST);
        let parted = self.has(c.wrapping_sub(1), frame, class::COMMA)
            || self.has(c.wrapping_sub(1), frame, class::ADV) && !self.has(c.wrapping_sub(1), frame, class::UNSAID);
        let Some(last) = phrase.end.checked_sub(1).filter(|_| plain && parted) else { return true };
        let aux = (phrase.end..c).any(|at| self.items[at].is(class::AUX));
        aux || self.is_several(last)
            || self.items[last].is(class::PRON | class::ALONE)
            || phrase.clone().any(|at| self.items[at].is(class::CONJ))
            || phrase.start > c
    }

    /// "the group state that", "bosses claim the ward is safe": a word that is a noun as often, with its clause behind it.
    pub fn states(&self, c: usize, before: class::Classes, frame: &Range<usize>) -> bool {
        let several = before & class::LOWER != 0 && self.word(c - 1).ends_with('s') && before & class::SMALL == 0;
        let that = self.has(c + 1, frame, class::THAT) && !self.has(c + 2, frame, class::PREDICATE);
        let body = before & (class::ORG | class::ROLE) != 0;
        let clause = || {
            let end = self.phrase_from(c + 1, frame);
            end > c + 1 && self.has_verb_at(c + 1, end, frame)
        };
        that && (several || body) || several && body && clause()
    }

    /// "Early [tests] by Vale Labour show that": a plural further left, and "that" behind.
    fn is_plain_with_plural(&self, c: usize, frame: &Range<usize>) -> bool {
        if !self.has(c + 1, frame, class::THAT) || c < frame.start + 2 {
            return false;
        }
        let start = self.phrase_to(c - 1, frame);
        let head = start.checked_sub(2).filter(|&head| head >= frame.start && start < c);
        head.is_some_and(|head| {
            self.has(start - 1, frame, class::PREP)
                && self.has(head, frame, class::LOWER)
                && self.word(head).ends_with('s')
                && !self.word(head).ends_with("ss")
        })
    }

    /// "has written", "had often shown".
    fn is_perfect(&self, c: usize, frame: &Range<usize>) -> bool {
        if !self.items[c].is(class::PART) {
            return false;
        }
        let aux = (frame.start.max(c.saturating_sub(3))..c).rev().find(|&at| !self.items[at].is(class::ADV));
        aux.is_some_and(|at| matches!(self.word(at), "has" | "have" | "had" | "’ve"))
    }

    /// The "who" that is the subject of the cue at `c`.
    pub fn relative(&self, c: usize, frame: &Range<usize>) -> Option<usize> {
        let mut at = c;
        while at > frame.start && self.items[at - 1].is(class::ADV | class::AUX) {
            at -= 1;
        }
        at.checked_sub(1).filter(|&who| self.has(who, frame, class::REL) || self.is_relative_that(who, frame))
    }

    /// Who the possessive before a noun names: [Vale]’s claim, [his] claim.
    pub fn possessor(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        const ADJECTIVES: usize = 2;
        for at in (frame.start.max(c.saturating_sub(ADJECTIVES + 1))..c).rev() {
            let item = self.items[at];
            if item.is(class::OWN) {
                return Some(at..at + 1);
            }
            if item.is(class::S) && at > frame.start {
                let start = self.phrase_to(at - 1, frame);
                let start = start + usize::from(self.has(start, frame, class::THAT));
                return (start < at).then_some(start..at);
            }
            if !item.is(class::LOWER | class::NUM) || item.is(class::SMALL & !class::ADV) {
                return None;
            }
        }
        None
    }

    /// The subject of the cue at `c` by its form.
    pub fn speaker_of_cue(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let item = self.items[c];
        let low = frame.start;
        let before = c.checked_sub(1).map_or(0, |at| self.at(at, frame));
        if item.is(class::ING) {
            if self.is_quoted_as(c, frame)
                && self.is_passive(c - 2, frame)
                && let Some(phrase) = self.subject_of(c - 2, low, frame)
            {
                return Some(phrase);
            }
            if c > low && self.word(c.wrapping_sub(1)) == "as" {
                return self.phrase_of_object(c - 1, frame);
            }
            if before & (class::DET | class::OWN | class::S) != 0 {
                return None;
            }
            if before & class::AUX != 0
                && let Some(phrase) = self.subject_of(c, low, frame)
            {
                return Some(phrase);
            }
            if let Some(phrase) = self.bearer(c, frame).or_else(|| self.agent_before(c, frame)) {
                return Some(phrase);
            }
            if let Some(phrase) = self.relative_subject(c, frame) {
                return Some(phrase);
            }
            return self.speaker_before(c, frame).or_else(|| self.first_subject(&(low..frame.end)));
        }
        if before & class::PREP != 0 && self.word(c.wrapping_sub(1)) == "to" && item.is(class::BASE) {
            return self.speaker_before(c, frame).or_else(|| self.first_subject(&(low..c)));
        }
        // "a view echoed by Vale".
        if item.is(class::PART) && self.word(c + 1) == "by" && before & class::LOWER != 0 {
            return self.agent(c, frame);
        }
        if !self.is_finite(c, frame) {
            return None;
        }
        if self.is_passive(c, frame) {
            return self.agent(c, frame);
        }
        let mut at = c;
        while at > low && self.items[at - 1].is(class::COMMA) {
            at -= 1;
        }
        if at > low && self.items[at - 1].is(class::QUOTE) {
            return self.inverted(c, frame).map(|source| source.phrase).or_else(|| self.speaker_before(c, frame));
        }
        // "But, said Vale, “…”".
        let parted = at < c || at == low || self.items[at - 1].is(class::CONJ);
        if parted && let Some(source) = self.inverted(c, frame) {
            let end = source.phrase.end;
            let closed = self.has(end, frame, class::COMMA | class::COLON | class::STOP) || end >= frame.end;
            let named = self.items[end - 1].is(class::CAP | class::PRON | class::ROLE);
            if named && (closed || at < c && self.has_setting(&source.phrase, frame)) {
                return Some(source.phrase);
            }
        }
        self.subject_of(c, low, frame)
            .or_else(|| self.speaker_before(c, frame))
            .or_else(|| self.first_subject(&(low..c)))
    }

    /// "was quoted as [saying]".
    pub fn is_quoted_as(&self, c: usize, frame: &Range<usize>) -> bool {
        c >= frame.start + 2 && self.word(c - 1) == "as" && matches!(self.word(c - 2), "quoted" | "cited")
    }

    /// Whoever did it in a passive: "was rejected by [the mayor], saying".
    fn agent_before(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        const NEAR: usize = 12;
        let comma = c.checked_sub(1).filter(|&at| self.has(at, frame, class::COMMA))?;
        let by = (frame.start.max(comma.saturating_sub(NEAR))..comma).rev().find(|&at| self.word(at) == "by")?;
        let verb = by.checked_sub(1).filter(|&at| self.has(at, frame, class::LOWER | class::CUE))?;
        let passive = self.is_passive(verb, frame)
            || self.word(verb).ends_with("ed") && self.has(verb.wrapping_sub(1), frame, class::AUX | class::ADV);
        let end = self.phrase_from(by + 1, frame);
        (passive && end > by + 1 && end <= comma).then_some(by + 1..end)
    }

    /// Whom a relative clause around the ing form at `c` is about: "[the party], which won by saying".
    fn relative_subject(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        const NEAR: usize = 12;
        let loose = c.checked_sub(1).filter(|&at| self.has(at, frame, class::PREP))?;
        let who = (frame.start.max(loose.saturating_sub(NEAR))..loose)
            .rev()
            .take_while(|&at| !self.items[at].is(class::STOP | class::SEMI | class::QUOTE))
            .find(|&at| self.items[at].is(class::REL))?;
        let closed = (who + 1..loose).any(|at| self.items[at].is(class::COMMA));
        let end = who - usize::from(self.has(who.wrapping_sub(1), frame, class::COMMA));
        let last = end.checked_sub(1)?;
        let start = self.phrase_to(last, frame);
        (!closed && start <= last).then_some(start..end)
    }

    /// What an ing form follows without a comma: "a sign saying", "with the club saying".
    pub fn bearer(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let last = c.checked_sub(1).filter(|&last| self.has(last, frame, class::WORD))?;
        let whole = self.phrase_before(c, frame.start, frame)?;
        let with = whole.start > frame.start && self.word(whole.start - 1) == "with";
        let start = self.phrase_to(last, frame);
        let issued = start > frame.start && self.items[start - 1].is(class::ISSUE);
        if issued {
            return None;
        }
        let item = self.items[last];
        // "a film of Vale saying".
        if item.is(class::CAP)
            && self.items[c].is(class::SAY)
            && start > frame.start
            && matches!(self.word(start - 1), "of" | "with" | "from" | "by")
        {
            return Some(start..c);
        }
        let bears = item.is(class::DOC | class::ORG | class::ROLE | class::SPEECH) && !item.is(class::CUE);
        if with { Some(whole) } else { bears.then(|| self.phrase_to(last, frame)..c) }
    }

    /// The subject behind a verb that a comma parts from its clause: ", said Marta Olin."
    pub fn behind_comma(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        if !self.has(c.checked_sub(1)?, frame, class::COMMA) {
            return None;
        }
        let source = self.inverted(c, frame)?;
        let end = source.phrase.end;
        let named = self.items[end - 1].is(class::CAP | class::ROLE | class::ORG);
        let closed = end >= frame.end || self.has(end, frame, class::COMMA | class::STOP);
        (named && (closed || self.has_setting(&source.phrase, frame))).then_some(source.phrase)
    }

    /// ", said Marta Olin [in an email]": a setting may follow the speaker, a verb may not.
    fn has_setting(&self, phrase: &Range<usize>, frame: &Range<usize>) -> bool {
        self.has(phrase.end, frame, class::PREP | class::TIME)
            && self.items[phrase.end - 1].is(class::CAP)
            && !self.has_verb_at(phrase.start, phrase.end, frame)
            && !(phrase.end..frame.end.min(phrase.end + FAR / 4)).any(|at| self.items[at].is(class::QUOTE))
    }

    /// Quoted Vale as saying: the object before "as".
    fn phrase_of_object(&self, at: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let last = at.checked_sub(1).filter(|last| *last >= frame.start)?;
        let start = self.phrase_to(last, frame);
        if start <= last {
            return Some(start..at);
        }
        // "was quoted as saying": the subject.
        self.first_subject(&(frame.start..at))
    }

    /// The subject of the nearest cue before `c` in the frame.
    pub fn speaker_before(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let low = frame.start.max(c.saturating_sub(FAR / 2));
        let mut tried = 0;
        for at in (low..c).rev() {
            let item = self.items[at];
            tried += usize::from(item.is(class::CUE));
            if tried > TRIES / 2 {
                break;
            }
            if item.is(class::ING)
                && let Some(phrase) = self.bearer(at, frame)
            {
                return Some(phrase);
            }
            if item.is(class::FINITE)
                && !item.is(class::CAP)
                && self.is_finite(at, frame)
                && !self.is_passive(at, frame)
                && !self.is_reduced(at, frame)
            {
                let mark = if self.has(at.wrapping_sub(1), frame, class::COMMA) { 2 } else { 1 };
                let behind = self.has(at.wrapping_sub(mark), frame, class::QUOTE);
                if let Some(source) = self.inverted(at, frame).filter(|_| behind) {
                    return Some(source.phrase);
                }
                if let Some(phrase) = self.subject_of(at, frame.start, frame) {
                    return Some(phrase);
                }
            }
        }
        None
    }

    /// "a letter [posted] on Monday": a participle that belongs to what is written.
    fn is_reduced(&self, c: usize, frame: &Range<usize>) -> bool {
        self.items[c].is(class::PART)
            && self.has(c.wrapping_sub(1), frame, class::DOC | class::SPEECH)
            && self.has(c + 1, frame, class::PREP | class::TIME)
    }

    /// Whether a form of "be" stands before the cue.
    pub fn is_passive(&self, c: usize, frame: &Range<usize>) -> bool {
        const BACK: usize = 3;
        if !self.items[c].is(class::PART) {
            return false;
        }
        for at in (frame.start.max(c.saturating_sub(BACK))..c).rev() {
            let word = self.word(at);
            if matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being") {
                return true;
            }
            // "We’re told there is a film".
            if self.items[at].is(class::PRON) && (word.ends_with("’re") || word.ends_with("'re")) {
                return true;
            }
            // "It’s revealed in the report that".
            if self.items[at].is(class::S) && at > frame.start && matches!(self.word(at - 1), "It" | "it") {
                return true;
            }
            if !self.items[at].is(class::ADV) {
                return false;
            }
        }
        false
    }

    /// By whom something is called so.
    pub fn agent(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        const NEAR: usize = 12;
        for at in c + 1..frame.end.min(c + NEAR) {
            if self.items[at].is(class::COMMA | class::STOP) {
                break;
            }
            if self.word(at) == "by" {
                let end = self.phrase_from(at + 1, frame);
                return (end > at + 1).then_some(at + 1..end);
            }
        }
        None
    }
}
