//! A process that is killed, or that the system ends because memory is short, can do nothing any more for the terminal:
//! it would stay raw, on its second screen, with mouse reports as words in the shell. So a small process stands by: this
//! program again, which waits for the end of a line to the reader. When that breaks while the terminal is ours, it
//! gives the terminal back.
//!
//! It is a child and not a parent: the shell's job, its exit status and its signals are the reader's own. It is started
//! after the first picture, waits in the system, and has a process group of its own, so that neither keys nor a kill of
//! the job reach it.

use std::io::{self, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use nix::sys::signal::{SigSet, Signal};
use rustix::termios::{
    ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};

use crate::tui::terminal::{Modes, Taken, leaving};

/// The first argument by which the program knows that it is to stand by. Not for people.
const ARGUMENT: &str = "--stand-by-for-the-terminal";

/// Words on the line: the terminal is ours; it is not.
const TAKEN: u8 = b't';
const GIVEN: u8 = b'g';

/// The process that stands by, for as long as this is kept.
#[derive(Debug)]
pub struct Guard {
    line: Arc<UnixStream>,
    child: Child,
}

/// What raw mode changes of a line discipline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discipline([u64; 6]);

impl Discipline {
    /// That of a terminal.
    pub fn of(terminal: impl std::os::fd::AsFd) -> io::Result<Self> {
        Ok(Self::read(&tcgetattr(terminal)?))
    }

    fn read(termios: &Termios) -> Self {
        Self([
            u64::from(termios.input_modes.bits()),
            u64::from(termios.output_modes.bits()),
            u64::from(termios.control_modes.bits()),
            u64::from(termios.local_modes.bits()),
            u64::from(termios.special_codes[SpecialCodeIndex::VMIN]),
            u64::from(termios.special_codes[SpecialCodeIndex::VTIME]),
        ])
    }

    fn write(self, termios: &mut Termios) {
        let [input, output, control, local, min, time] = self.0;
        termios.input_modes = InputModes::from_bits_retain(input as _);
        termios.output_modes = OutputModes::from_bits_retain(output as _);
        termios.control_modes = ControlModes::from_bits_retain(control as _);
        termios.local_modes = LocalModes::from_bits_retain(local as _);
        termios.special_codes[SpecialCodeIndex::VMIN] = min as u8;
        termios.special_codes[SpecialCodeIndex::VTIME] = time as u8;
    }

    fn to_argument(self) -> String {
        self.0.map(|number| format!("{number:x}")).join(",")
    }

    fn from_argument(text: &str) -> Option<Self> {
        let numbers: Vec<u64> =
            text.split(',').map(|number| u64::from_str_radix(number, 16).ok()).collect::<Option<_>>()?;
        numbers.try_into().ok().map(Self)
    }
}

impl Guard {
    /// Starts it; `before` is the line discipline from before the terminal was taken.
    pub fn start(before: Discipline, modes: Modes, taken: &Taken) -> io::Result<Self> {
        let (line, theirs) = UnixStream::pair()?;
        let line = Arc::new(line);
        let child = Command::new(program()?)
            .arg0("dateline")
            .args([ARGUMENT, &before.to_argument(), if modes.mouse { "mouse" } else { "" }])
            .env_clear()
            // No file system is kept busy.
            .current_dir("/")
            .stdin(std::os::fd::OwnedFd::from(theirs))
            .stdout(io::stdout().as_fd().try_clone_to_owned()?)
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let words = Arc::clone(&line);
        taken.tell(Box::new(move |taken| {
            // If it is gone the program is where it was without it.
            let _ = (&*words).write_all(&[if taken { TAKEN } else { GIVEN }]);
        }));
        Ok(Self { line, child })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.line.shutdown(std::net::Shutdown::Both);
        // It has nothing to do and ends at once; if not, it is not waited for long.
        for _ in 0..200 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// The program's own file, as it was started: it may have been replaced since.
fn program() -> io::Result<std::path::PathBuf> {
    let own = std::path::Path::new("/proc/self/exe");
    if own.exists() { Ok(own.to_owned()) } else { std::env::current_exe() }
}

/// Stands by, if the program was started for that: to be called first of all.
pub fn stand_by() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != ARGUMENT {
        return None;
    }
    let before = arguments.next().and_then(|text| Discipline::from_argument(text.to_str()?));
    let mouse = arguments.next().is_some_and(|word| word == "mouse");
    let done = before.ok_or_else(io::Error::last_os_error).and_then(|before| wait(before, mouse));
    Some(if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn wait(before: Discipline, mouse: bool) -> io::Result<()> {
    let mut signals = SigSet::empty();
    // It changes the terminal from the background, which is forbidden unless this signal is blocked; and it ends when
    // the reader does, not sooner.
    for signal in [Signal::SIGTTOU, Signal::SIGHUP, Signal::SIGINT, Signal::SIGQUIT, Signal::SIGTERM, Signal::SIGTSTP] {
        signals.add(signal);
    }
    signals.thread_block()?;
    let terminal = io::stdout();
    let raw = Discipline::of(&terminal)?;
    if is_left(&mut io::stdin().lock())? {
        let mut out = terminal.lock();
        out.write_all(&leaving(mouse))?;
        out.flush()?;
        let mut termios = tcgetattr(&out)?;
        // Whoever has set the line since, a shell for its own, knows better.
        if Discipline::read(&termios) == raw {
            before.write(&mut termios);
            tcsetattr(&out, OptionalActions::Now, &termios)?;
        }
    }
    Ok(())
}

/// Waits for the reader's end; whether the terminal was its then.
fn is_left(line: &mut impl io::Read) -> io::Result<bool> {
    let mut taken = false;
    let mut words = [0; 16];
    loop {
        match line.read(&mut words) {
            Ok(0) => return Ok(taken),
            Ok(count) => taken = words[count - 1] == TAKEN,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // The line broke with the reader.
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return Ok(taken),
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_discipline_is_told_by_an_argument() {
        let some = Discipline([0x500, 5, 0xbf, 0x8a3b, 1, 0]);
        assert_eq!(Discipline::from_argument(&some.to_argument()), Some(some));
        assert_eq!(Discipline::from_argument("500,5,bf"), None);
        assert_eq!(Discipline::from_argument("500,5,bf,x,1,0"), None);
    }

    #[test]
    fn the_last_word_counts() {
        for (words, left) in [("", false), ("t", true), ("tg", false), ("tgt", true)] {
            assert_eq!(is_left(&mut words.as_bytes()).unwrap(), left, "{words}");
        }
    }
}
