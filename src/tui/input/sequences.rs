//! What characters and sequences mean: the keys of xterm and its kin, of rxvt, of the Linux console, of the kitty
//! protocol and of xterm's modifyOtherKeys; the mouse as SGR writes it; focus. Everything else means nothing.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::parser::Input;

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// The key that sends a character; None for control characters that no key sends (C1).
pub(super) fn character(c: char, modifiers: KeyModifiers) -> Option<Input> {
    let ctrl = modifiers | KeyModifiers::CONTROL;
    let event = match c {
        '\r' => key(KeyCode::Enter, modifiers),
        '\t' => key(KeyCode::Tab, modifiers),
        '\x7f' => key(KeyCode::Backspace, modifiers),
        '\x1b' => key(KeyCode::Esc, modifiers),
        '\0' => key(KeyCode::Char(' '), ctrl),
        '\x01'..='\x1a' => key(KeyCode::Char(char::from(c as u8 - 1 + b'a')), ctrl),
        '\x1c'..='\x1f' => key(KeyCode::Char(char::from(c as u8 - 0x1c + b'4')), ctrl),
        c if c.is_control() => return None,
        c if c.is_uppercase() => key(KeyCode::Char(c), modifiers | KeyModifiers::SHIFT),
        c => key(KeyCode::Char(c), modifiers),
    };
    Some(Input::Event(event))
}

/// `ESC O` and a byte: arrows and function keys in application mode, the keypad.
pub(super) fn ss3(byte: u8, modifiers: KeyModifiers) -> Option<Input> {
    let code = match byte {
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => lettered(byte)?,
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b'X' => KeyCode::Char('='),
        // The keypad: `j` is `*`, up to `y`, which is 9.
        b'j'..=b'y' => KeyCode::Char(char::from(byte - b'j' + b'*')),
        // rxvt: arrows with Ctrl.
        b'a'..=b'd' => {
            return Some(Input::Event(key(lettered(byte.to_ascii_uppercase())?, modifiers | KeyModifiers::CONTROL)));
        }
        _ => return None,
    };
    Some(Input::Event(key(code, modifiers)))
}

/// The key that a letter names, in `CSI 1;2 A` and in `ESC O A`.
fn lettered(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(byte - b'P' + 1),
        _ => return None,
    })
}

/// The key that a number names, in `CSI 5 ~`.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23..=26 => KeyCode::F(number as u8 - 12),
        28 | 29 => KeyCode::F(number as u8 - 13),
        31..=34 => KeyCode::F(number as u8 - 14),
        _ => return None,
    })
}

/// A control sequence: what stands between `CSI` and its last byte, and that byte.
pub(super) fn csi(bytes: &[u8], last: u8, alt: KeyModifiers) -> Option<Event> {
    let text = std::str::from_utf8(bytes).ok()?;
    if let Some(report) = text.strip_prefix('<') {
        return mouse(report, last);
    }
    // What begins with another sign of its own, or has a byte before the last, is an answer and no key.
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':')) {
        return None;
    }
    let fields: Vec<&str> = text.split(';').collect();
    let number = |i: usize| fields.get(i).and_then(|field| field.split(':').next()).and_then(|n| n.parse::<u32>().ok());
    let (modifiers, kind) = modifiers(fields.get(1).copied().unwrap_or(""));
    let modifiers = modifiers | alt;
    let event = |code| Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)));
    match last {
        b'I' if text.is_empty() => Some(Event::FocusGained),
        b'O' if text.is_empty() => Some(Event::FocusLost),
        b'Z' => Some(key(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT)),
        // `CSI 1;2 R` may be F3 and may say where the cursor stands; an answer must not be a key.
        b'A'..=b'D' | b'F' | b'H' | b'P' | b'Q' | b'S' if text.is_empty() || number(0) == Some(1) => {
            event(lettered(last)?)
        }
        b'a'..=b'd' if text.is_empty() => Some(key(lettered(last.to_ascii_uppercase())?, alt | KeyModifiers::SHIFT)),
        b'~' if number(0) == Some(27) => coded(number(2)?, None, modifiers, kind),
        b'~' => event(numbered(number(0)?)?),
        b'^' if fields.len() == 1 => Some(key(numbered(number(0)?)?, alt | KeyModifiers::CONTROL)),
        b'@' if fields.len() == 1 => {
            Some(key(numbered(number(0)?)?, alt | KeyModifiers::CONTROL | KeyModifiers::SHIFT))
        }
        b'u' => {
            let shifted = fields[0].split(':').nth(1).and_then(|n| n.parse::<u32>().ok());
            coded(number(0)?, shifted, modifiers, kind)
        }
        _ => None,
    }
}

