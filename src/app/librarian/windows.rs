//! Two windows on one library: keys are pressed in both, answers come late and in any mixture, a window is closed and
//! opened again; nothing that was typed is lost.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::CleanText;
use crate::reader::clash::Clash;
use crate::reader::{Command, Key, Keymap, Model, Options, Overlay, ShelfItem, start, update};

const TEXT: &str = "The port opens. Then the ships come.";

/// A window: what is on its screen, its way to the library, and what is still under way.
struct Window {
    model: Model,
    shelf: Shelf,
    waiting: VecDeque<Request>,
    answers: VecDeque<Message>,
    /// The answer to a clash that this reader gives.
    answer: char,
}

impl Window {
    fn open(path: &Path, answer: char) -> Self {
        let article = Arc::new(Article::plain(Source::Url("https://odden.example/port".into()), CleanText::new(TEXT)));
        let model = Model::new(article, vec![ShelfItem::Input], 0, Keymap::standard(), Options::default());
        let shelf = Shelf::new(Ok(path.to_owned()));
        let mut window = Self { model, shelf, waiting: VecDeque::new(), answers: VecDeque::new(), answer };
        let commands = start(&mut window.model);
        window.send(commands);
        window.settle();
        window
    }

    fn send(&mut self, commands: Vec<Command>) {
        self.waiting.extend(commands.into_iter().filter_map(|command| {
            Some(match command {
                Command::Recall { job, article } => Request::Recall { job, article },
                Command::SaveBookmark { ticket, article, range } => Request::Save { ticket, article, range },
                Command::EditBookmark { mark, edit, from, is_undo } => Request::Edit { mark, edit, from, is_undo },
                Command::RemoveBookmark { mark, seen } => Request::Remove { mark, seen },
                Command::RestoreBookmark(id) => Request::Restore(id),
                Command::Renew { job, article } => Request::Renew { job, article },
                Command::AllBookmarks { job } => Request::All { job },
                Command::Passage(order) => Request::Passage(order),
                Command::Library(errand) => Request::Library(errand),
                _ => return None,
            })
        }));
    }

    /// The library's thread does one thing.
    fn work(&mut self) {
        if let Some(request) = self.waiting.pop_front() {
            self.answers.extend(self.shelf.answer(request));
        }
    }

    /// The screen hears one answer.
    fn hear(&mut self) {
        if let Some(message) = self.answers.pop_front() {
            let commands = update(&mut self.model, message);
            self.send(commands);
        }
    }

    fn settle(&mut self) {
        while !self.waiting.is_empty() || !self.answers.is_empty() {
            self.work();
            self.hear();
        }
    }

    fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.waiting.push_back(Request::Look);
            let commands = update(&mut self.model, Message::Key(key.parse::<Key>().unwrap()));
            self.send(commands);
        }
    }

    /// Both wordings are shown: this reader's answer to that.
    fn decide(&mut self) {
        while let Some(Overlay::Clash(_)) = self.model.overlays.last() {
            let answer = self.answer.to_string();
            self.press(&answer);
            self.settle();
        }
        self.model.overlays.clear();
    }

    /// The program ends.
    fn quit(&mut self) {
        let commands = update(&mut self.model, Message::Terminate);
        self.send(commands);
        self.settle();
    }
}

/// One step of a story: which window, and what is done there.
#[derive(Debug, Clone, Copy)]
enum Step {
    Note,
    Rewrite,
    Tag,
    Color,
    Undo,
    Redo,
    Remove,
    Work,
    Hear,
    Settle,
    Reopen,
    Kill,
}

fn steps() -> impl Strategy<Value = Vec<(bool, Step)>> {
    let step = prop::sample::select(vec![
        Step::Note,
        Step::Note,
        Step::Rewrite,
        Step::Tag,
        Step::Color,
        Step::Undo,
        Step::Undo,
        Step::Redo,
        Step::Remove,
        Step::Work,
        Step::Work,
        Step::Hear,
        Step::Hear,
        Step::Settle,
        Step::Reopen,
        Step::Kill,
    ]);
    prop::collection::vec((any::<bool>(), step), 4..40)
}

