//! What comes in: inputs of the terminal, signals, answers.

use std::io;
use std::thread;

use crossbeam_channel::Sender;

use super::keyboard::Keyboard;
use crate::reader::Message;
use crate::tui::input::Input;

/// Everything that can wake the loop.
#[derive(Debug)]
pub enum Happening {
    /// The terminal said something.
    Input(Input),
    /// The window has another size, or had one for a moment.
    Resized,
    /// An answer for the reader.
    Message(Box<Message>),
    /// The program has to end: by a signal, or because the terminal is gone.
    Ended(Option<i32>),
    /// The program was stopped and goes on.
    Continued,
    /// The library has done all that it was asked to do.
    Settled,
}

/// Takes the signals that end a program, the one after a stop, and the one about the window's size. While the keys are another program's, an interrupt is
/// meant for that one.
#[cfg(unix)]
pub fn listen_to_signals(inbox: &Sender<Happening>, keyboard: Keyboard) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGCONT, SIGWINCH])?;
    let inbox = inbox.clone();
    let listen = move || {
        for signal in &mut signals {
            if signal == SIGINT && keyboard.is_held() {
                continue;
            }
            let happening = match signal {
                SIGCONT => Happening::Continued,
                SIGWINCH => Happening::Resized,
                signal => Happening::Ended(Some(signal)),
            };
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
