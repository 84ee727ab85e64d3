//! The runtime: the only place with threads, channels and clocks. One inbox; everything that happens comes through it,
//! is handed to [`reader::update`], and what that asks for is carried out. Then the screen is drawn, once.
//!
//! **No work while idle.** The loop waits for its inbox without a deadline; nothing ticks.
//! **The screen never waits for a disk.** The library belongs to a thread of its own, facts are found on another.

mod browser;
mod clicks;
mod clock;
mod crash;
pub mod deadline;
mod errands;
pub mod export;
#[cfg(unix)]
mod guard;
mod inbox;
pub mod intake;
mod interrupt;
#[cfg(unix)]
mod keyboard;
#[cfg(not(unix))]
#[path = "app/keys_elsewhere.rs"]
mod keyboard;
mod later;
mod librarian;
mod outside;
mod passages;
mod perform;
pub mod refresh;
mod shield;
mod stop;

pub use clock::now;
#[cfg(unix)]
pub use guard::stand_by;
#[cfg(unix)]
pub use interrupt::outlive_limits;
pub use interrupt::stop_on_signals;
pub use later::Later;
pub use shield::{is_shielded, shield};

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use crossterm::event::Event;

use crate::article::{Article, CleanLine};
use crate::reader::{self, Command, Front, Message, Model, ShelfItem};
use crate::settings::{Display, Settings};
use crate::tui::input::{self, Input};
use crate::tui::terminal::{Modes, Session, Taken};
use crate::tui::{Areas, Depth, THEMES, Theme, usable, view};
use clicks::Clicks;
use errands::Errands;
use inbox::Happening;
use keyboard::Keyboard;
use perform::Runtime;

/// Opens what the shelf names: samples and inputs of the command line. What the library keeps is opened by its thread.
pub type Open = Arc<dyn Fn(&ShelfItem) -> Result<Article, String> + Send + Sync>;

/// What the reader starts with.
pub struct Setup {
    /// The article to begin with; None: the library, unless it holds nothing but articles that ship, or cannot be
    /// waited for: then the first of the shelf.
    pub article: Option<Article>,
    /// What the first of the shelf is called while it is still being read: the screen opens at once and says so.
    pub coming: Option<CleanLine>,
    /// What the keys for next and previous article go through.
    pub shelf: Vec<ShelfItem>,
    /// Which of them the article is.
    pub at: usize,
    /// Opens the others.
    pub open: Open,
    /// The library's file, or a sentence why there is none.
    pub library: Result<PathBuf, String>,
    /// What the settings say.
    pub settings: Settings,
    /// What the terminal can show.
    pub display: Display,
}

/// How long the first picture waits for the library to say where an article was left.
const PATIENCE: Duration = Duration::from_millis(25);

/// How long it waits for the library's own first rows.
const LONG_PATIENCE: Duration = Duration::from_millis(400);

/// How long an answer of the terminal is waited for: one that comes later is dropped.
const ANSWERS: Duration = Duration::from_secs(10);

/// The number of the signal that says that a terminal is gone.
const HANGUP: i32 = 1;

/// The number of the error that writing to one that is gone ends in (EIO).
const GONE: i32 = 5;

/// How the reader ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// The number of the signal that ended it, if one did.
    pub signal: Option<i32>,
    /// Sentences on what was done last and could not be kept.
    pub lost: Vec<String>,
}

