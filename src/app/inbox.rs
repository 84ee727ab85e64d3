//! What comes in: the terminal's events, signals, answers.

use std::io;
use std::thread;

use crossbeam_channel::Sender;
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

/// Reads the terminal on a thread that lives as long as the program: it waits in the system, without a deadline.
pub fn listen_to_terminal(inbox: &Sender<Happening>) {
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
        }
    };
    // Without keys there is no way out but a signal; the loop's owner sees that nothing comes.
    let _ = thread::Builder::new().name("terminal".into()).spawn(listen);
}

/// Takes the signals that end a program, and the one after a stop.
#[cfg(unix)]
pub fn listen_to_signals(inbox: &Sender<Happening>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGCONT])?;
    let inbox = inbox.clone();
    let listen = move || {
        for signal in &mut signals {
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
pub fn listen_to_signals(_inbox: &Sender<Happening>) -> io::Result<()> {
    Ok(())
}
