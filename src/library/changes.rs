//! Changes of bookmarks. Several programs may have the library open, so each change says what it was made from, and here,
//! in one place, it is held against what is kept: what only one side has changed is taken, what both have changed is
//! merged where it can be (see [`crate::article`]'s merges), and the rest is refused and told, never written over.

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::bookmarks::{clean_note, clean_word, one, set_tags};
use super::values::{BookmarkChange, BookmarkEdit, Changed, ListedBookmark, stamp};
use super::{Library, Result};
use crate::article::{Bookmark, BookmarkId, merge_note, merge_tags, merge_value};

impl Library {
    /// Changes note, tags or colour, whatever they are now. A bookmark that was removed comes back with it.
    pub fn edit_bookmark(&mut self, id: &BookmarkId, edit: BookmarkEdit, at: Timestamp) -> Result<Bookmark> {
        let change = BookmarkChange { to: edit, ..BookmarkChange::default() };
        self.change_bookmark(id, &change, at).map(|changed| changed.bookmark)
    }

    /// Changes note, tags or colour, as far as nobody else has changed the same. A bookmark that another program removed
    /// comes back with what was written on it; an undo does not bring it back.
    pub fn change_bookmark(&mut self, id: &BookmarkId, change: &BookmarkChange, at: Timestamp) -> Result<Changed> {
        self.changed("change the bookmark", id, |transaction, kept| {
            if kept.removed.is_some() && change.is_undo {
                return Ok(change.to.clone());
            }
            let (write, refused) = settled(&kept.bookmark, change);
            if change.to != BookmarkEdit::default() {
                transaction.execute("UPDATE bookmark SET removed = NULL WHERE name = ?1", [&id.0])?;
            }
            put(transaction, id, &write, at)?;
            Ok(refused)
        })
    }

    /// Removes a bookmark. It is kept and can be brought back; removing it again changes nothing.
    pub fn remove_bookmark(&mut self, id: &BookmarkId, at: Timestamp) -> Result<Bookmark> {
        self.remove_seen(id, &BookmarkEdit::default(), at).map(|changed| changed.bookmark)
    }

    /// Removes a bookmark that was seen with this note, these tags and this colour (None: whatever they are). One that
    /// another program has changed since stays, and what is kept of it is told.
    pub fn remove_seen(&mut self, id: &BookmarkId, seen: &BookmarkEdit, at: Timestamp) -> Result<Changed> {
        self.changed("remove the bookmark", id, |transaction, kept| {
            let is_as_seen = seen.clone().without(&kept.bookmark) == BookmarkEdit::default();
            if is_as_seen {
                let query = "UPDATE bookmark SET removed = coalesce(removed, ?2) WHERE name = ?1";
                transaction.execute(query, params![id.0, stamp(at)])?;
            }
            Ok(BookmarkEdit::default())
        })
    }

    /// Brings a removed bookmark back, all that belongs to it included.
    pub fn restore_bookmark(&mut self, id: &BookmarkId) -> Result<Bookmark> {
        let restored = self.changed("restore the bookmark", id, |transaction, _| {
            transaction.execute("UPDATE bookmark SET removed = NULL WHERE name = ?1", [&id.0])?;
            Ok(BookmarkEdit::default())
        });
        restored.map(|changed| changed.bookmark)
    }

