//! The thread that reads the terminal. It waits in the system for bytes, for a word from the loop, and, only while a
//! sequence is unfinished, for a pause; so an idle program does nothing. It sees the terminal's end too.
//!
//! The bytes are read here and not by crossterm, whose parser waits for ever for the end of sequences that it does not
//! know (its issue 1104) and takes strings for keys.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::inbox::Happening;
use crate::tui::input::Parser;

/// How long the thread may take to notice that it has to wait.
const NOTICE: Duration = Duration::from_secs(2);

/// The loop's side: it makes the thread wait while the keys are another program's.
#[derive(Debug, Clone)]
pub struct Keyboard {
    held: Arc<AtomicBool>,
    pasted: Arc<AtomicUsize>,
    line: Arc<UnixStream>,
    waits: Receiver<()>,
    go_on: Sender<()>,
}

/// The thread's side.
#[derive(Debug)]
pub struct Keyed {
    held: Arc<AtomicBool>,
    /// Pieces of a paste that has not ended; 0 outside of one.
    pasted: Arc<AtomicUsize>,
    line: UnixStream,
    waiting: Sender<()>,
    go_on: Receiver<()>,
}

/// Both sides.
pub fn keyboard() -> io::Result<(Keyboard, Keyed)> {
    let held = Arc::new(AtomicBool::new(false));
    let (waiting, waits) = bounded(1);
    let (go_on, goes_on) = bounded(1);
    let (ours, theirs) = UnixStream::pair()?;
    let pasted = Arc::default();
    let keyboard =
        Keyboard { held: Arc::clone(&held), pasted: Arc::clone(&pasted), line: Arc::new(ours), waits, go_on };
    Ok((keyboard, Keyed { held, pasted, line: theirs, waiting, go_on: goes_on }))
}

impl Keyboard {
    /// Makes the thread wait; false when it cannot be reached.
    pub fn hold(&self) -> bool {
        self.held.store(true, Ordering::SeqCst);
        let told = (&*self.line).write_all(b"!").is_ok();
        let held = told && self.waits.recv_timeout(NOTICE).is_ok();
        if !held {
            self.held.store(false, Ordering::SeqCst);
        }
        held
    }

    /// Lets it read again.
    pub fn release(&self) {
        self.held.store(false, Ordering::SeqCst);
        let _ = self.go_on.send(());
    }

    /// Waits until a paste has ended that is still coming, at most some seconds: else the shell would run its rest.
    pub fn let_paste_end(&self) {
        const STEP: Duration = Duration::from_millis(50);
        const QUIET: usize = 10;
        const LONGEST: usize = 200;
        let (mut last, mut quiet) = (0, 0);
        for _ in 0..LONGEST {
            let now = self.pasted.load(Ordering::SeqCst);
            quiet = if now == last { quiet + 1 } else { 0 };
            if now == 0 || quiet > QUIET {
                return;
            }
            last = now;
            thread::sleep(STEP);
        }
    }

    /// Whether the keys are another program's.
    pub fn is_held(&self) -> bool {
        self.held.load(Ordering::SeqCst)
    }
}

/// Reads the terminal on a thread that lives as long as the program.
pub fn listen(inbox: &Sender<Happening>, mut keyed: Keyed) {
    let inbox = inbox.clone();
    let listen = move || {
        if let Ok(terminal) = terminal() {
            read(&terminal, &mut keyed, &inbox);
        }
        // Without a terminal there are no keys, and no way out but a signal: it is the end.
        let _ = inbox.send(Happening::Ended(None));
    };
    // Where no thread can be started the program is deaf, but it ends by a signal.
    let _ = thread::Builder::new().name("terminal".into()).spawn(listen);
}

/// Where the keys come from: standard input if it is a terminal.
pub fn terminal() -> io::Result<OwnedFd> {
    let input = io::stdin();
    if input.is_terminal() {
        return input.as_fd().try_clone_to_owned();
    }
    File::options().read(true).write(true).open("/dev/tty").map(OwnedFd::from)
}

/// Whether the terminal is gone.
pub fn is_gone() -> bool {
    let Ok(terminal) = terminal() else { return true };
    let mut waits = [PollFd::new(&terminal, PollFlags::empty())];
    poll(&mut waits, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_ok()
        && waits[0].revents().intersects(PollFlags::HUP | PollFlags::ERR)
}

/// What woke the thread.
enum Woken {
    Keys,
    Word,
    Pause,
    End,
}

/// Reads until the terminal or the loop is gone.
fn read(terminal: &OwnedFd, keyed: &mut Keyed, inbox: &Sender<Happening>) {
    let mut parser = Parser::default();
    let mut bytes = [0; 4096];
    let mut inputs = Vec::new();
    loop {
        let since = Instant::now();
        match wait(terminal, &keyed.line, parser.waits()) {
            Woken::Keys => match rustix::io::read(terminal, &mut bytes) {
                Ok(count @ 1..) => parser.feed_after(since.elapsed(), &bytes[..count], &mut inputs),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Ok(0) | Err(_) => return,
            },
            Woken::Pause => parser.pause(&mut inputs),
            Woken::Word => {
                let heard = keyed.line.read(&mut [0; 16]);
                if !matches!(heard, Ok(1..)) {
                    return;
                }
                if keyed.held.load(Ordering::SeqCst) && keyed.waiting.send(()).is_ok() {
                    let _ = keyed.go_on.recv();
                    parser = Parser::default();
                }
            }
            Woken::End => return,
        }
        let pieces = if parser.is_pasting() { keyed.pasted.load(Ordering::SeqCst) + 1 } else { 0 };
        keyed.pasted.store(pieces, Ordering::SeqCst);
        for input in inputs.drain(..) {
            if inbox.send(Happening::Input(input)).is_err() {
                return;
            }
        }
    }
}

fn wait(terminal: &OwnedFd, line: &UnixStream, pause: Option<Duration>) -> Woken {
    let pause = pause.and_then(|pause| Timespec::try_from(pause).ok());
    let mut waits = [PollFd::new(terminal, PollFlags::IN), PollFd::new(line, PollFlags::IN)];
    loop {
        match poll(&mut waits, pause.as_ref()) {
            Ok(0) => return Woken::Pause,
            Ok(_) => break,
            Err(Errno::INTR) => {}
            Err(_) => return Woken::End,
        }
    }
    if !waits[1].revents().is_empty() {
        return Woken::Word;
    }
    if waits[0].revents().contains(PollFlags::IN) { Woken::Keys } else { Woken::End }
}
