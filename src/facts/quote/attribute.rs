//! Who says a quoted string: the verb or phrase that attributes it, and that one's subject.

use std::ops::Range;

use super::class;
use super::frame::Frames;

/// So far a cue may stand from what it attributes.
const FAR: usize = 60;

/// Where an attribution stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// The noun phrase that says it, as items.
    pub phrase: Range<usize>,
    /// The pronoun "who" that stands for it in its clause.
    pub relative: Option<usize>,
    /// The verb or phrase that attributes, as items.
    pub cue: Option<Range<usize>>,
    /// The structure, for the details.
    pub rule: &'static str,
    /// How near: the cue touches the string, stands in its clause, or somewhere in the sentence.
    pub reach: Reach,
}

/// How closely a cue and a string belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Nothing but a comma, a colon or a listener between.
    Touching,
    /// In one clause.
    Clause,
    /// In one sentence.
    Sentence,
}

impl Frames<'_, '_> {
    /// The attribution of the quoted string that is item `q`, from its own sentence.
    pub fn attribution(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        let sign = self.last_sign(self.items[q].quote as usize);
        let inverted = self.has(q + 1, frame, class::FINITE) && self.has(q + 1, frame, class::SAY);
        let comma = sign == "," || inverted || self.has(q + 1, frame, class::COMMA);
        let ended = comma || matches!(sign, "?" | "!" | "…" | "—" | "–" | "-") || self.has(q + 1, frame, class::DASH);
        let led = q > frame.start + 1
            && self.has(q - 1, frame, class::COMMA | class::COLON)
            && self.items[q - 2].is(class::CUE)
            && self.has(frame.start, frame, class::SUB | class::CONJ);
        if led && let Some(source) = self.precedes(q, frame) {
            return Some(source);
        }
        if ended && let Some(source) = self.follows(q, comma, frame) {
            return Some(source);
        }
        self.precedes(q, frame)
            .or_else(|| self.according(q, frame))
            .or_else(|| self.later(q, frame))
            .or_else(|| self.colon(q, frame))
    }

    /// “…,” said Vale · “…,” Vale said · “…,” according to Vale.
    fn follows(&self, q: usize, comma: bool, frame: &Range<usize>) -> Option<Source> {
        let mut j = q + 1;
        while self.has(j, frame, class::COMMA | class::DASH) {
            j += 1;
        }
        if self.has(j, frame, class::ACCORDING) {
            return self.according_at(j, Reach::Touching, frame);
        }
        let verb = self.past_adverbs(j, frame);
        if let Some(source) = self.inverted(verb, frame) {
            return Some(source);
        }
        let opening = class::CAP | class::PRON | class::DET | class::OWN | class::NUM | class::ROLE | class::ORG | class::DOC
            | class::ADV | class::TIME | class::PREP | class::OPEN;
        let closed = class::CONJ | class::SUB | class::REL | class::AUX | class::THAT | class::ING;
        if !self.has(j, frame, opening) || self.has(j, frame, closed) && !self.has(j, frame, class::CAP) {
            return None;
        }
        let limit = frame.end.min(j + FAR);
        for c in j..limit {
            let item = self.items[c];
            if item.is(class::QUOTE | class::STOP | class::SEMI | class::COLON) && c > j {
                break;
            }
            if item.is(class::ING) && self.word(c - 1) == "as" && c > j {
                let phrase = self.first_subject(&(j..c))?;
                return Some(Source { relative: None, phrase, cue: Some(c..c + 1), rule: "words, then who is quoted", reach: Reach::Touching });
            }
            if item.is(class::CUE) && self.is_finite(c, frame) && !self.is_passive(c, frame) {
                let Some(phrase) = self.subject_of(c, j, frame) else { continue };
                return Some(Source { relative: None, phrase, cue: Some(c..c + 1), rule: "words, then who said them", reach: Reach::Touching });
            }
        }
        let inside = q > frame.start && self.has(q - 1, frame, class::WORD | class::S);
        if !comma || inside || self.has(j, frame, class::PREP) {
            return None;
        }
        // A verb that no table has: it ends the phrase, "an angry Vale retaliated".
        let far = self.phrase_from(j, frame);
        let name = (j..far).find(|&i| self.items[i].is(class::CAP)).map_or(far, |i| self.name_end(i, frame));
        let end = if name < far { name } else { far.saturating_sub(1) };
        let verb = self.word(end);
        let spoken = self.has(end, frame, class::LOWER) && !self.has(end, frame, class::SMALL & !class::PREP);
        let plain = end > j && spoken
            && (name < far || verb.ends_with("ed") || verb.ends_with('s'));
        plain.then(|| Source { relative: None, phrase: j..end, cue: Some(end..end + 1), rule: "words, then a name", reach: Reach::Touching })
    }