/// Runs the reader until it is left.
pub fn run(setup: Setup) -> io::Result<Ended> {
    let modes = Modes { mouse: setup.settings.options.mouse, raw: true };
    let taken = Taken::default();
    crash::install_hook(taken.clone(), modes);
    #[cfg(unix)]
    let before = guard::Discipline::of(io::stdout());
    let session = Session::begin(io::stdout(), modes, taken.clone())?;
    let mut screen = Screen::new(session, &setup)?;
    let (sender, receiver) = crossbeam_channel::unbounded();
    let errands = Errands::new(setup.library.clone(), setup.settings.feeds.clone(), sender.clone());
    let (library, mut pending) = librarian::start(setup.library, sender.clone());
    let (keymap, options) = (setup.settings.keymap, setup.settings.options);
    let mut model = match (setup.article, setup.coming) {
        (Some(article), _) => Model::new(Arc::new(article), setup.shelf.clone(), setup.at, keymap, options),
        (None, Some(name)) => Model::waiting(name, setup.shelf.clone(), keymap, options),
        (None, None) => Model::at_library(keymap, options),
    };
    model.themes.clone_from(&screen.names);
    model.theme = screen.theme;
    let (keyboard, keyed) = keyboard::keyboard()?;
    let runtime = Runtime::new(library, errands, setup.open, sender.clone(), keyboard.clone());
    inbox::listen_to_signals(&sender, keyboard.clone())?;
    runtime.perform_all(screen.fit(&mut model)?, &mut screen, &mut model)?;

    if model.front == Front::Library {
        // The first picture has rows in it, if the library is quick.
        let first = reader::start_library(&mut model);
        runtime.perform_all(first, &mut screen, &mut model)?;
        let until = Instant::now() + LONG_PATIENCE;
        while !model.library.has_answered()
            && let Ok(Happening::Message(message)) = receiver.recv_deadline(until)
        {
            let commands = reader::update(&mut model, *message);
            runtime.perform_all(commands, &mut screen, &mut model)?;
        }
        if model.library.is_blank()
            && let Some(article) = setup.shelf.first().and_then(|item| runtime.open_now(item))
        {
            let before = model;
            model = Model::new(Arc::new(article), setup.shelf, 0, before.keymap, options);
            (model.themes, model.theme) = (before.themes, before.theme);
            model.library = before.library;
            runtime.perform_all(screen.fit(&mut model)?, &mut screen, &mut model)?;
        }
    }
    // Where the article was left is known before it is first drawn, if the library is quick; facts come later.
    let first = if model.front == Front::Article { reader::start(&mut model) } else { Vec::new() };
    let (recall, later): (Vec<Command>, Vec<Command>) =
        first.into_iter().partition(|command| matches!(command, Command::Recall { .. }));
    let asked = !recall.is_empty();
    runtime.perform_all(recall, &mut screen, &mut model)?;
    if asked
        && pending.exists()
        && let Ok(Happening::Message(message)) = receiver.recv_timeout(PATIENCE)
    {
        let commands = reader::update(&mut model, *message);
        runtime.perform_all(commands, &mut screen, &mut model)?;
    }
    let commands = screen.fit(&mut model)?;
    runtime.perform_all(commands, &mut screen, &mut model)?;
    screen.draw(&model)?;
    keyboard::listen(&sender, keyed);
    // After the first picture, which it would delay. Without it the program does all but leave well when it is killed.
    #[cfg(unix)]
    let guard = before.and_then(|before| guard::Guard::start(before, modes, &taken));
    runtime.perform_all(later, &mut screen, &mut model)?;
    let mut signal = None;
    let turned = turn(&receiver, &runtime, &mut screen, &mut model, &mut signal);
    if let Err(error) = &turned {
        // The end of the terminal may be noticed before it is told.
        let gone = error.raw_os_error() == Some(GONE) || keyboard::is_gone();
        signal = signal.or_else(|| gone.then_some(HANGUP));
    }
    if turned.is_err() && !model.done {
        // Without a terminal there is still the library: what the reader would lose is kept.
        let last = reader::update(&mut model, Message::Terminate);
        let _ = runtime.perform_all(last, &mut screen, &mut model);
    }
    let until = Instant::now() + librarian::LAST_WAIT;
    let lost = hear_out(&receiver, &runtime, &mut screen, &mut model, until);
    keyboard.let_paste_end();
    let paused = screen.session.pause();
    #[cfg(unix)]
    drop(guard);
    drop(runtime);
    pending.finish(until);
    // Whatever else failed: after a signal the terminal may be gone.
    if signal.is_none() {
        turned.and(paused)?;
    }
    Ok(Ended { signal, lost })
}

