//! Two windows over one library: keys are pressed in both, the library answers late and in any order between them, a window
//! is closed, or killed, and opened again. Nothing that was acknowledged is lost.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::article::CleanText;
use crate::reader::{Command, Key, Keymap, Model, Options, Overlay, ShelfItem, start, update};

const TEXT: &str = "The port opens. Then the ships come.";

fn article() -> Article {
    Article::plain(Source::Url("https://odden.example/port".into()), CleanText::new(TEXT))
}

/// A window: what is on its screen, its way to the library, and what is still under way.
struct Window {
    model: Model,
    shelf: Shelf,
    waiting: VecDeque<Request>,
    answers: VecDeque<Message>,
    /// The notes that the library said it has kept for this window, all in one.
    kept: String,
    /// Which of two wordings of a note this reader takes, in turn.
    choices: Vec<&'static str>,
    /// The other wordings that were shown to this reader, who may overrule them at once or with an undo, all in one.
    seen: String,
}

impl Window {
    fn open(path: &Path, choices: &[&'static str]) -> Self {
        let shelf = Shelf::new(Ok(path.to_owned()));
        let model = Model::new(Arc::new(article()), vec![ShelfItem::Input], 0, Keymap::standard(), Options::default());
        let (waiting, answers) = (VecDeque::new(), VecDeque::new());
        let (choices, kept, seen) = (choices.to_vec(), String::new(), String::new());
        let mut window = Self { model, shelf, waiting, answers, kept, choices, seen };
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
                _ => return None,
            })
        }));
    }

    /// The library's thread answers one request.
    fn work(&mut self) {
        let Some(request) = self.waiting.pop_front() else { return };
        let note = if let Request::Edit { edit, .. } = &request { edit.note.clone() } else { None };
        let answer = self.shelf.answer(request);
        if let (Some(note), Some(Message::BookmarkChanged { result: Ok(outcome), .. })) = (note, &answer)
            && outcome.refused.note.is_none()
        {
            self.kept.push_str(&note);
        }
        self.answers.extend(answer);
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
        // As the loop does it: once for what is typed in one go.
        self.waiting.push_back(Request::Look);
        for key in keys.split_whitespace() {
            let commands = update(&mut self.model, Message::Key(key.parse::<Key>().unwrap()));
            self.send(commands);
        }
    }

    /// Where both wordings are shown this reader answers; colours stay as they are kept.
    fn decide(&mut self) {
        while let Some(Overlay::Clash(clash)) = self.model.overlays.last() {
            let choice = if clash.has_both() { self.choices[0] } else { "t" };
            if clash.has_both() && choice != "b" {
                self.seen.push_str(&clash.wordings().1);
            }
            self.choices.rotate_left(1);
            self.press(choice);
            self.settle();
        }
        self.model.overlays.clear();
    }

    /// The program ends in good order.
    fn quit(&mut self) {
        let commands = update(&mut self.model, Message::Terminate);
        self.send(commands);
        self.settle();
    }
}

/// One step of a story.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A word at the end of the note.
    Note,
    /// Another note.
    Rewrite,
    Tag,
    Color,
    Undo,
    Redo,
    Remove,
    /// The library answers one request.
    Work,
    /// The screen hears one answer.
    Hear,
    /// Everything is answered.
    Settle,
    Reopen,
    /// What waits and what was not heard is lost.
    Kill,
}

/// Which window, and what is done there.
fn steps() -> impl Strategy<Value = Vec<(bool, Step)>> {
    use Step::{Color, Hear, Kill, Note, Redo, Remove, Reopen, Rewrite, Settle, Tag, Undo, Work};
    let often =
        [Note, Note, Rewrite, Tag, Color, Undo, Undo, Redo, Remove, Work, Work, Hear, Hear, Settle, Reopen, Kill];
    prop::collection::vec((any::<bool>(), prop::sample::select(often.to_vec())), 4..30)
}

/// A word that no other step writes.
fn word(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    format!("w{}{}x", letter(number / 26), letter(number))
}

fn spelled(word: &str) -> String {
    word.chars().map(|c| format!("{c} ")).collect()
}

/// A library with one bookmark: its bytes, and the bookmark's name.
static LIBRARY: LazyLock<(Vec<u8>, BookmarkId)> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    let id = library.keep(&article(), now()).unwrap().id;
    let anchor = Anchor::describe(TEXT, TextRange::new(0, 15));
    let new = NewBookmark { article: id, anchor, note: "first".into(), tags: Vec::new(), color: None };
    let id = library.save_bookmark(new, TEXT, now()).unwrap().id;
    drop(library);
    (std::fs::read(path).unwrap(), id)
});

