//! A program in a pseudo-terminal: what it writes is shown on a virtual screen, and waited for.

#![allow(dead_code, reason = "several tests share it, and each uses a part")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running program and its screen.
pub struct Pty {
    /// None: the window was closed.
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    reads: Option<JoinHandle<()>>,
    screen: vt100::Parser,
    /// Everything that was written.
    pub written: Vec<u8>,
    /// The line discipline before the program was started.
    pub first_modes: String,
}

impl Pty {
    /// Starts `program` with its home in `home`, on 80x24.
    pub fn start(program: &[&str], home: &Path) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.env_clear();
        command.cwd(home);
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")] {
            command.env(name, value);
        }
        command.env("HOME", home);
        // Before the program can change them.
        let first_modes = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let keys = pair.master.take_writer().unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let reads = std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(24, 80, 0);
        let (master, reads) = (Some(pair.master), Some(reads));
        Self { master, child, keys, output, reads, screen, written: Vec::new(), first_modes }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master.as_ref().unwrap().resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        // What the emulator keeps of a huge one is its own matter.
        self.screen.screen_mut().set_size(rows.min(200), columns.min(400));
    }

    /// The words on the screen.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The line discipline: whether lines are edited, keys echoed, and so on.
    pub fn line_modes(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios())
    }

    /// Waits until the screen is as `wanted`.
    pub fn wait_until(&mut self, what: &str, wanted: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !wanted(self) {
            match self.output.recv_timeout(Duration::from_millis(200)) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.written.extend(bytes);
                }
                Err(_) => assert!(start.elapsed() < PATIENCE, "no {what} on:\n{}", self.text()),
            }
        }
    }

    /// Waits for words on the screen.
    pub fn wait_for(&mut self, words: &str) {
        self.wait_until(words, |pty| pty.text().contains(words));
    }

    /// Closes the window after a key that is answered: whoever reads the output holds the terminal until then.
    pub fn close(&mut self, key: &str) {
        self.output = channel().1;
        self.press(key);
        self.reads.take().unwrap().join().unwrap();
        self.keys = Box::new(std::io::sink());
        self.master = None;
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits for the end; the exit status.
    pub fn end(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.screen.process(&bytes);
                self.written.extend(bytes);
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it wrote last may still be on its way.
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
                    self.screen.process(&bytes);
                    self.written.extend(bytes);
                }
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "no end of:\n{}", self.text());
        }
    }

    /// Waits until no program has the terminal open any more.
    pub fn wait_for_the_last_program(&mut self) {
        let start = Instant::now();
        loop {
            match self.output.recv_timeout(Duration::from_millis(100)) {
                Ok(bytes) => self.written.extend(bytes),
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return,
                Err(_) => assert!(start.elapsed() < PATIENCE, "some program goes on"),
            }
        }
    }

    /// The private modes that were left on, the alternate screen among them.
    pub fn left_on(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.written).into_owned();
        let mut on: Vec<String> = Vec::new();
        for part in text.split("\x1b[?").skip(1) {
            let Some(end) = part.find(|c: char| c.is_ascii_alphabetic()) else { continue };
            let name = part[..end].to_owned();
            match (&part[end..=end], name.as_str()) {
                ("h", "25") => on.retain(|mode| mode != "hidden cursor"),
                ("l", "25") => on.push("hidden cursor".to_owned()),
                ("h", _) if !on.contains(&name) => on.push(name),
                ("l", _) => on.retain(|mode| *mode != name),
                _ => {}
            }
        }
        on
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
