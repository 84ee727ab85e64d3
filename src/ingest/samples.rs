//! The articles that ship: what a new reader sees first. Events and people in them are invented, places are real.

use super::{Input, article};
use crate::article::{Article, Source};

const SAMPLES: [(&str, &str); 3] = [
    ("cable-ship", include_str!("../../assets/samples/cable-ship.md")),
    ("river-bridge", include_str!("../../assets/samples/river-bridge.md")),
    ("apple-hail", include_str!("../../assets/samples/apple-hail.md")),
];

/// All of them, in the order in which they are shown.
pub fn samples() -> Vec<Article> {
    SAMPLES.iter().filter_map(|(name, _)| sample(name)).collect()
}

/// The one of that name ([`Source::Sample`]).
pub fn sample(name: &str) -> Option<Article> {
    let (name, text) = SAMPLES.iter().find(|sample| sample.0 == name)?;
    let source = Source::Sample((*name).to_owned());
    article(&Input { name: Some("sample.md"), ..Input::new(text.as_bytes(), &source) }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;

    #[test]
    fn every_sample_is_whole() {
        let samples = samples();
        assert_eq!(samples.len(), SAMPLES.len());
        for article in samples {
            let name = article.source.to_string();
            assert!(article.title.is_some() && article.byline.is_some() && article.published.is_some(), "{name}");
            assert!(article.site.is_some() && article.lang.is_some_and(|lang| lang.starts_with("en-")), "{name}");
            let words = article.text.split_whitespace().count();
            assert!((500..=800).contains(&words), "{name}: {words} words");
            assert!(article.blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(_))), "{name}");
            assert_eq!(article.aside, [], "{name}");
        }
    }
}
