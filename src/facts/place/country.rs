//! Countries by their codes, for those who read them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::facts::lexicon;

static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../../../assets/gazetteer/countries.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(2)?)))
        .collect()
});

/// The English name of a country or territory by its ISO 3166-1 alpha-2 code.
pub fn country_name(code: &str) -> Option<&'static str> {
    NAMES.get(code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_names() {
        assert_eq!(country_name("MM"), Some("Myanmar"));
        assert_eq!(country_name("XX"), None);
        assert!(NAMES.len() > 240);
    }
}
