//! A measured value in the other system of units, for the details: kilometres as miles, Fahrenheit as Celsius.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::{Decimal, RoundingStrategy};

use super::unit::by_symbol;
use crate::facts::lexicon;

static COUNTERPARTS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../assets/lexicon/conversions.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect()
});

/// `value` of `unit` (as [`super::Figure::unit`] says it) in the other system, to four significant digits, and the unit
/// it is given in. None for a unit that has no counterpart.
pub fn other_system(value: Decimal, unit: &str) -> Option<(Decimal, &'static str)> {
    let other = *COUNTERPARTS.get(unit)?;
    let (nine, five, offset) = (Decimal::from(9), Decimal::from(5), Decimal::from(32));
    let converted = match (unit, other) {
        ("°C", "°F") => value.checked_mul(nine)?.checked_div(five)?.checked_add(offset)?,
        ("°F", "°C") => value.checked_sub(offset)?.checked_mul(five)?.checked_div(nine)?,
        _ => value.checked_mul(by_symbol(unit)?.factor)?.checked_div(by_symbol(other)?.factor)?,
    };
    let rounded = converted.round_sf_with_strategy(4, RoundingStrategy::MidpointAwayFromZero)?;
    Some((rounded.normalize(), other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, unit: &str, want: &str) {
        let (value, unit) = other_system(value.parse().unwrap(), unit).unwrap();
        assert_eq!(format!("{value} {unit}"), want);
    }

    #[test]
    fn both_systems() {
        check("2000", "km", "1243 mi");
        check("643", "mi", "1035 km");
        check("31.5", "°C", "88.7 °F");
        check("-40", "°F", "-40 °C");
        check("12", "tonne", "13.23 ton");
    }

    #[test]
    fn every_counterpart_is_a_unit_of_the_same_dimension() {
        for (unit, other) in COUNTERPARTS.iter() {
            let (from, to) = (by_symbol(unit), by_symbol(other));
            assert!(
                from.is_some() && from.map(|unit| unit.dimension) == to.map(|unit| unit.dimension),
                "{unit} {other}"
            );
            assert!(other_system(Decimal::ONE, unit).is_some());
            // The largest value overflows in some units and must give nothing then.
            let _ = other_system(Decimal::MAX, unit);
        }
    }
}
