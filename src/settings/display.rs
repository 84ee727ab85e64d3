//! What the terminal can show, as far as the environment tells.

use std::env;

use crate::tui::{ASCII, Depth, Signs, UNICODE};

/// When to use colours: what the command line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wish {
    /// Unless NO_COLOR is set.
    #[default]
    Auto,
    /// Even then.
    Always,
    /// Not at all.
    Never,
}

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Display {
    /// Colours.
    pub depth: Depth,
    /// Signs.
    pub signs: &'static Signs,
    /// Whether the background is light, where the environment says so.
    pub light: Option<bool>,
    /// Whether the terminal passes over sequences that it does not know: then it may be asked for its background, and
    /// told where links lead.
    pub answers: bool,
}

impl Display {
    /// Reads the environment.
    pub fn find(wish: Wish) -> Self {
        Self::from_environment(wish, |name| env::var(name).ok().filter(|value| !value.is_empty()))
    }

    fn from_environment(wish: Wish, get: impl Fn(&str) -> Option<String>) -> Self {
        let term = get("TERM").unwrap_or_default();
        let color = get("COLORTERM").unwrap_or_default();
        let none = match wish {
            Wish::Auto => get("NO_COLOR").is_some(),
            Wish::Always => false,
            Wish::Never => true,
        };
        let depth = if none {
            Depth::None
        } else if color.contains("truecolor") || color.contains("24bit") || term.ends_with("-direct") {
            Depth::True
        } else if term.contains("256")
            || ["kitty", "alacritty", "wezterm", "ghostty", "foot"].iter().any(|name| term.contains(name))
        {
            Depth::Ansi256
        } else if term.starts_with("vt1") || term.starts_with("vt2") {
            Depth::None
        } else {
            Depth::Ansi16
        };
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&get);
        let utf8 = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        // The Linux console has neither braille nor round corners, and no answer to give.
        let console = term == "linux";
        Self {
            depth,
            signs: if utf8 && !console { &UNICODE } else { &ASCII },
            light: get("COLORFGBG").and_then(|pair| is_light(&pair)),
            answers: !console && !term.is_empty() && term != "dumb",
        }
    }
}

/// The background in a pair like "15;0".
fn is_light(pair: &str) -> Option<bool> {
    let number: u8 = pair.rsplit(';').next()?.parse().ok()?;
    Some(number == 7 || (9..=15).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(wish: Wish, environment: &[(&str, &str)]) -> Display {
        let get =
            |name: &str| environment.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned());
        Display::from_environment(wish, get)
    }

    #[test]
    fn colours_are_as_many_as_the_terminal_has() {
        let depth = |wish, environment: &[(&str, &str)]| find(wish, environment).depth;
        assert_eq!(depth(Wish::Auto, &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(depth(Wish::Auto, &[("TERM", "screen-256color")]), Depth::Ansi256);
        assert_eq!(depth(Wish::Auto, &[("TERM", "xterm")]), Depth::Ansi16);
        assert_eq!(depth(Wish::Auto, &[("TERM", "xterm"), ("NO_COLOR", "1")]), Depth::None);
        assert_eq!(depth(Wish::Always, &[("TERM", "xterm"), ("NO_COLOR", "1")]), Depth::Ansi16);
        assert_eq!(depth(Wish::Never, &[("TERM", "xterm")]), Depth::None);
    }

    #[test]
    fn signs_and_background() {
        assert!(find(Wish::Auto, &[("TERM", "xterm")]).signs.unicode);
        assert!(!find(Wish::Auto, &[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")]).signs.unicode);
        assert!(!find(Wish::Auto, &[("TERM", "linux"), ("LANG", "en_US.UTF-8")]).signs.unicode);
        assert_eq!(find(Wish::Auto, &[("COLORFGBG", "0;15")]).light, Some(true));
        assert_eq!(find(Wish::Auto, &[("COLORFGBG", "15;default;0")]).light, Some(false));
        assert_eq!(find(Wish::Auto, &[]).light, None);
    }
}
