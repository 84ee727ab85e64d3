//! Carries out what the reader asks for.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::Sender;

use super::errands::Errands;
use super::inbox::Happening;
use super::keyboard::Keyboard;
use super::librarian::{Librarian, Request};
use super::{Open, Screen, browser, outside, stop};
use crate::article::Article;
use crate::facts;
use crate::reader::{self, Command, Message, Model, PassageNews, PassageOrder, ShelfItem};

/// Everything outside of the reader.
pub struct Runtime {
    librarian: Librarian,
    errands: Errands,
    open: Open,
    inbox: Sender<Happening>,
    keyboard: Keyboard,
}

impl Runtime {
    /// With the library's thread, what takes the network, and what opens articles.
    pub fn new(
        librarian: Librarian,
        errands: Errands,
        open: Open,
        inbox: Sender<Happening>,
        keyboard: Keyboard,
    ) -> Self {
        Self { librarian, errands, open, inbox, keyboard }
    }

    /// Does several things: all of them, whatever fails; the error is the first one's.
    pub fn perform_all(&self, commands: Vec<Command>, screen: &mut Screen, model: &mut Model) -> io::Result<()> {
        let mut done = Ok(());
        for command in commands {
            done = done.and(self.perform(command, screen, model));
        }
        done
    }

    /// Opens an article that ships, and waits for it.
    pub fn open_now(&self, item: &ShelfItem) -> Option<Article> {
        guarded(|| (self.open)(item)).ok()
    }

    /// Has the library's thread look whether another window has changed the library. The screen does not wait for it.
    pub fn look(&self) {
        self.librarian.ask(Request::Look);
    }

    /// Has the library's thread tell when it has done all that it was asked to do before this.
    pub fn ask_for_the_end(&self) {
        self.librarian.ask(Request::Last);
    }

    /// Does one thing, or sends it off; answers come through the inbox.
    pub fn perform(&self, command: Command, screen: &mut Screen, model: &mut Model) -> io::Result<()> {
        match command {
            Command::Extract { job, article } => self.work("facts", move || Message::Extracted {
                job,
                result: guarded(|| Ok(Arc::new(facts::extract(&article.text, article.lang.as_deref())))),
            }),
            Command::Open { job, item: ShelfItem::Kept(id) } => self.librarian.ask(Request::Open { job, id }),
            Command::Open { job, item } => {
                let open = Arc::clone(&self.open);
                self.work("open", move || Message::Opened { job, result: guarded(|| open(&item).map(Arc::new)) });
            }
            Command::Recall { job, article } => self.librarian.ask(Request::Recall { job, article }),
            Command::SaveBookmark { ticket, article, range } => {
                self.librarian.ask(Request::Save { ticket, article, range });
            }
            Command::EditBookmark { mark, edit, from, is_undo } => {
                self.librarian.ask(Request::Edit { mark, edit, from, is_undo });
            }
            Command::Renew { job, article } => self.librarian.ask(Request::Renew { job, article }),
            Command::Passage(PassageOrder::Write { job, text }) => {
                let (result, taken) = screen.lend(&self.keyboard, || outside::write(&text));
                // At once, and whatever became of the terminal: a signal that came meanwhile is behind it.
                let said = Message::Passage(PassageNews::Written { job, result });
                let commands = reader::update(model, said);
                return taken.and(self.perform_all(commands, screen, model));
            }
            Command::Passage(order) => self.librarian.ask(Request::Passage(order)),
            Command::RemoveBookmark { mark, seen } => self.librarian.ask(Request::Remove { mark, seen }),
            Command::RestoreBookmark(id) => self.librarian.ask(Request::Restore(id)),
            Command::AllBookmarks { job } => self.librarian.ask(Request::All { job }),
            Command::Library(errand) => {
                if let Some(errand) = self.errands.send(errand) {
                    self.librarian.ask(Request::Library(errand));
                }
            }
            Command::NotPlace { article, name, is_none } => {
                self.librarian.ask(Request::NotPlace { article, name, is_none });
            }
            Command::SavePosition { article, at } => self.librarian.ask(Request::Position { article, at }),
            Command::Copy(text) => {
                if screen.session.copy(&text)? {
                    let words = text.split_whitespace().count();
                    model.say(format!("Copied {words} words, if the terminal lets programs copy (OSC 52)."));
                } else {
                    model.fail("Too long to be copied through the terminal: select less.");
                }
            }
            Command::Browse(url) => self.browse(url),
            Command::Redraw => screen.session.clear(),
            Command::Suspend if stop::is_possible() => {
                screen.session.pause()?;
                screen.stopped = true;
                stop::stop()?;
                screen.session.resume()?;
                screen.session.clear();
            }
            Command::Suspend => model.say("There is no shell to go back to."),
        }
        Ok(())
    }

    /// Opens an address, on a thread that waits for the browser's end; a word comes only of what failed.
    fn browse(&self, url: String) {
        let inbox = self.inbox.clone();
        let run = move || {
            if let Err(text) = browser::open(&url) {
                let _ = inbox.send(Happening::Message(Box::new(Message::Said { text, failed: true })));
            }
        };
        if let Err(error) = thread::Builder::new().name("browser".to_owned()).spawn(run) {
            let said = Message::Said { text: format!("No thread could be started: {error}"), failed: true };
            let _ = self.inbox.send(Happening::Message(Box::new(said)));
        }
    }

    /// Does `work` on a thread of its own.
    fn work(&self, name: &str, work: impl FnOnce() -> Message + Send + 'static) {
        let inbox = self.inbox.clone();
        let run = move || {
            // The loop may have ended by now.
            let _ = inbox.send(Happening::Message(Box::new(work())));
        };
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(run) {
            let said = Message::Said { text: format!("No thread could be started: {error}"), failed: true };
            let _ = self.inbox.send(Happening::Message(Box::new(said)));
        }
    }
}

/// The result of `work`; a panic in it is a sentence, and costs nothing else.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("dateline made a mistake of its own".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_work_is_a_sentence() {
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        assert!(guarded(|| -> Result<u8, String> { panic!("in a test") }).unwrap_err().contains("mistake"));
    }
}
