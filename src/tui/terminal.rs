//! The terminal, taken and given back. What is switched on is switched off in the opposite order, once, however the
//! program ends.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, SetTitle,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, event, queue};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal};

use super::hyperlink::Linking;
use crate::article::Article;

/// Longest text for the clipboard, in bytes: what terminals take in one sequence, base64 reckoned in.
pub const CLIPBOARD: usize = 74_994;

/// The window's title, kept and brought back.
const PUSH_TITLE: &str = "\x1b[22;0t";
const POP_TITLE: &str = "\x1b[23;0t";

/// Mouse buttons, drags and the wheel, with wide coordinates; not every movement, which would wake the program up.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// What is switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modes {
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether the terminal itself is there, or only something that is written to (tests).
    pub raw: bool,
}

/// Who is told whenever the terminal is taken or given back.
pub type Told = Box<dyn Fn(bool) + Send + Sync>;

/// Whether the terminal is ours now. Shared with the hook that restores it after a panic.
#[derive(Clone, Default)]
pub struct Taken {
    is: Arc<AtomicBool>,
    told: Arc<OnceLock<Told>>,
}

impl fmt::Debug for Taken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Taken").field(&self.is).finish()
    }
}

impl Taken {
    /// From now on this one is told, at once what is so now.
    pub fn tell(&self, told: Told) {
        told(self.is.load(Ordering::SeqCst));
        let _ = self.told.set(told);
    }

    /// It is so; whether it was otherwise before.
    fn turn(&self, taken: bool) -> bool {
        self.is.swap(taken, Ordering::SeqCst) != taken
    }

    /// Tells whoever wants to know.
    fn say(&self, taken: bool) {
        if let Some(told) = self.told.get() {
            told(taken);
        }
    }

    /// Gives the terminal back if it is ours. For the panic hook, which has no screen at hand.
    pub fn give_back(&self, out: &mut impl Write, modes: Modes) {
        if self.turn(false) {
            // There is nobody left to hear of a failure.
            let _ = leave(out, modes);
            let _ = out.flush();
            self.say(false);
        }
    }
}

fn enter(out: &mut impl Write, modes: Modes) -> io::Result<()> {
    if modes.raw {
        enable_raw_mode()?;
    }
    out.write_all(PUSH_TITLE.as_bytes())?;
    // The program's name, never an article's words: nothing from outside goes into a sequence.
    queue!(out, SetTitle("dateline"))?;
    switch_on(out, modes)
}

fn switch_on(out: &mut impl Write, modes: Modes) -> io::Result<()> {
    queue!(out, EnterAlternateScreen, event::EnableBracketedPaste)?;
    if modes.mouse {
        out.write_all(MOUSE_ON.as_bytes())?;
    }
    Ok(())
}

/// What gives the screen back, for whoever has no session at hand.
pub fn leaving(mouse: bool) -> Vec<u8> {
    let mut out = b"\x1b[0m".to_vec();
    // Bytes can always be written to memory.
    let _ = leave(&mut out, Modes { mouse, raw: false });
    out
}

fn leave(out: &mut impl Write, modes: Modes) -> io::Result<()> {
    queue!(out, EndSynchronizedUpdate)?;
    if modes.mouse {
        out.write_all(MOUSE_OFF.as_bytes())?;
    }
    queue!(out, event::DisableBracketedPaste, LeaveAlternateScreen, Show)?;
    out.write_all(POP_TITLE.as_bytes())?;
    out.flush()?;
    if modes.raw {
        disable_raw_mode()?;
    }
    Ok(())
}

/// Keeps what is written until a whole frame is there, and forgets it if that never happens: half a frame must not
/// come out on the shell's screen. The backend has one handle, the session the other.
#[derive(Debug)]
struct Whole<W: Write>(Rc<RefCell<Kept<W>>>);

