//! The thread that reads the terminal, where there are no terminals of the Unix kind: crossterm reads it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::Sender;
use crossterm::event::{self, Event};

use super::inbox::Happening;
use crate::tui::input::Input;

/// Whether the keys are another program's.
#[derive(Debug, Clone, Default)]
pub struct Keyboard(Arc<AtomicBool>);

/// The thread's side.
#[derive(Debug)]
pub struct Keyed;

/// Both sides.
pub fn keyboard() -> io::Result<(Keyboard, Keyed)> {
    Ok((Keyboard::default(), Keyed))
}

impl Keyboard {
    /// The thread cannot be made to wait.
    pub fn hold(&self) -> bool {
        false
    }

    /// Pastes come whole here.
    pub fn let_paste_end(&self) {
        let _ = self;
    }

    /// Nothing was held.
    pub fn release(&self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Reads the terminal on a thread that lives as long as the program.
pub fn listen(inbox: &Sender<Happening>, _keyed: Keyed) {
    let inbox = inbox.clone();
    let listen = move || {
        loop {
            let happening = match event::read() {
                Ok(Event::Resize(..)) => Happening::Resized,
                Ok(event) => Happening::Input(Input::Event(event)),
                Err(_) => Happening::Ended(None),
            };
            let last = matches!(happening, Happening::Ended(_));
            if inbox.send(happening).is_err() || last {
                break;
            }
        }
    };
    let _ = thread::Builder::new().name("terminal".into()).spawn(listen);
}

/// Whether the terminal is gone: its own thread tells.
pub fn is_gone() -> bool {
    false
}