    /// Reads, changes and reads again in one transaction.
    fn changed(
        &mut self,
        what: &'static str,
        id: &BookmarkId,
        write: impl FnOnce(&Transaction<'_>, &ListedBookmark) -> rusqlite::Result<BookmarkEdit>,
    ) -> Result<Changed> {
        let (transaction, context) = self.write(what)?;
        let before = one(&transaction, id, context)?;
        let refused = write(&transaction, &before).map_err(|error| context.error(error))?;
        let after = one(&transaction, id, context)?;
        transaction.commit().map_err(|error| context.error(error))?;
        Ok(Changed {
            is_back: before.removed.is_some() && after.removed.is_none(),
            is_removed: after.removed.is_some(),
            bookmark: after.bookmark,
            was: before.bookmark,
            refused,
        })
    }
}

impl BookmarkEdit {
    /// Only what differs from what is kept.
    fn without(self, kept: &Bookmark) -> Self {
        Self {
            note: self.note.filter(|note| *note != kept.note),
            tags: self.tags.filter(|tags| *tags != kept.tags),
            color: self.color.filter(|color| *color != kept.color),
        }
    }
}

/// What is to be written of a change, and what is refused.
fn settled(kept: &Bookmark, change: &BookmarkChange) -> (BookmarkEdit, BookmarkEdit) {
    let (mut write, mut refused) = (BookmarkEdit::default(), BookmarkEdit::default());
    let (from, to) = (clean(&change.from), clean(&change.to));
    if let Some(mine) = to.note {
        let base = from.note.as_ref().unwrap_or(&kept.note);
        let merged =
            if change.is_undo { merge_value(base, &mine, &kept.note) } else { merge_note(base, &mine, &kept.note) };
        if merged.is_some() { write.note = merged } else { refused.note = Some(mine) }
    }
    if let Some(mine) = to.tags {
        let base = from.tags.as_ref().unwrap_or(&kept.tags);
        write.tags = Some(merge_tags(base, &mine, &kept.tags));
    }
    if let Some(mine) = to.color {
        let base = from.color.as_ref().unwrap_or(&kept.color);
        let merged = merge_value(base, &mine, &kept.color);
        if merged.is_some() { write.color = merged } else { refused.color = Some(mine) }
    }
    (write.without(kept), refused)
}

/// The values as the library would keep them, so that they can be compared with what it keeps.
fn clean(edit: &BookmarkEdit) -> BookmarkEdit {
    let tags = edit.tags.as_ref().map(|tags| {
        let mut tags: Vec<String> = tags.iter().filter_map(|tag| clean_word(tag)).collect();
        tags.sort();
        tags.dedup();
        tags
    });
    let color = edit.color.as_ref().map(|color| color.as_deref().and_then(clean_word));
    BookmarkEdit { note: edit.note.as_deref().map(clean_note), tags, color }
}

fn put(transaction: &Transaction<'_>, id: &BookmarkId, edit: &BookmarkEdit, at: Timestamp) -> rusqlite::Result<()> {
    if *edit == BookmarkEdit::default() {
        return Ok(());
    }
    let row = transaction.query_row(
        "UPDATE bookmark SET updated = ?2, note = coalesce(?3, note), color = iif(?4, ?5, color) \
         WHERE name = ?1 RETURNING id",
        params![id.0, stamp(at), edit.note, edit.color.is_some(), edit.color.clone().flatten()],
        |row| row.get(0),
    )?;
    edit.tags.as_deref().map_or(Ok(()), |tags| set_tags(transaction, row, tags))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Anchor, Article, CleanText, Source, TextRange};
    use crate::library::NewBookmark;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn edit(note: &str, tags: &str, color: &str) -> BookmarkEdit {
        BookmarkEdit {
            note: Some(note.to_owned()),
            tags: Some(tags.split_whitespace().map(str::to_owned).collect()),
            color: Some(Some(color.to_owned()).filter(|color| !color.is_empty())),
        }
    }

    fn said(bookmark: &Bookmark) -> String {
        format!("{} | {} | {}", bookmark.note, bookmark.tags.join(" "), bookmark.color.as_deref().unwrap_or(""))
    }

    /// A library with a bookmark that has a note, a tag and a colour.
    fn library() -> (tempfile::TempDir, Library, BookmarkId) {
        let dir = tempfile::tempdir().unwrap();
        let mut library = Library::open(&dir.path().join("library.db")).unwrap();
        let text = "The port opens.";
        let article = Article::plain(Source::Url("https://odden.example/".into()), CleanText::new(text));
        let article = library.keep(&article, at(0)).unwrap().id;
        let anchor = Anchor::describe(text, TextRange::new(4, 8));
        let new = NewBookmark { article, anchor, note: "old".into(), tags: vec!["one".into()], color: None };
        let id = library.save_bookmark(new, text, at(1)).unwrap().id;
        (dir, library, id)
    }

    #[test]
    fn a_change_is_held_against_what_is_kept() {
        let (_dir, mut library, id) = library();
        library.edit_bookmark(&id, edit("theirs", "two three", "red"), at(2)).unwrap();
        let mine =
            BookmarkChange { from: edit("old", "one", ""), to: edit("old and mine", "one x", "blue"), is_undo: false };
        let changed = library.change_bookmark(&id, &mine, at(3)).unwrap();
        assert_eq!(said(&changed.bookmark), "theirs | three two x | red");
        assert_eq!(said(&changed.was), "theirs | three two | red");
        assert_eq!(changed.refused, BookmarkEdit { tags: None, ..edit("old and mine", "", "blue") });
        // Made from what is kept it is taken.
        let again =
            BookmarkChange { from: edit("theirs", "three two x", "red"), to: edit("m", "", ""), is_undo: false };
        let changed = library.change_bookmark(&id, &again, at(4)).unwrap();
        assert_eq!((said(&changed.bookmark).as_str(), changed.refused), ("m |  | ", BookmarkEdit::default()));
    }

    #[test]
    fn an_undo_takes_back_its_own_change_only() {
        let (_dir, mut library, id) = library();
        let mine =
            BookmarkChange { from: edit("old", "one", ""), to: edit("old and mine", "one x", "blue"), is_undo: false };
        library.change_bookmark(&id, &mine, at(2)).unwrap();
        library.edit_bookmark(&id, edit("old and mine, theirs", "one x y", "blue"), at(3)).unwrap();
        let back = BookmarkChange { from: mine.to, to: mine.from, is_undo: true };
        let changed = library.change_bookmark(&id, &back, at(4)).unwrap();
        assert_eq!(said(&changed.bookmark), "old and mine, theirs | one y | ");
        assert_eq!(changed.refused.note.as_deref(), Some("old"));
    }

