//! Places that the reader gave a letter to: small letters in this article.

use super::super::action::Action;
use super::super::command::Command;
use super::super::key::{Code, Key};
use super::super::model::Model;
use super::moves;

/// The next key is the letter of a place, to be set or gone to.
pub fn begin(model: &mut Model, set: bool) {
    model.letter = Some(set);
}

/// The key after `m` or `'`.
pub fn take(model: &mut Model, key: Key, set: bool) -> Vec<Command> {
    let go = model.keymap.key_of(Action::GoToSpot);
    match (key.code, set) {
        (Code::Esc, _) => {}
        (Code::Char(c), true) if c.is_ascii_alphabetic() && !key.ctrl && !key.alt => {
            let at = model.reading.cursor.at;
            model.reading.spots.insert(c, at);
            model.say(format!("Marked. {go}{c} comes back here."));
        }
        (Code::Char('\'' | '`'), false) => moves::retrace(model, true),
        (Code::Char(c), false) if c.is_ascii_alphabetic() => match model.reading.spots.get(&c).copied() {
            Some(at) => moves::jump(&mut model.reading, at, None),
            None => model.say(format!("No place here is marked {c}.")),
        },
        _ => model.say("A letter marks a place."),
    }
    Vec::new()
}
