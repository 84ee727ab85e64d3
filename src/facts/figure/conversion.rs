//! A measure in the other system: kilometres in miles, pounds in kilograms.

use rust_decimal::Decimal;

use super::unit::{self, Unit};

/// Units and what they are converted to, both ways.
const PAIRS: &[(&str, &str)] = &[
    ("km", "mi"),
    ("m", "ft"),
    ("cm", "in"),
    ("km²", "sq mi"),
    ("m²", "sqft"),
    ("ha", "acre"),
    ("l", "gal"),
    ("kg", "lb"),
    ("g", "oz"),
    ("tonne", "ton"),
    ("km/h", "mph"),
    ("°C", "°F"),
];

/// `value` in `unit` (a symbol of the contract), given in the other system: rounded to three digits, with its
/// symbol. None where there is no usual counterpart, or the value is too large.
pub fn other_system(value: Decimal, unit: &str) -> Option<(Decimal, &'static str)> {
    let (from, to) = PAIRS.iter().find_map(|(metric, other)| match unit {
        unit if unit == *metric => Some((*metric, *other)),
        unit if unit == *other => Some((*other, *metric)),
        _ => None,
    })?;
    let converted = match to {
        "°F" => value.checked_mul(9.into())?.checked_div(5.into())?.checked_add(32.into())?,
        "°C" => value.checked_sub(32.into())?.checked_mul(5.into())?.checked_div(9.into())?,
        _ => {
            let factor = |symbol: &str| unit::by_symbol(symbol).map(|unit: Unit| unit.factor);
            value.checked_mul(factor(from)?.checked_div(factor(to)?)?)?
        }
    };
    Some((converted.round_sf(3)?.normalize(), to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        let read =
            |value: i64, unit| other_system(Decimal::from(value), unit).map(|(value, to)| format!("{value} {to}"));
        assert_eq!(read(2000, "km").as_deref(), Some("1240 mi"));
        assert_eq!(read(28, "lb").as_deref(), Some("12.7 kg"));
        assert_eq!(read(-40, "°C").as_deref(), Some("-40 °F"));
        assert_eq!(read(5, "MW"), None);
    }
}
