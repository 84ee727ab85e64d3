//! Two changes of one value that were made at the same time: three-way merges of notes and tags.
//!
//! `base` is what both began with, `mine` and `theirs` what each made of it. A merge never drops a word that either
//! wrote; where that cannot be had without a decision there is no merge, and the reader has to be asked.

/// Values of which it is known what they were: a change is theirs alone, mine alone, the same, or a conflict.
pub fn merge_value<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T) -> Option<T> {
    if theirs == base || mine == theirs {
        Some(mine.clone())
    } else if mine == base {
        Some(theirs.clone())
    } else {
        None
    }
}

/// Tags are a set: what I took away goes, what I added comes, the rest is as they have it. Sorted.
pub fn merge_tags(base: &[String], mine: &[String], theirs: &[String]) -> Vec<String> {
    let kept = theirs.iter().filter(|tag| mine.contains(tag) || !base.contains(tag));
    let added = mine.iter().filter(|tag| !base.contains(tag));
    let mut out: Vec<String> = kept.chain(added).cloned().collect();
    out.sort();
    out.dedup();
    out
}

/// A note that grew at its end on both sides gets both ends; one that was changed in different lines gets both changes.
/// None: both changed the same words.
pub fn merge_note(base: &str, mine: &str, theirs: &str) -> Option<String> {
    if let Some(merged) = merge_value(&base, &mine, &theirs) {
        return Some(merged.to_owned());
    }
    // Who took all of it away, or wrote something else for it, and who went on writing do not want the same.
    if mine.trim().is_empty() || theirs.trim().is_empty() {
        return None;
    }
    appended(base, mine, theirs).or_else(|| by_lines(base, mine, theirs))
}

/// Both wordings, one after the other: nothing is lost.
pub fn both_notes(theirs: &str, mine: &str) -> String {
    match (theirs.trim_end(), mine.trim()) {
        ("", mine) => mine.to_owned(),
        (theirs, "") => theirs.to_owned(),
        (theirs, mine) if theirs.contains(mine) => theirs.to_owned(),
        (theirs, mine) if mine.contains(theirs) => mine.to_owned(),
        (theirs, mine) => format!("{theirs}\n\n{mine}"),
    }
}

fn appended(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let grew = |text: &'_ str| -> bool {
        let rest = text.strip_prefix(base);
        // "cats" is no longer "cat", but another word.
        rest.is_some_and(|rest| base.is_empty() || !joins(base, rest))
    };
    if !grew(mine) || !grew(theirs) {
        return None;
    }
    if mine.starts_with(theirs) {
        return Some(mine.to_owned());
    }
    if theirs.starts_with(mine) {
        return Some(theirs.to_owned());
    }
    let added = mine.get(base.len()..)?.trim_start();
    let between = if base.trim().is_empty() { "\n\n" } else { "\n" };
    Some(format!("{}{between}{added}", theirs.trim_end()))
}

/// Whether the end of one text and the beginning of the next make one word.
fn joins(before: &str, after: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    letter(before.chars().next_back()) && letter(after.chars().next())
}

/// Lines that are compared at most.
const MOST: usize = 1000;

/// Between two lines that nobody changed, at most one side has changed something.
fn by_lines(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let (base, mine, theirs) = (lines(base), lines(mine), lines(theirs));
    if base.len().max(mine.len()).max(theirs.len()) > MOST {
        return None;
    }
    let (to_mine, to_theirs) = (pairs(&base, &mine), pairs(&base, &theirs));
    let mut out: Vec<&str> = Vec::new();
    let mut from = (0, 0, 0);
    for stable in 0..=base.len() {
        let to = if stable == base.len() {
            (base.len(), mine.len(), theirs.len())
        } else {
            let (Some(m), Some(t)) = (to_mine[stable], to_theirs[stable]) else { continue };
            (stable, m, t)
        };
        let (b, m, t) = (base.get(from.0..to.0)?, mine.get(from.1..to.1)?, theirs.get(from.2..to.2)?);
        out.extend(merge_value(&b, &m, &t)?);
        out.extend(base.get(stable));
        from = (to.0 + 1, to.1 + 1, to.2 + 1);
    }
    Some(out.join("\n"))
}