/// A word that no other step writes, in letters.
fn word(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    format!("w{}{}x", letter(number / 26), letter(number))
}

fn spelled(word: &str) -> String {
    word.chars().map(|c| format!("{c} ")).collect()
}

/// Plays a story. The first window writes, takes back, removes; the second one only writes on, and never takes anything
/// back: whatever it wrote and was not rewritten by the first with it before its eyes is kept.
fn play(story: &[(bool, Step)]) -> Result<(), TestCaseError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    let article = Article::plain(Source::Url("https://odden.example/port".into()), CleanText::new(TEXT));
    let article = library.keep(&article, now()).unwrap().id;
    let anchor = Anchor::describe(TEXT, TextRange::new(0, 15));
    let new = NewBookmark { article, anchor, note: "first".into(), tags: Vec::new(), color: None };
    let id = library.save_bookmark(new, TEXT, now()).unwrap().id;
    let mut windows = [Window::open(&path, 't'), Window::open(&path, 'b')];
    let mut live: BTreeSet<String> = BTreeSet::new();
    for (number, (second, step)) in story.iter().enumerate() {
        let window = &mut windows[usize::from(*second)];
        if window.model.reading.passages.is_empty()
            && matches!(step, Step::Note | Step::Rewrite | Step::Tag | Step::Color)
        {
            continue;
        }
        let word = word(number);
        match (step, *second) {
            (Step::Note, _) | (Step::Rewrite, true) => {
                window.press(&format!("a Space {}C-s", spelled(&word)));
                if *second {
                    live.insert(word);
                }
            }
            (Step::Rewrite, false) => {
                window.press("a");
                if let Some(Overlay::Note(view)) = window.model.overlays.last() {
                    let seen = view.was.clone();
                    live.retain(|word| !seen.contains(word.as_str()));
                }
                window.press(&format!("C-End C-Home {}{}C-s", "C-k Delete ".repeat(12), spelled(&word)));
            }
            (Step::Tag, _) => window.press(&format!("t {}Enter", spelled(&word))),
            (Step::Color, second) => window.press(if second { "c b" } else { "c r" }),
            (Step::Undo, false) => window.press("u"),
            (Step::Redo, false) => window.press("C-r"),
            (Step::Remove, false) => window.press("d"),
            (Step::Work, _) => window.work(),
            (Step::Hear, _) => window.hear(),
            (Step::Reopen, second) => {
                window.quit();
                *window = Window::open(&path, if second { 'b' } else { 't' });
            }
            // What was not acknowledged may be lost: so nothing is under way.
            (Step::Kill, second) => {
                window.settle();
                window.decide();
                *window = Window::open(&path, if second { 'b' } else { 't' });
            }
            (Step::Settle | Step::Undo | Step::Redo | Step::Remove, _) => window.settle(),
        }
        if !matches!(step, Step::Work | Step::Hear) {
            // A clash takes the keys until it is settled.
            if window.model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Clash(Clash::Remark { .. }))) {
                window.decide();
            }
            window.model.overlays.clear();
        }
    }
    for _ in 0..3 {
        for window in &mut windows {
            window.settle();
            window.decide();
        }
    }
    let kept = library.bookmark(&id).unwrap();
    for word in &live {
        prop_assert!(kept.bookmark.note.contains(word.as_str()), "{word} is not in {:?}", kept.bookmark.note);
    }
    // Both screens show what is kept, once a key is pressed.
    for window in &mut windows {
        window.press("g");
        window.settle();
        let shown = window.model.reading.passages.iter().find(|passage| passage.id.as_ref() == Some(&id));
        prop_assert_eq!(
            shown.map(|passage| passage.remarks.note.as_str()),
            kept.removed.is_none().then_some(kept.bookmark.note.as_str())
        );
        prop_assert_eq!(
            shown.map(|passage| &passage.remarks.tags),
            kept.removed.is_none().then_some(&kept.bookmark.tags)
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_was_typed_is_lost(story in steps()) {
        play(&story)?;
    }
}
