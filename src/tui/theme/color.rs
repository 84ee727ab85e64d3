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
            Depth::Ansi256 => Some(Color::Indexed(nearest([r, g, b]))),
            Depth::True => Some(Color::Rgb(r, g, b)),
        }
    }
}

/// The nearest of xterm's 6×6×6 cube and its 24 greys.
fn nearest(color: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |other: [u8; 3]| -> u32 {
        color.iter().zip(other).map(|(part, other)| u32::from(part.abs_diff(other)).pow(2)).sum()
    };
    let steps = color.map(|part| (0..6).min_by_key(|i| STEPS[*i].abs_diff(part)).unwrap_or(0));
    let cube = distance(steps.map(|i| STEPS[i]));
    let mean = color.iter().map(|part| u16::from(*part)).sum::<u16>() / 3;
    let grey = ((mean.saturating_sub(8) + 5) / 10).min(23) as u8;
    if distance([8 + 10 * grey; 3]) < cube {
        232 + grey
    } else {
        steps.iter().fold(0, |sum, i| sum * 6 + *i as u8) + 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_256() {
        assert_eq!(nearest([0, 0, 0]), 16);
        assert_eq!(nearest([255, 255, 255]), 231);
        assert_eq!(nearest([8, 8, 8]), 232);
        assert_eq!(nearest([128, 128, 128]), 244);
        assert_eq!(nearest([255, 95, 0]), 202);
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
