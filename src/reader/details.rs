//! What the details of a fact say, line by line: a label and words.

use rust_decimal::Decimal;

use super::reading::Reading;
use crate::facts::figure::other_system;
use crate::facts::place::country_name;
use crate::facts::{FactId, FactKind, Facts, FigureKind, PlaceKind, QuoteKind};

/// One line: what it is, and what it says.
pub type Line = (&'static str, String);

/// The details of a fact; empty when there is none.
pub fn of(reading: &Reading, id: FactId) -> Vec<Line> {
    let Some(facts) = reading.facts() else { return Vec::new() };
    let text = reading.text();
    let mut out = match id.kind {
        FactKind::Figure => figure(facts, id.index, text),
        FactKind::Place => place(reading, facts, id.index, text),
        FactKind::Quote => quote(facts, id.index, text),
    };
    if let Some(range) = facts.range(id) {
        let sentence = super::motion::sentence(text, range.start());
        if !sentence.encloses(range) || sentence != range {
            out.push(("sentence", one_line(sentence.slice(text))));
        }
    }
    out
}

fn figure(facts: &Facts, index: usize, text: &str) -> Vec<Line> {
    let Some(fact) = facts.figures.get(index) else { return Vec::new() };
    let mut out = vec![("figure", one_line(fact.range.slice(text))), ("kind", figure_kind(fact.kind).to_owned())];
    let value = fact.value.map(|value| grouped(&value.normalize().to_string()));
    let value = match (value, fact.high) {
        (Some(low), Some(high)) => Some(format!("{low} to {}", grouped(&high.normalize().to_string()))),
        (value, _) => value,
    };
    match (value, &fact.unit) {
        (Some(value), Some(unit)) => out.push(("value", format!("{value} {unit}"))),
        (Some(value), None) => out.push(("value", value)),
        (None, Some(unit)) => out.push(("date", unit.clone())),
        (None, None) => {}
    }
    if let Some(other) = fact.unit.as_deref().and_then(|unit| converted(fact.value?, fact.high, unit)) {
        out.push(("that is", other));
    }
    if let Some(what) = fact.what {
        out.push(("of", one_line(what.slice(text))));
    }
    if let Some(approx) = &fact.approx {
        out.push(("stated as", approx.clone()));
    }
    if let Some(twin) = fact.same_as.and_then(|twin| facts.figures.get(twin)) {
        out.push(("same as", one_line(twin.range.slice(text))));
    }
    out.push(("why", fact.rule.to_owned()));
    out
}

/// A value, or a range, in the other system of units.
fn converted(value: Decimal, high: Option<Decimal>, unit: &str) -> Option<String> {
    let (low, other) = other_system(value, unit)?;
    let low = grouped(&low.to_string());
    Some(match high.and_then(|high| other_system(high, unit)) {
        Some((high, _)) => format!("about {low} to {} {other}", grouped(&high.to_string())),
        None => format!("about {low} {other}"),
    })
}

fn place(reading: &Reading, facts: &Facts, index: usize, text: &str) -> Vec<Line> {
    let Some(fact) = facts.places.get(index) else { return Vec::new() };
    let mut out = vec![("place", one_line(fact.range.slice(text)))];
    if fact.name != fact.range.slice(text) {
        out.push(("name", fact.name.clone()));
    }
    out.push(("kind", place_kind(fact.kind).to_owned()));
    let country = fact.country.as_deref().map(|code| country_name(code).unwrap_or(code));
    let country = country.filter(|country| *country != fact.name);
    let within: Vec<&str> = [fact.region.as_deref(), country].into_iter().flatten().collect();
    if !within.is_empty() {
        out.push(("in", within.join(", ")));
    }
    if let (Some(lat), Some(lon)) = (fact.lat, fact.lon) {
        let (ns, ew) = (if lat < 0.0 { "S" } else { "N" }, if lon < 0.0 { "W" } else { "E" });
        out.push(("at", format!("{:.2}° {ns}, {:.2}° {ew}", lat.abs(), lon.abs())));
    }
    if let Some(id) = fact.geoname_id {
        out.push(("GeoNames", id.to_string()));
    }
    if let Some(mentions) =
        reading.index.row(FactId { kind: FactKind::Place, index }).and_then(|row| reading.index.places.get(row))
    {
        let number = mentions.iter().position(|mention| *mention == index).map_or(1, |i| i + 1);
        out.push(("mention", format!("{number} of {}", mentions.len())));
    }
    if fact.doubtful {
        out.push(("doubtful", "the text does not say clearly that it is a place, or which; not on the map".to_owned()));
    }
    if fact.metonym {
        out.push(("stands for", "a government, a team or the people".to_owned()));
    }
    out.push(("why", fact.rule.to_owned()));
    out
}

fn quote(facts: &Facts, index: usize, text: &str) -> Vec<Line> {
    let Some(fact) = facts.quotes.get(index) else { return Vec::new() };
    let mut out = vec![("quote", one_line(fact.range.slice(text))), ("kind", quote_kind(fact.kind).to_owned())];
    out.push(("speaker", fact.speaker.clone().unwrap_or_else(|| "not named in the text".to_owned())));
    if let Some(mention) = fact.mention.map(|range| one_line(range.slice(text)))
        && fact.speaker.as_ref() != Some(&mention)
    {
        out.push(("named here", mention));
    }
    if let Some(cue) = fact.cue {
        out.push(("cue", one_line(cue.slice(text))));
    }
    out.push(("why", fact.rule.to_owned()));
    out
}

/// What a kind of figure is called.
pub fn figure_kind(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Money => "money",
        FigureKind::Percent => "per cent",
        FigureKind::Quantity => "quantity",
        FigureKind::Count => "count",
        FigureKind::Ordinal => "rank",
        FigureKind::Date => "date",
        FigureKind::Duration => "duration",
        FigureKind::Number => "number",
    }
}

/// What a kind of place is called.
pub fn place_kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Country => "country",
        PlaceKind::Region => "region",
        PlaceKind::City => "city",
        PlaceKind::District => "district",
        PlaceKind::Water => "water",
        PlaceKind::Island => "island",
        PlaceKind::Mountain => "mountain",
        PlaceKind::Continent => "continent",
        PlaceKind::Area => "area",
    }
}

/// What a kind of quote is called.
pub fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct quote",
        QuoteKind::Fragment => "quoted words in reported speech",
        QuoteKind::Reported => "reported speech",
    }
}

/// `text` with every run of white space as one space.
pub fn one_line(text: &str) -> String {
    crate::article::CleanLine::new(text).into_string()
}

/// A plain decimal with its thousands parted by commas.
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push('.');
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        assert_eq!(grouped("975300000000"), "975,300,000,000");
        assert_eq!(grouped("-1234.5"), "-1,234.5");
        assert_eq!(grouped("999"), "999");
    }
}
