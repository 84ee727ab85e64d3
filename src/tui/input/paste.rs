//! A paste (bracketed paste mode): everything up to its end is text, whatever it looks like. A slow line may stop in the
//! middle of one for seconds, and what comes then must never be taken for keys: a `q` in it would leave the program, and
//! the shell would run the rest.

use std::time::Duration;

use super::parser::{CTRL_C, LONGEST_PASTE, PAUSE};

/// How long to wait for the rest. What has come is given out then, so that nobody waits for an end that never comes.
const LONG_PAUSE: Duration = Duration::from_secs(1);

/// What ends a paste.
const END: &[u8] = b"\x1b[201~";

/// More bytes than one key sends.
const LONGEST_KEY: usize = 8;

/// A paste that has not ended yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paste {
    bytes: Vec<u8>,
    /// What may be the beginning of its end.
    tail: Vec<u8>,
    /// The last byte was Ctrl-C: a key if nothing follows, text if something does.
    stop: bool,
    /// Ctrl-C was pressed in it: its words are dropped, but they are still no keys.
    dropped: bool,
    /// A long pause was in it: a single key after another one is a person's.
    late: bool,
    /// The first bytes since the last pause.
    since: Vec<u8>,
    /// Bytes given out so far.
    given: usize,
}

/// What comes of one more byte, or of a pause.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It goes on.
    On(Paste),
    /// It goes on, and so much of it can be given out.
    Part(Paste, Vec<u8>),
    /// It goes on, and Ctrl-C was pressed.
    Interrupt(Paste),
    /// It has ended.
    End(Vec<u8>),
    /// It will never end: this is a key.
    Key(Vec<u8>),
}

impl Paste {
    /// How long to wait for more.
    pub(super) fn waits(&self) -> Option<Duration> {
        if self.stop {
            return Some(PAUSE);
        }
        let idle = self.late && self.since.is_empty();
        (!idle).then_some(LONG_PAUSE)
    }

    /// Whether more of it is expected soon.
    pub(super) fn is_coming(&self) -> bool {
        !self.late
    }

    /// One byte more.
    pub(super) fn take(mut self, byte: u8) -> Step {
        if self.since.len() < LONGEST_KEY {
            self.since.push(byte);
        }
        if self.stop {
            self.stop = false;
            self.push(CTRL_C);
        }
        if byte == CTRL_C {
            for byte in std::mem::take(&mut self.tail) {
                self.push(byte);
            }
            self.stop = true;
            return Step::On(self);
        }
        self.tail.push(byte);
        if self.tail == END {
            return Step::End(self.bytes);
        }
        while !END.starts_with(&self.tail) {
            let first = self.tail.remove(0);
            self.push(first);
        }
        Step::On(self)
    }

    /// Nothing has come for as long as [`Paste::waits`] says.
    pub(super) fn pause(mut self) -> Step {
        if self.stop {
            return Step::Interrupt(Self { dropped: true, ..Self::default() });
        }
        let since = std::mem::take(&mut self.since);
        if self.late && is_key(&since) {
            return Step::Key(since);
        }
        self.late = true;
        let whole = match std::str::from_utf8(&self.bytes) {
            // The rest of a character is still to come.
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.bytes.len(),
        };
        let rest = self.bytes.split_off(whole);
        let part = std::mem::replace(&mut self.bytes, rest);
        self.given += part.len();
        if part.is_empty() { Step::On(self) } else { Step::Part(self, part) }
    }

    fn push(&mut self, byte: u8) {
        if !self.dropped && self.given + self.bytes.len() < LONGEST_PASTE {
            self.bytes.push(byte);
        }
    }
}

/// Whether bytes are what one key sends: a character, or ESC alone.
fn is_key(bytes: &[u8]) -> bool {
    bytes.len() < LONGEST_KEY && std::str::from_utf8(bytes).is_ok_and(|text| text.chars().count() == 1)
}
