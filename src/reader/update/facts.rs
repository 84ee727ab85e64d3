//! From fact to fact.

use super::super::fact_index::FactIndex;
use super::super::model::Model;
use super::super::reading::{Findings, Reading};
use super::moves;
use crate::article::TextRange;
use crate::facts::{FactId, FactKind};

/// To the next (or previous) of the current set: matches while a search is on, else facts.
pub fn next_of_set(model: &mut Model, forward: bool) {
    if model.reading.search.as_ref().is_some_and(|search| !search.hits.is_empty()) {
        super::search::step(model, forward);
    } else {
        next(model, None, forward);
    }
}

/// To the next (or previous) fact, of `kind` or of any; from the last one on to the first.
pub fn next(model: &mut Model, kind: Option<FactKind>, forward: bool) {
    let reading = &model.reading;
    match &reading.findings {
        Findings::Pending => return model.say("Still looking for facts …"),
        Findings::Failed(_) => return model.say("The facts of this article could not be found."),
        Findings::Ready(_) => {}
    }
    let list: Vec<FactId> = match kind {
        None => return step(model, forward),
        Some(FactKind::Quote) => {
            reading.index.quotes.iter().map(|index| FactId { kind: FactKind::Quote, index: *index }).collect()
        }
        Some(kind) => {
            (0..reading.facts().map_or(0, |facts| facts.len(kind))).map(|index| FactId { kind, index }).collect()
        }
    };
    let held = kind.and_then(|kind| reading.holding(kind, reading.cursor.at));
    let to = neighbour(reading, &list, held, forward);
    go(model, to, &list, forward, kind);
}

fn step(model: &mut Model, forward: bool) {
    let order = std::mem::take(&mut model.reading.index.order);
    let held = current_in(&model.reading, &order);
    let to = neighbour(&model.reading, &order, held, forward);
    go(model, to, &order, forward, None);
    model.reading.index.order = order;
}

fn current_in(reading: &Reading, order: &[FactId]) -> Option<FactId> {
    // `Reading::current` does not look at the order, so it may be away.
    reading.current().filter(|id| !order.is_empty() && reading.facts().is_some_and(|facts| facts.range(*id).is_some()))
}

/// The place in `list` of the neighbour of `held`, or of the cursor where no fact is held; None: past the end.
fn neighbour(reading: &Reading, list: &[FactId], held: Option<FactId>, forward: bool) -> Option<usize> {
    let start = |id: &FactId| reading.facts().and_then(|facts| facts.range(*id)).map_or(0, TextRange::start);
    let at = held.map_or(reading.cursor.at, |id| start(&id));
    let from = list.partition_point(|id| start(id) < at);
    let here = held.and_then(|held| list.get(from..)?.iter().position(|id| *id == held).map(|i| from + i));
    match (here, forward) {
        (Some(here), true) => Some(here + 1).filter(|i| *i < list.len()),
        (Some(here), false) => here.checked_sub(1),
        (None, true) => Some(from).filter(|i| *i < list.len()),
        (None, false) => from.checked_sub(1),
    }
}

fn go(model: &mut Model, to: Option<usize>, list: &[FactId], forward: bool, kind: Option<FactKind>) {
    let name = match kind {
        None => "fact",
        Some(FactKind::Figure) => "figure",
        Some(FactKind::Place) => "place",
        Some(FactKind::Quote) => "quote",
    };
    let (id, around) = match (to, list.first(), list.last()) {
        (Some(i), ..) => (list.get(i).copied(), false),
        (None, Some(first), Some(last)) => (Some(if forward { *first } else { *last }), true),
        _ => (None, false),
    };
    let Some(id) = id else {
        let english = crate::facts::is_english(model.reading.article.lang.as_deref());
        return model.say(if english || kind == Some(FactKind::Figure) {
            format!("No {name} was found in this article.")
        } else {
            "Places and quotes are found in English articles only.".to_owned()
        });
    };
    go_to(model, id);
    if around {
        model.say(if forward {
            format!("From the last {name} on to the first.")
        } else {
            format!("From the first {name} back to the last.")
        });
    }
}

/// To a fact's first byte.
pub fn go_to(model: &mut Model, id: FactId) {
    if let Some(range) = model.reading.facts().and_then(|facts| facts.range(id)) {
        moves::jump(&mut model.reading, range.start(), Some(id.kind));
    }
}

/// Shows reported speech, or hides it.
pub fn toggle_reported(model: &mut Model) {
    model.wanted_lists.reported = !model.wanted_lists.reported;
    if let Findings::Ready(facts) = &model.reading.findings {
        model.reading.index.list_quotes(facts, &model.wanted_lists);
    }
    model.say(if model.wanted_lists.reported { "Reported speech is shown." } else { "Reported speech is hidden." });
}

/// Makes the lists as they are wanted now.
pub fn relist(model: &mut Model) {
    if let Findings::Ready(facts) = &model.reading.findings {
        model.reading.index = FactIndex::new(facts, &model.wanted_lists);
    }
}