    #[test]
    fn what_is_written_on_a_removed_bookmark_brings_it_back() {
        let (_dir, mut library, id) = library();
        library.remove_bookmark(&id, at(2)).unwrap();
        let back = BookmarkChange { from: edit("old", "one", ""), to: edit("older", "one", ""), is_undo: true };
        let changed = library.change_bookmark(&id, &back, at(3)).unwrap();
        assert!(changed.is_removed && !changed.is_back);
        assert_eq!(changed.bookmark.note, "old");
        let changed = library.change_bookmark(&id, &BookmarkChange { is_undo: false, ..back }, at(3)).unwrap();
        assert!(!changed.is_removed && changed.is_back);
        assert_eq!(changed.bookmark.note, "older");
    }

    #[test]
    fn a_bookmark_that_was_changed_since_it_was_seen_is_not_removed() {
        let (_dir, mut library, id) = library();
        let seen = edit("old", "one", "");
        library.edit_bookmark(&id, edit("theirs", "one", ""), at(2)).unwrap();
        let changed = library.remove_seen(&id, &seen, at(3)).unwrap();
        assert!(!changed.is_removed);
        assert_eq!(changed.bookmark.note, "theirs");
        assert!(library.remove_seen(&id, &edit("theirs", "one", ""), at(3)).unwrap().is_removed);
    }

    /// Words that a note has.
    fn words(note: &str) -> std::collections::BTreeSet<String> {
        note.split_whitespace().map(str::to_owned).collect()
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 200, max_shrink_iters: 50, ..Default::default() })]

        /// Two windows write, take back, remove and open the library again, each from what it saw last: a word or tag that
        /// was acknowledged is there until somebody takes it away who saw it.
        #[test]
        fn what_was_acknowledged_is_kept(steps in proptest::collection::vec((0usize..2, 0usize..7), 1..14)) {
            let (dir, library, id) = library();
            let path = dir.path().join("library.db");
            let mut windows = [library, Library::open(&path).unwrap()];
            let mut seen = [windows[0].bookmark(&id).unwrap().bookmark, windows[1].bookmark(&id).unwrap().bookmark];
            let mut done: [Vec<BookmarkChange>; 2] = Default::default();
            let (mut live, mut tags) = (words("old"), words("one"));
            for (number, (who, what)) in steps.into_iter().enumerate() {
                let now = &seen[who];
                let from = BookmarkEdit { note: Some(now.note.clone()), tags: Some(now.tags.clone()), color: None };
                let mut to = from.clone();
                match what {
                    0 => to.note = Some(format!("{} w{number}", now.note)),
                    1 => to.note = Some(format!("w{number}\n{}", now.note)),
                    2 => to.note = Some(format!("n{number}")),
                    3 => to.tags = Some([now.tags.clone(), vec![format!("t{number}")]].concat()),
                    4 => to.tags = Some(now.tags.iter().skip(1).cloned().collect()),
                    5 => {
                        windows[who] = Library::open(&path).unwrap();
                        seen[who] = windows[who].bookmark(&id).unwrap().bookmark;
                        continue;
                    }
                    _ => {}
                }
                let back = (what == 6).then(|| done[who].pop()).flatten();
                let change = match back {
                    Some(change) => BookmarkChange { from: change.to, to: change.from, is_undo: true },
                    None => BookmarkChange { from, to, is_undo: false },
                };
                let changed = windows[who].change_bookmark(&id, &change, at(10)).unwrap();
                seen[who] = changed.bookmark.clone();
                let (from, to) = (change.from.clone(), change.to.clone());
                if changed.refused.note.is_none() {
                    let (before, after) = (words(from.note.as_deref().unwrap()), words(to.note.as_deref().unwrap()));
                    live.retain(|word| !before.contains(word) || after.contains(word));
                    live.extend(after.difference(&before).cloned());
                }
                let (before, after) = (words(&from.tags.unwrap().join(" ")), words(&to.tags.unwrap().join(" ")));
                tags.retain(|tag| !before.contains(tag) || after.contains(tag));
                tags.extend(after.difference(&before).cloned());
                if !change.is_undo && changed.refused == BookmarkEdit::default() {
                    done[who].push(change);
                }
                let kept = windows[1 - who].bookmark(&id).unwrap().bookmark;
                let note = words(&kept.note);
                proptest::prop_assert!(live.iter().all(|word| note.contains(word)), "{live:?} in {:?}", kept.note);
                proptest::prop_assert_eq!(words(&kept.tags.join(" ")), tags.clone());
            }
        }
    }
}
