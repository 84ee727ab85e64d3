//! Who says a quoted string: the verb or phrase that attributes it, and that one's subject.

use std::ops::Range;

use super::class;
use super::frame::Frames;

/// So far a cue may stand from what it attributes.
pub(super) const FAR: usize = 60;

/// So many cues are tried.
pub(super) const TRIES: usize = 8;

/// A noun of speech so near behind a verb of speech is its adverbial: "said in his statement".
const NEAR: usize = 5;

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

impl Source {
    /// A phrase and a cue that touch the string.
    pub fn touching(phrase: Range<usize>, cue: usize, rule: &'static str) -> Self {
        Self { phrase, relative: None, cue: Some(cue..cue + 1), rule, reach: Reach::Touching }
    }
}

impl Frames<'_, '_> {
    /// The attribution of the quoted string that is item `q`, from its own sentence.
    pub fn attribution(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        let sign = self.last_sign(self.items[q].quote as usize);
        let inverted = self.has(q + 1, frame, class::FINITE) && self.has(q + 1, frame, class::SAY);
        let comma = sign == "," || inverted || self.has(q + 1, frame, class::COMMA);
        let ended = comma || matches!(sign, "?" | "!" | "…" | "—" | "–" | "-") || self.has(q + 1, frame, class::DASH);
        let led = q > frame.start + 1
            && self.has(q.wrapping_sub(1), frame, class::COMMA | class::COLON)
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
            .or_else(|| self.in_words_of(q, frame))
            .or_else(|| self.coordinated(q, frame))
            .or_else(|| self.later(q, frame))
            .or_else(|| self.colon(q, frame))
    }