    /// The subject behind a verb: said Vale.
    fn inverted(&self, c: usize, frame: &Range<usize>) -> Option<Source> {
        let item = self.at(c, frame);
        if item & (class::FINITE | class::BASE) == 0 || item & class::LISTENER != 0 {
            return None;
        }
        let start = self.past_adverbs(c + 1, frame);
        let end = self.phrase_from(start, frame);
        if end == start {
            return None;
        }
        Some(Source { relative: None, phrase: start..end, cue: Some(c..c + 1), rule: "words, then said and who", reach: Reach::Touching })
    }

    /// The first item from `i` on that is no adverb.
    fn past_adverbs(&self, mut i: usize, frame: &Range<usize>) -> usize {
        while self.has(i, frame, class::ADV) && !self.has(i, frame, class::CAP) {
            i += 1;
        }
        i
    }

    /// Whether the cue at `c` is a predicate, not a noun or an adjective.
    pub fn is_finite(&self, c: usize, frame: &Range<usize>) -> bool {
        let item = self.items[c];
        if item.is(class::CAP) || !item.is(class::FINITE | class::BASE) {
            return false;
        }
        let before = c.checked_sub(1).map_or(0, |at| self.at(at, frame));
        let alone = c > frame.start
            && matches!(self.word(c - 1).to_ascii_lowercase().as_str(), "some" | "many" | "others" | "another" | "one" | "both" | "all" | "most" | "few" | "two" | "three" | "several");
        if before & (class::DET | class::OWN | class::S) != 0 && before & (class::PRON | class::REL) == 0 && !alone {
            return false;
        }
        if before & class::PREP != 0 || before & class::SUB != 0 && before & class::PRON == 0 && item.is(class::PART) {
            return false;
        }
        let subject = class::CAP | class::PRON | class::ROLE | class::ORG | class::DOC | class::REL | class::CLOSE | class::COMMA
            | class::ADV | class::TIME | class::QUOTE | class::AUX | class::DASH;
        if item.is(class::TWOFOLD) && item.is(class::THIRD) && before != 0 && before & subject == 0 {
            return false;
        }
        let plural = before & class::CAP != 0 && self.word(c - 1).ends_with('s') || before & class::CONJ != 0;
        let plain = item.is(class::BASE) && !item.is(class::PAST);
        // "say critics", "they say", "did not say": the plain form needs a plural, a pronoun or an auxiliary.
        !plain || plural || self.word(c) == "say" && before & class::WORD != 0 || before & (class::PRON | class::AUX | class::ADV | class::QUOTE | class::ROLE | class::COMMA | class::REL) != 0
    }

