//! The focused list as a table, to be pasted elsewhere: columns parted by tabs, one row a fact.

use super::super::command::Command;
use super::super::details::{figure_kind, one_line, place_kind, quote_kind};
use super::super::lists::kind_of;
use super::super::model::{Model, Pane};
use super::super::reading::Reading;
use crate::facts::{FactKind, Facts};

/// Copies the list of the focused pane; of the figures where the text has the focus.
pub fn copy(model: &mut Model) -> Vec<Command> {
    let kind = match model.focus {
        Pane::Article => Some(FactKind::Figure),
        pane => kind_of(pane),
    };
    let Some((kind, facts)) = kind.zip(model.reading.facts()) else {
        model.say("There is no list to copy here.");
        return Vec::new();
    };
    let rows = match kind {
        FactKind::Figure => figures(&model.reading, facts),
        FactKind::Place => places(&model.reading, facts),
        FactKind::Quote => quotes(&model.reading, facts),
    };
    if rows.len() < 2 {
        model.say("The list is empty.");
        return Vec::new();
    }
    let lines: Vec<String> =
        rows.iter().map(|row| row.iter().map(|cell| safe(cell)).collect::<Vec<_>>().join("\t")).collect();
    vec![Command::Copy(lines.join("\n") + "\n")]
}

/// A cell on one line, and none that a spreadsheet would take for a formula.
fn safe(cell: &str) -> String {
    let cell = one_line(cell);
    let negative = cell.strip_prefix('-').is_some_and(|rest| rest.parse::<f64>().is_ok());
    if cell.starts_with(['=', '+', '-', '@']) && !negative { format!("'{cell}") } else { cell }
}

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn figures(reading: &Reading, facts: &Facts) -> Vec<Vec<String>> {
    let text = reading.text();
    let mut out = vec![header(&["figure", "kind", "value", "high", "unit", "of", "stated as"])];
    out.extend(reading.index.figures.iter().filter_map(|index| facts.figures.get(*index)).map(|fact| {
        let number =
            |value: Option<rust_decimal::Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
        vec![
            fact.range.slice(text).to_owned(),
            figure_kind(fact.kind).to_owned(),
            number(fact.value),
            number(fact.high),
            fact.unit.clone().unwrap_or_default(),
            fact.what.map(|range| range.slice(text).to_owned()).unwrap_or_default(),
            fact.approx.clone().unwrap_or_default(),
        ]
    }));
    out
}

fn places(reading: &Reading, facts: &Facts) -> Vec<Vec<String>> {
    let mut out =
        vec![header(&["place", "kind", "region", "country", "latitude", "longitude", "mentions", "GeoNames"])];
    out.extend(
        reading.index.places.iter().filter_map(|mentions| Some((mentions, facts.places.get(*mentions.first()?)?))).map(
            |(mentions, fact)| {
                let degrees = |value: Option<f64>| value.map(|value| format!("{value:.4}")).unwrap_or_default();
                vec![
                    fact.name.clone(),
                    place_kind(fact.kind).to_owned(),
                    fact.region.clone().unwrap_or_default(),
                    fact.country.clone().unwrap_or_default(),
                    degrees(fact.lat),
                    degrees(fact.lon),
                    mentions.len().to_string(),
                    fact.geoname_id.map(|id| id.to_string()).unwrap_or_default(),
                ]
            },
        ),
    );
    out
}

fn quotes(reading: &Reading, facts: &Facts) -> Vec<Vec<String>> {
    let text = reading.text();
    let mut out = vec![header(&["speaker", "cue", "kind", "words"])];
    out.extend(reading.index.quote_rows.iter().filter_map(|index| facts.quotes.get(*index)).map(|fact| {
        vec![
            fact.speaker.clone().unwrap_or_default(),
            fact.cue.map(|range| range.slice(text).to_owned()).unwrap_or_default(),
            quote_kind(fact.kind).to_owned(),
            fact.range.slice(text).to_owned(),
        ]
    }));
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{model, press};
    use super::*;

    #[test]
    fn the_list_is_copied_as_a_table() {
        let mut model = model("|In {Ho} [9] boats");
        let copied = |commands: Vec<Command>| match commands.as_slice() {
            [Command::Copy(text)] => text.clone(),
            other => panic!("{other:?}"),
        };
        let figures = copied(press(&mut model, "Y"));
        assert_eq!(figures, "figure\tkind\tvalue\thigh\tunit\tof\tstated as\n9\tcount\t\t\t\t\t\n");
        assert!(copied(press(&mut model, "3 Y")).contains("\nHo\tcity\t"));
        assert_eq!(press(&mut model, "4 Y"), []);
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("-5"), "-5");
        assert_eq!(safe("-x"), "'-x");
    }
}
