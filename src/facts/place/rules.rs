//! Rules that say why a name is no place although it could be one: each has a name, and an example and a counter-example
//! in `tests/facts/places.tsv`.

mod beside;
mod called;
mod longer;
mod named;

pub use longer::noun as country_and_noun;

use super::spot::Spot;

/// A rule: its name, and whether it speaks against a stretch.
pub type Rule = (&'static str, fn(Spot<'_>) -> bool);

/// All rules, the cheapest first.
pub const RULES: &[Rule] = &[
    ("month or day", called::month),
    ("planet or moon", called::sky),
    ("seat of government", called::office),
    ("university", called::university),
    ("newspaper or magazine", called::media),
    ("company or brand", called::brand),
    ("nickname of a team", called::team),
    ("festival", called::festival),
    ("court or league district", called::district),
    ("a town takes no article", called::article),
    ("degree or scan", called::degree),
    ("family name", called::surname),
    ("family name of somebody in the text", called::somebody),
    ("people of a state", called::people),
    ("emirates", called::emirates),
    ("name that many towns have", called::common),
    ("a capital article inside a sentence", called::capital_article),
    ("street", beside::street),
    ("building", beside::venue),
    ("league or cup", beside::league),
    ("event", beside::event),
    ("newspaper's chief word", beside::paper),
    ("company's chief word", beside::corporate),
    ("product after its maker", beside::product),
    ("body called after a place", beside::body),
    ("title called after a place", beside::nobility),
    ("school team", beside::school),
    ("currency", beside::currency),
    ("film, song or book", beside::work),
    ("in quotation marks", beside::title),
    ("venue after @", beside::venue_sign),
    ("company, ship or band beside it", beside::firm),
    ("university by what is done there", beside::academic),
    ("part of a longer name", beside::part),
    ("point of the compass alone", longer::compass),
    ("division of a league", longer::division),
    ("team called after a place", longer::team),
    ("magazine called after a place", longer::magazine),
    ("noun after a country's letters", longer::noun),
    ("home called after a place", longer::home),
    ("saint's ground", longer::saint),
    ("award called after a place", named::award),
    ("governor's office", named::office),
    ("newspaper of a town", named::paper_of),
    ("college team", named::college),
    ("school that ends in a point of the compass", named::southern),
    ("building of an unknown name", named::building),
    ("party called after a country", named::party),
];

/// The rule that speaks against a stretch, if one does.
pub fn against(spot: Spot<'_>) -> Option<&'static str> {
    RULES.iter().find(|(_, holds)| holds(spot)).map(|(name, _)| *name)
}
