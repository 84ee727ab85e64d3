//! Finds passages of one revision of a text in another.

use std::sync::OnceLock;

use super::compared::{Compared, Passage};
use super::{Anchor, CONTEXT};
use crate::article::{CharIndex, Placement, Status, TextRange};

/// Two revisions of one text, made ready so that any number of passages of the first can be found in the second.
#[derive(Debug)]
pub struct Relocation<'t> {
    old: Option<(&'t str, CharIndex<'t>)>,
    new: &'t str,
    index: CharIndex<'t>,
    compared: OnceLock<Compared>,
}

impl<'t> Relocation<'t> {
    /// Makes ready. `old` is the text that the passages were selected in; without it they are looked for by their
    /// words and context alone. Both texts are read only when a passage has to be looked for.
    pub fn new(old: Option<&'t str>, new: &'t str) -> Self {
        let old = old.map(|old| (old, CharIndex::new(old)));
        Self { old, new, index: CharIndex::new(new), compared: OnceLock::new() }
    }

    /// Where a passage of the old text stands in the new one.
    pub fn place(&self, anchor: &Anchor) -> Placement {
        let there = self.index.bytes(anchor.start, anchor.end);
        let unmoved = there.slice(self.new) == anchor.exact && !anchor.exact.is_empty();
        if unmoved && self.old.as_ref().is_some_and(|(old, _)| *old == self.new) {
            return Placement { status: Status::Exact, score: 1.0, range: Some(there) };
        }
        self.look(anchor).unwrap_or(Placement { status: Status::Orphan, score: 0.0, range: None })
    }

