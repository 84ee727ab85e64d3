//! Passages that are described, and found again in an edited text.

use dateline::article::{Anchor, Relocation, TextRange, floor_boundary};

use super::{Budget, within};

const PLACING: Budget = Budget { steps: (500, 5), bytes: (100_000, 500) };

/// The first two bytes choose the passage, the third where the text is edited.
pub fn check(bytes: &[u8]) {
    let [from, length, edit, rest @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(rest);
    let start = floor_boundary(&text, usize::from(*from) % (text.len() + 1));
    let end = floor_boundary(&text, start + usize::from(*length)).max(start);
    let range = TextRange::new(start, end);
    let anchor = Anchor::describe(&text, range);
    assert_eq!(anchor.exact, range.slice(&text));
    assert!(text.contains(&format!("{}{}{}", anchor.prefix, anchor.exact, anchor.suffix)));
    let (cut, _) = text.split_at(floor_boundary(&text, usize::from(*edit)));
    let edited = format!("{cut} and more {text}");
    for (old, new) in [(Some(&*text), &*text), (Some(&*text), edited.as_str()), (None, edited.as_str())] {
        let place = || Relocation::new(old, new).place(&anchor);
        let placement = within(&PLACING, edited.len(), place);
        assert_eq!(placement, place(), "twice is once");
        assert!((0.0..=1.0).contains(&placement.score), "{placement:?}");
        if let Some(found) = placement.range {
            assert!(new.get(found.start()..found.end()).is_some(), "{placement:?}");
        }
        if old == Some(new) && !anchor.exact.trim().is_empty() {
            assert_eq!(placement.range, Some(range), "in its own text");
        }
    }
}
