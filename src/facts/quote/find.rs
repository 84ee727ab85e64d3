//! Putting it together: one walk over the frames.

use std::ops::Range;

use super::attribute::{Reach, Source};
use super::body::{Body, nearest_body};
use super::class;
use super::frame::Frames;
use super::name::{Kind, Phrase};
use super::office::Offices;
use super::person::{People, gender_of};
use super::resolve::{Trail, nearest_role, resolve};
use super::{Quote, QuoteKind, marks};
use crate::article::TextRange;
use crate::facts::lexicon::Gender;
use crate::facts::{Case, Document};

/// Who says something, as the walk keeps it.
#[derive(Debug, Clone)]
struct Voice {
    speaker: Option<String>,
    person: Option<usize>,
    body: Option<Body>,
    mention: Option<TextRange>,
    cue: Option<TextRange>,
    rule: &'static str,
}

struct Walk<'d, 't> {
    frames: Frames<'d, 't>,
    people: People<'t>,
    offices: Offices,
    trail: Trail,
    out: Vec<Quote>,
    /// The last voice, with its frame.
    last: Option<(Voice, usize)>,
    groups: u32,
}

/// All quotes of a document.
pub(super) fn quotes(document: &Document<'_>) -> Vec<Quote> {
    let frames = Frames::new(document, marks::quoted(document));
    let people = People::new(&frames);
    let offices = Offices::new(&frames, &people.mentions);
    let trail = Trail::of(frames.list.len());
    let mut walk = Walk { frames, people, offices, trail, out: Vec::new(), last: None, groups: 0 };
    for number in 0..walk.frames.list.len() {
        walk.frame(number);
    }
    let mut out = walk.out;
    out.sort_by_key(|quote| (quote.range.start(), std::cmp::Reverse(quote.range.end())));
    out
}

impl Walk<'_, '_> {
    fn frame(&mut self, number: usize) {
        let items = self.frames.list[number].items.clone();
        let subject = self.frames.first_subject(&items);
        if let Some(subject) = subject.clone() {
            let phrase = self.frames.read(subject, &items);
            let person = self.person_of(&phrase, number);
            self.trail.acts(number, person);
            self.trail.stands(number, self.body(&phrase, person, number, false));
        }
        let strings: Vec<usize> = items.clone().filter(|&i| self.frames.items[i].is(class::QUOTE)).collect();
        let mut group: Option<(Option<Range<usize>>, u32)> = None;
        let reported = self.frames.reported(&items);
        // "The crowds were small, Vale said": who says it is the subject, not what it is about.
        let told = subject.is_some_and(|subject| reported.iter().any(|(_, clause)| clause.contains(&subject.start)));
        if told {
            self.trail.acts(number, None);
        }
        let alone = !strings.is_empty() && self.alone(&items);
        let mut labelled: Option<(usize, Source)> = None;
        let mut former: Option<Source> = None;
        let mut spoken = false;
        for &q in &strings {
            let mut source = self.frames.attribution(q, &items).or_else(|| self.announced(q, number));
            let mut words = self.frames.is_quote(q, source.as_ref(), &items);
            // "as “a mess” and “a shame”": the second label is given by whoever gave the first.
            if let Some((_, first)) = labelled.take_if(|(at, _)| !words && self.frames.joins_strings(*at, q, &items)) {
                words = true;
                source = Some(first);
            }
            // “…,” Vale says, “…”: one verb has one subject.
            match (&former, &mut source) {
                (Some(former), Some(source)) if former.cue.is_some() && former.cue == source.cue => {
                    source.phrase = former.phrase.clone();
                }
                _ => former.clone_from(&source),
            }
            if words
                && let Some(source) = source.as_ref().filter(|source| source.reach == Reach::Touching)
                && source.cue.as_ref().is_some_and(|cue| cue.end <= q)
            {
                labelled = Some((q, source.clone()));
            }
            if !words && (source.is_some() || !alone)
                || source.is_none() && strings.len() == 1 && self.is_subheading(q, number)
            {
                continue;
            }
            let voice = match &source {
                Some(source) => Some(self.voice(source, number)),
                None => self.signed(alone, number).or_else(|| self.carried(alone, number)),
            };
            if !words && voice.is_none() {
                continue;
            }
            let cue = source.as_ref().and_then(|source| source.cue.clone());
            let id = match &group {
                Some((other, id)) if *other == cue && cue.is_some() => *id,
                _ => {
                    self.groups += 1;
                    self.groups - 1
                }
            };
            group = Some((cue, id));
            self.push(q, source.as_ref(), voice.as_ref(), id, &items);
            spoken = true;
            if let Some(voice) = voice {
                self.trail.stands(number, voice.body.clone());
                self.trail.speaks(number, voice.person);
                if let Some(person) = voice.person {
                    self.people.list[person].sure |= !self.people.list[person].placed;
                }
                self.last = Some((voice, number));
            }
        }
        for (source, line) in self.frames.listed(number) {
            let voice = self.voice(&source, number);
            self.groups += 1;
            self.out.push(Quote {
                range: self.frames.range(&self.frames.line_range(&line)),
                speaker: voice.speaker,
                mention: voice.mention,
                cue: voice.cue,
                kind: QuoteKind::Reported,
                group: Some(self.groups - 1),
                rule: voice.rule,
            });
        }
        for (source, clause) in reported {
            let voice = self.voice(&source, number);
            let id = match &group {
                Some((other, id)) if *other == source.cue => *id,
                _ => {
                    self.groups += 1;
                    self.groups - 1
                }
            };
            self.out.push(Quote {
                range: self.frames.range(&clause),
                speaker: voice.speaker.clone(),
                mention: voice.mention,
                cue: voice.cue,
                kind: QuoteKind::Reported,
                group: Some(id),
                rule: voice.rule,
            });
            self.trail.stands(number, voice.body.clone());
            if !spoken {
                self.trail.speaks(number, voice.person);
                self.last = Some((voice, number));
            }
        }
    }

