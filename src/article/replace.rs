//! Whether a text that came in without being asked for may take the place of the one that is kept.
//!
//! Servers answer "200 OK" with an error page, a page of whoever sells the domain now, or the first lines of what is for
//! subscribers from today on. Corrections and pages that are rewritten all day keep about their length or grow, so only
//! a text of less than half the length is looked at.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

/// Letters and digits in a row that are compared: two or three words, in any script. Texts on different matters have
/// hardly any such run in common, though they share their small words.
const RUN: usize = 16;
/// Below this share of common runs two texts have nothing to do with each other.
const NOTHING: f64 = 0.1;
/// From this share on the one is a part of the other.
const MOSTLY: f64 = 0.5;

/// Why a text does not take the place of the one that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It did not come whole, and the other one is longer.
    Cut,
    /// It is something else, and much shorter.
    Other,
    /// It is a small part of the other one.
    Part,
}

impl Loss {
    /// What would be lost if `now` took the place of `before`; None if that is a change like others.
    pub fn of(before: &str, now: &str) -> Option<Self> {
        if now.len() * 2 >= before.len() {
            return None;
        }
        let share = share(now, before);
        if share < NOTHING {
            Some(Self::Other)
        } else if share >= MOSTLY || now.len() * 3 < before.len() {
            // Of a very short rest most may be an offer to subscribe.
            Some(Self::Part)
        } else {
            None
        }
    }

    /// What came of the new text, as the WHY of an error line.
    pub fn why(self) -> &'static str {
        match self {
            Self::Cut => "it broke off: it ends in its middle",
            Self::Other => "there is something else now, and much less; the text that was kept stays",
            Self::Part => "only a small part of the text is there now; the text that was kept stays",
        }
    }
}

/// How much of `part` stands in `whole`, between 0 and 1.
fn share(part: &str, whole: &str) -> f64 {
    let hasher = RandomState::new();
    let (part, whole) = (symbols(part), symbols(whole));
    let run = RUN.min(part.len());
    if run == 0 {
        return 1.0;
    }
    let known: HashSet<u64> = whole.windows(run).map(|run| hasher.hash_one(run)).collect();
    let runs = part.len() - run + 1;
    let common = part.windows(run).filter(|run| known.contains(&hasher.hash_one(run))).count();
    common as f64 / runs as f64
}

/// Letters and digits; white space, signs and capitals say nothing.
fn symbols(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The ferry to Odden stayed in the harbour on Monday, as 40 people of its crew went on strike. \
        They want a longer rest between two trips. The company offered one hour more, which the crew refused.\n\n\
        \u{201c}We have not slept since Friday,\u{201d} said Ann Lee, who steers the ferry. The town council will meet \
        on Tuesday. Until then two small boats carry 120 passengers a day, and lorries take the road around the bay, \
        which is 90 kilometres long.";

    #[test]
    fn an_error_page_takes_the_place_of_nothing_longer() {
        for page in [
            "Internal Server Error",
            "404 Not Found\n\nThe page that you asked for does not exist any more.",
            "This domain is for sale. Buy it today for 999 dollars, and call us at the number given here.",
            "Nein",
        ] {
            assert_eq!(Loss::of(STORY, page), Some(Loss::Other), "{page}");
        }
        let story = "市長は月曜日、港の渡し船が来月まで止まると述べた。乗組員は四十人で、休みを求めている。".repeat(3);
        assert_eq!(Loss::of(&story, "ページが見つかりません。お探しの記事は削除されました。"), Some(Loss::Other));
    }

    #[test]
    fn a_mere_beginning_takes_the_place_of_nothing_longer() {
        let first = &STORY[..93];
        let offer = "Subscribe to continue. Three months for one euro, cancel whenever you like.";
        for page in [first.to_owned(), first.to_uppercase(), format!("{}\n\n{offer}", &STORY[..49]), String::new()] {
            assert_eq!(Loss::of(STORY, &page), Some(Loss::Part), "{page}");
        }
    }

    #[test]
    fn corrections_and_live_pages_are_changes_like_others() {
        let corrected = STORY.replace("40 people", "45 people").replace("One hour", "two hours");
        let without_end = &STORY[..STORY.len() * 2 / 3];
        let rewritten = "Ferry strike ends: the crew of the boat went back to work after a night of talks, and cars roll \
            on board again. Both sides speak of a fair result, and nobody wants to say what it costs. A first trip left at noon.";
        assert!(rewritten.len() * 2 < STORY.len() * 2 && rewritten.len() * 2 > STORY.len() / 2);
        for page in [&corrected, without_end, &STORY.repeat(2)] {
            assert_eq!(Loss::of(STORY, page), None, "{page}");
        }
        assert_eq!(Loss::of(&STORY[..rewritten.len() * 2], rewritten), None);
        // New paragraphs with one of the old ones below them.
        let live = format!("{}. {}", &rewritten[..120], &STORY[..60]);
        assert_eq!(Loss::of(STORY, &live), None);
        assert_eq!(Loss::of("", ""), None);
    }
}