/// rxvt's keys with Shift: `CSI 3 $`, which by the grammar is unfinished.
pub(super) fn rxvt_shifted(bytes: &[u8], alt: KeyModifiers) -> Option<Input> {
    let number = std::str::from_utf8(bytes).ok()?.strip_suffix('$')?.parse().ok()?;
    Some(Input::Event(key(numbered(number)?, alt | KeyModifiers::SHIFT)))
}

/// `5` or `5:3`: a set of modifiers, one added to it, and whether the key was pressed, held or let go.
fn modifiers(field: &str) -> (KeyModifiers, KeyEventKind) {
    let mut parts = field.split(':').map(|part| part.parse::<u32>().unwrap_or(1));
    let set = parts.next().unwrap_or(1).saturating_sub(1);
    let names = [
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
        KeyModifiers::SUPER,
        KeyModifiers::HYPER,
        KeyModifiers::META,
    ];
    let named = names.iter().enumerate().filter(|(bit, _)| set & (1 << bit) != 0);
    let modifiers = named.fold(KeyModifiers::NONE, |all, (_, modifier)| all | *modifier);
    let kind = match parts.next() {
        Some(2) => KeyEventKind::Repeat,
        Some(3) => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    (modifiers, kind)
}

/// A key by the number of its character, as the kitty protocol and modifyOtherKeys tell it.
fn coded(code: u32, shifted: Option<u32>, modifiers: KeyModifiers, kind: KeyEventKind) -> Option<Event> {
    let shift = modifiers.contains(KeyModifiers::SHIFT);
    let code = match code {
        27 => KeyCode::Esc,
        13 => KeyCode::Enter,
        9 if shift => KeyCode::BackTab,
        9 => KeyCode::Tab,
        8 | 127 => KeyCode::Backspace,
        57_344..=63_743 => functional(code)?,
        _ => {
            let c = char::from_u32(code).filter(|c| !c.is_control())?;
            let upper = || c.to_uppercase().next().filter(|_| c.to_uppercase().count() == 1);
            let shifted = shifted.and_then(char::from_u32).filter(|c| !c.is_control()).or_else(upper);
            KeyCode::Char(if shift { shifted.unwrap_or(c) } else { c })
        }
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

/// The kitty protocol's numbers for keys that have no character.
fn functional(code: u32) -> Option<KeyCode> {
    const KEYPAD: &[char] = &['.', '/', '*', '-', '+'];
    Some(match code {
        57_376..=57_398 => KeyCode::F((code - 57_376) as u8 + 13),
        57_399..=57_408 => KeyCode::Char(char::from(b'0' + (code - 57_399) as u8)),
        57_409..=57_413 => KeyCode::Char(KEYPAD[(code - 57_409) as usize]),
        57_414 => KeyCode::Enter,
        57_415 => KeyCode::Char('='),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        _ => return None,
    })
}

/// `0;12;5`: buttons, column, row, from 1. The last byte tells a press from a release.
fn mouse(report: &str, last: u8) -> Option<Event> {
    let mut numbers = report.split(';').map(str::parse::<u16>);
    let (buttons, column, row) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    if numbers.next().is_some() {
        return None;
    }
    let moves = buttons & 32 != 0;
    let button = match buttons & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (buttons & !0b1_1100, last) {
        (64, b'M') => MouseEventKind::ScrollUp,
        (65, b'M') => MouseEventKind::ScrollDown,
        (66, b'M') => MouseEventKind::ScrollLeft,
        (67, b'M') => MouseEventKind::ScrollRight,
        (0..=2, b'M') => MouseEventKind::Down(button?),
        (0..=2, b'm') => MouseEventKind::Up(button?),
        (32..=35, b'M' | b'm') if moves => button.map_or(MouseEventKind::Moved, MouseEventKind::Drag),
        _ => return None,
    };
    let named = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let modifiers = named.iter().filter(|(bit, _)| buttons & bit != 0).fold(KeyModifiers::NONE, |all, (_, m)| all | *m);
    Some(Event::Mouse(MouseEvent { kind, column: column.checked_sub(1)?, row: row.checked_sub(1)?, modifiers }))
}