    /// The voice that a line below the words names.
    fn signed(&mut self, alone: bool, number: usize) -> Option<Voice> {
        let source = self.frames.signature(number).filter(|_| alone)?;
        Some(self.voice(&source, number + 1))
    }

    /// The attribution that the sentence before ends with: Vale said: — and the words in the next paragraph.
    fn announced(&self, q: usize, number: usize) -> Option<Source> {
        let frames = &self.frames.list;
        let before = frames.get(number.checked_sub(1)?)?.items.clone();
        let last = before.end.checked_sub(1)?;
        if q != frames[number].items.start || !self.frames.has(last, &before, class::COLON) {
            return None;
        }
        self.frames.precedes(last, &before).or_else(|| self.frames.colon(last + 1, &before))
    }

    /// Whether a few words in marks are a paragraph of their own: a heading between paragraphs. Words that somebody says
    /// end with a stop or a comma.
    fn is_subheading(&self, q: usize, number: usize) -> bool {
        const SHORT: usize = 5;
        const LONG: usize = 12;
        let frames = &self.frames;
        let ends = |number: usize| frames.list.get(number).map(|frame| frame.paragraph);
        let opens = |number: usize| frames.list.get(number).map(|frame| frame.opens);
        let own = ends(number);
        let lonely = own == opens(number)
            && opens(number + 1) != own
            && number.checked_sub(1).is_none_or(|before| ends(before) != own || frames.is_heading_number(before));
        let items = &frames.list[number].items;
        if !lonely || !self.alone(items) {
            return false;
        }
        let string = frames.items[q].quote as usize;
        let words = frames.words_in(string);
        let stopped = matches!(frames.last_sign(string), "." | "," | "!" | "?" | "…" | "—" | "–" | "-" | ":" | ";")
            || items.clone().any(|i| frames.items[i].is(class::STOP));
        frames.word(q).starts_with(['‘', '\'']) && words <= SHORT || !stopped && words <= LONG
    }

    /// Whether a frame is nothing but its quoted strings.
    fn alone(&self, items: &Range<usize>) -> bool {
        items.clone().all(|i| self.frames.items[i].is(class::QUOTE | class::STOP | class::OTHER | class::DASH))
    }

