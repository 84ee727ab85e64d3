//! What comes in: the terminal's events, signals, answers.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use crossterm::event::{self, Event};

use crate::reader::Message;

/// Everything that can wake the loop.
#[derive(Debug)]
pub enum Happening {
    /// The terminal said something.
    Event(Event),
    /// An answer for the reader.
    Message(Box<Message>),
    /// The program has to end: by a signal, or because the terminal is gone.
    Ended(Option<i32>),
    /// The program was stopped and goes on.
    Continued,
}

/// The thread that reads keys, for whoever has to make it wait: another program's keys are not ours.
#[derive(Debug, Clone)]
pub struct Keyboard {
    wanted: Arc<AtomicBool>,
    waits: Receiver<()>,
    go_on: Sender<()>,
}

/// How long the thread may take to notice.
const NOTICE: Duration = Duration::from_secs(2);

impl Keyboard {
    /// Makes the thread wait; false when it cannot be reached. It stands in a read of the system, out of which a change
    /// of the window's size brings it: so one is told.
    pub fn hold(&self) -> bool {
        self.wanted.store(true, Ordering::SeqCst);
        wake();
        let held = self.waits.recv_timeout(NOTICE).is_ok();
        if !held {
            self.wanted.store(false, Ordering::SeqCst);
        }
        held
    }

    /// Lets it read again.
    pub fn release(&self) {
        self.wanted.store(false, Ordering::SeqCst);
        let _ = self.go_on.send(());
    }

    /// Whether the keys are another program's.
    pub fn is_held(&self) -> bool {
        self.wanted.load(Ordering::SeqCst)
    }
}

#[cfg(unix)]
fn wake() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::WINCH);
}

#[cfg(not(unix))]
fn wake() {}

/// Reads the terminal on a thread that lives as long as the program: it waits in the system, without a deadline.
pub fn listen_to_terminal(inbox: &Sender<Happening>, keyboard: Keyed) {
    let inbox = inbox.clone();
    let listen = move || {
        loop {
            let happening = match event::read() {
                Ok(event) => Happening::Event(event),
                Err(_) => Happening::Ended(None),
            };
            let last = matches!(happening, Happening::Ended(_));
            if inbox.send(happening).is_err() || last {
                break;
            }
            if keyboard.wanted.load(Ordering::SeqCst) && keyboard.waiting.send(()).is_ok() {
                let _ = keyboard.go_on.recv();
            }
        }
    };
    // Without keys there is no way out but a signal; the loop's owner sees that nothing comes.
    let _ = thread::Builder::new().name("terminal".into()).spawn(listen);
}

/// The thread's side of a [`Keyboard`].
#[derive(Debug)]
pub struct Keyed {
    wanted: Arc<AtomicBool>,
    waiting: Sender<()>,
    go_on: Receiver<()>,
}

/// Both sides.
pub fn keyboard() -> (Keyboard, Keyed) {
    let wanted = Arc::new(AtomicBool::new(false));
    let (waiting, waits) = bounded(1);
    let (go_on, goes_on) = bounded(1);
    (Keyboard { wanted: Arc::clone(&wanted), waits, go_on }, Keyed { wanted, waiting, go_on: goes_on })
}

/// Takes the signals that end a program, and the one after a stop. While the keys are another program's, an interrupt is
/// meant for that one.
#[cfg(unix)]
pub fn listen_to_signals(inbox: &Sender<Happening>, keyboard: Keyboard) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGCONT])?;
    let inbox = inbox.clone();
    let listen = move || {
        for signal in &mut signals {
            if signal == SIGINT && keyboard.is_held() {
                continue;
            }
            let happening = if signal == SIGCONT { Happening::Continued } else { Happening::Ended(Some(signal)) };
            if inbox.send(happening).is_err() {
                break;
            }
        }
    };
    thread::Builder::new().name("signals".into()).spawn(listen).map(drop)
}

/// There are no such signals.
#[cfg(not(unix))]
pub fn listen_to_signals(_inbox: &Sender<Happening>, _keyboard: Keyboard) -> io::Result<()> {
    Ok(())
}
