//! A mistake of the program's own must not leave the terminal as it is: it is given back before anything is said.

use std::thread;

use crate::tui::terminal::{Modes, Taken};

/// From now on a panic on this thread gives the terminal back, and then is told as before. A panic on another thread
/// is answered for by whoever waits for that thread, so that the screen goes on.
pub fn install_hook(taken: Taken, modes: Modes) {
    let screen = thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == screen {
            taken.give_back(&mut std::io::stdout(), modes);
            before(panic);
        }
    }));
}
