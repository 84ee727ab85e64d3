//! The rest of something that a pause has cut in two. A slow line can stop in the middle of an answer, behind its ESC
//! even; when it goes on, the rest has no beginning any more and looks like keys. So what comes first after such a pause
//! is held back until it is plain what it is: if it ends as the rest of a sequence must end, and without a pause, it is
//! dropped; otherwise it was keys.

/// Most bytes that are held back.
const LONGEST: usize = 4096;

/// What was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// ESC alone: the rest begins with the letter of a string or a sequence.
    Escape,
    /// A control sequence: digits and semicolons, then a letter.
    Sequence,
    /// A string: up to ST or BEL.
    Text,
    /// A string in the middle of its ST: a backslash.
    End,
}

/// What may be the rest of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rest {
    after: After,
    bytes: Vec<u8>,
}

/// What it turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Not known yet.
    Waits(Rest),
    /// A string of this kind that goes on, with what it holds so far.
    Text(u8, Vec<u8>),
    /// The rest of a sequence, to be dropped.
    Done,
    /// No rest: these bytes are to be read as they are.
    Keys(Vec<u8>),
}

impl Rest {
    pub(super) fn of_escape() -> Self {
        Self { after: After::Escape, bytes: Vec::new() }
    }

    pub(super) fn of_sequence() -> Self {
        Self { after: After::Sequence, bytes: Vec::new() }
    }

    pub(super) fn of_text() -> Self {
        Self { after: After::Text, bytes: Vec::new() }
    }

    pub(super) fn of_end() -> Self {
        Self { after: After::End, bytes: Vec::new() }
    }

    /// Whether nothing is held back.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// What is held back.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// One byte more.
    pub(super) fn take(mut self, byte: u8) -> Verdict {
        self.bytes.push(byte);
        match self.after {
            After::Escape => self.escape(),
            After::Sequence => self.sequence(),
            After::Text => self.text(),
            After::End if byte == b'\\' => Verdict::Done,
            After::End => Verdict::Keys(self.bytes),
        }
    }

    /// `]11;` and what follows, `P>|`, `_G`, `[<0;` and the like: nobody types these, and without a pause at that.
    fn escape(self) -> Verdict {
        let (first, more) = (self.bytes[0], &self.bytes[1..]);
        let digits = more.iter().take_while(|byte| byte.is_ascii_digit()).count();
        match (first, more) {
            (b']' | b'P' | b'_' | b'[', []) => Verdict::Waits(self),
            (b']', _) if more.len() == digits && digits < 5 => Verdict::Waits(self),
            (b']', [.., b';']) if digits > 0 && digits + 1 == more.len() => Verdict::Text(first, more.to_vec()),
            (b'P', _) => match more {
                [.., b'|' | b'r' | b'{'] if more.len() > 1 => Verdict::Text(first, more.to_vec()),
                [b'0'..=b'9' | b'>' | b'!' | b'=' | b'?', tail @ ..]
                    if tail.len() < 8 && tail.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b'+' | b'$')) =>
                {
                    Verdict::Waits(self)
                }
                _ => Verdict::Keys(self.bytes),
            },
            (b'_', [b'G']) => Verdict::Text(first, more.to_vec()),
            (b'[', [b'<' | b'?' | b'>' | b'0'..=b'9', tail @ ..]) => ends_sequence(tail.last().copied(), self),
            _ => Verdict::Keys(self.bytes),
        }
    }

    fn sequence(self) -> Verdict {
        match self.bytes.as_slice() {
            [b'0'..=b'9' | b';', tail @ ..] => ends_sequence(tail.last().copied(), self),
            _ => Verdict::Keys(self.bytes),
        }
    }

    fn text(self) -> Verdict {
        match self.bytes.as_slice() {
            [.., 0x1b, b'\\'] | [.., 0x07] => Verdict::Done,
            [.., 0x1b, _] => Verdict::Keys(self.bytes),
            [.., b' '..=b'~' | 0x80.. | 0x1b] if self.bytes.len() < LONGEST => Verdict::Waits(self),
            _ => Verdict::Keys(self.bytes),
        }
    }
}

/// Whether the last byte ends a control sequence, goes on with it or does neither.
fn ends_sequence(last: Option<u8>, rest: Rest) -> Verdict {
    match last {
        None | Some(b' '..=b'?') if rest.bytes.len() < LONGEST => Verdict::Waits(rest),
        Some(0x40..=0x7e) => Verdict::Done,
        _ => Verdict::Keys(rest.bytes),
    }
}