    /// The voice that goes on in a string without an attribution.
    fn carried(&self, alone: bool, number: usize) -> Option<Voice> {
        let frames = &self.frames.list;
        if let Some(voice) = self.just_named(number).filter(|_| alone) {
            return Some(voice);
        }
        let (voice, at) = self.last.as_ref()?;
        let opens = frames[number].opens;
        let near = opens.saturating_sub(frames[*at].paragraph) <= 1;
        if alone && near || opens == frames[*at].paragraph {
            return Some(Voice { rule: "the last speaker goes on", cue: None, ..voice.clone() });
        }
        None
    }

    /// The subject of the sentence before, in the same paragraph: Olin agreed. “…”
    fn just_named(&self, number: usize) -> Option<Voice> {
        let frames = &self.frames.list;
        let before = frames.get(number.checked_sub(1)?)?;
        if before.paragraph != frames[number].opens || self.last.as_ref().is_some_and(|(_, at)| *at + 1 == number) {
            return None;
        }
        let phrase = self.frames.first_subject(&before.items)?;
        let source = Source {
            phrase,
            relative: None,
            cue: None,
            rule: "the subject of the sentence before",
            reach: Reach::Sentence,
        };
        let voice = self.voice(&source, number - 1);
        voice.person.is_some().then_some(voice)
    }

    fn voice(&self, source: &Source, number: usize) -> Voice {
        // A sentence that announces a quote stands before it.
        let earlier = source.phrase.start < self.frames.list[number].items.start;
        let number = number - usize::from(earlier && number > 0);
        let items = &self.frames.list[number].items;
        let cue = source.cue.as_ref().map(|cue| self.frames.range(cue));
        if !self.frames.can_speak(&source.phrase) {
            return Voice { speaker: None, person: None, body: None, mention: None, cue, rule: source.rule };
        }
        let owners = self.owners(&source.phrase, items);
        let phrase = self.frames.read(self.frames.counted(owners.as_ref().unwrap_or(&source.phrase), items), items);
        let person = self.person_of(&phrase, number);
        let role = self.role_of(&phrase, person, number);
        let person = person.filter(|_| role.is_none());
        let body = role.or_else(|| self.body(&phrase, person, number, true));
        let core = match (person, &body) {
            (Some(person), _) => self.people.list[person].name.clone(),
            (None, Some(body)) => body.core.clone(),
            (None, None) => phrase.core.clone(),
        };
        Voice {
            speaker: Some(self.both(&source.phrase).unwrap_or_else(|| plain(self.frames.slice(&core)))),
            person,
            body,
            mention: Some(match source.relative {
                Some(who) => self.frames.range(&(who..who + 1)),
                None => self.frames.range(&phrase.range),
            }),
            cue,
            rule: source.rule,
        }
    }

    /// The man or woman without a name that a pronoun stands for, where no sure person fits.
    fn role_of(&self, phrase: &Phrase, person: Option<usize>, number: usize) -> Option<Body> {
        let item = self.frames.items[phrase.core.start];
        let pronoun = phrase.kind == Kind::Pronoun && phrase.core.len() == 1;
        if !pronoun || person.is_some_and(|person| self.people.list[person].sure) {
            return None;
        }
        let core = nearest_role(&self.frames, gender_of(item.classes)?, phrase.core.start, number)?;
        Some(Body { core, plural: false, written: false })
    }

    /// "Some users repeated [their] claim that": the plural subject of the sentence.
    fn owners(&self, phrase: &Range<usize>, items: &Range<usize>) -> Option<Range<usize>> {
        if phrase.len() != 1 || !matches!(self.frames.word(phrase.start), "their" | "Their") {
            return None;
        }
        let subject = self.frames.first_subject(&(items.start..phrase.start))?;
        let several = self.frames.word(subject.end - 1).ends_with('s')
            || subject.clone().any(|i| self.frames.items[i].is(class::CONJ));
        (several && !self.frames.items[subject.start].is(class::PRON)).then_some(subject)
    }