/// Waits for the answers to what is still on its way to the library, and tells what could not be kept. Where another window
/// has changed the same note, both wordings are kept.
fn hear_out(
    inbox: &Receiver<Happening>,
    runtime: &Runtime,
    screen: &mut Screen,
    model: &mut Model,
    until: Instant,
) -> Vec<String> {
    let mut lost = Vec::new();
    runtime.ask_for_the_end();
    loop {
        let message = match inbox.recv_deadline(until) {
            Ok(Happening::Settled) => break,
            Ok(Happening::Message(message)) if is_of_the_library(&message) => *message,
            Ok(_) => continue,
            Err(_) => {
                lost.push("The library did not answer in time: what was done last may not be kept".to_owned());
                break;
            }
        };
        model.notice = None;
        let commands = reader::update(model, message);
        let _ = runtime.perform_all(commands, screen, model);
        lost.extend(model.notice.take().filter(|notice| notice.failed).map(|notice| notice.text));
    }
    // The note of what could not be kept stands in an editor again.
    let notes = model.overlays.iter().filter_map(|overlay| match overlay {
        reader::Overlay::Note(view) => Some(view.editor.text()),
        _ => None,
    });
    let notes: Vec<String> = notes.filter(|_| !lost.is_empty()).map(|note| format!("The note was: {note}")).collect();
    lost.extend(notes);
    lost
}

/// Whether a message answers what the library was asked to keep.
fn is_of_the_library(message: &Message) -> bool {
    use crate::reader::library::Answer;
    match message {
        Message::BookmarkSaved { .. }
        | Message::BookmarkChanged { .. }
        | Message::BookmarkRestored { .. }
        | Message::Passage(_)
        | Message::Said { .. } => true,
        Message::Library(answer) => {
            !matches!(answer, Answer::Refreshing { .. } | Answer::Refreshed { .. } | Answer::Added { .. })
        }
        _ => false,
    }
}

/// The loop: wait, take all that waits, draw.
fn turn(
    inbox: &Receiver<Happening>,
    runtime: &Runtime,
    screen: &mut Screen,
    model: &mut Model,
    ended: &mut Option<i32>,
) -> io::Result<()> {
    while !model.done {
        let Ok(first) = inbox.recv() else { break };
        let mut next = Some(first);
        while let Some(happening) = next {
            if !matches!(happening, Happening::Ended(_)) {
                runtime.perform_all(screen.fit(model)?, screen, model)?;
            }
            if matches!(happening, Happening::Input(_)) {
                runtime.look();
            }
            for message in screen.messages(happening, model, ended)? {
                let commands = reader::update(model, message);
                runtime.perform_all(commands, screen, model)?;
            }
            next = if model.done { None } else { inbox.try_recv().ok() };
        }
        if !model.done {
            runtime.perform_all(screen.fit(model)?, screen, model)?;
            screen.draw(model)?;
        }
    }
    Ok(())
}

/// The terminal, and what belongs to drawing on it.
pub struct Screen {
    session: Session<io::Stdout>,
    themes: Vec<Theme>,
    names: Vec<String>,
    theme: usize,
    /// When the terminal was asked for its background, and has not answered.
    asked: Option<Instant>,
    clicks: Clicks,
    stopped: bool,
    /// Whether the terminal can be told where links lead.
    hyperlinks: bool,
}

impl Screen {
    fn new(mut session: Session<io::Stdout>, setup: &Setup) -> io::Result<Self> {
        let display = setup.display;
        let numbers: Vec<usize> =
            if display.depth == Depth::None { vec![THEMES.len() - 1] } else { (0..THEMES.len()).collect() };
        let chosen = setup.settings.theme.unwrap_or(usize::from(display.light == Some(true)));
        let theme = numbers.iter().position(|number| *number == chosen).unwrap_or(0);
        let unsure = setup.settings.theme.is_none() && display.light.is_none() && display.depth != Depth::None;
        let asked = if unsure && display.answers {
            session.ask(input::BACKGROUND)?;
            Some(Instant::now())
        } else {
            None
        };
        Ok(Self {
            session,
            themes: numbers.iter().map(|number| Theme::shipped(*number, display.depth, display.signs)).collect(),
            names: numbers.iter().map(|number| THEMES[*number].0.to_owned()).collect(),
            theme,
            asked,
            clicks: Clicks::default(),
            stopped: false,
            hyperlinks: display.answers,
        })
    }