/// A story as far as it has come. The first window writes, takes back and removes; the second one only writes on. A word
/// of the second one is live until the first one rewrites or overrules a note that it saw the word in.
struct Story {
    path: PathBuf,
    library: Library,
    windows: [Window; 2],
    live: BTreeSet<String>,
}

/// What the readers take of two wordings: the first one theirs or its own, the second one both.
const CHOICES: [&[&str]; 2] = [&["t", "m"], &["b"]];

impl Story {
    fn begin(dir: &Path) -> Self {
        let path = dir.join("library.db");
        std::fs::write(&path, &LIBRARY.0).unwrap();
        let library = Library::open(&path).unwrap();
        let windows = CHOICES.map(|choices| Window::open(&path, choices));
        Self { path, library, windows, live: BTreeSet::new() }
    }

    fn kept(&self) -> ListedBookmark {
        self.library.bookmark(&LIBRARY.1).unwrap()
    }

    fn step(&mut self, number: usize, who: usize, step: Step) {
        let window = &mut self.windows[who];
        let is_shown = !window.model.reading.passages.is_empty();
        let word = word(number);
        match (step, who) {
            (Step::Note | Step::Rewrite | Step::Tag | Step::Color, _) if !is_shown => {}
            (Step::Note, _) | (Step::Rewrite, 1) => {
                window.press(&format!("a Space {}C-s", spelled(&word)));
                if who == 1 {
                    self.live.insert(word);
                }
            }
            (Step::Rewrite, _) => {
                window.press("a");
                if let Some(Overlay::Note(view)) = window.model.overlays.last() {
                    self.live.retain(|word| !view.was.contains(word.as_str()));
                }
                window.press(&format!("C-Home {}{}C-s", "C-k Delete ".repeat(12), spelled(&word)));
            }
            (Step::Tag, _) => window.press(&format!("t {}Enter", spelled(&word))),
            (Step::Color, _) => window.press(["c r", "c b"][who]),
            (Step::Undo, 0) => window.press("u"),
            (Step::Redo, 0) => window.press("C-r"),
            (Step::Remove, 0) => window.press("d"),
            (Step::Work, _) => window.work(),
            (Step::Hear, _) => window.hear(),
            (Step::Settle | Step::Undo | Step::Redo | Step::Remove, _) => window.settle(),
            (Step::Reopen, _) => {
                window.quit();
                *window = Window::open(&self.path, CHOICES[who]);
            }
            (Step::Kill, _) => self.kill(who),
        }
        if !matches!(step, Step::Work) {
            self.decide(who);
        }
    }

    fn decide(&mut self, who: usize) {
        self.windows[who].decide();
        self.live.retain(|word| !self.windows[0].seen.contains(word.as_str()));
    }

    /// A window is killed: what it wrote and the library has not kept may be lost with it.
    fn kill(&mut self, who: usize) {
        let old = std::mem::replace(&mut self.windows[who], Window::open(&self.path, CHOICES[who]));
        let note = self.kept().bookmark.note;
        if who == 1 {
            self.live.retain(|word| old.kept.contains(word.as_str()) || note.contains(word.as_str()));
        }
    }

    /// All live words are in the note, and both screens show what is kept once a key is pressed.
    fn end(mut self) -> Result<(), TestCaseError> {
        for _ in 0..3 {
            for who in 0..2 {
                self.windows[who].settle();
                self.decide(who);
            }
        }
        let kept = self.kept();
        for word in &self.live {
            prop_assert!(kept.bookmark.note.contains(word.as_str()), "{word} is not in {:?}", kept.bookmark.note);
        }
        let Bookmark { note, tags, color, .. } = kept.bookmark;
        let wanted = kept.removed.is_none().then_some(Remarks { note, tags, color });
        for window in &mut self.windows {
            window.press("g");
            window.settle();
            let passages = &window.model.reading.passages;
            let shown = passages.iter().find(|passage| passage.id.as_ref() == Some(&LIBRARY.1));
            prop_assert_eq!(shown.map(|passage| &passage.remarks), wanted.as_ref());
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_was_acknowledged_is_lost(steps in steps()) {
        let dir = tempfile::tempdir().unwrap();
        let mut story = Story::begin(dir.path());
        for (number, (second, step)) in steps.into_iter().enumerate() {
            story.step(number, usize::from(second), step);
        }
        story.end()?;
    }
}
