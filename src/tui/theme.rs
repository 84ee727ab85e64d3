//! How things look: a palette and roles, from `assets/themes/*.toml`. Code names a [`Role`]; the file says its style.

mod color;
mod role;

pub use color::Depth;
pub use role::Role;

use std::collections::BTreeMap;

use ratatui::style::{Modifier, Style};
use serde::Deserialize;

use color::Swatch;

/// The themes that ship: their names and files. The first is for dark backgrounds, the second for light ones.
pub const THEMES: [(&str, &str); 4] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("contrast", include_str!("../../assets/themes/contrast.toml")),
    ("plain", include_str!("../../assets/themes/plain.toml")),
];

/// A theme, resolved for one terminal.
#[derive(Debug, Clone)]
pub struct Theme {
    styles: [Style; Role::COUNT],
    /// The signs that the terminal can show.
    pub signs: &'static Signs,
}

/// The signs beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// Whether more than ASCII can be shown.
    pub unicode: bool,
    /// Corners of a frame: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Where a frame meets another: left, right.
    pub joints: [&'static str; 2],
    /// Lines: horizontal, vertical, and the horizontal one of the focused frame.
    pub lines: [&'static str; 2],
    /// The chosen row, under the cursor.
    pub chosen: &'static str,
    /// The chosen row, before the cursor.
    pub near: &'static str,
    /// A bookmark.
    pub star: &'static str,
    /// A bookmark by how it stands: exact, shifted, changed, orphan.
    pub passages: [&'static str; 4],
    /// The line of the cursor.
    pub here: &'static str,
    /// Beside a quotation.
    pub quotation: &'static str,
    /// Something was left out.
    pub more: &'static str,
    /// Between two parts of a line.
    pub dot: &'static str,
    /// Between name and title.
    pub dash: &'static str,
    /// Times: how often.
    pub times: &'static str,
    /// The opening and closing marks of a quote.
    pub marks: [&'static str; 2],
    /// A place on the map, and the chosen one.
    pub places: [&'static str; 2],
    /// A bar that is hardly there, and a column of one.
    pub bar: [&'static str; 2],
    /// Beside the scrolled text.
    pub thumb: &'static str,
    /// An article that was not read yet.
    pub unread: &'static str,
    /// One with a star.
    pub starred: &'static str,
    /// A folder.
    pub folder: &'static str,
}

/// For terminals that show UTF-8.
pub const UNICODE: Signs = Signs {
    unicode: true,
    corners: ["╭", "╮", "╰", "╯"],
    joints: ["├", "┤"],
    lines: ["─", "│"],
    chosen: "▸",
    near: "▹",
    star: "★",
    passages: ["★", "☆", "≈", "?"],
    here: "▌",
    quotation: "▎",
    more: "…",
    dot: "·",
    dash: "─",
    times: "×",
    marks: ["“", "”"],
    places: ["●", "◉"],
    bar: ["▏", "▇"],
    thumb: "┃",
    unread: "●",
    starred: "*",
    folder: "▾",
};

/// For the others.
pub const ASCII: Signs = Signs {
    unicode: false,
    corners: ["+", "+", "+", "+"],
    joints: ["+", "+"],
    lines: ["-", "|"],
    chosen: ">",
    near: "-",
    star: "*",
    passages: ["*", "+", "~", "?"],
    here: ">",
    quotation: "|",
    more: "~",
    dot: "-",
    dash: "-",
    times: "x",
    marks: ["\"", "\""],
    places: ["o", "@"],
    bar: ["-", "="],
    thumb: "#",
    unread: "o",
    starred: "*",
    folder: "v",
};

/// Why a theme cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// The file is not TOML of the right shape.
    #[error("{0}")]
    Shape(String),
    /// A colour that is neither in the palette nor a colour.
    #[error("“{0}” is no colour: write #rrggbb, or a name of the palette")]
    Color(String),
    /// A role that does not exist.
    #[error("“{0}” is nothing that can be coloured")]
    Role(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "for whoever reads the file")]
    name: String,
    #[serde(default)]
    palette: BTreeMap<String, Vec<String>>,
    roles: BTreeMap<String, Look>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "a terminal's attributes are just that")]
struct Look {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underlined: bool,
    reversed: bool,
}

impl Theme {
    /// Reads a theme for a terminal of this depth.
    pub fn parse(text: &str, depth: Depth, signs: &'static Signs) -> Result<Self, ThemeError> {
        let file: File = toml::from_str(text).map_err(|error| ThemeError::Shape(error.message().to_owned()))?;
        if let Some(name) = file.roles.keys().find(|name| Role::named(name).is_none()) {
            return Err(ThemeError::Role(name.clone()));
        }
        let mut looks = BTreeMap::new();
        for (name, look) in &file.roles {
            looks.insert(name.as_str(), look.style(&file.palette, depth)?);
        }
        let styles = Role::ALL.map(|role| {
            let mut names = std::iter::successors(Some(role.name()), |name| Some(name.rsplit_once('.')?.0));
            names.find_map(|name| looks.get(name)).copied().unwrap_or_default()
        });
        Ok(Self { styles, signs })
    }

    /// One of the themes that ship, by its number in [`THEMES`]; numbers past the end start again.
    ///
    /// # Panics
    /// Never: a test reads them all.
    #[expect(clippy::expect_used, reason = "compiled in, and parsed by a test")]
    pub fn shipped(number: usize, depth: Depth, signs: &'static Signs) -> Self {
        let (_, text) = THEMES[number % THEMES.len()];
        Self::parse(text, depth, signs).expect("assets/themes")
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

impl Look {
    fn style(&self, palette: &BTreeMap<String, Vec<String>>, depth: Depth) -> Result<Style, ThemeError> {
        let color = |name: &Option<String>| -> Result<_, ThemeError> {
            let Some(name) = name else { return Ok(None) };
            let alone = std::slice::from_ref(name);
            let parts = palette.get(name).map_or(alone, Vec::as_slice);
            let swatch = Swatch::parse(parts).ok_or_else(|| ThemeError::Color(parts.join(" ")))?;
            Ok(swatch.at(depth))
        };
        let mut style = Style { fg: color(&self.fg)?, bg: color(&self.bg)?, ..Style::new() };
        let modifiers = [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underlined, Modifier::UNDERLINED),
            (self.reversed, Modifier::REVERSED),
        ];
        for (_, modifier) in modifiers.into_iter().filter(|(on, _)| *on) {
            style = style.add_modifier(modifier);
        }
        // A tint that 16 colours do not have would be no mark at all.
        if depth == Depth::Ansi16 && self.bg.is_some() && self.fg.is_none() {
            style.bg = None;
            style = style.add_modifier(Modifier::REVERSED);
        }
        Ok(style)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn themes_that_ship_can_be_read_at_every_depth() {
        for (name, text) in THEMES {
            for depth in [Depth::None, Depth::Ansi16, Depth::Ansi256, Depth::True] {
                let theme = Theme::parse(text, depth, &UNICODE);
                assert!(theme.is_ok(), "{name}: {theme:?}");
            }
        }
    }

    #[test]
    fn every_kind_of_fact_has_a_mark_that_is_no_colour() {
        for (name, text) in THEMES {
            let theme = Theme::parse(text, Depth::None, &UNICODE).unwrap();
            let marks = [Role::Figure, Role::Place, Role::Quote, Role::Text].map(|role| theme.style(role));
            for (i, mark) in marks.iter().enumerate() {
                assert!(mark.fg.is_none() && mark.bg.is_none());
                assert!(!marks[i + 1..].contains(mark), "{name}: {mark:?} twice");
            }
        }
    }

    #[test]
    fn without_colour_a_link_is_told_from_every_fact() {
        let theme = Theme::shipped(THEMES.len() - 1, Depth::None, &UNICODE);
        let link = theme.style(Role::Link);
        for role in [Role::Figure, Role::Place, Role::Quote, Role::Text] {
            assert_ne!(theme.style(role), link, "{role:?}");
        }
    }

    #[test]
    fn a_role_looks_like_the_one_its_name_begins_with() {
        let text = "name = \"x\"\n[palette]\na = [\"#ff0000\", \"red\"]\n[roles]\n\"frame\" = { fg = \"a\" }\n";
        let theme = Theme::parse(text, Depth::True, &UNICODE).unwrap();
        assert_eq!(theme.style(Role::FrameTitleFocus).fg, Some(Color::Rgb(255, 0, 0)));
        let theme = Theme::parse(text, Depth::Ansi16, &UNICODE).unwrap();
        assert_eq!(theme.style(Role::Frame).fg, Some(Color::Red));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let bad = |roles: &str| {
            let text = format!("name = \"x\"\n[roles]\n{roles}\n");
            Theme::parse(&text, Depth::True, &UNICODE).unwrap_err().to_string()
        };
        assert!(bad("\"frmae\" = {}").contains("frmae"));
        assert!(bad("\"frame\" = { fg = \"pruple\" }").contains("pruple"));
        assert!(bad("\"frame\" = { bolt = true }").contains("bolt"));
    }
}
