//! Selecting a passage: it stretches from where it began to the cursor.

use super::super::action::Action;
use super::super::model::{Model, Pane};
use super::super::motion;
use super::super::reading::{Cursor, Selection};
use super::{moves, viewport};
use crate::article::TextRange;
use crate::facts::FactKind;

/// Selects `range`; the cursor stands at its end.
pub fn take(model: &mut Model, range: TextRange) {
    if range.is_empty() {
        return model.say("Nothing to select here.");
    }
    let reading = &mut model.reading;
    let from = reading.selection.map_or(reading.cursor.at, |selection| selection.from);
    reading.selection = Some(Selection { anchor: range.start(), from });
    reading.cursor = Cursor { at: range.end(), on: None };
    reading.goal = None;
    viewport::reveal(reading, 1);
    model.focus = Pane::Article;
    model.zoomed &= model.tab == Pane::Article;
}

/// The sentence under the cursor; the one of the fact, where a fact is.
pub fn sentence(model: &Model) -> TextRange {
    motion::sentence(model.reading.text(), model.reading.cursor.at)
}

/// Selects what stands where the selection began: a word, a sentence, a paragraph, a quote.
pub fn pick(model: &mut Model, action: Action) {
    let reading = &model.reading;
    let text = reading.text();
    let at = reading.selection.map_or(reading.cursor.at, |selection| selection.from);
    let range = match action {
        Action::PickWord => Some(motion::word(text, at)),
        Action::PickParagraph => Some(motion::paragraph(text, at)),
        Action::PickQuote => {
            let quote = reading.holding(FactKind::Quote, at).and_then(|id| reading.facts()?.range(id));
            quote.or_else(|| motion::quoted(text, at))
        }
        _ => Some(motion::sentence(text, at)),
    };
    match range {
        Some(range) => take(model, range),
        None => model.say("No quote under the cursor."),
    }
}

/// One of the actions of a selection.
pub fn extend(model: &mut Model, action: Action) {
    let reading = &mut model.reading;
    let at = reading.cursor.at;
    let text = reading.article.text.as_str();
    let to = match action {
        Action::ExtendRight => motion::next_cluster(text, at),
        Action::ExtendLeft => motion::previous_cluster(text, at),
        Action::ExtendWord => motion::next_word(text, at),
        Action::ExtendWordBack => motion::previous_word(text, at),
        Action::ExtendSentence => {
            let end = motion::sentence(text, at).end();
            if end > at {
                end
            } else {
                motion::next_sentence(text, at).map_or(at, |next| motion::sentence(text, next).end())
            }
        }
        Action::ExtendSentenceBack => motion::previous_sentence(text, at).unwrap_or(0),
        Action::ExtendParagraph => {
            let end = motion::paragraph(text, at).end();
            if end > at {
                end
            } else {
                motion::next_paragraph(text, at).map_or(at, |next| motion::paragraph(text, next).end())
            }
        }
        Action::ExtendParagraphBack => motion::previous_paragraph(text, at).unwrap_or(0),
        Action::SwapEnds => {
            let Some(selection) = &mut reading.selection else { return };
            std::mem::replace(&mut selection.anchor, at)
        }
        Action::SelectFreely => {
            reading.selection = Some(Selection { anchor: at, from: at });
            at
        }
        Action::ExtendDown | Action::ExtendUp => {
            moves::lines(reading, if action == Action::ExtendDown { 1 } else { -1 });
            return;
        }
        _ => return,
    };
    reading.cursor = Cursor { at: to, on: None };
    reading.goal = None;
    viewport::reveal(reading, 1);
}