    /// Lends the terminal to another program while `work` runs, keys and screen. What came of the work, and whether the
    /// terminal could be taken back.
    fn lend<T>(
        &mut self,
        keyboard: &Keyboard,
        work: impl FnOnce() -> Result<T, String>,
    ) -> (Result<T, String>, io::Result<()>) {
        if !keyboard.hold() {
            return (Err("The keyboard could not be handed over: nothing was changed".to_owned()), Ok(()));
        }
        let result = match self.session.pause() {
            Ok(()) => work(),
            Err(error) => Err(format!("The terminal could not be handed over: {error}. Nothing was changed")),
        };
        let taken = self.session.resume();
        self.session.clear();
        keyboard.release();
        (result, taken)
    }

    fn areas(&self, model: &Model) -> io::Result<Areas> {
        let size = self.session.size()?;
        Ok(Areas::of(usable(ratatui::layout::Rect::from((ratatui::layout::Position::ORIGIN, size))), model))
    }

    /// Tells the model how large everything is, if that has changed; what it then asks for.
    fn fit(&self, model: &mut Model) -> io::Result<Vec<Command>> {
        let mut commands = Vec::new();
        // What is shown may change the sizes once more, never twice.
        for _ in 0..2 {
            let areas = self.areas(model)?;
            let viewports = areas.viewports(model);
            let sizes = areas.library_sizes(model).unwrap_or(model.library.sizes);
            if viewports == model.viewports && sizes == model.library.sizes {
                break;
            }
            commands.extend(reader::update(model, Message::Resized(viewports)));
            commands.extend(reader::update(model, Message::LibraryResized(sizes)));
        }
        Ok(commands)
    }

    fn draw(&mut self, model: &Model) -> io::Result<()> {
        let theme = &self.themes[model.theme.min(self.themes.len() - 1)];
        self.session.set_links_of(self.hyperlinks.then(|| Arc::clone(&model.reading.article)));
        self.session.draw(|frame| view(model, theme, frame))
    }

    /// What a happening means for the model.
    fn messages(
        &mut self,
        happening: Happening,
        model: &mut Model,
        ended: &mut Option<i32>,
    ) -> io::Result<Vec<Message>> {
        Ok(match happening {
            Happening::Message(message) => vec![*message],
            Happening::Input(Input::Event(event)) => self.message(event, model)?.into_iter().collect(),
            Happening::Input(Input::Light(light)) => {
                let in_time = self.asked.take().is_some_and(|asked| asked.elapsed() < ANSWERS);
                // Unless the reader has chosen another one by now.
                if in_time && model.theme == self.theme {
                    model.theme = usize::from(light);
                }
                Vec::new()
            }
            Happening::Resized => {
                // Even if the size is what it was: the terminal may have cut off what stood there meanwhile.
                self.session.clear();
                Vec::new()
            }
            // Nobody has asked for the end yet.
            Happening::Settled => Vec::new(),
            Happening::Ended(signal) => {
                *ended = Some(signal.unwrap_or(HANGUP));
                vec![Message::Terminate]
            }
            Happening::Continued => {
                // After Ctrl-Z all is done already.
                if !std::mem::take(&mut self.stopped) {
                    self.session.reclaim()?;
                }
                Vec::new()
            }
        })
    }

    fn message(&mut self, event: Event, model: &mut Model) -> io::Result<Option<Message>> {
        let clicks = self.clicks.count(&event);
        Ok(input::message(event, &self.areas(model)?, model, clicks))
    }
}
