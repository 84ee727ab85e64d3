//! Places that the reader gave a letter to: small letters in this article, capitals over all articles. And the way back
//! from one article to another.

use std::sync::Arc;

use super::super::action::Action;
use super::super::command::Command;
use super::super::key::{Code, Key};
use super::super::model::{Model, ShelfItem};
use super::super::order::PassageOrder;
use super::super::reading::Landing;
use super::{moves, panes};
use crate::article::{ArticleId, Offset};
use crate::reader::Pane;

/// Places of articles that were left, at most.
const MOST: usize = 100;

/// The next key is the letter of a place, to be set or gone to.
pub fn begin(model: &mut Model, set: bool) {
    model.letter = Some(set);
}

/// The key after `m` or `'`.
pub fn take(model: &mut Model, key: Key, set: bool) -> Vec<Command> {
    let go = model.keymap.key_of(Action::GoToSpot);
    let letter = match key.code {
        Code::Esc => return Vec::new(),
        Code::Char('\'' | '`') if !set => return retrace(model, true),
        Code::Char(c) if c.is_ascii_alphabetic() && !key.ctrl && !key.alt => c,
        _ => {
            model.say("A letter marks a place.");
            return Vec::new();
        }
    };
    let at = model.reading.cursor.at;
    match (letter.is_ascii_uppercase(), set) {
        (true, true) => {
            let article = Arc::clone(&model.reading.article);
            model.say(format!("Marked. {go}{letter} comes back here, from any article."));
            vec![Command::Passage(PassageOrder::SetSpot { letter, article, at })]
        }
        (true, false) => {
            let job = model.number();
            model.spot = Some(job);
            vec![Command::Passage(PassageOrder::GoToSpot { job, letter })]
        }
        (false, true) => {
            model.reading.spots.insert(letter, at);
            model.say(format!("Marked. {go}{letter} comes back here."));
            Vec::new()
        }
        (false, false) => {
            match model.reading.spots.get(&letter).copied() {
                Some(at) => moves::jump(&mut model.reading, at, None),
                None => model.say(format!("No place here is marked {letter}.")),
            }
            Vec::new()
        }
    }
}

/// Where a capital letter stands has come.
pub fn came(model: &mut Model, job: u64, result: Result<Option<(ArticleId, Offset)>, String>) -> Vec<Command> {
    let asked = model.spot.take_if(|asked| *asked == job).is_some();
    // What could not be set is said; an answer to an older question is not.
    let unset = job == 0 && result.is_err();
    if !asked && !unset {
        return Vec::new();
    }
    match result {
        Ok(Some((article, at))) => go(model, article, Landing { at, retraced: false }),
        Ok(None) => {
            model.say("No place is marked with this letter.");
            Vec::new()
        }
        Err(why) => {
            model.fail(why);
            Vec::new()
        }
    }
}

/// To a place of an article, which is opened if it is another one.
fn go(model: &mut Model, article: ArticleId, landing: Landing) -> Vec<Command> {
    if model.reading.id.as_ref() == Some(&article) {
        panes::focus(model, Pane::Article);
        moves::jump(&mut model.reading, landing.at, None);
        return Vec::new();
    }
    let job = model.number();
    let item = ShelfItem::Kept(article);
    let to = super::open::on_shelf(model, &item);
    model.awaited = Some((job, to));
    model.landing = Some(landing);
    vec![Command::Open { job, item }]
}

/// Back to where the last jump began, or forward again; over articles where none began in this one.
pub fn retrace(model: &mut Model, back: bool) -> Vec<Command> {
    let reading = &mut model.reading;
    let here = reading.cursor.at;
    let jumps = &mut reading.jumps;
    let (from, onto) = if back { (&mut jumps.back, &mut jumps.forward) } else { (&mut jumps.forward, &mut jumps.back) };
    if let Some(at) = from.pop() {
        onto.push(here);
        moves::to(reading, at, None);
        return Vec::new();
    }
    let left = reading.id.clone().map(|id| (id, here));
    let trail = &mut model.trail;
    let (from, onto) = if back { (&mut trail.back, &mut trail.forward) } else { (&mut trail.forward, &mut trail.back) };
    let Some((article, at)) = from.pop() else {
        model.say(if back { "No jump to go back to." } else { "No jump to go forward to." });
        return Vec::new();
    };
    onto.extend(left);
    go(model, article, Landing { at, retraced: true })
}

/// Another article is about to be shown: the way back to this one is kept, if it can be opened again.
pub fn leave(model: &mut Model) {
    if model.landing.is_some_and(|landing| landing.retraced) {
        return;
    }
    let Some(id) = model.reading.id.clone() else { return };
    let trail = &mut model.trail;
    trail.forward.clear();
    trail.back.push((id, model.reading.cursor.at));
    if trail.back.len() > MOST {
        trail.back.remove(0);
    }
}