    fn look(&self, anchor: &Anchor) -> Option<Placement> {
        let compared =
            self.compared.get_or_init(|| Compared::new(self.old.as_ref().map_or("", |(old, _)| old), self.new));
        let known = self.old.as_ref().and_then(|(old, index)| {
            let range = index.bytes(anchor.start, anchor.end);
            (range.slice(old) == anchor.exact).then_some(range)
        });
        let (found, words) = if let Some(range) = known {
            let (start, end) = compared.old.inside(range);
            let passage = Passage {
                words: compared.old.slice(start, end),
                prefix: compared.old.slice(start.saturating_sub(CONTEXT), start),
                suffix: compared.old.slice(end, end + CONTEXT),
                old: Some((start, end)),
                place: start as f64 / compared.old.len().max(1) as f64,
            };
            let projections = compared.project(start, end);
            (compared.best(&passage, &projections)?, passage.words.to_vec())
        } else {
            // Without the old text the anchor tells all that is known of it.
            let around = [anchor.prefix.as_str(), &anchor.exact, &anchor.suffix].concat();
            let folded = compared.alphabet.fold_known(&around);
            let from = anchor.prefix.len();
            let (start, end) = folded.inside(TextRange::new(from, from + anchor.exact.len()));
            let passage = Passage {
                words: folded.slice(start, end),
                prefix: folded.slice(start.saturating_sub(CONTEXT), start),
                suffix: folded.slice(end, end + CONTEXT),
                old: None,
                place: anchor.start as f64 / self.index.code_points(self.new.len()).max(1) as f64,
            };
            (compared.best(&passage, &[])?, passage.words.to_vec())
        };
        let range = compared.new.range(self.new, found.start, found.end)?;
        let same = compared.new.slice(found.start, found.end) == words;
        let status = if range.slice(self.new) == anchor.exact && self.index.code_points(range.start()) == anchor.start {
            Status::Exact
        } else if same {
            Status::Shifted
        } else {
            Status::Changed
        };
        let score = if status == Status::Exact { 1.0 } else { (found.score * 1000.0).round() / 1000.0 };
        Some(Placement { status, score, range: Some(range) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Finds the passage in brackets of `old` in `new`, and says how it stands there.
    fn check(old: &str, new: &str, wanted: Option<(&str, Status)>) {
        let (start, end) = (old.find('[').unwrap(), old.find(']').unwrap() - 1);
        let old = old.replace(['[', ']'], "");
        let anchor = Anchor::describe(&old, TextRange::new(start, end));
        let found = Relocation::new(Some(&old), new).place(&anchor);
        assert_eq!(found.range.map(|range| (range.slice(new), found.status)), wanted, "{found:?}");
        if wanted.is_none() {
            assert_eq!((found.status, found.score), (Status::Orphan, 0.0));
        }
    }

    #[test]
    fn the_same_words_at_the_same_place() {
        check("The [quiet port] sleeps.", "The quiet port sleeps.", Some(("quiet port", Status::Exact)));
        check("The [quiet port] sleeps.", "The quiet port wakes.", Some(("quiet port", Status::Exact)));
    }

    #[test]
    fn the_same_words_elsewhere() {
        check(
            "The [quiet port] sleeps.",
            "Update: nobody was hurt.\n\nThe quiet port sleeps.",
            Some(("quiet port", Status::Shifted)),
        );
        check("He said [“it’s late”].", "On Monday he said \"it's late\".", Some(("\"it's late\"", Status::Shifted)));
    }

    #[test]
    fn a_short_passage_is_not_found_in_other_company() {
        let rest = "Nobody was hurt, the owner said, and the quay will open again in the spring of next year.";
        let check =
            |old: &str, new: &str, wanted| check(&format!("{old}\n\n{rest}"), &format!("{new}\n\n{rest}"), wanted);
        // Part of a longer word.
        check("It was the [second] fire. It took 20 minutes.", "It took 20 seconds.", None);
        check("It cost [9%] more. All agreed.", "All agreed to 19%.", None);
        // It stood there twice, and this one is gone.
        check(
            "A fire in [Odden] began at noon.\n\nThe mayor of Odden came by boat.",
            "The mayor of Odden came by boat.",
            None,
        );
        // No spaces between words: no borders to cut.
        check("昨日、[東京]で火事。", "昨日の朝、新東京で火事。", Some(("東京", Status::Shifted)));
    }

    #[test]
    fn what_stood_beside_a_passage_that_is_gone_is_itself() {
        let (head, tail) = (
            "The council met on Monday evening to talk about the repairs that the storms had made necessary.",
            "After the meeting the clerk locked the doors and walked home along the quay, past the boats.",
        );
        let gone = |passage: &str, beside: &str| {
            let old = format!("{head}\n\n{passage}\n\n{beside}\n\n{tail}");
            check(&old, &format!("{head}\n\n{beside}\n\n{tail}"), None);
            let old = format!("{head}\n\n{beside}\n\n{passage}\n\n{tail}");
            check(&old, &format!("{head}\n\n{beside}\n\n{tail}"), None);
        };
        let sluice = "reported that the new sluice cut the leaks by twelve percent across all of the docks in May.";
        gone(&format!("[Crew Alpha {sluice}]"), &format!("Crew Beta {sluice}"));
        gone(
            &format!("Crew Alpha {}", sluice.replace("cut the leaks", "[cut the leaks]")),
            &format!("Crew Beta {sluice}"),
        );
        gone("[Lee won 1,204 votes in the first round]", "Cho won 988 votes in the first round");
    }

    #[test]
    fn of_two_the_one_with_the_same_neighbours() {
        check(
            "In the north the [river rose] fast. In the south the river rose late.",
            "In the south the river rose late. In the north the river rose fast.",
            Some(("river rose", Status::Shifted)),
        );
        let new = "In the south the river rose late. In the north the river rose fast.";
        let old = "In the north the river rose fast. In the south the river rose late.";
        let at = old.find("river rose").unwrap();
        let anchor = Anchor::describe(old, TextRange::new(at, at + 10));
        let found = Relocation::new(Some(old), new).place(&anchor).range.unwrap();
        assert_eq!(found.start(), new.rfind("river rose").unwrap());
    }

    #[test]
    fn other_words_that_stand_for_them() {
        check(
            "The port said [some 4,200 dockers went back to work] on Monday.",
            "The port said some 4,350 dockers had gone back to work on Monday.",
            Some(("some 4,350 dockers had gone back to work", Status::Changed)),
        );
        check(
            "They met [the master] at noon in the old hall.",
            "They met the\n\nAdvertisement\n\nmaster at noon in the old hall.",
            Some(("the\n\nAdvertisement\n\nmaster", Status::Changed)),
        );
    }

    #[test]
    fn what_is_gone_is_an_orphan() {
        check(
            "The port sleeps. [Nobody was asked why it had.] The crane stands.",
            "The port sleeps. The crane stands.",
            None,
        );
        check("The [quiet] port sleeps.", "A storm passed by in the night.", None);
        check("The [quiet] port sleeps.", "", None);
    }

    #[test]
    fn a_piece_of_an_endless_word_is_no_trouble() {
        let long = "a".repeat(3000);
        check(
            &format!("b [{}]{long} c", "a".repeat(5)),
            &format!("now c aaaaa{long} b"),
            Some(("aaaaa", Status::Shifted)),
        );
    }

    /// Words that a passage may share with others, but not its neighbours too.
    fn paragraph() -> impl Strategy<Value = String> {
        let word =
            prop_oneof![(0..300).prop_map(|n| format!("word{n}")), Just("the".to_owned()), Just("“of".to_owned())];
        prop::collection::vec(word, 12..30).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn edits_elsewhere_do_not_lose_a_passage(
            own in paragraph(),
            before in prop::collection::vec(paragraph(), 0..4),
            after in prop::collection::vec(paragraph(), 0..4),
            new_before in prop::collection::vec(paragraph(), 0..4),
            new_after in prop::collection::vec(paragraph(), 0..4),
            cut in 0usize..8,
        ) {
            let join = |before: &[String], after: &[String]| {
                [before, std::slice::from_ref(&own), after].concat().join("\n\n")
            };
            let (old, new) = (join(&before, &after), join(&new_before, &new_after));
            let start = before.iter().map(|paragraph| paragraph.len() + 2).sum::<usize>();
            let start = start + own.char_indices().nth(cut).map_or(0, |(at, _)| at);
            let end = before.iter().map(|paragraph| paragraph.len() + 2).sum::<usize>() + own.len();
            let anchor = Anchor::describe(&old, TextRange::new(start, end));
            for known in [Some(old.as_str()), None] {
                let found = Relocation::new(known, &new).place(&anchor);
                let range = found.range.expect("it is there");
                prop_assert_eq!(range.slice(&new).trim(), anchor.exact.trim());
                prop_assert!(matches!(found.status, Status::Exact | Status::Shifted));
            }
        }

        #[test]
        fn no_text_is_too_odd(old in any::<String>(), new in any::<String>(), start in 0usize..60, length in 0usize..60) {
            let mut anchor = Anchor::describe(&old, CharIndex::new(&old).bytes(start, start + length));
            for known in [Some(old.as_str()), None] {
                let found = Relocation::new(known, &new).place(&anchor);
                prop_assert_eq!(found.range.is_none(), found.status == Status::Orphan);
                prop_assert!(found.range.is_none_or(|range| !range.slice(&new).is_empty()));
                prop_assert!((0.0..=1.0).contains(&found.score));
                anchor.end = usize::MAX;
            }
        }

        #[test]
        fn a_text_that_stays_keeps_its_passages(text in "\\PC{1,200}", start in 0.0..1.0, length in 1usize..60) {
            let index = CharIndex::new(&text);
            let start = (text.chars().count() as f64 * start) as usize;
            let range = index.bytes(start, start + length);
            let found = Relocation::new(Some(&text), &text).place(&Anchor::describe(&text, range));
            prop_assert_eq!((found.status, found.range), (Status::Exact, Some(range)));
        }
    }
}
