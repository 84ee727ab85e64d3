//! Pictures, as a terminal has them: a line with what they show and where they are.

use url::Url;

use super::draft::{Part, Prose, address};
use crate::article::BlockKind;

/// The most pictures of one article that are told of.
pub(super) const MOST: usize = 40;

/// Pictures that are no larger, in pixels, are signs, or count readers.
const SMALL: u32 = 48;

/// What a page says of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Picture {
    /// Its address, or the one that is loaded later.
    pub src: String,
    /// What it shows.
    pub alt: String,
    /// How wide and high it is said to be.
    pub sizes: [Option<u32>; 2],
}

impl Picture {
    /// Takes an attribute of the picture's element.
    pub fn take(&mut self, name: &str, value: &str) {
        match name {
            "alt" => value.clone_into(&mut self.alt),
            "data-src" | "data-original" => value.clone_into(&mut self.src),
            // What stands here until the picture is loaded is often inlined.
            "src" if self.src.is_empty() || self.src.starts_with("data:") => value.clone_into(&mut self.src),
            "width" => self.sizes[0] = value.trim().trim_end_matches("px").parse().ok(),
            "height" => self.sizes[1] = value.trim().trim_end_matches("px").parse().ok(),
            _ => {}
        }
    }

    /// The address, if it is one of the web and the picture is more than a sign.
    pub fn address(&self, base: Option<&Url>) -> Option<String> {
        let small = self.sizes.iter().flatten().any(|size| *size <= SMALL);
        address(&self.src, base).filter(|_| !small)
    }

    /// The picture as a part; None if nothing is known of it.
    pub fn part(&self, base: Option<&Url>) -> Option<Part> {
        line(&self.alt, self.address(base).as_deref())
    }
}

/// Whether a picture stands for a sign of the text, an emoji: what it shows has no letters and no ASCII.
pub(super) fn is_sign(alt: &str) -> bool {
    !alt.is_empty()
        && alt.len() <= 32
        && alt.chars().all(|c| !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace())
}

/// "Picture: A ship in Odden https://ledger.example/ship.jpg": what it shows, and its address as a link.
pub(super) fn line(words: &str, url: Option<&str>) -> Option<Part> {
    let mut prose = Prose::default();
    prose.push("Picture: ");
    prose.push(words);
    if let Some(url) = url {
        prose.push(" ");
        prose.open_link(url.to_owned());
        prose.push(url);
        prose.close_link();
    }
    let part = prose.part(BlockKind::Caption);
    (part.text != "Picture:" && (url.is_some() || words.split_whitespace().nth(1).is_some())).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(attributes: &[(&str, &str)], expected: Option<&str>) {
        let mut picture = Picture::default();
        for (name, value) in attributes {
            picture.take(name, value);
        }
        let base = Url::parse("https://ledger.example/a/").ok();
        assert_eq!(picture.part(base.as_ref()).map(|part| part.text).as_deref(), expected, "{attributes:?}");
    }

    #[test]
    fn a_picture_is_a_line() {
        let ship = ("src", "ship.jpg");
        check(&[ship, ("alt", "A ship in\nOdden")], Some("Picture: A ship in Odden https://ledger.example/a/ship.jpg"));
        check(&[ship], Some("Picture: https://ledger.example/a/ship.jpg"));
        check(&[("src", "data:image/gif;x"), ("data-src", "/b.png")], Some("Picture: https://ledger.example/b.png"));
        check(&[("data-src", "/b.png"), ("src", "/blank.gif")], Some("Picture: https://ledger.example/b.png"));
        check(&[("alt", "A ship in Odden")], Some("Picture: A ship in Odden"));
        check(&[ship, ("width", "1px")], None);
        check(&[("alt", "logo"), ("src", "javascript:x")], None);
    }
}
