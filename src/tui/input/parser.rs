//! What the terminal sends, read by its grammar (ECMA-48): keys, mouse, pastes and answers come through one line, and
//! only the grammar tells them apart. Whatever nobody asked for is dropped as a whole, so that no part of it is a key.
//!
//! Pure: bytes go in, [`Input`]s come out, and whoever reads the bytes tells when nothing has come for a while.
//!
//! - A control sequence (CSI) ends at a byte from 0x40 to 0x7e; a string (OSC, DCS, APC, PM, SOS) at ST or BEL.
//! - What is unfinished is ended by ESC, CAN, SUB or a pause.
//! - Ctrl-C is a key wherever it stands, but for the middle of a paste.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::paste::{Paste, Step};
use super::rest::{Rest, Verdict};
use super::sequences;

/// Something that the terminal said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd)]
pub enum Input {
    /// A key, a turn of the wheel, a paste.
    Event(Event),
    /// The answer to the question for the background's colour: whether it is a light one.
    Light(bool),
}

/// How long to wait for the rest of a sequence.
pub(super) const PAUSE: Duration = Duration::from_millis(50);

/// How long to wait behind ESC alone. A terminal writes a key with Alt and every sequence at once, while a person may
/// press Esc and the next key within a few hundredths of a second; a rest that comes later is seen as one by [`Rest`].
const ESCAPE_PAUSE: Duration = Duration::from_millis(10);

/// Longest sequence that is looked at. Longer ones are dropped, at their end as well.
const LONGEST: usize = 256;

/// Longest paste, in bytes; what is longer is cut.
pub const LONGEST_PASTE: usize = 1 << 20;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
pub(super) const CTRL_C: u8 = 0x03;
/// CAN and SUB end a sequence.
const CANCELS: [u8; 2] = [0x18, 0x1a];

/// Where the parser stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum State {
    /// Between two inputs.
    #[default]
    Ground,
    /// In a character of several bytes.
    Char(Vec<u8>),
    /// Behind one ESC or more.
    Escape(usize),
    /// In a control sequence.
    Csi { alt: bool, bytes: Vec<u8> },
    /// Behind `ESC O`.
    Ss3 { alt: bool },
    /// Behind `CSI [`, as the Linux console begins its function keys.
    Console,
    /// In an old mouse report: so many bytes are to come.
    OldMouse(u8),
    /// In a string. `esc`: the byte before was ESC.
    Text { kind: u8, bytes: Vec<u8>, esc: bool },
    /// In a paste.
    Paste(Paste),
    /// Behind something that a pause ended: its rest may still come.
    Rest(Rest),
}

/// Makes inputs of bytes.
#[derive(Debug, Clone, Default)]
pub struct Parser {
    state: State,
}

fn press(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Event(Event::Key(KeyEvent::new(code, modifiers)))
}

fn alt_of(alt: bool) -> KeyModifiers {
    if alt { KeyModifiers::ALT } else { KeyModifiers::NONE }
}