#[derive(Debug)]
struct Kept<W: Write> {
    out: W,
    bytes: Vec<u8>,
    /// Inside a frame, or after the end: flushing has to wait.
    waits: bool,
}

impl<W: Write> Kept<W> {
    fn send(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.bytes);
        self.out.write_all(&bytes)?;
        self.out.flush()?;
        self.bytes = bytes;
        self.bytes.clear();
        Ok(())
    }
}

impl<W: Write> Write for Whole<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut kept = self.0.borrow_mut();
        if kept.waits { Ok(()) } else { kept.send() }
    }
}

/// The screen while it is ours.
pub struct Session<W: Write> {
    terminal: Terminal<Linking<Whole<W>>>,
    out: Whole<W>,
    modes: Modes,
    taken: Taken,
    /// The next frame is drawn in all cells.
    whole: bool,
}

impl<W: Write> Session<W> {
    /// Takes the terminal.
    pub fn begin(out: W, modes: Modes, taken: Taken) -> io::Result<Self> {
        let kept = Rc::new(RefCell::new(Kept { out, bytes: Vec::new(), waits: false }));
        let backend = Linking::new(CrosstermBackend::new(Whole(Rc::clone(&kept))));
        let terminal = if modes.raw {
            Terminal::new(backend)?
        } else {
            let area = Rect::new(0, 0, 80, 24);
            Terminal::with_options(backend, ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(area) })?
        };
        let mut session = Self { terminal, out: Whole(kept), modes, taken, whole: false };
        session.resume()?;
        Ok(session)
    }

    /// Takes the terminal again. Does nothing while it is ours.
    pub fn resume(&mut self) -> io::Result<()> {
        if self.taken.turn(true) {
            self.taken.say(true);
            enter(&mut self.out, self.modes)?;
            self.out.flush()?;
        }
        Ok(())
    }

    /// Gives the terminal back, for a while or for good. Does nothing while it is not ours.
    pub fn pause(&mut self) -> io::Result<()> {
        if self.taken.turn(false) {
            leave(&mut self.out, self.modes)?;
            self.taken.say(false);
        }
        Ok(())
    }

    /// After the program was stopped from outside and goes on: whoever had the terminal meanwhile may have switched
    /// anything off.
    pub fn reclaim(&mut self) -> io::Result<()> {
        if self.taken.is.load(Ordering::SeqCst) {
            if self.modes.raw {
                // What crossterm believes of the terminal may not be true any more.
                disable_raw_mode()?;
                enable_raw_mode()?;
            }
            switch_on(&mut self.out, self.modes)?;
            self.clear();
        }
        Ok(())
    }

    /// How large the screen is.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.backend().size()
    }

    /// The article whose links the terminal may open from the next frame on; None: it opens none.
    pub fn set_links_of(&mut self, article: Option<Arc<Article>>) {
        self.terminal.backend_mut().set_article(article);
    }

    /// Draws one frame and sends it in one piece.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.out.0.borrow_mut().waits = true;
        queue!(self.out, BeginSynchronizedUpdate)?;
        let cleared = if std::mem::take(&mut self.whole) { self.wipe() } else { Ok(()) };
        let drawn = cleared.and_then(|()| self.terminal.draw(paint).map(drop));
        queue!(self.out, EndSynchronizedUpdate)?;
        self.out.0.borrow_mut().waits = false;
        self.out.flush()?;
        drawn
    }

    /// The next frame is drawn in all cells.
    pub fn clear(&mut self) {
        self.whole = true;
    }

    /// Forgets what stands on the screen. (ratatui's own `clear` asks the terminal where its cursor stands, and would
    /// wait for an answer that the thread that reads keys takes away.)
    fn wipe(&mut self) -> io::Result<()> {
        let area = self.terminal.get_frame().area();
        self.terminal.resize(area)
    }

    /// Sends a command at once.
    fn send(&mut self, command: impl Command) -> io::Result<()> {
        queue!(self.out, command)?;
        self.out.flush()
    }

    /// Puts text into the clipboard (OSC 52); false when it is too long for that.
    pub fn copy(&mut self, text: &str) -> io::Result<bool> {
        if text.len().div_ceil(3) * 4 > CLIPBOARD {
            return Ok(false);
        }
        self.send(CopyToClipboard::to_clipboard_from(text))?;
        Ok(true)
    }

    /// Asks the terminal something; the answer comes as events.
    pub fn ask(&mut self, question: &str) -> io::Result<()> {
        self.out.write_all(question.as_bytes())?;
        self.out.flush()
    }
}

