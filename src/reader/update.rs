//! `update`: one message in, the model changed, commands out.

use super::{Command, Message, Model};

/// What to ask for when the program starts.
pub fn start(model: &mut Model) -> Vec<Command> {
    let _ = model;
    Vec::new()
}

/// Takes one message. Pure but for the model: no clock, no file, no thread, and it never blocks.
pub fn update(model: &mut Model, message: Message) -> Vec<Command> {
    let _ = (model, message);
    Vec::new()
}