    /// Vale said: “…” · called it “…” · saying “…” · Vale’s claim that “…”.
    pub fn precedes(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        let low = frame.start.max(q.saturating_sub(FAR));
        // A thought, a relative clause or a noun gives way to what somebody says further left: "Vale said he believed".
        let mut weak: Option<Source> = None;
        for c in (low..q).rev() {
            let item = self.items[c];
            if item.is(class::SEMI | class::STOP) {
                break;
            }
            let touching = self.touching(c, q, frame);
            let reach = if touching { Reach::Touching } else { Reach::Clause };
            if item.is(class::ACCORDING) && self.word(c + 1).eq_ignore_ascii_case("to") {
                let first = c == frame.start || self.has(c - 1, frame, class::QUOTE | class::CONJ);
                if !first {
                    continue;
                }
                return weak.or_else(|| self.according_at(c, Reach::Clause, frame));
            }
            let governs = item.is(class::TO) && self.word(c + 1) == "to"
                || item.is(class::TWOFOLD) && self.has(c + 1, frame, class::QUOTE) && !self.has(c - 1, frame, class::OWN | class::S);
            if item.is(class::SPEECH) && !item.is(class::CAP) && !governs
                && let Some(phrase) = self.possessor(c, frame)
            {
                let source = Source { relative: None, phrase, cue: Some(c..c + 1), rule: "somebody’s words", reach };
                if self.names(c, q, frame) {
                    return Some(weak.unwrap_or(source));
                }
                weak = weak.or(Some(source));
                continue;
            }
            if !item.is(class::CUE) || item.is(class::CAP) && !item.is(class::FIRST) {
                continue;
            }
            if item.is(class::TOUCH) && !item.is(class::SAY | class::LABEL | class::MIND) && !touching {
                continue;
            }
            let Some(phrase) = self.speaker_of_cue(c, frame) else { continue };
            let relative = self.relative(c, frame);
            let rule = if item.is(class::LABEL) { "who called it so" } else { "who said, then the words" };
            let source = Source { relative, phrase, cue: Some(c..c + 1), rule, reach };
            let nested = source.phrase.len() == 1 && self.under_speech(source.phrase.start, frame);
            let strong = item.is(class::SAY) || touching && !item.is(class::MIND);
            let aside = relative.is_some_and(|who| {
                !touching && (self.left_behind(c, q, frame) || !self.has(who.saturating_sub(1), frame, class::COMMA))
            });
            if strong && !aside && !nested {
                return Some(source);
            }
            weak = weak.or(Some(source));
        }
        weak
    }

    /// Whether the pronoun at `i` stands right behind a verb of speech: "Vale said [he] believed".
    fn under_speech(&self, i: usize, frame: &Range<usize>) -> bool {
        let mut at = i;
        while at > frame.start && self.items[at - 1].is(class::THAT) {
            at -= 1;
        }
        self.items[i].is(class::PRON)
            && at > frame.start
            && self.items[at - 1].is(class::SAY)
            && self.items[at - 1].is(class::FINITE)
            && self.is_finite(at - 1, frame)
    }

    /// Whether a relative clause around the cue at `c` has ended before `q`: "which some have argued was meant, was …".
    fn left_behind(&self, c: usize, q: usize, frame: &Range<usize>) -> bool {
        (c + 1..q).any(|i| self.items[i].is(class::COMMA) && self.has(i + 1, frame, class::AUX | class::PAST | class::THIRD))
    }

    /// The "who" that is the subject of the cue at `c`.
    pub fn relative(&self, c: usize, frame: &Range<usize>) -> Option<usize> {
        let mut at = c;
        while at > frame.start && self.items[at - 1].is(class::ADV | class::AUX) {
            at -= 1;
        }
        at.checked_sub(1).filter(|&who| self.has(who, frame, class::REL))
    }

    /// Whether only "that", "about" and the like stand between a noun of speech and the string.
    fn names(&self, c: usize, q: usize, frame: &Range<usize>) -> bool {
        (c + 1..q).all(|i| self.has(i, frame, class::THAT | class::PREP | class::COMMA | class::COLON | class::DASH | class::DET | class::OTHER))
    }

    /// Whether nothing but a mark, a listener or a small word stands between the cue and the string.
    fn touching(&self, c: usize, q: usize, frame: &Range<usize>) -> bool {
        const LISTENER: usize = 6;
        q - c <= LISTENER && (c + 1..q).all(|i| !self.has(i, frame, class::QUOTE | class::SUB | class::AUX | class::CUE))
    }