impl<W: Write> Drop for Session<W> {
    fn drop(&mut self) {
        {
            let mut kept = self.out.0.borrow_mut();
            kept.waits = false;
            kept.bytes.clear();
        }
        // There is nobody left to tell.
        let _ = self.pause();
        // ratatui shows the cursor when it goes, which is done: nothing may be written after this.
        self.out.0.borrow_mut().waits = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODES: Modes = Modes { mouse: true, raw: false };

    /// The private modes that are on at the end, and whether the title was brought back.
    fn left_on(bytes: &[u8]) -> Vec<String> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut on: Vec<String> = Vec::new();
        for part in text.split("\x1b[").skip(1) {
            let end = part.find(|c: char| c.is_ascii_alphabetic()).unwrap();
            let (name, letter) = (part[..end].to_owned(), &part[end..=end]);
            match (name.as_str(), letter) {
                ("22;0", "t") => on.push("title".to_owned()),
                ("23;0", "t") => on.retain(|mode| mode != "title"),
                (_, "h") if name != "?25" => on.push(name),
                (_, "l") => on.retain(|mode| *mode != name),
                _ => {}
            }
        }
        on
    }

    #[test]
    fn what_is_switched_on_is_switched_off() {
        let mut out = Vec::new();
        enter(&mut out, MODES).unwrap();
        let on = left_on(&out);
        assert_eq!(on, ["title", "?1049", "?2004", "?1000", "?1002", "?1006"]);
        leave(&mut out, MODES).unwrap();
        assert!(left_on(&out).is_empty());
    }

    #[test]
    fn it_is_given_back_once_however_it_ends() {
        let mut out = Vec::new();
        {
            let mut session = Session::begin(&mut out, MODES, Taken::default()).unwrap();
            session.draw(|_| ()).unwrap();
            session.pause().unwrap();
            session.pause().unwrap();
            session.resume().unwrap();
        }
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("\x1b[?1049l").count(), 2);
        assert!(left_on(text.as_bytes()).is_empty());
    }

    #[test]
    fn a_panic_while_drawing_leaves_no_half_frame() {
        let mut out = Vec::new();
        let taken = Taken::default();
        let mut hook_wrote = Vec::new();
        let paniced = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let mut session = Session::begin(&mut out, MODES, taken.clone()).unwrap();
            session
                .draw(|frame| {
                    frame.buffer_mut().set_string(0, 0, "half", ratatui::style::Style::new());
                    taken.give_back(&mut hook_wrote, MODES);
                    panic!("while drawing");
                })
                .unwrap();
        }));
        assert!(paniced.is_err());
        assert!(!String::from_utf8(out.clone()).unwrap().contains("half"));
        out.extend(hook_wrote);
        assert!(left_on(&out).is_empty(), "{:?}", left_on(&out));
    }

    #[test]
    fn long_texts_do_not_go_to_the_clipboard() {
        let mut out = Vec::new();
        let mut session = Session::begin(&mut out, MODES, Taken::default()).unwrap();
        assert!(session.copy("some words").unwrap());
        assert!(!session.copy(&"x".repeat(60_000)).unwrap());
        drop(session);
        assert!(String::from_utf8(out).unwrap().contains("\x1b]52;c;c29tZSB3b3Jkcw=="));
    }
}