impl Parser {
    /// Takes bytes as they come, in pieces of any size.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        for byte in bytes {
            self.take(*byte, out);
        }
    }

    /// How long to wait for more until [`Parser::pause`] is to be called; None while nothing is unfinished.
    pub fn waits(&self) -> Option<Duration> {
        match &self.state {
            State::Ground => None,
            State::Rest(rest) if rest.is_empty() => None,
            State::Escape(_) => Some(ESCAPE_PAUSE),
            State::Paste(paste) => paste.waits(),
            _ => Some(PAUSE),
        }
    }

    /// Whether the rest of a paste is on its way.
    pub fn is_pasting(&self) -> bool {
        matches!(&self.state, State::Paste(paste) if paste.is_coming())
    }

    /// As [`Parser::feed`], for bytes that came `waited` after the ones before. On a busy machine both the pause behind
    /// ESC and the next key may be there when the reader wakes; then the pause came first.
    pub fn feed_after(&mut self, waited: Duration, bytes: &[u8], out: &mut Vec<Input>) {
        if matches!(self.state, State::Escape(_)) && waited >= ESCAPE_PAUSE {
            self.pause(out);
        }
        self.feed(bytes, out);
    }

    /// Nothing has come for as long as [`Parser::waits`] says: what is unfinished is ended.
    pub fn pause(&mut self, out: &mut Vec<Input>) {
        match std::mem::take(&mut self.state) {
            State::Ground | State::Char(_) | State::Console | State::OldMouse(_) => {}
            State::Escape(count) => {
                out.extend((0..count).map(|_| press(KeyCode::Esc, KeyModifiers::NONE)));
                self.state = State::Rest(Rest::of_escape());
            }
            State::Csi { alt, bytes } if bytes.is_empty() => out.extend(escaped(b'[', alt)),
            State::Csi { alt, bytes } => {
                // rxvt: `CSI 3 $` is a whole key, though by the grammar a byte is missing.
                out.extend(sequences::rxvt_shifted(&bytes, alt_of(alt)));
                self.state = State::Rest(Rest::of_sequence());
            }
            State::Ss3 { alt } => out.extend(escaped(b'O', alt)),
            State::Text { kind, bytes, esc } => {
                if bytes.is_empty() && !esc {
                    out.extend(escaped(kind, false));
                }
                self.state = State::Rest(if esc { Rest::of_end() } else { Rest::of_text() });
            }
            State::Paste(paste) => self.pasted(paste.pause(), out),
            State::Rest(rest) => self.again(&rest.into_bytes(), out),
        }
    }

    /// What was held back was no rest: it is read as if it came now.
    fn again(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        self.state = State::Ground;
        self.feed(bytes, out);
    }

    fn take(&mut self, byte: u8, out: &mut Vec<Input>) {
        if byte == CTRL_C && !matches!(self.state, State::Paste(_)) {
            return self.interrupt(out);
        }
        match std::mem::take(&mut self.state) {
            State::Ground => self.ground(byte, out),
            State::Char(bytes) => self.character(bytes, byte, out),
            State::Escape(count) => self.escape(count, byte, out),
            State::Csi { alt, bytes } => self.csi(alt, bytes, byte, out),
            State::Ss3 { alt } => match byte {
                b' '..=b'~' => out.extend(sequences::ss3(byte, alt_of(alt))),
                _ => self.cut_short(byte, out),
            },
            State::Console => match byte {
                b'A'..=b'E' => out.push(press(KeyCode::F(byte - b'A' + 1), KeyModifiers::NONE)),
                b' '..=b'~' => {}
                _ => self.cut_short(byte, out),
            },
            State::OldMouse(count) => match byte {
                0..=0x1f => self.cut_short(byte, out),
                _ if count > 1 => self.state = State::OldMouse(count - 1),
                _ => {}
            },
            State::Text { kind, bytes, esc } => self.text(kind, bytes, esc, byte, out),
            State::Paste(paste) => self.pasted(paste.take(byte), out),
            State::Rest(rest) => self.rest(rest, byte, out),
        }
    }

    /// Ctrl-C: a key at once. A sequence that is unfinished ends by it; a string is dropped, but its words are still no
    /// keys.
    fn interrupt(&mut self, out: &mut Vec<Input>) {
        match std::mem::take(&mut self.state) {
            State::Escape(count) => out.extend((0..count).map(|_| press(KeyCode::Esc, KeyModifiers::NONE))),
            State::Text { kind, .. } => self.state = State::Text { kind: dropped(kind), bytes: vec![b' '], esc: false },
            State::Rest(rest) => {
                self.again(&rest.into_bytes(), out);
                return self.interrupt(out);
            }
            _ => {}
        }
        out.push(press(KeyCode::Char('c'), KeyModifiers::CONTROL));
    }

    /// A byte that cannot stand in the sequence: the sequence ends without effect. Controls that cancel do only that.
    fn cut_short(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.state = State::Ground;
        if !CANCELS.contains(&byte) {
            self.ground(byte, out);
        }
    }

    fn ground(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            ESC => self.state = State::Escape(1),
            0..=0x7f => out.extend(sequences::character(char::from(byte), KeyModifiers::NONE)),
            // Bytes that begin no character are dropped.
            0xc2..=0xf4 => self.state = State::Char(vec![byte]),
            _ => {}
        }
    }

    fn character(&mut self, mut bytes: Vec<u8>, byte: u8, out: &mut Vec<Input>) {
        if !(0x80..=0xbf).contains(&byte) {
            return self.ground(byte, out);
        }
        bytes.push(byte);
        let alt = bytes[0] == ESC;
        let start = usize::from(alt);
        let length = match bytes[start] {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => 4,
        };
        if bytes.len() - start < length {
            self.state = State::Char(bytes);
        } else if let Ok(text) = std::str::from_utf8(&bytes[start..]) {
            out.extend(text.chars().filter_map(|c| sequences::character(c, alt_of(alt))));
        }
    }

    fn escape(&mut self, count: usize, byte: u8, out: &mut Vec<Input>) {
        let alt = count > 1;
        let keys = |count: usize| (0..count).map(|_| press(KeyCode::Esc, KeyModifiers::NONE));
        match byte {
            ESC => {
                self.state = State::Escape(2);
                out.extend(keys(count - 1));
            }
            b'[' => self.state = State::Csi { alt, bytes: Vec::new() },
            b'O' => self.state = State::Ss3 { alt },
            b']' | b'P' | b'_' | b'^' | b'X' => {
                out.extend(keys(count - 1));
                self.state = State::Text { kind: byte, bytes: Vec::new(), esc: false };
            }
            // Two keys, not one with Alt: they mean too much.
            byte if CANCELS.contains(&byte) => {
                out.extend(keys(count));
                self.ground(byte, out);
            }
            0xc2..=0xf4 => {
                out.extend(keys(count - 1));
                self.state = State::Char(vec![ESC, byte]);
            }
            0..=0x7f => {
                out.extend(keys(count - 1));
                out.extend(sequences::character(char::from(byte), KeyModifiers::ALT));
            }
            _ => out.extend(keys(count)),
        }
    }

    fn csi(&mut self, alt: bool, mut bytes: Vec<u8>, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'[' if bytes.is_empty() => self.state = State::Console,
            b'M' if bytes.is_empty() => self.state = State::OldMouse(3),
            b'~' if bytes == b"200" => self.state = State::Paste(Paste::default()),
            0x40..=0x7e => match sequences::csi(&bytes, byte, alt_of(alt)) {
                Some(event) => {
                    // Esc pressed just before a report is a key of its own.
                    if alt && !matches!(event, Event::Key(_)) {
                        out.push(press(KeyCode::Esc, KeyModifiers::NONE));
                    }
                    out.push(Input::Event(event));
                }
                None if alt => out.push(press(KeyCode::Esc, KeyModifiers::NONE)),
                None => {}
            },
            b' '..=b'?' => {
                if bytes.len() < LONGEST {
                    bytes.push(byte);
                }
                self.state = State::Csi { alt, bytes };
            }
            _ => {
                out.extend(sequences::rxvt_shifted(&bytes, alt_of(alt)));
                self.cut_short(byte, out);
            }
        }
    }

    fn text(&mut self, kind: u8, mut bytes: Vec<u8>, esc: bool, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'\\' if esc => out.extend(answer(kind, &bytes)),
            byte if CANCELS.contains(&byte) => {}
            // The first of two has ended the string.
            ESC if esc => self.state = State::Escape(1),
            _ if esc => {
                // ESC ends the string; what follows is a sequence of its own.
                self.state = State::Escape(1);
                self.take(byte, out);
            }
            BEL => out.extend(answer(kind, &bytes)),
            ESC => self.state = State::Text { kind, bytes, esc: true },
            _ => {
                // One more than is looked at, so that a string that is too long can be told.
                if bytes.len() <= LONGEST {
                    bytes.push(byte);
                }
                self.state = State::Text { kind, bytes, esc };
            }
        }
    }

    fn pasted(&mut self, step: Step, out: &mut Vec<Input>) {
        match step {
            Step::On(paste) => self.state = State::Paste(paste),
            Step::Part(rest, bytes) => {
                out.push(paste(&bytes));
                self.state = State::Paste(rest);
            }
            Step::Interrupt(paste) => {
                out.push(press(KeyCode::Char('c'), KeyModifiers::CONTROL));
                self.state = State::Paste(paste);
            }
            Step::End(bytes) if bytes.is_empty() => {}
            Step::End(bytes) => out.push(paste(&bytes)),
            Step::Key(bytes) => self.again(&bytes, out),
        }
    }

    fn rest(&mut self, rest: Rest, byte: u8, out: &mut Vec<Input>) {
        match rest.take(byte) {
            Verdict::Waits(rest) => self.state = State::Rest(rest),
            Verdict::Text(kind, bytes) => {
                self.state = State::Text { kind, bytes, esc: false };
            }
            Verdict::Done => {}
            Verdict::Keys(bytes) => self.again(&bytes, out),
        }
    }
}

/// A string that is swallowed and means nothing.
fn dropped(kind: u8) -> u8 {
    if kind == b']' { b'X' } else { kind }
}

/// `ESC byte` alone was a key with Alt.
fn escaped(byte: u8, alt: bool) -> impl Iterator<Item = Input> {
    let esc = alt.then(|| press(KeyCode::Esc, KeyModifiers::NONE));
    esc.into_iter().chain(sequences::character(char::from(byte), KeyModifiers::ALT))
}

fn paste(bytes: &[u8]) -> Input {
    // A character that the cut went through is left out.
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if bytes.len() >= LONGEST_PASTE && error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    };
    Input::Event(Event::Paste(String::from_utf8_lossy(&bytes[..whole]).into_owned()))
}

/// What a string says, if it is the answer to a question of ours.
fn answer(kind: u8, bytes: &[u8]) -> Option<Input> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| kind == b']' && text.len() <= LONGEST)?;
    super::color::is_light(text.strip_prefix("11;")?).map(Input::Light)
}