    /// Who the possessive before a noun names: [Vale]’s claim, [his] claim.
    fn possessor(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        const ADJECTIVES: usize = 2;
        for at in (frame.start.max(c.saturating_sub(ADJECTIVES + 1))..c).rev() {
            let item = self.items[at];
            if item.is(class::OWN) {
                return Some(at..at + 1);
            }
            if item.is(class::S) && at > frame.start {
                let start = self.phrase_to(at - 1, frame);
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
            if c > low && self.word(c - 1) == "as" {
                return self.phrase_of_object(c - 1, frame);
            }
            if before & (class::DET | class::OWN | class::S) != 0 {
                return None;
            }
            if let Some(phrase) = self.bearer(c, frame) {
                return Some(phrase);
            }
            return self.speaker_before(c, frame).or_else(|| self.first_subject(&(low..frame.end)));
        }
        if before & class::PREP != 0 && self.word(c - 1) == "to" && item.is(class::BASE) {
            return self.speaker_before(c, frame).or_else(|| self.first_subject(&(low..c)));
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
        if parted && let Some(source) = self.inverted(c, frame)
            && self.has(source.phrase.end, frame, class::COMMA | class::COLON)
            && self.items[source.phrase.end - 1].is(class::CAP | class::PRON | class::ROLE)
        {
            return Some(source.phrase);
        }
        self.subject_of(c, low, frame)
            .or_else(|| self.speaker_before(c, frame))
            .or_else(|| self.first_subject(&(low..c)))
    }

    /// What an ing form follows without a comma: "a sign saying", "with the campaign saying".
    pub fn bearer(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let last = c.checked_sub(1).filter(|&last| self.has(last, frame, class::WORD))?;
        let whole = self.phrase_before(c, frame.start, frame)?;
        let with = whole.start > frame.start && self.word(whole.start - 1) == "with";
        let start = self.phrase_to(last, frame);
        let issued = start > frame.start
            && matches!(self.word(start - 1), "issued" | "released" | "sent" | "wrote" | "posted" | "published" | "signed" | "made" | "gave" | "delivered" | "issue" | "release");
        if issued {
            return None;
        }
        let item = self.items[last];
        // "footage of Vale saying".
        if item.is(class::CAP) && self.items[c].is(class::SAY) && start > frame.start && self.items[start - 1].is(class::PREP) {
            return Some(start..c);
        }
        let bears = item.is(class::DOC | class::ORG | class::ROLE | class::SPEECH) && !item.is(class::CUE);
        if with { Some(whole) } else { bears.then(|| self.phrase_to(last, frame)..c) }
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
    fn speaker_before(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let low = frame.start.max(c.saturating_sub(FAR / 2));
        for at in (low..c).rev() {
            let item = self.items[at];
            if item.is(class::ING) && let Some(phrase) = self.bearer(at, frame) {
                return Some(phrase);
            }
            if item.is(class::FINITE) && !item.is(class::CAP) && self.is_finite(at, frame) && !self.is_passive(at, frame) {
                if at > frame.start && (self.items[at - 1].is(class::QUOTE) || self.items[at - 1].is(class::COMMA) && at > frame.start + 1 && self.items[at - 2].is(class::QUOTE)) {
                    if let Some(source) = self.inverted(at, frame) {
                        return Some(source.phrase);
                    }
                }
                if let Some(phrase) = self.subject_of(at, frame.start, frame) {
                    return Some(phrase);
                }
            }
        }
        None
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
            if !self.items[at].is(class::ADV) {
                return false;
            }
        }
        false
    }

    /// By whom something is called so.
    fn agent(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
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

    /// According to Vale, anywhere in the frame.
    fn according(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        (q + 1..frame.end.min(q + FAR))
            .find(|&at| self.items[at].is(class::ACCORDING))
            .and_then(|at| self.according_at(at, Reach::Sentence, frame))
    }

    /// The source of "according to" at `at`.
    pub fn according_at(&self, at: usize, reach: Reach, frame: &Range<usize>) -> Option<Source> {
        if !self.word(at + 1).eq_ignore_ascii_case("to") {
            return None;
        }
        let end = self.phrase_from(at + 2, frame);
        (end > at + 2).then(|| Source { relative: None, phrase: at + 2..end, cue: Some(at..at + 2), rule: "according to", reach })
    }

    /// The “…” is unfair, Vale said: a cue later in the sentence.
    fn later(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        for c in q + 1..frame.end.min(q + FAR) {
            let item = self.items[c];
            if item.is(class::SEMI | class::STOP) {
                return None;
            }
            if item.is(class::CUE) && !item.is(class::CAP) && item.is(class::SAY | class::LABEL) && self.is_finite(c, frame) && !self.is_passive(c, frame)
                && let Some(phrase) = self.subject_of(c, q + 1, frame)
            {
                return Some(Source { relative: None, phrase, cue: Some(c..c + 1), rule: "who said it comes later", reach: Reach::Sentence });
            }
        }
        None
    }

    /// Vale: “…”.
    pub fn colon(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        let colon = q.checked_sub(1).filter(|&at| self.has(at, frame, class::COLON))?;
        let phrase = self.first_subject(&(frame.start..colon))?;
        Some(Source { relative: None, phrase, cue: None, rule: "a name and a colon", reach: Reach::Touching })
    }
}
