//! "Not a place": the reader takes a name off the list of places and off the map, in this article.

use std::sync::Arc;

use super::super::command::Command;
use super::super::fact_index::FactIndex;
use super::super::lists;
use super::super::model::{Model, Pane};
use super::super::passage::Undo;
use super::super::reading::{Findings, Reading};
use super::undo;
use crate::facts::{FactKind, Facts};

/// The place under the cursor is none; all its mentions go.
pub fn deny(model: &mut Model) -> Vec<Command> {
    let reading = &model.reading;
    let index = match lists::selected(reading, Pane::Places) {
        Some((row, _)) => reading.index.places.get(row).and_then(|mentions| mentions.first()).copied(),
        None => reading.current().filter(|id| id.kind == FactKind::Place).map(|id| id.index),
    };
    let name = index.and_then(|index| Some(reading.facts()?.places.get(index)?.name.clone()));
    let Some(name) = name else {
        model.say("There is no place under the cursor.");
        return Vec::new();
    };
    let key = model.keymap.key_of(super::super::Action::Undo);
    model.say(format!("{name} is no place in this article. {key} takes it back."));
    undo::remember(model, Undo::NotPlace(name.clone()));
    set(model, &name, true)
}

/// A name is no place, or is one again: on the screen at once, and in the library.
pub fn set(model: &mut Model, name: &str, is_none: bool) -> Vec<Command> {
    let reading = &mut model.reading;
    reading.not_places.retain(|other| other != name);
    if is_none {
        reading.not_places.push(name.to_owned());
    }
    apply(model);
    vec![Command::NotPlace { article: Arc::clone(&model.reading.article), name: name.to_owned(), is_none }]
}

/// Makes what is shown from what was found and what the reader said of it.
pub fn apply(model: &mut Model) {
    let Some(found) = model.reading.found.clone() else { return };
    let facts = left(&model.reading, &found);
    model.reading.index = FactIndex::new(&facts, &model.wanted_lists);
    model.reading.findings = Findings::Ready(facts);
}

/// The facts without the places that are none.
fn left(reading: &Reading, found: &Arc<Facts>) -> Arc<Facts> {
    if reading.not_places.is_empty() {
        return Arc::clone(found);
    }
    let mut facts = Facts::clone(found);
    facts.places.retain(|place| !reading.not_places.contains(&place.name));
    Arc::new(facts)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{model, press};
    use super::*;
    use crate::reader::message::{Message, Recalled};
    use crate::reader::update;

    const TEXT: &str = "|{Hope} met Lund in {Oslo}. {Hope} won.";

    fn names(model: &Model) -> Vec<&str> {
        model.reading.facts().unwrap().places.iter().map(|place| place.name.as_str()).collect()
    }

    #[test]
    fn a_name_goes_comes_back_and_goes_again() {
        let mut model = model(TEXT);
        let article = Arc::clone(&model.reading.article);
        let asks = |is_none| Command::NotPlace { article: Arc::clone(&article), name: "Hope".into(), is_none };
        assert_eq!(press(&mut model, "D"), [asks(true)]);
        assert_eq!(names(&model), ["Oslo"]);
        assert_eq!(press(&mut model, "u"), [asks(false)]);
        assert_eq!(names(&model), ["Hope", "Oslo", "Hope"]);
        assert_eq!(press(&mut model, "C-r"), [asks(true)]);
        assert_eq!(names(&model), ["Oslo"]);
    }

    #[test]
    fn what_was_kept_is_off_the_list_again() {
        let mut model = model(TEXT);
        let recalled = Recalled { id: None, bookmarks: Vec::new(), position: None, not_places: vec!["Oslo".into()] };
        let job = model.job;
        update(&mut model, Message::Recalled { job, result: Ok(recalled) });
        assert_eq!(names(&model), ["Hope", "Hope"]);
    }
}
