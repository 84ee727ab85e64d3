//! Colours, and how they degrade where a terminal has fewer.

use ratatui::style::Color;

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: bold, underline and the like only.
    None,
    /// The sixteen of the palette.
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// 24 bits.
    True,
}

/// A colour: as it is meant, and the name that stands for it among sixteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Swatch {
    rgb: (u8, u8, u8),
    named: Option<Color>,
}

impl Swatch {
    /// Reads `["#rrggbb"]` or `["#rrggbb", "name"]`.
    pub(super) fn parse(parts: &[String]) -> Option<Self> {
        let hex = parts.first()?.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
        let value = u32::from_str_radix(hex, 16).ok()?;
        let named = match parts.get(1) {
            Some(name) => Some(name.parse().ok()?),
            None => None,
        };
        Some(Self { rgb: ((value >> 16) as u8, (value >> 8) as u8, value as u8), named })
    }

    /// The colour that a terminal of this depth is asked for.
    pub(super) fn at(self, depth: Depth) -> Option<Color> {
        let (r, g, b) = self.rgb;
        match depth {
            Depth::None => None,
            Depth::Ansi16 => Some(self.named.unwrap_or(Color::Reset)),
            Depth::Ansi256 => Some(Color::Indexed(nearest(r, g, b))),
            Depth::True => Some(Color::Rgb(r, g, b)),
        }
    }
}

/// The nearest of xterm's 6×6×6 cube and its 24 greys.
fn nearest(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |value: u8| (0..6).min_by_key(|i| STEPS[*i].abs_diff(value)).unwrap_or(0);
    let distance = |r2: u8, g2: u8, b2: u8| {
        let part = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        part(r, r2) + part(g, g2) + part(b, b2)
    };
    let (i, j, k) = (step(r), step(g), step(b));
    let cube = distance(STEPS[i], STEPS[j], STEPS[k]);
    let mean = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let grey = (mean.saturating_sub(8) + 5) / 10;
    let grey = grey.min(23) as u8;
    let level = 8 + 10 * grey;
    if distance(level, level, level) < cube { 232 + grey } else { (16 + 36 * i + 6 * j + k) as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_256() {
        assert_eq!(nearest(0, 0, 0), 16);
        assert_eq!(nearest(255, 255, 255), 231);
        assert_eq!(nearest(8, 8, 8), 232);
        assert_eq!(nearest(128, 128, 128), 244);
        assert_eq!(nearest(255, 95, 0), 202);
    }

    #[test]
    fn a_swatch_degrades() {
        let swatch = Swatch::parse(&["#ff5f00".to_owned(), "red".to_owned()]).unwrap();
        assert_eq!(swatch.at(Depth::True), Some(Color::Rgb(255, 95, 0)));
        assert_eq!(swatch.at(Depth::Ansi16), Some(Color::Red));
        assert_eq!(swatch.at(Depth::None), None);
        for bad in ["ff5f00", "#ff5f0", "#ff5f0g", ""] {
            assert_eq!(Swatch::parse(&[bad.to_owned()]), None, "{bad}");
        }
    }
}