fn lines(text: &str) -> Vec<&str> {
    text.split('\n').collect()
}

/// For each line of `old` the line of `new` that it is, in one order (the longest common subsequence).
fn pairs(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let width = new.len() + 1;
    let mut best = vec![0u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            best[i * width + j] = if old[i] == new[j] {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, vec![None; old.len()]);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            out[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn note(base: &str, mine: &str, theirs: &str, wanted: Option<&str>) {
        assert_eq!(merge_note(base, mine, theirs).as_deref(), wanted, "{base:?} {mine:?} {theirs:?}");
    }

    #[test]
    fn what_only_one_side_changed_is_taken() {
        note("a", "b", "a", Some("b"));
        note("a", "a", "b", Some("b"));
        note("a", "b", "b", Some("b"));
        note("a", "", "a", Some(""));
    }

    #[test]
    fn ends_that_were_added_are_both_kept() {
        note("first note", "first note and mine", "first note; see p. 3", Some("first note; see p. 3\nand mine"));
        note("", "mine", "theirs", Some("theirs\n\nmine"));
        note("first", "first and more", "first and", Some("first and more"));
        note("first", "first and", "first and more", Some("first and more"));
    }

    #[test]
    fn lines_that_were_changed_apart_are_both_kept() {
        note("a\nb\nc", "A\nb\nc", "a\nb\nC", Some("A\nb\nC"));
        note("a\nb\nc", "a\nc", "a\nb\nc\nd", Some("a\nc\nd"));
        note("a\nb\nc\n", "x\na\nb\nc\n", "a\nb\nc\ny\n", Some("x\na\nb\nc\ny\n"));
    }

    #[test]
    fn the_same_words_changed_twice_are_no_merge() {
        note("first note", "first note and mine", "another one", None);
        note("cat", "cats", "category", None);
        note("a\nb", "a\nc", "a\nd", None);
        // Neighbours have no unchanged line between them.
        note("a\nb", "A\nb", "a\nB", None);
        note("words", "", "words and more", None);
        note("words", "words and more", "", None);
    }

    #[test]
    fn both_are_told_one_after_the_other() {
        assert_eq!(both_notes("theirs\n", "mine"), "theirs\n\nmine");
        assert_eq!(both_notes("", "mine"), "mine");
        assert_eq!(both_notes("all of mine too", "mine"), "all of mine too");
    }

    proptest! {
        #[test]
        fn a_merge_drops_no_line_that_either_wrote(
            base in prop::collection::vec("[a-d]", 0..6),
            mine in prop::collection::vec("[a-f]", 0..6),
            theirs in prop::collection::vec("[a-d]|[x-z]", 0..6),
        ) {
            let (base, mine, theirs) = (base.join("\n"), mine.join("\n"), theirs.join("\n"));
            if let Some(merged) = merge_note(&base, &mine, &theirs) {
                for line in mine.lines().chain(theirs.lines()).filter(|line| !base.contains(line)) {
                    prop_assert!(merged.lines().any(|kept| kept == line), "{line} in {merged:?}");
                }
            }
        }

        #[test]
        fn tags_of_both_are_kept(
            base in prop::collection::btree_set("[a-f]", 0..4),
            mine in prop::collection::btree_set("[a-f]", 0..4),
            theirs in prop::collection::btree_set("[a-f]", 0..4),
        ) {
            let list = |tags: &std::collections::BTreeSet<String>| tags.iter().cloned().collect::<Vec<_>>();
            let merged = merge_tags(&list(&base), &list(&mine), &list(&theirs));
            for tag in ["a", "b", "c", "d", "e", "f"].map(str::to_owned) {
                let (b, m, t) = (base.contains(&tag), mine.contains(&tag), theirs.contains(&tag));
                let wanted = if m == b { t } else { m };
                prop_assert_eq!(merged.contains(&tag), wanted);
            }
        }
    }
}