    /// Vale said: “…” · called it “…” · saying “…” · Vale’s claim that “…”.
    pub fn precedes(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        let low = frame.start.max(q.saturating_sub(FAR));
        // A thought, a relative clause or a noun gives way to what somebody says further left: "Vale said he believed".
        let mut weak: Option<Source> = None;
        let mut tried = 0;
        let mut purposed = false;
        for c in (low..q).rev() {
            let item = self.items[c];
            if tried == TRIES {
                break;
            }
            tried += usize::from(item.is(class::CUE | class::SPEECH));
            if item.is(class::SEMI | class::STOP) {
                break;
            }
            let touching = self.touching(c, q, frame);
            let reach = if touching { Reach::Touching } else { Reach::Clause };
            if item.is(class::ACCORDING) && self.word(c + 1).eq_ignore_ascii_case("to") {
                let first = c == frame.start || self.has(c.wrapping_sub(1), frame, class::QUOTE | class::CONJ);
                if !first {
                    continue;
                }
                return weak.or_else(|| self.according_at(c, Reach::Clause, frame));
            }
            let governs = item.is(class::TO) && self.word(c + 1) == "to"
                || item.is(class::TWOFOLD)
                    && self.has(c + 1, frame, class::QUOTE)
                    && !self.has(c.wrapping_sub(1), frame, class::OWN | class::S);
            if item.is(class::SPEECH)
                && !item.is(class::CAP)
                && !governs
                && (c + 1 != q || !self.begins_with_verb(q))
                && let Some(phrase) = self.possessor(c, frame)
            {
                let source = Source { relative: None, phrase, cue: Some(c..c + 1), rule: "somebody’s words", reach };
                let said = (frame.start.max(c.saturating_sub(NEAR))..c)
                    .any(|i| self.has(i, frame, class::SAY) && self.is_finite(i, frame));
                if self.names(c, q, frame) && !said {
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
            purposed |= self.tells_purpose(c, frame);
            if purposed && !item.is(class::SAY) || self.labels_in_passing(c, q, frame) {
                continue;
            }
            let agent = self.agent_of_reduced(c, frame);
            let Some(phrase) = agent.or_else(|| self.speaker_of_cue(c, frame)) else { continue };
            let relative = self.relative(c, frame);
            let rule = if item.is(class::LABEL) { "who called it so" } else { "who said, then the words" };
            let source = Source { relative, phrase, cue: Some(c..c + 1), rule, reach };
            let nested = source.phrase.len() == 1
                && (self.under_speech(source.phrase.start, frame) || self.in_question(source.phrase.start, frame));
            let infinitive = item.is(class::BASE) && c > frame.start && self.word(c.wrapping_sub(1)) == "to";
            let labels = item.is(class::LABEL) && self.word(q - 1) == "as";
            let strong = item.is(class::SAY) || labels || touching && !item.is(class::MIND) && !infinitive;
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

    /// "money intended to create a “…”": a participle that says what a thing is for.
    fn tells_purpose(&self, c: usize, frame: &Range<usize>) -> bool {
        let item = self.items[c];
        let thing = self.has(c.wrapping_sub(1), frame, class::LOWER)
            && !self.has(c.wrapping_sub(1), frame, class::SMALL | class::ROLE);
        item.is(class::MIND) && item.is(class::PART) && self.word(c + 1) == "to" && thing
    }

    /// "in charge of labelling “…”": what is meant, in general.
    fn labels_in_passing(&self, c: usize, q: usize, frame: &Range<usize>) -> bool {
        let item = self.items[c];
        let of = c > frame.start && self.word(c - 1) == "of";
        of && item.is(class::LABEL) && item.is(class::ING) && self.words_in(self.items[q].quote as usize) <= 2
    }

    /// "a view offered by [Vale]: “…”"
    fn agent_of_reduced(&self, c: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let before = c.wrapping_sub(1);
        let reduced = self.items[c].is(class::PART)
            && self.word(c + 1) == "by"
            && self.has(before, frame, class::LOWER)
            && !self.has(before, frame, class::SMALL);
        if reduced { self.agent(c, frame) } else { None }
    }

    /// Whether the words in the marks begin with a verb, so that the noun before is their subject: his claim “is a tale”.
    fn begins_with_verb(&self, q: usize) -> bool {
        let inner = &self.quoted[self.items[q].quote as usize].inner;
        class::classes(self.document.word(inner.start)) & class::AUX != 0
    }

    /// Whether the pronoun at `i` is the subject of a clause in a clause: "what [he] called".
    fn in_question(&self, i: usize, frame: &Range<usize>) -> bool {
        self.items[i].is(class::PRON) && i > frame.start && matches!(self.word(i - 1), "what" | "whom" | "which")
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

    /// Whether a relative clause around the cue at `c` has ended before `q`: "which, some argued, was meant, was …".
    fn left_behind(&self, c: usize, q: usize, frame: &Range<usize>) -> bool {
        (c + 1..q)
            .any(|i| self.items[i].is(class::COMMA) && self.has(i + 1, frame, class::AUX | class::PAST | class::THIRD))
    }

    /// Whether only "that", "about" and the like stand between a noun of speech and the string.
    fn names(&self, c: usize, q: usize, frame: &Range<usize>) -> bool {
        (c + 1..q).all(|i| {
            self.has(
                i,
                frame,
                class::THAT | class::PREP | class::COMMA | class::COLON | class::DASH | class::DET | class::OTHER,
            )
        })
    }

    /// Whether nothing but a mark, a listener or a small word stands between the cue and the string.
    fn touching(&self, c: usize, q: usize, frame: &Range<usize>) -> bool {
        const LISTENER: usize = 6;
        q - c <= LISTENER
            && (c + 1..q).all(|i| {
                let verb =
                    self.has(i, frame, class::CUE) && (self.is_finite(i, frame) || self.has(i, frame, class::ING));
                !verb && (!self.has(i, frame, class::QUOTE | class::SUB | class::AUX) || self.word(i) == "as")
            })
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
        (end > at + 2).then(|| Source {
            relative: None,
            phrase: at + 2..end,
            cue: Some(at..at + 2),
            rule: "according to",
            reach,
        })
    }

    /// The “…” is unfair, Vale said: a cue later in the sentence.
    fn later(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        let mut tried = 0;
        for c in q + 1..frame.end.min(q + FAR) {
            let item = self.items[c];
            tried += usize::from(item.is(class::CUE));
            if item.is(class::SEMI | class::STOP) || tried > TRIES {
                return None;
            }
            if item.is(class::CUE)
                && !item.is(class::CAP)
                && item.is(class::SAY | class::LABEL)
                && self.is_finite(c, frame)
                && !self.is_passive(c, frame)
                && let Some(phrase) = self.behind_comma(c, frame).or_else(|| self.subject_of(c, q + 1, frame))
                && !self.has(phrase.start.wrapping_sub(1), frame, class::REL)
            {
                return Some(Source {
                    relative: None,
                    phrase,
                    cue: Some(c..c + 1),
                    rule: "who said it comes later",
                    reach: Reach::Sentence,
                });
            }
        }
        None
    }

    /// In the words of [Vale]: “…”.
    fn in_words_of(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        const NEAR: usize = 6;
        let mark = q.checked_sub(1).filter(|&at| self.has(at, frame, class::COLON | class::COMMA))?;
        let words = (frame.start..mark.min(frame.start + NEAR))
            .find(|&at| self.word(at) == "words" && self.word(at + 1) == "of")?;
        let end = self.phrase_from(words + 2, frame);
        (end > words + 2 && end <= mark).then(|| Source {
            relative: None,
            phrase: words + 2..end,
            cue: Some(words..words + 2),
            rule: "in somebody’s words",
            reach: Reach::Touching,
        })
    }

    /// Whether only "and", "or" or a comma stands between two strings.
    pub fn joins_strings(&self, first: usize, second: usize, frame: &Range<usize>) -> bool {
        let between = first + 1..second;
        !between.is_empty() && between.clone().all(|at| self.has(at, frame, class::CONJ | class::COMMA | class::DET))
    }

    /// The delays are “a disgrace” and “an insult”, Vale said: who says the second says the first.
    fn coordinated(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        let comma = usize::from(self.has(q + 1, frame, class::COMMA));
        let and = q + 1 + comma;
        let next = and + usize::from(self.has(and, frame, class::CONJ));
        if next == q + 1 || !self.has(next, frame, class::QUOTE) {
            return None;
        }
        let comma = self.last_sign(self.items[next].quote as usize) == "," || self.has(next + 1, frame, class::COMMA);
        let source = self.follows(next, comma, frame).filter(|_| comma)?;
        (source.phrase.start > next).then_some(source)
    }

    /// Vale: “…”.
    pub fn colon(&self, q: usize, frame: &Range<usize>) -> Option<Source> {
        let colon = q.checked_sub(1).filter(|&at| self.has(at, frame, class::COLON))?;
        let phrase = match self.agent_of_colon(colon, frame).or_else(|| self.owner_of_words(colon, frame)) {
            Some(agent) => agent,
            None => self.first_subject(&(frame.start..colon)).filter(|phrase| self.can_introduce(phrase, colon))?,
        };
        Some(Source { relative: None, phrase, cue: None, rule: "a name and a colon", reach: Reach::Touching })
    }

    /// "Here is how it began, in the words of [the nurse]: “…”".
    fn owner_of_words(&self, colon: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let start = self.phrase_to(colon.checked_sub(1)?, frame);
        let of = start.checked_sub(1).filter(|&of| of > frame.start && start < colon && self.word(of) == "of")?;
        matches!(self.word(of - 1), "words" | "voice").then_some(start..colon)
    }

    /// It is a view echoed by [Vale]: “…”.
    fn agent_of_colon(&self, colon: usize, frame: &Range<usize>) -> Option<Range<usize>> {
        let last = colon.checked_sub(1).filter(|&at| self.has(at, frame, class::CAP | class::ROLE))?;
        let start = self.phrase_to(last, frame);
        let by = start.checked_sub(1).filter(|&at| frame.contains(&at) && self.word(at) == "by")?;
        let verb = by.checked_sub(1)?;
        let participle = self.has(verb, frame, class::PART) || self.word(verb).ends_with("ed");
        (participle && start <= last).then_some(start..colon)
    }

    /// "The advice is a good one: “…”": a thing, with a verb behind it, does not speak.
    fn can_introduce(&self, phrase: &Range<usize>, colon: usize) -> bool {
        let who = class::CAP | class::ROLE | class::ORG | class::DOC | class::PRON;
        phrase.end == colon || self.items[phrase.clone()].iter().any(|item| item.is(who))
    }
}