    /// "Vale and Anwar said": both names, each the fullest that the text gives.
    fn both(&self, phrase: &Range<usize>) -> Option<String> {
        let and = phrase.clone().find(|&i| self.frames.items[i].is(class::CONJ) && self.frames.word(i) == "and")?;
        // "Both Oxen and Unity said": two bodies.
        let pair = matches!(self.frames.word(phrase.start), "Both" | "both");
        let start = phrase.start + usize::from(pair);
        let name = |part: Range<usize>| {
            let core = self.frames.name_of(&part)?;
            let known = self.people.of(&core).map(|person| &self.people.list[person]);
            let person = known.filter(|entry| entry.sure || entry.gender.is_some());
            let core = person.map_or(&core, |entry| &entry.name);
            (person.is_some() || pair).then(|| plain(self.frames.slice(core)))
        };
        let (first, second) = (name(start..and)?, name(and + 1..phrase.end)?);
        (first != second).then(|| format!("{first} and {second}"))
    }

    /// The body that a phrase names or stands for, where it is no known person.
    fn body(&self, phrase: &Phrase, person: Option<usize>, number: usize, speaks: bool) -> Option<Body> {
        if let Some(plural) = self.frames.body_pronoun(&phrase.core) {
            return nearest_body(self.trail.bodies(), plural, number, phrase.core.start).cloned();
        }
        let known = person.is_some_and(|person| {
            let entry = &self.people.list[person];
            entry.sure || entry.gender.is_some()
        });
        if known { None } else { self.frames.body_of(phrase, speaks) }
    }

    /// The person that a phrase names or stands for.
    fn person_of(&self, phrase: &Phrase, number: usize) -> Option<usize> {
        if phrase.kind == Kind::Name {
            return self.people.of(&phrase.core);
        }
        if let Some(person) = self.offices.holder(&self.frames, &phrase.range) {
            return Some(person);
        }
        let item = self.frames.items[phrase.core.start];
        // "the 56-year-old said": whoever was named last.
        let last = phrase.range.end - 1;
        if self.frames.items[last].is(class::NUM) && self.frames.word(last).ends_with("-year-old") {
            let (at, either) = (phrase.range.start, Gender::Either);
            return resolve(&self.frames, &self.people, &self.trail, either, at, number);
        }
        // "Baker said": a surname that is also what somebody does.
        if phrase.range.len() == 1 && item.is(class::CAP) {
            return self.people.with_surname(self.frames.word(phrase.core.start));
        }
        if phrase.core.len() != 1 || !item.is(class::HE | class::SHE) {
            return None;
        }
        let gender = gender_of(item.classes)?;
        resolve(&self.frames, &self.people, &self.trail, gender, phrase.core.start, number)
    }

    fn push(&mut self, q: usize, source: Option<&Source>, voice: Option<&Voice>, group: u32, items: &Range<usize>) {
        let number = self.frames.items[q].quote as usize;
        let range = &self.frames.quoted[number].range;
        let before = q.checked_sub(1).filter(|at| items.contains(at)).map_or(0, |at| self.frames.items[at].classes);
        let follows = source.is_none_or(|source| source.phrase.start > q);
        let inner = self.frames.quoted[number].inner.clone();
        let sentence = matches!(self.frames.document.case(inner.start), Case::Title | Case::Mixed)
            && matches!(self.frames.last_sign(number), "." | "!" | "?")
            && before & class::LABEL == 0;
        let whole = sentence
            || follows && (before == 0 || before & class::STOP != 0)
            || before & (class::COMMA | class::COLON) != 0;
        self.out.push(Quote {
            range: TextRange::new(range.start, range.end),
            speaker: voice.and_then(|voice| voice.speaker.clone()),
            mention: voice.and_then(|voice| voice.mention),
            cue: voice.and_then(|voice| voice.cue),
            kind: if whole { QuoteKind::Direct } else { QuoteKind::Fragment },
            group: Some(group),
            rule: voice.map_or("no speaker in reach", |voice| voice.rule),
        });
    }
}

/// A name on one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
