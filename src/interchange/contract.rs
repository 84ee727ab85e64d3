//! The JSON of `dateline extract`, version 1. Scripts depend on it: fields are added, never changed.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::article::{Article, CharIndex};
use crate::facts::{self, Facts, FigureKind, PlaceKind, QuoteKind};

/// One article with its facts, ready to be written.
#[derive(Debug, Serialize)]
pub struct Extraction<'a> {
    schema: u32,
    source: String,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<&'a str>,
    lang: Option<&'a str>,
    text: &'a str,
    figures: Vec<Figure<'a>>,
    places: Vec<Place<'a>>,
    quotes: Vec<Quote<'a>>,
    /// Whether there was too much to read, or too little time: then text and facts are of the beginning only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

/// An input that failed, in place of its extraction.
#[derive(Debug, Serialize)]
pub struct Failed<'a> {
    /// Version of the contract.
    pub schema: u32,
    /// The input as it was named.
    pub source: &'a str,
    /// What failed and why, one line.
    pub error: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct Figure<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: FigureKind,
    #[serde(serialize_with = "number")]
    value: Option<Decimal>,
    #[serde(serialize_with = "number")]
    high: Option<Decimal>,
    unit: Option<&'a str>,
    what: Option<&'a str>,
    approx: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Place<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    name: &'a str,
    kind: PlaceKind,
    country: Option<&'a str>,
    lat: Option<f64>,
    lon: Option<f64>,
    geoname_id: Option<u32>,
    /// Only where it is true.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubtful: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Quote<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    speaker: Option<&'a str>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    cue: Option<&'a str>,
    kind: QuoteKind,
    group: Option<u32>,
}

impl<'a> Extraction<'a> {
    /// Joins an article and its facts; `source` is the input as it was named.
    pub fn new(source: &str, article: &'a Article, facts: &'a Facts) -> Self {
        let text = article.text.as_str();
        let index = CharIndex::new(text);
        Self {
            schema: 1,
            source: source.to_owned(),
            title: article.title.as_deref(),
            byline: article.byline.as_deref(),
            published: article.published.as_deref(),
            lang: article.lang.as_deref(),
            text,
            figures: facts.figures.iter().map(|fact| Figure::new(fact, text, &index)).collect(),
            places: facts.places.iter().map(|fact| Place::new(fact, text, &index)).collect(),
            quotes: facts.quotes.iter().map(|fact| Quote::new(fact, text, &index)).collect(),
            cut: false,
        }
    }

    /// Says that the text or the facts end too early, if they do.
    #[must_use]
    pub fn cut(self, cut: bool) -> Self {
        Self { cut, ..self }
    }
}

impl<'a> Figure<'a> {
    pub(super) fn new(fact: &'a facts::Figure, text: &'a str, index: &CharIndex<'_>) -> Self {
        let (start, end) = index.range(fact.range);
        Self {
            start,
            end,
            text: fact.range.slice(text),
            kind: fact.kind,
            value: fact.value,
            high: fact.high,
            unit: fact.unit.as_deref(),
            what: fact.what.map(|range| range.slice(text)),
            approx: fact.approx.as_deref(),
        }
    }
}

impl<'a> Place<'a> {
    pub(super) fn new(fact: &'a facts::Place, text: &'a str, index: &CharIndex<'_>) -> Self {
        let (start, end) = index.range(fact.range);
        Self {
            start,
            end,
            text: fact.range.slice(text),
            name: &fact.name,
            kind: fact.kind,
            country: fact.country.as_deref(),
            lat: fact.lat,
            lon: fact.lon,
            geoname_id: fact.geoname_id,
            doubtful: fact.doubtful,
        }
    }
}

impl<'a> Quote<'a> {
    pub(super) fn new(fact: &'a facts::Quote, text: &'a str, index: &CharIndex<'_>) -> Self {
        let (start, end) = index.range(fact.range);
        let mention = fact.mention.map(|range| index.range(range));
        Self {
            start,
            end,
            text: fact.range.slice(text),
            speaker: fact.speaker.as_deref(),
            speaker_start: mention.map(|range| range.0),
            speaker_end: mention.map(|range| range.1),
            cue: fact.cue.map(|range| range.slice(text)),
            kind: fact.kind,
            group: fact.group,
        }
    }
}

/// A decimal as a JSON number, digit for digit.
#[expect(clippy::ref_option, reason = "the signature that serde calls")]
fn number<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        Some(value) => RawValue::from_string(value.normalize().to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer),
    }
}
