//! Events of the terminal → messages. The only place that knows crossterm's keys.

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

/// The question for the terminal's background colour, and what it looks like when the answer comes: crossterm reads
/// it as keys, which must not be taken for pressed ones. However late it comes.
#[derive(Debug, Default)]
pub struct Background {
    asked: bool,
    heard: Option<String>,
}

/// What an event turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// Nothing to do with the question.
    Event(Event),
    /// A part of the answer.
    Part,
    /// The answer: whether the background is light.
    Light(bool),
    /// What began like an answer and was none.
    Keys(Vec<Event>),
}

/// Longest answer: `11;rgba:ffff/ffff/ffff/ffff`.
const LONGEST: usize = 28;

impl Background {
    /// The question (OSC 11).
    pub const QUESTION: &'static str = "\x1b]11;?\x1b\\";

    /// The question was sent.
    pub fn asked() -> Self {
        Self { asked: true, heard: None }
    }

    /// Takes an event.
    pub fn hear(&mut self, event: Event) -> Heard {
        let Event::Key(key) = &event else { return Heard::Event(event) };
        let KeyCode::Char(c) = key.code else { return self.release(event) };
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match &mut self.heard {
            None if self.asked && alt && c == ']' => {
                self.heard = Some(String::new());
                Heard::Part
            }
            None => Heard::Event(event),
            Some(text) if (alt && c == '\\') || (ctrl && c == 'g') => match is_light(text) {
                Some(light) => {
                    *self = Self::default();
                    Heard::Light(light)
                }
                None => self.release(event),
            },
            Some(text) if !alt && !ctrl && text.len() < LONGEST && fits(text, c) => {
                text.push(c);
                Heard::Part
            }
            Some(_) => self.release(event),
        }
    }

    /// It was no answer: what was held back is given out.
    fn release(&mut self, event: Event) -> Heard {
        let Some(text) = self.heard.take() else { return Heard::Event(event) };
        let press = |c: char, modifiers| Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers));
        let mut keys = vec![press(']', KeyModifiers::ALT)];
        keys.extend(text.chars().map(|c| press(c, KeyModifiers::NONE)));
        keys.push(event);
        Heard::Keys(keys)
    }
}

/// Whether `c` may come next in an answer.
fn fits(text: &str, c: char) -> bool {
    const HEAD: &str = "11;rgb";
    match HEAD.chars().nth(text.chars().count()) {
        Some(expected) => c == expected,
        None => c.is_ascii_hexdigit() || matches!(c, ':' | '/' | 'a'),
    }
}

/// Whether the colour of an answer is a light one.
fn is_light(answer: &str) -> Option<bool> {
    let (_, parts) = answer.split_once(':')?;
    let parts: Vec<f64> = parts
        .split('/')
        .map(|part| {
            let most = 16f64.powi(part.len() as i32) - 1.0;
            u32::from_str_radix(part, 16).ok().filter(|_| !part.is_empty()).map(|value| f64::from(value) / most)
        })
        .collect::<Option<_>>()?;
    let [red, green, blue, ..] = parts[..] else { return None };
    Some(0.299 * red + 0.587 * green + 0.114 * blue > 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(c: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    fn hear(text: &str, end: Event) -> Vec<Heard> {
        let mut background = Background::asked();
        let mut out = vec![background.hear(press(']', KeyModifiers::ALT))];
        out.extend(text.chars().map(|c| background.hear(press(c, KeyModifiers::NONE))));
        out.push(background.hear(end));
        out
    }

    #[test]
    fn an_answer_is_no_key() {
        for (answer, light) in
            [("11;rgb:ffff/ffff/ffff", true), ("11;rgb:1e/1e/2e", false), ("11;rgba:ff/ff/ff/00", true)]
        {
            for end in [press('\\', KeyModifiers::ALT), press('g', KeyModifiers::CONTROL)] {
                let mut heard = hear(answer, end);
                assert_eq!(heard.pop(), Some(Heard::Light(light)), "{answer}");
                assert!(heard.iter().all(|part| *part == Heard::Part));
            }
        }
    }

    #[test]
    fn what_only_begins_like_one_comes_out_whole() {
        let heard = hear("11", press('x', KeyModifiers::NONE));
        let keys = [press(']', KeyModifiers::ALT), press('1', KeyModifiers::NONE), press('1', KeyModifiers::NONE)];
        let keys: Vec<Event> = keys.into_iter().chain([press('x', KeyModifiers::NONE)]).collect();
        assert_eq!(heard.last(), Some(&Heard::Keys(keys)));
        let mut nobody_asked = Background::default();
        let alone = press(']', KeyModifiers::ALT);
        assert_eq!(nobody_asked.hear(alone.clone()), Heard::Event(alone));
    }

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
