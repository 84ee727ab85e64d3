//! Notices that the terminal is gone, for the case that no signal says so. crossterm does not see it: it would go on
//! reading nothing, for ever and at full speed.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::thread;

use crossbeam_channel::Sender;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::inbox::Happening;

/// Waits for the terminal's end on a thread of its own, without a deadline, and tells it. Keys do not wake the thread.
pub fn listen(inbox: &Sender<Happening>) {
    // Where no terminal can be found there are no keys either, which the thread that reads them tells.
    let Ok(terminal) = terminal() else { return };
    let inbox = inbox.clone();
    let listen = move || {
        if is_gone(&terminal) {
            let _ = inbox.send(Happening::Ended(None));
        }
    };
    // Without the thread the program is as deaf as before.
    let _ = thread::Builder::new().name("hangup".into()).spawn(listen);
}

/// What crossterm reads: the standard input if it is a terminal.
fn terminal() -> io::Result<OwnedFd> {
    let input = io::stdin();
    if input.is_terminal() {
        return input.as_fd().try_clone_to_owned();
    }
    File::options().read(true).write(true).open("/dev/tty").map(OwnedFd::from)
}

/// Waits; false when this terminal cannot be waited for.
fn is_gone(terminal: &OwnedFd) -> bool {
    // Nothing is asked for: an end is told all the same.
    let mut waits = [PollFd::new(terminal, PollFlags::empty())];
    while let Err(error) = poll(&mut waits, None) {
        if error != Errno::INTR {
            return false;
        }
    }
    waits[0].revents().intersects(PollFlags::HUP | PollFlags::ERR)
}
