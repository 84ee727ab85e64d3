//! Bytes of the terminal → inputs ([`Parser`]) → messages. The only place that knows crossterm's keys.

mod color;
mod parser;
mod paste;
mod rest;
mod sequences;
#[cfg(test)]
mod tests;

pub use parser::{Input, Parser};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::areas::Areas;
use crate::reader::{Code, Key, Message, Model, Pointer};

/// Rows that one notch of the wheel turns.
const NOTCH: i16 = 3;

/// What an event means; None for what the reader does not care about. `clicks` says how often in a row the button
/// was pressed at this place.
pub fn message(event: Event, areas: &Areas, model: &Model, clicks: u8) -> Option<Message> {
    match event {
        Event::Key(event) => key(event).map(Message::Key),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Mouse(event) => mouse(event, areas, model, clicks),
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

/// The key of an event; None for releases, and for keys that no keymap can name.
pub fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) if (1..=12).contains(&n) => Code::F(n),
        _ => return None,
    };
    let has = |modifier| event.modifiers.contains(modifier);
    // A shifted character has come as another character already; only the space has none.
    let shift = has(KeyModifiers::SHIFT) && !matches!(code, Code::Char(c) if c != ' ');
    Some(Key {
        code,
        ctrl: has(KeyModifiers::CONTROL),
        alt: has(KeyModifiers::ALT),
        shift: shift || event.code == KeyCode::BackTab,
    })
}

fn mouse(event: MouseEvent, areas: &Areas, model: &Model, clicks: u8) -> Option<Message> {
    let page = i16::try_from(model.viewports.height).unwrap_or(NOTCH);
    let notch = if event.modifiers.contains(KeyModifiers::SHIFT) { page } else { NOTCH };
    let pointer = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Pointer::Press(clicks),
        MouseEventKind::Drag(MouseButton::Left) => Pointer::Drag,
        MouseEventKind::Up(MouseButton::Left) => Pointer::Release,
        MouseEventKind::ScrollDown => Pointer::Wheel(notch),
        MouseEventKind::ScrollUp => Pointer::Wheel(-notch),
        _ => return None,
    };
    Some(Message::Mouse(pointer, areas.target(model, event.column, event.row)))
}

/// The question for the terminal's background colour (OSC 11). The answer is an [`Input::Light`].
pub const BACKGROUND: &str = "\x1b]11;?\x1b\\";

#[cfg(test)]
mod key_tests {
    use super::*;

    #[test]
    fn keys_are_named_as_the_keymap_names_them() {
        let name = |code, modifiers| key(KeyEvent::new(code, modifiers)).map(|key| key.to_string()).unwrap_or_default();
        assert_eq!(name(KeyCode::BackTab, KeyModifiers::SHIFT), "S-Tab");
        assert_eq!(name(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(name(KeyCode::Char(' '), KeyModifiers::SHIFT), "S-Space");
        assert_eq!(name(KeyCode::Char('d'), KeyModifiers::CONTROL), "C-d");
        assert_eq!(name(KeyCode::Left, KeyModifiers::ALT), "A-Left");
        let released = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(key(released), None);
    }
}
